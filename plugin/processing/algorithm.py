"""What all algorithms share: the layers are read here, the work is asked of an engine, the result is styled."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsMapLayer,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterRasterLayer,
    QgsProcessingUtils,
    QgsProperty,
    QgsRasterLayer,
    QgsReferencedPointXY,
)
from qgis.PyQt.QtGui import QIcon

from ..client.failure import EngineFailure
from ..layers.output import GROUP, Provenance, check_output, describe, move_to_group
from ..layers.places import read_places
from ..layers.source import RasterSource, absolute, read_embeddings, read_file, read_source
from ..settings import PLUGIN_ROOT

if TYPE_CHECKING:  # QGIS starts without the client
    from ...engine.messages import Progress
    from ..client.session import Session

INPUT, OUTPUT = "INPUT", "OUTPUT"
TEMPORARY = "TEMPORARY_OUTPUT"
ICON = PLUGIN_ROOT / "resources" / "icons" / "landprint.svg"

NewSession = Callable[[], "Session"]
Parameters = dict[str, Any]
Style = Callable[[QgsRasterLayer], object]


class LandprintAlgorithm(QgsProcessingAlgorithm):
    """One operation of the engine as an algorithm; subclasses say which, with what, and what it is for."""

    OPERATION: ClassVar[str]  # its name on the wire
    NAME: ClassVar[str]
    TITLE: ClassVar[str]
    GROUP: ClassVar[str]
    SUMMARY: ClassVar[str]  # what it does and what it is good for, in plain words
    TAGS: ClassVar[tuple[str, ...]]
    EMBEDDINGS_PARAM: ClassVar[str] = "embeddings"  # what the engine calls INPUT

    def __init__(self, new_session: NewSession) -> None:
        super().__init__()
        self._new_session = new_session
        self._rasters: dict[str, RasterSource] = {}
        self._output = ""

    # What subclasses fill in.

    def params(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """The operation's parameters but INPUT and OUTPUT; runs in the algorithm's thread; raises EngineFailure."""
        raise NotImplementedError

    def outputs(self, value: dict[str, Any]) -> dict[str, Any]:
        """The algorithm's outputs but OUTPUT, from the engine's value."""
        return {}

    def facts(self, value: dict[str, Any]) -> list[str]:
        """Sentences about the result, for the log and the layer's metadata."""
        return []

    def style(self, value: dict[str, Any]) -> Style | None:
        """How the resulting layer is drawn; None leaves it to QGIS."""
        return None

    # What subclasses use.

    def add(self, parameter: QgsProcessingParameterDefinition, text: str, *, advanced: bool = False) -> None:
        """Add a parameter with its help."""
        parameter.setHelp(text)
        if advanced:
            parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
        self.addParameter(parameter)

    def add_embeddings(self) -> None:
        """Add INPUT, an embedding raster."""
        self.add(
            QgsProcessingParameterRasterLayer(INPUT, "Embedding raster"),
            "An embedding raster: made by “Embed raster”, or any raster whose bands are an embedding's dimensions.",
        )

    def add_output(self, title: str, text: str) -> None:
        """Add OUTPUT, a GeoTIFF."""
        self.add(QgsProcessingParameterRasterDestination(OUTPUT, title), text)

    def raster(self, name: str = INPUT) -> RasterSource:
        """The raster given as a parameter, as it was read when the algorithm was prepared."""
        return self._rasters[name]

    def has_raster(self, name: str) -> bool:
        """Whether that raster was given."""
        return name in self._rasters

    def place(self, parameters: Parameters, name: str, context: QgsProcessingContext) -> list[float]:
        """A point parameter as x, y in the raster's CRS; without a CRS of its own it is taken to be in that."""
        value, crs = parameters[name], self.raster().crs
        point_crs = _point_crs(value)
        if point_crs is not None and not point_crs.isValid():
            raise EngineFailure("parameter", f"The CRS of “{value}” is unknown.", "Write it as [EPSG:4326].")
        if point_crs is not None and not crs.isValid():
            raise _no_crs(self.raster())
        point = self.parameterAsPoint(parameters, name, context, crs)
        return [point.x(), point.y()]

    def places(
        self, parameters: Parameters, name: str, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> list[list[float]]:
        """The places of a layer, in the raster's CRS; none when no layer is given."""
        source = self.parameterAsSource(parameters, name, context)
        if source is None and parameters.get(name):
            raise EngineFailure("source", f"“{parameters[name]}” is no layer of places.", "Choose a vector layer.")
        if source is None:
            return []
        if source.sourceCrs().isValid() and not self.raster().crs.isValid():
            raise _no_crs(self.raster())
        places = read_places(source, self.raster(), context.transformContext(), feedback.isCanceled)
        return [list(place) for place in places]

    # What QGIS calls.

    def createInstance(self) -> LandprintAlgorithm:
        """Another one, for another run."""
        return type(self)(self._new_session)

    def name(self) -> str:
        """Its name in ids and scripts."""
        return self.NAME

    def displayName(self) -> str:
        """Its name in the toolbox."""
        return self.TITLE

    def group(self) -> str:
        """The name of its group in the toolbox."""
        return self.GROUP

    def groupId(self) -> str:
        """Its group in scripts."""
        return self.GROUP.lower().replace(" ", "")

    def tags(self) -> list[str]:
        """Words that find it."""
        return ["landprint", "embedding", "foundation model", *self.TAGS]

    def icon(self) -> QIcon:
        """Its icon in the toolbox."""
        return QIcon(str(ICON))

    def svgIconPath(self) -> str:
        """Its icon where QGIS wants a path."""
        return str(ICON)

    def shortDescription(self) -> str:
        """Its tooltip: the first sentence of its help."""
        return self.SUMMARY.split(". ")[0].rstrip(".") + "."

    def shortHelpString(self) -> str:
        """Its help: what it does, then every parameter."""
        lines = [f"<p>{self.SUMMARY}</p>"]
        lines += [f"<p><b>{item.description()}</b>: {item.help()}</p>" for item in self.parameterDefinitions()]
        return "\n".join(lines)

    def checkParameterValues(self, parameters: Parameters, context: QgsProcessingContext) -> tuple[bool, str]:
        """Whether it can run, else why not; the dialog shows it before anything starts."""
        try:
            self._read(parameters, context)  # first, as QGIS's own sentences do not say what to do
        except EngineFailure as failure:
            return False, str(failure)
        # What has been read need not be loaded as a layer: with its style come statistics, and with them an .aux.xml.
        read = {name: QgsProperty.fromValue(parameters[name]) for name in self._rasters}
        fits: tuple[bool, str] = super().checkParameterValues({**parameters, **read}, context)
        return fits

    def prepareAlgorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        """Read layers into plain data, in the thread that they live in."""
        try:
            self._read(parameters, context)
        except EngineFailure as failure:
            raise QgsProcessingException(str(failure)) from failure
        return True

    def processAlgorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Ask the engine; a cancelled run has no outputs."""
        try:
            params = {self.EMBEDDINGS_PARAM: self.raster().path, **self.params(parameters, context, feedback)}
            has_output = self.parameterDefinition(OUTPUT) is not None
            if has_output:
                params["output"] = self._output = self._output_path(parameters, context)
            value = self._ask(params, feedback)
        except EngineFailure as failure:
            if failure.is_cancelled:
                return {}
            if failure.detail:
                feedback.pushDebugInfo(failure.detail)
            raise QgsProcessingException(str(failure)) from failure
        facts = self.facts(value)
        for fact in facts:
            feedback.pushInfo(fact)
        outputs = self.outputs(value)
        if has_output:
            outputs[OUTPUT] = self._output
            provenance = Provenance(self.TITLE, self.OPERATION, self.raster().path, params, tuple(facts))
            self._attend_layer(context, provenance, value)
        return outputs

    def _ask(self, params: dict[str, Any], feedback: QgsProcessingFeedback) -> dict[str, Any]:
        """The engine's value, from an engine that lives as long as this run."""
        said = ""

        def progressed(progress: Progress) -> None:
            nonlocal said
            feedback.setProgress(100.0 * progress.fraction)
            if progress.text and progress.text != said:
                said = progress.text
                feedback.setProgressText(said)

        with self._new_session() as session:
            value: dict[str, Any] = session.request(self.OPERATION, params, progressed, feedback.isCanceled)
        return value

    def _read(self, parameters: Parameters, context: QgsProcessingContext) -> None:
        """Read the rasters, and see that the output may be written."""
        for definition in self.parameterDefinitions():
            if definition.type() == QgsProcessingParameterRasterLayer.typeName():
                source = self._read_raster(definition.name(), parameters, context)
                if source is not None:
                    self._rasters[definition.name()] = source
        output = _destination(parameters.get(OUTPUT), context)
        if output:
            layers = context.project().mapLayers().values() if context.project() else ()
            check_output(output, [source.path for source in self._rasters.values()], layers)

    def _read_raster(self, name: str, parameters: Parameters, context: QgsProcessingContext) -> Optional[RasterSource]:  # noqa: UP045 - Python 3.9
        text = self.parameterAsString(parameters, name, context)
        layer = parameters.get(name)
        if not isinstance(layer, QgsMapLayer):
            layer = QgsProcessingUtils.mapLayerFromString(text, context, False) if text else None
        if layer is None:
            return read_file(text) if text else None
        takes_image = self.EMBEDDINGS_PARAM == "raster" and name == INPUT
        return read_source(layer) if takes_image else read_embeddings(layer)

    def _output_path(self, parameters: Parameters, context: QgsProcessingContext) -> str:
        path = str(self.parameterAsOutputLayer(parameters, OUTPUT, context))
        return absolute(path)

    def _attend_layer(self, context: QgsProcessingContext, provenance: Provenance, value: dict[str, Any]) -> None:
        """Have the result styled, described and grouped when QGIS adds it to the project."""
        if not context.willLoadLayerOnCompletion(self._output):
            return
        details = context.layerToLoadOnCompletionDetails(self._output)
        if hasattr(details, "groupName"):  # QGIS 3.32
            details.groupName = GROUP
        details.setPostProcessor(ResultLayer.kept(provenance, self.style(value)))


class ResultLayer(QgsProcessingLayerPostProcessorInterface):
    """Styles and describes the resulting layer, in the GUI thread."""

    # QGIS does not own it, and the algorithm that made it is gone before it is called.
    _kept: ClassVar[set[ResultLayer]] = set()

    def __init__(self, provenance: Provenance, style: Style | None) -> None:
        super().__init__()
        self._provenance = provenance
        self._style = style

    @classmethod
    def kept(cls, provenance: Provenance, style: Style | None) -> ResultLayer:
        """One that stays alive until it has been called."""
        result_layer = cls(provenance, style)
        cls._kept.add(result_layer)
        return result_layer

    def postProcessLayer(
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Style, describe and group the layer."""
        self._kept.discard(self)
        if not isinstance(layer, QgsRasterLayer):
            return
        describe(layer, self._provenance)
        if self._style is not None:
            self._style(layer)
        if context.project() is not None:
            move_to_group(context.project(), layer)


def _point_crs(value: Any) -> QgsCoordinateReferenceSystem | None:
    """The CRS that a point parameter names, valid or not; None when it names none."""
    if isinstance(value, QgsReferencedPointXY):
        return value.crs()
    named = re.search(r"\[(.+)\]", value) if isinstance(value, str) else None
    return QgsCoordinateReferenceSystem(named.group(1)) if named else None


def _no_crs(raster: RasterSource) -> EngineFailure:
    return EngineFailure(
        "parameter",
        f"“{raster.name}” has no CRS, so places in another one cannot be found on it.",
        "Set the layer's CRS, or give the point in the raster's own coordinates.",
    )


def _destination(value: Any, context: QgsProcessingContext) -> str:
    """The file that an output parameter names; empty for a temporary one."""
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink.valueAsString(context.expressionContext(), "")[0]
    return value if isinstance(value, str) and value != TEMPORARY else ""

"""What all algorithms share: the layers are read here, the work is asked of an engine, the result is styled."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Optional, TypeVar

from qgis.core import (
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputDefinition,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFileDestination,
    QgsProcessingUtils,
    QgsProperty,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QIcon

from ....engine.requests.parameters import Widget
from ...client.failure import EngineFailure
from ...layers.outputs.output import SUFFIXES, Provenance, check_output
from ...layers.sources.source import RasterSource, absolute, read_embeddings, read_file, read_scene, read_source
from ...layers.sources.vector_source import unread_parquet
from ...resources import PLUGIN_ROOT
from ...translation import tr, translated
from .declared import AUTO, INPUT, OUTPUT, Declared, declared, definition
from .reading import Parameters, ReadingAlgorithm
from .result_layer import Style, attend_layer

if TYPE_CHECKING:  # QGIS starts without the client
    from ....engine.messages import Progress
    from ...client.session import Session

TEMPORARY = "TEMPORARY_OUTPUT"
IMAGE = "raster"  # what the engine calls a satellite image, which is no embedding raster
ICON = PLUGIN_ROOT / "resources" / "icons" / "landprint.svg"

WEIGHTS_HINT = tr("“Download weights” (landprint:downloadweights) and “Import weights” in the toolbox get them.")

# Their ids are made of the English ones.
GROUPS = {
    "Embeddings": tr("Embeddings"),
    "Large areas": tr("Large areas"),
    "Analysis": tr("Analysis"),
    "Prediction": tr("Prediction"),
    "Weights": tr("Weights"),
}

NewSession = Callable[[], "Session"]
Value = TypeVar("Value")


class Output(NamedTuple):
    """An output that is no file: its name and title in the toolbox, and where it stands in the engine's value."""

    kind: type[QgsProcessingOutputDefinition]
    name: str
    title: str
    key: str


class LandprintAlgorithm(ReadingAlgorithm):
    """One operation of the engine as an algorithm; subclasses say which, with what, and what it is for."""

    OPERATION: ClassVar[str]  # its name on the wire
    NAME: ClassVar[str]
    TITLE: ClassVar[str]
    GROUP: ClassVar[str]
    SUMMARY: ClassVar[str]  # what it does and what it is good for, in plain words
    TAGS: ClassVar[tuple[str, ...]]
    ORDER: ClassVar[tuple[str, ...]] = ()  # of the dialog; what the operation declares beyond these comes before files
    LEFT_OUT: ClassVar[tuple[str, ...]] = ()  # what the engine calls the parameters that are not offered here
    OPTIONS: ClassVar[dict[str, Callable[[], list[str]]]] = {}  # of the choices among what the resources list
    FILE_FILTER: ClassVar[str] = ""  # of the file that is written
    OUTPUTS: ClassVar[tuple[Output, ...]] = ()  # that are no files

    def __init__(self, new_session: NewSession) -> None:
        super().__init__()
        self._new_session = new_session
        self._outputs: dict[str, str] = {}

    # What subclasses fill in.

    def own_parameters(self) -> list[QgsProcessingParameterDefinition]:
        """What only the toolbox has, with its help."""
        return []

    def shown(self, item: Declared) -> Declared:
        """A parameter as this algorithm shows it."""
        return item

    def params(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """The operation's parameters but the files to write; runs in the algorithm's thread; raises EngineFailure."""
        values = {
            name: self.value(item, parameters, context)
            for name, item in self.declared.items()
            if not item.is_destination
        }
        embeddings = self.declared.get("embeddings")
        if embeddings is not None and self.has_raster(embeddings.name):
            said = self.raster(embeddings.name).embeddings
            if values.get("values") not in (None, AUTO):  # what is said here counts more than what the layer has
                said.pop("values", None)
            values.update(said)
        return values

    def outputs(self, value: dict[str, Any], parameters: Parameters, context: QgsProcessingContext) -> dict[str, Any]:
        """The algorithm's outputs but the files that the engine writes, from its value; a list becomes JSON."""
        found = {output.name: value[output.key] for output in self.OUTPUTS if output.key in value}
        return {name: json.dumps(one) if isinstance(one, list) else one for name, one in found.items()}

    def facts(self, value: dict[str, Any]) -> list[str]:
        """Sentences about the result, for the log and the layer's metadata."""
        return []

    def style(self, value: dict[str, Any]) -> Style | None:
        """How the resulting layer is drawn; None leaves it to QGIS."""
        return None

    def source(self) -> str:
        """What the result is made from, for the layer's metadata."""
        return self.raster().path if self.has_raster(INPUT) else tr("places on Earth")

    # What subclasses use.

    @staticmethod
    def checked(read: Callable[[], Value]) -> Value:
        """What ``read`` gives; a failure in the way that QGIS shows it."""
        try:
            return read()
        except EngineFailure as failure:
            raise QgsProcessingException(str(failure)) from failure

    @cached_property
    def declared(self) -> dict[str, Declared]:
        """What of the operation's parameters is offered here, by the engine's names."""
        offered = declared(self.OPERATION).items()
        return {name: self.shown(item) for name, item in offered if name not in self.LEFT_OUT}

    @property
    def destinations(self) -> dict[str, str]:
        """The files that are written, and what the engine calls them."""
        return {item.name: name for name, item in self.declared.items() if item.is_destination}

    # What QGIS calls.

    def initAlgorithm(self, config: Optional[dict[str, Any]] = None) -> None:  # noqa: UP045
        """Say what it takes and gives: what the operation declares, and what only the toolbox has."""
        shown = {item.name(): item for item in self.own_parameters()}
        for name, item in self.declared.items():
            options = self.OPTIONS[name]() if name in self.OPTIONS else ()
            shown[item.name] = definition(item, options, self.FILE_FILTER)
            shown[item.name].setHelp(translated(item.toolbox.help))
        # In the order of the dialog: what it does not name yet comes last, and files after all.
        names = [*self.ORDER, *(name for name in shown if name not in self.ORDER)]
        for name in sorted(names, key=lambda name: shown[name].isDestination()):
            self.addParameter(shown[name])
        for output in self.OUTPUTS:
            self.addOutput(output.kind(output.name, output.title))

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
        return GROUPS.get(self.GROUP, self.GROUP)

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
        fits: tuple[bool, str] = super().checkParameterValues({**parameters, **self.stand_ins(parameters)}, context)
        return fits

    def stand_ins(self, parameters: Parameters) -> Parameters:
        """What QGIS checks in place of what has been read.

        It need not be loaded as a layer: with a raster's style come statistics, and with them an .aux.xml.
        """
        rasters = {name: QgsProperty.fromValue(parameters[name]) for name in self._rasters}
        shapes = (item.name for item in self.declared.values() if item.toolbox.widget is Widget.SHAPES)
        unread = [name for name in shapes if unread_parquet(parameters.get(name))]
        return {**rasters, **{name: QgsVectorLayer("Polygon", "places", "memory") for name in unread}}

    def prepareAlgorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        """Read layers into plain data, in the thread that they live in."""
        self.checked(lambda: self._read(parameters, context))
        return True

    def processAlgorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Ask the engine; a cancelled run has no outputs."""
        try:
            params = self.params(parameters, context, feedback)
            self._outputs = dict(self._files(parameters, context))
            params.update({self.destinations[name]: path for name, path in self._outputs.items()})
            with self._new_session() as session:  # with an engine that lives as long as this run
                value = self.converse(session, params, feedback)
        except EngineFailure as failure:
            if failure.is_cancelled:
                return {}
            if failure.detail:
                feedback.pushDebugInfo(failure.detail)
            hint = f" {WEIGHTS_HINT}" if failure.code == "checkpoint" else ""
            raise QgsProcessingException(f"{failure}{hint}") from failure
        facts = self.facts(value)
        facts += [note for note in value.get("notes", ()) if note not in facts]
        for fact in facts:
            feedback.pushInfo(fact)
        outputs = self.outputs(value, parameters, context)
        provenance = Provenance(self.TITLE, self.OPERATION, self.source(), params, tuple(facts))
        for name in (destination.name() for destination in self.destinationParameterDefinitions()):
            output = self._outputs.get(name) or outputs.get(name)
            if output:
                outputs[name] = output
                attend_layer(context, output, provenance, self.style_of(name, value), feedback)
        return outputs

    def style_of(self, name: str, value: dict[str, Any]) -> Style | None:
        """How the layer of a destination is drawn."""
        return self.style(value) if name == OUTPUT else None

    def converse(self, session: Session, params: dict[str, Any], feedback: QgsProcessingFeedback) -> dict[str, Any]:
        """The engine's value."""
        said = ""

        def progressed(progress: Progress) -> None:
            nonlocal said
            feedback.setProgress(100.0 * progress.fraction)
            if progress.text and self.progress_text(progress) != said:
                said = self.progress_text(progress)
                feedback.setProgressText(said)

        value: dict[str, Any] = session.request(self.OPERATION, params, progressed, feedback.isCanceled)
        return value

    def progress_text(self, progress: Progress) -> str:
        """What the log says of the progress, once."""
        return progress.text

    def _read(self, parameters: Parameters, context: QgsProcessingContext) -> None:
        """Read the rasters, and see that the outputs may be written."""
        for item in (item for item in self.declared.values() if item.toolbox.widget is Widget.RASTER):
            value = parameters.get(item.name)
            if not isinstance(value, QgsMapLayer):
                value = self.parameterAsString(parameters, item.name, context)
            if value:
                self._rasters[item.name] = self.read_raster(item, value, parameters, context)
        layers = list(context.project().mapLayers().values()) if context.project() else []
        for name in self.destinations:
            output = _destination(parameters.get(name), context)
            if output:
                kind = self.parameterDefinition(name).type()
                check_output(output, self.inputs(), layers, SUFFIXES[kind])

    def read_raster(
        self, item: Declared, value: QgsMapLayer | str, parameters: Parameters, context: QgsProcessingContext
    ) -> RasterSource:
        """The raster of a parameter; raises EngineFailure."""
        return read_raster(value, context, is_image=item.parameter.name == IMAGE)

    def inputs(self) -> list[str]:
        """The files that are read."""
        return [source.path for source in self._rasters.values()]

    def _files(self, parameters: Parameters, context: QgsProcessingContext) -> Iterator[tuple[str, str]]:
        """The destinations that are wanted, and the files for them."""
        for name in self.destinations:
            if self.parameterDefinition(name).type() == QgsProcessingParameterFileDestination.typeName():
                path = self.parameterAsFileOutput(parameters, name, context)
            else:
                path = self.parameterAsOutputLayer(parameters, name, context)
            if path:
                yield name, absolute(str(path))


def read_raster(value: QgsMapLayer | str, context: QgsProcessingContext, *, is_image: bool) -> RasterSource:
    """The raster that a layer, its id or a path names; raises EngineFailure."""
    layer = value if isinstance(value, QgsMapLayer) else QgsProcessingUtils.mapLayerFromString(value, context, False)
    if layer is None:
        return (is_image and read_scene(value)) or read_file(value)
    return read_source(layer) if is_image else read_embeddings(layer)


def _destination(value: Any, context: QgsProcessingContext) -> str:
    """The file that an output parameter names; empty for a temporary one."""
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink.valueAsString(context.expressionContext(), "")[0]
    return value if isinstance(value, str) and value != TEMPORARY else ""

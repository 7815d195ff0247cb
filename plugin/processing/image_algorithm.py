"""What the algorithms on a satellite image share: the image with its bands, what it is, and what runs the encoder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qgis.core import (
    QgsMapLayer,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFile,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingUtils,
    QgsProperty,
    QgsRasterLayer,
    QgsVectorLayer,
)

from ...engine.parameters import Widget
from ..client.failure import EngineFailure
from ..layers.source import RasterSource, read_file, read_source
from ..layers.vector_source import Snapshot, copy_features, file_of_layer
from ..resources import known_sensors, takes_chips
from .algorithm import LandprintAlgorithm, Parameters, read_raster
from .declared import AUTO, Declared

IMAGES = QgsProcessing.SourceType.TypeRaster
ADVANCED = QgsProcessingParameterDefinition.Flag.FlagAdvanced
OF_THE_IMAGE = (
    *("SENSOR", "SENSOR_FILE", "BAND_NAMES", "SCALE", "DATE"),
    *("MORE_RASTERS", "MASK", "MASK_CLOUDS", "MASK_CLASSES", "GSD", "CHECKPOINT"),
)


def sensors() -> list[str]:
    """The sensors to choose from."""
    return [AUTO, *known_sensors()]


class ImageAlgorithm(LandprintAlgorithm):
    """An algorithm that shows a satellite image to an encoder."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._more: list[RasterSource] = []
        self._mask: Callable[[], str | None] = lambda: None  # called in the algorithm's thread

    def own_parameters(self) -> list[QgsProcessingParameterDefinition]:
        """A sensor in a file, and further rasters: the engine takes them with the sensor and the raster."""
        file = QgsProcessingParameterFile("SENSOR_FILE", "Sensor of your own (JSON)", optional=True)
        file.setHelp(
            "A file that describes another sensor: name, gsd, and for each band its name, wavelength in micrometres,"
            " mean and std. It counts instead of the choice above."
        )
        more = QgsProcessingParameterMultipleLayers(
            "MORE_RASTERS", "More rasters of the same image", IMAGES, optional=True
        )
        more.setHelp(
            "Rasters whose bands are put together with those of the image, for example one file a band, of 10 and of"
            " 20 metres. Bands are numbered on from those of the image."
        )
        for parameter in (file, more):
            parameter.setFlags(parameter.flags() | ADVANCED)
        return [file, more]

    def params(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """The image, the encoder and what runs it, as the engine takes them."""
        params = super().params(parameters, context, feedback)
        return {
            **params,
            "raster": [self.raster().path, *(source.path for source in self._more)],
            **self._given_crs(),
            "sensor": self.file(parameters, "SENSOR_FILE", context) or params["sensor"],
            "patch": None if takes_chips(params["encoder"]) else params["patch"],
        }

    def _given_crs(self) -> dict[str, str]:
        """The CRS that was set by hand in QGIS, where all rasters are in it."""
        sources = [self.raster(), *self._more]
        given = [source.given_crs for source in sources if source.given_crs]
        return {"raster_crs": given[0]} if given and all(source.crs == sources[0].crs for source in sources) else {}

    def value(self, item: Declared, parameters: Parameters, context: QgsProcessingContext) -> Any:
        """What was given for a parameter; the mask has been read before."""
        return self._mask() if item.toolbox.widget is Widget.MASK else super().value(item, parameters, context)

    # What QGIS calls

    def _read(self, parameters: Parameters, context: QgsProcessingContext) -> None:
        self._more = [read_raster(value, context, is_image=True) for value in _listed(parameters.get("MORE_RASTERS"))]
        super()._read(parameters, context)

    def inputs(self) -> list[str]:
        """The files that are read."""
        return [*super().inputs(), *(source.path for source in self._more)]

    def stand_ins(self, parameters: Parameters) -> Parameters:
        """What QGIS checks in place of what has been read."""
        mask = {"MASK": QgsProperty.fromValue("")} if parameters.get("MASK") else {}
        return {**super().stand_ins(parameters), "MORE_RASTERS": None, **mask}

    def prepareAlgorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        """Read layers into plain data, in the thread that they live in."""
        self._mask = self.checked(lambda: mask_reader(parameters.get("MASK"), context))
        return super().prepareAlgorithm(parameters, context, feedback)


def mask_reader(value: Any, context: QgsProcessingContext) -> Callable[[], str | None]:
    """What gives the file of a mask, in any thread; raises EngineFailure.

    The mask is a layer, its id or a path: polygons, or a raster.
    """
    if not value:
        return lambda: None
    layer = value
    if not isinstance(value, QgsMapLayer):
        layer = QgsProcessingUtils.mapLayerFromString(str(value), context, False)
        layer = layer or QgsVectorLayer(str(value), "mask", "ogr")
        if not layer.isValid():
            raster = read_file(str(value)).path
            return lambda: raster
    if isinstance(layer, QgsRasterLayer):
        raster = read_source(layer).path
        return lambda: raster
    if not isinstance(layer, QgsVectorLayer):
        raise EngineFailure("source", f"“{layer.name()}” cannot be a mask.", "Choose polygons or a raster.")
    # The file itself where that is enough: a run that is started again knows it by its name and time.
    path = file_of_layer(layer)
    if path is not None:
        return lambda: path
    snapshot, transform_context = Snapshot(layer), context.transformContext()

    def copy() -> str:
        copied = QgsProcessingUtils.generateTempFilename("mask.gpkg")
        copy_features(snapshot, copied, transform_context, snapshot.wkbType(), snapshot.sourceCrs())
        return copied

    return copy


def _listed(value: Any) -> list[QgsMapLayer | str]:
    """The layers, ids or paths of a parameter of several layers."""
    if isinstance(value, QgsProperty):
        value = value.staticValue()
    return [item for item in (value if isinstance(value, (list, tuple)) else [value]) if item]

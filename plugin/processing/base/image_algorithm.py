"""What the algorithms on a satellite image share: the image with its bands, what it is, and what runs the encoder."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Optional

from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
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
    QgsRectangle,
    QgsVectorLayer,
)

from ....engine.requests.parameters import Widget
from ...client.failure import EngineFailure
from ...layers.outputs.export import Export, has_pixels, needs_export, plan_export
from ...layers.sources.chosen_sensor import chosen_sensor
from ...layers.sources.pixel_size import pixel_metres
from ...layers.sources.source import NOT_FILES, RasterSource, read_file, read_source
from ...layers.sources.vector_source import Snapshot, copy_features, file_of_layer
from ...resources import known_encoders, known_sensors, knows_sensors, picture_sensor, takes_chips, takes_pictures
from ...translation import tr
from .algorithm import IMAGE, LandprintAlgorithm, read_raster
from .declared import AUTO, Declared
from .reading import Parameters

if TYPE_CHECKING:  # QGIS starts without it
    from ...layers.outputs.export_writer import ExportWriter

IMAGES = QgsProcessing.SourceType.TypeRaster
ADVANCED = QgsProcessingParameterDefinition.Flag.FlagAdvanced
CHIP_METRES = 10.0  # of a pixel, where a chip of a web layer is wanted and nobody chose it
CHIP_PIXELS = 256  # around the point: encoders see at most as many
PICTURE = tr("Its colours are no measured reflectances; the service's own terms count.")
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
        self._chosen: dict[str, Any] = {}  # the sensor and bands that the dock keeps with the layer
        self._layer: Optional[QgsRasterLayer] = None  # noqa: UP045 - that is in no file
        self._export: Optional[Export] = None  # noqa: UP045 - of that layer
        self._writer: Optional[ExportWriter] = None  # noqa: UP045

    def own_parameters(self) -> list[QgsProcessingParameterDefinition]:
        """A sensor in a file, and further rasters: the engine takes them with the sensor and the raster."""
        file = QgsProcessingParameterFile("SENSOR_FILE", tr("Sensor of your own (JSON)"), optional=True)
        file.setHelp(
            tr(
                "A file that describes another sensor: name, gsd, and for each band its name, wavelength in"
                " micrometres, mean and std. It counts instead of the choice above."
            )
        )
        more = QgsProcessingParameterMultipleLayers(
            "MORE_RASTERS", tr("More rasters of the same image"), IMAGES, optional=True
        )
        more.setHelp(
            tr(
                "Rasters whose bands are put together with those of the image, for example one file a band, of 10"
                " and of 20 metres. Bands are numbered on from those of the image."
            )
        )
        for parameter in (file, more):
            parameter.setFlags(parameter.flags() | ADVANCED)
        return [file, more]

    def params(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """The image, the encoder and what runs it, as the engine takes them."""
        params = super().params(parameters, context, feedback)
        if self._export is not None:
            params = {**params, **self._written(self._export, params, feedback)}
        sensor = self.file(parameters, "SENSOR_FILE", context) or params["sensor"]
        encoder = known_encoders()[params["encoder"]]
        chosen = self._chosen.get("sensor")
        fits = knows_sensors(params["encoder"]) and chosen in encoder.get("sensors", [chosen])
        # The dock's choice is of one image's ten bands: an encoder of all bands, or of more images, cannot use it.
        if (
            chosen
            and fits
            and encoder["takes"] != "images"
            and not (sensor or params["bands"] or params["band_names"] or self._more)
        ):
            params = {**params, **self._chosen}
            sensor = params["sensor"]
        return {
            **params,
            "raster": [self.raster().path, *(source.path for source in self._more)],
            **self._given_crs(),
            "sensor": sensor,
            "patch": None if takes_chips(params["encoder"]) else params["patch"],
        }

    def _written(self, export: Export, params: dict[str, Any], feedback: QgsProcessingFeedback) -> dict[str, Any]:
        """Have QGIS write the layer's part, and say what of the parameters is other for it; raises EngineFailure."""
        encoder = params["encoder"]
        if export.is_picture and not takes_pictures(encoder):
            raise EngineFailure(
                "parameter",
                tr("{title} needs measured reflectances, and “{export}” is a picture.").format(
                    title=known_encoders()[encoder]["title"], export=export.name
                ),
                tr("Random features and Clay take pictures."),
            )
        feedback.pushInfo(export.sentence)
        if self._writer is not None:
            note = self._writer.write(lambda share: feedback.setProgress(100 * share), feedback.isCanceled)
            feedback.pushInfo(note or PICTURE if export.is_picture else note)
        extent = {"extent": None} if "extent" in params else {}  # the file is that of the extent
        if not export.is_picture:
            return extent
        described = knows_sensors(encoder) and not params["sensor"]
        return {**extent, "gsd": None, **({"sensor": picture_sensor(export.metres)} if described else {})}

    def source(self) -> str:
        """What the result is made from, for the layer's metadata."""
        export = self._export
        return (
            super().source()
            if export is None
            else tr("the layer “{export}”, {size}").format(export=export.name, size=export.size)
        )

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

    def read_raster(
        self, item: Declared, value: QgsMapLayer | str, parameters: Parameters, context: QgsProcessingContext
    ) -> RasterSource:
        """The raster of a parameter: its file, or the one that QGIS is to write; raises EngineFailure."""
        is_image = item.parameter.name == IMAGE
        if is_image:
            of_text = QgsProcessingUtils.mapLayerFromString
            self._chosen = chosen_sensor(value if isinstance(value, QgsMapLayer) else of_text(value, context, False))
        layer = _layer_without_file(value, context) if is_image else None
        if layer is None:
            return super().read_raster(item, value, parameters, context)
        given = parameters.get("GSD") not in (None, "")
        metres = self.parameterAsDouble(parameters, "GSD", context) if given else None
        self._layer, self._export = layer, plan_export(layer, *self._part(layer, metres, parameters, context))
        return self._export.source

    def _part(
        self, layer: QgsRasterLayer, metres: float | None, parameters: Parameters, context: QgsProcessingContext
    ) -> tuple[QgsRectangle, float | None]:
        """The extent, in the layer's CRS, and the size of pixels that are wanted of a layer that is in no file."""
        if self.parameterDefinition("POINT") is not None:
            point, metres = self.parameterAsPoint(parameters, "POINT", context, layer.crs()), metres or CHIP_METRES
            one = QgsRectangle(point.x(), point.y(), point.x(), point.y())
            unit = pixel_metres(RasterSource("", "", layer.crs(), one, (1.0, 1.0))) or 1.0
            return one.buffered(CHIP_PIXELS * metres / unit), metres
        extent = self.parameterAsExtent(parameters, "EXTENT", context, layer.crs())
        if extent.isNull():
            extent = layer.extent() if has_pixels(layer) else _visible_extent(layer, context)
        if extent.isNull():
            kind = NOT_FILES.get(layer.providerType(), tr("in no file"))
            raise EngineFailure(
                "parameter",
                tr("“{layer}” is {kind}, of which QGIS writes a part.").format(layer=layer.name(), kind=kind),
                tr("Give the extent of the part."),
            )
        return extent, metres

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
        is_ready = super().prepareAlgorithm(parameters, context, feedback)
        if self._layer is not None and self._export is not None:
            from ...layers.outputs.export_writer import ExportWriter

            self._writer = ExportWriter(self._layer, self._export)
        return is_ready


def _layer_without_file(value: QgsMapLayer | str, context: QgsProcessingContext) -> QgsRasterLayer | None:
    """The layer, by its id or its provider's own address as “wms://type=xyz&url=…”, that the engine cannot open."""
    layer = value if isinstance(value, QgsMapLayer) else QgsProcessingUtils.mapLayerFromString(value, context, False)
    if layer is None:
        is_address, provider, source = QgsProcessingUtils.decodeProviderKeyAndUri(value)
        if is_address and provider in NOT_FILES:
            layer = QgsRasterLayer(source, provider, provider)
    return layer if needs_export(layer) else None


def _visible_extent(layer: QgsRasterLayer, context: QgsProcessingContext) -> QgsRectangle:
    """What the map shows, in the layer's CRS; null where there is no map or it shows nothing of this CRS."""
    from qgis.utils import iface  # None in qgis_process

    if iface is None:
        return QgsRectangle()
    canvas = iface.mapCanvas()
    to_layer = QgsCoordinateTransform(canvas.mapSettings().destinationCrs(), layer.crs(), context.transformContext())
    try:
        return to_layer.transformBoundingBox(canvas.extent())
    except QgsCsException:
        return QgsRectangle()


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
        raise EngineFailure(
            "source", tr("“{layer}” cannot be a mask.").format(layer=layer.name()), tr("Choose polygons or a raster.")
        )
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

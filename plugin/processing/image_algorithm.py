"""What the algorithms on a satellite image share: the image with its bands, what it is, and what runs the encoder."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import (
    QgsMapLayer,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterBand,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterMapLayer,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
    QgsProcessingUtils,
    QgsProperty,
    QgsRasterLayer,
    QgsVectorLayer,
)

from ..client.failure import EngineFailure
from ..layers.source import RasterSource, read_file, read_source
from ..layers.vector_source import copy_features, whole_file
from ..resources import known_sensors, takes_chips
from .algorithm import DOUBLE, INPUT, INTEGER, LandprintAlgorithm, Parameters, read_raster

AUTO = "auto"
SCALES = [
    *(AUTO, "count", "reflectance", "reflectance-10000", "offset-1000", "reflectance-offset"),
    *("decibel", "power"),
]
RUNTIMES = [AUTO, "torch", "onnx"]
PRECISIONS = [AUTO, "fp32", "int8"]
LATLON_ORDERS = ["lat-lon", "lon-lat"]  # no comma: QGIS takes it for a list
LAND, IMAGE = QgsProcessing.SourceType.TypeVectorPolygon, QgsProcessing.SourceType.TypeRaster
DATE = QgsProcessingParameterDateTime.Type.Date


class ImageAlgorithm(LandprintAlgorithm):
    """An algorithm that shows a satellite image to an encoder."""

    EMBEDDINGS_PARAM = "raster"
    IMAGES = (INPUT,)

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._more: list[RasterSource] = []
        self._mask: Optional[str] = None  # noqa: UP045 - Python 3.9

    # What it takes

    def add_image(self) -> None:
        """Add INPUT, a satellite image."""
        self.add(
            QgsProcessingParameterRasterLayer(INPUT, "Satellite image"),
            "A raster in a file, with one band or more, or a Sentinel-2 .SAFE folder or zip or a Landsat folder or"
            " tar. It is read piece by piece, whatever its size.",
        )

    def add_bands(self) -> None:
        """Add BANDS."""
        self.add(
            QgsProcessingParameterBand(
                "BANDS", "Bands", parentLayerParameterName=INPUT, optional=True, allowMultiple=True
            ),
            "The bands to use. When none is chosen: all of them, or those that the encoder knows of the sensor.",
        )

    def add_patch_size(self, text: str) -> None:
        """Add PATCH_SIZE."""
        self.add(
            QgsProcessingParameterNumber("PATCH_SIZE", "Patch size (pixels)", INTEGER, 8, minValue=1, maxValue=256),
            text,
        )

    def add_imagery(self) -> None:
        """What Galileo and Clay need to know of the image; all of it is recognised where it can be."""
        self.add_choice(
            "SENSOR",
            "Sensor",
            [AUTO, *known_sensors()],
            "Which sensor made the image. “auto” recognises it by its name, bands and values, and the log says what was"
            " recognised.",
            advanced=True,
        )
        self.add_file(
            "SENSOR_FILE",
            "Sensor of your own (JSON)",
            "A file that describes another sensor: name, gsd, and for each band its name, wavelength in micrometres,"
            " mean and std. It counts instead of the choice above.",
            optional=True,
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString("BAND_NAMES", "Names of the bands", optional=True),
            "The sensor's names of the chosen bands, in their order: “blue,green,red,nir”. Only where they cannot be"
            " recognised by their names or wavelengths.",
            advanced=True,
        )
        self.add_choice(
            "SCALE",
            "Scale",
            SCALES,
            "What the numbers are: the sensor's counts, reflectance 0 to 1 or 0 to 10,000, Sentinel-2 counts or"
            " reflectance with the offset of 1,000 or 0.1 (since 2022), decibels or power of a radar. “auto” tells by"
            " the file and its values.",
            advanced=True,
        )
        self.add(
            QgsProcessingParameterDateTime("DATE", "Date of the image", DATE, optional=True),
            "Read from the file or its name when it is left empty; if it is not there either, it counts as unknown.",
            advanced=True,
        )

    def add_sources(self) -> None:
        """What is read beside the image."""
        self.add(
            QgsProcessingParameterMultipleLayers(
                "MORE_RASTERS", "More rasters of the same image", IMAGE, optional=True
            ),
            "Rasters whose bands are put together with those of the image, for example one file a band, of 10 and of"
            " 20 metres. Bands are numbered on from those of the image.",
            advanced=True,
        )
        mask = QgsProcessingParameterMapLayer("MASK", "Mask", optional=True)
        mask.setDataTypes([LAND, IMAGE])
        self.add(
            mask,
            "What is left out: the inside of polygons, or some classes of a classification such as Sentinel-2's SCL or"
            " Landsat's QA_PIXEL.",
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean("MASK_CLOUDS", "Leave out the scene's own clouds", False),
            "Clouds and their shadows by what lies with the scene: Sentinel-2's SCL in its .SAFE, Landsat's QA_PIXEL in"
            " its folder or tar, or beside the image's file.",
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString("MASK_CLASSES", "Classes of the mask to leave out", optional=True),
            "When the mask is a raster: numbers with commas between, or words for Sentinel-2's SCL and Landsat's"
            " QA_PIXEL: “cloud, cloud shadow, cirrus, snow, water”. Of these two, clouds and their shadows when it is"
            " left empty.",
            advanced=True,
        )
        self.add(
            QgsProcessingParameterNumber("GSD", "Resample to (metres a pixel)", DOUBLE, optional=True, minValue=0.001),
            "The image is taken as it is when this is left empty. Encoders know the pixel size of their sensors: 10 for"
            " Sentinel-2.",
            advanced=True,
        )
        self.add_file(
            "CHECKPOINT",
            "File of weights",
            "A .ckpt, .pt or .safetensors file of the encoder's weights, to use instead of the downloaded ones.",
            optional=True,
            advanced=True,
        )

    def add_runtime(self) -> None:
        """Add RUNTIME and PRECISION."""
        self.add_choice(
            "RUNTIME",
            "Runs the model",
            RUNTIMES,
            "“auto” takes a graphics card where there is one, or else what is fastest on this computer.",
            advanced=True,
        )
        self.add_choice(
            "PRECISION",
            "Precision",
            PRECISIONS,
            "“int8” is faster and a little less exact than “fp32”. “auto” takes it only where hardly anything is lost.",
            advanced=True,
        )

    def add_order(self) -> None:
        """Add LATLON_ORDER and HEADS, which only Clay can be told."""
        self.add_choice(
            "LATLON_ORDER",
            "Order of the place",
            LATLON_ORDERS,
            "In which order Clay is told where the image is: as documented, or as its training data most likely had"
            " it.",
            advanced=True,
        )
        self.add(
            QgsProcessingParameterNumber("HEADS", "Attention heads", INTEGER, optional=True, minValue=1, maxValue=64),
            "Only of a Clay file of weights that has none of the published sizes.",
            advanced=True,
        )

    # What was given

    def image_params(self, parameters: Parameters, context: QgsProcessingContext, encoder: str) -> dict[str, Any]:
        """The image, the encoder and what runs it, as the engine takes them."""
        patch = None if takes_chips(encoder) else self.parameterAsInt(parameters, "PATCH_SIZE", context)
        return {
            "encoder": encoder,
            "bands": self.parameterAsInts(parameters, "BANDS", context) or None,
            "patch": patch,
            **self._source_params(parameters, context),
            **self._imagery_params(parameters, context),
            **self._runtime_params(parameters, context),
            "heads": parameters.get("HEADS") and self.parameterAsInt(parameters, "HEADS", context),
            "latlon_order": (self.choice(parameters, "LATLON_ORDER", context) or "").replace("-", ","),
        }

    def _source_params(self, parameters: Parameters, context: QgsProcessingContext) -> dict[str, Any]:
        """What is read."""
        gsd = parameters.get("GSD")
        return {
            "raster": [self.raster().path, *(source.path for source in self._more)],
            "mask": self._mask,
            "mask_classes": listed(self.parameterAsString(parameters, "MASK_CLASSES", context)) or None,
            "mask_clouds": self.parameterAsBool(parameters, "MASK_CLOUDS", context),
            "gsd": None if gsd is None else self.parameterAsDouble(parameters, "GSD", context),
            "checkpoint": self.file(parameters, "CHECKPOINT", context),
        }

    def _imagery_params(self, parameters: Parameters, context: QgsProcessingContext) -> dict[str, Any]:
        """What the image is; None for what is to be recognised."""
        day = self.parameterAsDateTime(parameters, "DATE", context).date()
        return {
            "sensor": self.file(parameters, "SENSOR_FILE", context) or self.unless_auto(parameters, "SENSOR", context),
            "band_names": listed(self.parameterAsString(parameters, "BAND_NAMES", context)) or None,
            "scale": self.unless_auto(parameters, "SCALE", context),
            "date": day.toString("yyyy-MM-dd") if day.isValid() else None,
        }

    def _runtime_params(self, parameters: Parameters, context: QgsProcessingContext) -> dict[str, Any]:
        """What is asked of runtime and precision."""
        chosen = {name.lower(): self.unless_auto(parameters, name, context) for name in ("RUNTIME", "PRECISION")}
        return {name: value for name, value in chosen.items() if value}

    def unless_auto(self, parameters: Parameters, name: str, context: QgsProcessingContext) -> Optional[str]:  # noqa: UP045
        """The name that was chosen, None for what the engine is to choose."""
        chosen = self.choice(parameters, name, context)
        return None if chosen == AUTO else chosen

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
        self._mask = self.checked(lambda: mask_file(parameters.get("MASK"), context))
        return super().prepareAlgorithm(parameters, context, feedback)


def listed(text: str) -> list[str]:
    """What is written with commas between."""
    return [item.strip() for item in text.split(",") if item.strip()]


def mask_file(value: Any, context: QgsProcessingContext) -> str | None:
    """The file of a mask that is a layer, its id or a path: polygons, or a raster; raises EngineFailure."""
    if not value:
        return None
    layer = value
    if not isinstance(value, QgsMapLayer):
        layer = QgsProcessingUtils.mapLayerFromString(str(value), context, False)
        layer = layer or QgsVectorLayer(str(value), "mask", "ogr")
        if not layer.isValid():
            return read_file(str(value)).path
    if isinstance(layer, QgsRasterLayer):
        return read_source(layer).path
    if not isinstance(layer, QgsVectorLayer):
        raise EngineFailure("source", f"“{layer.name()}” cannot be a mask.", "Choose polygons or a raster.")
    # The file itself where that is enough: a run that is started again knows it by its name and time.
    path = whole_file(layer)
    if path is None:
        path = QgsProcessingUtils.generateTempFilename("mask.gpkg")
        copy_features(layer, path, context.transformContext(), layer.wkbType(), layer.crs())
    return path


def _listed(value: Any) -> list[QgsMapLayer | str]:
    """The layers, ids or paths of a parameter of several layers."""
    if isinstance(value, QgsProperty):
        value = value.staticValue()
    return [item for item in (value if isinstance(value, (list, tuple)) else [value]) if item]

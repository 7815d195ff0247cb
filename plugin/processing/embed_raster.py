"""``landprint:embedraster``: an image becomes an embedding raster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Optional

from qgis.core import (
    QgsContrastEnhancement,
    QgsMapLayer,
    QgsMultiBandColorRenderer,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterBand,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterExtent,
    QgsProcessingParameterMapLayer,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
    QgsProcessingUtils,
    QgsProperty,
    QgsRasterLayer,
    QgsRasterMinMaxOrigin,
    QgsVectorLayer,
)

from ..client.failure import EngineFailure
from ..layers.source import RasterSource, read_file, read_source
from ..layers.vector_source import copy_features, whole_file
from .algorithm import DOUBLE, INPUT, INTEGER, LandprintAlgorithm, Parameters, read_raster
from .catalogue import IMAGE_SUFFIX, image_encoders, sensor_names
from .result_layer import Style

if TYPE_CHECKING:  # QGIS starts without the client
    from ..client.session import Session

AUTO = "auto"
ENCODERS = ["random-features", "galileo-nano", "clay-v1.5"]
DTYPES = ["uint8", "float32"]
SCALES = [AUTO, "count", "reflectance", "reflectance-10000", "offset-1000", "decibel", "power"]
RECIPES = [AUTO, "fast", "balanced", "context", "plain"]
POOLS = ["patch", "chip"]
POSITIONS = ["remove", "keep"]
RUNTIMES = [AUTO, "torch", "onnx"]
PRECISIONS = [AUTO, "fp32", "int8"]
RECOGNISED = ("raster", "encoder", "bands", "sensor", "band_names", "scale", "date")
LATLON_ORDERS = ["lat-lon", "lon-lat"]  # no comma: QGIS takes it for a list
LAND, IMAGE = QgsProcessing.SourceType.TypeVectorPolygon, QgsProcessing.SourceType.TypeRaster
DATE = QgsProcessingParameterDateTime.Type.Date


class EmbedRaster(LandprintAlgorithm):
    """Embed a raster."""

    OPERATION = "embed_raster"
    NAME = "embedraster"
    TITLE = "Embed raster"
    GROUP = "Embeddings"
    SUMMARY = (
        "Turns a satellite image into an embedding raster: each patch of pixels becomes one pixel whose bands are the"
        " fingerprint of what is there. Similarity maps and classes are made from it. A run that was interrupted"
        " continues where it stopped when it is started again with the same settings."
    )
    TAGS = ("embed", "features", "encoder", "vector", "satellite", "deep learning", "clay", "galileo", "sentinel")
    EMBEDDINGS_PARAM = "raster"
    IMAGES = (INPUT,)

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._more: list[RasterSource] = []
        self._mask: Optional[str] = None  # noqa: UP045 - Python 3.9

    def initAlgorithm(self, config: dict[str, Any] | None = None) -> None:
        """Say what it takes."""
        self.add(
            QgsProcessingParameterRasterLayer(INPUT, "Satellite image"),
            "A raster in a file, with one band or more, or a Sentinel-2 .SAFE folder or zip or a Landsat folder. It is"
            " read piece by piece, whatever its size.",
        )
        self.add_choice(
            "ENCODER",
            "Encoder",
            [*ENCODERS, *image_encoders()],
            "What makes the fingerprints. “random-features” is built in, takes any bands and needs no download."
            " “galileo-nano” has learned from satellite images of the whole Earth, is for Sentinel-2 and runs on any"
            " laptop (4 MB to download). “clay-v1.5” is a large model for many sensors (1.25 GB to download); without a"
            " graphics card it takes seconds for each 256 x 256 pixels. SatCLIP's image encoders give one fingerprint"
            " per 256 x 256 pixels (ViT16: 224) of Sentinel-2 with all 12 bands, comparable with those of places, for"
            " research only. “Download weights” gets what is missing.",
        )
        self.add(
            QgsProcessingParameterBand(
                "BANDS", "Bands", parentLayerParameterName=INPUT, optional=True, allowMultiple=True
            ),
            "The bands to use. When none is chosen: all of them, or those that the encoder knows of the sensor.",
        )
        self.add(
            QgsProcessingParameterExtent("EXTENT", "Extent", optional=True),
            "The part to embed, grown to whole patches. The whole image when it is left empty.",
        )
        self.add(
            QgsProcessingParameterNumber("PATCH_SIZE", "Patch size (pixels)", INTEGER, 8, minValue=1, maxValue=256),
            "The side of the square that becomes one pixel of the result. Small patches show small things and take"
            " longer; large ones show the character of an area. Galileo takes 1 to 8, Clay 8; SatCLIP's image encoders"
            " have their own size, whatever is given here.",
        )
        self._add_imagery()
        self._add_sources()
        self._add_dense()
        self._add_clay()
        self._add_random_features()
        self.add_output("Embedding raster", "A GeoTIFF with one band for each dimension.")

    def _add_imagery(self) -> None:
        """What Galileo and Clay need to know of the image; all of it is recognised where it can be."""
        self.add_choice(
            "SENSOR",
            "Sensor",
            [AUTO, *sensor_names()],
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
            "What the numbers are: the sensor's counts, reflectance 0 to 1 or 0 to 10,000, Sentinel-2 counts with the"
            " offset of 1,000 (since 2022), decibels or power of a radar. “auto” tells by the file and its values.",
            advanced=True,
        )
        self.add(
            QgsProcessingParameterDateTime("DATE", "Date of the image", DATE, optional=True),
            "Read from the file or its name when it is left empty; if it is not there either, it counts as unknown.",
            advanced=True,
        )

    def _add_sources(self) -> None:
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
            "What is left out: the inside of polygons, or some classes of a classification such as Sentinel-2's SCL.",
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString("MASK_CLASSES", "Classes of the mask to leave out", optional=True),
            "Their numbers, when the mask is a raster: “3,8,9,10” are the clouds and shadows of Sentinel-2's SCL.",
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

    def _add_dense(self) -> None:
        """How embeddings of chips become those of patches."""
        self.add_choice(
            "RECIPE",
            "Recipe",
            RECIPES,
            "How often each place is looked at. “fast” looks once, “balanced” at shifted positions too, “context” (of"
            " Galileo) at wider surroundings, “plain” as the model was published. “auto” is the encoder's own choice.",
            advanced=True,
        )
        self.add_choice(
            "POOL",
            "One embedding for each",
            POOLS,
            "“patch”, or “chip”: one for each square that the encoder sees at once, as Clay's published recipe makes"
            " them.",
            advanced=True,
        )
        self.add(
            QgsProcessingParameterNumber("DETAIL", "Detail", INTEGER, 1, minValue=1, maxValue=8),
            "Pixels of the result on the side of a patch: 2 makes it twice as fine and takes 4 times as long, 4 takes"
            " 16 times as long.",
            advanced=True,
        )
        self.add_choice(
            "POSITION",
            "Trace of the position",
            POSITIONS,
            "Embeddings carry a trace of their place in the square that the encoder saw. “remove” takes it out, so that"
            " classes follow the land; “keep” leaves them as the encoder gave them.",
            advanced=True,
        )
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

    def _add_clay(self) -> None:
        """What only Clay can be told."""
        self.add(
            QgsProcessingParameterNumber("OVERLAP", "Overlap (pixels)", INTEGER, 0, minValue=0, maxValue=248),
            "How far the squares that Clay sees at once overlap; only their middle is kept.",
            advanced=True,
        )
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

    def _add_random_features(self) -> None:
        self.add(
            QgsProcessingParameterNumber("FILTERS", "Filters", INTEGER, 256, minValue=1, maxValue=8192),
            "Of random-features: how many small patterns each patch is compared with; each gives two dimensions.",
            advanced=True,
        )
        self.add(
            QgsProcessingParameterNumber("SEED", "Seed", INTEGER, 0, minValue=0),
            "Of random-features: the same seed gives the same result; another one draws other patterns.",
            advanced=True,
        )
        self.add(
            QgsProcessingParameterRasterLayer("FILTERS_FROM", "Filters of another embedding raster", optional=True),
            "Of random-features: use the patterns of this embedding raster instead of new ones, so that both can be"
            " compared. Filters and seed are then those of that raster.",
            advanced=True,
        )
        self.add_choice(
            "DTYPE",
            "Stored as",
            DTYPES,
            "“uint8” takes a quarter of the space of “float32” and is practically as exact.",
            advanced=True,
        )

    def params(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """The parameters as the engine takes them."""
        encoder = self.choice(parameters, "ENCODER", context) or ENCODERS[0]
        patch = None if encoder.endswith(IMAGE_SUFFIX) else self.parameterAsInt(parameters, "PATCH_SIZE", context)
        return {
            "encoder": encoder,
            "bands": self.parameterAsInts(parameters, "BANDS", context) or None,
            "extent": self.bounds(parameters, "EXTENT", context, self.raster().crs),
            "patch": patch,
            "filters": self.parameterAsInt(parameters, "FILTERS", context),
            "seed": self.parameterAsInt(parameters, "SEED", context),
            "dtype": self.choice(parameters, "DTYPE", context),
            "filters_from": self.raster("FILTERS_FROM").path if self.has_raster("FILTERS_FROM") else None,
            **self._source_params(parameters, context),
            **self._imagery_params(parameters, context),
            **self._runtime_params(parameters, context),
            "recipe": self._unless_auto(parameters, "RECIPE", context),
            "pool": self.choice(parameters, "POOL", context),
            "detail": self.parameterAsInt(parameters, "DETAIL", context),
            "overlap": self.parameterAsInt(parameters, "OVERLAP", context),
            "position": self.choice(parameters, "POSITION", context),
            "heads": parameters.get("HEADS") and self.parameterAsInt(parameters, "HEADS", context),
            "latlon_order": (self.choice(parameters, "LATLON_ORDER", context) or "").replace("-", ","),
        }

    def _source_params(self, parameters: Parameters, context: QgsProcessingContext) -> dict[str, Any]:
        """What is read."""
        gsd = parameters.get("GSD")
        return {
            "raster": [self.raster().path, *(source.path for source in self._more)],
            "mask": self._mask,
            "mask_classes": numbers(self.parameterAsString(parameters, "MASK_CLASSES", context)) or None,
            "gsd": None if gsd is None else self.parameterAsDouble(parameters, "GSD", context),
            "checkpoint": self.file(parameters, "CHECKPOINT", context),
        }

    def _imagery_params(self, parameters: Parameters, context: QgsProcessingContext) -> dict[str, Any]:
        """What the image is; None for what is to be recognised."""
        names = self.parameterAsString(parameters, "BAND_NAMES", context).split(",")
        day = self.parameterAsDateTime(parameters, "DATE", context).date()
        return {
            "sensor": self.file(parameters, "SENSOR_FILE", context) or self._unless_auto(parameters, "SENSOR", context),
            "band_names": [name.strip() for name in names if name.strip()] or None,
            "scale": self._unless_auto(parameters, "SCALE", context),
            "date": day.toString("yyyy-MM-dd") if day.isValid() else None,
        }

    def _runtime_params(self, parameters: Parameters, context: QgsProcessingContext) -> dict[str, Any]:
        """What is asked of runtime and precision."""
        chosen = {name.lower(): self._unless_auto(parameters, name, context) for name in ("RUNTIME", "PRECISION")}
        return {name: value for name, value in chosen.items() if value}

    def _unless_auto(self, parameters: Parameters, name: str, context: QgsProcessingContext) -> Optional[str]:  # noqa: UP045
        chosen = self.choice(parameters, name, context)
        return None if chosen == AUTO else chosen

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

    def converse(self, session: Session, params: dict[str, Any], feedback: QgsProcessingFeedback) -> dict[str, Any]:
        """The engine's value; says before the work begins what was recognised, for it may take hours."""
        if params["encoder"] != ENCODERS[0]:
            asked = {name: params[name] for name in RECOGNISED}
            found = session.request("recognise", asked, is_cancelled=feedback.isCanceled)
            for note in found["notes"]:
                feedback.pushInfo(note)
        return super().converse(session, params, feedback)

    def facts(self, value: dict[str, Any]) -> list[str]:
        """What was made, and what was guessed on the way."""
        made = f"{value['encoder']}: {value['dim']} dimensions, patches of {value['patch']} x {value['patch']} pixels"
        counted = f"{value['valid_patches']:,} of {value['patches']:,} patches have data; {value['seconds']:.1f} s."
        return [f"{made}.", counted, *value["notes"]]

    def style(self, value: dict[str, Any]) -> Style:
        """The first three bands as colours, stretched by the statistics that the file carries."""
        return style_embedding


def numbers(text: str) -> list[int]:
    """Whole numbers with commas between; raises EngineFailure."""
    try:
        return [int(item) for item in text.split(",") if item.strip()]
    except ValueError:
        raise EngineFailure(
            "parameter", f"“{text}” are no numbers of classes.", "Write them with commas between: 3,8,9,10."
        ) from None


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


def style_embedding(layer: QgsRasterLayer) -> None:
    """Draw the first three dimensions as colours."""
    layer.setRenderer(QgsMultiBandColorRenderer(layer.dataProvider(), *(min(b, layer.bandCount()) for b in (1, 2, 3))))
    # Not the cumulative cut that is QGIS's default: it would read the pixels for a histogram and leave an .aux.xml.
    layer.setContrastEnhancement(
        QgsContrastEnhancement.ContrastEnhancementAlgorithm.StretchToMinimumMaximum, QgsRasterMinMaxOrigin.Limits.StdDev
    )

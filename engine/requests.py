"""What several operations take, and the requests that the embedding of rasters understands.

The plugin reads this too: the standard library only, and Python 3.9.
"""

from __future__ import annotations

import math

from .bounds import WORLD, Bounds
from .parameters import Kind, Parameter, Request, Toolbox, Widget, group

# Single parameters of several operations

OUTPUT = Parameter(Kind.PATH, "the file to write", required=True)
EMBEDDINGS = Parameter(
    Kind.PATH,
    "the embedding raster: one of Landprint's, or any raster whose bands are dimensions",
    required=True,
    toolbox=Toolbox(
        "Embedding raster",
        "An embedding raster: made by “Embed raster”, or any raster whose bands are an embedding's dimensions.",
        name="INPUT",
        widget=Widget.RASTER,
    ),
)
EMBEDDINGS_CRS = Parameter(
    Kind.TEXT, "coordinate system of the embedding raster, e.g. EPSG:32633, where its file has none or a wrong one"
)
VALUES = Parameter(
    Kind.TEXT,
    "what the embedding raster's numbers are: the values, or codes of AlphaEarth's or TESSERA's; recognised by default",
    default="auto",
    choices=("auto", "plain", "alphaearth", "tessera"),
    toolbox=Toolbox(
        "Values",
        "What the embedding raster's numbers are: “plain”, the values themselves; “alphaearth”, the signed bytes of"
        " AlphaEarth's Satellite Embedding; “tessera”, codes with the scale of each pixel beside them. “auto”"
        " recognises it by the file, or takes what was chosen for the layer in Landprint's dock.",
        advanced=True,
    ),
)
AT = Parameter(
    Kind.POINT,
    "the place",
    required=True,
    toolbox=Toolbox(
        "Point",
        "The place, in any CRS: “x,y [EPSG:4326]”. Without one, it is in the CRS of the raster.",
        name="POINT",
    ),
)
CRS_OF_POINTS = Parameter(Kind.TEXT, "coordinate system of the points, e.g. EPSG:4326; the raster's own by default")
CLUSTERS = Parameter(
    Kind.INTEGER,
    "number of classes",
    required=True,
    toolbox=Toolbox(
        "Number of classes", "How many kinds of places to tell apart.", default=8, minimum=2, maximum=65535
    ),
)
SEED = Parameter(
    Kind.INTEGER,
    "the same number gives the same result",
    default=0,
    minimum=0,
    maximum=2**31 - 1,  # QGIS's own; k-means counts on from it, up to 2**32
    toolbox=Toolbox("Seed", "The same seed gives the same classes.", advanced=True, maximum=math.inf),
)
SIEVE = Parameter(
    Kind.INTEGER,
    "join areas of fewer pixels to the largest area beside them",
    default=0,
    minimum=0,
    maximum=10**9,
    toolbox=Toolbox(
        "Smallest area (pixels)",
        "Areas of fewer pixels of the result are joined to the largest area beside them. 0 keeps all.",
        advanced=True,
    ),
)
COUNT = Parameter(Kind.INTEGER, "how many", default=10, minimum=1)
MEMORY = Parameter(
    Kind.INTEGER, "memory to use at most, in MB", default=2048, minimum=64, variable="LANDPRINT_MEMORY_MB"
)
RAW = Parameter(Kind.FLAG, "the plain cosine, without removing the mean", default=False)
CHECKPOINT = Parameter(
    Kind.PATH,
    "a file of weights to use instead of the downloaded one",
    toolbox=Toolbox(
        "File of weights",
        "A .ckpt, .pt or .safetensors file of the encoder's weights, to use instead of the downloaded ones.",
        advanced=True,
        optional=True,
    ),
)
HEADS = Parameter(
    Kind.INTEGER,
    "attention heads of a Clay checkpoint of no published size",
    minimum=1,
    toolbox=Toolbox(
        "Attention heads",
        "Only of a Clay file of weights that has none of the published sizes.",
        advanced=True,
        optional=True,
        maximum=64,
    ),
)
DTYPE = Parameter(
    Kind.TEXT,
    "how values are stored",
    default="uint8",
    choices=("uint8", "float32"),
    toolbox=Toolbox(
        "Stored as",
        "“uint8” takes a quarter of the space of “float32” and is practically as exact.",
        advanced=True,
    ),
)
RASTER = Parameter(
    Kind.PATHS,
    "the raster: a file, a Sentinel-2 .SAFE folder or zip, a Landsat folder or tar; repeat to put files together",
    required=True,
    toolbox=Toolbox(
        "Satellite image",
        "A raster in a file, with one band or more, or a Sentinel-2 .SAFE folder or zip or a Landsat folder or tar. It"
        " is read piece by piece, whatever its size. Of a web layer, or one that QGIS computes, the extent is written"
        " into a temporary file first.",
        name="INPUT",
        widget=Widget.RASTER,
    ),
)
BANDS = Parameter(
    Kind.INTEGERS,
    "band numbers from 1; all but alpha by default",
    toolbox=Toolbox(
        "Bands",
        "The bands to use. When none is chosen: all of them, or those that the encoder knows of the sensor.",
        optional=True,
        widget=Widget.BANDS,
    ),
)
PATCH = Parameter(
    Kind.INTEGER,
    "pixels on a patch's side",
    minimum=1,
    toolbox=Toolbox(
        "Patch size (pixels)",
        "The side of the square that becomes one pixel of the result. Small patches show small things and take"
        " longer; large ones show the character of an area. Galileo takes 1 to 8, Clay 8; SatCLIP's image encoders"
        " have their own size, whatever is given here.",
        name="PATCH_SIZE",
        default=8,
        maximum=256,
    ),
)
LATLON_ORDER = Parameter(
    Kind.TEXT,
    "order in which Clay is told the place: as documented, or as its training data most likely had it",
    default="lat,lon",
    choices=("lat,lon", "lon,lat"),
    toolbox=Toolbox(
        "Order of the place",
        "In which order Clay is told where the image is: as documented, or as its training data most likely had it.",
        advanced=True,
        choices=("lat-lon", "lon-lat"),  # no comma: QGIS takes it for a list
    ),
)
HOUR = Parameter(
    Kind.INTEGER,
    "hour of the image (UTC) that Clay is told with the date; from the file by default, else noon",
    minimum=0,
    maximum=23,
    toolbox=Toolbox(
        "Hour of the image",
        "The hour (UTC) that Clay is told with the date. Read from the file or its name when it is left empty; if it is"
        " not there either, it counts as noon, as in Clay's training.",
        advanced=True,
        optional=True,
    ),
)

# Rasters


class EmbeddingsRequest(Request):
    """An embedding raster."""

    embeddings: str = EMBEDDINGS.field()
    embeddings_crs: str | None = EMBEDDINGS_CRS.field()
    values: str = VALUES.field()


class SourceRequest(Request):
    """What is read: one raster or several, at which size of pixels, and what is left out of it."""

    raster: list[str] = RASTER.field()
    raster_crs: str | None = Parameter(
        Kind.TEXT, "coordinate system of the raster, e.g. EPSG:32633, where its file has none or a wrong one"
    ).field()
    gsd: float | None = Parameter(
        Kind.NUMBER,
        "resample to so many metres a pixel first",
        toolbox=Toolbox(
            "Resample to (metres a pixel)",
            "The image is taken as it is when this is left empty. Encoders know the pixel size of their sensors: 10 for"
            " Sentinel-2. A web layer is drawn with pixels of about this size.",
            advanced=True,
            optional=True,
            minimum=0.001,
        ),
    ).field()
    mask: str | None = Parameter(
        Kind.PATH,
        "polygons or a classification whose pixels are left out",
        toolbox=Toolbox(
            "Mask",
            "What is left out: the inside of polygons, or some classes of a classification such as Sentinel-2's SCL or"
            " Landsat's QA_PIXEL.",
            advanced=True,
            optional=True,
            widget=Widget.MASK,
        ),
    ).field()
    mask_classes: list[str] | None = Parameter(
        Kind.CLASSES,
        "classes of the mask to leave out: numbers, or words as cloud,cirrus,snow of SCL and QA_PIXEL; "
        "clouds and their shadows by default, where the mask is one of these",
        toolbox=Toolbox(
            "Classes of the mask to leave out",
            "When the mask is a raster: numbers with commas between, or words for Sentinel-2's SCL and Landsat's"
            " QA_PIXEL: “cloud, cloud shadow, cirrus, snow, water”. Of these two, clouds and their shadows when it is"
            " left empty.",
            advanced=True,
            optional=True,
        ),
    ).field()
    mask_clouds: bool = Parameter(
        Kind.FLAG,
        "leave out the clouds that the scene itself tells of (Sentinel-2's SCL, Landsat's QA_PIXEL)",
        default=False,
        toolbox=Toolbox(
            "Leave out the scene's own clouds",
            "Clouds and their shadows by what lies with the scene: Sentinel-2's SCL in its .SAFE, Landsat's QA_PIXEL in"
            " its folder or tar, or beside the image's file.",
            advanced=True,
        ),
    ).field()


class ImageryRequest(Request):
    """What an encoder that knows sensors is told of an image; None for what is to be recognised."""

    sensor: str | None = Parameter(
        Kind.TEXT,
        "the sensor, or your own as JSON or its file; guessed by default",
        toolbox=Toolbox(
            "Sensor",
            "Which sensor made the image. “auto” recognises it by its name, bands and values, and the log says what was"
            " recognised.",
            advanced=True,
            widget=Widget.CHOICE,
        ),
    ).field()
    band_names: list[str] | None = Parameter(
        Kind.NAMES,
        "the sensor's names of the bands given with --bands",
        toolbox=Toolbox(
            "Names of the bands",
            "The sensor's names of the chosen bands, in their order: “blue,green,red,nir”. Only where they cannot be"
            " recognised by their names or wavelengths.",
            advanced=True,
            optional=True,
        ),
    ).field()
    scale: str | None = Parameter(
        Kind.TEXT,
        "what the numbers are: count, reflectance, offset-1000, ...; guessed by default",
        toolbox=Toolbox(
            "Scale",
            "What the numbers are: the sensor's counts, reflectance 0 to 1 or 0 to 10,000, Sentinel-2 counts or"
            " reflectance with the offset of 1,000 or 0.1 (since 2022), decibels, power or amplitude of a radar. “auto”"
            " tells by the file and its values.",
            advanced=True,
            choices=(
                *("auto", "count", "reflectance", "reflectance-10000", "offset-1000", "reflectance-offset"),
                *("decibel", "power", "amplitude"),
            ),
        ),
    ).field()
    date: str | None = Parameter(
        Kind.TEXT,
        "day of the image as 2023-07-14; from the file by default",
        toolbox=Toolbox(
            "Date of the image",
            "Read from the file or its name when it is left empty; if it is not there either, it counts as unknown.",
            advanced=True,
            optional=True,
            widget=Widget.DATE,
        ),
    ).field()


class RuntimeRequest(Request):
    """What runs a model, and how precisely; ``auto`` leaves the choice to the engine."""

    runtime: str = Parameter(
        Kind.TEXT,
        "what runs a model; auto takes a GPU where there is one and torch is installed, else onnx on the CPU",
        default="auto",
        choices=("auto", "torch", "onnx"),
        toolbox=Toolbox(
            "Runs the model",
            "“auto” takes a graphics card where there is one and the engine was set up for it, or else the processor.",
            advanced=True,
        ),
    ).field()
    precision: str = Parameter(
        Kind.TEXT,
        "how precisely a model computes; auto takes 8 bits where 99 % of the patches keep a cosine of 0.995",
        default="auto",
        variable="LANDPRINT_PRECISION",
        choices=("auto", "fp32", "int8"),
        toolbox=Toolbox(
            "Precision",
            "“int8” is faster and a little less exact than “fp32”. “auto” takes it only where hardly anything is lost.",
            advanced=True,
        ),
    ).field()


class EmbeddingRequest(Request):
    """All that decides an embedding raster's content."""

    source: SourceRequest = group(SourceRequest)
    encoder: str = Parameter(
        Kind.TEXT,
        "the encoder; see `encoders`",
        default="random-features",
        toolbox=Toolbox(
            "Encoder",
            "What makes the fingerprints. “random-features” is built in, takes any bands and needs no download."
            " “galileo-nano” has learned from satellite images of the whole Earth, is for Sentinel-2 and runs on any"
            " laptop (4 MB to download). “clay-v1.5” is a large model for many sensors (1.25 GB to download); without a"
            " graphics card it takes seconds for each 256 x 256 pixels. SatCLIP's image encoders give one fingerprint"
            " per 256 x 256 pixels (ViT16: 224) of Sentinel-2 with all 12 bands, comparable with those of places, for"
            " research only. “Download weights” gets what is missing.",
            widget=Widget.CHOICE,
        ),
    ).field()
    bands: list[int] | None = BANDS.field()
    extent: Bounds | None = Parameter(
        Kind.BOUNDS,
        "only this part, in the raster's coordinates; whole patches are made",
        toolbox=Toolbox(
            "Extent",
            "The part to embed, grown to whole patches. The whole image when it is left empty.",
            optional=True,
        ),
    ).field()
    extent_crs: str | None = Parameter(
        Kind.TEXT, "coordinate system of the extent, e.g. EPSG:4326; the raster's own by default"
    ).field()
    patch: int | None = PATCH.field()
    filters: int = Parameter(
        Kind.INTEGER,
        "number of random filters",
        default=256,
        minimum=1,
        maximum=8192,
        toolbox=Toolbox(
            "Filters",
            "Of random-features: how many small patterns each patch is compared with; each gives two dimensions.",
            advanced=True,
        ),
    ).field()
    seed: int = SEED.field(
        Toolbox(
            "Seed",
            "Of random-features: the same seed gives the same result; another one draws other patterns.",
            advanced=True,
            maximum=math.inf,
        )
    )
    filters_from: str | None = Parameter(
        Kind.PATH,
        "an embedding raster whose filters are used again",
        toolbox=Toolbox(
            "Filters of another embedding raster",
            "Of random-features: use the patterns of this embedding raster instead of new ones, so that both can be"
            " compared. Filters and seed are then those of that raster.",
            advanced=True,
            optional=True,
            widget=Widget.RASTER,
        ),
    ).field()
    dtype: str = DTYPE.field()
    scale_from: str | None = Parameter(
        Kind.PATH,
        "an embedding raster of the same encoder, stored as uint8, whose scale is used, so that both make one mosaic",
        toolbox=Toolbox(
            "Scale of another embedding raster",
            "Store the values by the scale and offset of this embedding raster, of the same encoder, so that GDAL and"
            " QGIS can put both together. What lies beyond is clipped, and the log says how much.",
            advanced=True,
            optional=True,
            widget=Widget.RASTER,
        ),
    ).field()
    stac: bool = Parameter(
        Kind.FLAG,
        "write a STAC item beside the output, by which other tools know it",
        default=False,
        toolbox=Toolbox(
            "With a STAC item",
            "Write a STAC item (.json) beside the result, which tells other tools by which model and from what it was"
            " made. It needs the day of the image.",
            advanced=True,
        ),
    ).field()
    recipe: str | None = Parameter(
        Kind.TEXT,
        "how the chips are laid; see `encoders`",
        toolbox=Toolbox(
            "Recipe",
            "How often each place is looked at. “fast” looks once, “balanced” at shifted positions too, “context” (of"
            " Galileo) at wider surroundings, “plain” as the model was published. “auto” is the encoder's own choice.",
            advanced=True,
            widget=Widget.CHOICE,
        ),
    ).field()
    imagery: ImageryRequest = group(ImageryRequest)
    checkpoint: str | None = CHECKPOINT.field()
    detail: int = Parameter(
        Kind.INTEGER,
        "output pixels on a patch's side, from shifted chips: 2 takes 4 times as long, 4 takes 16 times; "
        "nodata where less than half of the patch centred there has data, so at the raster's corners from 3 on",
        default=1,
        minimum=1,
        toolbox=Toolbox(
            "Detail",
            "Pixels of the result on the side of a patch: 2 makes it twice as fine and takes 4 times as long, 4 takes"
            " 16 times as long. A pixel has no data where less than half of the patch centred on it has some; from 3 on"
            " that is so at the corners of the raster.",
            advanced=True,
            maximum=8,
        ),
    ).field()
    pool: str = Parameter(
        Kind.TEXT,
        "one embedding a patch, or one a chip as the models' own recipes do",
        default="patch",
        choices=("patch", "chip"),
        toolbox=Toolbox(
            "One embedding for each",
            "“patch”, or “chip”: one for each square that the encoder sees at once, as Clay's published recipe makes"
            " them.",
            advanced=True,
        ),
    ).field()
    overlap: int = Parameter(
        Kind.INTEGER,
        "pixels that Clay's chips overlap; the centre is kept",
        default=0,
        minimum=0,
        toolbox=Toolbox(
            "Overlap (pixels)",
            "How far the squares that Clay sees at once overlap; only their middle is kept.",
            advanced=True,
            maximum=248,
        ),
    ).field()
    latlon_order: str = LATLON_ORDER.field()
    hour: int | None = HOUR.field()
    heads: int | None = HEADS.field()
    compute: RuntimeRequest = group(RuntimeRequest)
    position: str = Parameter(
        Kind.TEXT,
        "whether the trace of a patch's place in its chip is removed",
        default="remove",
        choices=("remove", "keep"),
        toolbox=Toolbox(
            "Trace of the position",
            "Embeddings carry a trace of their place in the square that the encoder saw. “remove” takes it out, so that"
            " classes follow the land; “keep” leaves them as the encoder gave them.",
            advanced=True,
        ),
    ).field()


class ChipRequest(Request):
    """A place on a raster whose chip is embedded as a whole."""

    encoder: str = Parameter(
        Kind.TEXT,
        "an encoder of whole chips; see `encoders`",
        required=True,
        toolbox=Toolbox(
            "Encoder",
            "What makes the fingerprint. “galileo-nano” is for Sentinel-2 and runs on any laptop (4 MB to download)."
            " “clay-v1.5” is a large model for many sensors (1.25 GB to download). SatCLIP's image encoders take"
            " Sentinel-2 with all 12 bands; their fingerprints are comparable with those of places, for research only."
            " “Download weights” gets what is missing.",
            widget=Widget.CHOICE,
        ),
    ).field()
    source: SourceRequest = group(SourceRequest)
    bands: list[int] | None = BANDS.field()
    patch: int | None = PATCH.field(
        Toolbox(
            "Patch size (pixels)",
            "Galileo takes 1 to 8, and its chip is 8 patches wide; Clay takes 8. SatCLIP's image encoders have their"
            " own size, whatever is given here.",
            name="PATCH_SIZE",
            default=8,
            maximum=256,
        )
    )
    imagery: ImageryRequest = group(ImageryRequest)
    checkpoint: str | None = CHECKPOINT.field()
    latlon_order: str = LATLON_ORDER.field()
    hour: int | None = HOUR.field()
    heads: int | None = HEADS.field()
    compute: RuntimeRequest = group(RuntimeRequest)
    at: tuple[float, float] = AT.field()
    crs: str | None = CRS_OF_POINTS.field()


# Points and places on Earth

LAYER = Parameter(Kind.TEXT, "the layer of the file; its first with points by default")
CRS_OF_FILE = Parameter(Kind.TEXT, "coordinate system of the points where their file does not say")
STRICT = Parameter(
    Kind.FLAG,
    "refuse points whose coordinates cannot be read or are not on Earth; by default they are kept without a place",
    default=False,
    toolbox=Toolbox(
        "Refuse wrong coordinates",
        "Stop where a row's coordinates cannot be read or are not on Earth, such as a latitude of 95. By default such"
        " rows are kept without an embedding, and counted.",
        advanced=True,
    ),
)
EMBEDDED_POINTS = (
    "Points or polygons with an embedding each: a GeoPackage or a GeoParquet file, as “Embed points” writes them or"
    " another tool with one column of lists; or a table with a column a dimension."
)
NEW_POINTS = (
    "A GeoPackage (.gpkg, one column a dimension) or a GeoParquet file (.parquet, one column for the embedding)."
)
ENCODER_OF_PLACES = Toolbox(
    "Encoder of places",
    "Turns longitude and latitude into a fingerprint of the place, learned from Sentinel-2 images of all land. L40"
    " shows finer patterns, L10 is smoother; the rest of the name is the image encoder that it was trained beside."
    " “Download weights” gets it (4 to 10 MB).",
    widget=Widget.CHOICE,
)
CHECKPOINT_OF_PLACES = Toolbox(
    "File of weights",
    "A .ckpt or .safetensors file of the encoder's weights, to use instead of the downloaded ones.",
    advanced=True,
    optional=True,
)


class PointsRequest(Request):
    """Points in a file."""

    points: str = Parameter(
        Kind.PATH,
        "points: GeoPackage, Shapefile, GeoJSON, GeoParquet, or a CSV with lon and lat or with WKT",
        required=True,
        toolbox=Toolbox(
            "Points",
            "A layer of points in any CRS and format, also one in memory or a selection; or a table with columns lon"
            " and lat or with WKT.",
            name="INPUT",
            widget=Widget.POINTS,
        ),
    ).field()
    layer: str | None = LAYER.field()
    crs: str | None = CRS_OF_FILE.field()
    strict: bool = STRICT.field()


class EmbeddedPointsRequest(PointsRequest):
    """Points with embeddings in a file."""

    points: str = Parameter(
        Kind.PATH,
        "points or polygons with embeddings, as embed-points or other tools write them",
        required=True,
        toolbox=Toolbox("Embedded points", EMBEDDED_POINTS, name="INPUT", widget=Widget.EMBEDDED_POINTS),
    ).field()


class LocationEncoderRequest(Request):
    """An encoder of places."""

    encoder: str = Parameter(
        Kind.TEXT,
        "the location encoder; see `encoders`",
        default="satclip-vit16-l40",
        toolbox=ENCODER_OF_PLACES,
    ).field()
    checkpoint: str | None = CHECKPOINT.field(CHECKPOINT_OF_PLACES)


WORLD_EXTENT = Toolbox("Extent", "In any CRS. The whole world when it is left empty.", name="EXTENT", optional=True)
BOUNDS = Parameter(Kind.BOUNDS, "degrees; the whole world by default", default=WORLD, toolbox=WORLD_EXTENT)


class GridRequest(Request):
    """A grid of places on Earth."""

    bounds: Bounds = BOUNDS.field()
    resolution: float = Parameter(
        Kind.NUMBER,
        "degrees a pixel",
        default=1.0,
        toolbox=Toolbox(
            "Resolution (degrees)",
            "Degrees a pixel; 1 is about 111 km. The whole world at 0.1 degrees has 6.5 million places.",
            minimum=0.001,
            maximum=180.0,
        ),
    ).field()

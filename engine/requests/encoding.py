"""Parameters of encoding images: the encoder and its checkpoint, bands, patches, storage, runtime.

The plugin reads this too: the standard library only, and Python 3.9.
"""

from __future__ import annotations

import math

from ..bounds import Bounds
from .imagery import ImageryRequest, SourceRequest
from .parameters import Kind, Parameter, Request, Toolbox, Widget, group
from .shared import AT, CRS_OF_POINTS, DTYPE, SEED

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

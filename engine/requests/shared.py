"""Parameters that several operations share.

The plugin reads this too: the standard library only, and Python 3.9.
"""

from __future__ import annotations

import math

from .parameters import Kind, Parameter, Request, Toolbox, Widget

MEGABYTE = 1024 * 1024
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


class EmbeddingsRequest(Request):
    """An embedding raster."""

    embeddings: str = EMBEDDINGS.field()
    embeddings_crs: str | None = EMBEDDINGS_CRS.field()
    values: str = VALUES.field()

"""Parameters of points in files, and of places on Earth.

The plugin reads this too: the standard library only, and Python 3.9.
"""

from __future__ import annotations

from ..bounds import WORLD, Bounds
from .encoding import CHECKPOINT
from .parameters import Kind, Parameter, Request, Toolbox, Widget

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

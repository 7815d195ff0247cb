"""The operations on points that have embeddings: find those that are alike, sort them into classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..progress import Reporter
from ..requests.parameters import Kind, Parameter, Request, Toolbox, Widget, group
from ..requests.places import NEW_POINTS, EmbeddedPointsRequest
from ..requests.shared import CLUSTERS, COUNT, OUTPUT, RAW, SEED
from .operation import operation
from .points import LONLAT, open_points

if TYPE_CHECKING:
    from .state import State


class SimilarPointsRequest(Request):
    """Embedded points, and where the picked ones lie."""

    points: EmbeddedPointsRequest = group(EmbeddedPointsRequest)
    at: list[tuple[float, float]] = Parameter(
        Kind.POINTS,
        "near the point that is picked; repeat for more",
        required=True,
        toolbox=Toolbox(
            "Or near this place",
            "The embedded point that is nearest to it is picked: “x,y [EPSG:4326]”. Without a CRS: in that of the"
            " layer.",
            name="POINT",
            optional=True,
        ),
    ).field()
    at_crs: str | None = Parameter(Kind.TEXT, "coordinate system of what is picked; EPSG:4326 by default").field()
    count: int = COUNT.field(
        Toolbox("Number of points", "How many of the most similar points to give.", name="K", maximum=1_000_000)
    )
    raw: bool = RAW.field(
        Toolbox(
            "Plain cosine",
            "The cosine of the embeddings themselves. By default, what all points have in common is taken out first.",
            advanced=True,
        )
    )
    output: str | None = Parameter(
        Kind.PATH,
        "all points with their similarity, if wanted",
        toolbox=Toolbox(
            "All points with their similarity", NEW_POINTS, name="ALL", optional=True, widget=Widget.NEW_POINTS
        ),
    ).field()


@operation("similar_points", SimilarPointsRequest, "The points most like the ones that are picked.")
def _similar_points(state: State, request: SimilarPointsRequest, reporter: Reporter) -> dict[str, Any]:
    from ..classes.points import similar_points
    from ..rasters.grid import read_crs, reproject

    at = reproject(request.at, read_crs(request.at_crs or LONLAT), read_crs(LONLAT))
    with open_points(request.points) as source:
        return similar_points(
            source, at, count=request.count, raw=request.raw, output=request.output, reporter=reporter
        )


class KmeansPointsRequest(Request):
    """How many classes embedded points are sorted into."""

    points: EmbeddedPointsRequest = group(EmbeddedPointsRequest)
    clusters: int = CLUSTERS.field(
        Toolbox("Number of classes", "How many kinds of places to tell apart.", default=8, minimum=2, maximum=1000)
    )
    seed: int = SEED.field()
    output: str = OUTPUT.field(Toolbox("Points with classes", NEW_POINTS, widget=Widget.NEW_POINTS))


@operation("kmeans_points", KmeansPointsRequest, "Sort embedded points into classes.")
def _kmeans_points(state: State, request: KmeansPointsRequest, reporter: Reporter) -> dict[str, Any]:
    from ..classes.points import cluster_points

    with open_points(request.points) as source:
        return cluster_points(source, request.clusters, request.output, seed=request.seed, reporter=reporter)


EMBEDDED_POINT_OPERATIONS = (_similar_points, _kmeans_points)

"""Maps of similarity, and the places that are most similar."""

from __future__ import annotations

from contextlib import closing, suppress
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ...errors import OutsideError, ParameterError
from ...progress import Reporter
from ...requests.parameters import Kind, Parameter, Request, Toolbox, Widget
from ...requests.shared import COUNT, CRS_OF_POINTS, MEGABYTE, MEMORY, OUTPUT, RAW, EmbeddingsRequest
from ..operation import operation

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from rasterio.crs import CRS

    from ...analysis.similarity import OpenEmbeddings
    from ..state import State

LEAST_ABOVE = 0.01  # a step of the dock's slider


class SimilarityMapRequest(EmbeddingsRequest):
    """Places that are looked for on an embedding raster, and places that are not meant."""

    at: list[tuple[float, float]] = Parameter(
        Kind.POINTS,
        "a place to look for; repeat for more",
        default=[],
        toolbox=Toolbox(
            "Similar to this point",
            "One place, in any CRS: “x,y [EPSG:4326]”. Without a CRS, it is in that of the raster.",
            name="POINT",
            optional=True,
        ),
    ).field()
    not_at: list[tuple[float, float]] = Parameter(Kind.POINTS, "a place to avoid; repeat for more", default=[]).field()
    crs: str | None = CRS_OF_POINTS.field()
    points: str | None = Parameter(
        Kind.PATH,
        "a vector file or table of places to look for",
        toolbox=Toolbox(
            "Similar to these places",
            "Places to look for: a layer, or a table with longitude and latitude or WKT. An area stands for all patches"
            " inside it.",
            optional=True,
            widget=Widget.SHAPES,
        ),
    ).field()
    not_points: str | None = Parameter(
        Kind.PATH,
        "a vector file or table of places to avoid",
        toolbox=Toolbox(
            "Not similar to these",
            "Places that look alike but are not meant.",
            name="NEGATIVE_POINTS",
            optional=True,
            widget=Widget.SHAPES,
        ),
    ).field()
    combine: str = Parameter(
        Kind.TEXT,
        "how several places count: similar to any of them, to all of them at once, or as a small model learns it",
        default="any",
        choices=("any", "all", "learned"),
        toolbox=Toolbox(
            "Several places",
            "“any”: what is similar to one of the places, whichever, and not to those that are not meant. “all”: what"
            " is similar to the mean of them. “learned”: a small model tells the places from those that are not meant,"
            " or from the rest of the raster.",
        ),
    ).field()
    raw: bool = RAW.field(
        Toolbox(
            "Plain cosine",
            "The cosine of the embeddings themselves. Usually everything is then near 1; by default, what all places"
            " have in common is taken out first.",
        )
    )
    max_memory_mb: int = MEMORY.field()
    output: str = OUTPUT.field(
        Toolbox("Similarity", "A GeoTIFF with one band: the similarity, between -1 and 1.", widget=Widget.NEW_RASTER)
    )


@operation("similarity_map", SimilarityMapRequest, "How similar every patch is to the places that are given.")
def _similarity_map(state: State, request: SimilarityMapRequest, reporter: Reporter) -> dict[str, Any]:
    from ...analysis.combine import similarity_query
    from ...analysis.similarity_map import write_similarity_map
    from ...rasters.grid import optional_crs
    from ...rasters.output import check_output

    inputs = [path for path in (request.embeddings, request.points, request.not_points) if path]
    output = check_output(request.output, inputs=inputs)
    opened = state.open_embeddings(request, request.max_memory_mb * MEGABYTE, reporter.part(0.0, 0.7))
    crs = optional_crs(request.crs)
    notes = list(opened.source.notes)
    likes = _places(opened, request.at, request.points, crs, notes)
    dislikes = _places(opened, request.not_at, request.not_points, crs, notes)
    reporter.report(0.75, "Comparing")
    query = similarity_query(
        opened,
        [embeddings for _, embeddings in likes],
        [embeddings for _, embeddings in dislikes],
        combine=request.combine,
        raw=request.raw,
    )
    reporter.check()
    # Places may share patches.
    positives, negatives = (len({int(one) for patches, _ in places for one in patches}) for places in (likes, dislikes))
    tags = {
        "SOURCE": request.embeddings,
        "POSITIVES": str(positives),
        "NEGATIVES": str(negatives),
        "COMBINE": request.combine,
        "MEAN_REMOVED": "no" if request.raw else "yes",
    }
    summary, lowest = write_similarity_map(
        opened,
        query,
        [patches for patches, _ in likes],
        output,
        raw=request.raw,
        tags=tags,
        reporter=reporter.part(0.75, 1.0),
    )
    return {
        "output": str(output),
        "positives": positives,
        "negatives": negatives,
        "combine": request.combine,
        **asdict(summary),
        # Whatever the threshold would be, a place that is looked for is shown.
        "threshold": min(summary.threshold, lowest - LEAST_ABOVE),
        "notes": list(dict.fromkeys([*notes, *opened.source.notes])),
    }


def _places(
    opened: OpenEmbeddings, points: list[tuple[float, float]], path: str | None, crs: CRS | None, notes: list[str]
) -> list[tuple[NDArray[np.intp], NDArray[np.float32]]]:
    """The patches of each place, by row * width + column, and their embeddings (n, dim); adds to the notes.

    They are points, and what a vector file shows. One point must lie on data. Of several, as a layer of points gives
    them, those that do not are passed over.
    """
    import numpy as np

    from ...rasters.grid import reproject

    found, width = [], opened.grid.width
    outside: OutsideError | None = None
    for x, y in reproject(points, crs, opened.grid.crs):
        try:
            embedding = opened.embedding_at(x, y)
        except OutsideError as error:
            outside = outside or error
            continue
        col, row = opened.grid.pixel_at(x, y)
        found.append((np.array([row * width + col]), embedding[None]))
    if outside is not None and not found:
        raise outside
    if path:
        from ...points.places import places_in_file  # here, because vector libraries load slowly

        places, said = places_in_file(path, opened.grid)
        notes += said
        on_data = opened.on_data(places)
        if not on_data:
            raise OutsideError("None of the places lies on data.", hint="Pick places that the raster shows.")
        found += on_data
    return found


class SimilarPlacesRequest(Request):
    """How many places a map of similarity is asked for."""

    similarity: str = Parameter(Kind.PATH, "the output of similarity-map", required=True).field()
    count: int = COUNT.field()
    minimum_distance_m: int | None = Parameter(Kind.INTEGER, "metres between them at least", minimum=0).field()
    exclude: list[tuple[float, float]] = Parameter(
        Kind.POINTS, "a place that is known and not meant, as one that was looked for; repeat for more", default=[]
    ).field()
    crs: str | None = CRS_OF_POINTS.field()
    exclude_points: str | None = Parameter(
        Kind.PATH, "a vector file or table of places that are known and not meant"
    ).field()


@operation("similar_places", SimilarPlacesRequest, "The places with the highest similarity.")
def _similar_places(state: State, request: SimilarPlacesRequest, reporter: Reporter) -> dict[str, Any]:
    import numpy as np

    from ...analysis.similarity import most_similar_places
    from ...analysis.similarity_map import MapInFile
    from ...embedding_rasters.raster import EmbeddingRaster
    from ...rasters.grid import optional_crs, reproject

    with closing(EmbeddingRaster(request.similarity)) as source:
        if source.dim != 1:
            raise ParameterError("A map of similarity has one band.", hint="Choose the output of similarity-map.")
        grid, crs = source.grid, source.grid.crs
        known = np.empty(0, np.intp)
        if request.exclude_points:
            from ...points.places import places_in_file  # here, because vector libraries load slowly

            with suppress(OutsideError):  # what lies elsewhere excludes nothing
                places, _notes = places_in_file(request.exclude_points, grid)
                known = np.unique(np.concatenate(places))
        least = request.minimum_distance_m
        # Three patches apart by default: neighbours of the best place are not further places.
        distance = 3 * grid.gsd if least is None else least
        exclude = reproject(request.exclude, optional_crs(request.crs), crs)
        found = most_similar_places(
            MapInFile(source, known), grid, count=request.count, minimum_distance=distance, exclude=exclude
        )
    return {"places": [asdict(place) for place in found], "crs": crs.to_wkt() if crs else None}


SIMILARITY_OPERATIONS = (_similarity_map, _similar_places)

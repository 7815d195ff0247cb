"""What the engine can do with embedding rasters: ask them, search them, sort them, draw them."""

from __future__ import annotations

from contextlib import closing, suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import OutsideError, ParameterError
from ..parameters import Kind, Parameter, Request, Toolbox, Widget
from ..progress import Reporter
from ..requests import AT, CLUSTERS, COUNT, CRS_OF_POINTS, MEMORY, OUTPUT, RAW, SEED, SIEVE, EmbeddingsRequest
from .operation import default_of, operation

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from rasterio.crs import CRS

    from ..analysis.similarity import OpenEmbeddings
    from ..embedding_rasters.raster import EmbeddingRaster
    from .state import State

MEGABYTE = 1024 * 1024
LEAST_ABOVE = 0.01  # a step of the dock's slider


class EmbeddingAtRequest(EmbeddingsRequest):
    """A place on an embedding raster."""

    at: tuple[float, float] = AT.field()
    crs: str | None = CRS_OF_POINTS.field()


@operation("embedding_at", EmbeddingAtRequest, "The embedding of one place.")
def _embedding_at(state: State, request: EmbeddingAtRequest, reporter: Reporter) -> dict[str, Any]:
    import numpy as np

    from ..rasters.grid import optional_crs, reproject

    with _opened(request) as source:
        ((x, y),) = reproject([request.at], optional_crs(request.crs), source.grid.crs)
        vector = source.embedding_at(x, y)
        col, row = source.grid.pixel_at(x, y)
    return {
        "vector": vector.tolist(),
        "dimension": len(vector),
        "norm": float(np.linalg.norm(vector)),
        "at": list(source.grid.centre_of(col, row)),
        "column": col,
        "row": row,
    }


class CompareRequest(EmbeddingsRequest):
    """Two places on an embedding raster."""

    at: list[tuple[float, float]] = Parameter(Kind.POINTS, "a place; give it twice", required=True).field()
    crs: str | None = CRS_OF_POINTS.field()


@operation("compare", CompareRequest, "How similar two places are.")
def _compare(state: State, request: CompareRequest, reporter: Reporter) -> dict[str, Any]:
    from ..rasters.grid import optional_crs, reproject
    from ..vectors import cosine_of

    if len(request.at) != 2:  # noqa: PLR2004 - two places are compared
        raise ParameterError("Two places are compared.", hint="Give two.")
    opened = state.open_embeddings(request, default_of(MEMORY) * MEGABYTE, reporter)
    places = reproject(request.at, optional_crs(request.crs), opened.grid.crs)
    first, second = (opened.embedding_at(x, y) for x, y in places)

    return {"cosine": cosine_of(first - opened.mean, second - opened.mean), "raw_cosine": cosine_of(first, second)}


class OpenRequest(EmbeddingsRequest):
    """An embedding raster that will be asked about."""

    max_memory_mb: int = MEMORY.field()


@operation(
    "open", OpenRequest, "Open an embedding raster, so that the first question to it is answered as fast as the next."
)
def _open(state: State, request: OpenRequest, reporter: Reporter) -> dict[str, Any]:
    opened = state.open_embeddings(request, request.max_memory_mb * MEGABYTE, reporter)
    if opened.is_kept:  # what is not would be read once more, and nobody may ask
        opened.lengths(raw=False)
    return {"dim": len(opened.mean)}


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
    from ..analysis.combine import combined_similarity, lowest_of_places
    from ..analysis.similarity import summarise, write_similarity
    from ..rasters.grid import optional_crs
    from ..rasters.output import check_output

    inputs = [path for path in (request.embeddings, request.points, request.not_points) if path]
    output = check_output(request.output, inputs=inputs)
    opened = state.open_embeddings(request, request.max_memory_mb * MEGABYTE, reporter.part(0.0, 0.7))
    crs = optional_crs(request.crs)
    notes = list(opened.source.notes)
    likes = _places(opened, request.at, request.points, crs, notes)
    dislikes = _places(opened, request.not_at, request.not_points, crs, notes)
    reporter.report(0.75, "Comparing")
    similarity = combined_similarity(
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
    write_similarity(output, similarity, opened.grid, tags)
    summary = summarise(similarity, opened.grid)
    # Whatever the threshold would be, a place that is looked for is shown.
    lowest = lowest_of_places(similarity, [patches for patches, _ in likes])
    return {
        "output": str(output),
        "positives": positives,
        "negatives": negatives,
        "combine": request.combine,
        **asdict(summary),
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

    from ..rasters.grid import reproject

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
        from ..points.places import places_in_file  # here, because vector libraries load slowly

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

    from ..analysis.similarity import most_similar_places
    from ..embedding_rasters.raster import EmbeddingRaster
    from ..rasters.grid import optional_crs, reproject

    with closing(EmbeddingRaster(request.similarity)) as source:
        if source.dim != 1:
            raise ParameterError("A map of similarity has one band.", hint="Choose the output of similarity-map.")
        grid, crs = source.grid, source.grid.crs
        similarity = source.read(grid.whole)[0][0]
        if request.exclude_points:
            from ..points.places import places_in_file  # here, because vector libraries load slowly

            with suppress(OutsideError):  # what lies elsewhere excludes nothing
                known, _notes = places_in_file(request.exclude_points, grid)
                similarity.flat[np.concatenate(known)] = np.nan
        least = request.minimum_distance_m
        # Three patches apart by default: neighbours of the best place are not further places.
        distance = 3 * grid.gsd if least is None else least
        exclude = reproject(request.exclude, optional_crs(request.crs), crs)
        places = most_similar_places(similarity, grid, count=request.count, minimum_distance=distance, exclude=exclude)
    return {"places": [asdict(place) for place in places], "crs": crs.to_wkt() if crs else None}


class KmeansRequest(EmbeddingsRequest):
    """How many classes an embedding raster is sorted into."""

    clusters: int = CLUSTERS.field()
    seed: int = SEED.field()
    sieve: int = SIEVE.field()
    like: str | None = Parameter(
        Kind.PATH,
        "classes by k-means of the same encoder, whose names and colours are kept where classes correspond",
        toolbox=Toolbox(
            "Names and colours of",
            "Other k-means classes of the same encoder: where classes correspond to these, they get their names and"
            " colours.",
            advanced=True,
            optional=True,
            widget=Widget.RASTER,
        ),
    ).field()
    max_memory_mb: int = MEMORY.field()
    output: str = OUTPUT.field(
        Toolbox(
            "Classes",
            "A GeoTIFF with the number of the class, and 0 where there are no data.",
            widget=Widget.NEW_RASTER,
        )
    )


@operation("kmeans", KmeansRequest, "Sort the patches into classes.")
def _kmeans(state: State, request: KmeansRequest, reporter: Reporter) -> dict[str, Any]:
    from ..analysis.blocks import EmbeddingBlocks
    from ..classes.kmeans_raster import cluster_raster
    from ..classes.raster import read_class_raster
    from ..rasters.output import check_output

    output = check_output(request.output, inputs=[request.embeddings, *([request.like] if request.like else [])])
    tags = {"SOURCE": request.embeddings, "CLUSTERS": str(request.clusters), "SEED": str(request.seed)}
    if request.sieve > 1:
        tags["SIEVE"] = str(request.sieve)
    like = read_class_raster(request.like) if request.like else None
    with _opened(request) as source:
        classes, inertia = cluster_raster(
            EmbeddingBlocks(source, request.max_memory_mb * MEGABYTE),
            output,
            request.clusters,
            seed=request.seed,
            sieved=request.sieve,
            like=like,
            tags=tags,
            reporter=reporter,
        )
        notes = source.notes
    return {
        "output": str(output),
        "classes": [asdict(item) for item in classes],
        "inertia": inertia,
        "notes": notes,
    }


class SuggestClustersRequest(EmbeddingsRequest):
    """Up to how many classes are tried."""

    seed: int = SEED.field()
    most: int = Parameter(Kind.INTEGER, "the highest number to try", default=12, minimum=2).field()


@operation("suggest_clusters", SuggestClustersRequest, "Suggest a number of classes.")
def _suggest_clusters(state: State, request: SuggestClustersRequest, reporter: Reporter) -> dict[str, Any]:
    from ..classes.kmeans import suggest_clusters

    with _opened(request) as source:
        silhouettes = suggest_clusters(
            source, most=request.most, seed=request.seed, memory_bytes=default_of(MEMORY) * MEGABYTE, reporter=reporter
        )
    best = max(silhouettes, key=lambda clusters: silhouettes[clusters], default=1)
    return {"clusters": best, "silhouettes": {str(clusters): value for clusters, value in silhouettes.items()}}


class PrincipalComponentsRequest(EmbeddingsRequest):
    """An embedding raster that is drawn, or reduced to a few numbers a patch."""

    components: int | None = Parameter(
        Kind.INTEGER,
        "how many components to write, as numbers; a picture of the first three by default",
        minimum=1,
        toolbox=Toolbox(
            "Components",
            "How many: each becomes a band of floating-point numbers, whose description has its share of the variance."
            " A picture of the first three, in bytes, when it is left empty.",
            default=3,
            optional=True,
        ),
    ).field()
    output: str = OUTPUT.field(
        Toolbox("Principal components", "A GeoTIFF with one band for each component.", widget=Widget.NEW_RASTER)
    )


@operation(
    "principal_components",
    PrincipalComponentsRequest,
    "Draw an embedding raster: three principal components as colours.",
)
def _principal_components(state: State, request: PrincipalComponentsRequest, reporter: Reporter) -> dict[str, Any]:
    from ..analysis.components import write_component_values, write_principal_components
    from ..rasters.output import check_output

    output = check_output(request.output, inputs=[request.embeddings])
    memory, tags = default_of(MEMORY) * MEGABYTE, {"SOURCE": request.embeddings}
    with _opened(request) as source:
        if request.components is None:
            shares = write_principal_components(source, output, memory_bytes=memory, tags=tags, reporter=reporter)
            return {"output": str(output), "explained": shares}
        shares, ranges = write_component_values(
            source, output, request.components, memory_bytes=memory, tags=tags, reporter=reporter
        )
        notes = source.notes
    return {"output": str(output), "explained": shares, "ranges": ranges, "notes": notes}


@operation("choose_bands", EmbeddingsRequest, "Say which three bands of an embedding raster show the most of it.")
def _choose_bands(state: State, request: EmbeddingsRequest, reporter: Reporter) -> dict[str, Any]:
    from ..analysis.components import choose_bands

    with _opened(request) as source:
        bands = choose_bands(source, reporter=reporter)
    return {"bands": [{"number": number, "low": low, "high": high} for number, low, high in bands]}


class StacItemRequest(Request):
    """An embedding raster of Landprint's that other tools are to know."""

    embeddings: str = Parameter(Kind.PATH, "an embedding raster that embed-raster wrote", required=True).field()
    date: str | None = Parameter(
        Kind.TEXT, "day of the image as 2023-07-14; from the raster or its source by default"
    ).field()


@operation("stac_item", StacItemRequest, "Write a STAC item beside an embedding raster, by which other tools know it.")
def _stac_item(state: State, request: StacItemRequest, reporter: Reporter) -> dict[str, Any]:
    from ..embedding_rasters.stac_item import write_item

    return {"item": str(write_item(Path(request.embeddings), date=request.date))}


def _opened(request: EmbeddingsRequest) -> closing[EmbeddingRaster]:
    """The embedding raster, open in a with block."""
    from ..embedding_rasters.raster import EmbeddingRaster
    from ..rasters.grid import optional_crs

    crs = optional_crs(request.embeddings_crs)
    return closing(EmbeddingRaster(request.embeddings, crs=crs, values=request.values))


EMBEDDING_OPERATIONS = (
    _embedding_at,
    _compare,
    _open,
    _similarity_map,
    _similar_places,
    _kmeans,
    _suggest_clusters,
    _principal_components,
    _choose_bands,
    _stac_item,
)

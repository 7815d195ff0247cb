"""What the engine can do with embedding rasters: ask them, search them, sort them, draw them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np

from ..analysis.components import write_principal_components
from ..analysis.kmeans import cluster_raster, suggest_clusters
from ..analysis.similarity import DEFAULT_MEMORY_BYTES, OpenEmbeddings, most_similar_places, summarise, write_similarity
from ..embedding.embedding_raster import EmbeddingRaster
from ..errors import OutsideError, ParameterError
from ..progress import Reporter
from ..rasters.grid import read_crs, reproject
from ..rasters.output import check_output
from .parameters import (
    AT,
    CLUSTERS,
    CRS_OF_POINTS,
    EMBEDDINGS,
    MEGABYTE,
    MEMORY,
    OUTPUT,
    SEED,
    Kind,
    Operation,
    Parameter,
    State,
    path_parameter,
)


def _embedding_at(_: State, params: dict[str, Any], __: Reporter) -> dict[str, Any]:
    source = EmbeddingRaster(params["embeddings"])
    try:
        ((x, y),) = reproject([params["at"]], _crs(params), source.grid.crs)
        vector = source.embedding_at(x, y)
        col, row = source.grid.pixel_at(x, y)
    finally:
        source.close()
    return {
        "vector": vector.tolist(),
        "dimension": len(vector),
        "norm": float(np.linalg.norm(vector)),
        "at": list(source.grid.centre_of(col, row)),
        "column": col,
        "row": row,
    }


def _compare(state: State, params: dict[str, Any], reporter: Reporter) -> dict[str, Any]:
    if len(params["at"]) != 2:  # noqa: PLR2004 - two places are compared
        raise ParameterError("Two places are compared.", hint="Give two.")
    opened = state.open_embeddings(params["embeddings"], DEFAULT_MEMORY_BYTES, reporter)
    first, second = (opened.embedding_at(x, y) for x, y in reproject(params["at"], _crs(params), opened.grid.crs))

    def cosine(a: np.ndarray, b: np.ndarray) -> float:
        return float(a @ b / max(float(np.linalg.norm(a) * np.linalg.norm(b)), 1e-12))

    return {"cosine": cosine(first - opened.mean, second - opened.mean), "raw_cosine": cosine(first, second)}


def _open(state: State, params: dict[str, Any], reporter: Reporter) -> dict[str, Any]:
    opened = state.open_embeddings(params["embeddings"], params["max_memory_mb"] * MEGABYTE, reporter)
    if opened.is_kept:  # what is not would be read once more, and nobody may ask
        opened.lengths(raw=False)
    return {"dim": len(opened.mean)}


def _similarity_map(state: State, params: dict[str, Any], reporter: Reporter) -> dict[str, Any]:
    inputs = [params[name] for name in ("embeddings", "points", "not_points") if params[name]]
    output = check_output(params["output"], inputs=inputs)
    memory = params["max_memory_mb"] * MEGABYTE
    opened = state.open_embeddings(params["embeddings"], memory, reporter.part(0.0, 0.7))
    positives = _query_embeddings(opened, params["at"], params["points"], _crs(params))
    negatives = _query_embeddings(opened, params["not_at"], params["not_points"], _crs(params))
    reporter.report(0.75, "Comparing")
    raw = params["raw"]
    similarity = opened.similarity(opened.query(positives, negatives, raw=raw), raw=raw)
    reporter.check()
    tags = {
        "SOURCE": params["embeddings"],
        "POSITIVES": str(len(positives)),
        "NEGATIVES": str(len(negatives)),
        "MEAN_REMOVED": "no" if raw else "yes",
    }
    write_similarity(output, similarity, opened.grid, tags)
    return {
        "output": str(output),
        "positives": len(positives),
        "negatives": len(negatives),
        **asdict(summarise(similarity, opened.grid)),
    }


def _query_embeddings(
    opened: OpenEmbeddings, points: list[tuple[float, float]], path: str | None, crs: Any
) -> list[np.ndarray]:
    """The embeddings at points, and at what a vector file shows.

    One point must lie on data. Of several, as a layer of points gives them, those that do not are passed over.
    """
    places = reproject(points, crs, opened.grid.crs)
    embeddings = [embedding for x, y in places if (embedding := _embedding_or_none(opened, x, y)) is not None]
    if places and not embeddings:
        return [opened.embedding_at(*places[0])]  # which says why there is none
    if path:
        from ..rasters.shapes import places_in_file  # here, because vector libraries load slowly

        embeddings += opened.embeddings_inside(places_in_file(path, opened.grid))
    return embeddings


def _embedding_or_none(opened: OpenEmbeddings, x: float, y: float) -> np.ndarray | None:
    try:
        return opened.embedding_at(x, y)
    except OutsideError:
        return None


def _similar_places(_: State, params: dict[str, Any], __: Reporter) -> dict[str, Any]:
    source = EmbeddingRaster(params["similarity"])
    try:
        if source.dim != 1:
            raise ParameterError("A map of similarity has one band.", hint="Choose the output of similarity-map.")
        similarity, _mask = source.read(source.grid.whole)
        distance = params["minimum_distance_m"]
        # Three patches apart by default: neighbours of the best place are not further places.
        distance = 3 * source.grid.gsd if distance is None else distance
        places = most_similar_places(similarity[0], source.grid, count=params["count"], minimum_distance=distance)
        crs = source.grid.crs
    finally:
        source.close()
    return {"places": [asdict(place) for place in places], "crs": crs.to_wkt() if crs else None}


def _kmeans(_: State, params: dict[str, Any], reporter: Reporter) -> dict[str, Any]:
    output = check_output(params["output"], inputs=[params["embeddings"]])
    source = EmbeddingRaster(params["embeddings"])
    tags = {"SOURCE": params["embeddings"], "CLUSTERS": str(params["clusters"]), "SEED": str(params["seed"])}
    try:
        classes, inertia = cluster_raster(
            source,
            output,
            params["clusters"],
            seed=params["seed"],
            memory_bytes=params["max_memory_mb"] * MEGABYTE,
            tags=tags,
            reporter=reporter,
        )
    finally:
        source.close()
    return {"output": str(output), "classes": [asdict(item) for item in classes], "inertia": inertia}


def _suggest_clusters(_: State, params: dict[str, Any], reporter: Reporter) -> dict[str, Any]:
    source = EmbeddingRaster(params["embeddings"])
    try:
        silhouettes = suggest_clusters(
            source, most=params["most"], seed=params["seed"], memory_bytes=DEFAULT_MEMORY_BYTES, reporter=reporter
        )
    finally:
        source.close()
    best = max(silhouettes, key=lambda clusters: silhouettes[clusters], default=1)
    return {"clusters": best, "silhouettes": {str(clusters): value for clusters, value in silhouettes.items()}}


def _principal_components(_: State, params: dict[str, Any], reporter: Reporter) -> dict[str, Any]:
    output = check_output(params["output"], inputs=[params["embeddings"]])
    source = EmbeddingRaster(params["embeddings"])
    try:
        shares = write_principal_components(
            source, output, memory_bytes=DEFAULT_MEMORY_BYTES, tags={"SOURCE": params["embeddings"]}, reporter=reporter
        )
    finally:
        source.close()
    return {"output": str(output), "explained": shares}


def _crs(params: dict[str, Any]) -> Any:
    return read_crs(params["crs"]) if params["crs"] else None


EMBEDDING_OPERATIONS = (
    Operation(
        name="embedding_at",
        help="The embedding of one place.",
        parameters=(EMBEDDINGS, AT, CRS_OF_POINTS),
        run=_embedding_at,
    ),
    Operation(
        name="compare",
        help="How similar two places are.",
        parameters=(
            EMBEDDINGS,
            Parameter(name="at", kind=Kind.POINTS, help="a place; give it twice", required=True),
            CRS_OF_POINTS,
        ),
        run=_compare,
    ),
    Operation(
        name="open",
        help="Open an embedding raster, so that the first question to it is answered as fast as the next.",
        parameters=(EMBEDDINGS, MEMORY),
        run=_open,
    ),
    Operation(
        name="similarity_map",
        help="How similar every patch is to the places that are given.",
        parameters=(
            EMBEDDINGS,
            Parameter(name="at", kind=Kind.POINTS, help="a place to look for; repeat for more", default=[]),
            Parameter(name="not_at", kind=Kind.POINTS, help="a place to avoid; repeat for more", default=[]),
            CRS_OF_POINTS,
            path_parameter("points", "a vector file of places to look for", required=False),
            path_parameter("not_points", "a vector file of places to avoid", required=False),
            Parameter(name="raw", kind=Kind.FLAG, help="the plain cosine, without removing the mean", default=False),
            MEMORY,
            OUTPUT,
        ),
        run=_similarity_map,
    ),
    Operation(
        name="similar_places",
        help="The places with the highest similarity.",
        parameters=(
            path_parameter("similarity", "the output of similarity-map"),
            Parameter(name="count", kind=Kind.INTEGER, help="how many", default=10, minimum=1),
            Parameter(name="minimum_distance_m", kind=Kind.INTEGER, help="metres between them at least", minimum=0),
        ),
        run=_similar_places,
    ),
    Operation(
        name="kmeans",
        help="Sort the patches into classes.",
        parameters=(
            EMBEDDINGS,
            CLUSTERS,
            SEED,
            MEMORY,
            OUTPUT,
        ),
        run=_kmeans,
    ),
    Operation(
        name="suggest_clusters",
        help="Suggest a number of classes.",
        parameters=(
            EMBEDDINGS,
            SEED,
            Parameter(name="most", kind=Kind.INTEGER, help="the highest number to try", default=12, minimum=2),
        ),
        run=_suggest_clusters,
    ),
    Operation(
        name="principal_components",
        help="Draw an embedding raster: three principal components as colours.",
        parameters=(EMBEDDINGS, OUTPUT),
        run=_principal_components,
    ),
)

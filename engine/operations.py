"""The table of what the engine can do: the server, the command line and Processing offer what stands here."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np

from . import embed, encoders, scratch, weights
from .chip_at import OF_A_RASTER, chip_embedding_at
from .components import write_principal_components
from .embedding_raster import EmbeddingRaster
from .errors import OutsideError, ParameterError
from .grid import read_crs, reproject
from .info import describe
from .kmeans import cluster_raster, suggest_clusters
from .output import check_output
from .parameters import (
    CRS_OF_POINTS,
    EMBEDDINGS,
    HEADS,
    IMAGERY_PARAMETERS,
    MEGABYTE,
    MEMORY,
    OUTPUT,
    RASTER,
    SEED,
    Kind,
    Operation,
    Parameter,
    State,
    path_parameter,
)
from .point_operations import POINT_OPERATIONS
from .progress import Reporter
from .similarity import (
    DEFAULT_MEMORY_BYTES,
    OpenEmbeddings,
    most_similar_places,
    summarise,
    write_similarity,
)
from .source import source_of


def _list_encoders(_: State, __: dict[str, Any], ___: Reporter) -> dict[str, Any]:
    return {"encoders": encoders.list_encoders()}


def _info(_: State, params: dict[str, Any], __: Reporter) -> dict[str, Any]:
    return describe(params["path"])


def _recognise(_: State, params: dict[str, Any], reporter: Reporter) -> dict[str, Any]:
    return encoders.recognise_raster(params, reporter)


def _embed_raster(_: State, params: dict[str, Any], reporter: Reporter) -> dict[str, Any]:
    # The output is looked at before anything is computed.
    check_output(params["output"], inputs=source_of(params).inputs)
    job, notes = encoders.job_of(params, reporter.part(0.0, 0.05))
    made = embed.embed_raster(job, params["output"], reporter.part(0.05, 1.0))
    grid = made.plan.output_grid
    return {
        "output": str(made.output),
        "encoder": job.encoder.name,
        "dim": job.encoder.dim,
        "patch": job.encoder.patch,
        "width": grid.width,
        "height": grid.height,
        "crs": grid.crs.to_wkt() if grid.crs else None,
        "bounds": list(grid.bounds),
        "patches": grid.width * grid.height,
        "valid_patches": made.valid_patches,
        "seconds": made.seconds,
        "reused": made.reused,
        "bytes": made.output.stat().st_size,
        "notes": [*notes, *made.notes],
    }


def _estimate_embedding(_: State, params: dict[str, Any], reporter: Reporter) -> dict[str, Any]:
    job, notes = encoders.job_of(params, reporter, is_estimate=True)
    estimate = embed.estimate(job)
    if "RUNTIME" in job.tags:
        chip = f"{estimate.seconds / estimate.chips:.2g} s a chip of {estimate.chips:,}"
        notes.append(f"Measured with {job.tags['RUNTIME']} {job.tags['PRECISION']}: {chip}.")
    return {**asdict(estimate), "notes": notes}


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
        from .places import places_in_file  # here, because vector libraries load slowly

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


def _scratches(_: State, __: dict[str, Any], ___: Reporter) -> dict[str, Any]:
    found = scratch.list_scratches()
    return {
        "folder": str(scratch.scratch_folder()),
        "scratches": found,
        "bytes": sum(entry["bytes"] for entry in found),
    }


def _remove_scratches(_: State, params: dict[str, Any], __: Reporter) -> dict[str, Any]:
    return {"bytes": scratch.remove_scratches(params["keys"])}


def _close(state: State, _: dict[str, Any], __: Reporter) -> dict[str, Any]:
    state.close()
    return {}


def _crs(params: dict[str, Any]) -> Any:
    return read_crs(params["crs"]) if params["crs"] else None


EMBED_PARAMETERS = (
    RASTER,
    Parameter(name="gsd", kind=Kind.NUMBER, help="resample to so many metres a pixel first"),
    path_parameter("mask", "polygons or a classification whose pixels are left out", required=False),
    Parameter(
        name="mask_classes",
        kind=Kind.CLASSES,
        help="classes of the mask to leave out: numbers, or words as cloud,cirrus,snow of SCL and QA_PIXEL; "
        "clouds and their shadows by default, where the mask is one of these",
    ),
    Parameter(
        name="mask_clouds",
        kind=Kind.FLAG,
        help="leave out the clouds that the scene itself tells of (Sentinel-2's SCL, Landsat's QA_PIXEL)",
        default=False,
    ),
    Parameter(name="encoder", kind=Kind.TEXT, help="the encoder; see `encoders`", default="random-features"),
    Parameter(name="bands", kind=Kind.INTEGERS, help="band numbers from 1; all but alpha by default"),
    Parameter(
        name="extent", kind=Kind.BOUNDS, help="only this part, in the raster's coordinates; whole patches are made"
    ),
    Parameter(name="patch", kind=Kind.INTEGER, help="pixels on a patch's side", minimum=1),
    Parameter(name="filters", kind=Kind.INTEGER, help="number of random filters", default=256, minimum=1),
    SEED,
    path_parameter("filters_from", "an embedding raster whose filters are used again", required=False),
    Parameter(
        name="dtype", kind=Kind.TEXT, help="how values are stored", default="uint8", choices=("uint8", "float32")
    ),
    Parameter(name="recipe", kind=Kind.TEXT, help="how the chips are laid; see `encoders`"),
    *IMAGERY_PARAMETERS,
    path_parameter("checkpoint", "a file of weights to use instead of the downloaded one", required=False),
    Parameter(
        name="detail",
        kind=Kind.INTEGER,
        help="output pixels on a patch's side, from shifted chips: 2 takes 4 times as long, 4 takes 16 times; "
        "nodata where less than half of the patch centred there has data, so at the raster's corners from 3 on",
        default=1,
        minimum=1,
    ),
    Parameter(
        name="pool",
        kind=Kind.TEXT,
        help="one embedding a patch, or one a chip as the models' own recipes do",
        default="patch",
        choices=("patch", "chip"),
    ),
    Parameter(
        name="overlap",
        kind=Kind.INTEGER,
        help="pixels that Clay's chips overlap; the centre is kept",
        default=0,
        minimum=0,
    ),
    Parameter(
        name="latlon_order",
        kind=Kind.TEXT,
        help="order in which Clay is told the place: as documented, or as its training data most likely had it",
        default="lat,lon",
        choices=("lat,lon", "lon,lat"),
    ),
    HEADS,
    Parameter(
        name="runtime",
        kind=Kind.TEXT,
        help="what runs a model; auto takes a GPU where there is one, else what was measured to be fastest",
        default="auto",
        choices=("auto", "torch", "onnx"),
    ),
    Parameter(
        name="precision",
        kind=Kind.TEXT,
        help="how precisely a model computes; auto takes 8 bits where 99 % of the patches keep a cosine of 0.995",
        default="auto",
        choices=("auto", "fp32", "int8"),
    ),
    Parameter(
        name="position",
        kind=Kind.TEXT,
        help="whether the trace of a patch's place in its chip is removed",
        default="remove",
        choices=("remove", "keep"),
    ),
)
AT = Parameter(name="at", kind=Kind.POINT, help="the place", required=True)
CHIP_PARAMETERS = (
    Parameter(name="encoder", kind=Kind.TEXT, help="an encoder of whole chips; see `encoders`", required=True),
    # Of what an embedding raster takes, all that says what the image is and what runs the encoder.
    *(
        parameter
        for parameter in EMBED_PARAMETERS
        if parameter.name not in {*OF_A_RASTER, "encoder", "extent", "pool", "filters", "seed", "filters_from"}
    ),
)

ENCODER_WITH_WEIGHTS = Parameter(
    name="encoder", kind=Kind.TEXT, help="the encoder; see `encoders`", required=True, positional=True
)
PART = Parameter(name="part", kind=Kind.TEXT, help="location or image, of a SatCLIP; its first by default")

OPERATIONS: dict[str, Operation] = {
    operation.name: operation
    for operation in (
        Operation(name="encoders", help="List the encoders.", parameters=(), run=_list_encoders),
        Operation(
            name="info",
            help="Say what a raster is and how it was made.",
            parameters=(path_parameter("path", "the raster", positional=True),),
            run=_info,
        ),
        Operation(
            name="recognise",
            help="Say which sensor made a raster, which bands are which, in which scale, and when.",
            parameters=(
                RASTER,
                Parameter(name="encoder", kind=Kind.TEXT, help="the encoder that it is for", default="clay-v1.5"),
                Parameter(name="bands", kind=Kind.INTEGERS, help="only these bands, by number from 1"),
                *IMAGERY_PARAMETERS,
            ),
            run=_recognise,
        ),
        Operation(
            name="embed_raster",
            help="Make an embedding raster: one embedding a patch.",
            parameters=(*EMBED_PARAMETERS, OUTPUT),
            run=_embed_raster,
        ),
        Operation(
            name="estimate_embedding",
            help="Say how long embed-raster would take and how much room, measured on one chip.",
            parameters=EMBED_PARAMETERS,
            run=_estimate_embedding,
        ),
        Operation(
            name="embedding_at",
            help="The embedding of one place.",
            parameters=(EMBEDDINGS, AT, CRS_OF_POINTS),
            run=_embedding_at,
        ),
        Operation(
            name="chip_embedding_at",
            help="The embedding of the chip around one place of a raster, without embedding the rest of it.",
            parameters=(*CHIP_PARAMETERS, AT, CRS_OF_POINTS),
            run=chip_embedding_at,
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
                Parameter(
                    name="raw", kind=Kind.FLAG, help="the plain cosine, without removing the mean", default=False
                ),
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
                Parameter(name="clusters", kind=Kind.INTEGER, help="number of classes", required=True),
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
        *POINT_OPERATIONS,
        Operation(
            name="download",
            help="Fetch an encoder's weights from where they are published, and check them.",
            parameters=(ENCODER_WITH_WEIGHTS, PART),
            run=lambda _, params, reporter: weights.download(params, reporter),
        ),
        Operation(
            name="import_checkpoint",
            help="Take over an encoder's weights from a file that you have, and check them.",
            parameters=(ENCODER_WITH_WEIGHTS, path_parameter("path", "the file: .ckpt, .pt or .safetensors"), PART),
            run=lambda _, params, reporter: weights.import_checkpoint(params, reporter),
        ),
        Operation(
            name="checkpoints",
            help="List the weights that are here.",
            parameters=(),
            run=lambda *_: weights.list_checkpoints(),
        ),
        Operation(
            name="remove_checkpoint",
            help="Delete an encoder's weights.",
            parameters=(ENCODER_WITH_WEIGHTS, PART),
            run=lambda _, params, __: weights.remove_checkpoint(params),
        ),
        Operation(
            name="check",
            help="Say whether an encoder gives the numbers that were published of it.",
            parameters=(
                ENCODER_WITH_WEIGHTS,
                PART,
                path_parameter(
                    "checkpoint", "a file of weights to check instead of those that are here", required=False
                ),
                HEADS,
            ),
            run=lambda _, params, reporter: weights.check(params, reporter),
        ),
        Operation(name="scratches", help="List what interrupted runs have left.", parameters=(), run=_scratches),
        Operation(
            name="remove_scratches",
            help="Delete what interrupted runs have left.",
            parameters=(Parameter(name="keys", kind=Kind.TEXTS, help="which; all by default"),),
            run=_remove_scratches,
        ),
        Operation(name="close", help="Let go of all open files.", parameters=(), run=_close),
    )
}


def run_operation(state: State, name: str, params: dict[str, Any], reporter: Reporter) -> Any:
    """The value of an operation; raises UserError for what the user can mend, and Cancelled."""
    operation = OPERATIONS.get(name) if isinstance(name, str) else None
    if operation is None:
        raise ParameterError(f"There is no operation {name!r}.", hint=f"There are: {', '.join(OPERATIONS)}.")
    if not isinstance(params, dict):
        raise ParameterError(f"{name} needs parameters with their names, got {params!r}.")
    return operation.run(state, operation.checked(params), reporter)

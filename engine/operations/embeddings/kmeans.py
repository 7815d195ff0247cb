"""Classes by k-means."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ...progress import Reporter
from ...requests.parameters import Kind, Parameter, Toolbox, Widget
from ...requests.shared import CLUSTERS, MEGABYTE, MEMORY, OUTPUT, SEED, SIEVE, EmbeddingsRequest
from ..operation import default_of, operation
from ..state import open_raster

if TYPE_CHECKING:
    from ...analysis.blocks import EmbeddingBlocks
    from ..state import State


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
    scheduler: str | None = Parameter(
        Kind.TEXT,
        "address of a Dask scheduler, as tcp://10.0.0.5:8786, whose workers each read within that memory",
    ).field()
    output: str = OUTPUT.field(
        Toolbox(
            "Classes",
            "A GeoTIFF with the number of the class, and 0 where there are no data.",
            widget=Widget.NEW_RASTER,
        )
    )


@operation("kmeans", KmeansRequest, "Sort the patches into classes.")
def _kmeans(state: State, request: KmeansRequest, reporter: Reporter) -> dict[str, Any]:
    from ...classes.kmeans_raster import cluster_raster
    from ...classes.raster import read_class_legend
    from ...rasters.output import check_output

    output = check_output(request.output, inputs=[request.embeddings, *([request.like] if request.like else [])])
    tags = {"SOURCE": request.embeddings, "CLUSTERS": str(request.clusters), "SEED": str(request.seed)}
    if request.sieve > 1:
        tags["SIEVE"] = str(request.sieve)
    like = read_class_legend(request.like) if request.like else None
    with _blocks(request) as blocks:
        classes, inertia = cluster_raster(
            blocks,
            output,
            request.clusters,
            seed=request.seed,
            sieved=request.sieve,
            like=like,
            tags=tags,
            reporter=reporter,
        )
        notes = blocks.notes
    return {
        "output": str(output),
        "classes": [asdict(item) for item in classes],
        "inertia": inertia,
        "notes": notes,
    }


@contextmanager
def _blocks(request: KmeansRequest) -> Iterator[EmbeddingBlocks]:
    """The blocks of the embedding raster, read here or by a scheduler's workers."""
    from ...analysis.blocks import EmbeddingBlocks
    from ...rasters.grid import optional_crs

    memory_bytes = request.max_memory_mb * MEGABYTE
    if not request.scheduler:
        with open_raster(request) as source:
            yield EmbeddingBlocks(source, memory_bytes)
        return
    from ...analysis.on_dask import DaskBlocks
    from ...dask_client import client_at

    crs = optional_crs(request.embeddings_crs)
    with (
        client_at(request.scheduler) as client,
        closing(
            DaskBlocks(client, request.embeddings, crs=crs, values=request.values, memory_bytes=memory_bytes)
        ) as blocks,
    ):
        yield blocks


class SuggestClustersRequest(EmbeddingsRequest):
    """Up to how many classes are tried."""

    seed: int = SEED.field()
    most: int = Parameter(Kind.INTEGER, "the highest number to try", default=12, minimum=2).field()


@operation("suggest_clusters", SuggestClustersRequest, "Suggest a number of classes.")
def _suggest_clusters(state: State, request: SuggestClustersRequest, reporter: Reporter) -> dict[str, Any]:
    from ...classes.kmeans import suggest_clusters

    with open_raster(request) as source:
        silhouettes = suggest_clusters(
            source, most=request.most, seed=request.seed, memory_bytes=default_of(MEMORY) * MEGABYTE, reporter=reporter
        )
    best = max(silhouettes, key=lambda clusters: silhouettes[clusters], default=1)
    return {"clusters": best, "silhouettes": {str(clusters): value for clusters, value in silhouettes.items()}}


KMEANS_OPERATIONS = (_kmeans, _suggest_clusters)

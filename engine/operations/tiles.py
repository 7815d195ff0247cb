"""The operations on areas too large for one run: plan tiles, embed them, index them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..progress import Reporter
from ..tiles.requests import EmbedTileRequest, EmbedTilesRequest, IndexTilesRequest, PlanTilesRequest
from .operation import operation

if TYPE_CHECKING:
    from .state import State


@operation(
    "plan_tiles", PlanTilesRequest, "Cut a raster or scenes into tiles that many processes or machines can embed."
)
def _plan_tiles(state: State, request: PlanTilesRequest, reporter: Reporter) -> dict[str, Any]:
    from ..tiles.plan import plan_tiles

    return plan_tiles(request, reporter)


@operation("embed_tile", EmbedTileRequest, "Embed one tile of a job, unless that was done before.", resumes=True)
def _embed_tile(state: State, request: EmbedTileRequest, reporter: Reporter) -> dict[str, Any]:
    from ..tiles.job import Job
    from ..tiles.tile import TileEncoder, embed_tile

    encoder = state.keep("tiles", TileEncoder)
    return embed_tile(Job.read(request.job), request.number, reporter, encoder)


@operation("embed_tiles", EmbedTilesRequest, "Embed a job's tiles by several processes of this machine.", resumes=True)
def _embed_tiles(state: State, request: EmbedTilesRequest, reporter: Reporter) -> dict[str, Any]:
    from ..tiles.job import Job
    from ..tiles.on_dask import embed_by
    from ..tiles.workers import embed_tiles

    if request.scheduler:
        return embed_by(request.scheduler, Job.read(request.job), reporter)
    return embed_tiles(
        Job.read(request.job),
        processes=request.processes,
        memory_mb=request.max_memory_mb,
        silent_s=request.silence,
        reporter=reporter,
    )


@operation("index_tiles", IndexTilesRequest, "Put a job's tiles together, and say which are missing.")
def _index_tiles(state: State, request: IndexTilesRequest, reporter: Reporter) -> dict[str, Any]:
    from ..tiles.index import index_tiles
    from ..tiles.job import Job

    return index_tiles(Job.read(request.job), reporter)


TILE_OPERATIONS = (_plan_tiles, _embed_tile, _embed_tiles, _index_tiles)

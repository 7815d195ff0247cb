"""Questions to an embedding raster: the embedding of a place, how similar two places are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...errors import ParameterError
from ...progress import Reporter
from ...requests.parameters import Kind, Parameter
from ...requests.shared import AT, CRS_OF_POINTS, MEGABYTE, MEMORY, EmbeddingsRequest
from ..operation import default_of, operation
from ..state import open_raster

if TYPE_CHECKING:
    from ..state import State


class EmbeddingAtRequest(EmbeddingsRequest):
    """A place on an embedding raster."""

    at: tuple[float, float] = AT.field()
    crs: str | None = CRS_OF_POINTS.field()


@operation("embedding_at", EmbeddingAtRequest, "The embedding of one place.")
def _embedding_at(state: State, request: EmbeddingAtRequest, reporter: Reporter) -> dict[str, Any]:
    import numpy as np

    from ...rasters.grid import optional_crs, reproject

    with open_raster(request) as source:
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
    from ...rasters.grid import optional_crs, reproject
    from ...vectors import cosine_of

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


READING_OPERATIONS = (_embedding_at, _compare, _open)

"""The state that an engine keeps between requests."""

from __future__ import annotations

import gc
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING, Any

from ..errors import UserError
from ..progress import Reporter

if TYPE_CHECKING:
    from ..analysis.similarity import OpenEmbeddings
    from ..embedding_rasters.raster import EmbeddingRaster
    from ..requests.shared import EmbeddingsRequest


class State:
    """One embedding raster and one encoder, ready for many questions."""

    def __init__(self) -> None:
        self._open: tuple[tuple[str, str | None, str, dict[str, Any], int], OpenEmbeddings] | None = None
        self._kept: tuple[str, Any] | None = None

    def open_embeddings(self, request: EmbeddingsRequest, memory_bytes: int, reporter: Reporter) -> OpenEmbeddings:
        """The embedding raster, opened now or before; a file that has changed is opened anew."""
        from ..analysis.similarity import OpenEmbeddings
        from ..rasters.dataset import check_remote, file_state
        from ..rasters.grid import optional_crs

        path, crs, said = request.embeddings, request.embeddings_crs, request.values
        try:
            check_remote(path)
        except UserError:  # of an earlier request: it may be there again
            self._close_embeddings()
        key = (path, crs, said, file_state(path), memory_bytes)
        if self._open is None or self._open[0] != key:
            self._close_embeddings()
            opened = OpenEmbeddings(
                path, crs=optional_crs(crs), values=said, memory_bytes=memory_bytes, reporter=reporter
            )
            self._open = (key, opened)
        return self._open[1]

    @property
    def has_embeddings(self) -> bool:
        """Whether an embedding raster is open."""
        return self._open is not None

    def keep(self, key: str, make: Callable[[], Any]) -> Any:
        """What ``make`` gives, now or when it was last called for the same key; something else is let go of first."""
        if self._kept is None or self._kept[0] != key:
            self._let_go()
            self._kept = (key, make())
        return self._kept[1]

    def close(self) -> None:
        """Let go of all files and models."""
        self._close_embeddings()
        self._let_go()

    def _let_go(self) -> None:
        if self._kept is not None:
            self._kept = None
            gc.collect()  # a model refers to itself, and may take more than a gigabyte

    def _close_embeddings(self) -> None:
        if self._open is not None:
            self._open[1].close()
            self._open = None


def open_raster(request: EmbeddingsRequest) -> closing[EmbeddingRaster]:
    """The embedding raster, open in a with block."""
    from ..embedding_rasters.raster import EmbeddingRaster
    from ..rasters.grid import optional_crs

    return closing(EmbeddingRaster(request.embeddings, crs=optional_crs(request.embeddings_crs), values=request.values))

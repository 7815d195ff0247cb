"""An embedding raster in blocks, kept in memory where they fit, and the mean of its embeddings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from ..embedding_rasters.raster import EmbeddingRaster
from ..errors import SourceError
from ..machine import cache_share
from ..progress import Reporter
from ..rasters.dataset import cache_within, empty_cache
from ..rasters.grid import Window
from .columns import column_sums

MOST_WINDOW_BYTES = 128 * 1024 * 1024  # larger ones are read no faster
Result = TypeVar("Result")
MAP_BYTES = 12  # a patch: a map of similarity, the lengths that it is divided by, and the values in their order


@dataclass(frozen=True, kw_only=True)
class StoredBlock:
    """Stored values (dim, patch), before scale and offset, and valid mask (patch,) of one window."""

    window: Window
    stored: np.ndarray
    mask: np.ndarray


class EmbeddingBlocks:
    """All blocks of an embedding raster, to be read once with `first_reading` and then as often as needed.

    The stored values stay in memory when they and a map of the result take at most three quarters of what GDAL's cache
    leaves of ``memory_bytes``, and are read from the file again otherwise. After the first reading ``mean`` (dim,)
    float32 is the mean of all embeddings, and ``valid`` their number.
    """

    mean: np.ndarray
    valid: int

    def __init__(self, source: EmbeddingRaster, memory_bytes: int) -> None:
        self.source = source
        self.grid = source.grid
        self.memory_bytes = memory_bytes
        own_bytes = memory_bytes - cache_share(memory_bytes)
        stored_bytes = source.dim * source.stored_dtype.itemsize
        patch_bytes = stored_bytes + MAP_BYTES
        self._fits = self.grid.width * self.grid.height * patch_bytes <= own_bytes * 3 // 4
        # Two windows are there at a time, one that is read and the one before it, and of what is not kept what comes of
        # them. What is kept is there besides.
        window_bytes = own_bytes // 16 if self._fits else own_bytes // 3 * stored_bytes // patch_bytes
        self._windows = list(source.windows(min(window_bytes, MOST_WINDOW_BYTES)))
        self._kept: list[StoredBlock] | None = None

    def first_reading(self, reporter: Reporter, text: str) -> Iterator[StoredBlock]:
        """All blocks from the file; raises SourceError at the end when every pixel is nodata."""
        sums, count = np.zeros(self.source.dim), 0
        kept = []
        for block in reporter.track(self._read(), text=text, total=len(self._windows)):
            sums += column_sums(block.stored, block.mask)
            count += int(block.mask.sum())
            if self._fits:
                kept.append(block)
            yield block
        empty_cache()
        self._set_mean(sums, count)
        self._kept = kept if self._fits else None

    def first_results(
        self, works: Iterable[Callable[[StoredBlock], Result]], reporter: Reporter, text: str
    ) -> Iterator[Result]:
        """What the works make of all blocks, one of each in their order, in the first reading."""
        return (work(block) for block, work in zip(self.first_reading(reporter, text), works, strict=False))

    def results(
        self, work: Callable[[StoredBlock], Result], reporter: Reporter, text: str
    ) -> Iterator[tuple[Window, Result]]:
        """The windows of all blocks, in their order, and what ``work`` makes of each."""
        return ((block.window, work(block)) for block in reporter.track(self, text=text, total=len(self)))

    @property
    def notes(self) -> list[str]:
        """How the file is read, and what was found in it, in sentences."""
        return self.source.notes

    def _set_mean(self, sums: np.ndarray, count: int) -> None:
        """Set the mean by the sums (dim,) of the stored values of so many patches; raises SourceError for none."""
        if count == 0:
            raise SourceError("The raster has no embedding: every pixel is nodata.", hint="Choose another raster.")
        self.mean = (sums / count * self.source.scales + self.source.offsets).astype(np.float32)
        self.valid = count

    def __len__(self) -> int:
        """How many blocks there are."""
        return len(self._windows)

    def __iter__(self) -> Iterator[StoredBlock]:
        """All blocks, from memory or from the file."""
        return self._read() if self._kept is None else iter(self._kept)

    def groups(self) -> Iterator[list[StoredBlock]]:
        """The blocks that are in memory at once: all of them, or one after the other."""
        return ([block] for block in self._read()) if self._kept is None else iter([self._kept])

    @property
    def is_kept(self) -> bool:
        """Whether the values are in memory."""
        return self._kept is not None

    def close(self) -> None:
        """Close the file and let go of the values."""
        self.source.close()
        self._kept = None

    def embeddings_of(self, patches: np.ndarray) -> np.ndarray:
        """Embeddings (n, dim) float32 of patches (n,) given by row * width + column; NaN at nodata."""
        rows, cols = np.divmod(patches, self.grid.width)
        found = np.full((len(patches), self.source.dim), np.nan, np.float32)
        for index, window in enumerate(self._windows):
            inside = np.flatnonzero((rows >= window.row_off) & (rows < window.row_end))
            inside = inside[(cols[inside] >= window.col_off) & (cols[inside] < window.col_end)]
            if not len(inside):
                continue
            if self._kept is not None:
                block = self._kept[index]
            else:  # only what lies between them is read
                row, col = int(rows[inside].min()), int(cols[inside].min())
                block = self._read_block(
                    Window(col, row, int(cols[inside].max()) + 1 - col, int(rows[inside].max()) + 1 - row)
                )
            own = block.window
            numbers = (rows[inside] - own.row_off) * own.width + cols[inside] - own.col_off
            found[inside] = self.decode(block.stored[:, numbers]).T
            found[inside[~block.mask[numbers]]] = np.nan
        return found

    def decode(self, stored: np.ndarray) -> np.ndarray:
        """Embeddings (dim, patch) float32 of stored values."""
        embeddings = stored.astype(np.float32)
        embeddings *= self.source.scales[:, None]
        embeddings += self.source.offsets[:, None]
        return embeddings

    def _read(self) -> Iterator[StoredBlock]:
        """All blocks from the file."""
        return map(self._read_block, self._windows)

    def _read_block(self, window: Window) -> StoredBlock:
        with cache_within(self.memory_bytes):
            stored, mask = self.source.read_stored(window)
        return StoredBlock(window=window, stored=stored.reshape(len(stored), -1), mask=mask.ravel())

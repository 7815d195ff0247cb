"""The cosine similarity of every patch of an embedding raster with picked examples."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from rasterio.crs import CRS

from ..embedding_rasters.kinds import AUTO
from ..embedding_rasters.raster import EmbeddingRaster, no_data_at
from ..errors import OutsideError
from ..ground import METRES_PER_DEGREE
from ..progress import Reporter
from ..rasters.geotiff import TILE
from ..rasters.grid import Grid, Window
from ..rasters.strips import in_strips, strips_of
from ..vectors import TINY
from .blocks import EmbeddingBlocks, StoredBlock
from .columns import dim_products, dim_sums

DEFAULT_MEMORY_BYTES = 2 * 1024**3
KEPT_PATCHES = 16 * 1024**2  # of strips in which places are looked for
Score = Callable[[np.ndarray], np.ndarray]


class OpenEmbeddings(EmbeddingBlocks):
    """An embedding raster opened for many questions: its mean, and how far every patch is from it."""

    def __init__(
        self,
        path: str | Path,
        *,
        crs: CRS | None = None,
        values: str = AUTO,
        memory_bytes: int = DEFAULT_MEMORY_BYTES,
        reporter: Reporter | None = None,
    ) -> None:
        super().__init__(EmbeddingRaster(path, crs=crs, values=values), memory_bytes)
        self._lengths: dict[bool, np.ndarray] = {}
        self._background: tuple[int, np.ndarray] | None = None
        try:
            for _ in self.first_reading(reporter or Reporter(), "Opening the embeddings"):
                pass
        except BaseException:
            # An open file could not be replaced on Windows.
            self.close()
            raise

    def centre(self, *, raw: bool) -> np.ndarray:
        """What is subtracted from every embedding (dim,): the layer's mean, or nothing for the raw cosine."""
        return np.zeros_like(self.mean) if raw else self.mean

    def lengths(self, *, raw: bool) -> np.ndarray:
        """|e - m|, not below TINY, of every patch (row, column) float32, NaN at nodata; computed at the first call."""
        if raw not in self._lengths:
            self._lengths[raw] = self._lengths_from(self.centre(raw=raw))
        return self._lengths[raw]

    def _lengths_from(self, centre: np.ndarray) -> np.ndarray:
        values = np.empty((self.grid.height, self.grid.width), np.float32)
        for blocks in self.groups():
            for block, lengths in zip(blocks, self._block_lengths(blocks, centre), strict=True):
                lengths[~block.mask] = np.nan
                values[_slices_of(block.window)] = lengths.reshape(block.window.height, block.window.width)
        return values

    def _block_lengths(self, blocks: Sequence[StoredBlock], centre: np.ndarray) -> list[np.ndarray]:
        """|e - m|, not below TINY, of every patch (patch,) float32 of each block."""
        scales, shifts = self.source.scales[:, None], (self.source.offsets - centre)[:, None]

        def squares(dims: slice, values: np.ndarray, sums: np.ndarray) -> None:
            values *= scales[dims]
            values += shifts[dims]
            np.einsum("dn,dn->n", values, values, out=sums)

        found = dim_sums([block.stored for block in blocks], squares)
        return [np.maximum(np.sqrt(sums, out=sums), TINY, out=sums) for sums in found]

    def scores(
        self,
        vectors: np.ndarray,
        score: Score,
        *,
        raw: bool = False,
        mean: np.ndarray | None = None,
        outputs: int = 1,
    ) -> np.ndarray:
        """What ``score`` makes of the products of vectors (k, dim) with every patch's u(e - m), NaN at nodata.

        That is (outputs, row, column) float32. ``score`` gets the products (k, n) for n patches, which it may change;
        of unit vectors they are cosines. ``mean`` (dim,) is m where it is not the layer's own, and then the lengths
        are computed anew.
        """
        made = np.empty((outputs, self.grid.height, self.grid.width), np.float32)
        for window, values in self._window_scores(vectors, score, raw=raw, mean=mean, outputs=outputs):
            rows, cols = _slices_of(window)
            made[:, rows, cols] = values.reshape(outputs, window.height, window.width)
        return made

    def score_strips(
        self,
        vectors: np.ndarray,
        score: Score,
        *,
        raw: bool = False,
        mean: np.ndarray | None = None,
        outputs: int = 1,
    ) -> Iterator[np.ndarray]:
        """As ``scores``, in strips (outputs, row, column) of whole rows from the top.

        What is not kept is read once, and no more than a strip and a block of it are in memory.
        """
        if self.is_kept:
            return strips_of(self.scores(vectors, score, raw=raw, mean=mean, outputs=outputs))
        return in_strips(self._window_scores(vectors, score, raw=raw, mean=mean, outputs=outputs), self.grid)

    def _window_scores(
        self, vectors: np.ndarray, score: Score, *, raw: bool, mean: np.ndarray | None, outputs: int
    ) -> Iterator[tuple[Window, np.ndarray]]:
        """The windows of all blocks, and their scores (outputs, patch)."""
        centre = self.centre(raw=raw) if mean is None else mean
        # v . u(e - m) = v . (code * scale + offset - m) / |e - m|: scale and offset go into the vector, once.
        weights = (vectors * self.source.scales).astype(np.float32)
        constants = (vectors @ (self.source.offsets - centre)).astype(np.float32)[:, None]
        lengths = self.lengths(raw=raw) if mean is None and self.is_kept else None
        for blocks in self.groups():
            own_lengths = (
                self._block_lengths(blocks, centre)
                if lengths is None
                else [lengths[_slices_of(block.window)].ravel() for block in blocks]
            )

            def finish(
                number: int, columns: slice, products: np.ndarray, own: list[np.ndarray] = own_lengths
            ) -> np.ndarray:
                products += constants
                products /= own[number][columns]
                return score(products)

            stored = [block.stored for block in blocks]
            for block, values in zip(blocks, dim_products(stored, weights, finish, outputs), strict=True):
                values[:, ~block.mask] = np.nan
                yield block.window, values

    def embedding_at(self, x: float, y: float) -> np.ndarray:
        """The embedding (dim,) at a position in the raster's CRS; raises OutsideError."""
        col, row = self.grid.pixel_at(x, y)
        embedding: np.ndarray = self.embeddings_of(np.array([row * self.grid.width + col]))[0]
        if np.isnan(embedding[0]):
            raise no_data_at(x, y)
        return embedding

    def on_data(self, places: Sequence[NDArray[np.intp]]) -> list[tuple[NDArray[np.intp], NDArray[np.float32]]]:
        """The valid patches of each place and their embeddings (n, dim), without the places that have none.

        Patches are given by row * width + column.
        """
        embeddings = self.embeddings_of(np.concatenate(places))
        parts = np.split(embeddings, np.cumsum([len(patches) for patches in places])[:-1])
        valid = [np.isfinite(part[:, 0]) for part in parts]
        return [
            (patches[known], part[known])
            for patches, part, known in zip(places, parts, valid, strict=True)
            if known.any()
        ]

    def background(self, count: int) -> np.ndarray:
        """Embeddings (n, dim) float32 of ``count`` patches of the whole raster, or all; always the same ones."""
        if self._background is None or self._background[0] != count:
            rng = np.random.default_rng(0)
            chosen = np.sort(rng.choice(self.valid, min(count, self.valid), replace=False))  # of the valid ones
            patches, start, before = [], 0, 0
            for mask in in_strips(((block.window, block.mask) for block in self), self.grid):
                valid = np.flatnonzero(mask)
                own = chosen[slice(*np.searchsorted(chosen, [before, before + len(valid)]))]
                patches.append(valid[own - before] + start)
                start, before = start + mask.size, before + len(valid)
            self._background = (count, self.embeddings_of(np.concatenate(patches)))
        return self._background[1]


def _slices_of(window: Window) -> tuple[slice, slice]:
    """The rows and columns of a window."""
    return slice(window.row_off, window.row_end), slice(window.col_off, window.col_end)


@dataclass(frozen=True, kw_only=True)
class SimilarPatch:
    """A patch that stands out, at its centre in the raster's CRS."""

    x: float
    y: float
    similarity: float


class Rows(Protocol):
    """Values (row, column), in memory or read as they are asked for."""

    def __getitem__(self, rows: slice, /) -> np.ndarray:
        """Those of some of the rows."""


def most_similar_places(
    similarity: Rows,
    grid: Grid,
    *,
    count: int,
    minimum_distance: float,
    exclude: Sequence[tuple[float, float]] = (),
) -> list[SimilarPatch]:
    """The ``count`` patches with the highest similarity, at least ``minimum_distance`` metres from each other.

    So far they are from each position of ``exclude`` in the grid's CRS, too; positions off the grid exclude nothing.
    """
    taken: list[tuple[int, int]] = []  # columns and rows
    for x, y in exclude:
        with suppress(OutsideError):
            taken.append(grid.pixel_at(x, y))
    starts = range(0, grid.height, TILE)
    # Of each strip the highest value that is left, its patch, and after how many of those that are taken: later it can
    # only be lower, so that most strips are looked at once.
    best = [(np.inf, 0, -1)] * len(starts)
    kept: dict[int, tuple[np.ndarray, int]] = {}

    def look(index: int) -> None:
        rows = slice(starts[index], min(starts[index] + TILE, grid.height))
        if index not in kept:
            values = similarity[rows]
            kept[index] = np.where(np.isfinite(values), values, -np.inf), 0
        left, seen = kept.pop(index)
        for col, row in taken[seen:]:
            left[_distances(grid, col, row, rows) < minimum_distance] = -np.inf
            if rows.start <= row < rows.stop:
                left[row - rows.start, col] = -np.inf
        at = int(left.argmax())
        best[index] = float(left.flat[at]), rows.start * grid.width + at, len(taken)
        kept[index] = left, len(taken)
        while len(kept) > 1 and sum(each.size for each, _ in kept.values()) > KEPT_PATCHES:
            del kept[next(iter(kept))]

    found = []
    for _ in range(count):
        highest = max(range(len(best)), key=lambda index: best[index][0])  # of equal ones the first
        while best[highest][2] < len(taken):
            look(highest)
            highest = max(range(len(best)), key=lambda index: best[index][0])
        value, patch, _seen = best[highest]
        if not np.isfinite(value):
            break
        row, col = divmod(patch, grid.width)
        x, y = grid.centre_of(col, row)
        found.append(SimilarPatch(x=x, y=y, similarity=value))
        taken.append((col, row))
    return found


def _distances(grid: Grid, col: int, row: int, within: slice) -> np.ndarray:
    """Metres on the ground from a pixel to every pixel (row, column) of the rows ``within``."""
    t = grid.transform
    cols, rows = np.arange(grid.width) - col, np.arange(within.start, within.stop)[:, None] - row
    # Of an upright grid, each axis is computed once and not for every pixel.
    dx = cols * t.a + rows * t.b if t.b else cols * t.a
    dy = cols * t.d + rows * t.e if t.d else rows * t.e
    if grid.crs is None or not grid.crs.is_geographic:
        mx, my = grid.metres_per_unit
        return np.hypot(dx * mx, dy * my)
    # Along great circles, which know that the Earth is round: haversines hold for the smallest distances too.
    latitude = grid.centre_of(col, row)[1]
    shrink = np.cos(np.radians(latitude)) * np.cos(np.radians(latitude + dy))
    squares = np.sin(np.radians(dy) / 2) ** 2 + shrink * np.sin(np.radians(dx) / 2) ** 2
    distances: np.ndarray = 2 * np.degrees(np.arcsin(np.sqrt(np.minimum(squares, 1.0)))) * METRES_PER_DEGREE
    return distances

"""The cosine similarity of every patch of an embedding raster with picked examples."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rasterio.crs import CRS

from ..embedding_rasters.kinds import AUTO
from ..embedding_rasters.raster import EmbeddingRaster, no_data_at
from ..errors import OutsideError
from ..ground import METRES_PER_DEGREE
from ..progress import Reporter
from ..rasters.geotiff import write_geotiff
from ..rasters.grid import Grid, Window, tiles
from ..vectors import TINY
from .blocks import EmbeddingBlocks
from .columns import SumDims, dim_products, dim_sums

KIND = "similarity"
DEFAULT_MEMORY_BYTES = 2 * 1024**3
HISTOGRAM_BINS = 256
Score = Callable[[np.ndarray], np.ndarray]
WRITTEN_SIDE = 4096  # pixels: a click's map at once
PERCENTILES = (2, 50, 90, 95, 98, 99)


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
        scales, shifts = self.source.scales[:, None], (self.source.offsets - centre)[:, None]

        def squares(dims: slice, values: np.ndarray, sums: np.ndarray) -> None:
            values *= scales[dims]
            values += shifts[dims]
            np.einsum("dn,dn->n", values, values, out=sums)

        lengths = np.sqrt(self._dim_sums(squares))
        return np.maximum(lengths, TINY, out=lengths)

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
        centre = self.centre(raw=raw) if mean is None else mean
        # v . u(e - m) = v . (code * scale + offset - m) / |e - m|: scale and offset go into the vector, once.
        weights = (vectors * self.source.scales).astype(np.float32)
        constants = (vectors @ (self.source.offsets - centre)).astype(np.float32)[:, None]
        lengths = self.lengths(raw=raw) if mean is None else self._lengths_from(mean)
        made = np.empty((outputs, self.grid.height, self.grid.width), np.float32)
        for blocks in self.groups():
            own_lengths = [lengths[_slices_of(block.window)].ravel() for block in blocks]

            def finish(
                number: int, columns: slice, products: np.ndarray, own: list[np.ndarray] = own_lengths
            ) -> np.ndarray:
                products += constants
                products /= own[number][columns]
                return score(products)

            stored = [block.stored for block in blocks]
            for block, values in zip(blocks, dim_products(stored, weights, finish, outputs), strict=True):
                values[:, ~block.mask] = np.nan
                rows, cols = _slices_of(block.window)
                made[:, rows, cols] = values.reshape(outputs, block.window.height, block.window.width)
        return made

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
            valid = np.flatnonzero(np.isfinite(self.lengths(raw=False)))
            chosen = np.random.default_rng(0).choice(valid, min(count, len(valid)), replace=False)
            self._background = (count, self.embeddings_of(np.sort(chosen)))
        return self._background[1]

    def _dim_sums(self, sum_dims: SumDims) -> np.ndarray:
        """Sums over the dims of every patch (row, column) float32, as ``dim_sums`` says; NaN at nodata."""
        values = np.empty((self.grid.height, self.grid.width), np.float32)
        for blocks in self.groups():
            for block, sums in zip(blocks, dim_sums([block.stored for block in blocks], sum_dims), strict=True):
                sums[~block.mask] = np.nan
                values[_slices_of(block.window)] = sums.reshape(block.window.height, block.window.width)
        return values


def _slices_of(window: Window) -> tuple[slice, slice]:
    """The rows and columns of a window."""
    return slice(window.row_off, window.row_end), slice(window.col_off, window.col_end)


@dataclass(frozen=True, kw_only=True)
class Summary:
    """Range and distribution of the values of a similarity map."""

    minimum: float
    maximum: float
    mean: float
    percentiles: dict[str, float]
    valid: int
    pixel_area_m2: float
    histogram: list[int]  # counts in HISTOGRAM_BINS equal bins over [-1, 1]
    threshold: float  # that parts what is similar from the rest


def summarise(similarity: np.ndarray, grid: Grid) -> Summary:
    """Range, percentiles, histogram and threshold of the similarities (row, column), NaN being nodata."""
    # Sorted once, all of them are looked up; numpy's own functions would go over the values for each.
    values = similarity[np.isfinite(similarity)]
    values.sort()
    edges = np.linspace(-1.0, 1.0, HISTOGRAM_BINS + 1).astype(np.float32)
    below = np.searchsorted(values, edges, side="left")
    below[-1] = np.searchsorted(values, edges[-1], side="right")  # 1 belongs to the last bin
    histogram = np.diff(below).tolist()
    return Summary(
        minimum=float(values[0]),
        maximum=float(values[-1]),
        mean=float(values.mean()),
        percentiles={str(percent): _percentile(values, percent) for percent in PERCENTILES},
        valid=int(values.size),
        pixel_area_m2=grid.pixel_area,
        histogram=histogram,
        threshold=natural_threshold(histogram),
    )


def _percentile(values: np.ndarray, percent: float) -> float:
    """The percentile of sorted values (n,), between the two that it lies between as numpy has it by default."""
    position = percent / 100 * (len(values) - 1)
    index = int(position)
    lower, upper = values[index], values[min(index + 1, len(values) - 1)]
    return float(lower + (upper - lower) * (position - index))


def natural_threshold(histogram: Sequence[int]) -> float:
    """The threshold that best separates the similarities of the upper half into two classes.

    Of the upper half, because most land is dissimilar, and the whole would be split in the middle. The threshold
    makes the variance between the two kinds largest (Otsu 1979, doi:10.1109/TSMC.1979.4310076).
    """
    counts, edges = np.array(histogram), np.linspace(-1.0, 1.0, len(histogram) + 1)
    counts[np.cumsum(counts) < counts.sum() / 2] = 0
    centres = (edges[1:] + edges[:-1]) / 2
    below, below_sum = np.cumsum(counts), np.cumsum(counts * centres)
    total, weighted = below[-1], below_sum[-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        between = below * (total - below) * (below_sum / below - (weighted - below_sum) / (total - below)) ** 2
    parted = (below > 0) & (below < total)
    best = int(np.where(parted, between, -1.0).argmax()) if parted.any() else len(counts) // 2
    return float(edges[best + 1])


def write_similarity(output: Path, similarity: np.ndarray, grid: Grid, tags: dict[str, str]) -> None:
    """Write similarities (row, column) as a GeoTIFF of one float32 band, NaN nodata."""
    # Similarities hardly compress, and a click waits for them.
    with write_geotiff(
        output,
        grid,
        kind=KIND,
        tags=tags,
        names=["similarity"],
        dtype="float32",
        nodata=float("nan"),
        compress="none",
        predictor=1,
    ) as raster:
        for window in tiles(grid.whole, WRITTEN_SIDE):
            raster.write(window, similarity[None, window.row_off : window.row_end, window.col_off : window.col_end])


@dataclass(frozen=True, kw_only=True)
class SimilarPatch:
    """A patch that stands out, at its centre in the raster's CRS."""

    x: float
    y: float
    similarity: float


def most_similar_places(
    similarity: np.ndarray,
    grid: Grid,
    *,
    count: int,
    minimum_distance: float,
    exclude: Sequence[tuple[float, float]] = (),
) -> list[SimilarPatch]:
    """The ``count`` patches with the highest similarity, at least ``minimum_distance`` metres from each other.

    So far they are from each position of ``exclude`` in the grid's CRS, too; positions off the grid exclude nothing.
    """
    left = np.where(np.isfinite(similarity), similarity, -np.inf)

    def leave_out(col: int, row: int) -> None:
        left[_distances(grid, col, row) < minimum_distance] = -np.inf
        left[row, col] = -np.inf

    for x, y in exclude:
        with suppress(OutsideError):
            leave_out(*grid.pixel_at(x, y))
    found = []
    for _ in range(count):
        row, col = divmod(int(left.argmax()), left.shape[1])
        if not np.isfinite(left[row, col]):
            break
        x, y = grid.centre_of(col, row)
        found.append(SimilarPatch(x=x, y=y, similarity=float(left[row, col])))
        leave_out(col, row)
    return found


def _distances(grid: Grid, col: int, row: int) -> np.ndarray:
    """Metres on the ground from a pixel to every pixel (row, column)."""
    cols, rows, t = np.arange(grid.width) - col, np.arange(grid.height)[:, None] - row, grid.transform
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

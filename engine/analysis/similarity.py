"""The cosine similarity of every patch of an embedding raster with picked examples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rasterio.crs import CRS

from ..embedding.embedding_raster import EmbeddingRaster, no_data_at
from ..embedding.kinds import AUTO
from ..errors import OutsideError, ParameterError
from ..ground import METRES_PER_DEGREE
from ..progress import Reporter
from ..rasters.geotiff import write_geotiff
from ..rasters.grid import Grid, Window
from ..vectors import TINY, unit
from .blocks import EmbeddingBlocks
from .columns import SumDims, dim_sums

KIND = "similarity"
DEFAULT_MEMORY_BYTES = 2 * 1024**3
HISTOGRAM_BINS = 256
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
            scales = self.source.scales[:, None]
            shifts = (self.source.offsets - self.centre(raw=raw))[:, None]

            def squares(dims: slice, values: np.ndarray, sums: np.ndarray) -> None:
                values *= scales[dims]
                values += shifts[dims]
                np.einsum("dn,dn->n", values, values, out=sums)

            lengths = np.sqrt(self._dim_sums(squares))
            self._lengths[raw] = np.maximum(lengths, TINY, out=lengths)
        return self._lengths[raw]

    def similarity(self, query: np.ndarray, *, raw: bool) -> np.ndarray:
        """cosine(query, e - m) of every patch (row, column) float32, NaN at nodata; ``query`` (dim,)."""
        direction = unit(query)
        # cosine = direction . (code * scale + offset - m) / |e - m|: scale and offset go into the query, once.
        weights = (direction * self.source.scales).astype(np.float32)
        constant = np.float32(direction @ (self.source.offsets - self.centre(raw=raw)))
        values = self._dim_sums(lambda dims, stored, sums: np.dot(weights[dims], stored, out=sums))
        values += constant
        values /= self.lengths(raw=raw)
        return np.clip(values, -1.0, 1.0, out=values)

    def query(self, positives: Sequence[np.ndarray], negatives: Sequence[np.ndarray], *, raw: bool) -> np.ndarray:
        """mean u(positives) - mean u(negatives) with u(x) = (x - m) / |x - m|: (dim,); raises ParameterError."""
        if not positives:
            raise ParameterError("A similarity map needs at least one place.", hint="Pick a place to look for.")
        centre = self.centre(raw=raw)

        def mean_direction(embeddings: Sequence[np.ndarray]) -> np.ndarray:
            return np.mean([unit(embedding - centre) for embedding in embeddings], axis=0)

        query = mean_direction(positives)
        if negatives:
            query = query - mean_direction(negatives)
        if np.linalg.norm(query) < TINY:
            raise ParameterError(
                "The places give nothing to look for: they cancel each other out, or are like everything else.",
                hint="Pick other places.",
            )
        return query

    def embedding_at(self, x: float, y: float) -> np.ndarray:
        """The embedding (dim,) at a position in the raster's CRS; raises OutsideError."""
        if not self.is_kept:
            return self.source.embedding_at(x, y)
        col, row = self.grid.pixel_at(x, y)
        patch = Window(col, row, 1, 1)
        block = next(block for block in self if block.window.intersection(patch))
        index = (row - block.window.row_off) * block.window.width + col - block.window.col_off
        if not block.mask[index]:
            raise no_data_at(x, y)
        return self.decode(block.stored[:, index : index + 1])[:, 0]

    def embeddings_inside(self, mask: np.ndarray) -> list[np.ndarray]:
        """Embeddings of the valid patches that ``mask`` (row, column) marks; raises OutsideError when there is none."""
        found: list[np.ndarray] = []
        for block in self:
            window = block.window
            inside = mask[window.row_off : window.row_end, window.col_off : window.col_end].ravel() & block.mask
            found.extend(self.decode(block.stored[:, inside]).T)
        if not found:
            raise OutsideError("None of the places lies on data.", hint="Pick places that the raster shows.")
        return found

    def _dim_sums(self, sum_dims: SumDims) -> np.ndarray:
        """Sums over the dims of every patch (row, column) float32, as ``dim_sums`` says; NaN at nodata."""
        values = np.empty((self.grid.height, self.grid.width), np.float32)
        for blocks in self.groups():
            for block, sums in zip(blocks, dim_sums([block.stored for block in blocks], sum_dims), strict=True):
                sums[~block.mask] = np.nan
                window = block.window
                values[window.row_off : window.row_end, window.col_off : window.col_end] = sums.reshape(
                    window.height, window.width
                )
        return values


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


def summarise(similarity: np.ndarray, grid: Grid) -> Summary:
    """Range, percentiles and histogram of the similarities (row, column), NaN being nodata."""
    # Sorted once, all of them are looked up; numpy's own functions would go over the values for each.
    values = similarity[np.isfinite(similarity)]
    values.sort()
    edges = np.linspace(-1.0, 1.0, HISTOGRAM_BINS + 1).astype(np.float32)
    below = np.searchsorted(values, edges, side="left")
    below[-1] = np.searchsorted(values, edges[-1], side="right")  # 1 belongs to the last bin
    return Summary(
        minimum=float(values[0]),
        maximum=float(values[-1]),
        mean=float(values.mean()),
        percentiles={str(percent): _percentile(values, percent) for percent in PERCENTILES},
        valid=int(values.size),
        pixel_area_m2=grid.pixel_area,
        histogram=np.diff(below).tolist(),
    )


def _percentile(values: np.ndarray, percent: float) -> float:
    """The percentile of sorted values (n,), between the two that it lies between as numpy has it by default."""
    position = percent / 100 * (len(values) - 1)
    index = int(position)
    lower, upper = values[index], values[min(index + 1, len(values) - 1)]
    return float(lower + (upper - lower) * (position - index))


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
        raster.write(grid.whole, similarity[None])


@dataclass(frozen=True, kw_only=True)
class SimilarPatch:
    """A patch that stands out, at its centre in the raster's CRS."""

    x: float
    y: float
    similarity: float


def most_similar_places(
    similarity: np.ndarray, grid: Grid, *, count: int, minimum_distance: float
) -> list[SimilarPatch]:
    """The ``count`` patches with the highest similarity, at least ``minimum_distance`` metres from each other."""
    left = np.where(np.isfinite(similarity), similarity, -np.inf)
    found = []
    for _ in range(count):
        row, col = divmod(int(left.argmax()), left.shape[1])
        if not np.isfinite(left[row, col]):
            break
        x, y = grid.centre_of(col, row)
        found.append(SimilarPatch(x=x, y=y, similarity=float(left[row, col])))
        left[_distances(grid, col, row) < minimum_distance] = -np.inf
        left[row, col] = -np.inf
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

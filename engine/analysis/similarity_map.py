"""A map of similarity written with its distribution, strip by strip where it is larger than the memory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..embedding_rasters.raster import EmbeddingRaster
from ..progress import Reporter
from ..rasters.dataset import cache_within
from ..rasters.geotiff import TILE, write_uncompressed
from ..rasters.grid import Grid, Window
from ..rasters.strips import strips_of
from .combine import Query
from .distribution import Distribution, Summary, summarise
from .similarity import OpenEmbeddings

KIND = "similarity"


def write_similarity_map(
    opened: OpenEmbeddings,
    query: Query,
    places: Sequence[NDArray[np.intp]],
    output: Path,
    *,
    raw: bool,
    tags: dict[str, str],
    reporter: Reporter,
) -> tuple[Summary, float]:
    """Write the similarity of every patch; returns its distribution, and the lowest among the places.

    These are given by their patches, row * width + column, and of each the median of its patches counts.
    """
    patches = np.concatenate(places)
    if opened.is_kept:
        similarity = opened.scores(query.vectors, query.score, raw=raw)
        reporter.check()
        write_similarity(output, similarity, opened.grid, tags)
        summary, values = summarise(similarity, opened.grid), similarity.ravel()[patches]
    else:
        distribution, values = Distribution(), np.empty(len(patches), np.float32)
        strips = opened.score_strips(query.vectors, query.score, raw=raw)
        with (
            cache_within(opened.memory_bytes),
            write_uncompressed(output, opened.grid, kind=KIND, tags=tags, name="similarity") as raster,
        ):
            start, total = 0, -(-opened.grid.height // TILE)
            for strip in reporter.track(strips, text="Comparing", total=total):
                raster.write_strip(strip)
                distribution.add(strip)
                own = np.flatnonzero((patches >= start) & (patches < start + strip.size))
                values[own] = strip.ravel()[patches[own] - start]
                start += strip.size
            summary = distribution.summary(raster.strips(), opened.grid)
    ends = np.cumsum([len(each) for each in places])[:-1]
    return summary, min(float(np.nanmedian(each)) for each in np.split(values, ends))


def write_similarity(output: Path, similarity: np.ndarray, grid: Grid, tags: dict[str, str]) -> None:
    """Write similarities (..., row, column) as a GeoTIFF of one float32 band, NaN nodata."""
    with write_uncompressed(output, grid, kind=KIND, tags=tags, name="similarity") as raster:
        for strip in strips_of(similarity.reshape(1, grid.height, grid.width)):
            raster.write_strip(strip)


class MapInFile:
    """The rows of a map in a file, of which patches (n,), ascending, are known and not meant."""

    def __init__(self, source: EmbeddingRaster, known: NDArray[np.intp]) -> None:
        self._source, self._known = source, known

    def __getitem__(self, rows: slice) -> np.ndarray:
        """Similarities (row, column) of some rows, NaN at nodata and where they are known."""
        width = self._source.grid.width
        values: np.ndarray = self._source.read(Window(0, rows.start, width, rows.stop - rows.start))[0][0]
        start, end = self._known.searchsorted([rows.start * width, rows.stop * width])
        values.flat[self._known[start:end] - rows.start * width] = np.nan
        return values

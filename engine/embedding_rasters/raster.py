"""Embedding rasters: GeoTIFFs with one pixel a patch and one band a dimension, read and written by windows."""

from __future__ import annotations

import math
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import rasterio
from rasterio.crs import CRS

from ..errors import NoDataError, OutsideError
from ..files import disk_errors, require_room
from ..progress import Reporter
from ..rasters.geotiff import FILTERS_NAMESPACE, FILTERS_TAG, TAG_PREFIX, TILE, BandStatistics, write_geotiff
from ..rasters.grid import Grid, Window, tiles
from .coding import NODATA_CODE, Coding
from .kinds import (
    ALPHA_EARTH,
    ALPHA_EARTH_NODATA,
    AUTO,
    PLAIN,
    alpha_earth_values,
    describe_kind,
    kind_of,
    open_embeddings,
)
from .kinds import OWN_KIND as KIND

FEWEST_DIMS = 16  # of vectors that are never zero throughout by themselves

STRIP_BYTES = 64 * 1024 * 1024  # of float32 values held while writing; coding them takes twice as much again

# Gives the float32 values (dim, row, column) of a window and of a slice of the dims; NaN is nodata.
ReadBlock = Callable[[Window, slice], np.ndarray]


class EmbeddingRaster:
    """Any raster whose bands are the dimensions of embeddings, open for reading; ``crs`` in place of the file's own.

    ``values`` says how its numbers become values, as a request does.
    """

    def __init__(self, path: str | Path, *, crs: CRS | None = None, values: str = AUTO) -> None:
        # Many bands are read at once: their tiles are decoded on every core.
        with rasterio.Env(GDAL_NUM_THREADS="ALL_CPUS"):
            self.raster = open_embeddings(str(path), crs=crs, values=values)
        try:
            self._read_header(values)
        except BaseException:
            self.raster.close()
            raise

    def _read_header(self, values: str) -> None:
        self.kind = kind_of(self.raster, values)
        self.path = self.raster.path
        self.grid = self.raster.grid
        self.band_numbers = self.raster.checked_bands(None)
        self.dim = len(self.band_numbers)
        indices = [number - 1 for number in self.band_numbers]
        self.scales = np.array([self.raster.scales[index] for index in indices], np.float32)
        self.offsets = np.array([self.raster.offsets[index] for index in indices], np.float32)
        # A vector of zeros has no direction: mosaics are filled with them, and do not say so. Landprint's own files
        # say what is nodata, and random features are zero throughout where a patch shows nothing at all.
        self._zero_is_nodata = self.dim >= FEWEST_DIMS and not self.offsets.any() and "ENCODER" not in self.tags
        self._has_zeros = False

    def close(self) -> None:
        """Close the file."""
        self.raster.close()

    @property
    def tags(self) -> dict[str, str]:
        """What Landprint wrote into it, without the prefix; empty for another tool's file."""
        tags = self.raster.tags()
        return {key[len(TAG_PREFIX) :]: value for key, value in tags.items() if key.startswith(TAG_PREFIX)}

    @property
    def model(self) -> str:
        """What made the embeddings, "unknown" where the file does not say it."""
        return self.kind.model(self.raster)

    def read_stored(self, window: Window) -> tuple[np.ndarray, np.ndarray]:
        """Stored values (dim, row, column), before scale and offset, and mask (row, column) of a window inside.

        Codes that are not linear are read as their values.
        """
        stored, mask = self.raster.read_stored(window, self.band_numbers)
        if self.kind.values == ALPHA_EARTH:
            mask &= (stored != ALPHA_EARTH_NODATA).all(axis=0)
            stored = alpha_earth_values(stored)
        if self._zero_is_nodata:
            is_zero = mask & ~stored.any(axis=0)
            self._has_zeros |= bool(is_zero.any())
            mask &= ~is_zero
        return stored, mask

    @property
    def notes(self) -> list[str]:
        """How the file is read, and what was found in the windows that have been read, in sentences."""
        kind = describe_kind(self.raster, self.kind)
        read = [f"{kind['model']}. {kind['decoding']}"] if kind["kind"] not in ("landprint", "plain") else []
        zeros = ["Patches whose embedding is zero throughout count as nodata."] if self._has_zeros else []
        return [*read, *self.raster.notes, *zeros]

    @property
    def stored_dtype(self) -> np.dtype:
        """The dtype of ``read_stored``."""
        return np.dtype(self.raster.bands[0].dtype if self.kind.values == PLAIN else np.float32)

    def read(self, window: Window) -> tuple[np.ndarray, np.ndarray]:
        """Embeddings (dim, row, column) float32 with NaN at nodata, and mask (row, column), of a window inside."""
        stored, mask = self.read_stored(window)
        embeddings = stored.astype(np.float32)
        embeddings *= self.scales[:, None, None]
        embeddings += self.offsets[:, None, None]
        embeddings[:, ~mask] = np.nan
        return embeddings, mask

    def windows(self, memory_bytes: int) -> Iterator[Window]:
        """Windows that cover the raster, whose stored values take at most ``memory_bytes``, in rows of one height.

        Tiles stay whole unless one of all dims takes more.
        """
        pixel_bytes = self.dim * self.stored_dtype.itemsize
        across = max(1, memory_bytes // (pixel_bytes * TILE * TILE)) * TILE
        if across >= self.grid.width:
            across = self.grid.width
            rows = max(1, memory_bytes // (pixel_bytes * across * TILE)) * TILE
        else:
            # A row of tiles at most: a square as wide would take as many times more.
            rows = TILE
        while rows > 1 and pixel_bytes * min(across, self.grid.width) * rows > memory_bytes:
            rows //= 2
        for row in range(0, self.grid.height, rows):
            for col in range(0, self.grid.width, across):
                yield Window(col, row, min(across, self.grid.width - col), min(rows, self.grid.height - row))

    def embedding_at(self, x: float, y: float) -> np.ndarray:
        """The embedding (dim,) of the patch at a position in the raster's own CRS; raises OutsideError."""
        col, row = self.grid.pixel_at(x, y)
        embeddings, mask = self.read(Window(col, row, 1, 1))
        if not mask[0, 0]:
            raise no_data_at(x, y)
        return embeddings[:, 0, 0]


def no_data_at(x: float, y: float) -> OutsideError:
    """The error of a point on nodata."""
    return OutsideError(f"There is no data at {x:.10g}, {y:.10g}.", hint="Pick a place that the raster shows.")


class WrittenEmbeddings(NamedTuple):
    """What was written: patches with values, and the values that the given coding clipped."""

    valid: int
    clipped: int


def write_embedding_raster(
    output: Path,
    *,
    grid: Grid,
    dim: int,
    read_block: ReadBlock,
    dtype: str | Coding,
    tags: dict[str, str],
    filters: str | None,
    reporter: Reporter,
    **options: Any,
) -> WrittenEmbeddings:
    """Write embeddings that ``read_block`` gives to a GeoTIFF, whole or not at all; ``options`` as of write_geotiff.

    Reads everything twice: scale and offset come from the whole, never from its first part. A ``dtype`` that is a
    coding stores bytes by that, and then everything is read once.
    """
    shared = dtype if isinstance(dtype, Coding) else None
    coding, started, stored = shared, 0.0, "uint8" if isinstance(dtype, Coding) else dtype
    if shared is None:
        statistics = _gather_statistics(grid, dim, read_block, reporter.part(0.0, 0.4))
        _check_count(int(statistics.count[0]))
        coding, started = Coding.of(statistics) if stored == "uint8" else None, 0.4
    names = [f"e{index:04d}" for index in range(dim)]
    nodata = NODATA_CODE if coding else float("nan")
    clipped = 0
    with write_geotiff(
        output, grid, kind=KIND, tags=tags, names=names, dtype=stored, nodata=nodata, **options
    ) as raster:
        if coding:
            raster.dataset.scales, raster.dataset.offsets = coding.scale.tolist(), coding.offset.tolist()
        if filters:
            raster.dataset.update_tags(ns=FILTERS_NAMESPACE, **{FILTERS_TAG: filters})
        for window in reporter.part(started, 1.0).track(written_windows(grid), text="Writing"):
            for dims in _dim_slices(dim, window):
                reporter.check()
                values = read_block(window, dims)
                clipped += shared.count_beyond(dims, values) if shared else 0
                raster.write(window, coding.encode(dims, values) if coding else values, dims)
        valid = int(raster.statistics.count[0])
        _check_count(valid)
    return WrittenEmbeddings(valid, clipped)


@contextmanager
def read_once(read_block: ReadBlock, dim: int, grid: Grid, folder: Path) -> Iterator[ReadBlock]:
    """``read_block`` for what is slow to read: blocks are kept in a file in ``folder`` meanwhile; raises DiskError."""
    require_room(folder, 4 * dim * grid.width * grid.height, "What is fetched")
    offsets: dict[tuple[Window, int], int] = {}
    with ExitStack() as opened:
        with disk_errors(folder):
            file = opened.enter_context(tempfile.TemporaryFile(dir=folder))

        def read(window: Window, dims: slice) -> np.ndarray:
            offset = offsets.get((window, dims.start))
            if offset is None:
                values = read_block(window, dims)
                with disk_errors(folder):
                    offsets[window, dims.start] = file.seek(0, os.SEEK_END)
                    file.write(values.astype(np.float32, copy=False).tobytes())
                return values
            shape = (dims.stop - dims.start, window.height, window.width)
            with disk_errors(folder):
                file.seek(offset)
                return np.frombuffer(file.read(4 * math.prod(shape)), np.float32).reshape(shape)

        yield read


def _check_count(count: int) -> None:
    if count == 0:
        raise NoDataError(
            "No patch of the area has valid values in half of its pixels, which it takes.",
            hint="Choose an area that shows data, or smaller patches.",
        )


def _gather_statistics(grid: Grid, dim: int, read_block: ReadBlock, reporter: Reporter) -> BandStatistics:
    """Statistics of all dims over the whole raster."""
    statistics = BandStatistics(dim=dim)
    for window in reporter.track(written_windows(grid), text="Measuring the range"):
        for dims in _dim_slices(dim, window):
            reporter.check()
            values = read_block(window, dims)
            statistics.add(dims, values[:, np.isfinite(values[0])])
    return statistics


def written_windows(grid: Grid) -> list[Window]:
    """What is written at once, in order: a tile, which keeps every tile's bytes together."""
    return list(tiles(grid.whole, TILE))


def _dim_slices(dim: int, window: Window) -> Iterator[slice]:
    """The dims in slices whose float32 values in the window take at most STRIP_BYTES."""
    step = max(1, STRIP_BYTES // (window.width * window.height * 4))
    for start in range(0, dim, step):
        yield slice(start, min(start + step, dim))

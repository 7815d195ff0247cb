"""Embedding rasters: GeoTIFFs with one pixel a patch and one band a dimension, read and written by windows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rasterio
from rasterio.crs import CRS

from ..errors import OutsideError, SourceError
from ..progress import Reporter
from ..rasters.dataset import open_dataset
from ..rasters.geotiff import FILTERS_NAMESPACE, FILTERS_TAG, TAG_PREFIX, TILE, BandStatistics, write_geotiff
from ..rasters.grid import Grid, Window, tiles
from ..rasters.raster import Raster

KIND = "embedding raster"
FEWEST_DIMS = 16  # of vectors that are never zero throughout by themselves

STRIP_BYTES = 64 * 1024 * 1024  # of float32 values held while writing; coding them takes twice as much again
NODATA_CODE = 0
FIRST_CODE, LAST_CODE = 1, 255
CODES = LAST_CODE - FIRST_CODE  # steps between the first and the last code
# Values further from the mean are clipped in Byte storage: one stray patch must not cost all others their precision.
CLIP_DEVIATIONS = 12.0

# The annual embeddings of AlphaEarth Foundations have 64 dims, A00 to A63, coded in signed bytes with -128 for no data:
# value = sign(code) * (|code| / 127.5)^2, by the notes of the published files (Earth Engine, "aef_on_gcs_readme").
ALPHA_EARTH_DIM, ALPHA_EARTH_NODATA = 64, -128
ALPHA_EARTH_NAME = re.compile(r"A(?:[0-5]\d|6[0-3])", re.IGNORECASE)
_CODES = np.arange(256, dtype=np.uint8).view(np.int8).astype(np.float32)
ALPHA_EARTH_VALUES = np.sign(_CODES) * (np.abs(_CODES) / np.float32(127.5)) ** 2  # by the byte, unsigned

# Gives the float32 values (dim, row, column) of a window and of a slice of the dims; NaN is nodata.
ReadBlock = Callable[[Window, slice], np.ndarray]


class EmbeddingRaster:
    """Any raster whose bands are the dimensions of embeddings, open for reading; ``crs`` in place of the file's own."""

    def __init__(self, path: str | Path, *, crs: CRS | None = None) -> None:
        # Many bands are read at once: their tiles are decoded on every core.
        with rasterio.Env(GDAL_NUM_THREADS="ALL_CPUS"):
            self.raster = Raster(path, open_dataset(str(path), crs=crs))
        self.path = self.raster.path
        self.grid = self.raster.grid
        self.band_numbers = self.raster.checked_bands(None)
        self.dim = len(self.band_numbers)
        indices = [number - 1 for number in self.band_numbers]
        self.scales = np.array([self.raster.scales[index] for index in indices], np.float32)
        self.offsets = np.array([self.raster.offsets[index] for index in indices], np.float32)
        self._is_alpha_earth = self._has_alpha_earth_codes()
        # A vector of zeros has no direction: mosaics are filled with them, and do not say so.
        self._zero_is_nodata = self.dim >= FEWEST_DIMS and not self.offsets.any()
        self._has_zeros = False

    def _has_alpha_earth_codes(self) -> bool:
        """Whether the file says that it holds the coded embeddings of AlphaEarth Foundations, or some of their dims."""
        bands = [self.raster.bands[number - 1] for number in self.band_numbers]
        if {band.dtype for band in bands} != {"int8"} or (self.scales != 1).any() or self.offsets.any():
            return False
        if all(ALPHA_EARTH_NAME.fullmatch(band.name) for band in bands):
            return True
        # A copy may lose the names; nothing else has as many signed bytes with just this value for no data.
        is_nameless = not any(band.name for band in bands)
        return is_nameless and self.dim == ALPHA_EARTH_DIM and bands[0].nodata == ALPHA_EARTH_NODATA

    def close(self) -> None:
        """Close the file."""
        self.raster.close()

    @property
    def tags(self) -> dict[str, str]:
        """What Landprint wrote into it, without the prefix; empty for another tool's file."""
        tags = self.raster.tags()
        return {key[len(TAG_PREFIX) :]: value for key, value in tags.items() if key.startswith(TAG_PREFIX)}

    def read_stored(self, window: Window) -> tuple[np.ndarray, np.ndarray]:
        """Stored values (dim, row, column), before scale and offset, and mask (row, column) of a window inside.

        Codes that are not linear are read as their values.
        """
        stored, mask = self.raster.read_stored(window, self.band_numbers)
        if self._is_alpha_earth:
            mask &= (stored != ALPHA_EARTH_NODATA).all(axis=0)
            stored = ALPHA_EARTH_VALUES[stored.view(np.uint8)]
        if self._zero_is_nodata:
            is_zero = mask & ~stored.any(axis=0)
            self._has_zeros |= bool(is_zero.any())
            mask &= ~is_zero
        return stored, mask

    @property
    def notes(self) -> list[str]:
        """How the file is read, and what was found in the windows that have been read, in sentences."""
        zeros = ["Patches whose embedding is zero throughout count as nodata."] if self._has_zeros else []
        return [*self.raster.notes, *zeros]

    @property
    def stored_dtype(self) -> np.dtype:
        """The dtype of ``read_stored``."""
        return np.dtype(np.float32 if self._is_alpha_earth else self.raster.bands[0].dtype)

    def read(self, window: Window) -> tuple[np.ndarray, np.ndarray]:
        """Embeddings (dim, row, column) float32 with NaN at nodata, and mask (row, column), of a window inside."""
        stored, mask = self.read_stored(window)
        embeddings = stored.astype(np.float32)
        embeddings *= self.scales[:, None, None]
        embeddings += self.offsets[:, None, None]
        embeddings[:, ~mask] = np.nan
        return embeddings, mask

    def windows(self, memory_bytes: int) -> Iterator[Window]:
        """Windows that cover the raster, whose float32 embeddings take at most ``memory_bytes``; tiles stay whole."""
        across = max(1, memory_bytes // (self.dim * 4 * TILE * TILE)) * TILE
        if across >= self.grid.width:
            rows = max(1, memory_bytes // (self.dim * 4 * self.grid.width * TILE)) * TILE
            for row in range(0, self.grid.height, rows):
                yield Window(0, row, self.grid.width, min(rows, self.grid.height - row))
        else:
            # A row of tiles at most: a square as wide would take as many times more.
            for row in range(0, self.grid.height, TILE):
                for col in range(0, self.grid.width, across):
                    width, height = min(across, self.grid.width - col), min(TILE, self.grid.height - row)
                    yield Window(col, row, width, height)

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


@dataclass(frozen=True, kw_only=True)
class Coding:
    """How Byte storage codes the values: value = code * scale + offset, codes 1 to 255."""

    scale: np.ndarray
    offset: np.ndarray

    @classmethod
    def of(cls, statistics: BandStatistics) -> Coding:
        """The coding that spends all codes on where the values of the whole raster are."""
        reach = CLIP_DEVIATIONS * statistics.std
        low = np.maximum(statistics.minimum, statistics.mean - reach)
        high = np.minimum(statistics.maximum, statistics.mean + reach)
        # A constant band: its scale may be anything but 0.
        scale = np.where(high > low, (high - low) / CODES, 1.0)
        return cls(scale=scale, offset=low - FIRST_CODE * scale)

    def encode(self, dims: slice, values: np.ndarray) -> np.ndarray:
        """Codes (dim, row, column) uint8 of float values, 0 where they are NaN."""
        # In single precision and in place: there are millions of values, and each ends as one of 255.
        codes = values - self.offset[dims, None, None].astype(np.float32)
        codes /= self.scale[dims, None, None].astype(np.float32)
        np.rint(codes, out=codes)
        np.clip(codes, FIRST_CODE, LAST_CODE, out=codes)
        np.copyto(codes, NODATA_CODE, where=np.isnan(codes))
        return codes.astype(np.uint8)


def write_embedding_raster(
    output: Path,
    *,
    grid: Grid,
    dim: int,
    read_block: ReadBlock,
    dtype: str,
    tags: dict[str, str],
    filters: str | None,
    reporter: Reporter,
) -> int:
    """Write embeddings that ``read_block`` gives to a GeoTIFF, whole or not at all; returns the count of valid patches.

    Reads everything twice: scale and offset come from the whole, never from its first part.
    """
    statistics = _gather_statistics(grid, dim, read_block, reporter.part(0.0, 0.4))
    count = int(statistics.count[0])
    if count == 0:
        raise SourceError(
            "No patch of the area has valid values in half of its pixels, which it takes.",
            hint="Choose an area that shows data, or smaller patches.",
        )
    coding = Coding.of(statistics) if dtype == "uint8" else None
    names = [f"e{index:04d}" for index in range(dim)]
    nodata = NODATA_CODE if coding else float("nan")
    with write_geotiff(output, grid, kind=KIND, tags=tags, names=names, dtype=dtype, nodata=nodata) as raster:
        if coding:
            raster.dataset.scales, raster.dataset.offsets = coding.scale.tolist(), coding.offset.tolist()
        if filters:
            raster.dataset.update_tags(ns=FILTERS_NAMESPACE, **{FILTERS_TAG: filters})
        for window in reporter.part(0.4, 1.0).track(written_windows(grid), text="Writing"):
            for dims in _dim_slices(dim, window):
                reporter.check()
                values = read_block(window, dims)
                raster.write(window, coding.encode(dims, values) if coding else values, dims)
    return count


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

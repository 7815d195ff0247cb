"""Write GeoTIFFs: tiled, tagged, atomically, with the statistics of every band."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import rasterio
from rasterio.windows import Window as RasterioWindow

from .. import VERSION
from .grid import Grid, Window
from .output import whole_file

TAG_PREFIX = "LANDPRINT_"
FILTERS_NAMESPACE, FILTERS_TAG = "LANDPRINT_FILTERS", "RANDOM_FEATURES"  # random filters travel with a raster
TILE = 256  # pixels on a tile's side


@dataclass(kw_only=True)
class BandStatistics:
    """Count, mean, variance and range of every band, gathered block by block."""

    dim: int
    count: np.ndarray = field(init=False)
    minimum: np.ndarray = field(init=False)
    maximum: np.ndarray = field(init=False)
    mean: np.ndarray = field(init=False)
    squares: np.ndarray = field(init=False)  # sum of squared differences from the mean

    def __post_init__(self) -> None:
        """Start with no values."""
        self.count = np.zeros(self.dim, np.int64)
        self.minimum = np.full(self.dim, np.inf)
        self.maximum = np.full(self.dim, -np.inf)
        self.mean = np.zeros(self.dim)
        self.squares = np.zeros(self.dim)

    def add(self, dims: slice, values: np.ndarray) -> None:
        """Add values (dim, n) without nodata of some of the bands."""
        new = values.shape[1]
        if not new:
            return
        self.minimum[dims] = np.minimum(self.minimum[dims], values.min(axis=1))
        self.maximum[dims] = np.maximum(self.maximum[dims], values.max(axis=1))
        mean = values.mean(axis=1, dtype=np.float64)
        squares = np.einsum("dn,dn->d", values, values, dtype=np.float64) - new * mean**2
        # Chan, Golub and LeVeque 1983: joining two sets' mean and squares without losing digits.
        step = mean - self.mean[dims]
        total = self.count[dims] + new
        self.squares[dims] += np.maximum(squares, 0) + step**2 * (self.count[dims] * new / total)
        self.mean[dims] += step * (new / total)
        self.count[dims] = total

    @property
    def std(self) -> np.ndarray:
        """Standard deviation (dim,)."""
        return np.sqrt(self.squares / np.maximum(self.count, 1))


class GeoTiffWriter:
    """A GeoTIFF open for writing, which gathers the statistics of its bands."""

    def __init__(self, dataset: rasterio.io.DatasetWriter) -> None:
        self.dataset = dataset
        self.statistics = BandStatistics(dim=dataset.count)
        self._row = 0  # of the next strip

    def write(self, window: Window, values: np.ndarray, dims: slice | None = None) -> None:
        """Write values (dim, row, column) of a window, of all bands or of a slice of them; nodata as the first has."""
        dims = dims or slice(0, len(values))
        nodata = self.dataset.nodata
        valid = np.isfinite(values[0]) if np.isnan(nodata) else values[0] != nodata
        # Many times faster than values[:, valid], and a click waits for it.
        own = values.reshape(len(values), -1)
        own = own if valid.all() else own.compress(valid.ravel(), axis=1)
        self.statistics.add(dims, own.astype(np.float32, copy=False))
        self.dataset.write(values, list(range(dims.start + 1, dims.stop + 1)), window=RasterioWindow(*window))

    def write_strip(self, values: np.ndarray) -> None:
        """Write the values (band, row, column) of whole rows below those that were written last."""
        rows = values.shape[1]
        self.write(Window(0, self._row, self.dataset.width, rows), values)
        self._row += rows

    def strips(self) -> Iterator[np.ndarray]:
        """What was written, in strips (band, row, column) of TILE rows."""
        for row in range(0, self.dataset.height, TILE):
            rows = min(TILE, self.dataset.height - row)
            yield self.dataset.read(window=RasterioWindow(0, row, self.dataset.width, rows))

    def write_statistics(self) -> None:
        """Give every band its STATISTICS tags, without which QGIS reads all of it to show the layer's information."""
        found, deviations = self.statistics, self.statistics.std
        for index in np.flatnonzero(found.count).tolist():
            percent = 100.0 * found.count[index] / (self.dataset.width * self.dataset.height)
            self.dataset.update_tags(
                index + 1,
                STATISTICS_MINIMUM=f"{found.minimum[index]:.9g}",
                STATISTICS_MAXIMUM=f"{found.maximum[index]:.9g}",
                STATISTICS_MEAN=f"{found.mean[index]:.9g}",
                STATISTICS_STDDEV=f"{deviations[index]:.9g}",
                STATISTICS_VALID_PERCENT=f"{percent:.4g}",
            )


@contextmanager
def write_geotiff(
    output: Path,
    grid: Grid,
    *,
    kind: str,
    tags: dict[str, str],
    names: Sequence[str],
    dtype: str,
    nodata: float,
    keep: bool = True,
    **options: object,
) -> Iterator[GeoTiffWriter]:
    """A GeoTIFF with bands of these names to write window by window; ``options`` replace those of its profile.

    One that is not kept lies beside the output until the block ends, and leaves that as it is.
    Its tags get Landprint's prefix, what the file is (``kind``), and the version that wrote it.
    """
    profile = {**_profile(grid, count=len(names), dtype=dtype, nodata=nodata), **options}
    own = {"KIND": kind, "VERSION": VERSION, **tags}
    with whole_file(output, keep=keep) as partial, rasterio.open(partial, "w+", **profile) as dataset:
        dataset.descriptions = tuple(names)
        dataset.update_tags(**{f"{TAG_PREFIX}{key}": value for key, value in own.items()})
        writer = GeoTiffWriter(dataset)
        yield writer
        writer.write_statistics()


def write_uncompressed(
    output: Path, grid: Grid, *, kind: str, tags: dict[str, str], name: str
) -> AbstractContextManager[GeoTiffWriter]:
    """The same for one band of float32 with NaN nodata that hardly compresses, and for which a click waits."""
    return write_geotiff(
        output,
        grid,
        kind=kind,
        tags=tags,
        names=[name],
        dtype="float32",
        nodata=float("nan"),
        compress="none",
        predictor=1,
    )


def _profile(grid: Grid, *, count: int, dtype: str, nodata: float) -> dict[str, object]:
    """Tiled, compressed, band by band, BigTIFF when it may need it."""
    # One tile at least: a tile larger than the raster is padded in the file.
    side = min(TILE, -(-max(grid.width, grid.height) // 16) * 16)
    return {
        "driver": "GTiff",
        "width": grid.width,
        "height": grid.height,
        "count": count,
        "dtype": dtype,
        "crs": grid.crs,
        "transform": grid.transform,
        "nodata": nodata,
        "tiled": True,
        "blockxsize": side,
        "blockysize": side,
        "interleave": "band",
        "compress": "deflate",
        "predictor": 3 if dtype == "float32" else 2,
        "num_threads": "all_cpus",
        "bigtiff": "if_safer",
    }

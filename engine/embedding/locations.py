"""Places without imagery: a grid of them, and its embedding raster."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from affine import Affine
from numpy.typing import NDArray
from rasterio.crs import CRS

from ..bounds import Bounds
from ..embedding_rasters.raster import ReadBlock, write_embedding_raster, written_windows
from ..encoders.catalogue import entries, find_part
from ..encoders.lonlat import LocationEncoder
from ..errors import GridError
from ..files import fingerprint, free_bytes
from ..progress import Reporter
from ..rasters.geotiff import TILE
from ..rasters.grid import Grid, Window
from ..weights.checkpoints import load_weights
from .run import SCRATCH_VERSION, EmbeddingRun, Estimate
from .scratch import Scratch, scratch_folder

if TYPE_CHECKING:
    from ..encoders.satclip.images import ImageEncoder

Embeddings = NDArray[np.float32]
Floats = NDArray[Any]

LONLAT = "EPSG:4326"
MOST_PIXELS = 200_000_000  # 0.018 degrees over the whole world; a finer one would show nothing that the encoder knows
ROWS_AT_ONCE = 32  # float64 embeddings of a strip of a tile are 17 MB
# What an estimate embeds, as a square of so many places and strips, and how many of the dims it writes.
SAMPLE_SIDE, SAMPLE_STRIPS, SAMPLE_DIMS = 128, 4, 32


def location_encoder(name: str, checkpoint: str | None = None) -> LocationEncoder:
    """The location encoder of this name, of its downloaded checkpoint or of a file; raises UserError."""
    part = find_part(name, "location")
    return entries()[name].family.load_locations(load_weights(part, checkpoint), name)


def image_encoder(name: str, checkpoint: str | None = None) -> ImageEncoder:
    """The image encoder that belongs to the location encoder of this name; raises UserError."""
    from ..encoders.satclip.images import load_images

    return load_images(load_weights(find_part(name, "image"), checkpoint).tensors)


# Grids of places


class LocationGrid:
    """Places at the centres of a grid's pixels, embedded window by window: an embedding raster that is not there."""

    def __init__(self, encoder: LocationEncoder, bounds: Bounds, resolution: float) -> None:
        self.encoder = encoder
        self.resolution = resolution
        self.grid = location_grid(bounds, resolution)
        self.dim = encoder.dim

    def read(self, window: Window) -> Embeddings:
        """Embeddings (dim, row, column) of a window."""
        transform = self.grid.transform
        lons: Floats = transform.c + transform.a * (np.arange(window.col_off, window.col_end) + 0.5)
        lats: Floats = transform.f + transform.e * (np.arange(window.row_off, window.row_end) + 0.5)
        embeddings = np.empty((self.dim, window.height, window.width), np.float32)
        for start in range(0, window.height, ROWS_AT_ONCE):
            rows = slice(start, start + ROWS_AT_ONCE)
            embeddings[:, rows] = self.encoder.embed_grid(lons, lats[rows])
        return embeddings

    def windows(self) -> list[Window]:
        """Windows that cover the grid, as an embedding raster is written."""
        return written_windows(self.grid)


def location_grid(bounds: Bounds, resolution: float) -> Grid:
    """The grid of whole pixels of ``resolution`` degrees within ``bounds`` in degrees; raises GridError."""
    if not 0 < resolution <= 180 or not math.isfinite(resolution):  # noqa: PLR2004 - from pole to pole
        raise GridError(f"A resolution of {resolution:g} degrees cannot be.", hint="Choose for example 0.25.")
    left, bottom, right, top = bounds
    if not (-90 <= bottom < top <= 90 and 0 < right - left <= 360):  # noqa: PLR2004 - degrees
        raise GridError(
            f"The bounds {left:g}, {bottom:g}, {right:g}, {top:g} are no part of the Earth.",
            hint="Give left, bottom, right, top in degrees: longitudes at most 360 apart, latitudes from -90 to 90.",
        )
    # A tiny bit more, so that 180 / 0.1 counts 1800.
    width, height = (int(length / resolution + 1e-6) for length in (right - left, top - bottom))
    if width < 1 or height < 1:
        raise GridError("The bounds are smaller than one pixel.", hint="Choose a finer resolution.")
    if width * height > MOST_PIXELS:
        raise GridError(
            f"The grid would have {width} x {height} places, more than {MOST_PIXELS:,}.",
            hint="Choose a coarser resolution or smaller bounds.",
        )
    transform = Affine(resolution, 0.0, left, 0.0, -resolution, top)
    return Grid(crs=CRS.from_string(LONLAT), transform=transform, width=width, height=height)


@dataclass(frozen=True, kw_only=True)
class PlacesRun(EmbeddingRun):
    """The embedding of a grid of places."""

    EMBEDDING_SHARE: ClassVar[float] = 0.6

    places: LocationGrid

    @property
    def grid(self) -> Grid:
        """The grid of the embedding raster."""
        return self.places.grid

    @property
    def dim(self) -> int:
        """Bands of the embedding raster."""
        return self.places.dim

    @property
    def record_shape(self) -> tuple[int, int, int]:
        """How many records there are, one a tile, and the rows and columns of each."""
        return len(self.places.windows()), min(TILE, self.grid.height), min(TILE, self.grid.width)

    @cached_property
    def key(self) -> str:
        """What a run that can go on with this one's scratch has in common with it."""
        encoder = self.places.encoder
        settings = {
            "version": SCRATCH_VERSION,
            "encoder": encoder.name,
            "encoder_tags": encoder.tags(),
            "dim": encoder.dim,
            "transform": tuple(self.grid.transform)[:6],
            "shape": [self.grid.width, self.grid.height],
            "dtype": self.dtype,
        }
        return fingerprint(settings)

    def description(self) -> dict[str, Any]:
        """What the scratch says of itself."""
        left, bottom, right, top = self.grid.bounds
        area = f"places from {left:g}, {bottom:g} to {right:g}, {top:g}"
        source = f"{area}, one every {self.places.resolution:g} degrees"
        return {"encoder": self.places.encoder.name, "source": source, "settings": self.key}

    def tags(self) -> dict[str, str]:
        """How the embeddings were made."""
        return {
            "ENCODER": self.places.encoder.name,
            "SOURCE": "places",
            "RESOLUTION": f"{self.places.resolution:g} degrees",
            **self.places.encoder.tags(),
        }

    def embed(self, scratch: Scratch, reporter: Reporter) -> None:
        """Embed the windows that are not in the scratch."""
        windows = self.places.windows()
        left = [number for number in range(len(windows)) if number not in scratch.done]
        done = len(windows) - len(left)
        for number in reporter.track(left, text="Embedding", total=len(windows), done=done):
            scratch.write(number, self.places.read(windows[number]))
        scratch.flush()

    def reader(self, scratch: Scratch) -> ReadBlock:
        """Reads the kept embeddings of one of the windows."""
        numbers = {window: number for number, window in enumerate(self.places.windows())}

        def read_block(window: Window, dims: slice) -> Embeddings:
            record = scratch.read(numbers[window], dims)
            return record[:, : window.height, : window.width].astype(np.float32)

        return read_block

    def estimate(self) -> Estimate:
        """Time and room that the run needs, measured on strips from over its area; raises UserError."""
        strips = _strips(self.grid)
        self.places.read(strips[0])  # what is computed once at the first place
        started = time.monotonic()
        values = np.concatenate([self.places.read(strip) for strip in strips], axis=1)
        embedding = time.monotonic() - started
        writing, stored_bytes = self._measure_writing(values[:SAMPLE_DIMS])
        times = self.grid.width * self.grid.height / values[0].size
        dims = self.dim / min(self.dim, SAMPLE_DIMS)
        return Estimate(
            dim=self.dim,
            seconds=times * (embedding + dims * writing),
            output_bytes=round(times * dims * stored_bytes),
            scratch_bytes=self.records.total_bytes,
            free_bytes=free_bytes(scratch_folder()),
        )

    def _measure_writing(self, values: Embeddings) -> tuple[float, int]:
        """Seconds and bytes that an embedding raster of ``values`` (dim, row, column) takes."""
        dim, height, width = values.shape
        with TemporaryDirectory() as folder:
            path = Path(folder) / "sample.tif"
            started = time.monotonic()
            write_embedding_raster(
                path,
                grid=self.grid.part(Window(0, 0, width, height)),
                dim=dim,
                read_block=lambda _, dims: values[dims],
                dtype=self.dtype,
                tags={},
                filters=None,
                reporter=Reporter(),
            )
            return time.monotonic() - started, path.stat().st_size


def _strips(grid: Grid) -> list[Window]:
    """Parts of a few parallels: near the poles neighbours are more alike, and take less room."""
    width, height = min(SAMPLE_SIDE, grid.width), max(1, min(SAMPLE_SIDE, grid.height) // SAMPLE_STRIPS)
    col = (grid.width - width) // 2
    rows = [(2 * strip + 1) * grid.height // (2 * SAMPLE_STRIPS) for strip in range(SAMPLE_STRIPS)]
    return [Window(col, min(row, grid.height - height), width, height) for row in rows]

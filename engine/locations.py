"""Places without imagery: a grid of them, and its embedding raster."""

from __future__ import annotations

import math
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from affine import Affine
from numpy.typing import NDArray
from rasterio.crs import CRS

from .embedding_raster import TILE, write_embedding_raster
from .errors import GridError
from .grid import Bounds, Grid, Window, tiles
from .models.lonlat import LocationEncoder
from .output import check_output
from .progress import Reporter

if TYPE_CHECKING:
    from .models.satclip import ImageEncoder

Embeddings = NDArray[np.float32]
Floats = NDArray[Any]

WORLD = Bounds(-180.0, -90.0, 180.0, 90.0)
LONLAT = "EPSG:4326"
MOST_PIXELS = 200_000_000  # 0.018 degrees over the whole world; a finer one would show nothing that the encoder knows
ROWS_AT_ONCE = 32  # float64 embeddings of a strip of a tile are 17 MB


def location_encoder(name: str, checkpoint: str | None = None) -> LocationEncoder:
    """The location encoder of this name, of its downloaded checkpoint or of a file; raises CheckpointError."""
    from .models import checkpoints, satclip

    weights = (
        checkpoints.load_file(checkpoint, name, "location")
        if checkpoint
        else checkpoints.load(checkpoints.require(name, "location"))
    )
    return satclip.load_locations(weights.torch(), weights.hyper_parameters, name)


def image_encoder(name: str, checkpoint: str | None = None) -> ImageEncoder:
    """The image encoder that belongs to the location encoder of this name; raises CheckpointError."""
    from .models import checkpoints, satclip

    weights = (
        checkpoints.load_file(checkpoint, name, "image")
        if checkpoint
        else checkpoints.load(checkpoints.require(name, "image"))
    )
    return satclip.load_images(weights.torch(), f"{name}-image")


# Grids of places


class LocationGrid:
    """Places at the centres of a grid's pixels, embedded window by window: an embedding raster that is not there."""

    def __init__(self, encoder: LocationEncoder, bounds: Bounds, resolution: float) -> None:
        self.encoder = encoder
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
        """Windows that cover the grid."""
        return list(tiles(self.grid.whole, TILE))


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


def embed_locations(
    encoder: LocationEncoder,
    output: str | Path,
    *,
    bounds: Bounds = WORLD,
    resolution: float,
    dtype: str = "uint8",
    reporter: Reporter,
) -> dict[str, Any]:
    """Write an embedding raster of the places of a grid; returns what was done, for the wire."""
    started = time.monotonic()
    path = check_output(output, inputs=[])
    places = LocationGrid(encoder, bounds, resolution)
    known: dict[Window, Embeddings] = {}

    def read_block(window: Window, dims: slice) -> Embeddings:
        # The writer may ask for one window's dims bit by bit.
        if window not in known:
            known.clear()
            known[window] = places.read(window)
        return known[window][dims]

    write_embedding_raster(
        path,
        grid=places.grid,
        dim=places.dim,
        read_block=read_block,
        dtype=dtype,
        tags={"ENCODER": encoder.name, "SOURCE": "places", "RESOLUTION": f"{resolution:g} degrees"},
        filters=None,
        reporter=reporter,
    )
    return {
        "output": str(path),
        "encoder": encoder.name,
        "dim": places.dim,
        "width": places.grid.width,
        "height": places.grid.height,
        "crs": CRS.from_string(LONLAT).to_wkt(),
        "bounds": list(places.grid.bounds),
        "patches": places.grid.width * places.grid.height,
        "seconds": round(time.monotonic() - started, 3),
        "bytes": path.stat().st_size,
    }

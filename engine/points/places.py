"""Places that a vector file or a table shows, on a grid."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rasterio.crs import CRS

from ..rasters.grid import Grid
from ..rasters.shapes import shapes_near, touched_pixels
from .layer import LONLAT
from .source import PointSource


def places_in_file(path: str, grid: Grid) -> tuple[NDArray[np.bool_], list[str]]:
    """Mask (row, column) of the grid's pixels that the file's points, lines and polygons touch, and notes on the file.

    A file that names no coordinate system has the grid's. Raises SourceError for a file that cannot be read,
    OutsideError when nothing of it lies on the grid.
    """
    with PointSource(path, fallback=grid.crs or CRS.from_string(LONLAT), prefer_points=False) as source:
        batches = [points.shapes for points in source.batches()]
        shapes = shapes_near(np.concatenate([np.empty(0, object), *batches]), source.crs, grid, Path(path).name)
        return touched_pixels(shapes, grid, Path(path).name), source.notes

"""Places that a vector file or a table shows, on a grid of patches."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rasterio.crs import CRS

from ..errors import OutsideError
from ..rasters.grid import Grid
from ..rasters.shapes import patches_of_shapes, shapes_near
from .layer import LONLAT
from .source import PointSource


def places_in_file(path: str, grid: Grid) -> tuple[list[NDArray[np.intp]], list[str]]:
    """The patches of each point, line and polygon of a file, by row * width + column; and notes on the file.

    A file that names no coordinate system has the grid's. Raises SourceError for a file that cannot be read,
    OutsideError when nothing of it lies on the grid.
    """
    name = Path(path).name
    with PointSource(path, fallback=grid.crs or CRS.from_string(LONLAT), prefer_points=False) as source:
        batches = [points.shapes for points in source.batches()]
        shapes = shapes_near(np.concatenate([np.empty(0, object), *batches]), source.crs, grid, name)
        places = patches_of_shapes(shapes, grid)
        if not places:
            raise OutsideError(f"Nothing in {name} lies on the raster.", hint="Check its coordinate system.")
        return places, source.notes

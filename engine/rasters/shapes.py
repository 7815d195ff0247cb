"""Vector files rasterized on a grid of patches."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError
from rasterio.crs import CRS
from rasterio.features import rasterize
from rasterio.warp import transform_geom

from ..errors import OutsideError, SourceError
from .grid import Grid


def places_in_file(path: str, grid: Grid) -> np.ndarray:
    """Mask (row, column) of the grid's pixels that the file's points, lines and polygons touch.

    Raises SourceError for a file that cannot be read, OutsideError when nothing of it lies on the grid.
    """
    shapes = read_shapes(path, grid.crs)
    for all_touched in (False, True):
        # A polygon smaller than a pixel may hold no pixel's centre: then the pixels that it touches.
        mask: np.ndarray = rasterize(
            ((shape, 1) for shape in shapes),
            out_shape=(grid.height, grid.width),
            transform=grid.transform,
            all_touched=all_touched,
            dtype=np.uint8,
        ).astype(bool)
        if mask.any():
            return mask
    raise OutsideError(f"Nothing in {Path(path).name} lies on the raster.", hint="Check its coordinate system.")


def read_shapes(path: str, crs: CRS | None) -> list[Any]:
    """The file's geometries as GeoJSON objects in ``crs``; raises SourceError for a file that has none."""
    if not path.startswith("/vsi") and not Path(path).exists():
        raise SourceError(f"There is no file {path}.", hint="Check its name and folder.")
    try:
        meta, _, wkbs, _ = pyogrio.raw.read(path, columns=[])
    except (DataSourceError, DataLayerError) as error:
        raise SourceError(
            f"{Path(path).name} is not a vector file that can be read.",
            hint="Choose a GeoPackage, Shapefile or GeoJSON.",
        ) from error
    if wkbs is None:
        raise SourceError(f"{Path(path).name} has no geometries.", hint="Choose a layer of points or polygons.")
    shapes = [shapely.geometry.mapping(shape) for shape in shapely.from_wkb(wkbs) if shape is not None]
    if not shapes:
        raise SourceError(f"{Path(path).name} has no places.", hint="Add some points or polygons to it.")
    source = CRS.from_user_input(meta["crs"]) if meta["crs"] else None
    if source is None or crs is None or source == crs:
        return shapes
    reprojected: list[Any] = transform_geom(source, crs, shapes)
    return reprojected

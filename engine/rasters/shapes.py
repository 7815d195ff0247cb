"""Vector files rasterized on a grid of patches."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely
from rasterio.crs import CRS
from rasterio.features import rasterize
from rasterio.warp import transform_geom

from ..errors import OutsideError, SourceError
from .grid import Grid, read_crs
from .vector_file import TABLE_HINT, TEXT_TABLES, gdal_path, open_options, readable_vector


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


def _no_geometries(path: str) -> SourceError:
    if Path(path).suffix.lower() in TEXT_TABLES:
        return SourceError(f"{Path(path).name} is not a table of places.", hint=TABLE_HINT)
    return SourceError(f"{Path(path).name} has no geometries.", hint="Choose a layer of points or polygons.")


def read_shapes(path: str, crs: CRS | None) -> list[Any]:
    """The file's geometries as GeoJSON objects in ``crs``; raises SourceError for a file that has none."""
    if not path.startswith("/vsi") and not Path(path).exists():
        raise SourceError(f"There is no file {path}.", hint="Check its name and folder.")
    with readable_vector(path, "vector file"), gdal_path(path) as name:
        layers = pyogrio.list_layers(name)
        if not len(layers):
            raise _no_geometries(path)
        meta, _, wkbs, _ = pyogrio.raw.read(name, layer=layers[0][0], columns=[], **open_options(path))
    if wkbs is None:
        raise _no_geometries(path)
    shapes = [shapely.geometry.mapping(shape) for shape in shapely.from_wkb(wkbs) if shape is not None]
    if not shapes:
        raise SourceError(f"{Path(path).name} has no places.", hint="Add some points or polygons to it.")
    is_table = Path(path).suffix.lower() in TEXT_TABLES
    source = read_crs(meta["crs"]) if meta["crs"] else CRS.from_epsg(4326) if is_table else None
    if source is None or crs is None or source == crs:
        return shapes
    reprojected: list[Any] = transform_geom(source, crs, shapes)
    return reprojected

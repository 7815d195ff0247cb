"""Vector files rasterized on a grid of patches."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pyogrio
import shapely
from numpy.typing import NDArray
from rasterio.crs import CRS
from rasterio.features import rasterize

from ..bounds import Bounds
from ..errors import OutsideError, SourceError
from .grid import Grid, read_crs, reproject_array, reproject_bounds
from .vector_file import TABLE_HINT, TEXT_TABLES, gdal_path, open_options, readable_vector

MARGIN = 0.1  # of a grid's width and height, around it
SIDES = 200  # pieces of a side of the grid in which a long line is reprojected


def patches_of_shapes(shapes: NDArray[np.object_], grid: Grid) -> list[NDArray[np.intp]]:
    """The patches of each part of points, lines and polygons in the grid's CRS, by row * width + column.

    A polygon has those whose centre it holds, and one that holds none those that it touches. What lies outside of the
    grid has none, and is left away.
    """
    parts = shapely.get_parts(shapes)
    is_point = shapely.get_dimensions(parts) == 0
    x, y = shapely.get_coordinates(parts[is_point]).T
    cols, rows = (np.floor(values) for values in ~grid.transform @ (x + grid.turn_to(x), y))
    inside = (cols >= 0) & (cols < grid.width) & (rows >= 0) & (rows < grid.height)
    places = [(rows[inside] * grid.width + cols[inside]).astype(np.intp)[:, None]]
    return [*places[0], *(found for part in parts[~is_point] if len(found := _patches_of_part(part, grid)))]


def _patches_of_part(part: shapely.Geometry, grid: Grid) -> NDArray[np.intp]:
    """The patches of a line or polygon, none outside of the grid."""
    try:
        window = grid.window_around(Bounds(*part.bounds))
    except OutsideError:
        return np.empty(0, np.intp)
    for all_touched in (False, True):
        mask = rasterize(
            [(part, 1)],
            out_shape=(window.height, window.width),
            transform=grid.part(window).transform,
            all_touched=all_touched,
            dtype=np.uint8,
        )
        rows, cols = np.nonzero(mask)
        if len(rows):
            break
    patches: NDArray[np.intp] = (rows + window.row_off) * grid.width + cols + window.col_off
    return patches


def _no_geometries(path: str) -> SourceError:
    if Path(path).suffix.lower() in TEXT_TABLES:
        return SourceError(f"{Path(path).name} is not a table of places.", hint=TABLE_HINT)
    return SourceError(f"{Path(path).name} has no geometries.", hint="Choose a layer of points or polygons.")


def read_shapes(path: str, grid: Grid) -> NDArray[np.object_]:
    """The file's geometries near the grid, in its CRS; raises SourceError for a file that has none or is damaged."""
    if not path.startswith("/vsi") and not Path(path).exists():
        raise SourceError(f"There is no file {path}.", hint="Check its name and folder.")
    with readable_vector(path, "vector file"), gdal_path(path) as name:
        layers = pyogrio.list_layers(name)
        if not len(layers):
            raise _no_geometries(path)
        meta, _, wkbs, _ = pyogrio.raw.read(name, layer=layers[0][0], columns=[], **open_options(path))
    if wkbs is None:
        raise _no_geometries(path)
    try:
        shapes = shapely.from_wkb(wkbs)
    except (shapely.errors.GEOSException, NotImplementedError) as error:
        raise SourceError(
            f"{Path(path).name} holds curves or a damaged geometry.", hint="Save it as plain polygons, or repair it."
        ) from error
    is_table = Path(path).suffix.lower() in TEXT_TABLES
    source = read_crs(meta["crs"]) if meta["crs"] else CRS.from_epsg(4326) if is_table else None
    return shapes_near(shapes, source, grid, Path(path).name)


def shapes_near(shapes: NDArray[np.object_], source: CRS | None, grid: Grid, name: str) -> NDArray[np.object_]:
    """The geometries of the file called ``name`` that lie near the grid, in its CRS; raises SourceError for none.

    What lies far from the grid, where its CRS has no numbers for it, is left away before it is reprojected.
    """
    shapes = shapes[~(shapely.is_missing(shapes) | shapely.is_empty(shapes))]
    if not len(shapes):
        raise SourceError(f"{name} has no places.", hint="Add some points or polygons to it.")
    if source is None or grid.crs is None:
        return shapes
    return _reprojected(_near(shapes, source, grid), source, grid.crs, name)


def _near(shapes: NDArray[np.object_], source: CRS, grid: Grid) -> NDArray[np.object_]:
    """The shapes, in single parts, cut at a rectangle around the grid; all of them where it has none in their CRS."""
    parts = shapely.get_parts(shapely.force_2d(shapes))
    parts = parts[np.isfinite(shapely.bounds(parts)).all(axis=1)]
    if grid.crs is None or not (around := _around(grid, source)):
        return parts
    found = []
    # Longitudes may run from -180 to 180 or from 0 to 360, and a rectangle may lie across the end of them.
    turns = (-360.0, 0.0, 360.0) if source.is_geographic else (0.0,)
    for rectangle, turn in product(around, turns):
        box = shapely.box(rectangle.left - turn, rectangle.bottom, rectangle.right - turn, rectangle.top)
        touching = parts[shapely.intersects(box, shapely.box(*shapely.bounds(parts).T))]
        inside = shapely.contains(box, shapely.box(*shapely.bounds(touching).T))
        # A long side is straight in the layer's CRS: more vertices keep it there when they are reprojected.
        step = max(rectangle.right - rectangle.left, rectangle.top - rectangle.bottom) / SIDES
        cut = shapely.segmentize(shapely.intersection(shapely.make_valid(touching[~inside]), box), step)
        pieces = shapely.get_parts(np.concatenate([touching[inside], cut]))
        if turn:
            pieces = shapely.transform(pieces, lambda xy, turn=turn: xy + np.array([turn, 0.0]))
        found.append(pieces)
    pieces = np.concatenate(found)
    return pieces[~shapely.is_empty(pieces)]


def _around(grid: Grid, source: CRS) -> list[Bounds]:
    """The rectangles around the grid and a margin in another CRS; none where they cannot be expressed in it."""
    left, bottom, right, top = grid.bounds
    wide, high = (right - left) * MARGIN, (top - bottom) * MARGIN
    grown = Bounds(left - wide, bottom - high, right + wide, top + high)
    try:
        found = reproject_bounds(grown, grid.crs, source)
    except OutsideError:
        return []
    if not np.isfinite(found).all():
        return []
    if found.left <= found.right:
        return [found]
    return [found._replace(right=180.0), found._replace(left=-180.0)]  # across the date line


def _reprojected(shapes: NDArray[np.object_], source: CRS, target: CRS, name: str) -> NDArray[np.object_]:
    """The shapes in ``target``; points that have no place there are left away; raises SourceError for an area."""
    if source == target:
        return shapes
    placed = shapely.transform(shapes, lambda xy: reproject_array(xy, source, target))
    coordinates, owners = shapely.get_coordinates(placed, return_index=True)
    lost = np.unique(owners[np.isnan(coordinates).any(axis=1)])
    if len(lost) and (shapely.get_dimensions(shapes[lost]) > 0).any():
        raise SourceError(
            f"Some of {name} cannot be expressed in the raster's coordinate system.",
            hint="Cut it to the raster's surroundings first.",
        )
    return np.delete(placed, lost)

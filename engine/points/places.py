"""Places that a vector file or a table shows, on a grid of patches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from rasterio.crs import CRS

from ..errors import OutsideError, ParameterError
from ..rasters.grid import Grid
from ..rasters.shapes import patches_of_shapes, shapes_near
from .layer import LONLAT
from .shapes import Shapes, from_text
from .source import PointSource

Patches = NDArray[np.intp]  # by row * width + column


def places_in_file(path: str, grid: Grid) -> tuple[list[Patches], list[str]]:
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


def labelled_places(
    places: Sequence[Mapping[str, Any]], crs: CRS | None, grid: Grid
) -> tuple[list[tuple[str, Patches]], int]:
    """Class and patches of each part of places (``class`` with ``x``, ``y`` or ``wkt``), and how many lie outside.

    ``crs`` is that of their coordinates, the grid's by default. Raises ParameterError for what is no geometry.
    """
    texts = [place.get("wkt") or f"POINT ({place['x']!r} {place['y']!r})" for place in places]
    shapes = from_text(texts)
    if (shapely.is_missing(shapes) | shapely.is_empty(shapes)).any():
        wrong = texts[int(np.argmax(shapely.is_missing(shapes) | shapely.is_empty(shapes)))]
        raise ParameterError(f"“{wrong[:80]}” is no geometry.", hint="Give it as WKT, such as POINT (1 2).")
    names = np.array([place["class"] for place in places], object)
    by_class = {name: [shapes[names == name]] for name in dict.fromkeys(names)}
    found = list(_labelled(by_class, crs or grid.crs, grid, "the examples"))
    return found, max(len(places) - len(found), 0)


def labelled_places_in_file(path: str, column: str | None, grid: Grid) -> tuple[list[tuple[str, Patches]], list[str]]:
    """Class and patches of each part of what a file shows, the class being in ``column``; and notes on the file.

    Raises UserError as `places_in_file` does, and for a column that is not there.
    """
    name = Path(path).name
    with PointSource(path, fallback=grid.crs or CRS.from_string(LONLAT), prefer_points=False) as source:
        shapes: dict[str, list[Shapes]] = {}
        unknown = 0
        for points in source.batches():
            columns = points.attributes.column_names
            if column not in columns:
                listed = f"Its columns are {', '.join(columns)}." if columns else "It has no columns."
                raise ParameterError(
                    f"{name} has no column {column}."
                    if column
                    else f"Which column of {name} has the class is not said.",
                    hint=listed,
                )
            values = points.attributes.column(column).to_pylist()
            labels = np.array([_label(value) for value in values], object)
            unknown += int((labels == "").sum())
            for label in sorted(set(labels) - {""}):
                shapes.setdefault(label, []).append(points.shapes[labels == label])
        if not shapes:
            raise ParameterError(f"The column {column} of {name} has no values.", hint="Choose another column.")
        found = list(_labelled(shapes, source.crs, grid, name))
        if not found:
            raise OutsideError(f"Nothing in {name} lies on the raster.", hint="Check its coordinate system.")
        notes = [f"{unknown:,} examples have no class and are passed over."] if unknown else []
        return found, [*source.notes, *notes]


def _labelled(shapes: dict[str, list[Shapes]], crs: CRS | None, grid: Grid, name: str) -> Iterator[tuple[str, Patches]]:
    for label, batches in shapes.items():
        own = np.concatenate(batches)
        own = own[~(shapely.is_missing(own) | shapely.is_empty(own))]
        if len(own):
            yield from ((label, patches) for patches in patches_of_shapes(shapes_near(own, crs, grid, name), grid))


def _label(value: Any) -> str:
    """A class's name; empty where there is none. A whole number of a column of floats is written as one."""
    if value is None or value != value:  # noqa: PLR0124 - not a number
        return ""
    return str(int(value) if isinstance(value, float) and value.is_integer() else value).strip()

"""Geometries of shapely: read from WKB and text, their kinds, and the points that stand for them."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray

from ..errors import SourceError

Shapes = NDArray[np.object_]  # geometries of shapely, None for a row without one

POINT_KINDS = (shapely.GeometryType.MISSING, shapely.GeometryType.POINT, shapely.GeometryType.MULTIPOINT)
OTHER_KINDS = {
    shapely.GeometryType.LINESTRING: "lines",
    shapely.GeometryType.LINEARRING: "lines",
    shapely.GeometryType.POLYGON: "polygons",
    shapely.GeometryType.MULTILINESTRING: "lines",
    shapely.GeometryType.MULTIPOLYGON: "polygons",
    shapely.GeometryType.GEOMETRYCOLLECTION: "mixed geometries",
}
SRID = re.compile(r"SRID\s*=\s*(\d+)\s*;\s*", re.IGNORECASE)
HEX = re.compile(r"(?:[0-9A-F]{2}){5,}", re.IGNORECASE)


def from_text(texts: list[str | None]) -> Shapes:
    """Geometries (n,) of WKT, extended WKT, GeoJSON or hexadecimal WKB; None for anything else."""
    bare = [SRID.sub("", text, count=1).strip() if text else "" for text in texts]
    shapes = np.full(len(bare), None, object)
    is_json = np.array([text.startswith("{") for text in bare], bool)
    is_hex = np.array([bool(HEX.fullmatch(text)) for text in bare], bool)
    kinds: list[tuple[NDArray[np.bool_], Any]] = [
        (is_json, shapely.from_geojson),
        (is_hex, shapely.from_wkb),
        (~is_json & ~is_hex, shapely.from_wkt),
    ]
    for chosen, read in kinds:
        if chosen.any():
            shapes[chosen] = read(np.array(bare, object)[chosen], on_invalid="ignore")
    return shapes


def kind_of(shapes: Shapes) -> str:
    """GDAL's name of what the geometries are: "Point", "MultiPolygon Z"; "Unknown" where they are of several kinds."""
    kinds = kinds_of(shapes)
    return next(iter(kinds)) if len(kinds) == 1 else "Unknown"


def kinds_of(shapes: Shapes) -> set[str]:
    """The names of the geometries' kinds, those with heights with a Z behind."""
    present = shapes[~shapely.is_missing(shapes)]
    pairs = set(zip(shapely.get_type_id(present).tolist(), shapely.has_z(present).tolist(), strict=True))
    return {KIND_NAMES[shapely.GeometryType(kind)] + (" Z" if has_z else "") for kind, has_z in pairs}


KIND_NAMES = {
    shapely.GeometryType.POINT: "Point",
    shapely.GeometryType.LINESTRING: "LineString",
    shapely.GeometryType.LINEARRING: "LineString",
    shapely.GeometryType.POLYGON: "Polygon",
    shapely.GeometryType.MULTIPOINT: "MultiPoint",
    shapely.GeometryType.MULTILINESTRING: "MultiLineString",
    shapely.GeometryType.MULTIPOLYGON: "MultiPolygon",
    shapely.GeometryType.GEOMETRYCOLLECTION: "GeometryCollection",
}


def from_wkb(geometry: pa.Array) -> Shapes:
    """The geometries (n,) of ISO or extended WKB, None for null; raises SourceError for curves and damaged ones."""
    try:
        return shapely.from_wkb(geometry.to_numpy(zero_copy_only=False))
    except (shapely.errors.GEOSException, NotImplementedError) as error:
        # Curves and surfaces, which GEOS does not read, are not damaged.
        if isinstance(error, NotImplementedError) or "Unknown WKB type" in str(error):
            raise _not_points("other geometries") from error
        raise damaged() from error


def damaged() -> SourceError:
    """What is raised for a geometry that cannot be read."""
    return SourceError("The layer holds a damaged geometry.", hint="Save it again, or choose another file.")


def check_points(shapes: Shapes) -> None:
    """Raise SourceError for the first geometry that is neither a point nor a multipoint."""
    kinds = shapely.get_type_id(shapes)
    others = kinds[~np.isin(kinds, POINT_KINDS)]
    if len(others):
        raise _not_points(OTHER_KINDS[others[0]])


def coordinates(shapes: Shapes, *, in_degrees: bool) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """The points (p, 2) of each geometry and whose they are (p,): of lines and polygons the centroid, of points all."""
    others = np.flatnonzero(~np.isin(shapely.get_type_id(shapes), POINT_KINDS))
    if len(others):
        shapes = shapes.copy()
        shapes[others] = _centroids(shapes[others], in_degrees=in_degrees)
    xy, owners = shapely.get_coordinates(shapes, return_index=True)
    known = ~np.isnan(xy[:, 0])  # GEOS takes a point for empty only where y is NaN too
    return xy[known], owners[known]


def _centroids(shapes: Shapes, *, in_degrees: bool) -> Shapes:
    left, _, right, _ = shapely.bounds(shapes).T
    is_across = right - left > 180.0 if in_degrees else np.zeros(len(shapes), bool)  # noqa: PLR2004 - of the antimeridian
    if not is_across.any():
        return shapely.centroid(shapes)
    centres = shapely.centroid(shapes)
    turned = shapely.transform(shapes[is_across], lambda xy: np.stack([xy[:, 0] % 360.0, xy[:, 1]], axis=1))
    x, y = shapely.get_coordinates(shapely.centroid(turned)).T
    centres[is_across] = shapely.points((x + 180.0) % 360.0 - 180.0, y)
    return centres


def _not_points(kind: str) -> SourceError:
    return SourceError(f"The layer holds {kind}, not points.", hint="Make points of them first, for example centroids.")


def to_wkb(shapes: Shapes) -> pa.Array:
    """The geometries as ISO WKB, null where there is none."""
    return pa.array(shapely.to_wkb(shapes, flavor="iso"), pa.binary())

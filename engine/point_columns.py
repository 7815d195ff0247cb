"""The names of columns that hold points and embeddings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import takewhile

LON_NAMES = (
    *("lon", "longitude", "lng", "long", "x", "lon_dd", "decimallongitude", "longitud", "longitudine"),
    *("centre_lon", "center_lon", "centroid_lon", "lon_centre", "lon_center", "centroid_x", "center_x", "centre_x"),
)
LAT_NAMES = (
    *("lat", "latitude", "y", "lat_dd", "decimallatitude", "latitud", "latitudine"),
    *("centre_lat", "center_lat", "centroid_lat", "lat_centre", "lat_center", "centroid_y", "center_y", "centre_y"),
)
PLANE_NAMES = ("x", "y")  # which may mean pixels, where a geometry says more
SHAPE_NAMES = (
    "wkt",
    "wkt_geom",
    "geometry",
    "geom",
    "the_geom",
    "wkb_geometry",
    "wkb",
    "geometry_wkt",
    "shape",
    ".geo",
)
BOX_NAMES = (("xmin", "ymin", "xmax", "ymax"), ("minx", "miny", "maxx", "maxy"))
EMBEDDING = "embedding"  # a column of lists
LIST_NAMES = (EMBEDDING, "embeddings")
FEWEST_DIMS = 16  # of another tool's columns: twelve numbered ones may be months
NUMBERED = re.compile(r"(.*?)(\d{1,6})")


def embedding_dims(numeric: Iterable[str]) -> list[str]:
    """The columns of an embedding among these numeric ones: Landprint's own, or another tool's.

    Another tool's have a common prefix and are numbered from 0 or 1 on: A00 to A63, emb_1 to emb_768.
    """
    names = list(numeric)
    return own_dims(names) or max(_numbered(names), key=len, default=[])


def own_dims(numeric: Iterable[str]) -> list[str]:
    """The columns as Landprint names them: e000, e001 and so on, of four digits after an e0000.

    What does not follow is something else, as an e100 by itself.
    """
    names = set(numeric)
    digits = 4 if "e0000" in names else 3
    return list(takewhile(names.__contains__, (f"e{dim:0{digits}d}" for dim in range(len(names)))))


def longitude_and_latitude(names: Iterable[str]) -> tuple[str, str] | None:
    """The columns of a table's places by their names, in any case; None where one of the two is missing."""
    by_lower = {name.lower(): name for name in reversed(list(names))}
    lon, lat = (next((by_lower[name] for name in known if name in by_lower), None) for known in (LON_NAMES, LAT_NAMES))
    return None if lon is None or lat is None else (lon, lat)


def _numbered(names: list[str]) -> Iterable[list[str]]:
    """The columns of each prefix, in the order of their numbers, where they are enough for an embedding."""
    by_prefix: dict[str, dict[int, str]] = {}
    for name in names:
        match = NUMBERED.fullmatch(name)
        if match:
            by_prefix.setdefault(match[1], {}).setdefault(int(match[2]), name)
    for numbered in by_prefix.values():
        first = min(numbered)
        dims = [numbered[number] for number in takewhile(numbered.__contains__, range(first, first + len(numbered)))]
        if first <= 1 and len(dims) >= FEWEST_DIMS:
            yield dims

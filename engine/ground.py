"""Distances on the ground from distances on the map."""

from __future__ import annotations

import math
from collections.abc import Sequence

METRES_PER_DEGREE = 111_319.49  # on the equator, WGS 84: 2 * pi * 6,378,137 / 360
TRUE_TO_SCALE = 0.03  # by how much a map may differ from the ground and count as true


def metres_per_degree(latitude: float) -> tuple[float, float]:
    """Metres of a degree of longitude and of a degree of latitude."""
    return METRES_PER_DEGREE * max(math.cos(math.radians(latitude)), 1e-6), METRES_PER_DEGREE


def map_scale(lons: Sequence[float], lats: Sequence[float], step: float) -> float:
    """Metres on the ground of a metre of the map: 0.5 of Web Mercator at 60 degrees north, 1 of most.

    The degrees are of a point, of one ``step`` metres of the map to its east, and of one as far to its north.
    """
    if not all(map(math.isfinite, (*lons, *lats))):
        return 1.0
    metres_x, metres_y = metres_per_degree(lats[0])
    wide = [((lon - lons[0] + 180) % 360 - 180) * metres_x for lon in lons[1:]]
    high = [(lat - lats[0]) * metres_y for lat in lats[1:]]
    factor = math.sqrt(abs(wide[0] * high[1] - wide[1] * high[0])) / step
    # The maps of surveys are within one in a hundred, and the sphere of this reckoning is as near.
    return factor if abs(factor - 1) > TRUE_TO_SCALE else 1.0

"""How large a raster's pixels are on the ground."""

from __future__ import annotations

import math

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsPointXY,
    QgsUnitTypes,
)

from .source import RasterSource

METRIC = "EPSG:32631"  # its unit is the metre, which QGIS 3 and 4 name differently
METRES_PER_DEGREE = 111_320.0  # of the equator
STEP = 1000.0  # metres of the map, over which it is compared with the ground
# The engine's own: see engine/grid.py.
TRUE_TO_SCALE = 0.03


def pixel_metres(source: RasterSource) -> float | None:
    """The side of a pixel in metres on the ground, the mean of both sides; None where the CRS is unknown."""
    if not source.crs.isValid():
        return None
    width, height = source.pixel_size
    if source.crs.isGeographic():
        at = math.cos(math.radians(min(abs(source.extent.center().y()), 89.0)))
        return METRES_PER_DEGREE * math.sqrt(width * height * at)
    to_metres = QgsUnitTypes.fromUnitToUnitFactor(
        source.crs.mapUnits(), QgsCoordinateReferenceSystem(METRIC).mapUnits()
    )
    return float(math.sqrt(width * height) * to_metres * _ground_metres(source, to_metres))


def _ground_metres(source: RasterSource, to_metres: float) -> float:
    """Metres on the ground of a metre of the map: 0.5 of Web Mercator at 60 degrees north, 1 of most."""
    degrees = QgsCoordinateReferenceSystem("EPSG:4326")
    centre, step = source.extent.center(), STEP / to_metres
    to_degrees = QgsCoordinateTransform(source.crs, degrees, QgsCoordinateTransformContext())
    try:
        here, east, north = (
            to_degrees.transform(QgsPointXY(centre.x() + x, centre.y() + y)) for x, y in ((0, 0), (step, 0), (0, step))
        )
    except QgsCsException:
        return 1.0
    at = math.cos(math.radians(here.y()))
    wide = [((place.x() - here.x() + 180) % 360 - 180) * METRES_PER_DEGREE * at for place in (east, north)]
    high = [(place.y() - here.y()) * METRES_PER_DEGREE for place in (east, north)]
    factor = math.sqrt(abs(wide[0] * high[1] - wide[1] * high[0])) / STEP
    return factor if abs(factor - 1) > TRUE_TO_SCALE else 1.0

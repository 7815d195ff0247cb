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

from ....engine.ground import map_scale, metres_per_degree
from .source import RasterSource

METRIC = "EPSG:32631"  # its unit is the metre, which QGIS 3 and 4 name differently
STEP = 1000.0  # metres of the map, over which it is compared with the ground


def pixel_metres(source: RasterSource) -> float | None:
    """The side of a pixel in metres on the ground, the mean of both sides; None where the CRS is unknown."""
    if not source.crs.isValid():
        return None
    width, height = source.pixel_size
    if source.crs.isGeographic():
        metres_x, metres_y = metres_per_degree(source.extent.center().y())
        return math.sqrt(width * metres_x * height * metres_y)
    to_metres = QgsUnitTypes.fromUnitToUnitFactor(
        source.crs.mapUnits(), QgsCoordinateReferenceSystem(METRIC).mapUnits()
    )
    return float(math.sqrt(width * height) * to_metres * _ground_metres(source, to_metres))


def _ground_metres(source: RasterSource, to_metres: float) -> float:
    """Metres on the ground of a metre of the map at the raster's centre."""
    degrees = QgsCoordinateReferenceSystem("EPSG:4326")
    centre, step = source.extent.center(), STEP / to_metres
    to_degrees = QgsCoordinateTransform(source.crs, degrees, QgsCoordinateTransformContext())
    try:
        points = [
            to_degrees.transform(QgsPointXY(centre.x() + x, centre.y() + y)) for x, y in ((0, 0), (step, 0), (0, step))
        ]
    except QgsCsException:
        return 1.0
    return map_scale([point.x() for point in points], [point.y() for point in points], STEP)

"""How large a raster's pixels are on the ground, and where they lie when they are made anew."""

from __future__ import annotations

import math

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsPointXY,
    QgsRectangle,
    QgsUnitTypes,
)

from .source import RasterSource

METRIC = "EPSG:32631"  # its unit is the metre, which QGIS 3 and 4 name differently
METRES_PER_DEGREE = 111_320.0  # of the equator
STEP = 1000.0  # metres of the map, over which it is compared with the ground
# The engine's own: see engine/source.py and engine/grid.py.
TRUE_TO_SCALE = 0.03
UTM_REACH = 6.0
EQUAL_AREA = (
    'PROJCS["Equal area around {lat} N {lon} E",GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,'
    '298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],'
    'PROJECTION["Lambert_Azimuthal_Equal_Area"],PARAMETER["latitude_of_center",{lat}],'
    'PARAMETER["longitude_of_center",{lon}],PARAMETER["false_easting",0],PARAMETER["false_northing",0],UNIT["metre",1]]'
)


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


def resampled_crs(source: RasterSource) -> QgsCoordinateReferenceSystem:
    """The CRS that the engine resamples the raster in: its own, or one in metres for a raster in degrees."""
    if not source.crs.isGeographic():
        return source.crs
    extent, centre = source.extent, source.extent.center()
    zone = int((centre.x() + 180) // 6) % 60 + 1
    if _degrees_from_zone(extent, zone) <= UTM_REACH:
        return QgsCoordinateReferenceSystem(f"EPSG:{(32600 if centre.y() >= 0 else 32700) + zone}")
    lon, lat = round((centre.x() + 180) % 360 - 180), round(centre.y())
    return QgsCoordinateReferenceSystem.fromWkt(EQUAL_AREA.format(lat=lat, lon=lon))


def _degrees_from_zone(extent: QgsRectangle, zone: int) -> float:
    """How far the extent reaches from the middle of a UTM zone, in degrees of the equator."""
    bottom, top = extent.yMinimum(), extent.yMaximum()
    nearest_equator = 0.0 if bottom <= 0 <= top else min(abs(bottom), abs(top))
    from_meridian = abs((extent.center().x() - (6 * zone - 183) + 180) % 360 - 180) + extent.width() / 2
    return float(from_meridian * math.cos(math.radians(nearest_equator)))

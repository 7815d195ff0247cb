"""How large a raster's pixels are on the ground, and where they lie when they are made anew."""

from __future__ import annotations

import math

from qgis.core import QgsCoordinateReferenceSystem, QgsUnitTypes

from .source import RasterSource

METRIC = "EPSG:32631"  # its unit is the metre, which QGIS 3 and 4 name differently
METRES_PER_DEGREE = 111_320.0  # of the equator


def pixel_metres(source: RasterSource) -> float | None:
    """The side of a pixel in metres, the mean of both sides; None where the CRS is unknown."""
    if not source.crs.isValid():
        return None
    width, height = source.pixel_size
    if source.crs.isGeographic():
        at = math.cos(math.radians(min(abs(source.extent.center().y()), 89.0)))
        return METRES_PER_DEGREE * math.sqrt(width * height * at)
    to_metres = QgsUnitTypes.fromUnitToUnitFactor(
        source.crs.mapUnits(), QgsCoordinateReferenceSystem(METRIC).mapUnits()
    )
    return float(math.sqrt(width * height) * to_metres)


def resampled_crs(source: RasterSource) -> QgsCoordinateReferenceSystem:
    """The CRS that the engine resamples the raster in: its own, or the UTM zone of one in degrees."""
    if not source.crs.isGeographic():
        return source.crs
    centre = source.extent.center()
    zone = int((centre.x() + 180) // 6) % 60 + 1
    return QgsCoordinateReferenceSystem(f"EPSG:{(32600 if centre.y() >= 0 else 32700) + zone}")

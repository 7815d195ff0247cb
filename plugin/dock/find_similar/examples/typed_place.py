"""Coordinates that a person types or pastes, as a place in the embedding layer."""

from __future__ import annotations

from typing import NamedTuple

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCsException, QgsPointXY, QgsProject

from .....engine.points.coordinates import typed_place
from ....client.failure import EngineFailure
from ....layers.sources.vector_source import LONLAT
from ....translation import tr

MOST_LATITUDE, MOST_LONGITUDE = 90.0, 180.0


class Reading(NamedTuple):
    """One way to read two numbers."""

    crs: QgsCoordinateReferenceSystem
    point: QgsPointXY


def points_of_text(
    text: str, map_crs: QgsCoordinateReferenceSystem, layer_crs: QgsCoordinateReferenceSystem, project: QgsProject
) -> list[QgsPointXY]:
    """The points in the layer's CRS that the text may mean, the likeliest first; raises EngineFailure for none.

    Degrees with letters or signs say which is which. Of two plain numbers that can be degrees, the latitude comes first
    as people write it; they may also be longitude and latitude, or x and y in the map's or the layer's CRS.
    """
    typed = typed_place(text)
    if typed is None:
        raise EngineFailure(
            "parameter",
            tr("“{text}” is no place.").format(text=text.strip()),
            tr("Write it as 48.137, 11.575 or 48°08′N 11°34′E, or as x, y in the map's coordinate system."),
        )
    points = []
    for reading in _readings(*typed, map_crs, layer_crs):
        try:
            point = QgsCoordinateTransform(reading.crs, layer_crs, project).transform(reading.point)
        except QgsCsException:  # no such coordinates there
            continue
        points.append(point)
    if not points:
        raise EngineFailure("outside", tr("“{text}” has no coordinates in the layer.").format(text=text.strip()))
    return points


def _readings(
    x: float,
    y: float,
    in_degrees: bool,
    map_crs: QgsCoordinateReferenceSystem,
    layer_crs: QgsCoordinateReferenceSystem,
) -> list[Reading]:
    degrees = QgsCoordinateReferenceSystem(LONLAT)
    if in_degrees:
        return [Reading(degrees, QgsPointXY(x, y))]
    readings = []
    if abs(x) <= MOST_LATITUDE and abs(y) <= MOST_LONGITUDE:
        readings.append(Reading(degrees, QgsPointXY(y, x)))
    if abs(y) <= MOST_LATITUDE and abs(x) <= MOST_LONGITUDE:
        readings.append(Reading(degrees, QgsPointXY(x, y)))
    return [*readings, *(Reading(crs, QgsPointXY(x, y)) for crs in (map_crs, layer_crs))]

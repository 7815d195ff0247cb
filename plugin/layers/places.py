"""Places of a vector layer as points: what stands for a point, a line, an area."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import NamedTuple

from qgis.core import (
    QgsCoordinateTransformContext,
    QgsFeatureRequest,
    QgsFeatureSource,
    QgsGeometry,
    QgsPoint,
    QgsRectangle,
)

from ..client.failure import EngineFailure
from .source import RasterSource, data_test

HasData = Callable[[float, float], bool]

PLACES_PER_SHAPE = 1000  # more patches of one area hardly change their mean
TRIED_PER_SHAPE = 20_000  # a thin area fills little of its rectangle
LINE, AREA = 1, 2  # dimensions of a shape
MOST_PLACES = 100_000  # what fits into one message with room to spare


class Place(NamedTuple):
    """A point in the raster's CRS."""

    x: float
    y: float


def read_places(
    source: QgsFeatureSource,
    raster: RasterSource,
    transform_context: QgsCoordinateTransformContext,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> list[Place]:
    """The places of all features, in the raster's CRS; raises EngineFailure when there are too many."""
    request = QgsFeatureRequest()
    request.setNoAttributes()
    if raster.crs.isValid() and source.sourceCrs().isValid():
        request.setDestinationCrs(raster.crs, transform_context)
    has_data = data_test(raster)
    places: list[Place] = []
    for feature in source.getFeatures(request):
        if is_cancelled():
            break
        places.extend(shape_places(feature.geometry(), raster, has_data))
        if len(places) > MOST_PLACES:
            raise EngineFailure(
                "parameter",
                f"The layer has more than {MOST_PLACES:,} places.",
                "Select fewer features, or thin them out.",
            )
    return places


def shape_places(geometry: QgsGeometry, raster: RasterSource, has_data: HasData) -> Iterator[Place]:
    """The places that stand for a shape: points themselves, a line by steps, an area by its patches with data."""
    if geometry.isEmpty():
        return
    dimension = geometry.constGet().dimension()
    if dimension == AREA:
        yield from _area_places(geometry, raster, has_data)
        return
    if dimension == LINE:
        step = max(*raster.pixel_size, geometry.length() / PLACES_PER_SHAPE)
        geometry = geometry.densifyByDistance(step) if step > 0 else geometry
    yield from (Place(point.x(), point.y()) for point in geometry.vertices())


def _area_places(geometry: QgsGeometry, raster: RasterSource, has_data: HasData) -> list[Place]:
    """The centres of the raster's pixels with data inside the area; a point on it when there is none."""
    inside: list[Place] = []
    if min(raster.pixel_size) > 0:
        engine = QgsGeometry.createGeometryEngine(geometry.constGet())
        engine.prepareGeometry()
        centres = _centres(geometry.boundingBox().intersect(raster.extent), raster, geometry.area())
        inside = [place for place in centres if engine.contains(QgsPoint(*place)) and has_data(*place)]
    if inside:
        return inside[:PLACES_PER_SHAPE]
    point = geometry.pointOnSurface().asPoint()
    return [Place(point.x(), point.y())]


def _centres(window: QgsRectangle, raster: RasterSource, area: float) -> Iterator[Place]:
    """Centres of the raster's pixels in the window, with a stride that leaves about PLACES_PER_SHAPE in ``area``."""
    width, height = raster.pixel_size
    area = min(area, window.area())
    left, top = raster.extent.xMinimum(), raster.extent.yMaximum()
    columns = range(math.floor((window.xMinimum() - left) / width), math.ceil((window.xMaximum() - left) / width))
    rows = range(math.floor((top - window.yMaximum()) / height), math.ceil((top - window.yMinimum()) / height))
    too_many = max(area / (width * height) / PLACES_PER_SHAPE, len(columns) * len(rows) / TRIED_PER_SHAPE)
    stride = max(math.ceil(math.sqrt(too_many)), 1)
    for row in rows[stride // 2 :: stride] or rows:
        for column in columns[stride // 2 :: stride] or columns:
            yield Place(left + (column + 0.5) * width, top - (row + 0.5) * height)

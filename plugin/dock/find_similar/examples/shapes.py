"""Examples that are more than a click, rectangles and selected features; and their file for the engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsFields,
    QgsGeometry,
    QgsMapLayer,
    QgsProject,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ....client.failure import EngineFailure
from ....translation import tr
from ...choices import PickedPlace
from ...results import write_features

MOST_FEATURES = 50  # of a selection that become a place each; of more, the areas become one
DIGITS = 17  # of coordinates: all that a double has


def selected_places(
    layer: QgsMapLayer | None, crs: QgsCoordinateReferenceSystem, project: QgsProject, *, positive: bool
) -> list[PickedPlace]:
    """The selected features of a vector layer as places in another CRS; raises EngineFailure for none."""
    hint = tr("Select features of a layer of points or polygons, and have that layer active.")
    if not isinstance(layer, QgsVectorLayer) or not layer.selectedFeatureCount():
        raise EngineFailure("source", tr("The active layer has no selected features."), hint)
    to_crs = QgsCoordinateTransform(layer.crs(), crs, project)
    shapes: list[QgsGeometry] = []
    for feature in layer.getSelectedFeatures():
        shape = QgsGeometry(feature.geometry())
        if shape.isEmpty():
            continue
        try:
            shape.transform(to_crs)
        except QgsCsException:  # no such coordinates there
            continue
        is_points = shape.type() == QgsWkbTypes.GeometryType.PointGeometry
        shapes += shape.asGeometryCollection() if is_points and shape.isMultipart() else [shape]
    if not shapes:
        raise EngineFailure("outside", tr("The selected features have no places in the embedding layer."), hint)
    if len(shapes) > MOST_FEATURES:
        shapes = [QgsGeometry.collectGeometry(shapes)]
    return [place_of(shape, positive=positive) for shape in shapes]


def place_of(shape: QgsGeometry, *, positive: bool) -> PickedPlace:
    """The shape as a place; a point is no area."""
    is_point = QgsWkbTypes.flatType(shape.wkbType()) == QgsWkbTypes.Type.Point
    point = (shape if is_point else _point_inside(shape)).asPoint()
    return PickedPlace(point.x(), point.y(), positive, "" if is_point else shape.asWkt(DIGITS))


def _point_inside(shape: QgsGeometry) -> QgsGeometry:
    inside = shape.pointOnSurface()
    return inside if not inside.isEmpty() else shape.centroid()


def moved_place(place: PickedPlace, x: float, y: float) -> PickedPlace:
    """The place with its point here, and with its area moved as far."""
    if not place.area:
        return PickedPlace(x, y, place.positive)
    shape = QgsGeometry.fromWkt(place.area)
    shape.translate(x - place.x, y - place.y)
    return PickedPlace(x, y, place.positive, shape.asWkt(DIGITS))


def on_map(place: PickedPlace, from_map: QgsCoordinateTransform) -> QgsGeometry:
    """The place's area in the map's CRS, a null geometry for a point; raises QgsCsException."""
    shape = QgsGeometry.fromWkt(place.area) if place.area else QgsGeometry()
    if place.area:
        shape.transform(from_map, Qgis.TransformDirection.Reverse)
    return shape


class AreaFiles:
    """GeoPackages in which the engine reads the areas of places: one for each set of them."""

    def __init__(self, folder: Callable[[], Path]) -> None:
        self._folder = folder
        self._files: dict[tuple[str, tuple[str, ...]], str] = {}

    def file(self, places: Iterable[PickedPlace], crs: QgsCoordinateReferenceSystem) -> str | None:
        """The file of the places' areas; None where they have none. Raises EngineFailure."""
        areas = tuple(place.area for place in places if place.area)
        if not areas:
            return None
        key = (crs.toWkt(), areas)
        if key not in self._files:
            self._files[key] = self._write(areas, crs)
        return self._files[key]

    def _write(self, areas: Iterable[str], crs: QgsCoordinateReferenceSystem) -> str:
        path = self._folder() / f"areas_{len(self._files) + 1}.gpkg"
        features = []
        for area in areas:
            features.append(QgsFeature())
            features[-1].setGeometry(QgsGeometry.fromWkt(area))
        write_features(path, crs, QgsFields(), features, QgsWkbTypes.Type.Unknown)
        return str(path)

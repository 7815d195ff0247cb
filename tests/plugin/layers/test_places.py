from __future__ import annotations

import numpy as np
import pytest
from landprint.plugin.client.failure import EngineFailure
from landprint.plugin.layers import places as module
from landprint.plugin.layers.places import read_places, shape_places
from landprint.plugin.layers.source import RasterSource
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsRectangle,
    QgsVectorLayer,
)

UTM = QgsCoordinateReferenceSystem("EPSG:32633")
RASTER = RasterSource("/e.tif", "e", UTM, QgsRectangle(500_000, 4_990_000, 520_000, 5_000_000), (40.0, 40.0))


@pytest.fixture(autouse=True)
def _qgis(qgis_app):
    """Geometry and CRS need a running QGIS."""


def everywhere(_x: float, _y: float) -> bool:
    return True


def places_of(wkt: str) -> np.ndarray:
    return np.array(list(shape_places(QgsGeometry.fromWkt(wkt), RASTER, everywhere)))


def box(left: float, bottom: float, right: float, top: float) -> str:
    return QgsGeometry.fromRect(QgsRectangle(left, bottom, right, top)).asWkt()


def test_a_point_stands_for_itself():
    assert places_of("Point(500100 4999000)").tolist() == [[500100, 4999000]]


def test_each_point_of_many_counts():
    assert places_of("MultiPoint((500100 4999000),(500200 4999100))").tolist() == [[500100, 4999000], [500200, 4999100]]


def test_a_line_is_walked_by_patches():
    places = places_of("LineString(500000 4999000, 500400 4999000)")
    steps = np.diff(places[:, 0])
    assert steps == pytest.approx(steps[0])
    assert 30 < steps[0] <= 40
    assert places[-1].tolist() == [500_400, 4_999_000]


def test_a_long_line_has_a_thousand_places_or_so():
    assert 900 < len(places_of("LineString(500000 4999000, 520000 4999000, 500000 4990000, 520000 4990000)")) < 1100


def test_an_area_stands_for_the_centres_of_the_patches_inside():
    places = places_of(box(500_100, 4_999_800, 500_200, 4_999_900))
    centres = [(x, y) for x in (500_140, 500_180) for y in (4_999_820, 4_999_860)]
    assert sorted(map(tuple, places)) == centres


def test_an_area_without_a_centre_stands_for_a_point_on_it():
    ((x, y),) = places_of(box(500_001, 4_999_990, 500_006, 4_999_999))
    assert 500_001 < x < 500_006
    assert 4_999_990 < y < 4_999_999


def test_a_hole_is_not_inside():
    hole = "(500200 4999200, 500800 4999200, 500800 4999800, 500200 4999800, 500200 4999200)"
    places = places_of(
        f"Polygon((500000 4999000, 501000 4999000, 501000 5000000, 500000 5000000, 500000 4999000),{hole})"
    )
    inside = (abs(places[:, 0] - 500_500) < 300) & (abs(places[:, 1] - 4_999_500) < 300)
    assert len(places) > 100
    assert not inside.any()


def test_a_large_area_is_thinned_evenly():
    places = places_of(box(500_000, 4_990_000, 520_000, 5_000_000))  # 125,000 patches
    assert 800 < len(places) <= 1000
    assert abs(places.mean(axis=0) - [510_000, 4_995_000]).max() < 200
    assert places.min(axis=0)[0] < 501_000
    assert places[:, 1].min() < 4_991_000


def test_a_thin_area_across_the_raster_keeps_places_inside():
    polygon = QgsGeometry.fromWkt(
        "Polygon((500000 5000000, 520000 4990000, 520000 4990100, 500000 5000100, 500000 5000000))"
    )
    places = list(shape_places(polygon, RASTER, everywhere))
    assert 20 < len(places) <= 1000
    assert all(polygon.contains(QgsPointXY(*place)) for place in places)


def test_an_area_partly_outside_has_its_places_on_the_raster():
    places = places_of(box(499_000, 4_999_000, 501_000, 5_001_000))
    assert len(places) == 625
    assert places[:, 0].min() == 500_020
    assert places[:, 1].max() == 4_999_980


def test_nothing_stands_for_an_empty_shape():
    assert list(shape_places(QgsGeometry(), RASTER, everywhere)) == []


def test_an_area_has_its_places_where_there_is_data():
    area = QgsGeometry.fromRect(QgsRectangle(500_000, 4_999_000, 501_000, 5_000_000))
    places = np.array(list(shape_places(area, RASTER, lambda x, _y: x > 500_500)))
    assert len(places) > 100
    assert places[:, 0].min() > 500_500


def layer_of(wkts: list[str], crs: str) -> QgsVectorLayer:
    layer = QgsVectorLayer(f"Point?crs={crs}", "places", "memory")
    for wkt in wkts:
        feature = QgsFeature()
        feature.setGeometry(QgsGeometry.fromWkt(wkt))
        layer.dataProvider().addFeature(feature)
    return layer


def test_places_come_in_the_crs_of_the_raster():
    (place,) = read_places(layer_of(["Point(15 45)"], "EPSG:4326"), RASTER, QgsCoordinateTransformContext())
    assert place == pytest.approx((500_000, 4_982_950), abs=1)  # the central meridian of zone 33


def test_too_many_places_are_refused(monkeypatch):
    monkeypatch.setattr(module, "MOST_PLACES", 2)
    layer = layer_of(["Point(15 45)"] * 3, "EPSG:4326")
    with pytest.raises(EngineFailure, match="more than 2 places"):
        read_places(layer, RASTER, QgsCoordinateTransformContext())

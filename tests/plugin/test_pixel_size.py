"""How large pixels are on the ground."""

from __future__ import annotations

import pytest
from landprint.plugin.layers.pixel_size import pixel_metres, resampled_crs
from landprint.plugin.layers.source import RasterSource
from qgis.core import QgsCoordinateReferenceSystem, QgsRectangle


def source(crs, pixel, extent):
    return RasterSource("/a.tif", "a", QgsCoordinateReferenceSystem(crs), QgsRectangle(*extent), (pixel, pixel))


@pytest.mark.parametrize(
    ("crs", "pixel", "extent", "metres"),
    [
        ("EPSG:32722", 10.0, (600_000, 9_000_000, 610_000, 9_010_000), 10.0),
        ("EPSG:4326", 8.983152841214912e-05, (-56.37, -1.48, -56.35, -1.46), 10.0),
        ("EPSG:2263", 100.0, (980_000, 190_000, 990_000, 200_000), 30.48),  # feet
    ],
)
def test_a_pixel_has_its_size_in_metres(qgis_app, crs, pixel, extent, metres):
    assert pixel_metres(source(crs, pixel, extent)) == pytest.approx(metres, rel=0.005)


def test_pixels_without_a_crs_have_no_size(qgis_app):
    assert pixel_metres(source("", 10.0, (0, 0, 100, 100))) is None


@pytest.mark.parametrize(("lat", "code"), [(-1.47, "EPSG:32721"), (47.0, "EPSG:32621")])
def test_an_image_in_degrees_is_resampled_in_its_utm_zone(qgis_app, lat, code):
    assert resampled_crs(source("EPSG:4326", 1e-4, (-56.4, lat - 0.01, -56.3, lat + 0.01))).authid() == code


def test_an_image_in_metres_stays_in_its_crs(qgis_app):
    own = source("EPSG:31985", 30.0, (280_000, 9_100_000, 290_000, 9_110_000))
    assert resampled_crs(own).authid() == "EPSG:31985"

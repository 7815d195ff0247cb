"""How large pixels are on the ground."""

from __future__ import annotations

import pytest
from landprint.plugin.layers.sources.pixel_size import pixel_metres
from landprint.plugin.layers.sources.source import RasterSource
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsRectangle,
)


def source(crs, pixel, extent):
    return RasterSource("/a.tif", "a", QgsCoordinateReferenceSystem(crs), QgsRectangle(*extent), (pixel, pixel))


@pytest.mark.parametrize(
    ("crs", "pixel", "extent", "metres"),
    [
        ("EPSG:32722", 10.0, (600_000, 9_000_000, 610_000, 9_010_000), 10.0),
        ("EPSG:4326", 8.983152841214912e-05, (-56.37, -1.48, -56.35, -1.46), 10.0),
        ("EPSG:3857", 20.0, (1_000_000, 8_390_000, 1_010_000, 8_410_000), 10.0),  # Web Mercator at 60 degrees north
        ("EPSG:2263", 100.0, (980_000, 190_000, 990_000, 200_000), 30.48),  # feet
    ],
)
def test_a_pixel_has_its_size_in_metres(qgis_app, crs, pixel, extent, metres):
    assert pixel_metres(source(crs, pixel, extent)) == pytest.approx(metres, rel=0.01)


def test_pixels_without_a_crs_have_no_size(qgis_app):
    assert pixel_metres(source("", 10.0, (0, 0, 100, 100))) is None

"""How large pixels are on the ground."""

from __future__ import annotations

import subprocess

import pytest
from landprint.plugin.layers.pixel_size import pixel_metres, resampled_crs
from landprint.plugin.layers.source import RasterSource
from landprint.plugin.settings import PLUGIN_ROOT
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsPointXY,
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


@pytest.mark.parametrize(("lat", "code"), [(-1.47, "EPSG:32721"), (47.0, "EPSG:32621")])
def test_an_image_in_degrees_is_resampled_in_its_utm_zone(qgis_app, lat, code):
    assert resampled_crs(source("EPSG:4326", 1e-4, (-56.4, lat - 0.01, -56.3, lat + 0.01))).authid() == code


def test_an_image_in_metres_stays_in_its_crs(qgis_app):
    own = source("EPSG:31985", 30.0, (280_000, 9_100_000, 290_000, 9_110_000))
    assert resampled_crs(own).authid() == "EPSG:31985"


@pytest.mark.parametrize(
    "bounds",
    [
        (12, 47, 18, 50),
        (11.5, -3, 19.5, 2),
        (177, -20, 183, -10),
        (0, 40, 20, 55),
        (-80, -35, -35, 10),
        (165, -30, 200, 0),
    ],
)
def test_an_image_in_degrees_is_resampled_where_the_engine_does_it(qgis_app, bounds):
    code = f"from engine.source import *; print(metric_crs(Bounds(*{bounds})).to_wkt())"
    python = PLUGIN_ROOT / ".venv/bin/python"
    wkt = subprocess.run([python, "-c", code], cwd=PLUGIN_ROOT, capture_output=True, text=True, check=True).stdout
    of_engine = QgsCoordinateReferenceSystem.fromWkt(wkt.strip())
    chosen = resampled_crs(source("EPSG:4326", 0.01, bounds))
    assert of_engine.isValid()
    here = QgsPointXY((bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2)
    degrees, context = QgsCoordinateReferenceSystem("EPSG:4326"), QgsCoordinateTransformContext()
    places = [QgsCoordinateTransform(degrees, crs, context).transform(here) for crs in (of_engine, chosen)]
    assert places[0].distance(places[1]) < 0.01

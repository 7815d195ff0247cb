from __future__ import annotations

import json
import math

import numpy as np
import pytest
from landprint.plugin.layers.outputs.export import plan_export, stand_in
from landprint.plugin.plugin import new_session
from osgeo import gdal
from qgis.core import QgsProcessingContext, QgsProject, QgsRasterLayer, QgsRectangle

from tests.places import golden_weights
from tests.plugin.layers.outputs.test_export import virtual
from tests.plugin.processing.test_provider import at
from tests.plugin.running import algorithm, read, refusal, run, tags
from tests.plugin.scene import LEFT, PIXEL, TOP, Feedback, striped_pixels, write_raster
from tests.web_server import HALF_WORLD, land, pixel_size, web_server

pytestmark = pytest.mark.usefixtures("landprint_plugin")

AREA = "1000000,1003000,6497000,6500000 [EPSG:3857]"


@pytest.fixture
def web():
    with web_server() as web:
        web.draw = land
        yield web


@pytest.fixture
def basemap(web, project):
    layer = QgsRasterLayer(web.xyz, "Aerial view", "wms")
    project.addMapLayer(layer)
    return layer


def test_a_web_layer_is_drawn_and_embedded_where_it_lies(tmp_path, basemap):
    output, feedback = str(tmp_path / "e.tif"), Feedback()
    run("embedraster", feedback, INPUT=basemap, EXTENT=AREA, GSD=6, PATCH_SIZE=4, FILTERS=16, OUTPUT=output)
    made = gdal.Open(output)
    west, step, _, north, _, _ = made.GetGeoTransform()
    side = pixel_size(14)
    assert step == pytest.approx(4 * side)
    column, row = (west + HALF_WORLD) / side, (HALF_WORLD - north) / side
    assert abs(column - round(column)) < 0.01
    assert abs(row - round(row)) < 0.01
    assert -side < west - 1_000_000 <= 0
    assert any(line.startswith("Landprint draws") and "pixels of 6.1" in line for line in feedback.said)
    assert any("no measured reflectances" in line for line in feedback.said)
    assert read(output).shape[0] == 32


def test_an_extent_in_degrees_is_as_good(tmp_path, basemap):
    area = "8.98,9.01,50.30,50.31 [EPSG:4326]"
    run("embedraster", INPUT=basemap, EXTENT=area, FILTERS=8, OUTPUT=str(tmp_path / "e.tif"))


def test_the_engine_estimates_what_is_not_drawn_yet(basemap):
    export = plan_export(basemap, QgsRectangle(1_000_000, 6_490_000, 1_010_000, 6_500_000), 6.0)
    with new_session() as session:
        params = {"raster": [stand_in(export)], "encoder": "random-features"}
        estimate = session.request("estimate_embedding", params)
    assert estimate["patches"] == math.ceil(export.columns / 8) * math.ceil(export.rows / 8)
    assert not export.is_here


def test_without_an_extent_one_is_asked_for(tmp_path, basemap, monkeypatch):
    monkeypatch.setattr("qgis.utils.iface", None)
    said = refusal("embedraster", INPUT=basemap, OUTPUT=str(tmp_path / "e.tif"))
    assert "“Aerial view” is a web layer, of which QGIS writes a part. Give the extent" in said


def test_too_large_an_extent_is_refused_before_anything_is_fetched(tmp_path, basemap, web):
    web.requests.clear()
    area = "-180,180,-80,80 [EPSG:4326]"
    said = refusal("embedraster", INPUT=basemap, EXTENT=area, GSD=10, OUTPUT=str(tmp_path / "e.tif"))
    assert "at most 1,000 are drawn" in said
    assert web.requests == []


def test_an_encoder_of_measured_images_says_that_it_takes_no_picture(tmp_path, basemap, web):
    web.requests.clear()
    settings = {"INPUT": basemap, "EXTENT": AREA, "OUTPUT": str(tmp_path / "e.tif")}
    said = refusal("embedraster", ENCODER="galileo-nano", **settings)
    assert "Galileo nano needs measured reflectances" in said
    assert web.requests == []


def test_clay_takes_a_picture_with_the_colours_of_aerial_photographs(tmp_path, basemap):
    clay = {"ENCODER": "clay-v1.5", "CHECKPOINT": str(golden_weights("clay-tiny.ckpt")), "HEADS": 4}
    output = str(tmp_path / "e.tif")
    run("embedraster", INPUT=basemap, EXTENT=AREA, GSD=6, OUTPUT=output, **clay)
    said = tags(output)
    assert (said["SENSOR"], said["SENSOR_BANDS"], said["SCALE"]) == ("picture", "red,green,blue", "count")
    assert said["GSD"].startswith("6.1")
    result = run("chipembeddingat", INPUT=basemap, POINT=at(1_000_000, 6_500_000, "EPSG:3857"), **clay)
    assert np.isfinite(json.loads(result["VECTOR"])).all()


def test_a_provider_with_its_address_needs_no_project(tmp_path, web):
    output = str(tmp_path / "e.tif")
    run("embedraster", INPUT=f"wms://{web.xyz}", EXTENT=AREA, GSD=12, FILTERS=8, OUTPUT=output)
    assert gdal.Open(output).RasterXSize > 10


def test_a_service_that_is_down_is_said(tmp_path, basemap, web):
    web.status = 500
    said = refusal("embedraster", INPUT=basemap, EXTENT=AREA, OUTPUT=str(tmp_path / "e.tif"))
    assert "127.0.0.1 answered 500" in said


def test_a_computed_layer_is_embedded_as_the_same_file_is(tmp_path, image, project):
    layer = virtual(image, '"stripes@1" + 0.5 * "stripes@2"')
    project.addMapLayer(layer)
    first, second = striped_pixels()[:2].astype(np.float32)
    whole = write_raster(tmp_path / "whole.tif", (first + 0.5 * second)[None], nodata=None)
    area = (LEFT + 200, TOP - 200, LEFT + 1600, TOP - 1200)
    same = str(tmp_path / "same.tif")
    gdal.Translate(same, whole, projWin=area)
    extent = f"{area[0]},{area[2]},{area[3]},{area[1]} [EPSG:32633]"
    outputs = [str(tmp_path / "layer.tif"), str(tmp_path / "file.tif")]
    run("embedraster", INPUT=layer, EXTENT=extent, PATCH_SIZE=4, FILTERS=16, OUTPUT=outputs[0])
    run("embedraster", INPUT=same, PATCH_SIZE=4, FILTERS=16, OUTPUT=outputs[1])
    np.testing.assert_array_equal(read(outputs[0]), read(outputs[1]))
    assert gdal.Open(outputs[0]).GetGeoTransform() == (LEFT + 200, 4 * PIXEL, 0, TOP - 200, 0, -4 * PIXEL)
    assert tags(outputs[0])["SOURCE"].endswith("sum.tif")


def test_a_layer_in_no_file_is_refused_as_more_bands_of_another(tmp_path, image, basemap):
    said = refusal("embedraster", INPUT=image, MORE_RASTERS=[basemap], OUTPUT=str(tmp_path / "e.tif"))
    assert "“Aerial view” is a web layer" in said


def test_a_chip_of_a_web_layer_is_drawn_around_its_point(basemap):
    chip = algorithm("chipembeddingat")
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    fits, said = chip.checkParameterValues({"INPUT": basemap, "POINT": at(1_000_000, 6_500_000, "EPSG:3857")}, context)
    assert fits, said
    source = chip.raster()
    half = 128 * source.pixel_size[0]
    assert source.extent.contains(QgsRectangle(1e6 - half, 6.5e6 - half, 1e6 + half, 6.5e6 + half))
    assert source.path == plan_export(basemap, source.extent, 10.0).path

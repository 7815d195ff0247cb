"""A layer that is in no file in the dock: QGIS writes the part that is looked at, and it is embedded as any image."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from osgeo import gdal
from qgis.core import QgsCoordinateReferenceSystem, QgsRasterLayer, QgsRectangle

from tests.plugin.dock.stage import choose, click_map, last, press, said, setting

WEST, NORTH = 1_000_000.0, 6_500_000.0


@pytest.fixture
def basemap(web, project, canvas, offered):
    """A layer of tiles is chosen, and the map shows 400 x 400 pixels of 9.55 m of it."""
    layer = QgsRasterLayer(web.xyz, "Aerial view", "wms")
    project.addMapLayer(layer)
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    canvas.setExtent(QgsRectangle(WEST, NORTH - 3822, WEST + 3822, NORTH))
    offered.look_at.layer_combo.setLayer(layer)
    return layer


def embed(qtbot, dock, session):
    """Embed and wait for the layer; the request that was sent."""
    before = len(session.params_of("embed_raster"))
    qtbot.waitUntil(dock.look_at.embed.button.isEnabled)
    dock.look_at.embed.button.click()
    qtbot.waitUntil(lambda: len(session.params_of("embed_raster")) > before and not dock.look_at.embed.is_working)
    return last(session, "embed_raster")


def offered_names(dock):
    combo = dock.look_at.encoders.combo
    return [combo.itemData(index) for index in range(combo.count()) if combo.itemData(index)]


def test_the_size_of_what_is_drawn_is_said_before_and_nothing_is_fetched_for_it(qtbot, offered, basemap, web):
    qtbot.waitUntil(lambda: "about" in said(offered))
    web.requests.clear()
    assert said(offered).startswith(
        "Landprint draws 401 × 401 pixels of 6.1 m of this layer, 1 MB.\n49 m · about 2 min"
    )
    assert web.requests == []


def test_a_picture_is_said_to_be_one(offered, basemap, image):
    assert offered.look_at.picture.isVisible()
    assert "no measured reflectances" in offered.look_at.picture.text()
    offered.look_at.layer_combo.setLayer(image)
    assert not offered.look_at.picture.isVisible()


def test_encoders_of_measured_images_are_not_offered_for_a_picture(offered, basemap, image):
    assert offered_names(offered) == ["random-features", "clay-v1.5"]
    offered.look_at.layer_combo.setLayer(image)
    assert "galileo-nano" in offered_names(offered)


def test_the_drawn_picture_is_what_is_embedded(qtbot, offered, basemap, session, project):
    layers = set(project.mapLayers())
    params = embed(qtbot, offered, session)
    made = gdal.Open(params["raster"])
    assert (made.RasterXSize, made.RasterYSize, made.RasterCount) == (401, 401, 4)
    assert Path(params["raster"]).name == "Aerial_view.tif"
    assert params["extent"] is None
    new = [layer for name, layer in project.mapLayers().items() if name not in layers]
    assert [layer.name() for layer in new] == ["Random features · 100 m"]  # the picture itself is no layer
    assert "Drawn by QGIS from the layer “Aerial view”: 401 × 401 pixels of 6.1 m." in new[0].metadata().abstract()


def test_the_same_view_is_not_drawn_again(qtbot, offered, basemap, session, web):
    first = embed(qtbot, offered, session)
    web.requests.clear()
    assert embed(qtbot, offered, session)["raster"] == first["raster"]
    assert web.requests == []
    qtbot.waitUntil(lambda: said(offered).startswith("49 m · about 2 min"))


def test_the_size_of_pixels_can_be_chosen(qtbot, offered, basemap, session):
    setting(offered, "PixelSize").setValue(25)
    qtbot.waitUntil(lambda: "pixels of 24.4 m" in said(offered))
    assert "pixels of 25 m" in offered.look_at.disclosure.header.text()
    made = gdal.Open(embed(qtbot, offered, session)["raster"])
    assert made.RasterXSize in (100, 101, 102)


def test_the_whole_world_is_refused_in_a_sentence(qtbot, offered, basemap):
    setting(offered, "PixelSize").setValue(10)
    press(qtbot, offered, "landprintAreaWhole")
    qtbot.waitUntil(lambda: "at most 1,000 are drawn" in said(offered))
    assert not offered.look_at.embed.button.isEnabled()


def test_clay_is_told_that_it_sees_a_picture(qtbot, weights, dock, basemap, session):
    choose(dock, "clay-v1.5")
    assert dock.look_at.sensor.line == "Picture · 3 of 3 bands"
    assert not dock.look_at.sensor.isEnabled()
    sensor = json.loads(embed(qtbot, dock, session)["sensor"])
    assert sensor["gsd"] == pytest.approx(6.11, abs=0.01)
    assert [band["name"] for band in sensor["bands"]] == ["red", "green", "blue"]


def test_a_service_that_is_down_is_said_and_the_next_try_works(qtbot, offered, basemap, session, notices, web):
    web.status = 503
    qtbot.waitUntil(offered.look_at.embed.button.isEnabled)
    offered.look_at.embed.button.click()
    qtbot.waitUntil(lambda: bool(notices.failures))
    assert "127.0.0.1 answered 503" in str(notices.failures[0])
    web.status = 200
    embed(qtbot, offered, session)


def test_a_chip_is_looked_at_where_the_picture_was_drawn(qtbot, weights, dock, basemap, session, notices, canvas):
    choose(dock, "clay-v1.5")
    dock.similar.whole_chip.click()
    click_map(canvas, canvas.extent().center())
    assert "Embed an area of it first." in str(notices.failures[0])
    params = embed(qtbot, dock, session)
    click_map(canvas, canvas.extent().center())
    qtbot.waitUntil(lambda: last(session, "chip_embedding_at").get("raster") == params["raster"])


def test_values_are_recognised_only_once_they_are_written(qtbot, weights, dock, project, session, tmp_path, image):
    path = "/vsimem/landprint_scene.tif"
    gdal.GetDriverByName("GTiff").CreateCopy(path, gdal.Open(image.source()))
    layer = QgsRasterLayer(path, "in memory")
    project.addMapLayer(layer)
    dock.look_at.layer_combo.setLayer(layer)
    choose(dock, "clay-v1.5")
    assert said(dock) == "Landprint writes 20 × 20 pixels of 100 m of this layer, 1 MB."
    session.asked.clear()
    params = embed(qtbot, dock, session)
    assert gdal.Open(params["raster"]).RasterCount == 6
    assert "sensor" not in params
    qtbot.waitUntil(lambda: last(session, "recognise").get("raster") == params["raster"])
    gdal.Unlink(path)

"""A scene whose bands are layers of their own in the dock: what is offered, and what the engine is asked."""

from __future__ import annotations

import numpy as np
import pytest
from landprint.plugin.layers.sources.bands import BandFile, band_file
from osgeo import gdal
from qgis.core import QgsRasterLayer, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import Qt

from tests.plugin.answering_session import LEFT, SIDE, TOP, write_raster
from tests.plugin.dock.stage import GALILEO, INSIDE, RECOGNISED, correct_band, last, opened_dialog, press, setting

BANDS = ("B02", "B03", "B04", "B8A")


def add_band(project, folder, name, *, bands=1):
    folder.mkdir(exist_ok=True)
    values = np.full((bands, SIDE, SIDE), 7, "uint8")
    layer = QgsRasterLayer(write_raster(folder / f"{name}.tif", values), name)
    assert layer.isValid()
    project.addMapLayer(layer)
    return layer


@pytest.fixture
def scene(project, tmp_path):
    """The layers of a scene's bands, by name."""
    return {name: add_band(project, tmp_path / "scene", name) for name in BANDS}


@pytest.fixture
def shown(qtbot, dock, scene):
    """The dock with the blue band as its layer."""
    dock.look_at.layer_combo.setLayer(scene["B02"])
    qtbot.waitUntil(lambda: not dock.look_at.scene.isHidden())
    return dock


def paths(*layers):
    return [layer.source() for layer in layers]


def check(dock, layer, *, checked=True):
    combo = setting(dock, "MoreLayers")
    index = combo.findData(layer.id())
    combo.setItemCheckState(index, Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)


def asked(session, method, name="raster"):
    """What the last request for this operation said of the raster, or another parameter of it."""
    return (session.params_of(method) or [{}])[-1].get(name)


def test_other_bands_of_the_scene_are_offered_and_taken_by_a_press(qtbot, shown, scene, session):
    assert shown.look_at.scene.text() == "Use 3 more bands of this scene"
    assert "B03, B04, B8A" in shown.look_at.scene.toolTip()
    shown.look_at.scene.click()
    together = paths(*scene.values())
    qtbot.waitUntil(lambda: asked(session, "recognise") == together)
    qtbot.waitUntil(lambda: asked(session, "estimate_embedding") == together)
    assert shown.look_at.scene.isHidden()
    assert shown.look_at.bands.text() == "all 4"
    assert "with 3 more layers" in shown.look_at.disclosure.header.text()


def test_a_layer_alone_stays_one_file(qtbot, shown, scene, session):
    qtbot.waitUntil(lambda: asked(session, "estimate_embedding") == scene["B02"].source())
    assert "more layer" not in shown.look_at.disclosure.header.text()


def test_layers_are_chosen_under_more(qtbot, shown, scene, image, session):
    check(shown, image)
    qtbot.waitUntil(lambda: asked(session, "estimate_embedding") == paths(scene["B02"], image))
    assert "with 1 more layer" in shown.look_at.disclosure.header.text()
    check(shown, image, checked=False)
    qtbot.waitUntil(lambda: asked(session, "estimate_embedding") == scene["B02"].source())


def test_each_layer_keeps_those_that_were_chosen_for_it(qtbot, shown, scene, image, session):
    shown.look_at.scene.click()
    shown.look_at.layer_combo.setLayer(image)
    assert shown.look_at.more.chosen_layers == []
    assert shown.look_at.scene.isHidden()
    qtbot.waitUntil(lambda: asked(session, "estimate_embedding") == image.source())
    shown.look_at.layer_combo.setLayer(scene["B02"])
    qtbot.waitUntil(lambda: asked(session, "estimate_embedding") == paths(*scene.values()))
    assert "with 3 more layers" in shown.look_at.disclosure.header.text()


def test_a_layer_that_goes_is_looked_at_no_longer(qtbot, shown, scene, project, session):
    shown.look_at.scene.click()
    together = paths(scene["B02"], scene["B03"], scene["B8A"])
    project.removeMapLayer(scene["B04"].id())
    qtbot.waitUntil(lambda: asked(session, "estimate_embedding") == together)
    assert "with 2 more layers" in shown.look_at.disclosure.header.text()
    assert shown.look_at.bands.text() == "all 3"


def test_the_shown_layer_may_go(shown, scene, project):
    shown.look_at.scene.click()
    project.removeMapLayer(scene["B02"].id())
    assert shown.look_at.layer_combo.currentLayer() is not scene["B02"]
    project.clear()
    assert shown.look_at.scene.isHidden()
    assert setting(shown, "MoreLayers").count() == 0


def test_bands_are_numbered_on_over_the_layers_and_forgotten_when_they_change(qtbot, shown, scene, session):
    shown.look_at.scene.click()
    assert [band.name for band in shown.embed_layer.layers.bands(scene["B02"])] == list(BANDS)
    dialog = opened_dialog(qtbot, shown.look_at.bands)
    for index in (1, 2):
        dialog.list.item(index).setCheckState(Qt.CheckState.Unchecked)
    dialog.accept()
    assert shown.look_at.bands.text() == "2 of 4: B02, B8A"
    qtbot.waitUntil(lambda: asked(session, "estimate_embedding", "bands") == [1, 4])
    check(shown, scene["B03"], checked=False)
    assert shown.look_at.bands.text() == "all 3"
    qtbot.waitUntil(lambda: asked(session, "estimate_embedding", "bands") is None)


def test_bands_of_another_scene_and_other_rasters_are_not_proposed(qtbot, shown, project, tmp_path):
    add_band(project, tmp_path / "elsewhere", "B05")
    add_band(project, tmp_path / "scene", "SCL")
    add_band(project, tmp_path / "scene", "B06", bands=3)
    assert shown.look_at.scene.text() == "Use 3 more bands of this scene"
    add_band(project, tmp_path / "scene", "B11")
    assert shown.look_at.scene.text() == "Use 4 more bands of this scene"


def test_only_files_that_landprint_did_not_make_are_offered(qtbot, shown, project, image):
    project.addMapLayer(QgsVectorLayer("Point?crs=EPSG:31985", "places", "memory"))
    web = QgsRasterLayer("type=xyz&url=file:///nowhere/%7Bz%7D.png&zmax=1", "web", "wms")
    project.addMapLayer(web)
    again = QgsRasterLayer(image.source(), "scene again")
    project.addMapLayer(again)
    combo = setting(shown, "MoreLayers")
    ids = {combo.itemData(index) for index in range(combo.count())}
    assert web.id() not in ids
    assert len(ids & {image.id(), again.id()}) == 1
    assert combo.count() == 4


def test_a_new_name_of_a_layer_is_the_one_that_is_offered(shown, scene):
    scene["B03"].setName("green")
    combo = setting(shown, "MoreLayers")
    assert combo.itemText(combo.findData(scene["B03"].id())) == "green"


def test_the_result_tells_all_files_that_it_was_made_from(qtbot, shown, scene, session):
    shown.look_at.scene.click()
    press(qtbot, shown, "landprintAreaWhole")
    qtbot.waitUntil(shown.look_at.embed.button.isEnabled)
    shown.look_at.embed.button.click()
    qtbot.waitUntil(lambda: shown.embeddings.current is not None)
    assert asked(session, "embed_raster") == paths(*scene.values())
    layer = shown.embeddings.current
    assert layer.name() == "Random features · 100 m · with 3 more images"
    for path in paths(*scene.values()):
        assert path in layer.metadata().abstract()
        assert path in layer.metadata().history()[0]


def test_none_of_the_files_can_be_the_output(shown, scene, notices):
    shown.look_at.scene.click()
    setting(shown, "Output").setText(scene["B04"].source())
    shown.look_at.embed.button.click()
    assert "is the input itself" in notices.failures[0].message


def test_a_whole_chip_is_of_all_files(shown, scene):
    shown.look_at.scene.click()
    assert shown.embed_layer.chip_question(INSIDE).params["raster"] == paths(*scene.values())


def test_the_area_is_told_on_the_grid_of_the_finest_layer(qtbot, shown, scene, project, tmp_path, canvas, session):
    fine = tmp_path / "fine.tif"
    gdal.Warp(str(fine), scene["B03"].source(), dstSRS="EPSG:32725", xRes=20, yRes=20)
    layer = QgsRasterLayer(str(fine), "fine")
    project.addMapLayer(layer)
    canvas.setExtent(QgsRectangle(LEFT + 400, TOP - 900, LEFT + 900, TOP - 400))
    check(shown, layer)
    assert shown.embed_layer.layers.finest(scene["B02"]).path == str(fine)
    qtbot.waitUntil(lambda: asked(session, "estimate_embedding") == paths(scene["B02"], layer))
    left, bottom, right, top = asked(session, "estimate_embedding", "extent")
    assert layer.extent().contains(QgsRectangle(left, bottom, right, top))


@pytest.fixture
def galileo(session, monkeypatch):
    """The engine knows Galileo alone, whose weights are here."""
    known = {"encoders": [{**GALILEO, "ready": True}]}
    monkeypatch.setattr(session, "encoders", lambda _params: known, raising=False)
    monkeypatch.setattr(session, "recognise", lambda _params: RECOGNISED, raising=False)


def test_what_was_said_of_bands_is_forgotten_with_the_layers(qtbot, galileo, shown, scene, session):
    shown.look_at.scene.click()
    qtbot.waitUntil(lambda: shown.look_at.sensor.line.startswith("Sentinel-2"))
    dialog = opened_dialog(qtbot, shown.look_at.sensor)
    correct_band(dialog, "red", 3)
    dialog.accept()
    qtbot.waitUntil(lambda: asked(session, "recognise", "band_names") == ["blue", "green", "red"])
    check(shown, scene["B04"], checked=False)
    qtbot.waitUntil(lambda: asked(session, "recognise") == paths(scene["B02"], scene["B03"], scene["B8A"]))
    assert "band_names" not in last(session, "recognise")


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("/a/IMG_DATA/R10m/T31_B02_10m.jp2", BandFile("/a/IMG_DATA/T31_", "B02", 10)),
        ("/a/IMG_DATA/R20m/T31_B8A_20m.jp2", BandFile("/a/IMG_DATA/T31_", "B8A", 20)),
        ("/a/B11.tif", BandFile("/a/", "B11", 0)),
        ("/a/LC09_L2SP_SR_B4.TIF", BandFile("/a/LC09_L2SP_SR_", "B4", 0)),
        ("/a/T31_SCL_20m.jp2", None),
        ("/a/scene.tif", None),
    ],
)
def test_a_band_of_a_scene_is_known_by_its_files_name(path, wanted):
    assert band_file(path) == wanted

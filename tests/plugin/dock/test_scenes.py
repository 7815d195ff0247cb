"""Scenes that are opened in the dock, layers that lose their file, and sensors of one's own."""

from __future__ import annotations

import json
from threading import Event

import numpy as np
import pytest
from landprint.plugin.client.failure import EngineFailure
from landprint.plugin.dock.look_at.imagery.sensor_line import SENSOR_PROPERTY
from landprint.plugin.dock.scene import open_scene
from landprint.plugin.dock.scene.own_sensor import TypedBand, TypedSensor
from landprint.plugin.dock.scene.own_sensor_dialog import OwnSensorDialog
from landprint.plugin.layers.sources.scene import write_scene
from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsMimeDataUtils, QgsRasterLayer
from qgis.PyQt.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from qgis.PyQt.QtGui import QDragEnterEvent, QDropEvent
from qgis.PyQt.QtWidgets import QApplication, QFileDialog

from tests.plugin.answering_session import SIDE, write_raster
from tests.plugin.dock.stage import choose, last, look_again, opened_dialog, said, setting
from tests.plugin.safes import METRES, SUBDATASET, tarred, write_landsat, write_safe, zipped

LOST = "has lost its file"


@pytest.fixture(scope="module")
def safe(qgis_app, tmp_path_factory):
    return write_safe(tmp_path_factory.mktemp("safe"))


@pytest.fixture(autouse=True)
def _profile(tmp_path, monkeypatch):
    monkeypatch.setattr("qgis.core.QgsApplication.qgisSettingsDirPath", lambda: str(tmp_path / "p"))


def dragged(widget, *paths):
    """What the widget says to files that are dragged over it, and then dropped."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return deliver(widget, mime)


def deliver(widget, mime):
    """Drag this over the widget, and drop it where it is taken; whether it is."""
    action, button, key = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), action, mime, button, key)
    enter.ignore()
    QApplication.sendEvent(widget, enter)
    if enter.isAccepted():
        QApplication.sendEvent(widget, QDropEvent(QPointF(5, 5), action, mime, button, key))
    return enter.isAccepted()


def looked_at(dock):
    layer = dock.look_at.layer_combo.currentLayer()
    return layer.name() if layer is not None else ""


# Opening


@pytest.mark.parametrize("form", ["folder", "zip", "landsat", "tar", "tar.gz"])
def test_a_scene_that_is_dropped_is_looked_at_and_asked_for_itself(qtbot, dock, session, safe, tmp_path, form):
    path = {"folder": lambda: safe, "zip": lambda: zipped(safe), "landsat": lambda: write_landsat(tmp_path)}.get(
        form, lambda: tarred(write_landsat(tmp_path), f".{form}")
    )()
    assert dragged(dock, path)
    qtbot.waitUntil(lambda: looked_at(dock) == path.name)
    count = 12 if form in ("folder", "zip") else 7
    assert dock.look_at.bands.text() == f"all {count}"
    qtbot.waitUntil(lambda: last(session, "recognise").get("raster") == str(path))
    dock.look_at.areas.button(1).click()
    qtbot.waitUntil(dock.look_at.embed.button.isEnabled)
    dock.look_at.embed.button.click()
    qtbot.waitUntil(lambda: dock.embeddings.current is not None)
    asked = last(session, "embed_raster")
    assert (asked["raster"], asked["bands"], asked["extent"]) == (str(path), None, None)
    assert "raster_crs" not in asked


def test_a_scene_that_is_open_is_chosen_and_not_opened_twice(qtbot, dock, project, safe):
    assert dragged(dock, safe)
    qtbot.waitUntil(lambda: looked_at(dock) == safe.name)
    dock.look_at.layer_combo.setCurrentIndex(0)
    count = len(project.mapLayers())
    assert dragged(dock, safe)
    qtbot.waitUntil(lambda: looked_at(dock) == safe.name)
    assert len(project.mapLayers()) == count


def test_a_scene_does_not_come_into_a_project_that_was_opened_meanwhile(qtbot, dock, project, safe, monkeypatch):
    goes_on = Event()
    monkeypatch.setattr(open_scene, "write_scene", lambda path: goes_on.wait(10) and write_scene(path))
    assert dragged(dock, safe)
    project.clear()
    goes_on.set()
    qtbot.waitUntil(lambda: QgsApplication.taskManager().countActiveTasks() == 0)
    qtbot.wait(20)
    assert list(project.mapLayers()) == []


@pytest.mark.parametrize("item", [0, 1])
def test_a_scene_is_chosen_by_the_button(qtbot, dock, safe, monkeypatch, item):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(safe))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(safe / "MTD_MSIL2A.xml"), ""))
    dock.look_at.open_scene.menu().actions()[item].trigger()
    qtbot.waitUntil(lambda: looked_at(dock) == (safe.name if item == 0 else "MTD_MSIL2A.xml"))
    assert dock.look_at.bands.text() == "all 12"


def test_a_scene_is_dropped_from_qgis_s_own_browser(qtbot, dock, safe):
    uri = QgsMimeDataUtils.Uri()
    uri.layerType, uri.providerKey, uri.name, uri.uri = "directory", "", safe.name, str(safe)
    mime = QgsMimeDataUtils.encodeUriList([uri])
    assert deliver(dock, mime)
    qtbot.waitUntil(lambda: looked_at(dock) == safe.name)


def test_a_folder_without_a_scene_says_so(qtbot, dock, notices, tmp_path):
    (tmp_path / "photographs").mkdir()
    assert dragged(dock, tmp_path / "photographs")
    qtbot.waitUntil(lambda: bool(notices.failures))
    assert "photographs holds no bands" in notices.failures[0].message


def test_other_files_go_to_qgis(dock, image, tmp_path):
    assert not dragged(dock, image.source())
    places = tmp_path / "places.geojson"
    places.write_text('{"type": "FeatureCollection", "features": []}')
    assert not dragged(dock, places)


def stac_item(folder, hrefs):
    """A STAC item with an asset a file; the files' bands are named by the item alone."""
    names = {"B02.tif": ["blue"], "B03.tif": ["green"], "B04.tif": ["red"], "rest.tif": ["nir", "swir16"]}
    assets = {
        name[:-4]: {
            "href": href,
            "type": "image/tiff",
            "roles": ["data"],
            "eo:bands": [{"name": band} for band in names[name]],
        }
        for name, href in hrefs.items()
    }
    path = folder / "item.json"
    item = {"type": "Feature", "stac_version": "1.0.0", "id": "S2A of a day", "properties": {}, "assets": assets}
    path.write_text(json.dumps(item))
    return path


def test_a_stac_item_that_is_dropped_is_looked_at_and_asked_for_itself(qtbot, dock, session, project, tmp_path):
    for seed, (name, count) in enumerate({"B02.tif": 1, "B03.tif": 1, "B04.tif": 1, "rest.tif": 2}.items()):
        values = np.random.default_rng(seed).integers(1, 200, (count, SIDE, SIDE)).astype("uint8")
        write_raster(tmp_path / name, values)
    item = stac_item(tmp_path, {name: f"./{name}" for name in ("B02.tif", "B03.tif", "B04.tif", "rest.tif")})
    assert dragged(dock, item)
    qtbot.waitUntil(lambda: looked_at(dock) == "S2A of a day")
    assert dock.look_at.bands.text() == "all 5"
    qtbot.waitUntil(lambda: last(session, "recognise").get("raster") == str(item))
    layer = dock.look_at.layer_combo.currentLayer()
    assert layer.renderer().usesBands() == [3, 2, 1]
    middle = layer.extent().center()
    for number, (name, own) in enumerate(
        [("B02.tif", 1), ("B03.tif", 1), ("B04.tif", 1), ("rest.tif", 1), ("rest.tif", 2)], 1
    ):
        file = QgsRasterLayer(str(tmp_path / name))
        assert layer.dataProvider().sample(middle, number) == file.dataProvider().sample(middle, own)


def test_a_signed_address_of_a_stac_item_is_written_into_no_file(qtbot, dock, notices, tmp_path):
    item = stac_item(tmp_path, {"B02.tif": "https://data.example.org/B02.tif?sig=SECRET"})
    assert dragged(dock, item)
    qtbot.waitUntil(lambda: bool(notices.failures))
    assert "signed addresses" in notices.failures[0].message
    assert [path for path in (tmp_path / "p").rglob("*.vrt") if "SECRET" in path.read_text()] == []


def test_a_scene_goes_with_the_project(qtbot, dock, project, session, safe, tmp_path):
    dragged(dock, safe)
    qtbot.waitUntil(lambda: looked_at(dock) == safe.name)
    assert project.write(str(tmp_path / "a.qgz"))
    project.clear()
    assert project.read(str(tmp_path / "a.qgz"))
    layer = next(layer for layer in project.mapLayers().values() if layer.name() == safe.name)
    dock.look_at.layer_combo.setLayer(layer)
    qtbot.waitUntil(lambda: last(session, "recognise").get("raster") == str(safe))
    assert dock.look_at.bands.text() == "all 12"


def test_a_part_of_a_scene_that_qgis_opened_is_looked_at_with_all_bands(qtbot, dock, project, session, safe):
    layer = QgsRasterLayer(SUBDATASET.format(safe, "20m"), "part", "gdal")
    project.addMapLayer(layer)
    dock.look_at.layer_combo.setLayer(layer)
    assert dock.look_at.bands.text() == "all 12"
    qtbot.waitUntil(lambda: last(session, "recognise").get("raster") == layer.source())
    assert len(METRES) == 12


def test_two_parts_of_a_scene_are_that_scene_once(qtbot, dock, project, session, safe):
    parts = [QgsRasterLayer(SUBDATASET.format(safe, size), size, "gdal") for size in ("10m", "20m")]
    project.addMapLayers(parts)
    dock.look_at.layer_combo.setLayer(parts[0])
    box = setting(dock, "MoreLayers")
    box.setItemCheckState(box.findData(parts[1].id()), Qt.CheckState.Checked)
    qtbot.waitUntil(lambda: isinstance(last(session, "recognise").get("raster"), list))
    assert dock.look_at.bands.text() == "all 12"


def test_a_classification_among_the_bands_is_not_looked_at_unless_it_is_chosen(qtbot, dock, project, session, tmp_path):
    values = np.random.default_rng(1).integers(1, 12, (4, SIDE, SIDE)).astype("uint8")
    path = write_raster(tmp_path / "stack.tif", values, descriptions=("B02", "B03", "SCL", "B04"))
    layer = QgsRasterLayer(path, "stack", "gdal")
    project.addMapLayer(layer)
    dock.look_at.layer_combo.setLayer(layer)
    assert dock.look_at.bands.text() == "3 of 4: B02, B03, B04"
    assert dock.embed_layer.layers.chosen_bands(layer) is None  # as the engine takes them
    dialog = opened_dialog(qtbot, dock.look_at.bands)
    assert dialog.numbers == [1, 2, 4]
    dialog.list.item(2).setCheckState(Qt.CheckState.Checked)
    dialog.accept()
    assert dock.embed_layer.layers.chosen_bands(layer) == [1, 2, 3, 4]
    dialog = opened_dialog(qtbot, dock.look_at.bands)
    dialog.list.item(2).setCheckState(Qt.CheckState.Unchecked)
    dialog.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    dialog.accept()
    assert dock.embed_layer.layers.chosen_bands(layer) == [2, 4]


# Files that move, and what is set in QGIS


def test_a_layer_without_its_file_raises_nothing_and_says_so(qtbot, dock, project, canvas):
    gone = QgsRasterLayer("/nowhere/gone.tif", "gone", "gdal")
    project.addMapLayer(gone)
    dock.look_at.layer_combo.setLayer(gone)
    canvas.zoomByFactor(1.5)
    assert LOST in said(dock)
    assert not dock.look_at.embed.button.isEnabled()
    opened = opened_dialog(qtbot, dock.look_at.sensor) if dock.look_at.sensor.isVisible() else None
    if opened is not None:
        opened.reject()


def test_a_file_that_goes_while_its_layer_is_looked_at_is_missed(qtbot, dock, canvas, image, tmp_path):
    (tmp_path / "scene.tif").rename(tmp_path / "moved.tif")
    canvas.zoomByFactor(1.5)
    assert LOST in said(dock)
    assert "Change Data Source" in said(dock)


def test_a_layer_that_is_given_its_file_again_is_looked_at_at_once(qtbot, dock, project, image):
    gone = QgsRasterLayer("/nowhere/gone.tif", "gone", "gdal")
    project.addMapLayer(gone)
    dock.look_at.layer_combo.setLayer(gone)
    assert LOST in said(dock)
    gone.setDataSource(image.source(), "gone", "gdal", image.dataProvider().ProviderOptions())
    qtbot.waitUntil(dock.look_at.embed.button.isEnabled)
    assert dock.look_at.bands.text() == "all 6"


def test_a_crs_that_is_set_by_hand_is_asked_with_at_once(qtbot, dock, session, image):
    dock.look_at.areas.button(1).click()
    qtbot.waitUntil(lambda: bool(last(session, "estimate_embedding")))
    image.setCrs(QgsCoordinateReferenceSystem("EPSG:32725"))
    qtbot.waitUntil(lambda: "raster_crs" in last(session, "estimate_embedding"))
    assert "UTM zone 25S" in last(session, "estimate_embedding")["raster_crs"]


def test_another_crs_of_the_map_is_noticed(qtbot, dock, canvas, session):
    before = len(session.params_of("estimate_embedding"))
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    qtbot.waitUntil(lambda: len(session.params_of("estimate_embedding")) > before)


# A sensor of one's own


DRONE = TypedSensor(
    name="drone",
    gsd="0.25",
    bands=(TypedBand("blue", "480", "900", "700"), TypedBand("red edge", "717.5", "1200", "800")),
)


def own_dialog(qtbot, dock):
    """The sensor's dialog, and the one that "Own sensor…" opens in it."""
    dialog = opened_dialog(qtbot, dock.look_at.sensor)
    dialog.sensor.setCurrentIndex(dialog.sensor.count() - 1)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), OwnSensorDialog))
    return dialog, QApplication.activeModalWidget()


@pytest.fixture
def with_clay(qtbot, weights, answers, dock):
    choose(dock, "clay-v1.5")
    qtbot.waitUntil(lambda: dock.look_at.sensor.line == "Sentinel-2 L2A · 2 of 10 bands")
    return dock


def test_an_own_sensor_begins_with_the_recognised_one(qtbot, with_clay):
    dialog, own = own_dialog(qtbot, with_clay)
    assert own.lines["name"].text() == "sentinel-2-l2a-own"
    assert (own.table.rowCount(), own.table.item(2, 1).text()) == (10, "665")
    assert own.lines["scale"].text() == "0.0001"
    own.accept()
    assert dialog.sensor.currentText() == "sentinel-2-l2a-own"
    assert [band.number for band in dialog.choice.bands] == [1, 2]
    dialog.reject()


def test_an_own_sensor_is_what_the_engine_is_told_and_stays_with_the_layer(
    qtbot, with_clay, answers, project, tmp_path
):
    dialog, own = own_dialog(qtbot, with_clay)
    own.show_sensor(DRONE)
    own.accept()
    combo = dialog.table.cellWidget(1, 1)
    combo.setCurrentIndex(combo.findData(5))
    dialog.accept()
    qtbot.waitUntil(lambda: "drone" in str(last(answers, "recognise").get("sensor")))
    asked = last(answers, "recognise")
    sensor = json.loads(asked["sensor"])
    assert sensor["bands"][1] == {"name": "red edge", "wavelength": 0.7175, "mean": 1200.0, "std": 800.0}
    assert (asked["bands"], asked["band_names"]) == ([1, 5], ["blue", "red edge"])
    assert project.write(str(tmp_path / "a.qgz"))
    project.clear()
    assert project.read(str(tmp_path / "a.qgz"))
    (layer,) = project.mapLayers().values()
    with_clay.look_at.layer_combo.setLayer(layer)
    before = len(answers.asked)
    qtbot.waitUntil(lambda: len(answers.asked) > before)
    assert last(answers, "recognise")["sensor"] == asked["sensor"]


def test_an_own_sensor_is_offered_to_the_other_images_of_the_project(qtbot, with_clay, project, image):
    dialog, own = own_dialog(qtbot, with_clay)
    own.show_sensor(DRONE)
    own.accept()
    combo = dialog.table.cellWidget(0, 1)
    combo.setCurrentIndex(combo.findData(1))
    dialog.accept()
    other = QgsRasterLayer(image.source(), "other", "gdal")
    project.addMapLayer(other)
    with_clay.look_at.layer_combo.setLayer(other)
    choose(with_clay, "clay-v1.5")
    qtbot.waitUntil(lambda: with_clay.look_at.sensor.line == "Sentinel-2 L2A · 2 of 10 bands")
    dialog = opened_dialog(qtbot, with_clay.look_at.sensor)
    dialog.sensor.setCurrentIndex(dialog.sensor.findData("drone"))
    assert dialog.edit.isVisible()
    dialog.edit.click()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), OwnSensorDialog))
    own = QApplication.activeModalWidget()
    assert own.sensor.bands == DRONE.bands
    own.lines["name"].setText("drone 2")
    own.accept()
    assert dialog.sensor.currentText() == "drone 2"
    dialog.reject()


def test_an_image_that_is_not_recognised_begins_with_its_own_bands_and_levels(qtbot, weights, session, dock, image):
    session.failures["recognise"] = EngineFailure("parameter", "The raster's sensor cannot be told.")
    choose(dock, "clay-v1.5")
    look_again(dock)
    qtbot.waitUntil(lambda: dock.look_at.sensor.line.startswith("not recognised"))
    dialog, own = own_dialog(qtbot, dock)
    assert (own.lines["gsd"].text(), own.table.rowCount()) == ("100", 6)
    values = image.dataProvider().block(1, image.extent(), 20, 20)
    mean = sum(values.value(row, col) for row in range(20) for col in range(20)) / 400
    assert float(own.table.item(0, 2).text()) == pytest.approx(mean, rel=0.01)
    assert not own.buttons.button(own.buttons.StandardButton.Ok).isEnabled()
    assert "wavelength" in own.problems["bands"].text()
    own.reject()
    dialog.reject()


def test_what_is_recognised_comes_back_where_an_own_sensor_is_forgotten(qtbot, with_clay, answers, image):
    image.setCustomProperty(SENSOR_PROPERTY, json.dumps({"sensor": "modis", "bands": [[1, "red"]]}))
    with_clay.embed_layer.sensor.refresh()
    qtbot.waitUntil(lambda: last(answers, "recognise").get("sensor") == "modis")
    dialog = opened_dialog(qtbot, with_clay.look_at.sensor)
    dialog.buttons.button(dialog.buttons.StandardButton.Reset).click()
    qtbot.waitUntil(lambda: "sensor" not in last(answers, "recognise"))
    assert not image.customProperty(SENSOR_PROPERTY)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"sensor": 1}', '{"sensor": "{}", "bands": []}', '{"sensor":"{","bands":[]}']
)
def test_what_a_project_keeps_of_a_sensor_may_be_anything(qtbot, with_clay, answers, image, text):
    image.setCustomProperty(SENSOR_PROPERTY, text)
    with_clay.embed_layer.sensor.refresh()
    assert "sensor" not in with_clay.embed_layer.sensor.params()


def test_an_own_sensor_is_not_offered_to_an_encoder_that_takes_none(qtbot, weights, dock):
    choose(dock, "galileo-nano")
    qtbot.waitUntil(lambda: dock.look_at.sensor.line == "Sentinel-2 L2A · 2 of 10 bands")
    dialog = opened_dialog(qtbot, dock.look_at.sensor)
    assert dialog.sensor.findText("Own sensor…") == -1
    dialog.reject()

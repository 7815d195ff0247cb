"""Examples become a class map by the real engine: the map, its files, and a model that is applied."""

from __future__ import annotations

import json

import numpy as np
import pytest
from landprint.plugin.dock.results import EXAMPLES_PROPERTY
from landprint.plugin.layers.styling.styles import classes_of
from qgis.core import QgsPointXY, QgsRasterLayer, QgsVectorLayer
from qgis.PyQt.QtWidgets import QFileDialog

from tests.plugin.answering_session import LEFT, PIXEL_M, TOP, write_raster
from tests.plugin.dock.stage import click_map

PIXELS, PATCH = 96, 8
WEST = [QgsPointXY(LEFT + x, TOP - y) for x, y in ((1500, 1500), (2500, 6500))]
EAST = [QgsPointXY(LEFT + x, TOP - y) for x, y in ((7500, 1500), (8500, 6500))]
CLOUD = QgsPointXY(LEFT + 400, TOP - 9200)  # where there is no data
WAIT_MS = 30_000

pytestmark = pytest.mark.real_engine


@pytest.fixture
def image(project, tmp_path):
    """Calm in the west, rough in the east, and nothing in a corner."""
    values = np.random.default_rng(2).integers(40, 60, (6, PIXELS, PIXELS)).astype("uint8")
    values[:, :, PIXELS // 2 :] = np.random.default_rng(3).integers(1, 255, (6, PIXELS, PIXELS // 2))
    values[:, -PATCH:, :PATCH] = 0
    layer = QgsRasterLayer(write_raster(tmp_path / "halves.tif", values, nodata=0), "halves")
    project.addMapLayer(layer)
    return layer


@pytest.fixture
def ready(qtbot, dock, canvas, image):
    """The dock that looks at all of an image without embeddings."""
    canvas.setExtent(image.extent())
    qtbot.waitUntil(dock.look_at.embed.button.isEnabled, timeout=WAIT_MS)
    dock.look_at.areas.button(1).click()
    qtbot.waitUntil(dock.look_at.embed.button.isEnabled, timeout=WAIT_MS)
    return dock


@pytest.fixture
def giving(qtbot, ready):
    """The dock whose next click on the map is an example; it has embeddings of the whole image."""
    ready.look_at.embed.button.click()
    qtbot.waitUntil(lambda: ready.embeddings.current is not None, timeout=WAIT_MS)
    ready.examples.pick.click()
    return ready


@pytest.fixture
def classified(qtbot, giving, canvas, project):
    """The dock after two examples of each of two classes."""
    for index, points in enumerate((WEST, EAST)):
        giving.examples.table.setCurrentCell(index, 1)
        for point in points:
            click_map(canvas, point)
    qtbot.waitUntil(lambda: "of 100" in giving.examples.score.text(), timeout=WAIT_MS)
    return giving


def class_maps(project):
    return [one for one in project.mapLayers().values() if one.customProperty(EXAMPLES_PROPERTY)]


def labels(layer):
    """The layer's classes at places in the west and in the east."""
    places = [QgsPointXY(LEFT + x, TOP - 4500) for x in (500, 3000, 7000, 9000)]
    return [layer.dataProvider().sample(place, 1)[0] for place in places]


def choose_file(monkeypatch, path):
    for method in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, method, lambda *_: (str(path), ""))


def test_examples_on_an_image_without_embeddings_become_its_class_map(qtbot, ready, canvas, project, notices):
    ready.examples.pick.click()
    for index, points in enumerate((WEST, EAST)):
        ready.examples.table.setCurrentCell(index, 1)
        for point in points:
            click_map(canvas, point)
    qtbot.waitUntil(lambda: ready.embeddings.current is not None, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: "of 100" in ready.examples.score.text(), timeout=WAIT_MS)
    (layer,) = class_maps(project)
    assert labels(layer) == [1, 1, 2, 2]
    assert layer.customProperty(EXAMPLES_PROPERTY) == ready.embeddings.current.id()
    assert notices.failures == []


def test_two_examples_of_each_part_the_image_and_a_place_without_data_is_refused(classified, canvas, project, notices):
    (layer,) = class_maps(project)
    assert labels(layer) == [1, 1, 2, 2]
    assert "Right in 100 of 100" in classified.examples.score.text()
    cells = [[classified.examples.table.item(row, column).text() for column in (2, 3)] for row in (0, 1)]
    assert cells == [["2", "50 %"], ["2", "50 %"]]
    click_map(canvas, CLOUD)
    assert "no data" in str(notices.failures[-1])
    assert [classified.examples.table.item(row, 2).text() for row in (0, 1)] == ["2", "2"]


def test_the_map_of_one_class_is_what_is_like_it_and_what_is_no_model_is_refused(
    qtbot, giving, canvas, project, notices, monkeypatch, tmp_path
):
    click_map(canvas, WEST[0])
    qtbot.waitUntil(lambda: bool(class_maps(project)), timeout=WAIT_MS)
    (layer,) = class_maps(project)
    assert [label == 1 for label in labels(layer)] == [True, True, False, False]
    assert "another class" in giving.examples.hint.text()
    (tmp_path / "no.json").write_text("[1, 2", encoding="utf-8")
    choose_file(monkeypatch, tmp_path / "no.json")
    giving.examples.apply_model.click()
    qtbot.waitUntil(lambda: bool(notices.failures), timeout=WAIT_MS)
    assert "no.json" in str(notices.failures[0])


def test_map_polygons_and_model_are_saved_and_the_model_is_applied(
    qtbot, qgis_processing, classified, project, notices, monkeypatch, tmp_path
):
    page, (layer,) = classified.examples, class_maps(project)
    for action, name in ((page.save_map, "map.tif"), (page.save_polygons, "areas.gpkg"), (page.save_model, "m.json")):
        choose_file(monkeypatch, tmp_path / name)
        action.trigger()
        qtbot.waitUntil(lambda: not page.save.is_working, timeout=WAIT_MS)
    assert notices.failures == []
    assert labels(QgsRasterLayer(str(tmp_path / "map.tif"), "map")) == [1, 1, 2, 2]
    assert json.loads((tmp_path / "m.json").read_text(encoding="utf-8"))
    areas = list(QgsVectorLayer(str(tmp_path / "areas.gpkg"), "areas").getFeatures())
    assert {(one["class"], one["name"]) for one in areas} == {(1, "Class 1"), (2, "Class 2")}
    valid = (PIXELS**2 - PATCH**2) * PIXEL_M**2 / 10_000
    assert sum(one["hectares"] for one in areas) == pytest.approx(valid, rel=0.01)
    choose_file(monkeypatch, tmp_path / "m.json")
    page.apply_model.click()
    qtbot.waitUntil(lambda: len(class_maps(project)) == 2, timeout=WAIT_MS)
    (applied,) = (one for one in class_maps(project) if one is not layer)
    assert labels(applied) == [1, 1, 2, 2]
    assert classes_of(applied) == classes_of(layer)

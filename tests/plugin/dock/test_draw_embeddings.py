"""An embedding raster that is opened from anywhere is drawn by what it shows, unless someone chose how it is drawn."""

from __future__ import annotations

from threading import Event

import numpy as np
import pytest
from qgis.core import QgsProject, QgsRasterLayer, QgsSingleBandGrayRenderer

from tests.plugin.answering_session import SIDE, write_raster
from tests.plugin.dock.stage import plain

NAMES = [f"e{number:04d}" for number in range(6)]


@pytest.fixture
def path(tmp_path):
    """An embedding raster on the disk."""
    values = np.random.default_rng(1).normal(size=(6, SIDE, SIDE)).astype("float32")
    return write_raster(tmp_path / "embeddings.tif", values, descriptions=NAMES)


def bands(layer):
    renderer = layer.renderer()
    return renderer.redBand(), renderer.greenBand(), renderer.blueBand()


def test_it_is_drawn_by_the_bands_that_show_the_most(qtbot, dock, path, session):
    layer = QgsRasterLayer(path, "opened")
    QgsProject.instance().addMapLayer(layer)
    qtbot.waitUntil(lambda: bands(layer) == (5, 2, 4))
    assert session.params_of("choose_bands") == [{"embeddings": path}]
    stretch = layer.renderer().redContrastEnhancement()
    assert (stretch.minimumValue(), stretch.maximumValue()) == (0.25, 1.75)
    assert layer.source() == path


def test_a_style_that_someone_chose_stays(qtbot, dock, path, session):
    grey = QgsRasterLayer(path, "grey")
    grey.setRenderer(QgsSingleBandGrayRenderer(grey.dataProvider(), 3))
    QgsProject.instance().addMapLayer(grey)
    own = QgsRasterLayer(path, "own")
    own.renderer().setRedBand(6)
    QgsProject.instance().addMapLayer(own)
    qtbot.wait(50)
    assert session.params_of("choose_bands") == []
    assert grey.renderer().type() == "singlebandgray"
    assert bands(own) == (6, 2, 3)


def test_a_style_that_is_chosen_meanwhile_stays(qtbot, dock, path, session, monkeypatch):
    is_chosen, answer = Event(), session.choose_bands

    def choose_later(params):
        assert is_chosen.wait(10)
        return answer(params)

    monkeypatch.setattr(session, "choose_bands", choose_later)
    layer = QgsRasterLayer(path, "opened")
    QgsProject.instance().addMapLayer(layer)
    layer.renderer().setRedBand(6)
    is_chosen.set()
    qtbot.waitUntil(lambda: session.params_of("choose_bands") != [])
    qtbot.wait(100)
    assert session.params_of("choose_bands") == [{"embeddings": path}]
    assert bands(layer) == (6, 2, 3)


def test_a_style_beside_the_file_stays(qtbot, dock, path, session):
    template = QgsRasterLayer(path, "template")
    template.saveNamedStyle(str(path).replace(".tif", ".qml"))
    QgsProject.instance().addMapLayer(QgsRasterLayer(path, "opened"))
    qtbot.wait(50)
    assert session.params_of("choose_bands") == []


def test_a_project_that_is_opened_stays_as_it_was_saved(qtbot, dock, path, session, tmp_path, project):
    project.addMapLayer(QgsRasterLayer(path, "opened"))
    qtbot.waitUntil(lambda: session.params_of("choose_bands") != [])
    layer = next(iter(project.mapLayersByName("opened")))
    qtbot.waitUntil(lambda: bands(layer) == (5, 2, 4))
    layer.renderer().setRedBand(1)
    layer.renderer().setBlueBand(3)
    assert project.write(str(tmp_path / "p.qgz"))
    session.asked.clear()
    assert project.read(str(tmp_path / "p.qgz"))
    qtbot.wait(50)
    assert session.params_of("choose_bands") == []


def test_an_image_is_left_alone(qtbot, dock, image, session):
    qtbot.wait(50)
    assert session.params_of("choose_bands") == []


def test_look_at_says_that_it_holds_embeddings_already(qtbot, dock, path):
    layer = QgsRasterLayer(path, "opened")
    QgsProject.instance().addMapLayer(layer)
    dock.look_at.layer_combo.setLayer(layer)
    qtbot.waitUntil(lambda: "holds embeddings already" in plain(dock.look_at.estimate.text()))
    assert not dock.look_at.embed.button.isEnabled()

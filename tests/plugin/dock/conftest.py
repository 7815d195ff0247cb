"""The dock in QGIS without a screen, with a session that answers at once."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from landprint.plugin.dock import storage
from landprint.plugin.dock.dock import LandprintDock
from landprint.plugin.plugin import new_session as start_engine
from landprint.plugin.settings import STEP_TIMES
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRasterLayer, QgsRectangle, QgsSettings
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAction, QFrame, QMainWindow, QMessageBox

from tests.plugin.answering_session import ENCODER, LEFT, PIXEL_M, SIDE, TOP, AnsweringSession, write_raster
from tests.plugin.dock.stage import (
    CLAY,
    GALILEO,
    INSIDE,
    RECOGNISED,
    SATCLIP,
    LayerPanel,
    Notices,
    Questions,
    click_map,
    heatmap,
    press,
    unfold,
)


@pytest.fixture
def project(qgis_app):
    project = QgsProject.instance()  # QGIS's combo box of layers knows no other
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:31985"))
    yield project
    project.clear()


@pytest.fixture
def image(project, tmp_path):
    values = np.random.default_rng(1).integers(1, 255, (6, SIDE, SIDE)).astype("uint8")
    layer = QgsRasterLayer(write_raster(tmp_path / "scene.tif", values), "scene")
    project.addMapLayer(layer)
    return layer


@pytest.fixture(autouse=True)
def unsaved(tmp_path, monkeypatch):
    """The folder of results that are not saved: of this test alone."""
    monkeypatch.setattr(storage, "unsaved_folder", lambda: tmp_path / "unsaved")
    return tmp_path / "unsaved"


@pytest.fixture(autouse=True)
def _nothing_measured(qgis_app):
    """No time that another test has measured."""
    QgsSettings().remove(STEP_TIMES)


@pytest.fixture
def session(request, tmp_path):
    """Answers at once; the engine itself where a test is marked so."""
    if request.node.get_closest_marker("real_engine") is None:
        yield AnsweringSession(tmp_path)
        return
    request.getfixturevalue("landprint_plugin")
    with start_engine() as engine:
        yield engine


@pytest.fixture
def new_session(session):
    """Starts an engine for a task."""
    return (lambda: session) if isinstance(session, AnsweringSession) else start_engine


@pytest.fixture
def notices():
    return Notices()


@pytest.fixture
def canvas(qgis_app):
    canvas = QgsMapCanvas()
    canvas.setFrameShape(QFrame.Shape.NoFrame)
    canvas.resize(400, 400)  # a pixel is 5 m
    canvas.show()
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:31985"))
    canvas.setExtent(QgsRectangle(LEFT, TOP - SIDE * PIXEL_M, LEFT + SIDE * PIXEL_M, TOP))
    yield canvas
    canvas.close()


@pytest.fixture
def save_action(qgis_app):
    """QGIS's action that saves the project."""
    return QAction()


@pytest.fixture
def layer_panel(qgis_app):
    return LayerPanel()


@pytest.fixture
def iface(qtbot, canvas, save_action, layer_panel):
    window = QMainWindow()
    qtbot.addWidget(window)
    return SimpleNamespace(
        mainWindow=lambda: window,
        mapCanvas=lambda: canvas,
        activeLayer=lambda: None,
        currentLayerChanged=layer_panel.current_changed,
        registerApplicationExitBlocker=lambda _blocker: None,
        unregisterApplicationExitBlocker=lambda _blocker: None,
        actionSaveProject=lambda: save_action,
    )


@pytest.fixture
def dock(qtbot, project, iface, image, session, new_session, notices):
    window = iface.mainWindow()
    window_dock = LandprintDock(iface=iface, project=project, session=session, new_session=new_session, notices=notices)
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, window_dock)
    window.resize(320, 900)
    window.show()
    qtbot.waitUntil(lambda: window_dock.body is not None)
    dock = window_dock.body
    qtbot.waitUntil(lambda: dock.look_at.encoder is not None)
    qtbot.waitUntil(dock.look_at.embed.button.isEnabled)
    unfold(dock)
    yield dock
    window_dock.shut_down()


@pytest.fixture
def embedded(qtbot, dock):
    """The dock after embedding the whole scene."""
    press(qtbot, dock, "landprintAreaWhole")
    qtbot.waitUntil(dock.look_at.embed.button.isEnabled)
    dock.look_at.embed.button.click()
    qtbot.waitUntil(lambda: dock.embeddings.current is not None)
    return dock


@pytest.fixture
def picking(embedded):
    """The dock whose next click on the map picks a place."""
    embedded.similar.pick.click()
    return embedded


@pytest.fixture
def searched(qtbot, picking, canvas, project):
    """The dock after one click on the map."""
    click_map(canvas, INSIDE)
    qtbot.waitUntil(lambda: heatmap(project) is not None)
    return picking


@pytest.fixture
def answers(session, monkeypatch):
    """Makes the session know more encoders, ready or not."""

    def know(*, ready=False):
        known = [ENCODER, *({**one, "ready": ready} for one in (GALILEO, CLAY, SATCLIP))]
        monkeypatch.setattr(session, "encoders", lambda _params: {"encoders": known}, raising=False)
        monkeypatch.setattr(session, "recognise", lambda _params: RECOGNISED, raising=False)

    know()
    session.know = know
    return session


@pytest.fixture
def weights(answers):
    """The weights of all encoders are here."""
    answers.know(ready=True)


@pytest.fixture
def offered(answers, dock):
    return dock


@pytest.fixture
def asked(monkeypatch):
    """The questions that a person was asked; each is answered with ``asked.answer``, at first No."""
    questions = Questions()
    monkeypatch.setattr(QMessageBox, "question", questions.ask)
    return questions


@pytest.fixture
def clustered(qtbot, embedded):
    embedded.classes.run.button.click()
    qtbot.waitUntil(lambda: embedded.classes.table.rowCount() == 3)
    return embedded

"""What *Look at* looks at: the active image, by the encoder that fits it or that was chosen for it."""

from __future__ import annotations

import numpy as np
import pytest
from landprint.plugin.client.failure import EngineFailure
from qgis.core import QgsCoordinateReferenceSystem, QgsRasterLayer

from tests.plugin.answering_session import write_raster
from tests.plugin.dock.stage import RECOGNISED, choose, last, said

LANDSAT = {**RECOGNISED, "sensor": "landsat-c2l2", "title": "Landsat Collection 2"}


@pytest.fixture
def other(project, tmp_path):
    """A second image, of Landsat."""
    layer = QgsRasterLayer(write_raster(tmp_path / "landsat.tif", np.ones((6, 20, 20), "uint8")), "landsat")
    project.addMapLayer(layer)
    return layer


@pytest.fixture
def recognised(weights, answers, monkeypatch):
    """The engine tells Landsat from Sentinel-2, and Galileo knows the latter only."""

    def recognise(params):
        if "landsat" not in str(params["raster"]):
            return RECOGNISED
        return EngineFailure("parameter", "Not its sensor.") if params["encoder"] == "galileo-nano" else LANDSAT

    monkeypatch.setattr(answers, "recognise", recognise)


def test_the_active_image_is_looked_at(qtbot, dock, other, image, layer_panel):
    layer_panel.current_changed.emit(other)
    assert dock.look_at.layer_combo.currentLayer() is other
    layer_panel.current_changed.emit(image)
    assert dock.look_at.layer_combo.currentLayer() is image


def test_a_result_that_is_active_leaves_the_image_looked_at(embedded, layer_panel, other, image, project):
    layer_panel.current_changed.emit(image)  # which is not the first of the list
    results = [layer for layer in project.mapLayers().values() if layer not in (image, other)]
    assert results
    for layer in (*results, None):
        layer_panel.current_changed.emit(layer)
        assert embedded.look_at.layer_combo.currentLayer() is image


def test_the_box_is_never_blank(embedded, image):
    embedded.look_at.layer_combo.setLayer(embedded.embeddings.current)
    assert embedded.look_at.layer_combo.currentLayer() is image


def test_each_image_chooses_its_encoder(qtbot, recognised, offered, other, image, layer_panel):
    qtbot.waitUntil(lambda: offered.look_at.encoder.name == "galileo-nano")
    layer_panel.current_changed.emit(other)
    qtbot.waitUntil(lambda: offered.look_at.encoder.name == "random-features")
    assert offered.look_at.sensor.isVisible()
    assert offered.look_at.sensor.line.startswith("Landsat Collection 2")
    layer_panel.current_changed.emit(image)
    qtbot.waitUntil(lambda: offered.look_at.encoder.name == "galileo-nano")


def test_the_encoder_that_was_chosen_for_an_image_stays_with_it(qtbot, recognised, offered, other, image, layer_panel):
    qtbot.waitUntil(lambda: offered.look_at.encoder.name == "galileo-nano")
    choose(offered, "random-features")
    layer_panel.current_changed.emit(other)
    layer_panel.current_changed.emit(image)
    qtbot.wait(500)
    assert offered.look_at.encoder.name == "random-features"


def test_what_an_encoder_cannot_take_cannot_be_embedded(qtbot, recognised, offered, other, answers, layer_panel):
    layer_panel.current_changed.emit(other)
    qtbot.waitUntil(lambda: offered.look_at.encoder.name == "random-features")
    choose(offered, "galileo-nano")
    qtbot.waitUntil(lambda: not offered.look_at.embed.button.isEnabled())
    qtbot.waitUntil(lambda: said(offered).startswith("This looks like Landsat Collection 2"))
    assert not offered.look_at.is_folded
    choose(offered, "random-features")
    qtbot.waitUntil(offered.look_at.embed.button.isEnabled)


def test_without_room_on_the_disk_there_is_nothing_to_press(qtbot, dock, session, monkeypatch):
    full = {**session.estimate_embedding({"patch": 8}), "free_bytes": 10**6}
    monkeypatch.setattr(session, "estimate_embedding", lambda _params: full)
    dock.look_at.areas.button(1).click()
    qtbot.waitUntil(lambda: said(dock).startswith("Needs"))
    assert not dock.look_at.embed.button.isEnabled()
    assert not dock.embeddings.is_image
    assert not dock.look_at.is_folded


def test_another_crs_of_the_map_needs_no_pan(qtbot, dock, canvas, session):
    qtbot.waitUntil(lambda: said(dock) not in ("", "Estimating…"))  # nothing that would look again is underway
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    assert dock.look_at.embed.button.isEnabled()
    assert said(dock) != "The map shows no part of this layer."


def test_a_click_on_an_image_whose_crs_was_set_by_hand_begins_there(qtbot, dock, canvas, image, session):
    image.setCrs(QgsCoordinateReferenceSystem("EPSG:31984"))
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:31984"))
    canvas.setExtent(image.extent())
    place = image.extent().center()
    dock.embed_layer.embed_from(place)
    qtbot.waitUntil(lambda: dock.embeddings.current is not None)
    params = last(session, "embed_raster")
    assert params["start_at"] == [place.x(), place.y()]
    assert "31984" in params["raster_crs"] or "24S" in params["raster_crs"]


def test_a_settled_image_is_one_line_that_unfolds(qtbot, dock):
    look_at = dock.look_at
    look_at.fold.click()
    assert look_at.is_folded
    assert not look_at.encoders.combo.isVisible()
    assert "Random features" in look_at.line.line
    assert look_at.embed.isVisible()
    look_at.line.click()
    assert look_at.encoders.combo.isVisible()


def test_what_only_a_person_can_decide_is_unfolded(qtbot, dock):
    dock.look_at.fold.click()
    dock.look_at.layer_combo.setCurrentIndex(0)
    assert dock.look_at.encoders.combo.isVisible()
    dock.look_at.layer_combo.setCurrentIndex(1)
    assert dock.look_at.is_folded

"""The button *Whole chip*: a click on the image shows what the encoder says of all that it sees there at once."""

from __future__ import annotations

import threading

import pytest
from landprint.plugin.client.failure import EngineFailure
from landprint.plugin.dock.choices import Encoder
from landprint.plugin.dock.find_similar.form.chip import INVITATION
from landprint.plugin.dock.look_at.embed.embed_image import FEW_POLYGONS
from landprint.plugin.dock.look_at.imagery import masks
from landprint.plugin.layers.sources.vector_source import copy_features
from landprint.plugin.tools.place_tool import PlaceTool
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsVectorLayer,
)
from qgis.gui import QgsRubberBand, QgsVertexMarker
from qgis.PyQt.QtCore import Qt

from tests.plugin.answering_session import CHIP_M, ENCODER, LEFT, TOP, Answer
from tests.plugin.dock.stage import CLAY, GALILEO, IMAGES, INSIDE, choose, click_map, copied, setting

REVERSE = Qgis.TransformDirection.Reverse
BESIDE = QgsPointXY(LEFT + 950, TOP - 450)


@pytest.fixture
def ready(weights, dock):
    """The dock with Galileo chosen and its weights here, before anything is embedded."""
    choose(dock, "galileo-nano")
    return dock


@pytest.fixture
def clicked(qtbot, ready, canvas):
    """The dock after a click on the image."""
    ready.similar.whole_chip.click()
    click_map(canvas, INSIDE)
    qtbot.waitUntil(lambda: ready.similar.chip.is_shown)
    return ready


def facts(dock):
    """What is said of the chip, with plain spaces."""
    return dock.similar.chip.facts.text().replace("\N{NO-BREAK SPACE}", " ")


def outlines(canvas):
    """The outlines on the map, as geometries."""
    bands = [item for item in canvas.scene().items() if isinstance(item, QgsRubberBand)]
    return [band.asGeometry() for band in bands if band.numberOfVertices() > 0]


def test_it_needs_no_embedding_layer(ready):
    similar = ready.similar
    assert similar.whole_chip.isVisible()
    assert ready.embeddings.current is None
    assert not similar.clear.isEnabled()


def test_it_is_there_only_for_an_encoder_of_chips(ready):
    choose(ready, "random-features")
    assert not ready.similar.whole_chip.isVisible()
    assert "Whole chip" not in ready.similar.hint.text()


@pytest.mark.parametrize(("entry", "embeds"), [(ENCODER, False), (GALILEO, True), (CLAY, True), (IMAGES, True)])
def test_encoders_of_chips_are_known(entry, embeds):
    assert Encoder.of(entry).embeds_chips is embeds


def test_a_click_shows_the_embedding_and_the_outline(clicked, canvas, session):
    (asked,) = session.params_of("chip_embedding_at")
    assert asked["at"] == pytest.approx([INSIDE.x(), INSIDE.y()])
    assert (asked["encoder"], asked["patch"], asked["runtime"]) == ("galileo-nano", 8, "auto")
    assert not {"extent", "recipe", "pool", "dtype", "detail", "overlap"} & set(asked)
    assert facts(clicked) == "Chip of 8 × 8 px · 3 dimensions"
    assert clicked.similar.chip.facts.toolTip() == "Taken for what it is.\nLength of the vector: 450"
    (outline,) = outlines(canvas)
    assert outline.boundingBox().width() == pytest.approx(CHIP_M)
    assert outline.boundingBox().center().x() == pytest.approx(INSIDE.x())


def test_the_next_chip_is_compared_with_the_one_before(qtbot, clicked, canvas):
    click_map(canvas, BESIDE)
    qtbot.waitUntil(lambda: "like" in facts(clicked))
    assert facts(clicked).endswith("\n1.00 like the chip before (dashed)")
    assert len(outlines(canvas)) == 2
    click_map(canvas, QgsPointXY(LEFT, TOP - 450))
    qtbot.waitUntil(lambda: "0.01 like" in facts(clicked))
    assert len(outlines(canvas)) == 2


def test_chips_of_different_encoders_are_not_compared(qtbot, clicked, canvas):
    choose(clicked, "clay-v1.5")
    click_map(canvas, BESIDE)
    qtbot.waitUntil(lambda: "vector: 950" in clicked.similar.chip.facts.toolTip())
    assert "like" not in facts(clicked)
    assert len(outlines(canvas)) == 1


def test_the_vector_is_copied(clicked):
    assert copied(clicked.similar.chip.copy) == pytest.approx([450.0, 3.0, 4.0])


def test_clear_forgets_the_chips(clicked, canvas):
    assert clicked.similar.clear.isEnabled()
    clicked.similar.clear.click()
    assert outlines(canvas) == []
    assert not clicked.similar.chip.facts.isVisible()
    assert not clicked.similar.clear.isEnabled()


def test_the_tool_invites_and_escape_leaves(qtbot, ready, canvas):
    before = canvas.mapTool()
    ready.similar.whole_chip.click()
    assert isinstance(canvas.mapTool(), PlaceTool)
    assert ready.similar.chip.hint.text() == INVITATION
    assert not ready.similar.hint.isVisible()
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.mapTool() is before
    assert not ready.similar.whole_chip.isChecked()
    assert not ready.similar.chip.isVisible()
    assert ready.similar.hint.isVisible()


def test_there_is_one_tool_at_a_time(weights, embedded, canvas):
    choose(embedded, "galileo-nano")
    before = canvas.mapTool()
    similar = embedded.similar
    similar.pick.click()
    picking = canvas.mapTool()
    similar.whole_chip.click()
    assert (similar.pick.isChecked(), similar.whole_chip.isChecked()) == (False, True)
    assert canvas.mapTool() is not picking
    similar.pick.click()
    assert (similar.pick.isChecked(), similar.whole_chip.isChecked()) == (True, False)
    similar.pick.click()
    assert canvas.mapTool() is before


def test_missing_weights_are_said(offered, notices, canvas, session):
    choose(offered, "clay-v1.5")
    offered.similar.whole_chip.click()
    click_map(canvas, INSIDE)
    assert str(notices.failures[0]) == "First the weights of Clay v1.5 are needed."
    assert not session.params_of("chip_embedding_at")


def test_a_failure_is_said_and_what_was_there_stays(qtbot, clicked, session, notices, canvas):
    session.failures["chip_embedding_at"] = EngineFailure("outside", "There is no data.", "Pick another place.")
    click_map(canvas, BESIDE)
    qtbot.waitUntil(lambda: bool(notices.failures))
    assert "vector: 450" in clicked.similar.chip.facts.toolTip()
    assert not clicked.similar.chip.hint.isVisible()
    assert len(outlines(canvas)) == 1
    assert not any(isinstance(item, QgsVertexMarker) for item in canvas.scene().items())


def test_the_newest_click_wins_and_cancels_the_one_before(qtbot, clicked, canvas, session, monkeypatch):
    cancelled = []
    submit = session.submit

    def watched(*arguments, **settings):
        answer = submit(*arguments, **settings)
        monkeypatch.setattr(answer, "cancel", lambda: cancelled.append(1))
        return answer

    monkeypatch.setattr(session, "submit", watched)
    click_map(canvas, QgsPointXY(LEFT + 650, TOP - 450))
    click_map(canvas, BESIDE)
    qtbot.waitUntil(lambda: "vector: 950" in clicked.similar.chip.facts.toolTip())
    assert cancelled == [1]


@pytest.fixture
def slow(session, monkeypatch):
    """What this operation is answered by from now on, later; ``asked`` is what was asked since."""
    answer, submit, asked = Answer(), session.submit, []

    def begin(slow_method):
        def submit_slowly(method, params=None, on_progress=None, on_done=None):
            asked.append(method)
            return answer if method == slow_method else submit(method, params, on_progress, on_done)

        monkeypatch.setattr(session, "submit", submit_slowly)
        return answer

    begin.asked = asked
    return begin


def test_the_first_estimate_of_an_encoder_is_not_stopped_as_it_loads_what_the_click_needs(qtbot, ready, canvas, slow):
    answer = slow("estimate_embedding")
    choose(ready, "clay-v1.5")
    qtbot.waitUntil(lambda: "estimate_embedding" in slow.asked)
    ready.similar.whole_chip.click()
    click_map(canvas, INSIDE)
    qtbot.waitUntil(lambda: ready.similar.chip.is_shown)
    assert not answer.was_cancelled


def test_the_outline_goes_with_the_dock_and_comes_back(qtbot, clicked, canvas):
    clicked.parent().close()
    qtbot.waitUntil(lambda: outlines(canvas) == [])
    clicked.parent().show()
    qtbot.waitUntil(lambda: len(outlines(canvas)) == 1)


def test_the_outline_goes_with_its_layer(clicked, project, image, canvas):
    project.removeMapLayer(image.id())
    assert outlines(canvas) == []
    assert not clicked.similar.chip.is_shown


def test_the_outline_lies_where_the_map_has_another_crs(clicked, canvas, project):
    lonlat = QgsCoordinateReferenceSystem("EPSG:4326")
    canvas.setDestinationCrs(lonlat)
    to_lonlat = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:31985"), lonlat, project)
    centre = outlines(canvas)[0].boundingBox().center()
    assert centre.distance(to_lonlat.transform(INSIDE)) < 1e-4


def test_a_click_on_a_map_of_another_crs_is_asked_for_in_the_layer_s(qtbot, clicked, canvas, project, session):
    lonlat = QgsCoordinateReferenceSystem("EPSG:4326")
    canvas.setDestinationCrs(lonlat)
    to_lonlat = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:31985"), lonlat, project)
    point = to_lonlat.transform(click_map(canvas, to_lonlat.transform(BESIDE)), REVERSE)
    qtbot.waitUntil(lambda: len(session.params_of("chip_embedding_at")) == 2)
    assert session.params_of("chip_embedding_at")[-1]["at"] == pytest.approx([point.x(), point.y()], abs=1e-3)


def test_the_chip_of_a_resampled_image_in_degrees_is_asked_for_in_degrees(ready, image, project):
    lonlat = QgsCoordinateReferenceSystem("EPSG:4326")
    image.setCrs(lonlat)
    ready.look_at.more.show_pixel_size(15.0, 10.0)
    setting(ready, "Resample").setChecked(True)
    question = ready.embed_layer.chip_question(INSIDE)
    to_lonlat = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:31985"), lonlat, project)
    expected = to_lonlat.transform(INSIDE)
    assert question.params["at"] == pytest.approx([expected.x(), expected.y()])
    assert question.params["gsd"] == 10


def test_nothing_is_left_on_the_map(clicked, canvas, slow):
    slow("chip_embedding_at")
    click_map(canvas, BESIDE)
    assert any(isinstance(item, QgsVertexMarker) for item in canvas.scene().items())
    clicked.whole_chip.leave_map()
    assert outlines(canvas) == []
    assert not any(isinstance(item, QgsVertexMarker) for item in canvas.scene().items())
    assert not isinstance(canvas.mapTool(), PlaceTool)


def test_a_mask_of_many_polygons_is_copied_beside_the_window(qtbot, ready, canvas, project, session, monkeypatch):
    mask = QgsVectorLayer("Polygon?crs=EPSG:31985", "clouds", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromRect(ready.look_at.layer_combo.currentLayer().extent()))
    mask.dataProvider().addFeatures([QgsFeature(feature) for _ in range(FEW_POLYGONS + 1)])
    project.addMapLayer(mask)
    setting(ready, "Mask").setLayer(mask)
    threads = []

    def copy(*arguments):
        threads.append(threading.current_thread())
        return copy_features(*arguments)

    monkeypatch.setattr(masks, "copy_features", copy)
    ready.similar.whole_chip.click()
    click_map(canvas, INSIDE)
    qtbot.waitUntil(lambda: ready.similar.chip.is_shown)
    assert QgsVectorLayer(session.params_of("chip_embedding_at")[0]["mask"]).featureCount() == FEW_POLYGONS + 1
    click_map(canvas, BESIDE)
    qtbot.waitUntil(lambda: len(session.params_of("chip_embedding_at")) == 2)
    (thread,) = threads
    assert thread is not threading.main_thread()

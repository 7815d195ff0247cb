"""The first click on an image without embeddings: it is embedded outward from there, and searched meanwhile."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import numpy as np
import pytest
from landprint.engine.messages import Progress
from landprint.plugin.client.failure import EngineFailure, cancelled
from landprint.plugin.client.requests import SpareEngine
from landprint.plugin.dock.choices import PickedPlace
from landprint.plugin.layers.sources.source import EMBEDDINGS_PROPERTY, embeddings_path
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsRasterLayer,
    QgsRectangle,
    QgsTask,
    QgsVectorLayer,
)

from tests.plugin.answering_session import LEFT, TOP, AnsweringSession, write_raster
from tests.plugin.dock.stage import (
    INSIDE,
    SHIFT,
    click_map,
    heatmap,
    is_shown,
    last,
    layer_named,
    markers,
    press,
    said,
    setting,
)

NORTH = QgsPointXY(LEFT + 450, TOP - 150)
OUTSIDE = QgsPointXY(LEFT - 450, TOP - 450)
BESIDE = QgsPointXY(LEFT + 3050, TOP - 3050)  # of the part that this session embeds


class SlowEngine:
    """Embeds until it is told to end; ``grow`` leaves one more raster of what is done so far."""

    def __init__(self, session, monkeypatch):
        self.ended = Event()
        self.outcome = None
        self._session = session
        self._growth = Event()
        self._request = session.request
        monkeypatch.setattr(session, "request", self.request)

    def request(self, method, params=None, on_progress=None, is_cancelled=None):
        if method != "embed_raster":
            return self._request(method, params, on_progress, is_cancelled)
        number = 0
        while not self.ended.wait(0.01):
            if is_cancelled():
                self._session.asked.append((method, params))
                raise cancelled()
            if self._growth.is_set():
                self._growth.clear()
                number += 1
                codes = np.random.default_rng(0).integers(1, 255, (8, 10, 10)).astype("uint8")
                folder = Path(params["partial"])
                write_raster(folder / f"so_far_{number:06}.tif", codes, nodata=0)
                on_progress(Progress(1, 0.1 * number, "Embedding", 5.0))
        if self.outcome is not None:
            self._session.asked.append((method, params))
            raise self.outcome
        return self._request(method, params, on_progress, is_cancelled)

    def grow(self):
        self._growth.set()

    def end(self, outcome=None):
        self.outcome = outcome
        self.ended.set()


@pytest.fixture
def slow(session, monkeypatch):
    engine = SlowEngine(session, monkeypatch)
    yield engine
    engine.end(cancelled())


@pytest.fixture
def clicked(qtbot, slow, dock, canvas):
    """The dock after a click on an image without embeddings, which is being embedded."""
    dock.similar.pick.click()
    click_map(canvas, INSIDE)
    qtbot.waitUntil(lambda: dock.look_at.embed.is_working)
    return dock


def test_a_click_embeds_the_image_outward_from_there(qtbot, clicked, slow, session, canvas):
    slow.end()
    qtbot.waitUntil(lambda: clicked.embeddings.current is not None)
    (params,) = session.params_of("embed_raster")
    assert params["start_at"] == pytest.approx([INSIDE.x(), INSIDE.y()], abs=5)
    assert params["partial"]
    assert len(markers(canvas)) == 1


def test_the_heatmap_grows_and_is_the_same_layer_in_the_end(qtbot, clicked, slow, session, project):
    slow.grow()
    qtbot.waitUntil(lambda: heatmap(project) is not None)
    first, searched = heatmap(project), last(session, "similarity_map")["embeddings"]
    assert searched.endswith("so_far_000001.tif")
    assert clicked.embeddings.current is None
    slow.grow()
    qtbot.waitUntil(lambda: last(session, "similarity_map")["embeddings"].endswith("so_far_000002.tif"))
    slow.end()
    qtbot.waitUntil(lambda: clicked.embeddings.current is not None)
    written = last(session, "embed_raster")["output"]
    qtbot.waitUntil(lambda: last(session, "similarity_map")["embeddings"] == written)
    qtbot.waitUntil(lambda: heatmap(project).source() == last(session, "similarity_map")["output"])
    assert heatmap(project) is first
    assert [layer for layer in project.mapLayers().values() if layer.name().startswith("Similar")] == [first]


def test_later_clicks_are_answered_from_what_is_there(qtbot, clicked, slow, session, canvas, project):
    slow.grow()
    qtbot.waitUntil(lambda: heatmap(project) is not None)
    click_map(canvas, NORTH, SHIFT)
    qtbot.waitUntil(lambda: len(last(session, "similarity_map")["at"]) == 2)
    assert last(session, "similarity_map")["embeddings"].endswith("so_far_000001.tif")
    slow.end()
    qtbot.waitUntil(lambda: last(session, "similarity_map")["embeddings"].endswith("random-features.tif"))
    assert len(last(session, "similarity_map")["at"]) == 2
    assert len(session.params_of("embed_raster")) == 1


def test_a_place_that_is_not_embedded_yet_stays(qtbot, clicked, slow, session, notices, canvas):
    session.failures["similarity_map"] = EngineFailure("outside", "There is no data there.")
    slow.grow()
    qtbot.waitUntil(lambda: bool(session.params_of("similarity_map")))
    qtbot.wait(50)
    assert len(markers(canvas)) == 1
    assert notices.failures == []


def test_a_stop_is_no_failure_and_the_next_click_goes_on(qtbot, clicked, slow, session, notices, canvas, project):
    statuses, tasks = [], QgsApplication.taskManager()
    tasks.statusChanged.connect(lambda _id, status: statuses.append(status))
    slow.grow()
    qtbot.waitUntil(lambda: heatmap(project) is not None)
    clicked.look_at.embed.cross.click()
    qtbot.waitUntil(lambda: not clicked.look_at.embed.is_working)
    assert notices.failures == []
    assert QgsTask.TaskStatus.Terminated not in statuses  # which QGIS calls "failed"
    assert clicked.embeddings.is_image
    click_map(canvas, NORTH)
    qtbot.waitUntil(lambda: clicked.look_at.embed.is_working)
    slow.end()
    qtbot.waitUntil(lambda: clicked.embeddings.current is not None)
    before, after = session.params_of("embed_raster")
    own = ("output", "start_at", "partial")
    assert {k: v for k, v in before.items() if k not in own} == {k: v for k, v in after.items() if k not in own}


def test_a_failure_is_said_and_leaves_the_image_to_be_clicked(qtbot, clicked, slow, notices):
    slow.end(EngineFailure("disk", "The disk is full."))
    qtbot.waitUntil(lambda: bool(notices.failures))
    assert clicked.embeddings.is_image


def test_a_click_outside_of_the_image_embeds_nothing(qtbot, dock, canvas, session, notices):
    dock.similar.pick.click()
    click_map(canvas, OUTSIDE)
    assert [failure.code for failure in notices.failures] == ["outside"]
    assert markers(canvas) == []
    assert session.params_of("embed_raster") == []


def test_the_embeddings_follow_the_image_that_is_looked_at(qtbot, embedded, project, tmp_path, layer_panel, image):
    own = embedded.embeddings.current
    other = QgsRasterLayer(write_raster(tmp_path / "other.tif", np.ones((3, 20, 20), "uint8")), "other")
    project.addMapLayer(other)
    layer_panel.current_changed.emit(other)
    qtbot.waitUntil(lambda: embedded.embeddings.is_image)
    layer_panel.current_changed.emit(image)
    qtbot.waitUntil(lambda: embedded.embeddings.current is own)


@pytest.fixture
def partly_embedded(qtbot, dock, canvas, project, tmp_path, layer_panel):
    """The dock with embeddings of a part of its image."""
    large = QgsRasterLayer(write_raster(tmp_path / "large.tif", np.ones((3, 40, 40), "uint8")), "large")
    project.addMapLayer(large)
    canvas.setExtent(large.extent())
    layer_panel.current_changed.emit(large)
    qtbot.waitUntil(dock.look_at.embed.button.isEnabled)
    dock.look_at.embed.button.click()
    qtbot.waitUntil(lambda: dock.embeddings.current is not None)
    return dock


def test_a_click_beside_what_is_embedded_embeds_there(qtbot, partly_embedded, session, canvas):
    session.failures["similarity_map"] = EngineFailure("outside", "There is no data there.")
    partly_embedded.similar.pick.click()
    click_map(canvas, BESIDE)
    qtbot.waitUntil(lambda: len(session.params_of("embed_raster")) == 2)
    assert last(session, "embed_raster")["start_at"] == pytest.approx([BESIDE.x(), BESIDE.y()], abs=10)


def test_a_click_on_a_place_without_data_says_so(qtbot, embedded, session, canvas, notices):
    session.failures["similarity_map"] = EngineFailure("outside", "There is no data there.")
    embedded.similar.pick.click()
    click_map(canvas, INSIDE)
    qtbot.waitUntil(lambda: bool(notices.failures))
    assert len(session.params_of("embed_raster")) == 1


def test_a_task_gets_the_engine_that_was_asked_before_it(qtbot, tmp_path):
    sessions = []

    def new_session():
        sessions.append(AnsweringSession(tmp_path))
        return sessions[-1]

    spare, answers = SpareEngine(new_session), []
    spare.ask("checkpoints", {}, answers.append, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert spare.take() is sessions[0]
    spare.ask("encoders", {}, answers.append, answers.append)
    assert [session.asked for session in sessions] == [[("checkpoints", {})], [("encoders", {})]]
    spare.close()


def test_a_project_that_is_opened_shows_the_embeddings_of_its_image(qtbot, embedded, project, tmp_path, image):
    own = embedded.embeddings.current.id()
    assert project.write(str(tmp_path / "a.qgz"))
    project.clear()
    assert project.read(str(tmp_path / "a.qgz"))
    qtbot.waitUntil(lambda: embedded.look_at.layer_combo.currentLayer() is not None)
    qtbot.waitUntil(lambda: embedded.embeddings.current is not None and embedded.embeddings.current.id() == own)
    qtbot.wait(300)
    assert embedded.embeddings.current.id() == own


def test_layers_that_come_leave_the_embeddings_that_were_chosen(qtbot, embedded, project, tmp_path):
    others = QgsRasterLayer(embedded.embeddings.current.source(), "others")
    others.setCustomProperty(EMBEDDINGS_PROPERTY, embeddings_path(embedded.embeddings.current))
    project.addMapLayer(others)
    embedded.embeddings.choose(others)
    project.addMapLayer(QgsRasterLayer(write_raster(tmp_path / "more.tif", np.ones((3, 20, 20), "uint8")), "more"))
    assert embedded.embeddings.current is others


def test_places_of_other_embeddings_are_not_looked_for_in_the_new_ones(
    qtbot, clicked, slow, session, project, tmp_path
):
    codes = np.random.default_rng(1).integers(1, 255, (16, 20, 20)).astype("uint8")
    names = [f"e{index:04}" for index in range(16)]
    others = QgsRasterLayer(write_raster(tmp_path / "others.tif", codes, nodata=0, descriptions=names), "others")
    project.addMapLayer(others)
    clicked.embeddings.choose(others)
    clicked.find_similar.picked.change([PickedPlace(LEFT + 50, TOP - 50)])
    slow.end()
    qtbot.waitUntil(lambda: clicked.embeddings.current not in (None, others))
    assert clicked.find_similar.picked.places == []


def test_a_file_that_goes_while_it_is_measured_is_said_in_the_line(qtbot, dock, session, image, monkeypatch):
    estimate = session.estimate_embedding

    def lose(params):
        Path(image.source()).rename(Path(image.source()).with_name("moved.tif"))
        monkeypatch.setattr(session, "estimate_embedding", estimate)
        return estimate(params)

    monkeypatch.setattr(session, "estimate_embedding", lose)
    dock.look_at.areas.button(1).click()
    qtbot.waitUntil(lambda: "has lost its file" in said(dock))


def test_a_map_that_is_moved_leaves_the_embeddings_that_were_chosen(qtbot, embedded, canvas, session, image):
    first = embedded.embeddings.current
    embedded.look_at.embed.button.click()
    qtbot.waitUntil(lambda: embedded.embeddings.current not in (None, first))
    embedded.embeddings.choose(first)
    press(qtbot, embedded, "landprintAreaVisible")
    canvas.setExtent(QgsRectangle(0, 0, 1000, 1000))
    assert said(embedded) == "The map shows no part of this layer."
    canvas.setExtent(image.extent())
    qtbot.waitUntil(embedded.look_at.embed.button.isEnabled)
    assert embedded.embeddings.current is first


def test_a_file_that_is_not_to_be_replaced_ends_the_click(dock, canvas, session, tmp_path, asked):
    kept = tmp_path / "kept.tif"
    kept.write_bytes(b"mine")
    setting(dock, "Output").setText(str(kept))
    dock.similar.pick.click()
    click_map(canvas, INSIDE)
    assert len(asked) == 1
    assert markers(canvas) == []
    assert dock.first_click.growing is None
    assert session.params_of("embed_raster") == []


def test_places_of_one_image_are_not_those_of_another_that_is_not_embedded_either(
    qtbot, dock, canvas, session, project, tmp_path, layer_panel, image
):
    dock.similar.pick.click()
    other = QgsRasterLayer(write_raster(tmp_path / "other.tif", np.ones((3, 20, 20), "uint8")), image.name())
    other.setCrs(QgsCoordinateReferenceSystem("EPSG:32725"))  # the same zone on another ellipsoid: metres apart
    project.addMapLayer(other)
    layer_panel.current_changed.emit(other)
    assert dock.find_similar.picked.crs == other.crs()


# An example of a class begins it as a liked place does


def class_map(project):
    return layer_named(project, "Classes from")


@pytest.fixture
def exemplified(qtbot, slow, dock, canvas):
    """The dock after an example on an image without embeddings, which is being embedded."""
    dock.examples.pick.click()
    click_map(canvas, INSIDE)
    qtbot.waitUntil(lambda: dock.look_at.embed.is_working)
    return dock


def test_an_example_embeds_the_image_outward_from_there_and_stays(qtbot, exemplified, slow, session, canvas, project):
    assert len(markers(canvas)) == 1
    assert session.params_of("classify") == []
    slow.end()
    qtbot.waitUntil(lambda: class_map(project) is not None)
    (params,) = session.params_of("embed_raster")
    assert params["start_at"] == pytest.approx([INSIDE.x(), INSIDE.y()], abs=5)
    assert last(session, "classify")["embeddings"] == params["output"]
    assert len(markers(canvas)) == 1
    assert exemplified.examples.pick.isChecked()


def test_the_class_map_grows_and_is_the_same_layer_in_the_end(qtbot, exemplified, slow, session, project):
    slow.grow()
    qtbot.waitUntil(lambda: class_map(project) is not None)
    first = class_map(project)
    assert last(session, "classify")["embeddings"].endswith("so_far_000001.tif")
    assert not exemplified.examples.save.isVisible()
    slow.grow()
    qtbot.waitUntil(lambda: last(session, "classify")["embeddings"].endswith("so_far_000002.tif"))
    slow.end()
    qtbot.waitUntil(lambda: exemplified.embeddings.current is not None)
    qtbot.waitUntil(lambda: first.source() == last(session, "classify")["output"])
    assert last(session, "classify")["embeddings"] == last(session, "embed_raster")["output"]
    assert [one for one in project.mapLayers().values() if one.name().startswith("Classes from")] == [first]
    assert exemplified.examples.save.isVisible()


def test_more_examples_are_given_while_it_grows(qtbot, exemplified, slow, session, canvas):
    click_map(canvas, NORTH)
    slow.grow()
    qtbot.waitUntil(lambda: len(last(session, "classify").get("places", [])) == 2)
    assert len(session.params_of("embed_raster")) == 0  # it is still underway: this session counts those that ended
    assert len(markers(canvas)) == 2


def test_an_example_that_is_not_embedded_yet_is_no_failure(qtbot, exemplified, slow, session, canvas, notices):
    session.failures["classify"] = EngineFailure("outside", "No example lies on data.")
    slow.grow()
    qtbot.waitUntil(lambda: bool(session.params_of("classify")))
    qtbot.wait(50)
    assert len(markers(canvas)) == 1
    assert notices.failures == []


def test_a_stop_keeps_the_example_and_the_next_one_goes_on(qtbot, exemplified, slow, session, canvas, notices):
    exemplified.look_at.embed.cross.click()
    qtbot.waitUntil(lambda: not exemplified.look_at.embed.is_working)
    assert notices.failures == []
    assert "next example" in exemplified.examples.hint.text()
    click_map(canvas, NORTH)
    qtbot.waitUntil(lambda: exemplified.look_at.embed.is_working)
    slow.end()
    qtbot.waitUntil(lambda: len(last(session, "classify").get("places", [])) == 2)
    assert len(session.params_of("embed_raster")) == 2


def test_what_the_image_does_not_reach_is_no_example(dock, canvas, session, notices):
    dock.examples.pick.click()
    click_map(canvas, OUTSIDE)
    assert [failure.code for failure in notices.failures] == ["outside"]
    assert markers(canvas) == []
    assert session.params_of("embed_raster") == []


def test_the_areas_of_a_layer_begin_it_too(qtbot, slow, dock, canvas, session):
    areas = QgsVectorLayer("Polygon?crs=EPSG:31985&field=kind:string", "areas", "memory")
    feature = QgsFeature(areas.fields())
    feature.setAttributes(["forest"])
    feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(LEFT + 300, TOP - 500, LEFT + 500, TOP - 300)))
    areas.dataProvider().addFeature(feature)
    dock.classify.edit.take_examples(areas, "kind")
    slow.end()
    qtbot.waitUntil(lambda: bool(session.params_of("classify")))
    assert last(session, "embed_raster")["start_at"] == pytest.approx([LEFT + 400, TOP - 400], abs=1)


def test_heatmap_and_class_map_grow_without_hiding_each_other(qtbot, clicked, slow, session, canvas, project):
    slow.grow()
    qtbot.waitUntil(lambda: heatmap(project) is not None)
    clicked.examples.pick.click()
    click_map(canvas, NORTH)
    qtbot.waitUntil(lambda: class_map(project) is not None)
    assert (is_shown(project, heatmap(project)), is_shown(project, class_map(project))) == (False, True)
    for number in (2, 3):
        slow.grow()
        for method in ("similarity_map", "classify"):
            ending = f"so_far_{number:06}.tif"
            qtbot.waitUntil(lambda: last(session, method)["embeddings"].endswith(ending))  # noqa: B023
        qtbot.wait(50)
        assert (is_shown(project, heatmap(project)), is_shown(project, class_map(project))) == (False, True)


def test_a_liked_place_makes_no_class_map_of_examples_that_were_there(qtbot, exemplified, slow, session, canvas):
    exemplified.look_at.embed.cross.click()
    qtbot.waitUntil(lambda: not exemplified.look_at.embed.is_working)
    exemplified.similar.pick.click()
    click_map(canvas, NORTH)
    qtbot.waitUntil(lambda: exemplified.look_at.embed.is_working)
    slow.grow()
    qtbot.waitUntil(lambda: bool(session.params_of("similarity_map")))
    qtbot.wait(50)
    assert session.params_of("classify") == []


def test_an_example_beside_what_is_embedded_embeds_there(qtbot, partly_embedded, session, canvas):
    partly_embedded.examples.pick.click()
    click_map(canvas, BESIDE)
    qtbot.waitUntil(lambda: len(session.params_of("embed_raster")) == 2)
    assert last(session, "embed_raster")["start_at"] == pytest.approx([BESIDE.x(), BESIDE.y()], abs=10)
    assert len(markers(canvas)) == 1

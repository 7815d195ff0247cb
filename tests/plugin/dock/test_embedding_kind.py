"""The dock says whose embeddings a layer holds, and the person can say how its numbers are read."""

from __future__ import annotations

import pytest
from landprint.plugin.client.failure import EngineFailure
from landprint.plugin.dock.find_similar.form.kind import CHOICES, kind_line
from landprint.plugin.layers.sources.bands import holds_embeddings
from qgis.core import QgsRasterLayer

from tests.plugin.answering_session import SIDE, write_raster
from tests.plugin.dock.stage import INSIDE, click_map, heatmap, last, plain


@pytest.fixture
def foreign(qtbot, dock, image):
    """The dock with the six bands of the scene taken as embeddings."""
    dock.embeddings.choose(image)
    qtbot.waitUntil(dock.similar.kind.isVisible)
    return dock


def choose(dock, values):
    """Take this one from the line's menu."""
    (action,) = (one for one in dock.similar.kind.menu().actions() if one.text() == CHOICES[values])
    action.trigger()


def checked(dock):
    return [action.text() for action in dock.similar.kind.menu().actions() if action.isChecked()]


def test_our_own_embeddings_are_named_and_need_no_correction(qtbot, embedded):
    qtbot.waitUntil(embedded.similar.kind.isVisible)
    assert embedded.similar.kind.line == "Random features · 120 m · 7/14/23"
    assert embedded.similar.kind.menu() is None


def test_there_is_no_line_without_an_embedding_layer(dock):
    assert not dock.similar.kind.isVisible()


def test_another_raster_has_plain_numbers_until_the_person_says_otherwise(foreign):
    assert foreign.similar.kind.line == "Plain numbers · 6 bands"
    assert checked(foreign) == [CHOICES["auto"]]
    assert foreign.similar.kind.menu() is not None


def test_what_the_person_says_goes_with_every_request(qtbot, foreign, image, session, canvas, project):
    choose(foreign, "alphaearth")
    qtbot.waitUntil(lambda: foreign.similar.kind.line == "AlphaEarth · decoded")
    assert image.customProperty("landprint/values") == "alphaearth"
    assert checked(foreign) == [CHOICES["alphaearth"]]
    assert last(session, "open")["values"] == "alphaearth"
    foreign.similar.pick.click()
    click_map(canvas, INSIDE)
    qtbot.waitUntil(lambda: heatmap(project) is not None)
    foreign.classes.run.button.click()
    qtbot.waitUntil(lambda: bool(session.params_of("kmeans")))
    for method in ("similarity_map", "embedding_at", "kmeans"):
        assert last(session, method)["values"] == "alphaearth"


def test_the_file_decides_again_when_the_person_says_so(qtbot, foreign, image, session):
    choose(foreign, "plain")
    choose(foreign, "auto")
    qtbot.waitUntil(lambda: checked(foreign) == [CHOICES["auto"]])
    assert image.customProperty("landprint/values") is None
    assert "values" not in last(session, "open")


def test_a_new_reading_forgets_what_was_found_with_other_numbers(qtbot, foreign, canvas, project):
    foreign.similar.pick.click()
    click_map(canvas, INSIDE)
    qtbot.waitUntil(lambda: heatmap(project) is not None)
    choose(foreign, "alphaearth")
    assert not foreign.similar.polygons.isEnabled()


def test_a_reading_that_cannot_be_is_said_and_can_be_changed(qtbot, foreign, session):
    session.failures["info"] = EngineFailure("source", "scene.tif has no scales beside it.")
    choose(foreign, "tessera")
    qtbot.waitUntil(lambda: foreign.similar.kind.line == "cannot be read: choose…")
    assert "no scales beside it" in plain(foreign.similar.kind.toolTip())
    assert foreign.similar.kind.menu() is not None


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        (("alphaearth", "AlphaEarth", "AlphaEarth Foundations", "alphaearth", 64), "AlphaEarth · 10 m · decoded"),
        (("tessera", "TESSERA", "TESSERA v1.1, 2024", "plain", 128), "TESSERA v1.1, 2024 · 10 m"),
        (("landprint", "Landprint", "clay-v1.5", "plain", 1024), "Clay v1.5 · 10 m"),
        (("plain", "Plain numbers", "unknown", "plain", 64), "Plain numbers · 64 bands · 10 m"),
    ],
)
def test_the_line_says_it_in_a_few_words(kind, line):
    said = dict(zip(("kind", "title", "model", "values", "dim"), kind))
    assert kind_line({"embedding": said, "gsd_m": 10.0, "tags": {"DATE": "unknown"}}, "auto") == line


def test_codes_that_are_left_as_they_are_are_called_plain():
    said = dict(zip(("kind", "title", "model", "values", "dim"), ("alphaearth", "AlphaEarth", "A", "plain", 64)))
    assert kind_line({"embedding": said, "gsd_m": None, "tags": {}}, "plain") == "AlphaEarth · plain"


def test_the_line_says_that_codes_are_left_as_they_are(qtbot, foreign):
    choose(foreign, "plain")
    qtbot.waitUntil(lambda: foreign.similar.kind.line == "Plain numbers · 6 bands")


@pytest.mark.parametrize(("name", "holds"), [("A00", True), ("Tessera_Band_0", True), ("e0000", True), ("B02", False)])
def test_known_embeddings_are_offered_as_such(qgis_app, tmp_path, name, holds):
    import numpy as np

    bands = np.ones((6, SIDE, SIDE), "uint8")
    path = write_raster(tmp_path / "e.tif", bands, descriptions=[name, *["x"] * 5])
    assert holds_embeddings(QgsRasterLayer(path, "e")) == holds

"""*Detail*: quick, auto and fine, and what is set under *More* in their place."""

from __future__ import annotations

import pytest
from landprint.plugin import settings
from landprint.plugin.dock.choices import Encoder, Fineness
from landprint.plugin.dock.look_at.imagery.detail import DetailStep, StepTimes, steps_of
from landprint.plugin.settings import engine_speed, set_option
from qgis.core import QgsSettings

from tests.plugin.answering_session import ENCODER
from tests.plugin.dock.stage import CLAY, GALILEO, IMAGES, last, press, said, setting

GALILEO_STEPS = [DetailStep(8, 1), DetailStep(4, 1), DetailStep(2, 1), DetailStep(1, 1)]


@pytest.mark.parametrize(
    ("entry", "steps"),
    [
        (GALILEO, GALILEO_STEPS),
        (ENCODER, GALILEO_STEPS[:3]),
        (CLAY, [DetailStep(8, 1), DetailStep(8, 2), DetailStep(8, 4)]),
        (IMAGES, [DetailStep(224, 1)]),
    ],
)
def test_the_steps_of_an_encoder_go_from_coarse_to_fine(entry, steps):
    assert steps_of(Encoder.of(entry)) == steps


def choose(times, budget_s, *, pixels=6400, tries=False):
    return times.choose(Fineness.AUTO, GALILEO_STEPS, ["galileo"], pixels, budget_s, tries=tries).patch


def test_auto_takes_the_finest_step_that_was_measured_to_fit_its_time():
    times = StepTimes()
    for step, seconds in zip(GALILEO_STEPS, (1, 4, 16, 64)):
        times.learn(["galileo"], step, seconds, round(6400 / step.side**2))
    assert [choose(times, budget) for budget in (0.5, 1, 5, 30)] == [8, 8, 4, 2]
    assert choose(times, 30, pixels=4 * 6400) == 4


def test_auto_measures_from_coarse_to_fine_and_no_step_that_is_too_slow_anyway():
    times, tried = StepTimes(), []
    for _ in range(5):
        patch = choose(times, 30, tries=True)
        tried.append(patch)
        step = DetailStep(patch, 1)
        times.learn(["galileo"], step, 100 / patch**2, round(6400 / patch**2))
    assert tried == [8, 4, 2, 2, 2]


def test_auto_never_takes_single_pixels_but_fine_does():
    times = StepTimes()
    for step in GALILEO_STEPS:
        times.learn(["galileo"], step, 0.001, 1)
    assert choose(times, 1e9) == choose(times, 1e9, tries=True) == 2
    assert times.choose(Fineness.FINE, GALILEO_STEPS, ["galileo"], 6400, 30).patch == 1


def test_the_next_session_knows_what_was_measured():
    StepTimes().learn(["galileo"], GALILEO_STEPS[2], 16, 1600)
    StepTimes().learn(["galileo"], GALILEO_STEPS[0], 1, 100)
    StepTimes().learn(["galileo"], GALILEO_STEPS[1], 4, 400)
    assert [choose(StepTimes(), budget) for budget in (1, 5, 30)] == [8, 4, 2]


@pytest.mark.parametrize("name", ["device", "threads", "precision"])
def test_times_of_another_way_to_run_are_not_taken(name):
    before = engine_speed()
    set_option(name, "2")
    try:
        assert engine_speed() != before
    finally:
        set_option(name, "")
    assert engine_speed() == before


def test_times_of_another_version_are_not_taken(monkeypatch):
    before = engine_speed()
    monkeypatch.setattr(settings, "plugin_version", lambda: "0.0.1")
    assert engine_speed() != before


def test_only_the_newest_times_are_kept():
    times = StepTimes()
    for number in range(settings.MOST_TIMES + 5):
        times.learn(["galileo", number], GALILEO_STEPS[0], 1, 1)
    kept = list(settings.step_times())
    assert len(kept) == settings.MOST_TIMES
    assert f", {settings.MOST_TIMES + 4}, " in kept[-1]


@pytest.mark.parametrize("written", ["no JSON", "[1]", '{"a": "b"}', '{"a": null}'])
def test_kept_times_that_something_else_wrote_are_passed_over(written):
    QgsSettings().setValue(settings.STEP_TIMES, written)
    assert settings.step_times() == {}


def test_before_anything_is_measured_auto_takes_the_coarsest_step():
    assert choose(StepTimes(), 30) == 8


def timed(session, monkeypatch, seconds_a_pixel):
    estimate = session.estimate_embedding

    def answer(params):
        found = estimate(params)
        return {**found, "seconds": seconds_a_pixel * found["patches"]}

    monkeypatch.setattr(session, "estimate_embedding", answer)


def test_auto_is_as_fine_as_its_time_allows_and_says_so(qtbot, dock, session, monkeypatch):
    timed(session, monkeypatch, 0.6)  # 100 pixels of 2 x 2: a minute
    press(qtbot, dock, "landprintAreaWhole")
    qtbot.waitUntil(lambda: said(dock).startswith("400 m · about 15 s"), timeout=10_000)
    dock.look_at.embed.button.click()
    qtbot.waitUntil(lambda: dock.embeddings.current is not None)
    assert (last(session, "embed_raster")["patch"], last(session, "embed_raster")["detail"]) == (4, 1)


def test_the_time_of_auto_can_be_set(qtbot, dock, session, monkeypatch):
    timed(session, monkeypatch, 0.5)
    set_option("auto_seconds", "60")
    try:
        press(qtbot, dock, "landprintAreaWhole")
        qtbot.waitUntil(lambda: said(dock).startswith("200 m · about 50 s"), timeout=10_000)
    finally:
        set_option("auto_seconds", "")


@pytest.mark.parametrize(("button", "patch"), [("Quick", 8), ("Fine", 2)])
def test_quick_and_fine_are_the_first_and_the_last_step(qtbot, dock, session, button, patch):
    press(qtbot, dock, f"landprintFineness{button}")
    qtbot.waitUntil(lambda: last(session, "estimate_embedding").get("patch") == patch)
    qtbot.waitUntil(lambda: said(dock).startswith(f"{patch * 100} m"))


def test_what_is_set_under_more_comes_first(qtbot, dock, session):
    setting(dock, "Patch").setValue(5)
    press(qtbot, dock, "landprintFinenessFine")
    qtbot.waitUntil(lambda: last(session, "estimate_embedding").get("patch") == 5)
    assert "patch 5 px" in dock.look_at.disclosure.header.text()

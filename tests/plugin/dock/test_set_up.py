"""The set-up, the diagnosis and the models of the dock, as a person sees them."""

from __future__ import annotations

from pathlib import Path

import pytest
from landprint.plugin.client.failure import EngineFailure
from landprint.plugin.options.page import OptionsPage
from landprint.plugin.settings import (
    engine_environment,
    engine_python,
    option_variables,
    set_engine_python,
    set_option,
)
from qgis.core import QgsSettings
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtWidgets import QApplication, QComboBox, QLabel, QMessageBox, QSpinBox, QTreeWidget

from tests.plugin.dock.stage import CLAY, GALILEO, buttons, press

NO_ENGINE = EngineFailure("setup", "Landprint's engine is not set up yet.", "Press the button.")


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch):
    """What is installed and chosen on this computer is not looked at, and stays as it is."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    set_engine_python("")
    yield
    QgsSettings().remove("landprint")


@pytest.fixture
def without_engine(qtbot, dock, session):
    session.failures["encoders"] = NO_ENGINE
    dock.restart_engine()
    qtbot.waitUntil(dock.setup.isVisible)
    return dock


def seen(widget) -> str:
    """All that is written on what is visible of it."""
    told = "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())
    return told.replace("\N{ZERO WIDTH SPACE}", "")


def dialog(qtbot, name):
    def found():
        return [one for one in QApplication.topLevelWidgets() if one.objectName() == name and one.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    return found()[0]


def menu(dock, start):
    """Choose the item of the dock's menu whose text starts so."""
    button = buttons(dock, "landprintMenu")[0]
    next(action for action in button.menu().actions() if action.text().replace("&", "").startswith(start)).trigger()


def test_without_an_engine_the_dock_says_how_much_it_takes_and_where_it_goes(without_engine, tmp_path):
    told = seen(without_engine.setup)
    assert "MB to download" in told
    assert "GB on disk" in told
    assert f"{tmp_path / 'data'}" in told
    assert "never into QGIS's Python" in told
    assert not without_engine.look_at.isVisible()
    assert buttons(without_engine, "landprintSetUp")[0].isEnabled()


def test_the_dock_works_as_soon_as_there_is_an_engine(qtbot, without_engine, session):
    session.failures.clear()
    qtbot.waitUntil(without_engine.look_at.isVisible, timeout=8000)


def test_a_wrong_python_is_refused_in_a_sentence_and_not_kept(qtbot, without_engine):
    without_engine.setup.python_chosen.emit("/bin/true")
    qtbot.waitUntil(lambda: "/bin/true is no Python" in seen(without_engine.setup), timeout=20_000)
    assert engine_python() == ""
    assert buttons(without_engine, "landprintSetUp")[0].isEnabled()


def test_what_went_wrong_stays_until_the_next_press_though_the_engine_is_looked_for(qtbot, without_engine, session):
    without_engine.setup.python_chosen.emit("/bin/true")
    qtbot.waitUntil(lambda: "/bin/true is no Python" in seen(without_engine.setup), timeout=20_000)
    asked = len(session.params_of("encoders"))
    qtbot.waitUntil(lambda: len(session.params_of("encoders")) > asked, timeout=8000)
    qtbot.wait(100)
    assert "/bin/true is no Python" in seen(without_engine.setup)


def test_a_python_that_does_is_kept_and_can_be_given_up_again(qtbot, without_engine, session):
    python = str(engine_environment().python)
    without_engine.setup.python_chosen.emit(python)
    qtbot.waitUntil(lambda: engine_python() == python, timeout=60_000)
    without_engine.setup.ways.header.click()
    qtbot.waitUntil(lambda: bool(buttons(without_engine, "landprintOwn")))
    session.failures.clear()
    press(qtbot, without_engine, "landprintOwn")
    qtbot.waitUntil(without_engine.look_at.isVisible, timeout=8000)
    assert engine_python() == ""


def test_a_file_that_is_no_kit_is_refused_by_name(qtbot, without_engine, tmp_path):
    file = tmp_path / "holiday.zip"
    file.write_bytes(b"no zip")
    without_engine.setup.kit_chosen.emit(str(file))
    qtbot.waitUntil(lambda: "holiday.zip is none" in seen(without_engine.setup), timeout=20_000)


def test_an_engine_that_works_can_be_set_up_again_or_left(qtbot, dock):
    menu(dock, "Engine's set-up")
    assert dock.setup.isVisible()
    assert buttons(dock, "landprintSetUp")[0].text() == "Set &up again"
    press(qtbot, dock, "landprintLeaveSetUp")
    qtbot.waitUntil(dock.look_at.isVisible)


# Diagnosis


def test_the_diagnosis_has_what_the_engine_and_the_plugin_know(qtbot, dock, session, monkeypatch):
    line = {"topic": "Disk", "state": "bad", "sentence": "The disk is full.", "remedy": "Free some space."}
    answer = {"sentence": "", "lines": [line]}
    monkeypatch.setattr(session, "diagnose", lambda _params: answer, raising=False)
    menu(dock, "Diagnose")
    shown = dialog(qtbot, "landprintDiagnoseDialog")
    qtbot.waitUntil(lambda: "1 line needs attention" in seen(shown))
    told = shown.text.toPlainText()
    assert "The disk is full." in told
    assert "Free some space." in told
    assert "QGIS 3." in told
    press(qtbot, shown, "landprintCopyReport")
    assert "BAD   Disk: The disk is full. Free some space." in QApplication.clipboard().text()
    assert str(Path.home()) not in QApplication.clipboard().text()


def test_the_diagnosis_says_what_it_can_where_no_engine_starts(qtbot, without_engine, session):
    session.failures["diagnose"] = EngineFailure("setup", "It does not start.", "Set it up.", "a\nNo module named x")
    press(qtbot, without_engine, "landprintOtherWays") if buttons(without_engine, "landprintOtherWays") else None
    press(qtbot, without_engine, "landprintDiagnose")
    shown = dialog(qtbot, "landprintDiagnoseDialog")
    qtbot.waitUntil(lambda: "does not start" in seen(shown))
    told = shown.text.toPlainText()
    assert "QGIS 3." in told
    assert "Its last words: No module named x" in told


# Models


@pytest.fixture
def models(qtbot, dock, session, answers, monkeypatch):
    """The dialog of models: Galileo's weights are here, Clay's are not; a run was interrupted."""
    kept = {"encoder": "galileo-nano", "part": "encoder", "title": "Galileo", "bytes": 4_161_216, "path": "g"}
    folder = str(session.folder / "home" / "checkpoints")
    answer = {"folder": folder, "checkpoints": [kept], "unfinished": [], "bytes": 4_161_216}
    run = {"key": "k", "source": "/a/scene.tif", "encoder": "clay-v1.5", "fraction": 0.5, "bytes": 39e6, "modified": 0}
    left = {"folder": "", "scratches": [run], "bytes": 39_000_000}
    monkeypatch.setattr(session, "checkpoints", lambda _params: answer)
    monkeypatch.setattr(session, "scratches", lambda _params: left, raising=False)
    menu(dock, "Models")
    shown = dialog(qtbot, "landprintModelsDialog")
    table = shown.findChild(QTreeWidget, "landprintModels")
    qtbot.waitUntil(lambda: table.topLevelItemCount() >= 3)
    shown.rows = lambda: {
        table.topLevelItem(index).text(0): table.topLevelItem(index) for index in range(table.topLevelItemCount())
    }
    return shown


def test_models_have_their_state_and_the_cache_its_place_and_size(models, session):
    rows = models.rows()
    assert rows[GALILEO["title"]].text(3) == "here, 4.2 MB"
    assert rows[CLAY["title"]].text(3) == "not downloaded"
    assert rows["Random features"].text(3) == "built in"
    assert f"In {session.folder / 'home'}: 4.2 MB of weights, 39 MB of interrupted runs." in seen(models)
    assert models.scratches.topLevelItem(0).text(1) == CLAY["title"]


def test_nothing_is_downloaded_or_removed_without_a_yes(qtbot, models, session, asked):
    models.models.setCurrentItem(models.rows()[CLAY["title"]])
    press(qtbot, models, "landprintModelDownload")
    models.models.setCurrentItem(models.rows()[GALILEO["title"]])
    press(qtbot, models, "landprintModelRemove")
    press(qtbot, models, "landprintScratchesRemoveAll")
    assert [text.split(maxsplit=1)[0] for text in asked] == ["Download", "Delete", "Delete"]
    assert not {"download", "remove_checkpoint", "remove_scratches"} & {name for name, _params in session.asked}


def test_what_is_removed_is_said_with_its_size(qtbot, models, session, asked, monkeypatch):
    monkeypatch.setattr(session, "remove_checkpoint", lambda _params: {"bytes": 4_161_216}, raising=False)
    monkeypatch.setattr(session, "remove_scratches", lambda _params: {"bytes": 39_000_000}, raising=False)
    asked.answer = QMessageBox.StandardButton.Yes
    models.models.setCurrentItem(models.rows()[GALILEO["title"]])
    press(qtbot, models, "landprintModelRemove")
    qtbot.waitUntil(lambda: "Galileo nano are removed: 4.2 MB are free again." in seen(models))
    press(qtbot, models, "landprintScratchesRemoveAll")
    qtbot.waitUntil(lambda: "Removed: 39 MB are free again." in seen(models))
    assert session.params_of("remove_scratches") == [{"keys": ["k"]}]


def test_the_checks_sentence_is_shown(qtbot, models, session, monkeypatch):
    monkeypatch.setattr(session, "check", lambda _params: {"sentence": "Galileo agrees."}, raising=False)
    models.models.setCurrentItem(models.rows()[GALILEO["title"]])
    press(qtbot, models, "landprintModelCheck")
    qtbot.waitUntil(lambda: "Galileo agrees." in seen(models))


# Uninstall


def test_where_nothing_was_installed_there_is_nothing_to_remove(qtbot, dock, notices):
    menu(dock, "Uninstall")
    qtbot.waitUntil(lambda: bool(notices.made))
    assert "there is nothing to remove" in notices.made[0][0]


# QGIS's options


@pytest.fixture
def page(qtbot):
    changes = []
    page = OptionsPage(lambda: changes.append(True))
    qtbot.addWidget(page)
    page.changes = changes
    return page


def test_the_options_reach_the_engine(page):
    page.findChild(QgsFileWidget, "landprintOptionCache").setFilePath("/data/landprint")
    page.findChild(QSpinBox, "landprintOptionMemory").setValue(4096)
    page.findChild(QSpinBox, "landprintOptionThreads").setValue(1)
    page.findChild(QComboBox, "landprintOptionDevice").setCurrentIndex(1)
    page.findChild(QComboBox, "landprintOptionPrecision").setCurrentIndex(1)
    page.apply()
    assert page.changes == [True]
    variables = engine_environment().variables({"LANDPRINT_HOME": "/elsewhere"})
    assert {name: value for name, value in variables.items() if name.startswith(("LANDPRINT", "OMP"))} == {
        "LANDPRINT_HOME": "/data/landprint",
        "LANDPRINT_MEMORY_MB": "4096",
        "LANDPRINT_THREADS": "1",
        "LANDPRINT_DEVICE": "cpu",
        "LANDPRINT_PRECISION": "fp32",
        "OMP_NUM_THREADS": "1",
    }


def test_options_that_nobody_chose_are_the_engines_own(page):
    page.apply()
    assert page.changes == []
    assert option_variables() == {}


def test_the_page_shows_what_was_chosen_before(qtbot):
    set_option("precision", "int8")
    set_option("memory_mb", "1024")
    page = OptionsPage(lambda: None)
    qtbot.addWidget(page)
    assert page.findChild(QComboBox, "landprintOptionPrecision").currentData() == "int8"
    assert page.findChild(QSpinBox, "landprintOptionMemory").value() == 1024

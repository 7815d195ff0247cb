"""Runs inside the QGIS desktop, in a fresh profile: from the zip to a heatmap by one button, with a network or not."""

from __future__ import annotations

import os
import time
from pathlib import Path
from unittest import SkipTest

import pyplugin_installer
from qgis.core import QgsApplication, QgsSettings
from qgis.PyQt.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QMessageBox, QWidget
from qgis.utils import iface

from tests.gui.inside import (
    Gaps,
    Story,
    add_image,
    click_map,
    click_widget,
    layer_named,
    open_dock,
    screenshot,
    spin,
    start,
    wait_drawn,
    wait_for,
)

KIT, TAMPERED = os.environ.get("LANDPRINT_KIT", ""), os.environ.get("LANDPRINT_TAMPERED_KIT", "")
NAME = os.environ["LANDPRINT_STORY"]
DATA = Path(os.environ["XDG_DATA_HOME"])
FOREST = (290_700, 9_119_500)
LONGEST_GAP_MS = 500  # the window must answer while all is downloaded and unpacked


def seen(widget: QWidget) -> str:
    """All that is written on what is visible of it."""
    told = "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())
    return told.replace("\N{ZERO WIDTH SPACE}", "")


def button(widget: QWidget, name: str) -> QAbstractButton:
    return widget.findChild(QAbstractButton, name)


def picture(name: str, widget: QWidget | None = None) -> None:
    spin(200)
    screenshot(f"{NAME}_{name}", widget)


def opened(name: str) -> QDialog:
    """The dialog of this name, once it is there."""

    def found() -> list[QWidget]:
        return [one for one in QApplication.topLevelWidgets() if one.objectName() == name and one.isVisible()]

    wait_for(found, 20, name)
    return found()[0]


def choose(body: QWidget, start_of_text: str) -> None:
    """Choose an item of the dock's menu."""
    menus = [one for one in body.findChildren(QAbstractButton, "landprintMenu") if one.isVisible()]
    actions = menus[0].menu().actions()
    next(one for one in actions if one.text().replace("&", "").startswith(start_of_text)).trigger()


def tell(story: Story) -> None:  # noqa: PLR0915 - one story, told from top to bottom
    with story.step("the_package_is_installed_without_an_engine"):
        pyplugin_installer.instance().installFromZipFile(os.environ["LANDPRINT_PACKAGE"])
        body = open_dock(380).body
        wait_for(body.setup.isVisible, 20, "the page without an engine")
        assert "MB to download" in seen(body.setup)
        assert str(DATA) in seen(body.setup)
        wait_for(lambda: not iface.messageBar().items() or iface.messageBar().clearWidgets() is None, 5)
        picture("1_no_engine")
    page = body.setup

    with story.step("without_a_network_the_button_says_so"):
        if not KIT:
            raise SkipTest("there is a network")
        click_widget(page.install.button)
        wait_for(page.problem.isVisible, 120, "the sentence")
        assert "There is no connection" in seen(page) or "was not found" in seen(page)
        assert "kit" in seen(page)
        picture("2_no_network")

    with story.step("a_tampered_kit_is_refused_by_name"):
        if not TAMPERED:
            raise SkipTest("no kit was made")
        page.kit_chosen.emit(TAMPERED)
        wait_for(lambda: "is not the file that Landprint expects" in seen(page), 120, "the sentence")
        assert ".whl" in page.problem.text()
        picture("3_tampered_kit")

    with story.step("the_button_sets_the_engine_up"):
        with Gaps() as gaps:
            pressed = time.monotonic()
            if KIT:
                page.kit_chosen.emit(KIT)
            else:
                click_widget(page.install.button)
            wait_for(lambda: page.install.is_working, 20, "the progress")
            wait_for(lambda: page.install.bar.value() > 300 or body.look_at.isVisible(), 300, "some of it")
            screenshot(f"{NAME}_4_working")
            said = seen(page)
            wait_for(body.look_at.isVisible, 380, "the engine")
        story.figure("from the button to ready, s", time.monotonic() - pressed)
        story.figure("gap while it is set up, ms", gaps.longest_ms)
        assert KIT or " of " in said
        assert gaps.longest_own_ms < LONGEST_GAP_MS
        assert list((DATA / "landprint").glob("env-*"))

    ready = time.monotonic()
    with story.step("a_click_on_the_demo_scene_gives_a_heatmap"):
        iface.messageBar().clearWidgets()
        add_image(os.environ["LANDPRINT_SCENE"], "Olinda", red=3, green=2, blue=1)
        wait_drawn()
        wait_for(body.look_at.embed.button.isEnabled, 60, "the button")
        picture("5_ready")
        click_widget(body.look_at.embed.button)
        wait_for(lambda: body.embeddings.current is not None, 120, "the embedding layer")
        click_widget(body.similar.pick)
        wait_for(body.similar.pick.isChecked, 5, "the tool")
        wait_drawn()
        click_map(*FOREST)
        wait_for(lambda: layer_named("Similar"), 60, "the heatmap")
        story.figure("from ready to the first heatmap, s", time.monotonic() - ready)
        wait_drawn()
        picture("6_heatmap")

    with story.step("the_diagnosis_finds_nothing_wrong"):
        choose(body, "Diagnose")
        dialog = opened("landprintDiagnoseDialog")
        wait_for(lambda: "Everything works" in seen(dialog), 120, "the findings")
        picture("7_diagnose", dialog)
        click_widget(button(dialog, "landprintCopyReport"))
        wait_for(lambda: "Landprint" in QApplication.clipboard().text(), 5, "the report")
        assert str(Path.home()) not in QApplication.clipboard().text()
        dialog.close()

    with story.step("models_and_storage_are_shown"):
        choose(body, "Models")
        dialog = opened("landprintModelsDialog")
        wait_for(lambda: dialog.models.topLevelItemCount() > 3, 30, "the models")
        wait_for(lambda: "of weights" in seen(dialog), 30, "the place")
        picture("8_models", dialog)
        dialog.close()

    with story.step("the_options_have_a_page_of_landprint"):
        shown = []

        def look() -> None:
            wait_for(lambda: isinstance(QApplication.activeModalWidget(), QDialog), 20, "QGIS's options")
            options = QApplication.activeModalWidget()
            spin(500)
            picture("9_options", options)
            pages = options.findChildren(QWidget, "landprintOptionsPage")
            shown.extend(page for page in pages if page.isVisible())
            options.reject()

        from qgis.PyQt.QtCore import QTimer

        QTimer.singleShot(300, look)
        choose(body, "Options")
        assert shown

    with story.step("uninstall_removes_it_and_says_how_much"):
        asked = []

        def yes(*arguments: object) -> QMessageBox.StandardButton:
            asked.append(str(arguments[2]))
            return QMessageBox.StandardButton.Yes

        QMessageBox.question = yes
        choose(body, "Uninstall")
        wait_for(page.isVisible, 120, "the page without an engine")
        assert "MB" in asked[0] or "GB" in asked[0]
        assert not list((DATA / "landprint").glob("env-*"))
        picture("10_uninstalled")

    pyplugin_installer.instance().uninstallPlugin("landprint", quiet=True)
    assert QgsApplication.processingRegistry().providerById("landprint") is None
    QgsSettings().remove("landprint")


start(tell)

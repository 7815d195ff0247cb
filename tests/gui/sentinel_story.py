"""Runs inside the QGIS desktop: a person with a Sentinel-2 image gets Galileo, and looks for what is like a place."""

from __future__ import annotations

import os
import time
from pathlib import Path
from unittest import SkipTest

from qgis.core import (
    QgsProject,
)
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QApplication, QMessageBox, QPushButton
from qgis.utils import iface

from tests.gui.inside import (
    Gaps,
    Story,
    add_image,
    choose_encoder,
    click_map,
    click_widget,
    copied,
    layer_named,
    messages,
    open_dock,
    screenshot,
    setting,
    spin,
    start,
    unfold,
    wait_drawn,
    wait_for,
    xdotool,
)

SCENE = os.environ["LANDPRINT_SENTINEL"]
WEIGHTS = os.environ["LANDPRINT_GALILEO"]
IS_TRAINED = os.environ["LANDPRINT_IS_TRAINED"] == "True"
HOME = Path(os.environ["LANDPRINT_HOME"])
RIVER, FOREST = (-56.35747, -1.46053), (-56.37005, -1.47822)


def answer(button: QMessageBox.StandardButton, asked: list[str]) -> None:
    """Press this button of the question that comes next, and keep its text."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(50, press)
            return
        asked.append(box.text())
        screenshot("s2_question", box)
        box.button(button).click()

    QTimer.singleShot(50, press)


def tell(story: Story) -> None:  # noqa: PLR0915 - one story, told from top to bottom
    project, canvas = QgsProject.instance(), iface.mapCanvas()
    add_image(SCENE, "Sentinel-2", red=4, green=3, blue=2)
    window_dock = open_dock(width=330)
    dock = window_dock.body
    look_at = dock.look_at

    with story.step("a_sentinel_2_image_is_recognised_and_encoders_are_recommended"):
        wait_for(look_at.advice.isVisible, 30, "the advice")
        names = [encoder.name for encoder in look_at.encoders.known if encoder.knows_sensors]
        assert {"galileo-nano", "clay-v1.5"} <= set(names)
        wait_drawn()
        screenshot("s1_recommended")

    with story.step("nothing_is_downloaded_before_a_yes"):
        click_widget(look_at.advice.findChild(QPushButton, "landprintAdvice_galileo-nano"))
        wait_for(look_at.weights.isVisible, 5, "the line of the weights")
        assert look_at.weights.text.text() == "4.2 MB to download"
        assert not look_at.embed.button.isEnabled()
        wait_drawn()
        screenshot("s2_to_download")
        asked: list[str] = []
        answer(QMessageBox.StandardButton.No, asked)
        click_widget(look_at.weights.download.button)
        wait_for(lambda: asked, 10, "the question")
        spin(300)
        assert "4.2 MB" in asked[0]
        assert "huggingface.co/nasaharvest" in asked[0]
        assert "MIT" in asked[0]
        assert not look_at.weights.download.is_working
        assert not list((HOME / "checkpoints").glob("*"))

    with story.step("galileo_is_downloaded_after_a_yes"):
        if not IS_TRAINED:
            raise SkipTest("needs the published file, weights/galileo_nano/encoder.pt under LANDPRINT_DATA")
        answer(QMessageBox.StandardButton.Yes, asked)
        click_widget(look_at.weights.download.button)
        wait_for(lambda: "MB/s" in look_at.weights.text.text(), 20, "the speed")
        screenshot("s3_downloading", window_dock)
        took = wait_for(lambda: look_at.encoder.ready, 60, "the weights")
        story.figure("download of 4.2 MB, s", took)
        wait_for(lambda: messages() and "numbers agree" in messages()[0], 5, "the check's sentence")
        assert not look_at.weights.isVisible()
        screenshot("s3_downloaded")

    with story.step("weights_come_from_a_file_too"):
        iface.messageBar().clearWidgets()
        for path in (HOME / "checkpoints").glob("*"):
            path.unlink()
        dock.restart_engine()
        wait_for(look_at.weights.isVisible, 10, "the line of the weights")
        look_at.weights.file_chosen.emit(WEIGHTS)
        wait_for(lambda: look_at.encoder.ready, 60, "the weights")
        said = "numbers agree" if IS_TRAINED else "not the published weights"
        wait_for(lambda: messages() and said in messages()[0], 5, "the check's sentence")
        iface.messageBar().clearWidgets()

    with story.step("the_sensor_line_says_what_was_recognised_and_can_be_corrected"):
        wait_for(lambda: look_at.sensor.line == "Sentinel-2 L2A · 10 of 10 bands", 10, "the sensor")
        assert "offset of 1,000" in look_at.sensor.toolTip()
        unfold(look_at)
        click_widget(look_at.sensor)
        wait_for(lambda: QApplication.activeModalWidget() is not None, 5, "the table")
        dialog = QApplication.activeModalWidget()
        spin(300)
        screenshot("s4_sensor_table", dialog)
        dialog.table.cellWidget(0, 1).setCurrentIndex(0)
        dialog.accept()
        wait_for(lambda: look_at.sensor.line == "Sentinel-2 L2A · 9 of 10 bands", 10, "the correction")
        unfold(look_at)
        click_widget(look_at.sensor)
        wait_for(lambda: QApplication.activeModalWidget() is not None, 5, "the table")
        spin(300)
        dialog = QApplication.activeModalWidget()
        click_widget(dialog.buttons.button(dialog.buttons.StandardButton.Reset))
        wait_for(lambda: look_at.sensor.line == "Sentinel-2 L2A · 10 of 10 bands", 10, "the recognition")

    with story.step("a_whole_chip_is_embedded_by_a_click_without_an_embedding_layer"):
        similar = dock.similar
        click_widget(similar.whole_chip)
        wait_for(similar.whole_chip.isChecked, 5, "the tool")
        wait_drawn()
        screenshot("s10_chip_invited")
        with Gaps() as gaps:
            clicked = time.monotonic()
            click_map(*FOREST)
            wait_for(lambda: similar.chip.is_shown, 60, "the chip")
            took = time.monotonic() - clicked
            spin(600)
            clicked = time.monotonic()
            click_map(*RIVER)
            wait_for(lambda: "like the chip before" in similar.chip.facts.text(), 30, "the next chip")
            took_next = time.monotonic() - clicked
            spin(300)
        story.figure("first click to a chip's embedding (and the click itself), s", took)
        story.figure("next click to a chip's embedding (and the click itself), s", took_next)
        story.figure("gap while clicking chips, ms", gaps.longest_ms)
        assert "128\N{NO-BREAK SPACE}dimensions" in similar.chip.facts.text()
        wait_drawn()
        screenshot("s11_chips")
        screenshot("s11_chips_dock", window_dock)
        assert len(copied(similar.chip.copy)) == 128
        canvas.setFocus()
        xdotool("key", "Escape")
        wait_for(lambda: not similar.whole_chip.isChecked(), 5, "the tool to leave")
        window_dock.setUserVisible(False)
        wait_drawn()
        screenshot("s12_no_outlines")
        window_dock.setUserVisible(True)
        wait_for(dock.isVisible, 5, "the dock")
        click_widget(similar.clear)
        wait_for(lambda: not similar.chip.is_shown, 5, "no chip")

    with story.step("more_shows_only_what_galileo_takes"):
        look_at.areas.button(1).click()
        look_at.disclosure.header.setChecked(True)
        setting(look_at, "Patch").setValue(4)
        wait_for(lambda: "·" in look_at.estimate.text(), 60, "the estimate")
        assert setting(look_at, "Recipe").isVisible()
        assert not setting(look_at, "Filters").isVisible()
        assert not setting(look_at, "Overlap").isVisible()
        assert "guessed" in setting(look_at, "Scale").currentText()
        wait_drawn()
        screenshot("s5_more")
        look_at.disclosure.header.setChecked(False)

    with story.step("the_image_is_embedded"):
        with Gaps() as gaps:
            click_widget(look_at.embed.button)
            took = wait_for(lambda: dock.embeddings.current is not None, 180, "the embedding layer")
            spin(300)
        story.figure("galileo on 247 x 237 x 10 at patch 4, s", took)
        story.figure("gap while embedding, ms", gaps.longest_ms)
        assert "10 of 10 bands" in dock.embeddings.current.metadata().abstract()
        wait_drawn()
        screenshot("s6_embedded")

    with story.step("a_click_shows_what_is_alike"):
        iface.messageBar().clearWidgets()
        click_widget(dock.similar.pick)
        wait_for(dock.similar.pick.isChecked, 5, "the tool")
        wait_drawn()
        spin(1500)
        with Gaps() as gaps:
            clicked = time.monotonic()
            click_map(*FOREST)
            wait_for(lambda: layer_named("Similar"), 30, "the heatmap")
            took = time.monotonic() - clicked
            spin(300)
        story.figure("first click to heatmap layer (and the click itself), s", took)
        story.figure("gap while clicking, ms", gaps.longest_ms)
        wait_drawn()
        screenshot("s7_forest")
        source = layer_named("Similar").source()
        click_map(*RIVER)
        wait_for(lambda: layer_named("Similar").source() != source, 10, "the heatmap of the river")
        wait_drawn()
        screenshot("s8_river")

    with story.step("the_newest_two_places_are_compared"):
        click_map(*FOREST, key="shift")
        wait_for(lambda: "like place 1" in dock.similar.facts.text(), 10, "the comparison")
        wait_drawn()
        screenshot("s8_compared")
        iface.mainWindow().resizeDocks([window_dock], [300], Qt.Orientation.Horizontal)
        click_widget(dock.similar.whole_chip)
        click_map(*RIVER)
        wait_for(lambda: dock.similar.chip.is_shown, 30, "the chip")
        wait_drawn()
        screenshot("s13_narrow")
        screenshot("s13_narrow_dock", window_dock)
        assert window_dock.width() <= 310
        iface.mainWindow().resizeDocks([window_dock], [330], Qt.Orientation.Horizontal)
        click_widget(dock.similar.whole_chip)
        wait_for(lambda: not dock.similar.whole_chip.isChecked(), 5, "the tool to leave")

    with story.step("four_classes_follow_the_land"):
        dock.classes_group.by_itself.click()
        dock.currentWidget().ensureWidgetVisible(dock.classes.run)
        dock.classes.count.setValue(4)
        click_widget(dock.classes.run.button)
        wait_for(lambda: dock.classes.table.rowCount() == 4, 60, "the classes")
        dock.find_similar.leave_map()
        iface.messageBar().clearWidgets()
        wait_drawn()
        screenshot("s9_classes")

    with story.step("encoders_that_need_all_bands_stand_below_the_others"):
        unfold(look_at)
        combo = look_at.encoders.combo
        assert combo.findData("satclip-vit16-l40-image") > combo.findData("clay-v1.5") + 1
        combo.showPopup()
        spin(400)
        screenshot("s14_encoders", combo.view().window())
        combo.hidePopup()
        choose_encoder(look_at, "satclip-vit16-l40-image")
        wait_for(lambda: look_at.sensor.line == "Sentinel-2 L2A · 12 of 12 bands", 20, "the sensor")
        assert look_at.weights.text.text() == "91 MB to download"
        wait_drawn()
        screenshot("s15_all_bands", window_dock)
        choose_encoder(look_at, "galileo-nano")

    with story.step("a_project_that_is_opened_again_goes_on_where_it_was"):
        path = str(HOME.parent / "again.qgz")
        assert project.write(path)
        project.clear()
        spin(300)
        assert dock.embeddings.current is None
        assert project.read(path)
        wait_for(lambda: dock.embeddings.current is not None, 10, "the embedding layer")
        wait_for(lambda: dock.classes.table.rowCount() == 4, 10, "the classes")
        before = len(project.mapLayers())
        source = layer_named("Similar").source()
        click_widget(dock.similar.pick)
        wait_for(dock.similar.pick.isChecked, 5, "the tool")
        click_map(canvas.extent().center().x(), canvas.extent().center().y())
        wait_for(lambda: layer_named("Similar").source() != source, 20, "the heatmap")
        assert len(project.mapLayers()) == before


start(tell)

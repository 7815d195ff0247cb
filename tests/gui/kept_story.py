"""Runs inside the QGIS desktop: results are named before QGIS ends, saved, moved with their folder, opened again."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication, QMessageBox
from qgis.utils import iface

from tests.gui.inside import (
    Story,
    add_image,
    click_map,
    click_widget,
    embeddings_file,
    layer_named,
    open_dock,
    screenshot,
    setting,
    spin,
    start,
    wait_drawn,
    wait_for,
)

SCENE, WORK = os.environ["LANDPRINT_SCENE"], Path(os.environ["LANDPRINT_WORK"])
FOREST, CITY = (293_760, 9_117_480), (294_900, 9_113_900)
SEEN_MS = 500  # until a dialog is drawn


class Answers:
    """Lets the project go at each of QGIS's own questions, and cancels at Landprint's; keeps what that said."""

    def __init__(self) -> None:
        self.text = ""
        self._timer = QTimer()
        self._timer.setInterval(SEEN_MS)
        self._timer.timeout.connect(self._answer)
        self._timer.start()

    def _answer(self) -> None:
        box, buttons = QApplication.activeModalWidget(), QMessageBox.StandardButton
        if not isinstance(box, QMessageBox) or not box.isVisible():
            return
        if "Landprint" in box.text():
            self.text = box.text()
            screenshot("k_question", box)
            self._timer.stop()
            box.button(buttons.Cancel).click()
            return
        # QGIS warns of layers in the system's temporary folder, where all of this test lies.
        wanted = next((one for one in (buttons.Discard, buttons.Yes) if box.button(one)), buttons.Cancel)
        box.button(wanted).click()


def tell(story: Story) -> None:  # noqa: PLR0915 - one story, told from top to bottom
    project, folder = QgsProject.instance(), WORK / "kept é"
    folder.mkdir()
    shutil.copy(SCENE, folder / "olinda.tif")
    add_image(str(folder / "olinda.tif"), "Olinda", red=3, green=2, blue=1)
    dock = open_dock(width=320).body

    with story.step("an_image_becomes_embeddings_a_heatmap_and_classes"):
        dock.look_at.areas.button(1).click()
        setting(dock, "Patch").setValue(4)
        wait_for(dock.look_at.embed.button.isEnabled, 60, "the button")
        click_widget(dock.look_at.embed.button)
        wait_for(lambda: dock.embeddings.current is not None, 120, "the embedding layer")
        iface.messageBar().clearWidgets()
        click_widget(dock.similar.pick)
        wait_for(dock.similar.pick.isChecked, 5, "the tool")
        wait_drawn()
        click_map(*FOREST)
        wait_for(lambda: layer_named("Similar"), 30, "the heatmap")
        spin(600)  # not a double click
        click_widget(dock.classes_group.by_itself)
        click_widget(dock.classes.run.button)
        wait_for(lambda: layer_named("Classes"), 60, "the classes")
        wait_drawn()
        screenshot("k1_unsaved")

    with story.step("qgis_names_what_would_be_lost_before_it_ends"):
        answers = Answers()
        iface.actionExit().trigger()
        wait_for(lambda: answers.text, 10, "the question")
        for part in ("Random features", "Classes", "MB"):
            assert part in answers.text
        assert iface.mainWindow().isVisible()

    with story.step("saving_puts_the_results_beside_the_project"):
        assert project.write(str(folder / "olinda.qgz"))
        kept = sorted(path.name for path in (folder / "olinda_landprint").iterdir())
        assert len([name for name in kept if name.endswith(".tif")]) == 4, kept
        wait_drawn()
        screenshot("k2_saved")

    with story.step("the_folder_moves_and_everything_is_there_again"):
        names = sorted(layer.name() for layer in project.mapLayers().values())
        iface.newProject()
        spin(300)
        shutil.move(folder, WORK / "moved")
        assert iface.addProject(str(WORK / "moved" / "olinda.qgz"))
        wait_drawn()
        layers = project.mapLayers().values()
        assert sorted(layer.name() for layer in layers) == names
        assert all(layer.isValid() for layer in layers)
        assert Path(embeddings_file(dock.embeddings.current)).parent == WORK / "moved" / "olinda_landprint"
        assert dock.look_at.layer_combo.currentLayer().name() == "Olinda"
        screenshot("k3_moved")

    with story.step("a_click_goes_on_in_the_same_heatmap"):
        shown = layer_named("Similar")
        source = shown.source()
        if not dock.similar.pick.isChecked():
            click_widget(dock.similar.pick)
        wait_for(dock.similar.pick.isChecked, 5, "the tool")
        spin(600)
        click_map(*CITY)
        wait_for(lambda: layer_named("Similar").source() != source, 30, "the heatmap")
        assert layer_named("Similar").id() == shown.id()
        assert project.write()
        assert Path(layer_named("Similar").source()).parent == WORK / "moved" / "olinda_landprint"
        wait_drawn()
        screenshot("k4_clicked")


start(tell)

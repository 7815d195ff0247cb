"""Runs inside the QGIS desktop: takes pictures of what the stories of tests/gui do not come by."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from landprint.plugin.plugin import new_session
from landprint.plugin.settings import OPTIONS_PAGE
from landprint.plugin.translation import tr
from osgeo import gdal
from qgis.core import QgsProject
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import (
    QAction,
    QApplication,
    QDialog,
    QDockWidget,
    QMenu,
    QMessageBox,
    QToolButton,
    QToolTip,
    QWidget,
)
from qgis.utils import iface

from tests.gui.inside import (
    FACTS,
    Story,
    add_image,
    choose_encoder,
    click_map,
    click_widget,
    layer_named,
    on_screen,
    open_dock,
    pixel_of,
    screenshot,
    setting,
    spin,
    start,
    unfold,
    wait_drawn,
    wait_for,
    xdotool,
)

SCENE, WEIGHTS = os.environ["LANDPRINT_SENTINEL"], os.environ["LANDPRINT_GALILEO"]
VILLAGE, RIVER = (-56.37144, -1.47151), (-56.35758, -1.46045)
SIMILAR = tr("Similar to {places}").partition("{")[0]
DIALOG_MS = 800  # until it is drawn


def window_of(kind: type[QWidget]) -> QWidget:
    """The window of this kind that was opened last."""
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()][-1]


def opened_by(open_it: Callable[[], object], name: str) -> None:
    """Take the picture of the dialog that this opens, and close it."""

    def take() -> None:
        dialog = QApplication.activeModalWidget() or window_of(QDialog)
        if isinstance(dialog, QMessageBox) and dialog.button(QMessageBox.StandardButton.Yes):
            # QGIS warns of layers in the system's temporary folder, where all of this lies.
            QTimer.singleShot(DIALOG_MS, take)
            dialog.button(QMessageBox.StandardButton.Yes).click()
            return
        screenshot(name, dialog)
        dialog.close()

    QTimer.singleShot(DIALOG_MS, take)
    open_it()
    spin(DIALOG_MS + 300)


def picture_of_menu(button: QWidget, menu: QMenu, name: str) -> None:
    """Take the picture of a button's menu as it opens under it."""
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
    spin(300)
    screenshot(name, menu)
    menu.close()


def embed(dock: QWidget, patch: int) -> None:
    """Embed the whole layer in patches of this size."""
    look_at, before = dock.look_at, dock.embeddings.current
    unfold(look_at)
    look_at.areas.button(1).click()
    setting(look_at, "Patch").setValue(patch)
    wait_for(look_at.embed.button.isEnabled, 60, "the button")
    click_widget(look_at.embed.button)
    wait_for(lambda: dock.embeddings.current not in (None, before), 180, "the embedding layer")
    spin(500)


def nothing_is_there(window_dock: QDockWidget) -> None:
    look_at = window_dock.body.look_at
    spin(500)
    screenshot("s01_no_layer", window_dock)
    menu = look_at.findChild(QWidget, "landprintMenu").menu()
    picture_of_menu(window_dock, menu, "s02_menu")


def detail_auto(window_dock: QDockWidget) -> None:
    dock = window_dock.body
    look_at = dock.look_at
    add_image(SCENE, "Sentinel-2", red=4, green=3, blue=2)
    wait_for(lambda: look_at.encoder is not None and look_at.encoder.name == "galileo-nano", 60, "Galileo")
    unfold(look_at)
    wait_for(lambda: "·" in look_at.estimate.text(), 60, "the estimate")
    spin(3000)  # those of finer steps
    wait_drawn()
    screenshot("s03_unfolded", window_dock)
    look_at.disclosure.header.setChecked(True)
    spin(500)
    dock.currentWidget().ensureWidgetVisible(look_at.embed)
    screenshot("s04_more", window_dock)
    choose_encoder(look_at, "random-features")
    spin(1500)
    screenshot("s05_more_random_features", window_dock)
    choose_encoder(look_at, "galileo-nano")
    look_at.disclosure.header.setChecked(False)


def most_similar(window_dock: QDockWidget) -> None:
    dock = window_dock.body
    similar = dock.similar
    embed(dock, patch=4)
    iface.messageBar().clearWidgets()
    click_widget(similar.pick)
    wait_for(similar.pick.isChecked, 5, "the tool")
    wait_drawn()
    click_map(*VILLAGE)
    wait_for(lambda: layer_named(SIMILAR), 60, "the heatmap")
    spin(800)
    where = on_screen(iface.mapCanvas().viewport().mapToGlobal(pixel_of(*RIVER)))
    xdotool("mousemove", *where, "mousemove", where[0] + 5, where[1] + 5)
    spin(1200)
    assert QToolTip.text(), "the similarity under the mouse"
    picture = iface.mainWindow().screen().grabWindow(0)
    picture.save(str(FACTS.parent / "s06_under_the_mouse.png"))
    dock.currentWidget().ensureWidgetVisible(similar.most_similar)
    screenshot("s07_similar", window_dock)
    combine = similar.findChild(QToolButton, "landprintCombine")
    picture_of_menu(combine, combine.menu(), "s08_several_places")
    click_widget(similar.most_similar.button)
    wait_for(similar.strip.isVisible, 30, "the strip")
    spin(2500)
    iface.messageBar().clearWidgets()
    click_widget(similar.strip.next)
    spin(500)
    click_widget(similar.strip.accept)
    spin(800)
    click_widget(similar.strip.next)
    click_widget(similar.strip.reject)
    spin(1500)
    dock.currentWidget().ensureWidgetVisible(similar.strip)
    wait_drawn()
    screenshot("s09_strip")
    screenshot("s10_strip_dock", window_dock)
    click_widget(similar.strip.table)
    spin(1500)
    screenshot("s11_table", window_of(QDialog))
    window_of(QDialog).close()


def typical_places(window_dock: QDockWidget) -> None:
    dock = window_dock.body
    classes = dock.classes
    project = QgsProject.instance()
    dock.find_similar.leave_map()
    click_widget(dock.classes_group.by_itself)
    classes.count.setValue(6)
    click_widget(classes.run.button)
    wait_for(lambda: classes.table.rowCount() == 6, 120, "the classes")
    classes.table.selectRow(0)
    menu = classes.actions.menu()
    menu.aboutToShow.emit()
    picture_of_menu(classes.actions, menu, "s12_class_menu")
    before = set(project.mapLayers())
    menu.aboutToShow.emit()
    next(one for one in menu.actions() if one.text() == tr("Most &typical places of the selected class")).trigger()
    wait_for(lambda: set(project.mapLayers()) - before, 60, "the points")
    iface.messageBar().clearWidgets()
    dock.currentWidget().ensureWidgetVisible(classes.table)
    wait_drawn()
    screenshot("s13_typical")
    screenshot("s14_classes_dock", window_dock)


def change(window_dock: QDockWidget) -> None:
    dock = window_dock.body
    look_at = dock.look_at
    later = gdal.Translate(str(Path(SCENE).with_name("later.tif")), SCENE)
    cleared = later.ReadAsArray(150, 60, 50, 50)  # a part of the village is now where wood was
    later.WriteArray(later.ReadAsArray(40, 60, 50, 50), 150, 60)
    later.WriteArray(cleared, 40, 60)
    later = None
    add_image(str(Path(SCENE).with_name("later.tif")), "Sentinel-2, a year later", red=4, green=3, blue=2)
    spin(1000)
    choose_encoder(look_at, "galileo-nano")
    embed(dock, patch=4)
    change = dock.change_section
    wait_for(change.isVisible, 10, "the section")
    dock.currentWidget().ensureWidgetVisible(change)
    click_widget(change.run.button)
    wait_for(lambda: layer_named(tr("Change")), 60, "the map")
    iface.messageBar().clearWidgets()
    spin(500)
    dock.currentWidget().ensureWidgetVisible(change.note)
    wait_drawn()
    screenshot("s15_change")
    screenshot("s16_change_dock", window_dock)


def an_interrupted_run_is_shown_with_its_size(window_dock: QDockWidget) -> None:
    dock = window_dock.body
    look_at = dock.look_at
    unfold(look_at)
    look_at.areas.button(1).click()
    setting(look_at, "Patch").setValue(1)
    wait_for(look_at.embed.button.isEnabled, 60, "the button")
    click_widget(look_at.embed.button)
    wait_for(lambda: look_at.embed.is_working and look_at.embed.bar.value() > 100, 60, "progress")
    dock.currentWidget().ensureWidgetVisible(look_at.embed)
    screenshot("s17_working", window_dock)
    click_widget(look_at.embed.cross)
    wait_for(lambda: not look_at.embed.is_working, 20, "the end")
    spin(300)
    screenshot("s18_cancelled")
    dock.models.show()
    spin(2500)
    dialog = window_of(QDialog)
    screenshot("s19_models", dialog)
    dialog.close()


def what_would_be_lost_is_named(_window_dock: QDockWidget) -> None:
    QgsProject.instance().setDirty(False)  # else QGIS asks first
    opened_by(iface.actionExit().trigger, "s20_lost_at_exit")


def a_new_result_marks_the_saved_project(window_dock: QDockWidget) -> None:
    dock = window_dock.body
    similar = dock.similar
    project = QgsProject.instance()
    path = Path(SCENE).parent / "states.qgz"
    assert project.write(str(path))
    spin(500)
    assert not project.isDirty()
    source = layer_named(SIMILAR).source()
    dock.currentWidget().ensureWidgetVisible(similar.pick)
    click_widget(similar.pick)
    wait_for(similar.pick.isChecked, 5, "the tool")
    click_map(*RIVER)
    wait_for(lambda: layer_named(SIMILAR).source() != source, 30, "the heatmap")
    assert project.isDirty()
    spin(600)
    opened_by(iface.mainWindow().findChild(QAction, "mActionNewProject").trigger, "s21_asks_to_save")
    assert layer_named(SIMILAR) is not None


def dialogs(window_dock: QDockWidget) -> None:
    dock = window_dock.body
    opened_by(dock.diagnose.show, "s22_diagnose")
    opened_by(dock.guide.show, "s23_guide")
    opened_by(dock.set_up.make_kit, "s24_kit")
    unfold(dock.look_at)
    opened_by(dock.look_at.sensor.click, "s25_sensor")
    opened_by(lambda: iface.showOptionsDialog(iface.mainWindow(), OPTIONS_PAGE), "s26_options")


STEPS = (
    nothing_is_there,
    detail_auto,
    most_similar,
    typical_places,
    change,
    an_interrupted_run_is_shown_with_its_size,
    what_would_be_lost_is_named,
    a_new_result_marks_the_saved_project,
    dialogs,
)


def tell(story: Story) -> None:
    iface.mainWindow().resize(1366, 768)
    with new_session() as session:
        session.request("import_checkpoint", {"encoder": "galileo-nano", "path": WEIGHTS})
    window_dock = open_dock(width=int(os.environ["LANDPRINT_DOCK"]))
    for step in STEPS:
        with story.step(step.__name__):
            step(window_dock)


start(tell)

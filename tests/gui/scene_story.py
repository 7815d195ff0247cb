"""Runs inside the QGIS desktop: a .SAFE is dropped on the dock; a sensor of one's own; layers that lose their files."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import numpy as np
from osgeo import gdal
from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from qgis.PyQt.QtGui import QDragEnterEvent, QDropEvent
from qgis.PyQt.QtWidgets import QApplication, QDialog, QDialogButtonBox, QPushButton, QWidget
from qgis.utils import iface

from tests.gui.inside import (
    Story,
    choose_encoder,
    click_map,
    click_widget,
    embeddings_file,
    layer_named,
    open_dock,
    screenshot,
    setting,
    spin,
    start,
    unfold,
    wait_drawn,
    wait_for,
)

ROOT, SAFE = Path(os.environ["LANDPRINT_ROOT"]), Path(os.environ["LANDPRINT_SAFE"])
MOVING = Path(os.environ["LANDPRINT_MOVING"])  # a GeoTIFF that goes
SETTINGS = {"patch": 4, "filters": 64}
LOST = "has lost its file"


def drop(widget: QWidget, path: Path) -> bool:
    """Whether the file that is dragged over the widget is taken; then it is dropped there, as Qt delivers it."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    action, button, key = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), action, mime, button, key)
    QApplication.sendEvent(widget, enter)
    if enter.isAccepted():
        QApplication.sendEvent(widget, QDropEvent(QPointF(5, 5), action, mime, button, key))
    return enter.isAccepted()


def by_command_line(output: Path) -> np.ndarray:
    """The embeddings (dim, row, column) of the .SAFE as the command line makes them."""
    python = ROOT / ".venv" / "bin" / "python"
    settings = [text for name, value in SETTINGS.items() for text in (f"--{name}", str(value))]
    command = [python, "-m", "engine", "embed-raster", "--raster", SAFE, "--mask-clouds", *settings, "--output", output]
    running = subprocess.Popen([str(one) for one in command], cwd=ROOT)
    wait_for(lambda: running.poll() is not None, 120, "the command line")
    assert running.returncode == 0
    return gdal.Open(str(output)).ReadAsArray()


def keep_unavailable_layers() -> None:
    """Press this button of QGIS's dialog as soon as it is there."""
    dialog = QApplication.activeModalWidget()
    buttons = dialog.findChildren(QPushButton) if isinstance(dialog, QDialog) else []
    for button in buttons:
        if "keep" in button.text().lower().replace("&", ""):
            button.click()
            return
    QTimer.singleShot(50, keep_unavailable_layers)


def tell(story: Story) -> None:  # noqa: PLR0915 - one story, told from top to bottom
    project, canvas = QgsProject.instance(), iface.mapCanvas()
    window_dock = open_dock(width=340)
    dock = window_dock.body
    look_at = dock.look_at

    with story.step("a_safe_that_is_dropped_is_looked_at_in_true_colour"):
        wait_for(lambda: bool(look_at.encoders.known), 30, "the encoders")
        assert drop(look_at.encoders.combo, SAFE)
        took = wait_for(lambda: layer_named(SAFE.name) is not None, 30, "the layer")
        story.figure("drop to layer, s", took)
        layer = layer_named(SAFE.name)
        assert look_at.layer_combo.currentLayer() == layer
        canvas.setExtent(layer.extent())
        assert (layer.renderer().redBand(), layer.renderer().greenBand(), layer.renderer().blueBand()) == (4, 3, 2)
        wait_for(lambda: look_at.advice.isVisible() or look_at.encoder.knows_sensors, 30, "the recognition")
        wait_drawn()
        screenshot("g1_dropped")
        screenshot("g1_dropped_dock", window_dock)

    with story.step("the_button_beside_the_layer_opens_scenes"):
        menu = look_at.open_scene.menu()

        def look() -> None:
            screenshot("g1_menu", menu)
            menu.close()

        QTimer.singleShot(1500, look)  # the menu holds everything else up
        unfold(look_at)
        click_widget(look_at.open_scene)
        wait_for(lambda: not menu.isVisible(), 5, "the menu to close")
        assert [action.text().replace("&", "") for action in menu.actions()] == [
            "Open a scene's folder…",
            "Open a scene's archive or metadata…",
        ]

    with story.step("it_is_embedded_as_the_command_line_embeds_it"):
        choose_encoder(look_at, "random-features")
        look_at.areas.button(1).click()
        look_at.disclosure.header.setChecked(True)
        setting(look_at, "Patch").setValue(SETTINGS["patch"])
        setting(look_at, "Filters").setValue(SETTINGS["filters"])
        wait_for(setting(look_at, "Clouds").isVisible, 30, "the tick of the clouds")
        setting(look_at, "Clouds").setChecked(True)
        assert look_at.bands.text() == "all 12"
        wait_for(look_at.embed.button.isEnabled, 60, "the button")
        wait_drawn()
        screenshot("g2_more_dock", window_dock)
        look_at.disclosure.header.setChecked(False)
        click_widget(look_at.embed.button)
        wait_for(lambda: dock.embeddings.current is not None, 180, "the embedding layer")
        embeddings = gdal.Open(embeddings_file(dock.embeddings.current)).ReadAsArray()
        assert np.array_equal(embeddings, by_command_line(MOVING.with_name("command.tif")))
        assert (embeddings == 0).any()  # the cloud

    with story.step("a_click_becomes_a_heatmap"):
        iface.messageBar().clearWidgets()
        click_widget(dock.similar.pick)
        wait_for(dock.similar.pick.isChecked, 5, "the tool")
        wait_drawn()
        spin(1000)
        middle = layer_named(SAFE.name).extent().center()
        click_map(middle.x(), middle.y())
        wait_for(lambda: layer_named("Similar"), 30, "the heatmap")
        wait_drawn()
        screenshot("g3_heatmap")
        dock.find_similar.leave_map()

    with story.step("a_sensor_of_ones_own_is_described_and_kept"):
        choose_encoder(look_at, "clay-v1.5")
        wait_for(lambda: look_at.sensor.line == "Sentinel-2 L2A · 10 of 10 bands", 30, "the sensor")
        assert setting(look_at, "Date").placeholderText() == "2023-01-14 (guessed)"
        unfold(look_at)
        click_widget(look_at.sensor)
        wait_for(lambda: QApplication.activeModalWidget() is not None, 10, "the dialog of the sensor")
        dialog = QApplication.activeModalWidget()
        dialog.sensor.setCurrentIndex(dialog.sensor.findText("Own sensor…"))
        wait_for(lambda: QApplication.activeModalWidget() is not dialog, 10, "the dialog of the own sensor")
        own = QApplication.activeModalWidget()
        own.lines["gsd"].setText("")
        own.table.item(1, 1).setText("green")
        spin(300)
        screenshot("g4_own_sensor_wrong", own)
        assert own.problems["gsd"].isVisible()
        own.lines["gsd"].setText("10")
        own.table.item(1, 1).setText("560")
        own.lines["name"].setText("my camera")
        spin(300)
        screenshot("g5_own_sensor", own)
        click_widget(own.buttons.button(QDialogButtonBox.StandardButton.Ok))
        wait_for(lambda: dialog.sensor.currentText() == "my camera", 5, "the sensor")
        spin(300)
        screenshot("g6_sensor", dialog)
        click_widget(dialog.buttons.button(QDialogButtonBox.StandardButton.Ok))
        wait_for(lambda: look_at.sensor.line == "my camera · 10 of 10 bands", 30, "the engine's answer")
        assert not look_at.sensor.font().italic()
        screenshot("g7_own_dock", window_dock)

    with story.step("a_layer_that_lost_its_file_says_so_and_raises_nothing"):
        layer = QgsRasterLayer(str(MOVING), "moving", "gdal")
        project.addMapLayer(layer)
        look_at.layer_combo.setLayer(layer)
        choose_encoder(look_at, "random-features")
        look_at.areas.button(0).click()
        path = str(MOVING.with_name("lost.qgz"))
        assert project.write(path)
        MOVING.rename(MOVING.with_name("elsewhere.tif"))
        canvas.zoomByFactor(1.5)
        wait_for(lambda: LOST in look_at.estimate.text(), 10, "the sentence")
        project.clear()
        QTimer.singleShot(50, keep_unavailable_layers)
        project.read(path)
        spin(500)
        gone = layer_named("moving")
        assert not gone.isValid()
        look_at.layer_combo.setLayer(gone)
        look_at.areas.button(0).click()
        canvas.zoomByFactor(1.5)
        spin(500)
        assert LOST in look_at.estimate.text()
        assert not look_at.embed.button.isEnabled()
        screenshot("g8_lost")
        screenshot("g8_lost_dock", window_dock)
        gone.setDataSource(str(MOVING.with_name("elsewhere.tif")), "moving", "gdal")
        wait_for(lambda: LOST not in look_at.estimate.text(), 10, "the layer to be known again")

    with story.step("the_scene_and_its_sensor_come_back_with_the_project"):
        look_at.layer_combo.setLayer(layer_named(SAFE.name))
        choose_encoder(look_at, "clay-v1.5")
        wait_for(lambda: look_at.sensor.line == "my camera · 10 of 10 bands", 30, "the sensor")
        wait_drawn()
        screenshot("g9_again")


start(tell)

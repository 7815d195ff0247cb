"""What every kind of input needs of QGIS, of the dock and of the command line; used by sources_inside."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from osgeo import gdal
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsMapLayer,
    QgsPointXY,
    QgsProject,
    QgsRasterLayer,
)
from qgis.PyQt.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from qgis.PyQt.QtGui import QDragEnterEvent, QDropEvent
from qgis.PyQt.QtWidgets import QApplication, QFileDialog, QLineEdit, QTreeView, QWidget
from qgis.utils import iface

from tests.gui.inside import (
    Story,
    choose_encoder,
    click_map,
    click_widget,
    embeddings_file,
    layer_named,
    markers,
    screenshot,
    setting,
    spin,
    unfold,
    wait_drawn,
    wait_for,
    xdotool,
)

INPUTS = json.loads(Path(os.environ["LANDPRINT_INPUTS"]).read_text(encoding="utf-8"))
FOLDER, PYTHON = Path(INPUTS["folder"]), INPUTS["python"]
PLUGIN = Path(QgsApplication.qgisSettingsDirPath()) / "python" / "plugins" / "landprint"
PATCH, FILTERS = 4, 64


class Walk:
    """The dock, and what every kind needs of it."""

    def __init__(self, story: Story, body: Any) -> None:
        self.story = story
        self.body = body
        self.look_at = body.look_at
        self.project = QgsProject.instance()
        self.canvas = iface.mapCanvas()

    # The command line, of the installed plugin

    def ask(self, *arguments: object) -> Any:
        """What the command line answers."""
        names = ("PYTHON", "GDAL_", "PROJ_", "QT_")
        variables = {name: value for name, value in os.environ.items() if not name.startswith(names)}
        command = [PYTHON, "-m", "engine", *map(str, arguments), "--json"]
        with (FOLDER / "said.json").open("wb") as said, (FOLDER / "failed.txt").open("wb") as failed:
            running = subprocess.Popen(command, cwd=PLUGIN, env=variables, stdout=said, stderr=failed)
            wait_for(lambda: running.poll() is not None, 120, "the command line")
        assert running.returncode == 0, (FOLDER / "failed.txt").read_text()[-800:]
        return json.loads((FOLDER / "said.json").read_text(encoding="utf-8"))

    def same_as_command_line(self, raster: object, *options: object) -> None:
        """The chosen embeddings are to the byte what the command line makes of this raster."""
        output = FOLDER / "same.tif"
        output.unlink(missing_ok=True)
        self.ask("embed-raster", "--raster", raster, *options, "--output", output)
        made = gdal.Open(embeddings_file(self.body.embeddings.current))
        same = gdal.Open(str(output))
        assert made.GetGeoTransform() == same.GetGeoTransform()
        assert np.array_equal(made.ReadAsArray(), same.ReadAsArray())

    # The dock

    def fresh(self) -> None:
        """Begin anew with an empty project."""
        self.body.find_similar.leave_map()
        self.project.clear()
        self.body.storage.closed.clear()
        iface.messageBar().clearWidgets()
        spin(300)

    def show(self, layer: QgsMapLayer, crs: str = "") -> None:
        """Add the layer, and show all of it."""
        assert layer.isValid(), layer.error().message()
        if layer.id() not in self.project.mapLayers():
            self.project.addMapLayer(layer)
        self.project.setCrs(QgsCoordinateReferenceSystem(crs) if crs else layer.crs())
        self.zoom(layer)
        iface.setActiveLayer(layer)
        unfold(self.look_at)
        if self.look_at.areas.button(0).isEnabled():
            self.look_at.areas.button(0).click()

    def zoom(self, layer: QgsMapLayer) -> None:
        """Show all of the layer."""
        to_map = QgsCoordinateTransform(layer.crs(), self.project.crs(), self.project)
        self.canvas.setExtent(to_map.transformBoundingBox(layer.extent()))
        wait_drawn()

    def place(self, layer: QgsMapLayer, at: tuple[float, float]) -> QgsPointXY:
        """The map's coordinates of a place in shares of the layer's width and height, from its upper left corner."""
        extent = layer.extent()
        point = QgsPointXY(extent.xMinimum() + at[0] * extent.width(), extent.yMaximum() - at[1] * extent.height())
        return QgsCoordinateTransform(layer.crs(), self.project.crs(), self.project).transform(point)

    def wait_estimate(self) -> None:
        """Wait until the dock knows the layer."""
        wait_for(lambda: self.look_at.embed.button.isEnabled() and "·" in self.look_at.estimate.text(), 60, "estimate")

    def embed_whole(self, encoder: str = "random-features", *, clouds: bool = False, patch: int = PATCH) -> None:
        """Embed all of the layer that is looked at, with settings that the command line has too."""
        choose_encoder(self.look_at, encoder)
        unfold(self.look_at)
        self.look_at.areas.button(1).click()
        self.look_at.disclosure.header.setChecked(True)
        setting(self.look_at, "Patch").setValue(patch)
        if encoder == "random-features":
            setting(self.look_at, "Filters").setValue(FILTERS)
        if clouds:
            wait_for(setting(self.look_at, "Clouds").isVisible, 30, "the tick of the clouds")
            setting(self.look_at, "Clouds").setChecked(True)
        self.look_at.disclosure.header.setChecked(False)
        self.wait_estimate()
        before = self.body.embeddings.current
        click_widget(self.look_at.embed.button)
        wait_for(lambda: self.body.embeddings.current not in (None, before), 180, "the embedding layer")

    def click(self, name: str, layer: QgsMapLayer, at: tuple[float, float]) -> QgsRasterLayer:
        """Pick a place by the mouse, and wait for its heatmap; the picture is of the whole window."""
        iface.messageBar().clearWidgets()
        pick = self.body.similar.pick
        if not pick.isChecked():
            click_widget(pick)
            wait_for(pick.isChecked, 5, "the tool")
        wait_drawn()
        place, pressed = self.place(layer, at), time.monotonic()
        click_map(place.x(), place.y())
        wait_for(lambda: layer_named("Similar"), 120, "the heatmap")
        wait_for(lambda: not self.look_at.embed.is_working and self.body.embeddings.current, 120, "the embeddings")
        self.story.figure(f"{name}: click to heatmap, s", time.monotonic() - pressed)
        spin(1200)
        wait_drawn()
        screenshot(f"{name}_heatmap")
        heatmap = layer_named("Similar")
        self.lies_right(heatmap, layer)
        return heatmap

    def lies_right(self, heatmap: QgsRasterLayer, layer: QgsMapLayer) -> None:
        """The heatmap is where the layer is, and the picked place is like itself."""
        to_map = QgsCoordinateTransform(heatmap.crs(), self.project.crs(), self.project)
        whole = QgsCoordinateTransform(layer.crs(), self.project.crs(), self.project).transformBoundingBox(
            layer.extent()
        )
        shown = to_map.transformBoundingBox(heatmap.extent())
        assert whole.buffered(whole.width() / 50).contains(shown), (whole.toString(), shown.toString())
        to_heatmap = QgsCoordinateTransform(self.project.crs(), heatmap.crs(), self.project)
        picked = to_heatmap.transform(markers()[-1].mark.point)  # the mouse is at a pixel of the screen
        value, good = heatmap.dataProvider().sample(picked, 1)
        assert good
        assert value > 0.99, value

    def drop_file(self, path: Path) -> None:
        """Drop a file of a file manager on the dock."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path))])
        self.drop(self.look_at.encoders.combo, mime)

    @staticmethod
    def drop(widget: QWidget, mime: QMimeData) -> None:
        """Drag this over the widget and drop it there, as Qt delivers it."""
        action, button, key = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(QPoint(5, 5), action, mime, button, key)
        enter.ignore()
        QApplication.sendEvent(widget, enter)
        assert enter.isAccepted()
        QApplication.sendEvent(widget, QDropEvent(QPointF(5, 5), action, mime, button, key))

    def drop_from_browser(self, path: Path) -> None:
        """Drop what QGIS's own browser hands on of a file."""
        model = iface.browserModel()
        model.addFavoriteDirectory(str(path.parent))
        panel = iface.mainWindow().findChild(QWidget, "Browser")
        panel.show()
        panel.raise_()
        view = panel.findChild(QTreeView)
        shown = view.model()

        def index_of(text: str, parent: Any = None) -> Any:
            parent = shown.index(-1, -1) if parent is None else parent
            for row in range(shown.rowCount(parent)):
                child = shown.index(row, 0, parent)
                if text in str(shown.data(child)):
                    return child
            return None

        wait_for(lambda: index_of("Favorites") is not None, 10, "the browser")
        view.expand(index_of("Favorites"))
        wait_for(lambda: index_of(path.parent.name, index_of("Favorites")), 10, "the folder")
        folder = index_of(path.parent.name, index_of("Favorites"))
        view.expand(folder)
        wait_for(lambda: index_of(path.name, index_of(path.parent.name, index_of("Favorites"))), 20, "the file")
        item = index_of(path.name, index_of(path.parent.name, index_of("Favorites")))
        view.scrollTo(item)
        spin(500)
        flags, mime = shown.flags(item), shown.mimeData([item])
        self.story.facts["browser"] = [bool(flags & Qt.ItemFlag.ItemIsDragEnabled), mime.formats() if mime else []]
        self.drop(self.look_at.encoders.combo, mime)
        spin(500)
        panel.hide()

    def choose_file(self, press: Callable[[], None], path: Path) -> None:
        """Press what opens a dialog for files, and type the path there."""

        def dialog() -> QFileDialog | None:
            found = QApplication.activeModalWidget()
            return found if isinstance(found, QFileDialog) else None

        def fill() -> None:
            if dialog() is None:
                QTimer.singleShot(100, fill)
                return
            spin(300)
            line = dialog().findChild(QLineEdit)
            line.setFocus()
            line.setText(str(path))
            spin(200)
            xdotool("key", "Return")

        QTimer.singleShot(100, fill)
        press()

    def open_by_menu(self, index: int, path: Path) -> QgsMapLayer:
        """*Open a scene…*, by mouse and keys: the folder is item 0, an archive or metadata item 1."""
        unfold(self.look_at)
        menu = self.look_at.open_scene.menu()

        def press() -> None:
            QTimer.singleShot(800, lambda: xdotool("key", *["Down"] * (index + 1), "Return"))
            click_widget(self.look_at.open_scene)

        self.choose_file(press, path)
        wait_for(lambda: not menu.isVisible(), 5, "the menu to close")
        return self.opened(path)

    def opened(self, path: Path) -> QgsMapLayer:
        """The layer of a scene that is being opened, once it is there."""
        wait_for(lambda: layer_named(path.name), 30, "the layer")
        return layer_named(path.name)

"""What a script that runs inside the desktop needs: waiting, real clicks, screenshots, the window thread's gaps."""

from __future__ import annotations

import json
import os
import subprocess
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import SkipTest

import qgis.utils
from qgis.core import (
    QgsApplication,
    QgsContrastEnhancement,
    QgsMapLayer,
    QgsMultiBandColorRenderer,
    QgsPointXY,
    QgsProject,
    QgsRasterLayer,
    QgsRasterMinMaxOrigin,
)
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QEventLoop, QPoint, Qt, QTimer
from qgis.PyQt.QtWidgets import QApplication, QDockWidget, QScrollArea, QWidget
from qgis.utils import iface

FACTS = Path(os.environ["LANDPRINT_FACTS"])
WINDOW = (0, 0, 1440, 900)
TICK_MS = 10


def spin(milliseconds: int) -> None:
    """Let the window live for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_for(condition: Callable[[], object], seconds: float = 30.0, what: str = "") -> float:
    """Seconds until the condition holds; raises AssertionError when it never does."""
    started = time.monotonic()
    while not condition():
        if time.monotonic() - started > seconds:
            raise AssertionError(f"waited {seconds:.0f} s in vain for {what or condition}")
        spin(TICK_MS)
    return time.monotonic() - started


def wait_drawn() -> None:
    """Draw the map, and wait until it is drawn."""
    canvas, drawn = iface.mapCanvas(), []

    def note() -> None:
        drawn.append(True)

    canvas.mapCanvasRefreshed.connect(note)
    canvas.refresh()
    wait_for(lambda: drawn and not canvas.isDrawing(), what="the map to be drawn")
    canvas.mapCanvasRefreshed.disconnect(note)


def add_image(path: str, name: str, red: int, green: int, blue: int) -> QgsRasterLayer:
    """The image in these bands' colours, added to the project; the map shows all of it in its CRS."""
    image = QgsRasterLayer(path, name)
    image.setRenderer(QgsMultiBandColorRenderer(image.dataProvider(), red, green, blue))
    image.setContrastEnhancement(
        QgsContrastEnhancement.ContrastEnhancementAlgorithm.StretchToMinimumMaximum,
        QgsRasterMinMaxOrigin.Limits.CumulativeCut,
    )
    project = QgsProject.instance()
    project.addMapLayer(image)
    project.setCrs(image.crs())
    iface.mapCanvas().setExtent(image.extent())
    return image


def open_dock(width: int) -> QDockWidget:
    """Landprint's dock of this width, opened by its button; its ``body`` is there."""
    plugin = qgis.utils.plugins["landprint"]
    if not plugin.action.isChecked():
        plugin.action.trigger()
    wait_for(lambda: plugin.dock.body is not None and plugin.dock.body.isVisible(), 10, "the dock's body")
    iface.mainWindow().resizeDocks([plugin.dock], [width], Qt.Orientation.Horizontal)
    return plugin.dock


def screenshot(name: str, widget: QWidget | None = None) -> None:
    """The window (or one widget) as a picture beside the facts."""
    QApplication.processEvents()
    (widget or iface.mainWindow()).grab().save(str(FACTS.parent / f"{name}.png"))


class Gaps:
    """The longest time that the window's thread did not come round to a 10 ms timer.

    ``longest_own_ms`` leaves out what it was ready to run and waited for a processor: other processes of the machine.
    """

    def __init__(self) -> None:
        self.longest_ms = self.longest_own_ms = 0.0
        self._start()
        self._timer = QTimer()
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)

    def _start(self) -> None:
        self._last, self._waited = time.perf_counter(), _waited_s()

    def _tick(self) -> None:
        gap, waited = time.perf_counter() - self._last, _waited_s() - self._waited
        self.longest_ms = max(self.longest_ms, 1000 * gap)
        self.longest_own_ms = max(self.longest_own_ms, 1000 * (gap - waited))
        self._start()

    def __enter__(self) -> Gaps:  # noqa: PYI034 - Self is not in Python 3.9
        self._start()
        self._timer.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._tick()
        self._timer.stop()


def _waited_s() -> float:
    """For how long this thread has waited for a processor so far, as Linux counts it."""
    return int(Path("/proc/thread-self/schedstat").read_text().split()[1]) / 1e9


def pixel_of(x: float, y: float) -> QPoint:
    """Where a point of the map is on the canvas."""
    pixel = iface.mapCanvas().getCoordinateTransform().transform(QgsPointXY(x, y))
    return QPoint(round(pixel.x()), round(pixel.y()))


def xdotool(*arguments: object) -> None:
    """Move the mouse and press keys through the X server, as a person would; the window lives meanwhile."""
    running = subprocess.Popen(["xdotool", *map(str, arguments)])
    wait_for(lambda: running.poll() is not None, 10, "xdotool")
    assert running.returncode == 0, arguments


def on_screen(point: QPoint) -> tuple[int, int]:
    """Where a point of Qt's global pixels is in those of the screen, of which the X server speaks."""
    ratio = iface.mainWindow().devicePixelRatioF()
    return round(point.x() * ratio), round(point.y() * ratio)


def click_widget(widget: QWidget) -> None:
    """A real click in the middle of a widget, once the widget has come to rest."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    if parent is not None:
        parent.ensureWidgetVisible(widget)
    before = None
    while before != (before := widget.mapToGlobal(widget.rect().center())):
        spin(300)
    # Moved aside first: a mouse that is there already would be waited for forever.
    x, y = on_screen(before)
    xdotool("mousemove", x + 3, y, "mousemove", "--sync", x, y, "click", 1)


def click_map(x: float, y: float, key: str = "") -> None:
    """A real click on the map, with Shift or Alt held down if ``key`` says so."""
    where = on_screen(iface.mapCanvas().viewport().mapToGlobal(pixel_of(x, y)))
    down, up = (["keydown", key], ["keyup", key]) if key else ([], [])
    xdotool("mousemove", "--sync", *where, *down, "click", 1, *up)


def unfold(look_at: QWidget) -> None:
    """Show all of *Look at*, as a press on its line does."""
    if look_at.is_folded:
        look_at.line.click()


def choose_encoder(look_at: QWidget, name: str) -> None:
    """Choose this encoder as a person does, for whom it then stays."""
    combo = look_at.encoders.combo
    combo.setCurrentIndex(combo.findData(name))
    combo.activated.emit(combo.currentIndex())


def delete_later_now() -> None:
    """Delete what was to be deleted later: a script's own turn of the event loop never does."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def setting(dock: QWidget, name: str) -> QWidget:
    """The control of a setting under More, by the end of its object name."""
    return dock.findChild(QWidget, f"landprint{name}")


def markers() -> list[object]:
    """The markers of the picked places on the map, in the order of their numbers."""
    found = [item for item in iface.mapCanvas().scene().items() if type(item).__name__ == "PlaceMarker"]
    return sorted(found, key=lambda marker: marker.number)


def copied(button: QWidget) -> list[str]:
    """The numbers that the button copies to the clipboard, as they stand there."""
    QApplication.clipboard().clear()
    click_widget(button)
    wait_for(QApplication.clipboard().text, 5, "the clipboard")
    return QApplication.clipboard().text().split(", ")


def layer_named(start_of_name: str) -> QgsMapLayer | None:
    """The layer with the shortest name that starts so."""
    layers = QgsProject.instance().mapLayers().values()
    found = [layer for layer in layers if layer.name().startswith(start_of_name)]
    return min(found, key=lambda layer: len(layer.name()), default=None)


def embeddings_file(layer: QgsMapLayer) -> str:
    """The path of the embedding raster that the layer is a picture of."""
    from landprint.plugin.layers.sources.source import embeddings_path  # the plugin's folder is known once it runs

    return embeddings_path(layer)


def messages() -> list[str]:
    """What stands in the message bar."""
    return [item.text() for item in iface.messageBar().items()]


class Story:
    """Steps in order, each of which becomes one test outside: its name, how it went, its figures."""

    def __init__(self) -> None:
        self.facts: dict = {"steps": {}, "figures": {}, "log": []}
        QgsApplication.messageLog().messageReceived.connect(self._hear)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """A step that may fail without ending the story."""
        try:
            yield
        except SkipTest as missing:
            self.facts["steps"][name] = f"skipped: {missing}"
        except Exception:  # noqa: BLE001 - the test outside shows it
            self.facts["steps"][name] = traceback.format_exc()
            screenshot(f"failed_{name}")
        else:
            self.facts["steps"][name] = "passed"
        self._save()

    def figure(self, name: str, value: float) -> None:
        """A measurement worth a line in the test's output."""
        self.facts["figures"][name] = round(value, 4)

    def _hear(self, message: str, tag: str, level: int) -> None:
        if int(level) in (1, 2):
            self.facts["log"].append([tag, message[:1500]])

    def _save(self) -> None:
        FACTS.write_text(json.dumps(self.facts, indent=1), encoding="utf-8")

    def end(self) -> None:
        """Write everything down and leave QGIS the way a person does."""
        self.facts["ended"] = True
        self._save()
        QgsProject.instance().clear()
        QgsProject.instance().setDirty(False)
        plugin = qgis.utils.plugins.get("landprint")
        if plugin is not None and plugin.dock is not None and plugin.dock.body is not None:
            plugin.dock.body.storage.closed.clear()  # else QGIS asks what to do with the results
        QTimer.singleShot(0, iface.actionExit().trigger)


def start(tell: Callable[[Story], None]) -> None:
    """Tell the story once QGIS is there."""

    def begin() -> None:
        story = Story()
        iface.mainWindow().setGeometry(*WINDOW)
        try:
            tell(story)
        except Exception:  # noqa: BLE001 - it would end in QGIS's log
            story.facts["error"] = traceback.format_exc()
            screenshot("failed_story")
        story.end()

    if iface.mainWindow().isVisible():
        QTimer.singleShot(500, begin)
    else:
        iface.initializationCompleted.connect(lambda: QTimer.singleShot(500, begin))

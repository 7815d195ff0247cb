"""What the tests of the dock share: encoders as the engine names them, notices that are kept, short ways to look."""

from __future__ import annotations

from landprint.plugin.resources import known_sensors
from landprint.plugin.tools.markers import PlaceMarker
from qgis.core import QgsMapLayer, QgsPointXY
from qgis.PyQt.QtCore import QObject, QPoint, Qt, pyqtSignal
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAbstractButton, QApplication, QComboBox, QMessageBox, QWidget

from tests.plugin.answering_session import ENCODER, LEFT, TOP

NO_KEY, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)

INSIDE = QgsPointXY(LEFT + 450, TOP - 450)
GALILEO = {
    **ENCODER,
    "name": "galileo-nano",
    "title": "Galileo nano",
    "dim": 128,
    "licence": "MIT",
    "source_url": "https://huggingface.co/nasaharvest/galileo",
    "download_bytes": 4_189_406,
    "ready": False,
    "patch": {"default": 8, "minimum": 1, "maximum": 8},
    "recipes": [{"name": name, "title": name, "cost": 1.0} for name in ("balanced", "fast")],
    "knows_sensors": True,
    "pools": ["patch", "chip"],
}
CLAY = {**GALILEO, "name": "clay-v1.5", "title": "Clay v1.5", "patch": {"default": 8, "minimum": 8, "maximum": 8}}
SATCLIP = {**GALILEO, "name": "satclip-vit16-l40", "title": "SatCLIP", "takes": "locations", "knows_sensors": False}
IMAGES = {
    **GALILEO,
    "name": "satclip-vit16-l40-image",
    "title": "SatCLIP, images",
    "takes": "images",
    "dim": 256,
    "patch": {"default": 224, "minimum": 224, "maximum": 224},
    "recipes": [{"name": "plain", "title": "Plain", "cost": 1.0}],
    "pools": ["patch"],
}
RECOGNISED = {
    "sensor": "sentinel-2-l2a",
    "title": "Sentinel-2 L2A",
    "bands": [{"number": n, "name": name, "by": "name", "clue": ""} for n, name in ((1, "blue"), (2, "green"))],
    "missing": [],
    "sensor_bands": list(known_sensors()["sentinel-2-l2a"].bands),
    "scale": "offset-1000",
    "scales": [{"name": "count", "title": "counts"}, {"name": "offset-1000", "title": "with the offset"}],
    "date": "2023-07-14",
    "sensors": [{"name": "sentinel-2-l2a", "title": "Sentinel-2 L2A"}],
    "notes": ["An offset of 1,000 is taken off."],
}


class Notices:
    """Keeps what was said."""

    def __init__(self):
        self.made, self.failures, self.offers = [], [], []

    def done(self, text, output=""):
        self.made.append((text, output))

    def say(self, text):
        self.made.append((text, ""))

    def offer(self, text, button, press):
        self.offers.append((text, button, press))

    def failed(self, failure):
        if not failure.is_cancelled:
            self.failures.append(failure)

    def keep(self, failure):
        pass


class Questions(list):
    """Keeps what a person was asked, and answers it."""

    answer = QMessageBox.StandardButton.No

    def ask(self, _parent, _title, question, *_buttons):
        self.append(question)
        return self.answer


class LayerPanel(QObject):
    """QGIS's tree of layers."""

    current_changed = pyqtSignal(QgsMapLayer)


def layer_named(project, start):
    """The first layer whose name starts so, None where there is none."""
    return next((layer for layer in project.mapLayers().values() if layer.name().startswith(start)), None)


def heatmap(project):
    return layer_named(project, "Similar")


def drawn_from(layer):
    """The similarity from which on the heatmap is drawn."""
    return max(values.max for values in layer.renderer().rasterTransparency().transparentSingleValuePixelList())


# What a person does


def pixel_of(canvas, point):
    pixel = canvas.getCoordinateTransform().transform(point)
    return QPoint(round(pixel.x()), round(pixel.y()))


def click_map(canvas, point, keys=NO_KEY):
    """Click the map at the pixel nearest to the point; the map coordinates of that pixel."""
    pixel = pixel_of(canvas, point)
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, keys, pixel)
    return canvas.getCoordinateTransform().toMapCoordinates(pixel)


def drag(canvas, start, end):
    """Drag on the map from one point to another."""
    QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, NO_KEY, pixel_of(canvas, start))
    QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, NO_KEY, pixel_of(canvas, end))


def press(qtbot, dock, name):
    """Press the button of this object name as soon as it is to be seen."""
    qtbot.waitUntil(lambda: bool(buttons(dock, name)))
    buttons(dock, name)[0].click()


def unfold(dock):
    """Show all of *Look at*."""
    if dock.look_at.is_folded:
        dock.look_at.line.click()


def look_again(dock):
    """Look at no layer and then at the first one again."""
    dock.look_at.layer_combo.setCurrentIndex(0)
    dock.look_at.layer_combo.setCurrentIndex(1)


def opened_dialog(qtbot, button):
    """The dialog that a press of the button opens."""
    button.click()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    return QApplication.activeModalWidget()


def correct_band(dialog, sensor_band, number):
    """Say in the dialog of the sensor which band of the image this one is."""
    combo = dialog.findChild(QComboBox, f"landprintBand_{sensor_band}")
    combo.setCurrentIndex(combo.findData(number))


# What a person sees


def setting(dock, name):
    """The control of a setting under More, by the end of its object name."""
    return dock.findChild(QWidget, f"landprint{name}")


def buttons(dock, start):
    """The visible buttons whose object names start so, in their order."""
    every = dock.findChildren(QAbstractButton)
    return [one for one in every if one.objectName().startswith(start) and one.isVisible()]


def markers(canvas):
    """The markers on the map, in the order of their numbers."""
    found = [item for item in canvas.scene().items() if isinstance(item, PlaceMarker)]
    return sorted(found, key=lambda marker: marker.number)


def copied(button):
    """The numbers that the button copies to the clipboard."""
    button.click()
    return [float(text) for text in QApplication.clipboard().text().split(",")]


def said(dock):
    """The estimate; its parts hold together where the line breaks."""
    return dock.look_at.estimate.text().replace("\N{NO-BREAK SPACE}", " ")


def last(session, method):
    """The parameters of the last request for this operation; nothing before the first."""
    return (session.params_of(method) or [{}])[-1]


def plain(text):
    """The text with spaces that may break."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def choose(dock, name):
    combo = dock.look_at.encoders.combo
    combo.setCurrentIndex(combo.findData(name))
    combo.activated.emit(combo.currentIndex())
    assert dock.look_at.encoder.name == name


def is_shown(project, layer):
    """Whether the layer is checked in the layer panel."""
    return project.layerTreeRoot().findLayer(layer.id()).itemVisibilityChecked()

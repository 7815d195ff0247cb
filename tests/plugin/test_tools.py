"""The map tools emit what the mouse and the keys mean; the markers show it."""

from __future__ import annotations

import pytest
from landprint.plugin.tools.active_tool import ActiveTool
from landprint.plugin.tools.colours import NEGATIVE, POSITIVE
from landprint.plugin.tools.markers import Mark, PlaceMarker, PlaceMarkers
from landprint.plugin.tools.place_tool import Pick, PlaceTool, pick_of
from landprint.plugin.tools.rectangle_tool import RectangleTool
from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsRectangle, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QEvent, QPoint, QPointF, Qt
from qgis.PyQt.QtGui import QColor, QKeySequence, QMouseEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QApplication, QLineEdit, QMainWindow, QVBoxLayout, QWidget

LEFT_BUTTON = Qt.MouseButton.LeftButton
NONE, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def canvas(qtbot, qgis_app):
    canvas = QgsMapCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(400, 400)
    canvas.show()
    canvas.setExtent(QgsRectangle(0, 0, 100, 100))
    return canvas


@pytest.fixture
def markers(canvas):
    return PlaceMarkers(canvas)


@pytest.fixture
def tool(canvas, markers):
    tool = PlaceTool(canvas, markers.at)
    canvas.setMapTool(tool)
    return tool


def pixel_of(canvas, x, y):
    pixel = canvas.getCoordinateTransform().transform(QgsPointXY(x, y))
    return QPoint(round(pixel.x()), round(pixel.y()))


@pytest.mark.parametrize(("keys", "pick"), [(NONE, Pick.REPLACE), (SHIFT, Pick.ADD), (ALT, Pick.EXCLUDE)])
def test_a_click_says_where_and_what_the_keys_mean(canvas, tool, qtbot, keys, pick):
    with qtbot.waitSignal(tool.picked) as picked:
        QTest.mouseClick(canvas.viewport(), LEFT_BUTTON, keys, pixel_of(canvas, 30, 60))
    point, meaning = picked.args
    assert (point.x(), point.y()) == pytest.approx((30, 60), abs=0.5)
    assert meaning is pick


def test_the_right_button_picks_nothing(canvas, tool, qtbot):
    with qtbot.assertNotEmitted(tool.picked):
        QTest.mouseClick(canvas.viewport(), Qt.MouseButton.RightButton, NONE, QPoint(100, 100))


def test_alt_counts_before_shift():
    assert pick_of(SHIFT | ALT) is Pick.EXCLUDE


def test_escape_leaves(canvas, tool, qtbot):
    with qtbot.waitSignal(tool.left):
        QTest.keyClick(canvas, Qt.Key.Key_Escape)


def test_escape_leaves_the_rectangle(canvas, qtbot):
    tool = RectangleTool(canvas)
    canvas.setMapTool(tool)
    with qtbot.waitSignal(tool.left):
        QTest.keyClick(canvas, Qt.Key.Key_Escape)


def test_a_marker_is_dragged_and_nothing_is_picked(canvas, tool, markers, qtbot):
    markers.show([Mark(QgsPointXY(30, 60), positive=True)])
    start, end = pixel_of(canvas, 30, 60), pixel_of(canvas, 70, 20)
    with qtbot.assertNotEmitted(tool.picked), qtbot.waitSignals([tool.dragged, tool.moved]) as moves:
        QTest.mousePress(canvas.viewport(), LEFT_BUTTON, NONE, start)
        move = QMouseEvent(QEvent.Type.MouseMove, QPointF(start + end) / 2, LEFT_BUTTON, LEFT_BUTTON, NONE)
        QApplication.sendEvent(canvas.viewport(), move)
        QTest.mouseRelease(canvas.viewport(), LEFT_BUTTON, NONE, end)
    index, point = moves.all_signals_and_args[-1].args
    assert index == 0
    assert (point.x(), point.y()) == pytest.approx((70, 20), abs=0.5)


def test_a_click_on_a_marker_changes_nothing(canvas, tool, markers, qtbot):
    markers.show([Mark(QgsPointXY(30, 60), positive=True)])
    with qtbot.assertNotEmitted(tool.picked), qtbot.assertNotEmitted(tool.moved):
        QTest.mouseClick(canvas.viewport(), LEFT_BUTTON, NONE, pixel_of(canvas, 30, 60))


def test_markers_stay_on_the_ground_when_the_map_moves(canvas, markers):
    markers.show([Mark(QgsPointXY(30, 60), positive=True)])
    canvas.setExtent(QgsRectangle(20, 20, 60, 60 + 10))
    assert markers.at(pixel_of(canvas, 30, 60)) == 0
    assert markers.at(pixel_of(canvas, 50, 30)) is None


def test_positive_and_negative_markers_differ_in_colour_and_shape(canvas, markers):
    markers.show([Mark(QgsPointXY(30, 60), positive=True), Mark(QgsPointXY(70, 60), positive=False)])
    image = canvas.grab().toImage()
    radius = next(round(item.radius) for item in canvas.scene().items() if isinstance(item, PlaceMarker))
    corner = QPoint(round(0.62 * radius), round(0.62 * radius))  # inside a disc, outside a diamond
    like, unlike = pixel_of(canvas, 30, 60), pixel_of(canvas, 70, 60)
    assert image.pixelColor(like + QPoint(0, round(0.8 * radius))) == POSITIVE
    assert image.pixelColor(unlike + QPoint(0, round(0.8 * radius))) == NEGATIVE
    assert image.pixelColor(like + corner) == POSITIVE
    assert image.pixelColor(unlike + corner) not in (POSITIVE, NEGATIVE)


def test_cleared_markers_leave_nothing_on_the_canvas(canvas, markers):
    before = len(canvas.scene().items())
    markers.show([Mark(QgsPointXY(30, 60), positive=True)] * 3)
    markers.clear()
    assert len(canvas.scene().items()) == before


def test_a_marker_has_the_colour_and_the_text_of_its_class(canvas, markers):
    markers.show([Mark(QgsPointXY(30, 60), positive=True, colour=QColor("#009e73"), text="W")])
    radius = next(round(item.radius) for item in canvas.scene().items() if isinstance(item, PlaceMarker))
    image = canvas.grab().toImage()
    assert image.pixelColor(pixel_of(canvas, 30, 60) + QPoint(0, round(0.8 * radius))) == QColor("#009e73")


def test_the_selected_marker_has_a_dark_edge(canvas, markers):
    markers.show([Mark(QgsPointXY(30, 60), positive=True), Mark(QgsPointXY(70, 60), positive=True)])
    markers.select(1)
    image = canvas.grab().toImage()
    radius = next(item.radius for item in canvas.scene().items() if isinstance(item, PlaceMarker))
    edge = QPoint(0, round(1.18 * radius))
    assert image.pixelColor(pixel_of(canvas, 70, 60) + edge).lightness() < 100
    assert image.pixelColor(pixel_of(canvas, 30, 60) + edge).lightness() > 200


# Keys


@pytest.fixture
def window(qtbot, canvas):
    """A window that deletes, undoes and redoes by keys, as QGIS's does, with an editable layer that has a feature."""
    window = QMainWindow()
    qtbot.addWidget(window)
    body, window.line = QWidget(), QLineEdit()
    layout = QVBoxLayout(body)
    layout.addWidget(canvas)
    layout.addWidget(window.line)
    window.setCentralWidget(body)
    layer = window.layer = QgsVectorLayer("Point", "the user's", "memory")
    layer.startEditing()
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(1, 1)))
    layer.addFeature(feature)
    layer.selectAll()
    shortcuts = {
        "Del": layer.deleteSelectedFeatures,
        "Ctrl+Z": layer.undoStack().undo,
        "Ctrl+Shift+Z": layer.undoStack().redo,
    }
    for keys, act in shortcuts.items():
        action = QAction(keys, window)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked, act=act: act())
        window.addAction(action)
    window.show()
    window.activateWindow()
    canvas.setFocus()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    canvas.unsetMapTool(canvas.mapTool())
    canvas.setParent(None)


KEYS = {
    "delete": (Qt.Key.Key_Delete, NONE),
    "undo": (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier),
    "redo": (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | SHIFT),
}


@pytest.mark.parametrize("key", KEYS)
def test_without_the_tool_the_keys_are_qgiss(canvas, window, key):
    steps = window.layer.undoStack().index()
    if key == "redo":
        window.layer.undoStack().undo()
    QTest.keyClick(canvas, *KEYS[key])
    assert (window.layer.featureCount(), window.layer.undoStack().index()) != (1, steps) or key == "redo"


@pytest.mark.parametrize("at", ["canvas", "window"])
@pytest.mark.parametrize("key", KEYS)
def test_with_the_tool_the_keys_change_no_layer(canvas, window, tool, markers, qtbot, key, at):
    markers.show([Mark(QgsPointXY(30, 60), positive=True)])
    tool.selected = 0
    steps = window.layer.undoStack().index()
    wanted = {"delete": tool.remove_wanted, "undo": tool.undo_wanted, "redo": tool.redo_wanted}[key]
    if at == "window":
        canvas.clearFocus()
    with qtbot.waitSignal(wanted):
        QTest.keyClick(canvas if at == "canvas" else window, *KEYS[key])
    assert (window.layer.featureCount(), window.layer.undoStack().index()) == (1, steps)


@pytest.mark.parametrize("key", KEYS)
def test_with_the_rectangle_the_keys_change_no_layer(canvas, window, key):
    tool = RectangleTool(canvas)
    canvas.setMapTool(tool)
    steps = window.layer.undoStack().index()
    QTest.keyClick(canvas, *KEYS[key])
    assert (window.layer.featureCount(), window.layer.undoStack().index()) == (1, steps)


def test_a_line_of_text_keeps_its_keys(window, tool, markers, qtbot):
    markers.show([Mark(QgsPointXY(30, 60), positive=True)])
    tool.selected = 0
    window.line.setText("ab")
    window.line.setFocus()
    with qtbot.assertNotEmitted(tool.remove_wanted), qtbot.assertNotEmitted(tool.sign_wanted):
        QTest.keyClick(window.line, Qt.Key.Key_Backspace)
        QTest.keyClick(window.line, Qt.Key.Key_Minus)
    assert window.line.text() == "a-"


def test_delete_means_the_marker_under_the_mouse_first(canvas, window, tool, markers, qtbot):
    markers.show([Mark(QgsPointXY(30, 60), positive=True), Mark(QgsPointXY(70, 60), positive=True)])
    tool.selected = 0
    QTest.mouseMove(canvas.viewport(), pixel_of(canvas, 70, 60))
    QTest.mouseClick(canvas.viewport(), LEFT_BUTTON, NONE, pixel_of(canvas, 70, 60))
    tool.selected = 0
    with qtbot.waitSignal(tool.remove_wanted) as wanted:
        QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert wanted.args == [1]


def test_plus_and_minus_say_whether_places_are_liked(canvas, tool, qtbot):
    for key, is_liked in ((Qt.Key.Key_Minus, False), (Qt.Key.Key_Plus, True)):
        with qtbot.waitSignal(tool.sign_wanted) as wanted:
            QTest.keyClick(canvas, key)
        assert wanted.args == [is_liked]


def test_the_right_button_on_a_marker_wants_its_menu(canvas, tool, markers, qtbot):
    markers.show([Mark(QgsPointXY(30, 60), positive=True)])
    with qtbot.waitSignal(tool.menu_wanted) as wanted:
        QTest.mouseClick(canvas.viewport(), Qt.MouseButton.RightButton, NONE, pixel_of(canvas, 30, 60))
    assert wanted.args[0] == 0


def test_the_keys_are_qgiss_again_after_the_tool(canvas, window, tool):
    canvas.unsetMapTool(tool)
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert window.layer.featureCount() == 0


def test_a_tool_that_was_left_does_not_come_back_after_the_one_that_followed(canvas):
    own, first, second = (PlaceTool(canvas, lambda _pixel: None) for _ in range(3))
    canvas.setMapTool(own)
    one, other = ActiveTool(canvas, first), ActiveTool(canvas, second)
    one.activate()
    other.activate()
    one.deactivate()
    other.deactivate()
    assert canvas.mapTool() is own

"""The map tools emit what the mouse and the keys mean; the markers show it."""

from __future__ import annotations

import pytest
from landprint.plugin.tools.markers import NEGATIVE, POSITIVE, Mark, PlaceMarker, PlaceMarkers
from landprint.plugin.tools.place_tool import Pick, PlaceTool, pick_of
from landprint.plugin.tools.rectangle_tool import RectangleTool
from qgis.core import QgsPointXY, QgsRectangle
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QEvent, QPoint, QPointF, Qt
from qgis.PyQt.QtGui import QMouseEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication

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

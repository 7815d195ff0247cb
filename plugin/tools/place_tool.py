"""The map tool that picks places; it only emits signals."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from qgis.core import QgsPointXY
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool
from qgis.PyQt.QtCore import QPoint, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent

MarkerAt = Callable[[QPoint], "int | None"]


class Pick(Enum):
    """What a click means for the places that were picked before."""

    REPLACE = "replace"
    ADD = "add"
    EXCLUDE = "exclude"


class PlaceTool(QgsMapTool):
    """Emits ``picked`` at a click, ``moved`` when a marker was dragged, ``left`` at Escape; map coordinates.

    ``marker_at`` says which marker lies under a pixel of the canvas.
    """

    picked = pyqtSignal(QgsPointXY, object)
    dragged = pyqtSignal(int, QgsPointXY)
    moved = pyqtSignal(int, QgsPointXY)
    left = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas, marker_at: MarkerAt) -> None:
        super().__init__(canvas)
        self._marker_at = marker_at
        self._dragging: int | None = None
        self._pressed_at: QPoint | None = None
        self.setCursor(Qt.CursorShape.CrossCursor)

    def canvasPressEvent(self, event: QgsMapMouseEvent) -> None:
        """Begin to drag the marker under the mouse, if there is one."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.pos()
            plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            self._dragging = self._marker_at(event.pos()) if plain else None

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:
        """Drag the held marker, or show that a marker can be dragged."""
        if self._dragging is not None:
            self.dragged.emit(self._dragging, event.mapPoint())
        elif not event.buttons():
            over = self._marker_at(event.pos()) is not None
            self.canvas().setCursor(Qt.CursorShape.OpenHandCursor if over else Qt.CursorShape.CrossCursor)

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        """End a drag, or pick the place."""
        held, pressed_at = self._dragging, self._pressed_at
        self._dragging = self._pressed_at = None
        if event.button() != Qt.MouseButton.LeftButton or pressed_at is None:
            return
        if held is None:
            self.picked.emit(event.mapPoint(), pick_of(event.modifiers()))
        elif event.pos() != pressed_at:  # a click on a marker that does not move it changes nothing
            self.moved.emit(held, event.mapPoint())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the tool."""
        if event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.left.emit()
        else:
            super().keyPressEvent(event)


def pick_of(modifiers: Qt.KeyboardModifiers) -> Pick:
    """The meaning of the keys that are held down: Alt excludes, Shift adds."""
    if modifiers & Qt.KeyboardModifier.AltModifier:
        return Pick.EXCLUDE
    if modifiers & Qt.KeyboardModifier.ShiftModifier:
        return Pick.ADD
    return Pick.REPLACE

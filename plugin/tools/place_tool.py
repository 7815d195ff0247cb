"""The map tool that picks places; it only emits signals."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from enum import Enum

from qgis.core import QgsPointXY
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool
from qgis.PyQt.QtCore import QEvent, QObject, QPoint, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import QWidget

from .keys import Keys, deletes, redoes, undoes

MarkerAt = Callable[[QPoint], "int | None"]


class Pick(Enum):
    """What a click means for the places that were picked before."""

    REPLACE = "replace"
    ADD = "add"
    EXCLUDE = "exclude"


class PlaceTool(QgsMapTool):
    """Emits what mouse and keys mean; points are in map coordinates, markers are named by their index.

    A click is ``picked``; a marker is ``dragged`` on the way and ``moved`` at the end; ``menu_wanted`` is the right
    button on a marker, with the position on the screen. Delete is ``remove_wanted`` of the marker under the mouse, or
    else of the ``selected`` one; plus and minus are ``sign_wanted``; Escape is ``left``.

    ``marker_at`` says which marker lies under a pixel of the canvas. While the tool is active, QGIS does not get the
    keys that delete, undo and redo: they would change the user's layers.
    """

    picked = pyqtSignal(QgsPointXY, object)
    hovered = pyqtSignal(QgsPointXY, QPoint)  # with the position on the screen
    touched = pyqtSignal(int)
    dragged = pyqtSignal(int, QgsPointXY)
    moved = pyqtSignal(int, QgsPointXY)
    menu_wanted = pyqtSignal(int, QPoint)
    remove_wanted = pyqtSignal(int)
    sign_wanted = pyqtSignal(bool)
    undo_wanted = pyqtSignal()
    redo_wanted = pyqtSignal()
    left = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas, marker_at: MarkerAt) -> None:
        super().__init__(canvas)
        self.selected: int | None = None
        self._marker_at = marker_at
        self._dragging: int | None = None
        self._pressed_at: QPoint | None = None
        self._keys = Keys(canvas, self._meaning)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def watch(self, widget: QWidget) -> None:
        """Take the keys from this widget too, which may be in a window of its own."""
        self._keys.watch(widget)

    def activate(self) -> None:
        """Take the keys from QGIS."""
        super().activate()
        self._keys.take()
        self.canvas().viewport().installEventFilter(self)

    def deactivate(self) -> None:
        """Give them back."""
        self._keys.give_back()
        with suppress(RuntimeError):  # QGIS is ending, and it is gone
            self.canvas().viewport().removeEventFilter(self)
        super().deactivate()

    # The mouse

    def eventFilter(self, _viewport: QObject, event: QEvent) -> bool:
        """Let a tip on the map stay while the mouse rests: the canvas would replace it by its own, which is empty."""
        return bool(event.type() == QEvent.Type.ToolTip)

    def canvasPressEvent(self, event: QgsMapMouseEvent) -> None:
        """Begin to drag the marker under the mouse, if there is one."""
        index = self._marker_at(event.pos())
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.pos()
            plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            self._dragging = index if plain else None
            if self._dragging is not None:
                self._touch(self._dragging)
        elif event.button() == Qt.MouseButton.RightButton and index is not None:
            self._touch(index)
            self.menu_wanted.emit(index, self.canvas().viewport().mapToGlobal(event.pos()))

    def _touch(self, index: int) -> None:
        self.selected = index
        self.touched.emit(index)

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:
        """Drag the held marker, or show that a marker can be dragged."""
        if self._dragging is not None:
            if event.pos() != self._pressed_at:
                self.dragged.emit(self._dragging, event.mapPoint())
        elif not event.buttons():
            over = self._marker_at(event.pos()) is not None
            self.canvas().setCursor(Qt.CursorShape.OpenHandCursor if over else Qt.CursorShape.CrossCursor)
            self.hovered.emit(event.mapPoint(), self.canvas().viewport().mapToGlobal(event.pos()))

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        """End a drag, or pick the place."""
        held, pressed_at = self._dragging, self._pressed_at
        if event.button() != Qt.MouseButton.LeftButton or pressed_at is None:
            return
        self._dragging = self._pressed_at = None
        if held is None:
            self.picked.emit(event.mapPoint(), pick_of(event.modifiers()))
        elif event.pos() != pressed_at:  # a click on a marker that does not move it changes nothing
            self.moved.emit(held, event.mapPoint())

    # The keys

    def _meaning(self, event: QKeyEvent) -> Callable[[], None] | None:
        """What the key does; None for a key that is not the tool's."""
        if undoes(event):
            return self.undo_wanted.emit
        if redoes(event):
            return self.redo_wanted.emit
        if deletes(event):
            return self._remove
        # On many keyboards a plus needs Shift, which is then held.
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return None
        if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            return lambda: self.sign_wanted.emit(event.key() == Qt.Key.Key_Plus)
        return None

    def _remove(self) -> None:
        under = self._marker_at(self.canvas().mouseLastXY())
        index = self.selected if under is None else under
        if index is not None:
            self.remove_wanted.emit(index)

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

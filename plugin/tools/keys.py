"""Keys that a map tool takes from QGIS while it is active: those that delete, undo and redo would change layers."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Optional

from qgis.PyQt.QtCore import QEvent, QObject, Qt
from qgis.PyQt.QtGui import QKeyEvent, QKeySequence
from qgis.PyQt.QtWidgets import QWidget

if TYPE_CHECKING:
    from qgis.gui import QgsMapCanvas

# QGIS's own on all systems, whatever the system's own is.
REDO = (QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y"))

Meaning = Callable[[QKeyEvent], Optional[Callable[[], None]]]  # what a key does; None for one that is QGIS's


class Keys(QObject):
    """Acts on the keys that have a ``meaning``, wherever in the window they are pressed, before QGIS sees them."""

    def __init__(self, canvas: QgsMapCanvas, meaning: Meaning) -> None:
        super().__init__()
        self._canvas = canvas
        self._meaning = meaning
        self._watched: list[QWidget] = []
        self._also_watched: list[QWidget] = []

    def watch(self, widget: QWidget) -> None:
        """Take the keys from this widget too, which may be in a window of its own."""
        self._also_watched.append(widget)

    def take(self) -> None:
        """Take them from now on."""
        self.give_back()
        self._watched = [self._canvas, self._canvas.window(), *self._also_watched]
        for widget in self._watched:
            widget.installEventFilter(self)

    def give_back(self) -> None:
        """Leave them to QGIS."""
        for widget in self._watched:
            with suppress(RuntimeError):  # QGIS is ending, and it is gone
                widget.removeEventFilter(self)
        self._watched = []

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Act on the key, or let it pass."""
        if event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return False
        act = self._meaning(event)
        if act is None:
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            act()
        return True


def deletes(event: QKeyEvent) -> bool:
    """Whether the key deletes what is selected."""
    return event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


def undoes(event: QKeyEvent) -> bool:
    """Whether the key undoes."""
    return bool(event.matches(QKeySequence.StandardKey.Undo))


def redoes(event: QKeyEvent) -> bool:
    """Whether the key redoes."""
    if hasattr(event, "keyCombination"):  # Qt 6
        pressed = QKeySequence(event.keyCombination())
    else:
        pressed = QKeySequence(int(event.modifiers()) | event.key())
    return bool(event.matches(QKeySequence.StandardKey.Redo)) or pressed in REDO

"""The map tool that draws a rectangle."""

from __future__ import annotations

from collections.abc import Callable

from qgis.gui import QgsMapCanvas, QgsMapToolExtent
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent

from .keys import Keys, deletes, redoes, undoes


class RectangleTool(QgsMapToolExtent):
    """QGIS's own rectangle (``extentChanged``), which Escape leaves; meanwhile keys change no layer."""

    undo_wanted = pyqtSignal()
    redo_wanted = pyqtSignal()
    left = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self._keys = Keys(canvas, self._meaning)

    def activate(self) -> None:
        """Take the keys from QGIS."""
        super().activate()
        self._keys.take()

    def deactivate(self) -> None:
        """Give them back."""
        self._keys.give_back()
        super().deactivate()

    def _meaning(self, event: QKeyEvent) -> Callable[[], None] | None:
        if undoes(event):
            return self.undo_wanted.emit
        if redoes(event):
            return self.redo_wanted.emit
        return _nothing if deletes(event) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the tool."""
        if event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _nothing() -> None:
    """No rectangle is selected."""

"""The map tool that gives examples of classes; it only emits signals."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent

from .place_tool import PlaceTool


class ExampleTool(PlaceTool):
    """Picks, drags and removes as its base does; the keys 1 to 9 are ``class_wanted`` with their number."""

    class_wanted = pyqtSignal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Emit the number of a class."""
        if Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9:
            event.accept()
            self.class_wanted.emit(event.key() - Qt.Key.Key_0)
        else:
            super().keyPressEvent(event)

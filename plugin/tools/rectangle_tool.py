"""The map tool that draws a rectangle."""

from __future__ import annotations

from qgis.gui import QgsMapToolExtent
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent


class RectangleTool(QgsMapToolExtent):
    """QGIS's own rectangle (``extentChanged``), which Escape leaves."""

    left = pyqtSignal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the tool."""
        if event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.left.emit()
        else:
            super().keyPressEvent(event)

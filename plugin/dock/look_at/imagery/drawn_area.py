"""The rectangle that is drawn on the map as the area to embed."""

from __future__ import annotations

from qgis.core import QgsGeometry, QgsRectangle, QgsWkbTypes
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtGui import QColor

from ....tools.active_tool import ActiveTool
from ....tools.chip_outlines import outline_on
from ....tools.rectangle_tool import RectangleTool


class DrawnArea(QObject):
    """Keeps the rectangle, in the map's CRS, and its outline on the map; emits when it is drawn anew."""

    drawn = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__()
        self.rectangle: QgsRectangle | None = None
        self._canvas = canvas
        self._outline = outline_on(canvas, QColor("#fec488"), QColor("#202020"))
        self._tool = RectangleTool(canvas)
        self._active_tool = ActiveTool(canvas, self._tool)
        self._tool.extentChanged.connect(self._take)
        self._tool.left.connect(self._active_tool.deactivate)

    def close(self) -> None:
        """Leave nothing on the map."""
        self.forget()
        self._canvas.scene().removeItem(self._outline)

    def start(self) -> None:
        """Let a rectangle be drawn."""
        self._active_tool.activate()

    def forget(self) -> None:
        """No tool, no rectangle."""
        self._active_tool.deactivate()
        self._outline.reset(QgsWkbTypes.GeometryType.PolygonGeometry)
        self.rectangle = None

    def show(self, *, shown: bool) -> None:
        """Show the rectangle's outline or not."""
        self._outline.reset(QgsWkbTypes.GeometryType.PolygonGeometry)
        if self.rectangle is not None and shown:
            self._outline.setToGeometry(QgsGeometry.fromRect(self.rectangle), None)

    def _take(self, rectangle: QgsRectangle) -> None:
        self._active_tool.deactivate()
        if not rectangle.isEmpty():
            self.rectangle = QgsRectangle(rectangle)
            self.drawn.emit()

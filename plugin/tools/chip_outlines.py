"""The outlines of the chips that were clicked, on the canvas."""

from __future__ import annotations

from qgis.core import QgsGeometry, QgsPointXY, QgsWkbTypes
from qgis.gui import QgsMapCanvas, QgsRubberBand, QgsVertexMarker
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from .colours import HALO, POSITIVE

POLYGON = QgsWkbTypes.GeometryType.PolygonGeometry
CLEAR = QColor(0, 0, 0, 0)


class ChipOutlines:
    """The newest chip's outline, the previous chip's dashed, and a cross where a chip is awaited."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self._canvas = canvas
        self._before = outline_on(canvas, POSITIVE, HALO, Qt.PenStyle.DashLine)
        self._newest = outline_on(canvas, POSITIVE, HALO)
        self._cross: QgsVertexMarker | None = None

    def show(self, newest: QgsGeometry | None, before: QgsGeometry | None) -> None:
        """Show exactly these, in map coordinates."""
        self.clear()
        for outline, geometry in ((self._before, before), (self._newest, newest)):
            if geometry is not None:
                outline.setToGeometry(geometry, None)

    def show_click(self, point: QgsPointXY) -> None:
        """Mark the middle of a chip that is being embedded."""
        self._remove_cross()
        self._cross = QgsVertexMarker(self._canvas)
        self._cross.setIconType(QgsVertexMarker.IconType.ICON_CROSS)
        self._cross.setColor(POSITIVE)
        self._cross.setPenWidth(2)
        self._cross.setCenter(point)

    def clear(self) -> None:
        """Leave none on the canvas."""
        self._remove_cross()
        for outline in (self._before, self._newest):
            outline.reset(POLYGON)

    def close(self) -> None:
        """Take them off the canvas for good."""
        self.clear()
        for outline in (self._before, self._newest):
            self._canvas.scene().removeItem(outline)

    def _remove_cross(self) -> None:
        if self._cross is not None:
            self._canvas.scene().removeItem(self._cross)
            self._cross = None


def outline_on(
    canvas: QgsMapCanvas, colour: QColor, halo: QColor, style: Qt.PenStyle = Qt.PenStyle.SolidLine
) -> QgsRubberBand:
    """An outline on the canvas, still without a geometry."""
    outline = QgsRubberBand(canvas, POLYGON)
    outline.setFillColor(CLEAR)
    outline.setStrokeColor(colour)
    outline.setSecondaryStrokeColor(halo)
    outline.setLineStyle(style)
    outline.setWidth(2)
    return outline

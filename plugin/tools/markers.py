"""The numbered markers of the picked places on the canvas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Optional

from qgis.core import QgsPointXY
from qgis.gui import QgsMapCanvas, QgsMapCanvasItem
from qgis.PyQt.QtCore import QPoint, QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF
from qgis.PyQt.QtWidgets import QStyleOptionGraphicsItem, QWidget

from .colours import EDGE, HALO, NEGATIVE, POSITIVE

MIDDLE_LIGHTNESS = 128


@dataclass(frozen=True)
class Mark:
    """One marker: its map coordinates, and whether it is a positive example, which is a disc and not a diamond.

    ``colour`` and ``text`` stand in place of the sign's colour and of the marker's number.
    """

    point: QgsPointXY
    positive: bool
    colour: Optional[QColor] = None  # noqa: UP045 - Python 3.9
    text: Optional[str] = None  # noqa: UP045 - Python 3.9


class PlaceMarker(QgsMapCanvasItem):
    """A disc (like) or a diamond (unlike) with its number; the one that is selected has a dark edge."""

    def __init__(self, canvas: QgsMapCanvas, mark: Mark, number: int) -> None:
        super().__init__(canvas)
        self.mark = mark
        self.number = number
        self._is_selected = False
        self._font = QFont(canvas.font())
        self._font.setBold(True)
        # From the font, not in pixels: it grows with the screen's scaling.
        self.radius = 0.85 * QFontMetricsF(self._font).height()
        self.setZValue(1000)
        self.move(mark.point)

    def move(self, point: QgsPointXY) -> None:
        """Move to this point of the map."""
        self.mark = replace(self.mark, point=point)
        self.updatePosition()

    def select(self, *, selected: bool) -> None:
        """Show whether keys act on it."""
        if selected != self._is_selected:
            self._is_selected = selected
            self.setZValue(1001 if selected else 1000)
            self.update()

    def updatePosition(self) -> None:
        """Stay on the ground when the map moves."""
        self.setPos(self.toCanvasCoordinates(self.mark.point))

    def boundingRect(self) -> QRectF:
        """The marker with its halo and its edge."""
        reach = self.radius * 1.45
        return QRectF(-reach, -reach, 2 * reach, 2 * reach)

    def covers(self, pixel: QPoint) -> bool:
        """Whether the marker is drawn at this pixel of the canvas."""
        away = QPointF(pixel) - self.pos()
        return away.x() ** 2 + away.y() ** 2 <= self.radius**2

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem | None = None,
        widget: QWidget | None = None,
    ) -> None:
        """Draw shape and number."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self.mark.colour or (POSITIVE if self.mark.positive else NEGATIVE)
        if self._is_selected:
            painter.setPen(QPen(EDGE, self.radius / 2.2))
            self._draw_shape(painter)
        painter.setPen(QPen(HALO, self.radius / 5))
        painter.setBrush(colour)
        self._draw_shape(painter)
        painter.setPen(HALO if self.mark.colour is None or colour.lightness() < MIDDLE_LIGHTNESS else EDGE)
        painter.setFont(self._font)
        painter.drawText(self.boundingRect(), Qt.AlignmentFlag.AlignCenter, self.mark.text or str(self.number))

    def _draw_shape(self, painter: QPainter) -> None:
        if self.mark.positive:
            painter.drawEllipse(QPointF(0, 0), self.radius, self.radius)
        else:
            reach = self.radius * 1.15
            painter.drawPolygon(
                QPolygonF([QPointF(0, -reach), QPointF(reach, 0), QPointF(0, reach), QPointF(-reach, 0)])
            )


class PlaceMarkers:
    """The markers of all picked places on one canvas."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self._canvas = canvas
        self._markers: list[PlaceMarker] = []

    def show(self, marks: Sequence[Mark]) -> None:
        """Show exactly these, numbered from 1."""
        self.clear()
        self._markers = [PlaceMarker(self._canvas, mark, number) for number, mark in enumerate(marks, start=1)]

    def clear(self) -> None:
        """Take all of them off the canvas."""
        for marker in self._markers:
            self._canvas.scene().removeItem(marker)
        self._markers = []

    def select(self, index: int | None) -> None:
        """Show that keys act on this one, or on none."""
        for number, marker in enumerate(self._markers):
            marker.select(selected=number == index)

    def drag(self, index: int, point: QgsPointXY) -> None:
        """Move a marker while it is dragged."""
        self._markers[index].move(point)

    def at(self, pixel: QPoint) -> int | None:
        """The index of the topmost marker at a pixel of the canvas, None where there is none."""
        return next((i for i in reversed(range(len(self._markers))) if self._markers[i].covers(pixel)), None)

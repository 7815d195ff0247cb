"""The icons of the buttons by which examples are picked: the shapes that the markers on the map have."""

from __future__ import annotations

from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

from ....tools.colours import HALO, NEGATIVE, POSITIVE
from ...widgets.icons import GREY, SCALE, canvas, icon

FRAME = 3  # pixels
YES, NO = "\N{CHECK MARK}", "\N{MULTIPLICATION X}"


def sign_icon(side: int, *, positive: bool) -> QIcon:
    """The shape and colour of the markers of liked places, or of those not liked, with a plus or a minus."""
    picture, painter = canvas(side)
    painter.scale(picture.width() / 2, picture.height() / 2)
    painter.translate(1, 1)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(POSITIVE if positive else NEGATIVE)
    if positive:
        painter.drawEllipse(QPointF(0, 0), 0.9, 0.9)
    else:
        painter.drawPolygon(QPolygonF([QPointF(0, -1), QPointF(1, 0), QPointF(0, 1), QPointF(-1, 0)]))
    painter.setPen(QPen(HALO, 0.22))
    painter.drawLine(QPointF(-0.45, 0), QPointF(0.45, 0))
    if positive:
        painter.drawLine(QPointF(0, -0.45), QPointF(0, 0.45))
    return icon(picture, painter)


def rectangle_icon(side: int) -> QIcon:
    """A rectangle of dashes."""
    picture, painter = canvas(side)
    pen = QPen(GREY, SCALE * side / 12, Qt.PenStyle.DashLine)
    painter.setPen(pen)
    width, height = picture.width(), picture.height()
    painter.drawRect(QRectF(0.1 * width, 0.2 * height, 0.8 * width, 0.6 * height))
    return icon(picture, painter)


def table_icon(side: int) -> QIcon:
    """Rows and columns."""
    picture, painter = canvas(side)
    painter.scale(picture.width(), picture.height())
    painter.setPen(QPen(GREY, 0.08))
    painter.drawRect(QRectF(0.1, 0.15, 0.8, 0.7))
    painter.drawLine(QPointF(0.1, 0.5), QPointF(0.9, 0.5))
    painter.drawLine(QPointF(0.4, 0.15), QPointF(0.4, 0.85))
    painter.fillRect(QRectF(0.1, 0.15, 0.8, 0.16), GREY)
    return icon(picture, painter)


def framed(picture: QPixmap, colour: QColor) -> QPixmap:
    """The picture with a frame."""
    marked = QPixmap(picture)
    painter = QPainter(marked)
    ratio = marked.devicePixelRatio()
    painter.setPen(QPen(colour, FRAME * 2))  # half of it lies outside
    painter.drawRect(QRectF(0, 0, marked.width() / ratio, marked.height() / ratio))
    painter.end()
    return marked


def judged(picture: QPixmap, *, accepted: bool) -> QPixmap:
    """The picture with a tick or a cross in its corner."""
    marked = QPixmap(picture)
    painter = QPainter(marked)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ratio = marked.devicePixelRatio()
    width, side = marked.width() / ratio, marked.height() / ratio / 2.4
    corner = QRectF(width - side, 0, side, side)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(POSITIVE if accepted else NEGATIVE)
    painter.drawEllipse(corner)
    painter.setPen(HALO)
    font = painter.font()
    font.setPixelSize(max(round(side * 0.7), 1))
    font.setBold(True)
    painter.setFont(font)
    painter.drawText(corner, Qt.AlignmentFlag.AlignCenter, YES if accepted else NO)
    painter.end()
    return marked

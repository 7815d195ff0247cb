"""Icons that are drawn: sharp on screens with small pixels, where those of Qt's styles are not."""

from __future__ import annotations

from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

SCALE = 3  # sharp on screens with small pixels
# Seen on light and on dark: a theme's style sheet does not tell the palette what its text is.
GREY = QColor("#808080")
RED, BLUE = QColor("#d04437"), QColor("#3584c8")


def cross_icon(side: int) -> QIcon:
    """A cross, for what stops or goes away."""
    picture, painter = canvas(side)
    painter.scale(picture.width(), picture.height())
    painter.setPen(QPen(RED, 0.16, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(0.2, 0.2), QPointF(0.8, 0.8))
    painter.drawLine(QPointF(0.2, 0.8), QPointF(0.8, 0.2))
    return icon(picture, painter)


def about_icon(side: int) -> QIcon:
    """An i in a circle."""
    picture, painter = canvas(side)
    painter.scale(picture.width(), picture.height())
    painter.setPen(QPen(BLUE, 0.09))
    painter.drawEllipse(QRectF(0.08, 0.08, 0.84, 0.84))
    painter.setPen(QPen(BLUE, 0.14, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPoint(QPointF(0.5, 0.3))
    painter.drawLine(QPointF(0.5, 0.5), QPointF(0.5, 0.73))
    return icon(picture, painter)


def canvas(side: int) -> tuple[QPixmap, QPainter]:
    """A picture of so many pixels of Qt's on each side, and the painter that fills it."""
    picture = QPixmap(side * SCALE, side * SCALE)
    picture.fill(QColor(0, 0, 0, 0))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return picture, painter


def icon(picture: QPixmap, painter: QPainter) -> QIcon:
    """The picture, which is ready."""
    painter.end()
    picture.setDevicePixelRatio(SCALE)
    return QIcon(picture)

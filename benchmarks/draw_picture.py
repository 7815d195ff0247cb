"""Draws one picture of the documentation with Qt; QGIS's Python runs it: draw_picture.py CONTENT.json PICTURE.png."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import numpy as np
from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QImage,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
)

MARGIN, GAP = 40, 28
HEADER, CAPTION, FOOTER = 118, 66, 34
RAMP_HEIGHT = 14
CORNER = 6
GROUND, INK, QUIET = QColor("#11151a"), QColor("#f2f4f5"), QColor("#9fabb5")
TITLE, HEADING, TEXT = 34, 21, 17  # pixels
FONTS = ("Open Sans", "Noto Sans", "DejaVu Sans")


def main() -> None:
    """Read what is to be drawn, and draw it."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication(sys.argv[:1])
    content = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    image = Drawing(content).image()
    if not image.save(sys.argv[2]):
        sys.exit(f"{sys.argv[2]} cannot be written.")
    del application


class Drawing:
    """The picture's layout: a header, maps side by side with their captions above, a ramp below."""

    def __init__(self, content: dict[str, Any]) -> None:
        self.content = content
        self.maps = [np.load(panel["pixels"]) for panel in content["panels"]]
        # A patch that the raster's edge cuts is in one map and not in another.
        self.map_height = min(pixels.shape[0] for pixels in self.maps)
        width = min(pixels.shape[1] for pixels in self.maps)
        self.maps = [pixels[: self.map_height, :width] for pixels in self.maps]
        families = set(QFontDatabase().families())
        self.family = next((name for name in FONTS if name in families), "Sans Serif")

    def image(self) -> QImage:
        """The whole picture."""
        width = 2 * MARGIN + sum(pixels.shape[1] for pixels in self.maps) + GAP * (len(self.maps) - 1)
        below = FOOTER + (RAMP_HEIGHT + 30 if self.content["ramp"] else 0)
        image = QImage(width, HEADER + CAPTION + self.map_height + below, QImage.Format.Format_RGB32)
        image.fill(GROUND)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._write(painter, MARGIN, 56, self.content["title"], TITLE, INK, bold=True)
        self._write(painter, MARGIN, 90, self.content["text"], TEXT, QUIET)
        left = MARGIN
        for panel, pixels in zip(self.content["panels"], self.maps, strict=True):
            self._draw_panel(painter, left, panel, pixels)
            left += pixels.shape[1] + GAP
        if self.content["ramp"]:
            self._draw_ramp(painter, left - GAP - self.maps[-1].shape[1])
        painter.end()
        return image

    def _draw_panel(self, painter: QPainter, left: int, panel: dict[str, Any], pixels: np.ndarray) -> None:
        self._write(painter, left, HEADER + 24, panel["title"], HEADING, INK, bold=True)
        self._write(painter, left, HEADER + 49, panel["text"], TEXT, QUIET)
        height, width, _ = pixels.shape
        pixels = np.ascontiguousarray(pixels)
        shown = QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()
        top = HEADER + CAPTION
        painter.save()
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(left, top, width, height), CORNER, CORNER)
        painter.setClipPath(outline)
        painter.drawImage(QPointF(left, top), shown)
        painter.restore()
        if panel["mark"]:
            x, y = panel["mark"]
            self._draw_mark(painter, QPointF(left + x, top + y))

    @staticmethod
    def _draw_mark(painter: QPainter, place: QPointF) -> None:
        """A ring, white in a dark rim, so that it is seen on any ground."""
        for colour, thickness in ((QColor(0, 0, 0, 190), 7.0), (QColor("white"), 3.0)):
            painter.setPen(QPen(colour, thickness))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(place, 11.0, 11.0)

    def _draw_ramp(self, painter: QPainter, left: int) -> None:
        """The colours from the least to the most, under the last map."""
        top = HEADER + CAPTION + self.map_height + 22
        width = self.maps[-1].shape[1]
        gradient = QLinearGradient(QPointF(left, top), QPointF(left + width, top))
        colours = self.content["colours"]
        for index, colour in enumerate(colours):
            gradient.setColorAt(index / (len(colours) - 1), QColor(colour))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(gradient)
        painter.drawRoundedRect(QRectF(left, top, width, RAMP_HEIGHT), 4, 4)
        low, high = self.content["ramp"]
        self._write(painter, left, top + RAMP_HEIGHT + 22, low, TEXT, QUIET)
        painter.setFont(self._font(TEXT))
        area = QRectF(left, top + RAMP_HEIGHT + 4, width, 26)
        painter.drawText(area, Qt.AlignmentFlag.AlignRight, high)

    def _font(self, size: int, *, bold: bool = False) -> QFont:
        font = QFont(self.family)
        font.setPixelSize(size)
        font.setBold(bold)
        return font

    def _write(
        self, painter: QPainter, x: float, y: float, text: str, size: int, colour: QColor, *, bold: bool = False
    ) -> None:
        painter.setFont(self._font(size, bold=bold))
        painter.setPen(colour)
        painter.drawText(QPointF(x, y), text)


if __name__ == "__main__":
    main()

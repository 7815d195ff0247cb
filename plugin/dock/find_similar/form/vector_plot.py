"""The small picture of one embedding: a bar a value, grouped where there are more values than pixels."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import QRectF, QSize, Qt
from qgis.PyQt.QtGui import QPainter, QPaintEvent, QPalette
from qgis.PyQt.QtWidgets import QSizePolicy, QWidget

from ....translation import tr
from ...widgets.forms import named

LINES_HIGH = 2.6  # in lines of text, so that it grows with the font
BARS_PER_LINE_HEIGHT = 6  # a bar is a sixth of a line wide: thin, and still seen at 100 %


def extremes(values: Sequence[float], columns: int) -> list[tuple[float, float]]:
    """The least and the largest value of each of at most ``columns`` even groups, in order."""
    count = min(columns, len(values))
    edges = [index * len(values) // count for index in range(count + 1)] if count else [0]
    return [(min(values[a:b]), max(values[a:b])) for a, b in zip(edges, edges[1:])]


class VectorPlot(QWidget):
    """Draws an embedding around its zero line, scaled by its largest absolute value."""

    def __init__(self) -> None:
        super().__init__()
        self.values: list[float] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        named(
            self, "landprintPlot", tr("Numbers of the embedding"), tr("The values of the embedding at the picked place")
        )

    def sizeHint(self) -> QSize:
        """A few lines of text high."""
        line = self.fontMetrics().height()
        return QSize(10 * line, round(LINES_HIGH * line))

    def show_vector(self, values: Sequence[float]) -> None:
        """Draw these values; none empties the plot."""
        self.values = list(values)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a bar from the least to the largest value of each group, through zero."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Base))
        bar_width = max(1, self.fontMetrics().height() // BARS_PER_LINE_HEIGHT)
        bars = extremes(self.values, self.width() // bar_width)
        if bars:
            self._paint_bars(painter, bars)
        painter.end()

    def _paint_bars(self, painter: QPainter, bars: list[tuple[float, float]]) -> None:
        largest = max(max(abs(low), abs(high)) for low, high in bars) or 1.0
        middle = self._zero(bars, largest)
        unit = (middle if middle > self.height() / 2 else self.height() - middle) - 1
        width = self.width() / len(bars)
        gap = width / 4 if width >= 3 else 0  # noqa: PLR2004 - thinner bars have no room for one
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Highlight))
        for index, (low, high) in enumerate(bars):
            top, bottom = max(high, 0.0) / largest * unit, min(low, 0.0) / largest * unit
            painter.drawRect(QRectF(index * width, middle - top, width - gap, max(top - bottom, 1.0)))

    def _zero(self, bars: list[tuple[float, float]], largest: float) -> float:
        """Where zero is drawn: at the bottom when nothing is below it, else in proportion."""
        lowest, highest = min(low for low, _ in bars), max(high for _, high in bars)
        down, up = max(-lowest, 0.0) / largest, max(highest, 0.0) / largest
        return 1 + (self.height() - 2) * up / ((up + down) or 1.0)

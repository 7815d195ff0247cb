"""A button that turns into the progress of what it started, with the time left and a cross that cancels."""

from __future__ import annotations

from qgis.PyQt.QtCore import QRect, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QPaintEvent, QPalette
from qgis.PyQt.QtWidgets import (
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QStackedLayout,
    QStyle,
    QStyleOptionProgressBar,
    QStylePainter,
    QToolButton,
    QWidget,
)

from ...translation import tr
from .forms import named, narrow, row, widget_of
from .icons import cross_icon
from .words import duration

READABLE = 3.0  # the least contrast of a text that is not small (WCAG 2.2)
STEPS = 1000  # the bar's steps: fine enough to move smoothly on a wide dock


class ReadableBar(QProgressBar):
    """A progress bar whose text is read in every theme.

    A style sheet may colour the bar and the labels beside it, and leave the bar's text the palette's, which was made
    for another ground: then the text has the colour of labels, and on what is done that of selected text.
    """

    def __init__(self) -> None:
        super().__init__()
        self._label = QLabel(self)  # to learn its colour
        self._label.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar, and its text over it."""
        text, ground = self.palette().color(QPalette.ColorRole.Text), self.palette().color(QPalette.ColorRole.Window)
        if contrast(text, ground) >= READABLE:
            super().paintEvent(event)
            return
        option, painter = QStyleOptionProgressBar(), QStylePainter(self)
        self.initStyleOption(option)
        option.textVisible = False
        painter.drawControl(QStyle.ControlElement.CE_ProgressBar, option)
        self._label.ensurePolished()
        done, rest = QRect(self.rect()), QRect(self.rect())
        done.setWidth(round(self.width() * max(self.value(), 0) / self.maximum()) if self.maximum() > 0 else 0)
        rest.setLeft(done.right() + 1)
        over_done = self.palette().color(QPalette.ColorRole.HighlightedText)
        for part, colour in (rest, self._label.palette().color(QPalette.ColorRole.WindowText)), (done, over_done):
            painter.setClipRect(part)
            painter.setPen(colour)
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


def contrast(one: QColor, other: QColor) -> float:
    """How well two colours are told apart, from 1 to 21: WCAG 2.2's contrast ratio (w3.org/TR/WCAG22)."""

    def luminance(colour: QColor) -> float:
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)  # noqa: PLR2004 - of sRGB
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


class ProgressButton(QWidget):
    """Emits ``started`` when it is pressed and ``cancelled`` when its cross is."""

    started = pyqtSignal()
    cancelled = pyqtSignal()

    def __init__(self, name: str, text: str, tip: str) -> None:
        super().__init__()
        self.button = named(QPushButton(text), name, text.replace("&", ""), tip)
        self.bar = self._bar(name)
        self.cross = self._cross(name)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(narrow(self.button))
        self._stack.addWidget(widget_of(row(self.bar, self.cross, stretch=0)))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(self.started)
        self.cross.clicked.connect(self._cancel)

    def set_text(self, text: str) -> None:
        """Name what the button would do now."""
        self.button.setText(text)
        self.button.setAccessibleName(text.replace("&", ""))

    def set_tip(self, tip: str) -> None:
        """Say what the button would do now."""
        self.button.setToolTip(tip)
        self.button.setAccessibleDescription(tip)

    def set_ready(self, *, ready: bool) -> None:
        """Let it be pressed, or not."""
        self.button.setEnabled(ready)

    @property
    def is_working(self) -> bool:
        """Whether the progress is shown."""
        return self._stack.currentIndex() == 1

    def show_progress(self, fraction: float, text: str, eta_s: float | None = None) -> None:
        """Show the progress; a fraction of 0 shows a bar without percent."""
        if not self.is_working:
            self.cross.setEnabled(True)
            self.bar.reset()
            self._stack.setCurrentIndex(1)
        self.bar.setRange(0, STEPS if fraction > 0 else 0)
        self.bar.setValue(round(fraction * STEPS))
        left = "" if eta_s is None or fraction <= 0 else tr(", {time} left").format(time=duration(eta_s))
        said = f"{text} %p %{left}" if fraction > 0 else text
        fits = self.bar.fontMetrics().horizontalAdvance(said) < self.bar.width()
        self.bar.setFormat(said if fits or fraction <= 0 else f"%p %{left}")
        self.bar.setToolTip(text)

    def show_button(self) -> None:
        """Be a button again."""
        if self.is_working:
            had_focus = self.cross.hasFocus()
            self._stack.setCurrentIndex(0)
            if had_focus:
                self.button.setFocus()

    def _cancel(self) -> None:
        self.cross.setEnabled(False)
        self.bar.setRange(0, 0)
        self.bar.setFormat(tr("Stopping…"))
        self.cancelled.emit()

    def _bar(self, name: str) -> QProgressBar:
        bar = named(
            ReadableBar(),
            f"{name}Progress",
            tr("Progress"),
            tr("How far the work is, and about how long it will take"),
        )
        bar.setTextVisible(True)
        return narrow(bar)

    def _cross(self, name: str) -> QToolButton:
        cross = named(
            QToolButton(),
            f"{name}Cancel",
            tr("Cancel"),
            tr("Stop; what is done so far is kept and continued next time"),
        )
        cross.setIcon(cross_icon(cross.fontMetrics().height()))
        cross.setAutoRaise(True)
        return cross

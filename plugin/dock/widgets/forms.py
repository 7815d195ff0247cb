"""Building blocks of the dock's sections: named controls, rows and parts that fold away."""

from __future__ import annotations

from contextlib import suppress
from typing import TypeVar

from qgis.PyQt.QtCore import QEvent, QPoint, Qt, QTimer
from qgis.PyQt.QtGui import QPalette, QResizeEvent
from qgis.PyQt.QtWidgets import (
    QApplication,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...translation import tr

LINE_STYLE = "text-align: left; padding: 0.25em 0.25em;"  # of a button that reads as a line
FAINT = 0.7  # of the text's opacity
AnyWidget = TypeVar("AnyWidget", bound=QWidget)


def named(widget: AnyWidget, name: str, title: str, tip: str) -> AnyWidget:
    """The widget with its object name, and with its title and tip for eyes, keyboards and screen readers."""
    widget.setObjectName(name)
    widget.setAccessibleName(title)
    widget.setAccessibleDescription(tip)
    widget.setToolTip(tip)
    return widget


def narrow(widget: AnyWidget) -> AnyWidget:
    """The widget, allowed to become as narrow as the dock."""
    widget.setMinimumWidth(0)
    widget.setSizePolicy(QSizePolicy.Policy.Ignored, widget.sizePolicy().verticalPolicy())
    return widget


def row(*widgets: QWidget, stretch: int = -1) -> QHBoxLayout:
    """The widgets side by side; the one with the index ``stretch`` takes the room that is left."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    for index, widget in enumerate(widgets):
        layout.addWidget(widget, 1 if index == stretch else 0)
    return layout


def form() -> QFormLayout:
    """Labels left, fields right, nothing wasted at the sides."""
    layout = QFormLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    layout.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    return layout


def add_row(layout: QFormLayout, label: str, field: QWidget | QLayout, buddy: QWidget | None = None) -> QLabel:
    """The new row's label, whose mnemonic jumps to ``buddy``, or to the field itself."""
    title = QLabel(label)
    # Not `buddy or`: an empty combo box counts as false.
    target = buddy if buddy is not None else (field if isinstance(field, QWidget) else None)
    if target is not None:
        title.setBuddy(target)
    layout.addRow(title, field)
    return title


class QuietLabel(QLabel):
    """A line of explanation: the theme's own text colour, fainter, also when the theme changes."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._fade()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the theme."""
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            self._fade()
        super().changeEvent(event)

    def _fade(self) -> None:
        palette = QApplication.palette(self)
        colour = palette.color(QPalette.ColorRole.WindowText)
        colour.setAlphaF(FAINT)
        palette.setColor(QPalette.ColorRole.WindowText, colour)
        self.setPalette(palette)


def section(*parts: QWidget | QLayout) -> QVBoxLayout:
    """The parts one under another, with the theme's own margins around them."""
    layout = QVBoxLayout()
    for part in parts:
        if isinstance(part, QLayout):
            layout.addLayout(part)
        else:
            layout.addWidget(part)
    return layout


def column(*parts: QWidget | QLayout) -> QVBoxLayout:
    """The parts one under another, as a part of something larger."""
    layout = section(*parts)
    layout.setContentsMargins(0, 0, 0, 0)
    return layout


def widget_of(layout: QLayout) -> QWidget:
    """A widget with this layout, which can be shown and hidden as a whole."""
    widget = QWidget()
    widget.setLayout(layout)
    return widget


def copy_button(name: str, tip: str) -> QToolButton:
    """A flat button that copies something to the clipboard."""
    button = named(QToolButton(), name, tr("Copy"), tip)
    button.setText(tr("Copy"))
    button.setAutoRaise(True)
    return button


class LineButton(QPushButton):
    """A button that reads as one line of text, with an ellipsis in its middle where the dock is too narrow for it."""

    def __init__(self) -> None:
        super().__init__()
        self.line = self._short = ""  # all of the text, and what is shown where there is no room for it
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setStyleSheet(LINE_STYLE)

    def show_line(self, line: str, short: str = "") -> None:
        """Show this text; ``short`` where there is no room for all of it."""
        self.line, self._short = line, short or line
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as there is room for."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        metrics = self.fontMetrics()
        room = self.width() - 2 * metrics.averageCharWidth()
        if self.menu() is not None:
            room -= self.style().pixelMetric(QStyle.PixelMetric.PM_MenuButtonIndicator, None, self)
        said = self.line if metrics.horizontalAdvance(self.line) <= room else self._short
        self.setText(metrics.elidedText(said, Qt.TextElideMode.ElideMiddle, room).replace("&", "&&"))


def reveal(first: QWidget, last: QWidget) -> None:
    """Scroll the dock so that both are seen, once they have their place; the first where there is no room for both."""

    def scroll() -> None:
        area = first.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None:
            body = area.widget()
            body.layout().activate()
            below = last.fontMetrics().height()  # with the edge of the section
            area.ensureVisible(0, last.mapTo(body, QPoint(0, last.height() + below)).y(), 0, 0)
            area.ensureVisible(0, first.mapTo(body, QPoint(0, 0)).y(), 0, 0)

    def scroll_if_there() -> None:
        with suppress(RuntimeError):  # the dock is gone
            scroll()

    QTimer.singleShot(0, scroll_if_there)


class Rows:
    """The rows of a form by name; those that are not shown are taken out, as hidden ones would leave gaps."""

    def __init__(self, layout: QFormLayout) -> None:
        self._layout = layout
        self._rows: dict[str, tuple[QLabel | None, QWidget]] = {}
        self._shown: list[str] = []

    def add(self, name: str, label: str, field: QWidget | QLayout, buddy: QWidget | None = None) -> None:
        """One more row."""
        if isinstance(field, QLayout):
            field = widget_of(field)
        self._rows[name] = (add_row(self._layout, label, field, buddy), field)
        self._shown.append(name)

    def add_wide(self, name: str, widget: QWidget) -> None:
        """One more row without a label."""
        self._layout.addRow(widget)
        self._rows[name] = (None, widget)
        self._shown.append(name)

    def show_only(self, names: set[str]) -> None:
        """Show the rows of these names in their order."""
        wanted = [name for name in self._rows if name in names]
        if wanted == self._shown:
            return
        for name in self._shown:
            parts = [part for part in self._rows[name] if part is not None]
            row, _ = self._layout.getWidgetPosition(parts[-1])
            # The layout's items of what a row is taken with stay, and from then on none follows the widget's size.
            for part in parts:
                self._layout.removeWidget(part)
            self._layout.takeRow(row)
        for name, (label, field) in self._rows.items():
            parts = [part for part in (label, field) if part is not None]
            if name in names:
                self._layout.addRow(*parts)
            for part in parts:
                part.setVisible(name in names)
        self._shown = wanted


class Disclosure(QWidget):
    """A header with an arrow, and a body that it shows or hides."""

    def __init__(self, title: str, body: QWidget) -> None:
        super().__init__()
        self._title = title
        self.header = QToolButton()
        self.header.setCheckable(True)
        self.header.setAutoRaise(True)
        self.header.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.header.toggled.connect(self._show)
        self.body = body
        self.setLayout(column(narrow(self.header), body))
        self.set_summary("")
        self._show(False)

    def set_summary(self, summary: str) -> None:
        """Show this text in the header beside its title."""
        self.header.setText(f"{self._title}  {summary}" if summary else self._title)

    def _show(self, open_: bool) -> None:
        self.body.setVisible(open_)
        self.header.setArrowType(Qt.ArrowType.DownArrow if open_ else Qt.ArrowType.RightArrow)

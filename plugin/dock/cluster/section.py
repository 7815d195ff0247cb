"""The section *Cluster*: how many classes, and the classes' colours and names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QIcon, QKeyEvent, QPixmap
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QColorDialog,
    QGroupBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ..widgets.forms import QuietLabel, column, named, row, section, widget_of
from ..widgets.progress_button import ProgressButton
from ..widgets.words import share

FEWEST, MOST, DEFAULT_COUNT = 2, 254, 8  # 254 classes and nodata fit into a byte
MOST_ROWS_SEEN = 10  # more scroll
COLOUR, NAME, SHARE = range(3)


@dataclass(frozen=True)
class Class:
    """One class of a classes layer; ``share`` is None where it is not known."""

    label: int
    name: str
    colour: str
    share: float | None = None


class ClassTable(QTableWidget):
    """The classes; names are edited in place, a colour by a double click or Return on it."""

    edited = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 3, parent)
        named(self, "landprintClasses", "Classes", "Colours and names of the classes: double-click to change them")
        self._classes: list[Class] = []
        self._set_up_headers()
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)  # Tab goes on to what follows; the arrows go through the classes
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.cellChanged.connect(self._renamed)
        self.cellDoubleClicked.connect(self._choose_colour)

    def show_classes(self, classes: Sequence[Class]) -> None:
        """List these classes; none hides the list; no signal is emitted."""
        self.blockSignals(True)
        self._classes = list(classes)
        self.setRowCount(len(classes))
        for index, one in enumerate(classes):
            self._show_row(index, one)
        self.blockSignals(False)
        self.setCurrentCell(-1, -1)
        self._fit_height()

    def _show_row(self, index: int, one: Class) -> None:
        colour = QTableWidgetItem(self._swatch(one.colour), "")
        colour.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        colour.setToolTip("Double-click to change the colour")
        colour.setData(Qt.ItemDataRole.AccessibleTextRole, f"Colour {one.colour}")
        part = QTableWidgetItem("" if one.share is None else share(one.share))
        part.setFlags(Qt.ItemFlag.ItemIsEnabled)
        part.setTextAlignment(int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter))
        for position, item in ((COLOUR, colour), (NAME, QTableWidgetItem(one.name)), (SHARE, part)):
            self.setItem(index, position, item)

    def _renamed(self, index: int, position: int) -> None:
        if position == NAME:
            self._change(replace(self._classes[index], name=self.item(index, NAME).text()), index)

    def _choose_colour(self, index: int, position: int) -> None:
        if position != COLOUR:
            return
        chosen = QColorDialog.getColor(
            QColor(self._classes[index].colour), self, f"Colour of {self._classes[index].name}"
        )
        if chosen.isValid():
            self._change(replace(self._classes[index], colour=chosen.name()), index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return on a colour opens the colours, as a double click does."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in keys and self.currentColumn() == COLOUR:
            self._choose_colour(self.currentRow(), COLOUR)
        else:
            super().keyPressEvent(event)

    def _change(self, changed: Class, index: int) -> None:
        self._classes[index] = changed
        self.edited.emit(list(self._classes))

    def _swatch(self, colour: str) -> QIcon:
        side = self.fontMetrics().height()
        pixmap = QPixmap(side, side)
        pixmap.fill(QColor(colour))
        return QIcon(pixmap)

    def _set_up_headers(self) -> None:
        self.verticalHeader().hide()
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setDefaultSectionSize(round(1.5 * self.fontMetrics().height()))

    def _fit_height(self) -> None:
        rows = min(self.rowCount(), MOST_ROWS_SEEN)
        self.setFixedHeight(rows * self.verticalHeader().defaultSectionSize() + 2 * self.frameWidth())
        self.setVisible(rows > 0)


class ClassesSection(QGroupBox):
    """Shows how many classes to make, and those that were made."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Cluster", parent)
        self.count = named(QSpinBox(), "landprintClassCount", "Classes", "How many kinds of land to tell apart")
        self.count.setRange(FEWEST, MOST)
        self.count.setValue(DEFAULT_COUNT)
        self.suggest = ProgressButton("landprintSuggest", "Su&ggest", "Find how many classes the data itself suggests")
        self.run = ProgressButton("landprintCluster", "R&un", "Make a layer of classes")
        self.note = QuietLabel()
        self.table = ClassTable()
        self._ready = widget_of(column(self._count_row(), self.note, self.table))
        self.empty = QuietLabel("Kinds of land are found in an embedding layer.")
        self.setLayout(section(self.empty, self._ready))
        self.show_ready(ready=False)
        self.table.show_classes([])
        self.show_note("")

    def show_ready(self, *, ready: bool) -> None:
        """Whether there is an embedding layer to find classes in."""
        self._ready.setVisible(ready)
        self.empty.setVisible(not ready)

    def show_note(self, text: str) -> None:
        """A line under the buttons: why so many classes."""
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def _count_row(self) -> QHBoxLayout:
        label = QLabel("Classes")
        label.setBuddy(self.count)
        layout = row(label, self.count, self.suggest, self.run)
        layout.setStretch(2, 1)
        layout.setStretch(3, 1)
        return layout

"""The section *Cluster*: how many classes, and the classes' colours and names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSpinBox,
    QTableWidgetItem,
    QToolButton,
    QWidget,
)

from ...translation import tr
from ..widgets.class_table import OPEN_KEYS, ClassTableBase
from ..widgets.forms import QuietLabel, column, named, reveal, row, widget_of
from ..widgets.progress_button import ProgressButton
from ..widgets.words import hectares, share

FEWEST, MOST, DEFAULT_COUNT = 2, 254, 8  # 254 classes and nodata fit into a byte
MOST_ROWS_SEEN = 10  # more scroll
MOST_SIEVED = 9999  # patches
COLOUR, NAME, SHARE, HECTARES = range(4)


@dataclass(frozen=True)
class Class:
    """One class of a classes layer; ``share`` and ``hectares`` are None where they are not known."""

    label: int
    name: str
    colour: str
    share: float | None = None
    hectares: float | None = None


class ClassTable(ClassTableBase):
    """The classes; names are edited in place, a colour by a double click or Return on it."""

    edited = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__(4, NAME)
        tip = tr("Colours and names of the classes: double-click to change them, right-click for more")
        named(self, "landprintClasses", tr("Classes"), tip)
        self._classes: list[Class] = []
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
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
        self.fit_height(min(len(classes), MOST_ROWS_SEEN))
        self.setVisible(bool(classes))

    @property
    def classes(self) -> list[Class]:
        """The classes that are listed."""
        return list(self._classes)

    @property
    def selected(self) -> list[Class]:
        """The classes whose rows are selected, in the order of the list."""
        return [self._classes[index.row()] for index in sorted(self.selectionModel().selectedRows())]

    def _show_row(self, index: int, one: Class) -> None:
        colour = QTableWidgetItem(self.swatch(one.colour), "")
        colour.setToolTip(tr("Double-click to change the colour"))
        colour.setData(Qt.ItemDataRole.AccessibleTextRole, tr("Colour {colour}").format(colour=one.colour))
        part = QTableWidgetItem("" if one.share is None else share(one.share))
        area = QTableWidgetItem("" if one.hectares is None else hectares(one.hectares))
        for item in (colour, part, area):
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        for item in (part, area):
            item.setTextAlignment(int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter))
        items = ((COLOUR, colour), (NAME, QTableWidgetItem(one.name)), (SHARE, part), (HECTARES, area))
        for position, item in items:
            self.setItem(index, position, item)

    def _renamed(self, index: int, position: int) -> None:
        if position == NAME:
            self._change(replace(self._classes[index], name=self.item(index, NAME).text()), index)

    def _choose_colour(self, index: int, position: int) -> None:
        if position != COLOUR:
            return
        colour = self.ask_colour(self._classes[index].name, self._classes[index].colour)
        if colour is not None:
            self._change(replace(self._classes[index], colour=colour), index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return on a colour opens the colours, as a double click does."""
        if event.key() in OPEN_KEYS and self.currentColumn() == COLOUR:
            self._choose_colour(self.currentRow(), COLOUR)
        else:
            super().keyPressEvent(event)

    def _change(self, changed: Class, index: int) -> None:
        self._classes[index] = changed
        self.edited.emit(list(self._classes))


class ClassesSection(QWidget):
    """Shows how many classes to make, and those that were made."""

    def __init__(self) -> None:
        super().__init__()
        tip = tr("How many kinds of land to tell apart")
        self.count = named(QSpinBox(), "landprintClassCount", tr("Classes"), tip)
        self.count.setRange(FEWEST, MOST)
        self.count.setValue(DEFAULT_COUNT)
        tip = tr("Find how many classes the data itself suggests")
        self.suggest = ProgressButton("landprintSuggest", tr("Su&ggest"), tip)
        self.run = ProgressButton("landprintCluster", tr("R&un"), tr("Make a layer of classes"))
        self.smallest = _smallest_area()
        self.smallest_row = widget_of(_labelled(tr("Smallest area"), self.smallest))
        self.note = QuietLabel()
        self.table = ClassTable()
        tip = tr("Merge, outline or use the classes for another image")
        self.actions = named(QToolButton(), "landprintClassActions", tr("With these classes"), tip)
        self.actions.setText(tr("With these classes") + " ▾")
        # The arrow of the style lies below the text, and half outside.
        self.actions.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.actions.setAutoRaise(True)
        self.actions.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.actions.setMenu(QMenu(self.actions))
        parts = (self._count_row(), self.smallest_row, self.note, self.table, self.actions)
        self.setLayout(column(*parts))
        self.table.show_classes([])
        self.actions.hide()
        self.show_note("")

    def show_note(self, text: str) -> None:
        """A line under the buttons: why so many classes."""
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def show_table(self) -> None:
        """Bring the classes into view, once they have their place."""
        reveal(self.table, self.actions if self.actions.isVisible() else self.table)

    def _count_row(self) -> QHBoxLayout:
        label = QLabel(tr("Classes"))
        label.setBuddy(self.count)
        layout = row(label, self.count, self.suggest, self.run)
        layout.setStretch(2, 3)  # in other languages, too, the longer of the two
        layout.setStretch(3, 2)
        return layout


def _smallest_area() -> QSpinBox:
    """The patches of which an area must have as many to stay."""
    tip = tr("Smaller areas join the largest area beside them. In patches, the squares of the classes")
    box = named(QSpinBox(), "landprintSmallestArea", tr("Smallest area"), tip)
    box.setRange(1, MOST_SIEVED)
    box.setSpecialValueText(tr("any"))
    box.setSuffix(" " + tr("patches"))
    return box


def _labelled(text: str, field: QSpinBox) -> QHBoxLayout:
    label = QLabel(text)
    label.setBuddy(field)
    layout = row(label, field)
    layout.addStretch(1)
    return layout

"""The table of the named classes: colours, names, and how much of each there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Optional

from qgis.PyQt.QtCore import QPoint, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import QAbstractItemView, QMenu, QTableWidgetItem

from ...tools.keys import deletes
from ...translation import format_number, tr, tr_n
from ..widgets.class_table import OPEN_KEYS, ClassTableBase
from ..widgets.forms import named
from ..widgets.words import hectares, share

COLOUR, NAME, EXAMPLES, SHARE, HECTARES = range(5)
KEYS = 9  # of the keyboard, each of which chooses a class
FEWEST_ROWS, MOST_ROWS = 2, 8  # more scroll


@dataclass(frozen=True)
class Row:
    """A class as it is listed; share and hectares are None where there is no class map yet."""

    name: str
    colour: str
    examples: int
    share: Optional[float] = None  # noqa: UP045 - Python 3.9
    hectares: Optional[float] = None  # noqa: UP045


class ExampleTable(ClassTableBase):
    """Lists the classes; names are edited in place, colours by a double click or Return; the current row is chosen."""

    chosen = pyqtSignal(int)
    renamed = pyqtSignal(int, str)
    recoloured = pyqtSignal(int, str)
    remove_wanted = pyqtSignal(int)

    def __init__(self) -> None:
        super().__init__(5, NAME)
        tip = tr("The selected class is the one that a click on the map gives an example of. Double-click to change.")
        named(self, "landprintNamedClasses", tr("Classes"), tip)
        self._rows: list[Row] = []
        self.horizontalHeader().setMinimumSectionSize(1)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.customContextMenuRequested.connect(self._open_menu)
        self.cellChanged.connect(self._changed)
        self.cellDoubleClicked.connect(self._double_clicked)
        self.currentCellChanged.connect(lambda row, _column, before, _before: self._moved(row, before))

    def show_rows(self, rows: Sequence[Row], current: int) -> None:
        """List these classes and select one; no signal is emitted."""
        self.blockSignals(True)
        before = self.rowCount()
        self.setRowCount(len(rows))
        for index in range(before, len(rows)):
            self._add_items(index)
        for index, row in enumerate(rows):
            self._show_row(index, row)
        self._rows = list(rows)
        if self.currentRow() != current:
            self.setCurrentCell(current, NAME)
        self.blockSignals(False)
        self.fit_height(min(max(len(rows), FEWEST_ROWS), MOST_ROWS))

    def edit_name(self, index: int) -> None:
        """Let the name of this class be typed."""
        self.setFocus()
        self.editItem(self.item(index, NAME))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return opens the colours or the name, Delete removes the class; QGIS hears neither."""
        index = self.currentRow()
        if index >= 0 and event.key() in OPEN_KEYS:
            self._double_clicked(index, self.currentColumn())
        elif index >= 0 and deletes(event):
            self.remove_wanted.emit(index)
        else:
            super().keyPressEvent(event)

    def _add_items(self, index: int) -> None:
        for position in range(self.columnCount()):
            item = QTableWidgetItem()
            if position != NAME:
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            if position > NAME:
                item.setTextAlignment(int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter))
            self.setItem(index, position, item)
        self.item(index, COLOUR).setToolTip(tr("Double-click to change the colour; the number is its key on the map"))
        self.item(index, NAME).setToolTip(tr("Double-click to change the name"))

    def _show_row(self, index: int, row: Row) -> None:
        """Show the row in its items; a name that is being typed stays."""
        texts = (
            str(index + 1) if index < KEYS else "",
            row.name,
            format_number(row.examples) if row.examples else "–",
            "" if row.share is None else share(row.share),
            "" if row.hectares is None else hectares(row.hectares),
        )
        for position, text in enumerate(texts):
            if self.item(index, position).text() != text:
                self.item(index, position).setText(text)
        self.item(index, EXAMPLES).setToolTip(tr_n("{n} example", "{n} examples", row.examples))
        if index >= len(self._rows) or self._rows[index].colour != row.colour:
            said = tr("Colour {colour}").format(colour=row.colour)
            self.item(index, COLOUR).setIcon(self.swatch(row.colour))
            self.item(index, COLOUR).setData(Qt.ItemDataRole.AccessibleTextRole, said)

    def _changed(self, index: int, position: int) -> None:
        if position == NAME:
            self.renamed.emit(index, self.item(index, NAME).text().strip())

    def _double_clicked(self, index: int, position: int) -> None:
        if position == NAME:
            self.editItem(self.item(index, NAME))
        elif position == COLOUR:
            colour = self.ask_colour(self._rows[index].name, self._rows[index].colour)
            if colour is not None:
                self.recoloured.emit(index, colour)

    def _moved(self, row: int, before: int) -> None:
        if row != before and row >= 0:
            self.chosen.emit(row)

    def _open_menu(self, where: QPoint) -> None:
        index = self.rowAt(where.y())
        if index < 0:
            return
        menu = QMenu(self)
        menu.addAction(tr("&Rename"), lambda: self.edit_name(index))
        menu.addAction(tr("&Colour…"), lambda: self._double_clicked(index, COLOUR))
        menu.addAction(tr("Re&move"), lambda: self.remove_wanted.emit(index))
        menu.popup(self.viewport().mapToGlobal(where))

"""What the tables of classes share: their headers, their height, and the swatch of a colour that can be chosen."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QIcon, QPixmap
from qgis.PyQt.QtWidgets import QAbstractItemView, QColorDialog, QHeaderView, QTableWidget

from ...translation import tr

OPEN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class ClassTableBase(QTableWidget):
    """A row for each class, without headers and as high as its rows; the name takes the width that is left."""

    def __init__(self, columns: int, name_column: int) -> None:
        super().__init__(0, columns)
        self.verticalHeader().hide()
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setSectionResizeMode(name_column, QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setDefaultSectionSize(round(1.5 * self.fontMetrics().height()))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)  # Tab goes on to what follows; the arrows go through the classes
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def fit_height(self, rows: int) -> None:
        """Be as high as this many rows."""
        self.setFixedHeight(rows * self.verticalHeader().defaultSectionSize() + 2 * self.frameWidth())

    def swatch(self, colour: str) -> QIcon:
        """A square of the colour, in a selected row too."""
        side = self.fontMetrics().height()
        pixmap = QPixmap(side, side)
        pixmap.fill(QColor(colour))
        icon = QIcon(pixmap)
        icon.addPixmap(pixmap, QIcon.Mode.Selected)  # QGIS's style would tint it
        return icon

    def ask_colour(self, name: str, colour: str) -> Optional[str]:  # noqa: UP045
        """Let a colour be chosen for the class of this name; None where it stays."""
        chosen = QColorDialog.getColor(QColor(colour), self, tr("Colour of {name}").format(name=name))
        return chosen.name() if chosen.isValid() else None

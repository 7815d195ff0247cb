"""The part of the dialog that lists files of results which no project shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QAbstractItemView, QGroupBox, QHeaderView, QPushButton, QTreeWidget, QTreeWidgetItem

from ...translation import tr
from ..widgets.forms import QuietLabel, named, row, section
from ..widgets.words import size

KEY = Qt.ItemDataRole.UserRole


class LeftResults(QGroupBox):
    """A table of files, hidden while there are none; emits those that are to be deleted."""

    unwanted = pyqtSignal(list)  # their paths

    def __init__(self) -> None:
        super().__init__(tr("Results that no layer shows"))
        self.files = named(QTreeWidget(), "landprintLeftResults", tr("Results that no layer shows"), "")
        self.files.setHeaderLabels([tr("File"), tr("Size"), tr("Last")])
        self.files.setRootIsDecorated(False)
        self.files.setUniformRowHeights(True)
        self.files.setAlternatingRowColors(True)
        self.files.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header = self.files.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tip = tr("Delete these files: of layers that were removed, and of projects that were never saved")
        self.remove = named(QPushButton(tr("De&lete chosen…")), "landprintLeftResultsRemove", tr("Delete chosen"), tip)
        note = QuietLabel(tr("Layers that were removed leave their files in the project's folder."))
        self.setLayout(section(self.files, note, row(self.remove)))
        self.files.itemSelectionChanged.connect(self._show_button)
        self.remove.clicked.connect(lambda _checked: self.unwanted.emit(self._chosen()))
        self.show_files([])

    def show_files(self, files: Sequence[Path]) -> None:
        """List these files."""
        self.files.clear()
        for file in files:
            state = file.stat()
            last = datetime.fromtimestamp(state.st_mtime).astimezone().strftime("%Y-%m-%d %H:%M")
            item = QTreeWidgetItem([file.name, size(state.st_size), last])
            item.setData(0, KEY, str(file))
            item.setToolTip(0, str(file))
            self.files.addTopLevelItem(item)
        self.setVisible(bool(files))
        self._show_button()

    def _chosen(self) -> list[str]:
        return [item.data(0, KEY) for item in self.files.selectedItems()]

    def _show_button(self) -> None:
        self.remove.setEnabled(bool(self.files.selectedItems()))

"""The dialog of models and storage: every encoder's weights, and what interrupted runs have left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

from qgis.PyQt.QtCore import Qt, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from ...translation import tr
from ..choices import Encoder
from ..widgets.forms import QuietLabel, column, named, row, section
from ..widgets.progress_button import ProgressButton
from ..widgets.words import breakable, share, size
from .left_results import LeftResults

WHAT_IT_TAKES = {"rasters": tr("images"), "images": tr("whole Sentinel-2 images"), "locations": tr("places")}
SIZE = (760, 640)
KEY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class KeptModel:
    """An encoder, and the bytes that its weights take here; 0 where they are not here."""

    encoder: Encoder
    kept_bytes: int

    @property
    def state(self) -> str:
        """Whether it is here, in words."""
        if not self.encoder.download_bytes:
            return tr("built in")
        return tr("here, {size}").format(size=size(self.kept_bytes)) if self.kept_bytes else tr("not downloaded")


class ModelsDialog(QDialog):
    """Shows models and scratches; emits what is to be done with the chosen ones."""

    download_wanted = pyqtSignal(object)  # an Encoder
    check_wanted = pyqtSignal(object)
    remove_wanted = pyqtSignal(object)
    scratches_unwanted = pyqtSignal(list)  # their keys

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("landprintModelsDialog")
        self.setWindowTitle(tr("Landprint: Models and storage"))
        self._models: dict[str, KeptModel] = {}
        self._folder = ""
        self.models = _table(
            "landprintModels", tr("Models"), (tr("Model"), tr("Looks at"), tr("Download"), tr("State"), tr("Licence"))
        )
        self.about = QLabel()
        self.about.setWordWrap(True)
        self.about.setOpenExternalLinks(True)
        self.download = ProgressButton(
            "landprintModelDownload", tr("&Download…"), tr("Download the weights; you are asked")
        )
        self.check = _button(
            "landprintModelCheck", tr("Chec&k"), tr("Whether it gives the numbers that were published of it")
        )
        self.remove = _button("landprintModelRemove", tr("&Remove…"), tr("Delete the weights from this computer"))
        self.verdict = QuietLabel()
        buttons = row(self.download, self.check, self.remove, stretch=0)
        models = QGroupBox(tr("Models"))
        models.setLayout(section(self.models, self.about, buttons, self.verdict))
        self.scratches = _table(
            "landprintScratches", tr("Interrupted runs"), (tr("Image"), tr("Model"), tr("Done"), tr("Size"), tr("Last"))
        )
        self.scratches.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.no_scratches = QuietLabel(
            tr("None: a run that is cancelled is kept here, and goes on when it is started again.")
        )
        self.remove_scratches = _button(
            "landprintScratchesRemove", tr("Remove &chosen"), tr("Delete what these runs have done")
        )
        self.remove_all = _button(
            "landprintScratchesRemoveAll", tr("Remove &all"), tr("Delete what all interrupted runs did")
        )
        self._runs = runs = QGroupBox(tr("Interrupted runs"))
        runs.setLayout(section(self.scratches, self.no_scratches, row(self.remove_scratches, self.remove_all)))
        self.left_results = LeftResults()
        self.place = QLabel()
        self.place.setWordWrap(True)
        self.place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.open = close.addButton(tr("&Open folder"), QDialogButtonBox.ButtonRole.ActionRole)
        named(self.open, "landprintOpenFolder", tr("Open folder"), tr("Open the cache folder in the file browser"))
        self._layout = layout = column(models, runs, self.left_results, self.place, close)
        layout.setStretchFactor(models, 3)
        layout.setContentsMargins(9, 9, 9, 9)
        self.setLayout(layout)
        self.resize(*SIZE)
        self._connect(close)
        self.verdict.hide()
        self._show_chosen()
        self.show_scratches([])

    @property
    def chosen(self) -> KeptModel | None:
        """The model whose row is chosen."""
        items = self.models.selectedItems()
        return self._models.get(items[0].data(0, KEY)) if items else None

    def show_models(self, models: Sequence[KeptModel]) -> None:
        """List these, keeping the choice."""
        chosen = self.chosen
        self._models = {one.encoder.name: one for one in models}
        self.models.clear()
        for one in models:
            encoder = one.encoder
            download = size(encoder.download_bytes) if encoder.download_bytes else tr("none")
            takes = WHAT_IT_TAKES.get(encoder.takes, encoder.takes)
            item = QTreeWidgetItem([encoder.title, takes, download, one.state, encoder.licence])
            item.setData(0, KEY, encoder.name)
            self.models.addTopLevelItem(item)
            if chosen is None or encoder.name == chosen.encoder.name:
                self.models.setCurrentItem(item)
                chosen = one
        self._show_chosen()

    def show_scratches(self, scratches: Sequence[Mapping[str, Any]]) -> None:
        """List what interrupted runs have left, as the engine says."""
        self.scratches.clear()
        for one in scratches:
            last = datetime.fromtimestamp(one["modified"]).astimezone().strftime("%Y-%m-%d %H:%M")
            name = str(one["source"]).replace("\\", "/").rpartition("/")[2] or "unknown"
            item = QTreeWidgetItem([name, one["encoder"], share(one["fraction"]), size(one["bytes"]), last])
            item.setData(0, KEY, one["key"])
            item.setToolTip(0, str(one["source"]))
            self.scratches.addTopLevelItem(item)
        self.scratches.setVisible(bool(scratches))
        self.no_scratches.setVisible(not scratches)
        self._layout.setStretchFactor(self._runs, 1 if scratches else 0)
        self.remove_all.setVisible(bool(scratches))
        self.remove_scratches.setVisible(bool(scratches))
        self._show_scratch_buttons()

    def show_place(self, folder: str, weights: int, scratches: int) -> None:
        """Say where all of it is, and how much it is."""
        self._folder = folder
        self.place.setText(
            tr(
                "In {folder}: {weights} of weights, {runs} of interrupted runs. Another folder is chosen in QGIS's"
                " options, under Landprint."
            ).format(folder=breakable(folder), weights=size(weights), runs=size(scratches))
        )

    def say(self, text: str) -> None:
        """What came of the last press; an empty text for nothing."""
        self.verdict.setText(text)
        self.verdict.setVisible(bool(text))

    def _show_chosen(self) -> None:
        one = self.chosen
        is_here = one is not None and one.kept_bytes > 0
        can_come = one is not None and one.encoder.download_bytes > 0 and not is_here
        self.download.set_ready(ready=can_come)
        self.check.setEnabled(is_here)
        self.remove.setEnabled(is_here)
        if one is None:
            self.about.setText("")
            return
        url = escape(one.encoder.source_url)
        source = f' <a href="{url}">{url}</a>' if url else ""
        self.about.setText(f"{escape(one.encoder.description)}{source}")

    def _show_scratch_buttons(self) -> None:
        self.remove_scratches.setEnabled(bool(self.scratches.selectedItems()))

    def _connect(self, close: QDialogButtonBox) -> None:
        def pressed(wanted: pyqtSignal) -> None:
            if self.chosen is not None:
                self.say("")
                wanted.emit(self.chosen.encoder)

        self.models.itemSelectionChanged.connect(self._show_chosen)
        self.scratches.itemSelectionChanged.connect(self._show_scratch_buttons)
        self.download.started.connect(lambda: pressed(self.download_wanted))
        self.check.clicked.connect(lambda _checked: pressed(self.check_wanted))
        self.remove.clicked.connect(lambda _checked: pressed(self.remove_wanted))
        self.remove_scratches.clicked.connect(lambda _checked: self._remove(self.scratches.selectedItems()))
        self.remove_all.clicked.connect(
            lambda _checked: self._remove(
                [self.scratches.topLevelItem(index) for index in range(self.scratches.topLevelItemCount())]
            )
        )
        self.open.clicked.connect(lambda _checked: QDesktopServices.openUrl(QUrl.fromLocalFile(self._folder)))
        close.rejected.connect(self.close)

    def _remove(self, items: Sequence[QTreeWidgetItem]) -> None:
        self.scratches_unwanted.emit([item.data(0, KEY) for item in items])


def _table(name: str, title: str, columns: Sequence[str]) -> QTreeWidget:
    table = named(QTreeWidget(), name, title, "")
    table.setHeaderLabels(list(columns))
    table.setRootIsDecorated(False)
    table.setUniformRowHeights(True)
    table.setAlternatingRowColors(True)
    header = table.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return table


def _button(name: str, text: str, tip: str) -> QPushButton:
    return named(QPushButton(text), name, text.replace("&", "").replace("…", ""), tip)

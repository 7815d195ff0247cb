"""The table in which the bands to use are checked."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ....layers.sources.band import Band
from ....translation import tr
from ...widgets.forms import named


class BandsDialog(QDialog):
    """Shows a layer's bands, each with a check mark; at least one stays checked."""

    def __init__(
        self, layer: str, bands: Sequence[Band], checked: Sequence[int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Bands of {layer}").format(layer=layer))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.list = named(QListWidget(), "landprintBandList", tr("Bands"), tr("Only the checked bands are looked at"))
        for band in bands:
            self.list.addItem(_item(band, checked=band.number in checked))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._lay_out()
        self.list.itemChanged.connect(lambda _item: self._check())
        self._check()

    @property
    def numbers(self) -> list[int]:
        """The numbers of the checked bands."""
        items = (self.list.item(index) for index in range(self.list.count()))
        return [i.data(Qt.ItemDataRole.UserRole) for i in items if i.checkState() == Qt.CheckState.Checked]

    def _check(self) -> None:
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(bool(self.numbers))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.addWidget(QLabel(tr("Look at these bands:")))
        layout.addWidget(self.list)
        layout.addWidget(self.buttons)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)


def _item(band: Band, *, checked: bool) -> QListWidgetItem:
    item = QListWidgetItem(f"{band.number}   {band.name}")
    item.setData(Qt.ItemDataRole.UserRole, band.number)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
    item.setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)
    return item

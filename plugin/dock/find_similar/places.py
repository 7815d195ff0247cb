"""The picked places as a row of small buttons, each of which removes its place."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QToolButton, QWidget

from ...translation import tr
from ..choices import PickedPlace
from ..widgets.flow_layout import FlowLayout
from ..widgets.forms import named

CROSS = "\N{MULTIPLICATION X}"
PLUS, MINUS = "+", "\N{MINUS SIGN}"  # signs beside the colours, for those who see no difference in colour


class PlaceList(QWidget):
    """Shows the places by number and sign; emits the index of the one to remove."""

    remove_wanted = pyqtSignal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = FlowLayout(self)
        self._buttons: list[QToolButton] = []

    def show_places(self, places: Sequence[PickedPlace]) -> None:
        """One button a place, numbered from 1 as on the map."""
        for button in self._buttons:
            self._layout.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(index, place) for index, place in enumerate(places)]
        for button in self._buttons:
            self._layout.addWidget(button)
        self.setVisible(bool(places))
        self.updateGeometry()

    def _button(self, index: int, place: PickedPlace) -> QToolButton:
        kind = tr("like") if place.positive else tr("unlike")
        title = tr("Remove place {index} ({kind})").format(index=index + 1, kind=kind)
        tip = tr("Place {index}: {kind} {x}, {y}. Press to remove it.").format(
            index=index + 1, kind=kind, x=f"{place.x:.6g}", y=f"{place.y:.6g}"
        )
        button = named(QToolButton(self), f"landprintPlace{index + 1}", title, tip)
        button.setText(f"{PLUS if place.positive else MINUS}{index + 1}  {CROSS}")
        button.clicked.connect(lambda: self.remove_wanted.emit(index))
        return button

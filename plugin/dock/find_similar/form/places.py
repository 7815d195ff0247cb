"""The picked places as a row of small buttons, each of which removes its place."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QToolButton, QWidget

from ....translation import tr
from ...choices import PickedPlace
from ...widgets.flow_layout import FlowLayout
from ...widgets.forms import named

CROSS = "\N{MULTIPLICATION X}"
PLUS, MINUS = "+", "\N{MINUS SIGN}"  # signs beside the colours, for those who see no difference in colour


class PlaceList(QWidget):
    """Shows the places by number and sign; emits the index of the one to remove."""

    remove_wanted = pyqtSignal(int)

    def __init__(self) -> None:
        super().__init__()
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
        number, at = index + 1, f"{place.x:.6g}, {place.y:.6g}"
        if place.positive:
            title = tr("Remove place {number} (liked)").format(number=number)
            tip = tr("Place {number} is liked: {at}. Press to remove it.").format(number=number, at=at)
        else:
            title = tr("Remove place {number} (not liked)").format(number=number)
            tip = tr("Place {number} is not liked: {at}. Press to remove it.").format(number=number, at=at)
        button = named(QToolButton(self), f"landprintPlace{number}", title, tip)
        button.setText(f"{PLUS if place.positive else MINUS}{number}  {CROSS}")
        button.clicked.connect(lambda: self.remove_wanted.emit(index))
        return button

"""The row of the threshold: slider, value, area, and how several places count."""

from __future__ import annotations

import math
from functools import partial

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QLabel, QMenu, QSizePolicy, QSlider, QToolButton, QWidget

from ....translation import format_number, tr
from ...widgets.forms import column, named, row
from ...widgets.words import area

STEPS = 100  # a step is a hundredth of a cosine
TIP = tr("Only what is more similar than this is drawn")
COMBINE_TIP = tr("How several liked places count together")
COMBINATIONS = {  # as the engine calls them: on the button, in its menu
    "any": (tr("any"), tr("Like &any of the places")),
    "all": (tr("all"), tr("Like a&ll of them at once: their mean")),
    "learned": (tr("learned"), tr("Learned: what &tells the places from those not liked")),
}
ANY = "any"
ARROW = "\N{BLACK DOWN-POINTING SMALL TRIANGLE}"


class ThresholdRow(QWidget):
    """Emits the threshold that was slid to, and the combination that was chosen."""

    changed = pyqtSignal(float)
    combined = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self.slider = named(QSlider(Qt.Orientation.Horizontal), "landprintThreshold", tr("Threshold"), TIP)
        self.slider.setRange(-STEPS, STEPS)
        self.slider.setPageStep(STEPS // 20)
        self.slider.setMinimumWidth(0)
        self.slider.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.value, self.area = QLabel(), QLabel()
        for number in (self.value, self.area):
            number.setMinimumWidth(number.fontMetrics().horizontalAdvance("0.00"))
        named(self.value, "landprintThresholdValue", tr("Threshold"), TIP)
        named(self.area, "landprintArea", tr("Area"), tr("How much land is above the threshold"))
        self.combine = named(QToolButton(), "landprintCombine", tr("Several places"), COMBINE_TIP)
        self.combine.setAutoRaise(True)
        self.combine.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        # The arrow of a menu would be drawn over the word.
        self.combine.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.combination = ANY
        menu = QMenu(self)
        self._actions = {}
        for name, (_short, title) in COMBINATIONS.items():
            action = self._actions[name] = menu.addAction(title)
            action.setCheckable(True)
            action.triggered.connect(partial(self._choose, name))
        self.combine.setMenu(menu)
        label = QLabel(tr("&Threshold"))
        label.setBuddy(self.slider)
        # In two rows: in one, the dock at its narrowest would have no room to slide.
        numbers = row(self.value, self.area, QWidget(), self.combine, stretch=2)
        self.setLayout(column(row(label, self.slider, stretch=1), numbers))
        self.slider.valueChanged.connect(self._slid)
        self.show_combination(ANY)

    @property
    def threshold(self) -> float:
        """The slider's value."""
        return self.slider.value() / STEPS

    def show_threshold(self, value: float, least: float, most: float) -> None:
        """Move the slider there; no signal is emitted."""
        self.slider.blockSignals(True)
        # Rounded down: at a threshold above it the most that is asked for would not be drawn.
        self.slider.setRange(math.floor(least * STEPS), math.floor(most * STEPS))
        self.slider.setValue(round(value * STEPS))
        self.slider.blockSignals(False)
        self.value.setText(format_number(self.threshold, 2))

    def show_area(self, square_metres: float | None) -> None:
        """How much land is above the threshold; None where it is not known."""
        self.area.setText("" if square_metres is None else area(square_metres))

    def forget(self) -> None:
        """Say nothing: there is no heatmap."""
        self.value.setText("")
        self.area.setText("")

    def show_combination(self, name: str) -> None:
        """Show how several places count."""
        self.combination = name if name in COMBINATIONS else ANY
        for one, action in self._actions.items():
            action.setChecked(one == self.combination)
        short, _title = COMBINATIONS[self.combination]
        self.combine.setText(f"{short} {ARROW}")

    def _choose(self, name: str, _checked: bool) -> None:
        self.show_combination(name)
        self.combined.emit(name)

    def _slid(self, _step: int) -> None:
        self.value.setText(format_number(self.threshold, 2))
        self.changed.emit(self.threshold)

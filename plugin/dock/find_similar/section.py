"""The section *Find similar*: places picked on the map, the clicked embedding, the threshold."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSlider,
    QWidget,
)

from ..choices import PickedPlace
from ..widgets.forms import QuietLabel, column, copy_button, named, narrow, row, section, widget_of
from ..widgets.progress_button import ProgressButton
from ..widgets.words import area, cosine
from .chip import ChipFacts, ChipPart
from .keep import KeepButton
from .kind import KindLine
from .places import PlaceList
from .vector_plot import VectorPlot

LIKE_TIP = "The cosine of the two embeddings less the layer's mean, from -1 to 1, as in the heatmap."
PICK_TIP = "Click the map to see where else looks like that place. Shift adds, Alt excludes, Escape leaves."
WHOLE_CHIP_TIP = "Click the image to embed all that the encoder sees at once around there. It needs no embedding layer."
SLIDER_STEPS = 100  # a step is a hundredth of a cosine
EMPTY = "Embed an image above, or choose a layer that holds embeddings."
OR_WHOLE_CHIP = f"{EMPTY} Whole chip needs neither."
INVITATION = "Pick a place, then click the map. Shift adds a place, Alt adds one to be unlike, Escape leaves."
POINTS_INVITATION = "Pick a place, then click near a point. Shift adds a point, Escape leaves."
EARTH_INVITATION = "Pick a place, then click anywhere: the map need not show a layer there. Escape leaves."


class SimilarSection(QGroupBox):
    """Shows the picked places and the search's results; ``layer_combo`` lists the embedding layers."""

    pick_toggled = pyqtSignal(bool)
    whole_chip_toggled = pyqtSignal(bool)
    threshold_changed = pyqtSignal(float)

    def __init__(self, layer_combo: QComboBox, parent: QWidget | None = None) -> None:
        super().__init__("Find similar", parent)
        self.layer_combo = named(
            layer_combo, "landprintEmbeddings", "Embedding layer", "The embedding layer to search in"
        )
        self.keep = KeepButton()
        self.kind = KindLine()
        self.hint = QuietLabel(EMPTY)
        self.pick = named(QPushButton("Pic&k a place"), "landprintPick", "Pick a place", PICK_TIP)
        self.whole_chip = named(QPushButton("Whole ch&ip"), "landprintWholeChip", "Whole chip", WHOLE_CHIP_TIP)
        for button in (self.pick, self.whole_chip):
            button.setCheckable(True)
        self.clear = named(QPushButton("Clear"), "landprintClear", "Clear", "Remove all places and their markers")
        self.places = PlaceList()
        self.plot = VectorPlot()
        self.facts = QuietLabel()
        self.copy = copy_button("landprintCopy", "Copy the embedding's values to the clipboard")
        self.threshold = self._slider()
        self.threshold_value = QLabel()
        self.threshold_area = QLabel()
        self.polygons = ProgressButton("landprintPolygons", "Pol&ygons", "Make polygons of what is above the threshold")
        self.most_similar = ProgressButton(
            "landprintMostSimilar", "&10 most similar", "Make points of the ten best places"
        )
        self.chip = ChipPart()
        self._is_ready = self._has_places = self._offers_chips = False
        self._ready = widget_of(column(row(self.pick, self.whole_chip, self.clear, stretch=0), self.places))
        self._of_heatmap = widget_of(column(self._threshold_row(), self._results_row()))
        self._picked = widget_of(column(self.plot, row(self.facts, self.copy, stretch=0), self._of_heatmap))
        self._picked.hide()
        layers = row(narrow(self.layer_combo), self.keep, stretch=0)
        self.setLayout(section(layers, self.kind, self._ready, self.hint, self.chip, self._picked))
        self.pick.toggled.connect(self._pick_toggled)
        self.whole_chip.toggled.connect(self._whole_chip_toggled)
        self.threshold.valueChanged.connect(self._slid)
        self.show_ready(ready=False)

    def show_ready(self, *, ready: bool) -> None:
        """Whether there is an embedding layer to search in; without one the section shows a hint only."""
        self._is_ready = ready
        if not ready:
            self._picked.hide()
        else:
            self.hint.setText(INVITATION)
        self._fit()

    def show_kind(self, *, points: bool, earth: bool) -> None:
        """Whether points of a layer, any place on Earth, or pixels of an embedding raster are picked."""
        if self._is_ready:
            self.hint.setText(POINTS_INVITATION if points else EARTH_INVITATION if earth else INVITATION)
        self._of_heatmap.setVisible(not points)

    def show_places(self, places: Sequence[PickedPlace]) -> None:
        """List the picked places, or show the hint where there are none."""
        self.places.show_places(places)
        self._has_places = bool(places)
        if not places:
            self._picked.hide()
        self._fit()

    def show_embedding(self, vector: Sequence[float], norm: float) -> None:
        """The clicked embedding with its length."""
        self.plot.show_vector(vector)
        self.facts.setText(f"{len(vector):,} dims · length {norm:.3g}")
        self.facts.setToolTip("")
        self._picked.show()

    def show_likeness(self, likeness: float, raw: float, number: int) -> None:
        """The similarity of the clicked place to the place of this number."""
        self.facts.setText(f"{self.facts.text()}\n{cosine(likeness)} like place {number}")
        self.facts.setToolTip(f"{LIKE_TIP} As they are, it is {cosine(raw)}.")

    def offer_whole_chip(self, *, offered: bool) -> None:
        """Whether the chosen encoder can embed a whole chip."""
        self._offers_chips = offered
        self._fit()

    def show_chip(self, chip: ChipFacts) -> None:
        """The embedding of the clicked chip."""
        self.chip.show_chip(chip)
        self._fit()

    def forget_chip(self) -> None:
        """Show no chip."""
        self.chip.forget()
        self._fit()

    def show_threshold(self, value: float, least: float, most: float) -> None:
        """Move the slider there; no signal is emitted."""
        self.threshold.blockSignals(True)
        self.threshold.setRange(round(least * SLIDER_STEPS), round(most * SLIDER_STEPS))
        self.threshold.setValue(round(value * SLIDER_STEPS))
        self.threshold.blockSignals(False)
        self.threshold_value.setText(f"{value:.2f}")

    @property
    def shown_threshold(self) -> float:
        """The slider's value."""
        return self.threshold.value() / SLIDER_STEPS

    def show_area(self, square_metres: float | None) -> None:
        """How much land is above the threshold; None where it is not known."""
        self.threshold_area.setText("" if square_metres is None else area(square_metres))

    def show_results_ready(self, *, ready: bool) -> None:
        """Whether there is a heatmap to make polygons and places of."""
        for widget in (self.polygons, self.most_similar, self.threshold):
            widget.setEnabled(ready)

    def _fit(self) -> None:
        """Show the buttons that can be used, and one hint at a time."""
        has_chip = self.chip.is_shown
        self.pick.setVisible(self._is_ready)
        self.whole_chip.setVisible(self._offers_chips)
        self.clear.setVisible(self._is_ready or has_chip)
        self.clear.setEnabled(self._has_places or has_chip)
        self._ready.setVisible(self._is_ready or self._offers_chips or has_chip)
        self.hint.setVisible(not (self._has_places or has_chip or self.whole_chip.isChecked()))
        if not self._is_ready:
            self.hint.setText(OR_WHOLE_CHIP if self._offers_chips else EMPTY)

    # Layout

    def _threshold_row(self) -> QHBoxLayout:
        label = QLabel("&Threshold")
        label.setBuddy(self.threshold)
        for number in (self.threshold_value, self.threshold_area):
            number.setMinimumWidth(number.fontMetrics().horizontalAdvance("0.00"))
            number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        named(
            self.threshold_value, "landprintThresholdValue", "Threshold", "Only what is more similar than this is drawn"
        )
        named(self.threshold_area, "landprintArea", "Area", "How much land is above the threshold")
        return row(label, self.threshold, self.threshold_value, self.threshold_area, stretch=1)

    def _results_row(self) -> QHBoxLayout:
        layout = row(self.polygons, self.most_similar)
        layout.setStretch(0, 2)
        layout.setStretch(1, 3)
        return layout

    def _slider(self) -> QSlider:
        slider = named(
            QSlider(Qt.Orientation.Horizontal),
            "landprintThreshold",
            "Threshold",
            "Only what is more similar than this is drawn",
        )
        slider.setRange(-SLIDER_STEPS, SLIDER_STEPS)
        slider.setPageStep(SLIDER_STEPS // 20)
        slider.setMinimumWidth(0)
        slider.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        return slider

    def _pick_toggled(self, checked: bool) -> None:
        if checked:
            self.whole_chip.setChecked(False)  # one tool at a time
        self.pick_toggled.emit(checked)

    def _whole_chip_toggled(self, checked: bool) -> None:
        if checked:
            self.pick.setChecked(False)
        self._fit()
        self.whole_chip_toggled.emit(checked)

    def _slid(self, step: int) -> None:
        value = step / SLIDER_STEPS
        self.threshold_value.setText(f"{value:.2f}")
        self.threshold_changed.emit(value)

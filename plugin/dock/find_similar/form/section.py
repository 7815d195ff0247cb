"""The section *Find similar*: places picked on the map, the clicked embedding, the threshold."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QApplication, QComboBox, QGroupBox, QHBoxLayout

from ....translation import format_number, tr, tr_n
from ...choices import PickedPlace
from ...widgets.forms import QuietLabel, column, copy_button, named, narrow, row, section, widget_of
from ...widgets.progress_button import ProgressButton
from ...widgets.words import cosine
from .chip import ChipFacts, ChipPart
from .keep import KeepButton
from .kind import KindLine
from .picking import Picking
from .places import PlaceList
from .strip import CandidateStrip
from .threshold import ThresholdRow
from .vector_plot import VectorPlot

LIKE_TIP = tr("The similarity of the two places as in the heatmap, from -1 to 1.")
EMPTY = tr("Embed an image above, or choose a layer that holds embeddings.")
OR_WHOLE_CHIP = tr("Embed an image above, or choose a layer that holds embeddings. Whole chip needs neither.")
INVITATION = tr("Press Like, then click the map. Shift adds a place, Alt adds one to be unlike, Escape leaves.")
POINTS_INVITATION = tr("Press Like, then click near a point. Shift adds a point, Escape leaves.")
EARTH_INVITATION = tr("Press Like, then click anywhere: the map need not show a layer there. Escape leaves.")


class SimilarSection(QGroupBox):
    """Shows the picked places and the search's results; ``layer_combo`` lists the embedding layers."""

    pick_toggled = pyqtSignal(bool)  # whether places are to be picked on the map
    whole_chip_toggled = pyqtSignal(bool)

    def __init__(self, layer_combo: QComboBox) -> None:
        super().__init__(tr("Find similar"))
        self.layer_combo = named(
            layer_combo, "landprintEmbeddings", tr("Embedding layer"), tr("The embedding layer to search in")
        )
        self.keep = KeepButton()
        self.kind = KindLine()
        self.hint = QuietLabel(EMPTY)
        self.picking = Picking()
        self.pick, self.unlike, self.clear = self.picking.like, self.picking.unlike, self.picking.clear
        self.whole_chip = self.picking.whole_chip
        self.places = PlaceList()
        self.plot = VectorPlot()
        self.facts = QuietLabel()
        self.copy = copy_button("landprintCopy", tr("Copy the embedding's values to the clipboard"))
        self.threshold = ThresholdRow()
        self.strip = CandidateStrip()
        self.polygons = ProgressButton(
            "landprintPolygons", tr("Pol&ygons"), tr("Make polygons of what is above the threshold")
        )
        self.most_similar = ProgressButton(
            "landprintMostSimilar", tr("&10 most similar"), tr("Show the ten best places one after the other")
        )
        self.chip = ChipPart()
        self._is_ready = self._has_places = self._offers_chips = False
        self._ready = widget_of(column(self.picking, self.places))
        self._of_heatmap = widget_of(column(self.threshold, self._results_row(), self.strip))
        self._of_embedding = widget_of(column(self.plot, row(self.facts, self.copy, stretch=0)))
        self._picked = widget_of(column(self._of_embedding, self._of_heatmap))
        self._picked.hide()
        layers = row(narrow(self.layer_combo), self.keep, stretch=0)
        self.setLayout(section(layers, self.kind, self._ready, self.hint, self.chip, self._picked))
        self.picking.tool_toggled.connect(self._pick_toggled)
        self.copy.clicked.connect(self._copy)
        self.whole_chip.toggled.connect(self._whole_chip_toggled)
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
        self.picking.offer(unlike=not points, shapes=not (points or earth))

    def show_places(self, places: Sequence[PickedPlace]) -> None:
        """List the picked places, or show the hint where there are none."""
        self.places.show_places(places)
        self._has_places = bool(places)
        if not places:
            self._picked.hide()
            self.strip.forget()
        self._fit()

    def show_embedding(self, vector: Sequence[float], norm: float) -> None:
        """The clicked embedding with its length."""
        self.plot.show_vector(vector)
        self.facts.setText(tr_n("{n} number", "{n} numbers", len(vector)))
        self.facts.setToolTip(tr("The length of the embedding is {norm}.").format(norm=format_number(norm, 2)))
        self._of_embedding.show()
        self._picked.show()

    def show_likeness(self, likeness: float, raw: float, number: int) -> None:
        """The similarity of the clicked place to the place of this number."""
        said = tr("{similarity} like place {number}").format(similarity=cosine(likeness), number=number)
        self.facts.setText(f"{self.facts.text()}\n{said}")
        plain = tr("Of the embeddings as they are, it is {similarity}.").format(similarity=cosine(raw))
        self.facts.setToolTip(f"{LIKE_TIP} {plain}")

    def show_without_embedding(self) -> None:
        """Show what belongs to a heatmap alone: that of a project that was opened."""
        self._of_embedding.hide()
        self._picked.show()

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

    def show_results_ready(self, *, ready: bool) -> None:
        """Whether there is a heatmap to make polygons and places of."""
        for widget in (self.polygons, self.most_similar, self.threshold.slider):
            widget.setEnabled(ready)
        if not ready:
            self.threshold.forget()
            self.strip.forget()

    def _fit(self) -> None:
        """Show the buttons that can be used, and one hint at a time."""
        has_chip = self.chip.is_shown
        self.picking.fit(
            ready=self._is_ready, chips=self._offers_chips, has_chip=has_chip, clearable=self._has_places or has_chip
        )
        self._ready.setVisible(self._is_ready or self._offers_chips or has_chip)
        self.hint.setVisible(not (self._has_places or has_chip or self.whole_chip.isChecked()))
        if not self._is_ready:
            self.hint.setText(OR_WHOLE_CHIP if self._offers_chips else EMPTY)

    def _results_row(self) -> QHBoxLayout:
        layout = row(self.polygons, self.most_similar)
        layout.setStretch(0, 2)
        layout.setStretch(1, 3)
        return layout

    def _pick_toggled(self, checked: bool) -> None:
        if checked:
            self.whole_chip.setChecked(False)  # one tool at a time
        self.pick_toggled.emit(checked)

    def _whole_chip_toggled(self, checked: bool) -> None:
        if checked:
            self.pick_toggled.emit(False)
        self._fit()
        self.whole_chip_toggled.emit(checked)

    def _copy(self) -> None:
        QApplication.clipboard().setText(", ".join(f"{value:.9g}" for value in self.plot.values))

"""The part of *Find similar* that shows one embedding of a whole chip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qgis.PyQt.QtCore import QLocale
from qgis.PyQt.QtWidgets import QWidget

from ....translation import tr, tr_n
from ...widgets.forms import QuietLabel, column, copy_button, named, row, widget_of
from ...widgets.words import cosine, facts_line, share
from .vector_plot import VectorPlot

INVITATION = tr("Click the image: all that the encoder sees at once around there becomes one embedding. Escape leaves.")
WORKING = tr("Embedding the chip…")
LIKE_TIP = tr(
    "The plain cosine of the two embeddings, from -1 to 1. Those of whole chips are seldom far from each other."
)


@dataclass(frozen=True)
class ChipFacts:
    """A chip's embedding: ``side`` in pixels, ``valid`` the share with data, ``like`` the cosine to the chip before."""

    vector: Sequence[float]
    norm: float
    side: int
    valid: float
    like: float | None
    notes: Sequence[str]

    @property
    def text(self) -> str:
        """All of it as text."""
        parts = [
            tr("Chip of {side} × {side} px").format(side=self.side),
            tr_n("{n} dimension", "{n} dimensions", len(self.vector)),
        ]
        parts += [tr("{share} with data").format(share=share(self.valid))] if self.valid < 1 else []
        like = (
            ""
            if self.like is None
            else "\n" + tr("{cosine} like the chip before (dashed)").format(cosine=cosine(self.like))
        )
        return facts_line(parts) + like


class ChipPart(QWidget):
    """Hidden until a chip is wanted; then an invitation, and then the chip's embedding."""

    def __init__(self) -> None:
        super().__init__()
        self.is_shown = False
        self.hint = QuietLabel()
        self.plot = named(
            VectorPlot(), "landprintChipPlot", tr("Numbers of the embedding"), tr("The values of the chip's embedding")
        )
        self.facts = QuietLabel()
        self.copy = copy_button("landprintChipCopy", tr("Copy the chip's embedding to the clipboard"))
        self._result = widget_of(column(self.plot, row(self.facts, self.copy, stretch=0)))
        self.setLayout(column(self.hint, self._result))
        self.forget()

    def invite(self, *, invited: bool) -> None:
        """Show or hide the hint, where no chip is shown yet."""
        self._say(INVITATION if invited and not self.is_shown else "")

    def show_working(self) -> None:
        """Say that a chip is being embedded; the last one stays visible."""
        self._say(WORKING)

    def show_chip(self, chip: ChipFacts) -> None:
        """Show this chip's embedding."""
        self.is_shown = True
        self.plot.show_vector(chip.vector)
        self.facts.setText(chip.text)
        tips = [*([LIKE_TIP] if chip.like is not None else []), *chip.notes]
        length = tr("Length of the vector: {length}").format(length=QLocale().toString(chip.norm, "g", 3))
        self.facts.setToolTip("\n".join([*tips, length]))
        self._say("")

    def forget(self) -> None:
        """Show no chip."""
        self.is_shown = False
        self._say("")

    def _say(self, text: str) -> None:
        self.hint.setText(text)
        self.hint.setVisible(bool(text))
        self._result.setVisible(self.is_shown)
        self.setVisible(bool(text) or self.is_shown)

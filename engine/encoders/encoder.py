"""The interface of an encoder of chips, and how its dense output is put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from ..errors import ParameterError

MIN_VALID_SHARE = 0.5  # of a patch's pixels; with less it is nodata


@dataclass(frozen=True, kw_only=True)
class Pass:
    """One walk of chips over the raster; a recipe is one or more, and their weighted mean is the embedding raster.

    A chip has ``core`` patches on a side that are kept, and ``border`` more on every side that only give context.
    ``offset`` patches, zero or less and more than -core, is where the first chip's core starts, in both axes.
    """

    core: int
    border: int = 0
    offset: int = 0
    weight: float = 1.0

    def __post_init__(self) -> None:
        """Refuse a walk that would leave gaps."""
        if self.core < 1 or self.border < 0 or not -self.core < self.offset <= 0:
            raise ParameterError(
                f"A chip cannot keep {self.core} patches with {self.border} around them, shifted by {self.offset}.",
                hint="Choose a smaller overlap.",
            )

    @property
    def side(self) -> int:
        """Patches on a chip's side, with its border."""
        return self.core + 2 * self.border


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """A named way to make an embedding raster."""

    name: str
    passes: tuple[Pass, ...]


@dataclass(frozen=True, kw_only=True)
class Chips:
    """Chips given to an encoder at once.

    ``pixels`` (chip, band, row, column) float32 in the raster's own units, NaN where a value is not valid; ``mask``
    (chip, row, column) False there and beyond the raster's edges; ``latlon`` (chip, 2) degrees of the centres, NaN
    where unknown.
    """

    pixels: np.ndarray
    mask: np.ndarray
    latlon: np.ndarray


class ChipEncoder(Protocol):
    """Chips to embeddings of their patches."""

    @property
    def name(self) -> str:
        """Its name in the table of encoders."""

    @property
    def dim(self) -> int:
        """Values in an embedding."""

    @property
    def patch(self) -> int:
        """Pixels on a patch's side."""

    @property
    def margin(self) -> int:
        """Pixels around a chip that it needs as well."""

    @property
    def is_local(self) -> bool:
        """Whether a patch's embedding comes from its own pixels and the margin alone, not from all of its chip."""

    @property
    def recipes(self) -> tuple[Recipe, ...]:
        """How its embedding rasters can be made; the first is the default."""

    def embed(self, chips: Chips) -> np.ndarray:
        """Embeddings (chip, dim, patch row, patch column) float32, of chips whose side is whole patches + 2 margins."""

    def blank_tokens(self, side: int) -> np.ndarray | None:
        """What it says of a constant chip of ``side`` patches (dim, row, column), or None if it knows no position.

        The chip is the training data's mean, or as bright as a uniform image: what a position adds to a token depends
        on what is there, and where the image shows little else it must be taken off exactly.
        """

    def tags(self) -> dict[str, str]:
        """What else a reader of its embeddings needs to know; keys without Landprint's prefix."""


def chip_side(width: int, height: int, side: int, multiple: int = 1) -> int:
    """The side of the chips of a raster of these pixels: ``side``, or as small as a raster that fills no half of one.

    It is a ``multiple``, so that a smaller chip may reach a little beyond the raster's edge.
    """
    if min(width, side) * min(height, side) >= MIN_VALID_SHARE * side**2:
        return side
    return -(-min(width, height, side) // multiple) * multiple


def small_chips_note(side: int, trained: int) -> list[str]:
    """A sentence where chips are smaller than in training."""
    if side == trained:
        return []
    return [f"The raster is smaller than a chip of {trained} x {trained} pixels: its chips have {side} x {side}."]

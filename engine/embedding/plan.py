"""Which chips an embedding raster is made of; pure arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from typing import NamedTuple

from ..bounds import Bounds
from ..encoders.encoder import ChipEncoder, Pass, Recipe
from ..errors import ParameterError
from ..rasters.grid import Grid, Window, blocks

# Small chips are read and kept together in squares of about so many patches on a side.
UNIT_PATCHES = 32
UNIT_PIXELS = 512  # but not beyond so many pixels on a side, or large patches make a unit of gigabytes


class Lattice(NamedTuple):
    """Which pixels of a finer output a shifted walk makes: row and column below the plan's detail."""

    row: int
    col: int


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A square of one or more chips of one pass that is read, embedded and kept together."""

    number: int
    pass_number: int
    lattice: Lattice
    patches: Window  # the patches that it keeps, on the grid of patches


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is to be embedded and how."""

    grid: Grid  # of the raster's pixels
    patch: int
    window: Window  # of the patches to make
    passes: tuple[Pass, ...]
    detail: int = 1  # output pixels on a patch's side: each from chips that are shifted to have a patch centred there

    def __post_init__(self) -> None:
        """Refuse a detail whose shifts would not be whole pixels."""
        if self.detail < 1 or (self.detail > 1 and self.patch % (2 * self.detail)):
            raise ParameterError(
                f"Patches of {self.patch} pixels cannot be shifted for a detail of {self.detail}.",
                hint="Choose a detail of 1, or patches that are a multiple of twice the detail.",
            )

    @property
    def output_grid(self) -> Grid:
        """The grid of the embedding raster."""
        return self.grid.coarsen(self.patch // self.detail).part(self.window.scaled(self.detail))

    def shift(self, index: int) -> int:
        """Pixels that patches move along one axis, so that they are centred on the output pixels of this index."""
        return ((2 * index + 1) * self.patch // self.detail - self.patch) // 2

    def chips_across(self, chip_pass: Pass) -> int:
        """Chips on a unit's side."""
        return max(1, min(UNIT_PATCHES // chip_pass.core, UNIT_PIXELS // (chip_pass.core * self.patch)))

    def unit_side(self, chip_pass: Pass) -> int:
        """Patches on a unit's side."""
        return self.chips_across(chip_pass) * chip_pass.core

    def units(self) -> list[Unit]:
        """All units, pass by pass, row by row."""
        squares = (
            (pass_number, Lattice(row, col), square)
            for pass_number, chip_pass in enumerate(self.passes)
            for row in range(self.detail)
            for col in range(self.detail)
            for square in blocks(self.window, self.unit_side(chip_pass), chip_pass.offset)
        )
        return [
            Unit(number=number, pass_number=pass_number, lattice=lattice, patches=square)
            for number, (pass_number, lattice, square) in enumerate(squares)
        ]

    def outward(self, units: list[Unit], col: float, row: float) -> list[Unit]:
        """The units in order of their distance from a pixel position, those of all passes at a place together."""

        def distance(unit: Unit) -> tuple[float, float, int]:
            pixels = unit.patches.scaled(self.patch)
            left, top = pixels.col_off + self.shift(unit.lattice.col), pixels.row_off + self.shift(unit.lattice.row)
            to_edge = hypot(
                max(left - col, 0.0, col - left - pixels.width), max(top - row, 0.0, row - top - pixels.height)
            )
            return to_edge, hypot(left + pixels.width / 2 - col, top + pixels.height / 2 - row), unit.number

        return sorted(units, key=distance)

    def chip_count(self) -> int:
        """Chips that the encoder sees."""
        return sum(self.chips_across(self.passes[unit.pass_number]) ** 2 for unit in self.units())


def chosen_recipe(encoder: ChipEncoder, name: str | None) -> Recipe:
    """The encoder's recipe of this name, its first by default; raises ParameterError."""
    if name is None:
        return encoder.recipes[0]
    for recipe in encoder.recipes:
        if recipe.name == name:
            return recipe
    names = ", ".join(recipe.name for recipe in encoder.recipes)
    raise ParameterError(f"{encoder.name} has no recipe {name!r} here.", hint=f"Choose one of: {names}.")


def plan_embedding(grid: Grid, encoder: ChipEncoder, recipe: Recipe, extent: Bounds | None, detail: int = 1) -> Plan:
    """The plan for a raster or for the whole patches that ``extent`` (in its CRS) touches; raises OutsideError."""
    patches = grid.coarsen(encoder.patch)
    window = patches.window_around(extent) if extent else patches.whole
    return Plan(grid=grid, patch=encoder.patch, window=window, passes=recipe.passes, detail=detail)

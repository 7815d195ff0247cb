"""Embedding rasters put together from the records of a run's units."""

from __future__ import annotations

import numpy as np

from ..rasters.grid import Window, blocks
from .plan import Lattice, Plan, Unit
from .scratch import Scratch


class Combination:
    """The embedding raster's values put together from the records of all passes; NaN where one is not ``done``."""

    def __init__(self, plan: Plan, units: list[Unit], scratch: Scratch, done: set[int]) -> None:
        self.plan = plan
        self.scratch = scratch
        self.done = done
        self._numbers = {
            (unit.pass_number, unit.lattice, unit.patches.col_off, unit.patches.row_off): unit.number for unit in units
        }

    def read_block(self, window: Window, dims: slice) -> np.ndarray:
        """Weighted means over the passes (dim, row, column) float32 of a window of the output; NaN is nodata."""
        detail = self.plan.detail
        values = np.empty((dims.stop - dims.start, window.height, window.width), np.float32)
        for row in range(min(detail, window.height)):
            for col in range(min(detail, window.width)):
                # The pixels of one lattice, from this corner of the window, and the patches that they are.
                first_row, first_col = window.row_off + row, window.col_off + col
                own = values[:, row::detail, col::detail]
                patches = Window(
                    first_col // detail + self.plan.window.col_off,
                    first_row // detail + self.plan.window.row_off,
                    own.shape[2],
                    own.shape[1],
                )
                own[...] = self._read_patches(Lattice(first_row % detail, first_col % detail), patches, dims)
        return values

    def _read_patches(self, lattice: Lattice, patches: Window, dims: slice) -> np.ndarray:
        """Weighted means over the passes (dim, row, column) of one lattice."""
        total = np.zeros((dims.stop - dims.start, patches.height, patches.width), np.float32)
        weights = sum(chip_pass.weight for chip_pass in self.plan.passes)
        for number, chip_pass in enumerate(self.plan.passes):
            for square in blocks(patches, self.plan.unit_side(chip_pass), chip_pass.offset):
                record = self._numbers[number, lattice, square.col_off, square.row_off]
                self._add(total, patches, record, square, dims, np.float32(chip_pass.weight / weights))
        return total

    def _add(
        self, total: np.ndarray, window: Window, record_number: int, square: Window, dims: slice, weight: np.float32
    ) -> None:
        """Add one unit's share to the part of ``total`` that it covers."""
        shared = square.intersection(window)
        if shared is None:
            return
        top, left = shared.row_off - window.row_off, shared.col_off - window.col_off
        share = total[:, top : top + shared.height, left : left + shared.width]
        if record_number not in self.done:
            share[...] = np.nan
            return
        record = self.scratch.read(record_number, dims)
        rows = slice(shared.row_off - square.row_off, shared.row_end - square.row_off)
        cols = slice(shared.col_off - square.col_off, shared.col_end - square.col_off)
        share += weight * record[:, rows, cols].astype(np.float32)

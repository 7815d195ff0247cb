"""What a run has embedded so far, as embedding rasters that can be searched while it goes on."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import numpy as np

from ..embedding_rasters.raster import write_embedding_raster
from ..errors import NoDataError
from ..files import disk_errors
from ..progress import Reporter
from ..rasters.grid import Window
from .combination import Combination
from .plan import Plan, Unit
from .run import EmbeddingRun
from .scratch import Scratch

SECONDS_BETWEEN = 1.0
LARGEST_SHARE = 0.2  # of the run's time that is spent on them
KEPT = 2  # whoever reads the one before is not done yet
NAME = "so_far_"


class PartialRaster:
    """Embedding rasters in ``folder``, the one with the highest number the newest.

    Each covers the rectangle around what is done, with nodata where a pass is missing. They are numbered because
    Windows replaces no file that is open.
    """

    def __init__(
        self, run: EmbeddingRun, plan: Plan, units: list[Unit], scratch: Scratch, folder: Path, reporter: Reporter
    ) -> None:
        self._run = run
        self._plan = plan
        self._units = units
        self._scratch = scratch
        self._folder = folder
        self._reporter = reporter
        self._written: list[Path] = []
        self._count = 0
        self._next = 0.0  # the first as soon as there is something
        with disk_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
            for old in folder.glob(f"{NAME}*.tif"):
                old.unlink()

    def refresh(self) -> None:
        """Write one more if it is time; raises UserError."""
        started = time.monotonic()
        if started < self._next:
            return
        done = self._scratch.written
        window = self._window(done)
        path = self._folder / f"{NAME}{self._count + 1:06}.tif"
        run, combination = self._run, Combination(self._plan, self._units, self._scratch, done)

        def read_block(part: Window, dims: slice) -> np.ndarray:
            inside = Window(part.col_off + window.col_off, part.row_off + window.row_off, part.width, part.height)
            return combination.read_block(inside, dims)

        try:
            write_embedding_raster(
                path,
                grid=run.grid.part(window),
                dim=run.dim,
                read_block=read_block,
                dtype=run.dtype,
                tags={**run.tags(), "PARTIAL": "yes"},
                filters=run.filters,
                reporter=self._reporter,
                compress="none",
                predictor=1,
            )
        except NoDataError:  # not all passes of a place yet, or a place without data
            return
        self._count += 1
        self._written.append(path)
        while len(self._written) > KEPT:
            with suppress(OSError):  # someone has it open, on Windows
                self._written.pop(0).unlink()
        ended = time.monotonic()
        self._next = ended + max(SECONDS_BETWEEN, (ended - started) / LARGEST_SHARE)

    def _window(self, done: set[int]) -> Window:
        """The rectangle around the units that are done, on the run's grid."""
        plan = self._plan
        squares = [unit.patches for unit in self._units if unit.number in done]
        left, top = min(one.col_off for one in squares), min(one.row_off for one in squares)
        right, bottom = max(one.col_end for one in squares), max(one.row_end for one in squares)
        inside = Window(left, top, right - left, bottom - top).intersection(plan.window) or plan.window
        moved = Window(
            inside.col_off - plan.window.col_off, inside.row_off - plan.window.row_off, inside.width, inside.height
        )
        return moved.scaled(plan.detail)

"""The least certain patches of a map of classes, of which places for more examples are chosen, strip by strip."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# A share of all patches, and at most so many.
CANDIDATES_SHARE, MOST_CANDIDATES = 0.05, 1000
FEWEST_CANDIDATES = 10  # for each place that is asked for
ROWS_AT_ONCE = 32  # smoothing takes five times their values


class Candidates:
    """The patches of lowest margin, smoothed over 3 x 3 patches, of a map so wide of which so many patches are valid.

    Borders between classes are uncertain, but narrow: so a patch counts with those around it.
    """

    def __init__(self, width: int, places: int, valid: int) -> None:
        wanted = max(min(int(CANDIDATES_SHARE * valid), MOST_CANDIDATES), FEWEST_CANDIDATES * places)
        self._size = min(valid, wanted)
        self._rows = np.empty((3, 0, width), np.float32)  # that are not looked at, and the one above them
        self._above = 0  # or 1: how many of them are above
        self._patch = 0  # the first that is not looked at
        self._found = np.empty((4, 0))  # margins, ascending, and their patches, labels and certainties

    def add(self, strip: np.ndarray) -> None:
        """Add labels, certainties and margins (3, row, column) below those before."""
        for row in range(0, strip.shape[1], ROWS_AT_ONCE):
            self._rows = np.concatenate([self._rows, strip[:, row : row + ROWS_AT_ONCE]], axis=1)
            self._look(self._rows.shape[1] - 1)

    def least_certain(self) -> tuple[NDArray[np.intp], np.ndarray, np.ndarray]:
        """Patches (n,) by row * width + column, ascending, and their labels and certainties, when all are added."""
        self._look(self._rows.shape[1])
        patches = self._found[1].astype(np.intp)
        order = np.argsort(patches)
        return patches[order], self._found[2][order], self._found[3][order]

    def _look(self, end: int) -> None:
        """Choose among the rows before ``end``, below which there is another one or the map ends."""
        if end <= self._above:
            return
        margins = _smoothed(self._rows[2])[self._above : end].ravel()
        own = np.flatnonzero(
            margins < self._found[0, -1] if self._found.shape[1] == self._size else np.isfinite(margins)
        )
        if len(own) > self._size:
            own = own[margins[own] <= np.partition(margins[own], self._size - 1)[self._size - 1]]
        labels, certainties = self._rows[:2, self._above : end].reshape(2, -1)[:, own]
        both = np.concatenate([self._found, [margins[own], own + self._patch, labels, certainties]], axis=1)
        self._found = both[:, np.argsort(both[0], kind="stable")[: self._size]]
        self._patch += margins.size
        self._rows, self._above = self._rows[:, end - 1 :], 1


def _smoothed(values: np.ndarray) -> np.ndarray:
    """Means over 3 x 3 patches of values (row, column), NaN where they are."""
    padded = np.pad(values, 1, constant_values=np.nan)
    height, width = values.shape
    total, count = np.zeros_like(values), np.zeros(values.shape, np.uint8)
    for row in range(3):
        for col in range(3):
            part = padded[row : row + height, col : col + width]
            known = np.isfinite(part)
            np.add(total, part, out=total, where=known)
            count += known
    total[~np.isfinite(values)] = np.nan
    return total / np.maximum(count, 1)

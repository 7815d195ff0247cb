"""Many places sorted into cells of neighbours, on which a smooth function is a short sum of Chebyshev polynomials."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]

ERROR = 1e-14  # of the largest term
TINY = 1e-300


@dataclass(frozen=True, kw_only=True)
class Chebyshev:
    """The first ``count`` Chebyshev polynomials on an interval."""

    low: float
    high: float
    count: int

    @classmethod
    def covering(cls, values: Floats, *, frequency: float, unit: float = 1.0) -> Chebyshev:
        """As many on the values' range as cos and sin of ``frequency`` * ``unit`` * value need."""
        low, high = float(values.min()), float(values.max())
        return cls(low=low, high=high, count=terms_for(frequency * unit * (high - low) / 2))

    @property
    def nodes(self) -> Floats:
        """The places (count,) whose values determine a sum of these polynomials."""
        middle, half = (self.low + self.high) / 2, (self.high - self.low) / 2
        nodes: Floats = middle + half * np.cos(_angles(self.count))
        return nodes

    @property
    def transform(self) -> Floats:
        """The matrix (count, count) that makes values at the nodes, as a row, to coefficients."""
        matrix: Floats = np.cos(_angles(self.count)[:, None] * np.arange(self.count)) * (2 / self.count)
        matrix[:, 0] /= 2
        return matrix

    def at(self, values: Floats) -> Floats:
        """The polynomials at values (n,) of the interval: (count, n)."""
        half = (self.high - self.low) / 2
        place = np.clip((values - (self.low + self.high) / 2) / max(half, TINY), -1.0, 1.0)
        polynomials: Floats = np.ones((self.count, len(values)))
        if self.count > 1:
            polynomials[1] = place
        for index in range(2, self.count):
            polynomials[index] = 2 * place * polynomials[index - 1] - polynomials[index - 2]
        return polynomials


def _angles(count: int) -> Floats:
    return (np.arange(count, dtype=np.float64) + 0.5) * (math.pi / count)


@lru_cache(maxsize=4096)
def terms_for(reach: float) -> int:
    """How many Chebyshev polynomials give cos and sin of angles up to ``reach`` on [-1, 1] to `ERROR`.

    The coefficient of the n-th is a Bessel function, and at most 2 (reach / 2)^n / n!.
    """
    count, bound = 1, reach
    while bound > ERROR:
        count += 1
        bound *= reach / 2 / count
    return count


def bands_of_cells(lat: Floats, phi: Floats, places_in_cell: int) -> Iterator[list[Rows]]:
    """Rows of all places: bands from the south, in each of them cells from the west, all of about equal counts."""
    cells = max(1, len(lat) // places_in_cell)
    # Where places are spread evenly, so many bands make cells about as wide as high.
    bands = max(1, round(math.sqrt(cells / 2)))
    across = max(1, round(cells / bands))
    for band in np.array_split(np.argsort(lat, kind="stable"), bands):
        yield np.array_split(band[np.argsort(phi[band], kind="stable")], across)

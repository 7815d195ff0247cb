"""Range and distribution of the values of a map of similarity, that is in memory or is read strip by strip."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from ..rasters.grid import Grid

HISTOGRAM_BINS = 256
PERCENTILES = (2, 50, 90, 95, 98, 99)
HALF = 2**16  # values of each half of a float32's bits
SIGN, OTHERS = np.uint32(0x80000000), np.uint32(0x7FFFFFFF)


@dataclass(frozen=True, kw_only=True)
class Summary:
    """Range and distribution of the values of a similarity map."""

    minimum: float
    maximum: float
    mean: float
    percentiles: dict[str, float]
    valid: int
    pixel_area_m2: float
    histogram: list[int]  # counts in HISTOGRAM_BINS equal bins over [-1, 1]
    threshold: float  # that parts what is similar from the rest


def summarise(similarity: np.ndarray, grid: Grid) -> Summary:
    """Range, percentiles, histogram and threshold of the similarities (row, column), NaN being nodata."""
    # Sorted once, all of them are looked up; numpy's own functions would go over the values for each.
    values = similarity[np.isfinite(similarity)]
    values.sort()
    edges = np.linspace(-1.0, 1.0, HISTOGRAM_BINS + 1).astype(np.float32)
    below = np.searchsorted(values, edges, side="left")
    below[-1] = np.searchsorted(values, edges[-1], side="right")  # 1 belongs to the last bin
    histogram = np.diff(below).tolist()
    return Summary(
        minimum=float(values[0]),
        maximum=float(values[-1]),
        mean=_mean(float(values.sum(dtype=np.float64)), values.size),
        percentiles={
            str(percent): _between(values[index], values[min(index + 1, values.size - 1)], share)
            for percent, index, share in _positions(values.size)
        },
        valid=int(values.size),
        pixel_area_m2=grid.pixel_area,
        histogram=histogram,
        threshold=natural_threshold(histogram),
    )


class Distribution:
    """As ``summarise``, of values that are added strip by strip and looked at once more for the percentiles."""

    def __init__(self) -> None:
        self._histogram = np.zeros(HISTOGRAM_BINS + 1, np.int64)  # 1 has a bin of its own
        self._highs = np.zeros(HALF, np.int64)
        self._sum = 0.0

    def add(self, strip: np.ndarray) -> None:
        """Add similarities of any shape, from -1 to 1, NaN being nodata."""
        values = strip[np.isfinite(strip)]
        self._sum += float(values.sum(dtype=np.float64))
        self._highs += np.bincount(_ordered(values) >> 16, minlength=HALF)
        bins = np.floor(values * (HISTOGRAM_BINS // 2)).astype(np.int16) + HISTOGRAM_BINS // 2
        self._histogram += np.bincount(bins, minlength=HISTOGRAM_BINS + 1)

    @property
    def histogram(self) -> list[int]:
        """Counts in HISTOGRAM_BINS equal bins over [-1, 1]."""
        counts = self._histogram[:HISTOGRAM_BINS].copy()
        counts[-1] += self._histogram[-1]
        return counts.tolist()

    def summary(self, strips: Iterable[np.ndarray], grid: Grid) -> Summary:
        """The summary, by another look at all that was added."""
        valid = int(self._highs.sum())
        positions = _positions(valid)
        indices = [0, valid - 1, *(one for _, index, _ in positions for one in (index, min(index + 1, valid - 1)))]
        values = dict(zip(indices, self._values_at(np.array(indices), strips), strict=True))
        return Summary(
            minimum=float(values[0]),
            maximum=float(values[valid - 1]),
            mean=_mean(self._sum, valid),
            percentiles={
                str(percent): _between(values[index], values[min(index + 1, valid - 1)], share)
                for percent, index, share in positions
            },
            valid=valid,
            pixel_area_m2=grid.pixel_area,
            histogram=self.histogram,
            threshold=natural_threshold(self.histogram),
        )

    def _values_at(self, indices: np.ndarray, strips: Iterable[np.ndarray]) -> np.ndarray:
        """The values (n,) float32 that sorting all of them would bring to the indices (n,).

        How often each upper half of their bits occurs is known. Of those that are asked for, the lower halves are
        counted.
        """
        ends = np.cumsum(self._highs)
        highs = np.searchsorted(ends, indices, side="right")
        wanted, own = np.unique(highs, return_inverse=True)
        number = np.full(HALF, -1)
        number[wanted] = np.arange(len(wanted))
        lows = np.zeros(len(wanted) * HALF, np.int64)
        for strip in strips:
            bits = _ordered(strip[np.isfinite(strip)])
            numbers = number[bits >> 16]
            chosen = np.flatnonzero(numbers >= 0)
            lows += np.bincount(numbers[chosen] * HALF + bits[chosen] % HALF, minlength=len(lows))
        counts = np.cumsum(lows.reshape(len(wanted), HALF), axis=1)
        within = indices - (ends - self._highs)[highs]
        found = [np.searchsorted(counts[row], index, side="right") for row, index in zip(own, within, strict=True)]
        bits = (highs * HALF + np.array(found)).astype(np.uint32)
        return (bits ^ np.where(bits & SIGN, SIGN, ~np.uint32(0))).view(np.float32)


def _ordered(values: np.ndarray) -> np.ndarray:
    """The bits (n,) of float32 as whole numbers in the order of the values."""
    bits = values.view(np.uint32)
    return bits ^ np.where(bits & SIGN, ~np.uint32(0), SIGN)


def _mean(total: float, count: int) -> float:
    """The mean as float32: sums of float64 differ in digits beyond it with the strips."""
    return float(np.float32(total / count))


def _positions(count: int) -> list[tuple[int, int, float]]:
    """Percent, index and share of the way to the next index of the percentiles of so many sorted values."""
    positions = [(percent, percent / 100 * (count - 1)) for percent in PERCENTILES]
    return [(percent, int(position), position - int(position)) for percent, position in positions]


def _between(lower: np.floating, upper: np.floating, share: float) -> float:
    """What lies between two values, as numpy's percentiles have it by default."""
    return float(lower + (upper - lower) * share)


def natural_threshold(histogram: Sequence[int]) -> float:
    """The threshold that best separates the similarities of the upper half into two classes.

    Of the upper half, because most land is dissimilar, and the whole would be split in the middle. The threshold
    makes the variance between the two kinds largest (Otsu 1979, doi:10.1109/TSMC.1979.4310076).
    """
    counts, edges = np.array(histogram), np.linspace(-1.0, 1.0, len(histogram) + 1)
    counts[np.cumsum(counts) < counts.sum() / 2] = 0
    centres = (edges[1:] + edges[:-1]) / 2
    below, below_sum = np.cumsum(counts), np.cumsum(counts * centres)
    total, weighted = below[-1], below_sum[-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        between = below * (total - below) * (below_sum / below - (weighted - below_sum) / (total - below)) ** 2
    parted = (below > 0) & (below < total)
    best = int(np.where(parted, between, -1.0).argmax()) if parted.any() else len(counts) // 2
    return float(edges[best + 1])

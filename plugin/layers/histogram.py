"""From a heatmap's histogram: the area above a threshold, and an automatic threshold."""

from __future__ import annotations

from collections.abc import Sequence

LEAST, MOST = -1.0, 1.0  # the similarities between which the bins lie


def area_above(histogram: Sequence[int], pixel_area: float, threshold: float) -> float:
    """The area of the pixels above the threshold, in the unit of ``pixel_area``; a bin is shared evenly."""
    position = (threshold - LEAST) / (MOST - LEAST) * len(histogram)
    index = min(max(int(position), 0), len(histogram))
    above = float(sum(histogram[index:]))
    if index < len(histogram) and position > 0:
        above -= histogram[index] * (position - index)
    return max(above, 0.0) * pixel_area


def natural_threshold(histogram: Sequence[int]) -> float:
    """The threshold that best separates the similarities of the upper half into two classes.

    Of the upper half, because most land is dissimilar, and the whole would be split in the middle. The threshold
    makes the variance between the two kinds largest (Otsu 1979, doi:10.1109/TSMC.1979.4310076).
    """
    width = (MOST - LEAST) / len(histogram)
    centres = [LEAST + (index + 0.5) * width for index in range(len(histogram))]
    histogram = _upper_half(histogram)
    total = sum(histogram) or 1
    weighted = sum(count * centre for count, centre in zip(histogram, centres))
    best, best_index, below, below_sum = -1.0, len(histogram) // 2, 0, 0.0
    for index, (count, centre) in enumerate(zip(histogram, centres)):
        below, below_sum = below + count, below_sum + count * centre
        if not 0 < below < total:
            continue
        apart = (below_sum / below - (weighted - below_sum) / (total - below)) ** 2
        if below * (total - below) * apart > best:
            best, best_index = below * (total - below) * apart, index
    return LEAST + (best_index + 1) * width


def _upper_half(histogram: Sequence[int]) -> list[int]:
    """The counts from the median's bin on; zeros before."""
    half, below = sum(histogram) / 2, 0
    kept = []
    for count in histogram:
        below += count
        kept.append(count if below >= half else 0)
    return kept

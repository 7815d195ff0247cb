"""From a heatmap's histogram: the area above a threshold."""

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

"""Values of a grid in strips, some whole rows at a time from the top, so that a map need not be in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from .geotiff import TILE
from .grid import Grid, Window


def strips_of(values: np.ndarray) -> Iterator[np.ndarray]:
    """Strips (..., row, column) of TILE rows, the last may have fewer, of values (..., row, column)."""
    return (values[..., row : row + TILE, :] for row in range(0, values.shape[-2], TILE))


def in_strips(windows: Iterable[tuple[Window, np.ndarray]], grid: Grid) -> Iterator[np.ndarray]:
    """The strips of a grid from windows with values (..., patch), as `EmbeddingRaster.windows` orders them.

    They do not depend on the windows, and so neither does a file that they are written to.
    """
    strip, left = np.empty(0), 0
    for window, values in windows:
        whole = values.reshape(*values.shape[:-1], window.height, window.width)
        row = window.row_off % TILE
        if window.width == grid.width and not row and (window.height >= TILE or window.row_end == grid.height):
            yield from strips_of(whole)
            continue
        if not left:
            rows = min(TILE, grid.height - window.row_off)
            strip, left = np.empty((*values.shape[:-1], rows, grid.width), values.dtype), rows * grid.width
        strip[..., row : row + window.height, window.col_off : window.col_end] = whole
        left -= window.height * window.width
        if not left:
            yield strip

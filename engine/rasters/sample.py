"""Seeded sample windows of a raster, which show its values without reading it all."""

from __future__ import annotations

import numpy as np

from ..errors import SourceError
from ..progress import Reporter
from .grid import Window, tiles
from .raster import Raster

SEARCH_SIDE = 256  # pixels on the side of the windows in which a nearly empty raster is searched
ENOUGH_WINDOWS = 16  # of them that have valid pixels
# A raster of more tiles is sampled in some of them only: each is decoded as a whole, and fetched where it is remote.
MANY_TILES = 64
ENOUGH_TILES = 16  # of them that have valid pixels


def sample_windows(
    raster: Raster, band_numbers: list[int], *, count: int, side: int, rng: np.random.Generator, reporter: Reporter
) -> list[np.ndarray]:
    """At most ``count`` windows (band, row, column) spread over the raster that have valid pixels, NaN where not.

    Raises SourceError when no pixel of the raster is valid.
    """
    width, height = min(side, raster.grid.width), min(side, raster.grid.height)
    tile_height, tile_width = (max(SEARCH_SIDE, length) for length in raster.block_shape)
    across, down = -(-raster.grid.width // tile_width), -(-raster.grid.height // tile_height)
    if across * down > MANY_TILES:
        corners = [
            (int(number) // across * tile_height, int(number) % across * tile_width)
            for number in rng.permutation(across * down)[:MANY_TILES]
        ]
        places = [
            [
                Window(
                    min(col + int(rng.integers(0, tile_width - width + 1)), raster.grid.width - width),
                    min(row + int(rng.integers(0, tile_height - height + 1)), raster.grid.height - height),
                    width,
                    height,
                )
                for _ in range(-(-count // ENOUGH_TILES))
            ]
            for row, col in corners
        ]
        samples = _windows_in_tiles(raster, band_numbers, places, reporter)
        if samples:
            return samples
    cols = rng.integers(0, raster.grid.width - width + 1, count)
    rows = rng.integers(0, raster.grid.height - height + 1, count)
    # In the file's own order, so that a compressed strip or tile is decoded once.
    corners = sorted({(int(row), int(col)) for row, col in zip(rows, cols, strict=True)})
    samples = list[np.ndarray]()
    for row, col in reporter.track(corners, text="Sampling the raster"):
        pixels, mask = raster.read(Window(col, row, width, height), band_numbers)
        if mask.any():
            samples.append(pixels)
    return samples or _first_valid_windows(raster, band_numbers, reporter)


def _windows_in_tiles(
    raster: Raster, band_numbers: list[int], places: list[list[Window]], reporter: Reporter
) -> list[np.ndarray]:
    """The windows of the first tiles that have valid pixels; ``places`` are the windows in each tile."""
    samples: list[np.ndarray] = []
    valid_tiles = 0
    for windows in reporter.track(places, text="Sampling the raster"):
        read = [raster.read(window, band_numbers) for window in windows]
        found = [pixels for pixels, mask in read if mask.any()]
        samples += found
        valid_tiles += bool(found)
        if valid_tiles == ENOUGH_TILES:
            break
    return samples


def _first_valid_windows(raster: Raster, band_numbers: list[int], reporter: Reporter) -> list[np.ndarray]:
    """Windows with valid pixels of a raster that is nearly empty; raises SourceError when it is empty."""
    samples: list[np.ndarray] = []
    for window in reporter.track(list(tiles(raster.grid.whole, SEARCH_SIDE)), text="Looking for valid pixels"):
        pixels, mask = raster.read(window, band_numbers)
        if mask.any():
            samples.append(pixels)
        if len(samples) == ENOUGH_WINDOWS:
            break
    if not samples:
        several = len({raster.file_of(number)[0] for number in band_numbers}) > 1
        place = ", and that its files lie in the same place" if several else ""
        raise SourceError("The raster has no valid pixel.", hint=f"Check its nodata value and its mask{place}.")
    return samples

"""Seeded sample windows of a raster, which show its values without reading it all."""

from __future__ import annotations

import math

import numpy as np

from ..errors import SourceError
from ..progress import Reporter
from ..remote.kept import keep_what_is_read
from ..vectors import TINY
from .grid import Window, tiles
from .raster import Raster

SEARCH_SIDE = 256  # pixels on the side of the windows in which a nearly empty raster is searched
ENOUGH_WINDOWS = 16  # of them that have valid pixels
# A raster of more tiles is sampled in some of them only: each is decoded as a whole, and fetched where it is remote.
MANY_TILES = 64
# Where it has overviews, the smallest of at least so many pixels shows all of it, in fewer bytes than a tile. It is all
# that is read where values alone count; one tile beside it shows the texture, without which filters are worse: kNN-5 on
# EuroSAT 0.61 instead of 0.65 (0.66 from everywhere, 0.65 by two tiles).
LEAST_OVERVIEW_PIXELS = 15_000
FEW_TILES, FEW_TILES_OF_TEXTURE = 4, 16  # of a raster that is sampled from everywhere for all that
LEAST_VALID = 0.5  # of the pixels of these
ENOUGH_TILES = 16  # of them that have valid pixels
# Of a window's height and the raster's width, for the texture and for values alone. kNN-5 is 0.64 by 4 and by 8.
ENOUGH_STRIPS_OF_TEXTURE, ENOUGH_STRIPS = 4, 8


@keep_what_is_read()
def sample_windows(
    raster: Raster,
    band_numbers: list[int],
    *,
    count: int,
    side: int,
    texture: int,
    rng: np.random.Generator,
    reporter: Reporter,
) -> list[np.ndarray]:
    """At most ``count`` windows (band, row, column) spread over the raster that have valid pixels, NaN where not.

    They are the same ones whatever extent of the raster is looked at. They may be of a small overview, and half of
    them then of ``texture`` tiles, if any. Raises SourceError when no pixel of the raster is valid.
    """
    width, height = min(side, raster.grid.width), min(side, raster.grid.height)
    whole = raster.grid.whole
    rows, cols = (max(SEARCH_SIDE, length) for length in raster.block_shape)
    if cols >= whole.width and whole.height > rows * FEW_TILES:
        # Of a large one, strips: a few show the whole width.
        rows = min(rows, raster.block_shape[0] * -(-height // raster.block_shape[0]))
    corners = [(row, col) for row in range(0, whole.height, rows) for col in range(0, whole.width, cols)]
    small = None
    if len(corners) > (FEW_TILES_OF_TEXTURE if texture else FEW_TILES):
        small = _small_overview(raster, (height, width))
    if small or len(corners) > MANY_TILES:
        every = [
            Window(col, row, min(cols, whole.width - col), min(rows, whole.height - row))
            for row, col in (corners[index] for index in rng.permutation(len(corners)))
        ]
        samples = []
        if small:
            samples = _overview_and_texture(raster, band_numbers, small, every, count, (height, width), texture, rng)
        if not samples and len(corners) > MANY_TILES:
            strips = ENOUGH_STRIPS_OF_TEXTURE if texture else ENOUGH_STRIPS
            enough = strips if cols >= whole.width else ENOUGH_TILES
            places = [
                _windows_in(tile, whole, -(-count // enough), (height, width), rng) for tile in every[:MANY_TILES]
            ]
            samples = _windows_in_tiles(raster, band_numbers, places, enough, reporter)
        if samples:
            return samples
    windows = _windows_in(whole, whole, count, (height, width), rng)
    samples = []
    # In the file's own order, so that a compressed strip or tile is decoded once.
    for window in reporter.track(sorted(set(windows), key=lambda each: each[1::-1]), text="Sampling the raster"):
        pixels, mask = raster.read(window, band_numbers)
        if mask.any():
            samples.append(pixels)
    return samples or _first_valid_windows(raster, band_numbers, reporter)


def _windows_in(
    tile: Window, whole: Window, count: int, shape: tuple[int, int], rng: np.random.Generator
) -> list[Window]:
    """``count`` windows of a shape at random in a tile, of one that the raster's edge cuts within the raster."""
    height, width = shape
    cols = rng.integers(0, max(tile.width - width, 0) + 1, count) + tile.col_off
    rows = rng.integers(0, max(tile.height - height, 0) + 1, count) + tile.row_off
    return [
        Window(min(col, whole.width - width), min(row, whole.height - height), width, height)
        for col, row in zip(cols.tolist(), rows.tolist(), strict=True)
    ]


def _small_overview(raster: Raster, shape: tuple[int, int]) -> tuple[int, int] | None:
    """Rows and columns of the smallest overview that shows the whole raster; None where there is none."""
    height, width = shape
    fit = [
        each
        for each in raster.overview_shapes
        if math.prod(each) >= LEAST_OVERVIEW_PIXELS and each[0] >= height and each[1] >= width
    ]
    return min(fit, default=None)


def _overview_and_texture(
    raster: Raster,
    band_numbers: list[int],
    small: tuple[int, int],
    every: list[Window],
    count: int,
    shape: tuple[int, int],
    beside: int,
    rng: np.random.Generator,
) -> list[np.ndarray]:
    """``count`` windows at most of the overview ``small``, half of them in ``beside`` of the raster's tiles if any.

    None where nothing in it is valid. Of the raster's tiles ``every`` those are taken that are most like all of it.
    """
    (height, width), (rows, cols) = shape, small
    pixels, mask = raster.read_overview(small, band_numbers)
    corners = [(row, col) for row in range(0, rows - height + 1, height) for col in range(0, cols - width + 1, width)]
    valid = [(row, col) for row, col in corners if mask[row : row + height, col : col + width].any()]
    chosen = [valid[index] for index in sorted(rng.permutation(len(valid))[: count - count // 2 * bool(beside)])]
    samples = [pixels[:, row : row + height, col : col + width] for row, col in chosen]
    if not samples or not beside:
        return samples
    down, across = rows / raster.grid.height, cols / raster.grid.width
    shown = pixels[:, mask].astype(np.float64)
    mean, std = shown.mean(axis=1), shown.std(axis=1) + TINY

    def unlikeness(tile: Window) -> float:
        """How far mean and deviation of a tile's bands are from the raster's; infinite for one without data."""
        down_to, across_to = math.ceil(tile.row_end * down), math.ceil(tile.col_end * across)
        part = slice(int(tile.row_off * down), down_to), slice(int(tile.col_off * across), across_to)
        if mask[part].mean() < LEAST_VALID:
            return math.inf
        own = (pixels[:, part[0], part[1]][:, mask[part]] - mean[:, None]) / std[:, None]
        return float((own.mean(axis=1) ** 2 + (own.std(axis=1) - 1) ** 2).sum())

    unlike = [unlikeness(tile) for tile in every]
    for index in np.argsort(unlike, kind="stable")[:beside]:
        if math.isinf(unlike[index]):
            break
        tile = every[index]
        for window in _windows_in(tile, raster.grid.whole, count // 2 // beside, shape, rng):
            native, inside = raster.read(window, band_numbers)
            if inside.any():
                samples.append(native)
    return samples


def _windows_in_tiles(
    raster: Raster, band_numbers: list[int], places: list[list[Window]], enough: int, reporter: Reporter
) -> list[np.ndarray]:
    """The windows of the first ``enough`` tiles that have valid pixels; ``places`` are the windows in each tile."""
    samples: list[np.ndarray] = []
    valid_tiles = 0
    for windows in reporter.track(places, text="Sampling the raster"):
        read = [raster.read(window, band_numbers) for window in windows]
        found = [pixels for pixels, mask in read if mask.any()]
        samples += found
        valid_tiles += bool(found)
        if valid_tiles == enough:
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

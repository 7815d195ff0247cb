"""How far the embeddings of two rasters are from each other, place by place, on the grid of the first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..embedding_rasters.raster import EmbeddingRaster
from ..errors import OutsideError, ParameterError
from ..machine import cache_share
from ..progress import Reporter
from ..rasters.dataset import cache_within, empty_cache
from ..rasters.geotiff import write_geotiff
from ..rasters.grid import Grid, Window, reproject_array
from ..vectors import TINY
from .columns import map_columns

KIND = "change"
PERCENTILES = (2, 50, 90, 95, 98, 99)
HISTOGRAM_BINS = 20_000  # of the distances from 0 to 2, by which percentiles are found without keeping the map
MOST_RATIO = 2.0  # between the sizes of two patches on the ground that are compared
SAME_RATIO = 1.1  # up to which they count as equal
PAIR_BYTES = 8  # of one dim of a patch in both rasters
MOST_WINDOW_BYTES = 32 * 1024 * 1024  # of stored values, which are four times as many in float32
SAME_PLACE = 0.01  # of a patch by which two grids may be apart and count as one


class OnGrid:
    """An embedding raster read on the grid of another one.

    Where the patches of both coincide, they are read as they are. Elsewhere the embedding at the centre of a patch of
    ``grid`` is interpolated bilinearly, dim by dim, between the centres of the four patches around it, as far as these
    are valid; it is nodata where the patch that holds it is.
    """

    def __init__(self, source: EmbeddingRaster, grid: Grid) -> None:
        if (source.grid.crs is None) != (grid.crs is None):
            raise ParameterError(
                "One of the embedding rasters has no coordinate system, so they cannot be laid on each other.",
                hint="Assign one to it.",
            )
        self._source = source
        self._grid = grid
        self._shift = _shift(grid, source.grid)

    @property
    def is_resampled(self) -> bool:
        """Whether embeddings are interpolated."""
        return self._shift is None

    def read(self, window: Window) -> tuple[np.ndarray, np.ndarray]:
        """Embeddings (dim, patch) float32 of a window of the grid, and mask (patch,); what is not valid is 0."""
        if self._shift is None:
            return self._interpolated(window)
        embeddings = np.zeros((self._source.dim, window.height, window.width), np.float32)
        mask = np.zeros((window.height, window.width), bool)
        col, row = window.col_off + self._shift[0], window.row_off + self._shift[1]
        inside = Window(col, row, window.width, window.height).intersection(self._source.grid.whole)
        if inside is not None:
            rows = slice(inside.row_off - row, inside.row_end - row)
            cols = slice(inside.col_off - col, inside.col_end - col)
            found, mask[rows, cols] = self._source.read(inside)
            embeddings[:, rows, cols] = np.nan_to_num(found, copy=False)
        return embeddings.reshape(self._source.dim, -1), mask.ravel()

    def _interpolated(self, window: Window) -> tuple[np.ndarray, np.ndarray]:
        cols, rows = self._positions(window)
        source, count = self._source, window.width * window.height
        embeddings, mask = np.zeros((source.dim, count), np.float32), np.zeros(count, bool)
        width, height = source.grid.width, source.grid.height
        with np.errstate(invalid="ignore"):
            inside = np.flatnonzero((cols >= 0) & (cols < width) & (rows >= 0) & (rows < height))
        if not len(inside):
            return embeddings, mask
        cols, rows = cols[inside], rows[inside]
        left, top = max(int(cols.min()) - 1, 0), max(int(rows.min()) - 1, 0)
        right, bottom = min(int(cols.max()) + 2, width), min(int(rows.max()) + 2, height)
        values, valid = source.read(Window(left, top, right - left, bottom - top))
        values = np.nan_to_num(values, copy=False).reshape(source.dim, -1)
        cols, rows = cols - left, rows - top
        mask[inside] = valid[rows.astype(int), cols.astype(int)]
        corners = _corners(cols, rows, valid)

        def interpolate(columns: slice) -> None:
            found: np.ndarray = sum(values[:, index[columns]] * weight[columns] for index, weight in corners)
            embeddings[:, inside[columns]] = found

        map_columns(len(inside), interpolate)
        return embeddings, mask

    def _positions(self, window: Window) -> tuple[np.ndarray, np.ndarray]:
        """Where the centres of a window's patches lie on the source's grid: columns and rows (patch,), NaN nowhere."""
        across, down = np.meshgrid(
            np.arange(window.col_off, window.col_end) + 0.5, np.arange(window.row_off, window.row_end) + 0.5
        )
        x, y = self._grid.transform @ (across.ravel(), down.ravel())
        target = self._source.grid
        if self._grid.crs is not None and target.crs is not None:
            x, y = reproject_array(np.stack([x, y], axis=1), self._grid.crs, target.crs).T
        with np.errstate(invalid="ignore"):
            cols, rows = ~target.transform @ (x + target.turn_to(x), y)
        return cols, rows


def _shift(grid: Grid, other: Grid) -> tuple[int, int] | None:
    """Columns and rows from a patch of the grid to the same one of the other; None where they do not coincide."""
    if grid.crs != other.crs:
        return None
    corners = [(0, 0), (grid.width, 0), (0, grid.height)]
    apart = np.array([np.subtract(~other.transform @ (grid.transform @ corner), corner) for corner in corners])
    whole = np.rint(apart[0])
    if np.abs(apart - whole).max() > SAME_PLACE:
        return None
    return int(whole[0]), int(whole[1])


def _corners(cols: np.ndarray, rows: np.ndarray, valid: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """Flat index (n,) and weight (n,) of each of the four patches around positions on a mask (row, column)."""
    height, width = valid.shape
    left, top = np.floor(cols - 0.5).astype(int), np.floor(rows - 0.5).astype(int)
    right_share, bottom_share = cols - 0.5 - left, rows - 0.5 - top
    found = []
    for below in (0, 1):
        for beside in (0, 1):
            row, col = np.clip(top + below, 0, height - 1), np.clip(left + beside, 0, width - 1)
            share = (bottom_share if below else 1 - bottom_share) * (right_share if beside else 1 - right_share)
            found.append((row * width + col, np.where(valid[row, col], share, 0).astype(np.float32)))
    total = np.maximum(sum(weight for _, weight in found), np.float32(TINY))
    return [(index, weight / total) for index, weight in found]


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Embeddings (dim, patch) float32 of both rasters in one window, and where both have one (patch,)."""

    window: Window
    first: np.ndarray
    second: np.ndarray
    mask: np.ndarray


@dataclass(frozen=True, kw_only=True)
class Change:
    """The distribution of the distances of a change map, from 0 (alike) to 2 (opposite)."""

    minimum: float
    maximum: float
    mean: float
    percentiles: dict[str, float]
    valid: int
    pixel_area_m2: float
    notes: list[str]


def write_change(
    first: EmbeddingRaster,
    second: EmbeddingRaster,
    output: Path,
    *,
    raw: bool,
    memory_bytes: int,
    tags: dict[str, str],
    reporter: Reporter,
) -> Change:
    """Write 1 - (a·b + s²) / sqrt((|a|² + s²)(|b|² + s²)) of all places that both show: float32, NaN for nodata.

    a and b are the embeddings less the mean of the common places, one of each raster: what a season, the light or a
    pattern of the encoder adds to all places alike is no change. s² is the mean of all |a|² and |b|²: without it the
    most usual places, which are close to the mean, would differ by the direction of their noise. ``raw`` leaves both
    out: 1 - the cosine. Raises OutsideError where no place is common.
    """
    notes = _size_notes(first.grid, second.grid)
    moved = OnGrid(second, first.grid)
    if moved.is_resampled:
        notes.append(
            "The second raster has another grid: its embeddings were interpolated (bilinearly) at the centres of the"
            " patches of the first."
        )
    pairs = _Pairs(first, moved, memory_bytes)
    centres, spread = _means_and_spread(
        reporter.part(0.0, 0.5).track(pairs, text="Reading both", total=len(pairs)), first.dim
    )
    if raw:
        centres, spread = np.zeros_like(centres), 0.0
    counts, total, extremes = np.zeros(HISTOGRAM_BINS, np.int64), 0.0, (np.inf, -np.inf)
    with write_geotiff(
        output, first.grid, kind=KIND, tags=tags, names=["cosine distance"], dtype="float32", nodata=float("nan")
    ) as raster:
        for pair in reporter.part(0.5, 1.0).track(pairs, text="Comparing", total=len(pairs)):
            distances = _distances(pair, centres, spread)
            known = distances[pair.mask]
            if known.size:
                counts += np.histogram(known, HISTOGRAM_BINS, (0.0, 2.0))[0]
                total += float(known.sum(dtype=np.float64))
                extremes = min(extremes[0], float(known.min())), max(extremes[1], float(known.max()))
            raster.write(pair.window, distances.reshape(1, pair.window.height, pair.window.width))
    valid = int(counts.sum())
    return Change(
        minimum=extremes[0],
        maximum=extremes[1],
        mean=total / valid,
        percentiles=_percentiles(counts, extremes),
        valid=valid,
        pixel_area_m2=first.grid.pixel_area,
        notes=notes,
    )


def _size_notes(grid: Grid, other: Grid) -> list[str]:
    """A sentence where patches differ in their size on the ground; raises ParameterError where they do by much."""
    if grid.crs is None or other.crs is None:
        return []
    sizes = f"{grid.gsd:.3g} m and {other.gsd:.3g} m"
    ratio = max(grid.gsd / other.gsd, other.gsd / grid.gsd)
    if ratio > MOST_RATIO:
        raise ParameterError(
            f"The patches have {sizes} on the ground: their embeddings show different things.",
            hint="Embed both images with patches of the same size on the ground.",
        )
    if ratio > SAME_RATIO:
        return [f"The patches have {sizes} on the ground: that too makes them differ."]
    return []


class _Pairs:
    """All windows of both rasters, read again each time unless all of them fit into the memory."""

    def __init__(self, first: EmbeddingRaster, second: OnGrid, memory_bytes: int) -> None:
        self._first, self._second, self._memory_bytes = first, second, memory_bytes
        own_bytes = memory_bytes - cache_share(memory_bytes)
        grid, itemsize = first.grid, first.stored_dtype.itemsize
        self._fits = PAIR_BYTES * first.dim * grid.width * grid.height <= own_bytes // 2
        # Two pairs are there at a time, one that is read and the one before it, and what is computed of one.
        self._windows = list(first.windows(min(own_bytes * itemsize // (4 * PAIR_BYTES), MOST_WINDOW_BYTES)))
        self._kept: list[Pair] | None = None

    def __len__(self) -> int:
        return len(self._windows)

    def __iter__(self) -> Iterator[Pair]:
        if self._kept is not None:
            yield from self._kept
            return
        kept = []
        for window in self._windows:
            with cache_within(self._memory_bytes):
                embeddings, mask = self._first.read(window)
                others, other_mask = self._second.read(window)
            mine = np.nan_to_num(embeddings, copy=False).reshape(self._first.dim, -1)
            pair = Pair(window=window, first=mine, second=others, mask=mask.ravel() & other_mask)
            if self._fits:
                kept.append(pair)
            yield pair
        empty_cache()
        self._kept = kept if self._fits else None


def _means_and_spread(pairs: Iterable[Pair], dim: int) -> tuple[np.ndarray, float]:
    """Of the places that both rasters show, the mean embeddings (2, dim) float32 and the mean squared distance to them.

    Raises OutsideError where there are none.
    """
    sums, squares, count = np.zeros((2, dim)), 0.0, 0
    for pair in pairs:
        for index, embeddings in enumerate((pair.first, pair.second)):
            known = embeddings[:, pair.mask]
            sums[index] += known.sum(axis=1, dtype=np.float64)
            squares += float(np.einsum("dn,dn->n", known, known).sum(dtype=np.float64))
        count += int(pair.mask.sum())
    if not count:
        raise OutsideError("The two rasters show no common place.", hint="Choose two of the same area.")
    means = sums / count
    return means.astype(np.float32), max((squares / count - float((means**2).sum())) / 2, 0.0)


def _distances(pair: Pair, centres: np.ndarray, spread: float) -> np.ndarray:
    """Distances (patch,) float32, NaN where one raster has no embedding; 0 where both are the centres themselves."""

    def distance(columns: slice) -> np.ndarray:
        a = pair.first[:, columns] - centres[0][:, None]
        b = pair.second[:, columns] - centres[1][:, None]
        dot, aa, bb = (np.einsum("dn,dn->n", *two) for two in ((a, b), (a, a), (b, b)))
        cosines = (dot + spread) / np.maximum(np.sqrt((aa + spread) * (bb + spread)), TINY)
        cosines[(aa <= TINY) & (bb <= TINY)] = 1
        return 1 - np.clip(cosines, -1, 1)

    distances = np.concatenate(map_columns(len(pair.mask), distance)).astype(np.float32)
    distances[~pair.mask] = np.nan
    return distances


def _percentiles(counts: np.ndarray, extremes: tuple[float, float]) -> dict[str, float]:
    """Percentiles by the counts in equal bins from 0 to 2, exact to a bin's width."""
    upper = 2.0 * np.arange(1, len(counts) + 1) / len(counts)
    reached = np.searchsorted(np.cumsum(counts), np.array(PERCENTILES) / 100 * counts.sum())
    return {
        str(percent): float(np.clip(upper[index], *extremes))
        for percent, index in zip(PERCENTILES, reached, strict=True)
    }

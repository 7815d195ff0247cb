"""Embeddings from a few places of a job, and the file by which its tiles share their filters and one scale."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from affine import Affine

from ..embedding.raster_run import RasterRun
from ..embedding.scratch import Scratch
from ..embedding_rasters.coding import NODATA_CODE, Coding
from ..embedding_rasters.kinds import OWN_KIND as KIND
from ..errors import NoDataError
from ..progress import Reporter
from ..rasters.geotiff import FILTERS_NAMESPACE, FILTERS_TAG, BandStatistics, write_geotiff
from ..rasters.grid import Grid, Window, blocks

SAMPLE_WINDOWS = 16  # squares of chips that are embedded to see the range of the values
TRIES = 12  # squares of a tile that are looked at for one with data
ENOUGH_DATA = 0.9  # of a square's pixels
# Of the sampled range, by which the scale reaches beyond it on either side: what is rare is not in a sample.
SPARE_RANGE = 0.5


@dataclass(frozen=True, kw_only=True)
class Sample:
    """Embeddings [(dim, n), ...] of a run, and the embedding raster that they take their scale from, if any."""

    run: RasterRun
    values: list[np.ndarray]
    scale_from: str | None


def sampled_values(run: RasterRun, windows: list[Window], count: int, reporter: Reporter) -> list[np.ndarray]:
    """Embeddings (dim, n) without nodata of squares of chips in tiles from over the area; raises UserError."""
    rng = np.random.default_rng(0)
    found = []
    chosen = [windows[index] for index in np.linspace(0, len(windows) - 1, count).round().astype(int).tolist()]
    for index, tile in enumerate(chosen):
        reporter.report(index / len(chosen), "Sampling embeddings")
        square = _best_square(run, tile, rng)
        if square is None:
            continue
        part = replace(run, plan=replace(run.plan, window=square))
        with Scratch(part.key, part.records, part.description()) as scratch:
            part.embed(scratch, reporter.part(index / len(chosen), (index + 1) / len(chosen)))
            values = part.reader(scratch)(part.grid.whole, slice(0, run.dim))
            scratch.remove()
        found.append(values[:, np.isfinite(values[0])])
    return found


def _best_square(run: RasterRun, tile: Window, rng: np.random.Generator) -> Window | None:
    """The square of chips with the most data of a few of the tile's; None where none of them has any."""
    plan, best, most = run.plan, None, 0.0
    squares = list(blocks(tile, plan.unit_side(plan.passes[0])))
    for index in rng.permutation(len(squares))[:TRIES].tolist():
        square = squares[index].intersection(tile)
        if square is None:
            continue
        share = float(run.raster.read(square.scaled(plan.patch), run.prepared.band_numbers)[1].mean())
        if share > most:
            best, most = square, share
        if most > ENOUGH_DATA:
            break
    return best


def sample_coding(values: np.ndarray) -> Coding:
    """The coding (Byte storage) for all that embeddings like these (dim, n) may be."""
    statistics = BandStatistics(dim=len(values))
    statistics.add(slice(0, len(values)), values)
    spare = SPARE_RANGE * (statistics.maximum - statistics.minimum)
    statistics.minimum -= spare
    statistics.maximum += spare
    return Coding.of(statistics)


def write_sample(path: Path, sample: Sample, dtype: str) -> None:
    """Write the sample as an embedding raster without a place, with its filters and in Byte storage its scale."""
    run = sample.run
    values = np.concatenate(sample.values or [np.empty((run.dim, 0), np.float32)], axis=1).astype(np.float32)
    if not values.shape[1] and dtype == "float32":  # which shares no scale
        values = np.full((run.dim, 1), np.nan, np.float32)
    if not values.shape[1]:
        raise NoDataError("No place of the area has enough data to sample.", hint="Check the mask and the nodata.")
    coding = None
    if dtype == "uint8":
        coding = run.shared_coding(sample.scale_from) if sample.scale_from else sample_coding(values)
    # As a square: the file's tiles of a single row would be empty but for it.
    side = math.isqrt(values.shape[1] - 1) + 1
    square = np.full((run.dim, side * side), np.nan, np.float32)
    square[:, : values.shape[1]] = values
    stored = square.reshape(run.dim, side, side)
    grid = Grid(crs=None, transform=Affine(1, 0, 0, 0, -1, 1), width=side, height=side)
    nodata = NODATA_CODE if coding else float("nan")
    names = [f"e{index:04d}" for index in range(run.dim)]
    with write_geotiff(path, grid, kind=KIND, tags=run.tags(), names=names, dtype=dtype, nodata=nodata) as raster:
        if coding:
            raster.dataset.scales, raster.dataset.offsets = coding.scale.tolist(), coding.offset.tolist()
        if run.filters:
            raster.dataset.update_tags(ns=FILTERS_NAMESPACE, **{FILTERS_TAG: run.filters})
        raster.write(grid.whole, coding.encode(slice(0, run.dim), stored) if coding else stored)

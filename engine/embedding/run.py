"""From a raster to its embedding raster: chips are planned, embedded and kept, then written as a whole."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ..bounds import Bounds
from ..encoders.encoder import ChipEncoder, Recipe
from ..errors import SourceError
from ..files import fingerprint, free_bytes, require_room
from ..progress import Reporter
from ..rasters.grid import Window, blocks
from ..rasters.output import check_output
from ..rasters.raster import Raster
from ..rasters.source import Source
from ..threads import iterate_in_thread
from .chips import Embedder
from .embedding_raster import write_embedding_raster
from .plan import Lattice, Plan, Unit, plan_embedding
from .scratch import RecordShape, Scratch, list_scratches, scratch_folder

READ_AHEAD = 2  # units that wait, read, while one more is being read
SCRATCH_VERSION = 1


@dataclass(frozen=True, kw_only=True)
class Job:
    """All that decides an embedding raster's content."""

    source: Source
    band_numbers: list[int]
    encoder: ChipEncoder
    recipe: Recipe
    extent: Bounds | None
    detail: int
    remove_position: bool
    dtype: str
    tags: dict[str, str]
    filters: str | None

    def settings(self) -> dict[str, Any]:
        """The settings as plain values, for the key of the scratch."""
        return {
            "version": SCRATCH_VERSION,
            "encoder": self.encoder.name,
            "patch": self.encoder.patch,
            "dim": self.encoder.dim,
            "encoder_tags": self.encoder.tags(),
            "weights": self.tags.get("CHECKPOINT_SHA256"),
            "filters": self.filters,
            "bands": self.band_numbers,
            "recipe": [vars(chip_pass) for chip_pass in self.recipe.passes],
            "extent": self.extent,
            "detail": self.detail,
            "remove_position": self.remove_position,
            "dtype": self.dtype,
        }


@dataclass(frozen=True, kw_only=True)
class Embedded:
    """What a run made."""

    output: Path
    plan: Plan
    valid_patches: int
    reused: float  # share of the units that an earlier, interrupted run had done
    seconds: float
    notes: tuple[str, ...]


def embed_raster(job: Job, output: str, reporter: Reporter) -> Embedded:
    """Embed a raster into a GeoTIFF at ``output``, going on where an interrupted run stopped."""
    started = time.monotonic()
    path = check_output(output, inputs=job.source.inputs)
    with job.source.open() as raster:
        plan = plan_embedding(raster.grid, job.encoder, job.recipe, job.extent, job.detail)
        units = plan.units()
        before = source_state(job.source, raster)
    records = record_shape(plan, job, len(units))
    key = fingerprint({"settings": job.settings(), "source": before})
    notes = _stale_notes(job, before)
    require_room(scratch_folder(), records.total_bytes, "This run")
    require_room(path.resolve().parent, output_bytes(plan, job), "The embedding raster")
    description = {"encoder": job.encoder.name, **_identity(job, before)}
    with Scratch(key, records, description) as scratch:
        reused = len(scratch.done) / len(units)
        _embed_units(job, plan, units, scratch, reporter.part(0.0, 0.93))
        scratch.flush()
        with job.source.open() as raster:
            # As fingerprints, because a nodata of NaN differs from itself.
            if fingerprint(source_state(job.source, raster)) != fingerprint(before):
                raise SourceError("The raster was changed while it was embedded.", hint="Run it again.")
        valid = write_embedding_raster(
            path,
            grid=plan.output_grid,
            dim=job.encoder.dim,
            read_block=Combination(plan, units, scratch).read_block,
            dtype=job.dtype,
            tags=job.tags,
            filters=job.filters,
            reporter=reporter.part(0.93, 1.0),
        )
        scratch.remove()
    return Embedded(
        output=path,
        plan=plan,
        valid_patches=valid,
        reused=reused,
        seconds=time.monotonic() - started,
        notes=tuple(notes),
    )


def record_shape(plan: Plan, job: Job, count: int) -> RecordShape:
    """The scratch's records: one a unit. Half precision is finer than the codes of Byte storage."""
    # Passes may have units of different sizes; the largest fits all.
    side = max(plan.unit_side(chip_pass) for chip_pass in plan.passes)
    dtype = "float16" if job.dtype == "uint8" else "float32"
    return RecordShape(count=count, shape=(job.encoder.dim, side, side), dtype=dtype)


def output_bytes(plan: Plan, job: Job) -> int:
    """Bytes of the embedding raster before compression, which saves little."""
    return plan.output_grid.width * plan.output_grid.height * job.encoder.dim * np.dtype(job.dtype).itemsize


def source_state(source: Source, raster: Raster) -> dict[str, Any]:
    """What changes when the source does: its files' sizes and times, and its header."""
    return {
        "files": source.state(),
        "mask_classes": source.mask_classes,
        "crs": raster.grid.crs.to_wkt() if raster.grid.crs else None,
        "transform": tuple(raster.grid.transform)[:6],
        "shape": [raster.grid.width, raster.grid.height],
        "bands": [vars(band) for band in raster.bands],
    }


def _identity(job: Job, state: dict[str, Any]) -> dict[str, Any]:
    """By what a later run finds that this one could have been continued, had the source not changed."""
    # Fitted filters change with the source, so the seed stands for them.
    settings = {**job.settings(), "filters": None, "seed": job.tags.get("SEED")}
    files = "; ".join(entry["path"] for entry in state["files"])
    return {"source": files, "settings": fingerprint(settings), "source_state": fingerprint(state)}


def _stale_notes(job: Job, state: dict[str, Any]) -> list[str]:
    """A sentence when an interrupted run of the same settings cannot be continued because the source has changed."""
    now = _identity(job, state)
    same_settings = [
        entry for entry in list_scratches() if (entry["source"], entry["settings"]) == (now["source"], now["settings"])
    ]
    if all(entry["source_state"] == now["source_state"] for entry in same_settings):
        return []
    return ["An interrupted run of this raster was not continued: the raster has changed since."]


def _embed_units(job: Job, plan: Plan, units: list[Unit], scratch: Scratch, reporter: Reporter) -> None:
    """Embed what is not in the scratch; reading is one thread ahead."""
    left = [unit for unit in units if unit.number not in scratch.done]
    embedder = Embedder(plan, job.encoder, remove_position=job.remove_position)
    with job.source.open() as raster:
        pixels_of = ((unit, *raster.read(embedder.pixels_of(unit), job.band_numbers)) for unit in left)
        with closing(iterate_in_thread(pixels_of, reporter.check, ahead=READ_AHEAD)) as ahead:
            done = len(units) - len(left)
            for unit, pixels, mask in reporter.track(ahead, text="Embedding", total=len(units), done=done):
                scratch.write(unit.number, embedder.embed(unit, pixels, mask))


class Combination:
    """The embedding raster's values put together from the records of all passes."""

    def __init__(self, plan: Plan, units: list[Unit], scratch: Scratch) -> None:
        self.plan = plan
        self.scratch = scratch
        self._numbers = {
            (unit.pass_number, unit.lattice, unit.patches.col_off, unit.patches.row_off): unit.number for unit in units
        }

    def read_block(self, window: Window, dims: slice) -> np.ndarray:
        """Weighted means over the passes (dim, row, column) float32 of a window of the output; NaN is nodata."""
        detail = self.plan.detail
        values = np.empty((dims.stop - dims.start, window.height, window.width), np.float32)
        for row in range(min(detail, window.height)):
            for col in range(min(detail, window.width)):
                # The pixels of one lattice, from this corner of the window, and the patches that they are.
                first_row, first_col = window.row_off + row, window.col_off + col
                own = values[:, row::detail, col::detail]
                patches = Window(
                    first_col // detail + self.plan.window.col_off,
                    first_row // detail + self.plan.window.row_off,
                    own.shape[2],
                    own.shape[1],
                )
                own[...] = self._read_patches(Lattice(first_row % detail, first_col % detail), patches, dims)
        return values

    def _read_patches(self, lattice: Lattice, patches: Window, dims: slice) -> np.ndarray:
        """Weighted means over the passes (dim, row, column) of one lattice."""
        total = np.zeros((dims.stop - dims.start, patches.height, patches.width), np.float32)
        weights = sum(chip_pass.weight for chip_pass in self.plan.passes)
        for number, chip_pass in enumerate(self.plan.passes):
            for square in blocks(patches, self.plan.unit_side(chip_pass), chip_pass.offset):
                record = self._numbers[number, lattice, square.col_off, square.row_off]
                self._add(total, patches, record, square, dims, np.float32(chip_pass.weight / weights))
        return total

    def _add(
        self, total: np.ndarray, window: Window, record_number: int, square: Window, dims: slice, weight: np.float32
    ) -> None:
        """Add one unit's share to the part of ``total`` that it covers."""
        shared = square.intersection(window)
        if shared is None:
            return
        record = self.scratch.read(record_number, dims)
        rows = slice(shared.row_off - square.row_off, shared.row_end - square.row_off)
        cols = slice(shared.col_off - square.col_off, shared.col_end - square.col_off)
        top, left = shared.row_off - window.row_off, shared.col_off - window.col_off
        total[:, top : top + shared.height, left : left + shared.width] += weight * record[:, rows, cols].astype(
            np.float32
        )


def measure_unit(job: Job, plan: Plan) -> list[float]:
    """Seconds that a unit of each pass takes here, measured on one from the middle of the area."""
    embedder = Embedder(plan, job.encoder, remove_position=False)
    units = plan.units()
    seconds = []
    with job.source.open() as raster:
        for number in range(len(plan.passes)):
            own = [unit for unit in units if unit.pass_number == number]
            unit = own[len(own) // 2]
            started = time.monotonic()
            pixels, mask = raster.read(embedder.pixels_of(unit), job.band_numbers)
            # A unit of nodata would cost nothing and promise too much.
            embedder.embed(unit, np.nan_to_num(pixels), np.ones_like(mask))
            seconds.append(time.monotonic() - started)
    return seconds


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """What embedding a raster will take."""

    chips: int
    patches: int
    dim: int
    seconds: float
    output_bytes: int
    scratch_bytes: int
    free_bytes: int  # on the scratch's disk


def estimate(job: Job) -> Estimate:
    """Time and room that a job needs, from one measured unit of each pass; raises UserError."""
    with job.source.open() as raster:
        plan = plan_embedding(raster.grid, job.encoder, job.recipe, job.extent, job.detail)
    units = plan.units()
    seconds = measure_unit(job, plan)
    return Estimate(
        chips=plan.chip_count(),
        patches=plan.output_grid.width * plan.output_grid.height,
        dim=job.encoder.dim,
        seconds=sum(seconds[unit.pass_number] for unit in units),
        output_bytes=output_bytes(plan, job),
        scratch_bytes=record_shape(plan, job, len(units)).total_bytes,
        free_bytes=free_bytes(scratch_folder()),
    )

"""From a raster to its embedding raster: chips are planned, embedded and kept, then written as a whole."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from rasterio.crs import CRS

from .embedding_raster import write_embedding_raster
from .errors import ParameterError, SourceError
from .grid import Bounds, Grid, Window, blocks, reproject_array
from .models.encoder import ChipEncoder, Chips, Pass, Recipe
from .output import check_output
from .progress import Reporter
from .raster import Raster
from .scratch import (
    RecordShape,
    Scratch,
    fingerprint,
    free_bytes,
    list_scratches,
    require_room,
    scratch_folder,
)
from .source import Source

# Small chips are read and kept together in squares of about so many patches on a side.
UNIT_PATCHES = 32
UNIT_PIXELS = 512  # but not beyond so many pixels on a side, or large patches make a unit of gigabytes
READ_AHEAD = 3  # units read before they are needed
MIN_VALID_SHARE = 0.5  # of a patch's pixels; with less it is nodata
SCRATCH_VERSION = 1
LONLAT = "EPSG:4326"


class Lattice(NamedTuple):
    """Which pixels of a finer output a shifted walk makes: row and column below the plan's detail."""

    row: int
    col: int


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A square of one or more chips of one pass that is read, embedded and kept together."""

    number: int
    pass_number: int
    lattice: Lattice
    patches: Window  # the patches that it keeps, on the grid of patches


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is to be embedded and how; pure arithmetic."""

    grid: Grid  # of the raster's pixels
    patch: int
    window: Window  # of the patches to make
    passes: tuple[Pass, ...]
    detail: int = 1  # output pixels on a patch's side: each from chips that are shifted to have a patch centred there

    def __post_init__(self) -> None:
        """Refuse a detail whose shifts would not be whole pixels."""
        if self.detail < 1 or (self.detail > 1 and self.patch % (2 * self.detail)):
            raise ParameterError(
                f"Patches of {self.patch} pixels cannot be shifted for a detail of {self.detail}.",
                hint="Choose a detail of 1, or patches that are a multiple of twice the detail.",
            )

    @property
    def output_grid(self) -> Grid:
        """The grid of the embedding raster."""
        return self.grid.coarsen(self.patch // self.detail).part(self.window.scaled(self.detail))

    def shift(self, index: int) -> int:
        """Pixels that patches move along one axis, so that they are centred on the output pixels of this index."""
        return ((2 * index + 1) * self.patch // self.detail - self.patch) // 2

    def chips_across(self, chip_pass: Pass) -> int:
        """Chips on a unit's side."""
        return max(1, min(UNIT_PATCHES // chip_pass.core, UNIT_PIXELS // (chip_pass.core * self.patch)))

    def unit_side(self, chip_pass: Pass) -> int:
        """Patches on a unit's side."""
        return self.chips_across(chip_pass) * chip_pass.core

    def units(self) -> list[Unit]:
        """All units, pass by pass, row by row."""
        squares = (
            (pass_number, Lattice(row, col), square)
            for pass_number, chip_pass in enumerate(self.passes)
            for row in range(self.detail)
            for col in range(self.detail)
            for square in blocks(self.window, self.unit_side(chip_pass), chip_pass.offset)
        )
        return [
            Unit(number=number, pass_number=pass_number, lattice=lattice, patches=square)
            for number, (pass_number, lattice, square) in enumerate(squares)
        ]

    def chip_count(self) -> int:
        """Chips that the encoder sees."""
        return sum(self.chips_across(self.passes[unit.pass_number]) ** 2 for unit in self.units())


def plan_embedding(grid: Grid, encoder: ChipEncoder, recipe: Recipe, extent: Bounds | None, detail: int = 1) -> Plan:
    """The plan for a raster or for the whole patches that ``extent`` (in its CRS) touches; raises OutsideError."""
    patches = grid.coarsen(encoder.patch)
    window = patches.window_around(extent) if extent else patches.whole
    return Plan(grid=grid, patch=encoder.patch, window=window, passes=recipe.passes, detail=detail)


class Embedder:
    """Embeds the units of a plan; what depends on the pass alone is computed once."""

    def __init__(self, plan: Plan, encoder: ChipEncoder, *, remove_position: bool) -> None:
        self.plan = plan
        self.encoder = encoder
        self._patterns = [
            position_pattern(encoder, chip_pass) if remove_position else None for chip_pass in plan.passes
        ]

    def pixels_of(self, unit: Unit) -> Window:
        """The pixels a unit needs, with its chips' borders and the encoder's margin; it may reach past the edges."""
        border = self.plan.passes[unit.pass_number].border
        return self._shifted(unit, unit.patches.grown(border).scaled(self.plan.patch)).grown(self.encoder.margin)

    def _shifted(self, unit: Unit, pixels: Window) -> Window:
        """The window moved as the unit's lattice wants it."""
        col, row = self.plan.shift(unit.lattice.col), self.plan.shift(unit.lattice.row)
        return Window(pixels.col_off + col, pixels.row_off + row, pixels.width, pixels.height)

    def embed(self, unit: Unit, pixels: np.ndarray, mask: np.ndarray) -> np.ndarray:
        """Embeddings (dim, row, column) float32 of a unit, NaN where a patch has too few valid pixels."""
        chip_pass = self.plan.passes[unit.pass_number]
        valid = self._valid_patches(mask, chip_pass.border)
        if not valid.any():
            return np.full((self.encoder.dim, *valid.shape), np.nan, np.float32)
        across = self.plan.chips_across(chip_pass)
        tokens = self.encoder.embed(self.chips(unit, pixels, mask))
        pattern = self._patterns[unit.pass_number]
        if pattern is not None:
            tokens = tokens - pattern
        kept = slice(chip_pass.border, chip_pass.border + chip_pass.core)
        tokens = tokens[:, :, kept, kept].reshape(across, across, self.encoder.dim, chip_pass.core, chip_pass.core)
        side = self.plan.unit_side(chip_pass)
        embeddings = tokens.transpose(2, 0, 3, 1, 4).reshape(self.encoder.dim, side, side)
        return np.where(valid, embeddings, np.float32(np.nan))

    def _valid_patches(self, mask: np.ndarray, border: int) -> np.ndarray:
        """Which of the unit's patches (row, column) have enough valid pixels."""
        patch = self.plan.patch
        edge = self.encoder.margin + border * patch
        core = mask[edge : mask.shape[0] - edge, edge : mask.shape[1] - edge]
        side = core.shape[0] // patch
        return core.reshape(side, patch, side, patch).mean(axis=(1, 3)) >= MIN_VALID_SHARE

    def chips(self, unit: Unit, pixels: np.ndarray, mask: np.ndarray) -> Chips:
        """The unit's pixels cut into chips, row by row."""
        chip_pass = self.plan.passes[unit.pass_number]
        side = chip_pass.side * self.plan.patch + 2 * self.encoder.margin
        stride = chip_pass.core * self.plan.patch
        views = np.lib.stride_tricks.sliding_window_view(pixels, (side, side), axis=(1, 2))[:, ::stride, ::stride]
        masks = np.lib.stride_tricks.sliding_window_view(mask, (side, side))[::stride, ::stride]
        return Chips(
            pixels=np.ascontiguousarray(views.transpose(1, 2, 0, 3, 4)).reshape(-1, len(pixels), side, side),
            mask=masks.reshape(-1, side, side),
            latlon=self._latlon(unit, stride),
        )

    def _latlon(self, unit: Unit, stride: int) -> np.ndarray:
        """Latitude and longitude in degrees of the centres of the unit's chips (chip, 2), NaN for no place on Earth."""
        grid = self.plan.grid
        across = self.plan.chips_across(self.plan.passes[unit.pass_number])
        if grid.crs is None:
            return np.full((across**2, 2), np.nan)
        corner = self._shifted(unit, unit.patches.scaled(self.plan.patch))
        centres = (np.arange(across) + 0.5) * stride
        cols, rows = np.meshgrid(corner.col_off + centres, corner.row_off + centres)
        # A raster may show more than the Earth: a satellite's full disk has space in its corners.
        places = np.stack(grid.transform @ (cols.ravel(), rows.ravel()), axis=1)
        return reproject_array(places, grid.crs, CRS.from_user_input(LONLAT))[:, ::-1]


def typical_chips(
    plan: Plan, encoder: ChipEncoder, raster: Raster, band_numbers: list[int], *, count: int
) -> Chips | None:
    """The chips with the most valid pixels of a few from over the area, ``count`` at most, the best first; or None."""
    embedder = Embedder(plan, encoder, remove_position=False)
    units = [unit for unit in plan.units() if unit.pass_number == 0]
    shares = (0.5, 0.25, 0.75, 0.1, 0.9)  # the middle first
    chosen = {units[int(share * len(units))].number: units[int(share * len(units))] for share in shares}.values()
    found = [embedder.chips(unit, *raster.read(embedder.pixels_of(unit), band_numbers)) for unit in chosen]
    chips = Chips(**{part: np.concatenate([getattr(each, part) for each in found]) for part in vars(found[0])})
    valid = chips.mask.mean(axis=(1, 2))
    best = [int(index) for index in np.argsort(-valid, kind="stable")[:count] if valid[index] > 0]
    return Chips(**{part: values[best] for part, values in vars(chips).items()}) if best else None


def position_pattern(encoder: ChipEncoder, chip_pass: Pass) -> np.ndarray | None:
    """What an encoder says of a constant chip at each patch, less its mean (dim, row, column); None if it says nothing.

    Tokens carry their place in the chip, nearly the same for every chip: left in, k-means finds the chip grid.
    """
    tokens = encoder.blank_tokens(chip_pass.side)
    if tokens is None:
        return None
    pattern: np.ndarray = tokens - tokens.mean(axis=(1, 2), keepdims=True)
    return pattern


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
    require_room(path.parent, output_bytes(plan, job), "The embedding raster")
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
    with job.source.open() as raster, ThreadPoolExecutor(1) as reader:
        blocks_ahead = _read_ahead(reader, raster, embedder, left, job.band_numbers)
        done = len(units) - len(left)
        for unit, pixels, mask in reporter.track(blocks_ahead, text="Embedding", total=len(units), done=done):
            scratch.write(unit.number, embedder.embed(unit, pixels, mask))


def _read_ahead(
    reader: ThreadPoolExecutor, raster: Raster, embedder: Embedder, units: list[Unit], band_numbers: list[int]
) -> Iterator[tuple[Unit, np.ndarray, np.ndarray]]:
    """Units with their pixels and masks, in order, READ_AHEAD of them being read while one is embedded."""

    def submit(unit: Unit) -> tuple[Unit, Future[tuple[np.ndarray, np.ndarray]]]:
        return unit, reader.submit(raster.read, embedder.pixels_of(unit), band_numbers)

    rest = iter(units)
    queue = [submit(unit) for unit in islice(rest, READ_AHEAD)]
    try:
        while queue:
            unit, future = queue.pop(0)
            pixels, mask = future.result()
            queue.extend(submit(following) for following in islice(rest, 1))
            yield unit, pixels, mask
    finally:
        for _, future in queue:
            future.cancel()


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
    """Seconds that a unit of each pass takes here, measured on one from the middle of the area, after a warm-up."""
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

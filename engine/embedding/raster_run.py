"""From a raster to its embedding raster: chips are planned, embedded and kept, then written as a whole."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from ..embedding_rasters.raster import ReadBlock
from ..encoders.family import PreparedEncoder
from ..errors import SourceError
from ..files import fingerprint, free_bytes
from ..progress import Reporter
from ..rasters.grid import Grid
from ..rasters.raster import Raster
from ..rasters.stack import Source
from ..threads import iterate_in_thread
from .chips import Embedder
from .combination import Combination
from .partial import PartialRaster
from .plan import Plan, Unit
from .run import SCRATCH_VERSION, EmbeddingRun, Estimate
from .scratch import Scratch, list_scratches, scratch_folder

READ_AHEAD = 2  # units that wait, read, while one more is being read


@dataclass(frozen=True, kw_only=True)
class RasterRun(EmbeddingRun):
    """The embedding of a raster, or of a part of it."""

    EMBEDDING_SHARE: ClassVar[float] = 0.93

    source: Source
    raster: Raster  # the source, open for reading
    source_state: dict[str, Any]  # as it was when it was opened
    prepared: PreparedEncoder
    plan: Plan
    recipe: str
    remove_position: bool
    start_at: tuple[float, float] | None = None  # x, y in the raster's CRS: where embedding begins
    partial: Path | None = None  # a folder for what is done so far
    worker: str = ""  # who alone goes on with its scratch, where others could have it in a shared folder

    @property
    def grid(self) -> Grid:
        """The grid of the embedding raster."""
        return self.plan.output_grid

    @property
    def dim(self) -> int:
        """Bands of the embedding raster."""
        return self.prepared.encoder.dim

    @property
    def filters(self) -> str | None:
        """Random filters that travel with the embedding raster."""
        return self.prepared.filters

    @cached_property
    def units(self) -> list[Unit]:
        """The plan's units; each has a record."""
        return self.plan.units()

    @property
    def record_shape(self) -> tuple[int, int, int]:
        """How many records there are, and the rows and columns of each."""
        # Passes may have units of different sizes; the largest fits all.
        side = max(self.plan.unit_side(chip_pass) for chip_pass in self.plan.passes)
        return len(self.units), side, side

    def settings(self) -> dict[str, Any]:
        """The settings as plain values."""
        encoder = self.prepared.encoder
        return {
            "version": SCRATCH_VERSION,
            "encoder": encoder.name,
            "patch": encoder.patch,
            "dim": encoder.dim,
            "encoder_tags": encoder.tags(),
            "weights": self.prepared.checkpoint_sha256,
            "filters": self.prepared.filters,
            "bands": self.prepared.band_numbers,
            "recipe": [vars(chip_pass) for chip_pass in self.plan.passes],
            "window": self.plan.window,
            "detail": self.plan.detail,
            "remove_position": self.remove_position,
            "dtype": self.dtype,
        }

    @cached_property
    def key(self) -> str:
        """What a run that can go on with this one's scratch has in common with it."""
        worker = {"worker": self.worker} if self.worker else {}
        return fingerprint({"settings": self.settings(), "source": self.source_state, **worker})

    @cached_property
    def _resume_key(self) -> dict[str, str]:
        """By what a later run finds that this one could have been continued, had the source not changed."""
        # Fitted filters change with the source, so the seed stands for them.
        settings = {**self.settings(), "filters": None, "seed": self.prepared.seed}
        files = "; ".join(entry["path"] for entry in self.source_state["files"])
        return {
            "source": files,
            "settings": fingerprint(settings),
            "source_state": fingerprint(self.source_state),
        }

    def description(self) -> dict[str, Any]:
        """What the scratch says of itself."""
        return {"encoder": self.prepared.encoder.name, "worker": self.worker, **self._resume_key}

    def stale_notes(self) -> list[str]:
        """A sentence when an interrupted run of the same settings cannot be continued: the source has changed."""
        now = self._resume_key
        same_settings = [
            entry
            for entry in list_scratches()
            if (entry["source"], entry["settings"]) == (now["source"], now["settings"])
        ]
        if all(entry["source_state"] == now["source_state"] for entry in same_settings):
            return []
        return ["An interrupted run of this raster was not continued: the raster has changed since."]

    def tags(self) -> dict[str, str]:
        """How the embeddings were made."""
        encoder = self.prepared.encoder
        return {
            "ENCODER": encoder.name,
            "PATCH": str(encoder.patch),
            "RECIPE": self.recipe,
            "DETAIL": str(self.plan.detail),
            "POSITION": "remove" if self.remove_position else "keep",
            **self._source_tags(),
            **self.prepared.tags,
            **encoder.tags(),
        }

    def _source_tags(self) -> dict[str, str]:
        """Where the embeddings come from."""
        source, raster = self.source, self.raster
        masked = {
            "MASK": "; ".join(mask.path for mask in source.masks),
            "MASK_CLASSES": ",".join(word for mask in raster.masks for word in mask.classes),
        }
        numbers = self.prepared.band_numbers
        return {
            **(masked if source.masks else {}),
            **({"RESAMPLED_TO": f"{source.gsd:g} m"} if source.gsd else {}),
            "SOURCE": "; ".join(source.files),
            "SOURCE_SIZE": f"{raster.grid.width} x {raster.grid.height}",
            "SOURCE_GSD": f"{raster.grid.gsd:.6g} m" if raster.grid.crs else "unknown",
            "BANDS": ",".join(map(str, numbers)),
            "BAND_NAMES": ",".join(raster.bands[number - 1].name or f"band {number}" for number in numbers),
        }

    def embed(self, scratch: Scratch, reporter: Reporter) -> None:
        """Embed the units that are not in the scratch, reading one thread ahead; raises SourceError."""
        left = [unit for unit in self.units if unit.number not in scratch.done]
        if self.start_at is not None:
            grid, (x, y) = self.raster.grid, self.start_at
            left = self.plan.outward(left, *(~grid.transform @ (x + grid.turn_to(x), y)))
        embedder = Embedder(self.plan, self.prepared.encoder, remove_position=self.remove_position)
        done = len(self.units) - len(left)
        numbers = self.prepared.band_numbers
        read = ((unit, *embedder.read(unit, self.raster, numbers)) for unit in left)
        so_far = None
        if self.partial is not None:
            so_far = PartialRaster(self, self.plan, self.units, scratch, self.partial, reporter.quiet())
        with closing(iterate_in_thread(read, reporter.check, ahead=READ_AHEAD)) as ahead:
            for unit, pixels, mask in reporter.track(ahead, "Embedding", total=len(self.units), done=done):
                scratch.write(unit.number, embedder.embed(unit, pixels, mask))
                if so_far is not None:
                    so_far.refresh()
        scratch.flush()
        if self.source.state() != self.source_state["files"]:
            raise SourceError("The raster was changed while it was embedded.", hint="Run it again.")

    def reader(self, scratch: Scratch) -> ReadBlock:
        """Reads the embedding raster's values from the records."""
        return Combination(self.plan, self.units, scratch, set(range(len(self.units)))).read_block

    def estimate(self) -> Estimate:
        """Time and room that the run needs, from one measured unit of each pass; raises UserError."""
        seconds = self._measure_passes()
        return Estimate(
            dim=self.dim,
            seconds=sum(seconds[unit.pass_number] for unit in self.units),
            output_bytes=self.output_bytes,
            scratch_bytes=self.records.total_bytes,
            free_bytes=free_bytes(scratch_folder()),
        )

    def _measure_passes(self) -> list[float]:
        """Seconds that a unit of each pass takes here, measured on one from the middle of the area."""
        embedder = Embedder(self.plan, self.prepared.encoder, remove_position=False)
        seconds = []
        for number in range(len(self.plan.passes)):
            own = [unit for unit in self.units if unit.pass_number == number]
            unit = own[len(own) // 2]
            started = time.monotonic()
            pixels, mask = self.raster.read(embedder.pixels_of(unit), self.prepared.band_numbers)
            # A unit of nodata would cost nothing and promise too much.
            embedder.embed(unit, np.nan_to_num(pixels), np.ones_like(mask))
            seconds.append(time.monotonic() - started)
        return seconds


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

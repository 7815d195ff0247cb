"""A run: embeddings are made piece by piece and kept in a scratch, then written as a whole."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from ..embedding_rasters.coding import Coding, shared_coding
from ..embedding_rasters.raster import ReadBlock, write_embedding_raster
from ..errors import ParameterError
from ..files import require_room
from ..progress import Reporter
from ..rasters.grid import Grid
from .scratch import RecordShape, Scratch, expire_scratches, scratch_folder

SCRATCH_VERSION = 1


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """What a run will take."""

    dim: int
    seconds: float
    output_bytes: int
    scratch_bytes: int
    free_bytes: int  # on the scratch's disk


@dataclass(frozen=True, kw_only=True)
class Written:
    """What a run wrote."""

    valid_patches: int
    clipped: int  # values beyond the scale that another raster gave
    reused: float  # share of the records that an earlier, interrupted run had made
    seconds: float


@dataclass(frozen=True, kw_only=True)
class EmbeddingRun(ABC):
    """All that decides an embedding raster's content."""

    EMBEDDING_SHARE: ClassVar[float]  # of the time; the rest is for writing

    dtype: str

    @property
    @abstractmethod
    def grid(self) -> Grid:
        """The grid of the embedding raster."""

    @property
    @abstractmethod
    def dim(self) -> int:
        """Bands of the embedding raster."""

    @property
    @abstractmethod
    def record_shape(self) -> tuple[int, int, int]:
        """How many records there are, and the rows and columns of each."""

    @property
    @abstractmethod
    def key(self) -> str:
        """What a run that can go on with this one's scratch has in common with it."""

    @abstractmethod
    def description(self) -> dict[str, Any]:
        """What the scratch says of itself: encoder, source, ..."""

    @abstractmethod
    def tags(self) -> dict[str, str]:
        """What the embedding raster says of itself."""

    @property
    def filters(self) -> str | None:
        """Random filters that travel with the embedding raster."""
        return None

    @abstractmethod
    def embed(self, scratch: Scratch, reporter: Reporter) -> None:
        """Make the records that are not in the scratch."""

    @abstractmethod
    def reader(self, scratch: Scratch) -> ReadBlock:
        """Reads the embedding raster's values from the records."""

    def shared_coding(self, path: str) -> Coding:
        """The coding of another embedding raster, for this one; raises ParameterError where it does not fit."""
        if self.dtype != "uint8":
            raise ParameterError(f"Values stored as {self.dtype} have no scale.", hint="Store them as uint8.")
        encoder = self.tags()["ENCODER"]
        return shared_coding(path, encoder=encoder, dim=self.dim, filters=self.filters)

    @property
    def records(self) -> RecordShape:
        """The scratch's records. Half precision is finer than the codes of Byte storage."""
        count, *sides = self.record_shape
        return RecordShape(
            count=count, shape=(self.dim, *sides), dtype="float16" if self.dtype == "uint8" else "float32"
        )

    @property
    def output_bytes(self) -> int:
        """Bytes of the embedding raster before compression, which saves little."""
        return self.grid.width * self.grid.height * self.dim * np.dtype(self.dtype).itemsize

    def write(self, path: Path, reporter: Reporter, coding: Coding | None = None) -> Written:
        """Write the embedding raster to ``path``, going on where an interrupted run stopped; raises UserError.

        ``coding`` is another raster's, whose scale is shared.
        """
        started = time.monotonic()
        records = self.records
        expire_scratches(but=self.key)
        require_room(scratch_folder(), records.total_bytes, "This run")
        require_room(path.resolve().parent, self.output_bytes, "The embedding raster")
        with Scratch(self.key, records, self.description()) as scratch:
            reused = len(scratch.done) / records.count
            self.embed(scratch, reporter.part(0.0, self.EMBEDDING_SHARE))
            written = write_embedding_raster(
                path,
                grid=self.grid,
                dim=self.dim,
                read_block=self.reader(scratch),
                dtype=coding or self.dtype,
                tags=self.tags(),
                filters=self.filters,
                reporter=reporter.part(self.EMBEDDING_SHARE, 1.0),
            )
            scratch.remove()
        seconds = time.monotonic() - started
        return Written(valid_patches=written.valid, clipped=written.clipped, reused=reused, seconds=seconds)


def grid_facts(grid: Grid) -> dict[str, Any]:
    """Where an embedding raster lies, as plain values."""
    return {
        "width": grid.width,
        "height": grid.height,
        "crs": grid.crs.to_wkt() if grid.crs else None,
        "bounds": list(grid.bounds),
        "patches": grid.width * grid.height,
    }

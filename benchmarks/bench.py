"""The engine as the benchmarks run it: operations by name, in a folder that goes away with them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import rasterio

from engine.embedding_rasters.raster import EmbeddingRaster
from engine.operations.state import State
from engine.operations.table import run_operation
from engine.progress import Reporter

ROOT = Path(__file__).resolve().parent.parent
DATA_ROOT = Path(os.environ.get("LANDPRINT_DATA", ROOT.parent / "shared"))
GALILEO_CHECKPOINT = DATA_ROOT / "weights" / "galileo_nano" / "encoder.pt"


@dataclass(frozen=True, kw_only=True)
class Embedded:
    """An embedding raster that was made and read again: ``values`` (dim, row, column), NaN at nodata."""

    path: Path
    values: np.ndarray
    notes: list[str]
    tags: dict[str, str]
    seconds: float


class Bench:
    """Runs operations as the server does, with outputs of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._state = State()
        self._numbers = count()

    def path(self, suffix: str = ".tif") -> Path:
        """A path that nothing has used."""
        return self.folder / f"{next(self._numbers):03d}{suffix}"

    def run(self, operation: str, **params: Any) -> Any:
        """The value of an operation."""
        return run_operation(self._state, operation, params, Reporter())

    def embed(self, raster: Path, encoder: str, **params: Any) -> Embedded:
        """The raster's embeddings in float32, by ``embed_raster`` and from its file."""
        if encoder == "galileo-nano":
            params = {"checkpoint": str(GALILEO_CHECKPOINT), **params}
        output = self.path()
        params = {"dtype": "float32", **params}
        made = self.run("embed_raster", raster=str(raster), encoder=encoder, output=str(output), **params)
        values, tags = read(output)
        return Embedded(path=output, values=values, notes=made["notes"], tags=tags, seconds=made["seconds"])

    def classes(self, embeddings: Path, clusters: int, seed: int) -> np.ndarray:
        """The labels (row, column) of the operation ``kmeans``."""
        output = self.path()
        self.run("kmeans", embeddings=str(embeddings), clusters=clusters, seed=seed, output=str(output))
        return labels(output)


def labels(path: Path) -> np.ndarray:
    """The labels (row, column) of a raster of classes, whose colours the engine would read."""
    with rasterio.open(path) as dataset:
        return dataset.read(1).astype(int)


def read(path: Path) -> tuple[np.ndarray, dict[str, str]]:
    """All values (dim, row, column) of an embedding raster, and its tags."""
    source = EmbeddingRaster(path)
    try:
        values, _ = source.read(source.grid.whole)
        return values, source.tags
    finally:
        source.close()


@contextmanager
def bench() -> Iterator[Bench]:
    """A bench whose outputs and caches are gone afterwards."""
    before = os.environ.get("LANDPRINT_HOME")
    with tempfile.TemporaryDirectory(prefix="landprint-bench-") as folder:
        os.environ["LANDPRINT_HOME"] = str(Path(folder) / "home")
        try:
            yield Bench(Path(folder))
        finally:
            del os.environ["LANDPRINT_HOME"]
            if before is not None:
                os.environ["LANDPRINT_HOME"] = before

"""Real imagery as the tests of encoders use it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import rasterio

from engine.operations.state import State
from engine.operations.table import run_operation
from engine.progress import Reporter
from tests.engine.make_rasters import read_all
from tests.places import golden_weights

SENTINEL_2 = ("B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B11", "B12")  # as Galileo and Clay order them


class Made(NamedTuple):
    """An embedding raster: where it is, its values (dim, row, column), tags without the prefix, and the result."""

    path: Path
    values: np.ndarray
    tags: dict[str, str]
    result: dict[str, Any]


class Embeds:
    """Embeds rasters with one encoder, in float32 and each into a file of its own."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.folder = folder
        self.settings = {"dtype": "float32", **settings}

    def __call__(self, raster: Path, *, reporter: Reporter | None = None, **settings: Any) -> Made:
        output = self.folder / f"e{len(list(self.folder.iterdir()))}.tif"
        params = {**self.settings, **settings, "raster": str(raster), "output": str(output)}
        result = run_operation(State(), "embed_raster", params, reporter or Reporter())
        with rasterio.open(output) as dataset:
            tags = {key.removeprefix("LANDPRINT_"): value for key, value in dataset.tags().items()}
        return Made(output, read_all(output), tags, result)


def galileo(folder: Path) -> Embeds:
    """Galileo with its published weights."""
    return Embeds(folder, encoder="galileo-nano", checkpoint=str(golden_weights("galileo-nano.pt")))


def clay(folder: Path) -> Embeds:
    """A Clay of 64 dims with made-up weights, but all that the large one has."""
    return Embeds(folder, encoder="clay-v1.5", checkpoint=str(golden_weights("clay-tiny.ckpt")), heads=4)

"""What the tests of tiles share: scenes, encoders, and jobs that run in this process."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import safetensors.numpy

from engine.encoders.clay import model as clay
from engine.operations.state import State
from engine.operations.table import run_operation
from engine.progress import Reporter
from engine.tiles.job import Job
from tests import checkpoints
from tests.engine.make_rasters import scene, write_raster
from tests.places import golden_weights

BANDS = {"bands": [1, 2, 3, 4], "band_names": ["blue", "green", "red", "nir"], "sensor": "sentinel-2-l2a"}
TILE = 256  # pixels


def op(name: str, **params: Any) -> Any:
    """The value of an operation."""
    return run_operation(State(), name, params, Reporter())


def embed_all(job: Path) -> list[dict[str, Any]]:
    """The records of all tiles of a job, embedded now."""
    return [op("embed_tile", job=str(job), number=number) for number in range(1, Job.read(job).count + 1)]


def contents(job: Path) -> dict[str, bytes]:
    """The bytes of a job's tiles."""
    return {path.name: path.read_bytes() for path in (job / "tiles").glob("*.tif")}


@pytest.fixture(scope="session")
def picture(tmp_path_factory):
    """Counts of four bands, 1000 x 700 pixels: 4 x 3 tiles, the last of each row and column cut off."""
    path = tmp_path_factory.mktemp("tiles") / "scene.tif"
    return write_raster(path, (scene(4, 700, 1000) * 12).astype("uint16"))


@pytest.fixture(scope="session")
def encoders(tmp_path_factory):
    """The settings of small encoders by name."""
    weights = tmp_path_factory.mktemp("weights") / "clay.safetensors"
    safetensors.numpy.save_file(checkpoints.clay_of(clay.SIZES["tiny"]), weights)
    tiny = {"encoder": "clay-v1.5", "checkpoint": str(weights), "heads": 4, **BANDS}
    galileo = {"encoder": "galileo-nano", "checkpoint": str(golden_weights("galileo-nano.pt")), **BANDS}
    return {
        "random-features": {"encoder": "random-features", "filters": 8},
        "galileo-nano": {**galileo, "recipe": "fast"},
        "clay-v1.5": tiny,
        "clay-v1.5 balanced": {**tiny, "recipe": "balanced", "overlap": 64},
        "clay-v1.5 in 8 bits": {**tiny, "precision": "int8"},
    }


@pytest.fixture
def planned(tmp_path, picture):
    """A job of random features in float32 and what its plan said, both made from further parameters."""

    def plan(**params: Any) -> tuple[Path, dict[str, Any]]:
        job = tmp_path / f"job{len(list(tmp_path.glob('job*')))}"
        known = {"filters": 8, "dtype": "float32", "tile": TILE}
        source = {} if "scenes" in params else {"raster": [str(picture)]}
        return job, op("plan_tiles", **{**known, **source, "job": str(job), **params})

    return plan

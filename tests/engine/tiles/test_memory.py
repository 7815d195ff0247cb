"""An index that is larger than the memory is read in blocks, from which the same comes."""

from __future__ import annotations

import json
import subprocess
import sys

import numpy as np
import pytest
from rasterio.crs import CRS

from engine.rasters.grid import Grid, Window
from engine.tiles.mosaic import MosaicPart, write_mosaic
from tests.engine.make_rasters import NORTH_UP, UTM, read_all, write_raster
from tests.engine.tiles.conftest import embed_all, op
from tests.places import ROOT

LITTLE, MUCH = 64, 2048  # MB; the first is the least that can be asked for


@pytest.mark.slow
def test_an_index_larger_than_the_memory_gives_the_same_as_with_much_memory(planned, tmp_path, monkeypatch):
    job, plan = planned(filters=256, patch=4)
    assert plan["output_bytes"] > LITTLE * 2**20
    embed_all(job)
    (mosaic,) = op("index_tiles", job=str(job))["mosaics"]
    asked = {
        "similarity_map": {"at": [NORTH_UP @ (255.0, 300.0)]},  # on a seam
        "kmeans": {"clusters": 4},
        "principal_components": {},
    }
    for name, params in asked.items():
        results = []
        for megabytes in (LITTLE, MUCH):
            output = tmp_path / f"{name}-{megabytes}.tif"
            monkeypatch.setenv("LANDPRINT_MEMORY_MB", str(megabytes))
            limit = {} if name == "principal_components" else {"max_memory_mb": megabytes}
            op(name, embeddings=mosaic, output=str(output), **params, **limit)
            results.append(read_all(output))
        assert np.array_equal(*results, equal_nan=True), name


CHILD = """
import json, sys
from benchmarks.memory import peak_memory
from engine.operations.state import State
from engine.operations.table import run_operation
from engine.progress import Reporter

run_operation(State(), sys.argv[1], json.loads(sys.argv[2]), Reporter())
print(peak_memory())
"""


def few_and_many(folder, dim, across, down):
    """A raster of a few patches, and an index of so many tiles of 512 x 512 patches."""
    random = np.random.default_rng(0)
    paths = []
    for side in (64, 512):
        centres, kinds = random.integers(60, 190, (6, dim)), random.integers(0, 6, (side, side))
        noise = random.integers(0, 60, side * side + dim, dtype="uint8")
        pixels = np.stack([centres[kinds, band] + noise[band:][: side**2].reshape(side, side) for band in range(dim)])
        profile = {"nodata": 0, "tiled": True, "interleave": "band"}
        paths.append(write_raster(folder / f"{side}.tif", pixels.astype("uint8"), **profile))
    grid = Grid(crs=CRS.from_string(UTM), transform=NORTH_UP, width=512 * across, height=512 * down)
    windows = [Window(col * 512, row * 512, 512, 512) for row in range(down) for col in range(across)]
    parts = [MosaicPart(path=paths[1], window=window) for window in windows]
    write_mosaic(folder / "index.vrt", grid, parts, {}, has_overlaps=False)
    return paths[0], folder / "index.vrt"


@pytest.fixture(scope="module")
def small_and_large(tmp_path_factory):
    """A raster of a few patches, and an index of four times the memory that may be used."""
    return few_and_many(tmp_path_factory.mktemp("large"), 256, 2, 2)


@pytest.fixture(scope="module")
def small_and_wide(tmp_path_factory):
    """A raster of a few patches, and an index of so many that a map of them is larger than the memory."""
    return few_and_many(tmp_path_factory.mktemp("wide"), 16, 8, 4)


EXAMPLES = [{"class": name, "x": x, "y": 9_119_905.0} for name, x in (("a", 288_105.0), ("b", 288_305.0))]
ADDED = 32  # MB, by what has another size: a sample of 25,000 embeddings and a copy, GDAL's lists of blocks


@pytest.mark.parametrize(
    ("name", "params", "most"),
    [
        ("similarity_map", {"at": [[288_105.0, 9_119_905.0]]}, LITTLE),
        ("kmeans", {"clusters": 4}, LITTLE + ADDED),
    ],
)
def test_what_is_made_of_a_large_index_takes_the_memory_that_is_given(small_and_large, tmp_path, name, params, most):
    """Above the interpreter and its libraries, which a few patches need as well."""
    assert taken(small_and_large, name, params, most, tmp_path / "o.tif") <= most * 2**20


@pytest.mark.parametrize(
    ("name", "params"),
    [("similarity_map", {"at": [[288_105.0, 9_119_905.0]]}), ("classify", {"places": EXAMPLES, "next_places": 3})],
)
def test_a_map_larger_than_the_memory_is_never_in_it(small_and_wide, tmp_path, name, params):
    assert taken(small_and_wide, name, params, LITTLE, tmp_path / "o.tif") <= (LITTLE + ADDED) * 2**20


def taken(few_and_many, name, params, memory, output):
    """The bytes that many patches take above those that a few take, within so many MB."""
    peaks = []
    for embeddings in few_and_many:
        asked = {**params, "embeddings": str(embeddings), "output": str(output), "max_memory_mb": memory}
        command = [sys.executable, "-c", CHILD, name, json.dumps(asked)]
        peaks.append(int(subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True).stdout))
    return peaks[1] - peaks[0]

"""What is made of an index larger than the memory: the memory that it takes, and k-means by workers of Dask."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
from rasterio.crs import CRS
from rasterio.transform import from_origin

from engine.analysis.on_dask import DaskBlocks
from engine.classes.kmeans_raster import cluster_raster
from engine.dask_client import distributed
from engine.progress import Reporter
from engine.rasters.geotiff import write_geotiff
from engine.rasters.grid import Grid, Window
from engine.tiles.mosaic import MosaicPart, write_mosaic

from .bench import ROOT, Bench
from .tables import Bar, Table

MEGABYTE = 1024**2
UTM = CRS.from_epsg(32632)
PLACE = from_origin(500_000, 5_000_000, 10, 10)
SIDE, DIM, KINDS = 1024, 32, 6  # patches on a tile's side, dimensions, kinds of land
MEMORY_MB = (256, 512)
ADDED_MB = 32  # to what is given: k-means has a sample of 25,000 embeddings, GDAL its lists


def index(folder: Path, name: str, across: int, down: int, *, seed: int = 0) -> Path:
    """A made-up index of bytes in fields of a few kinds of land, of which each tile is the same file."""
    random = np.random.default_rng(seed)
    grid = Grid(crs=UTM, transform=PLACE, width=SIDE, height=SIDE)
    kinds = np.kron(random.integers(0, KINDS, (SIDE // 8, SIDE // 8)), np.ones((8, 8), int))
    names = [f"e{band:04d}" for band in range(DIM)]
    tile = folder / f"{name}-tile.tif"
    with write_geotiff(
        tile, grid, kind="embeddings", tags={}, names=names, dtype="uint8", nodata=0, compress="none", predictor=1
    ) as raster:
        for band in range(DIM):
            centres = np.random.default_rng(band).integers(60, 190, KINDS)
            values = centres[kinds] + random.integers(0, 60, kinds.shape)
            raster.write(grid.whole, values[None].astype(np.uint8), slice(band, band + 1))
    windows = [Window(col * SIDE, row * SIDE, SIDE, SIDE) for row in range(down) for col in range(across)]
    whole = Grid(crs=UTM, transform=PLACE, width=across * SIDE, height=down * SIDE)
    parts = [MosaicPart(path=tile, window=window) for window in windows]
    path = folder / f"{name}.vrt"
    write_mosaic(path, whole, parts, {}, has_overlaps=False)
    return path


MEASURE = """
import json, sys
from benchmarks.memory import peak_memory
from engine.operations.state import State
from engine.operations.table import run_operation
from engine.progress import Reporter

run_operation(State(), sys.argv[1], json.loads(sys.argv[2]), Reporter())
print(peak_memory())
"""


def memory_table(run: Bench, *, across: int, down: int) -> Table:
    """The peak memory of maps of an index above that of a few patches, which is the interpreter and its libraries."""
    table = Table(
        title=f"Memory of maps of an index of {across * down * SIDE**2 / 1e6:.0f} million patches of {DIM} dimensions",
        columns={"MB given": ".0f", "a few patches, MB": ".0f", "peak, MB": ".0f", "above, MB": ".0f", "s": ".0f"},
    )
    indexes = [index(run.folder, f"large-{seed}", across, down, seed=seed) for seed in (0, 1)]
    few = [_cut(run, path) for path in indexes]
    places = [[500_105.0, 4_999_905.0], [500_305.0, 4_999_805.0]]
    examples = [{"class": name, "x": x, "y": y} for name, (x, y) in zip("ab", places, strict=True)]
    asked: dict[str, dict[str, object]] = {
        "similarity_map": {"at": places},
        "kmeans": {"clusters": 6},
        "classify": {"places": examples, "next_places": 5},
        "principal_components": {},
        "change_map": {},
    }
    for name, params in asked.items():
        for memory in MEMORY_MB:
            peaks, seconds = [], 0.0
            for first, second in (few, indexes):
                inputs = {"embeddings": str(first), **({"other": str(second)} if name == "change_map" else {})}
                limit = {} if name == "principal_components" else {"max_memory_mb": memory}
                text = json.dumps({**inputs, **params, **limit, "output": str(run.path())})
                started = time.perf_counter()
                ended = subprocess.run(
                    [sys.executable, "-c", MEASURE, name, text],
                    cwd=ROOT,
                    env={**os.environ, "LANDPRINT_MEMORY_MB": str(memory)},
                    capture_output=True,
                    text=True,
                    check=True,
                )
                seconds = time.perf_counter() - started
                peaks.append(int(ended.stdout.split()[-1]) / MEGABYTE)
            above = peaks[1] - peaks[0]
            bars = [None, None, None, Bar(at_most=memory + ADDED_MB)]
            table.add(name, [memory, *peaks, above, seconds], bars)
    return table


def _cut(run: Bench, path: Path) -> Path:
    """The first patches of an index, as an index."""
    tile = MosaicPart(path=path.with_name(f"{path.stem}-tile.tif"), window=Window(0, 0, SIDE, SIDE))
    small = run.path(".vrt")
    write_mosaic(small, Grid(crs=UTM, transform=PLACE, width=64, height=64), [tile], {}, has_overlaps=False)
    return small


def dask_table(run: Bench, *, across: int, down: int) -> Table:
    """k-means of an index by one process and by one and two of Dask's workers, of one thread each."""
    table = Table(
        title=f"k-means of an index of {across * down * SIDE**2 / 1e6:.0f} million patches by Dask's workers",
        columns={"workers": ".0f", "s": ".1f", "times faster than one": ".2f"},
    )
    embeddings, alone = index(run.folder, "workers", across, down), 0.0
    for workers in (1, 2):
        with (
            distributed().LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as cluster,
            distributed().Client(cluster) as client,
        ):
            blocks = DaskBlocks(client, str(embeddings), memory_bytes=MEMORY_MB[0] * MEGABYTE)
            started = time.perf_counter()
            cluster_raster(blocks, run.path(), 6, seed=0, tags={}, reporter=Reporter())
            taken = time.perf_counter() - started
            blocks.close()
        alone = alone or taken
        table.add(f"{workers} with one thread", [workers, taken, alone / taken])
    return table

"""Whole runs of the engine beside what they cannot do without: bare chips, scikit-learn's k-means, a product."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from affine import Affine
from rasterio.crs import CRS
from rasterio.windows import Window as RasterioWindow
from sklearn.cluster import KMeans

from engine.embedding.request import prepare_run
from engine.embedding_rasters.raster import EmbeddingRaster, write_embedding_raster
from engine.encoders.encoder import ChipEncoder, Chips
from engine.operations.table import OPERATIONS
from engine.progress import Reporter
from engine.rasters.grid import Grid
from engine.rasters.source import source_of
from engine.vectors import directions

from .bench import GALILEO_CHECKPOINT, ROOT, Bench, labels, read
from .clay_speed import heads_of, made_up_chips, write_checkpoint
from .tables import Bar, Table

PLACE = Affine(10, 0, 500_000, 0, -10, 5_000_000)
BANDS = ["blue", "green", "red", "rededge1", "rededge2", "rededge3", "nir", "nir08", "swir16", "swir22"]
KNOWN = {"sensor": "sentinel-2-l2a", "bands": list(range(1, 11)), "band_names": BANDS, "scale": "count"}
CLUSTERS = 10
MEGABYTE = 1e6


def overhead_table(run: Bench, *, galileo_side: int, clay: str, clay_side: int, repeats: int) -> Table:
    """Embedding a raster beside the encoder alone on the same chips in memory; the median of some runs."""
    table = Table(
        title="From raster to embedding raster / the encoder alone on its chips",
        columns={"megapixels": ".1f", "raster s": ".2f", "chips s": ".2f", "ratio": ".3f", "s a megapixel": ".2f"},
    )
    if GALILEO_CHECKPOINT.exists():
        for recipe in ("fast", "balanced"):
            params = {"encoder": "galileo-nano", "checkpoint": str(GALILEO_CHECKPOINT), "recipe": recipe}
            figures = overhead(run, sentinel_2(run, galileo_side), params, repeats)
            table.add(f"galileo-nano, {recipe}", figures, [None, None, None, Bar(at_most=1.2)])
    checkpoint = write_checkpoint(run.folder, clay)
    params = {"encoder": "clay-v1.5", "checkpoint": str(checkpoint), "heads": heads_of(checkpoint), "precision": "fp32"}
    figures = overhead(run, sentinel_2(run, clay_side), params, repeats)
    table.add(f"Clay {clay}", figures, [None, None, None, Bar(at_most=1.1)])
    return table


def overhead(run: Bench, raster: Path, params: dict[str, Any], repeats: int) -> list[float | None]:
    """Megapixels, seconds of the run and of its chips alone, their ratio, and seconds a megapixel."""
    params = {**KNOWN, **params, "raster": [str(raster)], "output": str(run.path())}
    request = OPERATIONS["embed_raster"].checked(params)
    source = source_of(request.source)
    taken = []
    with source.open() as opened:
        prepared_run = prepare_run(request, source, opened, Reporter())
        for _ in range(repeats):
            encoder = TwiceEncoder(prepared_run.prepared.encoder)
            prepared = replace(prepared_run.prepared, encoder=encoder)
            seconds = replace(prepared_run, prepared=prepared).write(Path(request.output), Reporter()).seconds
            taken.append((seconds - encoder.again, encoder.again))
    seconds, chips = sorted(taken, key=lambda each: each[0] / each[1])[len(taken) // 2]
    with rasterio.open(raster) as dataset:
        megapixels = dataset.width * dataset.height / 1e6
    return [megapixels, seconds, chips, seconds / chips, seconds / megapixels]


class TwiceEncoder:
    """An encoder that embeds all chips a second time, by itself, and adds up how long that took.

    So a run and its bare chips meet the same busy moments of the machine. What is read ahead was read during the first
    time; the constant chip, which belongs to the run, is embedded once.
    """

    def __init__(self, encoder: ChipEncoder) -> None:
        self._encoder = encoder
        self.again = 0.0  # seconds

    def __getattr__(self, name: str) -> Any:
        return getattr(self._encoder, name)

    def embed(self, chips: Chips) -> np.ndarray:
        """The embeddings, as the encoder gives them."""
        embeddings = self._encoder.embed(chips)
        self.again += timed(lambda: self._encoder.embed(chips))
        return embeddings


def sentinel_2(run: Bench, side: int) -> Path:
    """A made-up scene of ten bands, compressed and tiled as scenes are."""
    path = run.path()
    block = np.clip(made_up_chips(1, 512)[0] * 300 + 1500, 1, 10_000).astype(np.uint16)
    pixels = np.tile(block, (1, -(-side // 512), -(-side // 512)))[:, :side, :side]
    profile = {"driver": "GTiff", "crs": "EPSG:32632", "transform": PLACE, "count": 10, "dtype": "uint16"}
    tiled = {"tiled": True, "compress": "deflate", "width": side, "height": side}
    with rasterio.open(path, "w", **profile, **tiled) as dataset:
        dataset.write(pixels)
        dataset.descriptions = BANDS
    return path


def memory_table(run: Bench, *, clay: str, side: int, chips: int) -> Table:
    """The peak memory of embedding a part of a large raster, above the engine with the model loaded."""
    table = Table(
        title=f"Memory of embedding {chips} x {chips} chips of {side:,} x {side:,} x 10 pixels",
        columns={"loaded, MB": ".0f", "peak, MB": ".0f", "above, MB": ".0f"},
    )
    raster = large_raster(run, side, chips)
    start = side // 2 // 256 * 256
    corner, end = PLACE @ (start + 1, start + 1), PLACE @ (start + chips * 256 - 1, start + chips * 256 - 1)
    extent = [corner[0], end[1], end[0], corner[1]]
    large, tiny = write_checkpoint(run.folder, clay), write_checkpoint(run.folder, "tiny")
    of_clay = {
        f"Clay {clay}": {"checkpoint": str(large), "precision": "fp32"},
        "Clay tiny": {"checkpoint": str(tiny), "precision": "fp32"},
        "Clay tiny, ONNX int8": {"checkpoint": str(tiny), "precision": "int8"},
    }
    asked = {
        name: {"encoder": "clay-v1.5", "heads": heads_of(Path(params["checkpoint"])), **params}
        for name, params in of_clay.items()
    }
    if GALILEO_CHECKPOINT.exists():
        asked["galileo-nano, balanced"] = {"encoder": "galileo-nano", "checkpoint": str(GALILEO_CHECKPOINT)}
    for name, params in asked.items():
        placed = {"raster": [str(raster)], "extent": extent, "output": str(run.path())}
        for _ in range(2):  # the first may export the model, which is not what is measured
            ended = subprocess.run(
                [sys.executable, "-c", MEASURE_MEMORY, json.dumps({**KNOWN, **params, **placed})],
                cwd=ROOT,
                env=dict(os.environ),
                capture_output=True,
                text=True,
                check=True,
            )
        loaded, peak = (float(word) / MEGABYTE for word in ended.stdout.split()[-2:])
        table.add(name, [loaded, peak, peak - loaded], [None, None, Bar(at_most=1000)])
    return table


# The model is loaded and asked once, its memory noted, and then the run is made.
MEASURE_MEMORY = """
import json, sys
from pathlib import Path
from benchmarks.memory import peak_memory
from engine.embedding.request import prepare_run
from engine.encoders.encoder import ChipEncoder, Chips
from engine.operations.table import OPERATIONS
from engine.progress import Reporter
from engine.rasters.source import source_of

params = json.loads(sys.argv[1])
request = OPERATIONS["embed_raster"].checked(params)
source = source_of(request.source)
with source.open() as raster:
    run = prepare_run(request, source, raster, Reporter())
    run.prepared.encoder.blank_tokens(2)
    loaded = peak_memory()
    run.write(Path(request.output), Reporter())
print(loaded, peak_memory())
"""


def large_raster(run: Bench, side: int, chips: int) -> Path:
    """A raster with values in its middle only, so that its file is small."""
    path = run.path()
    extent = chips * 256
    profile = {"driver": "GTiff", "crs": "EPSG:32632", "transform": PLACE, "count": 10, "dtype": "uint16"}
    tiled = {"tiled": True, "sparse_ok": True, "bigtiff": "if_safer", "width": side, "height": side}
    start = side // 2 // 256 * 256
    with rasterio.open(path, "w", **profile, **tiled) as dataset:
        pixels = np.clip(made_up_chips(1, extent)[0] * 300 + 1500, 1, 10_000).astype(np.uint16)
        dataset.write(pixels, window=RasterioWindow(start, start, extent, extent))
        dataset.descriptions = BANDS
    return path


def kmeans_table(run: Bench, *, patches: int, dim: int = 256) -> Table:
    """The operation, from file to file, beside scikit-learn on all rows in memory."""
    path = embeddings(run, patches, dim)
    values, _ = read(path)
    vectors = values.reshape(dim, -1).T
    units = directions(np.ascontiguousarray(vectors), vectors.mean(axis=0))
    del values, vectors
    output = run.path()
    ours = timed(lambda: run.run("kmeans", embeddings=str(path), clusters=CLUSTERS, output=str(output)))
    fitted: list[KMeans] = []
    theirs = timed(lambda: fitted.append(KMeans(CLUSTERS, random_state=0).fit(units)))
    ours = min(ours, timed(lambda: run.run("kmeans", embeddings=str(path), clusters=CLUSTERS, output=str(output))))
    inertias = [inertia(units, found) for found in (fitted[0].labels_, labels(output).ravel() - 1)]
    table = Table(
        title=f"k-means, {len(units):,} x {dim}, k = {CLUSTERS}",
        columns={"s": ".2f", "times faster": ".1f", "inertia": ".0f", "of scikit-learn's": ".4f"},
    )
    table.add("scikit-learn KMeans, all rows", [theirs, 1.0, inertias[0], 1.0])
    bars = [None, Bar(at_least=5), None, Bar(at_most=1.01)]
    table.add("the operation kmeans", [ours, theirs / ours, inertias[1], inertias[1] / inertias[0]], bars)
    return table


def inertia(units: np.ndarray, labels: np.ndarray) -> float:
    """The sum of squared distances to the means of the clusters."""
    total = 0.0
    for label in np.unique(labels):
        own = units[labels == label]
        total += float(((own - own.mean(axis=0)) ** 2).sum(dtype=np.float64))
    return total


def heatmap_table(run: Bench, *, patches: int, dim: int = 1024, repeats: int = 15) -> Table:
    """From a click to the heatmap's file, on an embedding raster that is open, beside one product in float32."""
    path = embeddings(run, patches, dim)
    source = EmbeddingRaster(path)
    grid = source.grid
    source.close()
    matrix = np.random.default_rng(0).normal(0, 1, (grid.height * grid.width, dim)).astype(np.float32)
    query = matrix[0].copy()
    output = str(run.path())
    random = np.random.default_rng(1)

    def click() -> None:
        place = grid.centre_of(int(random.integers(grid.width)), int(random.integers(grid.height)))
        run.run("similarity_map", embeddings=str(path), at=[list(place)], output=output)

    opening = timed(click)
    pairs = [(timed(lambda: matrix @ query), timed(click)) for _ in range(repeats)]
    product, heatmap = (min(values) for values in zip(*pairs, strict=True))
    table = Table(
        title=f"Click to heatmap, {grid.width * grid.height:,} x {dim}", columns={"ms": ".0f", "of a product": ".2f"}
    )
    table.add("one product of the matrix in float32", [product * 1000, 1.0])
    table.add("similarity_map, to the file", [heatmap * 1000, heatmap / product], [None, Bar(at_most=2)])
    table.add("the first one, which opens the raster", [opening * 1000, opening / product])
    return table


def embeddings(run: Bench, patches: int, dim: int) -> Path:
    """An embedding raster with kinds of ground that overlap, as real ones do."""
    path = run.path()
    width = 1000
    grid = Grid(crs=CRS.from_epsg(32632), transform=PLACE, width=width, height=patches // width)
    random = np.random.default_rng(0)
    # Ground is no dozen of separate kinds: many that pass into each other, most of it along a few directions.
    spread = (1 / np.sqrt(1 + np.arange(dim) / 8)).astype(np.float32)
    centres = random.normal(0, 1, (300, dim)).astype(np.float32) * spread
    kinds = random.integers(0, len(centres), (grid.height, grid.width))
    noise = random.normal(0, 0.6, (1 << 20) + grid.height * grid.width).astype(np.float32)

    def read_block(window, dims) -> np.ndarray:
        own = kinds[window.row_off : window.row_end, window.col_off : window.col_end]
        values = centres[:, dims][own].transpose(2, 0, 1).copy()  # (dim, row, column)
        for index, number in enumerate(range(dims.start, dims.stop)):
            # Other noise for each dim, and the same whenever it is asked for.
            first = (number * 7919 + window.row_off * 31 + window.col_off) % (1 << 20)
            values[index] += spread[number] * noise[first : first + own.size].reshape(own.shape)
        return values

    write_embedding_raster(
        path, grid=grid, dim=dim, read_block=read_block, dtype="uint8", tags={}, filters=None, reporter=Reporter()
    )
    return path


def timed(work: Callable[[], object]) -> float:
    """The seconds that it takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started

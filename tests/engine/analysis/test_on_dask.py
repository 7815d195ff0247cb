"""Blocks read by the workers of a Dask cluster: the bytes of one process, whoever is lost meanwhile."""

from __future__ import annotations

import os
import signal
import threading

import numpy as np
import pytest

from engine.analysis.on_dask import DaskBlocks
from engine.classes.kmeans_raster import cluster_raster
from engine.errors import Cancelled, SourceError
from engine.progress import Reporter
from tests.engine.make_rasters import write_raster
from tests.engine.tiles.conftest import op

MEMORY_MB = 64  # the least that can be asked for


@pytest.fixture(scope="module")
def embeddings(tmp_path_factory):
    """Bytes of 64 dimensions, 300 x 400 patches, of which some have no data."""
    random = np.random.default_rng(0)
    kinds = random.integers(0, 6, (300, 400))
    noise = random.integers(0, 60, 300 * 400 + 64, dtype="uint8")
    centres = random.integers(60, 190, (6, 64))
    pixels = np.stack([centres[kinds, band] + noise[band:][: kinds.size].reshape(kinds.shape) for band in range(64)])
    pixels[:, 100:130, 40:90] = 0
    path = tmp_path_factory.mktemp("large") / "e.tif"
    return str(write_raster(path, pixels.astype("uint8"), nodata=0, tiled=True, interleave="band"))


def blocks_of(client, path):
    return DaskBlocks(client, path, memory_bytes=MEMORY_MB * 2**20)


def test_the_classes_by_one_and_by_two_workers_are_those_of_one_process(cluster, client, embeddings, tmp_path):
    single, shared = tmp_path / "single.tif", tmp_path / "shared.tif"
    asked = {"embeddings": embeddings, "clusters": 5, "max_memory_mb": MEMORY_MB}
    expected = op("kmeans", **asked, output=str(single))
    for workers in (2, 1):
        cluster.scale(workers)
        while len(client.scheduler_info()["workers"]) != workers:
            threading.Event().wait(0.02)
        value = op("kmeans", **asked, output=str(shared), scheduler=client.scheduler.address)
        assert shared.read_bytes() == single.read_bytes()
        assert {**value, "output": ""} == {**expected, "output": ""}


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL")
def test_a_worker_that_is_killed_costs_no_block(client, embeddings, tmp_path):
    single, shared = tmp_path / "single.tif", tmp_path / "shared.tif"
    op("kmeans", embeddings=embeddings, clusters=5, max_memory_mb=MEMORY_MB, output=str(single))
    pid = next(iter(client.run(os.getpid).values()))
    heard: list[float] = []

    def kill_once(fraction: float, *_: object) -> None:
        if fraction > 0 and not heard:
            heard.append(fraction)
            os.kill(pid, signal.SIGKILL)

    blocks = blocks_of(client, embeddings)
    tags = {"SOURCE": embeddings, "CLUSTERS": "5", "SEED": "0"}
    cluster_raster(blocks, shared, 5, seed=0, tags=tags, reporter=Reporter(kill_once))
    blocks.close()
    assert 0 < heard[0] < 0.4  # while the sample is read
    assert shared.read_bytes() == single.read_bytes()


def test_a_cancelled_run_writes_nothing_and_leaves_the_workers_free(client, embeddings, tmp_path):
    stop = threading.Event()

    def listen(fraction: float, *_: object) -> None:
        if fraction > 0:
            stop.set()

    blocks = blocks_of(client, embeddings)
    with pytest.raises(Cancelled):
        cluster_raster(blocks, tmp_path / "c.tif", 5, seed=0, tags={}, reporter=Reporter(listen, stop.is_set))
    assert not (tmp_path / "c.tif").exists()
    assert client.submit(int, 7, pure=False).result(timeout=30) == 7


def test_embeddings_that_changed_meanwhile_are_refused(client, tmp_path):
    path = tmp_path / "e.tif"
    write_raster(path, np.ones((20, 8, 8), "uint8"))
    blocks = blocks_of(client, str(path))
    os.utime(path, (1, 1))
    with pytest.raises(SourceError, match="not the same on all machines"):
        cluster_raster(blocks, tmp_path / "c.tif", 2, seed=0, tags={}, reporter=Reporter())
    blocks.close()

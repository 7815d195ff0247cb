"""A job's tiles by the workers of a Dask cluster: the bytes of one process, whoever is lost meanwhile."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from pathlib import Path

import pytest

from engine import dask_client
from engine.errors import Cancelled, JobError, ParameterError
from engine.progress import Reporter
from engine.tiles.job import Job
from engine.tiles.on_dask import embed_on
from tests.engine.tiles.conftest import contents, embed_all, op


@pytest.fixture
def galileo(picture, encoders, tmp_path):
    """Plans a job of tiles that take a second each."""

    def plan(name: str) -> Path:
        folder = tmp_path / name
        op("plan_tiles", raster=[str(picture)], job=str(folder), tile=256, dtype="uint8", **encoders["galileo-nano"])
        return folder

    return plan


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL")
def test_a_worker_that_is_killed_costs_no_tile(client, galileo):
    single, job = galileo("single"), galileo("cluster")
    embed_all(single)
    victim = client.run(os.getpid)
    pid = next(iter(victim.values()))
    heard: list[float] = []

    def kill_once(fraction: float, *_: object) -> None:
        if fraction > 0 and not heard:
            heard.append(fraction)
            os.kill(pid, signal.SIGKILL)

    value = embed_on(client, Job.read(job), Reporter(kill_once))
    assert heard
    assert heard[0] < 1
    assert (value["embedded"], value["failures"]) == (12, [])
    assert contents(job) == contents(single)
    assert embed_on(client, Job.read(job), Reporter())["embedded"] == 0


def test_a_job_that_is_refused_ends_at_once(client, planned):
    job, _ = planned()
    path = job / "job.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), "version": "9.9"}), "utf-8")
    with pytest.raises(JobError, match=r"planned by Landprint 9\.9"):
        embed_on(client, Job.read(job), Reporter())
    assert contents(job) == {}


def test_a_cancelled_job_goes_on_later(client, galileo):
    job, stop = galileo("cancelled"), threading.Event()

    def listen(fraction: float, *_: object) -> None:
        if fraction > 0:
            stop.set()

    with pytest.raises(Cancelled):
        embed_on(client, Job.read(job), Reporter(listen, stop.is_set))
    assert len(contents(job)) < 12
    assert embed_on(client, Job.read(job), Reporter())["failures"] == []
    assert len(contents(job)) == 12


def test_the_workers_of_a_scheduler_are_used_by_its_address(client, planned, monkeypatch):
    job, _ = planned(tile=512)
    value = op("embed_tiles", job=str(job), scheduler=client.scheduler.address)
    assert (value["done"], value["left"], value["embedded"], value["processes"]) == (4, 0, 4, 2)
    monkeypatch.setattr(dask_client, "CONNECT_S", 0.5)
    with pytest.raises(ParameterError, match=r"No Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        op("embed_tiles", job=str(job), scheduler="tcp://127.0.0.1:9")


def test_without_dask_it_is_said_how_to_get_it(planned, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    job, _ = planned()
    with pytest.raises(ParameterError, match=r"need Dask.*requirements-dask\.txt"):
        embed_on(None, Job.read(job), Reporter())

"""Workers that come at once, or have a graphics card that gives up: nothing is lost or half-written."""

from __future__ import annotations

import json

import pytest

from engine.errors import JobError
from engine.runtimes import choice
from engine.tiles.job import Job
from tests.engine.runtimes.test_accelerators import FakeGpu
from tests.engine.tiles.conftest import op


def files(job):
    """The names in the folder of tiles."""
    return sorted(path.name for path in (job / "tiles").iterdir())


def test_two_workers_on_one_tile_leave_one_whole_tile(planned, start):
    job, _ = planned(filters=64)
    workers = [start("embed-tile", job, 1, "--json") for _ in range(2)]
    ended = [(*worker.communicate(timeout=120), worker.returncode) for worker in workers]
    # One of them has embedded it; the other has found it there, or was told who is at it.
    statuses = sorted(status for *_, status in ended)
    assert statuses in ([0, 0], [0, 2])
    assert all("is being embedded" in err for _, err, status in ended if status)
    assert files(job) == ["000001.record.json", "000001.tif"]
    record = Job.read(job).record(1)
    assert (record["state"], record["patches"]) == ("done", 32 * 32)


@pytest.fixture
def on_gpu(planned, encoders, monkeypatch):
    """A job for graphics cards, planned with one that works; sets the card of the workers to come."""

    def use(gpu):
        monkeypatch.setattr(choice, "accelerators", lambda: [gpu])

    use(FakeGpu())
    job, _ = planned(**encoders["clay-v1.5"], scale="count", runtime="torch")
    (tags,) = Job.read(job).content["tags"]
    assert (tags["RUNTIME"], tags["PRECISION"]) == ("torch", "fp16")
    return job, use


def test_a_job_for_graphics_cards_is_embedded_on_one(on_gpu):
    job, _ = on_gpu
    assert op("embed_tile", job=str(job), number=1)["state"] == "done"
    assert files(job) == ["000001.record.json", "000001.tif"]


def test_a_graphics_card_that_gives_up_makes_no_tile(on_gpu):
    job, use = on_gpu
    use(FakeGpu(fails_at=0))
    with pytest.raises(JobError, match="ended on the processor, whose numbers differ"):
        op("embed_tile", job=str(job), number=1)
    assert files(job) == []
    use(FakeGpu())
    assert op("embed_tile", job=str(job), number=1)["state"] == "done"


def test_a_machine_without_the_graphics_card_refuses(on_gpu, monkeypatch):
    job, _ = on_gpu
    monkeypatch.setattr(choice, "accelerators", list)
    with pytest.raises(JobError, match="another precision than was planned: fp32, not fp16"):
        op("embed_tile", job=str(job), number=1)
    assert json.loads((job / "job.json").read_text("utf-8"))["scenes"][0]["request"]["precision"] == "auto"

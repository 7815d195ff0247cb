"""Tiles on disks that fill up, of sources that change meanwhile, and where locks hold nobody back."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import ExitStack

import pytest

from engine.embedding.raster_run import RasterRun
from engine.embedding.scratch import Scratch
from engine.errors import JobError
from engine.files import DiskError
from engine.tiles.job import Job
from tests.engine.tiles.conftest import contents, embed_all, op
from tests.faults.disks import PAGE, ROOM, disk, may_mount, resize, used
from tests.places import ROOT

# Embeds a tile as a machine of this name, whose locks are always free.
LOCKLESS = """\
import contextlib, json, platform, sys
from engine.embedding import scratch
class Free:
    def __init__(self, *_, **__): self.is_locked = False
    def acquire(self, *_, **__): return contextlib.nullcontext()
    def release(self, *_, **__): pass
    def __enter__(self): return self
    def __exit__(self, *_): pass
scratch.FileLock = Free
machine, job = sys.argv[1:]
platform.node = lambda: machine
from engine.cli import main
print("ready", flush=True)
sys.stdin.readline()
sys.exit(main(["embed-tile", job, "2", "--json"]))
"""


@pytest.fixture
def single(planned):
    """The bytes of the tiles that nothing has disturbed."""
    job, _ = planned()
    embed_all(job)
    return contents(job)


def test_a_disk_that_fills_up_under_one_tile_leaves_no_part_of_it(planned, single, tmp_path, monkeypatch):
    if not may_mount(tmp_path / "tried"):
        pytest.skip("mounting a small disk takes root")
    job, _ = planned()
    with ExitStack() as stack:
        place = stack.enter_context(disk(tmp_path / "small"))
        shutil.move(job, place / "job")
        job = place / "job"
        embed = RasterRun.embed

        def fill(self, *arguments):
            # There was room when the run looked for it, which it does before.
            embed(self, *arguments)
            assert resize(place, used(place) + PAGE)

        with monkeypatch.context() as patched:
            patched.setattr(RasterRun, "embed", fill)
            with pytest.raises(DiskError, match="full"):
                op("embed_tile", job=str(job), number=2)
        assert [path.name for path in (job / "tiles").glob("*") if ".record" not in path.name] == []
        assert resize(place, ROOM)
        embed_all(job)
        assert contents(job) == single


def test_a_source_that_changes_meanwhile_is_no_error_of_the_tile(planned, picture, tmp_path, monkeypatch):
    copy = tmp_path / "copy.tif"
    shutil.copy2(picture, copy)
    job, _ = planned(raster=[str(copy)])
    planned_times = copy.stat().st_mtime_ns
    write = Scratch.write

    def touch(self, *arguments):
        os.utime(copy, ns=(planned_times, planned_times + 10**9))
        write(self, *arguments)

    with monkeypatch.context() as patched:
        patched.setattr(Scratch, "write", touch)
        with pytest.raises(JobError, match="The source has changed since the job was planned"):
            op("embed_tile", job=str(job), number=2)
    assert contents(job) == {}
    assert Job.read(job).record(2)["state"] == "missing"
    os.utime(copy, ns=(planned_times, planned_times))
    assert op("embed_tile", job=str(job), number=2)["state"] == "done"


def test_two_machines_whose_locks_do_not_hold_make_the_same_tile(planned, single):
    job, _ = planned()
    command = [sys.executable, "-c", LOCKLESS]
    both = [
        subprocess.Popen(
            [*command, machine, str(job)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for machine in ("one", "other")
    ]
    for process in both:
        assert process.stdout.readline() == "ready\n"
    for process in both:
        process.stdin.write("\n")
        process.stdin.flush()
    for process in both:
        process.communicate(timeout=120)
    assert [process.returncode for process in both] == [0, 0]
    assert contents(job) == {"000002.tif": single["000002.tif"]}
    assert sorted(path.name for path in (job / "tiles").glob("*")) == ["000002.record.json", "000002.tif"]

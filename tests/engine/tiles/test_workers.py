"""A job's tiles by several processes: what is lost when one of them is, and that the tiles are those of one process."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from engine.errors import JobError
from engine.tiles.job import Job
from tests.engine.tiles.conftest import embed_all, op
from tests.places import ROOT


@pytest.fixture(scope="module")
def job(tmp_path_factory, picture, encoders):
    """Plans a job of Galileo's tiles, which takes some seconds."""

    def plan(name: str) -> Path:
        folder = tmp_path_factory.mktemp(name) / "job"
        op("plan_tiles", raster=[str(picture)], job=str(folder), tile=256, dtype="uint8", **encoders["galileo-nano"])
        return folder

    return plan


@pytest.fixture(scope="module")
def single(job):
    """The bytes of the tiles that one process has made."""
    folder = job("single")
    embed_all(folder)
    return contents(folder)


def contents(folder: Path) -> dict[str, bytes]:
    """The bytes of a job's tiles."""
    return {path.name: path.read_bytes() for path in (folder / "tiles").glob("[0-9]*.tif")}


def begin(folder: Path, *arguments: object) -> subprocess.Popen[str]:
    """The command, begun."""
    command = [sys.executable, "-m", "engine", "embed-tiles", folder, *arguments, "--json"]
    return subprocess.Popen(
        [str(each) for each in command], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def children(process: subprocess.Popen[str]) -> list[int]:
    """The processes that this one has started, as soon as there are some."""
    for _ in range(400):
        found = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        others = [path.read_text() for path in found.parent.parent.glob("*/children")]
        numbers = [int(number) for text in others for number in text.split()]
        if numbers:
            return numbers
        time.sleep(0.05)
    raise AssertionError("no process was started")


def value_of(process: subprocess.Popen[str]) -> dict:
    """What the command says in the end."""
    said, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors
    return json.loads(said)


def test_two_processes_make_the_tiles_of_one(job, single):
    folder = job("two")
    value = op("embed_tiles", job=str(folder), processes=2)
    assert (value["done"], value["left"], value["processes"], value["restarts"]) == (12, 0, 2, 0)
    assert value["failures"] == []
    assert contents(folder) == single
    again = op("embed_tiles", job=str(folder), processes=2)
    assert (again["done"], again["embedded"]) == (12, 0)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are found in Linux's /proc")
@pytest.mark.parametrize(("blow", "arguments"), [(signal.SIGKILL, ()), (signal.SIGSTOP, ("--silence", 5))])
def test_a_process_that_is_killed_or_stopped_costs_no_tile(job, single, blow, arguments):
    folder = job(f"blow{blow}")
    process = begin(folder, "--processes", 2, *arguments)
    os.kill(children(process)[0], blow)
    value = value_of(process)
    assert value["restarts"] >= 1
    assert value["left"] == 0
    assert contents(folder) == single


def test_two_commands_on_one_job_lose_nothing(job, single):
    folder = job("both")
    first, second = (begin(folder, "--processes", 1) for _ in range(2))
    assert {value_of(first)["tiles"], value_of(second)["tiles"]} == {12}
    assert op("embed_tiles", job=str(folder))["left"] == 0
    assert contents(folder) == single


def test_a_command_that_is_interrupted_goes_on(job, single):
    folder = job("interrupted")
    process = begin(folder, "--processes", 2)
    workers = children(process)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode != 0
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)
    assert op("embed_tiles", job=str(folder))["left"] == 0
    assert contents(folder) == single


def test_a_job_that_does_not_fit_this_machine_is_refused_once(job):
    folder = job("refused")
    path = folder / "job.json"
    content = json.loads(path.read_text())
    path.write_text(json.dumps({**content, "version": "9.9"}))
    with pytest.raises(JobError, match=r"planned by Landprint 9\.9"):
        op("embed_tiles", job=str(folder), processes=2)
    assert Job.read(folder).record(1)["state"] == "missing"

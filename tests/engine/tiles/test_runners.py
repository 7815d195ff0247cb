"""A job's tiles by schedulers of other machines, as their documentation says it."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from engine.tiles.job import Job
from tests.engine.tiles.conftest import contents, embed_all
from tests.places import ROOT

# Runs the tasks of an array, so many at a time, each by a shell with its number; exits with the worst status.
SBATCH = """\
import os, re, subprocess, sys
from concurrent.futures import ThreadPoolExecutor
options = dict(each[2:].split("=", 1) for each in sys.argv[1:] if "=" in each)
first, last, limit = map(int, re.fullmatch(r"(\\d+)-(\\d+)%(\\d+)", options["array"]).groups())
exports = dict(each.split("=") for each in options["export"].split(",")[1:])
def run(task):
    environment = {**os.environ, **exports, "SLURM_ARRAY_TASK_ID": str(task)}
    return subprocess.run(["/bin/sh", "-c", options["wrap"]], env=environment).returncode
with ThreadPoolExecutor(limit) as tasks:
    sys.exit(max(tasks.map(run, range(first, last + 1))))
"""


@pytest.fixture
def sbatch(tmp_path):
    """Gives the documented command for a job to a stand-in for SLURM; its exit status and errors."""
    (tmp_path / "sbatch.py").write_text(SBATCH)
    python = shlex.quote(sys.executable)
    (block,) = re.findall(r"```\n(sbatch .*?)```", (ROOT / "docs" / "tiles.md").read_text("utf-8"), re.DOTALL)

    def run(job: Path) -> tuple[int, str]:
        command = block.replace("python -m", f"{python} -m").replace("JOB", str(job))
        command = command.replace("1-12%4", f"1-{Job.read(job).count}%2")
        command = command.replace("sbatch", f"{python} {shlex.quote(str(tmp_path / 'sbatch.py'))}", 1)
        done = subprocess.run(
            ["/bin/sh", "-c", command], check=False, cwd=ROOT, capture_output=True, text=True, timeout=300
        )
        return done.returncode, done.stderr

    return run


@pytest.mark.skipif(os.name != "posix", reason="SLURM's tasks are shell scripts")
def test_an_array_job_as_documented_makes_the_tiles_of_one_process(planned, sbatch):
    single, _ = planned(tile=512)
    embed_all(single)
    job, plan = planned(tile=512)
    assert plan["tiles"] == 4
    assert sbatch(job)[0] == 0
    assert contents(job) == contents(single)
    before = {path: path.stat().st_mtime_ns for path in (job / "tiles").glob("*.tif")}
    assert sbatch(job)[0] == 0  # as after a node that failed
    assert {path: path.stat().st_mtime_ns for path in before} == before


@pytest.mark.skipif(os.name != "posix", reason="SLURM's tasks are shell scripts")
def test_an_array_job_that_is_refused_says_so_and_ends_with_2(planned, sbatch, tmp_path, picture):
    copy = tmp_path / "copy.tif"
    copy.write_bytes(picture.read_bytes())
    job, _ = planned(tile=512, raster=[str(copy)])
    copy.unlink()
    status, errors = sbatch(job)
    assert status == 2
    assert errors.count("copy.tif is not here.") == 4
    assert contents(job) == {}

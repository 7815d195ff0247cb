"""Many workers on one job of tiles: what giving them out costs, and how much faster two processes are than one."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from pathlib import Path
from typing import Any

from engine.progress import Reporter
from engine.tiles import workers
from engine.tiles.job import Job

from .bench import GALILEO_CHECKPOINT, Bench
from .raster_speed import KNOWN, large_raster
from .tables import Bar, Table

WORKERS = 64
LEAST_EFFICIENCY = 0.95
# A worker in place of the engine: of each tile it writes the record after so many seconds of sleep. It loads little,
# as this machine starts all of them, and a cluster's machines each their own.
WORKER = """
import json, sys, time
seconds = float(sys.argv[1])
for line in sys.stdin:
    asked = json.loads(line)
    job, number = asked["params"]["job"], asked["params"]["number"]
    time.sleep(seconds)
    with open(f"{job}/tiles/{number:06d}.record.json", "w") as record:
        json.dump({"number": number, "state": "empty"}, record)
    print(json.dumps({"kind": "result", "id": asked["id"], "value": None}), flush=True)
"""


def workers_table(run: Bench, *, tiles_each: int, seconds: float, side: int) -> Table:
    """``tiles_each`` tiles for each of 64 simulated workers, and a real job of ``side`` pixels."""
    table = Table(
        title="Tiles by many workers: the time that they work, of the time that they are there",
        columns={"tiles": ".0f", "workers": ".0f", "s": ".1f", "efficiency": ".3f", "times faster": ".2f"},
    )
    command, workers.COMMAND = workers.COMMAND, [sys.executable, "-S", "-E", "-c", WORKER, str(seconds)]
    try:
        taken = embed(made_up_job(run.path(""), tiles_each * WORKERS), WORKERS)
    finally:
        workers.COMMAND = command
    name = f"simulated, {seconds:g} s of sleep a tile"
    count, bars = tiles_each * WORKERS, [None, None, None, Bar(at_least=LEAST_EFFICIENCY)]
    # The start of 64 processes by the few cores of one machine is part of it.
    table.add(f"{name}, {tiles_each} each", [count, WORKERS, taken, tiles_each * seconds / taken, None], bars)
    if GALILEO_CHECKPOINT.exists():
        alone = 0.0
        planned = real_job(run, side)
        for processes in (1, 2):
            folder = run.path("")
            shutil.copytree(planned, folder)
            taken = embed(Job.read(folder), processes)
            alone = alone or taken
            name = f"Galileo nano, fast, {os.cpu_count()} cores shared by all"
            table.add(name, [Job.read(folder).count, processes, taken, None, alone / taken])
    return table


def embed(job: Job, processes: int) -> float:
    """The seconds that so many processes take for all tiles."""
    started = time.perf_counter()
    value = workers.embed_tiles(job, processes=processes, memory_mb=4096, silent_s=900, reporter=Reporter())
    if value["left"] or value["restarts"]:
        raise RuntimeError(value)
    return time.perf_counter() - started


def made_up_job(folder: Path, count: int) -> Job:
    """A job of which the workers only know the numbers of its tiles."""
    (folder / "tiles").mkdir(parents=True)
    content: dict[str, Any] = {"format": 1, "key": "", "tiles": [[0, number, 0, 1, 1] for number in range(count)]}
    (folder / "job.json").write_text(json.dumps(content))
    return Job.read(folder)


def real_job(run: Bench, side: int) -> Path:
    """The folder of a job of 16 tiles."""
    folder = run.path("")
    raster = large_raster(run, 2 * side, side // 256)
    galileo = {"encoder": "galileo-nano", "checkpoint": str(GALILEO_CHECKPOINT), "recipe": "fast"}
    run.run("plan_tiles", raster=[str(raster)], job=str(folder), tile=side // 4, **KNOWN, **galileo)
    return folder

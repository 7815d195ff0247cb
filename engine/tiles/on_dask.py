"""Embed a job's tiles on a Dask cluster, whose workers have the engine, the job's folder and the source."""

from __future__ import annotations

import threading
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

from ..dask_client import client_at, distributed
from ..errors import InUseError, JobError, UserError
from ..progress import Reporter
from ..threads import POLL_S
from .job import Job

if TYPE_CHECKING:
    from distributed import Client

RETRIES = 2  # of a tile whose task breaks off; a user's error is an answer, and is not tried again
_kept = threading.local()  # of each of a worker's threads: its encoder
WAIT_S = 900.0  # for a tile that a cancelled run's task has still to finish


def embed_by(address: str, job: Job, reporter: Reporter) -> dict[str, Any]:
    """Embed the tiles that are not there by the workers of a scheduler; raises as ``embed_on`` does."""
    with client_at(address) as client:
        return embed_on(client, job, reporter)


def embed_on(client: Client, job: Job, reporter: Reporter) -> dict[str, Any]:
    """Embed the tiles that are not there by a client's workers; raises JobError, ParameterError and Cancelled.

    A worker that ends loses its tile to another one. Where it is cancelled or the job is refused, no further tile is
    begun; those that are underway are finished, as a task cannot be ended from outside.
    """
    as_completed = distributed().as_completed
    started = time.monotonic()
    left = [tile.number for tile in job.tiles if job.record(tile.number)["state"] not in ("done", "empty")]
    failures: dict[int, str] = {}
    futures = client.map(_embed, left, job=str(job.folder), pure=False, retries=RETRIES)
    numbers = {future.key: number for future, number in zip(futures, left, strict=True)}
    completed = as_completed(futures)
    finished = 0
    try:
        while finished < len(left):
            for future in completed.next_batch(block=False):
                finished += 1
                number = numbers[future.key]
                if future.status != "finished":
                    failures[number] = f"Its task broke off: {type(future.exception()).__name__}."
                elif error := future.result():
                    if error["code"] == JobError.code:
                        raise JobError(error["message"], hint=error["hint"])
                    failures[number] = f"{error['message']} {error['hint']}".strip()
            spent = time.monotonic() - started
            eta = spent / finished * (len(left) - finished) if finished else None
            done = job.count - len(left) + finished
            reporter.report(done / job.count, f"Embedding tiles, {done} of {job.count}", eta)
            time.sleep(POLL_S)
    finally:
        client.cancel(futures)
    states = Counter(job.record(tile.number)["state"] for tile in job.tiles)
    return {
        "job": str(job.folder),
        "tiles": job.count,
        "done": states["done"],
        "empty": states["empty"],
        "left": job.count - states["done"] - states["empty"],
        "embedded": len(left) - len(failures),
        "processes": len(client.scheduler_info()["workers"]),
        "failures": [{"number": number, "message": text} for number, text in sorted(failures.items())],
        "seconds": time.monotonic() - started,
    }


def _embed(number: int, job: str) -> dict[str, str] | None:
    """Embed a tile on a worker; the user's error, if there is one."""
    from .tile import TileEncoder, embed_tile

    if not hasattr(_kept, "encoder"):
        _kept.encoder = TileEncoder()
    until = time.monotonic() + WAIT_S
    while True:
        try:
            embed_tile(Job.read(job), number, Reporter(), _kept.encoder)
        except InUseError:  # noqa: PERF203 - each turn is a try
            if time.monotonic() > until:
                raise
            time.sleep(POLL_S)
        except UserError as error:
            return {"code": error.code, "message": error.message, "hint": error.hint}
        else:
            return None

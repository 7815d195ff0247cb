"""Embed a job's tiles by several processes of this machine, each an engine of its own.

A process that ends or falls silent costs little: its tile is given to another one, which goes on with the scratch.
"""

from __future__ import annotations

import os
import queue
import subprocess  # nosec B404
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

from ..errors import JobError
from ..machine import cache_share
from ..messages import Cancel, Failure, Progress, Request, Result, decode, encode
from ..progress import Reporter
from ..threads import POLL_S, worker_count
from .job import Job

TRIES = 3  # of a tile whose process ends: one that takes the process with it must not do so for ever
SECONDS_TO_STOP = 5.0  # after a cancel, before a process is ended
PACKAGE = __name__.rsplit(".", 2)[0]
ROOT = Path(__file__).absolute().parents[PACKAGE.count(".") + 2]
COMMAND = [sys.executable, "-m", PACKAGE, "serve"]


def embed_tiles(
    job: Job, *, processes: int | None, memory_mb: int, silent_s: float, reporter: Reporter
) -> dict[str, Any]:
    """Embed the tiles that are not there by so many processes; raises JobError and Cancelled.

    They share the cores and ``memory_mb``. One that says nothing for ``silent_s`` seconds is ended.
    """
    started = time.monotonic()
    states = {tile.number: job.record(tile.number)["state"] for tile in job.tiles}
    # The largest first, so that nobody waits for one at the end.
    tiles = sorted(job.tiles, key=lambda tile: -tile.window.width * tile.window.height)
    left = [tile.number for tile in tiles if states[tile.number] not in ("done", "empty")]
    count = max(1, min(processes or max(1, worker_count() // 2), len(left)))
    crew = _Crew(job, left, count, memory_mb)
    try:
        while crew.is_working:
            done, open_tiles = job.count - len(left) + crew.done, crew.fraction
            spent = time.monotonic() - started
            share = (crew.done + open_tiles) / max(len(left), 1)
            eta = spent / share * (1 - share) if share > 0 else None
            reporter.report((done + open_tiles) / job.count, f"Embedding tiles, {done} of {job.count}", eta)
            crew.end_silent(silent_s)
            time.sleep(POLL_S)
    finally:
        crew.close()
    if crew.refusal is not None:
        raise JobError(crew.refusal.message, hint=crew.refusal.hint)
    found = Counter(job.record(number)["state"] for number in states)
    return {
        "job": str(job.folder),
        "tiles": job.count,
        "done": found["done"],
        "empty": found["empty"],
        "left": job.count - found["done"] - found["empty"],
        "embedded": crew.done - len(crew.failures),
        "processes": count,
        "restarts": crew.restarts,
        "failures": [{"number": number, "message": text} for number, text in sorted(crew.failures.items())],
        "seconds": time.monotonic() - started,
    }


class _Crew:
    """Threads that give tiles to processes, and what came of it."""

    def __init__(self, job: Job, numbers: list[int], count: int, memory_mb: int) -> None:
        self.failures: dict[int, str] = {}
        self.refusal: Failure | None = None  # of the job, which every tile would meet
        self.restarts = 0
        self.done = 0
        self._job = job
        self._tries: Counter[int] = Counter()
        self._left: queue.SimpleQueue[int] = queue.SimpleQueue()
        for number in numbers:
            self._left.put(number)
        self._lock = threading.Lock()
        self._is_over = threading.Event()
        own_mb = max(64, memory_mb // count)
        environment = {
            **os.environ,
            "GDAL_CACHEMAX": str(
                cache_share(2 * own_mb * 1024**2) // 1024**2
            ),  # a quarter: embedding keeps nothing else
            "LANDPRINT_THREADS": str(max(1, worker_count() // count)),
            "LANDPRINT_MEMORY_MB": str(own_mb),
        }
        self._engines = [_Engine(environment) for _ in range(count)]
        self._threads = [
            threading.Thread(target=self._work, args=(engine,), name="landprint-tiles", daemon=True)
            for engine in self._engines
        ]
        for thread in self._threads:
            thread.start()

    @property
    def is_working(self) -> bool:
        """Whether a tile is still to be embedded."""
        return any(thread.is_alive() for thread in self._threads) and not self._is_over.is_set()

    @property
    def fraction(self) -> float:
        """How many tiles' worth of the work that is underway is done."""
        return sum(engine.fraction for engine in self._engines)

    def end_silent(self, silent_s: float) -> None:
        """End the processes that have said nothing for so long; their tiles are given to others."""
        for engine in self._engines:
            if engine.silent_s > silent_s:
                engine.end()

    def close(self) -> None:
        """End all processes; what they have finished is on the disk."""
        self._is_over.set()
        for engine in self._engines:
            engine.cancel()
        deadline = time.monotonic() + SECONDS_TO_STOP
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        for engine in self._engines:
            engine.close()
        for thread in self._threads:
            thread.join()

    def _work(self, engine: _Engine) -> None:
        """Give one process tiles until there are none."""
        while not self._is_over.is_set():
            try:
                number = self._left.get_nowait()
            except queue.Empty:
                break
            answer = engine.embed(self._job.folder, number)
            if not self._is_over.is_set():
                self._take(number, answer)
        engine.end()

    def _take(self, number: int, answer: Result | Failure | None) -> None:
        """Note what became of a tile; None where its process ended."""
        with self._lock:
            if answer is None:
                self.restarts += 1
                self._tries[number] += 1
                if self._tries[number] < TRIES:
                    self._left.put(number)
                    return
                self.failures[number] = f"Its process ended {TRIES} times."
            elif isinstance(answer, Failure) and answer.code == JobError.code:
                self.refusal = answer
                self._is_over.set()
                return
            elif isinstance(answer, Failure):
                self.failures[number] = f"{answer.message} {answer.hint}".strip()
            self.done += 1


class _Engine:
    """A process that answers requests, started when it is needed and again when it has ended."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.fraction = 0.0
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None
        self._changing = threading.Lock()
        self._is_closed = False
        self._number: int | None = None  # of the tile that it was asked for
        self._heard: float | None = None  # when it last said something of what it was asked; None: nothing was asked

    @property
    def silent_s(self) -> float:
        """For how many seconds it has said nothing of its tile; 0 without one."""
        return 0.0 if self._heard is None else time.monotonic() - self._heard

    def embed(self, job: Path, number: int) -> Result | Failure | None:
        """The answer of its process; None when that ended."""
        self._heard, self._number = time.monotonic(), number
        try:
            return self._ask(Request(id=number, method="embed_tile", params={"job": str(job), "number": number}))
        except (OSError, ValueError):  # it ended, maybe in the middle of a line
            self.end()
            return None
        finally:
            self.fraction, self._heard, self._number = 0.0, None, None

    def _ask(self, request: Request) -> Result | Failure | None:
        process = self._started()
        if process.stdin is None or process.stdout is None:  # both are pipes
            return None
        process.stdin.write(encode(request))
        process.stdin.flush()
        while line := process.stdout.readline():
            message = decode(line)
            self._heard = time.monotonic()
            if isinstance(message, Progress):
                self.fraction = message.fraction
            elif isinstance(message, (Result, Failure)) and message.id == request.id:
                return message
        self.end()
        return None

    def _started(self) -> subprocess.Popen[bytes]:
        with self._changing:
            if self._is_closed:
                raise BrokenPipeError
            if self._process is None or self._process.poll() is not None:
                self._process = subprocess.Popen(  # noqa: S603  # nosec B603 - this engine, by the Python that runs it
                    COMMAND,
                    cwd=ROOT,
                    env=self._environment,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                )
            return self._process

    def cancel(self) -> None:
        """Ask its process to stop, so that it takes away what it has half written."""
        process, number = self._process, self._number
        if process is not None and process.stdin is not None and number is not None:
            with suppress(OSError, ValueError):  # it has ended
                process.stdin.write(encode(Cancel(id=number)))
                process.stdin.flush()

    def end(self) -> None:
        """End its process, if there is one."""
        with self._changing:
            process = self._process
            if process is not None:
                process.kill()
                process.wait()
                for pipe in (process.stdin, process.stdout):
                    if pipe is not None:
                        with suppress(OSError):
                            pipe.close()

    def close(self) -> None:
        """End its process, and start none any more."""
        self._is_closed = True
        self.end()

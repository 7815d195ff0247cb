"""The engine as QGIS starts it, watched: what it answers, in which time, with how much memory."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from tests.places import ROOT

SECONDS = 20.0  # that a small input may take
MEMORY_MB = 1500  # that a small input may take beside what the engine has already
STARTING_S = 120.0


@dataclass(frozen=True, kw_only=True)
class Answer:
    """How a request ended: ``kind`` is result, failure, hang, crash or memory."""

    kind: str
    value: Any = None
    code: str = ""
    message: str = ""
    hint: str = ""
    detail: str = ""

    @property
    def fault(self) -> str | None:
        """What is wrong with it; None for a result and for a sentence with a hint."""
        if self.kind in {"hang", "crash", "memory"}:
            return self.kind
        if self.kind == "result" or self.code == "cancelled":
            return None
        if self.code == "bug":
            return "traceback"
        if self.code == "memory":
            return "memory"
        return None if self.message.endswith((".", "?", "!")) and self.hint else "no hint"


class Engine:
    """An engine process with a cache folder of its own; it is started anew when it ended."""

    def __init__(self, home: Path, **environment: str) -> None:
        self.home = home
        self.log = home.parent.parent / f"{home.parent.name}.log"
        self._environment = {**os.environ, "LANDPRINT_HOME": str(home), "OMP_NUM_THREADS": "1", **environment}
        self._process: subprocess.Popen[bytes] | None = None
        self._lines: queue.Queue[bytes] = queue.Queue()
        self._number = 1_000_000  # no damaged line has one of these
        self._base_mb = 0.0

    def __enter__(self) -> Self:
        """Itself; the process ends with the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self.stop()

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """The process, started now if there is none."""
        if self._process is None or self._process.poll() is not None:
            self.stop()
            self._start()
        assert self._process is not None
        return self._process

    def _start(self) -> None:
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "engine", "serve"],
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
            )
        self._lines = lines = queue.Queue()

        def read() -> None:
            assert process.stdout is not None
            for line in process.stdout:
                lines.put(line)
            lines.put(b"")

        threading.Thread(target=read, daemon=True).start()
        self._process = process
        assert b"hello" in lines.get(timeout=STARTING_S)

    def stop(self) -> None:
        """End the process as QGIS's crash would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                with contextlib.suppress(OSError):
                    pipe.close()  # type: ignore[union-attr]  # both are pipes
            self._process = None

    def send(self, method: Any, params: Any) -> int:
        """Send a request; returns its number."""
        self._number += 1
        line = json.dumps({"kind": "request", "id": self._number, "method": method, "params": params})
        self.send_line(line.encode("utf-8", "backslashreplace"))
        return self._number

    def send_line(self, line: bytes) -> None:
        """Send a line of any bytes."""
        stdin = self.process.stdin
        assert stdin is not None
        stdin.write(line + b"\n")
        stdin.flush()

    def ask(self, method: Any, params: Any, seconds: float = SECONDS) -> Answer:
        """Send a request and wait for its end; a process that hangs, or takes too much memory, is killed."""
        pid = self.process.pid
        with contextlib.suppress(OSError):
            Path(f"/proc/{pid}/clear_refs").write_text("5")  # the peak of memory counts from here
        before = self.memory_mb("VmRSS")
        try:
            answer = self._answer_to(self.send(method, params), seconds, before)
        except OSError:
            answer = Answer(kind="crash", message=f"exit status {self._process.wait() if self._process else None}")
        if answer.kind in {"hang", "crash", "memory"}:
            self.stop()
        elif self.memory_mb("VmHWM") - before > MEMORY_MB:
            return Answer(kind="memory", message=f"{self.memory_mb('VmHWM') - before:.0f} MB")
        return answer

    def _answer_to(self, number: int, seconds: float, before: float) -> Answer:
        begin, computed = time.monotonic(), self._computed_s()
        while True:
            try:
                line = self._lines.get(timeout=0.1)
            except queue.Empty:
                if self.memory_mb("VmRSS") - before > 2 * MEMORY_MB:
                    return Answer(kind="memory", message="killed")
                waited, worked = time.monotonic() - begin, self._computed_s() - computed
                # On a busy machine a process that works waits for its turn.
                if waited > seconds and (not 1 < worked < seconds or waited > 6 * seconds):
                    return Answer(kind="hang", message=f"no answer in {waited:.0f} s, {worked:.0f} s of computing")
                continue
            if not line:
                status = self._process.wait() if self._process else None
                return Answer(kind="crash", message=f"exit status {status}")
            body = json.loads(line)
            if body.get("id") == number and body["kind"] in {"result", "failure"}:
                known = {key: body[key] for key in ("value", "code", "message", "hint", "detail") if key in body}
                return Answer(kind=body["kind"], **known)

    def wait_for(self, number: int, seconds: float = SECONDS) -> Answer:
        """The end of a request that was sent."""
        return self._answer_to(number, seconds, self.memory_mb("VmRSS"))

    def next_progress(self, seconds: float = 60.0) -> dict[str, Any]:
        """The next message; raises queue.Empty."""
        line = self._lines.get(timeout=seconds)
        return json.loads(line) if line else {"kind": "ended"}

    def _computed_s(self) -> float:
        """Seconds of the processors that the process has had; 0 where the system does not tell."""
        with contextlib.suppress(OSError, AttributeError, IndexError):
            times = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()[11:13]  # type: ignore[union-attr]
            return sum(map(int, times)) / os.sysconf("SC_CLK_TCK")
        return 0.0

    def memory_mb(self, key: str) -> float:
        """The process's VmRSS now or VmHWM, its peak; 0 where the system does not tell."""
        with contextlib.suppress(OSError, AttributeError, ValueError):
            text = Path(f"/proc/{self._process.pid}/status").read_text()  # type: ignore[union-attr]
            return next(float(line.split()[1]) / 1024 for line in text.splitlines() if line.startswith(key))
        return 0.0

"""An engine that runs: its process, its pipes, and its last words."""

from __future__ import annotations

import os
import queue
import subprocess  # nosec B404
import sys
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Union

from ...engine.messages import MAX_LINE_BYTES, Cancel, Message, MessageError, Request, decode, encode
from ..translation import tr
from .environment import EngineEnvironment
from .failure import EngineFailure

KEPT_LINES = 30  # of stderr, for the report of a crash
KEPT_LINE_CHARACTERS = 2000
END_GRACE_S = 1.0  # after EOF, and again after terminate
PIPE_GRACE_S = 1.0  # what a dead engine still had in its pipes; and for its death once it has closed them
CREATE_NO_WINDOW = 0x08000000  # Windows: no console beside QGIS
SIGKILL_EXIT = -9


@dataclass(frozen=True)
class Ended:
    """The engine's process has ended."""

    exit_code: int
    last_lines: str

    def failure(self) -> EngineFailure:
        """The failure of a request that was waiting for an answer."""
        hint = tr("Try again; it starts anew.")
        if self.exit_code == SIGKILL_EXIT:
            hint = tr("The machine may have run out of memory: close other programs or choose a smaller area.")
        return EngineFailure(
            "died",
            tr("Landprint's engine ended unexpectedly (exit code {exit_code}).").format(exit_code=self.exit_code),
            hint,
            self.last_lines,
        )

    def start_failure(self) -> EngineFailure:
        """The failure of a start: the process ended before its hello."""
        last_line = self.last_lines.rpartition("\n")[2]
        reason = f": {last_line}" if last_line else ""
        return EngineFailure(
            "setup",
            tr("Landprint's engine does not start (exit code {exit_code}){reason}").format(
                exit_code=self.exit_code, reason=reason
            ),
            tr("Set up its environment again."),
            self.last_lines,
        )


Event = Union[Message, Ended]


class EngineProcess:
    """One run of the engine. ``deliver(self, event)`` is called in threads of its own; an ``Ended`` is the last event.

    Nothing here blocks, except the starting of a process itself and ``end``.
    """

    def __init__(self, environment: EngineEnvironment, deliver: Callable[[EngineProcess, Event], None]) -> None:
        self._deliver = deliver
        self._last_lines: deque[str] = deque(maxlen=KEPT_LINES)
        self._outbox: queue.Queue[bytes | None] = queue.Queue()
        self._ended = threading.Event()
        self._process = _start(environment)
        self._reader = self._run(self._read)
        self._drainer = self._run(self._drain)
        self._run(self._write)
        self._run(self._await_end)

    def send(self, message: Request | Cancel) -> None:
        """Queue the message; raises MessageError when it is too long. A dead engine is reported by ``Ended``."""
        self._outbox.put(encode(message))

    def has_ended(self) -> bool:
        """Whether the process is gone."""
        if self._process.poll() is not None or not hasattr(os, "waitid"):
            return self._process.returncode is not None
        # While the thread that awaits its end has not come to know it, poll knows nothing.
        try:
            return os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
        except ChildProcessError:  # that thread has just come to know
            return True

    def kill(self) -> None:
        """End it by force."""
        self._process.kill()

    def end(self) -> None:
        """Close stdin, which asks it to exit; then terminate; then kill. Waits for the exit."""
        self._outbox.put(None)
        if not self._ended.wait(END_GRACE_S):
            self._process.terminate()
            if not self._ended.wait(END_GRACE_S):
                self._process.kill()
                self._ended.wait(END_GRACE_S)

    def _run(self, target: Callable[[], None]) -> threading.Thread:
        thread = threading.Thread(target=target, name=f"landprint-engine{target.__name__}", daemon=True)
        thread.start()
        return thread

    def _write(self) -> None:
        stdin = _pipe(self._process.stdin)
        try:
            while (line := self._outbox.get()) is not None:
                stdin.write(line)
                stdin.flush()
            stdin.close()
        except OSError:
            pass  # it is gone; _await_end says so

    def _read(self) -> None:
        with _pipe(self._process.stdout) as stdout:
            while line := stdout.readline(MAX_LINE_BYTES + 1):
                if len(line) > MAX_LINE_BYTES:
                    self._last_lines.append(
                        tr("A line of more than {count} bytes came over the wire.").format(count=MAX_LINE_BYTES)
                    )
                    break
                self._receive(line)
        # Without its voice it is of no use; but one that ends by itself closes it first, and has an exit code to tell.
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(PIPE_GRACE_S)
        self._process.kill()

    def _receive(self, line: bytes) -> None:
        try:
            message = decode(line)
        except MessageError as error:
            self._last_lines.append(str(error))  # some library wrote to the wire: keep it for the log, go on
        else:
            self._deliver(self, message)

    def _drain(self) -> None:
        with _pipe(self._process.stderr) as stderr:
            while line := stderr.readline(KEPT_LINE_CHARACTERS):
                self._last_lines.append(line.decode("utf-8", "replace").rstrip())

    def _await_end(self) -> None:
        exit_code = self._process.wait()
        # A child of the engine may hold the pipes open for longer than it lives.
        self._reader.join(PIPE_GRACE_S)
        self._drainer.join(PIPE_GRACE_S)
        self._outbox.put(None)
        self._ended.set()
        self._deliver(self, Ended(exit_code, "\n".join(self._last_lines)))


def _start(environment: EngineEnvironment) -> subprocess.Popen[bytes]:
    try:
        # No shell, and a fixed command: the Python that the user set up, with our own module.
        return subprocess.Popen(  # nosec B603
            environment.command(),
            cwd=environment.root,
            env=environment.variables(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            creationflags=CREATE_NO_WINDOW if sys.platform == "win32" else 0,
            # Ctrl-C in a terminal is for qgis_process, which cancels in order; the engine hears of it from the client.
            start_new_session=True,
        )
    except OSError as error:
        raise EngineFailure(
            "setup",
            tr("The engine's Python does not start: {python}.").format(python=environment.python),
            tr("Set up its environment again, or choose another Python in the dock."),
            str(error),
        ) from error


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    """The pipe, which is not None as the process was started with PIPE."""
    if pipe is None:
        raise RuntimeError("The engine was started without its pipes.")
    return pipe

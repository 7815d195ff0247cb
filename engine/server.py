"""The engine as a child process: requests on stdin, answers on stdout, one line each."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
import traceback
from collections import deque
from dataclasses import replace
from importlib import import_module
from typing import IO

from . import VERSION
from .errors import Cancelled, UserError
from .messages import (
    MAX_LINE_BYTES,
    Cancel,
    Failure,
    Hello,
    Message,
    MessageError,
    Progress,
    Request,
    Result,
    decode,
    encode,
    request_id,
)
from .operations.state import State
from .operations.table import run_operation
from .progress import Reporter

CANCELLED_STATUS = 130
LEARNING = (".classes.classify", "scipy.sparse.csgraph", "sklearn.linear_model")
KEPT_CHARACTERS = 1000  # of a failure that is too long
SECONDS_TO_END = 2.0  # after stdin has ended
SECONDS_AT_REST = 1.0  # after which the next questions are prepared for
SECONDS_IDLE = 600.0  # after which memory and files go back to the system


def load_learning() -> None:
    """Load what the first class map would wait for: some seconds on a slow computer."""
    for name in LEARNING:
        import_module(name, __package__)


class Server:
    """Answers requests one at a time, in order; a listener thread receives cancels meanwhile."""

    def __init__(self, requests: IO[bytes], answers: IO[bytes]) -> None:
        self._requests = requests
        self._answers = answers
        self._answering = threading.Lock()
        self._waiting: deque[Request] = deque()
        self._changed = threading.Condition()
        self._ended = False
        self._cancelled: set[int] = set()
        self._running: int | None = None
        self._state = State()
        self._is_prepared = False

    def run(self) -> None:
        """Serve until stdin ends."""
        self._send(Hello(engine=VERSION))
        listener = threading.Thread(target=self._listen, name="listener", daemon=True)
        listener.start()
        while (request := self._next_request()) is not None:
            self._answer(request)
        self._state.close()

    def _listen(self) -> None:
        """Receive messages until stdin ends; then end the process."""
        while line := self._requests.readline(MAX_LINE_BYTES + 1):
            self._hear(line)
        with self._changed:
            self._ended = True
            self._changed.notify()
        # What is finished is in the scratch, and a long read or product must not outlive the client.
        time.sleep(SECONDS_TO_END)
        os._exit(0)

    def _hear(self, line: bytes) -> None:
        """Receive a line; an invalid line is logged and skipped, so that the listener goes on."""
        try:
            message = decode(line)
        except (MessageError, RecursionError) as error:
            sys.stderr.write(f"A line was passed over: {error}\n")
            sys.stderr.flush()
            # Whoever sent it waits for an answer, if there is a number to answer to.
            number = request_id(line)
            if number is not None:
                hint = f"A request has an id, a method and params; a line at most {MAX_LINE_BYTES} bytes."
                self._send(Failure(id=number, code="parameter", message=f"No request: {error}", hint=hint))
        else:
            self._take_in(message)

    def _take_in(self, message: Message) -> None:
        """Queue a request, or mark one as cancelled."""
        with self._changed:
            if isinstance(message, Request):
                self._waiting.append(message)
                self._changed.notify()
            elif isinstance(message, Cancel):
                waiting = [request for request in self._waiting if request.id == message.id]
                if waiting:
                    self._waiting.remove(waiting[0])
                    self._send(_cancelled(message.id))
                elif self._running == message.id:
                    self._cancelled.add(message.id)

    def _next_request(self) -> Request | None:
        """The next request, or None when stdin has ended."""
        with self._changed:
            while not self._waiting and not self._ended:
                is_prepared = self._is_prepared or not self._state.has_embeddings
                if self._changed.wait(SECONDS_IDLE if is_prepared else SECONDS_AT_REST):
                    continue
                if is_prepared:
                    self._state.close()
                else:
                    self._is_prepared = True
                    threading.Thread(target=load_learning, name="preparation", daemon=True).start()
            if self._ended:
                return None
            request = self._waiting.popleft()
            self._running = request.id
            return request

    def _answer(self, request: Request) -> None:
        """Run one request and send its result or failure."""
        reporter = Reporter(
            lambda fraction, text, eta_s: self._send(
                Progress(id=request.id, fraction=fraction, text=text, eta_s=eta_s)
            ),
            lambda: self._ended or request.id in self._cancelled,
        )
        answer = self._outcome(request, reporter)
        with self._changed:
            self._running = None
            self._cancelled.discard(request.id)
        self._send(answer)

    def _outcome(self, request: Request, reporter: Reporter) -> Message:
        """The request's result or failure; this is the process boundary, so every exception ends here."""
        try:
            return Result(id=request.id, value=run_operation(self._state, request.method, request.params, reporter))
        except Cancelled:
            return _cancelled(request.id)
        except UserError as error:
            return Failure(id=request.id, code=error.code, message=error.message, hint=error.hint)
        except MemoryError:
            return Failure(
                id=request.id,
                code="memory",
                message="The engine ran out of memory.",
                hint="Choose a smaller area, or close other programs.",
                detail=traceback.format_exc(),
            )
        except Exception as error:  # noqa: BLE001 - the client must hear of a bug, and the engine must live on
            traceback.print_exc()
            return Failure(
                id=request.id,
                code="bug",
                message=f"Landprint has a bug: {type(error).__name__}: {error}",
                hint="Please report it with the details.",
                detail=traceback.format_exc(),
            )

    def _send(self, message: Message) -> None:
        """Write one message; a closed pipe is no error."""
        try:
            line = encode(message)
        except MessageError as error:
            line = encode(_too_long(message, error))
        with self._answering:
            try:
                self._answers.write(line)
                self._answers.flush()
            except (OSError, ValueError):  # nobody listens any more, or serve has ended
                self._ended = True


def _too_long(message: Message, error: MessageError) -> Message:
    """What is sent in place of an answer that is longer than a line may be; raises the error for other messages."""
    if isinstance(message, Failure):  # it repeats what it was given
        return replace(
            message, message=f"{message.message[:KEPT_CHARACTERS]}…", hint=message.hint[:KEPT_CHARACTERS], detail=""
        )
    if not isinstance(message, Result):
        raise error
    return Failure(
        id=message.id,
        code="parameter",
        message=f"The answer is too long: {error}",
        hint="Ask for less at once: fewer places, points or classes.",
    )


def _cancelled(request_id: int) -> Failure:
    return Failure(id=request_id, code="cancelled", message="Cancelled.")


def serve() -> None:
    """Serve on this process's stdin and stdout, with stdout out of the reach of everybody's print."""
    answers = os.fdopen(os.dup(1), "wb")
    # Whatever a library prints, in Python or in C, goes to stderr and cannot garble the wire.
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    # A thread that holds stdin would make Python's own end at Ctrl+C a crash.
    signal.signal(signal.SIGINT, lambda *_: os._exit(CANCELLED_STATUS))
    status = 1
    try:
        Server(sys.stdin.buffer, answers).run()
        status = 0
    except Exception:  # noqa: BLE001 - the process's boundary
        traceback.print_exc()
    finally:
        # A worker thread in a long read must not keep the process of a client that has gone. Every answer is flushed.
        os._exit(status)

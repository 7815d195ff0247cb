"""A conversation with an engine: requests go out one after the other, and the engine is started when it is needed.

Nothing here touches Qt, and ``submit`` and ``cancel`` never block: the session's own thread starts the engine, talks to
it and ends it. Only ``request``, ``PendingRequest.result`` and ``close`` wait.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from dataclasses import replace
from typing import Any, Optional

from ...engine.messages import PROTOCOL, Cancel, Failure, Hello, MessageError, Progress, Request, Result
from ..translation import format_number, tr, translated
from .environment import EngineEnvironment
from .failure import EngineFailure, bug, cancelled
from .process import Ended, EngineProcess, Event

CANCEL_GRACE_S = 2.0  # the engine promises to answer a cancel within a second
HELLO_GRACE_S = 60.0  # a first start behind a virus scanner reads the whole environment
POLL_S = 0.05  # how often a blocking request asks its caller whether it is cancelled

OnProgress = Callable[[Progress], None]


class PendingRequest:
    """A request on its way to its answer."""

    def __init__(self, request: Request, on_progress: OnProgress | None, wake: Callable[[], None]) -> None:
        self.request = request
        self.cancel_wanted = False
        self.on_progress = on_progress or (lambda _progress: None)
        self.future: Future[Any] = Future()
        self._wake = wake

    def cancel(self) -> None:
        """Stop it: at once when it has not started, else as soon as the engine agrees."""
        self.cancel_wanted = True
        if not self.future.cancel():
            self._wake()

    def result(self, timeout_s: float | None = None) -> Any:
        """The engine's value; blocks; raises EngineFailure, or TimeoutError after ``timeout_s``."""
        try:
            return self.future.result(timeout_s)
        except CancelledError:
            raise cancelled() from None

    def when_done(self, callback: Callable[[PendingRequest], None]) -> None:
        """Call ``callback`` at the end: in the session's thread, or in the thread that cancels a waiting request."""
        self.future.add_done_callback(lambda _future: callback(self))


class Session:
    """Requests to one engine, which is started by the first request and restarted after a crash.

    ``environment`` is called before each start, so that changed settings are used; it may raise EngineFailure.
    """

    def __init__(
        self,
        environment: Callable[[], EngineEnvironment],
        *,
        cancel_grace_s: float = CANCEL_GRACE_S,
        hello_grace_s: float = HELLO_GRACE_S,
    ) -> None:
        self._environment = environment
        self._cancel_grace_s = cancel_grace_s
        self._hello_grace_s = hello_grace_s
        self._waiting: queue.Queue[PendingRequest | threading.Event | None] = queue.Queue()
        self._events: queue.Queue[tuple[EngineProcess, Event] | None] = (
            queue.Queue()
        )  # None: look up, something changed
        self._engine: EngineProcess | None = None
        self._hello: Hello | None = None
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._last_id = 0
        self._closing = False

    def __enter__(self) -> Session:  # noqa: PYI034 - Self is of Python 3.11
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def request(
        self,
        method: str,
        params: dict[str, Any] | None = None,
        on_progress: OnProgress | None = None,
        is_cancelled: Callable[[], bool] | None = None,
    ) -> Any:
        """The engine's value; blocks, so never in the GUI thread; both callbacks run in the calling thread.

        Raises EngineFailure, with code ``cancelled`` when ``is_cancelled`` said so.
        """
        inbox: queue.Queue[Progress | None] = queue.Queue()
        pending = self.submit(method, params, on_progress=inbox.put)
        pending.when_done(lambda _pending: inbox.put(None))
        while True:
            if is_cancelled is not None and not pending.cancel_wanted and is_cancelled():
                pending.cancel()
            try:
                progress = inbox.get(timeout=POLL_S)
            except queue.Empty:
                continue
            if progress is None:
                return pending.result()
            if on_progress is not None:
                on_progress(progress)

    def submit(
        self,
        method: str,
        params: dict[str, Any] | None = None,
        on_progress: OnProgress | None = None,
        on_done: Callable[[PendingRequest], None] | None = None,
    ) -> PendingRequest:
        """Queue a request; never blocks; callbacks run in the session's thread."""
        with self._lock:
            if self._closing:
                raise RuntimeError("The session is closed.")
            self._last_id += 1
            pending = PendingRequest(Request(self._last_id, method, dict(params or {})), on_progress, self._wake)
            if on_done is not None:
                pending.when_done(on_done)
            self._waiting.put(pending)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="landprint-session", daemon=True)
                self._thread.start()
        return pending

    def restart(self) -> threading.Event:
        """End the engine, so that the next request starts one with the settings and the environment of then.

        Never blocks: requests from before are still answered; the event is set when the engine is gone.
        """
        ended = threading.Event()
        with self._lock:
            if self._thread is None or self._closing:
                ended.set()
            else:
                self._waiting.put(ended)
        return ended

    def close(self) -> None:
        """Cancel everything and end the engine, by force if needed; blocks for at most about three seconds."""
        with self._lock:
            self._closing = True
            thread = self._thread
        self._wake()
        self._waiting.put(None)
        if thread is not None and thread is not threading.current_thread():
            thread.join()

    def _wake(self) -> None:
        self._events.put(None)

    def _work(self) -> None:
        """Answer one request after the other until the session closes."""
        while (pending := self._waiting.get()) is not None:
            if isinstance(pending, threading.Event):
                self._drop_engine()
                pending.set()
                continue
            if self._closing:
                pending.cancel()
            if pending.future.set_running_or_notify_cancel():  # not cancelled before
                self._answer(pending)
        self._drop_engine()

    def _answer(self, pending: PendingRequest) -> None:
        try:
            value = self._converse(pending)
        except EngineFailure as failure:
            pending.future.set_exception(failure)
        except Exception as error:  # noqa: BLE001 - whatever it is, a thread waits for the answer, and the wire is in doubt
            self._drop_engine()
            pending.future.set_exception(bug(error))
        else:
            pending.future.set_result(value)

    def _converse(self, pending: PendingRequest) -> Any:
        """Send the request and listen until it is answered."""
        engine = self._ready_engine(pending)
        try:
            engine.send(pending.request)
        except MessageError as error:
            raise EngineFailure(
                "parameter", tr("The request is too large."), tr("Use fewer points."), str(error)
            ) from error
        cancel_by: Optional[float] = None  # noqa: UP045 - Python 3.9
        while True:
            if self._closing:
                raise cancelled()
            if pending.cancel_wanted and cancel_by is None:
                engine.send(Cancel(pending.request.id))
                cancel_by = time.monotonic() + self._cancel_grace_s
            event = self._next_event(engine, cancel_by)
            if isinstance(event, Ended):
                self._drop_engine()
                raise cancelled() if pending.cancel_wanted else event.failure()
            if isinstance(event, (Progress, Result, Failure)) and event.id == pending.request.id:
                if isinstance(event, Result):
                    return _in_words(event.value)
                if isinstance(event, Failure):
                    message, hint = translated(event.message), translated(event.hint)
                    raise EngineFailure(event.code, message, hint, event.detail)
                pending.on_progress(replace(event, text=translated(event.text)))
            if cancel_by is not None and time.monotonic() >= cancel_by:
                engine.kill()
                self._drop_engine()
                raise cancelled()

    def _ready_engine(self, pending: PendingRequest) -> EngineProcess:
        """The running engine, after its hello; started if there is none."""
        if self._engine is not None and self._engine.has_ended():
            self._drop_engine()
        if self._engine is None:
            self._engine = EngineProcess(self._environment(), self._deliver)
        if self._hello is None:
            self._hello = self._await_hello(self._engine, pending)
        return self._engine

    def _await_hello(self, engine: EngineProcess, pending: PendingRequest) -> Hello:
        deadline = time.monotonic() + self._hello_grace_s
        while True:
            if self._closing or pending.cancel_wanted:
                raise cancelled()
            event = self._next_event(engine, deadline)
            if isinstance(event, Hello) and event.protocol == PROTOCOL:
                return event
            if isinstance(event, Hello):
                self._drop_engine()
                raise _wrong_protocol(event)
            if isinstance(event, Ended):
                self._drop_engine()
                raise event.start_failure()
            if time.monotonic() >= deadline:
                engine.kill()
                self._drop_engine()
                raise _no_hello(self._hello_grace_s)

    def _deliver(self, engine: EngineProcess, event: Event) -> None:
        self._events.put((engine, event))

    def _next_event(self, engine: EngineProcess, deadline: float | None) -> Event | None:
        """The engine's next event; None when woken, or at ``deadline``."""
        while True:
            left = None if deadline is None else max(deadline - time.monotonic(), 0.0)
            try:
                item = self._events.get(timeout=left)
            except queue.Empty:
                return None
            if item is None:
                return None
            sender, event = item
            if sender is engine:  # else the last words of an engine that was dropped
                return event

    def _drop_engine(self) -> None:
        engine, self._engine, self._hello = self._engine, None, None
        if engine is not None:
            engine.end()


def _in_words(value: Any) -> Any:
    """The engine's value, with its sentences in the language of QGIS."""
    if isinstance(value, dict):
        if isinstance(value.get("notes"), list):
            value["notes"] = [translated(note) for note in value["notes"]]
        if isinstance(value.get("sentence"), str):
            value["sentence"] = translated(value["sentence"])
    return value


def _wrong_protocol(hello: Hello) -> EngineFailure:
    return EngineFailure(
        "protocol",
        tr("Landprint's engine is of another version ({engine}).").format(engine=hello.engine),
        tr("Restart QGIS; if it stays, set up the engine again."),
        tr("It speaks protocol {engine}, the plugin {plugin}.").format(engine=hello.protocol, plugin=PROTOCOL),
    )


def _no_hello(seconds: float) -> EngineFailure:
    return EngineFailure(
        "setup",
        tr("Landprint's engine did not start within {seconds} seconds.").format(seconds=format_number(seconds)),
        tr("Try again, or set it up again."),
    )

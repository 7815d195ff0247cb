"""Requests from the dock: quick ones answered in the GUI thread, long ones as tasks of QGIS's task manager."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from threading import Event
from typing import Any

from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal, pyqtSlot

from ...engine.messages import Progress
from .failure import EngineFailure
from .session import PendingRequest, Session
from .work_task import IsCancelled, WorkTask

Answered = Callable[[Any], None]
Failed = Callable[[EngineFailure], None]
NewSession = Callable[[], Session]
Report = Callable[[Progress], None]
Caption = Callable[[dict[str, Any]], tuple[str, str]]  # of an answer: a line and its tool tip


class QuickRequests(QObject):
    """Requests of the dock's warm engine; both answers arrive in the thread that made this object."""

    _arrived = pyqtSignal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._is_open = True
        # Queued: an answer never arrives before the call that asked has returned.
        self._arrived.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def ask(self, method: str, params: dict[str, Any], answered: Answered, failed: Failed) -> PendingRequest:
        """Send it, then call ``answered`` with the value or ``failed`` with the failure; never blocks."""

        def done(pending: PendingRequest) -> None:
            try:
                call = partial(answered, pending.result())
            except EngineFailure as failure:
                call = partial(failed, failure)
            if self._is_open:
                self._arrived.emit(call)

        return self._session.submit(method, params, on_done=done)

    def restart(self) -> Event:
        """Have the next request start a new engine; the event is set when the one that runs is gone."""
        return self._session.restart()

    def close(self) -> None:
        """Ignore the answers that are still to come."""
        self._is_open = False

    @pyqtSlot(object)
    def _call(self, call: Callable[[], None]) -> None:
        if self._is_open:
            call()


class SpareEngine(QuickRequests):
    """The engine that the next long request gets: what is asked of it before has loaded what that one needs."""

    def __init__(self, new_session: NewSession) -> None:
        super().__init__(new_session())
        self._new_session = new_session

    def take(self) -> Session:
        """Its session, for a task that closes it; another one starts with the next request."""
        session, self._session = self._session, self._new_session()
        return session

    def close(self) -> None:
        """Ignore the answers that are still to come, and end the engine."""
        super().close()
        self._session.close()


class NewestRequests:
    """Quick requests of one purpose: after ``cancel``, answers to earlier ones are ignored."""

    def __init__(self, quick: QuickRequests) -> None:
        self._quick = quick
        self._waiting: list[PendingRequest] = []
        self._number = 0  # of cancels

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is still to come."""
        return bool(self._waiting)

    def ask(self, method: str, params: dict[str, Any], answered: Answered, failed: Failed) -> None:
        """Send one more request."""
        number = self._number

        def answer(call: Callable[[Any], None], value: Any) -> None:
            if number == self._number:
                self._waiting.remove(pending)
                call(value)

        pending = self._quick.ask(method, params, partial(answer, answered), partial(answer, failed))
        self._waiting.append(pending)

    def cancel(self) -> None:
        """Stop what is underway, and ignore its answers."""
        self._number += 1
        waiting, self._waiting = self._waiting, []
        for pending in waiting:
            pending.cancel()


@dataclass(frozen=True)
class Step:
    """One request of a task and the share of the task's time that it takes.

    ``prepare`` is called in the worker thread just before, and gives the rest of the parameters.
    """

    method: str
    params: dict[str, Any] = field(default_factory=dict)
    share: float = 1.0
    prepare: Callable[[], dict[str, Any]] = dict


@dataclass(frozen=True)
class Work:
    """A part of a task that QGIS does itself, in the worker thread; ``run`` is told how to report and when to stop."""

    run: Callable[[Report, IsCancelled], Any]
    share: float = 1.0


@dataclass(frozen=True)
class Question:
    """The request of an estimate, and how its answer is shown."""

    method: str
    params: dict[str, Any]
    caption: Caption
    # By the answer: a further question before anything is shown, or the answer that is shown.
    then: Callable[[dict[str, Any]], Question | dict[str, Any]] | None = None


class EngineTask(WorkTask):
    """Steps one after the other by an engine of their own, so that the dock's engine stays free for clicks.

    Emits ``progressed`` with a Progress of the whole, then ``succeeded`` with the steps' values or ``failed``.
    """

    def __init__(self, title: str, new_session: NewSession, steps: Sequence[Step | Work]) -> None:
        super().__init__(title, partial(_in_turn, new_session, steps))


def _in_turn(
    new_session: NewSession, steps: Sequence[Step | Work], report: Report, is_cancelled: IsCancelled
) -> list[Any]:
    """The values of the steps; raises EngineFailure."""
    values: list[Any] = []
    total = sum(step.share for step in steps)

    def report_step(progress: Progress) -> None:
        before = sum(step.share for step in steps[: len(values)])
        fraction = (before + progress.fraction * steps[len(values)].share) / total
        report(replace(progress, fraction=fraction))

    with new_session() as session:
        for step in steps:
            if isinstance(step, Work):
                values.append(step.run(report_step, is_cancelled))
            else:
                params = {**step.params, **step.prepare()}
                values.append(session.request(step.method, params, report_step, is_cancelled))
    return values

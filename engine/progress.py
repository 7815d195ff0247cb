"""Progress and cancel of long work, without knowing who listens."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sized
from contextlib import contextmanager
from typing import TypeVar

from .errors import Cancelled

Item = TypeVar("Item")
Listener = Callable[[float, str, "float | None"], None]

# Nobody reads faster than this, and a message for each of a million chips would cost more than the chips.
SECONDS_BETWEEN_REPORTS = 0.1
# A smaller share of the work, as a sample at its start, tells nothing about how long the rest takes.
LEAST_TELLING_SHARE = 0.1


_running: list[Reporter] = []  # of the operation that runs now


@contextmanager
def running(reporter: Reporter) -> Iterator[None]:
    """A block in which ``check_running`` checks this reporter."""
    _running.append(reporter)
    try:
        yield
    finally:
        _running.pop()


def check_running() -> None:
    """Raise Cancelled when the operation that runs now is to stop: for what waits where no reporter can be handed."""
    if _running:
        _running[-1].check()


class Reporter:
    """Tells a listener how far the work is, and the work whether it is cancelled."""

    def __init__(self, listener: Listener = lambda *_: None, is_cancelled: Callable[[], bool] = lambda: False) -> None:
        self._listener = listener
        self._is_cancelled = is_cancelled
        self._last_report = -1e9

    def check(self) -> None:
        """Raise Cancelled when the work is to stop."""
        if self._is_cancelled():
            raise Cancelled

    def report(self, fraction: float, text: str, eta_s: float | None = None) -> None:
        """Say that ``fraction`` of the work is done and ``eta_s`` seconds are left; raises Cancelled."""
        self.check()
        now = time.monotonic()
        if fraction >= 1.0 or now - self._last_report >= SECONDS_BETWEEN_REPORTS:
            self._last_report = now
            self._listener(min(max(fraction, 0.0), 1.0), text, eta_s)

    def part(self, start: float, end: float) -> Reporter:
        """A reporter for the share of the work between the fractions ``start`` and ``end``."""
        tells = end >= 1 or end - start >= LEAST_TELLING_SHARE

        def listener(fraction: float, text: str, eta_s: float | None) -> None:
            # What follows this part is taken to cost as much a share as the part itself.
            known = None if fraction >= 1 or not tells else eta_s
            left = None if known is None else known / max(end - start, 1e-9) * (1.0 - start)
            self._listener(start + fraction * (end - start), text, left)

        return Reporter(listener, self._is_cancelled)

    def quiet(self) -> Reporter:
        """A reporter that says nothing, and is cancelled with this one."""
        return Reporter(is_cancelled=self._is_cancelled)

    def track(self, items: Iterable[Item], text: str, total: int | None = None, done: int = 0) -> Iterator[Item]:
        """The items, reporting after each; ``done`` of ``total`` were finished before and are left out of the ETA."""
        count = total if total is not None else done + (len(items) if isinstance(items, Sized) else 0)
        started = time.monotonic()
        self.report(done / count if count else 0.0, text)
        for number, item in enumerate(items, start=1):
            self.check()
            yield item
            elapsed = time.monotonic() - started
            left = elapsed / number * (count - done - number)
            self.report((done + number) / count if count else 1.0, text, max(left, 0.0))


class Relay(Reporter):
    """Forwards to its ``target``, which may change: for objects that outlive the request that made them."""

    def __init__(self, target: Reporter) -> None:
        super().__init__(self._pass_on, self._is_stopped)
        self.target = target

    def _pass_on(self, fraction: float, text: str, eta_s: float | None) -> None:
        self.target.report(fraction, text, eta_s)

    def _is_stopped(self) -> bool:
        try:
            self.target.check()
        except Cancelled:
            return True
        return False


def duration(seconds: float) -> str:
    """A time as people say it."""
    if seconds < 90:  # noqa: PLR2004 - a minute and a half
        return f"{max(seconds, 0):.0f} s"
    return f"about {seconds / 60:.0f} min" if seconds < 5400 else f"about {seconds / 3600:.1f} h"  # noqa: PLR2004

"""How the command line shows that work goes on: a bar on a terminal, elsewhere a line now and then."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from .progress import Listener, duration

if TYPE_CHECKING:
    from tqdm import tqdm

# Between two lines: nothing is said of short work, and a day's run fills a page or two of a log.
LEAST_SECONDS_BETWEEN_LINES = 10.0
SHARE_BETWEEN_LINES = 0.1  # of the time since the start
BAR_FORMAT = "{desc:<24} {percentage:3.0f}% |{bar}| {unit}"  # tqdm would put a comma before its postfix


@contextmanager
def shown_progress() -> Iterator[Listener]:
    """A listener that shows on stderr what it hears; nothing stays in the way of what is said next."""
    if not sys.stderr.isatty():
        yield Lines().show
        return
    bar = Bar()
    try:
        yield bar.show
    finally:
        bar.clear()


class Bar:
    """A bar on a terminal."""

    def __init__(self) -> None:
        self._bar: tqdm[None] | None = None

    def show(self, fraction: float, text: str, eta_s: float | None) -> None:
        """Draw the bar."""
        if self._bar is None:
            from tqdm import tqdm  # here, because it takes as long as the answer to a small request

            self._bar = tqdm(total=1.0, file=sys.stderr, leave=False, bar_format=BAR_FORMAT)
        self._bar.n = fraction
        self._bar.set_description_str(text, refresh=False)
        self._bar.unit = _left(text, eta_s)
        self._bar.refresh()

    def clear(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None


class Lines:
    """A line now and then, the rarer the longer the work takes."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._started = self._said_at = clock()

    def show(self, fraction: float, text: str, eta_s: float | None) -> None:
        """Print a line if it is time for one."""
        now = self._clock()
        if now - self._said_at < max(LEAST_SECONDS_BETWEEN_LINES, SHARE_BETWEEN_LINES * (now - self._started)):
            return
        self._said_at = now
        parts = [f"{text}: {100 * fraction:.0f} %", _left(text, eta_s)]
        sys.stderr.write(", ".join(part for part in parts if part) + "\n")
        sys.stderr.flush()


def _left(text: str, eta_s: float | None) -> str:
    """The time left, empty where it is unknown or ``text`` says it, as a download's does."""
    return "" if eta_s is None or text.endswith(" left") else f"{duration(eta_s)} left"

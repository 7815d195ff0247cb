"""How long the choice in *Look at* takes: asked when nothing changes any more, and never beside the work itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from qgis.PyQt.QtCore import QObject, QTimer

from ...client.failure import EngineFailure
from ...client.requests import Caption, Question
from ...client.session import PendingRequest
from ..context import ButtonTask, DockContext
from ..widgets.words import size
from .section import LookAtSection

DELAY_MS = 500  # the map is still moving before that
ESTIMATING = "Estimating…"


class Estimates(QObject):
    """Asks what ``question`` gives and shows the answer in the section; an answer to an earlier choice is not shown.

    ``question`` gives None where the time is unknown, and raises EngineFailure when the choice cannot be.
    """

    def __init__(
        self, section: LookAtSection, context: DockContext, task: ButtonTask, question: Callable[[], Question | None]
    ) -> None:
        super().__init__()
        self._section = section
        self._context = context
        self._task = task
        self._question = question
        self._pending: PendingRequest | None = None
        self._answered: set[str] = set()  # the encoders that the engine has loaded once
        self._number = 0  # of the question
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self._ask)

    def start(self) -> None:
        """Ask in a moment."""
        self._timer.start()

    def forget(self) -> None:
        """Ask no more, and hear no answer to what was asked."""
        self._timer.stop()
        self._number += 1
        if self._pending is not None:
            self._pending.cancel()
            self._pending = None

    def give_way(self) -> None:
        """Let a click be answered first: an estimate that is underway comes after it.

        But not the first one: it loads what the click needs too, and cannot be stopped while it does.
        """
        encoder = self._section.encoder
        if self._pending is not None and encoder is not None and encoder.name in self._answered:
            self.forget()
            self.start()

    def close(self) -> None:
        """Ask no more."""
        self._timer.stop()

    def _ask(self) -> None:
        if self._task.is_working:  # it would measure itself beside the work
            self._section.show_estimate("")
            return
        try:
            question = self._question()
        except EngineFailure as failure:  # the layer went meanwhile
            self._section.show_estimate(str(failure))
            return
        if question is None:
            return
        self._number += 1
        number = self._number

        def still(show: Callable[[Any], None], answer: object) -> None:
            if number == self._number:  # else something else was chosen meanwhile
                show(answer)

        shown = partial(still, partial(self._show, question.caption))
        self._pending = self._context.quick.ask(
            question.method, question.params, shown, partial(still, self._show_none)
        )

    def _show(self, caption: Caption, value: dict[str, Any]) -> None:
        self._pending = None
        if self._section.encoder is not None:
            self._answered.add(self._section.encoder.name)
        needed, free = value["output_bytes"] + value.get("scratch_bytes", 0), value.get("free_bytes")
        if free is not None and free < needed:
            self._section.show_estimate(f"Needs {size(needed)} of disk, only {size(free)} are free.")
            return
        self._section.show_estimate(*caption(value))

    def _show_none(self, failure: EngineFailure) -> None:
        if not failure.is_cancelled:
            self._pending = None
            self._section.show_estimate(str(failure))

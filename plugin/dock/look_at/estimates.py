"""How long the choice in *Look at* takes: asked when nothing changes any more, and never beside the work itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from qgis.PyQt.QtCore import QObject, QTimer

from ...client.failure import EngineFailure
from ...client.requests import Caption, NewestRequests, Question
from ..context import ButtonTask, DockContext
from ..widgets.words import size
from .section import LookAtSection

DELAY_MS = 500  # the map is still moving before that
ESTIMATING = "Estimating…"


class Estimates(QObject):
    """Sends the request that ``question`` gives and shows its answer, unless something else was chosen meanwhile.

    ``question`` gives None or a sentence where there is no estimate, and raises EngineFailure where the choice cannot
    be embedded.
    """

    def __init__(
        self,
        section: LookAtSection,
        context: DockContext,
        task: ButtonTask,
        question: Callable[[], Question | str | None],
    ) -> None:
        super().__init__()
        self._section = section
        self._task = task
        self._question = question
        self._requests = NewestRequests(context.quick)
        self._answered: set[str] = set()  # the encoders that the engine has loaded once
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self._ask)

    def start(self) -> None:
        """Ask in a moment."""
        self._timer.start()

    def forget(self) -> None:
        """Send no request, and ignore the answer to the last one."""
        self._timer.stop()
        self._requests.cancel()

    def give_way(self) -> None:
        """Let a click be answered first: an estimate that is underway comes after it.

        But not the first one: it loads what the click needs too, and cannot be stopped while it does.
        """
        encoder = self._section.encoder
        if self._requests.is_waiting and encoder is not None and encoder.name in self._answered:
            self.forget()
            self.start()

    def _ask(self) -> None:
        if self._task.is_working:  # it would measure itself beside the work
            self._section.show_estimate("")
            return
        try:
            question = self._question()
        except EngineFailure as failure:  # the layer went meanwhile
            self._section.show_estimate(str(failure))
            return
        if isinstance(question, Question):
            shown = partial(self._show, question.caption)
            self._requests.ask(question.method, question.params, shown, self._show_none)

    def _show(self, caption: Caption, value: dict[str, Any]) -> None:
        if self._section.encoder is not None:
            self._answered.add(self._section.encoder.name)
        needed, free = value["output_bytes"] + value.get("scratch_bytes", 0), value.get("free_bytes")
        if free is not None and free < needed:
            self._section.show_estimate(f"Needs {size(needed)} of disk, only {size(free)} are free.")
            return
        self._section.show_estimate(*caption(value))

    def _show_none(self, failure: EngineFailure) -> None:
        if not failure.is_cancelled:
            self._section.show_estimate(str(failure))

"""How long the choice in *Look at* takes: asked when nothing changes any more, and never beside the work itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ....client.failure import EngineFailure
from ....client.requests import NewestRequests, Question, SpareEngine
from ....translation import tr
from ...context import ButtonTask
from ...widgets.words import size
from ..form.section import LookAtSection

DELAY_MS = 500  # the map is still moving before that
ESTIMATING = tr("Estimating…")


class Estimates(QObject):
    """Sends the request that ``question`` gives and shows its answer, unless something else was chosen meanwhile.

    ``question`` gives None or a sentence where there is no estimate, and raises EngineFailure where the choice cannot
    be embedded. Emits ``known`` with each answer: whether the disk has room.
    """

    known = pyqtSignal(bool)

    def __init__(
        self,
        section: LookAtSection,
        task: ButtonTask,
        spare: SpareEngine,
        question: Callable[[], Question | str | None],
    ) -> None:
        super().__init__()
        self._section = section
        self._task = task
        self._question = question
        self._requests = NewestRequests(spare)
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
            self._send(question)

    def _send(self, question: Question) -> None:
        self._requests.ask(question.method, question.params, partial(self._answered, question), self._show_none)

    def _answered(self, question: Question, value: dict[str, Any]) -> None:
        try:
            told = question.then(value) if question.then is not None else value
        except EngineFailure as failure:  # the layer lost its file meanwhile
            self._section.show_estimate(str(failure))
            return
        if isinstance(told, Question):
            self._send(told)
        else:
            self._show(question, told)

    def _show(self, question: Question, value: dict[str, Any]) -> None:
        needed, free = value["output_bytes"] + value.get("scratch_bytes", 0), value.get("free_bytes")
        if free is not None and free < needed:
            text = tr("Needs {needed} of disk, only {free} are free.")
            self._section.show_estimate(text.format(needed=size(needed), free=size(free)))
            self._section.embed.set_ready(ready=False)
        else:
            self._section.show_estimate(*question.caption(value))
        self.known.emit(free is None or free >= needed)

    def _show_none(self, failure: EngineFailure) -> None:
        if not failure.is_cancelled:
            self._section.show_estimate(str(failure))

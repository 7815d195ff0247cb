"""Work in a worker thread as a task of QGIS's task manager."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qgis.core import QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from ..compat import SILENT
from .failure import EngineFailure, bug, cancelled

IsCancelled = Callable[[], bool]
Report = Callable[[Any], None]  # of an event with the ``fraction`` that is done
Work = Callable[[Report, IsCancelled], Any]

_FLAGS = QgsTask.Flag.CanCancel | SILENT  # the dock says itself what was done


class WorkTask(QgsTask):
    """Calls ``work`` in a worker thread; emits ``progressed`` with its events, then ``succeeded`` or ``failed``."""

    progressed = pyqtSignal(object)
    succeeded = pyqtSignal(object)
    failed = pyqtSignal(object)

    def __init__(self, title: str, work: Work) -> None:
        super().__init__(title, _FLAGS)
        self._work = work
        self._value: Any = None
        self._failure: EngineFailure | None = None

    def run(self) -> bool:
        """Do the work; called by QGIS in a worker thread."""
        try:
            self._value = self._work(self._report, self.isCanceled)
        except EngineFailure as failure:
            self._failure = failure
            # QGIS calls a task that was stopped "failed", where it speaks of tasks at all.
            return failure.is_cancelled
        except Exception as error:  # noqa: BLE001 - a thread's boundary: QGIS would keep the traceback to itself
            self._failure = bug(error)
            return False
        return True

    def finished(self, result: bool) -> None:
        """Emit the outcome; called by QGIS in the GUI thread."""
        if result and self._failure is None:
            self.succeeded.emit(self._value)
        else:
            self.failed.emit(self._failure or cancelled())

    def _report(self, event: Any) -> None:
        self.setProgress(100 * event.fraction)
        self.progressed.emit(event)

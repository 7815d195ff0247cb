"""Requests that follow the mouse: one is underway at a time, and of those that come meanwhile the newest waits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QObject, QTimer

from ...client.failure import EngineFailure
from ...client.requests import NewestRequests, QuickRequests

LONGEST_DRAWING_MS = 250  # of a map that is waited for: one with slow layers is not


class Following(QObject):
    """Asks anew as soon as the answer before is drawn: asked more often, the map would begin anew and never end."""

    def __init__(self, quick: QuickRequests, canvas: QgsMapCanvas) -> None:
        super().__init__()
        self._requests = NewestRequests(quick)
        self._canvas = canvas
        self._next: Callable[[], None] | None = None
        self._is_busy = self._is_listening = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(LONGEST_DRAWING_MS)
        self._patience.timeout.connect(self._drawn)

    def ask(
        self, method: str, params: Callable[[], dict[str, Any]], answered: Callable[[dict[str, Any], Any], None]
    ) -> None:
        """Send the request of ``params`` when it is its turn; ``answered`` gets both, and failures say nothing."""

        def send() -> None:
            try:
                sent = params()
            except EngineFailure:  # the end says so
                return

            def came(value: Any) -> None:
                answered(sent, value)
                self._canvas.mapCanvasRefreshed.connect(self._drawn)
                self._is_listening = True
                self._patience.start()

            self._is_busy = True
            self._requests.ask(method, sent, came, self._failed)

        if self._is_busy:
            self._next = send
        else:
            send()

    def cancel(self) -> None:
        """Follow no more."""
        self._next = None
        self._requests.cancel()
        self._stop_waiting()

    def _stop_waiting(self) -> None:
        if self._is_listening:
            self._canvas.mapCanvasRefreshed.disconnect(self._drawn)
        self._patience.stop()
        self._is_busy = self._is_listening = False

    def _drawn(self) -> None:
        self._stop_waiting()
        waiting, self._next = self._next, None
        if waiting is not None:
            waiting()

    def _failed(self, _failure: EngineFailure) -> None:
        """The mouse is where there are no data: the end of the drag says so."""
        self._drawn()

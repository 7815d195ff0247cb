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
    """Asks while the answer before is drawn, and shows an answer when that is done.

    Shown earlier, the map would begin anew each time and never end.
    """

    def __init__(self, quick: QuickRequests, canvas: QgsMapCanvas) -> None:
        super().__init__()
        self._requests = NewestRequests(quick)
        self._canvas = canvas
        self._next: Callable[[], None] | None = None  # the newest that waits for its turn to be asked
        self._answer: Callable[[], None] | None = None  # waits for the map
        self._is_drawing = False
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
            self._requests.ask(method, sent, lambda value: self._came(lambda: answered(sent, value)), self._failed)

        self._next = send
        self._send_next()

    def cancel(self) -> None:
        """Follow no more."""
        self._next = self._answer = None
        self._requests.cancel()
        self._stop_waiting()

    def _send_next(self) -> None:
        if self._next is not None and not self._requests.is_waiting and self._answer is None:
            send, self._next = self._next, None
            send()

    def _came(self, show: Callable[[], None]) -> None:
        self._answer = show
        if not self._is_drawing:
            self._show()

    def _show(self) -> None:
        if self._answer is not None:
            show, self._answer = self._answer, None
            show()
            self._is_drawing = True
            self._canvas.mapCanvasRefreshed.connect(self._drawn)
            self._patience.start()
        self._send_next()

    def _stop_waiting(self) -> None:
        if self._is_drawing:
            self._canvas.mapCanvasRefreshed.disconnect(self._drawn)
        self._patience.stop()
        self._is_drawing = False

    def _drawn(self) -> None:
        self._stop_waiting()
        self._show()

    def _failed(self, _failure: EngineFailure) -> None:
        """The mouse is where there are no data: the end of the drag says so."""
        self._send_next()

"""Connections to what lives longer than the dock: all of them end together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Connections:
    """Remembers what was connected, so that ``close`` leaves none behind."""

    def __init__(self) -> None:
        self._made: list[tuple[Any, Callable[..., None]]] = []

    def connect(self, signal: Any, slot: Callable[..., None]) -> None:
        """Call ``slot`` at the bound signal until ``close``."""
        signal.connect(slot)
        self._made.append((signal, slot))

    def close(self) -> None:
        """End all, in reverse."""
        while self._made:
            signal, slot = self._made.pop()
            signal.disconnect(slot)

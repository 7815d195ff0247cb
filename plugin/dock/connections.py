"""Connections to objects that outlive the dock, ended together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Connections:
    """Remembers its connections; ``close`` disconnects them all."""

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

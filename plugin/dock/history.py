"""The history of a value, for undo and redo."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


class History(Generic[T]):
    """``now``, and what can be gone back and forth to."""

    def __init__(self, now: T) -> None:
        self.now = now
        self._before: list[T] = []
        self._after: list[T] = []

    @property
    def can_undo(self) -> bool:
        """Whether there was a change."""
        return bool(self._before)

    def change(self, new: T) -> None:
        """Go on with this; what was undone cannot be redone any more."""
        self._before.append(self.now)
        self._after = []
        self.now = new

    def take_back(self) -> None:
        """As before the last change, which never was."""
        if self._before:
            self.now = self._before.pop()

    def undo(self) -> bool:
        """As before the last change; whether there was one."""
        return self._step(self._before, self._after)

    def redo(self) -> bool:
        """As before the last undo; whether there was one."""
        return self._step(self._after, self._before)

    def _step(self, source: list[T], target: list[T]) -> bool:
        if not source:
            return False
        target.append(self.now)
        self.now = source.pop()
        return True

"""The picked places, with what they were before and after: what undo and redo go through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..choices import PickedPlace

MOST_STEPS = 200


class Examples:
    """The places as they are now, in the embedding layer's CRS."""

    def __init__(self) -> None:
        self.places: list[PickedPlace] = []
        self._before: list[list[PickedPlace]] = []
        self._after: list[list[PickedPlace]] = []

    def forget(self, places: Sequence[PickedPlace] = ()) -> None:
        """Begin anew with these places; nothing is left to undo."""
        self.places = list(places)
        self._before, self._after = [], []

    def change(self, places: Sequence[PickedPlace]) -> None:
        """Have these places from now on."""
        self._before = [*self._before, self.places][-MOST_STEPS:]
        self._after = []
        self.places = list(places)

    def take_back(self) -> None:
        """As before the last change, which never was."""
        if self._before:
            self.places = self._before.pop()

    def undo(self) -> bool:
        """As before the last change; whether there was one."""
        return self._step(self._before, self._after)

    def redo(self) -> bool:
        """As before the last undo; whether there was one."""
        return self._step(self._after, self._before)

    def _step(self, source: list[list[PickedPlace]], target: list[list[PickedPlace]]) -> bool:
        if not source:
            return False
        target.append(self.places)
        self.places = source.pop()
        return True


def kept_places(places: Sequence[PickedPlace]) -> list[list[Any]]:
    """The places as JSON holds them."""
    return [[place.x, place.y, place.positive, place.area] for place in places]


def places_of(value: Any) -> list[PickedPlace]:
    """The places that were kept as this value; none for anything else."""
    try:
        return [PickedPlace(float(x), float(y), bool(positive), str(area)) for x, y, positive, area in value]
    except (TypeError, ValueError):
        return []

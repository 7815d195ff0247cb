"""The picked places as a project keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...choices import PickedPlace


def kept_places(places: Sequence[PickedPlace]) -> list[list[Any]]:
    """The places as JSON holds them."""
    return [[place.x, place.y, place.positive, place.area] for place in places]


def places_of(value: Any) -> list[PickedPlace]:
    """The places that were kept as this value; none for anything else."""
    try:
        return [PickedPlace(float(x), float(y), bool(positive), str(area)) for x, y, positive, area in value]
    except (TypeError, ValueError):
        return []

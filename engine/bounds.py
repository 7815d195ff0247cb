"""Bounds: a rectangle in a CRS."""

from __future__ import annotations

from typing import NamedTuple


class Bounds(NamedTuple):
    """A rectangle in the units of a CRS."""

    left: float
    bottom: float
    right: float
    top: float


WORLD = Bounds(-180.0, -90.0, 180.0, 90.0)  # in degrees

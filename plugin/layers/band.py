"""One band of a raster layer, as plain data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Band:
    """One band of a raster layer as the dock lists it; ``number`` counts from 1."""

    number: int
    name: str

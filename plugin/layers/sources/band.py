"""One band of a raster layer, as plain data: without qgis.core, so that the widgets that show it need none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Band:
    """One band of a raster layer as the dock lists it; ``number`` counts from 1."""

    number: int
    name: str

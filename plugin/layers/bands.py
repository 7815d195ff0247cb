"""The bands of a raster layer, as plain data."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qgis.core import QgsRasterLayer

from ..panel.choices import Band

FEWEST_DIMS = 4  # fewer bands are a picture, not embeddings
EMBEDDING_BAND = re.compile(r"\be0{4}\b")


def read_bands(layer: QgsRasterLayer) -> list[Band]:
    """The bands with the names that QGIS shows, less its "Band 1: " before them."""
    return [Band(number, _short(layer.bandName(number), number)) for number in range(1, layer.bandCount() + 1)]


def holds_embeddings(layer: QgsRasterLayer) -> bool:
    """Whether the raster's bands are named as those of an embedding raster; reads one name only."""
    return layer.bandCount() >= FEWEST_DIMS and EMBEDDING_BAND.search(layer.bandName(1)) is not None


def could_hold_embeddings(layer: QgsRasterLayer) -> bool:
    """Whether the raster has enough bands to be taken for embeddings that another tool made."""
    return layer.providerType() == "gdal" and layer.bandCount() >= FEWEST_DIMS


def chosen_bands(bands: Iterable[Band], numbers: Iterable[int]) -> list[Band]:
    """The bands with these numbers, in the bands' order."""
    wanted = set(numbers)
    return [band for band in bands if band.number in wanted]


def _short(name: str, number: int) -> str:
    """The part of QGIS's band name that says something."""
    return re.sub(r"^Band 0*\d+(: )?", "", name).split(" (")[0] or f"band {number}"

"""The bands of a raster layer, as plain data."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsRasterLayer

from .band import Band

FEWEST_DIMS = 4  # fewer bands are a picture, not embeddings
EMBEDDING_BAND = re.compile(r"\be0{4}\b")
# As the engine knows them: see engine/products.py.
SENTINEL_2_BAND = re.compile(r"^(.*_|)(B(?:0[1-9]|8A|11|12))(?:_(\d\d)m)?\.(?:jp2|tiff?)$", re.IGNORECASE)
LANDSAT_BAND = re.compile(r"^(.*_(?:SR_)?)(B[1-7])()\.tiff?$", re.IGNORECASE)
SIZE_FOLDER = re.compile(r"R\d\dm", re.IGNORECASE)  # a .SAFE keeps the files of each pixel size in one


@dataclass(frozen=True)
class BandFile:
    """Which band of which scene a file is, by its name; ``size`` is that of its pixels, 0 where it is not said."""

    scene: str
    band: str
    size: int


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


def band_file(path: str) -> BandFile | None:
    """The band of a Sentinel-2 or Landsat scene that a file of this name is; None for any other."""
    file = Path(path)
    found = SENTINEL_2_BAND.match(file.name) or LANDSAT_BAND.match(file.name)
    if found is None:
        return None
    folder = file.parent.parent if SIZE_FOLDER.fullmatch(file.parent.name) else file.parent
    return BandFile(scene=f"{folder}/{found[1].upper()}", band=found[2].upper(), size=int(found[3] or 0))


def _short(name: str, number: int) -> str:
    """The part of QGIS's band name that says something."""
    return re.sub(r"^Band 0*\d+(: )?", "", name).split(" (")[0] or f"band {number}"

"""The bands of a raster layer, as plain data."""

from __future__ import annotations

import re
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
    """Scene and band of a file, by its name; ``size`` is the pixel size, 0 if unknown."""

    scene: str
    band: str
    size: int


def read_bands(layer: QgsRasterLayer) -> list[Band]:
    """The bands with the names that QGIS shows, without the prefix "Band 1: "."""
    names = {number: layer.bandName(number) for number in range(1, layer.bandCount() + 1)}
    short = {number: re.sub(r"^Band 0*\d+(: )?", "", name).split(" (")[0] for number, name in names.items()}
    return [Band(number, name or f"band {number}") for number, name in short.items()]


def holds_embeddings(layer: QgsRasterLayer) -> bool:
    """Whether the raster's bands are named as those of an embedding raster; reads one name only."""
    return layer.bandCount() >= FEWEST_DIMS and EMBEDDING_BAND.search(layer.bandName(1)) is not None


def could_hold_embeddings(layer: QgsRasterLayer) -> bool:
    """Whether the raster has enough bands to be taken for embeddings that another tool made."""
    return layer.providerType() == "gdal" and layer.bandCount() >= FEWEST_DIMS


def band_file(path: str) -> BandFile | None:
    """The scene and band in the file name of a Sentinel-2 or Landsat band; None for any other file."""
    file = Path(path)
    found = SENTINEL_2_BAND.match(file.name) or LANDSAT_BAND.match(file.name)
    if found is None:
        return None
    folder = file.parent.parent if SIZE_FOLDER.fullmatch(file.parent.name) else file.parent
    return BandFile(scene=f"{folder}/{found[1].upper()}", band=found[2].upper(), size=int(found[3] or 0))

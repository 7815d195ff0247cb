"""The bands of a raster layer, as plain data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from qgis.core import Qgis, QgsRasterLayer

from ...translation import tr
from .band import Band
from .scene import band_label, is_subdataset, part_files

SAMPLE_SIDE = 200  # pixels of a sample over all of a layer
DTYPES = {
    Qgis.DataType.Byte: np.uint8,
    Qgis.DataType.UInt16: np.uint16,
    Qgis.DataType.Int16: np.int16,
    Qgis.DataType.UInt32: np.uint32,
    Qgis.DataType.Int32: np.int32,
    Qgis.DataType.Float32: np.float32,
    Qgis.DataType.Float64: np.float64,
}
FEWEST_DIMS = 4  # fewer bands are a picture, not embeddings
EMBEDDING_BAND = re.compile(r"\b(?:e0{4}|A00|Tessera_Band_\d+)\b")  # Landprint's, AlphaEarth's, TESSERA's
# An array of TESSERA's Zarr stores as QGIS names it, whose bands have no names; the group is the store.
ZARR_EMBEDDINGS = re.compile(r'ZARR:"([^"]+)":/(?:[^:]*/)?embeddings(?::[\d:]+)?$')
# As the engine knows them: see engine/scenes/products.py.
SENTINEL_2_BAND = re.compile(r"^(.*_|)(B(?:0[1-9]|8A|11|12))(?:_(\d\d)m)?\.(?:jp2|tiff?)$", re.IGNORECASE)
LANDSAT_BAND = re.compile(r"^(.*_(?:SR_)?)(B[1-7])()\.tiff?$", re.IGNORECASE)
SIZE_FOLDER = re.compile(r"R\d\dm", re.IGNORECASE)  # a .SAFE keeps the files of each pixel size in one


@dataclass(frozen=True)
class BandFile:
    """Scene and band of a file, by its name; ``size`` is the pixel size, 0 if unknown."""

    scene: str
    band: str
    size: int


def read_bands(layer: QgsRasterLayer, *, is_alone: bool = True) -> list[Band]:
    """The bands with the names that QGIS shows, without the prefix "Band 1: ".

    Of a layer that is a part of a scene, those of the scene; a band in an archive stands for its scene if it
    ``is_alone`` and not put together with others.
    """
    if not layer.isValid():  # its file went: QGIS still counts a band
        return []
    source = str(layer.source())
    files = part_files(source) if is_alone or is_subdataset(source) else []
    if files:
        return [Band(number, band_label(file)) for number, file in enumerate(files, start=1)]
    names = {number: layer.bandName(number) for number in range(1, layer.bandCount() + 1)}
    short = {number: re.sub(r"^Band 0*\d+(: )?", "", name).split(" (")[0] for number, name in names.items()}
    return [Band(number, name or tr("band {number}").format(number=number)) for number, name in short.items()]


def image_bands(bands: list[Band]) -> list[int]:
    """The numbers of the bands that are an image's own, without a classification among them, as the engine has it."""
    from ....engine.scenes.classifications import class_bands  # QGIS starts with this file

    classes = {number for found in class_bands([band.name for band in bands]) for number in found.numbers.values()}
    every = [band.number for band in bands]
    return [number for number in every if number not in classes] or every


def read_levels(layer: QgsRasterLayer) -> list[tuple[float, float]]:
    """Mean and standard deviation of each band, by a sample of it; of a part of a scene or without a file, none."""
    provider = layer.dataProvider()
    if not layer.isValid() or part_files(str(layer.source())):
        return []
    levels = []
    for number in range(1, layer.bandCount() + 1):
        block = provider.block(number, provider.extent(), SAMPLE_SIDE, SAMPLE_SIDE)
        dtype = DTYPES.get(block.dataType())
        values = np.frombuffer(bytes(block.data()), dtype or np.uint8)
        used = values[np.isfinite(values) & (values != (block.noDataValue() if block.hasNoDataValue() else 0))]
        is_known = dtype is not None and used.size > 0
        levels.append((float(used.mean()), float(used.std())) if is_known else (0.0, 0.0))
    return levels


def holds_embeddings(layer: QgsRasterLayer) -> bool:
    """Whether the raster's bands, or the array in its store, are named as embeddings; reads one name only."""
    is_array = ZARR_EMBEDDINGS.match(str(layer.source())) is not None
    return layer.bandCount() >= FEWEST_DIMS and (is_array or EMBEDDING_BAND.search(layer.bandName(1)) is not None)


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

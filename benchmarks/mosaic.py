"""Labelled imagery as rasters that the engine reads: EuroSAT's chips as mosaics, and a scene with polygons."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import pyogrio
import rasterio
import shapely
from rasterio.features import rasterize
from rasterio.transform import from_origin

BANDS = ("B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B11", "B12")  # in Clay's order
CHIP = 64  # pixels
SIDE = 10  # chips on a mosaic's side
PLACE = from_origin(500_000, 5_000_000, 10, 10)  # made up: the chips come from all over Europe
# Patches with at least this share of their pixels in a polygon carry its label.
LABELLED_SHARE = 0.5
Layout = Literal["blocks", "shuffled"]


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """A raster with a label for each patch of a size; ``labels`` and ``places`` (row, column), labels 0 where unknown.

    Patches with the same place, a polygon or a chip, are not independent of each other.
    """

    raster: Path
    labels: np.ndarray
    places: np.ndarray


def eurosat_mosaic(chips: Path, path: Path, layout: Layout, *, cut: int = 0, gap: int = 0, seed: int = 0) -> np.ndarray:
    """Write ten chips of each class as one raster; the class (from 1) of every pixel (row, column), 0 between chips.

    The first ``cut`` pixels of both axes are left out, so that the chips of an encoder do not lie on EuroSAT's.
    ``gap`` pixels of nodata between the chips keep their neighbours, which are not theirs on the ground, out of sight.
    """
    classes = sorted(folder for folder in chips.iterdir() if folder.is_dir())
    order = _order(layout, len(classes), seed)  # (row, column): number of a chip, class by class
    files = [sorted(folder.glob("*.tif"))[:SIDE] for folder in classes]
    stride = CHIP + gap
    length = SIDE * stride - gap
    pixels = np.zeros((len(BANDS), length, length), np.uint16)
    labels = np.zeros((length, length), int)
    for row, col in np.ndindex(SIDE, SIDE):
        number, index = divmod(int(order[row, col]), SIDE)
        rows, cols = (slice(place * stride, place * stride + CHIP) for place in (row, col))
        pixels[:, rows, cols] = _read_by_name(files[number][index])
        labels[rows, cols] = number + 1
    _write(path, pixels[:, cut:, cut:])
    return labels[cut:, cut:]


def _order(layout: Layout, classes: int, seed: int) -> np.ndarray:
    """Numbers of the chips (row, column), ten for a class one after the other."""
    random = np.random.default_rng(seed)
    if layout == "shuffled":
        return random.permutation(classes * SIDE).reshape(SIDE, SIDE)
    # A class is a block of 2 x 5 chips, the classes in any order.
    order = np.empty((SIDE, SIDE), int)
    for place, number in enumerate(random.permutation(classes)):
        row, col = divmod(place, 2)
        order[2 * row : 2 * row + 2, 5 * col : 5 * col + 5] = (number * SIDE + random.permutation(SIDE)).reshape(2, 5)
    return order


def _read_by_name(path: Path) -> np.ndarray:
    """The bands (band, row, column) in BANDS' order; EuroSAT has B8A behind all others."""
    with rasterio.open(path) as dataset:
        return dataset.read([dataset.descriptions.index(band) + 1 for band in BANDS])


def _write(path: Path, pixels: np.ndarray) -> None:
    count, height, width = pixels.shape
    shape = {"count": count, "height": height, "width": width, "dtype": pixels.dtype}
    with rasterio.open(path, "w", driver="GTiff", crs="EPSG:32632", transform=PLACE, **shape) as dataset:
        dataset.nodata = 0
        dataset.write(pixels)
        dataset.descriptions = BANDS


def patch_labels(labels: np.ndarray, patch: int) -> np.ndarray:
    """The label (row, column) of most of each patch's pixels, 0 with less than LABELLED_SHARE of them."""
    shares = {int(label): patch_means(labels == label, patch) for label in np.unique(labels[labels > 0])}
    of_labels = np.stack(list(shares.values()))
    found = np.array(list(shares))[of_labels.argmax(axis=0)]
    return np.where(of_labels.max(axis=0) >= LABELLED_SHARE, found, 0)


def patch_means(values: np.ndarray, patch: int) -> np.ndarray:
    """Means over the patches (..., row, column) of pixels (..., row, column), of a last patch's part too."""
    rows, cols = (-(-length // patch) for length in values.shape[-2:])
    padded = np.full((*values.shape[:-2], rows * patch, cols * patch), np.nan)
    padded[..., : values.shape[-2], : values.shape[-1]] = values
    return np.nanmean(padded.reshape(*values.shape[:-2], rows, patch, cols, patch), axis=(-3, -1))


def labelled_scene(folder: Path, patch: int) -> Labelled:
    """The Sentinel-2 scene in degrees, with the classes of its polygons."""
    raster = folder / "rstoolbox_sen2_l2a_12band.tif"
    meta, _, geometries, fields = pyogrio.raw.read(folder / "rstoolbox_sen2_polygons.gpkg")
    ids = fields[list(meta["fields"]).index("id")]
    with rasterio.open(raster) as dataset:
        shape, transform = dataset.shape, dataset.transform
    polygons = shapely.from_wkb(geometries)
    labels = rasterize(zip(polygons, map(int, ids), strict=True), out_shape=shape, transform=transform)
    numbered = ((polygon, number) for number, polygon in enumerate(polygons, start=1))
    places = rasterize(numbered, out_shape=shape, transform=transform)
    own_places = patch_labels(places.astype(int), patch)
    return Labelled(
        raster=raster, labels=np.where(own_places > 0, patch_labels(labels.astype(int), patch), 0), places=own_places
    )

"""Rasters that the tests make: scenes of a few kinds of ground, written as GeoTIFFs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from affine import Affine
from rasterio.transform import from_origin

UTM = "EPSG:32725"
NORTH_UP = from_origin(288_000, 9_120_000, 10, 10)


def scene(bands: int = 3, height: int = 64, width: int = 64, seed: int = 0) -> np.ndarray:
    """Pixels (band, row, column) float32 in 40..220: four kinds of ground in blocks, each with a texture of its own."""
    random = np.random.default_rng(seed)
    kinds = np.kron(random.integers(0, 4, (-(-height // 16), -(-width // 16))), np.ones((16, 16), int))
    kinds = kinds[:height, :width]
    colours = random.uniform(80, 180, (4, bands))
    roughness = np.array([2.0, 8.0, 15.0, 25.0])
    pixels = colours[kinds].transpose(2, 0, 1) + random.normal(0, 1, (bands, height, width)) * roughness[kinds]
    return np.clip(pixels, 40, 220).astype(np.float32)


def write_raster(
    path: Path,
    pixels: np.ndarray,
    *,
    crs: Any = UTM,
    transform: Affine | None = NORTH_UP,
    mask: np.ndarray | None = None,
    alpha: np.ndarray | None = None,
    **profile: Any,
) -> Path:
    """Write pixels (band, row, column); ``mask`` goes into the file, ``alpha`` behind the bands."""
    if alpha is not None:
        pixels = np.concatenate([pixels, alpha.astype(pixels.dtype)[None] * 255])
    count, height, width = pixels.shape
    placed = {} if transform is None else {"transform": transform}
    shape = {"count": count, "height": height, "width": width, "dtype": pixels.dtype}
    with (
        rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True),
        rasterio.open(path, "w", **{"driver": "GTiff", "crs": crs, **shape, **placed, **profile}) as dataset,
    ):
        if alpha is not None:
            interpretation = rasterio.enums.ColorInterp
            dataset.colorinterp = [interpretation.gray, *[interpretation.undefined] * (count - 2), interpretation.alpha]
        dataset.write(pixels)
        if mask is not None:
            dataset.write_mask(mask)
    return path


def read_all(path: Path) -> np.ndarray:
    """Embeddings (dim, row, column) float32 as GDAL's users decode them: stored * scale + offset, NaN at nodata."""
    with rasterio.open(path) as dataset:
        stored = dataset.read()
        values = stored.astype(np.float32) * np.array(dataset.scales, np.float32)[:, None, None]
        values += np.array(dataset.offsets, np.float32)[:, None, None]
        nodata = dataset.nodatavals[0]
    if nodata is not None:
        values[(stored == nodata) | np.isnan(stored.astype(np.float32))] = np.nan
    return values


def write_embeddings(path: Path, embeddings: np.ndarray, **profile: Any) -> Path:
    """An embedding raster as another tool would write it: float32 bands with NaN as nodata."""
    return write_raster(path, embeddings.astype(np.float32), **{"nodata": np.nan, **profile})


def vectors(dim: int = 6, height: int = 20, width: int = 30, seed: int = 0) -> np.ndarray:
    """Embeddings (dim, row, column) float32 around three directions, away from zero as a model's are."""
    random = np.random.default_rng(seed)
    centres = random.normal(0, 1, (3, dim)) + 3.0
    kinds = random.integers(0, 3, (height, width))
    values = centres[kinds] + random.normal(0, 0.1, (height, width, dim))
    return values.transpose(2, 0, 1).astype(np.float32)


def with_holes(values):
    """Embeddings (dim, row, column) with nodata in a few patches."""
    values = values.copy()
    values[:, 8:12, 20:24] = np.nan
    return values

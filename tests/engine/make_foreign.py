"""Embeddings as others publish them, made small: AlphaEarth's GeoTIFFs, TESSERA's tiles, GeoTIFFs and Zarr stores."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from affine import Affine

from tests.engine.make_rasters import write_raster

SOUTH_UP = Affine(10, 0, 500_000, 0, 10, 5_000_000)
UTM_31 = "EPSG:32631"
TILE_PLACE = Affine(10, 0, 296_000, 0, -10, 5_775_000)


def alpha_earth_vectors(dim: int = 64, height: int = 12, width: int = 20) -> np.ndarray:
    """Unit vectors (dim, row, column)."""
    values = np.random.default_rng(2).normal(0, 1, (dim, height, width)) ** 3
    unit: np.ndarray = values / np.linalg.norm(values, axis=0)
    return unit


def alpha_earth_codes(values: np.ndarray) -> np.ndarray:
    """The published files' codes of values (dim, row, column), with a hole of 2 x 3 pixels."""
    codes = np.rint(np.sign(values) * np.sqrt(np.abs(values)) * 127.5).clip(-127, 127).astype("int8")
    codes[:, :2, :3] = -128
    return codes


def formula(codes: np.ndarray) -> np.ndarray:
    """sign(v) (|v| / 127.5)^2 in double precision."""
    numbers = codes.astype(np.float64)
    values: np.ndarray = np.sign(numbers) * (np.abs(numbers) / 127.5) ** 2
    return values


def write_alpha_earth(path: Path, names: list[str] | None = None, **profile: Any) -> np.ndarray:
    """A file as Earth Engine publishes them, from south to north; returns its codes (64, row, column)."""
    codes = alpha_earth_codes(alpha_earth_vectors())
    write_named(path, codes, names, **{"transform": SOUTH_UP, "nodata": -128, **profile})
    return codes


def write_named(path: Path, pixels: np.ndarray, names: list[str] | None = None, **profile: Any) -> Path:
    """A raster whose bands are called A00 and so on, or as given."""
    write_raster(path, pixels, **profile)
    with rasterio.open(path, "r+") as dataset:
        dataset.descriptions = names or [f"A{index:02d}" for index in range(len(pixels))]
    return path


def tessera_codes(height: int = 14, width: int = 18, dim: int = 128, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Codes (row, column, dim) int8 and scales (row, column) float32: water, nothing yet, and a sentinel among them."""
    random = np.random.default_rng(seed)
    codes = random.integers(-127, 128, (height, width, dim)).astype("int8")
    codes[5, 5, :7] = 0
    scales = random.uniform(0.01, 0.2, (height, width)).astype("float32")
    scales[:2, :3], scales[2, 0], scales[3, 0], scales[4, 0] = np.nan, np.inf, 3e38, 0
    return codes, scales


def write_tile(folder: Path, *, beside: bool = True, year: int = 2024, order: str = "C") -> tuple[Path, Any, Any]:
    """A tile as geotessera keeps it, with its landmask beside it or in the landmasks' folder: path, codes, scales."""
    name = "grid_0.15_52.05"
    home = folder / "global_0.1_degree_representation" / str(year) / name
    home.mkdir(parents=True, exist_ok=True)
    codes, scales = tessera_codes()
    np.save(home / f"{name}.npy", np.asarray(codes, order=order))  # type: ignore[call-overload]
    np.save(home / f"{name}_scales.npy", scales)
    landmasks = home if beside else folder / "global_0.1_degree_tiff_all"
    landmasks.mkdir(exist_ok=True)
    write_raster(landmasks / f"{name}.tiff", np.ones((1, *scales.shape), "uint8"), crs=UTM_31, transform=TILE_PLACE)
    return home / f"{name}.npy", codes, scales


def write_store(
    folder: Path,
    zones: tuple[str, ...] = ("utm31",),
    years: list[tuple[Any, Any]] | None = None,
    crs: str = UTM_31,
    place: Affine = TILE_PLACE,
) -> tuple[Path, Any, Any]:
    """A Zarr store of version 2, laid out as TESSERA's: path, codes (year, dim, row, column), scales.

    ``years`` are codes (row, column, dim) and scales of each year up to 2024; where none are given, two are made up.
    """
    years = years or [tessera_codes(seed=year) for year in (2023, 2024)]
    codes, scales = np.stack([one.transpose(2, 0, 1) for one, _ in years]), np.stack([one for _, one in years])
    for zone in zones:
        group = folder / zone
        group.mkdir(parents=True)
        for one in (folder, group):
            (one / ".zgroup").write_text('{"zarr_format": 2}')
        (group / ".zattrs").write_text(json.dumps({"proj:code": crs, "spatial:dimensions": ["y", "x"]}))
        _write_v2(group / "embeddings", codes, (1, 128, 8, 8), ["time", "band", "y", "x"], fill=0)
        _write_v2(group / "scales", scales, (1, 8, 8), ["time", "y", "x"], fill="Infinity")
        height, width = scales.shape[1:]
        x = place.c + place.a * (np.arange(width) + 0.5)
        y = place.f + place.e * (np.arange(height) + 0.5)
        last = np.arange(2025 - len(years), 2025, dtype="int32")
        for name, values in (("x", x), ("y", y), ("time", last)):
            _write_v2(group / name, values, values.shape, [name], fill=0)
    return folder, codes, scales


def _write_v2(folder: Path, values: np.ndarray, chunks: tuple[int, ...], names: list[str], *, fill: Any) -> None:
    folder.mkdir()
    about = {
        "zarr_format": 2,
        "shape": values.shape,
        "chunks": chunks,
        "dtype": values.dtype.str,
        "order": "C",
        "fill_value": fill,
        "compressor": {"id": "zlib", "level": 1},
        "filters": None,
    }
    (folder / ".zarray").write_text(json.dumps(about))
    (folder / ".zattrs").write_text(json.dumps({"_ARRAY_DIMENSIONS": names}))
    counts = [-(-length // side) for length, side in zip(values.shape, chunks, strict=True)]
    for index in np.ndindex(*counts):
        part = values[tuple(slice(i * side, (i + 1) * side) for i, side in zip(index, chunks, strict=True))]
        whole = np.zeros(chunks, values.dtype)
        whole[tuple(slice(0, length) for length in part.shape)] = part
        (folder / ".".join(map(str, index))).write_bytes(zlib.compress(whole.tobytes()))

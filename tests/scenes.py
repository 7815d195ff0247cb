"""Scenes that are made up, under the names of real ones, with their size, bands, type, CRS and pixels.

The land is of five kinds in patches some hundred metres wide, each with colours and a texture of its own; it depends on
nothing but the name. What real land teaches it does not.

Run: .venv/bin/python -m tests.scenes NAME FILE, with a name of SCENES or STATIONS.
"""

from __future__ import annotations

import csv
import os
import sys
import zlib
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

KINDS = 5
SENTINEL_2_MEANS = (600, 700, 950, 1000, 1400, 2300, 2700, 2850, 2950, 2900, 2200, 1500)
SENTINEL_2_BANDS = ("B01", "B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B09", "B11", "B12")
STATIONS = "airtemp_stations_kg.csv"
STATION_COUNT = 3076


class Scene(NamedTuple):
    """A raster's facts, and each band's mean; its standard deviation is a share of that."""

    side: tuple[int, int]  # width, height
    crs: int
    corner: tuple[float, float]  # left, top
    pixel: float  # in units of the CRS
    bands: tuple[str | None, ...]
    means: tuple[float, ...]
    dtype: str = "uint16"
    share: float = 0.25
    offset: int = 0
    product: str | None = None  # the tag SCENE


SCENES = {
    "rstoolbox_sen2_l2a_12band.tif": Scene(
        side=(247, 237),
        crs=4326,
        corner=(-56.3736858233922, -1.45868435835328),
        pixel=8.983152841214912e-05,
        bands=("B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8", "B8A", "B9", "B11", "B12"),
        means=SENTINEL_2_MEANS,
        offset=1000,
    ),
    "patch_33188.tif": Scene(
        side=(256, 256),
        crs=32612,
        corner=(449_745, 4_060_935),
        pixel=10,
        bands=SENTINEL_2_BANDS,
        means=SENTINEL_2_MEANS,
    ),
    "patch_445.tif": Scene(
        side=(256, 256),
        crs=32617,
        corner=(407_085, 8_647_525),
        pixel=10,
        bands=SENTINEL_2_BANDS,
        means=SENTINEL_2_MEANS,
        offset=1000,
    ),
    "Forest_1.tif": Scene(
        side=(64, 64),
        crs=32632,
        corner=(533_043.68, 5_567_792.43),
        pixel=10.01,
        bands=(*SENTINEL_2_BANDS[:8], "B09", "B10", "B11", "B12", "B8A"),
        means=(*SENTINEL_2_MEANS[:8], 2900, 12, 2200, 1500, 2950),
    ),
    "S2A_MSIL2A_20170613T101031_87_48_S2.tif": Scene(
        side=(120, 120),
        crs=32633,
        corner=(404_400, 5_342_400),
        pixel=10,
        bands=SENTINEL_2_BANDS,
        means=SENTINEL_2_MEANS,
    ),
    "S1A_IW_GRDH_1SDV_20170613T165043_33UUP_87_48_S1dB.tif": Scene(
        side=(120, 120),
        crs=32633,
        corner=(404_400, 5_342_400),
        pixel=10,
        bands=("vv", "vh"),
        means=(-12, -18),
        dtype="float32",
    ),
    "lc08_l1t_20150804_020039_B2-B7_512.tif": Scene(
        side=(512, 512),
        crs=32616,
        corner=(453_975, 3_407_295),
        pixel=30,
        bands=("blue", "green", "red", "nir08", "swir16", "swir22"),
        means=(9600, 9000, 8500, 15_600, 11_000, 8500),
        share=0.15,
        product="LC80200392015216LGN00",
    ),
    "nc_lsat7_2000_6band.tif": Scene(
        side=(489, 443),
        crs=32119,
        corner=(630_534, 228_114),
        pixel=28.5,
        bands=("B1", "B2", "B3", "B4", "B5", "B7"),
        means=(80, 65, 70, 75, 90, 60),
        dtype="uint8",
    ),
    "L7_ETMs_olinda.tif": Scene(
        side=(349, 352),
        crs=31985,
        corner=(288_776.25, 9_120_760.75),
        pixel=28.5,
        bands=(None,) * 6,
        means=(80, 65, 70, 75, 90, 60),
        dtype="uint8",
    ),
    "naip_nd_20100629_rgbn_512.tif": Scene(
        side=(512, 512),
        crs=26914,
        corner=(486_900, 5_208_745),
        pixel=5,
        bands=("red", "green", "blue", "nir"),
        means=(110, 120, 109, 130),
        dtype="uint8",
    ),
}


def land(width: int, height: int, random: np.random.Generator) -> np.ndarray:
    """The kind of ground (row, column) in 0..KINDS - 1, in patches of some dozen pixels."""
    rows, cols = np.arange(height)[:, None], np.arange(width)
    waves = [(*random.normal(0, 1 / 12, 2), random.uniform(0, 2 * np.pi)) for _ in range(6 * KINDS)]
    fields = np.array([np.sin(across * cols + down * rows + phase) for across, down, phase in waves])
    return fields.reshape(KINDS, 6, height, width).sum(axis=1).argmax(axis=0)


def pixels_of(name: str) -> np.ndarray:
    """The pixels (band, row, column) of a scene."""
    facts = SCENES[name]
    width, height = facts.side
    random = np.random.default_rng(zlib.crc32(name.encode()))
    kinds, count = land(width, height, random), len(facts.bands)
    colours = np.clip(random.normal(0, 1, (KINDS, count)), -1.5, 1.5)
    textures = random.uniform(0.05, 0.4, KINDS)
    deviations = colours[kinds] + textures[kinds][..., None] * random.normal(0, 1, (height, width, count))
    means = np.array(facts.means)
    values = means + np.clip(deviations, -3, 3) * facts.share * abs(means) + facts.offset
    return np.moveaxis(values, -1, 0).astype(facts.dtype)


def write_scene(name: str, path: Path) -> None:
    """Write a scene as a GeoTIFF."""
    import rasterio
    from affine import Affine

    facts = SCENES[name]
    width, height = facts.side
    profile: dict[str, Any] = {
        "driver": "GTiff",
        "count": len(facts.bands),
        "width": width,
        "height": height,
        "dtype": facts.dtype,
        "crs": f"EPSG:{facts.crs}",
        "transform": Affine.translation(*facts.corner) @ Affine.scale(facts.pixel, -facts.pixel),
        "compress": "deflate",
    }
    with rasterio.open(path, "w", **profile) as dataset:
        dataset.write(pixels_of(name))
        dataset.descriptions = facts.bands
        if facts.product:
            dataset.update_tags(SCENE=facts.product)


def write_stations(path: Path) -> None:
    """Write weather stations spread over the Earth's inhabited latitudes, colder towards the poles."""
    random = np.random.default_rng(0)
    lons, lats = random.uniform(-180, 180, STATION_COUNT), random.uniform(-55, 75, STATION_COUNT)
    warmth = 28 - 0.5 * abs(lats) + random.normal(0, 2, STATION_COUNT)
    rain = random.uniform(20, 2500, STATION_COUNT)
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["Lon", "Lat", "meanT", "meanP", "kg"])
        for lon, lat, warm, wet in zip(lons, lats, warmth, rain, strict=True):
            climate = "ET" if warm < 0 else "Dfb" if warm < 10 else "Cfa" if warm < 20 else "Af"
            rows.writerow([f"{lon:.2f}", f"{lat:.2f}", f"{warm:.3f}", f"{wet:.0f}", climate])


def write(name: str, path: Path) -> None:
    """Write the scene, or the stations, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{os.getpid()}-{path.name}")
    if name == STATIONS:
        write_stations(unfinished)
    else:
        write_scene(name, unfinished)
    unfinished.replace(path)


if __name__ == "__main__":
    write(sys.argv[1], Path(sys.argv[2]))

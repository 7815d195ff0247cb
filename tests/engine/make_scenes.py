"""Scenes in several files that the tests make: a Sentinel-2 product, a Landsat folder, single bands."""

from __future__ import annotations

import shutil
import tarfile
import zipfile
from pathlib import Path

import numpy as np
import rasterio
from affine import Affine
from rasterio.shutil import copy as copy_raster

from engine.rasters.source import source_of
from engine.requests.imagery import SourceRequest
from tests.engine.make_rasters import NORTH_UP, UTM, write_raster

SIDE = 48  # pixels of 10 m; a multiple of 6 for the bands of 60 m
PRODUCT = "S2A_MSIL2A_20230114T101031_N0509_R022_T25LBJ_20230114T141500"
STEM = "T25LBJ_20230114T101031"
METRES = {
    **dict.fromkeys(("B02", "B03", "B04", "B08"), 10),
    **dict.fromkeys(("B05", "B06", "B07", "B8A", "B11", "B12"), 20),
    **dict.fromkeys(("B01", "B09"), 60),
}
BANDS = ("B01", "B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B09", "B11", "B12")
LANDSAT_STEM = "LC08_L2SP_214065_20220817_20220824_02_T1"


def values(metres: int, seed: int, side: int = SIDE, low: int = 1000) -> np.ndarray:
    """One band (1, row, column) uint16 of ``side`` pixels of 10 m, at so many metres a pixel; no two runs alike."""
    size = side * 10 // metres
    return np.random.default_rng(seed).integers(low, low + 4000, (1, size, size)).astype("uint16")


def repeated(pixels: np.ndarray, metres: int) -> np.ndarray:
    """The oracle of resampling to 10 m: each pixel as often as it is larger."""
    factor = metres // 10
    return pixels.repeat(factor, axis=1).repeat(factor, axis=2)


def corner(metres: float, col: float = 0, row: float = 0) -> Affine:
    """A transform of pixels of so many metres whose corner is that of the 10 m pixel at col, row."""
    return NORTH_UP @ Affine.translation(col, row) @ Affine.scale(metres / 10)


def write_band(path: Path, pixels: np.ndarray, metres: int, *, driver: str = "GTiff") -> Path:
    """One band; as JPEG 2000 without loss."""
    if driver == "GTiff":
        return write_raster(path, pixels, transform=corner(metres))
    plain = write_raster(path.with_suffix(".tif"), pixels, transform=corner(metres))
    with rasterio.open(plain) as dataset:
        options = {"QUALITY": "100", "REVERSIBLE": "YES"}
        copy_raster(dataset, path, driver="JP2OpenJPEG", **options)
    plain.unlink()
    return path


def write_safe(
    folder: Path, *, driver: str = "GTiff", low: int = 1000, side: int = SIDE
) -> tuple[Path, dict[str, np.ndarray]]:
    """A product as it is delivered (coarser copies, masks and a preview beside), and its bands (1, row, column)."""
    suffix = ".jp2" if driver != "GTiff" else ".tif"
    safe = folder / f"{PRODUCT}.SAFE"
    granule = safe / "GRANULE" / "L2A_T25LBJ_A039500_20230114T101031"
    for name in ("R10m", "R20m", "R60m"):
        (granule / "IMG_DATA" / name).mkdir(parents=True)
    (granule / "QI_DATA").mkdir()
    (safe / "MTD_MSIL2A.xml").write_text("<product/>")
    bands = {band: values(METRES[band], seed, low=low, side=side) for seed, band in enumerate(BANDS)}
    for band, pixels in bands.items():
        for metres in (10, 20, 60):
            if (metres >= METRES[band] and band != "B08") or metres == METRES[band]:
                # A coarser copy of other values: taking it would show.
                chosen = pixels if metres == METRES[band] else values(metres, 99, low=low, side=side)
                target = granule / "IMG_DATA" / f"R{metres}m" / f"{STEM}_{band}_{metres}m{suffix}"
                write_band(target, chosen, metres, driver=driver)
    write_band(granule / "QI_DATA" / f"MSK_DETFOO_B01{suffix}", values(60, 77, side=side), 60, driver=driver)
    write_band(granule / "IMG_DATA" / "R10m" / f"{STEM}_TCI_10m{suffix}", values(10, 78, side=side), 10, driver=driver)
    scl = np.random.default_rng(5).integers(0, 12, (1, side // 2, side // 2)).astype("uint8")
    write_band(granule / "IMG_DATA" / "R20m" / f"{STEM}_SCL_20m{suffix}", scl, 20, driver=driver)
    return safe, bands


def zipped(folder: Path, target: Path) -> Path:
    """The folder in an archive, under its own name."""
    with zipfile.ZipFile(target, "w") as archive:
        for file in sorted(folder.rglob("*")):
            archive.write(file, file.relative_to(folder.parent))
    shutil.rmtree(folder)
    return target


def tarred(folder: Path) -> Path:
    """A Landsat scene as it is downloaded: its files in a tar of its name, in no folder."""
    target = folder.with_suffix(".tar")
    with tarfile.open(target, "w") as archive:
        for file in sorted(folder.iterdir()):
            archive.add(file, file.name)
    shutil.rmtree(folder)
    return target


def write_landsat(folder: Path, side: int = 32) -> tuple[Path, dict[str, np.ndarray]]:
    """A Collection-2 Level-2 folder: seven bands of 30 m whose nodata is 0, thermal and quality beside."""
    scene = folder / LANDSAT_STEM
    scene.mkdir()
    bands = {}
    for number in range(1, 8):
        pixels = np.random.default_rng(number).integers(7300, 20_000, (1, side, side)).astype("uint16")
        bands[f"SR_B{number}"] = pixels
        write_raster(scene / f"{LANDSAT_STEM}_SR_B{number}.TIF", pixels, transform=corner(30), nodata=0)
    for name in ("ST_B10", "QA_PIXEL", "QA_RADSAT", "SR_QA_AEROSOL"):
        quality = np.full((1, side, side), 21_824, "uint16")
        quality[:, : side // 4] = 22_280  # cloud
        write_raster(scene / f"{LANDSAT_STEM}_{name}.TIF", quality, crs=UTM, transform=corner(30), nodata=1)
    (scene / f"{LANDSAT_STEM}_MTL.txt").write_text("GROUP = LANDSAT_METADATA_FILE")
    return scene, bands


def opened(*files, **settings):
    """These files as one source, open for reading."""
    return source_of(SourceRequest(raster=[str(file) for file in files], **settings)).open()

"""A Sentinel-2 product and a Landsat scene as they are delivered, made of a scene of the tests by GDAL alone."""

from __future__ import annotations

import tarfile
import zipfile
from pathlib import Path

import numpy as np
from osgeo import gdal, osr

from tests.places import scene_file

gdal.UseExceptions()

PRODUCT = "S2A_MSIL2A_20230114T101031_N0509_R022_T17XMA_20230114T141500"
TILE = "T17XMA_20230114T101031"
GRANULE = "L2A_T17XMA_A039500_20230114T101031"
LANDSAT = "LC08_L2SP_214065_20220817_20220824_02_T1"
SIDE = 252  # pixels of 10 m: whole pixels of 60 m
METRES = {
    **dict.fromkeys(("B01",), 60),
    **dict.fromkeys(("B02", "B03", "B04"), 10),
    **dict.fromkeys(("B05", "B06", "B07"), 20),
    **dict.fromkeys(("B08",), 10),
    **dict.fromkeys(("B8A",), 20),
    **dict.fromkeys(("B09",), 60),
    **dict.fromkeys(("B11", "B12"), 20),
}
SUBDATASET = "SENTINEL2_L2A:{}/MTD_MSIL2A.xml:{}:EPSG_32617"


def write_safe(folder: Path, *, driver: str = "JP2OpenJPEG") -> Path:
    """A product of level 2A with twelve bands, some of them in coarser copies too, its SCL and its metadata."""
    safe = folder / f"{PRODUCT}.SAFE"
    images = safe / "GRANULE" / GRANULE / "IMG_DATA"
    scene = gdal.Open(str(scene_file("data", "s2_chips", "patch_445.tif")))
    left, _, _, top, _, _ = scene.GetGeoTransform()
    listed = []
    for number, (band, finest) in enumerate(METRES.items(), start=1):
        for metres in (10, 20, 60):
            if metres == finest or (metres > finest and band != "B08"):
                listed.append(f"GRANULE/{GRANULE}/IMG_DATA/R{metres}m/{TILE}_{band}_{metres}m")
                size = SIDE * 10 // metres
                part = gdal.Translate(
                    "",
                    scene,
                    format="MEM",
                    bandList=[number],
                    srcWin=[0, 0, SIDE, SIDE],
                    width=size,
                    height=size,
                    resampleAlg="average",
                )
                _write(images / f"R{metres}m" / f"{TILE}_{band}_{metres}m", part, driver)
    scl = gdal.GetDriverByName("MEM").Create("", SIDE // 2, SIDE // 2, 1, gdal.GDT_Byte)
    scl.SetGeoTransform((left, 20, 0, top, 0, -20))
    scl.SetProjection(scene.GetProjection())
    classes = np.full((SIDE // 2, SIDE // 2), 4, "uint8")
    classes[:24, :32] = 9  # a cloud
    scl.GetRasterBand(1).WriteArray(classes)
    _write(images / "R20m" / f"{TILE}_SCL_20m", scl, driver)
    listed.append(f"GRANULE/{GRANULE}/IMG_DATA/R20m/{TILE}_SCL_20m")
    (safe / "MTD_MSIL2A.xml").write_text(_product(listed), encoding="utf-8")
    (safe / "GRANULE" / GRANULE / "MTD_TL.xml").write_text(_tile(left, top), encoding="utf-8")
    return safe


def _write(path: Path, dataset: gdal.Dataset, driver: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    suffix, options = (".jp2", ["REVERSIBLE=YES", "QUALITY=100"]) if driver != "GTiff" else (".tif", [])
    gdal.GetDriverByName(driver).CreateCopy(str(path.with_suffix(suffix)), dataset, options=options)


def _product(files: list[str]) -> str:
    """What of a product's metadata GDAL and the engine read."""
    images = "".join(f"<IMAGE_FILE>{file}</IMAGE_FILE>" for file in files)
    offsets = "".join(f'<BOA_ADD_OFFSET band_id="{number}">-1000</BOA_ADD_OFFSET>' for number in range(13))
    return (
        '<?xml version="1.0" encoding="UTF-8"?><n1:Level-2A_User_Product '
        'xmlns:n1="https://psd-14.sentinel2.eo.esa.int/PSD/User_Product_Level-2A.xsd"><n1:General_Info><Product_Info>'
        "<PRODUCT_START_TIME>2023-01-14T10:10:31.024Z</PRODUCT_START_TIME>"
        f"<PRODUCT_URI>{PRODUCT}.SAFE</PRODUCT_URI><PROCESSING_LEVEL>Level-2A</PROCESSING_LEVEL>"
        "<PRODUCT_TYPE>S2MSI2A</PRODUCT_TYPE><PROCESSING_BASELINE>05.09</PROCESSING_BASELINE>"
        "<Query_Options><PRODUCT_FORMAT>SAFE_COMPACT</PRODUCT_FORMAT></Query_Options>"
        f'<Product_Organisation><Granule_List><Granule granuleIdentifier="{GRANULE}" imageFormat="JPEG2000">{images}'
        "</Granule></Granule_List></Product_Organisation></Product_Info><Product_Image_Characteristics>"
        "<QUANTIFICATION_VALUES_LIST><BOA_QUANTIFICATION_VALUE>10000</BOA_QUANTIFICATION_VALUE>"
        f"</QUANTIFICATION_VALUES_LIST><BOA_ADD_OFFSET_VALUES_LIST>{offsets}</BOA_ADD_OFFSET_VALUES_LIST>"
        "</Product_Image_Characteristics></n1:General_Info></n1:Level-2A_User_Product>"
    )


def _tile(left: float, top: float) -> str:
    sizes = "".join(
        f'<Size resolution="{metres}"><NROWS>{SIDE * 10 // metres}</NROWS><NCOLS>{SIDE * 10 // metres}</NCOLS></Size>'
        f'<Geoposition resolution="{metres}"><ULX>{left:g}</ULX><ULY>{top:.0f}</ULY>'
        f"<XDIM>{metres}</XDIM><YDIM>-{metres}</YDIM></Geoposition>"
        for metres in (10, 20, 60)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><n1:Level-2A_Tile_ID '
        'xmlns:n1="https://psd-14.sentinel2.eo.esa.int/PSD/S2_PDI_Level-2A_Tile_Metadata.xsd"><n1:Geometric_Info>'
        "<Tile_Geocoding><HORIZONTAL_CS_NAME>WGS84 / UTM zone 17N</HORIZONTAL_CS_NAME>"
        f"<HORIZONTAL_CS_CODE>EPSG:32617</HORIZONTAL_CS_CODE>{sizes}</Tile_Geocoding></n1:Geometric_Info>"
        "</n1:Level-2A_Tile_ID>"
    )


def zipped(safe: Path) -> Path:
    """The product in a zip beside it."""
    target = safe.with_name(f"{safe.name}.zip")
    with zipfile.ZipFile(target, "w") as archive:
        for file in sorted(safe.rglob("*")):
            archive.write(file, str(file.relative_to(safe.parent)))
    return target


def write_landsat(folder: Path, side: int = 64) -> Path:
    """A Collection-2 Level-2 folder of seven bands, its QA_PIXEL and its metadata."""
    scene = folder / LANDSAT
    scene.mkdir()
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32725)
    names = [*(f"SR_B{number}" for number in range(1, 8)), "QA_PIXEL"]
    for seed, name in enumerate(names):
        path = str(scene / f"{LANDSAT}_{name}.TIF")
        dataset = gdal.GetDriverByName("GTiff").Create(path, side, side, 1, gdal.GDT_UInt16)
        dataset.SetGeoTransform((288_000, 30, 0, 9_120_000, 0, -30))
        dataset.SetProjection(reference.ExportToWkt())
        values = np.random.default_rng(seed).integers(7300, 20_000, (side, side))
        dataset.GetRasterBand(1).WriteArray(values if name != "QA_PIXEL" else np.full_like(values, 21_824))
        dataset.GetRasterBand(1).SetNoDataValue(0 if name != "QA_PIXEL" else 1)
        dataset = None  # GDAL writes when it is let go
    (scene / f"{LANDSAT}_MTL.txt").write_text("GROUP = LANDSAT_METADATA_FILE")
    return scene


def tarred(scene: Path, suffix: str) -> Path:
    """The Landsat scene in a tar of this suffix beside it."""
    target = scene.with_name(f"{scene.name}{suffix}")
    with tarfile.open(target, "w" if suffix == ".tar" else "w:gz") as archive:
        for file in sorted(scene.iterdir()):
            archive.add(file, file.name)
    return target

"""Rasters, products and embedding rasters of the corpus."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import numpy as np
import rasterio
from rasterio.shutil import copy as copy_raster

from tests.engine.make_foreign import write_alpha_earth, write_tile
from tests.engine.make_rasters import scene, vectors, write_embeddings, write_raster
from tests.engine.make_scenes import tarred, write_landsat, write_safe, zipped
from tests.faults.case import AT, Ask, Case, embed, new_folder
from tests.places import ROOT


def _raster_requests(path: str) -> tuple[Ask, ...]:
    return (
        ("info", {"path": path}),
        embed(path),
        ("recognise", {"raster": [path]}),
        embed(path, gsd=20, mask_clouds=True),
        embed("{shared}/plain.tif", mask=path, mask_classes=["1"]),
    )


def _embeddings_requests(path: str) -> tuple[Ask, ...]:
    return (
        ("info", {"path": path}),
        ("similarity_map", {"embeddings": path, "at": [AT], "output": "{output}.tif"}),
        ("kmeans", {"embeddings": path, "clusters": 2, "output": "{output}.tif"}),
        (
            "classify",
            {
                "embeddings": path,
                "places": [{"class": "a", "x": AT[0], "y": AT[1]}, {"class": "b", "x": AT[0] + 60, "y": AT[1]}],
                "output": "{output}.tif",
            },
        ),
        ("embedding_at", {"embeddings": path, "at": AT}),
        ("principal_components", {"embeddings": path, "output": "{output}.tif"}),
        ("suggest_clusters", {"embeddings": path, "most": 3}),
        ("similar_places", {"similarity": path, "count": 3}),
        embed("{shared}/plain.tif", filters_from=path),
        ("compare", {"embeddings": path, "at": [AT, [AT[0] + 60, AT[1]]]}),
        ("embed_points", {"points": "{shared}/points.csv", "embeddings": path, "output": "{output}.gpkg"}),
    )


def rasters(folder: Path) -> list[Case]:
    pixels, cases = scene().astype("uint8"), []

    def add(name: str, file: str, damaged: tuple[str, ...] = ()) -> Path:
        path = new_folder(folder, name)
        requests = _raster_requests("{case}/" + file)
        cases.append(Case(name=name, folder=path, damaged=damaged or (file,), requests=requests))
        return path / file

    tiles = {"tiled": True, "blockxsize": 32, "blockysize": 32}
    write_raster(add("tiff", "a.tif"), pixels, compress="deflate", **tiles)
    floats = np.where(scene() > 150, np.nan, scene()).astype("float32")
    path = write_raster(add("tiff of floats", "a.tif"), floats, nodata=np.nan, compress="lzw", predictor=3)
    with rasterio.open(path, "r+") as dataset:
        dataset.descriptions = ("red", "green", "nir")
        dataset.update_tags(TIFFTAG_DATETIME="2023:01:14 10:10:31", SCENE="LC80200392015216LGN00")
        dataset.build_overviews([2])
    write_raster(add("tiff with a mask", "a.tif"), pixels, mask=pixels[0] > 90)
    plain = folder / "shared" / "plain.tif"
    with rasterio.open(plain) as source:
        copy_raster(source, add("png", "a.png", ("a.png", "a.png.aux.xml")), driver="PNG", WORLDFILE="YES")
        copy_raster(source, add("jpeg 2000", "a.jp2"), driver="JP2OpenJPEG", QUALITY="100", REVERSIBLE="YES")
        copy_raster(source, add("vrt", "a.vrt"), driver="VRT")
        copy_raster(source, add("netcdf", "a.nc"), driver="netCDF")
        copy_raster(source, add("hfa", "a.img"), driver="HFA")
    one = write_raster(add("ascii grid", "a.asc", ("a.asc", "a.prj")).with_suffix(".tif"), pixels[:1])
    copy_raster(one, one.with_suffix(".asc"), driver="AAIGrid")
    one.unlink()
    _write_envi(add("envi", "a.img", ("a.hdr",)).with_suffix(""), pixels)
    path = write_raster(add("tiff beside its metadata", "a.tif", ("a.json", "a.tif.aux.xml")), pixels.astype("uint16"))
    path.with_suffix(".json").write_text(json.dumps(STAC))
    path.with_name("a.tif.aux.xml").write_text(AUX)
    return cases


def _write_envi(stem: Path, pixels: np.ndarray) -> None:
    """An ENVI file: BSQ bytes and a header of text."""
    stem.with_suffix(".img").write_bytes(pixels.tobytes())
    bands, lines, samples = pixels.shape
    stem.with_suffix(".hdr").write_text(
        f"ENVI\nsamples = {samples}\nlines = {lines}\nbands = {bands}\nheader offset = 0\ndata type = 1\n"
        "interleave = bsq\nbyte order = 0\nmap info = {UTM, 1, 1, 288000, 9120000, 10, 10, 25, South, WGS-84}\n"
        "wavelength units = Micrometers\nwavelength = {0.49, 0.56, 0.66}\nband names = {blue, green, red}\n"
        "data ignore value = 0\nacquisition time = 2023-01-14T10:10:31Z\n"
    )


STAC = {
    "type": "Feature",
    "stac_version": "1.0.0",
    "id": "S2A_25LBJ_20230114_0_L2A",
    "properties": {
        "datetime": "2023-01-14T10:10:31Z",
        "platform": "sentinel-2a",
        "constellation": "sentinel-2",
        "s2:processing_baseline": "05.09",
        "earthsearch:boa_offset_applied": True,
    },
    "geometry": None,
    "assets": {
        "image": {
            "href": "./a.tif",
            "eo:bands": [
                {"name": "B02", "common_name": "blue", "center_wavelength": 0.49},
                {"name": "B03", "common_name": "green", "center_wavelength": 0.56},
                {"name": "B04", "common_name": "red", "center_wavelength": 0.66},
            ],
        }
    },
}
AUX = """<PAMDataset><Metadata><MDI key="DATE">2023-01-14</MDI><MDI key="SPACECRAFT">Sentinel-2A</MDI></Metadata>
<PAMRasterBand band="1"><Description>B02</Description><NoDataValue>0</NoDataValue><Scale>0.0001</Scale>
<Offset>-0.1</Offset><UnitType>um</UnitType><Metadata><MDI key="wavelength">0.49</MDI></Metadata></PAMRasterBand>
</PAMDataset>"""


def products(folder: Path) -> list[Case]:
    cases = []
    for name in ("safe zip", "safe folder"):
        path = new_folder(folder, name)
        safe, _ = write_safe(path, side=24)
        (safe / "MTD_MSIL2A.xml").write_text(MTD)
        (safe / "GRANULE" / "MTD_TL.xml").write_text("<t><SENSING_TIME>2023-01-14T10:10:31Z</SENSING_TIME></t>")
        named, damaged = safe.name, ("MTD_MSIL2A.xml",)
        if name == "safe zip":
            named = zipped(safe, path / f"{safe.stem}.zip").name
            damaged = (named,)
        else:
            first = min(safe.rglob("*_B04_10m.tif"))
            damaged = (f"{named}/MTD_MSIL2A.xml", str(first.relative_to(path)))
        requests = _raster_requests("{case}/" + named)[1:4]
        cases.append(Case(name=name, folder=path, damaged=damaged, requests=requests))
    for name in ("landsat tar", "landsat folder"):
        path = new_folder(folder, name)
        landsat, _ = write_landsat(path, side=16)
        metadata = f"{landsat.name}/{landsat.name}_MTL.txt"
        (path / metadata).write_text(MTL)
        named, damaged = landsat.name, (metadata, f"{landsat.name}/{landsat.name}_QA_PIXEL.TIF")
        if name == "landsat tar":
            named = tarred(landsat).name
            damaged = (named,)
        requests = _raster_requests("{case}/" + named)[1:4]
        cases.append(Case(name=name, folder=path, damaged=damaged, requests=requests))
    return cases


MTD = """<n1:Level-2A_User_Product><n1:General_Info><Product_Info>
<PROCESSING_BASELINE>05.09</PROCESSING_BASELINE><PRODUCT_START_TIME>2023-01-14T10:10:31.024Z</PRODUCT_START_TIME>
<SPACECRAFT_NAME>Sentinel-2A</SPACECRAFT_NAME></Product_Info><Product_Image_Characteristics>
<BOA_QUANTIFICATION_VALUE unit="none">10000</BOA_QUANTIFICATION_VALUE><BOA_ADD_OFFSET_VALUES_LIST>
<BOA_ADD_OFFSET band_id="0">-1000</BOA_ADD_OFFSET></BOA_ADD_OFFSET_VALUES_LIST></Product_Image_Characteristics>
</n1:General_Info></n1:Level-2A_User_Product>"""
MTL = """GROUP = LANDSAT_METADATA_FILE
  GROUP = IMAGE_ATTRIBUTES
    SPACECRAFT_ID = "LANDSAT_8"
    DATE_ACQUIRED = 2022-08-17
    SCENE_CENTER_TIME = "13:05:01.1Z"
  END_GROUP = IMAGE_ATTRIBUTES
  GROUP = LEVEL2_SURFACE_REFLECTANCE_PARAMETERS
    REFLECTANCE_MULT_BAND_1 = 2.75e-05
    REFLECTANCE_ADD_BAND_1 = -0.2
  END_GROUP = LEVEL2_SURFACE_REFLECTANCE_PARAMETERS
END_GROUP = LANDSAT_METADATA_FILE
END
"""


def embeddings(folder: Path) -> list[Case]:
    cases = []
    for name, profile in {"embeddings": {}, "embeddings in tiles": {"tiled": True, "compress": "deflate"}}.items():
        path = new_folder(folder, name)
        values = vectors()
        values[:, :3] = np.nan
        sizes = {"blockxsize": 16, "blockysize": 16} if profile else {}
        write_embeddings(path / "e.tif", values, **profile, **sizes)
        with rasterio.open(path / "e.tif", "r+") as dataset:
            dataset.update_tags(
                ENCODER="random-features", PATCH="8", LANDPRINT="0.1", GSD="10", BANDS="1,2,3", SEED="0"
            )
        cases.append(Case(name=name, folder=path, damaged=("e.tif",), requests=_embeddings_requests("{case}/e.tif")))
    return cases


def foreign_embeddings(folder: Path) -> list[Case]:
    """Embeddings that others have made: AlphaEarth's codes, TESSERA's tile and its sharded store."""
    cases = []

    def add(name: str, path: str, damaged: tuple[str, ...]) -> None:
        source = "{case}/" + path
        requests = (
            *_embeddings_requests(source),
            ("import_embeddings", {"embeddings": source, "output": "{output}.tif"}),
            ("stac_item", {"embeddings": source, "date": "2023-07-14"}),
            ("info", {"path": source, "values": "plain"}),
            ("kmeans", {"embeddings": source, "values": "alphaearth", "clusters": 2, "output": "{output}.tif"}),
            embed("{shared}/plain.tif", scale_from=source),
        )
        cases.append(Case(name=name, folder=folder / name, damaged=damaged, requests=requests))

    write_alpha_earth(new_folder(folder, "alpha earth") / "a.tif")
    add("alpha earth", "a.tif", ("a.tif",))
    tile, _, _ = write_tile(new_folder(folder, "tessera"))
    names = [str(path.relative_to(folder / "tessera")) for path in sorted(tile.parent.iterdir())]
    add("tessera", str(tile.relative_to(folder / "tessera")), tuple(names))
    store = new_folder(folder, "tessera in zarr")
    with zipfile.ZipFile(ROOT / "tests" / "data" / "zarr.zip") as archive:
        archive.extractall(store, [name for name in archive.namelist() if name.startswith("tessera")])
    arrays = [f"tessera.zarr/utm31/{name}" for name in ("embeddings", "scales", "x", "time")]
    chunks = ["tessera.zarr/utm31/embeddings/c/1/0/0/0", "tessera.zarr/utm31/scales/c/1/0/0"]
    add(
        "tessera in zarr", "tessera.zarr", (*(f"{name}/zarr.json" for name in (*arrays, "tessera.zarr/utm31")), *chunks)
    )
    return cases

"""Small files of every kind that Landprint reads, and what is asked of each; made anew, nothing of it is real."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import rasterio
import shapely
from rasterio.shutil import copy as copy_raster

from engine.analysis.attribute_model import AttributeModel
from engine.encoders.catalogue import find_part
from engine.errors import Cancelled
from engine.operations.state import State
from engine.operations.table import run_operation
from engine.progress import Reporter
from engine.weights import checkpoints
from tests.engine.make_rasters import scene, vectors, write_embeddings, write_raster
from tests.engine.make_scenes import tarred, write_landsat, write_safe, zipped
from tests.engine.weights.torch_files import satclip_arrays, write_checkpoint

ENCODER = "satclip-resnet18-l10"
UTM = "EPSG:32725"
AT = [288_150.0, 9_119_900.0]  # inside of all rasters here
Ask = tuple[str, dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Case:
    """Files in ``folder`` of which one of ``damaged`` is damaged, and the requests that read them.

    In the requests {case} stands for the folder, {shared} for files that are never damaged and {output} for a new path
    without suffix.
    """

    name: str
    folder: Path
    damaged: tuple[str, ...]
    requests: tuple[Ask, ...]
    is_cache: bool = False  # its files are of the cache folder


def embed(raster: str, **params: Any) -> Ask:
    return "embed_raster", {"raster": [raster], "filters": 4, "patch": 8, "output": "{output}.tif", **params}


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
        ("embedding_at", {"embeddings": path, "at": AT}),
        ("principal_components", {"embeddings": path, "output": "{output}.tif"}),
        ("suggest_clusters", {"embeddings": path, "most": 3}),
        ("similar_places", {"similarity": path, "count": 3}),
        embed("{shared}/plain.tif", filters_from=path),
        ("compare", {"embeddings": path, "at": [AT, [AT[0] + 60, AT[1]]]}),
        ("embed_points", {"points": "{shared}/points.csv", "embeddings": path, "output": "{output}.gpkg"}),
    )


def _point_requests(path: str) -> tuple[Ask, ...]:
    return (
        ("embed_points", {"points": path, "embeddings": "{shared}/e.tif", "output": "{output}.gpkg"}),
        ("similarity_map", {"embeddings": "{shared}/e.tif", "points": path, "output": "{output}.tif"}),
        ("kmeans_points", {"points": path, "clusters": 2, "output": "{output}.parquet"}),
        embed("{shared}/plain.tif", mask=path),
        ("similar_points", {"points": path, "at": [[-34.9, -7.9]], "output": "{output}.geojson"}),
        ("fit_attribute", {"points": path, "attribute": "warmth", "folds": 2, "output": "{output}.json"}),
    )


def _checkpoint_requests(path: str, encoder: str, part: str | None) -> tuple[Ask, ...]:
    of = {"encoder": encoder, **({"part": part} if part else {})}
    return (
        ("import_checkpoint", {**of, "path": path}),
        ("check", {**of, "checkpoint": path}),
        *((("location_at", {"encoder": encoder, "checkpoint": path, "at": [1, 2]}),) if part == "location" else ()),
    )


def make_corpus(folder: Path) -> list[Case]:
    """All cases, in ``folder``; files that are never damaged are in its folder ``shared``."""
    shared = folder / "shared"
    shared.mkdir(parents=True)
    write_raster(shared / "plain.tif", scene().astype("uint8"))
    write_embeddings(shared / "e.tif", vectors())
    _write_table(shared / "points.csv")
    makers = (_rasters, _products, _embeddings, _points, _shapes, _models, _checkpoints, _caches)
    return [case for make in makers for case in make(folder)]


def _case(folder: Path, name: str) -> Path:
    path = folder / name
    path.mkdir()
    return path


def _rasters(folder: Path) -> list[Case]:
    pixels, cases = scene().astype("uint8"), []

    def add(name: str, file: str, damaged: tuple[str, ...] = ()) -> Path:
        path = _case(folder, name)
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


def _products(folder: Path) -> list[Case]:
    cases = []
    for name in ("safe zip", "safe folder"):
        path = _case(folder, name)
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
        path = _case(folder, name)
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


def _embeddings(folder: Path) -> list[Case]:
    cases = []
    for name, profile in {"embeddings": {}, "embeddings in tiles": {"tiled": True, "compress": "deflate"}}.items():
        path = _case(folder, name)
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


def _write_table(path: Path) -> None:
    random = np.random.default_rng(0)
    rows = [f"{-34.92 + x:.5f},{-7.97 + y:.5f},{20 + x:.3f},s{n % 3}" for n, (x, y) in enumerate(_steps(random))]
    path.write_text("\n".join(["lon,lat,warmth,side", *rows]) + "\n")


def _steps(random: np.random.Generator) -> np.ndarray:
    return random.uniform(0, 0.003, (40, 2))


def _points(folder: Path) -> list[Case]:
    cases = []

    def add(name: str, file: str, *others: str) -> Path:
        path = _case(folder, name)
        cases.append(Case(name=name, folder=path, damaged=(file, *others), requests=_point_requests("{case}/" + file)))
        return path / file

    random = np.random.default_rng(0)
    corners = np.array([-34.92, -7.97]) + _steps(random)
    wkb = shapely.to_wkb(shapely.points(corners))
    names, fields = ["warmth"], [corners[:, 1]]
    embedding = {f"e{number:03d}": random.normal(0, 1, len(corners)) for number in range(4)}
    names, fields = [*names, *embedding], [*fields, *embedding.values()]
    for name, file, others, crs in (
        ("geopackage", "p.gpkg", (), "EPSG:4326"),
        ("geojson", "p.geojson", (), "EPSG:4326"),
        ("shapefile", "p.shp", ("p.dbf", "p.shx", "p.prj", "p.dbf"), UTM),
        ("flatgeobuf", "p.fgb", (), "EPSG:4326"),
        ("kml", "p.kml", (), "EPSG:4326"),
    ):
        written = wkb if crs != UTM else shapely.to_wkb(shapely.points(np.array(AT) + _steps(random) * 1e4))
        path = add(name, file, *others)
        driver = {"driver": "KML"} if name == "kml" else {}
        pyogrio.raw.write(path, written, fields, names, geometry_type="Point", crs=crs, **driver)
    for name, file in (("csv", "p.csv"), ("tsv", "p.tsv"), ("text table", "p.txt")):
        path = add(name, file)
        _write_table(path)
        path.write_text(path.read_text().replace(",", "\t" if name == "tsv" else ","))
    _write_parquet(add("geoparquet", "p.parquet"), wkb, random)
    return cases


def _write_parquet(path: Path, wkb: np.ndarray, random: np.random.Generator) -> None:
    """GeoParquet with embeddings as a column of lists."""
    count = len(wkb)
    vectors_ = pa.array(list(random.normal(0, 1, (count, 4)).astype("float32")), pa.list_(pa.float32()))
    columns = {"geometry": pa.array(wkb.tolist(), pa.binary()), "warmth": random.normal(0, 1, count)}
    geo = {"version": "1.0.0", "primary_column": "geometry"}
    geo["columns"] = {"geometry": {"encoding": "WKB", "geometry_types": ["Point"], "crs": None, "bbox": [0, 1, 2, 3]}}
    table = pa.table({**columns, "embedding": vectors_})
    pq.write_table(table.replace_schema_metadata({"geo": json.dumps(geo), "landprint": '{"ENCODER": "x"}'}), path)


def _shapes(folder: Path) -> list[Case]:
    """A mask of polygons."""
    path = _case(folder, "mask")
    x, y = 288_000, 9_120_000
    polygons = [shapely.box(x + 50, y - 300, x + 250, y - 100), shapely.box(x - 1e5, y - 100, x + 10, y + 1e5)]
    pyogrio.raw.write(path / "m.geojson", shapely.to_wkb(polygons), [], [], geometry_type="Polygon", crs=UTM)
    requests = (embed("{shared}/plain.tif", mask="{case}/m.geojson"),)
    return [Case(name="mask", folder=path, damaged=("m.geojson",), requests=requests)]


def _models(folder: Path) -> list[Case]:
    """Descriptions in JSON: a sensor of one's own, and an attribute that was learned."""
    sensor, model = _case(folder, "sensor"), _case(folder, "attribute")
    bands = [{"name": name, "wavelength": length, "mean": 100.0, "std": 30.0} for name, length in SENSOR_BANDS]
    description = {"name": "own", "title": "Own", "gsd": 10, "rgb": ["c", "b", "a"], "unit": "count", "bands": bands}
    (sensor / "s.json").write_text(json.dumps(description))
    ones = np.ones(6)
    AttributeModel(
        attribute="warmth",
        kind="number",
        classes=(),
        encoder="",
        score={"score": 0.5},
        mean=ones,
        scale=ones,
        weights=ones[:, None],
        intercept=np.zeros(1),
    ).write(model / "a.json")
    in_sensor = {"sensor": "{case}/s.json", "bands": [1, 2, 3], "band_names": ["a", "b", "c"]}
    points = {"points": "{shared}/points.csv", "embeddings": "{shared}/e.tif"}
    return [
        Case(
            name="sensor",
            folder=sensor,
            damaged=("s.json",),
            requests=(
                ("recognise", {"raster": ["{shared}/plain.tif"], **in_sensor}),
                embed("{shared}/plain.tif", encoder="clay-v1.5", **in_sensor),
            ),
        ),
        Case(
            name="attribute",
            folder=model,
            damaged=("a.json",),
            requests=(
                (
                    "predict_attribute",
                    {"model": "{case}/a.json", "embeddings": "{shared}/e.tif", "output": "{output}.tif"},
                ),
                ("predict_attribute", {"model": "{case}/a.json", **points, "output": "{output}.gpkg"}),
            ),
        ),
    ]


SENSOR_BANDS = (("a", 0.49), ("b", 0.56), ("c", 0.66))


def _checkpoints(folder: Path) -> list[Case]:
    from safetensors.numpy import save_file

    cases = []
    arrays = satclip_arrays()
    published, kept = _case(folder, "torch zip"), _case(folder, "safetensors")
    write_checkpoint(published / "w.ckpt", arrays, {"legendre_polys": 10, "harmonics_calculation": "analytic"})
    plain = {name.removeprefix("model.location.nnet."): array for name, array in arrays.items()}
    save_file(plain, kept / "w.safetensors", {"format": "pt", "hyper_parameters": '{"legendre_polys": 10}'})
    for path, file in ((published, "w.ckpt"), (kept, "w.safetensors")):
        requests = _checkpoint_requests("{case}/" + file, ENCODER, "location")
        cases.append(Case(name=path.name, folder=path, damaged=(file,), requests=requests))
    loose = _case(folder, "pickle alone")
    (loose / "w.pt").write_bytes(b"\x80\x02}q\x00(X\x01\x00\x00\x00aK\x01u." + struct.pack("<Q", 7))
    requests = _checkpoint_requests("{case}/w.pt", "galileo-nano", None)
    cases.append(Case(name="pickle alone", folder=loose, damaged=("w.pt",), requests=requests))
    return cases


def _caches(folder: Path) -> list[Case]:
    """What the cache folder holds: weights, the record of their commits, and the scratch of a run that was stopped."""
    weights, scratch = _case(folder, "kept weights"), _case(folder, "scratch")
    before = os.environ.get("LANDPRINT_HOME")
    try:
        os.environ["LANDPRINT_HOME"] = str(weights)
        source = folder / "torch zip" / "w.ckpt"
        checkpoints.import_file(source, find_part(ENCODER))
        (weights / "checkpoints" / "revisions.json").write_text('{"microsoft/SatCLIP-ResNet18-L10": "5bfb3c7a"}')
        os.environ["LANDPRINT_HOME"] = str(scratch)
        plain = str(folder / "shared" / "plain.tif")
        method, params = embed(plain, output=str(folder / "shared" / "never.tif"))
        progress = [0.0]
        reporter = Reporter(lambda fraction, *_: progress.append(fraction), lambda: progress[-1] > 0.5)
        with contextlib.suppress(Cancelled):
            run_operation(State(), method, params, reporter)
    finally:
        os.environ.pop("LANDPRINT_HOME")
        if before is not None:
            os.environ["LANDPRINT_HOME"] = before
    kept = f"checkpoints/{ENCODER}.location.safetensors"
    (stopped,) = [path.relative_to(scratch) for path in (scratch / "scratch").iterdir() if path.is_dir()]
    listing: tuple[Ask, ...] = (("scratches", {}), embed("{shared}/plain.tif"), ("remove_scratches", {}))
    weighing: tuple[Ask, ...] = (("checkpoints", {}), ("location_at", {"at": [1, 2]}), ("check", {"encoder": ENCODER}))
    return [
        Case(
            name="kept weights",
            folder=weights,
            damaged=(kept, "checkpoints/revisions.json"),
            requests=(*weighing, ("remove_checkpoint", {"encoder": ENCODER})),
            is_cache=True,
        ),
        Case(
            name="scratch",
            folder=scratch,
            damaged=tuple(f"{stopped}/{name}" for name in ("description.json", "journal", "records")),
            requests=listing,
            is_cache=True,
        ),
    ]


def copy_case(case: Case, folder: Path) -> None:
    """A copy of the case's files."""
    shutil.copytree(case.folder, folder, dirs_exist_ok=True)

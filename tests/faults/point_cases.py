"""Points, masks and descriptions in JSON of the corpus."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import shapely

from engine.attributes.model import AttributeModel
from engine.classes.model import ClassModel
from tests.faults.case import AT, UTM, Ask, Case, embed, new_folder


def _point_requests(path: str) -> tuple[Ask, ...]:
    return (
        ("embed_points", {"points": path, "embeddings": "{shared}/e.tif", "output": "{output}.gpkg"}),
        ("similarity_map", {"embeddings": "{shared}/e.tif", "points": path, "output": "{output}.tif"}),
        (
            "classify",
            {"embeddings": "{shared}/e.tif", "examples": path, "class_column": "side", "output": "{output}.tif"},
        ),
        ("kmeans_points", {"points": path, "clusters": 2, "output": "{output}.parquet"}),
        embed("{shared}/plain.tif", mask=path),
        ("similar_points", {"points": path, "at": [[-34.9, -7.9]], "output": "{output}.geojson"}),
        ("fit_attribute", {"points": path, "attribute": "warmth", "folds": 2, "output": "{output}.json"}),
    )


def write_table(path: Path) -> None:
    random = np.random.default_rng(0)
    rows = [f"{-34.92 + x:.5f},{-7.97 + y:.5f},{20 + x:.3f},s{n % 3}" for n, (x, y) in enumerate(_steps(random))]
    path.write_text("\n".join(["lon,lat,warmth,side", *rows]) + "\n")


def _steps(random: np.random.Generator) -> np.ndarray:
    return random.uniform(0, 0.003, (40, 2))


def points(folder: Path) -> list[Case]:
    cases = []

    def add(name: str, file: str, *others: str) -> Path:
        path = new_folder(folder, name)
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
        write_table(path)
        path.write_text(path.read_text().replace(",", "\t" if name == "tsv" else ","))
    _write_parquet(add("geoparquet", "p.parquet"), wkb, random)
    _write_chips(add("chips of another tool", "c.parquet"), corners, random)
    path = add("table of wkt and lists", "w.csv")
    vectors = random.normal(0, 1, (len(corners), 16)).round(3).tolist()
    rows = (f'"POINT ({x:.5f} {y:.5f})",{y:.3f},"{vector}"' for (x, y), vector in zip(corners, vectors, strict=True))
    path.write_text("\n".join(["wkt_geom,warmth,vector", *rows]) + "\n")
    return cases


def _write_chips(path: Path, corners: np.ndarray, random: np.random.Generator) -> None:
    """Squares with boxes beside them and lists of another name, in a file without any metadata."""
    boxes = shapely.box(*corners.T, *(corners + 0.001).T)
    limits = [dict(zip(("xmin", "ymin", "xmax", "ymax"), box, strict=True)) for box in shapely.bounds(boxes).tolist()]
    columns = {"geometry": pa.array(shapely.to_wkb(boxes).tolist(), pa.binary()), "warmth": corners[:, 1]}
    vectors = pa.array(random.normal(0, 1, (len(boxes), 16)).tolist(), pa.list_(pa.float64()))
    pq.write_table(pa.table({**columns, "bbox": pa.array(limits), "features": vectors}), path)


def _write_parquet(path: Path, wkb: np.ndarray, random: np.random.Generator) -> None:
    """GeoParquet with embeddings as a column of lists."""
    count = len(wkb)
    vectors_ = pa.array(list(random.normal(0, 1, (count, 4)).astype("float32")), pa.list_(pa.float32()))
    columns = {"geometry": pa.array(wkb.tolist(), pa.binary()), "warmth": random.normal(0, 1, count)}
    geo = {"version": "1.0.0", "primary_column": "geometry"}
    geo["columns"] = {"geometry": {"encoding": "WKB", "geometry_types": ["Point"], "crs": None, "bbox": [0, 1, 2, 3]}}
    table = pa.table({**columns, "embedding": vectors_})
    pq.write_table(table.replace_schema_metadata({"geo": json.dumps(geo), "landprint": '{"ENCODER": "x"}'}), path)


def shapes(folder: Path) -> list[Case]:
    """A mask of polygons."""
    path = new_folder(folder, "mask")
    x, y = 288_000, 9_120_000
    polygons = [shapely.box(x + 50, y - 300, x + 250, y - 100), shapely.box(x - 1e5, y - 100, x + 10, y + 1e5)]
    pyogrio.raw.write(path / "m.geojson", shapely.to_wkb(polygons), [], [], geometry_type="Polygon", crs=UTM)
    requests = (embed("{shared}/plain.tif", mask="{case}/m.geojson"),)
    return [Case(name="mask", folder=path, damaged=("m.geojson",), requests=requests)]


def models(folder: Path) -> list[Case]:
    """Descriptions in JSON: a sensor of one's own, and an attribute and classes that were learned."""
    sensor, model, classes = (new_folder(folder, name) for name in ("sensor", "attribute", "classes"))
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
    ClassModel(
        method="logistic",
        names=("a", "b"),
        colours=("#44aa99", "#ddcc77"),
        mean=np.zeros(6, np.float32),
        weights=np.stack([ones, -ones]).astype(np.float32),
        intercept=np.zeros(2, np.float32),
    ).write(classes / "c.json")
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
        Case(
            name="classes",
            folder=classes,
            damaged=("c.json",),
            requests=(
                ("classify", {"model": "{case}/c.json", "embeddings": "{shared}/e.tif", "output": "{output}.tif"}),
            ),
        ),
    ]


SENSOR_BANDS = (("a", 0.49), ("b", 0.56), ("c", 0.66))

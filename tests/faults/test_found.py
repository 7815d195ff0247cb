"""Faults that the campaign found, each by its name; all are mended."""

from __future__ import annotations

import json

import numpy as np
import pyarrow as pa
import pyogrio
import pytest
import rasterio
import shapely
from rasterio.shutil import copy as copy_raster

from tests.engine.make_rasters import NORTH_UP, scene, write_embeddings, write_raster
from tests.faults.disks import PAGE, disk, may_mount

SITE = 'LOCAL_CS["a site", UNIT["metre", 1]]'


@pytest.fixture
def ask(engine, tmp_path):
    """Asks the engine for what must be refused with a sentence and a hint."""

    def refused(method, params):
        answer = engine.ask(method, params)
        assert answer.kind == "failure", answer
        assert answer.fault is None, answer
        return answer

    return refused


@pytest.mark.parametrize(
    "path",
    ["a" * 256, "a/" * 3000, "ä" * 128 + "/b.tif", "\ud800.tif", "\0"],
    ids=["long", "deep", "bytes", "half", "nul"],
)
def test_a_path_that_no_disk_has_is_refused(ask, path):
    assert "is no path" in ask("embed_raster", {"raster": [path], "output": "o.tif"}).message
    assert "is no path" in ask("info", {"path": path}).message


def test_a_text_that_has_no_utf_8_is_refused(ask, corpus):
    params = {"embeddings": str(corpus / "shared" / "e.tif"), "at": [0, 0], "crs": "\ud800"}
    assert "crs is no text" in ask("embedding_at", params).message


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("check", {"encoder": {}}),
        ("location_at", {"at": [0, float("nan")]}),
        ("embed_raster", {"raster": 1e300, "output": "o.tif"}),
        ("recognise", {"raster": [0]}),
        ("open", None),
        ("kmeans", "1,2"),
    ],
)
def test_a_value_of_another_kind_is_refused_with_what_is_expected(ask, method, params):
    assert ask(method, params).hint.startswith(("Expected: ", "They are an object"))


@pytest.mark.parametrize(
    "change",
    [{"gsd": -1}, {"bands": []}, {"rgb": ["x"]}, {"codes": {"A": ["b1"]}}, {"reflectance": {"scale": 0, "offset": 0}}],
    ids=lambda change: next(iter(change)),
)
def test_a_sensor_that_cannot_be_is_refused_with_what_it_needs(ask, corpus, change):
    sensor = {**json.loads((corpus / "sensor" / "s.json").read_text()), **change}
    params = {"raster": [str(corpus / "shared" / "plain.tif")], "bands": [1, 2, 3], "band_names": ["a", "b", "c"]}
    assert "sensor own" in ask("recognise", {**params, "sensor": json.dumps(sensor)}).message or "reflectance" in change


@pytest.mark.parametrize("odd", [1e300, None, float("inf")])
def test_a_point_with_a_value_that_is_no_number_has_no_embedding(engine, tmp_path, odd):
    values = [[0.0, 1.0], [1.0, 0.0], [0.1, 1.0], [1.0, odd]]
    table = pa.table(
        {
            "lon": [1.0, 2, 3, 4],
            "lat": [1.0, 2, 3, 4],
            **dict(zip(("e000", "e001"), zip(*values, strict=True), strict=True)),
        }
    )
    pyogrio.write_arrow(
        table.append_column("geometry", pa.array(shapely.to_wkb(shapely.points([1.0, 2, 3, 4], 0)).tolist())),
        tmp_path / "p.gpkg",
        geometry_name="geometry",
        geometry_type="Point",
        crs="EPSG:4326",
    )
    params = {"points": str(tmp_path / "p.gpkg"), "clusters": 2, "output": str(tmp_path / "c.gpkg")}
    assert engine.ask("kmeans_points", params).value["classes"][0]["patches"] == 2
    _, _, _, (*_, classes) = pyogrio.raw.read(tmp_path / "c.gpkg")
    assert np.isnan(classes[3])


def test_a_coordinate_system_in_other_letters_is_refused(ask, tmp_path):
    path = write_raster(tmp_path / "a.tif", scene().astype("uint8"))
    with rasterio.open(path) as source:
        wkt = source.crs.to_wkt()
        copy_raster(source, tmp_path / "a.png", driver="PNG")
    (tmp_path / "a.png.aux.xml").write_bytes(
        b"<PAMDataset><SRS>" + wkt.replace("WGS 84 / UTM", "W\x80S").encode("latin-1") + b"</SRS></PAMDataset>"
    )
    assert ask("info", {"path": str(tmp_path / "a.png")}).code == "source"


def test_a_site_without_a_place_on_earth_is_not_brought_onto_a_grid(ask, tmp_path):
    first = write_raster(tmp_path / "a.tif", scene().astype("uint8"))
    second = write_raster(tmp_path / "b.tif", scene(1, 32, 32).astype("uint8"), crs=SITE, transform=NORTH_UP)
    params = {"raster": [str(first), str(second)], "filters": 4, "patch": 8, "output": str(tmp_path / "e.tif")}
    assert "b.tif cannot be brought" in ask("embed_raster", params).message


def test_names_of_classes_that_find_no_room_leave_nothing(engine, tmp_path):
    if not may_mount(tmp_path / "probe"):
        pytest.skip("needs to mount a small disk, which this user may not")
    path = write_embeddings(tmp_path / "e.tif", np.random.default_rng(0).normal(size=(6, 100, 100)))
    params = {"embeddings": str(path), "clusters": 5}
    engine.ask("kmeans", {**params, "output": str(tmp_path / "k.tif")})
    pages = -(-(tmp_path / "k.tif").stat().st_size // PAGE)
    with disk(tmp_path / "disk", pages * PAGE) as small:
        answer = engine.ask("kmeans", {**params, "output": str(small / "k.tif")})
        assert (answer.code, list(small.iterdir())) == ("disk", [])

"""The index of a job is read as one embedding raster, by Landprint and by others."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
import rasterio
import rasterio.warp
import shapely
from affine import Affine

from engine.tiles import mosaic
from tests.engine.make_rasters import NORTH_UP, read_all, scene, write_raster
from tests.engine.tiles.conftest import embed_all, op

EXAMPLES = [
    {"class": name, "x": x, "y": y}
    for name, places in {
        "here": [(40, 40), (255, 300), (600, 120)],
        "there": [(130, 90), (700, 500), (256, 20)],
    }.items()
    for x, y in (NORTH_UP @ place for place in places)
]


@pytest.fixture
def both(planned, picture, tmp_path):
    """The index of a job, and the single run's embedding raster."""
    job, _ = planned()
    embed_all(job)
    (mosaic,) = op("index_tiles", job=str(job))["mosaics"]
    single = tmp_path / "single.tif"
    op("embed_raster", raster=[str(picture)], filters=8, dtype="float32", output=str(single))
    return mosaic, str(single)


@pytest.mark.parametrize(
    ("name", "params"),
    [
        ("similarity_map", {"at": [NORTH_UP @ (255.0, 300.0)]}),  # on a seam
        ("kmeans", {"clusters": 4}),
        ("principal_components", {}),
        ("classify", {"places": EXAMPLES}),
    ],
)
def test_what_is_made_of_it_has_no_seams(both, tmp_path, name, params):
    results = []
    for embeddings in both:
        output = tmp_path / f"{len(results)}.tif"
        op(name, embeddings=embeddings, output=str(output), **params)
        results.append(read_all(output))
    assert np.array_equal(*results, equal_nan=True)


@pytest.mark.parametrize("scenes", [1, 2])
def test_many_tiles_are_put_together_in_groups(planned, picture, tmp_path, monkeypatch, scenes):
    """By a VRT of each row of tiles or of each scene; the second scene covers a corner of the first."""
    beside = tmp_path / "beside.tif"
    write_raster(beside, (scene(4, 300, 600) * 12).astype("uint16"), transform=NORTH_UP @ Affine.translation(800, 0))
    job, _ = planned(scenes=[str(picture), str(beside)]) if scenes == 2 else planned()
    embed_all(job)
    flat = read_all(op("index_tiles", job=str(job))["mosaics"][0])
    assert not (job / "index").exists()
    monkeypatch.setattr(mosaic, "MANY_PARTS", 4)
    (path,) = op("index_tiles", job=str(job))["mosaics"]
    assert len(list((job / "index").glob("*.vrt"))) == (3 if scenes == 1 else 2)
    with rasterio.open(path) as dataset:
        assert [Path(file).parent.name for file in dataset.files[1:]] == ["index"] * (3 if scenes == 1 else 2)
        assert dataset.tags(1)["STATISTICS_MEAN"]
    assert np.array_equal(read_all(path), flat, equal_nan=True)


def test_it_knows_its_statistics(both):
    for band in (1, 16):
        found = []
        for path in both:
            with rasterio.open(path) as dataset:
                tags = dataset.tags(band)
            found.append([float(tags[f"STATISTICS_{name}"]) for name in ("MINIMUM", "MAXIMUM", "MEAN", "STDDEV")])
        np.testing.assert_allclose(found[0], found[1], rtol=1e-5)


def test_what_is_missing_is_said_and_is_nodata(planned):
    job, _ = planned()
    for number in (1, 2, 7):
        op("embed_tile", job=str(job), number=number)
    index = op("index_tiles", job=str(job))
    assert index["missing_numbers"] == [3, 4, 5, 6, 8, 9, 10, 11, 12]
    assert np.isfinite(read_all(index["mosaics"][0])[0]).sum() == 3 * 32 * 32


def test_footprints_say_where_each_tile_is_and_how_it_went(planned):
    job, _ = planned()
    op("embed_tile", job=str(job), number=5)
    table = pq.read_table(op("index_tiles", job=str(job))["footprints"])
    assert table["number"].to_pylist() == list(range(1, 13))
    assert table["state"].to_pylist() == ["missing"] * 4 + ["done"] + ["missing"] * 7
    assert table["seconds"].to_pylist()[4] > 0
    assert json.loads(table.schema.metadata[b"geo"])["primary_column"] == "geometry"
    footprints = shapely.from_wkb(table["geometry"].to_pylist())
    with rasterio.open(job / "index.vrt") as mosaic:
        expected = rasterio.warp.transform_bounds(mosaic.crs, "EPSG:4326", *mosaic.bounds)
    np.testing.assert_allclose(shapely.total_bounds(footprints), expected, atol=1e-5)


def test_scenes_on_one_grid_share_an_index_and_a_scale(planned, tmp_path):
    for name, seed, col in (("a", 1, 0), ("b", 2, 256)):
        pixels = (scene(4, 256, 256, seed=seed) * 12).astype("uint16")
        write_raster(tmp_path / f"{name}.tif", pixels, transform=NORTH_UP @ Affine.translation(col, 0))
    scenes = tmp_path / "scenes.txt"
    scenes.write_text("# two scenes\na.tif\n\nb.tif\n", "utf-8")
    job, plan = planned(scenes=[str(scenes)], dtype="uint8")
    assert (plan["scenes"], plan["tiles"]) == (2, 2)
    embed_all(job)
    (mosaic,) = op("index_tiles", job=str(job))["mosaics"]
    values = read_all(mosaic)
    assert values.shape[1:] == (32, 64)
    shared = {"filters_from": str(job / "sample.tif"), "scale_from": str(job / "sample.tif")}
    for name, part in (("a", values[:, :, :32]), ("b", values[:, :, 32:])):
        single = tmp_path / f"single-{name}.tif"
        op("embed_raster", raster=[str(tmp_path / f"{name}.tif")], output=str(single), **shared)
        assert np.array_equal(read_all(single), part)


def test_scenes_that_overlap_do_not_hide_each_other_by_nodata(planned, tmp_path):
    pixels = (scene(4, 256, 256) * 12).astype("uint16")
    for name, hidden in (("a", slice(128, 256)), ("b", slice(0, 128))):
        half = pixels.copy()
        half[:, hidden] = 0
        write_raster(tmp_path / f"{name}.tif", half, nodata=0)
    job, _ = planned(scenes=[str(tmp_path / "a.tif"), str(tmp_path / "b.tif")])
    embed_all(job)
    (mosaic,) = op("index_tiles", job=str(job))["mosaics"]
    assert np.isfinite(read_all(mosaic)).all()


def test_scenes_on_other_grids_have_an_index_each(planned, tmp_path):
    for name, col in (("a", 0), ("b", 3)):
        pixels = (scene(4, 256, 256) * 12).astype("uint16")
        write_raster(tmp_path / f"{name}.tif", pixels, transform=NORTH_UP @ Affine.translation(col, 0))
    job, _ = planned(scenes=[str(tmp_path / "a.tif"), str(tmp_path / "b.tif")])
    embed_all(job)
    index = op("index_tiles", job=str(job))
    assert [path.rpartition("/")[2] for path in index["mosaics"]] == ["index-1.vrt", "index-2.vrt"]
    assert any("2 grids that do not fit" in note for note in index["notes"])


def test_each_tile_has_a_stac_item_where_the_day_is_known(planned, picture, tmp_path):
    dated = tmp_path / "T25LBJ_20230714T124309.tif"
    shutil.copy(picture, dated)
    job, _ = planned(raster=[str(dated)], tile=512)
    embed_all(job)
    assert op("index_tiles", job=str(job))["items"] == 4
    item = json.loads((job / "tiles" / "000002.json").read_text("utf-8"))
    assert item["properties"]["datetime"] == "2023-07-14T00:00:00Z"
    assert item["assets"]["embeddings"]["href"] == "./000002.tif"
    job, _ = planned()
    op("embed_tile", job=str(job), number=1)
    index = op("index_tiles", job=str(job))
    assert index["items"] == 0
    assert any(note.startswith("No STAC items: The day of the image is not known") for note in index["notes"])

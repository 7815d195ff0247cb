"""Tiles are the parts of the single run, bit for bit, whoever embeds them and in which order."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import rasterio
import shapely
from affine import Affine
from safetensors.numpy import load_file, save_file

from engine.embedding.raster_run import RasterRun
from engine.errors import Cancelled, JobError, ParameterError, SourceError, UserError
from engine.files import DiskError
from engine.operations.state import State
from engine.operations.table import run_operation
from engine.progress import Reporter
from engine.tiles import tile as tiles
from engine.tiles.job import Job
from tests.engine.make_rasters import NORTH_UP, read_all, scene, write_raster
from tests.engine.tiles.conftest import TILE, embed_all, op

ENCODERS = ["random-features", "galileo-nano", "clay-v1.5", "clay-v1.5 balanced", "clay-v1.5 in 8 bits"]


def content(path):
    """Stored values (dim, row, column), and the tags."""
    with rasterio.open(path) as dataset:
        return dataset.read(), {key: value for key, value in dataset.tags().items() if key != "AREA_OR_POINT"}


def assert_is_the_single_run(job, single, **params):
    """Hold the index of a whole job against one run of the same settings."""
    index = op("index_tiles", job=str(job))
    assert (index["done"], index["missing"], index["failed"]) == (index["tiles"], 0, 0)
    op("embed_raster", output=str(single), **params)
    (mosaic,) = index["mosaics"]
    (values, tags), (expected, expected_tags) = content(mosaic), content(single)
    assert np.array_equal(values, expected, equal_nan=True)
    assert tags == expected_tags


def edited(job, **changes):
    """Change what job.json says."""
    said = json.loads((job / "job.json").read_text("utf-8"))
    (job / "job.json").write_text(json.dumps({**said, **changes}), "utf-8")


@pytest.mark.parametrize("name", ENCODERS)
def test_the_tiles_are_the_single_run(planned, encoders, picture, tmp_path, name):
    job, plan = planned(**encoders[name])
    assert plan["tiles"] >= 12
    embed_all(job)
    settings = {"precision": "fp32", **encoders[name], "runtime": "onnx", "raster": [str(picture)], "dtype": "float32"}
    assert_is_the_single_run(job, tmp_path / "single.tif", **settings)


def test_bytes_of_all_tiles_have_the_one_scale_of_the_sample(planned, picture, tmp_path):
    job, _ = planned(dtype="uint8")
    embed_all(job)
    settings = {"raster": [str(picture)], "filters": 8, "dtype": "uint8", "scale_from": str(job / "sample.tif")}
    assert_is_the_single_run(job, tmp_path / "single.tif", **settings)
    with rasterio.open(job / "sample.tif") as sample:
        for number in (1, 12):
            with rasterio.open(Job.read(job).tile_path(number)) as tile:
                assert (tile.scales, tile.offsets) == (sample.scales, sample.offsets)


def test_the_sampled_scale_loses_little(planned, picture, tmp_path):
    job, _ = planned(dtype="uint8")
    assert sum(record["clipped"] for record in embed_all(job)) == 0
    op("index_tiles", job=str(job))
    op("embed_raster", raster=[str(picture)], filters=8, dtype="float32", output=str(tmp_path / "exact.tif"))
    (codes, _), (exact, _) = content(job / "index.vrt"), content(tmp_path / "exact.tif")
    with rasterio.open(job / "index.vrt") as mosaic:
        scales, offsets = (np.array(each)[:, None, None] for each in (mosaic.scales, mosaic.offsets))
    near = codes * scales + offsets
    cosines = (near * exact).sum(0) / np.linalg.norm(near, axis=0) / np.linalg.norm(exact, axis=0)
    assert cosines.min() > 0.9995


def test_a_recognised_scene_is_embedded_as_the_single_run_recognises_it(planned, encoders, tmp_path):
    # Sensor, bands, offset, date and hour by name and metadata: nothing of it is given.
    name = tmp_path / "T25LBJ_20230714T124309_N0509_L2A.tif"
    write_raster(name, (scene(4, 300, 600) * 12 + 1000).astype("uint16"))
    with rasterio.open(name, "r+") as dataset:
        dataset.descriptions = ("B02", "B03", "B04", "B08")
    told = {key: encoders["clay-v1.5"][key] for key in ("encoder", "checkpoint", "heads")}
    job, _ = planned(raster=[str(name)], **told)
    embed_all(job)
    recognised = Job.read(job).scenes[0]["imagery"]
    found = (recognised["sensor"], recognised["scale"], recognised["day"])
    assert found == ("sentinel-2-l2a", "offset-1000", "2023-07-14")
    settings = {**told, "raster": [str(name)], "dtype": "float32", "runtime": "onnx", "precision": "fp32"}
    assert_is_the_single_run(job, tmp_path / "single.tif", **settings)


def test_a_uniform_scene_stays_uniform_in_every_tile(planned, encoders, tmp_path):
    # One corner shows land: by its own pixels its tile would not be taken for uniform.
    random = np.random.default_rng(0)
    pixels = random.normal(300, 3, (4, 512, 1024))
    pixels[:, :60, :60] += random.normal(2000, 800, (4, 60, 60))
    path = write_raster(tmp_path / "sea.tif", pixels.clip(1).astype("uint16"))
    told = {**encoders["clay-v1.5"], "scale": "count"}
    job, _ = planned(raster=[str(path)], **told)
    embed_all(job)
    assert content(Job.read(job).tile_path(1))[1]["LANDPRINT_UNIFORM"] == "yes"
    settings = {**told, "raster": [str(path)], "dtype": "float32", "runtime": "onnx", "precision": "fp32"}
    assert_is_the_single_run(job, tmp_path / "single.tif", **settings)


def test_a_tile_is_not_made_again(planned):
    job, _ = planned()
    first = op("embed_tile", job=str(job), number=3)
    path = Job.read(job).tile_path(3)
    before = path.stat()
    again = op("embed_tile", job=str(job), number=3)
    assert (first["is_new"], again["is_new"]) == (True, False)
    assert (before.st_mtime_ns, before.st_ino) == (path.stat().st_mtime_ns, path.stat().st_ino)
    assert {"seconds", "notes", "machine", "versions"} <= again.keys()
    assert again["patches"] == first["patches"] == 32 * 32


def test_a_whole_tile_without_its_record_is_recorded_and_not_made_again(planned):
    job, _ = planned()
    first = op("embed_tile", job=str(job), number=3)
    read = Job.read(job)
    read.record_path(3).unlink()
    before = read.tile_path(3).stat().st_ino
    again = op("embed_tile", job=str(job), number=3)
    assert again["patches"] == first["patches"]
    assert read.tile_path(3).stat().st_ino == before
    assert read.record(3)["state"] == "done"


def test_the_same_plan_is_left_as_it_is_and_another_is_refused(planned, picture):
    job, _ = planned()
    before = (job / "job.json").read_bytes()
    known = {"raster": [str(picture)], "filters": 8, "dtype": "float32", "tile": TILE, "job": str(job)}
    assert op("plan_tiles", **known)["tiles"] == 12
    assert (job / "job.json").read_bytes() == before
    with pytest.raises(JobError, match="holds another job"):
        op("plan_tiles", **{**known, "tile": 512})


def test_a_source_that_has_changed_or_is_not_there_is_refused(planned, picture, tmp_path):
    copy = tmp_path / "copy.tif"
    shutil.copy(picture, copy)
    job, _ = planned(raster=[str(copy)])
    write_raster(copy, (scene(4, 700, 1000, seed=1) * 12).astype("uint16"))
    with pytest.raises(JobError, match="has changed since the job was planned"):
        op("embed_tile", job=str(job), number=1)
    copy.unlink()
    with pytest.raises(JobError, match=r"copy\.tif is not here"):
        op("embed_tile", job=str(job), number=1)
    assert Job.read(job).record(1)["state"] == "missing"


def test_another_version_is_refused(planned):
    job, _ = planned()
    edited(job, version="0.0.1")
    with pytest.raises(JobError, match=r"planned by Landprint 0\.0\.1"):
        op("embed_tile", job=str(job), number=1)


def test_other_weights_are_refused(planned, encoders, tmp_path):
    copy = tmp_path / "weights.safetensors"
    shutil.copy(encoders["clay-v1.5"]["checkpoint"], copy)
    job, _ = planned(**{**encoders["clay-v1.5"], "checkpoint": str(copy), "scale": "count"})
    tensors = load_file(copy)
    save_file({**tensors, "cls_token": tensors["cls_token"] + 1}, copy)
    with pytest.raises(JobError, match="another checkpoint sha256 than was planned"):
        op("embed_tile", job=str(job), number=1)


def test_another_runtime_is_refused(planned, encoders):
    job, _ = planned(**encoders["clay-v1.5"], scale="count")
    (tags,) = Job.read(job).content["tags"]
    edited(job, tags=[{**tags, "RUNTIME": "torch", "PRECISION": "fp16"}])
    with pytest.raises(JobError, match="another precision than was planned: fp32, not fp16"):
        op("embed_tile", job=str(job), number=1)


def test_a_processor_with_other_codes_is_refused(planned, encoders):
    job, _ = planned(**encoders["clay-v1.5 in 8 bits"], scale="count")
    edited(job, largest_code=1)
    with pytest.raises(JobError, match="computes 8 bits with codes up to"):
        op("embed_tile", job=str(job), number=1)


def write_area(path, first, last):
    """A file with a rectangle between two pixels (column, row) of the picture's grid."""
    (left, top), (right, bottom) = NORTH_UP @ first, NORTH_UP @ last
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32725"}}
    geometry = json.loads(shapely.to_geojson(shapely.box(left, bottom, right, top)))
    features = [{"type": "Feature", "properties": {}, "geometry": geometry}]
    path.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}), "utf-8")
    return str(path)


@pytest.mark.parametrize("encoder", ["galileo-nano", "random-features"])
@pytest.mark.parametrize("dtype", ["float32", "uint8"])
def test_the_first_scene_may_have_no_tile_in_the_area(planned, picture, encoders, tmp_path, encoder, dtype):
    other = write_raster(
        tmp_path / "other.tif",
        scene(4, 300, 300).astype("uint16") * 12,
        transform=NORTH_UP @ Affine.translation(9000, 0),
    )
    area = write_area(tmp_path / "area.geojson", (20, 20), (300, 30))
    _, plan = planned(scenes=[str(other), str(picture)], area=area, dtype=dtype, **encoders[encoder])
    assert plan["tiles"] == 2
    assert plan["seconds"] > 0


def test_only_tiles_that_the_area_touches_are_planned(planned, tmp_path):
    job, plan = planned(area=write_area(tmp_path / "area.geojson", (20, 20), (300, 30)))  # over the first two tiles
    assert (plan["tiles"], plan["outside"]) == (2, 10)
    embed_all(job)
    with rasterio.open(op("index_tiles", job=str(job))["mosaics"][0]) as mosaic:
        assert (mosaic.width, mosaic.height) == (64, 32)


def test_tiles_without_data_are_left_out_and_gaps_are_nodata(planned, tmp_path):
    pixels = (scene(4, 512, 768) * 12).astype("uint16")
    pixels[:, :256, 256:512] = 0
    job, plan = planned(raster=[str(write_raster(tmp_path / "holed.tif", pixels, nodata=0))])
    assert (plan["tiles"], plan["empty"]) == (5, 1)
    embed_all(job)
    op("index_tiles", job=str(job))
    with rasterio.open(job / "index.vrt") as mosaic:
        mask = ~np.isnan(mosaic.read(1))
    assert mask.shape == (64, 96)
    assert not mask[:32, 32:64].any()
    assert mask.sum() == 64 * 96 - 32 * 32


def test_a_tile_of_too_little_data_is_empty_and_no_failure(planned, tmp_path):
    pixels = (scene(4, 256, 512) * 12).astype("uint16")
    pixels[:, :, 256:] = 0
    pixels[:, 0, 300] = 7
    job, plan = planned(raster=[str(write_raster(tmp_path / "speck.tif", pixels, nodata=0))])
    assert plan["tiles"] == 2
    assert [record["state"] for record in embed_all(job)] == ["done", "empty"]
    index = op("index_tiles", job=str(job))
    assert (index["done"], index["empty"], index["failed"]) == (1, 1, 0)


def test_an_error_of_the_tile_is_recorded_and_not_tried_again(planned, monkeypatch):
    job, _ = planned()
    tries = []

    def damaged(*_):
        tries.append(1)
        raise SourceError("scene.tif cannot be read at column 3.", hint="Copy it again.")

    with monkeypatch.context() as patched:
        patched.setattr(RasterRun, "embed", damaged)
        for _ in range(2):
            with pytest.raises(UserError, match="cannot be read at column 3"):
                op("embed_tile", job=str(job), number=2)
    assert len(tries) == 1
    failures = op("index_tiles", job=str(job))["failures"]
    assert failures == [{"number": 2, "reason": "scene.tif cannot be read at column 3."}]
    Job.read(job).record_path(2).unlink()
    assert op("embed_tile", job=str(job), number=2)["state"] == "done"


def test_a_full_disk_may_be_tried_again(planned, monkeypatch):
    job, _ = planned()

    def full(*_):
        raise DiskError("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(RasterRun, "embed", full)
        with pytest.raises(DiskError):
            op("embed_tile", job=str(job), number=2)
    assert Job.read(job).record(2)["state"] == "failed"
    assert op("embed_tile", job=str(job), number=2)["state"] == "done"


def test_a_job_or_a_tile_that_is_not_there_is_said(planned, tmp_path):
    with pytest.raises(JobError, match="There is no job in"):
        op("embed_tile", job=str(tmp_path), number=1)
    job, _ = planned()
    with pytest.raises(ParameterError, match="no tile 13"):
        op("embed_tile", job=str(job), number=13)


def test_the_command_line_plans_embeds_and_indexes(command, picture, tmp_path):
    job = tmp_path / "job"
    plan = command("plan-tiles", "--raster", picture, "--filters", 8, "--tile", 512, "--job", job, "--json")
    assert (plan.status, plan.value["tiles"]) == (0, 4)
    for number in range(1, 5):
        assert command("embed-tile", job, number, "--json").value["state"] == "done"
    assert command("index-tiles", job, "--json").value["done"] == 4
    refused = command("embed-tile", job, 5)
    assert (refused.status, refused.err) == (2, "error: The job has no tile 5. Its tiles are 1 to 4.\n")


@pytest.mark.parametrize("name", ["embed_tile", "embed_tiles", "index_tiles"])
def test_a_file_in_place_of_a_jobs_folder_is_no_job(name, picture):
    number = {"number": 1} if name == "embed_tile" else {}
    with pytest.raises(JobError, match="There is no job in"):
        op(name, job=str(picture), **number)


def test_a_mask_that_a_restart_would_delete_is_kept_with_the_job(planned, picture, tmp_path):
    mask = Path(write_area(tmp_path / "fields.geojson", (0, 0), (512, 700)))
    job, _ = planned(mask=str(mask))
    known = {"raster": [str(picture)], "filters": 8, "dtype": "float32", "tile": TILE, "job": str(job)}
    assert op("plan_tiles", **known, mask=str(mask))["notes"][-1].startswith("The job was planned before")
    single = tmp_path / "single.tif"
    op("embed_raster", raster=[str(picture)], mask=str(mask), filters=8, dtype="float32", output=str(single))
    mask.unlink()
    assert {record["state"] for record in embed_all(job)} == {"done"}
    (mosaic,) = op("index_tiles", job=str(job))["mosaics"]
    assert np.array_equal(read_all(mosaic), read_all(single)[:, :, 64:], equal_nan=True)  # beside the mask
    other = write_area(tmp_path / "others.geojson", (0, 0), (100, 100))
    with pytest.raises(JobError, match="holds another job"):
        op("plan_tiles", **known, mask=other)


def test_an_image_that_a_restart_would_delete_is_said(planned, picture):
    _, plan = planned()
    assert any(f"{picture.name} lies in the temporary folder" in note for note in plan["notes"])


def test_a_process_makes_the_encoder_ready_once_for_all_tiles(planned, encoders, monkeypatch):
    job, _ = planned(**encoders["galileo-nano"])
    prepare, prepared = tiles.prepare_encoder, []
    monkeypatch.setattr(tiles, "prepare_encoder", lambda *each: prepared.append(1) or prepare(*each))
    state, stop = State(), []
    for number in (1, 2, 3):
        run_operation(state, "embed_tile", {"job": str(job), "number": number}, Reporter())
    assert len(prepared) == 1
    listener = lambda fraction, *_: stop.append(fraction > 0.05)  # noqa: E731 - while it embeds
    with pytest.raises(Cancelled):
        run_operation(state, "embed_tile", {"job": str(job), "number": 4}, Reporter(listener, lambda: any(stop)))
    assert Job.read(job).record(4)["state"] == "missing"
    run_operation(state, "embed_tile", {"job": str(job), "number": 4}, Reporter())
    alone, _ = planned(**encoders["galileo-nano"])
    for number in (2, 4):
        op("embed_tile", job=str(alone), number=number)
        paths = (Job.read(folder).tile_path(number).read_bytes() for folder in (job, alone))
        assert next(paths) == next(paths)

"""Every operation once on the command line, in the form that people type."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import rasterio
from pyarrow.parquet import read_table
from rasterio import warp
from safetensors.numpy import save_file

from engine.operations.table import OPERATIONS
from tests.engine.encoders.test_satclip import random_state
from tests.engine.make_rasters import UTM, read_all, scene, vectors, write_embeddings, write_raster

ENCODER = "satclip-resnet18-l10"
DIM = 16


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory):
    """A location encoder of made-up weights."""
    path = tmp_path_factory.mktemp("weights") / "satclip.safetensors"
    save_file(random_state(dim=DIM), path)
    return path


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    """300 places over the Earth as a table, with a number that follows the latitude and a category."""
    random = np.random.default_rng(0)
    lon, lat = random.uniform(-180, 180, 300), random.uniform(-70, 70, 300)
    path = tmp_path_factory.mktemp("points") / "places.csv"
    lines = [
        f"{x:.4f},{y:.4f},{30 - abs(y) / 2:.3f},{'north' if y > 0 else 'south'}" for x, y in zip(lon, lat, strict=True)
    ]
    path.write_text("\n".join(["lon,lat,warmth,side", *lines]) + "\n")
    return path


@pytest.fixture
def run(command):
    """Runs a command that goes well; returns its result."""

    def begin(*arguments):
        outcome = command(*arguments, "--json")
        assert outcome.status == 0, outcome.err
        assert outcome.err == ""
        return outcome.value

    return begin


@pytest.fixture
def of_encoder(checkpoint):
    return ["--encoder", ENCODER, "--checkpoint", checkpoint]


@pytest.fixture
def points(run, table, of_encoder, folder):
    """The places with the embeddings of the location encoder."""
    path = folder / "points.parquet"
    run("embed-points", "--points", table, *of_encoder, "--output", path)
    return path


@pytest.fixture
def model(run, points, folder):
    path = folder / "model.json"
    run("fit-attribute", "--points", points, "--attribute", "warmth", "--output", path)
    return path


def table_of(path):
    """A vector file's columns."""
    meta, _, _, columns = pyogrio.raw.read(path)
    return dict(zip(meta["fields"], columns, strict=True))


# Points and places ----------------------------------------------------------------------------------------------------


def test_points_get_the_embeddings_of_their_places(run, table, of_encoder, folder):
    value = run("embed-points", "--points", table, *of_encoder, "--output", folder / "p.gpkg")
    assert value["output"] == str(folder / "p.gpkg")
    assert pyogrio.read_info(folder / "p.gpkg")["features"] == 300
    assert sum(name.startswith("e0") for name in table_of(folder / "p.gpkg")) == DIM


def test_points_get_the_embeddings_of_a_raster(run, tmp_path, folder):
    values = vectors(dim=6)
    path = write_embeddings(tmp_path / "e.tif", values)
    table = tmp_path / "p.csv"
    table.write_text("lon,lat\n288035,9119945\n288295,9119805\n")
    run("embed-points", "--points", table, "--crs", "EPSG:32725", "--embeddings", path, "--output", folder / "p.gpkg")
    columns = table_of(folder / "p.gpkg")
    made = np.array([columns[name] for name in sorted(columns) if name.startswith("e")])
    assert np.allclose(made, values[:, [5, 19], [3, 29]], atol=1e-6)


def test_places_become_an_embedding_raster(run, of_encoder, folder):
    options = ["--bounds", "-10,35,40,70", "--resolution", 5, "--dtype", "float32", "--output", folder / "e.tif"]
    value = run("embed-locations", *of_encoder, *options)
    assert (value["width"], value["height"], value["dim"]) == (10, 7, DIM)
    at = run("location-at", *of_encoder, "--at", "-7.5,67.5")
    assert at["dimension"] == DIM
    assert np.allclose(read_all(folder / "e.tif")[:, 0, 0], at["vector"], atol=1e-5)


def test_the_time_and_the_room_of_places_are_estimated(run, of_encoder):
    value = run("estimate-locations", *of_encoder, "--resolution", 1)
    assert (value["places"], value["dim"]) == (360 * 180, DIM)
    assert value["seconds"] > 0
    assert 0 < value["output_bytes"] < 360 * 180 * DIM * 2


def test_the_time_and_the_room_of_points_are_estimated(run, of_encoder):
    few, many = (run("estimate-points", *of_encoder, "--count", count) for count in (1, 100_000))
    assert (few["points"], few["dim"]) == (1, DIM)
    assert few["seconds"] < many["seconds"]
    assert 100_000 * DIM * 4 < many["output_bytes"] < 100_000 * DIM * 40  # few dims, and so much else


def test_a_place_may_be_given_in_other_coordinates(run, of_encoder):
    degrees = run("location-at", *of_encoder, "--at", "-33,-7")
    metres = run("location-at", *of_encoder, "--at", "500000,9226251.14", "--crs", "EPSG:32725")
    assert np.allclose(degrees["at"], metres["at"], atol=1e-5)
    assert np.allclose(degrees["vector"], metres["vector"], atol=1e-3)


def test_points_like_others_are_found(run, points, folder):
    value = run("similar-points", "--points", points, "--at", "-50,10", "--count", 4, "--output", folder / "s.gpkg")
    assert len(value["points"]) == 4
    assert pyogrio.read_info(folder / "s.gpkg")["features"] == 300


def test_points_are_sorted_into_classes(run, points, folder):
    value = run("kmeans-points", "--points", points, "--clusters", 3, "--output", folder / "c.gpkg")
    assert len(value["classes"]) == 3
    assert pyogrio.read_info(folder / "c.gpkg")["features"] == 300


def test_an_attribute_is_fitted(run, points, folder):
    value = run(
        "fit-attribute",
        *["--points", points, "--attribute", "side", "--kind", "category", "--block-degrees", 20, "--folds", 4],
        *["--output", folder / "m.json"],
    )
    assert value["kind"] == "category"
    assert json.loads((folder / "m.json").read_text())


def test_an_attribute_is_predicted_for_embedded_points(run, model, points, folder):
    run("predict-attribute", "--model", model, "--points", points, "--output", folder / "p.gpkg")
    predicted = [
        column for name, column in table_of(folder / "p.gpkg").items() if "warmth" in name and name != "warmth"
    ]
    assert np.isfinite(predicted[0].astype(float)).all()
    assert len(predicted[0]) == 300


def test_an_attribute_is_predicted_for_points_that_have_no_embeddings(run, model, table, of_encoder, folder):
    run("predict-attribute", "--model", model, "--points", table, *of_encoder, "--output", folder / "p.gpkg")
    assert pyogrio.read_info(folder / "p.gpkg")["features"] == 300


def test_an_attribute_is_predicted_for_places_and_for_their_raster_alike(run, model, of_encoder, folder):
    area = ["--bounds", "-10,35,40,70", "--resolution", 5]
    run("predict-attribute", "--model", model, *of_encoder, *area, "--output", folder / "places.tif")
    run("embed-locations", *of_encoder, *area, "--dtype", "float32", "--output", folder / "e.tif")
    run("predict-attribute", "--model", model, "--embeddings", folder / "e.tif", "--output", folder / "raster.tif")
    places, raster = read_all(folder / "places.tif"), read_all(folder / "raster.tif")
    assert places.shape[1:] == (7, 10)
    assert np.allclose(places, raster, atol=1e-2)


def test_an_attribute_needs_something_to_predict_it_for(command, model, folder):
    outcome = command("predict-attribute", "--model", model, "--output", folder / "p.tif")
    assert outcome.status == 2
    assert outcome.err.startswith("error: There is nothing to predict the attribute for.")


# Rasters --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def embeddings(tmp_path):
    return write_embeddings(tmp_path / "e.tif", vectors(height=40, width=60))


def test_two_places_are_compared(run, embeddings):
    at = ["--at", "288035,9119945", "--at", "288035,9119945"]
    assert run("compare", "--embeddings", embeddings, *at)["cosine"] == pytest.approx(1)


def test_an_embedding_raster_is_opened(run, embeddings):
    assert run("open", "--embeddings", embeddings) == {"dim": 6}


def test_places_like_some_and_unlike_others_are_found(run, embeddings, folder):
    at = ["--at", "288035,9119945", "--at", "288135,9119845", "--not-at", "288335,9119745"]
    value = run("similarity-map", "--embeddings", embeddings, *at, "--output", folder / "s.tif")
    assert (value["positives"], value["negatives"]) == (2, 1)
    options = ["--similarity", folder / "s.tif", "--count", 3, "--minimum-distance-m", 50]
    assert len(run("similar-places", *options)["places"]) == 3


@pytest.mark.parametrize("own", [None, "EPSG:32601"])
def test_an_embedding_raster_lies_where_it_is_said_to_lie(run, folder, own):
    embeddings = write_embeddings(folder / "e.tif", vectors(height=40, width=60), crs=own)
    source = ["--embeddings", embeddings, "--embeddings-crs", UTM]
    with rasterio.open(embeddings) as dataset:
        x, y = dataset.transform @ (10.5, 7.5)
    lonlat = [f"{value:.8f}" for (value,) in warp.transform(UTM, "EPSG:4326", [x], [y])]
    at = ["--at", ",".join(lonlat), "--crs", "EPSG:4326"]
    found = run("embedding-at", *source, *at)
    assert (found["column"], found["row"]) == (10, 7)
    run("similarity-map", *source, *at, "--output", folder / "s.tif")
    run("kmeans", *source, "--clusters", 3, "--output", folder / "c.tif")
    run("principal-components", *source, "--output", folder / "p.tif")
    for name in ("s.tif", "c.tif", "p.tif"):
        with rasterio.open(folder / name) as dataset:
            assert dataset.crs == rasterio.CRS.from_user_input(UTM)
    (folder / "points.csv").write_text(f"lon,lat\n{','.join(lonlat)}\n")
    run("embed-points", "--points", folder / "points.csv", *source, "--output", folder / "points.parquet")
    embedded = read_table(folder / "points.parquet").to_pylist()[0]
    assert embedded["embedding"] == pytest.approx(found["vector"], rel=1e-6)


def test_an_area_is_embedded_tile_by_tile(run, tmp_path):
    raster, job = write_raster(tmp_path / "wide.tif", scene(4, 300, 500)), tmp_path / "job"
    planned = run(
        "plan-tiles", "--raster", raster, "--tile", 256, "--encoder", "random-features", "--filters", 8, "--job", job
    )
    assert planned["tiles"] == 4
    assert run("embed-tile", job, 1)["state"] == "done"
    assert run("index-tiles", job)["missing_numbers"] == [2, 3, 4]
    assert run("embed-tiles", job, "--processes", 1)["embedded"] == 3
    assert run("index-tiles", job)["missing_numbers"] == []


def test_patches_are_sorted_into_classes_of_a_suggested_number(run, embeddings, folder):
    clusters = run("suggest-clusters", "--embeddings", embeddings, "--most", 5)["clusters"]
    assert clusters == 3
    value = run("kmeans", "--embeddings", embeddings, "--clusters", clusters, "--output", folder / "c.tif")
    assert len(value["classes"]) == 3


def test_components_are_drawn(run, embeddings, folder):
    run("principal-components", "--embeddings", embeddings, "--output", folder / "p.tif")
    assert run("info", folder / "p.tif")["kind"] == "principal components"


def test_what_runs_have_left_is_listed_and_deleted(run):
    assert run("scratches")["scratches"] == []
    assert run("remove-scratches", "--keys", "a", "--keys", "b") == {"bytes": 0}


def test_a_raster_is_recognised(run, tmp_path):
    path = write_raster(tmp_path / "S2A_MSIL2A_20230114T101031.tif", scene(3).astype("uint16") * 10)
    value = run("recognise", "--raster", path, "--bands", "3,2,1", "--band-names", "red,green,blue", "--sensor", "naip")
    assert sorted((band["name"], band["number"]) for band in value["bands"]) == [("blue", 1), ("green", 2), ("red", 3)]


def test_every_operation_is_run_as_a_command_by_some_test():
    texts = [path.read_text() for path in Path(__file__).parent.rglob("test_*.py")]
    unrun = [
        name
        for name, operation in OPERATIONS.items()
        if not operation.on_wire_only
        and not any(re.search(rf'(?:command|run|start)\(\s*"{name.replace("_", "-")}"', text) for text in texts)
    ]
    assert unrun == []

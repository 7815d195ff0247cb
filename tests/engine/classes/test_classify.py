"""Maps of classes from examples: right, with an honest score, and applied elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import rasterio
import shapely

from engine.classes.examples import gather_examples
from engine.operations.state import State
from engine.operations.table import run_operation
from engine.progress import Reporter
from tests.engine.make_rasters import NORTH_UP, UTM, write_embeddings

HEIGHT, WIDTH, DIM = 30, 40, 16
KINDS = ("forest", "town", "water")


def landscape(seed=0, *, noise=0.5, shift=0.0):
    """Embeddings (dim, row, column) of three kinds of land in blocks of 5 patches, and the kinds (row, column)."""
    random = np.random.default_rng(seed)
    centres = np.random.default_rng(100).normal(0, 1, (3, DIM)) + 3.0
    kinds = np.kron(random.integers(0, 3, (HEIGHT // 5, WIDTH // 5)), np.ones((5, 5), int))
    values = centres[kinds] + random.normal(0, noise, (HEIGHT, WIDTH, DIM)) + shift
    return values.transpose(2, 0, 1).astype(np.float32), kinds


def blocks_of(kinds, kind, count):
    """The middles (column, row) of blocks of a kind that do not touch each other."""
    found = []
    for row in range(2, HEIGHT, 5):
        for col in range(2, WIDTH, 5):
            if kinds[row, col] == kind and all(max(abs(row - r), abs(col - c)) > 5 for c, r in found):
                found.append((col, row))
    return found[:count]


def example(name, col, row):
    x, y = NORTH_UP @ (col + 0.5, row + 0.5)
    return {"class": name, "x": x, "y": y}


def examples_of(kinds, count=3):
    return [example(KINDS[kind], col, row) for kind in range(3) for col, row in blocks_of(kinds, kind, count)]


@pytest.fixture
def classify(folder):
    """Makes a map from a raster; returns its labels (row, column) and the answer."""
    state = State()

    def run(path, **params):
        request = {"embeddings": str(path), "output": str(folder / "c.tif"), **params}
        value = run_operation(state, "classify", request, Reporter())
        with rasterio.open(folder / "c.tif") as dataset:
            return dataset.read(1), value

    yield run
    state.close()


@pytest.fixture
def scene(tmp_path):
    values, kinds = landscape()
    values[:, 8:11, 20:24] = np.nan
    return write_embeddings(tmp_path / "e.tif", values), kinds


def test_a_few_places_make_a_map_of_their_classes(scene, classify, folder):
    path, kinds = scene
    labels, value = classify(path, places=examples_of(kinds))
    valid = labels > 0
    assert (~valid).sum() == 12
    assert (labels == kinds + 1)[valid].mean() > 0.98
    assert [item["name"] for item in value["classes"]] == list(KINDS)
    assert [item["patches"] for item in value["classes"]] == np.bincount(labels.ravel())[1:].tolist()
    assert sum(item["share"] for item in value["classes"]) == pytest.approx(1)
    assert value["classes"][0]["hectares"] == pytest.approx(value["classes"][0]["patches"] * 0.01)
    assert [(item["places"], item["examples"]) for item in value["classes"]] == [(3, 3)] * 3
    with rasterio.open(folder / "c.tif") as dataset:
        assert (dataset.dtypes[0], dataset.nodata, dataset.tags()["LANDPRINT_KIND"]) == ("uint8", 0, "classes")
    notes = (folder / "c.tif.aux.xml").read_text()
    assert [notes.index(name) for name in KINDS] == sorted(notes.index(name) for name in KINDS)


def test_little_memory_gives_the_same_map(tmp_path, classify):
    values, kinds = landscape()
    path = write_embeddings(
        tmp_path / "e.tif", np.tile(values, (4, 14, 14)), tiled=True, blockxsize=256, blockysize=256
    )
    kept, _ = classify(path, places=examples_of(kinds))
    read_again, _ = classify(path, places=examples_of(kinds), max_memory_mb=64)
    assert np.array_equal(kept, read_again)


def test_the_score_is_that_of_places_left_out(tmp_path, classify):
    # Kinds that cannot be told apart: what was learned by heart says nothing of other places.
    random = np.random.default_rng(0)
    path = write_embeddings(tmp_path / "e.tif", random.normal(0, 1, (DIM, HEIGHT, WIDTH)))
    cells = [(col, row) for row in range(1, HEIGHT, 5) for col in range(1, WIDTH, 5)]
    places = [example(KINDS[index % 2], col, row) for index, (col, row) in enumerate(cells)]
    _, value = classify(path, places=places)
    assert 0.25 < value["score"] < 0.75
    assert value["mean_certainty"] < 0.75
    assert value["score_places"] == len(cells)


def test_patches_of_one_area_are_never_on_both_sides(scene, classify):
    path, kinds = scene
    single = [blocks_of(kinds, kind, 1)[0] for kind in range(2)]
    areas = []
    for kind, (col, row) in enumerate(single):
        corners = [NORTH_UP @ corner for corner in ((col - 2, row - 2), (col + 3, row - 2), (col + 3, row + 3))]
        areas.append({"class": KINDS[kind], "wkt": shapely.Polygon(corners).wkt})
        areas.append(example(KINDS[kind], col + 2, row + 2))  # touches the area
    _, value = classify(path, places=areas)
    assert value["score_places"] == 2
    assert (value["score"], value["no_score"], value["single"]) == (None, "single", list(KINDS[:2]))
    assert "a single example" in value["notes"][-1]


def test_clear_classes_have_a_high_score(scene, classify):
    path, kinds = scene
    _, value = classify(path, places=examples_of(kinds))
    assert (value["score"], value["method"]) == (1, "logistic")
    assert value["class_scores"] == dict.fromkeys(KINDS, 1)
    assert value["score_folds"] == value["score_places"] == 9


def test_certainty_is_right_as_often_as_it_says(tmp_path, classify, folder):
    values, kinds = landscape(noise=3.0)
    path = write_embeddings(tmp_path / "e.tif", values)
    labels, _ = classify(path, places=examples_of(kinds, 6), certainty=str(folder / "p.tif"))
    with rasterio.open(folder / "p.tif") as dataset:
        assert (dataset.dtypes[0], dataset.tags()["LANDPRINT_KIND"]) == ("float32", "certainty")
        certainty = dataset.read(1)
    is_right = labels == kinds + 1
    assert 0.4 < is_right.mean() < 0.97
    assert certainty.mean() == pytest.approx(is_right.mean(), abs=0.15)
    assert certainty.min() >= 1 / 3


def test_colours_order_the_classes_and_others_get_the_rest(scene, classify, folder):
    path, kinds = scene
    colours = {"water": "#0000FF", "snow": "#ffffff", "town": "#44aa99"}
    labels, value = classify(path, places=examples_of(kinds), colours=colours)
    assert [(item["name"], item["colour"]) for item in value["classes"]] == [
        ("water", "#0000ff"),
        ("town", "#44aa99"),
        ("forest", "#ddcc77"),
    ]
    assert (labels == 1)[kinds == 2].mean() > 0.95
    with rasterio.open(folder / "c.tif") as dataset:
        assert dataset.colormap(1)[1] == (0, 0, 255, 255)


def test_one_class_is_what_is_similar_to_it(scene, classify, folder):
    path, kinds = scene
    places = [one for one in examples_of(kinds) if one["class"] == "town"]
    labels, value = classify(path, places=places, certainty=str(folder / "p.tif"))
    valid = ~np.isnan(rasterio.open(folder / "p.tif").read(1))
    assert (value["method"], value["score"], value["no_score"]) == ("similarity", None, "one_class")
    assert ((labels == 1) == (kinds == 1))[valid].mean() > 0.95
    assert value["classes"][0]["share"] == pytest.approx((labels == 1).sum() / valid.sum())


def test_next_places_lie_where_classes_cannot_be_told_apart(tmp_path, classify):
    values, kinds = landscape(noise=0.3)
    between = values[:, kinds == 0].mean(axis=1) / 2 + values[:, kinds == 1].mean(axis=1) / 2
    values[:, :10, :10] = between[:, None, None] + np.random.default_rng(1).normal(0, 0.3, (DIM, 10, 10))
    kinds[:10, :10] = -1
    path = write_embeddings(tmp_path / "e.tif", values)
    _, value = classify(path, places=examples_of(kinds), next_places=3)
    first, *others = value["next_places"]
    col, row = ~NORTH_UP @ (first["x"], first["y"])
    assert col < 10
    assert row < 10
    assert {first["class"], first["other"]} == {"forest", "town"}
    assert first["certainty"] < value["mean_certainty"]
    assert all(np.hypot(first["x"] - one["x"], first["y"] - one["y"]) > 30 for one in others)


def write_areas(path, areas, classes, crs=UTM):
    pyogrio.raw.write(
        path, shapely.to_wkb(areas), [np.array(classes, object)], ["kind"], geometry_type="Unknown", crs=crs
    )
    return path


def test_a_file_of_examples_may_have_areas_points_and_rows_without_a_class(command, folder, tmp_path):
    values, kinds = landscape()
    path = write_embeddings(tmp_path / "e.tif", values)
    shapes, names = [], []
    for kind in range(3):
        for col, row in blocks_of(kinds, kind, 3):
            corners = [NORTH_UP @ corner for corner in ((col - 1, row - 1), (col + 2, row + 2))]
            shapes.append(shapely.box(*np.ravel(corners)) if kind else shapely.Point(np.mean(corners, axis=0)))
            names.append(KINDS[kind])
    file = write_areas(tmp_path / "x.gpkg", [*shapes, shapes[0]], [*names, None])
    outcome = command(
        *("classify", "--embeddings", path, "--examples", file, "--class-column", "kind"),
        *("--output", folder / "c.tif", "--json"),
    )
    assert [item["examples"] for item in outcome.value["classes"]] == [3, 27, 27]
    assert outcome.value["notes"] == ["1 examples have no class and are passed over."]
    outcome = command("classify", "--embeddings", path, "--examples", file, "--output", folder / "c.tif")
    assert outcome.status == 2
    assert "Which column of x.gpkg has the class is not said. Its columns are kind." in outcome.err


def test_places_are_typed_on_the_command_line(scene, command, folder):
    path, kinds = scene
    typed = [f"--places={one['class']}, wild,{one['x']},{one['y']}" for one in examples_of(kinds)]
    outcome = command(
        *("classify", "--embeddings", path, *typed, "--colours", "town, wild=#112233"),
        *("--output", folder / "c.tif", "--json"),
    )
    assert [item["name"] for item in outcome.value["classes"]] == ["town, wild", "forest, wild", "water, wild"]


def test_a_saved_model_classifies_another_scene(scene, classify, folder, tmp_path):
    path, kinds = scene
    _, learned = classify(path, places=examples_of(kinds), save_model=str(folder / "m.json"))
    values, others = landscape(seed=7)
    labels, value = classify(write_embeddings(tmp_path / "other.tif", values), model=str(folder / "m.json"))
    assert (labels == others + 1).mean() > 0.98
    assert (value["score"], value["score_places"]) == (learned["score"], 9)
    assert [item["colour"] for item in value["classes"]] == [item["colour"] for item in learned["classes"]]
    again, _ = classify(path, model=str(folder / "m.json"))
    fresh, _ = classify(path, places=examples_of(kinds))
    assert np.array_equal(again, fresh)


def test_a_saved_similarity_to_one_class_is_applied_too(scene, classify, folder, tmp_path):
    path, kinds = scene
    places = [one for one in examples_of(kinds) if one["class"] == "town"]
    classify(path, places=places, save_model=str(folder / "m.json"))
    values, others = landscape(seed=7)
    labels, _ = classify(write_embeddings(tmp_path / "other.tif", values), model=str(folder / "m.json"))
    assert ((labels == 1) == (others == 1)).mean() > 0.95


@pytest.mark.parametrize(
    ("tags", "said"),
    [
        ({"LANDPRINT_ENCODER": "other"}, "other.tif is of other, 16 dimensions, and m.json of galileo-nano, 16"),
        ({"LANDPRINT_PATCH": "8"}, "The patches of other.tif have 8 pixels on a side, and those of m.json 4"),
        (
            {"LANDPRINT_CHECKPOINT_SHA256": "00"},
            "other.tif and m.json were made with different weights of galileo-nano",
        ),
    ],
)
def test_a_model_of_other_embeddings_is_refused(scene, command, folder, tmp_path, tags, said):
    path, kinds = scene
    own = {
        "LANDPRINT_KIND": "embedding raster",
        "LANDPRINT_ENCODER": "galileo-nano",
        "LANDPRINT_PATCH": "4",
        "LANDPRINT_CHECKPOINT_SHA256": "ff",
    }
    other = write_embeddings(tmp_path / "other.tif", landscape(seed=7)[0])
    for raster, written in ((path, own), (other, {**own, **tags})):
        with rasterio.open(raster, "r+") as dataset:
            dataset.update_tags(**written)
    typed = [f"--places={one['class']},{one['x']},{one['y']}" for one in examples_of(kinds)]
    model = folder / "m.json"
    saved = ("--save-model", model, "--output", folder / "c.tif")
    assert command("classify", "--embeddings", path, *typed, *saved).status == 0
    outcome = command("classify", "--embeddings", other, "--model", model, "--output", folder / "d.tif")
    assert outcome.status == 2
    assert said in outcome.err
    assert not (folder / "d.tif").exists()


def test_a_model_classifies_the_embeddings_of_another_year(scene, classify, folder, tmp_path):
    path, kinds = scene
    other = write_embeddings(tmp_path / "other.tif", landscape(seed=7)[0])
    for raster, year in ((path, "2023"), (other, "2024")):
        with rasterio.open(raster, "r+") as dataset:
            dataset.update_tags(TESSERA_DATASET_VERSION="v1", TESSERA_YEAR=year)
    model = str(folder / "m.json")
    classify(path, places=examples_of(kinds), save_model=model)
    assert json.loads(Path(model).read_text())["origin"] == {"model": "TESSERA v1, 2023"}
    labels, _ = classify(other, model=model)
    assert labels.any()


def test_embeddings_of_another_length_are_refused(scene, classify, command, folder, tmp_path):
    path, kinds = scene
    classify(path, places=examples_of(kinds), save_model=str(folder / "m.json"))
    other = write_embeddings(tmp_path / "other.tif", landscape()[0][:8])
    outcome = command("classify", "--embeddings", other, "--model", folder / "m.json", "--output", folder / "d.tif")
    assert "an unknown encoder, 8 dimensions, and m.json of an unknown encoder, 16 dimensions" in outcome.err


def damaged(model, kind):
    """The text of a model that something has happened to."""
    body = json.loads(model)
    if kind == "cut":
        return model[: len(model) // 2]
    if kind == "not a model":
        return json.dumps({"landprint": "something else"})
    if kind == "a list":
        return "[1, 2]"
    if kind == "not a number":
        body["mean"][0] = float("nan")
    if kind == "too short":
        body["weights"] = body["weights"][:2]
    if kind == "ragged":
        body["weights"][0] = body["weights"][0][:3]
    if kind == "colours":
        body["colours"][0] = "url(http://example.org)"
    if kind == "words":
        body["intercept"] = ["a", "b", "c"]
    return json.dumps(body)


@pytest.mark.parametrize(
    "kind", ["cut", "not a model", "a list", "not a number", "too short", "ragged", "colours", "words"]
)
def test_a_damaged_model_is_a_sentence(scene, classify, command, folder, kind):
    path, kinds = scene
    model = folder / "m.json"
    classify(path, places=examples_of(kinds), save_model=str(model))
    model.write_text(damaged(model.read_text(encoding="utf-8"), kind), encoding="utf-8")
    outcome = command("classify", "--embeddings", path, "--model", model, "--output", folder / "d.tif")
    assert outcome.status == 2
    assert "m.json is not a model of classes, or it is damaged." in outcome.err


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({}, "needs either examples or a saved model"),
        ({"places": [example("a", 1, 1)], "model": "m.json"}, "needs either examples or a saved model"),
        ({"places": [{"class": "a", "x": 0.0, "y": 0.0}]}, "No example lies on the raster"),
        ({"places": [example("a", 21, 9)]}, "No example lies on data"),
        ({"places": [{"class": "a", "wkt": "POINT (1"}]}, "is no geometry"),
        ({"places": [{"class": "a", "x": 0.0}]}, "needs examples with a class and a place"),
        ({"places": [example("a", 1, 1)], "colours": {"a": "red"}}, "needs a name and a colour"),
        ({"places": [example("a", 1, 1)], "certainty": "c.tif"}, "need files of their own"),
    ],
)
def test_what_cannot_be_learned_is_a_sentence(scene, folder, monkeypatch, params, said):
    monkeypatch.chdir(folder)
    request = {"embeddings": str(scene[0]), "output": "c.tif", **params}
    with pytest.raises(Exception, match=said) as caught:
        run_operation(State(), "classify", request, Reporter())
    assert type(caught.value).__module__ == "engine.errors"
    assert list(folder.iterdir()) == []


def test_neighbours_unlike_a_point_do_not_count_as_its_class(scene):
    path, kinds = scene
    state = State()
    opened = state.open_embeddings(Request(path), 2**30, Reporter())
    col, row = next(
        (col, row)
        for row in range(5, HEIGHT, 5)
        for col in range(1, WIDTH - 1)
        if kinds[row, col] != kinds[row - 1, col]
    )
    found = gather_examples(opened, [("a", np.array([row * WIDTH + col]))], {}, [])
    state.close()
    is_own = kinds[row - 1 : row + 2, col - 1 : col + 2] == kinds[row, col]
    assert found.is_given.sum() == 1
    assert 1 < len(found.places) <= is_own.sum()


class Request:
    """What opens embeddings."""

    embeddings_crs, values = None, "auto"

    def __init__(self, path):
        self.embeddings = str(path)

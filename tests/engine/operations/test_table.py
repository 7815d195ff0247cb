"""The table of operations: parameters that check themselves, and what is not told by a file of its own."""

from __future__ import annotations

import json

import numpy as np
import pytest
import rasterio

from engine.embedding.scratch import scratch_folder
from engine.errors import Cancelled, ParameterError
from engine.operations.state import State
from engine.operations.table import OPERATIONS, run_operation
from engine.progress import Reporter
from engine.requests.shared import EmbeddingsRequest
from tests.engine.make_rasters import UTM, read_all, scene, vectors, write_embeddings, write_raster


def run(name, **params):
    return run_operation(State(), name, params, Reporter())


def test_every_name_is_that_of_its_operation():
    assert all(name == operation.name for name, operation in OPERATIONS.items())


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS.keys())
def test_every_operation_and_parameter_says_what_it_is(operation):
    assert operation.help.endswith(".")
    for parameter in operation.parameters:
        assert parameter.help
        assert not (parameter.required and parameter.default is not None)


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS.keys())
def test_a_parameter_that_is_not_known_is_refused(operation):
    with pytest.raises(ParameterError, match="no parameter"):
        operation.checked({"nonsense": 1})


@pytest.mark.parametrize(
    ("params", "named"),
    [
        ({}, "raster"),
        ({"raster": ""}, "raster"),
        ({"raster": 5}, "raster"),
        ({"raster": []}, "raster"),
        ({"raster": "a\0b.tif"}, "raster"),
        ({"raster": "a.tif"}, "output"),
        ({"raster": "a.tif", "output": "a\0b.tif"}, "output"),
        ({"raster": "a.tif", "output": "b.tif", "patch": "8"}, "patch"),
        ({"raster": "a.tif", "output": "b.tif", "patch": 8.0}, "patch"),
        ({"raster": "a.tif", "output": "b.tif", "patch": True}, "patch"),
        ({"raster": "a.tif", "output": "b.tif", "patch": 0}, "patch"),
        ({"raster": "a.tif", "output": "b.tif", "patch": 10**400}, "patch"),
        ({"raster": "a.tif", "output": "b.tif", "seed": -1}, "seed"),
        ({"raster": "a.tif", "output": "b.tif", "seed": 2**31}, "seed"),
        ({"raster": "a.tif", "output": "b.tif", "filters": 8193}, "filters"),
        ({"raster": "a.tif", "output": "b.tif", "gsd": float("nan")}, "gsd needs a number"),
        ({"raster": "a.tif", "output": "b.tif", "bands": 3}, "bands"),
        ({"raster": "a.tif", "output": "b.tif", "bands": ["1"]}, "bands"),
        ({"raster": "a.tif", "output": "b.tif", "extent": [0, 0, 1]}, "extent"),
        ({"raster": "a.tif", "output": "b.tif", "extent": [0, 0, 1, float("nan")]}, "extent"),
        ({"raster": "a.tif", "output": "b.tif", "extent": [0, 0, 1, 10**400]}, "extent"),
        ({"raster": "a.tif", "output": "b.tif", "dtype": "float64"}, "dtype"),
        ({"raster": "a.tif", "output": "b.tif", "position": "lose"}, "position"),
    ],
)
def test_a_value_that_does_not_fit_names_its_parameter(params, named):
    with pytest.raises(ParameterError, match=named):
        OPERATIONS["embed_raster"].checked(params)


def test_null_is_the_default():
    values = OPERATIONS["embed_raster"].checked({"raster": "a.tif", "output": "b.tif", "seed": None, "patch": None})
    assert values.seed == 0
    assert values.patch is None
    assert values.dtype == "uint8"


def test_an_extent_may_be_given_from_any_corner():
    operation = OPERATIONS["embed_raster"]
    params = {"raster": "a.tif", "output": "b.tif"}
    straight = operation.checked({**params, "extent": [1, 2, 3, 4]}).extent
    turned = operation.checked({**params, "extent": [3, 4, 1, 2]}).extent
    assert straight == turned == (1, 2, 3, 4)


def test_every_value_can_go_over_the_wire(raster, folder):
    output = str(folder / "e.tif")
    values = [
        run("encoders"),
        run("info", path=str(raster)),
        run("estimate_embedding", raster=str(raster), filters=8),
        run("embed_raster", raster=str(raster), filters=8, output=output),
        run("embedding_at", embeddings=output, at=[288_100, 9_119_900]),
        run("compare", embeddings=output, at=[[288_100, 9_119_900], [288_300, 9_119_700]]),
        run("similarity_map", embeddings=output, at=[[288_100, 9_119_900]], output=str(folder / "s.tif")),
        run("similar_places", similarity=str(folder / "s.tif"), count=3),
        run("kmeans", embeddings=output, clusters=3, output=str(folder / "c.tif")),
        run("suggest_clusters", embeddings=output, most=3),
        run("principal_components", embeddings=output, output=str(folder / "p.tif")),
        run("scratches"),
        run("remove_scratches"),
        run("close"),
    ]
    for value in values:
        assert json.loads(json.dumps(value)) is not None


def test_the_built_in_encoder_is_ready():
    (entry,) = [item for item in run("encoders")["encoders"] if item["name"] == "random-features"]
    assert entry["ready"]
    assert entry["download_bytes"] == 0
    assert entry["default_recipe"] in {recipe["name"] for recipe in entry["recipes"]}


def test_info_says_what_a_raster_is(tmp_path):
    path = write_raster(tmp_path / "a.tif", scene(4, 32, 48).astype("int16"), nodata=-1)
    value = run("info", path=str(path))
    assert (value["kind"], value["width"], value["height"], value["band_count"]) == ("raster", 48, 32, 4)
    assert (value["dtype"], value["nodata"], value["crs_name"]) == ("int16", -1, UTM)
    assert value["bounds"] == [288_000, 9_119_680, 288_480, 9_120_000]
    assert value["pixel_size"] == [10, 10]
    assert value["gsd_m"] == pytest.approx(10)
    assert [band["number"] for band in value["bands"]] == [1, 2, 3, 4]
    assert value["bytes"] == path.stat().st_size


def test_info_shows_some_of_many_bands(tmp_path):
    value = run("info", path=str(write_raster(tmp_path / "a.tif", scene(100).astype("uint8"))))
    assert value["band_count"] == 100
    assert len(value["bands"]) == 64


@pytest.mark.parametrize(
    ("name", "kind"),
    [("e.tif", "embedding raster"), ("s.tif", "similarity"), ("c.tif", "classes"), ("p.tif", "principal components")],
)
def test_info_knows_what_landprint_made(raster, folder, name, kind):
    output = str(folder / "e.tif")
    run("embed_raster", raster=str(raster), filters=8, output=output)
    run("similarity_map", embeddings=output, at=[[288_100, 9_119_900]], output=str(folder / "s.tif"))
    run("kmeans", embeddings=output, clusters=3, output=str(folder / "c.tif"))
    run("principal_components", embeddings=output, output=str(folder / "p.tif"))
    assert run("info", path=str(folder / name))["kind"] == kind


def test_an_estimate_counts_what_the_run_makes(tmp_path, folder):
    path = write_raster(tmp_path / "a.tif", scene(3, 300, 500).astype("uint8"))
    estimate = run("estimate_embedding", raster=str(path), patch=4, filters=8)
    made = run("embed_raster", raster=str(path), patch=4, filters=8, output=str(folder / "e.tif"))
    assert (estimate["patches"], estimate["dim"]) == (made["patches"], made["dim"])
    assert estimate["output_bytes"] == made["patches"] * made["dim"]
    assert estimate["seconds"] > 0
    assert estimate["scratch_bytes"] >= 2 * estimate["output_bytes"]
    assert estimate["free_bytes"] > 0


def test_an_estimate_leaves_nothing(tmp_path, raster):
    run("estimate_embedding", raster=str(raster), filters=8)
    assert not scratch_folder().exists()


def test_principal_components_are_those_of_the_embeddings(tmp_path, folder):
    values = vectors(dim=8, height=60, width=50)
    values[:, 5:9, 5:9] = np.nan
    path = write_embeddings(tmp_path / "e.tif", values)
    shares = run("principal_components", embeddings=str(path), output=str(folder / "p.tif"))["explained"]
    points = values[:, np.isfinite(values[0])].T.astype(np.float64)
    deviations = np.linalg.svd(points - points.mean(axis=0), compute_uv=False) ** 2
    assert shares == pytest.approx((deviations / deviations.sum())[:3].tolist(), rel=1e-3)
    with rasterio.open(folder / "p.tif") as dataset:
        assert dataset.count == 3
        assert dataset.dtypes == ("uint8",) * 3
        picture = dataset.read()
    assert np.array_equal((picture == 0).all(axis=0), np.isnan(values[0]))
    first = np.linalg.svd(points - points.mean(axis=0), full_matrices=False)[2][0]
    scores = (points - points.mean(axis=0)) @ first
    assert abs(np.corrcoef(scores, picture[0][picture[0] > 0])[0, 1]) > 0.99


def test_a_single_patch_can_be_drawn(tmp_path, folder):
    path = write_embeddings(tmp_path / "e.tif", vectors(dim=4, height=1, width=1))
    made = run("principal_components", embeddings=str(path), output=str(folder / "p.tif"))
    assert made["explained"] == [0, 0, 0]


def test_a_raster_of_two_bands_can_be_drawn(tmp_path, folder):
    path = write_embeddings(tmp_path / "e.tif", vectors(dim=2))
    run("principal_components", embeddings=str(path), output=str(folder / "p.tif"))
    assert (read_all(folder / "p.tif")[:2].std(axis=(1, 2)) > 0).all()


def test_a_state_opens_the_same_embeddings_once(tmp_path):
    path = str(write_embeddings(tmp_path / "e.tif", vectors()))
    request = EmbeddingsRequest(embeddings=path)
    state = State()
    first = state.open_embeddings(request, 2**30, Reporter())
    assert state.open_embeddings(request, 2**30, Reporter()) is first
    write_embeddings(tmp_path / "e.tif", vectors(seed=1))
    second = state.open_embeddings(request, 2**30, Reporter())
    assert second is not first
    assert state.open_embeddings(EmbeddingsRequest(embeddings=path, values="plain"), 2**30, Reporter()) is not second
    state.close()


@pytest.mark.parametrize("name", ["embed_raster", "similarity_map", "kmeans", "principal_components"])
def test_a_cancelled_operation_leaves_no_file(tmp_path, folder, raster, name):
    embeddings = str(write_embeddings(tmp_path / "e.tif", vectors(height=300, width=600)))
    params = {
        "embed_raster": {"raster": str(raster), "filters": 8},
        "similarity_map": {"embeddings": embeddings, "at": [[288_100, 9_119_900]]},
        "kmeans": {"embeddings": embeddings, "clusters": 3},
        "principal_components": {"embeddings": embeddings},
    }[name]
    for checks in (0, 1, 2):
        left = iter([False] * checks)
        reporter = Reporter(is_cancelled=lambda left=left: next(left, True))
        with pytest.raises(Cancelled):
            run_operation(State(), name, {**params, "output": str(folder / "o.tif")}, reporter)
        assert list(folder.iterdir()) == []

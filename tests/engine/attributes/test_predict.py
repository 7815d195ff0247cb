"""A fitted attribute as a map: over an embedding raster, or over places without one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import rasterio

from engine.attributes.model import AttributeModel
from engine.attributes.predict import predict_places, predict_raster
from engine.bounds import Bounds
from engine.embedding.locations import LocationGrid
from engine.errors import ParameterError
from engine.progress import Reporter
from tests.engine.embedding.test_locations import Direction, run_of

TROPICS = Bounds(-40.0, -30.0, 40.0, 30.0)


def model(kind="number", classes=()):
    """The sine of the latitude; or whether a place is north or south, and how sure that is."""
    outputs = len(classes) or 1
    weights = np.zeros((3, outputs))
    weights[2, 0] = 1.0
    return AttributeModel(
        attribute="side" if classes else "sine",
        kind=kind,
        mean=np.zeros(3),
        scale=np.ones(3),
        weights=weights,
        intercept=np.zeros(outputs),
        classes=classes,
        encoder="direction",
        score={"score": 0.9},
    )


SIDES = model("category", ("north", "south"))


def test_a_number_is_predicted_for_every_place(tmp_path):
    value = predict_places(model(), LocationGrid(Direction(), TROPICS, 0.25), tmp_path / "p.tif", reporter=Reporter())
    with rasterio.open(tmp_path / "p.tif") as dataset:
        values = dataset.read(1)
        lats = dataset.transform.f + dataset.transform.e * (np.arange(dataset.height) + 0.5)
        assert dataset.descriptions == ("sine",)
        assert (dataset.tags()["LANDPRINT_KIND"], dataset.tags()["LANDPRINT_SCORE"]) == ("prediction", "0.900")
        assert "STATISTICS_MEAN" in dataset.tags(1)
    np.testing.assert_allclose(values, np.sin(np.radians(lats))[:, None] * np.ones(320), atol=1e-6)
    assert (value["valid"], value["kind"]) == (320 * 240, "number")
    assert value["maximum"] == pytest.approx(np.sin(np.radians(29.875)))


def test_an_embedding_raster_gives_the_same_as_its_places(tmp_path):
    run_of(Direction(), TROPICS, 1.0, dtype="float32").write(tmp_path / "e.tif", Reporter())
    predict_raster(model(), tmp_path / "e.tif", tmp_path / "a.tif", reporter=Reporter())
    predict_places(model(), LocationGrid(Direction(), TROPICS, 1.0), tmp_path / "b.tif", reporter=Reporter())
    with rasterio.open(tmp_path / "a.tif") as a, rasterio.open(tmp_path / "b.tif") as b:
        np.testing.assert_allclose(a.read(1), b.read(1), atol=1e-6)


def test_a_category_becomes_classes_with_names_and_colours(tmp_path):
    value = predict_places(SIDES, LocationGrid(Direction(), TROPICS, 1.0), tmp_path / "c.tif", reporter=Reporter())
    assert [(item["name"], item["share"]) for item in value["classes"]] == [("north", 0.5), ("south", 0.5)]
    with rasterio.open(tmp_path / "c.tif") as dataset:
        values = dataset.read(1)
        assert (dataset.dtypes, dataset.nodata) == (("uint8",), 0)
        assert dataset.tags()["LANDPRINT_KIND"] == "classes"
        assert "#{:02x}{:02x}{:02x}".format(*dataset.colormap(1)[1][:3]) == value["classes"][0]["colour"]
    assert (values[:30] == 1).all()
    assert (values[30:] == 2).all()
    assert "<Category>north</Category>" in (tmp_path / "c.tif.aux.xml").read_text()


def test_nodata_stays_nodata(tmp_path):
    profile = {"driver": "GTiff", "width": 4, "height": 3, "count": 3, "dtype": "float32", "nodata": -1.0}
    with rasterio.open(tmp_path / "e.tif", "w", **profile, crs="EPSG:32635") as dataset:
        pixels = np.full((3, 3, 4), 0.5, np.float32)
        pixels[:, 1, 2] = -1.0
        dataset.write(pixels)
    for fitted in (model(), SIDES):
        value = predict_raster(fitted, tmp_path / "e.tif", tmp_path / "p.tif", reporter=Reporter())
        with rasterio.open(tmp_path / "p.tif") as dataset:
            mask = dataset.read_masks(1) > 0
        assert value["valid"] == 11
        assert not mask[1, 2]
        assert mask.sum() == 11


@pytest.mark.parametrize(
    ("made_by", "sentence"),
    [
        (
            {"encoder": "another"},
            "e.tif is of direction, 3 dimensions, and “sine” of another",
        ),
        ({"origin": {"CHECKPOINT_SHA256": "0" * 64}}, "with different weights"),
        ({"origin": {"FILTERS_SHA256": "0" * 64}}, "with different random filters"),
    ],
)
def test_embeddings_that_another_encoder_made_are_refused(tmp_path, made_by, sentence):
    run_of(Direction(), resolution=10.0).write(tmp_path / "e.tif", Reporter())
    with rasterio.open(tmp_path / "e.tif", "r+") as dataset:
        dataset.update_tags(LANDPRINT_CHECKPOINT_SHA256="1" * 64)
    with pytest.raises(ParameterError, match=sentence):
        predict_raster(replace(model(), **made_by), tmp_path / "e.tif", tmp_path / "p.tif", reporter=Reporter())
    assert not (tmp_path / "p.tif").exists()


def test_a_model_tells_places_of_another_encoder(tmp_path):
    places = LocationGrid(Direction(), TROPICS, 1.0)
    with pytest.raises(ParameterError, match="cannot be compared"):
        predict_places(replace(model(), encoder="another"), places, tmp_path / "p.tif", reporter=Reporter())


def test_embeddings_of_another_length_are_refused(tmp_path):
    run_of(Direction(), resolution=10.0).write(tmp_path / "e.tif", Reporter())
    short = AttributeModel(**{**vars(model()), "mean": np.zeros(2), "scale": np.ones(2), "weights": np.zeros((2, 1))})
    with pytest.raises(ParameterError, match="takes embeddings of 2 values, these have 3"):
        predict_raster(short, tmp_path / "e.tif", tmp_path / "p.tif", reporter=Reporter())
    assert not (tmp_path / "p.tif").exists()

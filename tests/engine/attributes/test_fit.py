"""Attributes of points are learned from embeddings, with a score that neighbours cannot flatter."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyogrio
import pytest
from sklearn.linear_model import Ridge

from engine.attributes.fit import _ridges, blocks_of, fit_attribute, splits_of
from engine.attributes.model import AttributeModel
from engine.attributes.predict import predict_points
from engine.errors import Cancelled, ParameterError, SourceError
from engine.points.embed import embed_points
from engine.points.source import PointSource
from engine.progress import Reporter
from tests.engine.geoclip import GeoClip
from tests.engine.points.test_source import ENCODER, point, read, write_layer
from tests.places import real_data

RANDOM = np.random.default_rng(5)
PLACES = np.stack([RANDOM.uniform(-180, 180, 600), RANDOM.uniform(-60, 60, 600)], axis=1)
DIRECTIONS = ENCODER.embed(PLACES)


@pytest.fixture(scope="module")
def embedded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("points")
    warmth = 20 - 30 * np.abs(DIRECTIONS[:, 2])
    columns = {
        "height": 3.0 * DIRECTIONS[:, 0] - 2.0 * DIRECTIONS[:, 2] + 7.0,
        "side": np.where(DIRECTIONS[:, 1] > 0, "east", "west").tolist(),
        "quarter": np.char.add(
            np.where(DIRECTIONS[:, 0] > 0, "a", "b"), np.where(DIRECTIONS[:, 1] > 0, "1", "2")
        ).tolist(),
        "noise": RANDOM.standard_normal(600),
        "constant": [1.0] * 600,
        "gaps": [None if index % 3 else float(value) for index, value in enumerate(warmth)],
        "number_as_text": [str(index) for index in range(600)],
    }
    geometries = [None if index == 5 else point(*place) for index, place in enumerate(PLACES)]
    path = write_layer(folder / "in.gpkg", geometries, **columns)
    with PointSource(path) as source:
        embed_points(source, folder / "points.parquet", ENCODER, reporter=Reporter())
    return folder / "points.parquet"


def fit(path, attribute, output, **options):
    with PointSource(path) as source:
        return fit_attribute(source, attribute, output, reporter=Reporter(), **options)


def predict(model, path, output, **options):
    with PointSource(path) as source:
        return predict_points(AttributeModel.read(model), source, output, reporter=Reporter(), **options)


def test_a_number_that_is_linear_in_the_embedding_is_learned(embedded, tmp_path):
    value = fit(embedded, "height", tmp_path / "m.json")
    assert (value["kind"], value["score_name"], value["points"], value["dropped"]) == ("number", "R2", 599, 1)
    assert value["score"] > 0.999
    assert len(value["fold_scores"]) == 5


@pytest.mark.parametrize(("attribute", "classes"), [("side", ["east", "west"]), ("quarter", ["a1", "a2", "b1", "b2"])])
def test_a_category_that_is_linear_in_the_embedding_is_learned(embedded, tmp_path, attribute, classes):
    value = fit(embedded, attribute, tmp_path / "m.json")
    assert (value["kind"], value["score_name"], value["classes"]) == ("category", "accuracy", classes)
    assert value["score"] > 0.95
    assert value["baseline"] < 0.6


def test_what_is_not_there_is_not_found(embedded, tmp_path):
    assert fit(embedded, "noise", tmp_path / "m.json")["score"] < 0.05


def test_points_without_a_value_are_left_out(embedded, tmp_path):
    value = fit(embedded, "gaps", tmp_path / "m.json")
    assert (value["points"], value["dropped"]) == (200, 400)


def test_a_number_may_be_a_category(embedded, tmp_path):
    with pytest.raises(ParameterError, match="599 different values"):
        fit(embedded, "noise", tmp_path / "m.json", kind="category")


def test_text_is_no_number(embedded, tmp_path):
    with pytest.raises(ParameterError, match="no numbers"):
        fit(embedded, "side", tmp_path / "m.json", kind="number")
    assert fit(embedded, "number_as_text", tmp_path / "m.json", kind="number")["kind"] == "number"


def test_neighbours_cannot_flatter_the_score(tmp_path):
    """Embeddings that only know where they are: a random split would score near 1."""
    squares = np.floor(PLACES / 10.0)
    of_square = {tuple(square): RANDOM.standard_normal(40) for square in np.unique(squares, axis=0)}
    embeddings = np.array([of_square[tuple(square)] for square in squares])
    values = [float(hash(tuple(square)) % 100) for square in squares]
    columns = {f"e{dim:03d}": column for dim, column in enumerate(embeddings.T)}
    path = write_layer(tmp_path / "in.gpkg", [point(*place) for place in PLACES], value=values, **columns)
    assert fit(path, "value", tmp_path / "m.json")["score"] < 0.1


def test_one_block_is_never_in_both_parts():
    blocks = RANDOM.integers(0, 37, 500)
    for train, test in splits_of(blocks, 5, seed=3):
        assert not set(blocks[train]) & set(blocks[test])
        assert len(train) + len(test) == 500
        assert 50 < len(test) < 150


def test_blocks_are_squares_of_degrees():
    places = np.array([(1.0, 1.0), (9.9, 9.9), (10.1, 1.0), (-0.1, 1.0), (1.0, -0.1)])
    assert blocks_of(places, 10.0).tolist() == [blocks_of(places, 10.0)[0]] * 2 + blocks_of(places, 10.0)[2:].tolist()
    assert len(set(blocks_of(places, 10.0))) == 4


def test_too_few_blocks_ask_for_smaller_ones(embedded, tmp_path):
    with pytest.raises(ParameterError, match="smaller blocks"):
        fit(embedded, "height", tmp_path / "m.json", block_degrees=180)


def test_an_attribute_that_is_not_there_is_refused_with_those_that_are(embedded, tmp_path):
    with pytest.raises(ParameterError, match=r"no attribute depth.*height, side"):
        fit(embedded, "depth", tmp_path / "m.json")


def test_a_constant_attribute_is_refused(embedded, tmp_path):
    with pytest.raises(ParameterError, match="less than two different values"):
        fit(embedded, "constant", tmp_path / "m.json")


def test_ridges_are_those_of_scikit_learn():
    embeddings, values = RANDOM.standard_normal((50, 8)) + 3, RANDOM.standard_normal(50)
    for strength, (weights, intercept) in zip((0.1, 10.0), _ridges(embeddings, values, (0.1, 10.0)), strict=True):
        expected = Ridge(alpha=strength).fit(embeddings, values)
        np.testing.assert_allclose(weights[:, 0], expected.coef_, atol=1e-10)
        np.testing.assert_allclose(intercept, expected.intercept_, atol=1e-10)


def test_a_fitted_number_is_predicted_for_points(embedded, tmp_path):
    fit(embedded, "height", tmp_path / "m.json")
    value = predict(tmp_path / "m.json", embedded, tmp_path / "out.gpkg")
    assert (value["points"], value["predicted"]) == (600, 599)
    with PointSource(tmp_path / "out.gpkg") as source:
        (batch,) = source.batches()
    predicted = batch.attributes.column("predicted_height").to_pylist()
    assert predicted[5] is None
    truth = np.delete(batch.attributes.column("height").to_numpy(), 5)
    np.testing.assert_allclose(np.array(predicted[:5] + predicted[6:]), truth, atol=0.1)


def test_a_fitted_category_is_predicted_with_its_probability(embedded, tmp_path):
    fit(embedded, "side", tmp_path / "m.json")
    predict(tmp_path / "m.json", embedded, tmp_path / "out.parquet")
    with PointSource(tmp_path / "out.parquet") as source:
        (batch,) = source.batches()
    sides, guesses = (batch.attributes.column(name).to_pylist() for name in ("side", "predicted_side"))
    assert np.mean([side == guess for side, guess in zip(sides, guesses, strict=True)]) > 0.95
    chances = batch.attributes.column("predicted_side_probability")
    assert 0.5 <= min(chances.drop_null().to_pylist()) <= 1.0
    assert (guesses[5], chances[5].as_py()) == (None, None)


def test_points_without_embeddings_are_embedded_for_the_prediction(embedded, tmp_path):
    fit(embedded, "height", tmp_path / "m.json")
    path = write_layer(tmp_path / "new.gpkg", [point(0, 0)], name=["null island"])
    with pytest.raises(SourceError, match="no embeddings"):
        predict(tmp_path / "m.json", path, tmp_path / "out.gpkg")
    predict(tmp_path / "m.json", path, tmp_path / "out.gpkg", encoder=ENCODER)
    assert pyogrio.read_arrow(tmp_path / "out.gpkg")[1].column("predicted_height")[0].as_py() == pytest.approx(
        10, abs=0.1
    )


def test_embeddings_of_another_length_are_refused(embedded, tmp_path):
    fit(embedded, "height", tmp_path / "m.json")
    path = write_layer(tmp_path / "short.gpkg", [point(0, 0)], e000=[1.0], e001=[2.0])
    with pytest.raises(ParameterError, match="takes embeddings of 3 values, these have 2"):
        predict(tmp_path / "m.json", path, tmp_path / "out.gpkg")
    assert not (tmp_path / "out.gpkg").exists()


def test_a_model_is_plain_json_that_reads_back(embedded, tmp_path):
    fit(embedded, "quarter", tmp_path / "m.json")
    body = json.loads((tmp_path / "m.json").read_text())
    assert (body["attribute"], body["encoder"], body["score"]["score_name"]) == ("quarter", "direction", "accuracy")
    model = AttributeModel.read(tmp_path / "m.json")
    model.write(tmp_path / "again.json")
    assert (tmp_path / "again.json").read_text() == (tmp_path / "m.json").read_text()


@pytest.mark.parametrize("damage", ["{}", "[]", "not JSON", "[" * 100_000, '{"landprint": "something else"}'])
def test_a_file_that_is_no_model_is_refused(tmp_path, damage):
    (tmp_path / "m.json").write_text(damage)
    with pytest.raises(SourceError, match="not a model"):
        AttributeModel.read(tmp_path / "m.json")


@pytest.mark.parametrize(
    "change",
    [
        {"mean": [0.0]},
        {"kind": "other"},
        {"weights": [[float("nan"), 0.0]] * 3},
        {"scale": [1.0, 0.0, 1.0]},
        {"classes": ["same", "same"]},
        {"classes": [], "weights": [[], [], []], "intercept": []},
        {"score": {"score": "high"}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_model_whose_arrays_do_not_fit_or_give_no_numbers_is_refused(embedded, tmp_path, change):
    fit(embedded, "side", tmp_path / "m.json")
    body = {**json.loads((tmp_path / "m.json").read_text()), **change}
    (tmp_path / "m.json").write_text(json.dumps(body))
    with pytest.raises(SourceError, match="not a model"):
        AttributeModel.read(tmp_path / "m.json")


def test_a_model_of_gigabytes_is_not_read(tmp_path):
    with (tmp_path / "m.json").open("wb") as file:
        file.truncate(2**40)
    with pytest.raises(SourceError, match="not a model"):
        AttributeModel.read(tmp_path / "m.json")


def test_a_cancelled_fit_leaves_nothing(embedded, tmp_path):
    with PointSource(embedded) as source, pytest.raises(Cancelled):
        fit_attribute(source, "height", tmp_path / "m.json", reporter=Reporter(is_cancelled=lambda: True))
    assert not list(tmp_path.iterdir())


@pytest.fixture(scope="module")
def stations(tmp_path_factory):
    """The world's weather stations, embedded by a trained encoder, with the main class of their climate."""
    folder = tmp_path_factory.mktemp("stations")
    with PointSource(real_data("data", "points", "airtemp_stations_kg.csv")) as source:
        batches = list(source.batches())
    table = pa.Table.from_batches([batch.attributes for batch in batches])
    climate = [code[:1] for code in table.column("kg").to_pylist()]
    geometries = [wkb for batch in batches for wkb in batch.geometry.to_pylist()]
    path = write_layer(folder / "in.gpkg", geometries, temperature=table.column("meanT"), climate=climate)
    with PointSource(path) as source:
        embed_points(source, folder / "stations.parquet", GeoClip(), reporter=Reporter())
    return folder / "stations.parquet"


@pytest.mark.weights
def test_a_trained_encoder_knows_the_temperature_of_places_that_it_was_not_fitted_on(stations, tmp_path):
    value = fit(stations, "temperature", tmp_path / "m.json")
    assert value["points"] == 3076
    assert value["score"] >= 0.90


@pytest.mark.slow
@pytest.mark.weights
def test_a_trained_encoder_knows_the_climate_of_places_that_it_was_not_fitted_on(stations, tmp_path):
    value = fit(stations, "climate", tmp_path / "m.json")
    assert value["score"] >= 0.78


def test_a_model_knows_what_made_its_points_and_refuses_points_of_another_encoder(embedded, tmp_path):
    fit(embedded, "height", tmp_path / "m.json")
    model = AttributeModel.read(tmp_path / "m.json")
    assert model.origin == {"ENCODER": "direction"}
    replace(model, origin={"ENCODER": "another"}).write(tmp_path / "m.json")
    with pytest.raises(ParameterError, match="cannot be compared"):
        predict(tmp_path / "m.json", embedded, tmp_path / "out.gpkg")
    assert not (tmp_path / "out.gpkg").exists()


def test_points_keep_the_encoder_s_name(embedded):
    with PointSource(embedded) as source:
        assert source.tags["ENCODER"] == "direction"
    assert len(read(embedded).embeddings) == 600

"""Embedded points: which are alike, and what kinds there are."""

from __future__ import annotations

import numpy as np
import pytest

from engine.classes.points import cluster_points, nearest_row, similar_points
from engine.errors import OutputError, OutsideError, ParameterError
from engine.points.source import PointSource
from engine.progress import Reporter
from tests.engine.points.test_source import point, read, write_layer

KINDS = np.array([[5.0, 0.0, 1.0], [0.0, 5.0, 1.0], [-5.0, -5.0, 1.0]])
SIZES = (30, 50, 20)


@pytest.fixture
def layer(tmp_path):
    """Points of three kinds in turn, of which one has no embedding."""
    random = np.random.default_rng(2)
    kinds = np.repeat(np.arange(3), SIZES)
    embeddings = KINDS[kinds] + 0.1 * random.standard_normal((100, 3))
    columns = {f"e{dim:03d}": values.tolist() for dim, values in enumerate(embeddings.T)}
    for values in columns.values():
        values[99] = None
    geometries = [point(index - 50.0, 10.0) for index in range(100)]
    return write_layer(tmp_path / "in.gpkg", geometries, kind_number=kinds, **columns)


def similar(path, at, **options):
    with PointSource(path) as source:
        return similar_points(source, at, reporter=Reporter(), **options)


def cluster(path, clusters, output, **options):
    with PointSource(path) as source:
        return cluster_points(source, clusters, output, reporter=Reporter(), **options)


def attributes(path):
    with PointSource(path) as source:
        (batch,) = source.batches()
    return batch.attributes.to_pydict()


@pytest.mark.parametrize("raw", [False, True])
def test_the_points_most_like_one_are_of_its_kind(layer, raw):
    value = similar(layer, [(-15.2, 10.1)], count=12, raw=raw)
    assert value["selected"] == [35]
    rows = [place["row"] for place in value["points"]]
    assert len(rows) == 12
    assert all(30 <= row < 80 for row in rows)
    assert 35 not in rows
    similarities = [place["similarity"] for place in value["points"]]
    assert similarities == sorted(similarities, reverse=True)
    assert value["points"][0]["x"] == rows[0] - 50.0


def test_more_than_there_are_gives_all_with_an_embedding(layer):
    assert len(similar(layer, [(-50, 10)], count=1000)["points"]) == 98


def test_the_output_has_every_point_with_its_similarity(layer, tmp_path):
    value = similar(layer, [(-50, 10), (-49, 10)], output=tmp_path / "out.gpkg")
    assert value["selected"] == [0, 1]
    columns = attributes(tmp_path / "out.gpkg")
    assert list(columns) == ["kind_number", "similarity"]
    assert min(columns["similarity"][:30]) > 0.9 > max(columns["similarity"][30:99])
    assert columns["similarity"][99] is None


def test_similar_points_need_one_to_be_similar_to(layer):
    with pytest.raises(ParameterError, match="similar to"):
        similar(layer, [])


def test_the_nearest_point_is_found_across_the_antimeridian(tmp_path):
    path = write_layer(tmp_path / "in.gpkg", [point(-179, 0), point(170, 0), point(179.5, 0)], e000=[1.0, 2.0, None])
    assert nearest_row(read(path), (179.9, 0.0)) == 0


def test_no_embedded_point_is_told(tmp_path):
    path = write_layer(tmp_path / "in.gpkg", [point(1, 1), None], e000=[None, 1.0])
    with pytest.raises(OutsideError, match="None of the points"):
        nearest_row(read(path), (1.0, 1.0))


def test_classes_are_the_kinds_by_size(layer, tmp_path):
    value = cluster(layer, 3, tmp_path / "out.gpkg")
    assert [item["patches"] for item in value["classes"]] == [50, 30, 19]
    assert value["column"] == "class"
    columns = attributes(tmp_path / "out.gpkg")
    assert columns["class"] == [2] * 30 + [1] * 50 + [3] * 19 + [None]
    assert list(columns) == ["kind_number", "class"]


def test_an_attribute_called_class_is_kept(layer, tmp_path):
    columns = {f"e{dim:03d}": values for dim, values in enumerate(read(layer).embeddings.T)}
    path = write_layer(tmp_path / "own.gpkg", [point(lon, 1) for lon in range(100)], Class=["oak"] * 100, **columns)
    cluster(path, 3, tmp_path / "out.gpkg")
    assert list(attributes(tmp_path / "out.gpkg")) == ["Class_", "class"]


def test_the_same_seed_gives_the_same_classes(layer, tmp_path):
    for name in ("a.parquet", "b.parquet"):
        cluster(layer, 5, tmp_path / name, seed=7)
    assert attributes(tmp_path / "a.parquet") == attributes(tmp_path / "b.parquet")


@pytest.mark.parametrize("clusters", [1, 100])
def test_a_number_of_classes_that_cannot_be_is_refused(layer, tmp_path, clusters):
    with pytest.raises(ParameterError, match="cannot be made"):
        cluster(layer, clusters, tmp_path / "out.gpkg")


def test_the_input_is_not_overwritten(layer):
    with pytest.raises(OutputError, match="input itself"):
        cluster(layer, 3, layer)


def test_a_layer_in_batches_keeps_its_order(layer, tmp_path, monkeypatch):
    monkeypatch.setattr("engine.points.source.POINTS_AT_ONCE", 7)
    cluster(layer, 3, tmp_path / "out.parquet")
    monkeypatch.undo()
    columns = attributes(tmp_path / "out.parquet")
    assert columns["class"] == [2] * 30 + [1] * 50 + [3] * 19 + [None]

"""Faults that the campaign found, each by its name; all are mended."""

from __future__ import annotations

import numpy as np
import pytest

from tests.engine.make_rasters import write_embeddings
from tests.faults.disks import PAGE, disk, may_mount


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

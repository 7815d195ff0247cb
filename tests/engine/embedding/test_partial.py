"""Embedding that begins at a place, and what it has done so far as rasters that can be searched."""

from __future__ import annotations

import numpy as np
import pytest
import rasterio

from engine import progress
from engine.embedding import partial
from engine.embedding.plan import Plan
from engine.encoders.encoder import Pass
from engine.errors import Cancelled
from engine.operations.state import State
from engine.operations.table import run_operation
from engine.progress import Reporter
from engine.rasters.grid import Grid
from tests.engine.make_rasters import NORTH_UP, read_all, scene, write_raster

SIDE = 1024  # pixels: four units on a side
CORNER = NORTH_UP @ (1000, 1000)


@pytest.fixture
def large(tmp_path):
    """A scene of 4 x 4 units."""
    return write_raster(tmp_path / "large.tif", scene(2, SIDE, SIDE).astype("uint8"))


@pytest.fixture
def run(large, folder, monkeypatch):
    """Embeds the scene; ``seen`` is called at each report with the newest raster of what is done so far."""
    monkeypatch.setattr(partial, "SECONDS_BETWEEN", 0.0)
    monkeypatch.setattr(partial, "LARGEST_SHARE", 1.0)
    monkeypatch.setattr(progress, "SECONDS_BETWEEN_REPORTS", 0.0)

    def embed(name="e.tif", seen=lambda _path: None, **params):
        params = {"raster": [str(large)], "filters": 4, "output": str(folder / name), **params}

        def listen(*_said):
            found = sorted((folder / "partial").glob("*.tif")) if "partial" in params else []
            if found:
                seen(found[-1])

        value = run_operation(State(), "embed_raster", params, Reporter(listen))
        return folder / name, value

    return embed


@pytest.mark.parametrize("dtype", ["uint8", "float32"])
def test_the_result_has_the_same_bytes_wherever_it_began(run, folder, dtype):
    plain, _ = run("plain.tif", dtype=dtype)
    begun, _ = run("begun.tif", dtype=dtype, start_at=list(CORNER), partial=str(folder / "partial"))
    assert begun.read_bytes() == plain.read_bytes()


def test_what_is_done_so_far_begins_at_the_place_and_has_the_values_of_the_result(run, folder):
    seen = {}

    def look(path):
        if path.name not in seen:
            with rasterio.open(path) as made:
                seen[path.name] = (made.bounds, made.read())

    output, _ = run(seen=look, start_at=list(CORNER), partial=str(folder / "partial"), dtype="float32")
    with rasterio.open(output) as made:
        whole = made.read()
        for bounds, values in seen.values():
            window = made.window(*bounds).round_offsets().round_lengths()
            rows, cols = window.toslices()
            done = np.isfinite(values)
            assert done.any()
            assert np.array_equal(values[done], whole[:, rows, cols][done])
    (left, bottom, right, top), _ = next(iter(seen.values()))
    assert left <= CORNER[0] <= right
    assert bottom <= CORNER[1] <= top
    assert (right - left) * (top - bottom) < (SIDE * 10) ** 2 / 8
    assert len(list((folder / "partial").iterdir())) <= partial.KEPT


def test_what_is_done_so_far_can_be_searched(run, folder):
    found = []

    def search(path):
        params = {"embeddings": str(path), "at": [list(CORNER)], "output": str(folder / "s.tif")}
        found.append(run_operation(State(), "similarity_map", params, Reporter())["maximum"])

    run(seen=search, start_at=list(CORNER), partial=str(folder / "partial"))
    assert found[0] == pytest.approx(1, abs=1e-3)


def test_a_run_that_was_stopped_goes_on_from_another_place_with_the_same_bytes(run, folder):
    def stop(_path):
        raise Cancelled

    with pytest.raises(Cancelled):
        run(seen=stop, start_at=list(CORNER), partial=str(folder / "partial"))
    output, value = run(start_at=list(NORTH_UP @ (0, 0)))
    assert value["reused"] > 0
    assert output.read_bytes() == run("plain.tif")[0].read_bytes()


def test_a_place_without_data_is_no_failure(run, folder, large):
    pixels = scene(2, SIDE, SIDE).astype("uint8") + 1
    pixels[:, 500:, 500:] = 0
    write_raster(large, pixels, nodata=0)
    output, _ = run(start_at=list(CORNER), partial=str(folder / "partial"), dtype="float32")
    assert np.isfinite(read_all(output)).any()


def test_units_are_in_order_of_their_distance_and_all_passes_of_a_place_together():
    grid = Grid(crs=None, transform=NORTH_UP, width=1024, height=1024)
    passes = (Pass(core=1), Pass(core=4), Pass(core=4, offset=-2))
    plan = Plan(grid=grid, patch=8, window=grid.coarsen(8).whole, passes=passes)
    first = plan.outward(plan.units(), 700.0, 300.0)[:3]
    assert sorted(unit.pass_number for unit in first) == [0, 1, 2]
    for unit in first:
        assert unit.patches.col_off <= 700 / 8 < unit.patches.col_end
        assert unit.patches.row_off <= 300 / 8 < unit.patches.row_end


def test_the_command_line_takes_both(large, folder, command):
    arguments = ["embed-raster", "--raster", large, "--filters", 4, "--output", folder / "e.tif", "--json"]
    outcome = command(*arguments, "--start-at", f"{CORNER[0]},{CORNER[1]}", "--partial", folder / "partial")
    assert outcome.status == 0, outcome.err
    assert [path.name for path in (folder / "partial").iterdir()]

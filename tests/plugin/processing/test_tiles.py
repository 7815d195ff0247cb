"""A job of tiles from plan to index in the toolbox, whose index is one embedding raster for what follows."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from landprint.plugin.layers.sources.bands import holds_embeddings
from qgis.core import QgsProcessingContext

from tests.plugin.running import algorithm, read, refusal, run, run_and_load
from tests.plugin.scene import MIDDLE_Y, Feedback, kind_x, striped_pixels, write_raster

pytestmark = pytest.mark.usefixtures("landprint_plugin")


@pytest.fixture(scope="module")
def large(tmp_path_factory) -> str:
    """An image of 3 x 3 tiles."""
    return write_raster(tmp_path_factory.mktemp("large") / "large.tif", np.tile(striped_pixels(), (1, 5, 4)))


@pytest.fixture
def planned(large, tmp_path):
    """The folder of a job of several tiles, and what the plan said."""
    feedback, job = Feedback(), tmp_path / "job"
    result = run("plantiles", feedback, INPUT=large, FILTERS=16, PATCH_SIZE=4, DTYPE="float32", TILE=256, JOB=str(job))
    assert result["TILES"] == 9
    return job, result, feedback


def test_the_plan_says_how_much_there_is_to_do(planned):
    job, result, feedback = planned
    assert Path(result["FOLDER"]) == job
    assert result["SECONDS"] > 0
    assert any("One process needs about" in line for line in feedback.said)


def test_the_index_is_one_embedding_raster_without_seams(planned, large, tmp_path, project):
    job, _, _ = planned
    embedded = run("embedtiles", JOB=str(job), PROCESSES=1)
    assert embedded["LEFT"] == 0
    layer = run_and_load("indextiles", project, "INDEX", JOB=str(job))
    assert holds_embeddings(layer)
    assert layer.renderer().usesBands() == [1, 2, 3]
    single = str(tmp_path / "single.tif")
    run("embedraster", INPUT=large, FILTERS=16, PATCH_SIZE=4, DTYPE="float32", OUTPUT=single)
    maps = []
    for number, embeddings in enumerate((layer, single)):
        output = str(tmp_path / f"{number}.tif")
        run("similaritymap", INPUT=embeddings, POINT=f"{kind_x(1)},{MIDDLE_Y} [EPSG:32633]", OUTPUT=output)
        maps.append(read(output))
    assert np.array_equal(*maps, equal_nan=True)


def test_a_cancelled_run_goes_on_when_it_is_started_again(planned):
    job, plan, _ = planned
    feedback = Feedback(at=100 / plan["TILES"])
    results, _ = algorithm("embedtiles").run({"JOB": str(job), "PROCESSES": 1}, QgsProcessingContext(), feedback)
    assert results == {}
    before = {path: path.stat().st_mtime_ns for path in job.glob("tiles/[0-9]*.tif")}
    assert 0 < len(before) < plan["TILES"]
    assert run("embedtiles", JOB=str(job), PROCESSES=1)["LEFT"] == 0
    assert before == {path: path.stat().st_mtime_ns for path in before}


def test_tiles_that_are_missing_are_counted(planned):
    job, plan, _ = planned
    feedback = Feedback()
    result = run("indextiles", feedback, JOB=str(job))
    assert (result["DONE"], result["MISSING"]) == (0, plan["TILES"])
    assert "INDEX" not in result


def test_a_folder_without_a_job_is_refused(tmp_path):
    assert "There is no job in" in refusal("embedtiles", JOB=str(tmp_path))

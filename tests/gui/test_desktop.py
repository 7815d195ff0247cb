"""The plugin in the real QGIS desktop: one story is told inside, and each of its steps is a test here."""

from __future__ import annotations

import ast
import os
import shutil
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal

from tests.gui.desktop import drive, find_desktop
from tests.places import ROOT

HERE = Path(__file__).resolve().parent
OUTPUT = ROOT / "build" / "gui"
BIG_WIDTH, BIG_HEIGHT, BIG_DIM = 1000, 500, 1024

pytestmark = [pytest.mark.gui, pytest.mark.slow, pytest.mark.timeout(600)]


def steps_of(script: str) -> list[str]:
    """The names of the steps in a story, in order."""
    calls = (node for node in ast.walk(ast.parse((HERE / script).read_text())) if isinstance(node, ast.Call))
    named = [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "step"]
    return [call.args[0].value for call in sorted(named, key=lambda call: call.lineno)]


@pytest.fixture(scope="module")
def desktop():
    if find_desktop() is None:
        pytest.skip("needs the QGIS desktop")
    if not os.environ.get("DISPLAY"):
        pytest.skip("needs a screen (make test-gui makes a virtual one)")
    if not (ROOT / ".venv").exists():
        pytest.skip("needs the engine's environment (make setup)")


@pytest.fixture(scope="module")
def variables(desktop, olinda, tmp_path_factory):
    """What the stories need to know."""
    work = tmp_path_factory.mktemp("gui")
    # A copy: QGIS writes the statistics of a person's own layer beside it.
    scene = work / "olinda.tif"
    shutil.copy(olinda, scene)
    large = work / "large.tif"
    gdal.Translate(str(large), str(scene), widthPct=1600, heightPct=1600, resampleAlg="cubic")
    return {
        "LANDPRINT_ROOT": str(ROOT),
        "LANDPRINT_SCENE": str(scene),
        "LANDPRINT_LARGE": str(large),
        "LANDPRINT_BIG": write_big(work / "big.tif"),
        "LANDPRINT_WORK": str(work),
    }


def write_big(path: Path) -> str:
    """An embedding raster of 500,000 patches with 1,024 dimensions, as the engine writes them."""
    options = ["TILED=YES", "INTERLEAVE=BAND", "COMPRESS=DEFLATE", "BIGTIFF=YES", "ZLEVEL=1"]
    driver = gdal.GetDriverByName("GTiff")
    dataset = driver.Create(str(path), BIG_WIDTH, BIG_HEIGHT, BIG_DIM, gdal.GDT_Byte, options)
    dataset.SetGeoTransform((288_776, 28.5, 0, 9_120_760, 0, -28.5))
    dataset.SetMetadata({"LANDPRINT_KIND": "embedding raster"})
    codes = np.random.default_rng(0).integers(1, 255, (BIG_HEIGHT, BIG_WIDTH), dtype=np.uint8)
    for number in range(1, BIG_DIM + 1):
        band = dataset.GetRasterBand(number)
        band.SetDescription(f"e{number - 1:04}")
        band.SetNoDataValue(0)
        band.SetScale(0.01)
        band.SetOffset(-1.27)
        band.SetStatistics(-1.26, 1.27, 0.0, 0.7)
        if number <= 3:
            band.WriteArray(codes)
    dataset.FlushCache()
    return str(path)


@pytest.fixture(scope="module")
def story(variables):
    facts = drive(HERE / "story.py", OUTPUT, variables=variables)
    print("\nfigures of the desktop:")
    for name, value in facts["figures"].items():
        print(f"  {name}: {value:g}")
    return facts


@pytest.fixture(scope="module")
def dark_story(variables):
    return drive(HERE / "dark_story.py", OUTPUT, theme="Night Mapping", variables=variables)


@pytest.mark.parametrize("step", steps_of("story.py"))
def test_in_the_desktop(step, story):
    assert story["steps"].get(step, story.get("error", "was not reached")) == "passed"


def test_the_story_ends_without_an_error(story):
    assert "error" not in story
    assert [entry for entry in story["log"] if "Traceback" in entry[1]] == []


@pytest.mark.parametrize("step", steps_of("dark_story.py"))
def test_in_the_dark_theme(step, dark_story):
    assert dark_story["steps"].get(step, dark_story.get("error", "was not reached")) == "passed"

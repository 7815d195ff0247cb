"""An operation with its algorithm, and an option, added to a copy of Landprint by the steps of DEVELOPMENT.md."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from landprint.plugin.resources import PLUGIN_ROOT
from osgeo import gdal

from tests.plugin.scene import striped_pixels

PARTS = ("engine", "plugin", "resources")

# In QGIS's Python: what the toolbox shows of an algorithm, and what it makes.
CODE = """
import json, sys
from qgis.core import QgsApplication, QgsProcessingFeedback
app = QgsApplication([], False)
app.initQgis()
copy, name, parameters = sys.argv[1:]
sys.path[:0] = [copy, QgsApplication.pkgDataPath() + "/python/plugins"]
from processing.core.Processing import Processing
import processing, landprint
Processing.initialize()
plugin = landprint.classFactory(None)
plugin.initProcessing()
found = QgsApplication.processingRegistry().createAlgorithmById(name)
shown = {item.name(): [item.type(), item.description(), item.help()] for item in found.parameterDefinitions()}
result = processing.run(name, json.loads(parameters), feedback=QgsProcessingFeedback())
print(json.dumps({"group": found.group(), "shown": shown, "result": result}))
plugin.unload()
"""

OPERATION = '''
class DarkenRequest(Request):
    """A raster that is made darker."""

    raster: str = Parameter(
        Kind.PATH,
        "the raster to make darker",
        required=True,
        toolbox=Toolbox("Image", "What becomes darker.", name="INPUT", widget=Widget.RASTER),
    ).field()
    times: int = Parameter(
        Kind.INTEGER, "how much", default=2, minimum=2, toolbox=Toolbox("Times", "How much.", maximum=9)
    ).field()
    output: str = OUTPUT.field(Toolbox("Darker image", "A GeoTIFF.", widget=Widget.NEW_RASTER))


@operation("darken", DarkenRequest, "Make a raster darker.")
def _darken(state: State, request: DarkenRequest, reporter: Reporter) -> dict[str, Any]:
    import rasterio

    with rasterio.open(request.raster) as source:
        profile, pixels = source.profile, source.read()
    with rasterio.open(request.output, "w", **profile) as made:
        made.write(pixels // request.times)
    return {"output": request.output, "notes": [f"{request.times} times darker."]}


RASTER_OPERATIONS = (_darken, '''

ALGORITHM = '''
from ..base.algorithm import LandprintAlgorithm


class Darken(LandprintAlgorithm):
    """Make a raster darker."""

    OPERATION = "darken"
    NAME = "darken"
    TITLE = "Darken"
    GROUP = "Analysis"
    SUMMARY = "Makes a raster darker."
    TAGS = ("dark",)
'''

OPTION = """
    doublings: int = Parameter(
        Kind.INTEGER,
        "how often the number of filters is doubled",
        default=0,
        minimum=0,
        toolbox=Toolbox("Doublings", "How often the number of filters is doubled.", advanced=True),
    ).field()
    dtype: str = DTYPE.field()"""


class Copy:
    """Landprint in a folder of its own, with the engine's environment, in which files are edited."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / "landprint"
        for part in PARTS:
            shutil.copytree(PLUGIN_ROOT / part, self.root / part, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("__init__.py", "metadata.txt"):
            shutil.copy(PLUGIN_ROOT / name, self.root / name)
        (self.root / ".venv").symlink_to(PLUGIN_ROOT / ".venv")
        self.edited: set[str] = set()

    def write(self, name: str, text: str) -> None:
        """A new file."""
        assert not (self.root / name).exists()
        (self.root / name).write_text(text)
        self.edited.add(name)

    def replace(self, name: str, old: str, new: str) -> None:
        """Another text in place of the only one of its kind."""
        text = (self.root / name).read_text()
        assert text.count(old) == 1, f"{old!r} in {name}"
        (self.root / name).write_text(text.replace(old, new))
        self.edited.add(name)

    def run(self, algorithm: str, **parameters: object) -> dict:
        """An algorithm's group and parameters as the toolbox shows them, and its result."""
        settings = {"XDG_CONFIG_HOME": str(self.folder), "XDG_DATA_HOME": str(self.folder)}
        ran = subprocess.run(
            [sys.executable, "-c", CODE, str(self.folder), f"landprint:{algorithm}", json.dumps(parameters)],
            env={**os.environ, **settings},
            cwd=self.folder,
            capture_output=True,
            check=False,
            text=True,
        )
        assert ran.returncode == 0, ran.stderr
        return json.loads(ran.stdout.splitlines()[-1])


@pytest.fixture
def copy(landprint_plugin, tmp_path) -> Copy:
    return Copy(tmp_path)


def test_an_operation_is_one_file_and_its_algorithm(copy, image, tmp_path):
    operations, provider = "engine/operations/rasters.py", "plugin/processing/provider.py"
    copy.replace(operations, "\nRASTER_OPERATIONS = (", OPERATION)
    copy.write("plugin/processing/analysis/darken.py", ALGORITHM)
    copy.replace(provider, "\nALGORITHMS = (", "\nfrom .analysis.darken import Darken\nALGORITHMS = (\n    Darken,")
    ran = copy.run("darken", INPUT=image, TIMES=3, OUTPUT=str(tmp_path / "dark.tif"))
    assert copy.edited == {operations, "plugin/processing/analysis/darken.py", provider}
    assert ran["group"] == "Analysis"
    assert ran["shown"] == {
        "INPUT": ["raster", "Image", "What becomes darker."],
        "TIMES": ["number", "Times", "How much."],
        "OUTPUT": ["rasterDestination", "Darker image", "A GeoTIFF."],
    }
    np.testing.assert_array_equal(gdal.Open(ran["result"]["OUTPUT"]).ReadAsArray(), striped_pixels() // 3)


def test_an_option_is_its_declaration_and_its_use(copy, image, tmp_path):
    requests, encoder = "engine/requests/encoding.py", "engine/encoders/random_features.py"
    copy.replace(requests, "\n    dtype: str = DTYPE.field()", OPTION)
    copy.replace(encoder, "count=request.filters,", "count=request.filters << request.doublings,")
    ran = copy.run("embedraster", INPUT=image, FILTERS=4, DOUBLINGS=1, OUTPUT=str(tmp_path / "e.tif"))
    assert copy.edited == {requests, encoder}
    assert ran["shown"]["DOUBLINGS"] == ["number", "Doublings", "How often the number of filters is doubled."]
    assert gdal.Open(ran["result"]["OUTPUT"]).RasterCount == 2 * 2 * 4

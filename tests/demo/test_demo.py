"""The demo, run as `make demo` runs it: through qgis_process, into another folder."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import zipfile
from importlib.util import module_from_spec, spec_from_file_location
from xml.etree import ElementTree as ET

import numpy as np
import pytest
import rasterio

from tests.places import ROOT

RESULTS = ("embedding.tif", "similarity.tif", "classes.tif", "components.tif", "landprint.qgz", "demo.png")
# Places in the scene's CRS, looked up in the image.
FOREST_OF_THE_NORTH_EAST = (297611.0, 9120333.0)
SEA = (297900.0, 9113000.0)
CITY = (290500.0, 9112200.0)


def run_demo(folder, *arguments):
    command = [sys.executable, str(ROOT / "demo" / "demo.py"), "--folder", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)


def load_demo():
    spec = spec_from_file_location("demo", ROOT / "demo" / "demo.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def demo(tmp_path_factory, olinda):
    folder = tmp_path_factory.mktemp("demo")
    started = time.monotonic()
    ended = run_demo(folder, "--scene", str(olinda))
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return folder, ended.stdout, time.monotonic() - started


@pytest.fixture(scope="session")
def folder(demo):
    return demo[0]


@pytest.fixture(scope="session")
def project(folder):
    with zipfile.ZipFile(folder / "landprint.qgz") as archive:
        return ET.fromstring(archive.read("landprint.qgs"))  # noqa: S314 - QGIS has just written it


def values_at(path, *places):
    with rasterio.open(path) as dataset:
        return [float(value[0]) for value in dataset.sample(places)]


def test_it_leaves_all_its_results(folder):
    assert [name for name in RESULTS if not (folder / name).is_file()] == []


def test_it_says_how_long_each_step_took_and_what_comes_next(demo):
    _folder, said, _seconds = demo
    assert len(re.findall(r"^  \w.* \d+\.\d s   \S", said, re.MULTILINE)) == 6
    assert "make run" in said.splitlines()[-1]


def test_it_takes_less_than_a_minute_once_the_scene_is_there(demo):
    # Twice that: a machine that runs tests often does something else too.
    assert demo[2] < 120


@pytest.mark.parametrize("name", ["embedding.tif", "similarity.tif", "classes.tif", "components.tif"])
def test_each_result_lies_on_the_scene(folder, name):
    with rasterio.open(folder / "olinda.tif") as scene, rasterio.open(folder / name) as result:
        assert (result.width, result.height) == (-(-scene.width // 4), -(-scene.height // 4))
        assert result.crs == scene.crs
        assert result.transform.c == pytest.approx(scene.transform.c)
        assert result.transform.f == pytest.approx(scene.transform.f)


def test_the_heatmap_shows_forest_and_neither_city_nor_sea(folder):
    place = load_demo().PLACE
    picked, forest, sea, city = values_at(folder / "similarity.tif", place, FOREST_OF_THE_NORTH_EAST, SEA, CITY)
    assert picked > 0.99
    assert forest > max(sea, city) + 0.25


def test_the_classes_tell_forest_city_and_sea_apart(folder):
    place = load_demo().PLACE
    assert len(set(values_at(folder / "classes.tif", place, SEA, CITY))) == 3


def test_the_classes_have_seven_colours_and_names(folder):
    with rasterio.open(folder / "classes.tif") as classes:
        labels = set(np.unique(classes.read(1))) - {0}
        colours = [classes.colormap(1)[label] for label in labels]
    assert labels == set(range(1, 8))
    assert len(set(colours)) == 7


def test_the_project_has_the_layers_named_and_in_their_group(project):
    group = project.find(".//layer-tree-group[@name='Landprint']")
    named = [layer.get("name") for layer in group.findall("layer-tree-layer")]
    assert named == [
        "The picked place",
        "Like the forest",
        "Seven classes of Olinda",
        "Embedding of Olinda · random-features",
    ]
    assert project.find("./layer-tree-group/layer-tree-layer").get("name") == "Olinda, Landsat-7"


def test_the_projects_layers_are_styled(project):
    renderers = {
        layer.findtext("layername"): layer.find(".//rasterrenderer").get("type")
        for layer in project.iter("maplayer")
        if layer.get("type") == "raster"
    }
    assert renderers == {
        "Like the forest": "singlebandpseudocolor",
        "Seven classes of Olinda": "paletted",
        "Embedding of Olinda · random-features": "multibandcolor",
        "Olinda, Landsat-7": "multibandcolor",
    }


def test_the_projects_picture_of_the_embedding_knows_its_embedding_raster(project, folder):
    assert str(folder / "embedding.tif") in ET.tostring(project, encoding="unicode")


def test_the_project_can_be_moved(project):
    sources = [source.text for source in project.iter("datasource")]
    assert [source for source in sources if source and not source.startswith("./")] == []


def test_the_project_opens_in_qgis_with_every_layer(folder):
    script = (
        "import os, sys\n"
        "from qgis.core import QgsApplication, QgsProject\n"
        "application = QgsApplication([], True); application.initQgis(); project = QgsProject.instance()\n"
        "read = project.read(sys.argv[1])\n"
        "print(read, sorted(layer.isValid() for layer in project.mapLayers().values()))\n"
        "print([layout.name() for layout in project.layoutManager().layouts()], flush=True); os._exit(0)"
    )
    command = [str(ROOT / "development" / "qgis.sh"), "python", "-c", script, str(folder / "landprint.qgz")]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert said == "True [True, True, True, True, True]\n['Landprint']\n"


@pytest.mark.filterwarnings("ignore:Dataset has no geotransform")
def test_the_picture_shows_four_maps_and_words(folder):
    with rasterio.open(folder / "demo.png") as picture:
        pixels = picture.read([1, 2, 3])
    _bands, height, width = pixels.shape
    assert min(height, width) > 1200
    packed = (pixels[0].astype(int) << 16) | (pixels[1].astype(int) << 8) | pixels[2]
    side = width // 3
    corners = [(0.12, 0.05), (0.12, 0.43), (0.56, 0.05), (0.56, 0.43)]
    kinds = [
        len(np.unique(packed[int(h * height) : int(h * height) + side, int(w * width) : int(w * width) + side]))
        for h, w in corners
    ]
    assert min(kinds[:3]) > 1000  # images, not a blank
    assert kinds[3] >= 7  # the classes
    assert len(np.unique(packed[:, int(0.79 * width) :])) > 100  # the legends


def test_without_the_scenes_package_it_says_what_to_do(monkeypatch, tmp_path):
    demo = load_demo()
    monkeypatch.setattr(demo.shutil, "which", lambda _name: None)
    with pytest.raises(demo.StepError, match="SCENE=/path/to"):
        demo.fetch_scene(tmp_path / "olinda.tif")


def test_a_scene_that_is_no_raster_ends_with_a_sentence(tmp_path):
    (tmp_path / "scene.tif").write_text("not a raster")
    ended = run_demo(tmp_path / "demo", "--scene", str(tmp_path / "scene.tif"))
    assert ended.returncode == 1
    assert ended.stderr.startswith("error: ")
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "demo" / "embedding.tif").exists()

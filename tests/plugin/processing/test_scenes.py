"""Scenes in the toolbox, by the dock's layers and by QGIS's own, with the values of the command line."""

from __future__ import annotations

import subprocess

import numpy as np
import pytest
from landprint.plugin.layers.sources.scene import scene_layer, write_scene
from landprint.plugin.resources import PLUGIN_ROOT
from qgis.core import QgsRasterLayer

from tests.plugin.running import read, refusal, run, run_and_load, tags
from tests.plugin.safes import PRODUCT, SUBDATASET, write_safe, zipped
from tests.plugin.scene import Feedback, striped_pixels, write_raster

SETTINGS = {"PATCH_SIZE": 4, "FILTERS": 8}


@pytest.fixture(scope="module")
def safe(landprint_plugin, tmp_path_factory):
    return write_safe(tmp_path_factory.mktemp("safe"))


@pytest.fixture(scope="module")
def by_command(safe, tmp_path_factory):
    """The embedding raster of the .SAFE by the command line, with its clouds left out."""
    output = tmp_path_factory.mktemp("command") / "e.tif"
    python = PLUGIN_ROOT / ".venv" / "bin" / "python"
    settings = ["--patch", "4", "--filters", "8", "--mask-clouds", "--output", str(output)]
    subprocess.run([python, "-m", "engine", "embed-raster", "--raster", safe, *settings], cwd=PLUGIN_ROOT, check=True)
    return read(str(output))


@pytest.mark.parametrize("kind", ["folder", "zip", "our layer", "qgis's layer", "qgis's layer of a zip", "name"])
def test_a_safe_has_the_same_values_however_it_is_given(safe, by_command, tmp_path, monkeypatch, kind):
    monkeypatch.setattr("qgis.core.QgsApplication.qgisSettingsDirPath", lambda: str(tmp_path / "p"))
    feedback = Feedback()
    given = {
        "folder": lambda: str(safe),
        "zip": lambda: str(zipped(safe)),
        "our layer": lambda: scene_layer(str(safe), write_scene(str(safe))),
        "qgis's layer": lambda: QgsRasterLayer(SUBDATASET.format(safe, "20m"), "part", "gdal"),
        "qgis's layer of a zip": lambda: QgsRasterLayer(
            SUBDATASET.format(f"/vsizip/{zipped(safe)}/{PRODUCT}.SAFE", "10m"), "part", "gdal"
        ),
        "name": lambda: SUBDATASET.format(safe, "60m"),
    }[kind]()
    output = run("embedraster", feedback, INPUT=given, MASK_CLOUDS=True, OUTPUT=str(tmp_path / "e.tif"), **SETTINGS)[
        "OUTPUT"
    ]
    assert np.array_equal(read(output), by_command)
    assert (read(output) == 0).any()  # the cloud
    is_part = kind.startswith(("qgis", "name"))
    assert any("is a part of the scene" in said for said in feedback.said) == is_part
    assert tags(output)["BAND_NAMES"].count(",") == 11


def test_a_layer_whose_file_moved_is_refused_in_a_sentence(landprint_plugin, project, tmp_path):
    path = write_raster(tmp_path / "a.tif", striped_pixels())
    layer = QgsRasterLayer(path, "scene", "gdal")
    project.addMapLayer(layer)
    (tmp_path / "a.tif").rename(tmp_path / "b.tif")
    for given in (layer, layer.id(), path):
        said = refusal("embedraster", INPUT=given, OUTPUT=str(tmp_path / "e.tif"))
        assert "has lost its file" in said or "There is no file" in said
    gone = QgsRasterLayer("/nowhere/gone.tif", "gone", "gdal")
    project.addMapLayer(gone)
    for given in (gone, gone.id()):
        said = refusal("embedraster", INPUT=given, OUTPUT=str(tmp_path / "e.tif"))
        assert "gone" in said
        assert "Traceback" not in said
    for name in ("similaritymap", "kmeansclusters", "embeddingat"):
        point = {"POINT": "0,0"} if name != "kmeansclusters" else {}
        output = {"OUTPUT": str(tmp_path / "s.tif")} if name != "embeddingat" else {}
        assert "Traceback" not in refusal(name, INPUT=gone, **point, **output)


def test_a_mask_among_the_bands_is_used_in_the_toolbox(landprint_plugin, project, tmp_path):
    from osgeo import gdal

    pixels = striped_pixels()
    pixels[3] = 4
    pixels[3, 40:80, 40:80] = 9
    path = write_raster(tmp_path / "a.tif", pixels, nodata=None)
    dataset = gdal.Open(path, gdal.GA_Update)
    dataset.GetRasterBand(4).SetDescription("SCL")
    dataset = None  # GDAL writes when it is let go
    layer = run_and_load(
        "embedraster", project, INPUT=path, MASK_CLOUDS=True, OUTPUT=str(tmp_path / "e.tif"), **SETTINGS
    )
    made = read(layer.source())[0]
    expected = np.zeros(made.shape, bool)
    expected[10:20, 10:20] = True
    assert np.array_equal(made == 0, expected)
    assert tags(layer.source())["MASK_CLASSES"] == "cloud,cloud shadow,cirrus"

"""Satellites' scenes as layers: made by Landprint of folders and archives, and by QGIS of their parts."""

from __future__ import annotations

import numpy as np
import pytest
from landprint.plugin.client.failure import EngineFailure
from landprint.plugin.layers.sources.bands import read_bands
from landprint.plugin.layers.sources.scene import scene_layer, write_scene
from landprint.plugin.layers.sources.source import (
    EMBEDDINGS_PROPERTY,
    embeddings_path,
    raster_path,
    read_scene,
    read_source,
)
from osgeo import gdal
from qgis.core import QgsRasterLayer

from tests.plugin.safes import (
    LANDSAT,
    METRES,
    PRODUCT,
    SIDE,
    SUBDATASET,
    TILE,
    tarred,
    write_landsat,
    write_safe,
    zipped,
)

LEFT_OUT = "has lost its file"


@pytest.fixture(autouse=True)
def _qgis(qgis_app, tmp_path, monkeypatch):
    """Layers need a running QGIS, and what is kept in the user's profile goes elsewhere."""
    monkeypatch.setattr("qgis.core.QgsApplication.qgisSettingsDirPath", lambda: str(tmp_path / "p"))


@pytest.fixture(scope="module")
def safe(tmp_path_factory):
    return write_safe(tmp_path_factory.mktemp("é 雪 & 'x'"))


def opened(path):
    layer = scene_layer(str(path), write_scene(str(path)))
    assert layer.isValid()
    return layer


@pytest.mark.parametrize("form", ["folder", "zip", "metadata"])
def test_a_safe_is_a_layer_of_all_its_bands_on_pixels_of_10_m(safe, form):
    path = {"folder": safe, "metadata": safe / "MTD_MSIL2A.xml"}.get(form) or zipped(safe)
    layer = opened(path)
    assert [band.name for band in read_bands(layer)] == list(METRES)
    source = read_source(layer)
    assert (source.path, source.pixel_size, source.crs.authid()) == (str(path), (10.0, 10.0), "EPSG:32617")
    stack = gdal.Open(layer.source()).ReadAsArray()
    assert stack.shape == (12, SIDE, SIDE)
    for plane, (band, metres) in zip(stack, METRES.items()):
        (file,) = safe.rglob(f"{TILE}_{band}_{metres}m.jp2")
        own = gdal.Open(str(file)).ReadAsArray()
        assert np.array_equal(plane, own.repeat(metres // 10, axis=0).repeat(metres // 10, axis=1)), band


def test_a_scene_is_shown_in_true_colour(safe):
    layer = opened(safe)
    renderer = layer.renderer()
    assert (renderer.redBand(), renderer.greenBand(), renderer.blueBand()) == (4, 3, 2)


@pytest.mark.parametrize("form", ["folder", ".tar", ".tar.gz", "metadata"])
def test_a_landsat_is_a_layer_of_its_bands_in_true_colour(tmp_path, form):
    scene = write_landsat(tmp_path)
    path = {"folder": scene, "metadata": scene / f"{LANDSAT}_MTL.txt"}.get(form) or tarred(scene, form)
    layer = opened(path)
    assert [band.name for band in read_bands(layer)] == [f"SR_B{number}" for number in range(1, 8)]
    assert (layer.renderer().redBand(), layer.renderer().blueBand()) == (4, 2)
    stack = gdal.Open(layer.source()).ReadAsArray()
    files = [scene / f"{LANDSAT}_SR_B{number}.TIF" for number in range(1, 8)]
    assert np.array_equal(stack, [gdal.Open(str(file)).ReadAsArray() for file in files])


@pytest.mark.parametrize("name", ["a.tif", "b"])
def test_what_is_no_scene_says_so(tmp_path, name):
    (tmp_path / "a.tif").write_text("no raster")
    (tmp_path / "b").mkdir()
    with pytest.raises(EngineFailure, match=r"neither a folder nor an archive|holds no bands") as refusal:
        write_scene(str(tmp_path / name))
    assert refusal.value.hint


def test_a_band_that_cannot_be_read_is_named(tmp_path):
    scene = write_landsat(tmp_path)
    (scene / f"{LANDSAT}_SR_B3.TIF").write_text("no raster")
    with pytest.raises(EngineFailure, match=f"{LANDSAT}_SR_B3.TIF of the scene cannot be read"):
        write_scene(str(scene))


# The layers that QGIS makes itself


@pytest.mark.parametrize("part", ["10m", "20m", "60m"])
@pytest.mark.parametrize("form", ["folder", "zip"])
def test_a_part_of_a_safe_has_the_bands_and_the_pixels_of_the_scene(safe, form, part):
    root = safe if form == "folder" else f"/vsizip/{zipped(safe)}/{PRODUCT}.SAFE"
    layer = QgsRasterLayer(SUBDATASET.format(root, part), "part", "gdal")
    assert layer.isValid()
    assert [band.name for band in read_bands(layer)] == list(METRES)
    source = read_source(layer)
    assert source.path == layer.source()  # the engine finds the scene, and says so
    assert source.pixel_size == (10.0, 10.0)


def test_a_band_in_an_archive_has_the_bands_of_the_scene(safe, tmp_path):
    (file,) = safe.rglob(f"{TILE}_B05_20m.jp2")
    layer = QgsRasterLayer(f"/vsizip/{zipped(safe)}/{file.relative_to(safe.parent)}", "B05", "gdal")
    assert [band.name for band in read_bands(layer)] == list(METRES)
    assert read_source(layer).pixel_size == (10.0, 10.0)
    tar = tarred(write_landsat(tmp_path), ".tar")
    layer = QgsRasterLayer(f"/vsitar/{tar}/{LANDSAT}_SR_B4.TIF", "B4", "gdal")
    assert len(read_bands(layer)) == 7
    assert read_source(layer).pixel_size == (30.0, 30.0)


# Files that went


def copied(safe, folder):
    """A GeoTIFF of a band, with nothing beside it."""
    (file,) = safe.rglob(f"{TILE}_B04_10m.jp2")
    gdal.Translate(str(folder / "b.tif"), str(file))
    return folder / "b.tif"


def test_a_layer_whose_file_went_while_it_was_open_says_so(safe, tmp_path):
    path = copied(safe, tmp_path)
    layer = QgsRasterLayer(str(path), "band", "gdal")
    path.rename(tmp_path / "elsewhere.tif")
    with pytest.raises(EngineFailure, match=LEFT_OUT) as refusal:
        read_source(layer)
    assert "Repair or Change Data Source" in refusal.value.hint
    assert str(path) in refusal.value.message


@pytest.mark.parametrize("source", ["/nowhere/a.tif", "/vsizip//nowhere/a.zip/a.tif", "", "SENTINEL2_L2A:/x.xml:10m:E"])
def test_a_layer_that_is_not_valid_says_so(source):
    layer = QgsRasterLayer(source, "gone", "gdal")
    assert not layer.isValid()
    for read in (read_source, raster_path):
        with pytest.raises(EngineFailure, match=LEFT_OUT):
            read(layer)
    assert read_bands(layer) == []


def test_a_scene_that_moved_says_so(safe, tmp_path):
    scene = write_landsat(tmp_path)
    layer = opened(scene)
    scene.rename(tmp_path / "elsewhere")
    with pytest.raises(EngineFailure, match=LEFT_OUT) as refusal:
        read_source(layer)
    assert str(scene) in refusal.value.message
    assert "open the scene anew" in refusal.value.hint


def test_a_landsat_in_any_form_has_its_place_in_the_toolbox(tmp_path):
    scene = write_landsat(tmp_path)
    for path in (scene, tarred(scene, ".tar"), tarred(scene, ".tar.gz"), scene / f"{LANDSAT}_MTL.txt"):
        source = read_scene(str(path))
        assert (source.path, source.crs.authid(), source.pixel_size) == (str(path), "EPSG:32725", (30.0, 30.0))


def test_embeddings_that_moved_with_their_picture_are_found_beside_it(tmp_path, safe):
    (tmp_path / "new").mkdir()
    copied(safe, tmp_path / "new")
    picture = QgsRasterLayer(str(tmp_path / "new" / "b.tif"), "picture", "gdal")
    picture.setCustomProperty(EMBEDDINGS_PROPERTY, str(tmp_path / "old" / "e.tif"))
    assert embeddings_path(picture) == str(tmp_path / "old" / "e.tif")  # nowhere else
    (tmp_path / "new" / "e.tif").write_bytes(b"embeddings")
    assert embeddings_path(picture) == str(tmp_path / "new" / "e.tif")
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "e.tif").write_bytes(b"embeddings")
    assert embeddings_path(picture) == str(tmp_path / "old" / "e.tif")


def test_a_scene_s_layer_that_was_given_another_file_is_that_file(safe, tmp_path):
    layer, path = opened(safe), copied(safe, tmp_path)
    layer.setDataSource(str(path), "band", "gdal", layer.dataProvider().ProviderOptions())
    assert raster_path(layer) == str(path)


def test_what_gdal_says_of_its_bands_in_a_name_is_kept(safe, tmp_path):
    path = copied(safe, tmp_path)
    layer = QgsRasterLayer(f"vrt://{path}?bands=1", "subset", "gdal")
    assert layer.isValid()
    assert raster_path(layer) == f"vrt://{path}?bands=1"
    path.rename(tmp_path / "elsewhere.tif")
    with pytest.raises(EngineFailure, match=LEFT_OUT):
        raster_path(layer)

from __future__ import annotations

import gc
import os

import pytest
from landprint.plugin.client.failure import EngineFailure
from landprint.plugin.layers.outputs.output import check_output
from landprint.plugin.layers.sources.source import (
    absolute,
    raster_path,
    read_embeddings,
    read_file,
    read_scene,
    read_source,
)
from qgis.core import QgsRasterLayer

from tests.plugin.scene import striped_pixels, write_raster


@pytest.fixture(autouse=True)
def _qgis(qgis_app):
    """Layers need a running QGIS."""


def test_open_options_are_not_part_of_the_path(image):
    layer = QgsRasterLayer(f"{image}|option:NUM_THREADS=1", "x")
    assert layer.isValid()
    assert raster_path(layer) == image


def test_a_file_inside_a_zip_keeps_the_name_that_gdal_gives_it(image, tmp_path):
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(image, "b.tif")
    path = f"/vsizip/{tmp_path}/a.zip/b.tif"
    assert raster_path(QgsRasterLayer(path, "x")) == path


def test_a_relative_path_becomes_absolute_and_a_name_of_gdal_stays(image, monkeypatch):
    folder, name = os.path.split(image)
    monkeypatch.chdir(folder)
    assert absolute(name) == image
    assert absolute('NETCDF:"a.nc":v') == 'NETCDF:"a.nc":v'


def test_what_is_known_of_a_raster_is_plain_data(image):
    source = read_source(QgsRasterLayer(image, "stripes"))
    assert (source.path, source.name, source.crs.authid()) == (image, "stripes", "EPSG:32633")
    assert source.pixel_size == (10.0, 10.0)
    assert (source.extent.width(), source.extent.height()) == (1600, 1200)


def test_any_raster_may_be_an_embedding_raster(image):
    assert read_embeddings(QgsRasterLayer(image, "x")).path == image


def test_a_missing_file_and_one_that_is_no_raster_are_told_apart(tmp_path):
    (tmp_path / "a.txt").write_text("no raster")
    with pytest.raises(EngineFailure, match="There is no file"):
        read_file(str(tmp_path / "b.tif"))
    with pytest.raises(EngineFailure, match="not a raster"):
        read_file(str(tmp_path / "a.txt"))


def test_a_file_that_is_read_leaves_nothing_behind(tmp_path):
    path = write_raster(tmp_path / "a.tif", striped_pixels())
    assert read_file(path).pixel_size == (10.0, 10.0)
    gc.collect()
    assert [file.name for file in tmp_path.iterdir()] == ["a.tif"]


@pytest.mark.parametrize("name", ["e.tif", "e.TIF", "e.tiff"])
def test_a_new_geotiff_may_be_written(tmp_path, image, name):
    check_output(str(tmp_path / name), [image], [QgsRasterLayer(image, "x")])


def test_a_link_to_an_input_is_that_input(tmp_path, image):
    (tmp_path / "link.tif").symlink_to(image)
    with pytest.raises(EngineFailure, match="the input itself"):
        check_output(str(tmp_path / "link.tif"), [image], [])


def test_the_embedding_raster_behind_a_picture_is_open_too(tmp_path, image):
    picture = QgsRasterLayer(image, "Olinda in colours")
    picture.setCustomProperty("landprint/embeddings", str(tmp_path / "e.tif"))
    with pytest.raises(EngineFailure, match="Olinda in colours"):
        check_output(str(tmp_path / "e.tif"), [], [picture])


def test_a_file_with_a_raster_a_variable_is_embedded_as_one(landprint_plugin, feedback, tmp_path):
    import processing
    from osgeo import gdal

    path = str(tmp_path / "cube.nc")
    gdal.Translate(path, write_raster(tmp_path / "a.tif", striped_pixels()), format="netCDF")
    assert read_file(path).path == path
    output = str(tmp_path / "e.tif")
    settings = {"INPUT": path, "PATCH_SIZE": 4, "FILTERS": 8, "OUTPUT": output}
    processing.run("landprint:embedraster", settings, feedback=feedback)
    made = gdal.Open(output)
    assert made.GetGeoTransform() == (500_000, 40, 0, 5_000_000, 0, -40)
    assert made.GetMetadataItem("LANDPRINT_BAND_NAMES") == "Band1,Band2,Band3,Band4"


def test_a_damaged_archive_is_read_as_none(tmp_path):
    import zipfile

    path = tmp_path / "scene.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("T31TFJ_20230714T105621_B02_10m.jp2", b"x")
    content = bytearray(path.read_bytes())
    start = content.index(b"PK\x01\x02")
    content[start : start + 4] = b"bad!"
    path.write_bytes(content)
    scene = read_scene(str(path))
    assert scene is not None
    assert not scene.crs.isValid()

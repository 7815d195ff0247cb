"""Reading rasters: every dtype, every way of saying nodata, and what lies beyond the edges."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
import rasterio
from affine import Affine
from rasterio.crs import CRS

from engine.errors import ParameterError, SourceError
from engine.rasters.grid import Window
from engine.rasters.raster import Raster
from engine.rasters.source import source_of
from engine.requests.imagery import SourceRequest
from tests.engine.make_rasters import NORTH_UP, UTM, scene, write_raster
from tests.places import ROOT

DTYPES = ["uint8", "int8", "uint16", "int16", "uint32", "int32", "uint64", "int64", "float32", "float64"]
WHOLE = Window(0, 0, 12, 10)


def pixels_of(dtype="float32", bands=3, height=10, width=12):
    # Within the range of every dtype, signed bytes too.
    return (scene(bands, height, width) / 2).astype(dtype)


def read(path, window=WHOLE, bands=None):
    with Raster(path) as raster:
        return raster.read(window, raster.checked_bands(bands))


@pytest.mark.parametrize("dtype", DTYPES)
def test_every_dtype_is_read_as_float32(tmp_path, dtype):
    pixels = pixels_of(dtype)
    values, mask = read(write_raster(tmp_path / "a.tif", pixels))
    assert values.dtype == np.float32
    assert (values == pixels.astype(np.float32)).all()
    assert mask.all()


@pytest.mark.parametrize("dtype", ["complex64", "complex128", "complex_int16"])
def test_complex_numbers_are_refused(tmp_path, dtype):
    pixels = np.ones((1, 10, 12), "complex64")
    path = write_raster(tmp_path / "a.tif", pixels, dtype=dtype)
    with Raster(path) as raster, pytest.raises(SourceError, match="complex"):
        raster.checked_bands(None)


@pytest.mark.parametrize("bands", [1, 2, 13, 200])
def test_any_number_of_bands_is_read(tmp_path, bands):
    pixels = pixels_of("uint16", bands)
    values, _ = read(write_raster(tmp_path / "a.tif", pixels))
    assert (values == pixels).all()


def test_bands_are_chosen_in_the_order_they_are_named(tmp_path):
    pixels = pixels_of()
    values, _ = read(write_raster(tmp_path / "a.tif", pixels), bands=[3, 1])
    assert (values == pixels[[2, 0]]).all()


@pytest.mark.parametrize("number", [0, -1, 4])
def test_a_band_that_is_not_there_is_refused(tmp_path, number):
    with (
        Raster(write_raster(tmp_path / "a.tif", pixels_of())) as raster,
        pytest.raises(ParameterError, match="no band"),
    ):
        raster.checked_bands([1, number])


@pytest.mark.parametrize(
    ("dtype", "nodata"),
    [
        ("int16", -9999),
        ("int32", -(2**31)),
        ("uint8", 255),
        ("uint16", 65535),
        ("float32", -9999),
        ("float32", float(np.finfo(np.float32).min)),
        ("float32", -9999.9),
        ("float64", -1.7976931348623157e308),
        ("float64", np.nan),
        ("float32", np.nan),
    ],
)
def test_a_pixel_of_the_nodata_value_is_not_valid(tmp_path, dtype, nodata):
    pixels = pixels_of(dtype)
    pixels[:, 2, 3] = nodata
    values, mask = read(write_raster(tmp_path / "a.tif", pixels, nodata=nodata))
    assert mask.sum() == 119
    assert not mask[2, 3]
    assert np.isnan(values[:, 2, 3]).all()


def test_nodata_in_one_band_spoils_the_pixel(tmp_path):
    pixels = pixels_of("int16")
    pixels[1, 2, 3] = -9999
    values, mask = read(write_raster(tmp_path / "a.tif", pixels, nodata=-9999))
    assert not mask[2, 3]
    assert np.isnan(values[:, 2, 3]).all()


def test_nodata_in_a_band_that_is_not_chosen_does_not_matter(tmp_path):
    pixels = pixels_of("int16")
    pixels[1, 2, 3] = -9999
    _, mask = read(write_raster(tmp_path / "a.tif", pixels, nodata=-9999), bands=[1, 3])
    assert mask.all()


def test_dark_water_is_no_nodata_where_one_band_is_zero(tmp_path):
    pixels = pixels_of("uint8")
    pixels[1, 2, 3] = 0
    pixels[:, 4, 5] = 0
    _, mask = read(write_raster(tmp_path / "a.tif", pixels, nodata=0))
    assert mask[2, 3]
    assert not mask[4, 5]


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_what_is_not_finite_is_not_valid_whatever_nodata_is(tmp_path, value):
    pixels = pixels_of("float32")
    pixels[1, 2, 3] = value
    values, mask = read(write_raster(tmp_path / "a.tif", pixels, nodata=-9999))
    assert not mask[2, 3]
    assert np.isnan(values[:, 2, 3]).all()


@pytest.mark.parametrize("value", [1e300, 1e20, 9.969209968386869e36, -3.4028234663852886e38])
def test_what_no_pixel_shows_is_not_valid_although_it_is_not_declared(tmp_path, value):
    pixels = pixels_of("float64")
    pixels[1, 2, 3] = value
    values, mask = read(write_raster(tmp_path / "a.tif", pixels))
    assert not mask[2, 3]
    assert not np.isinf(values).any()


def test_a_mask_in_the_file_says_what_is_valid(tmp_path):
    inside = np.ones((10, 12), bool)
    inside[:, :4] = False
    _, mask = read(write_raster(tmp_path / "a.tif", pixels_of("uint8"), mask=inside))
    assert (mask == inside).all()


def test_a_mask_in_the_file_and_a_nodata_value_hold_together(tmp_path):
    inside = np.ones((10, 12), bool)
    inside[:, :4] = False
    pixels = pixels_of("int16")
    pixels[:, 0, 8] = -9999
    _, mask = read(write_raster(tmp_path / "a.tif", pixels, mask=inside, nodata=-9999))
    expected = inside.copy()
    expected[0, 8] = False
    assert (mask == expected).all()


@pytest.mark.parametrize("nodata", [None, 255])
def test_an_alpha_band_says_what_is_valid_and_is_no_data(tmp_path, nodata):
    opaque = np.ones((10, 12), bool)
    opaque[5:] = False
    pixels = pixels_of("uint8")
    path = write_raster(tmp_path / "a.tif", pixels, alpha=opaque, nodata=nodata)
    with Raster(path) as raster:
        assert raster.data_band_numbers == [1, 2, 3]
    values, mask = read(path)
    assert (mask == opaque).all()
    assert (values[:, :5] == pixels[:, :5]).all()


def test_bands_of_different_dtypes_are_read_together(tmp_path):
    pixels = pixels_of("uint8", 1)
    write_raster(tmp_path / "bytes.tif", pixels)
    write_raster(tmp_path / "floats.tif", pixels + np.float32(0.25))
    sources = "".join(
        f'<VRTRasterBand dataType="{dtype}" band="{number}"><SimpleSource><SourceFilename relativeToVRT="1">{name}'
        "</SourceFilename><SourceBand>1</SourceBand></SimpleSource></VRTRasterBand>"
        for number, (dtype, name) in enumerate([("Byte", "bytes.tif"), ("Float32", "floats.tif")], start=1)
    )
    path = tmp_path / "both.vrt"
    path.write_text(f'<VRTDataset rasterXSize="12" rasterYSize="10">{sources}</VRTDataset>')
    values, mask = read(path)
    assert (values == np.concatenate([pixels, pixels + np.float32(0.25)])).all()
    assert mask.all()


@pytest.mark.parametrize(
    ("crs", "transform"),
    [
        (UTM, NORTH_UP),
        ("EPSG:4326", Affine(0.001, 0, 10, 0, -0.001, 50)),
        (None, None),
        (UTM, Affine.translation(288_000, 9_120_000) @ Affine.rotation(20) @ Affine.scale(10, -10)),
        (UTM, Affine(10, 0, 288_000, 0, 10, 9_110_000)),
    ],
    ids=["projected", "degrees", "nowhere", "rotated", "south up"],
)
def test_the_grid_is_the_files(tmp_path, crs, transform):
    with Raster(write_raster(tmp_path / "a.tif", pixels_of(), crs=crs, transform=transform)) as raster:
        assert raster.grid.crs == (CRS.from_user_input(crs) if crs else None)
        assert raster.grid.transform == (transform or Affine(1, 0, 0, 0, -1, 0))  # nowhere, as QGIS draws it
        assert (raster.grid.width, raster.grid.height) == (12, 10)


@pytest.mark.parametrize(
    "window",
    [Window(8, 6, 9, 9), Window(-3, -2, 9, 9), Window(-5, -5, 30, 30), Window(11, 9, 4, 4), Window(-30, -30, 90, 90)],
    ids=["bottom right", "top left", "all around", "last pixel", "several times over"],
)
def test_beyond_the_edges_lies_the_masked_reflection(tmp_path, window):
    pixels = pixels_of()
    values, mask = read(write_raster(tmp_path / "a.tif", pixels), window)
    seen = window.intersection(WHOLE)
    # A chip knows nothing beyond its own window, so what it sees of the raster is what is mirrored.
    before_and_after = (
        (seen.row_off - window.row_off, window.row_end - seen.row_end),
        (seen.col_off - window.col_off, window.col_end - seen.col_end),
    )
    part = pixels[:, seen.row_off : seen.row_end, seen.col_off : seen.col_end]
    assert (values == np.pad(part, ((0, 0), *before_and_after), mode="symmetric")).all()
    assert (mask == np.pad(np.ones(part.shape[1:], bool), before_and_after)).all()


def test_a_window_wholly_outside_is_empty(tmp_path):
    values, mask = read(write_raster(tmp_path / "a.tif", pixels_of()), Window(100, 100, 5, 5))
    assert np.isnan(values).all()
    assert not mask.any()


def test_the_cache_of_gdal_does_not_grow_with_the_machine():
    code = "import engine.rasters.raster, rasterio, sys; from rasterio.env import get_gdal_config; "
    code += "sys.stdout.write(str(get_gdal_config('GDAL_CACHEMAX')))"
    environment = {key: value for key, value in os.environ.items() if key != "GDAL_CACHEMAX"}
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert int(said.stdout) == 192 * 2**20


def test_a_damaged_file_says_where(tmp_path):
    path = write_raster(tmp_path / "a.tif", scene(3, 256, 256).astype("uint8"), compress="deflate")
    whole = path.read_bytes()
    with rasterio.open(path) as dataset:
        assert dataset.count == 3
    # The directory stands at the front of the file; the pixels behind are cut off.
    path.write_bytes(whole[: len(whole) // 2])
    with Raster(path) as raster, pytest.raises(SourceError, match=r"a\.tif cannot be read at column 0, row 0"):
        raster.read(Window(0, 0, 256, 256), [1, 2, 3])


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a.tif",
        "http://example.org/wms?SERVICE=WMS",
        "type=xyz&url=https://tile.example.org/{z}/{x}/{y}.png",
        "contextualWMSLegend=0&crs=EPSG:3857&layers=a&url=https://example.org",
    ],
)
def test_a_web_service_is_refused_without_asking_it(address):
    with pytest.raises(SourceError, match="web service"):
        Raster(address)


@pytest.mark.parametrize("name", ["nir", "NIR (0.83 um)", "near infrared"])
def test_a_band_taken_for_alpha_that_has_a_name_of_its_own_is_data(tmp_path, name):
    infrared = (
        np.arange(120).reshape(10, 12) % 7 * 30
    )  # dark at some pixels, which says nothing of whether they are valid
    pixels = np.concatenate([pixels_of("uint8"), infrared.astype("uint8")[None]])
    path = write_raster(tmp_path / "a.tif", pixels)
    with rasterio.open(path, "r+") as dataset:
        dataset.descriptions = ("red", "green", "blue", name)
        assert dataset.colorinterp[3].name == "alpha"
    with Raster(path) as raster:
        assert raster.data_band_numbers == [1, 2, 3, 4]
        assert [band.name for band in raster.bands] == ["red", "green", "blue", name]
    values, mask = read(path)
    assert (values == pixels).all()
    assert mask.all()


@pytest.mark.parametrize("name", [None, "alpha", "Band 4", "mask"])
def test_a_band_taken_for_alpha_without_another_name_says_what_is_valid(tmp_path, name):
    valid = np.arange(120).reshape(10, 12) % 7 > 0
    path = write_raster(tmp_path / "a.tif", pixels_of("uint8"), alpha=valid)
    with rasterio.open(path, "r+") as dataset:
        dataset.descriptions = ("red", "green", "blue", name)
    with Raster(path) as raster:
        assert raster.data_band_numbers == [1, 2, 3]
    assert (read(path)[1] == valid).all()


def test_a_band_falsely_taken_for_alpha_does_not_weigh_when_pixels_are_resampled(tmp_path):
    pixels = pixels_of("uint8", bands=4, height=40, width=40)
    pixels[3] = np.indices((40, 40)).sum(axis=0) % 2 * 200
    path = write_raster(tmp_path / "a.tif", pixels)
    with rasterio.open(path, "r+") as dataset:
        dataset.descriptions = ("red", "green", "blue", "nir")
    with source_of(SourceRequest(raster=[str(path)], gsd=20.0)).open() as raster:
        assert raster.data_band_numbers == [1, 2, 3, 4]
        values, mask = raster.read(raster.grid.whole, [1, 2, 3, 4])
    assert mask.all()
    assert np.abs(values - pixels.reshape(4, 20, 2, 20, 2).mean(axis=(2, 4))).max() <= 0.5

"""Scenes as people have them: several files on one grid, product folders and archives, other pixel sizes."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine
from rasterio.crs import CRS
from rasterio.shutil import copy as copy_raster
from rasterio.warp import transform as reproject_points

from engine.bounds import Bounds
from engine.errors import ParameterError, SourceError
from engine.files import fingerprint
from engine.operations.state import State
from engine.operations.table import run_operation
from engine.progress import Reporter
from engine.rasters import scene_mask, stack
from engine.rasters import source as sources
from engine.rasters.grid import Grid, Window, read_crs, reproject_bounds
from engine.rasters.raster import Raster, open_dataset
from engine.rasters.resample import metric_crs, resampled
from engine.rasters.source import scene_files, source_of
from engine.rasters.stack import Source
from engine.requests.imagery import ImageryRequest, SourceRequest
from engine.scenes.products import clouds_of, product_tags
from engine.sensors.recognise import recognise
from tests.engine.make_rasters import NORTH_UP, UTM, read_all, scene, write_raster
from tests.engine.make_scenes import (
    BANDS,
    LANDSAT_STEM,
    METRES,
    PRODUCT,
    SIDE,
    STEM,
    corner,
    opened,
    repeated,
    tarred,
    values,
    write_landsat,
    write_safe,
    zipped,
)
from tests.places import scene_file


def everything(raster):
    """All stored values (band, row, column) and the mask."""
    return raster.read_stored(raster.grid.whole, [band.number for band in raster.bands])


def recognised(raster, bands=None, **given):
    return recognise(raster, ImageryRequest(**given), bands=bands, sensors=None, reporter=Reporter())


@pytest.fixture
def fine(tmp_path):
    """48 x 48 pixels of 10 m."""
    return write_raster(tmp_path / "fine.tif", values(10, 0))


# Products -------------------------------------------------------------------------------------------------------------


@pytest.fixture(params=["GTiff", "JP2OpenJPEG"])
def safe(request, tmp_path):
    return write_safe(tmp_path, driver=request.param)


@pytest.mark.parametrize("form", ["folder", "metadata", "zip"])
def test_each_band_of_a_safe_lies_on_its_10_m_pixels(safe, tmp_path, form):
    folder, bands = safe
    path = {"folder": folder, "metadata": folder / "MTD_MSIL2A.xml", "zip": tmp_path / "anything.zip"}[form]
    if form == "zip":
        zipped(folder, path)
    with opened(path) as raster:
        stored, mask = everything(raster)
        assert raster.grid == Grid(crs=CRS.from_user_input(UTM), transform=NORTH_UP, width=SIDE, height=SIDE)
    assert mask.all()
    for band, plane in zip(BANDS, stored, strict=True):
        assert np.array_equal(plane, repeated(bands[band], METRES[band])[0]), band


@pytest.mark.parametrize("form", ["folder", "metadata", "zip"])
def test_a_safe_tells_its_sensor_bands_day_and_baseline(tmp_path, form):
    folder, _ = write_safe(tmp_path, low=2000)
    path = {"folder": folder, "metadata": folder / "MTD_MSIL2A.xml", "zip": tmp_path / "anything.zip"}[form]
    if form == "zip":
        zipped(folder, path)
    with opened(path) as raster:
        assert raster.tags()["PROCESSING_BASELINE"] == "05.09"
        imagery = recognised(raster)
    assert imagery.sensor.name == "sentinel-2-l2a"
    assert imagery.match.numbers == [2, 3, 4, 5, 6, 7, 8, 9, 11, 12]
    assert imagery.match.missing == ()
    assert str(imagery.day) == "2023-01-14"
    assert imagery.scale.name == "offset-1000"
    assert any("05.09" in note for note in imagery.notes)


def test_the_bands_of_a_safe_are_in_the_sensor_s_order_and_called_as_their_files(tmp_path):
    folder, _ = write_safe(tmp_path)
    with opened(folder) as raster:
        assert [band.number for band in raster.bands] == list(range(1, 13))
        assert [band.name for band in raster.bands] == [f"{STEM}_{band}_{METRES[band]}m" for band in BANDS]


def test_what_is_zero_in_all_bands_of_a_safe_is_nodata_but_dark_water_is_not(tmp_path):
    folder, _ = write_safe(tmp_path)
    for path in folder.rglob("*_B*m.tif"):
        with rasterio.open(path, "r+") as dataset:
            pixels = dataset.read()
            pixels[:, :, : 240 // int(dataset.res[0])] = 0  # outside of the swath: 24 pixels of 10 m
            if "_B11_" in path.name:
                pixels[:, -3:] = 0  # 6 rows of 10 m
            dataset.write(pixels)
    with opened(folder) as raster:
        _, mask = everything(raster)
    expected = np.zeros((SIDE, SIDE), bool)
    expected[:, 24:] = True
    assert np.array_equal(mask, expected)


@pytest.mark.parametrize("name", [f"{STEM}_B04_10m.tif", "B04.tif", "anything.tif"])
def test_what_is_zero_in_a_single_band_of_sentinel_2_is_nodata(tmp_path, name):
    pixels = values(10, 0)
    pixels[:, :8] = 0
    with opened(write_raster(tmp_path / name, pixels)) as raster:
        assert np.array_equal(everything(raster)[1], (pixels[0] != 0) | (name == "anything.tif"))


def test_a_folder_of_several_scenes_is_refused(tmp_path):
    for name in ("20230114", "20230214"):
        write_raster(tmp_path / f"T25LBJ_{name}T101031_B02_10m.tif", values(10, 0))
    with pytest.raises(SourceError, match="holds 2 scenes") as refusal:
        scene_files(str(tmp_path))
    assert refusal.value.hint


def test_files_called_by_their_band_alone_are_a_scene(tmp_path):
    for seed, band in enumerate(("B8A", "B04", "b03")):
        write_raster(tmp_path / f"{band}.tif", values(10, seed))
    assert [name.rsplit("/", 1)[1] for name in scene_files(str(tmp_path))] == ["b03.tif", "B04.tif", "B8A.tif"]


def test_a_landsat_folder_is_its_reflective_bands(tmp_path):
    folder, bands = write_landsat(tmp_path)
    with opened(folder) as raster:
        stored, mask = everything(raster)
        imagery = recognised(raster)
        assert [band.name for band in raster.bands] == [f"{LANDSAT_STEM}_{name}" for name in bands]
    assert np.array_equal(stored, np.concatenate(list(bands.values())))
    assert mask.all()
    assert imagery.sensor.name == "landsat-c2l2-sr"
    assert imagery.match.names == ("red", "green", "blue", "nir08", "swir16", "swir22")
    assert imagery.match.numbers == [4, 3, 2, 5, 6, 7]
    assert str(imagery.day) == "2022-08-17"


def test_a_landsat_tar_is_read_where_it_lies(tmp_path):
    folder, bands = write_landsat(tmp_path)
    tar = tarred(folder)
    before = sorted(tmp_path.iterdir())
    with opened(tar) as raster:
        stored, mask = everything(raster)
        imagery = recognised(raster)
    assert np.array_equal(stored, np.concatenate(list(bands.values())))
    assert mask.all()
    assert (imagery.sensor.name, str(imagery.day)) == ("landsat-c2l2-sr", "2022-08-17")
    assert imagery.match.numbers == [4, 3, 2, 5, 6, 7]
    assert sorted(tmp_path.iterdir()) == before


def test_a_landsat_tar_is_embedded_without_its_clouds_on_the_command_line(command, tmp_path, folder):
    tar = tarred(write_landsat(tmp_path)[0])
    options = ["--filters", 4, "--patch", 4, "--mask-clouds", "--output", folder / "e.tif", "--json"]
    outcome = command("embed-raster", "--raster", tar, *options)
    assert outcome.status == 0, outcome.err
    assert (outcome.value["patches"], outcome.value["valid_patches"]) == (64, 48)


def test_a_tar_called_as_it_may_be_is_known_by_what_is_in_it(tmp_path):
    tar = tarred(write_landsat(tmp_path)[0]).rename(tmp_path / "my scene.TAR")
    assert len(scene_files(str(tar))) == 7


def test_a_tar_that_is_cut_off_says_so(tmp_path):
    tar = tarred(write_landsat(tmp_path)[0])
    tar.write_bytes(tar.read_bytes()[:9000])
    with pytest.raises(SourceError, match="damaged or cut off") as refusal:
        opened(tar)
    assert "Download it again" in refusal.value.hint


@pytest.mark.parametrize("size", [b"\x80" + b"\x7f" * 11, b"\xff" * 12, b"-0000000001\0", b"77777777777\0"])
def test_a_tar_with_a_size_that_cannot_be_says_so_or_is_read(tmp_path, size):
    tar = tarred(write_landsat(tmp_path)[0])
    content = bytearray(tar.read_bytes())
    content[124:136] = size
    content[148:156] = b" " * 8
    content[148:156] = b"%06o\0 " % sum(content[:512])
    tar.write_bytes(content)
    with pytest.raises(SourceError) as refusal:
        opened(tar)
    assert refusal.value.hint


@pytest.mark.parametrize("suffix", [".tar.bz2", ".txz", ".TAR.BZ2"])
def test_a_tar_whose_compression_cannot_be_read_into_is_to_be_unpacked(tmp_path, suffix):
    path = tmp_path / f"{LANDSAT_STEM}{suffix}"
    path.write_bytes(b"anything")
    with pytest.raises(SourceError, match="compressed as a whole") as refusal:
        opened(path)
    assert "Unpack it" in refusal.value.hint


def test_the_state_of_a_file_in_a_tar_is_that_of_the_tar(tmp_path):
    tar = tarred(write_landsat(tmp_path)[0])
    assert {state["size"] for state in source_of(SourceRequest(raster=[str(tar)])).state()} == {tar.stat().st_size}


def test_the_thermal_b11_of_a_landsat_is_not_taken_for_sentinel_2(tmp_path):
    stem = "LC08_L1TP_214065_20220817_20220824_02_T1"
    for number in (1, 2, 3, 4, 5, 6, 7, 10, 11):
        write_raster(tmp_path / f"{stem}_B{number}.TIF", values(10, number))
    assert [name.rsplit("_", 1)[1] for name in scene_files(str(tmp_path))] == [f"B{n}.TIF" for n in range(1, 8)]


@pytest.mark.parametrize("form", ["folder", "zip"])
def test_a_product_without_bands_says_so(tmp_path, form):
    folder = tmp_path / "photographs"
    folder.mkdir()
    (folder / "a.txt").write_text("nothing")
    path = zipped(folder, tmp_path / "photographs.zip") if form == "zip" else folder
    with pytest.raises(SourceError, match=r"photographs.* holds no bands") as refusal:
        scene_files(str(path))
    assert "several can be given together" in refusal.value.hint


def test_a_broken_zip_is_no_raster(tmp_path):
    folder, _ = write_safe(tmp_path)
    path = zipped(folder, tmp_path / "cut.zip")
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(SourceError, match=r"cut\.zip is not a raster that can be read"):
        opened(path)


def test_a_zip_with_a_damaged_directory_says_so(tmp_path):
    folder, _ = write_safe(tmp_path)
    path = zipped(folder, tmp_path / "bad.zip")
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") : content.index(b"PK\x01\x02") + 4] = b"bad!"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=r"bad\.zip is damaged") as refusal:
        opened(path)
    assert refusal.value.hint


@pytest.mark.parametrize("harm", ["compressed bytes", "password", "compressed by nobody"])
def test_a_zip_whose_metadata_cannot_be_read_says_so(tmp_path, harm):
    safe, _ = write_safe(tmp_path)
    metadata = "".join(f"<x{n}><PROCESSING_BASELINE>05.09</PROCESSING_BASELINE></x{n}>" for n in range(200))
    (safe / "MTD_MSIL2A.xml").write_text(metadata)
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(safe.rglob("*.*")):
            archive.write(file, str(file.relative_to(tmp_path)))
        (entry,) = [entry for entry in archive.infolist() if entry.filename.endswith("MTD_MSIL2A.xml")]
    content = bytearray(path.read_bytes())
    directory = content.index(entry.filename.encode(), content.index(b"PK\x01\x02")) - 46
    if harm == "compressed bytes":
        start = entry.header_offset + 30 + len(entry.filename)
        content[start + 20 : start + 60] = b"\xff" * 40
    elif harm == "password":
        content[directory + 8] |= 1
        content[entry.header_offset + 6] |= 1
    else:
        content[directory + 10] = content[entry.header_offset + 8] = 77
    path.write_bytes(content)
    with pytest.raises(SourceError, match=r"a\.zip is (damaged|protected)") as refusal:
        product_tags(f"/vsizip/{path}/{safe.name}/{STEM}_B04_10m.tif")
    assert refusal.value.hint


def test_what_gdal_calls_a_part_of_a_safe_is_of_that_product(tmp_path):
    safe, _ = write_safe(tmp_path)
    metadata = "<x><PROCESSING_BASELINE>05.09</PROCESSING_BASELINE><BOA_ADD_OFFSET>-1000</BOA_ADD_OFFSET></x>"
    (safe / "MTD_MSIL2A.xml").write_text(metadata)
    part = f"SENTINEL2_L2A:{safe}/MTD_MSIL2A.xml:10m:EPSG_32725"
    assert product_tags(part) == {"PROCESSING_BASELINE": "05.09", "ADD_OFFSET": "-1000"}
    assert clouds_of(part).endswith(f"{STEM}_SCL_20m.tif")
    path = zipped(safe, tmp_path / "a.zip")
    part = f"SENTINEL2_L2A:/vsizip/{path}/{safe.name}/MTD_MSIL2A.xml:10m:EPSG_32725"
    assert product_tags(part)["ADD_OFFSET"] == "-1000"
    assert clouds_of(part).endswith(f"{STEM}_SCL_20m.tif")
    elsewhere = f"SENTINEL2_L2A:{tmp_path}/MTD_MSIL2A.xml:10m:EPSG_32725"
    assert (product_tags(elsewhere), clouds_of(elsewhere)) == ({}, None)


def test_a_raster_in_a_folder_that_cannot_be_listed_has_no_clouds(tmp_path, monkeypatch):
    path = write_raster(tmp_path / "a.tif", values(10, 0))
    write_raster(tmp_path / "a_SCL.tif", values(10, 0))

    def refuse(folder):
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert clouds_of(str(path)) is None


def test_a_zip_whose_band_is_damaged_names_the_band(tmp_path):
    path = tmp_path / "scene.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{PRODUCT}.SAFE/{STEM}_B02_10m.jp2", b"no image")
    with pytest.raises(SourceError, match=r"B02_10m\.jp2 is not a raster"):
        opened(path)


# Files given together -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_grid_is_that_of_the_finest_and_the_bands_as_given(fine, tmp_path, order):
    coarse = values(20, 1)
    files = [fine, write_raster(tmp_path / "coarse.tif", coarse, transform=corner(20))]
    planes = [values(10, 0)[0], repeated(coarse, 20)[0]]
    with opened(*[files[index] for index in order]) as raster:
        stored, mask = everything(raster)
        assert raster.grid.transform == NORTH_UP
        assert [band.name for band in raster.bands] == [("fine", "coarse")[index] for index in order]
    assert np.array_equal(stored, [planes[index] for index in order])
    assert mask.all()


@pytest.mark.parametrize("window", [Window(0, 0, 7, 5), Window(13, 21, 20, 11), Window(47, 47, 1, 1)])
@pytest.mark.parametrize("numbers", [[1, 2], [2], [2, 1], [2, 2, 1]])
def test_a_window_of_some_bands_is_a_part_of_the_whole(fine, tmp_path, window, numbers):
    coarse = write_raster(tmp_path / "coarse.tif", values(20, 1), transform=corner(20))
    with opened(fine, coarse) as raster:
        whole, _ = everything(raster)
        part, mask = raster.read_stored(window, numbers)
    rows, cols = slice(window.row_off, window.row_end), slice(window.col_off, window.col_end)
    assert np.array_equal(part, whole[np.array(numbers) - 1, rows, cols])
    assert mask.shape == (window.height, window.width)


@pytest.mark.parametrize("dtype", ["uint8", "uint16", "int16", "float32"])
@pytest.mark.parametrize("nodata", [None, 0, 7])
@pytest.mark.parametrize(("metres", "col", "row"), [(10, 20, 8), (20, 20, 8), (20, -8, -16)])
def test_outside_of_a_file_is_nodata_and_not_zero(fine, tmp_path, dtype, nodata, metres, col, row):
    part = (values(metres, 1, side=24) % 90 + 10).astype(dtype)
    path = write_raster(tmp_path / "part.tif", part, transform=corner(metres, col, row), nodata=nodata)
    with opened(fine, path) as raster:
        stored, mask = everything(raster)
    expected = np.zeros((SIDE, SIDE), bool)
    rows, cols = slice(max(row, 0), row + 24), slice(max(col, 0), col + 24)
    expected[rows, cols] = True
    assert np.array_equal(mask, expected)
    oracle = repeated(part, metres)[0][max(-row, 0) :, max(-col, 0) :]
    assert np.array_equal(stored[1, rows, cols], oracle)


@pytest.mark.parametrize("metres", [10, 20])
def test_zero_is_nodata_only_where_it_is_zero_in_all_files(tmp_path, metres):
    first, second = values(10, 0), values(metres, 1)
    first[:, :6] = 0
    second[:, :, : 120 // metres] = 0
    files = [
        write_raster(tmp_path / "a.tif", first, nodata=0),
        write_raster(tmp_path / "b.tif", second, transform=corner(metres), nodata=0),
    ]
    with opened(*files) as raster:
        stored, mask = everything(raster)
        # Of one band alone, its zeros are nodata.
        _, mask_of_first = raster.read_stored(raster.grid.whole, [1])
    assert np.array_equal(mask, (stored != 0).any(axis=0))
    assert not mask[:6, :12].any()
    assert mask.sum() == SIDE * SIDE - 72
    assert np.array_equal(mask_of_first, first[0] != 0)


@pytest.mark.parametrize("kind", ["mask", "alpha"])
def test_a_mask_in_a_coarser_file_counts(fine, tmp_path, kind):
    valid = np.ones((24, 24), bool)
    valid[3:9, 5:7] = False
    coarse = write_raster(tmp_path / "coarse.tif", values(20, 1), transform=corner(20), **{kind: valid})
    with opened(fine, coarse) as raster:
        _, mask = raster.read_stored(raster.grid.whole, raster.data_band_numbers)
    assert np.array_equal(mask, repeated(valid[None], 20)[0])


def test_names_scales_and_tags_of_a_resampled_file_stay(fine, tmp_path):
    path = write_raster(tmp_path / "coarse.tif", np.concatenate([values(20, 1), values(20, 2)]), transform=corner(20))
    with rasterio.open(path, "r+") as dataset:
        dataset.descriptions = ("B05", "B11")
        dataset.scales, dataset.offsets = (0.5, 2.0), (1.0, 3.0)
        dataset.update_tags(2, wavelength="1.61")
    with opened(fine, path) as raster:
        assert [band.name for band in raster.bands] == ["fine", "B05", "B11"]
        assert (raster.scales, raster.offsets) == ((1.0, 0.5, 2.0), (0.0, 1.0, 3.0))
        assert raster.tags(3)["wavelength"] == "1.61"


@pytest.mark.parametrize(
    ("described", "name"),
    [(None, "T_B04"), ("Band 1", "T_B04"), ("Gray", "T_B04"), ("1", "T_B04"), ("red", "red"), ("B4", "B4")],
)
def test_a_single_band_without_a_name_of_its_own_is_called_as_its_file(fine, tmp_path, described, name):
    path = write_raster(tmp_path / "T_B04.tif", values(10, 1))
    with rasterio.open(path, "r+") as dataset:
        dataset.descriptions = (described,)
    with opened(fine, path) as raster:
        assert raster.bands[1].name == name


def test_files_in_other_coordinate_systems_are_reprojected(tmp_path):
    # A ramp of degrees of longitude, on a fine grid: what is at a pixel's centre says where it came from.
    lons = -34.95 + (np.arange(400) + 0.5) * 0.0002
    ramp = np.broadcast_to(lons.astype("float32"), (1, 400, 400))
    degrees = write_raster(
        tmp_path / "a.tif", ramp, crs="EPSG:4326", transform=Affine(0.0002, 0, -34.95, 0, -0.0002, -7.92)
    )
    with rasterio.open(degrees) as dataset:
        (x,), (y,) = reproject_points("EPSG:4326", UTM, [-34.91], [-7.96])
        assert dataset.bounds.left < -34.91 < dataset.bounds.right
    place = Affine(10, 0, round(x, -1), 0, -10, round(y, -1))
    fine = write_raster(tmp_path / "fine.tif", values(10, 0), transform=place)
    with opened(fine, degrees) as raster:
        stored, mask = everything(raster)
        centres = [raster.grid.centre_of(col, 10) for col in range(SIDE)]
    assert mask.all()
    expected, _ = reproject_points(UTM, "EPSG:4326", [x for x, _ in centres], [y for _, y in centres])
    assert np.abs(stored[1, 10] - expected).max() < 0.00015


def test_files_that_lie_apart_are_said_to(fine, tmp_path):
    far = write_raster(tmp_path / "far.tif", values(10, 0), transform=NORTH_UP @ Affine.translation(1000, 0))
    with opened(fine, far) as raster, pytest.raises(SourceError) as refused:
        recognised(raster, sensor="sentinel-2-l2a", bands=[1, 2], band_names=["blue", "green"])
    assert "its files lie in the same place" in refused.value.hint


def test_files_without_coordinate_system_of_one_size_are_put_together(tmp_path):
    files = [write_raster(tmp_path / f"{n}.tif", values(10, n), crs=None, transform=None) for n in range(2)]
    with opened(*files) as raster:
        stored, _ = everything(raster)
        assert raster.grid.crs is None
    assert np.array_equal(stored, np.concatenate([values(10, 0), values(10, 1)]))


@pytest.mark.parametrize("refused", ["missing", "no raster", "no place", "a mask without classes"])
def test_what_is_open_is_closed_when_another_file_is_refused(fine, tmp_path, monkeypatch, refused):
    kept = []

    def open_and_keep(path, **options):
        kept.append(open_dataset(path, **options))
        return kept[-1]

    monkeypatch.setattr(stack, "open_dataset", open_and_keep)
    monkeypatch.setattr(scene_mask, "open_dataset", open_and_keep)
    coarse = write_raster(tmp_path / "coarse.tif", values(20, 1))
    other, settings = tmp_path / "other.tif", {}
    if refused == "no raster":
        other.write_text("no raster")
    elif refused == "no place":
        write_raster(other, values(20, 1), crs=None, transform=None)
    elif refused == "a mask without classes":
        other, settings = coarse, {"mask": str(write_raster(tmp_path / "mask.tif", values(20, 1)))}
    with pytest.raises((SourceError, ParameterError)):
        opened(fine, coarse, other, **settings)
    assert len(kept) >= 2
    assert all(dataset.closed for dataset in kept)


def test_a_file_without_coordinate_system_beside_one_with_is_refused(fine, tmp_path):
    path = write_raster(tmp_path / "nowhere.tif", values(20, 1), crs=None, transform=None)
    with pytest.raises(SourceError, match=r"nowhere.tif .*no coordinate system") as refusal:
        opened(fine, path)
    assert refusal.value.hint


def test_a_missing_file_among_several_is_named(fine, tmp_path):
    with pytest.raises(SourceError, match=r"There is no file .*none\.tif"):
        opened(fine, tmp_path / "none.tif")


def test_a_vrt_is_read_as_the_file_that_it_shows(tmp_path):
    pixels = scene(3, 40, 40).astype("uint16")
    path = write_raster(tmp_path / "a.tif", pixels)
    vrt = tmp_path / "a.vrt"
    copy_raster(path, vrt, driver="VRT")
    with opened(vrt) as raster:
        assert np.array_equal(everything(raster)[0], pixels)
    coarse = write_raster(tmp_path / "coarse.tif", values(20, 1, side=40), transform=corner(20))
    with opened(vrt, coarse) as raster:
        assert np.array_equal(everything(raster)[0][:3], pixels)


def test_a_file_behind_a_vrt_counts_for_whether_the_source_has_changed(tmp_path):
    path = write_raster(tmp_path / "a.tif", values(10, 0))
    copy_raster(path, tmp_path / "a.vrt", driver="VRT")
    source = source_of(SourceRequest(raster=[str(tmp_path / "a.vrt")]))
    before = fingerprint({"state": source.state()})
    assert fingerprint({"state": source.state()}) == before
    write_raster(path, values(10, 1, side=60)[:, :SIDE, :SIDE])
    assert fingerprint({"state": source.state()}) != before


def test_each_file_is_read_once_a_window(tmp_path, monkeypatch):
    folder, _ = write_safe(tmp_path)
    reads = []
    read = Raster._read_bands
    monkeypatch.setattr(Raster, "_read_bands", lambda self, *args: reads.append(self.path) or read(self, *args))
    with opened(folder) as raster:
        raster.read(Window(-4, -4, 30, 30), [2, 3, 4, 5])
    assert len(reads) == len(set(reads)) == 4


def test_one_file_as_it_is_is_no_stack(fine):
    with opened(fine) as raster:
        assert type(raster) is Raster


# Pixels of another size -----------------------------------------------------------------------------------------------


def test_coarser_pixels_are_means(tmp_path):
    pixels = scene(2, 60, 48)
    path = write_raster(tmp_path / "a.tif", pixels)
    with opened(path, gsd=30.0) as raster:
        stored, mask = everything(raster)
        assert raster.grid.transform == corner(30)
    assert stored.shape == (2, 20, 16)
    assert mask.all()
    assert np.abs(stored - pixels.reshape(2, 20, 3, 16, 3).mean(axis=(2, 4))).max() < 1e-3


def test_finer_pixels_of_a_whole_multiple_repeat(fine):
    with opened(fine, gsd=5.0) as raster:
        stored, _ = everything(raster)
        assert raster.grid.gsd == pytest.approx(5)
    assert np.array_equal(stored, values(10, 0).repeat(2, axis=1).repeat(2, axis=2))


def test_means_leave_nodata_out(tmp_path):
    pixels = np.full((1, 40, 40), 50, "int16")
    pixels[:, :, 11:20] = -9999
    with opened(write_raster(tmp_path / "a.tif", pixels, nodata=-9999), gsd=20.0) as raster:
        stored, mask = everything(raster)
    expected = np.ones((20, 20), bool)
    expected[:, 6:10] = False  # column 5 has one pixel of two
    assert np.array_equal(mask, expected)
    assert (stored[0][mask] == 50).all()


def test_means_of_a_sentinel_2_band_leave_out_what_is_outside_of_the_swath(tmp_path):
    pixels = np.full((1, 40, 40), 1000, "uint16")
    pixels[:, :, :11] = 0
    with opened(write_raster(tmp_path / "T25LBJ_20230114T101031_B04_10m.tif", pixels), gsd=20.0) as raster:
        stored, mask = everything(raster)
    assert mask[:, 5:].all()
    assert not mask[:, :5].any()
    assert (stored[0][mask] == 1000).all()


def test_the_finest_of_several_files_decides_the_area_of_other_pixels(fine, tmp_path):
    coarse = values(20, 1)
    path = write_raster(tmp_path / "coarse.tif", coarse, transform=corner(20))
    with opened(fine, path, gsd=20.0) as raster:
        stored, _ = everything(raster)
    assert np.array_equal(stored[1], coarse[0])
    assert np.abs(stored[0] - values(10, 0).reshape(24, 2, 24, 2).mean(axis=(1, 3))).max() <= 0.5


@pytest.mark.parametrize(("lat", "lon", "code"), [(-7.95, -34.9, 32725), (52.5, 13.4, 32633), (10, 179.99, 32660)])
def test_degrees_become_metres_of_their_utm_zone(tmp_path, lat, lon, code):
    transform = Affine(0.0001, 0, lon - 0.003, 0, -0.0001, lat + 0.003)
    path = write_raster(tmp_path / "a.tif", scene(1, 60, 60), crs="EPSG:4326", transform=transform)
    with opened(path, gsd=10.0) as raster:
        stored, mask = everything(raster)
        grid = raster.grid
    assert grid.crs.to_epsg() == code
    assert grid.pixel_size == pytest.approx((10, 10))
    # Every valid pixel shows what lies at its centre, to a pixel's neighbours.
    row, col = grid.height // 2, grid.width // 2
    (x,), (y,) = reproject_points(grid.crs, "EPSG:4326", *([value] for value in grid.centre_of(col, row)))
    there = ~transform @ (x, y)
    near = scene(1, 60, 60)[0][int(there[1]) - 1 : int(there[1]) + 2, int(there[0]) - 1 : int(there[0]) + 2]
    assert near.min() - 1e-3 <= stored[0, row, col] <= near.max() + 1e-3
    assert mask.mean() > 0.9


def ground_metres(crs, lon, lat):
    """Metres of the map for a metre on the ground at a place, eastwards and northwards."""
    step = 1e-3
    xs, ys = reproject_points("EPSG:4326", crs, [lon - step, lon + step, lon, lon], [lat, lat, lat - step, lat + step])
    flat = 1 - 0.00669438 * np.sin(np.radians(lat)) ** 2  # of WGS 84
    across = np.radians(2 * step) * 6_378_137 / np.sqrt(flat) * np.cos(np.radians(lat))
    along = np.radians(2 * step) * 6_378_137 * (1 - 0.00669438) / flat**1.5
    return np.hypot(xs[1] - xs[0], ys[1] - ys[0]) / across, np.hypot(xs[3] - xs[2], ys[3] - ys[2]) / along


@pytest.mark.parametrize(
    ("bounds", "code"),
    [
        ((12.0, 47.0, 18.0, 50.0), 32633),
        ((11.5, -3.0, 19.5, 2.0), 32733),  # a bit of both neighbours
        ((5.0, 60.0, 24.0, 62.0), 32633),  # zones are narrow in the north
        ((177.0, -20.0, 183.0, -10.0), 32701),
        ((346.0, 10.0, 352.0, 12.0), 32629),  # longitudes to 360
        ((0.0, 40.0, 20.0, 55.0), None),
        ((-80.0, -35.0, -35.0, 10.0), None),
        ((165.0, -30.0, 200.0, 0.0), None),
    ],
)
def test_pixels_in_metres_are_as_large_on_the_ground_as_they_are_said_to_be(bounds, code):
    crs = metric_crs(Bounds(*bounds))
    assert crs.to_epsg() == code
    most = 0.006 if code else 0.05
    for lon in np.linspace(bounds[0], bounds[2], 7):
        for lat in np.linspace(bounds[1], bounds[3], 7):
            across, along = ground_metres(crs, lon, lat)
            assert abs(across - 1) < most
            assert abs(along - 1) < most
            assert abs(across * along - 1) < 2 * 0.006


def test_an_area_of_half_the_world_is_not_resampled_to_metres():
    with pytest.raises(SourceError, match="no map of it has pixels of one size") as refusal:
        metric_crs(Bounds(-100, -60, 60, 70))
    assert "Cut out" in refusal.value.hint


def test_a_wide_raster_in_degrees_is_resampled_around_its_middle(tmp_path, command, folder):
    path = write_raster(
        tmp_path / "a.tif", scene(1, 60, 100), crs="EPSG:4326", transform=Affine(0.2, 0, 0, 0, -0.2, 56)
    )
    options = ["--gsd", 20_000, "--patch", 8, "--filters", 4, "--output", folder / "e.tif", "--json"]
    outcome = command("embed-raster", "--raster", path, *options)
    assert outcome.status == 0, outcome.err
    with rasterio.open(folder / "e.tif") as dataset:
        assert "Equal area around 50 N 10 E" in dataset.crs.to_wkt()
        assert dataset.res == (160_000, 160_000)


def test_a_grid_of_other_pixels_covers_the_same_area():
    grid = Grid(crs=CRS.from_epsg(32725), transform=NORTH_UP, width=1000, height=700)
    for gsd in (3.0, 10.0, 12.5, 30.0):
        made = resampled(grid, gsd)
        assert made.gsd == pytest.approx(gsd)
        assert made.bounds == pytest.approx(grid.bounds, abs=gsd / 2)
        assert made.bounds[:1] + made.bounds[3:] == grid.bounds[:1] + grid.bounds[3:]


@pytest.mark.parametrize("gsd", [0.0, -10.0])
def test_pixels_of_no_size_are_refused(fine, gsd):
    with pytest.raises(ParameterError, match="cannot be"):
        opened(fine, gsd=gsd)


def test_pixels_cannot_be_resampled_without_a_coordinate_system(tmp_path):
    path = write_raster(tmp_path / "a.tif", values(10, 0), crs=None, transform=None)
    with pytest.raises(SourceError, match="no coordinate system"):
        opened(path, gsd=20.0)


def test_the_numbers_of_bands_stay_when_an_alpha_band_is_among_them(tmp_path):
    path = write_raster(tmp_path / "a.tif", scene(3, 40, 40).astype("uint8"), alpha=np.ones((40, 40), bool))
    with opened(path) as plain, opened(path, gsd=20.0) as other:
        assert [band.number for band in other.bands] == [band.number for band in plain.bands] == [1, 2, 3, 4]
        assert other.data_band_numbers == plain.data_band_numbers == [1, 2, 3]


def test_another_pixel_size_than_the_sensor_s_is_said_and_nothing_is_resampled(tmp_path):
    pixels = scene(4, 64, 64).astype("uint16") * 20
    path = write_raster(tmp_path / f"{PRODUCT}.tif", pixels, transform=corner(25))
    with rasterio.open(path, "r+") as dataset:
        dataset.descriptions = ("B02", "B03", "B04", "B08")
    with opened(path) as raster:
        assert raster.grid.gsd == pytest.approx(25)
        assert any("The pixels are 25 m" in note for note in recognised(raster).notes)
    with opened(path, gsd=10.0) as raster:
        assert not any("The pixels are" in note for note in recognised(raster).notes)


# On the command line --------------------------------------------------------------------------------------------------


def test_files_are_put_together_by_repeating_the_raster(command, fine, tmp_path, folder):
    coarse = write_raster(tmp_path / "coarse.tif", values(20, 1), transform=corner(20))
    stacked = write_raster(tmp_path / "stacked.tif", np.concatenate([values(10, 0), repeated(values(20, 1), 20)]))
    options = ["--filters", 8, "--dtype", "float32", "--json", "--output"]
    both = command("embed-raster", "--raster", fine, "--raster", coarse, *options, folder / "both.tif")
    assert both.status == 0, both.err
    command("embed-raster", "--raster", stacked, *options, folder / "one.tif")
    assert np.array_equal(read_all(folder / "both.tif"), read_all(folder / "one.tif"))
    with rasterio.open(folder / "both.tif") as dataset:
        assert dataset.tags()["LANDPRINT_SOURCE"] == f"{fine}; {coarse}"
        assert dataset.tags()["LANDPRINT_BAND_NAMES"] == "fine,coarse"


def test_a_zip_of_a_safe_is_embedded_and_recognised_on_the_command_line(command, tmp_path, folder):
    safe, _ = write_safe(tmp_path)
    path = zipped(safe, tmp_path / "scene.zip")
    value = command("recognise", "--raster", path, "--json").value
    assert (value["sensor"], value["date"], value["missing"]) == ("sentinel-2-l2a", "2023-01-14", [])
    made = command("embed-raster", "--raster", path, "--filters", 4, "--output", folder / "e.tif", "--json").value
    assert (made["width"], made["height"], made["valid_patches"]) == (6, 6, 36)


def test_pixels_of_another_size_are_asked_for_on_the_command_line(command, tmp_path, folder):
    path = write_raster(tmp_path / "a.tif", scene(2, 64, 64))
    options = ["--gsd", 20, "--patch", 4, "--filters", 4, "--output", folder / "e.tif", "--json"]
    value = command("embed-raster", "--raster", path, *options).value
    assert (value["width"], value["height"]) == (8, 8)
    with rasterio.open(folder / "e.tif") as dataset:
        assert dataset.transform == corner(80)
        assert dataset.tags()["LANDPRINT_RESAMPLED_TO"] == "20 m"
    estimate = command("estimate-embedding", "--raster", path, "--gsd", 20, "--patch", 4, "--filters", 4, "--json")
    assert estimate.value["patches"] == 64


def test_a_missing_band_of_a_stack_is_one_line(command, fine, folder):
    outcome = command("embed-raster", "--raster", fine, "--raster", fine, "--bands", 3, "--output", folder / "e.tif")
    assert outcome.status == 2
    assert outcome.err == "error: The raster has no band 3. Choose bands from 1 to 2.\n"


def test_a_stack_s_file_is_never_the_output(command, fine, tmp_path):
    other = write_raster(tmp_path / "other.tif", values(10, 1))
    before = other.read_bytes()
    outcome = command("embed-raster", "--raster", fine, "--raster", other, "--output", other)
    assert outcome.status == 2
    assert other.read_bytes() == before


# Whole scenes ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        ("s2_chips", "patch_33188.tif"),
        ("s1_s2_bigearthnet", "S2A_MSIL2A_20170613T101031_87_48_S2.tif"),
        ("s1_s2_bigearthnet", "S1A_IW_GRDH_1SDV_20170613T165043_33UUP_87_48_S1dB.tif"),
        ("landsat", "nc_lsat7_2000_6band.tif"),
        ("naip", "naip_nd_20100629_rgbn_512.tif"),
    ],
)
def test_a_raster_split_into_its_bands_is_put_together_again(tmp_path, name):
    path = scene_file("data", *name)
    with rasterio.open(path) as dataset:
        numbers = [n for n in dataset.indexes if dataset.colorinterp[n - 1].name != "alpha"]
        files = [
            write_raster(
                tmp_path / f"{path.stem}_{number}.tif",
                dataset.read([number]),
                crs=dataset.crs,
                transform=dataset.transform,
                nodata=dataset.nodata,
            )
            for number in numbers
        ]
    with Raster(path) as whole, opened(*files) as stacked:
        assert stacked.grid == whole.grid
        for window in (whole.grid.whole, Window(17, 23, 40, 31), Window(-8, -8, 32, 32)):
            expected, mask = whole.read(window, numbers)
            made, made_mask = stacked.read(window, list(range(1, len(numbers) + 1)))
            assert np.array_equal(made, expected, equal_nan=True)
            assert np.array_equal(made_mask, mask)


def test_a_raster_in_degrees_keeps_its_colours_in_metres():
    path = scene_file("data", "s2_labelled", "rstoolbox_sen2_l2a_12band.tif")
    with opened(path) as degrees, opened(path, gsd=20.0) as metres:
        assert metres.grid.crs.to_epsg() == 32721
        before, mask_before = degrees.read(degrees.grid.whole, [2, 3, 4, 8])
        after, mask_after = metres.read(metres.grid.whole, [2, 3, 4, 8])
        assert recognised(metres).sensor.name == "sentinel-2-l2a"
    assert np.allclose(before[:, mask_before].mean(axis=1), after[:, mask_after].mean(axis=1), rtol=0.01)


def test_the_state_of_a_file_in_an_archive_is_that_of_the_archive(tmp_path):
    safe, _ = write_safe(tmp_path)
    path = zipped(safe, tmp_path / "scene.zip")
    states = source_of(SourceRequest(raster=[str(path)])).state()
    assert {state["size"] for state in states} == {path.stat().st_size}
    assert len({state["path"] for state in states}) == 12


def test_a_source_is_called_as_what_the_user_chose(tmp_path):
    safe, _ = write_safe(tmp_path)
    assert source_of(SourceRequest(raster=[str(safe)])).title == safe.name
    assert source_of(SourceRequest(raster=["/a/b.tif", "/a/c.tif"])).title == "b.tif and 1 more"
    assert isinstance(source_of(SourceRequest(raster=["/a/b.tif"])), Source)
    assert sources.scene_files("/vsizip/x.zip/a.tif") == ["/vsizip/x.zip/a.tif"]


@pytest.mark.parametrize("extent_crs", [None, "EPSG:32721"])
def test_an_extent_of_a_resampled_raster_in_degrees_is_where_it_is_on_the_ground(tmp_path, extent_crs):
    path = write_raster(
        tmp_path / "degrees.tif",
        scene(3, 240, 240).astype("uint8"),
        crs="EPSG:4326",
        transform=Affine(1e-4, 0, -56.375, 0, -1e-4, -1.458),
    )
    whole, part = (str(tmp_path / name) for name in ("whole.tif", "part.tif"))
    params = {"raster": [str(path)], "gsd": 10.0, "patch": 8, "dtype": "float32"}
    run_operation(State(), "embed_raster", {**params, "output": whole}, Reporter())
    own = Bounds(-56.368, -1.476, -56.361, -1.469)
    extent = own if extent_crs is None else reproject_bounds(own, read_crs("EPSG:4326"), read_crs(extent_crs))
    asked = {**params, "output": part, "extent": list(extent), "extent_crs": extent_crs}
    run_operation(State(), "embed_raster", asked, Reporter())
    with rasterio.open(whole) as of_whole, rasterio.open(part) as of_part:
        assert of_part.width < of_whole.width / 2
        placed = reproject_bounds(own, read_crs("EPSG:4326"), of_part.crs)
        assert of_part.bounds.left <= placed.left < of_part.bounds.left + 80
        assert of_part.bounds.top - 80 < placed.top <= of_part.bounds.top
        window = of_whole.window(*of_part.bounds)
        np.testing.assert_array_equal(of_part.read(), of_whole.read(window=window.round()))


@pytest.mark.parametrize("own", [None, "EPSG:32601"], ids=["none", "another"])
@pytest.mark.parametrize("arguments", [[], ["--gsd", "20"]], ids=["as it is", "resampled"])
def test_a_coordinate_system_that_is_given_counts_in_place_of_the_files(command, tmp_path, own, arguments):
    pixels = scene().astype("uint8")
    image = write_raster(tmp_path / "a.tif", pixels, crs=own)
    right = write_raster(tmp_path / "b.tif", pixels, crs="EPSG:32725")
    embed = ["--filters", 4, "--patch", 4, *arguments, "--json"]
    given = ["--raster-crs", "EPSG:32725", "--extent", "-34.922,-7.961,-34.919,-7.958", "--extent-crs", "EPSG:4326"]
    outcome = command("embed-raster", "--raster", image, "--output", tmp_path / "o.tif", *embed, *given)
    assert outcome.status == 0, outcome.err
    expected = command("embed-raster", "--raster", right, "--output", tmp_path / "r.tif", *embed, *given)
    with rasterio.open(tmp_path / "o.tif") as made, rasterio.open(tmp_path / "r.tif") as wanted:
        assert (made.crs, made.transform) == (wanted.crs, wanted.transform)
        assert made.crs.to_epsg() == 32725
        assert (made.read() == wanted.read()).all()
    assert any("as given" in note for note in outcome.value["notes"])
    assert not any("as given" in note for note in expected.value["notes"])


def test_a_coordinate_system_that_is_given_must_be_one(command, tmp_path):
    image = write_raster(tmp_path / "a.tif", scene().astype("uint8"), crs=None)
    given = ["--raster-crs", "nothing", "--output", tmp_path / "o.tif"]
    assert "The coordinate system 'nothing' is unknown." in command("embed-raster", "--raster", image, *given).err

"""What leads to a scene: its metadata, an archive, and the names that GDAL, and so QGIS, gives to its parts."""

from __future__ import annotations

import tarfile

import numpy as np
import pytest
import rasterio

from engine.errors import SourceError
from engine.rasters.source import source_of
from engine.requests.imagery import SourceRequest
from engine.scenes.products import clouds_of, file_behind, scene_files, scene_of_part
from tests.engine.make_rasters import read_all, write_raster
from tests.engine.make_scenes import (
    BANDS,
    LANDSAT_STEM,
    METRES,
    PRODUCT,
    STEM,
    opened,
    repeated,
    tarred,
    values,
    write_landsat,
    write_safe,
    zipped,
)


def assert_is_all_of(raster, bands):
    """All bands of the .SAFE on its pixels of 10 m."""
    assert [band.name for band in raster.bands] == [f"{STEM}_{band}_{METRES[band]}m" for band in BANDS]
    stored, _ = raster.read_stored(raster.grid.whole, list(range(1, 13)))
    for band, plane in zip(BANDS, stored, strict=True):
        assert np.array_equal(plane, repeated(bands[band], METRES[band])[0]), band


def parts_of(safe, root):
    """GDAL's names of parts of a .SAFE at ``root``, a folder or in an archive."""
    metadata = f"{root}/MTD_MSIL2A.xml"
    return {
        "10 m": f"SENTINEL2_L2A:{metadata}:10m:EPSG_32725",
        "60 m": f"SENTINEL2_L2A:{metadata}:60m:EPSG_32725",
        "colours": f"SENTINEL2_L2A:{metadata}:TCI:EPSG_32725",
        "granule": f"SENTINEL2_L1C_TILE:{root}/GRANULE/L2A_T25LBJ_A039500_20230114T101031/MTD_TL.xml:10m:EPSG_32725",
    }


@pytest.mark.parametrize("part", ["10 m", "60 m", "colours", "granule"])
@pytest.mark.parametrize("form", ["folder", "zip"])
def test_a_subdataset_of_a_safe_is_the_scene_with_all_its_bands(tmp_path, form, part):
    safe, bands = write_safe(tmp_path)
    root = safe
    if form == "zip":
        root = f"/vsizip/{zipped(safe, tmp_path / 'scene.zip')}/{PRODUCT}.SAFE"
    name = parts_of(safe, root)[part]
    with opened(name) as raster:
        assert_is_all_of(raster, bands)
        (note,) = raster.notes
    assert f"is a part of the scene {PRODUCT}.SAFE: all 12 bands of it are taken" in note


def test_a_subdataset_of_level_1c_is_the_scene_with_all_its_bands(tmp_path):
    safe = tmp_path / "S2A_MSIL1C_20230114T101031_N0509_R022_T25LBJ_20230114T141500.SAFE"
    images = safe / "GRANULE" / "L1C_T25LBJ_A039500_20230114T101031" / "IMG_DATA"
    images.mkdir(parents=True)
    (safe / "MTD_MSIL1C.xml").write_text("<product/>")
    for seed, band in enumerate((*BANDS, "B10", "TCI")):
        write_raster(images / f"{STEM}_{band}.tif", values(10, seed))
    with opened(f"SENTINEL2_L1C:{safe}/MTD_MSIL1C.xml:20m:EPSG_32725") as raster:
        assert [band.name.removeprefix(f"{STEM}_") for band in raster.bands] == list(BANDS)
        assert safe.name in raster.notes[0]


def test_two_subdatasets_of_one_safe_are_that_scene_once(tmp_path):
    safe, bands = write_safe(tmp_path)
    parts = parts_of(safe, safe)
    with opened(parts["10 m"], parts["60 m"]) as raster:
        assert_is_all_of(raster, bands)
        assert len(raster.notes) == 1


@pytest.mark.parametrize("others", [False, True])
def test_a_band_in_a_zip_is_the_scene_of_that_name_with_all_its_bands(tmp_path, others):
    safe, bands = write_safe(tmp_path)
    if others:  # of another day, in the same zip
        write_raster(tmp_path / f"{PRODUCT}.SAFE" / "T25LBJ_20230301T101031_B04_10m.tif", values(10, 5))
        write_raster(tmp_path / f"{PRODUCT}.SAFE" / "T25LBJ_20230301T101031_B03_10m.tif", values(10, 6))
    band = next(safe.rglob(f"{STEM}_B04_10m.tif")).relative_to(tmp_path)
    path = f"/vsizip/{zipped(safe, tmp_path / 'scene.zip')}/{band}"
    with opened(path) as raster:
        assert_is_all_of(raster, bands)
        assert "all 12 bands" in raster.notes[0]


def test_a_band_in_a_tar_is_the_landsat_with_all_its_bands(tmp_path):
    folder, bands = write_landsat(tmp_path)
    path = f"/vsitar/{tarred(folder)}/{LANDSAT_STEM}_SR_B4.TIF"
    with opened(path) as raster:
        stored, _ = raster.read_stored(raster.grid.whole, list(range(1, 8)))
        assert "all 7 bands" in raster.notes[0]
    assert np.array_equal(stored, np.concatenate(list(bands.values())))


def test_several_bands_of_an_archive_are_what_someone_put_together(tmp_path):
    path = tarred(write_landsat(tmp_path)[0])
    with opened(*(f"/vsitar/{path}/{LANDSAT_STEM}_SR_B{number}.TIF" for number in (5, 4))) as raster:
        assert [band.name[-2:] for band in raster.bands] == ["B5", "B4"]
        assert raster.notes == []


def test_what_is_no_band_in_an_archive_is_read_as_it_is(tmp_path):
    path = tarred(write_landsat(tmp_path)[0])
    with opened(f"/vsitar/{path}/{LANDSAT_STEM}_ST_B10.TIF") as raster:
        assert len(raster.bands) == 1
    assert scene_of_part(f"/vsitar/{path}") is None
    assert scene_of_part(str(tmp_path / "a.tif")) is None
    assert scene_of_part(f"SENTINEL2_L2A:{tmp_path}/nowhere.SAFE/MTD_MSIL2A.xml:10m:EPSG_32725") is None


@pytest.mark.parametrize("suffix", [".tar.gz", ".tgz", ".TAR.GZ"])
def test_a_landsat_in_a_compressed_tar_has_the_values_and_the_clouds_of_its_folder(command, tmp_path, folder, suffix):
    scene, bands = write_landsat(tmp_path)
    path = tmp_path / f"{LANDSAT_STEM}{suffix}"
    with tarfile.open(path, "w:gz") as tar:
        for file in sorted(scene.iterdir()):
            tar.add(file, f"./{file.name}")
    with opened(path) as raster:
        stored, _ = raster.read_stored(raster.grid.whole, list(range(1, 8)))
        assert f"{path.name} is compressed as a whole: unpacked, it is read faster." in raster.notes
    assert np.array_equal(stored, np.concatenate(list(bands.values())))
    assert clouds_of(scene_files(str(path))[0]).endswith("QA_PIXEL.TIF")
    for source in (path, scene):
        command(
            *("embed-raster", "--raster", source, "--mask-clouds", "--patch", 8, "--filters", 4),
            *("--output", folder / f"{source.name}.tif"),
        )
    assert np.array_equal(read_all(folder / f"{path.name}.tif"), read_all(folder / f"{scene.name}.tif"), equal_nan=True)


def test_a_compressed_tar_that_is_cut_off_says_so(tmp_path):
    scene, _ = write_landsat(tmp_path)
    path = tmp_path / "scene.tar.gz"
    with tarfile.open(path, "w:gz") as tar:
        tar.add(scene, scene.name)
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(SourceError, match=r"scene\.tar\.gz is damaged or cut off") as refusal:
        opened(path)
    assert refusal.value.hint


def test_the_metadata_of_a_landsat_stand_for_its_scene_among_others(tmp_path):
    scene, bands = write_landsat(tmp_path)
    other = LANDSAT_STEM.replace("20220817", "20220902")
    for number in (2, 3, 4):
        write_raster(scene / f"{other}_SR_B{number}.TIF", values(10, number))
    with opened(scene / f"{LANDSAT_STEM}_MTL.txt") as raster:
        assert [band.name.removeprefix(f"{LANDSAT_STEM}_") for band in raster.bands] == list(bands)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("/vsizip//data/a.zip/b.tif", "/data/a.zip"),
        ("/vsitar//data/a.tar.gz/b.tif", "/data/a.tar.gz"),
        ("SENTINEL2_L2A:/data/x.SAFE/MTD_MSIL2A.xml:10m:EPSG_32632", "/data/x.SAFE/MTD_MSIL2A.xml"),
        ("SENTINEL2_L1C:/vsizip//data/x.zip/x.SAFE/MTD_MSIL1C.xml:10m:EPSG_32632", "/data/x.zip"),
        ("vrt:///data/a.tif?bands=3,2,1", "/data/a.tif"),
        ('NETCDF:"/data/a.nc":B02', "/data/a.nc"),
    ],
)
def test_a_file_that_moved_is_named_by_all_that_leads_to_it(name, file):
    assert file_behind(name) == file
    with pytest.raises(SourceError, match=f"There is no file {file}") as refusal:
        opened(name)
    assert refusal.value.hint == "Check its name and folder."


@pytest.mark.parametrize("name", ["/vsimem/a.tif", "a.tif", "/data/a.tif", "vrt:///vsimem/a.tif", "<VRTDataset/>"])
def test_what_leads_to_no_file_on_the_disk_is_not_looked_up(name):
    assert file_behind(name) is None


def test_a_choice_of_bands_in_gdal_s_name_is_read_and_known_by_its_file(tmp_path):
    path = write_raster(tmp_path / "a.tif", np.concatenate([values(10, seed) for seed in range(3)]))
    name = f"vrt://{path}?bands=3,1"
    with opened(name) as raster:
        stored, _ = raster.read_stored(raster.grid.whole, [1, 2])
    assert np.array_equal(stored, np.concatenate([values(10, 2), values(10, 0)]))
    (state,) = source_of(SourceRequest(raster=[name])).state()
    assert state["size"] == path.stat().st_size


@pytest.mark.parametrize(
    ("image", "mask"),
    [
        ("HLS.S30.T25LBJ.2023014T101031.v2.0.B04.tif", "HLS.S30.T25LBJ.2023014T101031.v2.0.Fmask.tif"),
        ("20230114_101031_3B_AnalyticMS_SR_clip.tif", "20230114_101031_3B_udm2_clip.tif"),
    ],
)
def test_masks_of_other_products_lie_beside_their_images(tmp_path, image, mask):
    for name in (image, mask):
        write_raster(tmp_path / name, values(10, 0))
    assert clouds_of(str(tmp_path / image)) == str(tmp_path / mask)


def test_a_part_of_a_scene_is_embedded_as_the_scene_on_the_command_line(command, tmp_path, folder):
    safe, _ = write_safe(tmp_path)
    for name, path in (("part", parts_of(safe, safe)["10 m"]), ("scene", safe)):
        outcome = command(
            *("embed-raster", "--raster", path, "--patch", 8, "--filters", 4, "--output", folder / f"{name}.tif")
        )
        assert ("is a part of the scene" in outcome.err + outcome.out) == (name == "part")
    with rasterio.open(folder / "part.tif") as part, rasterio.open(folder / "scene.tif") as scene:
        assert np.array_equal(part.read(), scene.read())

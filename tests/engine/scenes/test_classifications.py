"""Masks that lie among the bands of an image: SCL, QA_PIXEL, Fmask and UDM2, known by their names."""

from __future__ import annotations

import numpy as np
import pytest
import rasterio

from engine.embedding.request import recognise_raster
from engine.errors import ParameterError
from engine.progress import Reporter
from engine.rasters.source import source_of
from engine.requests.imagery import ImageryRequest, SourceRequest
from engine.scenes.classifications import class_bands
from tests.engine.make_rasters import UTM, read_all, scene, write_raster
from tests.engine.make_scenes import corner

SIDE = 64
S2 = ("B02", "B03", "B04", "B08")
UDM2 = ("clear", "snow", "shadow", "haze_light", "haze_heavy", "cloud", "confidence", "udm1")
CLOUDY = np.zeros((SIDE, SIDE), bool)
CLOUDY[8:24, 16:40] = True


def stack(path, names, layers, *, dtype="uint16", crs=UTM):
    """Four bands of an image, then these layers (row, column), with the names of all."""
    pixels = np.concatenate([20 * scene(len(S2), SIDE, SIDE), np.stack(layers)]).astype(dtype)
    write_raster(path, pixels, crs=crs)
    with rasterio.open(path, "r+") as dataset:
        dataset.descriptions = (*S2, *names)
    return path


def masks(kind):
    """Names and values (row, column) of a product's layers that call CLOUDY a cloud."""
    layers = {
        "SCL": [np.where(CLOUDY, 9, 4)],
        "QA_PIXEL": [np.where(CLOUDY, 22_280, 21_824)],
        "Fmask": [np.where(CLOUDY, 2, 64)],
    }
    if kind in layers:
        return (kind,), layers[kind]
    return UDM2, [np.where(CLOUDY, int(name == "cloud"), int(name == "clear")) for name in UDM2]


KINDS = ["SCL", "QA_PIXEL", "Fmask", "UDM2"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("dtype", ["uint16", "float32"])
def test_a_mask_among_the_bands_is_used_as_a_mask_and_not_as_a_band(tmp_path, kind, dtype):
    path = stack(tmp_path / "a.tif", *masks(kind), dtype=dtype)
    with source_of(SourceRequest(raster=[str(path)])).open() as raster:
        assert raster.checked_bands(None) == [1, 2, 3, 4]
        assert raster.read_stored(raster.grid.whole, [1, 2, 3, 4])[1].all()
        (note,) = raster.notes
        assert "Leave out the scene's own clouds" in note
    with source_of(SourceRequest(raster=[str(path)], mask_clouds=True)).open() as raster:
        assert raster.checked_bands(None) == [1, 2, 3, 4]
        assert np.array_equal(raster.read_stored(raster.grid.whole, [1, 2, 3, 4])[1], ~CLOUDY)
        (mask,) = raster.masks
    assert "cloud" in mask.classes
    assert mask.sentence.endswith("of a.tif.")
    assert "(" in mask.sentence


@pytest.mark.parametrize("crs", [UTM, None])
def test_a_mask_among_the_bands_lies_on_them_whatever_the_coordinate_system(tmp_path, crs):
    path = stack(tmp_path / "a.tif", *masks("SCL"), crs=crs)
    given = {"raster_crs": "EPSG:32633"} if crs else {}
    with source_of(SourceRequest(raster=[str(path)], mask_clouds=True, **given)).open() as raster:
        assert np.array_equal(raster.read_stored(raster.grid.whole, [1])[1], ~CLOUDY)


def test_a_mask_among_the_bands_is_left_out_of_resampled_pixels(tmp_path):
    path = stack(tmp_path / "a.tif", *masks("SCL"))
    with source_of(SourceRequest(raster=[str(path)], mask_clouds=True, gsd=20)).open() as raster:
        assert np.array_equal(raster.read_stored(raster.grid.whole, [1])[1], ~CLOUDY[::2, ::2])


def test_a_mask_in_a_file_of_the_stack_is_used(tmp_path):
    image = write_raster(tmp_path / "T1_B04.tif", scene(1, SIDE, SIDE))
    scl = write_raster(tmp_path / "other_SCL_20m.tif", np.where(CLOUDY[::2, ::2], 8, 4)[None], transform=corner(20))
    request = SourceRequest(raster=[str(image), str(scl)], mask_clouds=True)
    with source_of(request).open() as raster:
        assert raster.checked_bands(None) == [1]
        assert np.array_equal(raster.read_stored(raster.grid.whole, [1])[1], ~CLOUDY)


def test_classes_of_a_mask_among_the_bands_can_be_chosen(tmp_path):
    names, layers = masks("UDM2")
    layers[UDM2.index("snow")] = np.eye(SIDE)
    path = stack(tmp_path / "a.tif", names, layers)
    for classes, expected in ((["snow"], np.eye(SIDE) == 0), (["cloud", "snow"], (np.eye(SIDE) == 0) & ~CLOUDY)):
        request = SourceRequest(raster=[str(path)], mask_clouds=True, mask_classes=classes)
        with source_of(request).open() as raster:
            assert np.array_equal(raster.read_stored(raster.grid.whole, [1])[1], expected)
    with pytest.raises(ParameterError, match="UDM2 has no 'lava'"):
        source_of(SourceRequest(raster=[str(path)], mask_clouds=True, mask_classes=["lava"])).open()


def test_a_mask_that_is_chosen_as_a_band_is_one(tmp_path):
    path = stack(tmp_path / "a.tif", *masks("SCL"))
    with source_of(SourceRequest(raster=[str(path)])).open() as raster:
        assert raster.checked_bands([1, 5]) == [1, 5]


def test_a_classification_alone_is_an_image(tmp_path):
    path = write_raster(tmp_path / "x_SCL.tif", np.where(CLOUDY, 9, 4)[None].astype("uint8"))
    with source_of(SourceRequest(raster=[str(path)])).open() as raster:
        assert raster.checked_bands(None) == [1]


def test_a_file_of_udm2_is_a_mask_by_its_name_and_its_order(tmp_path):
    image = write_raster(tmp_path / "20230114_3B_AnalyticMS_SR.tif", scene(4, SIDE, SIDE))
    write_raster(tmp_path / "20230114_3B_udm2.tif", np.stack(masks("UDM2")[1]).astype("uint8"))
    with source_of(SourceRequest(raster=[str(image)], mask_clouds=True)).open() as raster:
        assert np.array_equal(raster.read_stored(raster.grid.whole, [1])[1], ~CLOUDY)


@pytest.mark.parametrize("names", [("B1", "cloud"), ("cloud", "shadow", "snow"), ("e0000", "e0001"), ("SCLERA", "")])
def test_bands_that_are_called_otherwise_are_no_masks(names):
    assert class_bands(names) == []


@pytest.mark.parametrize("name", ["SCL", "scl", "T25LBJ_SCL_20m", "QA_PIXEL", "qa_pixel", "LC08_QA_PIXEL", "Fmask"])
def test_a_classification_is_known_by_the_name_of_its_band(name):
    (found,) = class_bands(["B02", "B03", name])
    assert dict(found.numbers) == {0: 3}


def test_recognising_says_that_the_image_tells_of_its_clouds(tmp_path):
    path = stack(tmp_path / "S2A_MSIL2A_20230114T101031.tif", *masks("SCL"))
    value = recognise_raster([str(path)], "clay-v1.5", None, ImageryRequest(), Reporter())
    assert value["clouds"] == f"band 5 (Sentinel-2's SCL) of {path.name}"
    assert [band["number"] for band in value["bands"]] == [1, 2, 3, 4]
    assert not any("not used: 5" in note for note in value["notes"])


def test_clouds_of_a_stack_are_left_out_on_the_command_line(command, tmp_path, folder):
    path = stack(tmp_path / "a.tif", *masks("SCL"))
    outcome = command(
        *("embed-raster", "--raster", path, "--mask-clouds", "--patch", 8, "--filters", 4),
        *("--output", folder / "e.tif", "--json"),
    )
    assert np.array_equal(np.isnan(read_all(folder / "e.tif")[0]), CLOUDY[::8, ::8])
    assert "Left out: cloud, cloud shadow, cirrus of band 5 (Sentinel-2's SCL) of a.tif." in outcome.value["notes"]

"""Galileo on rasters: the recommended recipe's goldens, and whatever rasters of Sentinel-2 are like."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

import numpy as np
import pytest
import rasterio

from engine.embedding.scratch import list_scratches
from engine.encoders.catalogue import find_part
from engine.encoders.galileo import model as galileo_model
from engine.encoders.galileo.bands import BANDS, GROUPS, network_input
from engine.errors import Cancelled, ParameterError
from engine.progress import Reporter
from engine.weights.checkpoints import load_file
from tests.engine.make_rasters import write_raster
from tests.engine.real import SENTINEL_2, galileo
from tests.places import ROOT, golden_numbers, golden_weights, scene_file

TOLERANCE = 2e-5


@pytest.fixture
def embed(folder):
    return galileo(folder)


@pytest.fixture(scope="module")
def golden():
    return golden_numbers("galileo-golden.npz")


def sentinel_2(path, dn, bands=SENTINEL_2, **profile):
    """A raster of DN (row, column, 10), or of some of the bands."""
    chosen = [SENTINEL_2.index(band) for band in bands]
    write_raster(path, np.ascontiguousarray(dn[..., chosen].transpose(2, 0, 1)), **profile)
    with rasterio.open(path, "r+") as dataset:
        dataset.descriptions = bands
    return path


@pytest.fixture
def scene(tmp_path, golden):
    """96 x 96 pixels, counts without an offset."""
    return sentinel_2(tmp_path / "scene.tif", golden["sen2_dn"])


def difference(ours, theirs):
    """Of embeddings (dim, row, column) and (row, column, dim)."""
    return np.abs(ours.transpose(1, 2, 0) - theirs).max()


def test_the_balanced_recipe_is_the_recommended_one(embed, scene, golden):
    made = embed(scene, patch=8, scale="count")
    assert made.tags["RECIPE"] == "balanced"
    assert difference(made.values, golden["own_dense_sen2_ps8"]) <= TOLERANCE


def test_the_recommended_recipe_at_patch_4_is_the_golden_up_to_the_edges(embed, tmp_path, golden):
    dn, expected = golden["sen2_dn"], golden["own_dense_sen2c_ps4_s3"]
    # The golden was cut to whole patches before it was mirrored.
    made = embed(sentinel_2(tmp_path / "whole.tif", dn[:88, :76]), patch=4, scale="count")
    assert difference(made.values[:, ::3, ::3], expected) <= TOLERANCE


def test_a_rest_of_the_raster_is_seen_and_only_by_the_chips_at_its_edge(embed, tmp_path, golden):
    expected = golden["own_dense_sen2c_ps4_s3"]
    made = embed(sentinel_2(tmp_path / "rest.tif", golden["sen2_dn"][:90, :77]), patch=4, scale="count")
    assert made.values.shape == (128, 23, 20)
    # The last row of patches has half of its pixels, the last column a quarter.
    assert np.isfinite(made.values[0, -1, :-1]).all()
    assert np.isnan(made.values[0, :, -1]).all()
    # Rows from 20 and columns from 16 on share a chip of 4 x 4 patches with the edge.
    assert difference(made.values[:, :20:3, :16:3], expected[:7, :6]) <= TOLERANCE
    assert difference(made.values[:, :22:3, :19:3], expected) > TOLERANCE


@pytest.mark.parametrize(
    ("bands", "key", "groups"),
    [
        (SENTINEL_2, "forest_ps8_chip", "S2_RGB,S2_Red_Edge,S2_NIR_10m,S2_NIR_20m,S2_SWIR,NDVI"),
        (("B02", "B03", "B04"), "extra_rgb_chip", "S2_RGB"),
        (("B02", "B03", "B04", "B08"), "extra_rgbn_chip", "S2_RGB,S2_NIR_10m,NDVI"),
        (("B08", "B04", "B03", "B02"), "extra_rgbn_chip", "S2_RGB,S2_NIR_10m,NDVI"),
    ],
)
def test_whole_groups_of_bands_will_do_in_any_order(embed, tmp_path, golden, bands, key, groups):
    path = sentinel_2(tmp_path / "forest.tif", golden["forest_dn"], bands)
    made = embed(path, pool="chip", patch=8, scale="count")
    assert made.tags["GROUPS"] == groups
    assert made.values.shape == (128, 1, 1)
    assert np.abs(made.values[:, 0, 0] - golden[key]).max() <= TOLERANCE


def test_bands_of_a_group_that_is_not_whole_are_left_out_and_that_is_said(embed, tmp_path, golden):
    path = sentinel_2(tmp_path / "forest.tif", golden["forest_dn"], ("B02", "B03", "B04", "B05", "B11"))
    made = embed(path, pool="chip", patch=8, scale="count")
    assert made.tags["GROUPS"] == "S2_RGB"
    assert any("rededge1, swir16" in note for note in made.result["notes"])
    assert np.abs(made.values[:, 0, 0] - golden["extra_rgb_chip"]).max() <= TOLERANCE


def test_colour_infrared_is_embedded_by_nir_and_ndvi(embed, tmp_path, golden):
    path = sentinel_2(tmp_path / "forest.tif", golden["forest_dn"], ("B03", "B04", "B08"))
    made = embed(path, pool="chip", patch=8, scale="count")
    assert made.tags["GROUPS"] == "S2_NIR_10m,NDVI"
    assert any("missing: green. Red is used for NDVI alone." in note for note in made.result["notes"])
    groups = [group for group in GROUPS if group.name in ("S2_NIR_10m", "NDVI")]
    model = galileo_model.load(load_file(golden_weights("galileo-nano.pt"), find_part("galileo-nano")).tensors)
    channels = network_input(golden["forest_dn"][..., [2, 6]].transpose(2, 0, 1), ("red", "nir"))
    expected = model(channels[None, None], patch=8, groups=groups).chips[0]
    assert np.abs(made.values[:, 0, 0] - expected).max() <= TOLERANCE


def test_the_model_is_told_the_size_of_the_pixels(embed, tmp_path, golden):
    dn = golden["forest_dn"]
    usual = embed(sentinel_2(tmp_path / "usual.tif", dn), pool="chip", scale="count")
    coarse = sentinel_2(tmp_path / "coarse.tif", dn, transform=rasterio.Affine(20, 0, 288_000, 0, -20, 9_120_000))
    made = embed(coarse, pool="chip", scale="count")
    assert (usual.tags["GSD"], made.tags["GSD"]) == ("10 m", "20 m")
    model = galileo_model.load(load_file(golden_weights("galileo-nano.pt"), find_part("galileo-nano")).tensors)
    channels = network_input(dn.transpose(2, 0, 1), BANDS)
    expected = model(channels[None, None], patch=8, gsd=20.0).chips[0]
    assert np.abs(made.values[:, 0, 0] - expected).max() <= TOLERANCE
    assert np.abs(made.values - usual.values).max() > TOLERANCE


def test_pixels_of_about_ten_metres_are_ten_to_the_model(embed, tmp_path, golden):
    dn = golden["forest_dn"]
    usual = embed(sentinel_2(tmp_path / "usual.tif", dn), pool="chip", scale="count")
    nearly = sentinel_2(tmp_path / "nearly.tif", dn, transform=rasterio.Affine(9.8, 0, 288_000, 0, -9.8, 9_120_000))
    np.testing.assert_array_equal(embed(nearly, pool="chip", scale="count").values, usual.values)


def test_no_whole_group_of_bands_is_refused(embed, tmp_path, golden):
    path = sentinel_2(tmp_path / "forest.tif", golden["forest_dn"], ("B02", "B03", "B05"))
    with pytest.raises(ParameterError, match="no complete group"):
        embed(path, scale="count")


def test_the_offset_changes_nothing_once_it_is_taken_off(embed, tmp_path, golden):
    dn = golden["sen2_dn"]
    plain = embed(sentinel_2(tmp_path / "plain.tif", dn), recipe="fast", scale="count")
    shifted = embed(sentinel_2(tmp_path / "shifted.tif", dn + np.uint16(1000)), recipe="fast")
    assert shifted.tags["SCALE"] == "offset-1000"
    assert any("offset of 1,000 is taken off" in note for note in shifted.result["notes"])
    assert np.array_equal(plain.values, shifted.values)


def test_reflectance_is_taken_for_what_it_is(embed, tmp_path, golden):
    dn = golden["sen2_dn"]
    counts = embed(sentinel_2(tmp_path / "counts.tif", dn), recipe="fast", scale="count")
    reflectance = embed(sentinel_2(tmp_path / "reflectance.tif", dn.astype("float32") / 10_000), recipe="fast")
    assert reflectance.tags["SCALE"] == "reflectance"
    assert np.abs(counts.values - reflectance.values).max() < 1e-3


@pytest.mark.parametrize(("day", "month"), [("2023-01-14", "1"), (None, "6")])
def test_the_month_is_that_of_the_date_and_june_where_it_is_unknown(embed, scene, day, month):
    made = embed(scene, recipe="fast", scale="count", date=day)
    assert made.tags["MONTH"] == month
    assert made.tags["DATE"] == (day or "unknown")


def test_the_month_decides_the_numbers(embed, tmp_path, golden):
    path = sentinel_2(tmp_path / "forest.tif", golden["forest_dn"])
    made = embed(path, pool="chip", scale="count", date="2023-01-14")
    assert np.abs(made.values[:, 0, 0] - golden["extra_month0_chip"]).max() <= TOLERANCE


def test_the_file_name_tells_the_month(embed, tmp_path, golden):
    name = "S2A_MSIL2A_20230114T101031_N0509_R022_T33UUP_20230114T141500.tif"
    made = embed(sentinel_2(tmp_path / name, golden["sen2_dn"]), recipe="fast")
    assert made.tags["MONTH"] == "1"
    assert any("2023-01-14" in note for note in made.result["notes"])


@pytest.mark.parametrize("recipe", ["balanced", "fast", "context", "plain"])
def test_nodata_is_nodata_and_spoils_nothing_around_it(embed, tmp_path, golden, recipe):
    dn = golden["sen2_dn"].astype("float32")
    whole = embed(sentinel_2(tmp_path / "whole.tif", dn), recipe=recipe, scale="count")
    dn[16:40, 20:48] = np.nan  # patches of rows 2 to 4; of columns 3 to 5, and half of column 2
    made = embed(sentinel_2(tmp_path / "hole.tif", dn), recipe=recipe, scale="count")
    missing = np.isnan(made.values[0])
    assert missing[2:5, 3:6].all()
    assert missing.sum() == 9
    assert np.isfinite(made.values[:, ~missing]).all()
    # Chips reach at most 7 patches from a hole that begins in their corner.
    far = np.s_[:, 12:, :] if recipe in ("context", "plain") else np.s_[:, 8:, :]
    assert np.array_equal(made.values[far], whole.values[far])


def test_a_pixel_that_is_nodata_in_one_band_counts_as_nodata(embed, tmp_path, golden):
    dn = golden["sen2_dn"].astype("float32")
    dn[:8, :8, 3] = np.nan
    made = embed(sentinel_2(tmp_path / "one_band.tif", dn), recipe="fast", scale="count")
    assert np.isnan(made.values[:, 0, 0]).all()
    assert np.isnan(made.values[0]).sum() == 1


@pytest.mark.parametrize("patch", [1, 3, 8])
def test_patches_of_any_trained_size_lie_where_their_pixels_lie(embed, scene, patch):
    made = embed(scene, patch=patch, recipe="fast", scale="count", extent=[288_000, 9_119_800, 288_200, 9_120_000])
    with rasterio.open(scene) as source, rasterio.open(made.path) as dataset:
        assert dataset.transform.almost_equals(source.transform @ rasterio.Affine.scale(patch))
        assert dataset.width == dataset.height == -(-20 // patch)


@pytest.mark.parametrize("patch", [9, 16])
def test_larger_patches_are_refused(embed, scene, patch):
    with pytest.raises(ParameterError, match=f"cannot take patches of {patch}"):
        embed(scene, patch=patch)


@pytest.mark.parametrize(
    "name",
    [
        ("landsat", "lc08_l1t_20150804_020039_B2-B7_512.tif"),
        ("landsat", "nc_lsat7_2000_6band.tif"),
        ("naip", "naip_nd_20100629_rgbn_512.tif"),
        ("s1_s2_bigearthnet", "S1A_IW_GRDH_1SDV_20170613T165043_33UUP_87_48_S1dB.tif"),
        ("landsat", "L7_ETMs_olinda.tif"),
    ],
)
def test_rasters_of_other_sensors_are_refused(embed, name):
    with pytest.raises(ParameterError, match="Sentinel-2") as refusal:
        embed(scene_file("data", *name))
    assert refusal.value.hint


def test_another_sensor_by_name_is_refused(embed, scene):
    with pytest.raises(ParameterError, match="does not take"):
        embed(scene, sensor="landsat-c2l2-sr")


def test_what_looks_like_another_sensor_is_taken_when_the_user_says_so(embed):
    raster = scene_file("data", "landsat", "lc08_l1t_20150804_020039_B2-B7_512.tif")
    made = embed(raster, sensor="sentinel-2-l2a", recipe="fast", extent=[0, 0, 1e9, 1e9])
    assert any("pixels are 30 m" in note for note in made.result["notes"])


@pytest.fixture
def large(tmp_path, golden):
    """576 x 576 pixels, which are several units of each pass."""
    return sentinel_2(tmp_path / "large.tif", np.tile(golden["sen2_dn"], (6, 6, 1)))


def test_a_cancelled_run_goes_on_and_ends_with_the_same_bytes(embed, large):
    heard = []

    def is_cancelled():
        return any(text == "Embedding" and fraction > 0.2 for fraction, text in heard)

    reporter = Reporter(lambda fraction, text, _: heard.append((fraction, text)), is_cancelled)
    with pytest.raises(Cancelled):
        embed(large, recipe="fast", scale="count", reporter=reporter)
    assert list_scratches()
    resumed = embed(large, recipe="fast", scale="count")
    assert 0 < resumed.result["reused"] < 1
    again = embed(large, recipe="fast", scale="count")
    assert again.result["reused"] == 0
    assert resumed.path.read_bytes() == again.path.read_bytes()


KILLED = """
import sys, time
import engine.embedding.scratch
engine.embedding.scratch.SECONDS_BETWEEN_FLUSHES = 0.0
write = engine.embedding.scratch.Scratch.write
engine.embedding.scratch.Scratch.write = lambda *arguments: (write(*arguments), time.sleep(0.1))[0]
from engine.cli import main
sys.exit(main())
"""


@pytest.mark.slow
def test_a_killed_run_goes_on_and_ends_with_the_same_bytes(embed, large, folder):
    settings = {"recipe": "balanced", "scale": "count", "dtype": "uint8"}
    options = [f"--{key}={value}" for key, value in (embed.settings | settings).items()]
    command = [sys.executable, "-c", KILLED, "embed-raster", f"--raster={large}", f"--output={folder}/k.tif", *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            while sum(entry["fraction"] for entry in list_scratches()) < 0.3:
                assert process.poll() is None, process.communicate()
                time.sleep(0.02)
        finally:
            process.send_signal(signal.SIGKILL)
    assert not list(folder.iterdir())
    resumed = embed(large, **settings)
    assert 0.3 <= resumed.result["reused"] < 1
    again = embed(large, **settings)
    assert again.result["reused"] == 0
    assert resumed.path.read_bytes() == again.path.read_bytes()

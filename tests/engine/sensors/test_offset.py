"""Sentinel-2's offset of 1,000: what the product says, then the day, and the pixels only where all signs agree."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest

from engine.sensors.scales import guess_scale
from engine.sensors.sensors import sensors

S2, LANDSAT = sensors()["sentinel-2-l2a"], sensors()["landsat-c2l2-sr"]
BRIGHT = np.array([[1040, 1300, 4000]])
DARK = np.array([[40, 300, 3000]])
OLD, NEW = dt.date(2016, 7, 14), dt.date(2023, 7, 14)


def named(sample: np.ndarray, **known: Any) -> str:
    return guess_scale(S2, sample, dtype=str(sample.dtype), **known).scale.name


def test_before_the_offset_came_in_no_image_has_it() -> None:
    assert named(BRIGHT, last_day=OLD) == "count"
    assert named(BRIGHT, last_day=dt.date(2022, 1, 24)) == "count"
    assert named(BRIGHT / 10_000, last_day=OLD) == "reflectance"
    assert "before 2022-01-25" in guess_scale(S2, BRIGHT, last_day=OLD).sentence


def test_what_was_processed_anew_has_its_baseline_s_offset_whatever_its_day() -> None:
    anew = "S2A_MSIL2A_20160714T105621_N0500_R094_T31TFJ_20230115T181555"
    assert named(BRIGHT, name=anew, last_day=OLD) == "offset-1000"


@pytest.mark.parametrize(
    "name",
    [
        "HLS.S30.T32RMR.2023194T101601.v2.0.B02.tif",
        "HLS_S30_T32RMR_2023194",
        "S2_SR_HARMONIZED_20230714_export.tif",
        "20230714_LEVEL2_SEN2A_BOA.tif",
        "SENTINEL2A_20230714-105621-461_L2A_T31TFJ_C_V3-1_FRE_B2.tif",
    ],
)
def test_products_that_never_have_it_keep_their_counts(name: str) -> None:
    assert named(BRIGHT, name=name, last_day=NEW) == "count"


def test_a_file_whose_own_scale_has_no_offset_keeps_its_counts() -> None:
    assert named(BRIGHT, tags={"scale": "0.0001", "offset": "0"}, last_day=NEW) == "count"


@pytest.mark.parametrize(("sample", "scale"), [(BRIGHT, "offset-1000"), (DARK, "count")])
def test_a_product_of_a_later_day_should_have_it_and_is_held_against_its_pixels(sample: np.ndarray, scale: str) -> None:
    assert named(sample, name="T31TFJ_20230714T105621_B04_10m.jp2", last_day=NEW) == scale


@pytest.mark.parametrize(("clear", "scale"), [(12, "count"), (1012, "offset-1000")])
def test_the_band_of_cirrus_tells_before_the_ground_does(clear: int, scale: str) -> None:
    assert named(BRIGHT, cirrus=np.array([clear, clear + 3])) == scale


@pytest.mark.parametrize(
    "sample",
    [
        np.array([[900, 1300, 4000]]),  # darker than black with the offset
        np.array([[2100, 3300, 4000]]),  # black is nowhere: a desert, snow or cloud
        np.array([[1040, 1050, 1060], [8100, 8200, 8300]]),  # greener than leaves can be with it
    ],
)
def test_without_anything_else_one_sign_against_it_keeps_the_counts(sample: np.ndarray) -> None:
    assert named(sample, bands=("red", "nir")[: len(sample)]) == "count"


def test_sand_that_is_redder_than_it_can_be_with_the_offset_keeps_its_counts() -> None:
    assert named(np.array([[1150, 1200], [5000, 5100]]), bands=("blue", "swir16")) == "count"
    assert named(np.array([[1150, 1200], [3000, 3100]]), bands=("blue", "swir16")) == "offset-1000"


def test_a_guess_from_the_pixels_alone_says_that_it_is_one() -> None:
    for sample in (BRIGHT, BRIGHT + 2000):
        assert "nothing but the pixels tells" in guess_scale(S2, sample).sentence


@pytest.mark.parametrize(
    ("name", "tags"),
    [
        ("HLS.L30.T32RMR.2023194T101601.v2.0.B02.tif", {}),
        ("LC08_L1TP_195025_20190714_20190720_01_T1_sr_band4.tif", {}),
        ("20190714_LEVEL2_LND08_BOA.tif", {}),
        ("a.tif", {"scale": "0.0001", "offset": "0"}),
    ],
)
def test_bright_landsat_by_ten_thousand_is_known_by_its_product(name: str, tags: dict[str, str]) -> None:
    sample = np.array([[4000, 5000, 9000]])
    assert guess_scale(LANDSAT, sample, dtype="int16", name=name, tags=tags).scale.name == "reflectance-10000"


def test_landsat_s_own_scale_keeps_its_counts() -> None:
    tags = {"scale": "2.75e-05", "offset": "-0.2"}
    assert guess_scale(LANDSAT, np.array([[300, 5000, 9000]]), dtype="uint16", tags=tags).scale.name == "count"

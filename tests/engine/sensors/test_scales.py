"""What a raster's numbers mean."""

from __future__ import annotations

import numpy as np
import pytest
import rasterio

from engine.errors import ParameterError
from engine.sensors.band_match import BandFacts, match_bands
from engine.sensors.offset import product_baseline
from engine.sensors.scales import decibels, guess_scale, scale_named
from engine.sensors.sensors import Sensor, sensors
from tests.places import real_data

S2 = sensors()["sentinel-2-l2a"]
LANDSAT = sensors()["landsat-c2l2-sr"]
S1 = sensors()["sentinel-1-rtc"]
NAIP = sensors()["naip"]

WITH_OFFSET = (445, 252161, 74721, 75123, 766272)
WITHOUT_OFFSET = (33188, 275979, 286743, 322265, 511198, 526850, 566084, 58000, 70975, 752389, 25630)


def sample_of(*parts: str, sensor: str = "sentinel-2-l2a") -> np.ndarray:
    with rasterio.open(real_data("data", *parts)) as raster:
        facts = [BandFacts(number=number, description=raster.descriptions[number - 1]) for number in raster.indexes]
        return raster.read(match_bands(facts, sensors()[sensor]).numbers)


@pytest.mark.parametrize(
    ("number", "scale"),
    [*[(number, "offset-1000") for number in WITH_OFFSET], *[(number, "count") for number in WITHOUT_OFFSET]],
)
def test_the_offset_is_seen_in_real_chips(number: int, scale: str) -> None:
    guess = guess_scale(S2, sample_of("s2_chips", f"patch_{number}.tif"), dtype="uint16")
    assert guess.scale.name == scale


def test_the_offset_is_seen_in_a_real_scene() -> None:
    sample = sample_of("s2_labelled", "rstoolbox_sen2_l2a_12band.tif")
    guess = guess_scale(S2, sample, dtype="uint16")
    assert guess.scale.name == "offset-1000"
    assert guess.scale.apply(sample).min() == sample.min() - 1000.0


def test_a_baseline_decides_with_the_pixels() -> None:
    dark, bright = np.array([[40, 300, 3000]]), np.array([[1040, 1300, 4000]])
    new = "S2A_MSIL2A_20230714T105621_N0509_R094_T31TFJ_20230714T181555"
    old = "S2A_MSIL2A_20190714T105621_N0213_R094_T31TFJ_20190714T181555"
    assert guess_scale(S2, bright, name=new).scale.name == "offset-1000"
    assert guess_scale(S2, bright, name=old).scale.name == "count"
    taken_off = guess_scale(S2, dark, name=new)
    assert taken_off.scale.name == "count"
    assert "taken off before" in taken_off.sentence


def test_the_baseline_is_in_the_tags_or_the_name() -> None:
    assert product_baseline("x.tif", {"PROCESSING_BASELINE": "05.09"}) == 5.09
    assert product_baseline("S2B_MSIL1C_20220101T000000_N0301_R001_T01ABC_x.SAFE", {}) == 3.01
    assert product_baseline("scene.tif", {}) is None


DARK, BRIGHT = np.array([[40, 300, 3000]]), np.array([[1040, 1300, 4000]])


@pytest.mark.parametrize("sample", [DARK, BRIGHT])
def test_the_metadata_of_a_product_decide_whatever_its_pixels_are(sample: np.ndarray) -> None:
    with_offset = {"ADD_OFFSET": "-1000", "PROCESSING_BASELINE": "05.09"}
    assert guess_scale(S2, sample, tags=with_offset).scale.name == "offset-1000"
    assert guess_scale(S2, sample, tags={"ADD_OFFSET": "0"}).scale.name == "count"


def test_an_offset_that_is_not_known_is_not_guessed_at() -> None:
    with pytest.raises(ParameterError, match="offsets of -1000,-500") as refusal:
        guess_scale(S2, BRIGHT, tags={"ADD_OFFSET": "-1000,-500"})
    assert "scale" in refusal.value.hint


@pytest.mark.parametrize(
    ("tags", "sample", "scale"),
    [
        ({"earthsearch:boa_offset_applied": "true", "s2:processing_baseline": "05.09"}, BRIGHT, "count"),
        # That it was not applied is often said wrongly.
        ({"earthsearch:boa_offset_applied": "false", "s2:processing_baseline": "05.09"}, DARK, "count"),
        ({"earthsearch:boa_offset_applied": "false", "s2:processing_baseline": "05.09"}, BRIGHT, "offset-1000"),
        ({"scale": "0.0001", "offset": "-0.1"}, BRIGHT, "offset-1000"),
        ({"scale": "0.0001", "offset": "-0.1"}, DARK, "count"),
        ({"scale": "0.0001", "offset": "0"}, DARK, "count"),
    ],
)
def test_what_an_item_or_the_file_states_is_held_against_the_pixels(
    tags: dict[str, str], sample: np.ndarray, scale: str
) -> None:
    assert guess_scale(S2, sample, tags=tags).scale.name == scale


def test_reflectance_with_the_offset_still_in_it_is_seen() -> None:
    sample = np.array([[0.11, 0.3, 0.9]], np.float32)
    guess = guess_scale(S2, sample, dtype="float32")
    assert guess.scale.name == "reflectance-offset"
    assert "offset of 0.1" in guess.sentence
    np.testing.assert_allclose(guess.scale.apply(sample)[0], [100, 2000, 8000], rtol=1e-4)


@pytest.mark.parametrize("sensor", [S2, LANDSAT])
@pytest.mark.parametrize(
    ("sample", "dtype"), [([[3.0, 30.0, 90.0]], "float32"), ([[10, 100, 250]], "uint8"), ([[0.3, 80.0]], "float64")]
)
def test_percent_and_pictures_are_no_counts(sensor: Sensor, sample: list[list[float]], dtype: str) -> None:
    with pytest.raises(ParameterError, match=r"neither counts of .* nor reflectance") as refusal:
        guess_scale(sensor, np.array(sample), dtype=dtype)
    assert "say what they are by the scale" in refusal.value.hint


@pytest.mark.parametrize("sample", [[[120, 300, 900]], [[-1400, -1200, -900]]])
def test_radar_that_is_neither_decibels_nor_power_is_refused(sample: list[list[float]]) -> None:
    with pytest.raises(ParameterError, match="neither decibels nor power") as refusal:
        guess_scale(S1, np.array(sample))
    assert "Calibrate" in refusal.value.hint


def test_counts_below_the_offset_do_not_wrap_around() -> None:
    counts = np.array([400, 1000, 1001], np.uint16)
    assert scale_named("offset-1000", S2).apply(counts).tolist() == [-600, 0, 1]


def test_reflectance_becomes_counts() -> None:
    sample = np.array([[0.02, 0.3, 0.9, np.nan]], np.float32)
    guess = guess_scale(S2, sample, dtype="float32")
    assert guess.scale.name == "reflectance"
    assert "reflectance" in guess.sentence
    np.testing.assert_allclose(guess.scale.apply(sample)[0, :3], [200, 3000, 9000], rtol=1e-6)


def test_scaled_landsat_goes_back_to_counts() -> None:
    counts = np.array([[7273.0, 10_000.0, 20_000.0]])
    guess = guess_scale(LANDSAT, (counts * 0.0000275 - 0.2).astype(np.float32), dtype="float32")
    np.testing.assert_allclose(guess.scale.apply(counts * 0.0000275 - 0.2), counts, atol=0.01)


def test_landsat_counts_stay() -> None:
    assert guess_scale(LANDSAT, np.array([[7600, 9000, 20_000]]), dtype="uint16").scale.name == "count"


def test_landsat_times_ten_thousand_is_seen() -> None:
    guess = guess_scale(LANDSAT, np.array([[200, 900, 3000]]), dtype="int16")
    assert guess.scale.name == "reflectance-10000"
    np.testing.assert_allclose(guess.scale.apply(np.array([0.0, 1000.0])), [7272.7, 7272.7 + 3636.4], atol=0.1)


def test_radar_in_decibels_stays_and_power_is_converted() -> None:
    name = "S1A_IW_GRDH_1SDV_20170613T165043_33UUP_87_48_S1dB.tif"
    sample = sample_of("s1_s2_bigearthnet", name, sensor="sentinel-1-rtc")
    assert guess_scale(S1, sample, dtype="float32").scale.name == "decibel"
    power = 10 ** (sample / 10)
    guess = guess_scale(S1, power, dtype="float32")
    assert guess.scale.name == "power"
    np.testing.assert_allclose(guess.scale.apply(power), sample, atol=1e-4)


@pytest.mark.parametrize(
    ("name", "scale"),
    [
        ("S1A_IW_20230714T052344_DVP_RTC20_G_gauned_7A1B_VV.tif", "amplitude"),
        ("S1A_IW_20230714T052344_DVP_RTC20_G_gpuned_7A1B_VV.tif", "power"),
        ("S1A_IW_20230714T052344_DVR_RTC10_G_saufem_7A1B_VH.tif", "amplitude"),
        ("Amplitude_VV.img", "amplitude"),
        ("S1_VV_amp.tif", "amplitude"),
        ("Intensity_VV.img", "power"),
        ("S1_VV_sample.tif", "power"),  # nothing in it says so
    ],
)
def test_radar_s_amplitude_is_known_by_its_name(name: str, scale: str) -> None:
    amplitude = np.array([[0.2, 0.3, 0.5]], np.float32)
    guess = guess_scale(S1, amplitude, dtype="float32", name=name)
    assert guess.scale.name == scale
    if scale == "amplitude":
        np.testing.assert_allclose(guess.scale.apply(amplitude), 20 * np.log10(amplitude), rtol=1e-6)


def test_without_a_name_the_doubt_between_power_and_amplitude_is_said() -> None:
    assert "say so by the scale (amplitude)" in guess_scale(S1, np.array([[0.2, 0.3]]), dtype="float32").sentence


def test_power_that_is_not_positive_is_very_dark() -> None:
    np.testing.assert_allclose(decibels(np.array([0.0, -1.0, 1.0, np.nan])), [-100, -100, 0, np.nan])


def test_photographs_are_counts() -> None:
    assert guess_scale(NAIP, np.array([[0, 30, 255]]), dtype="uint8").scale.name == "count"


@pytest.mark.parametrize("sample", [np.full((2, 3), np.nan), np.zeros((2, 3)), np.empty((2, 0))])
def test_a_sample_without_pixels_says_so(sample: np.ndarray) -> None:
    assert "no valid pixel" in guess_scale(S2, sample).sentence


def test_a_scale_of_another_sensor_is_refused() -> None:
    with pytest.raises(ParameterError, match="count, reflectance, offset-1000, reflectance-offset"):
        scale_named("power", S2)

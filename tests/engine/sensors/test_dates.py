"""When a raster was taken."""

from __future__ import annotations

import datetime as dt

import pytest

from engine.sensors.dates import guess_date


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("S2A_MSIL2A_20230714T105621_N0509_R094_T31TFJ_20230715T181555.SAFE", "2023-07-14"),
        ("T31TFJ_20230714T105621_B04_10m.jp2", "2023-07-14"),
        ("S2A_31TFJ_20230714_0_L2A.tif", "2023-07-14"),
        ("LC08_L2SP_195025_20210714_20210721_02_T1_SR_B4.TIF", "2021-07-14"),
        ("lc08_l1t_20150804_020039_B2-B7_512.tif", "2015-08-04"),
        ("LC80200392015216LGN00", "2015-08-04"),
        ("20230714_104321_67_2450_3B_AnalyticMS_SR_8b.tif", "2023-07-14"),
        ("m_3807708_ne_18_060_20210601.tif", "2021-06-01"),
        ("MOD09A1.A2018361.h18v04.061.hdf", "2018-12-27"),
        ("HLS.L30.T31TFJ.2023195T104321.v2.0.B04.tif", "2023-07-14"),
        ("S1A_IW_GRDH_1SDV_20170613T165043_33UUP_87_48_S1dB.tif", "2017-06-13"),
        ("field 2023-07-14.tif", "2023-07-14"),
        ("S2_2023_07_14.tif", "2023-07-14"),
        ("sentinel2_2023.07.14.tif", "2023-07-14"),
        ("S2_14-07-2023.tif", "2023-07-14"),
        ("S2_14072023.tif", "2023-07-14"),
        ("S2_07-14-2023.tif", "2023-07-14"),
        ("field 2023-7-4.tif", "2023-07-04"),
        ("2023-7-14_drone.tif", "2023-07-14"),
        ("field20230714_ROI12.tif", "2023-07-14"),
        ("MOD13Q1.061__250m_16_days_NDVI_doy2023195_aid0001.tif", "2023-07-14"),
        ("S2_2023195.tif", "2023-07-14"),
        ("S2_2023-195.tif", "2023-07-14"),
        ("S2A_MSIL2A_20190714T105621_N0500_R094_T31TFJ_20230115T181555.SAFE", "2019-07-14"),
        ("LC08_L2SP_195025_20200714_20200911_02_T1_SR_B4.TIF", "2020-07-14"),
    ],
)
def test_products_carry_their_day(name: str, day: str) -> None:
    guess = guess_date(name)
    assert guess is not None
    assert guess.day == dt.date.fromisoformat(day)
    assert "file name" in guess.sentence


@pytest.mark.parametrize(
    "name",
    [
        "stack.tif",
        "area_12345678.tif",
        "mosaic_2023_7_4.tif",
        "v2023-7-4-2.tif",
        "S2_2023-13-5.tif",
        "20231345.tif",
        "2023.tif",
        "20230230.tif",
        "patch_445",
        "S2_05-06-2023.tif",
        "2023400.tif",
    ],
)
def test_other_numbers_are_no_day(name: str) -> None:
    assert guess_date(name) is None


def test_tags_go_before_the_name() -> None:
    guess = guess_date("20230714.tif", {"DATE_ACQUIRED": "2021-02-03"})
    assert guess is not None
    assert guess.day == dt.date(2021, 2, 3)
    assert "date_acquired" in guess.sentence


def test_the_time_a_file_was_written_is_no_day() -> None:
    assert guess_date("stack.tif", {"TIFFTAG_DATETIME": "2023:07:14 10:00:00", "AREA_OR_POINT": "Area"}) is None


@pytest.mark.parametrize(
    "name", ["S2_median_2022-01-01_2022-12-31.tif", "S2_20220101-20221231.tif", "2021.12.01_2022.03.01"]
)
def test_a_composite_of_months_has_no_day(name: str) -> None:
    guess = guess_date(name)
    assert guess is not None
    assert guess.day is None
    assert guess.last.year == 2022
    assert "its day counts as unknown" in guess.sentence


@pytest.mark.parametrize(
    ("name", "tags"),
    [
        ("S2_2023-07-01_2023-07-31.tif", {}),
        ("S2_2023-07.tif", {}),
        ("a.tif", {"start_datetime": "2023-07-01T00:00:00Z", "end_datetime": "2023-07-31T23:59:59Z"}),
    ],
)
def test_of_a_few_weeks_the_middle_is_taken(name: str, tags: dict[str, str]) -> None:
    guess = guess_date(name, tags)
    assert guess is not None
    assert (guess.day, guess.last) == (dt.date(2023, 7, 16), dt.date(2023, 7, 31))
    assert "Taken between 2023-07-01 and 2023-07-31" in guess.sentence


@pytest.mark.parametrize(
    ("name", "tags", "hour"),
    [
        ("S2A_MSIL2A_20230714T105621_N0509_R094_T31TFJ_20230715T181555.SAFE", {}, 10),
        ("HLS.L30.T31TFJ.2023195T104321.v2.0.B04.tif", {}, 10),
        ("20230714_094321_67_2450_3B_AnalyticMS_SR_8b.tif", {}, 9),
        ("lc08_l1t_20150804_020039_B2-B7_512.tif", {}, None),  # path and row, no time
        ("LC08_L2SP_195025_20210714_20210721_02_T1_SR_B4.TIF", {}, None),
        ("a.tif", {"datetime": "2023-07-14T23:56:21.024Z"}, 23),
        ("a.tif", {"datetime": "2023-07-14T00:00:00Z"}, None),  # a day alone
        ("a.tif", {"datetime": "2023-07-14T00:30:00Z"}, 0),
        ("a.tif", {"datetime": "2023-07-14T12:56:21+02:00"}, 10),
        ("a.tif", {"DATE_ACQUIRED": "2023-07-14", "SCENE_CENTER_TIME": '"10:20:11.5Z"'}, 10),
        ("a.tif", {"ACQUISITIONDATETIME": "2023-07-14 10:56:21"}, 10),
    ],
)
def test_the_hour_is_that_of_greenwich_where_a_time_is_told(name: str, tags: dict[str, str], hour: int | None) -> None:
    guess = guess_date(name, tags)
    assert guess is not None
    assert guess.hour == hour

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
    ],
)
def test_products_carry_their_day(name: str, day: str) -> None:
    guess = guess_date(name)
    assert guess is not None
    assert guess.day == dt.date.fromisoformat(day)
    assert "file name" in guess.sentence


@pytest.mark.parametrize(
    "name", ["stack.tif", "area_12345678.tif", "20231345.tif", "2023.tif", "20230230.tif", "patch_445"]
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

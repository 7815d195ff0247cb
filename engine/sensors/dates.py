"""The acquisition date of a raster, from its tags or its file name."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class DateGuess:
    """The acquisition date, and where it was found, as a sentence."""

    day: dt.date
    sentence: str


_DATE_TAGS = (
    *(
        "datetime",
        "start_datetime",
        "date_acquired",
        "sensing_time",
        "acquisition_date",
        "acquisitiondatetime",
        "acquired",
    ),
    *("datatake_1_datatake_sensing_start", "product_start_time", "rangebeginningdate"),
)
_LANDSAT_OLD = re.compile(r"(?<![A-Z])L[COTEM]\d\d{6}(\d{4})(\d{3})[A-Z]{3}\d\d", re.IGNORECASE)
_MODIS = re.compile(r"\.A(\d{4})(\d{3})(?!\d)")
_HLS = re.compile(r"HLS\.[LS]30\.T\w{5}\.(\d{4})(\d{3})T", re.IGNORECASE)
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?!\d)")


def guess_date(name: str, tags: Mapping[str, str] | None = None) -> DateGuess | None:
    """The date in the tags, or in a product's file name (Sentinel-2, Landsat, PlanetScope, MODIS), or None."""
    by_key = {key.lower().rsplit(":", 1)[-1]: value for key, value in (tags or {}).items()}
    for key in _DATE_TAGS:
        if key in by_key and (day := _first_day(by_key[key])):
            return DateGuess(day=day, sentence=f"Taken on {day} by its tag {key}.")
    for pattern in (_LANDSAT_OLD, _MODIS, _HLS):
        if (found := pattern.search(name)) and (day := _day_of_year(int(found[1]), int(found[2]))):
            return DateGuess(day=day, sentence=f"Taken on {day} by its file name.")
    first = _first_day(name)  # a Landsat name has the day of processing second
    return DateGuess(day=first, sentence=f"Taken on {first} by its file name.") if first else None


def _first_day(text: str) -> dt.date | None:
    """The first valid date in a text, as 20230714 or 2023-07-14."""
    days = (_day(*map(int, parts)) for parts in _DAY.findall(text))
    return next((day for day in days if day), None)


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:  # 30 February
        return None


def _day_of_year(year: int, day: int) -> dt.date | None:
    if not 1 <= day <= 366:  # noqa: PLR2004 - days of a year
        return None
    return dt.date(year, 1, 1) + dt.timedelta(days=day - 1)

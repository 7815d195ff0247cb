"""The day and hour at which a raster was taken, from its tags or its file name."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

# Of two days so far apart, the middle stands for what lies between; what is longer is a composite without a day.
LONGEST_SPAN = dt.timedelta(weeks=6)


@dataclass(frozen=True, kw_only=True)
class DateGuess:
    """When it was taken, and where that was found, as a sentence.

    ``day`` is None for a composite of a long time; ``last`` is the last day that it shows; ``hour`` is UTC's, None
    where no time of day is told.
    """

    day: dt.date | None
    last: dt.date
    sentence: str
    hour: int | None = None


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
_END_TAGS = {"start_datetime": "end_datetime", "rangebeginningdate": "rangeendingdate"}
_TIME_TAGS = {"date_acquired": "scene_center_time", "rangebeginningdate": "rangebeginningtime"}
_DAY_OF_YEAR = (
    re.compile(r"(?<![A-Z])L[COTEM]\d\d{6}(\d{4})(\d{3})[A-Z]{3}\d\d", re.IGNORECASE),  # Landsat before collections
    re.compile(r"\.A(\d{4})(\d{3})(?!\d)"),  # MODIS
    re.compile(r"HLS[._][LS]30[._]T\w{5}[._](\d{4})(\d{3})(?:T(\d\d)(\d\d)(\d\d))?", re.IGNORECASE),
    re.compile(r"doy[._-]?((?:19|20)\d\d)[._-]?(\d{3})(?!\d)", re.IGNORECASE),
    re.compile(r"(?<![\d.-])((?:19|20)\d\d)-?(\d{3})(?!\d)"),
)
# A year, month and day with one mark or none between them, and the time that may follow.
_YEAR, _MONTH, _DAY = r"((?:19|20)\d\d)", r"(0[1-9]|1[0-2])", r"(0[1-9]|[12]\d|3[01])"
_TIME = r"(?:[T ](\d\d):?(\d\d)(?::?(\d\d))?(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?)?"
_YEAR_FIRST = re.compile(rf"(?<!\d){_YEAR}([-_./]?){_MONTH}\2{_DAY}(?!\d){_TIME}")
_PLANET = re.compile(rf"(?<!\d){_YEAR}{_MONTH}{_DAY}_(\d\d)(\d\d)(\d\d)(?:_\d\d)?_\w{{4}}_3B_")
_DAY_FIRST = re.compile(rf"(?<!\d)(\d\d)([-_./]?)(\d\d)\2{_YEAR}(?!\d)")
# With hyphens alone: numbers behind a year and underscores may be a tile's.
_WITHOUT_ZEROS = re.compile(rf"(?<![\d-]){_YEAR}-(\d{{1,2}})-(\d{{1,2}})(?![-\d])")
_MONTH_ALONE = re.compile(rf"(?<![\d.-]){_YEAR}-{_MONTH}(?![-_.]?\d)")
# Of these, the second day is that of the processing.
_PROCESSED_LATER = re.compile(r"L[COTEM]0\d_L[12]\w{2}_\d{6}_|S[123][ABC]_\w|\d{8}T\d{6}.*\d{8}T\d{6}", re.IGNORECASE)


@dataclass(frozen=True)
class _Moment:
    day: dt.date
    hour: int | None = None


def guess_date(name: str, tags: Mapping[str, str] | None = None) -> DateGuess | None:
    """The date in the tags, or in the file name, by itself or as a product has it, or None."""
    by_key = {key.lower().rsplit(":", 1)[-1]: value for key, value in (tags or {}).items()}
    for key in _DATE_TAGS:
        moments = list(_moments(by_key.get(key, "")))
        if moments:
            end = list(_moments(by_key.get(_END_TAGS.get(key, ""), "")))[:1]
            first = moments[0]
            if first.hour is None:
                first = _Moment(first.day, _hour_of(by_key.get(_TIME_TAGS.get(key, ""), "")))
            return _guess([first, *(end or moments[1:])], f"by its tag {key}")
    for pattern in _DAY_OF_YEAR:
        if (found := pattern.search(name)) and (day := _day_of_year(int(found[1]), int(found[2]))):
            return _guess([_Moment(day, _hour(*found.groups()[2:5]))], "by its file name")
    moments = list(_moments(name))
    if found := _PLANET.search(name):
        moments = [_Moment(moments[0].day, _hour(*found.groups()[3:6]))] if moments else []
    if moments:
        return _guess(moments[:1] if _PROCESSED_LATER.search(name) else moments, "by its file name")
    return _guess_other_forms(name)


def _guess(moments: list[_Moment], where: str) -> DateGuess:
    """Of one day that day; of two the middle, or none where they are far apart."""
    first, last = moments[0].day, max(moment.day for moment in moments)
    if last <= first:
        return DateGuess(day=first, last=first, hour=moments[0].hour, sentence=f"Taken on {first} {where}.")
    if last - first > LONGEST_SPAN:
        sentence = f"A composite of {first} to {last} {where}: its day counts as unknown."
        return DateGuess(day=None, last=last, sentence=sentence)
    middle = first + (last - first) / 2
    return DateGuess(
        day=middle, last=last, sentence=f"Taken between {first} and {last} {where}: {middle} stands for it."
    )


def _guess_other_forms(name: str) -> DateGuess | None:
    """A day without its zeros, or with the year last where only one order can be meant; or a month alone."""
    if (found := _WITHOUT_ZEROS.search(name)) and (day := _day(*map(int, found.groups()))):
        return _guess([_Moment(day)], "by its file name")
    for found in _DAY_FIRST.finditer(name):
        one, other, year = int(found[1]), int(found[3]), int(found[4])
        days = {day for month, day_ in ((other, one), (one, other)) if (day := _day(year, month, day_))}
        if len(days) == 1:
            return _guess([_Moment(days.pop())], "by its file name")
    if month := _MONTH_ALONE.search(name):
        first = dt.date(int(month[1]), int(month[2]), 1)
        last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
        return _guess([_Moment(first), _Moment(last)], "by its file name")
    return None


def _moments(text: str) -> Iterator[_Moment]:
    """The days in a text as 20230714, 2023-07-14, 2023_07_14 or 2023.07.14, with the hour where a time follows."""
    for found in _YEAR_FIRST.finditer(text):
        day = _day(int(found[1]), int(found[3]), int(found[4]))
        if day is None:
            continue
        hour = _hour(*found.groups()[4:7])
        zone = found[8] or "Z"
        if hour is None or zone == "Z":
            yield _Moment(day, hour)
            continue
        sign, digits = (-1 if zone[0] == "-" else 1), zone[1:].replace(":", "")
        ahead = sign * dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        there = dt.datetime(day.year, day.month, day.day, hour, int(found[6]), tzinfo=dt.timezone.utc) - ahead
        yield _Moment(there.date(), there.hour)


def _hour_of(text: str) -> int | None:
    """The hour of a time of day by itself, as 14:01:36Z."""
    found = re.match(r'"?(\d\d):(\d\d):(\d\d)', text)
    return _hour(*found.groups()) if found else None


def _hour(hour: str | None = None, minute: str | None = None, second: str | None = None) -> int | None:
    """The hour of a time; None for none and for midnight to the second, which stands for a day without a time."""
    if hour is None or minute is None:
        return None
    try:
        time = dt.time(int(hour), int(minute), int(second or 0))
    except ValueError:  # another number
        return None
    return time.hour if time != dt.time(0) else None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:  # 30 February
        return None


def _day_of_year(year: int, day: int) -> dt.date | None:
    if not 1 <= day <= 366:  # noqa: PLR2004 - days of a year
        return None
    return dt.date(year, 1, 1) + dt.timedelta(days=day - 1)

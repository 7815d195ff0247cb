"""Numbers as people say them: "about 2 min", "34 MB", "12.4 km²"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qgis.PyQt.QtCore import QDate, QLocale, Qt

from ...translation import format_number, tr, tr_n

NO_BREAK = "\N{NO-BREAK SPACE}"
ZERO_WIDTH = "\N{ZERO WIDTH SPACE}"
SECONDS_PER_MINUTE = 60
SECONDS_PER_HOUR = 3600
BYTES_PER_STEP = 1000
SQUARE_METRES_PER_HECTARE = 10_000
SQUARE_METRES_PER_SQUARE_KILOMETRE = 1_000_000
MILLION = 1_000_000
SECONDS_OF_START = 4  # until an engine has loaded what it works with


def duration(seconds: float) -> str:
    """A time that was estimated, never more exact than it is known."""
    return tr("less than a second") if seconds < 1 else tr("about {time}").format(time=elapsed(seconds))


def elapsed(seconds: float) -> str:
    """A time that something took."""
    if seconds < 1:
        return tr("less than a second")
    if seconds < SECONDS_PER_MINUTE:
        # Whole seconds up to ten, then steps of five.
        return f"{round(seconds) if seconds <= 10 else 5 * round(seconds / 5)} s"  # noqa: PLR2004 - see above
    if seconds < SECONDS_PER_HOUR:
        return f"{round(seconds / SECONDS_PER_MINUTE)} min"
    return f"{format_number(seconds / SECONDS_PER_HOUR, 1)} h"


def wait(seconds: float) -> str:
    """The time until the result, the start of the engine included."""
    return tr("a few seconds") if seconds < SECONDS_OF_START else duration(seconds)


def size(byte_count: float) -> str:
    """Bytes as kB, MB, GB or TB (1 MB is a million bytes, as in a file browser)."""
    if byte_count < BYTES_PER_STEP:
        return tr_n("{n} byte", "{n} bytes", round(byte_count))
    value, units = byte_count / BYTES_PER_STEP, [tr("kB"), tr("MB"), tr("GB"), tr("TB")]
    while round(value) >= BYTES_PER_STEP and len(units) > 1:
        value /= BYTES_PER_STEP
        units.pop(0)
    return f"{format_number(value, 1 if value < 10 else 0)} {units[0]}"  # noqa: PLR2004 - two digits at least


def metres(side: float) -> str:
    """The side of a pixel on the ground."""
    decimals = 0 if side >= 10 else 1  # noqa: PLR2004 - two digits at least
    return tr("{side} m").format(side=format_number(side, decimals))


def day(date: str) -> str:
    """A day, given as 2023-07-14, as QGIS's locale writes it; empty where it is none."""
    found = QDate.fromString(date, Qt.DateFormat.ISODate)
    return QLocale().toString(found, QLocale.FormatType.ShortFormat) if found.isValid() else ""


def area(square_metres: float) -> str:
    """An area in m², ha or km²."""
    if square_metres < SQUARE_METRES_PER_HECTARE:
        return f"{format_number(square_metres)} m²"
    if square_metres < SQUARE_METRES_PER_SQUARE_KILOMETRE:
        return f"{_three_digits(square_metres / SQUARE_METRES_PER_HECTARE)} ha"
    square_kilometres = square_metres / SQUARE_METRES_PER_SQUARE_KILOMETRE
    if square_kilometres < MILLION:
        return f"{_three_digits(square_kilometres)} km²"
    return tr("{number} million km²").format(number=_three_digits(square_kilometres / MILLION))


def share(fraction: float) -> str:
    """A share in percent; a small one is not rounded to nothing."""
    percent = 100 * fraction
    return f"{format_number(percent, 1 if 0 < percent < 1 else 0)} %"


def hectares(value: float) -> str:
    """An area in hectares always, so that classes can be compared."""
    few = value < 10  # noqa: PLR2004 - two digits at least
    return tr("{hectares} ha").format(hectares=format_number(value, 1 if few else 0))


def cosine(value: float) -> str:
    """A similarity from -1 to 1, with a minus that is no hyphen."""
    return format_number(round(value, 2) + 0.0, 2).replace("-", "\N{MINUS SIGN}")


def counted(number: int, one: str, many: str) -> str:
    """The number with its noun: "1 chip", "1,240 chips"."""
    return f"{format_number(number)} {one if number == 1 else many}"


def breakable(text: str) -> str:
    """The text, in which paths and names of files may break into lines: a label is else as wide as they are."""
    return re.sub(r"(?<=[\\/_])(?=\w)", ZERO_WIDTH, text)


def facts_line(parts: Iterable[str]) -> str:
    """The facts in a line that breaks between them and never before a unit."""
    return " · ".join(part.replace(" ", NO_BREAK) for part in parts)


def _three_digits(value: float) -> str:
    return format_number(value, 1 if value < 100 else 0)  # noqa: PLR2004 - three digits are what one reads

"""Longitudes and latitudes that people write: degrees, minutes and seconds, or a comma before the decimals."""

from __future__ import annotations

import re

NUMBER = r"\d+(?:[.,]\d+)?"
ANGLE = re.compile(
    rf"(?P<before>[NSEW])?\s*(?P<sign>[-+\u2212])?\s*(?P<degrees>{NUMBER})"
    rf"(?:\s*[°º˚:\s]\s*(?:(?P<minutes>{NUMBER})"
    rf"(?:\s*['′’:\s]\s*(?:(?P<seconds>{NUMBER})\s*(?:[\"″”]|''|′′|’’)?)?)?)?)?"
    r"\s*(?P<after>[NSEW])?",
    re.IGNORECASE,
)
LARGEST = {"EW": 360.0, "NS": 90.0}


def angle(text: str, letters: str | None = None) -> float | None:
    """The number of a text, degrees where ``letters`` says which halves of the Earth it may name ("NS", "EW").

    None for anything else, as a latitude of 95 or 70 minutes.
    """
    match = ANGLE.fullmatch(text.strip())
    if match is None:
        return None
    value = 0.0
    for part, size in (("degrees", 1), ("minutes", 60), ("seconds", 3600)):
        number = float((match[part] or "0").replace(",", "."))
        if size > 1 and number >= 60:  # noqa: PLR2004 - minutes and seconds
            return None
        value += number / size
    half = ((match["before"] or "") + (match["after"] or "")).upper()
    if half and (letters is None or half not in set(letters) or match["sign"]):
        return None
    if letters is not None and value > LARGEST[letters]:
        return None
    return -value if half in ("S", "W") or match["sign"] in ("-", "\u2212") else value


SEPARATORS = (r"\s*;\s*", r"\s*,\s+", r"\s*,\s*", r"(?<=[NSEWnsew])\s+", r"\s+")
DEGREES = re.compile(r"[°º˚NSEW]", re.IGNORECASE)


def typed_place(text: str) -> tuple[float, float, bool] | None:
    """x and y of a place as people type it, and whether it is in degrees; None for anything else.

    With halves of the Earth the latitude may come first: 40°30'N 3°45'W. A comma before decimals needs a semicolon or a
    space between the two: -3,75; 40,5.
    """
    in_degrees = bool(DEGREES.search(text))
    halves = ("EW", "NS") if in_degrees else (None, None)
    for separator in SEPARATORS:
        parts = re.split(separator, text.strip())
        for first, second in (parts, parts[::-1]) if len(parts) == 2 else ():  # noqa: PLR2004 - x and y
            x, y = angle(first, halves[0]), angle(second, halves[1])
            if x is not None and y is not None:
                return x, y, in_degrees
            if not in_degrees or not DEGREES.search(second):
                break
    return None

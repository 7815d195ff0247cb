"""Longitudes and latitudes that a table has as text: degrees, minutes and seconds, or a comma before the decimals."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from numpy.typing import NDArray

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


@dataclass
class TextPlaces:
    """The columns of a table that hold places, at least one of them as text; counts what cannot be read."""

    x: str
    y: str
    in_degrees: bool
    rows: int = 0
    unread: int = 0
    first: str = ""

    def points(self, batch: pa.RecordBatch) -> pa.Array:
        """The rows' points as WKB, null where a number is missing or cannot be read."""
        xs = self._numbers(batch.column(self.x), "EW")
        ys = self._numbers(batch.column(self.y), "NS")
        missing = _is_empty(batch.column(self.x)) | _is_empty(batch.column(self.y))
        unread = np.flatnonzero((np.isnan(xs) | np.isnan(ys)) & ~missing)
        if len(unread) and not self.unread:
            row = int(unread[0])
            texts = (batch.column(name)[row].as_py() for name in (self.x, self.y))
            self.first = f"{' and '.join(repr(text) for text in texts)} in row {self.rows + row + 1}"
        self.unread += len(unread)
        self.rows += len(batch)
        known = np.isfinite(xs) & np.isfinite(ys)
        return pa.array(shapely.to_wkb(shapely.points(xs, ys)), pa.binary(), mask=~known)

    def _numbers(self, column: pa.Array, letters: str) -> NDArray[np.float64]:
        """The column's numbers, NaN where there is none."""
        if not pa.types.is_string(column.type) and not pa.types.is_large_string(column.type):
            return np.asarray(pc.cast(column, pa.float64()).to_numpy(zero_copy_only=False), np.float64)
        found = (
            None if text is None else angle(text, letters if self.in_degrees else None) for text in column.to_pylist()
        )
        return np.array([np.nan if value is None else value for value in found])

    @property
    def notes(self) -> list[str]:
        """A sentence about what could not be read."""
        if not self.unread:
            return []
        rows = "row has" if self.rows == 1 else "rows have"
        return [f"{self.unread:,} of {self.rows:,} {rows} no place that can be read: the first is {self.first}."]


def _is_empty(column: pa.Array) -> NDArray[np.bool_]:
    """Where (n,) a row has nothing but spaces."""
    return np.array([value is None or not str(value).strip() for value in column.to_pylist()], bool)

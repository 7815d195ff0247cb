"""Where the rows of a table lie: a column of WKB or of text, longitudes and latitudes, or boxes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from numpy.typing import NDArray
from shapely.geometry import shape

from ..point_columns import BOX_NAMES, PLANE_NAMES, SHAPE_NAMES, longitude_and_latitude
from .coordinates import angle
from .shapes import SRID, Shapes, damaged, from_text, from_wkb, to_wkb

LOOKED_AT = 100  # texts that tell whether a column holds geometries
LONGEST_TEXT = 60  # of a row that is named in a sentence


class Geometries(Protocol):
    """How each row of a batch gets its geometry."""

    @property
    def column(self) -> str | None:
        """The column that is the geometry itself, and no attribute."""

    @property
    def notes(self) -> list[str]:
        """What of the batches that were read could not be understood, in sentences."""

    def read(self, batch: pa.RecordBatch) -> tuple[pa.Array, Shapes]:
        """The geometries (n,) as WKB and as shapes; raises SourceError for damaged ones."""


def rows_have(count: int, rows: int) -> str:
    """The beginning of a sentence about some of the rows."""
    return f"{count:,} of {rows:,} {'row' if rows == 1 else 'rows'} {'has' if count == 1 else 'have'}"


@dataclass(frozen=True)
class WkbColumn:
    """A column of WKB, ISO or extended."""

    column: str
    notes: list[str] = field(default_factory=list)

    def read(self, batch: pa.RecordBatch) -> tuple[pa.Array, Shapes]:
        """The geometries as they are, without the SRIDs of extended WKB, which GeoParquet and GDAL do not take."""
        geometry = batch.column(self.column)
        shapes = from_wkb(geometry)
        if (shapely.get_srid(shapes) > 0).any():
            return to_wkb(shapes), shapes
        return geometry.cast(pa.binary()), shapes


@dataclass(frozen=True)
class NativeColumn:
    """A column of nested lists of coordinates, all of one kind, as GeoParquet 1.1 may have them beside WKB."""

    column: str
    kind: str  # as in GeoJSON
    notes: list[str] = field(default_factory=list)

    def read(self, batch: pa.RecordBatch) -> tuple[pa.Array, Shapes]:
        """The geometries, as WKB too; raises SourceError for coordinates that make none."""
        values = batch.column(self.column).to_pylist()
        try:
            found = [
                None if value is None else shape({"type": self.kind, "coordinates": _nested(value)}) for value in values
            ]
        except (ValueError, TypeError, IndexError, KeyError, shapely.errors.GEOSException) as error:
            raise damaged() from error
        shapes = np.array([*found, None], object)[:-1]
        return to_wkb(shapes), shapes


def _nested(value: Any) -> Any:
    """Coordinates as GeoJSON has them."""
    if isinstance(value, dict):
        return tuple(value[axis] for axis in "xyz" if axis in value)
    return [_nested(one) for one in value]


class _TextRows:
    """Rows whose geometry is written as text or numbers; counts those that cannot be read."""

    column = None

    def __init__(self, *names: str) -> None:
        self._names = names
        self._rows = self._unread = 0
        self._first = ""

    def _count(self, batch: pa.RecordBatch, is_unread: NDArray[np.bool_]) -> None:
        unread = np.flatnonzero(is_unread)
        if len(unread) and not self._unread:
            row = int(unread[0])
            texts = (str(batch.column(name)[row].as_py()) for name in self._names)
            shown = (text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}..." for text in texts)
            self._first = f"{' and '.join(map(repr, shown))} in row {self._rows + row + 1}"
        self._unread += len(unread)
        self._rows += len(batch)

    @property
    def notes(self) -> list[str]:
        """A sentence about what could not be read."""
        if not self._unread:
            return []
        return [f"{rows_have(self._unread, self._rows)} no place that can be read: the first is {self._first}."]


class LonLatColumns(_TextRows):
    """Two columns of numbers, or of degrees as text."""

    def __init__(self, x: str, y: str, *, in_degrees: bool) -> None:
        super().__init__(x, y)
        self._in_degrees = in_degrees

    def read(self, batch: pa.RecordBatch) -> tuple[pa.Array, Shapes]:
        """The rows' points, none where a number is missing or cannot be read."""
        columns = [batch.column(name) for name in self._names]
        xs, ys = (self._numbers(column, halves) for column, halves in zip(columns, ("EW", "NS"), strict=True))
        known = np.isfinite(xs) & np.isfinite(ys)
        self._count(batch, ~known & ~_is_empty(columns[0]) & ~_is_empty(columns[1]))
        shapes = shapely.points(xs, ys)
        shapes[~known] = None
        return to_wkb(shapes), shapes

    def _numbers(self, column: pa.Array, halves: str) -> NDArray[np.float64]:
        """The column's numbers, NaN where there is none."""
        if not _is_text(column.type):
            return np.asarray(pc.cast(column, pa.float64(), safe=False).to_numpy(zero_copy_only=False), np.float64)
        letters = halves if self._in_degrees else None
        found = (None if text is None else angle(text, letters) for text in column.to_pylist())
        return np.array([np.nan if value is None else value for value in found])


class TextColumn(_TextRows):
    """A column of WKT, GeoJSON, or WKB in hexadecimal digits."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def read(self, batch: pa.RecordBatch) -> tuple[pa.Array, Shapes]:
        """The rows' geometries, none where there is no text or it cannot be read."""
        column = batch.column(self.name)
        shapes = from_text(column.to_pylist())
        self._count(batch, shapely.is_missing(shapes) & ~_is_empty(column))
        return to_wkb(shapes), shapes


@dataclass(frozen=True)
class BoxColumns:
    """The western, southern, eastern and northern limit of each row: four columns, or fields of a struct."""

    limits: tuple[str, ...]
    struct: str | None = None
    column: str | None = None
    notes: list[str] = field(default_factory=list)

    def read(self, batch: pa.RecordBatch) -> tuple[pa.Array, Shapes]:
        """The rows' rectangles, none where a number is missing."""
        if self.struct is None:
            columns = [batch.column(name) for name in self.limits]
        else:
            columns = [pc.struct_field(batch.column(self.struct), name) for name in self.limits]
        limits = np.array([pc.cast(column, pa.float64()).to_numpy(zero_copy_only=False) for column in columns])
        west, south, east, north = limits
        east = np.where(east < west, east + 360.0, east)  # across the antimeridian
        shapes = shapely.box(west, south, east, north)
        shapes[~np.isfinite(limits).all(axis=0)] = None
        return to_wkb(shapes), shapes


def find_geometries(batch: pa.RecordBatch, *, in_degrees: bool) -> Geometries | None:
    """Where the rows of a table lie that does not say so itself, by the names and values of its columns."""
    names = batch.schema.names
    shaped = [name for name in sorted(names, key=_rank) if name.lower() in SHAPE_NAMES]
    if wkb := next((name for name in shaped if _holds_wkb(batch.column(name))), None):
        return WkbColumn(wkb)
    found = longitude_and_latitude(names)
    text = next((name for name in shaped if _holds_text(batch.column(name))), None)
    if text and (found is None or found[0].lower() in PLANE_NAMES):
        return TextColumn(text)
    if found:
        return LonLatColumns(*found, in_degrees=in_degrees)
    return _find_boxes(batch.schema)


def _rank(name: str) -> int:
    return SHAPE_NAMES.index(name.lower()) if name.lower() in SHAPE_NAMES else len(SHAPE_NAMES)


def _find_boxes(schema: pa.Schema) -> BoxColumns | None:
    by_lower = {name.lower(): name for name in reversed(schema.names)}
    for limits in BOX_NAMES:
        for item in schema:
            if pa.types.is_struct(item.type) and set(limits) <= {part.name for part in item.type}:
                return BoxColumns(limits, struct=item.name)
        if set(limits) <= set(by_lower):
            return BoxColumns(tuple(by_lower[limit] for limit in limits))
    return None


def _holds_wkb(column: pa.Array) -> bool:
    kind = column.type
    return bool(pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_binary_view(kind))


def _holds_text(column: pa.Array) -> bool:
    """Whether some of the first texts of a column are geometries."""
    if not _is_text(column.type):
        return False
    texts = column.drop_null()[:LOOKED_AT].to_pylist()
    return bool((~shapely.is_missing(from_text(texts))).any())


def crs_of_text(geometries: Geometries, batch: pa.RecordBatch) -> str | None:
    """The coordinate system that the first geometries written as text name by an SRID; None where they name none."""
    if not isinstance(geometries, TextColumn):
        return None
    texts = [text for text in batch.column(geometries.name).to_pylist()[:LOOKED_AT] if text]
    written = [int(match[1]) for text in texts if (match := SRID.match(text.strip()))]
    srids = [*written, *(srid for srid in shapely.get_srid(from_text(texts)).tolist() if srid > 0)]
    return f"EPSG:{srids[0]}" if srids else None


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _is_empty(column: pa.Array) -> NDArray[np.bool_]:
    """Where (n,) a row has nothing but spaces."""
    if not _is_text(column.type):
        return np.asarray(column.is_null(nan_is_null=True).to_numpy(zero_copy_only=False), bool)
    return np.array([value is None or not value.strip() for value in column.to_pylist()], bool)

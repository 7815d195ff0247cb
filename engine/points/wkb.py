"""Points in well-known binary, the form in which vector files hand over geometries."""

from __future__ import annotations

import struct

from ..errors import SourceError

POINT, MULTIPOINT = 1, 4
OTHER_KINDS = {2: "lines", 3: "polygons", 5: "lines", 6: "polygons", 7: "mixed geometries"}
Z_FLAG = 0x80000000  # of EWKB; ISO adds thousands instead
FLAGS = 0xF0000000
HEADER = 5  # bytes: the order, and the kind


def read_positions(wkb: bytes) -> list[tuple[float, float]]:
    """The positions of a point or multipoint without Z and M, NaN for an empty point; raises SourceError."""
    try:
        return _positions(wkb)
    except (struct.error, IndexError) as error:
        raise SourceError(
            "The layer holds a damaged geometry.", hint="Save it again, or choose another file."
        ) from error


def _positions(wkb: bytes) -> list[tuple[float, float]]:
    """The same; raises struct.error or IndexError for bytes that are no geometry."""
    kind, _ = read_kind(wkb)
    order = _order(wkb)
    if kind == POINT:
        return [_point(wkb)]
    if kind != MULTIPOINT:
        raise SourceError(
            f"The layer holds {OTHER_KINDS.get(kind, 'other geometries')}, not points.",
            hint="Make points of them first, for example centroids.",
        )
    (count,) = struct.unpack_from(order + "I", wkb, HEADER)
    start = HEADER + 4
    size = (len(wkb) - start) // max(count, 1)
    return [_point(wkb[start + part * size : start + (part + 1) * size]) for part in range(count)]


def _point(wkb: bytes) -> tuple[float, float]:
    """A point's position."""
    if read_kind(wkb)[0] != POINT:
        raise struct.error(wkb)
    x, y = struct.unpack_from(_order(wkb) + "dd", wkb, HEADER)
    return x, y


def written_point(x: float, y: float) -> bytes:
    """A point."""
    return struct.pack("<BIdd", 1, POINT, x, y)


def read_kind(wkb: bytes) -> tuple[int, bool]:
    """The geometry's kind, and whether it has Z."""
    (code,) = struct.unpack_from(_order(wkb) + "I", wkb, 1)
    dimensions, kind = divmod(code & ~FLAGS, 1000)
    return kind, bool(code & Z_FLAG) or dimensions in {1, 3}


def _order(wkb: bytes) -> str:
    return "<" if wkb[0] == 1 else ">"

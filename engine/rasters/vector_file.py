"""Vector files and tables of text as GDAL can read them, and one sentence for what it cannot."""

from __future__ import annotations

import codecs
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pyogrio.errors import DataLayerError, DataSourceError

from ..errors import SourceError
from ..point_columns import LAT_NAMES, LON_NAMES, SHAPE_NAMES

TEXT_TABLES = {".csv", ".tsv", ".txt"}
# The whole file decides a column's type, or a number that turns to text late would be lost.
TEXT_TABLE_OPTIONS = {
    "X_POSSIBLE_NAMES": ",".join(LON_NAMES),
    "Y_POSSIBLE_NAMES": ",".join(LAT_NAMES),
    "GEOM_POSSIBLE_NAMES": ",".join(SHAPE_NAMES),
    "AUTODETECT_TYPE": "YES",
    "AUTODETECT_SIZE_LIMIT": "0",
    "EMPTY_STRING_AS_NULL": "YES",
}
TABLE_HINT = "The table needs a column named lon or longitude, and one named lat or latitude, or one of WKT."
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
PIECE = 1 << 20  # bytes that are decoded at once


@contextmanager
def gdal_path(path: str | Path) -> Iterator[str]:
    """What GDAL is to open: a table of text in UTF-16 is copied as UTF-8 for as long as the block lasts."""
    file = Path(path)
    if file.suffix.lower() not in TEXT_TABLES or not file.is_file():
        yield str(path)
        return
    # GDAL knows a table of text by its suffix only, unless it is told.
    prefix = "CSV:" if file.suffix.lower() == ".txt" else ""
    with file.open("rb") as text:
        is_utf_16 = text.read(2) in UTF_16
    if not is_utf_16:
        yield f"{prefix}{path}"
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / file.name
        with (
            file.open(encoding="utf-16", newline="", errors="replace") as text,
            copy.open("w", encoding="utf-8") as out,
        ):
            while piece := text.read(PIECE):
                out.write(piece)
        yield f"{prefix}{copy}"


def open_options(path: str | Path) -> dict[str, Any]:
    """The options by which GDAL reads places and text of the file as they are meant."""
    file = Path(path)
    if file.suffix.lower() in TEXT_TABLES:
        return dict(TEXT_TABLE_OPTIONS)
    if file.suffix.lower() == ".shp" and not _is_utf_8_table(file.with_suffix(".dbf")):
        return {"encoding": "ISO-8859-1"}  # what the format means where nothing says otherwise
    return {}


def _is_utf_8_table(table: Path) -> bool:
    """Whether the text of a Shapefile's table needs no other encoding than UTF-8, or the file says which."""
    if not table.is_file() or any(table.with_suffix(suffix).exists() for suffix in (".cpg", ".CPG")):
        return True
    with table.open("rb") as file:
        head = file.read(32)
        if len(head) < 32 or head[29]:  # noqa: PLR2004 - a dBASE header, whose byte 29 is the code page
            return True
        fields = file.read(max(0, int.from_bytes(head[8:10], "little") - 32))
        names = [fields[start : start + 11].split(b"\0")[0] for start in range(0, len(fields) - 31, 32)]
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            for name in names:
                name.decode("utf-8")
            while piece := file.read(PIECE):
                decoder.decode(piece)
        except UnicodeDecodeError:
            return False
    return True


@contextmanager
def readable_vector(path: str | Path, kind: str) -> Iterator[None]:
    """A block that opens a vector file; raises SourceError for one that is not a ``kind`` that can be read."""
    file = Path(path)
    try:
        yield
    except (DataSourceError, DataLayerError) as error:
        raise SourceError(
            f"{file.name} is not a {kind} that can be read: {error}",
            hint="Choose a GeoPackage, Shapefile, GeoJSON or CSV file.",
        ) from error
    except UnicodeDecodeError as error:
        raise SourceError(
            f"The names in {file.name} are not in UTF-8.",
            hint="Save it again as UTF-8; in a spreadsheet, as “CSV UTF-8”.",
        ) from error
    except OSError as error:
        raise SourceError(f"{file.name} cannot be opened: {error.strerror}.", hint="Check who may read it.") from error
    except UnboundLocalError as error:  # pyogrio's own, of a coordinate system whose name is not UTF-8
        raise SourceError(
            f"The coordinate system of {file.name} cannot be read.", hint="Assign it again, and save the layer."
        ) from error

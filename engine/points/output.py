"""Files of points with embeddings: GeoPackage with a column a dimension, GeoParquet with one list column."""

from __future__ import annotations

import base64
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import shapely
from numpy.typing import NDArray
from pyogrio.errors import DataLayerError, DataSourceError
from rasterio.crs import CRS

from .. import VERSION
from ..errors import OutputError
from ..point_columns import EMBEDDING
from ..rasters.geotiff import TAG_PREFIX
from ..rasters.output import write_error
from .shapes import kinds_of

PARQUET = {".parquet", ".geoparquet"}
GEOPACKAGE = {".gpkg"}
NO_TIME = "1970-01-01T00:00:00.000Z"
MOST_COLUMNS = 1990  # of the 2000 that SQLite takes, some are for what GDAL adds


@dataclass(frozen=True, kw_only=True)
class LayerKind:
    """What a new layer is: its name, CRS, GDAL's name of its geometries, and tags without Landprint's prefix."""

    name: str
    crs: CRS
    geometry_type: str
    tags: dict[str, str]

    @property
    def metadata(self) -> dict[str, str]:
        """The tags as files have them, with the version that wrote them."""
        return {f"{TAG_PREFIX}{key}": value for key, value in {"VERSION": VERSION, **self.tags}.items()}


def without_prefix(metadata: dict[str, str]) -> dict[str, str]:
    """Landprint's tags among a file's metadata."""
    return {key[len(TAG_PREFIX) :]: value for key, value in metadata.items() if key.startswith(TAG_PREFIX)}


class PointWriter(Protocol):
    """A file that grows batch by batch."""

    def write(self, attributes: pa.RecordBatch, geometry: pa.Array, added: dict[str, pa.Array]) -> None:
        """Append features with more columns."""

    def close(self) -> None:
        """Complete the file."""

    def abandon(self) -> None:
        """Close the file, complete or not."""


def embedding_arrays(embeddings: NDArray[np.float32], output: Path) -> dict[str, pa.Array]:
    """The columns that hold embeddings (n, dim) in a file of this kind; null where they are NaN."""
    unknown = np.isnan(embeddings[:, 0])
    if output.suffix.lower() in PARQUET:
        values = pa.array(embeddings.ravel(), pa.float32())
        return {EMBEDDING: pa.FixedSizeListArray.from_arrays(values, embeddings.shape[1], mask=pa.array(unknown))}
    return {
        f"e{dim:03d}": pa.array(np.ascontiguousarray(column), pa.float32(), mask=unknown)
        for dim, column in enumerate(embeddings.T)
    }


@contextmanager
def open_writer(path: Path, kind: LayerKind) -> Iterator[PointWriter]:
    """A writer to a new file, whose format its suffix tells; raises OutputError."""
    suffix = path.suffix.lower()
    writer: PointWriter
    if suffix in PARQUET:
        writer = _ParquetWriter(path, kind)
    elif suffix in GEOPACKAGE:
        writer = _GeoPackageWriter(path, kind)
    else:
        raise OutputError(
            f"Points are not written as {suffix or 'a file without suffix'}.",
            hint="Name the output .gpkg (a column a dimension) or .parquet (one list column).",
        )
    try:
        yield writer
        writer.close()
    except (DataSourceError, DataLayerError, sqlite3.Error) as error:
        raise write_error(str(error), path) from error
    finally:
        writer.abandon()


class _GeoPackageWriter:
    """Appends to one layer; every batch is whole when it is written."""

    def __init__(self, path: Path, kind: LayerKind) -> None:
        self._path = path
        self._kind = kind
        self._has_rows = False
        # Two runs give the same bytes: the time of writing, which a GeoPackage notes, is always the same.
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": NO_TIME})

    def write(self, attributes: pa.RecordBatch, geometry: pa.Array, added: dict[str, pa.Array]) -> None:
        """Append features; raises OutputError for more columns than the format takes."""
        table = _plain(_table(attributes, geometry, added))
        if table.num_columns > MOST_COLUMNS:
            raise OutputError(
                f"A GeoPackage takes {MOST_COLUMNS} columns, these points have {table.num_columns}.",
                hint="Name the output .parquet: it has one column for the whole embedding.",
            )
        # A column named fid must not become the feature's own number, which may not repeat.
        own = {"FID": free_name("fid", table.schema.names), "GEOMETRY_NAME": table.schema.names[-1]}
        pyogrio.write_arrow(
            table,
            self._path,
            driver="GPKG",
            layer=self._kind.name,
            append=self._has_rows,
            geometry_name=table.schema.names[-1],
            geometry_type=self._kind.geometry_type,
            crs=self._kind.crs.to_wkt() or None,
            layer_metadata=None if self._has_rows else self._kind.metadata,
            layer_options=None if self._has_rows else own,
        )
        self._has_rows = True

    def close(self) -> None:
        """Raise OutputError when the spatial index is missing: GDAL makes it last, and does not say that it failed."""
        if not self._has_rows:
            return
        with closing(sqlite3.connect(self._path)) as database:
            indexes = "SELECT 1 FROM gpkg_extensions WHERE extension_name = 'gpkg_rtree_index'"
            if database.execute(indexes).fetchone() is None:
                raise write_error("its spatial index could not be made", self._path)

    def abandon(self) -> None:
        """Nothing is held open."""


class _ParquetWriter:
    """GeoParquet 1.1, whose metadata are known at the end."""

    def __init__(self, path: Path, kind: LayerKind) -> None:
        self._path = path
        self._kind = kind
        self._writer: pq.ParquetWriter | None = None
        self._schema = pa.schema([])
        self._geometry_name = ""
        self._kinds: set[str] = set()
        self._bounds = np.array([np.inf, np.inf, -np.inf, -np.inf])

    def write(self, attributes: pa.RecordBatch, geometry: pa.Array, added: dict[str, pa.Array]) -> None:
        """Append features as a row group."""
        table = _table(attributes, geometry, added)
        self._geometry_name = table.schema.names[-1]
        if self._writer is None:
            self._schema = table.schema
            self._writer = pq.ParquetWriter(self._path, table.schema, compression="zstd", store_schema=False)
        self._writer.write_table(table)
        points = shapely.from_wkb(geometry.drop_null().to_numpy(zero_copy_only=False))
        self._kinds |= kinds_of(points)
        xy = shapely.get_coordinates(points)
        self._bounds[:2] = np.fmin.reduce(np.vstack([self._bounds[:2], xy]))
        self._bounds[2:] = np.fmax.reduce(np.vstack([self._bounds[2:], xy]))

    def close(self) -> None:
        """Write the geometry's metadata and the file's end."""
        if self._writer is not None:
            metadata = {**self._kind.metadata, "geo": json.dumps(self._geo())}
            # Arrow's own schema holds what Parquet's cannot (a list's fixed size), and readers look for `geo` in it.
            schema = base64.b64encode(self._schema.with_metadata(metadata).serialize()).decode("ascii")
            self._writer.add_key_value_metadata({**metadata, "ARROW:schema": schema})
            self._writer.close()
            self._writer = None

    def abandon(self) -> None:
        """Close the file as it is: Windows does not remove one that is open."""
        if self._writer is not None:
            with suppress(OSError):  # the end of a file on a full disk, which is written once more
                self._writer.close()

    def _geo(self) -> dict[str, Any]:
        """GeoParquet's description of the geometry column."""
        column = {
            "encoding": "WKB",
            "geometry_types": sorted(self._kinds),
            "crs": self._kind.crs.to_dict(projjson=True),
        }
        if np.isfinite(self._bounds).all():
            column["bbox"] = self._bounds.tolist()
        return {"version": "1.1.0", "primary_column": self._geometry_name, "columns": {self._geometry_name: column}}


def _plain(table: pa.Table) -> pa.Table:
    """The table with what GDAL has no type for as text, or as a float: structs, durations, decimals of many digits."""
    for index, field in enumerate(table.schema):
        kind, column = field.type, table.column(index)
        if pa.types.is_decimal(kind):
            column = column.cast(pa.float64())
        elif pa.types.is_string_view(kind) or pa.types.is_null(kind):
            column = column.cast(pa.string())
        elif pa.types.is_struct(kind) or pa.types.is_duration(kind) or kind == pa.month_day_nano_interval():
            texts = [None if value is None else _text(value) for value in column.to_pylist()]
            column = pa.chunked_array([pa.array(texts, pa.string())])
        else:
            continue
        table = table.set_column(index, field.name, column)
    return table


def _text(value: Any) -> str:
    return json.dumps(value, default=str) if isinstance(value, dict) else str(value)


def free_name(name: str, taken: Iterable[str]) -> str:
    """The name, with underscores behind it as long as one of the others is the same but for the case."""
    lower = {other.lower() for other in taken}  # a GeoPackage does not tell "Name" from "name"
    while name.lower() in lower:
        name += "_"
    return name


def _table(attributes: pa.RecordBatch, geometry: pa.Array, added: dict[str, pa.Array]) -> pa.Table:
    """Attributes, added columns, and last the geometry; an attribute of the same name as another gets a free one."""
    columns: dict[str, pa.Array] = {}
    for name, column in zip(attributes.schema.names, attributes.columns, strict=True):
        columns[free_name(name, [*columns, *added])] = column
    columns |= added
    return pa.table({**columns, free_name("geometry", columns): geometry})

"""Layers of files, open: by GDAL, and Parquet files, which not every GDAL reads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from copy import copy
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import shapely
from rasterio.crs import CRS

from ..errors import SourceError
from ..rasters.vector_file import TABLE_HINT, TEXT_TABLES, gdal_path, open_options, readable_vector
from .geometries import Geometries, LonLatColumns, NativeColumn, WkbColumn, crs_of_text, find_geometries
from .output import free_name, without_prefix
from .shapes import KIND_NAMES, Shapes, kind_of

LONLAT = "EPSG:4326"
MOST = 0.5  # of the rows
FARTHEST_DEGREES = np.array([-180.0, -90.0, 360.0, 90.0])


@dataclass(frozen=True, kw_only=True)
class Layer:
    """A layer of a file, open: its batches, and what the file says about it."""

    batches: Iterator[pa.RecordBatch]
    geometries: Geometries
    geometry_type: str  # GDAL's name: "Point", "MultiPoint Z", "Unknown"
    crs: str | None
    count: int
    tags: dict[str, str]  # what Landprint wrote
    is_crs_assumed: bool = False


def open_layer(
    path: Path, layer: str | None, *, batch_size: int, prefer_points: bool, in_degrees: bool, opened: ExitStack
) -> Layer:
    """A layer that GDAL reads, by default the first that may hold points, or the first; raises SourceError."""
    is_table = path.suffix.lower() in TEXT_TABLES
    with readable_vector(path, "layer of points" if prefer_points else "vector file"):
        name = opened.enter_context(gdal_path(path))
        # Told which columns hold places, GDAL takes their text for numbers that are missing.
        options = {key: value for key, value in open_options(path).items() if not key.endswith("_POSSIBLE_NAMES")}
        layer = layer or _first_layer(name, prefer_points=prefer_points)
        info = pyogrio.read_info(name, layer=layer, force_feature_count=True, **options)
        meta, reader = opened.enter_context(
            pyogrio.open_arrow(
                name, layer=layer, batch_size=batch_size, use_pyarrow=True, read_geometry=not is_table, **options
            )
        )
    batches: Iterator[pa.RecordBatch] = _readable(reader, path)
    geometries: Geometries | None
    kind, crs = meta["geometry_type"] or "Unknown", meta["crs"]
    if not is_table and (column := meta["geometry_name"] or "wkb_geometry") in reader.schema.names:
        geometries = WkbColumn(column)
    else:  # a table: of text, or in a database or a spreadsheet
        first, batches = _peeked(batches, reader.schema)
        geometries = find_geometries(first, in_degrees=in_degrees)
        if geometries is None:
            raise SourceError(f"{path.name} has no points.", hint=TABLE_HINT)
        kind, crs = kind_of(_first_shapes(geometries, first)), crs_of_text(geometries, first) or LONLAT
    return Layer(
        batches=batches,
        geometries=geometries,
        geometry_type=kind,
        crs=crs,
        count=info["features"],
        tags=without_prefix(info["layer_metadata"] or {}),
    )


def _first_layer(path: str, *, prefer_points: bool) -> str:
    """The first layer that may hold points, or else the first one; raises SourceError where there is none."""
    layers = pyogrio.list_layers(path)
    if not len(layers):
        raise SourceError(f"{Path(path).name} has no layers.", hint="Choose a layer of points.")
    spatial = [name for name, kind in layers if kind is not None]
    with_points = [name for name, kind in layers if kind is not None and ("Point" in kind or "Unknown" in kind)]
    first: str = [*(with_points if prefer_points else []), *spatial, layers[0][0]][0]
    return first


def open_parquet(path: Path, *, batch_size: int, in_degrees: bool, remote: str = "") -> Layer:
    """A Parquet file: GeoParquet of any version, or a table that has its places in columns; raises SourceError.

    With ``remote``, the name of an address, it is read from there by ranges.
    """
    if remote:
        from ..remote.reader import RemoteReader  # here, because the HTTP library loads slowly
    try:
        file = pq.ParquetFile(RemoteReader(remote) if remote else path, pre_buffer=bool(remote))
        metadata = {key.decode(): value.decode() for key, value in (file.schema_arrow.metadata or {}).items()}
        described = _described(json.loads(metadata["geo"]), file.schema_arrow) if "geo" in metadata else None
    except (pa.ArrowException, KeyError, ValueError, TypeError, AttributeError, OSError, RecursionError) as error:
        raise SourceError(f"{path.name} is not a GeoParquet file.", hint="Choose another file.") from error
    first, batches = _peeked(_readable(file.iter_batches(batch_size), path), file.schema_arrow)
    geometries: Geometries | None
    if described is not None:
        geometries, crs = described.geometries(), described.crs
        if geometries is None:
            raise SourceError(f"{path.name} keeps its geometries as {described.encoding}.", hint="Save it with WKB.")
    else:
        geometries = find_geometries(first, in_degrees=in_degrees)
        crs = LONLAT if isinstance(geometries, LonLatColumns) else None
    if geometries is None:
        raise SourceError(
            f"{path.name} has no places.",
            hint="It needs a column of geometries as WKB, columns of longitude and latitude, or a bbox.",
        )
    shapes = _first_shapes(geometries, first)
    is_assumed = crs is None and _are_degrees(shapes)
    return Layer(
        batches=batches,
        geometries=geometries,
        geometry_type=described.kinds[0] if described and len(described.kinds) == 1 else kind_of(shapes),
        crs=LONLAT if is_assumed else crs,
        count=file.metadata.num_rows,
        tags=without_prefix(metadata),
        is_crs_assumed=is_assumed,
    )


@dataclass(frozen=True, kw_only=True)
class _GeometryColumn:
    """What GeoParquet's metadata say of the geometries."""

    column: str
    encoding: str
    holds_wkb: bool
    kinds: list[str]
    crs: str | None

    def geometries(self) -> Geometries | None:
        """How they are read; None for an encoding that is unknown."""
        if self.holds_wkb and self.encoding == "WKB":
            return WkbColumn(self.column)
        native = {kind.lower(): kind for kind in KIND_NAMES.values()}
        kind = native.get(str(self.encoding))
        return NativeColumn(self.column, kind) if kind and not self.holds_wkb else None


def _described(geo: dict[str, Any], schema: pa.Schema) -> _GeometryColumn:
    name = geo["primary_column"]
    column = geo["columns"][name]
    kinds = column.get("geometry_types", column.get("geometry_type"))  # the latter before version 1.0
    listed = [kinds] if isinstance(kinds, str) else list(kinds or [])
    # The standard's default is longitude and latitude; null means unknown.
    crs = column.get("crs", LONLAT) or None
    kind = schema.field(name).type
    return _GeometryColumn(
        column=name,
        encoding=column["encoding"],
        holds_wkb=bool(pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_binary_view(kind)),
        kinds=[one for one in listed if isinstance(one, str) and one.removesuffix(" Z") in KIND_NAMES.values()],
        crs=crs if crs is None or isinstance(crs, str) else CRS.from_dict(crs).to_wkt(),
    )


def _readable(batches: Iterable[pa.RecordBatch], path: Path) -> Iterator[pa.RecordBatch]:
    """The file's batches, with a name of its own for each column; raises SourceError for a damaged one."""
    try:
        for batch in batches:
            batch.validate(full=True)  # of text that is not UTF-8, above all
            yield batch.rename_columns(_own_names(batch.schema.names))
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise SourceError(
            f"{path.name} cannot be read: {error}",
            hint="Save it again, a table of text as UTF-8, or choose another file.",
        ) from error


def _own_names(names: list[str]) -> list[str]:
    """The names, one that was there before with an underscore behind it: a CSV may have two columns of a name."""
    own: list[str] = []
    for name in names:
        own.append(free_name(name, own))
    return own


def _peeked(batches: Iterator[pa.RecordBatch], schema: pa.Schema) -> tuple[pa.RecordBatch, Iterator[pa.RecordBatch]]:
    """The first batch, empty where there is none, and all of them."""
    first = next(batches, None)
    if first is None:
        return pa.RecordBatch.from_pylist([], schema=schema), iter(())
    return first, chain([first], batches)


def _first_shapes(geometries: Geometries, first: pa.RecordBatch) -> Shapes:
    """The geometries of the first batch, which is read once more with the others."""
    return copy(geometries).read(first)[1]


def _are_degrees(shapes: Shapes) -> bool:
    """Whether there are geometries, most of whose coordinates can be longitudes and latitudes: a row may be wrong."""
    limits = shapely.bounds(shapes[~(shapely.is_missing(shapes) | shapely.is_empty(shapes))])
    fits = (limits[:, :2] >= FARTHEST_DEGREES[:2]) & (limits[:, 2:] <= FARTHEST_DEGREES[2:])
    return bool(len(fits) and fits.all(axis=1).mean() > MOST)

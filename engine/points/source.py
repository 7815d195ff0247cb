"""Points of any vector file, read in batches, with the embeddings that an earlier run left."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pyogrio
import shapely
from numpy.typing import NDArray
from rasterio.crs import CRS

from ..errors import SourceError
from ..point_columns import EMBEDDING, LAT_NAMES, LON_NAMES, embedding_dims, own_dims
from ..rasters.grid import read_crs, reproject_array
from ..rasters.output import whole_file
from ..rasters.vector_file import TABLE_HINT, TEXT_TABLES, gdal_path, open_options, readable_vector
from .coordinates import TextPlaces
from .output import PARQUET, LayerKind, PointWriter, free_name, open_writer, without_prefix

Floats = NDArray[np.float64]

POINTS_AT_ONCE = 16_384  # 16 MB of embeddings of 256 dims
LONLAT = "EPSG:4326"
POINT_KINDS = (shapely.GeometryType.MISSING, shapely.GeometryType.POINT, shapely.GeometryType.MULTIPOINT)
OTHER_KINDS = {
    shapely.GeometryType.LINESTRING: "lines",
    shapely.GeometryType.POLYGON: "polygons",
    shapely.GeometryType.MULTILINESTRING: "lines",
    shapely.GeometryType.MULTIPOLYGON: "polygons",
    shapely.GeometryType.GEOMETRYCOLLECTION: "mixed geometries",
}


@dataclass(frozen=True, kw_only=True)
class Points:
    """A batch of n features: attributes, geometries as WKB, and their points in degrees.

    A multipoint has several, a feature without geometry none: ``owners`` (p,) says whose each point is, rising.
    """

    attributes: pa.RecordBatch
    geometry: pa.Array
    lonlat: Floats  # (p, 2)
    owners: NDArray[np.intp]
    embeddings: NDArray[np.float32] | None = None  # (n, dim), those that came with the file

    def mean_of(self, values: NDArray[Any]) -> NDArray[np.float32]:
        """The mean of each feature's values (p, dim) without NaN rows: (n, dim), NaN for a feature without any."""
        means = np.full((len(self.geometry), values.shape[1]), np.nan, np.float32)
        known = np.isfinite(values).all(axis=1)
        features, starts, counts = np.unique(self.owners[known], return_index=True, return_counts=True)
        if len(features):
            means[features] = np.add.reduceat(values[known], starts, axis=0) / counts[:, None]
        return means


@dataclass(frozen=True, kw_only=True)
class Layer:
    """A layer of a file, open: its batches, and what the file says about it."""

    batches: Iterator[pa.RecordBatch]
    crs: str | None
    count: int
    geometry_column: str
    geometry_type: str  # GDAL's name: "Point", "MultiPoint Z", "Unknown"
    tags: dict[str, str]  # what Landprint wrote


class PointSource:
    """A point layer or table open for reading; ``crs`` is that of the file, or what the caller says it is."""

    def __init__(self, path: str | Path, *, layer: str | None = None, crs: str | None = None) -> None:
        self.path = Path(path)
        if not self.path.exists():
            raise SourceError(f"There is no file {self.path}.", hint="Check its name and folder.")
        self._asked = {"layer": layer, "crs": crs}
        self._open = ExitStack()
        self._text_places: TextPlaces | None = None
        is_parquet = self.path.suffix.lower() in PARQUET
        self._layer = _open_parquet(self.path) if is_parquet else self._open_layer(layer)
        self.count = self._layer.count
        self.geometry_type = self._layer.geometry_type
        self.tags = self._layer.tags
        known = crs or self._layer.crs or (LONLAT if self.path.suffix.lower() in TEXT_TABLES else None)
        if known is None:
            self.close()
            raise SourceError(
                f"{self.path.name} has no coordinate system.", hint="Assign one to the layer, or name it (EPSG:4326)."
            )
        self.crs = read_crs(known)

    def __enter__(self) -> Self:
        """The source itself; it is closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._open.close()

    def reopened(self) -> PointSource:
        """The same features from the first one on."""
        return PointSource(self.path, **self._asked)

    def _open_layer(self, layer: str | None) -> Layer:
        """A layer that GDAL reads, the first that may hold points by default; raises SourceError."""
        try:
            with readable_vector(self.path, "layer of points"):
                path = self._open.enter_context(gdal_path(self.path))
                options = open_options(self.path)
                layer = layer or _first_point_layer(path)
                # Told which columns hold places, GDAL takes their text for numbers that are missing.
                plain = {name: value for name, value in options.items() if not name.endswith("_POSSIBLE_NAMES")}
                self._text_places = self._places_as_text(path, layer, plain)
                if self._text_places is not None:
                    options = plain
                info = pyogrio.read_info(path, layer=layer, force_feature_count=True, **options)
                meta, reader = self._open.enter_context(
                    pyogrio.open_arrow(path, layer=layer, batch_size=POINTS_AT_ONCE, use_pyarrow=True, **options)
                )
        except SourceError:
            self.close()
            raise
        geometry = meta["geometry_name"] or "wkb_geometry"
        if self._text_places is not None:
            geometry = free_name("geometry", reader.schema.names)
        elif geometry not in reader.schema.names:
            self.close()
            raise SourceError(f"{self.path.name} has no points.", hint=_no_points_hint(self.path))
        return Layer(
            batches=reader,
            crs=meta["crs"],
            count=info["features"],
            geometry_column=geometry,
            geometry_type="Point" if self._text_places is not None else meta["geometry_type"] or "Unknown",
            tags=without_prefix(info["layer_metadata"] or {}),
        )

    def _places_as_text(self, path: str, layer: str, options: dict[str, Any]) -> TextPlaces | None:
        """The columns of a table's places, if GDAL takes one of them for text."""
        if self.path.suffix.lower() not in TEXT_TABLES:
            return None
        found = pyogrio.read_info(path, layer=layer, **options)
        kinds = dict(zip(found["fields"].tolist(), found["dtypes"].tolist(), strict=True))
        names = {name.lower(): name for name in reversed(kinds)}
        x, y = (next((names[name] for name in known if name in names), None) for known in (LON_NAMES, LAT_NAMES))
        if x is None or y is None or "object" not in (kinds[x], kinds[y]):
            return None
        return TextPlaces(x=x, y=y, in_degrees=read_crs(self._asked["crs"] or LONLAT).is_geographic)

    @property
    def notes(self) -> list[str]:
        """What of the batches that were read could not be placed, in sentences."""
        return self._text_places.notes if self._text_places is not None else []

    def batches(self, *, embed_anew: bool = False) -> Iterator[Points]:
        """All features in order, at most POINTS_AT_ONCE at a time; raises SourceError for what is not a point.

        Attributes are without the embeddings; with ``embed_anew`` another tool's stay, as only ours are replaced.
        """
        column = self._layer.geometry_column
        for batch in self._readable_batches():
            geometry = batch.column(column)
            shapes = read_shapes(geometry)
            xy, owners = shapely.get_coordinates(shapes, return_index=True)
            known = ~np.isnan(xy[:, 0])  # GEOS takes a point for empty only where y is NaN too
            yield Points(
                attributes=batch.drop_columns([column, *embedding_columns(batch.schema, own=embed_anew)]),
                embeddings=_stored_embeddings(batch),
                geometry=_standard_wkb(geometry, shapes),
                lonlat=reproject_array(xy[known], self.crs, CRS.from_string(LONLAT)),
                owners=owners[known],
            )

    def _readable_batches(self) -> Iterator[pa.RecordBatch]:
        """The file's batches, with a name of its own for each column; raises SourceError for a damaged one."""
        try:
            for batch in self._layer.batches:
                batch.validate(full=True)  # of text that is not UTF-8, above all
                batch = batch.rename_columns(_own_names(batch.schema.names))  # noqa: PLW2901 - the same one
                if self._text_places is not None:
                    points = self._text_places.points(batch)
                    batch = batch.append_column(self._layer.geometry_column, points)  # noqa: PLW2901
                yield batch
        except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
            raise SourceError(
                f"{self.path.name} cannot be read: {error}",
                hint="Save it again, a table of text as UTF-8, or choose another file.",
            ) from error


def _own_names(names: list[str]) -> list[str]:
    """The names, one that was there before with an underscore behind it: a CSV may have two columns of a name."""
    own: list[str] = []
    for name in names:
        own.append(free_name(name, own))
    return own


def _first_point_layer(path: str) -> str:
    """The first layer that may hold points, or else the first one; raises SourceError where there is none."""
    layers = pyogrio.list_layers(path)
    if not len(layers):
        raise SourceError(f"{Path(path).name} has no layers.", hint="Choose a layer of points.")
    with_points = [name for name, kind in layers if kind is not None and ("Point" in kind or "Unknown" in kind)]
    name: str = with_points[0] if with_points else layers[0][0]
    return name


def _no_points_hint(path: Path) -> str:
    if path.suffix.lower() in TEXT_TABLES:
        return TABLE_HINT
    return "Choose a layer of points."


def _open_parquet(path: Path) -> Layer:
    """A GeoParquet file; raises SourceError."""
    try:
        file = pq.ParquetFile(path)
        metadata = {key.decode(): value.decode() for key, value in (file.schema_arrow.metadata or {}).items()}
        geo = json.loads(metadata["geo"])
        column = geo["columns"][geo["primary_column"]]
        encoding, kinds = column["encoding"], list(column.get("geometry_types") or [])
        # The standard's default is longitude and latitude; null means unknown.
        crs = column.get("crs", LONLAT)
        text = None if crs is None else crs if isinstance(crs, str) else CRS.from_dict(crs).to_wkt()
        kind = file.schema_arrow.field(geo["primary_column"]).type
        holds_wkb = pa.types.is_binary(kind) or pa.types.is_large_binary(kind)
    except (pa.ArrowException, KeyError, ValueError, TypeError, AttributeError, OSError, RecursionError) as error:
        raise SourceError(f"{path.name} is not a GeoParquet file.", hint="Choose another file.") from error
    if encoding != "WKB" or not holds_wkb:
        raise SourceError(f"{path.name} keeps its geometries as {encoding}.", hint="Save it with WKB.")
    return Layer(
        batches=file.iter_batches(POINTS_AT_ONCE),
        crs=text,
        count=file.metadata.num_rows,
        geometry_column=geo["primary_column"],
        geometry_type=kinds[0] if len(kinds) == 1 else "Unknown",
        tags=without_prefix(metadata),
    )


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_floating(kind) or pa.types.is_integer(kind))


def embedding_columns(schema: pa.Schema, *, own: bool = False) -> list[str]:
    """Columns that an earlier embedding left: a list, or numbered ones; only those named as ours with ``own``."""
    kind = schema.field(EMBEDDING).type if EMBEDDING in schema.names else None
    if kind is not None and (
        pa.types.is_list(kind) or pa.types.is_fixed_size_list(kind) or pa.types.is_large_list(kind)
    ):
        return [EMBEDDING] if _is_number(kind.value_type) else []
    numeric = [name for name in schema.names if _is_number(schema.field(name).type)]
    return own_dims(numeric) if own else embedding_dims(numeric)


def _stored_embeddings(batch: pa.RecordBatch) -> NDArray[np.float32] | None:
    """The embeddings (n, dim) in a batch's list column or numbered columns; None if it has none.

    A row is NaN throughout where one of its values is null or no finite float32.
    """
    names = embedding_columns(batch.schema)
    if not names:
        return None
    with np.errstate(over="ignore"):  # of float64
        embeddings = _listed_embeddings(batch) if names == [EMBEDDING] else _numbered_embeddings(batch, names)
    embeddings[~np.isfinite(embeddings).all(axis=1)] = np.nan
    return embeddings


def _numbered_embeddings(batch: pa.RecordBatch, names: list[str]) -> NDArray[np.float32]:
    columns = [batch.column(name).to_numpy(zero_copy_only=False) for name in names]
    return np.stack(columns, axis=1).astype(np.float32)


def _listed_embeddings(batch: pa.RecordBatch) -> NDArray[np.float32]:
    column = batch.column(EMBEDDING)
    values = column.flatten().to_numpy(zero_copy_only=False)
    known = column.is_valid().to_numpy(zero_copy_only=False)
    lengths = np.unique(pc.list_value_length(column.drop_null()).to_numpy(zero_copy_only=False))
    if len(lengths) > 1:
        raise SourceError(
            f"The points have embeddings of {lengths[0]} and of {lengths[-1]} values.",
            hint="Embed them all by one encoder.",
        )
    embeddings = np.full((len(known), int(lengths.sum())), np.nan, np.float32)
    embeddings[known] = values.reshape(known.sum(), -1)
    return embeddings


def read_shapes(geometry: pa.Array) -> NDArray[np.object_]:
    """The points and multipoints (n,) of ISO or extended WKB, None for null; raises SourceError for anything else."""
    try:
        shapes = shapely.from_wkb(geometry.to_numpy(zero_copy_only=False))
    except (shapely.errors.GEOSException, NotImplementedError) as error:
        # Curves and surfaces, which GEOS does not read, are not damaged.
        if isinstance(error, NotImplementedError) or "Unknown WKB type" in str(error):
            raise _not_points("other geometries") from error
        raise SourceError(
            "The layer holds a damaged geometry.", hint="Save it again, or choose another file."
        ) from error
    kinds = shapely.get_type_id(shapes)
    others = kinds[~np.isin(kinds, POINT_KINDS)]
    if len(others):
        raise _not_points(OTHER_KINDS[others[0]])
    return shapes


def _not_points(kind: str) -> SourceError:
    return SourceError(f"The layer holds {kind}, not points.", hint="Make points of them first, for example centroids.")


def _standard_wkb(geometry: pa.Array, shapes: NDArray[np.object_]) -> pa.Array:
    """The geometries as they are, but without the SRIDs of extended WKB, which GeoParquet and GDAL do not take."""
    if (shapely.get_srid(shapes) > 0).any():
        return pa.array(shapely.to_wkb(shapes, flavor="iso"), pa.binary())
    return geometry.cast(pa.binary())


@dataclass(frozen=True, kw_only=True)
class EmbeddedPoints:
    """Points that were embedded before, all in memory; rows without embedding are NaN."""

    attributes: pa.Table
    geometry: pa.ChunkedArray
    embeddings: NDArray[np.float32]  # (n, dim)
    lonlat: Floats  # (n, 2): the first point of each, NaN without one


def read_embedded(source: PointSource) -> EmbeddedPoints:
    """All features of a file that `embed_points` or another tool wrote; raises SourceError without embeddings."""
    attributes, geometries, embeddings, lonlat = [], [], [], []
    for points in source.batches():
        if points.embeddings is None:
            raise SourceError(f"The points of {source.path.name} have no embeddings.", hint="Embed the points first.")
        first = np.full((len(points.geometry), 2), np.nan)
        first[points.owners[::-1]] = points.lonlat[::-1]
        attributes.append(points.attributes)
        geometries.append(points.geometry)
        embeddings.append(points.embeddings)
        lonlat.append(first)
    if not attributes:
        raise SourceError(f"{source.path.name} holds no point.", hint="Choose another file.")
    # A batch all of whose embeddings are null does not know their length.
    dim = max(values.shape[1] for values in embeddings)
    embeddings = [values if values.shape[1] == dim else np.full((len(values), dim), np.nan) for values in embeddings]
    return EmbeddedPoints(
        attributes=pa.Table.from_batches(attributes),
        geometry=pa.chunked_array(geometries),
        embeddings=np.concatenate(embeddings).astype(np.float32, copy=False),
        lonlat=np.concatenate(lonlat),
    )


@contextmanager
def write_points(path: Path, source: PointSource, *, tags: dict[str, str]) -> Iterator[PointWriter]:
    """A writer of the source's features to a new file, which is there whole at the end or not at all."""
    kind = LayerKind(name=path.stem, crs=source.crs, geometry_type=source.geometry_type, tags=tags)
    with whole_file(path) as partial, open_writer(partial, kind) as writer:
        yield writer

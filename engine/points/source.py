"""Points of any vector file, read in batches, with the embeddings that an earlier run or another tool left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from rasterio.crs import CRS

from ..errors import SourceError
from ..point_columns import LIST_NAMES, own_dims
from ..rasters.grid import read_crs, reproject_array
from ..rasters.output import whole_file
from ..remote.addresses import address_of
from .columns import find_embedding, own_columns, stored_embeddings
from .geometries import rows_have
from .layer import LONLAT, open_layer, open_parquet
from .output import PARQUET, LayerKind, PointWriter, open_writer
from .shapes import Shapes, check_points, coordinates

Floats = NDArray[np.float64]

POINTS_AT_ONCE = 16_384  # 16 MB of embeddings of 256 dims
NAMED_ROWS = 3  # of those that lie nowhere, in a sentence
IN_DEGREES, IN_METRES = "longitude {:.10g}, latitude {:.10g}", "{:.10g}, {:.10g}"


@dataclass(frozen=True, kw_only=True)
class Points:
    """A batch of n features: attributes, geometries as WKB, and their points in degrees.

    A multipoint has several, a line or a polygon its centroid, a feature without geometry or with a place that is not
    on Earth none: ``owners`` (p,) says whose each point is, rising.
    """

    attributes: pa.RecordBatch
    geometry: pa.Array
    shapes: Shapes  # (n,), in the layer's coordinate system
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


class PointSource:
    """A layer or table open for reading; ``crs`` is that of the file, or what the caller says it is.

    ``fallback`` is the coordinate system of a file that names none; without it such a file is refused.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        layer: str | None = None,
        crs: str | None = None,
        fallback: CRS | None = None,
        prefer_points: bool = True,
    ) -> None:
        self._name = str(path)
        is_remote = address_of(self._name) is not None
        self.path = Path(urlsplit(self._name).path if is_remote else path)
        is_parquet = self.path.suffix.lower() in PARQUET
        if is_remote and not is_parquet:
            raise SourceError(
                "Of points at an address, only GeoParquet is read.", hint="Download the file, and choose that."
            )
        if not is_remote and not self.path.exists() and not self._name.startswith("/vsi"):
            raise SourceError(f"There is no file {self.path}.", hint="Check its name and folder.")
        self._asked: dict[str, Any] = {"layer": layer, "crs": crs, "fallback": fallback, "prefer_points": prefer_points}
        self._opened = ExitStack()
        in_degrees = read_crs(crs or LONLAT).is_geographic
        try:
            if is_parquet:
                remote = self._name if is_remote else ""
                self._layer = open_parquet(self.path, batch_size=POINTS_AT_ONCE, in_degrees=in_degrees, remote=remote)
            else:
                self._layer = open_layer(
                    self.path,
                    layer,
                    batch_size=POINTS_AT_ONCE,
                    prefer_points=prefer_points,
                    in_degrees=in_degrees,
                    opened=self._opened,
                )
            known = read_crs(text) if (text := crs or self._layer.crs) else fallback
            if known is None:
                raise SourceError(
                    f"{self.path.name} has no coordinate system.",
                    hint="Assign one to the layer, or name it (EPSG:4326).",
                )
            self.crs: CRS = known
        except SourceError:
            self.close()
            raise
        self.count = self._layer.count
        self.geometry_type = self._layer.geometry_type
        self.tags = self._layer.tags
        self._embedding: list[str] = []
        self._nowhere = _Nowhere(IN_DEGREES if self.crs.is_geographic else IN_METRES)
        self._own_notes: list[str] = []
        if self._layer.is_crs_assumed and crs is None:
            self._own_notes.append(
                f"{self.path.name} names no coordinate system: its coordinates are taken as degrees (EPSG:4326)."
            )

    def __enter__(self) -> Self:
        """The source itself; it is closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._opened.close()

    def reopened(self) -> PointSource:
        """The same features from the first one on."""
        return PointSource(self._name, **self._asked)

    @property
    def problems(self) -> list[str]:
        """Which rows of the batches that were read have a place that cannot be read or is not on Earth."""
        return [*self._layer.geometries.notes, *self._nowhere.notes]

    @property
    def notes(self) -> list[str]:
        """What was assumed of the file and what of the batches that were read has no place, in sentences."""
        return [*self._own_notes, *self.problems]

    def check_places(self) -> None:
        """Read all places; raises SourceError where one cannot be read or is not on Earth."""
        with self.reopened() as again:
            for _ in again.batches():
                pass
            if again.problems:
                raise SourceError(
                    " ".join(again.problems),
                    hint="Correct these rows, or do not ask to be strict: they are then kept without a place.",
                )

    def batches(self, *, embed_anew: bool = False, points_only: bool = False) -> Iterator[Points]:
        """All features in order, at most POINTS_AT_ONCE at a time; raises SourceError for a damaged one.

        Attributes are without the embeddings; with ``embed_anew`` another tool's stay, as only ours are replaced. With
        ``points_only``, SourceError is raised for what is neither a point nor a multipoint.
        """
        for batch in self._layer.batches:
            geometry, shapes = self._layer.geometries.read(batch)
            if points_only or embed_anew:
                check_points(shapes)
            lonlat, owners = self._places(shapes)
            names = self._embedding_columns(batch)
            dropped = own_columns(batch.schema) if embed_anew else names
            yield Points(
                attributes=batch.drop_columns([name for name in (self._layer.geometries.column, *dropped) if name]),
                embeddings=stored_embeddings(batch, names) if names else None,
                geometry=geometry,
                shapes=shapes,
                lonlat=lonlat,
                owners=owners,
            )

    def _places(self, shapes: Shapes) -> tuple[Floats, NDArray[np.intp]]:
        """The points (p, 2) of the geometries in degrees, and whose they are; without those that are not on Earth."""
        xy, owners = coordinates(shapes, in_degrees=self.crs.is_geographic)
        lonlat = reproject_array(xy, self.crs, CRS.from_string(LONLAT))
        with np.errstate(invalid="ignore"):
            is_on_earth = (np.abs(lonlat) <= (360.0, 90.0)).all(axis=1)  # not a number is not
        wrong = owners[~is_on_earth]
        self._nowhere.count(len(shapes), wrong, xy[~is_on_earth])
        kept = ~np.isin(owners, wrong)
        return lonlat[kept], owners[kept]

    def _embedding_columns(self, batch: pa.RecordBatch) -> list[str]:
        """The columns of the embeddings, as the first batch that has some shows them."""
        if not self._embedding:
            self._embedding = find_embedding(batch)
            is_list = len(self._embedding) == 1 and not own_dims(self._embedding)
            if is_list and self._embedding[0] not in LIST_NAMES:
                self._own_notes.append(f"The embeddings are those of the column “{self._embedding[0]}”.")
        return self._embedding


@dataclass
class _Nowhere:
    """Counts the rows whose place is not on Earth."""

    form: str  # of a place in a sentence
    rows: int = 0
    wrong: int = 0
    named: list[str] = field(default_factory=list)

    def count(self, rows: int, owners: NDArray[np.intp], xy: Floats) -> None:
        """Add a batch of ``rows``, in which the points ``xy`` (p, 2) of these owners (p,) are wrong."""
        indexes, first = np.unique(owners, return_index=True)
        for index, (x, y) in zip(indexes[: NAMED_ROWS - len(self.named)], xy[first].tolist(), strict=False):
            self.named.append(f"row {self.rows + index + 1} ({self.form.format(x, y)})")
        self.wrong += len(indexes)
        self.rows += rows

    @property
    def notes(self) -> list[str]:
        """A sentence about them."""
        if not self.wrong:
            return []
        named, more = ", ".join(self.named), self.wrong - len(self.named)
        rest = f" and {more:,} more" if more else ""
        return [f"{rows_have(self.wrong, self.rows)} a place that is not on Earth: {named}{rest}."]


@dataclass(frozen=True, kw_only=True)
class EmbeddedPoints:
    """Points that were embedded before, all in memory; rows without embedding are NaN."""

    attributes: pa.Table
    geometry: pa.ChunkedArray
    shapes: Shapes  # (n,), in the layer's coordinate system
    embeddings: NDArray[np.float32]  # (n, dim)
    lonlat: Floats  # (n, 2): the first point of each, the centroid of an area; NaN without one
    crs: CRS
    notes: list[str]


def read_embedded(source: PointSource) -> EmbeddedPoints:
    """All features of a file that `embed_points` or another tool wrote; raises SourceError without embeddings."""
    attributes, geometries, shapes, embeddings, lonlat = [], [], [], [], []
    for points in source.batches():
        if points.embeddings is None:
            raise SourceError(f"The points of {source.path.name} have no embeddings.", hint="Embed the points first.")
        first = np.full((len(points.geometry), 2), np.nan)
        first[points.owners[::-1]] = points.lonlat[::-1]
        attributes.append(points.attributes)
        geometries.append(points.geometry)
        shapes.append(points.shapes)
        embeddings.append(points.embeddings)
        lonlat.append(first)
    if not attributes:
        raise SourceError(f"{source.path.name} holds no point.", hint="Choose another file.")
    # A batch all of whose embeddings are null does not know their length.
    dim = max(values.shape[1] for values in embeddings)
    if not dim:
        raise SourceError(
            f"The points of {source.path.name} have no embeddings: all are null.", hint="Embed them first."
        )
    embeddings = [values if values.shape[1] == dim else np.full((len(values), dim), np.nan) for values in embeddings]
    every = np.concatenate(embeddings).astype(np.float32, copy=False)
    geometry = pa.chunked_array(geometries)
    return EmbeddedPoints(
        attributes=pa.Table.from_batches(attributes),
        geometry=geometry,
        shapes=np.concatenate(shapes),
        embeddings=every,
        lonlat=np.concatenate(lonlat),
        crs=source.crs,
        notes=[*source.notes, *_notes_on(every, geometry)],
    )


def _notes_on(embeddings: NDArray[np.float32], geometry: pa.ChunkedArray) -> list[str]:
    """Sentences about rows without an embedding, and about those that are there twice."""
    known = np.isfinite(embeddings[:, 0])
    notes = []
    if missing := int((~known).sum()):
        they_are = "is" if missing == 1 else "are"
        notes.append(f"{rows_have(missing, len(known))} no embedding and {they_are} passed over.")
    seen: set[bytes] = set()
    places = geometry.to_pylist()
    for row in np.flatnonzero(known):
        digest = blake2b(embeddings[row].tobytes(), digest_size=16)
        digest.update(places[row] or b"")
        seen.add(digest.digest())
    if twice := int(known.sum()) - len(seen):
        they_are = "is an exact duplicate" if twice == 1 else "are exact duplicates"
        notes.append(f"{twice:,} of {len(known):,} rows {they_are} of an earlier one: the same place and embedding.")
    return notes


@contextmanager
def write_points(path: Path, source: PointSource, *, tags: dict[str, str]) -> Iterator[PointWriter]:
    """A writer of the source's features to a new file, which is there whole at the end or not at all."""
    kind = LayerKind(name=path.stem, crs=source.crs, geometry_type=source.geometry_type, tags=tags)
    with whole_file(path) as partial, open_writer(partial, kind) as writer:
        yield writer

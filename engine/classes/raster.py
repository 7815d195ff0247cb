"""Rasters of classes: read with the names and colours that they have, changed, outlined and written again."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, fields, replace
from html import unescape
from pathlib import Path

import numpy as np
import pyarrow as pa
import rasterio
import shapely
from rasterio import features
from rasterio.crs import CRS
from shapely.geometry import shape

from ..errors import ParameterError, SourceError
from ..ground import metres_per_degree
from ..points.output import LayerKind, open_writer
from ..progress import Reporter
from ..rasters.dataset import grid_of, open_dataset, readable
from ..rasters.geotiff import TAG_PREFIX, GeoTiffWriter, write_geotiff
from ..rasters.grid import Grid
from ..rasters.output import whole_file
from ..rasters.strips import strips_of
from .summary import KIND, ClassSummary, colour, write_category_names

CENTROIDS_NAMESPACE = "LANDPRINT_CENTROIDS"
CENTROIDS_TAG = "KMEANS"
SQUARE_METRES = 10_000  # of a hectare
SHARE = re.compile(r" · \d+ %$")  # behind a name in the legend of classes that k-means made
MAX_BYTE = 255
MAX_CLASSES = 65_535
FEATURES_AT_ONCE = 20_000


@dataclass(frozen=True, kw_only=True)
class AreaSummary(ClassSummary):
    """One class of a raster with its area; ``hectares`` is None where the raster has no coordinate system.

    ``like`` is the class of another raster that it corresponds to, if it was compared with one.
    """

    hectares: float | None
    like: int | None = None


@dataclass(frozen=True, kw_only=True)
class ClassLegend:
    """What is known of the classes of a grid, by their labels.

    ``tags`` are Landprint's own, without the prefix; ``centroids`` is what k-means kept of them.
    """

    grid: Grid
    names: Mapping[int, str] = field(default_factory=dict)
    colours: Mapping[int, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    centroids: str | None = None

    def name(self, label: int) -> str:
        """The name of a class."""
        return self.names.get(label) or f"class {label}"

    def colour(self, label: int) -> str:
        """The colour of a class, as #rrggbb."""
        return self.colours.get(label) or colour(label - 1)

    def summary_of(self, labels: Sequence[int], counts: np.ndarray, areas: np.ndarray) -> list[AreaSummary]:
        """Share and area of these classes, of the pixels and square metres of each label: (label,) each, 0 nodata."""
        total = max(int(counts[1:].sum()), 1)
        return [
            AreaSummary(
                label=label,
                name=self.name(label),
                colour=self.colour(label),
                share=int(counts[label]) / total,
                patches=int(counts[label]),
                hectares=float(areas[label]) / SQUARE_METRES if self.grid.crs else None,
            )
            for label in labels
        ]

    @contextmanager
    def open_labels(self, output: Path, labels: Sequence[int]) -> Iterator[GeoTiffWriter]:
        """A GeoTIFF with the colours of these classes, open for its labels, of which 0 is nodata."""
        table = {label: (*bytes.fromhex(self.colour(label)[1:]), 255) for label in labels}
        with write_geotiff(
            output,
            self.grid,
            kind=KIND,
            tags={key: value for key, value in self.tags.items() if key not in ("KIND", "VERSION")},
            names=["class"],
            dtype=dtype_of(labels),
            nodata=0,
            predictor=1,
        ) as raster:
            if self.centroids:
                raster.dataset.update_tags(ns=CENTROIDS_NAMESPACE, **{CENTROIDS_TAG: self.centroids})
            raster.dataset.write_colormap(1, {0: (0, 0, 0, 0), **table})
            yield raster

    def write_strips(
        self, output: Path, strips: Iterable[np.ndarray], found: list[AreaSummary], *, shares: bool
    ) -> None:
        """Write labels (row, column), strip by strip, and the classes' names beside them, with shares if wanted."""
        labels = [item.label for item in found]
        with self.open_labels(output, labels) as raster:
            for strip in strips:
                raster.write_strip(strip[None].astype(dtype_of(labels), copy=False))
        write_titles(output, found, shares=shares)


def dtype_of(labels: Sequence[int]) -> str:
    """The dtype of a raster of these labels."""
    return "uint8" if max(labels, default=1) < MAX_BYTE else "uint16"


def write_titles(output: Path, found: Sequence[AreaSummary], *, shares: bool) -> None:
    """Write the classes' names beside their raster, with their shares if wanted."""
    titles = {item.label: f"{item.name} · {100 * item.share:.0f} %" if shares else item.name for item in found}
    write_category_names(output, [titles.get(label, "") for label in range(1, max(titles, default=1) + 1)])


@dataclass(frozen=True, kw_only=True)
class ClassRaster(ClassLegend):
    """Classes with their labels (row, column) uint8 or uint16, 0 for nodata."""

    labels: np.ndarray

    @property
    def present(self) -> list[int]:
        """The labels of classes that are there or have a name, in their order."""
        return sorted({*np.unique(self.labels).tolist(), *self.names} - {0})

    def summary(self) -> list[AreaSummary]:
        """Share and area of every class."""
        labels = self.present
        areas = ClassAreas(self.grid, max(labels, default=0))
        areas.add(self.labels)
        return self.summary_of(labels, areas.counts, areas.square_metres)

    def sieved(self, pixels: int) -> ClassRaster:
        """With areas of fewer pixels joined to the largest neighbour; neighbours touch along an edge."""
        return replace(self, labels=sieve(self.labels, pixels))

    def merged(self, labels: Sequence[int]) -> ClassRaster:
        """With several classes joined to the first of them; raises ParameterError for one that is not there."""
        missing = sorted(set(labels) - set(self.present))
        if missing:
            raise ParameterError(
                f"There is no class {missing[0]}.", hint=f"There are {', '.join(map(str, self.present))}."
            )
        first, *others = dict.fromkeys(labels)
        if not others:
            raise ParameterError("One class alone cannot be merged.", hint="Name two classes or more.")
        joined = self.labels.copy()
        joined[np.isin(joined, others)] = first
        names = {label: name for label, name in self.names.items() if label not in others}
        return replace(self, labels=joined, names=names)

    def write(self, output: Path, *, shares: bool) -> None:
        """Write it as a GeoTIFF with its colours, and its names beside it, with their shares if wanted."""
        self.write_strips(output, strips_of(self.labels), self.summary(), shares=shares)


def read_class_raster(path: str) -> ClassRaster:
    """The classes of a raster of whole numbers in one band; raises SourceError for any other."""
    legend, labels = _read(path, with_labels=True)
    return ClassRaster(**{each.name: getattr(legend, each.name) for each in fields(legend)}, labels=labels)


def read_class_legend(path: str) -> ClassLegend:
    """What is known of such a raster's classes; its labels are not read. Raises SourceError."""
    return _read(path, with_labels=False)[0]


def _read(path: str, *, with_labels: bool) -> tuple[ClassLegend, np.ndarray]:
    name, labels = Path(path).name, np.empty((0, 0), np.uint8)
    with closing(open_dataset(path, colour_table=False)) as dataset, readable(path):
        if dataset.count != 1 or not np.issubdtype(np.dtype(dataset.dtypes[0]), np.integer):
            raise SourceError(f"{name} is no raster of classes.", hint="Choose one with one band of whole numbers.")
        if with_labels:
            labels = np.where(dataset.read_masks(1) > 0, dataset.read(1), 0)
        tags, grid = dataset.tags(), grid_of(dataset)
        centroids = dataset.tags(ns=CENTROIDS_NAMESPACE).get(CENTROIDS_TAG)
        colours = _colours(dataset)
    if labels.size:
        if labels.min() < 0 or labels.max() > MAX_CLASSES:
            raise SourceError(
                f"The numbers of {name} go beyond 0 to {MAX_CLASSES}.", hint="Renumber its classes first."
            )
        labels = labels.astype(np.uint8 if labels.max() < MAX_BYTE else np.uint16)
    legend = ClassLegend(
        grid=grid,
        names=_names(path),
        colours=colours,
        tags={key[len(TAG_PREFIX) :]: value for key, value in tags.items() if key.startswith(TAG_PREFIX)},
        centroids=centroids,
    )
    return legend, labels


def _names(path: str) -> dict[int, str]:
    """The names of the classes by their labels, from where GDAL keeps them, without the shares behind them."""
    try:
        text = Path(f"{path}.aux.xml").read_text("utf-8")
    except (OSError, ValueError):
        return {}
    # The file's only band, in the form in which GDAL writes it: nothing else of XML is needed.
    listed = re.search(r"<CategoryNames>(.*?)</CategoryNames>", text, re.DOTALL)
    found = re.findall(r"<Category>(.*?)</Category>|<Category */>", listed[1], re.DOTALL) if listed else []
    named = {label: SHARE.sub("", unescape(name)) for label, name in enumerate(found)}
    return {label: name for label, name in named.items() if label and name}


def _colours(dataset: rasterio.DatasetReader) -> dict[int, str]:
    """The colours of the labels by the file's own table; none where it has no table."""
    try:
        table = dataset.colormap(1)
    except ValueError:
        return {}
    return {label: "#{:02x}{:02x}{:02x}".format(*rgba[:3]) for label, rgba in table.items() if label and rgba[3]}


def sieve(labels: np.ndarray | rasterio.Band, pixels: int) -> np.ndarray:
    """Labels (row, column) whose areas of fewer ``pixels`` have the label of their largest neighbour; 0 stays.

    Those of a file's band are read row by row, and memory is taken by the result and by GDAL's areas.
    """
    most = math.prod(labels.shape) - 1  # that GDAL takes
    if min(pixels, most) <= 1:
        return labels.ds.read(labels.bidx) if isinstance(labels, rasterio.Band) else labels
    if not isinstance(labels, rasterio.Band):
        mask = labels > 0
    else:
        mask = labels if labels.dtype == "uint8" else labels.ds.read(labels.bidx) > 0
    found: np.ndarray = features.sieve(labels, min(pixels, most), mask=mask)
    return found


class ClassAreas:
    """Pixels and square metres of the labels from 0 to ``most``, of rows that are added from the top of a grid."""

    def __init__(self, grid: Grid, most: int) -> None:
        self._grid = grid
        self._row = 0
        self.counts = np.zeros(most + 1, np.int64)
        self._areas = np.zeros(most + 1)
        self._is_upright = (
            grid.crs is not None and grid.crs.is_geographic and not (grid.transform.b or grid.transform.d)
        )

    def add(self, labels: np.ndarray) -> None:
        """Add labels (row, column) below those before."""
        grid = self._grid
        for line in labels:
            found = np.bincount(line, minlength=len(self.counts))
            self.counts += found
            if self._is_upright:  # a degree of longitude is shorter to the north
                mx, my = metres_per_degree(grid.centre_of(0, self._row)[1])
                self._areas += found * (abs(grid.transform.determinant) * mx * my)
            self._row += 1

    @property
    def square_metres(self) -> np.ndarray:
        """Area (label,) of each label."""
        return self._areas if self._is_upright else self.counts * self._grid.pixel_area


def write_class_polygons(
    raster: ClassRaster, output: Path, names: Mapping[int, str], *, reporter: Reporter
) -> dict[int, int]:
    """Write an area of one class a feature, with ``class``, ``name`` and ``hectares``; the numbers of them by class."""
    grid = raster.grid
    unit_area = grid.pixel_area / abs(grid.transform.determinant)  # square metres of a square unit
    is_geographic = grid.crs is not None and grid.crs.is_geographic
    counts: dict[int, int] = {}
    kind = LayerKind(name="classes", crs=grid.crs or CRS(), geometry_type="Polygon", tags={"KIND": "class polygons"})
    reporter.report(0.0, "Drawing outlines")
    with whole_file(output) as partial, open_writer(partial, kind) as writer:
        for labels, shapes in _batches(raster):
            reporter.check()
            areas = shapely.area(shapes)
            if is_geographic:  # a degree of longitude is shorter to the north
                latitudes = shapely.get_y(shapely.centroid(shapes)).tolist()
                areas *= [math.prod(metres_per_degree(latitude)) for latitude in latitudes]
            else:
                areas *= unit_area
            columns = {
                "class": pa.array(labels, pa.int32()),
                "name": pa.array([names.get(label) or raster.name(label) for label in labels], pa.string()),
                "hectares": pa.array(areas / SQUARE_METRES, pa.float64()),
            }
            if grid.crs is None:
                del columns["hectares"]
            empty = pa.record_batch([pa.array([None] * len(labels), pa.null())], names=["unused"]).select([])
            writer.write(empty, pa.array(shapely.to_wkb(shapes), pa.binary()), columns)
            for label in labels:
                counts[label] = counts.get(label, 0) + 1
    return counts


def _batches(raster: ClassRaster) -> Iterator[tuple[list[int], np.ndarray]]:
    """The areas of one class each: labels and polygons, some at a time."""
    labels: list[int] = []
    shapes: list[shapely.Geometry] = []
    found = features.shapes(raster.labels, mask=raster.labels > 0, transform=raster.grid.transform)
    with closing(found):
        for geometry, label in found:
            labels.append(int(label))
            shapes.append(shape(geometry))
            if len(labels) == FEATURES_AT_ONCE:
                yield labels, np.array(shapes)
                labels, shapes = [], []
    if labels:
        yield labels, np.array(shapes)

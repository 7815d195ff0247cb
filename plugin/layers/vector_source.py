"""The file of a vector layer's features: the layer's own where it says the same, else a copy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsFeatureIterator,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsFeatureSource,
    QgsFields,
    QgsGeometry,
    QgsMapLayer,
    QgsPointXY,
    QgsProviderRegistry,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QMetaType

from ...engine.point_columns import EMBEDDING, LAT_NAMES, LON_NAMES, embedding_dims
from ..client.failure import EngineFailure

PARQUET = (".parquet", ".geoparquet")
TABLES = (".csv", ".tsv", ".txt")  # of which the engine finds longitude and latitude by itself
DISK_FILES = (".gpkg", ".shp", ".geojson", ".json", ".fgb", ".gml", ".kml")
LONLAT = "EPSG:4326"
OWN_FID = "landprint_fid"  # a column named fid stays a column, whatever is in it


@dataclass(frozen=True)
class VectorFile:
    """A layer of a file that the engine reads, in plain data; ``crs`` is None where the file's own holds."""

    path: str
    layer: Optional[str] = None  # noqa: UP045 - Python 3.9
    crs: Optional[str] = None  # noqa: UP045


def vector_file(layer: QgsMapLayer) -> VectorFile | None:
    """The layer's own file, if it has the same features and fields; None if a copy must be made."""
    if not isinstance(layer, QgsVectorLayer):
        raise EngineFailure("source", f"“{layer.name()}” is not a vector layer.", "Choose a layer of points.")
    if layer.providerType() != "ogr" or _differs(layer):
        return None
    parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
    path = Path(str(parts.get("path") or ""))
    kinds = DISK_FILES + PARQUET if layer.isSpatial() else TABLES
    if path.suffix.lower() not in kinds or not path.is_file():
        return None
    crs = wkt(layer.crs()) if layer.isSpatial() and layer.crs().isValid() else None
    return VectorFile(str(path.absolute()), str(parts.get("layerName") or "") or None, crs)


def _differs(layer: QgsVectorLayer) -> bool:
    """Whether the layer shows something else than its file: edits, a filter, joined or computed fields."""
    fields = layer.fields()
    origins = {fields.fieldOrigin(index) for index in range(fields.count())}
    own = {QgsFields.FieldOrigin.OriginProvider}
    return bool(layer.isModified() or layer.subsetString() or origins - own)


def file_of_layer(layer: QgsVectorLayer) -> str | None:
    """The file that holds this layer alone, in the CRS that it has in QGIS; None when there is none."""
    file = vector_file(layer)
    if file is None or layer.dataProvider().crs() != layer.crs():
        return None
    return file.path if len(QgsProviderRegistry.instance().querySublayers(file.path)) == 1 else None


def parquet_file(text: str) -> VectorFile | None:
    """The GeoParquet file of this path, which QGIS reads only where its GDAL was built for it."""
    path = Path(text)
    return VectorFile(str(path.absolute())) if path.suffix.lower() in PARQUET and path.is_file() else None


def reads_parquet() -> bool:
    """Whether this QGIS reads GeoParquet."""
    return "parquet" in {suffix.lower() for suffix in QgsVectorFileWriter.supportedFormatExtensions()}


def embedding_fields(fields: QgsFields) -> list[int]:
    """The indexes of the fields that the engine takes for an embedding: one of lists, or numbered ones."""
    index = fields.indexFromName(EMBEDDING)
    if index >= 0 and fields.at(index).type() == QMetaType.Type.QVariantList:
        return [index]
    numeric = [field.name() for field in fields if field.isNumeric()]
    return [fields.indexFromName(name) for name in embedding_dims(numeric)]


def wkt(crs: QgsCoordinateReferenceSystem) -> str:
    """The CRS in the form that the engine reads."""
    return str(crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED))


class Snapshot:
    """A layer as it is now, for another thread: as much of QGIS's feature source as a copy of it needs."""

    def __init__(self, layer: QgsVectorLayer) -> None:
        self._source = QgsVectorLayerFeatureSource(layer)
        self._name, self._crs, self._kind, self._fields = layer.name(), layer.crs(), layer.wkbType(), layer.fields()

    def sourceName(self) -> str:
        """The layer's name."""
        return self._name

    def sourceCrs(self) -> QgsCoordinateReferenceSystem:
        """The layer's CRS."""
        return self._crs

    def wkbType(self) -> QgsWkbTypes.Type:
        """The kind of the layer's geometries."""
        return self._kind

    def fields(self) -> QgsFields:
        """The layer's fields."""
        return self._fields

    def getFeatures(self) -> QgsFeatureIterator:
        """The layer's features."""
        return self._source.getFeatures(QgsFeatureRequest())


def copy_points(
    source: QgsFeatureSource,
    path: str,
    transform_context: QgsCoordinateTransformContext,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> VectorFile:
    """A GeoPackage of the features in their order, points of a table's longitudes and latitudes; EngineFailure."""
    name, crs = source.sourceName(), source.sourceCrs()
    kind = source.wkbType()
    point_of = None
    if kind == QgsWkbTypes.Type.NoGeometry:
        kind, crs, point_of = QgsWkbTypes.Type.Point, QgsCoordinateReferenceSystem(LONLAT), _point_reader(source)
    if QgsWkbTypes.geometryType(kind) != QgsWkbTypes.GeometryType.PointGeometry:
        raise EngineFailure("source", f"“{name}” is not a layer of points.", "Make points of it first (Centroids).")
    if not crs.isValid():
        raise EngineFailure("source", f"“{name}” has no CRS.", "Set the layer's CRS.")
    return copy_features(source, path, transform_context, kind, crs, point_of, is_cancelled)


def copy_features(
    source: QgsFeatureSource,
    path: str,
    transform_context: QgsCoordinateTransformContext,
    kind: QgsWkbTypes.Type,
    crs: QgsCoordinateReferenceSystem,
    point_of: Callable[[QgsFeature], QgsGeometry] | None = None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> VectorFile:
    """A GeoPackage of the features in their order, their geometry by ``point_of`` if given; raises EngineFailure."""
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    options.layerOptions = [f"FID={OWN_FID}"]
    writer = QgsVectorFileWriter.create(path, source.fields(), kind, crs, transform_context, options)
    for feature in source.getFeatures():
        if is_cancelled():
            break
        if point_of is not None:
            feature.setGeometry(point_of(feature))
        # GDAL would take the number in another file for the one in this one.
        copied = QgsFeature(feature)
        copied.setId(-1)
        if not writer.addFeature(copied, QgsFeatureSink.Flag.FastInsert):
            break
    problem = writer.errorMessage() if writer.hasError() != QgsVectorFileWriter.WriterError.NoError else ""
    del writer  # writes the rest
    if problem:
        raise EngineFailure("disk", f"A copy of “{source.sourceName()}” could not be written: {problem}")
    return VectorFile(path)


def _point_reader(source: QgsFeatureSource) -> Callable[[QgsFeature], QgsGeometry]:
    """A function that reads a row's point; raises EngineFailure without columns of longitude and latitude."""
    names = {field.name().lower(): index for index, field in enumerate(source.fields())}
    lon = next((names[name] for name in LON_NAMES if name in names), None)
    lat = next((names[name] for name in LAT_NAMES if name in names), None)
    if lon is None or lat is None:
        raise EngineFailure(
            "source",
            f"“{source.sourceName()}” is a table without places.",
            "It needs a column named lon or longitude, and one named lat or latitude.",
        )

    def point_of(feature: QgsFeature) -> QgsGeometry:
        x, y = _number(feature.attribute(lon)), _number(feature.attribute(lat))
        return QgsGeometry() if x is None or y is None else QgsGeometry.fromPointXY(QgsPointXY(x, y))

    return point_of


def _number(value: Any) -> Optional[float]:  # noqa: UP045
    try:
        return None if value is None or value == NULL else float(value)
    except (TypeError, ValueError):
        return None

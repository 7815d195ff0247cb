"""The file of a vector layer's features: the layer's own where it says the same, else a copy."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsFeatureIterator,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsFeatureSource,
    QgsField,
    QgsFields,
    QgsMapLayer,
    QgsProviderRegistry,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QMetaType

from ....engine.point_columns import (
    EMBEDDING,
    LIST_NAMES,
    SHAPE_NAMES,
    embedding_dims,
    longitude_and_latitude,
    own_dims,
)
from ...client.failure import EngineFailure
from ...compat import TextField
from ...translation import tr

PARQUET = (".parquet", ".geoparquet")
TABLES = (".csv", ".tsv", ".txt")  # of which the engine finds longitude and latitude by itself
DISK_FILES = (".gpkg", ".shp", ".geojson", ".json", ".fgb", ".gml", ".kml")
TABLE_HINT = tr("It needs a column named lon or longitude, and one named lat or latitude, or one of WKT.")
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
        raise EngineFailure(
            "source", tr("“{layer}” is not a vector layer.").format(layer=layer.name()), tr("Choose a layer of points.")
        )
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


def unread_parquet(value: Any) -> VectorFile | None:
    """The GeoParquet file of this path where this QGIS cannot read it: its GDAL needs to be built for it."""
    if not isinstance(value, str) or reads_parquet():
        return None
    path = Path(value)
    return VectorFile(str(path.absolute())) if path.suffix.lower() in PARQUET and path.is_file() else None


def reads_parquet() -> bool:
    """Whether this QGIS reads GeoParquet."""
    return "parquet" in {suffix.lower() for suffix in QgsVectorFileWriter.supportedFormatExtensions()}


def embedding_fields(fields: QgsFields) -> list[int]:
    """The indexes of the fields that the engine takes for an embedding: one of lists, or numbered ones."""
    lists = [field.name() for field in fields if is_list(field)]
    numeric = [field.name() for field in fields if field.isNumeric()]
    if EMBEDDING in lists:
        names = [EMBEDDING]
    else:  # of several lists of other names the engine takes the longest, which no field says
        named = [name for name in LIST_NAMES if name in lists]
        names = own_dims(numeric) or named or (lists if len(lists) == 1 else embedding_dims(numeric))
    return [fields.indexFromName(name) for name in names]


def embedding_of(feature: QgsFeature, fields: QgsFields) -> list[float]:
    """The feature's embedding, 0 in place of null."""
    values = [feature.attribute(index) for index in embedding_fields(fields)]
    listed = values[0] if len(values) == 1 and isinstance(values[0], (list, tuple)) else values
    return [float(value or 0) for value in listed]


def is_list(field: QgsField) -> bool:
    """Whether the field holds lists of numbers."""
    return bool(field.type() == QMetaType.Type.QVariantList)


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

    def getFeatures(self, request: QgsFeatureRequest | None = None) -> QgsFeatureIterator:
        """The layer's features."""
        return self._source.getFeatures(request or QgsFeatureRequest())


def copy_points(
    source: QgsFeatureSource,
    path: str,
    transform_context: QgsCoordinateTransformContext,
    is_cancelled: Callable[[], bool] = lambda: False,
    *,
    any_shape: bool = False,
) -> VectorFile:
    """A GeoPackage of the features in their order, of a table without geometries its rows; raises EngineFailure.

    With ``any_shape``, lines and polygons are taken as well as points.
    """
    name, crs, kind = source.sourceName(), source.sourceCrs(), source.wkbType()
    if kind == QgsWkbTypes.Type.NoGeometry:
        names = [field.name() for field in source.fields()]
        if longitude_and_latitude(names) is None and not {name.lower() for name in names} & set(SHAPE_NAMES):
            raise EngineFailure("source", tr("“{name}” is a table without places.").format(name=name), TABLE_HINT)
        # The engine finds the places, also those that are written as degrees and minutes.
        return copy_features(source, path, transform_context, kind, QgsCoordinateReferenceSystem(), is_cancelled)
    if not any_shape and QgsWkbTypes.geometryType(kind) != QgsWkbTypes.GeometryType.PointGeometry:
        raise EngineFailure(
            "source",
            tr("“{name}” is not a layer of points.").format(name=name),
            tr("Make points of it first (Centroids)."),
        )
    if not crs.isValid():
        raise EngineFailure("source", tr("“{name}” has no CRS.").format(name=name), tr("Set the layer's CRS."))
    return copy_features(source, path, transform_context, kind, crs, is_cancelled)


def copy_features(
    source: QgsFeatureSource,
    path: str,
    transform_context: QgsCoordinateTransformContext,
    kind: QgsWkbTypes.Type,
    crs: QgsCoordinateReferenceSystem,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> VectorFile:
    """A GeoPackage of the features in their order, lists of numbers as JSON; raises EngineFailure."""
    lists, fields = [index for index, field in enumerate(source.fields()) if is_list(field)], QgsFields()
    for index, field in enumerate(source.fields()):
        fields.append(QgsField(field.name(), TextField) if index in lists else field)
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    options.layerOptions = [f"FID={OWN_FID}"]
    writer = QgsVectorFileWriter.create(path, fields, kind, crs, transform_context, options)
    for feature in source.getFeatures():
        if is_cancelled():
            break
        # GDAL would take the number in another file for the one in this one.
        copied = QgsFeature(feature)
        copied.setId(-1)
        for index in lists:
            value = copied.attribute(index)
            copied.setAttribute(index, json.dumps(value) if isinstance(value, list) else None)
        if not writer.addFeature(copied, QgsFeatureSink.Flag.FastInsert):
            break
    problem = writer.errorMessage() if writer.hasError() != QgsVectorFileWriter.WriterError.NoError else ""
    del writer  # writes the rest
    if problem:
        raise EngineFailure(
            "disk",
            tr("A copy of “{layer}” could not be written: {problem}").format(
                layer=source.sourceName(), problem=problem
            ),
        )
    return VectorFile(path)

"""What an older QGIS lacks: an entry goes once the version that it names is the oldest supported."""

from __future__ import annotations

from qgis.core import (
    Qgis,
    QgsMapLayerProxyModel,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsRasterFileWriter,
    QgsRasterTransparency,
    QgsTask,
)
from qgis.PyQt.QtCore import QMetaType, QVariant

# 3.26: a task of which the task manager says nothing.
SILENT = getattr(QgsTask.Flag, "Silent", QgsTask.Flag.CanCancel)

# 3.32: the kinds of layers that a combo box lists.
if hasattr(Qgis, "LayerFilter"):
    LayerFilter, LayerFilters = Qgis.LayerFilter, Qgis.LayerFilters
else:
    LayerFilter, LayerFilters = QgsMapLayerProxyModel.Filter, QgsMapLayerProxyModel.Filters

# 3.38: the types of fields, as Qt 6 has them.
FieldType = QMetaType.Type if Qgis.QGIS_VERSION_INT >= 33800 else QVariant  # noqa: PLR2004
TextField = getattr(FieldType, "QString", None) or getattr(FieldType, "String", None)
IntegerField, DoubleField = FieldType.Int, FieldType.Double

# 3.24: the outcome of writing a raster.
WRITTEN = (
    Qgis.RasterFileWriterResult.Success
    if hasattr(Qgis, "RasterFileWriterResult")
    else QgsRasterFileWriter.WriterError.NoError
)


def transparent_values(least: float, most: float) -> QgsRasterTransparency.TransparentSingleValuePixel:
    """Values of a raster that are not drawn; 3.38 counts by opacity."""
    values = QgsRasterTransparency.TransparentSingleValuePixel()
    values.min, values.max = least, most
    if hasattr(values, "opacity"):
        values.opacity = 0.0
    else:
        values.percentTransparent = 100.0
    return values


def create_options(writer: QgsRasterFileWriter, options: list[str]) -> None:
    """Have GDAL write with these options; 3.44 names it differently."""
    set_options = writer.setCreationOptions if hasattr(writer, "setCreationOptions") else writer.setCreateOptions
    set_options(options)


def set_group(details: QgsProcessingContext.LayerDetails, group: str) -> None:
    """Have QGIS add the result to this group of layers; 3.32."""
    if hasattr(details, "groupName"):
        details.groupName = group


def filter_expression(definition: QgsProcessingFeatureSourceDefinition) -> str:
    """Which features of the source are meant; 3.32."""
    return getattr(definition, "filterExpression", "")

"""Examples out of a vector layer: each value of one of its columns is a class."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from qgis.core import (
    NULL,
    QgsCategorizedSymbolRenderer,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProject,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ...client.failure import EngineFailure
from ...layers.sources.vector_source import wkt
from ...translation import format_number, tr
from .examples import MOST_CLASSES, Example, Examples

MOST_EXAMPLES = 2000  # of a layer: the engine is asked with all of them at every change
DIGITS = 12  # of a coordinate in WKT


@dataclass(frozen=True)
class LayerExamples:
    """What a layer's column says: names and colours of classes in their order, and the examples of each."""

    colours: dict[str, str]  # by name; empty where the layer has none
    places: tuple[Example, ...]


def column_names(layer: QgsVectorLayer) -> list[str]:
    """The layer's columns, the one that it is drawn by first."""
    names = [field.name() for field in layer.fields()]
    drawn = _renderer_column(layer)
    return sorted(names, key=lambda name: name != drawn)


def read_examples(
    layer: QgsVectorLayer, column: str, crs: QgsCoordinateReferenceSystem, project: QgsProject
) -> LayerExamples:
    """The layer's features as examples in ``crs``, those that are selected if some are; raises EngineFailure."""
    index = layer.fields().indexOf(column)
    if index < 0:
        message = tr("“{layer}” has no column “{column}”.").format(layer=layer.name(), column=column)
        raise EngineFailure("source", message, tr("Choose one of its columns."))
    count = layer.selectedFeatureCount() or layer.featureCount()
    if count > MOST_EXAMPLES:
        message = tr("“{layer}” has {count} features, and at most {most} are taken as examples.").format(
            layer=layer.name(), count=format_number(count), most=format_number(MOST_EXAMPLES)
        )
        raise EngineFailure("source", message, tr("Select some of them first."))
    drawn = _drawn_classes(layer, column)
    to_crs = QgsCoordinateTransform(layer.crs(), crs, project) if crs.isValid() else QgsCoordinateTransform()
    places: list[Example] = []
    for feature in _features(layer, index):
        value = feature.attribute(index)
        if value is None or value == NULL or feature.geometry().isEmpty():
            continue
        name = drawn.get(value, (text_of(value), ""))[0]
        if name:
            places.extend(_examples(name, feature.geometry(), to_crs, layer.name()))
    if not places:
        message = tr("“{layer}” has no feature with a value in “{column}”.").format(layer=layer.name(), column=column)
        raise EngineFailure("source", message, tr("Choose another column, or select other features."))
    found = sorted({one.of for one in places})
    colours = {name: colour for name, colour in drawn.values() if name in found}
    colours.update({name: "" for name in found if name not in colours})
    if len(colours) > MOST_CLASSES:
        message = tr("“{column}” has {count} values, and at most {most} classes are told apart.").format(
            column=column, count=format_number(len(colours)), most=MOST_CLASSES
        )
        raise EngineFailure("source", message, tr("Choose a column of classes."))
    return LayerExamples(colours, tuple(places))


def joined(examples: Examples, new: LayerExamples, crs: QgsCoordinateReferenceSystem) -> Examples:
    """The examples and those of a layer; classes of the same name are one, and those without an example go."""
    kept = tuple(one for one in examples.classes if examples.count(one.name) or one.name in new.colours)
    result = replace(examples, classes=kept)
    for name, colour in new.colours.items():
        if result.index(name) < 0:
            free = colour and colour not in {one.colour for one in result.classes}
            result = result.with_class(name, colour if free else "")
    if len(result.classes) > MOST_CLASSES:
        message = tr("These would be {count} classes, and at most {most} are told apart.").format(
            count=format_number(len(result.classes)), most=MOST_CLASSES
        )
        raise EngineFailure("source", message, tr("Remove some classes first."))
    return result.with_places((*examples.places, *new.places), wkt(crs) if crs.isValid() else "")


def text_of(value: Any) -> str:
    """The value as the name of a class: a whole number without its decimals."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split())


def _renderer_column(layer: QgsVectorLayer) -> str:
    renderer = layer.renderer()
    drawn = renderer.classAttribute() if isinstance(renderer, QgsCategorizedSymbolRenderer) else ""
    return drawn.strip('"')


def _drawn_classes(layer: QgsVectorLayer, column: str) -> dict[Any, tuple[str, str]]:
    """Name and colour of each value, where the layer is drawn by this column."""
    if _renderer_column(layer) != column:
        return {}
    drawn: dict[Any, tuple[str, str]] = {}
    for category in layer.renderer().categories():
        values = category.value() if isinstance(category.value(), list) else [category.value()]
        for value in values:
            if value is not None and value not in (NULL, ""):
                label = " ".join(category.label().split())
                drawn[value] = (label or text_of(value), category.symbol().color().name())
    return drawn


def _features(layer: QgsVectorLayer, index: int) -> list[QgsFeature]:
    if layer.selectedFeatureCount():
        return list(layer.selectedFeatures())
    request = QgsFeatureRequest()
    request.setSubsetOfAttributes([index])
    return list(layer.getFeatures(request))


def _examples(name: str, geometry: QgsGeometry, to_crs: QgsCoordinateTransform, layer: str) -> list[Example]:
    """A point an example each, a polygon or line one of all that is in it."""
    moved = QgsGeometry(geometry.constGet().segmentize())
    moved.get().dropZValue()
    moved.get().dropMValue()
    try:
        moved.transform(to_crs)
    except QgsCsException as error:
        message = tr("A feature of “{layer}” has no coordinates in the embedding layer's CRS.").format(layer=layer)
        raise EngineFailure("outside", message) from error
    if moved.type() != QgsWkbTypes.GeometryType.PointGeometry:
        return [Example(name, wkt=moved.asWkt(DIGITS))]
    return [Example(name, vertex.x(), vertex.y()) for vertex in moved.vertices()]

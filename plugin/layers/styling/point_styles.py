"""How points or areas and maps of an attribute are drawn: by class, or by a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsClassificationEqualInterval,
    QgsColorRampShader,
    QgsFillSymbol,
    QgsGradientColorRamp,
    QgsGradientStop,
    QgsGraduatedSymbolRenderer,
    QgsMarkerSymbol,
    QgsRasterLayer,
    QgsRasterShader,
    QgsRendererCategory,
    QgsSingleBandPseudoColorRenderer,
    QgsSymbol,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtGui import QColor

# Even steps of viridis (van der Walt, Smith and Firing, CC0).
VIRIDIS = ("#440154", "#472d7b", "#3b528b", "#2c728e", "#21918c", "#28ae80", "#5ec962", "#addc30", "#fde725")
STEPS = 7
MOST_CATEGORIES = 100


@dataclass(frozen=True)
class LayerClass:
    """A value of a raster or of a column of points, and how it is drawn."""

    value: Any
    title: str
    colour: str


def style_point_classes(layer: QgsVectorLayer, column: str, classes: Sequence[LayerClass]) -> None:
    """Draw each class of points or areas in its colour, with its title in the legend."""
    categories = [QgsRendererCategory(one.value, _symbol(layer, QColor(one.colour)), one.title) for one in classes]
    layer.setRenderer(QgsCategorizedSymbolRenderer(column, categories))
    layer.triggerRepaint()


def style_point_values(layer: QgsVectorLayer, column: str) -> None:
    """Draw points or areas by what is in a column: numbers by a ramp, texts each in a colour."""
    index = layer.fields().indexOf(column)
    if index < 0:
        return
    if layer.fields().at(index).isNumeric():
        renderer = QgsGraduatedSymbolRenderer(column)
        renderer.setSourceSymbol(_symbol(layer, QColor(VIRIDIS[0])))
        renderer.setClassificationMethod(QgsClassificationEqualInterval())
        renderer.setSourceColorRamp(viridis())
        renderer.updateClasses(layer, STEPS)
        layer.setRenderer(renderer)
        layer.triggerRepaint()
        return
    values = sorted(value for value in layer.uniqueValues(index, MOST_CATEGORIES) if isinstance(value, str))
    colours = (viridis().color(rank / max(len(values) - 1, 1)).name() for rank in range(len(values)))
    style_point_classes(layer, column, [LayerClass(value, value, colour) for value, colour in zip(values, colours)])


def style_numbers(layer: QgsRasterLayer, minimum: float, maximum: float) -> None:
    """Draw a map of a number by a ramp from its least to its largest value."""
    ramp = viridis()
    span = max(maximum - minimum, 1e-9)
    stops = [index / (len(VIRIDIS) - 1) for index in range(len(VIRIDIS))]
    shader = QgsColorRampShader(minimum, minimum + span, ramp)
    shader.setColorRampItemList(
        [
            QgsColorRampShader.ColorRampItem(minimum + stop * span, ramp.color(stop), f"{minimum + stop * span:.4g}")
            for stop in stops
        ]
    )
    draw_colours(layer, shader)


def draw_colours(layer: QgsRasterLayer, colours: QgsColorRampShader, band: int = 1) -> None:
    """Draw a band in these colours, from their least to their largest value."""
    shader = QgsRasterShader(colours.minimumValue(), colours.maximumValue())
    shader.setRasterShaderFunction(colours)
    renderer = QgsSingleBandPseudoColorRenderer(layer.dataProvider(), band, shader)
    renderer.setClassificationMin(colours.minimumValue())
    renderer.setClassificationMax(colours.maximumValue())
    layer.setRenderer(renderer)
    layer.triggerRepaint()


def viridis() -> QgsGradientColorRamp:
    """The ramp from low to high."""
    last = len(VIRIDIS) - 1
    stops = [QgsGradientStop(index / last, QColor(VIRIDIS[index])) for index in range(1, last)]
    return QgsGradientColorRamp(QColor(VIRIDIS[0]), QColor(VIRIDIS[last]), False, stops)


def _symbol(layer: QgsVectorLayer, colour: QColor) -> QgsSymbol:
    if layer.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry:
        area = QgsFillSymbol.createSimple({"outline_style": "no"})
        area.setColor(colour)
        return area
    if layer.geometryType() == QgsWkbTypes.GeometryType.LineGeometry:
        line = QgsSymbol.defaultSymbol(layer.geometryType())
        line.setColor(colour)
        return line
    symbol = QgsMarkerSymbol.createSimple(
        {"name": "circle", "outline_color": "white", "outline_width": "0.2", "size": "2.2"}
    )
    symbol.setColor(colour)
    return symbol

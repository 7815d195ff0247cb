"""The styles of results: heatmap, classes, embedding colours, places and polygons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsColorRampLegendNodeSettings,
    QgsColorRampShader,
    QgsContrastEnhancement,
    QgsFillSymbol,
    QgsMapLayer,
    QgsMarkerSymbol,
    QgsMultiBandColorRenderer,
    QgsPalettedRasterRenderer,
    QgsPalLayerSettings,
    QgsRasterLayer,
    QgsSimpleMarkerSymbolLayer,
    QgsSingleBandGrayRenderer,
    QgsSingleSymbolRenderer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor, QGuiApplication, QPalette

from ..translation import format_number, tr
from .point_styles import LayerClass, draw_colours, style_point_classes

CLASS_COLUMN = "class"  # of clustered points
# Even steps of magma (van der Walt and Smith, CC0): even to the eye, and for every kind of colour vision; without
# its black end, which reads as a shadow on the ground.
MAGMA = ("#1d1147", "#51127c", "#832681", "#b73779", "#e75263", "#fc8961", "#fec488", "#fcfdbf")
# YlOrBr of ColorBrewer (Harrower and Brewer 2003), from light to dark: not taken for a heatmap, which is bright where
# it is strong.
CHANGE = ("#ffffe5", "#fff7bc", "#fee391", "#fec44f", "#fe9929", "#ec7014", "#cc4c02", "#993404", "#662506")
# Transparency and no blend mode: a blended colour is no longer the legend's.
OPAQUE = 215  # the ground shows through even where all is alike
ABOVE_ALL = 1.001  # the few values above the range have its last colour; float32 may round a cosine past 1
LEAST_STEP = 1e-6  # between two stops of a ramp
MIDDLE_LIGHTNESS = 128
LEGEND_STEPS = 4  # between the rows of a legend without a ramp
OPAQUE_FROM = 0.3  # of the way from the least to the most similar value that is drawn in colour


@dataclass(frozen=True)
class HeatmapRange:
    """The similarities between which the colours run."""

    low: float
    high: float

    @classmethod
    def of(cls, percentiles: dict[str, float], threshold: float, maximum: float) -> HeatmapRange:
        """From the median or the threshold to the 99th percentile, or halfway to the maximum where that is higher.

        Not to the maximum, which is the place itself: all the others would look alike.
        """
        low, high = min(percentiles["50"], threshold), max(percentiles["99"], (threshold + maximum) / 2)
        return cls(low=low, high=max(high, low + 2 * LEAST_STEP))


def heatmap_colour(value: float, limits: HeatmapRange) -> QColor:
    """The colour of a similarity: magma, the more transparent the less similar."""
    part = min(max((value - limits.low) / (limits.high - limits.low), 0.0), 1.0)
    step = min(int(part * (len(MAGMA) - 1)), len(MAGMA) - 2)
    rest = part * (len(MAGMA) - 1) - step
    below, above = QColor(MAGMA[step]), QColor(MAGMA[step + 1])
    mixed = (round(a + (b - a) * rest) for a, b in zip(below.getRgb()[:3], above.getRgb()[:3]))
    return QColor(*mixed, round(OPAQUE * min(part / OPAQUE_FROM, 1.0)))


def style_heatmap(layer: QgsRasterLayer, limits: HeatmapRange, threshold: float) -> None:
    """Draw what is more similar than ``threshold``; nothing is computed, so that a slider can call it."""
    start = min(max(threshold, limits.low), limits.high - LEAST_STEP)
    by_rows = has_dark_lists()
    items = [
        QgsColorRampShader.ColorRampItem(value, heatmap_colour(value, limits), label)
        for value, label in (_rows(start, limits) if by_rows else _stops(start, limits))
    ]
    ramp = QgsColorRampShader(start, limits.high)
    ramp.setColorRampItemList(items)
    ramp.setClip(True)
    ramp.setLegendSettings(_legend(start, limits.high, by_rows=by_rows))
    draw_colours(layer, ramp)


def has_dark_lists() -> bool:
    """Whether lists, as that of the layers, are so dark that black cannot be read on them."""
    # The text's colour says nothing: Night Mapping sets it in a style sheet.
    return QGuiApplication.palette().color(QPalette.ColorRole.Base).lightness() < MIDDLE_LIGHTNESS


def _stops(start: float, limits: HeatmapRange) -> list[tuple[float, str]]:
    """The colour stops with their legend labels: as many as magma's colours need."""
    count = 2 * (len(MAGMA) - 1)
    even = [limits.low + (limits.high - limits.low) * index / count for index in range(count + 1)]
    return _labelled([start] + [value for value in even if value > start])


def _rows(start: float, limits: HeatmapRange) -> list[tuple[float, str]]:
    """So few that each may have a row of the legend."""
    return _labelled([start + (limits.high - start) * index / LEGEND_STEPS for index in range(LEGEND_STEPS + 1)])


def _labelled(values: list[float]) -> list[tuple[float, str]]:
    first, *others = values
    return [
        (first, tr("{least} less similar").format(least=format_number(first, 2))),
        *((v, format_number(v, 2)) for v in others),
        (ABOVE_ALL, tr("and more similar")),
    ]


def _legend(least: float, most: float, *, by_rows: bool) -> QgsColorRampLegendNodeSettings:
    settings = QgsColorRampLegendNodeSettings()
    # QGIS writes beside a ramp in black whatever the theme is, and beside a row's colour as everywhere else.
    settings.setUseContinuousLegend(not by_rows)
    settings.setMinimumLabel(tr("{least} less similar").format(least=format_number(least, 2)))
    settings.setMaximumLabel(tr("{most} and more similar").format(most=format_number(most, 2)))
    return settings


def style_classes(layer: QgsMapLayer, classes: Sequence[LayerClass]) -> None:
    """Draw each class of a raster or of points in its colour, with its title in the legend."""
    if isinstance(layer, QgsVectorLayer):
        style_point_classes(layer, CLASS_COLUMN, classes)
        return
    entries = [QgsPalettedRasterRenderer.Class(one.value, QColor(one.colour), one.title) for one in classes]
    layer.setRenderer(QgsPalettedRasterRenderer(layer.dataProvider(), 1, entries))
    layer.triggerRepaint()


def classes_of(layer: QgsMapLayer) -> list[LayerClass]:
    """The classes as the layer draws them now; none when it is no longer drawn by classes."""
    renderer = layer.renderer()
    if isinstance(renderer, QgsCategorizedSymbolRenderer):
        drawn = [one for one in renderer.categories() if isinstance(one.value(), int)]
        return [LayerClass(one.value(), one.label(), one.symbol().color().name()) for one in drawn]
    if not isinstance(renderer, QgsPalettedRasterRenderer):
        return []
    return [LayerClass(int(one.value), one.label, one.color.name()) for one in renderer.classes()]


def style_change(layer: QgsRasterLayer, low: float, high: float) -> None:
    """Draw distances from ``low`` to ``high``, the darker the larger."""
    high = max(high, low + 2 * LEAST_STEP)
    by_rows = has_dark_lists()
    values = [low + (high - low) * step / (len(CHANGE) - 1) for step in range(len(CHANGE))]
    items = [
        QgsColorRampShader.ColorRampItem(value, QColor(colour), format_number(value, 2))
        for value, colour in zip(values, CHANGE)
    ]
    ramp = QgsColorRampShader(low, high)
    ramp.setColorRampItemList(items)
    settings = QgsColorRampLegendNodeSettings()
    settings.setUseContinuousLegend(not by_rows)
    settings.setMinimumLabel(tr("{value} alike").format(value=format_number(low, 2)))
    settings.setMaximumLabel(tr("{value} changed").format(value=format_number(high, 2)))
    ramp.setLegendSettings(settings)
    draw_colours(layer, ramp)


def style_bands(layer: QgsRasterLayer, bands: Sequence[tuple[int, float, float]]) -> None:
    """Draw three bands as red, green and blue, or one in grey, each from its lowest to its highest value."""
    provider = layer.dataProvider()

    def stretch(band: tuple[int, float, float]) -> QgsContrastEnhancement:
        number, low, high = band
        enhancement = QgsContrastEnhancement(provider.dataType(number))
        enhancement.setMinimumValue(low)
        enhancement.setMaximumValue(max(high, low + LEAST_STEP))
        enhancement.setContrastEnhancementAlgorithm(
            QgsContrastEnhancement.ContrastEnhancementAlgorithm.StretchToMinimumMaximum
        )
        return enhancement

    if len(bands) < len("RGB"):
        grey = QgsSingleBandGrayRenderer(provider, bands[0][0])
        grey.setContrastEnhancement(stretch(bands[0]))
        layer.setRenderer(grey)
    else:
        colours = QgsMultiBandColorRenderer(provider, *(number for number, _, _ in bands))
        colours.setRedContrastEnhancement(stretch(bands[0]))
        colours.setGreenContrastEnhancement(stretch(bands[1]))
        colours.setBlueContrastEnhancement(stretch(bands[2]))
        layer.setRenderer(colours)
    layer.triggerRepaint()


def style_components(layer: QgsRasterLayer) -> None:
    """Draw the first three principal components as red, green and blue, as they are stored."""
    layer.setRenderer(QgsMultiBandColorRenderer(layer.dataProvider(), 1, 2, 3))


def style_places(layer: QgsVectorLayer) -> None:
    """Draw each place as a ring with its rank (field ``rank``)."""
    ring = {"name": "circle", "color": "0,0,0,0", "size": "4"}
    symbol = QgsMarkerSymbol.createSimple({**ring, "outline_color": "#202020", "outline_width": "1.2"})
    # White with a dark edge: seen on any image and on an empty map.
    symbol.appendSymbolLayer(
        QgsSimpleMarkerSymbolLayer.create({**ring, "outline_color": "white", "outline_width": "0.6"})
    )
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    settings = QgsPalLayerSettings()
    settings.fieldName = "rank"
    settings.dist = 1.5  # millimetres: clear of the ring
    settings.setFormat(_label_format())
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


def _label_format() -> QgsTextFormat:
    """White with a dark halo: readable on any image."""
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setColor(QColor("#202020"))
    halo.setSize(0.8)
    text = QgsTextFormat()
    text.setColor(QColor("white"))
    text.setSize(9)
    text.setBuffer(halo)
    return text


def style_embedded_points(layer: QgsVectorLayer) -> None:
    """Draw small points that stay quiet beside what is found among them."""
    symbol = QgsMarkerSymbol.createSimple(
        {"name": "circle", "color": "#6f7f8f", "outline_color": "white", "outline_width": "0.2", "size": "1.8"}
    )
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))


def style_polygons(layer: QgsVectorLayer) -> None:
    """Draw outlines only, so that the image stays visible."""
    symbol = QgsFillSymbol.createSimple({"style": "no", "outline_color": "#fec488", "outline_width": "0.5"})
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))

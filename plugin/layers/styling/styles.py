"""The styles of results: heatmap, classes, embedding colours, places and polygons."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from qgis.core import (
    Qgis,
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
    QgsRasterTransparency,
    QgsSimpleMarkerSymbolLayer,
    QgsSingleBandGrayRenderer,
    QgsSingleBandPseudoColorRenderer,
    QgsSingleSymbolRenderer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor

from ...compat import transparent_values
from ...translation import format_number, tr
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
BELOW_ALL = -2.0  # no cosine reaches it
SIGNED = 128  # signed bytes are less, and not less than the negative of it
LEAST_STEP = 1e-6  # between two stops of a ramp
LEGEND_STEPS = 5  # between the rows of the legend
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

    def with_value(self, value: float) -> HeatmapRange:
        """The range in which this value is drawn in full colour: what is looked for must be seen."""
        least = (value - OPAQUE_FROM * self.high) / (1 - OPAQUE_FROM)
        return HeatmapRange(low=min(self.low, least), high=self.high)


def heatmap_colour(value: float, limits: HeatmapRange) -> QColor:
    """The colour of a similarity: magma, the more transparent the less similar."""
    part = min(max((value - limits.low) / (limits.high - limits.low), 0.0), 1.0)
    step = min(int(part * (len(MAGMA) - 1)), len(MAGMA) - 2)
    rest = part * (len(MAGMA) - 1) - step
    below, above = QColor(MAGMA[step]), QColor(MAGMA[step + 1])
    mixed = (round(a + (b - a) * rest) for a, b in zip(below.getRgb()[:3], above.getRgb()[:3]))
    return QColor(*mixed, round(OPAQUE * min(part / OPAQUE_FROM, 1.0)))


def style_heatmap(layer: QgsRasterLayer, limits: HeatmapRange, threshold: float) -> None:
    """Draw what is more similar than ``threshold`` in magma."""
    values = [limits.low + (limits.high - limits.low) * index / LEGEND_STEPS for index in range(LEGEND_STEPS + 1)]
    items = [QgsColorRampShader.ColorRampItem(value, heatmap_colour(value, limits)) for value in values]
    ramp = QgsColorRampShader(limits.low, limits.high)
    ramp.setColorRampItemList(_labelled(items))
    ramp.setLegendSettings(_by_rows())
    draw_colours(layer, ramp)
    restyle_heatmap(layer, limits, threshold)


def _by_rows() -> QgsColorRampLegendNodeSettings:
    """A row for each colour: beside a ramp QGIS writes in black whatever the theme is, beside a row as elsewhere."""
    legend = QgsColorRampLegendNodeSettings()
    legend.setUseContinuousLegend(False)
    return legend


def restyle_heatmap(layer: QgsRasterLayer, limits: HeatmapRange, threshold: float) -> None:
    """Draw what is more similar than ``threshold``, in the colours that the layer has, between these limits.

    Opacity, ramp and whatever else a person has chosen stay. Nothing is computed, so that a slider can call it.
    """
    renderer = layer.renderer().clone()
    if isinstance(renderer, QgsSingleBandPseudoColorRenderer):
        colours = renderer.shader().rasterShaderFunction()
        if isinstance(colours, QgsColorRampShader):
            _stretch(colours, limits)
            renderer.shader().setMinimumValue(limits.low)
            renderer.shader().setMaximumValue(limits.high)
            renderer.setClassificationMin(limits.low)
            renderer.setClassificationMax(limits.high)
    before = renderer.rasterTransparency()
    others = [one for one in before.transparentSingleValuePixelList() if one.min != BELOW_ALL] if before else []
    hidden = QgsRasterTransparency()
    hidden.setTransparentSingleValuePixelList([transparent_values(BELOW_ALL, threshold - LEAST_STEP), *others])
    renderer.setRasterTransparency(hidden)
    layer.setRenderer(renderer)
    layer.triggerRepaint()


def _stretch(colours: QgsColorRampShader, limits: HeatmapRange) -> None:
    """Move the stops of the ramp, as they are spread now, between these limits."""
    items = colours.colorRampItemList()
    values = [item.value for item in items if math.isfinite(item.value)]
    if not values or (values[0], values[-1]) == (limits.low, limits.high):
        return
    scale = (limits.high - limits.low) / ((values[-1] - values[0]) or 1.0)
    for item in items:
        if math.isfinite(item.value):  # the last colour of a discrete ramp has no end
            item.value = limits.low + (item.value - values[0]) * scale
    colours.setColorRampItemList(_labelled(items))
    colours.setMinimumValue(limits.low)
    colours.setMaximumValue(limits.high)


def _labelled(items: list[QgsColorRampShader.ColorRampItem]) -> list[QgsColorRampShader.ColorRampItem]:
    """The stops with what the legend says beside them."""
    known = [item for item in items if math.isfinite(item.value)]
    for item in known:
        item.label = format_number(item.value, 2)
    known[0].label = tr("{similarity} less similar").format(similarity=known[0].label)
    known[-1].label = tr("{similarity} more similar").format(similarity=known[-1].label)
    return items


def style_classes(layer: QgsMapLayer, classes: Sequence[LayerClass]) -> None:
    """Draw each class of a raster or of points in its colour, with its title in the legend."""
    if isinstance(layer, QgsVectorLayer):
        style_point_classes(layer, CLASS_COLUMN, classes)
        return
    entries = [QgsPalettedRasterRenderer.Class(one.value, QColor(one.colour), one.title) for one in classes]
    renderer = QgsPalettedRasterRenderer(layer.dataProvider(), 1, entries)
    renderer.setOpacity(layer.opacity())  # the user's
    layer.setRenderer(renderer)
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
    values = [low + (high - low) * step / (len(CHANGE) - 1) for step in range(len(CHANGE))]
    items = [
        QgsColorRampShader.ColorRampItem(value, QColor(colour), format_number(value, 2))
        for value, colour in zip(values, CHANGE)
    ]
    items[0].label = tr("{value} alike").format(value=items[0].label)
    items[-1].label = tr("{value} changed").format(value=items[-1].label)
    ramp = QgsColorRampShader(low, high)
    ramp.setColorRampItemList(items)
    ramp.setLegendSettings(_by_rows())
    draw_colours(layer, ramp)


def style_grey(layer: QgsRasterLayer) -> None:
    """Draw the band that is red so far in grey, between the same values: no pixel is read."""
    drawn = layer.renderer()
    if isinstance(drawn, QgsMultiBandColorRenderer):
        grey = QgsSingleBandGrayRenderer(layer.dataProvider(), drawn.redBand())
        if drawn.redContrastEnhancement() is not None:
            grey.setContrastEnhancement(QgsContrastEnhancement(drawn.redContrastEnhancement()))
        layer.setRenderer(grey)


def style_bands(layer: QgsRasterLayer, bands: Sequence[tuple[int, float, float]]) -> None:
    """Draw three bands as red, green and blue, or one in grey, each from its lowest to its highest value.

    Of signed bytes that this GDAL reads as unsigned ones the first is drawn in grey: no stretch of a band puts the
    values from 128 on below the others.
    """
    provider = layer.dataProvider()
    if any(low < 0 and provider.dataType(number) == Qgis.DataType.Byte for number, low, _high in bands):
        _style_signed_bytes(layer, *bands[0])
        return

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


def _style_signed_bytes(layer: QgsRasterLayer, number: int, low: float, high: float) -> None:
    """Draw a band of signed bytes from black at ``low`` to white at ``high``, where they are read as unsigned ones."""
    low, high = max(round(low), -SIGNED), min(round(high), SIGNED - 1)
    signed = sorted({low, min(max(-1, low), high), min(max(0, low), high), high})
    items = []
    for value in (-SIGNED, *signed, SIGNED - 1):
        grey = round(255 * min(max((value - low) / max(high - low, 1), 0.0), 1.0))
        items.append(QgsColorRampShader.ColorRampItem(value % (2 * SIGNED), QColor(grey, grey, grey), str(value)))
    ramp = QgsColorRampShader(0, 2 * SIGNED - 1)
    ramp.setColorRampItemList(sorted(items, key=lambda item: item.value))
    ramp.setLegendSettings(_by_rows())
    draw_colours(layer, ramp, number)


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

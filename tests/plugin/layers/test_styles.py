"""How results are drawn, and what a heatmap's histogram tells."""

from __future__ import annotations

import numpy as np
import pytest
from landprint.plugin.layers import styles
from landprint.plugin.layers.histogram import area_above
from landprint.plugin.layers.styles import (
    HeatmapRange,
    LayerClass,
    classes_of,
    heatmap_colour,
    style_classes,
    style_components,
    style_heatmap,
)
from qgis.core import (
    QgsDefaultRasterLayerLegend,
    QgsLayerTreeLayer,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsRasterLayer,
)
from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QColor, QGuiApplication, QPalette

from tests.plugin.answering_session import SIDE, write_raster

LIMITS = HeatmapRange(low=0.0, high=0.8)


@pytest.fixture
def heatmap(qgis_app, tmp_path):
    """One similarity a row, from -1 at the top to 1 at the bottom; the first column has none."""
    values = np.repeat(np.linspace(-1, 1, SIDE, dtype="float32")[:, None], SIDE, axis=1)
    values[:, 0] = np.nan
    return QgsRasterLayer(write_raster(tmp_path / "similar.tif", values[None], nodata=float("nan")), "similar")


def drawn(layer):
    """The layer as an image of one pixel a pixel, on white."""
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setExtent(layer.extent())
    settings.setDestinationCrs(layer.crs())
    settings.setOutputSize(QSize(SIDE, SIDE))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    return job.renderedImage()


def is_white(image, column, row):
    return image.pixelColor(column, row) == QColor("white")


def test_only_what_is_above_the_threshold_is_drawn(heatmap):
    style_heatmap(heatmap, LIMITS, 0.5)
    image = drawn(heatmap)
    values = np.linspace(-1, 1, SIDE)
    assert [not is_white(image, 5, row) for row in range(SIDE)] == [value >= 0.5 for value in values]


def test_a_place_without_data_is_not_drawn(heatmap):
    style_heatmap(heatmap, LIMITS, -1.0)
    assert is_white(drawn(heatmap), 0, SIDE - 1)


def test_the_most_similar_value_is_drawn_though_it_is_beyond_the_range(heatmap):
    style_heatmap(heatmap, LIMITS, 0.5)
    assert not is_white(drawn(heatmap), 5, SIDE - 1)


def test_the_legend_has_the_numbers(heatmap):
    style_heatmap(heatmap, LIMITS, 0.25)
    legend = heatmap.renderer().shader().rasterShaderFunction().legendSettings()
    assert legend.minimumLabel() == "0.25 less similar"
    assert legend.maximumLabel() == "0.80 and more similar"


def legend_rows(layer):
    """What the legend says beside its colours."""
    nodes = QgsDefaultRasterLayerLegend(layer).createLayerTreeModelLegendNodes(QgsLayerTreeLayer(layer))
    return [node.data(Qt.ItemDataRole.DisplayRole) for node in nodes]


def test_in_a_dark_theme_the_legend_has_the_numbers_in_rows(heatmap, monkeypatch):
    # Beside a ramp they are part of a picture, in which QGIS writes black.
    monkeypatch.setattr(styles, "has_dark_lists", lambda: True)
    style_heatmap(heatmap, LIMITS, 0.4)
    assert legend_rows(heatmap)[-6:] == ["0.40 less similar", "0.50", "0.60", "0.70", "0.80", "and more similar"]


@pytest.mark.parametrize("threshold", [-1.0, 0.5])
def test_a_heatmap_looks_alike_in_every_theme(heatmap, monkeypatch, threshold):
    images = []
    for is_dark in (True, False):
        monkeypatch.setattr(styles, "has_dark_lists", lambda is_dark=is_dark: is_dark)
        style_heatmap(heatmap, LIMITS, threshold)
        images.append(drawn(heatmap))
    for row in range(SIDE):
        dark, light = (image.pixelColor(5, row).getRgb() for image in images)
        assert max(abs(a - b) for a, b in zip(dark, light)) <= 24
    assert is_white(images[0], 5, 0)
    assert not is_white(images[0], 5, SIDE - 1)


@pytest.mark.parametrize(
    ("base", "text", "is_dark"),
    [("#ffffff", "#000000", False), ("#222222", "#111111", True), ("#1e1e1e", "#ffffff", True)],
    ids=["default", "Night Mapping", "a dark desktop"],
)
def test_a_theme_is_dark_when_its_lists_are(qgis_app, base, text, is_dark):
    before = QGuiApplication.palette()
    palette = QPalette(before)
    palette.setColor(QPalette.ColorRole.Base, QColor(base))
    palette.setColor(QPalette.ColorRole.Text, QColor(text))
    QGuiApplication.setPalette(palette)
    try:
        assert styles.has_dark_lists() == is_dark
    finally:
        QGuiApplication.setPalette(before)


def test_colours_become_lighter_and_less_transparent():
    colours = [heatmap_colour(value, LIMITS) for value in np.linspace(0, 0.8, 20)]
    lightness = [colour.lightnessF() for colour in colours]
    assert lightness == sorted(lightness)
    assert colours[0].alpha() == 0
    assert [colour.alpha() for colour in colours] == sorted(colour.alpha() for colour in colours)


@pytest.mark.parametrize("threshold", [-5.0, 5.0])
def test_a_threshold_out_of_range_draws_without_failing(heatmap, threshold):
    style_heatmap(heatmap, LIMITS, threshold)
    assert not drawn(heatmap).isNull()


def test_a_heatmap_of_one_value_has_a_range():
    limits = HeatmapRange.of({"50": 1.0, "99": 1.0}, 1.0, 1.0)
    assert limits.high > limits.low


def test_classes_come_back_as_they_were_drawn(qgis_app, tmp_path):
    labels = np.ones((1, SIDE, SIDE), "uint8")
    layer = QgsRasterLayer(write_raster(tmp_path / "classes.tif", labels, nodata=0), "classes")
    classes = [LayerClass(1, "water · 12 %", "#0072b2"), LayerClass(2, "forest · 88 %", "#009e73")]
    style_classes(layer, classes)
    assert classes_of(layer) == classes
    assert drawn(layer).pixelColor(3, 3).name() == "#0072b2"


def test_a_layer_that_is_not_drawn_by_classes_has_none(heatmap):
    assert classes_of(heatmap) == []


def test_components_are_drawn_as_they_are_stored(qgis_app, tmp_path):
    codes = np.zeros((3, SIDE, SIDE), "uint8") + np.array([10, 200, 30], "uint8")[:, None, None]
    layer = QgsRasterLayer(write_raster(tmp_path / "pca.tif", codes, nodata=0), "pca")
    style_components(layer)
    assert drawn(layer).pixelColor(3, 3).getRgb()[:3] == (10, 200, 30)


def histogram_of(values):
    return np.histogram(values, 256, (-1, 1))[0].tolist()


@pytest.mark.parametrize("threshold", [-1.0, -0.3, 0.0, 0.123, 0.9])
def test_the_area_above_is_that_of_the_values_above(threshold):
    values = np.random.default_rng(0).uniform(-1, 1, 200_000)
    area = area_above(histogram_of(values), 100.0, threshold)
    assert area == pytest.approx(100.0 * (values > threshold).sum(), rel=0.005)


def test_nothing_is_above_one():
    assert area_above(histogram_of([0.5, 1.0]), 100.0, 1.0) == 0.0

"""How results are drawn, and what a heatmap's histogram tells."""

from __future__ import annotations

import numpy as np
import pytest
from landprint.plugin.compat import transparent_values
from landprint.plugin.layers.styling.histogram import area_above
from landprint.plugin.layers.styling.styles import (
    OPAQUE,
    HeatmapRange,
    LayerClass,
    classes_of,
    heatmap_colour,
    restyle_heatmap,
    style_bands,
    style_classes,
    style_components,
    style_heatmap,
)
from osgeo import gdal
from qgis.core import (
    QgsColorRampShader,
    QgsDefaultRasterLayerLegend,
    QgsLayerTreeLayer,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsRasterLayer,
    QgsRasterTransparency,
    QgsSingleBandGrayRenderer,
)
from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QColor, QGuiApplication, QPainter, QPalette
from qgis.PyQt.QtXml import QDomDocument

from tests.plugin.answering_session import LEFT, PIXEL_M, SIDE, TOP, write_raster

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


def legend_rows(layer):
    """What the legend says beside its colours."""
    nodes = QgsDefaultRasterLayerLegend(layer).createLayerTreeModelLegendNodes(QgsLayerTreeLayer(layer))
    return [node.data(Qt.ItemDataRole.DisplayRole) for node in nodes]


def test_the_legend_has_the_numbers_in_rows(heatmap):
    # Beside a ramp they are part of a picture, in which QGIS writes black.
    style_heatmap(heatmap, LIMITS, 0.4)
    rows = ["0.00 less similar", "0.16", "0.32", "0.48", "0.64", "0.80 more similar"]
    assert legend_rows(heatmap)[-6:] == rows


@pytest.fixture
def dark(qgis_app):
    before = QGuiApplication.palette()
    palette = QPalette(before)
    palette.setColor(QPalette.ColorRole.Base, QColor("#222222"))
    palette.setColor(QPalette.ColorRole.Text, QColor("#eeeeee"))
    yield lambda: QGuiApplication.setPalette(palette)
    QGuiApplication.setPalette(before)


def style_of(layer):
    document = QDomDocument()
    layer.exportNamedStyle(document)
    return document.toString()


def test_the_style_of_a_heatmap_is_the_same_in_the_dark_theme(heatmap, dark):
    style_heatmap(heatmap, LIMITS, 0.4)
    style = style_of(heatmap)
    dark()
    style_heatmap(heatmap, LIMITS, 0.4)
    assert style_of(heatmap) == style


@pytest.fixture
def viridis_heatmap(heatmap):
    """A heatmap for which a person has chosen another ramp, an opacity, a blend mode and values to leave out."""
    style_heatmap(heatmap, LIMITS, 0.4)
    renderer = heatmap.renderer().clone()
    items = [
        QgsColorRampShader.ColorRampItem(0.8 * index / 4, QColor(colour))
        for index, colour in enumerate(("#440154", "#3b528b", "#21918c", "#5ec962", "#fde725"))
    ]
    renderer.shader().rasterShaderFunction().setColorRampItemList(items)
    renderer.setOpacity(0.4)
    hidden = QgsRasterTransparency()
    hidden.setTransparentSingleValuePixelList([transparent_values(0.6, 0.7)])
    renderer.setRasterTransparency(hidden)
    heatmap.setRenderer(renderer)
    heatmap.setBlendMode(QPainter.CompositionMode.CompositionMode_Multiply)
    return heatmap


def test_a_persons_ramp_opacity_and_blend_mode_stay(viridis_heatmap):
    restyle_heatmap(viridis_heatmap, HeatmapRange(low=0.2, high=1.0), 0.5)
    renderer = viridis_heatmap.renderer()
    items = renderer.shader().rasterShaderFunction().colorRampItemList()
    assert [item.color.name() for item in items] == ["#440154", "#3b528b", "#21918c", "#5ec962", "#fde725"]
    assert [item.value for item in items] == pytest.approx([0.2, 0.4, 0.6, 0.8, 1.0])
    assert renderer.opacity() == pytest.approx(0.4)
    assert viridis_heatmap.blendMode() == QPainter.CompositionMode.CompositionMode_Multiply


def test_a_persons_ramp_is_cut_at_the_threshold(viridis_heatmap):
    restyle_heatmap(viridis_heatmap, LIMITS, 0.5)
    viridis_heatmap.setBlendMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    image = drawn(viridis_heatmap)
    shown = [value >= 0.5 and not 0.6 <= value <= 0.7 for value in np.linspace(-1, 1, SIDE)]
    assert [not is_white(image, 5, row) for row in range(SIDE)] == shown


def test_a_renderer_without_a_ramp_is_cut_at_the_threshold(heatmap):
    grey = QgsSingleBandGrayRenderer(heatmap.dataProvider(), 1)
    heatmap.setRenderer(grey)
    restyle_heatmap(heatmap, LIMITS, 0.5)
    assert isinstance(heatmap.renderer(), QgsSingleBandGrayRenderer)
    (hidden,) = heatmap.renderer().rasterTransparency().transparentSingleValuePixelList()
    assert hidden.max == pytest.approx(0.5, abs=1e-5)


def test_colours_become_lighter_and_less_transparent():
    colours = [heatmap_colour(value, LIMITS) for value in np.linspace(0, 0.8, 20)]
    lightness = [colour.lightnessF() for colour in colours]
    assert lightness == sorted(lightness)
    assert colours[0].alpha() == 0
    assert [colour.alpha() for colour in colours] == sorted(colour.alpha() for colour in colours)


def test_a_value_that_must_be_seen_is_drawn_in_full_colour():
    assert heatmap_colour(0.1, LIMITS).alpha() < OPAQUE
    assert heatmap_colour(0.1, LIMITS.with_value(0.1)).alpha() == OPAQUE
    assert LIMITS.with_value(0.7) == LIMITS  # which is seen as it is


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


@pytest.fixture
def signed(qgis_app, tmp_path):
    """Three bands of signed bytes as AlphaEarth's: from -100 in the west to 90 in the east, and no data in a row."""
    path, is_known = str(tmp_path / "signed.tif"), hasattr(gdal, "GDT_Int8")
    kind, options = (gdal.GDT_Int8, []) if is_known else (gdal.GDT_Byte, ["PIXELTYPE=SIGNEDBYTE"])
    dataset = gdal.GetDriverByName("GTiff").Create(path, SIDE, SIDE, 3, kind, options)
    dataset.SetGeoTransform((LEFT, PIXEL_M, 0, TOP, 0, -PIXEL_M))
    codes = np.repeat(np.arange(-100, 100, 10)[None], SIDE, axis=0).astype("int8")
    codes[0] = -128
    for number in (1, 2, 3):
        dataset.GetRasterBand(number).SetNoDataValue(-128)
        dataset.GetRasterBand(number).WriteArray(codes if is_known else codes.view("uint8"))
    dataset.FlushCache()
    return QgsRasterLayer(path, "signed")


def test_signed_bytes_are_drawn_from_the_least_to_the_largest(signed):
    style_bands(signed, [(number, -80.0, 70.0) for number in (1, 2, 3)])
    image = drawn(signed)
    greys = [image.pixelColor(column, SIDE // 2).getRgb()[:3] for column in range(SIDE)]
    assert [max(colour) - min(colour) for colour in greys] == [0] * SIDE
    values = [colour[0] for colour in greys]
    expected = np.clip((np.arange(-100, 100, 10) + 80) / 150, 0, 1) * 255
    assert values == pytest.approx(expected.tolist(), abs=2)


def test_signed_bytes_have_their_values_in_the_legend(signed):
    style_bands(signed, [(2, -80.0, 70.0), (1, -80.0, 70.0), (3, -80.0, 70.0)])
    assert 2 in signed.renderer().usesBands()
    if signed.renderer().type() == "singlebandpseudocolor":  # where this GDAL does not know them
        items = signed.renderer().shader().rasterShaderFunction().colorRampItemList()
        assert {int(item.label) for item in items} == {-128, -80, -1, 0, 70, 127}

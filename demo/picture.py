"""The demo's picture: four views of the same ground with their legends, as a print layout that the project keeps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from landprint.plugin.layers.styling.styles import MAGMA
from project import DemoError, DemoLayers
from qgis.core import (
    Qgis,
    QgsFillSymbol,
    QgsGradientColorRamp,
    QgsGradientFillSymbolLayer,
    QgsGradientStop,
    QgsLayoutExporter,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemMap,
    QgsLayoutItemScaleBar,
    QgsLayoutItemShape,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsMapLayer,
    QgsMapLayerStyle,
    QgsPrintLayout,
    QgsProject,
    QgsRasterDataProvider,
    QgsRasterLayer,
    QgsRectangle,
    QgsUnitTypes,
)
from qgis.PyQt.QtCore import QPointF, Qt
from qgis.PyQt.QtGui import QColor, QFont, QFontDatabase, QPainter

DOTS_PER_INCH = 170
# Millimetres. Two by two maps, the legends in a column beside them.
PAGE_WIDTH, MARGIN, GAP = 270.0, 12.0, 7.0
MAP_SIDE, HEADER, CAPTION, FOOTER = 94.0, 25.0, 7.5, 11.0
PAGE_HEIGHT = HEADER + 2 * (CAPTION + MAP_SIDE) + GAP + FOOTER + 4.0
LINE = 6.8  # of a legend
LEGEND_LEFT = MARGIN + 2 * MAP_SIDE + 2 * GAP
LEGEND_WIDTH = PAGE_WIDTH - LEGEND_LEFT - MARGIN

GROUND, INK, QUIET = QColor("#11151a"), QColor("#f2f4f5"), QColor("#9fabb5")
# Of the components 1 to 3, as the project shows them.
COMPONENT_COLOURS = ("#5ad65a", "#ff5a5a", "#5a8cff")
TITLE, HEADING, TEXT, SMALL = 23.0, 10.5, 8.8, 7.8  # points
LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
FONTS = ("Open Sans", "Noto Sans", "DejaVu Sans")
# QGIS 3.34 moved it.
RAMP = (Qgis.GradientColorSource if hasattr(Qgis, "GradientColorSource") else QgsGradientFillSymbolLayer).ColorRamp
MILLIMETRES = QgsUnitTypes.LayoutUnit.LayoutMillimeters


def draw(layers: DemoLayers, project: QgsProject, target: Path) -> None:
    """Add the layout to the project and export it."""
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.setName("Landprint")
    page = layout.pageCollection().page(0)
    page.setPageSize(QgsLayoutSize(PAGE_WIDTH, PAGE_HEIGHT, MILLIMETRES))
    page.setPageStyleSymbol(QgsFillSymbol.createSimple({"color": GROUND.name(), "outline_style": "no"}))
    _Picture(layout, layers).draw()
    project.layoutManager().addLayout(layout)
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = DOTS_PER_INCH
    settings.exportMetadata = False
    if QgsLayoutExporter(layout).exportToImage(str(target), settings) != QgsLayoutExporter.ExportResult.Success:
        raise DemoError(f"QGIS cannot write {target}.")


class Box(NamedTuple):
    """Where something stands on the page, in millimetres."""

    left: float
    top: float
    width: float
    height: float


class _Picture:
    """The layout's parts, from the top to the bottom."""

    def __init__(self, layout: QgsPrintLayout, layers: DemoLayers) -> None:
        self._layout = layout
        self._layers = layers
        self._family = next((name for name in FONTS if name in QFontDatabase().families()), QFont().family())

    def draw(self) -> None:
        """Add everything."""
        self._header()
        self._maps()
        self._words()
        self._component_legend()
        self._heatmap_legend()
        self._class_legend()
        self._footer()

    def _header(self) -> None:
        left, right = Box(MARGIN, 6.5, 180, 11), Box(PAGE_WIDTH - MARGIN - 60, 6.5, 60, 11)
        self._text("What else looks like this forest?", left, size=TITLE, bold=True)
        self._text("Landprint", right, size=TITLE, bold=True, colour=QColor(MAGMA[6]), align=RIGHT)
        words = "Olinda and Recife, Brazil, seen by Landsat-7: the same ten kilometres four times"
        self._text(words, Box(MARGIN, 16.5, 180, 6), size=HEADING, colour=QUIET)

    def _maps(self) -> None:
        layers = self._layers
        on_grey = {layers.scene.id(): _style(layers.scene, _grey), layers.heatmap.id(): _style(layers.heatmap, _smooth)}
        calm = {layers.embedding.id(): _style(layers.embedding, _calm)}
        scene = self._map(0, 0, "The scene", "what the eye sees", [layers.scene])
        self._scale_bar(scene)
        self._map(1, 0, "Its embedding", "three of its components as colours", [layers.embedding], calm)
        self._map(0, 1, "The heatmap", "similarity to the ring", [layers.place, layers.heatmap, layers.scene], on_grey)
        self._map(1, 1, "The classes", "k-means finds seven kinds of ground", [layers.classes])

    def _map(
        self,
        column: int,
        row: int,
        title: str,
        note: str,
        layers: list[QgsMapLayer],
        styles: dict[str, str] | None = None,
    ) -> QgsLayoutItemMap:
        left, top = MARGIN + column * (MAP_SIDE + GAP), HEADER + row * (CAPTION + MAP_SIDE + GAP)
        words = f"<b>{title}</b> &nbsp;<span style='color:{QUIET.name()}'>{note}</span>"
        self._text(words, Box(left, top, MAP_SIDE, 6), size=HEADING)
        item = QgsLayoutItemMap(self._layout)
        self._add(item, Box(left, top + CAPTION, MAP_SIDE, MAP_SIDE))
        item.setLayers(layers)
        item.setKeepLayerSet(True)
        item.setLayerStyleOverrides(styles or {})
        item.setKeepLayerStyles(bool(styles))
        item.setCrs(self._layers.scene.crs())
        item.setExtent(_square_inside(self._layers.classes.extent().intersect(self._layers.scene.extent())))
        item.setBackgroundColor(GROUND)
        return item

    def _scale_bar(self, item: QgsLayoutItemMap) -> None:
        bar = QgsLayoutItemScaleBar(self._layout)
        bar.setLinkedMap(item)
        bar.setStyle("Line Ticks Up")
        bar.setUnits(QgsUnitTypes.DistanceUnit.DistanceKilometers)
        bar.setUnitLabel("km")
        bar.setUnitsPerSegment(1)
        bar.setNumberOfSegments(2)
        bar.setNumberOfSegmentsLeft(0)
        bar.setHeight(1.2)
        text, line = bar.textFormat(), bar.lineSymbol().clone()
        text.setFont(self._font(SMALL))
        text.setSize(SMALL)
        text.setColor(INK)
        line.setColor(INK)
        bar.setTextFormat(text)
        bar.setLineSymbol(line)
        self._layout.addLayoutItem(bar)
        bar.attemptMove(QgsLayoutPoint(MARGIN + MAP_SIDE - 28, HEADER + CAPTION + MAP_SIDE - 10, MILLIMETRES))

    def _words(self) -> None:
        top = HEADER + CAPTION
        words = "A landprint is the fingerprint that a model gives a place."
        self._text(words, Box(LEGEND_LEFT, top - 1.2, LEGEND_WIDTH, 16), size=HEADING)
        words = (
            f"Each square of {self._layers.patch_metres:.0f} m became {self._layers.dimensions} numbers. One click in"
            " the forest compared them all: the heatmap lights up where they agree."
        )
        self._text(words, Box(LEGEND_LEFT, top + 15.5, LEGEND_WIDTH, 30), colour=QUIET)

    def _component_legend(self) -> None:
        shares = (f"component {number} · {100 * share:.0f} %" for number, share in enumerate(self._layers.explained, 1))
        self._swatches("Embedding", HEADER + CAPTION + MAP_SIDE - 27.5, list(zip(COMPONENT_COLOURS, shares)))

    def _heatmap_legend(self) -> None:
        limits, top = self._layers.heatmap_range, HEADER + CAPTION + MAP_SIDE + GAP
        self._text("Similarity", Box(LEGEND_LEFT, top, LEGEND_WIDTH, 6), size=HEADING, bold=True)
        self._gradient(Box(LEGEND_LEFT, top + CAPTION, LEGEND_WIDTH, 4))
        ends = (4.8, f"{limits.low:.2f}", f"{limits.high:.2f}", INK), (8.8, "less", "more alike", QUIET)
        for offset, least, most, colour in ends:
            line = Box(LEGEND_LEFT, top + CAPTION + offset, LEGEND_WIDTH, 5)
            self._text(least, line, size=SMALL, colour=colour)
            self._text(most, line, size=SMALL, colour=colour, align=RIGHT)

    def _class_legend(self) -> None:
        classes = [(one.colour, one.title) for one in self._layers.class_list]
        self._swatches("Classes", HEADER + CAPTION + MAP_SIDE + GAP + 30, classes)

    def _footer(self) -> None:
        words = (
            "Landsat-7 ETM+, 28.5 m, courtesy of the U.S. Geological Survey · SIRGAS 2000 / UTM zone 25S ·"
            " encoder random-features, patches of 4 pixels · made by “make demo”"
        )
        self._text(words, Box(MARGIN, PAGE_HEIGHT - FOOTER + 1.5, PAGE_WIDTH - 2 * MARGIN, 5), size=SMALL, colour=QUIET)

    def _swatches(self, title: str, top: float, entries: list[tuple[str, str]]) -> None:
        """A legend of colours, each with its words."""
        self._text(title, Box(LEGEND_LEFT, top, LEGEND_WIDTH, 6), size=HEADING, bold=True)
        for number, (colour, words) in enumerate(entries):
            line = top + CAPTION + number * LINE
            symbol = QgsFillSymbol.createSimple({"color": colour, "outline_style": "no"})
            self._shape(Box(LEGEND_LEFT, line, 7, 4.4), symbol)
            self._text(words, Box(LEGEND_LEFT + 9.5, line - 0.2, LEGEND_WIDTH - 9.5, 5))

    def _gradient(self, box: Box) -> None:
        stops = [QgsGradientStop(number / (len(MAGMA) - 1), QColor(colour)) for number, colour in enumerate(MAGMA)]
        fill = QgsGradientFillSymbolLayer()
        fill.setGradientColorType(RAMP)
        fill.setColorRamp(QgsGradientColorRamp(QColor(MAGMA[0]), QColor(MAGMA[-1]), False, stops[1:-1]))
        fill.setReferencePoint1(QPointF(0, 0.5))
        fill.setReferencePoint2(QPointF(1, 0.5))
        self._shape(box, QgsFillSymbol([fill]))

    def _shape(self, box: Box, symbol: QgsFillSymbol) -> None:
        item = QgsLayoutItemShape(self._layout)
        item.setShapeType(QgsLayoutItemShape.Shape.Rectangle)
        item.setSymbol(symbol)
        self._add(item, box)

    def _text(self, words: str, box: Box, *, size=TEXT, colour=INK, bold=False, align=LEFT) -> None:
        item = QgsLayoutItemLabel(self._layout)
        item.setMode(QgsLayoutItemLabel.Mode.ModeHtml if "<" in words else QgsLayoutItemLabel.Mode.ModeFont)
        item.setText(words)
        item.setFont(self._font(size, bold=bold))
        item.setFontColor(colour)
        item.setMarginX(0)
        item.setMarginY(0)
        item.setHAlign(align)
        self._add(item, box)

    def _font(self, size: float, *, bold: bool = False) -> QFont:
        font = QFont(self._family)
        font.setPointSizeF(size)
        font.setBold(bold)
        return font

    def _add(self, item: QgsLayoutItem, box: Box) -> None:
        self._layout.addLayoutItem(item)
        item.attemptMove(QgsLayoutPoint(box.left, box.top, MILLIMETRES))
        item.attemptResize(QgsLayoutSize(box.width, box.height, MILLIMETRES))


def _style(layer: QgsRasterLayer, change: Callable[[QgsRasterLayer], None]) -> str:
    """The layer's style as it is after ``change``; the layer itself stays as it is."""
    copy = layer.clone()
    change(copy)
    style = QgsMapLayerStyle()
    style.readFromLayer(copy)
    return style.xmlData()


def _grey(layer: QgsRasterLayer) -> None:
    """Leave the colours to the heatmap."""
    layer.hueSaturationFilter().setSaturation(-100)
    layer.brightnessFilter().setBrightness(-35)


def _smooth(layer: QgsRasterLayer) -> None:
    """A printed map is looked at from further away than a screen's: no single patch has to be told from the next."""
    layer.setBlendMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    layer.setResamplingStage(Qgis.RasterResamplingStage.Provider)
    layer.dataProvider().enableProviderResampling(True)
    layer.dataProvider().setZoomedInResamplingMethod(QgsRasterDataProvider.ResamplingMethod.Bilinear)


def _calm(layer: QgsRasterLayer) -> None:
    """Smooth, and less gaudy than components at their full range are."""
    _smooth(layer)
    layer.hueSaturationFilter().setSaturation(-30)


def _square_inside(extent: QgsRectangle) -> QgsRectangle:
    """A square in the middle of the extent, clear of its edges: they have patches that are only partly in the scene."""
    side = 0.975 * min(extent.width(), extent.height())
    centre = extent.center()
    return QgsRectangle(centre.x() - side / 2, centre.y() - side / 2, centre.x() + side / 2, centre.y() + side / 2)

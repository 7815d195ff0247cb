"""The demo's QGIS project: the layers added, named and styled as the dock does it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from landprint.plugin.layers.outputs.output import GROUP
from landprint.plugin.layers.sources.source import EMBEDDINGS_PROPERTY
from landprint.plugin.layers.styling.styles import (
    HeatmapRange,
    LayerClass,
    style_classes,
    style_components,
    style_heatmap,
)
from osgeo import gdal
from qgis.core import (
    QgsContrastEnhancement,
    QgsLayerTreeGroup,
    QgsMarkerSymbol,
    QgsMultiBandColorRenderer,
    QgsProject,
    QgsRasterLayer,
    QgsReferencedRectangle,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
)

PATCH = 4  # pixels on the side of a patch
TRUE_COLOUR = (3, 2, 1)  # Landsat-7's red, green and blue
SHOWN_SHARE = (0.01, 0.99)  # of a band's values; the rest are clouds, roofs and shadows
# Water, city, gardens and forest: from the least to the greenest class, apart for every kind of colour vision.
LAND_COLOURS = ("#1d5b8f", "#5b4a78", "#a0679b", "#dba4b0", "#f0deb4", "#9fc77c", "#2c6e49")
FAINTEST = 0.25  # a similarity below it says nothing here
COMPONENTS = (2, 1, 3)  # as red, green and blue: the sea turns out turquoise
BRIGHTER = 18  # the scene is dark: forest and city fill the lower half of the values


class DemoError(Exception):
    """A file of the demo that QGIS cannot use."""


class DemoLayers:
    """The layers of the demo, in the folder that the steps before have filled."""

    def __init__(self, folder: Path) -> None:
        self.scene = _raster(folder / "olinda.tif", "Olinda, Landsat-7")
        self.embedding = _raster(folder / "components.tif", "Embedding of Olinda · random-features")
        self.classes = _raster(folder / "classes.tif", "Seven classes of Olinda")
        self.heatmap = _raster(folder / "similarity.tif", "Like the forest")
        self.place = _vector(folder / "place.geojson", "The picked place")
        self.embedding.setCustomProperty(EMBEDDINGS_PROPERTY, str(folder / "embedding.tif"))
        self.heatmap_range = _heatmap_range(self.heatmap)
        self.class_list = _classes(folder)
        self.explained: list[float] = json.loads((folder / "facts.json").read_text(encoding="utf-8"))["explained"]
        self.dimensions = _raster(folder / "embedding.tif", "embedding").bandCount()
        self.patch_metres = self.classes.rasterUnitsPerPixelX()
        self._style()

    def _style(self) -> None:
        style_true_colour(self.scene)
        style_components(self.embedding)
        self.embedding.setRenderer(QgsMultiBandColorRenderer(self.embedding.dataProvider(), *COMPONENTS))
        style_classes(self.classes, self.class_list)
        style_heatmap(self.heatmap, self.heatmap_range, self.heatmap_range.low)
        style_place(self.place)


def make_project(layers: DemoLayers, project: QgsProject) -> None:
    """Add the layers, the results in Landprint's group; the heatmap over the scene is what is seen first."""
    project.setTitle("Landprint: what else looks like this forest?")
    root = project.layerTreeRoot()
    group = root.addGroup(GROUP)
    for layer, shown in (
        (layers.place, True),
        (layers.heatmap, True),
        (layers.classes, False),
        (layers.embedding, False),
    ):
        _add(project, group, layer, shown=shown)
    _add(project, root, layers.scene, shown=True)
    project.setCrs(layers.scene.crs())
    extent = layers.scene.extent().buffered(0.03 * layers.scene.extent().width())
    project.viewSettings().setDefaultViewExtent(QgsReferencedRectangle(extent, layers.scene.crs()))


def style_true_colour(layer: QgsRasterLayer) -> None:
    """Draw red, green and blue as the eye would see them from above, stretched to the values that are common."""
    renderer = QgsMultiBandColorRenderer(layer.dataProvider(), *TRUE_COLOUR)
    setters = (
        renderer.setRedContrastEnhancement,
        renderer.setGreenContrastEnhancement,
        renderer.setBlueContrastEnhancement,
    )
    for band, setter in zip(TRUE_COLOUR, setters):
        enhancement = QgsContrastEnhancement(layer.dataProvider().dataType(band))
        low, high = layer.dataProvider().cumulativeCut(band, *SHOWN_SHARE)
        enhancement.setMinimumValue(low)
        enhancement.setMaximumValue(high)
        enhancement.setContrastEnhancementAlgorithm(
            QgsContrastEnhancement.ContrastEnhancementAlgorithm.StretchToMinimumMaximum
        )
        setter(enhancement)
    layer.setRenderer(renderer)
    layer.brightnessFilter().setBrightness(BRIGHTER)


def style_place(layer: QgsVectorLayer) -> None:
    """Draw the picked place as a ring that can be seen on any ground."""
    symbol = QgsMarkerSymbol.createSimple(
        {"name": "circle", "color": "0,0,0,0", "outline_color": "white", "outline_width": "0.7", "size": "4.5"}
    )
    dot = QgsMarkerSymbol.createSimple(
        {"name": "circle", "color": "white", "outline_color": "20,20,20", "outline_width": "0.2", "size": "1.4"}
    )
    symbol.appendSymbolLayer(dot.symbolLayer(0).clone())
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))


def _heatmap_range(layer: QgsRasterLayer) -> HeatmapRange:
    """From where it begins to say something to the maximum."""
    median, most = layer.dataProvider().cumulativeCut(1, 0.5, 1.0)
    return HeatmapRange(low=max(median, FAINTEST), high=most)


def _classes(folder: Path) -> list[LayerClass]:
    """The classes with the names that the file carries, in the colours that a person would choose for them."""
    dataset = gdal.Open(str(folder / "classes.tif"))  # a band without its dataset is a crash
    dataset.GetGeoTransform()  # GDAL 3.6 reads the names that lie beside the file only after something else
    names = dataset.GetRasterBand(1).GetCategoryNames() or []
    labels = range(1, len(names))
    greenness = _greenness(folder / "olinda.tif", dataset.ReadAsArray())
    colours = dict(zip(sorted(labels, key=lambda label: greenness[label]), LAND_COLOURS))
    if len(colours) != len(labels) or not names:
        raise DemoError(f"classes.tif has {len(names)} names, the demo needs {len(LAND_COLOURS) + 1}.")
    return [LayerClass(label, names[label], colours[label]) for label in labels]


def _greenness(scene: Path, classes: np.ndarray) -> dict[int, float]:
    """The mean NDVI of each class; it tells water, city and forest apart."""
    bands = gdal.Open(str(scene)).ReadAsArray().astype(np.float32)  # (6, h, w)
    red, infrared = bands[2], bands[3]
    ndvi = (infrared - red) / np.maximum(infrared + red, 1)
    large = np.kron(classes, np.ones((PATCH, PATCH), classes.dtype))[: ndvi.shape[0], : ndvi.shape[1]]  # (h, w)
    return {int(label): float(ndvi[large == label].mean()) for label in np.unique(large) if label}


def _add(
    project: QgsProject, parent: QgsLayerTreeGroup, layer: QgsRasterLayer | QgsVectorLayer, *, shown: bool
) -> None:
    project.addMapLayer(layer, False)
    node = parent.addLayer(layer)
    node.setItemVisibilityChecked(shown)
    node.setExpanded(shown)


def _raster(path: Path, name: str) -> QgsRasterLayer:
    return _valid(QgsRasterLayer(str(path), name), path)


def _vector(path: Path, name: str) -> QgsVectorLayer:
    return _valid(QgsVectorLayer(str(path), name), path)


def _valid(layer, path: Path):
    if not layer.isValid():
        raise DemoError(f"QGIS cannot open {path}.")
    return layer

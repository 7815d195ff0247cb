"""Runs inside the QGIS desktop: a person looks for what is like a place in embeddings that others have computed."""

from __future__ import annotations

import os

import numpy as np
from osgeo import gdal
from qgis.core import QgsProject, QgsRasterLayer

from tests.gui.inside import (
    Story,
    add_image,
    click_map,
    click_widget,
    copied,
    layer_named,
    markers,
    open_dock,
    screenshot,
    spin,
    start,
    wait_drawn,
    wait_for,
)

SCENE, CODES = os.environ["LANDPRINT_SCENE"], os.environ["LANDPRINT_CODES"]
FOREST, CITY = (293_760, 9_117_480), (294_900, 9_113_900)


def pixel_at(x: float, y: float) -> tuple[int, int]:
    """Column and row of a place in the file, whatever way its rows run."""
    left, width, _, top, _, height = gdal.Open(CODES).GetGeoTransform()
    return int((x - left) / width), int((y - top) / height)


def codes_at(x: float, y: float) -> np.ndarray:
    """The signed bytes of a place; an older GDAL takes them for unsigned ones."""
    col, row = pixel_at(x, y)
    stored = gdal.Open(CODES).ReadAsArray(col, row, 1, 1).ravel()
    return stored.astype(np.uint8).view(np.int8).astype(float)


def value_of(layer: QgsRasterLayer, place: tuple[float, float]) -> float:
    col, row = pixel_at(*place)
    return float(gdal.Open(layer.source()).ReadAsArray(col, row, 1, 1)[0, 0])


def tell(story: Story) -> None:
    project = QgsProject.instance()
    add_image(SCENE, "Olinda", red=3, green=2, blue=1)
    foreign = QgsRasterLayer(CODES, "AlphaEarth 2023")
    project.addMapLayer(foreign)
    project.layerTreeRoot().findLayer(foreign.id()).setItemVisibilityChecked(False)
    dock = open_dock(width=340).body
    line = dock.similar.kind

    with story.step("the_dock_takes_them_for_embeddings_and_says_whose_they_are"):
        wait_for(lambda: dock.embeddings.current is foreign, 30, "the embedding layer")
        wait_for(line.isVisible, 30, "the kind")
        assert line.line == "AlphaEarth · 114 m · decoded", line.line
        assert "(|v| / 127.5)²" in line.toolTip()
        wait_drawn()
        screenshot("f0_kind")

    with story.step("a_click_gives_the_values_of_the_formula"):
        click_widget(dock.similar.pick)
        wait_for(dock.similar.pick.isChecked, 5, "the tool")
        wait_drawn()
        click_map(*FOREST)
        wait_for(lambda: layer_named("Similar"), 30, "the heatmap")
        wait_for(dock.similar.facts.isVisible, 10, "the embedding")
        spin(300)
        place = markers()[0].mark.point
        codes = codes_at(place.x(), place.y())
        expected = np.sign(codes) * (np.abs(codes) / 127.5) ** 2
        assert np.allclose([float(value) for value in copied(dock.similar.copy)], expected, atol=1e-6)

    with story.step("the_heatmap_lies_where_the_forest_is"):
        heatmap = layer_named("Similar")
        assert value_of(heatmap, FOREST) > 0.4 > value_of(heatmap, CITY)
        wait_drawn()
        screenshot("f1_heatmap")

    with story.step("the_reading_can_be_changed_and_the_layer_keeps_it"):
        line.menu().actions()[1].trigger()
        wait_for(lambda: line.line == "AlphaEarth · 114 m · plain", 30, "the other reading")
        assert foreign.customProperty("landprint/values") == "plain"
        source = layer_named("Similar").source()
        click_map(*FOREST)
        wait_for(lambda: layer_named("Similar").source() != source, 30, "the heatmap of codes")
        spin(300)
        place = markers()[0].mark.point
        assert [float(value) for value in copied(dock.similar.copy)] == codes_at(place.x(), place.y()).tolist()
        screenshot("f2_plain")
        line.menu().actions()[0].trigger()
        wait_for(lambda: line.line == "AlphaEarth · 114 m · decoded", 30, "the first reading")


start(tell)

"""Runs inside the QGIS desktop: a person looks for what is like a wood on a basemap, which is in no file."""

from __future__ import annotations

import os
import time
from pathlib import Path

from qgis.core import QgsCoordinateReferenceSystem, QgsPointXY, QgsProject, QgsRasterLayer, QgsRectangle
from qgis.PyQt.QtCore import Qt
from qgis.utils import iface

from tests.gui.inside import (
    Gaps,
    Story,
    click_map,
    click_widget,
    layer_named,
    messages,
    open_dock,
    screenshot,
    setting,
    spin,
    start,
    unfold,
    wait_drawn,
    wait_for,
)
from tests.web_server import HALF_WORLD, pixel_size

SOURCE = os.environ["LANDPRINT_XYZ"]
SLOW = Path(os.environ["LANDPRINT_SLOW"])  # while this file is there, the service is slow
ZOOM = 14
SIDE = pixel_size(ZOOM)
SQUARE = 1024  # pixels, after which the land repeats itself roughly
LAKE = (700, 300)  # in each square


def place(column: float, row: float) -> tuple[float, float]:
    """The map's coordinates of a pixel of the square that is looked at."""
    first, second = (int((HALF_WORLD + metres) / SIDE) // SQUARE * SQUARE for metres in (1_000_000, -6_500_000))
    return -HALF_WORLD + (first + column + 0.5) * SIDE, HALF_WORLD - (second + row + 0.5) * SIDE


def tell(story: Story) -> None:  # noqa: PLR0915 - one story, told from top to bottom
    project, canvas = QgsProject.instance(), iface.mapCanvas()
    basemap = QgsRasterLayer(SOURCE, "Aerial view", "wms")
    assert basemap.isValid(), basemap.error().message()
    project.addMapLayer(basemap)
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    window_dock = open_dock(width=340)
    dock = window_dock.body
    centre = QgsPointXY(*place(600, 420))
    half = canvas.width() / 2 * SIDE
    canvas.setExtent(QgsRectangle(centre.x() - half, centre.y() - half / 2, centre.x() + half, centre.y() + half / 2))
    wait_drawn()

    with story.step("what_is_drawn_is_said_before"):
        wait_for(lambda: "·" in dock.look_at.estimate.text(), 60, "the estimate")
        assert dock.look_at.estimate.text().startswith("Landprint draws"), dock.look_at.estimate.text()
        unfold(dock.look_at)
        assert dock.look_at.picture.isVisible()
        screenshot("w1_basemap")

    with story.step("drawing_a_slow_service_can_be_cancelled_and_does_not_hold_up_the_window"):
        SLOW.touch()
        setting(dock, "PixelSize").setValue(1.5)  # which QGIS has not drawn before
        wait_for(lambda: "pixels of 1.5" in dock.look_at.estimate.text(), 30, "the size")
        with Gaps() as gaps:
            click_widget(dock.look_at.embed.button)
            wait_for(lambda: dock.look_at.embed.is_working, 5, "the progress")
            spin(2500)
            screenshot("w2_drawing", window_dock)
            click_widget(dock.look_at.embed.cross)
            wait_for(lambda: not dock.look_at.embed.cross.isEnabled(), 5, "the click on the cross")
            took = wait_for(lambda: not dock.look_at.embed.is_working, 10, "the end")
        story.figure("gap while drawing a slow service, ms", gaps.longest_ms)
        story.figure("cancel of the drawing after, s", took)
        SLOW.unlink()
        setting(dock, "PixelSize").setValue(0)

    with story.step("a_basemap_is_embedded_like_any_image"):
        iface.messageBar().clearWidgets()
        wait_for(lambda: dock.look_at.embed.button.isEnabled() and "·" in dock.look_at.estimate.text(), 60, "it")
        with Gaps() as gaps:
            click_widget(dock.look_at.embed.button)
            took = wait_for(lambda: dock.embeddings.current is not None, 120, "the embedding layer")
        story.figure("gap while drawing and embedding, ms", gaps.longest_ms)
        story.figure("drawing and embedding, s", took)
        wait_for(lambda: any("patches embedded" in text for text in messages()), 5, "the message")
        names = sorted(layer.name() for layer in project.mapLayers().values())
        assert names[0] == "Aerial view"
        assert names[1].startswith("Random features · ")
        wait_drawn()
        screenshot("w3_embedded")

    with story.step("the_result_lies_where_the_basemap_shows_it"):
        layer = dock.embeddings.current
        left = (layer.extent().xMinimum() + HALF_WORLD) / SIDE
        top = (HALF_WORLD - layer.extent().yMaximum()) / SIDE
        assert abs(left - round(left)) < 0.01, left
        assert abs(top - round(top)) < 0.01, top
        assert abs(layer.extent().xMinimum() - canvas.extent().xMinimum()) <= SIDE

    with story.step("a_click_on_the_lake_finds_the_lakes"):
        iface.messageBar().clearWidgets()
        click_widget(dock.similar.pick)
        wait_for(dock.similar.pick.isChecked, 5, "the tool")
        clicked = time.monotonic()
        click_map(*place(*LAKE))
        wait_for(lambda: layer_named("Similar"), 30, "the heatmap")
        story.figure("click to heatmap, s", time.monotonic() - clicked)
        wait_drawn()
        screenshot("w4_heatmap")
        lake, land = (value(layer_named("Similar"), place(LAKE[0] + aside, LAKE[1])) for aside in (90, 260))
        assert lake > 0.5 > land, (lake, land)

    with story.step("it_is_usable_300_pixels_wide"):
        dock.currentWidget().verticalScrollBar().setValue(0)
        iface.mainWindow().resizeDocks([window_dock], [300], Qt.Orientation.Horizontal)
        unfold(dock.look_at)
        if not dock.look_at.disclosure.header.isChecked():
            click_widget(dock.look_at.disclosure.header)
        spin(500)
        assert setting(dock, "PixelSize").isVisible()
        screenshot("w5_narrow", window_dock)
        assert window_dock.width() <= 310


def value(layer: QgsRasterLayer, point: tuple[float, float]) -> float:
    """The layer's value there."""
    found, good = layer.dataProvider().sample(QgsPointXY(*point), 1)
    assert good
    return found


start(tell)

"""Runs inside the QGIS desktop: from an opened Sentinel-2 image to a growing heatmap in two clicks."""

from __future__ import annotations

import os
import sys
import time

sys.path.insert(0, os.environ["LANDPRINT_ROOT"])

from landprint.plugin.plugin import new_session
from qgis.core import QgsProject
from qgis.utils import iface

from tests.gui.inside import (
    Gaps,
    Story,
    add_image,
    click_map,
    click_widget,
    layer_named,
    markers,
    open_dock,
    screenshot,
    spin,
    start,
    wait_drawn,
    wait_for,
)

SCENE = os.environ["LANDPRINT_SENTINEL"]
WEIGHTS = os.environ["LANDPRINT_GALILEO"]
FOREST, RIVER = (-56.37005, -1.47822), (-56.35747, -1.46053)
EMBEDDED = "Galileo nano"


def heatmap() -> object:
    return layer_named("Similar")


def tell(story: Story) -> None:
    project = QgsProject.instance()
    add_image(SCENE, "Sentinel-2", red=4, green=3, blue=2)
    iface.mainWindow().resize(1366, 768)
    with new_session() as session:
        session.request("import_checkpoint", {"encoder": "galileo-nano", "path": WEIGHTS})
    window_dock = open_dock(width=int(os.environ.get("LANDPRINT_DOCK", "300")))
    dock = window_dock.body
    look_at = dock.look_at

    with story.step("a_recognised_image_is_one_line"):
        wait_for(lambda: look_at.encoder is not None and look_at.encoder.name == "galileo-nano", 30, "Galileo")
        wait_for(lambda: look_at.is_folded and "·" in look_at.estimate.text(), 60, "the estimate")
        assert "Galileo" in look_at.line.line
        screenshot("first_folded")
        click_widget(look_at.line)
        wait_for(look_at.encoder_combo.isVisible, 5, "the encoder")
        screenshot("first_unfolded")
        click_widget(look_at.fold)
        wait_for(lambda: not look_at.encoder_combo.isVisible(), 5, "the line")

    with story.step("two_clicks_make_a_heatmap_that_grows"):
        wait_drawn()
        with Gaps() as gaps:
            click_widget(dock.similar.pick)
            began = time.monotonic()
            click_map(*FOREST)
            wait_for(heatmap, 30, "the first pixels")
            story.figure("first_click_first_pixels_s", time.monotonic() - began)
            assert dock.embeddings.current is None
            first = heatmap()
            spin(1500)
        screenshot("first_growing")
        with Gaps() as later:
            wait_for(lambda: dock.embeddings.current is not None, 120, "the embedding layer")
            story.figure("first_click_whole_s", time.monotonic() - began)
            wait_for(lambda: heatmap().extent().width() >= dock.embeddings.current.extent().width() * 0.99, 10, "all")
            spin(500)
        story.figure("first_click_longest_gap_ms", gaps.longest_ms)
        story.figure("first_click_longest_gap_at_the_end_ms", later.longest_ms)
        assert heatmap() is first
        assert len(markers()) == 1
        wait_drawn()
        screenshot("first_whole")

    with story.step("the_layer_is_an_ordinary_one_and_the_next_click_is_answered_by_it"):
        began = time.monotonic()
        before = heatmap().source()
        click_map(*RIVER)
        wait_for(lambda: heatmap().source() != before, 10, "the next heatmap")
        story.figure("first_click_next_click_s", time.monotonic() - began)
        assert len([layer for layer in project.mapLayers().values() if EMBEDDED in layer.name()]) >= 1


start(tell)

"""Runs inside the QGIS desktop: two clicks make a growing heatmap, examples a class map, and the project is saved.

``moved_story.py`` goes on in another QGIS, when the project's folder has moved.
"""

from __future__ import annotations

import json
import os
import re
import time
from pathlib import Path

from landprint.plugin.plugin import new_session
from landprint.plugin.translation import tr
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
    on_screen,
    open_dock,
    pixel_of,
    screenshot,
    spin,
    start,
    wait_drawn,
    wait_for,
    xdotool,
)

SCENE = os.environ["LANDPRINT_SENTINEL"]
WEIGHTS = os.environ["LANDPRINT_GALILEO"]
FOREST, RIVER, CREEK = (-56.37005, -1.47822), (-56.35747, -1.46053), (-56.35528, -1.46449)
WOODS = (FOREST, (-56.36344, -1.46608), (-56.36201, -1.4698), (-56.36624, -1.47584), (-56.3574, -1.4705))
WATER = (RIVER, (-56.3663, -1.4597), (-56.3610, -1.4600), (-56.3640, -1.4597), (-56.3552, -1.4602))
PROJECT = Path(SCENE).parent / "place.qgz"
EMBEDDED = "Galileo nano"
SIMILAR, CLASSES = tr("Similar to {places}").partition("{")[0], tr("Classes from examples")


def heatmap() -> object:
    return layer_named(SIMILAR)


def drag(start_: tuple[float, float], end: tuple[float, float]) -> None:
    """By the mouse, from one place of the map to another."""
    viewport = iface.mapCanvas().viewport()
    first, last = (viewport.mapToGlobal(pixel_of(*point)) for point in (start_, end))
    # With --sync it would wait where the mouse is there already.
    xdotool("mousemove", *on_screen(first), "mousedown", 1)
    for part in range(1, 11):
        between = first + (last - first) * (part / 10)
        xdotool("mousemove", *on_screen(between))
        spin(50)
    screenshot("first_dragging")
    xdotool("mouseup", 1)


def tell(story: Story) -> None:  # noqa: PLR0915 - one story, told from top to bottom
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
        wait_for(look_at.encoders.combo.isVisible, 5, "the encoder")
        screenshot("first_unfolded")
        click_widget(look_at.fold)
        wait_for(lambda: not look_at.encoders.combo.isVisible(), 5, "the line")

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
        story.figure("first_click_longest_gap_of_its_own_ms", gaps.longest_own_ms)
        story.figure("first_click_longest_gap_at_the_end_ms", later.longest_ms)
        story.figure("first_click_longest_gap_of_its_own_at_the_end_ms", later.longest_own_ms)
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
        iface.messageBar().clearWidgets()
        wait_drawn()
        screenshot("first_next")

    with story.step("the_heatmap_follows_a_marker_that_is_dragged"):
        spin(600)  # not a double click
        before = heatmap().source()
        drag(RIVER, CREEK)
        wait_for(lambda: heatmap().source() != before, 10, "the heatmap")
        assert len(markers()) == 1

    with story.step("five_examples_of_two_classes_become_a_map"):
        page = dock.examples
        dock.currentWidget().ensureWidgetVisible(page.save)
        click_widget(page.pick)
        wait_for(page.pick.isChecked, 5, "the tool")
        with Gaps() as gaps:
            for row, points in enumerate((WOODS, WATER)):
                xdotool("key", str(row + 1))
                for point in points:
                    click_map(*point)
                    spin(600)
            wait_for(lambda: re.search(r"\b10 \w+\.$", page.score.text()), 30, "the map of all")
        story.figure("place_gap_while_giving_examples_ms", gaps.longest_ms)
        story.figure("place_gap_of_its_own_while_giving_examples_ms", gaps.longest_own_ms)
        assert layer_named(CLASSES) is not None
        wait_drawn()
        screenshot("first_classes")

    with story.step("the_project_is_saved"):
        assert project.write(str(PROJECT))
        table = page.table
        facts = {
            "layers": sorted(layer.name() for layer in project.mapLayers().values()),
            "classes": [[table.item(row, column).text() for column in range(5)] for row in range(table.rowCount())],
            "threshold": dock.similar.threshold.slider.value(),
        }
        PROJECT.with_suffix(".json").write_text(json.dumps(facts), encoding="utf-8")
        wait_drawn()
        screenshot("first_saved")
        kept = sorted(path.name for path in (PROJECT.parent / "place_landprint").iterdir())
        assert len([name for name in kept if name.endswith(".tif")]) >= 4, kept


start(tell)

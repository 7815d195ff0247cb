"""Runs inside the QGIS desktop: a person gives examples of two classes, and their map goes on after reopening."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

from landprint.plugin.translation import tr
from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QWidget
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
    screenshot,
    setting,
    spin,
    start,
    wait_drawn,
    wait_for,
    xdotool,
)

SCENE, WORK = os.environ["LANDPRINT_SCENE"], Path(os.environ["LANDPRINT_WORK"])
FOREST = ((293_760, 9_117_480), (297_330, 9_120_400), (292_600, 9_119_800), (293_260, 9_117_980), (292_900, 9_119_200))
CITY = ((294_900, 9_113_900), (295_500, 9_113_900), (294_300, 9_113_400), (295_000, 9_114_600), (294_300, 9_114_200))
NAME, EXAMPLES, SHARE = 1, 2, 3
CLASSES, CERTAINTY = tr("Classes from examples"), tr("Certainty of the classes")
SCORE = tr("Right in {right} of 100, by cross-validation of {count} examples.")
QUESTION = tr("“{one}” or “{other}” at the question mark? Press the number of its class, or click there.")


def sample(layer: QgsRasterLayer, point: tuple[float, float]) -> float:
    """The layer's value at a point."""
    return layer.dataProvider().sample(QgsPointXY(*point), 1)[0]


def cells(dock: QWidget) -> list[list[str]]:
    """What stands in the table."""
    table = dock.examples.table
    return [[table.item(row, column).text() for column in range(5)] for row in range(table.rowCount())]


def double_click_cell(dock: QWidget, row: int) -> None:
    """A real double click on the name in this row."""
    table = dock.examples.table
    dock.currentWidget().ensureWidgetVisible(table)
    spin(300)
    where = table.viewport().mapToGlobal(table.visualItemRect(table.item(row, NAME)).center())
    xdotool("mousemove", "--sync", *on_screen(where), "click", "--repeat", 2, "--delay", 60, 1)
    spin(200)


def tell(story: Story) -> None:  # noqa: PLR0915 - one story, told from top to bottom
    project, canvas = QgsProject.instance(), iface.mapCanvas()
    add_image(SCENE, "Olinda", red=3, green=2, blue=1)
    window_dock = open_dock(width=int(os.environ.get("LANDPRINT_DOCK", "340")))
    dock = window_dock.body
    page = dock.examples

    with story.step("two_classes_of_five_examples_become_a_map"):
        wait_for(lambda: dock.look_at.encoder is not None, 60, "the encoders")
        dock.look_at.areas.button(1).click()
        setting(dock, "Patch").setValue(4)
        wait_for(dock.look_at.embed.button.isEnabled, 60, "the button")
        dock.currentWidget().ensureWidgetVisible(page.apply_model)
        wait_drawn()
        screenshot("k1_before", window_dock)
        click_widget(page.pick)  # the image is not embedded: the first example does it
        wait_for(page.pick.isChecked, 5, "the tool")
        times = []

        def give(point: tuple[float, float]) -> None:
            """Click an example, and wait for a map."""
            shown = layer_named(CLASSES)
            source, clicked = shown.source() if shown else "", time.monotonic()
            click_map(*point)
            wait_for(lambda: layer_named(CLASSES) and layer_named(CLASSES).source() != source, 30, "a map")
            times.append(time.monotonic() - clicked)

        with Gaps() as first:
            xdotool("key", "1")
            give(FOREST[0])
        story.figure("first example to its class map on an image without embeddings, s", times[0])
        story.figure("gap until the first class map, ms", first.longest_ms)
        screenshot("k1_growing")
        with Gaps() as gaps:
            for row, points in enumerate((FOREST[1:], CITY)):
                xdotool("key", str(row + 1))
                for point in points:
                    spin(500)  # not a double click
                    give(point)
            wait_for(lambda: dock.embeddings.current is not None, 120, "the embedding layer")
            wait_for(
                lambda: re.search(r"\b10 \w+\.$", page.score.text()) and page.save.isVisible(), 30, "the map of all"
            )
            spin(500)
        story.figure("gap while giving examples and the map grows, ms", gaps.longest_ms)
        story.figure("click to class map, median (and the click itself), s", sorted(times)[len(times) // 2])
        assert [row[EXAMPLES] for row in cells(dock)] == ["5", "5"]
        assert len(markers()) == 10
        classes = layer_named(CLASSES)
        assert [sample(classes, point) for point in (*FOREST, *CITY)] == [1.0] * 5 + [2.0] * 5
        assert SCORE.partition("{right}")[2].partition("{")[0] in page.score.text(), page.score.text()
        wait_drawn()
        screenshot("k2_two_classes")

    with story.step("areas_of_a_layer_are_outlined_in_the_colour_of_their_class"):
        areas = QgsVectorLayer("Polygon?crs=EPSG:31985&field=use:string", "areas", "memory")
        for number, (x, y) in enumerate((FOREST[0], CITY[0]), 1):
            feature = QgsFeature(areas.fields())
            feature.setAttributes([tr("Class {number}").format(number=number)])
            feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(x, y)).buffer(500, 3))
            areas.dataProvider().addFeature(feature)
        dock.classify.edit.take_examples(areas, "use")
        shown = layer_named(CLASSES)
        wait_for(lambda: [row[EXAMPLES] for row in cells(dock)] == ["6", "6"], 10, "the examples")
        project.layerTreeRoot().findLayer(shown.id()).setItemVisibilityChecked(False)
        wait_drawn()
        screenshot("k2_outlines")
        project.layerTreeRoot().findLayer(shown.id()).setItemVisibilityChecked(True)
        dock.currentWidget().ensureWidgetVisible(page.undo)
        click_widget(page.undo)
        wait_for(lambda: [row[EXAMPLES] for row in cells(dock)] == ["5", "5"], 10, "the examples before")
        click_widget(page.pick)  # the button has the keys
        wait_for(lambda: not page.pick.isChecked(), 5, "the tool")
        click_widget(page.pick)
        wait_for(page.pick.isChecked, 5, "the tool again")

    with story.step("names_are_typed_into_the_table_and_stand_in_the_legend"):
        for row, name in enumerate(("forest", "city")):
            double_click_cell(dock, row)
            xdotool("key", "ctrl+a")
            xdotool("type", name)
            xdotool("key", "Return")
            wait_for(lambda: cells(dock)[row][NAME] == name, 5, "the name")  # noqa: B023
        wait_for(lambda: [one.label for one in layer_named(CLASSES).renderer().classes()] == ["forest", "city"], 10)

    with story.step("an_unsure_place_is_answered_by_a_key_and_taken_back_by_ctrl_z"):
        dock.currentWidget().ensureWidgetVisible(page.certainty)
        click_widget(page.certainty)
        wait_for(lambda: layer_named(CERTAINTY), 10, "the certainty")
        click_widget(page.next)
        spin(500)
        wait_drawn()
        screenshot("k3_unsure_place")
        assert QUESTION.rpartition("}")[2] in page.hint.text(), page.hint.text()
        xdotool("key", "2")
        wait_for(lambda: cells(dock)[1][EXAMPLES] == "6", 10, "the example")
        xdotool("key", "ctrl+z")
        wait_for(lambda: cells(dock)[1][EXAMPLES] == "5", 10, "the undo")
        wait_for(lambda: cells(dock)[1][SHARE], 10, "its map")
        dock.currentWidget().ensureWidgetVisible(page.certainty)
        click_widget(page.certainty)
        wait_for(lambda: layer_named(CERTAINTY) is None, 10, "the certainty to go")
        spin(300)

    with story.step("a_project_that_is_opened_again_goes_on_with_the_examples"):
        before, path = cells(dock), str(WORK / "classes.qgz")
        assert project.write(path)
        project.clear()
        spin(300)
        assert markers() == []
        assert project.read(path)
        wait_for(lambda: cells(dock) == before, 20, "the classes")
        assert len(markers()) == 10
        canvas.zoomToFullExtent()
        wait_drawn()
        screenshot("k4_opened_again")
        click_widget(page.pick)
        wait_for(page.pick.isChecked, 5, "the tool")
        source = layer_named(CLASSES).source()
        click_map(297_610, 9_111_900)
        wait_for(lambda: layer_named(CLASSES).source() != source, 30, "the next map")

    with story.step("the_classes_are_readable_300_pixels_wide_and_on_a_low_screen"):
        iface.mainWindow().resizeDocks([window_dock], [300], Qt.Orientation.Horizontal)
        iface.mainWindow().resize(1366, 768)
        dock.currentWidget().ensureWidgetVisible(page.save)
        wait_drawn()
        screenshot("k5_narrow")
        assert window_dock.width() <= 310


start(tell)

"""Runs inside the QGIS desktop in its dark theme: the dock with everything that it can show."""

from __future__ import annotations

import os

from qgis.utils import iface

from tests.gui.inside import (
    Story,
    add_image,
    click_map,
    click_widget,
    layer_named,
    markers,
    open_dock,
    screenshot,
    setting,
    spin,
    start,
    wait_drawn,
    wait_for,
)

SCENE = os.environ["LANDPRINT_SCENE"]
FOREST, CITY = (293_760, 9_117_480), (294_900, 9_113_900)


def tell(story: Story) -> None:
    add_image(SCENE, "Olinda", red=3, green=2, blue=1)
    dock = open_dock(width=320).body

    with story.step("everything_is_readable_in_the_dark_theme"):
        dock.look_at.areas.button(1).click()
        setting(dock, "Patch").setValue(4)
        wait_for(dock.look_at.embed.button.isEnabled, 60, "the button")
        click_widget(dock.look_at.embed.button)
        wait_for(lambda: dock.embeddings.current is not None, 120, "the embedding layer")
        iface.messageBar().clearWidgets()
        click_widget(dock.similar.pick)
        wait_for(dock.similar.pick.isChecked, 5, "the tool")
        wait_drawn()
        click_map(*FOREST)
        wait_for(lambda: layer_named("Similar"), 30, "the heatmap")
        spin(600)  # not a double click
        click_map(*CITY, key="alt")
        wait_for(lambda: len(markers()) == 2, 10, "the second place")
        spin(600)  # not a double click
        dock.classes_group.by_itself.click()
        dock.currentWidget().ensureWidgetVisible(dock.classes.run)
        click_widget(dock.classes.run.button)
        wait_for(lambda: dock.classes.table.rowCount() > 0, 60, "the classes")
        wait_drawn()
        screenshot("dark")


start(tell)

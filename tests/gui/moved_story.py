"""Runs inside the QGIS desktop: a project whose folder has moved is opened, and its places and classes go on."""

from __future__ import annotations

import json
import os
from pathlib import Path

from landprint.plugin.translation import tr
from qgis.core import QgsProject
from qgis.utils import iface

from tests.gui.inside import (
    Story,
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

PROJECT = Path(os.environ["LANDPRINT_PROJECT"])
RIVER = (-56.35747, -1.46053)
SIMILAR = tr("Similar to {places}").partition("{")[0]


def tell(story: Story) -> None:
    project = QgsProject.instance()
    iface.mainWindow().resize(1366, 768)
    dock = open_dock(width=int(os.environ.get("LANDPRINT_DOCK", "300"))).body
    before = json.loads(PROJECT.with_suffix(".json").read_text(encoding="utf-8"))

    with story.step("everything_is_there_in_a_folder_that_has_moved"):
        assert iface.addProject(str(PROJECT))
        layers = project.mapLayers().values()
        assert sorted(layer.name() for layer in layers) == before["layers"]
        assert all(layer.isValid() for layer in layers)
        assert {Path(layer.source()).parent for layer in layers} <= {PROJECT.parent, PROJECT.parent / "place_landprint"}
        table = dock.examples.table
        wait_for(
            lambda: (
                [[table.item(row, column).text() for column in range(5)] for row in range(table.rowCount())]
                == before["classes"]
            ),
            20,
            "the classes",
        )
        assert len(markers()) == 11
        assert dock.similar.threshold.slider.value() == before["threshold"]
        wait_drawn()
        screenshot("moved_opened")

    with story.step("a_click_goes_on_without_the_weights"):
        iface.messageBar().clearWidgets()
        wait_for(dock.look_at.advice.isVisible, 60, "encoders to be recommended")
        dock.currentWidget().ensureWidgetVisible(dock.similar.pick)
        spin(300)
        click_widget(dock.similar.pick)
        wait_for(dock.similar.pick.isChecked, 5, "the tool")
        source = layer_named(SIMILAR).source()
        click_map(*RIVER)
        wait_for(lambda: layer_named(SIMILAR).source() != source, 30, "the heatmap")
        wait_drawn()
        screenshot("moved_clicked")


start(tell)

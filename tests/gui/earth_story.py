"""Runs inside the QGIS desktop: a person without any image looks for what is like a place, and groups stations."""

from __future__ import annotations

import os
import time

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsCoordinateReferenceSystem,
    QgsFillSymbol,
    QgsProject,
    QgsRectangle,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QUrl
from qgis.utils import iface

from tests.gui.inside import (
    Gaps,
    Story,
    choose_encoder,
    click_map,
    click_widget,
    layer_named,
    messages,
    open_dock,
    screenshot,
    spin,
    start,
    wait_drawn,
    wait_for,
)

STATIONS = os.environ["LANDPRINT_STATIONS"]
COUNTRIES = os.environ["LANDPRINT_COUNTRIES"]
WEIGHTS = os.environ["LANDPRINT_SATCLIP"]  # random ones: what the map shows means nothing
SAHARA, AMAZON = (10.0, 24.0), (-62.0, -5.0)
LONLAT = "EPSG:4326"


def tell(story: Story) -> None:  # noqa: PLR0915 - one story, told from top to bottom
    project, canvas = QgsProject.instance(), iface.mapCanvas()
    project.setCrs(QgsCoordinateReferenceSystem(LONLAT))
    window_dock = open_dock(width=330)
    dock = window_dock.body
    look_at = dock.look_at

    with story.step("without_a_layer_the_dock_says_what_to_do"):
        wait_for(lambda: look_at.encoders.known, 30, "the engine")
        assert "Anywhere on Earth" in look_at.estimate.text()
        assert not look_at.embed.button.isEnabled()
        screenshot("e0_no_layer", window_dock)

    if COUNTRIES:
        countries = QgsVectorLayer(f"{COUNTRIES}|layername=countries", "Countries", "ogr")
        symbol = QgsFillSymbol.createSimple({"color": "#eef0ea", "outline_color": "#8a938f", "outline_width": "0.15"})
        countries.setRenderer(QgsSingleSymbolRenderer(symbol))
        project.addMapLayer(countries)
    canvas.setExtent(QgsRectangle(-180, -90, 180, 90))

    with story.step("anywhere_on_earth_offers_the_encoders_of_places"):
        look_at.layer_combo.setCurrentText("Anywhere on Earth")
        wait_for(lambda: look_at.encoder.takes == "locations", 5, "the encoders of places")
        choose_encoder(look_at, "satclip-resnet18-l10")
        wait_for(look_at.weights.isVisible, 5, "the line of the weights")
        assert not look_at.sensor.isVisible()
        assert not look_at.bands.isVisible()
        look_at.weights.file_chosen.emit(WEIGHTS)
        wait_for(lambda: look_at.encoder.ready, 60, "the weights")
        wait_for(messages, 5, "the check's sentence")
        wait_for(lambda: "once" in look_at.estimate.text(), 30, "the estimate")
        wait_drawn()
        screenshot("e1_anywhere")

    with story.step("a_click_gives_the_embedding_at_once_and_a_heatmap_of_the_earth"):
        iface.messageBar().clearWidgets()
        click_widget(dock.similar.pick)
        wait_for(dock.similar.pick.isChecked, 5, "the tool")
        wait_drawn()
        with Gaps() as gaps:
            clicked = time.monotonic()
            click_map(*SAHARA)
            wait_for(dock.similar.facts.isVisible, 30, "the embedding")
            story.figure("first click to embedding, s", time.monotonic() - clicked)
            assert dock.similar.facts.text().startswith("256 numbers")
            wait_for(lambda: look_at.embed.is_working and look_at.embed.bar.value() > 5, 60, "progress")
        story.figure("gap while clicking, ms", gaps.longest_ms)
        screenshot("e2_working")
        with Gaps() as gaps:
            took = wait_for(lambda: layer_named("Similar"), 240, "the heatmap")
            spin(300)
        story.figure("heatmap of the Earth, first time, after, s", took)
        story.figure("gap while the Earth is embedded, ms", gaps.longest_ms)
        iface.messageBar().clearWidgets()
        wait_drawn()
        screenshot("e3_heatmap")
        shown = layer_named("Similar")
        source = shown.source()
        clicked = time.monotonic()
        click_map(*AMAZON)
        wait_for(lambda: shown.source() != source, 30, "the next heatmap")
        story.figure("next click to heatmap of the Earth, s", time.monotonic() - clicked)
        assert project.crs().authid() == LONLAT

    with story.step("the_earth_is_embedded_once"):
        project.removeMapLayer(layer_named("Anywhere").id())
        spin(300)
        click_widget(look_at.embed.button)
        wait_for(lambda: layer_named("Anywhere"), 10, "the layer of the Earth")

    with story.step("the_earth_has_classes"):
        dock.classes_group.by_itself.click()
        dock.currentWidget().ensureWidgetVisible(dock.classes.run)
        dock.classes.count.setValue(6)
        click_widget(dock.classes.run.button)
        wait_for(lambda: dock.classes.table.rowCount() == 6, 120, "the classes")
        iface.messageBar().clearWidgets()
        wait_drawn()
        screenshot("e4_classes")

    with story.step("points_get_an_embedding_each"):
        for layer in list(project.mapLayers().values()):
            if layer.name() != "Countries":
                project.removeMapLayer(layer.id())
        url = QUrl.fromLocalFile(STATIONS).toString()
        stations = QgsVectorLayer(f"{url}?xField=Lon&yField=Lat&crs={LONLAT}", "Stations", "delimitedtext")
        assert stations.isValid()
        project.addMapLayer(stations)
        look_at.layer_combo.setLayer(stations)
        wait_for(look_at.embed.button.isEnabled, 10, "the button")
        wait_for(lambda: look_at.estimate.text().startswith("3,076\N{NO-BREAK SPACE}points · "), 30, "the estimate")
        screenshot("e4b_points_to_embed")
        with Gaps() as gaps:
            click_widget(look_at.embed.button)
            took = wait_for(lambda: dock.embeddings.points is not None, 120, "the embedded points")
        story.figure("3,076 points embedded after, s", took)
        story.figure("gap while embedding points, ms", gaps.longest_ms)
        project.layerTreeRoot().findLayer(stations.id()).setItemVisibilityChecked(False)
        assert dock.embeddings.points.featureCount() == 3076
        assert dock.embeddings.points.fields().indexOf("kg") >= 0

    with story.step("a_click_near_a_point_shows_the_points_like_it"):
        iface.messageBar().clearWidgets()
        if not dock.similar.pick.isChecked():
            click_widget(dock.similar.pick)
        wait_for(dock.similar.pick.isChecked, 5, "the tool")
        wait_drawn()
        canvas.setExtent(QgsRectangle(-20, 32, 50, 68))
        wait_drawn()
        click_map(15.0, 50.0)
        wait_for(lambda: layer_named("Most similar"), 60, "the most similar points")
        assert layer_named("Most similar").featureCount() == 10
        assert dock.similar.facts.text().startswith("256 numbers")
        wait_drawn()
        screenshot("e5_similar_points")

    with story.step("points_are_sorted_into_classes"):
        canvas.setExtent(QgsRectangle(-180, -90, 180, 90))
        dock.classes.count.setValue(5)
        click_widget(dock.classes.run.button)
        wait_for(lambda: dock.classes.table.rowCount() == 5, 120, "the classes")
        classes = layer_named("Classes")
        assert isinstance(classes.renderer(), QgsCategorizedSymbolRenderer)
        dock.classes.table.item(0, 1).setText("like here")
        assert classes.renderer().categories()[0].label().startswith("like here · ")
        dock.find_similar.leave_map()
        iface.messageBar().clearWidgets()
        wait_drawn()
        screenshot("e6_classes_of_points")


start(tell)

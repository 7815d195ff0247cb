"""The dock in QGIS without a screen, with a session that answers at once."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from landprint.plugin.client.failure import EngineFailure
from landprint.plugin.dock.cluster.section import Class
from landprint.plugin.dock.find_similar.find_similar import NOTHING_LIKE
from landprint.plugin.layers.sources.source import embeddings_path
from landprint.plugin.tools.markers import Mark
from landprint.plugin.tools.place_tool import PlaceTool
from qgis.core import QgsPointXY, QgsRasterLayer, QgsRectangle
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QRadioButton,
    QScrollBar,
    QTableWidget,
)

from tests.plugin.answering_session import LEFT, SIDE, TOP, write_raster
from tests.plugin.dock.stage import (
    ALT,
    INSIDE,
    SHIFT,
    buttons,
    click_map,
    copied,
    drag,
    drawn_from,
    heatmap,
    layer_named,
    markers,
    press,
    said,
    setting,
)

TO_THE_EAST, FURTHER_EAST = QgsPointXY(LEFT + 950, TOP - 450), QgsPointXY(LEFT + 1450, TOP - 450)
TO_THE_NORTH = QgsPointXY(LEFT + 450, TOP - 150)


def test_the_estimate_is_said_in_a_line(qtbot, dock):
    qtbot.waitUntil(lambda: said(dock) == "800 m · about 2 min · 34 MB")


def test_no_control_is_cut_off_at_300_pixels(dock):
    body = dock.look_at.parentWidget()
    assert body.minimumSizeHint().width() <= 300


def test_every_control_has_a_name_and_a_tip(searched):
    kinds = (QAbstractButton, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QTableWidget)
    controls = [widget for kind in kinds for widget in searched.findChildren(kind)]
    # What Qt itself puts into a control (a clear button, a scroll bar) belongs to that control.
    ours = [one for one in controls if isinstance(one, QRadioButton) or not _is_part(one)]
    assert len(ours) > 20
    assert [one.objectName() for one in ours if not (one.accessibleName() and one.toolTip())] == []


def _is_part(widget):
    return isinstance(widget, QScrollBar) or isinstance(
        widget.parent(), (QAbstractSpinBox, QComboBox, QLineEdit, QTableWidget)
    )


def test_embedding_the_whole_layer_asks_for_no_extent(embedded, session, image):
    (params,) = session.params_of("embed_raster")
    assert params["extent"] is None
    assert params["bands"] is None
    assert params["raster"] == str(Path(image.source()).absolute())


def test_embedding_the_visible_part_asks_for_what_the_map_shows(qtbot, dock, canvas, session):
    canvas.setExtent(QgsRectangle(LEFT + 500, TOP - 1000, LEFT + 1000, TOP - 500))
    qtbot.waitUntil(dock.look_at.embed.button.isEnabled)
    dock.look_at.embed.button.click()
    qtbot.waitUntil(lambda: dock.embeddings.current is not None)
    left, bottom, right, top = session.params_of("embed_raster")[0]["extent"]
    shown = canvas.extent()
    assert (left, bottom, right, top) == pytest.approx(
        (shown.xMinimum(), shown.yMinimum(), shown.xMaximum(), shown.yMaximum())
    )


def test_a_layer_out_of_sight_cannot_be_embedded(qtbot, dock, canvas):
    canvas.setExtent(QgsRectangle(0, 0, 100, 100))
    qtbot.waitUntil(lambda: "no part" in dock.look_at.estimate.text())
    assert not dock.look_at.embed.button.isEnabled()


def test_the_embedding_layer_is_named_kept_and_grouped(embedded, project, session):
    layer = embedded.embeddings.current
    assert layer.name() == "Random features · 100 m"
    assert embeddings_path(layer) == session.params_of("embed_raster")[0]["output"]
    assert layer.source().endswith("_pca.tif")
    assert project.layerTreeRoot().findGroup("Landprint").findLayer(layer.id()) is not None
    assert "embed_raster" in layer.metadata().history()[0]


def test_only_images_are_offered_to_embed(searched, project, image):
    combo = searched.look_at.layer_combo
    assert [combo.itemText(index) for index in range(combo.count())] == [
        "Choose a layer…",
        "scene",
        "Anywhere on Earth",
    ]


def test_a_click_shows_the_embedding_and_the_heatmap(searched, session, project):
    assert session.params_of("embedding_at")[0]["at"] == pytest.approx([INSIDE.x(), INSIDE.y()])
    assert session.params_of("similarity_map")[0]["at"] == [pytest.approx([INSIDE.x(), INSIDE.y()])]
    assert "8 numbers" in searched.similar.facts.text()
    assert heatmap(project).isValid()


def test_shift_adds_and_alt_excludes(qtbot, searched, canvas, session):
    click_map(canvas, TO_THE_EAST, SHIFT)
    qtbot.waitUntil(lambda: len(session.params_of("similarity_map")) == 2)
    click_map(canvas, FURTHER_EAST, ALT)
    qtbot.waitUntil(lambda: len(session.params_of("similarity_map")) == 3)
    params = session.params_of("similarity_map")[-1]
    assert [len(params["at"]), len(params["not_at"])] == [2, 1]


def test_unlike_places_alone_make_no_heatmap(qtbot, searched, canvas, session, notices):
    click_map(canvas, FURTHER_EAST, ALT)
    qtbot.waitUntil(lambda: len(session.params_of("similarity_map")) == 2)
    press(qtbot, searched, "landprintPlace1")
    qtbot.waitUntil(lambda: len(session.params_of("embedding_at")) == 3)
    assert len(session.params_of("similarity_map")) == 2
    assert not searched.similar.polygons.button.isEnabled()
    assert notices.made[-1][0] == NOTHING_LIKE
    click_map(canvas, INSIDE, SHIFT)
    qtbot.waitUntil(lambda: len(session.params_of("similarity_map")) == 3)


def test_the_newest_two_places_are_compared(qtbot, searched, canvas, session):
    assert not session.params_of("compare")
    added = click_map(canvas, TO_THE_EAST, SHIFT)
    qtbot.waitUntil(lambda: searched.similar.facts.text().endswith("\n0.83 like place 1"))
    assert "0.97" in searched.similar.facts.toolTip()
    expected = [pytest.approx([added.x(), added.y()]), pytest.approx([INSIDE.x(), INSIDE.y()])]
    assert session.params_of("compare")[-1]["at"] == expected
    click_map(canvas, FURTHER_EAST, ALT)
    qtbot.waitUntil(lambda: searched.similar.facts.text().endswith("\n0.83 like place 2"))
    drag(canvas, added, QgsPointXY(LEFT + 1050, TOP - 450))
    qtbot.waitUntil(lambda: searched.similar.facts.text().endswith("\n0.83 like place 3"))
    click_map(canvas, TO_THE_NORTH)
    qtbot.waitUntil(lambda: "like" not in searched.similar.facts.text())


def test_the_heatmap_layer_is_refreshed_in_place(qtbot, searched, canvas, project, session):
    first, source = heatmap(project), heatmap(project).source()
    click_map(canvas, TO_THE_EAST)
    qtbot.waitUntil(lambda: first.source() != source)
    assert heatmap(project) is first
    assert len({params["output"] for params in session.params_of("similarity_map")}) == 2


def test_the_threshold_changes_only_the_drawing(searched, project, session):
    asked = len(session.asked)
    searched.similar.threshold.slider.setValue(50)
    assert drawn_from(heatmap(project)) == pytest.approx(0.5, abs=1e-5)
    assert searched.similar.threshold.area.text() == "1.0 km²"  # a quarter of 4 km²
    assert len(session.asked) == asked


def test_a_place_can_be_removed_from_the_list(qtbot, searched, canvas, session):
    click_map(canvas, TO_THE_EAST, SHIFT)
    qtbot.waitUntil(lambda: len(session.params_of("similarity_map")) == 2)
    press(qtbot, searched, "landprintPlace1")
    qtbot.waitUntil(lambda: len(session.params_of("similarity_map")) == 3)
    assert session.params_of("similarity_map")[-1]["at"] == [pytest.approx([LEFT + 950, TOP - 450])]
    assert len(markers(canvas)) == 1


def test_a_click_outside_changes_nothing_but_says_so(qtbot, searched, canvas, session, notices):
    shown = lambda: [button.toolTip() for button in buttons(searched, "landprintPlace")]  # noqa: E731
    qtbot.waitUntil(lambda: len(shown()) == 1)
    before = shown()
    session.failures["embedding_at"] = EngineFailure("outside", "The place lies outside.", "Click inside.")
    canvas.setExtent(QgsRectangle(-1000, -1000, 1000, 1000))
    click_map(canvas, QgsPointXY(0, 0))
    qtbot.waitUntil(lambda: bool(notices.failures))
    qtbot.waitUntil(lambda: shown() == before)
    assert [marker.mark for marker in markers(canvas)] == [Mark(INSIDE, positive=True)]


def test_markers_vanish_with_the_dock_and_come_back(searched, canvas, qtbot):
    searched.parent().close()
    qtbot.waitUntil(lambda: len(markers(canvas)) == 0)
    searched.parent().show()
    qtbot.waitUntil(lambda: len(markers(canvas)) == 1)


def test_markers_vanish_with_the_embedding_layer(searched, canvas, project):
    project.removeMapLayer(searched.embeddings.current.id())
    assert markers(canvas) == []
    assert searched.embeddings.is_image


def test_the_vector_is_copied_with_all_its_values(searched):
    assert copied(searched.similar.copy) == pytest.approx([0.1 * index for index in range(8)])


def test_the_most_similar_places_are_numbered_points(qtbot, searched, project):
    searched.similar.most_similar.button.click()
    qtbot.waitUntil(lambda: layer_named(project, "Most similar") is not None)
    layer = layer_named(project, "Most similar")
    assert [feature["rank"] for feature in layer.getFeatures()] == list(range(1, 11))
    assert layer.labelsEnabled()


def test_classes_are_listed_as_the_layer_draws_them(clustered, project):
    titles = [one.label for one in layer_named(project, "Classes").renderer().classes()]
    assert titles == ["class 1 · 33 %", "class 2 · 33 %", "class 3 · 33 %"]
    assert clustered.classes.table.item(0, 1).text() == "class 1"
    assert clustered.classes.table.item(0, 2).text() == "33 %"


def test_a_name_changed_in_the_dock_changes_the_layer(clustered, project):
    clustered.classes.table.item(1, 1).setText("water")
    assert layer_named(project, "Classes").renderer().classes()[1].label == "water · 33 %"


def test_a_colour_changed_in_the_layer_changes_the_dock(clustered, project):
    from qgis.core import QgsPalettedRasterRenderer

    layer = layer_named(project, "Classes")
    entries = layer.renderer().classes()
    entries[0].color = QColor("#ff0000")
    entries[0].label = "sea"
    layer.setRenderer(QgsPalettedRasterRenderer(layer.dataProvider(), 1, entries))
    colour, name = (clustered.classes.table.item(0, column) for column in (0, 1))
    assert colour.data(Qt.ItemDataRole.AccessibleTextRole) == "Colour #ff0000"
    assert name.text() == "sea"


def test_classes_leave_the_list_with_their_layer(clustered, project):
    project.removeMapLayer(layer_named(project, "Classes").id())
    assert clustered.classes.table.rowCount() == 0
    clustered.classes.table.edited.emit([Class(1, "x", "#000000")])  # nothing to change, and no error


def test_a_suggestion_sets_the_number_of_classes(qtbot, embedded):
    embedded.classes.suggest.button.click()
    qtbot.waitUntil(lambda: embedded.classes.count.value() == 5)
    assert "5 classes" in embedded.classes.note.text()


def test_a_wrong_output_is_marked(qtbot, dock, session, notices):
    setting(dock, "Output").setText("/nowhere/e.tif")
    session.failures["embed_raster"] = EngineFailure("output", "The folder cannot be written.", "Choose another.")
    qtbot.waitUntil(dock.look_at.embed.button.isEnabled)
    dock.look_at.embed.button.click()
    qtbot.waitUntil(lambda: bool(notices.failures))
    assert setting(dock, "Output").styleSheet()
    assert dock.look_at.disclosure.header.isChecked()


def test_the_input_is_never_overwritten(qtbot, dock, image, session, notices):
    setting(dock, "Output").setText(str(Path(image.source()).absolute()))
    qtbot.waitUntil(dock.look_at.embed.button.isEnabled)
    dock.look_at.embed.button.click()
    assert notices.failures[0].code == "output"
    assert session.params_of("embed_raster") == []


def test_a_failure_leaves_the_estimate_of_what_is_chosen(qtbot, dock, session, notices):
    session.failures["embed_raster"] = EngineFailure("source", "The file is gone.", "Choose another.")
    dock.look_at.embed.button.click()
    qtbot.waitUntil(lambda: bool(notices.failures))
    qtbot.waitUntil(lambda: "about 2 min" in said(dock))
    assert dock.look_at.embed.button.isVisible()


def test_the_newest_click_wins(qtbot, picking, canvas, session, project):
    for shift in (0, 300, 600):
        click_map(canvas, QgsPointXY(INSIDE.x() + shift, INSIDE.y()))
    qtbot.waitUntil(lambda: heatmap(project) is not None)
    assert heatmap(project).source() == session.params_of("similarity_map")[-1]["output"]


def test_results_keep_their_order(qtbot, searched, project):
    searched.similar.most_similar.button.click()
    searched.classes.run.button.click()
    qtbot.waitUntil(lambda: len(project.mapLayers()) == 5)
    (group,) = project.layerTreeRoot().findGroup("Landprint").children()
    assert group.name() == "scene"
    shown = [re.split(r" · | \(| to ", node.name())[0] for node in group.children()]
    assert shown == ["Most similar", "Similar", "Classes", "Random features"]


def test_classes_hide_the_heatmap_and_a_click_brings_it_back(qtbot, searched, canvas, project):
    node = project.layerTreeRoot().findLayer(heatmap(project).id())
    searched.classes.run.button.click()
    qtbot.waitUntil(lambda: not node.itemVisibilityChecked())
    click_map(canvas, TO_THE_EAST)
    qtbot.waitUntil(node.itemVisibilityChecked)


def test_a_heatmap_that_comes_back_hides_the_classes(qtbot, searched, canvas, project):
    searched.classes.run.button.click()
    qtbot.waitUntil(lambda: layer_named(project, "Classes") is not None)
    node = project.layerTreeRoot().findLayer(layer_named(project, "Classes").id())
    assert node.itemVisibilityChecked()
    click_map(canvas, TO_THE_EAST)
    qtbot.waitUntil(lambda: not node.itemVisibilityChecked())
    node.setItemVisibilityChecked(True)  # the person wants to see both
    source = heatmap(project).source()
    click_map(canvas, FURTHER_EAST)
    qtbot.waitUntil(lambda: heatmap(project).source() != source)
    assert node.itemVisibilityChecked()


def test_more_tells_what_differs(dock):
    setting(dock, "Patch").setValue(4)
    assert dock.look_at.disclosure.header.text() == "More  patch 4 px"


def test_nothing_is_left_on_the_map_after_shut_down(searched, canvas):
    assert isinstance(canvas.mapTool(), PlaceTool)
    searched.find_similar.leave_map()
    assert not isinstance(canvas.mapTool(), PlaceTool)
    assert markers(canvas) == []


def test_a_result_of_the_toolbox_is_not_looked_at(qtbot, dock, project, image, layer_panel, tmp_path):
    classes = QgsRasterLayer(write_raster(tmp_path / "classes.tif", np.ones((1, SIDE, SIDE), "uint8")), "classes")
    project.addMapLayer(classes)
    layer_panel.current_changed.emit(classes)  # QGIS does so before the toolbox goes on
    classes.setCustomProperty("landprint/result", "toolbox")
    combo = dock.look_at.layer_combo
    assert combo.currentLayer() is image
    assert classes in combo.exceptedLayerList()
    layer_panel.current_changed.emit(classes)
    assert combo.currentLayer() is image


def test_a_result_of_the_toolbox_that_is_not_the_active_layer_is_not_offered(qtbot, dock, project, tmp_path):
    classes = QgsRasterLayer(write_raster(tmp_path / "classes.tif", np.ones((1, SIDE, SIDE), "uint8")), "classes")
    project.addMapLayer(classes)
    classes.setCustomProperty("landprint/result", "toolbox")
    qtbot.waitUntil(lambda: classes in dock.look_at.layer_combo.exceptedLayerList())

"""The classes that k-means made: how much there is of each, merged, outlined, typical, and used for another image."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from landprint.plugin.layers.styling.styles import classes_of, style_classes
from qgis.core import QgsLayerTreeModel, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import QItemSelectionModel, QPoint, Qt
from qgis.PyQt.QtWidgets import QMenu, QScrollArea

from tests.plugin.answering_session import SIDE, write_raster
from tests.plugin.dock.stage import last, layer_named


def texts(dock, column):
    table = dock.classes.table
    return [table.item(row, column).text() for row in range(table.rowCount())]


def select(dock, *rows):
    table = dock.classes.table
    table.clearSelection()
    for row in rows:
        flag = QItemSelectionModel.SelectionFlag
        table.selectionModel().select(table.model().index(row, 1), flag.Select | flag.Rows)


def actions(dock):
    menu = dock.classes.actions.menu()
    menu.aboutToShow.emit()
    return {action.text().replace("&", ""): action for action in menu.actions() if action.text()}


def take(dock, start):
    (action,) = (action for text, action in actions(dock).items() if text.startswith(start))
    assert action.isEnabled()
    action.trigger()


def test_hectares_stand_beside_the_share(clustered):
    assert texts(clustered, 2) == ["33 %"] * 3
    assert texts(clustered, 3) == ["133 ha"] * 3


def test_hectares_are_there_after_reopening(clustered, project, tmp_path):
    assert project.write(str(tmp_path / "p.qgz"))
    project.clear()
    assert texts(clustered, 3) == []
    assert project.read(str(tmp_path / "p.qgz"))
    assert texts(clustered, 3) == ["133 ha"] * 3


def test_small_areas_are_sieved_when_they_are_not_wanted(qtbot, clustered, session):
    assert "sieve" not in last(session, "kmeans")
    clustered.classes.smallest.setValue(6)
    clustered.classes.run.button.click()
    qtbot.waitUntil(lambda: last(session, "kmeans").get("sieve") == 6)


def test_merging_takes_two_classes_or_more(clustered):
    for rows, enabled in (((), False), ((1,), False), ((0, 2), True)):
        select(clustered, *rows)
        assert actions(clustered)["Merge the selected classes"].isEnabled() is enabled


def test_merged_classes_are_one_with_the_name_that_was_given(qtbot, clustered, project, session):
    layer = layer_named(project, "Classes")
    clustered.classes.table.item(2, 1).setText("water")
    select(clustered, 0, 2)
    take(clustered, "Merge")
    qtbot.waitUntil(lambda: clustered.classes.table.rowCount() == 2)
    assert last(session, "merge_classes")["merge"] == [3, 1]
    assert texts(clustered, 1) == ["class 2", "water"]
    assert texts(clustered, 2) == ["50 %"] * 2
    assert layer_named(project, "Classes") is layer
    assert layer.name() == "Classes (2)"
    assert layer.source() == last(session, "merge_classes")["output"]
    assert [one.label for one in layer.renderer().classes()] == ["class 2 · 50 %", "water · 50 %"]


def test_names_and_colours_go_on_at_the_next_run(qtbot, clustered, session, monkeypatch, project):
    table = clustered.classes.table
    table.item(2, 1).setText("water")
    table.edited.emit([*table.classes[:2], replace(table.classes[2], colour="#0000ff")])
    path = layer_named(project, "Classes").source()
    made = session.kmeans

    def again(params):
        value = made(params)
        like = {1: 3, 2: 1}
        return {**value, "classes": [{**one, "like": like.get(one["label"])} for one in value["classes"]]}

    monkeypatch.setattr(session, "kmeans", again)
    clustered.classes.run.button.click()
    qtbot.waitUntil(lambda: texts(clustered, 1)[:1] == ["water"])
    assert last(session, "kmeans")["like"] == path
    assert texts(clustered, 1) == ["water", "class 2", "class 3"]
    colours = [one.colour for one in clustered.classes.table.classes]
    assert colours[:2] == ["#0000ff", "#8da0cb"]
    assert len(set(colours)) == 3


def test_the_typical_places_of_a_class_are_numbered_points(qtbot, clustered, project, session):
    clustered.classes.table.item(1, 1).setText("water")
    select(clustered, 1)
    take(clustered, "Most typical")
    qtbot.waitUntil(lambda: layer_named(project, "Typical: water") is not None)
    assert last(session, "typical_patches")["label"] == 2
    assert last(session, "typical_patches")["embeddings"] == last(session, "kmeans")["embeddings"]
    assert [feature["rank"] for feature in layer_named(project, "Typical").getFeatures()] == [1, 2, 3]


def test_polygons_have_the_names_of_the_list(qtbot, clustered, project, session):
    clustered.classes.table.item(0, 1).setText("wet land")
    take(clustered, "Polygons")
    qtbot.waitUntil(lambda: layer_named(project, "Areas of classes") is not None)
    assert last(session, "class_polygons")["names"] == ["1=wet land", "2=class 2", "3=class 3"]
    drawn = layer_named(project, "Areas").renderer().categories()
    assert [one.label() for one in drawn] == ["wet land", "class 2", "class 3"]


def test_classes_are_used_for_another_image_with_names_and_colours(qtbot, clustered, project, session, tmp_path):
    clustered.classes.table.item(0, 1).setText("wet land")
    first = layer_named(project, "Classes")
    values = np.random.default_rng(1).normal(size=(6, SIDE, SIDE)).astype("float32")
    path = write_raster(tmp_path / "o.tif", values, descriptions=[f"e{number:04d}" for number in range(6)])
    QgsProject.instance().addMapLayer(QgsRasterLayer(path, "other"))
    (use,) = (action for text, action in actions(clustered).items() if text.startswith("Use"))
    (other,) = (action for action in use.menu().actions() if "other" in action.text())
    other.trigger()
    qtbot.waitUntil(lambda: session.params_of("apply_classes") != [])
    qtbot.waitUntil(lambda: len(project.mapLayersByName("Classes (3)")) == 2)
    params = last(session, "apply_classes")
    assert (params["embeddings"], params["classes"]) == (path, first.source())
    assert texts(clustered, 1) == ["wet land", "class 2", "class 3"]
    # The next run, of the first image, goes on with its own classes, and hides those of the other.
    applied = next(one for one in project.mapLayersByName("Classes (3)") if one != first)
    clustered.classes.run.button.click()
    qtbot.waitUntil(lambda: len(session.params_of("kmeans")) == 2)
    qtbot.waitUntil(lambda: not project.layerTreeRoot().findLayer(applied.id()).itemVisibilityChecked())
    assert last(session, "kmeans")["like"] == first.source()


def test_without_another_embedding_layer_nothing_is_offered(clustered):
    (use,) = (action for text, action in actions(clustered).items() if text.startswith("Use"))
    assert not use.isEnabled()


def test_a_right_click_on_the_list_has_the_same_menu(qtbot, clustered):
    select(clustered, 0, 1)
    clustered.classes.table.customContextMenuRequested.emit(QPoint(5, 5))
    menus = [menu for menu in clustered.classes.table.findChildren(QMenu) if menu.isVisible()]
    assert [action.isEnabled() for action in menus[-1].actions()][:2] == [True, False]
    menus[-1].close()


def test_the_list_is_scrolled_into_view_after_a_run(qtbot, embedded):
    area = embedded.classes.parentWidget()
    while not isinstance(area, QScrollArea):
        area = area.parentWidget()
    window = embedded.window()
    window.resize(320, 420)
    qtbot.wait(20)
    area.verticalScrollBar().setValue(0)
    embedded.classes.run.button.click()
    qtbot.waitUntil(lambda: embedded.classes.table.rowCount() == 3)

    def is_seen():
        table = embedded.classes.table
        top = table.mapTo(area.viewport(), QPoint(0, 0)).y()
        return top >= 0 and top + table.height() <= area.viewport().height()

    qtbot.waitUntil(is_seen)


def test_names_of_a_project_in_another_language_are_in_that_of_qgis(clustered, project, tmp_path):
    layer = layer_named(project, "Classes")
    titles = ("Klasse 1 · 33 %", "forêt · 33 %", "class 3 · 33 %")
    style_classes(layer, [replace(one, title=title) for one, title in zip(classes_of(layer), titles)])
    assert texts(clustered, 1) == ["class 1", "forêt", "class 3"]
    assert project.write(str(tmp_path / "p.qgz"))
    project.clear()
    assert project.read(str(tmp_path / "p.qgz"))
    labels = [one.label for one in layer_named(project, "Classes").renderer().classes()]
    assert labels == ["class 1 · 33 %", "forêt · 33 %", "class 3 · 33 %"]
    assert not project.isDirty()


def test_merging_puts_a_named_class_before_one_that_has_its_name_in_another_language(qtbot, clustered, session):
    table = clustered.classes.table
    table.item(0, 1).setText("Klasse 1")
    table.item(2, 1).setText("water")
    select(clustered, 0, 2)
    take(clustered, "Merge")
    qtbot.waitUntil(lambda: table.rowCount() == 2)
    assert last(session, "merge_classes")["merge"] == [3, 1]


def test_the_table_of_areas_has_titles_and_the_file_its_names(qtbot, clustered, project):
    take(clustered, "Polygons")
    qtbot.waitUntil(lambda: layer_named(project, "Areas of classes") is not None)
    layer = layer_named(project, "Areas of classes")
    titles = {field.name(): field.displayName() for field in layer.fields()}
    assert titles["class"] == "Class"


def test_the_legend_says_class_and_not_how_the_file_calls_the_band(clustered, project):
    node = project.layerTreeRoot().findLayer(layer_named(project, "Classes").id())
    model = QgsLayerTreeModel(project.layerTreeRoot())
    rows = model.layerLegendNodes(node)
    shown = [row.data(Qt.ItemDataRole.DisplayRole) for row in rows]
    assert shown == ["Class", "class 1 · 33 %", "class 2 · 33 %", "class 3 · 33 %"]

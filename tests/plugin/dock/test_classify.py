"""Named classes of examples in the dock: the table, the map, what the engine is asked, and what the project keeps."""

from __future__ import annotations

import pytest
from landprint.plugin.dock.classify.table import NAME
from landprint.plugin.dock.results import EXAMPLES_PROPERTY
from landprint.plugin.layers.styling.styles import classes_of
from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsFillSymbol,
    QgsGeometry,
    QgsPalettedRasterRenderer,
    QgsPointXY,
    QgsRectangle,
    QgsRendererCategory,
    QgsVectorLayer,
)
from qgis.gui import QgsRubberBand
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtTest import QTest

from tests.plugin.answering_session import LEFT, TOP
from tests.plugin.dock.stage import INSIDE, click_map, drag, last, layer_named, markers

EAST, SOUTH = QgsPointXY(LEFT + 950, TOP - 450), QgsPointXY(LEFT + 450, TOP - 950)
OUTSIDE = QgsPointXY(LEFT - 50, TOP - 450)


@pytest.fixture
def giving(embedded):
    """The dock whose next click on the map is an example."""
    embedded.examples.pick.click()
    return embedded


@pytest.fixture
def classified(qtbot, giving, canvas, project):
    """The dock after an example of each of two classes."""
    click_map(canvas, INSIDE)
    choose_class(giving, 1)
    click_map(canvas, EAST)
    qtbot.waitUntil(lambda: giving.examples.next.isEnabled() and len(classes_of(class_map(project))) == 2)
    return giving


def class_map(project):
    return next((one for one in project.mapLayers().values() if one.customProperty(EXAMPLES_PROPERTY)), None)


def choose_class(dock, index):
    dock.examples.table.setCurrentCell(index, NAME)


def rows(dock):
    table = dock.examples.table
    return [[table.item(row, column).text() for column in range(5)] for row in range(table.rowCount())]


def press_key(canvas, key, keys=Qt.KeyboardModifier.NoModifier):
    canvas.setFocus()
    QTest.keyClick(canvas, key, keys)


def test_two_classes_wait_for_their_first_example(embedded):
    assert [row[:3] for row in rows(embedded)] == [["1", "Class 1", "–"], ["2", "Class 2", "–"]]
    assert embedded.examples.hint.isVisible()
    assert not embedded.examples.score.isVisible()


def test_a_click_is_an_example_of_the_selected_class(giving, canvas, session):
    choose_class(giving, 1)
    click_map(canvas, INSIDE)
    (place,) = last(session, "classify")["places"]
    assert place == {"class": "Class 2", "x": pytest.approx(INSIDE.x()), "y": pytest.approx(INSIDE.y())}
    assert rows(giving)[1][2] == "1"


def test_the_keys_choose_the_class(giving, canvas, session):
    press_key(canvas, Qt.Key.Key_2)
    click_map(canvas, INSIDE)
    assert last(session, "classify")["places"][0]["class"] == "Class 2"
    press_key(canvas, Qt.Key.Key_9)  # there is no such class
    click_map(canvas, EAST)
    assert [one["class"] for one in last(session, "classify")["places"]] == ["Class 2", "Class 2"]


def test_the_map_has_the_names_and_colours_of_the_table(classified, canvas, project):
    drawn = classes_of(class_map(project))
    assert [one.title for one in drawn] == ["Class 1", "Class 2"]
    assert [row[3:] for row in rows(classified)] == [["50 %", "200 ha"], ["50 %", "200 ha"]]
    assert [marker.mark.colour.name() for marker in markers(canvas)] == [one.colour for one in drawn]


def test_the_next_example_refreshes_the_same_layer_and_keeps_its_opacity(qtbot, classified, canvas, project):
    layer = class_map(project)
    layer.setOpacity(0.4)
    source = layer.source()
    click_map(canvas, SOUTH)
    qtbot.waitUntil(lambda: layer.source() != source)
    assert class_map(project) is layer
    assert layer.opacity() == pytest.approx(0.4)


def test_a_rename_and_a_colour_reach_the_map(qtbot, classified, project, session):
    classified.examples.table.item(0, NAME).setText("water")
    classified.examples.table.recoloured.emit(0, "#112233")
    qtbot.waitUntil(lambda: classes_of(class_map(project))[0].colour == "#112233")
    assert classes_of(class_map(project))[0].title == "water"
    assert last(session, "classify")["places"][0]["class"] == "water"


def test_a_name_that_is_taken_is_refused_in_a_sentence(classified, notices):
    classified.examples.table.item(0, NAME).setText("Class 2")
    assert rows(classified)[0][1] == "Class 1"
    assert "already" in str(notices.failures[-1])


def test_colours_changed_in_the_layers_own_properties_reach_the_table(classified, project, session):
    layer = class_map(project)
    classes = layer.renderer().classes()
    classes[1].color, classes[1].label = QColor("#445566"), "forest"
    layer.setRenderer(QgsPalettedRasterRenderer(layer.dataProvider(), 1, classes))
    assert rows(classified)[1][1] == "forest"
    assert last(session, "classify")["colours"] == {"Class 1": "#4477aa", "forest": "#445566"}


def test_a_dragged_example_moves(qtbot, classified, canvas, session):
    drag(canvas, INSIDE, SOUTH)
    places = last(session, "classify")["places"]
    assert (places[0]["x"], places[0]["y"]) == (pytest.approx(SOUTH.x()), pytest.approx(SOUTH.y()))
    assert len(places) == 2


def test_the_map_follows_an_example_on_the_way_and_one_request_waits(qtbot, classified, canvas, session):
    before = len(session.params_of("classify"))
    for part in (0.2, 0.4, 0.6, 0.8):
        point = QgsPointXY(INSIDE.x(), INSIDE.y() + part * (SOUTH.y() - INSIDE.y()))
        canvas.mapTool().dragged.emit(0, point)
    qtbot.waitUntil(lambda: last(session, "classify")["places"][0]["y"] == pytest.approx(point.y()))
    assert len(session.params_of("classify")) == before + 2  # the first, and the newest of those that came meanwhile
    assert markers(canvas)[0].mark.point == point
    canvas.mapTool().moved.emit(0, SOUTH)
    assert last(session, "classify")["places"][0]["y"] == pytest.approx(SOUTH.y())


def test_a_column_of_too_many_values_is_refused_in_a_sentence(embedded, project, notices):
    layer = QgsVectorLayer("Point?crs=EPSG:31985&field=use:integer", "numbers", "memory")
    for value in range(300):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([value])
        feature.setGeometry(QgsGeometry.fromPointXY(INSIDE))
        layer.dataProvider().addFeature(feature)
    project.addMapLayer(layer)
    embedded.classify.edit.take_examples(layer, "use")
    assert "300 values" in str(notices.failures[-1])


def test_delete_removes_the_last_example_and_undo_brings_it_back(classified, canvas, session):
    press_key(canvas, Qt.Key.Key_Delete)
    assert len(last(session, "classify")["places"]) == 1
    press_key(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(last(session, "classify")["places"]) == 2


def test_an_example_outside_of_the_image_is_refused_in_a_sentence(qtbot, classified, canvas, notices, session):
    before = len(session.params_of("classify"))
    canvas.setExtent(QgsRectangle(LEFT - 500, TOP - 1500, LEFT + 1500, TOP + 500))
    click_map(canvas, OUTSIDE)
    assert "outside" in str(notices.failures[-1])
    assert len(session.params_of("classify")) == before
    assert len(markers(canvas)) == 2


def test_without_examples_the_class_map_is_hidden(qtbot, classified, project):
    classified.examples.clear.click()
    node = project.layerTreeRoot().findLayer(class_map(project).id())
    assert not node.itemVisibilityChecked()
    assert [row[1:] for row in rows(classified)] == [["Class 1", "–", "", ""], ["Class 2", "–", "", ""]]


def test_the_score_is_said_in_a_sentence(qtbot, classified, canvas):
    assert "one more example of “Class 1”, “Class 2”" in classified.examples.score.text()
    click_map(canvas, SOUTH)
    press_key(canvas, Qt.Key.Key_1)
    click_map(canvas, QgsPointXY(LEFT + 1450, TOP - 450))
    qtbot.waitUntil(lambda: "Right in 93 of 100" in classified.examples.score.text())


def test_certainty_is_a_layer_that_can_be_switched(qtbot, classified, project):
    classified.examples.certainty.click()
    qtbot.waitUntil(lambda: layer_named(project, "Certainty") is not None)
    classified.examples.certainty.click()
    assert layer_named(project, "Certainty") is None


def test_a_certainty_that_is_no_longer_wanted_does_not_come_back(qtbot, classified, canvas, project, session):
    classified.examples.certainty.click()
    qtbot.waitUntil(lambda: layer_named(project, "Certainty") is not None)
    click_map(canvas, SOUTH)  # whose answer comes after the next line
    classified.examples.certainty.click()
    source = class_map(project).source()
    qtbot.waitUntil(lambda: class_map(project).source() != source)
    assert layer_named(project, "Certainty") is None


def test_the_next_unsure_place_is_answered_by_the_key_of_its_class(qtbot, classified, canvas, session):
    classified.examples.next.click()
    assert canvas.extent().contains(QgsPointXY(LEFT + 1050, TOP - 1050))
    assert [marker.mark.text for marker in markers(canvas)].count("?") == 1
    press_key(canvas, Qt.Key.Key_1)
    place = last(session, "classify")["places"][-1]
    assert place == {"class": "Class 1", "x": pytest.approx(LEFT + 1050), "y": pytest.approx(TOP - 1050)}
    assert [marker.mark.text for marker in markers(canvas)].count("?") == 0


def test_the_examples_go_on_with_another_embedding_layer_of_the_place(qtbot, classified, session):
    first = classified.embeddings.current
    classified.look_at.embed.button.click()
    qtbot.waitUntil(lambda: classified.embeddings.current not in (None, first))
    qtbot.waitUntil(lambda: len(last(session, "classify")["places"]) == 2)
    assert last(session, "classify")["embeddings"] != session.params_of("classify")[0]["embeddings"]


def test_only_examples_inside_of_the_layer_are_used(qtbot, classified, land, session):
    feature = next(land.getFeatures())
    land.dataProvider().changeGeometryValues({feature.id(): QgsGeometry.fromRect(QgsRectangle(0, 0, 10, 10))})
    classified.classify.edit.take_examples(land, "use")
    assert [one["class"] for one in last(session, "classify")["places"]] == ["Class 1", "Class 2", "Wood"]
    assert classified.examples.hint.text() == "1 example is outside of this layer."


def test_a_class_is_added_named_and_removed(classified):
    classified.examples.add.click()
    assert [row[1] for row in rows(classified)] == ["Class 1", "Class 2", "Class 3"]
    classified.examples.table.remove_wanted.emit(0)
    assert [row[1] for row in rows(classified)] == ["Class 2", "Class 3"]


@pytest.fixture
def land(project):
    """Three polygons of land use, drawn by their class."""
    layer = QgsVectorLayer("Polygon?crs=EPSG:31985&field=use:string&field=code:double", "land use", "memory")
    for index, use in enumerate(("lake", "wood", None)):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([use, 4.0 + index])
        left = LEFT + 300 + 400 * index
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(left, TOP - 800, left + 200, TOP - 300)))
        layer.dataProvider().addFeature(feature)
    categories = []
    for value, colour, label in (("lake", "#0000ff", "Lake"), ("wood", "#00ff00", "Wood")):
        categories.append(QgsRendererCategory(value, QgsFillSymbol.createSimple({"color": colour}), label))
    layer.setRenderer(QgsCategorizedSymbolRenderer("use", categories))
    project.addMapLayer(layer)
    return layer


def test_a_layers_attribute_gives_classes_examples_and_colours(embedded, land, session):
    embedded.classify.edit.take_examples(land, "use")
    params = last(session, "classify")
    assert params["colours"] == {"Lake": "#0000ff", "Wood": "#00ff00"}
    assert [one["class"] for one in params["places"]] == ["Lake", "Wood"]
    assert params["places"][0]["wkt"].lower().startswith("polygon")


def outlines(canvas):
    """The outlines of areas on the map as rectangles, by their colours."""
    items = [one for one in canvas.scene().items() if isinstance(one, QgsRubberBand) and one.numberOfVertices()]
    return {one.strokeColor().name(): one.asGeometry().boundingBox() for one in items}


def test_areas_are_outlined_in_the_colour_of_their_class_while_the_page_is_shown(embedded, land, canvas):
    embedded.classify.edit.take_examples(land, "use")
    shown = outlines(canvas)
    lake, wood = (feature.geometry().boundingBox() for feature in land.getFeatures("use is not null"))
    assert shown == {"#0000ff": lake, "#00ff00": wood}
    embedded.examples.table.recoloured.emit(0, "#112233")
    assert outlines(canvas) == {"#112233": lake, "#00ff00": wood}
    embedded.classes_group.by_itself.click()
    assert outlines(canvas) == {}
    embedded.classes_group.from_examples.click()
    assert outlines(canvas) == {"#112233": lake, "#00ff00": wood}
    embedded.examples.undo.click()
    embedded.examples.undo.click()
    assert outlines(canvas) == {}


def test_outlines_follow_the_maps_crs_and_come_back_with_the_project(embedded, land, canvas, project, tmp_path):
    embedded.classify.edit.take_examples(land, "use")
    project.write(str(tmp_path / "project.qgz"))
    project.clear()
    assert outlines(canvas) == {}
    project.read(str(tmp_path / "project.qgz"))
    assert set(outlines(canvas)) == {"#0000ff", "#00ff00"}
    metres, degrees = map(QgsCoordinateReferenceSystem, ("EPSG:31985", "EPSG:4326"))
    in_metres = outlines(canvas)["#0000ff"]
    canvas.setDestinationCrs(degrees)
    to_degrees = QgsCoordinateTransform(metres, degrees, project)
    assert outlines(canvas)["#0000ff"].contains(to_degrees.transform(in_metres.center()))
    assert set(outlines(canvas)) == {"#0000ff", "#00ff00"}


def test_only_selected_features_are_taken(embedded, land, session):
    land.selectByExpression("code = 5")
    embedded.classify.edit.take_examples(land, "code")
    assert [one["class"] for one in last(session, "classify")["places"]] == ["5"]


def test_a_layer_without_the_column_is_refused_in_a_sentence(embedded, land, notices):
    embedded.classify.edit.take_examples(land, "nothing")
    assert "no column" in str(notices.failures[-1])


def test_too_many_features_are_refused_in_a_sentence(embedded, project, notices):
    layer = QgsVectorLayer("Point?crs=EPSG:31985&field=use:string", "many", "memory")
    features = []
    for _ in range(2001):
        feature = QgsFeature(layer.fields())
        feature.setAttributes(["a"])
        feature.setGeometry(QgsGeometry.fromPointXY(INSIDE))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    project.addMapLayer(layer)
    embedded.classify.edit.take_examples(layer, "use")
    assert "2,001" in str(notices.failures[-1])


def test_examples_are_kept_with_the_project_and_live_when_it_is_opened(qtbot, classified, canvas, project, tmp_path):
    classified.examples.table.item(0, NAME).setText("water")
    qtbot.waitUntil(lambda: classes_of(class_map(project))[0].title == "water")
    before = rows(classified)
    project.write(str(tmp_path / "project.qgz"))
    project.clear()
    assert [row[2] for row in rows(classified)] == ["–", "–"]
    project.read(str(tmp_path / "project.qgz"))
    qtbot.waitUntil(lambda: rows(classified) == before)
    assert len(markers(canvas)) == 2
    click_map(canvas, SOUTH)
    classified.examples.pick.setChecked(True)
    click_map(canvas, SOUTH)
    qtbot.waitUntil(lambda: rows(classified) != before)

"""Examples: liked and not liked, dragged, switched, undone, drawn, selected, typed; and what becomes of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from landprint.plugin.client.failure import EngineFailure
from landprint.plugin.dock.find_similar.examples.typed_place import points_of_text
from landprint.plugin.dock.find_similar.results.similar_outlines import hectares
from landprint.plugin.tools.colours import POSITIVE
from landprint.plugin.tools.place_tool import Pick
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsDistanceArea,
    QgsExpression,
    QgsExpressionContext,
    QgsFeature,
    QgsGeometry,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.gui import QgsRubberBand
from qgis.PyQt.QtCore import QEvent, QPoint, QPointF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QHelpEvent, QMouseEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QMenu, QToolTip

from tests.plugin.answering_session import LEFT, TOP
from tests.plugin.dock.stage import (
    ALT,
    INSIDE,
    NO_KEY,
    SHIFT,
    click_map,
    drag,
    drawn_from,
    heatmap,
    is_shown,
    last,
    layer_named,
    markers,
    pixel_of,
    press,
)

HIDDEN_MS = 400  # until a tip that Qt hides is gone
TO_THE_EAST, FURTHER_EAST = QgsPointXY(LEFT + 950, TOP - 450), QgsPointXY(LEFT + 1450, TOP - 450)
CONTROL = Qt.KeyboardModifier.ControlModifier


def signs(canvas):
    """Which of the places are liked, in order."""
    return [marker.mark.positive for marker in markers(canvas)]


@pytest.fixture
def three(qtbot, searched, canvas, session):
    """The dock with two liked places and one not liked."""
    click_map(canvas, TO_THE_EAST, SHIFT)
    click_map(canvas, FURTHER_EAST, ALT)
    qtbot.waitUntil(lambda: len(session.params_of("similarity_map")) == 3)
    qtbot.waitUntil(searched.similar.polygons.button.isEnabled)
    return searched


# Like and not like


def test_not_like_needs_no_key(qtbot, searched, canvas, session):
    press(qtbot, searched, "landprintUnlike")
    assert (searched.similar.pick.isChecked(), searched.similar.unlike.isChecked()) == (False, True)
    click_map(canvas, TO_THE_EAST)
    qtbot.waitUntil(lambda: len(session.params_of("similarity_map")) == 2)
    assert signs(canvas) == [True, False]
    assert len(last(session, "similarity_map")["not_at"]) == 1


def test_plus_and_minus_choose_the_button(searched, canvas):
    QTest.keyClick(canvas, Qt.Key.Key_Minus)
    assert (searched.similar.pick.isChecked(), searched.similar.unlike.isChecked()) == (False, True)
    QTest.keyClick(canvas, Qt.Key.Key_Plus)
    assert (searched.similar.pick.isChecked(), searched.similar.unlike.isChecked()) == (True, False)


def test_the_button_that_is_down_gives_the_map_back(searched, canvas):
    searched.similar.pick.click()
    assert canvas.mapTool() is None
    assert not searched.similar.pick.isChecked()


# Markers


def test_the_heatmap_follows_a_marker_that_is_dragged(qtbot, searched, canvas, session, project):
    asked = len(session.params_of("similarity_map"))
    told = len(session.params_of("embedding_at"))
    source = heatmap(project).source()
    start, middle = pixel_of(canvas, INSIDE), pixel_of(canvas, TO_THE_EAST)
    QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, NO_KEY, start)
    buttons_down = Qt.MouseButton.LeftButton
    for part in (0.5, 0.75, 1.0):
        at = QPointF(start) + (QPointF(middle) - QPointF(start)) * part
        QApplication.sendEvent(
            canvas.viewport(), QMouseEvent(QEvent.Type.MouseMove, at, buttons_down, buttons_down, NO_KEY)
        )
    qtbot.waitUntil(lambda: heatmap(project).source() != source)
    qtbot.waitUntil(lambda: len(session.params_of("similarity_map")) == asked + 2)  # the one between was dropped
    x, _y = last(session, "similarity_map")["at"][0]
    assert x == pytest.approx(TO_THE_EAST.x(), abs=10)
    assert len(session.params_of("embedding_at")) == told
    QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, NO_KEY, middle)
    qtbot.waitUntil(lambda: len(session.params_of("embedding_at")) == told + 1)
    assert len(markers(canvas)) == 1


def test_delete_removes_the_newest_place_and_undo_brings_it_back(qtbot, three, canvas, session):
    QTest.mouseMove(canvas.viewport(), QPoint(1, 1))
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert signs(canvas) == [True, True]
    QTest.keyClick(canvas, Qt.Key.Key_Z, CONTROL)
    assert signs(canvas) == [True, True, False]
    QTest.keyClick(canvas, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert signs(canvas) == [True, True]
    qtbot.waitUntil(lambda: last(session, "similarity_map")["not_at"] == [])


def test_everything_is_undone_to_the_first_click(qtbot, three, canvas, project):
    drag(canvas, TO_THE_EAST, QgsPointXY(LEFT + 950, TOP - 950))
    for count in (3, 2, 1, 0, 0):
        QTest.keyClick(canvas, Qt.Key.Key_Z, CONTROL)
        assert len(markers(canvas)) == count
    assert not is_shown(project, heatmap(project))


def test_markers_stay_on_the_ground_when_the_map_gets_another_crs(searched, canvas, project):
    degrees = QgsCoordinateReferenceSystem("EPSG:4326")
    (before,) = (marker.mark.point for marker in markers(canvas))
    canvas.setDestinationCrs(degrees)
    (after,) = (marker.mark.point for marker in markers(canvas))
    expected = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:31985"), degrees, project).transform(before)
    assert (after.x(), after.y()) == pytest.approx((expected.x(), expected.y()), abs=1e-6)


def menu_of(canvas, point):
    """The texts and actions of the menu of the marker there."""
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.RightButton, NO_KEY, pixel_of(canvas, point))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


@pytest.mark.parametrize(("number", "after"), [(0, [True, False, False]), (1, [True, False])])
def test_a_markers_menu_switches_and_removes_it(three, canvas, number, after):
    menu = menu_of(canvas, TO_THE_EAST)
    menu.actions()[number].trigger()
    menu.close()
    assert signs(canvas) == after


def test_a_markers_menu_copies_its_coordinates(three, canvas):
    menu = menu_of(canvas, TO_THE_EAST)
    menu.actions()[2].trigger()
    menu.close()
    x, y = map(float, QApplication.clipboard().text().split(", "))
    assert (x, y) == pytest.approx((TO_THE_EAST.x(), TO_THE_EAST.y()), abs=3)


# Several places


def test_a_heatmap_is_called_by_the_places_that_are_liked(three, project):
    assert heatmap(project).name() == "Similar to 1, 2"


def test_several_places_mean_any_of_them_until_a_person_says_otherwise(qtbot, three, session):
    assert last(session, "similarity_map")["combine"] == "any"
    row = three.similar.threshold
    row.combine.menu().actions()[2].trigger()
    qtbot.waitUntil(lambda: last(session, "similarity_map")["combine"] == "learned")
    assert row.combine.text().startswith("learned")


@pytest.fixture
def real(qtbot, searched, session, monkeypatch):
    """The dock whose heatmap is little alike at the liked place: what the mean of unlike places gives."""
    before = session.similarity_map

    def unlike_itself(params):
        value = before({**params, "at": []})
        return {**value, "threshold": -0.6}

    monkeypatch.setattr(session, "similarity_map", unlike_itself)
    return searched


def test_a_liked_place_is_drawn_at_every_threshold(qtbot, real, canvas, project):
    click_map(canvas, TO_THE_EAST)
    qtbot.waitUntil(lambda: real.similar.threshold.slider.maximum() < 0)
    real.similar.threshold.slider.setValue(real.similar.threshold.slider.maximum())
    value, _ = heatmap(project).dataProvider().sample(TO_THE_EAST, 1)
    assert drawn_from(heatmap(project)) < value
    settings = QgsMapSettings()
    settings.setLayers([heatmap(project)])
    settings.setExtent(QgsRectangle(TO_THE_EAST.x() - 1, TO_THE_EAST.y() - 1, TO_THE_EAST.x() + 1, TO_THE_EAST.y() + 1))
    settings.setDestinationCrs(heatmap(project).crs())
    settings.setOutputSize(QSize(1, 1))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    assert job.renderedImage().pixelColor(0, 0) != QColor("white")


# Rectangles, selections, coordinates


def draw_rectangle(qtbot, dock, canvas, start, end):
    press(qtbot, dock, "landprintRectangle")
    drag(canvas, start, end)


def areas_of(path):
    layer = QgsVectorLayer(path, "areas", "ogr")
    return [feature.geometry() for feature in layer.getFeatures()]


def test_a_rectangle_is_an_example(qtbot, searched, canvas, session):
    similar = searched.similar
    press(qtbot, searched, "landprintRectangle")
    assert similar.pick.isChecked()  # it says how the rectangle will count
    canvas.mapTool().extentChanged.emit(QgsRectangle(LEFT + 500, TOP - 900, LEFT + 900, TOP - 500))
    qtbot.waitUntil(lambda: "points" in last(session, "similarity_map"))
    (area,) = areas_of(last(session, "similarity_map")["points"])
    assert area.area() == pytest.approx(400 * 400)
    assert len(last(session, "similarity_map")["at"]) == 1
    assert signs(canvas) == [True, True]
    assert not similar.picking.rectangle.isChecked()
    assert similar.pick.isChecked()


def test_an_area_is_outlined_while_the_dock_is_open(qtbot, searched, canvas):
    press(qtbot, searched, "landprintRectangle")
    rectangle = QgsRectangle(LEFT + 500, TOP - 900, LEFT + 900, TOP - 500)
    canvas.mapTool().extentChanged.emit(rectangle)
    for is_open, shown in ((True, [rectangle]), (False, []), (True, [rectangle])):
        searched.set_open(is_open=is_open)
        bands = [one for one in canvas.scene().items() if isinstance(one, QgsRubberBand) and one.numberOfVertices()]
        assert [one.asGeometry().boundingBox() for one in bands] == shown
        assert all(one.strokeColor() == POSITIVE for one in bands)


def test_a_rectangle_counts_as_the_button_says(qtbot, searched, canvas, session):
    press(qtbot, searched, "landprintUnlike")
    press(qtbot, searched, "landprintRectangle")
    canvas.mapTool().extentChanged.emit(QgsRectangle(LEFT + 500, TOP - 900, LEFT + 900, TOP - 500))
    qtbot.waitUntil(lambda: "not_points" in last(session, "similarity_map"))
    assert signs(canvas) == [True, False]


def test_a_dragged_area_moves_as_a_whole(qtbot, searched, canvas, session):
    press(qtbot, searched, "landprintRectangle")
    canvas.mapTool().extentChanged.emit(QgsRectangle(LEFT + 500, TOP - 900, LEFT + 900, TOP - 500))
    qtbot.waitUntil(lambda: "points" in last(session, "similarity_map"))
    (before,) = areas_of(last(session, "similarity_map")["points"])
    drag(canvas, QgsPointXY(LEFT + 700, TOP - 700), QgsPointXY(LEFT + 1200, TOP - 700))
    qtbot.waitUntil(
        lambda: areas_of(last(session, "similarity_map")["points"])[0].boundingBox().xMinimum() > LEFT + 900
    )
    (after,) = areas_of(last(session, "similarity_map")["points"])
    assert after.area() == pytest.approx(before.area())


def vector_layer(project, kind, shapes, crs="EPSG:4326"):
    """A layer of these shapes (WKT in the map's CRS), all of which are selected."""
    layer = QgsVectorLayer(f"{kind}?crs={crs}", "the user's", "memory")
    to_layer = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:31985"), layer.crs(), project)
    for shape in shapes:
        feature, geometry = QgsFeature(), QgsGeometry.fromWkt(shape)
        geometry.transform(to_layer)
        feature.setGeometry(geometry)
        layer.dataProvider().addFeature(feature)
    layer.selectAll()
    return layer


@pytest.fixture
def select(searched, project, iface):
    """Has the active layer be one whose features of these shapes are selected, and takes them as examples."""

    def take(kind, shapes):
        layer = vector_layer(project, kind, shapes)
        iface.activeLayer = lambda: layer
        searched.similar.picking.selection.trigger()

    return take


def test_selected_points_are_places(qtbot, select, canvas, session):
    select("Point", [f"Point({LEFT + 950} {TOP - 450})", f"Point({LEFT + 1450} {TOP - 450})"])
    qtbot.waitUntil(lambda: len(last(session, "similarity_map")["at"]) == 3)
    places = sorted(last(session, "similarity_map")["at"])
    assert places[1] == pytest.approx([LEFT + 950, TOP - 450], abs=0.01)


def test_selected_polygons_are_areas(qtbot, select, canvas, session):
    left, top = LEFT + 500, TOP - 500
    select("Polygon", [f"Polygon(({left} {top}, {left + 300} {top}, {left} {top - 300}, {left} {top}))"])
    qtbot.waitUntil(lambda: "points" in last(session, "similarity_map"))
    (area,) = areas_of(last(session, "similarity_map")["points"])
    assert area.area() == pytest.approx(45_000, rel=0.01)


def test_nothing_selected_is_said(searched, notices):
    searched.similar.picking.selection.trigger()
    assert "no selected features" in notices.failures[-1].message


@pytest.mark.parametrize(
    "text",
    [
        "-7.9500, -35.0000",  # latitude and longitude, as a map of the web copies them
        "-35.0000, -7.9500",
        "7°57'S 35°00'W",
        "7°57′00″S 35°00′00″W",
        "279589.5, 9120738",  # the map's
    ],
)
def test_coordinates_are_read_in_every_form(qgis_app, text):
    crs = QgsCoordinateReferenceSystem("EPSG:31985")
    points = points_of_text(text, crs, crs, QgsProject.instance())
    expected = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), crs, QgsProject.instance()).transform(
        QgsPointXY(-35, -7.95)
    )
    assert any(abs(one.x() - expected.x()) < 200 and abs(one.y() - expected.y()) < 200 for one in points)


def test_typed_coordinates_add_a_place(qtbot, searched, canvas, session):
    line = searched.similar.picking.line
    searched.similar.picking.coordinates.trigger()
    assert line.isVisible()
    QTest.keyClicks(line, f"{LEFT + 950}, {TOP - 450}")
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(last(session, "similarity_map")["at"]) == 2)
    assert last(session, "similarity_map")["at"][1] == pytest.approx([LEFT + 950, TOP - 450])
    assert line.text() == ""


@pytest.mark.parametrize(
    ("text", "part"), [("here", "no place"), ("48.1, 11.5", "outside of"), ("95°N 3°E", "no place")]
)
def test_wrong_coordinates_are_said_where_they_stand(searched, canvas, text, part):
    picking = searched.similar.picking
    picking.coordinates.trigger()
    picking.line.setText(text)
    QTest.keyClick(picking.line, Qt.Key.Key_Return)
    assert part in picking.problem.text()
    assert len(markers(canvas)) == 1
    QTest.keyClicks(picking.line, "1")
    assert picking.problem.text() == ""


# The heatmap


def test_ramp_and_opacity_stay_at_the_next_click_and_slide(qtbot, searched, canvas, project):
    layer = heatmap(project)
    layer.renderer().setOpacity(0.4)
    items = layer.renderer().shader().rasterShaderFunction().colorRampItemList()
    for item in items:
        item.color = QColor("#440154")
    layer.renderer().shader().rasterShaderFunction().setColorRampItemList(items)
    source = layer.source()
    click_map(canvas, TO_THE_EAST)
    qtbot.waitUntil(lambda: layer.source() != source)
    searched.similar.threshold.slider.setValue(40)
    assert layer.renderer().opacity() == pytest.approx(0.4)
    colours = {item.color.name() for item in layer.renderer().shader().rasterShaderFunction().colorRampItemList()}
    assert colours == {"#440154"}
    assert drawn_from(layer) == pytest.approx(0.4, abs=1e-5)


def test_clear_takes_the_heatmap_off_the_map_and_keeps_the_focus(qtbot, searched, project):
    searched.similar.clear.setFocus()
    searched.similar.clear.click()
    assert not is_shown(project, heatmap(project))
    assert searched.focusWidget() is searched.similar.pick
    assert searched.similar.threshold.value.text() == ""


def test_a_place_without_a_heatmap_yet_has_no_old_threshold_beside_it(qtbot, searched, canvas, session):
    searched.similar.clear.click()
    session.failures["similarity_map"] = EngineFailure("memory", "There is no memory.", "Close something.")
    click_map(canvas, TO_THE_EAST)
    qtbot.waitUntil(lambda: len(session.params_of("similarity_map")) == 2)
    qtbot.wait(50)
    assert (searched.similar.threshold.value.text(), searched.similar.threshold.area.text()) == ("", "")


def test_only_the_newest_heatmap_is_shown(qtbot, searched, canvas, project, image):
    first = heatmap(project)
    press(qtbot, searched, "landprintAreaWhole")
    qtbot.waitUntil(searched.look_at.embed.button.isEnabled)
    before = searched.embeddings.current
    searched.look_at.embed.button.click()
    qtbot.waitUntil(lambda: searched.embeddings.current is not before)
    click_map(canvas, TO_THE_EAST)
    qtbot.waitUntil(lambda: len([one for one in project.mapLayers().values() if one.name().startswith("Similar")]) == 2)
    qtbot.waitUntil(lambda: not is_shown(project, first))


def test_the_similarity_under_the_mouse_is_shown(qtbot, searched, canvas):
    at = pixel_of(canvas, INSIDE)
    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(at), Qt.MouseButton.NoButton, Qt.MouseButton.NoButton, NO_KEY)
    QApplication.sendEvent(canvas.viewport(), event)
    # Where the marker is, the place is like itself.
    qtbot.waitUntil(lambda: QToolTip.text() == "1.00")
    # It stays while the mouse rests, when Qt asks for the tip of what is there.
    rests = QHelpEvent(QEvent.Type.ToolTip, at, canvas.viewport().mapToGlobal(at))
    QApplication.sendEvent(canvas.viewport(), rests)
    qtbot.wait(HIDDEN_MS)
    assert QToolTip.text() == "1.00"


# The most similar places


@pytest.fixture
def candidates(qtbot, searched):
    searched.similar.most_similar.button.click()
    qtbot.waitUntil(searched.similar.strip.isVisible)
    return searched


def test_the_clicked_place_is_left_out(candidates, session):
    assert last(session, "similar_places")["exclude"] == [pytest.approx([INSIDE.x(), INSIDE.y()])]


def test_the_most_similar_places_have_pictures_of_the_image(qtbot, searched, canvas, image, project):
    canvas.setLayers([heatmap(project), image])
    searched.similar.most_similar.button.click()
    strip = searched.similar.strip
    qtbot.waitUntil(strip.isVisible)
    assert strip.list.count() == 10

    def colours():
        image = strip.list.item(9).icon().pixmap(strip.side, strip.side).toImage()
        return {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}

    qtbot.waitUntil(lambda: len(colours()) > 3)


def test_the_places_are_looked_at_one_after_the_other(candidates, canvas):
    strip = candidates.similar.strip
    assert strip.place.text() == "1/10 · 1.00"
    assert not strip.before.isEnabled()
    strip.next.click()
    assert strip.place.text() == "2/10 · 0.90"
    canvas.setExtent(QgsRectangle(LEFT, TOP - 200, LEFT + 200, TOP))
    scale = canvas.scale()
    strip.list.setCurrentRow(7)
    assert canvas.extent().contains(QgsPointXY(LEFT + 750, TOP - 750))
    assert canvas.scale() == pytest.approx(scale, rel=0.01)


def test_an_accepted_place_is_liked_and_a_rejected_one_is_not(qtbot, candidates, canvas, session):
    strip = candidates.similar.strip
    strip.next.click()
    strip.accept.click()
    assert strip.place.text().startswith("3/10")
    strip.reject.click()
    assert signs(canvas) == [True, True, False]
    qtbot.waitUntil(lambda: len(last(session, "similarity_map")["not_at"]) == 1)
    assert last(session, "similarity_map")["at"][1] == pytest.approx([LEFT + 150, TOP - 150])
    strip.before.click()
    assert not strip.accept.isEnabled()  # it is judged
    QTest.keyClick(canvas, Qt.Key.Key_Z, CONTROL)
    assert signs(canvas) == [True, True]


def test_the_table_shows_where_the_places_are_and_how_similar(qtbot, candidates, iface, project):
    shown = []
    iface.showAttributeTable = shown.append
    qtbot.waitUntil(lambda: layer_named(project, "Most similar") is not None)
    candidates.similar.strip.table.click()
    (layer,) = shown
    names = [field.name() for field in layer.fields()]
    assert {"rank", "similarity", "x", "y"} <= set(names)
    first = next(layer.getFeatures())
    assert (first["x"], first["y"]) == pytest.approx((LEFT + 50, TOP - 50))


def test_asked_again_the_layer_of_places_is_the_same(qtbot, candidates, project, session):
    qtbot.waitUntil(lambda: layer_named(project, "Most similar") is not None)
    first = layer_named(project, "Most similar")
    source = first.source()
    candidates.similar.most_similar.button.click()
    qtbot.waitUntil(lambda: first.source() != source)
    assert not Path(source).exists()
    assert [one for one in project.mapLayers().values() if one.name().startswith("Most similar")] == [first]
    assert first.featureCount() == 10


# Polygons


def test_polygons_know_their_area_and_mean_similarity(qtbot, qgis_processing, searched, project):
    searched.similar.threshold.slider.setValue(50)
    searched.similar.polygons.button.click()
    qtbot.waitUntil(lambda: layer_named(project, "Polygons") is not None)
    shown = list(layer_named(project, "Polygons ≥ 0.50").getFeatures())
    assert shown
    for one in shown:
        assert one["area_ha"] == pytest.approx(one.geometry().area() / 10_000)
        assert 0.5 <= one["similarity_mean"] <= 1
    said = searched.similar.threshold.area.text()
    assert said == "1.0 km²"
    assert sum(one["area_ha"] for one in shown) == pytest.approx(100, abs=2)


def test_an_area_in_degrees_is_measured_on_the_ground(qgis_app):
    crs = QgsCoordinateReferenceSystem("EPSG:4326")
    context = QgsExpressionContext()
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(10, 60, 10.01, 60.01)))
    context.setFeature(feature)
    measure = QgsDistanceArea()
    measure.setEllipsoid("EPSG:7030")
    measure.setSourceCrs(crs, QgsProject.instance().transformContext())
    expected = measure.measureArea(feature.geometry()) / 10_000
    assert QgsExpression(hectares(crs)).evaluate(context) == pytest.approx(expected, rel=0.001)


# Handed on, kept


def test_a_click_off_the_embeddings_is_handed_on(qtbot, searched, canvas, session, notices):
    handed = []
    searched.find_similar.picked.hand_on = lambda point, pick: bool(handed.append((point, pick))) or True
    session.failures["embedding_at"] = EngineFailure("outside", "The place lies outside.", "Click inside.")
    click_map(canvas, TO_THE_EAST, SHIFT)
    qtbot.waitUntil(lambda: len(handed) == 1)
    assert handed[0][1] is Pick.ADD
    assert notices.failures == []
    assert len(markers(canvas)) == 1


def test_places_threshold_and_combination_come_back_with_their_layer(qtbot, three, canvas, project, image, session):
    three.similar.threshold.combine.menu().actions()[1].trigger()
    qtbot.waitUntil(lambda: last(session, "similarity_map")["combine"] == "all")
    three.similar.threshold.slider.setValue(31)
    three.similar.threshold.slider.sliderReleased.emit()
    layer = three.embeddings.current
    asked = len(session.params_of("similarity_map"))
    three.look_at.embed.button.click()
    qtbot.waitUntil(lambda: three.embeddings.current is not layer)
    assert markers(canvas) == []
    assert not three.similar.polygons.button.isEnabled()
    assert (three.similar.threshold.value.text(), three.similar.threshold.area.text()) == ("", "")
    three.embeddings.choose(layer)
    assert signs(canvas) == [True, True, False]
    assert three.similar.threshold.combination == "all"
    assert three.similar.threshold.threshold == pytest.approx(0.31)
    three.similar.threshold.slider.setValue(50)  # and is live without a new heatmap
    assert drawn_from(heatmap(project)) == pytest.approx(0.5, abs=1e-5)
    assert len(session.params_of("similarity_map")) == asked


def test_tools_and_markers_go_with_the_dock(three, canvas):
    three.find_similar.leave_map()
    assert markers(canvas) == []
    assert canvas.mapTool() is None


def test_the_points_like_one_keep_what_is_known_of_them(qtbot, answers, offered, canvas, project, monkeypatch):
    fields = "&".join(f"field=e{index:03}:double" for index in range(8))
    cities = QgsVectorLayer(f"Point?crs=EPSG:31985&field=city:string&{fields}", "cities · SatCLIP", "memory")
    for number in range(5):
        feature = QgsFeature(cities.fields())
        feature.setAttributes([f"city {number}", *([float(number)] * 8)])
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(LEFT + 100 * number, TOP - 100)))
        cities.dataProvider().addFeature(feature)
    project.addMapLayer(cities)
    found = [{"row": row, "x": -35.0, "y": -8.0, "similarity": 0.9} for row in (4, 2)]
    value = {"output": None, "selected": [3], "points": found}
    monkeypatch.setattr(answers, "similar_points", lambda _params: value, raising=False)
    offered.embeddings.choose(cities)
    press(qtbot, offered, "landprintPick")
    click_map(canvas, INSIDE)
    qtbot.waitUntil(lambda: layer_named(project, "Most similar") is not None)
    shown = list(layer_named(project, "Most similar").getFeatures())
    assert [(one["rank"], one["city"]) for one in shown] == [(1, "city 4"), (2, "city 2")]
    assert not [field.name() for field in shown[0].fields() if field.name().startswith("e0")]

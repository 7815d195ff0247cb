"""Runs inside the QGIS desktop: a person embeds Olinda, looks for what is like its forest, and groups it."""

from __future__ import annotations

import json
import os
import subprocess
import time
from pathlib import Path

import qgis.utils
from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAction, QApplication, QDockWidget, QToolButton
from qgis.utils import iface

from tests.gui.inside import (
    Gaps,
    Story,
    add_image,
    click_map,
    click_widget,
    copied,
    delete_later_now,
    embeddings_file,
    layer_named,
    markers,
    messages,
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

ROOT = Path(os.environ["LANDPRINT_ROOT"])
SCENE = os.environ["LANDPRINT_SCENE"]
WORK = Path(os.environ["LANDPRINT_WORK"])
ENGINE = [str(ROOT / ".venv" / "bin" / "python"), "-m", "engine"]
FOREST, FOREST_TOO, CITY, SEA = (293_760, 9_117_480), (297_330, 9_120_400), (294_900, 9_113_900), (297_610, 9_111_900)
GROVE = (292_600, 9_119_800)


def command_line(*arguments: object) -> dict:
    """What the engine's command line says to the same question."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "GDAL_", "PROJ_"))}
    done = subprocess.run([*ENGINE, *map(str, arguments)], cwd=ROOT, env=variables, capture_output=True, check=True)
    return json.loads(done.stdout)


def engines() -> list[int]:
    """The process ids of QGIS's engines."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            is_engine = b"engine\0serve" in (folder / "cmdline").read_bytes()
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:  # it ended meanwhile
            continue
        if is_engine and parent == os.getpid():
            found.append(int(folder.name))
    return found


def tell(story: Story) -> None:  # noqa: PLR0915 - one story, told from top to bottom
    project, canvas = QgsProject.instance(), iface.mapCanvas()
    plugin = qgis.utils.plugins["landprint"]
    scene = add_image(SCENE, "Olinda", red=3, green=2, blue=1)
    wait_drawn()

    with story.step("opening_the_dock_does_not_hold_up_the_window"):
        with Gaps() as gaps:
            plugin.action.trigger()
            spin(1500)
        story.figure("gap while opening the dock, ms", gaps.longest_ms)
        assert iface.mainWindow().findChild(QDockWidget, "LandprintDock").isVisible()
    window_dock = open_dock(width=340)
    dock = window_dock.body

    with story.step("the_estimate_appears_by_itself"):
        story.figure("estimate after, s", wait_for(lambda: "·" in dock.look_at.estimate.text(), 60, "the estimate"))
        assert "second" in dock.look_at.estimate.text()
        wait_drawn()
        screenshot("1_look_at")

    with story.step("embedding_shows_progress_and_does_not_hold_up_the_window"):
        iface.setActiveLayer(scene)
        extent, crs = canvas.extent(), project.crs()
        dock.look_at.areas.button(1).click()
        dock.look_at.disclosure.header.click()
        setting(dock, "Patch").setValue(4)
        wait_for(dock.look_at.embed.button.isEnabled, what="the button")
        screenshot("2_more")
        dock.look_at.disclosure.header.click()
        wait_for(lambda: "·" in dock.look_at.estimate.text(), 60, "the estimate")
        with Gaps() as gaps:
            click_widget(dock.look_at.embed.button)
            wait_for(lambda: dock.look_at.embed.is_working, what="the progress")
            wait_for(lambda: dock.look_at.embed.bar.value() > 100 or dock.embeddings.current, 60, "progress")
            assert QgsApplication.taskManager().countActiveTasks() == 1 or dock.embeddings.current
            took = wait_for(lambda: dock.embeddings.current is not None, 120, "the embedding layer")
        story.figure("gap while embedding, ms", gaps.longest_ms)
        story.figure("embedding 349 x 352 x 6 at patch 4, s", took)

    embedding = dock.embeddings.current
    with story.step("the_embedding_layer_is_there_and_nothing_else_changed"):
        assert embedding.name().startswith("Random features · ")
        assert iface.activeLayer() is scene
        assert canvas.extent() == extent
        assert project.crs() == crs
        # It is said a moment later, so that it stands above what QGIS says of a task.
        wait_for(lambda: any("patches embedded" in text for text in messages()), 5, "the message")
        wait_drawn()
        screenshot("4_embedded")
    made_file = embeddings_file(embedding)

    with story.step("a_click_on_the_forest_gives_its_embedding_and_a_heatmap"):
        iface.messageBar().clearWidgets()
        click_widget(dock.similar.pick)
        wait_for(dock.similar.pick.isChecked, 5, "the tool")
        wait_drawn()
        with Gaps() as gaps:
            clicked = time.monotonic()
            click_map(*FOREST)
            wait_for(lambda: layer_named("Similar"), 30, "the heatmap")
            took = time.monotonic() - clicked
            wait_for(dock.similar.facts.isVisible, 10, "the embedding")
            spin(300)
        story.figure("first click to heatmap layer (and the click itself), s", took)
        story.figure("gap while clicking, ms", gaps.longest_ms)
        wait_drawn()
        screenshot("5_forest")

    with story.step("the_values_are_those_of_the_command_line"):
        place = markers()[0].mark.point
        at = f"{place.x()!r},{place.y()!r}"
        said = command_line("embedding-at", "--embeddings", made_file, "--at", at, "--json")
        values = copied(dock.similar.copy)
        assert values == [f"{value:.9g}" for value in said["vector"]]
        assert len(values) == said["dimension"]
        output = WORK / "same.tif"
        command_line("similarity-map", "--embeddings", made_file, "--at", at, "--output", output, "--json")
        same, shown = QgsRasterLayer(str(output), "same"), layer_named("Similar")
        for point in (FOREST, FOREST_TOO, CITY, SEA):
            assert sample(same, point) == sample(shown, point)
        assert sample(shown, FOREST) > 0.5 > sample(shown, SEA)
        del same

    with story.step("the_next_clicks_are_answered_within_a_second"):
        shown = layer_named("Similar")
        times = []
        with Gaps() as gaps:
            for point in (CITY, SEA, FOREST):
                source = shown.source()
                clicked = time.monotonic()
                click_map(*point)
                wait_for(lambda: shown.source() != source, 10, "the heatmap")  # noqa: B023
                times.append(time.monotonic() - clicked)
                spin(600)  # not a double click
        story.figure("click to heatmap, longest of 3 (and the click itself), s", max(times))
        story.figure("gap while clicking on, ms", gaps.longest_ms)
        assert layer_named("Similar") is shown

    with story.step("shift_adds_and_alt_excludes"):
        shown = layer_named("Similar")
        source = shown.source()
        click_map(*FOREST_TOO, key="shift")
        wait_for(lambda: shown.source() != source, 10, "the heatmap of two places")
        spin(600)
        source = shown.source()
        click_map(*CITY, key="alt")
        wait_for(lambda: shown.source() != source, 10, "the heatmap with a negative")
        assert [marker.mark.positive for marker in markers()] == [True, True, False]
        wait_drawn()
        screenshot("6_three_places")

    with story.step("a_marker_can_be_dragged"):
        shown = layer_named("Similar")
        source = shown.source()
        start_, end = (canvas.viewport().mapToGlobal(pixel(point)) for point in (FOREST_TOO, GROVE))
        xdotool("mousemove", "--sync", *on_screen(start_), "mousedown", 1)
        sources = []
        shown.dataSourceChanged.connect(lambda: sources.append(shown.source()))
        with Gaps() as gaps:
            for part in range(1, 11):
                between = start_ + (end - start_) * (part / 10)
                xdotool("mousemove", *on_screen(between))
                spin(50)
            wait_for(lambda: sources, 5, "the heatmap to follow")
            followed = len(sources)
            xdotool("mouseup", 1)
            wait_for(lambda: len(sources) > followed, 10, "the heatmap of the moved place")
        story.figure("heatmaps while dragging for half a second", followed)
        story.figure("gap while dragging, ms", gaps.longest_ms)
        assert abs(markers()[1].mark.point.x() - GROVE[0]) < 60
        assert len(markers()) == 3

    with story.step("delete_and_undo_change_places_and_not_the_layer_that_is_edited"):
        shown, heatmaps = layer_named("Similar"), [layer_named("Similar").source()]
        edited = QgsVectorLayer("Point?crs=EPSG:31985", "edited", "memory")
        project.addMapLayer(edited)
        iface.setActiveLayer(edited)
        edited.startEditing()
        feature = QgsFeature()
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(*CITY)))
        edited.addFeature(feature)
        edited.selectAll()
        for widget in (canvas, iface.layerTreeView()):
            widget.setFocus()
            xdotool("key", "Delete")
            wait_for(lambda: len(markers()) == 2, 5, "the place to go")
            wait_for(lambda: shown.source() != heatmaps[-1], 5, "the heatmap without it")
            heatmaps.append(shown.source())
            xdotool("key", "ctrl+z")
            wait_for(lambda: len(markers()) == 3, 5, "the place to come back")
            wait_for(lambda: shown.source() != heatmaps[-1], 5, "the heatmap with it")
            heatmaps.append(shown.source())
            assert (edited.featureCount(), edited.undoStack().index()) == (1, 1)
        edited.rollBack()
        project.removeMapLayer(edited.id())
        iface.setActiveLayer(scene)

    with story.step("the_threshold_is_instant"):
        shown, source = layer_named("Similar"), layer_named("Similar").source()
        with Gaps() as gaps:
            for value in range(20, 60, 2):
                dock.similar.threshold.slider.setValue(value)
                spin(20)
        story.figure("gap while sliding the threshold, ms", gaps.longest_ms)
        assert shown.source() == source
        (hidden,) = shown.renderer().rasterTransparency().transparentSingleValuePixelList()
        assert abs(hidden.max - 0.58) < 0.01
        assert "km²" in dock.similar.threshold.area.text()

    with story.step("polygons_and_the_most_similar_places_become_layers"):
        click_widget(dock.similar.polygons.button)
        wait_for(lambda: layer_named("Polygons ≥"), 30, "the polygons")
        click_widget(dock.similar.most_similar.button)
        wait_for(lambda: layer_named("Most similar"), 30, "the places")
        polygons = layer_named("Polygons ≥")
        area = sum(feature.geometry().area() for feature in polygons.getFeatures()) / 1e6
        said = float(dock.similar.threshold.area.text().split()[0])
        assert abs(area - said) <= 0.02 * said + 0.1, (area, said)
        assert layer_named("Most similar").featureCount() == 10
        wait_drawn()
        screenshot("7_polygons")

    with story.step("escape_leaves_the_tool"):
        canvas.setFocus()
        xdotool("key", "Escape")
        wait_for(lambda: not dock.similar.pick.isChecked(), 5, "the tool to leave")

    with story.step("classes_are_made_named_and_coloured"):
        for name in ("Polygons ≥", "Most similar", "Similar"):
            project.layerTreeRoot().findLayer(layer_named(name).id()).setItemVisibilityChecked(False)
        dock.find_similar.leave_map()
        dock.classes_group.by_itself.click()
        dock.currentWidget().ensureWidgetVisible(dock.classes.run)
        dock.classes.count.setValue(7)
        with Gaps() as gaps:
            click_widget(dock.classes.run.button)
            took = wait_for(lambda: dock.classes.table.rowCount() == 7, 60, "the classes")
            spin(300)
        story.figure("classes after, s", took)
        story.figure("gap while clustering, ms", gaps.longest_ms)
        sea = int(sample(layer_named("Classes"), SEA)) - 1
        dock.classes.table.item(sea, 1).setText("sea")
        assert layer_named("Classes").renderer().classes()[sea].label.startswith("sea · ")
        dock.currentWidget().ensureWidgetVisible(dock.classes.table)
        wait_drawn()
        screenshot("8_classes")

    with story.step("the_menu_opens_the_toolbox_with_the_layers_filled_in"):
        points = QgsVectorLayer(f"Point?crs={embedding.crs().authid()}&field=name:string", "Wells", "memory")
        active = iface.activeLayer()
        project.addMapLayer(points)
        iface.setActiveLayer(points)
        menu = dock.look_at.findChild(QToolButton, "landprintMenu").menu()
        next(action for action in menu.actions() if "points" in action.text()).trigger()
        spin(500)
        opened = {one.windowTitle(): one for one in QApplication.topLevelWidgets() if one.isVisible()}
        # Newer QGIS has the group before it.
        dialog = next((one for title, one in opened.items() if title.endswith("Embed Points")), None)
        assert dialog is not None, [*opened]
        shown = dialog.createProcessingParameters()
        screenshot("8_points_dialog", dialog)
        dialog.close()
        assert shown["INPUT"] == points.id()
        assert shown["EMBEDDINGS"] == embeddings_file(embedding)
        project.removeMapLayer(points.id())
        iface.setActiveLayer(active)

    with story.step("a_suggestion_is_made"):
        click_widget(dock.classes.suggest.button)
        story.figure("suggestion after, s", wait_for(dock.classes.note.isVisible, 90, "the suggestion"))

    with story.step("a_running_embedding_is_cancelled_within_two_seconds"):
        large = QgsRasterLayer(os.environ["LANDPRINT_LARGE"], "Large")
        project.addMapLayer(large)
        dock.look_at.layer_combo.setLayer(large)
        dock.look_at.areas.button(1).click()
        wait_for(dock.look_at.embed.button.isEnabled, 30, "the button")
        click_widget(dock.look_at.embed.button)
        wait_for(lambda: dock.look_at.embed.is_working and dock.look_at.embed.bar.value() > 5, 60, "progress")
        spin(1500)
        screenshot("3_working")
        click_widget(dock.look_at.embed.cross)
        wait_for(lambda: not dock.look_at.embed.cross.isEnabled(), 5, "the click on the cross")
        took = wait_for(lambda: not dock.look_at.embed.is_working, 10, "the end")
        story.figure("cancel after, s", took)
        assert layer_named("Large · ") is None

    with story.step("a_killed_engine_is_said_in_a_sentence_and_the_next_one_works"):
        iface.messageBar().clearWidgets()
        wait_for(dock.look_at.embed.button.isEnabled, 30, "the button")
        before = set(engines())
        click_widget(dock.look_at.embed.button)
        wait_for(lambda: dock.look_at.embed.is_working and dock.look_at.embed.bar.value() > 5, 60, "progress")
        (working,) = set(engines()) - before
        os.kill(working, 9)
        wait_for(lambda: not dock.look_at.embed.is_working, 10, "the end")
        wait_for(messages, 10, "a message")
        assert "engine" in messages()[0].lower(), messages()
        assert "Traceback" not in messages()[0]
        wait_drawn()
        screenshot("9_killed")
        iface.messageBar().clearWidgets()
        for engine in engines():
            os.kill(engine, 9)
        project.layerTreeRoot().findLayer(layer_named("Similar").id()).setItemVisibilityChecked(True)
        source = layer_named("Similar").source()
        click_widget(dock.similar.pick)
        wait_for(dock.similar.pick.isChecked, 5, "the tool")
        click_map(*FOREST)
        wait_for(lambda: layer_named("Similar").source() != source, 30, "a heatmap of a new engine")

    with story.step("the_dock_is_usable_300_pixels_wide"):
        iface.mainWindow().resizeDocks([window_dock], [300], Qt.Orientation.Horizontal)
        wait_drawn()
        story.figure("narrowest dock, px", window_dock.width())
        dock.currentWidget().verticalScrollBar().setValue(0)
        screenshot("10_narrow")
        screenshot("10_narrow_dock", window_dock)
        assert window_dock.width() <= 310

    with story.step("a_large_embedding_layer_is_added_without_holding_up_the_window"):
        big = os.environ["LANDPRINT_BIG"]
        with Gaps() as gaps:
            layer = QgsRasterLayer(big, "500,000 x 1024")
        story.figure("QGIS opening 500,000 x 1024, ms", gaps.longest_ms)
        with Gaps() as gaps:
            project.addMapLayer(layer)
            spin(500)
        story.figure("gap while adding 500,000 x 1024, ms", gaps.longest_ms)
        with Gaps() as gaps:
            text = layer.htmlMetadata()
        story.figure("its information page, ms", gaps.longest_ms)
        assert "e0000" in text
        assert not Path(big + ".aux.xml").exists()
        assert dock.similar.layer_combo.findText("500,000 x 1024") >= 0
        project.removeMapLayer(layer.id())

    with story.step("no_file_is_left_beside_the_results"):
        folders = {
            Path(layer.source()).parent for layer in project.mapLayers().values() if layer.source().endswith(".tif")
        }
        left = [str(path) for folder in folders for path in folder.glob("*.aux.xml")]
        # A GeoTIFF has no place for the names of its classes: the engine keeps those beside it.
        others = [path for path in left if "_classes.tif" not in path]
        assert others == [], others

    with story.step("without_an_engine_the_dock_says_so"):
        iface.mainWindow().resizeDocks([window_dock], [340], Qt.Orientation.Horizontal)
        for engine in engines():
            os.kill(engine, 9)
        from landprint.plugin.settings import set_engine_python  # as QGIS has loaded it

        set_engine_python("/nowhere/python")
        dock.restart_engine()
        wait_for(dock.setup.isVisible, 10, "the page")
        wait_for(lambda: "is missing" in dock.setup.problem.text(), 20, "the sentence")
        screenshot("11_no_engine", window_dock)
        click_widget(dock.setup.ways.header)
        click_widget(dock.setup.own)
        wait_for(dock.look_at.isVisible, 30, "the engine")

    with story.step("unload_leaves_nothing_behind"):
        if not dock.similar.pick.isChecked():
            click_widget(dock.similar.pick)
        wait_for(dock.similar.pick.isChecked, 5, "the tool")
        items = len(canvas.scene().items())
        marked = len(markers())
        assert marked > 0
        assert qgis.utils.unloadPlugin("landprint")
        spin(500)
        delete_later_now()
        assert len(canvas.scene().items()) <= items - marked
        assert iface.mainWindow().findChild(QDockWidget, "LandprintDock") is None
        assert iface.mainWindow().findChild(QAction, "LandprintAction") is None
        assert canvas.mapTool() is None or "Place" not in type(canvas.mapTool()).__name__
        wait_for(lambda: not engines(), 10, "the engines to end")
        # Nothing listens any more: what the project does next raises nothing.
        project.removeMapLayer(scene.id())
        canvas.setExtent(embedding.extent())
        spin(300)
        assert [entry for entry in story.facts["log"] if "Traceback" in entry[1]] == []


def pixel(point: tuple[float, float]):
    """The point's pixel on the canvas."""
    from tests.gui.inside import pixel_of

    return pixel_of(*point)


def sample(layer: QgsRasterLayer, point: tuple[float, float]) -> float:
    """The layer's value there."""
    value, good = layer.dataProvider().sample(QgsPointXY(*point), 1)
    assert good
    return value


start(tell)

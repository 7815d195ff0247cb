"""A project that is opened again is live where it was, and files that went raise nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from landprint.plugin.layers.outputs.result_files import files_of, layer_file
from landprint.plugin.layers.sources.source import EMBEDDINGS_PROPERTY, embeddings_path
from qgis.core import QgsPointXY, QgsProject, QgsRasterLayer, QgsRectangle, QgsVectorLayer

from tests.plugin.answering_session import SIDE, write_raster
from tests.plugin.dock.stage import INSIDE, click_map, drawn_from, heatmap, layer_named, markers, press


@pytest.fixture
def path(searched, project, tmp_path):
    """A project with an image, its embeddings, a heatmap and classes, saved and closed."""
    folder = tmp_path / "work"
    folder.mkdir()
    project.write(str(folder / "work.qgz"))
    return str(folder / "work.qgz")


def pan(canvas):
    extent = canvas.extent()
    canvas.setExtent(QgsRectangle(extent.xMinimum() + 50, extent.yMinimum(), extent.xMaximum() + 50, extent.yMaximum()))


def test_the_heatmap_goes_on_where_it_was(qtbot, searched, canvas, project, path):
    embedding, shown = searched.embeddings.current.id(), heatmap(project).id()
    project.clear()
    project.read(path)
    assert searched.embeddings.current.id() == embedding
    before = heatmap(project).source()
    if not searched.similar.pick.isChecked():
        searched.similar.pick.click()
    assert [marker.mark.point for marker in markers(canvas)] == [INSIDE]  # the place is there again
    click_map(canvas, QgsPointXY(INSIDE.x() + 500, INSIDE.y()))
    qtbot.waitUntil(lambda: heatmap(project).source() != before)
    assert heatmap(project).id() == shown


def test_the_threshold_goes_on_where_it_was(qtbot, searched, project, path, session):
    searched.similar.threshold.slider.setValue(40)
    project.write(path)
    asked = len(session.params_of("similarity_map"))
    project.clear()
    project.read(path)
    assert searched.similar.threshold.threshold == pytest.approx(0.4)
    searched.similar.threshold.slider.setValue(60)
    assert drawn_from(heatmap(project)) == pytest.approx(0.6, abs=1e-5)
    assert len(session.params_of("similarity_map")) == asked


def test_a_heatmap_that_was_lost_is_made_anew(qtbot, searched, project, path, session):
    project.removeMapLayer(heatmap(project).id())
    project.write(path)
    project.clear()
    project.read(path)
    qtbot.waitUntil(lambda: heatmap(project) is not None)


def test_the_image_is_looked_at_and_can_be_embedded_again(qtbot, searched, project, path, image):
    name = image.name()
    project.clear()
    project.read(path)
    assert searched.look_at.layer_combo.currentLayer().name() == name
    qtbot.waitUntil(searched.look_at.embed.button.isEnabled)


@pytest.fixture
def everything(qtbot, searched, canvas, project, tmp_path):
    """The dock with a heatmap, examples and their class map, and an embedding raster that was opened by itself."""
    searched.examples.pick.click()
    click_map(canvas, INSIDE)
    values = np.random.default_rng(1).normal(size=(6, SIDE, SIDE)).astype("float32")
    names = [f"e{number:04d}" for number in range(6)]
    project.addMapLayer(QgsRasterLayer(write_raster(tmp_path / "own.tif", values, descriptions=names), "opened"))
    qtbot.waitUntil(lambda: layer_named(project, "opened · ") is not None)
    qtbot.waitUntil(lambda: layer_named(project, "Classes from") is not None)
    return searched


def test_a_project_that_is_opened_is_not_changed_by_it(qtbot, everything, project, tmp_path):
    saved = str(tmp_path / "saved.qgz")
    assert project.write(saved)
    qtbot.wait(50)
    assert not project.isDirty()
    for clears in (True, False):
        if clears:
            project.clear()
        assert project.read(saved)
        qtbot.wait(300)
        assert not project.isDirty()
    assert layer_named(project, "opened · ").isValid()


@pytest.mark.parametrize("gone", ["image", "results", "everything"])
def test_files_that_went_raise_nothing_while_one_works(qtbot, searched, canvas, project, path, image, gone):
    files = {"image": [Path(image.source())], "results": list(Path(path).with_name("work_landprint").iterdir())}
    every = files["image"] + files["results"]
    project.clear()
    for file in files.get(gone, every):
        file.unlink()
    # pytest-qt fails the test for what is raised in a slot.
    project.read(path)
    project.addMapLayer(QgsRasterLayer("/nowhere/at all.tif", "nowhere"))
    project.addMapLayer(QgsVectorLayer("/nowhere/at all.gpkg", "no points", "ogr"))
    project.addMapLayer(QgsRasterLayer("type=xyz&url=file:///nowhere/{z}.png", "no web", "wms"))
    combo = searched.look_at.layer_combo
    for index in range(combo.count()):
        combo.setCurrentIndex(index)
        pan(canvas)
        qtbot.wait(1)
        searched.look_at.embed.button.click()
    for index in range(searched.similar.layer_combo.count()):  # each is chosen as a person does
        searched.similar.layer_combo.setCurrentIndex(index)
        click_map(canvas, INSIDE)
        for button in (searched.similar.polygons.button, searched.classes.run.button):
            button.click()
        qtbot.wait(1)


def test_a_project_of_the_version_before_is_live(qtbot, searched, canvas, project, tmp_path):
    """One flat group, files in the user's folders, and absolute paths in the properties."""
    embedding, folder = searched.embeddings.current, tmp_path / "old"
    folder.mkdir()
    for layer in (embedding, heatmap(project)):
        for file in files_of(layer):
            shutil.copy(file, folder)
    values = folder / Path(embeddings_path(embedding)).name
    for layer in (embedding, heatmap(project)):
        layer.setDataSource(str(folder / layer_file(layer).name), layer.name(), "gdal", False)
    embedding.setCustomProperty(EMBEDDINGS_PROPERTY, str(values))
    embedding.removeCustomProperty("landprint/image")
    flatten(project)
    project.write(str(folder / "old.qgz"))
    project.clear()
    shutil.move(folder, tmp_path / "moved")
    project.read(str(tmp_path / "moved" / "old.qgz"))
    assert Path(embeddings_path(searched.embeddings.current)) == tmp_path / "moved" / values.name
    before = heatmap(project).source()
    if not searched.similar.pick.isChecked():
        searched.similar.pick.click()
    click_map(canvas, QgsPointXY(INSIDE.x() - 200, INSIDE.y()))
    qtbot.waitUntil(lambda: heatmap(project).source() != before)
    press(qtbot, searched, "landprintMostSimilar")
    group = project.layerTreeRoot().findGroup("Landprint")
    qtbot.waitUntil(lambda: len(group.findLayers()) == 3)
    assert [child for child in group.children() if child in group.findGroups()] == []


def flatten(project: QgsProject) -> None:
    """Put all results into Landprint's group itself, as they were before."""
    group = project.layerTreeRoot().findGroup("Landprint")
    for node in group.findLayers():
        if node.parent() != group:
            group.addChildNode(node.clone())
            node.parent().removeChildNode(node)
    for one in group.findGroups():
        group.removeChildNode(one)

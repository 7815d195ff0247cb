"""What was made is kept with the project that it was made in, wherever that goes."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from threading import Event
from zipfile import ZipFile

import numpy as np
import pytest
from landprint.plugin.dock import storage as storage_module
from landprint.plugin.layers.outputs import result_files
from landprint.plugin.layers.outputs.result_files import files_of, layer_file
from landprint.plugin.layers.sources.source import EMBEDDINGS_PROPERTY, embeddings_path
from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsProcessingUtils, QgsRasterLayer, QgsVectorLayer
from qgis.PyQt.QtWidgets import QFileDialog, QMessageBox

from tests.plugin.answering_session import SIDE, write_raster
from tests.plugin.dock.stage import INSIDE, click_map, heatmap, layer_named, press


@pytest.fixture
def home(tmp_path):
    folder = tmp_path / "mine é"
    folder.mkdir()
    return folder


def save(project, path):
    assert project.write(str(path))


def reopen(project, path):
    project.clear()
    assert project.read(str(path))


def own_layers(project):
    return [layer for layer in project.mapLayers().values() if layer.customProperty("landprint/result")]


def test_saving_brings_all_results_into_a_folder_beside_the_project(qtbot, searched, project, home):
    press(qtbot, searched, "landprintMostSimilar")
    qtbot.waitUntil(lambda: layer_named(project, "Most similar") is not None)
    before = layer_file(heatmap(project)).read_bytes()
    save(project, home / "work.qgz")
    assert sorted(path.name for path in home.iterdir()) == ["work.qgz", "work_landprint"]
    assert len(own_layers(project)) == 3
    for layer in own_layers(project):
        assert layer.isValid()
        assert {file.parent for file in files_of(layer)} == {home / "work_landprint"}
    assert layer_file(heatmap(project)).read_bytes() == before
    assert not list(home.rglob("*.partial"))
    with ZipFile(home / "work.qgz") as saved:
        sources = re.findall(r'<layer-tree-layer [^>]*source="([^"]*)"', saved.read("work.qgs").decode())
    assert len([source for source in sources if source.startswith("./work_landprint/")]) == 3


def test_the_folder_can_be_moved_with_its_project(searched, project, home, tmp_path):
    embedding, shown = searched.embeddings.current, heatmap(project)
    ids = {embedding.id(), shown.id()}
    shown.setOpacity(0.5)
    values = Path(embeddings_path(embedding)).read_bytes()
    save(project, home / "work.qgz")
    project.clear()
    shutil.move(home, tmp_path / "elsewhere")
    assert project.read(str(tmp_path / "elsewhere" / "work.qgz"))
    layers = own_layers(project)
    assert {layer.id() for layer in layers} == ids
    assert all(layer.isValid() for layer in layers)
    assert Path(embeddings_path(searched.embeddings.current)).read_bytes() == values
    assert Path(embeddings_path(searched.embeddings.current)).parent == tmp_path / "elsewhere" / "work_landprint"
    assert heatmap(project).opacity() == pytest.approx(0.5)


@pytest.mark.parametrize("saved_first", [True, False])
def test_a_copy_of_the_folder_shows_its_own_files(qtbot, dock, project, image, home, tmp_path, saved_first):
    if saved_first:
        save(project, home / "work.qgz")
    press(qtbot, dock, "landprintEmbed")
    qtbot.waitUntil(lambda: dock.embeddings.current is not None)
    save(project, home / "work.qgz")
    project.clear()
    shutil.copytree(home, tmp_path / "copy")
    assert project.read(str(tmp_path / "copy" / "work.qgz"))
    (layer,) = own_layers(project)
    assert {file.parent for file in files_of(layer)} == {tmp_path / "copy" / "work_landprint"}


def test_a_saved_project_has_new_results_beside_it_at_once(qtbot, dock, project, image, home):
    save(project, home / "work.qgs")
    press(qtbot, dock, "landprintEmbed")
    qtbot.waitUntil(lambda: dock.embeddings.current is not None)
    assert Path(embeddings_path(dock.embeddings.current)).parent == home / "work_landprint"


def test_a_heatmap_has_one_file_however_often_one_clicks_and_saves(qtbot, searched, canvas, project, home):
    save(project, home / "work.qgz")
    for step in (-100, -200, -300):
        shown = heatmap(project).source()
        click_map(canvas, QgsPointXY(INSIDE.x() + step, INSIDE.y()))
        qtbot.waitUntil(lambda shown=shown: heatmap(project).source() != shown)
        save(project, home / "work.qgz")
    files = [path.name for path in (home / "work_landprint").iterdir() if "similar" in path.name]
    assert len(files) == 1
    assert layer_file(heatmap(project)) == home / "work_landprint" / files[0]


def test_a_click_that_is_not_saved_leaves_the_saved_heatmap(qtbot, searched, canvas, project, home):
    save(project, home / "work.qgz")
    kept = layer_file(heatmap(project))
    before, shown = kept.read_bytes(), heatmap(project).source()
    click_map(canvas, QgsPointXY(INSIDE.x() - 300, INSIDE.y()))
    qtbot.waitUntil(lambda: heatmap(project).source() != shown)
    reopen(project, home / "work.qgz")
    assert layer_file(heatmap(project)) == kept
    assert kept.read_bytes() == before


def test_a_copy_of_a_project_has_files_of_its_own(searched, project, home, tmp_path):
    save(project, home / "work.qgz")
    (tmp_path / "other").mkdir()
    save(project, tmp_path / "other" / "copy.qgz")
    assert {file.parent for layer in own_layers(project) for file in files_of(layer)} == {
        tmp_path / "other" / "copy_landprint"
    }
    shutil.rmtree(tmp_path / "other")
    reopen(project, home / "work.qgz")
    assert all(layer.isValid() for layer in own_layers(project))
    assert Path(embeddings_path(searched.embeddings.current)).is_file()


def test_a_file_that_is_there_already_is_not_replaced(searched, project, home):
    name = Path(embeddings_path(searched.embeddings.current)).name
    (home / "work_landprint").mkdir()
    (home / "work_landprint" / name).write_bytes(b"somebody's")
    save(project, home / "work.qgz")
    assert (home / "work_landprint" / name).read_bytes() == b"somebody's"
    assert all(layer.isValid() for layer in own_layers(project))
    assert Path(embeddings_path(searched.embeddings.current)).is_file()


def test_where_nothing_can_be_written_results_stay_and_it_is_said(searched, project, home, notices, monkeypatch):
    def full(_source, _target):
        raise OSError(28, "No space left on device")

    sources = {layer.source() for layer in own_layers(project)}
    with monkeypatch.context() as disk:
        disk.setattr(result_files.os, "link", full)
        disk.setattr(result_files.shutil, "copyfile", full)
        save(project, home / "work.qgz")
    assert "No space left" in notices.failures[0].message
    assert {layer.source() for layer in own_layers(project)} == sources
    assert list((home / "work_landprint").iterdir()) == []
    save(project, home / "work.qgz")
    assert {layer_file(layer).parent for layer in own_layers(project)} == {home / "work_landprint"}


def test_a_large_result_is_copied_to_another_disk_while_the_window_lives(searched, project, home, monkeypatch):
    def other_disk(_source, _target):
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(result_files.os, "link", other_disk)
    monkeypatch.setattr(storage_module, "LARGE_BYTES", 1)
    save(project, home / "work.qgz")
    assert {layer_file(layer).parent for layer in own_layers(project)} == {home / "work_landprint"}
    reopen(project, home / "work.qgz")
    assert all(layer.isValid() for layer in own_layers(project))


def test_places_that_were_changed_in_qgis_are_kept_with_the_change(qtbot, searched, project, home):
    press(qtbot, searched, "landprintMostSimilar")
    qtbot.waitUntil(lambda: layer_named(project, "Most similar") is not None)
    places = layer_named(project, "Most similar")
    count = places.featureCount()
    feature = QgsFeature(places.fields())
    feature.setGeometry(QgsGeometry.fromPointXY(INSIDE))
    places.startEditing()
    places.addFeature(feature)
    assert places.commitChanges(True)
    del places
    save(project, home / "work.qgz")
    reopen(project, home / "work.qgz")
    assert layer_named(project, "Most similar").featureCount() == count + 1


def test_a_project_of_an_earlier_version_is_still_whole(searched, project, home):
    """Its layers have an absolute property and lie in folders that the user chose."""
    embedding = searched.embeddings.current
    folder = home / "chosen"
    folder.mkdir()
    for file in files_of(embedding):
        shutil.copy(file, folder)
    values = folder / Path(embeddings_path(embedding)).name
    embedding.setDataSource(str(folder / layer_file(embedding).name), embedding.name(), "gdal", False)
    embedding.setCustomProperty(EMBEDDINGS_PROPERTY, str(values))
    save(project, home / "work.qgz")
    reopen(project, home / "work.qgz")
    assert Path(embeddings_path(searched.embeddings.current)) == values


def test_a_layer_of_the_user_is_left_where_it_is(project, dock, image, home):
    points = QgsVectorLayer("Point", "mine", "memory")
    project.addMapLayer(points)
    source = image.source()
    save(project, home / "work.qgz")
    assert (image.source(), points.providerType()) == (source, "memory")


# Before anything is lost


def test_qgis_does_not_end_before_unsaved_results_are_named_with_their_size(searched, asked):
    asked.answer = QMessageBox.StandardButton.Cancel
    assert not searched.closing.may_exit()
    assert searched.embeddings.current.name() in asked[0]
    assert "B" in asked[0] or "bytes" in asked[0]
    asked.answer = QMessageBox.StandardButton.Discard
    assert searched.closing.may_exit()


def test_results_are_saved_with_the_project_at_the_question(searched, asked, project, home, save_action):
    asked.answer = QMessageBox.StandardButton.Save
    save_action.triggered.connect(lambda: save(project, home / "work.qgz"))
    assert searched.closing.may_exit()
    assert (home / "work_landprint").is_dir()


def test_a_save_that_the_user_gives_up_keeps_qgis_open(searched, asked):
    asked.answer = QMessageBox.StandardButton.Save
    assert not searched.closing.may_exit()


def test_nothing_is_asked_where_all_is_saved(searched, asked, project, home):
    save(project, home / "work.qgz")
    assert searched.closing.may_exit()
    assert asked == []


def test_results_of_a_project_that_was_closed_can_still_be_kept(searched, project, notices, home, monkeypatch):
    name = searched.embeddings.current.name()
    project.clear()
    text, button, press_button = notices.offers[0]
    assert name in text
    assert button == "Keep…"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(home))
    press_button()
    kept = [path for path in home.iterdir() if path.suffix == ".tif"]
    assert len(kept) == 2
    assert searched.closing.may_exit()


def test_a_result_makes_qgis_ask_whether_to_save_the_project(qtbot, dock, project, image):
    project.setDirty(False)
    dock.look_at.embed.button.click()
    qtbot.waitUntil(lambda: dock.embeddings.current is not None)
    assert project.isDirty()


def test_results_of_a_project_that_was_closed_are_listed_until_they_are_deleted(searched, project, notices):
    files = {file for lost in searched.storage.unsaved() for file in lost.files}
    assert not files & set(searched.storage.left_files())
    project.clear()
    assert files
    assert files <= set(searched.storage.left_files())
    searched.storage.delete(files)
    assert not any(file.exists() for file in files)
    assert searched.closing.may_exit()


def test_a_result_that_was_removed_from_the_project_is_not_offered(searched, project, notices, qtbot):
    project.removeMapLayer(searched.embeddings.current.id())
    qtbot.wait(1)
    project.clear()
    assert notices.offers == []


def test_a_session_leaves_no_folder_behind_when_its_results_are_kept(searched, project, home):
    before = {path.name for path in storage_module.unsaved_folder().iterdir()}
    session = searched.storage.session_folder()
    save(project, home / "work.qgz")
    searched.storage.close()
    assert session.name in before
    assert not session.exists()


# A result that comes after its project was closed


@pytest.fixture
def embedding(qtbot, dock, session, monkeypatch):
    """The dock while it embeds the scene, and the event that lets it come to an end."""
    goes_on, write = Event(), session.embed_raster

    def embed(params):
        goes_on.wait(10)
        return write(params)

    monkeypatch.setattr(session, "embed_raster", embed, raising=False)
    dock.look_at.embed.button.click()
    qtbot.waitUntil(lambda: bool(session.params_of("embed_raster")))
    yield dock, goes_on
    goes_on.set()


def test_a_result_does_not_come_into_a_project_that_was_opened_meanwhile(qtbot, embedding, project, notices, session):
    dock, goes_on = embedding
    project.clear()
    goes_on.set()
    qtbot.waitUntil(lambda: bool(notices.failures))
    assert own_layers(project) == []
    output = Path(session.params_of("embed_raster")[0]["output"])
    assert output.name in str(notices.failures[0])
    assert str(output.parent) in str(notices.failures[0])
    assert output.is_file()
    assert output in dock.storage.closed[0].files  # and QGIS asks whether to keep it when it ends


@pytest.mark.parametrize("is_opened_again", [False, True])
def test_a_result_comes_into_its_project_that_was_saved_meanwhile(qtbot, embedding, project, home, is_opened_again):
    dock, goes_on = embedding
    save(project, home / "work.qgz")
    if is_opened_again:
        reopen(project, home / "work.qgz")
    goes_on.set()
    qtbot.waitUntil(lambda: dock.embeddings.current is not None)
    assert len(own_layers(project)) == 1


# What no layer shows


def test_the_file_of_a_removed_layer_stays_and_is_listed_until_it_is_deleted(searched, project, home):
    save(project, home / "work.qgz")
    layer = searched.embeddings.current
    files = set(files_of(layer))
    assert searched.storage.left_files() == []
    project.removeMapLayer(layer.id())
    assert files <= set(searched.storage.left_files())
    searched.storage.delete(files)
    assert not any(file.exists() for file in files)


def test_a_file_that_is_shown_is_never_deleted(searched, project, home):
    save(project, home / "work.qgz")
    shown = files_of(searched.embeddings.current)
    searched.storage.delete(shown)
    assert all(file.exists() for file in shown)


def test_results_of_a_session_that_has_ended_are_listed_and_those_of_a_running_one_are_not(embedded, project):
    ended = storage_module.unsaved_folder() / "results_ended"
    ended.mkdir()
    (ended / "a.tif").write_bytes(b"a" * 10)
    running = storage_module.Storage(project, None)
    (running.session_folder() / "b.tif").write_bytes(b"b")
    listed = [file.name for file in embedded.storage.left_files()]
    assert "a.tif" in listed
    assert "b.tif" not in listed
    embedded.storage.delete([ended / "a.tif"])
    assert not ended.exists()
    running.close()


def test_a_temporary_result_of_the_toolbox_is_kept_with_the_project(dock, project, home):
    file = Path(QgsProcessingUtils.generateTempFilename("classes.tif"))
    layer = QgsRasterLayer(write_raster(file, np.ones((1, SIDE, SIDE), "uint8")), "classes")
    layer.setCustomProperty("landprint/result", "toolbox")
    project.addMapLayer(layer)
    save(project, home / "place.qgz")
    assert layer.source() == str(home / "place_landprint" / "classes.tif")
    assert layer.isValid()

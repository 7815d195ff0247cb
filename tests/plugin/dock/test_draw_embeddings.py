"""An embedding raster that is opened from anywhere is drawn by what it shows, unless someone chose how it is drawn."""

from __future__ import annotations

from threading import Event

import numpy as np
import pytest
from landprint.plugin.client.failure import EngineFailure
from landprint.plugin.dock.draw_embeddings import PICTURE_OF
from landprint.plugin.processing.embed.embed_raster import style_embedding
from qgis.core import QgsApplication, QgsMultiBandColorRenderer, QgsProject, QgsRasterLayer, QgsSingleBandGrayRenderer

from tests.plugin.answering_session import SIDE, write_raster
from tests.plugin.dock.stage import is_shown, plain

NAMES = [f"e{number:04d}" for number in range(6)]


@pytest.fixture
def path(tmp_path):
    """An embedding raster on the disk."""
    values = np.random.default_rng(1).normal(size=(6, SIDE, SIDE)).astype("float32")
    return write_raster(tmp_path / "embeddings.tif", values, descriptions=NAMES)


def bands(layer):
    return tuple(layer.renderer().usesBands())


def test_it_is_drawn_by_the_bands_that_show_the_most(qtbot, dock, path, session):
    layer = QgsRasterLayer(path, "opened")
    QgsProject.instance().addMapLayer(layer)
    qtbot.waitUntil(lambda: bands(layer) == (5, 2, 4))
    assert session.params_of("choose_bands") == [{"embeddings": path}]
    stretch = layer.renderer().redContrastEnhancement()
    assert (stretch.minimumValue(), stretch.maximumValue()) == (0.25, 1.75)
    assert layer.source() == path


def test_it_is_grey_until_its_colours_are_known(qtbot, dock, path):
    layer = QgsRasterLayer(path, "opened")
    stretch = layer.renderer().redContrastEnhancement()
    limits = stretch.minimumValue(), stretch.maximumValue()
    QgsProject.instance().addMapLayer(layer)
    assert layer.renderer().type() == "singlebandgray"
    stretch = layer.renderer().contrastEnhancement()
    assert (stretch.minimumValue(), stretch.maximumValue()) == limits
    qtbot.waitUntil(lambda: bands(layer) == (5, 2, 4))


def test_a_result_of_the_toolbox_is_drawn_by_its_components_too(qtbot, dock, path, project):
    layer = QgsRasterLayer(path, "imported")
    project.addMapLayer(layer)
    style_embedding(layer)  # QGIS calls it before or after the layer is added, by version
    qtbot.waitUntil(lambda: bands(layer) == (5, 2, 4))


def test_one_that_was_saved_in_grey_has_its_colours_after_reopening(qtbot, dock, path, session, tmp_path, project):
    session.failures["choose_bands"] = EngineFailure("engine", "It ended.")
    project.addMapLayer(QgsRasterLayer(path, "opened"))
    qtbot.waitUntil(lambda: session.params_of("choose_bands") != [])
    qtbot.wait(50)
    assert project.write(str(tmp_path / "p.qgz"))
    session.failures.clear()
    assert project.read(str(tmp_path / "p.qgz"))
    qtbot.waitUntil(lambda: bands(project.mapLayersByName("opened")[0]) == (5, 2, 4))


def test_a_style_that_someone_chose_stays(qtbot, dock, path, session):
    grey = QgsRasterLayer(path, "grey")
    grey.setRenderer(QgsSingleBandGrayRenderer(grey.dataProvider(), 3))
    QgsProject.instance().addMapLayer(grey)
    own = QgsRasterLayer(path, "own")
    own.renderer().setRedBand(6)
    QgsProject.instance().addMapLayer(own)
    qtbot.wait(50)
    assert session.params_of("choose_bands") == []
    assert grey.renderer().type() == "singlebandgray"
    assert bands(own) == (6, 2, 3)


def test_a_style_that_is_chosen_meanwhile_stays(qtbot, dock, path, session, monkeypatch):
    is_chosen, answer = Event(), session.choose_bands

    def choose_later(params):
        assert is_chosen.wait(10)
        return answer(params)

    monkeypatch.setattr(session, "choose_bands", choose_later)
    layer = QgsRasterLayer(path, "opened")
    QgsProject.instance().addMapLayer(layer)
    layer.setRenderer(QgsMultiBandColorRenderer(layer.dataProvider(), 6, 2, 3))
    is_chosen.set()
    qtbot.waitUntil(lambda: session.params_of("choose_bands") != [])
    qtbot.wait(100)
    assert session.params_of("choose_bands") == [{"embeddings": path}]
    assert bands(layer) == (6, 2, 3)


def test_a_style_beside_the_file_stays(qtbot, dock, path, session):
    template = QgsRasterLayer(path, "template")
    template.saveNamedStyle(str(path).replace(".tif", ".qml"))
    QgsProject.instance().addMapLayer(QgsRasterLayer(path, "opened"))
    qtbot.wait(50)
    assert session.params_of("choose_bands") == []


def test_a_project_that_is_opened_stays_as_it_was_saved(qtbot, dock, path, session, tmp_path, project):
    project.addMapLayer(QgsRasterLayer(path, "opened"))
    qtbot.waitUntil(lambda: session.params_of("choose_bands") != [])
    layer = next(iter(project.mapLayersByName("opened")))
    qtbot.waitUntil(lambda: bands(layer) == (5, 2, 4))
    layer.renderer().setRedBand(1)
    layer.renderer().setBlueBand(3)
    assert project.write(str(tmp_path / "p.qgz"))
    session.asked.clear()
    assert project.read(str(tmp_path / "p.qgz"))
    qtbot.wait(50)
    assert session.params_of("choose_bands") == []


def test_an_image_is_left_alone(qtbot, dock, image, session):
    qtbot.wait(50)
    assert session.params_of("choose_bands") == []


def test_look_at_says_that_it_holds_embeddings_already(qtbot, dock, path):
    layer = QgsRasterLayer(path, "opened")
    QgsProject.instance().addMapLayer(layer)
    dock.look_at.layer_combo.setLayer(layer)
    qtbot.waitUntil(lambda: "holds embeddings already" in plain(dock.look_at.estimate.text()))
    assert not dock.look_at.embed.button.isEnabled()


# Its principal components, in a layer right under it


def picture(project):
    """The layer with the components, or None."""
    return next((one for one in project.mapLayers().values() if one.customProperty(PICTURE_OF)), None)


@pytest.fixture
def opened(qtbot, dock, project, path):
    """An opened embedding raster that is shown by its components."""
    layer = QgsRasterLayer(path, "opened")
    project.addMapLayer(layer)
    qtbot.waitUntil(lambda: picture(project) is not None)
    return layer


def test_its_components_are_shown_in_its_place(opened, project, path, notices):
    shown = picture(project)
    nodes = project.layerTreeRoot().children()
    names = [node.name() for node in nodes]
    assert names[:2] == ["opened", "opened · principal components"]
    assert (is_shown(project, opened), is_shown(project, shown)) == (False, True)
    assert bands(shown) == (1, 2, 3)
    assert (opened.source(), bands(opened)) == (path, (5, 2, 4))
    assert [text for text, _output in notices.made if "opened" in text] == [
        "“opened” is switched off, and its principal components are shown, in the layer under it."
    ]


def test_nothing_is_asked_about_the_picture_when_the_project_is_closed(opened, dock):
    assert dock.storage.unsaved() == []


def test_it_is_shown_itself_once_its_picture_is_removed(opened, project):
    project.removeMapLayer(picture(project).id())
    assert is_shown(project, opened)


def test_its_picture_goes_with_it(qtbot, opened, project):
    project.removeMapLayer(opened.id())
    qtbot.waitUntil(lambda: picture(project) is None)


def test_it_is_shown_itself_once_another_style_is_chosen(opened, project):
    opened.setRenderer(QgsSingleBandGrayRenderer(opened.dataProvider(), 3))
    assert (is_shown(project, opened), is_shown(project, picture(project))) == (True, False)


def test_the_same_style_once_more_changes_nothing(opened, project):
    opened.setRenderer(QgsMultiBandColorRenderer(opened.dataProvider(), 5, 2, 4))
    assert (is_shown(project, opened), is_shown(project, picture(project))) == (False, True)


def test_a_saved_project_has_the_picture_in_its_folder(opened, project, session, tmp_path):
    assert project.write(str(tmp_path / "p.qgz"))
    project.clear()
    session.asked.clear()
    assert project.read(str(tmp_path / "p.qgz"))
    shown, layer = picture(project), project.mapLayersByName("opened")[0]
    assert shown.isValid()
    assert shown.source() == str(tmp_path / "p_landprint" / "embeddings_pca.tif")
    assert (is_shown(project, layer), is_shown(project, shown)) == (False, True)
    assert session.params_of("principal_components") == []
    layer.setRenderer(QgsSingleBandGrayRenderer(layer.dataProvider(), 3))
    assert (is_shown(project, layer), is_shown(project, shown)) == (True, False)


def test_it_stays_shown_where_its_components_cannot_be_had(qtbot, dock, project, path, session, notices):
    session.failures["principal_components"] = EngineFailure("disk", "The disk is full.")
    layer = QgsRasterLayer(path, "opened")
    project.addMapLayer(layer)
    qtbot.waitUntil(lambda: session.params_of("principal_components") != [])
    qtbot.wait(50)
    assert (picture(project), notices.failures) == (None, [])
    assert is_shown(project, layer)
    assert bands(layer) == (5, 2, 4)


def test_a_raster_that_is_too_large_is_not_read_whole(qtbot, dock, project, path, session, monkeypatch):
    monkeypatch.setattr("landprint.plugin.dock.draw_embeddings.MOST_VALUES", 6 * SIDE * SIDE - 1)
    layer = QgsRasterLayer(path, "opened")
    project.addMapLayer(layer)
    qtbot.waitUntil(lambda: bands(layer) == (5, 2, 4))
    qtbot.wait(50)
    assert session.params_of("principal_components") == []


@pytest.fixture
def made_later(session, monkeypatch):
    """The components are made once the first event is set; the second says that they are there."""
    is_wanted, is_written, answer = Event(), Event(), session.principal_components

    def answer_later(params):
        assert is_wanted.wait(10)
        value = answer(params)
        is_written.set()
        return value

    monkeypatch.setattr(session, "principal_components", answer_later)
    return is_wanted, is_written


def test_a_project_that_is_opened_while_the_components_are_made_has_none(
    qtbot, dock, project, path, session, made_later, tmp_path
):
    is_wanted, is_written = made_later
    project.addMapLayer(QgsRasterLayer(path, "opened"))
    qtbot.waitUntil(lambda: session.params_of("principal_components") != [])
    assert project.write(str(tmp_path / "p.qgz"))

    def finish(_text):
        is_wanted.set()
        assert is_written.wait(10)
        qtbot.waitUntil(lambda: QgsApplication.taskManager().countActiveTasks() == 0)

    project.loadingLayer.connect(finish)
    assert project.read(str(tmp_path / "p.qgz"))
    project.loadingLayer.disconnect(finish)
    assert picture(project) is None
    assert is_shown(project, project.mapLayersByName("opened")[0])


def test_components_that_come_after_their_project_was_opened_again_do_not_change_it(
    qtbot, dock, project, path, session, made_later, tmp_path
):
    is_wanted, is_written = made_later
    project.addMapLayer(QgsRasterLayer(path, "opened"))
    qtbot.waitUntil(lambda: session.params_of("principal_components") != [])
    assert project.write(str(tmp_path / "p.qgz"))
    assert project.read(str(tmp_path / "p.qgz"))
    is_wanted.set()
    assert is_written.wait(10)
    qtbot.waitUntil(lambda: QgsApplication.taskManager().countActiveTasks() == 0)
    qtbot.wait(50)
    assert (picture(project), project.isDirty()) == (None, False)


def test_a_style_that_is_chosen_while_the_components_are_made_stays(
    qtbot, dock, project, path, session, made_later, unsaved
):
    is_wanted, is_written = made_later
    layer = QgsRasterLayer(path, "opened")
    project.addMapLayer(layer)
    qtbot.waitUntil(lambda: session.params_of("principal_components") != [])
    layer.setRenderer(QgsSingleBandGrayRenderer(layer.dataProvider(), 3))
    is_wanted.set()
    assert is_written.wait(10)
    qtbot.waitUntil(lambda: list(unsaved.rglob("*.tif")) == [])
    assert picture(project) is None
    assert is_shown(project, layer)

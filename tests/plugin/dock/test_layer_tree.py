"""Where results stand in the layer tree, what they are called, and which of them are seen."""

from __future__ import annotations

import numpy as np
import pytest
from landprint.plugin.dock.results import add_layer, show_alone, titled
from qgis.core import QgsRasterLayer, QgsVectorLayer

from tests.plugin.answering_session import write_raster
from tests.plugin.dock.stage import heatmap, press


@pytest.fixture
def tree(project):
    return project.layerTreeRoot()


def embed(qtbot, dock, project):
    """Embed the image once more; the new layer."""
    before = set(project.mapLayers())
    press(qtbot, dock, "landprintEmbed")
    qtbot.waitUntil(lambda: len(project.mapLayers()) > len(before))
    (made,) = set(project.mapLayers()) - before
    return project.mapLayer(made)


def test_embeddings_of_one_image_have_names_of_their_own_in_a_group_of_the_image(qtbot, embedded, project, tree):
    first, second = embedded.embeddings.current, embed(qtbot, embedded, project)
    assert [first.name(), second.name()] == ["Random features · 100 m", "Random features · 100 m (2)"]
    (group,) = tree.findGroup("Landprint").children()
    assert group.name() == "scene"
    assert {node.layerId() for node in group.findLayers()} == {first.id(), second.id()}
    combo = embedded.similar.layer_combo
    assert [combo.itemText(index) for index in range(2)] == [
        "scene · Random features · 100 m",
        "scene · Random features · 100 m (2)",
    ]


def test_a_drawn_area_and_another_detail_are_said_in_the_name(qtbot, dock, project, canvas, image):
    canvas.setExtent(image.extent().buffered(-400))
    dock.findChild(object, "landprintAreaVisible").click()
    qtbot.waitUntil(dock.look_at.embed.button.isEnabled)
    assert embed(qtbot, dock, project).name() == "Random features · 100 m · part"


def test_the_picture_of_embeddings_is_not_switched_on_over_the_image(embedded, tree):
    assert not tree.findLayer(embedded.embeddings.current.id()).itemVisibilityChecked()


def test_results_stand_with_the_embeddings_that_they_are_of(qtbot, searched, project, tree):
    searched.classes.run.button.click()
    qtbot.waitUntil(lambda: len(project.mapLayers()) == 4)
    (group,) = tree.findGroup("Landprint").children()
    assert len(group.findLayers()) == 3


def test_results_of_an_embedding_raster_that_the_user_opened_have_a_group_of_its_name(project, tree, tmp_path):
    own = QgsRasterLayer(write_raster(tmp_path / "own.tif", np.zeros((4, 2, 2), np.uint8)), "mine")
    project.addMapLayer(own)
    result = QgsVectorLayer("Point", "places", "memory")
    result.setCustomProperty("landprint/result", "places")
    result.setCustomProperty("landprint/similar_of", own.id())
    add_layer(project, result)
    assert [node.name() for node in tree.findGroup("Landprint").children()] == ["mine"]
    assert tree.findLayer(own.id()).parent() == tree


def test_one_heatmap_of_a_group_is_seen_at_a_time(searched, project, tree):
    shown = heatmap(project)
    other = shown.clone()
    add_layer(project, other, shown)
    show_alone(project, other, ("similarity",))
    assert not tree.findLayer(shown.id()).itemVisibilityChecked()
    assert tree.findLayer(other.id()).itemVisibilityChecked()


def test_the_image_of_a_layer_is_named_also_when_it_is_gone(embedded, project, image):
    layer = embedded.embeddings.current
    project.removeMapLayer(image.id())
    assert titled(project, layer) == "scene · Random features · 100 m"

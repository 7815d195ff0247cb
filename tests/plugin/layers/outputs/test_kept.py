"""Values are kept with the project that they belong to, and with no other."""

from __future__ import annotations

import pytest
from landprint.plugin.dock.connections import Connections
from landprint.plugin.layers.outputs.kept import SCOPE, Kept
from qgis.core import QgsVectorLayer

PLACES = {"crs": "EPSG:32723", "places": [[1.5, -2.25, True]], "name": "rivière <a & b>\n雪"}


@pytest.fixture
def kept(project):
    kept = Kept(project)
    yield kept
    kept.close()


@pytest.fixture
def layer(project):
    return project.addMapLayer(QgsVectorLayer("Point", "points", "memory"))


@pytest.fixture
def hear():
    """Connects a function to a signal of the project until the test ends."""
    heard = Connections()
    yield heard.connect
    heard.close()


@pytest.fixture
def path(tmp_path):
    return str(tmp_path / "project.qgz")


def test_a_value_comes_back_with_its_project(project, kept, path):
    kept.write("places", PLACES)
    project.write(path)
    project.clear()
    assert kept.read("places") is None
    project.read(path)
    assert kept.read("places") == PLACES
    assert not project.isDirty()


def test_a_value_of_a_layer_is_there_when_the_layer_comes(project, kept, layer, path, hear):
    kept.write("places", PLACES, layer=layer)
    project.write(path)
    project.clear()
    found = []
    hear(project.layersAdded, lambda layers: found.append(kept.read("places", layer=layers[0])))
    project.read(path)
    assert found == [PLACES]


def test_values_of_layers_that_are_gone_are_not_kept(project, kept, layer):
    kept.write("places", PLACES, layer=layer)
    gone = layer.id()
    project.removeMapLayer(gone)
    kept.write("places", [1], layer=project.addMapLayer(QgsVectorLayer("Point", "others", "memory")))
    assert gone not in kept.read("places")


def test_a_change_is_a_change_of_the_project_and_the_same_value_is_none(project, kept):
    kept.write("threshold", 0.5)
    assert project.isDirty()
    project.setDirty(False)
    kept.write("threshold", 0.5)
    kept.write("nothing", None)
    assert not project.isDirty()


def test_what_is_written_while_a_project_is_opened_does_not_replace_what_is_in_it(project, kept, layer, path, hear):
    kept.write("places", PLACES)
    project.write(path)
    project.clear()
    hear(project.layersAdded, lambda _layers: kept.write("places", None))
    project.read(path)
    assert kept.read("places") == PLACES
    kept.write("places", None)
    assert kept.read("places") is None


def test_what_is_written_while_a_project_is_closed_does_not_come_into_the_next(project, kept, layer, hear):
    hear(project.layersRemoved, lambda _ids: kept.write("places", PLACES))
    project.clear()
    assert kept.read("places") is None
    assert not project.isDirty()


def test_another_project_is_told(project, kept, layer, path):
    kept.write("places", PLACES)
    project.write(path)
    found = []
    kept.changed.connect(lambda: found.append(kept.read("places")))
    project.clear()
    project.read(path)
    assert found[0] is None
    assert found[-1] == PLACES


def test_what_is_no_json_counts_as_nothing(project, kept, layer):
    project.writeEntry(SCOPE, "places", "{half of i")
    assert kept.read("places", "none") == "none"
    project.writeEntry(SCOPE, "places", "[1]")
    assert kept.read("places", "none", layer=layer) == "none"

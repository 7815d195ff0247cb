"""Change between two embedding layers: offered once there are two, mapped by one button."""

from __future__ import annotations

import numpy as np
import pytest
from landprint.plugin.client.failure import EngineFailure
from qgis.core import QgsLayerTreeModel, QgsRasterLayer
from qgis.PyQt.QtCore import Qt

from tests.plugin.answering_session import SIDE, write_raster
from tests.plugin.dock.stage import last, layer_named


@pytest.fixture
def dates(dock, project, tmp_path):
    """The dock with the embeddings of two dates."""
    for name in ("2020", "2023"):
        values = np.random.default_rng(1).normal(size=(6, SIDE, SIDE)).astype("float32")
        path = write_raster(tmp_path / f"{name}.tif", values, descriptions=[f"e{number:04d}" for number in range(6)])
        project.addMapLayer(QgsRasterLayer(path, name))
    return dock


def chosen(dock):
    return dock.change_section.before.currentText(), dock.change_section.after.currentText()


def test_there_is_no_section_before_there_are_two_embedding_layers(dock, project, tmp_path):
    assert not dock.change_section.isVisible()
    values = np.zeros((6, SIDE, SIDE), "float32")
    path = write_raster(tmp_path / "one.tif", values, descriptions=[f"e{number:04d}" for number in range(6)])
    project.addMapLayer(QgsRasterLayer(path, "one"))
    assert not dock.change_section.isVisible()


def test_two_different_layers_are_offered(dates, project):
    assert dates.change_section.isVisible()
    assert chosen(dates) == ("2020", "2023")
    assert dates.change_section.run.button.isEnabled()
    dates.change_section.after.setCurrentIndex(0)
    assert not dates.change_section.run.button.isEnabled()
    project.removeMapLayer(layer_named(project, "2020").id())
    assert not dates.change_section.isVisible()


def test_the_change_is_drawn_and_said(qtbot, dates, project, session):
    dates.change_section.run.button.click()
    qtbot.waitUntil(lambda: layer_named(project, "Change") is not None)
    params = last(session, "change_map")
    assert params["embeddings"].endswith("2020.tif")
    assert params["other"].endswith("2023.tif")
    layer = layer_named(project, "Change")
    assert layer.renderer().type() == "singlebandpseudocolor"
    assert layer.renderer().shader().rasterShaderFunction().maximumValue() == pytest.approx(0.98)
    assert project.layerTreeRoot().findLayer(layer.id()).isVisible()
    qtbot.waitUntil(lambda: "less than 0.50" in dates.change_section.note.text())
    note = dates.change_section.note.text()
    assert "The months differ." in note
    project.addMapLayer(QgsRasterLayer("/nowhere/at all.tif", "another"))
    assert dates.change_section.note.text() == note  # which speaks of layers that are still chosen
    assert "From 2020 to 2023." in layer.metadata().abstract()


def test_layers_of_different_encoders_are_refused_by_a_sentence(qtbot, dates, session, notices):
    session.failures["change_map"] = EngineFailure("parameter", "They cannot be compared.", "Embed both alike.")
    dates.change_section.run.button.click()
    qtbot.waitUntil(lambda: notices.failures != [])
    assert "cannot be compared" in str(notices.failures[0])
    assert dates.change_section.run.button.isEnabled()


def test_the_legend_says_what_is_drawn_and_not_how_the_file_calls_it(qtbot, dates, project):
    model = QgsLayerTreeModel(project.layerTreeRoot())
    dates.change_section.run.button.click()
    qtbot.waitUntil(lambda: layer_named(project, "Change") is not None)
    node = project.layerTreeRoot().findLayer(layer_named(project, "Change").id())
    rows = model.layerLegendNodes(node)
    assert rows[0].data(Qt.ItemDataRole.DisplayRole) == "Change"
    assert rows[1].data(Qt.ItemDataRole.DisplayRole).endswith("alike")

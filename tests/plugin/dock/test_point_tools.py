"""What the dock opens for a person's own points: dialogs of the toolbox that know what the dock knows."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from landprint.plugin.layers.sources.source import embeddings_path
from qgis.core import QgsRasterLayer, QgsVectorLayer
from qgis.gui import QgsBrowserGuiModel

from tests.plugin.answering_session import write_raster

pytestmark = pytest.mark.usefixtures("landprint_plugin")


@pytest.fixture
def points(project, iface):
    """A layer of points that is active, beside others that a dialog would offer first."""
    for name in ("a", "z"):
        project.addMapLayer(QgsVectorLayer("Point?crs=EPSG:31985&field=yield:double", name, "memory"))
    layer = QgsVectorLayer("Point?crs=EPSG:31985&field=yield:double", "my points", "memory")
    project.addMapLayer(layer)
    iface.activeLayer = lambda: layer
    return layer


@pytest.fixture
def opened(monkeypatch, qgis_iface, canvas):
    """The dialogs that were opened: algorithm and parameters."""
    import processing

    model = QgsBrowserGuiModel()
    monkeypatch.setattr(qgis_iface, "browserModel", lambda: model, raising=False)
    found = []
    create = processing.createAlgorithmDialog

    def keep(algorithm, params):
        dialog = create(algorithm, params)
        found.append(dialog)
        return dialog

    monkeypatch.setattr(processing, "createAlgorithmDialog", keep)
    yield found
    for dialog in found:
        dialog.close()


def filled_in(opened):
    """The parameters that the dialog would run with."""
    (dialog,) = opened
    assert dialog.isVisible()
    read = getattr(dialog, "createProcessingParameters", None) or dialog.getParameterValues  # 3.22
    return read()


def test_a_persons_points_get_the_embeddings_that_are_chosen(embedded, points, opened):
    embedded.point_tools.embed_points()
    params = filled_in(opened)
    assert (params["INPUT"], params["EMBEDDINGS"]) == (points.id(), embeddings_path(embedded.embeddings.current))


def test_an_attribute_is_learned_of_a_persons_points(embedded, points, opened):
    embedded.point_tools.fit_attribute()
    assert filled_in(opened)["INPUT"] == points.id()


def test_without_embeddings_points_are_embedded_by_their_location(dock, points, opened):
    dock.point_tools.embed_points()
    params = filled_in(opened)
    assert params["INPUT"] == points.id()
    assert not params["EMBEDDINGS"]


def test_embeddings_that_went_are_said(dock, project, points, opened, notices, tmp_path):
    codes = np.random.default_rng(1).integers(1, 255, (16, 20, 20)).astype("uint8")
    names = [f"e{index:04}" for index in range(16)]
    layer = QgsRasterLayer(write_raster(tmp_path / "e.tif", codes, nodata=0, descriptions=names), "embeddings")
    project.addMapLayer(layer)
    dock.embeddings.choose(layer)
    Path(layer.source()).unlink()
    dock.point_tools.embed_points()
    assert opened == []
    assert "has lost its file" in notices.failures[-1].message

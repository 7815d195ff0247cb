"""The dock's buttons on a layer that is an address: as on a file, and its signature stays in QGIS."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsRasterLayer

from tests.plugin.answering_session import write_raster
from tests.plugin.dock.stage import INSIDE, click_map, heatmap, layer_named
from tests.range_server import range_server

SIGNATURE = "st4rtrek"
PIXELS, PATCH = 96, 8
WAIT_MS = 30_000

pytestmark = pytest.mark.real_engine


@pytest.fixture
def server(tmp_path):
    """Serves a folder to whoever has the signature."""
    folder = tmp_path / "served"
    folder.mkdir()
    with range_server(folder) as running:
        running.signature = SIGNATURE
        yield running


@pytest.fixture
def image(project, server):
    values = np.random.default_rng(2).integers(1, 255, (6, PIXELS, PIXELS)).astype("uint8")
    values[:, :, PIXELS // 2 :] //= 8
    write_raster(server.folder / "halves.tif", values)
    layer = QgsRasterLayer(f"/vsicurl/{server.url('halves.tif', f'sig={SIGNATURE}')}", "remote")
    assert layer.isValid()
    project.addMapLayer(layer)
    return layer


def test_a_layer_by_an_address_is_embedded_searched_and_clustered(
    qtbot, dock, canvas, image, project, server, notices, unsaved
):
    canvas.setExtent(image.extent())
    dock.look_at.areas.button(1).click()
    qtbot.waitUntil(dock.look_at.embed.button.isEnabled, timeout=WAIT_MS)
    dock.look_at.embed.button.click()
    qtbot.waitUntil(lambda: dock.embeddings.current is not None, timeout=WAIT_MS)
    dock.similar.pick.click()
    click_map(canvas, INSIDE)
    qtbot.waitUntil(lambda: heatmap(project) is not None, timeout=WAIT_MS)
    dock.classes.run.button.click()
    qtbot.waitUntil(lambda: layer_named(project, "Classes") is not None, timeout=WAIT_MS)
    assert notices.failures == []
    assert len(server.seen) > 1
    made = [layer for layer in project.mapLayers().values() if layer is not image]
    said = [str(notices.made), *(layer.name() + layer.source() + layer.htmlMetadata() for layer in made)]
    said += [str(gdal.Open(layer.source()).GetMetadata()) for layer in made if Path(layer.source()).is_file()]
    assert any(server.url("halves.tif") in text for text in said)  # where it comes from is said
    assert not any(SIGNATURE in text for text in said)
    assert heatmap(project).width() == PIXELS // PATCH

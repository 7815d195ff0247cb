"""What the map shows of an opened embedding raster is its principal components, as the real engine finds them."""

from __future__ import annotations

import subprocess

import numpy as np
import pytest
from landprint.plugin.dock.draw_embeddings import PICTURE_OF
from qgis.core import QgsMapRendererParallelJob, QgsMapSettings, QgsRasterLayer
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QImage

from tests.places import ROOT
from tests.plugin.answering_session import write_raster

PIXELS, DIM = 64, 16
WAIT_MS = 30_000

pytestmark = pytest.mark.real_engine


@pytest.fixture
def values():
    """Embeddings (dim, height, width) whose variance is mostly in three directions, none of them a band's own."""
    random = np.random.default_rng(4)
    rows, columns = np.mgrid[:PIXELS, :PIXELS] / PIXELS
    parts = np.stack([3 * columns, 2 * np.sin(6 * rows), np.cos(9 * rows * columns)])
    mixed = np.tensordot(random.normal(size=(DIM, 3)), parts, axes=1)
    return (mixed + random.normal(scale=0.05, size=mixed.shape)).astype("float32")


@pytest.fixture
def opened(qtbot, dock, project, values, tmp_path):
    path = write_raster(tmp_path / "embeddings.tif", values, descriptions=[f"e{number:04d}" for number in range(DIM)])
    layer = QgsRasterLayer(path, "opened")
    project.addMapLayer(layer)
    every = project.mapLayers
    qtbot.waitUntil(lambda: any(one.customProperty(PICTURE_OF) for one in every().values()), timeout=WAIT_MS)
    return layer


def drawn(project, layer):
    """What is shown of the layer's place: red, green and blue (colour, height, width)."""
    settings = QgsMapSettings()
    root = project.layerTreeRoot()
    settings.setLayers([one for one in root.checkedLayers() if one.extent() == layer.extent()])
    settings.setDestinationCrs(layer.crs())
    settings.setExtent(layer.extent())
    settings.setOutputSize(QSize(PIXELS, PIXELS))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage().convertToFormat(QImage.Format.Format_RGB888)
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    rows = np.frombuffer(bytes(bits), np.uint8).reshape(PIXELS, image.bytesPerLine())
    return rows[:, : 3 * PIXELS].reshape(PIXELS, PIXELS, 3).transpose(2, 0, 1)


def test_what_is_drawn_are_the_first_three_principal_components(opened, project, values):
    centred = values.reshape(DIM, -1) - values.reshape(DIM, -1).mean(axis=1, keepdims=True)
    axes = np.linalg.svd(centred, full_matrices=False)[0][:, :3]
    components = (axes.T @ centred).reshape(3, PIXELS, PIXELS)
    colours = drawn(project, opened)
    for colour, component in zip(colours, components):
        low, high = np.percentile(component, (3, 97))
        inside = (component > low) & (component < high)  # the picture is stretched between percentiles
        assert abs(np.corrcoef(colour[inside], component[inside])[0, 1]) > 0.99


def test_an_array_of_a_zarr_store_is_taken_for_embeddings_and_drawn_as_such(qtbot, dock, project, tmp_path):
    store = tmp_path / "tessera.zarr"
    write = "import sys; from pathlib import Path; from tests.engine.make_foreign import write_store as write"
    command = [ROOT / ".venv" / "bin" / "python", "-c", f"{write}; write(Path(sys.argv[1]))", store]
    subprocess.run(command, cwd=ROOT, check=True)
    layer = QgsRasterLayer(f'ZARR:"{store}":/utm31/embeddings', "array")
    if not layer.isValid():
        pytest.skip("this QGIS's GDAL opens no array of four dimensions")
    project.addMapLayer(layer)
    every = project.mapLayers
    qtbot.waitUntil(lambda: any(one.customProperty(PICTURE_OF) for one in every().values()), timeout=WAIT_MS)
    dock.look_at.layer_combo.setLayer(layer)
    qtbot.waitUntil(lambda: "holds embeddings already" in dock.look_at.estimate.text())
    assert not dock.look_at.embed.button.isEnabled()
    assert dock.embeddings.current is layer

"""Landprint in a QGIS without a window, with the real engine and a real raster."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from landprint.plugin.plugin import LandprintPlugin
from landprint.plugin.resources import PLUGIN_ROOT
from landprint.plugin.settings import set_engine_python
from pytest_qgis.utils import process_events
from qgis.core import QgsApplication, QgsAuthMethodConfig, QgsLayerTreeModel, QgsProject
from qgis.gui import QgsLayerTreeView
from qgis.PyQt.QtCore import QLocale, QSettings

from tests.places import random_checkpoint
from tests.plugin.scene import Feedback, striped_pixels, write_raster
from tests.web_server import web_server


@pytest.fixture(scope="session", autouse=True)
def settings_of_this_run(qgis_app, tmp_path_factory) -> None:
    """QGIS's settings name the engine's Python, which another run in this checkout must not take for its own."""
    QSettings.setPath(QSettings.defaultFormat(), QSettings.Scope.UserScope, str(tmp_path_factory.mktemp("settings")))
    QLocale.setDefault(QLocale("en_US"))  # numbers, whatever this computer's language is


@pytest.fixture(scope="session", autouse=True)
def layers_are_added_at_once(qgis_app) -> None:
    """No events are processed while QGIS adds a layer, as in QGIS: what they delete may be what it works with."""
    QgsProject.instance().legendLayersAdded.disconnect(process_events)


@pytest.fixture
def feedback() -> Feedback:
    return Feedback()


@pytest.fixture(scope="session")
def layer_list(qgis_iface) -> QgsLayerTreeView:
    """The interface's list of layers, which QGIS 3.44 asks where a result is to be added; the stub has none."""
    view = QgsLayerTreeView()
    # A view does not own its model, and one whose model is gone crashes when a group of layers is opened.
    view.setModel(QgsLayerTreeModel(QgsProject.instance().layerTreeRoot(), view))
    qgis_iface.layerTreeView = lambda: view
    return view


@pytest.fixture(scope="session")
def landprint_plugin(qgis_processing, layer_list):
    """The plugin as qgis_process has it: without an interface."""
    if not (PLUGIN_ROOT / ".venv").exists():
        pytest.skip("needs the engine's environment (make setup)")
    set_engine_python("")
    plugin = LandprintPlugin(None)
    plugin.initProcessing()
    yield plugin
    plugin.unload()
    assert QgsApplication.processingRegistry().providerById("landprint") is None


@pytest.fixture
def project(qgis_new_project) -> Iterator[QgsProject]:
    """The project, in which no test leaves a layer to the next."""
    yield QgsProject.instance()
    QgsProject.instance().clear()


@pytest.fixture(scope="session")
def image(tmp_path_factory) -> str:
    """A satellite image of three stripes, in a folder whose name is not ASCII."""
    folder = tmp_path_factory.mktemp("images") / "é 雪"
    folder.mkdir()
    return write_raster(folder / "stripes é.tif", striped_pixels())


@pytest.fixture(scope="session")
def embeddings(landprint_plugin, image, tmp_path_factory) -> str:
    """An embedding raster of the image."""
    import processing

    output = str(tmp_path_factory.mktemp("embeddings") / "é 雪.tif")
    processing.run(
        "landprint:embedraster", {"INPUT": image, "PATCH_SIZE": 4, "FILTERS": 32, "OUTPUT": output}, feedback=Feedback()
    )
    return output


@pytest.fixture(scope="session")
def image_weights() -> str:
    """A checkpoint of the published layout of the ResNet18 image encoder."""
    return str(random_checkpoint("satclip-resnet18-image.ckpt"))


@pytest.fixture
def login(qgis_app):
    """Keeps a login in QGIS, and gives its id."""
    manager = QgsApplication.authManager()
    manager.setMasterPassword("master", True)
    kept = []

    def keep(method, **values):
        config = QgsAuthMethodConfig()
        config.setName(method)
        config.setMethod(method)
        config.setConfigMap(values)
        manager.storeAuthenticationConfig(config)
        kept.append(config.id())
        return config.id()

    yield keep
    for one in kept:
        manager.removeAuthenticationConfig(one)


@pytest.fixture
def web():
    """Serves layers that are in no file."""
    with web_server() as web:
        yield web

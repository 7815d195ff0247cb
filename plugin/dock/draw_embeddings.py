"""Embedding rasters that are opened from anywhere are drawn by the bands that show the most of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsMapLayer, QgsMultiBandColorRenderer, QgsRasterLayer
from qgis.PyQt.QtCore import QObject

from ..client.failure import EngineFailure
from ..client.requests import EngineTask, Step
from ..layers.bands import holds_embeddings
from ..layers.source import embeddings_path, read_embeddings
from ..layers.styles import style_bands
from ..translation import tr
from .connections import Connections
from .context import DockContext
from .results import RESULT_PROPERTY

FIRST_BANDS = (1, 2, 3)  # which QGIS draws as red, green and blue where nobody says otherwise
STYLES = (".qml", ".sld")  # beside a raster, by which a user wants it drawn


class DrawEmbeddings(QObject):
    """Gives embedding rasters that people add a style, as long as they have the one that QGIS gives to any raster.

    Bands are chosen by the engine in a task; the user's own styles, and those of a project that is opened, stay.
    """

    def __init__(self, context: DockContext) -> None:
        super().__init__()
        self._context = context
        self._is_opening = False
        self._tasks: list[EngineTask] = []
        self._outside = Connections()
        project = context.project
        self._outside.connect(project.loadingLayer, self._begin)
        self._outside.connect(project.readProject, self._end)
        self._outside.connect(project.cleared, self._end)
        self._outside.connect(project.layersAdded, self._added)
        if not project.fileName():
            self._added(list(project.mapLayers().values()))

    def close(self) -> None:
        """Follow the project no longer, and draw nothing more."""
        self._outside.close()
        tasks, self._tasks = self._tasks, []
        for task in tasks:
            task.cancel()

    def _begin(self, _text: str) -> None:
        self._is_opening = True

    def _end(self, *_what: object) -> None:
        self._is_opening = False

    def _added(self, layers: list[QgsMapLayer]) -> None:
        for layer in layers:
            if not self._is_opening and _is_plain(layer):
                self._draw(layer)

    def _draw(self, layer: QgsRasterLayer) -> None:
        try:
            params = read_embeddings(layer).embeddings
        except EngineFailure:
            return
        title = tr("Landprint: draw {name}").format(name=layer.name())
        task = EngineTask(title, self._context.new_session, [Step("choose_bands", params)])
        layer_id = layer.id()
        task.succeeded.connect(lambda values: self._chosen(task, layer_id, values[0]["bands"]))
        task.failed.connect(lambda failure: self._failed(task, failure))
        self._tasks.append(task)
        self._context.tasks.addTask(task)

    def _chosen(self, task: EngineTask, layer_id: str, bands: list[dict[str, Any]]) -> None:
        if task not in self._tasks:
            return
        self._tasks.remove(task)
        layer = self._context.project.mapLayer(layer_id)
        if layer is not None and bands and _is_plain(layer):
            style_bands(layer, [(band["number"], band["low"], band["high"]) for band in bands])

    def _failed(self, task: EngineTask, failure: EngineFailure) -> None:
        if task in self._tasks:
            self._tasks.remove(task)
            self._context.notices.keep(failure)


def _is_plain(layer: QgsMapLayer) -> bool:
    """Whether it is an embedding raster in a file on this computer, drawn as QGIS draws any raster."""
    if not isinstance(layer, QgsRasterLayer) or not layer.isValid() or layer.providerType() != "gdal":
        return False
    if layer.customProperty(RESULT_PROPERTY) or embeddings_path(layer) or not holds_embeddings(layer):
        return False
    renderer, path = layer.renderer(), Path(str(layer.source()).split("|")[0])
    is_default = (
        isinstance(renderer, QgsMultiBandColorRenderer)
        and (
            renderer.redBand(),
            renderer.greenBand(),
            renderer.blueBand(),
        )
        == FIRST_BANDS
    )
    # What is fetched over a network is drawn as it is: several bands of it would be read once more.
    return is_default and path.is_file() and not any(path.with_suffix(suffix).exists() for suffix in STYLES)

"""What every use case of the dock works with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from qgis.core import (
    QgsLayerTreeLayer,
    QgsLayerTreeNode,
    QgsMapLayer,
    QgsProcessingUtils,
    QgsProject,
    QgsRasterLayer,
    QgsTask,
    QgsTaskManager,
)
from qgis.gui import QgsMapCanvas

from ...engine.messages import Progress
from ..client.requests import EngineTask, Failed, NewSession, QuickRequests, Step
from ..layers.output import add_to_group, group
from ..notices import Notices
from .widgets.progress_button import ProgressButton

RESULT_PROPERTY = "landprint/result"  # on every layer that Landprint made: what it is
ORDER = ("places", "polygons", "similarity", "classes", "embedding")  # of the results, from above to below
LEGENDS = ("similarity", "classes")  # those whose legend says something


@dataclass(frozen=True)
class Desk:
    """QGIS's map, project and tasks, the engine and the way to tell the person."""

    canvas: QgsMapCanvas
    project: QgsProject
    tasks: QgsTaskManager
    quick: QuickRequests
    new_session: NewSession
    notices: Notices
    confirm: Callable[[str], bool]  # asks a question that is answered by yes or no


class Job:
    """One task at a time behind one button: the button shows its progress, and its cross cancels it."""

    def __init__(self, desk: Desk, button: ProgressButton) -> None:
        self._desk = desk
        self._button = button
        self._task: QgsTask | None = None
        button.cancelled.connect(self.cancel)

    @property
    def is_working(self) -> bool:
        """Whether a task is underway."""
        return self._task is not None

    def start(self, title: str, steps: list[Step], answered: Callable[[list[Any]], None], failed: Failed) -> None:
        """Do the steps in the background; the button works until one of the two is called."""
        task = EngineTask(title, self._desk.new_session, steps)
        task.told.connect(self._show)
        task.succeeded.connect(lambda values: self._end(task, answered, values))
        task.failed.connect(lambda failure: self._end(task, failed, failure))
        self._task = task
        self._button.show_progress(0.0, "Starting…")
        self._desk.tasks.addTask(task)

    def cancel(self) -> None:
        """Stop what is underway."""
        if self._task is not None:
            self._task.cancel()

    def close(self) -> None:
        """Stop what is underway, and hear nothing more of it."""
        self.cancel()
        self._task = None

    def _show(self, progress: Progress) -> None:
        if self._task is not None and not self._task.isCanceled():
            self._button.show_progress(progress.fraction, progress.text, progress.eta_s)

    def _end(self, task: QgsTask, call: Callable[[Any], None], outcome: Any) -> None:
        if task is self._task:
            self._task = None
            self._button.show_button()
            call(outcome)


def temporary_folder() -> Path:
    """A new folder that QGIS removes when it ends."""
    return Path(mkdtemp(prefix="landprint_", dir=QgsProcessingUtils.tempFolder()))


def file_stem(name: str) -> str:
    """A layer's name as the start of a file's name."""
    kept = "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in name)
    return kept.strip("._")[:60] or "layer"


def open_raster(path: str, name: str, result: str) -> QgsRasterLayer:
    """The result as a layer without a style: QGIS would read pixels in the window's thread to guess one."""
    options = QgsRasterLayer.LayerOptions()
    options.loadDefaultStyle = False
    layer = QgsRasterLayer(path, name, "gdal", options)
    layer.setCustomProperty(RESULT_PROPERTY, result)
    return layer


def add_layer(project: QgsProject, layer: QgsMapLayer) -> None:
    """Add the layer to Landprint's group: places above polygons above the heatmap above classes above pictures."""
    add_to_group(project, layer)
    node, kind = group(project), layer.customProperty(RESULT_PROPERTY)
    above = [child for child in node.children()[1:] if _is_above(child, kind)]
    if above:
        moved = node.children()[0].clone()
        node.insertChildNode(node.children().index(above[-1]) + 1, moved)
        node.removeChildNode(node.children()[0])
    # QGIS shows a group that was empty as closed, whatever it says of itself.
    node.setExpanded(False)
    node.setExpanded(True)
    node.findLayer(layer.id()).setExpanded(kind in LEGENDS)


def show_layer(project: QgsProject, layer_id: str, *, shown: bool) -> None:
    """Check or uncheck a layer that Landprint made; any other is the person's own."""
    node, layer = project.layerTreeRoot().findLayer(layer_id), project.mapLayer(layer_id)
    if node is not None and layer.customProperty(RESULT_PROPERTY):
        node.setItemVisibilityChecked(shown)


def _is_above(node: QgsLayerTreeNode, kind: str) -> bool:
    """Whether the node is a result that is drawn above those of this kind."""
    if not isinstance(node, QgsLayerTreeLayer) or node.layer() is None:
        return False
    other = node.layer().customProperty(RESULT_PROPERTY)
    return other in ORDER and ORDER.index(other) < ORDER.index(kind)

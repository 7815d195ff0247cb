"""Polygons around the area above the threshold, made by QGIS's own algorithms in the background."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsApplication,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsRasterLayer,
)

from ...client.failure import EngineFailure
from ...layers.styles import style_polygons
from ...translation import format_number, tr
from ..context import DockContext
from ..results import add_layer, open_vector, temporary_folder
from ..widgets.progress_button import ProgressButton

MARK, POLYGONIZE = "native:reclassifybytable", "gdal:polygonize"
ABOVE_ALL = 2.0  # no cosine reaches it
BYTE = 0  # QGIS's number of the data type


class SimilarOutlines:
    """Runs two algorithms as tasks: reclassify the heatmap at the threshold, then polygonize it."""

    def __init__(self, button: ProgressButton, context: DockContext) -> None:
        self._button = button
        self._context = context
        self._task: QgsProcessingAlgRunnerTask | None = None
        self._processing: QgsProcessingContext | None = None
        self._feedback: QgsProcessingFeedback | None = None
        self._is_open = True
        button.cancelled.connect(self._cancel)

    def close(self) -> None:
        """Stop, and add nothing more."""
        self._is_open = False
        self._cancel()

    def make(self, heatmap: str, threshold: float, shown: QgsRasterLayer) -> None:
        """Add the polygons of the heatmap, which the layer shows, above the threshold to the project."""
        name = tr("Polygons ≥ {threshold}").format(threshold=format_number(threshold, 2))
        marked = str(temporary_folder() / "above.tif")
        output = str(self._context.storage.new_file(f"{Path(heatmap).stem}_polygons.gpkg"))
        mark = {
            "INPUT_RASTER": heatmap,
            "RASTER_BAND": 1,
            "TABLE": [threshold, ABOVE_ALL, 1],
            "NO_DATA": 0,
            "RANGE_BOUNDARIES": 1,  # min <= value < max
            "NODATA_FOR_MISSING": True,
            "DATA_TYPE": BYTE,
            "OUTPUT": marked,
        }
        outline = {"INPUT": marked, "BAND": 1, "FIELD": "similar", "EIGHT_CONNECTEDNESS": False, "OUTPUT": output}
        self._run(MARK, mark, lambda: self._run(POLYGONIZE, outline, lambda: self._add(output, name, shown.id())))

    def _run(self, algorithm_id: str, params: dict[str, Any], then: Callable[[], None]) -> None:
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(algorithm_id)
        if algorithm is None:
            self._fail(f"QGIS's tool {algorithm_id} is missing.", "Enable the plugin Processing.")
            return
        self._button.show_progress(0.0, "Drawing outlines")
        self._processing, self._feedback = QgsProcessingContext(), QgsProcessingFeedback()
        self._task = QgsProcessingAlgRunnerTask(algorithm, params, self._processing, self._feedback)
        self._task.executed.connect(lambda good, results: self._ran(good, results, then))
        self._context.tasks.addTask(self._task)

    def _ran(self, good: bool, results: dict[str, Any], then: Callable[[], None]) -> None:
        if not self._is_open:
            return  # the button is gone
        if self._feedback is None or self._feedback.isCanceled():
            self._button.show_button()
        elif not good or not Path(str(results.get("OUTPUT", ""))).exists():
            self._fail("The polygons could not be made.", "Try another threshold.", self._feedback.textLog())
        else:
            then()

    def _add(self, path: str, name: str, shown: str) -> None:
        self._button.show_button()
        layer = open_vector(path, name, "polygons")
        if not layer.isValid() or layer.featureCount() == 0:
            self._fail("Nothing is that similar.", "Lower the threshold.")
            return
        style_polygons(layer)
        add_layer(self._context.project, layer, self._context.project.mapLayer(shown))
        self._context.notices.done(f"{layer.featureCount():,} polygons drawn.", path)

    def _fail(self, message: str, hint: str, detail: str = "") -> None:
        self._button.show_button()
        self._context.notices.failed(EngineFailure("output", message, hint, detail))

    def _cancel(self) -> None:
        if self._feedback is not None:
            self._feedback.cancel()

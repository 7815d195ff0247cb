"""Polygons around the area above the threshold, made by QGIS's own algorithms in the background."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsRasterLayer,
    QgsUnitTypes,
)

from ....client.failure import EngineFailure
from ....layers.sources.vector_source import LONLAT
from ....layers.styling.styles import style_polygons
from ....translation import format_number, tr, tr_n
from ...context import DockContext
from ...results import add_layer, open_vector, temporary_folder
from ...widgets.progress_button import ProgressButton

MARK, POLYGONIZE = "native:reclassifybytable", "gdal:polygonize"
SAMPLE, MEASURE = "native:zonalstatisticsfb", "native:fieldcalculator"
MEAN, FLOAT = 2, 0  # QGIS's numbers of the statistic and of the field's type
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

    def make(self, heatmap: str, threshold: float, layer: QgsRasterLayer) -> None:
        """Add the polygons of the heatmap above the threshold, with their areas and mean similarities, to the project.

        ``layer`` is the one that shows the heatmap.
        """
        limit, folder = format_number(threshold, 2), temporary_folder()
        name = tr("Polygons ≥ {threshold}").format(threshold=limit)
        marked, outlines, sampled = (str(folder / file) for file in ("above.tif", "outlines.gpkg", "sampled.gpkg"))
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
        outline = {"INPUT": marked, "BAND": 1, "FIELD": "similar", "EIGHT_CONNECTEDNESS": False, "OUTPUT": outlines}
        sample = {
            "INPUT": outlines,
            "INPUT_RASTER": heatmap,
            "RASTER_BAND": 1,
            "COLUMN_PREFIX": "similarity_",
            "STATISTICS": [MEAN],
            "OUTPUT": sampled,
        }
        measure = {
            "INPUT": sampled,
            "FIELD_NAME": "area_ha",
            "FIELD_TYPE": FLOAT,
            "FIELD_LENGTH": 0,
            "FIELD_PRECISION": 0,
            "FORMULA": hectares(layer.crs()),
            "OUTPUT": output,
        }
        steps = [(MARK, mark), (POLYGONIZE, outline), (SAMPLE, sample), (MEASURE, measure)]
        self._run_all(steps, lambda: self._add(output, name, layer.id()))

    def _run_all(self, steps: list[tuple[str, dict[str, Any]]], then: Callable[[], None]) -> None:
        """Run the algorithms one after the other."""
        if not steps:
            then()
            return
        (algorithm, params), *rest = steps
        self._run(algorithm, params, lambda: self._run_all(rest, then))

    def _run(self, algorithm_id: str, params: dict[str, Any], then: Callable[[], None]) -> None:
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(algorithm_id)
        if algorithm is None:
            missing = tr("QGIS's tool {name} is missing.").format(name=algorithm_id)
            self._fail(missing, tr("Enable the plugin Processing."))
            return
        self._button.show_progress(0.0, tr("Drawing outlines"))
        self._processing, self._feedback = QgsProcessingContext(), QgsProcessingFeedback()
        self._task = QgsProcessingAlgRunnerTask(algorithm, params, self._processing, self._feedback)
        self._task.executed.connect(lambda good, results: self._ran(good, results, then))
        self._context.tasks.addTask(self._task)

    def _ran(self, good: bool, results: dict[str, Any], then: Callable[[], None]) -> None:
        feedback = self._feedback
        # Held while the task runs, and not when QGIS ends.
        self._task = self._processing = self._feedback = None
        if not self._is_open:
            return  # the button is gone
        if feedback is None or feedback.isCanceled():
            self._button.show_button()
        elif not good or not Path(str(results.get("OUTPUT", ""))).exists():
            self._fail(tr("The polygons could not be made."), tr("Try another threshold."), feedback.textLog())
        else:
            then()

    def _add(self, path: str, name: str, shown: str) -> None:
        self._button.show_button()
        layer = open_vector(path, name, "polygons")
        if not layer.isValid() or layer.featureCount() == 0:
            self._fail(tr("Nothing is that similar."), tr("Lower the threshold."))
            return
        style_polygons(layer)
        add_layer(self._context.project, layer, self._context.project.mapLayer(shown))
        said = tr_n("{n} polygon drawn.", "{n} polygons drawn.", layer.featureCount())
        self._context.notices.done(said, path)

    def _fail(self, message: str, hint: str, detail: str = "") -> None:
        self._button.show_button()
        self._context.notices.failed(EngineFailure("output", message, hint, detail))

    def _cancel(self) -> None:
        if self._feedback is not None:
            self._feedback.cancel()


def hectares(crs: QgsCoordinateReferenceSystem) -> str:
    """QGIS's expression for a polygon's area in hectares, as the dock counts it; degrees are measured on the Earth."""
    if crs.isGeographic():
        # Lambert's equal-area projection, WGS 84; the areas are small, so that straight edges stay nearly straight.
        return f"area(transform($geometry, '{crs.authid() or LONLAT}', 'EPSG:6933')) / 10000"
    metres = QgsUnitTypes.fromUnitToUnitFactor(crs.mapUnits(), QgsUnitTypes.DistanceUnit.DistanceMeters)
    return f"area($geometry) * {metres**2!r} / 10000"

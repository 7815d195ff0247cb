"""The most similar places of a heatmap: a numbered point layer, and a strip in which they are judged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCsException,
    QgsMapLayer,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsPointXY,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.gui import QgisInterface, QgsVertexMarker
from qgis.PyQt.QtCore import QObject, QSize, QTimer, pyqtSignal

from ....client.requests import NewestRequests
from ....client.work_task import WorkTask
from ....tools.colours import HALO
from ....translation import tr
from ...context import DockContext
from ...results import (
    RESULT_PROPERTY,
    add_layer,
    find_layer,
    ranked_feature,
    ranked_fields,
    show_layer,
    show_ranked,
    write_features,
)
from ..form.section import SimilarSection
from .heatmap_layers import Heatmap

OF_HEATMAP_PROPERTY = "landprint/most_similar_of"  # on a layer of places: the id of the heatmap's layer
PICTURES = ("embedding", "components")  # results that are pictures of embeddings
COUNT = 10
PICTURE_PATCHES = 12  # on a picture's side


@dataclass(frozen=True)
class Candidate:
    """A place of a heatmap, in its CRS."""

    point: QgsPointXY
    similarity: float


class Candidates(QObject):
    """Connects the strip with the engine, the layer of places and the map; emits what was accepted and rejected."""

    judged = pyqtSignal(QgsPointXY, bool)  # in the heatmap's CRS

    def __init__(self, section: SimilarSection, context: DockContext, iface: QgisInterface) -> None:
        super().__init__()
        self._strip = section.strip
        self._button = section.most_similar
        self._context = context
        self._iface = iface
        self._requests = NewestRequests(context.quick)
        self._candidates: list[Candidate] = []
        self._task: WorkTask | None = None
        self._layer_id = ""
        self._crs = QgsCoordinateReferenceSystem()
        self._side = 0.0
        self._job: QgsMapRendererParallelJob | None = None  # of the picture that is drawn now
        self._stopped: list[QgsMapRendererParallelJob] = []  # held until they have ended: else one waits for them
        self._ring: QgsVertexMarker | None = None
        self._strip.looked_at.connect(self._look_at)
        self._strip.accepted.connect(lambda index: self._judge(index, accepted=True))
        self._strip.rejected.connect(lambda index: self._judge(index, accepted=False))
        self._strip.table_wanted.connect(self._show_table)

    def close(self) -> None:
        """Stop drawing, and leave nothing on the map."""
        self.forget()

    def forget(self) -> None:
        """There are none, as after another layer was chosen."""
        self._requests.cancel()
        self._stop_drawing()
        self._task = None
        self._candidates = []
        self.leave_map()
        self._strip.forget()

    def leave_map(self) -> None:
        """Take the ring off the map."""
        if self._ring is not None:
            self._context.canvas.scene().removeItem(self._ring)
            self._ring = None

    def ask(self, heatmap: Heatmap, name: str, exclude: dict[str, Any]) -> None:
        """Ask for the best places of the heatmap without those that ``exclude`` names, and show them in a layer."""
        params = {"similarity": heatmap.path, "count": COUNT, "minimum_distance_m": None, **exclude}
        layer = heatmap.layer

        def show(value: dict[str, Any]) -> None:
            self._show(layer, name, value["places"])

        self._requests.cancel()
        self._requests.ask("similar_places", params, show, self._context.notices.failed)

    def _show(self, heatmap: QgsRasterLayer, name: str, places: list[dict[str, float]]) -> None:
        self._stop_drawing()
        self._candidates = [Candidate(QgsPointXY(one["x"], one["y"]), one["similarity"]) for one in places]
        if not places:
            self._context.notices.say(tr("There is no other place: all are picked."))
        self._crs = heatmap.crs()
        self._side = PICTURE_PATCHES * heatmap.rasterUnitsPerPixelX()
        self._strip.show_places([one.similarity for one in self._candidates])
        self._draw(0)
        self._write_layer(heatmap, name, self._candidates)

    def _write_layer(self, heatmap: QgsRasterLayer, name: str, candidates: list[Candidate]) -> None:
        """Write the layer's file in the background: the disk may take its time."""
        file = self._context.storage.new_file(f"{Path(str(heatmap.source())).stem}_places.gpkg")
        fields, crs, heatmap_id = ranked_fields(), heatmap.crs(), heatmap.id()
        rows = [ranked_feature(fields, rank, one.similarity, one.point) for rank, one in enumerate(candidates, 1)]

        title = tr("Landprint: write the places")
        task = WorkTask(title, lambda _report, _is_cancelled: write_features(file, crs, fields, rows))

        def end(call: Callable[[], None]) -> None:
            if candidates is self._candidates and self._task is task:  # else there are newer ones
                self._task = None
                call()

        task.succeeded.connect(lambda _value: end(partial(self._show_layer, heatmap_id, name, file)))
        task.failed.connect(lambda failure: end(partial(self._context.notices.failed, failure)))
        self._task = task
        self._context.tasks.addTask(task)

    def _show_layer(self, heatmap_id: str, name: str, file: Path) -> None:
        """Show the places of the file: in the layer that is there, or a new one."""
        found = find_layer(self._context.project, OF_HEATMAP_PROPERTY, heatmap_id)
        points = show_ranked(found, file, name, self._context)
        self._layer_id = points.id()
        if points is found:
            show_layer(self._context.project, self._layer_id, shown=True)
        else:  # later: the window lives between the two
            QTimer.singleShot(0, partial(self._add_layer, points, heatmap_id))

    def _add_layer(self, points: QgsVectorLayer, heatmap_id: str) -> None:
        heatmap = self._context.project.mapLayer(heatmap_id)
        if heatmap is not None:
            points.setCustomProperty(OF_HEATMAP_PROPERTY, heatmap_id)
            add_layer(self._context.project, points, heatmap)

    # The map

    def _on_map(self, index: int) -> QgsRectangle | None:
        """What a picture shows, in the map's CRS; None where that does not reach."""
        point, half = self._candidates[index].point, self._side / 2
        around = QgsRectangle(point.x() - half, point.y() - half, point.x() + half, point.y() + half)
        try:
            return self._context.from_map(self._crs).transformBoundingBox(around, Qgis.TransformDirection.Reverse)
        except QgsCsException:
            return None

    def _look_at(self, index: int) -> None:
        """Mark the place on the map, and move the map there where it is out of sight; the scale stays."""
        if not 0 <= index < len(self._candidates):
            return
        around, canvas = self._on_map(index), self._context.canvas
        if around is None:
            return
        self.leave_map()
        self._ring = QgsVertexMarker(canvas)
        self._ring.setIconType(QgsVertexMarker.IconType.ICON_CIRCLE)
        self._ring.setIconSize(3 * canvas.fontMetrics().height())
        self._ring.setPenWidth(3)
        self._ring.setColor(HALO)
        self._ring.setCenter(around.center())
        if not canvas.extent().contains(around.center()):
            canvas.setCenter(around.center())
            canvas.refresh()

    def _judge(self, index: int, *, accepted: bool) -> None:
        if 0 <= index < len(self._candidates):
            self._strip.show_judged(index, accepted=accepted)
            self.judged.emit(self._candidates[index].point, accepted)
            self._strip.step(1)

    def _show_table(self) -> None:
        layer = self._context.project.mapLayer(self._layer_id)
        if isinstance(layer, QgsVectorLayer):
            self._iface.showAttributeTable(layer)

    # The pictures

    def _draw(self, index: int) -> None:
        """Draw the picture of this place and then the next ones, in QGIS's own threads."""
        while index < len(self._candidates) and (around := self._on_map(index)) is None:
            index += 1
        if index >= len(self._candidates):
            self._job = None
            return
        settings = QgsMapSettings()
        settings.setLayers(self._image_layers())
        settings.setDestinationCrs(self._context.canvas.mapSettings().destinationCrs())
        settings.setTransformContext(self._context.project.transformContext())
        settings.setBackgroundColor(self._context.canvas.canvasColor())
        settings.setExtent(around)
        ratio = self._strip.devicePixelRatioF()
        side = round(self._strip.side * ratio)
        settings.setOutputSize(QSize(side, side))
        job = self._job = QgsMapRendererParallelJob(settings)

        def finished() -> None:
            # Later: a job must not be let go of while it says that it has ended.
            QTimer.singleShot(0, partial(self._drawn, job, index, ratio))

        job.finished.connect(finished)
        job.start()

    def _drawn(self, job: QgsMapRendererParallelJob, index: int, ratio: float) -> None:
        if job in self._stopped:
            self._stopped.remove(job)
        elif self._job is not None and job is self._job:
            picture = self._job.renderedImage()
            picture.setDevicePixelRatio(ratio)
            self._strip.show_picture(index, picture)
            self._draw(index + 1)

    def _image_layers(self) -> list[QgsMapLayer]:
        """What the map shows without Landprint's results; its pictures of embeddings where there is nothing else."""
        layers = self._context.canvas.mapSettings().layers()
        images = [layer for layer in layers if not layer.customProperty(RESULT_PROPERTY)]
        return images or [layer for layer in layers if layer.customProperty(RESULT_PROPERTY) in PICTURES]

    def _stop_drawing(self) -> None:
        if self._job is not None:
            self._stopped.append(self._job)
            self._job.cancelWithoutBlocking()
            self._job = None

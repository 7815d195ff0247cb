"""What every use case of the dock is given: QGIS, the engine, notices, and a task behind a button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsPointXY,
    QgsProject,
    QgsTask,
    QgsTaskManager,
)
from qgis.gui import QgsMapCanvas

from ...engine.messages import Progress
from ..client.failure import EngineFailure
from ..client.requests import EngineTask, Failed, NewSession, QuickRequests, SpareEngine, Step, Work
from ..layers.outputs.kept import Kept
from ..notices import Notices
from ..translation import tr
from .storage import Storage
from .widgets.progress_button import ProgressButton


@dataclass(frozen=True)
class DockContext:
    """QGIS's map, project and tasks, the engine, and the notices to the user."""

    canvas: QgsMapCanvas
    project: QgsProject
    tasks: QgsTaskManager
    quick: QuickRequests
    new_session: NewSession
    notices: Notices
    confirm: Callable[[str], bool]  # asks a question that is answered by yes or no
    kept: Kept  # values that stay with the project
    storage: Storage  # the files of results

    def from_map(self, crs: QgsCoordinateReferenceSystem) -> QgsCoordinateTransform:
        """From the map's CRS to another one; the identity where one of them is unknown."""
        map_crs = self.canvas.mapSettings().destinationCrs()
        if not (map_crs.isValid() and crs.isValid()):
            return QgsCoordinateTransform()
        return QgsCoordinateTransform(map_crs, crs, self.project)

    def point_from_map(self, point: QgsPointXY, crs: QgsCoordinateReferenceSystem) -> QgsPointXY:
        """The map's point in another CRS; raises EngineFailure where it has no coordinates there."""
        try:
            return self.from_map(crs).transform(point)
        except QgsCsException as error:
            raise EngineFailure("outside", tr("This place has no coordinates in the layer's CRS.")) from error


class ButtonTask:
    """One task at a time behind one button: the button shows its progress, and its cross cancels it.

    Its engine is the ``spare`` one where there is one.
    """

    def __init__(self, context: DockContext, button: ProgressButton, spare: SpareEngine | None = None) -> None:
        self._context = context
        self._spare = spare
        self._button = button
        self._task: QgsTask | None = None
        button.cancelled.connect(self.cancel)

    @property
    def is_working(self) -> bool:
        """Whether a task is underway."""
        return self._task is not None

    def start(
        self,
        title: str,
        steps: Sequence[Step | Work],
        answered: Callable[[list[Any]], None],
        failed: Failed,
        progressed: Callable[[Progress], None] | None = None,
        *,
        adds_layer: bool = False,
    ) -> None:
        """Do the steps in the background, then call ``answered`` or ``failed``; the button shows the progress.

        ``progressed`` hears of it too. What ``adds_layer`` to the project has failed where another one is open by then.
        """
        opened = self._context.storage.opened

        def succeed(values: list[Any]) -> None:
            if adds_layer and self._context.storage.opened is not opened:
                failed(self._leave(steps))
            else:
                answered(values)

        spare = self._spare.take() if self._spare is not None else None
        task = EngineTask(title, self._context.new_session if spare is None else lambda: spare, steps)
        task.progressed.connect(self._show)
        if progressed is not None:
            task.progressed.connect(lambda progress: progressed(progress) if task is self._task else None)
        task.succeeded.connect(lambda values: self._end(task, succeed, values))
        task.failed.connect(lambda failure: self._end(task, failed, failure))
        if spare is not None:  # a task that is stopped before it runs does not close it
            task.taskTerminated.connect(spare.close)
        self._task = task
        self._button.show_progress(0.0, tr("Starting…"))
        self._context.tasks.addTask(task)

    def cancel(self) -> None:
        """Stop what is underway."""
        if self._task is not None:
            self._task.cancel()

    def close(self) -> None:
        """Stop what is underway, and ignore its outcome."""
        self.cancel()
        self._task = None

    def _leave(self, steps: Sequence[Step | Work]) -> EngineFailure:
        """Leave what the steps have written where it is; the sentence that says so."""
        files = [Path(step.params["output"]) for step in steps if isinstance(step, Step) and "output" in step.params]
        self._context.storage.leave(files[0].stem, files)
        return EngineFailure(
            "project",
            tr("“{file}” was done after its project was closed, and is no layer of this one.").format(
                file=files[0].name
            ),
            tr("It is in {folder}.").format(folder=files[0].parent),
        )

    def _show(self, progress: Progress) -> None:
        if self._task is not None and not self._task.isCanceled():
            self._button.show_progress(progress.fraction, progress.text, progress.eta_s)

    def _end(self, task: QgsTask, call: Callable[[Any], None], outcome: Any) -> None:
        if task is self._task:
            self._task = None
            self._button.show_button()
            call(outcome)

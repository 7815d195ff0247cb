"""The use case *Whole chip*: a click on the image gives the embedding of the chip around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCsException,
    QgsGeometry,
    QgsPointXY,
    QgsRectangle,
)
from qgis.gui import QgsMapTool
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QApplication

from ....client.failure import EngineFailure
from ....client.requests import NewestRequests
from ....client.work_task import WorkTask
from ....tools.active_tool import ActiveTool
from ....tools.chip_outlines import ChipOutlines
from ....tools.place_tool import Pick, PlaceTool
from ....translation import tr
from ...connections import Connections
from ...context import DockContext
from ...look_at.embed.embed_image import ChipQuestion
from ...look_at.embed.embed_layer import EmbedLayer
from ..form.chip import ChipFacts
from ..form.section import SimilarSection

KEPT = 2  # the newest chip and the one that it is compared with


@dataclass(frozen=True)
class Chip:
    """A chip that was embedded, and the question that it answers."""

    question: ChipQuestion
    value: dict[str, Any]

    def like(self, other: Chip) -> float | None:
        """The cosine of both embeddings; None where they are of different encoders."""
        if self.question.encoder != other.question.encoder:
            return None
        product = sum(a * b for a, b in zip(self.value["vector"], other.value["vector"]))
        length = self.value["norm"] * other.value["norm"]
        return product / length if length else None


class WholeChip(QObject):
    """Connects the button *Whole chip* with the map, the engine and the part of the dock that shows the answer."""

    def __init__(self, section: SimilarSection, embed_layer: EmbedLayer, context: DockContext) -> None:
        super().__init__()
        self._section = section
        self._embed_layer = embed_layer
        self._context = context
        self._outside = Connections()
        self._outlines = ChipOutlines(context.canvas)
        self._tool = PlaceTool(context.canvas, lambda _pixel: None)
        self._active_tool = ActiveTool(context.canvas, self._tool)
        self._chips: list[Chip] = []  # the newest last
        self._requests = NewestRequests(context.quick)
        self._copying: WorkTask | None = None
        self._connect()

    def close(self) -> None:
        """Stop everything and leave nothing on the map."""
        self._cancel()
        self.leave_map()
        self._outside.close()
        self._outlines.close()

    def leave_map(self) -> None:
        """Give the map back: no tool, no outlines."""
        self._active_tool.deactivate()
        self._outlines.clear()

    # The click

    def _picked(self, point: QgsPointXY, _pick: Pick) -> None:
        try:
            question = self._embed_layer.chip_question(point)
        except EngineFailure as failure:
            self._context.notices.failed(failure)
            return
        self._cancel()
        self._section.chip.show_working()
        self._outlines.show_click(point)

        def came(value: dict[str, Any]) -> None:
            self._take(Chip(question, value))

        ask = partial(self._requests.ask, "chip_embedding_at", question.params, came, self._failed)
        if question.copy_mask is None:
            ask()
        else:
            self._copy_mask(question.copy_mask, ask)

    def _copy_mask(self, copy: Callable[[], Any], ask: Callable[[], None]) -> None:
        """Ask as soon as the mask's file is there: of many polygons, that takes seconds."""
        task = WorkTask(tr("Landprint: copy the mask"), lambda _report, _is_cancelled: copy())

        def end(call: Callable[[], None]) -> None:
            if self._copying is task:
                self._copying = None
                call()

        task.succeeded.connect(lambda _value: end(ask))
        task.failed.connect(lambda failure: end(partial(self._failed, failure)))
        self._copying = task
        self._context.tasks.addTask(task)

    def _take(self, chip: Chip) -> None:
        self._chips = [*self._chips, chip][-KEPT:]
        value, before = chip.value, self._chips[:-1]
        self._section.show_chip(
            ChipFacts(
                vector=value["vector"],
                norm=value["norm"],
                side=value["pixels"],
                valid=value["valid"],
                like=chip.like(before[0]) if before else None,
                notes=value["notes"],
            )
        )
        self.show_on_map()

    def _failed(self, failure: EngineFailure) -> None:
        self._stop_waiting()
        self._context.notices.failed(failure)

    def _cancel(self) -> None:
        if self._is_waiting:
            self._copying = None
            self._requests.cancel()
            self._stop_waiting()

    @property
    def _is_waiting(self) -> bool:
        return self._requests.is_waiting or self._copying is not None

    def _stop_waiting(self) -> None:
        self._section.chip.invite(invited=self._section.whole_chip.isChecked())
        self.show_on_map()

    def _clear(self) -> None:
        self._cancel()
        self._chips = []
        self._section.forget_chip()
        self.show_on_map()

    def _copy(self) -> None:
        if self._chips:
            QApplication.clipboard().setText(", ".join(f"{one:.9g}" for one in self._chips[-1].value["vector"]))

    # The map

    def _toggle_tool(self, wanted: bool) -> None:
        self._active_tool.toggle(wanted)
        if not self._is_waiting:
            self._section.chip.invite(invited=wanted)

    def _tool_set(self, tool: QgsMapTool | None, _before: QgsMapTool | None) -> None:
        """Keep the button in step with the active map tool."""
        self._section.whole_chip.setChecked(tool is self._tool)

    def _offer(self, offered: bool) -> None:
        if not offered:
            self._active_tool.deactivate()
        self._section.offer_whole_chip(offered=offered)

    def show_on_map(self) -> None:
        """Show the outlines of the newest chip and of the one that it is compared with."""
        outlines = [self._outline(chip) for chip in reversed(self._chips)]
        newest, before = (*outlines, None, None)[:KEPT]
        # The chip before is shown only where it is compared with.
        compared = len(self._chips) == KEPT and self._chips[1].like(self._chips[0]) is not None
        self._outlines.show(newest, before if compared else None)

    def _outline(self, chip: Chip) -> QgsGeometry | None:
        """The chip's outline in map coordinates; None where the map's CRS does not reach."""
        outline = QgsGeometry.fromRect(QgsRectangle(*chip.value["bounds"]))
        from_map = self._context.from_map(QgsCoordinateReferenceSystem.fromWkt(chip.value["crs"] or ""))
        try:
            outline.transform(from_map, Qgis.TransformDirection.Reverse)
        except QgsCsException:
            return None
        return outline

    def _layers_removed(self, ids: list[str]) -> None:
        """Forget the chips of a removed layer."""
        if any(chip.question.layer_id in ids for chip in self._chips):
            self._clear()

    def _connect(self) -> None:
        section, tool = self._section, self._tool
        section.whole_chip_toggled.connect(self._toggle_tool)
        section.clear.clicked.connect(self._clear)
        section.chip.copy.clicked.connect(self._copy)
        tool.picked.connect(self._picked)
        tool.left.connect(self._active_tool.deactivate)
        self._embed_layer.chips_offered.connect(self._offer)
        self._outside.connect(self._context.canvas.mapToolSet, self._tool_set)
        self._outside.connect(self._context.canvas.destinationCrsChanged, self.show_on_map)
        self._outside.connect(self._context.project.layersRemoved, self._layers_removed)

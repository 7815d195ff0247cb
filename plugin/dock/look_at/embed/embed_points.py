"""The use case of points: each gets the embedding of its place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from qgis.core import (
    QgsMapLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ....client.failure import EngineFailure
from ....client.requests import Question, Step
from ....layers.outputs.output import SUFFIXES, Provenance, describe, file_stem
from ....layers.sources.vector_source import Snapshot, VectorFile, copy_points, embedding_fields, is_list, vector_file
from ....layers.styling.styles import style_embedded_points
from ....translation import tr, tr_n
from ...choices import Encoder
from ...context import ButtonTask, DockContext
from ...results import IMAGE_PROPERTY, add_layer, new_name, open_vector, output_file, temporary_folder
from ...widgets.words import facts_line, size, wait
from ..form.section import LookAtSection

FEWEST_FIELDS = 4


class EmbedPoints(QObject):
    """Makes layers of embedded points."""

    made = pyqtSignal(QgsMapLayer)
    failed = pyqtSignal(object)

    def __init__(self, section: LookAtSection, task: ButtonTask, context: DockContext) -> None:
        super().__init__()
        self._section = section
        self._task = task
        self._context = context

    def question(self, layer: QgsVectorLayer, encoder: Encoder) -> Question | None:
        """The request of an estimate for the layer's points; None where there are none, or their number is unknown."""
        count = layer.featureCount()
        if count < 1:
            return None
        params = {"encoder": encoder.name, "checkpoint": self._section.more.value("checkpoint"), "count": count}
        return Question("estimate_points", params, _caption)

    def embed(self, layer: QgsVectorLayer, encoder: Encoder) -> None:
        """Embed the points of the layer; raises EngineFailure."""
        if layer.featureCount() == 0:
            raise EngineFailure(
                "source", tr("“{layer}” has no points.").format(layer=layer.name()), tr("Choose a layer that has some.")
            )
        file = vector_file(layer)
        name, chosen = f"{file_stem(layer.name())}_{encoder.name}.gpkg", self._section.more.value("output")
        inputs = [] if file is None else [file.path]
        output = output_file(chosen, name, inputs, self._context, SUFFIXES["vectorDestination"])
        if output is None:
            return
        params = {
            "encoder": encoder.name,
            "checkpoint": self._section.more.value("checkpoint"),
            "output": str(output),
        }
        made = partial(self._add, layer.id(), layer.source(), encoder, params)
        title = tr("Landprint: embed {layer}").format(layer=layer.name())
        prepare = _copying(layer, self._context) if file is None else partial(points_params, file)
        step = Step("embed_points", params, prepare=prepare)
        self._task.start(title, [step], made, self.failed.emit, adds_layer=True)

    def _add(
        self, of: str, source: str, encoder: Encoder, params: dict[str, Any], values: list[dict[str, Any]]
    ) -> None:
        value = values[0]
        layer = open_vector(value["output"], "", "places")
        layer.setCustomProperty(IMAGE_PROPERTY, of)
        layer.setName(new_name(self._context.project, layer, encoder.title))
        style_embedded_points(layer)
        describe(layer, Provenance(tr("Embedded points"), "embed_points", source, params, (encoder.description,)))
        add_layer(self._context.project, layer)
        count = tr_n("{n} point embedded.", "{n} points embedded.", value["embedded"])
        self._context.notices.done(" ".join([count, *value["notes"]]), value["output"])
        self.made.emit(layer)


def _caption(estimate: dict[str, Any]) -> tuple[str, str]:
    parts = (
        tr_n("{n} point", "{n} points", estimate["points"]),
        wait(estimate["seconds"]),
        size(estimate["output_bytes"]),
    )
    return facts_line(parts), tr("{dim} dimensions each. Measured on a few places.").format(dim=estimate["dim"])


def holds_point_embeddings(layer: QgsMapLayer) -> bool:
    """Whether the layer's points or areas have an embedding each: a list, or columns e000, e001 and so on."""
    if not isinstance(layer, QgsVectorLayer):
        return False
    fields = layer.fields()
    found = embedding_fields(fields)
    return len(found) >= FEWEST_FIELDS or (len(found) == 1 and is_list(fields.at(found[0])))


def _copying(layer: QgsVectorLayer, context: DockContext) -> Callable[[], dict[str, Any]]:
    """A function for the worker thread that copies the layer into a file and returns the request's parameters."""
    snapshot, context = Snapshot(layer), context.project.transformContext()
    path = str(temporary_folder() / "points.gpkg")
    return lambda: points_params(copy_points(snapshot, path, context))


def points_file(layer: QgsVectorLayer, context: DockContext) -> VectorFile:
    """The layer of embedded points or areas as a file, or a copy of it in one; raises EngineFailure."""
    file = vector_file(layer)
    if file is not None:
        return file
    path = str(temporary_folder() / "points.gpkg")
    return copy_points(layer, path, context.project.transformContext(), any_shape=True)


def points_params(file: VectorFile) -> dict[str, Any]:
    """The parameters of a request that name the file."""
    return {"points": file.path, "layer": file.layer, "crs": file.crs}

"""The use case *Cluster*: an embedding layer becomes a layer of classes, named and coloured by the user."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Optional

from qgis.core import QgsMapLayer
from qgis.PyQt.QtCore import QObject

from ...client.failure import EngineFailure
from ...client.requests import Step
from ...layers.output import Provenance, describe
from ...layers.point_styles import LayerClass
from ...layers.source import read_embeddings
from ...layers.styles import classes_of, style_classes
from ...translation import format_number, tr
from ..connections import Connections
from ..context import ButtonTask, DockContext
from ..embedding_layers import EmbeddingLayers
from ..find_similar.heatmap_layers import OF_PROPERTY
from ..look_at.embed_points import holds_point_embeddings, points_file, points_params
from ..results import RESULT_PROPERTY, add_layer, new_name, open_raster, open_vector, show_layer
from ..widgets.words import share
from .section import Class, ClassesSection

SEED = 0
CLASSES_OF_PROPERTY = "landprint/classes_of"  # on a layer of classes: the id of the embedding layer that they are of
BETWEEN = " · "  # between a class's name and its share in the legend


class Cluster(QObject):
    """Connects the section *Cluster* with the engine and the classes layer; names and colours are equal in both."""

    def __init__(self, section: ClassesSection, embeddings: EmbeddingLayers, context: DockContext) -> None:
        super().__init__()
        self._section = section
        self._embeddings = embeddings
        self._context = context
        self._run_task = ButtonTask(context, section.run)
        self._suggest_task = ButtonTask(context, section.suggest)
        self._outside = Connections()
        self._layer: QgsMapLayer | None = None
        self._shares: dict[int, Optional[float]] = {}  # noqa: UP045 - Python 3.9
        self._connect()
        self._layer_changed()
        self._take_up()

    def close(self) -> None:
        """Stop what is underway."""
        self._run_task.close()
        self._suggest_task.close()
        self._forget_layer()
        self._outside.close()

    # The work

    def _suggest(self) -> None:
        embeddings = self._embeddings_params()
        if embeddings is not None:
            step = Step("suggest_clusters", {**embeddings, "seed": SEED})
            failed = self._context.notices.failed
            self._suggest_task.start("Landprint: suggest classes", [step], self._show_suggestion, failed)

    def _show_suggestion(self, values: list[dict[str, Any]]) -> None:
        clusters = values[0]["clusters"]
        self._section.count.setValue(clusters)
        self._section.show_note(f"{clusters} classes are the most distinct here.")

    def _run(self) -> None:
        embeddings, points = self._embeddings_params(), self._embeddings.points
        source = points or self._embeddings.current
        if embeddings is None or source is None:
            return
        method, suffix, open_layer = (
            ("kmeans_points", "gpkg", open_vector) if points else ("kmeans", "tif", open_raster)
        )
        name = source.name()
        path = embeddings["points" if points else "embeddings"]
        output = str(self._context.storage.new_file(f"{Path(path).stem}_classes.{suffix}"))
        params = {**embeddings, "clusters": self._section.count.value(), "seed": SEED, "output": output}
        of, project = source.id(), self._context.project

        def add(values: list[dict[str, Any]]) -> None:
            layer = open_layer(values[0]["output"], "", "classes")
            layer.setCustomProperty(CLASSES_OF_PROPERTY, of)
            classes = format_number(len(values[0]["classes"]))
            layer.setName(new_name(project, layer, tr("Classes ({n})").format(n=classes)))
            self._show(layer, name, Provenance("Classes", method, path, params), values[0])

        self._section.show_note("")
        step = Step(method, params)
        self._run_task.start(f"Landprint: classes of {name}", [step], add, self._context.notices.failed)

    def _embeddings_params(self) -> dict[str, Any] | None:
        """The parameters that name the chosen embeddings; None where there are none, or they are in no file."""
        points, raster = self._embeddings.points, self._embeddings.current
        try:
            if points is not None:
                return points_params(points_file(points, self._context))
            return None if raster is None else read_embeddings(raster).embeddings
        except EngineFailure as failure:
            self._context.notices.failed(failure)
            return None

    def _show(self, layer: QgsMapLayer, name: str, provenance: Provenance, value: dict[str, Any]) -> None:
        self._forget_layer()
        classes = [Class(one["label"], _name(one["name"]), one["colour"], one["share"]) for one in value["classes"]]
        self._shares = {one.label: one.share for one in classes if one.share is not None}
        style_classes(layer, [_drawn(one) for one in classes])
        describe(layer, provenance)
        self._hide_others()
        add_layer(self._context.project, layer)
        made = f"{len(classes)} classes made of {name}."
        self._context.notices.done(" ".join([made, *value.get("notes", [])]), value["output"])
        self._follow(layer)

    def _hide_others(self) -> None:
        """Uncheck embeddings and heatmaps, so that the classes are seen."""
        for layer in self._context.project.mapLayers().values():
            kind, is_found = layer.customProperty(RESULT_PROPERTY), layer.customProperty(OF_PROPERTY) is not None
            is_points = kind == "places" and holds_point_embeddings(layer)  # of which classes are another layer
            if kind in ("embedding", "similarity") or is_found or is_points:
                show_layer(self._context.project, layer.id(), shown=False)

    # Names and colours: the dock's list and the layer are the same thing

    def _follow(self, layer: QgsMapLayer) -> None:
        self._layer = layer
        layer.rendererChanged.connect(self._show_classes)
        self._show_classes()

    def _take_up(self, _layers: object = None) -> None:
        """Follow the classes of an opened project, unless there are others already."""
        if self._layer is None:
            layers = self._context.project.mapLayers().values()
            made = [layer for layer in layers if layer.customProperty(RESULT_PROPERTY) == "classes"]
            drawn = [layer for layer in made if classes_of(layer)]
            if drawn:
                self._shares = {one.value: _share(one.title) for one in classes_of(drawn[0])}
                self._follow(drawn[0])

    def _show_classes(self) -> None:
        if self._layer is not None:
            drawn = classes_of(self._layer)
            self._section.table.show_classes(
                [Class(one.value, _name(one.title), one.colour, self._shares.get(one.value)) for one in drawn]
            )

    def _edited(self, classes: list[Class]) -> None:
        if self._layer is not None:
            style_classes(self._layer, [_drawn(one) for one in classes])

    def _layers_go(self, ids: list[str]) -> None:
        if self._layer is not None and self._layer.id() in ids:
            self._forget_layer()

    def _forget_layer(self) -> None:
        if self._layer is not None:
            self._layer.rendererChanged.disconnect(self._show_classes)
            self._layer = None
        self._section.table.show_classes([])

    # Connections

    def _layer_changed(self) -> None:
        embeddings = self._embeddings
        points = embeddings.points is not None
        self._section.show_ready(ready=points or embeddings.current is not None)
        self._section.suggest.setVisible(not points)
        self._section.show_note("")

    def _connect(self) -> None:
        self._section.suggest.started.connect(self._suggest)
        self._section.run.started.connect(self._run)
        self._section.table.edited.connect(self._edited)
        self._outside.connect(self._context.project.layersAdded, self._take_up)
        self._outside.connect(self._context.project.layersWillBeRemoved, self._layers_go)
        self._outside.connect(self._embeddings.changed, self._layer_changed)


def _drawn(one: Class) -> LayerClass:
    """The class as the layer's legend has it, with its share."""
    part = "" if one.share is None else f"{BETWEEN}{share(one.share)}"
    return LayerClass(one.label, f"{one.name}{part}", one.colour)


def _name(title: str) -> str:
    """The name in a legend's title, without the share behind it."""
    name, between, part = title.rpartition(BETWEEN)
    return name if between and part.endswith("%") else title


def _share(title: str) -> float | None:
    """The share behind a name in a legend; None where there is none."""
    part = title.rpartition(BETWEEN)[2]
    try:
        return float(part[:-1]) / 100 if part.endswith("%") else None
    except ValueError:
        return None

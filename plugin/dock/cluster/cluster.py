"""The use case *Cluster*: an embedding layer becomes a layer of classes, named and coloured by the user."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple, Optional

from qgis.core import QgsMapLayer, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import QObject

from ...client.failure import EngineFailure
from ...client.requests import Step
from ...layers.outputs.output import Provenance, describe
from ...layers.outputs.result_files import show_file
from ...layers.sources.source import raster_path, read_embeddings
from ...layers.styling.class_names import is_default_name, shown_name
from ...layers.styling.point_styles import LayerClass
from ...layers.styling.styles import classes_of, style_classes
from ...translation import format_number, tr, tr_n
from ..connections import Connections
from ..context import ButtonTask, DockContext
from ..embedding_layers import EmbeddingLayers
from ..find_similar.results.heatmap_layers import OF_PROPERTY
from ..look_at.embed.embed_points import holds_point_embeddings, points_file, points_params
from ..results import EXAMPLES_PROPERTY, RESULT_PROPERTY, add_layer, new_name, open_raster, open_vector, show_layer
from ..widgets.words import share
from .class_actions import AREAS_OF_PROPERTY, CLASSES_OF_PROPERTY, ClassActions
from .section import Class, ClassesSection

SEED = 0
AREAS = "class_areas"  # what is kept of a layer: shares and hectares by class
BETWEEN = " · "  # between a class's name and its share in the legend


class Areas(NamedTuple):
    """How much there is of a class."""

    share: Optional[float]  # noqa: UP045 - Python 3.9
    hectares: Optional[float] = None  # noqa: UP045


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
        self._areas: dict[int, Areas] = {}
        self._actions = ClassActions(section, self._run_task, context)
        self._connect()
        self._layer_changed()
        self._take_up()

    def close(self) -> None:
        """Stop what is underway."""
        self._actions.close()
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
            self._suggest_task.start(tr("Landprint: suggest classes"), [step], self._show_suggestion, failed)

    def _show_suggestion(self, values: list[dict[str, Any]]) -> None:
        clusters = values[0]["clusters"]
        self._section.count.setValue(clusters)
        self._section.show_note(
            tr_n("{n} class is the most distinct here.", "{n} classes are the most distinct here.", clusters)
        )

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
        of, project = source.id(), self._context.project
        params = {**embeddings, "clusters": self._section.count.value(), "seed": SEED, "output": output}
        before = None if points else self._before(of)
        if not points and self._section.smallest.value() > 1:
            params["sieve"] = self._section.smallest.value()
        if before is not None:
            params["like"] = raster_path(before)
        before_id = "" if before is None else before.id()

        def add(values: list[dict[str, Any]]) -> None:
            layer = open_layer(values[0]["output"], "", "classes")
            layer.setCustomProperty(CLASSES_OF_PROPERTY, of)
            layer.setName(new_name(project, layer, _title(len(values[0]["classes"]))))
            listed = _go_on(_listed(values[0]), values[0], _drawn_classes(before_id, project))
            self._show(layer, listed, Provenance(tr("Classes"), method, path, params), values[0])
            made = tr_n("{n} class made of {name}.", "{n} classes made of {name}.", len(listed)).format(name=name)
            self._context.notices.done(" ".join([made, *values[0].get("notes", [])]), values[0]["output"])

        self._section.show_note("")
        title = tr("Landprint: classes of {name}").format(name=name)
        self._run_task.start(title, [Step(method, params)], add, self._context.notices.failed, adds_layer=True)

    def _before(self, of: str) -> QgsMapLayer | None:
        """A layer of classes of the same embeddings whose file is there, the shown one first."""
        layers = sorted(self._context.project.mapLayers().values(), key=lambda layer: layer is not self._layer)
        for layer in layers:
            is_raster = isinstance(layer, QgsRasterLayer) and layer.isValid()
            if is_raster and layer.customProperty(CLASSES_OF_PROPERTY) == of and classes_of(layer):
                return layer if Path(raster_path(layer)).is_file() else None
        return None

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

    def _show(self, layer: QgsMapLayer, classes: list[Class], provenance: Provenance, value: dict[str, Any]) -> None:
        """Add the layer of these classes to the project, and list them."""
        self._forget_layer()
        style_classes(layer, [_drawn(one) for one in classes])
        describe(layer, provenance)
        self._hide_others()
        add_layer(self._context.project, layer)
        self._keep_areas(layer, classes)
        self._follow(layer)
        self._section.show_table()

    def _changed(self, path: str, value: dict[str, Any]) -> None:
        """The shown layer has another file, with some of its classes or all."""
        layer = self._layer
        if layer is None:
            return
        count, kept = len(self._classes()), self._as_shown(value)
        show_file(layer, Path(path))
        if layer.name() == _title(count):
            layer.setName(_title(len(kept)))
        self._keep_areas(layer, kept)
        style_classes(layer, [_drawn(one) for one in kept])
        self._show_classes()

    def _applied(self, to: QgsMapLayer, params: dict[str, Any], value: dict[str, Any]) -> None:
        """Another image has the classes that are shown."""
        listed = self._as_shown(value)
        layer = open_raster(value["output"], "", "classes")
        layer.setCustomProperty(CLASSES_OF_PROPERTY, to.id())
        layer.setName(new_name(self._context.project, layer, _title(len(listed))))
        self._show(layer, listed, Provenance(tr("Classes"), "apply_classes", params["embeddings"], params), value)

    def _as_shown(self, value: dict[str, Any]) -> list[Class]:
        """The classes that the engine made, with the names and colours of those that are shown."""
        shown = {one.label: one for one in self._classes()}
        return [
            replace(one, name=shown[one.label].name, colour=shown[one.label].colour) if one.label in shown else one
            for one in _listed(value)
        ]

    def _keep_areas(self, layer: QgsMapLayer, classes: list[Class]) -> None:
        self._areas = {one.label: Areas(one.share, one.hectares) for one in classes}
        self._context.kept.write(AREAS, {str(label): list(one) for label, one in self._areas.items()}, layer=layer)

    def _hide_others(self) -> None:
        """Uncheck embeddings, heatmaps and other classes, so that the classes are seen."""
        for layer in self._context.project.mapLayers().values():
            kind, is_found = layer.customProperty(RESULT_PROPERTY), layer.customProperty(OF_PROPERTY) is not None
            is_points = kind == "places" and holds_point_embeddings(layer)  # of which classes are another layer
            is_areas = layer.customProperty(AREAS_OF_PROPERTY) is not None
            if kind in ("embedding", "similarity", "change", "classes") or is_found or is_points or is_areas:
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
            drawn = [one for one in made if classes_of(one) and one.customProperty(EXAMPLES_PROPERTY) is None]
            if drawn:
                self._areas = {one.value: Areas(_share(one.title)) for one in classes_of(drawn[0])}
                kept = self._context.kept.read(AREAS, {}, layer=drawn[0])
                self._areas.update({int(label): Areas(*one) for label, one in kept.items()})
                self._translate(drawn[0])
                self._follow(drawn[0])

    def _translate(self, layer: QgsMapLayer) -> None:
        """Name the classes that nobody has named in QGIS's language: the project may have been saved in another."""
        project, drawn = self._context.project, classes_of(layer)
        shown = [replace(one, title=f"{_name(one.title)}{_parts(one.title)[1]}") for one in drawn]
        if shown != drawn:
            is_changed = project.isDirty()
            style_classes(layer, shown)
            project.setDirty(is_changed)

    def _show_classes(self) -> None:
        classes = self._classes()
        self._section.table.show_classes(classes)
        self._section.actions.setVisible(bool(classes) and isinstance(self._layer, QgsRasterLayer))
        self._actions.follow(self._layer)

    def _classes(self) -> list[Class]:
        """The classes as the layer draws them now."""
        drawn = [] if self._layer is None else classes_of(self._layer)
        nothing = Areas(None)
        return [Class(one.value, _name(one.title), one.colour, *self._areas.get(one.value, nothing)) for one in drawn]

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
        self._show_classes()

    # Connections

    def _layer_changed(self) -> None:
        embeddings = self._embeddings
        points = embeddings.points is not None
        self._section.suggest.setVisible(not points)
        self._section.smallest_row.setVisible(not points)
        self._section.show_note("")

    def _connect(self) -> None:
        self._section.suggest.started.connect(self._suggest)
        self._section.run.started.connect(self._run)
        self._section.table.edited.connect(self._edited)
        self._actions.changed.connect(self._changed)
        self._actions.applied.connect(self._applied)
        self._outside.connect(self._context.project.layersAdded, self._take_up)
        self._outside.connect(self._context.project.layersWillBeRemoved, self._layers_go)
        self._outside.connect(self._embeddings.changed, self._layer_changed)


def _title(count: int) -> str:
    """The name of a layer of so many classes."""
    return tr("Classes ({n})").format(n=format_number(count))


def _drawn_classes(layer_id: str, project: QgsProject) -> list[Class]:
    """The classes that a layer shows now; none where it is gone."""
    layer = project.mapLayer(layer_id)
    return [] if layer is None else [Class(one.value, _name(one.title), one.colour) for one in classes_of(layer)]


def _listed(value: dict[str, Any]) -> list[Class]:
    """The classes that the engine made."""
    return [
        Class(one["label"], _name(one["name"]), one["colour"], one["share"], one.get("hectares"))
        for one in value["classes"]
    ]


def _go_on(classes: list[Class], value: dict[str, Any], before: list[Class]) -> list[Class]:
    """The classes with the names and colours of those that they correspond to, and no colour twice."""
    known = {one.label: one for one in before}
    like = {one["label"]: known[one["like"]] for one in value["classes"] if one.get("like") in known}
    taken = {one.colour for one in like.values()}
    free = [one.colour for one in classes if one.colour not in taken]
    found = []
    for one in classes:
        if one.label in like:
            old = like[one.label]
            name = one.name if is_default_name(old.name) else old.name
            found.append(replace(one, name=name, colour=old.colour))
        else:
            found.append(replace(one, colour=free.pop(0)))
    return found


def _drawn(one: Class) -> LayerClass:
    """The class as the layer's legend has it, with its share."""
    part = "" if one.share is None else f"{BETWEEN}{share(one.share)}"
    return LayerClass(one.label, f"{one.name}{part}", one.colour)


def _name(title: str) -> str:
    """The name in a legend's title, without the share behind it, in QGIS's language."""
    return shown_name(_parts(title)[0])


def _parts(title: str) -> tuple[str, str]:
    """A legend's title as the name of the class, and the share behind it."""
    name, between, part = title.rpartition(BETWEEN)
    return (name, f"{between}{part}") if between and part.endswith("%") else (title, "")


def _share(title: str) -> float | None:
    """The share behind a name in a legend; None where there is none."""
    part = title.rpartition(BETWEEN)[2]
    try:
        return float(part[:-1]) / 100 if part.endswith("%") else None
    except ValueError:
        return None

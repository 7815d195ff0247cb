"""What is done with a raster of classes: the menu of the class table, and the requests behind it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from qgis.core import QgsMapLayer, QgsPointXY, QgsRasterLayer
from qgis.PyQt.QtCore import QObject, QPoint, pyqtSignal
from qgis.PyQt.QtWidgets import QMenu

from ...client.failure import EngineFailure
from ...client.requests import Step
from ...layers.outputs.output import Provenance, describe
from ...layers.sources.source import raster_path, read_embeddings
from ...layers.styling.class_names import is_default_name
from ...layers.styling.point_styles import LayerClass, style_point_classes
from ...translation import tr, tr_n
from ..context import ButtonTask, DockContext
from ..embedding_layers import is_embedding_layer
from ..results import (
    add_layer,
    new_name,
    open_vector,
    ranked_feature,
    ranked_fields,
    show_ranked,
    titled,
    write_features,
)
from .section import Class, ClassesSection

CLASSES_OF_PROPERTY = "landprint/classes_of"  # on a layer of classes: the id of the embedding layer that they are of
AREAS_OF_PROPERTY = "landprint/areas_of"  # on the polygons of classes: the id of the layer of classes
TYPICAL = 10  # patches
FEWEST_MERGED = 2

Answer = Callable[[dict[str, Any]], None]


class ClassActions(QObject):
    """Fills the menu of the classes that are shown, and does what is chosen; *Run* shows the progress.

    ``changed`` has a new file of the shown classes and what the engine says of them, ``applied`` another embedding
    layer, the parameters by which it got the shown classes, and what the engine says.
    """

    changed = pyqtSignal(str, object)
    applied = pyqtSignal(QgsMapLayer, object, object)

    def __init__(self, section: ClassesSection, task: ButtonTask, context: DockContext) -> None:
        super().__init__()
        self._section = section
        self._task = task
        self._context = context
        self._layer: QgsMapLayer | None = None
        section.actions.menu().aboutToShow.connect(lambda: self._fill(section.actions.menu()))
        section.table.customContextMenuRequested.connect(self._open_menu)

    def close(self) -> None:
        """Do nothing more with the layer."""
        self._layer = None

    def follow(self, layer: QgsMapLayer | None) -> None:
        """Work on this layer of classes, None for none."""
        self._layer = layer

    def _open_menu(self, at: QPoint) -> None:
        if isinstance(self._layer, QgsRasterLayer):
            menu = QMenu(self._section.table)
            self._fill(menu)
            menu.popup(self._section.table.viewport().mapToGlobal(at))

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        selected, of = self._section.table.selected, self._embedding_layer()
        is_free = isinstance(self._layer, QgsRasterLayer) and not self._task.is_working
        merge = menu.addAction(tr("&Merge the selected classes"))
        merge.setEnabled(is_free and len(selected) >= FEWEST_MERGED)
        merge.triggered.connect(lambda _checked=False: self._merge(selected))
        typical = menu.addAction(tr("Most &typical places of the selected class"))
        typical.setEnabled(is_free and len(selected) == 1 and of is not None)
        typical.triggered.connect(lambda _checked=False: self._find_typical(selected[0]))
        polygons = menu.addAction(tr("&Polygons of all classes"))
        polygons.setEnabled(is_free)
        polygons.triggered.connect(lambda _checked=False: self._outline())
        menu.addSeparator()
        others = menu.addMenu(tr("&Use these classes for"))
        for other in self._others(of) if is_free else ():
            action = others.addAction(titled(self._context.project, other).replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, other=other: self._apply(other))
        others.setEnabled(not others.isEmpty())

    def _embedding_layer(self) -> QgsMapLayer | None:
        """The layer of the embeddings that the classes are of."""
        of = "" if self._layer is None else str(self._layer.customProperty(CLASSES_OF_PROPERTY, "") or "")
        return self._context.project.mapLayer(of)

    def _others(self, of: QgsMapLayer | None) -> list[QgsMapLayer]:
        layers = self._context.project.mapLayers().values()
        found = [one for one in layers if isinstance(one, QgsRasterLayer) and is_embedding_layer(one) and one != of]
        return sorted(found, key=lambda layer: layer.name().casefold())

    # The work

    def _start(self, title: str, method: str, params: dict[str, Any], answered: Answer) -> None:
        layer = self._layer

        def answer(values: list[dict[str, Any]]) -> None:
            if layer is self._layer:  # else other classes are shown meanwhile
                answered(values[0])

        self._task.start(title, [Step(method, params)], answer, self._context.notices.failed)

    def _classes_file(self) -> str | None:
        """The file of the shown classes; None, which is said, where it is gone."""
        try:
            return None if self._layer is None else raster_path(self._layer)
        except EngineFailure as failure:
            self._context.notices.failed(failure)
            return None

    def _new_file(self, classes: str, suffix: str) -> str:
        return str(self._context.storage.new_file(f"{Path(classes).stem}{suffix}"))

    def _merge(self, selected: list[Class]) -> None:
        if classes := self._classes_file():
            # The first gives its name and colour: one that the user has named.
            named = sorted(selected, key=lambda one: is_default_name(one.name))
            params: dict[str, Any] = {"classes": classes, "merge": [one.label for one in named]}
            params["output"] = self._new_file(classes, "_merged.tif")
            title = tr("Landprint: merge classes")
            self._start(title, "merge_classes", params, lambda value: self.changed.emit(value["output"], value))

    def _find_typical(self, chosen: Class) -> None:
        classes, of, layer = self._classes_file(), self._embedding_layer(), self._layer
        if not classes or of is None or layer is None:
            return
        try:
            embeddings = read_embeddings(of).embeddings
        except EngineFailure as failure:
            self._context.notices.failed(failure)
            return
        params = {**embeddings, "classes": classes, "label": chosen.label, "count": TYPICAL}

        def add(value: dict[str, Any]) -> None:
            file = self._context.storage.new_file("typical.gpkg")
            fields = ranked_fields()
            rows = [
                ranked_feature(fields, one["rank"], one["similarity"], QgsPointXY(one["x"], one["y"]))
                for one in value["places"]
            ]
            write_features(file, layer.crs(), fields, rows)
            points = show_ranked(None, file, tr("Typical: {name}").format(name=chosen.name), self._context)
            points.setName(new_name(self._context.project, points, points.name()))
            add_layer(self._context.project, points, beside=layer)

        self._start(tr("Landprint: typical places"), "typical_patches", params, add)

    def _outline(self) -> None:
        classes, layer = self._classes_file(), self._layer
        if not classes or layer is None:
            return
        listed = self._section.table.classes
        names = [f"{one.label}={one.name}" for one in listed]
        params = {"classes": classes, "names": names, "output": self._new_file(classes, "_polygons.gpkg")}

        def add(value: dict[str, Any]) -> None:
            polygons = open_vector(value["output"], "", "polygons")
            polygons.setCustomProperty(AREAS_OF_PROPERTY, layer.id())
            polygons.setName(new_name(self._context.project, polygons, tr("Areas of classes")))
            style_point_classes(polygons, "class", [LayerClass(one.label, one.name, one.colour) for one in listed])
            describe(polygons, Provenance(tr("Areas of classes"), "class_polygons", classes, params))
            add_layer(self._context.project, polygons, beside=layer)
            said = tr_n("{n} polygon drawn.", "{n} polygons drawn.", value["polygons"])
            self._context.notices.done(said, value["output"])

        self._start(tr("Landprint: polygons of classes"), "class_polygons", params, add)

    def _apply(self, other: QgsMapLayer) -> None:
        classes = self._classes_file()
        if not classes:
            return
        try:
            embeddings = read_embeddings(other).embeddings
        except EngineFailure as failure:
            self._context.notices.failed(failure)
            return
        output = self._new_file(embeddings["embeddings"], "_classes.tif")
        params: dict[str, Any] = {**embeddings, "classes": classes, "output": output}
        if self._section.smallest.value() > 1:
            params["sieve"] = self._section.smallest.value()
        layer_id, name = other.id(), other.name()

        def add(value: dict[str, Any]) -> None:
            layer = self._context.project.mapLayer(layer_id)
            if layer is not None:
                self.applied.emit(layer, params, value)
                said = tr("{name} has the same classes now.").format(name=name)
                self._context.notices.done(" ".join([said, *value.get("notes", [])]), value["output"])

        self._start(tr("Landprint: classes of {name}").format(name=name), "apply_classes", params, add)

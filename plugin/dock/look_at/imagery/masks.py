"""The files of mask layers: their own, or a copy that is made again when the layer has changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from qgis.core import QgsMapLayer, QgsProject, QgsRasterLayer, QgsVectorLayer

from ....layers.sources.source import read_source
from ....layers.sources.vector_source import Snapshot, copy_features, file_of_layer
from ...connections import Connections
from ...results import temporary_folder


class Masks:
    """Names the files of mask layers, and copies a layer that has none of its own.

    A copy has the same name until the layer changes: a run that was stopped goes on with the same mask.
    """

    def __init__(self, project: QgsProject) -> None:
        self._project = project
        self._copies: dict[str, str] = {}  # by the layer's id, until it changes
        self._ready: set[str] = set()  # the copies that are complete
        self._watched: dict[str, Connections] = {}
        self._removals = Connections()
        self._removals.connect(project.layersWillBeRemoved, self._forget)

    def close(self) -> None:
        """Watch no layer any more."""
        self._removals.close()
        for connections in self._watched.values():
            connections.close()
        self._watched.clear()

    def params(self, layer: QgsMapLayer | None, classes: list[str] | None) -> dict[str, Any]:
        """The parameters of the mask, none without one; raises EngineFailure."""
        if layer is None:
            return {}
        if isinstance(layer, QgsRasterLayer):
            return {"mask": read_source(layer).path, "mask_classes": classes}
        return {"mask": file_of_layer(layer) or self._copy_of(layer)}

    def is_ready(self, layer: QgsMapLayer | None) -> bool:
        """Whether the mask's file is there, without a copy that is still to be made."""
        if not isinstance(layer, QgsVectorLayer) or file_of_layer(layer) is not None:
            return True
        return self._copy_of(layer) in self._ready

    def copy(self, layer: QgsMapLayer | None, at_most: int) -> None:
        """Make the copy now, of a layer with at most so many features; raises EngineFailure."""
        if isinstance(layer, QgsVectorLayer) and not self.is_ready(layer) and layer.featureCount() <= at_most:
            self.copying(layer)()

    def copying(self, layer: QgsMapLayer | None) -> Callable[[], dict[str, Any]]:
        """A function for the worker thread that makes the copy, if one is needed, of the layer as it is now."""
        if not isinstance(layer, QgsVectorLayer) or self.is_ready(layer):
            return dict
        path, snapshot, context = self._copy_of(layer), Snapshot(layer), self._project.transformContext()

        def copy() -> dict[str, Any]:
            copy_features(snapshot, path, context, snapshot.wkbType(), snapshot.sourceCrs())
            self._ready.add(path)
            return {}

        return copy

    def _copy_of(self, layer: QgsVectorLayer) -> str:
        """The name of the copy of the layer as it is now."""
        self._watch(layer)
        # A filter and a CRS are noticed by themselves: not every version of QGIS has a signal for both.
        key = "|".join((layer.id(), layer.source(), layer.subsetString(), layer.crs().authid()))
        if key not in self._copies:
            self._copies[key] = str(temporary_folder() / "mask.gpkg")
        return self._copies[key]

    def _watch(self, layer: QgsVectorLayer) -> None:
        """Forget the copies of the layer whenever it changes."""
        if layer.id() in self._watched:
            return
        connections = self._watched[layer.id()] = Connections()
        changed = partial(self._drop_copies, layer.id())
        provider = layer.dataProvider()
        for signal in (layer.layerModified, layer.afterCommitChanges, layer.afterRollBack, layer.dataChanged):
            connections.connect(signal, changed)
        # Whoever changes the data behind the layer's back asks it to be drawn again.
        connections.connect(layer.repaintRequested, changed)
        connections.connect(provider.dataChanged, changed)

    def _drop_copies(self, layer_id: str, *_what: object) -> None:
        self._copies = {key: path for key, path in self._copies.items() if not key.startswith(f"{layer_id}|")}

    def _forget(self, layer_ids: list[str]) -> None:
        """Layers go, and their copies with them."""
        for layer_id in layer_ids:
            watched = self._watched.pop(layer_id, None)
            if watched is not None:
                watched.close()
            self._drop_copies(layer_id)

"""The mask layer as the engine takes it: polygons or a classification, in a file."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsMapLayer, QgsProject, QgsRasterLayer, QgsVectorLayer

from ...layers.source import read_source
from ...layers.vector_source import copy_features, whole_file
from ..results import temporary_folder


class Masks:
    """Knows the files of mask layers; one that is in no file is copied into one, and again only when it changes."""

    def __init__(self, project: QgsProject) -> None:
        self._project = project
        self._copies: dict[tuple[object, ...], str] = {}

    def params(self, layer: QgsMapLayer | None, classes: list[str] | None) -> dict[str, Any]:
        """The parameters of the mask, none without one; raises EngineFailure."""
        if layer is None:
            return {}
        if isinstance(layer, QgsRasterLayer):
            return {"mask": read_source(layer).path, "mask_classes": classes}
        return {"mask": whole_file(layer) or self._copy(layer)}

    def _copy(self, layer: QgsVectorLayer) -> str:
        bounds = layer.extent().toString(12)
        state = (layer.id(), layer.source(), layer.featureCount(), bounds, layer.subsetString(), layer.crs().authid())
        if layer.isModified() or state not in self._copies:
            path = str(temporary_folder() / "mask.gpkg")
            copy_features(layer, path, self._project.transformContext(), layer.wkbType(), layer.crs())
            self._copies[state] = path
        return self._copies[state]

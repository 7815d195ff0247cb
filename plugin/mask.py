"""The mask layer as the engine takes it: polygons or a classification, in a file."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsMapLayer, QgsProject, QgsRasterLayer, QgsVectorLayer

from .client.failure import EngineFailure
from .desk import temporary_folder
from .layers.source import read_source
from .layers.vector_source import copy_features, whole_file


def mask_params(layer: QgsMapLayer | None, classes: str, project: QgsProject) -> dict[str, Any]:
    """The parameters of the mask, none without one; raises EngineFailure."""
    if layer is None:
        return {}
    if isinstance(layer, QgsRasterLayer):
        return {"mask": read_source(layer).path, "mask_classes": _numbers(classes)}
    return {"mask": _polygons(layer, project)}


def _polygons(layer: QgsVectorLayer, project: QgsProject) -> str:
    path = whole_file(layer)
    if path is None:
        path = str(temporary_folder() / "mask.gpkg")
        copy_features(layer, path, project.transformContext(), layer.wkbType(), layer.crs())
    return path


def _numbers(text: str) -> list[int]:
    try:
        numbers = [int(item) for item in text.split(",") if item.strip()]
    except ValueError:
        numbers = []
    if not numbers:
        raise EngineFailure("parameter", "Which classes of the mask are left out?", "Name them under More: 3,8,9,10.")
    return numbers

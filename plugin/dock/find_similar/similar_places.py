"""The most similar places of a heatmap as a numbered point layer."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsRasterLayer, QgsVectorLayer

from ...client.failure import EngineFailure
from ...layers.styles import style_places
from ..context import DockContext
from ..results import RESULT_PROPERTY, add_layer

COUNT = 10
FIELDS = "field=rank:integer&field=similarity:double"


class SimilarPlaces:
    """Asks the engine for the best places and adds them to the project."""

    def __init__(self, context: DockContext) -> None:
        self._context = context

    def make(self, heatmap: str, layer: QgsRasterLayer) -> None:
        """Add the best places of the heatmap, which ``layer`` shows."""
        name, crs = f"Most similar · {layer.name().rpartition('Similar · ')[2]}", layer.crs()
        params = {"similarity": heatmap, "count": COUNT, "minimum_distance_m": None}

        def add(value: dict[str, Any]) -> None:
            points = QgsVectorLayer(f"Point?{FIELDS}", name, "memory")
            points.setCrs(crs)
            points.dataProvider().addFeatures([_feature(rank, place) for rank, place in enumerate(value["places"], 1)])
            points.updateExtents()
            points.setCustomProperty(RESULT_PROPERTY, "places")
            style_places(points)
            add_layer(self._context.project, points)

        self._context.quick.ask("similar_places", params, add, self._fail)

    def _fail(self, failure: EngineFailure) -> None:
        self._context.notices.failed(failure)


def _feature(rank: int, place: dict[str, float]) -> QgsFeature:
    feature = QgsFeature()
    feature.setAttributes([rank, place["similarity"]])
    feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(place["x"], place["y"])))
    return feature

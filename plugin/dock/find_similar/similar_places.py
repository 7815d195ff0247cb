"""The most similar places of a heatmap as a numbered point layer."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsPointXY, QgsRasterLayer

from ...client.failure import EngineFailure
from ...layers.output import file_stem
from ..context import DockContext
from ..results import add_layer, ranked_feature, ranked_points

COUNT = 10


def add_similar_places(heatmap: str, layer: QgsRasterLayer, context: DockContext) -> None:
    """Ask the engine for the best places of the heatmap, which ``layer`` shows, and add them to the project."""
    name, crs = f"Most similar · {layer.name().rpartition('Similar · ')[2]}", layer.crs()
    params = {"similarity": heatmap, "count": COUNT, "minimum_distance_m": None}

    def add(value: dict[str, Any]) -> None:
        try:
            points = ranked_points(context.storage.new_file(f"{file_stem(name)}.gpkg"), name, crs)
        except EngineFailure as failure:
            context.notices.failed(failure)
            return
        features = [
            ranked_feature(points, rank, place["similarity"], QgsPointXY(place["x"], place["y"]))
            for rank, place in enumerate(value["places"], 1)
        ]
        points.dataProvider().addFeatures(features)
        points.updateExtents()
        add_layer(context.project, points, layer)

    context.quick.ask("similar_places", params, add, context.notices.failed)

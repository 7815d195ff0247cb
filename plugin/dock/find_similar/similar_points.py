"""The embedded points most like those that were picked: a numbered layer, refreshed in place."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeatureRequest,
    QgsPointXY,
    QgsVectorLayer,
)

from ...client.failure import EngineFailure
from ...layers.output import file_stem
from ...layers.vector_source import LONLAT, embedding_of, wkt
from ...translation import tr
from ..choices import PickedPlace
from ..context import DockContext
from ..look_at.embed_points import points_file, points_params
from ..results import add_layer, find_layer, ranked_feature, ranked_points, show_layer
from .heatmap_layers import OF_PROPERTY
from .section import SimilarSection

COUNT = 10


class SimilarPoints:
    """Makes the request for similar points, and shows the answer."""

    def __init__(self, section: SimilarSection, context: DockContext) -> None:
        self._section = section
        self._context = context
        self._said: set[str] = set()

    def params(
        self, layer: QgsVectorLayer, places: list[PickedPlace], crs: QgsCoordinateReferenceSystem
    ) -> dict[str, Any]:
        """The parameters of the request for points near these places; raises EngineFailure."""
        if not places:
            raise EngineFailure("parameter", tr("Similar points need one to be like."), tr("Click without Alt."))
        return {
            **points_params(points_file(layer, self._context)),
            "at": [[place.x, place.y] for place in places],
            "at_crs": wkt(crs) if crs.isValid() else None,  # then the engine takes degrees, as of the file
            "count": COUNT,
        }

    def show(self, layer: QgsVectorLayer, value: dict[str, Any]) -> list[float]:
        """Show the most similar points; returns the embedding of the last one that was picked."""
        shown = self._layer_of(layer)
        try:
            to_layer = QgsCoordinateTransform(QgsCoordinateReferenceSystem(LONLAT), layer.crs(), self._context.project)
            features = [
                ranked_feature(shown, rank, one["similarity"], to_layer.transform(QgsPointXY(one["x"], one["y"])))
                for rank, one in enumerate(value["points"], 1)
                if one["x"] is not None  # a row without a place
            ]
        except QgsCsException:
            raise EngineFailure("outside", tr("A point has no coordinates in its layer's CRS.")) from None
        new = [note for note in value.get("notes", []) if note not in self._said]
        if new:  # once, and not at every click
            self._said.update(new)
            self._context.notices.say(" ".join(new))
        shown.dataProvider().truncate()
        shown.dataProvider().addFeatures(features)
        shown.updateExtents()
        shown.triggerRepaint()
        if shown.id() not in self._context.project.mapLayers():
            add_layer(self._context.project, shown)
        show_layer(self._context.project, shown.id(), shown=True)
        show_layer(self._context.project, layer.id(), shown=True)
        return _embedding(layer, value["selected"][-1])

    def _layer_of(self, layer: QgsVectorLayer) -> QgsVectorLayer:
        """The layer of the most similar points of ``layer``; a new one where there is none."""
        found = find_layer(self._context.project, OF_PROPERTY, layer.id())
        if found is not None:
            return found
        name = tr("Most similar · {layer}").format(layer=layer.name())
        made = ranked_points(self._context.storage.new_file(f"{file_stem(name)}.gpkg"), name, layer.crs())
        made.setCustomProperty(OF_PROPERTY, layer.id())
        return made


def _embedding(layer: QgsVectorLayer, row: int) -> list[float]:
    """The embedding of the layer's feature at this row, from 0."""
    request = QgsFeatureRequest().setLimit(row + 1)
    request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
    request.setSubsetOfAttributes([])
    ids = [feature.id() for feature in layer.getFeatures(request)]
    feature = layer.getFeature(ids[-1])
    return embedding_of(feature, layer.fields())

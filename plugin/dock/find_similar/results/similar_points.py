"""The embedded points most like those that were picked: a numbered layer, refreshed in place."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsFeatureRequest,
    QgsField,
    QgsPointXY,
    QgsVectorLayer,
)

from ....client.failure import EngineFailure
from ....layers.outputs.output import file_stem
from ....layers.sources.vector_source import LONLAT, embedding_fields, embedding_of, is_list, wkt
from ....translation import tr
from ...choices import PickedPlace
from ...context import DockContext
from ...look_at.embed.embed_points import points_file, points_params
from ...results import (
    RANKED_COLUMNS,
    add_layer,
    find_layer,
    ranked_feature,
    ranked_fields,
    show_layer,
    show_ranked,
    write_features,
)
from ..form.section import SimilarSection
from .heatmap_layers import OF_PROPERTY

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
        ranked = [one for one in value["points"] if one["x"] is not None]  # a row may be without a place
        picked = value["selected"][-1]
        features = features_at(layer, {picked, *(one["row"] for one in ranked)})
        own = own_fields(layer)
        try:
            to_layer = QgsCoordinateTransform(QgsCoordinateReferenceSystem(LONLAT), layer.crs(), self._context.project)
            points = [to_layer.transform(QgsPointXY(one["x"], one["y"])) for one in ranked]
        except QgsCsException:
            raise EngineFailure("outside", tr("A point has no coordinates in its layer's CRS.")) from None
        new = [note for note in value.get("notes", []) if note not in self._said]
        if new:  # once, and not at every click
            self._said.update(new)
            self._context.notices.say(" ".join(new))
        fields, rows = ranked_fields(own), []
        for rank, (one, point) in enumerate(zip(ranked, points), 1):
            source = features.get(one["row"])
            attributes = {field.name(): source.attribute(field.name()) for field in own} if source else {}
            rows.append(ranked_feature(fields, rank, one["similarity"], point, attributes))
        name = tr("Most similar · {layer}").format(layer=layer.name())
        file = self._context.storage.new_file(f"{file_stem(name)}.gpkg")
        write_features(file, layer.crs(), fields, rows)
        found = find_layer(self._context.project, OF_PROPERTY, layer.id())
        shown = show_ranked(found, file, found.name() if found is not None else name, self._context)
        if shown is not found:
            shown.setCustomProperty(OF_PROPERTY, layer.id())
            add_layer(self._context.project, shown)
        show_layer(self._context.project, shown.id(), shown=True)
        show_layer(self._context.project, layer.id(), shown=True)
        return embedding_of(features[picked], layer.fields())


def own_fields(layer: QgsVectorLayer) -> list[QgsField]:
    """What the points say of themselves: their fields without the embedding and without names that are taken."""
    fields = layer.fields()
    embedding, taken = set(embedding_fields(fields)), {*RANKED_COLUMNS, "fid", "geom"}
    own = [field for index, field in enumerate(fields) if index not in embedding]
    return [QgsField(one) for one in own if one.name().lower() not in taken and not is_list(one)]


def features_at(layer: QgsVectorLayer, rows: set[int]) -> dict[int, QgsFeature]:
    """The layer's features at these rows, from 0, with their attributes."""
    request = QgsFeatureRequest().setLimit(max(rows) + 1)
    request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
    request.setSubsetOfAttributes([])
    ids = {row: feature.id() for row, feature in enumerate(layer.getFeatures(request)) if row in rows}
    features = {feature.id(): feature for feature in layer.getFeatures(list(ids.values()))}
    return {row: features[one] for row, one in ids.items() if one in features}

"""``landprint:similarpoints``: the points most like one that is picked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsFields,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterString,
    QgsProcessingUtils,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ...client.failure import EngineFailure
from ...layers.sources.vector_source import LONLAT, Snapshot, embedding_fields, wkt
from ...translation import format_number, tr, tr_n
from ..base.declared import INPUT, OUTPUT, POINTS, Declared
from ..base.point_algorithm import PointAlgorithm
from ..base.reading import Parameters
from ..base.result_layer import Style
from .locate_image import ranked_fields

ALL = "ALL"
OWN_FIELDS = ("rank", "similarity")


class SimilarPoints(PointAlgorithm):
    """Find similar points."""

    OPERATION = "similar_points"
    NAME = "similarpoints"
    TITLE = tr("Similar points")
    GROUP = "Analysis"
    SUMMARY = tr(
        "Finds the embedded points that are most like one that you pick, or like several together. Pick by"
        " selecting them in the layer, by their ids, or by a place: then the point nearest to it is meant."
    )
    TAGS = ("similar", "search", "nearest", "neighbours", "points", "cosine")
    ORDER = ("INPUT", "FEATURES", "POINT", "K", "RAW", "OUTPUT", "ALL")

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._picked: list[list[float]] = []
        self._crs: Optional[str] = None  # noqa: UP045 - Python 3.9

    def own_parameters(self) -> list[QgsProcessingParameterDefinition]:
        """Ids of points in the layer, and the layer of those that are found."""
        ids = QgsProcessingParameterString("FEATURES", tr("Ids of the picked points"), optional=True)
        ids.setHelp(
            tr(
                "Feature ids with commas between: “12” or “12,40”. When it and the place below are empty: what is"
                " selected in the layer."
            )
        )
        found = QgsProcessingParameterFeatureSink(OUTPUT, tr("Most similar points"), POINTS)
        found.setHelp(tr("The points with their attributes, rank and similarity."))
        return [ids, found]

    def read_layer(self, layer: QgsVectorLayer, parameters: Parameters, context: QgsProcessingContext) -> None:
        """Where the picked points are."""
        self._crs = wkt(layer.crs()) if layer.crs().isValid() else None
        self._picked = []
        if parameters.get("POINT"):
            return
        ids = _ids(self.parameterAsString(parameters, "FEATURES", context)) or layer.selectedFeatureIds()
        for feature in layer.getFeatures(QgsFeatureRequest().setFilterFids(ids).setNoAttributes()) if ids else ():
            geometry = feature.geometry()
            if not _are_points(layer.wkbType()):
                geometry = geometry.pointOnSurface()
            for vertex in geometry.vertices():
                self._picked.append([vertex.x(), vertex.y()])
                break
        if ids and not self._picked:
            raise EngineFailure(
                "parameter",
                tr("“{layer}” has no point with the id {id}.").format(layer=layer.name(), id=ids[0]),
                tr("Choose another, or select some."),
            )

    def params(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """The parameters as the engine takes them."""
        params = super().params(parameters, context, feedback)
        if not params["at"]:
            raise EngineFailure(
                "parameter", tr("No point is picked."), tr("Select one in the layer, or give its id or place.")
            )
        if self.is_unread:  # by QGIS: the attributes are then those of a copy
            params["output"] = QgsProcessingUtils.generateTempFilename("points.gpkg")
        return {**params, "at_crs": self._crs}

    def value(self, item: Declared, parameters: Parameters, context: QgsProcessingContext) -> Any:
        """What was given for a parameter; a place is in the CRS of the layer."""
        if item.name != "POINT":
            return super().value(item, parameters, context)
        if not parameters.get("POINT"):
            return self._picked
        own = QgsCoordinateReferenceSystem.fromWkt(self._crs) if self._crs else QgsCoordinateReferenceSystem(LONLAT)
        point = self.parameterAsPoint(parameters, "POINT", context, own)
        return [[point.x(), point.y()]]

    def outputs(self, value: dict[str, Any], parameters: Parameters, context: QgsProcessingContext) -> dict[str, Any]:
        """The most similar points or areas, with their attributes."""
        source = self.parameterAsSource(parameters, INPUT, context)
        if source is None:
            copy = QgsVectorLayer(value["output"] or "", "points", "ogr")
            source = Snapshot(copy) if copy.isValid() else None
        kept = _kept_fields(source)
        fields = ranked_fields()
        for _, field in kept:
            fields.append(field)
        kind, crs = QgsWkbTypes.Type.Point, QgsCoordinateReferenceSystem(LONLAT)
        has_areas = source is not None and not _are_points(source.wkbType())
        if has_areas:
            kind, crs = source.wkbType(), source.sourceCrs()
        sink, destination = self.parameterAsSink(parameters, OUTPUT, context, fields, kind, crs)
        rows = dict(_rows(source, {place["row"] for place in value["points"]}, [index for index, _ in kept]))
        for rank, place in enumerate(value["points"], 1):
            feature = QgsFeature(fields)
            own = rows.get(place["row"])
            if has_areas:
                feature.setGeometry(own.geometry() if own else QgsGeometry())
            elif place["x"] is not None:
                feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(place["x"], place["y"])))
            feature.setAttributes([rank, place["similarity"], *(own.attribute(i) if own else None for i, _ in kept)])
            sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert)
        return {OUTPUT: destination}

    def facts(self, value: dict[str, Any]) -> list[str]:
        """How similar they are."""
        similarities = [place["similarity"] for place in value["points"]]
        if not similarities:
            return [tr("There is no other point with an embedding.")]
        return [
            tr_n(
                "{n} point, with similarities from {most} to {least}.",
                "{n} points, with similarities from {most} to {least}.",
                len(similarities),
            ).format(most=format_number(similarities[0], 3), least=format_number(similarities[-1], 3))
        ]

    def style_of(self, name: str, value: dict[str, Any]) -> Style | None:
        """How the layer of a destination is drawn."""
        from ...layers.styling.point_styles import style_point_values
        from ...layers.styling.styles import style_places, style_polygons

        def style_found(layer: QgsVectorLayer) -> None:
            (style_places if _are_points(layer.wkbType()) else style_polygons)(layer)

        return {OUTPUT: style_found, ALL: lambda layer: style_point_values(layer, "similarity")}.get(name)


def _are_points(kind: QgsWkbTypes.Type) -> bool:
    """Whether a layer of this kind has points, or places in columns."""
    shapes = QgsWkbTypes.GeometryType
    return QgsWkbTypes.geometryType(kind) in (shapes.PointGeometry, shapes.NullGeometry)


def _ids(text: str) -> list[int]:
    try:
        return [int(item) for item in text.split(",") if item.strip()]
    except ValueError:
        raise EngineFailure(
            "parameter", tr("“{text}” are no ids.").format(text=text), tr("Write numbers with commas between: 12,40.")
        ) from None


def _kept_fields(source: QgsProcessingFeatureSource | None) -> list[tuple[int, Any]]:
    """The indexes and fields of the points that are neither embeddings nor called as what is added."""
    fields = source.fields() if source is not None else QgsFields()
    embedding = embedding_fields(fields)
    return [
        (index, field)
        for index, field in enumerate(fields)
        if index not in embedding and field.name().lower() not in (*OWN_FIELDS, "fid")
    ]


def _rows(
    source: QgsProcessingFeatureSource | None, wanted: set[int], attributes: list[int]
) -> Iterator[tuple[int, QgsFeature]]:
    """The features at these places in the order of the layer, which is the engine's too."""
    if source is None or not wanted:
        return
    request = QgsFeatureRequest().setSubsetOfAttributes(attributes)
    last = max(wanted)
    for row, feature in enumerate(source.getFeatures(request)):
        if row in wanted:
            yield row, QgsFeature(feature)
        if row == last:
            return

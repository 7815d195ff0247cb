"""``landprint:locateimage``: where on Earth a Sentinel-2 image could be."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingContext,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSink,
    QgsWkbTypes,
)

from ...compat import FieldType
from ...layers.sources.vector_source import LONLAT
from ...translation import format_number, tr, tr_n
from ..base.declared import OUTPUT, POINTS
from ..base.locations import LIMITS, LocationAlgorithm
from ..base.reading import Parameters
from ..base.result_layer import Style
from .similarity_map import heatmap_style

PLACES = "PLACES"


class LocateImage(LocationAlgorithm):
    """Locate an image."""

    OPERATION = "locate_image"
    NAME = "locateimage"
    TITLE = tr("Locate image")
    GROUP = "Analysis"
    SUMMARY = tr(
        "Shows where on Earth a Sentinel-2 image could be: SatCLIP's image encoder sees what is in it, and"
        " the map says how well each place fits. Where the image lies is not looked at. It needs both parts"
        " of the encoder's weights, location and image. {limits}"
    ).format(limits=LIMITS)
    TAGS = ("satclip", "geolocate", "where", "heatmap", "world")
    ORDER = (
        *("INPUT", "ENCODER", "CHECKPOINT", "EXTENT", "RESOLUTION", "COUNT"),
        *("IMAGE_EXTENT", "BANDS", "SCALE", "IMAGE_CHECKPOINT", "OUTPUT", "PLACES"),
    )

    def own_parameters(self) -> list[QgsProcessingParameterDefinition]:
        """The layer of the most likely places."""
        places = QgsProcessingParameterFeatureSink(PLACES, tr("Most likely places"), POINTS, optional=True)
        places.setHelp(tr("Points with their rank and similarity."))
        return [places]

    def outputs(self, value: dict[str, Any], parameters: Parameters, context: QgsProcessingContext) -> dict[str, Any]:
        """The most likely places as points."""
        fields = ranked_fields()
        sink, destination = self.parameterAsSink(
            parameters, PLACES, context, fields, QgsWkbTypes.Type.Point, QgsCoordinateReferenceSystem(LONLAT)
        )
        if sink is None:
            return {}
        for rank, place in enumerate(value["places"], 1):
            feature = QgsFeature(fields)
            feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(place["x"], place["y"])))
            feature.setAttributes([rank, place["similarity"]])
            sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert)
        return {PLACES: destination}

    def facts(self, value: dict[str, Any]) -> list[str]:
        """What was seen, and the most likely place."""
        best = value["places"][:1]
        where = [
            tr("Most likely: {x}, {y} ({similarity}).").format(
                x=format_number(place["x"], 2),
                y=format_number(place["y"], 2),
                similarity=format_number(place["similarity"], 3),
            )
            for place in best
        ]
        looked = tr_n(
            "{n} piece of the image was looked at.", "{n} pieces of the image were looked at.", value["chips"]
        )
        return [looked, *where, *value["notes"], LIMITS]

    def style_of(self, name: str, value: dict[str, Any]) -> Style | None:
        """How the layer of a destination is drawn."""
        from ...layers.styling.styles import style_places

        return {OUTPUT: heatmap_style(value), PLACES: style_places}.get(name)


def ranked_fields() -> QgsFields:
    """Rank and similarity."""
    fields = QgsFields()
    fields.append(QgsField("rank", FieldType.Int))
    fields.append(QgsField("similarity", FieldType.Double))
    return fields

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
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterBand,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
    QgsWkbTypes,
)

from ..compat import FieldType
from ..layers.vector_source import LONLAT
from .algorithm import INPUT, INTEGER, OUTPUT, Parameters
from .image_algorithm import AUTO
from .locations import CHECKPOINT_HELP, LIMITS, LocationAlgorithm
from .result_layer import Style
from .similarity_map import heatmap_style

PLACES = "PLACES"
SCALES = [AUTO, "count", "reflectance", "offset-1000"]


class LocateImage(LocationAlgorithm):
    """Locate an image."""

    OPERATION = "locate_image"
    NAME = "locateimage"
    TITLE = "Locate image"
    GROUP = "Analysis"
    SUMMARY = (
        "Shows where on Earth a Sentinel-2 image could be: SatCLIP's image encoder sees what is in it, and the map says"
        " how well each place fits. Where the image lies is not looked at. It needs both parts of the encoder's"
        f" weights, location and image. {LIMITS}"
    )
    TAGS = ("satclip", "geolocate", "where", "heatmap", "world")
    EMBEDDINGS_PARAM = "raster"
    IMAGES = (INPUT,)

    def initAlgorithm(self, config: dict[str, Any] | None = None) -> None:
        """Say what it takes and gives."""
        self.add(
            QgsProcessingParameterRasterLayer(INPUT, "Sentinel-2 image"),
            "Level 2A with all 12 bands (B01 to B12 without B10), in counts or reflectance.",
        )
        self.add_location_encoder()
        self.add_grid("Extent to search")
        self.add(
            QgsProcessingParameterNumber("COUNT", "Number of places", INTEGER, 10, minValue=1, maxValue=1000),
            "How many of the most likely places to give, at least 300 km apart.",
        )
        self._add_image_parameters()
        self.add_output("How well each place fits", "A GeoTIFF: the similarity of place and image, between -1 and 1.")
        self.add(
            QgsProcessingParameterFeatureSink(
                PLACES, "Most likely places", QgsProcessing.SourceType.TypeVectorPoint, optional=True
            ),
            "Points with their rank and similarity.",
        )

    def _add_image_parameters(self) -> None:
        self.add(
            QgsProcessingParameterExtent("IMAGE_EXTENT", "Part of the image", optional=True),
            "Only this part of the image is looked at. All of it when it is left empty.",
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBand(
                "BANDS", "Bands", parentLayerParameterName=INPUT, optional=True, allowMultiple=True
            ),
            "The 12 bands in order, B01 to B12, where they cannot be recognised by their names.",
            advanced=True,
        )
        self.add_choice("SCALE", "Scale", SCALES, "What the numbers are; “auto” tells by the values.", advanced=True)
        self.add_file(
            "IMAGE_CHECKPOINT", "File of the image encoder's weights", CHECKPOINT_HELP, optional=True, advanced=True
        )

    def params(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """The parameters as the engine takes them."""
        scale = self.choice(parameters, "SCALE", context)
        return {
            **self.location_params(parameters, context),
            **self.grid_params(parameters, context),
            "image_checkpoint": self.file(parameters, "IMAGE_CHECKPOINT", context),
            "extent": self.bounds(parameters, "IMAGE_EXTENT", context, self.raster().crs),
            "bands": self.parameterAsInts(parameters, "BANDS", context) or None,
            "scale": None if scale == AUTO else scale,
            "count": self.parameterAsInt(parameters, "COUNT", context),
        }

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
        where = [f"Most likely: {place['x']:.2f}, {place['y']:.2f} ({place['similarity']:.3f})." for place in best]
        looked = "1 piece of the image was" if value["chips"] == 1 else f"{value['chips']} pieces of the image were"
        return [f"{looked} looked at.", *where, *value["notes"], LIMITS]

    def style(self, value: dict[str, Any]) -> Style:
        """A heatmap."""
        return heatmap_style(value)

    def style_of(self, name: str, value: dict[str, Any]) -> Style | None:
        """How the layer of a destination is drawn."""
        from ..layers.styles import style_places

        return {OUTPUT: self.style(value), PLACES: style_places}.get(name)


def ranked_fields() -> QgsFields:
    """Rank and similarity."""
    fields = QgsFields()
    fields.append(QgsField("rank", FieldType.Int))
    fields.append(QgsField("similarity", FieldType.Double))
    return fields

"""``landprint:similaritymap``: how similar each place is to the places that are shown."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterPoint,
)

from ..client.failure import EngineFailure
from .algorithm import LandprintAlgorithm, Parameters
from .result_layer import Style

ANY_SHAPE = [QgsProcessing.SourceType.TypeVectorAnyGeometry]


class SimilarityMap(LandprintAlgorithm):
    """Map similarity."""

    OPERATION = "similarity_map"
    NAME = "similaritymap"
    TITLE = "Similarity map"
    GROUP = "Analysis"
    SUMMARY = (
        "Shows where else looks like the places that are given: each pixel of the result is the similarity to them,"
        " between -1 and 1. Give a point, or a layer of points, lines or areas, or both; a second layer may say what"
        " is not meant."
    )
    TAGS = ("similar", "search", "heatmap", "find", "cosine", "example")

    def initAlgorithm(self, config: dict[str, Any] | None = None) -> None:
        """Say what it takes."""
        self.add_embeddings()
        self.add(
            QgsProcessingParameterPoint("POINT", "Similar to this point", optional=True),
            "One place, in any CRS: “x,y [EPSG:4326]”. Without a CRS, it is in that of the raster.",
        )
        self.add(
            QgsProcessingParameterFeatureSource("POINTS", "Similar to these places", ANY_SHAPE, optional=True),
            "Places to look for. An area stands for the patches inside it, at most 1,000 of them.",
        )
        self.add(
            QgsProcessingParameterFeatureSource("NEGATIVE_POINTS", "Not similar to these", ANY_SHAPE, optional=True),
            "Places that look alike but are not meant.",
        )
        self.add(
            QgsProcessingParameterBoolean("RAW", "Plain cosine", defaultValue=False),
            "The cosine of the embeddings themselves. Usually everything is then near 1; by default, what all places"
            " have in common is taken out first.",
        )
        self.add_output("Similarity", "A GeoTIFF with one band: the similarity, between -1 and 1.")

    def params(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """The parameters as the engine takes them."""
        at = self.places(parameters, "POINTS", context, feedback)
        if parameters.get("POINT"):
            at.append(self.place(parameters, "POINT", context))
        if not at:
            raise EngineFailure("parameter", "There is no place to look for.", "Give a point or a layer with features.")
        return {
            "at": at,
            "not_at": self.places(parameters, "NEGATIVE_POINTS", context, feedback),
            "raw": self.parameterAsBool(parameters, "RAW", context),
        }

    def facts(self, value: dict[str, Any]) -> list[str]:
        """How similar the raster is on the whole."""
        spread = f"from {value['minimum']:.3f} to {value['maximum']:.3f}, {value['mean']:.3f} on average"
        return [f"Similarity {spread}; {value['valid']:,} patches."]

    def style(self, value: dict[str, Any]) -> Style:
        """A heatmap of what is above the natural threshold, as the dock draws it."""
        return heatmap_style(value)


def heatmap_style(value: dict[str, Any]) -> Style:
    """A heatmap of a similarity of which the engine gave percentiles, histogram and maximum."""
    from ..layers.histogram import natural_threshold
    from ..layers.styles import HeatmapRange, style_heatmap

    threshold = natural_threshold(value["histogram"])
    limits = HeatmapRange.of(value["percentiles"], threshold, value["maximum"])
    return lambda layer: style_heatmap(layer, limits, threshold)

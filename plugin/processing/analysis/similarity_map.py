"""``landprint:similaritymap``: how similar each place is to the places that are shown."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from ...client.failure import EngineFailure
from ...translation import format_number, tr
from ..base.algorithm import LandprintAlgorithm
from ..base.reading import Parameters
from ..base.result_layer import Style


class SimilarityMap(LandprintAlgorithm):
    """Map similarity."""

    OPERATION = "similarity_map"
    NAME = "similaritymap"
    TITLE = tr("Similarity map")
    GROUP = "Analysis"
    SUMMARY = tr(
        "Shows where else looks like the places that are given: each pixel of the result is the similarity"
        " to them, between -1 and 1. Give a point, or a layer of points, lines or areas, or both; a second"
        " layer may say what is not meant."
    )
    TAGS = ("similar", "search", "heatmap", "find", "cosine", "example")

    def params(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """The parameters as the engine takes them."""
        params = super().params(parameters, context, feedback)
        if not params["at"] and not params["points"]:
            raise EngineFailure(
                "parameter", tr("There is no place to look for."), tr("Give a point or a layer with features.")
            )
        return params

    def facts(self, value: dict[str, Any]) -> list[str]:
        """How similar the raster is on the whole."""
        spread = tr("from {minimum} to {maximum}, {mean} on average").format(
            minimum=format_number(value["minimum"], 3),
            maximum=format_number(value["maximum"], 3),
            mean=format_number(value["mean"], 3),
        )
        return [
            tr("Similarity {spread}; {valid} patches.").format(spread=spread, valid=format_number(value["valid"])),
            *value["notes"],
        ]

    def style(self, value: dict[str, Any]) -> Style:
        """A heatmap of what is above the automatic threshold, as the dock draws it."""
        return heatmap_style(value)


def heatmap_style(value: dict[str, Any]) -> Style:
    """A heatmap of a similarity of which the engine gave percentiles, maximum and threshold."""
    from ...layers.styling.styles import HeatmapRange, style_heatmap

    threshold = value["threshold"]
    limits = HeatmapRange.of(value["percentiles"], threshold, value["maximum"])
    return lambda layer: style_heatmap(layer, limits, threshold)

"""``landprint:kmeansclusters``: the kinds of places that there are."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from .algorithm import LandprintAlgorithm, Parameters
from .kmeans import add_kmeans, class_facts, kmeans_params
from .result_layer import Style


class KmeansClusters(LandprintAlgorithm):
    """Cluster by k-means."""

    OPERATION = "kmeans"
    NAME = "kmeansclusters"
    TITLE = "K-means classes"
    GROUP = "Analysis"
    SUMMARY = (
        "Groups an embedding raster into classes of places that look alike, without any examples. The largest class is"
        " number 1. The result has a palette and the share of each class."
    )
    TAGS = ("cluster", "classify", "classes", "unsupervised", "segment", "k-means")

    def initAlgorithm(self, config: dict[str, Any] | None = None) -> None:
        """Say what it takes."""
        self.add_embeddings()
        add_kmeans(self, most=65535)
        self.add_output("Classes", "A GeoTIFF with the number of the class, and 0 where there are no data.")

    def params(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """The parameters as the engine takes them."""
        return kmeans_params(self, parameters, context)

    def facts(self, value: dict[str, Any]) -> list[str]:
        """The classes and their shares."""
        return class_facts(value)

    def style(self, value: dict[str, Any]) -> Style:
        """A palette, the largest class first."""
        from ..layers.styles import LayerClass, style_classes

        classes = [LayerClass(item["label"], item["name"], item["colour"]) for item in value["classes"]]
        return lambda layer: style_classes(layer, classes)

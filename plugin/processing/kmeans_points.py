"""``landprint:kmeanspoints``: the kinds of embedded points that there are."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from .algorithm import Parameters
from .kmeans import add_kmeans, class_facts, kmeans_params
from .point_algorithm import EMBEDDED_HELP, FORMAT_HELP, PointAlgorithm
from .result_layer import Style


class KmeansPoints(PointAlgorithm):
    """Cluster points by k-means."""

    OPERATION = "kmeans_points"
    NAME = "kmeanspoints"
    TITLE = "K-means classes of points"
    GROUP = "Analysis"
    SUMMARY = (
        "Groups embedded points into classes of places that are alike, without any examples. The result is the points"
        " with a column “class”, drawn by it; the largest class is number 1."
    )
    TAGS = ("cluster", "classify", "classes", "unsupervised", "points", "k-means")

    def initAlgorithm(self, config: dict[str, Any] | None = None) -> None:
        """Say what it takes."""
        self.add_points("Embedded points", EMBEDDED_HELP)
        add_kmeans(self, most=1000)
        self.add_points_output("Points with classes", FORMAT_HELP)

    def params(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """The parameters as the engine takes them."""
        return {
            **self.points_params(parameters, context, feedback),
            **kmeans_params(self, parameters, context),
        }

    def facts(self, value: dict[str, Any]) -> list[str]:
        """The classes and their shares."""
        return class_facts(value)

    def style(self, value: dict[str, Any]) -> Style:
        """A colour for each class, the largest first."""
        from ..layers.point_styles import PointClass, style_point_classes

        classes = [
            PointClass(item["label"], f"{item['name']} · {100 * item['share']:.0f} %", item["colour"])
            for item in value["classes"]
        ]
        return lambda layer: style_point_classes(layer, value["column"], classes)

"""``landprint:kmeanspoints``: the kinds of embedded points that there are."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProcessingParameterNumber

from .algorithm import INTEGER, Parameters
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
        self.add(
            QgsProcessingParameterNumber("CLUSTERS", "Number of classes", INTEGER, 8, minValue=2, maxValue=1000),
            "How many kinds of places to tell apart.",
        )
        self.add(
            QgsProcessingParameterNumber("SEED", "Seed", INTEGER, 0, minValue=0),
            "The same seed gives the same classes.",
            advanced=True,
        )
        self.add_points_output("Points with classes", FORMAT_HELP)

    def params(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """The parameters as the engine takes them."""
        return {
            **self.points_params(parameters, context, feedback),
            "clusters": self.parameterAsInt(parameters, "CLUSTERS", context),
            "seed": self.parameterAsInt(parameters, "SEED", context),
        }

    def facts(self, value: dict[str, Any]) -> list[str]:
        """The classes and their shares."""
        classes = [f"{item['label']}: {100 * item['share']:.1f} %" for item in value["classes"]]
        return [f"Classes by size: {', '.join(classes)}."]

    def style(self, value: dict[str, Any]) -> Style:
        """A colour for each class, the largest first."""
        from ..layers.point_styles import PointClass, style_point_classes

        classes = [
            PointClass(item["label"], f"{item['name']} · {100 * item['share']:.0f} %", item["colour"])
            for item in value["classes"]
        ]
        return lambda layer: style_point_classes(layer, value["column"], classes)

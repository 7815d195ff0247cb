"""``landprint:kmeanspoints``: the kinds of embedded points that there are."""

from __future__ import annotations

from typing import Any

from .kmeans_clusters import KmeansClusters
from .point_algorithm import PointAlgorithm
from .result_layer import Style


class KmeansPoints(PointAlgorithm, KmeansClusters):
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

    def style(self, value: dict[str, Any]) -> Style:
        """A colour for each class, the largest first."""
        from ..layers.point_styles import LayerClass, style_point_classes

        classes = [
            LayerClass(item["label"], f"{item['name']} · {100 * item['share']:.0f} %", item["colour"])
            for item in value["classes"]
        ]
        return lambda layer: style_point_classes(layer, value["column"], classes)

"""``landprint:kmeansclusters`` and ``kmeanspoints``: the kinds of places, or of embedded points, that there are."""

from __future__ import annotations

from typing import Any

from ...translation import format_number, tr
from ..base.algorithm import LandprintAlgorithm
from ..base.point_algorithm import PointAlgorithm
from ..base.result_layer import Style, class_palette


class KmeansClusters(LandprintAlgorithm):
    """Cluster by k-means."""

    OPERATION = "kmeans"
    NAME = "kmeansclusters"
    TITLE = tr("K-means classes")
    GROUP = "Analysis"
    SUMMARY = tr(
        "Groups an embedding raster into classes of places that look alike, without any examples. The"
        " largest class is number 1. The result has a palette and the share of each class."
    )
    TAGS = ("cluster", "classify", "classes", "unsupervised", "segment", "k-means")

    def facts(self, value: dict[str, Any]) -> list[str]:
        """The classes and their shares."""
        classes = [
            tr("{name}: {share} %").format(name=item["label"], share=format_number(100 * item["share"], 1))
            for item in value["classes"]
        ]
        return [
            tr("Classes by size: {names}.").format(names=", ".join(classes)),
            *value.get("notes", []),
        ]  # points have none

    def style(self, value: dict[str, Any]) -> Style:
        """A palette, the largest class first."""
        return class_palette(value)


class KmeansPoints(PointAlgorithm, KmeansClusters):
    """Cluster points by k-means."""

    OPERATION = "kmeans_points"
    NAME = "kmeanspoints"
    TITLE = tr("K-means classes of points")
    GROUP = "Analysis"
    SUMMARY = tr(
        "Groups embedded points into classes of places that are alike, without any examples. The result is"
        " the points with a column “class”, drawn by it; the largest class is number 1."
    )
    TAGS = ("cluster", "classify", "classes", "unsupervised", "points", "k-means")

    def style(self, value: dict[str, Any]) -> Style:
        """A colour for each class, the largest first."""
        from ...layers.styling.class_names import shown_name
        from ...layers.styling.point_styles import LayerClass, style_point_classes

        classes = [
            LayerClass(
                item["label"],
                tr("{name} · {share} %").format(
                    name=shown_name(item["name"]), share=format_number(100 * item["share"])
                ),
                item["colour"],
            )
            for item in value["classes"]
        ]
        return lambda layer: style_point_classes(layer, value["column"], classes)

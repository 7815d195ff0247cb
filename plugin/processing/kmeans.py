"""What k-means asks and says, of a raster and of points."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingParameterNumber

from .algorithm import INTEGER, LandprintAlgorithm, Parameters


def add_kmeans(algorithm: LandprintAlgorithm, *, most: int) -> None:
    """Add the number of classes, up to ``most``, and the seed."""
    algorithm.add(
        QgsProcessingParameterNumber("CLUSTERS", "Number of classes", INTEGER, 8, minValue=2, maxValue=most),
        "How many kinds of places to tell apart.",
    )
    algorithm.add(
        QgsProcessingParameterNumber("SEED", "Seed", INTEGER, 0, minValue=0),
        "The same seed gives the same classes.",
        advanced=True,
    )


def kmeans_params(
    algorithm: LandprintAlgorithm, parameters: Parameters, context: QgsProcessingContext
) -> dict[str, int]:
    """The same as the engine takes them."""
    return {
        "clusters": algorithm.parameterAsInt(parameters, "CLUSTERS", context),
        "seed": algorithm.parameterAsInt(parameters, "SEED", context),
    }


def class_facts(value: dict[str, Any]) -> list[str]:
    """The classes and their shares."""
    classes = [f"{item['label']}: {100 * item['share']:.1f} %" for item in value["classes"]]
    return [f"Classes by size: {', '.join(classes)}."]

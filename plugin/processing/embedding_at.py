"""``landprint:embeddingat``: the embedding of one place."""

from __future__ import annotations

import json
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterPoint,
)

from .algorithm import LandprintAlgorithm, Parameters


class EmbeddingAt(LandprintAlgorithm):
    """Read one embedding."""

    OPERATION = "embedding_at"
    NAME = "embeddingat"
    TITLE = "Embedding at a point"
    GROUP = "Embeddings"
    SUMMARY = (
        "Reads the embedding of the patch that a point lies in. It comes as a list of numbers that can be stored,"
        " compared or plotted."
    )
    TAGS = ("identify", "sample", "vector", "point")

    def initAlgorithm(self, config: dict[str, Any] | None = None) -> None:
        """Say what it takes and gives."""
        self.add_embeddings()
        self.add(
            QgsProcessingParameterPoint("POINT", "Point"),
            "The place, in any CRS: “x,y [EPSG:4326]”. Without one, it is in the CRS of the raster.",
        )
        self.addOutput(QgsProcessingOutputString("VECTOR", "Embedding, as a JSON list"))
        self.addOutput(QgsProcessingOutputNumber("DIMENSION", "Dimension"))
        self.addOutput(QgsProcessingOutputNumber("NORM", "Length of the vector"))

    def params(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """The parameters as the engine takes them."""
        return {"at": self.place(parameters, "POINT", context)}

    def outputs(self, value: dict[str, Any], parameters: Parameters, context: QgsProcessingContext) -> dict[str, Any]:
        """The vector and what describes it."""
        return {"VECTOR": json.dumps(value["vector"]), "DIMENSION": value["dimension"], "NORM": value["norm"]}

    def facts(self, value: dict[str, Any]) -> list[str]:
        """Where it was read."""
        x, y = value["at"]
        return [f"The patch around {x}, {y}: {value['dimension']} dimensions, length {value['norm']:.4g}."]

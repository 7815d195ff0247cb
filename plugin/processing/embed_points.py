"""``landprint:embedpoints``: points get the embeddings of their places."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProcessingParameterRasterLayer

from .algorithm import Parameters
from .locations import LIMITS, LocationAlgorithm
from .point_algorithm import FORMAT_HELP, POINTS_HELP, PointAlgorithm


class EmbedPoints(PointAlgorithm, LocationAlgorithm):
    """Embed points."""

    OPERATION = "embed_points"
    NAME = "embedpoints"
    TITLE = "Embed points"
    GROUP = "Embeddings"
    SUMMARY = (
        "Gives each point the embedding of its place: by an encoder of places, without any imagery, or read from an"
        " embedding raster. All attributes are kept; a point without geometry gets none. Similar points, classes and"
        f" predictions are made from it. {LIMITS}"
    )
    TAGS = ("embed", "satclip", "location", "points", "sample", "features", "table")

    def initAlgorithm(self, config: dict[str, Any] | None = None) -> None:
        """Say what it takes."""
        self.add_points("Points", POINTS_HELP)
        self.add_location_encoder()
        self.add(
            QgsProcessingParameterRasterLayer("EMBEDDINGS", "From an embedding raster", optional=True),
            "Read the embeddings from this raster, such as “Embed raster” makes, instead of asking the encoder. Points"
            " outside of it get none.",
        )
        self.add_points_output("Embedded points", FORMAT_HELP)

    def params(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """The parameters as the engine takes them."""
        return {
            **self.points_params(parameters, context, feedback),
            **self.location_params(parameters, context),
            "embeddings": self.raster("EMBEDDINGS").path if self.has_raster("EMBEDDINGS") else None,
        }

    def facts(self, value: dict[str, Any]) -> list[str]:
        """What was made."""
        made = f"{value['embedded']:,} of {value['points']:,} points have an embedding of {value['dim']} dimensions"
        encoder = value["encoder"] or "a raster of unknown origin"
        facts = [f"{made}, by {encoder}; {value['seconds']:.1f} s."]
        return [*facts, LIMITS] if encoder.startswith("satclip") else facts

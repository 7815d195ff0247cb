"""``landprint:embedpoints``: points get the embeddings of their places."""

from __future__ import annotations

from typing import Any

from .locations import LIMITS, LocationAlgorithm
from .point_algorithm import PointAlgorithm


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

    def facts(self, value: dict[str, Any]) -> list[str]:
        """What was made."""
        made = f"{value['embedded']:,} of {value['points']:,} points have an embedding of {value['dim']} dimensions"
        encoder = value["encoder"] or "a raster of unknown origin"
        facts = [f"{made}, by {encoder}; {value['seconds']:.1f} s."]
        return [*facts, LIMITS] if encoder.startswith("satclip") else facts

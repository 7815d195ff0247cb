"""``landprint:embedpoints``: points get the embeddings of their places."""

from __future__ import annotations

from typing import Any

from ...translation import format_number, tr
from ..base.locations import LIMITS, LocationAlgorithm
from ..base.point_algorithm import PointAlgorithm


class EmbedPoints(PointAlgorithm, LocationAlgorithm):
    """Embed points."""

    OPERATION = "embed_points"
    NAME = "embedpoints"
    TITLE = tr("Embed points")
    GROUP = "Embeddings"
    SUMMARY = tr(
        "Gives each point the embedding of its place: by an encoder of places, without any imagery, or read"
        " from an embedding raster. All attributes are kept; a point without geometry gets none. Similar"
        " points, classes and predictions are made from it. {limits}"
    ).format(limits=LIMITS)
    TAGS = ("embed", "satclip", "location", "points", "sample", "features", "table")

    def facts(self, value: dict[str, Any]) -> list[str]:
        """What was made."""
        made = tr("{embedded} of {points} points have an embedding of {dim} dimensions").format(
            embedded=format_number(value["embedded"]), points=format_number(value["points"]), dim=value["dim"]
        )
        encoder = value["encoder"] or tr("a raster of unknown origin")
        facts = [
            tr("{made}, by {encoder}; {seconds} s.").format(
                made=made, encoder=encoder, seconds=format_number(value["seconds"], 1)
            )
        ]
        return [*facts, LIMITS] if encoder.startswith("satclip") else facts

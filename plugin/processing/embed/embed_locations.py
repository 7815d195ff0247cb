"""``landprint:embedlocations``: places of an extent become an embedding raster, without any imagery."""

from __future__ import annotations

from typing import Any

from ...translation import format_number, tr
from ..base.locations import LIMITS, LocationAlgorithm
from ..base.result_layer import Style
from .embed_raster import style_embedding


class EmbedLocations(LocationAlgorithm):
    """Embed places."""

    OPERATION = "embed_locations"
    NAME = "embedlocations"
    TITLE = tr("Embed locations")
    GROUP = "Embeddings"
    SUMMARY = tr(
        "Makes an embedding raster of places on Earth without any imagery: each pixel has the fingerprint of"
        " its longitude and latitude. “Similarity map” then shows where on Earth is like a place, “K-means"
        " classes” which kinds of places there are. A run that was interrupted continues where it stopped"
        " when it is started again with the same settings. {limits}"
    ).format(limits=LIMITS)
    TAGS = ("embed", "satclip", "location", "world", "globe", "longitude", "latitude")

    def facts(self, value: dict[str, Any]) -> list[str]:
        """What was made."""
        size = tr("{width} x {height} places").format(
            width=format_number(value["width"]), height=format_number(value["height"])
        )
        return [
            tr("{encoder}: {dim} dimensions of {size}; {seconds} s.").format(
                encoder=value["encoder"], dim=value["dim"], size=size, seconds=format_number(value["seconds"], 1)
            ),
            LIMITS,
        ]

    def style(self, value: dict[str, Any]) -> Style:
        """The first three bands as colours."""
        return style_embedding

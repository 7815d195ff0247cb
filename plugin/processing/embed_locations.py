"""``landprint:embedlocations``: places of an extent become an embedding raster, without any imagery."""

from __future__ import annotations

from typing import Any

from .embed_raster import style_embedding
from .locations import LIMITS, LocationAlgorithm
from .result_layer import Style


class EmbedLocations(LocationAlgorithm):
    """Embed places."""

    OPERATION = "embed_locations"
    NAME = "embedlocations"
    TITLE = "Embed locations"
    GROUP = "Embeddings"
    SUMMARY = (
        "Makes an embedding raster of places on Earth without any imagery: each pixel has the fingerprint of its"
        " longitude and latitude. “Similarity map” then shows where on Earth is like a place, “K-means classes” which"
        " kinds of places there are. A run that was interrupted continues where it stopped when it is started again"
        f" with the same settings. {LIMITS}"
    )
    TAGS = ("embed", "satclip", "location", "world", "globe", "longitude", "latitude")

    def facts(self, value: dict[str, Any]) -> list[str]:
        """What was made."""
        size = f"{value['width']:,} x {value['height']:,} places"
        return [f"{value['encoder']}: {value['dim']} dimensions of {size}; {value['seconds']:.1f} s.", LIMITS]

    def style(self, value: dict[str, Any]) -> Style:
        """The first three bands as colours."""
        return style_embedding

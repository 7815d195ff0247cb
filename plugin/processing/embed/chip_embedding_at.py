"""``landprint:chipembeddingat``: the embedding of the chip around one place of a satellite image."""

from __future__ import annotations

from typing import Any, ClassVar

from ...resources import chip_encoders
from ...translation import tr
from ..base.image_algorithm import OF_THE_IMAGE, ImageAlgorithm, sensors
from .embedding_at import VECTOR


class ChipEmbeddingAt(ImageAlgorithm):
    """Embed one chip."""

    OPERATION = "chip_embedding_at"
    NAME = "chipembeddingat"
    TITLE = tr("Embedding of the chip at a point")
    GROUP = "Embeddings"
    SUMMARY = tr(
        "Embeds the square of a satellite image around a point as a whole, as the encoders' published"
        " recipes do: 256 x 256 pixels for Clay, 8 x 8 patches for Galileo. Nothing else of the image is"
        " embedded, so it takes seconds. The embedding comes as a list of numbers that can be stored,"
        " compared or plotted."
    )
    TAGS = ("identify", "sample", "vector", "point", "class token", "tile", "clay", "galileo", "satclip", "sentinel")

    ORDER = (
        *("INPUT", "POINT", "ENCODER", "BANDS", "PATCH_SIZE", *OF_THE_IMAGE),
        *("RUNTIME", "PRECISION", "LATLON_ORDER", "HEADS"),
    )
    OUTPUTS = VECTOR
    OPTIONS: ClassVar = {"encoder": chip_encoders, "sensor": sensors}

    def facts(self, value: dict[str, Any]) -> list[str]:
        """Where the chip lies, and what was guessed on the way."""
        x, y = value["at"]
        chip = tr("The chip of {pixels} x {pixels} pixels around {x}, {y}").format(pixels=value["pixels"], x=x, y=y)
        return [
            tr("{chip}: {dimension} dimensions, length {norm}.").format(
                chip=chip, dimension=value["dimension"], norm=f"{value['norm']:.4g}"
            ),
            *value["notes"],
        ]

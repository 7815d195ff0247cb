"""``landprint:chipembeddingat``: the embedding of the chip around one place of a satellite image."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from ..resources import chip_encoders
from .algorithm import Parameters
from .embedding_at import add_place, add_vector, vector_outputs
from .image_algorithm import ImageAlgorithm


class ChipEmbeddingAt(ImageAlgorithm):
    """Embed one chip."""

    OPERATION = "chip_embedding_at"
    NAME = "chipembeddingat"
    TITLE = "Embedding of the chip at a point"
    GROUP = "Embeddings"
    SUMMARY = (
        "Embeds the square of a satellite image around a point as a whole, as the encoders' published recipes do:"
        " 256 x 256 pixels for Clay, 8 x 8 patches for Galileo. Nothing else of the image is embedded, so it takes"
        " seconds. The embedding comes as a list of numbers that can be stored, compared or plotted."
    )
    TAGS = ("identify", "sample", "vector", "point", "class token", "tile", "clay", "galileo", "satclip", "sentinel")

    def initAlgorithm(self, config: dict[str, Any] | None = None) -> None:
        """Say what it takes and gives."""
        self.add_image()
        add_place(self)
        self.add_choice(
            "ENCODER",
            "Encoder",
            chip_encoders(),
            "What makes the fingerprint. “galileo-nano” is for Sentinel-2 and runs on any laptop (4 MB to download)."
            " “clay-v1.5” is a large model for many sensors (1.25 GB to download). SatCLIP's image encoders take"
            " Sentinel-2 with all 12 bands; their fingerprints are comparable with those of places, for research only."
            " “Download weights” gets what is missing.",
        )
        self.add_bands()
        self.add_patch_size(
            "Galileo takes 1 to 8, and its chip is 8 patches wide; Clay takes 8. SatCLIP's image encoders have their"
            " own size, whatever is given here.",
        )
        self.add_imagery()
        self.add_sources()
        self.add_runtime()
        self.add_order()
        add_vector(self)

    def params(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """The parameters as the engine takes them."""
        encoder = self.choice(parameters, "ENCODER", context) or chip_encoders()[0]
        return {**self.image_params(parameters, context, encoder), "at": self.place(parameters, "POINT", context)}

    def outputs(self, value: dict[str, Any], parameters: Parameters, context: QgsProcessingContext) -> dict[str, Any]:
        """The vector and what describes it."""
        return vector_outputs(value)

    def facts(self, value: dict[str, Any]) -> list[str]:
        """Where the chip lies, and what was guessed on the way."""
        x, y = value["at"]
        chip = f"The chip of {value['pixels']} x {value['pixels']} pixels around {x}, {y}"
        return [f"{chip}: {value['dimension']} dimensions, length {value['norm']:.4g}.", *value["notes"]]

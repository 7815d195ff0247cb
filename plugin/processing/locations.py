"""What the algorithms on places without imagery share: the encoder, its limits, extents in degrees."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingContext,
    QgsProcessingParameterExtent,
    QgsProcessingParameterNumber,
)

from ..layers.vector_source import LONLAT
from ..resources import location_encoders
from .algorithm import DOUBLE, LandprintAlgorithm, Parameters

LIMITS = (
    "SatCLIP is published for research. It shows what is alike on the scale of continents and climates: L40 down to"
    " about a hundred kilometres, L10 coarser. It is not made for fine-grained questions within a city or region, knows"
    " little of the oceans and the poles, where it saw no images, and is not for defence or surveillance."
)
ENCODER_HELP = (
    "Turns longitude and latitude into a fingerprint of the place, learned from Sentinel-2 images of all land. L40"
    " shows finer patterns, L10 is smoother; the rest of the name is the image encoder that it was trained beside."
    " “Download weights” gets it (4 to 10 MB)."
)
CHECKPOINT_HELP = "A .ckpt or .safetensors file of the encoder's weights, to use instead of the downloaded ones."


class LocationAlgorithm(LandprintAlgorithm):
    """An algorithm that may ask an encoder of places."""

    def add_location_encoder(self, *, optional: bool = False) -> None:
        """Add ENCODER and CHECKPOINT."""
        self.add_choice("ENCODER", "Encoder of places", location_encoders(), ENCODER_HELP, optional=optional)
        self.add_file("CHECKPOINT", "File of weights", CHECKPOINT_HELP, optional=True, advanced=True)

    def add_grid(self, title: str) -> None:
        """Add EXTENT and RESOLUTION."""
        self.add(
            QgsProcessingParameterExtent("EXTENT", title, optional=True),
            "In any CRS. The whole world when it is left empty.",
        )
        self.add(
            QgsProcessingParameterNumber(
                "RESOLUTION", "Resolution (degrees)", DOUBLE, 1.0, minValue=0.001, maxValue=180.0
            ),
            "Degrees a pixel; 1 is about 111 km. The whole world at 0.1 degrees has 6.5 million places.",
        )

    def location_params(self, parameters: Parameters, context: QgsProcessingContext) -> dict[str, Any]:
        """The encoder, as the engine takes it."""
        return {
            "encoder": self.choice(parameters, "ENCODER", context),
            "checkpoint": self.file(parameters, "CHECKPOINT", context),
        }

    def grid_params(self, parameters: Parameters, context: QgsProcessingContext) -> dict[str, Any]:
        """The grid of places, as the engine takes it."""
        bounds = self.bounds(parameters, "EXTENT", context, QgsCoordinateReferenceSystem(LONLAT))
        return {
            "bounds": on_earth(bounds) if bounds else None,
            "resolution": self.parameterAsDouble(parameters, "RESOLUTION", context),
        }


def on_earth(bounds: list[float]) -> list[float]:
    """The part of the bounds in degrees that is on the Earth: a map's window often reaches beyond."""
    left, bottom, right, top = bounds
    if right - left > 360:  # noqa: PLR2004 - once around
        left, right = -180.0, 180.0
    return [left, max(bottom, -90.0), right, min(top, 90.0)]

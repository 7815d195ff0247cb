"""What the algorithms on places without imagery share: the encoder, its limits, extents in degrees."""

from __future__ import annotations

from typing import Any, ClassVar

from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingContext

from ...layers.sources.vector_source import LONLAT
from ...resources import location_encoders
from ...translation import tr
from .algorithm import LandprintAlgorithm
from .declared import Declared
from .reading import Parameters

LIMITS = tr(
    "SatCLIP is published for research. It shows what is alike on the scale of continents and climates:"
    " L40 down to about a hundred kilometres, L10 coarser. It is not made for fine-grained questions"
    " within a city or region, knows little of the oceans and the poles, where it saw no images, and is"
    " not for defence or surveillance."
)


class LocationAlgorithm(LandprintAlgorithm):
    """An algorithm that may ask an encoder of places."""

    OPTIONS: ClassVar = {"encoder": location_encoders}

    def value(self, item: Declared, parameters: Parameters, context: QgsProcessingContext) -> Any:
        """What was given for a parameter; a grid of places is in degrees."""
        if item.parameter.name != "bounds":
            return super().value(item, parameters, context)
        bounds = self.bounds(parameters, item.name, context, QgsCoordinateReferenceSystem(LONLAT))
        return on_earth(bounds) if bounds else None


def on_earth(bounds: list[float]) -> list[float]:
    """The part of the bounds in degrees that is on the Earth: a map's window often reaches beyond."""
    left, bottom, right, top = bounds
    if right - left > 360:  # noqa: PLR2004 - once around
        left, right = -180.0, 180.0
    return [left, max(bottom, -90.0), right, min(top, 90.0)]

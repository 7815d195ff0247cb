"""Places in degrees, and the interface of an encoder of places."""

from __future__ import annotations

from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from ..errors import OutsideError

Floats = NDArray[np.float64]


class LonLat(NamedTuple):
    """A place in degrees (WGS 84), longitude first."""

    lon: float
    lat: float


class LocationEncoder(Protocol):
    """Places to embeddings."""

    @property
    def name(self) -> str:
        """Its name in the table of encoders."""

    @property
    def dim(self) -> int:
        """Values in an embedding."""

    def embed(self, lonlat: Floats) -> Floats:
        """Embeddings (n, dim) of places (n, 2) in degrees; raises OutsideError for what is no place."""

    def embed_grid(self, lons: Floats, lats: Floats) -> Floats:
        """Embeddings (dim, lat, lon) of every meeting point of meridians and parallels in degrees."""

    def tags(self) -> dict[str, str]:
        """What decides its embeddings beside the places; keys without Landprint's prefix."""


def check_lonlat(lonlat: Floats) -> None:
    """Raise OutsideError for the first of the places (n, 2) that is not on Earth."""
    wrong = ~np.isfinite(lonlat).all(axis=1) | (np.abs(lonlat[:, 1]) > 90.0)  # noqa: PLR2004 - the poles
    if wrong.any():
        place = LonLat(*lonlat[wrong.argmax()].tolist())
        raise OutsideError(
            f"Longitude {place.lon:g}, latitude {place.lat:g} is no place on Earth.",
            hint="Latitudes go from -90 to 90. Check the coordinate system, and that longitude comes before latitude.",
        )

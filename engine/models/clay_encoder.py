"""Clay v1.5 as an encoder of chips: any sensor in, one embedding a patch or a chip out."""

from __future__ import annotations

import numpy as np
import torch

from ..errors import ParameterError
from ..imagery import Imagery
from . import clay
from .encoder import ChipEncoder, Chips, Pass, Recipe

NAME = "clay-v1.5"
CHIP_PATCHES = clay.CHIP // clay.PATCH  # 32 patches on a chip's side


def recipes(border: int) -> tuple[Recipe, ...]:
    """The recipes with ``border`` patches of every chip's sides for context only."""
    core = CHIP_PATCHES - 2 * border
    if core < 1 or border < 0:
        raise ParameterError(
            f"An overlap of {border} patches leaves nothing of a chip of {CHIP_PATCHES}.",
            hint=f"Choose from 0 to {(CHIP_PATCHES - 1) // 2}.",
        )
    cost = (CHIP_PATCHES / core) ** 2
    plain = Pass(core=core, border=border)
    shifted = Pass(core=core, border=border, offset=-(core // 2))
    return (
        Recipe(name="fast", title="Fast: one grid of chips", cost=cost, passes=(plain,)),
        Recipe(name="balanced", title="Balanced: two shifted grids", cost=2 * cost, passes=(plain, shifted)),
    )


class ClayEncoder:
    """Clay on one raster's bands; patches of 8 pixels."""

    name = NAME
    patch = clay.PATCH
    margin = 0

    def __init__(
        self,
        model: clay.Clay,
        imagery: Imagery,
        *,
        border: int = 0,
        lon_first: bool = False,
        check: clay.Check | None = None,
    ) -> None:
        self.imagery = imagery
        self.dim = model.size.dim
        self.recipes = recipes(border)
        self._model = model
        self._lon_first = lon_first
        self._check = check or (lambda: None)
        bands = [matched.band for matched in imagery.match.bands]
        self._means, self._stds = [band.mean for band in bands], [band.std for band in bands]
        self._wavelengths = tuple(band.wavelength for band in bands)

    def embed(self, chips: Chips) -> np.ndarray:
        """Embeddings (chip, dim, patch row, patch column) float32."""
        return self._embedded(chips).patches.permute(0, 3, 1, 2).numpy()

    def blank_tokens(self, side: int) -> np.ndarray | None:
        """What it says of a chip of every band's mean, without date and place: (dim, row, column)."""
        size = side * clay.PATCH
        pixels = torch.zeros(1, len(self._wavelengths), size, size)
        embedded = self._model(
            pixels,
            torch.zeros(1, clay.METADATA_DIM),
            wavelengths=self._wavelengths,
            gsd=self.imagery.sensor.gsd,
            check=self._check,
        )
        return embedded.patches[0].permute(2, 0, 1).numpy()

    def tags(self) -> dict[str, str]:
        """The imagery, and the order in which the model was told latitude and longitude."""
        return {**self.imagery.tags(), "LATLON_ORDER": "lon,lat" if self._lon_first else "lat,lon"}

    def _embedded(self, chips: Chips) -> clay.Embeddings:
        numbers = self.imagery.in_sensor_units(chips.pixels)
        codes = [
            clay.metadata_code(
                self.imagery.day,
                clay.LatLon(*map(float, latlon)) if np.isfinite(latlon).all() else None,
                lon_first=self._lon_first,
            )
            for latlon in chips.latlon
        ]
        return self._model(
            torch.from_numpy(clay.normalise(numbers, self._means, self._stds)),
            torch.from_numpy(np.stack(codes)),
            wavelengths=self._wavelengths,
            gsd=self.imagery.sensor.gsd,
            check=self._check,
        )


class ClayChipEncoder(ClayEncoder):
    """Clay with one embedding a chip, its class token: the published recipe."""

    patch = clay.CHIP

    def __init__(
        self, model: clay.Clay, imagery: Imagery, *, lon_first: bool = False, check: clay.Check | None = None
    ) -> None:
        super().__init__(model, imagery, lon_first=lon_first, check=check)
        self.recipes = (Recipe(name="chip", title="One embedding a chip", cost=1.0, passes=(Pass(core=1),)),)

    def embed(self, chips: Chips) -> np.ndarray:
        """Embeddings (chip, dim, 1, 1) float32."""
        return self._embedded(chips).chips[:, :, None, None].numpy()

    def blank_tokens(self, side: int) -> None:
        """Nothing: the class token has no place in the chip."""


_: type[ChipEncoder] = ClayEncoder

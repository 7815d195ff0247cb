"""What an encoder is made ready for."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..bounds import Bounds
from ..encoders.encoder import ChipEncoder, Chips
from ..rasters.raster import Raster
from ..requests import EmbeddingRequest
from .chips import typical_chips
from .plan import Plan, chosen_recipe, plan_embedding


@dataclass(frozen=True, kw_only=True)
class EmbeddingContext:
    """A raster, open for reading, and how it is to be embedded."""

    request: EmbeddingRequest
    raster: Raster
    patch: int  # pixels on its side
    extent: Bounds | None  # of the part that is embedded, in the raster's CRS
    is_estimate: bool = False  # which prepares nothing that takes minutes
    _plans: list[Plan] = field(default_factory=list, init=False)

    def plan(self, encoder: ChipEncoder) -> Plan:
        """The plan for an encoder; one that is made anew with the same patches and passes has the same."""
        recipe = chosen_recipe(encoder, self.request.recipe)
        for plan in self._plans:
            if (plan.patch, plan.passes) == (encoder.patch, recipe.passes):
                return plan
        self._plans.append(plan_embedding(self.raster.grid, encoder, recipe, self.extent, self.request.detail))
        return self._plans[-1]

    def chip_count(self, encoder: ChipEncoder) -> int:
        """Chips that the encoder will see."""
        return self.plan(encoder).chip_count()

    def typical_chips(self, encoder: ChipEncoder, band_numbers: list[int], *, count: int) -> Chips | None:
        """A few chips with many valid pixels from over the area, ``count`` at most; None where none has data."""
        return typical_chips(self.plan(encoder), encoder, self.raster, band_numbers, count=count)

"""What an encoder is prepared with: the request, the raster and the checkpoint."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ..bounds import Bounds
from ..encoders.catalogue import Entry
from ..encoders.encoder import ChipEncoder, Chips
from ..encoders.family import Context
from ..progress import Reporter
from ..rasters.grid import Window
from ..rasters.raster import Raster
from ..requests.encoding import EmbeddingRequest
from ..weights.checkpoints import Weights
from .chips import typical_chips
from .plan import Plan, chosen_recipe, plan_embedding

if TYPE_CHECKING:
    from ..sensors.recognise import Imagery


@dataclass(frozen=True, kw_only=True)
class Fixed:
    """What a part of a larger run takes from it: ``window`` of its patches, and how the raster was recognised.

    Eight bits are calibrated on the larger run's chips, so that all parts are embedded alike.
    """

    window: Window
    imagery: Imagery | None = None


@dataclass(frozen=True, kw_only=True)
class EmbeddingContext:
    """A raster, open for reading, and how it is to be embedded."""

    entry: Entry
    request: EmbeddingRequest
    raster: Raster
    patch: int  # pixels on its side
    extent: Bounds | None  # of the part that is embedded, in the raster's CRS
    is_estimate: bool = False  # which prepares nothing that takes minutes
    fixed: Fixed | None = None
    _plans: list[Plan] = field(default_factory=list, init=False)

    def weights(self) -> Weights:
        """The encoder's, from the request's file or downloaded; raises CheckpointError."""
        return self.entry.weights(self.request.checkpoint)

    def recognised(self, reporter: Reporter) -> Imagery:
        """What the raster is to the encoder; raises UserError."""
        if self.fixed and self.fixed.imagery:
            return self.fixed.imagery
        from ..sensors.recognise import recognise

        request, sensors = self.request, self.entry.sensors
        return recognise(self.raster, request.imagery, bands=request.bands, sensors=sensors, reporter=reporter)

    def plan(self, encoder: ChipEncoder) -> Plan:
        """The plan for an encoder; one that is made anew with the same patches and passes has the same."""
        recipe = chosen_recipe(encoder, self.request.recipe)
        for plan in self._plans:
            if (plan.patch, plan.passes) == (encoder.patch, recipe.passes):
                return plan
        plan = self._larger_plan(encoder)
        self._plans.append(replace(plan, window=self.fixed.window) if self.fixed else plan)
        return self._plans[-1]

    def _larger_plan(self, encoder: ChipEncoder) -> Plan:
        """The plan for all of the extent."""
        recipe = chosen_recipe(encoder, self.request.recipe)
        return plan_embedding(self.raster.grid, encoder, recipe, self.extent, self.request.detail)

    def chip_count(self, encoder: ChipEncoder) -> int:
        """Chips that the encoder will see."""
        return self.plan(encoder).chip_count()

    def typical_chips(self, encoder: ChipEncoder, band_numbers: list[int], *, count: int) -> Chips | None:
        """A few chips with many valid pixels from over the area, ``count`` at most; None where none has data."""
        plan = self._larger_plan(encoder) if self.fixed else self.plan(encoder)
        return typical_chips(plan, encoder, self.raster, band_numbers, count=count)


_: type[Context] = EmbeddingContext  # the type checker proves that it fits

"""SatCLIP's image encoder on rasters: Sentinel-2 with all bands in, one embedding a chip out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...errors import ParameterError
from ...progress import Reporter
from ...sensors.recognise import Imagery
from ..encoder import ChipEncoder, Chips, chip_side, small_chips_note
from ..family import Context, PreparedEncoder
from .images import ImageEncoder, load_images

SMALLEST_CHIP = 32  # pixels: the residual networks make one of so many


class SatClipImageEncoder:
    """The image encoder with what a raster's numbers are; a chip is one patch."""

    margin = 0
    is_local = False

    def __init__(self, images: ImageEncoder, imagery: Imagery) -> None:
        self.imagery = imagery
        self.name = images.name
        self.dim = images.dim
        self.patch = images.patch
        self.recipes = images.recipes
        self._images = images

    def embed(self, chips: Chips) -> np.ndarray:
        """Embeddings (chip, 256, 1, 1) float32, NaN where nothing of a chip is valid."""
        embeddings = np.full((len(chips.mask), self.dim, 1, 1), np.nan, np.float32)
        # Chips come by fours: of a raster of one chip, three lie beyond its edge.
        seen = chips.mask.any(axis=(1, 2))
        if seen.any():
            pixels = self.imagery.in_sensor_units(chips.pixels[seen])
            embeddings[seen] = self._images.embed(replace(chips, pixels=pixels))
        return embeddings

    def blank_tokens(self, side: int) -> None:
        """Nothing: a chip has no place within it."""

    def tags(self) -> dict[str, str]:
        """The imagery."""
        return self.imagery.tags()


def prepare_images(context: Context, reporter: Reporter) -> PreparedEncoder:
    """SatCLIP's image encoder on all bands of Sentinel-2; raises UserError."""
    weights = context.weights()
    imagery = context.recognised(reporter)
    if imagery.match.missing:
        raise ParameterError(
            f"SatCLIP needs all bands of Sentinel-2, and {', '.join(imagery.match.missing)} are missing.",
            hint="Choose a level 2A image with all 12 bands.",
        )
    images = load_images(weights.tensors, context.request.encoder)
    trained, grid = images.patch, context.raster.grid
    images.patch = chip_side(grid.width, grid.height, trained)
    if images.patch != trained and (images.is_transformer or images.patch < SMALLEST_CHIP):
        least = (
            f"at least {SMALLEST_CHIP}" if not images.is_transformer else f"exactly {trained}, half of them with data"
        )
        raise ParameterError(
            f"The raster has {grid.width} x {grid.height} pixels, and this encoder's chips have {least} on a side.",
            hint="Choose a larger raster, or a ResNet encoder for one of 32 pixels or more.",
        )
    return PreparedEncoder(
        encoder=SatClipImageEncoder(images, imagery),
        band_numbers=imagery.match.numbers,
        tags=weights.tags(),
        checkpoint_sha256=weights.sha256,
        notes=[*imagery.notes, *small_chips_note(images.patch, trained)],
    )


_: type[ChipEncoder] = SatClipImageEncoder

"""Chips of a raster, and the embeddings of their patches without their place in the chip."""

from __future__ import annotations

import numpy as np
from rasterio.crs import CRS

from ..encoders.encoder import MIN_VALID_SHARE, ChipEncoder, Chips
from ..rasters.grid import Window, reproject_array
from ..rasters.raster import Raster
from .plan import Plan, Unit

LONLAT = "EPSG:4326"


class Embedder:
    """Embeds the units of a plan; what depends on the pass alone is computed once."""

    def __init__(self, plan: Plan, encoder: ChipEncoder, *, remove_position: bool) -> None:
        self.plan = plan
        self.encoder = encoder
        # By side, because passes that are only shifted show the encoder the same constant chip.
        sides = {chip_pass.side for chip_pass in plan.passes} if remove_position else set()
        self._patterns = {side: position_pattern(encoder, side) for side in sides}

    def pixels_of(self, unit: Unit) -> Window:
        """The pixels a unit needs, with its chips' borders and the encoder's margin; it may reach past the edges."""
        border = self.plan.passes[unit.pass_number].border
        return self._shifted(unit, unit.patches.grown(border).scaled(self.plan.patch)).grown(self.encoder.margin)

    def read(self, unit: Unit, raster: Raster, band_numbers: list[int]) -> tuple[np.ndarray, np.ndarray]:
        """Pixels (band, row, column) and mask of a unit, NaN and False where no patch of the plan's window needs them.

        Those are read only that the wanted patches' own chips show. Raises SourceError.
        """
        whole = self.pixels_of(unit)
        needed = self._needed(unit, whole)
        pixels, mask = raster.read(needed, band_numbers)
        if needed == whole:
            return pixels, mask
        top, left = needed.row_off - whole.row_off, needed.col_off - whole.col_off
        rows, cols = slice(top, top + needed.height), slice(left, left + needed.width)
        every = np.full((len(pixels), whole.height, whole.width), np.nan, np.float32)
        is_valid = np.zeros(every.shape[1:], bool)
        every[:, rows, cols], is_valid[rows, cols] = pixels, mask
        return every, is_valid

    def _needed(self, unit: Unit, whole: Window) -> Window:
        """The part of the unit's pixels that the patches of the plan's window need."""
        wanted = unit.patches.intersection(self.plan.window)
        if wanted is None:
            return whole
        chip_pass = self.plan.passes[unit.pass_number]
        step, border = (1, 0) if self.encoder.is_local else (chip_pass.core, chip_pass.border)
        left, top, *_ = unit.patches
        # Whole chips outward from the unit's corner.
        first_col, first_row = ((wanted.col_off - left) // step, (wanted.row_off - top) // step)
        end_col, end_row = (-(-(wanted.col_end - left) // step), -(-(wanted.row_end - top) // step))
        chips = Window(
            left + first_col * step, top + first_row * step, (end_col - first_col) * step, (end_row - first_row) * step
        )
        pixels = self._shifted(unit, chips.grown(border).scaled(self.plan.patch)).grown(self.encoder.margin)
        # Beyond the raster's edges is the reflection of what is read, which must not depend on the window.
        grid = self.plan.grid
        cols = pixels if pixels.col_off >= 0 and pixels.col_end <= grid.width else whole
        rows = pixels if pixels.row_off >= 0 and pixels.row_end <= grid.height else whole
        return Window(cols.col_off, rows.row_off, cols.width, rows.height)

    def _shifted(self, unit: Unit, pixels: Window) -> Window:
        """The window moved as the unit's lattice wants it."""
        col, row = self.plan.shift(unit.lattice.col), self.plan.shift(unit.lattice.row)
        return Window(pixels.col_off + col, pixels.row_off + row, pixels.width, pixels.height)

    def embed(self, unit: Unit, pixels: np.ndarray, mask: np.ndarray) -> np.ndarray:
        """Embeddings (dim, row, column) float32 of a unit, NaN where a patch has too few valid pixels."""
        chip_pass = self.plan.passes[unit.pass_number]
        valid = self._valid_patches(mask, chip_pass.border)
        if not valid.any():
            return np.full((self.encoder.dim, *valid.shape), np.nan, np.float32)
        across = self.plan.chips_across(chip_pass)
        tokens = self.encoder.embed(self.chips(unit, pixels, mask))
        pattern = self._patterns.get(chip_pass.side)
        if pattern is not None:
            tokens = tokens - pattern
        kept = slice(chip_pass.border, chip_pass.border + chip_pass.core)
        tokens = tokens[:, :, kept, kept].reshape(across, across, self.encoder.dim, chip_pass.core, chip_pass.core)
        side = self.plan.unit_side(chip_pass)
        embeddings = tokens.transpose(2, 0, 3, 1, 4).reshape(self.encoder.dim, side, side)
        return np.where(valid, embeddings, np.float32(np.nan))

    def _valid_patches(self, mask: np.ndarray, border: int) -> np.ndarray:
        """Which of the unit's patches (row, column) have enough valid pixels."""
        patch = self.plan.patch
        edge = self.encoder.margin + border * patch
        core = mask[edge : mask.shape[0] - edge, edge : mask.shape[1] - edge]
        side = core.shape[0] // patch
        return core.reshape(side, patch, side, patch).mean(axis=(1, 3)) >= MIN_VALID_SHARE

    def chips(self, unit: Unit, pixels: np.ndarray, mask: np.ndarray) -> Chips:
        """The unit's pixels cut into chips, row by row."""
        chip_pass = self.plan.passes[unit.pass_number]
        side = chip_pass.side * self.plan.patch + 2 * self.encoder.margin
        stride = chip_pass.core * self.plan.patch
        views = np.lib.stride_tricks.sliding_window_view(pixels, (side, side), axis=(1, 2))[:, ::stride, ::stride]
        masks = np.lib.stride_tricks.sliding_window_view(mask, (side, side))[::stride, ::stride]
        return Chips(
            pixels=np.ascontiguousarray(views.transpose(1, 2, 0, 3, 4)).reshape(-1, len(pixels), side, side),
            mask=masks.reshape(-1, side, side),
            latlon=self._latlon(unit, stride),
        )

    def _latlon(self, unit: Unit, stride: int) -> np.ndarray:
        """Latitude and longitude in degrees of the centres of the unit's chips (chip, 2), NaN for no place on Earth."""
        grid = self.plan.grid
        across = self.plan.chips_across(self.plan.passes[unit.pass_number])
        if grid.crs is None:
            return np.full((across**2, 2), np.nan)
        corner = self._shifted(unit, unit.patches.scaled(self.plan.patch))
        centres = (np.arange(across) + 0.5) * stride
        cols, rows = np.meshgrid(corner.col_off + centres, corner.row_off + centres)
        # A raster may show more than the Earth: a satellite's full disk has space in its corners.
        places = np.stack(grid.transform @ (cols.ravel(), rows.ravel()), axis=1)
        return reproject_array(places, grid.crs, CRS.from_user_input(LONLAT))[:, ::-1]


def typical_chips(
    plan: Plan, encoder: ChipEncoder, raster: Raster, band_numbers: list[int], *, count: int
) -> Chips | None:
    """The chips with the most valid pixels of a few from over the area, ``count`` at most, the best first; or None.

    Of equals, those far from each other come first.
    """
    embedder = Embedder(plan, encoder, remove_position=False)
    units = [unit for unit in plan.units() if unit.pass_number == 0]
    shares = (0.5, 0.25, 0.75, 0.1, 0.9)  # the middle first
    chosen = {units[int(share * len(units))].number: units[int(share * len(units))] for share in shares}.values()
    found = [embedder.chips(unit, *raster.read(embedder.pixels_of(unit), band_numbers)) for unit in chosen]
    chips = Chips(**{part: np.concatenate([getattr(each, part) for each in found]) for part in vars(found[0])})
    valid = chips.mask.mean(axis=(1, 2))
    in_unit = np.concatenate([np.arange(len(each.mask)) for each in found])
    best = [int(index) for index in np.lexsort((in_unit, -valid))[:count] if valid[index] > 0]
    return Chips(**{part: values[best] for part, values in vars(chips).items()}) if best else None


def position_pattern(encoder: ChipEncoder, side: int) -> np.ndarray | None:
    """What an encoder says of a constant chip of ``side`` patches, less its mean (dim, row, column); None for nothing.

    Tokens carry their place in the chip, nearly the same for every chip: left in, k-means finds the chip grid.
    """
    tokens = encoder.blank_tokens(side)
    if tokens is None:
        return None
    pattern: np.ndarray = tokens - tokens.mean(axis=(1, 2), keepdims=True)
    return pattern

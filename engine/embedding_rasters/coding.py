"""How Byte storage codes the values of embeddings: by the raster's own range, or with that of another one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..errors import ParameterError
from ..rasters.geotiff import FILTERS_NAMESPACE, FILTERS_TAG, TAG_PREFIX, BandStatistics
from ..rasters.raster import Raster

NODATA_CODE = 0
FIRST_CODE, LAST_CODE = 1, 255
CODES = LAST_CODE - FIRST_CODE  # steps between the first and the last code
# Values further from the mean are clipped in Byte storage: one stray patch must not cost all others their precision.
CLIP_DEVIATIONS = 12.0


@dataclass(frozen=True, kw_only=True)
class Coding:
    """How Byte storage codes the values: value = code * scale + offset, codes 1 to 255."""

    scale: np.ndarray
    offset: np.ndarray

    @classmethod
    def of(cls, statistics: BandStatistics) -> Coding:
        """The coding that spends all codes on where the values of the whole raster are."""
        reach = CLIP_DEVIATIONS * statistics.std
        low = np.maximum(statistics.minimum, statistics.mean - reach)
        high = np.minimum(statistics.maximum, statistics.mean + reach)
        # A constant band: its scale may be anything but 0.
        scale = np.where(high > low, (high - low) / CODES, 1.0)
        return cls(scale=scale, offset=low - FIRST_CODE * scale)

    def count_beyond(self, dims: slice, values: np.ndarray) -> int:
        """How many of the values (dim, row, column) lie beyond the codes, by half a code at least."""
        reach = 0.5 * self.scale[dims, None, None]
        low = self.offset[dims, None, None] + FIRST_CODE * self.scale[dims, None, None] - reach
        high = self.offset[dims, None, None] + LAST_CODE * self.scale[dims, None, None] + reach
        return int(((values < low) | (values > high)).sum())

    def encode(self, dims: slice, values: np.ndarray) -> np.ndarray:
        """Codes (dim, row, column) uint8 of float values, 0 where they are NaN."""
        # In single precision and in place: there are millions of values, and each ends as one of 255.
        codes = values - self.offset[dims, None, None].astype(np.float32)
        codes /= self.scale[dims, None, None].astype(np.float32)
        np.rint(codes, out=codes)
        np.clip(codes, FIRST_CODE, LAST_CODE, out=codes)
        np.copyto(codes, NODATA_CODE, where=np.isnan(codes))
        return codes.astype(np.uint8)


def shared_coding(path: str, *, encoder: str, dim: int, filters: str | None) -> Coding:
    """The coding of another embedding raster in Byte storage; raises ParameterError where it does not fit.

    ``encoder``, ``dim`` and ``filters`` are those of the raster that is to be written, whose numbers mean the same.
    """
    name = Path(path).name
    with Raster(path) as raster:
        tags = raster.tags()
        own_filters = raster.tags(namespace=FILTERS_NAMESPACE).get(FILTERS_TAG)
        dtypes = {band.dtype for band in raster.bands}
        coding = Coding(scale=np.array(raster.scales), offset=np.array(raster.offsets))
    other = tags.get(f"{TAG_PREFIX}ENCODER", "")
    if other != encoder or len(coding.scale) != dim:
        made = f"{other}, {len(coding.scale)} dimensions" if other else "no encoder of Landprint's"
        raise ParameterError(
            f"{name} is of {made}, and this raster of {encoder}, {dim} dimensions: they share no scale.",
            hint="Choose an embedding raster of the same encoder.",
        )
    if own_filters != filters:
        raise ParameterError(
            f"{name} was made with other random filters, so that its numbers mean something else.",
            hint="Use its filters too.",
        )
    if dtypes != {"uint8"}:
        raise ParameterError(
            f"{name} is stored as {dtypes.pop()}, which has no scale.", hint="Choose one that is stored as uint8."
        )
    return coding

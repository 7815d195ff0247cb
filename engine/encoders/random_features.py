"""The built-in encoder: random convolutional features (MOSAIKS).

Rolf et al. 2021, "A generalizable and accessible approach to machine learning with global satellite imagery",
doi:10.1038/s41467-021-24638-z: filters are whitened patches of the imagery itself, and a feature is the mean over
an area of relu(filter * image + bias), of both signs. Two things were measured to be better and are done here: the
image is whitened like the filters, and the fourth root of the means is taken (`make quality` prints the figures).
"""

from __future__ import annotations

import base64
import io
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ..errors import ParameterError, SourceError
from ..progress import Reporter
from ..threads import map_on_cores
from .encoder import ChipEncoder, Chips, Pass, Recipe
from .family import Context, Family, PreparedEncoder

if TYPE_CHECKING:
    from ..rasters.raster import Raster

NAME = "random-features"
FILTER_SIDE = 3  # pixels
MARGIN = FILTER_SIDE // 2  # pixels around a chip, so that its outer patches see their neighbours
# A response counts above one standard deviation. Measured on labelled chips: kNN 0.65 against 0.48 with +1.
BIAS = -1.0
ROOT = 0.25  # of the mean responses, which are heavy-tailed: kNN 0.67 and ARI 0.41, against 0.65 and 0.35 with 0.5
CHIP_PIXELS = 256  # on a chip's side, about: whole patches
MAX_CHIP_PATCHES = 128  # on a chip's side: smaller patches would make records of 67 MB
SAMPLE_WINDOWS = 400
SAMPLE_SIDE = 18  # pixels on a sample window's side: 256 patches of 3x3 inside
SAMPLE_PATCHES = 40_000
MOST_BYTES = 64 * 1024 * 1024  # of filters; 8,192 of 12 components take 4 MB
MAX_COMPONENTS = 12  # bands are reduced to so many before whitening: covariances of 9 x 100 bands are noise
# Share of the mean variance that is added to each: whitening what hardly varies would only amplify noise.
WHITENING_FLOOR = 0.1
# From the mean: one wild pixel must not be too large for half precision, nor spread the codes of Byte storage so far
# that all other patches share one.
MOST_DEVIATIONS = 1000.0
ROWS_AT_ONCE = 1024  # pixels multiplied with all filters at once: their responses stay in a core's cache


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What travels with an embedding raster, so that another scene can be embedded in the same way.

    ``mean`` and ``std`` (band,) standardise the bands; ``components`` (component, band) reduces them; ``weights``
    (filter, component * 9) and ``bias`` (2, filter: for the response and for its negative) take a standardised 3x3
    patch laid out (component, row, column).
    """

    mean: np.ndarray
    std: np.ndarray
    components: np.ndarray
    weights: np.ndarray
    bias: np.ndarray

    def to_text(self) -> str:
        """All arrays as one line of text, for a file's metadata."""
        buffer = io.BytesIO()
        np.savez_compressed(buffer, **vars(self))
        return base64.b64encode(buffer.getvalue()).decode("ascii")

    @classmethod
    def from_text(cls, text: str) -> Filters:
        """The filters that ``to_text`` wrote; raises SourceError for what is none."""
        try:
            content = io.BytesIO(base64.b64decode(text, validate=True))
            with zipfile.ZipFile(content) as archive:
                if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES:
                    raise ValueError(MOST_BYTES)
            with np.load(content, allow_pickle=False) as arrays:
                filters = cls(**{name: arrays[name] for name in ("mean", "std", "components", "weights", "bias")})
            filters.check()
        except (ValueError, LookupError, TypeError, OSError, EOFError, zipfile.BadZipFile) as error:
            raise SourceError(
                "The random filters are damaged.", hint="Make the embedding raster that they come from again."
            ) from error
        return filters

    def check(self) -> None:
        """Raise ValueError unless the arrays fit each other and hold numbers."""
        arrays = list(vars(self).values())
        bands, length = self.mean.size, self.components.shape[0] * FILTER_SIDE**2
        count = self.weights.shape[0]
        shapes = [(bands,), (bands,), (len(self.components), bands), (count, length), (2, count)]
        if [array.shape for array in arrays] != shapes or any(array.dtype != np.float32 for array in arrays):
            raise ValueError(shapes)
        if not all(np.isfinite(array).all() for array in arrays) or not (self.std > 0).all():
            raise ValueError(self.std)


class RandomFeatures:
    """The encoder with its filters; ``patch`` pixels on a patch's side."""

    name = NAME
    margin = MARGIN
    is_local = True

    def __init__(self, filters: Filters, patch: int) -> None:
        self.filters = filters
        self.patch = patch
        self.dim = 2 * len(filters.weights)

    @cached_property
    def recipes(self) -> tuple[Recipe, ...]:
        """One way: it has no context beyond a pixel's neighbours, and so no seams."""
        side = max(1, min(MAX_CHIP_PATCHES, CHIP_PIXELS // self.patch))
        return (Recipe(name="plain", passes=(Pass(core=side),)),)

    def blank_tokens(self, side: int) -> None:
        """Nothing: a feature does not know where in a chip it is."""

    def tags(self) -> dict[str, str]:
        """How many filters there are; they themselves go into a place of their own."""
        return {"FILTERS": str(len(self.filters.weights))}

    def embed(self, chips: Chips) -> np.ndarray:
        """Roots of mean responses over valid pixels: (chip, 2 * filter, patch row, patch column) float32."""
        images = self._standardised(chips.pixels)
        mask = _counted(chips, self.patch)
        side = mask.shape[1] // self.patch
        strips = [(chip, row) for chip in range(len(images)) for row in range(side)]

        def strip(index: tuple[int, int]) -> np.ndarray:
            chip, row = index
            top = row * self.patch
            return self._strip(images[chip][:, top : top + self.patch + 2 * MARGIN], mask[chip, top : top + self.patch])

        means = np.stack(map_on_cores(strip, strips))  # (chip * side, 2 * filter, side)
        return np.power(means, ROOT, out=means).reshape(len(images), side, self.dim, side).transpose(0, 2, 1, 3)

    def _standardised(self, pixels: np.ndarray) -> np.ndarray:
        """Bands standardised and reduced (chip, component, row, column); what is not valid is the mean, 0."""
        filters = self.filters
        if pixels.shape[1] != len(filters.mean):
            raise ParameterError(
                f"The filters were made for {len(filters.mean)} bands, and the raster gives {pixels.shape[1]}.",
                hint="Choose the same bands as in the raster that the filters come from.",
            )
        images = (pixels - filters.mean[:, None, None]) / filters.std[:, None, None]
        np.nan_to_num(images, copy=False, nan=0.0)
        np.clip(images, -MOST_DEVIATIONS, MOST_DEVIATIONS, out=images)
        if len(filters.components) == len(filters.mean):
            return images
        return np.einsum("kb,nbhw->nkhw", filters.components, images, optimize=True)

    def _strip(self, image: np.ndarray, mask: np.ndarray) -> np.ndarray:
        """Mean responses (2 * filter, patch) of one row of patches; image (component, row, column) with margins."""
        patches = _patches(image)  # (row, column, component * 9)
        rows, cols, length = patches.shape
        count = cols // self.patch
        # Patch by patch in memory, so that a patch's pixels are summed in a row.
        by_patch = patches.reshape(rows, count, self.patch, length).transpose(1, 0, 2, 3).reshape(count, -1, length)
        valid = mask.reshape(rows, count, self.patch).transpose(1, 0, 2).reshape(count, -1)
        sums = np.empty((count, self.dim), np.float32)
        step = max(1, ROWS_AT_ONCE // by_patch.shape[1])
        for start in range(0, count, step):
            part = slice(start, start + step)
            sums[part] = self._sums(by_patch[part], valid[part])
        return (sums / np.maximum(valid.sum(axis=1), 1)[:, None]).T

    def _sums(self, by_patch: np.ndarray, valid: np.ndarray) -> np.ndarray:
        """Responses of both signs summed over each patch's valid pixels: (patch, 2 * filter)."""
        responses = by_patch.reshape(-1, by_patch.shape[2]) @ self.filters.weights.T  # (patch * pixel, filter)
        rectified = responses + self.filters.bias[0]
        sums = [_masked_sums(np.maximum(rectified, 0, out=rectified), valid)]
        np.subtract(self.filters.bias[1], responses, out=rectified)
        sums.append(_masked_sums(np.maximum(rectified, 0, out=rectified), valid))
        return np.concatenate(sums, axis=1)


def _counted(chips: Chips, patch: int) -> np.ndarray:
    """Which pixels count (chip, row, column), without the margin: valid ones whose 3x3 neighbours are known too.

    Beside nodata a filter would see an edge that the ground does not have. Where a patch has no such pixel, its valid
    ones count all the same.
    """
    known = np.isfinite(chips.pixels).all(axis=1)  # the raster's reflection beyond its edges is known
    around = np.lib.stride_tricks.sliding_window_view(known, (FILTER_SIDE, FILTER_SIDE), axis=(1, 2)).all(axis=(3, 4))
    valid = chips.mask[:, MARGIN:-MARGIN, MARGIN:-MARGIN]
    inner = valid & around
    count, side = len(valid), valid.shape[1] // patch
    has_inner = inner.reshape(count, side, patch, side, patch).any(axis=(2, 4))
    return np.where(has_inner.repeat(patch, axis=1).repeat(patch, axis=2), inner, valid)


def _masked_sums(values: np.ndarray, valid: np.ndarray) -> np.ndarray:
    """Sums over the valid pixels of each patch: values (patch * pixel, filter), valid (patch, pixel)."""
    if not valid.all():
        values *= valid.reshape(-1, 1)
    return values.reshape(*valid.shape, -1).sum(axis=1)


def _patches(image: np.ndarray) -> np.ndarray:
    """Every 3x3 patch of an image (component, row, column), laid out (row, column, component * 9)."""
    views = np.lib.stride_tricks.sliding_window_view(image, (FILTER_SIDE, FILTER_SIDE), axis=(1, 2))
    return np.ascontiguousarray(views.transpose(1, 2, 0, 3, 4)).reshape(*views.shape[1:3], -1)


def fit_filters(raster: Raster, band_numbers: list[int], *, count: int, seed: int, reporter: Reporter) -> Filters:
    """Filters from patches sampled, seeded, over the whole raster; raises SourceError when nothing in it varies."""
    if count < 1:
        raise ParameterError(f"Random features need at least 1 filter, got {count}.", hint="256 is a good number.")
    from ..rasters.sample import sample_windows  # here, because listing the encoders needs no raster library

    rng = np.random.default_rng(seed)
    samples = sample_windows(
        raster, band_numbers, count=SAMPLE_WINDOWS, side=SAMPLE_SIDE, texture=1, rng=rng, reporter=reporter
    )
    pixels = np.concatenate([sample[:, np.isfinite(sample[0])] for sample in samples], axis=1)  # (band, pixel)
    mean = pixels.mean(axis=1, dtype=np.float64)
    std = pixels.std(axis=1, dtype=np.float64)
    if not (std > 0).any():
        raise SourceError(
            "Every valid pixel of the raster has the same value.", hint="Choose a raster that shows something."
        )
    std[std == 0] = 1.0
    components = _components((pixels - mean[:, None]) / std[:, None])
    patches = _sample_patches(samples, mean, std, components, rng)
    weights, bias = _whitened(patches, count, rng)
    return Filters(
        mean=mean.astype(np.float32),
        std=std.astype(np.float32),
        components=components.astype(np.float32),
        weights=weights.astype(np.float32),
        bias=bias.astype(np.float32),
    )


def _components(standardised: np.ndarray) -> np.ndarray:
    """Directions (component, band) that keep most of the variance of many bands; of few bands, all as they are."""
    bands = len(standardised)
    if bands <= MAX_COMPONENTS:
        return np.eye(bands)
    _, vectors = np.linalg.eigh(np.cov(standardised))
    kept = vectors[:, ::-1][:, :MAX_COMPONENTS].T
    # A sign for each, or the same raster could give mirrored filters on another machine.
    return kept * np.sign(kept[np.arange(len(kept)), np.abs(kept).argmax(axis=1)])[:, None]


def _sample_patches(
    samples: list[np.ndarray], mean: np.ndarray, std: np.ndarray, components: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """Standardised 3x3 patches (patch, component * 9) without nodata that are not constant."""
    rows = []
    for sample in samples:
        if min(sample.shape[1:]) >= FILTER_SIDE:
            image = (sample - mean[:, None, None]) / std[:, None, None]
            patches = _patches(np.einsum("kb,bhw->khw", components, image)).reshape(
                -1, len(components) * FILTER_SIDE**2
            )
            rows.append(patches[np.isfinite(patches).all(axis=1)])
    patches = np.concatenate(rows) if rows else np.empty((0, len(components) * FILTER_SIDE**2))
    deviation = patches.reshape(len(patches), len(components), -1).std(axis=2).max(axis=1) if len(patches) else patches
    patches = patches[deviation > 1e-6] if len(patches) else patches  # noqa: PLR2004 - constant up to rounding
    if len(patches) < 2:  # noqa: PLR2004 - one patch has no variance to whiten
        raise SourceError(
            "The raster has too few 3 x 3 pixels that are valid and differ.",
            hint="Choose a larger raster, or check its nodata.",
        )
    chosen = rng.permutation(len(patches))[:SAMPLE_PATCHES]
    return patches[chosen]


def _whitened(patches: np.ndarray, count: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Weights (filter, length) and bias (2, filter) of ``count`` sampled patches, ZCA-whitened and of length 1.

    A response is whiten(patch) . whiten(sampled) / |whiten(sampled)| + BIAS; the whitening and the centring are folded
    into weights and bias, so that the raster itself need not be whitened.
    """
    centre = patches.mean(axis=0)
    values, vectors = np.linalg.eigh(np.cov(patches - centre, rowvar=False).reshape(len(centre), len(centre)))
    floor = WHITENING_FLOOR * max(values.mean(), 1e-12)
    whitening = (vectors / np.sqrt(np.maximum(values, 0) + floor)) @ vectors.T
    # Fewer patches than filters (a tiny raster): the same patch may serve twice.
    chosen = patches[rng.choice(len(patches), count, replace=len(patches) < count)]
    white = (chosen - centre) @ whitening
    white /= np.maximum(np.linalg.norm(white, axis=1, keepdims=True), 1e-12)
    weights = white @ whitening
    centring = weights @ centre
    return weights, np.stack([BIAS - centring, BIAS + centring])


def prepare(context: Context, reporter: Reporter) -> PreparedEncoder:
    """Random features with filters of another embedding raster, or new ones from this raster; raises UserError."""
    request, raster = context.request, context.raster
    band_numbers = raster.checked_bands(request.bands)
    if request.filters_from:
        filters = read_filters(request.filters_from, band_numbers)
    else:
        filters = fit_filters(raster, band_numbers, count=request.filters, seed=request.seed, reporter=reporter)
    return PreparedEncoder(
        encoder=RandomFeatures(filters, context.patch),
        band_numbers=band_numbers,
        tags={"SEED": str(request.seed)},
        seed=request.seed,
        filters=filters.to_text(),
    )


def read_filters(path: str, band_numbers: list[int]) -> Filters:
    """The filters that travel with an embedding raster; raises SourceError or ParameterError."""
    from ..rasters.geotiff import FILTERS_NAMESPACE, FILTERS_TAG
    from ..rasters.raster import Raster

    with Raster(path) as other:
        text = other.tags(namespace=FILTERS_NAMESPACE).get(FILTERS_TAG)
    if not text:
        raise SourceError(
            f"{Path(path).name} carries no random filters.",
            hint="Choose an embedding raster made with random-features.",
        )
    filters = Filters.from_text(text)
    if len(filters.mean) != len(band_numbers):
        raise ParameterError(
            f"The filters were made for {len(filters.mean)} bands, and {len(band_numbers)} are chosen.",
            hint="Choose the same bands as in the raster that the filters come from.",
        )
    return filters


FAMILY = Family(name=NAME, prepare=prepare)
_: type[ChipEncoder] = RandomFeatures  # the type checker proves that it fits

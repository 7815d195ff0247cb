"""Galileo-nano's encoder for Sentinel-2, whole: patch embedding, codes and transformer.

The model is Galileo (Tseng et al. 2025, arXiv:2502.09356), MIT licence, "Copyright (c) 2024 Presto Authors".
Only its optical tokens are here: what a raster does not have is simply not among the tokens. The transformer is a
function of operations (runtimes/graph.py) on the checkpoint's tensors; the rest is numpy.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple, TypedDict

import numpy as np
from numpy.typing import NDArray

from ...errors import ParameterError
from ...runtimes.graph import Array, Floats, Network, Operations, Value
from ...runtimes.onnx_network import open_network
from ...runtimes.runtimes import Transform
from ...threads import Check, never, worker_count

DIM = 128
DEPTH = 4
HEADS = 8
CODE_DIM = DIM // 4  # a quarter each for band group, date, month and place in the chip
STORED_PATCH = 8  # pixels on the side of the stored kernels
PATCH_SIZES = range(1, STORED_PATCH + 1)
TRAINED_GSD = 10.0  # metres
UNKNOWN_MONTH = 5  # June, counted from 0: what upstream takes when no date is known
NORM_EPS = 1e-5


class Group(NamedTuple):
    """Bands that make one token together; ``code_row`` is its row of the learned group codes."""

    name: str
    code_row: int
    bands: tuple[str, ...]


NDVI = "ndvi"
GROUPS = (
    Group("S2_RGB", 1, ("blue", "green", "red")),
    Group("S2_Red_Edge", 2, ("rededge1", "rededge2", "rededge3")),
    Group("S2_NIR_10m", 3, ("nir",)),
    Group("S2_NIR_20m", 4, ("nir08",)),
    Group("S2_SWIR", 5, ("swir16", "swir22")),
    Group("NDVI", 6, (NDVI,)),
)
BANDS = tuple(band for group in GROUPS for band in group.bands if band != NDVI)  # Clay's ten, in Clay's order


class BandStatistics(NamedTuple):
    """Mean and standard deviation of the training data, in reflectance x 10000 without an offset."""

    mean: float
    std: float


STATISTICS = {
    "blue": BandStatistics(1395.3408730676722, 917.7041440370853),
    "green": BandStatistics(1338.4026921784578, 913.2988423581528),
    "red": BandStatistics(1343.09883810357, 1092.678723527555),
    "rededge1": BandStatistics(1543.8607982512297, 1047.2206083460424),
    "rededge2": BandStatistics(2186.2022069512263, 1048.0101611156767),
    "rededge3": BandStatistics(2525.0932853316694, 1143.6903026819996),
    "nir": BandStatistics(2410.3377187373408, 1098.979177731649),
    "nir08": BandStatistics(2750.2854646886753, 1204.472755085893),
    "swir16": BandStatistics(2234.911100061487, 1145.9774063078878),
    "swir22": BandStatistics(1474.5311266077113, 980.2429840007796),
}
BLANK_BAND = 0.5  # a band's mean, once normalised
BLANK_NDVI = 0.2892116502999044  # mean of the training data


# What goes in


def groups_of(bands: Sequence[str]) -> tuple[Group, ...]:
    """The groups all of whose bands are there; a group is never filled up, and NDVI needs red and nir."""
    there = {*bands, NDVI} if {"red", "nir"} <= set(bands) else set(bands)
    return tuple(group for group in GROUPS if there.issuperset(group.bands))


def used_bands(bands: Sequence[str]) -> set[str]:
    """Those of ``bands`` that a group takes, NDVI's red and nir among them."""
    taken = {band for group in groups_of(bands) for band in group.bands}
    return taken - {NDVI} | ({"red", "nir"} if NDVI in taken else set())


def channels_of(groups: Sequence[Group]) -> tuple[str, ...]:
    """The channels of a chip for these groups, in order."""
    return tuple(band for group in groups for band in group.bands)


def normalise(dn: NDArray[np.floating], band: str) -> NDArray[np.float32]:
    """A band's network input from its offset-free DN (reflectance x 10000): 0.5 at the mean, not clipped."""
    mean, std = STATISTICS[band]
    return ((np.asarray(dn, np.float32) - np.float32(mean - 2 * std)) * np.float32(0.25 / std)).astype(np.float32)


def ndvi(red: NDArray[np.floating], nir: NDArray[np.floating]) -> NDArray[np.float32]:
    """(nir - red) / (nir + red) of offset-free DN, 0 where the sum is not positive; the network takes it as it is."""
    red, nir = np.asarray(red, np.float32), np.asarray(nir, np.float32)
    total = nir + red
    ratio = np.zeros_like(total)
    np.divide(nir - red, total, out=ratio, where=total > 0)
    return ratio


def network_input(dn: NDArray[np.floating], bands: Sequence[str]) -> NDArray[np.float32]:
    """Channels of ``groups_of(bands)``, [..., channels, h, w], from offset-free DN [..., bands, h, w]."""
    by_name = {band: dn[..., index, :, :] for index, band in enumerate(bands)}
    channels = channels_of(groups_of(bands))
    planes = np.empty((*dn.shape[:-3], len(channels), *dn.shape[-2:]), np.float32)
    for index, channel in enumerate(channels):
        is_ndvi = channel == NDVI
        plane = ndvi(by_name["red"], by_name["nir"]) if is_ndvi else normalise(by_name[channel], channel)
        planes[..., index, :, :] = plane
    return planes


def blank_chip(groups: Sequence[Group], size: int) -> NDArray[np.float32]:
    """A constant chip [channels, size, size] of the training data's mean; its embeddings show the position alone."""
    levels = [BLANK_NDVI if channel == NDVI else BLANK_BAND for channel in channels_of(groups)]
    return np.broadcast_to(np.array(levels, np.float32)[:, None, None], (len(levels), size, size)).copy()


# Patch kernels of any size


def _cubic(t: NDArray[np.floating]) -> NDArray[np.float64]:
    """Keys' cubic with a = -0.5, the value of an antialiased resize."""
    a, t = -0.5, np.abs(t)
    near = ((a + 2) * t - (a + 3)) * t * t + 1
    far = (((t - 5) * t + 8) * t - 4) * a
    return np.where(t <= 1, near, np.where(t < 2, far, 0.0))  # noqa: PLR2004 - the cubic's pieces


def resize_matrix(patch: int) -> NDArray[np.float64]:
    """The antialiased bicubic resize of STORED_PATCH pixels to ``patch``, [patch, STORED_PATCH], rows sum to 1."""
    scale = STORED_PATCH / patch
    reach = max(scale, 1.0)
    matrix = np.zeros((patch, STORED_PATCH))
    for row in range(patch):
        centre = scale * (row + 0.5)
        low = max(int(centre - 2 * reach + 0.5), 0)
        high = min(int(centre + 2 * reach + 0.5), STORED_PATCH)
        weights = _cubic((np.arange(low, high) - centre + 0.5) / reach)
        matrix[row, low:high] = weights / weights.sum()
    return matrix


def resize_kernel(kernel: NDArray[np.float32], patch: int) -> NDArray[np.float32]:
    """The kernel [out, in, patch, patch] that answers a resized patch as the stored one answers the original.

    FlexiViT's pseudo-inverse resize (Beyer et al. 2023); separable, because the resize is.
    """
    if patch == STORED_PATCH:
        return kernel
    inverse = np.linalg.pinv(resize_matrix(patch).T)  # [patch, STORED_PATCH]
    resized = np.einsum("ia,ocab,jb->ocij", inverse, kernel.astype(np.float64), inverse)
    return np.asarray(resized, np.float32)


# Codes


def _waves(position: float, count: int, dim: int) -> NDArray[np.float64]:
    """``count`` sines and as many cosines of a position."""
    # Upstream's exponents, half of the usual ones: the codes only ever vary slowly.
    angles = position * 10000.0 ** -(np.arange(count) / dim)
    return np.concatenate([np.sin(angles), np.cos(angles)])


def date_code(index: int) -> NDArray[np.float64]:
    """The code of the date's place in the sequence, [CODE_DIM]."""
    return _waves(index, CODE_DIM // 2, 2 * CODE_DIM)


def month_code(month: int) -> NDArray[np.float64]:
    """The code of a month, 0 is January, [CODE_DIM]."""
    angle = 2 * math.pi * month / 12
    return np.repeat([math.sin(angle), math.cos(angle)], CODE_DIM // 2)


def place_code(rows: int, columns: int, patch: int, gsd: float) -> NDArray[np.float64]:
    """The codes of the patches' places in the chip, [rows, columns, CODE_DIM], column first."""
    pixels = patch * gsd / TRAINED_GSD

    def along(count: int) -> NDArray[np.float64]:
        return np.stack([_waves(index * pixels, CODE_DIM // 4, CODE_DIM) for index in range(count)])

    code = np.empty((rows, columns, CODE_DIM))
    code[..., : CODE_DIM // 2] = along(columns)[None]
    code[..., CODE_DIM // 2 :] = along(rows)[:, None]
    return code


# Transformer


def transformer(ops: Operations[Value], tokens: Value) -> Value:
    """[n, count, DIM] to the same; tokens of one chip see each other, chips do not. All that costs time."""
    for index in range(DEPTH):
        block = f"blocks.{index}"
        normed = ops.layer_norm(tokens, f"{block}.norm1", NORM_EPS)
        q, k, v = (ops.linear(normed, f"{block}.attn.{part}") for part in "qkv")
        tokens = ops.add(tokens, ops.linear(ops.attention(q, k, v, HEADS), f"{block}.attn.proj"))
        hidden = ops.gelu(ops.linear(ops.layer_norm(tokens, f"{block}.norm2", NORM_EPS), f"{block}.mlp.fc1"))
        tokens = ops.add(tokens, ops.linear(hidden, f"{block}.mlp.fc2"))
    return ops.layer_norm(tokens, "norm", NORM_EPS)


def network(weights: Mapping[str, Floats]) -> Network:
    """The transformer with the tensors of a checkpoint."""
    ours = {name: values for name, values in weights.items() if name.startswith(("blocks.", "norm."))}
    return Network(forward=transformer, weights=ours, sides=("n", "count", DIM))


class Settings(TypedDict):
    """What the encoder is told of chips: pixels on a patch's side, groups, a month a date from 0, metres a pixel."""

    patch: int
    groups: Sequence[Group]
    months: Sequence[int]
    gsd: float


class GalileoOutput(NamedTuple):
    """What the encoder says of n chips of rows x columns patches."""

    tokens: Floats  # (n, rows, columns, dates, groups, DIM)
    patches: Floats  # (n, rows, columns, DIM)
    chips: Floats  # (n, DIM)


class GalileoNano:
    """The encoder; ``transform`` runs the transformer, in ONNX Runtime in full precision if it is not given."""

    def __init__(self, weights: Mapping[str, Floats], transform: Transform | None = None) -> None:
        self._weights = weights
        self._given_transform = transform
        self.kernel = lru_cache(maxsize=None)(self._resized_kernel)
        self._codes = lru_cache(maxsize=64)(self._summed_codes)

    @cached_property
    def network(self) -> Network:
        """The transformer."""
        return network(self._weights)

    @cached_property
    def transform(self) -> Transform:
        """What runs it."""
        return self._given_transform or open_network(self.network, threads=worker_count())

    def with_transform(self, transform: Transform) -> GalileoNano:
        """The same encoder with its transformer run by another runtime."""
        return GalileoNano(self._weights, transform)

    def embed(
        self,
        chips: Floats,
        *,
        patch: int,
        groups: Sequence[Group] = GROUPS,
        months: Sequence[int] = (UNKNOWN_MONTH,),
        gsd: float = TRAINED_GSD,
    ) -> Floats:
        """The tokens before the first block, [n, rows, columns, dates, groups, DIM]; chips as for a call."""
        _check(chips, patch, groups, months)
        n, dates, _, height, width = chips.shape
        rows, columns = height // patch, width // patch
        patches = chips.reshape(n, dates, -1, rows, patch, columns, patch).transpose(0, 3, 5, 1, 2, 4, 6)
        codes = self._codes(rows, columns, patch, tuple(groups), tuple(months), gsd)
        tokens = np.empty((n, *codes.shape), np.float32)  # (n, rows, columns, dates, groups, DIM)
        first = 0
        for index, group in enumerate(groups):
            of_group = patches[..., first : first + len(group.bands), :, :].reshape(n * rows * columns * dates, -1)
            seen = of_group @ self.kernel(group.name, patch).reshape(DIM, -1).T
            tokens[..., index, :] = seen.reshape(n, rows, columns, dates, DIM)
            first += len(group.bands)
        tokens += codes
        return tokens

    def __call__(
        self,
        chips: Floats,
        *,
        patch: int,
        groups: Sequence[Group] = GROUPS,
        months: Sequence[int] = (UNKNOWN_MONTH,),
        gsd: float = TRAINED_GSD,
        check: Check = never,
    ) -> GalileoOutput:
        """The embeddings of chips [n, dates, channels, h, w], channels as ``channels_of(groups)``, a month a date.

        Months count from 0, ``gsd`` is the pixels' size in metres. Chips are cut into whole patches of 1 to 8 pixels; 4
        to 12 of them on a side were trained.
        """
        before = self.embed(chips, patch=patch, groups=groups, months=months, gsd=gsd)
        tokens = self.transform(before.reshape(len(before), -1, DIM), check).reshape(before.shape)
        patches: Floats = tokens.mean((3, 4))
        return GalileoOutput(tokens, patches, patches.mean((1, 2)))

    def _resized_kernel(self, group: str, patch: int) -> Floats:
        """The group's kernel for this patch size, [DIM, bands, patch, patch]."""
        return resize_kernel(self._weights[f"space_time_embed.{group}.proj.weight"], patch)

    def _summed_codes(
        self, rows: int, columns: int, patch: int, groups: tuple[Group, ...], months: tuple[int, ...], gsd: float
    ) -> Floats:
        """The codes and the patch embedding's bias, [rows, columns, dates, groups, DIM]."""
        codes = np.zeros((rows, columns, len(months), len(groups), DIM), np.float32)
        for index, group in enumerate(groups):
            codes[..., index, :CODE_DIM] = self._weights["s_t_channel_embed"][group.code_row]
        for index, month in enumerate(months):
            codes[:, :, index, :, CODE_DIM : 2 * CODE_DIM] = date_code(index)
            codes[:, :, index, :, 2 * CODE_DIM : 3 * CODE_DIM] = month_code(month)
        codes[..., 3 * CODE_DIM :] = place_code(rows, columns, patch, gsd)[:, :, None, None]
        biases = [self._weights[f"space_time_embed.{group.name}.proj.bias"] for group in groups]
        return codes + np.stack(biases)


def _check(chips: Floats, patch: int, groups: Sequence[Group], months: Sequence[int]) -> None:
    """Refuse what the encoder cannot take, with the rule and the value."""
    if patch not in PATCH_SIZES:
        raise ParameterError(
            f"Galileo takes patches of 1 to {STORED_PATCH} pixels, not {patch}.", hint="Choose one of these."
        )
    if not groups:
        hint = "It needs at least blue, green and red, or nir, of Sentinel-2."
        raise ParameterError("Galileo has no complete group of bands.", hint=hint)
    if any(not 0 <= month < 12 for month in months):  # noqa: PLR2004 - months of a year
        raise ParameterError(f"Months count from 0 (January) to 11, not {list(months)}.", hint="Give one of these.")
    _, dates, channels, height, width = chips.shape
    wanted = f"{len(months)} dates and {len(channels_of(groups))} channels"
    if wanted != f"{dates} dates and {channels} channels":
        raise ParameterError(
            f"The chips have {dates} dates and {channels} channels, expected {wanted}.",
            hint="Give what the groups need.",
        )
    if height % patch or width % patch or not height * width:
        raise ParameterError(
            f"A chip of {height} x {width} pixels is not made of whole patches of {patch} pixels.",
            hint="Cut or pad it.",
        )


# Weights


def load(state: Mapping[str, Array]) -> GalileoNano:
    """The encoder with the weights of ``state``, by their published names; others in it are left alone."""
    # Those of a checkpoint are float32 already, and stay mapped from its file.
    return GalileoNano({key.replace(".backbone", ""): np.asarray(values, np.float32) for key, values in state.items()})

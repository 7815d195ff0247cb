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
from .bands import GROUPS, BandGroup, channels_of

DIM = 128
DEPTH = 4
HEADS = 8
CODE_DIM = DIM // 4  # a quarter each for band group, date, month and place in the chip
STORED_PATCH = 8  # pixels on the side of the stored kernels
PATCH_SIZES = range(1, STORED_PATCH + 1)
TRAINED_GSD = 10.0  # metres
UNKNOWN_MONTH = 5  # June, counted from 0: what upstream takes when no date is known
NORM_EPS = 1e-5


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


class Settings(TypedDict):
    """What the encoder is told of chips: pixels on a patch's side, groups, a month a date from 0, metres a pixel."""

    patch: int
    groups: Sequence[BandGroup]
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
        """The transformer, with its tensors of the checkpoint."""
        ours = {name: values for name, values in self._weights.items() if name.startswith(("blocks.", "norm."))}
        return Network(forward=transformer, weights=ours, sides=("n", "count", DIM))

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
        groups: Sequence[BandGroup] = GROUPS,
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
        groups: Sequence[BandGroup] = GROUPS,
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
        self, rows: int, columns: int, patch: int, groups: tuple[BandGroup, ...], months: tuple[int, ...], gsd: float
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


def _check(chips: Floats, patch: int, groups: Sequence[BandGroup], months: Sequence[int]) -> None:
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

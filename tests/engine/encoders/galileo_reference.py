"""Galileo-nano's arithmetic once more, plainly and in float64: what random weights are held to.

Written from the paper (Tseng et al. 2025, arXiv:2502.09356; kernels of other sizes by Beyer et al. 2023,
arXiv:2212.08013), and shares no code with the engine. With the published weights it gives the published code's outputs
within 2e-5: test_galileo_reference.py, where those are there.

Run: .venv/bin/python -m tests.engine.encoders.galileo_reference. It writes tests/data/galileo-golden.npz, for random
weights (tests/checkpoints.py) and for scenes that are made here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own name for it
from torch import Tensor

from tests import checkpoints
from tests.places import TEST_DATA

# Row of the learned codes, and positions among B2 B3 B4 B5 B6 B7 B8 B8A B11 B12 NDVI.
GROUPS = {
    "S2_RGB": (1, [0, 1, 2]),
    "S2_Red_Edge": (2, [3, 4, 5]),
    "S2_NIR_10m": (3, [6]),
    "S2_NIR_20m": (4, [7]),
    "S2_SWIR": (5, [8, 9]),
    "NDVI": (6, [10]),
}
ALL = tuple(GROUPS)
# Of the training data, by band, in DN: reflectance x 10000.
MEAN = np.array(
    [1395.3408, 1338.4027, 1343.0988, 1543.8608, 2186.2022, 2525.0933, 2410.3377, 2750.2855, 2234.9111, 1474.5311]
)
STD = np.array(
    [917.70404, 913.29884, 1092.6787, 1047.2206, 1048.0102, 1143.6903, 1098.9792, 1204.4728, 1145.9774, 980.24298]
)
MEAN_NDVI = 0.28921165


class Output(NamedTuple):
    """What the model says of one chip of rows x columns patches."""

    first: Tensor  # (rows, columns, dates, groups, 128), before the first block
    tokens: Tensor  # the same, after the last norm
    patches: Tensor  # (rows, columns, 128)
    chip: Tensor  # (128,)


def channels(dn: np.ndarray) -> Tensor:
    """The network's input [h, w, 11] of DN [h, w, 10]: bands about 0 to 1, and NDVI as it is."""
    dn = dn.astype(np.float64)
    red, nir = dn[..., 2], dn[..., 6]
    ndvi = np.divide(nir - red, nir + red, out=np.zeros_like(red), where=nir + red > 0)
    return torch.from_numpy(np.concatenate([(dn - (MEAN - 2 * STD)) / (4 * STD), ndvi[..., None]], axis=-1))


def _waves(positions: Tensor, count: int, dim: int) -> Tensor:
    """Sines, then cosines [positions, 2 * count]."""
    angles = positions[:, None] / 10000 ** (torch.arange(count) / dim)
    return torch.cat([angles.sin(), angles.cos()], dim=1)


class Reference:
    """The model; chips are [h, w, 11], one a date."""

    def __init__(self, weights: Mapping[str, Tensor]) -> None:
        self.weights = {key: tensor.double() for key, tensor in weights.items()}
        self.kernel = cache(self._kernel)

    def _kernel(self, group: str, patch: int) -> Tensor:
        """The group's kernel [128, bands, patch, patch], by the pseudo-inverse of a resize of whole images."""
        stored = self.weights[f"space_time_embed.{group}.proj.weight"]
        images = torch.eye(64, dtype=torch.float64).reshape(64, 1, 8, 8)
        resized = F.interpolate(images, (patch, patch), mode="bicubic", antialias=True) if patch < 8 else images
        inverse = torch.linalg.pinv(resized.reshape(64, patch * patch))  # (patch * patch, 64)
        return (stored.flatten(2) @ inverse.T).unflatten(2, (patch, patch))

    def embed(self, dates: Sequence[Tensor], patch: int, months: Sequence[int], groups: Sequence[str]) -> Tensor:
        """The tokens before the first block."""
        rows, columns = (side // patch for side in dates[0].shape[:2])
        tokens = torch.empty(rows, columns, len(dates), len(groups), 128, dtype=torch.float64)
        for date, chip in enumerate(dates):
            month = torch.tensor(months[date] * torch.pi / 6, dtype=torch.float64)
            for index, group in enumerate(groups):
                code_row, bands = GROUPS[group]
                image, bias = (
                    chip[..., bands].permute(2, 0, 1)[None],
                    self.weights[f"space_time_embed.{group}.proj.bias"],
                )
                pixels = F.conv2d(image, self.kernel(group, patch), bias, stride=patch)
                token = tokens[:, :, date, index]
                token[...] = pixels[0].permute(1, 2, 0)
                token[..., :32] += self.weights["s_t_channel_embed"][code_row]
                token[..., 32:64] += _waves(torch.tensor([date], dtype=torch.float64), 16, 64)
                token[..., 64:96] += torch.cat([month.sin().expand(16), month.cos().expand(16)])
                token[..., 96:112] += _waves(torch.arange(columns).double() * patch, 8, 32)
                token[..., 112:] += _waves(torch.arange(rows).double() * patch, 8, 32)[:, None]
        return tokens

    def __call__(
        self, dates: Sequence[Tensor], patch: int, months: Sequence[int] = (5,), groups: Sequence[str] = ALL
    ) -> Output:
        first = self.embed(dates, patch, months, groups)
        x = first.flatten(0, 3)
        for block in (f"blocks.{index}" for index in range(4)):
            y = self._norm(x, f"{block}.norm1")
            q, k, v = (self._linear(y, f"{block}.attn.{name}").unflatten(1, (8, 16)) for name in "qkv")
            attention = torch.einsum("ihd,jhd->hij", q, k).div(4).softmax(dim=2)
            seen = torch.einsum("hij,jhd->ihd", attention, v).flatten(1)
            x = x + self._linear(seen, f"{block}.attn.proj")
            y = self._linear(self._norm(x, f"{block}.norm2"), f"{block}.mlp.fc1")
            x = x + self._linear(y * (1 + torch.erf(y / 2**0.5)) / 2, f"{block}.mlp.fc2")
        tokens = self._norm(x, "norm").reshape(first.shape)
        return Output(first, tokens, tokens.mean((2, 3)), tokens.mean((0, 1, 2, 3)))

    def _linear(self, x: Tensor, name: str) -> Tensor:
        return x @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]

    def _norm(self, x: Tensor, name: str) -> Tensor:
        centred = x - x.mean(1, keepdim=True)
        scaled = centred / (centred.square().mean(1, keepdim=True) + 1e-5).sqrt()
        return scaled * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]

    def of_chips(self, scene: Tensor, patch: int, side: int) -> Tensor:
        """Patch embeddings [rows, columns, 128] of a scene cut into chips of ``side`` patches."""
        size = patch * side
        chips = [[self([chip], patch).patches for chip in row.split(size, dim=1)] for row in scene.split(size)]
        return torch.cat([torch.cat(row, dim=1) for row in chips])

    def balanced(self, scene: Tensor, patch: int) -> Tensor:
        """The recipe for rasters: half each patch alone, half two grids of 4 x 4 patches less what a place adds."""
        rows, columns = (side // patch for side in scene.shape[:2])
        scene = scene[: rows * patch, : columns * patch]
        blank = torch.full((4 * patch, 4 * patch, 11), 0.5, dtype=torch.float64)
        blank[..., 10] = MEAN_NDVI
        places = self([blank], patch).patches
        places = places - places.mean((0, 1))
        total = 0.5 * self.of_chips(scene, patch, 1)
        for shift in (0, 2):
            sides = [(shift * patch, -(length + shift) % 4 * patch) for length in (rows, columns)]
            padded = torch.from_numpy(np.pad(scene.numpy(), (*sides, (0, 0)), mode="symmetric"))
            patches = self.of_chips(padded, patch, 4)
            patches = patches - places.tile((patches.shape[0] // 4, patches.shape[1] // 4, 1))
            total = total + 0.25 * patches[shift : shift + rows, shift : shift + columns]
        return total


# By band of Sentinel-2, in DN: water, forest, crops, bare soil, town.
SPECTRA = np.array(
    [
        [400, 350, 250, 200, 150, 140, 130, 120, 80, 60],
        [300, 500, 300, 800, 2200, 2800, 3000, 3200, 1500, 700],
        [600, 900, 700, 1300, 3000, 3800, 4000, 4200, 2300, 1300],
        [1000, 1400, 1800, 2100, 2300, 2500, 2700, 2900, 3400, 2800],
        [1500, 1600, 1700, 1800, 1900, 2000, 2100, 2200, 2300, 2100],
    ]
)


def made_up_scene(size: int, seed: int) -> np.ndarray:
    """DN [size, size, 10] of fields of 8 x 8 pixels and their texture, in steps of 8 so that a file of it is small."""
    random = np.random.RandomState(seed)
    fields = random.randint(len(SPECTRA), size=(size // 8, size // 8)).repeat(8, 0).repeat(8, 1)
    light = 0.8 + 0.4 * random.random_sample((size, size, 1)) + 0.05 * random.random_sample((size, size, 10))
    return (SPECTRA[fields] * light / 8).astype(np.uint16) * 8


def golden() -> dict[str, np.ndarray]:
    """The reference's outputs for the random weights, under the keys of the published code's."""
    weights = {key: torch.from_numpy(array) for key, array in checkpoints.arrays("galileo-nano.pt").items()}
    reference = Reference(weights)
    dn = {"forest_dn": made_up_scene(64, 1), "extra_t2_dn": made_up_scene(64, 2), "sen2_dn": made_up_scene(96, 3)}
    forest, later, sen2 = map(channels, dn.values())
    found: dict[str, Tensor] = {
        f"kernel_rgb4_ps{patch}": reference.kernel("S2_RGB", patch)[:4] for patch in range(1, 8)
    }
    for patch, step in ((4, 5), (8, 3)):
        output, name = reference([forest], patch), f"forest_ps{patch}"
        found |= {f"{name}_x0": output.first[::step, ::step, 0], f"{name}_tokens": output.tokens[::step, ::step, 0]}
        found |= {f"{name}_patch": output.patches, f"{name}_chip": output.chip, f"{name}_step": torch.tensor(step)}
    two = reference([forest, later], 8, months=(3, 8))
    found |= {
        "forest_norm_sub7": forest[::7, ::7],
        "sen2_norm_sub7": sen2[::7, ::7],
        "extra_month0_chip": reference([forest], 8, months=(0,)).chip,
        "extra_no_ndvi_m6_chip": reference([forest], 8, months=(6,), groups=ALL[:5]).chip,
        "extra_rgb_chip": reference([forest], 8, groups=("S2_RGB",)).chip,
        "extra_rgbn_chip": reference([forest], 8, groups=("S2_RGB", "S2_NIR_10m", "NDVI")).chip,
        "extra_t2_patch": two.patches,
        "extra_t2_chip": two.chip,
        "extra_onepatch_chip": reference.of_chips(forest[:16, :16], 8, 1).flatten(0, 1),
        "own_dense_sen2_ps8": reference.balanced(sen2, 8),
        "own_dense_sen2c_ps4_s3": reference.balanced(sen2[:90, :77], 4)[::3, ::3],
    }
    single = {
        key: np.asarray(value, np.float32 if value.is_floating_point() else np.int64) for key, value in found.items()
    }
    return {**dn, **single}


if __name__ == "__main__":
    np.savez_compressed(TEST_DATA / "galileo-golden.npz", **golden())

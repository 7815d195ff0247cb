"""Checkpoints of random weights in the published layouts, which anyone can make again: see tests/data/README.md.

A tensor is a function of its name, its shape and a seed, through numpy's frozen stream and exact arithmetic. The seeds
and scales are those that the published code was run with for the numbers in tests/data: they must not change.

Run: .venv/bin/python -m tests.checkpoints NAME FILE, with a name of tests/data/layouts.json.
"""

from __future__ import annotations

import json
import math
import os
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from engine.encoders.clay.family import tensors
from engine.encoders.clay.model import PATCH, Size
from tests.places import TEST_DATA

Shape = tuple[int, ...]
CLAY_SEED, SATCLIP_SEED, GALILEO_SEED = 20240917, 20231128, 20250213
LAYOUTS: dict[str, dict[str, Any]] = json.loads((TEST_DATA / "layouts.json").read_text(encoding="utf-8"))


def shapes_of(name: str) -> dict[str, Shape]:
    """The published names of a checkpoint's tensors with their shapes; (1,) where only the name is kept."""
    return {key: tuple(shape) for key, shape in LAYOUTS[name]["tensors"].items()}


def _uniform(key: str, seed: int, shape: Shape) -> np.ndarray:
    """Float64 in [-1, 1)."""
    stream = np.random.RandomState((zlib.crc32(key.encode()) + seed) % 2**32)
    return 2.0 * stream.random_sample(shape) - 1.0


def clay(key: str, shape: Shape) -> np.ndarray:
    """A tensor of Clay's encoder, by its name without ``model.encoder.``."""
    values = _uniform(f"clay/{key}", CLAY_SEED, shape)
    scales_a_norm = key.endswith(".weight") and ("norm" in key or key.endswith("net.0.weight"))
    if key.endswith(("cls_token", "weight_tokens", "bias_token")):
        values = 0.5 * values
    elif len(shape) == 1:
        values = 1.0 + 0.3 * values if scales_a_norm else 0.2 * values
    else:
        is_attention = "to_qkv" in key or "in_proj" in key
        gain = 2.0 if key.endswith("fc_weight.weight") else 1.5 if is_attention else 1.0
        values = values * (gain * np.sqrt(3.0 / shape[-1]))
    return values.astype(np.float32)


def satclip(key: str, shape: Shape) -> np.ndarray:
    """A tensor of SatCLIP's network of places, by its name from ``nnet.`` on, float64."""
    values = _uniform(f"satclip/{key}", SATCLIP_SEED, shape)
    if len(shape) == 1:
        return 0.1 * values
    if key == "nnet.layers.0.weight":
        return values * 5.0 / shape[1]
    return values * np.sqrt(6.0 / shape[1])


def image_encoder(key: str, shape: Shape) -> np.ndarray:
    """A tensor of one of SatCLIP's image encoders, by its name without ``model.visual.``."""
    values = _uniform(f"visual/{key}", SATCLIP_SEED, shape)
    if key.endswith("num_batches_tracked"):
        return np.array(1)
    if key.endswith("running_var"):
        values = 1.0 + 0.5 * values
    elif key.endswith("running_mean"):
        values = 0.2 * values
    elif key in ("cls_token", "pos_embed"):
        values = 0.5 * values
    elif len(shape) == 1:
        values = 1.0 + 0.3 * values if key.endswith("weight") else 0.1 * values
    else:
        convolution_gain = 1.4 if len(shape) == 4 else 1.0
        values = values * (np.sqrt(3.0 / math.prod(shape[1:])) * convolution_gain)
    return values.astype(np.float32)


def galileo(key: str, shape: Shape) -> np.ndarray:
    """A tensor of Galileo-nano: codes that are no weights as they are published, the others about as large as those."""
    if key == "pos_embed":
        angles = np.arange(shape[0])[:, None] * 10000.0 ** (-np.arange(16) / 64)
        return np.concatenate([np.sin(angles), np.cos(angles)], axis=1).astype(np.float32)
    if key == "month_embed.weight":
        angles = 2 * np.pi * np.arange(12)[:, None] / 12
        return np.repeat(np.concatenate([np.sin(angles), np.cos(angles)], axis=1), 16, axis=1).astype(np.float32)
    values = _uniform(f"galileo/{key}", GALILEO_SEED, shape)
    if "norm" in key:
        size = 0.12 if key.startswith("norm") else 1.0
        values = size * (1.0 + 0.3 * values if key.endswith("weight") else 0.2 * values)
    elif len(shape) == 1 or key.endswith("channel_embed"):
        values = 0.3 * values
    else:
        values = values * math.sqrt(3.0 / math.prod(shape[1:]))
    return values.astype(np.float32)


def sentinel_2_chip(size: int, seed: int = 99) -> np.ndarray:
    """The chip that SatCLIP's image encoders were shown: DN of 12 bands [1, 12, size, size], uint16."""
    random = np.random.RandomState(seed)
    blocks = random.random_sample((12, size // 16, size // 16)).repeat(16, axis=1).repeat(16, axis=2)
    return np.floor(200 + 4000 * blocks + 1500 * random.random_sample((12, size, size))).astype(np.uint16)[None]


def clay_chip(mean: list[float], std: list[float]) -> np.ndarray:
    """The chip that the full-size Clay was shown: counts about these statistics [1, bands, 256, 256], uint16."""
    random = np.random.RandomState(77)
    blocks = random.random_sample((len(mean), 32, 32)).repeat(8, axis=1).repeat(8, axis=2) * 2.4 - 1.2
    deviations = blocks + random.random_sample((len(mean), 256, 256)) * 1.6 - 0.8
    counts = np.reshape(mean, (-1, 1, 1)) + np.reshape(std, (-1, 1, 1)) * deviations
    return np.rint(np.clip(counts, 0, 65535)).astype(np.uint16)[None]


def _tensor(key: str, shape: Shape) -> np.ndarray:
    """A tensor by its name in a file."""
    prefixes: dict[str, Callable[[str, Shape], np.ndarray]] = {
        "model.encoder.": clay,
        "model.location.": satclip,
        "model.visual.": image_encoder,
    }
    if key == "model.logit_scale":
        return np.array(3.25, np.float32)
    if shape == (1,):
        return np.zeros(1, np.int64 if key.endswith("num_batches_tracked") else np.float32)
    prefix = next((prefix for prefix in prefixes if key.startswith(prefix)), "")
    return prefixes.get(prefix, galileo)(key.removeprefix(prefix), shape)


def arrays(name: str) -> dict[str, np.ndarray]:
    """The tensors of a checkpoint by their published names; those that share memory there are one here."""
    found: dict[str, np.ndarray] = {}
    for key, shape in shapes_of(name).items():
        same = key.replace("model.nnet.", "model.location.nnet.")
        if same not in found:
            found[same] = _tensor(same, shape)
        found[key] = found[same]
    return {key: found[key] for key in shapes_of(name)}


def clay_of(size: Size) -> dict[str, np.ndarray]:
    """The tensors of a Clay of any size."""
    shapes = tensors(dim=size.dim, depth=size.depth, inner=size.heads * size.head_dim, hidden=size.mlp_dim, patch=PATCH)
    return {key: clay(key, shape) for key, shape in shapes.items()}


def full_size_clay() -> dict[str, np.ndarray]:
    """The tensors of a Clay of 1,024 dims and 24 layers, 1.25 GB: the names and rules of the small one."""
    sides = {64: 1024, 192: 3072, 256: 4096, 4096: 65536}
    found = {}
    for published, shape in shapes_of("clay-tiny.ckpt").items():
        key, is_encoder = published.removeprefix("model.encoder."), published.startswith("model.encoder.")
        if is_encoder and "transformer.layers.1." not in key:
            for layer in range(24 if "transformer.layers.0." in key else 1):
                name = key.replace("transformer.layers.0.", f"transformer.layers.{layer}.")
                found[name] = clay(name, tuple(sides.get(side, side) for side in shape))
    return found


def write(name: str, path: Path) -> None:
    """Write the checkpoint in the form in which it is published: a bare state, or Lightning's with its settings."""
    import torch

    values = arrays(name)
    tensors = {id(array): torch.from_numpy(array) for array in values.values()}
    content: dict[str, Any] = {key: tensors[id(array)] for key, array in values.items()}
    settings = LAYOUTS[name]["hyper_parameters"]
    if settings is not None:
        counts = {"epoch": 1, "global_step": 1, "pytorch-lightning_version": "2.0.0", "hparams_name": "kwargs"}
        states = {"loops": {}, "callbacks": {}, "optimizer_states": [], "lr_schedulers": []}
        content = {**counts, "state_dict": content, **states, "hyper_parameters": settings}
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    torch.save(content, unfinished)
    unfinished.replace(path)


if __name__ == "__main__":
    write(sys.argv[1], Path(sys.argv[2]))

"""SatCLIP's three image encoders, whole: chips of Sentinel-2 to the space of its encoder of places.

The model is SatCLIP (Klemmer et al. 2023, arXiv:2311.17179), MIT licence. Its image encoders come from SSL4EO-S12
(Wang et al. 2022, arXiv:2211.07044), CC-BY-4.0. Each is a function of operations on the tensors by their published
names (runtimes/graph.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...errors import ParameterError
from ...runtimes.graph import Floats, Network, Operations, Value
from ...runtimes.onnx_network import open_network
from ...threads import Check, never, worker_count
from ..encoder import ChipEncoder, Chips, Pass, Recipe

DIM = 256
BANDS = ("B01", "B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B09", "B11", "B12")
B10_INDEX = 10  # where the network expects the cirrus band that level 2A does not have
REFLECTANCE_SCALE = 10000.0
CHANNELS = len(BANDS) + 1


# Residual networks (He et al. 2015, arXiv:1512.03385), on images of any size

RESNET_SIDE = 256  # pixels of the images in training
BLOCKS_OF_RESNET18 = (2, 2, 2, 2)
BLOCKS_OF_RESNET50 = (3, 4, 6, 3)


def basic_block(ops: Operations[Value], x: Value, name: str, stride: int) -> Value:
    """Two 3x3 convolutions; [n, channels, h, w] to [n, width, h / stride, w / stride]."""
    y = ops.conv(x, f"{name}.conv1", stride=stride, padding=1)
    y = ops.conv(ops.relu(ops.batch_norm(y, f"{name}.bn1")), f"{name}.conv2", padding=1)
    return ops.batch_norm(y, f"{name}.bn2")


def bottleneck(ops: Operations[Value], x: Value, name: str, stride: int) -> Value:
    """A 3x3 convolution between two 1x1 ones; the 3x3 one has the stride."""
    y = ops.relu(ops.batch_norm(ops.conv(x, f"{name}.conv1"), f"{name}.bn1"))
    y = ops.conv(y, f"{name}.conv2", stride=stride, padding=1)
    y = ops.conv(ops.relu(ops.batch_norm(y, f"{name}.bn2")), f"{name}.conv3")
    return ops.batch_norm(y, f"{name}.bn3")


Block = Callable[[Operations[Any], Any, str, int], Any]


def resnet(ops: Operations[Value], images: Value, block: Block, blocks: tuple[int, ...], *, widens: bool) -> Value:
    """[n, 13, h, w] to [n, 256]; ``widens`` where the first stage already has more channels than the stem."""
    x = ops.relu(ops.batch_norm(ops.conv(images, "conv1", stride=2, padding=3), "bn1"))
    x = ops.max_pool(x, size=3, stride=2, padding=1)
    for stage, count in enumerate(blocks, start=1):
        for index in range(count):
            name, is_first = f"layer{stage}.{index}", index == 0
            stride = 2 if stage > 1 and is_first else 1
            beside = x
            if is_first and (stage > 1 or widens):  # the shape changes, and what is beside must follow
                beside = ops.conv(x, f"{name}.downsample.0", stride=stride)
                beside = ops.batch_norm(beside, f"{name}.downsample.1")
            x = ops.relu(ops.add(block(ops, x, name, stride), beside))
    return ops.linear(ops.mean_pixel(x), "fc")


def resnet18(ops: Operations[Value], images: Value) -> Value:
    """[n, 13, h, w] to [n, 256]."""
    return resnet(ops, images, basic_block, BLOCKS_OF_RESNET18, widens=False)


def resnet50(ops: Operations[Value], images: Value) -> Value:
    """[n, 13, h, w] to [n, 256]."""
    return resnet(ops, images, bottleneck, BLOCKS_OF_RESNET50, widens=True)


# ViT-Small/16 (Dosovitskiy et al. 2020, arXiv:2010.11929)

VIT_SIDE = 224  # pixels
VIT_PATCH = 16
VIT_DEPTH = 12
VIT_HEADS = 6
VIT_EPS = 1e-6


def vit16(ops: Operations[Value], images: Value) -> Value:
    """[n, 13, 224, 224] to [n, 256]."""
    patches = ops.as_tokens(ops.conv(images, "patch_embed.proj", stride=VIT_PATCH))
    tokens = ops.add_stored(ops.prepend(patches, "cls_token"), "pos_embed")
    for index in range(VIT_DEPTH):
        block = f"blocks.{index}"
        q, k, v = ops.split(ops.linear(ops.layer_norm(tokens, f"{block}.norm1", VIT_EPS), f"{block}.attn.qkv"), 3)
        tokens = ops.add(tokens, ops.linear(ops.attention(q, k, v, VIT_HEADS), f"{block}.attn.proj"))
        hidden = ops.gelu(ops.linear(ops.layer_norm(tokens, f"{block}.norm2", VIT_EPS), f"{block}.mlp.fc1"))
        tokens = ops.add(tokens, ops.linear(hidden, f"{block}.mlp.fc2"))
    return ops.linear(ops.token(ops.layer_norm(tokens, "norm", VIT_EPS), 0), "head")


# The encoder


def network(weights: Mapping[str, Floats]) -> Network:
    """The image encoder of the tensors that ``image_layout`` names; they tell its kind."""
    if "cls_token" in weights:
        return Network(forward=vit16, weights=weights, sides=("n", CHANNELS, VIT_SIDE, VIT_SIDE))
    forward = resnet50 if "layer1.0.conv3.weight" in weights else resnet18
    return Network(forward=forward, weights=weights, sides=("n", CHANNELS, "rows", "columns"))


class ImageEncoder:
    """Sentinel-2 chips to the space of the location encoder; a whole chip is one patch."""

    margin = 0
    is_local = False
    dim = DIM

    def __init__(self, weights: Mapping[str, Floats], name: str = "satclip-image") -> None:
        self.name = name
        self.is_transformer = "cls_token" in weights
        self.patch = VIT_SIDE if self.is_transformer else RESNET_SIDE
        self._run = open_network(network(weights), threads=worker_count())

    @property
    def recipes(self) -> tuple[Recipe, ...]:
        """One way: a chip after the other."""
        return (Recipe(name="plain", passes=(Pass(core=1),)),)

    def blank_tokens(self, side: int) -> None:
        """Nothing: a chip has one embedding, so that there is no position within it to remove."""

    def tags(self) -> dict[str, str]:
        """Nothing but its name."""
        return {}

    def embed(self, chips: Chips) -> NDArray[np.float32]:
        """Embeddings (chip, 256, patch row, patch column) of 12 bands of DN in the order of `BANDS`."""
        count, bands, height, width = chips.pixels.shape
        rows, columns = height // self.patch, width // self.patch
        patches = np.nan_to_num(chips.pixels).reshape(count, bands, rows, self.patch, columns, self.patch)
        patches = patches.transpose(0, 2, 4, 1, 3, 5).reshape(-1, bands, self.patch, self.patch)
        embeddings = np.concatenate([self.embed_images(image[None]) for image in patches])
        return embeddings.reshape(count, rows, columns, self.dim).transpose(0, 3, 1, 2)

    def embed_images(self, dn: NDArray[Any], check: Check = never) -> NDArray[np.float32]:
        """Embeddings (n, 256), not of length 1, of images (n, 12, h, w): DN without an offset, bands as in `BANDS`."""
        images = network_input(dn)
        if self.is_transformer and images.shape[2:] != (VIT_SIDE, VIT_SIDE):
            raise ParameterError(
                f"SatCLIP's transformer takes {VIT_SIDE} x {VIT_SIDE} pixels, "
                f"got {images.shape[3]} x {images.shape[2]}.",
                hint="Give it chips of that size, or take one of the ResNet checkpoints.",
            )
        return self._run(images, check)


def network_input(dn: NDArray[Any]) -> NDArray[np.float32]:
    """Reflectances (n, 13, h, w) from DN (n, 12, h, w), with a B10 of zeros."""
    if dn.shape[1] != len(BANDS):
        raise ParameterError(
            f"SatCLIP's image encoder takes the 12 bands of Sentinel-2 level 2A, got {dn.shape[1]}.",
            hint=f"Give {', '.join(BANDS)} in this order.",
        )
    reflectance = dn.astype(np.float32) / np.float32(REFLECTANCE_SCALE)
    return np.insert(reflectance, B10_INDEX, np.float32(0), axis=1)


def load_images(state: Mapping[str, NDArray[Any]], name: str = "satclip-image") -> ImageEncoder:
    """The image encoder of the tensors that ``image_layout`` names; they tell its kind."""
    # Counts of batches and the scale of the match with places are no part of the network.
    weights = {key: np.asarray(values, np.float32) for key, values in state.items() if np.ndim(values)}
    return ImageEncoder(weights, name)


_: type[ChipEncoder] = ImageEncoder  # the type checker proves that it fits

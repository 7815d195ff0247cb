"""The tensors of SatCLIP's encoders, and whether they are those of the checkpoint that was chosen."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from ...errors import CheckpointError
from ...weights.expected import layer, unfit
from ...weights.registry import Part, Sides, rows

VISION_LAYERS = {"moco_resnet18": "resnet18", "moco_resnet50": "resnet50", "moco_vit16": "vit16"}  # as trained
# Pairs, because the plugin site's scan takes a "token" with a value of its own for a password.
TELLING_TENSORS = (("cls_token", "vit16"), ("layer1.0.conv3.weight", "resnet50"), ("conv1.weight", "resnet18"))


def location_layout(part: Part, shapes: Mapping[str, Sides], hyper_parameters: Mapping[str, Any]) -> dict[str, Sides]:
    """The sine network's tensors, of any width and depth, from harmonics to an embedding; raises CheckpointError."""
    # Any SatCLIP's network of places fits any name with as many polynomials, so what the training was told decides.
    _check_kind(part, VISION_LAYERS.get(str(hyper_parameters.get("vision_layers"))), shapes, hyper_parameters)
    capacity, features = shapes["layers.0.weight"]
    dim = shapes["last_layer.weight"][0]
    depth = len({name.split(".")[1] for name in shapes if name.startswith("layers.")})
    if features != part.settings["legendre_polys"] ** 2:
        raise unfit(part, f"it takes {features} harmonics instead of {part.settings['legendre_polys'] ** 2}.")
    expected = {**layer("layers.0", capacity, features), **layer("last_layer", dim, capacity)}
    for index in range(1, depth):
        expected |= layer(f"layers.{index}", capacity, capacity)
    return expected


def image_layout(part: Part, shapes: Mapping[str, Sides], hyper_parameters: Mapping[str, Any]) -> dict[str, Sides]:
    """The image encoder's tensors, and the scale of its match with places; raises CheckpointError."""
    backbone = next((backbone for name, backbone in TELLING_TENSORS if name in shapes), None)
    _check_kind(part, backbone, shapes, hyper_parameters)
    return {**BACKBONES[part.settings["backbone"]](), "logit_scale": ()}


def _check_kind(
    part: Part, backbone: str | None, shapes: Mapping[str, Sides], hyper_parameters: Mapping[str, Any]
) -> None:
    """Raise CheckpointError where the file is another SatCLIP's, with the right name if there is one."""
    own_backbone, own_degrees = part.settings["backbone"], part.settings["legendre_polys"]
    sides = shapes.get("layers.0.weight", ())
    degrees = hyper_parameters.get("legendre_polys") or (math.isqrt(sides[1]) if len(sides) == 2 else 0)  # noqa: PLR2004 - a matrix
    kind = {"backbone": backbone or own_backbone, "legendre_polys": degrees or own_degrees}
    wrong_degrees = f"it has {kind['legendre_polys']} Legendre polynomials instead of {own_degrees}."
    for name, row in rows().items():
        if row["family"] == "satclip-locations" and row["settings"] == kind and name != part.encoder:
            raise CheckpointError(
                f"This is not the checkpoint of {part.encoder} ({part.name}): "
                + (wrong_degrees if kind["backbone"] == own_backbone else f"it belongs to {row['title']}."),
                hint=f"Choose {row['title']} ({name}), or the file {part.file} of {part.source_url}.",
            )
    if hyper_parameters.get("legendre_polys", own_degrees) != own_degrees:
        raise unfit(part, wrong_degrees)


def _batch_norm(name: str, width: int) -> dict[str, Sides]:
    """A batch norm's five tensors."""
    return {
        **layer(name, width),
        f"{name}.running_mean": (width,),
        f"{name}.running_var": (width,),
        f"{name}.num_batches_tracked": (),
    }


def _resnet(blocks: Sides, kernels: Sides, expansion: int) -> dict[str, Sides]:
    """A ResNet with 13 bands and 256 outputs; ``kernels`` are the sides of a block's convolutions."""
    expected: dict[str, Sides] = {"conv1.weight": (64, 13, 7, 7), **_batch_norm("bn1", 64)}
    before = 64
    for stage, count in enumerate(blocks):
        width = 64 * 2**stage
        for index in range(count):
            block = f"layer{stage + 1}.{index}"
            sides_in = before
            for number, kernel in enumerate(kernels, start=1):
                sides_out = width * expansion if number == len(kernels) else width
                expected[f"{block}.conv{number}.weight"] = (sides_out, sides_in, kernel, kernel)
                expected |= _batch_norm(f"{block}.bn{number}", sides_out)
                sides_in = sides_out
            if index == 0 and before != width * expansion:
                expected[f"{block}.downsample.0.weight"] = (width * expansion, before, 1, 1)
                expected |= _batch_norm(f"{block}.downsample.1", width * expansion)
            before = width * expansion
    return {**expected, **layer("fc", 256, before)}


def _vit16() -> dict[str, Sides]:
    """ViT-S/16 at 224 pixels with 13 bands and 256 outputs."""
    expected: dict[str, Sides] = {
        "cls_token": (1, 1, 384),
        "pos_embed": (1, 197, 384),
        **layer("patch_embed.proj", 384, 13, 16, 16),
        **layer("norm", 384),
        **layer("head", 256, 384),
    }
    for index in range(12):
        block = f"blocks.{index}"
        expected |= {
            **layer(f"{block}.norm1", 384),
            **layer(f"{block}.attn.qkv", 1152, 384),
            **layer(f"{block}.attn.proj", 384, 384),
            **layer(f"{block}.norm2", 384),
            **layer(f"{block}.mlp.fc1", 1536, 384),
            **layer(f"{block}.mlp.fc2", 384, 1536),
        }
    return expected


BACKBONES: dict[str, Callable[[], dict[str, Sides]]] = {
    "resnet18": lambda: _resnet((2, 2, 2, 2), kernels=(3, 3), expansion=1),
    "resnet50": lambda: _resnet((3, 4, 6, 3), kernels=(1, 3, 1), expansion=4),
    "vit16": _vit16,
}

"""What a checkpoint must hold to be the encoder that it is taken for: tensor names, and shapes that fit each other."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from ..errors import CheckpointError
from .registry import Part, parts

Sides = tuple[int, ...]
VISION_LAYERS = {"moco_resnet18": "resnet18", "moco_resnet50": "resnet50", "moco_vit16": "vit16"}  # as trained
# Pairs, because the plugin site's scan takes a "token" with a value of its own for a password.
TELLING_TENSORS = (("cls_token", "vit16"), ("layer1.0.conv3.weight", "resnet50"), ("conv1.weight", "resnet18"))


def check_tensors(part: Part, shapes: Mapping[str, Sides], hyper_parameters: Mapping[str, Any]) -> None:
    """Raise CheckpointError unless ``shapes``, under Landprint's names, are those of ``part``."""
    if part.family == "satclip":
        _check_kind(part, shapes, hyper_parameters)
    try:
        expected, may_be_more = _expected(part, shapes)
    except (KeyError, IndexError, ZeroDivisionError, StopIteration) as error:
        missing = f" {error.args[0]} is missing or has another shape." if isinstance(error, KeyError) else ""
        raise _other(part, f"its tensors are not those of {part.title}.{missing}") from error
    _compare(part, shapes, expected, may_be_more=may_be_more)
    _check_harmonics(part, shapes, hyper_parameters)


def _other(part: Part, why: str) -> CheckpointError:
    return CheckpointError(
        f"This is not the checkpoint of {part.encoder} ({part.name}): {why}",
        hint=f"It is published as {part.file} at {part.source_url}.",
    )


def _check_kind(part: Part, shapes: Mapping[str, Sides], hyper_parameters: Mapping[str, Any]) -> None:
    """Raise CheckpointError with the right name where the file is another SatCLIP's."""
    # Any SatCLIP's network of places fits any name with as many polynomials, so what the training was told decides.
    backbone = _backbone_of(shapes) if part.name == "image" else _trained_backbone(hyper_parameters)
    degrees = hyper_parameters.get("legendre_polys") or _degrees_of(shapes)
    kind = (backbone or part.backbone, degrees or part.legendre_polys)
    right = next((other for other in _others(part) if (other.backbone, other.legendre_polys) == kind), None)
    if right is None:
        return
    why = f"it belongs to {right.title}."
    if right.backbone == part.backbone:
        why = f"it has {right.legendre_polys} Legendre polynomials instead of {part.legendre_polys}."
    raise CheckpointError(
        f"This is not the checkpoint of {part.encoder} ({part.name}): {why}",
        hint=f"Choose {right.title} ({right.encoder}), or the file {part.file} of {part.source_url}.",
    )


def _others(part: Part) -> list[Part]:
    """The same part of the other encoders of its family."""
    same = [of_encoder[part.name] for of_encoder in parts().values() if part.name in of_encoder]
    return [other for other in same if other.family == part.family and other.encoder != part.encoder]


def _trained_backbone(hyper_parameters: Mapping[str, Any]) -> str | None:
    """The image encoder that a checkpoint says it was trained with."""
    return VISION_LAYERS.get(str(hyper_parameters.get("vision_layers")))


def _backbone_of(shapes: Mapping[str, Sides]) -> str | None:
    """The image encoder that has these tensors."""
    return next((backbone for name, backbone in TELLING_TENSORS if name in shapes), None)


def _degrees_of(shapes: Mapping[str, Sides]) -> int:
    """How many Legendre polynomials a location encoder's tensors are for; 0 of others."""
    sides = shapes.get("layers.0.weight", ())
    return math.isqrt(sides[1]) if len(sides) == 2 else 0  # noqa: PLR2004 - a matrix


def _expected(part: Part, shapes: Mapping[str, Sides]) -> tuple[dict[str, Sides], bool]:
    """The names and shapes, sized by a few of the tensors; and whether others may be there as well."""
    if part.family == "clay":
        return _clay(shapes), False
    if part.family == "galileo":
        return _galileo(), True
    if part.name == "location":
        return _satclip_location(shapes), False
    backbones = {"resnet18": _resnet18, "resnet50": _resnet50, "vit16": _vit16}
    return {**backbones[part.backbone or ""](), "logit_scale": ()}, False


def _compare(part: Part, shapes: Mapping[str, Sides], expected: Mapping[str, Sides], *, may_be_more: bool) -> None:
    missing = sorted(expected.keys() - shapes.keys())
    if missing:
        raise _other(part, f"{len(missing)} tensors are missing, such as {missing[0]}.")
    more = sorted(shapes.keys() - expected.keys())
    if more and not may_be_more:
        raise _other(part, f"{len(more)} tensors are not expected, such as {more[0]}.")
    for name, sides in expected.items():
        if tuple(shapes[name]) != tuple(sides):
            raise _other(part, f"{name} has the shape {_sides(shapes[name])} instead of {_sides(sides)}.")


def _sides(sides: Sides) -> str:
    return " × ".join(str(side) for side in sides) or "of a single number"


def _both(name: str, *weight: int, bias: int | None = None) -> dict[str, Sides]:
    """A layer's weight and bias; the bias is as long as the weight's first side."""
    return {f"{name}.weight": weight, f"{name}.bias": (weight[0] if bias is None else bias,)}


def _clay(shapes: Mapping[str, Sides]) -> dict[str, Sides]:
    """Clay's encoder of any width and depth; the wave generator has one size in all."""
    dim = shapes["cls_token"][-1]
    inner = shapes["transformer.layers.0.0.to_qkv.weight"][0] // 3
    hidden = shapes["transformer.layers.0.1.net.1.weight"][0]
    patch = math.isqrt(shapes["patch_embedding.weight_generator.fc_weight.weight"][0] // dim)
    depth = len({name.split(".")[2] for name in shapes if name.startswith("transformer.layers.")})
    generator, layer = "patch_embedding.weight_generator", "patch_embedding.weight_generator.encoder.layers.0"
    expected: dict[str, Sides] = {
        "cls_token": (1, 1, dim),
        f"{generator}.weight_tokens": (128, 128),
        f"{generator}.bias_token": (1, 128),
        f"{layer}.self_attn.in_proj_weight": (384, 128),
        f"{layer}.self_attn.in_proj_bias": (384,),
        **_both(f"{layer}.self_attn.out_proj", 128, 128),
        **_both(f"{layer}.linear1", 2048, 128),
        **_both(f"{layer}.linear2", 128, 2048),
        **_both(f"{layer}.norm1", 128),
        **_both(f"{layer}.norm2", 128),
        **_both(f"{generator}.fc_weight", patch * patch * dim, 128),
        **_both(f"{generator}.fc_bias", dim, 128),
        **_both("patch_embedding.fclayer.l1", 128, 128),
        **_both("patch_embedding.fclayer.l2", 128, 128),
        **_both("transformer.norm", dim),
    }
    for index in range(depth):
        attention, mlp = f"transformer.layers.{index}.0", f"transformer.layers.{index}.1.net"
        expected |= {
            **_both(f"{attention}.norm", dim),
            f"{attention}.to_qkv.weight": (3 * inner, dim),
            f"{attention}.to_out.weight": (dim, inner),
            **_both(f"{mlp}.0", dim),
            **_both(f"{mlp}.1", hidden, dim),
            **_both(f"{mlp}.3", dim, hidden),
        }
    return expected


def _galileo() -> dict[str, Sides]:
    """What Galileo-nano needs for Sentinel-2; its file has other sensors' tensors too."""
    bands = {"S2_RGB": 3, "S2_Red_Edge": 3, "S2_NIR_10m": 1, "S2_NIR_20m": 1, "S2_SWIR": 2, "NDVI": 1}
    expected: dict[str, Sides] = {
        "s_t_channel_embed": (7, 32),
        "pos_embed": (24, 32),
        "month_embed.weight": (12, 32),
        **_both("norm", 128),
    }
    for group, count in bands.items():
        expected |= _both(f"space_time_embed.{group}.proj", 128, count, 8, 8)
    for index in range(4):
        block = f"blocks.{index}"
        for name in ("q", "k", "v", "proj"):
            expected |= _both(f"{block}.attn.{name}", 128, 128)
        expected |= {
            **_both(f"{block}.norm1", 128),
            **_both(f"{block}.norm2", 128),
            **_both(f"{block}.mlp.fc1", 512, 128),
            **_both(f"{block}.mlp.fc2", 128, 512),
        }
    return expected


def _satclip_location(shapes: Mapping[str, Sides]) -> dict[str, Sides]:
    """The sine network of any width and depth, from harmonics to an embedding."""
    capacity, features = shapes["layers.0.weight"]
    dim = shapes["last_layer.weight"][0]
    depth = len({name.split(".")[1] for name in shapes if name.startswith("layers.")})
    expected = {**_both("layers.0", capacity, features), **_both("last_layer", dim, capacity)}
    for index in range(1, depth):
        expected |= _both(f"layers.{index}", capacity, capacity)
    return expected


def _check_harmonics(part: Part, shapes: Mapping[str, Sides], hyper_parameters: Mapping[str, Any]) -> None:
    """The L40 checkpoint is not the L10 one, though both are whole."""
    if part.legendre_polys is None:
        return
    said = hyper_parameters.get("legendre_polys", part.legendre_polys)
    if said != part.legendre_polys:
        raise _other(part, f"it has {said} Legendre polynomials instead of {part.legendre_polys}.")
    if part.name == "location" and shapes["layers.0.weight"][1] != part.legendre_polys**2:
        raise _other(part, f"it takes {shapes['layers.0.weight'][1]} harmonics instead of {part.legendre_polys**2}.")


def _norm(name: str, width: int) -> dict[str, Sides]:
    """A batch norm's five tensors."""
    return {
        **_both(name, width),
        f"{name}.running_mean": (width,),
        f"{name}.running_var": (width,),
        f"{name}.num_batches_tracked": (),
    }


def _resnet(blocks: Sides, kernels: Sides, expansion: int) -> dict[str, Sides]:
    """A ResNet with 13 bands and 256 outputs; ``kernels`` are the sides of a block's convolutions."""
    expected: dict[str, Sides] = {"conv1.weight": (64, 13, 7, 7), **_norm("bn1", 64)}
    before = 64
    for stage, count in enumerate(blocks):
        width = 64 * 2**stage
        for index in range(count):
            block = f"layer{stage + 1}.{index}"
            sides_in = before
            for number, kernel in enumerate(kernels, start=1):
                sides_out = width * expansion if number == len(kernels) else width
                expected[f"{block}.conv{number}.weight"] = (sides_out, sides_in, kernel, kernel)
                expected |= _norm(f"{block}.bn{number}", sides_out)
                sides_in = sides_out
            if index == 0 and before != width * expansion:
                expected[f"{block}.downsample.0.weight"] = (width * expansion, before, 1, 1)
                expected |= _norm(f"{block}.downsample.1", width * expansion)
            before = width * expansion
    return {**expected, **_both("fc", 256, before)}


def _resnet18() -> dict[str, Sides]:
    return _resnet((2, 2, 2, 2), kernels=(3, 3), expansion=1)


def _resnet50() -> dict[str, Sides]:
    return _resnet((3, 4, 6, 3), kernels=(1, 3, 1), expansion=4)


def _vit16() -> dict[str, Sides]:
    """ViT-S/16 at 224 pixels with 13 bands and 256 outputs."""
    expected: dict[str, Sides] = {
        "cls_token": (1, 1, 384),
        "pos_embed": (1, 197, 384),
        **_both("patch_embed.proj", 384, 13, 16, 16),
        **_both("norm", 384),
        **_both("head", 256, 384),
    }
    for index in range(12):
        block = f"blocks.{index}"
        expected |= {
            **_both(f"{block}.norm1", 384),
            **_both(f"{block}.attn.qkv", 1152, 384),
            **_both(f"{block}.attn.proj", 384, 384),
            **_both(f"{block}.norm2", 384),
            **_both(f"{block}.mlp.fc1", 1536, 384),
            **_both(f"{block}.mlp.fc2", 384, 1536),
        }
    return expected

"""Clay among the encoders."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from ...progress import Reporter
from ...weights.expected import layer
from ...weights.registry import Part, Sides
from ..family import Context, Family, PreparedEncoder
from .check import check


def layout(_: Part, shapes: Mapping[str, Sides], __: Mapping[str, Any]) -> dict[str, Sides]:
    """The encoder's tensors, of any width and depth; the wave generator has one size in all."""
    dim = shapes["cls_token"][-1]
    return tensors(
        dim=dim,
        depth=len({name.split(".")[2] for name in shapes if name.startswith("transformer.layers.")}),
        inner=shapes["transformer.layers.0.0.to_qkv.weight"][0] // 3,
        hidden=shapes["transformer.layers.0.1.net.1.weight"][0],
        patch=math.isqrt(shapes["patch_embedding.weight_generator.fc_weight.weight"][0] // dim),
    )


def tensors(*, dim: int, depth: int, inner: int, hidden: int, patch: int) -> dict[str, Sides]:
    """The shapes of a Clay's tensors: ``inner`` values for all heads together, ``hidden`` in a token's own network."""
    generator, wave_layer = "patch_embedding.weight_generator", "patch_embedding.weight_generator.encoder.layers.0"
    expected: dict[str, Sides] = {
        "cls_token": (1, 1, dim),
        f"{generator}.weight_tokens": (128, 128),
        f"{generator}.bias_token": (1, 128),
        f"{wave_layer}.self_attn.in_proj_weight": (384, 128),
        f"{wave_layer}.self_attn.in_proj_bias": (384,),
        **layer(f"{wave_layer}.self_attn.out_proj", 128, 128),
        **layer(f"{wave_layer}.linear1", 2048, 128),
        **layer(f"{wave_layer}.linear2", 128, 2048),
        **layer(f"{wave_layer}.norm1", 128),
        **layer(f"{wave_layer}.norm2", 128),
        **layer(f"{generator}.fc_weight", patch * patch * dim, 128),
        **layer(f"{generator}.fc_bias", dim, 128),
        **layer("patch_embedding.fclayer.l1", 128, 128),
        **layer("patch_embedding.fclayer.l2", 128, 128),
        **layer("transformer.norm", dim),
    }
    for index in range(depth):
        attention, mlp = f"transformer.layers.{index}.0", f"transformer.layers.{index}.1.net"
        expected |= {
            **layer(f"{attention}.norm", dim),
            f"{attention}.to_qkv.weight": (3 * inner, dim),
            f"{attention}.to_out.weight": (dim, inner),
            **layer(f"{mlp}.0", dim),
            **layer(f"{mlp}.1", hidden, dim),
            **layer(f"{mlp}.3", dim, hidden),
        }
    return expected


def prepare(context: Context, reporter: Reporter) -> PreparedEncoder:
    """The encoder on a raster's bands; raises UserError."""
    from .encoder import prepare_clay  # here, because ONNX Runtime takes a moment to load

    return prepare_clay(context, reporter)


CLAY = Family(name="clay", prepare=prepare, layout=layout, check=check)

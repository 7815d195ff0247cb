"""Galileo among the encoders."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...progress import Reporter
from ...weights.expected import layer
from ...weights.registry import Part, Sides
from ..family import Context, Family, PreparedEncoder
from .bands import GROUPS
from .check import check


def layout(_: Part, shapes: Mapping[str, Sides], __: Mapping[str, Any]) -> dict[str, Sides]:
    """The nano model's tensors for Sentinel-2; its file has other sensors' too, which are left as they are."""
    expected: dict[str, Sides] = {
        **shapes,
        "s_t_channel_embed": (7, 32),
        "pos_embed": (24, 32),
        "month_embed.weight": (12, 32),
        **layer("norm", 128),
    }
    for group in GROUPS:
        expected |= layer(f"space_time_embed.{group.name}.proj", 128, len(group.bands), 8, 8)
    for index in range(4):
        block = f"blocks.{index}"
        for name in ("q", "k", "v", "proj"):
            expected |= layer(f"{block}.attn.{name}", 128, 128)
        expected |= {
            **layer(f"{block}.norm1", 128),
            **layer(f"{block}.norm2", 128),
            **layer(f"{block}.mlp.fc1", 512, 128),
            **layer(f"{block}.mlp.fc2", 128, 512),
        }
    return expected


def prepare(context: Context, reporter: Reporter) -> PreparedEncoder:
    """The encoder on a raster's bands; raises UserError."""
    from .encoder import prepare_galileo  # here, because listing the encoders needs no raster library

    return prepare_galileo(context, reporter)


GALILEO = Family(name="galileo", prepare=prepare, layout=layout, check=check)

"""The tensors that a checkpoint must hold are those that its model has: said without torch, and so said once more."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from engine.encoders.catalogue import find_part
from engine.encoders.galileo import model as galileo
from engine.encoders.satclip import images
from engine.errors import CheckpointError
from engine.runtimes.onnx_network import OnnxOperations
from engine.weights.expected import check_tensors
from engine.weights.registry import Part
from tests import checkpoints


class Recorded(dict[str, np.ndarray]):
    """Tensors of zeros, and which of them were taken."""

    def __init__(self, shapes: dict[str, tuple[int, ...]]) -> None:
        super().__init__({name: np.zeros(sides, np.float32) for name, sides in shapes.items()})
        self.taken: set[str] = set()

    def __getitem__(self, name: str) -> np.ndarray:
        self.taken.add(name)
        return super().__getitem__(name)


def shapes_of(network: torch.nn.Module) -> dict[str, tuple[int, ...]]:
    return {name: tuple(tensor.shape) for name, tensor in network.state_dict().items()}


def refuses(part: Part, shapes: dict[str, tuple[int, ...]], says: str) -> None:
    with pytest.raises(CheckpointError, match=says):
        check_tensors(part, shapes, {})


def test_clay_has_the_published_tensors():
    part, prefix = find_part("clay-v1.5"), "model.encoder."
    published = checkpoints.shapes_of("clay-tiny.ckpt").items()
    shapes = {name.removeprefix(prefix): sides for name, sides in published if name.startswith(prefix)}
    assert part.layout(part, shapes, {}) == shapes
    refuses(part, {name: sides for name, sides in shapes.items() if name != "transformer.norm.bias"}, "norm.bias")
    refuses(part, {"weight": (1,)}, "cls_token is missing")


@pytest.mark.parametrize("backbone", ["resnet18", "resnet50", "vit16"])
def test_satclips_image_encoders(backbone):
    part = find_part(f"satclip-{backbone}-l40", "image")
    layout = part.layout(part, {}, {})
    weights = Recorded(layout)
    OnnxOperations(images.network(weights)).graph()
    unused = {name for name in layout if name.endswith("num_batches_tracked")}
    assert weights.taken == layout.keys() - unused - {"logit_scale"}
    refuses(part, {"conv1.weight": (3,)}, "satclip")


def test_galileos_transformer_and_the_other_sensors_tensors():
    part = find_part("galileo-nano")
    layout = part.layout(part, {"space_time_embed.S1.proj.bias": (128,)}, {})
    assert layout["space_time_embed.S1.proj.bias"] == (128,)
    network = galileo.GalileoNano(Recorded(layout)).network
    weights = Recorded({name: layout[name] for name in network.weights})
    OnnxOperations(replace(network, weights=weights)).graph()
    assert weights.taken == weights.keys()
    refuses(part, {name: sides for name, sides in layout.items() if name != "s_t_channel_embed"}, "s_t_channel_embed")
    refuses(part, {**layout, "norm.weight": (64,)}, "norm.weight has the shape 64")

"""A model as a function of a handful of operations: written once, run by ONNX Runtime or by torch.

    def block(ops: Operations[Value], tokens: Value) -> Value:
        normed = ops.layer_norm(tokens, "norm")
        return ops.add(tokens, ops.linear(normed, "mlp"))

What is called by a name is stored under it: ``linear(x, "mlp")`` takes the checkpoint's `mlp.weight` and, where there
is one, `mlp.bias`. The weights stay where they are, memory-mapped from the checkpoint; none is copied or written again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Floats = NDArray[np.float32]
Value = TypeVar("Value")


class Operations(Protocol[Value]):
    """What models are made of; a value is a name in a graph, or a tensor."""

    def linear(self, x: Value, name: str) -> Value:
        """[..., in] to [..., out]: ``name.weight`` [out, in] and ``name.bias`` [out], where it is stored."""

    def layer_norm(self, x: Value, name: str, eps: float = 1e-5) -> Value:
        """The last axis at mean 0 and variance 1, then ``name.weight`` and ``name.bias``."""

    def attention(self, q: Value, k: Value, v: Value, heads: int) -> Value:
        """Every token sees every token; each [n, count, heads * head_dim], to the same."""

    def split(self, x: Value, parts: int) -> list[Value]:
        """Equal parts of the last axis."""

    def gelu(self, x: Value) -> Value:
        """The exact one, by the error function."""

    def relu(self, x: Value) -> Value:
        """What is below zero becomes zero."""

    def add(self, x: Value, y: Value) -> Value:
        """The sum of values of one shape."""

    def add_stored(self, x: Value, name: str) -> Value:
        """The sum with the tensor ``name``, which is broadcast."""

    def prepend(self, x: Value, name: str) -> Value:
        """The token ``name`` [1, 1, dim] before the tokens [n, count, dim]."""

    def token(self, x: Value, index: int) -> Value:
        """One token of [n, count, dim], [n, dim]."""

    def conv(self, x: Value, name: str, *, stride: int = 1, padding: int = 0) -> Value:
        """[n, in, h, w] to [n, out, ...]: ``name.weight`` [out, in, kh, kw] and ``name.bias``, where it is stored."""

    def batch_norm(self, x: Value, name: str, eps: float = 1e-5) -> Value:
        """Channels by ``name``'s `running_mean` and `running_var`, then by its `weight` and `bias`."""

    def max_pool(self, x: Value, *, size: int, stride: int, padding: int) -> Value:
        """The largest of size x size pixels, every ``stride`` of [n, c, h, w]."""

    def mean_pixel(self, x: Value) -> Value:
        """The mean over the pixels of [n, c, h, w], [n, c]."""

    def as_tokens(self, x: Value) -> Value:
        """The pixels of [n, c, h, w] row by row, [n, h * w, c]."""


@dataclass(frozen=True, kw_only=True)
class Network:
    """A model in operations, float32 in one input and one output, with its tensors by their stored names.

    ``sides`` are the input's: a number, or a word for a side of any size.
    """

    forward: Callable[[Operations[Any], Any], Any]
    weights: Mapping[str, Floats]
    sides: tuple[str | int, ...]

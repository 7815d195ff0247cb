"""A network run by torch: on accelerators, and as the reference that ONNX Runtime's numbers are tested against."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812 - torch's own name for it
from torch import Tensor

from ..threads import Check, never
from .graph import Floats, Network


class TorchOperations:
    """The operations on tensors; ``check`` is called before each product and may raise to stop."""

    def __init__(self, weights: Mapping[str, Tensor], check: Check = never) -> None:
        self._weights = weights
        self._check = check

    def linear(self, x: Tensor, name: str) -> Tensor:
        """``F.linear``."""
        self._check()
        return F.linear(x, self._weights[f"{name}.weight"], self._weights.get(f"{name}.bias"))

    def layer_norm(self, x: Tensor, name: str, eps: float = 1e-5) -> Tensor:
        """``F.layer_norm`` of the last axis."""
        weight = self._weights[f"{name}.weight"]
        return F.layer_norm(x, weight.shape, weight, self._weights[f"{name}.bias"], eps)

    def attention(self, q: Tensor, k: Tensor, v: Tensor, heads: int) -> Tensor:
        """``F.scaled_dot_product_attention``."""
        of_heads = [each.unflatten(2, (heads, -1)).transpose(1, 2) for each in (q, k, v)]
        return F.scaled_dot_product_attention(*of_heads).transpose(1, 2).flatten(2)

    def split(self, x: Tensor, parts: int) -> list[Tensor]:
        """``Tensor.chunk``."""
        return list(x.chunk(parts, dim=-1))

    def gelu(self, x: Tensor) -> Tensor:
        """``F.gelu``."""
        return F.gelu(x)

    def relu(self, x: Tensor) -> Tensor:
        """``F.relu``."""
        return F.relu(x)

    def add(self, x: Tensor, y: Tensor) -> Tensor:
        """The sum."""
        return x + y

    def add_stored(self, x: Tensor, name: str) -> Tensor:
        """The sum with a stored tensor."""
        return x + self._weights[name]

    def prepend(self, x: Tensor, name: str) -> Tensor:
        """``torch.cat``."""
        return torch.cat([self._weights[name].expand(len(x), -1, -1), x], dim=1)

    def token(self, x: Tensor, index: int) -> Tensor:
        """One of the second axis."""
        return x[:, index]

    def conv(self, x: Tensor, name: str, *, stride: int = 1, padding: int = 0) -> Tensor:
        """``F.conv2d``."""
        self._check()
        return F.conv2d(x, self._weights[f"{name}.weight"], self._weights.get(f"{name}.bias"), stride, padding)

    def batch_norm(self, x: Tensor, name: str, eps: float = 1e-5) -> Tensor:
        """``F.batch_norm`` by the statistics of training."""
        parts = ("running_mean", "running_var", "weight", "bias")
        mean, variance, weight, bias = (self._weights[f"{name}.{part}"] for part in parts)
        return F.batch_norm(x, mean, variance, weight, bias, eps=eps)

    def max_pool(self, x: Tensor, *, size: int, stride: int, padding: int) -> Tensor:
        """``F.max_pool2d``."""
        return F.max_pool2d(x, size, stride, padding)

    def mean_pixel(self, x: Tensor) -> Tensor:
        """``Tensor.mean`` of the last two axes."""
        return x.mean((2, 3))

    def as_tokens(self, x: Tensor) -> Tensor:
        """``Tensor.flatten``, transposed."""
        return x.flatten(2).transpose(1, 2)


class TorchNetwork:
    """A network on a device of torch's; float32 arrays in and out, whatever the precision there."""

    def __init__(self, network: Network, device: str = "cpu", dtype: torch.dtype = torch.float32) -> None:
        self._forward = network.forward
        self._device, self._dtype = device, dtype
        # Tensor by tensor, so that the CPU never holds a second model.
        self._weights = {name: torch.from_numpy(values).to(device, dtype) for name, values in network.weights.items()}

    @torch.inference_mode()
    def __call__(self, values: Floats, check: Check = never) -> Floats:
        """The network's output; ``check`` may raise to stop it before each product."""
        given = torch.from_numpy(values).to(self._device, self._dtype)
        found: Any = self._forward(TorchOperations(self._weights, check), given)
        result: Floats = found.float().cpu().numpy()
        return result

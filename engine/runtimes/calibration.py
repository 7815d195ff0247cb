"""What goes into a network's products on chips of the user's own raster, and what eight bits gain by it.

All tokens that go into a product share one scale of 8 bits, so a column that lies far from zero, or reaches far, costs
all others their precision. Each column is moved to its middle (as in Wei et al. 2023, arXiv:2304.09145) and evened out
with the matrix's column that it meets (Xiao et al. 2023, arXiv:2211.10438). The matrix and its bias take the opposite,
so in exact numbers the network computes the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..threads import Check, never
from .graph import Floats, Network
from .onnx_network import OnnxNetwork, OnnxOperations

# How much of a column's reach its matrix takes over, and from which share of the middle reach on: what is quiet on a
# few chips may be loud on others. On Galileo, which is trained, with real chips other than the four that it was
# calibrated on, the 1st percentile of the mean-removed cosine is 0.941 without calibration, 0.960 without a least
# reach, and 0.976, 0.978 and 0.973 with this one and a share of 0.65, 0.8 and 1.
SHARE_OF_MATRIX = 0.8
LEAST_REACH = 1.0
LEAST_STRENGTH = 0.01


@dataclass(frozen=True, kw_only=True)
class Columns:
    """What goes into one product: where each of its columns (in,) lies, and how far it reaches from there."""

    middle: Floats
    reach: Floats


def observe(network: Network, chips: Sequence[Floats], *, threads: int, check: Check = never) -> dict[str, Columns]:
    """What goes into the linear layers, by their names, for inputs of one chip each."""
    operations = _RangesOfInputs(network)
    opened = OnnxNetwork(operations.graph(), threads=threads)
    ranges = [opened.outputs(chip, check)[1:] for chip in chips]
    seen = {}
    for index, name in enumerate(operations.names):
        low = np.min([of_chip[2 * index] for of_chip in ranges], axis=0)
        high = np.max([of_chip[2 * index + 1] for of_chip in ranges], axis=0)
        seen[name] = Columns(middle=(low + high) / 2, reach=(high - low) / 2)
    return seen


class _RangesOfInputs(OnnxOperations):
    """The network with two more outputs for each linear layer: the lowest and the highest values that go in."""

    def __init__(self, network: Network) -> None:
        super().__init__(network)
        self.names: list[str] = []

    def linear(self, x: str, name: str) -> str:
        """The product, observed."""
        self.names.append(name)
        for kind in ("ReduceMin", "ReduceMax"):
            self.outputs += self.node(kind, x, self.integers(0, 1), keepdims=0)
        return super().linear(x, name)


def evened(reach: Floats, strength: Floats) -> Floats:
    """By what to divide columns of this reach (in,) that meet matrix columns of this strength (in,)."""
    wide = np.maximum(reach, _least(reach, LEAST_REACH))
    strong = np.maximum(strength, _least(strength, LEAST_STRENGTH))
    factor = wide**SHARE_OF_MATRIX / strong ** (1 - SHARE_OF_MATRIX)
    return np.asarray(factor, np.float32)


def _least(values: Floats, share: float) -> np.float32:
    """This share of the middle value, and never zero."""
    return np.float32(max(share * float(np.median(values)), float(np.finfo(np.float32).tiny) ** 0.5))

"""A network in 8 bits: the weights' codes are made from the checkpoint when it is opened, the tokens' as they come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import NamedTuple

import numpy as np

from ..threads import map_in_order, worker_count
from .calibration import Columns, evened
from .graph import Array, Floats, Network
from .onnx_network import CONTRIBUTED, IR_VERSION, OPSET, Graph, OnnxOperations, release


def int8_graph(network: Network, columns: Mapping[str, Columns] | None = None) -> Graph:
    """The network's graph with linear layers in 8 bits, finer with the ``columns`` that were observed."""
    return _Int8Operations(network, columns or {}).graph()


class _Normed(NamedTuple):
    """How a value came out of a layer norm."""

    x: str
    name: str
    eps: float


class _Int8Operations(OnnxOperations):
    """The network with linear layers of 8 bits."""

    def __init__(self, network: Network, columns: Mapping[str, Columns]) -> None:
        super().__init__(network)
        self._columns = columns
        self._normed: dict[str, _Normed] = {}
        self._coded: dict[str, list[str]] = {}
        self._layers: dict[str, Floats | None] = {}  # by the names of those in 8 bits, the factors of their columns

    def graph(self) -> Graph:
        """The graph, with the codes of all layers."""
        graph = super().graph()

        def codes(name: str) -> dict[str, Array]:
            factor = self._layers[name]
            matrix = self.weight(f"{name}.weight")
            codes = codes_of(name, matrix if factor is None else matrix * factor)
            release(matrix)
            return codes

        made = map_in_order(codes, self._layers, worker_count())
        codes_of_all = {name: values for each in made for name, values in each.items()}
        return replace(graph, arrays={**graph.arrays, **codes_of_all})

    def layer_norm(self, x: str, name: str, eps: float = 1e-5) -> str:
        """LayerNormalization, noted for the layer that may follow."""
        normed = super().layer_norm(x, name, eps)
        self._normed[normed] = _Normed(x, name, eps)
        return normed

    def linear(self, x: str, name: str) -> str:
        """A product of codes, each side with its scale."""
        bias = self.weight(f"{name}.bias") if self.has(f"{name}.bias") else None
        columns, factor = self._columns.get(name), None
        if columns is not None:
            matrix = self.weight(f"{name}.weight")
            factor = evened(columns.reach, np.abs(matrix).max(0))
            moved = (matrix @ columns.middle.astype(np.float64)).astype(np.float32)
            release(matrix)
            bias = moved if bias is None else bias + moved
            x = self._centred(x, name, columns.middle, factor)
        self._layers[name] = factor
        sides = self.weight(f"{name}.weight").shape
        codes = self.outside(f"{name}.codes", np.int8, sides[::-1])
        scale = self.outside(f"{name}.scale", np.float32, sides[:1])
        if x not in self._coded:  # several products may share an input
            self._coded[x] = self.node("DynamicQuantizeLinear", x, outputs=3)
        of_tokens, scale_of_tokens, zero_of_tokens = self._coded[x]
        # The fused form of MatMulInteger, Cast, the product with both scales, and Add.
        inputs = [of_tokens, codes, scale_of_tokens, scale, zero_of_tokens, ""]
        if bias is not None:
            inputs.append(self.array(f"{name}.moved", bias))
        return self.node("MatMulIntegerToFloat", *inputs, domain=CONTRIBUTED)[0]

    def _centred(self, x: str, name: str, middle: Floats, factor: Floats) -> str:
        """The product's tokens, each column less its middle and divided by its factor."""
        if x in self._normed:  # a norm of its own does it as well
            before = self._normed[x]
            scale, bias = (self.weight(f"{before.name}.{part}") for part in ("weight", "bias"))
            parts = (
                self.array(f"{name}.norm", scale / factor),
                self.array(f"{name}.norm bias", (bias - middle) / factor),
            )
            return self.node("LayerNormalization", before.x, *parts, axis=-1, epsilon=before.eps)[0]
        (divided,) = self.node("Mul", x, self.array(f"{name}.factor", 1 / factor))
        return self.node("Sub", divided, self.array(f"{name}.middle", middle / factor))[0]


def codes_of(name: str, matrix: Floats) -> dict[str, Array]:
    """The matrix [out, in] in 8 bits, [in, out], and a scale for each output: one for all loses ten times as much."""
    scale = np.maximum(np.abs(matrix).max(1), np.finfo(np.float32).tiny) / np.float32(largest_code())
    codes = np.empty(matrix.shape[::-1], np.int8)
    np.rint(matrix.T / scale, out=codes, casting="unsafe")
    return {f"{name}.codes": codes, f"{name}.scale": scale}


@cache
def largest_code() -> int:
    """The largest code of a weight of which this processor's products are exact: 127, or 63 where 127 is too large.

    x86 without VNNI adds two products of 8 bits in 16: 2 x 255 x 127 is cut off at 32,767, silently, and half of a sum
    of large values is lost. ONNX Runtime advises 7 bits there. Asked of the processor, since no list of them is whole.
    """
    from onnx import TensorProto, helper, numpy_helper
    from onnxruntime import InferenceSession

    count = 64
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["tokens", "codes"], ["sums"])],
        "largest",
        [helper.make_tensor_value_info("tokens", TensorProto.UINT8, [1, count])],
        [helper.make_tensor_value_info("sums", TensorProto.INT32, [1, count])],
        [numpy_helper.from_array(np.full((count, count), 127, np.int8), "codes")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
    session = InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    (found,) = session.run(None, {"tokens": np.full((1, count), 255, np.uint8)})
    return 127 if (found == count * 255 * 127).all() else 63

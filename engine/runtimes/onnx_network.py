"""A network as an ONNX graph in memory, run by ONNX Runtime on the weights where they lie.

The graph is a few kilobytes and made in milliseconds, so that nothing is kept on the disk. Weights that are mapped from
a checkpoint's file are the graph's external data there, by offset and length: no second copy of them.
"""

from __future__ import annotations

import mmap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from ..threads import Check, in_thread, never
from .graph import Array, Floats, Network

IR_VERSION = 10
OPSET = 20  # the first with Gelu, and known to the oldest ONNX Runtime that the engine takes
CONTRIBUTED = "com.microsoft"  # ONNX Runtime's own operators
INPUT, OUTPUT = "input", "output"
LARGEST_INSIDE = 128  # bytes of an array that stands in the graph


@dataclass(frozen=True, kw_only=True)
class Graph:
    """A serialized ONNX model and its outputs' names, the network's first.

    It refers by name to ``arrays`` in memory, and to those ``mapped`` from files of ``folder``.
    """

    model: bytes
    arrays: Mapping[str, Array]
    mapped: Mapping[str, Array]
    folder: Path | None
    outputs: tuple[str, ...] = (OUTPUT,)


class OnnxOperations:
    """The operations as nodes of a graph; a value is its name there."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._nodes: list[Any] = []
        self._arrays: dict[str, Array] = {}
        self._outside: dict[str, Any] = {}  # tensors whose values are handed over beside the graph
        self.outputs = [OUTPUT]

    def graph(self) -> Graph:
        """The network's whole graph."""
        from onnx import TensorProto, helper, numpy_helper

        found = self._network.forward(self, INPUT)
        self._nodes.append(helper.make_node("Identity", [found], [OUTPUT]))
        nodes = self._used_nodes()
        used = {name for node in nodes for name in node.input}
        tensors, arrays = [self._outside[name] for name in self._outside if name in used], {}
        mapped: dict[str, Array] = {}
        folder: Path | None = None
        for name, values in self._arrays.items():
            if name not in used:
                continue
            span = span_in_file(values)
            if values.nbytes <= LARGEST_INSIDE:
                tensors.append(numpy_helper.from_array(values, name))
            elif span is not None and folder in (None, span.path.parent):
                folder = span.path.parent
                tensors.append(_outside(name, values.dtype, values.shape, span))
                mapped[name] = values
            else:
                tensors.append(_outside(name, values.dtype, values.shape))
                arrays[name] = values
        model = helper.make_model(
            helper.make_graph(
                nodes,
                "network",
                [helper.make_tensor_value_info(INPUT, TensorProto.FLOAT, self._network.sides)],
                [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in self.outputs],
                tensors,
            ),
            opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIBUTED, 1)],
            ir_version=IR_VERSION,
        )
        return Graph(
            model=model.SerializeToString(),
            arrays=arrays,
            mapped=mapped,
            folder=folder,
            outputs=tuple(self.outputs),
        )

    def _used_nodes(self) -> list[Any]:
        """The nodes that an output needs, in order."""
        needed, kept = set(self.outputs), []
        for node in reversed(self._nodes):
            if not needed.isdisjoint(node.output):
                needed.update(node.input)
                kept.append(node)
        return kept[::-1]

    def node(self, kind: str, *inputs: str, domain: str = "", outputs: int = 1, **attributes: Any) -> list[str]:
        """Add a node; the names of its outputs."""
        from onnx.helper import make_node

        names = [f"{kind}.{len(self._nodes)}.{index}" for index in range(outputs)]
        self._nodes.append(make_node(kind, inputs, names, domain=domain, **attributes))
        return names

    def array(self, name: str, values: Array) -> str:
        """Add an array under this name, which no other array has."""
        self._arrays[name] = values
        return name

    def outside(self, name: str, dtype: type[np.generic], sides: tuple[int, ...]) -> str:
        """Add an array under this name whose values the graph is given later."""
        self._outside[name] = _outside(name, np.dtype(dtype), sides)
        return name

    def stored(self, name: str) -> str:
        """One of the network's tensors."""
        return self.array(name, self._network.weights[name])

    def weight(self, name: str) -> Floats:
        """The values of one of the network's tensors."""
        return self._network.weights[name]

    def integers(self, *values: int) -> str:
        """A list of integers, as shapes and axes are."""
        return self.array(f"integers {values}", np.array(values, np.int64))

    def has(self, name: str) -> bool:
        """Whether the network has a tensor of this name."""
        return name in self._network.weights

    def linear(self, x: str, name: str) -> str:
        """A product with the matrix as it is stored, [out, in]."""
        (product,) = self.node("FusedMatMul", x, self.stored(f"{name}.weight"), domain=CONTRIBUTED, transB=1)
        return self.add_stored(product, f"{name}.bias") if self.has(f"{name}.bias") else product

    def layer_norm(self, x: str, name: str, eps: float = 1e-5) -> str:
        """LayerNormalization."""
        scale_and_bias = (self.stored(f"{name}.{part}") for part in ("weight", "bias"))
        return self.node("LayerNormalization", x, *scale_and_bias, axis=-1, epsilon=eps)[0]

    def attention(self, q: str, k: str, v: str, heads: int) -> str:
        """ONNX Runtime's own operator, which never holds the matrix of all pairs of tokens."""
        return self.node("MultiHeadAttention", q, k, v, domain=CONTRIBUTED, num_heads=heads)[0]

    def split(self, x: str, parts: int) -> list[str]:
        """Split along the last axis."""
        return self.node("Split", x, outputs=parts, axis=-1, num_outputs=parts)

    def gelu(self, x: str) -> str:
        """Gelu."""
        return self.node("Gelu", x)[0]

    def relu(self, x: str) -> str:
        """Relu."""
        return self.node("Relu", x)[0]

    def add(self, x: str, y: str) -> str:
        """Add."""
        return self.node("Add", x, y)[0]

    def add_stored(self, x: str, name: str) -> str:
        """Add."""
        return self.node("Add", x, self.stored(name))[0]

    def prepend(self, x: str, name: str) -> str:
        """Concat, after the token is expanded to the number of chips."""
        (count,) = self.node("Shape", x, start=0, end=1)
        (shape,) = self.node("Concat", count, self.integers(1, 1), axis=0)
        (token,) = self.node("Expand", self.stored(name), shape)
        return self.node("Concat", token, x, axis=1)[0]

    def token(self, x: str, index: int) -> str:
        """Gather."""
        return self.node("Gather", x, self.array(f"index {index}", np.array(index, np.int64)), axis=1)[0]

    def conv(self, x: str, name: str, *, stride: int = 1, padding: int = 0) -> str:
        """Conv."""
        inputs = [x, self.stored(f"{name}.weight")]
        if self.has(f"{name}.bias"):
            inputs.append(self.stored(f"{name}.bias"))
        return self.node("Conv", *inputs, strides=[stride] * 2, pads=[padding] * 4)[0]

    def batch_norm(self, x: str, name: str, eps: float = 1e-5) -> str:
        """BatchNormalization by the statistics of training."""
        parts = ("weight", "bias", "running_mean", "running_var")
        return self.node("BatchNormalization", x, *(self.stored(f"{name}.{part}") for part in parts), epsilon=eps)[0]

    def max_pool(self, x: str, *, size: int, stride: int, padding: int) -> str:
        """MaxPool."""
        return self.node("MaxPool", x, kernel_shape=[size] * 2, strides=[stride] * 2, pads=[padding] * 4)[0]

    def mean_pixel(self, x: str) -> str:
        """ReduceMean of the last two axes."""
        return self.node("ReduceMean", x, self.integers(2, 3), keepdims=0)[0]

    def as_tokens(self, x: str) -> str:
        """Reshape, then Transpose."""
        (rows,) = self.node("Reshape", x, self.integers(0, 0, -1))
        return self.node("Transpose", rows, perm=[0, 2, 1])[0]


class Span(NamedTuple):
    """Where an array's values lie in a file."""

    path: Path
    offset: int  # bytes
    length: int  # bytes


def span_in_file(values: Array) -> Span | None:
    """Where the values lie in the file that they are mapped from, None where they are in memory only."""
    whole = _mapped(values)
    if whole is None or whole.filename is None or not values.flags.c_contiguous:
        return None
    offset = whole.offset + values.ctypes.data - whole.ctypes.data
    return Span(path=Path(whole.filename), offset=offset, length=values.nbytes)


def release(values: Array) -> None:
    """Let go of the memory of values that are mapped from a file and were not changed.

    They are read again when they are needed.
    """
    whole = _mapped(values)
    file: Any = None if whole is None else whole.base
    if whole is None or not hasattr(file, "madvise"):  # Windows takes it back by itself
        return
    first = values.ctypes.data - whole.ctypes.data + whole.offset % mmap.ALLOCATIONGRANULARITY
    start = first // mmap.PAGESIZE * mmap.PAGESIZE
    file.madvise(mmap.MADV_DONTNEED, start, first + values.nbytes - start)


def _mapped(values: Array) -> np.memmap[Any, Any] | None:
    """The mapped file, or part of one, that the values lie in."""
    whole: Any = values
    while isinstance(whole, np.ndarray) and not (isinstance(whole, np.memmap) and isinstance(whole.base, mmap.mmap)):
        whole = whole.base
    return whole if isinstance(whole, np.memmap) else None


def _outside(name: str, dtype: np.dtype[Any], sides: tuple[int, ...], span: Span | None = None) -> Any:
    """A tensor whose values are in a file, or handed to ONNX Runtime as an array in memory."""
    from onnx import TensorProto, helper

    kind = helper.np_dtype_to_tensor_dtype(dtype)
    tensor = TensorProto(name=name, data_type=kind, dims=sides, data_location=TensorProto.EXTERNAL)
    place = {"location": "memory"}
    if span is not None:
        place = {"location": span.path.name, "offset": str(span.offset), "length": str(span.length)}
    for key, value in place.items():
        tensor.external_data.add(key=key, value=value)
    return tensor


class OnnxNetwork:
    """A graph in ONNX Runtime on the CPU; ``threads`` work on one run."""

    def __init__(self, graph: Graph, *, threads: int) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        # Threads that wait by spinning take the cores from QGIS and gain little on matrices of this size.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        # Weights rearranged beforehand would be a second copy of the model, and save no time that could be measured.
        options.add_session_config_entry("session.disable_prepacking", "1")
        # Else what reduces a product's input would run last of all, and every input be held until then.
        options.execution_order = onnxruntime.ExecutionOrder.PRIORITY_BASED
        if graph.folder:
            options.add_session_config_entry(
                "session.model_external_initializers_file_folder_path", str(graph.folder.absolute())
            )
        # ONNX Runtime would map the file once more, and the process seem twice as large.
        self._mapped = {name: onnxruntime.OrtValue.ortvalue_from_numpy(each) for name, each in graph.mapped.items()}
        for name, value in self._mapped.items():
            options.add_initializer(name, value)
        # These are copied, so that only small ones or such as are made for this alone should be among them.
        values = [onnxruntime.OrtValue.ortvalue_from_numpy(each) for each in graph.arrays.values()]
        options.add_external_initializers(list(graph.arrays), values)
        self._session = onnxruntime.InferenceSession(graph.model, options, providers=["CPUExecutionProvider"])
        self._outputs = list(graph.outputs)
        self._run_options = onnxruntime.RunOptions

    def __call__(self, values: Floats, check: Check = never) -> Floats:
        """The network's output; ``check`` may raise to stop it at any time."""
        output: Floats = self.outputs(values, check)[0]
        return output

    def outputs(self, values: Floats, check: Check = never) -> list[Floats]:
        """All outputs of the graph."""
        values = np.ascontiguousarray(values, np.float32)
        run_options = self._run_options()

        def check_or_terminate() -> None:
            try:
                check()
            except BaseException:
                run_options.terminate = True  # ends it within an operator's time
                raise

        found: list[Floats] = in_thread(
            lambda: self._session.run(self._outputs, {INPUT: values}, run_options), check_or_terminate
        )
        return found


def open_network(network: Network, *, threads: int) -> OnnxNetwork:
    """The network in ONNX Runtime, in full precision."""
    return OnnxNetwork(OnnxOperations(network).graph(), threads=threads)

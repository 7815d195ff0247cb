"""Transformers as ONNX graphs on the disk: written from torch, made smaller, and kept for the next time."""

from __future__ import annotations

import logging
import os
import shutil
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, Literal

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own name for it
from filelock import FileLock
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from ..files import require_room
from .calibration import Calibration, Columns, calibrate, is_product

Precision = Literal["fp32", "int8"]

# In the names of the graphs: raise it when what is exported here changes.
VERSION = 1
IR_VERSION = 10  # of the same time
OPSET = 20  # the first with Gelu, and known to the oldest ONNX Runtime that the engine takes
GRAPH_NAME = "graph.onnx"
DATA_NAME = f"{GRAPH_NAME}.data"  # the weights stand beside the graph: a graph file holds 2 GB at most
INPUT, OUTPUT = "tokens", "embedded"
ALIGNMENT = 4096  # bytes, so that weights can be mapped into memory


class _FusedAttention(TorchFunctionMode):
    """Exports attention as ONNX Runtime's own operator, which never holds the matrix of all pairs of tokens."""

    def __torch_function__(
        self, func: Any, types: Any, args: Sequence[Any] = (), kwargs: Mapping[str, Any] | None = None
    ) -> Any:
        """Replace the one call; leave the others."""
        if func is not F.scaled_dot_product_attention:
            return func(*args, **(kwargs or {}))
        heads = args[0].shape[1]
        q, k, v = (part.transpose(1, 2).flatten(2) for part in args)  # (n, count, heads * head_dim)
        seen = torch.onnx.ops.symbolic(
            "com.microsoft::MultiHeadAttention",
            (q, k, v),
            {"num_heads": heads},
            dtype=q.dtype,
            shape=q.shape,
            version=1,
        )
        return seen.view(*seen.shape[:2], heads, -1).transpose(1, 2)


class _TokensOnly(nn.Module):
    """A transformer without its other arguments."""

    def __init__(self, transformer: nn.Module) -> None:
        super().__init__()
        self.transformer = transformer

    def forward(self, tokens: Tensor) -> Tensor:
        """[n, count, dim] to the same."""
        embedded: Tensor = self.transformer(tokens)
        return embedded


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the exporter's remarks on itself out of the engine's log."""
    loggers = [logging.getLogger(name) for name in ("torch.onnx", "root")]
    levels = [logger.level for logger in loggers]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for logger in loggers:
            logger.setLevel(logging.ERROR)
        try:
            yield
        finally:
            for logger, level in zip(loggers, levels, strict=True):
                logger.setLevel(level)


def export(transformer: nn.Module, dim: int, folder: Path) -> None:
    """Write the transformer's graph, [n, count, dim] to the same for any n and count, into ``folder``."""
    sizes = ({0: torch.export.Dim("n", min=1), 1: torch.export.Dim("count", min=1)},)
    with _quiet(), torch.no_grad():
        with _FusedAttention():
            # n and count of the example are different and not 1, or they would be taken for constants.
            example = (torch.zeros(2, 5, dim),)
            program = torch.export.export(_TokensOnly(transformer), example, dynamic_shapes=sizes, strict=False)
        graph = torch.onnx.export(
            program, (), dynamo=True, opset_version=OPSET, input_names=[INPUT], output_names=[OUTPUT], verbose=False
        )
        if graph is None:  # only without dynamo
            raise RuntimeError("The exporter returned no graph.")
        graph.save(folder / GRAPH_NAME, external_data=True)


def quantise(source: Path, folder: Path, columns: Sequence[Columns] | None = None) -> None:
    """Write the graph of the folder ``source`` with weights of 8 bits into ``folder``; finer if calibrated.

    ONNX Runtime's own tool does the same, but with several times the model in memory; here it is one matrix at a time.
    """
    import onnx

    model = onnx.load(source / GRAPH_NAME, load_external_data=False)
    graph = model.graph
    factors = {} if columns is None else calibrate(graph, columns, lambda tensor: _values(tensor, source))
    weights = {tensor.name: tensor for tensor in graph.initializer}
    with (folder / DATA_NAME).open("wb") as data:
        nodes, codes = [], []
        for node in graph.node:
            if is_product(node, weights):
                name = node.input[1]
                matrix = _values(weights.pop(name), source)  # (in, out)
                codes += _codes(name, matrix * factors[name][:, None] if factors else matrix, data)
                nodes += _product_of_codes(node)
            else:
                nodes.append(node)
        # Calibrating gives the norms new values, and the old ones have no user any more.
        used = {name for node in nodes for name in node.input}
        weights = {name: tensor for name, tensor in weights.items() if name in used}
        for tensor in weights.values():
            if tensor.external_data:
                _store(tensor, _values(tensor, source), data)
    model = onnx.helper.make_model(
        onnx.helper.make_graph(list(_once(nodes)), graph.name, graph.input, graph.output, [*weights.values(), *codes]),
        opset_imports=model.opset_import,
        ir_version=model.ir_version,
    )
    onnx.save(model, folder / GRAPH_NAME)


@cache
def largest_code() -> int:
    """The largest code of a weight of which this processor's products are exact: 127, or 63 where 127 is too large.

    x86 without VNNI adds two products of 8 bits in 16: 2 x 255 x 127 is cut off at 32,767, silently, and half of a sum
    of large values is lost. ONNX Runtime advises 7 bits there. Asked of the processor, since no list of them is whole.
    """
    from onnx import TensorProto, helper, numpy_helper
    from onnxruntime import InferenceSession

    count, tokens, sums = 64, "tokens", "sums"
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", [tokens, "codes"], [sums])],
        "largest",
        [helper.make_tensor_value_info(tokens, TensorProto.UINT8, [1, count])],
        [helper.make_tensor_value_info(sums, TensorProto.INT32, [1, count])],
        [numpy_helper.from_array(np.full((count, count), 127, np.int8), "codes")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
    session = InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    (found,) = session.run(None, {tokens: np.full((1, count), 255, np.uint8)})
    return 127 if (found == count * 255 * 127).all() else 63


def _codes(name: str, matrix: NDArray[np.float32], data: BinaryIO) -> list[Any]:
    """The matrix (in, out) in 8 bits and a scale for each column: one for a whole matrix loses ten times as much."""
    import onnx

    scale = np.maximum(np.abs(matrix).max(0), np.finfo(np.float32).tiny) / np.float32(largest_code())
    parts = {f"{name}.codes": np.rint(matrix / scale).astype(np.int8), f"{name}.scale": scale}
    tensors = [onnx.TensorProto(name=part) for part in parts]
    for tensor, values in zip(tensors, parts.values(), strict=True):
        _store(tensor, values, data)
    return tensors


def _product_of_codes(node: Any) -> list[Any]:
    """The nodes that multiply tokens, put into 8 bits by one scale as they come, with a matrix's codes."""
    import onnx
    from onnx.helper import make_node

    tokens, name = node.input
    of_tokens = [f"{tokens}.{part}" for part in ("codes", "scale", "zero")]
    product = f"{node.output[0]}.product"
    return [
        make_node("DynamicQuantizeLinear", [tokens], of_tokens),
        make_node("MatMulInteger", [of_tokens[0], f"{name}.codes", of_tokens[2]], [product]),
        make_node("Cast", [product], [f"{product}.float"], to=onnx.TensorProto.FLOAT),
        make_node("Mul", [of_tokens[1], f"{name}.scale"], [f"{product}.scale"]),
        make_node("Mul", [f"{product}.float", f"{product}.scale"], [node.output[0]]),
    ]


def _once(nodes: Sequence[Any]) -> Iterator[Any]:
    """The nodes without those whose outputs are there already: several products may share an input."""
    made = set[str]()
    for node in nodes:
        if not made.issuperset(node.output):
            made.update(node.output)
            yield node


def _values(tensor: Any, folder: Path) -> NDArray[np.float32]:
    """A float tensor's values, from beside the graph or inside of it."""
    from onnx import numpy_helper

    if not tensor.external_data:
        return np.asarray(numpy_helper.to_array(tensor))
    span = {entry.key: entry.value for entry in tensor.external_data}
    return np.memmap(folder / span["location"], "<f4", "r", int(span.get("offset", 0)), tuple(tensor.dims))


def _store(tensor: Any, values: NDArray[Any], data: BinaryIO) -> None:
    """Write the values beside the graph, and where they are into the tensor."""
    import onnx

    data.write(bytes(-data.tell() % ALIGNMENT))
    span = {"location": DATA_NAME, "offset": data.tell(), "length": values.nbytes}
    data.write(np.ascontiguousarray(values).data)
    dtype = onnx.helper.np_dtype_to_tensor_dtype(values.dtype)
    entries = [onnx.StringStringEntryProto(key=key, value=str(value)) for key, value in span.items()]
    tensor.CopyFrom(
        onnx.TensorProto(
            name=tensor.name,
            data_type=dtype,
            dims=values.shape,
            external_data=entries,
            data_location=onnx.TensorProto.EXTERNAL,
        )
    )


def kept_graph(
    transformer: nn.Module,
    dim: int,
    *,
    checkpoint: str,
    precision: Precision,
    home: Path,
    calibration: Calibration | None = None,
) -> Path:
    """The folder of this transformer's graph under ``home``, made if it is not there; ``checkpoint`` names the weights.

    Raises DiskError. What an interrupted run left behind is never taken for a graph.
    """
    folder = graph_folder(checkpoint, precision, home, calibration)
    if folder.exists():
        return folder
    home.mkdir(parents=True, exist_ok=True)
    # One at a time: another may be writing the same, and what is left behind is nobody's.
    with FileLock(home / "lock", thread_local=False):
        if not folder.exists():
            for left in home.glob(".*.writing"):
                shutil.rmtree(left, ignore_errors=True)
            exact = graph_folder(checkpoint, "fp32", home) if precision == "int8" else folder
            _make(transformer, dim, exact, folder, calibration)
    return folder


def _make(transformer: nn.Module, dim: int, exact: Path, folder: Path, calibration: Calibration | None) -> None:
    """Write the graph, whole or not at all; one of 8 bits from the ``exact`` one."""
    home = folder.parent
    weights = sum(parameter.numel() * 4 for parameter in transformer.parameters())
    needed = weights + (weights // 3 if exact != folder else 0)
    hint = "Free some space, or choose the runtime torch."
    require_room(home, needed, "Preparing the model for ONNX Runtime", hint)
    writing = home / f".{folder.name}.{os.getpid()}.writing"
    shutil.rmtree(writing, ignore_errors=True)
    writing.mkdir()
    try:
        if exact == folder:
            export(transformer, dim, writing)
        else:
            _write_codes(transformer, dim, exact, writing, calibration)
        writing.replace(folder)
    finally:
        shutil.rmtree(writing, ignore_errors=True)


def remove_graphs(checkpoint: str, home: Path) -> int:
    """Remove the graphs of these weights; returns the bytes that this gave back."""
    freed = 0
    for folder in home.glob(f"{checkpoint}.*"):
        freed += sum(file.stat().st_size for file in folder.iterdir())
        shutil.rmtree(folder, ignore_errors=True)
    return freed


def graph_folder(checkpoint: str, precision: Precision, home: Path, calibration: Calibration | None = None) -> Path:
    """Where the graph of these weights is kept, whether it is there or not."""
    codes = f"-of-{largest_code()}" if precision == "int8" else ""
    calibrated = f".on-{calibration.name}" if calibration else ""
    return home / f"{checkpoint}.{precision}{codes}{calibrated}.v{VERSION}.torch-{torch.__version__.split('+')[0]}"


def _write_codes(transformer: nn.Module, dim: int, exact: Path, writing: Path, calibration: Calibration | None) -> None:
    """Write the graph of 8 bits into ``writing``; the exact one is only a step if it is not there."""
    columns = calibration.columns() if calibration else None
    if exact.exists():
        quantise(exact, writing, columns)
        return
    step = writing / "fp32"
    step.mkdir()
    export(transformer, dim, step)
    quantise(step, writing, columns)
    shutil.rmtree(step)

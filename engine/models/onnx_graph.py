"""Transformers as ONNX graphs on the disk: written from torch, made smaller, and kept for the next time."""

from __future__ import annotations

import logging
import os
import shutil
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import torch
import torch.nn.functional as F  # noqa: N812 - torch's own name for it
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from ..scratch import DiskError

Precision = Literal["fp32", "int8"]

# In the names of the graphs: raise it when what is exported here changes.
VERSION = 1
OPSET = 20  # the first with Gelu, and known to the oldest ONNX Runtime that the engine takes
GRAPH_NAME = "graph.onnx"
DATA_NAME = f"{GRAPH_NAME}.data"  # the weights stand beside the graph: a graph file holds 2 GB at most
INPUT, OUTPUT = "tokens", "embedded"
SPARE_BYTES = 256 * 1024 * 1024


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


def quantise(source: Path, folder: Path) -> None:
    """Write the graph of the folder ``source`` with weights of 8 bits into ``folder``."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with _quiet():
        quantize_dynamic(
            source / GRAPH_NAME,
            folder / GRAPH_NAME,
            weight_type=QuantType.QInt8,
            per_channel=True,  # one scale for a whole matrix costs a tenth of the cosine
            op_types_to_quantize=["MatMul"],
            use_external_data_format=True,
        )


def kept_graph(transformer: nn.Module, dim: int, *, checkpoint: str, precision: Precision, home: Path) -> Path:
    """The folder of this transformer's graph under ``home``, made if it is not there; ``checkpoint`` names the weights.

    Raises DiskError. What an interrupted run left behind is never taken for a graph.
    """
    folder = graph_folder(checkpoint, precision, home)
    if folder.exists():
        return folder
    weights = sum(parameter.numel() * 4 for parameter in transformer.parameters())
    home.mkdir(parents=True, exist_ok=True)
    _check_space(home, weights + (weights // 3 if precision == "int8" else 0))
    writing = home / f".{folder.name}.{os.getpid()}.writing"
    shutil.rmtree(writing, ignore_errors=True)
    writing.mkdir()
    try:
        _write(transformer, dim, checkpoint, precision, writing)
        writing.replace(folder)
    finally:
        shutil.rmtree(writing, ignore_errors=True)
    return folder


def graph_folder(checkpoint: str, precision: Precision, home: Path) -> Path:
    """Where the graph of these weights is kept, whether it is there or not."""
    return home / f"{checkpoint}.{precision}.v{VERSION}.torch-{torch.__version__.split('+')[0]}"


def _write(transformer: nn.Module, dim: int, checkpoint: str, precision: Precision, writing: Path) -> None:
    """Write the graph into ``writing``; what is only a step towards it is removed again."""
    if precision == "fp32":
        export(transformer, dim, writing)
        return
    exact = graph_folder(checkpoint, "fp32", writing.parent)
    if exact.exists():
        quantise(exact, writing)
        return
    step = writing / "fp32"
    step.mkdir()
    export(transformer, dim, step)
    quantise(step, writing)
    shutil.rmtree(step)


def _check_space(folder: Path, needed: int) -> None:
    """Refuse before the work what would end in a full disk."""
    free = shutil.disk_usage(folder).free
    if free < needed + SPARE_BYTES:
        message = f"Preparing the model for ONNX Runtime needs {needed / 1e9:.1f} GB, and {free / 1e9:.1f} GB are free."
        raise DiskError(message, hint=f"Free some space in {folder}, or choose the runtime torch.")

"""Clay's transformer by every runtime, side by side: how fast, how exact, how much memory.

Each way has a process of its own, so that its memory can be told; they take turns chip by chip, so that a busy moment
of the machine meets all of them.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
import safetensors.numpy

from engine.encoders.clay import model as clay
from engine.encoders.clay.encoder import CALIBRATED_ON
from engine.encoders.clay.family import tensors
from engine.runtimes.calibration import Columns, observe
from engine.runtimes.graph import Floats
from engine.runtimes.int8 import int8_graph
from engine.runtimes.onnx_network import OnnxNetwork, open_network
from engine.runtimes.runtimes import Transform, cosines, summary, without_position
from engine.threads import never, worker_count
from engine.weights.tensor_file import open_tensor_file

from .memory import peak_memory
from .tables import Bar, Table

BANDS = {"wavelengths": (0.493, 0.56, 0.665, 0.704, 0.74, 0.783, 0.842, 0.865, 1.61, 2.19), "gsd": 10.0}
MATRIX_SIDE = 2048
GIGA = 1e9
EAGER, TORCH, ONNX = "eager torch fp32, as published", "our torch fp32", "ONNX fp32"
ONNX_INT8, ONNX_CALIBRATED = "ONNX int8", "ONNX int8, calibrated"
WAYS = (EAGER, TORCH, ONNX, ONNX_INT8, ONNX_CALIBRATED)
OF_EIGHT_BITS = (ONNX_INT8, ONNX_CALIBRATED)
FASTEST = ONNX_INT8
Calibration = dict[str, Columns]


def runtimes_table(folder: Path, *, size: str, chips: int) -> Table:
    """Every way beside the eager one, on the same chips."""
    checkpoint = write_checkpoint(folder, size)
    model = load(checkpoint)
    tokens, blank = first_tokens(model, chips + CALIBRATED_ON)
    tokens, others = tokens[:chips], tokens[chips:]
    on = [*(chip[None] for chip in others), blank]
    calibration = observe(model.network, on, threads=worker_count())
    del model
    ways = {name: Way(name, checkpoint, calibration) for name in WAYS}
    try:
        patterns = {name: way.run(blank)[0] for name, way in ways.items()}  # the first run of each is not timed
        seconds: dict[str, list[float]] = {name: [] for name in WAYS}
        embedded: dict[str, list[Floats]] = {name: [] for name in WAYS}
        rates = []
        for index in range(chips):
            rates.append(matrix_rate())
            for name, way in ways.items():
                values, taken = way.run(tokens[index : index + 1])
                seconds[name].append(taken)
                embedded[name].append(values)
        memory = {name: way.end() for name, way in ways.items()}
    finally:
        for way in ways.values():
            way.process.kill()
    work = flop(clay.SIZES[size])
    title = f"Clay {size}, {chips} chips of 1,025 tokens ({work / GIGA:.0f} GFLOP each), {worker_count()} cores"
    table = Table(
        title=f"{title}, float32 products at {max(rates) / GIGA:.0f} GFLOP/s",
        columns={
            "s/chip": ".2f",
            "times eager": ".2f",
            "of the product rate": ".0%",
            "largest difference": ".1e",
            "mean cosine": ".5f",
            "its 1st percentile": ".5f",
            "mean-removed cosine": ".5f",
            "its 1st percentile ": ".5f",
            "peak MB": ".0f",
        },
    )
    for name in WAYS:
        ratio = float(np.median([a / b for a, b in zip(seconds[EAGER], seconds[name], strict=True)]))
        share = float(np.median([work / rate / taken for rate, taken in zip(rates, seconds[name], strict=True)]))
        exact = exactness(embedded[EAGER], embedded[name], patterns[EAGER], patterns[name])
        is_int8, is_large = name in OF_EIGHT_BITS, size == "large"
        bars = [
            None,
            Bar(at_least=2.6 if name == FASTEST else 1.9) if is_int8 and is_large else None,
            Bar(at_least=0.8) if name == ONNX and is_large else None,
            None,
            Bar(at_least=0.9995) if is_int8 else None,
        ]
        table.add(name, [min(seconds[name]), ratio, None if is_int8 else share, *exact, memory[name] / 1e6], bars)
    return table


def exactness(
    reference: list[Floats], other: list[Floats], reference_pattern: Floats, pattern: Floats
) -> tuple[float, float, float, float, float]:
    """Largest difference; mean and low percentile of the patches' cosines, raw, and with position and mean removed."""
    ours, theirs = np.concatenate(other), np.concatenate(reference)  # (chip, token, dim)
    raw_ours, raw_theirs = (each[:, 1:].reshape(-1, each.shape[2]).astype(np.float64) for each in (ours, theirs))
    lengths = np.linalg.norm(raw_ours, axis=1) * np.linalg.norm(raw_theirs, axis=1)
    raw = (raw_ours * raw_theirs).sum(1) / lengths
    removed = cosines(
        without_position(theirs[:, 1:], reference_pattern[:, 1:]), without_position(ours[:, 1:], pattern[:, 1:])
    )
    return float(np.abs(ours - theirs).max()), *summary(raw), *summary(removed)


@dataclass
class Way:
    """A process that runs the transformer in one way."""

    name: str
    checkpoint: Path
    calibration: Calibration

    def __post_init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self.process = context.Process(
            target=serve, args=(theirs, self.name, self.checkpoint, self.calibration), daemon=True
        )
        self.process.start()
        self._connection.recv()  # it is loaded

    def run(self, tokens: Floats) -> tuple[Floats, float]:
        """The transformed tokens, and the seconds that it took."""
        self._connection.send(tokens)
        values, seconds = self._connection.recv()
        return values, seconds

    def end(self) -> int:
        """End it; its largest memory in bytes."""
        self._connection.send(None)
        peak = self._connection.recv()
        self.process.join()
        return peak


def serve(connection: Connection, name: str, checkpoint: Path, calibration: Calibration) -> None:
    """Run tokens until there are none; the body of a way's process."""
    transform = WAYS_TO_OPEN[name](load(checkpoint), calibration)
    connection.send(None)
    while (tokens := connection.recv()) is not None:
        started = time.perf_counter()
        values = transform(tokens, never)
        connection.send((values, time.perf_counter() - started))
    connection.send(peak_memory())


def _in_torch(model: clay.Clay, _: Calibration) -> Transform:
    from engine.runtimes.torch_network import TorchNetwork

    return TorchNetwork(model.network)


def _as_published(model: clay.Clay, calibration: Calibration) -> Transform:
    from engine.runtimes.torch_network import TorchOperations

    TorchOperations.attention = _explicit_attention
    return _in_torch(model, calibration)


def _explicit_attention(_, q, k, v, heads):
    """Attention by its formula, with the matrix of all pairs of tokens."""
    q, k, v = (part.unflatten(2, (heads, -1)).transpose(1, 2) for part in (q, k, v))
    weights = (q @ k.transpose(-1, -2) * q.shape[-1] ** -0.5).softmax(dim=-1)
    return (weights @ v).transpose(1, 2).flatten(2)


WAYS_TO_OPEN: dict[str, Callable[[clay.Clay, Calibration], Transform]] = {
    EAGER: _as_published,
    TORCH: _in_torch,
    ONNX: lambda model, _: open_network(model.network, threads=worker_count()),
    ONNX_INT8: lambda model, _: OnnxNetwork(int8_graph(model.network), threads=worker_count()),
    ONNX_CALIBRATED: lambda model, on: OnnxNetwork(int8_graph(model.network, on), threads=worker_count()),
}


def write_checkpoint(folder: Path, size: str) -> Path:
    """A Clay with random weights, whose layers matter as much as a trained one's."""
    path = folder / f"clay-{size}.safetensors"
    random, of = np.random.default_rng(0), clay.SIZES[size]
    inner = of.heads * of.head_dim
    shapes = tensors(dim=of.dim, depth=of.depth, inner=inner, hidden=of.mlp_dim, patch=clay.PATCH)

    def values(name: str, sides: tuple[int, ...]) -> Floats:
        if len(sides) > 1 and not name.endswith("token") and not name.endswith("tokens"):
            reach = np.sqrt(6 / (sides[0] + sides[1])) if name.startswith("transformer.") else sides[1] ** -0.5
            return random.uniform(-reach, reach, sides).astype(np.float32)
        scales_a_norm = name.endswith("weight")
        return (scales_a_norm + 0.02 * (not scales_a_norm) * random.standard_normal(sides)).astype(np.float32)

    safetensors.numpy.save_file({name: values(name, sides) for name, sides in shapes.items()}, path)
    return path


def load(checkpoint: Path) -> clay.Clay:
    """The encoder of a checkpoint of ours, mapped from its file as the engine does."""
    file = open_tensor_file(checkpoint)
    return clay.load({name: file.array(name) for name in file.shapes}, heads=heads_of(checkpoint))


def heads_of(checkpoint: Path) -> int:
    """The number of attention heads, from the size in the name."""
    return clay.SIZES[checkpoint.stem.removeprefix("clay-")].heads


def first_tokens(model: clay.Clay, count: int) -> tuple[Floats, Floats]:
    """The tokens of made-up chips (count, 1025, dim) before the first layer, and those of a constant one."""
    pixels, codes = made_up_chips(count), np.zeros((count, clay.METADATA_DIM), np.float32)
    return model.embed(pixels, codes, **BANDS), model.embed(np.zeros_like(pixels[:1]), codes[:1], **BANDS)


def made_up_chips(count: int, side: int = clay.CHIP) -> np.ndarray:
    """Normalised chips (count, 10, side, side) with structure of all sizes, as land has."""
    random = np.random.default_rng(0)
    chips = np.zeros((count, 10, side, side), np.float32)
    mixing = random.normal(0, 1, (10, 3)).astype(np.float32)
    for scale in (1, 4, 16, 64):
        planes = random.normal(0, 1, (count, 3, side // scale, side // scale)).astype(np.float32)
        chips += np.einsum("bk,nkij->nbij", mixing, np.kron(planes, np.ones((scale, scale), np.float32))) / 4
    return chips


def flop(size: clay.Size) -> float:
    """Multiplications and additions of a chip's transformer."""
    tokens, inner = 1 + (clay.CHIP // clay.PATCH) ** 2, size.heads * size.head_dim
    products = 2 * tokens * size.dim * (4 * inner + 2 * size.mlp_dim)
    return size.depth * (products + 4 * tokens**2 * inner)


def matrix_rate() -> float:
    """Multiplications and additions a second of this machine's products of float32 matrices, the best of a few."""
    random = np.random.default_rng(0)
    a, b = (random.standard_normal((MATRIX_SIDE, MATRIX_SIDE), np.float32) for _ in range(2))
    best = np.inf
    for _ in range(3):
        started = time.perf_counter()
        a @ b
        best = min(best, time.perf_counter() - started)
    return 2 * MATRIX_SIDE**3 / best

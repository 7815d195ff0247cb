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
import safetensors.torch
import torch
from torch import Tensor

from engine.encoders.clay import model as clay
from engine.encoders.clay.encoder import CALIBRATED_ON
from engine.runtimes.calibration import Calibration, observe
from engine.runtimes.onnx_graph import Precision, graph_folder, kept_graph
from engine.runtimes.runtimes import OnnxTransform, Transform, cosines, summary
from engine.threads import worker_count

from .memory import peak_memory
from .tables import Bar, Table

BANDS = {"wavelengths": (0.493, 0.56, 0.665, 0.704, 0.74, 0.783, 0.842, 0.865, 1.61, 2.19), "gsd": 10.0}
CHECKPOINT = "bench"
MATRIX_SIDE = 2048
GIGA = 1e9
EAGER, TORCH, ONNX = "eager torch fp32, as published", "our torch fp32", "ONNX fp32"
ONNX_INT8, ONNX_CALIBRATED = "ONNX int8", "ONNX int8, calibrated"
WAYS = (EAGER, TORCH, ONNX, ONNX_INT8, ONNX_CALIBRATED)
OF_EIGHT_BITS = (ONNX_INT8, ONNX_CALIBRATED)
FASTEST = ONNX_INT8
ON_OTHER_CHIPS = Calibration(name="others", columns=list)  # its graph is written before the ways open it


def runtimes_table(folder: Path, *, size: str, chips: int) -> Table:
    """Every way beside the eager one, on the same chips."""
    checkpoint = write_checkpoint(folder, size)
    model = load(checkpoint)
    tokens, blank = first_tokens(model, chips + CALIBRATED_ON)
    tokens, others = tokens[:chips], tokens[chips:]
    write_graphs(model, torch.cat([others, blank]), folder)
    del model
    ways = {name: Way(name, checkpoint) for name in WAYS}
    try:
        patterns = {name: way.run(blank)[0] for name, way in ways.items()}  # the first run of each is not timed
        seconds: dict[str, list[float]] = {name: [] for name in WAYS}
        embedded: dict[str, list[Tensor]] = {name: [] for name in WAYS}
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
            Bar(at_least=0.8) if name == TORCH and is_large else None,
            None,
            Bar(at_least=0.9995) if is_int8 else None,
        ]
        table.add(name, [min(seconds[name]), ratio, None if is_int8 else share, *exact, memory[name] / 1e6], bars)
    return table


def write_graphs(model: clay.Clay, others: Tensor, folder: Path) -> None:
    """All graphs of the model, one calibrated on the tokens of chips that are not timed."""
    transformer = model.encoder.transformer
    calibration = Calibration(name=ON_OTHER_CHIPS.name, columns=lambda: observe(transformer, others))
    graphs: tuple[tuple[Precision, Calibration | None], ...] = (("fp32", None), ("int8", None), ("int8", calibration))
    for precision, on in graphs:
        kept_graph(transformer, model.size.dim, checkpoint=CHECKPOINT, precision=precision, home=folder, calibration=on)


def exactness(
    reference: list[Tensor], other: list[Tensor], reference_pattern: Tensor, pattern: Tensor
) -> tuple[float, float, float, float, float]:
    """Largest difference; mean and low percentile of the patches' cosines, raw, and with position and mean removed."""
    ours, theirs = torch.cat(other), torch.cat(reference)  # (chip, token, dim)
    raw_ours, raw_theirs = (tokens[:, 1:].flatten(0, 1).double().numpy() for tokens in (ours, theirs))
    lengths = np.linalg.norm(raw_ours, axis=1) * np.linalg.norm(raw_theirs, axis=1)
    raw = (raw_ours * raw_theirs).sum(1) / lengths
    removed = cosines(without_position(theirs, reference_pattern), without_position(ours, pattern))
    return float((ours - theirs).abs().max()), *summary(raw), *summary(removed)


def without_position(tokens: Tensor, pattern: Tensor) -> np.ndarray:
    """The patches (n, dim) without what a constant chip says of their places."""
    patches, of_places = tokens[:, 1:], pattern[:, 1:]
    return (patches - (of_places - of_places.mean(1, keepdim=True))).flatten(0, 1).numpy()


@dataclass
class Way:
    """A process that runs the transformer in one way."""

    name: str
    checkpoint: Path

    def __post_init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs, self.name, self.checkpoint), daemon=True)
        self.process.start()
        self._connection.recv()  # it is loaded

    def run(self, tokens: Tensor) -> tuple[Tensor, float]:
        """The transformed tokens, and the seconds that it took."""
        self._connection.send(tokens.numpy())
        values, seconds = self._connection.recv()
        return torch.from_numpy(values), seconds

    def end(self) -> int:
        """End it; its largest memory in bytes."""
        self._connection.send(None)
        peak = self._connection.recv()
        self.process.join()
        return peak


def serve(connection: Connection, name: str, checkpoint: Path) -> None:
    """Run tokens until there are none; the body of a way's process."""
    transform = WAYS_TO_OPEN[name](checkpoint)
    connection.send(None)
    with torch.inference_mode():
        while (tokens := connection.recv()) is not None:
            started = time.perf_counter()
            values = transform(torch.from_numpy(tokens), lambda: None).numpy()
            connection.send((values, time.perf_counter() - started))
    connection.send(peak_memory())


def _in_torch(checkpoint: Path) -> Transform:
    return load(checkpoint).encoder.transformer


def _as_published(checkpoint: Path) -> Transform:
    clay.Attention.forward = _explicit_attention  # type: ignore[method-assign]
    return _in_torch(checkpoint)


def _explicit_attention(self: clay.Attention, tokens: Tensor) -> Tensor:
    """Attention by its formula, with the matrix of all pairs of tokens."""
    n, count, _ = tokens.shape
    parts = self.to_qkv(self.norm(tokens)).chunk(3, dim=-1)
    q, k, v = (part.view(n, count, self.heads, -1).transpose(1, 2) for part in parts)
    weights = (q @ k.transpose(-1, -2) * q.shape[-1] ** -0.5).softmax(dim=-1)
    out: Tensor = self.to_out((weights @ v).transpose(1, 2).flatten(2))
    return out


def _in_onnx(precision: Precision, calibration: Calibration | None = None) -> Callable[[Path], Transform]:
    def opened(checkpoint: Path) -> Transform:
        folder = graph_folder(CHECKPOINT, precision, checkpoint.parent, calibration)
        return OnnxTransform(folder, threads=worker_count())

    return opened


WAYS_TO_OPEN = {
    EAGER: _as_published,
    TORCH: _in_torch,
    ONNX: _in_onnx("fp32"),
    ONNX_INT8: _in_onnx("int8"),
    ONNX_CALIBRATED: _in_onnx("int8", ON_OTHER_CHIPS),
}


def write_checkpoint(folder: Path, size: str) -> Path:
    """A Clay with random weights, whose layers matter as much as a trained one's."""
    path = folder / f"clay-{size}.safetensors"
    torch.manual_seed(0)
    encoder = clay.Encoder(clay.SIZES[size])
    generator = encoder.patch_embedding.weight_generator
    for parameter in (encoder.cls_token, generator.weight_tokens, generator.bias_token):
        torch.nn.init.normal_(parameter, std=0.02)
    for name, value in encoder.transformer.named_parameters():
        if value.ndim > 1:
            torch.nn.init.xavier_uniform_(value)
        elif name.endswith("bias"):
            torch.nn.init.normal_(value, std=0.02)
    safetensors.torch.save_file({name: value.detach() for name, value in encoder.state_dict().items()}, path)
    return path


def load(checkpoint: Path) -> clay.Clay:
    """The encoder of a checkpoint of ours."""
    return clay.load(safetensors.torch.load_file(checkpoint), heads=heads_of(checkpoint))


def heads_of(checkpoint: Path) -> int:
    """The number of attention heads, from the size in the name."""
    return clay.SIZES[checkpoint.stem.removeprefix("clay-")].heads


def first_tokens(model: clay.Clay, count: int) -> tuple[Tensor, Tensor]:
    """The tokens of made-up chips (count, 1025, dim) before the first layer, and those of a constant one."""
    pixels = torch.from_numpy(made_up_chips(count))
    codes = torch.zeros(count, clay.METADATA_DIM)
    return model.embed(pixels, codes, **BANDS), model.embed(torch.zeros_like(pixels[:1]), codes[:1], **BANDS)


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
    a, b = torch.randn(MATRIX_SIDE, MATRIX_SIDE), torch.randn(MATRIX_SIDE, MATRIX_SIDE)
    best = np.inf
    for _ in range(3):
        started = time.perf_counter()
        torch.mm(a, b)
        best = min(best, time.perf_counter() - started)
    return 2 * MATRIX_SIDE**3 / best

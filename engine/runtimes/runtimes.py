"""What runs a transformer: torch, or ONNX Runtime in full precision or 8 bits; measured against each other."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ..threads import Check, in_thread, never
from .onnx_graph import GRAPH_NAME, INPUT, OUTPUT

Transform = Callable[[Tensor, Check], Tensor]

LOW_PERCENTILE = 1.0
SMALLEST_COSINE = 0.995  # what a mode must reach at the low percentile to be chosen without being asked for


class OnnxTransform:
    """A graph in ONNX Runtime; [n, count, dim] to the same, and ``check`` may raise to stop it at any time."""

    def __init__(self, folder: Path, *, threads: int) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        # Threads that wait by spinning take the cores from QGIS and gain little on matrices of this size.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        providers = ["CPUExecutionProvider"]
        self._session: Any = onnxruntime.InferenceSession(folder / GRAPH_NAME, options, providers=providers)
        self._run_options = onnxruntime.RunOptions

    def __call__(self, tokens: Tensor, check: Check = never) -> Tensor:
        """[n, count, dim] to the same."""
        values = np.ascontiguousarray(tokens.numpy(), np.float32)
        run_options = self._run_options()

        def check_or_terminate() -> None:
            try:
                check()
            except BaseException:
                run_options.terminate = True  # ends it within an operator's time
                raise

        outputs = in_thread(lambda: self._session.run([OUTPUT], {INPUT: values}, run_options), check_or_terminate)
        return torch.from_numpy(outputs[0])


@dataclass(frozen=True, kw_only=True)
class Mode:
    """A runtime and how precisely it computes."""

    runtime: Literal["torch", "onnx"]
    precision: Literal["fp32", "fp16", "int8"] = "fp32"
    is_calibrated: bool = False  # on chips of the user's own raster

    @property
    def title(self) -> str:
        """For people."""
        calibrated = "calibrated " if self.is_calibrated else ""
        return f"{'torch' if self.runtime == 'torch' else 'ONNX Runtime'} {calibrated}{self.precision}"

    def tags(self) -> dict[str, str]:
        """For the embeddings' tags."""
        calibrated = {"CALIBRATED": "yes"} if self.is_calibrated else {}
        return {"RUNTIME": self.runtime, "PRECISION": self.precision, **calibrated}


REFERENCE = Mode(runtime="torch")


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A mode's time for the chips, and the cosines of its patches with the reference's, position and mean removed."""

    mode: Mode
    seconds: float
    mean_cosine: float
    low_cosine: float

    def is_good(self) -> bool:
        """Whether it may be chosen without being asked for."""
        return self.low_cosine >= SMALLEST_COSINE


def measure(
    modes: Mapping[Mode, Callable[[], Transform]],
    tokens: Tensor,
    blank: Tensor,
    *,
    patches: slice = slice(None),
    check: Check = never,
) -> list[Measured]:
    """Each mode on the tokens [n, count, dim] of real chips and [1, count, dim] of a constant one, as rasters use them.

    ``patches`` are the tokens that are patches. The modes are opened one after the other, the reference among them or
    before them, so that no two models are in memory.
    """
    reference, seconds = _run(modes[REFERENCE](), tokens, blank, patches, check)
    results = [Measured(mode=REFERENCE, seconds=seconds, mean_cosine=1.0, low_cosine=1.0)]
    for mode, opened in modes.items():
        if mode == REFERENCE:
            continue
        embedded, seconds = _run(opened(), tokens, blank, patches, check)
        mean, low = summary(cosines(reference, embedded))
        results.append(Measured(mode=mode, seconds=seconds, mean_cosine=mean, low_cosine=low))
    return results


def _run(
    transform: Transform, tokens: Tensor, blank: Tensor, patches: slice, check: Check
) -> tuple[NDArray[np.float32], float]:
    """The patches' embeddings [rows, dim] without position, and the seconds that the chips took."""
    pattern = transform(blank, check)[:, patches]  # the first run, which is slower, is not timed
    start = time.perf_counter()
    embedded = transform(tokens, check)[:, patches]
    seconds = time.perf_counter() - start
    embedded = embedded - (pattern - pattern.mean(1, keepdim=True))
    return embedded.flatten(0, 1).numpy(), seconds


def cosines(reference: NDArray[np.floating], other: NDArray[np.floating]) -> NDArray[np.float64]:
    """The cosine of each row with its reference, each less its own mean over the rows, [rows]."""
    a, b = (np.asarray(rows, np.float64) - rows.mean(0, dtype=np.float64) for rows in (reference, other))
    lengths = np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1)
    return np.asarray((a * b).sum(1) / np.maximum(lengths, np.finfo(np.float64).tiny))


def summary(values: NDArray[np.floating]) -> tuple[float, float]:
    """Mean and low percentile."""
    return float(values.mean()), float(np.percentile(values, LOW_PERCENTILE))


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A mode and why; ``low_cosine`` is what it keeps, where that was measured."""

    mode: Mode
    sentence: str = ""
    low_cosine: float | None = None

    def tags(self) -> dict[str, str]:
        """What it loses, for the embeddings' tags."""
        return {} if self.low_cosine is None else {"PRECISION_COSINE_P1": f"{self.low_cosine:.4f}"}


def choose(measured: Sequence[Measured], chips: int, *, beside: Sequence[Measured] = ()) -> Decision:
    """The fastest mode that is good enough, the most exact where none is; ``beside`` are only named."""
    good = [each for each in measured if each.is_good()] or [max(measured, key=lambda each: each.low_cosine)]
    best = min(good, key=lambda each: each.seconds)
    others = ", ".join(
        f"{each.mode.title} {each.seconds / chips:.2g} s{'' if each.is_good() else ' and too coarse'}"
        for each in (*measured, *beside)
        if each is not best
    )
    sentence = f"{best.mode.title} was chosen: {best.seconds / chips:.2g} s a chip"
    sentence += f" ({others})" if others else ""
    if best.mode == REFERENCE:
        return Decision(mode=best.mode, sentence=f"{sentence}.")
    lost = f"99 % of the patches keep a cosine of {best.low_cosine:.4f} with torch's"
    return Decision(mode=best.mode, sentence=f"{sentence}; {lost}.", low_cosine=round(best.low_cosine, 6))

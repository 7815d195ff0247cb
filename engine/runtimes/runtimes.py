"""What runs a model and how precisely, and how near its numbers are to those of full precision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ..threads import Check
from .graph import Floats

Transform = Callable[[Floats, Check], Floats]

LOW_PERCENTILE = 1.0


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


ONNX = Mode(runtime="onnx")
ONNX_INT8 = Mode(runtime="onnx", precision="int8")
ONNX_CALIBRATED = Mode(runtime="onnx", precision="int8", is_calibrated=True)
TORCH = Mode(runtime="torch")
ON_GPU = Mode(runtime="torch", precision="fp16")


def without_position(tokens: Floats, blank: Floats) -> Floats:
    """Patches [n, count, dim] less what those [1, count, dim] of a constant chip say of their places, [rows, dim]."""
    rows: Floats = (tokens - (blank - blank.mean(1, keepdims=True))).reshape(-1, tokens.shape[-1])
    return rows


def cosines(reference: NDArray[np.floating], other: NDArray[np.floating]) -> NDArray[np.float64]:
    """The cosine of each row with its reference, each less its own mean over the rows, [rows]."""
    a, b = (np.asarray(rows, np.float64) - rows.mean(0, dtype=np.float64) for rows in (reference, other))
    lengths = np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1)
    return np.asarray((a * b).sum(1) / np.maximum(lengths, np.finfo(np.float64).tiny))


def summary(values: NDArray[np.floating]) -> tuple[float, float]:
    """Mean and low percentile."""
    return float(values.mean()), float(np.percentile(values, LOW_PERCENTILE))

"""Lengths and directions of embeddings."""

from __future__ import annotations

import numpy as np

TINY = 1e-12  # no length is taken for less


def unit(vector: np.ndarray) -> np.ndarray:
    """u(x) = x / |x| of one vector (dim,)."""
    direction: np.ndarray = vector / max(float(np.linalg.norm(vector)), TINY)
    return direction


def directions(embeddings: np.ndarray, mean: np.ndarray) -> np.ndarray:
    """u(x - m) of embeddings (n, dim): (n, dim) float32."""
    centred = embeddings - mean
    lengths = np.sqrt(np.einsum("nd,nd->n", centred, centred))
    centred /= np.maximum(lengths, TINY)[:, None]
    return centred


def cosine_of(a: np.ndarray, b: np.ndarray) -> float:
    """The cosine of the angle between two vectors (dim,), 0 where one is zero."""
    return float(a @ b / max(float(np.linalg.norm(a) * np.linalg.norm(b)), TINY))

"""Lengths and directions of embeddings."""

from __future__ import annotations

import numpy as np

TINY = 1e-12  # no length is taken for less
ROUNDS = 5  # of k-means


def unit(vector: np.ndarray) -> np.ndarray:
    """u(x) = x / |x| of one vector (dim,)."""
    direction: np.ndarray = vector / max(float(np.linalg.norm(vector)), TINY)
    return direction


def directions(embeddings: np.ndarray, mean: np.ndarray, out: np.ndarray | None = None) -> np.ndarray:
    """u(x - m) of embeddings (n, dim): (n, dim) float32, in ``out`` where it is given."""
    centred = np.subtract(embeddings, mean, out=out)
    lengths = np.sqrt(np.einsum("nd,nd->n", centred, centred))
    centred /= np.maximum(lengths, TINY)[:, None]
    return centred


def cosine_of(a: np.ndarray, b: np.ndarray) -> float:
    """The cosine of the angle between two vectors (dim,), 0 where one is zero."""
    return float(a @ b / max(float(np.linalg.norm(a) * np.linalg.norm(b)), TINY))


def few_directions(units: np.ndarray, count: int) -> np.ndarray:
    """At most ``count`` unit vectors (k, dim) that stand for groups of unit vectors (n, dim); always the same ones."""
    if len(units) <= count:
        return units
    # The farthest ones first (Gonzalez 1985, doi:10.1016/0304-3975(85)90224-5), then k-means on the sphere.
    chosen, nearest = [0], units @ units[0]
    while len(chosen) < count:
        chosen.append(int(nearest.argmin()))
        nearest = np.maximum(nearest, units @ units[chosen[-1]])
    centres = units[chosen]
    for _ in range(ROUNDS):
        labels = (units @ centres.T).argmax(axis=1)
        sums = np.zeros_like(centres)
        np.add.at(sums, labels, units)
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.where(lengths > TINY, sums / np.maximum(lengths, TINY), centres)
    return centres

"""A seeded sample of an embedding raster's patches, with the mean of all of them, in one reading."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .embedding_raster import BandStatistics, EmbeddingRaster
from .errors import SourceError
from .progress import Reporter

TINY = 1e-12


@dataclass(frozen=True, kw_only=True)
class Sample:
    """``embeddings`` (n, dim) float32 drawn evenly from the ``count`` valid patches, and the ``mean`` (dim,) of all."""

    embeddings: np.ndarray
    mean: np.ndarray
    count: int


def sample_patches(source: EmbeddingRaster, *, size: int, seed: int, memory_bytes: int, reporter: Reporter) -> Sample:
    """At most ``size`` patches, the same ones for the same seed whatever the memory; raises SourceError on no data."""
    grid = source.grid
    # Every patch of the whole grid draws a number, so that the choice does not depend on the windows.
    draws = np.random.default_rng(seed).random((grid.height, grid.width), np.float32)
    statistics = BandStatistics(dim=source.dim)
    kept_draws = np.empty(0, np.float32)
    kept = np.empty((0, source.dim), np.float32)
    windows = list(source.windows(memory_bytes // 8))
    for window in reporter.track(windows, text="Reading the embeddings"):
        embeddings, mask = source.read(window)
        valid = embeddings[:, mask]  # (dim, n)
        statistics.add(slice(None), valid)
        statistics.count_in(valid.shape[1])
        own = draws[window.row_off : window.row_end, window.col_off : window.col_end][mask]
        lowest = np.argsort(own, kind="stable")[:size]
        kept_draws = np.concatenate([kept_draws, own[lowest]])
        kept = np.concatenate([kept, valid[:, lowest].T])
        lowest = np.argsort(kept_draws, kind="stable")[:size]
        kept_draws, kept = kept_draws[lowest], kept[lowest]
    if statistics.count == 0:
        raise SourceError("The raster has no embedding: every pixel is nodata.", hint="Choose another raster.")
    return Sample(embeddings=kept, mean=statistics.mean.astype(np.float32), count=statistics.count)


def directions(embeddings: np.ndarray, mean: np.ndarray) -> np.ndarray:
    """u(x) = (x - m) / |x - m| of embeddings (n, dim): (n, dim) float32."""
    centred = embeddings - mean
    lengths = np.sqrt(np.einsum("nd,nd->n", centred, centred))
    centred /= np.maximum(lengths, TINY)[:, None]
    return centred

"""A seeded sample of an embedding raster's patches, with the mean of all of them, in one reading."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..embedding.embedding_raster import EmbeddingRaster
from ..errors import SourceError
from ..progress import Reporter
from .columns import column_sums

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
    sums, count = np.zeros(source.dim), 0
    kept_draws = np.empty(0, np.float32)
    kept = np.empty((0, source.dim), np.float32)
    total = len(list(source.windows(memory_bytes // 8)))
    blocks = source.blocks(memory_bytes)
    for window, stored, valid in reporter.track(blocks, text="Reading the embeddings", total=total):
        sums += column_sums(stored, valid)
        count += int(valid.sum())
        own = draws[window.row_off : window.row_end, window.col_off : window.col_end].ravel()
        lowest = np.flatnonzero(valid)[np.argsort(own[valid], kind="stable")[:size]]
        kept_draws = np.concatenate([kept_draws, own[lowest]])
        kept = np.concatenate([kept, (stored[:, lowest].T * source.scales + source.offsets).astype(np.float32)])
        lowest = np.argsort(kept_draws, kind="stable")[:size]
        kept_draws, kept = kept_draws[lowest], kept[lowest]
    if count == 0:
        raise SourceError("The raster has no embedding: every pixel is nodata.", hint="Choose another raster.")
    mean = sums / count * source.scales + source.offsets
    return Sample(embeddings=kept, mean=mean.astype(np.float32), count=count)


def directions(embeddings: np.ndarray, mean: np.ndarray) -> np.ndarray:
    """u(x) = (x - m) / |x - m| of embeddings (n, dim): (n, dim) float32."""
    centred = embeddings - mean
    lengths = np.sqrt(np.einsum("nd,nd->n", centred, centred))
    centred /= np.maximum(lengths, TINY)[:, None]
    return centred

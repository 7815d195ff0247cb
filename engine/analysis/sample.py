"""A seeded sample of an embedding raster's patches."""

from __future__ import annotations

import numpy as np

from ..progress import Reporter
from .blocks import EmbeddingBlocks


def sample_patches(blocks: EmbeddingBlocks, *, size: int, seed: int, reporter: Reporter) -> np.ndarray:
    """At most ``size`` embeddings (n, dim) float32 drawn evenly from the valid patches, in the blocks' first reading.

    The same ones for the same seed, whatever the memory; raises SourceError when there are none.
    """
    grid, source = blocks.grid, blocks.source
    # Every patch of the whole grid draws a number, so that the choice does not depend on the windows.
    draws = np.random.default_rng(seed).random((grid.height, grid.width), np.float32)
    kept_draws = np.empty(0, np.float32)
    kept = np.empty((0, source.dim), np.float32)
    for block in blocks.first_reading(reporter, "Reading the embeddings"):
        window = block.window
        own = draws[window.row_off : window.row_end, window.col_off : window.col_end].ravel()
        lowest = np.flatnonzero(block.mask)[np.argsort(own[block.mask], kind="stable")[:size]]
        embeddings = (block.stored[:, lowest].T * source.scales + source.offsets).astype(np.float32)
        kept_draws, kept = np.concatenate([kept_draws, own[lowest]]), np.concatenate([kept, embeddings])
        lowest = np.argsort(kept_draws, kind="stable")[:size]
        kept_draws, kept = kept_draws[lowest], kept[lowest]
    return kept

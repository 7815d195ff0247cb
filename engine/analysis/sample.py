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
    rng = np.random.default_rng(seed)
    drawn, first_row = np.empty((0, grid.width), np.float32), 0
    draws = np.empty(0, np.float32)  # of those that are kept, ascending
    kept = np.empty((0, source.dim), source.stored_dtype)
    for block in blocks.first_reading(reporter, "Reading the embeddings"):
        window = block.window
        if window.row_off >= first_row + len(drawn):  # the next row of windows
            first_row, drawn = window.row_off, rng.random((window.height, grid.width), np.float32)
        own = drawn[:, window.col_off : window.col_end].ravel()
        is_wanted = block.mask & (own < draws[-1]) if len(draws) == size else block.mask
        wanted = np.flatnonzero(is_wanted)
        wanted = wanted[np.argsort(own[wanted], kind="stable")[:size]]
        both = np.concatenate([draws, own[wanted]])
        lowest = np.argsort(both, kind="stable")[:size]
        draws, before = both[lowest], len(kept)
        new = np.empty((len(lowest), source.dim), source.stored_dtype)
        is_old = lowest < before
        new[is_old] = kept[lowest[is_old]]
        new[~is_old] = block.stored[:, wanted[lowest[~is_old] - before]].T
        kept = new
    del block, new
    embeddings = kept.astype(np.float32)
    embeddings *= source.scales
    embeddings += source.offsets
    return embeddings

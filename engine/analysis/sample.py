"""A seeded sample of an embedding raster's patches."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

import numpy as np

from ..progress import Reporter
from ..rasters.grid import Window
from .blocks import EmbeddingBlocks, StoredBlock


class _Drawn(NamedTuple):
    """Numbers that patches drew (n,), ascending, and their stored values (n, dim)."""

    draws: np.ndarray
    stored: np.ndarray


def sample_patches(blocks: EmbeddingBlocks, *, size: int, seed: int, reporter: Reporter) -> np.ndarray:
    """At most ``size`` embeddings (n, dim) float32 drawn evenly from the valid patches, in the blocks' first reading.

    The same ones for the same seed, whatever the memory; raises SourceError when there are none.
    """
    source = blocks.source
    draws = np.empty(0, np.float32)
    kept = np.empty((0, source.dim), source.stored_dtype)

    def works() -> Iterator[partial[_Drawn]]:
        while True:
            limit = float(draws[-1]) if len(draws) == size else np.inf
            yield partial(_lowest, width=blocks.grid.width, size=size, seed=seed, limit=limit)

    for found in blocks.first_results(works(), reporter, "Reading the embeddings"):
        both = np.concatenate([draws, found.draws])
        lowest = np.argsort(both, kind="stable")[:size]
        draws, before = both[lowest], len(kept)
        new = np.empty((len(lowest), source.dim), source.stored_dtype)
        is_old = lowest < before
        new[is_old] = kept[lowest[is_old]]
        new[~is_old] = found.stored[lowest[~is_old] - before]
        kept = new
        del new, found
    embeddings = kept.astype(np.float32)
    embeddings *= source.scales
    embeddings += source.offsets
    return embeddings


def _lowest(block: StoredBlock, *, width: int, size: int, seed: int, limit: float) -> _Drawn:
    """The at most ``size`` valid patches of a block of a grid so wide whose draws are lowest, and below ``limit``."""
    own = _draws(block.window, width, seed)
    wanted = np.flatnonzero(block.mask & (own < limit))
    wanted = wanted[np.argsort(own[wanted], kind="stable")[:size]]
    return _Drawn(own[wanted], np.ascontiguousarray(block.stored[:, wanted].T))


def _draws(window: Window, width: int, seed: int) -> np.ndarray:
    """The numbers (patch,) float32 from 0 to 1 that a window's patches draw in a grid so wide.

    Every patch of the whole grid has one, row by row, so that the choice does not depend on the windows. Numbers that
    others draw are passed over and not kept: a row of a country's grid would take more than a window.
    """
    drawn = np.empty((window.height, window.width), np.float32)
    bits = np.random.PCG64(seed)  # that of numpy's default generator, of which each step gives two of float32
    rng, at = np.random.Generator(bits), 0
    for row in range(window.height):
        start = (window.row_off + row) * width + window.col_off
        if start != at:
            bits.advance((start // 2 - (at + 1) // 2) % 2**128)
            at = start // 2 * 2
            if start > at:
                rng.random(1, np.float32)
        drawn[row] = rng.random(window.width, np.float32)
        at = start + window.width
    return drawn.ravel()

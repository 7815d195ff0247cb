"""Work on the patches of a block, some columns at a time on every core."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

import numpy as np
from threadpoolctl import ThreadpoolController

from .parallel import worker_count

Value = TypeVar("Value")
COLUMNS_AT_ONCE = 2048
PRODUCT_COLUMNS, PRODUCT_DIMS = 8192, 64  # measured: 2 MB of float32, 1.2 times one float32 product of the whole


@cache
def _controller() -> ThreadpoolController:
    """What limits numpy's BLAS; finding the loaded libraries takes milliseconds, so once."""
    return ThreadpoolController()


def map_columns(count: int, compute: Callable[[slice], Value], size: int = COLUMNS_AT_ONCE) -> list[Value]:
    """``compute`` of slices of ``size`` that cover ``count`` columns, in their order."""
    parts = [slice(start, min(start + size, count)) for start in range(0, count, size)]
    # One BLAS thread each: numpy lets go of its lock while it converts and multiplies, and the same columns give the
    # same bytes whatever the number of cores.
    with _controller().limit(limits=1, user_api="blas"), ThreadPoolExecutor(worker_count()) as pool:
        return list(pool.map(compute, parts))


def products(weights: np.ndarray, stored: np.ndarray) -> np.ndarray:
    """weights (dim,) @ stored values (dim, patch): (patch,) float32.

    The stored values become float32 piece by piece in a buffer that stays in a core's cache: a fresh array a piece
    took twice as long.
    """
    sums = np.zeros(stored.shape[1], np.float32)
    own = threading.local()

    def add(part: slice) -> None:
        if not hasattr(own, "buffer"):
            own.buffer = np.empty(PRODUCT_DIMS * PRODUCT_COLUMNS, np.float32)
        for start in range(0, len(weights), PRODUCT_DIMS):
            dims = slice(start, start + PRODUCT_DIMS)
            piece = stored[dims, part]
            converted = own.buffer[: piece.size].reshape(piece.shape)
            np.copyto(converted, piece, casting="same_kind")
            sums[part] += weights[dims] @ converted

    map_columns(len(sums), add, PRODUCT_COLUMNS)
    return sums


def column_sums(stored: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Sums (dim,) float64 of stored values (dim, patch) over the patches that ``mask`` (patch,) marks."""

    def sums(part: slice) -> np.ndarray:
        valid = mask[part]
        values = stored[:, part] if valid.all() else stored[:, part][:, valid]
        total: np.ndarray = values.sum(axis=1, dtype=np.float64)
        return total

    return np.sum(map_columns(stored.shape[1], sums), axis=0)

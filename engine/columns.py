"""Work on the patches of a block, some columns at a time on every core."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np
from threadpoolctl import threadpool_limits

from .parallel import worker_count

Value = TypeVar("Value")
COLUMNS_AT_ONCE = 2048  # measured: codes converted and multiplied as fast as one float32 product of the same size


def map_columns(count: int, compute: Callable[[slice], Value]) -> list[Value]:
    """``compute`` of slices that cover ``count`` columns, in their order."""
    parts = [slice(start, min(start + COLUMNS_AT_ONCE, count)) for start in range(0, count, COLUMNS_AT_ONCE)]
    # One BLAS thread each: numpy lets go of its lock while it converts and multiplies, and the same columns give the
    # same bytes whatever the number of cores.
    with threadpool_limits(1, user_api="blas"), ThreadPoolExecutor(worker_count()) as pool:
        return list(pool.map(compute, parts))


def column_sums(stored: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Sums (dim,) float64 of stored values (dim, patch) over the patches that ``mask`` (patch,) marks."""

    def sums(part: slice) -> np.ndarray:
        valid = mask[part]
        values = stored[:, part] if valid.all() else stored[:, part][:, valid]
        total: np.ndarray = values.sum(axis=1, dtype=np.float64)
        return total

    return np.sum(map_columns(stored.shape[1], sums), axis=0)

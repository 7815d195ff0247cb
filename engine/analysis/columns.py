"""Sums over the values (dim, patch) of a block, some of its columns at a time on every core."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

from ..threads import map_on_cores

Value = TypeVar("Value")
COLUMNS_AT_ONCE = 2048
PIECE_COLUMNS, PIECE_DIMS = 16384, 16  # 1 MB of float32; measured to be a quarter faster than 8192 x 32
COLUMNS_OF_BLAS = 64  # a multiple of what any kernel of it takes at once
MANY_ROWS = 8
SumDims = Callable[[slice, np.ndarray, np.ndarray], object]
Finish = Callable[[int, slice, np.ndarray], np.ndarray]


def map_columns(count: int, compute: Callable[[slice], Value]) -> list[Value]:
    """``compute`` of slices that cover ``count`` columns, in their order."""
    return map_on_cores(compute, _slices(count, COLUMNS_AT_ONCE))


def _slices(count: int, size: int) -> list[slice]:
    """Slices of ``size`` that cover ``count`` columns."""
    return [slice(start, min(start + size, count)) for start in range(0, count, size)]


def dim_sums(blocks: Sequence[np.ndarray], sum_dims: SumDims) -> list[np.ndarray]:
    """Sums (patch,) float32 over the dims of each block of stored values (dim, patch), from sums over some of them.

    ``sum_dims`` gets a slice of the dims, their values (dim, patch) as float32, which it may change, and an array
    (patch,) for their sums. All lie in buffers that stay in a core's cache, and little is done in Python: fresh arrays,
    or a step more a piece, took half as long again, because threads wait for its lock.
    """
    sums = [np.zeros(stored.shape[1], np.float32) for stored in blocks]
    own = threading.local()

    def add(item: tuple[int, slice]) -> None:
        number, columns = item
        if not hasattr(own, "values"):
            own.values = np.empty(PIECE_DIMS * PIECE_COLUMNS, np.float32)
            own.sums = np.empty(PIECE_COLUMNS, np.float32)
        stored, total = blocks[number][:, columns], sums[number][columns]
        piece_total = own.sums[: len(total)]
        with np.errstate(over="ignore", invalid="ignore"):  # what stands at nodata may be anything
            for start in range(0, len(stored), PIECE_DIMS):
                dims = slice(start, start + PIECE_DIMS)
                piece = stored[dims]
                values = own.values[: piece.size].reshape(piece.shape)
                np.copyto(values, piece, casting="same_kind")
                sum_dims(dims, values, piece_total)
                total += piece_total

    # All blocks at once: at the end of each, cores would wait for the last.
    map_on_cores(
        add, [(number, columns) for number, total in enumerate(sums) for columns in _slices(len(total), PIECE_COLUMNS)]
    )
    return sums


def dim_products(blocks: Sequence[np.ndarray], weights: np.ndarray, finish: Finish, outputs: int) -> list[np.ndarray]:
    """What ``finish`` makes of the products of weights (row, dim) with stored values (dim, patch): (outputs, patch).

    ``finish`` gets the number of a block, a slice of its patches and their products (row, patch), which it may change.
    However many rows there are, the values are read and converted once.
    """
    rows = len(weights)
    made = [np.empty((outputs, stored.shape[1]), np.float32) for stored in blocks]
    # Of many rows the products of more dims at once: there are fewer to be added up. Measured with 1 to 30 rows.
    step = PIECE_DIMS if rows < MANY_ROWS else 4 * PIECE_DIMS
    size = PIECE_COLUMNS * PIECE_DIMS // step  # a multiple of COLUMNS_OF_BLAS
    pieces = [
        (slice(start, start + step), np.ascontiguousarray(weights[:, start : start + step]))
        for start in range(0, weights.shape[1], step)
    ]
    own = threading.local()

    def multiply(item: tuple[int, slice]) -> None:
        number, columns = item
        if not hasattr(own, "values"):
            own.values = np.zeros(step * size, np.float32)
            own.products, own.sums = np.empty(rows * size, np.float32), np.empty(rows * size, np.float32)
        stored = blocks[number][:, columns]
        count = stored.shape[1]
        # BLAS rounds a rest of columns otherwise than the others, and which they are depends on the blocks.
        padded = -(-count // COLUMNS_OF_BLAS) * COLUMNS_OF_BLAS
        products, sums = (array[: rows * padded].reshape(rows, padded) for array in (own.products, own.sums))
        with np.errstate(all="ignore"):  # what stands at nodata may be anything
            for dims, factors in pieces:
                piece = stored[dims]
                values = own.values[: len(piece) * padded].reshape(len(piece), padded)
                np.copyto(values[:, :count], piece, casting="same_kind")
                if dims.start:
                    np.dot(factors, values, out=products)
                    sums += products
                else:
                    np.dot(factors, values, out=sums)
            made[number][:, columns] = finish(number, columns, sums[:, :count])

    map_on_cores(
        multiply, [(number, columns) for number, found in enumerate(made) for columns in _slices(found.shape[1], size)]
    )
    return made


def column_sums(stored: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Sums (dim,) float64 of stored values (dim, patch) over the patches that ``mask`` (patch,) marks."""

    def sums(columns: slice) -> np.ndarray:
        valid = mask[columns]
        values = stored[:, columns] if valid.all() else stored[:, columns][:, valid]
        total: np.ndarray = values.sum(axis=1, dtype=np.float64)
        return total

    return np.sum(map_columns(stored.shape[1], sums), axis=0)

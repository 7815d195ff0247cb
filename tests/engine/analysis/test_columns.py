"""Sums over the dims of stored values, piece by piece, against numpy's own of the whole."""

from __future__ import annotations

import numpy as np
import pytest

from engine.analysis import columns
from engine.analysis.columns import column_sums, dim_sums


def codes(dim, count, dtype="uint8"):
    return np.random.default_rng(0).integers(1, 256, (dim, count)).astype(dtype)


@pytest.mark.parametrize("dtype", ["uint8", "uint16", "int16", "float32", "float64"])
@pytest.mark.parametrize(
    ("dim", "count"),
    [(1, 1), (columns.PIECE_DIMS, columns.PIECE_COLUMNS), (columns.PIECE_DIMS + 1, 2 * columns.PIECE_COLUMNS + 3)],
)
def test_products_are_those_of_the_whole(dim, count, dtype):
    weights = np.random.default_rng(1).normal(0, 1, dim).astype(np.float32)
    stored = codes(dim, count, dtype)
    (made,) = dim_sums([stored], lambda dims, values, sums: np.dot(weights[dims], values, out=sums))
    assert made.dtype == np.float32
    expected = weights.astype(np.float64) @ stored.astype(np.float64)
    assert np.abs(made - expected).max() <= 1e-6 * np.linalg.norm(weights) * np.linalg.norm(stored, axis=0).max()


def test_blocks_of_different_sizes_keep_their_places():
    blocks = [codes(70, count) for count in (5, 10_000, 1, 20_001)]
    made = dim_sums(blocks, lambda _, values, sums: values.sum(axis=0, out=sums))
    assert [len(sums) for sums in made] == [5, 10_000, 1, 20_001]
    for block, sums in zip(blocks, made, strict=True):
        assert np.array_equal(sums, block.sum(axis=0))


def test_the_stored_values_stay_as_they_are_when_their_copy_is_changed():
    stored = np.ones((40, 9000), np.float32)

    def doubled(_, values, sums):
        values *= 2
        values.sum(axis=0, out=sums)

    assert (dim_sums([stored], doubled)[0] == 80).all()
    assert (stored == 1).all()


@pytest.mark.filterwarnings("error")
def test_what_stands_at_nodata_may_be_anything():
    stored = np.array([[1.0, 1e300, np.inf, np.nan], [1.0, 1e300, -np.inf, 0.0]])
    (made,) = dim_sums([stored], lambda _, values, sums: (values * values).sum(axis=0, out=sums))
    assert made[0] == 2
    assert not np.isfinite(made[1:]).any()


def test_sums_of_the_dims_pass_over_what_is_masked():
    stored = codes(6, 5000)
    mask = np.arange(5000) % 3 > 0
    assert np.array_equal(column_sums(stored, mask), stored[:, mask].sum(axis=1, dtype=np.float64))
    assert np.array_equal(column_sums(stored, np.ones(5000, bool)), stored.sum(axis=1, dtype=np.float64))

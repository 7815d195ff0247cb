"""Sines of many numbers at once, beside numpy's own."""

from __future__ import annotations

import numpy as np
import pytest

from engine.encoders.satclip.sines import IN_CACHE, take_sines


@pytest.mark.parametrize("reach", [1e-300, 1e-8, 1.0, 10.0, 1e3, 1e6, 1e9])
def test_sines_of_any_size_are_numpys(reach):
    values = np.random.default_rng(0).uniform(-reach, reach, (3, IN_CACHE + 5))
    expected = np.sin(values)
    take_sines(values)
    assert np.abs(values - expected).max() <= min(1e-15, reach)


def test_multiples_of_half_a_turn_and_their_neighbours_are_numpys():
    multiples = np.arange(-2000, 2000) * (np.pi / 2)
    values = np.concatenate([multiples, np.nextafter(multiples, np.inf), np.nextafter(multiples, -np.inf)])
    expected = np.sin(values)
    take_sines(values)
    np.testing.assert_allclose(values, expected, atol=1e-15)


def test_what_is_not_finite_has_no_sine_and_spoils_no_other():
    values = np.array([0.5, np.nan, 1.5])
    take_sines(values)
    np.testing.assert_array_equal(values, np.sin([0.5, np.nan, 1.5]))


def test_no_numbers_are_taken_too():
    take_sines(np.empty((4, 0)))

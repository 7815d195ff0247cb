"""Sines of many half turns at once, beside numpy's own."""

from __future__ import annotations

import numpy as np
import pytest

from engine.encoders.satclip.sines import AT_ONCE, take_sines


@pytest.mark.parametrize("reach", [1e-300, 1e-8, 0.5, 1.0, 10.0, 1e3, 1e6, 1e9])
def test_sines_of_any_size_are_numpys(reach):
    half_turns = np.random.default_rng(0).uniform(-reach, reach, (3, AT_ONCE + 5))
    rest = half_turns - np.rint(half_turns)
    expected = np.sin(np.pi * rest) * np.where(np.rint(half_turns) % 2, -1, 1)
    take_sines(half_turns)
    assert np.abs(half_turns - expected).max() <= min(1e-15, 4 * reach)


def test_quarters_of_a_turn_have_exact_sines():
    half_turns = np.arange(-2000, 2000) / 2
    expected = np.tile([0.0, 1.0, 0.0, -1.0], 1000)
    take_sines(half_turns)
    np.testing.assert_allclose(half_turns, expected, atol=1e-15)


def test_what_is_not_a_number_has_no_sine_and_spoils_no_other():
    half_turns = np.array([0.5, np.nan, 1.5])
    take_sines(half_turns)
    np.testing.assert_allclose(half_turns, [1.0, np.nan, -1.0], atol=1e-15)


def test_no_numbers_are_taken_too():
    take_sines(np.empty((4, 0)))

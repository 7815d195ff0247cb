"""Cells of neighbours, and the polynomials that stand for smooth functions on them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from engine.encoders.satclip.cells import Chebyshev, bands_of_cells, terms_for

RANDOM = np.random.default_rng(8)


@pytest.mark.parametrize("reach", [0.0, 1e-9, 0.1, 2.0, 20.0])
def test_as_many_polynomials_are_taken_as_a_wave_needs(reach):
    values = RANDOM.uniform(3.0, 5.0, 200)
    frequency = reach * 2 / np.ptp(values)
    chebyshev = Chebyshev.covering(values, frequency=frequency)
    assert chebyshev.count == pytest.approx(terms_for(reach), abs=1)
    coefficients = np.cos(frequency * chebyshev.nodes + 0.7) @ chebyshev.transform
    np.testing.assert_allclose(coefficients @ chebyshev.at(values), np.cos(frequency * values + 0.7), atol=1e-12)


def test_a_narrow_cell_needs_few_polynomials():
    assert terms_for(0.0) == 1
    assert terms_for(0.1) < 12
    assert terms_for(2.0) < 22


def test_every_place_is_in_one_cell():
    lat, phi = RANDOM.uniform(-90, 90, 5000), RANDOM.uniform(0, 2 * np.pi, 5000)
    bands = list(bands_of_cells(lat, phi, 100))
    cells = [cell for band in bands for cell in band]
    assert sorted(np.concatenate(cells)) == list(range(5000))
    assert 80 <= min(map(len, cells)) <= max(map(len, cells)) <= 125
    for south, north in pairwise(bands):
        assert lat[np.concatenate(south)].max() <= lat[np.concatenate(north)].min()
    for west, east in pairwise(bands[3]):
        assert phi[west].max() <= phi[east].min()


def test_few_places_make_one_cell():
    ((cell,),) = bands_of_cells(np.zeros(3), np.zeros(3), 100)
    assert cell.tolist() == [0, 1, 2]

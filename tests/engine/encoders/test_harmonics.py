"""The harmonics against what the published code printed, against scipy, and against exact arithmetic."""

from __future__ import annotations

from decimal import Decimal, localcontext

import numpy as np
import pytest
from scipy.special import sph_harm_y

from engine.encoders.satclip import harmonics
from engine.encoders.satclip.harmonics import Printed
from tests.places import golden_numbers

RNG = np.random.default_rng(20231128)
PLACES = np.stack([RNG.uniform(-180, 180, 200), np.degrees(np.arcsin(RNG.uniform(-1, 1, 200)))], axis=1)


@pytest.fixture(scope="module")
def golden():
    return golden_numbers("satclip-golden.npz")


def noise_bound(lonlat, degrees):
    """How far a double evaluation of the printed polynomials may be off, feature by feature."""
    sphere = harmonics.on_sphere(lonlat, "analytic")
    bound = np.empty((len(lonlat), degrees * degrees))
    for degree in range(degrees):
        for order in range(degree + 1):
            printed = Printed.of(degree, order)
            terms = sum(abs(value) * np.abs(sphere.x) ** power for power, value in printed.coefficients.items())
            zonal = degree * degree + degree
            bound[:, [zonal - order, zonal + order]] = (printed.prefactor * sphere.s**order * terms)[:, None]
    return bound * 16 * 2.0**-53 + 1e-13


def test_ten_degrees_are_those_of_the_published_code_everywhere(golden):
    features = harmonics.harmonics(golden["lonlat"], 10, "analytic")
    assert np.abs(features - golden["feat_l10"]).max() < 1e-9


def test_forty_degrees_are_those_of_the_published_code_below_30_degrees(golden):
    lonlat = golden["lonlat"][: len(golden["feat_l40"])]
    low = np.abs(lonlat[:, 1]) <= 30
    assert np.abs(harmonics.harmonics(lonlat, 40, "analytic") - golden["feat_l40"])[low].max() < 1e-9


def test_forty_degrees_differ_from_the_published_code_by_its_own_noise_only(golden):
    lonlat = golden["lonlat"][: len(golden["feat_l40"])]
    difference = np.abs(harmonics.harmonics(lonlat, 40, "analytic") - golden["feat_l40"])
    assert (difference <= noise_bound(lonlat, 40)).all()


@pytest.mark.parametrize("degrees", [10, 40])
def test_the_closed_form_is_that_of_the_published_code(golden, degrees):
    expected = golden[f"feat_l{degrees}_closed"]
    features = harmonics.harmonics(golden["lonlat"][: len(expected)], degrees, "closed-form")
    assert np.abs(features - expected).max() < 1e-9


def test_the_closed_form_is_the_textbook_s():
    features = harmonics.harmonics(PLACES, 40, "closed-form")
    phi, theta = np.deg2rad(PLACES[:, 0] + 180), np.deg2rad(PLACES[:, 1] + 90)
    for degree, order in [(0, 0), (1, -1), (7, 0), (12, 5), (39, -20), (39, 39), (39, 0)]:
        value = sph_harm_y(degree, abs(order), theta, phi)
        part = value.real if order >= 0 else value.imag
        expected = part * (np.sqrt(2.0) if order else 1.0)
        np.testing.assert_allclose(features[:, degree * degree + degree + order], expected, atol=1e-12)


def test_analytic_harmonics_are_the_printed_polynomials_without_noise():
    features = harmonics.harmonics(PLACES, 40, "analytic")
    sphere = harmonics.on_sphere(PLACES, "analytic")
    with localcontext() as context:
        context.prec = 60
        for degree, order in [(39, 0), (39, 1), (38, 2), (35, 8), (20, 0), (5, 4)]:
            terms = Printed.of(degree, order).expanded().items()
            exact = [float(sum(value * Decimal(x) ** power for power, value in terms)) for x in sphere.x.tolist()]
            expected = np.array(exact) * sphere.s**order * np.cos(order * sphere.phi)
            np.testing.assert_allclose(features[:, degree * degree + degree + order], expected, atol=1e-12)


def test_the_rounding_is_small_at_few_degrees_and_large_at_many():
    largest = [max(np.abs(matrix).max() for matrix in harmonics.rounding(degrees)) for degrees in (10, 40)]
    assert largest[0] < 1e-12
    assert 1e-3 < largest[1] < 1


def test_printed_numbers_have_fifteen_digits():
    assert Printed.of(0, 0).coefficients == {0: 0.886226925452758}
    assert Printed.of(2, 2).coefficients == {0: 3.0}
    assert all(float(f"{value:.15g}") == value for value in Printed.of(39, 7).coefficients.values())


@pytest.mark.parametrize("convention", harmonics.CONVENTIONS)
def test_folded_weights_take_the_monic_harmonics(convention):
    weight = RNG.standard_normal((5, 400))
    expected = weight @ harmonics.harmonics(PLACES, 20, convention).T
    monic = harmonics.monic_harmonics(harmonics.on_sphere(PLACES, convention), 20)
    np.testing.assert_allclose(harmonics.fold(weight, 20, convention) @ monic, expected, atol=1e-11)


@pytest.mark.parametrize("convention", harmonics.CONVENTIONS)
def test_a_longitude_may_be_counted_around_the_earth(convention):
    lons = np.array([-180.0, 180.0, 540.0])
    features = harmonics.harmonics(np.stack([lons, np.full(3, 45.5)], axis=1), 40, convention)
    assert np.array_equal(features[0], features[1])
    assert np.array_equal(features[0], features[2])


def test_one_degree_is_a_constant():
    np.testing.assert_allclose(harmonics.harmonics(PLACES, 1, "analytic"), 0.886226925452758)


def test_features_at_the_poles_are_finite_and_know_no_longitude():
    poles = np.array([(0.0, 90.0), (123.4, 90.0), (0.0, -90.0), (-77.0, -90.0)])
    features = harmonics.harmonics(poles, 40, "closed-form")
    np.testing.assert_allclose(features[0], features[1], atol=1e-7)
    np.testing.assert_allclose(features[2], features[3], atol=1e-7)

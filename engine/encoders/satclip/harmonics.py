"""Real spherical harmonics of places, in the two conventions of SatCLIP's published checkpoints.

A harmonic of degree l and order m is a polynomial of x = cos(theta) times s^|m| times cos(m phi) or sin(|m| phi),
with theta the angle from the South Pole, s = sin(theta) and phi the longitude counted from the antimeridian. Degrees
run from 0 to ``degrees`` - 1, orders from -l to l, and the harmonic (l, m) has the number l * l + l + m.

- ``closed-form``: orthonormal, with the Condon-Shortley sign (-1)^m.
- ``analytic``: without that sign and with zonal terms (m = 0) that are pi times as large; and each polynomial is the
  one that was printed with 15 significant digits, whose coefficients of up to 1e14 cancel to order 1. Trained weights
  know these printed polynomials, so they are followed exactly, without the noise of summing them (`rounding`).

The recurrence is that of Holmes and Featherstone (2002, doi:10.1007/s00190-002-0216-2, equation 11), with s^m and the
norms set apart: what is left are polynomials of leading coefficient 1, whose recurrence is the cheapest.
"""

from __future__ import annotations

import decimal
import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Convention = Literal["analytic", "closed-form"]
CONVENTIONS: tuple[Convention, ...] = ("analytic", "closed-form")

# 60 digits leave 40 after the largest cancellation (1e14) and still round to the nearest double.
_EXACT = decimal.Context(prec=60)
_PI = Decimal("3.14159265358979323846264338327950288419716939937510582097494459230781640628620899862803482534")
_FIFTEEN_DIGITS = decimal.Context(prec=15, rounding=decimal.ROUND_HALF_UP)
_ROOT_OF_PI = math.sqrt(math.pi)
_INVERSE_ROOT_OF_PI = float(_EXACT.divide(Decimal(1), _EXACT.sqrt(Decimal(math.pi))))


@dataclass(frozen=True, kw_only=True)
class Sphere:
    """Places as the harmonics see them; every field has shape (n,)."""

    phi: Floats  # radians from the antimeridian, in [0, 2 pi)
    x: Floats  # cosine of the angle from the South Pole
    s: Floats  # its sine, not negative


def on_sphere(lonlat: Floats, convention: Convention) -> Sphere:
    """The places ``lonlat`` (n, 2) in degrees; longitudes are taken modulo 360."""
    phi = np.deg2rad(np.remainder(lonlat[:, 0] + 180.0, 360.0))
    x = np.cos(np.deg2rad(lonlat[:, 1] + 90.0))
    # The sine comes from the rounded cosine because that is what the weights were trained with near the poles.
    s = np.sqrt(1.0 - x * x) if convention == "analytic" else np.sqrt((1.0 - x) * (1.0 + x))
    return Sphere(phi=phi, x=x, s=s)


def harmonics(lonlat: Floats, degrees: int, convention: Convention) -> Floats:
    """The published features of places ``lonlat`` (n, 2) in degrees: shape (n, degrees**2), as float64."""
    features = monic_harmonics(on_sphere(lonlat, convention), degrees)
    features *= norms(degrees, convention)[:, None]
    if convention == "analytic":
        for order, matrix in enumerate(rounding(degrees)):
            for rows in rows_of_order(degrees, order):
                features[rows] += matrix @ features[rows]
    return features.T


def fold(weight: Floats, degrees: int, convention: Convention) -> Floats:
    """Weights for `monic_harmonics` that give what ``weight`` (n, degrees**2) gives for `harmonics`.

    Norms and rounding are linear in the harmonics, so that a network's first layer carries them at no cost.
    """
    folded = weight.copy()
    if convention == "analytic":
        for order, matrix in enumerate(rounding(degrees)):
            for columns in rows_of_order(degrees, order):
                folded[:, columns] += weight[:, columns] @ matrix
    return folded * norms(degrees, convention)


def monic_harmonics(sphere: Sphere, degrees: int) -> Floats:
    """The harmonics with polynomials of leading coefficient 1, one row each: (degrees**2, n)."""
    features = np.empty((degrees * degrees, len(sphere.x)))
    cosines, sines = circles(sphere, degrees)
    for degree, polynomials in enumerate(monic_polynomials(sphere.x, degrees)):
        zonal = degree * degree + degree
        np.multiply(polynomials, cosines[: degree + 1], out=features[zonal : zonal + degree + 1])
        np.multiply(polynomials[:0:-1], sines[degree:0:-1], out=features[degree * degree : zonal])
    return features


def circles(sphere: Sphere, degrees: int) -> tuple[Floats, Floats]:
    """s^m cos(m phi) and s^m sin(m phi) for m = 0 .. degrees - 1, each (degrees, n)."""
    powers = np.ones((degrees, len(sphere.x)), dtype=np.complex128)
    done, power = 1, sphere.s * np.exp(1j * sphere.phi)
    while done < degrees:
        np.multiply(powers[: min(done, degrees - done)], power, out=powers[done : 2 * done])
        done, power = 2 * done, power * power
    return powers.real.copy(), powers.imag.copy()


def powers_of_s(sphere: Sphere, degrees: int) -> Floats:
    """s^m for m = 0 .. degrees - 1: (degrees, n)."""
    return np.vander(sphere.s, degrees, increasing=True).T


def monic_polynomials(x: Floats, degrees: int) -> Iterator[Floats]:
    """For each degree its polynomials of orders 0 .. degree: (degree + 1, n), valid until the next is asked for."""
    now, before, earlier = (np.zeros((degrees, len(x))) for _ in range(3))
    scratch = np.empty((degrees, len(x)))
    for degree in range(degrees):
        earlier, before, now = before, now, earlier
        np.multiply(before[:degree], x, out=now[:degree])
        now[:degree] -= np.multiply(earlier[:degree], _recurrence(degree), out=scratch[:degree])
        now[degree] = 1.0
        yield now[: degree + 1]


@lru_cache
def _recurrence(degree: int) -> Floats:
    """b of P(l, m) = x P(l - 1, m) - b P(l - 2, m) for m = 0 .. l - 1, as a column."""
    m = np.arange(degree, dtype=np.float64)[:, None]
    return ((degree - 1.0) ** 2 - m * m) / (4.0 * (degree - 1.0) ** 2 - 1.0)


@lru_cache
def norms(degrees: int, convention: Convention) -> Floats:
    """What turns the monic harmonics into those of the convention, rounding aside: (degrees**2,)."""
    factors = np.empty(degrees * degrees)
    norm = np.array([math.sqrt(math.pi / 4.0)])  # orders 0 .. degree of the degree; zonal ones pi times as large
    for degree in range(degrees):
        if degree:
            m = np.arange(degree)
            norm = norm * np.sqrt((4.0 * degree**2 - 1.0) / (degree**2 - m * m))
            norm = np.append(norm, math.sqrt(2.0) * _sectoral_norm(degree))
        zonal = degree * degree + degree
        factors[zonal : zonal + degree + 1] = norm
        factors[degree * degree : zonal] = norm[:0:-1]
    return factors if convention == "analytic" else factors * _without_quirks(degrees)


def _sectoral_norm(order: int) -> float:
    """N(m, m) times (2m - 1)!!, the leading coefficient of the polynomial (m, m)."""
    return math.sqrt(math.prod((2.0 * k + 1.0) / (2.0 * k) for k in range(1, order + 1)) / (4.0 * math.pi))


def _without_quirks(degrees: int) -> Floats:
    """The closed form over the analytic one: 1 / pi for zonal harmonics, (-1)^m for the others: (degrees**2,)."""
    signs = [(-1.0) ** m if m else 1.0 / math.pi for degree in range(degrees) for m in range(-degree, degree + 1)]
    return np.array(signs)


def rows_of_order(degrees: int, order: int) -> list[NDArray[np.intp]]:
    """The numbers of the harmonics of this order, and of its negative, by rising degree."""
    degree = np.arange(order, degrees)
    zonal = degree * degree + degree
    return [zonal + order, zonal - order] if order else [zonal]


@lru_cache
def rounding(degrees: int) -> tuple[Floats, ...]:
    """For each order m the matrix (degrees - m, degrees - m) with printed - exact = matrix @ exact harmonics.

    Computed in decimals, so that what is left after the cancellation is right to the last bit of a double.
    """
    with decimal.localcontext(_EXACT):
        return tuple(_rounding_of_order(order, degrees) for order in range(degrees))


def _rounding_of_order(order: int, degrees: int) -> Floats:
    """The matrix of `rounding` for one order."""
    basis = {degree: _exact_polynomial(degree, order) for degree in range(order, degrees)}
    matrix = np.zeros((degrees - order, degrees - order))
    for degree in range(order, degrees):
        rest = Printed.of(degree, order).expanded()
        # Peel off one basis polynomial after the other, from the highest power down; parity skips every second.
        for other in range(degree, order - 1, -2):
            share = rest[other - order] / basis[other][other - order]
            for power, coefficient in basis[other].items():
                rest[power] -= share * coefficient
            matrix[degree - order, other - order] = float(share - 1 if other == degree else share)
    return matrix


def _exact_polynomial(degree: int, order: int) -> dict[int, Decimal]:
    """The analytic harmonic's polynomial without s^m, as decimals by power."""
    square = Decimal(2 * degree + 1) * _PI / 4 if order == 0 else _decimal(_squared_norm(degree, order)) / _PI
    norm = square.sqrt()
    return {power: norm * _decimal(value) for power, value in legendre_derivative(degree, order).items()}


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def legendre_derivative(degree: int, order: int) -> dict[int, Fraction]:
    """d^m/dx^m of the Legendre polynomial of this degree: coefficients by power, highest first."""
    return {
        degree - 2 * k - order: Fraction(
            (-1) ** k * math.comb(degree, k) * math.comb(2 * degree - 2 * k, degree) * math.perm(degree - 2 * k, order),
            2**degree,
        )
        for k in range((degree - order) // 2 + 1)
    }


def _squared_norm(degree: int, order: int) -> Fraction:
    """pi times the square of the norm sqrt(2) N(l, m), m > 0."""
    return Fraction((2 * degree + 1) * math.factorial(degree - order), 2 * math.factorial(degree + order))


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A harmonic's polynomial as it was printed: ``prefactor`` * sum of ``coefficients[power]`` * x^power."""

    prefactor: float
    coefficients: dict[int, float]

    @classmethod
    def of(cls, degree: int, order: int) -> Printed:
        """The printed polynomial of (degree, order >= 0)."""
        exact = legendre_derivative(degree, order)
        if order == 0:
            norm = math.sqrt((2 * degree + 1) / 4) * _ROOT_OF_PI
            return cls(prefactor=1.0, coefficients={k: _round(norm * float(c)) for k, c in exact.items()})
        # A lone monomial had its constant merged into the prefactor; only 3 - 3 x^2 of (2, 2) stayed as it was.
        if degree - order <= 1 and (degree, order) != (2, 2):
            ((power, constant),) = exact.items()
            return cls(prefactor=_round(_norm(degree, order, constant)), coefficients={power: 1.0})
        coefficients = {power: _round(float(value)) for power, value in exact.items()}
        return cls(prefactor=_round(_norm(degree, order)), coefficients=coefficients)

    def expanded(self) -> dict[int, Decimal]:
        """The coefficients times the prefactor, by power, in the current decimal context."""
        return {power: Decimal(self.prefactor) * Decimal(value) for power, value in self.coefficients.items()}


def _norm(degree: int, order: int, constant: Fraction = Fraction(1)) -> float:
    """The norm sqrt(2) N(l, m) times ``constant`` in doubles, multiplied in the order in which it was printed."""
    rational, squarefree = _square_root(_squared_norm(degree, order))
    norm = float(rational * constant)
    return (norm if squarefree == 1 else norm * math.sqrt(squarefree)) * _INVERSE_ROOT_OF_PI


def _square_root(value: Fraction) -> tuple[Fraction, int]:
    """(r, n) with sqrt(value) = r * sqrt(n), n without a square factor."""
    rest = value.numerator * value.denominator
    root, squarefree, factor = 1, 1, 2
    while rest > 1:
        exponent = 0
        while rest % factor == 0:
            rest //= factor
            exponent += 1
        root *= factor ** (exponent // 2)
        squarefree *= factor ** (exponent % 2)
        factor += 1
    return Fraction(root, value.denominator), squarefree


def _round(value: float) -> float:
    """The double that 15 printed significant digits of ``value`` read back as; ties go away from zero."""
    return float(_FIFTEEN_DIGITS.create_decimal(Decimal(value)))

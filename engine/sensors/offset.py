"""Whether Sentinel-2's counts carry the offset of 1,000 that processing baseline 04.00 brought.

Services take it out again, copies lose their metadata, and bright land without it looks like dark land with it. So what
the product says comes first, then the day, and the pixels last: they decide only where all their signs agree.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..errors import ParameterError
from ..scenes.products import ADD_OFFSET, OFFSET_BASELINE

OFFSET = 1000.0
FIRST_DAY = dt.date(2022, 1, 25)  # of processing baseline 04.00
# Counts of a product that should have the offset go below this in the darkest band where it was taken off before.
DARKEST_OF_PRODUCT = 850.0
# The signs in the pixels: with the offset, reflectance a little below 0 reaches down to 950 and black is near 1,000;
# the NDVI of a dense forest, 0.95, becomes 0.7, and red sand is three times as bright in SWIR as in blue, not five.
LEAST_WITH_OFFSET, BLACK_WITH_OFFSET = 940.0, 2000.0
GREENEST_WITH_OFFSET, REDDEST_WITH_OFFSET = 0.77, 3.1
LEAST_PERCENTILE, DARK_PERCENTILE, GREEN_PERCENTILE = 0.1, 1.0, 99.0
# Band 10 of level 1C sees the high air alone: near 0 without the offset, near 1,000 with it.
CIRRUS_WITH_OFFSET = 900.0

_ESA = re.compile(r"S2[ABC]_MSIL[12][AC]_|(?<![A-Z0-9])T\d\d[A-Z]{3}_\d{8}T\d{6}", re.IGNORECASE)
_WITHOUT = {
    "HLS": re.compile(r"HLS[._]S30", re.IGNORECASE),
    "a harmonised collection": re.compile(r"HARMONI[SZ]ED", re.IGNORECASE),
    "FORCE": re.compile(r"SEN2[ABC]_(?:BOA|TOA)", re.IGNORECASE),
    "MAJA": re.compile(r"SENTINEL2[ABCX]_\d{8}-\d{6}-\d{3}_L[23]A", re.IGNORECASE),
}


class OffsetGuess(NamedTuple):
    """Whether the counts have the offset, and the reason as a sentence.

    ``is_doubtful`` where nothing but the signs of bright pixels tells: then more of the raster is worth a look.
    """

    has_offset: bool
    sentence: str
    is_doubtful: bool = False


@dataclass(frozen=True, kw_only=True)
class CountsFacts:
    """The evidence for the offset: the file's name and tags, the last day it shows, and a sample of its counts.

    ``counts`` [bands, pixels] float64, NaN or 0 where not valid; ``bands`` are their names, where known; ``cirrus``
    [pixels] those of band 10.
    """

    counts: NDArray[np.float64]
    name: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)
    last_day: dt.date | None = None
    bands: tuple[str, ...] = ()
    cirrus: NDArray[np.float64] | None = None

    @property
    def text(self) -> str:
        """Name and tags, where products name themselves."""
        return " ".join([self.name, *(f"{key}={value}" for key, value in self.tags.items())])


def guess_offset(facts: CountsFacts) -> OffsetGuess:
    """With or without the offset; raises ParameterError for metadata with another one."""
    if said := _by_metadata(facts) or _by_product(facts):
        return said
    if facts.last_day and facts.last_day < FIRST_DAY:
        return OffsetGuess(has_offset=False, sentence=f"No offset is taken off: before {FIRST_DAY} there was none.")
    return _by_cirrus(facts) or _by_signs(facts)


def _by_metadata(facts: CountsFacts) -> OffsetGuess | None:
    """What a .SAFE or a STAC item says."""
    tags = facts.tags
    if ADD_OFFSET in tags:
        if tags[ADD_OFFSET] == "0":
            return OffsetGuess(has_offset=False, sentence="The product's metadata name no offset.")
        if tags[ADD_OFFSET] == f"{-OFFSET:.0f}":
            return OffsetGuess(has_offset=True, sentence="The product's metadata name an offset of 1,000: taken off.")
        raise ParameterError(
            f"The product's metadata name offsets of {tags[ADD_OFFSET]}.",
            hint="Landprint knows 0 and -1000; or say what they are by the scale.",
        )
    if any(key.endswith("boa_offset_applied") and value == "true" for key, value in tags.items()):
        return OffsetGuess(
            has_offset=False, sentence="No offset is taken off: its STAC item says that this was done before."
        )
    return None


def _by_product(facts: CountsFacts) -> OffsetGuess | None:
    """What the file's own scale says, or the kind of product: its collection, or its processing baseline."""
    baseline = product_baseline(facts.name, facts.tags)
    if baseline is not None and baseline < OFFSET_BASELINE:
        return OffsetGuess(has_offset=False, sentence=f"Processing baseline {baseline:05.2f} has no offset.")
    stated = _stated_offset(facts.tags)
    if stated == 0:
        return OffsetGuess(has_offset=False, sentence="No offset is taken off: the file's own scale has none.")
    if stated == -OFFSET:
        return _held_against_pixels("The file names", facts)
    for title, pattern in _WITHOUT.items():
        if pattern.search(facts.text):
            return OffsetGuess(has_offset=False, sentence=f"No offset is taken off: {title} has none.")
    if baseline is None:
        is_new = facts.last_day is not None and facts.last_day >= FIRST_DAY
        return _held_against_pixels("A product of this day has", facts) if is_new and _ESA.search(facts.text) else None
    return _held_against_pixels(f"Processing baseline {baseline:05.2f} has", facts)


def _held_against_pixels(who: str, facts: CountsFacts) -> OffsetGuess:
    """That the counts should have the offset, unless they are too dark for it: services take it out again."""
    dark = _darkest(facts.counts, DARK_PERCENTILE)
    if dark >= DARKEST_OF_PRODUCT:
        return OffsetGuess(has_offset=True, sentence=f"{who} an offset of 1,000: taken off.")
    sentence = f"{who} an offset of 1,000, but the darkest of the sample is {dark:.0f}: it was taken off before."
    return OffsetGuess(has_offset=False, sentence=sentence)


def _by_cirrus(facts: CountsFacts) -> OffsetGuess | None:
    """What the band of cirrus says, which sees no ground."""
    valid = facts.cirrus[np.isfinite(facts.cirrus) & (facts.cirrus != 0)] if facts.cirrus is not None else np.empty(0)
    if not valid.size:
        return None
    clear = float(np.percentile(valid, DARK_PERCENTILE))
    if clear >= CIRRUS_WITH_OFFSET:
        return OffsetGuess(
            has_offset=True,
            sentence=f"An offset of 1,000 is taken off: band 10, of cirrus, does not go below {clear:.0f}.",
        )
    return OffsetGuess(
        has_offset=False, sentence=f"No offset is taken off: band 10, of cirrus, goes down to {clear:.0f}."
    )


def _by_signs(facts: CountsFacts) -> OffsetGuess:
    """What the pixels show where nothing else is known: the offset only if every sign speaks for it."""
    least = _darkest(facts.counts, LEAST_PERCENTILE)
    if least < LEAST_WITH_OFFSET:
        return OffsetGuess(
            has_offset=False, sentence=f"No offset is taken off: the darkest of the sample is {least:.0f}."
        )
    against = []
    if least > BLACK_WITH_OFFSET:
        against.append(f"its darkest, {least:.0f}, is far above 1,000")
    red, nir = _pair(facts, "red", "nir")
    if red.size and (ndvi := float(np.percentile((nir - red) / (nir + red), GREEN_PERCENTILE))) > GREENEST_WITH_OFFSET:
        against.append(f"its NDVI reaches {ndvi:.2f}")
    blue, swir = _pair(facts, "blue", "swir16")
    if blue.size and (ratio := float(np.median(swir) / np.median(blue))) > REDDEST_WITH_OFFSET:
        against.append(f"SWIR is {ratio:.1f} times as bright as blue")
    if against:
        return OffsetGuess(
            has_offset=False,
            sentence=f"No offset is taken off, though all is bright: {' and '.join(against)};"
            " nothing but the pixels tells, so say it by the scale if you know.",
            is_doubtful=True,
        )
    return OffsetGuess(
        has_offset=True,
        sentence=f"An offset of 1,000 is taken off: the darkest of the sample is {least:.0f};"
        " nothing but the pixels tells, so say it by the scale if you know.",
        is_doubtful=True,
    )


def _darkest(counts: NDArray[np.float64], percentile: float) -> float:
    """The lowest of the bands' low percentiles; NaN without a valid pixel."""
    valid = (band[np.isfinite(band) & (band != 0)] for band in counts)
    return min((float(np.percentile(band, percentile)) for band in valid if band.size), default=np.nan)


def _pair(facts: CountsFacts, *names: str) -> NDArray[np.float64]:
    """The sample's pixels (2, n) that are valid in both bands; none without these bands."""
    if not set(names) <= set(facts.bands):
        return np.empty((2, 0))
    pair = facts.counts[[facts.bands.index(name) for name in names]]
    valid: NDArray[np.float64] = pair[:, (np.isfinite(pair) & (pair > 0)).all(axis=0)]
    return valid


def _stated_offset(tags: Mapping[str, str]) -> float | None:
    """The offset in counts by which the file or its STAC item makes reflectance of them; None if neither says."""
    try:
        scale, offset = float(tags["scale"]), float(tags["offset"])
    except (KeyError, ValueError):
        return None
    return float(round(offset / scale)) if 0 < scale < 1 else None


def product_baseline(name: str, tags: Mapping[str, str]) -> float | None:
    """Sentinel-2's processing baseline (5.09) from the tags or the product's name, or None."""
    for key, value in tags.items():
        if "baseline" in key.lower() and (number := re.search(r"\d+\.\d+", value)):
            return float(number[0])
    product = re.search(r"_N(\d{2})(\d{2})_", name, re.IGNORECASE)
    return float(f"{product[1]}.{product[2]}") if product else None

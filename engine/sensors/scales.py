"""The scale of a raster's values (counts, reflectance, power, decibels) and the conversion to the sensor's unit."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..errors import ParameterError
from .offset import OFFSET, CountsFacts, guess_offset
from .sensors import SENTINEL_2_ALL, Sensor

SMALLEST_POWER = 1e-10  # what Clay takes for power that is not positive
LARGEST_REFLECTANCE = 2.5  # snow, cloud and sun glint reach above 1
SMALLEST_COUNT = 256.0  # the bright of no scene are as dark: percent, or a picture of 8 bits
DECIBELS = -60.0, 20.0  # what the middle of a scene's backscatter lies between
LARGEST_POWER = 10.0  # that the middle of a scene reflects
DARK_PERCENTILE, BRIGHT_PERCENTILE = 1.0, 99.0
LANDSAT_ZERO = 7273  # count of reflectance 0 in Collection 2 Level 2
# How radar products name their numbers: HyP3's "RTC20_G_gauned" has a letter for it, others a word.
_HYP3 = re.compile(r"RTC\d\d_[A-Z]_[gs]([pad])[uw][nf][ec][dm]", re.IGNORECASE)
_TIMES_10_000 = {
    "HLS": re.compile(r"HLS[._]L30", re.IGNORECASE),
    "Collection 1": re.compile(r"L[COTE]0[4-9]_L1\w*_01_\w\w_sr_", re.IGNORECASE),
    "FORCE": re.compile(r"LND0[4-9]_BOA", re.IGNORECASE),
}
_RADAR_WORDS = {
    "amplitude": re.compile(r"(?<![a-z])ampl?(?:itude)?(?![a-z])", re.IGNORECASE),
    "decibel": re.compile(r"(?<![a-z])(?:db|decibels?)(?![a-z])", re.IGNORECASE),
    "power": re.compile(r"(?<![a-z])(?:power|intensity|linear)(?![a-z])", re.IGNORECASE),
}


@dataclass(frozen=True, kw_only=True)
class Scale:
    """The conversion to the sensor's unit: value x factor + offset, or the decibels of value to the ``power``."""

    name: str
    title: str
    factor: float = 1.0
    offset: float = 0.0
    power: int = 0  # that makes power of radar's values: 1 of power, 2 of amplitude; 0 for no decibels

    def apply(self, numbers: NDArray[np.number]) -> NDArray[np.float32]:
        """Values in the sensor's unit, float32; counts below 0 occur where the land is darker than the offset."""
        if self.power:
            return np.float32(self.power) * decibels(numbers)
        # In float32 from the start: unsigned counts below the offset would wrap around.
        values = np.asarray(numbers, np.float32)
        if (self.factor, self.offset) == (1.0, 0.0):
            return values
        return values * np.float32(self.factor) + np.float32(self.offset)


@dataclass(frozen=True, kw_only=True)
class ScaleGuess:
    """A scale, and what it was guessed from in a sentence; ``is_doubtful`` as of the offset."""

    scale: Scale
    sentence: str
    is_doubtful: bool = False


def decibels(power: NDArray[np.number]) -> NDArray[np.float32]:
    """10 log10 of linear power, float32, as Clay's training data were made; NaN stays NaN."""
    values = np.asarray(power, np.float32)
    positive = np.where(values <= 0, np.float32(SMALLEST_POWER), values)
    return np.asarray(np.float32(10) * np.log10(positive), np.float32)


def scales(sensor: Sensor) -> Mapping[str, Scale]:
    """The scales that a raster of this sensor may have, by name; the sensor's own is first."""
    if sensor.unit == "decibel":
        every = [
            Scale(name="decibel", title="decibels"),
            Scale(name="power", title="linear power", power=1),
            Scale(name="amplitude", title="amplitude, the square root of power", power=2),
        ]
    else:
        every = [Scale(name="count", title="counts, as the sensor's products have them")]
    if sensor.reflectance:
        per_one, zero = 1.0 / sensor.reflectance.scale, sensor.reflectance.offset / sensor.reflectance.scale
        every.append(Scale(name="reflectance", title="reflectance 0-1", factor=per_one, offset=-zero))
        if zero:
            title = "reflectance x 10,000 (Landsat Collection 1, HLS)"
            every.append(Scale(name="reflectance-10000", title=title, factor=per_one / 10_000, offset=-zero))
    if sensor.name.startswith("sentinel-2"):
        title = "counts with the offset of 1,000 (baseline 04.00 and later)"
        every.append(Scale(name="offset-1000", title=title, offset=-OFFSET))
        title = "reflectance 0-1 with that offset, 0.1, still in it"
        every.append(Scale(name="reflectance-offset", title=title, factor=10_000, offset=-OFFSET))
    return {scale.name: scale for scale in every}


def scale_named(name: str, sensor: Sensor) -> Scale:
    """The sensor's scale of this name; raises ParameterError."""
    known = scales(sensor)
    if name not in known:
        raise ParameterError(f"{sensor.title} has no scale {name}.", hint=f"It has {', '.join(known)}.")
    return known[name]


def guess_scale(
    sensor: Sensor,
    sample: NDArray[np.number],
    *,
    dtype: str = "",
    name: str = "",
    tags: Mapping[str, str] | None = None,
    last_day: dt.date | None = None,
    bands: tuple[str, ...] = (),
    cirrus: NDArray[np.number] | None = None,
) -> ScaleGuess:
    """The scale of a sample [bands, pixels] of the sensor's bands (NaN is not valid), by them and what is known beside.

    ``name`` and ``tags`` are the file's, ``last_day`` is the last that it shows, ``bands`` are the sample's names and
    ``cirrus`` [pixels] is Sentinel-2's band 10, where the raster has it.
    """
    values, tags = np.asarray(sample, np.float64), tags or {}
    dark, bright = _range(values)
    if np.isnan(dark):
        return _guess(
            sensor, next(iter(scales(sensor))), "The sample has no valid pixel, so the scale is the sensor's own."
        )
    if sensor.unit == "decibel":
        return _guess_radar(sensor, values, name, tags)
    is_reflectance = bright <= LARGEST_REFLECTANCE and not dtype.startswith(("int", "uint"))
    if sensor.reflectance and bright < SMALLEST_COUNT and not is_reflectance:
        raise _unknown_numbers(
            f"The image's numbers, of {dark:.3g} to {bright:.3g}, are neither counts of {sensor.title} nor reflectance "
            "0-1",
            "Give the original image, not a picture of 8 bits",
        )
    if "offset-1000" in scales(sensor):
        counts = values * 10_000 if is_reflectance else values
        high_air = None if cirrus is None else np.asarray(cirrus, np.float64) * (10_000 if is_reflectance else 1)
        facts = CountsFacts(counts=counts, name=name, tags=tags, last_day=last_day, bands=bands, cirrus=high_air)
        return _guess_sentinel_2(sensor, facts, (dark, bright) if is_reflectance else None)
    if sensor.reflectance and is_reflectance:
        return _guess(sensor, "reflectance", f"Values up to {bright:.2g} are taken for reflectance 0-1.")
    if "reflectance-10000" in scales(sensor) and sensor.name.endswith("-sr"):
        return _guess_landsat(sensor, dark, name, tags)
    return _guess(sensor, "count", f"Values of {dark:.0f} to {bright:.0f} are taken for the sensor's counts.")


def _unknown_numbers(message: str, hint: str) -> ParameterError:
    return ParameterError(f"{message}.", hint=f"{hint}; or say what they are by the scale.")


def _guess(sensor: Sensor, name: str, sentence: str) -> ScaleGuess:
    return ScaleGuess(scale=scales(sensor)[name], sentence=sentence)


def _range(values: NDArray[np.float64]) -> tuple[float, float]:
    """The darkest band's low and the brightest band's high percentile; NaN without a valid pixel."""
    # Zero is what products without a nodata value have beyond their edge.
    bands = [band[np.isfinite(band) & (band != 0)] for band in values.reshape(len(values), -1)]
    filled = [band for band in bands if band.size]
    if not filled:
        return np.nan, np.nan
    dark = min(float(np.percentile(band, DARK_PERCENTILE)) for band in filled)
    return dark, max(float(np.percentile(band, BRIGHT_PERCENTILE)) for band in filled)


def _guess_radar(sensor: Sensor, values: NDArray[np.float64], name: str, tags: Mapping[str, str]) -> ScaleGuess:
    """Decibels, power or amplitude, by the name, else by the values; raises ParameterError for none of them."""
    valid = values[np.isfinite(values)]
    below, middle = float(np.mean(valid < 0)), float(np.median(valid))
    least, most = DECIBELS
    if below > 0.5 and least <= middle <= most:  # noqa: PLR2004 - most
        return _guess(sensor, "decibel", f"{below:.0%} of the values are negative, so they are taken for decibels.")
    if middle < 0 or middle > LARGEST_POWER:
        raise _unknown_numbers(
            f"The radar's numbers, {middle:.4g} in the middle, are neither decibels nor power",
            "Calibrate the image to gamma0 first (radiometric terrain correction)",
        )
    named = _radar_named(" ".join([name, *tags.values()]))
    if named in ("amplitude", "power"):
        return _guess(sensor, named, f"The file names its values as {named}.")
    doubt = "amplitude, its square root, looks much the same: if it is that, say so by the scale (amplitude)"
    return _guess(sensor, "power", f"The values are hardly ever negative, so they are taken for linear power; {doubt}.")


def _radar_named(text: str) -> str | None:
    """The scale that a radar product's name says, or None."""
    if letter := _HYP3.search(text):
        return {"p": "power", "a": "amplitude", "d": "decibel"}[letter[1].lower()]
    return next((scale for scale, word in _RADAR_WORDS.items() if word.search(text)), None)


def _guess_landsat(sensor: Sensor, dark: float, name: str, tags: Mapping[str, str]) -> ScaleGuess:
    """Collection 2's counts, or reflectance x 10,000: by the file's own scale or its product, else by its darkest."""
    if product := next((title for title, pattern in _TIMES_10_000.items() if pattern.search(name)), None):
        return _guess(sensor, "reflectance-10000", f"{product} has reflectance x 10,000.")
    if tags.get("scale") == "0.0001" and float(tags.get("offset", "0")) == 0:
        return _guess(sensor, "reflectance-10000", "The file's own scale is that of reflectance x 10,000.")
    if "scale" not in tags and dark < LANDSAT_ZERO / 2:
        sentence = f"Values from {dark:.0f} are below Collection 2's {LANDSAT_ZERO} of black, so they are taken for"
        return _guess(sensor, "reflectance-10000", f"{sentence} reflectance x 10,000.")
    return _guess(sensor, "count", f"Values from {dark:.0f} are taken for the sensor's counts.")


def _guess_sentinel_2(sensor: Sensor, facts: CountsFacts, reflectance: tuple[float, float] | None) -> ScaleGuess:
    """Counts or ``reflectance`` (its range), with the offset or without."""
    unit = "reflectance" if reflectance else "count"
    if sensor.name == SENTINEL_2_ALL:
        what = "Reflectance 0-1 is" if reflectance else "Counts are"
        sentence = f"{what} taken as in SatCLIP's training: an offset of 1,000 stays in, where there is one."
        return _guess(sensor, unit, sentence)
    has_offset, sentence, is_doubtful = guess_offset(facts)
    if not reflectance:
        scale = scales(sensor)["offset-1000" if has_offset else "count"]
        return ScaleGuess(scale=scale, sentence=sentence, is_doubtful=is_doubtful)
    dark, bright = reflectance
    if has_offset:
        sentence = f"Values of {dark:.2g} to {bright:.2g} are taken for reflectance 0-1 with Sentinel-2's offset of 0.1"
        sentence = f"{sentence} still in it: it is taken off."
    else:
        sentence = f"Values up to {bright:.2g} are taken for reflectance 0-1."
    scale = scales(sensor)["reflectance-offset" if has_offset else "reflectance"]
    return ScaleGuess(scale=scale, sentence=sentence, is_doubtful=is_doubtful)

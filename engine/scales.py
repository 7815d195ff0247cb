"""What a raster's numbers mean: counts, reflectance, power or decibels, and how they become the sensor's unit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .errors import ParameterError
from .sensors import Sensor

SMALLEST_POWER = 1e-10  # what Clay takes for power that is not positive
SENTINEL_2_OFFSET = 1000.0  # added to the counts since processing baseline 04.00
OFFSET_BASELINE = 4.0
# Counts without the offset go below this in the darkest of a scene (water, shadow, forest in blue: 438 at most on
# real chips), counts with it hardly do (879 at least).
DARKEST_WITHOUT_OFFSET = 850.0
LARGEST_REFLECTANCE = 2.5  # snow, cloud and sun glint reach above 1
DARK_PERCENTILE, BRIGHT_PERCENTILE = 1.0, 99.0
LANDSAT_ZERO = 7273  # count of reflectance 0 in Collection 2 Level 2


@dataclass(frozen=True, kw_only=True)
class Scale:
    """How a raster's numbers become the sensor's: number x factor + offset, or the decibels of it."""

    name: str
    title: str
    factor: float = 1.0
    offset: float = 0.0
    is_power: bool = False

    def apply(self, numbers: NDArray[np.number]) -> NDArray[np.float32]:
        """The sensor's numbers, float32; counts may come out below 0 where the land is darker than the offset."""
        if self.is_power:
            return decibels(numbers)
        # In float32 from the start: unsigned counts below the offset would wrap around.
        values = np.asarray(numbers, np.float32)
        if (self.factor, self.offset) == (1.0, 0.0):
            return values
        return values * np.float32(self.factor) + np.float32(self.offset)


@dataclass(frozen=True, kw_only=True)
class ScaleGuess:
    """A scale, and what it was guessed from in a sentence."""

    scale: Scale
    sentence: str


def decibels(power: NDArray[np.number]) -> NDArray[np.float32]:
    """10 log10 of linear power, float32, as Clay's training data were made; NaN stays NaN."""
    values = np.asarray(power, np.float32)
    positive = np.where(values <= 0, np.float32(SMALLEST_POWER), values)
    return np.asarray(np.float32(10) * np.log10(positive), np.float32)


def scales(sensor: Sensor) -> Mapping[str, Scale]:
    """The scales that a raster of this sensor may have, by name; the sensor's own is first."""
    if sensor.unit == "decibel":
        every = [Scale(name="decibel", title="decibels"), Scale(name="power", title="linear power", is_power=True)]
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
        every.append(Scale(name="offset-1000", title=title, offset=-SENTINEL_2_OFFSET))
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
) -> ScaleGuess:
    """The scale of a sample [bands, pixels] of the sensor's bands (NaN is not valid), file name and tags."""
    values = np.asarray(sample, np.float64)
    dark, bright = _range(values)
    if np.isnan(dark):
        return _guess(
            sensor, next(iter(scales(sensor))), "The sample has no valid pixel, so the scale is the sensor's own."
        )
    if sensor.unit == "decibel":
        return _guess_radar(sensor, values)
    if sensor.reflectance and bright <= LARGEST_REFLECTANCE and not dtype.startswith(("int", "uint")):
        return _guess(sensor, "reflectance", f"Values up to {bright:.2g} are taken for reflectance 0-1.")
    if "offset-1000" in scales(sensor):
        return _guess_offset(sensor, dark, product_baseline(name, tags or {}))
    if "reflectance-10000" in scales(sensor) and sensor.name.endswith("-sr") and dark < LANDSAT_ZERO / 2:
        sentence = f"Values from {dark:.0f} are below Collection 2's {LANDSAT_ZERO} of black, so they are taken for"
        return _guess(sensor, "reflectance-10000", f"{sentence} reflectance x 10,000.")
    return _guess(sensor, "count", f"Values of {dark:.0f} to {bright:.0f} are taken for the sensor's counts.")


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


def _guess_radar(sensor: Sensor, values: NDArray[np.float64]) -> ScaleGuess:
    """Decibels of backscatter are negative nearly everywhere, power never is."""
    below = float(np.mean(values[np.isfinite(values)] < 0))
    if below > 0.5:  # noqa: PLR2004 - most
        return _guess(sensor, "decibel", f"{below:.0%} of the values are negative, so they are taken for decibels.")
    return _guess(sensor, "power", "The values are hardly ever negative, so they are taken for linear power.")


def _guess_offset(sensor: Sensor, dark: float, baseline: float | None) -> ScaleGuess:
    """With or without Sentinel-2's offset: the pixels decide, as many services take it out again."""
    has_offset = dark >= DARKEST_WITHOUT_OFFSET
    of_pixels = f"the darkest of the sample is {dark:.0f}"
    if baseline is None:
        verdict = "an offset of 1,000 is taken off" if has_offset else "no offset is taken off"
        return _guess(
            sensor, "offset-1000" if has_offset else "count", f"{verdict[0].upper()}{verdict[1:]}: {of_pixels}."
        )
    if baseline < OFFSET_BASELINE:
        return _guess(sensor, "count", f"Processing baseline {baseline:05.2f} has no offset.")
    if has_offset:
        return _guess(sensor, "offset-1000", f"Processing baseline {baseline:05.2f} has an offset of 1,000: taken off.")
    sentence = f"Processing baseline {baseline:05.2f} has an offset of 1,000, but {of_pixels}: it was taken off before."
    return _guess(sensor, "count", sentence)


def product_baseline(name: str, tags: Mapping[str, str]) -> float | None:
    """Sentinel-2's processing baseline (5.09) from the tags or the product's name, or None."""
    for key, value in tags.items():
        if "baseline" in key.lower() and (number := re.search(r"\d+\.\d+", value)):
            return float(number[0])
    product = re.search(r"_N(\d{2})(\d{2})_", name, re.IGNORECASE)
    return float(f"{product[1]}.{product[2]}") if product else None

"""The scale of a raster's values (counts, reflectance, power, decibels) and the conversion to the sensor's unit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..errors import ParameterError
from ..rasters.products import ADD_OFFSET, OFFSET_BASELINE
from .sensors import Sensor

SMALLEST_POWER = 1e-10  # what Clay takes for power that is not positive
SENTINEL_2_OFFSET = 1000.0  # added to the counts since processing baseline 04.00
# Counts without the offset go below this in the darkest of a scene (water, shadow, forest in blue: 438 at most on
# real chips), counts with it hardly do (879 at least).
DARKEST_WITHOUT_OFFSET = 850.0
LARGEST_REFLECTANCE = 2.5  # snow, cloud and sun glint reach above 1
SMALLEST_COUNT = 256.0  # the bright of no scene are as dark: percent, or a picture of 8 bits
DECIBELS = -60.0, 20.0  # what the middle of a scene's backscatter lies between
LARGEST_POWER = 10.0  # that the middle of a scene reflects
DARK_PERCENTILE, BRIGHT_PERCENTILE = 1.0, 99.0
LANDSAT_ZERO = 7273  # count of reflectance 0 in Collection 2 Level 2


@dataclass(frozen=True, kw_only=True)
class Scale:
    """The conversion to the sensor's unit: value x factor + offset, or the decibels of it."""

    name: str
    title: str
    factor: float = 1.0
    offset: float = 0.0
    is_power: bool = False

    def apply(self, numbers: NDArray[np.number]) -> NDArray[np.float32]:
        """Values in the sensor's unit, float32; counts below 0 occur where the land is darker than the offset."""
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
        title = "reflectance 0-1 with that offset, 0.1, still in it"
        every.append(Scale(name="reflectance-offset", title=title, factor=10_000, offset=-SENTINEL_2_OFFSET))
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
    values, tags = np.asarray(sample, np.float64), tags or {}
    dark, bright = _range(values)
    if np.isnan(dark):
        return _guess(
            sensor, next(iter(scales(sensor))), "The sample has no valid pixel, so the scale is the sensor's own."
        )
    if sensor.unit == "decibel":
        return _guess_radar(sensor, values)
    if sensor.reflectance and bright <= LARGEST_REFLECTANCE and not dtype.startswith(("int", "uint")):
        return _guess_reflectance(sensor, dark, bright)
    if sensor.reflectance and bright < SMALLEST_COUNT:
        raise _unknown_numbers(
            f"The image's numbers, of {dark:.3g} to {bright:.3g}, are neither counts of {sensor.title} nor reflectance "
            "0-1",
            "Give the original image, not a picture of 8 bits",
        )
    if "offset-1000" in scales(sensor):
        return _guess_offset(sensor, dark, name, tags)
    if "reflectance-10000" in scales(sensor) and sensor.name.endswith("-sr") and dark < LANDSAT_ZERO / 2:
        sentence = f"Values from {dark:.0f} are below Collection 2's {LANDSAT_ZERO} of black, so they are taken for"
        return _guess(sensor, "reflectance-10000", f"{sentence} reflectance x 10,000.")
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


def _guess_radar(sensor: Sensor, values: NDArray[np.float64]) -> ScaleGuess:
    """Decibels of backscatter are negative nearly everywhere, power never is; raises ParameterError for neither."""
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
    return _guess(sensor, "power", "The values are hardly ever negative, so they are taken for linear power.")


def _guess_reflectance(sensor: Sensor, dark: float, bright: float) -> ScaleGuess:
    """Reflectance; with Sentinel-2's offset still in it where all of it is bright."""
    if "reflectance-offset" in scales(sensor) and dark >= DARKEST_WITHOUT_OFFSET / 10_000:
        sentence = f"Values of {dark:.2g} to {bright:.2g} are taken for reflectance 0-1 with Sentinel-2's offset of 0.1"
        return _guess(sensor, "reflectance-offset", f"{sentence} still in it: it is taken off.")
    return _guess(sensor, "reflectance", f"Values up to {bright:.2g} are taken for reflectance 0-1.")


def _guess_offset(sensor: Sensor, dark: float, name: str, tags: Mapping[str, str]) -> ScaleGuess:
    """With or without Sentinel-2's offset: a .SAFE says; else the pixels decide, as services take it out again."""
    if ADD_OFFSET in tags:
        return _guess_by_metadata(sensor, tags[ADD_OFFSET])
    if any(key.endswith("boa_offset_applied") and value == "true" for key, value in tags.items()):
        return _guess(sensor, "count", "No offset is taken off: its STAC item says that this was done before.")
    has_offset = dark >= DARKEST_WITHOUT_OFFSET
    of_pixels = f"the darkest of the sample is {dark:.0f}"
    baseline = product_baseline(name, tags)
    if baseline is not None and baseline < OFFSET_BASELINE:
        return _guess(sensor, "count", f"Processing baseline {baseline:05.2f} has no offset.")
    if baseline is None and not _states_offset(tags):
        verdict = "An offset of 1,000 is taken off" if has_offset else "No offset is taken off"
        return _guess(sensor, "offset-1000" if has_offset else "count", f"{verdict}: {of_pixels}.")
    who = f"Processing baseline {baseline:05.2f} has" if baseline is not None else "The file names"
    if has_offset:
        return _guess(sensor, "offset-1000", f"{who} an offset of 1,000: taken off.")
    return _guess(sensor, "count", f"{who} an offset of 1,000, but {of_pixels}: it was taken off before.")


def _guess_by_metadata(sensor: Sensor, offset: str) -> ScaleGuess:
    """The scale from the metadata of a .SAFE; raises ParameterError for an unknown offset."""
    if offset == "0":
        return _guess(sensor, "count", "The product's metadata name no offset.")
    if offset == f"{-SENTINEL_2_OFFSET:.0f}":
        return _guess(sensor, "offset-1000", "The product's metadata name an offset of 1,000: taken off.")
    raise _unknown_numbers(f"The product's metadata name offsets of {offset}", "Landprint knows 0 and -1000")


def _states_offset(tags: Mapping[str, str]) -> bool:
    """Whether the file or its STAC item says that counts become reflectance by the offset of -0.1."""
    try:
        scale, offset = float(tags["scale"]), float(tags["offset"])
    except (KeyError, ValueError):
        return False
    return scale > 0 and abs(offset / scale + SENTINEL_2_OFFSET) < 1


def product_baseline(name: str, tags: Mapping[str, str]) -> float | None:
    """Sentinel-2's processing baseline (5.09) from the tags or the product's name, or None."""
    for key, value in tags.items():
        if "baseline" in key.lower() and (number := re.search(r"\d+\.\d+", value)):
            return float(number[0])
    product = re.search(r"_N(\d{2})(\d{2})_", name, re.IGNORECASE)
    return float(f"{product[1]}.{product[2]}") if product else None

"""Which sensor made a raster: by its product's name, its bands, its pixels' type and size.

Plain values in, plain values out: what is known of a raster is handed in.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from .band_match import BandFacts, BandMatch, Clue, band_names, match_bands
from .sensors import CODE, Sensor, sensors

# Names of bands that a sensor's satellites do not have.
_CANNOT_HAVE = {
    "landsat": {"b8a", "b12", "rededge", "rededge1", "rededge2", "rededge3", "rededge4"},
    "sentinel-2": {"thermal", "panchromatic", "swirtemp"},
}
_CLUES: dict[Clue, str] = {
    "name": "are called as those",
    "wavelength": "have the wavelengths",
    "colour": "have the colours",
}
_SR = re.compile(r"(?<![a-z0-9])SR_B\d", re.IGNORECASE)  # Landsat's way of writing
_PADDED = re.compile(r"(?<![a-z0-9])B(?:0[1-9]|8A)(?![a-z0-9])", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class RasterFacts:
    """The facts that a guess is based on: the raster's file name, bands, tags, dtype and pixel size."""

    name: str
    bands: tuple[BandFacts, ...]
    tags: Mapping[str, str] = field(default_factory=dict)
    dtype: str = ""
    pixel_size: float | None = None  # metres
    largest: float | None = None  # of a sample's values

    @property
    def text(self) -> str:
        """File name and tags, where products name themselves."""
        return " ".join([self.name, *(f"{key}={value}" for key, value in self.tags.items())])


@dataclass(frozen=True, kw_only=True)
class SensorGuess:
    """A sensor, its bands in the raster, and the reason in a sentence."""

    sensor: Sensor
    match: BandMatch
    reason: str


@dataclass(frozen=True, kw_only=True)
class _Product:
    """How a sensor's products name themselves."""

    pattern: re.Pattern[str]
    sensor: str
    what: str
    platform: str = ""
    order: tuple[str, ...] = ()  # of its bands, where it always has the same


def _product(pattern: str, sensor: str, what: str, platform: str = "", order: tuple[str, ...] = ()) -> _Product:
    compiled = re.compile(pattern, re.IGNORECASE)
    return _Product(pattern=compiled, sensor=sensor, what=what, platform=platform, order=order)


_NEW, _OLD = "Landsat 8-9", "Landsat 4-7"
_TOP = "Sentinel-2 Level 1C, the top of the atmosphere; encoders learned from Level 2A, the ground"
_PRODUCTS = (
    _product(r"S2[ABC]_MSIL1C|S2MSI1C", "sentinel-2-l2a", _TOP),
    _product(r"HLS\.S30\.", "sentinel-2-l2a", "HLS of Sentinel-2"),
    _product(r"HLS\.L30\.", "landsat-c2l2-sr", "HLS of Landsat", _NEW),
    # Surface reflectance of Collection 1 is named after the level that it was made from.
    _product(r"L[CO]08_L1\w*_01_\w\w_sr_", "landsat-c2l2-sr", "Landsat 8 Collection 1 surface reflectance", _NEW),
    _product(r"L[TE]0[4-7]_L1\w*_01_\w\w_sr_", "landsat-c2l2-sr", "Landsat 4-7 Collection 1 surface reflectance", _OLD),
    _product(
        r"S2[ABC]_MSIL[12][AC]|SENTINEL-?2|(?<![A-Z0-9])S2[ABC]_\d\d?[A-Z]{3}_\d{8}", "sentinel-2-l2a", "Sentinel-2"
    ),
    _product(r"(?<![A-Z0-9])T\d\d[A-Z]{3}_\d{8}T\d{6}", "sentinel-2-l2a", "Sentinel-2"),
    _product(r"L[CO]0[89]_L2S[PR]", "landsat-c2l2-sr", "Landsat 8-9 Level 2", _NEW),
    _product(r"L[TE]0[4-7]_L2S[PR]", "landsat-c2l2-sr", "Landsat 4-7 Level 2", _OLD),
    _product(r"L[CO]0?[89]_?L1|(?<![A-Z])LC[89]\d{13}", "landsat-c2l1", "Landsat 8-9 Level 1", _NEW),
    _product(r"L[TEM]0?[4-7]_?L1|(?<![A-Z])L[TE][4-7]\d{13}", "landsat-c2l1", "Landsat 4-7 Level 1", _OLD),
    _product(r"AnalyticMS_SR|PSScene|PlanetScope|SuperDove", "planetscope-sr", "PlanetScope"),
    _product(
        r"(?<![A-Z])NAIP(?![A-Z])|(?<![A-Z0-9])m_\d{7}_(?:ne|nw|se|sw)_\d\d_",
        "naip",
        "NAIP",
        order=("red", "green", "blue", "nir"),
    ),
    _product(r"S1[ABC]_(?:IW|EW|SM)_|SENTINEL-?1|(?<![A-Z])RTC(?![A-Z])", "sentinel-1-rtc", "Sentinel-1"),
    _product(r"M[OY]D09[AGQ]|MCD43", "modis", "MODIS"),
    _product(r"(?<![A-Z])LINZ(?![A-Z])", "linz", "LINZ"),
    _product(r"Satellogic|NewSat", "satellogic-MSI-L1D", "Satellogic"),
)


def product_of(facts: RasterFacts) -> tuple[Sensor, str, str] | None:
    """Sensor, platform and the product's title, if the file's name or tags give it away."""
    for product in _PRODUCTS:
        if product.pattern.search(facts.text):
            return sensors()[product.sensor], product.platform, product.what
    return None


def band_order(facts: RasterFacts, sensor: Sensor) -> tuple[str, ...]:
    """The order of the bands of the product that the file names itself as, if it always is the same."""
    orders = (each.order for each in _PRODUCTS if each.sensor == sensor.name and each.pattern.search(facts.text))
    return next(filter(None, orders), ())


def guess_sensor(facts: RasterFacts) -> SensorGuess | None:
    """The sensor that most likely made the raster, or None; a guess always has bands that were matched."""
    product = product_of(facts)
    if product:
        sensor, platform, what = product
        match = match_bands(facts.bands, sensor, platform, band_order(facts, sensor))
        if match.bands and _values_fit(sensor, facts):
            return SensorGuess(sensor=sensor, match=match, reason=f"The file names itself as {what}.")
    guesses = [guess for sensor in sensors().values() if (guess := _guess_by_bands(sensor, facts))]
    return max(guesses, key=lambda guess: _weight(guess, facts), default=None)


def _weight(guess: SensorGuess, facts: RasterFacts) -> tuple[int, bool, float, bool, float, bool]:
    """More matched bands first, then Landsat's "SR_", the nearest pixel size, zeros, a larger share, reflectance.

    Bands that the sensor cannot have count against it.
    """
    count = len(guess.match.bands)
    cannot = next((names for start, names in _CANNOT_HAVE.items() if guess.sensor.name.startswith(start)), set())
    strange = sum(not cannot.isdisjoint(names) for names in band_names(facts.bands, guess.sensor).values())
    misfit = abs(math.log(facts.pixel_size / guess.sensor.gsd)) if facts.pixel_size else 0.0
    # "B02" is Sentinel-2's way of writing, "B2" and "SR_B2" Landsat's.
    padded = any(_PADDED.search(band.description) for band in facts.bands) == guess.sensor.name.startswith("sentinel-2")
    share = count / len(guess.sensor.bands)
    is_landsat_s = guess.sensor.name.startswith("landsat") and any(_SR.search(band.description) for band in facts.bands)
    return count - strange, is_landsat_s, -round(misfit, 1), padded, share, guess.sensor.name.endswith("-sr")


def _guess_by_bands(sensor: Sensor, facts: RasterFacts) -> SensorGuess | None:
    """A guess by the bands' names, if dtype and pixel size are compatible with the sensor.

    Numbers of bands, as B8A, name the sensor whatever the size of the pixels: exports of whole countries are coarse.
    """
    if not _values_fit(sensor, facts):
        return None
    match = match_bands(facts.bands, sensor)
    is_numbered = any(matched.by == "name" and CODE.fullmatch(matched.clue) for matched in match.bands)
    if len(match.bands) < min(3, len(sensor.bands)) or not (_size_fits(sensor, facts) or is_numbered):
        return None
    clues = list(dict.fromkeys(_CLUES[matched.by] for matched in match.bands))
    if len(match.bands) < len(facts.bands):
        whose = f"{len(match.bands)} of its {len(facts.bands)} bands"
    else:
        whose = "Its bands"
    return SensorGuess(sensor=sensor, match=match, reason=f"{whose} {' or '.join(clues)} of {sensor.title}.")


def can_be_of(sensor: Sensor, facts: RasterFacts) -> bool:
    """Whether dtype and pixel size are compatible with the sensor."""
    return _values_fit(sensor, facts) and _size_fits(sensor, facts)


def _values_fit(sensor: Sensor, facts: RasterFacts) -> bool:
    """Whether the dtype can be the sensor's: aerial photographs have 8 bits, other sensors more."""
    eight_bits = facts.dtype in ("uint8", "int8")
    return eight_bits == (sensor.name in ("naip", "linz"))


def _size_fits(sensor: Sensor, facts: RasterFacts) -> bool:
    """Whether a pixel is at most three times larger or smaller than the sensor's."""
    if facts.pixel_size is None:
        return True
    return sensor.gsd / 3 <= facts.pixel_size <= sensor.gsd * 3

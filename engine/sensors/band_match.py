"""Match a raster's bands with a sensor's.

Plain values in, plain values out: what is known of a raster is handed in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ..errors import ParameterError
from .sensors import CODE, MAX_WAVELENGTH, Sensor, SensorBand, band_key, sensors

# How far a band's centre may be from the sensor's: Sentinel-2's 0.842 and 0.865 must stay apart.
WAVELENGTH_TOLERANCE = 0.012  # micrometres, below 1 micrometre
SWIR_TOLERANCE = 0.05  # micrometres, above
# A band this far from the one that its number means is another one: tools number bands from 1, whatever they are.
OTHER_BAND = 0.1  # micrometres
LARGEST_CODE = 36  # MODIS has so many bands; where numbers go beyond, they only count
# Names that no sensor of the table has, but that must not be taken for a shorter one in them ("red edge" is not red).
_OTHER_NAMES = {
    "rededge",
    "cirrus",
    "coastal",
    "coastalaerosol",
    "watervapour",
    "watervapor",
    "thermal",
    "panchromatic",
}
_OTHER_NAMES |= {"rededge4", "nir09", "swirtemp", "redgreen", "nearinfraredwide"}
_WAVELENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(nm|nanomet|um\b|µm|μm|micromet)")
_LONGEST_NAME = 4  # words


def _names_in(text: str, known: set[str]) -> Iterator[str]:
    """The band names in a text, each as long as it can be: "S2_B04_10m" has b4, "Red edge 1" rededge1 and not red."""
    words = [word for word in re.split(r"[^a-z0-9]+", text.lower()) if word]
    start = 0
    while start < len(words):
        for end in range(min(len(words), start + _LONGEST_NAME), start, -1):
            name = band_key("".join(words[start:end]))
            # A second number is none of the code's: a wavelength, a year.
            is_code = CODE.fullmatch(name) and sum(any(map(str.isdigit, word)) for word in words[start:end]) == 1
            if name in known or is_code:
                yield name
                start = end - 1
                break
        start += 1


@dataclass(frozen=True, kw_only=True)
class BandFacts:
    """A raster's metadata of one band; ``number`` counts from 1, wavelength in micrometres or nanometres."""

    number: int
    description: str = ""
    wavelength: float | None = None
    tags: Mapping[str, str] = field(default_factory=dict)
    colour: str = ""  # its colour interpretation

    def texts(self) -> list[str]:
        """The texts that may hold its name, the most reliable first."""
        wanted = (
            "name",
            "bandname",
            "band_name",
            "common_name",
            "eo:common_name",
            "description",
            "title",
            "netcdf_varname",
        )
        tags = {key.lower(): value for key, value in self.tags.items()}
        return [text for text in (self.description, *(tags.get(key, "") for key in wanted)) if text]

    def micrometres(self) -> float | None:
        """Its centre: as given, of its tags, or in its description."""
        if self.wavelength is not None:
            return _micrometres(self.wavelength)
        tags = {key.lower(): value for key, value in self.tags.items()}
        for key in ("central_wavelength_um", "wavelength", "center_wavelength", "central_wavelength", "wavelengths"):
            number = re.match(r"\s*(\d+(?:\.\d+)?)", tags.get(key, ""))
            if number and float(number[1]) > 0:
                return _micrometres(float(number[1]))
        found = _WAVELENGTH.search(self.description.lower())
        if not found:
            return None
        return float(found[1]) / (1000.0 if found[2].startswith("n") else 1.0)


def cirrus_band(bands: Sequence[BandFacts]) -> int | None:
    """The number of Sentinel-2's band 10, which level 1C has, by name; None where there is none."""
    names = {"b10", "cirrus"}
    found = (band.number for band in bands for text in band.texts() if names & set(_names_in(text, names)))
    return next(found, None)


def _micrometres(value: float) -> float:
    return value / 1000.0 if value > MAX_WAVELENGTH else value


Clue = Literal["name", "wavelength", "colour", "product", "choice"]


@dataclass(frozen=True, kw_only=True)
class MatchedBand:
    """A raster's band matched with a sensor's band, and the evidence."""

    number: int
    band: SensorBand
    by: Clue
    clue: str


@dataclass(frozen=True, kw_only=True)
class BandMatch:
    """The raster's bands that are the sensor's, in its order; ``platform`` says whose band numbers were used."""

    sensor: Sensor
    bands: tuple[MatchedBand, ...]
    platform: str = ""

    @property
    def numbers(self) -> list[int]:
        """The matched bands' numbers in the raster."""
        return [matched.number for matched in self.bands]

    @property
    def names(self) -> tuple[str, ...]:
        """The sensor's names of the matched bands."""
        return tuple(matched.band.name for matched in self.bands)

    @property
    def missing(self) -> tuple[str, ...]:
        """The sensor's bands that the raster does not have."""
        return tuple(band.name for band in self.sensor.bands if band.name not in self.names)

    def sentence(self) -> str:
        """The match as a sentence."""
        title, found, total = self.sensor.title, len(self.bands), len(self.sensor.bands)
        clues = list(dict.fromkeys(matched.by for matched in self.bands))
        platform = self.platform if len(self.sensor.codes) > 1 else ""
        if len(clues) == 1 and not platform and not self.missing:
            # Whole sentences, which can be translated.
            return {
                "name": f"{title}: {found} of {total} bands by names.",
                "wavelength": f"{title}: {found} of {total} bands by wavelengths.",
                "colour": f"{title}: {found} of {total} bands by colours.",
                "product": f"{title}: {found} of {total} bands by the product's order.",
                "choice": f"{title}: {found} of {total} bands by your choice.",
            }[clues[0]]
        words = {
            "name": "names",
            "wavelength": "wavelengths",
            "colour": "colours",
            "product": "the product's order",
            "choice": "your choice",
        }
        how = " and ".join(words[clue] for clue in clues)
        numbers = f", numbered as on {platform}" if platform else ""
        missing = f"; without {', '.join(self.missing)}" if self.missing and self.bands else ""
        counts = f"{title}: {found} of {total} bands"
        return f"{counts}{f' by {how}' if how else ''}{numbers}{missing}."


def match_bands(bands: Sequence[BandFacts], sensor: Sensor, platform: str = "", order: Sequence[str] = ()) -> BandMatch:
    """Which of the raster's bands are the sensor's: by name, else by wavelength, else by colour; never by position.

    ``platform`` is one of ``sensor.codes``, where the file says which; else the one whose numbers fit best. ``order``
    are the bands of a product that names itself and always has the same: what its nameless bands are.
    """
    named = band_names(bands, sensor)
    platform = platform if platform in sensor.codes else _best_platform(sensor, named)
    by_name = _sensor_names(sensor, platform)
    found: dict[str, MatchedBand] = {}
    for facts in bands:
        for name in named[facts.number]:
            band = by_name.get(name)
            if band and band.name not in found and not (CODE.fullmatch(name) and _is_other(facts, band, sensor)):
                found[band.name] = MatchedBand(number=facts.number, band=band, by="name", clue=name)
                break
    # A band with a name of its own is not guessed at by its wavelength: "cirrus" that matched no band stays unmatched.
    matched_numbers = {matched.number for matched in found.values()}
    unmatched = [facts for facts in bands if facts.number not in matched_numbers]
    _match_wavelengths([facts for facts in unmatched if all(map(CODE.fullmatch, named[facts.number]))], sensor, found)
    nameless = [facts for facts in bands if not named[facts.number]]
    if not found and len(nameless) == len(bands):
        _match_order(nameless, sensor, order, found)
    if not found:
        _match_colours(nameless, sensor, found)
    used_code = any(matched.clue in sensor.codes.get(platform, ()) for matched in found.values())
    in_order = tuple(found[band.name] for band in sensor.bands if band.name in found)
    return BandMatch(sensor=sensor, bands=in_order, platform=platform if used_code else "")


def band_names(bands: Sequence[BandFacts], sensor: Sensor) -> dict[int, list[str]]:
    """The names that the bands' texts hold, by number: those of any sensor known, and of ``sensor``.

    Of hundreds of bands a number is no sensor's: it only counts.
    """
    every = [band for each in (*sensors().values(), sensor) for band in each.bands]
    known = _OTHER_NAMES | {name for band in every for name in (*band.names, band_key(band.name))}
    named = {band.number: [name for text in band.texts() for name in _names_in(text, known)] for band in bands}
    codes = [code[1] for names in named.values() for code in map(CODE.fullmatch, names) if code]
    if max((int(code.removesuffix("a")) for code in codes), default=0) > LARGEST_CODE:
        return {number: [name for name in names if not CODE.fullmatch(name)] for number, names in named.items()}
    return named


def choose_bands(numbers: Sequence[int], names: Sequence[str], sensor: Sensor) -> BandMatch:
    """The user's match: the raster's band numbers, and the sensor's band of each."""
    if len(numbers) != len(names) or not numbers:
        raise ParameterError(
            f"{len(numbers)} bands of the raster were chosen for {len(names)} of {sensor.title}.",
            hint="Give each chosen band the name of one of the sensor's, in their order.",
        )
    chosen = dict(zip(names, numbers, strict=True))
    for name in chosen:
        sensor.band(name)
    bands = tuple(
        MatchedBand(number=chosen[band.name], band=band, by="choice", clue="")
        for band in sensor.bands
        if band.name in chosen
    )
    return BandMatch(sensor=sensor, bands=bands)


def _best_platform(sensor: Sensor, named: Mapping[int, Sequence[str]]) -> str:
    """The platform with the most matching band numbers; of equals the first, which is the newest."""
    there = {name for names in named.values() for name in names}
    return max(sensor.codes, key=lambda platform: len(there & set(sensor.codes[platform])), default="")


def _sensor_names(sensor: Sensor, platform: str) -> dict[str, SensorBand]:
    """The sensor's bands by each of their names."""
    codes = sensor.codes.get(platform) or ("",) * len(sensor.bands)
    return {
        name: band
        for band, code in zip(sensor.bands, codes, strict=True)
        for name in (*band.names, band_key(band.name), code)
        if name
    }


def _is_other(facts: BandFacts, band: SensorBand, sensor: Sensor) -> bool:
    """Whether a raster's band has the wavelength of another band than the sensor's that its number means."""
    centre = facts.micrometres()
    if centre is None or sensor.unit == "decibel":
        return False
    distance = abs(band.wavelength - centre)
    nearest = min(sensor.bands, key=lambda other: abs(other.wavelength - centre))
    is_nearer = abs(nearest.wavelength - centre) < min(distance, _tolerance(nearest))
    return distance > OTHER_BAND or is_nearer


def _tolerance(band: SensorBand) -> float:
    """Micrometres that a raster's band may be from the sensor's."""
    return WAVELENGTH_TOLERANCE if band.wavelength < 1 else SWIR_TOLERANCE


def _match_order(
    bands: Sequence[BandFacts], sensor: Sensor, order: Sequence[str], found: dict[str, MatchedBand]
) -> None:
    """Add the bands of a product that always has the same, if all of them could be there."""
    by_number = {facts.number: facts for facts in bands}
    if not order or len(order) not in by_number or max(by_number) > len(order):
        return
    for number in by_number:
        name = order[number - 1]
        found[name] = MatchedBand(number=number, band=sensor.band(name), by="product", clue=name)


def _match_wavelengths(bands: Sequence[BandFacts], sensor: Sensor, found: dict[str, MatchedBand]) -> None:
    """Match by wavelength the sensor's bands that are still unmatched, the nearest first."""
    pairs = []
    for facts in bands:
        centre = facts.micrometres()
        if centre is None:
            continue
        for band in sensor.bands:
            distance = abs(band.wavelength - centre)
            if distance <= _tolerance(band):
                pairs.append((distance, facts.number, centre, band))
    taken = set[int]()
    for _, number, centre, band in sorted(pairs, key=lambda pair: pair[:2]):
        if band.name not in found and number not in taken:
            taken.add(number)
            found[band.name] = MatchedBand(number=number, band=band, by="wavelength", clue=f"{centre:g} µm")


def _match_colours(bands: Sequence[BandFacts], sensor: Sensor, found: dict[str, MatchedBand]) -> None:
    """Add red, green and blue by colour interpretation, when all three are there."""
    by_colour = {facts.colour.lower(): facts.number for facts in bands}
    names = dict(zip(("red", "green", "blue"), sensor.rgb, strict=False))
    if len(names) == 3 and set(names) <= set(by_colour):  # noqa: PLR2004 - red, green and blue
        for colour, name in names.items():
            band = sensor.band(name)
            found[name] = MatchedBand(number=by_colour[colour], band=band, by="colour", clue=colour)

"""Sensors: their bands and statistics, which of a raster's bands are which, and which sensor made a raster.

Plain values in, plain values out: what is known of a raster is handed in, and nothing is read here but the table.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from .errors import ParameterError

TABLE = Path(__file__).resolve().parent.parent / "resources" / "sensors.json"
UNITS = ("count", "decibel")
MAX_WAVELENGTH = 100.0  # micrometres; what is larger is in nanometres
# How far a band's centre may be from the sensor's: Sentinel-2's 0.842 and 0.865 must stay apart.
WAVELENGTH_TOLERANCE = 0.012  # micrometres, below 1 micrometre
SWIR_TOLERANCE = 0.05  # micrometres, above


# Sensors


@dataclass(frozen=True, kw_only=True)
class Reflectance:
    """How counts become reflectance: count x scale + offset."""

    scale: float
    offset: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what makes no reflectance of a count."""
        if not (self.scale > 0 and math.isfinite(self.scale) and math.isfinite(self.offset)):
            raise ParameterError(f"Counts do not become reflectance by the scale {self.scale}, offset {self.offset}.")


@dataclass(frozen=True, kw_only=True)
class SensorBand:
    """A band: its centre in micrometres, the training data's mean and std in the sensor's unit, and its names."""

    name: str
    wavelength: float
    mean: float
    std: float
    names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what no band can be."""
        if not 0 < self.wavelength < MAX_WAVELENGTH:
            hint = "Wavelengths are in micrometres: red is 0.665."
            raise ParameterError(f"The band {self.name} has the wavelength {self.wavelength}.", hint=hint)
        if not (self.std > 0 and math.isfinite(self.std) and math.isfinite(self.mean)):
            raise ParameterError(f"The band {self.name} needs a mean and a std above 0, not {self.mean}, {self.std}.")


@dataclass(frozen=True, kw_only=True)
class Sensor:
    """A named set of bands; ``codes`` are its spacecrafts' own numbers for them, in the order of ``bands``."""

    name: str
    title: str
    gsd: float  # metres, the nominal one
    bands: tuple[SensorBand, ...]
    rgb: tuple[str, ...] = ()
    unit: Literal["count", "decibel"] = "count"
    reflectance: Reflectance | None = None
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse a sensor that cannot be used."""
        names = [band.name for band in self.bands]
        if not names or len(set(names)) < len(names):
            raise ParameterError(f"The sensor {self.name} needs bands with different names, got {names}.")
        if not (self.gsd > 0 and math.isfinite(self.gsd)):
            raise ParameterError(f"The sensor {self.name} needs a gsd above 0 metres, not {self.gsd}.")
        if self.unit not in UNITS:
            raise ParameterError(f"The sensor {self.name} has the unit {self.unit!r}.", hint="Choose count or decibel.")
        if unknown := set(self.rgb) - set(names):
            raise ParameterError(
                f"The sensor {self.name} has no bands {', '.join(sorted(unknown))} to show as colours."
            )
        for platform, codes in self.codes.items():
            if len(codes) != len(names):
                raise ParameterError(
                    f"The sensor {self.name} has {len(names)} bands, and {len(codes)} codes of {platform}."
                )

    def band(self, name: str) -> SensorBand:
        """The band of this name; raises ParameterError."""
        for band in self.bands:
            if band.name == name:
                return band
        known = ", ".join(band.name for band in self.bands)
        raise ParameterError(f"{self.title} has no band {name}.", hint=f"Its bands are {known}.")


def sensor_from(value: Mapping[str, Any]) -> Sensor:
    """The sensor of a JSON object as in sensors.json; raises ParameterError that names what is missing or wrong."""
    try:
        bands = tuple(_band_from(band) for band in value["bands"])
        reflectance = value.get("reflectance")
        return Sensor(
            name=str(value["name"]),
            title=str(value.get("title", value["name"])),
            gsd=float(value["gsd"]),
            bands=bands,
            rgb=tuple(value.get("rgb", ())),
            unit=value.get("unit", "count"),
            reflectance=Reflectance(**reflectance) if reflectance else None,
            codes={platform: tuple(codes) for platform, codes in value.get("codes", {}).items()},
        )
    except KeyError as error:
        raise ParameterError(f"The sensor's description has no {error.args[0]}.", hint=_DESCRIPTION_HINT) from error
    except (TypeError, ValueError, AttributeError) as error:
        raise ParameterError(f"The sensor's description does not fit: {error}.", hint=_DESCRIPTION_HINT) from error


_DESCRIPTION_HINT = "It needs name, gsd (metres) and bands, each with name, wavelength (micrometres), mean and std."


def _band_from(value: Mapping[str, Any]) -> SensorBand:
    numbers = {key: float(value[key]) for key in ("wavelength", "mean", "std")}
    name = str(value["name"])
    return SensorBand(name=name, names=tuple(value.get("names", ())) or (_joined(name),), **numbers)


def read_sensor(path: Path) -> Sensor:
    """A user's own sensor from a JSON file; raises ParameterError."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise ParameterError(f"{path.name} cannot be read as JSON: {error}.", hint=_DESCRIPTION_HINT) from error
    return _sensor_of_text(text, path.name)


def _sensor_of_text(text: str, what: str) -> Sensor:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ParameterError(f"{what} cannot be read as JSON: {error}.", hint=_DESCRIPTION_HINT) from error
    return sensor_from(value)


def description(sensor: Sensor) -> str:
    """The JSON that describes a user's own sensor, without spaces; empty for one of Landprint's."""
    if sensors().get(sensor.name) == sensor or sensor.name == SENTINEL_2_ALL:
        return ""
    return json.dumps(asdict(sensor), separators=(",", ":"))


@lru_cache(maxsize=1)
def sensors() -> Mapping[str, Sensor]:
    """The sensors that Clay was described with, by name."""
    table = json.loads(TABLE.read_text(encoding="utf-8"))
    return {value["name"]: sensor_from(value) for value in table["sensors"]}


SENTINEL_2_ALL = "sentinel-2-l2a-all"  # the table has the ten bands that Clay was trained on


def _sentinel_2_all() -> Sensor:
    """Sentinel-2 with all 12 bands of level 2A, in the image encoder's order."""
    ten = sensors()["sentinel-2-l2a"]
    coastal = SensorBand(name="coastal", wavelength=0.443, mean=0, std=1, names=("coastal", "coastalaerosol"))
    vapour = SensorBand(name="nir09", wavelength=0.945, mean=0, std=1, names=("nir09", "watervapour", "watervapor"))
    to_nir08 = next(index for index, band in enumerate(ten.bands) if band.name == "nir08") + 1
    codes = {name: ("b1", *numbers[:to_nir08], "b9", *numbers[to_nir08:]) for name, numbers in ten.codes.items()}
    return Sensor(
        name=SENTINEL_2_ALL,
        title="Sentinel-2 L2A with all bands",
        gsd=ten.gsd,
        bands=(coastal, *ten.bands[:to_nir08], vapour, *ten.bands[to_nir08:]),
        rgb=ten.rgb,
        reflectance=ten.reflectance,
        codes=codes,
    )


def sensor_named(name: str) -> Sensor:
    """The sensor of this name, of the JSON file that it is the path of, or of that JSON; raises ParameterError."""
    if name in sensors():
        return sensors()[name]
    if name == SENTINEL_2_ALL:
        return _sentinel_2_all()
    if name.lower().endswith(".json"):
        return read_sensor(Path(name))
    if name.lstrip().startswith("{"):
        return _sensor_of_text(name, "The sensor's description")
    hint = f"Known are {', '.join(sensors())}, or the path of a JSON file that describes one."
    raise ParameterError(f"There is no sensor {name}.", hint=hint)


# Names


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
_CODE = re.compile(r"(?:sr|toa|boa)?b(?:and)?0*(\d+a?)")
_WAVELENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(nm|nanomet|um\b|µm|μm|micromet)")
_LONGEST_NAME = 4  # words
_PADDED = re.compile(r"(?<![a-z0-9])B(?:0[1-9]|8A)(?![a-z0-9])", re.IGNORECASE)


def _joined(text: str) -> str:
    """Letters and digits in lower case; a band's number without zeros: "SR_B04" is b4."""
    joined = re.sub(r"[^a-z0-9]", "", text.lower())
    code = _CODE.fullmatch(joined)
    return f"b{code[1]}" if code else joined


def _names_in(text: str, known: set[str]) -> Iterator[str]:
    """The band names in a text, each as long as it can be: "S2_B04_10m" has b4, "Red edge 1" rededge1 and not red."""
    words = [word for word in re.split(r"[^a-z0-9]+", text.lower()) if word]
    start = 0
    while start < len(words):
        for end in range(min(len(words), start + _LONGEST_NAME), start, -1):
            name = _joined("".join(words[start:end]))
            if name in known or _CODE.fullmatch(name):
                yield name
                start = end - 1
                break
        start += 1


def _known_names(sensor: Sensor) -> set[str]:
    """Every name of a band, of this sensor and of the others."""
    every = [*sensors().values(), sensor]
    return _OTHER_NAMES | {name for each in every for band in each.bands for name in (*band.names, _joined(band.name))}


# A raster's bands


@dataclass(frozen=True, kw_only=True)
class BandFacts:
    """What a raster says of one of its bands; ``number`` counts from 1, wavelength in micrometres or nanometres."""

    number: int
    description: str = ""
    wavelength: float | None = None
    tags: Mapping[str, str] = field(default_factory=dict)
    colour: str = ""  # its colour interpretation

    def texts(self) -> list[str]:
        """What may hold its name, the surest first."""
        wanted = ("name", "bandname", "band_name", "common_name", "eo:common_name", "description", "title")
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


def _micrometres(value: float) -> float:
    return value / 1000.0 if value > MAX_WAVELENGTH else value


Clue = Literal["name", "wavelength", "colour", "choice"]


@dataclass(frozen=True, kw_only=True)
class MatchedBand:
    """A raster's band that is one of the sensor's, and what says so."""

    number: int
    band: SensorBand
    by: Clue
    clue: str


@dataclass(frozen=True, kw_only=True)
class BandMatch:
    """The raster's bands that are the sensor's, in the sensor's order; ``platform`` says whose numbers were used."""

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
        """What was matched, for people."""
        counts = f"{self.sensor.title}: {len(self.bands)} of {len(self.sensor.bands)} bands"
        clues = {"name": "names", "wavelength": "wavelengths", "colour": "colours", "choice": "your choice"}
        how = " and ".join(dict.fromkeys(clues[matched.by] for matched in self.bands))
        numbers = f", numbered as on {self.platform}" if self.platform and len(self.sensor.codes) > 1 else ""
        missing = f"; without {', '.join(self.missing)}" if self.missing and self.bands else ""
        return f"{counts}{f' by {how}' if how else ''}{numbers}{missing}."


def match_bands(bands: Sequence[BandFacts], sensor: Sensor, platform: str = "") -> BandMatch:
    """Which of the raster's bands are the sensor's: by name, else by wavelength, else by colour; never by position.

    ``platform`` is one of ``sensor.codes``, where the file says which; else the one whose numbers fit best.
    """
    known = _known_names(sensor)
    named = {band.number: [name for text in band.texts() for name in _names_in(text, known)] for band in bands}
    platform = platform if platform in sensor.codes else _best_platform(sensor, named)
    by_name = _sensor_names(sensor, platform)
    found: dict[str, MatchedBand] = {}
    for facts in bands:
        for name in named[facts.number]:
            band = by_name.get(name)
            if band and band.name not in found:
                found[band.name] = MatchedBand(number=facts.number, band=band, by="name", clue=name)
                break
    # A band with a name of its own is not guessed at by its wavelength: "B8A" that found no place stays without one.
    nameless = [facts for facts in bands if not named[facts.number]]
    _match_wavelengths(nameless, sensor, found)
    if not found:
        _match_colours(nameless, sensor, found)
    used_code = any(matched.clue in sensor.codes.get(platform, ()) for matched in found.values())
    in_order = tuple(found[band.name] for band in sensor.bands if band.name in found)
    return BandMatch(sensor=sensor, bands=in_order, platform=platform if used_code else "")


def choose_bands(numbers: Sequence[int], names: Sequence[str], sensor: Sensor) -> BandMatch:
    """The match that a person made: the raster's band numbers, and the sensor's bands that they are."""
    if len(numbers) != len(names) or not numbers:
        raise ParameterError(f"{len(numbers)} bands of the raster were chosen for {len(names)} of {sensor.title}.")
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
    """The platform most of whose numbers are there; the first of equals, which is the newest."""
    there = {name for names in named.values() for name in names}
    return max(sensor.codes, key=lambda platform: len(there & set(sensor.codes[platform])), default="")


def _sensor_names(sensor: Sensor, platform: str) -> dict[str, SensorBand]:
    """The sensor's bands by each of their names."""
    codes = sensor.codes.get(platform) or ("",) * len(sensor.bands)
    return {
        name: band
        for band, code in zip(sensor.bands, codes, strict=True)
        for name in (*band.names, _joined(band.name), code)
        if name
    }


def _match_wavelengths(bands: Sequence[BandFacts], sensor: Sensor, found: dict[str, MatchedBand]) -> None:
    """Add the bands whose centres are near one of the sensor's that has none yet, the nearest first."""
    pairs = []
    for facts in bands:
        centre = facts.micrometres()
        if centre is None:
            continue
        for band in sensor.bands:
            distance = abs(band.wavelength - centre)
            if distance <= (WAVELENGTH_TOLERANCE if band.wavelength < 1 else SWIR_TOLERANCE):
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


# Which sensor


@dataclass(frozen=True, kw_only=True)
class RasterFacts:
    """What is known of a raster: its file's name, bands, tags and pixels' type and size."""

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


def _product(pattern: str, sensor: str, what: str, platform: str = "") -> _Product:
    return _Product(pattern=re.compile(pattern, re.IGNORECASE), sensor=sensor, what=what, platform=platform)


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
    _product(r"(?<![A-Z])NAIP(?![A-Z])|(?<![A-Z0-9])m_\d{7}_(?:ne|nw|se|sw)_\d\d_", "naip", "NAIP"),
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


def guess_sensor(facts: RasterFacts) -> SensorGuess | None:
    """The sensor that most likely made the raster, or None; a guess always has bands that were matched."""
    product = product_of(facts)
    if product:
        sensor, platform, what = product
        match = match_bands(facts.bands, sensor, platform)
        if match.bands and _values_fit(sensor, facts):
            return SensorGuess(sensor=sensor, match=match, reason=f"The file names itself as {what}.")
    guesses = [guess for sensor in sensors().values() if (guess := _guess_by_bands(sensor, facts))]
    return max(guesses, key=lambda guess: _weight(guess, facts), default=None)


def _weight(guess: SensorGuess, facts: RasterFacts) -> tuple[int, float, bool, float, bool]:
    """More matched bands first, then the nearest pixel size, the way of writing, a larger share, then reflectance."""
    count = len(guess.match.bands)
    misfit = abs(math.log(facts.pixel_size / guess.sensor.gsd)) if facts.pixel_size else 0.0
    # "B02" is Sentinel-2's way of writing, "B2" and "SR_B2" Landsat's.
    padded = any(_PADDED.search(band.description) for band in facts.bands) == guess.sensor.name.startswith("sentinel-2")
    share = count / len(guess.sensor.bands)
    return count, -round(misfit, 1), padded, share, guess.sensor.name.endswith("-sr")


def _guess_by_bands(sensor: Sensor, facts: RasterFacts) -> SensorGuess | None:
    """A guess by what the bands are called, if that and the values can be the sensor's."""
    if not can_be_of(sensor, facts):
        return None
    match = match_bands(facts.bands, sensor)
    enough = min(3, len(sensor.bands))
    if len(match.bands) < enough:
        return None
    return SensorGuess(sensor=sensor, match=match, reason=f"Its bands are called as those of {sensor.title}.")


def can_be_of(sensor: Sensor, facts: RasterFacts) -> bool:
    """Whether the type and size of the pixels allow that they are the sensor's."""
    return _values_fit(sensor, facts) and _size_fits(sensor, facts)


def _values_fit(sensor: Sensor, facts: RasterFacts) -> bool:
    """Whether pixels of this type and size can be the sensor's: photographs have 8 bits, other sensors more."""
    eight_bits = facts.dtype in ("uint8", "int8")
    return eight_bits == (sensor.name in ("naip", "linz"))


def _size_fits(sensor: Sensor, facts: RasterFacts) -> bool:
    """Whether a pixel is at most three times larger or smaller than the sensor's."""
    if facts.pixel_size is None:
        return True
    return sensor.gsd / 3 <= facts.pixel_size <= sensor.gsd * 3

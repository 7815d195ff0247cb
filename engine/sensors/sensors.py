"""Sensors: their bands, the statistics that encoders were trained with, and descriptions of a user's own."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from ..errors import ParameterError

TABLE = Path(__file__).resolve().parents[2] / "resources" / "sensors.json"
UNITS = ("count", "decibel")
MAX_WAVELENGTH = 100.0  # micrometres; what is larger is in nanometres
CODE = re.compile(r"(?:sr|toa|boa)?b(?:and)?0*(\d+a?)")  # a band's number, as files write it


@dataclass(frozen=True, kw_only=True)
class Reflectance:
    """How counts become reflectance: count x scale + offset."""

    scale: float
    offset: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what makes no reflectance of a count."""
        if not (self.scale > 0 and math.isfinite(self.scale) and math.isfinite(self.offset)):
            raise ParameterError(
                f"Counts do not become reflectance by the scale {self.scale}, offset {self.offset}.",
                hint=_DESCRIPTION_HINT,
            )


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
            raise ParameterError(
                f"The band {self.name} needs a mean and a std above 0, not {self.mean}, {self.std}.",
                hint=_DESCRIPTION_HINT,
            )


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
            raise ParameterError(
                f"The sensor {self.name} needs bands with different names, got {names}.", hint=_DESCRIPTION_HINT
            )
        if not (self.gsd > 0 and math.isfinite(self.gsd)):
            raise ParameterError(
                f"The sensor {self.name} needs a gsd above 0 metres, not {self.gsd}.", hint=_DESCRIPTION_HINT
            )
        if self.unit not in UNITS:
            raise ParameterError(f"The sensor {self.name} has the unit {self.unit!r}.", hint="Choose count or decibel.")
        if unknown := set(self.rgb) - set(names):
            raise ParameterError(
                f"The sensor {self.name} has no bands {', '.join(sorted(unknown))} to show as colours.",
                hint=f"Its rgb is some of {', '.join(names)}.",
            )
        for platform, codes in self.codes.items():
            if len(codes) != len(names):
                raise ParameterError(
                    f"The sensor {self.name} has {len(names)} bands, and {len(codes)} codes of {platform}.",
                    hint="Give each band a code, in their order.",
                )

    def band(self, name: str) -> SensorBand:
        """The band of this name; raises ParameterError."""
        for band in self.bands:
            if band.name == name:
                return band
        known = ", ".join(band.name for band in self.bands)
        raise ParameterError(f"{self.title} has no band {name}.", hint=f"Its bands are {known}.")


def sensor_from(value: Mapping[str, Any]) -> Sensor:
    """The sensor of a JSON object as in sensors.json; raises ParameterError that names the missing or wrong key."""
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
    return SensorBand(name=name, names=tuple(value.get("names", ())) or (band_key(name),), **numbers)


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
    """The sensors of resources/sensors.json, by name."""
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
    """The sensor of this name, of the JSON file at this path, or of this JSON text; raises ParameterError."""
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


def band_key(text: str) -> str:
    """Letters and digits in lower case; a band's number without zeros: "SR_B04" is b4."""
    letters = re.sub(r"[^a-z0-9]", "", text.lower())
    code = CODE.fullmatch(letters)
    return f"b{code[1]}" if code else letters

"""A user's own sensor: as a person types it, in nanometres, and as the engine's JSON describes it."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...translation import tr

NM = 1000.0  # nanometres of a micrometre, which the JSON has
LONGEST_NM = 100_000.0  # as the engine takes them
UNITS = ("count", "decibel")


@dataclass(frozen=True)
class TypedBand:
    """A band as it is typed; ``wavelength`` in nm."""

    name: str = ""
    wavelength: str = ""
    mean: str = ""
    std: str = ""


@dataclass(frozen=True)
class TypedSensor:
    """A sensor as it is typed; ``scale`` and ``offset`` make reflectance of its counts."""

    name: str = ""
    gsd: str = ""
    unit: str = "count"
    scale: str = ""
    offset: str = ""
    bands: tuple[TypedBand, ...] = ()
    kept: Mapping[str, Any] = field(default_factory=dict)  # the JSON that it was read from, with what is not typed

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> TypedSensor:
        """The sensor of the engine's JSON; what is missing there or of another kind is empty."""
        reflectance = value.get("reflectance")
        reflectance = reflectance if isinstance(reflectance, dict) else {}
        bands = value.get("bands")
        unit = value.get("unit", UNITS[0])
        return cls(
            name=str(value.get("name", "")),
            gsd=_shown(value.get("gsd")),
            unit=unit if unit in UNITS else UNITS[0],
            scale=_shown(reflectance.get("scale")),
            offset=_shown(reflectance.get("offset")),
            bands=tuple(
                TypedBand(
                    name=str(band.get("name", "")),
                    wavelength=_shown(band.get("wavelength"), NM),
                    mean=_shown(band.get("mean")),
                    std=_shown(band.get("std")),
                )
                for band in (bands if isinstance(bands, list) else [])
                if isinstance(band, dict)
            ),
            kept=value,
        )

    def problems(self, taken: Collection[str] = ()) -> dict[str, str]:
        """A sentence for each field that the engine would refuse; ``taken`` are the names of Landprint's sensors."""
        found = {}
        if not re.search(r"\w", self.name):
            found["name"] = tr("Give the sensor a name.")
        elif self.name in taken or self.name.lower().endswith(".json"):
            found["name"] = tr("“{name}” cannot be its name: choose another one.").format(name=self.name)
        if not (_number(self.gsd) or 0) > 0:
            found["gsd"] = tr("Write the side of a pixel in metres, for example 10.")
        if self.unit == UNITS[0]:
            if self.scale and not (_number(self.scale) or 0) > 0:
                found["scale"] = tr("Write a number above 0, for example 0.0001; or nothing.")
            elif not self.scale and self.offset:
                found["scale"] = tr("An offset needs a scale.")
            if self.offset and _number(self.offset) is None:
                found["offset"] = tr("Write a number, for example -0.1; or nothing.")
        if problem := self._problem_of_bands():
            found["bands"] = problem
        return found

    def _problem_of_bands(self) -> str:
        """A sentence on the first band that the engine would refuse; empty for none."""
        if not self.bands:
            return tr("A sensor needs a band.")
        names = [band.name.strip() for band in self.bands]
        for index, (band, name) in enumerate(zip(self.bands, names)):
            wavelength, std = _number(band.wavelength) or 0, _number(band.std) or 0
            checks = {
                tr("give the band a name."): bool(name),
                tr("there is a band {name} already.").format(name=name): name not in names[:index],
                tr("write the wavelength of {name} in nanometres, for example 665.").format(name=name): 0
                < wavelength
                < LONGEST_NM,
                tr("write the mean of {name} in the image's numbers.").format(name=name): _number(band.mean)
                is not None,
                tr("write the standard deviation of {name}, a number above 0.").format(name=name): std > 0,
            }
            for sentence, is_right in checks.items():
                if not is_right:
                    return tr("Row {index}: {sentence}").format(index=index + 1, sentence=sentence)
        return ""

    def value(self) -> dict[str, Any]:
        """The engine's JSON; only where there are no problems."""
        other_bands = self.kept.get("bands")
        other = {str(one.get("name")): one for one in other_bands or () if isinstance(one, dict)}
        bands = [
            {
                **other.get(band.name.strip(), {}),
                "name": band.name.strip(),
                "wavelength": round((_number(band.wavelength) or 0) / NM, 9),
                "mean": _number(band.mean),
                "std": _number(band.std),
            }
            for band in self.bands
        ]
        names = [band["name"] for band in bands]
        kept = {key: one for key, one in self.kept.items() if key not in ("reflectance", "rgb", "codes", "title")}
        name = self.name.strip()
        title = self.kept.get("title") if self.kept.get("name") == name else None
        # Codes are of the bands in their order: those of other bands would be wrong.
        codes = {"codes": self.kept["codes"]} if "codes" in self.kept and names == list(other) else {}
        rgb = self.kept.get("rgb")
        has_rgb = isinstance(rgb, list) and all(name in names for name in rgb)
        reflectance = {"scale": _number(self.scale), "offset": _number(self.offset) or 0.0}
        return {
            **kept,
            "name": name,
            "title": title if isinstance(title, str) and title else name,
            "gsd": _number(self.gsd),
            "unit": self.unit,
            "bands": bands,
            "rgb": rgb if has_rgb else [],
            **codes,
            **({"reflectance": reflectance} if self.scale and self.unit == UNITS[0] else {}),
        }


def read_file(path: str) -> tuple[TypedSensor | None, str]:
    """The sensor in a JSON file, or None and a sentence on what is wrong with the file."""
    name = Path(path).name
    try:
        value = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        return None, tr("{name} cannot be read as JSON: {error}.").format(name=name, error=error)
    if not isinstance(value, dict) or not isinstance(value.get("bands"), list):
        return None, tr("{name} describes no sensor: it has no bands.").format(name=name)
    return TypedSensor.of(value), ""


def write_file(path: str, value: Mapping[str, Any]) -> str:
    """Write the sensor as JSON; a sentence on what went wrong, or nothing."""
    try:
        Path(path).write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as error:
        return tr("{file} cannot be written: {error}.").format(file=Path(path).name, error=error)
    return ""


def _number(text: str) -> float | None:
    """A finite number; None for anything else: a comma may stand for a point or for thousands."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _shown(value: Any, factor: float = 1.0) -> str:
    """A number of the JSON as it is typed; empty for anything else."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
    return f"{value * factor:.10g}" if is_number else ""

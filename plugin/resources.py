"""The sensors and encoders listed in resources/."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from .translation import translated

PLUGIN_ROOT = Path(__file__).absolute().parent.parent  # not resolved: the engine's environment may lie beside a link


SHOWN = ("title", "description", "good_for", "checkpoint_title")  # of an encoder's row
SENTINEL_2, ALL_BANDS = "sentinel-2-l2a", "sentinel-2-l2a-all"  # sensors: ten bands, or all twelve
PICTURE = "picture"  # a sensor that is none: what a web layer shows
AERIAL = "naip"  # whose colours a picture is taken to have


@dataclass(frozen=True)
class KnownSensor:
    """A sensor by the engine's name, with its pixel size in metres and the names of its bands."""

    name: str
    title: str
    gsd: float
    bands: tuple[str, ...]


@lru_cache
def known_sensors() -> dict[str, KnownSensor]:
    """All sensors by name."""
    sensors = (
        KnownSensor(
            one["name"], translated(one["title"]), float(one["gsd"]), tuple(band["name"] for band in one["bands"])
        )
        for one in _read("sensors.json")["sensors"]
    )
    return {sensor.name: sensor for sensor in sensors}


def sensor_description(name: str) -> Row:
    """A sensor of Landprint's as the engine's JSON describes it; empty for another one."""
    return next((dict(one) for one in _read("sensors.json")["sensors"] if one["name"] == name), {})


# An encoder's row, as the engine reads it: title, takes, download_bytes and so on.
Row = dict[str, Any]


@lru_cache
def known_encoders() -> dict[str, Row]:
    """All encoders by name, each with what its family's encoders share."""
    table = _read("encoders.json")
    rows = {name: {**table["families"].get(row["family"], {}), **row} for name, row in table["encoders"].items()}
    for row in rows.values():
        row.update({key: translated(row[key]) for key in SHOWN if key in row})
    return rows


def raster_encoders() -> list[str]:
    """Those of rasters, the smallest download first, then those of whole chips."""
    names = [name for name, row in known_encoders().items() if row["takes"] == "rasters"]
    return [*sorted(names, key=lambda name: known_encoders()[name]["download_bytes"]), *_finest_first("images")]


def chip_encoders() -> list[str]:
    """Those of rasters that can give one embedding for a whole chip."""
    rows = known_encoders()
    return [name for name in raster_encoders() if takes_chips(name) or "chip" in rows[name].get("pools", ())]


def location_encoders() -> list[str]:
    """Those of places, the finest first."""
    return _finest_first("locations")


def _finest_first(takes: str) -> list[str]:
    names = [name for name, row in known_encoders().items() if row["takes"] == takes]
    return sorted(names, key=lambda name: ("vit16" not in name, "l40" not in name, name))


def takes_chips(encoder: str) -> bool:
    """Whether it takes whole chips only, of a size of its own."""
    return bool(known_encoders()[encoder]["takes"] == "images")


def knows_sensors(encoder: str) -> bool:
    """Whether it needs the image's sensor."""
    return bool(known_encoders()[encoder].get("knows_sensors"))


def takes_sensor(encoder: str, sensor: str) -> bool:
    """Whether it takes images of this sensor."""
    sensors = known_encoders().get(encoder, {}).get("sensors")
    return sensors is None or sensor in sensors


def takes_pictures(encoder: str) -> bool:
    """Whether it takes colours that nobody measured: it is not bound to the numbers of certain sensors."""
    row = known_encoders().get(encoder, {})
    return row.get("takes") == "rasters" and "sensors" not in row


def picture_sensor(metres: float | None) -> str:
    """The description of a picture with pixels of this size: colours as aerial photographs have them, in JSON."""
    photograph = next(one for one in _read("sensors.json")["sensors"] if one["name"] == AERIAL)
    colours = [band for band in photograph["bands"] if band["name"] in photograph["rgb"]]
    described = {"name": PICTURE, "title": "Picture", "gsd": metres or photograph["gsd"], "rgb": photograph["rgb"]}
    return json.dumps({**described, "bands": colours})


def takes_option(encoder: str, option: str) -> bool:
    """Whether a parameter that most encoders have no use for means something to it."""
    return option in known_encoders().get(encoder, {}).get("options", ())


def recommended_encoders(sensor: str) -> list[str]:
    """The encoders that learned from images of this sensor and are worth naming."""
    return [name for name in raster_encoders() if sensor in known_encoders()[name].get("recommended_for", ())]


def recipe_names() -> list[str]:
    """The recipes of all encoders of rasters."""
    rows = [row for row in known_encoders().values() if row["takes"] == "rasters"]
    return list(dict.fromkeys(recipe["name"] for row in rows for recipe in row["recipes"]))


@lru_cache
def checkpoints() -> dict[str, dict[str, Row]]:
    """The published files of weights by the encoder that each is of, with the rows of its parts by name."""
    found: dict[str, dict[str, Row]] = {}
    for name, row in known_encoders().items():
        if "file" in row:
            found.setdefault(row.get("checkpoint", name), {})[row["part"]] = row
    return found


def checkpoint_title(parts: dict[str, Row]) -> str:
    """The display name of a file of weights."""
    row = next(iter(parts.values()))
    return str(row.get("checkpoint_title", row["title"]))


def weights_table() -> str:
    """Sizes, licences and sources of the weights, in a sentence each."""
    return " ".join(_weights(parts) for parts in checkpoints().values())


def _weights(parts: dict[str, Row]) -> str:
    sizes = ", ".join(f"{name} {row['download_bytes'] / 1e6:,.0f} MB" for name, row in parts.items())
    row = next(iter(parts.values()))
    return f"{checkpoint_title(parts)}: {sizes}; {row['licence']}, {row['repo']}."


def _read(name: str) -> Any:
    return json.loads((PLUGIN_ROOT / "resources" / name).read_text("utf-8"))


@lru_cache
def plugin_version() -> str:
    """The version that metadata.txt states."""
    lines = (PLUGIN_ROOT / "metadata.txt").read_text("utf-8").splitlines()
    return next((line.partition("=")[2].strip() for line in lines if line.startswith("version=")), "unknown")

"""The sensors that Landprint knows, as the resources list them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache

from .settings import PLUGIN_ROOT


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
    table = json.loads((PLUGIN_ROOT / "resources" / "sensors.json").read_text("utf-8"))["sensors"]
    sensors = (
        KnownSensor(one["name"], one["title"], float(one["gsd"]), tuple(band["name"] for band in one["bands"]))
        for one in table
    )
    return {sensor.name: sensor for sensor in sensors}

"""What the resources say there is: sensors, and encoders with weights to fetch."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from ..settings import PLUGIN_ROOT

IMAGE_SUFFIX = "-image"  # as the engine names them
RESOURCES = PLUGIN_ROOT / "resources"


@lru_cache
def sensor_names() -> list[str]:
    """The sensors that Landprint knows, by the engine's names."""
    return [str(sensor["name"]) for sensor in _read("sensors.json")["sensors"]]


@lru_cache
def published() -> dict[str, dict[str, Any]]:
    """The encoders with weights to fetch, by the engine's names."""
    entries: dict[str, dict[str, Any]] = _read("checkpoints.json")
    return entries


def location_encoders() -> list[str]:
    """The encoders of places, the finest first."""
    names = [name for name, entry in published().items() if entry["family"] == "satclip"]
    return sorted(names, key=lambda name: ("vit16" not in name, "l40" not in name, name))


def image_encoders() -> list[str]:
    """The encoders of whole chips that belong to those of places."""
    return [f"{name}{IMAGE_SUFFIX}" for name in location_encoders()]


def weights_table() -> str:
    """Sizes, licences and sources of the weights, in a sentence each."""
    return " ".join(_weights(entry) for entry in published().values())


def _weights(entry: dict[str, Any]) -> str:
    sizes = ", ".join(f"{name} {part['download_bytes'] / 1e6:,.0f} MB" for name, part in entry["parts"].items())
    return f"{entry['title']}: {sizes}; {entry['licence']}, {entry['repo']}."


def _read(name: str) -> Any:
    return json.loads((RESOURCES / name).read_text("utf-8"))

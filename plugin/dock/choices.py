"""The user's choices in the dock's sections, as plain values."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum
from typing import Any

from ..translation import format_number, tr, translated


class Area(Enum):
    """Which part of the layer to embed."""

    VISIBLE = "visible"
    WHOLE = "whole"
    DRAWN = "drawn"


class Fineness(Enum):
    """How fine the result is."""

    QUICK = "quick"
    AUTO = "auto"  # the finest that its time allows
    FINE = "fine"


class InputKind(Enum):
    """The kind of input that is chosen in the layer box."""

    IMAGE = "image"
    POINTS = "points"
    EARTH = "earth"  # any place on it, without a layer


@dataclass(frozen=True)
class Recipe:
    """One way to lay the chips."""

    name: str
    title: str


@dataclass(frozen=True)
class Encoder:
    """An encoder as the engine describes it; ``dim`` is None when it depends on the settings."""

    name: str
    title: str
    dim: int | None
    description: str
    licence: str
    source_url: str
    patch: int
    least_patch: int
    largest_patch: int
    download_bytes: int
    ready: bool
    takes: str = "rasters"  # or "locations"; or "images", whole chips with all bands of Sentinel-2
    knows_sensors: bool = False
    pools: tuple[str, ...] = ("patch",)
    recipes: tuple[Recipe, ...] = ()

    @classmethod
    def of(cls, value: dict[str, Any]) -> Encoder:
        """The encoder from the engine's description of it."""
        patch = value["patch"]
        return cls(
            name=value["name"],
            title=translated(value["title"]),
            dim=value["dim"],
            description=translated(value["description"]),
            licence=value["licence"],
            source_url=value["source_url"],
            patch=patch["default"],
            least_patch=patch["minimum"],
            largest_patch=patch["maximum"],
            download_bytes=value["download_bytes"],
            ready=value["ready"],
            takes=value["takes"],
            knows_sensors=value.get("knows_sensors", False),
            pools=tuple(value.get("pools", ("patch",))),
            recipes=tuple(Recipe(one["name"], translated(one["title"])) for one in value["recipes"]),
        )

    @property
    def is_here(self) -> bool:
        """Whether it can be used without a download."""
        return self.ready or self.download_bytes == 0

    @property
    def embeds_chips(self) -> bool:
        """Whether it can give one embedding for a whole chip."""
        return "chip" in self.pools or self.takes == "images"


@dataclass(frozen=True)
class SensorBand:
    """A band of the raster (from 1) and its name in the sensor."""

    number: int
    name: str


@dataclass(frozen=True)
class SensorChoice:
    """The user's correction of a layer's sensor and bands; one of the user's own is its JSON."""

    sensor: str
    bands: tuple[SensorBand, ...]

    @property
    def own(self) -> dict[str, Any] | None:
        """The user's own sensor in the engine's JSON; None for one of Landprint's."""
        return json.loads(self.sensor) if self.sensor.startswith("{") else None

    @property
    def name(self) -> str:
        """The sensor's name."""
        return str(self.own["name"]) if self.own is not None else self.sensor

    @property
    def text(self) -> str:
        """The choice as it is kept with a layer."""
        return json.dumps({"sensor": self.sensor, "bands": [[band.number, band.name] for band in self.bands]})

    @classmethod
    def of(cls, text: str) -> SensorChoice | None:
        """The choice that was kept as this text; None for anything else."""
        try:
            value = json.loads(text)
            choice = cls(str(value["sensor"]), tuple(SensorBand(int(one[0]), str(one[1])) for one in value["bands"]))
            is_whole = choice.own is None or all(choice.own[key] for key in ("name", "gsd", "bands"))
        except (ValueError, TypeError, KeyError, IndexError):
            return None
        return choice if is_whole else None


@dataclass(frozen=True)
class Recognition:
    """The sensor, bands, scale and date that the engine recognised; ``scales`` and ``sensors`` are (name, title)."""

    sensor: str
    title: str
    bands: tuple[SensorBand, ...]
    sensor_bands: tuple[str, ...]
    scale: str
    scales: tuple[tuple[str, str], ...]
    date: str | None
    sensors: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    clouds: str = ""  # the file that tells of the scene's clouds, empty for none

    @classmethod
    def of(cls, value: dict[str, Any]) -> Recognition:
        """The recognition from the engine's answer."""
        return cls(
            sensor=value["sensor"],
            title=translated(value["title"]),
            bands=tuple(SensorBand(one["number"], one["name"]) for one in value["bands"]),
            sensor_bands=tuple(value["sensor_bands"]),
            scale=value["scale"],
            scales=tuple((one["name"], translated(one["title"])) for one in value["scales"]),
            date=value["date"],
            sensors=tuple((one["name"], translated(one["title"])) for one in value["sensors"]),
            notes=tuple(value["notes"]),
            clouds=value.get("clouds") or "",
        )

    @property
    def scale_title(self) -> str:
        """The scale in words."""
        return dict(self.scales).get(self.scale, self.scale)

    @property
    def line(self) -> str:
        """The sensor and its bands in a line."""
        return tr("{title} · {bands} of {sensor_bands} bands").format(
            title=self.title, bands=format_number(len(self.bands)), sensor_bands=format_number(len(self.sensor_bands))
        )

    @property
    def short_line(self) -> str:
        """A shorter line for a narrow dock."""
        return tr("{title} · {bands} of {sensor_bands}").format(
            title=self.title, bands=format_number(len(self.bands)), sensor_bands=format_number(len(self.sensor_bands))
        )


@dataclass(frozen=True)
class PickedPlace:
    """A picked place in the CRS of the embedding layer; a negative one is an example of what is not searched.

    ``area`` is the WKT of an example that is more than a point, of which x and y are then one.
    """

    x: float
    y: float
    positive: bool = True
    area: str = ""

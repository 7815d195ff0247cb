"""What the dock's sections tell of what the person chose, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any


class Area(Enum):
    """Which part of the layer to embed."""

    VISIBLE = "visible"
    WHOLE = "whole"
    DRAWN = "drawn"


@dataclass(frozen=True)
class Band:
    """One band of a raster layer as the dock lists it; ``number`` counts from 1."""

    number: int
    name: str


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

    @classmethod
    def of(cls, value: dict[str, Any]) -> Encoder:
        """The encoder from the engine's description of it."""
        patch = value["patch"]
        return cls(
            name=value["name"],
            title=value["title"],
            dim=value["dim"],
            description=value["description"],
            licence=value["licence"],
            source_url=value["source_url"],
            patch=patch["default"],
            least_patch=patch["minimum"],
            largest_patch=patch["maximum"],
            download_bytes=value["download_bytes"],
            ready=value["ready"],
        )


@dataclass(frozen=True)
class Settings:
    """What *More* holds; ``output`` is empty for a temporary file."""

    patch: int
    filters: int
    dtype: str
    seed: int
    output: str


@dataclass(frozen=True)
class Place:
    """A picked place in map coordinates of the raster; a negative one is to be unlike."""

    x: float
    y: float
    positive: bool = True

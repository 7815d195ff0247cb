"""Read the STAC item beside a raster: product, date and bands.

STAC 1.0 lists bands as ``eo:bands`` of an asset, 1.1 as ``bands``; both in the order of the asset's file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MOST_FILES = 50  # of a folder that are looked into
MAX_BYTES = 5_000_000
# Of an item's properties: what tells the product, the day and the counts.
PROPERTIES = (
    *("constellation", "platform", "datetime", "start_datetime", "end_datetime"),
    *("s2:processing_baseline", "sentinel:processing_baseline"),
    *("earthsearch:boa_offset_applied", "sentinel:boa_offset_applied"),
)


@dataclass(frozen=True, kw_only=True)
class StacFacts:
    """Tags as a file could have them itself, of the whole and of each band."""

    tags: Mapping[str, str] = field(default_factory=dict)
    bands: tuple[Mapping[str, str], ...] = ()


def stac_facts(path: str) -> StacFacts:
    """The facts of the item that has this file among its assets; empty if there is none."""
    file = Path(path)
    if path.startswith("/vsi") or not file.is_file():
        return StacFacts()
    for item in _items_near(file):
        for asset in _listed(item["assets"]):
            # By its name alone: an address is another one after a download.
            if isinstance(asset, dict) and _name(asset.get("href")) == file.name:
                return StacFacts(tags=_tags(item), bands=tuple(_bands(asset)))
    return StacFacts()


def _items_near(file: Path) -> Iterator[dict[str, Any]]:
    """The STAC items in the file's folder, the one named like the file first."""
    others = (other for other in sorted(file.parent.glob("*.json")) if other.stem != file.stem)
    for path in [file.with_suffix(".json"), *others][:MOST_FILES]:
        try:
            if path.stat().st_size > MAX_BYTES:
                continue
            item = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):  # not every JSON file is one
            continue
        if isinstance(item, dict) and "stac_version" in item and isinstance(item.get("assets"), dict):
            yield item


def _tags(item: dict[str, Any]) -> dict[str, str]:
    properties = item.get("properties")
    properties = properties if isinstance(properties, dict) else {}
    named = {"stac:id": item.get("id"), "stac:collection": item.get("collection")}
    said = {**named, **{key: properties.get(key) for key in PROPERTIES}}
    return {key: _text(value) for key, value in said.items() if value not in (None, "")}


def _bands(asset: dict[str, Any]) -> Iterator[dict[str, str]]:
    """The tags of each band; in STAC 1.1 the asset's fields hold for all its bands."""
    listed = _listed(asset.get("bands")) or _listed(asset.get("eo:bands"))
    scaled = _listed(asset.get("raster:bands"))
    for index, band in enumerate(listed):
        said = {**(scaled[index] if len(scaled) == len(listed) and isinstance(scaled[index], dict) else {})}
        said |= {key.split(":")[-1]: value for key, value in asset.items() if key.startswith(("eo:", "raster:"))}
        said |= {key.split(":")[-1]: value for key, value in band.items()} if isinstance(band, dict) else {}
        wanted = ("name", "common_name", "center_wavelength", "scale", "offset")
        yield {key: _text(said[key]) for key in wanted if isinstance(said.get(key), (str, int, float))}


def _listed(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _name(href: Any) -> str:
    return href.split("?")[0].replace("\\", "/").rsplit("/", 1)[-1] if isinstance(href, str) else ""


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)

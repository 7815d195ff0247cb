"""What a STAC item says of a raster, which is one of its assets or lies beside it: product, date and bands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..scenes.stac_item import MAX_BYTES, asset_bands, is_item, listed

MOST_FILES = 50  # of a folder that are looked into
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


def facts_of(item: Mapping[str, Any], asset: Mapping[str, Any]) -> StacFacts:
    """The facts of one of an item's assets."""
    return StacFacts(tags=_tags(item), bands=tuple(_bands(asset)))


def stac_facts(path: str) -> StacFacts:
    """The facts of the item beside a file that has it among its assets; empty if there is none."""
    file = Path(path)
    if path.startswith("/vsi") or not file.is_file():
        return StacFacts()
    for item in _items_near(file):
        for asset in listed(item["assets"]):
            # By its name alone: an address is another one after a download.
            if isinstance(asset, dict) and _name(asset.get("href")) == file.name:
                return facts_of(item, asset)
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
        if is_item(item):
            yield item


def _tags(item: Mapping[str, Any]) -> dict[str, str]:
    properties = item.get("properties")
    properties = properties if isinstance(properties, dict) else {}
    named = {"stac:id": item.get("id"), "stac:collection": item.get("collection")}
    said = {**named, **{key: properties.get(key) for key in PROPERTIES}}
    version = str(properties.get("processing:version"))  # of Sentinel-2, its baseline
    if "sentinel-2" in f"{said['constellation']} {said['platform']}".lower() and re.fullmatch(r"\d\d\.\d\d", version):
        said.setdefault("processing_baseline", version)
    return {key: _text(value) for key, value in said.items() if value not in (None, "")}


def _bands(asset: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """The tags of each band."""
    for said in asset_bands(asset):
        wanted = ("name", "common_name", "center_wavelength", "scale", "offset")
        yield {key: _text(said[key]) for key in wanted if isinstance(said.get(key), (str, int, float))}


def _name(href: Any) -> str:
    return href.split("?")[0].replace("\\", "/").rsplit("/", 1)[-1] if isinstance(href, str) else ""


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)

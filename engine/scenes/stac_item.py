"""STAC items: which of an item's assets are its bands, where they lie, and what the item says of each.

STAC 1.0 describes the bands of an asset's file by ``eo:bands`` and ``raster:bands``, 1.1 by ``bands``, all in the
file's order. An item that a person gave may name files on this computer, and addresses; one on the network names
addresses only.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from ..errors import SourceError
from ..remote.addresses import address_of, as_address, names_of
from .products import CLOUDS

MAX_BYTES = 5_000_000
IS_JSON = re.compile(r"\.(?:geo)?json$", re.IGNORECASE)
IS_ITEM = re.compile(r"\.(?:geo)?json$|/items/[^/]+$", re.IGNORECASE)  # of an address
IS_RASTER = re.compile(r"\.(?:tiff?|jp2)$", re.IGNORECASE)
RASTER_TYPE = re.compile(r"image/(?:tiff|vnd\.stac\.geotiff|jp2)|application/x-geotiff", re.IGNORECASE)
PICTURES = {"thumbnail", "overview", "visual", "preview", "rendered_preview", "metadata"}  # roles, and names of assets
MOST_NAMED = 6  # assets that a sentence names
NO_BANDS = "Choose the files of its bands themselves; several can be given together."


@dataclass(frozen=True)
class StacScene:
    """An item's bands: ``files`` with the ``assets`` that they are of; ``clouds`` is its classification, if any."""

    item: Mapping[str, Any]
    title: str
    files: tuple[str, ...]
    assets: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # by file
    clouds: str | None = None
    note: str = ""


def stac_scene(path: str) -> StacScene | None:
    """The scene of a STAC item in a file or at an address by its name; None for any other; raises SourceError."""
    if address_of(path):
        if not IS_ITEM.search(urlsplit(path).path):
            return None
        from ..remote.ranges import read_whole  # here, because the HTTP library loads slowly

        content = read_whole(path, MAX_BYTES)
    elif IS_JSON.search(path) and Path(path).is_file() and Path(path).stat().st_size <= MAX_BYTES:
        content = Path(path).read_bytes()
    else:
        return None
    try:
        item = json.loads(content)
    except (ValueError, RecursionError):
        item = None
    if isinstance(item, dict) and isinstance(found := item.get("features"), list) and len(found) == 1:
        item = found[0]  # a search that found one
    if is_item(item):
        return _scene(item, path)
    if address_of(path):
        raise SourceError(f"{Path(path).name} is no STAC item.", hint="Choose an item, or the address of a GeoTIFF.")
    return None


def is_item(item: Any) -> bool:
    """Whether JSON is a STAC item."""
    return isinstance(item, dict) and "stac_version" in item and isinstance(item.get("assets"), dict)


def asset_bands(asset: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What an asset says of each band of its file, without prefixes; in STAC 1.1 its own fields hold for all."""
    scaled = listed(asset.get("raster:bands"))
    bands = listed(asset.get("bands")) or listed(asset.get("eo:bands")) or scaled
    own = {key.split(":")[-1]: value for key, value in asset.items() if key.startswith(("eo:", "raster:"))}
    own |= {key: asset[key] for key in ("nodata",) if key in asset}
    found = []
    for index, band in enumerate(bands):
        said = {**(scaled[index] if len(scaled) == len(bands) and isinstance(scaled[index], dict) else {}), **own}
        said |= {key.split(":")[-1]: value for key, value in band.items()} if isinstance(band, dict) else {}
        found.append(said)
    return found


def nodata_of(asset: Mapping[str, Any], number: int) -> float | None:
    """The value that an asset says stands for none in a band (``number`` from 1)."""
    bands = asset_bands(asset)
    said = bands[number - 1].get("nodata") if number <= len(bands) else asset.get("nodata")
    try:
        return None if said is None or isinstance(said, bool) else float(said)
    except (TypeError, ValueError):
        return None


def listed(value: Any) -> list[Any]:
    """The values of a list or an object; of anything else, none."""
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _scene(item: dict[str, Any], path: str) -> StacScene:
    """The item's bands; raises SourceError."""
    title = str(item.get("id") or Path(path).name)[:120]
    rasters = {key: asset for key, asset in item["assets"].items() if _is_raster(asset)}
    chosen = _chosen(rasters)
    if not chosen:
        names = ", ".join(list(item["assets"])[:MOST_NAMED])
        raise SourceError(f"The STAC item {title} has no assets that are bands: {names}.", hint=NO_BANDS)
    clouds = next((key for key in _sorted(rasters) if CLOUDS.search(_leaf(rasters[key]["href"]))), None)
    wanted = [*chosen, *([clouds] if clouds else [])]
    files = dict(zip(wanted, _files([_hrefs(rasters[key]) for key in wanted], path, title)))
    hosts = sorted({str(urlsplit(files[key]).hostname) for key in chosen if address_of(files[key])})
    where = f", read from {' and '.join(hosts)}" if hosts else ""
    return StacScene(
        item=item,
        title=title,
        files=tuple(files[key] for key in chosen),
        assets={files[key]: rasters[key] for key in wanted},
        clouds=files[clouds] if clouds else None,
        note=f"Bands of the STAC item {title}: {', '.join(chosen)}{where}.",
    )


def _is_raster(asset: Any) -> bool:
    """Whether an asset is a GeoTIFF or JPEG 2000."""
    if not isinstance(asset, dict) or not isinstance(asset.get("href"), str):
        return False
    kind = asset.get("type")
    return bool(RASTER_TYPE.match(kind) if isinstance(kind, str) else IS_RASTER.search(_leaf(asset["href"])))


def _chosen(rasters: dict[str, dict[str, Any]]) -> list[str]:
    """The assets that are bands, in the item's order: of the same band a GeoTIFF, and the finest."""
    data = {
        key: asset
        for key, asset in rasters.items()
        if key not in PICTURES and PICTURES.isdisjoint(map(str, listed(asset.get("roles"))))
    }
    named = {key: names for key, asset in data.items() if (names := tuple(_names(asset)))}
    if not named:  # radar says what it has by the assets' own names
        return [key for key in data if "data" in listed(data[key].get("roles")) or len(data) == 1]
    best = dict[tuple[str, ...], str]()
    for key in _sorted({key: data[key] for key in named}):
        best.setdefault(named[key], key)
    single = {names[0] for names in best if len(names) == 1}
    # A picture of bands that are there by themselves, too.
    kept = {key for names, key in best.items() if len(names) == 1 or not single.issuperset(names)}
    return [key for key in rasters if key in kept]


def _names(asset: Mapping[str, Any]) -> Iterator[str]:
    for band in asset_bands(asset):
        name = band.get("name") or band.get("common_name")
        if isinstance(name, str) and (listed(asset.get("eo:bands")) or listed(asset.get("bands"))):
            yield name


def _sorted(rasters: dict[str, dict[str, Any]]) -> list[str]:
    return sorted(rasters, key=lambda key: (_leaf(rasters[key]["href"]).lower().endswith("jp2"), _gsd(rasters[key])))


def _gsd(asset: Mapping[str, Any]) -> float:
    """Metres a pixel, as far as an asset says."""
    bands = asset_bands(asset)
    transform = listed(asset.get("proj:transform"))
    first = bands[0] if bands else {}
    said = [asset.get("gsd"), first.get("gsd"), first.get("spatial_resolution"), *transform[:1]]
    return next((abs(value) for value in said if isinstance(value, (int, float)) and value), math.inf)


def _hrefs(asset: Mapping[str, Any]) -> list[str]:
    """Where an asset lies: its own address, and those of the extension for alternate assets."""
    others = (other.get("href") for other in listed(asset.get("alternate")) if isinstance(other, dict))
    return [asset["href"], *(href for href in others if isinstance(href, str))]


def _files(places: list[list[str]], item: str, title: str) -> list[str]:
    """The paths and the addresses' names of assets by their hrefs; raises SourceError for what is neither."""
    base = address_of(item)
    found = []
    for own, *others in places:
        # Stores of services are named first by some catalogues, and their https beside it.
        is_store = re.match(r"(?!https?:|file:)[a-z][a-z0-9+.-]+://", own, re.IGNORECASE)
        href = next((other for other in others if is_store and other.startswith("https://")), own)
        target = urljoin(base, href) if base else href
        address = None if target.startswith("/") else as_address(target)  # GDAL's way of writing is not a person's here
        if base and (address is None or (base.startswith("https:") and not address.startswith("https:"))):
            raise _cannot_read(href, title)
        found.append(address or _local(href, Path(item).absolute().parent, title))
    names = iter(names_of([file for file in found if as_address(file)]))
    return [next(names) if as_address(file) else file for file in found]


def _local(href: str, folder: Path, title: str) -> str:
    """A file that a local item names, relative to it or absolute; raises SourceError for GDAL's names and addresses."""
    if href.startswith("file://"):
        href = unquote(urlsplit(href).path)
    elif re.match(r"/vsi|[A-Za-z0-9_+.-]{2,}:|<", href):
        raise _cannot_read(href, title)
    file = folder / href
    if not IS_RASTER.search(file.name):  # a VRT would name others
        raise _cannot_read(href, title)
    return str(file)


def _cannot_read(href: str, title: str) -> SourceError:
    kind = href.partition("://")[0] if "://" in href else _leaf(href)
    return SourceError(
        f"The STAC item {title} names its bands by {kind[:40]}, which is not read.",
        hint="It needs assets with https addresses, or GeoTIFF or JPEG 2000 files beside it.",
    )


def _leaf(href: str) -> str:
    """The file's name in an address or a path."""
    return PurePosixPath(unquote(urlsplit(href).path).replace("\\", "/")).name

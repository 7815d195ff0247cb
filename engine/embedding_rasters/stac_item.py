"""The STAC item of an embedding raster, by which other tools know whose embeddings it holds.

STAC 1.1.0 with the extensions Embedding 0.0.1 (github.com/geo-embeddings/embeddings-stac-specification, a proposal,
whose own schema still names STAC 1.0.0), Projection 2.0.0, Raster 2.0.0 and Processing 1.2.0.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from rasterio.crs import CRS

from .. import VERSION
from ..errors import OutputError, ParameterError, UserError
from ..files import disk_errors, read_json, write_json
from ..rasters.geotiff import TAG_PREFIX
from ..rasters.grid import Grid, reproject_array
from ..rasters.raster import Raster
from ..sensors.dates import guess_date
from ..sensors.stac import stac_facts
from ..weights.registry import rows
from .kinds import OWN_KIND

EXTENSIONS = [
    "https://stac-extensions.github.io/embeddings/v0.0.1/schema.json",
    "https://stac-extensions.github.io/projection/v2.0.0/schema.json",
    "https://stac-extensions.github.io/raster/v2.0.0/schema.json",
    "https://stac-extensions.github.io/processing/v1.2.0/schema.json",
]
ASSET = "embeddings"  # the key that the extension wants
OUTLINE_POINTS = 11  # of each side, as a straight side of a map is none on the globe
DIGITS = 7  # of degrees: a centimetre
NOT_PARAMETERS = {"KIND", "VERSION", "SOURCE", "DATE"}  # tags that stand elsewhere in the item
WHOLE_TURN, HALF_TURN = 360.0, 180.0


def item_path(raster: Path) -> Path:
    """Where the item of an embedding raster lies: beside it, with its name."""
    return raster.with_suffix(".json")


def check_item(raster: Path, tags: Mapping[str, str], date: str | None) -> None:
    """Raise UserError where the item of a raster with these tags, without Landprint's prefix, cannot be written."""
    path = item_path(raster)
    assets = read_json(path).get("assets")
    if path.exists() and not (isinstance(assets, dict) and ASSET in assets):
        raise OutputError(
            f"{path.name} is there already, and is no STAC item of embeddings.",
            hint="Choose another name for the embedding raster.",
        )
    _day_of(tags, date)


def write_item(raster: Path, *, date: str | None = None) -> Path:
    """Write the STAC item beside an embedding raster of Landprint's; raises UserError.

    ``date`` is the day of the image, as 2023-07-14, where the raster and its source do not tell it.
    """
    item = item_of(raster, date=date)
    path = item_path(raster)
    with disk_errors(path.parent):
        write_json(path, item)
    return path


def item_of(path: Path, *, date: str | None = None) -> dict[str, Any]:
    """The STAC item of an embedding raster of Landprint's; raises UserError."""
    with Raster(path) as raster:
        tags = {key[len(TAG_PREFIX) :]: value for key, value in raster.tags().items() if key.startswith(TAG_PREFIX)}
        if tags.get("KIND") != OWN_KIND:
            raise ParameterError(
                f"{path.name} is no embedding raster of Landprint's.", hint="Choose one that “embed-raster” wrote."
            )
        check_item(path, tags, date)
        written = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        bbox, geometry = footprint(raster.grid)
        properties = {
            "datetime": f"{_day_of(tags, date).isoformat()}T00:00:00Z",
            "created": written,
            "processing:datetime": written,
            "processing:software": {"Landprint": tags.get("VERSION", VERSION)},
            "emb:runtime_parameters": {
                **{key.lower(): value for key, value in sorted(tags.items()) if key not in NOT_PARAMETERS},
                "dimensions": len(raster.bands),
            },
            **_quantization(raster),
            **_projection(raster.grid),
        }
        return {
            "type": "Feature",
            "stac_version": "1.1.0",
            "stac_extensions": EXTENSIONS,
            "id": path.stem,
            **({"bbox": bbox} if bbox else {}),
            "geometry": geometry,
            "properties": properties,
            "links": list(_links(path, tags)),
            "assets": {ASSET: _asset(path, raster)},
        }


def _day_of(tags: Mapping[str, str], date: str | None) -> dt.date:
    """The day of the image: as given, by the tags, or as its source tells; raises ParameterError."""
    said = date or tags.get("DATE", "unknown")
    if said != "unknown":
        try:
            return dt.date.fromisoformat(said)
        except ValueError as error:
            raise ParameterError(f"{said!r} is no date.", hint="Give it as 2023-07-14.") from error
    for source in _sources(tags):
        guess = guess_date(Path(source).name, _source_tags(source))
        if guess and guess.day:
            return guess.day
    raise ParameterError("The day of the image is not known, which a STAC item needs.", hint="Give it as 2023-07-14.")


def _sources(tags: Mapping[str, str]) -> list[str]:
    return [source for source in tags.get("SOURCE", "").split("; ") if source]


def _source_tags(source: str) -> dict[str, str]:
    """What the source says of itself, or the STAC item beside it."""
    try:
        with Raster(source) as raster:
            return {**raster.tags(), **stac_facts(source).tags}
    except UserError:  # it has moved
        return {}


def footprint(grid: Grid) -> tuple[list[float], dict[str, Any] | None]:
    """The bounding box and the outline of a grid in degrees; empty and None for one that lies nowhere.

    A box over the antimeridian has its western side first (RFC 7946, section 5.2), and its outline two parts.
    """
    ring = _outline(grid)
    if ring is None:
        return [], None
    lons, lats = np.unwrap(ring[:, 0], period=WHOLE_TURN), ring[:, 1]
    south, north = float(lats.min()), float(lats.max())
    if abs(lons[-1] - lons[0]) > HALF_TURN:  # around a pole
        pole = 90.0 if abs(north) > abs(south) else -90.0
        return _whole_turn(min(south, pole), max(north, pole))
    lons -= WHOLE_TURN * np.floor((lons.min() + HALF_TURN) / WHOLE_TURN)
    west, east = float(lons.min()), float(lons.max())
    if east - west >= WHOLE_TURN - 1e-6:
        return _whole_turn(south, north)
    if east <= HALF_TURN:
        outline = np.stack([lons, lats], axis=1).round(DIGITS).tolist()
        box = [west, south, east, north]
        return [round(side, DIGITS) for side in box], {"type": "Polygon", "coordinates": [outline]}
    return _two_parts(lons, lats)


def _outline(grid: Grid) -> np.ndarray | None:
    """The grid's outline (n, 2) in degrees, closed and against the clock; None where a part lies nowhere."""
    if grid.crs is None:
        return None
    across, down = np.linspace(0, grid.width, OUTLINE_POINTS), np.linspace(0, grid.height, OUTLINE_POINTS)
    left, right = np.zeros_like(down), np.full_like(down, grid.width)
    top, bottom = np.zeros_like(across), np.full_like(across, grid.height)
    cols = np.concatenate([left[:-1], across[:-1], right[:-1], across[:0:-1], [0]])
    rows = np.concatenate([down[:-1], bottom[:-1], down[:0:-1], top[:-1], [0]])
    corners = [grid.transform @ point for point in zip(cols.tolist(), rows.tolist(), strict=True)]
    ring = reproject_array(np.array(corners), grid.crs, CRS.from_epsg(4326))
    if not np.isfinite(ring).all():
        return None
    # Of a grid whose rows run to the north, it goes with the clock.
    return ring if grid.transform.determinant < 0 else ring[::-1]


def _whole_turn(south: float, north: float) -> tuple[list[float], dict[str, Any]]:
    ring = [(-180, south), (180, south), (180, north), (-180, north), (-180, south)]
    return [-180.0, south, 180.0, north], {"type": "Polygon", "coordinates": [[list(point) for point in ring]]}


def _two_parts(lons: np.ndarray, lats: np.ndarray) -> tuple[list[float], dict[str, Any]]:
    """Box and outline of a ring whose longitudes run past 180."""
    from shapely import Polygon, box
    from shapely.affinity import translate

    whole = Polygon(np.stack([lons, lats], axis=1))
    here = whole.intersection(box(-HALF_TURN, -90, HALF_TURN, 90))
    beyond = translate(whole.intersection(box(HALF_TURN, -90, HALF_TURN + WHOLE_TURN, 90)), -WHOLE_TURN)
    west, south, east, north = (round(float(side), DIGITS) for side in whole.bounds)
    parts = [np.array(part.exterior.coords).round(DIGITS).tolist() for part in (here, beyond)]
    box_ = [west, south, round(east - WHOLE_TURN, DIGITS), north]
    return box_, {"type": "MultiPolygon", "coordinates": [[part] for part in parts]}


def _quantization(raster: Raster) -> dict[str, Any]:
    dtype = raster.bands[0].dtype
    if dtype == "float32":
        return {}
    return {
        "emb:quantization": {
            "method": "linear",
            "original_dtype": "float32",
            "quantized_dtype": dtype,
            "scale": list(raster.scales),
            "offset": list(raster.offsets),
        }
    }


def _projection(grid: Grid) -> dict[str, Any]:
    """The fields of the projection extension."""
    authority = grid.crs.to_authority() if grid.crs else None
    wkt = {"proj:wkt2": grid.crs.to_wkt(version="WKT2_2019")} if grid.crs and authority is None else {}
    return {
        "proj:code": ":".join(authority) if authority else None,
        **wkt,
        "proj:shape": [grid.height, grid.width],
        "proj:transform": list(grid.transform)[:6],
        "proj:bbox": list(grid.bounds),
    }


def _links(path: Path, tags: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """The encoder's model, and the images, relative to the item."""
    encoder = tags.get("ENCODER", "")
    if model := rows().get(encoder, {}).get("source_url"):
        yield {"rel": "emb:model", "href": model, "title": encoder}
    for source in _sources(tags):
        name = Path(source).name
        if "://" in source:
            yield {"rel": "emb:source-data", "href": source, "title": name}
        elif Path(source).exists() and Path(source).absolute().anchor == path.absolute().anchor:
            href = Path(os.path.relpath(Path(source).absolute(), path.absolute().parent)).as_posix()
            yield {"rel": "emb:source-data", "href": href, "title": name}


def _asset(path: Path, raster: Raster) -> dict[str, Any]:
    """The file, with what holds for all bands, and for each."""
    dtype, nodata = raster.bands[0].dtype, raster.bands[0].nodata
    coded = dtype != "float32"
    bands: list[dict[str, Any]] = [{"name": band.name or f"band {band.number}"} for band in raster.bands]
    if coded:
        for band, scale, offset in zip(bands, raster.scales, raster.offsets, strict=True):
            band.update({"raster:scale": scale, "raster:offset": offset})
    return {
        "href": f"./{path.name}",
        "type": "image/tiff; application=geotiff",
        "title": "Embeddings, one pixel a patch and one band a dimension",
        "roles": ["data"],
        "data_type": dtype,
        **({"nodata": "nan" if np.isnan(nodata) else nodata} if nodata is not None else {}),
        **({"gsd": raster.grid.gsd} if raster.grid.crs else {}),
        "bands": bands,
    }

"""Put the tiles of a job together: one embedding raster for readers, footprints, and what is missing."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import shapely
import shapely.geometry
from affine import Affine

from ..embedding_rasters.stac_item import footprint, item_path, write_item
from ..errors import ParameterError
from ..files import atomic_write, disk_errors
from ..progress import Reporter
from ..rasters.grid import Grid, Window, optional_crs
from .job import Job, Tile
from .mosaic import MosaicPart, less, window_around, write_mosaic
from .plan import outline

ALIGNED = 1e-6  # of a pixel, by which grids of one mosaic may differ


def index_tiles(job: Job, reporter: Reporter) -> dict[str, Any]:
    """Write the job's mosaics, footprints and STAC items, and say what is missing or failed; raises UserError.

    Scenes whose grids agree share a mosaic. What is not there yet is nodata; the index may be made anew at any time.
    """
    records = [job.record(number) for number in reporter.track(range(1, job.count + 1), "Reading the records")]
    states = Counter(record["state"] for record in records)
    failed = [
        {"number": record["number"], "reason": record["error"]["message"]}
        for record in records
        if record["state"] == "failed"
    ]
    mosaics = []
    groups = _groups(job)
    for index, scenes in enumerate(groups):
        parts = [
            MosaicPart(path=job.tile_path(tile.number), window=_on_first(tile, job, scenes), scene=tile.scene)
            for tile, record in zip(job.tiles, records, strict=True)
            if tile.scene in scenes and record["state"] == "done"
        ]
        name = "index.vrt" if len(groups) == 1 else f"index-{index + 1}.vrt"
        if parts:
            around = window_around([_on_first(tile, job, scenes) for tile in job.tiles if tile.scene in scenes])
            moved = [replace(part, window=less(part.window, around)) for part in parts]
            path, grid = job.folder / name, _grid(job, scenes[0]).part(around)
            write_mosaic(path, grid, moved, _tags(job, scenes), has_overlaps=len(scenes) > 1)
            mosaics.append(str(path))
    items, item_notes = _write_items(job, records)
    footprints = job.folder / "footprints.parquet"
    _write_footprints(footprints, job, records)
    return {
        "job": str(job.folder),
        "tiles": job.count,
        **{state: states[state] for state in ("done", "empty", "failed", "missing")},
        "missing_numbers": [record["number"] for record in records if record["state"] == "missing"],
        "failures": failed,
        "mosaics": mosaics,
        "footprints": str(footprints),
        "items": items,
        "patches": sum(record.get("patches") or 0 for record in records),
        "seconds": sum(record.get("seconds") or 0.0 for record in records),
        "notes": [*_notes(job, records, len(groups)), *item_notes],
    }


def _notes(job: Job, records: list[dict[str, Any]], groups: int) -> list[str]:
    """What a reader should know."""
    notes = []
    if groups > 1:
        notes.append(f"The scenes lie on {groups} grids that do not fit each other: each has a mosaic of its own.")
    if clipped := sum(record.get("clipped") or 0 for record in records):
        values = sum((record.get("patches") or 0) for record in records) * job.scenes[0]["dim"]
        notes.append(f"{100 * clipped / max(values, 1):.2g} % of the values lie beyond the shared scale.")
    versions = {json.dumps(record["versions"], sort_keys=True) for record in records if record["state"] == "done"}
    if len(versions) > 1:
        notes.append("The tiles were made with several versions of the libraries: last digits may differ.")
    return notes


def _grid(job: Job, scene: int) -> Grid:
    """The grid of a scene's embeddings, from its first pixel; its size is that of nothing yet."""
    content = job.scenes[scene]
    return Grid(crs=optional_crs(content["crs"]), transform=Affine(*content["transform"]), width=1, height=1)


def _groups(job: Job) -> list[list[int]]:
    """The scenes in groups whose grids agree, so that a mosaic can hold them."""
    groups: list[list[int]] = []
    for scene in range(len(job.scenes)):
        for group in groups:
            if _offset(_grid(job, group[0]), _grid(job, scene)) is not None:
                group.append(scene)
                break
        else:
            groups.append([scene])
    return groups


def _offset(first: Grid, other: Grid) -> tuple[int, int] | None:
    """Columns and rows from the first grid's corner to the other's; None where the pixels do not fall together."""
    if first.crs != other.crs:
        return None
    between = ~first.transform @ other.transform
    turned = abs(between.a - 1) + abs(between.b) + abs(between.d) + abs(between.e - 1)
    col, row = round(between.c), round(between.f)
    if turned > ALIGNED or abs(between.c - col) + abs(between.f - row) > ALIGNED * 1000:
        return None
    return col, row


def _on_first(tile: Tile, job: Job, scenes: list[int]) -> Window:
    """The tile's window in pixels of embeddings on the grid of the first of these scenes."""
    offset = _offset(_grid(job, scenes[0]), _grid(job, tile.scene)) or (0, 0)
    window = tile.window.scaled(job.scenes[tile.scene]["detail"])
    return Window(window.col_off + offset[0], window.row_off + offset[1], window.width, window.height)


def _tags(job: Job, scenes: list[int]) -> dict[str, str]:
    """The tags of the embeddings; of several scenes what they share, and all sources."""
    every = [job.content["tags"][scene] for scene in scenes]
    shared = {name: value for name, value in every[0].items() if all(tags.get(name) == value for tags in every)}
    return {**shared, "SOURCE": "; ".join(tags["SOURCE"] for tags in every), "VERSION": job.content["version"]}


def _outline(job: Job, tile: Tile, *, in_degrees: bool) -> Any:
    """The tile's outline, in degrees or in the coordinates of a raster without a CRS."""
    grid, window = _grid(job, tile.scene), tile.window.scaled(job.scenes[tile.scene]["detail"])
    geometry = footprint(grid.part(window))[1] if in_degrees else None
    return shapely.geometry.shape(geometry) if geometry else outline(grid, window)


def _write_items(job: Job, records: list[dict[str, Any]]) -> tuple[int, list[str]]:
    """Write the STAC item of each tile beside it; how many there are, and a sentence where one cannot be."""
    count = 0
    for record in records:
        path = job.tile_path(record["number"])
        if record["state"] != "done":
            continue
        item = item_path(path)
        if not item.exists() or item.stat().st_mtime < path.stat().st_mtime:
            try:
                write_item(path)
            except ParameterError as error:  # no item without a day
                return count, [f"No STAC items: {error.message}"]
        count += 1
    return count, []


def _write_footprints(path: Path, job: Job, records: list[dict[str, Any]]) -> None:
    """Write the tiles' outlines with what is known of each, as GeoParquet in degrees, or in pixels of no CRS."""
    has_crs = all(scene["crs"] for scene in job.scenes)
    shapes = [_outline(job, tile, in_degrees=has_crs) for tile in job.tiles]
    columns = {
        "number": [record["number"] for record in records],
        "scene": [job.scenes[tile.scene]["request"]["raster"][0] for tile in job.tiles],
        "state": [record["state"] for record in records],
        "seconds": pa.array([record.get("seconds") for record in records], pa.float64()),
        "patches": pa.array([record.get("patches") for record in records], pa.int64()),
        "machine": pa.array([record.get("machine") for record in records], pa.string()),
        "reason": pa.array([(record.get("error") or {}).get("message") for record in records], pa.string()),
        "file": [f"tiles/{job.tile_path(record['number']).name}" for record in records],
        "geometry": pa.array(shapely.to_wkb(shapes).tolist(), pa.binary()),
    }
    # Without a word on it, coordinates are longitudes and latitudes.
    kinds = sorted({shape.geom_type for shape in shapes})
    column = {"encoding": "WKB", "geometry_types": kinds, **({} if has_crs else {"crs": None})}
    geo = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
    table = pa.table(columns).replace_schema_metadata({"geo": json.dumps(geo)})
    with disk_errors(path.parent), atomic_write(path) as partial:
        pq.write_table(table, partial, compression="zstd")

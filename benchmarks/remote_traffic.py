"""What a part of a remote GeoTIFF costs: requests and bytes, as a server of byte ranges counts them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from affine import Affine
from rasterio.shutil import copy

from engine.rasters.grid import Window
from engine.rasters.raster import Raster
from engine.remote.addresses import name_of
from tests.range_server import range_server

from .bench import GALILEO_CHECKPOINT, Bench
from .tables import Bar, Table

BANDS = 4
TILE = 512
PLACE = Affine(10, 0, 500_000, 0, -10, 5_000_000)
MOST_BYTES = 1.3  # times those of the tiles that an extent needs
MEGABYTE = 1e6
# What 1600 x 1000 pixels of a screen show, at a pixel of the raster for each and at other scales.
SCREENS = {
    "four times as near": Window(1700, 1400, 400, 250),
    "twice as near": Window(1700, 1400, 800, 500),
    "a pixel for each": Window(1700, 1400, 1600, 1000),
    "from twice as far": Window(1700, 1400, 3200, 2000),
}
OTHER = Window(200, 3600, 800, 500)


def traffic_table(run: Bench, side: int) -> Table:
    """Reading and embedding a visible extent of a cloud-optimised GeoTIFF of so many pixels a side."""
    table = Table(
        title="A visible extent of a remote GeoTIFF: what came / the tiles that it needs",
        columns={"requests": ".0f", "MB": ".2f", "tiles": ".0f", "MB of tiles": ".2f", "ratio": ".3f"},
    )
    made = write_cog(run.folder, side)
    with range_server(run.folder) as server:

        def row(name: str, run_on, window: Window, before: Window | None = None) -> None:
            # A name of its own: what was read of another is kept.
            fresh = run.path()
            os.link(made, fresh)
            if before:
                run_on(server.url(fresh.name, "sig=1"), before)
            server.seen.clear()
            run_on(server.url(fresh.name, "sig=1"), window)
            sizes = tile_sizes(made, window)
            figures = [len(server.seen), server.sent / MEGABYTE, len(sizes), sum(sizes) / MEGABYTE]
            table.add(name, [*figures, server.sent / sum(sizes)], [None, None, None, None, Bar(at_most=MOST_BYTES)])

        params: dict[str, Any] = {"patch": 8, "filters": 64}
        own = run.embed(made, "random-features", extent=_bounds(SCREENS["twice as near"]), **params)

        def embed(encoder: str, **more):
            return lambda address, window: run.run(
                "embed_raster",
                raster=address,
                encoder=encoder,
                extent=_bounds(window),
                output=str(run.path()),
                **more,
            )

        ways = {
            "read at once": read,
            "random-features, filters given": embed("random-features", patch=8, filters_from=str(own.path)),
            "random-features": embed("random-features", **params),
        }
        if GALILEO_CHECKPOINT.exists():
            known = {"sensor": "sentinel-2-l2a", "bands": [1, 2, 3, 4], "band_names": ["blue", "green", "red", "nir"]}
            ways["galileo-nano, fast"] = embed(
                "galileo-nano", patch=8, checkpoint=str(GALILEO_CHECKPOINT), recipe="fast", **known
            )
        for scale, window in SCREENS.items():
            for way, run_on in ways.items():
                row(f"{scale}: {way}", run_on, window)
        window = SCREENS["twice as near"]
        row("twice as near, after another extent: random-features", ways["random-features"], window, OTHER)
    return table


KINDS = ("COG", "GeoTIFF in tiles", "GeoTIFF in strips", "JPEG 2000", "COG with SCL mask")
EXTENTS = {1: (1, 1), 2: (1, 2), 4: (2, 2), 9: (3, 3), 25: (5, 5)}  # rows and columns of tiles
SMALL_TILE, INSET = 256, 64  # pixels; an encoder's chips reach beyond an extent, and here not beyond its tiles
FIRST, SECOND = 3, 6  # rows of tiles at which an extent begins; the sample's tile is none of a small one's


def extents_table(run: Bench, side: int) -> Table:
    """What small extents of each kind of file cost, from 1 tile on: the ratio to the tiles that the extent needs."""
    modes = {
        "filters given": {"encoder": "random-features"},
        "own filters": {"encoder": "random-features", "filters": 64},
        "another extent, own filters": {"encoder": "random-features", "filters": 64},
    }
    if GALILEO_CHECKPOINT.exists():
        known = {"sensor": "sentinel-2-l2a", "bands": [1, 2, 3, 4], "band_names": ["blue", "green", "red", "nir"]}
        modes["Galileo fast"] = {
            "encoder": "galileo-nano",
            "checkpoint": str(GALILEO_CHECKPOINT),
            "recipe": "fast",
            **known,
        }
    table = Table(
        title="Small extents of remote files: what came / the tiles that the extent needs",
        columns={f"{count} tiles": ".2f" for count in EXTENTS} | {f"requests of {count}": ".0f" for count in EXTENTS},
    )
    with range_server(run.folder) as server:
        for kind in KINDS:
            made = write_kind(run.folder, kind, side)
            mask = write_scl(run.folder, side) if "SCL" in kind else None
            filters = str(
                run.embed(made, "random-features", patch=8, filters=64, extent=_bounds(_tiles_at(4, FIRST))).path
            )
            for mode, params in modes.items():
                ratios, requests = [], []
                for count in EXTENTS:
                    names = [run.path(made.suffix) for _ in range(1 + bool(mask))]
                    for source, name in zip([made, mask], names, strict=False):  # a mask may be none
                        os.link(source, name)
                    window = _tiles_at(count, FIRST)
                    more = {"filters_from": filters} if mode == "filters given" else {}
                    if mask:
                        more |= {"mask": server.url(names[1].name), "mask_classes": ["8", "9"]}

                    def embed(window, more=more, names=names, params=params):
                        run.run(
                            "embed_raster",
                            raster=server.url(names[0].name),
                            output=str(run.path()),
                            patch=8,
                            **{"extent": _bounds(window), **params, **more},
                        )

                    if mode.startswith("another"):
                        embed(_tiles_at(count, SECOND))
                    server.seen.clear()
                    embed(window)
                    needed = needed_bytes(made, window) + (needed_bytes(mask, _half(window)) if mask else 0)
                    ratios.append(server.sent / needed)
                    requests.append(len(server.seen))
                table.add(f"{kind}, {mode}", [*ratios, *requests])
    return table


def _tiles_at(count: int, first: int) -> Window:
    rows, cols = EXTENTS[count]
    row = first if rows < EXTENTS[25][0] else FIRST
    top, left = row * SMALL_TILE, first * SMALL_TILE
    return Window(left + INSET, top + INSET, cols * SMALL_TILE - 2 * INSET, rows * SMALL_TILE - 2 * INSET)


def _half(window: Window) -> Window:
    return Window(window.col_off // 2, window.row_off // 2, window.width // 2, window.height // 2)


def _bounds(window: Window) -> list[float]:
    left, top = PLACE @ (window.col_off, window.row_off)
    right, bottom = PLACE @ (window.col_end, window.row_end)
    return [left, bottom, right, top]


def needed_bytes(path: Path, window: Window) -> float:
    """Bytes of the tiles or strips that a window touches, of all bands; of JPEG 2000 their share of the file."""
    with rasterio.open(path) as dataset:
        height, width = dataset.block_shapes[0]
        places = [
            (row, col)
            for row in range(window.row_off // height, -(-window.row_end // height))
            for col in range(window.col_off // width, -(-window.col_end // width))
        ]
        if dataset.driver != "GTiff":
            return path.stat().st_size * len(places) / (-(-dataset.height // height) * -(-dataset.width // width))
        return sum(int(dataset.get_tag_item(f"BLOCK_SIZE_{col}_{row}", "TIFF", bidx=1)) for row, col in places)


def write_kind(folder: Path, kind: str, side: int) -> Path:
    """Counts of Sentinel-2's kind, whose bands lie pixel by pixel, with a baseline that tells of their offset."""
    random = np.random.default_rng(0)
    plain = folder / f"{kind.replace(' ', '-')}.tif"
    layout = {
        "COG": {"driver": "COG", "blocksize": SMALL_TILE},
        "GeoTIFF in tiles": {"driver": "GTiff", "tiled": True, "blockxsize": SMALL_TILE, "blockysize": SMALL_TILE},
        "GeoTIFF in strips": {"driver": "GTiff", "blockysize": 1},
        "JPEG 2000": {"driver": "JP2OpenJPEG", "BLOCKXSIZE": SMALL_TILE, "BLOCKYSIZE": SMALL_TILE, "QUALITY": 25},
    }[kind.partition(" with")[0]]
    profile = {"driver": "GTiff", "width": side, "height": side, "count": BANDS, "dtype": "uint16"}
    source = folder / "source.tif"
    with rasterio.open(source, "w", **profile, crs="EPSG:32633", transform=PLACE) as target:
        target.update_tags(PROCESSING_BASELINE="05.10")
        for number in target.indexes:
            ground = np.kron(random.integers(1300, 4000, (side // 64, side // 64)), np.ones((64, 64)))
            target.write((ground + random.normal(0, 40, (side, side))).clip(1).astype("uint16"), number)
    if layout["driver"] == "JP2OpenJPEG":
        plain = plain.with_suffix(".jp2")
        copy(source, plain, **layout)
    else:
        copy(source, plain, **layout, compress="deflate")
    source.unlink()
    return plain


def write_scl(folder: Path, side: int) -> Path:
    """A classification of 20 m, of land with a few clouds."""
    values = np.random.default_rng(1).choice([4, 5, 8], (side // 32, side // 32), p=[0.6, 0.3, 0.1])
    path, plain = folder / "scl_SCL.tif", folder / "plain_SCL.tif"
    profile = {"driver": "GTiff", "width": side // 2, "height": side // 2, "count": 1, "dtype": "uint8"}
    with rasterio.open(plain, "w", **profile, crs="EPSG:32633", transform=PLACE @ Affine.scale(2)) as target:
        target.write(np.kron(values, np.ones((16, 16))).astype("uint8"), 1)
    copy(plain, path, driver="COG", compress="none", blocksize=SMALL_TILE, overview_resampling="nearest")
    return path


def read(address: str, window: Window) -> None:
    """All bands of a window."""
    with Raster(name_of(address)) as raster:
        raster.read_stored(window, list(range(1, BANDS + 1)))


def tile_sizes(path: Path, window: Window) -> list[int]:
    """Bytes of each tile that a window touches, of all bands."""
    with rasterio.open(path) as dataset:
        sizes = {}
        for band in dataset.indexes:
            for row in range(window.row_off // TILE, -(-window.row_end // TILE)):
                for col in range(window.col_off // TILE, -(-window.col_end // TILE)):
                    # Bands that lie pixel by pixel share a tile.
                    offset = dataset.get_tag_item(f"BLOCK_OFFSET_{col}_{row}", "TIFF", bidx=band)
                    sizes[offset] = int(dataset.get_tag_item(f"BLOCK_SIZE_{col}_{row}", "TIFF", bidx=band))
        return list(sizes.values())


def write_cog(folder: Path, side: int) -> Path:
    """Counts of Sentinel-2's kind with overviews, in tiles."""
    random = np.random.default_rng(0)
    plain, made = folder / "plain.tif", folder / "cog.tif"
    profile = {"driver": "GTiff", "width": side, "height": side, "count": BANDS, "dtype": "uint16", "nodata": 0}
    with rasterio.open(plain, "w", **profile, crs="EPSG:32633", transform=PLACE, tiled=True) as target:
        for number in target.indexes:
            ground = np.kron(random.integers(300, 3000, (-(-side // 64),) * 2), np.ones((64, 64)))[:side, :side]
            target.write((ground + random.normal(0, 40, (side, side))).clip(1).astype("uint16"), number)
    copy(plain, made, driver="COG", compress="deflate", blocksize=TILE, predictor="yes")
    plain.unlink()
    return made

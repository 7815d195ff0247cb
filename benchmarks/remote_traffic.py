"""What a part of a remote GeoTIFF costs: requests and bytes, as a server of byte ranges counts them."""

from __future__ import annotations

import os
from pathlib import Path

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


def traffic_table(run: Bench, side: int) -> Table:
    """Reading and embedding a visible extent of a cloud-optimised GeoTIFF of so many pixels a side."""
    table = Table(
        title="A visible extent of a remote GeoTIFF: what came / the tiles that it needs",
        columns={"requests": ".0f", "MB": ".2f", "tiles": ".0f", "MB of tiles": ".2f", "ratio": ".3f"},
    )
    made = write_cog(run.folder, side)
    extents = {"1000 x 800 pixels": Window(1700, 1400, 1000, 800), "2500 x 1500 pixels": Window(300, 700, 2500, 1500)}
    with range_server(run.folder) as server:

        def row(name: str, read, window: Window) -> None:
            # A name of its own: what was read of another is kept.
            fresh = run.path()
            os.link(made, fresh)
            server.seen.clear()
            read(server.url(fresh.name, "sig=1"))
            sizes = tile_sizes(made, window)
            figures = [len(server.seen), server.sent / MEGABYTE, len(sizes), sum(sizes) / MEGABYTE]
            table.add(name, [*figures, server.sent / sum(sizes)], [None, None, None, None, Bar(at_most=MOST_BYTES)])

        for name, window in extents.items():
            row(f"{name}, read at once", lambda address, window=window: read(address, window), window)
        name, window = next(iter(extents.items()))
        left, top = PLACE @ (window.col_off, window.row_off)
        right, bottom = PLACE @ (window.col_end, window.row_end)
        params = {"extent": [left, bottom, right, top], "patch": 8}
        own = run.embed(made, "random-features", **params, filters=64)
        again = {**params, "filters_from": str(own.path)}

        def embed(encoder: str, **more):
            return lambda address: run.run(
                "embed_raster", raster=address, encoder=encoder, output=str(run.path()), **more
            )

        row(f"{name}, random-features, filters given", embed("random-features", **again), window)
        row(f"{name}, random-features", embed("random-features", **params, filters=64), window)
        if GALILEO_CHECKPOINT.exists():
            known = {"sensor": "sentinel-2-l2a", "bands": [1, 2, 3, 4], "band_names": ["blue", "green", "red", "nir"]}
            galileo = embed("galileo-nano", checkpoint=str(GALILEO_CHECKPOINT), recipe="fast", **params, **known)
            row(f"{name}, galileo-nano, fast", galileo, window)
    return table


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
            ground = np.kron(random.integers(300, 3000, (side // 64, side // 64)), np.ones((64, 64)))
            target.write((ground + random.normal(0, 40, (side, side))).clip(1).astype("uint16"), number)
    copy(plain, made, driver="COG", compress="deflate", blocksize=TILE, predictor="yes")
    plain.unlink()
    return made

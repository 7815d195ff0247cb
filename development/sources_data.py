"""Makes inputs of every kind from one scene of Sentinel-2, by the engine's environment.

Run: .venv/bin/python -m development.sources_data SCENE PICTURE WEIGHTS FOLDER

``PICTURE`` is what a basemap is cut from. Embeddings as others publish them are Galileo's of the scene, so that the map
shows its land: in AlphaEarth's codes, TESSERA's arrays, GeoTIFF and Zarr, and as a row a chip in GeoParquet.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import rasterio
import shapely
from affine import Affine
from rasterio.crs import CRS
from rasterio.enums import ColorInterp, Resampling
from rasterio.shutil import copy
from rasterio.vrt import WarpedVRT
from rasterio.warp import transform_bounds

from tests.engine.make_foreign import alpha_earth_codes, write_named, write_store

HALF_WORLD = 20037508.342789244
TILE = 256
ZOOMS = range(8, 18)
CHIP = 8  # patches on the side of a chip of the table
DATE = "2023-07-14"


def main(scene: Path, picture: Path, weights: Path, folder: Path) -> None:
    """Write all of them."""
    write_tiles(picture, folder / "tiles")
    named = folder / f"S2B_MSIL2A_{DATE.replace('-', '')}.tif"
    shutil.copy(scene, named)
    copy(named, folder / "served" / "scene.tif", driver="COG", blocksize=128, compress="deflate")
    write_item(named, folder / "item")
    write_landsat_like(folder)
    write_stack(named, folder / "stack with SCL.tif")
    without_crs(named, folder / "without crs.tif")
    command = [sys.executable, "-m", "engine", "embed-raster", "--raster", named, "--encoder", "galileo-nano"]
    options = ["--checkpoint", weights, "--patch", "2", "--dtype", "float32", "--output", folder / "galileo.tif"]
    subprocess.run([*command, *options], check=True, capture_output=True)
    with rasterio.open(folder / "galileo.tif") as made:
        values, crs, place = made.read(), made.crs, made.transform
    write_alpha_earth(values, crs, place, folder / "alphaearth.tif")
    write_tessera(values, crs, place, folder)
    write_chips(values, crs, place, folder / "chips.parquet")


def write_tiles(picture: Path, folder: Path) -> None:
    """Tiles ZOOM/COLUMN/ROW.png of the picture's first three bands, stretched to bytes, transparent beside it."""
    with rasterio.open(picture) as source:
        numbers = colours(source.descriptions)
        pixels = source.read(numbers).astype(float)
        low, high = np.percentile(pixels, (2, 98), axis=(1, 2))[..., None, None]
        stretched = np.clip((pixels - low) / (high - low) * 254 + 1, 1, 255).astype("uint8")
        profile = {**source.profile, "driver": "GTiff", "count": 3, "dtype": "uint8", "nodata": 0}
    drawn = folder.with_suffix(".tif")
    with rasterio.open(drawn, "w", **profile) as target:
        target.write(stretched)
    with rasterio.open(drawn) as source:
        bounds = transform_bounds(source.crs, "EPSG:3857", *source.bounds)
        for zoom in ZOOMS:
            side = 2 * HALF_WORLD / 2**zoom
            columns = range(int((bounds[0] + HALF_WORLD) // side), int((bounds[2] + HALF_WORLD) // side) + 1)
            rows = range(int((HALF_WORLD - bounds[3]) // side), int((HALF_WORLD - bounds[1]) // side) + 1)
            grid = Affine(side / TILE, 0, columns[0] * side - HALF_WORLD, 0, -side / TILE, HALF_WORLD - rows[0] * side)
            size = {"width": len(columns) * TILE, "height": len(rows) * TILE}
            vrt = WarpedVRT(
                source, crs="EPSG:3857", transform=grid, **size, resampling=Resampling.cubic, add_alpha=True, nodata=0
            )
            with vrt:
                whole = vrt.read()
            for i, column in enumerate(columns):
                for j, row in enumerate(rows):
                    file = folder / str(zoom) / str(column) / f"{row}.png"
                    file.parent.mkdir(parents=True, exist_ok=True)
                    part = whole[:, j * TILE : (j + 1) * TILE, i * TILE : (i + 1) * TILE]
                    with rasterio.open(file, "w", driver="PNG", width=TILE, height=TILE, count=4, dtype="uint8") as png:
                        png.write(part)


def colours(names: tuple[str | None, ...]) -> list[int]:
    """The numbers of red, green and blue, which are the first three bands where no name tells."""
    for wanted in (("red", "green", "blue"), ("B04", "B03", "B02"), ("B4", "B3", "B2")):
        if all(name in names for name in wanted):
            return [names.index(name) + 1 for name in wanted]
    return [3, 2, 1] if len(names) > 4 else [1, 2, 3]


def write_item(scene: Path, folder: Path) -> None:
    """A STAC item of the scene, an asset a band in a COG beside it."""
    folder.mkdir()
    with rasterio.open(scene) as source:
        bounds = transform_bounds(source.crs, "EPSG:4326", *source.bounds)
        assets = {}
        for number, name in enumerate(source.descriptions, start=1):
            profile = {**source.profile, "count": 1}
            with rasterio.open(folder / "band.tmp", "w", **profile) as band:
                band.write(source.read([number]))
            copy(folder / "band.tmp", folder / f"{name}.tif", driver="COG", compress="deflate")
            assets[name] = {
                "href": f"./{name}.tif",
                "type": "image/tiff; application=geotiff; profile=cloud-optimized",
                "roles": ["data"],
                "eo:bands": [{"name": name}],
                "raster:bands": [{"scale": 0.0001, "offset": 0, "nodata": 0}],
            }
    (folder / "band.tmp").unlink()
    item = {
        "type": "Feature",
        "stac_version": "1.0.0",
        "id": f"S2B_MSIL2A_{DATE.replace('-', '')}",
        "properties": {"datetime": f"{DATE}T18:09:21Z", "platform": "sentinel-2b"},
        "geometry": json.loads(shapely.to_geojson(shapely.box(*bounds))),
        "bbox": list(bounds),
        "links": [],
        "assets": assets,
    }
    (folder / "item.json").write_text(json.dumps(item, indent=1), encoding="utf-8")


def write_landsat_like(folder: Path) -> None:
    """A Landsat scene of level 1 as it is delivered, in a folder and a tar, where the real data has one."""
    from tests.places import scene_file

    name = "LC08_L1TP_020039_20150804_20200908_02_T1"
    home = folder / name
    home.mkdir()
    with rasterio.open(scene_file("data", "landsat", "lc08_l1t_20150804_020039_B2-B7_512.tif")) as source:
        for number in range(1, 7):
            with rasterio.open(home / f"{name}_B{number + 1}.TIF", "w", **{**source.profile, "count": 1}) as band:
                band.write(source.read([number]))
    (home / f"{name}_MTL.txt").write_text("GROUP = LANDSAT_METADATA_FILE\nEND_GROUP = LANDSAT_METADATA_FILE\nEND\n")
    shutil.make_archive(str(home), "tar", home)


def write_stack(scene: Path, target: Path) -> None:
    """The scene with its own classification (SCL) as one more band, in which the upper left corner is cloud."""
    with rasterio.open(scene) as source:
        classes = np.full((1, source.height, source.width), 4, source.dtypes[0])
        classes[:, :80, :80] = 9
        with rasterio.open(target, "w", **{**source.profile, "count": source.count + 1}) as stack:
            stack.write(np.concatenate([source.read(), classes]))
            stack.descriptions = (*source.descriptions, "SCL")


def without_crs(scene: Path, target: Path) -> None:
    """The scene in a file that does not say its CRS."""
    with rasterio.open(scene) as source, rasterio.open(target, "w", **{**source.profile, "crs": None}) as copied:
        copied.write(source.read())
        copied.descriptions = source.descriptions


def write_alpha_earth(values: np.ndarray, crs: CRS, place: Affine, target: Path) -> None:
    """The 64 strongest components of vectors (dim, row, column) in AlphaEarth's codes, from south to north."""
    flat = values.reshape(len(values), -1)
    flat = flat - flat.mean(axis=1, keepdims=True)
    axes = np.linalg.svd(flat @ flat.T)[0][:, :64]
    parts = axes.T @ flat
    unit = (parts / np.linalg.norm(parts, axis=0)).reshape(64, *values.shape[1:])
    up = Affine(place.a, 0, place.c, 0, -place.e, place.f + place.e * values.shape[1])
    write_named(target, alpha_earth_codes(unit[:, ::-1]), transform=up, crs=crs, nodata=-128)


def write_tessera(values: np.ndarray, crs: CRS, place: Affine, folder: Path) -> None:
    """TESSERA's tile (arrays with a landmask beside), GeoTIFF and Zarr store of vectors (128, row, column)."""
    centred = np.moveaxis(values - values.mean(axis=(1, 2), keepdims=True), 0, -1)
    scales = (np.abs(centred).max(axis=-1) / 127).astype("float32")
    codes = np.rint(centred / scales[..., None]).astype("int8")
    scales[:3, :4] = np.nan
    home = folder / "tessera"
    home.mkdir()
    name = "grid_-108.15_51.15"
    np.save(home / f"{name}.npy", codes)
    np.save(home / f"{name}_scales.npy", scales)
    profile = {"driver": "GTiff", "height": len(scales), "width": scales.shape[1], "crs": crs, "transform": place}
    with rasterio.open(home / f"{name}.tiff", "w", **profile, count=1, dtype="uint8") as landmask:
        landmask.write(np.ones((1, *scales.shape), "uint8"))
    floats = np.moveaxis(codes * scales[..., None], -1, 0).astype("float32")
    with rasterio.open(folder / f"{name}_2024.tif", "w", **profile, count=128, dtype="float32") as made:
        made.write(floats)
        made.descriptions = [f"Tessera_Band_{number}" for number in range(128)]
        made.update_tags(TESSERA_DATASET_VERSION="v1", TESSERA_YEAR="2024")
        made.colorinterp = [ColorInterp.undefined] * 128
    write_store(folder / "tessera.zarr", ("utm12",), years=[(codes, scales)], crs=crs.to_string(), place=place)


def write_chips(values: np.ndarray, crs: CRS, place: Affine, target: Path) -> None:
    """A row a chip, as Clay's embeddings are published: polygons in degrees without a CRS, a list each, three twice."""
    sides = [length // CHIP * CHIP for length in values.shape[1:]]
    blocks = values[:, : sides[0], : sides[1]].reshape(len(values), sides[0] // CHIP, CHIP, sides[1] // CHIP, CHIP)
    vectors = blocks.mean(axis=(2, 4)).reshape(len(values), -1).T.astype("float32")
    rows, columns = np.divmod(np.arange(len(vectors)), sides[1] // CHIP)
    left, top = place @ (columns * CHIP, rows * CHIP)
    right, bottom = place @ ((columns + 1) * CHIP, (rows + 1) * CHIP)
    from rasterio.warp import transform

    corners = [
        transform(crs, "EPSG:4326", x, y) for x, y in ((left, top), (right, top), (right, bottom), (left, bottom))
    ]
    shapes = shapely.polygons(np.moveaxis(np.array([np.stack(corner, axis=-1) for corner in corners]), 0, 1))
    order = [*range(len(vectors)), 0, 1, 2]
    table = pa.table(
        {
            "item_id": [f"chip_{index}" for index in order],
            "embeddings": pa.array(list(vectors[order]), pa.list_(pa.float32())),
            "geometry": pa.array(shapely.to_wkb(shapes[order]), pa.binary()),
        }
    )
    geo = {
        "version": "1.0.0",
        "primary_column": "geometry",
        "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Polygon"], "crs": None}},
    }
    pq.write_table(table.replace_schema_metadata({"geo": json.dumps(geo)}), target)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))

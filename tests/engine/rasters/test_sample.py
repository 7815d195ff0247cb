"""Samples of a raster: of a large one from its overviews, which are the same where the file lies elsewhere."""

from __future__ import annotations

import json

import numpy as np
import pytest
import rasterio
from affine import Affine
from rasterio.enums import Resampling
from rasterio.shutil import copy

from engine.progress import Reporter
from engine.rasters.raster import Raster
from engine.rasters.sample import sample_windows
from engine.rasters.stack import Mask, Source
from tests.engine.make_rasters import NORTH_UP, write_raster

SIDE = 2304  # pixels: more tiles of 256 than are all looked into
COUNT, WINDOW = 48, 18
SMALLEST = SIDE // 16  # on the side of the smallest overview


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """Noise in two bands, the first third of it nodata, in tiles."""
    pixels = np.random.default_rng(0).integers(1, 4000, (2, SIDE, SIDE)).astype("uint16")
    pixels[:, :, : SIDE // 3] = 0
    path = tmp_path_factory.mktemp("sample") / "plain.tif"
    return write_raster(path, pixels, nodata=0, tiled=True, blockxsize=256, blockysize=256)


@pytest.fixture(scope="module")
def cog(plain):
    path = plain.parent / "cog.tif"
    copy(plain, path, driver="COG", compress="deflate", blocksize=256, overview_resampling="average")
    return path


def sampled(raster, *, texture=1):
    rng = np.random.default_rng(0)
    return sample_windows(raster, [1, 2], count=COUNT, side=WINDOW, texture=texture, rng=rng, reporter=Reporter())


def test_a_large_raster_is_sampled_in_its_overview_and_in_one_tile(cog):
    with rasterio.open(cog, overview_level=3) as dataset:
        overview = dataset.read()
    assert overview.shape == (2, SMALLEST, SMALLEST)
    with Raster(cog) as raster, rasterio.open(cog) as dataset:
        read, windows = raster.read, []
        raster.read = lambda window, numbers: windows.append(window) or read(window, numbers)
        samples = sampled(raster)
        pixels = dataset.read()
    assert len(samples) == COUNT
    assert len(windows) == COUNT // 2
    assert len({(window.col_off // 256, window.row_off // 256) for window in windows}) == 1
    squares = {
        overview[:, row : row + WINDOW, col : col + WINDOW].tobytes()
        for row in range(0, SMALLEST, WINDOW)
        for col in range(0, SMALLEST, WINDOW)
    }
    of_overview, of_tiles = samples[: COUNT // 2], samples[COUNT // 2 :]
    assert {np.nan_to_num(sample).astype("uint16").tobytes() for sample in of_overview} <= squares
    assert any(np.isnan(sample).any() for sample in of_overview)  # at the edge of nodata
    for window, sample in zip(windows, of_tiles, strict=True):
        own = pixels[:, window.row_off : window.row_end, window.col_off : window.col_end]
        assert np.array_equal(np.nan_to_num(sample), own)


def test_where_values_alone_count_the_overview_is_all_that_is_read(cog):
    with Raster(cog) as raster:
        raster.read = None
        samples = sampled(raster, texture=0)
    assert len(samples) > COUNT // 2
    assert all(sample.shape == (2, WINDOW, WINDOW) for sample in samples)


def test_a_large_raster_in_strips_is_sampled_in_a_few_of_them(tmp_path):
    pixels = np.random.default_rng(0).integers(1, 4000, (2, SIDE, 300)).astype("uint16")
    path = write_raster(tmp_path / "strips.tif", pixels, blockysize=1)
    with Raster(path) as raster:
        assert raster.block_shape == (1, 300)
        read, rows = raster.read, set()
        raster.read = lambda window, numbers: (
            rows.update(range(window.row_off, window.row_end)) or read(window, numbers)
        )
        samples = sampled(raster)
    assert len(samples) == COUNT
    assert len(rows) <= 4 * WINDOW


def test_a_small_raster_in_strips_is_sampled_everywhere(tmp_path):
    pixels = np.random.default_rng(0).integers(1, 4000, (2, 352, 349)).astype("uint16")
    with Raster(write_raster(tmp_path / "strips.tif", pixels, blockysize=3)) as raster:
        read, rows = raster.read, set()
        raster.read = lambda window, numbers: (
            rows.update(range(window.row_off, window.row_end)) or read(window, numbers)
        )
        sampled(raster)
    assert len(rows) > 200


@pytest.fixture
def left_out(cog, tmp_path):
    """A classification of half the size whose right half is cloud, and the same as a polygon."""
    classes = np.full((1, SIDE // 2, SIDE // 2), 4, np.uint8)
    classes[:, :, SIDE // 4 :] = 9
    plain = write_raster(tmp_path / "plain_SCL.tif", classes, transform=NORTH_UP @ Affine.scale(2), tiled=True)
    copy(plain, tmp_path / "SCL.tif", driver="COG", blocksize=256, overview_resampling="nearest")
    (left, top), (right, bottom) = NORTH_UP @ (SIDE // 2, 0), NORTH_UP @ (SIDE, SIDE)
    with rasterio.open(cog) as dataset:
        corners = [[left, top], [right, top], [right, bottom], [left, bottom], [left, top]]
        crs = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{dataset.crs.to_epsg()}"}}
    feature = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [corners]}}
    (tmp_path / "clouds.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "crs": crs, "features": [feature]})
    )
    return {"classes": tmp_path / "SCL.tif", "polygons": tmp_path / "clouds.geojson", "plain": plain}


@pytest.mark.parametrize("kind", ["classes", "polygons"])
def test_what_a_mask_leaves_out_is_left_out_of_the_overview(cog, left_out, kind):
    source = Source(files=(str(cog),), title="masked", masks=(Mask(path=str(left_out[kind])),))
    with source.open() as raster:
        pixels, mask = raster.read_overview((SMALLEST, SMALLEST), [1, 2])
        samples = sampled(raster)
    third, half = SMALLEST // 3, SMALLEST // 2
    assert mask[:, third:half].all()
    assert not mask[:, half:].any()
    assert not mask[:, :third].any()
    assert np.isnan(pixels[:, ~mask]).all()
    assert samples


def test_a_mask_without_overviews_is_not_read_as_a_whole(cog, left_out):
    with Source(files=(str(cog),), title="masked", masks=(Mask(path=str(left_out["plain"])),)).open() as raster:
        assert raster.overview_shapes == []
        assert sampled(raster)


def test_overviews_beside_the_file_do_not_count(plain, tmp_path):
    path = tmp_path / "plain.tif"
    path.write_bytes(plain.read_bytes())
    with Raster(path) as raster:
        before = np.stack(sampled(raster))
    with rasterio.Env(TIFF_USE_OVR=True), rasterio.open(path, "r+") as dataset:
        dataset.build_overviews([4], Resampling.average)
    assert path.with_name("plain.tif.ovr").exists()
    with Raster(path) as raster:
        assert raster.overview_shapes == []
        assert np.array_equal(np.stack(sampled(raster)), before, equal_nan=True)


def test_files_of_different_pixels_are_sampled_in_the_overview_of_one_size(cog, plain, tmp_path):
    half = write_raster(
        tmp_path / "half.tif",
        np.random.default_rng(1).integers(1, 4000, (1, SIDE // 2, SIDE // 2)).astype("uint16"),
        transform=NORTH_UP @ Affine.scale(2),
        tiled=True,
    )
    copy(half, tmp_path / "half-cog.tif", driver="COG", blocksize=256)
    source = Source(files=(str(cog), str(tmp_path / "half-cog.tif")), title="both")
    with source.open() as raster, rasterio.open(tmp_path / "half-cog.tif", overview_level=0) as dataset:
        assert raster.overview_shapes[0] == (SIDE // 4, SIDE // 4)
        pixels, mask = raster.read_overview((SIDE // 4, SIDE // 4), [1, 3])
        assert (pixels[1, mask] == dataset.read(1)[mask]).all()
        assert not mask[:, : SIDE // 12 - 1].any()
    with Source(files=(str(cog), str(plain)), title="one without").open() as raster:
        assert raster.overview_shapes == []


def test_the_tile_that_is_looked_into_is_like_all_of_the_raster(tmp_path):
    """Half of it is water and half land, as only the tiles in the middle show."""
    random = np.random.default_rng(0)
    pixels = random.integers(100, 140, (2, SIDE, SIDE)).astype("uint16")
    pixels[:, :, SIDE // 2 :] = random.integers(2000, 4000, (2, SIDE, SIDE // 2))
    plain = write_raster(tmp_path / "plain.tif", pixels)
    copy(plain, tmp_path / "shore.tif", driver="COG", compress="deflate", blocksize=256)
    with Raster(tmp_path / "shore.tif") as raster:
        of_tile = sampled(raster)[COUNT // 2 :]
    assert any(sample.max() < 200 for sample in of_tile)
    assert any(sample.min() > 1000 for sample in of_tile)

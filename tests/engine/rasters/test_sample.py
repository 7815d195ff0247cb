"""Samples of a raster: of a large one from its overviews, which are the same where the file lies elsewhere."""

from __future__ import annotations

import numpy as np
import pytest
import rasterio
from affine import Affine
from rasterio.enums import Resampling
from rasterio.shutil import copy

from engine.progress import Reporter
from engine.rasters.raster import Raster
from engine.rasters.sample import sample_windows
from engine.rasters.source import Source
from tests.engine.make_rasters import NORTH_UP, write_raster

SIDE = 2304  # pixels: more tiles of 256 than are all looked into
COUNT, WINDOW = 48, 18


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


def sampled(raster):
    rng = np.random.default_rng(0)
    return sample_windows(raster, [1, 2], count=COUNT, side=WINDOW, rng=rng, reporter=Reporter())


def test_a_large_raster_is_sampled_in_its_overview_and_in_two_tiles(cog):
    with rasterio.open(cog, overview_level=2) as dataset:
        overview = dataset.read()
    assert overview.shape == (2, SIDE // 8, SIDE // 8)
    with Raster(cog) as raster, rasterio.open(cog) as dataset:
        read, windows = raster.read, []
        raster.read = lambda window, numbers: windows.append(window) or read(window, numbers)
        samples = sampled(raster)
        pixels = dataset.read()
    assert len(samples) == COUNT
    assert len(windows) == COUNT // 2
    assert len({(window.col_off // 256, window.row_off // 256) for window in windows}) == 2
    squares = {
        overview[:, row : row + WINDOW, col : col + WINDOW].tobytes()
        for row in range(0, SIDE // 8, WINDOW)
        for col in range(0, SIDE // 8, WINDOW)
    }
    of_overview, of_tiles = samples[: COUNT // 2], samples[COUNT // 2 :]
    assert {np.nan_to_num(sample).astype("uint16").tobytes() for sample in of_overview} <= squares
    assert any(np.isnan(sample).any() for sample in of_overview)  # at the edge of nodata
    for window, sample in zip(windows, of_tiles, strict=True):
        own = pixels[:, window.row_off : window.row_end, window.col_off : window.col_end]
        assert np.array_equal(np.nan_to_num(sample), own)


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

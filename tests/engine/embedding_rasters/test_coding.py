"""Byte rasters that share one scale are put together by GDAL as they are."""

from __future__ import annotations

import numpy as np
import pytest
import rasterio
from rasterio.merge import merge

from engine.embedding_rasters.coding import Coding
from engine.embedding_rasters.raster import EmbeddingRaster
from tests.engine.make_rasters import NORTH_UP, read_all, scene, vectors, write_embeddings, write_raster

FEW = ["--encoder", "random-features", "--filters", "8", "--patch", "4"]


@pytest.fixture
def halves(tmp_path):
    """Two halves of a scene, side by side; the second is brighter."""
    pixels = scene(height=32, width=64)
    pixels[:, :, 32:] *= 1.1
    places = [NORTH_UP, NORTH_UP @ rasterio.Affine.translation(32, 0)]
    parts = [pixels[:, :, :32], pixels[:, :, 32:]]
    return [
        write_raster(tmp_path / f"{name}.tif", part, transform=place)
        for name, part, place in zip(("west", "east"), parts, places, strict=True)
    ]


@pytest.fixture
def embed(folder, command):
    """Embeds a raster as the given name; the value of the command, and its file."""

    def run(raster, name, *options):
        output = folder / name
        outcome = command("embed-raster", "--raster", raster, "--output", output, *FEW, *options, "--json")
        assert outcome.status == 0, outcome.err
        return outcome.value, output

    return run


def test_halves_with_one_scale_are_a_mosaic(halves, embed, folder):
    west, east = halves
    _, one = embed(west, "west.tif")
    value, other = embed(east, "east.tif", "--filters-from", one, "--scale-from", one)
    _, exact = embed(east, "exact.tif", "--filters-from", one, "--dtype", "float32")
    with rasterio.open(one) as left, rasterio.open(other) as right:
        assert (left.scales, left.offsets) == (right.scales, right.offsets)
        scales, offsets = np.array(left.scales), np.array(left.offsets)
        stored, transform = merge([left, right])
        profile = {**left.profile, "width": stored.shape[2], "transform": transform}
    with rasterio.open(folder / "mosaic.tif", "w", **profile) as mosaic:
        mosaic.write(stored)
        mosaic.scales, mosaic.offsets = scales.tolist(), offsets.tolist()
    source = EmbeddingRaster(folder / "mosaic.tif")
    values, _ = source.read(source.grid.whole)
    source.close()
    assert np.array_equal(values[:, :, :8], read_all(one))
    assert np.array_equal(values[:, :, 8:], read_all(other))
    # What the scale reaches is half a code off at most, and half precision's share, and the rest is its last value.
    low, high = ((offsets + code * scales)[:, None, None] for code in (1, 255))
    step = scales[:, None, None]
    wanted = read_all(exact)
    assert (np.abs(read_all(other) - np.clip(wanted, low, high)) <= 0.6 * step).all()
    beyond = int(((wanted < low - step / 2) | (wanted > high + step / 2)).sum())
    (note,) = (note for note in value["notes"] if "lie beyond the scale of west.tif, and were clipped" in note)
    assert beyond > 0
    assert int(note.split()[0].replace(",", "")) == pytest.approx(beyond, rel=0.05)


def test_a_raster_s_own_scale_clips_nothing(halves, embed):
    _, one = embed(halves[0], "one.tif")
    value, again = embed(halves[0], "again.tif", "--filters-from", one, "--scale-from", one)
    assert any(note.startswith("0 values (0 %) lie beyond") for note in value["notes"])
    assert np.array_equal(read_all(one), read_all(again))


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ("foreign", "is of no encoder of Landprint's"),
        ("filters", "was made with other random filters"),
        ("dims", "random-features, 32 dimensions, and this raster of random-features, 16 dimensions"),
        ("float", "is stored as float32, which has no scale"),
        ("missing", "There is no file"),
    ],
)
def test_a_scale_that_does_not_fit_is_refused(halves, embed, folder, command, other, says):
    west, east = halves
    _, one = embed(west, "west.tif")
    paths = {
        "foreign": lambda: write_embeddings(folder / "f.tif", vectors(dim=16)),
        "filters": lambda: one,
        "dims": lambda: embed(west, "wide.tif", "--filters", "16")[1],
        "float": lambda: embed(west, "exact.tif", "--filters-from", one, "--dtype", "float32")[1],
        "missing": lambda: folder / "none.tif",
    }
    path = paths[other]()
    filters = [] if other == "filters" else ["--filters-from", one]
    options = [*FEW, *filters, "--output", folder / "east.tif", "--scale-from", path]
    outcome = command("embed-raster", "--raster", east, *options)
    assert outcome.status == 2
    assert says in outcome.err
    assert not (folder / "east.tif").exists()


def test_floating_point_numbers_take_no_scale(halves, embed, folder, command):
    _, one = embed(halves[0], "west.tif")
    options = [*FEW, "--output", folder / "e.tif", "--scale-from", one, "--dtype", "float32"]
    outcome = command("embed-raster", "--raster", halves[1], *options)
    assert "Values stored as float32 have no scale. Store them as uint8." in outcome.err


def test_the_raster_whose_scale_is_used_is_not_written_over(halves, embed, command):
    _, one = embed(halves[0], "west.tif")
    outcome = command("embed-raster", "--raster", halves[1], *FEW, "--output", one, "--scale-from", one)
    assert "The output west.tif is the input itself." in outcome.err


def test_values_more_than_half_a_code_away_are_beyond():
    coding = Coding(scale=np.array([1.0, 2.0]), offset=np.array([0.0, 10.0]))
    values = np.array([[[0.4, 0.6, 255.4, 255.6, np.nan]], [[10.9, 11.1, 520.9, 521.1, np.nan]]], np.float32)
    assert coding.count_beyond(slice(0, 2), values) == 4
    assert coding.count_beyond(slice(1, 2), values[1:]) == 2

"""Change: the cosine distance of two embedding rasters, on the grid of the first, and only of the same encoder."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin
from rasterio.warp import transform as reproject_points

from tests.engine.make_rasters import NORTH_UP, UTM, read_all, scene, vectors, write_embeddings, write_raster


@pytest.fixture
def change(write):
    """Maps change; returns the distances (row, column) and the result."""
    return partial(write, "change-map", name="c.tif")


def distances(a, b, *, centred=True):
    """The formula, in float64."""
    known = np.isfinite(a[0]) & np.isfinite(b[0])
    a, b = (values[:, known].astype(np.float64) for values in (a, b))
    spread = 0.0
    if centred:
        a, b = a - a.mean(axis=1, keepdims=True), b - b.mean(axis=1, keepdims=True)
        spread = np.mean([(a**2).sum(axis=0), (b**2).sum(axis=0)])
    found = np.full(known.shape, np.nan)
    lengths = [np.sqrt((values**2).sum(axis=0) + spread) for values in (a, b)]
    found[known] = 1 - ((a * b).sum(axis=0) + spread) / np.prod(lengths, axis=0)
    return found


def smooth(height=20, width=30, dim=6, offset=(0.0, 0.0), step=1.0):
    """Embeddings that vary smoothly over the ground, sampled at the patches of a grid."""
    rows = (np.arange(height) + 0.5) * step + offset[1]
    cols = (np.arange(width) + 0.5) * step + offset[0]
    waves = [np.sin(rows[:, None] / (6 + index)) + np.cos(cols / (7 + index)) * (index + 1) for index in range(dim)]
    return np.stack(waves).astype(np.float32)


def test_the_distance_follows_its_formula(tmp_path, change):
    first, second = vectors(), vectors(seed=1)
    first[:, 2:4, 5] = np.nan
    second[:, 7, 8:11] = np.nan
    found, value = change(write_embeddings(tmp_path / "a.tif", first), write_embeddings(tmp_path / "b.tif", second))
    expected = distances(first, second)
    assert np.allclose(found, expected, atol=1e-5, equal_nan=True)
    assert np.isnan(found).sum() == 5
    assert value["valid"] == np.isfinite(expected).sum()
    assert value["mean"] == pytest.approx(np.nanmean(expected), abs=1e-5)
    for percent in (2, 50, 98):
        assert value["percentiles"][str(percent)] == pytest.approx(np.nanpercentile(expected, percent), abs=0.02)


def test_what_changes_all_places_alike_is_no_change_unless_the_plain_cosine_is_wanted(tmp_path, change):
    values = vectors()
    first = write_embeddings(tmp_path / "a.tif", values)
    second = write_embeddings(tmp_path / "b.tif", values + np.arange(6, dtype=np.float32)[:, None, None])
    assert np.abs(change(first, second)[0]).max() < 1e-4
    raw, _ = change(first, second, "--raw")
    assert np.allclose(raw, distances(read_all(first), read_all(second), centred=False), atol=1e-5)
    assert raw.min() > 0.01


def test_a_place_that_changed_stands_out(tmp_path, change):
    before = vectors()
    after = before.copy()
    after[:, 5:8, 10:14] = 6 - after[:, 5:8, 10:14]
    found, _ = change(write_embeddings(tmp_path / "a.tif", before), write_embeddings(tmp_path / "b.tif", after))
    inside = np.zeros(found.shape, bool)
    inside[5:8, 10:14] = True
    assert found[inside].min() > found[~inside].max()


def test_places_like_most_others_do_not_differ_by_their_noise(tmp_path, change):
    """As in a forest, where nearly all patches are close to the mean and a few are cut."""
    random = np.random.default_rng(0)
    forest, clearing = random.normal(0, 1, (2, 16, 1, 1))
    is_cut = np.zeros((2, 20, 30), bool)
    is_cut[:, 3:6, 4:8] = True  # at both dates
    is_cut[1, 12:14, 20:25] = True
    before, after = (np.where(cut, clearing, forest) + random.normal(0, 0.1, (16, 20, 30)) for cut in is_cut)
    paths = [write_embeddings(tmp_path / name, each) for name, each in (("a.tif", before), ("b.tif", after))]
    found, _ = change(*paths)
    changed = is_cut[0] != is_cut[1]
    assert found[changed].min() > found[~changed].max()


def test_patches_that_coincide_are_compared_without_resampling(tmp_path, change):
    values = vectors(height=40, width=40)
    first = write_embeddings(tmp_path / "a.tif", values[:, :25, :30])
    moved = from_origin(288_000 + 10 * 10, 9_120_000 - 5 * 10, 10, 10)
    second = write_embeddings(tmp_path / "b.tif", values[:, 5:40, 10:40], transform=moved)
    found, value = change(first, second, "--raw")
    assert np.nanmax(np.abs(found)) < 1e-6
    assert np.isfinite(found[5:, 10:]).all()
    assert np.isnan(found[:5]).all()
    assert np.isnan(found[:, :10]).all()
    assert not any("interpolated" in note for note in value["notes"])


def test_another_grid_is_interpolated_between_patches_and_that_is_said(tmp_path, change):
    first = write_embeddings(tmp_path / "a.tif", smooth())
    # Patches of 8 m that begin 13 m to the east and 9 m to the south.
    moved = from_origin(288_013, 9_120_000 - 9, 8, 8)
    second = write_embeddings(tmp_path / "b.tif", smooth(offset=(1.3, 0.9), step=0.8), transform=moved)
    found, value = change(first, second, "--raw")
    assert np.isnan(found[:1]).all()
    assert np.nanmax(found[2:-4, 3:-5]) < 1e-3
    assert any("interpolated" in note for note in value["notes"])


def test_another_coordinate_system_is_met_at_the_same_places(tmp_path, change):
    height, width = 24, 32
    first = write_embeddings(tmp_path / "a.tif", smooth(height, width))
    # The same ground in degrees, of which each patch has what the first has at its place.
    (west, east), (south, north) = reproject_points(UTM, "EPSG:4326", [288_000, 288_320], [9_120_000 - 240, 9_120_000])
    degrees = from_origin(west, north, (east - west) / width, (north - south) / height)
    cols, rows = np.meshgrid(np.arange(width) + 0.5, np.arange(height) + 0.5)
    lons, lats = degrees.a * cols + degrees.c, degrees.e * rows + degrees.f
    x, y = reproject_points("EPSG:4326", UTM, lons.ravel(), lats.ravel())
    cols, rows = (np.array(x) - 288_000) / 10, (9_120_000 - np.array(y)) / 10
    values = np.stack(
        [np.sin(rows / (6 + index)) + np.cos(cols / (7 + index)) * (index + 1) for index in range(6)]
    ).reshape(6, height, width)
    second = write_embeddings(tmp_path / "b.tif", values, crs="EPSG:4326", transform=degrees)
    found, value = change(first, second, "--raw")
    assert np.nanmax(found[2:-2, 2:-2]) < 1e-3
    assert value["valid"] > 0.9 * height * width


def test_nodata_is_not_interpolated_into_what_is_valid(tmp_path, change):
    values = np.ones((6, 20, 30), np.float32) * np.arange(1, 7, dtype=np.float32)[:, None, None]
    holed = values.copy()
    holed[:, 8:12, 8:12] = np.nan
    moved = NORTH_UP @ NORTH_UP.translation(0.4, 0.4)
    second = write_embeddings(tmp_path / "b.tif", holed, transform=moved)
    found, _ = change(write_embeddings(tmp_path / "a.tif", values), second, "--raw")
    assert np.nanmax(found) < 1e-6
    assert np.isnan(found).sum() == 16


def test_little_memory_gives_the_same(tmp_path, change):
    first = write_embeddings(tmp_path / "a.tif", vectors(dim=64, height=300, width=300))
    second = write_embeddings(
        tmp_path / "b.tif",
        vectors(dim=64, height=300, width=300, seed=1),
        transform=NORTH_UP @ NORTH_UP.translation(0.5, 0.25),
    )
    little, _ = change(first, second, "--max-memory-mb", 64)
    much, _ = change(first, second, "--max-memory-mb", 4096)
    assert np.allclose(little, much, atol=1e-5, equal_nan=True)


def embed(command, folder, name, *arguments, seed=0):
    pixels = write_raster(folder / f"{name}_scene.tif", scene(seed=seed).astype("uint8"))
    path = folder / f"{name}.tif"
    outcome = command("embed-raster", "--raster", pixels, "--filters", 8, *arguments, "--output", path)
    assert outcome.status == 0, outcome.err
    return path


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--filters", "9"], "cannot be compared"),
        (["--seed", "1"], "different random filters"),
        (["--patch", "4"], "The patches of"),
    ],
)
def test_embeddings_that_are_not_comparable_are_refused(command, folder, arguments, sentence):
    first = embed(command, folder, "first")
    base = [] if arguments[0] != "--patch" else ["--filters-from", first]
    second = embed(command, folder, "second", *base, *arguments)
    outcome = command("change-map", first, second, "--output", folder / "c.tif")
    assert outcome.status == 2
    assert sentence in outcome.err
    assert not (folder / "c.tif").exists()


def test_the_same_random_filters_can_be_compared(command, folder, change):
    first = embed(command, folder, "first")
    second = embed(command, folder, "second", "--filters-from", first)
    found, _ = change(first, second)
    assert np.nanmax(np.abs(found)) < 1e-3


def test_other_sensors_and_months_are_named(tmp_path, change):
    def tagged(name, **tags):
        path = write_embeddings(tmp_path / name, vectors())
        with rasterio.open(path, "r+") as dataset:
            own = {"KIND": "embedding raster", "ENCODER": "galileo-nano", "PATCH": "4", **tags}
            dataset.update_tags(**{f"LANDPRINT_{key}": value for key, value in own.items()})
        return path

    first = tagged("a.tif", SENSOR="sentinel-2-l2a", DATE="2020-07-01")
    _, value = change(first, tagged("b.tif", SENSOR="landsat-c2l2-sr", DATE="2023-01-09"))
    assert any("sensors" in note for note in value["notes"])
    assert any("different months (2020-07-01, 2023-01-09)" in note for note in value["notes"])
    _, value = change(first, tagged("b.tif", SENSOR="sentinel-2-l2a", DATE="2023-07-09"))
    assert value["notes"] == []


def test_other_weights_are_refused(command, tmp_path, folder):
    paths = []
    for name, digest in (("a.tif", "00"), ("b.tif", "11")):
        paths.append(write_embeddings(tmp_path / name, vectors()))
        with rasterio.open(paths[-1], "r+") as dataset:
            own = {"KIND": "embedding raster", "ENCODER": "clay-v1.5", "CHECKPOINT_SHA256": digest}
            dataset.update_tags(**{f"LANDPRINT_{key}": value for key, value in own.items()})
    outcome = command("change-map", *paths, "--output", folder / "c.tif")
    assert outcome.status == 2
    assert "different weights of clay-v1.5" in outcome.err


@pytest.mark.parametrize(
    ("west", "side", "sentence"),
    [(300_000, 10, "no common place"), (288_000, 30, "10 m and 30 m on the ground")],
    ids=["elsewhere", "of very different ground"],
)
def test_rasters_that_do_not_show_the_same_patches_are_refused(command, tmp_path, folder, west, side, sentence):
    first = write_embeddings(tmp_path / "a.tif", vectors())
    other = write_embeddings(tmp_path / "b.tif", vectors(), transform=from_origin(west, 9_120_000, side, side))
    outcome = command("change-map", first, other, "--output", folder / "c.tif")
    assert outcome.status == 2
    assert sentence in outcome.err

"""A grid of places is an embedding raster like any other, and an image finds its place on it."""

from __future__ import annotations

import numpy as np
import pytest
import rasterio
from affine import Affine

from engine.analysis.locate import Image, chip_windows, locate_image, read_chips
from engine.bounds import WORLD, Bounds
from engine.embedding.embedding_raster import EmbeddingRaster
from engine.embedding.locations import (
    LocationGrid,
    PlacesJob,
    embed_locations,
    estimate_locations,
    location_encoder,
    location_grid,
)
from engine.embedding.scratch import Scratch, fingerprint, list_scratches
from engine.encoders.satclip import model as satclip
from engine.errors import Cancelled, CheckpointError, GridError, OutputError, ParameterError, SourceError
from engine.files import DiskError
from engine.progress import Reporter
from engine.rasters.grid import Window
from engine.sensors.sensors import SENTINEL_2_ALL, sensor_named
from tests.engine.encoders.test_satclip import random_state
from tests.places import real_data

EUROPE = Bounds(-10.0, 35.0, 40.0, 70.0)


class Direction:
    """A place's direction from the Earth's centre."""

    name = "direction"
    dim = 3

    def embed(self, lonlat):
        lon, lat = np.radians(lonlat).T
        return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)

    def embed_grid(self, lons, lats):
        places = np.stack(np.meshgrid(lons, lats), axis=-1).reshape(-1, 2)
        return self.embed(places).T.reshape(3, len(lats), len(lons))

    def tags(self):
        return {}


class CountedDirection(Direction):
    """Counts the places that it embeds."""

    def __init__(self, weights="a"):
        self.count = 0
        self.weights = weights

    def embed_grid(self, lons, lats):
        self.count += len(lons) * len(lats)
        return super().embed_grid(lons, lats)

    def tags(self):
        return {"CHECKPOINT_SHA256": self.weights}


class Compass:
    """An image encoder that finds the place in the pixels: longitude in the first band, latitude in the second."""

    dim = 3
    patch = 64

    def embed_images(self, dn):
        return Direction().embed(np.nanmedian(dn[:, :2], axis=(2, 3)) / 100 - 180).astype(np.float32)


@pytest.fixture
def encoder():
    return satclip.load_locations(random_state())


def job(encoder, bounds=WORLD, resolution=0.5, dtype="uint8"):
    return PlacesJob(places=LocationGrid(encoder, bounds, resolution), dtype=dtype)


@pytest.mark.parametrize("dtype", ["uint8", "float32"])
def test_a_grid_of_places_is_an_embedding_raster(encoder, tmp_path, dtype):
    value = embed_locations(job(encoder, EUROPE, dtype=dtype), tmp_path / "e.tif", Reporter())
    assert (value["width"], value["height"], value["dim"], value["patches"]) == (100, 70, 16, 7000)
    raster = EmbeddingRaster(tmp_path / "e.tif")
    assert raster.tags["ENCODER"] == "satclip"
    assert raster.tags["CHECKPOINT_SHA256"] == encoder.tags()["CHECKPOINT_SHA256"]
    embeddings, mask = raster.read(raster.grid.whole)
    assert mask.all()
    x, y = raster.grid.centre_of(33, 21)
    (expected,) = encoder.embed(np.array([(x, y)]))
    tolerance = 1e-5 if dtype == "float32" else 0.02 * np.ptp(embeddings)
    np.testing.assert_allclose(embeddings[:, 21, 33], expected, atol=tolerance)
    assert raster.grid.crs.to_epsg() == 4326
    raster.close()


def test_the_world_is_covered_to_its_edges():
    grid = location_grid(WORLD, 0.1)
    assert (grid.width, grid.height) == (3600, 1800)
    assert tuple(grid.bounds) == pytest.approx((-180, -90, 180, 90))


def test_only_whole_pixels_are_made():
    grid = location_grid(WORLD, 0.7)
    assert (grid.width, grid.height) == (514, 257)
    assert grid.bounds.bottom >= -90


def test_a_grid_may_cross_the_antimeridian(encoder):
    grid = LocationGrid(encoder, Bounds(170.0, -20.0, 190.0, -10.0), 1.0)
    (expected,) = encoder.embed(np.array([(-179.5, -10.5)]))
    np.testing.assert_allclose(grid.read(Window(10, 0, 1, 1))[:, 0, 0], expected, atol=1e-6)


def test_a_window_is_a_part_of_the_whole(encoder):
    grid = LocationGrid(encoder, EUROPE, 0.5)
    whole = grid.read(grid.grid.whole)
    part = grid.read(Window(20, 33, 17, 35))
    np.testing.assert_allclose(part, whole[:, 33:68, 20:37], atol=1e-6)


@pytest.mark.parametrize(
    ("bounds", "resolution", "message"),
    [
        (WORLD, 0.0, "cannot be"),
        (WORLD, float("nan"), "cannot be"),
        (WORLD, 0.001, "more than 200,000,000"),
        (Bounds(0, 0, 0.1, 0.1), 1.0, "smaller than one pixel"),
        (Bounds(0, -91, 10, 0), 1.0, "no part of the Earth"),
        (Bounds(0, 0, 400, 10), 1.0, "no part of the Earth"),
        (Bounds(500000, 4000000, 600000, 5000000), 1.0, "no part of the Earth"),
    ],
)
def test_what_is_no_grid_on_earth_is_refused(bounds, resolution, message):
    with pytest.raises(GridError, match=message):
        location_grid(bounds, resolution)


# The scratch


@pytest.fixture
def earth():
    """An encoder and its job of 720 x 360 places in 6 windows."""
    encoder = CountedDirection()
    return encoder, job(encoder)


def interrupted(encoder, work, output, places=150_000):
    with pytest.raises(Cancelled):
        embed_locations(work, output, Reporter(is_cancelled=lambda: encoder.count >= places))


def test_each_place_is_embedded_once(earth, folder):
    encoder, work = earth
    value = embed_locations(work, folder / "e.tif", Reporter())
    assert encoder.count == value["patches"] == 720 * 360
    assert value["reused"] == 0


def test_a_cancelled_grid_leaves_no_output(earth, folder):
    encoder, work = earth
    interrupted(encoder, work, folder / "e.tif")
    assert not list(folder.iterdir())


@pytest.mark.parametrize("dtype", ["uint8", "float32"])
def test_a_cancelled_grid_goes_on_where_it_stopped_and_ends_with_the_same_bytes(folder, dtype):
    encoder = CountedDirection()
    work = job(encoder, dtype=dtype)
    interrupted(encoder, work, folder / "e.tif")
    before = encoder.count
    value = embed_locations(work, folder / "e.tif", Reporter())
    assert encoder.count == 720 * 360
    assert value["reused"] == pytest.approx(3 / 6)
    assert before == 256 * 256 * 2 + 256 * 208
    assert embed_locations(work, folder / "r.tif", Reporter())["reused"] == 0
    assert (folder / "e.tif").read_bytes() == (folder / "r.tif").read_bytes()


def test_no_scratch_is_left_when_a_grid_is_complete(earth, folder):
    embed_locations(earth[1], folder / "e.tif", Reporter())
    assert list_scratches() == []


def test_the_scratch_of_a_grid_says_what_it_is(earth, folder):
    interrupted(*earth, folder / "e.tif")
    (entry,) = list_scratches()
    assert entry["source"] == "places from -180, -90 to 180, 90, one every 0.5 degrees"
    assert (entry["encoder"], entry["fraction"]) == ("direction", 0.5)


@pytest.mark.parametrize(
    "other",
    [
        job(CountedDirection("b")),
        job(CountedDirection(), dtype="float32"),
        job(CountedDirection(), Bounds(-180.0, -90.0, 180.0, 89.0)),
        job(CountedDirection(), Bounds(-179.0, -90.0, 181.0, 90.0)),
    ],
    ids=["weights", "dtype", "size", "place"],
)
def test_a_grid_of_other_settings_is_not_continued(earth, folder, other):
    interrupted(*earth, folder / "e.tif")
    assert embed_locations(other, folder / "e.tif", Reporter())["reused"] == 0


def test_other_weights_and_other_harmonics_are_other_encoders(encoder):
    state = random_state()
    closed = satclip.load_locations(state, {"harmonics_calculation": "closed-form"})
    state["model.nnet.last_layer.bias"] = state["model.nnet.last_layer.bias"] + 1e-12
    assert len({fingerprint(each.tags()) for each in (encoder, closed, satclip.load_locations(state))}) == 3


def test_a_second_grid_at_once_gets_a_sentence(earth, folder):
    work = earth[1]
    with (
        Scratch(fingerprint(work.settings), work.records, {}),
        pytest.raises(OutputError, match="This is being embedded with the same settings already"),
    ):
        embed_locations(work, folder / "e.tif", Reporter())


def test_a_grid_that_has_no_room_is_refused_before_the_start(earth, folder, monkeypatch):
    encoder, work = earth
    monkeypatch.setattr("engine.files.free_bytes", lambda _: 10_000_000)
    with pytest.raises(DiskError, match=r"needs 69\.5 MB"):
        embed_locations(work, folder / "e.tif", Reporter())
    assert encoder.count == 0


def test_the_scratch_of_the_world_is_known_before_the_start():
    records = job(CountedDirection(), resolution=0.1).records
    assert (records.count, records.shape, records.dtype) == (8 * 15, (3, 256, 256), "float16")


# The estimate


def test_an_estimate_knows_the_places_and_the_room(folder):
    encoder = CountedDirection()
    estimate = estimate_locations(job(encoder))
    assert (estimate.places, estimate.dim) == (720 * 360, 3)
    assert estimate.scratch_bytes == 6 * 3 * 256 * 256 * 2
    assert estimate.seconds > 0
    assert estimate.free_bytes > 0
    made = embed_locations(job(encoder), folder / "e.tif", Reporter())
    assert made["bytes"] / 3 < estimate.output_bytes < made["bytes"] * 3


def test_an_estimate_embeds_few_places_and_leaves_nothing():
    encoder = CountedDirection()
    estimate_locations(job(encoder, resolution=0.1))
    assert encoder.count < 25_000
    assert list_scratches() == []


@pytest.mark.parametrize("bounds", [Bounds(0, 0, 1, 1), Bounds(0, 0, 2, 90), Bounds(0, 0, 90, 1)])
def test_the_smallest_area_has_an_estimate(bounds):
    places = job(CountedDirection(), bounds, 1.0)
    assert estimate_locations(places).places == places.places.grid.width * places.places.grid.height


def test_a_checkpoint_of_the_user_s_own_is_loaded():
    path = real_data("golden", "satclip-l10.ckpt")
    golden = np.load(real_data("golden", "satclip-golden.npz"))
    encoder = location_encoder("satclip-resnet18-l10", str(path))
    assert encoder.name == "satclip-resnet18-l10"
    assert np.abs(encoder.embed(golden["lonlat"]) - golden["emb_l10"]).max() < 1e-9


def test_a_file_that_is_no_checkpoint_is_refused(tmp_path):
    (tmp_path / "weights.ckpt").write_bytes(b"nothing")
    with pytest.raises(CheckpointError):
        location_encoder("satclip-resnet18-l10", str(tmp_path / "weights.ckpt"))


# Where an image could be

NAMES = ("B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8", "B8A", "B9", "B11", "B12")


def write_image(path, *, place=(24.0, 46.0), size=150, names=NAMES, nodata_columns=0):
    pixels = np.full((len(names), size, size), 300, np.uint16)
    pixels[0], pixels[1] = (np.array(place) + 180) * 100
    pixels[:, :, :nodata_columns] = 0
    profile = {"count": len(names), "width": size, "height": size, "dtype": "uint16", "crs": "EPSG:32635"}
    transform = Affine(10, 0, 500000, 0, -10, 5000000)
    with rasterio.open(path, "w", driver="GTiff", nodata=0, transform=transform, **profile) as dataset:
        dataset.write(pixels)
        dataset.descriptions = names
    return str(path)


def locate(image, tmp_path, **options):
    places = LocationGrid(Direction(), WORLD, 1.0)
    return locate_image(image, Compass(), places, tmp_path / "where.tif", reporter=Reporter(), **options)


def test_an_image_is_most_likely_where_it_was_taken(tmp_path):
    value = locate(Image(raster=write_image(tmp_path / "in.tif"), scale="count"), tmp_path, count=3)
    best = value["places"][0]
    assert (best["x"], best["y"]) == (pytest.approx(24, abs=0.6), pytest.approx(46, abs=0.6))
    assert (len(value["places"]), value["chips"], value["crs"]) == (3, 4, "EPSG:4326")
    assert value["maximum"] == pytest.approx(1, abs=1e-3)
    with rasterio.open(tmp_path / "where.tif") as heatmap:
        assert heatmap.shape == (180, 360)
        assert heatmap.tags()["LANDPRINT_KIND"] == "similarity"
        row, col = divmod(int(heatmap.read(1).argmax()), 360)
        assert heatmap.xy(row, col) == (best["x"], best["y"])


def test_an_image_smaller_than_a_chip_is_found_too(tmp_path):
    value = locate(Image(raster=write_image(tmp_path / "in.tif", size=40), scale="count"), tmp_path)
    assert value["chips"] == 1
    assert value["places"][0]["x"] == pytest.approx(24, abs=0.6)


def test_an_extent_takes_the_chips_inside(tmp_path):
    extent = Bounds(500000, 5000000 - 64 * 10, 500000 + 128 * 10, 5000000)
    value = locate(Image(raster=write_image(tmp_path / "in.tif"), extent=extent, scale="count"), tmp_path)
    assert value["chips"] == 2


def test_chips_without_data_are_left_out(tmp_path):
    value = locate(Image(raster=write_image(tmp_path / "in.tif", nodata_columns=60), scale="count"), tmp_path)
    assert value["chips"] == 2


def test_an_empty_image_is_refused(tmp_path):
    with pytest.raises(SourceError, match="no chip with enough valid pixels"):
        locate(Image(raster=write_image(tmp_path / "in.tif", nodata_columns=150)), tmp_path)


def test_missing_bands_are_named(tmp_path):
    path = write_image(tmp_path / "in.tif", names=("B2", "B3", "B4", "B8"))
    with pytest.raises(SourceError, match="bands coastal, rededge1"):
        locate(Image(raster=path), tmp_path)


def test_too_few_chosen_bands_are_refused(tmp_path):
    with pytest.raises(ParameterError, match="12 bands, got 3"):
        locate(Image(raster=write_image(tmp_path / "in.tif"), bands=[4, 3, 2]), tmp_path)


def test_the_image_itself_is_not_overwritten(tmp_path):
    path = write_image(tmp_path / "where.tif")
    with pytest.raises(OutputError):
        locate(Image(raster=path), tmp_path)


def test_chips_are_whole_and_spread_over_the_area():
    chips = list(chip_windows(Window(100, 50, 1000, 700), 64))
    assert len(chips) == 16
    assert all(chip.col_end <= 1100 and chip.row_end <= 750 for chip in chips)
    assert chips[0] == Window(100, 50, 64, 64)


def test_bands_stand_in_the_order_of_the_encoder():
    names = [band.name for band in sensor_named(SENTINEL_2_ALL).bands]
    assert " ".join(names) == "coastal blue green red rededge1 rededge2 rededge3 nir nir08 nir09 swir16 swir22"
    assert len(names) == len(satclip.BANDS)


@pytest.mark.parametrize(("image", "offset"), [("patch_33188.tif", 0), ("patch_252161.tif", 1000)])
def test_real_chips_lose_their_offset(image, offset):
    path = real_data("data", "s2_chips", image)
    (chip,), notes = read_chips(Image(raster=str(path)), 256, reporter=Reporter())
    with rasterio.open(path) as dataset:
        np.testing.assert_array_equal(chip, dataset.read().astype(np.float32) - offset)
    assert any("offset" in note for note in notes)


def test_bands_in_another_order_are_sorted():
    path = next(real_data("data", "eurosat_ms", "Forest").glob("*.tif"))
    (chip,), _ = read_chips(Image(raster=str(path), scale="count"), 64, reporter=Reporter())
    with rasterio.open(path) as dataset:
        order = [dataset.descriptions.index(f"B{name[1:]}") + 1 for name in satclip.BANDS]
        np.testing.assert_array_equal(chip, dataset.read(order).astype(np.float32))


def test_pixels_of_another_size_are_told(tmp_path):
    path = str(real_data("data", "s2_labelled", "rstoolbox_sen2_l2a_12band.tif"))
    chips, notes = read_chips(Image(raster=path), 224, reporter=Reporter())
    assert len(chips) == 1
    assert not any("pixels of" in note for note in notes)
    with rasterio.open(tmp_path / "coarse.tif", "w", **_coarse_profile()) as dataset:
        dataset.write(np.full((12, 70, 70), 500, np.uint16))
        dataset.descriptions = NAMES
    _, notes = read_chips(Image(raster=str(tmp_path / "coarse.tif")), 64, reporter=Reporter())
    assert any("pixels of 60 m" in note for note in notes)


def _coarse_profile():
    transform = Affine(60, 0, 500000, 0, -60, 5000000)
    size = {"width": 70, "height": 70, "count": 12}
    return {"driver": "GTiff", "dtype": "uint16", "crs": "EPSG:32635", "transform": transform, **size}

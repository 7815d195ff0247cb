"""A grid of places is an embedding raster like any other."""

from __future__ import annotations

import numpy as np
import pytest

from engine.bounds import WORLD, Bounds
from engine.embedding.locations import (
    LocationGrid,
    PlacesRun,
    location_encoder,
    location_grid,
)
from engine.embedding.scratch import Scratch, list_scratches
from engine.embedding_rasters.raster import EmbeddingRaster
from engine.encoders.satclip import locations as satclip
from engine.errors import Cancelled, CheckpointError, GridError, OutputError
from engine.files import DiskError, fingerprint
from engine.progress import Reporter
from engine.rasters.grid import Window
from tests.engine.encoders.test_satclip import random_state
from tests.places import golden_numbers, golden_weights

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


@pytest.fixture
def encoder():
    return satclip.load_locations(random_state())


def run_of(encoder, bounds=WORLD, resolution=0.5, dtype="uint8"):
    return PlacesRun(places=LocationGrid(encoder, bounds, resolution), dtype=dtype)


@pytest.mark.parametrize("dtype", ["uint8", "float32"])
def test_a_grid_of_places_is_an_embedding_raster(encoder, tmp_path, dtype):
    run = run_of(encoder, EUROPE, dtype=dtype)
    assert run.write(tmp_path / "e.tif", Reporter()).valid_patches == 7000
    assert (run.grid.width, run.grid.height, run.dim) == (100, 70, 16)
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
    """An encoder and its run of 720 x 360 places in 6 windows."""
    encoder = CountedDirection()
    return encoder, run_of(encoder)


def interrupted(encoder, work, output, places=150_000):
    with pytest.raises(Cancelled):
        work.write(output, Reporter(is_cancelled=lambda: encoder.count >= places))


def test_each_place_is_embedded_once(earth, folder):
    encoder, work = earth
    written = work.write(folder / "e.tif", Reporter())
    assert encoder.count == written.valid_patches == 720 * 360
    assert written.reused == 0


def test_a_cancelled_grid_leaves_no_output(earth, folder):
    encoder, work = earth
    interrupted(encoder, work, folder / "e.tif")
    assert not list(folder.iterdir())


@pytest.mark.parametrize("dtype", ["uint8", "float32"])
def test_a_cancelled_grid_goes_on_where_it_stopped_and_ends_with_the_same_bytes(folder, dtype):
    encoder = CountedDirection()
    work = run_of(encoder, dtype=dtype)
    interrupted(encoder, work, folder / "e.tif")
    before = encoder.count
    written = work.write(folder / "e.tif", Reporter())
    assert encoder.count == 720 * 360
    assert written.reused == pytest.approx(3 / 6)
    assert before == 256 * 256 * 2 + 256 * 208
    assert work.write(folder / "r.tif", Reporter()).reused == 0
    assert (folder / "e.tif").read_bytes() == (folder / "r.tif").read_bytes()


def test_no_scratch_is_left_when_a_grid_is_complete(earth, folder):
    earth[1].write(folder / "e.tif", Reporter())
    assert list_scratches() == []


def test_the_scratch_of_a_grid_says_what_it_is(earth, folder):
    interrupted(*earth, folder / "e.tif")
    (entry,) = list_scratches()
    assert entry["source"] == "places from -180, -90 to 180, 90, one every 0.5 degrees"
    assert (entry["encoder"], entry["fraction"]) == ("direction", 0.5)


@pytest.mark.parametrize(
    "other",
    [
        run_of(CountedDirection("b")),
        run_of(CountedDirection(), dtype="float32"),
        run_of(CountedDirection(), Bounds(-180.0, -90.0, 180.0, 89.0)),
        run_of(CountedDirection(), Bounds(-179.0, -90.0, 181.0, 90.0)),
    ],
    ids=["weights", "dtype", "size", "place"],
)
def test_a_grid_of_other_settings_is_not_continued(earth, folder, other):
    interrupted(*earth, folder / "e.tif")
    assert other.write(folder / "e.tif", Reporter()).reused == 0


def test_other_weights_and_other_harmonics_are_other_encoders(encoder):
    state = random_state()
    closed = satclip.load_locations(state, {"harmonics_calculation": "closed-form"})
    state["last_layer.bias"] = state["last_layer.bias"] + 1e-12
    assert len({fingerprint(each.tags()) for each in (encoder, closed, satclip.load_locations(state))}) == 3


def test_a_second_grid_at_once_gets_a_sentence(earth, folder):
    work = earth[1]
    with (
        Scratch(work.key, work.records, {}),
        pytest.raises(OutputError, match="This is being embedded with the same settings already"),
    ):
        work.write(folder / "e.tif", Reporter())


def test_a_grid_that_has_no_room_is_refused_before_the_start(earth, folder, monkeypatch):
    encoder, work = earth
    monkeypatch.setattr("engine.files.free_bytes", lambda _: 10_000_000)
    with pytest.raises(DiskError, match=r"needs 69\.5 MB"):
        work.write(folder / "e.tif", Reporter())
    assert encoder.count == 0


def test_the_scratch_of_the_world_is_known_before_the_start():
    records = run_of(CountedDirection(), resolution=0.1).records
    assert (records.count, records.shape, records.dtype) == (8 * 15, (3, 256, 256), "float16")


# The estimate


def test_an_estimate_knows_the_room(folder):
    encoder = CountedDirection()
    estimate = run_of(encoder).estimate()
    assert estimate.dim == 3
    assert estimate.scratch_bytes == 6 * 3 * 256 * 256 * 2
    assert estimate.seconds > 0
    assert estimate.free_bytes > 0
    run_of(encoder).write(folder / "e.tif", Reporter())
    stored_bytes = (folder / "e.tif").stat().st_size
    assert stored_bytes / 3 < estimate.output_bytes < stored_bytes * 3


def test_an_estimate_embeds_few_places_and_leaves_nothing():
    encoder = CountedDirection()
    run_of(encoder, resolution=0.1).estimate()
    assert encoder.count < 25_000
    assert list_scratches() == []


@pytest.mark.parametrize("bounds", [Bounds(0, 0, 1, 1), Bounds(0, 0, 2, 90), Bounds(0, 0, 90, 1)])
def test_the_smallest_area_has_an_estimate(bounds):
    estimate = run_of(CountedDirection(), bounds, 1.0).estimate()
    assert estimate.seconds > 0
    assert estimate.output_bytes > 0


def test_a_checkpoint_of_the_user_s_own_is_loaded():
    path = golden_weights("satclip-l10.ckpt")
    golden = golden_numbers("satclip-golden.npz")
    encoder = location_encoder("satclip-resnet18-l10", str(path))
    assert encoder.name == "satclip-resnet18-l10"
    assert np.abs(encoder.embed(golden["lonlat"]) - golden["emb_l10"]).max() < 1e-9


def test_a_file_that_is_no_checkpoint_is_refused(tmp_path):
    (tmp_path / "weights.ckpt").write_bytes(b"nothing")
    with pytest.raises(CheckpointError):
        location_encoder("satclip-resnet18-l10", str(tmp_path / "weights.ckpt"))

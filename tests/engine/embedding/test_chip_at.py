"""The chip around a place: what embed-raster makes of the same pixels, without the rest of the raster."""

from __future__ import annotations

import gc
import weakref

import numpy as np
import pytest
import rasterio
from affine import Affine
from pyogrio.raw import write as write_vector
from shapely import box, to_wkb

from engine.embedding import chip_at
from engine.encoders.galileo import model as galileo_model
from engine.errors import Cancelled, CheckpointError, OutsideError, ParameterError
from engine.operations.state import State
from engine.operations.table import run_operation
from engine.progress import Reporter
from engine.rasters.grid import Grid, Window
from tests.engine.make_rasters import NORTH_UP, UTM, write_raster
from tests.engine.real import SENTINEL_2, clay, galileo
from tests.places import golden_weights, scene_file

IN_DEGREES = ("data", "s2_labelled", "rstoolbox_sen2_l2a_12band.tif")  # 247 x 237 pixels of 10 m
LANDSAT = ("data", "landsat", "lc08_l1t_20150804_020039_B2-B7_512.tif")
ENCODERS = {"clay": clay, "galileo": galileo}
MIDDLE = (-56.36, -1.47)


@pytest.fixture
def ask(folder):
    """Embeds the chip at a place as an encoder's embedding rasters are made, by one engine."""
    state = State()

    def run(embeds, raster, at, *, reporter=None, **settings):
        settings = {**embeds(folder).settings, **settings, "raster": str(raster), "at": list(at)}
        del settings["dtype"]
        return run_operation(state, "chip_embedding_at", settings, reporter or Reporter())

    run.state = state
    yield run
    state.close()


@pytest.fixture
def scene(tmp_path):
    """A made-up image of Sentinel-2, 160 x 128 pixels, without data in its left 40 columns."""
    pixels = np.random.default_rng(0).integers(200, 4000, (len(SENTINEL_2), 128, 160)).astype("uint16")
    pixels[:, :, :40] = 0
    path = write_raster(tmp_path / "scene.tif", pixels, nodata=0)
    with rasterio.open(path, "r+") as dataset:
        dataset.descriptions = SENTINEL_2
    return path


def ground(col, row):
    """Where a position in pixels of the made-up image lies."""
    return NORTH_UP @ (col, row)


@pytest.mark.parametrize("name", ENCODERS)
@pytest.mark.parametrize(("raster", "settings"), [(IN_DEGREES, {"date": "2023-07-14"}), (LANDSAT, {})])
def test_at_the_centre_of_a_chip_of_the_grid_it_is_that_chip_of_the_embedding_raster(
    folder, ask, name, raster, settings
):
    if name == "galileo" and raster is LANDSAT:
        settings = {"sensor": "sentinel-2-l2a", "bands": [1, 2, 3], "band_names": ["blue", "green", "red"]}
        settings |= {"scale": "count"}
    path = scene_file(*raster)
    whole = ENCODERS[name](folder)(path, pool="chip", **settings)
    with rasterio.open(whole.path) as grid, rasterio.open(path) as source:
        places = [(row, col) for row in range(grid.height) for col in range(grid.width)]
        centres = {place: grid.transform @ (place[1] + 0.5, place[0] + 0.5) for place in places}
        inside = [place for place, (x, y) in centres.items() if source.bounds.left < x < source.bounds.right]
        inside = [place for place in inside if source.bounds.bottom < centres[place][1] < source.bounds.top]
        bounds = rasterio.windows.bounds(rasterio.windows.Window(0, 0, 1, 1), grid.transform)
    asked = inside[:: max(1, len(inside) // 4)] + inside[-1:]  # the last one reaches past the edges
    for row, col in asked:
        value = ask(ENCODERS[name], path, centres[row, col], **settings)
        np.testing.assert_allclose(value["vector"], whole.values[:, row, col], atol=1e-5)
        assert value["at"] == pytest.approx(centres[row, col], rel=1e-12)
    first = ask(ENCODERS[name], path, centres[0, 0], **settings)
    assert first["bounds"] == pytest.approx(bounds, rel=1e-12)
    assert first["dimension"] == len(first["vector"]) == whole.result["dim"]
    assert first["norm"] == pytest.approx(np.linalg.norm(first["vector"]))


def test_day_and_place_reach_the_model(tmp_path, ask):
    path = scene_file(*IN_DEGREES)
    dated = ask(clay, path, MIDDLE, date="2023-07-14")["vector"]
    assert not np.allclose(ask(clay, path, MIDDLE)["vector"], dated, atol=1e-4)
    moved = tmp_path / path.name
    with rasterio.open(path) as dataset:
        pixels, profile, names = dataset.read(), dataset.profile, dataset.descriptions
    profile["transform"] = Affine.translation(60, 40) @ profile["transform"]
    with rasterio.open(moved, "w", **profile) as dataset:
        dataset.write(pixels)
        dataset.descriptions = names
    elsewhere = (MIDDLE[0] + 60, MIDDLE[1] + 40)
    assert not np.allclose(ask(clay, moved, elsewhere, date="2023-07-14")["vector"], dated, atol=1e-4)


@pytest.mark.parametrize(("col", "first"), [(128.0, 0), (128.4, 0), (128.5, 1), (127.6, 0), (127.4, -1)])
def test_a_chip_is_whole_pixels_around_the_place(col, first):
    grid = Grid(crs=None, transform=Affine.scale(10, -10), width=1000, height=1000)
    window = chip_at.chip_around(grid, 10 * col, -1280, 256)
    assert window == Window(first, 0, 256, 256)


def test_a_place_may_be_given_in_other_coordinates(ask, scene):
    here = ask(galileo, scene, ground(100, 64))
    (lon,), (lat,) = rasterio.warp.transform(UTM, "EPSG:4326", *([one] for one in ground(100, 64)))
    there = ask(galileo, scene, (lon, lat), crs="EPSG:4326")
    assert there["vector"] == here["vector"]
    assert there["at"] == here["at"] == list(ground(100, 64))
    assert rasterio.crs.CRS.from_wkt(here["crs"]) == rasterio.crs.CRS.from_user_input(UTM)


def test_a_raster_in_degrees_is_resampled_and_the_place_still_in_degrees(ask):
    path = scene_file(*IN_DEGREES)
    value = ask(galileo, path, MIDDLE, gsd=10)
    assert rasterio.crs.CRS.from_wkt(value["crs"]).to_epsg() == 32721
    left, bottom, right, top = value["bounds"]
    assert (right - left, top - bottom) == pytest.approx((640, 640))
    (lon,), (lat,) = rasterio.warp.transform(value["crs"], "EPSG:4326", [value["at"][0]], [value["at"][1]])
    assert (lon, lat) == pytest.approx(MIDDLE, abs=1e-4)


def test_beyond_the_edge_there_is_no_data(ask, scene):
    value = ask(galileo, scene, ground(150, 64))
    assert value["valid"] == pytest.approx((160 - 118) / 64)
    assert "65.6 % of the chip has data." in value["notes"]
    assert ask(galileo, scene, ground(100, 64))["valid"] == 1


@pytest.mark.parametrize(
    ("col", "row", "said"),
    [
        (161, 64, "outside of the raster"),
        (20, 64, "There is no data"),
        (41, 2, "Only 27 % of the chip of 64 x 64 pixels around this place has data, and half of it is needed"),
    ],
)
def test_a_place_without_enough_data_is_refused(ask, scene, col, row, said):
    with pytest.raises(OutsideError, match=said) as caught:
        ask(galileo, scene, ground(col, row))
    assert caught.value.hint


@pytest.mark.parametrize("side", [64, 100, 120])
def test_a_small_raster_is_one_chip_of_clay_s(tmp_path, folder, ask, side):
    pixels = np.random.default_rng(0).integers(200, 4000, (len(SENTINEL_2), side, side)).astype("uint16")
    path = write_raster(tmp_path / "small.tif", pixels)
    with rasterio.open(path, "r+") as dataset:
        dataset.descriptions = SENTINEL_2
    made = clay(folder)(path, pool="chip", sensor="sentinel-2-l2a")
    chip = -(-side // 8) * 8  # Clay's patches have 8 pixels
    assert made.tags["PATCH"] == str(chip)
    assert made.values.shape[1:] == (1, 1)
    assert np.isfinite(made.values).all()
    assert f"its chips have {chip} x {chip}" in " ".join(made.result["notes"])
    asked = ask(clay, path, ground(chip // 2, chip // 2), sensor="sentinel-2-l2a")
    np.testing.assert_allclose(asked["vector"], made.values[:, 0, 0], atol=1e-5)


def test_what_a_mask_leaves_out_is_no_data(tmp_path, ask, scene):
    clouds = tmp_path / "clouds.gpkg"
    left, top = ground(110, 0)
    polygon = to_wkb(box(left, top - 1280, left + 100, top))
    write_vector(clouds, np.array([polygon], dtype=object), [], [], crs=UTM, geometry_type="Polygon")
    value = ask(galileo, scene, ground(100, 64), mask=str(clouds))
    assert value["valid"] == pytest.approx(54 / 64)
    assert value["vector"] != ask(galileo, scene, ground(100, 64))["vector"]
    with pytest.raises(OutsideError, match="no data"):
        ask(galileo, scene, ground(115, 64), mask=str(clouds))


def test_an_encoder_that_embeds_no_chips_is_refused(ask, scene):
    with pytest.raises(ParameterError, match="no embedding of a whole chip") as caught:
        ask(galileo, scene, ground(100, 64), encoder="random-features")
    assert "galileo-nano" in caught.value.hint


def test_missing_weights_are_said_before_anything_is_read(ask, scene):
    with pytest.raises(CheckpointError, match="are not here yet"):
        ask(galileo, scene, ground(100, 64), checkpoint=None)


@pytest.fixture
def loads(monkeypatch):
    """How often Galileo was loaded."""
    counted, load = [], galileo_model.load
    monkeypatch.setattr(galileo_model, "load", lambda weights: (counted.append(1), load(weights))[1])
    return counted


def test_the_second_click_loads_nothing(ask, scene, loads):
    first = ask(galileo, scene, ground(100, 64))
    second = ask(galileo, scene, ground(110, 70))
    assert len(loads) == 1
    assert first["vector"] != second["vector"]
    assert second["notes"] == first["notes"]


def test_other_settings_and_a_changed_raster_load_anew(ask, scene, loads):
    ask(galileo, scene, ground(100, 64))
    ask(galileo, scene, ground(100, 64), patch=4)
    assert len(loads) == 2
    with rasterio.open(scene, "r+") as dataset:
        dataset.write(dataset.read() // 2)
    ask(galileo, scene, ground(100, 64), patch=4)
    assert len(loads) == 3


def test_an_embedding_raster_is_opened_beside_the_encoder(folder, ask, scene, loads):
    ask(galileo, scene, ground(100, 64))
    made = galileo(folder)(scene)
    at = [list(ground(100, 64))]
    params = {"embeddings": str(made.path), "at": at, "output": str(folder / "s.tif")}
    run_operation(ask.state, "similarity_map", params, Reporter())
    before = len(loads)
    ask(galileo, scene, ground(110, 70))
    assert len(loads) == before


def test_a_closed_state_lets_go_of_the_model(ask, scene):
    ask(galileo, scene, ground(100, 64))
    model = weakref.ref(ask.state._kept[1][0].encoder._model)
    gc.disable()
    try:
        ask.state.close()
        assert model() is None
    finally:
        gc.enable()


def test_the_second_click_can_be_cancelled(ask, scene):
    ask(galileo, scene, ground(100, 64))
    answers = iter([False])  # once while the raster is read; then the encoder asks
    with pytest.raises(Cancelled):
        ask(galileo, scene, ground(110, 70), reporter=Reporter(is_cancelled=lambda: next(answers, True)))
    assert ask(galileo, scene, ground(110, 70))["dimension"] == 128


def test_on_the_command_line_it_is_json(command, scene):
    weights = golden_weights("galileo-nano.pt")
    x, y = ground(100, 64)
    arguments = ["--raster", scene, "--encoder", "galileo-nano", "--checkpoint", weights, "--at", f"{x},{y}"]
    outcome = command("chip-embedding-at", *arguments)
    assert outcome.status == 0, outcome.err
    assert set(outcome.value) >= {"vector", "dimension", "norm", "at", "bounds", "valid", "notes"}

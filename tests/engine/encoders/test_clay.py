"""Clay v1.5's encoder against what the published code gives for the same weights."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from engine.encoders.catalogue import find_part
from engine.encoders.clay import model as clay
from engine.encoders.clay.family import tensors
from engine.encoders.clay.model import Clay, LatLon
from engine.errors import CheckpointError, ParameterError
from engine.runtimes.graph import Floats
from engine.runtimes.torch_network import TorchNetwork
from engine.sensors.scales import decibels
from engine.weights.checkpoints import load_file
from tests import checkpoints
from tests.places import golden_numbers, golden_weights

CASES = (
    *("s2_64", "s2_64_nometa", "s2_128", "s2_rgbn_64", "landsat_sr_64", "landsat_l1_64", "s1_64", "naip_64", "linz_64"),
    *("modis_64", "custom5_64", "custom5_100"),
)
Golden = Mapping[str, np.ndarray]


@pytest.fixture(scope="module")
def golden() -> Golden:
    return golden_numbers("clay-golden.npz")


@pytest.fixture(scope="module")
def config(golden: Golden) -> dict[str, Any]:
    return json.loads(golden["config_json"].tobytes())


@pytest.fixture(scope="module", params=["onnx", "torch"])
def tiny(request: pytest.FixtureRequest) -> Clay:
    model = clay.load(tiny_weights(), heads=4)
    return model if request.param == "onnx" else model.with_transform(TorchNetwork(model.network))


def tiny_weights() -> dict[str, np.ndarray]:
    return load_file(golden_weights("clay-tiny.ckpt"), find_part("clay-v1.5")).tensors


def pixels_of(golden: Golden, config: dict[str, Any], case: str) -> Floats:
    about = config["cases"][case]
    raw = golden[f"{case}/raw"]
    raw = decibels(raw) if about["s1_db"] else raw
    return clay.normalise(raw, about["mean"], about["std"])


def metadata_of(config: dict[str, Any], case: str) -> Floats:
    about = config["cases"][case]
    if about["dates"] is None:
        return np.zeros((about["batch"], clay.METADATA_DIM), np.float32)
    dates = [dt.datetime.fromisoformat(date) for date in about["dates"]]
    places = [LatLon(*place) for place in about["latlon_deg"]]
    codes = [clay.metadata_code(date, place, hour=date.hour) for date, place in zip(dates, places, strict=True)]
    return np.stack(codes)


def settings_of(golden: Golden, case: str) -> dict[str, Any]:
    return {
        "wavelengths": tuple(float(wave) for wave in golden[f"{case}/waves"]),
        "gsd": float(golden[f"{case}/gsd"].reshape(())),
    }


def difference(ours: np.ndarray, theirs: np.ndarray) -> float:
    assert ours.shape == theirs.shape
    return float(np.abs(np.asarray(ours) - theirs).max())


@pytest.mark.parametrize("case", CASES)
def test_tokens_are_upstreams(golden: Golden, config: dict[str, Any], tiny: Clay, case: str) -> None:
    pixels, metadata = pixels_of(golden, config, case), metadata_of(config, case)
    tokens = tiny.tokens(pixels, metadata, **settings_of(golden, case))
    tolerance = max(3e-5, 1e-6 * config["cases"][case]["gsd"])
    assert difference(tokens, golden[f"{case}/tokens"]) <= tolerance
    if f"{case}/tokens_f64" in golden:
        assert difference(tokens, golden[f"{case}/tokens_f64"]) <= tolerance


@pytest.mark.parametrize("case", CASES)
def test_date_and_place_are_coded_as_upstream_does(golden: Golden, config: dict[str, Any], case: str) -> None:
    theirs = np.concatenate([golden[f"{case}/time"], golden[f"{case}/latlon"]], axis=1)
    assert difference(metadata_of(config, case), theirs) <= 1e-7


@pytest.mark.parametrize("case", ["s2_64", "s1_64"])
def test_each_step_is_upstreams(golden: Golden, config: dict[str, Any], tiny: Clay, case: str) -> None:
    pixels, settings = pixels_of(golden, config, case), settings_of(golden, case)
    # The last digit of a float32 logarithm is the processor's.
    assert difference(pixels, golden[f"{case}/pixels"]) <= (4e-6 if config["cases"][case]["s1_db"] else 0)
    assert difference(clay.wave_code(settings["wavelengths"]), golden[f"{case}/i/waves_pe"]) <= 1e-6
    assert difference(clay.position_code(8, 56, settings["gsd"]), golden[f"{case}/i/pos_enc"]) <= 1e-6
    kernel, bias = tiny.kernel(settings["wavelengths"])
    waves = settings["wavelengths"]
    flat = kernel.transpose(1, 0, 2, 3).reshape(len(waves), -1) / clay.KERNEL_SCALE
    assert difference(flat, golden[f"{case}/i/fc_weight_out"]) <= 1e-5
    assert difference(bias, golden[f"{case}/i/fc_bias_out"]) <= 1e-5
    tokens = tiny.embed(pixels, metadata_of(config, case), **settings)
    assert difference(tokens, golden[f"{case}/i/tokens_in"]) <= 1e-5


def test_chips_and_patches_are_the_tokens(golden: Golden, config: dict[str, Any], tiny: Clay) -> None:
    pixels, metadata = pixels_of(golden, config, "s2_64"), metadata_of(config, "s2_64")
    result = tiny(pixels, metadata, **settings_of(golden, "s2_64"))
    theirs = golden["s2_64/tokens"]
    assert difference(result.chips, theirs[:, 0]) <= 3e-5
    assert difference(result.patches, theirs[:, 1:].reshape(2, 8, 8, 64)) <= 3e-5


def test_dates_are_coded_by_week_and_hour(config: dict[str, Any]) -> None:
    for about in config["time_cases"]:
        date = dt.datetime.fromisoformat(about["date"])
        assert date.isocalendar()[1] == about["iso_week"]
        np.testing.assert_allclose(clay.time_code(date, date.hour), about["vec"], atol=1e-15, err_msg=about["date"])


def test_places_are_coded_latitude_first(config: dict[str, Any]) -> None:
    for about in config["latlon_cases"]:
        code = clay.latlon_code(LatLon(about["lat"], about["lon"]))
        np.testing.assert_allclose(code, about["vec"], atol=1e-15, err_msg=str(about))


def test_longitude_first_is_a_choice() -> None:
    place = LatLon(lat=30, lon=90)
    code = clay.metadata_code(dt.date(2024, 2, 29), place, lon_first=True)
    np.testing.assert_allclose(code[4:], [1, 0, 0.5, np.cos(np.pi / 6)], atol=1e-7)


@pytest.mark.parametrize(("day", "place"), [(None, LatLon(1, 2)), (dt.date(2020, 1, 1), None), (None, None)])
def test_date_and_place_are_unknown_together(day: dt.date | None, place: LatLon | None) -> None:
    assert not clay.metadata_code(day, place).any()


def test_nodata_becomes_the_mean() -> None:
    raw = np.array([[[np.nan, 3.0]], [[np.inf, 10.0]]])
    assert clay.normalise(raw, [1, 2], [2, 4]).tolist() == [[[0, 1]], [[0, 2]]]


@pytest.mark.parametrize(
    ("shape", "says"),
    [((1, 4, 32, 128), "32 x 128"), ((1, 4, 100, 100), "100 x 100"), ((1, 3, 64, 64), "3 bands but 4 wavelengths")],
)
def test_chips_that_upstream_would_misplace_are_refused(tiny: Clay, shape: tuple[int, ...], says: str) -> None:
    with pytest.raises(ParameterError, match=says):
        tiny(np.zeros(shape, np.float32), np.zeros((1, 8), np.float32), wavelengths=(0.49, 0.56, 0.66, 0.84), gsd=10)


def test_wavelengths_in_nanometres_are_refused(tiny: Clay) -> None:
    with pytest.raises(ParameterError, match="665"):
        tiny(np.zeros((1, 1, 64, 64), np.float32), np.zeros((1, 8), np.float32), wavelengths=(665,), gsd=10)


def test_a_check_stops_torchs_work_between_layers() -> None:
    tiny = clay.load(tiny_weights(), heads=4)
    tiny = tiny.with_transform(TorchNetwork(tiny.network))

    class Stop(Exception):  # noqa: N818 - it is an outcome
        pass

    calls = []

    def check() -> None:
        calls.append(1)
        if len(calls) == 2:
            raise Stop

    with pytest.raises(Stop):
        tiny(
            np.zeros((1, 1, 64, 64), np.float32),
            np.zeros((1, 8), np.float32),
            wavelengths=(0.665,),
            gsd=10,
            check=check,
        )


@pytest.mark.parametrize(
    ("name", "parameters"), [("tiny", 4_030_592), ("small", 10_957_568), ("base", 92_102_144), ("large", 311_442_944)]
)
def test_sizes_have_the_published_parameters(name: str, parameters: int) -> None:
    size = clay.SIZES[name]
    inner = size.heads * size.head_dim
    shapes = tensors(dim=size.dim, depth=size.depth, inner=inner, hidden=size.mlp_dim, patch=clay.PATCH)
    assert sum(math.prod(sides) for sides in shapes.values()) == parameters
    state = {key: np.broadcast_to(np.float32(0), sides) for key, sides in shapes.items()}
    assert clay.size_of(state) == size


def test_a_size_without_known_heads_asks_for_them() -> None:
    with pytest.raises(CheckpointError, match=r"64 dimensions.*number of heads"):
        clay.load(tiny_weights())


@pytest.fixture(scope="module")
def large() -> Clay:
    """The full size with random weights, 1.25 GB."""
    arrays = checkpoints.full_size_clay().items()
    return clay.load({key.removeprefix("model.encoder."): array for key, array in arrays})


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_full_size_is_upstreams(golden: Golden, config: dict[str, Any], large: Clay) -> None:
    expected = golden_numbers("clay-large-golden.npz")
    about = config["cases"]["s2_64"]
    raw = checkpoints.clay_chip(about["mean"], about["std"])
    pixels = clay.normalise(raw, about["mean"], about["std"])
    metadata = np.concatenate([expected["time"], expected["latlon"]], axis=1)
    for model in (large, large.with_transform(TorchNetwork(large.network))):
        tokens = model.tokens(pixels, metadata, **settings_of(golden, "s2_64"))[0]
        assert difference(tokens[expected["token_index"]], expected["tokens"]) <= 1e-4
        assert difference(tokens[1:].mean(0), expected["patch_mean"]) <= 1e-4
    for gsd in (10, 500):
        code = clay.position_code(32, 1016, gsd)[expected["pos_index"]]
        assert difference(code, expected[f"pos_gsd{gsd}"]) <= 1e-6

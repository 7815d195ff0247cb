"""Transformers in ONNX Runtime, in full precision and in 8 bits."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import numpy as np
import pytest
import rasterio

from benchmarks.mosaic import eurosat_mosaic
from engine.encoders.catalogue import find_part
from engine.encoders.clay import model as clay
from engine.encoders.clay.encoder import CALIBRATED_ON
from engine.encoders.galileo import model as galileo
from engine.encoders.galileo.bands import blank_chip, groups_of, network_input
from engine.errors import Cancelled
from engine.runtimes.calibration import observe
from engine.runtimes.graph import Floats, Network
from engine.runtimes.int8 import int8_graph, largest_code
from engine.runtimes.onnx_network import OnnxNetwork, open_network
from engine.runtimes.runtimes import cosines, without_position
from engine.runtimes.torch_network import TorchNetwork
from engine.weights import checkpoints as weights
from tests import checkpoints
from tests.places import golden_weights, real_data

SENTINEL_2_BANDS = ("blue", "green", "red", "rededge1", "rededge2", "rededge3", "nir", "nir08", "swir16", "swir22")
SIZE = clay.Size(dim=64, depth=2, heads=4, head_dim=16, mlp_dim=256)


@pytest.fixture(scope="module")
def network() -> Network:
    return clay.load(checkpoints.clay_of(SIZE), heads=SIZE.heads).network


def tokens(*shape: int, seed: int = 0) -> Floats:
    return np.random.default_rng(seed).normal(size=shape).astype(np.float32)


def rows(values: Floats) -> Floats:
    return values.reshape(-1, values.shape[-1])


@pytest.mark.parametrize("shape", [(1, 1, 64), (3, 65, 64), (2, 257, 64)])
def test_one_graph_serves_every_number_of_chips_and_tokens(network: Network, shape: tuple[int, ...]) -> None:
    given = tokens(*shape)
    np.testing.assert_allclose(open_network(network, threads=1)(given), TorchNetwork(network)(given), atol=2e-5)


def test_eight_bits_are_near(network: Network) -> None:
    given = tokens(2, 65, 64)
    ours, theirs = OnnxNetwork(int8_graph(network), threads=1)(given), TorchNetwork(network)(given)
    assert cosines(rows(theirs), rows(ours)).min() > 0.99


def test_calibrated_eight_bits_are_nearer(network: Network) -> None:
    """Tokens with columns that lie far from zero and reach far, as trained transformers have them."""
    random = np.random.default_rng(2)
    spread, middles = np.exp(random.normal(size=64)), 4 * random.normal(size=64)
    given = (random.normal(size=(2, 65, 64)) * spread + middles).astype(np.float32)
    columns = observe(network, [given[:1]], threads=1)
    theirs = rows(TorchNetwork(network)(given[1:]))
    plain, calibrated = (
        1 - cosines(theirs, rows(OnnxNetwork(int8_graph(network, seen), threads=1)(given[1:]))).mean()
        for seen in (None, columns)
    )
    assert calibrated < plain / 2


def test_calibrated_eight_bits_are_nearer_on_real_chips_of_a_trained_model(tmp_path: Path) -> None:
    state = weights.load_file(golden_weights("galileo-nano.pt"), find_part("galileo-nano")).tensors
    network = galileo.GalileoNano(state).network
    model = galileo.load(state)
    mosaic = tmp_path / "chips.tif"
    eurosat_mosaic(real_data("data", "eurosat_ms"), mosaic, "shuffled")
    with rasterio.open(mosaic) as dataset:
        pixels = dataset.read().astype(np.float32)  # (band, 640, 640): ten by ten chips of 64 pixels
    row = np.stack(np.split(pixels[:, :64], 10, axis=2))
    groups = groups_of(SENTINEL_2_BANDS)

    def first_tokens(chips: Floats) -> Floats:
        embedded = model.embed(chips[:, None], patch=8, groups=groups, months=(5,))
        return embedded.reshape(len(chips), -1, galileo.DIM)

    given = first_tokens(network_input(row, SENTINEL_2_BANDS))
    blank = first_tokens(blank_chip(groups, 64)[None])
    columns = observe(network, [*(chip[None] for chip in given[:CALIBRATED_ON]), blank], threads=1)
    measured = given[CALIBRATED_ON:]
    exact = open_network(network, threads=1)
    plain, calibrated = (
        1
        - cosines(
            without_position(exact(measured), exact(blank)), without_position(coarse(measured), coarse(blank))
        ).mean()
        for coarse in (OnnxNetwork(int8_graph(network, seen), threads=1) for seen in (None, columns))
    )
    # Of 7 bits, where the processor needs them, more of the loss is the weights' own rounding, which stays.
    assert calibrated < (0.6 if largest_code() == 127 else 0.8) * plain


def test_products_of_large_codes_are_exact() -> None:
    # Without VNNI, a sum of two such products is cut off at 16 bits, and the whole is half of what it should be.
    product = Network(
        forward=lambda ops, x: ops.linear(x, "ones"),
        weights={"ones.weight": np.ones((64, 64), np.float32)},
        sides=("n", "count", 64),
    )
    found = OnnxNetwork(int8_graph(product), threads=1)(np.full((1, 1, 64), 10, np.float32))
    np.testing.assert_allclose(found, np.full((1, 1, 64), 640), rtol=0.02)


def test_what_is_observed_is_the_range_of_each_column(network: Network) -> None:
    chips = [tokens(1, 17, 64, seed=seed) for seed in (1, 2)]
    observed = observe(network, chips, threads=1)
    assert len(observed) == 4 * SIZE.depth

    noted: dict[str, list[Floats]] = {}

    def forward(ops, x):
        linear = ops.linear

        def note(value, name):
            noted.setdefault(name, []).append(rows(value.numpy()))
            return linear(value, name)

        ops.linear = note
        return network.forward(ops, x)

    torchs = TorchNetwork(Network(forward=forward, weights=network.weights, sides=network.sides))
    for chip in chips:
        torchs(chip)
    assert set(observed) == set(noted)
    for name, columns in observed.items():
        seen = np.concatenate(noted[name])
        np.testing.assert_allclose(columns.middle - columns.reach, seen.min(0), atol=1e-5)
        np.testing.assert_allclose(columns.middle + columns.reach, seen.max(0), atol=1e-5)


def test_a_run_is_stopped_within_a_second(network: Network) -> None:
    transform = open_network(network, threads=1)
    cancelled = threading.Event()

    def check() -> None:
        if cancelled.is_set():
            raise Cancelled

    def run_on_and_on() -> None:
        while True:
            transform(np.zeros((16, 1025, 64), np.float32), check)

    threading.Timer(0.3, cancelled.set).start()
    start = time.monotonic()
    with pytest.raises(Cancelled):
        run_on_and_on()
    assert time.monotonic() - start < 1.3


def test_a_run_is_stopped_inside_the_graph(network: Network) -> None:
    transform = open_network(network, threads=1)
    stopped: list[float] = []

    def check() -> None:
        stopped.append(time.monotonic())
        raise Cancelled

    given = np.zeros((128, 1025, 64), np.float32)
    start = time.monotonic()
    transform(given)
    whole = time.monotonic() - start
    with pytest.raises(Cancelled):
        transform(given, check)
    assert time.monotonic() - stopped[0] < 0.8 * whole


def test_cosines_are_of_rows_less_their_mean() -> None:
    given = np.array([[101.0, 0.0], [99.0, 0.0], [100.0, 1.0], [100.0, -1.0]])
    np.testing.assert_allclose(cosines(given, given + 5), 1)
    np.testing.assert_allclose(cosines(given, -given), -1)


def test_position_is_taken_off_and_the_mean_is_left() -> None:
    ramp = np.arange(17, dtype=np.float32)[None, :, None] * np.ones((1, 1, 8), np.float32)
    values = tokens(3, 17, 8)
    np.testing.assert_allclose(without_position(values + ramp, ramp), rows(values + ramp.mean()), atol=1e-5)

"""Galileo-nano against what the published code gives with the published weights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.encoders.catalogue import find_part
from engine.encoders.galileo import model as galileo
from engine.encoders.galileo.bands import BANDS, GROUPS, blank_chip, channels_of, groups_of, ndvi, network_input
from engine.encoders.galileo.model import DIM, GalileoNano
from engine.errors import ParameterError
from engine.runtimes.torch_network import TorchNetwork
from engine.weights.checkpoints import load_file
from tests.places import golden_numbers, golden_weights

Array = NDArray[np.float32]
TOLERANCE = 2e-5
CHIPS = ("forest", "residential", "river", "sen2")


@pytest.fixture(scope="module")
def golden() -> Mapping[str, NDArray[Any]]:
    return golden_numbers("galileo-golden.npz")


@pytest.fixture(scope="module")
def state() -> dict[str, Array]:
    return load_file(golden_weights("galileo-nano.pt"), find_part("galileo-nano")).tensors


@pytest.fixture(scope="module", params=["onnx", "torch"])
def encoder(request: pytest.FixtureRequest, state: dict[str, Array]) -> GalileoNano:
    loaded = galileo.load(state)
    return loaded.with_transform(TorchNetwork(loaded.network)) if request.param == "torch" else loaded


def chip_of(dn: NDArray[Any], bands: tuple[str, ...] = BANDS) -> Array:
    """The network input [channels, h, w] of the golden's DN [h, w, 10], of these bands only."""
    of_bands = np.stack([dn[..., BANDS.index(band)] for band in bands])
    return network_input(of_bands, bands)


def batch_of(*dates: Array) -> Array:
    """One chip, [1, dates, channels, h, w]."""
    return np.stack(dates)[None]


def difference(ours: Array, theirs: NDArray[Any]) -> float:
    assert ours.shape == theirs.shape
    return float(np.abs(ours - theirs).max())


@pytest.mark.parametrize("name", CHIPS)
def test_network_input_is_upstreams(golden: Mapping[str, NDArray[Any]], name: str) -> None:
    ours = chip_of(golden[f"{name}_dn"]).transpose(1, 2, 0)[::7, ::7]
    # The golden keeps the bands in file order and NDVI last, and so do the groups.
    assert difference(ours, golden[f"{name}_norm_sub7"]) <= 1e-5


@pytest.mark.parametrize("patch", [4, 8])
@pytest.mark.parametrize("name", CHIPS)
def test_tokens_and_embeddings_are_upstreams(
    golden: Mapping[str, NDArray[Any]], encoder: GalileoNano, name: str, patch: int
) -> None:
    chip = batch_of(chip_of(golden[f"{name}_dn"]))
    step = int(golden[f"{name}_ps{patch}_step"])
    result = encoder(chip, patch=patch)
    first = encoder.embed(chip, patch=patch)
    assert difference(first[0, ::step, ::step, 0], golden[f"{name}_ps{patch}_x0"]) <= TOLERANCE
    assert difference(result.tokens[0, ::step, ::step, 0], golden[f"{name}_ps{patch}_tokens"]) <= TOLERANCE
    assert difference(result.patches[0], golden[f"{name}_ps{patch}_patch"]) <= TOLERANCE
    assert difference(result.chips[0], golden[f"{name}_ps{patch}_chip"]) <= TOLERANCE


@pytest.mark.parametrize("patch", range(1, 8))
def test_kernels_are_resized_as_upstream_does(
    golden: Mapping[str, NDArray[Any]], encoder: GalileoNano, patch: int
) -> None:
    kernel = encoder.kernel("S2_RGB", patch)[:4]
    assert difference(kernel, golden[f"kernel_rgb4_ps{patch}"]) <= TOLERANCE


def test_the_month_is_seen(golden: Mapping[str, NDArray[Any]], encoder: GalileoNano) -> None:
    january = encoder(batch_of(chip_of(golden["forest_dn"])), patch=8, months=(0,))
    assert difference(january.chips[0], golden["extra_month0_chip"]) <= TOLERANCE


@pytest.mark.parametrize(
    ("key", "bands", "left_out", "month"),
    [
        ("extra_no_ndvi_m6_chip", BANDS, "NDVI", 6),
        ("extra_rgb_chip", ("blue", "green", "red"), "", 5),
        ("extra_rgbn_chip", ("blue", "green", "red", "nir"), "", 5),
    ],
)
def test_any_groups_of_bands_will_do(
    golden: Mapping[str, NDArray[Any]],
    encoder: GalileoNano,
    key: str,
    bands: tuple[str, ...],
    left_out: str,
    month: int,
) -> None:
    groups = [group for group in groups_of(bands) if group.name != left_out]
    chip = chip_of(golden["forest_dn"], bands)[: len(channels_of(groups))]
    result = encoder(batch_of(chip), patch=8, groups=groups, months=(month,))
    assert difference(result.chips[0], golden[key]) <= TOLERANCE


def test_two_dates_are_one_sequence(golden: Mapping[str, NDArray[Any]], encoder: GalileoNano) -> None:
    chip = batch_of(chip_of(golden["forest_dn"]), chip_of(golden["extra_t2_dn"]))
    result = encoder(chip, patch=8, months=(3, 8))
    assert difference(result.patches[0], golden["extra_t2_patch"]) <= TOLERANCE
    assert difference(result.chips[0], golden["extra_t2_chip"]) <= TOLERANCE


def cut(chip: Array, size: int) -> Array:
    """The chips of ``size`` pixels of [channels, h, w], row by row, [n, 1, channels, size, size]."""
    channels, height, width = chip.shape
    parts = chip.reshape(channels, height // size, size, width // size, size).transpose(1, 3, 0, 2, 4)
    return np.ascontiguousarray(parts.reshape(-1, 1, channels, size, size))


def test_one_patch_alone(golden: Mapping[str, NDArray[Any]], encoder: GalileoNano) -> None:
    chips = cut(chip_of(golden["forest_dn"])[:, :16, :16], 8)
    assert difference(encoder(chips, patch=8).chips, golden["extra_onepatch_chip"]) <= TOLERANCE


def of_chips(encoder: GalileoNano, chip: Array, patch: int, side: int) -> Array:
    """The patch embeddings [h, w, DIM] of chips of ``side`` patches laid side by side."""
    rows, columns = (length // (patch * side) for length in chip.shape[1:])
    patches = encoder(cut(chip, patch * side), patch=patch).patches
    in_place = patches.reshape(rows, columns, side, side, DIM).transpose(0, 2, 1, 3, 4)
    return in_place.reshape(rows * side, columns * side, DIM)


def dense(encoder: GalileoNano, chip: Array, patch: int, side: int = 4) -> Array:
    """The recommended recipe: each patch alone, averaged with two diagonal grids less their blank pattern."""
    rows, columns = chip.shape[1] // patch, chip.shape[2] // patch
    chip = chip[:, : rows * patch, : columns * patch]
    blank = of_chips(encoder, blank_chip(GROUPS, side * patch), patch, side)
    pattern = blank - blank.mean((0, 1))
    context = np.zeros((rows, columns, DIM), np.float32)
    for shift in (0, side // 2):
        rest = [(shift * patch, -(length + shift) % side * patch) for length in (rows, columns)]
        padded = np.pad(chip, ((0, 0), *rest), mode="symmetric")
        patches = of_chips(encoder, padded, patch, side)
        repeats = patches.shape[0] // side, patches.shape[1] // side, 1
        context += 0.5 * (patches - np.tile(pattern, repeats))[shift : shift + rows, shift : shift + columns]
    return 0.5 * (of_chips(encoder, chip, patch, 1) + context)


def test_dense_recipe_at_patch_8(golden: Mapping[str, NDArray[Any]], encoder: GalileoNano) -> None:
    assert difference(dense(encoder, chip_of(golden["sen2_dn"]), 8), golden["own_dense_sen2_ps8"]) <= TOLERANCE


def test_dense_recipe_at_patch_4_with_a_rest(golden: Mapping[str, NDArray[Any]], encoder: GalileoNano) -> None:
    result = dense(encoder, chip_of(golden["sen2_dn"])[:, :90, :77], 4)[::3, ::3]
    assert difference(result, golden["own_dense_sen2c_ps4_s3"]) <= TOLERANCE


def test_a_chip_does_not_see_the_others(golden: Mapping[str, NDArray[Any]], encoder: GalileoNano) -> None:
    chips = cut(chip_of(golden["forest_dn"]), 32)
    together = encoder(chips, patch=8).chips
    alone = np.concatenate([encoder(chip[None], patch=8).chips for chip in chips])
    assert difference(together, alone) <= 1e-6


def random_state(seed: int = 0) -> dict[str, Array]:
    """Small random weights by the published names."""
    random = np.random.default_rng(seed)
    shapes: dict[str, tuple[int, ...]] = {"s_t_channel_embed": (7, 32), "norm.weight": (DIM,), "norm.bias": (DIM,)}
    for group in GROUPS:
        shapes[f"space_time_embed.{group.name}.proj.weight"] = (DIM, len(group.bands), 8, 8)
        shapes[f"space_time_embed.{group.name}.proj.bias"] = (DIM,)
    linears = {f"attn.{name}": (DIM, DIM) for name in ("q", "k", "v", "proj")}
    linears |= {"mlp.fc1": (512, DIM), "mlp.fc2": (DIM, 512)}
    for index in range(4):
        for name, shape in linears.items():
            shapes[f"blocks.{index}.{name}.weight"] = shape
            shapes[f"blocks.{index}.{name}.bias"] = shape[:1]
        for name in ("norm1", "norm2"):
            shapes |= {f"blocks.{index}.{name}.{kind}": (DIM,) for kind in ("weight", "bias")}
    return {key: 0.05 * random.standard_normal(shape, np.float32) for key, shape in shapes.items()}


def test_ndvi_is_zero_where_nothing_is_reflected() -> None:
    result = ndvi(np.array([0, 100, -5]), np.array([0, 300, 5]))
    assert result.tolist() == [0.0, 0.5, 0.0]


def test_unsigned_counts_do_not_wrap_around() -> None:
    assert ndvi(np.array([3000], np.uint16), np.array([1000], np.uint16))[0] == -0.5


def test_groups_are_all_or_nothing() -> None:
    names = [group.name for group in groups_of(("green", "red", "nir", "swir16"))]
    assert names == ["S2_NIR_10m", "NDVI"]


@pytest.mark.parametrize("patch", [1, 2, 3, 4, 5, 6, 7, 8])
def test_every_patch_size_runs(patch: int) -> None:
    encoder = galileo.load(random_state())
    chip = np.random.default_rng(1).random((2, 1, 11, 2 * patch, 3 * patch), np.float32)
    assert encoder(chip, patch=patch).patches.shape == (2, 2, 3, DIM)


def test_the_pixel_size_is_seen() -> None:
    encoder = galileo.load(random_state())
    chip = np.random.default_rng(1).random((1, 1, 11, 32, 32), np.float32)
    assert not np.array_equal(encoder(chip, patch=8).chips, encoder(chip, patch=8, gsd=20).chips)


@pytest.mark.parametrize(
    ("shape", "settings", "says"),
    [
        ((1, 1, 11, 16, 16), {"patch": 9}, "patches of 1 to 8"),
        ((1, 1, 11, 20, 16), {"patch": 8}, "20 x 16"),
        ((1, 1, 10, 16, 16), {"patch": 8}, "10 channels, expected 1 dates and 11"),
        ((1, 1, 11, 16, 16), {"patch": 8, "months": (12,)}, "Months count from 0"),
        ((1, 1, 0, 16, 16), {"patch": 8, "groups": ()}, "no complete group"),
    ],
)
def test_what_cannot_be_taken_is_refused(shape: tuple[int, ...], settings: dict[str, Any], says: str) -> None:
    with pytest.raises(ParameterError, match=says):
        galileo.load(random_state())(np.zeros(shape, np.float32), **settings)

"""What the project keeps for the parity of encoders, against what was published and against the reference."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from engine.encoders.catalogue import find_part
from engine.encoders.galileo import model as galileo
from engine.encoders.galileo.bands import BANDS, network_input
from engine.weights.checkpoints import load_file
from tests import checkpoints
from tests.engine.encoders.galileo_reference import Reference, channels
from tests.places import GALILEO, TEST_DATA, random_checkpoint, real_data

TOLERANCE = 2e-5


def kept(name: str) -> dict[str, np.ndarray]:
    with np.load(TEST_DATA / name) as arrays:
        return dict(arrays)


@pytest.fixture(scope="module")
def random_weights() -> dict[str, torch.Tensor]:
    return {key: torch.from_numpy(array) for key, array in checkpoints.arrays("galileo-nano.pt").items()}


@pytest.mark.parametrize("name", ["clay", "clay-large", "satclip", "satclip-visual"])
def test_kept_numbers_are_the_published_ones(name):
    with np.load(real_data("golden", f"{name}-golden.npz")) as published:
        for key, array in kept(f"{name}-golden.npz").items():
            assert np.array_equal(array, published[key][: len(array)] if array.ndim else published[key]), key


def test_kept_statistics_are_the_published_ones():
    name = "clay-metadata.json"
    assert (TEST_DATA / name).read_text() == real_data("golden", name).read_text()


@pytest.mark.parametrize(
    ("name", "encoder"),
    [
        ("clay-tiny.ckpt", "clay-v1.5"),
        ("satclip-l10.ckpt", "satclip-resnet18-l10"),
        ("satclip-l40.ckpt", "satclip-resnet18-l40"),
    ],
)
def test_random_weights_are_those_that_the_published_code_was_run_with(name, encoder):
    made, published = (
        load_file(path, find_part(encoder)) for path in (random_checkpoint(name), real_data("golden", name))
    )
    assert made.sha256 == published.sha256


def test_the_reference_of_galileo_gives_the_published_outputs():
    golden = np.load(real_data(*GALILEO["galileo-golden.npz"]))
    path = real_data(*GALILEO["galileo-nano.pt"])
    reference = Reference(torch.load(path, map_location="cpu", weights_only=True))
    forest, later, sen2 = (channels(golden[f"{name}_dn"]) for name in ("forest", "extra_t2", "sen2"))
    output, rgbn = reference([forest], 8), ("S2_RGB", "S2_NIR_10m", "NDVI")
    for ours, key in (
        (output.first[:, :, 0], "forest_ps8_x0"),
        (output.tokens[:, :, 0], "forest_ps8_tokens"),
        (reference.kernel("S2_RGB", 3)[:4], "kernel_rgb4_ps3"),
        (reference([forest[:32, :32]], 4).first[::5, ::5, 0], "forest_ps4_x0"),
        (reference([forest], 8, months=(0,)).chip, "extra_month0_chip"),
        (reference([forest], 8, groups=rgbn).chip, "extra_rgbn_chip"),
        (reference([forest, later], 8, months=(3, 8)).patches, "extra_t2_patch"),
        (reference.balanced(sen2, 8), "own_dense_sen2_ps8"),
    ):
        expected = golden[key][: len(ours), : ours.shape[1]] if ours.ndim > 1 else golden[key]
        assert np.abs(ours.numpy() - expected).max() <= TOLERANCE, key


def test_kept_numbers_of_galileo_are_the_references(random_weights):
    numbers = kept("galileo-golden.npz")
    output = Reference(random_weights)([channels(numbers["forest_dn"])], 8)
    assert np.abs(output.patches.numpy() - numbers["forest_ps8_patch"]).max() <= 1e-6


@pytest.mark.parametrize("patch", [4, 8])
def test_galileo_with_random_weights_gives_the_references_numbers(random_weights, patch):
    numbers = kept("galileo-golden.npz")
    planes = network_input(numbers["forest_dn"].transpose(2, 0, 1), BANDS)
    weights = {name: tensor.numpy() for name, tensor in random_weights.items()}
    result = galileo.load(weights)(planes[None, None], patch=patch)
    assert np.abs(result.patches[0] - numbers[f"forest_ps{patch}_patch"]).max() <= TOLERANCE

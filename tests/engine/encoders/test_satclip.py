"""SatCLIP against what the published code computed, with weights that anyone can make."""

from __future__ import annotations

import numpy as np
import pytest

from engine.encoders.catalogue import find_part
from engine.encoders.encoder import Chips
from engine.encoders.satclip import images, locations
from engine.errors import CheckpointError, OutsideError, ParameterError
from engine.runtimes.torch_network import TorchNetwork
from engine.weights.checkpoints import Weights, load_file
from tests import checkpoints
from tests.places import golden_numbers, golden_weights

BACKBONES = {"resnet18": 256, "resnet50": 256, "vit16": 224}


@pytest.fixture(scope="module")
def golden():
    return golden_numbers("satclip-golden.npz")


@pytest.fixture(scope="module")
def golden_images():
    return golden_numbers("satclip-visual-golden.npz")


def checkpoint(degrees) -> Weights:
    part = find_part(f"satclip-resnet18-l{degrees}", "location")
    return load_file(golden_weights(f"satclip-l{degrees}.ckpt"), part)


def image_state(backbone):
    arrays = checkpoints.arrays(f"satclip-{backbone}-image.ckpt").items()
    prefix = "model.visual."
    return {key.removeprefix(prefix): array for key, array in arrays if key.startswith(prefix)}


def random_state(degrees=10, capacity=24, dim=16, layers=2):
    random = np.random.default_rng(7)
    sizes = [degrees**2] + [capacity] * layers
    state = {}
    for layer in range(layers):
        shape = (capacity, sizes[layer])
        state[f"layers.{layer}.weight"] = random.standard_normal(shape) / shape[1]
        state[f"layers.{layer}.bias"] = random.standard_normal(capacity)
    state["last_layer.weight"] = random.standard_normal((dim, capacity))
    state["last_layer.bias"] = random.standard_normal(dim)
    return state


def random_places(count):
    random = np.random.default_rng(1)
    return np.stack([random.uniform(-180, 180, count), np.degrees(np.arcsin(random.uniform(-1, 1, count)))], axis=1)


@pytest.fixture(scope="module")
def encoder():
    return locations.load_locations(random_state())


def test_ten_degrees_embed_as_published(golden):
    loaded = checkpoint(10)
    encoder = locations.load_locations(loaded.tensors, loaded.hyper_parameters)
    assert np.abs(encoder.embed(golden["lonlat"]) - golden["emb_l10"]).max() < 1e-9


def test_forty_degrees_embed_as_published_below_30_degrees_and_nearly_so_elsewhere(golden):
    loaded = checkpoint(40)
    encoder = locations.load_locations(loaded.tensors, loaded.hyper_parameters)
    lonlat = golden["lonlat"][: len(golden["emb_l40"])]
    difference = np.abs(encoder.embed(lonlat) - golden["emb_l40"]).max(axis=1)
    assert difference[np.abs(lonlat[:, 1]) <= 30].max() < 1e-9
    assert difference.max() < 3e-2  # the published code's own noise at the poles


def test_the_full_size_embeds_as_published(golden):
    prefix = "model.location."
    small = checkpoints.shapes_of("satclip-l40.ckpt").items()
    shapes = {
        key.removeprefix(prefix): tuple(512 if side == 96 else side for side in shape)
        for key, shape in small
        if key.startswith(prefix)
    }
    arrays = {key: checkpoints.satclip(key, shape) for key, shape in shapes.items()}
    state = {key.removeprefix("nnet."): array for key, array in arrays.items()}
    lonlat = golden["lonlat"][: len(golden["emb_l40_full"])]
    difference = np.abs(locations.load_locations(state).embed(lonlat) - golden["emb_l40_full"]).max(axis=1)
    assert difference[np.abs(lonlat[:, 1]) <= 30].max() < 1e-9
    assert difference.max() < 5e-2


@pytest.mark.parametrize("degrees", [10, 40])
def test_a_closed_form_checkpoint_embeds_as_published(golden, degrees):
    loaded = checkpoint(degrees)
    settings = {**loaded.hyper_parameters, "harmonics_calculation": "closed-form"}
    expected = golden[f"emb_l{degrees}_closed"]
    embeddings = locations.load_locations(loaded.tensors, settings).embed(golden["lonlat"][: len(expected)])
    assert np.abs(embeddings - expected).max() < 1e-9


@pytest.mark.parametrize("backbone", BACKBONES)
def test_an_image_embeds_as_published(golden_images, backbone):
    encoder = images.load_images(image_state(backbone))
    expected = golden_images[f"{backbone}/out"]
    embeddings = encoder.embed_images(checkpoints.sentinel_2_chip(BACKBONES[backbone]))
    assert np.abs(embeddings - expected).max() / np.abs(expected).max() < 2e-5


@pytest.mark.parametrize("backbone", BACKBONES)
def test_an_image_embeds_as_published_in_torch_as_well(golden_images, backbone):
    network = images.network(image_state(backbone))
    expected = golden_images[f"{backbone}/out"]
    embeddings = TorchNetwork(network)(images.network_input(checkpoints.sentinel_2_chip(BACKBONES[backbone])))
    assert np.abs(embeddings - expected).max() / np.abs(expected).max() < 2e-5


def test_a_resnet_takes_any_size(golden_images):
    encoder = images.load_images(image_state("resnet18"))
    expected = golden_images["resnet18/out_64"]
    embeddings = encoder.embed_images(checkpoints.sentinel_2_chip(64, 5))
    assert np.abs(embeddings - expected).max() / np.abs(expected).max() < 2e-5


def test_images_match_places_as_published(golden, golden_images):
    loaded = checkpoint(10)
    scale = checkpoints.arrays("satclip-l10.ckpt")["model.logit_scale"]
    seen = images.load_images(image_state("resnet18")).embed_images(checkpoints.sentinel_2_chip(256))
    places = locations.load_locations(loaded.tensors, loaded.hyper_parameters).embed(golden["lonlat"][:40])
    seen, places = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True) for vectors in (seen, places))
    logits = np.exp(float(scale)) * seen @ places.T
    assert np.abs(logits - golden_images["resnet18/logits_per_image"]).max() < 1e-4


def test_chips_of_the_raster_become_one_embedding_each():
    encoder = images.load_images(image_state("vit16"))
    image = checkpoints.sentinel_2_chip(224).astype(np.float32)
    chips = Chips(pixels=image, mask=np.ones((1, 224, 224), bool), latlon=np.zeros((1, 2)))
    embeddings = encoder.embed(chips)
    assert embeddings.shape == (1, 256, 1, 1)
    np.testing.assert_array_equal(embeddings[:, :, 0, 0], encoder.embed_images(image))


def test_the_transformer_refuses_another_size():
    encoder = images.load_images(image_state("vit16"))
    with pytest.raises(ParameterError, match="224 x 224 pixels, got 256 x 256"):
        encoder.embed_images(checkpoints.sentinel_2_chip(256))


def test_bands_become_reflectances_with_an_empty_cirrus_band():
    values = images.network_input(np.arange(12, dtype=np.uint16)[None, :, None, None] * 1000)[0, :, 0, 0]
    np.testing.assert_allclose(values, [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.0, 1.0, 1.1], rtol=1e-6)


def test_another_number_of_bands_is_refused():
    with pytest.raises(ParameterError, match="12 bands"):
        images.network_input(np.zeros((1, 10, 8, 8)))


def test_a_latitude_beyond_the_pole_is_refused(encoder):
    with pytest.raises(OutsideError, match="latitude 91 is no place"):
        encoder.embed(np.array([(0.0, 0.0), (10.0, 91.0)]))


def test_a_place_that_is_no_number_is_refused(encoder):
    with pytest.raises(OutsideError):
        encoder.embed(np.array([(np.nan, 0.0)]))


def test_a_longitude_may_be_counted_around_the_earth(encoder):
    west, east = encoder.embed(np.array([(-170.0, 10.0), (190.0, 10.0)]))
    assert np.array_equal(west, east)


def test_no_place_has_no_embedding(encoder):
    assert encoder.embed(np.empty((0, 2))).shape == (0, 16)


@pytest.mark.parametrize("count", [locations.PLACES_AT_ONCE + 100, locations.FEWEST_FOR_CELLS])
@pytest.mark.parametrize("degrees", [10, 40])
def test_a_place_embeds_the_same_in_any_company(degrees, count):
    encoder = locations.load_locations(random_state(degrees))
    lonlat = random_places(count)
    together = encoder.embed(lonlat)
    np.testing.assert_allclose(together[-100:], encoder.embed(lonlat[-100:]), atol=1e-11)


@pytest.mark.parametrize("spread", [0.0, 1e-6, 0.3, 5.0])
@pytest.mark.parametrize("place", [(12.0, 47.0), (180.0, 0.0), (-60.0, 89.9), (0.0, -90.0)])
def test_crowded_places_embed_as_single_ones(spread, place):
    encoder = locations.load_locations(random_state(40))
    random = np.random.default_rng(3)
    lonlat = np.array(place) + spread * random.standard_normal((locations.FEWEST_FOR_CELLS, 2))
    lonlat[:, 1] = np.clip(lonlat[:, 1], -90, 90)
    some = random.integers(0, len(lonlat), 50)
    # A metre from a pole, the published way of taking the sine is itself only good to 1e-8.
    tolerance = 1e-7 if place[1] == -90 else 1e-11
    np.testing.assert_allclose(encoder.embed(lonlat)[some], encoder.embed(lonlat[some]), atol=tolerance)


@pytest.mark.parametrize("degrees", [10, 40])
def test_published_places_embed_as_published_among_many(golden, degrees):
    loaded = checkpoint(degrees)
    encoder = locations.load_locations(loaded.tensors, loaded.hyper_parameters)
    expected = golden[f"emb_l{degrees}"]
    lonlat = np.concatenate([golden["lonlat"][: len(expected)], random_places(60_000)])
    difference = np.abs(encoder.embed(lonlat)[: len(expected)] - expected).max(axis=1)
    assert difference[np.abs(lonlat[: len(expected), 1]) <= 30].max() < 1e-9


@pytest.mark.parametrize("degrees", [10, 40])
def test_a_grid_is_its_places(degrees):
    encoder = locations.load_locations(random_state(degrees))
    lons, lats = np.linspace(-180, 200, 23), np.linspace(-90, 90, 11)
    places = np.stack(np.meshgrid(lons, lats), axis=-1).reshape(-1, 2)
    expected = encoder.embed(places).T.reshape(16, 11, 23)
    np.testing.assert_allclose(encoder.embed_grid(lons, lats), expected, atol=1e-12)


def test_a_grid_beyond_the_pole_is_refused(encoder):
    with pytest.raises(OutsideError):
        encoder.embed_grid(np.array([0.0]), np.array([89.0, 90.5]))


def test_the_layout_comes_from_the_shapes():
    layout = locations.load_locations(random_state(degrees=12, capacity=20, dim=8, layers=3)).layout
    assert (layout.degrees, layout.capacity, layout.layers, layout.dim) == (12, 20, 3, 8)
    assert layout.convention == "analytic"


def test_a_checkpoint_that_contradicts_itself_is_refused():
    with pytest.raises(CheckpointError, match="legendre_polys = 40, its tensors say 10"):
        locations.load_locations(random_state(), {"legendre_polys": 40})


def test_harmonics_that_are_not_computed_here_are_refused():
    with pytest.raises(CheckpointError, match="discretized"):
        locations.load_locations(random_state(), {"harmonics_calculation": "discretized"})


def test_the_scale_may_stand_beside_the_image_encoder():
    state = {**image_state("vit16"), "logit_scale": np.array(2.9)}
    assert images.load_images(state).patch == 224

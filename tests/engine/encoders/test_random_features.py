"""Random features against a loop over pixels, and what they promise of any raster."""

from __future__ import annotations

import numpy as np
import pytest

from engine.encoders.encoder import ChipEncoder, Chips
from engine.encoders.random_features import BIAS, FILTER_SIDE, ROOT, Filters, RandomFeatures, fit_filters
from engine.errors import ParameterError, SourceError
from engine.progress import Reporter
from engine.rasters.raster import Raster
from tests.engine.make_rasters import scene, write_raster


def filters_of(path, *, bands=None, count=16, seed=0):
    with Raster(path) as raster:
        return fit_filters(raster, raster.checked_bands(bands), count=count, seed=seed, reporter=Reporter())


def chips_of(pixels, mask=None):
    """One chip from pixels (band, row, column) with a margin of one."""
    mask = np.isfinite(pixels[0]) if mask is None else mask
    return Chips(pixels=pixels[None], mask=mask[None], latlon=np.full((1, 2), np.nan))


def by_hand(filters, pixels, patch):
    """Features (2 * filter, patch row, patch column), pixel by pixel; beside nodata no pixel counts if others do."""
    standard = (pixels.astype(np.float64) - filters.mean[:, None, None]) / filters.std[:, None, None]
    reduced = np.einsum("kb,bhw->khw", filters.components.astype(np.float64), np.nan_to_num(standard))
    side = (pixels.shape[1] - 2) // patch
    features = np.zeros((2 * len(filters.weights), side, side))
    for patch_row in range(side):
        for patch_col in range(side):
            responses, inner = [], []
            for row in range(patch_row * patch, (patch_row + 1) * patch):
                for col in range(patch_col * patch, (patch_col + 1) * patch):
                    if not np.isnan(pixels[0, row + 1, col + 1]):
                        response = filters.weights @ reduced[:, row : row + 3, col : col + 3].ravel()
                        both = [response + filters.bias[0], filters.bias[1] - response]
                        responses.append(np.maximum(np.concatenate(both), 0))
                        if np.isfinite(pixels[:, row : row + 3, col : col + 3]).all():
                            inner.append(responses[-1])
            if responses:
                features[:, patch_row, patch_col] = np.mean(inner or responses, axis=0) ** ROOT
    return features


@pytest.fixture
def noise(tmp_path):
    return write_raster(tmp_path / "noise.tif", scene(3))


@pytest.mark.parametrize("patch", [1, 2, 5])
def test_features_are_those_of_a_loop_over_pixels(noise, patch):
    filters = filters_of(noise)
    pixels = scene(3, 2 + 4 * patch, 2 + 4 * patch, seed=5)
    embeddings = RandomFeatures(filters, patch).embed(chips_of(pixels))[0]
    assert np.allclose(embeddings, by_hand(filters, pixels, patch), atol=2e-4)


def test_pixels_that_are_not_valid_do_not_count(noise):
    filters = filters_of(noise)
    pixels = scene(3, 18, 18, seed=5)
    pixels[:, 3:6, 2:9] = np.nan
    embeddings = RandomFeatures(filters, 4).embed(chips_of(pixels))[0]
    assert np.allclose(embeddings, by_hand(filters, pixels, 4), atol=2e-4)


def test_nodata_beside_a_patch_makes_no_edge_in_it(noise):
    encoder = RandomFeatures(filters_of(noise), 8)
    pixels = np.repeat(np.repeat(scene(3, 1, 1), 18, axis=1), 18, axis=2)  # even ground
    with_gap = pixels.copy()
    with_gap[:, :, 9:] = np.nan
    assert np.allclose(encoder.embed(chips_of(with_gap))[0, :, :, 0], encoder.embed(chips_of(pixels))[0, :, :, 0])


def test_many_bands_are_reduced_as_the_loop_does(tmp_path):
    path = write_raster(tmp_path / "many.tif", scene(60).astype("uint16"))
    filters = filters_of(path)
    assert filters.components.shape == (12, 60)
    assert filters.weights.shape == (16, 12 * FILTER_SIDE**2)
    pixels = scene(60, 10, 10, seed=5)
    embeddings = RandomFeatures(filters, 4).embed(chips_of(pixels))[0]
    assert np.allclose(embeddings, by_hand(filters, pixels, 4), atol=5e-4)


def test_embeddings_do_not_depend_on_where_in_the_chip_a_patch_lies(noise):
    encoder = RandomFeatures(filters_of(noise), 4)
    pixels = scene(3, 66, 66, seed=5)
    whole = encoder.embed(chips_of(pixels))[0]
    part = encoder.embed(chips_of(pixels[:, 20:62, 12:54]))[0]
    assert np.allclose(part, whole[:, 5:15, 3:13], atol=1e-6)


def test_the_same_seed_gives_the_same_bytes(noise):
    assert filters_of(noise, seed=3).to_text() == filters_of(noise, seed=3).to_text()


def test_another_seed_gives_other_filters(noise):
    assert not np.allclose(filters_of(noise, seed=3).weights, filters_of(noise, seed=4).weights)


def test_filters_come_back_from_their_text_exactly(noise):
    filters = filters_of(noise)
    again = Filters.from_text(filters.to_text())
    for name, array in vars(filters).items():
        assert np.array_equal(getattr(again, name), array)
        assert getattr(again, name).dtype == np.float32


def test_bands_are_standardised_by_the_sample(tmp_path):
    pixels = scene(3)
    pixels[1] = pixels[1] * 1000 + 5e6
    with_units = filters_of(write_raster(tmp_path / "units.tif", pixels))
    assert with_units.mean[1] == pytest.approx(pixels[1].mean(), rel=0.01)
    assert with_units.std[1] == pytest.approx(pixels[1].std(), rel=0.1)


def test_the_units_of_a_band_do_not_change_the_embeddings(tmp_path):
    pixels = scene(3).astype(np.float64)
    other = pixels * np.array([1, 1000, 0.001])[:, None, None] + np.array([0, 5e4, -3])[:, None, None]
    results = []
    for name, values in (("plain.tif", pixels), ("units.tif", other)):
        encoder = RandomFeatures(filters_of(write_raster(tmp_path / name, values)), 4)
        results.append(encoder.embed(chips_of(values[:, :18, :18].astype(np.float32))))
    assert np.allclose(*results, atol=5e-3)


def test_the_response_of_a_filter_to_its_own_patch_is_the_greatest(noise):
    filters = filters_of(noise)
    # Both signs are there, so a patch and what is opposite to it are told apart.
    assert filters.bias.shape == (2, 16)
    assert np.allclose(filters.bias.sum(axis=0), 2 * BIAS, atol=1e-5)


def test_constant_patches_are_no_filters(tmp_path):
    pixels = np.full((2, 64, 64), 50, np.float32)
    pixels[:, 20:36, 20:36] = scene(2, 16, 16)
    filters = filters_of(write_raster(tmp_path / "flat.tif", pixels))
    assert np.isfinite(filters.weights).all()
    # The response to constant ground is the same for a filter that came from it; none of them did.
    deviation = filters.weights.reshape(16, 2, 9).std(axis=2).max(axis=1)
    assert (deviation > 1e-4).all()


def test_nodata_is_not_sampled(tmp_path):
    pixels = scene(3)
    clean = filters_of(write_raster(tmp_path / "clean.tif", pixels))
    pixels[:, :, :32] = -1e30
    filters = filters_of(write_raster(tmp_path / "half.tif", pixels, nodata=-1e30))
    assert np.abs(filters.mean - clean.mean).max() < 30
    assert np.isfinite(filters.weights).all()


def test_a_constant_band_beside_others_does_no_harm(tmp_path):
    pixels = scene(3)
    pixels[1] = 7
    filters = filters_of(write_raster(tmp_path / "flat.tif", pixels))
    embeddings = RandomFeatures(filters, 4).embed(chips_of(pixels[:, :18, :18]))
    assert np.isfinite(embeddings).all()
    assert embeddings.std() > 0


def test_a_constant_raster_is_refused(tmp_path):
    path = write_raster(tmp_path / "flat.tif", np.full((2, 32, 32), 5, "uint8"))
    with pytest.raises(SourceError, match="same value"):
        filters_of(path)


def test_an_empty_raster_is_refused(tmp_path):
    path = write_raster(tmp_path / "empty.tif", np.zeros((2, 32, 32), "uint8"), nodata=0)
    with pytest.raises(SourceError, match="no valid pixel"):
        filters_of(path)


def test_data_in_one_small_corner_is_found(tmp_path):
    pixels = np.zeros((2, 2000, 2000), "uint8")
    pixels[:, -12:, -12:] = scene(2, 12, 12)
    filters = filters_of(write_raster(tmp_path / "corner.tif", pixels, nodata=0))
    assert filters.mean.min() > 40


def test_the_smallest_raster_has_filters(tmp_path):
    filters = filters_of(write_raster(tmp_path / "tiny.tif", scene(1, 3, 4)))
    assert np.isfinite(filters.weights).all()


@pytest.mark.parametrize("shape", [(1, 1), (2, 9), (9, 2), (3, 3)])
def test_a_raster_without_two_places_for_a_filter_is_refused(tmp_path, shape):
    path = write_raster(tmp_path / "tiny.tif", scene(2, *shape))
    with pytest.raises(SourceError):
        filters_of(path)


def test_filters_of_other_bands_are_refused(noise):
    encoder = RandomFeatures(filters_of(noise), 4)
    with pytest.raises(ParameterError, match="3 bands"):
        encoder.embed(chips_of(scene(4, 10, 10)))


def test_no_filters_cannot_be_asked_for(noise):
    with pytest.raises(ParameterError, match="at least 1"):
        filters_of(noise, count=0)


def test_several_chips_are_embedded_as_each_alone(noise):
    encoder: ChipEncoder = RandomFeatures(filters_of(noise), 4)
    pixels = np.stack([scene(3, 10, 10, seed=seed) for seed in range(5)])
    chips = Chips(pixels=pixels, mask=np.ones((5, 10, 10), bool), latlon=np.full((5, 2), np.nan))
    together = encoder.embed(chips)
    assert together.shape == (5, 32, 2, 2)
    for chip, embedding in zip(pixels, together, strict=True):
        assert np.allclose(encoder.embed(chips_of(chip))[0], embedding, atol=1e-6)


@pytest.mark.parametrize(("patch", "side"), [(1, 256), (4, 64), (8, 32), (64, 4), (256, 1), (300, 1)])
def test_a_chip_is_whole_patches_of_about_256_pixels(noise, patch, side):
    encoder = RandomFeatures(filters_of(noise), patch)
    (recipe,) = encoder.recipes
    assert recipe.passes[0].side <= side
    assert recipe.passes[0].border == 0


@pytest.mark.parametrize("value", [-9e18, 9e18])
def test_a_wild_pixel_does_not_spread_the_codes_so_far_that_all_others_share_one(noise, value):
    encoder = RandomFeatures(filters_of(noise), 8)
    pixels = scene(3, 66, 66)
    usual = encoder.embed(chips_of(pixels))
    pixels[1, 30, 30] = value
    assert encoder.embed(chips_of(pixels)).max() < 10 * usual.max()


def changed(filters, **arrays):
    return Filters(**{**vars(filters), **arrays}).to_text()


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: "no filters",
        lambda filters: filters.to_text()[:100],
        lambda filters: filters.to_text()[:101],
        lambda filters: changed(filters, weights=filters.weights[:, :5]),
        lambda filters: changed(filters, bias=filters.bias[:1]),
        lambda filters: changed(filters, std=0 * filters.std),
        lambda filters: changed(filters, mean=filters.mean * np.float32(np.nan)),
        lambda filters: changed(filters, mean=np.float32(1)),
        lambda filters: changed(filters, mean=filters.mean.astype("U5")),
        lambda filters: changed(filters, mean=np.zeros(17_000_000, np.float32)),
    ],
    ids=["text", "cut", "no base64", "weights", "bias", "std", "nan", "scalar", "letters", "bomb"],
)
def test_filters_that_are_damaged_are_refused(noise, damage):
    with pytest.raises(SourceError, match="damaged"):
        Filters.from_text(damage(filters_of(noise)))

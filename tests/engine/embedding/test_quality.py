"""The measures of quality, on data whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest
import rasterio
from sklearn.metrics import adjusted_rand_score

from benchmarks.bench import Bench
from benchmarks.measures import (
    balanced_accuracy,
    border_jump,
    cosines,
    kmeans_agreement,
    mean_average_precision,
    neighbours_vote,
    position_share,
)
from benchmarks.mosaic import BANDS, eurosat_mosaic, labelled_scene, patch_labels, patch_means
from benchmarks.tables import Bar, Table
from engine.embedding_rasters.raster import EmbeddingRaster
from tests.engine.make_rasters import vectors, write_embeddings, write_raster
from tests.engine.real import galileo
from tests.places import real_data

RANDOM = np.random.default_rng(0)
LABELS = np.repeat(np.arange(3), 20)
CLOUDS = RANDOM.normal(0, 1, (3, 8))[LABELS] + RANDOM.normal(0, 0.1, (60, 8)) + 5


def all_cosines(embeddings, excluded=None):
    alone = np.eye(len(embeddings), dtype=bool) if excluded is None else excluded
    return cosines(embeddings, embeddings.mean(axis=0), alone, np.arange(len(embeddings)))


def test_clouds_that_stand_apart_are_found_by_every_measure():
    similarity = all_cosines(CLOUDS)
    assert (neighbours_vote(similarity, LABELS) == LABELS).all()
    assert mean_average_precision(similarity, LABELS, LABELS) == pytest.approx(1)
    assert kmeans_agreement(CLOUDS, LABELS, 3, [0]) == pytest.approx(1)


def test_noise_is_found_by_none():
    noise = np.random.default_rng(1).normal(0, 1, (300, 8))
    labels = np.repeat(np.arange(3), 100)
    similarity = all_cosines(noise)
    assert balanced_accuracy(neighbours_vote(similarity, labels), labels) == pytest.approx(1 / 3, abs=0.1)
    assert mean_average_precision(similarity, labels, labels) == pytest.approx(1 / 3, abs=0.03)
    assert abs(kmeans_agreement(noise, labels, 3, [0])) < 0.05


def test_what_is_excluded_has_no_vote_and_is_not_looked_for():
    places = np.arange(60) // 10
    excluded = places[:, None] == places
    similarity = all_cosines(CLOUDS, excluded)
    assert np.isneginf(similarity[excluded]).all()
    # All others of the last label are gone: its queries have nothing to find.
    last = LABELS == 2
    similarity[np.ix_(last, last)] = -np.inf
    assert (neighbours_vote(similarity, LABELS)[last] != 2).all()
    assert mean_average_precision(similarity, LABELS, LABELS) == pytest.approx(1)


def test_of_labels_with_as_many_votes_the_more_similar_wins():
    similarity = np.array([[0.9, 0.8, 0.7, 0.6, 0.1, -1.0]])
    assert neighbours_vote(similarity, np.array([1, 2, 2, 1, 0, 0])) == [1]


def test_accuracy_is_balanced_over_the_labels():
    labels = np.array([0] * 90 + [1] * 10)
    assert balanced_accuracy(np.zeros(100, int), labels) == 0.5


@pytest.mark.parametrize("share", [0.0, 0.3, 0.8])
def test_the_share_of_position_is_that_which_was_put_in(share):
    random = np.random.default_rng(0)
    ground = random.normal(0, 1, (16, 62, 59))
    pattern = random.normal(0, 1, (16, 8, 8))
    pattern -= pattern.mean(axis=(1, 2), keepdims=True)
    pattern *= np.sqrt(share / (1 - share) * ground.var() / pattern.var())
    tokens = ground + np.tile(pattern, (1, 8, 8))[:, :62, :59]
    assert position_share(tokens, 8) == pytest.approx(share, abs=0.02)


def test_nodata_does_not_disturb_the_share_of_position():
    values = vectors(6, 40, 40)
    values[:, 5:9, 5:20] = np.nan
    assert abs(position_share(values, 4)) < 0.02


def test_a_seam_is_a_jump_and_even_ground_has_none():
    random = np.random.default_rng(0)
    ground = random.normal(0, 1, (16, 64, 64))
    assert border_jump(ground, 4, (0, -2)) == pytest.approx(1, abs=0.02)
    chips = np.kron(random.normal(0, 1, (16, 8, 8)), np.ones((1, 8, 8)))
    assert border_jump(ground + chips, 8, (0,)) > 1.2
    assert border_jump(ground + chips, 8, (-3,)) < 1


def test_patches_take_the_label_of_half_of_their_pixels():
    labels = np.zeros((4, 8), int)
    labels[:, :2] = 3
    labels[:2, 4:7] = 5
    assert patch_labels(labels, 4).tolist() == [[3, 0]]
    assert patch_means(np.arange(5.0)[None], 4).tolist() == [[1.5, 4.0]]


def test_a_bar_that_is_missed_is_said(capsys):
    table = Table(title="Some", columns={"a": ".2f", "b": ".1%"})
    table.add("good", [0.5, None], (Bar(at_least=0.5), Bar(at_most=0.1)))
    table.add("bad", [0.4, 0.2], (Bar(at_least=0.5), Bar(at_most=0.1)))
    assert len(table.missed) == 2
    out = capsys.readouterr().out
    assert "| good | 0.50 (≥ 0.50) |  |" in out
    assert "| bad | **0.40, misses ≥ 0.50** | **20.0%, misses ≤ 10.0%** |" in out


def test_a_mosaic_holds_each_chip_under_its_class(tmp_path):
    chips = real_data("data", "eurosat_ms")
    labels = eurosat_mosaic(chips, tmp_path / "m.tif", "shuffled", gap=64)
    assert labels.shape == (1216, 1216)
    assert [(patch_labels(labels, 64) == each).sum() for each in range(12)] == [261, *[10] * 10, 0]
    with rasterio.open(tmp_path / "m.tif") as mosaic:
        assert mosaic.descriptions == BANDS
        found = mosaic.read()
    forests = []
    for path in sorted((chips / "Forest").iterdir()):
        with rasterio.open(path) as chip:
            forests.append(chip.read(chip.descriptions.index("B8A") + 1))
    rows, cols = np.nonzero(patch_labels(labels, 64) == 2)
    places = [found[7, 64 * row : 64 * row + 64, 64 * col : 64 * col + 64] for row, col in zip(rows, cols, strict=True)]
    assert sorted(int(place.sum(dtype=int)) for place in places) == sorted(int(chip.sum(dtype=int)) for chip in forests)


def test_the_cosines_are_those_of_the_heatmap(tmp_path):
    values = vectors(6, 20, 30)
    path = write_embeddings(tmp_path / "e.tif", values)
    bench = Bench(tmp_path)
    x, y = EmbeddingRaster(path).grid.centre_of(7, 4)
    bench.run("similarity_map", embeddings=str(path), at=[[x, y]], output=str(tmp_path / "s.tif"))
    with rasterio.open(tmp_path / "s.tif") as heatmap:
        expected = heatmap.read(1).ravel()
    flat = values.reshape(6, -1).T
    place = 4 * 30 + 7
    found = cosines(flat, flat.mean(axis=0), np.zeros((1, len(flat)), bool), np.array([place]))[0]
    assert np.allclose(found, expected, atol=1e-5)


@pytest.mark.slow
def test_clusters_of_real_ground_follow_the_land_and_not_the_chips(folder):
    scene = labelled_scene(real_data("data", "s2_labelled"), 4)
    embeds, bench = galileo(folder), Bench(folder)
    labelled = scene.labels > 0

    def agreement(**settings):
        made = embeds(scene.raster, patch=4, **settings)
        return adjusted_rand_score(scene.labels[labelled], bench.classes(made.path, 4, 0)[labelled])

    assert agreement(recipe="plain", position="keep") < 0.1
    assert agreement() >= 0.8
    assert agreement(dtype="uint8") >= 0.8


def test_a_uniform_scene_shows_no_chip_grid(tmp_path, folder):
    random = np.random.default_rng(0)
    levels = np.array([9500, 9400, 9000, 9300, 8800, 8000, 7600, 7400, 190, 200])[:, None, None]
    pixels = (levels * random.normal(1, 0.005, (len(BANDS), 128, 128))).astype("uint16")
    path = write_raster(tmp_path / "ice.tif", pixels)
    with rasterio.open(path, "r+") as dataset:
        dataset.descriptions = BANDS
    made = galileo(folder)(path, patch=4, sensor="sentinel-2-l2a")
    assert abs(position_share(made.values, 4)) < 0.05
    plain = galileo(folder)(path, patch=4, sensor="sentinel-2-l2a", recipe="plain", position="keep")
    assert position_share(plain.values, 8) > 0.5


@pytest.mark.parametrize("patch", [8, 4])
@pytest.mark.parametrize("chip", ["patch_25630.tif", "patch_74721.tif"])  # an ice sheet, and smooth water
def test_real_ice_and_water_show_no_chip_grid(folder, chip, patch):
    made = galileo(folder)(real_data("data", "s2_chips", chip), patch=patch)
    assert max(position_share(made.values, period) for period in (2, 4, 8)) <= 0.05

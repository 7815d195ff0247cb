"""Classes: the same for the same seed, the largest first, and everything that another scene needs in the file."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import subprocess
import sys
from xml.etree import ElementTree as ET

import numpy as np
import pytest
import rasterio
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score

from engine.classes.kmeans import best_kmeans
from engine.classes.summary import COLOURS, colour
from engine.progress import Reporter
from tests.engine.make_rasters import NORTH_UP, read_all, vectors, with_holes, write_embeddings, write_raster
from tests.places import ROOT


@pytest.fixture
def kmeans(write):
    """Makes classes; returns their labels (row, column) and the result."""

    def run(path, clusters, *arguments, name="c.tif"):
        return write("kmeans", "--embeddings", path, "--clusters", clusters, *arguments, name=name)

    return run


@pytest.fixture
def embeddings(tmp_path):
    return write_embeddings(tmp_path / "e.tif", with_holes(vectors()))


def kinds():
    """What `vectors` drew, so the classes that there are."""
    random = np.random.default_rng(0)
    random.normal(0, 1, (3, 6))
    return random.integers(0, 3, (20, 30))


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def directions(values, mean):
    centred = values.astype(np.float64) - mean[:, None]
    return (centred / np.linalg.norm(centred, axis=0)).T


def test_the_kinds_that_are_there_are_found(embeddings, kmeans):
    labels, _ = kmeans(embeddings, 3)
    assert adjusted_rand_score(kinds()[labels > 0], labels[labels > 0]) == 1


def test_the_same_seed_gives_the_same_bytes(embeddings, kmeans, folder):
    kmeans(embeddings, 5, "--seed", 3)
    first = digest(folder / "c.tif")
    kmeans(embeddings, 5, "--seed", 3)
    assert digest(folder / "c.tif") == first


def test_labels_start_at_one_and_the_largest_class_is_the_first(embeddings, kmeans):
    labels, value = kmeans(embeddings, 5)
    counts = np.bincount(labels.ravel(), minlength=6)[1:]
    assert (np.diff(counts) <= 0).all()
    assert [item["label"] for item in value["classes"]] == [1, 2, 3, 4, 5]
    assert [item["patches"] for item in value["classes"]] == counts.tolist()
    assert [item["share"] for item in value["classes"]] == pytest.approx((counts / counts.sum()).tolist())


def test_nodata_is_zero(embeddings, kmeans, folder):
    labels, _ = kmeans(embeddings, 3)
    assert np.array_equal(labels == 0, np.isnan(with_holes(vectors())[0]))
    with rasterio.open(folder / "c.tif") as dataset:
        assert dataset.nodata == 0
        assert dataset.dtypes == ("uint8",)
        assert dataset.transform == NORTH_UP


def test_every_class_has_its_colour(embeddings, kmeans, folder):
    _, value = kmeans(embeddings, 4)
    with rasterio.open(folder / "c.tif") as dataset:
        table = dataset.colormap(1)
    assert table[0][3] == 0
    for item in value["classes"]:
        assert "#{:02x}{:02x}{:02x}".format(*table[item["label"]][:3]) == item["colour"]


def test_no_two_of_fifty_classes_have_the_same_colour():
    assert len({colour(index) for index in range(50)}) == 50
    assert [colour(index) for index in range(3)] == list(COLOURS[:3])


def test_gdal_finds_the_names_of_the_classes(embeddings, kmeans, folder):
    _, value = kmeans(embeddings, 3)
    # rasterio does not show category names, so the place where GDAL documents them is read.
    root = ET.parse(folder / "c.tif.aux.xml").getroot()  # noqa: S314 - our own file
    names = [item.text or "" for item in root.findall("./PAMRasterBand[@band='1']/CategoryNames/Category")]
    assert names == ["", *(f"{item['name']} · {100 * item['share']:.0f} %" for item in value["classes"])]


def test_the_labels_follow_from_the_tags_alone(embeddings, kmeans, folder):
    labels, _ = kmeans(embeddings, 4)
    with rasterio.open(folder / "c.tif") as dataset:
        text = dataset.tags(ns="LANDPRINT_CENTROIDS")["KMEANS"]
        assert dataset.tags()["LANDPRINT_KIND"] == "classes"
    with np.load(io.BytesIO(base64.b64decode(text)), allow_pickle=False) as arrays:
        mean, centroids = arrays["mean"], arrays["centroids"]
    values = read_all(embeddings)[:, labels > 0]
    distances = ((directions(values, mean)[:, None] - centroids[None]) ** 2).sum(axis=2)
    assert np.array_equal(distances.argmin(axis=1) + 1, labels[labels > 0])
    assert np.allclose(mean, values.mean(axis=1), atol=1e-5)


def test_each_centroid_is_the_mean_of_its_class(embeddings, kmeans, folder):
    labels, value = kmeans(embeddings, 3)
    values = read_all(embeddings)[:, labels > 0]
    units = directions(values, values.mean(axis=1))
    own = labels[labels > 0]
    inertia = sum(((units[own == label] - units[own == label].mean(axis=0)) ** 2).sum() for label in (1, 2, 3))
    assert value["inertia"] == pytest.approx(inertia / len(units), rel=0.01)


def test_the_same_seed_gives_the_same_centroids_on_many_cores():
    code = """
import numpy as np
from engine.classes.kmeans import best_kmeans
from engine.progress import Reporter

vectors = np.random.default_rng(0).normal(size=(6000, 32)).astype(np.float32)
fits = [best_kmeans(vectors, 8, seed=0, reporter=Reporter()) for _ in range(3)]
print(len({fitted.cluster_centers_.tobytes() for fitted in fits}))
"""
    environment = {**os.environ, "OMP_NUM_THREADS": "8"}
    outcome = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, check=True)
    assert outcome.stdout.split() == [b"1"]


def test_little_memory_gives_the_same_classes(tmp_path, kmeans):
    path = write_embeddings(tmp_path / "e.tif", with_holes(vectors(dim=40, height=400, width=850)), tiled=True)
    kept, _ = kmeans(path, 3)
    small, _ = kmeans(path, 3, "--max-memory-mb", 64, name="small.tif")
    assert (kept == small).mean() > 0.9999


def test_more_than_254_classes_are_stored_in_two_bytes(tmp_path, kmeans, folder):
    values = np.random.default_rng(0).normal(size=(8, 30, 40))
    labels, _ = kmeans(write_embeddings(tmp_path / "e.tif", values), 300)
    assert labels.dtype == np.uint16
    assert labels.max() == 300


def test_any_multi_band_raster_can_be_clustered(tmp_path, kmeans):
    labels, _ = kmeans(write_raster(tmp_path / "e.tif", (vectors() * 1000).astype("int16")), 3)
    assert adjusted_rand_score(kinds().ravel(), labels.ravel()) == 1


def test_as_many_classes_as_there_are_embeddings_are_made(tmp_path, kmeans):
    values = np.zeros((3, 10, 10), np.float32)
    values[0, :5] = 1
    values[1, :, :5] = 1
    labels, _ = kmeans(write_embeddings(tmp_path / "e.tif", values), 4)
    assert len(np.unique(labels)) == 4


def test_a_number_of_classes_is_suggested(embeddings, command):
    value = command("suggest-clusters", "--embeddings", embeddings, "--most", 6, "--json").value
    assert value["clusters"] == 3
    assert set(value["silhouettes"]) == {"2", "3", "4", "5", "6"}


@pytest.mark.parametrize(("rows", "dim"), [(2_000, 16), (20_000, 64)])
def test_a_poor_start_is_not_the_end(rows, dim):
    random = np.random.default_rng(0)
    centres = random.normal(0, 1, (12, dim)) * np.linspace(0.3, 1, 12)[:, None]
    kinds = random.integers(0, 12, rows)
    units = centres[kinds] + random.normal(0, 0.15, (rows, dim))
    units = (units / np.linalg.norm(units, axis=1, keepdims=True)).astype(np.float32)
    many = KMeans(12, n_init=60, random_state=1).fit(units)
    for seed in range(3):
        best = best_kmeans(units, 12, seed=seed, reporter=Reporter())
        assert best.inertia_ <= many.inertia_ * 1.0005
        assert adjusted_rand_score(best.labels_, many.labels_) > 0.98


def test_what_differs_in_the_last_dimensions_alone_is_told_apart():
    units = np.zeros((30_000, 64), np.float32)
    units[:, 0] = 1
    units[::1000, 40:] = np.eye(30, 24, dtype=np.float32)
    units /= np.linalg.norm(units, axis=1, keepdims=True)
    best = best_kmeans(units, 20, seed=0, reporter=Reporter())
    assert len(np.unique(best.labels_)) == 20

"""Rasters of classes: sieved, merged, outlined, and used for another image."""

from __future__ import annotations

import base64
import io

import numpy as np
import pyogrio
import pytest
import rasterio
import shapely
from rasterio.transform import from_origin

from tests.engine.make_rasters import NORTH_UP, vectors, write_embeddings, write_raster


@pytest.fixture
def run(command):
    """Runs a command; returns its value."""

    def answer(*arguments):
        outcome = command(*arguments, "--json")
        assert outcome.status == 0, outcome.err
        return outcome.value

    return answer


@pytest.fixture
def made(tmp_path, run):
    """An embedding raster with its three classes: paths, and what k-means said."""
    values = vectors(height=40, width=50)
    values[:, :3, :3] = np.nan
    embeddings = write_embeddings(tmp_path / "e.tif", values)
    value = run("kmeans", "--embeddings", embeddings, "--clusters", 3, "--output", tmp_path / "classes.tif")
    return embeddings, tmp_path / "classes.tif", value


def read(path):
    with rasterio.open(path) as dataset:
        return dataset.read(1)


def blocks():
    """Classes in blocks of 10 x 10, with single pixels of another class and a corner without data."""
    labels = np.kron(np.array([[1, 2, 3], [2, 3, 1]], np.uint8), np.ones((10, 10), np.uint8))
    labels[4, 4], labels[15, 25] = 3, 2
    labels[:2, :2] = 0
    return labels


@pytest.fixture
def classes(tmp_path):
    return write_raster(tmp_path / "b.tif", blocks()[None], nodata=0)


def test_small_areas_join_their_neighbours_and_nodata_stays(classes, folder, run):
    value = run("sieve", "--classes", classes, "--pixels", 5, "--output", folder / "s.tif")
    expected = blocks()
    expected[4, 4], expected[15, 25] = 1, 1
    assert np.array_equal(read(folder / "s.tif"), expected)
    assert {item["label"]: item["patches"] for item in value["classes"]} == {1: 196, 2: 200, 3: 200}


def test_an_area_may_be_wanted_that_is_larger_than_the_raster(classes, folder, run):
    value = run("sieve", "--classes", classes, "--pixels", 10**6, "--output", folder / "s.tif")
    assert sum(item["patches"] for item in value["classes"]) == 596


def test_kmeans_sieves_what_it_makes(made, folder, run):
    embeddings, classes, _ = made
    run("kmeans", "--embeddings", embeddings, "--clusters", 3, "--sieve", 4, "--output", folder / "s.tif")
    run("sieve", "--classes", classes, "--pixels", 4, "--output", folder / "t.tif")
    one, other = read(folder / "s.tif"), read(folder / "t.tif")
    pairs = {(int(a), int(b)) for a, b in zip(one.ravel(), other.ravel(), strict=True)}
    assert len(pairs) == 4  # the same areas, numbered by their size
    assert (one == 0).sum() == 9


def test_a_sieved_raster_keeps_what_is_known_of_its_classes(made, folder, run):
    _, classes, _ = made
    run("sieve", "--classes", classes, "--pixels", 4, "--output", folder / "s.tif")
    with rasterio.open(classes) as before, rasterio.open(folder / "s.tif") as after:
        kept = {key: value for key, value in before.tags().items() if key.startswith("LANDPRINT_")}
        assert kept.items() <= after.tags().items()
        assert before.colormap(1) == after.colormap(1)
        assert before.tags(ns="LANDPRINT_CENTROIDS") == after.tags(ns="LANDPRINT_CENTROIDS")


def test_merged_classes_have_the_number_of_the_first(made, folder, run):
    _, classes, _ = made
    before = read(classes)
    value = run("merge-classes", "--classes", classes, "--merge", "3,1", "--output", folder / "m.tif")
    assert np.array_equal(read(folder / "m.tif"), np.where(before == 1, 3, before))
    assert [item["label"] for item in value["classes"]] == [2, 3]


@pytest.mark.parametrize(("merge", "sentence"), [("1,9", "no class 9"), ("2", "cannot be merged")])
def test_classes_that_cannot_be_merged_are_refused(made, folder, command, merge, sentence):
    outcome = command("merge-classes", "--classes", made[1], "--merge", merge, "--output", folder / "m.tif")
    assert outcome.status == 2
    assert sentence in outcome.err


def test_hectares_are_those_of_the_ground(made):
    _, _, value = made
    assert sum(item["hectares"] for item in value["classes"]) == pytest.approx((40 * 50 - 9) * 100 / 10_000, rel=1e-3)


def test_hectares_in_degrees_shrink_to_the_north(tmp_path, folder, run):
    labels = np.ones((2, 10), np.uint8)
    labels[0] = 2
    # Two rows of ten degrees, around 65 and 55 degrees north.
    path = write_raster(
        tmp_path / "d.tif", labels[None], nodata=0, crs="EPSG:4326", transform=from_origin(0, 70, 1, 10)
    )
    value = run("sieve", "--classes", path, "--pixels", 1, "--output", folder / "s.tif")
    south, north = (item["hectares"] for item in value["classes"])
    assert north / south == pytest.approx(np.cos(np.radians(65)) / np.cos(np.radians(55)), rel=1e-6)
    run("class-polygons", "--classes", path, "--output", folder / "p.gpkg")
    _, _, _, (labels, hectares) = pyogrio.raw.read(folder / "p.gpkg", columns=["class", "hectares"])
    assert dict(zip(labels.tolist(), hectares, strict=True)) == pytest.approx({1: south, 2: north}, rel=1e-6)


def test_polygons_have_class_name_and_hectares(classes, folder, run):
    value = run(
        *("class-polygons", "--classes", classes, "--names", "1=wet land", "--names", "3=forest"),
        *("--output", folder / "p.gpkg"),
    )
    _, _, _, (labels, names, hectares) = pyogrio.raw.read(folder / "p.gpkg", columns=["class", "name", "hectares"])
    assert value["polygons"] == len(labels) == 8
    assert dict(zip(labels.tolist(), names, strict=True)) == {1: "wet land", 2: "class 2", 3: "forest"}
    for label in (1, 2, 3):
        own = hectares[labels == label].sum()
        assert own == pytest.approx((blocks() == label).sum() * 100 / 10_000, rel=1e-3)
    with rasterio.open(classes) as dataset:
        assert pyogrio.read_info(folder / "p.gpkg")["crs"] == dataset.crs.to_string()


def test_typical_patches_lie_in_their_class_apart_and_near_its_centroid(tmp_path, made, run):
    embeddings, classes, _ = made
    labels = read(classes)
    found = run("typical-patches", "--embeddings", embeddings, "--classes", classes, "--count", 4)["places"]
    assert [(place["class"], place["rank"]) for place in found] == [(c, r) for c in (1, 2, 3) for r in (1, 2, 3, 4)]
    with rasterio.open(classes) as dataset:
        for place in found:
            row, col = dataset.index(place["x"], place["y"])
            assert labels[row, col] == place["class"]
            assert place["similarity"] > 0.9
    first = [(place["x"], place["y"]) for place in found if place["class"] == 1]
    apart = [np.hypot(a[0] - b[0], a[1] - b[1]) for a in first for b in first if a != b]
    assert min(apart) >= 30
    one = run("typical-patches", "--embeddings", embeddings, "--classes", classes, "--count", 4, "--label", 2)
    assert one["places"] == [place for place in found if place["class"] == 2]


def test_typical_patches_are_written_as_points(tmp_path, made, run):
    embeddings, classes, _ = made
    arguments = ("typical-patches", "--embeddings", embeddings, "--classes", classes, "--count", 4)
    found = run(*arguments)["places"]
    value = run(*arguments, "--output", tmp_path / "t.gpkg")
    assert value["places"] == found
    columns = ["class", "name", "rank", "similarity"]
    meta, _, geometry, values = pyogrio.raw.read(tmp_path / "t.gpkg", columns=columns)
    assert [list(column) for column in values] == [[place[name] for place in found] for name in columns]
    assert [shapely.get_coordinates(point)[0].tolist() for point in shapely.from_wkb(geometry)] == [
        [place["x"], place["y"]] for place in found
    ]
    with rasterio.open(classes) as dataset:
        assert meta["crs"] == dataset.crs.to_string()


def test_typical_patches_do_not_replace_what_they_are_made_of(made, command):
    embeddings, classes, _ = made
    outcome = command("typical-patches", "--embeddings", embeddings, "--classes", classes, "--output", classes)
    assert outcome.status == 2
    assert "is the input itself" in outcome.err


def test_classes_of_other_pixels_have_no_typical_patches(tmp_path, made, classes, command):
    outcome = command("typical-patches", "--embeddings", made[0], "--classes", classes)
    assert outcome.status == 2
    assert "other pixels" in outcome.err


def test_the_classes_of_one_image_are_found_in_another(tmp_path, made, folder, run):
    _, classes, value = made
    other = vectors(height=40, width=50)[:, ::-1]
    path = write_embeddings(tmp_path / "o.tif", other)
    applied = run("apply-classes", "--embeddings", path, "--classes", classes, "--output", folder / "a.tif")
    found, before = read(folder / "a.tif"), read(classes)[::-1]
    assert np.array_equal(found[before > 0], before[before > 0])
    assert [item["colour"] for item in applied["classes"]] == [item["colour"] for item in value["classes"]]
    # And again: what was applied can be applied.
    run("apply-classes", "--embeddings", path, "--classes", folder / "a.tif", "--output", folder / "b.tif")
    assert np.array_equal(read(folder / "b.tif"), found)


def test_merged_classes_stay_merged_where_they_are_applied(tmp_path, made, folder, run):
    embeddings, classes, _ = made
    run("merge-classes", "--classes", classes, "--merge", "3,1", "--output", folder / "m.tif")
    run("apply-classes", "--embeddings", embeddings, "--classes", folder / "m.tif", "--output", folder / "a.tif")
    assert np.array_equal(read(folder / "a.tif"), read(folder / "m.tif"))


def test_classes_of_another_encoder_are_refused(tmp_path, made, folder, command):
    path = write_embeddings(tmp_path / "o.tif", vectors(dim=9))
    outcome = command("apply-classes", "--embeddings", path, "--classes", made[1], "--output", folder / "a.tif")
    assert outcome.status == 2
    assert "9 dimensions" in outcome.err
    assert "6 dimensions" in outcome.err


def test_classes_that_were_not_made_by_kmeans_cannot_be_applied(made, classes, folder, command):
    outcome = command("apply-classes", "--embeddings", made[0], "--classes", classes, "--output", folder / "a.tif")
    assert outcome.status == 2
    assert "no classes of k-means" in outcome.err


def centroids_of(**arrays):
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    return base64.b64encode(buffer.getvalue()).decode()


@pytest.mark.parametrize(
    "text",
    [
        "no base 64!",
        base64.b64encode(b"no archive").decode(),
        centroids_of(mean=np.zeros(6)),
        centroids_of(mean=np.zeros(6), centroids=np.zeros((3, 5))),
        centroids_of(mean=np.zeros(6), centroids=np.full((3, 6), np.nan)),
        centroids_of(mean=np.zeros(6), centroids=np.array([object()] * 3)),
    ],
)
def test_damaged_centroids_are_refused_by_a_sentence(made, folder, command, text):
    with rasterio.open(made[1], "r+") as dataset:
        dataset.update_tags(ns="LANDPRINT_CENTROIDS", KMEANS=text)
    outcome = command("apply-classes", "--embeddings", made[0], "--classes", made[1], "--output", folder / "a.tif")
    assert outcome.status == 2
    assert "damaged" in outcome.err


def test_names_and_colours_go_on_with_the_classes_that_correspond(tmp_path, made, folder, run):
    embeddings, classes, _ = made
    table = {0: (0, 0, 0, 0), 1: (1, 2, 3, 255), 2: (4, 5, 6, 255), 3: (7, 8, 9, 255)}
    with rasterio.open(classes, "r+") as dataset:
        dataset.write_colormap(1, table)
    names = tmp_path / "classes.tif.aux.xml"
    names.write_text(names.read_text().replace("class 2", "forest"))
    before = read(classes)
    # Another scene, in which the classes have other shares, and so other numbers.
    own = np.concatenate([vectors(height=40, width=50)[:, before == 3]] * 3, axis=1)[:, :1200].reshape(6, 40, 30)
    mixed = write_embeddings(tmp_path / "m.tif", np.concatenate([vectors(height=40, width=50), own], axis=2))
    again = run(*("kmeans", "--embeddings", mixed, "--clusters", 3, "--like", classes, "--output", folder / "a.tif"))[
        "classes"
    ]
    after = read(folder / "a.tif")[:, :50]
    assert again[0]["like"] == 3
    for item in again:
        assert (before[(after == item["label"]) & (before > 0)] == item["like"]).all()
        assert item["colour"] == "#{:02x}{:02x}{:02x}".format(*table[item["like"]][:3])
    assert [item["name"] for item in again if item["like"] == 2] == ["forest"]
    more = run(
        *("kmeans", "--embeddings", embeddings, "--clusters", 4, "--like", classes, "--output", folder / "b.tif")
    )["classes"]
    new = [item for item in more if item["like"] is None]
    assert sorted(item["like"] for item in more if item["like"]) == [1, 2, 3]
    assert len({item["colour"] for item in more}) == 4
    assert len(new) == 1


def test_names_are_read_as_they_were_written(made, folder, run):
    _, classes, _ = made
    names = classes.with_name("classes.tif.aux.xml")
    names.write_text(names.read_text().replace("class 2", "wood &amp; &lt;meadow&gt;"))
    found = run("sieve", "--classes", classes, "--pixels", 2, "--output", folder / "s.tif")["classes"]
    assert [item["name"] for item in found] == ["class 1", "wood & <meadow>", "class 3"]
    again = run("sieve", "--classes", folder / "s.tif", "--pixels", 2, "--output", folder / "t.tif")["classes"]
    assert again[1]["name"] == "wood & <meadow>"


@pytest.mark.parametrize("bands", [2, 1])
def test_what_is_no_raster_of_classes_is_refused(tmp_path, folder, command, bands):
    path = write_raster(tmp_path / "f.tif", np.ones((bands, 5, 5), np.uint8 if bands == 2 else np.float32))
    outcome = command("sieve", "--classes", path, "--pixels", 3, "--output", folder / "s.tif")
    assert outcome.status == 2
    assert "no raster of classes" in outcome.err


def test_a_raster_without_coordinates_has_no_hectares(tmp_path, folder, run):
    path = write_raster(tmp_path / "n.tif", blocks()[None], nodata=0, crs=None, transform=NORTH_UP)
    value = run("class-polygons", "--classes", path, "--output", folder / "p.gpkg")
    assert {item["hectares"] for item in value["classes"]} == {None}
    assert "hectares" not in pyogrio.read_info(folder / "p.gpkg")["fields"].tolist()

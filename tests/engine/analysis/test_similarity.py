"""Maps of similarity against DESIGN's formula in a few lines of numpy."""

from __future__ import annotations

import json
from functools import partial

import numpy as np
import pyogrio
import pytest
import rasterio
import shapely
from affine import Affine
from rasterio.crs import CRS
from rasterio.warp import transform as reproject

from engine.analysis import similarity as similarities
from engine.analysis.columns import dim_products, dim_sums
from engine.analysis.distribution import natural_threshold, summarise
from engine.analysis.similarity import most_similar_places
from engine.ground import METRES_PER_DEGREE
from engine.operations.state import State
from engine.operations.table import run_operation
from engine.progress import Reporter
from engine.rasters.grid import Grid
from tests.engine.make_rasters import NORTH_UP, UTM, vectors, with_holes, write_embeddings, write_raster

PLACES = [(3, 4), (17, 11), (25, 2)]  # column, row


def by_hand(values, positives, negatives=(), *, raw=False):
    """The map (row, column) of embeddings (dim, row, column); places are (column, row)."""
    values = values.astype(np.float64)
    mean = 0.0 if raw else np.nanmean(values, axis=(1, 2))[:, None, None]
    centred = values - mean
    units = centred / np.linalg.norm(centred, axis=0)

    def direction(places):
        return np.mean([units[:, row, col] for col, row in places], axis=0)

    query = direction(positives) - (direction(negatives) if negatives else 0)
    return np.einsum("dhw,d->hw", units, query / np.linalg.norm(query))


def at(*places, flag="--at"):
    """Arguments for the centres of patches."""
    centres = [NORTH_UP @ (col + 0.5, row + 0.5) for col, row in places]
    return [argument for x, y in centres for argument in (flag, f"{x},{y}")]


@pytest.fixture
def similarity(write):
    """Makes a map; returns its values (row, column) and the result."""
    return partial(write, "similarity-map", "--embeddings", name="s.tif")


@pytest.fixture
def embeddings(tmp_path):
    return write_embeddings(tmp_path / "e.tif", with_holes(vectors()))


def close(made, expected):
    return np.allclose(made, expected, atol=2e-5, equal_nan=True)


def test_one_place_is_compared_with_all(embeddings, similarity):
    made, _ = similarity(embeddings, *at(PLACES[0]))
    assert close(made, by_hand(with_holes(vectors()), PLACES[:1]))


def test_the_place_itself_is_one(embeddings, similarity):
    made, _ = similarity(embeddings, *at(PLACES[0]))
    assert made[4, 3] == pytest.approx(1, abs=1e-5)


def test_several_places_are_the_most_similar_of_them(embeddings, similarity):
    made, _ = similarity(embeddings, *at(*PLACES))
    single = [by_hand(with_holes(vectors()), [place]) for place in PLACES]
    assert close(made, np.max(single, axis=0))


def test_what_is_nearer_to_a_place_to_avoid_than_the_liked_ones_are_is_less_similar(embeddings, similarity):
    made, _ = similarity(embeddings, *at(*PLACES[:2]), *at(PLACES[2], flag="--not-at"))
    liked = [by_hand(with_holes(vectors()), [place]) for place in PLACES[:2]]
    avoided = by_hand(with_holes(vectors()), PLACES[2:])
    alike = max(0, *(avoided[row, col] for col, row in PLACES[:2]))
    penalty = np.maximum((avoided - alike) / (1 - alike), 0)
    assert np.allclose(made, np.clip(np.max(liked, axis=0) - penalty, -1, 1), atol=1e-4, equal_nan=True)


@pytest.mark.parametrize("seed", range(5))
def test_a_liked_place_is_one_and_a_place_to_avoid_not_above_zero_however_alike(tmp_path, similarity, seed):
    places = np.random.default_rng(seed).permutation(600)[:6]
    cols, rows = places % 30, places // 30
    path = write_embeddings(tmp_path / "e.tif", vectors(seed=seed))
    picked = list(zip(cols.tolist(), rows.tolist(), strict=True))
    made, _ = similarity(path, *at(*picked[:3]), *at(*picked[3:], flag="--not-at"))
    assert made[rows, cols][:3] == pytest.approx(1, abs=1e-4)
    assert (made[rows, cols][3:] <= 1e-4).all()


@pytest.mark.parametrize("combine", ["any", "all", "learned"])
def test_every_liked_place_is_above_the_threshold(embeddings, similarity, combine):
    liked = [*PLACES, (0, 0), (29, 19)]
    made, value = similarity(embeddings, *at(*liked), "--combine", combine)
    assert value["combine"] == combine
    assert all(made[row, col] > value["threshold"] for col, row in liked)


def test_of_very_many_places_each_is_still_found(tmp_path, similarity):
    values = vectors(dim=24)
    random = np.random.default_rng(0)
    places = [(col, row) for row in range(0, 20, 2) for col in range(0, 30, 2)]
    for col, row in places[:100]:
        values[:, row, col] = values[:, 0, 0] + random.normal(0, 0.3, 24)
    points = [shapely.Point(*(NORTH_UP @ (col + 0.5, row + 0.5))) for col, row in places]
    made, _ = similarity(
        write_embeddings(tmp_path / "e.tif", values), "--points", write_places(tmp_path / "p.gpkg", points)
    )
    assert min(made[row, col] for col, row in places) > 0.7


def test_learned_tells_the_places_from_those_to_avoid(tmp_path, similarity):
    values = vectors()
    kinds = np.random.default_rng(0)
    kinds.normal(0, 1, (3, 6))
    kinds = kinds.integers(0, 3, (20, 30))  # as vectors draws them
    liked, avoided = ([(int(col), int(row)) for row, col in np.argwhere(kinds == kind)[:4]] for kind in (0, 1))
    path = write_embeddings(tmp_path / "e.tif", values)
    made, _ = similarity(path, *at(*liked), *at(*avoided, flag="--not-at"), "--combine", "learned")
    assert (made[kinds == 0] > 0).all()
    assert (made[kinds == 1] < 0).all()
    alone, _ = similarity(path, *at(*liked), "--combine", "learned", name="alone.tif")
    assert alone[kinds == 0].min() > alone[kinds != 0].max()


def test_learned_finds_the_one_dimension_that_tells_the_places_apart(tmp_path, similarity):
    random = np.random.default_rng(0)
    is_liked = random.random((20, 30)) < 0.5
    values = random.normal(0, 1, (16, 20, 30))  # in which two patches of a kind are not alike
    values[0] = np.where(is_liked, 1, -1)
    picked = [(int(col), int(row)) for row, col in random.permutation(np.argwhere(is_liked))[:30]]
    avoided = [(int(col), int(row)) for row, col in random.permutation(np.argwhere(~is_liked))[:30]]
    path = write_embeddings(tmp_path / "e.tif", values.astype("float32"))

    def share_found(combine):
        places = (*at(*picked), *at(*avoided, flag="--not-at"))
        made, _ = similarity(path, *places, "--combine", combine, name=f"{combine}.tif")
        return np.mean((made > 0) == is_liked)

    assert share_found("learned") > 0.97
    assert share_found("any") < 0.75


def test_all_places_are_the_mean_of_their_directions(embeddings, similarity):
    made, _ = similarity(embeddings, *at(*PLACES), "--combine", "all")
    assert close(made, by_hand(with_holes(vectors()), PLACES))


def test_of_all_places_those_to_avoid_are_subtracted(embeddings, similarity):
    made, _ = similarity(embeddings, *at(*PLACES[:2]), *at(PLACES[2], flag="--not-at"), "--combine", "all")
    assert close(made, by_hand(with_holes(vectors()), PLACES[:2], PLACES[2:]))


def test_the_raw_cosine_leaves_the_mean_in(embeddings, similarity):
    made, _ = similarity(embeddings, *at(PLACES[0]), "--raw")
    assert close(made, by_hand(with_holes(vectors()), PLACES[:1], raw=True))


def test_nodata_stays_nodata_and_counts_for_nothing(embeddings, similarity):
    made, value = similarity(embeddings, *at(PLACES[0]))
    assert np.array_equal(np.isnan(made), np.isnan(with_holes(vectors())[0]))
    assert value["valid"] == np.isfinite(made).sum() == sum(value["histogram"])


def test_codes_with_scale_and_offset_are_compared_as_the_values_they_mean(tmp_path, similarity):
    codes = np.random.default_rng(0).integers(1, 256, (6, 20, 30)).astype("uint8")
    codes[:, 8:12, 20:24] = 0
    path = write_raster(tmp_path / "e.tif", codes, nodata=0)
    scales, offsets = np.linspace(0.01, 0.5, 6), np.linspace(-3, 2, 6)
    with rasterio.open(path, "r+") as dataset:
        dataset.scales, dataset.offsets = scales.tolist(), offsets.tolist()
    values = codes * scales[:, None, None] + offsets[:, None, None]
    values[:, 8:12, 20:24] = np.nan
    for raw in (False, True):
        made, _ = similarity(path, *at(*PLACES[:2]), "--combine", "all", *["--raw"][: int(raw)])
        assert close(made, by_hand(values, PLACES[:2], raw=raw))


def test_any_multi_band_raster_can_be_compared(tmp_path, similarity):
    values = (vectors() * 1000).astype("int16")
    made, _ = similarity(write_raster(tmp_path / "e.tif", values), *at(PLACES[0]))
    assert close(made, by_hand(values, PLACES[:1]))


def test_points_may_come_in_another_coordinate_system(embeddings, similarity):
    x, y = NORTH_UP @ (3.5, 4.5)
    (lon,), (lat,) = reproject(CRS.from_user_input(UTM), CRS.from_epsg(4326), [x], [y])
    made, _ = similarity(embeddings, "--at", f"{lon},{lat}", "--crs", "EPSG:4326")
    assert close(made, by_hand(with_holes(vectors()), PLACES[:1]))


def write_places(path, geometries, crs=UTM):
    kind = geometries[0].geom_type
    driver = "GeoJSON" if path.suffix == ".geojson" else "GPKG"
    pyogrio.raw.write(
        path, shapely.to_wkb(geometries), [], [], geometry_type=kind, crs=crs, driver=driver, promote_to_multi=False
    )
    return path


def test_points_of_a_geopackage_are_places(tmp_path, embeddings, similarity):
    points = [shapely.Point(*(NORTH_UP @ (col + 0.3, row + 0.8))) for col, row in PLACES]
    made, _ = similarity(embeddings, "--points", write_places(tmp_path / "p.gpkg", points), "--combine", "all")
    assert close(made, by_hand(with_holes(vectors()), PLACES))


def test_points_of_geojson_are_reprojected(tmp_path, embeddings, similarity):
    xs, ys = zip(*(NORTH_UP @ (col + 0.5, row + 0.5) for col, row in PLACES), strict=True)
    lons, lats = reproject(CRS.from_user_input(UTM), CRS.from_epsg(4326), xs, ys)
    points = [shapely.Point(lon, lat) for lon, lat in zip(lons, lats, strict=True)]
    made, _ = similarity(
        embeddings, "--points", write_places(tmp_path / "p.geojson", points, "EPSG:4326"), "--combine", "all"
    )
    assert close(made, by_hand(with_holes(vectors()), PLACES))


def test_a_polygon_is_all_patches_whose_centre_it_holds(tmp_path, embeddings, similarity):
    corners = [NORTH_UP @ corner for corner in [(2.2, 3.2), (6.2, 3.2), (6.2, 5.2), (2.2, 5.2)]]
    path = write_places(tmp_path / "p.gpkg", [shapely.Polygon(corners)])
    made, _ = similarity(embeddings, "--points", path)
    inside = [(col, row) for row in (3, 4) for col in (2, 3, 4, 5)]
    assert close(made, by_hand(with_holes(vectors()), inside))


def test_a_polygon_within_a_patch_is_that_patch(tmp_path, embeddings, similarity):
    corners = [NORTH_UP @ corner for corner in [(3.1, 4.1), (3.2, 4.1), (3.2, 4.2)]]
    made, _ = similarity(embeddings, "--points", write_places(tmp_path / "p.gpkg", [shapely.Polygon(corners)]))
    assert close(made, by_hand(with_holes(vectors()), PLACES[:1]))


def test_a_file_of_places_to_avoid_is_subtracted(tmp_path, embeddings, similarity):
    points = [shapely.Point(*(NORTH_UP @ (col + 0.5, row + 0.5))) for col, row in PLACES[1:]]
    avoided = write_places(tmp_path / "n.gpkg", points)
    made, _ = similarity(embeddings, *at(PLACES[0]), "--not-points", avoided, "--combine", "all")
    assert close(made, by_hand(with_holes(vectors()), PLACES[:1], PLACES[1:]))


def test_little_memory_gives_the_same_numbers(tmp_path, similarity):
    # 54 MB of float32: more than 64 MB let it keep.
    values = with_holes(vectors(dim=40, height=400, width=850))
    path = write_embeddings(tmp_path / "e.tif", values, tiled=True, blockxsize=256, blockysize=256)
    kept, _ = similarity(path, *at(*PLACES), "--combine", "all")
    read_again, _ = similarity(path, *at(*PLACES), "--combine", "all", "--max-memory-mb", 64, name="small.tif")
    assert np.allclose(kept, read_again, atol=1e-6, equal_nan=True)
    assert np.allclose(kept, by_hand(values, PLACES), atol=2e-5, equal_nan=True)


def test_the_file_is_one_float32_band_with_its_statistics(embeddings, similarity, folder):
    made, value = similarity(embeddings, *at(PLACES[0]))
    with rasterio.open(folder / "s.tif") as dataset:
        assert (dataset.count, dataset.dtypes[0]) == (1, "float32")
        assert np.isnan(dataset.nodata)
        assert dataset.crs == CRS.from_user_input(UTM)
        assert dataset.transform == NORTH_UP
        tags = {key: float(text) for key, text in dataset.tags(1).items() if key.startswith("STATISTICS")}
        assert dataset.tags()["LANDPRINT_KIND"] == "similarity"
        assert dataset.tags()["LANDPRINT_SOURCE"] == str(embeddings)
    valid = made[np.isfinite(made)].astype(np.float64)
    assert tags["STATISTICS_MINIMUM"] == pytest.approx(valid.min()) == pytest.approx(value["minimum"])
    assert tags["STATISTICS_MAXIMUM"] == pytest.approx(valid.max()) == pytest.approx(value["maximum"])
    assert tags["STATISTICS_MEAN"] == pytest.approx(valid.mean()) == pytest.approx(value["mean"])
    assert tags["STATISTICS_STDDEV"] == pytest.approx(valid.std(), rel=1e-5)
    assert [path.name for path in folder.iterdir()] == ["s.tif"]


def test_the_result_says_what_a_person_would_count(embeddings, similarity):
    made, value = similarity(embeddings, *at(PLACES[0]))
    valid = made[np.isfinite(made)]
    for percent in (2, 50, 90, 95, 98, 99):
        assert value["percentiles"][str(percent)] == pytest.approx(np.percentile(valid, percent), abs=1e-5)
    counts, _ = np.histogram(valid, bins=256, range=(-1, 1))
    assert value["histogram"] == counts.tolist()
    assert value["pixel_area_m2"] == pytest.approx(100)


@pytest.mark.parametrize("count", [1, 2, 3, 1000])
def test_a_summary_is_what_numpy_says_of_the_values(count):
    values = np.random.default_rng(count).normal(0, 0.4, count).clip(-1, 1).astype(np.float32)
    values[::4] = np.rint(values[::4] * 128) / 128  # on the bins' edges
    similarity = np.append(values, np.nan).astype(np.float32)[None]
    summary = summarise(similarity, Grid(crs=None, transform=NORTH_UP, width=count + 1, height=1))
    assert (summary.minimum, summary.maximum, summary.valid) == (values.min(), values.max(), count)
    assert summary.mean == pytest.approx(values.mean(dtype=np.float64), abs=1e-6)
    assert summary.histogram == np.histogram(values, bins=256, range=(-1, 1))[0].tolist()
    for percent, value in summary.percentiles.items():
        assert value == pytest.approx(np.percentile(values.astype(np.float64), int(percent)), abs=1e-6)


def test_both_ends_of_the_similarities_are_counted():
    grid = Grid(crs=None, transform=NORTH_UP, width=3, height=1)
    summary = summarise(np.array([[-1, 1, 1]], np.float32), grid)
    assert (summary.histogram[0], summary.histogram[-1]) == (1, 2)


@pytest.mark.parametrize("share", [0.02, 0.1, 0.3])
def test_the_natural_threshold_parts_what_is_alike_from_the_rest(share):
    random = np.random.default_rng(0)
    alike, rest = random.normal(0.7, 0.05, int(10_000 * share)), random.normal(0.0, 0.1, int(10_000 * (1 - share)))
    threshold = natural_threshold(np.histogram(np.concatenate((alike, rest)), 256, (-1, 1))[0].tolist())
    assert (alike > threshold).mean() > 0.99
    assert (rest > threshold).mean() < 0.05


def test_an_empty_histogram_has_a_threshold():
    assert -1 <= natural_threshold([0] * 256) <= 1


def test_after_opening_a_question_takes_one_pass_over_the_values(embeddings, folder, monkeypatch):
    passes = []

    def counted(function):
        return lambda blocks, *rest: passes.append(len(blocks)) or function(blocks, *rest)

    for function in (dim_sums, dim_products):
        monkeypatch.setattr(similarities, function.__name__, counted(function))
    state = State()
    run_operation(state, "open", {"embeddings": str(embeddings)}, Reporter())
    passes.clear()
    places = {"at": [[288_035, 9_119_945], [288_175, 9_119_885]], "not_at": [[288_255, 9_119_975]]}
    asked = {"embeddings": str(embeddings), **places, "output": str(folder / "s.tif")}
    run_operation(state, "similarity_map", asked, Reporter())
    state.close()
    assert len(passes) == 1


def test_no_value_is_beyond_one(tmp_path, similarity):
    values = np.ones((6, 20, 30), np.float32) + np.random.default_rng(0).normal(0, 1e-4, (6, 20, 30))
    made, _ = similarity(write_embeddings(tmp_path / "e.tif", values), *at(PLACES[0]), "--raw")
    assert np.abs(made).max() <= 1


def test_two_places_are_compared(embeddings, command):
    value = command("compare", "--embeddings", embeddings, *at(*PLACES[:2]), "--json").value
    values = with_holes(vectors())
    assert value["cosine"] == pytest.approx(by_hand(values, PLACES[:1])[11, 17], abs=1e-5)
    assert value["raw_cosine"] == pytest.approx(by_hand(values, PLACES[:1], raw=True)[11, 17], abs=1e-5)


def test_the_most_similar_places_are_apart(embeddings, similarity, command, folder):
    made, _ = similarity(embeddings, *at(PLACES[0]))
    outcome = command("similar-places", "--similarity", folder / "s.tif", "--count", 5, "--json")
    places = json.loads(outcome.out)["places"]
    grid = Grid(crs=CRS.from_user_input(UTM), transform=NORTH_UP, width=30, height=20)
    assert (places[0]["x"], places[0]["y"]) == grid.centre_of(3, 4)
    assert [place["similarity"] for place in places] == sorted((p["similarity"] for p in places), reverse=True)
    for place in places:
        col, row = grid.pixel_at(place["x"], place["y"])
        assert place["similarity"] == made[row, col]
    positions = np.array([(place["x"], place["y"]) for place in places])
    distances = np.hypot(*(positions[:, None] - positions[None]).T)
    assert (distances[~np.eye(5, dtype=bool)] >= 30).all()


def test_the_most_similar_places_leave_out_those_that_are_known(embeddings, similarity, command, folder):
    similarity(embeddings, *at(PLACES[0]))
    grid = Grid(crs=CRS.from_user_input(UTM), transform=NORTH_UP, width=30, height=20)
    ask = ("similar-places", "--similarity", folder / "s.tif", "--count", 5)
    first = command(*ask, "--json").value["places"]
    known = grid.centre_of(3, 4)
    assert (first[0]["x"], first[0]["y"]) == known
    left = command(*ask, "--exclude", f"{known[0]},{known[1]}", "--json").value["places"]
    assert [(one["x"], one["y"]) for one in left[:4]] == [(one["x"], one["y"]) for one in first[1:]]
    (lon,), (lat,) = reproject(UTM, "EPSG:4326", [known[0]], [known[1]])
    in_degrees = command(*ask, "--exclude", f"{lon!r},{lat!r}", "--crs", "EPSG:4326", "--json").value["places"]
    assert in_degrees == left


def test_the_most_similar_places_leave_out_known_areas(embeddings, similarity, command, folder):
    similarity(embeddings, *at(PLACES[0]))
    grid = Grid(crs=CRS.from_user_input(UTM), transform=NORTH_UP, width=30, height=20)
    (left, top), (right, bottom) = grid.centre_of(0, 0), grid.centre_of(14, 19)
    area = folder / "known.gpkg"
    shape = shapely.box(left - 5, bottom - 5, right + 5, top + 5)
    write_places(area, [shape])
    ask = ("similar-places", "--similarity", folder / "s.tif", "--count", 20, "--exclude-points", area, "--json")
    places = command(*ask).value["places"]
    assert len(places) == 20
    assert all(grid.pixel_at(one["x"], one["y"])[0] > 14 for one in places)


def test_what_is_known_elsewhere_leaves_out_nothing(embeddings, similarity, command, folder):
    similarity(embeddings, *at(PLACES[0]))
    ask = ("similar-places", "--similarity", folder / "s.tif", "--count", 5)
    far_away = command(*ask, "--exclude", "0,0", "--json").value["places"]
    assert far_away == command(*ask, "--json").value["places"]


def test_no_more_places_are_given_than_there_are():
    grid = Grid(crs=None, transform=NORTH_UP, width=3, height=2)
    values = np.array([[1, 0.5, np.nan], [0.25, np.nan, 0]], np.float32)
    places = most_similar_places(values, grid, count=10, minimum_distance=0)
    assert [place.similarity for place in places] == [1, 0.5, 0.25, 0]


def earth(resolution=0.5):
    """The grid of the whole Earth, and similarities of -1 everywhere."""
    width, height = round(360 / resolution), round(180 / resolution)
    transform = Affine(resolution, 0, -180, 0, -resolution, 90)
    grid = Grid(crs=CRS.from_epsg(4326), transform=transform, width=width, height=height)
    return grid, np.full((height, width), -1.0, np.float32)


def test_places_on_both_sides_of_the_antimeridian_are_one_place():
    grid, values = earth()
    values[212, [0, 719, 700]] = 0.9, 0.8, 0.7
    first, second = most_similar_places(values, grid, count=2, minimum_distance=300_000)
    assert (first.x, first.y) == (-179.75, -16.25)
    assert (second.x, second.y) == (170.25, -16.25)


def test_near_a_pole_all_longitudes_are_near():
    grid, values = earth()
    values[0, [0, 360]] = 0.9, 0.8
    values[3, 0] = 0.7
    first, second = most_similar_places(values, grid, count=2, minimum_distance=150_000)
    assert (first.y, second.y) == (89.75, 88.25)


@pytest.mark.parametrize(("latitude", "apart"), [(0.25, 2), (60.25, 4), (-60.25, 4)])
def test_distances_in_degrees_are_metres_at_their_own_latitude(latitude, apart):
    grid, values = earth()
    _, row = grid.pixel_at(0, latitude)
    values[row, 360] = 0.9
    values[row, 361:] = 0.8 - np.arange(359) / 1000
    _, second = most_similar_places(values, grid, count=2, minimum_distance=105_000)
    assert second.x == 0.25 + 0.5 * apart


def test_a_rotated_grid_in_degrees_knows_its_distances():
    transform = Affine.translation(10, 50) @ Affine.rotation(30) @ Affine.scale(0.001, -0.001)
    grid = Grid(crs=CRS.from_epsg(4326), transform=transform, width=40, height=40)
    values = np.full((40, 40), -1.0, np.float32)
    values[20, 20:] = 0.9 - np.arange(20) / 100
    _, second = most_similar_places(values, grid, count=2, minimum_distance=800)
    lon, lat = transform @ (20.5, 20.5)
    metres = np.hypot((second.x - lon) * np.cos(np.radians(lat)), second.y - lat) * METRES_PER_DEGREE
    assert 800 <= metres < 800 + 112

"""What is left out of a scene: clouds as polygons, or classes of a classification."""

from __future__ import annotations

import os

import numpy as np
import pyogrio
import pytest
import rasterio
import shapely
from rasterio.warp import transform_geom

from engine.embedding.scratch import list_scratches
from engine.encoders.random_features import Filters
from engine.errors import Cancelled, ParameterError, SourceError
from engine.operations.state import State
from engine.operations.table import run_operation
from engine.progress import Reporter
from engine.rasters.grid import Grid, Window
from engine.rasters.scene_mask import open_mask
from engine.rasters.source import source_of
from engine.requests.imagery import SourceRequest
from tests.engine.make_rasters import NORTH_UP, UTM, read_all, scene, write_raster
from tests.engine.make_scenes import LANDSAT_STEM, STEM, corner, repeated, tarred, write_landsat, write_safe, zipped

GRID = Grid(crs=rasterio.crs.CRS.from_user_input(UTM), transform=NORTH_UP, width=64, height=64)


def box(left, top, right, bottom):
    """A rectangle by pixels of the grid."""
    return shapely.box(*(NORTH_UP @ (left, bottom)), *(NORTH_UP @ (right, top)))


def write_polygons(path, shapes, *, crs=UTM):
    if crs not in (None, UTM):
        shapes = [shapely.geometry.shape(transform_geom(UTM, crs, shapely.geometry.mapping(each))) for each in shapes]
    pyogrio.raw.write(
        path, shapely.to_wkb(shapes), field_data=[], fields=[], geometry_type="Unknown", crs=crs, layer="clouds"
    )
    return path


def inside(*boxes):
    """True (row, column) within rectangles of pixels."""
    mask = np.zeros((64, 64), bool)
    for left, top, right, bottom in boxes:
        mask[top:bottom, left:right] = True
    return mask


def usable(path, *classes, window=GRID.whole, grid=GRID):
    mask = open_mask(str(path), tuple(map(str, classes)), grid)
    try:
        return mask.read(window)
    finally:
        mask.close()


@pytest.fixture
def scl(tmp_path):
    """Classes 0 to 11 of 20 m over the grid of 10 m, and the same as an array of its pixels."""
    classes = np.random.default_rng(0).integers(0, 12, (1, 32, 32)).astype("uint8")
    return write_raster(tmp_path / "scl.tif", classes, transform=corner(20)), repeated(classes, 20)[0]


# The mask itself ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("crs", [UTM, None, "EPSG:4326", "EPSG:32724"])
@pytest.mark.parametrize("suffix", [".gpkg", ".shp"])
def test_the_inside_of_polygons_is_left_out(tmp_path, crs, suffix):
    boxes = [(4, 8, 20, 16), (40, 30, 70, 41)]
    path = write_polygons(tmp_path / f"clouds{suffix}", [box(*each) for each in boxes], crs=crs)
    assert np.array_equal(usable(path), ~inside(*boxes))


def test_polygons_of_geojson_are_in_degrees(tmp_path):
    path = write_polygons(tmp_path / "clouds.geojson", [box(4, 8, 20, 16)], crs="EPSG:4326")
    assert np.array_equal(usable(path), ~inside((4, 8, 20, 16)))


def test_a_hole_in_a_polygon_is_not_left_out(tmp_path):
    ring = box(8, 8, 40, 40).difference(box(16, 16, 24, 24))
    path = write_polygons(tmp_path / "clouds.gpkg", [ring])
    assert np.array_equal(usable(path), ~inside((8, 8, 40, 40)) | inside((16, 16, 24, 24)))


def test_empty_and_distant_polygons_leave_nothing_out(tmp_path):
    far = shapely.box(0, 0, 1, 1)
    assert usable(write_polygons(tmp_path / "a.gpkg", [shapely.Polygon(), far])).all()


def test_an_empty_polygon_beside_another_does_no_harm(tmp_path):
    path = write_polygons(tmp_path / "a.gpkg", [shapely.Polygon(), box(0, 0, 8, 8)])
    assert np.array_equal(usable(path), ~inside((0, 0, 8, 8)))


@pytest.mark.parametrize("classes", [(3, 8, 9, 10), (0,), (4,)])
def test_classes_of_20_m_are_left_out_of_pixels_of_10_m(scl, classes):
    path, pixels = scl
    assert np.array_equal(usable(path, *classes), ~np.isin(pixels, classes))


def test_classes_in_another_coordinate_system_are_placed(tmp_path):
    # One large square of class 3, so that only its outline could be another pixel.
    classes = np.full((1, 600, 600), 4, "uint8")
    to_degrees = [rasterio.warp.transform(UTM, "EPSG:4326", *([v] for v in NORTH_UP @ p)) for p in ((0, 0), (64, 64))]
    (left, top), (right, bottom) = [(x[0], y[0]) for x, y in to_degrees]
    place = rasterio.transform.from_bounds(left - 0.001, bottom - 0.001, right + 0.001, top + 0.001, 600, 600)
    (x0, y0), (x1, y1) = (
        (x[0], y[0])
        for x, y in (
            rasterio.warp.transform(UTM, "EPSG:4326", *([v] for v in NORTH_UP @ p)) for p in ((16, 20), (40, 50))
        )
    )
    (col0, row0), (col1, row1) = ~place @ (x0, y0), ~place @ (x1, y1)
    classes[:, round(row0) : round(row1), round(col0) : round(col1)] = 3
    path = write_raster(tmp_path / "scl.tif", classes, crs="EPSG:4326", transform=place)
    different = usable(path, 3) != ~inside((16, 20, 40, 50))
    assert not different[22:48, 18:38].any()
    assert different.sum() <= 2 * (24 + 30)


def test_where_the_classification_ends_nothing_is_left_out(tmp_path):
    path = write_raster(tmp_path / "scl.tif", np.full((1, 8, 8), 3, "uint8"), transform=corner(20))
    assert np.array_equal(usable(path, 3), ~inside((0, 0, 16, 16)))


@pytest.mark.parametrize("window", [Window(0, 0, 10, 3), Window(13, 7, 31, 50), Window(63, 63, 1, 1)])
def test_a_window_of_a_mask_is_a_part_of_the_whole(scl, tmp_path, window):
    polygons = write_polygons(tmp_path / "clouds.gpkg", [box(4, 8, 20, 16), box(40, 30, 70, 41)])
    rows, cols = slice(window.row_off, window.row_end), slice(window.col_off, window.col_end)
    assert np.array_equal(usable(polygons, window=window), usable(polygons)[rows, cols])
    assert np.array_equal(usable(scl[0], 3, 8, window=window), usable(scl[0], 3, 8)[rows, cols])


def test_a_classification_without_classes_is_refused(scl):
    with pytest.raises(ParameterError, match="no classes") as refusal:
        usable(scl[0].rename(scl[0].with_name("land.tif")))
    assert "3,8,9,10" in refusal.value.hint


# Known classifications: the numbers of one Landsat pixel say several things at once.
LANDSAT_CLEAR, LANDSAT_WATER, LANDSAT_CLOUD, LANDSAT_SHADOW, LANDSAT_CIRRUS = 21824, 21952, 22280, 23888, 54596
LANDSAT_DILATED, LANDSAT_SNOW, LANDSAT_FILL, OLD_LANDSAT_CLEAR, OLD_LANDSAT_CLOUD = 21826, 30048, 1, 5440, 5896
LANDSAT = {
    LANDSAT_CLEAR: "clear",
    LANDSAT_WATER: "clear, water",
    LANDSAT_CLOUD: "cloud",
    LANDSAT_SHADOW: "cloud shadow, clear",
    LANDSAT_CIRRUS: "cirrus, clear",
    LANDSAT_DILATED: "dilated cloud, clear",
    LANDSAT_SNOW: "snow, clear",
    LANDSAT_FILL: "fill",
    OLD_LANDSAT_CLEAR: "clear",
    OLD_LANDSAT_CLOUD: "cloud",
}


@pytest.fixture
def landsat(tmp_path):
    """QA_PIXEL of 10 columns, one a kind of pixel, and which of them are usable when some words are left out."""
    pixels = np.tile(np.array(list(LANDSAT), "uint16").repeat(2), (1, 20, 1))
    path = write_raster(tmp_path / "LC08_L2SP_214065_20220817_20220824_02_T1_QA_PIXEL.TIF", pixels, nodata=1)
    grid = Grid(crs=GRID.crs, transform=NORTH_UP, width=20, height=20)
    return lambda *words: usable(path, *words, window=grid.whole, grid=grid)[0, ::2]


@pytest.mark.parametrize(
    "words", [("cloud",), ("Cloud_Shadows",), ("cirrus", "snow"), ("fill",), ("water",), ("dilated cloud",), ("clear",)]
)
def test_what_a_landsat_s_quality_says_is_left_out_by_word(landsat, words):
    wanted = [{"Cloud_Shadows": "cloud shadow"}.get(word, word) for word in words]
    expected = [not set(wanted) & set(facts.split(", ")) for facts in LANDSAT.values()]
    assert landsat(*words).tolist() == expected


def test_clouds_and_what_is_near_them_are_left_out_of_a_landsat_by_default(landsat):
    clouds = {"cloud", "cloud shadow", "cirrus", "dilated cloud"}
    assert landsat().tolist() == [not clouds & set(facts.split(", ")) for facts in LANDSAT.values()]


@pytest.mark.parametrize(
    ("words", "classes"),
    [(("cloud",), (8, 9)), (("cloud", "shadow"), (8, 9, 3)), (("snow", "4"), (11, 4)), ((), (3, 8, 9, 10))],
)
@pytest.mark.parametrize("name", ["T25LBJ_20230114T101031_SCL_20m.tif", "SCL.tif", "scl.tif"])
def test_words_are_classes_of_sentinel_2_s_own(scl, tmp_path, words, classes, name):
    path = scl[0].rename(tmp_path / name)
    assert np.array_equal(usable(path, *words), ~np.isin(scl[1], classes))


def test_a_classification_is_known_by_its_band_s_name_too(scl):
    with rasterio.open(scl[0].rename(scl[0].with_name("clouds.tif")), "r+") as dataset:
        dataset.descriptions = ("SCL",)
    assert np.array_equal(usable(scl[0].with_name("clouds.tif"), "cirrus"), scl[1] != 10)


def test_a_mask_says_what_it_leaves_out(scl, tmp_path):
    path = scl[0].rename(tmp_path / "SCL.tif")
    mask = open_mask(str(path), (), GRID)
    assert mask.sentence == "Left out: cloud, cloud shadow, cirrus of SCL.tif (Sentinel-2's SCL)."
    mask.close()


def test_words_of_an_unknown_classification_are_refused(scl):
    path = scl[0].rename(scl[0].with_name("land.tif"))
    with pytest.raises(ParameterError, match=r"What 'cloud' is in land\.tif cannot be known") as refusal:
        usable(path, "cloud")
    assert "numbers" in refusal.value.hint


def test_a_word_that_a_classification_does_not_have_names_those_that_it_has(scl, tmp_path):
    path = scl[0].rename(tmp_path / "SCL.tif")
    with pytest.raises(ParameterError, match="no 'haze'") as refusal:
        usable(path, "haze")
    assert "cirrus" in refusal.value.hint


def test_numbers_of_a_bit_mask_are_refused(landsat):
    with pytest.raises(ParameterError, match="sums of several facts") as refusal:
        landsat("3")
    assert "cloud shadow" in refusal.value.hint


def test_classes_of_polygons_are_refused(tmp_path):
    with pytest.raises(ParameterError, match="of a raster only") as refusal:
        usable(write_polygons(tmp_path / "a.gpkg", [box(0, 0, 8, 8)]), 3)
    assert refusal.value.hint


def test_a_classification_that_lies_nowhere_is_refused(tmp_path):
    path = write_raster(tmp_path / "scl.tif", np.full((1, 8, 8), 3, "uint8"), crs=None, transform=None)
    with pytest.raises(SourceError, match="no coordinate system") as refusal:
        usable(path, 3)
    assert refusal.value.hint


@pytest.mark.parametrize("name", ["none.gpkg", "none.tif"])
def test_a_mask_that_is_not_there_is_named(tmp_path, name):
    with pytest.raises(SourceError, match=f"There is no file .*{name}"):
        usable(tmp_path / name, *([3] if name.endswith("tif") else []))


@pytest.mark.parametrize("name", ["notes.txt", "notes.tif", "notes.gpkg"])
def test_a_mask_that_is_something_else_is_named(tmp_path, name):
    (tmp_path / name).write_text("clouds in the north")
    with pytest.raises(SourceError, match=f"{name} is not a") as refusal:
        usable(tmp_path / name, *([3] if name.endswith("tif") else []))
    assert refusal.value.hint


# In an embedding raster -----------------------------------------------------------------------------------------------


@pytest.fixture
def path(tmp_path):
    return write_raster(tmp_path / "a.tif", scene(3))


@pytest.fixture
def embed(command, folder):
    """Embeds with 8 filters; those of an unmasked run are used again where there is one."""
    whole = folder / "whole.tif"

    def run(raster, *options, name="whole.tif"):
        again = ["--filters-from", whole] if whole.exists() else []
        arguments = ["--raster", raster, "--filters", 8, "--dtype", "float32", "--output", folder / name, "--json"]
        outcome = command("embed-raster", *arguments, *again, *options)
        assert outcome.status == 0, outcome.err
        return read_all(folder / name), outcome.value

    return run


@pytest.mark.parametrize("kind", ["polygons", "polygons in degrees", "classes"])
def test_masked_patches_are_nodata_and_the_others_as_without_a_mask(path, tmp_path, embed, kind):
    whole, _ = embed(path)
    if kind == "classes":
        classes = np.full((1, 32, 32), 4, "uint8")
        classes[:, 4:12, 8:20] = 3  # pixels 16 to 40, 8 to 24
        classes[:, 12:14, 8:20] = 8  # and to 28: half a patch, which is enough to be embedded
        options = [write_raster(tmp_path / "scl.tif", classes, transform=corner(20)), "--mask-classes", "3,8"]
    else:
        crs = UTM if kind == "polygons" else "EPSG:4326"
        options = [write_polygons(tmp_path / "clouds.gpkg", [box(16, 8, 40, 28)], crs=crs)]
    made, value = embed(path, "--mask", *options, name="masked.tif")
    expected = np.ones((8, 8), bool)
    expected[1:3, 2:5] = False
    assert np.array_equal(np.isfinite(made[0]), expected)
    assert value["valid_patches"] == 64 - 6
    # Neighbours see up to one pixel of what is left out.
    away = np.ones((8, 8), bool)
    away[:5, 1:6] = False
    assert np.array_equal(made[:, away], whole[:, away])
    assert np.isfinite(made[:, expected]).all()


def test_only_the_classes_that_are_named_are_left_out(path, scl, embed):
    file, pixels = scl
    made, _ = embed(path, "--patch", 2, "--mask", file, "--mask-classes", "8")
    assert np.array_equal(np.isnan(made[0]), (pixels == 8)[::2, ::2])


def test_the_scl_of_a_safe_masks_its_own_bands(tmp_path, embed):
    safe, _ = write_safe(tmp_path)
    (scl,) = safe.rglob(f"{STEM}_SCL_20m.tif")
    made, value = embed(safe, "--patch", 2, "--mask", scl, "--mask-classes", "3,8,9,10")
    with rasterio.open(scl) as dataset:
        cloudy = np.isin(dataset.read(1), (3, 8, 9, 10))
    assert np.array_equal(np.isnan(made[0]), cloudy)
    assert value["valid_patches"] == (~cloudy).sum()


def test_the_clouds_of_a_scene_are_left_out_when_they_are_asked_for(tmp_path, embed, folder):
    safe, _ = write_safe(tmp_path)
    (scl,) = safe.rglob(f"{STEM}_SCL_20m.tif")
    with rasterio.open(scl) as dataset:
        cloudy = np.isin(dataset.read(1), (3, 8, 9, 10))
    made, value = embed(safe, "--patch", 2, "--mask-clouds")
    assert np.array_equal(np.isnan(made[0]), cloudy)
    assert "Left out: cloud, cloud shadow, cirrus of T25LBJ_20230114T101031_SCL_20m.tif" in " ".join(value["notes"])
    with rasterio.open(folder / "whole.tif") as dataset:
        assert dataset.tags()["LANDPRINT_MASK"] == str(scl)
        assert dataset.tags()["LANDPRINT_MASK_CLASSES"] == "cloud,cloud shadow,cirrus"


def test_what_is_left_out_of_a_scene_by_its_own_clouds_can_be_chosen(tmp_path, embed):
    safe, _ = write_safe(tmp_path)
    (scl,) = safe.rglob(f"{STEM}_SCL_20m.tif")
    with rasterio.open(scl) as dataset:
        classes = dataset.read(1)
    made, _ = embed(safe, "--patch", 2, "--mask-clouds", "--mask-classes", "snow,water")
    assert np.array_equal(np.isnan(made[0]), np.isin(classes, (6, 11)))


def test_a_mask_and_the_scene_s_clouds_are_both_left_out(tmp_path, embed):
    safe, _ = write_safe(tmp_path)
    (scl,) = safe.rglob(f"{STEM}_SCL_20m.tif")
    with rasterio.open(scl) as dataset:
        cloudy = np.isin(dataset.read(1), (3, 8, 9, 10))
    fields = write_polygons(tmp_path / "fields.gpkg", [box(0, 0, 8, 48)])
    made, _ = embed(safe, "--patch", 2, "--mask-clouds", "--mask", fields)
    cloudy[:, :4] = True
    assert np.array_equal(np.isnan(made[0]), cloudy)


@pytest.mark.parametrize("kind", ["band of a safe", "band of a zip", "landsat tar", "landsat band"])
def test_a_scene_s_clouds_are_found_beside_any_of_its_files(tmp_path, kind):
    if "landsat" in kind:
        scene_folder, _ = write_landsat(tmp_path)
        path = tarred(scene_folder) if "tar" in kind else scene_folder / f"{LANDSAT_STEM}_SR_B4.TIF"
        name = f"{LANDSAT_STEM}_QA_PIXEL.TIF"
    else:
        safe, _ = write_safe(tmp_path)
        (path,) = safe.rglob(f"{STEM}_B04_10m.tif")
        name = f"{STEM}_SCL_20m.tif"
        if "zip" in kind:
            inner = path.relative_to(tmp_path)
            path = f"/vsizip/{zipped(safe, tmp_path / 'a.zip')}/{inner}"
    (mask,) = source_of(SourceRequest(raster=[str(path)], mask_clouds=True)).masks
    assert mask.path.endswith(name)
    with source_of(SourceRequest(raster=[str(path)], mask_clouds=True)).open() as raster:
        assert [each.classes for each in raster.masks] != [()]


def test_clouds_of_another_scene_are_not_taken(tmp_path, path):
    write_raster(tmp_path / f"{LANDSAT_STEM}_QA_PIXEL.TIF", np.full((1, 64, 64), LANDSAT_CLEAR, "uint16"))
    write_raster(tmp_path / "SCL.tif", np.full((1, 64, 64), 4, "uint8"))
    with pytest.raises(SourceError, match="No classification of clouds lies with the image") as refusal:
        source_of(SourceRequest(raster=[str(path)], mask_clouds=True))
    assert refusal.value.hint


def test_a_coordinate_system_that_is_given_is_that_of_the_scene_s_clouds_too(tmp_path):
    safe, _ = write_safe(tmp_path)
    by_itself, given = (
        source_of(SourceRequest(raster=[str(safe)], mask_clouds=True, raster_crs=crs)) for crs in (None, "EPSG:32733")
    )
    with by_itself.open() as one, given.open() as other:
        _, mask = one.read_stored(one.grid.whole, [1])
        assert other.grid.crs.to_epsg() == 32733
        assert np.array_equal(other.read_stored(other.grid.whole, [1])[1], mask)


def test_a_mask_works_on_resampled_pixels(tmp_path, embed):
    path = write_raster(tmp_path / "a.tif", scene(2, 128, 128), transform=corner(5))
    clouds = write_polygons(tmp_path / "clouds.gpkg", [box(16, 8, 40, 24)])
    made, _ = embed(path, "--gsd", 10, "--mask", clouds)
    expected = np.ones((8, 8), bool)
    expected[1:3, 2:5] = False
    assert np.array_equal(np.isfinite(made[0]), expected)


def test_the_filters_are_not_of_what_is_left_out(tmp_path, embed, folder):
    pixels = scene(2)
    pixels[:, :32] = 9999  # a bright cloud
    clouds = write_polygons(tmp_path / "clouds.gpkg", [box(0, 0, 64, 32)])
    embed(write_raster(tmp_path / "a.tif", pixels), "--mask", clouds)
    with rasterio.open(folder / "whole.tif") as dataset:
        filters = Filters.from_text(dataset.tags(ns="LANDPRINT_FILTERS")["RANDOM_FEATURES"])
    assert np.allclose(filters.mean, scene(2)[:, 32:].mean(axis=(1, 2)), rtol=0.05)


def test_the_tags_say_what_was_left_out(path, scl, embed, folder):
    embed(path, "--mask", scl[0], "--mask-classes", "3,8")
    with rasterio.open(folder / "whole.tif") as dataset:
        tags = dataset.tags()
    assert (tags["LANDPRINT_MASK"], tags["LANDPRINT_MASK_CLASSES"]) == (str(scl[0]), "3,8")


def test_all_that_is_left_out_is_said(path, tmp_path, command, folder):
    clouds = write_polygons(tmp_path / "clouds.gpkg", [box(0, 0, 64, 64)])
    outcome = command("embed-raster", "--raster", path, "--mask", clouds, "--output", folder / "e.tif")
    assert outcome.status == 2
    assert "valid" in outcome.err
    assert "Traceback" not in outcome.err


def test_classes_without_a_mask_are_refused(path, command, folder):
    outcome = command("embed-raster", "--raster", path, "--mask-classes", "3,8", "--output", folder / "e.tif")
    assert outcome.status == 2
    assert outcome.err == "error: There are classes to leave out, but no mask. Give the mask's raster as well.\n"


def test_a_mask_is_never_the_output(path, scl, command):
    before = scl[0].read_bytes()
    options = ["--mask", scl[0], "--mask-classes", "3"]
    assert command("embed-raster", "--raster", path, *options, "--output", scl[0]).status == 2
    assert scl[0].read_bytes() == before


# Going on -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def interrupted(tmp_path, scl, folder):
    """A run of several units with a mask that was cancelled; and its settings."""
    raster = write_raster(tmp_path / "large.tif", scene(2, 300, 300).astype("uint8"))
    params = {
        "raster": str(raster),
        "filters": 4,
        "patch": 2,
        "mask": str(scl[0]),
        "mask_classes": [3, 8],
        "output": str(folder / "e.tif"),
    }
    heard = []
    reporter = Reporter(
        lambda fraction, text, _: heard.append((fraction, text)),
        lambda: any(text == "Embedding" and fraction > 0.3 for fraction, text in heard),
    )
    with pytest.raises(Cancelled):
        run_operation(State(), "embed_raster", params, reporter)
    assert len(list_scratches()) == 1
    return params


def go_on(params, **others):
    return run_operation(State(), "embed_raster", {**params, **others}, Reporter())


def test_a_run_with_the_same_mask_goes_on(interrupted):
    assert go_on(interrupted)["reused"] > 0


def test_a_run_with_other_classes_begins_anew(interrupted):
    assert go_on(interrupted, mask_classes=[3])["reused"] == 0


def test_a_run_without_the_mask_begins_anew(interrupted):
    assert go_on(interrupted, mask=None, mask_classes=None)["reused"] == 0


def test_a_run_with_a_mask_that_has_changed_begins_anew(interrupted, scl):
    with rasterio.open(scl[0], "r+") as dataset:
        dataset.write(dataset.read()[:, ::-1])
    os.utime(scl[0], (1, 1))
    made = go_on(interrupted)
    assert made["reused"] == 0
    assert any("has changed since" in note for note in made["notes"])


def test_a_run_with_pixels_of_another_size_begins_anew(interrupted):
    assert go_on(interrupted, gsd=20.0)["reused"] == 0


def test_a_mask_that_changes_meanwhile_is_noticed(interrupted, scl):
    touched = []

    def touch(*_):
        if not touched:
            touched.append(1)
            os.utime(scl[0], (2, 2))

    slow = Reporter(lambda fraction, text, _: touch() if text == "Embedding" else None)
    with pytest.raises(SourceError, match="changed while it was embedded"):
        run_operation(State(), "embed_raster", interrupted, slow)


def test_recognising_a_scene_tells_whether_it_knows_its_clouds(tmp_path, command):
    safe, _ = write_safe(tmp_path)
    assert command("recognise", "--raster", safe, "--json").value["clouds"] == f"{STEM}_SCL_20m.tif"
    for path in safe.rglob("*_SCL_*"):
        path.unlink()
    assert command("recognise", "--raster", safe, "--json").value["clouds"] is None

"""Recipes of passes, one mechanism for every encoder of chips: parts, places, and what an encoder knows of position."""

from __future__ import annotations

import numpy as np
import pytest
import rasterio
from affine import Affine

from benchmarks.measures import border_jump, position_share
from engine.embedding.plan import plan_embedding
from engine.embedding.raster_run import RasterRun, source_state
from engine.encoders.encoder import ChipEncoder, Pass, Recipe
from engine.encoders.family import PreparedEncoder
from engine.encoders.galileo.encoder import RECIPES
from engine.errors import ParameterError
from engine.progress import Reporter
from engine.rasters.stack import Source
from tests.engine.make_rasters import read_all, scene, write_raster
from tests.engine.real import clay, galileo
from tests.places import real_data, scene_file

PATCH = 4


class PlacedMeans:
    """Mean of each patch's pixels, less the chip's mean if it looks around, and more the further down in the chip."""

    name = "placed-means"
    patch = PATCH
    margin = 0
    is_local = False

    def __init__(self, recipe: Recipe, *, dim: int = 3) -> None:
        self.dim = dim
        self.recipes = (recipe,)

    def embed(self, chips):
        count, bands, side, _ = chips.pixels.shape
        across = side // PATCH
        means = chips.pixels.reshape(count, bands, across, PATCH, across, PATCH).mean(axis=(3, 5))
        return (means + self.place(across)).astype(np.float32)

    def blank_tokens(self, side):
        return None if side == 1 else np.float32(7) + np.broadcast_to(self.place(side), (self.dim, side, side))

    def place(self, across):
        """Added by the place in the chip (row, column)."""
        return 100 * np.arange(across)[:, None] + 10 * np.arange(across)

    def tags(self):
        return {}


def recipe_of(*passes):
    return Recipe(name="some", passes=passes)


def embed(raster, output, encoder: ChipEncoder, *, remove_position=True):
    """The embedding raster's values (dim, row, column) in float32."""
    source = Source(files=(str(raster),), title=raster.name)
    with source.open() as opened:
        run = RasterRun(
            source=source,
            raster=opened,
            source_state=source_state(source, opened),
            prepared=PreparedEncoder(encoder=encoder, band_numbers=[1, 2, 3], tags={}),
            plan=plan_embedding(opened.grid, encoder, encoder.recipes[0], None),
            recipe="some",
            remove_position=remove_position,
            dtype="float32",
        )
        run.write(output, Reporter())
    return read_all(output)


def means_of(pixels):
    """Of whole patches (band, row, column)."""
    bands, height, width = pixels.shape
    return pixels.reshape(bands, height // PATCH, PATCH, width // PATCH, PATCH).mean(axis=(2, 4))


PASSES = [
    (Pass(core=1),),
    (Pass(core=4),),
    (Pass(core=4), Pass(core=4, offset=-2)),
    (Pass(core=1, weight=0.5), Pass(core=8, weight=0.25), Pass(core=8, offset=-4, weight=0.25)),
    (Pass(core=3, border=2, offset=-1),),
]


def test_passes_that_are_only_shifted_share_a_constant_chip(folder, monkeypatch):
    encoder, asked = PlacedMeans(recipe_of(*PASSES[3])), []
    blank_tokens = encoder.blank_tokens
    monkeypatch.setattr(encoder, "blank_tokens", lambda side: asked.append(side) or blank_tokens(side))
    embed(write_raster(folder / "r.tif", scene(3, 64, 64)), folder / "e.tif", encoder)
    assert sorted(asked) == [1, 8]


@pytest.mark.parametrize("passes", PASSES)
def test_what_an_encoder_says_of_a_constant_chip_is_taken_off(tmp_path, folder, passes):
    pixels = scene(3, 72, 88)
    raster = write_raster(tmp_path / "a.tif", pixels)
    made = embed(raster, folder / "e.tif", PlacedMeans(recipe_of(*passes)))
    # The pattern keeps its mean: what all positions have in common is no trace of any.
    common = sum(each.weight * PlacedMeans(recipe_of()).place(each.side).mean() for each in passes)
    common /= sum(each.weight for each in passes)
    assert np.allclose(made, means_of(pixels) + common, atol=1e-3)


def test_a_kept_position_is_seen(tmp_path, folder):
    pixels = scene(3, 64, 64)
    raster = write_raster(tmp_path / "a.tif", pixels)
    made = embed(raster, folder / "e.tif", PlacedMeans(recipe_of(Pass(core=4))), remove_position=False)
    place = np.tile(PlacedMeans(recipe_of()).place(4), (4, 4))
    assert np.allclose(made, means_of(pixels) + place, atol=1e-3)


@pytest.mark.parametrize(
    ("core", "border", "offset"), [(0, 0, 0), (4, -1, 0), (4, 0, 1), (4, 0, -4)], ids=["none", "border", "gap", "far"]
)
def test_a_walk_that_would_leave_gaps_is_refused(core, border, offset):
    with pytest.raises(ParameterError, match=r"cannot keep|0 patches"):
        Pass(core=core, border=border, offset=offset)


def test_the_weights_of_all_recipes_make_one():
    for recipe in RECIPES:
        assert sum(each.weight for each in recipe.passes) == 1


# A part equals the whole ----------------------------------------------------------------------------------------------

SENTINEL_2_IN_DEGREES = ("data", "s2_labelled", "rstoolbox_sen2_l2a_12band.tif")


def part_of(raster, patch, window):
    """The bounds of a window of patches (column, row, width, height), a little inside of it."""
    with rasterio.open(raster) as dataset:
        transform = dataset.transform @ Affine.scale(patch)
    col, row, width, height = window
    (left, top), (right, bottom) = (
        transform @ (col + 0.4, row + 0.3),
        transform @ (col + width - 0.4, row + height - 0.3),
    )
    return [left, bottom, right, top]


@pytest.mark.parametrize("recipe", [recipe.name for recipe in RECIPES])
@pytest.mark.parametrize("window", [(3, 5, 9, 7), (25, 0, 6, 30)], ids=["inside", "edge"])
def test_a_part_equals_the_whole_in_every_recipe_of_galileo(folder, recipe, window):
    raster = scene_file(*SENTINEL_2_IN_DEGREES)
    embeds = galileo(folder)
    whole = embeds(raster, recipe=recipe)
    part = embeds(raster, recipe=recipe, extent=part_of(raster, 8, window))
    col, row, width, height = window
    assert part.values.shape == (128, height, width)
    expected = whole.values[:, row : row + height, col : col + width]
    assert np.array_equal(part.values, expected, equal_nan=True)
    with rasterio.open(whole.path) as outer, rasterio.open(part.path) as inner:
        assert inner.transform.almost_equals(outer.transform @ Affine.translation(col, row), precision=1e-12)


RASTERS = {
    "sentinel-2 in degrees": SENTINEL_2_IN_DEGREES,
    "sentinel-2": ("data", "s2_chips", "patch_33188.tif"),
    "landsat 8": ("data", "landsat", "lc08_l1t_20150804_020039_B2-B7_512.tif"),
    "naip": ("data", "naip", "naip_nd_20100629_rgbn_512.tif"),
    "sentinel-1": ("data", "s1_s2_bigearthnet", "S1A_IW_GRDH_1SDV_20170613T165043_33UUP_87_48_S1dB.tif"),
}
SENSORS = {
    "sentinel-2 in degrees": "sentinel-2-l2a",
    "sentinel-2": "sentinel-2-l2a",
    "landsat 8": "landsat-c2l1",
    "naip": "naip",
    "sentinel-1": "sentinel-1-rtc",
}


@pytest.mark.parametrize("kind", RASTERS)
def test_clay_lays_its_patches_over_their_pixels_whatever_the_sensor(folder, kind):
    raster = scene_file(*RASTERS[kind])
    made = clay(folder)(raster)
    assert made.tags["SENSOR"] == SENSORS[kind]
    with rasterio.open(raster) as source, rasterio.open(made.path) as dataset:
        assert dataset.crs == source.crs
        assert (dataset.count, dataset.width, dataset.height) == (64, -(-source.width // 8), -(-source.height // 8))
        for col, row in [(0, 0), (dataset.width, 0), (0, dataset.height), (dataset.width, dataset.height)]:
            on_source = ~source.transform @ (dataset.transform @ (col, row))
            assert np.allclose(on_source, (8 * col, 8 * row), atol=0.01)
        whole_rows, whole_cols = source.height // 8, source.width // 8
    assert np.isfinite(made.values[:, :whole_rows, :whole_cols]).all()
    assert made.values[:, :whole_rows, :whole_cols].std(axis=(1, 2)).min() > 0


def test_clays_choices_are_in_the_tags(folder):
    made = clay(folder)(scene_file(*RASTERS["landsat 8"]), date="2015-08-04", latlon_order="lon,lat")
    wanted = {
        "ENCODER": "clay-v1.5",
        "RECIPE": "fast",
        "POSITION": "remove",
        "DATE": "2015-08-04",
        "GSD": "30 m",
        "LATLON_ORDER": "lon,lat",
        "SENSOR_BANDS": "red,green,blue,nir08,swir16,swir22",
    }
    assert {key: made.tags[key] for key in wanted} == wanted


@pytest.mark.parametrize("settings", [{"recipe": "balanced"}, {"overlap": 64}, {"recipe": "balanced", "overlap": 64}])
def test_a_part_equals_the_whole_with_clay(folder, settings):
    raster = scene_file(*RASTERS["landsat 8"])
    embeds = clay(folder)
    whole = embeds(raster, **settings)
    part = embeds(raster, extent=part_of(raster, 8, (20, 9, 30, 17)), **settings)
    assert np.array_equal(part.values, whole.values[:, 9:26, 20:50])


def test_clay_leaves_nodata_nodata(tmp_path, folder):
    source = scene_file(*RASTERS["landsat 8"])
    raster = tmp_path / "lc08_l1t_20150804_020039_hole.tif"
    with rasterio.open(source) as dataset:
        pixels, profile, names = dataset.read(), dataset.profile, dataset.descriptions
    pixels[:, :100, :60] = 0
    with rasterio.open(raster, "w", **{**profile, "nodata": 0}) as dataset:
        dataset.write(pixels)
        dataset.descriptions = names
    made = clay(folder)(raster, sensor="landsat-c2l1")
    missing = np.isnan(made.values[0])
    assert missing[:12, :7].all()
    # Of the patches on the hole's edge those stay that have half of their pixels.
    assert missing.sum() == 12 * 7
    assert np.isfinite(made.values[:, ~missing]).all()


def test_an_overlap_that_leaves_nothing_is_refused(folder):
    with pytest.raises(ParameterError, match="leaves nothing"):
        clay(folder)(scene_file(*RASTERS["landsat 8"]), overlap=256)


# Position and seams on real ground ------------------------------------------------------------------------------------


def test_plain_tokens_of_real_ground_hold_their_place_in_the_chip_and_the_recipes_do_not(folder):
    raster = real_data(*SENTINEL_2_IN_DEGREES)
    embeds = galileo(folder)
    plain = embeds(raster, patch=4, recipe="plain", position="keep").values
    assert position_share(plain, 8) > 0.5
    assert border_jump(plain, 8, (0,)) > 1.5
    for recipe, side, offsets in (("fast", 8, (0,)), ("balanced", 4, (0, -2)), ("context", 8, (0, -4))):
        made = embeds(raster, patch=4, recipe=recipe).values
        assert position_share(made, side) <= 0.02
        assert border_jump(made, side, offsets) <= 1.1

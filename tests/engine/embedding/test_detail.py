"""Output finer than the patches: each pixel is the embedding of a patch that is centred on it."""

from __future__ import annotations

import numpy as np
import pytest
import rasterio
from affine import Affine

from engine.embedding.plan import Plan
from engine.encoders.encoder import Pass
from engine.errors import ParameterError
from engine.rasters.grid import Grid
from tests.engine.make_rasters import NORTH_UP, UTM, read_all, scene, write_raster
from tests.engine.real import SENTINEL_2, galileo
from tests.places import golden_numbers

SHAPES = [(2, 4), (2, 8), (4, 8), (3, 6), (2, 12)]  # detail, patch


@pytest.fixture
def embed(command, folder):
    """Embeds with 8 filters; those of a first run are used again."""

    def run(raster, *options, name="first.tif"):
        first = folder / "first.tif"
        again = ["--filters-from", first] if first.exists() else []
        arguments = ["--raster", raster, "--filters", 8, "--dtype", "float32", "--output", folder / name, "--json"]
        outcome = command("embed-raster", *arguments, *again, *options)
        assert outcome.status == 0, outcome.err
        return read_all(folder / name), outcome.value

    return run


def shifts(detail, patch):
    """Pixels from a patch's corner to that of the patch centred on the output pixel of each index below detail."""
    return [round((index + 0.5) * patch / detail - patch / 2) for index in range(detail)]


@pytest.mark.parametrize(("detail", "patch"), SHAPES)
def test_a_patch_is_moved_to_be_centred_on_its_output_pixel(detail, patch):
    grid = Grid(crs=None, transform=Affine.identity(), width=64, height=64)
    plan = Plan(grid=grid, patch=patch, window=grid.coarsen(patch).whole, passes=(Pass(core=4),), detail=detail)
    for index in range(detail):
        centre_of_patch = plan.shift(index) + patch / 2
        assert centre_of_patch == (index + 0.5) * patch / detail
    assert [plan.shift(index) for index in range(detail)] == shifts(detail, patch)


@pytest.mark.parametrize(("detail", "patch"), SHAPES)
def test_every_pixel_is_the_embedding_of_a_raster_that_begins_there(tmp_path, embed, detail, patch):
    pixels = scene(3, 96, 120)
    made, _ = embed(write_raster(tmp_path / "a.tif", pixels), "--patch", patch, "--detail", detail)
    for i, row in enumerate(shifts(detail, patch)):
        for j, col in enumerate(shifts(detail, patch)):
            # A patch further in, so that no shift is negative.
            shifted = np.ascontiguousarray(pixels[:, row + patch :, col + patch :])
            alone, _ = embed(write_raster(tmp_path / "b.tif", shifted), "--patch", patch, name="b.tif")
            own = made[:, i::detail, j::detail][:, 1:, 1:]
            # The first row and column of the copy see a mirrored neighbour; the last may be cut.
            rows, cols = min(own.shape[1], alone.shape[1]) - 1, min(own.shape[2], alone.shape[2]) - 1
            assert rows * patch >= 96 - 4 * patch
            assert np.allclose(own[:, 1:rows, 1:cols], alone[:, 1:rows, 1:cols], atol=1e-6)


def test_pixels_beside_each_other_differ(tmp_path, embed):
    made, _ = embed(write_raster(tmp_path / "a.tif", scene(3)), "--detail", 4)
    assert (np.diff(made[:, 1:-1, 1:-1], axis=2) != 0).any(axis=0).all()


@pytest.mark.parametrize(("detail", "patch", "corners"), [(2, 8, True), (3, 6, False), (4, 8, False), (4, 16, False)])
def test_a_corner_needs_half_of_its_patch_within_the_raster(tmp_path, embed, detail, patch, corners):
    made, _ = embed(write_raster(tmp_path / "a.tif", scene(2, 48, 48)), "--detail", detail, "--patch", patch)
    valid = np.isfinite(made[0])
    # A share of the patch's side lies within: 3/4 at a detail of 2, 2/3 at 3 and 5/8 at 4; squared at a corner.
    assert (valid[:: valid.shape[0] - 1, :: valid.shape[1] - 1] == corners).all()
    assert valid.sum() == valid.size - (0 if corners else 4)


@pytest.mark.parametrize("detail", [1, 2, 4])
def test_finer_pixels_lie_within_their_patches(tmp_path, embed, folder, detail):
    path = write_raster(tmp_path / "a.tif", scene(2, 48, 64))
    made, value = embed(path, "--detail", detail)
    assert (value["width"], value["height"]) == (8 * detail, 6 * detail) == made.shape[:0:-1]
    assert value["patches"] == 48 * detail**2
    with rasterio.open(folder / "first.tif") as dataset, rasterio.open(path) as source:
        assert dataset.transform.almost_equals(source.transform @ Affine.scale(8 / detail))
        assert dataset.bounds == source.bounds
        assert dataset.tags()["LANDPRINT_DETAIL"] == str(detail)
        assert dataset.tags()["LANDPRINT_PATCH"] == "8"


@pytest.mark.parametrize("detail", [2, 4])
@pytest.mark.parametrize("extent", [(33, 40, 158, 90), (0, 0, 20, 20), (190, 110, 200, 120)])
def test_a_part_equals_the_whole(tmp_path, embed, folder, detail, extent):
    path = write_raster(tmp_path / "a.tif", scene(2, 120, 200))
    whole, _ = embed(path, "--detail", detail)
    (left, top), (right, bottom) = NORTH_UP @ extent[:2], NORTH_UP @ extent[2:]
    bounds = f"{left},{bottom},{right},{top}"
    part, _ = embed(path, "--detail", detail, "--extent", bounds, name="part.tif")
    # Whole patches are made.
    rows = slice(extent[1] // 8 * detail, -(-extent[3] // 8) * detail)
    cols = slice(extent[0] // 8 * detail, -(-extent[2] // 8) * detail)
    assert np.array_equal(part, whole[:, rows, cols], equal_nan=True)
    with rasterio.open(folder / "part.tif") as dataset:
        corner = NORTH_UP @ Affine.scale(8 / detail) @ Affine.translation(cols.start, rows.start)
        assert dataset.transform.almost_equals(corner)


def test_nodata_is_finer_too(tmp_path, embed):
    pixels = scene(2)
    pixels[:, 20:44, 16:48] = np.nan
    made, _ = embed(write_raster(tmp_path / "a.tif", pixels), "--detail", 2)
    mask = np.pad(np.isfinite(pixels[0]), 2)  # beyond the edge nothing is valid
    shares = [[mask[4 * i : 4 * i + 8, 4 * j : 4 * j + 8].mean() for j in range(16)] for i in range(16)]
    assert np.array_equal(np.isfinite(made[0]), np.array(shares) >= 0.5)
    assert np.isnan(made[0]).sum() > 20


def test_a_rest_at_the_edge_is_nodata_where_it_is_less_than_half_a_patch(tmp_path, embed):
    made, value = embed(write_raster(tmp_path / "a.tif", scene(2, 64, 67)), "--detail", 2)
    assert value["width"] == 18
    valid = np.isfinite(made[0])
    assert valid[:, :16].all()
    # The patches at pixels 62 and 66: five columns and one of eight.
    assert valid[1:-1, 16].tolist() == [True] * 14
    assert not valid[:, 17].any()


@pytest.mark.parametrize(("detail", "patch"), [(3, 8), (2, 6), (4, 4), (2, 5), (8, 8)])
def test_a_detail_of_half_pixels_is_refused(tmp_path, command, folder, detail, patch):
    path = write_raster(tmp_path / "a.tif", scene(2))
    options = ["--detail", detail, "--patch", patch, "--output", folder / "e.tif"]
    outcome = command("embed-raster", "--raster", path, *options)
    assert outcome.status == 2
    assert outcome.err.startswith(f"error: Patches of {patch} pixels cannot be shifted for a detail of {detail}.")
    assert "twice the detail" in outcome.err
    assert list(folder.iterdir()) == []


def test_no_detail_is_refused(tmp_path, command, folder):
    path = write_raster(tmp_path / "a.tif", scene(2))
    outcome = command("embed-raster", "--raster", path, "--detail", 0, "--output", folder / "e.tif")
    assert outcome.status == 2
    assert "at least 1" in outcome.err


def test_a_plan_refuses_a_detail_of_half_pixels():
    grid = Grid(crs=None, transform=Affine.identity(), width=64, height=64)
    with pytest.raises(ParameterError, match="detail of 4"):
        Plan(grid=grid, patch=4, window=grid.whole, passes=(Pass(core=4),), detail=4)


def test_an_estimate_knows_the_detail(tmp_path, command):
    path = write_raster(tmp_path / "a.tif", scene(2, 256, 256))
    one, four = (
        command("estimate-embedding", "--raster", path, "--filters", 8, "--detail", detail, "--json").value
        for detail in (1, 4)
    )
    assert four["patches"] == 16 * one["patches"]
    assert four["chips"] == 16 * one["chips"]
    assert four["output_bytes"] == 16 * one["output_bytes"]


@pytest.mark.parametrize("detail", [2, 4])
def test_chips_of_a_model_are_shifted_as_a_whole(tmp_path, folder, detail):
    dn = golden_numbers("galileo-golden.npz")["sen2_dn"]
    pixels = np.ascontiguousarray(dn[:64, :64].transpose(2, 0, 1))
    embed = galileo(folder)

    def embedded(name, values, **settings):
        path = write_raster(tmp_path / name, values, crs=UTM)
        with rasterio.open(path, "r+") as dataset:
            dataset.descriptions = SENTINEL_2
        return embed(path, scale="count", recipe="fast", **settings).values

    made = embedded("a.tif", pixels, detail=detail)
    for index in {0, detail - 1}:
        shift = shifts(detail, 8)[index]
        if shift < 0:
            moved = np.pad(pixels, ((0, 0), (-shift, 0), (-shift, 0)), mode="symmetric")
        else:
            moved = np.ascontiguousarray(pixels[:, shift:, shift:])
        alone = embedded("b.tif", moved)
        own = made[:, index::detail, index::detail]
        # The last patches of the shifted copy are cut where those of the whole mirror the edge.
        assert np.allclose(own[:, 1:7, 1:7], alone[:, 1:7, 1:7], atol=1e-4)

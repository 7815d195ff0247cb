"""Places and areas of a vector file on a grid: whatever else the layer shows, and however its longitudes run."""

from __future__ import annotations

import numpy as np
import pyogrio
import pytest
import shapely
from affine import Affine
from rasterio.crs import CRS

from engine.errors import OutsideError
from engine.points.places import places_in_file
from engine.rasters.grid import Grid, reproject, reproject_array
from engine.rasters.scene_mask import PolygonMask
from tests.engine.make_rasters import vectors, write_embeddings

UTM = Grid(crs=CRS.from_epsg(32725), transform=Affine(10, 0, 288_000, 0, -10, 9_120_000), width=40, height=30)
INSIDE = reproject([UTM.centre_of(20, 15)], UTM.crs, CRS.from_epsg(4326))[0]
WORLD = shapely.box(-180, -90, 180, 90)
NULL = -1.797693134862315e308  # of a Shapefile


def write(path, shapes, crs="EPSG:4326", kind="Unknown"):
    pyogrio.raw.write(path, np.array(shapely.to_wkb(shapes)), [], [], geometry_type=kind, crs=crs)
    return str(path)


def pixels(path, grid):
    """The pixels (row, column) that places in a file touch."""
    mask = np.zeros((grid.height, grid.width), bool)
    mask.ravel()[np.concatenate(places_in_file(path, grid)[0])] = True
    return mask


def used(tmp_path, *shapes, crs="EPSG:4326", grid=UTM):
    """The pixels (row, column) that the mask of polygons leaves."""
    return PolygonMask(write(tmp_path / "m.gpkg", list(shapes), crs), grid).read(grid.whole)


@pytest.mark.parametrize(
    "far",
    [
        shapely.Point(145, 60),
        shapely.Point(0, 91),
        shapely.Point(-35, -90),
        shapely.Point(NULL, NULL),
        shapely.Point(np.inf, 3),
        shapely.Point(1e9, 1e9),
    ],
)
def test_points_elsewhere_on_earth_and_beyond_are_passed_over(tmp_path, far):
    path = write(tmp_path / "p.gpkg", [far, shapely.Point(INSIDE)])
    assert list(zip(*np.nonzero(pixels(path, UTM)), strict=True)) == [(15, 20)]
    with pytest.raises(OutsideError, match="lies on the raster"):
        pixels(write(tmp_path / "far.gpkg", [far]), UTM)


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857"])
def test_a_multipoint_is_taken_point_by_point(tmp_path, crs):
    near, far = reproject_array(np.array([INSIDE, (140.0, 60.0)]), CRS.from_epsg(4326), CRS.from_user_input(crs))
    path = write(tmp_path / "p.gpkg", [shapely.MultiPoint([near, far])], crs)
    assert pixels(path, UTM).sum() == 1


@pytest.mark.parametrize(
    "area",
    [
        WORLD,
        shapely.box(-175, -80, 165, 80),
        shapely.box(-179.9, -20, 179.9, 10),
        shapely.box(-170, -91, 170, 95),
        shapely.box(0, -90, 360, 90),
        shapely.MultiPolygon([shapely.box(100, 0, 120, 10), WORLD]),
        shapely.Polygon([(-60, -20), (0, 10), (0, -20), (-60, -9)]),
    ],
    ids=["world", "340 degrees", "all longitudes", "beyond the poles", "0 to 360", "several", "large"],
)
def test_an_area_around_the_raster_leaves_out_all_of_it(tmp_path, area):
    assert not used(tmp_path, area).any()


def test_an_area_far_away_leaves_out_nothing(tmp_path):
    assert used(tmp_path, shapely.box(100, 20, 150, 70)).all()
    assert used(tmp_path, shapely.box(140, -8.1, 150, -7.9)).all()  # on the same parallels


def test_a_crossed_polygon_of_the_world_is_cut_without_a_fault(tmp_path):
    crossed = shapely.Polygon([(-180, -90), (180, 90), (180, -90), (-180, 90)])
    assert used(tmp_path, crossed).shape == (30, 40)


def test_a_long_side_runs_along_its_parallel(tmp_path):
    # In the north a parallel is bent in UTM: a side of two vertices would be straight, and two pixels off here.
    grid = Grid(crs=CRS.from_epsg(32633), transform=Affine(100, 0, 300_000, 0, -100, 7_000_000), width=400, height=60)
    centres = np.array([grid.centre_of(col, row) for row in range(60) for col in range(400)])
    lats = reproject_array(centres, grid.crs, CRS.from_epsg(4326))[:, 1].reshape(60, 400)
    north = used(tmp_path, shapely.box(-170, lats[30, 200], 170, 89), grid=grid)
    assert (north == (lats < lats[30, 200])).mean() > 0.998


def test_areas_across_the_date_line_are_found_from_both_sides(tmp_path):
    grid = Grid(crs=CRS.from_epsg(32601), transform=Affine(1000, 0, 280_000, 0, -1000, 200_000), width=60, height=60)
    left = grid.part(grid.whole._replace(width=1)).bounds.left
    assert left == 280_000  # -178.98 degrees; the margin reaches no further than the zone
    west = Grid(crs=grid.crs, transform=Affine(1000, 0, 130_000, 0, -1000, 200_000), width=60, height=60)
    assert not used(tmp_path, shapely.box(179, -5, 180, 5), shapely.box(-180, -5, -179, 5), grid=west).any()
    assert not used(tmp_path, shapely.box(179, -5, 182, 5), grid=west).any()


def test_places_from_180_west_lie_on_a_raster_from_0_to_360(tmp_path, command):
    world = write_embeddings(
        tmp_path / "w.tif", vectors(height=36, width=72), crs="EPSG:4326", transform=Affine(5, 0, 0, 0, -5, 90)
    )
    grid = Grid(crs=CRS.from_epsg(4326), transform=Affine(5, 0, 0, 0, -5, 90), width=72, height=36)
    (tmp_path / "p.csv").write_text("lon,lat\n-77.03,-12.04\n36.8,-1.3\n-157.9,21.3\n")
    assert sorted(map(tuple, np.argwhere(pixels(str(tmp_path / "p.csv"), grid)))) == [
        (13, 40),
        (18, 7),
        (20, 56),
    ]
    assert not used(tmp_path, shapely.box(-80, -20, -70, -10), grid=grid)[20:22, 56:58].any()
    at = command("embedding-at", "--embeddings", world, "--at", "-77.03,-12.04", "--crs", "EPSG:4326", "--json").value
    assert (at["row"], at["column"]) == (20, 56)
    arguments = ["--points", tmp_path / "p.csv", "--embeddings", world, "--output", tmp_path / "o.gpkg", "--json"]
    assert command("embed-points", *arguments).value["embedded"] == 3


def test_places_from_0_to_360_lie_on_a_raster_from_180_west():
    grid = Grid(crs=CRS.from_epsg(4326), transform=Affine(5, 0, -180, 0, -5, 90), width=72, height=36)
    assert grid.pixel_at(282.97, -12.04) == grid.pixel_at(-77.03, -12.04) == (20, 20)
    assert (grid.pixel_at(-180, 0), grid.pixel_at(180, 0)) == ((0, 18), (71, 18))


@pytest.mark.timeout(20)
@pytest.mark.parametrize("value", [NULL, 1e300, 1e18, np.nan, -np.inf])
def test_no_coordinate_keeps_the_reprojection_busy(value):
    mercator, degrees = CRS.from_epsg(3857), CRS.from_epsg(4326)
    found = reproject_array(np.array([[value, value], [0.0, 0.0]]), mercator, degrees)
    assert np.isnan(found[0]).all()
    assert found[1].tolist() == [0, 0]
    with pytest.raises(OutsideError, match="cannot be expressed"):
        reproject([(value, 0.0)], mercator, degrees)

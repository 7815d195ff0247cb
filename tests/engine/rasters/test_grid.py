"""Grids, windows and places on them: pure arithmetic."""

from __future__ import annotations

import math

import numpy as np
import pytest
from affine import Affine
from rasterio.crs import CRS

from engine.bounds import Bounds
from engine.errors import GridError, OutsideError, ParameterError
from engine.rasters.grid import Grid, Window, blocks, read_crs, reproject, reproject_array, tiles

UTM = CRS.from_epsg(32725)
LONLAT = CRS.from_epsg(4326)
NORTH_UP = Affine(10, 0, 500_000, 0, -10, 9_000_000)
SOUTH_UP = Affine(10, 0, 500_000, 0, 10, 8_000_000)
ROTATED = Affine.translation(500_000, 9_000_000) @ Affine.rotation(30) @ Affine.scale(10, -10)
TRANSFORMS = pytest.mark.parametrize(
    "transform", [NORTH_UP, SOUTH_UP, ROTATED], ids=["north up", "south up", "rotated"]
)


def grid(transform=NORTH_UP, *, crs=UTM, width=100, height=80):
    return Grid(crs=crs, transform=transform, width=width, height=height)


@TRANSFORMS
def test_a_pixels_centre_lies_in_that_pixel(transform):
    for col, row in [(0, 0), (99, 0), (0, 79), (57, 31)]:
        assert grid(transform).pixel_at(*grid(transform).centre_of(col, row)) == (col, row)


@TRANSFORMS
def test_a_coarser_grid_starts_at_the_same_corner(transform):
    coarse = grid(transform).coarsen(8)
    assert coarse.transform @ (0, 0) == transform @ (0, 0)
    assert np.allclose(coarse.transform @ (3, 5), transform @ (24, 40))


def test_a_rest_of_pixels_makes_one_more_patch():
    coarse = grid(width=97, height=96).coarsen(8)
    assert (coarse.width, coarse.height) == (13, 12)


@TRANSFORMS
def test_a_part_of_a_grid_lies_where_it_lies_in_the_whole(transform):
    part = grid(transform).part(Window(20, 30, 5, 6))
    assert (part.width, part.height) == (5, 6)
    assert np.allclose(part.transform @ (1, 2), transform @ (21, 32))


def test_the_bounds_of_a_rotated_grid_hold_all_its_corners():
    left, bottom, right, top = grid(ROTATED).bounds
    corners = np.array([ROTATED @ (col, row) for col in (0, 100) for row in (0, 80)])
    assert (left, bottom) == tuple(corners.min(axis=0))
    assert (right, top) == tuple(corners.max(axis=0))


@TRANSFORMS
def test_a_pixel_is_ten_metres_and_a_hundred_square_metres(transform):
    assert grid(transform).pixel_size == pytest.approx((10, 10))
    assert grid(transform).gsd == pytest.approx(10)
    assert grid(transform).pixel_area == pytest.approx(100)


def test_a_grid_in_degrees_has_its_metres_at_its_latitude():
    one_degree = Grid(crs=LONLAT, transform=Affine(0.01, 0, 10, 0, -0.01, 60.5), width=100, height=100)
    assert one_degree.metres_per_unit == pytest.approx((111_319.49 * math.cos(math.radians(60)), 111_319.49))
    assert one_degree.pixel_area == pytest.approx(1113.1949**2 * 0.5, rel=1e-6)


def test_a_grid_in_feet_is_counted_in_metres():
    new_york = Affine(10, 0, 980_000, 0, -10, 200_000)
    assert grid(new_york, crs=CRS.from_epsg(2263)).gsd == pytest.approx(10 * 0.3048006096)


@pytest.mark.parametrize(("y", "lat"), [(0, 0.0), (-894_000, -8.0), (6_446_275, 50.0), (8_399_737, 60.0)])
def test_a_grid_of_web_mercator_has_its_metres_at_its_latitude(y, lat):
    mercator = grid(Affine(10, 0, 1_000_000, 0, -10, y + 400), crs=CRS.from_epsg(3857))
    factor = math.cos(math.radians(lat)) if lat else 1
    assert mercator.gsd == pytest.approx(10 * factor, rel=0.01)
    assert mercator.pixel_area == pytest.approx(100 * factor**2, rel=0.02)


@pytest.mark.parametrize("code", [32633, 3035, 5514, 2154, 27700, 6933, 31985, 5070, 3031])
def test_the_maps_of_surveys_are_taken_for_true(code):
    area = CRS.from_epsg(code)
    places = {3035: (12, 50), 5514: (15, 50), 2154: (3, 47), 27700: (-2, 54), 6933: (12, 50), 31985: (-35, -8)}
    ((x, y),) = reproject([places.get(code, {5070: (-96, 38), 3031: (0, -75)}.get(code, (15, 50)))], LONLAT, area)
    assert grid(Affine(10, 0, x, 0, -10, y), crs=area).gsd == pytest.approx(10)


def test_the_sinusoidal_pixels_of_modis_are_463_m_everywhere():
    modis = CRS.from_proj4("+proj=sinu +lon_0=0 +x_0=0 +y_0=0 +R=6371007.181 +units=m")
    size = 463.3127165
    assert grid(Affine(size, 0, 0, 0, -size, 5_559_752), crs=modis).gsd == pytest.approx(size)


def test_a_grid_without_a_crs_counts_its_own_units():
    assert grid(crs=None).gsd == pytest.approx(10)


@TRANSFORMS
def test_the_outline_belongs_to_the_pixels_at_it(transform):
    corners = [(0, 0), (100, 0), (0, 80), (100, 80)]
    found = [grid(transform).pixel_at(*(transform @ corner)) for corner in corners]
    assert found == [(0, 0), (99, 0), (0, 79), (99, 79)]


@TRANSFORMS
@pytest.mark.parametrize("far", [1e15, 1.7e308])
def test_a_place_or_an_extent_may_be_as_far_as_numbers_reach(transform, far):
    fine = grid(transform @ Affine.scale(0.001))
    with pytest.raises(OutsideError):
        fine.pixel_at(far, -far)
    assert fine.window_around(Bounds(-far, -far, far, far)) == fine.whole


@TRANSFORMS
@pytest.mark.parametrize("place", [(-0.01, 5), (5, -0.01), (100.01, 5), (5, 80.01)])
def test_a_place_outside_is_refused(transform, place):
    with pytest.raises(OutsideError, match="outside"):
        grid(transform).pixel_at(*(transform @ place))


@pytest.mark.parametrize("transform", [NORTH_UP, SOUTH_UP], ids=["north up", "south up"])
def test_an_extent_snaps_outward_to_whole_pixels(transform):
    xs, ys = zip(transform @ (10.4, 20.4), transform @ (14.6, 21.6), strict=True)
    window = grid(transform).window_around(Bounds(min(xs), min(ys), max(xs), max(ys)))
    assert window == Window(10, 20, 5, 2)


def test_an_extent_on_pixel_edges_takes_no_pixel_more():
    wide = Grid(crs=LONLAT, transform=Affine(0.1, 0, -180, 0, -0.1, 90), width=3600, height=1800)
    for col in range(0, 3500, 7):
        # -180 + 0.1 * col is not exact; the extent that a program passes on has such noise.
        left = -180 + 0.1 * col
        assert wide.window_around(Bounds(left, 0.0, left + 1.0, 0.1 * 3)) == Window(col, 897, 10, 3)


def test_an_extent_is_cut_at_the_edges():
    assert grid().window_around(Bounds(0, 0, 1e7, 1e7)) == Window(0, 0, 100, 80)


def test_an_extent_without_area_is_one_pixel():
    assert grid().window_around(Bounds(500_105, 8_999_905, 500_105, 8_999_905)) == Window(10, 9, 1, 1)


def test_an_extent_elsewhere_is_refused():
    with pytest.raises(OutsideError, match="extent"):
        grid().window_around(Bounds(0, 0, 10, 10))


def test_a_rotated_grid_takes_all_pixels_that_an_extent_touches():
    xs, ys = zip(*(ROTATED @ corner for corner in [(10, 10), (20, 10), (10, 20), (20, 20)]), strict=True)
    window = grid(ROTATED).window_around(Bounds(min(xs), min(ys), max(xs), max(ys)))
    assert window.intersection(Window(10, 10, 10, 10)) == Window(10, 10, 10, 10)


@pytest.mark.parametrize("shape", [(0, 5), (5, 0), (-1, 5)])
def test_a_grid_without_pixels_cannot_be(shape):
    with pytest.raises(GridError, match="needs pixels"):
        grid(width=shape[0], height=shape[1])


def test_pixels_without_size_cannot_be():
    with pytest.raises(GridError, match="no size"):
        grid(Affine(0, 0, 0, 0, -10, 0))


@pytest.mark.parametrize("text", ["EPSG:999999", "no such system", "EPSG:", ""])
def test_an_unknown_crs_is_said(text):
    with pytest.raises(ParameterError, match="unknown"):
        read_crs(text)


def test_points_travel_between_coordinate_systems():
    ((x, y),) = reproject([(-33.0, 0.0)], LONLAT, UTM)
    assert (x, y) == pytest.approx((500_000, 10_000_000), abs=1e-3)


def test_points_in_the_rasters_own_system_stay_as_they_are():
    assert reproject([(1.5, 2.5)], None, UTM) == [(1.5, 2.5)]
    assert reproject([(1.5, 2.5)], UTM, UTM) == [(1.5, 2.5)]


def test_places_that_are_nowhere_leave_the_others_where_they_are():
    disk = CRS.from_string("+proj=geos +h=35785831 +lon_0=0 +sweep=y")
    places = np.array([[0, 0], [5.4e6, 5.4e6], [1e6, 0], [6e6, 0]], float)
    found = reproject_array(places, disk, LONLAT)
    assert np.isnan(found).all(axis=1).tolist() == [False, True, False, True]
    assert found[0] == pytest.approx((0, 0))


def test_points_cannot_be_placed_on_a_raster_without_a_crs():
    with pytest.raises(ParameterError, match="no coordinate system"):
        reproject([(1.5, 2.5)], LONLAT, None)


@pytest.mark.parametrize("point", [(0.0, 95.0), (1e30, 0.0)])
def test_a_latitude_that_cannot_be_is_refused(point):
    with pytest.raises(OutsideError, match="cannot be expressed"):
        reproject([point], LONLAT, UTM)


def test_a_sites_own_system_takes_no_points_of_the_world():
    with pytest.raises(OutsideError, match="cannot be expressed"):
        reproject([(0.0, 0.0)], LONLAT, CRS.from_wkt('LOCAL_CS["site",UNIT["metre",1]]'))


@pytest.mark.parametrize("window", [Window(0, 0, 10, 7), Window(3, 5, 1, 1), Window(7, 2, 25, 9)])
@pytest.mark.parametrize(("size", "offset"), [(4, 0), (4, -2), (1, 0), (64, -32)])
def test_blocks_cover_a_window_once(window, size, offset):
    covered = np.zeros((200, 200), int)
    for square in blocks(window, size, offset):
        assert square.width == square.height == size
        assert (square.col_off - offset) % size == (square.row_off - offset) % size == 0
        assert square.intersection(window) is not None
        covered[square.row_off + 64 : square.row_end + 64, square.col_off + 64 : square.col_end + 64] += 1
    inside = covered[window.row_off + 64 : window.row_end + 64, window.col_off + 64 : window.col_end + 64]
    assert (inside == 1).all()


def test_tiles_cut_a_window_at_its_own_edges():
    covered = np.zeros((20, 20), int)
    for piece in tiles(Window(3, 5, 10, 7), 4):
        assert max(piece.width, piece.height) <= 4
        covered[piece.row_off : piece.row_end, piece.col_off : piece.col_end] += 1
    assert (covered[5:12, 3:13] == 1).all()
    assert covered.sum() == 70


def test_windows_that_only_meet_at_an_edge_share_nothing():
    assert Window(0, 0, 4, 4).intersection(Window(4, 0, 4, 4)) is None

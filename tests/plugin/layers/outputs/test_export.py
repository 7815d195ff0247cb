from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from landprint.plugin.client.failure import EngineFailure
from landprint.plugin.layers.outputs.export import is_picture, needs_export, plan_export, stand_in
from landprint.plugin.layers.outputs.export_writer import ExportWriter
from landprint.plugin.layers.outputs.tile_writer import HEIGHTS
from osgeo import gdal
from qgis.core import Qgis, QgsRasterDataProvider, QgsRasterLayer, QgsRectangle
from qgis.PyQt.QtCore import QCoreApplication, QTimer

from tests.plugin.scene import LEFT, PIXEL, TOP, striped_pixels, write_raster
from tests.web_server import HALF_WORLD, WMTS_CORNER, WMTS_SETS, WMTS_SIZES, pixel_size, png, truth

ZOOM = 14
PIXEL_M = pixel_size(ZOOM)
WEST, NORTH = 1_000_000.0, 6_500_000.0


@pytest.fixture(autouse=True)
def _qgis(qgis_app):
    """Layers need a running QGIS."""


@pytest.fixture
def basemap(web):
    return QgsRasterLayer(web.xyz, "Streets: of é/land", "wms")


def area(columns=700, rows=500, west=WEST, north=NORTH, pixel=PIXEL_M):
    return QgsRectangle(west, north - rows * pixel, west + columns * pixel, north)


def never():
    return False


def write(layer, export, is_cancelled=never):
    """Write as a task does, in another thread while the window lives; the note, and the window's longest pause."""
    writer, said, told, pauses, last = ExportWriter(layer, export), [], [], [], [time.monotonic()]

    def work():
        try:
            said.append(writer.write(told.append, is_cancelled))
        except EngineFailure as failure:
            said.append(failure)

    def tick():
        now = time.monotonic()
        pauses.append(now - last[0])
        last[0] = now

    timer = QTimer()
    timer.timeout.connect(tick)
    timer.start(5)
    thread = threading.Thread(target=work)
    thread.start()
    while thread.is_alive():
        QCoreApplication.processEvents()
        thread.join(0.001)
    timer.stop()
    outcome = said.pop()
    if isinstance(outcome, EngineFailure):
        try:
            raise outcome
        finally:
            del outcome  # holds this frame, and so the layer until after QGIS's end
    return outcome, max(pauses, default=0.0), told


def colours(path):
    """The picture (rows, columns, 4) and the columns and rows of its pixels in the world at ``ZOOM``."""
    dataset = gdal.Open(path)
    west, step, _, north, _, _ = dataset.GetGeoTransform()
    column, row = (west + HALF_WORLD) / step, (HALF_WORLD - north) / step
    pixels = np.moveaxis(dataset.ReadAsArray(), 0, -1)
    return pixels, column, row


def assert_truth(pixels, columns, rows):
    """Each pixel is the tiles' own, where it lies."""
    np.testing.assert_array_equal(pixels, truth(columns, rows))


def test_a_basemap_is_drawn_where_its_tiles_lie_to_a_hundredth_of_a_pixel(basemap):
    export = plan_export(basemap, area(), 6.0)
    write(basemap, export)
    pixels, column, row = colours(export.path)
    assert abs(column - round(column)) < 0.01
    assert abs(row - round(row)) < 0.01
    height, width = pixels.shape[:2]
    assert_truth(pixels[..., :3], round(column) + np.arange(width), round(row) + np.arange(height))
    assert (pixels[..., 3] == 255).all()
    assert export.metres == pytest.approx(9.55 * np.cos(np.deg2rad(50.3)), rel=0.01)
    made = gdal.Open(export.path)
    assert made.GetRasterBand(4).GetColorInterpretation() == gdal.GCI_AlphaBand


@pytest.mark.parametrize("scheme", ["{z}/{x}/{-y}", "{q}", "{Z}/{X}/{Y}"])
def test_tiles_are_asked_for_as_the_address_of_the_layer_says(web, scheme):
    layer = QgsRasterLayer(web.xyz_of(scheme), "tiles", "wms")
    assert layer.isValid(), layer.error().message()
    export = plan_export(layer, area(), 6.0)
    write(layer, export)
    pixels, column, row = colours(export.path)
    height, width = pixels.shape[:2]
    assert_truth(pixels[..., :3], round(column) + np.arange(width), round(row) + np.arange(height))
    assert (pixels[..., 3] == 255).all()


def test_tiles_for_fine_screens_keep_their_own_pixels(web):
    web.tile = 512
    layer = QgsRasterLayer(web.xyz + "&tilePixelRatio=2", "fine", "wms")
    export = plan_export(layer, area(), 6.0)
    assert export.source.pixel_size == pytest.approx((PIXEL_M, PIXEL_M))  # those of a zoom lower
    write(layer, export)
    pixels, column, row = colours(export.path)
    height, width = pixels.shape[:2]
    assert_truth(pixels[..., :3], round(column) + np.arange(width), round(row) + np.arange(height))
    assert all(request.startswith(f"/{ZOOM - 1}/") for request in web.requests)


def test_tiles_that_are_larger_than_the_layer_says_are_reduced_where_they_lie(web):
    web.tile, web.draw = 512, lambda columns, rows: truth(np.asarray(columns) // 2, np.asarray(rows) // 2)
    layer = QgsRasterLayer(web.xyz, "fine", "wms")
    export = plan_export(layer, area(), 6.0)
    write(layer, export)
    pixels, column, row = colours(export.path)
    height, width = pixels.shape[:2]
    assert_truth(pixels[..., :3], round(column) + np.arange(width), round(row) + np.arange(height))


def test_no_other_zooms_are_asked_for_than_the_layer_has(web):
    layer = QgsRasterLayer(web.xyz.replace("zmax=19", "zmax=12"), "coarse", "wms")
    export = plan_export(layer, area(), 6.0)
    write(layer, export)
    assert export.source.pixel_size == pytest.approx((4 * PIXEL_M, 4 * PIXEL_M))
    assert {request.split("/")[1] for request in web.requests} == {"12"}


def test_the_service_gets_the_headers_and_the_login_of_the_layer(web):
    source = web.xyz + "&referer=http://a.example/map&username=me&password=open%26shut"
    layer = QgsRasterLayer(source, "private", "wms")
    write(layer, plan_export(layer, area(), 6.0))
    assert {headers["Referer"] for headers in web.headers} == {"http://a.example/map"}
    assert {headers["Authorization"] for headers in web.headers} == {"Basic bWU6b3BlbiZzaHV0"}


def test_the_tiles_of_a_file_are_drawn_where_they_lie(tmp_path):
    zoom = 6
    path = str(tmp_path / "a.mbtiles")
    with contextlib.closing(sqlite3.connect(path)) as file:
        file.execute("CREATE TABLE metadata (name text, value text)")
        values = {"bounds": "-180,-85,180,85", "minzoom": "0", "maxzoom": str(zoom), "format": "png"}
        file.executemany("INSERT INTO metadata VALUES (?, ?)", values.items())
        file.execute("CREATE TABLE tiles (zoom_level int, tile_column int, tile_row int, tile_data blob)")
        for column in (33, 34):
            for row in (20, 21):
                pixels = truth(*(range(256 * first, 256 * first + 256) for first in (column, row)))
                file.execute("INSERT INTO tiles VALUES (?, ?, ?, ?)", (zoom, column, 63 - row, png(pixels)))
        file.commit()
    layer = QgsRasterLayer(f"type=mbtiles&url=file://{path}", "file", "wms")
    assert layer.isValid(), layer.error().message()
    size = pixel_size(zoom)
    west, north = -HALF_WORLD + (33 * 256 + 100) * size, HALF_WORLD - (20 * 256 + 90) * size
    export = plan_export(layer, area(300, 250, west, north, size), size * 0.7)
    write(layer, export)
    made = gdal.Open(export.path)
    first, second = 33 * 256 + 100, 20 * 256 + 90
    picture = np.moveaxis(made.ReadAsArray(), 0, -1)
    assert_truth(picture[..., :3], first + np.arange(export.columns), second + np.arange(export.rows))


def test_each_tile_is_fetched_once(web, basemap):
    export = plan_export(basemap, area(1800, 1500), 6.0)
    write(basemap, export)
    assert len(web.requests) == len(set(web.requests))
    assert len(web.requests) <= 9 * 7


def test_pictures_of_neighbouring_areas_lie_on_one_grid(basemap):
    one, other = plan_export(basemap, area(), 6.0), plan_export(basemap, area(west=WEST + 1234.5), 6.0)
    shift = (other.extent.xMinimum() - one.extent.xMinimum()) / PIXEL_M
    assert shift == pytest.approx(round(shift), abs=1e-6)
    assert one.path != other.path


@pytest.mark.parametrize(("service", "provider"), [("wms", "wms"), ("arcgis", "arcgismapserver")])
def test_a_map_service_draws_at_the_size_that_was_chosen(web, service, provider):
    layer = QgsRasterLayer(getattr(web, service), "maps", provider)
    assert layer.isValid(), layer.error().message()
    export = plan_export(layer, QgsRectangle(500_003, 5_400_007, 513_000, 5_409_000), 10.0)
    write(layer, export)
    assert (export.extent.xMinimum(), export.extent.yMaximum()) == (500_000, 5_409_000)
    assert export.source.pixel_size == (10.0, 10.0)
    pixels = np.moveaxis(gdal.Open(export.path).ReadAsArray(), 0, -1)
    columns = np.arange(export.columns) + 50_000
    rows = 540_899 - np.arange(export.rows)
    np.testing.assert_array_equal(pixels[..., :3], truth(columns, rows))


@pytest.mark.parametrize("metres", [9.0, 2.4, 1.0])
def test_tiles_with_a_corner_of_their_own_are_drawn_where_they_lie(web, metres):
    layer = QgsRasterLayer(web.wmts, "tiles", "wms")
    assert layer.isValid(), layer.error().message()
    export = plan_export(
        layer, QgsRectangle(500_001, 5_500_001, 500_001 + 400 * metres, 5_500_001 + 300 * metres), metres
    )
    size = min(WMTS_SIZES, key=lambda size: abs(size - metres))
    write(layer, export)
    made = gdal.Open(export.path)
    west, step, _, north, _, _ = made.GetGeoTransform()
    assert step == pytest.approx(size, rel=1e-9)
    column, row = (west - WMTS_CORNER[0]) / size, (WMTS_CORNER[1] - north) / size
    assert abs(column - round(column)) < 0.01
    assert abs(row - round(row)) < 0.01
    columns, rows = round(column) + np.arange(export.columns), round(row) + np.arange(export.rows)
    assert_truth(np.moveaxis(made.ReadAsArray()[:3], 0, -1), columns, rows)


@pytest.mark.parametrize("is_by_query", [False, True])
@pytest.mark.parametrize("crs", ["EPSG:3857", "EPSG:4326"])
def test_a_wmts_is_asked_by_template_or_by_query_in_the_order_of_its_axes(web, crs, is_by_query):
    web.is_by_query = is_by_query
    layer = QgsRasterLayer(web.wmts_of(crs), "tiles", "wms")
    assert layer.isValid(), layer.error().message()
    corner, size, metres = WMTS_SETS[crs]
    place = {"EPSG:3857": (1_000_000, 6_500_000), "EPSG:4326": (9, 50)}[crs]
    first, second = int((place[0] - corner[0]) / size), int((corner[1] - place[1]) / size)
    west, north = corner[0] + (first + 0.3) * size, corner[1] - (second + 0.3) * size
    web.requests.clear()
    extent = QgsRectangle(west, north - 290 * size, west + 390 * size, north)
    export = plan_export(layer, extent, size * metres * 0.6)
    assert export.source.pixel_size == pytest.approx((size, size), rel=1e-9)
    write(layer, export)
    made = gdal.Open(export.path)
    left, _, _, top, _, _ = made.GetGeoTransform()
    assert abs((left - corner[0]) / size - first) < 0.01
    assert abs((corner[1] - top) / size - second) < 0.01
    columns, rows = first + np.arange(export.columns), second + np.arange(export.rows)
    assert_truth(np.moveaxis(made.ReadAsArray()[:3], 0, -1), columns, rows)
    tiles = [request for request in web.requests if "capabilities" not in request.lower()]
    assert len(tiles) in {4, 6, 8, 9}
    assert all(("TILEMATRIX=7" in request) == is_by_query for request in tiles)


@pytest.mark.parametrize("metres", [9.0, 2.4, 1.0])
@pytest.mark.parametrize("service", ["MapServer", "ImageServer"])
def test_the_tiles_of_arcgis_are_drawn_where_they_lie(web, service, metres):
    web.is_cached = True
    layer = QgsRasterLayer(web.arcgis.replace("MapServer", service), "tiles", "arcgismapserver")
    assert layer.isValid(), layer.error().message()
    size = min(WMTS_SIZES, key=lambda size: abs(size - metres))
    export = plan_export(
        layer, QgsRectangle(500_001, 5_500_001, 500_001 + 400 * metres, 5_500_001 + 300 * metres), metres
    )
    web.requests.clear()
    write(layer, export)
    made = gdal.Open(export.path)
    left, step, _, top, _, _ = made.GetGeoTransform()
    assert step == pytest.approx(size, rel=1e-9)
    column, row = (left - WMTS_CORNER[0]) / size, (WMTS_CORNER[1] - top) / size
    assert abs(column - round(column)) < 0.01
    assert abs(row - round(row)) < 0.01
    pixels = np.moveaxis(made.ReadAsArray(), 0, -1)
    assert_truth(pixels[..., :3], round(column) + np.arange(export.columns), round(row) + np.arange(export.rows))
    assert (pixels[..., 3] == 255).all()
    level = 3 + WMTS_SIZES.index(size)
    assert all(f"/{service}/tile/{level}/" in request for request in web.requests)
    assert len(web.requests) == len(set(web.requests)) <= 9


def test_elevation_tiles_become_heights_where_they_lie(web):
    column, row = (int((WEST + HALF_WORLD) / PIXEL_M) // 256 + 1, int((HALF_WORLD - NORTH) / PIXEL_M) // 256 + 1)
    web.missing = {(column, row)}
    for name, (red, green, blue, black) in HEIGHTS.items():
        layer = QgsRasterLayer(f"{web.xyz}&interpretation={name}", "heights", "wms")
        export = plan_export(layer, area(), 6.0)
        assert export.is_picture == (Qgis.QGIS_VERSION_INT < 32600)
        write(layer, export)
        made = gdal.Open(export.path)
        if export.is_picture:  # to an older QGIS they are colours
            assert made.RasterCount == 4
            continue
        found, (west, step, _, north, _, _) = made.ReadAsArray(), made.GetGeoTransform()
        assert found.dtype == np.float32
        assert np.isnan(made.GetRasterBand(1).GetNoDataValue())
        first, second = (west + HALF_WORLD) / step, (HALF_WORLD - north) / step
        assert max(abs(first - round(first)), abs(second - round(second))) < 0.01
        columns, rows = round(first) + np.arange(export.columns), round(second) + np.arange(export.rows)
        heights = truth(columns, rows) @ np.array([red, green, blue]) + black
        is_missing = (columns[None] // 256 == column) & (rows[:, None] // 256 == row)
        np.testing.assert_allclose(found, np.where(is_missing, np.nan, heights), rtol=1e-6)
        assert is_missing.sum() == 256 * 256


@pytest.mark.parametrize("is_by_query", [False, True])
@pytest.mark.parametrize(
    ("time", "day"), [("", "2021-03-01"), ("2020-03-01T00:00:00Z/2020-03-02T00:00:00Z", "2020-03-01")]
)
def test_tiles_with_a_time_are_those_of_the_day_that_qgis_shows(web, is_by_query, time, day):
    web.is_by_query, web.has_days = is_by_query, True
    layer = QgsRasterLayer(f"{web.wmts}{time and '&time=' + time}", "days", "wms")
    assert layer.isValid(), layer.error().message()
    extent = QgsRectangle(500_001, 5_500_001, 504_001, 5_503_001)
    web.requests.clear()
    layer.dataProvider().block(1, extent, 400, 300)
    shown = {day for day in ("2020-03-01", "2021-03-01") if any(day in request for request in web.requests)}
    web.requests.clear()
    export = plan_export(layer, extent, 10.0)
    write(layer, export)
    assert all(day in request for request in web.requests if "capabilities" not in request.lower())
    assert shown <= {day}  # QGIS 3.22 asks for no day
    made = gdal.Open(export.path)
    west, size, _, north, _, _ = made.GetGeoTransform()
    column, row = (west - WMTS_CORNER[0]) / size, (WMTS_CORNER[1] - north) / size
    columns, rows = round(column) + np.arange(export.columns), round(row) + np.arange(export.rows)
    assert_truth(np.moveaxis(made.ReadAsArray()[:3], 0, -1), columns, rows)


@pytest.mark.parametrize("service", ["xyz", "arcgis"])
def test_the_login_that_qgis_keeps_is_sent_for_every_tile(web, login, service):
    web.login, web.is_cached = "Basic YW5uYTpvcGVuJnNodXQ=", True
    kept = login("Basic", username="anna", password="open&shut")  # noqa: S106 - of a server of the test
    source, extent = {
        "xyz": (f"{web.xyz}&authcfg={kept}", area()),
        "arcgis": (f"{web.arcgis} authcfg={kept}", QgsRectangle(500_001, 5_400_001, 504_001, 5_403_001)),
    }[service]
    layer = QgsRasterLayer(source, "private", "arcgismapserver" if service == "arcgis" else "wms")
    assert layer.isValid(), layer.error().message()
    export = plan_export(layer, extent, 10.0)
    web.headers.clear()
    assert write(layer, export)[0] == ""
    assert {headers["Authorization"] for headers in web.headers} == {web.login}
    assert (gdal.Open(export.path).ReadAsArray()[3] == 255).all()
    assert not any(secret in Path(export.path).read_bytes() for secret in (b"shut", web.login[6:].encode()))


@pytest.mark.parametrize("most_pixels", [1024, 512, 300])
def test_a_service_of_arcgis_that_draws_small_maps_draws_all_of_them(web, most_pixels):
    web.most_pixels = most_pixels
    layer = QgsRasterLayer(web.arcgis, "maps", "arcgismapserver")
    export = plan_export(layer, QgsRectangle(500_000, 5_400_000, 513_000, 5_409_000), 10.0)
    assert write(layer, export)[0] == ""
    pixels = np.moveaxis(gdal.Open(export.path).ReadAsArray(), 0, -1)
    assert_truth(pixels[..., :3], 50_000 + np.arange(export.columns), 540_899 - np.arange(export.rows))


def test_a_coverage_keeps_its_values_and_its_grid(web):
    layer = QgsRasterLayer(web.wcs, "heights", "wcs")
    assert layer.isValid(), layer.error().message()
    export = plan_export(layer, QgsRectangle(500_003, 5_400_007, 513_000, 5_409_000))
    write(layer, export)
    made = gdal.Open(export.path)
    assert made.GetGeoTransform() == (500_000, 10, 0, 5_409_000, 0, -10)
    columns, rows = 50_000 + np.arange(1300), 540_899 - np.arange(900)
    np.testing.assert_array_equal(made.ReadAsArray(), (columns[None] + rows[:, None] / 1000).astype(np.float32))


def test_the_same_part_is_drawn_once(web, basemap):
    export = plan_export(basemap, area(), 6.0)
    write(basemap, export)
    asked = len(web.requests)
    again = plan_export(basemap, area(), 6.0)
    assert again == export
    assert again.is_here
    assert write(basemap, again)[0] == ""
    assert len(web.requests) == asked


def test_the_file_is_named_after_the_layer_and_nothing_else_stays(basemap):
    export = plan_export(basemap, area(), 6.0)
    write(basemap, export)
    path = Path(export.path)
    assert path.name == "Streets__of_é_land.tif"
    assert path.parent.parent.name == "landprint_exports"
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_the_size_is_said_before(basemap):
    export = plan_export(basemap, area(2048, 1536), 6.0)
    size = f"{export.columns:,} × {export.rows:,} pixels of 6.11 m"
    assert export.sentence == f"Landprint draws {size} of this layer, 13 MB."


def test_the_world_is_not_drawn(basemap):
    with pytest.raises(EngineFailure, match="tiles of “Streets: of é/land”: at most 1,000 are drawn"):
        plan_export(basemap, basemap.extent(), 6.0)
    assert plan_export(basemap, basemap.extent()).columns == 2048


def test_the_tiles_that_are_fetched_are_counted(web, basemap):
    """Forty tiles by twenty-five are as many as may be; a pixel to either side are more."""
    side = 256 * PIXEL_M
    corner = (-HALF_WORLD + 8600 * side, HALF_WORLD - 5500 * side)
    inside = QgsRectangle(corner[0], corner[1] - 25 * side, corner[0] + 40 * side, corner[1])
    plan_export(basemap, inside, 6.0)
    with pytest.raises(EngineFailure, match="1,134 tiles"):
        plan_export(basemap, inside.buffered(PIXEL_M), 6.0)


def test_a_service_that_sends_no_picture_is_named(web, basemap):
    web.draw = None
    with pytest.raises(EngineFailure, match="could not be read: what was sent is no picture"):
        write(basemap, plan_export(basemap, area(), 6.0))


def test_a_fault_that_passes_is_passed_over(web, basemap):
    web.failures = 2
    assert write(basemap, plan_export(basemap, area(), 6.0))[0] == ""


def test_a_tile_that_the_service_does_not_have_is_left_out(web, basemap):
    export = plan_export(basemap, area(), 6.0)
    web.missing = {(int((WEST + HALF_WORLD) / PIXEL_M) // 256 + 1, int((HALF_WORLD - NORTH) / PIXEL_M) // 256 + 1)}
    note, _pause, _told = write(basemap, export)
    alpha = gdal.Open(export.path).ReadAsArray()[3]
    blank = (alpha == 0).sum()
    assert blank == 256 * 256
    assert note == f"{100 * blank / alpha.size:.0f} % of the picture is blank and left out."


@pytest.mark.parametrize(("status", "message"), [(500, "answered 500"), (403, "answered 403"), (404, "shows nothing")])
def test_a_service_that_refuses_is_named(web, basemap, status, message):
    export = plan_export(basemap, area(), 6.0)
    web.status = status
    with pytest.raises(EngineFailure, match=message):
        write(basemap, export)
    assert not export.is_here
    web.status = 200
    assert write(basemap, export)[0] == ""


def test_a_server_that_is_down_is_named_without_the_address_and_its_token():
    layer = QgsRasterLayer("type=xyz&url=http://127.0.0.1:9/%7Bz%7D/%7Bx%7D/%7By%7D.png?token%3Dsecret", "down", "wms")
    export = plan_export(layer, area(), 6.0)
    with pytest.raises(EngineFailure, match=r"“down” could not be read: 127\.0\.0\.1 could not be reached") as caught:
        write(layer, export)
    assert "secret" not in f"{caught.value} {caught.value.detail}"


@pytest.mark.parametrize("status", [404, 500])
def test_a_coverage_that_cannot_be_fetched_is_said(web, status):
    layer = QgsRasterLayer(web.wcs, "heights", "wcs")
    export = plan_export(layer, QgsRectangle(500_000, 5_400_000, 510_000, 5_405_000))
    web.status = status
    with pytest.raises(EngineFailure, match=rf"“heights” could not be read: 127\.0\.0\.1 answered {status}"):
        write(layer, export)


def test_a_slow_service_leaves_the_window_alive_and_can_be_stopped(web, basemap):
    web.delay_s = 0.4
    export = plan_export(basemap, area(4000, 3000), 6.0)
    started = time.monotonic()
    with pytest.raises(EngineFailure) as caught:
        write(basemap, export, lambda: time.monotonic() - started > 1)
    assert caught.value.is_cancelled
    assert time.monotonic() - started < 5
    assert not export.is_here


def virtual(image, formula):
    """A raster that QGIS computes from another one as it is read."""
    parameters = QgsRasterDataProvider.VirtualRasterParameters()
    source = QgsRasterLayer(image, "stripes")
    parameters.crs, parameters.extent = source.crs(), source.extent()
    parameters.width, parameters.height, parameters.formula = source.width(), source.height(), formula
    inner = QgsRasterDataProvider.VirtualRasterInputLayers()
    inner.name, inner.uri, inner.provider = "stripes", image, "gdal"
    parameters.rInputLayers = [inner]
    return QgsRasterLayer(QgsRasterDataProvider.encodeVirtualRasterProviderUri(parameters), "sum", "virtualraster")


def test_a_computed_layer_keeps_its_values_and_its_grid(image):
    layer = virtual(image, '"stripes@1" + 0.5 * "stripes@2"')
    assert layer.isValid(), layer.error().message()
    assert needs_export(layer)
    assert not is_picture(layer)
    export = plan_export(layer, QgsRectangle(LEFT + 303, TOP - 711, LEFT + 1002, TOP - 99))
    write(layer, export)
    made = gdal.Open(export.path)
    assert made.GetGeoTransform() == (LEFT + 300, PIXEL, 0, TOP - 90, 0, -PIXEL)
    first, second = striped_pixels()[:2, 9:72, 30:101].astype(float)
    values = made.ReadAsArray()
    np.testing.assert_allclose(values, first + 0.5 * second, rtol=1e-6)


def test_a_computed_layer_is_written_anew_when_its_file_has_changed(tmp_path):
    path = write_raster(tmp_path / "a.tif", striped_pixels())
    layer = virtual(path, '"stripes@1" + 1')
    before = plan_export(layer, layer.extent())
    assert plan_export(layer, layer.extent()) == before
    os.utime(path, (1, 1))
    assert plan_export(layer, layer.extent()).path != before.path


def test_a_raster_in_memory_keeps_its_values_and_what_is_missing(tmp_path):
    pixels = striped_pixels()
    gdal.GetDriverByName("GTiff").CreateCopy("/vsimem/a.tif", gdal.Open(write_raster(tmp_path / "a.tif", pixels)))
    layer = QgsRasterLayer("/vsimem/a.tif", "in memory")
    export = plan_export(layer, layer.extent())
    write(layer, export)
    made = gdal.Open(export.path)
    np.testing.assert_array_equal(made.ReadAsArray(), pixels)
    assert made.GetRasterBand(1).GetNoDataValue() == 0
    assert export.sentence == "Landprint writes 160 × 120 pixels of 10 m of this layer, 1 MB."
    gdal.Unlink("/vsimem/a.tif")


def test_a_stand_in_has_the_grid_of_the_export(basemap):
    export = plan_export(basemap, area(), 6.0)
    made = gdal.Open(stand_in(export))
    assert (made.RasterXSize, made.RasterYSize, made.RasterCount) == (export.columns, export.rows, 3)
    west, step, _, north, _, _ = made.GetGeoTransform()
    assert (west, north) == (export.extent.xMinimum(), export.extent.yMaximum())
    assert step == pytest.approx(PIXEL_M)
    assert made.ReadAsArray()[0].std() > 10


def test_a_layer_in_a_file_needs_no_export(image):
    assert not needs_export(QgsRasterLayer(image, "x"))
    assert not needs_export(None)

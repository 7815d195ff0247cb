"""Rasters on a web server, read by ranges: the same pixels, few requests, and a sentence for each thing that fails."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest
import rasterio

from engine.errors import SourceError
from engine.rasters.dataset import open_dataset
from engine.rasters.grid import Window
from engine.rasters.raster import Raster
from engine.remote import ranges
from engine.remote.addresses import name_of, with_headers
from engine.remote.kept import PAGE
from engine.threads import in_thread, never
from tests.engine.make_rasters import UTM, write_raster
from tests.range_server import range_server

SIDE, TILE = 2048, 256
TILED = {"tiled": True, "blockxsize": TILE, "blockysize": TILE, "compress": "deflate"}
MOST_BYTES = 1.3  # times those of the tiles that are needed


@pytest.fixture(scope="module")
def pixels():
    """Noise, which hardly compresses: two bands."""
    return np.random.default_rng(0).integers(1, 4000, (2, SIDE, SIDE)).astype("uint16")


@pytest.fixture(scope="module")
def scene_file(tmp_path_factory, pixels):
    """The pixels in tiles, band by band."""
    return write_raster(tmp_path_factory.mktemp("remote") / "scene.tif", pixels, interleave="band", **TILED)


@pytest.fixture
def server(tmp_path, scene_file, monkeypatch):
    """A server of ``scene.tif`` that is asked again at once."""
    monkeypatch.setattr(ranges, "FIRST_PAUSE_S", 0.0)
    shutil.copy(scene_file, tmp_path / "scene.tif")
    with range_server(tmp_path) as running:
        yield running


def opened(server, name="scene.tif", query="sig=SECRET"):
    return Raster(name_of(server.url(name, query)))


def tile_bytes(path, window, bands):
    """Bytes of the tiles that a window touches."""
    total = 0
    with rasterio.open(path) as dataset:
        for band in bands:
            for row in range(window.row_off // TILE, -(-window.row_end // TILE)):
                for col in range(window.col_off // TILE, -(-window.col_end // TILE)):
                    total += int(dataset.get_tag_item(f"BLOCK_SIZE_{col}_{row}", "TIFF", bidx=band))
    return total


@pytest.mark.parametrize("window", [Window(0, 0, 700, 500), Window(900, 1000, 600, 520), Window(1500, 1948, 548, 100)])
def test_a_window_costs_little_more_than_its_tiles(server, tmp_path, pixels, window):
    with opened(server) as raster:
        stored, mask = raster.read_stored(window, [1, 2])
    own = pixels[:, window.row_off : window.row_end, window.col_off : window.col_end]
    assert (stored == own).all()
    assert mask.all()
    assert server.sent <= MOST_BYTES * tile_bytes(tmp_path / "scene.tif", window, [1, 2])
    rows = -(-window.row_end // TILE) - window.row_off // TILE
    assert len(server.seen) <= 1 + 2 * rows  # the header, and a row of tiles of each band at once


@pytest.mark.parametrize("name", ["data.zarr.tif", "store.zarr/scene.tif"])
def test_a_raster_whose_address_speaks_of_zarr_is_a_raster(command, server, pixels, name):
    (server.folder / name).parent.mkdir(exist_ok=True)
    shutil.copy(server.folder / "scene.tif", server.folder / name)
    with opened(server, name) as raster:
        values, _ = raster.read(Window(0, 0, 10, 10), [1, 2])
    np.testing.assert_array_equal(values, pixels[:, :10, :10])
    outcome = command("info", server.url(name), "--json")
    assert outcome.status == 0, outcome
    assert json.loads(outcome.out)["bytes"] == (server.folder / name).stat().st_size


def test_windows_side_by_side_ask_for_each_tile_once(server, tmp_path):
    with opened(server) as raster:
        for row in range(0, 512, 64):
            for col in range(0, 512, 64):
                raster.read_stored(Window(col, row, 96, 96), [1])
    assert server.sent <= MOST_BYTES * tile_bytes(tmp_path / "scene.tif", Window(0, 0, 544, 544), [1])


def test_what_was_read_before_is_not_asked_for_again_when_it_is_opened_anew(server):
    for query in ("sig=ONE", "sig=TWO"):
        with opened(server, query=query) as raster:
            raster.read_stored(Window(0, 0, 300, 300), [1])
    assert [seen.range for seen in server.seen].count("bytes=0-16383") == 2
    assert len({seen.range for seen in server.seen}) == len(server.seen) - 1


@pytest.mark.parametrize("interleave", ["pixel", "band"])
@pytest.mark.parametrize("options", [{}, TILED, {"tiled": True, "blockxsize": 16, "blockysize": 16}])
def test_every_layout_gives_the_same_pixels(server, tmp_path, pixels, interleave, options):
    path = write_raster(tmp_path / "other.tif", pixels[:, :300, :310], interleave=interleave, **options)
    with opened(server, "other.tif") as raster, Raster(path) as local:
        for window in (Window(0, 0, 310, 300), Window(17, 100, 90, 33)):
            found, expected = raster.read_stored(window, [2, 1]), local.read_stored(window, [2, 1])
            assert all((one == other).all() for one, other in zip(found, expected, strict=True))


@pytest.mark.parametrize("driver", ["COG", "JP2OpenJPEG"])
def test_other_formats_that_can_be_read_by_parts(server, tmp_path, pixels, driver):
    options = {"QUALITY": 100, "REVERSIBLE": "YES"} if driver == "JP2OpenJPEG" else {}
    path = tmp_path / "other.img"
    with rasterio.open(tmp_path / "scene.tif") as scene:
        rasterio.shutil.copy(scene, path, driver=driver, **options)
    with opened(server, "other.img") as raster:
        assert (raster.read_stored(Window(100, 100, 300, 200), [2])[0] == pixels[1:, 100:300, 100:400]).all()


def test_a_tile_of_jpeg_2000_costs_a_page_of_each_tile_before_it(server, tmp_path):
    with rasterio.open(tmp_path / "scene.tif") as scene:
        area = rasterio.windows.Window(0, 0, 512, 512)
        write_raster(tmp_path / "part.tif", scene.read(window=area))
    options = {"QUALITY": 100, "REVERSIBLE": "YES", "BLOCKXSIZE": 128, "BLOCKYSIZE": 128}
    rasterio.shutil.copy(tmp_path / "part.tif", tmp_path / "part.jp2", driver="JP2OpenJPEG", **options)
    with opened(server, "part.jp2") as raster:
        raster.read_stored(Window(400, 400, 100, 100), [1, 2])
    tiles = 16
    assert server.sent <= (tmp_path / "part.jp2").stat().st_size / tiles + 1.5 * tiles * PAGE + ranges.HEAD_BYTES


def test_masks_alpha_and_palettes_are_read_as_from_a_file(server, tmp_path):
    values = np.random.default_rng(1).integers(1, 200, (1, 40, 50)).astype("uint8")
    valid = values[0] > 90
    palette = {value: (value, 255 - value, 3, 255) for value in range(256)}
    write_raster(tmp_path / "mask.tif", values, mask=valid)
    write_raster(tmp_path / "alpha.tif", np.concatenate([values] * 3), alpha=valid)
    write_raster(tmp_path / "palette.tif", values)
    with rasterio.open(tmp_path / "palette.tif", "r+") as dataset:
        dataset.write_colormap(1, palette)
    for name in ("mask.tif", "alpha.tif", "palette.tif"):
        with opened(server, name) as raster, Raster(tmp_path / name) as local:
            assert raster.notes == local.notes
            assert len(raster.bands) == len(local.bands)
            for found, expected in zip(
                raster.read_stored(local.grid.whole, local.data_band_numbers),
                local.read_stored(local.grid.whole, local.data_band_numbers),
                strict=True,
            ):
                assert (found == expected).all()


def test_a_given_coordinate_system_counts_also_where_another_thread_reads(server, pixels):
    name = name_of(server.url("scene.tif"))
    with Raster(name, open_dataset(name, crs=rasterio.crs.CRS.from_epsg(32724))) as raster:
        stored, _ = in_thread(lambda: raster.read_stored(Window(5, 5, 20, 20), [1]), never)
        assert raster.grid.crs.to_epsg() == 32724
    assert (stored == pixels[:1, 5:25, 5:25]).all()


def test_closing_lets_go_of_the_file(server):
    from rasterio._vsiopener import _OPENER_REGISTRY

    before = len(_OPENER_REGISTRY.get())
    name = name_of(server.url("scene.tif"))
    Raster(name, open_dataset(name, crs=rasterio.crs.CRS.from_epsg(32724))).close()
    opened(server).close()
    assert len(_OPENER_REGISTRY.get()) == before


def test_a_broken_answer_goes_on_where_it_broke(server, pixels):
    server.cut_every = 3
    with opened(server) as raster:
        assert (raster.read_stored(raster.grid.whole, [1])[0] == pixels[:1]).all()
    assert server.sent <= 1.1 * pixels[0].nbytes


def test_a_busy_server_is_asked_again(server, pixels):
    server.busy_for = 1
    with opened(server) as raster:
        assert (raster.read_stored(Window(0, 0, 9, 9), [1])[0] == pixels[:1, :9, :9]).all()


def test_a_redirect_is_followed_to_another_server(server, pixels):
    server.redirects["/moved.tif"] = server.url("scene.tif", "sig=OF-THE-STORE")
    with opened(server, "moved.tif") as raster:
        assert (raster.read_stored(Window(0, 0, 9, 9), [1])[0] == pixels[:1, :9, :9]).all()
    assert [seen.path.partition("?")[0] for seen in server.seen].count("/moved.tif") == 1


@pytest.mark.parametrize("location", ["file:///etc/hosts", "ftp://127.0.0.1/scene.tif", "/vsis3/bucket/a.tif:x", ""])
def test_a_redirect_elsewhere_than_to_a_web_server_is_refused(server, tmp_path, location):
    server.redirects["/moved.tif"] = location
    with pytest.raises(SourceError) as refused:
        opened(server, "moved.tif")
    assert "127.0.0.1" in refused.value.message


def test_a_login_in_the_address_goes_to_its_own_server_only(server, tmp_path):
    with range_server(tmp_path) as other:
        server.redirects["/moved.tif"] = other.url("scene.tif")
        address = server.url("moved.tif").replace("//", "//anna:SECRET@")
        with Raster(name_of(address)) as raster:
            assert "SECRET" not in raster.path
        assert server.seen[0].login.startswith("Basic ")
        assert [seen.login for seen in other.seen] == [None]


FAILURES = {
    "no ranges": ({"has_ranges": False}, "whole files only", "Download"),
    "an expired signature": ({"signature": "OTHER"}, r"does not give scene\.tif \(403\)", "get a new one"),
    "busy for long": ({"busy_for": 99}, r"busy \(503\)", "network"),
}


@pytest.mark.parametrize("case", FAILURES)
def test_a_server_that_does_not_serve_is_said_in_a_sentence_without_the_signature(server, case):
    rules, message, hint = FAILURES[case]
    vars(server).update(rules)
    with pytest.raises(SourceError, match=message) as failed:
        opened(server)
    assert hint in failed.value.hint
    assert "SECRET" not in str(failed.value)


@pytest.mark.parametrize(
    ("name", "message"), [("none.tif", r"does not have none\.tif \(404\)"), ("text.tif", "no GeoTIFF"), ("", "404")]
)
def test_what_is_no_raster_on_the_server_is_said(server, tmp_path, name, message):
    (tmp_path / "text.tif").write_text("no raster")
    with pytest.raises(SourceError, match=message):
        opened(server, name)


def test_a_name_that_no_server_has_is_said():
    with pytest.raises(SourceError, match=r"a\.tif cannot be read from no-such-host\.invalid"):
        Raster(name_of("https://no-such-host.invalid/a.tif?sig=SECRET"))


def test_after_a_failure_nothing_is_read_that_did_not_come(server):
    server.refuse_after = 1
    with opened(server) as raster:
        for _ in range(2):
            with pytest.raises(SourceError, match="403"):
                raster.read_stored(Window(0, 0, 99, 99), [1])
        server.refuse_after = None
        with pytest.raises(SourceError, match="403"):
            raster.read_stored(Window(0, 0, 99, 99), [1])


@pytest.mark.parametrize("has_etags", [True, False])
def test_a_file_that_changes_while_it_is_read_is_refused(server, tmp_path, pixels, has_etags):
    server.has_etags = has_etags
    with opened(server) as raster:
        write_raster(tmp_path / "scene.tif", pixels[:, ::-1], interleave="band", **{**TILED, "zlevel": 1})
        with pytest.raises(SourceError, match="was changed"):
            raster.read_stored(Window(0, 0, 99, 99), [1])


def test_a_server_that_is_silent_is_given_up(server, monkeypatch):
    monkeypatch.setattr(ranges, "SILENCE_S", 0.1)
    ranges._client.cache_clear()
    server.pause_s = 1.0
    with pytest.raises(SourceError, match="does not answer"):
        opened(server)
    ranges._client.cache_clear()


def test_a_compressed_answer_is_refused(server, monkeypatch):
    monkeypatch.setattr(server, "headers", {"Content-Encoding": "gzip"}, raising=False)
    with pytest.raises(SourceError, match="other bytes"):
        opened(server)


def test_a_nodata_of_one_band_is_read(server, tmp_path, pixels):
    write_raster(tmp_path / "other.tif", pixels, nodata=7, crs=UTM)
    with opened(server, "other.tif") as raster:
        _, mask = raster.read_stored(Window(0, 0, 400, 400), [1])
    assert (mask == (pixels[0, :400, :400] != 7)).all()


def test_headers_go_to_their_own_server_only(server, tmp_path, pixels):
    with range_server(tmp_path) as other:
        server.wanted_header = ("X-Key", "SECRET")
        server.redirects["/moved.tif"] = other.url("scene.tif")
        other.wanted_header = ("X-Key", None)
        address = with_headers(server.url("moved.tif"), {"x-key": "SECRET", "Authorization": "Bearer SECRET"})
        with Raster(name_of(address)) as raster:
            assert (raster.read_stored(Window(0, 0, 9, 9), [1])[0] == pixels[:1, :9, :9]).all()
            assert "SECRET" not in raster.path
        assert server.seen[0].login == "Bearer SECRET"
        assert [seen.login for seen in other.seen if seen.login] == []


@pytest.mark.parametrize("header", [{"Range": "bytes=0-1"}, {"X-Key": "SECRET\nHost: x"}, {"X Key": "SECRET"}])
def test_a_header_that_cannot_be_sent_is_refused_unsaid(server, header):
    with pytest.raises(SourceError, match=r"A header that is given for 127\.0\.0\.1 cannot be sent") as refused:
        Raster(name_of(with_headers(server.url("scene.tif"), header)))
    assert "SECRET" not in str(refused.value)
    assert server.seen == []

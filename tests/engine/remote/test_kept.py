"""What samples of remote files are made of stays on the disk: another extent, in another run, costs no sample again."""

from __future__ import annotations

import numpy as np
import pytest
import rasterio
import rasterio.shutil

from engine.remote import kept, rasters
from engine.remote.addresses import name_of
from engine.remote.kept import KeptPages, keep_what_is_read, kept_folder, note_read
from engine.remote.rasters import RemoteFile
from tests.engine.make_rasters import NORTH_UP, write_raster
from tests.range_server import range_server

SIDE, TILE = 2304, 256


@pytest.fixture
def server(tmp_path):
    folder = tmp_path / "served"
    folder.mkdir()
    with range_server(folder) as running:
        yield running


def forget(monkeypatch):
    """As a new process begins: no page is in memory."""
    monkeypatch.setattr(rasters, "_pages", rasters._Pages())


def extent(first, last):
    """Of the tiles from ``first`` to ``last`` of both axes, and not quite to their edges."""
    left, top = NORTH_UP @ (first * TILE + 10, first * TILE + 10)
    right, bottom = NORTH_UP @ (last * TILE - 12, last * TILE - 12)
    return ("--extent", f"{left},{bottom},{right},{top}", "--patch", 8)


def test_a_second_extent_in_another_run_costs_its_own_tile_alone(command, server, folder, home, monkeypatch):
    pixels = np.random.default_rng(0).integers(1, 4000, (2, SIDE, SIDE)).astype("uint16")
    plain = write_raster(folder / "plain.tif", pixels)
    rasterio.shutil.copy(plain, server.folder / "cog.tif", driver="COG", compress="deflate", blocksize=TILE)
    with rasterio.open(server.folder / "cog.tif") as dataset:
        tile = int(dataset.get_tag_item("BLOCK_SIZE_6_6", "TIFF", bidx=1))
    spent = []
    for number, first in enumerate((3, 6)):
        forget(monkeypatch)
        server.seen.clear()
        outcome = command(
            *("embed-raster", "--raster", server.url("cog.tif", f"sig=SECRET{number}"), "--filters", 8),
            *("--output", folder / f"{first}.tif", *extent(first, first + 1)),
        )
        assert outcome.status == 0, outcome
        spent.append(server.sent / tile)
    assert spent[0] > 2
    assert spent[1] < 1.3
    local = ("embed-raster", "--raster", server.folder / "cog.tif", "--filters", 8, "--output", folder / "local.tif")
    assert command(*local, *extent(6, 7)).status == 0
    with rasterio.open(folder / "6.tif") as remote, rasterio.open(folder / "local.tif") as expected:
        assert (remote.read() == expected.read()).all()
    assert not any(b"SECRET" in str(path).encode() + path.read_bytes() for path in home.rglob("*") if path.is_file())


def read_page(server, monkeypatch, *, keep):
    """The bytes of a page of ``a.tif`` as a new process reads them, and whether the server was asked for them."""
    forget(monkeypatch)
    file = RemoteFile(name_of(server.url("a.tif")))
    server.seen.clear()
    if keep:
        with keep_what_is_read():
            (content,) = file.read([(100_000, 5000)])
    else:
        (content,) = file.read([(100_000, 5000)])
    return content, bool(server.seen)


@pytest.fixture
def content(server, home):
    """The bytes of ``a.tif``."""
    made = np.random.default_rng(0).bytes(300_000)
    (server.folder / "a.tif").write_bytes(made)
    return made


def test_only_what_a_sample_reads_is_kept(server, content, monkeypatch):
    wanted = content[100_000:105_000]
    assert read_page(server, monkeypatch, keep=False) == (wanted, True)
    assert read_page(server, monkeypatch, keep=True) == (wanted, True)
    assert read_page(server, monkeypatch, keep=False) == (wanted, False)


def test_a_file_that_has_changed_is_read_anew(server, content, monkeypatch):
    read_page(server, monkeypatch, keep=True)
    (server.folder / "a.tif").write_bytes(content[::-1])
    assert read_page(server, monkeypatch, keep=True) == (content[::-1][100_000:105_000], True)


def test_nothing_is_kept_of_a_server_that_does_not_say_when_a_file_changes(server, content, monkeypatch):
    server.has_etags = False
    for _ in range(2):
        assert read_page(server, monkeypatch, keep=True) == (content[100_000:105_000], True)


@pytest.mark.parametrize(
    "damage", [lambda kept: kept[: len(kept) // 2], lambda kept: kept[:-9] + b"xxxxxxxxx", lambda _: b"{"]
)
def test_a_damaged_page_is_fetched_again(server, content, monkeypatch, damage):
    read_page(server, monkeypatch, keep=True)
    (path,) = kept_folder().glob("*.pages")
    path.write_bytes(damage(path.read_bytes()))
    assert read_page(server, monkeypatch, keep=True) == (content[100_000:105_000], True)


def test_a_disk_that_cannot_be_written_costs_only_the_keeping(server, content, home, monkeypatch):
    home.mkdir(exist_ok=True)
    kept_folder().write_text("a file where the folder should be")
    assert read_page(server, monkeypatch, keep=True) == (content[100_000:105_000], True)


def test_what_was_used_longest_ago_goes_first(home, monkeypatch):
    monkeypatch.setattr(kept, "MOST_BYTES", 3000)
    for number in range(4):
        with keep_what_is_read():
            note_read(KeptPages(number), {0: bytes(1000)})
    assert KeptPages(3).read([0]) == {0: bytes(1000)}
    assert KeptPages(0).read([0]) == {}

"""Zarr stores of embeddings on a web server: the local store's values, from the address and what is below it alone."""

from __future__ import annotations

import json
import re
import shutil
import zipfile

import numpy as np
import pytest
import rasterio

from engine.embedding_rasters.raster import EmbeddingRaster
from engine.errors import SourceError
from engine.rasters.grid import Window
from engine.remote import ranges
from engine.remote.addresses import name_of
from tests.engine.embedding_rasters.test_zarr import STORES, codes_and_scales
from tests.engine.make_foreign import write_store
from tests.engine.make_rasters import read_all
from tests.range_server import range_server


@pytest.fixture
def server(tmp_path, monkeypatch):
    """A server of ``sharded.zarr``, of version 3, and ``chunks.zarr``, of version 2, which wants a signature."""
    monkeypatch.setattr(ranges, "FIRST_PAUSE_S", 0.0)
    folder = tmp_path / "served"
    with zipfile.ZipFile(STORES) as archive:
        archive.extractall(folder, [name for name in archive.namelist() if name.startswith("tessera")])
    (folder / "tessera.zarr").rename(folder / "sharded.zarr")
    write_store(folder / "chunks.zarr")
    with range_server(folder) as running:
        running.signature = "SECRET"
        yield running


def opened(server, path, query="sig=SECRET"):
    return EmbeddingRaster(name_of(server.url(path, query)))


@pytest.mark.parametrize(
    "path", ["sharded.zarr", "sharded.zarr/utm31/", "chunks.zarr/utm31", "chunks.zarr/utm31/embeddings"]
)
def test_a_remote_store_gives_the_values_of_the_local_one(server, path):
    local = EmbeddingRaster(server.folder / path.removesuffix("/embeddings"))
    remote = opened(server, path)
    expected, mask = local.read(local.grid.whole)
    embeddings, found = remote.read(remote.grid.whole)
    assert np.array_equal(embeddings, expected, equal_nan=True)
    assert np.array_equal(found, mask)
    assert not mask.all()
    assert remote.grid == local.grid
    assert remote.notes == local.notes
    store = f"/{path.partition('/')[0]}/"
    assert all(seen.path.startswith(store) and seen.path.endswith("?sig=SECRET") for seen in server.seen)


def test_each_value_is_its_code_times_the_scale_of_its_pixel(server):
    codes, scales = (part[1] for part in codes_and_scales())
    embeddings, mask = opened(server, "sharded.zarr").read(Window(0, 0, 24, 20))
    assert np.array_equal(mask, np.isfinite(scales))
    assert np.abs(embeddings - codes * scales.astype(np.float64))[:, mask].max() < 1e-6
    assert np.isnan(embeddings[:, ~mask]).all()


@pytest.mark.parametrize(("ending", "year"), [("", 2024), (":0", 2023), ("/embeddings:1", 2024)])
def test_a_year_is_named_by_its_position(server, ending, year):
    assert opened(server, f"sharded.zarr/utm31{ending}").notes[0].startswith(f"TESSERA, {year}.")
    with pytest.raises(SourceError, match=r"has no year number 2\. Choose one from 0 to 1"):
        opened(server, "sharded.zarr/utm31:2")


def test_a_window_asks_for_its_own_chunks_and_for_none_twice(server):
    remote = opened(server, "chunks.zarr/utm31")
    server.seen.clear()
    for _ in range(2):
        remote.read(Window(9, 1, 5, 5))
    paths = [seen.path.partition("?")[0].removeprefix("/chunks.zarr/utm31/") for seen in server.seen]
    assert sorted(paths) == ["embeddings/1.0.0.1", "scales/1.0.1"]


def test_an_extent_is_imported_as_from_the_local_store_and_leaves_no_signature(command, server, folder, home):
    extent = ("--extent", "296080,5774830,296190,5774930", "--dtype", "float32")
    address = server.url("sharded.zarr/utm31", "sig=SECRET")
    for source, output in ((server.folder / "sharded.zarr", "local.tif"), (address, "remote.tif")):
        outcome = command("import-embeddings", "--embeddings", source, "--output", folder / output, *extent)
        assert outcome.status == 0, outcome
    with rasterio.open(folder / "remote.tif") as made:
        assert tuple(made.bounds) == (296080, 5774830, 296190, 5774930)
        assert made.tags()["LANDPRINT_SOURCE"] == server.url("sharded.zarr/utm31")
    assert np.array_equal(read_all(folder / "local.tif"), read_all(folder / "remote.tif"), equal_nan=True)
    files = [path for where in (folder, home) for path in where.rglob("*") if path.is_file()]
    assert all(b"SECRET" not in path.read_bytes() for path in files)
    outcome = command("info", address)
    assert outcome.status == 0, outcome
    assert "SECRET" not in outcome.out + outcome.err


def test_what_is_imported_is_fetched_once_whatever_its_size(command, server, folder, monkeypatch):
    monkeypatch.setattr("engine.remote.rasters.MOST_PAGES", 4)  # as of files that are larger than what is kept
    address, output = server.url("chunks.zarr/utm31", "sig=SECRET"), folder / "remote.tif"
    outcome = command("import-embeddings", "--embeddings", address, "--output", output, "--dtype", "float32")
    assert outcome.status == 0, outcome
    expected, _ = EmbeddingRaster(server.folder / "chunks.zarr").read(Window(0, 0, 24, 20))
    assert np.array_equal(read_all(output), expected, equal_nan=True)
    chunks = [seen.path for seen in server.seen if re.search(r"/embeddings/\d", seen.path)]
    assert len(chunks) == len(set(chunks))
    assert [path.name for path in folder.iterdir() if path.is_file()] == ["remote.tif"]


def test_an_address_that_has_ended_is_said_and_a_new_one_goes_on(server):
    remote = opened(server, "sharded.zarr/utm31", "sig=SECRET")
    server.signature = "NEW"
    with pytest.raises(SourceError, match=r"does not give 0 \(403\).*get a new one"):
        remote.read(Window(0, 0, 8, 8))
    name_of(server.url("sharded.zarr/utm31", "sig=NEW"))
    codes, scales = (part[1] for part in codes_and_scales())
    embeddings, _ = remote.read(Window(8, 8, 8, 8))
    assert np.abs(embeddings - codes[:, 8:16, 8:16] * scales[8:16, 8:16].astype(np.float64)).max() < 1e-6


def test_answers_that_break_off_do_not_change_the_values(server):
    expected, _ = EmbeddingRaster(server.folder / "chunks.zarr").read(Window(0, 0, 18, 14))
    server.cut_every = 3
    found, _ = opened(server, "chunks.zarr/utm31").read(Window(0, 0, 18, 14))
    assert np.array_equal(found, expected, equal_nan=True)


def test_what_the_server_does_not_do_is_said_in_a_sentence(server):
    with pytest.raises(
        SourceError, match=r"There is no Zarr store at http://127\.0\.0\.1:\d+/none\.zarr\. Check the address"
    ):
        opened(server, "none.zarr")
    with pytest.raises(
        SourceError, match=r"No embeddings with scales are in .*chunks\.zarr, as far as its metadata say"
    ):
        opened(server, "chunks.zarr")  # which has no list of what is in it
    with pytest.raises(SourceError, match=r"does not give zarr\.json \(403\)"):
        opened(server, "chunks.zarr/utm31", "sig=OLD")
    server.has_ranges = False
    with pytest.raises(SourceError, match="sends whole files only"):
        opened(server, "chunks.zarr/utm31")


def test_zones_are_found_by_the_metadata_of_the_whole_store_and_none_beside_it(server):
    shutil.copytree(server.folder / "chunks.zarr", server.folder / "beside")
    keys = [
        f"{zone}/{array}/.zarray" for zone in ("utm31", "..", "../beside/utm31") for array in ("embeddings", "scales")
    ]
    listed = server.folder / "chunks.zarr" / ".zmetadata"
    listed.write_text(json.dumps({"metadata": {key: {} for key in keys}, "zarr_consolidated_format": 1}))
    assert opened(server, "chunks.zarr").grid.width == 18
    assert all(seen.path.startswith("/chunks.zarr/") and ".." not in seen.path for seen in server.seen)
    shutil.copytree(server.folder / "chunks.zarr" / "utm31", server.folder / "chunks.zarr" / "utm32")
    listed.write_text(json.dumps({"metadata": {key: {} for key in [*keys, "utm32/embeddings/.zarray"]}}))
    with pytest.raises(
        SourceError, match=r"several zones: utm31, utm32\. Choose one .*example http.*/chunks\.zarr/utm31"
    ):
        opened(server, "chunks.zarr")

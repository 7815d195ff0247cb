"""What a person does with an address in place of a file: the same results, resumed runs, and nothing secret left."""

from __future__ import annotations

import signal
import subprocess
import time

import numpy as np
import pytest
import rasterio
import rasterio.shutil

from engine.errors import SourceError
from engine.operations.state import State
from engine.operations.table import run_operation
from engine.progress import Reporter
from engine.remote import ranges
from tests.engine.make_rasters import NORTH_UP, scene, write_raster
from tests.range_server import range_server

TILED = {"tiled": True, "blockxsize": 64, "blockysize": 64, "compress": "deflate", "interleave": "band"}
BANDS = ("blue", "green", "red", "nir")


@pytest.fixture
def server(tmp_path, monkeypatch):
    """A server of ``scene.tif``, of the bands of a STAC item, and of whatever is written beside them."""
    monkeypatch.setattr(ranges, "FIRST_PAUSE_S", 0.0)
    folder = tmp_path / "served"
    folder.mkdir()
    write_raster(folder / "scene.tif", scene(height=320, width=320).astype("uint8"), **TILED)
    with range_server(folder) as running:
        yield running


def said(outcome, home, folder):
    """All that a command left: its output, and every file's bytes and name."""
    files = [path for where in (home, folder) for path in where.rglob("*") if path.is_file()]
    return (outcome.out + outcome.err).encode() + b"".join(str(path).encode() + path.read_bytes() for path in files)


def embed(source, output, *more):
    return ["embed-raster", "--raster", source, "--filters", 8, "--output", output, *more]


def test_a_remote_raster_gives_the_bytes_of_the_local_file(command, server, folder):
    server.signature = "SECRET"
    assert command(*embed(server.folder / "scene.tif", folder / "local.tif")).status == 0
    assert command(*embed(f"/vsicurl/{server.url('scene.tif', 'sig=SECRET')}", folder / "remote.tif")).status == 0
    with rasterio.open(folder / "local.tif") as local, rasterio.open(folder / "remote.tif") as remote:
        assert (local.read() == remote.read()).all()
        assert local.tags(1) == remote.tags(1)
        assert {key for key, value in local.tags().items() if remote.tags()[key] != value} == {"LANDPRINT_SOURCE"}
        assert remote.tags()["LANDPRINT_SOURCE"] == server.url("scene.tif")
        assert (local.scales, local.offsets, local.transform) == (remote.scales, remote.offsets, remote.transform)


def test_each_operation_takes_a_remote_raster_and_leaves_no_signature(command, server, folder, home):
    server.signature = "SECRET"
    signed = "sig=SECRET"
    raster, embeddings = server.url("scene.tif", signed), server.url("embedded.tif", signed)
    assert command(*embed(server.folder / "scene.tif", server.folder / "embedded.tif")).status == 0
    at = ("--at", "288105,9119905")
    (server.folder / "mask.tif").write_bytes((server.folder / "scene.tif").read_bytes())
    for arguments in (
        ("info", raster),
        ("info", raster, "--json"),
        ("estimate-embedding", "--raster", raster, "--filters", 8),
        embed(raster, folder / "masked.tif", "--mask", server.url("mask.tif", signed), "--mask-classes", "40,41"),
        embed(raster, folder / "again.tif", "--filters-from", embeddings),
        ("embedding-at", "--embeddings", embeddings, *at),
        ("similarity-map", "--embeddings", embeddings, *at, "--output", folder / "similar.tif"),
        ("kmeans", "--embeddings", embeddings, "--clusters", 3, "--output", folder / "classes.tif"),
        ("diagnose",),
    ):
        outcome = command(*arguments)
        assert outcome.status == 0, (arguments, outcome)
        assert b"SECRET" not in said(outcome, home, folder), arguments
    with rasterio.open(folder / "masked.tif") as masked, rasterio.open(folder / "similar.tif") as similar:
        assert masked.tags()["LANDPRINT_MASK"] == server.url("mask.tif")
        assert similar.read(1, masked=True).count() > 0


def test_info_says_the_size_of_a_remote_file(command, server):
    path = server.folder / "scene.tif"
    value = command("info", server.url("scene.tif", "sig=SECRET"), "--json").value
    assert value == {**command("info", path, "--json").value, "path": server.url("scene.tif")}


@pytest.mark.parametrize(
    "arguments",
    [
        ("embed-points", "--points", "{}", "--embeddings", "{}", "--output", "o.gpkg"),
        ("embed-raster", "--raster", "{}", "--output", "o.tif"),
        ("embed-raster", "--raster", "/nothing.tif", "--mask", "{}", "--output", "o.tif"),
        ("embed-raster", "--raster", "{}", "--output", "{}"),
        ("similarity-map", "--embeddings", "{}", "--at", "1,1", "--output", "o.tif"),
        ("import-checkpoint", "--file", "{}"),
        ("info", "{}"),
    ],
)
def test_no_error_has_the_signature(command, server, folder, home, arguments):
    address = server.url("none.tif", "sig=SECRET&X-Amz-Signature=SECRET").replace("//", "//anna:SECRET@")
    outcome = command(*(argument.format(address) for argument in arguments))
    assert outcome.status == 2
    assert b"SECRET" not in said(outcome, home, folder)


def test_a_run_whose_address_has_ended_goes_on_with_a_new_one(command, server, folder, home):
    pixels = np.random.default_rng(0).integers(1, 255, (3, 1024, 1024)).astype("uint8")
    write_raster(server.folder / "scene.tif", pixels, **{**TILED, "blockxsize": 128, "blockysize": 128})
    assert command(*embed(server.folder / "scene.tif", folder / "local.tif")).status == 0
    filters = ("--filters-from", folder / "local.tif")  # no sample of all of it
    server.refuse_after = 12
    stopped = command(*embed(server.url("scene.tif", "sig=OLDSECRET"), folder / "e.tif", *filters))
    assert stopped.status == 2
    assert "does not give scene.tif (403)" in stopped.err
    assert "get a new one and start again" in stopped.err
    assert b"OLDSECRET" not in said(stopped, home, folder)
    server.refuse_after = None
    resumed = command(*embed(server.url("scene.tif", "sig=NEWSECRET"), folder / "e.tif", *filters), "--json")
    assert resumed.value["reused"] > 0
    assert b"NEWSECRET" not in said(resumed, home, folder)
    with rasterio.open(folder / "local.tif") as local, rasterio.open(folder / "e.tif") as remote:
        assert (local.read() == remote.read()).all()


def test_a_server_that_breaks_off_in_mid_run_does_not_change_the_result(command, server, folder):
    server.cut_every = 3
    assert command(*embed(server.folder / "scene.tif", folder / "local.tif")).status == 0
    assert command(*embed(server.url("scene.tif"), folder / "remote.tif")).status == 0
    with rasterio.open(folder / "local.tif") as local, rasterio.open(folder / "remote.tif") as remote:
        assert (local.read() == remote.read()).all()


def test_a_run_is_cancelled_while_the_server_is_silent(start, server, folder):
    server.pause_s = 20.0
    run = start(*embed(server.url("scene.tif"), folder / "e.tif"), env={"LANDPRINT_HOME": str(folder / "home")})
    while not server.seen:
        time.sleep(0.05)
    run.send_signal(signal.SIGINT)
    _, said_last = run.communicate(timeout=15)
    assert run.returncode == 130, said_last


@pytest.fixture
def certificate(tmp_path):
    """A certificate of 127.0.0.1 that signs itself, and its key."""
    files = tmp_path / "certificate.pem", tmp_path / "key.pem"
    request = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "2",
    ]
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    where = ["-out", str(files[0]), "-keyout", str(files[1])]
    subprocess.run([*request, *names, *where], check=True, capture_output=True)
    return files


def test_a_certificate_of_its_own_is_refused_and_accepted_once_it_is_named(start, server, certificate):
    with range_server(server.folder, certificate=certificate) as encrypted:
        address = encrypted.url("scene.tif", "sig=SECRET")
        refused, accepted = start("info", address), start("info", address, env={"SSL_CERT_FILE": str(certificate[0])})
        _, error = refused.communicate(timeout=60)
        assert "127.0.0.1 does not prove who it is" in error
        assert "SSL_CERT_FILE" in error
        out, error = accepted.communicate(timeout=60)
        assert (accepted.returncode, error) == (0, "")
        assert "width: 320" in out


def test_a_server_that_is_not_there_is_said_without_the_systems_number(server, command):
    outcome = command("info", "http://127.0.0.1:9/a.tif")
    assert outcome.status == 2
    assert "Connection refused" in outcome.err
    assert "Errno" not in outcome.err


def test_the_environments_proxy_is_asked(start, tmp_path, server):
    (tmp_path / "proxied").mkdir()
    with range_server(tmp_path / "proxied") as proxy:
        run = start("info", "http://data.example.org/a.tif?sig=1", env={"HTTP_PROXY": proxy.address, "NO_PROXY": ""})
        _, error = run.communicate(timeout=60)
        assert [seen.path for seen in proxy.seen] == ["http://data.example.org/a.tif?sig=1"]
    assert "data.example.org does not have a.tif (404)" in error


def test_a_similarity_map_asked_again_after_the_address_was_signed_anew(server, folder, command):
    """As in the dock: one engine answers click after click."""
    assert (
        command(*embed(server.folder / "scene.tif", server.folder / "embedded.tif", "--dtype", "float32")).status == 0
    )
    state, reporter = State(), Reporter()

    def click(signature):
        address = server.url("embedded.tif", f"sig={signature}")
        params = {"embeddings": address, "at": (288105.0, 9119905.0)}
        return run_operation(state, "embedding_at", params, reporter)["vector"]

    server.signature = "ONE"
    first = click("ONE")
    server.signature = "TWO"
    with pytest.raises(SourceError, match="403"):
        click("ONE")
    assert click("TWO") == first
    state.close()


def test_an_extent_of_a_large_file_costs_little_more_than_its_tiles(command, server, folder):
    """Its own pixels and the overview that its filters and scale come from: 1.3 times the tiles at most."""
    pixels = np.random.default_rng(0).integers(1, 4000, (2, 2304, 2304)).astype("uint16")
    plain = write_raster(folder / "plain.tif", pixels)
    rasterio.shutil.copy(plain, server.folder / "cog.tif", driver="COG", compress="deflate", blocksize=256)
    left, top = NORTH_UP @ (522, 522)
    right, bottom = NORTH_UP @ (1780, 1780)  # 5 x 5 tiles, and not quite to their edges
    extent = ("--extent", f"{left},{bottom},{right},{top}", "--patch", 8)
    assert command(*embed(server.folder / "cog.tif", folder / "local.tif", *extent)).status == 0
    assert command(*embed(server.url("cog.tif", "sig=1"), folder / "remote.tif", *extent)).status == 0
    with rasterio.open(folder / "local.tif") as local, rasterio.open(folder / "remote.tif") as remote:
        assert (local.read() == remote.read()).all()
    with rasterio.open(server.folder / "cog.tif") as dataset:
        sizes = [
            dataset.get_tag_item(f"BLOCK_SIZE_{col}_{row}", "TIFF", bidx=1)
            for col in range(2, 7)
            for row in range(2, 7)
        ]
    assert server.sent <= 1.3 * sum(map(int, sizes))

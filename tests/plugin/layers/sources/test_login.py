"""Layers at addresses whose login QGIS keeps: the engine sends it, and nothing shows it."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import numpy as np
import pytest
from landprint.engine.remote.addresses import headers_of, public
from landprint.plugin.client.failure import EngineFailure
from landprint.plugin.layers.sources.login import with_login
from landprint.plugin.layers.sources.source import read_file
from osgeo import gdal
from qgis.core import QgsRasterLayer

from tests.plugin.processing.test_provider import run
from tests.range_server import range_server

pytestmark = pytest.mark.usefixtures("landprint_plugin")

PASSWORD = "s3cret!w0rd"  # noqa: S105 - of a server of the test


@pytest.fixture
def server(image):
    """Serves the image's folder to whoever logs in."""
    with range_server(Path(image).parent) as running:
        login = base64.b64encode(f"anna:{PASSWORD}".encode()).decode()
        running.wanted_header = ("Authorization", f"Basic {login}")
        yield running


@pytest.fixture
def address(server, image):
    return server.url(Path(image).name.replace(" ", "%20").replace("é", "%C3%A9"))


def embedded(source, output):
    """The pixels of the source's embeddings, and the tags of their file."""
    made = run("embedraster", INPUT=source, PATCH_SIZE=4, FILTERS=8, OUTPUT=str(output))["OUTPUT"]
    dataset = gdal.Open(made)
    return dataset.ReadAsArray(), json.dumps(dataset.GetMetadata())


def test_a_login_of_user_and_password_is_sent_by_the_engine(server, address, login, image, tmp_path):
    path = f"/vsicurl/{address} authcfg='{login('Basic', username='anna', password=PASSWORD)}'"
    layer = QgsRasterLayer(path, "remote")
    assert layer.isValid()
    server.seen.clear()
    found, tags = embedded(layer, tmp_path / "remote.tif")
    np.testing.assert_array_equal(found, embedded(image, tmp_path / "local.tif")[0])
    assert server.wanted_header[1] in {seen.login for seen in server.seen}
    secrets = (PASSWORD, server.wanted_header[1].partition(" ")[2])
    assert not any(secret in tags for secret in secrets)


def test_a_login_in_a_typed_address_counts(server, address, login, image):
    typed = read_file(f"/vsicurl/{address} authcfg='{login('Basic', username='anna', password=PASSWORD)}'")
    assert typed.path.startswith("/vsicurl?header.Authorization=Basic%20")
    assert typed.name == Path(image).stem.replace(" ", "%20").replace("é", "%C3%A9")


def test_a_password_may_have_any_character(login):
    password = "p@ss:/w?rd%&+"  # noqa: S105 - of nobody
    given = with_login(
        f"/vsicurl/https://data.example.org/a.tif authcfg='{login('Basic', username='anna', password=password)}'", "a"
    )
    assert public(given) == "https://data.example.org/a.tif"
    header = headers_of("https://data.example.org/a.tif")["Authorization"]
    assert base64.b64decode(header.removeprefix("Basic ")).decode() == f"anna:{password}"


def test_a_file_needs_no_login(image):
    assert with_login(f"{image} authcfg='gone123'", "a") == image


@pytest.mark.parametrize("method", ["PKI-Paths", None])
def test_a_login_that_is_no_header_is_refused_with_what_helps(login, method):
    source = f"/vsicurl/https://data.example.org/a.tif authcfg='{login(method) if method else 'gone123'}'"
    with pytest.raises(EngineFailure, match="“remote” wants a login that QGIS keeps") as refused:
        with_login(source, "remote")
    assert "Authentication" in refused.value.hint

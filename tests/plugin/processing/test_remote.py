"""Rasters at an address, as a layer of QGIS and typed into the toolbox."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsProcessingContext, QgsProject, QgsRasterLayer

from tests.plugin.processing.test_provider import at, kind_x, run
from tests.range_server import range_server

pytestmark = pytest.mark.usefixtures("landprint_plugin")

SIGNATURE = "st4rtrek"


@pytest.fixture
def server(image):
    """Serves the image's folder to whoever has the signature."""
    with range_server(Path(image).parent) as running:
        running.signature = SIGNATURE
        yield running


@pytest.fixture
def address(server, image):
    """The image's signed address."""
    return server.url(Path(image).name.replace(" ", "%20").replace("é", "%C3%A9"), f"sig={SIGNATURE}")


def embedded(source, folder, name):
    """The pixels of the source's embeddings, and the tags of their file."""
    output = run("embedraster", INPUT=source, PATCH_SIZE=4, FILTERS=8, OUTPUT=str(folder / name))["OUTPUT"]
    dataset = gdal.Open(output)
    return dataset.ReadAsArray(), json.dumps(dataset.GetMetadata())


def test_a_layer_by_an_address_is_embedded_as_its_file(server, address, image, tmp_path):
    layer = QgsRasterLayer(f"/vsicurl/{address}", "remote")
    assert layer.isValid()
    found, tags = embedded(layer, tmp_path, "remote.tif")
    expected, _ = embedded(image, tmp_path, "local.tif")
    np.testing.assert_array_equal(found, expected)
    assert SIGNATURE not in tags


def test_an_address_is_typed_into_the_toolbox(address, image, tmp_path):
    found, _ = embedded(address, tmp_path, "remote.tif")
    expected, _ = embedded(image, tmp_path, "local.tif")
    np.testing.assert_array_equal(found, expected)


def test_embeddings_by_an_address_are_asked(server, embeddings, tmp_path):
    server.folder = Path(embeddings).parent
    layer = QgsRasterLayer(f"/vsicurl/{server.url('%C3%A9%20%E9%9B%AA.tif', f'sig={SIGNATURE}')}", "remote")
    similar = run("similaritymap", INPUT=layer, POINT=at(kind_x(1)), OUTPUT=str(tmp_path / "s.tif"))["OUTPUT"]
    local = run("similaritymap", INPUT=embeddings, POINT=at(kind_x(1)), OUTPUT=str(tmp_path / "l.tif"))["OUTPUT"]
    np.testing.assert_array_equal(gdal.Open(similar).ReadAsArray(), gdal.Open(local).ReadAsArray())


def test_the_metadata_of_a_result_have_no_signature(address, tmp_path):
    import processing

    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    params = {"INPUT": address, "PATCH_SIZE": 4, "FILTERS": 8, "OUTPUT": str(tmp_path / "e.tif")}
    result = processing.runAndLoadResults("landprint:embedraster", params, context=context)
    layer = next(
        each for each in QgsProject.instance().mapLayers().values() if each.source().startswith(result["OUTPUT"])
    )
    said = f"{layer.htmlMetadata()} {layer.metadata().abstract()} {layer.metadata().history()}"
    assert "http://127.0.0.1" in said
    assert SIGNATURE not in said
    QgsProject.instance().removeMapLayer(layer)


def test_an_expired_signature_is_said_without_it(server, address, tmp_path):
    server.signature = "another"
    with pytest.raises(Exception, match="is not a raster that can be read") as caught:
        run("embedraster", INPUT=address, OUTPUT=str(tmp_path / "e.tif"))
    assert SIGNATURE not in str(caught.value)

"""A file cannot make the engine ask the network: only the address or the download that the user wants does."""

from __future__ import annotations

import json
import struct
import threading
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from landprint.engine.errors import ParameterError
from landprint.engine.rasters.grid import read_crs

from tests.engine.make_rasters import scene, vectors, write_embeddings, write_raster
from tests.range_server import range_server

WMS = """<GDAL_WMS><Service name="TMS"><ServerUrl>{address}/${{z}}/${{x}}/${{y}}.png</ServerUrl></Service><DataWindow>
<UpperLeftX>0</UpperLeftX><UpperLeftY>64</UpperLeftY><LowerRightX>64</LowerRightX><LowerRightY>0</LowerRightY>
<SizeX>64</SizeX><SizeY>64</SizeY><TileLevel>0</TileLevel></DataWindow><BandsCount>1</BandsCount></GDAL_WMS>"""
VRT = """<VRTDataset rasterXSize="64" rasterYSize="64"><VRTRasterBand dataType="Byte" band="1"><SimpleSource>
<SourceFilename>{source}</SourceFilename><SourceBand>1</SourceBand></SimpleSource></VRTRasterBand></VRTDataset>"""
OGR_VRT = """<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>{address}/x.geojson</SrcDataSource></OGRVRTLayer>
</OGRVRTDataSource>"""
GEOJSON = """{{"type": "FeatureCollection", "crs": {{"type": "link", "properties": {{"href": "{address}/crs",
"type": "proj4"}}}}, "features": [{{"type": "Feature", "properties": {{}}, "geometry": {{"type": "Point",
"coordinates": [1, 2]}}}}]}}"""


@pytest.fixture
def server():
    """A server's address, and the list of what it was asked for."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        def do_HEAD(self):
            self.do_GET()

        def log_message(self, *_):
            """Say nothing."""

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=listening.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{listening.server_port}", asked
    listening.shutdown()
    listening.server_close()


@pytest.mark.parametrize(
    "source",
    [
        "/vsicurl/{address}/a.tif",
        "{address}/a.tif",
        "/vsizip//vsicurl/{address}/a.zip/a.tif",
        'ZARR:"/vsicurl/{address}/a"',
        WMS,
    ],
    ids=["file", "address", "archive", "folder", "service"],
)
def test_a_vrt_that_names_an_address_is_not_followed(alone, server, tmp_path, source):
    address, asked = server
    vrt = tmp_path / "a.vrt"
    vrt.write_text(VRT.format(source=escape(source.format(address=address))))
    outcome = alone("embed-raster", "--raster", vrt, "--output", tmp_path / "e.tif")
    assert (outcome.returncode, asked) == (2, []), outcome.stderr


@pytest.mark.parametrize(
    "nested", ["/vsicurl/{address}/b.tif", "{address}/b.vrt", "NETCDF:/vsicurl/{address}/b.nc:b", "file:///etc/b.tif"]
)
def test_a_remote_vrt_is_refused_without_asking_for_what_it_names(alone, tmp_path, nested):
    with range_server(tmp_path) as other:
        vrt = tmp_path / "a.vrt"
        vrt.write_text(VRT.format(source=escape(nested.format(address=other.address))))
        outcome = alone("embed-raster", "--raster", other.url("a.vrt"), "--output", tmp_path / "e.tif")
        assert [seen.path for seen in other.seen] == ["/a.vrt"]
    assert "no GeoTIFF" in outcome.stderr


def test_what_lies_beside_a_remote_raster_is_not_asked_for(alone, tmp_path):
    write_raster(tmp_path / "a.tif", scene().astype("uint8"))
    (tmp_path / "a.tif.aux.xml").write_text("<PAMDataset/>")
    with range_server(tmp_path) as remote:
        outcome = alone("info", remote.url("a.tif"))
        assert {seen.path for seen in remote.seen} == {"/a.tif"}
    assert outcome.returncode == 0, outcome.stderr


def test_a_local_raster_that_names_the_address_given_beside_it_is_not_followed(alone, server, tmp_path):
    address, asked = server
    write_raster(tmp_path / "b.tif", scene().astype("uint8"))
    (tmp_path / "a.vrt").write_text(VRT.format(source=escape(f"/vsicurl/{address}/c.tif")))
    with range_server(tmp_path) as remote:
        outcome = alone(
            *("embed-raster", "--raster", remote.url("b.tif"), "--raster", tmp_path / "a.vrt"),
            *("--output", tmp_path / "e.tif"),
        )
    assert (outcome.returncode, asked) == (2, []), outcome.stderr


@pytest.mark.parametrize("name", ["a.vrt", "a.geojson"])
def test_a_vector_file_that_names_an_address_is_not_followed(alone, server, tmp_path, name):
    address, asked = server
    embeddings = write_embeddings(tmp_path / "e.tif", vectors())
    text = OGR_VRT if name == "a.vrt" else GEOJSON
    (tmp_path / name).write_text(text.format(address=address))
    alone("embed-points", "--points", tmp_path / name, "--embeddings", embeddings, "--output", tmp_path / "p.gpkg")
    assert asked == []


def test_a_parquet_file_whose_coordinate_system_is_an_address_is_refused(alone, server, tmp_path):
    address, asked = server
    geo = {"version": "1.0.0", "primary_column": "geometry"}
    geo["columns"] = {"geometry": {"encoding": "WKB", "geometry_types": ["Point"], "crs": f"{address}/crs"}}
    table = pa.table({"geometry": pa.array([struct.pack("<BIdd", 1, 1, 1.0, 2.0)])})
    pq.write_table(table.replace_schema_metadata({"geo": json.dumps(geo)}), tmp_path / "a.parquet")
    embeddings = write_embeddings(tmp_path / "e.tif", vectors())
    outcome = alone(
        *("embed-points", "--points", tmp_path / "a.parquet", "--embeddings", embeddings),
        *("--output", tmp_path / "p.gpkg"),
    )
    assert (outcome.returncode, asked) == (2, [])
    assert "is unknown" in outcome.stderr


@pytest.mark.parametrize("text", ["http://127.0.0.1:1/crs", " https://example.org/crs", "/etc/hosts", "./a.prj"])
def test_a_coordinate_system_is_no_address_and_no_file(text):
    with pytest.raises(ParameterError, match="is unknown"):
        read_crs(text)


def test_a_coordinate_system_may_have_its_name_from_the_registry():
    assert read_crs("http://www.opengis.net/def/crs/EPSG/0/32725").to_epsg() == 32725


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/vsizip//vsicurl/{address}/a.zip/a.tif", "in an archive on a server cannot be read"),
        ('NETCDF:"{address}/a.nc":b', "web service"),
        ("/vsis3/bucket/a.tif", "web service"),
    ],
)
def test_an_address_inside_another_name_is_refused(alone, server, tmp_path, path, message):
    address, asked = server
    outcome = alone("embed-raster", "--raster", path.format(address=address), "--output", tmp_path / "e.tif")
    assert (outcome.returncode, asked) == (2, [])
    assert message in outcome.stderr

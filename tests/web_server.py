"""A local service of map tiles and of maps (XYZ, WMS, ArcGIS REST), whose every pixel tells where it lies."""

from __future__ import annotations

import struct
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import numpy as np

TILE = 256
KINDS = {b"\x89P": "image/png", b"II": "image/tiff"}  # of what is sent, by its first bytes
HALF_WORLD = 20037508.342789244  # metres of Web Mercator


def pixel_size(zoom):
    """Of this zoom, in metres of Web Mercator."""
    return 2 * HALF_WORLD / TILE / 2**zoom


def truth(columns, rows):
    """The colours (rows, columns, 3) of these columns and rows, counted from the world's upper left corner."""
    x, y = np.meshgrid(np.asarray(columns), np.asarray(rows))
    return np.stack([x % 251, y % 241, (7 * x + 13 * y) % 256], axis=-1).astype(np.uint8)


def land(columns, rows):
    """Fields, woods and a lake (rows, columns, 3): large shapes of different texture, for people to look at."""
    x, y = np.meshgrid(np.asarray(columns), np.asarray(rows))
    noise = ((x * 2654435761 ^ y * 2246822519) >> 7) % 97 / 97
    wood = np.sin(x / 61) + np.sin(y / 47) + np.sin((x + y) / 83) > 0.6
    lake = np.hypot((x % 1024) - 700, (y % 1024) - 300) < 190
    rows_of_field = 0.5 + 0.5 * np.sin((x + 0.4 * y) / 3)
    colours = np.stack([150 + 50 * rows_of_field, 160 + 25 * noise, 80 + 30 * rows_of_field], axis=-1)
    colours[wood] = np.stack([25 + 45 * noise, 60 + 55 * noise, 28 + 30 * noise], axis=-1)[wood]
    colours[lake] = np.stack([30 + 6 * noise, 62 + 6 * noise, 96 + 8 * noise], axis=-1)[lake]
    return colours.astype(np.uint8)


def png(pixels):
    """The file of pixels (rows, columns, 3 or 4)."""
    height, width, count = pixels.shape
    lines = b"".join(b"\0" + row.tobytes() for row in np.ascontiguousarray(pixels))

    def chunk(kind, content):
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, {3: 2, 4: 6}[count], 0, 0, 0)
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(lines, 1)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


CAPABILITIES = """<?xml version="1.0"?><WMS_Capabilities version="1.3.0" xmlns="http://www.opengis.net/wms"
 xmlns:xlink="http://www.w3.org/1999/xlink"><Service><Name>WMS</Name><Title>Maps</Title></Service><Capability><Request>
<GetCapabilities><Format>text/xml</Format><DCPType><HTTP><Get><OnlineResource xlink:href="{address}/wms?"/></Get></HTTP>
</DCPType></GetCapabilities><GetMap><Format>image/png</Format><DCPType><HTTP><Get>
<OnlineResource xlink:href="{address}/wms?"/></Get></HTTP></DCPType></GetMap></Request>
<Layer><Title>Maps</Title><CRS>EPSG:32632</CRS><Layer><Name>land</Name><Title>land</Title><CRS>EPSG:32632</CRS>
<EX_GeographicBoundingBox><westBoundLongitude>6</westBoundLongitude><eastBoundLongitude>12</eastBoundLongitude>
<southBoundLatitude>40</southBoundLatitude><northBoundLatitude>60</northBoundLatitude></EX_GeographicBoundingBox>
<BoundingBox CRS="EPSG:32632" minx="300000" miny="5000000" maxx="700000" maxy="6000000"/></Layer></Layer></Capability>
</WMS_Capabilities>"""


LINK = '<DCPType><HTTP><Get><OnlineResource xlink:href="{address}/wcs?"/></Get></HTTP></DCPType>'
COVERAGES = """<?xml version="1.0"?><WCS_Capabilities version="1.0.0" xmlns="http://www.opengis.net/wcs"
 xmlns:gml="http://www.opengis.net/gml" xmlns:xlink="http://www.w3.org/1999/xlink"><Service><name>WCS</name>
<label>Heights</label></Service><Capability><Request>
<GetCapabilities>{link}</GetCapabilities>
<DescribeCoverage>{link}</DescribeCoverage>
<GetCoverage>{link}</GetCoverage></Request>
</Capability><ContentMetadata><CoverageOfferingBrief><name>heights</name><label>heights</label>
<lonLatEnvelope srsName="urn:ogc:def:crs:OGC:1.3:CRS84"><gml:pos>9 48.7</gml:pos><gml:pos>9.3 48.8</gml:pos>
</lonLatEnvelope></CoverageOfferingBrief></ContentMetadata></WCS_Capabilities>"""
COVERAGE = """<?xml version="1.0"?><CoverageDescription version="1.0.0" xmlns="http://www.opengis.net/wcs"
 xmlns:gml="http://www.opengis.net/gml"><CoverageOffering><name>heights</name><label>heights</label><domainSet>
<spatialDomain><gml:Envelope srsName="EPSG:32632"><gml:pos>500000 5400000</gml:pos><gml:pos>520000 5410000</gml:pos>
</gml:Envelope><gml:RectifiedGrid dimension="2"><gml:limits><gml:GridEnvelope><gml:low>0 0</gml:low>
<gml:high>1999 999</gml:high></gml:GridEnvelope></gml:limits>
<gml:axisName>x</gml:axisName>
<gml:axisName>y</gml:axisName>
<gml:origin><gml:pos>500000 5410000</gml:pos></gml:origin><gml:offsetVector>10 0</gml:offsetVector>
<gml:offsetVector>0 -10</gml:offsetVector></gml:RectifiedGrid></spatialDomain></domainSet><rangeSet><RangeSet>
<name>heights</name><label>heights</label></RangeSet></rangeSet>
<supportedCRSs><requestResponseCRSs>EPSG:32632</requestResponseCRSs></supportedCRSs>
<supportedFormats nativeFormat="GeoTIFF"><formats>GeoTIFF</formats></supportedFormats></CoverageOffering>
</CoverageDescription>"""
WMTS_CORNER = (-46133.17, 6301219.54)  # of its tiles, which are on no round coordinates
WMTS = """<?xml version="1.0"?><Capabilities xmlns="http://www.opengis.net/wmts/1.0" version="1.0.0"
 xmlns:ows="http://www.opengis.net/ows/1.1"><ows:ServiceIdentification><ows:Title>Tiles</ows:Title>
<ows:ServiceType>OGC WMTS</ows:ServiceType><ows:ServiceTypeVersion>1.0.0</ows:ServiceTypeVersion>
</ows:ServiceIdentification><Contents><Layer><ows:Title>land</ows:Title><ows:Identifier>land</ows:Identifier>
<ows:WGS84BoundingBox><ows:LowerCorner>6 47</ows:LowerCorner><ows:UpperCorner>12 55</ows:UpperCorner>
</ows:WGS84BoundingBox>
<Style isDefault="true"><ows:Identifier>default</ows:Identifier></Style>
<Format>image/png</Format>
<TileMatrixSetLink><TileMatrixSet>UTM</TileMatrixSet></TileMatrixSetLink>
<TileMatrixSetLink><TileMatrixSet>EPSG:3857</TileMatrixSet></TileMatrixSetLink>
<TileMatrixSetLink><TileMatrixSet>EPSG:4326</TileMatrixSet></TileMatrixSetLink>
<ResourceURL format="image/png"
 resourceType="tile" template="{address}/{{TileMatrix}}/{{TileCol}}/{{TileRow}}.png"/></Layer>
<TileMatrixSet><ows:Identifier>UTM</ows:Identifier><ows:SupportedCRS>urn:ogc:def:crs:EPSG::25832</ows:SupportedCRS>
{matrices}</TileMatrixSet>
<TileMatrixSet><ows:Identifier>EPSG:3857</ows:Identifier><ows:SupportedCRS>urn:ogc:def:crs:EPSG::3857</ows:SupportedCRS>
{mercator}</TileMatrixSet>
<TileMatrixSet><ows:Identifier>EPSG:4326</ows:Identifier><ows:SupportedCRS>urn:ogc:def:crs:EPSG::4326</ows:SupportedCRS>
{degrees}</TileMatrixSet></Contents></Capabilities>"""
BY_QUERY = """<ows:OperationsMetadata><ows:Operation name="GetTile"><ows:DCP><ows:HTTP>
<ows:Get xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="{address}/tile?"><ows:Constraint name="GetEncoding">
<ows:AllowedValues><ows:Value>KVP</ows:Value></ows:AllowedValues></ows:Constraint></ows:Get></ows:HTTP></ows:DCP>
</ows:Operation></ows:OperationsMetadata>"""
MATRIX = """<TileMatrix><ows:Identifier>{number}</ows:Identifier><ScaleDenominator>{scale!r}</ScaleDenominator>
<TopLeftCorner>{corner[0]} {corner[1]}</TopLeftCorner><TileWidth>256</TileWidth><TileHeight>256</TileHeight>
<MatrixWidth>100000</MatrixWidth><MatrixHeight>100000</MatrixHeight></TileMatrix>"""
WMTS_SIZES = (20.0, 10.0, 2.388657133911758, 1.19432856695588)  # of pixels, in metres
# The corner of the tiles, the size of the pixels of matrix 7, and the metres of a unit, of a degree by the standard.
WMTS_SETS = {
    "EPSG:3857": ((-HALF_WORLD, HALF_WORLD), pixel_size(7), 1.0),
    "EPSG:4326": ((-180.0, 90.0), 180 / TILE / 2**7, 6378137 * np.pi / 180),
}
MAP_SERVER = """{"currentVersion": 10.8, "mapName": "Layers", "capabilities": "Map", "singleFusedMapCache": false,
 "layers": [{"id": 0, "name": "land"}], "spatialReference": {"wkid": 32632, "latestWkid": 32632},
 "fullExtent": {"xmin": 300000, "ymin": 5000000, "xmax": 700000, "ymax": 6000000, "spatialReference": {"wkid": 32632}},
 "supportedImageFormatTypes": "PNG32,PNG24,PNG,JPG"}"""


CACHE = """"singleFusedMapCache": true, "tileInfo": {{"rows": 256, "cols": 256, "dpi": 96, "format": "PNG32",
 "compressionQuality": 0, "origin": {{"x": {corner[0]!r}, "y": {corner[1]!r}}}, "spatialReference": {{"wkid": 32632}},
 "lods": [{levels}]}},"""
DAY = """<Dimension><ows:Identifier>Time</ows:Identifier><Default>2021-03-01</Default><Value>2020-03-01</Value>
<Value>2021-03-01</Value></Dimension>"""


class WebServer:
    """The service; ``draw`` gives its colours, ``status`` what it answers, ``missing`` tiles that it does not have."""

    def __init__(self) -> None:
        self.draw = truth
        self.tile = TILE  # pixels on the side of a tile
        self.status = 200
        self.failures = 0  # of the next answers
        self.is_by_query = False  # whether tiles of the WMTS are asked for by names and values
        self.has_days = False  # whether the WMTS has tiles of two days
        self.login = ""  # the only header Authorization whose requests are answered
        self.is_cached = False  # whether the service of ArcGIS keeps tiles, of the sizes and the corner of the WMTS
        self.most_pixels = 0  # on the side of a map of ArcGIS
        self.headers: list[Message] = []  # of requests
        self.delay_s = 0.0
        self.slow_while: Path | None = None  # a file; while it is there, an answer takes half a second more
        self.missing: set[tuple[int, int]] = set()  # column and row of tiles
        self.requests: list[str] = []
        self.boxes: list[tuple[float, ...]] = []  # of maps: west, south, east, north, width, height
        self.address = ""

    @property
    def xyz(self) -> str:
        """The source of a QGIS layer of its tiles."""
        return f"type=xyz&url={self.address}/%7Bz%7D/%7Bx%7D/%7By%7D.png&zmin=0&zmax=19"

    def xyz_of(self, scheme: str) -> str:
        """The source of a QGIS layer of its tiles under addresses of this scheme."""
        names = {"{z}/{x}/{-y}": "upwards", "{q}": "quadkey"}
        address = f"{self.address}/{names.get(scheme, '')}/{scheme}.png".replace("//{", "/{")
        return f"type=xyz&url={address.replace('{', '%7B').replace('}', '%7D')}&zmin=0&zmax=19"

    @property
    def wms(self) -> str:
        """The source of a QGIS layer of its maps."""
        return f"crs=EPSG:32632&format=image/png&layers=land&styles=&url={self.address}/wms?"

    @property
    def wmts(self) -> str:
        """The source of a QGIS layer of its tiles that start at a corner of their own."""
        fixed = "crs=EPSG:25832&format=image/png&layers=land&styles=default&tileMatrixSet=UTM"
        return f"{fixed}&url={self.address}/wmts.xml"

    def wmts_of(self, crs: str) -> str:
        """The source of a QGIS layer of its tiles in this CRS, whose set of matrices has its name."""
        fixed = f"crs={crs}&format=image/png&layers=land&styles=default&tileMatrixSet={crs}"
        return f"{fixed}&url={self.address}/wmts.xml"

    @property
    def arcgis(self) -> str:
        """The source of a QGIS layer of its ArcGIS map service."""
        return f"crs='EPSG:32632' format='PNG32' layer='0' url='{self.address}/arcgis/rest/services/MapServer'"

    @property
    def wcs(self) -> str:
        """The source of a QGIS layer of its coverage."""
        fixed = "identifier=heights&crs=EPSG:32632&format=GeoTIFF&version=1.0.0&cache=AlwaysNetwork"
        return f"url={self.address}/wcs?&{fixed}"

    def answer(self, target: str) -> tuple[int, bytes]:
        """The status and the body of one request."""
        self.requests.append(target)
        is_slow = self.slow_while is not None and self.slow_while.exists()
        time.sleep(self.delay_s + 0.5 * is_slow)
        if self.status != 200:
            return self.status, b""
        if self.failures:
            self.failures -= 1
            return 503, b""
        kinds = {"/wms?": self._map, "/wcs?": self._coverage, "/arcgis": self._export, "/wmts": self._capabilities}
        for start, kind in kinds.items():
            if target.startswith(start) and "/tile/" not in target:
                return 200, kind(parse_qs(urlsplit(target).query.upper()))
        column, row = self._tile_of(target)
        if (column, row) in self.missing:
            return 404, b""
        if self.draw is None:
            return 200, b"Come back tomorrow"
        columns, rows = (range(first * self.tile, (first + 1) * self.tile) for first in (column, row))
        return 200, png(self.draw(columns, rows))

    @staticmethod
    def _tile_of(target: str) -> tuple[int, int]:
        """The column and the row of the tile that is asked for."""
        query = parse_qs(urlsplit(target).query)
        if target.startswith("/tile?"):
            return int(query["TILECOL"][0]), int(query["TILEROW"][0])
        *_, zoom, column, row = urlsplit(target).path.removesuffix(".png").split("/")
        if target.startswith("/arcgis/"):
            return int(row), int(column)
        if target.startswith("/quadkey/"):
            digits = [int(digit) for digit in row]
            return tuple(int("".join(str(digit >> bit & 1) for digit in digits), 2) for bit in (0, 1))
        return int(column), 2 ** int(zoom) - 1 - int(row) if target.startswith("/upwards/") else int(row)

    def _map(self, query: dict[str, list[str]]) -> bytes:
        if query["REQUEST"] == ["GETCAPABILITIES"]:
            return CAPABILITIES.format(address=self.address).encode()
        return self._drawn(query["BBOX"][0], query["WIDTH"][0], query["HEIGHT"][0])

    def _export(self, query: dict[str, list[str]]) -> bytes:
        if "BBOX" not in query:
            levels = ",".join(
                f'{{"level": {3 + number}, "resolution": {size!r}, "scale": {size * 3779.5}}}'
                for number, size in enumerate(WMTS_SIZES)
            )
            cache = CACHE.format(corner=WMTS_CORNER, levels=levels)
            said = MAP_SERVER.replace('"singleFusedMapCache": false,', cache) if self.is_cached else MAP_SERVER
            most = f'"maxImageWidth": {self.most_pixels}, "maxImageHeight": {self.most_pixels}, "layers"'
            return (said.replace('"layers"', most) if self.most_pixels else said).encode()
        return self._drawn(query["BBOX"][0], *query["SIZE"][0].split(","))

    def _capabilities(self, _query: dict[str, list[str]]) -> bytes:
        matrices = [
            MATRIX.format(number=number, scale=size / 0.00028, corner=WMTS_CORNER)
            for number, size in enumerate(WMTS_SIZES)
        ]
        sets = {
            crs: "".join(
                MATRIX.format(
                    number=number,
                    scale=size * 2 ** (7 - number) * unit / 0.00028,
                    corner=corner[:: -1 if crs == "EPSG:4326" else 1],  # whose first axis is the latitude
                )
                for number in range(9)
            )
            for crs, (corner, size, unit) in WMTS_SETS.items()
        }
        made = WMTS.format(
            address=self.address, matrices="".join(matrices), mercator=sets["EPSG:3857"], degrees=sets["EPSG:4326"]
        )
        if self.has_days:
            made = made.replace("<TileMatrixSetLink>", DAY + "<TileMatrixSetLink>", 1)
            made = made.replace("/{TileMatrix}/", "/{Time}/{TileMatrix}/")
        by_query = BY_QUERY.format(address=self.address)
        return (made.replace("<Contents>", by_query + "<Contents>") if self.is_by_query else made).encode()

    def _coverage(self, query: dict[str, list[str]]) -> bytes:
        """Heights as floating-point numbers: the column and a thousandth of the row of a pixel of 10 m."""
        from osgeo import gdal, osr

        if query["REQUEST"] != ["GETCOVERAGE"]:
            text = COVERAGES if query["REQUEST"] == ["GETCAPABILITIES"] else COVERAGE
            return text.format(link=LINK.format(address=self.address)).encode()
        west, south, east, north = (float(number) for number in query["BBOX"][0].split(","))
        width, height = int(query["WIDTH"][0]), int(query["HEIGHT"][0])
        step_x, step_y = (east - west) / width, (north - south) / height
        columns = np.floor((west + step_x * (np.arange(width) + 0.5)) / 10)
        rows = np.floor((north - step_y * (np.arange(height) + 0.5)) / 10)
        made = gdal.GetDriverByName("GTiff").Create("/vsimem/coverage.tif", width, height, 1, gdal.GDT_Float32)
        made.SetGeoTransform((west, step_x, 0, north, 0, -step_y))
        reference = osr.SpatialReference()
        reference.ImportFromEPSG(32632)
        made.SetProjection(reference.ExportToWkt())
        made.GetRasterBand(1).WriteArray((columns[None] + rows[:, None] / 1000).astype(np.float32))
        made = None
        file = gdal.VSIFOpenL("/vsimem/coverage.tif", "rb")
        body = bytes(gdal.VSIFReadL(1, gdal.VSIStatL("/vsimem/coverage.tif").size, file))
        gdal.VSIFCloseL(file)
        return body

    def _drawn(self, bounds: str, *size: str) -> bytes:
        box = [float(number) for number in bounds.split(",")]
        width, height = (int(number) for number in size)
        self.boxes.append((*box, width, height))
        step = (box[2] - box[0]) / width
        columns = np.floor((box[0] + step * (np.arange(width) + 0.5)) / 10).astype(int)
        rows = np.floor((box[3] - step * (np.arange(height) + 0.5)) / 10).astype(int)
        return png(self.draw(columns, rows))


@contextmanager
def web_server() -> Iterator[WebServer]:
    """A service on a free port of this computer."""
    web = WebServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            web.headers.append(self.headers)
            is_known = web.login in ("", self.headers.get("Authorization"))
            status, body = web.answer(self.path) if is_known else (401, b"")
            with suppress(ConnectionError):  # whoever asked may have gone
                self.send_response(status)
                self.send_header("Content-Type", KINDS.get(body[:2], "text/xml"))
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *_what):
            pass

    class Server(ThreadingHTTPServer):
        request_queue_size = 128  # with the library's five, some of the requests that QGIS sends at once are lost

    server = Server(("127.0.0.1", 0), Handler)
    web.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

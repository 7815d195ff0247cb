"""Which sizes of pixels a service has tiles of, and where they lie."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsPointXY,
    QgsRasterDataProvider,
    QgsRasterLayer,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QUrl, QUrlQuery

XYZ = ("xyz", "mbtiles")  # types of sources whose tiles are counted from the corner of the world
XYZ_TILE = 256  # pixels on the side of a tile, of a screen with one pixel a point
WORLD = (180.0, math.degrees(math.atan(math.sinh(math.pi))))  # degrees from the middle of the square that XYZ divides
# A line of the table of tile sizes on QGIS's page about a WMTS, the only place where it tells their corner.
MATRIX = re.compile(r"<tr>(?:<td>[-+.\de]+</td>){13}</tr>")
# The tiles of ArcGIS on QGIS's page about its service, which is all of the service's own description.
CACHE = re.compile(
    r">tileInfo</td>.*?>cols</td><td>(\d+)</td>.*?>lods</td><td><ul>(.*?)</ul>.*?>origin</td><td><table>(.*?)</table>"
    r".*?>rows</td><td>(\d+)</td>",
    re.DOTALL,
)
FACT = re.compile(r">(\w+)</td><td>([-+.\de]+)</td>")  # on the same page
ARCGIS = "arcgismapserver"
NEARLY = 1e-6  # of a pixel, by which a border may miss the grid


@dataclass(frozen=True)
class TileGrid:
    """The tiles of one size of pixels; columns and rows count from the upper left corner."""

    size: float  # of a pixel, in the layer's units
    left: float
    top: float
    tile_width: int  # pixels
    tile_height: int
    columns: int  # of tiles in all
    rows: int
    level: int = 0  # by which XYZ and ArcGIS know the size

    def window(self, extent: QgsRectangle) -> tuple[int, int, int, int]:
        """The pixels that cover the extent: the first column and row, and those after the last."""
        return (
            math.floor((extent.xMinimum() - self.left) / self.size + NEARLY),
            math.floor((self.top - extent.yMaximum()) / self.size + NEARLY),
            math.ceil((extent.xMaximum() - self.left) / self.size - NEARLY),
            math.ceil((self.top - extent.yMinimum()) / self.size - NEARLY),
        )

    def tiles(self, extent: QgsRectangle) -> tuple[range, range]:
        """The columns and the rows of the tiles that the extent needs."""
        left, top, right, bottom = self.window(extent)
        return (
            range(max(left // self.tile_width, 0), min(-(-right // self.tile_width), self.columns)),
            range(max(top // self.tile_height, 0), min(-(-bottom // self.tile_height), self.rows)),
        )


def parameters(source: str) -> dict[str, str]:
    """What the source of a web layer says, the first of each name."""
    if re.search(r"(?:^|\s)url='", source):  # of ArcGIS
        found = re.findall(r"([^\s=']+)=(?:'((?:[^'\\]|\\.)*)'|(\S+))", source)
        return {name: re.sub(r"\\(.)", r"\1", quoted) or plain for name, quoted, plain in reversed(found)}
    items = QUrlQuery(source).queryItems(QUrl.ComponentFormattingOption.FullyDecoded)
    return dict(reversed(items))


def tile_grids(layer: QgsRasterLayer) -> list[TileGrid]:
    """The tiles of a layer's service, for each size of pixels; none for one that draws every size."""
    provider = layer.dataProvider()
    sizes = provider.nativeResolutions() if provider.name() in ("wms", ARCGIS) else []
    if not sizes:
        return []
    if provider.name() == ARCGIS:
        return list(_of_cache(layer))
    given = parameters(layer.source())
    return list(_of_world(layer, sizes, given) if given.get("type") in XYZ else _of_matrices(provider, sizes))


def _of_world(layer: QgsRasterLayer, sizes: list[float], given: dict[str, str]) -> Iterator[TileGrid]:
    degrees = QgsCoordinateReferenceSystem("EPSG:4326")
    to_layer = QgsCoordinateTransform(degrees, layer.crs(), QgsCoordinateTransformContext())
    corner, other = (to_layer.transform(QgsPointXY(side * WORLD[0], -side * WORLD[1])) for side in (-1, 1))
    tile = round(XYZ_TILE * (float(given.get("tilePixelRatio") or 0) or 1))
    for size in sizes:
        zoom = round(math.log2((other.x() - corner.x()) / tile / size))
        exact = (other.x() - corner.x()) / tile / 2**zoom
        yield TileGrid(exact, corner.x(), corner.y(), tile, tile, 2**zoom, 2**zoom, zoom)


def _of_matrices(provider: QgsRasterDataProvider, sizes: list[float]) -> Iterator[TileGrid]:
    for line in MATRIX.findall(provider.htmlMetadata()):
        _scale, width, height, ground, _, columns, rows, _, _, top, left, _bottom, _right = map(
            float, re.findall(r"<td>(.*?)</td>", line)
        )
        for size in sizes:
            if math.isclose(size, ground / width, rel_tol=1e-4):
                yield TileGrid(size, left, top, int(width), int(height), int(columns), int(rows))


def _of_cache(layer: QgsRasterLayer) -> Iterator[TileGrid]:
    found = CACHE.search(layer.dataProvider().htmlMetadata())
    if found is None:
        return
    width, height, corner = int(found[1]), int(found[4]), dict(FACT.findall(found[3]))
    left, top, extent = float(corner["x"]), float(corner["y"]), layer.extent()
    for lod in found[2].split("</li>"):
        facts = dict(FACT.findall(lod))
        if "resolution" in facts:
            size = float(facts["resolution"])
            columns = math.ceil((extent.xMaximum() - left) / size / width - NEARLY)
            rows = math.ceil((top - extent.yMinimum()) / size / height - NEARLY)
            yield TileGrid(size, left, top, width, height, columns, rows, int(facts["level"]))

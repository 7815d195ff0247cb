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
    """What the source of a layer of QGIS's provider “wms” says, the first of each name."""
    items = QUrlQuery(source).queryItems(QUrl.ComponentFormattingOption.FullyDecoded)
    return dict(reversed(items))


def tile_grids(layer: QgsRasterLayer) -> list[TileGrid]:
    """The tiles of a layer's service, for each size of pixels; none for one that draws every size."""
    provider = layer.dataProvider()
    sizes = provider.nativeResolutions() if provider.name() == "wms" else []
    if not sizes:
        return []
    given = parameters(layer.source())
    return list(_of_world(layer, sizes, given) if given.get("type") in XYZ else _of_matrices(provider, sizes))


def _of_world(layer: QgsRasterLayer, sizes: list[float], given: dict[str, str]) -> Iterator[TileGrid]:
    degrees = QgsCoordinateReferenceSystem("EPSG:4326")
    to_layer = QgsCoordinateTransform(degrees, layer.crs(), QgsCoordinateTransformContext())
    corner, other = (to_layer.transform(QgsPointXY(side * WORLD[0], -side * WORLD[1])) for side in (-1, 1))
    tile = round(XYZ_TILE * (float(given.get("tilePixelRatio") or 0) or 1))
    for size in sizes:
        count = 2 ** round(math.log2((other.x() - corner.x()) / tile / size))
        exact = (other.x() - corner.x()) / tile / count
        yield TileGrid(exact, corner.x(), corner.y(), tile, tile, count, count)


def _of_matrices(provider: QgsRasterDataProvider, sizes: list[float]) -> Iterator[TileGrid]:
    for line in MATRIX.findall(provider.htmlMetadata()):
        _scale, width, height, ground, _, columns, rows, _, _, top, left, _bottom, _right = map(
            float, re.findall(r"<td>(.*?)</td>", line)
        )
        for size in sizes:
            if math.isclose(size, ground / width, rel_tol=1e-4):
                yield TileGrid(size, left, top, int(width), int(height), int(columns), int(rows))

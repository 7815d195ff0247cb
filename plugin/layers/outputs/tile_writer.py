"""Writing tiles into a GeoTIFF, each of their pixels where it lies.

From 3.40.7 on, QGIS itself draws three pixels of four in the wrong place: it widens tiles to whole pixels of the map.
"""

from __future__ import annotations

import contextlib
import math
import re
from collections.abc import Callable, Generator, Iterator
from typing import Optional

import numpy as np
from qgis.core import Qgis, QgsRasterBlock, QgsRasterDataProvider, QgsRasterFileWriter, QgsRasterLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtGui import QImage

from ...client.failure import EngineFailure, cancelled
from ...compat import create_options
from ...translation import tr
from .downloads import Downloads, Login, unread
from .export import Export
from .tile_grid import ARCGIS, TileGrid, parameters
from .wmts import Address, capabilities_address, wmts_address

BANDS = 4  # red, green, blue and alpha
OPTIONS = ["TILED=YES", "COMPRESS=DEFLATE", "BIGTIFF=IF_SAFER"]
COLOURS = ["PHOTOMETRIC=RGB", "ALPHA=YES"]
# Metres of height that the colours of elevation tiles stand for, by QGIS's name: of red, green and blue, and of black.
HEIGHTS = {"terrariumterrain": (256.0, 1.0, 1 / 256, -32768.0), "maptilerterrain": (6553.6, 25.6, 0.1, -10000.0)}

Tile = tuple[int, int]  # column and row
Progressed = Callable[[float], None]
IsCancelled = Callable[[], bool]


class TileWriter:
    """Writes the tiles of one export; made in the window's thread, where the layer lives."""

    def __init__(self, layer: QgsRasterLayer, export: Export, grid: TileGrid) -> None:
        self._export = export
        self._grid = grid
        self._given = parameters(layer.source())
        self._is_arcgis = layer.providerType() == ARCGIS
        self._downloads = Downloads(Login.of(layer.source()), export.name)
        self._sizes = list(layer.dataProvider().nativeResolutions())
        self._address: Optional[Address] = None  # noqa: UP045 - Python 3.9
        self._valid = 0  # pixels that are not fully transparent

    def can_write(self, is_cancelled: IsCancelled) -> bool:
        """Whether it is known where the tiles are; raises EngineFailure."""
        kind = self._given.get("type")
        if not self._export.is_picture and self._given.get("interpretation") not in HEIGHTS:
            return False
        if self._is_arcgis:
            self._address = _arcgis_address(self._given.get("url", ""), self._grid)
            return True
        if kind == "mbtiles":
            return True
        if kind == "xyz":
            self._address = _xyz_address(self._given.get("url", ""), self._grid)
            return True
        address = capabilities_address(self._given)
        ((_tile, capabilities),) = self._downloads.fetch([((0, 0), address)], is_cancelled)
        self._address = wmts_address(capabilities, self._given, self._sizes, self._grid)
        return self._address is not None

    def write(self, path: str, progressed: Progressed, is_cancelled: IsCancelled) -> bool:
        """Write the file; whether QGIS could create it; raises EngineFailure."""
        export, grid = self._export, self._grid
        writer = QgsRasterFileWriter(path)
        writer.setOutputFormat("GTiff")
        create_options(writer, [*OPTIONS, *COLOURS] if export.is_picture else OPTIONS)
        size = (export.columns, export.rows, export.extent, export.crs)
        kind, count = (Qgis.DataType.Byte, BANDS) if export.is_picture else (Qgis.DataType.Float32, 1)
        raster = writer.createMultiBandRaster(kind, *size, count)
        if raster is None or not raster.isValid():
            return False
        if not export.is_picture:
            raster.setNoDataValue(1, math.nan)
        self._valid = 0
        columns, rows = grid.tiles(export.extent)
        left, top, _right, _bottom = grid.window(export.extent)
        wanted = [(column, row) for row in rows for column in columns]
        contents = self._contents(wanted, is_cancelled)
        try:
            for done, ((column, row), content) in enumerate(contents, start=1):
                if content or not export.is_picture:  # a new file is transparent, or of heights of 0
                    offset = (column * grid.tile_width - left, row * grid.tile_height - top)
                    pixels = _inside(self._pixels(content), *offset, export)
                    self._valid += int(np.count_nonzero(pixels[..., -1] if export.is_picture else np.isfinite(pixels)))
                    if not _put(raster, pixels, *(max(each, 0) for each in offset)):
                        return False
                progressed(done / len(wanted))
        finally:
            contents.close()
            sip.delete(raster)  # closes the file, of which an error's traceback would keep hold
        return True

    @property
    def valid_share(self) -> float:
        """The share of the pixels last written that are not fully transparent."""
        return self._valid / (self._export.columns * self._export.rows)

    def _contents(self, wanted: list[Tile], is_cancelled: IsCancelled) -> Generator[tuple[Tile, bytes], None, None]:
        if self._address is None:
            yield from _of_mbtiles(QUrl(self._given["url"]).toLocalFile(), wanted, self._grid, is_cancelled)
        else:
            addresses = [(tile, self._address(*tile)) for tile in wanted]
            yield from self._downloads.fetch(addresses, is_cancelled)

    def _pixels(self, content: bytes) -> np.ndarray:
        """A tile's pixels (rows, columns, 4), or heights (rows, columns, 1)."""
        grid, image = self._grid, QImage.fromData(content)
        if not content:
            return np.full((grid.tile_height, grid.tile_width, 1), np.nan, np.float32)
        if image.isNull():
            raise unread(self._export.name, tr("what was sent is no picture"))
        if (image.width(), image.height()) != (grid.tile_width, grid.tile_height):  # of a screen with finer pixels
            stretched, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            image = image.scaled(grid.tile_width, grid.tile_height, stretched, smooth)
        image = image.convertToFormat(QImage.Format.Format_RGBA8888)
        pixels = image.constBits()
        pixels.setsize(image.sizeInBytes())
        colours = np.frombuffer(pixels, np.uint8).reshape(image.height(), image.width(), BANDS)
        if self._export.is_picture:
            return colours.copy()
        *metres, black = HEIGHTS[self._given["interpretation"]]
        heights = colours[..., :3] @ np.array(metres) + black
        return np.where(colours[..., 3] == 255, heights, np.nan)[..., None].astype(np.float32)  # noqa: PLR2004 - opaque


def _inside(pixels: np.ndarray, left: int, top: int, export: Export) -> np.ndarray:
    """What of a tile whose corner is there lies in the raster."""
    return pixels[max(-top, 0) : export.rows - top, max(-left, 0) : export.columns - left]


def _put(raster: QgsRasterDataProvider, pixels: np.ndarray, column: int, row: int) -> bool:
    """Write pixels (rows, columns, band), and tell whether it went well."""
    kind = Qgis.DataType.Byte if pixels.dtype == np.uint8 else Qgis.DataType.Float32
    block = QgsRasterBlock(kind, pixels.shape[1], pixels.shape[0])
    for band in range(pixels.shape[2]):
        block.setData(pixels[..., band].tobytes())
        if not raster.writeBlock(block, band + 1, column, row):
            return False
    return True


def _xyz_address(template: str, grid: TileGrid) -> Address:
    """The address of a tile by QGIS's rules for “XYZ Tiles”, which take the letters in either case."""

    def address(column: int, row: int) -> str:
        quadkey = "".join(str((column >> bit & 1) + 2 * (row >> bit & 1)) for bit in range(grid.level - 1, -1, -1))
        values = {"q": quadkey, "x": column, "y": row, "-y": grid.rows - 1 - row, "z": grid.level, "usage": "export"}
        return re.sub(
            r"\{(q|x|-?y|z|usage)\}", lambda found: str(values[found[1].lower()]), template, flags=re.IGNORECASE
        )

    return address


def _arcgis_address(service: str, grid: TileGrid) -> Address:
    """The address of a tile of a service of ArcGIS that keeps them, of maps or of images."""
    return lambda column, row: f"{service}/tile/{grid.level}/{row}/{column}"


def _of_mbtiles(
    path: str, wanted: list[Tile], grid: TileGrid, is_cancelled: IsCancelled
) -> Iterator[tuple[Tile, bytes]]:
    """The tiles of a file; empty for those that it does not have. Its rows count from below."""
    import sqlite3

    try:
        with contextlib.closing(sqlite3.connect(f"{QUrl.fromLocalFile(path).toString()}?mode=ro", uri=True)) as file:
            for column, row in wanted:
                if is_cancelled():
                    raise cancelled()
                place = (grid.level, column, grid.rows - 1 - row)
                found = file.execute(
                    "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?", place
                ).fetchone()
                yield (column, row), found[0] if found else b""
    except sqlite3.Error as error:
        raise EngineFailure("source", tr("{path} cannot be read.").format(path=path), detail=str(error)) from error

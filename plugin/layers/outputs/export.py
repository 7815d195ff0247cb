"""Layers that are not in a file: QGIS writes the part that is looked at into a GeoTIFF, which the engine reads.

A web layer becomes a picture in red, green and blue, and alpha where it shows nothing. A layer that QGIS computes or
reads from a database keeps its values.
"""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsMapLayer,
    QgsProcessingUtils,
    QgsRasterBlock,
    QgsRasterDataProvider,
    QgsRasterLayer,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QLocale

from ...client.failure import EngineFailure
from ...translation import format_number, tr
from ..sources.bands import read_bands
from ..sources.pixel_size import pixel_metres
from ..sources.source import MEMORY, OPEN_OPTIONS, RasterSource
from .output import file_stem
from .tile_grid import NEARLY, TileGrid, tile_grids

FOLDER = "landprint_exports"  # in QGIS's temporary folder, which it removes when it ends
MAP = 256  # pixels: what a service that draws every size is asked for is counted as tiles of this side
MOST_TILES = 1000  # of a service for one picture
MOST_BYTES = 8_000_000_000
PICTURE_SIDE = 2048  # pixels of a picture's longer side where nobody chose their size
DIGITS = 3  # of a pixel's size: pictures of neighbouring areas have the same
PICTURES = (Qgis.DataType.ARGB32, Qgis.DataType.ARGB32_Premultiplied)
TYPES = {
    Qgis.DataType.Byte: "Byte",
    Qgis.DataType.UInt16: "UInt16",
    Qgis.DataType.Int16: "Int16",
    Qgis.DataType.UInt32: "UInt32",
    Qgis.DataType.Int32: "Int32",
    Qgis.DataType.Float32: "Float32",
    Qgis.DataType.Float64: "Float64",
}


@dataclass(frozen=True)
class Export:
    """A part of a layer as QGIS will write it; the same part has the same file."""

    name: str
    path: str  # of the GeoTIFF, whether it is there yet or not
    crs: QgsCoordinateReferenceSystem
    extent: QgsRectangle
    columns: int
    rows: int
    metres: Optional[float]  # noqa: UP045 - Python 3.9; of a pixel on the ground
    dtype: str  # as GDAL names it
    bands: tuple[str, ...]
    byte_count: int
    is_picture: bool
    tiles: Optional[TileGrid] = None  # noqa: UP045 - Python 3.9; of whose own pixels the picture is

    @property
    def is_here(self) -> bool:
        """Whether the file was written before."""
        return Path(self.path).exists()

    @property
    def source(self) -> RasterSource:
        """The file, as it is or will be."""
        pixel_size = (self.extent.width() / self.columns, self.extent.height() / self.rows)
        return RasterSource(self.path, self.name, self.crs, self.extent, pixel_size)

    @property
    def size(self) -> str:
        """The pixels and how large they are, in words."""
        return _size(self.columns, self.rows, self.metres)

    @property
    def sentence(self) -> str:
        """What will be written: "Landprint draws 2,048 × 1,536 pixels of 9.6 m of this layer, 13 MB."."""
        sentence = (
            tr("Landprint draws {size} of this layer, {megabytes} MB.")
            if self.is_picture
            else tr("Landprint writes {size} of this layer, {megabytes} MB.")
        )
        return sentence.format(size=self.size, megabytes=format_number(max(self.byte_count / 1e6, 1)))

    @property
    def fact(self) -> str:
        """What was written, in a sentence."""
        sentence = (
            tr("Drawn by QGIS from the layer “{name}”: {size}.")
            if self.is_picture
            else tr("Written by QGIS from the layer “{name}”: {size}.")
        )
        return sentence.format(name=self.name, size=self.size)


def needs_export(layer: QgsMapLayer | None) -> bool:
    """Whether the layer is a raster that the engine cannot open, and QGIS can."""
    return isinstance(layer, QgsRasterLayer) and (layer.providerType() != "gdal" or MEMORY in str(layer.source()))


def is_picture(layer: QgsMapLayer | None) -> bool:
    """Whether the layer is drawn: a service sends colours, and no values."""
    if layer is None or not needs_export(layer) or not layer.isValid():
        return False
    return layer.dataProvider().dataType(1) in PICTURES


def has_pixels(layer: QgsRasterLayer) -> bool:
    """Whether the layer has pixels of its own, whose size is nobody's choice."""
    provider = layer.dataProvider()
    return bool(not is_picture(layer) and provider.xSize() > 0 and provider.ySize() > 0)


def plan_export(layer: QgsRasterLayer, extent: QgsRectangle, metres: float | None = None) -> Export:
    """The export of this extent, in the layer's CRS, with pixels of about ``metres`` where it has none of its own.

    Raises EngineFailure where there is nothing of the layer, or too much.
    """
    if not layer.isValid():
        raise EngineFailure(
            "source", tr("“{layer}” cannot be read.").format(layer=layer.name()), tr("Repair the layer's source first.")
        )
    inside = extent.intersect(layer.extent())
    if inside.isEmpty():
        raise EngineFailure(
            "outside", tr("“{layer}” shows nothing there.").format(layer=layer.name()), tr("Choose another area.")
        )
    provider = layer.dataProvider()
    drawn = is_picture(layer)
    width, height, x0, y0, tiles = _pixels(layer, inside, metres)
    left, right = _snapped(inside.xMinimum() - x0, inside.xMaximum() - x0, width)
    bottom, top = _snapped(inside.yMinimum() - y0, inside.yMaximum() - y0, height)
    columns, rows = right - left, top - bottom
    extent = QgsRectangle(x0 + left * width, y0 + bottom * height, x0 + right * width, y0 + top * height)
    kind = provider.dataType(1)
    byte_count = columns * rows * (4 if drawn else QgsRasterBlock.typeSize(kind) * provider.bandCount())
    size = pixel_metres(RasterSource("", "", layer.crs(), extent, (width, height)))
    counts = [len(wanted) for wanted in tiles.tiles(extent)] if tiles else [-(-columns // MAP), -(-rows // MAP)]
    _require_few(layer, _size(columns, rows, size), byte_count, math.prod(counts) if drawn or tiles else 0)
    grid = (layer.crs().authid(), left, top, columns, rows, width, height, x0, y0)
    identity = "|".join(map(str, (layer.providerType(), layer.source(), *grid, *_times(layer))))
    import hashlib  # QGIS starts without it

    folder = Path(QgsProcessingUtils.tempFolder()) / FOLDER / hashlib.sha256(identity.encode()).hexdigest()[:12]
    return Export(
        name=layer.name(),
        path=str(folder / f"{file_stem(layer.name())}.tif"),
        crs=layer.crs(),
        extent=extent,
        columns=columns,
        rows=rows,
        metres=size,
        dtype="Byte" if drawn else TYPES.get(kind, "Float32"),
        bands=("Red", "Green", "Blue") if drawn else tuple(band.name for band in read_bands(layer)),
        byte_count=byte_count,
        is_picture=drawn,
        tiles=tiles,
    )


def stand_in(export: Export) -> str:
    """A raster of the export's size that shows noise, for an estimate before there is the export itself."""
    folder = Path(export.path).parent
    path, noise = folder / f"{Path(export.path).stem}.vrt", folder / "noise.pgm"
    if path.exists():
        return str(path)
    folder.mkdir(parents=True, exist_ok=True)
    _write(noise, b"P5 64 64 255\n" + os.urandom(64 * 64))
    from ..sources.vector_source import wkt

    pixel_x, pixel_y = export.source.pixel_size
    west, north = export.extent.xMinimum(), export.extent.yMaximum()
    colours = export.bands if export.is_picture else ("Gray", *["Undefined"] * (len(export.bands) - 1))
    everywhere = f'<DstRect xOff="0" yOff="0" xSize="{export.columns}" ySize="{export.rows}"/>'
    # Stretched smoothly: blocks of equal pixels would tell an encoder nothing.
    band = (
        '<VRTRasterBand dataType="{dtype}" band="{number}"><ColorInterp>{colour}</ColorInterp>'
        '<SimpleSource resampling="bilinear"><SourceFilename relativeToVRT="1">noise.pgm</SourceFilename>'
        '<SourceBand>1</SourceBand><SrcRect xOff="0" yOff="0" xSize="64" ySize="64"/>{everywhere}</SimpleSource>'
        "</VRTRasterBand>"
    )
    lines = [
        f'<VRTDataset rasterXSize="{export.columns}" rasterYSize="{export.rows}">',
        f"<SRS>{_escaped(wkt(export.crs))}</SRS>" if export.crs.isValid() else "",
        f"<GeoTransform>{west!r}, {pixel_x!r}, 0, {north!r}, 0, {-pixel_y!r}</GeoTransform>",
        *(
            band.format(dtype=export.dtype, number=number, colour=colour, everywhere=everywhere)
            for number, colour in enumerate(colours, start=1)
        ),
        "</VRTDataset>",
    ]
    _write(path, "\n".join(lines).encode())
    return str(path)


def _times(layer: QgsRasterLayer) -> list[int]:
    """When the files were written that a layer is computed from."""
    if layer.providerType() != "virtualraster":
        return []
    parameters, _is_good = QgsRasterDataProvider.decodeVirtualRasterProviderUri(layer.source())
    files = [Path(one.uri.split(OPEN_OPTIONS, maxsplit=1)[0]) for one in parameters.rInputLayers]
    return [file.stat().st_mtime_ns for file in files if file.exists()]


def _pixels(
    layer: QgsRasterLayer, inside: QgsRectangle, metres: float | None
) -> tuple[float, float, float, float, TileGrid | None]:
    """A pixel's width and height in the layer's units, the corner that pixels are counted from, and their tiles."""
    provider, whole = layer.dataProvider(), layer.extent()
    if has_pixels(layer):
        width, height = whole.width() / provider.xSize(), whole.height() / provider.ySize()
        return width, height, whole.xMinimum(), whole.yMaximum(), None
    grids = tile_grids(layer)
    unit = pixel_metres(RasterSource("", "", layer.crs(), inside, (1.0, 1.0))) or 1.0
    side = max(inside.width(), inside.height()) / PICTURE_SIDE if metres is None else metres / unit
    if grids:  # at these sizes a picture is the tiles' own pixels
        grid = min(grids, key=lambda grid: abs(math.log(grid.size / side)))
        return grid.size, grid.size, grid.left, grid.top, grid
    side = float(f"{side:.{DIGITS}g}")
    return side, side, 0.0, 0.0, None


def _snapped(start: float, end: float, pixel: float) -> tuple[int, int]:
    """The first pixel of the range, and the one after its last."""
    return math.floor(start / pixel + NEARLY), math.ceil(end / pixel - NEARLY)


def _size(columns: int, rows: int, metres: float | None) -> str:
    if metres is None:
        return tr("{columns} × {rows} pixels").format(columns=format_number(columns), rows=format_number(rows))
    return tr("{columns} × {rows} pixels of {metres} m").format(
        columns=format_number(columns), rows=format_number(rows), metres=QLocale().toString(metres, "g", 3)
    )


def _require_few(layer: QgsRasterLayer, size: str, byte_count: int, tiles: int) -> None:
    """Raise EngineFailure for more than one may take of a service, or put into a temporary folder."""
    if tiles > MOST_TILES:
        raise EngineFailure(
            "parameter",
            tr("The area has {size}, {tiles} tiles of “{layer}”: at most {most} are drawn.").format(
                size=size, tiles=format_number(tiles), layer=layer.name(), most=format_number(MOST_TILES)
            ),
            tr("Choose a smaller area or larger pixels."),
        )
    if byte_count > MOST_BYTES:
        raise EngineFailure(
            "parameter",
            tr("The area has {size}, {gigabytes} GB: at most {most} GB are written.").format(
                size=size, gigabytes=format_number(byte_count / 1e9), most=format_number(MOST_BYTES / 1e9)
            ),
            tr("Choose a smaller area."),
        )


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise EngineFailure("disk", tr("{path} cannot be written.").format(path=path), detail=str(error)) from error


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")

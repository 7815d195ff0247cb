"""Tiles as one embedding raster: a VRT with their bands, tags, scales and statistics."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

import numpy as np
import rasterio

from ..embedding_rasters.kinds import OWN_KIND as KIND
from ..files import atomic_write, disk_errors
from ..rasters.geotiff import FILTERS_NAMESPACE, TAG_PREFIX, TILE
from ..rasters.grid import Grid, Window

GDAL_TYPES = {"uint8": "Byte", "float32": "Float32"}


# Of more files, groups have a VRT each: every band names all of its files, which take minutes to read where there are
# thousands.
MANY_PARTS = 64
VRT_BLOCK = 128  # pixels, as GDAL divides a VRT


@dataclass(frozen=True, kw_only=True)
class MosaicPart:
    """A tile's file, its window in the mosaic, and the number of its scene."""

    path: Path
    window: Window
    scene: int = 0

    @property
    def block(self) -> tuple[int, int]:
        """Width and height of its blocks in pixels."""
        if self.path.suffix == ".vrt":
            return min(VRT_BLOCK, self.window.width), min(VRT_BLOCK, self.window.height)
        side = min(TILE, -(-max(self.window.width, self.window.height) // 16) * 16)
        return side, side


@dataclass(frozen=True, kw_only=True)
class _BandFacts:
    """What a tile's file says of its bands."""

    names: tuple[str | None, ...]
    dtype: str
    nodata: float
    scales: tuple[float, ...]
    offsets: tuple[float, ...]
    filters: dict[str, str]


def write_mosaic(path: Path, grid: Grid, parts: list[MosaicPart], tags: dict[str, str], *, has_overlaps: bool) -> None:
    """Write a VRT of one file or more; what no part covers is nodata. Raises SourceError, DiskError or OutputError.

    Where parts overlap, nodata of one does not hide what another has. Parts of one scene do not overlap. Many parts are
    put together by VRTs in a folder beside it, one of each scene or of each row of tiles.
    """
    with rasterio.open(parts[0].path) as first:
        bands = _BandFacts(
            names=first.descriptions,
            dtype=first.dtypes[0],
            nodata=first.nodata,
            scales=first.scales,
            offsets=first.offsets,
            filters=first.tags(ns=FILTERS_NAMESPACE),
        )
    statistics = _statistics(parts, len(bands.names), grid)
    own = {f"{TAG_PREFIX}{key}": value for key, value in {"KIND": KIND, **tags}.items()}
    _write(path, grid, parts, bands, own, statistics, has_overlaps=has_overlaps)


def _write(
    path: Path,
    grid: Grid,
    parts: list[MosaicPart],
    bands: _BandFacts,
    tags: dict[str, str],
    statistics: list[dict[str, str]],
    *,
    has_overlaps: bool,
) -> None:
    """Write a VRT, and before it those of its groups."""
    if len(parts) > MANY_PARTS:
        parts = _grouped(path, grid, parts, bands, by_scene=has_overlaps)
    kind = "ComplexSource" if has_overlaps else "SimpleSource"
    hidden = f"<NODATA>{bands.nodata:g}</NODATA>" if has_overlaps else ""
    sources = [_source(path, part, bands.dtype) for part in parts]
    with disk_errors(path.parent), atomic_write(path) as partial, partial.open("w", encoding="utf-8") as text:
        text.write(f'<VRTDataset rasterXSize="{grid.width}" rasterYSize="{grid.height}">\n')
        if grid.crs:
            text.write(f"<SRS>{escape(grid.crs.to_wkt())}</SRS>\n")
        text.write(f"<GeoTransform>{', '.join(map(repr, grid.transform.to_gdal()))}</GeoTransform>\n")
        text.write(_metadata(tags))
        if tags and bands.filters:
            text.write(_metadata(bands.filters, FILTERS_NAMESPACE))
        for index, name in enumerate(bands.names):
            text.write(f'<VRTRasterBand dataType="{GDAL_TYPES[bands.dtype]}" band="{index + 1}">\n')
            text.write(f"<Description>{escape(name or '')}</Description><NoDataValue>{bands.nodata:g}</NoDataValue>\n")
            text.write(f"<Offset>{bands.offsets[index]!r}</Offset><Scale>{bands.scales[index]!r}</Scale>\n")
            text.write(_metadata(statistics[index]) if statistics else "")
            for start, end in sources:
                text.write(f"<{kind}>{start}<SourceBand>{index + 1}</SourceBand>{end}{hidden}</{kind}>\n")
            text.write("</VRTRasterBand>\n")
        text.write("</VRTDataset>\n")


def _grouped(path: Path, grid: Grid, parts: list[MosaicPart], bands: _BandFacts, *, by_scene: bool) -> list[MosaicPart]:
    """The VRT of each scene, or of each row of tiles; the parts themselves where that makes one group only."""
    groups: dict[int, list[MosaicPart]] = {}
    for part in parts:
        groups.setdefault(part.scene if by_scene else part.window.row_off, []).append(part)
    if len(groups) == 1 and not by_scene:
        return parts
    folder, found = path.with_suffix(""), []
    with disk_errors(path.parent):
        folder.mkdir(exist_ok=True)
    for number, own in enumerate(groups.values(), start=1):
        around = window_around([part.window for part in own])
        moved = [replace(part, window=less(part.window, around)) for part in own]
        group = folder / f"{number:04d}.vrt"
        _write(group, grid.part(around), moved, bands, {}, [], has_overlaps=False)
        found.append(MosaicPart(path=group, window=around))
    return found


def window_around(windows: list[Window]) -> Window:
    """The smallest window around these."""
    left, top = min(window.col_off for window in windows), min(window.row_off for window in windows)
    right, bottom = max(window.col_end for window in windows), max(window.row_end for window in windows)
    return Window(left, top, right - left, bottom - top)


def less(window: Window, corner: Window) -> Window:
    """The window counted from another one's corner."""
    return window._replace(col_off=window.col_off - corner.col_off, row_off=window.row_off - corner.row_off)


def _source(mosaic: Path, part: MosaicPart, dtype: str) -> tuple[str, str]:
    """A part as a source of a band, before and after the band's number."""
    name = Path(os.path.relpath(part.path, mosaic.parent)).as_posix()
    window, (block_width, block_height) = part.window, part.block
    size = f'xSize="{window.width}" ySize="{window.height}"'
    # With its size, GDAL need not open a file before something of it is read.
    properties = (
        f'<SourceProperties RasterXSize="{window.width}" RasterYSize="{window.height}" DataType="{GDAL_TYPES[dtype]}" '
        f'BlockXSize="{block_width}" BlockYSize="{block_height}"/>'
    )
    target = f'<DstRect xOff="{window.col_off}" yOff="{window.row_off}" {size}/>'
    return (
        f'<SourceFilename relativeToVRT="1">{escape(name)}</SourceFilename>',
        f'{properties}<SrcRect xOff="0" yOff="0" {size}/>{target}',
    )


def _metadata(values: dict[str, str], domain: str = "") -> str:
    """Tags as a VRT has them."""
    items = "".join(f'<MDI key="{escape(key)}">{escape(value)}</MDI>' for key, value in values.items())
    of_domain = f' domain="{domain}"' if domain else ""
    return f"<Metadata{of_domain}>{items}</Metadata>\n"


def _statistics(parts: list[MosaicPart], bands: int, grid: Grid) -> list[dict[str, str]]:
    """The statistics of each band over all parts, from those that stand in the files; none where one has none."""
    counts, means, squares = np.zeros(bands), np.zeros(bands), np.zeros(bands)
    low, high = np.full(bands, np.inf), np.full(bands, -np.inf)
    for part in parts:
        with rasterio.open(part.path) as dataset:
            tags = [dataset.tags(band) for band in dataset.indexes]
        if any("STATISTICS_MEAN" not in tag or "STATISTICS_VALID_PERCENT" not in tag for tag in tags):
            return []
        least, most, mean, std, percent = (
            np.array([float(tag[f"STATISTICS_{name}"]) for tag in tags])
            for name in ("MINIMUM", "MAXIMUM", "MEAN", "STDDEV", "VALID_PERCENT")
        )
        count = percent / 100 * part.window.width * part.window.height
        total = counts + count
        step = mean - means
        squares += count * std**2 + step**2 * counts * count / total
        means += step * count / total
        counts = total
        low, high = np.minimum(low, least), np.maximum(high, most)
    deviations = np.sqrt(squares / counts)
    percents = 100 * counts / (grid.width * grid.height)
    columns = zip(low, high, means, deviations, percents, strict=True)
    return [
        {
            "STATISTICS_MINIMUM": f"{least:.9g}",
            "STATISTICS_MAXIMUM": f"{most:.9g}",
            "STATISTICS_MEAN": f"{mean:.9g}",
            "STATISTICS_STDDEV": f"{deviation:.9g}",
            "STATISTICS_VALID_PERCENT": f"{percent:.4g}",
        }
        for least, most, mean, deviation, percent in columns
    ]

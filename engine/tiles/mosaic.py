"""Tiles as one embedding raster: a VRT with their bands, tags, scales and statistics."""

from __future__ import annotations

import os
from dataclasses import dataclass
from html import escape
from pathlib import Path

import numpy as np
import rasterio

from ..embedding.kinds import OWN_KIND as KIND
from ..files import atomic_write, disk_errors
from ..rasters.geotiff import FILTERS_NAMESPACE, TAG_PREFIX
from ..rasters.grid import Grid, Window

GDAL_TYPES = {"uint8": "Byte", "float32": "Float32"}


@dataclass(frozen=True, kw_only=True)
class Part:
    """A tile's file and its window in the mosaic."""

    path: Path
    window: Window


def write_mosaic(path: Path, grid: Grid, parts: list[Part], tags: dict[str, str], *, has_overlaps: bool) -> None:
    """Write a VRT of one file or more; what no part covers is nodata. Raises SourceError, DiskError or OutputError.

    Where parts overlap, nodata of one does not hide what another has.
    """
    with rasterio.open(parts[0].path) as first:
        names, dtype, nodata = first.descriptions, first.dtypes[0], first.nodata
        scales, offsets = first.scales, first.offsets
        block = min(first.block_shapes[0])
        filters = first.tags(ns=FILTERS_NAMESPACE)
    statistics = _statistics(parts, len(names), grid)
    own = {f"{TAG_PREFIX}{key}": value for key, value in {"KIND": KIND, **tags}.items()}
    kind = "ComplexSource" if has_overlaps else "SimpleSource"
    hidden = f"<NODATA>{nodata:g}</NODATA>" if has_overlaps else ""
    sources = [_source(path, part, dtype, block) for part in parts]
    with disk_errors(path.parent), atomic_write(path) as partial, partial.open("w", encoding="utf-8") as text:
        text.write(f'<VRTDataset rasterXSize="{grid.width}" rasterYSize="{grid.height}">\n')
        if grid.crs:
            text.write(f"<SRS>{escape(grid.crs.to_wkt())}</SRS>\n")
        text.write(f"<GeoTransform>{', '.join(map(repr, grid.transform.to_gdal()))}</GeoTransform>\n")
        text.write(_metadata(own))
        if filters:
            text.write(_metadata(filters, FILTERS_NAMESPACE))
        for index, name in enumerate(names):
            text.write(f'<VRTRasterBand dataType="{GDAL_TYPES[dtype]}" band="{index + 1}">\n')
            text.write(f"<Description>{escape(name or '')}</Description><NoDataValue>{nodata:g}</NoDataValue>\n")
            text.write(f"<Offset>{offsets[index]!r}</Offset><Scale>{scales[index]!r}</Scale>\n")
            text.write(_metadata(statistics[index]) if statistics else "")
            for start, end in sources:
                text.write(f"<{kind}>{start}<SourceBand>{index + 1}</SourceBand>{end}{hidden}</{kind}>\n")
            text.write("</VRTRasterBand>\n")
        text.write("</VRTDataset>\n")


def _source(mosaic: Path, part: Part, dtype: str, block: int) -> tuple[str, str]:
    """A part as a source of a band, before and after the band's number."""
    name = Path(os.path.relpath(part.path, mosaic.parent)).as_posix()
    window = part.window
    size = f'xSize="{window.width}" ySize="{window.height}"'
    # With its size, GDAL need not open a file before something of it is read.
    properties = (
        f'<SourceProperties RasterXSize="{window.width}" RasterYSize="{window.height}" DataType="{GDAL_TYPES[dtype]}" '
        f'BlockXSize="{block}" BlockYSize="{block}"/>'
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


def _statistics(parts: list[Part], bands: int, grid: Grid) -> list[dict[str, str]]:
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

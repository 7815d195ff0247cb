"""Rasters on other grids: pixels of another size, the grid of other files, a coordinate system in metres."""

from __future__ import annotations

import math
from pathlib import Path

import rasterio
from affine import Affine
from rasterio.enums import Resampling
from rasterio.vrt import WarpedVRT
from rasterio.warp import calculate_default_transform

from ..bounds import Bounds
from ..errors import GridError, ParameterError, SourceError
from .bands import nodata_when_warped
from .dataset import NO_PLACE, RASTER_ERRORS, grid_of, reason
from .grid import Grid

MOST_PIXELS = 2**31 - 1  # of a side, as GDAL counts them
# Degrees of the equator from a UTM zone's middle: there a pixel is 0.5 % too large, and 15 % at 30 degrees.
UTM_REACH = 6.0
# Degrees from the middle of an equal-area map: there a pixel is 5 % too long one way, and too short the other.
EQUAL_AREA_REACH = 35.0
EQUAL_AREA = (
    'PROJCS["Equal area around {lat} N {lon} E",GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,'
    '298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],'
    'PROJECTION["Lambert_Azimuthal_Equal_Area"],PARAMETER["latitude_of_center",{lat}],'
    'PARAMETER["longitude_of_center",{lon}],PARAMETER["false_easting",0],PARAMETER["false_northing",0],UNIT["metre",1]]'
)


def on_grid(path: str, dataset: rasterio.DatasetReader, grid: Grid) -> rasterio.DatasetReader:
    """The dataset on this grid: a warped VRT, or itself if it has the grid."""
    own = grid_of(dataset)
    if (own.crs, own.width, own.height) == (grid.crs, grid.width, grid.height) and own.transform.almost_equals(
        grid.transform, 1e-9
    ):
        return dataset
    if own.crs is None or grid.crs is None or own.transform == NO_PLACE:
        raise SourceError(
            f"{Path(path).name} lies on another grid and has no coordinate system.",
            hint="Assign one to every file, or choose files of the same size.",
        )
    resampling = _resampling(own.gsd, grid.gsd)
    try:
        return WarpedVRT(
            dataset,
            crs=grid.crs,
            transform=grid.transform,
            width=grid.width,
            height=grid.height,
            resampling=resampling,
            **nodata_when_warped(path, dataset, resampling),
        )
    except RASTER_ERRORS as error:
        raise SourceError(
            f"{Path(path).name} cannot be brought onto the grid of the others: {reason(error)}",
            hint="Check its coordinate system, or warp it to theirs first.",
        ) from error


def _resampling(own_gsd: float, gsd: float) -> Resampling:
    """How pixels are resampled to other sizes: coarser by their mean, whole multiples finer by repeating them.

    Raises GridError for sizes that cannot be.
    """
    if not (0 < own_gsd < math.inf and 0 < gsd < math.inf):  # not a number neither
        raise GridError(
            "The size of the pixels on the ground cannot be computed.", hint="Check the raster's coordinate system."
        )
    ratio = own_gsd / gsd
    if ratio < 1 - 1e-3:
        return Resampling.average
    # 20 m bands beside 10 m ones: repeated, so that no value is made up.
    return Resampling.nearest if abs(ratio - round(ratio)) < 1e-2 * ratio else Resampling.bilinear


def finest_grid(datasets: list[rasterio.DatasetReader]) -> Grid:
    """The grid of the finest file."""
    grids = [grid_of(dataset) for dataset in datasets]
    # Pixels of a file that lies nowhere have no metres: it is never the finest of those that lie somewhere.
    return min(grids, key=lambda grid: (grid.crs is None, grid.gsd))


def resampled(grid: Grid, gsd: float) -> Grid:
    """The grid over the same area with pixels of ``gsd`` metres; one in degrees is reprojected as ``metric_crs`` says.

    Raises ParameterError, and SourceError for what is too wide or lies nowhere.
    """
    if grid.crs is None:
        raise SourceError(
            "The raster has no coordinate system, so its pixels cannot be resampled to metres.",
            hint="Assign one to it.",
        )
    if gsd <= 0:
        raise ParameterError(f"Pixels of {gsd} m cannot be.", hint="Give metres a pixel, for example 10.")
    if max(grid.width, grid.height) * grid.gsd / gsd > MOST_PIXELS:
        raise ParameterError(
            f"Pixels of {gsd:g} m are too small for {grid.width} x {grid.height} pixels of {grid.gsd:.3g} m.",
            hint="Give metres a pixel, for example 10.",
        )
    if grid.crs.is_geographic:
        crs = metric_crs(grid.bounds)
        transform, width, height = calculate_default_transform(
            grid.crs, crs, grid.width, grid.height, *grid.bounds, resolution=gsd
        )
        return Grid(crs=crs, transform=transform, width=width, height=height)
    factor = gsd / grid.gsd
    return Grid(
        crs=grid.crs,
        transform=grid.transform @ Affine.scale(factor),
        width=max(1, round(grid.width / factor)),
        height=max(1, round(grid.height / factor)),
    )


def metric_crs(bounds: Bounds) -> rasterio.crs.CRS:
    """The CRS in metres for an area in degrees: its UTM zone, an equal-area one around it where that is too narrow.

    Raises SourceError where the area is too large for any.
    """
    lon, lat = (bounds.left + bounds.right) / 2, (bounds.bottom + bounds.top) / 2
    zone = int((lon + 180) // 6) % 60 + 1
    nearest_equator = 0.0 if bounds.bottom <= 0 <= bounds.top else min(abs(bounds.bottom), abs(bounds.top))
    from_meridian = abs((lon - (6 * zone - 183) + 180) % 360 - 180) + (bounds.right - bounds.left) / 2
    if from_meridian * math.cos(math.radians(nearest_equator)) <= UTM_REACH:
        return rasterio.crs.CRS.from_epsg((32600 if lat >= 0 else 32700) + zone)
    # In whole degrees: its name is read by people.
    lon, lat = round((lon + 180) % 360 - 180), round(lat)
    corners = [(x, y) for x in (bounds.left, bounds.right) for y in (bounds.bottom, bounds.top, lat)]
    if max(_degrees_between(lon, lat, x, y) for x, y in corners) > EQUAL_AREA_REACH:
        raise SourceError(
            "The raster is so large that no map of it has pixels of one size.",
            hint="Cut out the part that you need, or leave its pixels as they are.",
        )
    return rasterio.crs.CRS.from_wkt(EQUAL_AREA.format(lat=lat, lon=lon))


def _degrees_between(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """The angle between two points, seen from the Earth's centre."""
    a, b = math.radians(lat), math.radians(other_lat)
    cosine = math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(math.radians(other_lon - lon))
    return math.degrees(math.acos(max(-1.0, min(1.0, cosine))))

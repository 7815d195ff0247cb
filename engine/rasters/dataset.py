"""Files opened by GDAL as they are meant: in their place on the ground, with their colours, masks and names."""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import rasterio
from affine import Affine
from rasterio._env import get_gdal_config, set_gdal_config
from rasterio._err import CPLE_BaseError
from rasterio.crs import CRS
from rasterio.enums import Resampling
from rasterio.errors import NotGeoreferencedWarning, RasterioError

from ..errors import SourceError
from ..machine import MOST_CACHE, cache_share, release_memory
from ..remote.addresses import address_of
from ..scenes.products import IN_CONTAINER, container_of, file_behind
from .bands import PlacedDataset, data_alphas, in_colours, in_crs, nodata_when_warped, without_alpha
from .grid import Grid

# GDAL would take a twentieth of the machine's memory.
os.environ.setdefault("GDAL_CACHEMAX", str(MOST_CACHE // 1024**2))
# A file must not make the engine ask the network or run a program, and a VRT or GeoJSON may name any address: so GDAL
# goes by a proxy that nobody listens at, and without the drivers that load or start something. All of this is read
# when GDAL, rasterio's or pyogrio's, is used for the first time. What a person's own address has, Python hands to it.
os.environ.setdefault("GDAL_HTTP_PROXY", "127.0.0.1:9")
os.environ.setdefault("CPL_VSIL_CURL_ALLOWED_FILENAME", "none")
os.environ.setdefault("GDAL_SKIP", "ADBC,GPSBabel,GDALG")
# GDAL's refusals, of which rasterio has no public base, and a coordinate system's words that are not UTF-8.
RASTER_ERRORS = (RasterioError, CPLE_BaseError, UnicodeDecodeError)
WEB_DRIVERS = {"WMS", "WMTS", "WCS", "OGCAPI", "PLMOSAIC", "EEDAI"}
WEB_ADDRESS = re.compile(
    r"^([a-z0-9]+:)?[\"']?(https?|ftp|dap\d?)://|^/vsi(curl|s3|gs|az|adls|oss|swift|webhdfs|hdfs)"
    r"|[?&]?\b(type=xyz|service=w[mc]s|contextualWMSLegend)",
    re.IGNORECASE,
)
IN_REMOTE_ARCHIVE = re.compile(r"^/vsi(?:zip|tar|gzip|7z|rar)/.*(?:/vsicurl|https?://)", re.IGNORECASE)
# A raster without georeference is drawn by QGIS with its first row at 0, and downwards from there.
NO_PLACE = Affine(1, 0, 0, 0, -1, 0)
WARP_TOLERANCE = 0.2  # pixels, as QGIS draws what it has to warp


@contextmanager
def cache_within(memory_bytes: int) -> Iterator[None]:
    """A block in which GDAL's cache takes its share of so much memory at most."""
    before = get_gdal_config("GDAL_CACHEMAX")
    set_gdal_config("GDAL_CACHEMAX", min(cache_share(memory_bytes), before))
    try:
        yield
    finally:
        set_gdal_config("GDAL_CACHEMAX", before)


def empty_cache() -> None:
    """Let go of all blocks in GDAL's cache, after a file has been read through."""
    before = get_gdal_config("GDAL_CACHEMAX")
    set_gdal_config("GDAL_CACHEMAX", 0)
    set_gdal_config("GDAL_CACHEMAX", before)
    release_memory()


def open_dataset(path: str, *, colour_table: bool = True, crs: CRS | None = None) -> rasterio.DatasetReader:
    """The file, or what an address by its name leads to, as rasterio's dataset; raises SourceError.

    With ``colour_table``, a band of indices into a table of colours is read as those colours; with ``crs``, the raster
    is taken to be in that coordinate system, whatever the file says.
    """
    if address_of(path):
        from ..remote.rasters import open_remote  # here, because the HTTP library loads slowly

        dataset = open_remote(path)
    else:
        dataset = _opened_here(path)
    with readable(path):
        dataset = without_alpha(dataset, data_alphas(dataset))
        return in_crs(_placed(path, in_colours(path, dataset) if colour_table else dataset), crs)


def _opened_here(path: str) -> rasterio.DatasetReader:
    """The dataset of a file on this computer; raises SourceError."""
    if IN_REMOTE_ARCHIVE.search(path):
        raise SourceError(
            "What lies in an archive on a server cannot be read.", hint="Download the archive, and choose that."
        )
    if WEB_ADDRESS.search(path):
        raise SourceError(
            "The layer is a web service.", hint="Export the part that you need to a GeoTIFF, and choose that file."
        )
    # Not every path of GDAL's own ("NETCDF:...", "/vsimem/...") names a file that could be looked up.
    file = file_behind(path) or (None if re.match(r"^/vsi|^[A-Za-z0-9_]{2,}:|^<", path) else path)
    if file is not None and not os.path.lexists(file):
        raise SourceError(f"There is no file {file}.", hint="Check its name and folder.")
    try:
        with warnings.catch_warnings():
            # A raster without georeference is fine here: its coordinates are then pixels.
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            dataset = rasterio.open(path)
    except UnicodeDecodeError as error:
        raise SourceError(
            f"{Path(path).name} names its coordinate system in another encoding than UTF-8.",
            hint="Save it as a GeoTIFF (Raster > Conversion > Translate), and choose that.",
        ) from error
    except RASTER_ERRORS as error:
        raise SourceError(
            f"{Path(path).name} is not a raster that can be read.",
            hint="Choose a GeoTIFF or another raster that GDAL reads.",
        ) from error
    if dataset.driver in WEB_DRIVERS:
        dataset.close()
        raise SourceError(
            "The layer is a web service.", hint="Export the part that you need to a GeoTIFF, and choose that file."
        )
    return dataset


@contextmanager
def readable(path: str, error_of: Callable[[str], SourceError] | None = None) -> Iterator[None]:
    """A block that reads, in which a damaged header shows late; raises SourceError, of ``error_of`` GDAL's reason."""
    try:
        yield
    except RASTER_ERRORS as error:
        check_remote(path)
        raise (error_of or _damaged(path))(reason(error)) from error
    check_remote(path)


def check_remote(path: str) -> None:
    """Raise why a remote file cannot be read any more, if it is one: GDAL may have taken what came for its contents."""
    if address_of(path):
        from ..remote.rasters import failure_of

        if failure := failure_of(path):
            raise failure


def _damaged(path: str) -> Callable[[str], SourceError]:
    return lambda why: SourceError(
        f"{Path(path).name} cannot be read: {why}",
        hint="The file may be damaged or incomplete: copy or download it again.",
    )


def reason(error: BaseException) -> str:
    """GDAL's own sentence behind an error of rasterio, which only points at it."""
    while error.__cause__ is not None:
        error = error.__cause__
    return str(error)


def grid_of(dataset: rasterio.DatasetReader) -> Grid:
    """The dataset's grid, of one without georeference as QGIS draws it; raises GridError."""
    transform = dataset.transform
    if transform == Affine.identity():
        transform = NO_PLACE
    return Grid(crs=dataset.crs, transform=transform, width=dataset.width, height=dataset.height)


def _placed(path: str, dataset: rasterio.DatasetReader) -> rasterio.DatasetReader:
    """The dataset in its place on the ground, warped there if it has no transform of its own; raises SourceError."""
    if not dataset.count or dataset.transform != Affine.identity():
        return dataset
    (points, _), model = dataset.gcps, dataset.rpcs
    if not points and model is None:
        return dataset
    degrees = CRS.from_epsg(4326)  # of every such model
    by_model = {} if points else {"src_crs": degrees, "crs": degrees, "RPC_HEIGHT": str(model.height_off)}
    try:
        return PlacedDataset(
            dataset,
            resampling=Resampling.nearest,
            tolerance=WARP_TOLERANCE,
            **nodata_when_warped(path, dataset, Resampling.nearest),
            **by_model,
        )
    except RASTER_ERRORS as error:
        dataset.close()
        raise SourceError(
            f"Where {Path(path).name} lies cannot be computed from its control points: {reason(error)}",
            hint="Warp it to a coordinate system first (Raster > Projections > Warp), and choose the result.",
        ) from error


def file_label(path: str) -> str:
    """What a file is called, or the variable of one that holds several rasters."""
    if address_of(path):
        return Path(urlsplit(path).path).stem
    if IN_CONTAINER.match(path) and not path.startswith("GTIFF_DIR"):
        return re.split(r"[:/]", path.replace('"', ""))[-1]
    return Path(path).stem


def file_state(name: str) -> dict[str, Any]:
    """Path, size and modification time of a file, or of the archive or the container that holds it.

    Of a remote file, raises SourceError.
    """
    if address_of(name):
        from ..remote.folders import is_store, state_of_store  # here, because the HTTP library loads slowly
        from ..remote.rasters import state_of

        return state_of_store(name) if is_store(name) else state_of(name)
    archive = file_behind(name) or container_of(name)
    path = Path(archive or name)
    status = path.stat() if path.exists() else None
    return {
        "path": name if archive or status is None else str(path.absolute()),
        "size": status.st_size if status else None,
        "modified": status.st_mtime_ns if status else None,
    }

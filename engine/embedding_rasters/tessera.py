"""TESSERA's embeddings as they are published: codes in signed bytes, to be multiplied by the scale of their pixel.

``geotessera`` keeps a tile as ``grid_LON_LAT.npy`` (row, column, dim) int8 with ``grid_LON_LAT_scales.npy`` (row,
column) float32 beside it; where it lies is told by a landmask ``grid_LON_LAT.tiff``. Its Zarr stores have the arrays
``embeddings`` (time, band, y, x) and ``scales`` (time, y, x), whose scale is not a number over water and infinite where
nothing was computed (github.com/ucam-eo/geotessera: ``tiles.py``, ``zarr.py``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape
from pathlib import Path
from tokenize import TokenError
from typing import Any

import numpy as np
import rasterio
from affine import Affine
from rasterio.crs import CRS

from ..errors import SourceError
from ..rasters.dataset import readable
from ..rasters.grid import Grid, Window, optional_crs
from ..rasters.raster import Raster
from ..remote.addresses import address_of
from ..remote.folders import Folder, LocalFolder, RemoteFolder, read_header, state_of_store, store_at
from .zarr import V2_FILE, V3_FILE, ZarrArray

LANDMASKS = "global_0.1_degree_tiff_all"  # geotessera's folder of them, beside that of the embeddings
LARGEST_SCALE = 1e6  # beyond, it stands for none: published scales are tenths
CODES, SCALES = "embeddings", "scales"  # the arrays of a Zarr group
# A year may be named by its position, as GDAL names a part of an array.
ZARR_NAME = re.compile(r'ZARR:"?(?P<store>.+?)"?:(?P<array>/[^:"]*)(?::(?P<time>\d+))?', re.IGNORECASE)
ZARR_FILES = (".zgroup", ".zattrs", ".zmetadata", V2_FILE, V3_FILE)
GDAL_TYPES = {"int8": "Int8", "int16": "Int16", "float32": "Float32", "float64": "Float64"}
MODEL = "TESSERA"
Array = np.memmap[Any, Any]
# Gives the numbers (band or 1, row, column) of a window.
ReadPlanes = Callable[[Window], np.ndarray]


class TesseraRaster(Raster):
    """Codes open for reading as values: code times the scale of the pixel, where it has one.

    ``read_codes`` gives those of all ``dim`` bands; without ``read_scales``, the codes themselves are read.
    """

    def __init__(
        self, path: str, grid: Grid, *, dim: int, dtype: str, read_codes: ReadPlanes, read_scales: ReadPlanes | None
    ) -> None:
        with readable(path):
            super().__init__(path, _header(grid, dim, dtype))
        self._read_codes = read_codes
        self._read_scales = read_scales
        self.model = MODEL

    @property
    def is_scaled(self) -> bool:
        """Whether values are read, and no codes."""
        return self._read_scales is not None

    def read_masked(self, window: Window, band_numbers: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
        """Values (band, row, column) float32 or codes, and mask (row, column) of a window; raises SourceError."""
        codes = self._read_codes(window)
        if list(band_numbers) != self.data_band_numbers:
            codes = codes[[number - 1 for number in band_numbers]]
        if self._read_scales is None:
            return codes, np.ones(codes.shape[1:], bool)
        scales = self._read_scales(window)
        with np.errstate(invalid="ignore"):
            is_valid = (scales > 0) & (scales < LARGEST_SCALE)
        values: np.ndarray = codes * np.where(is_valid, scales, np.float32(0))
        return values, np.logical_and.reduce(is_valid)


def open_tessera(path: str, *, crs: CRS | None, scaled: bool) -> TesseraRaster | None:
    """The tile or the store, open for reading; with ``scaled`` its values, else its codes; raises SourceError.

    None for what is neither an array nor a Zarr store of embeddings with scales.
    """
    if path.lower().endswith(".npy") and address_of(path) is None:
        raster = _open_tile(Path(path), scaled=scaled)
    elif found := _group_of(path):
        raster = _open_store(path, *found, scaled=scaled)
    else:
        return None
    raster.grid = replace(raster.grid, crs=crs or raster.grid.crs)
    return raster


def _header(grid: Grid, dim: int, dtype: str) -> rasterio.DatasetReader:
    """A dataset with this grid and these bands, and nothing in them."""
    srs = f"<SRS>{escape(grid.crs.to_wkt())}</SRS>" if grid.crs else ""
    place = f"<GeoTransform>{','.join(map(repr, grid.transform.to_gdal()))}</GeoTransform>"
    size = f'rasterXSize="{grid.width}" rasterYSize="{grid.height}"'
    bands = (f'<VRTRasterBand dataType="{GDAL_TYPES[dtype]}" band="{number}"/>' for number in range(1, dim + 1))
    return rasterio.open(f"<VRTDataset {size}>{srs}{place}{''.join(bands)}</VRTDataset>")


# A tile


def _open_tile(file: Path, *, scaled: bool) -> TesseraRaster:
    if file.stem.endswith(f"_{SCALES}"):
        name = file.name.replace(f"_{SCALES}", "")
        raise SourceError(f"{file.name} holds the scales of embeddings.", hint=f"Choose {name} beside it.")
    codes = _array(file)
    if codes.ndim != 3:  # noqa: PLR2004 - rows, columns and dims
        raise SourceError(
            f"{file.name} is an array of shape {codes.shape}: embeddings have rows, columns and dimensions.",
            hint="Choose a tile of TESSERA's, or a GeoTIFF.",
        )
    beside = file.with_name(f"{file.stem}_{SCALES}.npy")
    scales = _scales(beside, file.name, codes.shape) if scaled and codes.dtype.kind != "f" else None
    raster = TesseraRaster(
        str(file),
        _landmask_grid(file, *codes.shape[:2]),
        dim=codes.shape[2],
        dtype=codes.dtype.name,
        read_codes=_reader(codes),
        read_scales=None if scales is None else _reader(scales),
    )
    year = file.absolute().parent.parent.name
    if re.fullmatch(r"(?:19|20)\d\d", year):
        raster.model = f"{MODEL}, {year}"
    return raster


def _reader(array: np.ndarray) -> ReadPlanes:
    """Reads windows of an array (row, column, plane)."""
    return lambda window: np.moveaxis(
        array[window.row_off : window.row_end, window.col_off : window.col_end], 2, 0
    ).astype(array.dtype.newbyteorder("="), order="C")


def _scales(file: Path, name: str, shape: tuple[int, ...]) -> np.ndarray:
    """The scales (row, column, 1 or dim) of the codes in the file of this name and shape; raises SourceError."""
    if not file.is_file():
        raise SourceError(
            f"{name} holds codes, and {file.name}, their scales, is missing.",
            hint="Copy it there. With values “plain”, the codes are read as they are.",
        )
    scales = _array(file)
    if scales.shape not in (shape, shape[:2]):
        raise SourceError(
            f"{file.name} has shape {scales.shape}, and {name} has {shape}.",
            hint="Download both again: they belong together.",
        )
    return scales if scales.ndim == len(shape) else scales[:, :, None]


def _array(file: Path) -> Array:
    """The array of a .npy, of which nothing is read yet; raises SourceError."""
    if not file.is_file():
        raise SourceError(f"There is no file {file}.", hint="Check its name and folder.")
    try:
        array = np.load(file, mmap_mode="r", allow_pickle=False)
    except (
        ValueError,
        EOFError,
        OSError,
        ArithmeticError,
        SyntaxError,
        TokenError,
    ) as error:  # of the header's text too
        raise SourceError(
            f"{file.name} is no whole array of numbers: {error}", hint="Copy or download it again."
        ) from error
    if not isinstance(array, np.memmap) or array.dtype.name not in GDAL_TYPES:
        raise SourceError(f"{file.name} is no array of numbers that can be read.", hint="Choose a tile of TESSERA's.")
    return array


def _landmask_grid(file: Path, height: int, width: int) -> Grid:
    """The grid of the tile's landmask: beside the tile, or where geotessera keeps it; raises SourceError."""
    folders = [file.parent, *(folder / LANDMASKS for folder in list(file.absolute().parents)[:5])]
    for landmask in (folder / f"{file.stem}{suffix}" for folder in folders for suffix in (".tiff", ".tif")):
        if landmask.is_file():
            with Raster(landmask) as raster:
                grid = raster.grid
            if (grid.height, grid.width) != (height, width):
                raise SourceError(
                    f"{file.name} has {width} x {height} pixels, and {landmask.name} {grid.width} x {grid.height}.",
                    hint="Download both again: they belong together.",
                )
            return grid
    raise SourceError(
        f"Where {file.name} lies is told by its landmask, {file.stem}.tiff, which is missing.",
        hint=f"Copy it beside the array. geotessera downloads it into the folder {LANDMASKS}.",
    )


# A Zarr store


def _group_of(path: str) -> tuple[Folder, int | None] | None:
    """The Zarr group that has embeddings with scales, and the position of the year that is named.

    None for anything else; raises SourceError.
    """
    time = None
    if found := ZARR_NAME.fullmatch(path):
        array = Path(found["store"], found["array"].lstrip("/"))
        folder: Folder = LocalFolder(array.parent if array.name in (CODES, SCALES) else array)
        time = int(found["time"]) if found["time"] else None
    elif store := store_at(path):
        folder, time = store
    else:
        place = Path(path)
        try:
            if not place.is_dir() or not any((place / name).exists() for name in ZARR_FILES):
                return None
        except OSError:  # a text that is longer than a path can be, as a VRT's
            return None
        folder = LocalFolder(place.parent if place.name == CODES else place)
    if _is_group(folder):
        return folder, time
    groups = [name for name in folder.folders_with(CODES) if _is_group(folder.child(name))]
    if len(groups) > 1:
        names = ", ".join(groups)
        raise SourceError(
            f"{folder.name} holds embeddings in several zones: {names}.",
            hint=f"Choose one of its folders, for example {folder.child(groups[0])}.",
        )
    if not groups and isinstance(folder, RemoteFolder):
        state_of_store(path)  # says why it cannot be reached
        raise SourceError(
            f"No embeddings with scales are in {folder}, as far as its metadata say.",
            hint="Give the address of its group that has both.",
        )
    return (folder.child(groups[0]), time) if groups else None


def _is_group(folder: Folder) -> bool:
    return folder.has_array(CODES) and folder.has_array(SCALES)


def _open_store(path: str, group: Folder, time: int | None, *, scaled: bool) -> TesseraRaster:
    """One year of a group, the last where none is named."""
    codes, scales = ZarrArray(group.child(CODES)), ZarrArray(group.child(SCALES))
    if len(codes.shape) != 4 or scales.shape != (codes.shape[0], *codes.shape[2:]) or codes.dtype != np.int8:  # noqa: PLR2004
        raise SourceError(
            f"The arrays {CODES} {codes.shape} and {SCALES} {scales.shape} of {group.name} are not as TESSERA's are:"
            " time, band, y, x and time, y, x.",
            hint="Download the store again, or export the area as a GeoTIFF.",
        )
    years, dim, height, width = codes.shape
    time = years - 1 if time is None else time
    if not 0 <= time < years:
        raise SourceError(f"{group.name} has no year number {time}.", hint=f"Choose one from 0 to {years - 1}.")
    raster = TesseraRaster(
        path,
        _grid_of(group, height, width),
        dim=dim,
        dtype=codes.dtype.name,
        read_codes=lambda window: codes.read(_at(time), slice(None), *_sides(window))[0],
        read_scales=(lambda window: scales.read(_at(time), *_sides(window))) if scaled else None,
    )
    if group.has_array("time"):
        raster.model = f"{MODEL}, {ZarrArray(group.child('time')).read(_at(time))[0]}"
    return raster


def _at(index: int) -> slice:
    return slice(index, index + 1)


def _sides(window: Window) -> tuple[slice, slice]:
    return slice(window.row_off, window.row_end), slice(window.col_off, window.col_end)


def _grid_of(group: Folder, height: int, width: int) -> Grid:
    """Where a group lies: by its attributes, or by the middles of its pixels in x and y; raises SourceError."""
    attributes = read_header(group, V3_FILE).get("attributes")
    said = attributes if isinstance(attributes, dict) else read_header(group, ".zattrs")
    code = said.get("proj:code") or said.get("proj:wkt2")
    crs = optional_crs(code if isinstance(code, str) else None)
    place = said.get("spatial:transform")
    if isinstance(place, list) and len(place) in (6, 9) and all(isinstance(value, (int, float)) for value in place):
        transform = Affine(*place[:6])
    elif group.has_array("x") and group.has_array("y"):
        (left, dx), (top, dy) = (_first_and_step(ZarrArray(group.child(name))) for name in ("x", "y"))
        transform = Affine(dx, 0, left - dx / 2, 0, dy, top - dy / 2)
    else:
        raise SourceError(
            f"{group.name} does not tell where it lies: neither spatial:transform nor x and y are there.",
            hint="Download the store again, or export the area as a GeoTIFF.",
        )
    return Grid(crs=crs, transform=transform, width=width, height=height)


def _first_and_step(axis: ZarrArray) -> tuple[float, float]:
    """The first of a row of even coordinates, and the step between two."""
    length = axis.shape[0]
    first, last = (float(axis.read(_at(index))[0]) for index in (0, length - 1))
    return first, (last - first) / max(1, length - 1)

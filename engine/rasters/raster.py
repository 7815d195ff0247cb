"""Reading rasters by windows: pixels as float32 with a mask of what is valid, reflected beyond the edges."""

from __future__ import annotations

import os
import re
import tempfile
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, Self

import numpy as np
import rasterio
from rasterio.crs import CRS
from rasterio.enums import ColorInterp, MaskFlags
from rasterio.errors import NotGeoreferencedWarning, RasterioIOError
from rasterio.shutil import copy as copy_raster
from rasterio.windows import Window as RasterioWindow

from ..errors import ParameterError, SourceError
from .grid import Grid, Window, read_crs
from .products import SENTINEL_2_BAND

# GDAL would take a twentieth of the machine's memory. A row of chips of a wide striped raster must fit, or every strip
# is decoded once a chip.
GDAL_CACHE_MB = 192
os.environ.setdefault("GDAL_CACHEMAX", str(GDAL_CACHE_MB))
# A file must not make the engine ask the network or run a program, and a VRT or GeoJSON may name any address: so GDAL
# goes by a proxy that nobody listens at, and without the drivers that load or start something. All of this is read
# when GDAL, rasterio's or pyogrio's, is used for the first time.
os.environ.setdefault("GDAL_HTTP_PROXY", "127.0.0.1:9")
os.environ.setdefault("CPL_VSIL_CURL_ALLOWED_FILENAME", "none")
os.environ.setdefault("GDAL_SKIP", "ADBC,GPSBabel,GDALG")
WEB_DRIVERS = {"WMS", "WMTS", "WCS", "OGCAPI", "PLMOSAIC", "EEDAI"}
WEB_ADDRESS = re.compile(
    r"^([a-z0-9]+:)?[\"']?(https?|ftp|dap\d?)://|^/vsi(curl|s3|gs|az|adls|oss|swift|webhdfs|hdfs)"
    r"|[?&]?\b(type=xyz|service=w[mc]s|contextualWMSLegend)",
    re.IGNORECASE,
)
# What a band that says what is valid may be called. One with another name is data: GDAL takes the fourth band of a
# photograph for alpha, and in aerial images it is near infrared.
ALPHA_NAME = re.compile(r".*(?:alpha|mask|opacity|transparen|valid).*|(?:band|layer)?[ _-]?\d*", re.IGNORECASE)
# Encoders multiply in float32, and beyond this a square overflows. Larger numbers are fill values that many files do
# not declare, or only about: -3.4e38, 9.97e36, 1e20.
LARGEST_VALUE = 1e19
# rasterio's name of a dtype that numpy has no plain counterpart for, or that has no order
COMPLEX_DTYPES = {"complex64", "complex128", "complex_int16"}


@dataclass(frozen=True, kw_only=True)
class Band:
    """One band as the file describes it; ``number`` counts from 1."""

    number: int
    name: str
    dtype: str
    nodata: float | None
    colour: str  # its colour interpretation: red, gray, alpha, ...

    @property
    def is_alpha(self) -> bool:
        """Whether it is an alpha band, which marks valid pixels."""
        return self.colour == ColorInterp.alpha.name


class SceneMask(Protocol):
    """A mask on a grid: True where a pixel is used."""

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes that are masked out, by number or word; empty for polygons."""

    @property
    def sentence(self) -> str:
        """What is masked out, as a sentence."""

    def read(self, window: Window) -> np.ndarray:
        """The window's mask (row, column)."""

    def close(self) -> None:
        """Close the file."""


class Raster:
    """A raster open for reading, by one thread at a time."""

    def __init__(self, path: str | Path, dataset: rasterio.DatasetReader | None = None) -> None:
        self.path = str(path)
        self._dataset = dataset or open_dataset(self.path)
        dataset = self._dataset
        if dataset.count == 0:
            reason = _no_bands(self.path, dataset.subdatasets)
            dataset.close()
            raise reason
        self.grid = Grid(crs=dataset.crs, transform=dataset.transform, width=dataset.width, height=dataset.height)
        self.own_crs: CRS | None = dataset.crs
        self.driver: str = dataset.driver
        self.scales: tuple[float, ...] = dataset.scales
        self.offsets: tuple[float, ...] = dataset.offsets
        self.bands = tuple(
            Band(
                number=number,
                name=dataset.descriptions[number - 1] or "",
                dtype=dataset.dtypes[number - 1],
                nodata=nodata_of(self.path, dataset, number),
                colour=dataset.colorinterp[number - 1].name,
            )
            for number in dataset.indexes
        )
        flags = dataset.mask_flag_enums[0]
        # A mask in the file, or an alpha band, says for all bands at once what is valid.
        self._has_own_mask = MaskFlags.per_dataset in flags
        # GDAL forgets the alpha band of a file that has a nodata value as well.
        alphas = [band.number for band in self.bands if band.is_alpha]
        self._alpha = alphas[0] if alphas and not self._has_own_mask and len(alphas) < len(self.bands) else None

    def __enter__(self) -> Self:
        """The raster itself; it is closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._dataset.close()

    def file_of(self, band_number: int) -> tuple[str, int]:
        """The file that a band is read from, and the band's number there."""
        return self.path, band_number

    def given_crs(self, text: str | None) -> CRS | None:
        """The CRS of given points: the named CRS, else the files' own, before resampling.

        Raises ParameterError.
        """
        return read_crs(text) if text else self.own_crs

    @property
    def masks(self) -> Sequence[SceneMask]:
        """The masks of polygons or classes; a single file has none."""
        return []

    @property
    def names(self) -> str:
        """The file names, which may name the product."""
        return Path(self.path).name

    def tags(self, band_number: int = 0, namespace: str | None = None) -> dict[str, str]:
        """The file's metadata, or a band's (``band_number`` from 1)."""
        return dict(self._dataset.tags(band_number, ns=namespace))

    @property
    def data_band_numbers(self) -> list[int]:
        """Numbers of all bands that hold data, so without alpha."""
        return [band.number for band in self.bands if not band.is_alpha] or [band.number for band in self.bands]

    def checked_bands(self, numbers: Sequence[int] | None) -> list[int]:
        """The band numbers to read, all data bands by default; raises ParameterError for one that is not there."""
        if not numbers:
            numbers = self.data_band_numbers
        for number in numbers:
            if not 1 <= number <= len(self.bands):
                raise ParameterError(
                    f"The raster has no band {number}.", hint=f"Choose bands from 1 to {len(self.bands)}."
                )
        for number in numbers:
            if self.bands[number - 1].dtype in COMPLEX_DTYPES:
                raise SourceError(f"Band {number} holds complex numbers.", hint="Compute its amplitude or power first.")
        return list(numbers)

    def read(self, window: Window, band_numbers: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
        """Pixels (band, row, column) float32 and mask (row, column) of a window that may reach past the edges.

        Beyond the raster's edges the pixels are its reflection, and the mask is False there. Values that are not
        valid are NaN in all bands. Raises SourceError.
        """
        inside = window.intersection(self.grid.whole)
        if inside is None:
            # Nothing to reflect here: a shifted chip that lies wholly beyond the edge.
            shape = (window.height, window.width)
            return np.full((len(band_numbers), *shape), np.nan, np.float32), np.zeros(shape, bool)
        stored, mask = self.read_stored(inside, band_numbers)
        with np.errstate(over="ignore"):  # a float64 that is too large is masked
            pixels = stored.astype(np.float32)
        pixels[:, ~mask] = np.nan
        if inside == window:
            return pixels, mask
        rows = _reflected(window.row_off, window.height, inside.row_off, inside.height)
        cols = _reflected(window.col_off, window.width, inside.col_off, inside.width)
        padded = np.zeros((window.height, window.width), bool)
        top, left = inside.row_off - window.row_off, inside.col_off - window.col_off
        padded[top : top + inside.height, left : left + inside.width] = mask
        return pixels[:, rows[:, None], cols], padded

    def read_stored(self, window: Window, band_numbers: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
        """Stored values (band, row, column) and mask (row, column) of a window inside it; raises SourceError."""
        stored, mask = self.read_masked(window, band_numbers)
        return stored, mask & valid_pixels(stored, [self.bands[number - 1].nodata for number in band_numbers])

    def read_masked(self, window: Window, band_numbers: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
        """As ``read_stored``, with only the file's mask or alpha band: nodata is ignored."""
        area = RasterioWindow(*window)
        try:
            stored = self._read_bands(band_numbers, area)
            mask = np.ones(stored.shape[1:], bool)
            if self._has_own_mask:
                mask &= self._dataset.read_masks(1, window=area) > 0
            if self._alpha:
                mask &= self._dataset.read(self._alpha, window=area) > 0
        except RasterioIOError as error:
            raise SourceError(
                f"{Path(self.path).name} cannot be read at column {window.col_off}, row {window.row_off}: {error}",
                hint="The file may be damaged or incomplete: copy or download it again.",
            ) from error
        return stored, mask

    def _read_bands(self, band_numbers: Sequence[int], area: RasterioWindow) -> np.ndarray:
        """Stored values (band, row, column); bands of different dtypes (in a VRT) in their common dtype."""
        if len({self.bands[number - 1].dtype for number in band_numbers}) == 1:
            stored: np.ndarray = self._dataset.read(list(band_numbers), window=area)
            return stored
        return np.stack([self._dataset.read(number, window=area) for number in band_numbers])


def nodata_of(path: str, dataset: rasterio.DatasetReader, number: int) -> float | None:
    """A band's nodata value as its file says, or Sentinel-2's specification for files that do not say so."""
    nodata: float | None = dataset.nodatavals[number - 1]
    is_sentinel_2 = path.startswith("SENTINEL2_L") or SENTINEL_2_BAND.search(Path(path).name)
    return 0.0 if nodata is None and dataset.dtypes[number - 1] == "uint16" and is_sentinel_2 else nodata


def valid_pixels(stored: np.ndarray, nodata: Sequence[float | None]) -> np.ndarray:
    """Mask (row, column) of ``stored`` (band, row, column): finite in every band, and not nodata.

    A nodata value in one band spoils the pixel. Zero in an unsigned integer is different: dark water is 0 in some
    bands of many scenes whose nodata is 0, so there the pixel is invalid only where all bands are 0.
    """
    mask = np.ones(stored.shape[1:], bool)
    if np.issubdtype(stored.dtype, np.floating):
        mask &= (np.abs(stored) <= LARGEST_VALUE).all(axis=0)
    zero_is_nodata = [value == 0 and np.issubdtype(stored.dtype, np.unsignedinteger) for value in nodata]
    for band, value, is_zero in zip(stored, nodata, zero_is_nodata, strict=True):
        if value is not None and not np.isnan(value) and not is_zero:
            mask &= band != np.asarray(value).astype(stored.dtype)
    if any(zero_is_nodata):
        # A choice of bands is a copy, and an embedding has a thousand of them.
        mask &= (stored if all(zero_is_nodata) else stored[zero_is_nodata]).any(axis=0)
    return mask


def open_dataset(path: str) -> rasterio.DatasetReader:
    """The file as rasterio's dataset; raises SourceError with what is wrong with it."""
    if WEB_ADDRESS.search(path):
        raise SourceError(
            "The layer is a web service.", hint="Export the part that you need to a GeoTIFF, and choose that file."
        )
    # A path of GDAL's own ("NETCDF:...", "/vsizip/...") names no file that could be looked up.
    if not re.match(r"^/vsi|^[A-Za-z0-9_]{2,}:|^<", path) and not os.path.lexists(path):
        raise SourceError(f"There is no file {path}.", hint="Check its name and folder.")
    try:
        with warnings.catch_warnings():
            # A raster without georeference is fine here: its coordinates are then pixels.
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            dataset = rasterio.open(path)
    except RasterioIOError as error:
        raise SourceError(
            f"{Path(path).name} is not a raster that can be read.",
            hint="Choose a GeoTIFF or another raster that GDAL reads.",
        ) from error
    if dataset.driver in WEB_DRIVERS:
        dataset.close()
        raise SourceError(
            "The layer is a web service.", hint="Export the part that you need to a GeoTIFF, and choose that file."
        )
    return _with_its_alphas(dataset)


def _with_its_alphas(dataset: rasterio.DatasetReader) -> rasterio.DatasetReader:
    """The dataset, without the alpha of bands whose names say that they are data."""
    is_alpha = [colour is ColorInterp.alpha for colour in dataset.colorinterp]
    is_data = [
        alpha and not ALPHA_NAME.fullmatch(name or "")
        for alpha, name in zip(is_alpha, dataset.descriptions, strict=True)
    ]
    if not any(is_data):
        return dataset
    # GDAL's warper and masks go by the colour interpretation, which cannot be changed in a file that is only read.
    with dataset, tempfile.TemporaryDirectory() as folder:
        shown = Path(folder) / "shown.vrt"
        copy_raster(dataset, str(shown), driver="VRT")
        text = shown.read_text("utf-8")
    keeps = iter(not data for alpha, data in zip(is_alpha, is_data, strict=True) if alpha)
    return rasterio.open(re.sub("<ColorInterp>Alpha</ColorInterp>", lambda found: found[0] * next(keeps), text))


def _no_bands(path: str, subdatasets: Sequence[str]) -> SourceError:
    """Why a raster without bands of its own cannot be used."""
    if subdatasets:
        return SourceError(
            f"{Path(path).name} holds {len(subdatasets)} rasters in one file.",
            hint=f"Choose one of them, for example {subdatasets[0]}",
        )
    return SourceError(f"{Path(path).name} has no bands.", hint="Choose a raster that has some.")


def _reflected(start: int, length: int, inside_start: int, inside_length: int) -> np.ndarray:
    """For each of ``length`` positions from ``start``, the index inside of a stretch that mirrors at its edges."""
    positions = np.arange(start - inside_start, start - inside_start + length)
    folded = positions % (2 * inside_length)
    return np.where(folded < inside_length, folded, 2 * inside_length - 1 - folded)

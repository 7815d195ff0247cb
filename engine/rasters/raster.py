"""Reading rasters by windows: pixels as float32 with a mask of what is valid, reflected beyond the edges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol, Self

import numpy as np
import rasterio
from rasterio.crs import CRS
from rasterio.enums import ColorInterp, MaskFlags
from rasterio.windows import Window as RasterioWindow

from ..errors import ParameterError, SourceError
from ..scenes.classifications import ClassBands, class_bands
from .bands import band_names, is_grey_ramp, nodata_values, notes_on, own_bands
from .dataset import grid_of, open_dataset, readable
from .grid import Window, read_crs

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

    def has_overview(self, shape: tuple[int, int]) -> bool:
        """Whether the whole grid's mask is there in so many rows and columns."""

    def read_overview(self, shape: tuple[int, int]) -> np.ndarray:
        """The whole grid's mask in so many rows and columns."""

    def close(self) -> None:
        """Close the file."""


class Raster:
    """A raster open for reading, by one thread at a time.

    ``items`` are the STAC item and the asset of each file that an item names, ``about`` sentences on them.
    """

    items: Mapping[str, tuple[Mapping[str, Any], Mapping[str, Any]]] = MappingProxyType({})
    about: tuple[str, ...] = ()

    def __init__(self, path: str | Path, dataset: rasterio.DatasetReader | None = None) -> None:
        self.path = str(path)
        self._dataset = dataset or open_dataset(self.path)
        try:
            with readable(self.path):
                self._read_header(self._dataset)
        except BaseException:
            self._dataset.close()
            raise

    def _read_header(self, dataset: rasterio.DatasetReader) -> None:
        """Read what the file says of itself and of its bands; raises SourceError or GridError."""
        if dataset.count == 0:
            raise _no_bands(self.path, dataset.subdatasets)
        self.grid = grid_of(dataset)
        self.own_crs: CRS | None = dataset.crs
        self.driver: str = dataset.driver
        self.scales: tuple[float, ...] = dataset.scales
        self.offsets: tuple[float, ...] = dataset.offsets
        # Each of these is a list of all bands, made anew at every access.
        names, dtypes = band_names(dataset), dataset.dtypes
        colours = [
            ColorInterp.gray if colour is ColorInterp.palette and is_grey_ramp(dataset, number) else colour
            for number, colour in enumerate(dataset.colorinterp, start=1)
        ]
        nodata = nodata_values(self.path, dataset)
        every = tuple(
            Band(number=number, name=name, dtype=dtype, nodata=value, colour=colour.name)
            for number, name, dtype, value, colour in zip(dataset.indexes, names, dtypes, nodata, colours, strict=True)
        )
        self.bands = every[: len(own_bands(dataset))]
        # A mask in the file says for all bands at once what is valid. An alpha band does, unless it is read as data;
        # GDAL forgets it where there is a nodata value as well.
        flags = dataset.mask_flag_enums[0]
        self._has_own_mask = MaskFlags.per_dataset in flags and MaskFlags.alpha not in flags
        alphas = [band.number for band in every if band.is_alpha]
        self._alpha = alphas[0] if alphas and not self._has_own_mask and len(alphas) < len(every) else None

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
    def notes(self) -> list[str]:
        """Sentences on what is read otherwise than the file says, and on what is left out."""
        return [*self.about, *self._notes_on_file, *self.notes_on_classes()]

    # Once for a file: a thousand bands take milliseconds, and a click asks for it.
    @cached_property
    def _notes_on_file(self) -> list[str]:
        with readable(self.path):
            return notes_on(self._dataset)

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
        with readable(self.path):
            return dict(self._dataset.tags(band_number, ns=namespace))

    @cached_property
    def class_bands(self) -> list[ClassBands]:
        """The bands that hold a known classification, such as Sentinel-2's SCL; none where all bands would."""
        found = class_bands([band.name for band in self.bands])
        return found if sum(len(each.numbers) for each in found) < len(self.bands) else []

    def notes_on_classes(self) -> list[str]:
        """A sentence on each classification among the bands that no mask is made of."""
        return [
            f"Not looked at, unless it is chosen: {found.title}. It tells of clouds, which “Leave out the scene's own "
            "clouds” leaves out by it."
            for found in self.class_bands
            if not any(found.title in mask.sentence for mask in self.masks)
        ]

    @property
    def block_shape(self) -> tuple[int, int]:
        """Height and width in pixels of what is decoded at once."""
        height, width = self._dataset.block_shapes[0]
        return height, width

    @cached_property
    def data_band_numbers(self) -> list[int]:
        """Numbers of all bands that hold data, so without alpha and without a known classification."""
        classes = {number for found in self.class_bands for number in found.numbers.values()}
        every = [band.number for band in self.bands]
        return [band.number for band in self.bands if not band.is_alpha and band.number not in classes] or every

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
            if self.bands[number - 1].colour == ColorInterp.palette.name:
                raise SourceError(
                    f"The numbers of band {number} stand for colours of a table.",
                    hint="Expand it to red, green and blue first (Raster > Conversion > PCT to RGB).",
                )
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
        pixels, mask = self._in_float(*self.read_stored(inside, band_numbers))
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
        return stored, mask & self._valid(stored, band_numbers)

    def read_masked(self, window: Window, band_numbers: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
        """As ``read_stored``, with only the file's mask or alpha band: nodata is ignored."""
        return self.read_masked_as(window, band_numbers, (window.height, window.width))

    def read_masked_as(
        self, window: Window, band_numbers: Sequence[int], shape: tuple[int, int]
    ) -> tuple[np.ndarray, np.ndarray]:
        """As ``read_masked``, of so many rows and columns: those of an overview, where one has as many."""
        area = RasterioWindow(*window)
        with readable(self.path, lambda why: self._damaged_at(window, why)):
            stored = self._read_bands(band_numbers, area, shape)
            mask = np.ones(shape, bool)
            if self._has_own_mask:
                mask &= self._dataset.read_masks(1, window=area, out_shape=shape) > 0
            if self._alpha and self._alpha not in band_numbers:
                mask &= self._dataset.read(self._alpha, window=area, out_shape=shape) > 0
        return stored, mask

    @property
    def overview_shapes(self) -> list[tuple[int, int]]:
        """Rows and columns of the overviews inside the file, of a GeoTIFF.

        Those in a file beside it do not count: of a remote file they are not seen.
        """
        dataset = self._dataset
        with readable(self.path):
            if dataset.driver != "GTiff" or any(file.lower().endswith(".ovr") for file in dataset.files):
                return []
            return [(-(-dataset.height // factor), -(-dataset.width // factor)) for factor in dataset.overviews(1)]

    def read_overview(self, shape: tuple[int, int], band_numbers: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
        """Pixels (band, row, column) float32, NaN where not valid, and mask of the overview of this shape."""
        stored, mask = self.read_masked_as(self.grid.whole, band_numbers, shape)
        return self._in_float(stored, mask & self._valid(stored, band_numbers))

    def _valid(self, stored: np.ndarray, band_numbers: Sequence[int]) -> np.ndarray:
        return valid_pixels(stored, [self.bands[number - 1].nodata for number in band_numbers])

    @staticmethod
    def _in_float(stored: np.ndarray, mask: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        with np.errstate(over="ignore"):  # a float64 that is too large is masked
            pixels = stored.astype(np.float32)
        pixels[:, ~mask] = np.nan
        return pixels, mask

    def _damaged_at(self, window: Window, why: str) -> SourceError:
        return SourceError(
            f"{Path(self.path).name} cannot be read at column {window.col_off}, row {window.row_off}: {why}",
            hint="The file may be damaged or incomplete: copy or download it again. Of a VRT, its source files may "
            "have moved.",
        )

    def _read_bands(self, band_numbers: Sequence[int], area: RasterioWindow, shape: tuple[int, int]) -> np.ndarray:
        """Stored values (band, row, column); bands of different dtypes (in a VRT) in their common dtype."""
        if len({self.bands[number - 1].dtype for number in band_numbers}) == 1:
            every = (len(band_numbers), *shape)
            stored: np.ndarray = self._dataset.read(list(band_numbers), window=area, out_shape=every)
            return stored
        return np.stack([self._dataset.read(number, window=area, out_shape=shape) for number in band_numbers])


def valid_pixels(stored: np.ndarray, nodata: Sequence[float | None]) -> np.ndarray:
    """Mask (row, column) of ``stored`` (band, row, column): finite in every band, and not nodata.

    A nodata value in one band spoils the pixel. Zero in an unsigned integer is different: dark water is 0 in some
    bands of many scenes whose nodata is 0, so there the pixel is invalid only where all bands are 0.
    """
    mask = np.ones(stored.shape[1:], bool)
    if np.issubdtype(stored.dtype, np.floating):
        for band in stored:  # one by one, as all at once would take their memory twice
            mask &= np.abs(band) <= LARGEST_VALUE
    zero_is_nodata = [value == 0 and np.issubdtype(stored.dtype, np.unsignedinteger) for value in nodata]
    for band, value, is_zero in zip(stored, nodata, zero_is_nodata, strict=True):
        if value is not None and not np.isnan(value) and not is_zero:
            mask &= band != np.asarray(value).astype(stored.dtype)
    if any(zero_is_nodata):
        # A choice of bands is a copy, and an embedding has a thousand of them.
        mask &= (stored if all(zero_is_nodata) else stored[zero_is_nodata]).any(axis=0)
    return mask


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

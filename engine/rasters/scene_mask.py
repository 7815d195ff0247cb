"""Masks of a scene: pixels inside polygons, or of some classes of a classification, are masked out."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from affine import Affine
from rasterio.crs import CRS
from rasterio.enums import Resampling
from rasterio.features import rasterize
from rasterio.vrt import WarpedVRT
from rasterio.windows import Window as RasterioWindow

from ..errors import ParameterError, SourceError
from ..scenes.classifications import Classification, class_bands
from .bands import band_names
from .dataset import grid_of, open_dataset, readable
from .grid import Grid, Window
from .raster import Raster, SceneMask
from .shapes import read_shapes

RASTER_SUFFIXES = {".tif", ".tiff", ".vrt", ".jp2", ".img", ".asc"}
SAME_WORDS = {"shadow": "cloud shadow", "adjacent": "dilated cloud", "nodata": "fill", "no data": "fill", "ice": "snow"}


def open_mask(
    path: str,
    classes: tuple[str, ...],
    grid: Grid,
    *,
    band_number: int | None = None,
    crs: CRS | None = None,
) -> SceneMask:
    """The mask on the grid; raises SourceError or ParameterError.

    ``band_number`` is a band of the classification in a file that has others too; ``crs`` stands for the file's own.
    """
    if band_number is not None or Path(path).suffix.lower() in RASTER_SUFFIXES:
        return ClassMask(path, classes, grid, band_number=band_number, crs=crs)
    if classes:
        raise ParameterError(
            "Classes can be left out of a raster only.", hint="Leave them out for a layer of polygons."
        )
    return PolygonMask(path, grid)


class ClassMask:
    """A classification, such as Sentinel-2's SCL or Landsat's QA_PIXEL, of which some classes are masked out."""

    def __init__(
        self,
        path: str,
        classes: tuple[str, ...],
        grid: Grid,
        *,
        band_number: int | None = None,
        crs: CRS | None = None,
    ) -> None:
        self._path = path
        self._grid = grid
        self._dataset = open_dataset(path, colour_table=False, crs=crs)
        with ExitStack() as refused, readable(path):
            refused.callback(self._dataset.close)
            name = Path(path).name
            every = class_bands(band_names(self._dataset), Path(path).stem)
            found = next((one for one in every if band_number in (None, *one.numbers.values())), None)
            known = found.known if found else None
            self._layers = found.numbers if found else {0: 1}
            self.classes = _words(classes, known)
            self._numbers = [number for word in self.classes for number in _numbers_of(word, known, name)]
            self._is_bits = known is not None and known.is_bits
            if found and self._dataset.count > len(self._layers):
                name = f"{found.title} of {name}"
            else:
                name += f" ({known.title})" if known else ""
            self.sentence = f"Left out: {', '.join(self.classes)} of {name}."
            self._on_grid: Any = self._placed_on(grid)
            refused.pop_all()

    def _placed_on(self, grid: Grid) -> Any:
        """The dataset on the grid; raises SourceError."""
        own = grid_of(self._dataset)
        if (own.width, own.height) == (grid.width, grid.height) and own == grid:
            return self._dataset
        if self._dataset.crs is None or grid.crs is None:
            raise SourceError("The mask or the raster has no coordinate system.", hint="Assign one to both.")
        return WarpedVRT(
            self._dataset,
            crs=grid.crs,
            transform=grid.transform,
            width=grid.width,
            height=grid.height,
            resampling=Resampling.nearest,  # classes have no in-between
        )

    def read(self, window: Window) -> np.ndarray:
        """True (row, column) where the window's pixels are to be used; raises SourceError."""
        area = RasterioWindow(*window)
        return self._used(lambda number: self._on_grid.read(number, window=area))

    def has_overview(self, shape: tuple[int, int]) -> bool:
        """Whether the file covers the grid, and has an overview of so many rows and columns."""
        own = grid_of(self._dataset)
        is_same = own.crs == self._grid.crs and np.allclose(own.bounds, self._grid.bounds)
        return is_same and shape in Raster(self._path, self._dataset).overview_shapes

    def read_overview(self, shape: tuple[int, int]) -> np.ndarray:
        """The whole grid's mask in so many rows and columns."""
        return self._used(lambda number: self._dataset.read(number, out_shape=shape))

    def _used(self, read: Callable[[int], np.ndarray]) -> np.ndarray:
        name = Path(self._path).name
        with readable(
            self._path, lambda why: SourceError(f"The mask {name} cannot be read: {why}", hint="Copy it again.")
        ):
            layers = {layer: read(number) for layer, number in self._layers.items()}
        if len(layers) > 1:
            out = [layers[number] > 0 for number in self._numbers if number in layers]
            return ~np.any([np.zeros(next(iter(layers.values())).shape, bool), *out], axis=0)
        (values,) = layers.values()
        if self._is_bits:
            bits = sum(1 << bit for bit in self._numbers)
            used: np.ndarray = np.nan_to_num(values).astype(np.int64) & bits == 0
            return used
        return ~np.isin(values, self._numbers)

    def close(self) -> None:
        """Close the file."""
        self._on_grid.close()
        self._dataset.close()


def _words(classes: tuple[str, ...], known: Classification | None) -> tuple[str, ...]:
    """The classes to mask out, the clouds of a known product by default; raises ParameterError."""
    if not classes and known is None:
        raise ParameterError(
            "The mask is a raster, and no classes to leave out are given.",
            hint="Give their numbers, for example 3,8,9,10. Of files called as SCL or QA_PIXEL, the clouds are known.",
        )
    return tuple(map(_word, classes)) or (known.clouds if known else ())


def _numbers_of(word: str, known: Classification | None, name: str) -> tuple[int, ...]:
    is_number = re.fullmatch(r"\d+", word) is not None
    if is_number and (known is None or not known.is_bits):
        return (int(word),)
    if known is None:
        raise ParameterError(
            f"What {word!r} is in {name} cannot be known.",
            hint="Give the numbers of its classes. Words are known of files called as SCL, QA_PIXEL or Fmask.",
        )
    if is_number:
        raise ParameterError(
            f"The numbers of {known.title} are sums of several facts, so {word} is no class of it.",
            hint=f"Choose of: {', '.join(known.words)}.",
        )
    if word not in known.words:
        raise ParameterError(f"{known.title} has no {word!r}.", hint=f"It has: {', '.join(known.words)}.")
    return known.words[word]


def _word(text: str) -> str:
    """One word for what may be written in several ways: "Cloud_Shadows" is a cloud shadow."""
    plain = re.sub(r"[\s_-]+", " ", text.strip().lower())
    plain = plain.removesuffix("s") if plain.endswith(("clouds", "shadows")) else plain
    return SAME_WORDS.get(plain, plain)


class PolygonMask:
    """Polygons whose inside is left out."""

    def __init__(self, path: str, grid: Grid) -> None:
        # A window burns only what is near it: there may be thousands of clouds.
        self._shapes = shapely.STRtree(read_shapes(path, grid))
        self._grid = grid
        self.classes: tuple[str, ...] = ()
        self.sentence = f"Left out: the inside of the polygons of {Path(path).name}."

    def read(self, window: Window) -> np.ndarray:
        """The window's mask (row, column)."""
        return self._outside(self._grid.part(window))

    def has_overview(self, _shape: tuple[int, int]) -> bool:
        """Polygons have every size."""
        return True

    def read_overview(self, shape: tuple[int, int]) -> np.ndarray:
        """The whole grid's mask in so many rows and columns."""
        height, width = shape
        transform = self._grid.transform @ Affine.scale(self._grid.width / width, self._grid.height / height)
        return self._outside(replace(self._grid, transform=transform, width=width, height=height))

    def _outside(self, part: Grid) -> np.ndarray:
        near = self._shapes.geometries[self._shapes.query(shapely.box(*part.bounds))]
        if not near.size:
            return np.ones((part.height, part.width), bool)
        burnt = rasterize(
            ((shape, 1) for shape in near),
            out_shape=(part.height, part.width),
            transform=part.transform,
            dtype=np.uint8,
        )
        return burnt == 0

    def close(self) -> None:
        """Nothing to close: the polygons are in memory."""

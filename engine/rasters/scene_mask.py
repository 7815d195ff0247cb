"""Masks of a scene: pixels inside polygons, or of some classes of a classification, are masked out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from rasterio.enums import Resampling
from rasterio.features import rasterize
from rasterio.vrt import WarpedVRT
from rasterio.windows import Window as RasterioWindow

from ..errors import ParameterError, SourceError
from .dataset import RASTER_ERRORS, band_names, open_dataset, readable, reason
from .grid import Grid, Window
from .raster import SceneMask
from .shapes import read_shapes

RASTER_SUFFIXES = {".tif", ".tiff", ".vrt", ".jp2", ".img", ".asc"}


@dataclass(frozen=True, kw_only=True)
class Classification:
    """The values of a known product: for each word its class numbers, or its bits if ``is_bits``.

    ``clouds`` are the words that are masked by default.
    """

    title: str
    pattern: re.Pattern[str]  # of a file's name without its suffix, or of its band's
    words: Mapping[str, tuple[int, ...]]
    clouds: tuple[str, ...]
    is_bits: bool = False


KNOWN = (
    Classification(
        title="Sentinel-2's SCL",
        pattern=re.compile(r"(?:.*_)?SCL(?:_\d\dm)?", re.IGNORECASE),
        # Sentinel-2 products specification, scene classification
        words={
            "fill": (0,),
            "saturated": (1,),
            "dark": (2,),
            "cloud shadow": (3,),
            "vegetation": (4,),
            "bare": (5,),
            "water": (6,),
            "unclassified": (7,),
            "cloud": (8, 9),
            "cirrus": (10,),
            "snow": (11,),
        },
        clouds=("cloud", "cloud shadow", "cirrus"),
    ),
    Classification(
        title="Landsat's QA_PIXEL",
        pattern=re.compile(r"(?:.*_)?QA_PIXEL", re.IGNORECASE),
        # Landsat 8-9 Collection 2 Level 2 Science Product Guide, table 6-3; Landsat 4-7 have no cirrus
        words={
            "fill": (0,),
            "dilated cloud": (1,),
            "cirrus": (2,),
            "cloud": (3,),
            "cloud shadow": (4,),
            "snow": (5,),
            "clear": (6,),
            "water": (7,),
        },
        clouds=("dilated cloud", "cirrus", "cloud", "cloud shadow"),
        is_bits=True,
    ),
    Classification(
        title="HLS's Fmask",
        pattern=re.compile(r"(?:.*\.)?Fmask", re.IGNORECASE),
        # HLS Product User Guide 2.0, table 9
        words={"cloud": (1,), "dilated cloud": (2,), "cloud shadow": (3,), "snow": (4,), "water": (5,)},
        clouds=("cloud", "dilated cloud", "cloud shadow"),
        is_bits=True,
    ),
)
SAME_WORDS = {"shadow": "cloud shadow", "adjacent": "dilated cloud", "nodata": "fill", "no data": "fill", "ice": "snow"}


def open_mask(path: str, classes: tuple[str, ...], grid: Grid) -> SceneMask:
    """The mask on the grid; raises SourceError or ParameterError."""
    if Path(path).suffix.lower() in RASTER_SUFFIXES:
        return ClassMask(path, classes, grid)
    if classes:
        raise ParameterError(
            "Classes can be left out of a raster only.", hint="Leave them out for a layer of polygons."
        )
    return PolygonMask(path, grid)


class ClassMask:
    """A classification, such as Sentinel-2's SCL or Landsat's QA_PIXEL, of which some classes are masked out."""

    def __init__(self, path: str, classes: tuple[str, ...], grid: Grid) -> None:
        self._path = path
        self._dataset = open_dataset(path, colour_table=False)
        with ExitStack() as refused, readable(path):
            refused.callback(self._dataset.close)
            names = (Path(path).stem, *filter(None, band_names(self._dataset)[:1]))
            known = next((each for each in KNOWN if any(map(each.pattern.fullmatch, names))), None)
            self.classes = _words(classes, known)
            self._numbers = [number for word in self.classes for number in _numbers_of(word, known, Path(path).name)]
            self._is_bits = known is not None and known.is_bits
            of_known = f" ({known.title})" if known else ""
            self.sentence = f"Left out: {', '.join(self.classes)} of {Path(path).name}{of_known}."
            if self._dataset.crs is None or grid.crs is None:
                raise SourceError("The mask or the raster has no coordinate system.", hint="Assign one to both.")
            self._on_grid: Any = WarpedVRT(
                self._dataset,
                crs=grid.crs,
                transform=grid.transform,
                width=grid.width,
                height=grid.height,
                resampling=Resampling.nearest,  # classes have no in-between
            )
            refused.pop_all()

    def read(self, window: Window) -> np.ndarray:
        """True (row, column) where the window's pixels are to be used; raises SourceError."""
        try:
            values = self._on_grid.read(1, window=RasterioWindow(*window))
        except RASTER_ERRORS as error:
            raise SourceError(
                f"The mask {Path(self._path).name} cannot be read: {reason(error)}", hint="Copy it again."
            ) from error
        if self._is_bits:
            bits = sum(1 << bit for bit in self._numbers)
            used: np.ndarray = values.astype(np.int64) & bits == 0
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
        part = self._grid.part(window)
        near = self._shapes.geometries[self._shapes.query(shapely.box(*part.bounds))]
        if not near.size:
            return np.ones((window.height, window.width), bool)
        burnt = rasterize(
            ((shape, 1) for shape in near),
            out_shape=(window.height, window.width),
            transform=part.transform,
            dtype=np.uint8,
        )
        return burnt == 0

    def close(self) -> None:
        """Nothing to close: the polygons are in memory."""

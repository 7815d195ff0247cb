"""What is left out of a scene: the inside of polygons, or the pixels of some classes."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

import numpy as np
import shapely
from rasterio.enums import Resampling
from rasterio.errors import RasterioIOError
from rasterio.features import rasterize
from rasterio.vrt import WarpedVRT
from rasterio.windows import Window as RasterioWindow

from .errors import ParameterError, SourceError
from .grid import Grid, Window
from .places import read_shapes
from .raster import open_dataset

RASTER_SUFFIXES = {".tif", ".tiff", ".vrt", ".jp2", ".img", ".asc"}


class SceneMask(Protocol):
    """Says which pixels of a grid are to be used."""

    def read(self, window: Window) -> np.ndarray:
        """True (row, column) where the window's pixels are to be used."""

    def close(self) -> None:
        """Close the file."""


def open_mask(path: str, classes: tuple[int, ...], grid: Grid) -> SceneMask:
    """The mask on the grid; raises SourceError or ParameterError."""
    if Path(path).suffix.lower() in RASTER_SUFFIXES:
        return ClassMask(path, classes, grid)
    if classes:
        raise ParameterError(
            "Classes can be left out of a raster only.", hint="Leave them out for a layer of polygons."
        )
    return PolygonMask(path, grid)


class ClassMask:
    """A classification, such as Sentinel-2's SCL, of which some classes are left out."""

    def __init__(self, path: str, classes: tuple[int, ...], grid: Grid) -> None:
        if not classes:
            raise ParameterError(
                "The mask is a raster, and no classes to leave out are given.",
                hint="Give their numbers, for example 3,8,9,10 for the clouds and shadows of Sentinel-2's SCL.",
            )
        self._path = path
        self._classes = classes
        self._dataset = open_dataset(path)
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

    def read(self, window: Window) -> np.ndarray:
        """True (row, column) where the window's pixels are to be used; raises SourceError."""
        try:
            values = self._on_grid.read(1, window=RasterioWindow(*window))
        except RasterioIOError as error:
            raise SourceError(
                f"The mask {Path(self._path).name} cannot be read: {error}", hint="Copy it again."
            ) from error
        return ~np.isin(values, self._classes)

    def close(self) -> None:
        """Close the file."""
        self._on_grid.close()
        self._dataset.close()


class PolygonMask:
    """Polygons whose inside is left out."""

    def __init__(self, path: str, grid: Grid) -> None:
        shapes = [shapely.geometry.shape(shape) for shape in read_shapes(path, grid.crs)]
        # A window burns only what is near it: there may be thousands of clouds.
        self._shapes = shapely.STRtree([shape for shape in shapes if not shape.is_empty])
        self._grid = grid

    def read(self, window: Window) -> np.ndarray:
        """True (row, column) where the window's pixels are to be used."""
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
        """Nothing is open."""

"""Grids of pixels and patches, and the windows and chips on them; pure arithmetic, no reading."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import rasterio
from affine import Affine
from rasterio._err import CPLE_BaseError
from rasterio.crs import CRS
from rasterio.errors import CRSError
from rasterio.warp import transform as reproject_points
from rasterio.warp import transform_bounds

from ..bounds import Bounds
from ..errors import GridError, OutsideError, ParameterError
from ..ground import map_scale, metres_per_degree

# In the units of any CRS. Beyond, PROJ turns around the Earth one by one: at 1e18 metres of Web Mercator for a minute,
# at the null of a Shapefile, -1.8e308, for ever.
FARTHEST = 1e11
EDGE = 1e-6  # pixels by which rounding may move a place off the outline


class Window(NamedTuple):
    """A rectangle of a grid's pixels; it may reach past the grid's edges."""

    col_off: int
    row_off: int
    width: int
    height: int

    @property
    def col_end(self) -> int:
        """The first column after the window."""
        return self.col_off + self.width

    @property
    def row_end(self) -> int:
        """The first row after the window."""
        return self.row_off + self.height

    def grown(self, margin: int) -> Window:
        """This window with ``margin`` more pixels on every side."""
        return Window(self.col_off - margin, self.row_off - margin, self.width + 2 * margin, self.height + 2 * margin)

    def scaled(self, factor: int) -> Window:
        """The same rectangle on a grid whose pixels are ``factor`` times finer."""
        return Window(*(value * factor for value in self))

    def intersection(self, other: Window) -> Window | None:
        """The intersection of both windows, or None."""
        left, top = max(self.col_off, other.col_off), max(self.row_off, other.row_off)
        right, bottom = min(self.col_end, other.col_end), min(self.row_end, other.row_end)
        return Window(left, top, right - left, bottom - top) if right > left and bottom > top else None


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A raster's georeference: ``transform`` takes pixel (col, row) to ground (x, y); ``crs`` None is unknown."""

    crs: CRS | None
    transform: Affine
    width: int
    height: int

    def __post_init__(self) -> None:
        """Raise GridError for an impossible size or transform."""
        if self.width < 1 or self.height < 1:
            raise GridError(f"A grid needs pixels, got {self.width} x {self.height}.", hint="Choose a larger area.")
        if self.transform.is_degenerate or not all(map(math.isfinite, self.transform[:6])):
            raise GridError(
                "The raster's pixels have no size.",
                hint="Give it a valid geotransform, for example with gdal_translate.",
            )

    @property
    def whole(self) -> Window:
        """All pixels."""
        return Window(0, 0, self.width, self.height)

    @property
    def bounds(self) -> Bounds:
        """The smallest rectangle around all pixels, of a rotated grid too."""
        corners = [self.transform @ (col, row) for col in (0, self.width) for row in (0, self.height)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return Bounds(min(xs), min(ys), max(xs), max(ys))

    @property
    def pixel_size(self) -> tuple[float, float]:
        """A pixel's width and height in the units of the CRS, of a rotated grid too."""
        t = self.transform
        return math.hypot(t.a, t.d), math.hypot(t.b, t.e)

    @property
    def metres_per_unit(self) -> tuple[float, float]:
        """Metres on the ground of one CRS unit along x and along y, at the centre of the grid."""
        if self.crs is None:
            return 1.0, 1.0
        if self.crs.is_geographic:
            return metres_per_degree(sum(self.bounds[1::2]) / 2)
        factor = self.crs.linear_units_factor[1] if self.crs.is_projected else 1.0
        factor *= _ground_metres(self.crs, *self.transform @ (self.width / 2, self.height / 2))
        return factor, factor

    @property
    def gsd(self) -> float:
        """Ground sample distance: metres a pixel, the geometric mean of its two sides."""
        t, (mx, my) = self.transform, self.metres_per_unit
        return math.sqrt(math.hypot(t.a * mx, t.d * my) * math.hypot(t.b * mx, t.e * my))

    @property
    def pixel_area(self) -> float:
        """Square metres of one pixel at the centre of the grid."""
        mx, my = self.metres_per_unit
        return abs(self.transform.determinant) * mx * my

    def coarsen(self, factor: int) -> Grid:
        """The grid whose pixel is factor x factor pixels of this one; a remainder makes one more pixel."""
        return Grid(
            crs=self.crs,
            transform=self.transform @ Affine.scale(factor),
            width=math.ceil(self.width / factor),
            height=math.ceil(self.height / factor),
        )

    def part(self, window: Window) -> Grid:
        """The grid of the window's pixels."""
        return Grid(
            crs=self.crs,
            transform=self.transform @ Affine.translation(window.col_off, window.row_off),
            width=window.width,
            height=window.height,
        )

    def pixel_at(self, x: float, y: float) -> tuple[int, int]:
        """Column and row of the pixel at a ground position in this grid's CRS; raises OutsideError."""
        col, row = ~self.transform @ (x + self.turn_to(x), y)
        # Not a number is outside too. A point on the outline belongs to the pixel there, whatever rounding says.
        if not (-EDGE <= col <= self.width + EDGE and -EDGE <= row <= self.height + EDGE):
            raise OutsideError(
                f"The point {x:.10g}, {y:.10g} lies outside of the raster.", hint="Pick inside its outline."
            )
        return min(max(math.floor(col), 0), self.width - 1), min(max(math.floor(row), 0), self.height - 1)

    def turn_to(self, x: Any) -> Any:
        """What brings a longitude to the turn around the Earth that the grid lies in: -360, 0, 360; else 0.

        Longitudes run from -180 to 180 in one file and from 0 to 360 in another. ``x`` may be an array.
        """
        if self.crs is None or not self.crs.is_geographic:
            return 0.0
        return 360.0 * np.round((self.transform @ (self.width / 2, self.height / 2))[0] / 360.0 - np.divide(x, 360.0))

    def centre_of(self, col: int, row: int) -> tuple[float, float]:
        """Ground position (x, y) of a pixel's centre."""
        x, y = self.transform @ (col + 0.5, row + 0.5)
        return x, y

    def window_around(self, bounds: Bounds) -> Window:
        """The pixels that ``bounds`` (in this grid's CRS) touches, cut at the grid's edges; raises OutsideError."""
        turn = self.turn_to((bounds.left + bounds.right) / 2)
        corners = [
            ~self.transform @ (x + turn, y) for x in (bounds.left, bounds.right) for y in (bounds.bottom, bounds.top)
        ]
        # Rounding noise of a snapped extent must not add a row or column of pixels, and what lies far beyond the raster
        # may have no whole number.
        cols = [round(min(self.width + 1.0, max(-1.0, col)), 6) for col, _ in corners]
        rows = [round(min(self.height + 1.0, max(-1.0, row)), 6) for _, row in corners]
        left, right = math.floor(min(cols)), math.ceil(max(cols))
        top, bottom = math.floor(min(rows)), math.ceil(max(rows))
        touched = Window(left, top, max(right - left, 1), max(bottom - top, 1)).intersection(self.whole)
        if touched is None:
            raise OutsideError("The extent lies outside of the raster.", hint="Choose an extent that touches it.")
        return touched


@lru_cache(maxsize=64)
def _ground_metres(crs: CRS, x: float, y: float) -> float:
    """Metres on the ground of a metre of the map at x, y."""
    step = 1000.0
    if not max(abs(x), abs(y)) <= FARTHEST:
        return 1.0
    try:
        lons, lats = reproject_points(crs, CRS.from_epsg(4326), [x, x + step, x], [y, y, y + step])
    except CPLE_BaseError:  # a site's own CRS lies nowhere
        return 1.0
    return map_scale(lons, lats, step * (crs.linear_units_factor[1] if crs.is_projected else 1.0))


def read_crs(text: str) -> CRS:
    """The CRS of an authority code or WKT; raises ParameterError."""
    try:
        # GDAL would fetch what an address holds, and read any file of that name.
        if re.match(r"\s*(?!https?://www\.opengis\.net/)(\w+://|[/\\.])", text):
            raise CRSError(text)
        with rasterio.Env():  # without one, GDAL prints a line of its own
            return CRS.from_user_input(text)
    except CRSError as error:
        raise ParameterError(
            f"The coordinate system {text[:60]!r} is unknown.", hint="Give a code such as EPSG:4326."
        ) from error


def optional_crs(text: str | None) -> CRS | None:
    """As ``read_crs``; None for no text."""
    return read_crs(text) if text else None


def reproject(points: list[tuple[float, float]], source: CRS | None, target: CRS | None) -> list[tuple[float, float]]:
    """The points in ``target``'s coordinates; ``source`` None: they are in it already; raises OutsideError."""
    if source is None or source == target or not points:
        return points
    if target is None:
        raise _no_crs()
    found = reproject_array(np.array(points, np.float64), source, target)
    if not np.isfinite(found).all():
        raise _not_there()
    return [(float(x), float(y)) for x, y in found]


def reproject_bounds(bounds: Bounds, source: CRS | None, target: CRS | None) -> Bounds:
    """The bounds around these in ``target``'s coordinates; ``source`` None: they are in it already.

    Raises OutsideError and ParameterError.
    """
    if source is None or source == target:
        return bounds
    if target is None:
        raise _no_crs()
    corners = np.array([(bounds.left, bounds.bottom), (bounds.right, bounds.top)])
    if not np.isfinite(reproject_array(corners, source, target)).all():
        raise _not_there()
    try:
        return Bounds(*transform_bounds(source, target, *bounds))
    except CPLE_BaseError as error:
        raise _not_there() from error


def reproject_array(xy: np.ndarray, source: CRS, target: CRS) -> np.ndarray:
    """The points (n, 2) in ``target``'s coordinates; NaN for a point outside of it."""
    if not len(xy) or source == target:
        return xy
    on_earth = (np.abs(xy) <= FARTHEST).all(axis=1)
    if not on_earth.all():
        found = np.full(xy.shape, np.nan)
        found[on_earth] = reproject_array(xy[on_earth], source, target)
        return found
    try:
        found = np.stack(reproject_points(source, target, xy[:, 0], xy[:, 1]), axis=1)
    except CPLE_BaseError:  # rasterio has no public name for it
        # PROJ refuses all for the sake of one (the far side of the Earth): halves until that one is alone.
        if len(xy) == 1:
            return np.full((1, 2), np.nan)
        halves = np.array_split(xy, 2)
        return np.concatenate([reproject_array(half, source, target) for half in halves])
    found[~np.isfinite(found).all(axis=1)] = np.nan
    return found


def _no_crs() -> ParameterError:
    return ParameterError(
        "The raster has no coordinate system, so the points cannot be placed on it.",
        hint="Assign one to the raster, or give the points in its own coordinates.",
    )


def _not_there() -> OutsideError:
    return OutsideError(
        "A point cannot be expressed in the raster's coordinate system.",
        hint="Check the order of its coordinates (x, y) and their system.",
    )


def blocks_touching(length_start: int, length: int, size: int, offset: int) -> range:
    """Numbers of the blocks of ``size``, the first of which starts at ``offset``, that touch a stretch of one axis."""
    first = (length_start - offset) // size
    last = (length_start + length - 1 - offset) // size
    return range(first, last + 1)


def blocks(window: Window, size: int, offset: int = 0) -> Iterator[Window]:
    """Whole square blocks of a fixed block grid that touch the window, row by row."""
    for row in blocks_touching(window.row_off, window.height, size, offset):
        for col in blocks_touching(window.col_off, window.width, size, offset):
            yield Window(col * size + offset, row * size + offset, size, size)


def tiles(window: Window, size: int) -> Iterator[Window]:
    """The window cut into pieces of at most size x size, row by row, counted from its own corner."""
    for row in range(window.row_off, window.row_end, size):
        for col in range(window.col_off, window.col_end, size):
            yield Window(col, row, min(size, window.col_end - col), min(size, window.row_end - row))

"""A small satellite image of three kinds of ground, and an ear for what an algorithm says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from osgeo import gdal, osr
from qgis.core import QgsProcessingFeedback

gdal.UseExceptions()

WIDTH, HEIGHT, PIXEL = 160, 120, 10.0  # pixels, metres
LEFT, TOP = 500_000.0, 5_000_000.0
KINDS = 3  # vertical stripes of different ground
NODATA = 0


def write_raster(path: Path, pixels: np.ndarray, *, epsg: int | None = 32633, nodata: float | None = NODATA) -> str:
    """A GeoTIFF of these pixels (bands, rows, columns)."""
    bands, height, width = pixels.shape
    kind = gdal.GDT_Byte if pixels.dtype == np.uint8 else gdal.GDT_Float32
    # Without these options, GDAL takes the fourth band of bytes to be alpha.
    options = ["PHOTOMETRIC=MINISBLACK", "ALPHA=NO"]
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), width, height, bands, kind, options)
    if epsg is not None:
        reference = osr.SpatialReference()
        reference.ImportFromEPSG(epsg)
        dataset.SetProjection(reference.ExportToWkt())
    dataset.SetGeoTransform((LEFT, PIXEL, 0, TOP, 0, -PIXEL))
    for number, band in enumerate(pixels, start=1):
        dataset.GetRasterBand(number).WriteArray(band)
        if nodata is not None:
            dataset.GetRasterBand(number).SetNoDataValue(nodata)
    dataset = None  # GDAL writes when it is let go
    return str(path)


def striped_pixels() -> np.ndarray:
    """Four bands with three kinds of ground in stripes, and a corner without data."""
    rng = np.random.default_rng(0)
    kinds = np.arange(WIDTH) * KINDS // WIDTH  # (columns,)
    level = np.array([[40, 90, 60, 120], [120, 60, 90, 40], [80, 160, 30, 200]])[kinds].T  # (bands, columns)
    contrast = np.array([4, 12, 24])[kinds]
    noise = rng.normal(size=(4, HEIGHT, WIDTH)) * contrast
    pixels = np.clip(level[:, None, :] + noise, 1, 255).astype(np.uint8)
    pixels[:, :20, :20] = NODATA
    return pixels


def kind_x(kind: int) -> float:
    """The middle of a stripe."""
    return LEFT + PIXEL * WIDTH * (kind + 0.5) / KINDS


MIDDLE_Y = TOP - PIXEL * HEIGHT / 2
NODATA_AT = (LEFT + 5 * PIXEL, TOP - 5 * PIXEL)


class Feedback(QgsProcessingFeedback):
    """Keeps what it is told; at ``at`` per cent it does ``then``, or else cancels itself."""

    def __init__(self, at: float | None = None, then: Callable[[], object] | None = None) -> None:
        super().__init__(False)
        self.said: list[str] = []
        self.errors: list[str] = []
        self.steps: list[float] = []
        self._at = at
        self._then = then or self.cancel
        self.progressChanged.connect(self._progressed)

    def _progressed(self, percent: float) -> None:
        self.steps.append(percent)
        if self._at is not None and percent >= self._at:
            self._at = None
            self._then()

    def pushInfo(self, info):
        self.said.append(info)

    def reportError(self, error, fatalError=False):  # noqa: N803 - QGIS names it so
        self.errors.append(error)

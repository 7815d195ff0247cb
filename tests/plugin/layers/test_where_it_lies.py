"""What is made of an image lies where QGIS draws the image, however the file says where that is."""

from __future__ import annotations

import numpy as np
import pytest
from osgeo import gdal, osr
from qgis.core import QgsPointXY, QgsRasterLayer

SIDE, PATCH = 96, 4
SQUARE = slice(16, 32)  # rows and columns of the bright square, off the middle


def ground_at(col, row):
    """A pixel corner of a turned picture."""
    return 500_000 + 9 * col + 3 * row, 5_000_000 - 9 * row + 3 * col


MODEL = {
    "LINE_OFF": SIDE / 2,
    "LINE_SCALE": SIDE / 2,
    "SAMP_OFF": SIDE / 2,
    "SAMP_SCALE": SIDE / 2,
    "LAT_OFF": 45,
    "LAT_SCALE": 0.01,
    "LONG_OFF": 12,
    "LONG_SCALE": 0.015,
    "HEIGHT_OFF": 150,
    "HEIGHT_SCALE": 500,
    "LINE_NUM_COEFF": "0 0 -1 0" + " 0" * 16,
    "LINE_DEN_COEFF": "1" + " 0" * 19,
    "SAMP_NUM_COEFF": "0 1 0 0" + " 0" * 16,
    "SAMP_DEN_COEFF": "1" + " 0" * 19,
}


def write_image(path, kind):
    """Dark noise with a bright square, placed as ``kind`` says."""
    random = np.random.default_rng(0)
    pixels = random.integers(20, 60, (3, SIDE, SIDE)).astype(np.uint8)
    pixels[:, SQUARE, SQUARE] = 240
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32633)
    dataset = gdal.GetDriverByName("MEM").Create("", SIDE, SIDE, 3, gdal.GDT_Byte)
    for number, plane in enumerate(pixels, start=1):
        dataset.GetRasterBand(number).WriteArray(plane)
    if kind.startswith("points"):
        corners = [(col, row) for row in (0, SIDE // 2, SIDE) for col in (0, SIDE // 2, SIDE)]
        points = [gdal.GCP(*ground_at(col, row), 0, col, row) for col, row in corners]
        dataset.SetGCPs(points, "" if kind == "points without system" else reference.ExportToWkt())
    elif kind == "sensor model":
        dataset.SetMetadata({key: str(value) for key, value in MODEL.items()}, "RPC")
    elif kind != "nowhere":
        dataset.SetProjection(reference.ExportToWkt())
        turn = {"south up": (10, 0, 0, 10), "turned": (9, 3, 3, -9), "north up": (10, 0, 0, -10)}[kind]
        dataset.SetGeoTransform((500_000, turn[0], turn[1], 5_000_000, turn[2], turn[3]))
    gdal.GetDriverByName("PNG" if kind == "nowhere" else "GTiff").CreateCopy(str(path), dataset)
    return str(path)


def middle_of_square(layer):
    """Where QGIS draws the middle of the bright square."""
    provider, extent = layer.dataProvider(), layer.extent()
    block = provider.block(1, extent, layer.width(), layer.height())
    bright = [
        (col, row)
        for row in range(layer.height())
        for col in range(layer.width())
        if not block.isNoData(row, col) and block.value(row, col) > 150
    ]
    col, row = np.mean(bright, axis=0) + 0.5
    width, height = extent.width() / layer.width(), extent.height() / layer.height()
    return QgsPointXY(extent.xMinimum() + col * width, extent.yMaximum() - row * height), min(width, height)


KINDS = ["points", "points without system", "sensor model", "nowhere", "south up", "turned", "north up"]


@pytest.mark.parametrize("kind", KINDS)
def test_embeddings_and_maps_lie_where_the_image_is_drawn(landprint_plugin, feedback, tmp_path, kind):
    import processing

    image = write_image(tmp_path / ("a.png" if kind == "nowhere" else "a.tif"), kind)
    layer = QgsRasterLayer(image, "image")
    place, pixel = middle_of_square(layer)
    outputs = {name: str(tmp_path / f"{name}.tif") for name in ("embeddings", "map")}
    settings = {"INPUT": image, "PATCH_SIZE": PATCH, "FILTERS": 16, "OUTPUT": outputs["embeddings"]}
    processing.run("landprint:embedraster", settings, feedback=feedback)
    query = {"INPUT": outputs["embeddings"], "POINT": f"{place.x()},{place.y()}", "OUTPUT": outputs["map"]}
    processing.run("landprint:similaritymap", query, feedback=feedback)
    for output in outputs.values():
        made = QgsRasterLayer(output, "made")
        assert made.crs() == layer.crs()
        # A patch at the edge may reach beyond the image.
        margin = (PATCH + 0.5) * pixel * (2 if kind == "turned" else 1)
        for side in ("xMinimum", "xMaximum", "yMinimum", "yMaximum"):
            assert abs(getattr(made.extent(), side)() - getattr(layer.extent(), side)()) <= margin
    similarity = QgsRasterLayer(outputs["map"], "map")
    inside, is_valid = similarity.dataProvider().sample(place, 1)
    assert is_valid
    assert inside > 0.9
    away = [QgsPointXY(place.x() + dx * 14 * pixel, place.y() + dy * 14 * pixel) for dx in (-1, 1) for dy in (-1, 1)]
    values = [value for value, known in (similarity.dataProvider().sample(point, 1) for point in away) if known]
    assert values
    assert max(values) < 0.5

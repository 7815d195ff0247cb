"""Points take the embeddings of the patches that they lie on."""

from __future__ import annotations

import numpy as np
import pytest
import rasterio
from affine import Affine

from engine.embedding_rasters.raster import EmbeddingRaster
from engine.errors import ParameterError
from engine.points.sample import embeddings_at, sample_embeddings
from engine.points.source import PointSource
from engine.progress import Reporter
from tests.engine.points.test_source import multipoint, point, read, write_layer

TRANSFORM = Affine(100, 0, 500000, 0, -100, 5000000)


@pytest.fixture
def raster(tmp_path):
    """Column, row and 7 in three bands of 600 x 400 patches in UTM; one is nodata."""
    rows, cols = np.indices((400, 600)).astype(np.float32)
    pixels = np.stack([cols, rows, np.full_like(rows, 7)])
    pixels[:, 100, 200] = -9
    profile = {"driver": "GTiff", "width": 600, "height": 400, "count": 3, "dtype": "float32", "nodata": -9}
    with rasterio.open(tmp_path / "e.tif", "w", **profile, crs="EPSG:32633", transform=TRANSFORM) as dataset:
        dataset.write(pixels)
        dataset.update_tags(LANDPRINT_ENCODER="columns and rows")
    return tmp_path / "e.tif"


def centre(col, row):
    return TRANSFORM @ (col + 0.5, row + 0.5)


def sample(path, raster, output):
    with PointSource(path) as source:
        return sample_embeddings(source, raster, output, reporter=Reporter())


@pytest.mark.parametrize("suffix", [".gpkg", ".parquet"])
def test_points_get_the_embedding_of_their_patch(raster, tmp_path, suffix):
    places = [(0, 0), (599, 399), (300, 20), (200, 100), (-1, 5)]
    geometries = [point(*centre(*place)) for place in places]
    path = write_layer(tmp_path / "in.gpkg", geometries, crs="EPSG:32633", name=list("abcde"))
    value = sample(path, raster, tmp_path / f"out{suffix}")
    assert (value["points"], value["embedded"], value["encoder"], value["dim"]) == (5, 3, "columns and rows", 3)
    points = read(tmp_path / f"out{suffix}")
    expected = [(0, 0, 7), (599, 399, 7), (300, 20, 7), (np.nan,) * 3, (np.nan,) * 3]
    np.testing.assert_array_equal(points.embeddings, expected)
    assert points.attributes.column("name").to_pylist() == list("abcde")


def test_a_multipoint_takes_the_mean_of_those_that_lie_on_data(raster, tmp_path):
    geometry = multipoint(centre(10, 10), centre(20, 30), centre(-5, 0))
    path = write_layer(tmp_path / "in.gpkg", [geometry], crs="EPSG:32633", kind="MultiPoint")
    sample(path, raster, tmp_path / "out.gpkg")
    np.testing.assert_array_equal(read(tmp_path / "out.gpkg").embeddings, [(15, 20, 7)])


def test_points_in_degrees_are_placed_on_the_raster(raster, tmp_path):
    path = write_layer(tmp_path / "in.gpkg", [point(15.0, 45.0)], crs="EPSG:4326")
    sample(path, raster, tmp_path / "out.gpkg")
    (embedding,) = read(tmp_path / "out.gpkg").embeddings
    x, y = TRANSFORM @ (embedding[0] + 0.5, embedding[1] + 0.5)
    assert (x, y) == (pytest.approx(500000, abs=100), pytest.approx(4983000, abs=200))


def test_places_that_the_raster_s_crs_does_not_know_have_none(raster):
    opened = EmbeddingRaster(raster)
    assert np.isnan(embeddings_at(opened, np.array([(0.0, 90.0), (-165.0, 0.0)]))).all()
    assert embeddings_at(opened, np.empty((0, 2))).shape == (0, 3)
    opened.close()


def test_a_place_that_is_nowhere_on_earth_costs_no_other_place_its_embedding(raster, tmp_path):
    geometries = [point(*centre(3, 4)), point(1e12, 1e12), point(*centre(5, 6))]
    path = write_layer(tmp_path / "in.gpkg", geometries, crs="EPSG:32633")
    assert sample(path, raster, tmp_path / "out.gpkg")["embedded"] == 2
    np.testing.assert_array_equal(read(tmp_path / "out.gpkg").embeddings, [(3, 4, 7), (np.nan,) * 3, (5, 6, 7)])


def test_a_raster_without_coordinate_system_is_refused(tmp_path):
    profile = {"driver": "GTiff", "width": 4, "height": 4, "count": 2, "dtype": "float32", "transform": TRANSFORM}
    with rasterio.open(tmp_path / "e.tif", "w", **profile) as dataset:
        dataset.write(np.ones((2, 4, 4), np.float32))
    path = write_layer(tmp_path / "in.gpkg", [point(15.0, 45.0)])
    with pytest.raises(ParameterError, match="no coordinate system"):
        sample(path, tmp_path / "e.tif", tmp_path / "out.gpkg")

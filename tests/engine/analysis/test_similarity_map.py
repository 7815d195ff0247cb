"""Maps that are written strip by strip, because embeddings and map are larger than the memory, beside those at once."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict

import numpy as np
import pytest
import rasterio
from affine import Affine

from engine.analysis import similarity, similarity_map
from engine.analysis.combine import similarity_query
from engine.analysis.distribution import Distribution, summarise
from engine.analysis.similarity import OpenEmbeddings, most_similar_places
from engine.analysis.similarity_map import MapInFile, write_similarity_map
from engine.embedding_rasters.raster import EmbeddingRaster
from engine.progress import Reporter
from engine.rasters.grid import Grid, Window
from engine.rasters.strips import in_strips, strips_of
from tests.engine.make_rasters import vectors, write_embeddings

LITTLE, MUCH = 9 * 2**20, 2**30  # bytes; of the first, GDAL's cache takes most
WIDTH, HEIGHT = 600, 300


@pytest.fixture(scope="module")
def embeddings(tmp_path_factory):
    values = vectors(16, HEIGHT, WIDTH)
    values[:, 100:140, 200:400] = np.nan
    return write_embeddings(tmp_path_factory.mktemp("larger") / "e.tif", values, tiled=True)


@pytest.mark.parametrize("combine", ["any", "all", "learned"])
def test_a_map_larger_than_the_memory_has_the_values_and_figures_of_one_that_fits(
    embeddings, tmp_path, monkeypatch, combine
):
    found = []
    for memory in (LITTLE, MUCH):
        with closing(OpenEmbeddings(embeddings, memory_bytes=memory)) as opened:
            assert opened.is_kept == (memory == MUCH)
            if memory == LITTLE:  # nothing that is made has the size of the map
                monkeypatch.setattr(similarity_map, "summarise", None)
                monkeypatch.setattr(opened, "scores", None)
                monkeypatch.setattr(opened, "lengths", None)
            likes = opened.on_data([np.array([5 * WIDTH + 7]), np.arange(290 * WIDTH, 290 * WIDTH + 40)])
            output = tmp_path / f"{memory}.tif"
            query = similarity_query(opened, [each for _, each in likes], [], combine=combine, raw=False)
            places = [patches for patches, _ in likes]
            summary, lowest = write_similarity_map(
                opened, query, places, output, raw=False, tags={}, reporter=Reporter()
            )
            with rasterio.open(output) as dataset:
                found.append((dataset.read(1).tobytes(), dataset.tags(), dataset.tags(1), asdict(summary), lowest))
        monkeypatch.undo()
    assert found[0] == found[1]


@pytest.mark.parametrize("case", ["spread", "few values", "one value"])
def test_percentiles_of_strips_are_those_of_all_values_sorted(case):
    random = np.random.default_rng(0)
    values = {
        "spread": np.clip(random.normal(0, 0.4, (700, 50)), -1, 1),
        "few values": random.choice([-1.0, -0.25, 0.0, 0.25, 1.0], (700, 50)),
        "one value": np.full((300, 2), 0.1),
    }[case].astype(np.float32)
    values[:9, 1] = np.nan
    grid = Grid(crs=None, transform=Affine(1, 0, 0, 0, -1, 0), width=values.shape[1], height=values.shape[0])
    distribution = Distribution()
    for strip in strips_of(values):
        distribution.add(strip)
    assert distribution.summary(strips_of(values), grid) == summarise(values, grid)


@pytest.mark.parametrize(("width", "height"), [(600, 768), (600, 128), (256, 64), (100, 256)])
def test_strips_are_the_same_whatever_the_windows(width, height):
    grid = Grid(crs=None, transform=Affine(1, 0, 0, 0, -1, 0), width=600, height=800)
    values = np.arange(600 * 800).reshape(1, 800, 600)
    windows = [
        Window(col, row, min(width, 600 - col), min(height, 800 - row))
        for row in range(0, 800, height)
        for col in range(0, 600, width)
    ]
    parts = [
        (window, values[:, window.row_off : window.row_end, window.col_off : window.col_end].reshape(1, -1))
        for window in windows
    ]
    strips = list(in_strips(parts, grid))
    assert [strip.shape[1] for strip in strips] == [256, 256, 256, 32]
    assert np.array_equal(np.concatenate(strips, axis=1), values)


def test_similar_places_of_a_file_read_in_strips_are_those_of_the_whole_map(tmp_path, monkeypatch):
    monkeypatch.setattr(similarity, "KEPT_PATCHES", 1)  # no strip stays in memory
    random = np.random.default_rng(0)
    values = np.round(random.uniform(-1, 1, (700, 90)), 2).astype(np.float32)  # many are equal
    values[300:310] = np.nan
    path = write_embeddings(tmp_path / "s.tif", values[None])
    known = np.sort(random.choice(values.size, 500, replace=False))
    with closing(EmbeddingRaster(path)) as source:
        grid = source.grid
        exclude = [grid.centre_of(5, 400), grid.centre_of(89, 0)]
        places = most_similar_places(MapInFile(source, known), grid, count=60, minimum_distance=120, exclude=exclude)
    left = values.copy()
    left.flat[known] = np.nan
    rows, cols = np.indices(values.shape)
    for x, y in exclude:
        col, row = grid.pixel_at(x, y)
        left[np.hypot(cols - col, rows - row) * 10 < 120] = np.nan
    for place in places:
        row, col = divmod(int(np.nanargmax(left)), 90)
        assert (place.x, place.y) == grid.centre_of(col, row)
        assert place.similarity == left[row, col]
        left[np.hypot(cols - col, rows - row) * 10 < 120] = np.nan
    assert len(places) == 60

"""Principal components as numbers, and the bands that stand for them."""

from __future__ import annotations

import numpy as np
import pytest
import rasterio

from tests.engine.make_rasters import read_all, vectors, write_embeddings, write_raster


def test_components_are_written_as_numbers_with_their_shares(command, tmp_path, folder):
    values = vectors(dim=8, height=40, width=50)
    values[:, 3:6, 4] = np.nan
    path = write_embeddings(tmp_path / "e.tif", values)
    outcome = command(
        "principal-components", "--embeddings", path, "--components", 5, "--output", folder / "p.tif", "--json"
    )
    assert outcome.status == 0, outcome.err
    points = values[:, np.isfinite(values[0])].T.astype(np.float64)
    points -= points.mean(axis=0)
    _, deviations, axes = np.linalg.svd(points, full_matrices=False)
    shares = (deviations**2 / (deviations**2).sum())[:5]
    assert outcome.value["explained"] == pytest.approx(shares.tolist(), rel=1e-3)
    found = read_all(folder / "p.tif")
    assert found.shape == (5, 40, 50)
    assert np.array_equal(np.isnan(found[0]), np.isnan(values[0]))
    for component in range(2):
        expected, own = points @ axes[component], found[component][np.isfinite(found[component])]
        assert np.allclose(np.abs(own), np.abs(expected), atol=1e-3)
        low, high = outcome.value["ranges"][component]
        assert np.percentile(own, [2, 98]).tolist() == pytest.approx([low, high], abs=1e-3)
    with rasterio.open(folder / "p.tif") as dataset:
        assert dataset.dtypes == ("float32",) * 5
        assert dataset.descriptions[0] == f"principal component 1 ({100 * shares[0]:.2g} % of the variance)"


def test_more_components_than_dimensions_are_refused(command, tmp_path, folder):
    path = write_embeddings(tmp_path / "e.tif", vectors(dim=6))
    outcome = command("principal-components", "--embeddings", path, "--components", 7, "--output", folder / "p.tif")
    assert outcome.status == 2
    assert "6 dimensions" in outcome.err


def test_the_chosen_bands_are_those_that_vary_with_the_components(command, tmp_path):
    random = np.random.default_rng(0)
    values = random.normal(0, 0.1, (8, 100, 100))
    for band, size in ((6, 9.0), (1, 5.0), (4, 3.0)):
        values[band] += random.normal(0, size, (100, 100))
    path = write_embeddings(tmp_path / "e.tif", values)
    found = command("choose-bands", "--embeddings", path, "--json").value["bands"]
    assert [band["number"] for band in found] == [7, 2, 5]
    low, high = np.percentile(values[6], [2, 98])
    assert (found[0]["low"], found[0]["high"]) == pytest.approx((low, high), abs=0.5)


def test_the_ranges_of_codes_are_those_that_a_reader_of_the_file_sees(command, tmp_path):
    codes = np.random.default_rng(0).integers(-100, 100, (64, 40, 40)).astype("int8")
    path = write_raster(tmp_path / "e.tif", codes, nodata=-128)
    with rasterio.open(path, "r+") as dataset:
        dataset.descriptions = tuple(f"A{index:02d}" for index in range(64))
    for band in command("choose-bands", "--embeddings", path, "--json").value["bands"]:
        seen = codes[band["number"] - 1]
        assert (band["low"], band["high"]) == pytest.approx(np.percentile(seen, [2, 98]).tolist(), abs=1)


def test_of_two_bands_two_are_chosen(command, tmp_path):
    path = write_embeddings(tmp_path / "e.tif", vectors(dim=2))
    assert len(command("choose-bands", "--embeddings", path, "--json").value["bands"]) == 2

"""Embeddings that others have made become embedding rasters of our own."""

from __future__ import annotations

import numpy as np
import pytest
import rasterio

from tests.engine.make_foreign import SOUTH_UP, formula, write_alpha_earth, write_store, write_tile
from tests.engine.make_rasters import read_all


def take(command, path, output, *options):
    outcome = command("import-embeddings", "--embeddings", path, "--output", output, *options, "--json")
    assert outcome.status == 0, outcome.err
    return outcome.value


@pytest.mark.parametrize("make", [write_tile, write_store])
def test_tessera_becomes_a_geotiff_in_its_place(tmp_path, folder, command, make):
    path, codes, scales = make(tmp_path / "t")
    value = take(command, path, folder / "e.tif", "--dtype", "float32")
    if make is write_store:
        codes, scales = codes[1].transpose(1, 2, 0), scales[1]
    with np.errstate(invalid="ignore"):
        expected = (codes * scales[:, :, None].astype(np.float64)).transpose(2, 0, 1)
    values = read_all(folder / "e.tif")
    found = np.isfinite(values[0])
    assert found.sum() == found.size - 9 == value["valid_patches"]
    assert np.abs(values - expected)[:, found].max() < 1e-6
    with rasterio.open(folder / "e.tif") as dataset:
        assert (dataset.crs.to_epsg(), dataset.transform.c) == (32631, 296_000)
        assert dataset.tags()["LANDPRINT_ENCODER"] == "TESSERA, 2024"
    assert value["encoder"] == "TESSERA, 2024"


def test_alpha_earth_keeps_its_rows_from_south_to_north(tmp_path, folder, command):
    codes = write_alpha_earth(tmp_path / "a.tif")
    take(command, tmp_path / "a.tif", folder / "e.tif")
    with rasterio.open(folder / "e.tif") as dataset:
        assert dataset.transform == SOUTH_UP
        half_a_code = np.array(dataset.scales)[:, None, None] * 0.51
    values = read_all(folder / "e.tif")
    found = np.isfinite(values[0])
    assert np.array_equal(found, codes[0] != -128)
    assert ((np.abs(values - formula(codes)) <= half_a_code) | ~found).all()

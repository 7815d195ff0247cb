"""Arrays of Zarr as zarr-python writes them, of both versions, are read to the number."""

from __future__ import annotations

import json
import re
import zipfile

import numpy as np
import pytest

from engine.embedding_rasters.raster import EmbeddingRaster
from engine.embedding_rasters.zarr import ZarrArray
from engine.errors import SourceError
from engine.remote.folders import LocalFolder
from tests.places import ROOT

STORES = ROOT / "tests" / "data" / "zarr.zip"
FILL = 7
# The first rows of chunks were written, and the others left to the fill value.
WRITTEN = {37: 37, 160: 64}


@pytest.fixture(scope="module")
def stores(tmp_path_factory):
    """The folder of the stores; nothing is changed in it."""
    folder = tmp_path_factory.mktemp("zarr")
    with zipfile.ZipFile(STORES) as archive:
        archive.extractall(folder)
    return folder


def written(dtype, shape):
    """What the arrays were made of."""
    rows, columns = np.ogrid[: shape[0], : shape[1]]
    values = ((rows // 7 + columns // 5) % 90).astype(dtype)
    values[WRITTEN.get(shape[0], shape[0]) :] = FILL
    return values


@pytest.mark.parametrize("store", ["v2", "v3", "shards"])
def test_every_codec_is_read(stores, store):
    arrays = [path for path in sorted((stores / f"{store}.zarr").iterdir()) if re.fullmatch(r".*_\w\w_\d+", path.name)]
    assert len(arrays) >= 12
    for folder in arrays:
        array = ZarrArray(LocalFolder(folder))
        expected = written(array.dtype, array.shape)
        assert np.array_equal(array.read(slice(None), slice(None)), expected), folder.name
        assert np.array_equal(array.read(slice(5, 36), slice(11, 53)), expected[5:36, 11:53]), folder.name


def test_a_compression_that_is_not_known_is_said(stores):
    array = ZarrArray(LocalFolder(stores / "v3.zarr" / "blosclz"))
    with pytest.raises(SourceError, match="its compression within Blosc is not known"):
        array.read(slice(None), slice(None))


# A store as TESSERA's are published


def codes_and_scales():
    """What the store was made of: codes (year, dim, row, column) and scales (year, row, column)."""
    time, band, row, column = np.ogrid[:2, :128, :20, :24]
    codes = ((time * 11 + band * 7 + row * 3 + column * 5) % 50 - 25).astype("int8")
    time, row, column = np.ogrid[:2, :20, :24]
    scales = (0.01 + 0.001 * ((row * 24 + column + time) % 97)).astype("float32")
    scales[:, :2, :3], scales[1, 2, 0] = np.nan, np.inf
    return codes, scales


@pytest.mark.parametrize(("named", "year"), [("{}", 1), ("{}/utm31", 1), ('ZARR:"{}":/utm31/embeddings:0', 0)])
def test_a_sharded_store_of_tessera_is_code_times_scale(stores, named, year):
    codes, scales = (part[year] for part in codes_and_scales())
    source = EmbeddingRaster(named.format(stores / "tessera.zarr"))
    embeddings, mask = source.read(source.grid.whole)
    assert np.array_equal(mask, np.isfinite(scales))
    assert np.abs(embeddings - codes * scales.astype(np.float64))[:, mask].max() < 1e-6
    assert source.grid.crs.to_epsg() == 32631
    assert tuple(source.grid.transform)[:6] == (10, 0, 296_000, 0, -10, 5_775_000)
    assert source.notes[0].startswith(f"TESSERA, {2023 + year}.")
    source.close()


def test_a_year_that_is_not_there_is_refused(stores):
    with pytest.raises(SourceError, match=r"has no year number 2\. Choose one from 0 to 1"):
        EmbeddingRaster(f'ZARR:"{stores / "tessera.zarr"}":/utm31/embeddings:2')


@pytest.fixture
def store(tmp_path):
    """A store that may be damaged: its group."""
    with zipfile.ZipFile(STORES) as archive:
        archive.extractall(tmp_path, [name for name in archive.namelist() if name.startswith("tessera")])
    return tmp_path / "tessera.zarr" / "utm31"


def change(path, **changes):
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"shape": [2, 128, 20]}, "no array of Zarr that can be read"),
        ({"shape": [2, 128, -20, 24]}, "no array of Zarr that can be read"),
        ({"shape": "large"}, "no array of Zarr that can be read"),
        ({"data_type": "object"}, "no array of Zarr that can be read"),
        ({"data_type": "float32"}, "are not as TESSERA's are"),
        ({"chunk_key_encoding": {"name": "default", "configuration": {"separator": 4.0}}}, "no array of Zarr"),
        ({"chunk_key_encoding": {"name": "v2", "configuration": {"separator": "/../"}}}, "no array of Zarr"),
        ({"chunk_key_encoding": []}, "no array of Zarr"),
        ({"fill_value": "water"}, "no array of Zarr that can be read"),
        ({"codecs": []}, "no array of Zarr that can be read"),
        ({"chunk_grid": {"configuration": {"chunk_shape": [1, 128, 10**6, 10**6]}}}, "A chunk of embeddings"),
        ({"chunk_grid": {"configuration": {"chunk_shape": [1, 128, 0, 16]}}}, "no array of Zarr that can be read"),
        ({"chunk_grid": {"configuration": {"chunk_shape": [1, 128, 15, 16]}}}, "no array of Zarr that can be read"),
    ],
)
def test_a_header_that_cannot_be_is_refused(store, changes, says):
    change(store / "embeddings" / "zarr.json", **changes)
    with pytest.raises(SourceError, match=says):
        read(store)


def read(store):
    source = EmbeddingRaster(store)
    try:
        source.read(source.grid.whole)
    finally:
        source.close()


def test_damaged_chunks_are_refused_in_a_sentence(store):
    chunk = store / "embeddings" / "c" / "1" / "0" / "0" / "0"
    whole = chunk.read_bytes()
    random = np.random.default_rng(0)
    refused = 0
    for _ in range(60):
        damaged = bytearray(whole[: random.integers(len(whole) // 2, len(whole) + 1)])
        damaged[random.integers(len(damaged))] ^= 1 << random.integers(8)
        chunk.write_bytes(damaged)
        try:
            read(store)
        except SourceError:
            refused += 1
    assert refused > 20


def test_a_store_that_does_not_tell_where_it_lies_is_refused(store):
    for attributes in ({}, [], 1.5, {"spatial:transform": "here"}):
        change(store / "zarr.json", attributes=attributes)
        assert EmbeddingRaster(store).grid.transform.c == 296_000  # by its coordinates
    (store / "x" / "zarr.json").rename(store / "zarr.txt")
    (store / "x").rename(store / "z")
    with pytest.raises(SourceError, match="does not tell where it lies"):
        EmbeddingRaster(store)

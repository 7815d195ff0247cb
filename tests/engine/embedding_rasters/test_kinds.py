"""Embeddings that others have made are recognised by their files, read by their formulas, and used as our own."""

from __future__ import annotations

import numpy as np
import pytest
import rasterio

from engine.embedding_rasters.kinds import AUTO, DECODING
from engine.embedding_rasters.raster import EmbeddingRaster
from engine.errors import SourceError
from engine.requests.shared import VALUES
from tests.engine.make_foreign import (
    SOUTH_UP,
    alpha_earth_codes,
    alpha_earth_vectors,
    formula,
    write_alpha_earth,
    write_named,
    write_store,
    write_tile,
)
from tests.engine.make_rasters import vectors, write_embeddings, write_raster

EXACT = 1e-6
NUMBERED = [f"Band {number}" for number in range(1, 65)]


def read(path, **options):
    source = EmbeddingRaster(path, **options)
    embeddings, mask = source.read(source.grid.whole)
    kind, notes = source.kind, source.notes
    source.close()
    return embeddings, mask, kind, notes


def test_the_choices_of_values_are_those_that_can_be_read():
    assert set(VALUES.choices) == {AUTO, *DECODING}


# AlphaEarth


@pytest.mark.parametrize(("names", "nodata"), [(None, -128), (None, None), ([""] * 64, -128), (NUMBERED, -128)])
def test_alpha_earth_s_codes_are_read_by_the_formula(tmp_path, names, nodata):
    codes = write_alpha_earth(tmp_path / "a.tif", names, nodata=nodata)
    rasterio.shutil.copy(tmp_path / "a.tif", tmp_path / "a.vrt", driver="VRT")
    for name in ("a.tif", "a.vrt"):
        embeddings, mask, kind, notes = read(tmp_path / name)
        assert (kind.name, kind.values) == ("alphaearth", "alphaearth")
        assert np.array_equal(mask, codes[0] != -128)
        assert np.abs(embeddings - formula(codes))[:, mask].max() < EXACT
        assert "AlphaEarth Foundations" in notes[0]


def test_a_row_further_on_lies_further_north(tmp_path):
    codes = write_alpha_earth(tmp_path / "a.tif")
    source = EmbeddingRaster(tmp_path / "a.tif")
    vector = source.embedding_at(500_000 + 75, 5_000_000 + 45)
    source.close()
    assert np.abs(vector - formula(codes[:, 4, 7])).max() < EXACT


@pytest.mark.parametrize(("names", "scale"), [([f"e{index}" for index in range(64)], 1.0), (None, 0.5)])
def test_other_signed_bytes_stay_linear(tmp_path, names, scale):
    codes = write_alpha_earth(tmp_path / "a.tif", names)
    with rasterio.open(tmp_path / "a.tif", "r+") as dataset:
        dataset.scales = [scale] * 64
    embeddings, mask, _, _ = read(tmp_path / "a.tif")
    assert np.array_equal(embeddings[:, mask], codes[:, mask] * np.float32(scale))


def test_similarities_on_alpha_earth_are_those_of_the_formula_s_values(tmp_path, folder, command):
    codes = write_alpha_earth(tmp_path / "a.tif")
    options = ["--at", "500075,5000045", "--raw", "--output", folder / "s.tif"]
    outcome = command("similarity-map", "--embeddings", tmp_path / "a.tif", *options)
    assert outcome.status == 0, outcome.err
    with rasterio.open(folder / "s.tif") as dataset:
        similarity = dataset.read(1)
        assert dataset.transform == SOUTH_UP
    values = formula(codes)
    values /= np.linalg.norm(values, axis=0)
    expected = np.tensordot(values[:, 4, 7], values, axes=1)
    found = np.isfinite(similarity)
    assert np.array_equal(found, codes[0] != -128)
    assert np.abs(similarity - expected)[found].max() < EXACT


@pytest.mark.parametrize(("dtype", "nodata"), [("int16", -128), ("float32", -128)])
def test_codes_in_another_dtype_are_known_by_names_and_nodata(tmp_path, dtype, nodata):
    codes = alpha_earth_codes(alpha_earth_vectors())
    write_named(tmp_path / "a.tif", codes.astype(dtype), nodata=nodata)
    embeddings, mask, kind, _ = read(tmp_path / "a.tif")
    assert kind.values == "alphaearth"
    assert np.array_equal(mask, codes[0] != -128)
    assert np.abs(embeddings - formula(codes))[:, mask].max() < EXACT


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_alpha_earth_s_values_are_taken_as_they_are(tmp_path, dtype):
    values = alpha_earth_vectors().astype(dtype)
    write_named(tmp_path / "a.tif", values)
    embeddings, _, kind, _ = read(tmp_path / "a.tif")
    assert (kind.name, kind.values) == ("alphaearth", "plain")
    assert np.array_equal(embeddings, values.astype(np.float32))


def test_some_of_alpha_earth_s_dimensions_are_decoded_and_counted(tmp_path):
    codes = alpha_earth_codes(alpha_earth_vectors())[[0, 1, 31]]
    write_named(tmp_path / "a.tif", codes, ["A00", "A01", "A31"], nodata=-128)
    embeddings, mask, _, notes = read(tmp_path / "a.tif")
    assert np.abs(embeddings - formula(codes))[:, mask].max() < EXACT
    assert "It has 3 of the 64 dimensions of AlphaEarth" in notes[0]


# What the user says


def test_codes_that_the_file_does_not_tell_of_are_decoded_when_the_user_says_so(tmp_path):
    codes = alpha_earth_codes(alpha_earth_vectors(dim=10))
    write_raster(tmp_path / "a.tif", codes, nodata=-128)
    plain, mask, kind, _ = read(tmp_path / "a.tif")
    assert kind.name == "plain"
    assert np.array_equal(plain[:, mask], codes[:, mask].astype(np.float32))
    embeddings, mask, kind, _ = read(tmp_path / "a.tif", values="alphaearth")
    assert kind.name == "alphaearth"
    assert np.abs(embeddings - formula(codes))[:, mask].max() < EXACT


def test_plain_numbers_stay_as_they_are_when_the_user_says_so(tmp_path):
    codes = write_alpha_earth(tmp_path / "a.tif")
    embeddings, mask, kind, notes = read(tmp_path / "a.tif", values="plain")
    assert (kind.name, kind.values) == ("alphaearth", "plain")
    assert np.array_equal(embeddings[:, mask], codes[:, mask].astype(np.float32))
    assert "own scale and offset" in notes[0]


@pytest.mark.parametrize(
    ("values", "says"), [("alphaearth", "holds no codes of AlphaEarth"), ("tessera", "has no scales beside it")]
)
def test_values_that_a_file_cannot_have_are_refused(tmp_path, values, says):
    write_raster(tmp_path / "a.tif", np.ones((3, 4, 4), "uint8"))
    with pytest.raises(SourceError, match=says):
        EmbeddingRaster(tmp_path / "a.tif", values=values)


def test_the_user_s_choice_reaches_every_operation(tmp_path, folder, command):
    codes = alpha_earth_codes(alpha_earth_vectors())
    write_raster(tmp_path / "plain.tif", codes, nodata=-128, transform=SOUTH_UP)
    with rasterio.open(tmp_path / "plain.tif", "r+") as dataset:
        dataset.descriptions = [f"e{index}" for index in range(64)]
    write_alpha_earth(tmp_path / "named.tif")
    (tmp_path / "p.csv").write_text("lon,lat\n3.00095,45.15465\n3.0012,45.1549\n")

    def both(*arguments, output=None):
        """Of the file that tells, and of the one that the user tells of."""
        found = []
        for name, values in (("named", "auto"), ("plain", "alphaearth")):
            path = [] if output is None else ["--output", folder / f"{name}{output}"]
            options = ["--embeddings", tmp_path / f"{name}.tif", "--values", values, *path, "--json"]
            outcome = command(*arguments, *options)
            assert outcome.status == 0, outcome.err
            found.append(outcome.value if output is None else (folder / f"{name}{output}").read_bytes())
        return found

    at = ["--at", "500075,5000045"]
    for arguments in (
        ["embedding-at", *at],
        ["compare", *at, "--at", "500125,5000065"],
        ["open"],
        ["suggest-clusters", "--most", "3"],
    ):
        told, said = both(*arguments)
        assert told == said
    for arguments in (["similarity-map", *at], ["kmeans", "--clusters", "3"], ["principal-components"]):
        both(*arguments, output=".tif")
        with rasterio.open(folder / "named.tif") as told, rasterio.open(folder / "plain.tif") as said:
            assert np.array_equal(told.read(), said.read(), equal_nan=True)
    both("embed-points", "--points", tmp_path / "p.csv", output=".parquet")
    import pyarrow.parquet as pq

    told, said = (pq.read_table(folder / f"{name}.parquet") for name in ("named", "plain"))
    assert told.column("embedding").to_pylist() == said.column("embedding").to_pylist()


# TESSERA


@pytest.mark.parametrize("beside", [True, False])
@pytest.mark.parametrize("order", ["C", "F"])
def test_a_tile_of_tessera_is_code_times_scale_where_its_landmask_lies(tmp_path, beside, order):
    path, codes, scales = write_tile(tmp_path, beside=beside, order=order)
    source = EmbeddingRaster(path)
    embeddings, mask = source.read(source.grid.whole)
    assert source.grid.crs.to_epsg() == 32631
    assert (source.grid.transform.c, source.grid.transform.f) == (296_000, 5_775_000)
    expected = codes.astype(np.float64) * scales[:, :, None]
    assert mask.sum() == mask.size - 6 - 3
    assert np.abs(embeddings.transpose(1, 2, 0) - expected)[mask].max() < EXACT
    assert np.isnan(embeddings[:, ~mask]).all()
    assert np.array_equal(source.embedding_at(296_055, 5_774_945), embeddings[:, 5, 5])
    assert source.kind.name == "tessera"
    assert source.notes == ["TESSERA, 2024. The numbers are TESSERA's codes, each times the scale of its pixel."]
    source.close()


def test_scales_of_every_dimension_are_read(tmp_path):
    path, codes, _ = write_tile(tmp_path)
    scales = np.random.default_rng(1).uniform(0.1, 1, codes.shape).astype("float32")
    np.save(path.with_name(f"{path.stem}_scales.npy"), scales)
    embeddings, mask, _, _ = read(path)
    assert mask.all()
    assert np.abs(embeddings.transpose(1, 2, 0) - codes * scales.astype(np.float64)).max() < EXACT * 100


def test_a_store_of_tessera_is_its_newest_year(tmp_path):
    path, codes, scales = write_store(tmp_path / "t.zarr")
    for name in (path, path / "utm31", path / "utm31" / "embeddings", f'ZARR:"{path}":/utm31/embeddings'):
        source = EmbeddingRaster(name)
        embeddings, mask = source.read(source.grid.whole)
        assert source.grid.crs.to_epsg() == 32631
        assert (source.grid.transform.c, source.grid.transform.f) == (296_000, 5_775_000)
        assert mask.sum() == mask.size - 6 - 3
        assert np.abs(embeddings - codes[1] * scales[1].astype(np.float64))[:, mask].max() < EXACT
        assert source.notes[0].startswith("TESSERA, 2024.")
        source.close()


def test_a_heatmap_of_a_tile_is_that_of_its_values(tmp_path, folder, command):
    path, codes, _ = write_tile(tmp_path)
    options = ["--at", "296075,5774945", "--raw", "--output", folder / "s.tif"]
    outcome = command("similarity-map", "--embeddings", path, *options)
    assert outcome.status == 0, outcome.err
    values = codes.astype(np.float64)
    values /= np.linalg.norm(values, axis=2)[:, :, None]
    with rasterio.open(folder / "s.tif") as dataset:
        similarity = dataset.read(1)
    found = np.isfinite(similarity)
    assert found.sum() == found.size - 9
    assert np.abs(similarity - values @ values[5, 7])[found].max() < EXACT


@pytest.mark.parametrize("tagged", [True, False])
def test_a_geotiff_of_geotessera_is_known_by_its_tags_or_names(tmp_path, tagged):
    values = vectors(dim=128)
    names = [f"band {index}" if tagged else f"Tessera_Band_{index}" for index in range(128)]
    write_named(tmp_path / "grid_0.15_52.05_2024.tiff", values, names, nodata=np.nan)
    tags = {"TESSERA_DATASET_VERSION": "v1.1", "TESSERA_DATASET_VARIANT": "cambridge", "TESSERA_YEAR": "2024"}
    with rasterio.open(tmp_path / "grid_0.15_52.05_2024.tiff", "r+") as dataset:
        dataset.update_tags(**(tags if tagged else {}))
    embeddings, _, kind, notes = read(tmp_path / "grid_0.15_52.05_2024.tiff")
    assert (kind.name, kind.values) == ("tessera", "plain")
    assert np.array_equal(embeddings, values)
    assert notes[0].startswith("TESSERA v1.1 cambridge, 2024." if tagged else "TESSERA.")


def without(path, suffix):
    path.with_name(f"{path.stem}{suffix}").unlink()


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (lambda path: without(path, "_scales.npy"), r"grid_0.15_52.05_scales.npy, their scales, is missing"),
        (lambda path: without(path, ".tiff"), r"its landmask, grid_0.15_52.05.tiff, which is missing"),
        (lambda path: path.write_bytes(path.read_bytes()[:-10]), "is no whole array of numbers"),
        (lambda path: path.write_bytes(b"\x93NUMPY"), "is no whole array of numbers"),
        (lambda path: path.write_bytes(b"no array"), "is no whole array of numbers"),
        (lambda path: path.write_bytes(path.read_bytes().replace(b"}", b"{")), "is no whole array of numbers"),
        (lambda path: np.save(path, np.array([{}, 1], object)), "is no whole array of numbers"),
        (lambda path: np.save(path, np.zeros((14, 18), "int8")), r"is an array of shape \(14, 18\)"),
        (lambda path: np.save(path, np.zeros((14, 18, 3), "complex64")), "is no array of numbers that can be read"),
        (lambda path: np.save(path, np.zeros((13, 18, 128), "int8")), "belong together"),
        (lambda path: write_raster(path.with_suffix(".tiff"), np.ones((1, 9, 9), "uint8")), "and grid_.*tiff 9 x 9"),
    ],
)
def test_what_is_wrong_with_a_tile_is_said(tmp_path, damage, says):
    path, _, _ = write_tile(tmp_path)
    damage(path)
    with pytest.raises(SourceError, match=says):
        EmbeddingRaster(path)


def test_nothing_that_a_pickle_holds_is_run(tmp_path):
    class Harm:
        def __reduce__(self):
            return (open, (str(tmp_path / "harm"), "w"))

    path, _, _ = write_tile(tmp_path)
    np.save(path, np.array([Harm()], object), allow_pickle=True)
    with pytest.raises(SourceError, match="is no whole array of numbers"):
        EmbeddingRaster(path)
    assert not (tmp_path / "harm").exists()


def test_the_scales_by_themselves_are_no_embeddings(tmp_path):
    path, _, _ = write_tile(tmp_path)
    with pytest.raises(SourceError, match=r"holds the scales of embeddings\. Choose grid_0\.15_52\.05\.npy"):
        EmbeddingRaster(path.with_name(f"{path.stem}_scales.npy"))


def test_the_codes_of_a_tile_are_read_without_scales_when_the_user_says_so(tmp_path):
    path, codes, _ = write_tile(tmp_path)
    without(path, "_scales.npy")
    embeddings, mask, kind, _ = read(path, values="plain")
    assert (kind.name, kind.values) == ("tessera", "plain")
    assert np.array_equal(embeddings.transpose(1, 2, 0)[mask], codes[mask].astype(np.float32))


def test_a_store_of_several_zones_wants_one_of_them(tmp_path):
    path, _, _ = write_store(tmp_path / "t.zarr", ("utm30", "utm31"))
    with pytest.raises(SourceError, match=r"several zones: utm30, utm31\. Choose one of its folders.*utm30"):
        EmbeddingRaster(path)
    assert read(path / "utm31")[2].name == "tessera"


@pytest.mark.parametrize("path", ["x" * 5000, "<VRTDataset>", "none.npy", "a\0b"])
def test_a_name_that_is_none_is_refused(path):
    with pytest.raises(SourceError):
        EmbeddingRaster(path)


def test_a_store_that_is_damaged_is_refused(tmp_path):
    path, _, _ = write_store(tmp_path / "t.zarr")
    (path / "utm31" / "embeddings" / ".zarray").write_text("{")
    with pytest.raises(SourceError):
        EmbeddingRaster(path)
    (path / "utm31" / ".zattrs").write_text("[" * 100_000)
    with pytest.raises(SourceError):
        EmbeddingRaster(path)


# What info says


@pytest.mark.parametrize(
    ("write", "said"),
    [
        (lambda path: write_alpha_earth(path / "a.tif"), ("alphaearth", "alphaearth", 64)),
        (lambda path: write_named(path / "a.tif", alpha_earth_vectors()), ("alphaearth", "plain", 64)),
        (lambda path: write_embeddings(path / "a.tif", vectors(dim=7)), ("plain", "plain", 7)),
    ],
)
def test_info_says_whose_embeddings_a_raster_holds(tmp_path, command, write, said):
    write(tmp_path)
    outcome = command("info", tmp_path / "a.tif", "--json")
    assert outcome.status == 0, outcome.err
    found = outcome.value["embedding"]
    assert (found["kind"], found["values"], found["dim"]) == said
    assert found["decoding"].endswith(".")


def test_info_knows_a_tile_and_our_own(tmp_path, folder, raster, command):
    path, _, _ = write_tile(tmp_path)
    tile = command("info", path, "--json").value
    assert (tile["embedding"]["model"], tile["embedding"]["values"]) == ("TESSERA, 2024", "tessera")
    assert command("embed-raster", "--raster", raster, "--output", folder / "e.tif", "--filters", "8").status == 0
    own = command("info", folder / "e.tif", "--json").value["embedding"]
    assert (own["kind"], own["model"]) == ("landprint", "random-features")
    classes = command("kmeans", "--embeddings", folder / "e.tif", "--clusters", "2", "--output", folder / "k.tif")
    assert classes.status == 0, classes.err
    assert command("info", folder / "k.tif", "--json").value["embedding"] is None

"""Embedding rasters: what is written is what was given, and other tools' files are read as well."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine

from engine.embedding_rasters.coding import Coding
from engine.embedding_rasters.raster import EmbeddingRaster, write_embedding_raster
from engine.errors import Cancelled, OutputError, OutsideError, SourceError
from engine.progress import Reporter
from engine.rasters.grid import Grid, Window
from engine.rasters.output import check_output, whole_file
from engine.threads import worker_count
from tests.engine.make_rasters import NORTH_UP, UTM, read_all, scene, vectors, write_embeddings, write_raster
from tests.places import ROOT

COUNT_THREADS = """
import os, sys
from engine.embedding_rasters.raster import EmbeddingRaster

before = len(os.listdir("/proc/self/task"))
source = EmbeddingRaster(sys.argv[1])
source.read_stored(source.grid.whole)
print(before, len(os.listdir("/proc/self/task")))
"""
CRS = rasterio.crs.CRS.from_user_input(UTM)


def write(path, values, *, dtype="uint8", transform=NORTH_UP, **options):
    """Write embeddings (dim, row, column) block by block, as the engine does."""
    grid = Grid(crs=CRS, transform=transform, width=values.shape[2], height=values.shape[1])

    def read_block(window, dims):
        return values[dims, window.row_off : window.row_end, window.col_off : window.col_end].copy()

    settings = {"tags": {}, "filters": None, "reporter": Reporter(), **options}
    return write_embedding_raster(path, grid=grid, dim=len(values), read_block=read_block, dtype=dtype, **settings)


def with_holes(values, share=0.1):
    values = values.copy()
    values[:, np.random.default_rng(1).random(values.shape[1:]) < share] = np.nan
    return values


def test_the_file_is_tiled_and_laid_band_by_band(folder):
    write(folder / "e.tif", vectors(height=300, width=600))
    with rasterio.open(folder / "e.tif") as dataset:
        assert dataset.interleaving == rasterio.enums.Interleaving.band
        assert dataset.block_shapes == [(256, 256)] * 6
        assert dataset.compression == rasterio.enums.Compression.deflate
        assert dataset.descriptions == ("e0000", "e0001", "e0002", "e0003", "e0004", "e0005")


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs Linux's list of threads")
@pytest.mark.skipif(worker_count() == 1, reason="needs two cores")
def test_tiles_are_decoded_on_every_core(folder):
    write(folder / "e.tif", vectors(height=300, width=600))
    done = subprocess.run(
        [sys.executable, "-c", COUNT_THREADS, folder / "e.tif"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    before, after = map(int, done.stdout.split())
    assert after - before >= 2


def test_nothing_but_the_file_is_left_in_the_folder(folder):
    write(folder / "e.tif", vectors())
    assert [path.name for path in folder.iterdir()] == ["e.tif"]


def test_float32_is_kept_exactly(folder):
    values = with_holes(vectors(height=300, width=400))
    write(folder / "e.tif", values, dtype="float32")
    assert np.array_equal(read_all(folder / "e.tif"), values, equal_nan=True)


def test_byte_storage_keeps_nodata_and_is_half_a_code_off_at_most(folder):
    values = with_holes(vectors(height=300, width=400))
    write(folder / "e.tif", values)
    stored = read_all(folder / "e.tif")
    assert np.array_equal(np.isnan(stored), np.isnan(values))
    steps = (np.nanmax(values, axis=(1, 2)) - np.nanmin(values, axis=(1, 2))) / 254
    assert (np.nanmax(np.abs(stored - values), axis=(1, 2)) <= steps * 0.501).all()


def test_scale_comes_from_the_whole_and_not_from_its_first_part(folder):
    values = vectors(height=600, width=300)
    values[:, 400:] *= 10  # more than two tiles of rows further down
    write(folder / "e.tif", values)
    assert np.abs(read_all(folder / "e.tif") - values).max() <= np.ptp(values, axis=(1, 2)).max() / 254


def test_a_stray_patch_does_not_cost_all_others_their_precision(folder):
    values = vectors(height=200, width=200)
    values[:, 0, 0] = 1e6
    write(folder / "e.tif", values)
    others = np.abs(read_all(folder / "e.tif") - values)[:, 1:]
    # 12 deviations, which the stray patch itself makes wide: still hundreds of times better than its range.
    assert others.max() < 1e6 / 254 / 10


def test_a_constant_band_is_kept_and_has_a_scale(folder):
    values = vectors()
    values[2] = 7.25
    write(folder / "e.tif", with_holes(values))
    with rasterio.open(folder / "e.tif") as dataset:
        assert all(scale != 0 for scale in dataset.scales)
    band = read_all(folder / "e.tif")[2]
    assert (band[~np.isnan(band)] == 7.25).all()


@pytest.mark.parametrize("dtype", ["uint8", "float32"])
def test_statistics_are_those_of_the_stored_values(folder, dtype):
    write(folder / "e.tif", with_holes(vectors(height=300, width=600)), dtype=dtype)
    with rasterio.open(folder / "e.tif") as dataset:
        for number in dataset.indexes:
            stored = dataset.read(number, masked=True).compressed().astype(np.float64)
            tags = {key: float(value) for key, value in dataset.tags(number).items()}
            assert tags["STATISTICS_MINIMUM"] == pytest.approx(stored.min(), rel=1e-7)
            assert tags["STATISTICS_MAXIMUM"] == pytest.approx(stored.max(), rel=1e-7)
            assert tags["STATISTICS_MEAN"] == pytest.approx(stored.mean(), rel=1e-6)
            assert tags["STATISTICS_STDDEV"] == pytest.approx(stored.std(), rel=1e-5)
            assert tags["STATISTICS_VALID_PERCENT"] == pytest.approx(100 * stored.size / 180_000, rel=1e-3)


def test_all_tags_have_the_prefix(folder):
    write(folder / "e.tif", vectors(), tags={"ENCODER": "x"}, filters="abc")
    with rasterio.open(folder / "e.tif") as dataset:
        tags = dataset.tags()
        assert tags["LANDPRINT_KIND"] == "embedding raster"
        assert tags["LANDPRINT_ENCODER"] == "x"
        assert tags["LANDPRINT_VERSION"]
        assert dataset.tags(ns="LANDPRINT_FILTERS") == {"RANDOM_FEATURES": "abc"}


def test_an_area_of_nodata_alone_is_refused_and_leaves_no_file(folder):
    with pytest.raises(SourceError, match="valid"):
        write(folder / "e.tif", np.full((4, 20, 20), np.nan, np.float32))
    assert list(folder.iterdir()) == []


def test_the_count_of_valid_patches_is_returned(folder):
    values = with_holes(vectors(height=300, width=600))
    assert write(folder / "e.tif", values).valid == np.isfinite(values[0]).sum()


def test_a_cancelled_write_leaves_the_earlier_file_as_it_was(folder):
    write(folder / "e.tif", vectors())
    before = (folder / "e.tif").read_bytes()
    reports = iter(range(1000))
    reporter = Reporter(is_cancelled=lambda: next(reports) > 8)
    with pytest.raises(Cancelled):
        write(folder / "e.tif", vectors(height=600, width=600, seed=1), reporter=reporter)
    assert (folder / "e.tif").read_bytes() == before
    assert [path.name for path in folder.iterdir()] == ["e.tif"]


def test_gdals_notes_on_an_earlier_file_are_taken_away(folder):
    (folder / "e.tif.aux.xml").write_text("<PAMDataset/>")
    write(folder / "e.tif", vectors())
    assert [path.name for path in folder.iterdir()] == ["e.tif"]


def test_what_a_killed_process_left_beside_the_output_is_cleaned(folder):
    ended = subprocess.Popen(["true"])
    ended.wait()
    with whole_file(folder / "e.tif") as partial:
        partial.touch()
        left = partial.with_name(partial.name.replace(f"{os.getpid()}", str(ended.pid)))
        left.write_bytes(b"half")
    assert left != partial
    with whole_file(folder / "e.tif") as partial:
        partial.touch()
    assert [path.name for path in folder.iterdir()] == ["e.tif"]


def test_a_name_as_long_as_the_disk_takes_is_written(folder):
    output = folder / f"{'ü' * 120}.tif"
    write(output, vectors())
    assert [path.name for path in folder.iterdir()] == [output.name]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a file that is none")
def test_what_is_no_file_is_not_replaced(folder):
    os.mkfifo(folder / "pipe.tif")
    with pytest.raises(OutputError, match="no file that could be written"):
        check_output(folder / "pipe.tif", inputs=[])


def test_an_output_that_is_a_link_stays_one(folder):
    (folder / "elsewhere").mkdir()
    link, target = folder / "e.tif", folder / "elsewhere" / "kept.tif"
    target.write_text("old")
    link.symlink_to(target)
    with whole_file(check_output(link, inputs=[])) as partial:
        assert partial.parent == target.parent
        partial.write_text("new")
    assert link.is_symlink()
    assert target.read_text() == "new"
    assert sorted(path.name for path in target.parent.iterdir()) == ["kept.tif"]


def test_a_link_into_a_folder_that_is_not_there_is_told(folder):
    (folder / "e.tif").symlink_to(folder / "gone" / "e.tif")
    with pytest.raises(OutputError, match=r"There is no folder .*gone"):
        check_output(folder / "e.tif", inputs=[])


def test_what_a_running_process_writes_is_left_alone(folder):
    running = subprocess.Popen(["sleep", "60"])
    try:
        with whole_file(folder / "e.tif") as partial:
            partial.touch()
            other = partial.with_name(partial.name.replace(f"{os.getpid()}", str(running.pid)))
            other.write_bytes(b"half")
        with whole_file(folder / "e.tif") as partial:
            partial.touch()
        assert other.exists()
    finally:
        running.kill()
        running.wait()


@pytest.mark.parametrize("dtype", ["uint8", "int16", "float32", "float64"])
def test_another_tools_raster_is_an_embedding_raster(tmp_path, dtype):
    pixels = scene(5).astype(dtype)
    source = EmbeddingRaster(write_raster(tmp_path / "a.tif", pixels))
    values, mask = source.read(source.grid.whole)
    source.close()
    assert source.dim == 5
    assert (values == pixels.astype(np.float32)).all()
    assert mask.all()
    assert source.tags == {}


def test_another_tools_scale_offset_and_nodata_are_honoured(tmp_path):
    pixels = scene(3).astype("int16")
    pixels[:, 3, 4] = -32768
    path = write_raster(tmp_path / "a.tif", pixels, nodata=-32768)
    with rasterio.open(path, "r+") as dataset:
        dataset.scales, dataset.offsets = (0.5, 0.25, 2.0), (-1.0, 0.0, 10.0)
    source = EmbeddingRaster(path)
    values, mask = source.read(source.grid.whole)
    source.close()
    assert not mask[3, 4]
    assert np.isnan(values[:, 3, 4]).all()
    for band, (scale, offset) in enumerate([(0.5, -1.0), (0.25, 0.0), (2.0, 10.0)]):
        assert np.allclose(values[band][mask], pixels[band][mask] * scale + offset)


def test_nodata_is_compared_before_scaling(tmp_path):
    pixels = np.full((2, 16, 16), 10, "uint8")
    pixels[:, 0, 0] = 0
    path = write_raster(tmp_path / "a.tif", pixels, nodata=0)
    with rasterio.open(path, "r+") as dataset:
        dataset.scales, dataset.offsets = (0.1, 0.1), (-1.0, -1.0)  # so that the value 0 is the code 10
    source = EmbeddingRaster(path)
    _, mask = source.read(source.grid.whole)
    source.close()
    assert mask.sum() == 255


def test_an_alpha_band_is_no_dimension(tmp_path):
    opaque = np.ones((64, 64), bool)
    opaque[:10] = False
    path = write_raster(tmp_path / "a.tif", scene(4).astype("uint8"), alpha=opaque)
    with closing(EmbeddingRaster(path)) as source:
        _, mask = source.read(source.grid.whole)
        notes = source.notes
    assert source.dim == 4
    assert (mask == opaque).all()
    assert any("band 5, an alpha band" in note for note in notes)


@pytest.mark.parametrize("memory", [1, 6 * 4 * 256 * 256, 2 * 6 * 4 * 256 * 256, 10**7, 10**12])
def test_windows_cover_the_raster_once_whatever_the_memory(tmp_path, memory):
    source = EmbeddingRaster(write_embeddings(tmp_path / "a.tif", vectors(height=300, width=700)))
    covered = np.zeros((300, 700), int)
    for window in source.windows(memory):
        covered[window.row_off : window.row_end, window.col_off : window.col_end] += 1
        assert window.width * window.height * 6 * 4 <= max(memory, 6 * 4 * 256 * 256)
    source.close()
    assert (covered == 1).all()


def test_the_embedding_at_a_place_is_the_patchs(tmp_path):
    values = vectors()
    transform = Affine(40, 0, 288_000, 0, -40, 9_120_000)
    source = EmbeddingRaster(write_embeddings(tmp_path / "a.tif", values, transform=transform))
    assert (source.embedding_at(288_000 + 7 * 40 + 3, 9_120_000 - 5 * 40 - 39) == values[:, 5, 7]).all()
    source.close()


def test_there_is_no_embedding_on_nodata(tmp_path):
    values = vectors()
    values[:, 5, 7] = np.nan
    source = EmbeddingRaster(write_embeddings(tmp_path / "a.tif", values))
    with pytest.raises(OutsideError, match="no data"):
        source.embedding_at(*source.grid.centre_of(7, 5))
    source.close()


def test_codes_reach_from_1_to_255_and_0_is_kept_for_nodata():
    values = np.array([[[-3.0, 0.0, 5.0, np.nan]]], np.float32)
    coding = Coding(scale=np.array([8 / 254]), offset=np.array([-3 - 8 / 254]))
    assert coding.encode(slice(0, 1), values).ravel().tolist() == [1, 96, 255, 0]


def test_a_value_out_of_reach_is_the_last_code_and_never_nodata():
    values = np.array([[[-1e9, 1e9]]], np.float32)
    coding = Coding(scale=np.array([0.1]), offset=np.array([0.0]))
    assert coding.encode(slice(0, 1), values).ravel().tolist() == [1, 255]


def test_a_window_of_a_window_is_what_was_written_there(folder):
    values = vectors(dim=9, height=520, width=300)
    write(folder / "e.tif", values, dtype="float32")
    source = EmbeddingRaster(folder / "e.tif")
    part, _ = source.read(Window(250, 500, 40, 20))
    source.close()
    assert (part == values[:, 500:520, 250:290]).all()


def test_a_border_of_zeros_is_nodata_and_the_result_says_so(command, tmp_path):
    values = vectors(dim=16, height=32, width=32)
    values[:, :, 24:] = 0
    write_embeddings(tmp_path / "z.tif", values, nodata=None)
    outcome = command(
        "kmeans", "--embeddings", tmp_path / "z.tif", "--clusters", 3, "--output", tmp_path / "c.tif", "--json"
    )
    assert len(outcome.value["notes"]) == 1
    classes = read_all(tmp_path / "c.tif")[0]
    assert np.isnan(classes[:, 24:]).all()
    assert not np.isnan(classes[:, :24]).any()
    arguments = ["--at", "288005,9119995", "--output", tmp_path / "s.tif", "--json"]
    outcome = command("similarity-map", "--embeddings", tmp_path / "z.tif", *arguments)
    assert (outcome.value["valid"], len(outcome.value["notes"])) == (24 * 32, 1)


def test_zeros_of_few_dims_are_values(tmp_path):
    values = vectors(dim=15)
    values[:, :, :5] = 0
    write_embeddings(tmp_path / "z.tif", values, nodata=None)
    with closing(EmbeddingRaster(tmp_path / "z.tif")) as raster:
        assert raster.read(raster.grid.whole)[1].all()
        assert raster.notes == []


def test_a_patch_that_shows_nothing_has_data_in_an_embedding_raster_of_ours(folder):
    values = vectors(dim=16)
    values[:, 3, 4] = 0.0
    write(folder / "ours.tif", values, dtype="float32", tags={"ENCODER": "random-features"})
    write(folder / "other.tif", values, dtype="float32")
    for name, is_valid in (("ours.tif", True), ("other.tif", False)):
        with closing(EmbeddingRaster(folder / name)) as source:
            _, mask = source.read(source.grid.whole)
            assert (mask[3, 4], mask.sum()) == (is_valid, mask.size - (not is_valid))
            assert any("zero throughout" in note for note in source.notes) is not is_valid

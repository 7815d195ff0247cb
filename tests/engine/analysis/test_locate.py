"""An image finds its place on a grid of places; it is recognised as it is before it is embedded."""

from __future__ import annotations

import numpy as np
import pytest
import rasterio
from affine import Affine

from engine.analysis.locate import Image, chip_windows, locate_image, read_chips
from engine.bounds import WORLD, Bounds
from engine.embedding.locations import LocationGrid
from engine.encoders.satclip import images as satclip
from engine.errors import OutputError, ParameterError, SourceError
from engine.progress import Reporter
from engine.rasters.grid import Window
from engine.sensors.sensors import SENTINEL_2_ALL, sensor_named
from tests.engine.embedding.test_locations import Direction
from tests.engine.make_scenes import BANDS, METRES, repeated, values, write_band, write_safe
from tests.places import real_data, scene_file

NAMES = ("B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8", "B8A", "B9", "B11", "B12")


class Compass:
    """An image encoder that finds the place in the pixels: longitude in the first band, latitude in the second."""

    dim = 3
    patch = 64

    def embed_images(self, dn):
        return Direction().embed(np.nanmedian(dn[:, :2], axis=(2, 3)) / 100 - 180).astype(np.float32)


def write_image(path, *, place=(24.0, 46.0), size=150, names=NAMES, nodata_columns=0, metres=10):
    pixels = np.full((len(names), size, size), 300, np.uint16)
    pixels[0], pixels[1] = (np.array(place) + 180) * 100
    pixels[:, :, :nodata_columns] = 0
    profile = {"count": len(names), "width": size, "height": size, "dtype": "uint16", "crs": "EPSG:32635"}
    transform = Affine(metres, 0, 500000, 0, -metres, 5000000)
    with rasterio.open(path, "w", driver="GTiff", nodata=0, transform=transform, **profile) as dataset:
        dataset.write(pixels)
        dataset.descriptions = names
    return str(path)


def locate(image, folder, name="where.tif", **options):
    places = LocationGrid(Direction(), WORLD, 1.0)
    return locate_image(image, Compass(), places, folder / name, reporter=Reporter(), **options)


def test_an_image_is_most_likely_where_it_was_taken(tmp_path):
    value = locate(Image(raster=write_image(tmp_path / "in.tif"), scale="count"), tmp_path, count=3)
    best = value["places"][0]
    assert (best["x"], best["y"]) == (pytest.approx(24, abs=0.6), pytest.approx(46, abs=0.6))
    assert (len(value["places"]), value["chips"], value["crs"]) == (3, 4, "EPSG:4326")
    assert value["maximum"] == pytest.approx(1, abs=1e-3)
    with rasterio.open(tmp_path / "where.tif") as heatmap:
        assert heatmap.shape == (180, 360)
        assert heatmap.tags()["LANDPRINT_KIND"] == "similarity"
        row, col = divmod(int(heatmap.read(1).argmax()), 360)
        assert heatmap.xy(row, col) == (best["x"], best["y"])


def test_an_image_smaller_than_a_chip_is_found_too(tmp_path):
    value = locate(Image(raster=write_image(tmp_path / "in.tif", size=40), scale="count"), tmp_path)
    assert value["chips"] == 1
    assert value["places"][0]["x"] == pytest.approx(24, abs=0.6)


def test_an_extent_takes_the_chips_inside(tmp_path):
    extent = Bounds(500000, 5000000 - 64 * 10, 500000 + 128 * 10, 5000000)
    value = locate(Image(raster=write_image(tmp_path / "in.tif"), extent=extent, scale="count"), tmp_path)
    assert value["chips"] == 2


def test_chips_without_data_are_left_out(tmp_path):
    value = locate(Image(raster=write_image(tmp_path / "in.tif", nodata_columns=60), scale="count"), tmp_path)
    assert value["chips"] == 2


@pytest.mark.parametrize(("nodata_columns", "message"), [(140, "no chip with enough valid"), (150, "no valid pixel")])
def test_an_empty_image_is_refused(tmp_path, nodata_columns, message):
    with pytest.raises(SourceError, match=message):
        locate(Image(raster=write_image(tmp_path / "in.tif", nodata_columns=nodata_columns)), tmp_path)


def test_missing_bands_are_named(tmp_path):
    path = write_image(tmp_path / "in.tif", names=("B2", "B3", "B4", "B8"))
    with pytest.raises(SourceError, match="bands coastal, rededge1"):
        locate(Image(raster=path), tmp_path)


def test_too_few_chosen_bands_are_refused(tmp_path):
    with pytest.raises(ParameterError, match="12 bands, got 3"):
        locate(Image(raster=write_image(tmp_path / "in.tif"), bands=[4, 3, 2]), tmp_path)


def test_the_image_itself_is_not_overwritten(tmp_path):
    path = write_image(tmp_path / "where.tif")
    with pytest.raises(OutputError):
        locate(Image(raster=path), tmp_path)


def test_chips_are_whole_and_spread_over_the_area():
    chips = list(chip_windows(Window(100, 50, 1000, 700), 64))
    assert len(chips) == 16
    assert all(chip.col_end <= 1100 and chip.row_end <= 750 for chip in chips)
    assert chips[0] == Window(100, 50, 64, 64)


def test_bands_stand_in_the_order_of_the_encoder():
    names = [band.name for band in sensor_named(SENTINEL_2_ALL).bands]
    assert " ".join(names) == "coastal blue green red rededge1 rededge2 rededge3 nir nir08 nir09 swir16 swir22"
    assert len(names) == len(satclip.BANDS)


@pytest.mark.parametrize("image", ["patch_33188.tif", "patch_252161.tif"])
def test_real_chips_keep_their_offset_as_in_training(image):
    path = real_data("data", "s2_chips", image)
    (chip,), notes = read_chips(Image(raster=str(path)), 256, reporter=Reporter())
    with rasterio.open(path) as dataset:
        np.testing.assert_array_equal(chip, dataset.read().astype(np.float32))
    assert any("offset of 1,000 stays in" in note for note in notes)


def test_bands_in_another_order_are_sorted():
    path = scene_file("data", "eurosat_ms", "Forest", "Forest_1.tif")
    (chip,), _ = read_chips(Image(raster=str(path), scale="count"), 64, reporter=Reporter())
    with rasterio.open(path) as dataset:
        order = [dataset.descriptions.index(f"B{name[1:]}") + 1 for name in satclip.BANDS]
        np.testing.assert_array_equal(chip, dataset.read(order).astype(np.float32))


def test_pixels_of_another_size_are_told(tmp_path):
    path = str(scene_file("data", "s2_labelled", "rstoolbox_sen2_l2a_12band.tif"))
    chips, notes = read_chips(Image(raster=path), 224, reporter=Reporter())
    assert len(chips) == 1
    assert not any("pixels of" in note for note in notes)
    _, notes = read_chips(Image(raster=write_image(tmp_path / "coarse.tif", metres=60)), 64, reporter=Reporter())
    assert any("pixels of 60 m" in note for note in notes)


@pytest.fixture
def band_files(tmp_path):
    """A folder with a file for each band, and the bands (12, row, column) at 10 m."""
    folder = tmp_path / "scene"
    folder.mkdir()
    bands = {name: values(metres, seed, low=300) for seed, (name, metres) in enumerate(METRES.items())}
    for name, pixels in bands.items():
        write_band(folder / f"T25LBJ_20230114T101031_{name}.tif", pixels, METRES[name])
    return folder, np.concatenate([repeated(bands[name], METRES[name]) for name in BANDS])


def test_a_folder_of_band_files_is_located(band_files, tmp_path):
    folder, pixels = band_files
    (chip,), notes = read_chips(Image(raster=str(folder)), pixels.shape[1], reporter=Reporter())
    np.testing.assert_array_equal(chip, pixels)
    assert [note.split(":")[0] for note in notes] == ["Counts are taken as in SatCLIP's training"]
    assert locate(Image(raster=str(folder)), tmp_path)["chips"] == 1


def test_the_offset_of_a_product_is_taken_off_on_request(tmp_path):
    product, bands = write_safe(tmp_path)
    (chip,), _ = read_chips(Image(raster=str(product), scale="offset-1000"), 48, reporter=Reporter())
    expected = np.concatenate([repeated(bands[name], METRES[name]) for name in BANDS])
    np.testing.assert_array_equal(chip, expected - 1000.0)


def test_no_file_of_a_scene_is_overwritten(band_files):
    folder, _ = band_files
    with pytest.raises(OutputError, match="is the input itself"):
        locate(Image(raster=str(folder)), folder, name="T25LBJ_20230114T101031_B02.tif")


def test_pixels_a_quarter_larger_are_taken_as_they_are(tmp_path):
    path = write_image(tmp_path / "in.tif", metres=12.7)
    _, notes = read_chips(Image(raster=path), 64, reporter=Reporter())
    assert not any("pixels of" in note for note in notes)

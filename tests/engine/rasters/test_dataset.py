"""Files opened as they are meant: where QGIS draws them, in their colours, whatever their names are written in."""

from __future__ import annotations

import re

import numpy as np
import pytest
import rasterio
from affine import Affine
from rasterio.control import GroundControlPoint
from rasterio.crs import CRS
from rasterio.rpc import RPC

from engine.errors import GridError, OutsideError, SourceError
from engine.progress import Reporter
from engine.rasters import dataset as datasets
from engine.rasters.grid import Window
from engine.rasters.raster import Raster
from engine.rasters.source import source_of
from engine.requests.imagery import ImageryRequest, SourceRequest
from engine.sensors.recognise import recognise
from tests.engine.make_rasters import NORTH_UP, UTM, scene, write_raster

HEIGHT, WIDTH = 30, 40


def opened(*paths, **settings):
    return source_of(SourceRequest(raster=[str(path) for path in paths], **settings)).open()


def ground_at(col, row):
    """Where a turned and sheared picture's pixel corner lies."""
    return 500_000 + 9 * col + 3 * row, 5_000_000 - 9 * row + 3 * col


def write_by_points(path, pixels, crs=UTM, **profile):
    write_raster(path, pixels, crs=None, transform=None, **profile)
    corners = [(col, row) for row in (0, HEIGHT // 2, HEIGHT) for col in (0, WIDTH // 2, WIDTH)]
    points = [
        GroundControlPoint(row=row, col=col, x=ground_at(col, row)[0], y=ground_at(col, row)[1]) for col, row in corners
    ]
    with rasterio.open(path, "r+") as dataset:
        dataset.gcps = (points, CRS.from_user_input(crs))
    return path


@pytest.mark.parametrize(("dtype", "nodata"), [("uint8", None), ("uint16", 0), ("float32", -9999), ("int16", None)])
def test_a_picture_placed_by_control_points_is_read_where_it_lies(tmp_path, dtype, nodata):
    pixels = np.arange(1, 1 + HEIGHT * WIDTH).reshape(1, HEIGHT, WIDTH) % 250 + 1
    path = write_by_points(tmp_path / "swath.tif", pixels.astype(dtype), nodata=nodata)
    with Raster(path) as raster:
        assert raster.grid.crs == CRS.from_user_input(UTM)
        assert len(raster.bands) == 1
        for col, row in [(3, 4), (20, 15), (36, 27)]:
            x, y = ground_at(col + 0.5, row + 0.5)
            values, mask = raster.read(Window(*raster.grid.pixel_at(x, y), 1, 1), [1])
            assert mask.all()
            # The nearest pixel may be its neighbour: the grid is turned against the picture.
            near = pixels[0, row - 1 : row + 2, col - 1 : col + 2]
            assert values[0, 0, 0] in near
        with pytest.raises(OutsideError):
            raster.grid.pixel_at(3, 4)  # its own columns and rows are nowhere
        _, mask = raster.read(raster.grid.whole, [1])
        assert not mask[0, 0]  # the corners of the rectangle around a turned picture are none of it
        assert not mask[-1, -1]
        assert any("control points" in note for note in raster.notes)


def test_a_picture_placed_by_control_points_and_another_raster_make_a_stack(tmp_path):
    pixels = scene(1, HEIGHT, WIDTH).astype("uint8")
    path = write_by_points(tmp_path / "swath.tif", pixels)
    with Raster(path) as raster:
        expected, _ = raster.read(raster.grid.whole, [1])
        grid = raster.grid
    other = write_raster(
        tmp_path / "b.tif", np.full((1, grid.height, grid.width), 7, "uint8"), transform=grid.transform
    )
    with opened(path, other) as stack:
        values, _ = stack.read(stack.grid.whole, [1, 2])
    assert np.array_equal(values[0], expected[0], equal_nan=True)
    assert np.nanmax(values[1]) == 7


def test_a_picture_placed_by_a_sensor_model_is_read_where_it_lies(tmp_path):
    zeros = [0.0] * 16
    model = RPC(
        height_off=150,
        height_scale=500,
        lat_off=45,
        lat_scale=0.01,
        line_off=HEIGHT / 2,
        line_scale=HEIGHT / 2,
        long_off=12,
        long_scale=0.015,
        samp_off=WIDTH / 2,
        samp_scale=WIDTH / 2,
        line_num_coeff=[0, 0, -1, 0, *zeros],
        line_den_coeff=[1, 0, 0, 0, *zeros],
        samp_num_coeff=[0, 1, 0, 0, *zeros],
        samp_den_coeff=[1, 0, 0, 0, *zeros],
        err_bias=None,
        err_rand=None,
    )
    path = write_raster(tmp_path / "scene.tif", scene(1, HEIGHT, WIDTH).astype("uint8"), crs=None, transform=None)
    with rasterio.open(path, "r+") as dataset:
        dataset.rpcs = model
    with Raster(path) as raster:
        assert raster.grid.crs == CRS.from_epsg(4326)
        assert np.allclose(raster.grid.bounds, (11.985, 44.99, 12.015, 45.01), atol=0.001)


def test_control_points_beside_a_transform_change_nothing(tmp_path):
    path = write_raster(tmp_path / "a.tif", scene(1, HEIGHT, WIDTH), driver="ENVI")
    with rasterio.open(path, "r+") as dataset:
        before = dataset.transform
    with Raster(path) as raster:
        assert raster.grid.transform == before == NORTH_UP
        assert raster.notes == []


def test_control_points_that_place_nothing_are_refused(tmp_path):
    path = write_raster(tmp_path / "a.tif", scene(1, HEIGHT, WIDTH), crs=None, transform=None)
    with rasterio.open(path, "r+") as dataset:
        point = GroundControlPoint(row=0, col=0, x=0, y=0)
        dataset.gcps = ([point] * 4, CRS.from_user_input(UTM))
    with pytest.raises(SourceError, match="control points"):
        Raster(path)


def test_a_photograph_lies_from_zero_downwards_as_qgis_draws_it(tmp_path):
    path = write_raster(
        tmp_path / "a.png", scene(3, HEIGHT, WIDTH).astype("uint8"), crs=None, transform=None, driver="PNG"
    )
    with Raster(path) as raster:
        assert tuple(raster.grid.bounds) == (0, -HEIGHT, WIDTH, 0)
        assert raster.grid.pixel_at(5.5, -7.5) == (5, 7)
        assert tuple(raster.grid.coarsen(8).bounds)[0::3] == (0, 0)
        assert raster.grid.coarsen(8).transform == Affine(8, 0, 0, 0, -8, 0)


def test_names_in_an_envi_header_that_are_not_utf_8_are_read(tmp_path):
    path = write_raster(tmp_path / "a.img", scene(2, HEIGHT, WIDTH), driver="ENVI")
    header = tmp_path / "a.hdr"
    names = b"band names = { gr\xfcn (0.56 \xb5m), plain }"
    header.write_bytes(re.sub(rb"band names = \{.*?\}", names, header.read_bytes(), flags=re.DOTALL))
    (tmp_path / "a.img.aux.xml").unlink(missing_ok=True)
    with Raster(path) as raster:
        assert [band.name for band in raster.bands] == ["grün (0.56 µm)", "plain"]
        raster.tags()
        raster.tags(1)
        assert raster.grid.transform == NORTH_UP
        values, _ = raster.read(raster.grid.whole, [1, 2])
    with opened(path, path) as stack:
        assert stack.bands[0].name == "grün (0.56 µm)"
    with opened(path, gsd=20) as stack:  # a resampled raster takes its names over
        assert stack.bands[0].name == "grün (0.56 µm)"
    assert np.array_equal(values, scene(2, HEIGHT, WIDTH))


@pytest.mark.parametrize("where", ["tif", "aux.xml"])
def test_names_in_other_files_that_are_not_utf_8_are_read(tmp_path, where):
    path = write_raster(tmp_path / "a.tif", scene(2, HEIGHT, WIDTH))
    marker = "MARKERMARKER"
    if where == "tif":
        with rasterio.open(path, "r+") as dataset:
            dataset.descriptions = (marker, "plain & simple")
            dataset.update_tags(title=marker)
        file = path
    else:
        file = tmp_path / "a.tif.aux.xml"
        file.write_text(
            f'<PAMDataset><PAMRasterBand band="1"><Description>{marker}</Description></PAMRasterBand>'
            '<PAMRasterBand band="2"><Description>plain &amp; simple</Description></PAMRasterBand></PAMDataset>'
        )
    file.write_bytes(
        file.read_bytes().replace(marker.encode(), b"gr\xfcn \xb5m \xdf!!!"[: len(marker)].ljust(len(marker), b"!"))
    )
    with Raster(path) as raster:
        assert raster.bands[0].name.startswith("grün µm ß")
        assert raster.bands[1].name == "plain & simple"
        raster.tags()


def test_a_coordinate_system_whose_name_is_not_utf_8_is_refused_with_what_to_do(tmp_path):
    path = write_raster(tmp_path / "a.img", scene(1, HEIGHT, WIDTH), driver="ENVI")
    header = tmp_path / "a.hdr"
    header.write_bytes(re.sub(rb"(coordinate system string = \{PROJCS\[\")", b"\\1Gau\xdf", header.read_bytes()))
    with pytest.raises(SourceError, match="UTF-8") as refused:
        Raster(path)
    assert "GeoTIFF" in refused.value.hint


@pytest.mark.parametrize(
    "numbers",
    [
        "nan, 10, 0, 9120000, 0, -10",
        "288000, 1e309, 0, 9120000, 0, -10",
        "288000, 1e-300, 0, 9120000, 0, -1e-300",
        "288000, 1e300, 0, 9120000, 0, -1e300",
    ],
)
def test_a_transform_or_a_size_of_pixels_that_cannot_be_is_refused_beside_others(tmp_path, numbers):
    part = write_raster(tmp_path / "a.tif", scene(1, HEIGHT, WIDTH))
    path = tmp_path / "a.vrt"
    rasterio.shutil.copy(part, path, driver="VRT")
    text = re.sub("<GeoTransform>.*?</GeoTransform>", f"<GeoTransform>{numbers}</GeoTransform>", path.read_text())
    path.write_text(text)
    with pytest.raises((SourceError, GridError)) as refused:
        opened(path, part).read(Window(0, 0, 1, 1), [1])
    assert refused.value.hint


def test_a_colour_table_that_is_only_announced_is_none(tmp_path):
    part = write_raster(tmp_path / "a.tif", scene(1, HEIGHT, WIDTH).astype("uint8"))
    path = tmp_path / "a.vrt"
    rasterio.shutil.copy(part, path, driver="VRT")
    path.write_text(path.read_text().replace("<ColorInterp>Gray", "<ColorInterp>Palette"))
    with Raster(path) as raster:
        values, _ = raster.read(raster.grid.whole, raster.checked_bands(None))
    assert np.array_equal(values, scene(1, HEIGHT, WIDTH).astype("uint8"))


def test_opening_reads_each_list_of_all_bands_once(tmp_path, monkeypatch):
    path = write_raster(tmp_path / "many.tif", np.zeros((64, 2, 2), "uint8"))
    counted = []

    class Counting:
        def __init__(self, dataset):
            self._dataset = dataset

        def __getattr__(self, name):
            counted.append(name)
            return getattr(self._dataset, name)

    Raster(path, Counting(datasets.open_dataset(str(path))))
    assert max(counted.count(name) for name in ("descriptions", "dtypes", "nodatavals", "colorinterp")) <= 3


TABLE = {number: ((number * 37) % 256, (number * 91) % 256, (number * 149) % 256, 255) for number in range(256)}


def write_palette(path, numbers, table=TABLE, **profile):
    write_raster(path, numbers, **profile)
    with rasterio.open(path, "r+") as dataset:
        dataset.write_colormap(1, table)
    return path


@pytest.mark.parametrize("driver", ["GTiff", "PNG", "VRT"])
def test_a_colour_table_is_read_as_its_colours(tmp_path, driver):
    numbers = np.arange(HEIGHT * WIDTH).reshape(1, HEIGHT, WIDTH).astype("uint8")
    path = write_palette(tmp_path / "a.tif", numbers)
    if driver != "GTiff":
        copy = tmp_path / f"a.{driver.lower()}"
        rasterio.shutil.copy(path, copy, driver=driver)
        path = copy
    with Raster(path) as raster:
        values, mask = raster.read(raster.grid.whole, raster.data_band_numbers)
        assert [band.colour for band in raster.bands] == ["red", "green", "blue"]
        assert {band.dtype for band in raster.bands} == {"uint8"}
        assert any("table" in note for note in raster.notes)
    expected = np.array([[TABLE[number][channel] for number in numbers.ravel()] for channel in range(3)])
    assert np.array_equal(values.reshape(3, -1), expected)
    assert mask.all()


def test_the_nodata_number_of_a_colour_table_is_not_valid(tmp_path):
    numbers = np.arange(HEIGHT * WIDTH).reshape(1, HEIGHT, WIDTH).astype("uint8") % 10
    path = write_palette(tmp_path / "a.tif", numbers, nodata=4)
    with Raster(path) as raster:
        _, mask = raster.read(raster.grid.whole, [1, 2, 3])
    assert np.array_equal(mask, numbers[0] != 4)


def test_a_clear_colour_of_a_table_is_not_valid(tmp_path):
    numbers = np.arange(HEIGHT * WIDTH).reshape(1, HEIGHT, WIDTH).astype("uint8") % 10
    path = write_raster(tmp_path / "a.png", numbers, driver="PNG", crs=None, transform=None)
    copy = tmp_path / "b.vrt"
    rasterio.shutil.copy(path, copy, driver="VRT")
    entries = "".join(f'<Entry c1="{n}" c2="{2 * n}" c3="9" c4="{0 if n == 3 else 255}"/>' for n in range(10))
    text = copy.read_text().replace("<ColorInterp>Gray", f"<ColorTable>{entries}</ColorTable><ColorInterp>Palette")
    copy.write_text(text)
    with Raster(copy) as raster:
        values, mask = raster.read(raster.grid.whole, raster.data_band_numbers)
        assert len(values) == 3
    assert np.array_equal(mask, numbers[0] != 3)
    assert np.array_equal(values[1][mask], 2 * numbers[0][mask])


def test_a_table_of_greys_is_read_as_it_is(tmp_path):
    numbers = np.arange(HEIGHT * WIDTH).reshape(1, HEIGHT, WIDTH).astype("uint8")
    greys = {number: (number, number, number, 255) for number in range(256)}
    with Raster(write_palette(tmp_path / "a.tif", numbers, greys)) as raster:
        values, _ = raster.read(raster.grid.whole, raster.checked_bands(None))
        assert raster.notes == []
    assert np.array_equal(values, numbers)


def test_colour_tables_of_several_bands_are_refused_with_what_to_do(tmp_path):
    parts = [write_palette(tmp_path / f"{n}.tif", scene(1, HEIGHT, WIDTH).astype("uint8")) for n in range(2)]
    band = (
        '<VRTRasterBand dataType="Byte" band="{0}"><ColorInterp>Palette</ColorInterp><ColorTable>'
        '<Entry c1="1" c2="2" c3="3" c4="255"/></ColorTable><SimpleSource><SourceFilename>{1}</SourceFilename>'
        "<SourceBand>1</SourceBand></SimpleSource></VRTRasterBand>"
    )
    bands = "".join(band.format(number, part) for number, part in enumerate(parts, start=1))
    path = tmp_path / "both.vrt"
    path.write_text(f'<VRTDataset rasterXSize="{WIDTH}" rasterYSize="{HEIGHT}">{bands}</VRTDataset>')
    with Raster(path) as raster, pytest.raises(SourceError, match="colours of a table") as refused:
        raster.checked_bands(None)
    assert "PCT to RGB" in refused.value.hint


def write_four(path, fourth, **profile):
    pixels = np.concatenate([scene(3, 64, 64), fourth[None]]).astype("uint8")
    return write_raster(path, pixels, photometric="RGB", ALPHA="yes", **profile)


def test_an_alpha_band_with_other_values_than_two_is_data(tmp_path):
    infrared = scene(1, 64, 64, seed=5)[0]
    infrared[20:44, 10:40] = 0  # a lake
    with Raster(write_four(tmp_path / "a.tif", infrared)) as raster:
        values, mask = raster.read(raster.grid.whole, raster.checked_bands(None))
        assert any("Band 4" in note and "data" in note for note in raster.notes)
    assert np.array_equal(values[3], infrared.astype("uint8"))
    assert mask.all()


def test_an_alpha_band_with_soft_edges_says_what_is_valid(tmp_path):
    alpha = np.full((64, 64), 255.0)
    alpha[:, :20] = 0
    alpha[:, 20:23] = [60, 120, 200]
    with Raster(write_four(tmp_path / "a.tif", alpha)) as raster:
        values, mask = raster.read(raster.grid.whole, raster.checked_bands(None))
        assert len(values) == 3
        assert any("band 4" in note and "Left out" in note for note in raster.notes)
    assert np.array_equal(mask, alpha > 0)


def test_an_alpha_band_that_is_named_among_the_bands_is_no_mask(tmp_path):
    fourth = np.full((64, 64), 255.0)
    fourth[20:44, 10:40] = 0
    with Raster(write_four(tmp_path / "a.tif", fourth)) as raster:
        values, mask = raster.read(raster.grid.whole, raster.checked_bands([1, 2, 3, 4]))
        assert mask.all()
        assert np.array_equal(values[3], fourth)
        _, masked = raster.read(raster.grid.whole, raster.checked_bands([1, 2, 3]))
    assert np.array_equal(masked, fourth > 0)


def test_a_file_that_a_vrt_misses_is_named(tmp_path):
    part = write_raster(tmp_path / "moved_away.tif", scene(1, HEIGHT, WIDTH))
    path = tmp_path / "mosaic.vrt"
    rasterio.shutil.copy(part, path, driver="VRT")
    part.unlink()
    with Raster(path) as raster, pytest.raises(SourceError, match=r"moved_away\.tif"):
        raster.read(raster.grid.whole, [1])


def write_variables(path, names, sizes=None, crs=UTM):
    """A netCDF of the classic kind: a variable a band, with x, y and a grid mapping."""
    from scipy.io import netcdf_file

    planes = {}
    with netcdf_file(str(path), "w") as out:
        out.Conventions = "CF-1.8"
        if crs:
            mapping = out.createVariable("crs", "i", ())
            mapping.spatial_ref = mapping.crs_wkt = CRS.from_user_input(crs).to_wkt()
        for index, (name, side) in enumerate(zip(names, sizes or [12] * len(names), strict=True)):
            x, y = f"x{side}", f"y{side}"
            if x not in out.dimensions:
                out.createDimension(x, side)
                out.createDimension(y, side)
                for axis, values, kind in (
                    (x, 288_005 + 10.0 * np.arange(side), "projection_x_coordinate"),
                    (y, 9_119_995 - 10.0 * np.arange(side), "projection_y_coordinate"),
                ):
                    variable = out.createVariable(axis, "d", (axis,))
                    variable[:] = values
                    variable.standard_name, variable.units = kind, "m"
            planes[name] = (scene(1, side, side, seed=index)[0] * 10).astype("int16")
            band = out.createVariable(name, "h", (y, x))
            band[:] = planes[name]
            if crs:
                band.grid_mapping = "crs"
    return planes


def test_the_variables_of_a_file_on_one_grid_are_one_stack(tmp_path):
    names = ["B02", "B03", "B04", "B08"]
    path = tmp_path / "cube_2023-07-14.nc"
    planes = write_variables(path, names)
    source = source_of(SourceRequest(raster=[str(path)]))
    with source.open() as raster:
        values, mask = raster.read(raster.grid.whole, [1, 2, 3, 4])
        assert [band.name for band in raster.bands] == names
        assert raster.grid.transform == NORTH_UP
    assert np.array_equal(values, [planes[name] for name in names])
    assert mask.all()
    assert source.title == path.name
    before = source.state()
    assert before[0]["size"] == path.stat().st_size
    path.touch()
    assert source.state() != before


def test_a_variable_that_is_chosen_is_called_by_its_name(tmp_path):
    path = tmp_path / "cube.nc"
    write_variables(path, ["B02", "B03"])
    with opened(f'NETCDF:"{path}":B03', f'NETCDF:"{path}":B02') as raster:
        assert [band.name for band in raster.bands] == ["B03", "B02"]


def test_a_file_of_one_variable_tells_its_band(tmp_path):
    path = tmp_path / "one.nc"
    write_variables(path, ["B04"])
    with opened(path) as raster:
        imagery = recognise(
            raster, ImageryRequest(sensor="sentinel-2-l2a"), bands=None, sensors=None, reporter=Reporter()
        )
    assert imagery.match.names == ("red",)


def test_variables_without_coordinate_system_are_a_stack_where_they_have_a_place(tmp_path):
    path = tmp_path / "cube.nc"
    write_variables(path, ["B02", "B03"], crs=None)
    with opened(path) as raster:
        assert len(raster.bands) == 2
        assert raster.grid.transform == NORTH_UP


def test_variables_on_several_grids_are_to_be_chosen_from(tmp_path):
    path = tmp_path / "cube.nc"
    write_variables(path, ["B02", "B05"], [12, 6])
    with pytest.raises(SourceError, match="holds 2 rasters"):
        opened(path)


@pytest.mark.parametrize("kind", ["points", "photograph", "colours", "variables"])
def test_what_is_embedded_lies_where_the_image_is_drawn(tmp_path, command, folder, kind):
    pixels = scene(3, HEIGHT, WIDTH).astype("uint8")
    if kind == "points":
        path = write_by_points(tmp_path / "a.tif", pixels)
    elif kind == "photograph":
        path = write_raster(tmp_path / "a.png", pixels, crs=None, transform=None, driver="PNG")
    elif kind == "colours":
        path = write_palette(tmp_path / "a.tif", pixels[:1])
    else:
        path = tmp_path / "a.nc"
        write_variables(path, ["B02", "B03", "B04"], [32] * 3)
    output = folder / "e.tif"
    outcome = command("embed-raster", "--raster", path, "--patch", 4, "--filters", 4, "--output", output, "--json")
    assert outcome.status == 0, outcome.err
    with opened(path) as raster, rasterio.open(output) as result:
        assert result.crs == raster.grid.crs
        assert result.transform.almost_equals(raster.grid.coarsen(4).transform, 1e-9)
        x, y = raster.grid.centre_of(raster.grid.width // 2, raster.grid.height // 2)
        assert bool(raster.notes) == (kind in ("points", "colours"))
        assert set(raster.notes) <= set(outcome.value["notes"])
    found = command("embedding-at", "--embeddings", output, "--at", f"{x},{y}", "--json")
    assert found.status == 0, found.err

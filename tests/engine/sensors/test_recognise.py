"""What is known of an image before a pixel is looked at: metadata of its file, of its product, of a STAC item."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio

from engine.errors import Cancelled, ParameterError
from engine.progress import Reporter
from engine.rasters.source import source_of
from engine.requests.imagery import ImageryRequest, SourceRequest
from engine.sensors.recognise import Imagery, recognise
from tests.engine.make_rasters import write_raster
from tests.engine.make_scenes import STEM, corner, write_safe, zipped
from tests.engine.real import clay

WAVELENGTHS = {"blue": 0.493, "green": 0.56, "red": 0.665, "nir": 0.842}
METADATA = "<x><PROCESSING_BASELINE>{}</PROCESSING_BASELINE>{}</x>"
OFFSETS = "".join(f'<BOA_ADD_OFFSET band_id="{number}">-1000</BOA_ADD_OFFSET>' for number in range(13))


def recognised(*paths: Path, gsd: float | None = None, bands: list[int] | None = None, **given: Any) -> Imagery:
    with source_of(SourceRequest(raster=[str(path) for path in paths], gsd=gsd)).open() as raster:
        return recognise(raster, ImageryRequest(**given), bands=bands, sensors=None, reporter=Reporter())


def counts(bands: int = 4, low: int = 1100) -> np.ndarray:
    return np.random.default_rng(0).integers(low, low + 3000, (bands, 48, 48)).astype("uint16")


@pytest.fixture
def nameless(tmp_path: Path) -> Path:
    """Four bands of counts with nothing said of them."""
    return write_raster(tmp_path / "image.tif", counts())


def write_item(path: Path, assets: dict[str, Any], **properties: Any) -> None:
    item = {"type": "Feature", "stac_version": "1.0.0", "id": "x", "properties": properties, "assets": assets}
    path.write_text(json.dumps(item))


# The file's own -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("gsd", [None, 20.0])
def test_gdal_s_wavelengths_are_read_where_gdal_keeps_them(nameless: Path, gsd: float | None) -> None:
    with rasterio.open(nameless, "r+") as dataset:
        for number, wavelength in enumerate(reversed(WAVELENGTHS.values()), 1):
            dataset.update_tags(number, ns="IMAGERY", CENTRAL_WAVELENGTH_UM=str(wavelength), FWHM_UM="0.03")
        dataset.update_tags(ns="IMAGERY", ACQUISITIONDATETIME="2023-07-14 10:56:21")
    imagery = recognised(nameless, gsd=gsd)
    assert imagery.match.names == tuple(WAVELENGTHS)
    assert imagery.match.numbers == [4, 3, 2, 1]
    assert {matched.by for matched in imagery.match.bands} == {"wavelength"}
    assert str(imagery.day) == "2023-07-14"


def test_an_offset_that_the_file_states_is_taken_off(nameless: Path) -> None:
    with rasterio.open(nameless, "r+") as dataset:
        dataset.descriptions = tuple(WAVELENGTHS)
        dataset.scales, dataset.offsets = (0.0001,) * 4, (-0.1,) * 4
    imagery = recognised(nameless)
    assert imagery.scale.name == "offset-1000"
    assert "The file names an offset of 1,000: taken off." in imagery.notes


# A product's ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["folder", "zip", "band", "renamed folder"])
@pytest.mark.parametrize(("baseline", "offsets", "scale"), [("05.09", OFFSETS, "offset-1000"), ("02.13", "", "count")])
@pytest.mark.parametrize("low", [100, 1100])
def test_the_counts_of_a_safe_are_what_its_metadata_say(
    tmp_path: Path, form: str, baseline: str, offsets: str, scale: str, low: int
) -> None:
    safe, _ = write_safe(tmp_path, low=low)
    (safe / "MTD_MSIL2A.xml").write_text(METADATA.format(baseline, offsets))
    if form == "zip":
        safe = zipped(safe, tmp_path / "scene.zip")
    if form == "renamed folder":
        safe = safe.rename(tmp_path / "my scene")
    if form == "band":
        (safe,) = safe.rglob(f"{STEM}_B04_10m.tif")
    assert recognised(safe, sensor="sentinel-2-l2a").scale.name == scale


def test_a_safe_of_the_new_baseline_without_offsets_is_held_against_its_pixels(tmp_path: Path) -> None:
    safe, _ = write_safe(tmp_path, low=100)
    (safe / "MTD_MSIL2A.xml").write_text(METADATA.format("05.09", ""))
    assert any("taken off before" in note for note in recognised(safe).notes)


# A STAC item's --------------------------------------------------------------------------------------------------------

EO_BANDS = [
    {"name": "B02", "common_name": "blue", "center_wavelength": 0.493},
    {"name": "B05", "common_name": "rededge", "center_wavelength": 0.704},
    {"name": "B04", "common_name": "red"},
    {"name": "visual", "center_wavelength": 0.842},
]
NEW_BANDS = [
    {"name": "B02", "eo:common_name": "blue"},
    {"name": "rededge1", "eo:common_name": "rededge071"},
    {"eo:common_name": "red"},
    {"eo:center_wavelength": 0.842},
]


@pytest.mark.parametrize("item", ["image.json", "S2A_31TFJ_20230714_0_L2A.json"])
@pytest.mark.parametrize("bands", [{"eo:bands": EO_BANDS}, {"bands": NEW_BANDS}])
def test_an_item_beside_the_file_says_what_its_bands_are(nameless: Path, item: str, bands: dict[str, Any]) -> None:
    asset = {"href": "https://example.org/tiles/31/T/FJ/image.tif?signature=1", **bands}
    (nameless.parent / "another.json").write_text("[1, 2]")
    write_item(
        nameless.with_name(item), {"visual": {"href": "./other.tif"}, "all": asset}, datetime="2023-07-14T10:56Z"
    )
    imagery = recognised(nameless)
    assert imagery.sensor.name == "sentinel-2-l2a"
    assert imagery.match.names == ("blue", "red", "rededge1", "nir")
    assert imagery.match.numbers == [1, 3, 2, 4]
    assert str(imagery.day) == "2023-07-14"


def test_an_item_of_other_files_says_nothing(nameless: Path) -> None:
    write_item(nameless.with_suffix(".json"), {"all": {"href": "other.tif", "eo:bands": EO_BANDS}})
    imagery = recognised(nameless, sensor="sentinel-2-l2a", bands=[1, 2], band_names=["blue", "red"])
    assert imagery.day is None


def test_an_item_tells_its_product_and_that_the_offset_was_taken_off(nameless: Path) -> None:
    said = {"earthsearch:boa_offset_applied": True, "s2:processing_baseline": "05.09", "constellation": "sentinel-2"}
    write_item(nameless.with_suffix(".json"), {"all": {"href": "image.tif", "eo:bands": EO_BANDS}}, **said)
    imagery = recognised(nameless)
    assert imagery.notes[0] == "The file names itself as Sentinel-2."
    assert imagery.scale.name == "count"
    assert any("STAC item" in note for note in imagery.notes)


def test_files_of_one_band_each_are_named_by_their_item(tmp_path: Path) -> None:
    assets = {}
    for name in WAVELENGTHS:
        write_raster(tmp_path / f"asset-{len(assets)}.tif", counts(1, low=300), transform=corner(10))
        assets[name] = {"href": f"./asset-{len(assets)}.tif", "eo:bands": [{"common_name": name}]}
    write_item(tmp_path / "item.json", assets, datetime=None, start_datetime="2021-02-03T00:00:00Z")
    imagery = recognised(*sorted(tmp_path.glob("asset-*.tif")))
    assert imagery.match.names == tuple(WAVELENGTHS)
    assert str(imagery.day) == "2021-02-03"


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"stac_version": 1, "assets": []}', '{"stac_version": "1", "assets": {"a": 3}}']
)
def test_other_json_beside_a_file_does_no_harm(nameless: Path, text: str) -> None:
    nameless.with_suffix(".json").write_text(text)
    with rasterio.open(nameless, "r+") as dataset:
        dataset.descriptions = tuple(WAVELENGTHS)
    assert recognised(nameless).match.numbers == [1, 2, 3, 4]


def test_a_product_whose_bands_have_no_names_is_named_with_what_to_say(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "20230714_101010_12_2473_3B_AnalyticMS_SR_clip.tif", counts())
    with pytest.raises(ParameterError, match="names itself as PlanetScope, but its 4 bands have no names") as refusal:
        recognised(path)
    assert "blue, green_i, green, yellow, red, rededge, nir" in refusal.value.hint
    with source_of(SourceRequest(raster=[str(path)])).open() as raster:
        request, only = ImageryRequest(), ("sentinel-2-l2a",)
        with pytest.raises(ParameterError, match="looks like PlanetScope"):
            recognise(raster, request, bands=None, sensors=only, reporter=Reporter())


def test_a_picture_of_a_product_says_why_it_is_not_taken(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "S2A_MSIL2A_20230714T105621_x.tif", (counts(3) // 40).astype("uint8"))
    with rasterio.open(path, "r+") as dataset:
        dataset.descriptions = ("B04", "B03", "B02")
    with pytest.raises(ParameterError, match="names itself as Sentinel-2, but its numbers are of the type uint8"):
        recognised(path)


# What is said of it ---------------------------------------------------------------------------------------------------


def test_pixels_of_another_size_say_how_they_are_resampled(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "S2A_MSIL2A_x.tif", counts(), transform=corner(25))
    with rasterio.open(path, "r+") as dataset:
        dataset.descriptions = tuple(WAVELENGTHS)
    (note,) = (note for note in recognised(path).notes if "The pixels are" in note)
    # In words that stand in the dock and in the toolbox, and as the command line has it.
    assert note.endswith("“Resample” gives it pixels of that size.")


def test_an_unknown_day_is_said(nameless: Path) -> None:
    bands, names = [1, 2, 3, 4], list(WAVELENGTHS)
    known = recognised(nameless, sensor="sentinel-2-l2a", bands=bands, band_names=names, date="2023-07-14")
    unknown = recognised(nameless, sensor="sentinel-2-l2a", bands=bands, band_names=names)
    assert "Nothing says on which day it was taken." in unknown.notes
    assert not any("day" in note for note in known.notes)


@pytest.mark.parametrize(("date", "crs"), [("2023-07-14", "EPSG:32725"), (None, "EPSG:32725"), ("2023-07-14", None)])
def test_clay_is_told_the_place_with_the_date_or_neither(tmp_path: Path, date: str | None, crs: str | None) -> None:
    path = write_raster(tmp_path / "a.tif", counts(), crs=crs)
    with rasterio.open(path, "r+") as dataset:
        dataset.descriptions = tuple(WAVELENGTHS)
    folder = tmp_path / "outputs"
    folder.mkdir()
    made = clay(folder)(path, date=date, sensor="sentinel-2-l2a")
    assert made.tags["PLACE"] == ("centres of the chips" if date and crs else "unknown")
    assert made.tags["DATE"] == (date or "unknown")


def test_clay_is_told_the_hour_of_the_file_or_the_one_that_is_given_and_noon_else(tmp_path: Path) -> None:
    folder = tmp_path / "outputs"
    folder.mkdir()
    embeds, made = clay(folder), {}
    for name, given in (("a_20230714T005621.tif", {}), ("a_20230714.tif", {}), ("a_20230714T005621.tif", {"hour": 12})):
        path = write_raster(tmp_path / name, counts())
        with rasterio.open(path, "r+") as dataset:
            dataset.descriptions = tuple(WAVELENGTHS)
        embedded = embeds(path, sensor="sentinel-2-l2a", **given)
        made[embedded.tags["HOUR"], len(made)] = embedded.values
    midnight, noon, chosen = made.values()
    assert list(made) == [("0", 0), ("12", 1), ("12", 2)]
    assert np.array_equal(noon, chosen)
    assert np.abs(midnight - noon).max() > 0.01
    nowhere = write_raster(tmp_path / "b_20230714T005621.tif", counts(), crs=None)
    with rasterio.open(nowhere, "r+") as dataset:
        dataset.descriptions = tuple(WAVELENGTHS)
    assert embeds(nowhere, sensor="sentinel-2-l2a").tags["HOUR"] == "unknown"


def test_the_file_s_hour_is_not_that_of_another_day(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "S2A_MSIL2A_20230714T105621_x.tif", counts())
    with rasterio.open(path, "r+") as dataset:
        dataset.descriptions = tuple(WAVELENGTHS)
    assert (recognised(path).hour, recognised(path, date="2023-07-14").hour) == (10, 10)
    assert recognised(path, date="2023-07-15").hour is None


def test_the_day_that_is_given_counts_for_the_offset(nameless: Path) -> None:
    with rasterio.open(nameless, "r+") as dataset:
        dataset.descriptions = tuple(WAVELENGTHS)
    assert recognised(nameless).scale.name == "offset-1000"
    assert recognised(nameless, date="2016-07-14").scale.name == "count"


def test_the_band_of_cirrus_is_looked_at_though_no_encoder_takes_it(tmp_path: Path) -> None:
    for clear, scale in ((5, "count"), (1005, "offset-1000")):
        pixels = np.concatenate([counts(), np.full((1, 48, 48), clear, "uint16")])
        path = write_raster(tmp_path / f"{clear}.tif", pixels)
        with rasterio.open(path, "r+") as dataset:
            dataset.descriptions = (*WAVELENGTHS, "B10")
        assert recognised(path, sensor="sentinel-2-l2a").scale.name == scale


OWN: dict[str, Any] = {
    "name": "drone",
    "gsd": 10,
    "bands": [{"name": name, "wavelength": wave, "mean": 900, "std": 700} for name, wave in WAVELENGTHS.items()],
}


@pytest.fixture
def named(tmp_path: Path) -> Path:
    path = write_raster(tmp_path / "a.tif", counts())
    with rasterio.open(path, "r+") as dataset:
        dataset.descriptions = tuple(WAVELENGTHS)
    return path


@pytest.mark.parametrize("form", ["file", "text"])
def test_a_sensor_of_one_s_own_is_in_the_tags_with_all_its_numbers(tmp_path: Path, named: Path, form: str) -> None:
    sensor = json.dumps(OWN)
    if form == "file":
        (tmp_path / "drone.JSON").write_text(sensor)
        sensor = str(tmp_path / "drone.JSON")
    imagery = recognised(named, sensor=sensor)
    described = imagery.tags()["SENSOR_DESCRIPTION"]
    assert recognised(named, sensor=described).sensor == imagery.sensor
    assert "SENSOR_DESCRIPTION" not in recognised(named, sensor="sentinel-2-l2a").tags()


def test_a_run_with_other_numbers_of_the_sensor_does_not_go_on_where_one_stopped(tmp_path: Path, named: Path) -> None:
    folder = tmp_path / "outputs"
    folder.mkdir()
    embeds = clay(folder)
    heard: list[float] = []
    interrupted = Reporter(lambda fraction, *_: heard.append(fraction), lambda: bool(heard and heard[-1] > 0.9))
    with pytest.raises(Cancelled):
        embeds(named, sensor=json.dumps(OWN), reporter=interrupted)
    other = {**OWN, "bands": [{**band, "mean": 901} for band in OWN["bands"]]}
    assert embeds(named, sensor=json.dumps(other)).result["reused"] == 0
    assert embeds(named, sensor=json.dumps(OWN)).result["reused"] == 1


def test_a_description_that_is_no_json_is_refused(named: Path) -> None:
    with pytest.raises(ParameterError, match="description cannot be read as JSON"):
        recognised(named, sensor="{name: drone}")


# A fraction of the bands ----------------------------------------------------------------------------------------------


def described(path: Path, *names: str) -> Path:
    write_raster(path, counts(len(names)))
    with rasterio.open(path, "r+") as dataset:
        dataset.descriptions = names
    return path


def test_a_raster_of_which_a_fraction_of_the_bands_is_known_is_refused(tmp_path: Path) -> None:
    path = described(tmp_path / "a.tif", "red", *(f"unknown {letter}" for letter in "abcdefgh"))
    with pytest.raises(ParameterError, match="Only 1 of the raster's 9 bands"):
        recognised(path, sensor="sentinel-2-l2a")
    assert recognised(path, sensor="sentinel-2-l2a", bands=[1]).match.names == ("red",)
    chosen = recognised(path, sensor="sentinel-2-l2a", bands=[1, 2], band_names=["red", "nir"])
    assert chosen.match.names == ("red", "nir")


def test_bands_that_are_not_used_are_named(tmp_path: Path) -> None:
    path = described(tmp_path / "a.tif", "B02", "B03", "B04", "ndvi", "")
    notes = recognised(path, sensor="sentinel-2-l2a").notes
    assert "Bands that are not used: 4 (ndvi), 5." in notes


def test_near_infrared_that_is_marked_as_transparent_is_a_band_of_an_aerial_quad(tmp_path: Path) -> None:
    pixels = np.random.default_rng(0).integers(1, 250, (4, 48, 48)).astype("uint8")
    pixels[3, 10:30, 10:30] = 0
    path = tmp_path / "m_3807511_ne_18_060_20181104.tif"
    write_raster(path, pixels, photometric="RGB", ALPHA="yes", transform=corner(1))
    imagery = recognised(path)
    assert (imagery.sensor.name, imagery.match.numbers) == ("naip", [1, 2, 3, 4])

"""Which sensor made a raster, and which of its bands are which."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import rasterio

from engine.errors import ParameterError
from engine.sensors.band_match import BandFacts, choose_bands, match_bands
from engine.sensors.guess import RasterFacts, guess_sensor
from engine.sensors.sensors import read_sensor, sensor_from, sensor_named, sensors
from tests.places import golden_file, scene_file

S2 = sensors()["sentinel-2-l2a"]
LANDSAT = sensors()["landsat-c2l2-sr"]
NAIP = sensors()["naip"]


def bands(*descriptions: str) -> tuple[BandFacts, ...]:
    return tuple(BandFacts(number=number, description=text) for number, text in enumerate(descriptions, 1))


def of(name: str, *descriptions: str, dtype: str = "uint16", pixel_size: float | None = None) -> RasterFacts:
    return RasterFacts(name=name, bands=bands(*descriptions), dtype=dtype, pixel_size=pixel_size)


def facts_of(path: Path) -> RasterFacts:
    with rasterio.open(path) as raster:
        facts = [
            BandFacts(number=number, description=text or "", colour=colour.name)
            for number, text, colour in zip(raster.indexes, raster.descriptions, raster.colorinterp, strict=True)
        ]
        # Only for these few files: one degree is taken for 111 km.
        size = raster.res[0] * (111_000 if raster.crs.is_geographic else 1)
        dtype = raster.dtypes[0]
        return RasterFacts(name=path.name, bands=tuple(facts), tags=raster.tags(), dtype=dtype, pixel_size=size)


def test_the_table_has_the_published_statistics() -> None:
    published = json.loads(golden_file("clay-metadata.json").read_text())
    assert set(published) == set(sensors())
    for name, facts in published.items():
        sensor = sensors()[name]
        assert [band.name for band in sensor.bands] == facts["band_order"]
        assert [band.mean for band in sensor.bands] == facts["mean"]
        assert [band.std for band in sensor.bands] == facts["std"]
        assert [band.wavelength for band in sensor.bands] == facts["wavelength_um"]
        assert sensor.gsd == facts["gsd"]
        assert list(sensor.rgb) == [facts["band_order"][index] for index in facts["rgb_indices"] or []]


def test_every_name_of_a_sensor_means_one_of_its_bands() -> None:
    for sensor in sensors().values():
        names = [name for band in sensor.bands for name in band.names]
        assert len(names) == len(set(names)), sensor.name
        for codes in sensor.codes.values():
            assert len(set(codes)) == len(sensor.bands), sensor.name


@pytest.mark.parametrize(
    ("text", "band"),
    [
        *[("B04", "red"), ("B4", "red"), ("Band 4", "red"), ("band_04", "red"), ("red", "red"), ("Red (B4)", "red")],
        *[("T31TFJ_20230714T105621_B04_10m", "red"), ("B4, central wavelength 665 nm", "red"), ("RED", "red")],
        *[("B8A", "nir08"), ("B08A", "nir08"), ("nir08", "nir08"), ("NIR narrow", "nir08"), ("B8", "nir")],
        *[("Red edge 1", "rededge1"), ("Vegetation Red Edge 2", "rededge2"), ("B11", "swir16"), ("SWIR 2", "swir22")],
    ],
)
def test_sentinel_2_bands_are_known_by_many_names(text: str, band: str) -> None:
    match = match_bands(bands(text), S2)
    assert match.names == (band,)
    assert match.bands[0].by == "name"


@pytest.mark.parametrize("text", ["B1", "B09", "cirrus", "Red edge", "SCL", "", "B10", "alpha", "rededge"])
def test_other_bands_are_not_taken_for_one(text: str) -> None:
    assert match_bands(bands(text), S2).names == ()


def test_red_edge_is_not_red_for_a_sensor_without_it() -> None:
    assert match_bands(bands("red_edge_1", "nir"), NAIP).names == ("nir",)


def test_bands_come_in_the_sensors_order() -> None:
    match = match_bands(bands("B04", "B03", "B02"), S2)
    assert match.names == ("blue", "green", "red")
    assert match.numbers == [3, 2, 1]
    assert len(match.missing) == 7


def test_unnamed_bands_are_never_matched_by_position() -> None:
    assert match_bands(bands(*[""] * 10), S2).bands == ()


def test_wavelengths_match_in_either_unit() -> None:
    facts = [
        BandFacts(number=1, wavelength=0.8649),
        BandFacts(number=2, tags={"wavelength": "842.0", "wavelength_unit": "nm"}),
        BandFacts(number=3, tags={"CENTRAL_WAVELENGTH_UM": "2.2"}),
        BandFacts(number=4, wavelength=945),
    ]
    match = match_bands(facts, S2)
    assert dict(zip(match.names, match.numbers, strict=True)) == {"nir": 2, "nir08": 1, "swir22": 3}
    assert {matched.by for matched in match.bands} == {"wavelength"}


def test_a_name_goes_before_a_wavelength() -> None:
    facts = [BandFacts(number=1, description="B1", wavelength=0.493), BandFacts(number=2, description="B2")]
    assert match_bands(facts, S2).numbers == [2]


CODES = ("B2", "B3", "B4", "B5", "B6", "B7", "B8", "B8A", "B11", "B12")
CENTRES = (492.4, 559.8, 664.6, 704.1, 740.5, 782.8, 832.8, 864.7, 1613.7, 2202.4)


@pytest.mark.parametrize("behind", [" ({0} Nanometers)", " {0}", " 2023", "_2023_summer_1", " (band 3 of 10)", "-10 m"])
def test_numbers_behind_a_band_s_code_are_none_of_it(behind: str) -> None:
    names = [f"{code}{behind.format(centre)}" for code, centre in zip(CODES, CENTRES, strict=True)]
    match = match_bands(bands(*names), S2)
    assert match.numbers == list(range(1, 11))
    assert {matched.by for matched in match.bands} == {"name"}


@pytest.mark.parametrize("name", ["Band {0} ({1} Nanometers)", "B{0:02d}: {1} nm", "{0} ({1} nm)"])
def test_bands_that_are_only_counted_are_known_by_their_wavelengths(name: str) -> None:
    names = [name.format(number, centre) for number, centre in enumerate(CENTRES, start=1)]
    match = match_bands(bands(*names), S2)
    assert match.numbers == list(range(1, 11))


def test_of_hundreds_of_bands_those_of_the_sensor_s_wavelengths_are_taken() -> None:
    centres = [381 + 7.43 * index for index in range(285)]
    match = match_bands(bands(*(f"Band {number} ({nm:.1f} nm)" for number, nm in enumerate(centres, 1))), S2)
    assert len(match.bands) == 10
    for matched in match.bands:
        tolerance = 0.05 if matched.band.wavelength > 1 else 0.012
        assert abs(centres[matched.number - 1] / 1000 - matched.band.wavelength) < tolerance


def test_of_hundreds_of_numbered_bands_none_is_taken_for_a_sensor_s() -> None:
    assert match_bands(bands(*(f"Band {number}" for number in range(1, 286))), S2).bands == ()


def test_a_number_whose_wavelength_is_that_of_no_band_is_not_taken() -> None:
    facts = [BandFacts(number=1, description="B4", wavelength=0.403), BandFacts(number=2, description="B5 (864.7 nm)")]
    assert match_bands(facts, S2).names == ("nir08",)
    thematic = [BandFacts(number=1, description="B4", wavelength=0.83)]  # Landsat 5's, 30 nm from Landsat 8's
    assert match_bands(thematic, LANDSAT, "Landsat 4-7").names == ("nir08",)


@pytest.mark.parametrize("fourth", ["undefined", "alpha", "gray"])
def test_the_fourth_band_of_an_aerial_quad_is_near_infrared(fourth: str) -> None:
    colours = ("red", "green", "blue", fourth)
    facts = RasterFacts(
        name="m_3807511_ne_18_060_20181104.tif",
        bands=tuple(BandFacts(number=number, colour=colour) for number, colour in enumerate(colours, 1)),
        dtype="uint8",
        pixel_size=0.6,
    )
    guess = guess_sensor(facts)
    assert guess is not None
    assert guess.match.names == ("red", "green", "blue", "nir")
    assert guess.match.numbers == [1, 2, 3, 4]
    other = guess_sensor(replace(facts, name="photo.tif"))
    assert other is not None
    assert "nir" not in other.match.names


def test_stac_common_names_are_read() -> None:
    facts = [BandFacts(number=1, tags={"eo:common_name": "green"}), BandFacts(number=2, tags={"BANDNAME": "B8"})]
    assert match_bands(facts, S2).names == ("green", "nir")


def test_colours_match_when_there_is_nothing_else() -> None:
    facts = [
        BandFacts(number=number, colour=colour) for number, colour in enumerate(("red", "green", "blue", "alpha"), 1)
    ]
    match = match_bands(facts, NAIP)
    assert match.numbers == [1, 2, 3]
    assert match.bands[0].by == "colour"


@pytest.mark.parametrize(
    ("names", "platform", "numbers"),
    [
        (("SR_B2", "SR_B3", "SR_B4", "SR_B5", "SR_B6", "SR_B7"), "Landsat 8-9", [3, 2, 1, 4, 5, 6]),
        (("SR_B1", "SR_B2", "SR_B3", "SR_B4", "SR_B5", "SR_B7"), "Landsat 4-7", [3, 2, 1, 4, 5, 6]),
    ],
)
def test_landsats_numbers_depend_on_the_spacecraft(names: tuple[str, ...], platform: str, numbers: list[int]) -> None:
    match = match_bands(bands(*names), LANDSAT)
    assert match.platform == platform
    assert match.numbers == numbers
    assert platform in match.sentence()


def test_the_file_name_says_which_landsat() -> None:
    name = "LT05_L2SP_195025_19990714_20200908_02_T1_SR.tif"
    guess = guess_sensor(of(name, "SR_B2", "SR_B3", "SR_B4"))
    assert guess is not None
    assert guess.match.names == ("red", "green", "nir08")


def test_a_match_says_what_it_found() -> None:
    sentence = match_bands(bands("B02", "B03", "B04"), S2).sentence()
    assert sentence.startswith("Sentinel-2 L2A: 3 of 10 bands by names; without rededge1")


def test_a_person_can_choose() -> None:
    match = choose_bands([7, 3], ["red", "blue"], S2)
    assert match.numbers == [3, 7]
    assert match.names == ("blue", "red")
    assert "by your choice" in match.sentence()


@pytest.mark.parametrize(("numbers", "names"), [([1], ["red", "nir"]), ([1], ["purple"]), ([], [])])
def test_a_choice_that_does_not_fit_is_refused(numbers: list[int], names: list[str]) -> None:
    with pytest.raises(ParameterError):
        choose_bands(numbers, names, S2)


@pytest.mark.parametrize(
    ("facts", "sensor"),
    [
        (of("S2A_MSIL2A_20230714T105621_N0509_R094_T31TFJ_20230714T181555.tif", "B02", "B03", "B04"), "sentinel-2-l2a"),
        (of("T31TFJ_20230714T105621_B04_10m.jp2", "B4, central wavelength 665 nm"), "sentinel-2-l2a"),
        (of("stack.tif", "blue", "green", "red", "nir", pixel_size=10.0), "sentinel-2-l2a"),
        (of("chip.tif", "B02", "B03", "B04"), "sentinel-2-l2a"),
        (of("chip.tif", "B2", "B3", "B4"), "landsat-c2l2-sr"),
        (of("stack.tif", "blue", "green", "red", "nir", pixel_size=3.0), "planetscope-sr"),
        (of("stack.tif", "blue", "green", "red", "nir", "swir1", "swir2", pixel_size=30.0), "landsat-c2l2-sr"),
        (of("LC08_L1TP_195025_20210714_20210721_02_T1.tif", "B2", "B3", "B4"), "landsat-c2l1"),
        (of("LC09_L2SP_195025_20230714_20230721_02_T1.tif", "SR_B2", "SR_B3", "SR_B4"), "landsat-c2l2-sr"),
        (of("20230714_104321_67_2450_3B_AnalyticMS_SR_8b.tif", "coastal_blue", "blue", "green_i"), "planetscope-sr"),
        (of("MOD09A1.A2018361.h18v04.061.tif", "sur_refl_b01", "sur_refl_b02", dtype="int16"), "modis"),
        (of("HLS.S30.T31TFJ.2023195T104321.v2.0.tif", "B02", "B03", "B04", dtype="int16"), "sentinel-2-l2a"),
        (of("HLS.L30.T31TFJ.2023195T104321.v2.0.tif", "B02", "B03", "B04", dtype="int16"), "landsat-c2l2-sr"),
        (
            of("LC08_L1TP_195025_20180714_20180717_01_T1_sr_band4.tif", "sr_band4", "sr_band3", "sr_band2"),
            "landsat-c2l2-sr",
        ),
        (of("radar.tif", "VV", "VH", dtype="float32"), "sentinel-1-rtc"),
        (of("m_3807708_ne_18_060_20210601.tif", "Red", "Green", "Blue", "NIR", dtype="uint8"), "naip"),
    ],
)
def test_sensors_are_guessed(facts: RasterFacts, sensor: str) -> None:
    guess = guess_sensor(facts)
    assert guess is not None
    assert guess.sensor.name == sensor
    assert guess.match.bands
    assert guess.reason


def test_the_top_of_the_atmosphere_is_taken_and_said() -> None:
    guess = guess_sensor(of("S2A_MSIL1C_20230714T105621_N0509_R094_T31TFJ_20230714T143102.tif", "B02", "B03", "B04"))
    assert guess is not None
    assert "top of the atmosphere" in guess.reason


@pytest.mark.parametrize(
    "facts",
    [
        of("dem.tif", "elevation", dtype="float32"),
        of("unknown.tif", "", "", "", ""),
        of("picture.tif", "B02", "B03", "B04", dtype="uint8", pixel_size=10.0),  # rendered: no sensor's counts
        RasterFacts(name="empty.tif", bands=()),
    ],
)
def test_what_cannot_be_known_is_not_guessed(facts: RasterFacts) -> None:
    assert guess_sensor(facts) is None


@pytest.mark.parametrize(
    ("path", "sensor", "count"),
    [
        ("s2_chips/patch_445.tif", "sentinel-2-l2a", 10),
        ("s2_labelled/rstoolbox_sen2_l2a_12band.tif", "sentinel-2-l2a", 10),
        ("eurosat_ms/Forest/Forest_1.tif", "sentinel-2-l2a", 10),
        ("s1_s2_bigearthnet/S2A_MSIL2A_20170613T101031_87_48_S2.tif", "sentinel-2-l2a", 10),
        ("s1_s2_bigearthnet/S1A_IW_GRDH_1SDV_20170613T165043_33UUP_87_48_S1dB.tif", "sentinel-1-rtc", 2),
        ("landsat/lc08_l1t_20150804_020039_B2-B7_512.tif", "landsat-c2l1", 6),
        ("naip/naip_nd_20100629_rgbn_512.tif", "naip", 4),
    ],
)
def test_images_of_each_sensor_are_known(path: str, sensor: str, count: int) -> None:
    guess = guess_sensor(facts_of(scene_file("data", *path.split("/"))))
    assert guess is not None
    assert guess.sensor.name == sensor
    assert len(guess.match.bands) == count


def test_eurosats_last_band_is_b8a() -> None:
    guess = guess_sensor(facts_of(scene_file("data", "eurosat_ms", "Forest", "Forest_1.tif")))
    assert guess is not None
    assert guess.match.numbers == [2, 3, 4, 5, 6, 7, 8, 13, 11, 12]


@pytest.mark.parametrize("path", ["landsat/nc_lsat7_2000_6band.tif", "landsat/L7_ETMs_olinda.tif"])
def test_eight_bits_of_landsat_are_not_collection_2(path: str) -> None:
    assert guess_sensor(facts_of(scene_file("data", *path.split("/")))) is None


TEN = ("B2", "B3", "B4", "B5", "B6", "B7", "B8", "B8A", "B11", "B12")


@pytest.mark.parametrize("metres", [3.0, 30.0, 60.0, 100.0, 1000.0])
@pytest.mark.parametrize("names", [TEN, ("B2", "B3", "B4", "B8", "B11", "B12"), ("B2", "B3", "B4", "B5", "B8A")])
def test_sentinel_2_s_bands_are_its_own_at_any_size_of_pixels(names: tuple[str, ...], metres: float) -> None:
    guess = guess_sensor(of("country.tif", *names, pixel_size=metres))
    assert guess is not None
    assert guess.sensor.name == "sentinel-2-l2a"
    assert len(guess.match.bands) == len(names)


@pytest.mark.parametrize("metres", [60.0, 240.0])
def test_landsat_s_bands_stay_landsat_s_when_they_are_coarse(metres: float) -> None:
    names = ("SR_B2", "SR_B3", "SR_B4", "SR_B5", "SR_B6", "SR_B7")
    guess = guess_sensor(of("country.tif", *names, pixel_size=metres))
    assert guess is not None
    assert guess.sensor.name == "landsat-c2l2-sr"


def test_colours_alone_do_not_name_a_sensor_of_another_size() -> None:
    assert guess_sensor(of("drone.tif", "blue", "green", "red", pixel_size=0.02)) is None


def test_the_reason_says_what_the_bands_were_known_by() -> None:
    waves = [381.0 + 7.43 * index for index in range(285)]
    many = tuple(BandFacts(number=number, wavelength=wave) for number, wave in enumerate(waves, 1))
    guess = guess_sensor(RasterFacts(name="EMIT.tif", bands=many, dtype="float32", pixel_size=50.0))
    assert guess is not None
    assert guess.reason.startswith("6 of its 285 bands have the wavelengths of Landsat")
    by_name = guess_sensor(of("chip.tif", *TEN))
    assert by_name is not None
    assert by_name.reason == "Its bands are called as those of Sentinel-2 L2A."


CUSTOM = {
    "name": "drone",
    "gsd": 0.05,
    "bands": [
        {"name": "red", "wavelength": 0.668, "mean": 100, "std": 50},
        {"name": "red edge", "wavelength": 0.717, "mean": 120, "std": 55},
    ],
}


def test_a_custom_sensor_needs_only_numbers(tmp_path: Path) -> None:
    path = tmp_path / "drone.json"
    path.write_text(json.dumps(CUSTOM))
    sensor = sensor_named(str(path))
    assert sensor == read_sensor(path)
    assert match_bands(bands("Red Edge", "Red"), sensor).numbers == [2, 1]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"gsd": 0}, "gsd above 0"),
        ({"bands": []}, "needs bands"),
        ({"bands": [{"name": "red", "wavelength": 668, "mean": 1, "std": 1}]}, "wavelength 668"),
        ({"bands": [{"name": "red", "wavelength": 0.668, "mean": 1, "std": 0}]}, "std above 0"),
        ({"bands": [{"name": "red", "wavelength": 0.668, "mean": 1}]}, "no std"),
        ({"bands": 3}, "does not fit"),
        ({"gsd": "far"}, "does not fit"),
        ({"gsd": float("inf")}, "gsd above 0"),
        ({"bands": [{"name": "red", "wavelength": 0.668, "mean": float("nan"), "std": 1}]}, "a mean and a std"),
        ({"unit": "percent"}, "unit 'percent'"),
        ({"rgb": ["red", "green", "blue"]}, "no bands blue, green"),
        ({"codes": {"drone": ["b1"]}}, "2 bands, and 1 codes"),
        ({"reflectance": {"scale": 0}}, "the scale 0"),
    ],
)
def test_a_custom_sensor_that_cannot_be_is_refused(change: dict[str, object], says: str) -> None:
    with pytest.raises(ParameterError, match=says):
        sensor_from({**CUSTOM, **change})


def test_an_unknown_sensor_names_the_known() -> None:
    with pytest.raises(ParameterError, match="sentinel-2-l2a"):
        sensor_named("sentinel-9")


def test_a_file_that_is_not_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "drone.json"
    path.write_text("name: drone")
    with pytest.raises(ParameterError, match=r"drone\.json cannot be read"):
        read_sensor(path)

"""Embedding with encoders that know sensors: what the toolbox passes on, and what the log and the tags then say."""

from __future__ import annotations

import json
import shutil
import subprocess
import tarfile
import zipfile
from pathlib import Path

import numpy as np
import pytest
from landprint.plugin.layers.sources.chosen_sensor import SENSOR_PROPERTY
from landprint.plugin.resources import PLUGIN_ROOT
from osgeo import gdal, osr
from qgis.core import QgsFeature, QgsGeometry, QgsRasterLayer, QgsRectangle, QgsVectorFileWriter, QgsVectorLayer

from tests.places import golden_weights, scene_file
from tests.plugin.running import algorithm, read, refusal, run, tags
from tests.plugin.scene import Feedback, striped_pixels, write_raster

pytestmark = pytest.mark.usefixtures("landprint_plugin", "empty_home")

SENTINEL_2 = ("data", "s1_s2_bigearthnet", "S2A_MSIL2A_20170613T101031_87_48_S2.tif")
SENTINEL_1 = ("data", "s1_s2_bigearthnet", "S1A_IW_GRDH_1SDV_20170613T165043_33UUP_87_48_S1dB.tif")


@pytest.fixture
def empty_home(tmp_path, monkeypatch):
    """A cache folder without weights."""
    monkeypatch.setenv("LANDPRINT_HOME", str(tmp_path / "home"))


@pytest.fixture(scope="module")
def sentinel_2(tmp_path_factory) -> str:
    """A copy: QGIS writes the statistics of a layer beside it."""
    return str(shutil.copy(scene_file(*SENTINEL_2), tmp_path_factory.mktemp("sentinel")))


@pytest.fixture
def galileo() -> dict[str, str]:
    return {"ENCODER": "galileo-nano", "CHECKPOINT": str(golden_weights("galileo-nano.pt"))}


@pytest.fixture
def clay() -> dict[str, object]:
    return {"ENCODER": "clay-v1.5", "CHECKPOINT": str(golden_weights("clay-tiny.ckpt")), "HEADS": 4}


def engine(*arguments: str) -> str:
    python = PLUGIN_ROOT / ".venv/bin/python"
    return subprocess.run([python, *arguments], cwd=PLUGIN_ROOT, capture_output=True, text=True, check=True).stdout


def test_the_choices_are_those_of_the_engine():
    code = (
        "import json; from engine.encoders import catalogue; from engine.sensors import scales, sensors\n"
        "names = catalogue.raster_entries()\n"
        "every = [scale for sensor in sensors.sensors().values() for scale in scales.scales(sensor)]\n"
        "listed = catalogue.list_encoders()\n"
        "recipes = [recipe['name'] for encoder in listed for recipe in encoder['recipes']]\n"
        "places = [encoder['name'] for encoder in listed if encoder['takes'] == 'locations']\n"
        "chips = [name for name in names if names[name].embeds_chips]\n"
        "print(json.dumps([list(names), list(sensors.sensors()), every, recipes, list(places), chips]))"
    )
    encoders, sensors, scales, recipes, location_encoders, chips = json.loads(engine("-c", code))
    embed = algorithm("embedraster")
    offered = {name: embed.parameterDefinition(name).options() for name in ("ENCODER", "SENSOR", "SCALE", "RECIPE")}
    assert set(offered["ENCODER"]) == set(encoders)
    assert set(algorithm("chipembeddingat").parameterDefinition("ENCODER").options()) == set(chips)
    assert offered["SENSOR"] == ["auto", *sensors]
    assert set(offered["SCALE"]) == {"auto", *scales}
    assert set(offered["RECIPE"]) == {"auto", *recipes}
    assert set(algorithm("embedpoints").parameterDefinition("ENCODER").options()) == set(location_encoders)


@pytest.mark.parametrize("operation", ["embed_raster", "chip_embedding_at"])
def test_every_parameter_of_the_engine_can_be_given(operation):
    code = (
        "import json; from engine.operations.table import OPERATIONS\n"
        f"print(json.dumps([p.name for p in OPERATIONS['{operation}'].parameters]))"
    )
    names = set(json.loads(engine("-c", code))) - {
        "crs",
        "extent_crs",
        "raster_crs",
        "start_at",
        "partial",
    }  # points, extents and layers have theirs, and a click on the map asks while it runs
    found = algorithm(operation.replace("_", ""))
    offered = {item.name().lower() for item in found.parameterDefinitions()}
    called = {"raster": "input", "patch": "patch_size", "at": "point"}
    assert {called.get(name, name) for name in names} <= offered


def test_a_sentinel_2_layer_needs_no_thought(sentinel_2, galileo, tmp_path):
    feedback = Feedback()
    output = run("embedraster", feedback, INPUT=sentinel_2, OUTPUT=str(tmp_path / "e.tif"), **galileo)["OUTPUT"]
    dataset = gdal.Open(output)
    assert (dataset.RasterXSize, dataset.RasterYSize, dataset.RasterCount) == (15, 15, 128)
    found = tags(output)
    assert (found["SENSOR"], found["SCALE"], found["DATE"]) == ("sentinel-2-l2a", "count", "2017-06-13")
    assert found["RECIPE"] == "balanced"
    said = " ".join(feedback.said)
    assert "galileo-nano: 128 dimensions" in said
    assert "2017-06-13" in said
    assert "10 of 10" in said or "blue" in said


def test_what_is_recognised_can_be_overruled(sentinel_2, galileo, tmp_path):
    output = run(
        "embedraster",
        INPUT=sentinel_2,
        BANDS=[4, 3, 2],
        BAND_NAMES="red, green, blue",
        SENSOR="sentinel-2-l2a",
        SCALE="offset-1000",
        DATE="2020-02-29",
        RECIPE="fast",
        PATCH_SIZE=4,
        POSITION="keep",
        OUTPUT=str(tmp_path / "e.tif"),
        **galileo,
    )["OUTPUT"]
    found = tags(output)
    assert (found["SCALE"], found["DATE"], found["RECIPE"]) == ("offset-1000", "2020-02-29", "fast")
    assert sorted(found["SENSOR_BANDS"].split(",")) == ["blue", "green", "red"]
    assert (found["POSITION"], found["PATCH"]) == ("keep", "4")


def test_clay_takes_radar(clay, tmp_path):
    feedback = Feedback()
    raster = str(scene_file(*SENTINEL_1))
    output = run(
        "embedraster",
        feedback,
        INPUT=raster,
        OVERLAP=16,
        LATLON_ORDER="lon-lat",
        OUTPUT=str(tmp_path / "e.tif"),
        **clay,
    )["OUTPUT"]
    found = tags(output)
    assert (found["SENSOR"], found["SCALE"]) == ("sentinel-1-rtc", "decibel")
    assert gdal.Open(output).RasterCount == 64
    assert any("decibels" in sentence for sentence in feedback.said)


def test_one_embedding_a_chip(clay, tmp_path):
    chip = str(scene_file("data", "s2_chips", "patch_33188.tif"))
    output = run("embedraster", INPUT=chip, POOL="chip", OUTPUT=str(tmp_path / "e.tif"), **clay)["OUTPUT"]
    assert (gdal.Open(output).RasterXSize, gdal.Open(output).RasterYSize) == (1, 1)


@pytest.mark.parametrize("encoder", ["galileo", "clay"])
def test_the_chip_at_its_centre_is_that_of_the_embedding_raster(encoder, request, tmp_path):
    image, encoder = str(scene_file("data", "s2_chips", "patch_33188.tif")), request.getfixturevalue(encoder)
    feedback = Feedback()
    path = str(tmp_path / "e.tif")
    run("embedraster", INPUT=image, POOL="chip", DTYPE="float32", OUTPUT=path, **encoder)
    whole = gdal.Open(path)
    left, width, _, top, _, height = whole.GetGeoTransform()
    centre = f"{left + width / 2},{top + height / 2} [EPSG:{crs_of(whole)}]"
    value = run("chipembeddingat", feedback, INPUT=image, POINT=centre, **encoder)
    vector = json.loads(value["VECTOR"])
    assert len(vector) == value["DIMENSION"] == whole.RasterCount
    assert np.allclose(vector, whole.ReadAsArray()[:, 0, 0], atol=1e-5)
    assert np.isclose(value["NORM"], np.linalg.norm(vector))
    assert any(text.startswith("The chip of ") for text in feedback.said)
    assert not list(tmp_path.glob("*.aux.xml"))


def crs_of(dataset) -> str:
    return dataset.GetSpatialRef().GetAuthorityCode(None)


def test_a_chip_is_found_by_a_point_in_degrees_on_a_resampled_image(sentinel_2, galileo):
    feedback = Feedback()
    middle = "13.7185,48.2215 [EPSG:4326]"
    run("chipembeddingat", feedback, INPUT=sentinel_2, POINT=middle, GSD=20, PATCH_SIZE=4, **galileo)
    assert any(text.startswith("The chip of 32 x 32 pixels") for text in feedback.said)


def test_a_chip_outside_of_the_image_is_refused(sentinel_2, galileo):
    assert "lies outside" in refusal("chipembeddingat", INPUT=sentinel_2, POINT="0,0 [EPSG:4326]", **galileo)


def test_satclips_image_encoders_have_their_own_patch(image_weights, tmp_path):
    chip = str(scene_file("data", "s2_chips", "patch_33188.tif"))
    encoder = {"ENCODER": "satclip-resnet18-l10-image", "CHECKPOINT": image_weights}
    output = run("embedraster", INPUT=chip, OUTPUT=str(tmp_path / "e.tif"), **encoder)["OUTPUT"]
    assert (gdal.Open(output).RasterXSize, gdal.Open(output).RasterCount) == (1, 256)


def test_detail_makes_a_finer_raster(sentinel_2, galileo, tmp_path):
    output = run("embedraster", INPUT=sentinel_2, DETAIL=2, RECIPE="fast", OUTPUT=str(tmp_path / "e.tif"), **galileo)[
        "OUTPUT"
    ]
    assert gdal.Open(output).RasterXSize == 30


def test_a_sensor_of_ones_own(sentinel_2, clay, tmp_path):
    sensor = tmp_path / "drone.json"
    bands = [{"name": name, "wavelength": wavelength, "mean": 900, "std": 700} for name, wavelength in WAVELENGTHS]
    sensor.write_text(json.dumps({"name": "drone", "title": "Drone", "gsd": 10, "bands": bands}))
    output = run(
        "embedraster",
        INPUT=sentinel_2,
        SENSOR_FILE=str(sensor),
        BANDS=[2, 3, 4],
        BAND_NAMES="blue,green,red",
        OUTPUT=str(tmp_path / "e.tif"),
        **clay,
    )["OUTPUT"]
    assert tags(output)["SENSOR"] == "drone"


def test_a_sensor_that_the_dock_keeps_with_the_layer(sentinel_2, clay, tmp_path):
    bands = [{"name": name, "wavelength": wavelength, "mean": 900, "std": 700} for name, wavelength in WAVELENGTHS]
    sensor = json.dumps({"name": "drone", "title": "Drone", "gsd": 10, "bands": bands})
    layer = QgsRasterLayer(sentinel_2, "kept")
    layer.setCustomProperty(
        SENSOR_PROPERTY, json.dumps({"sensor": sensor, "bands": [[2, "blue"], [3, "green"], [4, "red"]]})
    )
    kept = run("embedraster", INPUT=layer, OUTPUT=str(tmp_path / "kept.tif"), **clay)["OUTPUT"]
    assert (tags(kept)["SENSOR"], tags(kept)["BANDS"]) == ("drone", "2,3,4")
    said = run("embedraster", INPUT=layer, SENSOR="sentinel-2-l2a", OUTPUT=str(tmp_path / "said.tif"), **clay)["OUTPUT"]
    assert tags(said)["SENSOR"] == "sentinel-2-l2a"


WAVELENGTHS = (("blue", 0.48), ("green", 0.56), ("red", 0.66))


def test_rasters_are_put_together(sentinel_2, galileo, tmp_path):
    singles = []
    for number in range(2, 10):
        path = str(tmp_path / f"T33UUP_20170613_B0{number}.tif") if number < 9 else str(tmp_path / "T33UUP_B8A.tif")
        gdal.Translate(path, sentinel_2, bandList=[number])
        singles.append(path)
    more = [*singles[1:], str(tmp_path / "T33UUP_B11.tif"), str(tmp_path / "T33UUP_B12.tif")]
    for number, path in ((11, more[-2]), (12, more[-1])):
        gdal.Translate(path, sentinel_2, bandList=[number], width=60, height=60)  # of 20 m
    layers = [QgsRasterLayer(more[0], "green"), *more[1:]]
    run("embedraster", INPUT=singles[0], MORE_RASTERS=layers, OUTPUT=str(tmp_path / "many.tif"), **galileo)
    many = tags(str(tmp_path / "many.tif"))
    assert len(many["SENSOR_BANDS"].split(",")) == 10
    assert not list(tmp_path.glob("*.aux.xml"))


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_a_scene_is_read_from_its_folder_or_archive(sentinel_2, galileo, tmp_path, kind):
    scene = tmp_path / "S2A_MSIL2A_20170613T101031_N0205_R022_T33UUP_20170613T101608.SAFE"
    scene.mkdir()
    for number, band in enumerate(BANDS, 2):
        size = 120 if band in {"B02", "B03", "B04", "B08"} else 60
        path = scene / f"T33UUP_20170613T101031_{band}_{1200 // size}m.tif"
        gdal.Translate(str(path), sentinel_2, bandList=[number if number < 10 else number + 1], width=size, height=size)
    if kind == "zip":
        with zipfile.ZipFile(scene.with_suffix(".zip"), "w") as archive:
            for path in scene.iterdir():
                archive.write(path, f"{scene.name}/{path.name}")
        scene = scene.with_suffix(".zip")
    part = "13.715,13.722,48.219,48.225 [EPSG:4326]"
    run("embedraster", INPUT=str(scene), RECIPE="fast", EXTENT=part, OUTPUT=str(tmp_path / "e.tif"), **galileo)
    found = tags(str(tmp_path / "e.tif"))
    assert len(found["SENSOR_BANDS"].split(",")) == 10
    assert found["DATE"] == "2017-06-13"
    assert gdal.Open(str(tmp_path / "e.tif")).RasterXSize < 15


BANDS = ("B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B11", "B12")


def test_an_extent_with_a_crs_on_a_raster_without_one_is_refused(tmp_path):
    path = write_raster(tmp_path / "local.tif", striped_pixels(), epsg=None)
    said = refusal("embedraster", INPUT=path, EXTENT="0,1,0,1 [EPSG:4326]", OUTPUT=str(tmp_path / "e.tif"))
    assert "“local” has no CRS" in said


def test_a_raster_is_resampled_when_asked(sentinel_2, tmp_path):
    output = run("embedraster", INPUT=sentinel_2, GSD=20, FILTERS=8, OUTPUT=str(tmp_path / "e.tif"))["OUTPUT"]
    assert gdal.Open(output).GetGeoTransform()[1] == 160
    assert gdal.Open(output).RasterXSize == 8


# Masks.


def west_half(path: str) -> QgsRectangle:
    extent = QgsRasterLayer(path, "image").extent()
    return QgsRectangle(extent.xMinimum(), extent.yMinimum(), extent.center().x(), extent.yMaximum())


def polygons(path: str) -> QgsVectorLayer:
    layer = QgsVectorLayer("Polygon?crs=EPSG:32633", "clouds", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromRect(west_half(path)))
    assert layer.dataProvider().addFeature(feature)
    return layer


@pytest.mark.parametrize("kind", ["memory", "file"])
def test_the_inside_of_polygons_is_left_out(sentinel_2, tmp_path, project, kind):
    mask = polygons(sentinel_2)
    if kind == "file":
        path = str(tmp_path / "clouds.gpkg")
        QgsVectorFileWriter.writeAsVectorFormatV3(mask, path, project.transformContext(), gpkg())
        mask = path
    else:
        project.addMapLayer(mask)
    output = run("embedraster", INPUT=sentinel_2, MASK=mask, FILTERS=8, OUTPUT=str(tmp_path / "e.tif"))["OUTPUT"]
    codes = read(output)
    assert (codes[:, :, :7] == 0).all()
    assert (codes[:, :, 8:] != 0).any(axis=0).all()
    assert Path(tags(output)["MASK"]).name == "clouds.gpkg" or kind == "memory"


def gpkg() -> QgsVectorFileWriter.SaveVectorOptions:
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    return options


def test_classes_of_a_classification_are_left_out(sentinel_2, tmp_path):
    classes = np.full((120, 120), 4, np.uint8)
    classes[:, :60] = 9
    path = str(tmp_path / "scl.tif")
    like = gdal.Open(sentinel_2)
    dataset = gdal.GetDriverByName("GTiff").Create(path, 120, 120, 1)
    dataset.SetGeoTransform(like.GetGeoTransform())
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32633)
    dataset.SetProjection(reference.ExportToWkt())
    dataset.GetRasterBand(1).WriteArray(classes)
    dataset = None  # GDAL writes when it is let go
    output = run(
        "embedraster", INPUT=sentinel_2, MASK=path, MASK_CLASSES="8, 9", FILTERS=8, OUTPUT=str(tmp_path / "e.tif")
    )["OUTPUT"]
    assert (read(output)[:, :, :7] == 0).all()
    assert (read(output)[:, :, 8:] != 0).any(axis=0).all()
    assert tags(output)["MASK_CLASSES"] == "8,9"
    assert not list(tmp_path.glob("*.aux.xml"))


def test_words_for_the_classes_of_an_unknown_mask_are_refused(sentinel_2, tmp_path):
    said = refusal(
        "embedraster", INPUT=sentinel_2, MASK=sentinel_2, MASK_CLASSES="haze", OUTPUT=str(tmp_path / "e.tif")
    )
    assert "What 'haze' is in" in said
    assert "Words are known of files called as SCL" in said


@pytest.fixture
def landsat(tmp_path) -> Path:
    """A Landsat scene in a tar whose left half is cloudy."""
    stem = "LC08_L2SP_214065_20220817_20220824_02_T1"
    pixels = np.random.default_rng(0).integers(7300, 20_000, (7, 64, 64)).astype(np.uint16)
    quality = np.where(np.arange(64) < 32, 22_280, 21_824).astype(np.uint16) * np.ones((64, 1), np.uint16)
    with tarfile.open(tmp_path / f"{stem}.tar", "w") as tar:
        for name, plane in [*((f"SR_B{n}", plane) for n, plane in enumerate(pixels, 1)), ("QA_PIXEL", quality)]:
            path = tmp_path / f"{stem}_{name}.TIF"
            dataset = gdal.GetDriverByName("GTiff").Create(str(path), 64, 64, 1, gdal.GDT_UInt16)
            dataset.SetGeoTransform((600_000, 30, 0, 9_000_000, 0, -30))
            reference = osr.SpatialReference()
            reference.ImportFromEPSG(32725)
            dataset.SetProjection(reference.ExportToWkt())
            dataset.GetRasterBand(1).WriteArray(plane)
            dataset = None  # GDAL writes when it is let go
            tar.add(path, path.name)
            if name.startswith("SR"):
                path.unlink()
    return tmp_path / f"{stem}.tar"


@pytest.mark.parametrize(
    ("words", "left"), [(None, range(4, 8)), ("cloud", range(4, 8)), ("snow, cirrus", range(8)), ("clear", range(4))]
)
def test_a_landsat_tar_is_embedded_without_its_clouds(landsat, tmp_path, words, left):
    feedback = Feedback()
    output = run(
        "embedraster",
        feedback,
        INPUT=str(landsat),
        MASK_CLOUDS=True,
        MASK_CLASSES=words,
        FILTERS=8,
        OUTPUT=str(tmp_path / "e.tif"),
    )["OUTPUT"]
    assert [column for column in range(8) if read(output)[:, :, column].any()] == list(left)
    assert any("QA_PIXEL.TIF (Landsat's QA_PIXEL)" in sentence for sentence in feedback.said)


def test_a_landsat_s_quality_is_a_mask_that_needs_no_classes(landsat, tmp_path):
    mask = str(next(tmp_path.glob("*_QA_PIXEL.TIF")))
    output = run("embedraster", INPUT=str(landsat), MASK=mask, FILTERS=8, OUTPUT=str(tmp_path / "e.tif"))["OUTPUT"]
    assert [column for column in range(8) if read(output)[:, :, column].any()] == [4, 5, 6, 7]
    assert tags(output)["MASK_CLASSES"] == "dilated cloud,cirrus,cloud,cloud shadow"


def test_an_image_without_clouds_of_its_own_says_so(sentinel_2, tmp_path):
    said = refusal("embedraster", INPUT=sentinel_2, MASK_CLOUDS=True, OUTPUT=str(tmp_path / "e.tif"))
    assert "No classification of clouds lies with the image" in said


def test_a_mask_that_is_nothing_is_refused(sentinel_2, tmp_path):
    assert "There is no file" in refusal(
        "embedraster", INPUT=sentinel_2, MASK="/nowhere/mask.gpkg", OUTPUT=str(tmp_path / "e.tif")
    )


# What cannot be.


@pytest.mark.parametrize("encoder", ["galileo-nano", "clay-v1.5"])
def test_missing_weights_are_told_with_how_to_get_them(sentinel_2, tmp_path, encoder):
    said = refusal("embedraster", INPUT=sentinel_2, ENCODER=encoder, OUTPUT=str(tmp_path / "e.tif"))
    assert "are not here yet" in said
    assert "MB" in said
    assert "landprint:downloadweights" in said
    assert not (tmp_path / "e.tif").exists()
    asked = refusal("chipembeddingat", INPUT=sentinel_2, ENCODER=encoder, POINT="13.7185,48.2215 [EPSG:4326]")
    assert "are not here yet" in asked


def test_a_folder_without_bands_is_refused(tmp_path):
    (tmp_path / "empty.SAFE").mkdir()
    said = refusal("embedraster", INPUT=str(tmp_path / "empty.SAFE"), OUTPUT=str(tmp_path / "e.tif"))
    assert "empty.SAFE holds no bands of Sentinel-2 or Landsat" in said


def test_a_raster_of_no_known_sensor_is_refused(image, clay, tmp_path):
    said = refusal("embedraster", INPUT=image, OUTPUT=str(tmp_path / "e.tif"), **clay)
    assert "sensor cannot be told" in said

from __future__ import annotations

import json
import math
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from landprint.plugin.layers.outputs.output import GROUP
from landprint.plugin.layers.sources.source import EMBEDDINGS_PROPERTY
from landprint.plugin.layers.sources.vector_source import copy_features
from landprint.plugin.resources import PLUGIN_ROOT
from landprint.plugin.settings import set_engine_python
from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingContext,
    QgsProcessingUtils,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsVectorLayer,
)

from tests.plugin.running import algorithm, read, refusal, run, run_and_load
from tests.plugin.scene import HEIGHT, MIDDLE_Y, NODATA_AT, PIXEL, WIDTH, Feedback, kind_x, striped_pixels, write_raster

pytestmark = pytest.mark.usefixtures("landprint_plugin")

NAMES = (
    *("embedraster", "embeddingat", "chipembeddingat", "similaritymap", "classify", "kmeansclusters"),
    *("embedpoints", "embedlocations", "locateimage", "similarpoints", "kmeanspoints"),
    *("fitattribute", "predictattribute", "mapattribute"),
    *("downloadweights", "importweights", "checkweights"),
    *("importembeddings", "plantiles", "embedtiles", "indextiles"),
    *(
        "changemap",
        "principalcomponents",
        "applyclasses",
        "sieveclasses",
        "mergeclasses",
        "typicalpatches",
        "classpolygons",
    ),
)
PATCH = 4


def at(x: float, y: float = MIDDLE_Y, crs: str = "EPSG:32633") -> str:
    return f"{x},{y} [{crs}]"


def stripe_means(values: np.ndarray) -> list[float]:
    """The mean over the middle of each of the three stripes."""
    columns = values.shape[1]
    return [float(np.nanmean(values[:, int(columns * (k + 0.3) / 3) : int(columns * (k + 0.7) / 3)])) for k in range(3)]


# What the toolbox shows.


@pytest.mark.parametrize("name", NAMES)
def test_the_toolbox_has_the_algorithm_with_help_for_every_parameter(name):
    found = algorithm(name)
    help_text = found.shortHelpString()
    for definition in found.parameterDefinitions():
        assert definition.help(), definition.name()
        assert definition.help() in help_text
    assert found.group()
    assert "landprint" in found.tags()
    assert not found.icon().isNull()


def test_the_parameters_follow_the_conventions_of_qgis():
    algorithms = {name: algorithm(name) for name in NAMES}
    names = {name: [item.name() for item in found.parameterDefinitions()] for name, found in algorithms.items()}
    assert names == {
        "embedpoints": ["INPUT", "STRICT", "ENCODER", "CHECKPOINT", "EMBEDDINGS", "VALUES", "OUTPUT"],
        "embedlocations": ["ENCODER", "CHECKPOINT", "EXTENT", "RESOLUTION", "DTYPE", "OUTPUT"],
        "locateimage": [
            *("INPUT", "ENCODER", "CHECKPOINT", "EXTENT", "RESOLUTION", "COUNT"),
            *("IMAGE_EXTENT", "BANDS", "SCALE", "IMAGE_CHECKPOINT", "OUTPUT", "PLACES"),
        ],
        "similarpoints": ["INPUT", "FEATURES", "POINT", "K", "RAW", "STRICT", "OUTPUT", "ALL"],
        "kmeanspoints": ["INPUT", "STRICT", "CLUSTERS", "SEED", "OUTPUT"],
        "fitattribute": ["INPUT", "STRICT", "ATTRIBUTE", "KIND", "BLOCK", "FOLDS", "SEED", "OUTPUT"],
        "predictattribute": ["MODEL", "INPUT", "STRICT", "ENCODER", "CHECKPOINT", "OUTPUT"],
        "mapattribute": ["MODEL", "INPUT", "VALUES", "ENCODER", "CHECKPOINT", "EXTENT", "RESOLUTION", "OUTPUT"],
        "downloadweights": ["ENCODER", "PART"],
        "importweights": ["FILE", "ENCODER", "PART"],
        "checkweights": ["ENCODER", "PART", "CHECKPOINT", "HEADS"],
        "embedraster": [
            *("INPUT", "ENCODER", "BANDS", "EXTENT", "PATCH_SIZE"),
            *("SENSOR", "SENSOR_FILE", "BAND_NAMES", "SCALE", "DATE"),
            *("MORE_RASTERS", "MASK", "MASK_CLOUDS", "MASK_CLASSES", "GSD", "CHECKPOINT"),
            *("RECIPE", "POOL", "DETAIL", "POSITION", "RUNTIME", "PRECISION"),
            *("OVERLAP", "LATLON_ORDER", "HEADS"),
            *("FILTERS", "SEED", "FILTERS_FROM", "DTYPE", "SCALE_FROM", "STAC", "HOUR", "OUTPUT"),
        ],
        "plantiles": [
            *("INPUT", "ENCODER", "BANDS", "EXTENT", "PATCH_SIZE"),
            *("SENSOR", "SENSOR_FILE", "BAND_NAMES", "SCALE", "DATE"),
            *("MORE_RASTERS", "MASK", "MASK_CLOUDS", "MASK_CLASSES", "GSD", "CHECKPOINT"),
            *("RECIPE", "POOL", "DETAIL", "POSITION", "RUNTIME", "PRECISION"),
            *("OVERLAP", "LATLON_ORDER", "HEADS"),
            *("FILTERS", "SEED", "FILTERS_FROM", "DTYPE", "SCALE_FROM", "HOUR", "TILE", "AREA", "JOB"),
        ],
        "embedtiles": ["JOB", "PROCESSES", "SILENCE"],
        "indextiles": ["JOB"],
        "embeddingat": ["INPUT", "POINT", "OTHER_POINT", "VALUES"],
        "importembeddings": ["INPUT", "VALUES", "EXTENT", "DTYPE", "OUTPUT"],
        "chipembeddingat": [
            *("INPUT", "POINT", "ENCODER", "BANDS", "PATCH_SIZE"),
            *("SENSOR", "SENSOR_FILE", "BAND_NAMES", "SCALE", "DATE"),
            *("MORE_RASTERS", "MASK", "MASK_CLOUDS", "MASK_CLASSES", "GSD", "CHECKPOINT"),
            *("RUNTIME", "PRECISION", "LATLON_ORDER", "HEADS", "HOUR"),
        ],
        "similaritymap": ["INPUT", "VALUES", "POINT", "POINTS", "NEGATIVE_POINTS", "COMBINE", "RAW", "OUTPUT"],
        "kmeansclusters": ["INPUT", "VALUES", "CLUSTERS", "SEED", "SIEVE", "LIKE", "OUTPUT"],
        "changemap": ["INPUT", "OTHER", "VALUES", "RAW", "OUTPUT"],
        "principalcomponents": ["INPUT", "VALUES", "COMPONENTS", "OUTPUT"],
        "applyclasses": ["INPUT", "VALUES", "CLASSES", "SIEVE", "OUTPUT"],
        "sieveclasses": ["INPUT", "PIXELS", "OUTPUT"],
        "mergeclasses": ["INPUT", "MERGE", "OUTPUT"],
        "typicalpatches": ["INPUT", "VALUES", "CLASSES", "LABEL", "COUNT", "OUTPUT"],
        "classpolygons": ["INPUT", "OUTPUT"],
        "classify": [
            *("INPUT", "EXAMPLES", "CLASS_COLUMN", "MODEL", "VALUES", "SAVE_MODEL", "CERTAINTY", "OUTPUT"),
        ],
    }
    outputs = [item.name() for item in algorithms["embeddingat"].outputDefinitions()]
    assert outputs == ["VECTOR", "DIMENSION", "NORM", "SIMILARITY"]
    encoder = algorithms["embedraster"].parameterDefinition("ENCODER")
    assert encoder.usesStaticStrings()
    assert encoder.options()[:3] == ["random-features", "galileo-nano", "clay-v1.5"]


# Embedding.


def test_an_image_becomes_an_embedding_raster(image, tmp_path, feedback):
    output = str(tmp_path / "e é.tif")
    assert run("embedraster", feedback, INPUT=image, PATCH_SIZE=PATCH, FILTERS=16, OUTPUT=output)["OUTPUT"] == output
    dataset = gdal.Open(output)
    assert (dataset.RasterXSize, dataset.RasterYSize, dataset.RasterCount) == (WIDTH // PATCH, HEIGHT // PATCH, 32)
    assert dataset.GetGeoTransform()[1] == PATCH * PIXEL
    assert any("random-features" in text and "32 dimensions" in text for text in feedback.said)
    assert feedback.steps[-1] == 100
    assert feedback.steps == sorted(feedback.steps)


def test_bands_and_extent_choose_what_is_embedded(image, tmp_path):
    extent = QgsRectangle(kind_x(0), MIDDLE_Y - 200, kind_x(1), MIDDLE_Y + 200)
    output = run(
        "embedraster",
        INPUT=image,
        BANDS=[1, 3],
        EXTENT=f"{extent.xMinimum()},{extent.xMaximum()},{extent.yMinimum()},{extent.yMaximum()} [EPSG:32633]",
        PATCH_SIZE=PATCH,
        FILTERS=8,
        OUTPUT=str(tmp_path / "e.tif"),
    )["OUTPUT"]
    layer = QgsRasterLayer(output, "e")
    assert layer.extent().contains(extent)
    assert layer.extent().width() < extent.width() + 2 * PATCH * PIXEL
    assert layer.extent().height() < extent.height() + 2 * PATCH * PIXEL


def test_an_extent_in_another_crs_is_that_part_of_the_image(image, tmp_path):
    transform = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:32633"), QgsCoordinateReferenceSystem("EPSG:4326"), QgsProject.instance()
    )
    extent = QgsRectangle(kind_x(1), MIDDLE_Y - 100, kind_x(1) + 200, MIDDLE_Y + 100)
    degrees = transform.transformBoundingBox(extent)
    text = f"{degrees.xMinimum()},{degrees.xMaximum()},{degrees.yMinimum()},{degrees.yMaximum()} [EPSG:4326]"
    output = run("embedraster", INPUT=image, EXTENT=text, PATCH_SIZE=PATCH, FILTERS=8, OUTPUT=str(tmp_path / "e.tif"))
    found = QgsRasterLayer(output["OUTPUT"], "e").extent()
    assert found.contains(extent)
    assert found.width() < extent.width() + 4 * PATCH * PIXEL


@pytest.mark.parametrize("own", [None, 32601])
def test_a_crs_that_was_set_by_hand_counts_in_place_of_the_files(tmp_path, own):
    layer = QgsRasterLayer(write_raster(tmp_path / "wrong.tif", striped_pixels(), epsg=own), "wrong")
    assert layer.crs() != QgsCoordinateReferenceSystem("EPSG:32633")
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:32633"))
    output = run("embedraster", INPUT=layer, PATCH_SIZE=PATCH, FILTERS=8, OUTPUT=str(tmp_path / "e.tif"))
    made = QgsRasterLayer(output["OUTPUT"], "e")
    assert made.crs().authid() == "EPSG:32633"
    assert made.extent() == layer.extent()


def test_a_crs_that_was_set_by_hand_counts_for_embeddings_as_well(tmp_path):
    pixels = np.random.default_rng(0).normal(2, 1, (6, 20, 30)).astype(np.float32)
    layer = QgsRasterLayer(write_raster(tmp_path / "nowhere.tif", pixels, epsg=None), "nowhere")
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:32633"))
    classes = run("kmeansclusters", INPUT=layer, CLUSTERS=3, OUTPUT=str(tmp_path / "c.tif"))["OUTPUT"]
    middle = layer.extent().center()
    similar = run("similaritymap", INPUT=layer, POINT=at(middle.x(), middle.y()), OUTPUT=str(tmp_path / "s.tif"))[
        "OUTPUT"
    ]
    for path in (classes, similar):
        made = QgsRasterLayer(path, "made")
        assert made.crs().authid() == "EPSG:32633"
        assert made.extent() == layer.extent()


def alpha_earth(values):
    """The value of a code."""
    return np.sign(values) * (np.abs(values) / 127.5) ** 2


@pytest.mark.parametrize(("layer_says", "parameter"), [("alphaearth", "auto"), ("plain", "alphaearth"), ("", "plain")])
def test_numbers_are_read_as_the_parameter_says_or_else_as_the_layer(tmp_path, layer_says, parameter):
    codes = np.random.default_rng(0).integers(-127, 128, (8, 20, 30)).astype(np.float32)
    layer = QgsRasterLayer(write_raster(tmp_path / "codes.tif", codes, nodata=None), "codes")
    if layer_says:
        layer.setCustomProperty("landprint/values", layer_says)
    middle = layer.extent().center()
    found = run("embeddingat", INPUT=layer, POINT=at(middle.x() + 5, middle.y() - 5), VALUES=parameter)
    expected = codes[:, 10, 15] if parameter == "plain" else alpha_earth(codes[:, 10, 15])
    assert json.loads(found["VECTOR"]) == pytest.approx(expected.tolist(), abs=1e-6)


def test_a_tile_of_tessera_becomes_an_embedding_layer(tmp_path):
    rng = np.random.default_rng(0)
    codes, scales = rng.integers(-127, 128, (20, 30, 128)).astype("int8"), rng.random((20, 30)).astype("float32")
    np.save(tmp_path / "grid_0.15_52.05.npy", codes)
    np.save(tmp_path / "grid_0.15_52.05_scales.npy", scales)
    landmask = write_raster(tmp_path / "grid_0.15_52.05.tiff", np.ones((1, 20, 30), np.uint8))
    feedback = Feedback()
    tile, output = str(tmp_path / "grid_0.15_52.05.npy"), str(tmp_path / "e.tif")
    made = run("importembeddings", feedback, INPUT=tile, DTYPE="float32", OUTPUT=output)["OUTPUT"]
    assert "“Import embeddings” in the toolbox" in refusal("embeddingat", INPUT=tile, POINT="0,0", OUTPUT=output)
    layer = QgsRasterLayer(made, "made")
    assert layer.bandCount() == 128
    assert layer.extent() == QgsRasterLayer(landmask, "mask").extent()
    assert np.allclose(read(made), (codes * scales[:, :, None]).transpose(2, 0, 1), atol=1e-6)
    assert any("TESSERA: 128 dimensions; 600 of 600 pixels have data." in said for said in feedback.said)
    whole = layer.extent()
    left, top, size = whole.xMinimum(), whole.yMaximum(), whole.width() / 30
    part = QgsRectangle(left + 4 * size, top - 9 * size, left + 14 * size, top - 3 * size)
    degrees = QgsCoordinateReferenceSystem("EPSG:4326")
    to_degrees = QgsCoordinateTransform(layer.crs(), degrees, QgsProject.instance())
    extents = [
        f"{part.xMinimum()},{part.xMaximum()},{part.yMinimum()},{part.yMaximum()}",
        f"{part.xMinimum()},{part.xMaximum()},{part.yMinimum()},{part.yMaximum()} [{layer.crs().authid()}]",
        QgsReferencedRectangle(to_degrees.transformBoundingBox(part.buffered(-0.3 * size)), degrees),
    ]
    for number, extent in enumerate(extents):
        made = run("importembeddings", INPUT=tile, EXTENT=extent, OUTPUT=str(tmp_path / f"part{number}.tif"))["OUTPUT"]
        assert QgsRasterLayer(made, "part").extent() == part


def test_a_stac_item_is_written_beside_when_it_is_wanted(image, tmp_path):
    options = {"PATCH_SIZE": PATCH, "FILTERS": 8, "DATE": "2023-07-14", "STAC": True}
    run("embedraster", INPUT=image, **options, OUTPUT=str(tmp_path / "e.tif"))
    item = json.loads((tmp_path / "e.json").read_text("utf-8"))
    assert item["properties"]["datetime"] == "2023-07-14T00:00:00Z"


def test_float32_and_the_filters_of_another_raster(image, embeddings, tmp_path):
    output = run(
        "embedraster",
        INPUT=image,
        PATCH_SIZE=PATCH,
        DTYPE="float32",
        FILTERS_FROM=embeddings,
        OUTPUT=str(tmp_path / "e.tif"),
    )["OUTPUT"]
    exact, stored = gdal.Open(output), gdal.Open(embeddings)
    assert exact.GetRasterBand(1).DataType == gdal.GDT_Float32
    assert exact.RasterCount == stored.RasterCount
    band = stored.GetRasterBand(5)
    true_values = band.ReadAsArray()[10:] * band.GetScale() + band.GetOffset()
    assert np.abs(exact.GetRasterBand(5).ReadAsArray()[10:] - true_values).max() < band.GetScale()


# One place.


def test_the_embedding_of_a_point_comes_as_json(embeddings, feedback):
    result = run("embeddingat", feedback, INPUT=embeddings, POINT=at(kind_x(1)))
    vector = json.loads(result["VECTOR"])
    assert len(vector) == result["DIMENSION"] == gdal.Open(embeddings).RasterCount
    assert math.isclose(result["NORM"], math.sqrt(sum(value**2 for value in vector)), rel_tol=1e-4)
    assert feedback.said


def test_two_points_are_compared(embeddings, feedback):
    alone = run("embeddingat", INPUT=embeddings, POINT=at(kind_x(1)))
    beside = at(kind_x(1) + 3 * PATCH * PIXEL)
    same = run("embeddingat", feedback, INPUT=embeddings, POINT=at(kind_x(1)), OTHER_POINT=beside)
    other = run("embeddingat", INPUT=embeddings, POINT=at(kind_x(1)), OTHER_POINT=at(kind_x(2)))
    assert {name: same[name] for name in alone} == alone
    assert 1 >= same["SIMILARITY"] > 0.3 > other["SIMILARITY"] >= -1
    assert any(f"Similarity with the other point: {same['SIMILARITY']:.3f}" in text for text in feedback.said)


def test_a_point_to_compare_with_that_has_no_data_is_refused(embeddings):
    nowhere = at(*NODATA_AT)
    assert "no data" in refusal("embeddingat", INPUT=embeddings, POINT=at(kind_x(1)), OTHER_POINT=nowhere)


def test_a_point_in_another_crs_is_the_same_place(embeddings):
    transform = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:32633"), QgsCoordinateReferenceSystem("EPSG:4326"), QgsProject.instance()
    )
    lonlat = transform.transform(QgsPointXY(kind_x(2) + 5, MIDDLE_Y - 5))
    there = run("embeddingat", INPUT=embeddings, POINT=at(lonlat.x(), lonlat.y(), "EPSG:4326"))
    here = run("embeddingat", INPUT=embeddings, POINT=at(kind_x(2) + 5, MIDDLE_Y - 5))
    other = run("embeddingat", INPUT=embeddings, POINT=at(kind_x(0)))
    assert there == here != other


def test_a_point_without_crs_is_in_that_of_the_raster(embeddings):
    assert run("embeddingat", INPUT=embeddings, POINT=f"{kind_x(2)},{MIDDLE_Y}") == run(
        "embeddingat", INPUT=embeddings, POINT=at(kind_x(2))
    )


# Similarity.


@pytest.mark.parametrize("raw", [False, True])
def test_a_point_makes_a_map_of_what_is_like_it(embeddings, tmp_path, raw, feedback):
    output = run(
        "similaritymap", feedback, INPUT=embeddings, POINT=at(kind_x(1)), RAW=raw, OUTPUT=str(tmp_path / "s.tif")
    )
    means = stripe_means(read(output["OUTPUT"]))
    assert means[1] > max(means[0], means[2]) + (0.01 if raw else 0.3)
    assert any("Similarity from" in text for text in feedback.said)


def shapes(wkts: list[str], crs: str = "EPSG:32633") -> QgsVectorLayer:
    kind = wkts[0].split("(")[0].strip()
    layer = QgsVectorLayer(f"{kind}?crs={crs}", "shapes", "memory")
    for wkt in wkts:
        feature = QgsFeature()
        feature.setGeometry(QgsGeometry.fromWkt(wkt))
        assert layer.dataProvider().addFeature(feature)
    layer.updateExtents()
    return layer


@pytest.mark.parametrize(
    "wkt",
    [
        f"Point({kind_x(2)} {MIDDLE_Y})",
        f"MultiPoint(({kind_x(2)} {MIDDLE_Y}),({kind_x(2) + 50} {MIDDLE_Y}))",
        f"LineString({kind_x(2)} {MIDDLE_Y - 100},{kind_x(2)} {MIDDLE_Y + 100})",
        "Polygon(({0} {1},{0} {2},{3} {1},{0} {1}))".format(kind_x(2), MIDDLE_Y, MIDDLE_Y + 90, kind_x(2) + 90),
    ],
)
def test_a_layer_of_any_shape_says_what_to_look_for(embeddings, tmp_path, wkt):
    output = run("similaritymap", INPUT=embeddings, POINTS=shapes([wkt]), OUTPUT=str(tmp_path / "s.tif"))["OUTPUT"]
    means = stripe_means(read(output))
    assert means[2] > max(means[:2]) + 0.3


def test_an_area_partly_without_data_says_what_to_look_for(embeddings, tmp_path):
    x, y = NODATA_AT
    area = QgsGeometry.fromRect(QgsRectangle(x, y - 300, x + 300, y)).asWkt()
    output = run("similaritymap", INPUT=embeddings, POINTS=shapes([area]), OUTPUT=str(tmp_path / "s.tif"))["OUTPUT"]
    means = stripe_means(read(output))
    assert means[0] > max(means[1:]) + 0.3


def test_a_large_area_means_the_same_as_on_the_command_line(image, tmp_path):
    embedded = run("embedraster", INPUT=image, PATCH_SIZE=2, FILTERS=8, OUTPUT=str(tmp_path / "e.tif"))["OUTPUT"]
    area = QgsGeometry.fromRect(QgsRectangle(kind_x(0), MIDDLE_Y - 400, kind_x(2), MIDDLE_Y + 400)).asWkt()  # 2,120
    layer = shapes([area])
    output = run("similaritymap", INPUT=embedded, POINTS=layer, OUTPUT=str(tmp_path / "s.tif"))["OUTPUT"]
    file = str(tmp_path / "area.gpkg")
    copy_features(layer, file, QgsCoordinateTransformContext(), layer.wkbType(), layer.crs())
    given = ["--embeddings", embedded, "--points", file, "--output", str(tmp_path / "cli.tif")]
    command = [PLUGIN_ROOT / ".venv/bin/python", "-m", "engine", "similarity-map", *given]
    subprocess.run(command, cwd=PLUGIN_ROOT, check=True, capture_output=True)
    np.testing.assert_array_equal(read(output), read(str(tmp_path / "cli.tif")))


def test_negative_places_push_the_map_away(embeddings, tmp_path):
    positive = shapes([f"Point({kind_x(1)} {MIDDLE_Y})"])
    negative = shapes([f"Point({kind_x(2)} {MIDDLE_Y})"])
    without = run("similaritymap", INPUT=embeddings, POINTS=positive, OUTPUT=str(tmp_path / "a.tif"))["OUTPUT"]
    pushed = run(
        "similaritymap", INPUT=embeddings, POINTS=positive, NEGATIVE_POINTS=negative, OUTPUT=str(tmp_path / "b.tif")
    )["OUTPUT"]
    assert stripe_means(read(pushed))[2] < stripe_means(read(without))[2] - 0.1


def test_the_selected_features_only_can_be_meant(embeddings, tmp_path, project):
    from qgis.core import QgsProcessingFeatureSourceDefinition

    layer = shapes([f"Point({kind_x(0)} {MIDDLE_Y})", f"Point({kind_x(2)} {MIDDLE_Y})"])
    project.addMapLayer(layer)
    layer.selectByIds([2])
    source = QgsProcessingFeatureSourceDefinition(layer.id(), selectedFeaturesOnly=True)
    output = run("similaritymap", INPUT=embeddings, POINTS=source, OUTPUT=str(tmp_path / "s.tif"))["OUTPUT"]
    means = stripe_means(read(output))
    assert means[2] > means[0] + 0.3


# Classes.


def test_classes_follow_the_ground(embeddings, tmp_path, feedback):
    output = run("kmeansclusters", feedback, INPUT=embeddings, CLUSTERS=3, OUTPUT=str(tmp_path / "c.tif"))["OUTPUT"]
    classes = read(output)
    columns = classes.shape[1]
    found = [np.unique(classes[8:, int(columns * (k + 0.3) / 3) : int(columns * (k + 0.7) / 3)]) for k in range(3)]
    assert sorted(int(labels[0]) for labels in found) == [1, 2, 3]
    assert [len(labels) for labels in found] == [1, 1, 1]
    assert classes[0, 0] == 0
    assert any("Classes by size: 1:" in text for text in feedback.said)


def test_the_same_seed_gives_the_same_classes(embeddings, tmp_path):
    outputs = [
        run("kmeansclusters", INPUT=embeddings, CLUSTERS=5, SEED=3, OUTPUT=str(tmp_path / name))["OUTPUT"]
        for name in ("a.tif", "b.tif")
    ]
    assert (read(outputs[0]) == read(outputs[1])).all()


# What becomes of the results.


def test_results_are_styled_described_and_grouped(image, embeddings, tmp_path, project):
    classes = run_and_load("kmeansclusters", project, INPUT=embeddings, CLUSTERS=3, OUTPUT=str(tmp_path / "c.tif"))
    heatmap = run_and_load(
        "similaritymap", project, INPUT=embeddings, POINT=at(kind_x(1)), OUTPUT=str(tmp_path / "s.tif")
    )
    embedded = run_and_load("embedraster", project, INPUT=image, FILTERS=8, OUTPUT=str(tmp_path / "e.tif"))
    kinds = [layer.renderer().type() for layer in (classes, heatmap, embedded)]
    assert kinds == ["paletted", "singlebandpseudocolor", "multibandcolor"]
    assert len(classes.renderer().classes()) == 3
    stretch = embedded.renderer().redContrastEnhancement()
    assert stretch.minimumValue() < stretch.maximumValue()  # QGIS 3.44's own cut of bytes with a scale is NaN
    for layer in (classes, heatmap, embedded):
        assert "Landprint" in layer.metadata().history()[-1]
        assert layer.metadata().abstract()
        node = project.layerTreeRoot().findLayer(layer.id())
        assert node.parent().name() == GROUP
    assert image in embedded.metadata().abstract()
    assert '"filters": 8' in embedded.metadata().history()[-1]


def test_no_aux_xml_is_left(embeddings, tmp_path, tmp_path_factory, project):
    # An image of its own: other tests let QGIS read the statistics of the shared one.
    image = write_raster(tmp_path_factory.mktemp("image") / "stripes.tif", striped_pixels())
    embedded = run_and_load("embedraster", project, INPUT=image, FILTERS=8, OUTPUT=str(tmp_path / "e.tif"))
    heatmap = run_and_load(
        "similaritymap", project, INPUT=embeddings, POINT=at(kind_x(1)), OUTPUT=str(tmp_path / "s.tif")
    )
    for layer in (embedded, heatmap):
        assert "Band" in layer.htmlMetadata()  # QGIS looks for statistics
    assert sorted(path.name for path in tmp_path.iterdir()) == ["e.tif", "s.tif"]
    assert not list(Path(embeddings).parent.glob("*.aux.xml"))
    assert not list(Path(image).parent.glob("*.aux.xml"))


def test_temporary_outputs_are_geotiffs(image):
    output = run("embedraster", INPUT=image, FILTERS=8, OUTPUT="TEMPORARY_OUTPUT")["OUTPUT"]
    assert output.endswith(".tif")
    assert Path(output).is_relative_to(QgsProcessingUtils.tempFolder())
    assert gdal.Open(output).RasterCount == 16


def test_paths_may_be_relative(image, tmp_path, monkeypatch):
    monkeypatch.chdir(Path(image).parent)
    run("embedraster", INPUT=Path(image).name, FILTERS=8, OUTPUT=os.path.relpath(tmp_path / "e.tif"))
    assert (tmp_path / "e.tif").exists()


def test_the_picture_of_an_embedding_raster_stands_for_it(image, embeddings, project):
    picture = QgsRasterLayer(image, "picture")
    picture.setCustomProperty(EMBEDDINGS_PROPERTY, embeddings)
    project.addMapLayer(picture)
    assert run("embeddingat", INPUT=picture, POINT=at(kind_x(1))) == run(
        "embeddingat", INPUT=embeddings, POINT=at(kind_x(1))
    )


# Cancel.


def test_cancel_stops_the_engine_and_leaves_nothing_half_written(tmp_path):
    big = write_raster(tmp_path / "big.tif", np.tile(striped_pixels(), (1, 12, 12)))
    feedback = Feedback(at=5)
    started = time.monotonic()
    found = algorithm("embedraster")
    context = QgsProcessingContext()
    output = tmp_path / "out" / "e.tif"
    output.parent.mkdir()
    parameters = {"INPUT": big, "PATCH_SIZE": 2, "FILTERS": 512, "OUTPUT": str(output)}
    results, _ok = found.run(parameters, context, feedback)
    assert results == {}
    assert feedback.isCanceled()
    assert time.monotonic() - started < 60
    assert list(output.parent.iterdir()) == []
    assert max(feedback.steps) < 50


# Bad input: one sentence and a hint each.


def test_a_file_that_is_no_raster_is_refused(tmp_path):
    text = tmp_path / "notes.tif"
    text.write_text("not a raster")
    assert "not a raster" in refusal("embedraster", INPUT=str(text), OUTPUT=str(tmp_path / "e.tif"))
    assert [path.name for path in tmp_path.iterdir()] == ["notes.tif"]


def test_a_vector_layer_is_refused(tmp_path, project):
    layer = shapes(["Point(1 1)"])
    project.addMapLayer(layer)
    assert "not a raster layer" in refusal("embedraster", INPUT=layer, OUTPUT=str(tmp_path / "e.tif"))


def test_a_missing_file_is_named(tmp_path):
    assert "There is no file /nowhere/x.tif." in refusal(
        "embedraster", INPUT="/nowhere/x.tif", OUTPUT=str(tmp_path / "e.tif")
    )


def test_a_raster_in_memory_is_embedded_as_its_file_is(tmp_path, image, project):
    gdal.GetDriverByName("GTiff").CreateCopy("/vsimem/x.tif", gdal.Open(image))
    layer = QgsRasterLayer("/vsimem/x.tif", "Scratch")
    assert project.addMapLayer(layer) is layer
    outputs = [str(tmp_path / "memory.tif"), str(tmp_path / "file.tif")]
    for source, output in zip((layer, image), outputs):
        run("embedraster", INPUT=source, PATCH_SIZE=PATCH, FILTERS=16, OUTPUT=output)
    np.testing.assert_array_equal(read(outputs[0]), read(outputs[1]))
    project.clear()
    gdal.Unlink("/vsimem/x.tif")


def test_a_raster_without_bands_is_refused(tmp_path):
    path = tmp_path / "none.vrt"
    path.write_text('<VRTDataset rasterXSize="64" rasterYSize="64"></VRTDataset>')
    assert "none.vrt" in refusal("embedraster", INPUT=str(path), OUTPUT=str(tmp_path / "e.tif"))
    assert not (tmp_path / "e.tif").exists()


def test_a_raster_smaller_than_a_patch_is_refused(tmp_path):
    small = write_raster(tmp_path / "small.tif", striped_pixels()[:, 40:44, 40:44])
    said = refusal("embedraster", INPUT=small, PATCH_SIZE=16, OUTPUT=str(tmp_path / "e.tif"))
    assert "patch" in said
    assert not (tmp_path / "e.tif").exists()


def test_a_raster_of_nodata_is_refused(tmp_path):
    empty = write_raster(tmp_path / "empty.tif", np.zeros((2, 64, 64), np.uint8))
    said = refusal("embedraster", INPUT=empty, OUTPUT=str(tmp_path / "e.tif"))
    assert "nodata" in said
    assert not (tmp_path / "e.tif").exists()


def test_an_unknown_crs_of_a_point_is_refused(embeddings):
    assert "is unknown" in refusal("embeddingat", INPUT=embeddings, POINT=at(1, 1, "EPSG:999999"))


def test_a_point_with_a_crs_on_a_raster_without_one_is_refused(tmp_path):
    path = write_raster(tmp_path / "local.tif", striped_pixels(), epsg=None)
    said = refusal("embeddingat", INPUT=path, POINT=at(kind_x(1)))
    assert "“local” has no CRS" in said
    assert run("embeddingat", INPUT=path, POINT=f"{kind_x(1)},{MIDDLE_Y}")["DIMENSION"] == 4


@pytest.mark.parametrize("place", [(0.0, 0.0), NODATA_AT])
def test_a_point_outside_or_on_nodata_is_refused(embeddings, tmp_path, place):
    point = at(*place)
    assert "outside" in refusal("embeddingat", INPUT=embeddings, POINT=point).lower() or place == NODATA_AT
    said = refusal("similaritymap", INPUT=embeddings, POINT=point, OUTPUT=str(tmp_path / "s.tif"))
    assert ("no data" in said or "nodata" in said) if place == NODATA_AT else "outside" in said.lower()
    assert list(tmp_path.iterdir()) == []


def test_a_similarity_map_wants_a_place(embeddings, tmp_path):
    said = refusal("similaritymap", INPUT=embeddings, OUTPUT=str(tmp_path / "s.tif"))
    assert "There is no place to look for." in said


def test_more_classes_than_distinct_embeddings_are_refused(tmp_path):
    pixels = np.full((2, 20, 20), 50, np.uint8)
    pixels[:, :, 10:] = 90
    path = write_raster(tmp_path / "two.tif", pixels)
    said = refusal("kmeansclusters", INPUT=path, CLUSTERS=5, OUTPUT=str(tmp_path / "c.tif"))
    assert "distinct" in said or "different" in said
    assert not (tmp_path / "c.tif").exists()


@pytest.mark.parametrize("folder", ["missing", "a file"])
def test_an_output_folder_that_cannot_be_written_is_refused(image, tmp_path, folder):
    (tmp_path / "a file").write_text("")
    output = tmp_path / folder / "e.tif"
    said = refusal("embedraster", INPUT=image, FILTERS=8, OUTPUT=str(output))
    assert str(output.parent) in said or "e.tif" in said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a file"]


@pytest.mark.parametrize("spelling", ["same", "dotted"])
def test_the_input_as_output_is_refused(image, spelling):
    before = Path(image).read_bytes()
    output = (
        image if spelling == "same" else str(Path(image).parent / ".." / Path(image).parent.name / Path(image).name)
    )
    assert "the input itself" in refusal("embedraster", INPUT=image, OUTPUT=output)
    assert Path(image).read_bytes() == before


def test_the_raster_of_the_filters_as_output_is_refused(image, embeddings):
    assert "the input itself" in refusal("embedraster", INPUT=image, FILTERS_FROM=embeddings, OUTPUT=embeddings)


def test_an_output_that_is_open_in_the_project_is_refused(image, embeddings, tmp_path, project):
    path = write_raster(tmp_path / "open.tif", striped_pixels())
    project.addMapLayer(QgsRasterLayer(path, "My old result"))
    said = refusal("embedraster", INPUT=image, OUTPUT=path)
    assert "is open in this project as the layer “My old result”" in said
    assert gdal.Open(path).RasterCount == 4


def test_an_output_that_is_no_geotiff_is_refused(image, tmp_path):
    assert "tif" in refusal("embedraster", INPUT=image, OUTPUT=str(tmp_path / "e.png"))


def test_a_full_disk_is_told(image, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("needs the right to mount a small disk")
    try:
        said = refusal("embedraster", INPUT=image, PATCH_SIZE=2, DTYPE="float32", OUTPUT=str(disk / "e.tif"))
        assert "disk" in said.lower() or "space" in said.lower()
        assert list(disk.iterdir()) == []
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_killed_engine_is_told(tmp_path):
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\necho $$ > "{tmp_path}/pid"\nexec "{PLUGIN_ROOT}/.venv/bin/python" "$@"\n')
    python.chmod(0o755)
    big = write_raster(tmp_path / "big.tif", np.tile(striped_pixels(), (1, 12, 12)))
    feedback = Feedback(at=5, then=lambda: os.kill(int((tmp_path / "pid").read_text()), signal.SIGKILL))
    set_engine_python(str(python))
    try:
        said = refusal("embedraster", feedback, INPUT=big, PATCH_SIZE=2, FILTERS=512, OUTPUT=str(tmp_path / "e.tif"))
    finally:
        set_engine_python("")
    assert "ended unexpectedly (exit code -9)" in said
    assert "memory" in said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["big.tif", "pid", "python"]


def test_a_missing_engine_is_told(embeddings):
    set_engine_python("/nowhere/python")
    try:
        said = refusal("embeddingat", INPUT=embeddings, POINT=at(kind_x(1)))
    finally:
        set_engine_python("")
    assert "The engine's Python is missing: /nowhere/python." in said


# As QGIS itself runs it.


def test_the_start_of_qgis_loads_the_algorithms_alone():
    code = (
        "import sys; from qgis.core import QgsApplication; app = QgsApplication([], False); app.initQgis()\n"
        "import qgis.gui, qgis.utils, numpy; sys.path.insert(0, 'build/link')\n"
        # What these bring with them, and whether QGIS has loaded them before, differs from version to version.
        "import __future__, copy, dataclasses, gc, json, pathlib, typing; before = set(sys.modules)\n"
        "import landprint; plugin = landprint.classFactory(None); plugin.initProcessing()\n"
        "print(*sorted(set(sys.modules) - before)); plugin.unload()"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=PLUGIN_ROOT, capture_output=True, check=True, text=True)
    added = ran.stdout.split()
    assert "landprint.plugin.processing.provider" in added
    # The dock, the client and archives wait until they are needed; whatever else comes in is for a reason of its own.
    parts = tuple(f"landprint.plugin.{name}" for name in ("processing", "layers", "client.failure"))
    own = {"landprint", "landprint.plugin", "landprint.engine"}
    own |= {
        f"landprint.plugin.{name}" for name in ("client", "compat", "plugin", "resources", "settings", "translation")
    }
    # What the operations declare, and nothing of what they do.
    parts += ("landprint.engine.operations", "landprint.engine.requests")
    own |= {f"landprint.engine.{name}" for name in ("bounds", "errors", "ground", "parameters", "point_columns")}
    own |= {f"landprint.engine.{name}" for name in ("progress", "tiles", "tiles.requests")}
    assert [name for name in added if not name.startswith(parts) and name not in own] == []

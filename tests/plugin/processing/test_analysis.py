"""Change, principal components, and what is done with classes: by the toolbox, with the layers that it adds."""

from __future__ import annotations

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsRasterLayer, QgsVectorLayer

from tests.plugin.running import read, refusal, run, run_and_load
from tests.plugin.scene import striped_pixels, write_raster

pytestmark = pytest.mark.usefixtures("landprint_plugin")


@pytest.fixture
def images(tmp_path):
    """One place at two dates: at the second, the middle looks like the west."""
    before = striped_pixels()
    after = before.copy()
    after[:, 40:80, 60:100] = before[:, 40:80, 5:45]
    return [write_raster(tmp_path / name, pixels) for name, pixels in (("a.tif", before), ("b.tif", after))]


@pytest.fixture
def embedded(images, tmp_path):
    outputs = [str(tmp_path / name) for name in ("ea.tif", "eb.tif")]
    run("embedraster", INPUT=images[0], PATCH_SIZE=4, FILTERS=16, OUTPUT=outputs[0])
    run("embedraster", INPUT=images[1], PATCH_SIZE=4, FILTERS=16, FILTERS_FROM=outputs[0], OUTPUT=outputs[1])
    return outputs


def test_what_has_changed_is_dark_on_the_change_map(embedded, tmp_path, project):
    layer = run_and_load(
        "changemap", project, INPUT=embedded[0], OTHER=embedded[1], OUTPUT=str(tmp_path / "change.tif")
    )
    distances = read(str(tmp_path / "change.tif"))
    assert np.nanmean(distances[12:18, 17:23]) > 10 * np.nanmean(np.delete(distances, np.s_[8:22], axis=0))
    renderer = layer.renderer()
    assert renderer.type() == "singlebandpseudocolor"
    items = renderer.shader().rasterShaderFunction().colorRampItemList()
    assert items[0].color.lightness() > items[-1].color.lightness()
    assert items[0].value == pytest.approx(np.nanpercentile(distances, 2), abs=1e-3)
    assert items[-1].value == pytest.approx(np.nanpercentile(distances, 98), abs=5e-3)


def test_other_filters_are_refused(embedded, images, tmp_path):
    other = str(tmp_path / "other.tif")
    run("embedraster", INPUT=images[1], PATCH_SIZE=4, FILTERS=16, SEED=1, OUTPUT=other)
    said = refusal("changemap", INPUT=embedded[0], OTHER=other, OUTPUT=str(tmp_path / "c.tif"))
    assert "different random filters" in said


def test_components_are_numbers_and_drawn_as_colours(embedded, tmp_path, project):
    output = str(tmp_path / "p.tif")
    layer = run_and_load("principalcomponents", project, INPUT=embedded[0], COMPONENTS=4, OUTPUT=output)
    dataset = gdal.Open(output)
    assert dataset.RasterCount == 4
    assert dataset.GetRasterBand(1).DataType == gdal.GDT_Float32
    assert "% of the variance" in dataset.GetRasterBand(1).GetDescription()
    assert layer.renderer().type() == "multibandcolor"
    stretch = layer.renderer().redContrastEnhancement()
    first = read(output)[0]
    assert stretch.minimumValue() == pytest.approx(np.nanpercentile(first, 2), abs=0.05)
    assert stretch.maximumValue() == pytest.approx(np.nanpercentile(first, 98), abs=0.05)


def test_without_a_number_of_components_a_picture_is_made(embedded, tmp_path):
    output = str(tmp_path / "p.tif")
    run("principalcomponents", INPUT=embedded[0], COMPONENTS=None, OUTPUT=output)
    assert gdal.Open(output).GetRasterBand(1).DataType == gdal.GDT_Byte


def test_classes_are_sieved_outlined_and_used_for_another_image(embedded, tmp_path, project):
    classes, sieved, applied = (str(tmp_path / name) for name in ("c.tif", "s.tif", "n.tif"))
    run("kmeansclusters", INPUT=embedded[0], CLUSTERS=3, OUTPUT=classes)
    layer = run_and_load("sieveclasses", project, INPUT=classes, PIXELS=20, OUTPUT=sieved)
    assert len(layer.renderer().classes()) == 3
    layer = run_and_load("applyclasses", project, INPUT=embedded[1], CLASSES=classes, OUTPUT=applied)
    assert len(layer.renderer().classes()) == 3
    before, after = read(classes), read(applied)
    assert (after[12:18, 17:23] == before[15, 3]).mean() > 0.9
    polygons = run_and_load("classpolygons", project, INPUT=sieved, OUTPUT=str(tmp_path / "p.gpkg"))
    assert isinstance(polygons, QgsVectorLayer)
    assert {"class", "name", "hectares"} <= set(polygons.fields().names())
    total = sum(feature["hectares"] for feature in polygons.getFeatures())
    assert total == pytest.approx((read(sieved) > 0).sum() * 40 * 40 / 10_000, rel=1e-2)


@pytest.fixture
def classes(embedded, tmp_path):
    path = str(tmp_path / "classes.tif")
    run("kmeansclusters", INPUT=embedded[0], CLUSTERS=3, OUTPUT=path)
    return path


def test_merged_classes_are_drawn_as_one_and_can_be_used_for_another_image(embedded, classes, tmp_path, project):
    merged, applied = str(tmp_path / "m.tif"), str(tmp_path / "n.tif")
    layer = run_and_load("mergeclasses", project, INPUT=classes, MERGE="2, 3", OUTPUT=merged)
    assert [one.value for one in layer.renderer().classes()] == [1, 2]
    before = read(classes)
    assert np.array_equal(read(merged), np.where(before == 3, 2, before))
    run("applyclasses", INPUT=embedded[1], CLASSES=merged, OUTPUT=applied)
    assert set(np.unique(read(applied))) <= {0, 1, 2}


def test_what_is_no_list_of_classes_is_refused(classes, tmp_path):
    said = refusal("mergeclasses", INPUT=classes, MERGE="2, water", OUTPUT=str(tmp_path / "m.tif"))
    assert "Write numbers with commas between" in said


def test_typical_patches_are_points_in_the_colours_of_their_classes(embedded, classes, tmp_path, project):
    output = str(tmp_path / "typical.gpkg")
    layer = run_and_load("typicalpatches", project, INPUT=embedded[0], CLASSES=classes, COUNT=4, OUTPUT=output)
    rows = [(one["class"], one["rank"], one.geometry().asPoint()) for one in layer.getFeatures()]
    assert [row[:2] for row in rows] == [(label, rank) for label in (1, 2, 3) for rank in (1, 2, 3, 4)]
    raster = QgsRasterLayer(classes, "classes")
    assert [raster.dataProvider().sample(point, 1)[0] for _, _, point in rows] == [label for label, _, _ in rows]
    drawn = {one.value(): one.symbol().color().name() for one in layer.renderer().categories() if one.value()}
    expected = {int(one.value): one.color.name() for one in raster.renderer().classes() if one.value in (1, 2, 3)}
    assert drawn == expected


def test_typical_patches_may_be_of_one_class(embedded, classes, tmp_path):
    output = str(tmp_path / "typical.gpkg")
    run("typicalpatches", INPUT=embedded[0], CLASSES=classes, LABEL=2, COUNT=3, OUTPUT=output)
    found = [one["class"] for one in QgsVectorLayer(output, "points").getFeatures()]
    assert found == [2, 2, 2]

"""Which file the engine gets of a vector layer, and how points and maps of numbers are drawn."""

from __future__ import annotations

import json

import pytest
from landprint.plugin.client.failure import EngineFailure
from landprint.plugin.layers.sources.vector_source import (
    VectorFile,
    copy_points,
    embedding_fields,
    embedding_of,
    file_of_layer,
    vector_file,
)
from landprint.plugin.layers.styling.point_styles import (
    LayerClass,
    style_numbers,
    style_point_classes,
    style_point_values,
)
from landprint.plugin.processing.analysis.locate_image import ranked_fields
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsField,
    QgsFillSymbol,
    QgsGeometry,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsRasterLayer,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

from tests.plugin.scene import striped_pixels, write_raster


@pytest.fixture(autouse=True)
def _qgis(qgis_app):
    """Layers need a running QGIS."""


@pytest.fixture
def drawn() -> QgsVectorLayer:
    layer = QgsVectorLayer("Point?crs=EPSG:32633&field=name:string&field=value:double", "drawn", "memory")
    for number in range(3):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([f"p{number}", number / 2])
        feature.setGeometry(QgsGeometry.fromWkt(f"Point({number} 5)"))
        assert layer.dataProvider().addFeature(feature)
    return layer


@pytest.fixture
def saved(drawn, tmp_path) -> str:
    path = str(tmp_path / "saved é.gpkg")
    copy_points(drawn, path, QgsCoordinateTransformContext())
    return path


def features(path: str) -> list[list[object]]:
    layer = QgsVectorLayer(path, "x", "ogr")
    places = [(feature["name"], feature.geometry()) for feature in layer.getFeatures()]
    return [[name, "" if place.isEmpty() else place.asWkt()] for name, place in places]


def test_a_layer_in_memory_has_no_file(drawn):
    assert vector_file(drawn) is None


def test_a_copy_has_the_features_in_their_order(saved):
    assert features(saved) == [["p0", "Point (0 5)"], ["p1", "Point (1 5)"], ["p2", "Point (2 5)"]]


def test_a_layer_of_a_file_is_that_file(saved):
    file = vector_file(QgsVectorLayer(saved, "x", "ogr"))
    assert file is not None
    assert (file.path, file.layer) == (saved, None)
    assert "UTM zone 33N" in str(file.crs)
    assert file_of_layer(QgsVectorLayer(saved, "x", "ogr")) == saved


def test_the_name_of_the_layer_in_the_file_is_kept(saved):
    file = vector_file(QgsVectorLayer(f"{saved}|layername=saved é", "x", "ogr"))
    assert isinstance(file, VectorFile)
    assert file.layer == "saved é"


def test_a_file_of_several_layers_is_not_one_layers_alone(saved, drawn):
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName = "GPKG", "other"
    options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
    QgsVectorFileWriter.writeAsVectorFormatV3(drawn, saved, QgsCoordinateTransformContext(), options)
    assert file_of_layer(QgsVectorLayer(f"{saved}|layername=other", "x", "ogr")) is None


@pytest.mark.parametrize("change", ["filter", "edit", "field", "crs"])
def test_a_layer_that_shows_something_else_is_not_its_file(saved, change):
    layer = QgsVectorLayer(saved, "x", "ogr")
    if change == "filter":
        layer.setSubsetString("value > 0")
    elif change == "edit":
        layer.startEditing()
        layer.deleteFeature(1)
    elif change == "field":
        twice = QgsField(layer.fields().field("value"))
        twice.setName("twice")
        layer.addExpressionField("value * 2", twice)
    else:
        layer.setCrs(QgsCoordinateReferenceSystem("EPSG:32634"))
        assert "UTM zone 34N" in str(vector_file(layer).crs)
        assert file_of_layer(layer) is None
        return
    assert vector_file(layer) is None


def test_the_copy_of_a_table_has_its_rows_as_they_are_written(tmp_path):
    table = QgsVectorLayer("None?field=name:string&field=Longitude:double&field=LAT:string", "table", "memory")
    for name, lon, lat in (("a", 7.5, "50°30'N"), ("b", None, "50"), ("c", 1.0, "north")):
        feature = QgsFeature(table.fields())
        feature.setAttributes([name, lon, lat])
        assert table.dataProvider().addFeature(feature)
    copy_points(table, str(tmp_path / "t.gpkg"), QgsCoordinateTransformContext())
    layer = QgsVectorLayer(str(tmp_path / "t.gpkg"), "x", "ogr")
    assert not layer.isSpatial()
    assert [feature["name"] for feature in layer.getFeatures()] == ["a", "b", "c"]
    assert [feature["LAT"] for feature in layer.getFeatures()] == ["50°30'N", "50", "north"]


def test_a_folder_that_cannot_be_written_is_told(drawn):
    with pytest.raises(EngineFailure, match="could not be written"):
        copy_points(drawn, "/nowhere/x.gpkg", QgsCoordinateTransformContext())


# Drawing.


def test_numbers_of_points_are_drawn_by_a_ramp(drawn):
    style_point_values(drawn, "value")
    assert drawn.renderer().type() == "graduatedSymbol"
    assert drawn.renderer().ranges()


def test_texts_of_points_are_drawn_each_in_a_colour(drawn):
    style_point_values(drawn, "name")
    assert [category.value() for category in drawn.renderer().categories()] == ["p0", "p1", "p2"]
    colours = {category.symbol().color().name() for category in drawn.renderer().categories()}
    assert len(colours) == 3


def test_a_column_that_is_not_there_changes_nothing(drawn):
    before = drawn.renderer()
    style_point_values(drawn, "missing")
    assert drawn.renderer() is before


def test_classes_have_their_colours(drawn):
    style_point_classes(drawn, "name", [LayerClass("p0", "first", "#123456")])
    (category,) = drawn.renderer().categories()
    assert (category.label(), category.symbol().color().name()) == ("first", "#123456")


def test_a_map_of_one_value_is_drawn(tmp_path):
    layer = QgsRasterLayer(write_raster(tmp_path / "x.tif", striped_pixels()), "x")
    style_numbers(layer, 3.0, 3.0)
    assert layer.renderer().type() == "singlebandpseudocolor"
    assert layer.renderer().classificationMax() > 3.0


@pytest.mark.parametrize(("kind", "symbol"), [("Polygon", "fill"), ("LineString", "line"), ("Point", "marker")])
def test_classes_of_areas_and_lines_are_drawn_as_such(kind, symbol):
    layer = QgsVectorLayer(f"{kind}?crs=EPSG:4326&field=class:integer", "drawn", "memory")
    style_point_classes(layer, "class", [LayerClass(1, "first", "#123456")])
    (category,) = layer.renderer().categories()
    kinds = {"fill": QgsFillSymbol, "line": QgsLineSymbol, "marker": QgsMarkerSymbol}
    assert isinstance(category.symbol(), kinds[symbol])
    assert category.symbol().color().name() == "#123456"


def test_areas_are_copied_only_where_any_shape_is_taken(tmp_path):
    layer = QgsVectorLayer("Polygon?crs=EPSG:4326&field=name:string", "drawn", "memory")
    feature = QgsFeature(layer.fields())
    feature.setGeometry(QgsGeometry.fromWkt("Polygon((0 0,1 0,1 1,0 0))"))
    assert layer.dataProvider().addFeature(feature)
    with pytest.raises(EngineFailure, match="not a layer of points"):
        copy_points(layer, str(tmp_path / "a.gpkg"), QgsCoordinateTransformContext())
    copy_points(layer, str(tmp_path / "b.gpkg"), QgsCoordinateTransformContext(), any_shape=True)
    assert QgsVectorLayer(str(tmp_path / "b.gpkg"), "x", "ogr").featureCount() == 1


@pytest.mark.parametrize(
    ("kinds", "embedding"),
    [
        ("name:string e000:double e001:double", ["e000", "e001"]),
        ("e001:double e000:double e003:double e100:double", ["e000", "e001"]),
        ("e0000:double e0001:double e000:double", ["e0000", "e0001"]),
        ("e000:string e100:double embedding:string", []),
    ],
)
def test_numbers_that_follow_each_other_are_an_embedding_as_in_the_engine(kinds, embedding):
    fields = "&".join(f"field={kind}" for kind in kinds.split())
    layer = QgsVectorLayer(f"Point?{fields}", "drawn", "memory")
    found = embedding_fields(layer.fields())
    assert [layer.fields().at(index).name() for index in found] == embedding


@pytest.mark.parametrize(
    ("lists", "embedding"),
    [
        ({"e000": 1.5, "embedding": [0.5, 1.5], "list": ["a", "b"]}, "embedding"),
        ({"bbox": [1, 2, 3, 4], "embeddings": [0.5, 1.5]}, "embeddings"),
        ({"clip": [0.5, 1.5], "list": ["a", "b"]}, "clip"),
    ],
)
def test_a_list_of_numbers_is_an_embedding_whole(tmp_path, lists, embedding):
    path = tmp_path / "in.geojson"
    path.write_text(json.dumps({"type": "Feature", "geometry": None, "properties": lists}))
    layer = QgsVectorLayer(str(path), "in", "ogr")
    fields = layer.fields()
    assert [fields.at(index).name() for index in embedding_fields(fields)] == [embedding]
    assert embedding_of(next(layer.getFeatures()), fields) == [0.5, 1.5]


def test_ranks_and_similarities_are_numbers():
    assert [field.isNumeric() for field in ranked_fields()] == [True, True]

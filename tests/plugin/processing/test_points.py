"""Points and places in the toolbox, with a location encoder of the published layout and real points."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
from landprint.plugin.layers.outputs.output import GROUP
from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsFillSymbol,
    QgsGeometry,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsWkbTypes,
)

from tests.places import golden_weights, real_data, scene_file
from tests.plugin.running import read, refusal, rows, run, run_and_load, tags
from tests.plugin.scene import MIDDLE_Y, Feedback, kind_x

pytestmark = pytest.mark.usefixtures("landprint_plugin")

COUNT = 150  # of the cities


@pytest.fixture(scope="module")
def satclip() -> dict[str, str]:
    return {"ENCODER": "satclip-resnet18-l10", "CHECKPOINT": str(golden_weights("satclip-l10.ckpt"))}


@pytest.fixture(scope="module")
def table(tmp_path_factory) -> str:
    """Cities all over the Earth with a climate: a temperature and a class by their latitude."""
    random = np.random.default_rng(5)
    lats, lons = [0.5833, *random.uniform(-55, 65, COUNT - 1)], [32.5333, *random.uniform(-180, 180, COUNT - 1)]
    lines = ["id,name,latitude,longitude,meanT,kg"]
    for number, (lat, lon) in enumerate(zip(lats, lons), start=1):
        climate = "Af" if abs(lat) < 20 else "Cfb" if abs(lat) < 45 else "Dfb"
        name, temperature = "Bombo" if number == 1 else f"City {number}", 28 - abs(lat) / 2 + random.normal()
        lines.append(f"{number},{name},{lat:.4f},{lon:.4f},{temperature:.2f},{climate}")
    path = tmp_path_factory.mktemp("tables") / "cities.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def cities(landprint_plugin, satclip, table, tmp_path_factory) -> str:
    """The cities with embeddings."""
    output = str(tmp_path_factory.mktemp("points") / "cities é.gpkg")
    return run("embedpoints", INPUT=table, OUTPUT=output, **satclip)["OUTPUT"]


@pytest.fixture(scope="module")
def fitted(cities, tmp_path_factory) -> dict[str, object]:
    """The mean temperature of cities, fitted on embeddings."""
    output = str(tmp_path_factory.mktemp("fitted") / "temperature.json")
    return run("fitattribute", INPUT=cities, ATTRIBUTE="meanT", OUTPUT=output)


def memory_points(*wkts: str, crs: str = "EPSG:4326", kind: str = "Point") -> QgsVectorLayer:
    layer = QgsVectorLayer(f"{kind}?crs={crs}&field=name:string&field=fid:integer", "drawn", "memory")
    for number, wkt in enumerate(wkts):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([f"p{number}", 7])
        if wkt:
            feature.setGeometry(QgsGeometry.fromWkt(wkt))
        assert layer.dataProvider().addFeature(feature)
    layer.updateExtents()
    return layer


def embedding(row: dict[str, object]) -> list[float]:
    return [value for name, value in row.items() if name[0] == "e" and name[1:].isdigit()]


# Embedding points.


def test_a_table_of_cities_is_embedded_with_its_attributes(cities):
    found = rows(cities)
    assert len(found) == COUNT
    assert found[0]["name"] == "Bombo"
    assert len(embedding(found[0])) == 256
    assert found[0]["geometry"].asPoint().x() == pytest.approx(32.5333)


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857"])
def test_a_layer_in_memory_is_embedded_in_any_crs(satclip, cities, tmp_path, crs):
    lon, lat = 32.5333, 0.5833
    x, y = (lon, lat) if crs == "EPSG:4326" else mercator(lon, lat)
    layer = memory_points(f"Point({x} {y})", "", f"Point({x} {y})", crs=crs)
    feedback = Feedback()
    run("embedpoints", feedback, INPUT=layer, OUTPUT=str(tmp_path / "e.gpkg"), **satclip)
    first, second, third = rows(str(tmp_path / "e.gpkg"))
    assert np.allclose(embedding(first), embedding(rows(cities)[0]), atol=1e-5)
    assert first["name"] == "p0"
    assert first["fid"] == third["fid"] == 7 or "feature_id" in first
    assert embedding(second)[0] is None or not isinstance(embedding(second)[0], float)
    assert embedding(third) == embedding(first)
    said = " ".join(feedback.said)
    assert "2 of 3 points have an embedding" in said
    assert "not for defence or surveillance" in said


def mercator(lon: float, lat: float) -> tuple[float, float]:
    radius = 6378137.0
    return math.radians(lon) * radius, math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) * radius


def test_multipoints_and_selections_are_embedded(satclip, tmp_path, project):
    layer = memory_points("MultiPoint((1 1),(2 2))", "MultiPoint((3 3))", kind="MultiPoint")
    project.addMapLayer(layer)
    layer.selectByIds([2])
    chosen = QgsProcessingFeatureSourceDefinition(layer.id(), selectedFeaturesOnly=True)
    run("embedpoints", INPUT=chosen, OUTPUT=str(tmp_path / "e.gpkg"), **satclip)
    assert [row["name"] for row in rows(str(tmp_path / "e.gpkg"))] == ["p1"]


def test_a_filter_and_unsaved_edits_of_a_layer_count(satclip, tmp_path, project):
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    options.layerOptions = ["FID=number"]
    path = str(tmp_path / "drawn.gpkg")
    three = memory_points("Point(1 1)", "Point(2 2)", "Point(3 3)")
    QgsVectorFileWriter.writeAsVectorFormatV3(three, path, project.transformContext(), options)
    layer = QgsVectorLayer(path, "drawn", "ogr")
    project.addMapLayer(layer)
    layer.setSubsetString("name <> 'p0'")
    run("embedpoints", INPUT=layer, OUTPUT=str(tmp_path / "filtered.gpkg"), **satclip)
    assert [row["name"] for row in rows(str(tmp_path / "filtered.gpkg"))] == ["p1", "p2"]
    layer.setSubsetString("")
    layer.startEditing()
    layer.deleteFeature(1)
    run("embedpoints", INPUT=layer, OUTPUT=str(tmp_path / "edited.gpkg"), **satclip)
    layer.rollBack()
    assert [row["name"] for row in rows(str(tmp_path / "edited.gpkg"))] == ["p1", "p2"]


def test_points_take_their_embeddings_from_a_raster(embeddings, tmp_path):
    x, y = kind_x(1) + 15, MIDDLE_Y - 15  # not on the border of two patches
    layer = memory_points(f"Point({x} {y})", "Point(0 0)", crs="EPSG:32633")
    run("embedpoints", INPUT=layer, EMBEDDINGS=embeddings, OUTPUT=str(tmp_path / "e.gpkg"))
    at_point = json.loads(run("embeddingat", INPUT=embeddings, POINT=f"{x},{y}")["VECTOR"])
    inside, outside = rows(str(tmp_path / "e.gpkg"))
    assert np.allclose(embedding(inside), at_point, atol=1e-5)
    assert not any(isinstance(value, float) for value in embedding(outside))


def test_geoparquet_is_written_and_read(satclip, tmp_path):
    path = str(tmp_path / "e.parquet")
    layer = memory_points(*(f"Point({place} {place})" for place in range(12)))
    assert run("embedpoints", INPUT=layer, OUTPUT=path, **satclip)["OUTPUT"] == path
    run("kmeanspoints", INPUT=path, CLUSTERS=3, OUTPUT=str(tmp_path / "classes.gpkg"))
    assert {row["class"] for row in rows(str(tmp_path / "classes.gpkg"))} == {1, 2, 3}
    found = run("similarpoints", INPUT=path, POINT="0,0 [EPSG:4326]", K=2, OUTPUT=str(tmp_path / "near.gpkg"))
    assert [row["rank"] for row in rows(found["OUTPUT"])] == [1, 2]


@pytest.mark.parametrize(
    ("layer", "sentence"),
    [
        (lambda: memory_points("Polygon((0 0,1 0,1 1,0 0))", kind="Polygon"), "“drawn” is not a layer of points"),
        (lambda: str(real_data("data", "s2_labelled", "rstoolbox_sen2_polygons.gpkg")), "point"),
        (lambda: memory_points("", kind="None"), "“drawn” is a table without places"),
        (lambda: "/nowhere/points.gpkg", "There is no file /nowhere/points.gpkg"),
        (lambda: memory_points("Point(1 1)", crs=""), "“drawn” has no CRS"),
    ],
)
def test_what_are_no_points_is_refused(satclip, tmp_path, layer, sentence):
    assert sentence in refusal("embedpoints", INPUT=layer(), OUTPUT=str(tmp_path / "e.gpkg"), **satclip)
    assert not (tmp_path / "e.gpkg").exists()


def test_points_are_not_written_as_anything(satclip, tmp_path):
    said = refusal("embedpoints", INPUT=memory_points("Point(1 1)"), OUTPUT=str(tmp_path / "e.shp"), **satclip)
    assert "ends in .gpkg or .parquet" in said


def test_the_points_themselves_as_output_are_refused(cities):
    assert "the input itself" in refusal("kmeanspoints", INPUT=cities, CLUSTERS=3, OUTPUT=cities)


# Places without imagery.


def test_an_extent_becomes_an_embedding_raster_of_places(satclip, tmp_path, project):
    layer = run_and_load(
        "embedlocations",
        project,
        EXTENT="-10,30,35,60 [EPSG:4326]",
        RESOLUTION=1,
        OUTPUT=str(tmp_path / "europe.tif"),
        **satclip,
    )
    assert (layer.width(), layer.height(), layer.bandCount()) == (40, 25, 256)
    assert layer.crs().authid() == "EPSG:4326"
    assert project.layerTreeRoot().findLayer(layer.id()).parent().name() == GROUP
    assert tags(layer.source())["ENCODER"] == "satclip-resnet18-l10"


def test_a_map_window_larger_than_the_world_is_the_world(satclip, tmp_path):
    output = run(
        "embedlocations",
        EXTENT="-300,300,-120,120 [EPSG:4326]",
        RESOLUTION=10,
        OUTPUT=str(tmp_path / "world.tif"),
        **satclip,
    )["OUTPUT"]
    assert (gdal.Open(output).RasterXSize, gdal.Open(output).RasterYSize) == (36, 18)


def test_an_image_is_looked_for_on_earth(satclip, image_weights, tmp_path, project):
    image = str(scene_file("data", "s2_chips", "patch_33188.tif"))
    heatmap = run_and_load(
        "locateimage",
        project,
        INPUT=image,
        IMAGE_CHECKPOINT=image_weights,
        EXTENT="-20,60,-40,40 [EPSG:4326]",
        RESOLUTION=2,
        COUNT=4,
        OUTPUT=str(tmp_path / "where.tif"),
        PLACES=str(tmp_path / "places.gpkg"),
        **satclip,
    )
    similarity = read(heatmap.source())
    assert similarity.shape == (40, 40)
    assert heatmap.renderer().type() == "singlebandpseudocolor"
    places = rows(str(tmp_path / "places.gpkg"))
    assert [row["rank"] for row in places] == [1, 2, 3, 4]
    assert places[0]["similarity"] == pytest.approx(float(np.nanmax(similarity)), abs=1e-6)
    (layer,) = [one for one in project.mapLayers().values() if one is not heatmap]
    assert layer.labelsEnabled()


# Embedded points.


def test_the_points_most_like_a_picked_one_keep_their_attributes(cities, tmp_path):
    found = run(
        "similarpoints", INPUT=cities, FEATURES="1", K=5, OUTPUT=str(tmp_path / "n.gpkg"), ALL=str(tmp_path / "a.gpkg")
    )
    near, every = rows(found["OUTPUT"]), rows(found["ALL"])
    assert [row["rank"] for row in near] == [1, 2, 3, 4, 5]
    assert len(every) == COUNT
    best = sorted((row for row in every if row["name"] != "Bombo"), key=lambda row: -row["similarity"])[:5]
    assert [row["name"] for row in near] == [row["name"] for row in best]
    assert near[0]["geometry"].distance(best[0]["geometry"]) < 1e-9
    assert not embedding(near[0])


def test_what_is_selected_in_the_layer_is_picked(cities, tmp_path, project):
    layer = QgsVectorLayer(cities, "cities", "ogr")
    project.addMapLayer(layer)
    layer.selectByIds([1])
    selected = run("similarpoints", INPUT=layer, K=3, OUTPUT=str(tmp_path / "a.gpkg"))["OUTPUT"]
    named = run("similarpoints", INPUT=layer, FEATURES="1", K=3, OUTPUT=str(tmp_path / "b.gpkg"))["OUTPUT"]
    near = run("similarpoints", INPUT=layer, POINT="32.5,0.6", K=3, OUTPUT=str(tmp_path / "c.gpkg"))["OUTPUT"]
    assert [row["name"] for row in rows(selected)] == [row["name"] for row in rows(named)]
    assert [row["name"] for row in rows(selected)] == [row["name"] for row in rows(near)]


def test_no_point_picked_is_told(cities, tmp_path, project):
    assert "No point is picked" in refusal("similarpoints", INPUT=cities, OUTPUT=str(tmp_path / "n.gpkg"))
    assert "no point with the id 99999" in refusal(
        "similarpoints", INPUT=cities, FEATURES="99999", OUTPUT=str(tmp_path / "n.gpkg")
    )


def test_points_without_embeddings_are_told(table, tmp_path):
    said = refusal("kmeanspoints", INPUT=table, CLUSTERS=3, OUTPUT=str(tmp_path / "c.gpkg"))
    assert "no embeddings" in said
    assert "Embed the points first" in said


def test_classes_of_points_are_a_column_that_is_drawn(cities, tmp_path, project):
    layer = run_and_load("kmeanspoints", project, INPUT=cities, CLUSTERS=4, OUTPUT=str(tmp_path / "c.gpkg"))
    renderer = layer.renderer()
    assert renderer.type() == "categorizedSymbol"
    assert renderer.classAttribute() == "class"
    assert [category.value() for category in renderer.categories()] == [1, 2, 3, 4]
    sizes = [sum(1 for row in layer.getFeatures() if row["class"] == label) for label in (1, 2, 3, 4)]
    assert sizes == sorted(sizes, reverse=True)
    assert "kmeans_points" in layer.metadata().history()[-1]
    assert project.layerTreeRoot().findLayer(layer.id()).parent().name() == GROUP


# Areas with embeddings that other tools made.


@pytest.fixture
def chips(tmp_path) -> str:
    """Squares in two rows with a list of numbers each, of two kinds in turn; three are there twice."""
    random = np.random.default_rng(8)
    kinds = random.normal(size=(2, 20))
    features = []
    for number in [*range(24), 0, 0, 1]:
        left, bottom = 10 + number % 12 / 10, 45 + number // 12 / 10
        ring = [[left + x / 10, bottom + y / 10] for x, y in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))]
        vector = (kinds[number % 2] + np.random.default_rng(number).normal(0, 0.1, 20)).round(4).tolist()
        properties = {"chip": f"chip {number}", "height": number % 2 + number / 100, "embeddings": vector}
        geometry = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "geometry": geometry, "properties": properties})
    path = tmp_path / "chips.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return str(path)


def test_areas_are_sorted_into_classes_and_drawn_as_areas(chips, tmp_path, project):
    layer = run_and_load("kmeanspoints", project, INPUT=chips, CLUSTERS=2, OUTPUT=str(tmp_path / "c.gpkg"))
    assert layer.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry
    found = list(layer.getFeatures())
    assert len({(feature["class"], int(feature["chip"].split()[1]) % 2) for feature in found}) == 2
    assert isinstance(layer.renderer().categories()[0].symbol(), QgsFillSymbol)
    assert "3 of 27 rows are exact duplicates" in " ".join(layer.metadata().abstract().split())


def test_the_selected_area_is_picked_and_no_neighbour(chips, tmp_path, project):
    layer = QgsVectorLayer(chips, "chips", "ogr")
    project.addMapLayer(layer)
    number = next(feature.id() for feature in layer.getFeatures() if feature["chip"] == "chip 17")
    layer.selectByIds([number])
    found = run("similarpoints", INPUT=layer, K=3, OUTPUT=str(tmp_path / "a.gpkg"), ALL=str(tmp_path / "all.gpkg"))
    every = {row["chip"]: row for row in rows(found["ALL"])}
    assert every["chip 17"]["similarity"] == pytest.approx(1, abs=1e-6)
    assert every["chip 17"]["geometry"].type() == QgsWkbTypes.GeometryType.PolygonGeometry
    near = rows(found["OUTPUT"])
    assert {int(row["chip"].split()[1]) % 2 for row in near} == {1}
    assert near[0]["geometry"].equals(every[near[0]["chip"]]["geometry"])


def test_an_edited_layer_of_areas_is_copied_with_its_embeddings(chips, tmp_path, project):
    layer = QgsVectorLayer(chips, "chips", "ogr")
    project.addMapLayer(layer)
    layer.setSubsetString("chip <> 'chip 0' AND chip <> 'chip 1'")
    run("kmeanspoints", INPUT=layer, CLUSTERS=2, OUTPUT=str(tmp_path / "c.gpkg"))
    assert len(rows(str(tmp_path / "c.gpkg"))) == 22


def test_an_attribute_of_areas_is_learned_and_predicted(chips, tmp_path, project):
    model = str(tmp_path / "m.json")
    run("fitattribute", INPUT=chips, ATTRIBUTE="height", BLOCK=0.2, FOLDS=3, OUTPUT=model)
    layer = run_and_load("predictattribute", project, MODEL=model, INPUT=chips, OUTPUT=str(tmp_path / "p.gpkg"))
    assert layer.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry
    assert all(isinstance(feature["predicted_height"], float) for feature in layer.getFeatures())


def test_published_geoparquet_is_read_where_qgis_cannot(tmp_path):
    path = str(real_data("data", "trust", "clay_v0_03WVN_20220610.parquet"))
    feedback = Feedback()
    run("kmeanspoints", feedback, INPUT=path, CLUSTERS=4, OUTPUT=str(tmp_path / "c.gpkg"))
    found = rows(str(tmp_path / "c.gpkg"))
    assert len(found) == 417
    assert {row["geometry"].type() for row in found} == {QgsWkbTypes.GeometryType.PolygonGeometry}
    near = run("similarpoints", INPUT=path, POINT="-166.0,65.3 [EPSG:4326]", K=4, OUTPUT=str(tmp_path / "n.gpkg"))
    assert [row["rank"] for row in rows(near["OUTPUT"])] == [1, 2, 3, 4]
    assert all("claytile_03WVN_20220610" in row["source_url"] for row in rows(near["OUTPUT"]))
    assert {row["geometry"].type() for row in rows(near["OUTPUT"])} == {QgsWkbTypes.GeometryType.PolygonGeometry}


def test_a_table_of_places_is_looked_for_on_a_raster(embeddings, tmp_path):
    x, y = kind_x(1) + 15, MIDDLE_Y - 15
    to_degrees = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:32633"), QgsCoordinateReferenceSystem("EPSG:4326"), QgsProject.instance()
    )
    place = to_degrees.transform(x, y)
    table = QgsVectorLayer("None?field=lon:string&field=lat:string", "table", "memory")
    for lon, lat in ((place.x(), place.y()), (3.0, 99.0)):
        feature = QgsFeature(table.fields())
        feature.setAttributes([f"{lon:.7f}".replace(".", ","), f"{lat:.7f}".replace(".", ",")])
        assert table.dataProvider().addFeature(feature)
    feedback = Feedback()
    found = run("similaritymap", feedback, INPUT=embeddings, POINTS=table, OUTPUT=str(tmp_path / "t.tif"))["OUTPUT"]
    expected = run("similaritymap", INPUT=embeddings, POINT=f"{x},{y}", OUTPUT=str(tmp_path / "p.tif"))["OUTPUT"]
    assert np.allclose(read(found), read(expected), atol=1e-6, equal_nan=True)
    assert any("1 of 2 rows has no place that can be read" in one for one in feedback.said)


def test_places_of_geoparquet_are_looked_for_on_a_raster(embeddings, tmp_path):
    path = str(real_data("data", "trust", "clay_v0_03WVN_20220610.parquet"))
    said = refusal("similaritymap", INPUT=embeddings, POINTS=path, OUTPUT=str(tmp_path / "s.tif"))
    assert "Nothing in clay_v0_03WVN_20220610.parquet lies on the raster" in said


# Rows whose place cannot be.


@pytest.fixture
def odd_table() -> QgsVectorLayer:
    layer = QgsVectorLayer("None?field=name:string&field=lon:string&field=lat:string", "odd", "memory")
    for name, lon, lat in (("a", "3°45'W", "40°30'N"), ("b", "1", "95"), ("c", "-77,25", "-12,75"), ("d", "", "")):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([name, lon, lat])
        assert layer.dataProvider().addFeature(feature)
    return layer


def test_places_of_a_table_are_read_as_they_are_written_and_what_cannot_be_is_said(satclip, odd_table, tmp_path):
    feedback = Feedback()
    run("embedpoints", feedback, INPUT=odd_table, OUTPUT=str(tmp_path / "e.gpkg"), **satclip)
    found = rows(str(tmp_path / "e.gpkg"))
    assert [row["name"] for row in found] == ["a", "b", "c", "d"]
    assert [isinstance(embedding(row)[0], float) for row in found] == [True, False, True, False]
    assert found[0]["geometry"].asPoint().y() == pytest.approx(40.5)
    assert any(
        "1 of 4 rows has no place that can be read: the first is '1' and '95' in row 2" in one for one in feedback.said
    )


def test_wrong_coordinates_are_refused_where_that_is_wanted(satclip, odd_table, tmp_path):
    said = refusal("embedpoints", INPUT=odd_table, STRICT=True, OUTPUT=str(tmp_path / "e.gpkg"), **satclip)
    assert "in row 2" in said
    assert not (tmp_path / "e.gpkg").exists()


def test_a_table_with_its_geometry_as_text_is_embedded(satclip, tmp_path):
    (tmp_path / "t.csv").write_text('id,wkt_geom\n1,"Point (3 4)"\n2,"Point (3 4)"\n', encoding="utf-8")
    run("embedpoints", INPUT=str(tmp_path / "t.csv"), OUTPUT=str(tmp_path / "e.gpkg"), **satclip)
    first, second = rows(str(tmp_path / "e.gpkg"))
    assert first["geometry"].asPoint().x() == 3
    assert embedding(first) == embedding(second)


# Attributes.


def test_an_attribute_is_fitted_with_its_score(fitted):
    assert fitted["KIND"] == "number"
    assert fitted["BASELINE"] == 0.0
    assert -1 < fitted["SCORE"] < 1
    assert json.loads(Path(str(fitted["OUTPUT"])).read_text())["attribute"] == "meanT"


def test_an_attribute_is_predicted_for_points(fitted, satclip, tmp_path, project):
    layer = run_and_load(
        "predictattribute",
        project,
        MODEL=fitted["OUTPUT"],
        INPUT=memory_points("Point(10 50)", "Point(-60 -10)"),
        OUTPUT=str(tmp_path / "p.gpkg"),
        **satclip,
    )
    assert [type(feature["predicted_meanT"]) for feature in layer.getFeatures()] == [float, float]
    assert layer.renderer().type() == "graduatedSymbol"


def test_an_attribute_is_predicted_for_embedded_points(fitted, cities, tmp_path):
    run("predictattribute", MODEL=fitted["OUTPUT"], INPUT=cities, OUTPUT=str(tmp_path / "p.gpkg"))
    assert all(isinstance(row["predicted_meanT"], float) for row in rows(str(tmp_path / "p.gpkg")))


def test_an_attribute_is_mapped_over_an_extent_and_over_a_raster_alike(fitted, satclip, tmp_path, project):
    extent = {"EXTENT": "0,10,40,50 [EPSG:4326]", "RESOLUTION": 1}
    layer = run_and_load(
        "mapattribute", project, MODEL=fitted["OUTPUT"], OUTPUT=str(tmp_path / "map.tif"), **extent, **satclip
    )
    places = run("embedlocations", OUTPUT=str(tmp_path / "e.tif"), DTYPE="float32", **extent, **satclip)["OUTPUT"]
    run("mapattribute", MODEL=fitted["OUTPUT"], INPUT=places, OUTPUT=str(tmp_path / "again.tif"))
    assert layer.renderer().type() == "singlebandpseudocolor"
    assert np.allclose(read(layer.source()), read(str(tmp_path / "again.tif")), atol=1e-2)


def test_a_category_is_fitted_and_mapped_in_classes(satclip, cities, tmp_path, project):
    model = run("fitattribute", INPUT=cities, ATTRIBUTE="kg", FOLDS=2, OUTPUT=str(tmp_path / "climate.json"))
    assert model["KIND"] == "category"
    assert 0 < model["BASELINE"] < 1
    extent = {"EXTENT": "0,10,40,50 [EPSG:4326]", "RESOLUTION": 2}
    layer = run_and_load(
        "mapattribute", project, MODEL=model["OUTPUT"], OUTPUT=str(tmp_path / "map.tif"), **extent, **satclip
    )
    assert layer.renderer().type() == "paletted"
    run_and_load("predictattribute", project, MODEL=model["OUTPUT"], INPUT=cities, OUTPUT=str(tmp_path / "p.gpkg"))
    assert rows(str(tmp_path / "p.gpkg"))[0]["predicted_kg"]


def test_nothing_to_map_is_told(fitted, tmp_path):
    assert "nothing to predict" in refusal("mapattribute", MODEL=fitted["OUTPUT"], OUTPUT=str(tmp_path / "m.tif"))


def test_a_file_that_is_no_model_is_told(cities, tmp_path):
    (tmp_path / "no.json").write_text("{}")
    said = refusal("predictattribute", MODEL=str(tmp_path / "no.json"), INPUT=cities, OUTPUT=str(tmp_path / "p.gpkg"))
    assert "no.json is not a model of an attribute" in said

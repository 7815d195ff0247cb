"""Tables of embeddings that other tools made: polygons, boxes or centres, and one column of lists of any name."""

from __future__ import annotations

import json

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
from rasterio.crs import CRS

from engine.classes.points import nearest_row
from engine.errors import SourceError
from engine.points.source import PointSource, read_embedded
from tests.places import real_data

ROWS, DIM = 40, 24
KIND_OF = np.arange(ROWS) % 3
BOXES = shapely.box(*np.array([(10 + row / 100, 45, 10.01 + row / 100, 45.01) for row in range(ROWS)]).T)
CENTRES = shapely.get_coordinates(shapely.centroid(BOXES))
WKT_4326 = CRS.from_epsg(4326).to_wkt(version="WKT2_2019")
LAYOUTS = {
    "1.1": ("1.1.0", {"geometry_types": ["Polygon"], "crs": CRS.from_epsg(4326).to_dict(projjson=True)}),
    "1.0, default crs": ("1.0.0", {"geometry_types": ["Polygon"]}),
    "1.0, no crs": ("1.0.0", {"geometry_types": [], "crs": None}),
    "0.4": ("0.4.0", {"geometry_type": "Polygon", "crs": WKT_4326}),
    "0.4, list": ("0.4.0", {"geometry_type": ["Polygon"], "crs": WKT_4326}),
    "0.1": (None, {"crs": WKT_4326}),
}


def chips(dim=DIM):
    """Vectors of three kinds in turn."""
    random = np.random.default_rng(3)
    return (random.normal(size=(3, dim))[KIND_OF] + random.normal(0, 0.1, (ROWS, dim))).astype(np.float32)


def lists(vectors, kind=None):
    return pa.array([None if row is None else list(row) for row in vectors], kind or pa.list_(pa.float32()))


def wkb(shapes):
    return pa.array(shapely.to_wkb(np.asarray(shapes, object)), pa.binary())


def write(path, layout="1.1", **columns):
    table = pa.table({"chip": [f"chip {row}" for row in range(ROWS)], **columns})
    metadata = {}
    if layout:
        version, column = LAYOUTS[layout]
        geo = {"primary_column": "geometry", "columns": {"geometry": {"encoding": "WKB", **column}}}
        metadata["geo"] = json.dumps({**({"version": version} if version else {}), **geo})
    pq.write_table(table.replace_schema_metadata(metadata), path)
    return path


def read(path, **options):
    with PointSource(path, **options) as source:
        return read_embedded(source)


@pytest.fixture
def file(tmp_path):
    return write(tmp_path / "chips.parquet", embeddings=lists(chips()), geometry=wkb(BOXES))


# How files keep their places ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", LAYOUTS)
def test_polygons_of_every_version_of_geoparquet_are_read(tmp_path, layout):
    points = read(write(tmp_path / "c.parquet", layout, embeddings=lists(chips()), geometry=wkb(BOXES)))
    np.testing.assert_array_equal(points.embeddings, chips())
    np.testing.assert_allclose(points.lonlat, CENTRES, atol=1e-9)
    assert points.attributes.column_names == ["chip"]


def native(value):
    """Coordinates as GeoParquet's own encodings have them."""
    return dict(zip("xy", value, strict=True)) if isinstance(value[0], float) else [native(one) for one in value]


@pytest.mark.parametrize("kind", ["point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon"])
def test_the_encodings_of_geoparquet_itself_are_read(tmp_path, monkeypatch, command, kind):
    points, lines = shapely.points(CENTRES), shapely.linestrings(shapely.get_coordinates(BOXES).reshape(ROWS, 5, 2))
    shapes = {
        "point": points,
        "linestring": lines,
        "polygon": BOXES,
        "multipoint": shapely.multipoints(points.reshape(-1, 1)),
        "multilinestring": shapely.multilinestrings(lines.reshape(-1, 1)),
        "multipolygon": shapely.multipolygons(BOXES.reshape(-1, 1)),
    }[kind]
    monkeypatch.setitem(LAYOUTS, "native", ("1.1.0", {"encoding": kind, "geometry_types": []}))
    geometry = [native(json.loads(text)["coordinates"]) for text in shapely.to_geojson(shapes)]
    path = write(tmp_path / "c.parquet", "native", embeddings=lists(chips()), geometry=pa.array([*geometry[:-1], None]))
    read_ones = read(path)
    assert shapely.equals(read_ones.shapes[:-1], shapes[:-1]).all()
    assert read_ones.shapes[-1] is None
    outcome = command("kmeans-points", "--points", path, "--clusters", 3, "--output", tmp_path / "o.gpkg")
    assert outcome.status == 0, outcome.err
    assert pyogrio.read_info(tmp_path / "o.gpkg")["geometry_type"].lower() == kind


def test_coordinates_that_make_no_geometry_are_damaged(tmp_path, monkeypatch):
    monkeypatch.setitem(LAYOUTS, "native", ("1.1.0", {"encoding": "polygon", "geometry_types": []}))
    one = pa.array([[[{"x": 1.0, "y": 2.0}]]] * ROWS)
    with pytest.raises(SourceError, match="damaged"):
        read(write(tmp_path / "c.parquet", "native", embeddings=lists(chips()), geometry=one))


@pytest.mark.parametrize("kinds", [[7], ["Polygn"], [None], {"Polygon": 1}, ["Polygon", 3]])
def test_kinds_of_geometries_that_do_not_exist_are_passed_over(tmp_path, command, monkeypatch, kinds):
    monkeypatch.setitem(LAYOUTS, "odd", ("1.0.0", {"geometry_types": kinds}))
    path = write(tmp_path / "c.parquet", "odd", embeddings=lists(chips()), geometry=wkb(BOXES))
    outcome = command("kmeans-points", "--points", path, "--clusters", 3, "--output", tmp_path / "o.gpkg")
    assert outcome.status == 0, outcome.err
    assert pyogrio.read_info(tmp_path / "o.gpkg")["geometry_type"] == "Polygon"


def test_a_missing_crs_with_coordinates_in_degrees_is_taken_as_degrees_and_said(tmp_path):
    path = write(tmp_path / "c.parquet", "1.0, no crs", embeddings=lists(chips()), geometry=wkb(BOXES))
    with PointSource(path) as source:
        assert source.crs.to_epsg() == 4326
        assert source.notes == [
            "c.parquet names no coordinate system: its coordinates are taken as degrees (EPSG:4326)."
        ]
    with PointSource(path, crs="EPSG:4258") as source:
        assert (source.crs.to_epsg(), source.notes) == (4258, [])


def test_one_row_off_the_earth_does_not_hide_that_the_others_are_in_degrees(tmp_path):
    boxes = BOXES.copy()
    boxes[7] = shapely.box(10, 95, 11, 96)
    points = read(write(tmp_path / "c.parquet", "1.0, no crs", embeddings=lists(chips()), geometry=wkb(boxes)))
    assert "taken as degrees" in points.notes[0]
    assert points.notes[1].startswith(f"1 of {ROWS} rows has a place that is not on Earth: row 8 (longitude 10.5,")
    lon, lat = pa.array(CENTRES[:, 0]), pa.array([*CENTRES[:-1, 1], 95])
    points = read(write(tmp_path / "p.parquet", None, embeddings=lists(chips()), lon=lon, lat=lat))
    assert [note[:16] for note in points.notes] == [f"1 of {ROWS} rows has"]


def test_a_missing_crs_with_coordinates_in_metres_is_asked_for(tmp_path):
    boxes = shapely.transform(BOXES, lambda xy: xy * 100_000)
    path = write(tmp_path / "c.parquet", "1.0, no crs", embeddings=lists(chips()), geometry=wkb(boxes))
    with pytest.raises(SourceError, match=r"no coordinate system.*EPSG:4326"):
        PointSource(path)
    assert PointSource(path, crs="EPSG:32633").notes == []


@pytest.mark.parametrize(
    "places",
    [
        {"geometry": wkb(BOXES)},
        {"wkb_geometry": wkb(BOXES).cast(pa.large_binary())},
        {"geometry": pa.array(shapely.to_wkt(BOXES))},
        {"utm_footprint": pa.array(["POLYGON ((0 0, 1 0, 1 1, 0 0))"] * ROWS), "geom": wkb(BOXES)},
        {
            "bbox": pa.array(
                [dict(zip(("xmin", "ymin", "xmax", "ymax"), b, strict=True)) for b in shapely.bounds(BOXES)]
            )
        },
        dict(zip(("minx", "miny", "maxx", "maxy"), map(pa.array, shapely.bounds(BOXES).T), strict=True)),
        dict(zip(("centre_lon", "centre_lat"), map(pa.array, CENTRES.T), strict=True)),
        {"Longitude": pa.array(CENTRES[:, 0]), "Latitude": pa.array(["45°0'18\"N"] * ROWS)},
    ],
    ids=["wkb", "large wkb", "wkt", "wkb among text", "struct", "limits", "centres", "degrees as text"],
)
def test_a_parquet_file_that_does_not_say_where_its_places_are_is_read_by_its_columns(tmp_path, places):
    points = read(write(tmp_path / "c.parquet", None, embedding=lists(chips()), **places))
    np.testing.assert_allclose(points.lonlat, CENTRES, atol=1e-9)
    is_polygon = not {"centre_lon", "Longitude"} & set(places)
    assert set(shapely.get_type_id(points.shapes)) == {3 if is_polygon else 0}


def test_a_table_in_a_geopackage_is_read_by_its_columns(tmp_path):
    places = {"Longitude": CENTRES[:, 0].tolist(), "Latitude": ["45°0'18\"N"] * ROWS}
    pyogrio.write_arrow(pa.table({"name": ["a"] * ROWS, **places}), tmp_path / "t.gpkg", driver="GPKG")
    with PointSource(tmp_path / "t.gpkg") as source:
        (batch,) = source.batches()
    np.testing.assert_allclose(batch.lonlat, CENTRES, atol=1e-9)
    assert batch.attributes.column_names == ["name", "Longitude", "Latitude"]


def test_a_parquet_file_without_any_place_is_refused(tmp_path):
    with pytest.raises(SourceError, match=r"c\.parquet has no places.*bbox"):
        PointSource(write(tmp_path / "c.parquet", None, embedding=lists(chips())))


def test_a_box_and_a_polygon_across_the_antimeridian_lie_on_it(tmp_path):
    boxes = np.array([shapely.box(179.9, 0, 180.1, 1), shapely.box(-179.96, 0, 179.96, 1)] * (ROWS // 2))
    points = read(write(tmp_path / "c.parquet", embeddings=lists(chips()), geometry=wkb(boxes)))
    np.testing.assert_allclose(np.abs(points.lonlat), np.tile((180, 0.5), (ROWS, 1)), atol=1e-6)
    bbox = pa.array([{"xmin": 179.9, "ymin": 0.0, "xmax": -179.9, "ymax": 1.0}] * ROWS)
    points = read(write(tmp_path / "b.parquet", None, embeddings=lists(chips()), bbox=bbox))
    np.testing.assert_allclose(points.lonlat, np.tile((180, 0.5), (ROWS, 1)), atol=1e-6)


# The column of the embeddings -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["embedding", "embeddings", "features", "clip_vector"])
@pytest.mark.parametrize(
    "kind",
    [
        *(pa.list_(pa.float32()), pa.list_(pa.float64()), pa.list_(pa.float16()), pa.list_(pa.int8())),
        *(pa.list_(pa.float32(), DIM), pa.large_list(pa.float32())),
    ],
    ids=["float32", "float64", "float16", "int8", "fixed size", "large"],
)
def test_the_list_of_the_embedding_is_found_by_its_type(tmp_path, name, kind):
    vectors = np.rint(chips() * 20).astype(int) if pa.types.is_integer(kind.value_type) else chips().astype(np.float16)
    others = {"bbox": lists([[1, 2, 3, 4]] * ROWS), "classes": lists([range(row) for row in range(ROWS)])}
    table = {**others, name: lists(vectors.tolist(), kind), "geometry": wkb(BOXES)}
    with PointSource(write(tmp_path / "c.parquet", **table)) as source:
        points = read_embedded(source)
    np.testing.assert_array_equal(points.embeddings, vectors.astype(np.float32))
    assert points.attributes.column_names == ["chip", "bbox", "classes"]
    said = [f"The embeddings are those of the column “{name}”."]
    assert points.notes == ([] if name.startswith("embedding") else said)


def test_tensors_are_embeddings(tmp_path):
    tensors = pa.FixedShapeTensorArray.from_numpy_ndarray(chips())
    points = read(write(tmp_path / "c.parquet", vector=tensors, geometry=wkb(BOXES)))
    np.testing.assert_array_equal(points.embeddings, chips())


@pytest.mark.parametrize("name", ["embedding", "vector"])
@pytest.mark.parametrize("suffix", [".csv", ".gpkg", ".geojson"])
def test_lists_as_text_in_a_table_and_in_a_geopackage_are_embeddings(tmp_path, name, suffix):
    path, vectors = tmp_path / f"t{suffix}", chips().round(3).tolist()
    if suffix == ".csv":
        rows = (f'{lon},{lat},"{vector}","[road]"' for (lon, lat), vector in zip(CENTRES, vectors, strict=True))
        path.write_text("\n".join([f"lon,lat,{name},kind", *rows]))
    else:
        table = pa.table({name: lists(vectors), "kind": ["[road]"] * ROWS, "geometry": wkb(shapely.points(CENTRES))})
        pyogrio.write_arrow(table, path, geometry_name="geometry", geometry_type="Point", crs="EPSG:4326")
    points = read(path)
    np.testing.assert_allclose(points.embeddings, vectors, atol=1e-6)
    assert points.attributes.column_names[-1] == "kind"


def test_a_row_whose_list_is_broken_has_no_embedding(tmp_path):
    lines = [f'{lon},{lat},"{vector}"' for (lon, lat), vector in zip(CENTRES, chips().tolist(), strict=True)]
    lines[3] = lines[3].replace("]", "")
    (tmp_path / "t.csv").write_text("\n".join(["lon,lat,vector", *lines]))
    points = read(tmp_path / "t.csv")
    assert np.flatnonzero(np.isnan(points.embeddings[:, 0])).tolist() == [3]
    assert f"1 of {ROWS} rows has no embedding and is passed over." in points.notes


def test_a_short_list_of_another_name_is_no_embedding(tmp_path):
    path = write(tmp_path / "c.parquet", bbox=lists([[1, 2, 3, 4]] * ROWS), geometry=wkb(BOXES))
    with pytest.raises(SourceError, match="no embeddings"):
        read(path)


def test_null_and_zero_embeddings_are_passed_over_and_counted(tmp_path, command):
    vectors = chips().tolist()
    vectors[4] = vectors[9] = None
    vectors[5] = [0.0] * DIM
    vectors[6] = [float("nan"), *vectors[6][1:]]
    path = write(tmp_path / "c.parquet", embeddings=lists(vectors), geometry=wkb(BOXES))
    points = read(path)
    assert np.flatnonzero(np.isnan(points.embeddings[:, 0])).tolist() == [4, 5, 6, 9]
    assert points.notes == [f"4 of {ROWS} rows have no embedding and are passed over."]
    value = command("kmeans-points", "--points", path, "--clusters", 3, "--output", tmp_path / "o.gpkg", "--json").value
    assert value["notes"] == points.notes
    assert sum(item["patches"] for item in value["classes"]) == ROWS - 4


def test_a_file_whose_embeddings_are_all_null_is_refused(tmp_path):
    path = write(tmp_path / "c.parquet", embeddings=lists([None] * ROWS), geometry=wkb(BOXES))
    with pytest.raises(SourceError, match="all are null"):
        read(path)


def test_exact_duplicates_are_counted(tmp_path):
    vectors, boxes = chips(), BOXES.copy()
    vectors[[10, 11, 12]], boxes[[10, 11]] = vectors[0], boxes[0]  # the third lies elsewhere
    points = read(write(tmp_path / "c.parquet", embeddings=lists(vectors), geometry=wkb(boxes)))
    assert points.notes == [f"2 of {ROWS} rows are exact duplicates of an earlier one: the same place and embedding."]


# What is made of them -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".gpkg", ".parquet"])
def test_polygons_are_sorted_into_classes_and_stay_polygons(file, command, tmp_path, suffix):
    output = tmp_path / f"o{suffix}"
    value = command("kmeans-points", "--points", file, "--clusters", 3, "--output", output, "--json").value
    assert [item["patches"] for item in value["classes"]] == [14, 13, 13]
    with PointSource(output) as source:
        assert (source.geometry_type, source.crs.to_epsg()) == ("Polygon", 4326)
        (batch,) = source.batches()
    assert shapely.equals(batch.shapes, BOXES).all()
    assert batch.attributes.column("chip").to_pylist() == [f"chip {row}" for row in range(ROWS)]
    classes = np.array(batch.attributes.column("class").to_pylist())
    assert [len(set(classes[kind == KIND_OF])) for kind in range(3)] == [1, 1, 1]


def test_the_kinds_of_polygons_stand_in_geoparquet(file, command, tmp_path):
    command("kmeans-points", "--points", file, "--clusters", 3, "--output", tmp_path / "o.parquet")
    column = json.loads(pq.read_schema(tmp_path / "o.parquet").metadata[b"geo"])["columns"]["geometry"]
    assert (column["geometry_types"], column["bbox"]) == (["Polygon"], pytest.approx([10, 45, 10.4, 45.01]))


def test_the_chip_that_holds_the_place_is_the_one_that_is_picked(file, command, tmp_path):
    arguments = ["--points", file, "--at", "10.1599,45.0001", "--count", 5, "--output", tmp_path / "o.gpkg", "--json"]
    value = command("similar-points", *arguments).value
    assert value["selected"] == [15]
    assert {KIND_OF[place["row"]] for place in value["points"]} == {0}
    vectors = chips() - chips().mean(axis=0)
    vectors /= np.linalg.norm(vectors, axis=1)[:, None]
    first = value["points"][0]
    assert first["similarity"] == pytest.approx(float(vectors[first["row"]] @ vectors[15]), abs=1e-6)
    assert pyogrio.read_info(tmp_path / "o.gpkg")["geometry_type"] == "Polygon"


def test_a_large_area_that_holds_the_place_is_meant_and_no_small_one_beside_it(tmp_path):
    boxes = BOXES.copy()
    boxes[0] = shapely.box(0, 40, 9.999, 50)
    points = read(write(tmp_path / "c.parquet", embeddings=lists(chips()), geometry=wkb(boxes)))
    assert nearest_row(points, (9.99, 45.005)) == 0


def test_an_attribute_is_learned_of_polygons_and_predicted_for_them(command, tmp_path):
    boxes = np.array([shapely.box(lon, 45, lon + 1, 46) for lon in np.arange(ROWS) * 3.0 - 60])
    heights = pa.array(chips() @ np.arange(DIM, dtype=np.float32))
    path = write(tmp_path / "c.parquet", height=heights, embeddings=lists(chips()), geometry=wkb(boxes))
    model, output = tmp_path / "m.json", tmp_path / "o.gpkg"
    fitted = command("fit-attribute", "--points", path, "--attribute", "height", "--output", model, "--json").value
    assert (fitted["points"], fitted["notes"]) == (ROWS, [])
    value = command("predict-attribute", "--model", model, "--points", path, "--output", output, "--json").value
    assert (value["predicted"], value["notes"]) == (ROWS, [])
    with PointSource(output) as source:
        (batch,) = source.batches()
    assert shapely.equals(batch.shapes, boxes).all()
    predicted = np.array(batch.attributes.column("predicted_height").to_pylist())
    assert np.corrcoef(predicted, heights.to_numpy())[0, 1] > 0.99


def test_an_encoder_of_places_takes_no_polygons(file, command, tmp_path):
    from tests.engine.make_rasters import vectors, write_embeddings

    raster = write_embeddings(tmp_path / "e.tif", vectors(), crs="EPSG:4326")
    arguments = ["--points", file, "--embeddings", raster, "--output", tmp_path / "o.gpkg"]
    assert "holds polygons, not points" in command("embed-points", *arguments).err


@pytest.mark.parametrize("suffix", [".gpkg", ".parquet"])
def test_columns_of_every_type_are_kept(tmp_path, command, suffix):
    own = {
        "days": pa.array([{"from": 1, "to": 2}] * ROWS),
        "tags": pa.array([["a", "b"]] * ROWS),
        "nothing": pa.nulls(ROWS),
        "lasted": pa.array([90] * ROWS, pa.duration("s")),
        "kind": pa.array(["x", "y"] * (ROWS // 2)).dictionary_encode(),
        "exact": pa.array([1] * ROWS).cast(pa.decimal256(40, 2)),
    }
    path = write(tmp_path / "c.parquet", **own, embeddings=lists(chips()), geometry=wkb(BOXES))
    outcome = command("kmeans-points", "--points", path, "--clusters", 3, "--output", tmp_path / f"o{suffix}")
    assert outcome.status == 0, outcome.err
    with PointSource(tmp_path / f"o{suffix}") as source:
        (batch,) = source.batches()
    row = batch.attributes.slice(0, 1).to_pylist()[0]
    assert list(row) == ["chip", *own, "class"]
    assert (row["kind"], float(row["exact"]), row["nothing"]) == ("x", 1.0, None)
    assert json.loads(row["days"]) if suffix == ".gpkg" else row["days"] == {"from": 1, "to": 2}


def test_published_embeddings_of_a_real_scene_are_alike_where_they_overlap(command, tmp_path):
    path = real_data("data", "trust", "clay_v0_03WVN_20220610.parquet")
    points = read(path)
    assert points.embeddings.shape == (417, 768)
    assert (len(points.attributes), points.notes) == (417, [])
    arguments = ["--points", path, "--at", "-166.0,65.3", "--count", 3, "--raw", "--json"]
    value = command("similar-points", *arguments).value
    row = value["selected"][0]
    assert shapely.intersects_xy(points.shapes[row], -166.0, 65.3)
    vectors = points.embeddings / np.linalg.norm(points.embeddings, axis=1)[:, None]
    expected = np.sort(np.delete(vectors @ vectors[row], row))[::-1][:3]
    np.testing.assert_allclose([place["similarity"] for place in value["points"]], expected, atol=1e-6)

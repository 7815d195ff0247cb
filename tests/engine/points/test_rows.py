"""Rows whose place cannot be: they are kept without an embedding, counted and named, or refused by --strict."""

from __future__ import annotations

import numpy as np
import pyogrio
import pytest
import shapely
from affine import Affine

from engine.points.coordinates import typed_place
from engine.points.source import PointSource, read_embedded
from tests.engine.make_rasters import vectors, write_embeddings

DIM = 16
WRONG = "name,lat,lon\none,-12.75,-77.25\ntwo,95,3\nthree,40.5,-3.75\nfour,,\nfive,-90.5,10\nsix,0,1e9\nseven,1,999\n"
SAID = (
    "4 of 7 rows have a place that is not on Earth: row 2 (longitude 3, latitude 95), row 5 (longitude 10,"
    " latitude -90.5), row 6 (longitude 1000000000, latitude 0) and 1 more."
)


@pytest.fixture
def world(tmp_path):
    transform = Affine(5, 0, -180, 0, -5, 90)
    return write_embeddings(tmp_path / "w.tif", vectors(height=36, width=72), crs="EPSG:4326", transform=transform)


@pytest.fixture
def embed(command, world, tmp_path):
    """Runs embed-points on a table's text."""

    def run(text, *arguments):
        (tmp_path / "t.csv").write_text(text, "utf-8")
        files = ["--points", tmp_path / "t.csv", "--embeddings", world, "--output", tmp_path / "o.gpkg"]
        return command("embed-points", *files, "--json", *arguments)

    return run


def read(path):
    with PointSource(path) as source:
        return read_embedded(source)


def embedded_table(path, places, **columns):
    """A table of points with vectors of two kinds in turn."""
    random = np.random.default_rng(1)
    kinds = random.normal(size=(2, DIM))
    lines = [",".join(["lon", "lat", *columns, *(f"A{dim:02d}" for dim in range(DIM))])]
    for row, (lon, lat) in enumerate(places):
        vector = kinds[row % 2] + random.normal(0, 0.1, DIM)
        own = (values[row] for values in columns.values())
        lines.append(",".join(map(str, [lon, lat, *own, *vector.round(4)])))
    path.write_text("\n".join(lines), "utf-8")
    return path


# Coordinates that are not on Earth ------------------------------------------------------------------------------------


def test_rows_off_the_earth_are_kept_without_embedding_and_named(embed, tmp_path):
    value = embed(WRONG).value
    assert (value["points"], value["embedded"], value["notes"]) == (7, 2, [SAID])
    points = read(tmp_path / "o.gpkg")
    assert points.attributes.column("name").to_pylist() == ["one", "two", "three", "four", "five", "six", "seven"]
    assert points.attributes.column("lat").to_pylist() == [-12.75, 95, 40.5, None, -90.5, 0, 1]
    assert np.isfinite(points.embeddings[:, 0]).tolist() == [True, False, True, False, False, False, False]


def test_strict_refuses_them_and_leaves_no_file(embed, tmp_path):
    outcome = embed(WRONG, "--strict")
    assert outcome.status == 2
    assert SAID in outcome.err
    assert not (tmp_path / "o.gpkg").exists()
    assert embed("name,lat,lon\none,-12.75,-77.25\ntwo,,\n", "--strict").value["embedded"] == 1


def test_strict_refuses_text_that_is_no_place(embed):
    outcome = embed("name,lat,lon\none,-12.75,-77.25\ntwo,unknown,3\n", "--strict")
    assert (outcome.status, "'unknown' in row 2" in outcome.err) == (2, True)


@pytest.mark.parametrize("text", ["lon,lat\n40.5,-103.75\n12.5,121\n", "x,y\n466000.0,5000000.0\n500000,4400000\n"])
def test_a_table_none_of_whose_places_is_on_earth_is_refused(embed, text):
    outcome = embed(text)
    assert outcome.status == 2
    assert "2 of 2 rows have a place that is not on Earth: row 1" in outcome.err
    assert "longitude comes before latitude" in outcome.err
    assert "coordinate system" in outcome.err


def test_what_has_no_place_in_its_own_coordinate_system_is_named_too(embed):
    value = embed("x,y\n500000,5000000\n1e12,1e12\n", "--crs", "EPSG:32633").value
    assert value["embedded"] == 1
    assert value["notes"] == ["1 of 2 rows has a place that is not on Earth: row 2 (1e+12, 1e+12)."]


def test_a_multipoint_with_a_point_off_the_earth_has_no_place(command, world, tmp_path):
    shapes = [shapely.MultiPoint([(1, 1), (2, 99)]), shapely.MultiPoint([(1, 1), (2, 2)])]
    path = tmp_path / "m.gpkg"
    pyogrio.raw.write(path, np.array(shapely.to_wkb(shapes)), [], [], geometry_type="MultiPoint", crs="EPSG:4326")
    arguments = ["--points", path, "--embeddings", world, "--output", tmp_path / "o.gpkg", "--json"]
    value = command("embed-points", *arguments).value
    assert value["embedded"] == 1
    assert "row 1 (longitude 2, latitude 99)" in value["notes"][0]


def test_similar_points_classes_and_attributes_say_which_rows_lie_nowhere(command, tmp_path):
    places = [(lon, 95 if row == 3 else 10) for row, lon in enumerate(np.arange(-60, 60, 4))]
    path = embedded_table(tmp_path / "t.csv", places, height=[row % 2 + row / 100 for row in range(30)])
    said = "1 of 30 rows has a place that is not on Earth: row 4 (longitude -48, latitude 95)."
    files = ["--points", path, "--json"]
    similar = command("similar-points", *files, "--at=-60,10", "--count", 28).value
    assert similar["notes"] == [said]
    classes = command("kmeans-points", *files, "--clusters", 2, "--output", tmp_path / "c.gpkg").value
    assert (classes["notes"], [one["patches"] for one in classes["classes"]]) == ([said], [15, 15])
    model = ["--output", tmp_path / "m.json"]
    assert command("fit-attribute", *files, "--attribute", "height", *model).value["notes"] == [said]
    output = ["--output", tmp_path / "p.gpkg"]
    predicted = command("predict-attribute", *files, "--model", tmp_path / "m.json", *output).value
    assert (predicted["notes"], predicted["predicted"]) == ([said], 30)
    for name, own in {
        "similar-points": ["--at=-60,10"],
        "kmeans-points": ["--clusters", 2, "--output", tmp_path / "n.gpkg"],
        "fit-attribute": ["--attribute", "height", "--output", tmp_path / "n.json"],
        "predict-attribute": ["--model", tmp_path / "m.json", "--output", tmp_path / "n.gpkg"],
    }.items():
        outcome = command(name, *files, *own, "--strict")
        assert (outcome.status, said in outcome.err) == (2, True), name
    assert not list(tmp_path.glob("n.*"))


def test_notes_are_shown_whole_on_the_command_line(embed, command, world, tmp_path):
    embed(WRONG)
    outcome = command(
        "embed-points", "--points", tmp_path / "t.csv", "--embeddings", world, "--output", tmp_path / "o.gpkg"
    )
    assert f"note: {SAID}" in outcome.out.splitlines()


# Geometries as text ---------------------------------------------------------------------------------------------------


PLACES = ["POINT (-77.25 -12.75)", "POINT (-3.75 40.5)"]
JSON = [f'{{"geodesic":false,"type":"Point","coordinates":[{place}]}}' for place in ("-77.25,-12.75", "-3.75,40.5")]


@pytest.mark.parametrize("name", ["WKT", "wkt_geom", "geometry", "geom", "the_geom", ".geo", "WKB"])
@pytest.mark.parametrize(
    "texts",
    [
        PLACES,
        [f"SRID=4326;{place}" for place in PLACES],
        [shapely.to_wkb(shapely.from_wkt(place), hex=True) for place in PLACES],
        JSON,
    ],
    ids=["WKT", "extended WKT", "hexadecimal", "GeoJSON"],
)
def test_a_table_with_its_geometry_as_text_is_read(embed, tmp_path, name, texts):
    quoted = ['"{}"'.format(text.replace('"', '""')) for text in texts]
    value = embed(f"id,{name},name\n7,{quoted[0]},one\n5,,two\n6,{quoted[1]},three\n").value
    assert (value["points"], value["embedded"], value["notes"]) == (3, 2, [])
    points = read(tmp_path / "o.gpkg")
    np.testing.assert_allclose(points.lonlat, [(-77.25, -12.75), (np.nan, np.nan), (-3.75, 40.5)])
    assert points.attributes.column_names == ["id", name if name != "geometry" else "geometry", "name"]
    assert points.attributes.column("id").to_pylist() == [7, 5, 6]
    assert points.attributes.column(name).to_pylist() == [texts[0], None, texts[1]]
    assert pyogrio.read_info(tmp_path / "o.gpkg")["geometry_type"] == "Point"


def test_text_that_is_no_geometry_is_counted_and_the_first_is_named(embed):
    value = embed('WKT,name\n"POINT (1 2)",a\n"POINT (1",b\nsomewhere,c\n').value
    assert (value["embedded"], value["notes"]) == (
        1,
        ["2 of 3 rows have no place that can be read: the first is 'POINT (1' in row 2."],
    )


def test_the_coordinate_system_of_extended_text_is_taken(embed, tmp_path):
    value = embed('geom\n"SRID=32633;POINT (500000 5000000)"\n').value
    assert value["embedded"] == 1
    with PointSource(tmp_path / "o.gpkg") as source:
        assert source.crs.to_epsg() == 32633


def test_longitude_and_latitude_come_before_an_area_and_a_geometry_before_x_and_y(embed, tmp_path):
    area = '"POLYGON ((0 0, 1 0, 1 1, 0 0))"'
    assert embed(f"lon,lat,geometry\n-3.75,40.5,{area}\n").value["embedded"] == 1
    embed('x,y,WKT\n17,250,"POINT (-3.75 40.5)"\n')
    assert read(tmp_path / "o.gpkg").lonlat.tolist() == [[-3.75, 40.5]]


@pytest.mark.parametrize(("lat", "lon"), [("Latitud", "Longitud"), ("centre_lat", "centre_lon"), ("LATITUDE", "LON")])
def test_columns_of_places_have_other_names_too(embed, lat, lon):
    assert embed(f"name,{lat},{lon}\none,-12.75,-77.25\n").value["embedded"] == 1


# Places that are looked for on a raster -------------------------------------------------------------------------------


def similarity(command, world, tmp_path, *arguments):
    outcome = command("similarity-map", "--embeddings", world, "--output", tmp_path / "s.tif", "--json", *arguments)
    assert outcome.status == 0, outcome.err
    return outcome.value


@pytest.mark.parametrize(
    "text",
    [
        "lat,lon\n12°30'00\"S,77°15'00\"W\n40°30'N,3°45'W\n",
        'lat,lon\n"-12,5","-77,25"\n"40,5","-3,75"\n',
        "WKT\nPOINT (-77.25 -12.5)\nPOINT (-3.75 40.5)\n",
    ],
    ids=["degrees", "commas", "wkt"],
)
def test_similarity_map_reads_places_as_embed_points_does(command, world, tmp_path, text):
    import rasterio

    (tmp_path / "p.csv").write_text(text, "utf-8")
    value = similarity(command, world, tmp_path, "--points", tmp_path / "p.csv")
    assert (value["positives"], value["notes"]) == (2, [])
    with rasterio.open(tmp_path / "s.tif") as found:
        from_table = found.read(1)
    similarity(command, world, tmp_path, "--at=-77.25,-12.5", "--at=-3.75,40.5")
    with rasterio.open(tmp_path / "s.tif") as found:
        np.testing.assert_allclose(from_table, found.read(1), atol=1e-6)


def test_similarity_map_says_which_rows_it_could_not_read(command, world, tmp_path):
    (tmp_path / "p.csv").write_text("lat,lon\n1,2\nnowhere,3\n95,4\n", "utf-8")
    value = similarity(command, world, tmp_path, "--points", tmp_path / "p.csv")
    assert value["positives"] == 1
    assert value["notes"] == ["2 of 3 rows have no place that can be read: the first is '3' and 'nowhere' in row 2."]


def test_similarity_map_takes_polygons_of_geoparquet(command, world, tmp_path):
    from tests.engine.points.test_foreign import wkb, write

    boxes = np.repeat(shapely.box(0, 0, 10, 10), 40)
    path = write(tmp_path / "c.parquet", "1.0, no crs", geometry=wkb(boxes))
    value = similarity(command, world, tmp_path, "--points", path)
    assert value["positives"] == 4
    assert "taken as degrees" in value["notes"][0]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("40°30'N 3°45'W", (-3.75, 40.5, True)),
        ("3°45'W, 40°30'N", (-3.75, 40.5, True)),
        ("12°30'00\"S,77°15'00\"W", (-77.25, -12.5, True)),
        ("40° 30' N 3° 45' W", (-3.75, 40.5, True)),
        ("-77.25° -12.75°", (-77.25, -12.75, True)),
        ("-77,25; -12,75", (-77.25, -12.75, False)),
        ("-77,25 -12,75", (-77.25, -12.75, False)),
        ("466000,5; 5000000,25", (466000.5, 5000000.25, False)),
        ("91N 3E", None),
        ("1,2,3", None),
        ("here", None),
    ],
)
def test_a_typed_place_is_read_as_people_write_it(text, place):
    assert typed_place(text) == place


def test_typed_degrees_are_degrees_on_a_raster_in_metres(command, tmp_path):
    raster = write_embeddings(tmp_path / "e.tif", vectors(height=20, width=30))
    import rasterio
    from rasterio.warp import transform

    with rasterio.open(raster) as opened:
        x, y = opened.xy(10, 12)
        (lon,), (lat,) = transform(opened.crs, "EPSG:4326", [x], [y])
    minutes = [f"{int(abs(one))}°{abs(one) % 1 * 60:.6f}'" for one in (lat, lon)]
    halves = "N" if lat > 0 else "S", "E" if lon > 0 else "W"
    typed = f"{minutes[0]}{halves[0]} {minutes[1]}{halves[1]}"
    outcome = command("embedding-at", "--embeddings", raster, "--at", typed, "--json")
    assert outcome.status == 0, outcome.err
    at = outcome.value
    assert (at["row"], at["column"]) == (10, 12)

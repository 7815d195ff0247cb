"""Points of every kind of file get their embeddings, and keep everything else."""

from __future__ import annotations

import json
import sqlite3
import struct
from contextlib import closing

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely

from engine.encoders.lonlat import LocationEncoder, check_lonlat
from engine.errors import Cancelled, OutputError, OutsideError, SourceError
from engine.points.embed import embed_points
from engine.points.source import PointSource, read_embedded
from engine.progress import Reporter
from tests.places import real_data, scene_file

LONLAT = "EPSG:4326"


class Direction:
    """An encoder that anyone can check: a place's direction from the Earth's centre."""

    name = "direction"
    dim = 3

    def embed(self, lonlat):
        check_lonlat(lonlat)
        lon, lat = np.radians(lonlat).T
        return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)

    def embed_grid(self, lons, lats):
        raise NotImplementedError


ENCODER: LocationEncoder = Direction()


def point(x, y, *z):
    return struct.pack(f"<BI{2 + len(z)}d", 1, 1001 if z else 1, x, y, *z)


def multipoint(*places):
    return struct.pack("<BII", 1, 4, len(places)) + b"".join(point(*place) for place in places)


def write_layer(path, geometries, *, crs=LONLAT, kind="Point", **columns):
    table = pa.table({**columns, "geometry": pa.array(geometries, pa.binary())})
    pyogrio.write_arrow(table, path, geometry_name="geometry", geometry_type=kind, crs=crs)
    return path


def embed(path, output, **options):
    with PointSource(path, **options) as source:
        return embed_points(source, output, ENCODER, reporter=Reporter())


def read(path):
    with PointSource(path) as source:
        return read_embedded(source)


PLACES = [(10.0, 50.0), (-170.5, -33.25), (0.0, 0.0)]


@pytest.fixture
def layer(tmp_path):
    return write_layer(tmp_path / "in.gpkg", [point(*place) for place in PLACES], name=["a", "b", "c"], rank=[3, 2, 1])


@pytest.mark.parametrize("suffix", [".gpkg", ".parquet"])
def test_every_point_gets_its_embedding_and_keeps_its_attributes(layer, tmp_path, suffix):
    value = embed(layer, tmp_path / f"out{suffix}")
    points = read(tmp_path / f"out{suffix}")
    np.testing.assert_allclose(points.embeddings, ENCODER.embed(np.array(PLACES)), atol=1e-7)
    np.testing.assert_allclose(points.lonlat, PLACES)
    assert points.attributes.to_pydict() == {"name": ["a", "b", "c"], "rank": [3, 2, 1]}
    assert (value["points"], value["embedded"], value["dim"], value["encoder"]) == (3, 3, 3, "direction")


@pytest.mark.parametrize("suffix", [".shp", ".geojson", ".fgb"])
def test_other_formats_are_read_too(tmp_path, suffix):
    path = write_layer(tmp_path / f"in{suffix}", [point(*place) for place in PLACES], name=["a", "b", "c"])
    embed(path, tmp_path / "out.gpkg")
    np.testing.assert_allclose(sorted(read(tmp_path / "out.gpkg").lonlat.tolist()), sorted(map(list, PLACES)))


def test_a_geopackage_has_a_column_a_dimension(layer, tmp_path):
    embed(layer, tmp_path / "out.gpkg")
    info = pyogrio.read_info(tmp_path / "out.gpkg")
    assert info["fields"].tolist() == ["name", "rank", "e000", "e001", "e002"]
    assert (info["geometry_type"], info["crs"], info["layer_name"]) == ("Point", LONLAT, "out")


def test_a_parquet_file_is_valid_geoparquet_with_one_list(layer, tmp_path):
    embed(layer, tmp_path / "out.parquet")
    schema = pq.read_schema(tmp_path / "out.parquet")
    assert schema.field("embedding").type == pa.list_(pa.float32(), 3)
    geo = json.loads(schema.metadata[b"geo"])
    column = geo["columns"][geo["primary_column"]]
    assert (geo["version"], column["encoding"], column["geometry_types"]) == ("1.1.0", "WKB", ["Point"])
    assert column["bbox"] == [-170.5, -33.25, 10.0, 50.0]
    assert column["crs"]["id"] == {"authority": "EPSG", "code": 4326}


@pytest.mark.parametrize("suffix", [".gpkg", ".parquet"])
def test_points_without_place_are_kept_without_embedding(tmp_path, suffix):
    path = write_layer(tmp_path / "in.gpkg", [point(1, 2), None, point(np.nan, np.nan)], name=["a", "b", "c"])
    value = embed(path, tmp_path / f"out{suffix}")
    points = read(tmp_path / f"out{suffix}")
    assert (value["points"], value["embedded"]) == (3, 1)
    assert points.attributes.column("name").to_pylist() == ["a", "b", "c"]
    assert np.isnan(points.embeddings).any(axis=1).tolist() == [False, True, True]
    assert points.geometry.is_null().to_pylist()[:2] == [False, True]


def test_a_multipoint_gets_the_mean_of_its_points(tmp_path):
    geometries = [multipoint(*PLACES), multipoint((5, 5)), multipoint()]
    path = write_layer(tmp_path / "in.gpkg", geometries, kind="MultiPoint")
    embed(path, tmp_path / "out.parquet")
    points = read(tmp_path / "out.parquet")
    np.testing.assert_allclose(points.embeddings[0], ENCODER.embed(np.array(PLACES)).mean(axis=0), atol=1e-6)
    np.testing.assert_allclose(points.embeddings[1], ENCODER.embed(np.array([(5.0, 5.0)]))[0], atol=1e-6)
    assert np.isnan(points.embeddings[2]).all()


def test_points_with_heights_are_read_and_kept(tmp_path):
    path = write_layer(tmp_path / "in.gpkg", [point(10, 50, 123.0)], kind="Point Z")
    embed(path, tmp_path / "out.parquet")
    points = read(tmp_path / "out.parquet")
    assert points.lonlat.tolist() == [[10.0, 50.0]]
    assert points.geometry[0].as_py() == point(10, 50, 123.0)
    assert json.loads(pq.read_schema(tmp_path / "out.parquet").metadata[b"geo"])["columns"]["geometry"][
        "geometry_types"
    ] == ["Point Z"]


@pytest.mark.parametrize("suffix", [".gpkg", ".parquet"])
def test_any_coordinate_system_is_placed_on_earth_and_kept(tmp_path, suffix):
    path = write_layer(tmp_path / "in.gpkg", [point(4321000, 3210000)], crs="EPSG:3035")
    embed(path, tmp_path / f"out{suffix}")
    with PointSource(tmp_path / f"out{suffix}") as source:
        assert source.crs.to_epsg() == 3035
        np.testing.assert_allclose(read_embedded(source).lonlat, [[10.0, 52.0]], atol=1e-6)


def test_a_table_of_text_is_read_by_its_lon_and_lat(tmp_path):
    (tmp_path / "in.csv").write_text("Name;Longitude;Latitude;Value\nä;10.5;50;1.5\nb;;;\nc;-3;4;x\n", encoding="utf-8")
    embed(tmp_path / "in.csv", tmp_path / "out.gpkg")
    points = read(tmp_path / "out.gpkg")
    assert points.attributes.column("Name").to_pylist() == ["ä", "b", "c"]
    assert points.attributes.column("Value").to_pylist() == ["1.5", None, "x"]
    np.testing.assert_allclose(points.lonlat, [[10.5, 50], [np.nan, np.nan], [-3, 4]])
    assert np.isnan(points.embeddings).any(axis=1).tolist() == [False, True, False]


def test_a_table_without_places_is_refused(tmp_path):
    (tmp_path / "in.csv").write_text("name,value\na,1\n")
    with pytest.raises(SourceError, match=r"in\.csv has no points.*lon or longitude"):
        PointSource(tmp_path / "in.csv")


def test_a_column_named_fid_stays_a_column(tmp_path):
    (tmp_path / "in.csv").write_text("fid,lon,lat\n7,1,1\n7,2,2\n")
    embed(tmp_path / "in.csv", tmp_path / "out.gpkg")
    assert read(tmp_path / "out.gpkg").attributes.column("fid").to_pylist() == [7, 7]


def test_a_column_named_geometry_stays_a_column(tmp_path):
    (tmp_path / "in.csv").write_text("geometry,lon,lat\nsquare,1,1\n")
    for name in ("out.gpkg", "out.parquet"):
        embed(tmp_path / "in.csv", tmp_path / name)
        assert read(tmp_path / name).attributes.column("geometry").to_pylist() == ["square"]


def test_embedding_again_replaces_the_embeddings(layer, tmp_path):
    embed(layer, tmp_path / "once.gpkg")
    embed(tmp_path / "once.gpkg", tmp_path / "twice.gpkg")
    assert pyogrio.read_info(tmp_path / "twice.gpkg")["fields"].tolist() == ["name", "rank", "e000", "e001", "e002"]


@pytest.mark.parametrize("suffix", [".gpkg", ".parquet"])
def test_attributes_that_are_called_as_dimensions_are_no_embedding_and_are_kept(tmp_path, suffix):
    own = {"e001": ["sand", "clay"], "E002": [7, 8], "e100": [1.5, 2.5], "embedding": ["deep", "flat"]}
    path = write_layer(tmp_path / "in.gpkg", [point(1, 2), point(3, 4)], **own)
    embed(path, tmp_path / f"out{suffix}")
    points = read(tmp_path / f"out{suffix}")
    assert points.embeddings.shape == (2, 3)
    assert sorted(points.attributes.to_pydict().values(), key=str) == sorted(own.values(), key=str)


@pytest.mark.parametrize("suffix", [".gpkg", ".parquet"])
def test_two_columns_of_a_name_are_both_kept(tmp_path, suffix):
    (tmp_path / "in.csv").write_text("lon,lat,a,a,geom\n1,2,3,4,x\n")
    embed(tmp_path / "in.csv", tmp_path / f"out{suffix}")
    attributes = read(tmp_path / f"out{suffix}").attributes
    assert [attributes.column(name).to_pylist() for name in ("a", "a_", "geom")] == [[3], [4], ["x"]]


def test_a_table_of_text_may_be_called_txt(tmp_path):
    (tmp_path / "in.txt").write_text("lon,lat\n1,2\n")
    assert embed(tmp_path / "in.txt", tmp_path / "out.gpkg")["embedded"] == 1


def test_text_that_is_not_utf_8_is_refused(tmp_path):
    (tmp_path / "in.csv").write_bytes("lon,lat,name\n1,2,Orléans\n".encode("latin-1"))
    with pytest.raises(SourceError, match="UTF-8"):
        embed(tmp_path / "in.csv", tmp_path / "out.gpkg")


def write_parquet(path, geometries, geo=None, **columns):
    geo = geo or {"primary_column": "geometry", "columns": {"geometry": {"encoding": "WKB"}}}
    table = pa.table({**columns, "geometry": geometries})
    pq.write_table(table.replace_schema_metadata({"geo": json.dumps(geo)}), path)
    return path


@pytest.mark.parametrize(
    "wkb",
    [b"", b"\1", point(1, 2)[:12], struct.pack("<BII", 1, 4, 2**32 - 1), struct.pack("<BII", 1, 4, 1) * 9],
    ids=["empty", "cut", "half", "many", "nested"],
)
def test_a_damaged_geometry_is_refused(tmp_path, wkb):
    path = write_parquet(tmp_path / "in.parquet", pa.array([wkb], pa.binary()))
    with pytest.raises(SourceError, match="damaged"):
        embed(path, tmp_path / "out.gpkg")


@pytest.mark.parametrize(
    "geo",
    [
        [],
        {"primary_column": "geometry", "columns": 5},
        {"primary_column": "geometry", "columns": {"geometry": {}}},
        {"primary_column": "elsewhere", "columns": {"elsewhere": {"encoding": "WKB"}}},
        {"primary_column": "geometry", "columns": {"geometry": {"encoding": "WKB", "crs": {"type": "nothing"}}}},
        {"primary_column": "name", "columns": {"name": {"encoding": "WKB"}}},
    ],
    ids=["list", "number", "no encoding", "no column", "odd crs", "text"],
)
def test_odd_metadata_of_a_parquet_file_are_refused(tmp_path, geo):
    geometries = pa.array([point(1, 2)], pa.binary())
    path = write_parquet(tmp_path / "in.parquet", geometries, geo or [1], name=["a"])
    with pytest.raises(SourceError, match=r"GeoParquet|WKB"):
        embed(path, tmp_path / "out.gpkg")


def test_lists_of_several_lengths_are_no_embeddings(tmp_path):
    lists = pa.array([[1.0, 2.0], [1.0, 2.0, 3.0, 4.0]])
    path = write_parquet(tmp_path / "in.parquet", pa.array([point(1, 2)] * 2, pa.binary()), embedding=lists)
    with pytest.raises(SourceError, match="of 2 and of 4 values"):
        read(path)


@pytest.mark.parametrize("kind", [8, 16], ids=["arc", "surface"])
def test_curves_and_surfaces_are_no_points(tmp_path, kind):
    path = write_parquet(tmp_path / "in.parquet", pa.array([struct.pack("<BII", 1, kind, 0)], pa.binary()))
    with pytest.raises(SourceError, match="holds other geometries, not points"):
        embed(path, tmp_path / "out.gpkg")


def test_lines_are_refused(tmp_path):
    line = struct.pack("<BIIdddd", 1, 2, 2, 0, 0, 1, 1)
    path = write_layer(tmp_path / "in.gpkg", [line], kind="LineString")
    with pytest.raises(SourceError, match="holds lines, not points"):
        embed(path, tmp_path / "out.gpkg")
    assert not list(tmp_path.glob("*out*"))


@pytest.mark.filterwarnings("ignore:'crs' was not provided")
def test_a_layer_without_coordinate_system_asks_for_one(tmp_path):
    path = write_layer(tmp_path / "in.shp", [point(1, 2)], crs=None, name=["a"])
    with pytest.raises(SourceError, match="no coordinate system"):
        PointSource(path)
    embed(path, tmp_path / "out.gpkg", crs="EPSG:4326")
    assert read(tmp_path / "out.gpkg").lonlat.tolist() == [[1.0, 2.0]]


def test_an_empty_layer_is_refused(tmp_path):
    path = write_layer(tmp_path / "in.gpkg", [], name=pa.array([], pa.string()))
    with pytest.raises(SourceError, match="holds no point"):
        embed(path, tmp_path / "out.gpkg")


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SourceError, match="There is no file"):
        PointSource(tmp_path / "none.gpkg")


@pytest.mark.parametrize("name", ["in.gpkg", "in.csv", "in.parquet", "in.geojson"])
def test_a_file_that_is_something_else_is_refused(tmp_path, name):
    (tmp_path / name).write_bytes(b"\x00\x01 nothing of the kind")
    with pytest.raises(SourceError):
        PointSource(tmp_path / name)


def test_the_point_layer_is_found_among_others(tmp_path):
    path = tmp_path / "in.gpkg"
    line = struct.pack("<BIIdddd", 1, 2, 2, 0, 0, 1, 1)
    roads = pa.table({"geometry": pa.array([line], pa.binary())})
    pyogrio.write_arrow(roads, path, layer="roads", geometry_name="geometry", geometry_type="LineString", crs=LONLAT)
    wells = pa.table({"geometry": pa.array([point(3, 4)], pa.binary())})
    pyogrio.write_arrow(
        wells, path, layer="wells", geometry_name="geometry", geometry_type="Point", crs=LONLAT, append=True
    )
    embed(path, tmp_path / "out.gpkg")
    assert read(tmp_path / "out.gpkg").lonlat.tolist() == [[3.0, 4.0]]
    with pytest.raises(SourceError, match="not points"):
        embed(path, tmp_path / "out.gpkg", layer="roads")


def test_a_layer_that_is_not_there_is_refused(layer):
    with pytest.raises(SourceError, match=r"in\.gpkg"):
        PointSource(layer, layer="nowhere")


def test_a_place_off_the_earth_is_refused_and_leaves_no_file(tmp_path):
    path = write_layer(tmp_path / "in.gpkg", [point(1, 91)])
    with pytest.raises(OutsideError, match="latitude 91"):
        embed(path, tmp_path / "out.gpkg")
    assert [file.name for file in tmp_path.iterdir()] == ["in.gpkg"]


def test_a_failed_run_leaves_the_former_output(layer, tmp_path):
    embed(layer, tmp_path / "out.gpkg")
    before = (tmp_path / "out.gpkg").read_bytes()
    with PointSource(layer) as source, pytest.raises(Cancelled):
        embed_points(source, tmp_path / "out.gpkg", ENCODER, reporter=Reporter(is_cancelled=lambda: True))
    assert (tmp_path / "out.gpkg").read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["in.gpkg", "out.gpkg"]


def test_an_unknown_output_format_is_refused(layer, tmp_path):
    with pytest.raises(OutputError, match=r"not written as \.shp.*\.gpkg"):
        embed(layer, tmp_path / "out.shp")


def test_too_many_dimensions_for_a_geopackage_are_refused(layer, tmp_path):
    class Wide(Direction):
        dim = 2000

        def embed(self, lonlat):
            return np.ones((len(lonlat), 2000))

    with PointSource(layer) as source, pytest.raises(OutputError, match=r"takes 1990 columns.*\.parquet"):
        embed_points(source, tmp_path / "out.gpkg", Wide(), reporter=Reporter())


def test_points_without_embeddings_are_refused(layer):
    with pytest.raises(SourceError, match="no embeddings"):
        read(layer)


@pytest.mark.parametrize("suffix", [".gpkg", ".parquet"])
def test_many_points_stream_in_batches(tmp_path, monkeypatch, suffix):
    monkeypatch.setattr("engine.points.source.POINTS_AT_ONCE", 100)
    random = np.random.default_rng(0)
    places = np.stack([random.uniform(-180, 180, 1050), random.uniform(-90, 90, 1050)], axis=1)
    geometries = [point(*place) if index % 7 else None for index, place in enumerate(places)]
    path = write_layer(tmp_path / "in.gpkg", geometries, number=list(range(1050)))
    largest = []

    class Watched(Direction):
        def embed(self, lonlat):
            largest.append(len(lonlat))
            return super().embed(lonlat)

    with PointSource(path) as source:
        embed_points(source, tmp_path / f"out{suffix}", Watched(), reporter=Reporter())
    points = read(tmp_path / f"out{suffix}")
    assert max(largest) <= 100
    assert points.attributes.column("number").to_pylist() == list(range(1050))
    expected = ENCODER.embed(places)
    expected[::7] = np.nan
    np.testing.assert_allclose(points.embeddings, expected, atol=1e-6)


def test_dates_and_other_types_are_kept(tmp_path):
    import datetime as dt

    day, moment = dt.date(2023, 7, 14), dt.datetime(2023, 7, 14, 10, 30, tzinfo=dt.timezone.utc)
    columns = {"day": [day], "moment": [moment], "big": [2**53 + 1], "flag": [True], "blob": [b"\x00\xff"]}
    path = write_layer(tmp_path / "in.gpkg", [point(1, 2)], **columns)
    for name in ("out.gpkg", "out.parquet"):
        embed(path, tmp_path / name)
        attributes = read(tmp_path / name).attributes.to_pylist()[0]
        assert attributes["day"] == day
        assert attributes["moment"] == moment
        assert (attributes["big"], attributes["flag"], attributes["blob"]) == (2**53 + 1, True, b"\x00\xff")


MIXED = {
    "": ["POINT (10 50)", "MULTIPOINT (-170.5 -33.25, 0 0)", "POINT EMPTY", "MULTIPOINT EMPTY", None],
    "Z": ["POINT Z (10 50 9)", "MULTIPOINT Z (-170.5 -33.25 9, 0 0 9)", "POINT Z EMPTY", "MULTIPOINT Z EMPTY", None],
    "M": ["POINT M (10 50 9)", "MULTIPOINT M (-170.5 -33.25 9, 0 0 9)", "POINT M EMPTY", "MULTIPOINT M EMPTY", None],
}
WKB = {"iso": {"flavor": "iso"}, "extended": {"flavor": "extended"}, "with SRID": {"include_srid": True}}


@pytest.fixture(params=MIXED)
def shapes(request):
    return shapely.set_srid(shapely.from_wkt(MIXED[request.param]), 4326)


@pytest.mark.parametrize("suffix", [".gpkg", ".parquet"])
@pytest.mark.parametrize("order", [0, 1], ids=["big endian", "little endian"])
@pytest.mark.parametrize("wkb", WKB)
def test_points_in_every_kind_of_wkb_are_read_and_kept(tmp_path, shapes, wkb, order, suffix):
    geometries = pa.array(shapely.to_wkb(shapes, byte_order=order, **WKB[wkb]), pa.binary())
    embed(write_parquet(tmp_path / "in.parquet", geometries), tmp_path / f"out{suffix}")
    points = read(tmp_path / f"out{suffix}")
    vectors = ENCODER.embed(np.array(PLACES))
    expected = [vectors[0], vectors[1:].mean(axis=0), *np.full((3, 3), np.nan)]
    np.testing.assert_allclose(points.embeddings, expected, atol=1e-7)
    kept = shapely.from_wkb(points.geometry.to_numpy())
    assert shapely.equals(kept[:2], shapes[:2]).all()
    assert shapely.has_z(kept[:2]).tolist() == shapely.has_z(shapes[:2]).tolist()


def test_srids_in_the_geometries_change_nothing(tmp_path, shapes):
    for wkb in ("iso", "with SRID"):
        source = write_parquet(tmp_path / "in.parquet", pa.array(shapely.to_wkb(shapes, **WKB[wkb]), pa.binary()))
        embed(source, tmp_path / f"{wkb}.parquet")
    assert (tmp_path / "iso.parquet").read_bytes() == (tmp_path / "with SRID.parquet").read_bytes()


def test_stations_of_the_world_are_read(tmp_path):
    embed(scene_file("data", "points", "airtemp_stations_kg.csv"), tmp_path / "out.parquet")
    points = read(tmp_path / "out.parquet")
    assert len(points.embeddings) == 3076
    assert np.isfinite(points.embeddings).all()
    assert set(points.attributes.column_names) >= {"meanT", "meanP", "kg"}
    assert points.attributes.column("meanT").type == pa.float64()


def test_cities_of_the_world_are_read(tmp_path):
    embed(real_data("data", "points", "world_cities_kg.csv"), tmp_path / "out.gpkg")
    points = read(tmp_path / "out.gpkg")
    assert len(points.embeddings) == 1249
    place = points.lonlat[points.attributes.column("name").to_pylist().index("Potenza")]
    np.testing.assert_allclose(place, [15.799, 40.642])


def test_two_runs_give_the_same_geopackage(layer, tmp_path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        embed(layer, tmp_path / folder / "out.gpkg")
    with closing(sqlite3.connect(tmp_path / "one" / "out.gpkg")) as database:
        assert database.execute("SELECT last_change FROM gpkg_contents").fetchall() == [("1970-01-01T00:00:00.000Z",)]
    assert (tmp_path / "one" / "out.gpkg").read_bytes() == (tmp_path / "two" / "out.gpkg").read_bytes()


def test_a_layer_without_its_spatial_index_is_no_whole_file(layer, tmp_path, monkeypatch):
    # As on a disk that is full at the very end: GDAL makes the index last, and does not say that it failed.
    write_arrow = pyogrio.write_arrow

    def write_without_index(*arguments, layer_options, **options):
        return write_arrow(*arguments, layer_options={**(layer_options or {}), "SPATIAL_INDEX": "NO"}, **options)

    monkeypatch.setattr(pyogrio, "write_arrow", write_without_index)
    with pytest.raises(OutputError, match="spatial index"):
        embed(layer, tmp_path / "out.gpkg")
    assert not (tmp_path / "out.gpkg").exists()

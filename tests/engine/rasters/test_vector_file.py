"""Vector files and tables of text whose names, layers or coordinate systems are not as they should be."""

from __future__ import annotations

import numpy as np
import pyogrio
import pytest
import shapely
from affine import Affine
from rasterio.crs import CRS

from engine.errors import SourceError
from engine.points.source import PointSource
from engine.rasters.grid import Grid
from engine.rasters.shapes import read_shapes
from tests.engine.make_rasters import scene, write_raster

PLACES = shapely.to_wkb([shapely.Point(12, 45), shapely.Point(13, 46)])


def rows(path):
    with PointSource(path) as source:
        batches = list(source.batches())
        assert np.concatenate([batch.lonlat for batch in batches]).tolist() == [[12, 45], [13, 46]]
        return [row for batch in batches for row in batch.attributes.to_pylist()]


def read_as_points(path):
    with PointSource(path) as source:
        return list(source.batches())


def read_as_shapes(path):
    grid = Grid(crs=CRS.from_epsg(4326), transform=Affine(0.1, 0, 10, 0, -0.1, 50), width=100, height=100)
    return read_shapes(str(path), grid)


READERS = pytest.mark.parametrize("read", [read_as_points, read_as_shapes])


def write_shapefile(path, value, name=b"Fl\xe4che", **options):
    values = [np.array([value, "b"], object)]
    pyogrio.raw.write(path, PLACES, values, ["Fl_che"], geometry_type="Point", crs="EPSG:4326", **options)
    table = path.with_suffix(".dbf")
    table.write_bytes(table.read_bytes().replace(b"Fl_che", name))
    path.with_suffix(".cpg").unlink(missing_ok=True)
    return path


@pytest.mark.parametrize(("value", "name"), [("groß", b"Fl\xe4che"), ("gross", b"Fl\xe4che"), ("groß", b"Fl_che")])
def test_a_shapefile_that_does_not_say_its_encoding_is_read(tmp_path, value, name):
    path = write_shapefile(tmp_path / "a.shp", value, name, encoding="ISO-8859-1")
    assert [list(row.items()) for row in rows(path)] == [
        [(name.decode("latin-1"), value)],
        [(name.decode("latin-1"), "b")],
    ]
    assert len(read_as_shapes(path)) == 2


def test_a_shapefile_in_utf_8_that_does_not_say_so_is_read_as_before(tmp_path):
    path = write_shapefile(tmp_path / "a.shp", "groß", "Fläch".encode(), encoding="UTF-8")
    assert [next(iter(row.values())) for row in rows(path)] == ["groß", "b"]


@pytest.mark.parametrize("coding", ["utf-16", "utf-16-be", "utf-8-sig"])
@pytest.mark.parametrize("name", ["a.csv", "a.txt"])
def test_a_table_of_text_is_read_by_its_mark_of_encoding(tmp_path, coding, name):
    text = "Größe;lat;lon\n☃;45;12\nb;46;13\n"
    mark = b"\xfe\xff" if coding == "utf-16-be" else b""
    (tmp_path / name).write_bytes(mark + text.encode(coding))
    assert [row["Größe"] for row in rows(tmp_path / name)] == ["☃", "b"]
    assert len(read_as_shapes(tmp_path / name)) == 2


def test_a_long_table_in_utf_16_is_read_whole(tmp_path, monkeypatch):
    monkeypatch.setattr("engine.rasters.vector_file.PIECE", 7)  # in the middle of a letter
    lines = "".join(f"ä{number},{45 + number / 1000},12\n" for number in range(500))
    (tmp_path / "a.csv").write_bytes(f"Größe,lat,lon\n{lines}".encode("utf-16"))
    with PointSource(tmp_path / "a.csv") as source:
        (batch,) = source.batches()
    assert batch.attributes.column("Größe").to_pylist() == [f"ä{number}" for number in range(500)]


@READERS
@pytest.mark.parametrize("kind", ["csv", "geojson", "gpkg"])
def test_names_that_are_not_utf_8_are_refused_with_what_to_do(tmp_path, read, kind):
    path = tmp_path / f"a.{kind}"
    if kind == "gpkg":
        pyogrio.raw.write(path, PLACES, [np.array([1, 2])], ["MARKED"], geometry_type="Point", crs="EPSG:4326")
        path.write_bytes(path.read_bytes().replace(b"MARKED", b"Fl\xe4che"))
    elif kind == "csv":
        path.write_bytes("Größe;lat;lon\n1;45;12\n".encode("cp1252"))
    else:
        feature = '{"type":"Feature","properties":{"Größe":1},"geometry":{"type":"Point","coordinates":[12,45]}}'
        path.write_bytes(f'{{"type":"FeatureCollection","features":[{feature}]}}'.encode("latin-1"))
    with pytest.raises(SourceError, match="UTF-8") as refused:
        read(path)
    assert refused.value.hint


@READERS
def test_a_file_without_layers_is_refused(tmp_path, read):
    path = write_raster(tmp_path / "picture.gpkg", scene(3).astype("uint8"), driver="GPKG")
    with pytest.raises(SourceError, match=r"picture\.gpkg"):
        read(path)
    kml = tmp_path / "links.kml"
    kml.write_text('<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>x</name></Document></kml>')
    with pytest.raises(SourceError, match=r"links\.kml"):
        read(kml)


@READERS
@pytest.mark.parametrize(
    "text", [b'GEOGCS["broken",DATUM["x",SPHER', b"\xff\xfe\x00", b'PROJCS["gr\xfcn",GEOGCS["a"]]']
)
def test_a_broken_coordinate_system_beside_a_shapefile_is_no_traceback(tmp_path, read, text):
    path = write_shapefile(tmp_path / "a.shp", "b", b"number")
    path.with_suffix(".prj").write_bytes(text)
    try:
        read(path)
    except SourceError as error:
        assert error.hint  # noqa: PT017 - one that GDAL mends may be read


@READERS
def test_a_coordinate_system_whose_name_is_not_utf_8_is_refused(tmp_path, read):
    path = write_shapefile(tmp_path / "a.shp", "b", b"number")
    wkt = (
        'PROJCS["gr\xfcn",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],'
        'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],'
        'PARAMETER["False_Easting",500000.0],UNIT["Meter",1.0]]'
    )
    path.with_suffix(".prj").write_bytes(wkt.encode("latin-1"))
    with pytest.raises(SourceError, match="coordinate system"):
        read(path)

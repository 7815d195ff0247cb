"""Tables as people have them: places as text, and vectors in columns of any name."""

from __future__ import annotations

import numpy as np
import pyogrio
import pytest

from engine.points.coordinates import angle
from engine.points.source import PointSource, read_embedded


@pytest.mark.parametrize(
    ("text", "letters", "value"),
    [
        ("12°30'00\"S", "NS", -12.5),
        ("77°15'00\"W", "EW", -77.25),
        ("40°30'N", "NS", 40.5),
        ("3°45'W", "EW", -3.75),
        ("N 40 30 18", "NS", 40.505),
        ("40:30:18,0", "NS", 40.505),
        ("-12,75", "NS", -12.75),
        ("\u221212.75°", "NS", -12.75),
        (" 12º 30′ 36″ n ", "NS", 12.51),
        ("359.5", "EW", 359.5),
        ("466000,5", None, 466000.5),
        ("-3 30", "EW", -3.5),
    ],
)
def test_an_angle_is_read_as_it_is_written(text, letters, value):
    assert angle(text, letters) == pytest.approx(value, abs=1e-12)


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("unknown", "NS"),
        ("", "NS"),
        ("12°75'S", "NS"),
        ("95", "NS"),
        ("12E", "NS"),
        ("12N", "EW"),
        ("-12S", "NS"),
        ("N12S", "NS"),
        ("1.234,5", "EW"),
        ("466000N", None),
        ("12 30 20 10", "NS"),
    ],
)
def test_what_is_no_angle_is_not_guessed_at(text, letters):
    assert angle(text, letters) is None


@pytest.fixture
def sampled(command, tmp_path):
    """Runs embed-points on a table, on a raster of the world; returns the outcome's value and the output."""
    from affine import Affine

    from tests.engine.make_rasters import vectors, write_embeddings

    world = write_embeddings(
        tmp_path / "w.tif", vectors(height=36, width=72), crs="EPSG:4326", transform=Affine(5, 0, -180, 0, -5, 90)
    )

    def run(text, *arguments, output="o.gpkg"):
        (tmp_path / "t.csv").write_text(text, "utf-8")
        files = ["--points", tmp_path / "t.csv", "--embeddings", world, "--output", tmp_path / output]
        outcome = command("embed-points", *files, "--json", *arguments)
        return outcome, tmp_path / output

    return run


def columns(path, *names):
    _, _, _, data = pyogrio.raw.read(path, columns=list(names))
    fields = pyogrio.raw.read(path, columns=list(names))[0]["fields"].tolist()
    return {name: data[fields.index(name)].tolist() for name in names}


@pytest.mark.parametrize("output", ["o.gpkg", "o.parquet"])
def test_degrees_minutes_and_seconds_are_read_and_their_text_is_kept(sampled, output):
    outcome, path = sampled("name,lat,lon\none,12°30'00\"S,77°15'00\"W\ntwo,40°30'N,3°45'W\n", output=output)
    assert (outcome.value["embedded"], outcome.value["notes"]) == (2, [])
    with PointSource(path) as source:
        points = read_embedded(source)
    np.testing.assert_allclose(points.lonlat, [(-77.25, -12.5), (-3.75, 40.5)])
    assert points.attributes.column("lat").to_pylist() == ["12°30'00\"S", "40°30'N"]
    assert points.attributes.column("lon").to_pylist() == ["77°15'00\"W", "3°45'W"]
    assert outcome.err == ""


def test_a_comma_before_the_decimals_is_read(sampled):
    outcome, _ = sampled('name,lat,lon\none,"-12,75","-77,25"\ntwo,"40,5","-3,75"\n')
    assert outcome.value["embedded"] == 2


def test_rows_without_a_place_are_counted_and_the_first_is_named(sampled):
    outcome, path = sampled("name,lat,lon\none,-12.75,-77.25\ntwo,40.5,-3.75\nthree,unknown,-3\nfour,,\nfive,?,9\n")
    assert outcome.value["embedded"] == 2
    (note,) = outcome.value["notes"]
    assert note.startswith("2 of 5 rows")
    assert "'unknown'" in note
    assert "row 3" in note
    assert columns(path, "lat") == {"lat": ["-12.75", "40.5", "unknown", None, "?"]}


def test_a_table_none_of_whose_places_can_be_read_is_refused(sampled):
    outcome, path = sampled("name,lat,lon\none,north,east\n")
    assert outcome.status == 2
    assert "'east' and 'north'" in outcome.err
    assert "Write degrees" in outcome.err
    assert not path.exists()


# Vectors of other tools -----------------------------------------------------------------------------------------------


def table(path, names, rows=12, before="", behind=""):
    random = np.random.default_rng(0)
    lines = [f"{before}{','.join(names)}{behind},lon,lat"]
    for row in range(rows):
        values = ",".join(f"{value:.5f}" for value in random.normal(size=len(names)))
        lines.append(f"{'7,' if before else ''}{values}{',8' if behind else ''},{10 + row},{45 - row}")
    path.write_text("\n".join(lines) + "\n")
    return path


@pytest.mark.parametrize(
    "names",
    [
        [f"A{dim:02d}" for dim in range(64)],
        [f"emb_{dim}" for dim in range(20)],
        [f"dim{dim}" for dim in range(1, 17)],
        [f"b{dim:03d}" for dim in range(16)],
    ],
)
def test_numbered_columns_of_any_prefix_are_a_vector(tmp_path, names):
    with PointSource(table(tmp_path / "t.csv", names, before="system_1,", behind=",year_2020")) as source:
        points = read_embedded(source)
    assert points.embeddings.shape == (12, len(names))
    assert points.attributes.column_names == ["system_1", "year_2020", "lon", "lat"]
    np.testing.assert_allclose(points.embeddings[0], np.random.default_rng(0).normal(size=len(names)), atol=1e-5)


@pytest.mark.parametrize("names", [[f"t{month}" for month in range(1, 13)], [f"y{year}" for year in range(2000, 2020)]])
def test_months_and_years_are_no_vector(tmp_path, names):
    with PointSource(table(tmp_path / "t.csv", names)) as source:
        assert next(source.batches()).embeddings is None


def test_the_vectors_of_another_tool_stay_when_the_points_are_embedded_anew(sampled, tmp_path):
    names = [f"A{dim:02d}" for dim in range(16)]
    outcome, path = sampled(table(tmp_path / "a.csv", names).read_text())
    assert outcome.value["embedded"] == 12
    fields = pyogrio.read_info(path)["fields"].tolist()
    assert fields == [*names, "lon", "lat", *(f"e{dim:03d}" for dim in range(6))]
    with PointSource(path) as source:
        assert read_embedded(source).embeddings.shape == (12, 6)


def test_classes_are_made_of_such_a_table(command, tmp_path):
    source = table(tmp_path / "t.csv", [f"A{dim:02d}" for dim in range(64)], rows=30)
    outcome = command("kmeans-points", "--points", source, "--clusters", 3, "--output", tmp_path / "c.gpkg", "--json")
    assert outcome.status == 0, outcome.err

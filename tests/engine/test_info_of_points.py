"""`info` of points and areas that have embeddings."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely


def write_chips(path, column="embeddings"):
    shapes = [shapely.to_wkb(shapely.box(10 + index, 50, 10.1 + index, 50.1)) for index in range(5)]
    values = np.random.default_rng(0).normal(size=(5, 64)).astype("float32")
    pq.write_table(pa.table({"id": range(5), column: pa.array(list(values)), "geometry": shapes}), path)
    return path


def test_a_geoparquet_of_chips_is_described(command, tmp_path):
    ended = command("info", str(write_chips(tmp_path / "chips.parquet", "vector")), "--json")
    found = ended.value
    assert (found["rows"], found["dim"], found["crs_name"], found["model"]) == (5, 64, "EPSG:4326", "unknown")
    assert found["kind"] == "embeddings"
    assert any("taken as degrees" in note for note in found["notes"])
    assert any("column “vector”" in note for note in found["notes"])


def test_what_has_no_embeddings_is_still_no_raster(command, tmp_path):
    (tmp_path / "places.csv").write_text("lon,lat\n10,50\n")
    ended = command("info", str(tmp_path / "places.csv"))
    assert ended.status != 0
    assert "is not a raster" in ended.err

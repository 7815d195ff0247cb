"""GeoParquet at an address: the rows of the local file, by ranges, and nothing secret left."""

from __future__ import annotations

import shutil

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from engine.errors import SourceError
from engine.points.source import PointSource
from engine.remote import ranges
from engine.remote.addresses import name_of
from tests.range_server import range_server

ROWS = 3000


@pytest.fixture
def server(tmp_path, monkeypatch):
    """A server of ``chips.parquet``: centres, embeddings that differ, and a column that is long."""
    monkeypatch.setattr(ranges, "FIRST_PAUSE_S", 0.0)
    folder = tmp_path / "served"
    folder.mkdir()
    table = {
        "centre_lon": [10 + 0.001 * row for row in range(ROWS)],
        "centre_lat": [50.0] * ROWS,
        "embedding": pa.array([[(row * step) % 17 - 8.0 for step in range(1, 17)] for row in range(ROWS)]),
        "name": [f"row {row}" for row in range(ROWS)],
    }
    pq.write_table(pa.table(table), folder / "chips.parquet", row_group_size=1000)
    with range_server(folder) as running:
        running.signature = "SECRET"
        yield running


def test_classes_of_a_remote_file_are_those_of_the_local_one_and_leave_no_signature(command, server, folder, home):
    address = server.url("chips.parquet", "sig=SECRET")
    for source, output in ((server.folder / "chips.parquet", "local"), (address, "remote")):
        made = command("kmeans-points", "--points", source, "--clusters", 3, "--output", folder / f"{output}.parquet")
        assert made.status == 0, made
        assert "SECRET" not in made.out + made.err
    local, remote = (pq.read_table(folder / f"{name}.parquet") for name in ("local", "remote"))
    assert local.equals(remote)
    assert remote["name"].to_pylist() == [f"row {row}" for row in range(ROWS)]
    assert all(b"SECRET" not in path.read_bytes() for where in (folder, home) for path in where.rglob("*.*"))


def test_answers_that_break_off_change_nothing_and_refusals_are_said(server):
    name = name_of(server.url("chips.parquet", "sig=SECRET"))
    server.cut_every = 2
    with PointSource(name) as source:
        assert sum(len(batch.owners) for batch in source.batches()) == ROWS
    shutil.copy(server.folder / "chips.parquet", server.folder / "others.parquet")
    server.cut_every, server.refuse_after = None, len(server.seen) + 1  # after its beginning
    with pytest.raises(SourceError, match=r"does not give others\.parquet \(403\)"):
        list(PointSource(name_of(server.url("others.parquet", "sig=SECRET"))).batches())


def test_other_tables_at_an_address_are_to_be_downloaded(server):
    shutil.copy(server.folder / "chips.parquet", server.folder / "chips.gpkg")
    with pytest.raises(SourceError, match=r"only GeoParquet is read\. Download the file"):
        PointSource(name_of(server.url("chips.gpkg", "sig=SECRET")))
    assert not server.seen

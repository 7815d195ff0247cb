"""The client with the real engine: the same conversation, in an environment that would break it."""

from __future__ import annotations

import os
import subprocess
import time

import pytest
from landprint.plugin.client.environment import find_environment
from landprint.plugin.client.failure import EngineFailure
from landprint.plugin.client.session import Session

from tests.client.test_environment import HOSTILE
from tests.places import ROOT

WRITE_RASTER = """
import sys
import numpy as np, rasterio
from rasterio.transform import from_origin
path, size = sys.argv[1], int(sys.argv[2])
pixels = np.random.default_rng(0).integers(1, 255, (3, size, size), dtype="uint8")
profile = dict(driver="GTiff", width=size, height=size, count=3, dtype="uint8", crs="EPSG:32725",
               transform=from_origin(500000, 5000000, 10, 10))
with rasterio.open(path, "w", **profile) as dataset:
    dataset.write(pixels)
"""


@pytest.fixture(scope="module")
def environment():
    try:
        return find_environment(ROOT)
    except EngineFailure:
        pytest.skip("needs the engine's environment (make setup)")


@pytest.fixture
def session(environment):
    with Session(lambda: environment) as session:
        yield session


@pytest.fixture(scope="module")
def raster(environment, tmp_path_factory):
    """Writes a raster of noise in a folder whose name is not ASCII."""
    folder = tmp_path_factory.mktemp("é 雪")

    def write(size: int) -> str:
        path = folder / f"ü {size}.tif"
        if not path.exists():
            command = [environment.python, "-s", "-c", WRITE_RASTER, path, str(size)]
            subprocess.run(command, env=environment.variables(), check=True)
        return str(path)

    return write


def test_the_engine_says_which_encoders_it_has(session):
    names = [encoder["name"] for encoder in session.request("encoders")["encoders"]]
    assert "random-features" in names


def test_a_hostile_environment_does_not_reach_the_engine(session, raster, tmp_path, monkeypatch):
    path = raster(64)
    (tmp_path / "json.py").write_text("raise SystemExit('the wrong json')")
    (tmp_path / "proj.db").write_text("no database")
    (tmp_path / "libstdc++.so.6").write_text("no library")
    for name, value in HOSTILE.items():
        monkeypatch.setenv(name, value.format(folder=tmp_path))
    info = session.request("info", {"path": path})
    assert (info["path"], info["width"], info["band_count"]) == (path, 64, 3)
    assert info["crs_name"] == "EPSG:32725"


def test_an_embedding_goes_there_and_back(session, raster, tmp_path):
    seen = []
    output = str(tmp_path / "e é.tif")
    params = {"raster": raster(64), "output": output, "patch": 8, "filters": 16}
    value = session.request("embed_raster", params, on_progress=seen.append)
    assert (value["output"], value["dim"], value["width"], value["height"]) == (output, 32, 8, 8)
    fractions = [progress.fraction for progress in seen]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    place = session.request("embedding_at", {"embeddings": output, "at": [500_200, 4_999_800]})
    assert len(place["vector"]) == place["dimension"] == 32


@pytest.mark.parametrize(
    ("method", "params", "code"),
    [
        ("info", {"path": "/nowhere/é.tif"}, "source"),
        ("info", {"wrong": 1}, "parameter"),
        ("info", {}, "parameter"),
        ("no_such_operation", {}, "parameter"),
    ],
)
def test_what_the_user_can_mend_comes_with_a_sentence(session, method, params, code):
    with pytest.raises(EngineFailure) as caught:
        session.request(method, params)
    assert caught.value.code == code
    assert caught.value.message.endswith(".")
    assert "Traceback" not in str(caught.value)
    assert session.request("scratches")["bytes"] >= 0  # it goes on


def start_long_work(session, raster, tmp_path):
    params = {"raster": raster(3000), "output": str(tmp_path / "e.tif"), "patch": 2, "filters": 512}
    begun = []
    pending = session.submit("embed_raster", params, on_progress=begun.append)
    deadline = time.monotonic() + 60
    while not begun or begun[-1].fraction < 0.02:
        assert time.monotonic() < deadline
        assert not pending.future.done()
        time.sleep(0.02)
    return pending


def test_cancel_is_answered_at_once_by_an_engine_that_lives_on(session, raster, tmp_path):
    pending = start_long_work(session, raster, tmp_path)
    pid = session._engine._process.pid
    started = time.monotonic()
    pending.cancel()
    with pytest.raises(EngineFailure) as caught:
        pending.result(10)
    assert caught.value.is_cancelled
    assert time.monotonic() - started < 5
    assert session.request("scratches")
    assert session._engine._process.pid == pid
    assert list(tmp_path.iterdir()) == []


def test_a_quick_request_behind_a_cancelled_one_does_not_wait_for_it(session, raster, tmp_path):
    pending = start_long_work(session, raster, tmp_path)
    behind = session.submit("info", {"path": raster(64)})
    pending.cancel()
    started = time.monotonic()
    assert behind.result(10)["width"] == 64
    assert time.monotonic() - started < 1.5


def test_closing_ends_an_engine_that_works(environment, raster, tmp_path):
    session = Session(lambda: environment)
    start_long_work(session, raster, tmp_path)
    process = session._engine._process
    started = time.monotonic()
    session.close()
    assert time.monotonic() - started < 3
    assert process.poll() is not None
    assert list(tmp_path.iterdir()) == []


def test_a_small_request_takes_a_millisecond_or_so(session):
    session.request("scratches")
    times = []
    for _ in range(20):
        started = time.perf_counter()
        session.submit("scratches").result(5)
        times.append(time.perf_counter() - started)
    assert sorted(times)[10] < 0.02


def test_the_engine_keeps_its_hands_off_this_process(session):
    before = dict(os.environ)
    session.request("encoders")
    assert dict(os.environ) == before

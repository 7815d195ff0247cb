"""What the engine's tests share: a cache folder of their own, the command line, and made-up scenes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import pytest
import rasterio

from engine.cli import main
from tests.engine.make_rasters import scene, write_raster
from tests.engine.weights.hub_server import forget_settings
from tests.places import ROOT


class Outcome(NamedTuple):
    """What a command left: its exit status and what it said."""

    status: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        """The result of a command with --json."""
        return json.loads(self.out)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A cache folder that no other test and no person uses."""
    folder = tmp_path / "home"
    monkeypatch.setenv("LANDPRINT_HOME", str(folder))
    return folder


@pytest.fixture
def hub_client(tmp_path, monkeypatch):
    """A client of the hub without settings of the machine's own, that waits shortly."""
    from huggingface_hub import constants
    from huggingface_hub.utils import close_session

    from engine.weights import hub

    forget_settings(monkeypatch, tmp_path / "hub")
    monkeypatch.setattr(constants, "HF_TOKEN_PATH", str(tmp_path / "no-token"))
    monkeypatch.setattr(hub, "FIRST_PAUSE_S", 0.01)
    monkeypatch.setattr(hub, "LONGEST_PAUSE_S", 0.02)
    close_session()
    yield
    close_session()


@pytest.fixture
def command(capfd):
    """Runs the command line in this process."""

    def run(*arguments: object) -> Outcome:
        capfd.readouterr()
        handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGPIPE)}
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as error:
            status = int(error.code or 0)
        finally:
            for number, handler in handlers.items():
                signal.signal(number, handler)
        return Outcome(status, *capfd.readouterr())

    return run


@pytest.fixture
def write(command, folder):
    """Runs a command that writes a raster; returns its first band (row, column) and the result."""

    def run(*arguments: object, name: str) -> tuple[np.ndarray, Any]:
        outcome = command(*arguments, "--output", folder / name, "--json")
        assert outcome.status == 0, outcome.err
        with rasterio.open(folder / name) as dataset:
            return dataset.read(1), outcome.value

    return run


@pytest.fixture
def alone():
    """Runs the command line in a process of its own, where GDAL reads its settings anew; returns what it left."""

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "engine", *map(str, arguments)]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    return run


@pytest.fixture
def start_python():
    """Starts Python as a process of its own; what is left of it is ended."""
    running = []

    def begin(*arguments: object, **options: Any) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, *map(str, arguments)],
            cwd=ROOT,
            env={**os.environ, "OMP_NUM_THREADS": "1", **options.pop("env", {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **options,
        )
        running.append(process)
        return process

    yield begin
    for process in running:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.fixture
def start(start_python):
    """Starts the command line as a process of its own."""
    return partial(start_python, "-m", "engine")


@pytest.fixture
def cluster(tmp_path):
    """A Dask cluster of two processes of this machine."""
    distributed = pytest.importorskip("distributed", reason="Dask is an extra")
    import dask

    with (
        dask.config.set({"temporary-directory": str(tmp_path)}),
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as found,
    ):
        yield found


@pytest.fixture
def client(cluster):
    """Its client."""
    import distributed

    with distributed.Client(cluster) as found:
        yield found


@pytest.fixture
def folder(tmp_path):
    """A folder for outputs, with nothing else in it."""
    path = tmp_path / "outputs"
    path.mkdir()
    return path


@pytest.fixture
def raster(tmp_path):
    """A scene of three bands, 64 x 64 pixels of 10 m."""
    return write_raster(tmp_path / "scene.tif", scene().astype("uint8"))

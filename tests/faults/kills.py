"""Runs that are killed at seeded moments and begun again: what they leave equals what an undisturbed run leaves."""

from __future__ import annotations

import contextlib
import os
import queue
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import rasterio

from engine.operations.table import OPERATIONS
from engine.requests.parameters import Kind
from tests.engine.make_rasters import scene, vectors, write_embeddings, write_raster
from tests.engine.make_scenes import BANDS
from tests.engine.weights.hub_server import running_hub
from tests.engine.weights.torch_files import satclip_arrays, write_checkpoint
from tests.faults.serving import Engine
from tests.faults.table import Row, Table
from tests.places import ROOT, random_checkpoint

ENCODER = "satclip-resnet18-l10"
KEY = ("microsoft/SatCLIP-ResNet18-L10", "satclip-resnet18-l10.ckpt")
AT = [288_600.0, 9_119_500.0]
LEARNED = {"attribute": "warmth", "block_degrees": 0.002}
Contents = dict[str, bytes]


@dataclass(frozen=True, kw_only=True)
class Run:
    """An operation that writes: ``params`` with {inputs} and {outputs} in its texts."""

    name: str
    method: str
    params: dict[str, Any]
    is_command: bool = False  # as a command line, else as a request to `serve`


def make_inputs(folder: Path) -> None:
    """The files that the runs read: large enough that a run takes a while."""
    folder.mkdir(parents=True)
    write_raster(folder / "scene.tif", scene(3, 1024, 1024).astype("uint8"), tiled=True, compress="deflate")
    bands = scene(12, 320, 320).astype("uint16") * 20
    with rasterio.open(write_raster(folder / "s2.tif", bands), "r+") as dataset:
        dataset.descriptions = BANDS
    write_embeddings(folder / "e.tif", vectors(32, 220, 260), tiled=True, blockxsize=64, blockysize=64)
    random = np.random.default_rng(0)
    lon, lat = random.uniform(-34.92, -34.91, 6000), random.uniform(-7.98, -7.97, 6000)
    rows = (f"{x:.6f},{y:.6f},{20 + x:.4f}" for x, y in zip(lon, lat, strict=True))
    (folder / "points.csv").write_text("\n".join(["lon,lat,warmth", *rows]) + "\n")
    write_checkpoint(folder / "w.ckpt", satclip_arrays(capacity=512), {"legendre_polys": 10})


def runs() -> list[Run]:
    """Every operation that writes, those that resume more often."""
    points = {"points": "{inputs}/points.csv"}
    embedded = {"points": "{inputs}/embedded.parquet"}
    places = {"encoder": ENCODER, "checkpoint": "{inputs}/w.ckpt"}
    raster = {"raster": ["{inputs}/scene.tif"], "filters": 32, "patch": 8}
    embeddings = {"embeddings": "{inputs}/e.tif"}
    sentinel_2 = {"raster": ["{inputs}/s2.tif"], "checkpoint": str(random_checkpoint("galileo-nano.pt"))}
    image = {"raster": "{inputs}/s2.tif", "image_checkpoint": str(random_checkpoint("satclip-resnet18-image.ckpt"))}
    grid = {"bounds": [-40, -20, 0, 20], "resolution": 0.25}
    found = [
        ("embed raster", "embed_raster", {**raster, "output": "{outputs}/e.tif"}),
        (
            "embed raster, other",
            "embed_raster",
            {**raster, "detail": 2, "dtype": "float32", "output": "{outputs}/e.tif"},
        ),
        ("similarity map", "similarity_map", {**embeddings, "at": [AT], "output": "{outputs}/s.tif"}),
        (
            "classes of examples",
            "classify",
            {
                **embeddings,
                "places": [
                    {"class": name, "x": AT[0] + step, "y": AT[1]}
                    for name, step in (("a", 0), ("a", 90), ("b", 180), ("b", 270))
                ],
                "save_model": "{outputs}/c.json",
                "certainty": "{outputs}/y.tif",
                "output": "{outputs}/c.tif",
            },
        ),
        ("kmeans", "kmeans", {**embeddings, "clusters": 5, "output": "{outputs}/k.tif"}),
        ("components", "principal_components", {**embeddings, "output": "{outputs}/p.tif"}),
        ("points to geopackage", "embed_points", {**points, **embeddings, "output": "{outputs}/p.gpkg"}),
        ("points to parquet", "embed_points", {**points, **places, "output": "{outputs}/p.parquet"}),
        ("locations", "embed_locations", {**places, **grid, "output": "{outputs}/l.tif"}),
        ("similar points", "similar_points", {**embedded, "at": [[-34.915, -7.975]], "output": "{outputs}/s.gpkg"}),
        ("classes of points", "kmeans_points", {**embedded, "clusters": 4, "output": "{outputs}/c.gpkg"}),
        ("attribute", "fit_attribute", {**embedded, **LEARNED, "output": "{outputs}/a.json"}),
        (
            "predicted map",
            "predict_attribute",
            {"model": "{inputs}/model.json", "embeddings": "{inputs}/e.tif", "output": "{outputs}/m.tif"},
        ),
        (
            "embed raster, galileo",
            "embed_raster",
            {**sentinel_2, "encoder": "galileo-nano", "output": "{outputs}/e.tif"},
        ),
        ("locate image", "locate_image", {**image, **places, **grid, "output": "{outputs}/l.tif"}),
        ("import", "import_checkpoint", {"encoder": ENCODER, "path": "{inputs}/w.ckpt"}),
        ("download", "download", {"encoder": ENCODER}),
    ]
    return [
        Run(name=f"{name}{', command' if is_command else ''}", method=method, params=params, is_command=is_command)
        for is_command in (False, True)
        for name, method, params in found
    ]


class Killer:
    """Runs and kills engines in ``folder``."""

    def __init__(self, folder: Path, table: Table, environment: dict[str, str], *, is_thorough: bool) -> None:
        self.folder = folder
        self.is_thorough = is_thorough  # whether two undisturbed runs are compared, too
        self.table = table
        self.environment = environment
        make_inputs(folder / "inputs")
        self.whole: dict[str, tuple[Contents, float]] = {}
        for method, params in (
            (
                "embed_points",
                {
                    "points": "{inputs}/points.csv",
                    "embeddings": "{inputs}/e.tif",
                    "output": "{inputs}/embedded.parquet",
                },
            ),
            (
                "fit_attribute",
                {"points": "{inputs}/embedded.parquet", **LEARNED, "output": "{inputs}/model.json"},
            ),
        ):
            self.run_whole(Run(name="input", method=method, params=params), folder / "inputs")

    def try_run(self, run: Run, number: int, seed: int) -> None:
        """Kill the run at a moment, begin it again, and compare."""
        random = Random(f"{seed} {run.name} {number}")
        if run.name not in self.whole:
            place = self._place()
            seconds = self.run_whole(run, place)
            whole = contents(place)
            if self.is_thorough:
                place = self._place()
                self.run_whole(run, place)
                if names := different(whole, contents(place)):
                    self._row(run).fail("differs", f"{run.name}: {names} of two undisturbed runs")
            self.whole[run.name] = whole, seconds
        whole, seconds = self.whole[run.name]
        place = self._place()
        moments = []
        for _ in range(random.choice((1, 1, 2))):
            moments.append(random.uniform(0.0, 1.02))
            self._run_killed(run, place, moments[-1], seconds, random)
            half = {name: body for name, body in contents(place / "outputs").items() if not name.startswith(".")}
            if any(whole.get(f"outputs/{name}") != body for name, body in half.items()):
                self._row(run).fail("differs", f"{run.name} {number}: {sorted(half)} is not whole after a kill")
        self.run_whole(run, place)
        row, found = self._row(run), contents(place)
        row.tried += 1
        if left := sorted(set(found) - set(whole)):
            row.fail("left", f"{run.name} {number} at {moments}: {left}")
        if different(whole, {name: body for name, body in found.items() if name in whole}):
            row.fail("differs", f"{run.name} {number} at {moments}: {different(whole, found)}")
        if row.messages and row.messages[-1].split(": ")[1].startswith(f"{run.name} {number}"):
            self.table.keep(f"{run.name} {number}", {"moments": moments, "messages": row.messages[-2:]}, place)

    def _row(self, run: Run) -> Row:
        return self.table[f"kills: {run.name}"]

    def _place(self) -> Path:
        """The same folder each time, empty: paths are in outputs."""
        place = self.folder / "run"
        shutil.rmtree(place, ignore_errors=True)
        (place / "outputs").mkdir(parents=True)
        return place

    def params(self, run: Run, place: Path) -> dict[str, Any]:
        """The run's parameters with the folders' names."""

        def fill(value: Any) -> Any:
            if isinstance(value, list):
                return [fill(item) for item in value]
            return (
                value.format(inputs=self.folder / "inputs", outputs=place / "outputs")
                if isinstance(value, str)
                else value
            )

        return {key: fill(value) for key, value in run.params.items()}

    def _engine(self, place: Path) -> Engine:
        return Engine(place / "home", **self.environment)

    def _command(self, run: Run, place: Path) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "engine", *command_line(run.method, self.params(run, place))],
            cwd=ROOT,
            env={**os.environ, "LANDPRINT_HOME": str(place / "home"), "OMP_NUM_THREADS": "1", **self.environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )

    def run_whole(self, run: Run, place: Path) -> float:
        """Run it to its end; returns the seconds from when it could have been killed."""
        if run.is_command:
            begin = time.monotonic()
            process = self._command(run, place)
            _, said = process.communicate()
            if process.returncode:
                self._row(run).fail("traceback" if b"Traceback" in said else "other", f"{run.name}: {said[-400:]!r}")
            return time.monotonic() - begin
        with self._engine(place) as engine:
            assert engine.process.pid
            begin = time.monotonic()
            answer = engine.ask(run.method, self.params(run, place), seconds=240)
            if answer.kind != "result":
                fault = answer.fault or "other"
                self._row(run).fail(fault, f"{run.name}: {answer.message} {answer.detail[-300:]}")
            return time.monotonic() - begin

    def _run_killed(self, run: Run, place: Path, share: float, seconds: float, random: Random) -> None:
        """Begin it and send SIGKILL after a share of its time; a request also at a message of its progress."""
        if run.is_command:
            process = self._command(run, place)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(share * seconds)
            process.send_signal(signal.SIGKILL)
            process.communicate()
            return
        with self._engine(place) as engine:
            assert engine.process.pid
            engine.send(run.method, self.params(run, place))
            until = time.monotonic() + share * seconds
            at = random.uniform(0, 1) if random.random() < 0.5 else None
            with contextlib.suppress(queue.Empty):
                while (left := until - time.monotonic()) > 0:
                    message = engine.next_progress(left)
                    if message["kind"] != "progress" or (at is not None and message["fraction"] >= at):
                        break


def command_line(method: str, params: dict[str, Any]) -> list[str]:
    """The request as a command line."""
    arguments = [method.replace("_", "-")]
    for parameter in OPERATIONS[method].parameters:
        if parameter.name not in params:
            continue
        value = params[parameter.name]
        flag = [] if parameter.positional else [f"--{parameter.name.replace('_', '-')}"]
        if parameter.kind is Kind.FLAG:
            arguments += flag if value else []
        elif parameter.kind is Kind.EXAMPLES:
            arguments += [f"{flag[0]}={item['class']},{item['x']},{item['y']}" for item in value]
        elif parameter.kind in (Kind.POINTS, Kind.TEXTS, Kind.PATHS):
            for item in value:
                arguments += [*flag, text(item)]
        else:
            arguments += [*flag, text(value)]
    return arguments


def text(value: Any) -> str:
    """A value as it is typed."""
    return ",".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def contents(folder: Path) -> Contents:
    """All files below ``folder`` by name, but locks: whoever comes next takes them over."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix not in {".lock", ".log"} and path.name != "lock"
    }


def different(one: Contents, other: Contents) -> list[str]:
    """The names whose bytes differ, or that only one has."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


@contextlib.contextmanager
def hub_environment(folder: Path) -> Any:
    """What lets an engine download the made-up checkpoint, slowly enough to be killed."""
    write_checkpoint(folder / "published.ckpt", satclip_arrays(capacity=512), {"legendre_polys": 10})
    with running_hub({KEY: folder / "published.ckpt"}) as hub:
        hub.seconds_per_piece = 0.004
        yield {"HF_ENDPOINT": hub.endpoint, "HF_HOME": str(folder / "hub"), "NO_PROXY": "127.0.0.1"}


def kill_runs(table: Table, folder: Path, count: int, seed: int, *, is_thorough: bool = False) -> None:
    """``count`` runs that are killed, of each operation as many."""
    folder.mkdir(parents=True)
    with hub_environment(folder) as environment:
        killer = Killer(folder, table, environment, is_thorough=is_thorough)
        chosen = runs()
        Random(seed).shuffle(chosen)
        for number in range(count):
            killer.try_run(chosen[number % len(chosen)], number, seed)

"""Damaged files and requests, one after the other through one engine process."""

from __future__ import annotations

import json
import shutil
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from engine.operations.table import OPERATIONS
from engine.requests.parameters import Kind
from tests.faults.case import AT, WRITTEN, Case, copy_case
from tests.faults.mutations import ODD_VALUES, damaged, odd_json
from tests.faults.serving import Answer, Engine
from tests.faults.table import Row, Table

INPUTS_A_PROCESS = 400  # one that lives longer shows what piles up, and costs nothing to start
LEFT = (".partial", "-journal", "-wal", ".tmp")


class Fuzzer:
    """Feeds damaged inputs to an engine in ``folder`` and keeps those that show a fault."""

    def __init__(self, cases: list[Case], shared: Path, folder: Path, table: Table) -> None:
        self.cases = cases
        self.shared = shared
        self.folder = folder
        self.table = table
        folder.mkdir(parents=True)
        self.engine = Engine(folder / "home")

    def run(self, count: int, seed: int, until: float = float("inf")) -> None:
        """Try ``count`` damaged inputs, as many of each case; stop earlier at the clock's ``until``."""
        with self.engine:
            for number in range(count):
                if time.monotonic() > until:
                    return
                case = self.cases[number % len(self.cases)]
                self.try_file(case, number // len(self.cases), seed)
                if number % INPUTS_A_PROCESS == INPUTS_A_PROCESS - 1:
                    self.engine.stop()

    def try_file(self, case: Case, number: int, seed: int) -> Answer:
        """Damage one of the case's files and ask one of its requests."""
        key = f"{case.name} {number}"
        random = Random(zlib.crc32(f"{seed} {key}".encode()))
        place = self.folder / "inputs" / key
        outputs = self.folder / "outputs" / key
        outputs.mkdir(parents=True)
        if case.is_cache:
            self.engine.stop()
            shutil.rmtree(self.engine.home, ignore_errors=True)
            place = self.engine.home
        copy_case(case, place)
        file = place / case.damaged[number % len(case.damaged)]
        file.write_bytes(damaged(file.name, file.read_bytes(), random))
        method, params = case.requests[(number // len(case.damaged)) % len(case.requests)]
        names = {"case": str(place), "shared": str(self.shared), "output": str(outputs / "o")}
        answer = self._ask(self.table[f"files: {case.name}"], key, method, _filled(params, names), outputs)
        if not case.is_cache:
            shutil.rmtree(place)
        # A refused run may be gone on with, and so leaves its scratch.
        shutil.rmtree(self.engine.home / "scratch", ignore_errors=True)
        return answer

    def _ask(self, row: Row, key: str, method: Any, params: Any, outputs: Path) -> Answer:
        answer = self.engine.ask(method, params)
        if answer.fault in {"hang", "crash", "memory"}:  # once more, alone: a busy machine is no fault
            self.engine.stop()
            answer = self.engine.ask(method, params, seconds=20.0)
        row.tried += 1
        left = sorted(path.name for path in outputs.rglob("*"))
        is_written = isinstance(answer.value, dict) and "output" in answer.value
        expected = [] if not is_written else [Path(answer.value["output"]).name]
        caches = [path.name for path in self.engine.home.rglob("*") if any(end in path.name for end in LEFT)]
        surplus = sorted(set(left) - set(expected) - {f"{name}.aux.xml" for name in expected}) + caches
        fault = answer.fault or ("left" if surplus else None)
        if fault:
            kept = {"method": method, "params": params, "left": surplus, "answer": answer.__dict__}
            row.fail(
                fault, f"{key}: {str(method)[:40]}: {answer.message[:150]} {answer.hint[:60]} {' '.join(surplus)[:200]}"
            )
            self.table.keep(f"{fault} {key}", kept, self.folder / "inputs" / key)
            for path in self.engine.home.rglob("*"):
                if path.is_file() and any(end in path.name for end in LEFT):
                    path.unlink()
        shutil.rmtree(outputs)
        return answer

    def run_requests(self, count: int, seed: int, until: float = float("inf")) -> None:
        """Try ``count`` requests with odd parameters."""
        with self.engine:
            for number in range(count):
                if time.monotonic() > until:
                    return
                random = Random(zlib.crc32(f"{seed} request {number}".encode()))
                outputs = self.folder / "outputs" / f"request {number}"
                outputs.mkdir(parents=True)
                method = random.choice([name for name in OPERATIONS if name != "download"])
                params: Any = self._odd_params(method, random, outputs)
                if random.random() < 0.05:
                    method, params = random.choice(
                        ((method, random.choice(ODD_VALUES)), (odd_json(method, random), params))
                    )
                if method != "download":
                    self._ask(self.table["requests"], f"request {number}", method, params, outputs)

    def _odd_params(self, method: str, random: Random, outputs: Path) -> dict[str, Any]:
        """Parameters that are right but for some; an output is always in ``outputs``."""
        params = {}
        for parameter in OPERATIONS[method].parameters:
            if parameter.name in WRITTEN:
                params[parameter.name] = str(
                    outputs / random.choice(("o.tif", "o.gpkg", "o.csv", "o", "o.json", "o.parquet"))
                )
            elif parameter.required or random.random() < 0.25:
                value = self._right_value(parameter.name, parameter.kind, parameter.choices, random)
                params[parameter.name] = odd_json(value, random) if random.random() < 0.25 else value
        if isinstance(params.get("most"), int):  # as many k-means take as long as they take
            params["most"] = min(params["most"], 12)
        if random.random() < 0.03:
            params[random.choice(("", "x", "output "))] = 1
        return params

    def _right_value(self, name: str, kind: Kind, choices: tuple[str, ...], random: Random) -> Any:
        if choices:
            return random.choice(choices)
        x, y = AT
        right: dict[str, Any] = {
            "encoder": random.choice(("random-features", "satclip-resnet18-l10", "galileo-nano", "clay-v1.5")),
            "points": f"{self.shared}/points.csv",
            "filters": random.choice((1, 4, 16)),
            "patch": random.choice((1, 4, 8)),
            "resolution": random.choice((30, 90)),
            "crs": random.choice(("EPSG:32725", "EPSG:4326")),
            "extent_crs": "EPSG:32725",
            "date": "2023-01-14",
            "attribute": "warmth",
            "recipe": random.choice(("plain", "fast")),
            "count": random.choice((1, 5)),
            "clusters": random.choice((2, 3)),
            "most": 3,
            "max_memory_mb": 64,
            "gsd": random.choice((10.0, 20.0, 7.5)),
            "bounds": [-36, -9, -34, -7],
        }
        if name in right:
            return right[name]
        raster = f"{self.shared}/{random.choice(('plain.tif', 'e.tif'))}"
        by_kind: dict[Kind, Callable[[], Any]] = {
            Kind.PATH: lambda: raster,
            Kind.PATHS: lambda: [raster],
            Kind.INTEGER: lambda: random.choice((1, 2, 3)),
            Kind.NUMBER: lambda: random.choice((0.5, 1.0, 30.0)),
            Kind.FLAG: lambda: random.random() < 0.5,
            Kind.POINT: lambda: [x, y],
            Kind.POINTS: lambda: [[x, y], [x + 60, y]],
            Kind.BOUNDS: lambda: [x - 100, y - 100, x + 100, y + 50],
            Kind.INTEGERS: lambda: [1, 2, 3],
            Kind.TEXTS: lambda: ["a"],
            Kind.NAMES: lambda: ["red", "green", "blue"],
            Kind.CLASSES: lambda: ["3", "cloud"],
            Kind.EXAMPLES: lambda: [
                {"class": "a", "x": x, "y": y},
                {"class": "b", "wkt": f"POLYGON (({x} {y}, {x + 90} {y}, {x} {y - 90}, {x} {y}))"},
            ],
            Kind.COLOURS: lambda: {"a": "#ee8866"},
            Kind.TEXT: lambda: "text",
        }
        return by_kind[kind]()

    def run_lines(self, count: int, seed: int) -> None:
        """Try ``count`` damaged lines: the engine passes them over and answers the next request."""
        row = self.table["lines"]
        good = json.dumps({"kind": "request", "id": 1, "method": "encoders", "params": {}}).encode()
        with self.engine:
            for number in range(count):
                random = Random(zlib.crc32(f"{seed} line {number}".encode()))
                self.engine.send_line(damaged("line.json", good, random).replace(b"\n", b" "))
                row.tried += 1
                if number % 10 == 9:
                    answer = self.engine.ask("scratches", {})
                    if answer.fault or answer.kind != "result":
                        row.fail(answer.fault or "no answer", f"line {number}: {answer.message[:100]}")


def _filled(value: Any, names: dict[str, str]) -> Any:
    """The value with the places' names in its texts."""
    if isinstance(value, str):
        return value.format(**names) if "{" in value else value
    if isinstance(value, list):
        return [_filled(item, names) for item in value]
    if isinstance(value, dict):
        return {key: _filled(item, names) for key, item in value.items()}
    return value

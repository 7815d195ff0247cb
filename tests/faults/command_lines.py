"""Wrong command lines, made from what the operations declare: each ends with one sentence and a hint."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import NamedTuple

from engine.operations.operation import Operation
from engine.operations.table import OPERATIONS
from engine.requests.parameters import Kind, Parameter
from tests.faults.case import AT, WRITTEN
from tests.faults.kills import text
from tests.faults.table import Table
from tests.places import ROOT

SECONDS = 60.0  # with the start of a process, on a busy machine
NOT_NUMBERS = ("x", "", "1.5.2", "1e", "--", "٣x")
NUMBERS_OF = {Kind.POINT: 2, Kind.POINTS: 2, Kind.BOUNDS: 4}
WRONG_PAIRS = ("", "none", "a,1", "a,b,c", "a=red", "=#ffffff")
WRONG_OF = {Kind.FLAG: ("=5",), Kind.EXAMPLES: WRONG_PAIRS, Kind.COLOURS: WRONG_PAIRS}
TWO_SENTENCES = re.compile(r"[.!?…)\"'] [A-Z0-9`'\"(-]")


class Wrong(NamedTuple):
    """A command line, and whether it must be refused: some odd values are right."""

    arguments: list[str]
    must_fail: bool


def wrong_values(parameter: Parameter, shared: Path) -> Iterator[tuple[str, bool]]:
    """Values of the wrong kind, out of range, or naming what is not there."""
    kind, name = parameter.kind, parameter.name
    if kind in {Kind.INTEGER, Kind.NUMBER}:
        yield from ((value, True) for value in (*NOT_NUMBERS, "nan" if kind is Kind.INTEGER else "1,5"))
        yield from ((value, False) for value in ("-1", "0", "9" * 30, "1e308", "1e-9"))
        if parameter.minimum is not None:
            yield str(parameter.minimum - 1), True
        if parameter.maximum is not None:
            yield str(parameter.maximum + 1), True
    elif kind in NUMBERS_OF:
        count = NUMBERS_OF[kind]
        yield from ((value, True) for value in ("x", "1", ",".join(["1"] * (count + 1)), ",".join(["nan"] * count)))
        yield from ((",".join([value] * count), False) for value in ("1e308", "-1.797e308", "1e300", "95", "inf"))
    elif kind is Kind.INTEGERS:
        yield from ((value, True) for value in ("x", "1,,2", "1.5"))
        yield from ((value, False) for value in ("0", "-1", "99", "1,1"))
    elif kind in {Kind.PATH, Kind.PATHS} and name in WRITTEN:
        files = (
            "",
            "/none/o.tif",
            str(shared),
            str(shared / "plain.tif" / "o.tif"),
            str(shared / ("a" * 300 + ".tif")),
        )
        yield from ((value, True) for value in files)
        yield str(shared.parent / "o.none"), False
    elif kind in {Kind.PATH, Kind.PATHS}:
        yield from (("", True), (str(shared / ("a" * 300)), True))
        yield str(shared / "none.tif"), name != "checkpoint"  # of an encoder without weights it is not looked for
        others = (str(shared), str(shared / "points.csv"), "/dev/null", "\udcff.tif", "https://127.0.0.1:9/a.tif")
        yield from ((value, False) for value in others)
    elif kind in WRONG_OF:
        yield from ((value, True) for value in WRONG_OF[kind])
    elif parameter.choices or name in {"encoder", "sensor", "recipe", "crs", "extent_crs", "scale"}:
        yield from (("none", name not in {"crs", "extent_crs"}), ("", True), ("EPSG:999999", False))
    else:
        yield from (("", kind is Kind.TEXT), ("none", False), ("\udcff", False), ("a" * 5000, False))


def right(parameter: Parameter, shared: Path, outputs: Path, method: str) -> str:
    """A value with which the operation would go on."""
    by_name = {
        "output": outputs / ("o.gpkg" if "points" in method else "o.json" if method == "fit_attribute" else "o.tif"),
        "points": shared / "points.csv",
        "embeddings": shared / "e.tif",
        "similarity": shared / "e.tif",
        "encoder": "random-features" if method in {"embed_raster", "recognise"} else "satclip-resnet18-l10",
        "attribute": "warmth",
        "clusters": "2",
        "count": "3",
        "model": shared / "none.json",
        "keys": "none",
    }
    if parameter.name in by_name:
        return str(by_name[parameter.name])
    return text(AT) if parameter.kind in {Kind.POINT, Kind.POINTS} else str(shared / "plain.tif")


def wrong_lines(shared: Path, outputs: Path) -> list[Wrong]:
    """All wrong command lines: of each operation with each parameter wrong, missing or unknown."""
    found = [Wrong([], True), Wrong(["none"], True), Wrong(["--none"], True), Wrong([""], True)]
    for operation in OPERATIONS.values():
        if not operation.on_wire_only and operation.name != "download":  # no test asks the real hub
            found += _wrong_lines_of(operation, shared, outputs)
    return found


def _wrong_lines_of(operation: Operation[object], shared: Path, outputs: Path) -> Iterator[Wrong]:
    command = operation.name.replace("_", "-")
    base = {
        parameter.name: right(parameter, shared, outputs, operation.name)
        for parameter in operation.parameters
        if parameter.required
    }
    by_name = {parameter.name: parameter for parameter in operation.parameters}

    def line(values: dict[str, str]) -> list[str]:
        arguments = [command]
        for name, value in values.items():
            parameter = by_name[name]
            flag = f"--{name.replace('_', '-')}"
            if parameter.positional:
                arguments.append(value)
            else:
                arguments.append(f"{flag}{value if parameter.kind is Kind.FLAG else f'={value}'}")
        return arguments

    yield Wrong([*line(base), "--none"], True)
    yield Wrong([*line(base), "extra"], True)
    for parameter in operation.parameters:
        if parameter.required:
            yield Wrong(line({key: value for key, value in base.items() if key != parameter.name}), True)
        for value, must_fail in wrong_values(parameter, shared):
            yield Wrong(line({**base, parameter.name: value}), must_fail)


def try_lines(table: Table, shared: Path, folder: Path, count: int, seed: int) -> None:
    """Run ``count`` of the wrong command lines, from every operation alike, two at a time."""
    outputs = folder / "outputs"
    outputs.mkdir(parents=True)
    lines = wrong_lines(shared, outputs)
    Random(seed).shuffle(lines)
    by_command: dict[str, list[Wrong]] = {}
    for wrong in lines:
        by_command.setdefault(wrong.arguments[0] if wrong.arguments else "", []).append(wrong)
    chosen: list[Wrong] = []
    while len(chosen) < min(count, len(lines)):
        for group in by_command.values():
            if group and len(chosen) < count:
                chosen.append(group.pop())
    row = table["command lines"]
    inputs = sorted(shared.rglob("*"))
    with ThreadPoolExecutor(2) as pool:
        for wrong, fault in zip(chosen, pool.map(lambda wrong: fault_of(wrong, folder), chosen), strict=True):
            row.tried += 1
            if fault:
                row.fail(fault[0], f"{' '.join(wrong.arguments)[-300:]!r}: {fault[1]}")
    if left := sorted(set(shared.rglob("*")) - set(inputs)):
        row.fail("left", f"{left}")


def fault_of(wrong: Wrong, folder: Path) -> tuple[str, str] | None:
    """What is wrong with how the command ends: its kind and words."""
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "engine", *wrong.arguments],
            cwd=ROOT,
            env={**os.environ, "LANDPRINT_HOME": str(folder / "home"), "OMP_NUM_THREADS": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "hang", f"no end in {SECONDS:.0f} s"
    said = ended.stderr.decode(errors="replace")
    if "Traceback" in said:
        return "traceback", said.splitlines()[-1]
    if ended.returncode == 0:
        return ("other", "accepted") if wrong.must_fail else None
    if ended.returncode != 2:
        return "crash", f"exit status {ended.returncode}: {said[-200:]}"
    return _fault_of_words(said, ended.stdout)


def _fault_of_words(said: str, printed: bytes) -> tuple[str, str] | None:
    if said.count("\n") != 1 or not said.startswith("error: ") or printed:
        return "other", f"more than one line: {said[-500:]!r}"
    return None if TWO_SENTENCES.search(said) else ("no hint", said)

"""The command line: what it prints where, and what it exits with."""

from __future__ import annotations

import ast
import json
import signal
import subprocess
import sys

import numpy as np
import pytest
from affine import Affine

from engine import VERSION
from engine.operations.table import OPERATIONS
from tests.engine.make_rasters import scene, vectors, write_embeddings, write_raster
from tests.places import ROOT

COMMANDS = [name.replace("_", "-") for name, operation in OPERATIONS.items() if not operation.on_wire_only]
BROKEN = """
import sys
from engine.operations.operation import NoParameters, Operation
from engine.operations.table import OPERATIONS
from engine.cli import main

def fail(*_):
    raise {error}("nobody thought of this")

OPERATIONS["encoders"] = Operation(name="encoders", help="", request=NoParameters, run=fail)
sys.exit(main(["encoders"]))
"""


def test_a_command_that_goes_well_exits_with_0_and_says_nothing_on_stderr(start, raster, folder):
    process = start("embed-raster", "--raster", raster, "--filters", 4, "--output", folder / "e.tif")
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert err == ""
    assert f"output: {folder / 'e.tif'}" in out.splitlines()


def test_an_error_of_the_users_exits_with_2_and_one_line(start, folder):
    process = start("info", folder / "none.tif")
    out, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert out == ""
    assert err == f"error: There is no file {folder / 'none.tif'}. Check its name and folder.\n"


def broken(error):
    code = BROKEN.format(error=error)
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)


def test_memory_that_runs_out_is_said_in_one_line():
    done = broken("MemoryError")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith("error: The memory ran out.")


def test_a_bug_exits_with_1_and_keeps_its_traceback():
    done = broken("ZeroDivisionError")
    assert done.returncode == 1
    assert "Traceback" in done.stderr
    assert "nobody thought of this" in done.stderr


def test_ctrl_c_ends_it_within_a_second_and_says_what_then(start, tmp_path, folder, home):
    path = write_raster(tmp_path / "large.tif", scene(4, 2000, 2000).astype("uint16"))
    process = start("embed-raster", "--raster", path, "--patch", 2, "--output", folder / "e.tif")
    while not list(home.glob("scratch/*/journal")):
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=5)
    assert process.returncode == 130
    assert err == "Cancelled. The same command goes on where it stopped.\n"
    assert list(folder.iterdir()) == []


def test_json_is_one_object(command, raster, folder):
    outcome = command("embed-raster", "--raster", raster, "--filters", 4, "--output", folder / "e.tif", "--json")
    assert outcome.out.count("\n") == 1
    assert json.loads(outcome.out)["dim"] == 8


def test_json_has_no_nan(command, tmp_path):
    path = write_embeddings(tmp_path / "e.tif", vectors())
    value = json.loads(command("info", path, "--json").out, parse_constant=pytest.fail)
    assert value["nodata"] is None


def test_an_embedding_is_json_without_asking(command, tmp_path):
    values = vectors()
    path = write_embeddings(tmp_path / "e.tif", values)
    value = command("embedding-at", "--embeddings", path, "--at", "288035,9119945").value
    assert value["vector"] == values[:, 5, 3].tolist()
    assert value["dimension"] == 6
    assert value["norm"] == pytest.approx(np.linalg.norm(values[:, 5, 3]))
    assert (value["column"], value["row"]) == (3, 5)
    assert value["at"] == [288_035, 9_119_945]


@pytest.mark.parametrize("form", [["--at", "-33.0005,-7.0005"], ["--at=-33.0005,-7.0005"]])
def test_negative_coordinates_are_no_options(command, tmp_path, form):
    values = vectors()
    path = write_embeddings(
        tmp_path / "e.tif", values, crs="EPSG:4326", transform=Affine(0.001, 0, -33.003, 0, -0.001, -6.998)
    )
    value = command("embedding-at", "--embeddings", path, *form).value
    assert (value["column"], value["row"]) == (2, 2)


def test_a_negative_extent_is_no_option(command, tmp_path, folder):
    path = write_raster(
        tmp_path / "a.tif",
        scene().astype("uint8"),
        crs="EPSG:4326",
        transform=Affine(0.001, 0, -33, 0, -0.001, -7),
    )
    arguments = ["--filters", 4, "--extent", "-33,-7.016,-32.992,-7", "--output", folder / "e.tif", "--json"]
    value = command("embed-raster", "--raster", path, *arguments).value
    assert (value["width"], value["height"]) == (1, 2)


@pytest.mark.parametrize("name", [*COMMANDS, "serve"])
def test_every_command_has_help(command, name):
    outcome = command(name, "--help")
    assert outcome.status == 0
    assert f"engine {name}" in outcome.out
    assert outcome.err == ""


def test_the_help_lists_every_command(command):
    out = command("--help").out
    for name in COMMANDS:
        assert f"    {name}" in out


def test_the_version_is_said(command):
    assert command("--version").out == f"Landprint {VERSION}\n"


def test_the_encoders_are_listed_one_a_line(command):
    lines = command("encoders").out.splitlines()
    assert any(line.startswith("random-features ") for line in lines)


def test_no_hint_speaks_of_the_command_line_where_it_is_shown_in_qgis_too():
    """A hint is shown in both; what only the command line has stands apart from it."""
    hints = [
        ast.unparse(keyword.value)
        for path in (ROOT / "engine").rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        for keyword in call.keywords
        if keyword.arg == "hint"
    ]
    assert len(hints) > 100
    assert [hint for hint in hints if "--" in hint] == []

"""What the engine says of itself, whole and with pieces missing."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from engine.operations import diagnosis
from engine.operations.operation import default_of
from engine.operations.rasters import RASTER_OPERATIONS
from engine.requests.shared import MEMORY
from engine.threads import worker_count
from tests.places import ROOT, golden_weights


def lines(outcome, topic):
    return [line for line in outcome.value["lines"] if line["topic"] == topic]


def test_a_whole_engine_says_that_everything_works(command):
    outcome = command("diagnose", "--json")
    assert outcome.value["sentence"] == "Everything works."
    (embedding,) = lines(outcome, "Embedding")
    assert "told apart" in embedding["sentence"]


def test_the_lines_are_sentences_on_a_terminal(command):
    outcome = command("diagnose")
    assert outcome.out.splitlines()[-1] == "Everything works."
    assert all(line.startswith(("ok    ", "note  ")) for line in outcome.out.splitlines()[:-1])


def test_weights_that_are_here_are_checked(command, home):
    command("import-checkpoint", "galileo-nano", "--path", str(golden_weights("galileo-nano.pt")))
    (found,) = [line for line in lines(command("diagnose", "--json"), "Weights") if "Galileo" in line["sentence"]][:1]
    assert "agrees" in found["sentence"]
    (path,) = (home / "checkpoints").glob("galileo-nano.*.safetensors")
    path.write_bytes(path.read_bytes()[:1000])
    outcome = command("diagnose", "--json")
    broken = [line for line in lines(outcome, "Weights") if line["state"] == "bad"]
    assert [line["remedy"] for line in broken] == ["Remove it and download it again."]
    assert str(path) in broken[0]["sentence"]
    assert outcome.value["sentence"] == "1 line needs attention."


def test_a_cache_folder_that_cannot_be_written_is_named(command, home):
    home.write_text("a file stands where the folder would be")
    (line,) = lines(command("diagnose", "--json"), "Disk")
    assert (line["state"], "cache folder" in line["remedy"]) == ("bad", True)
    assert str(home) in line["sentence"]


def test_the_proxys_password_is_not_said(command, monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://anna:secret@proxy.example.org:3128")
    (line,) = lines(command("diagnose", "--json"), "Network")
    assert "through the proxy proxy.example.org;" in line["sentence"]
    assert "secret" not in line["sentence"]


@pytest.fixture
def bare_python(tmp_path):
    """A Python without any package."""
    folder = tmp_path / "bare"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    return folder / "bin" / "python"


def test_it_says_what_is_missing_where_no_package_is_there(bare_python):
    told = subprocess.run(
        [bare_python, "-s", "-m", "engine", "diagnose"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": ""},
    )
    assert "BAD   These packages are missing: numpy, onnxruntime," in told.stdout
    assert "Set up the engine again." in told.stdout
    assert "Traceback" not in told.stdout + told.stderr


def test_a_check_that_breaks_is_a_line_and_the_others_go_on(command, monkeypatch):
    def broken(*_arguments):
        raise RuntimeError("boom")
        yield

    monkeypatch.setitem(diagnosis.CHECKS, "Computer", broken)
    outcome = command("diagnose", "--json")
    assert [line["sentence"] for line in lines(outcome, "Computer")] == [
        "Computer cannot be looked at: RuntimeError: boom."
    ]
    assert lines(outcome, "Embedding")[0]["state"] == "good"


def test_a_machine_with_little_memory_is_told_what_helps(command, monkeypatch):
    monkeypatch.setattr(diagnosis, "total_memory", lambda: 2_000_000_000)
    monkeypatch.setattr(diagnosis, "free_memory", lambda: 500_000_000)
    (line,) = [one for one in lines(command("diagnose", "--json"), "Computer") if one["state"] == "note"]
    assert line["sentence"] == "2.0 GB of memory, 0.5 GB of them free."
    assert line["remedy"]


# What the options of QGIS say, as variables of the environment


def test_the_variables_say_what_a_request_leaves_open(monkeypatch):
    monkeypatch.setenv("LANDPRINT_MEMORY_MB", "512")
    monkeypatch.setenv("LANDPRINT_PRECISION", "fp32")
    embed = next(row for row in RASTER_OPERATIONS if row.name == "embed_raster")
    raster = {"raster": ["a.tif"], "output": "b.tif"}
    assert default_of(MEMORY) == 512
    assert embed.checked(raster).compute.precision == "fp32"
    assert embed.checked({**raster, "precision": "auto"}).compute.precision == "fp32"
    assert embed.checked({**raster, "precision": "int8"}).compute.precision == "int8"


def test_a_variable_that_makes_no_sense_is_refused_by_its_parameters_name(command, monkeypatch, tmp_path):
    monkeypatch.setenv("LANDPRINT_PRECISION", "double")
    outcome = command("embed-raster", "--raster", str(tmp_path / "a.tif"), "--output", str(tmp_path / "b.tif"))
    assert outcome.status == 2
    assert "precision cannot be 'double'" in outcome.err


def test_fewer_threads_are_used_where_the_variable_says_so(monkeypatch):
    monkeypatch.setenv("LANDPRINT_THREADS", "1")
    assert worker_count() == 1
    monkeypatch.setenv("LANDPRINT_THREADS", "100000")
    assert worker_count() == len(os.sched_getaffinity(0))


def test_the_processor_alone_is_used_where_the_variable_says_so(command, monkeypatch):
    monkeypatch.setenv("LANDPRINT_DEVICE", "cpu")
    (line,) = lines(command("diagnose", "--json"), "Graphics card")
    assert line["sentence"] == "Models run on the processor, as the options say."

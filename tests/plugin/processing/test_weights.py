"""Weights in the toolbox, fetched from a server that behaves like the hub."""

from __future__ import annotations

import time

import pytest
from qgis.core import QgsProcessingContext

from tests.engine.weights.hub_server import forget_settings, running_hub
from tests.places import real_data, scene_file
from tests.plugin.running import algorithm, refusal, run
from tests.plugin.scene import Feedback

pytestmark = pytest.mark.usefixtures("landprint_plugin")

GALILEO = ("nasaharvest/galileo", "models/nano/encoder.pt")


@pytest.fixture(autouse=True)
def surroundings(tmp_path, monkeypatch):
    """No settings of the machine's own, and an empty cache folder."""
    forget_settings(monkeypatch, tmp_path / "hf")
    monkeypatch.setenv("LANDPRINT_HOME", str(tmp_path / "home"))


@pytest.fixture
def weights():
    return real_data("weights", "galileo_nano", "encoder.pt")


@pytest.fixture
def hub(weights, monkeypatch):
    with running_hub({GALILEO: weights}) as running:
        monkeypatch.setenv("HF_ENDPOINT", running.endpoint)
        yield running


def kept(folder) -> list[str]:
    return sorted(path.name for path in folder.rglob("*.safetensors"))


def test_the_help_says_size_and_licence():
    found = algorithm("downloadweights")
    text = found.shortHelpString()
    assert "Galileo-nano: encoder 4 MB; MIT" in text
    assert "Clay v1.5: encoder 1,247 MB; Apache-2.0" in text


def test_weights_are_fetched_and_checked(hub, tmp_path):
    feedback = Feedback()
    result = run("downloadweights", feedback, ENCODER="galileo-nano")
    assert kept(tmp_path / "home") == ["galileo-nano.encoder.safetensors"]
    assert result["PATH"].endswith("galileo-nano.encoder.safetensors")
    assert result["BYTES"] > 4_000_000
    said = " ".join(feedback.said)
    assert "Galileo-nano: 4 MB from" in said
    assert "Licence: MIT" in said
    assert result["VERDICT"] in said
    assert feedback.steps == sorted(feedback.steps)
    fetched = hub.sent
    assert "here already" in run("downloadweights", ENCODER="galileo-nano")["VERDICT"]
    assert hub.sent == fetched


def test_weights_that_were_fetched_are_used(hub, tmp_path):
    run("downloadweights", ENCODER="galileo-nano")
    image = str(scene_file("data", "s1_s2_bigearthnet", "S2A_MSIL2A_20170613T101031_87_48_S2.tif"))
    run("embedraster", INPUT=image, ENCODER="galileo-nano", RECIPE="fast", OUTPUT=str(tmp_path / "e.tif"))
    assert (tmp_path / "e.tif").exists()


def test_cancel_stops_a_download_which_goes_on_later(hub, tmp_path):
    hub.seconds_per_piece = 0.02  # 16 kB each: 5 s in all
    feedback = Feedback(at=20)
    started = time.monotonic()
    results, _ = algorithm("downloadweights").run({"ENCODER": "galileo-nano"}, QgsProcessingContext(), feedback)
    assert results == {}
    assert time.monotonic() - started < 10
    assert kept(tmp_path / "home") == []
    hub.seconds_per_piece = 0.0
    run("downloadweights", ENCODER="galileo-nano")
    assert kept(tmp_path / "home")
    assert int(hub.fetched()[-1].range.removeprefix("bytes=").split("-")[0]) > 0


def test_no_network_is_told(monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    said = refusal("downloadweights", ENCODER="galileo-nano")
    assert "127.0.0.1" in said or "network" in said.lower() or "reach" in said.lower()
    assert "Traceback" not in said


def test_a_file_of_ones_own_is_taken_over(weights, tmp_path):
    result = run("importweights", FILE=str(weights), ENCODER="galileo-nano")
    assert kept(tmp_path / "home") == ["galileo-nano.encoder.safetensors"]
    assert result["VERDICT"]


def test_a_file_of_something_else_is_refused(tmp_path):
    (tmp_path / "other.ckpt").write_bytes(b"not weights at all")
    said = refusal("importweights", FILE=str(tmp_path / "other.ckpt"), ENCODER="galileo-nano")
    assert "other.ckpt" in said
    assert kept(tmp_path) == []


def test_weights_are_checked(weights):
    feedback = Feedback()
    result = run("checkweights", feedback, ENCODER="galileo-nano", CHECKPOINT=str(weights))
    assert result["AGREES"] is True
    assert any("sha256 of the file" in sentence and "agrees" in sentence for sentence in feedback.said)
    assert feedback.said[-1] == result["VERDICT"] or result["VERDICT"] in feedback.said


def test_weights_that_are_not_here_cannot_be_checked():
    said = refusal("checkweights", ENCODER="satclip-vit16-l40", PART="image")
    assert "are not here yet" in said
    assert "91 MB" in said

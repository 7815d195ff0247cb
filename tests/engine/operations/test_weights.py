"""Weights from the command to the embedding raster: fetched, taken over, listed, checked, removed."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from pathlib import Path

import numpy as np
import pytest
import safetensors.numpy

from engine.encoders.catalogue import find_part, part_of, parts
from engine.errors import Cancelled, ParameterError
from engine.operations import table as operations
from engine.operations.state import State
from engine.operations.table import run_operation
from engine.progress import Reporter
from engine.weights import checkpoints
from tests.engine.make_rasters import read_all, scene, write_raster
from tests.engine.weights.hub_server import COMMIT, running_hub
from tests.engine.weights.torch_files import satclip_arrays, write_checkpoint
from tests.places import GALILEO, ROOT, golden_weights, real_data

pytestmark = pytest.mark.usefixtures("hub_client")

GALILEO_BYTES = 4_189_406
BANDS = "blue,green,red,rededge1,rededge2,rededge3,nir,nir08,swir16,swir22"


@pytest.fixture
def weights_file():
    return real_data(*GALILEO["galileo-nano.pt"])


@pytest.fixture
def server(weights_file, monkeypatch):
    with running_hub({("nasaharvest/galileo", "models/nano/encoder.pt"): weights_file}) as running:
        monkeypatch.setenv("HF_ENDPOINT", running.endpoint)
        yield running


@pytest.fixture
def sentinel(tmp_path):
    """A scene of Sentinel-2's ten bands, 48 x 48 pixels of 10 m."""
    return write_raster(tmp_path / "S2.tif", (scene(10, 48, 48) * 12).astype("uint16"))


def embed_raster(sentinel, folder) -> list[object]:
    asked = ["--raster", sentinel, "--encoder", "galileo-nano", "--recipe", "fast", "--dtype", "float32"]
    known = ["--sensor", "sentinel-2-l2a", "--bands", "1,2,3,4,5,6,7,8,9,10", "--band-names", BANDS, "--scale", "count"]
    return ["embed-raster", *asked, *known, "--date", "2023-06-14", "--output", folder / "E.tif", "--json"]


def ready(command) -> bool:
    (galileo,) = [item for item in command("encoders", "--json").value["encoders"] if item["name"] == "galileo-nano"]
    return galileo["ready"]


def test_from_nothing_to_an_embedding_raster(server, command, sentinel, folder):
    assert not ready(command)
    refused = command(*embed_raster(sentinel, folder))
    assert refused.status == 2
    assert refused.err == (
        "error: The weights of Galileo-nano (encoder) are not here yet. "
        "Download them (4 MB), or give a file of weights that you have. "
        "(download galileo-nano, or --checkpoint FILE)\n"
    )
    assert server.seen == []  # nobody has asked for a download yet

    fetched = command("download", "galileo-nano", "--json")
    assert fetched.status == 0
    assert fetched.value["agrees"] is True
    assert fetched.value["origin"] == f"nasaharvest/galileo/models/nano/encoder.pt at {COMMIT[:12]}"
    assert server.sent == GALILEO_BYTES

    assert ready(command)
    server.seen.clear()
    embedded = command(*embed_raster(sentinel, folder))
    assert embedded.status == 0, embedded.err
    assert read_all(folder / "E.tif").shape == (128, 6, 6)
    checked = command("check", "galileo-nano", "--json")
    assert checked.value["agrees"] is True
    assert server.seen == []  # what is here needs no network


def test_weights_that_are_here_make_the_same_embeddings_as_the_file_itself(
    server, command, sentinel, folder, weights_file
):
    command("download", "galileo-nano")
    command(*embed_raster(sentinel, folder))
    downloaded = read_all(folder / "E.tif")
    (folder / "E.tif").unlink()
    command(*embed_raster(sentinel, folder), "--checkpoint", weights_file)
    np.testing.assert_array_equal(read_all(folder / "E.tif"), downloaded)


def test_a_second_download_says_that_it_is_here_already(server, command):
    command("download", "galileo-nano")
    server.seen.clear()
    again = command("download", "galileo-nano", "--json")
    assert again.status == 0
    assert again.value["sentence"] == "Galileo-nano is here already."
    assert server.seen == []


def test_a_download_reports_size_speed_and_time_left(server):
    server.seconds_per_piece = 0.004
    heard: list[tuple[float, str]] = []
    run_operation(
        State(),
        "download",
        {"encoder": "galileo-nano"},
        Reporter(lambda fraction, text, _: heard.append((fraction, text))),
    )
    said = [text for _, text in heard if text.startswith("Downloading")]
    pattern = r"Downloading Galileo-nano: \d\.\d of 4\.2 MB, \d+\.\d MB/s, \d+ s left"
    assert len(said) >= 3
    assert all(re.fullmatch(pattern, text) for text in said)
    fractions = [fraction for fraction, _ in heard]
    assert fractions == sorted(fractions)
    assert fractions[-1] <= 1.0


def test_a_terminal_shows_how_the_download_goes(server):
    server.seconds_per_piece = 0.004
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    shown: list[bytes] = []

    def listen() -> None:
        try:
            while piece := os.read(ours, 4096):
                shown.append(piece)
        except OSError:
            pass  # the terminal's end is an error on Linux

    process = subprocess.Popen(
        [sys.executable, "-m", "engine", "download", "galileo-nano"],
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        stderr=theirs,
    )
    listener = threading.Thread(target=listen)
    listener.start()
    os.close(theirs)
    out, _ = process.communicate(timeout=120)
    listener.join(timeout=10)
    os.close(ours)
    assert process.returncode == 0
    assert b"agrees: True" in out
    said = b"".join(shown).decode()
    assert re.search(r"of 4\.2 MB, \d+\.\d MB/s, \d+ s left +\d+% \|", said)
    assert "left\r" not in said  # once is enough


def test_a_cancelled_download_leaves_nothing_to_load_and_goes_on_later(server, start, command):
    server.seconds_per_piece = 0.01
    process = start("download", "galileo-nano")
    wait_for(lambda: any(entry["bytes"] > 500_000 for entry in listed(command)["unfinished"]))
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.strip() == "Cancelled. The same command goes on where it stopped."
    assert listed(command)["checkpoints"] == []
    assert not ready(command)

    (unfinished,) = listed(command)["unfinished"]
    time.sleep(0.5)  # the server notices that its client has gone
    server.seen.clear()
    server.seconds_per_piece = 0.0
    assert command("download", "galileo-nano", "--json").value["agrees"] is True
    assert server.sent == GALILEO_BYTES - unfinished["bytes"]
    assert listed(command)["unfinished"] == []


def test_a_cancel_by_request_stops_the_download_at_once(server):
    server.seconds_per_piece = 0.01
    cancelled = threading.Event()

    def listener(_fraction: float, text: str, _eta: float | None) -> None:
        if text.startswith("Downloading"):
            cancelled.set()

    started = time.monotonic()
    with pytest.raises(Cancelled):
        run_operation(State(), "download", {"encoder": "galileo-nano"}, Reporter(listener, cancelled.is_set))
    assert time.monotonic() - started < 2
    assert checkpoints.find(find_part("galileo-nano")) is None


def test_without_a_network_it_says_so_in_one_sentence(command, monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    outcome = command("download", "galileo-nano")
    assert outcome.status == 2
    assert outcome.err.startswith("error: ")
    assert outcome.err.count("\n") == 1
    assert "Traceback" not in outcome.err
    assert listed(command)["checkpoints"] == []


def test_weights_are_taken_over_from_a_file_without_a_network(command, monkeypatch, weights_file):
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    taken = command("import-checkpoint", "galileo-nano", "--path", weights_file, "--json")
    assert taken.status == 0
    assert taken.value["agrees"] is True
    assert taken.value["origin"] == "encoder.pt"
    assert ready(command)
    assert listed(command)["bytes"] == taken.value["bytes"] > 4_000_000


def test_a_wrong_file_that_is_taken_over_is_said_to_be_wrong(command, tmp_path):
    write_checkpoint(tmp_path / "own.ckpt", satclip_arrays(), {"legendre_polys": 10})
    taken = command("import-checkpoint", "satclip-vit16-l10", "--path", tmp_path / "own.ckpt", "--json")
    assert taken.value["agrees"] is False
    assert "not the published weights" in taken.value["sentence"]


def test_what_cannot_be_checked_is_kept_with_the_reason(command):
    taken = command("import-checkpoint", "clay-v1.5", "--path", golden_weights("clay-tiny.ckpt"), "--json")
    assert taken.status == 0
    assert taken.value["agrees"] is None
    assert "heads" in taken.value["sentence"]


def test_a_file_that_is_none_is_refused_and_nothing_kept(command, tmp_path):
    (tmp_path / "notes.txt").write_text("nothing")
    refused = command("import-checkpoint", "galileo-nano", "--path", tmp_path / "notes.txt")
    assert refused.status == 2
    assert listed(command)["checkpoints"] == []


def test_removed_weights_are_gone(command, weights_file):
    kept = command("import-checkpoint", "galileo-nano", "--path", weights_file, "--json").value["bytes"]
    assert command("remove-checkpoint", "galileo-nano", "--json").value == {"bytes": kept}
    assert not ready(command)
    assert command("remove-checkpoint", "galileo-nano", "--json").value == {"bytes": 0}


def test_weights_that_changed_on_the_disk_are_said_to_have_changed(command, weights_file):
    command("import-checkpoint", "galileo-nano", "--path", weights_file)
    path = checkpoints.require(find_part("galileo-nano")).path
    with path.open("r+b") as file:
        file.seek(-1000, os.SEEK_END)
        file.write(bytes(16))
    checked = command("check", "galileo-nano", "--json")
    assert checked.value["agrees"] is False
    assert "has changed since it was kept" in checked.value["sentence"]


def test_what_is_here_is_listed_with_its_origin_and_size(command, tmp_path):
    write_checkpoint(tmp_path / "own.ckpt", satclip_arrays(), {"legendre_polys": 10})
    command("import-checkpoint", "satclip-vit16-l10", "--path", tmp_path / "own.ckpt")
    (entry,) = listed(command)["checkpoints"]
    assert (entry["encoder"], entry["part"], entry["origin"]) == ("satclip-vit16-l10", "location", "own.ckpt")
    assert entry["bytes"] == Path(entry["path"]).stat().st_size
    assert listed(command)["folder"] == str(Path(entry["path"]).parent)


def test_a_file_of_numbers_alone_is_taken_over_too(command, tmp_path):
    arrays = {name.removeprefix("model.location.nnet."): array for name, array in satclip_arrays().items()}
    safetensors.numpy.save_file(arrays, tmp_path / "own.safetensors")
    taken = command("import-checkpoint", "satclip-resnet50-l10", "--path", tmp_path / "own.safetensors", "--json")
    assert taken.value["part"] == "location"


def test_an_image_encoder_is_a_part_of_the_encoder_that_it_belongs_to():
    part = part_of("satclip-vit16-l40-image", None)
    assert (part.encoder, part.name) == ("satclip-vit16-l40", "image")
    assert part_of("satclip-vit16-l40", None).name == "location"
    with pytest.raises(ParameterError, match="no checkpoint"):
        part_of("no-such-image", None)


def test_all_encoders_with_weights_can_be_asked_for():
    named = {"download", "import_checkpoint", "remove_checkpoint", "checkpoints", "check"}
    assert named <= operations.OPERATIONS.keys()
    assert len({part.encoder for part in parts()}) == 8


def listed(command) -> dict:
    return command("checkpoints", "--json").value


def wait_for(condition, seconds: float = 60.0) -> None:
    """Wait until it is so."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.05)

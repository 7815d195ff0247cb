"""The engine as a child process, spoken to as the client does: lines on a pipe."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from engine.messages import PROTOCOL
from tests.engine.make_rasters import scene, write_raster
from tests.places import ROOT

PATIENCE = 60  # seconds; far more than anything here takes, on a busy machine too
# Stands for an operation with a bug, for one that prints, and for one that never asks whether it is cancelled.
SERVE_WITH_ODD_OPERATIONS = """
import os, sys, time
from engine.operations.operation import NoParameters, Operation
from engine.operations.table import OPERATIONS
from engine.server import serve

def fail(*_):
    raise ZeroDivisionError("nobody thought of this")

def chatter(*_):
    print("a stray line")
    sys.stdout.flush()
    os.write(1, b"from C\\n")
    os.system("echo from a child")
    return {"said": True}

def exhaust(*_):
    raise MemoryError

def track(_, params, reporter):
    for _ in reporter.track(range(20), text="Walking"):
        time.sleep(0.05)
    return {"nan": float("nan")}

for name, run in {"fail": fail, "chatter": chatter, "exhaust": exhaust, "track": track}.items():
    OPERATIONS[name] = Operation(name=name, help=name, request=NoParameters, run=run)
serve()
"""


class Engine:
    """A running engine and the lines that it has said."""

    def __init__(self, *command):
        self.process = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env={**os.environ, "OMP_NUM_THREADS": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self.lines = queue.Queue()
        self.errors = []
        self._threads = [
            threading.Thread(target=self._drain, args=(self.process.stdout, self.lines.put)),
            threading.Thread(target=self._drain, args=(self.process.stderr, self.errors.append)),
        ]
        for thread in self._threads:
            thread.start()

    def _drain(self, pipe, take):
        with pipe:
            for line in pipe:
                take(line)

    def write(self, line):
        self.process.stdin.write(line)
        self.process.stdin.flush()

    def request(self, number, method, **params):
        self.write(json.dumps({"kind": "request", "id": number, "method": method, "params": params}).encode() + b"\n")

    def cancel(self, number):
        self.write(json.dumps({"kind": "cancel", "id": number}).encode() + b"\n")

    def message(self):
        """The next message; what is on stdout and is none fails here."""
        return json.loads(self.lines.get(timeout=PATIENCE))

    def answer(self, number=None):
        """The next result or failure, with the progress before it."""
        seen = []
        while (message := self.message())["kind"] == "progress":
            seen.append(message)
        assert number in (None, message["id"])
        return message, seen

    def end(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for thread in self._threads:
            thread.join()
        if not self.process.stdin.closed:
            with contextlib.suppress(BrokenPipeError):
                self.process.stdin.close()


@pytest.fixture
def begin():
    engines = []

    def run(*command):
        engines.append(Engine(*command))
        return engines[-1]

    yield run
    for engine in engines:
        engine.end()


@pytest.fixture
def engine(begin):
    """An engine that has said hello."""
    started = begin("-m", "engine", "serve")
    assert started.message()["kind"] == "hello"
    return started


@pytest.fixture
def odd(begin):
    """An engine with operations that misbehave."""
    started = begin("-c", SERVE_WITH_ODD_OPERATIONS)
    assert started.message()["kind"] == "hello"
    return started


@pytest.fixture
def large(tmp_path):
    """A raster that takes minutes to embed."""
    return write_raster(tmp_path / "large.tif", scene(4, 3000, 3000).astype("uint16"))


def start_long_work(engine, number, large, folder):
    engine.request(number, "embed_raster", raster=str(large), patch=2, output=str(folder / "e.tif"))
    # The reading is behind it, and it embeds.
    while engine.message()["fraction"] < 0.055:
        pass


def test_the_first_line_is_a_hello(begin):
    hello = begin("-m", "engine", "serve").message()
    assert hello["kind"] == "hello"
    assert hello["protocol"] == PROTOCOL
    assert hello["engine"]
    assert hello["device"]


def test_a_request_gets_its_result(engine, raster):
    engine.request(7, "info", path=str(raster))
    answer, _ = engine.answer(7)
    assert answer["kind"] == "result"
    assert (answer["value"]["width"], answer["value"]["band_count"]) == (64, 3)


def test_a_file_name_of_any_letters_is_found(engine, tmp_path):
    path = write_raster(tmp_path / "é 雪 'ü\".tif", scene().astype("uint8"))
    engine.request(1, "info", path=str(path))
    answer, _ = engine.answer(1)
    assert answer["value"]["path"] == str(path)


def test_a_walk_from_the_raster_to_the_heatmap_and_the_classes(engine, raster, folder):
    output = str(folder / "e.tif")
    engine.request(1, "embed_raster", raster=str(raster), patch=4, filters=8, output=output)
    assert engine.answer(1)[0]["value"]["dim"] == 16
    engine.request(2, "similarity_map", embeddings=output, at=[[288_100, 9_119_900]], output=str(folder / "s.tif"))
    assert engine.answer(2)[0]["value"]["maximum"] == pytest.approx(1, abs=1e-4)
    engine.request(3, "kmeans", embeddings=output, clusters=3, output=str(folder / "c.tif"))
    assert len(engine.answer(3)[0]["value"]["classes"]) == 3


def test_a_map_of_an_open_raster_follows_a_change_of_the_file(engine, raster, folder):
    output = str(folder / "e.tif")
    for patch, width in ((8, 8), (4, 16)):
        engine.request(1, "embed_raster", raster=str(raster), patch=patch, filters=4, output=output)
        engine.answer(1)
        engine.request(2, "similarity_map", embeddings=output, at=[[288_100, 9_119_900]], output=str(folder / "s.tif"))
        assert engine.answer(2)[0]["value"]["valid"] == width**2


@pytest.mark.parametrize(
    ("method", "params", "code"),
    [
        ("info", {"path": "/nowhere/a.tif"}, "source"),
        ("info", {}, "parameter"),
        ("info", {"path": 7}, "parameter"),
        ("info", {"path": "a.tif", "wrong": 1}, "parameter"),
        ("nothing", {}, "parameter"),
        ("embedding_at", {"embeddings": "{raster}", "at": [0, 0]}, "outside"),
        ("embedding_at", {"embeddings": "{raster}", "at": [0]}, "parameter"),
        ("embedding_at", {"embeddings": "{raster}", "at": "0,0"}, "parameter"),
        ("embed_raster", {"raster": "{raster}", "output": "/nowhere/e.tif"}, "output"),
        ("embed_raster", {"raster": "{raster}", "output": "{raster}"}, "output"),
        ("kmeans", {"embeddings": "{raster}", "output": "{raster}", "clusters": True}, "parameter"),
    ],
)
def test_what_the_user_can_mend_has_a_code_a_sentence_and_no_traceback(engine, raster, method, params, code):
    filled = {key: str(raster) if value == "{raster}" else value for key, value in params.items()}
    engine.request(1, method, **filled)
    failure, _ = engine.answer(1)
    assert failure["kind"] == "failure"
    assert failure["code"] == code
    assert failure["message"].endswith(".")
    assert failure["detail"] == ""


def test_a_bug_keeps_its_traceback_and_the_engine_lives_on(odd):
    odd.request(1, "fail")
    failure, _ = odd.answer(1)
    assert failure["code"] == "bug"
    assert "nobody thought of this" in failure["message"]
    assert "ZeroDivisionError" in failure["detail"]
    assert "in fail" in failure["detail"]
    odd.request(2, "encoders")
    assert odd.answer(2)[0]["kind"] == "result"


def test_memory_that_runs_out_is_said(odd):
    odd.request(1, "exhaust")
    assert odd.answer(1)[0]["code"] == "memory"


def test_what_is_printed_cannot_garble_the_wire(odd):
    odd.request(1, "chatter")
    assert odd.answer(1)[0]["value"] == {"said": True}
    odd.process.stdin.close()
    odd.process.wait(PATIENCE)
    for thread in odd._threads:
        thread.join()
    said = b"".join(odd.errors)
    for stray in (b"a stray line", b"from C", b"from a child"):
        assert stray in said


@pytest.mark.parametrize(
    "line",
    [
        b"garbage\n",
        b"\n",
        b"\xff\xfe\x00\n",
        b"{}\n",
        b'{"kind":[]}\n',
        b'{"kind":"cancel","id":99}\n',
        b'{"kind":"cancel","id":[]}\n',
        b'{"kind":"request","id":[],"method":"encoders"}\n',
        b'{"kind":"hello","engine":"x"}\n',
        b"[" * 100_000 + b"\n",
        b'{"kind":"request","id":1,"method":"' + b"x" * (9 * 1024 * 1024) + b'"}\n',
    ],
    ids=["text", "empty", "no utf-8", "no kind", "odd kind", "no such id", "odd id", "odd", "hello", "deep", "long"],
)
def test_a_line_that_means_nothing_is_passed_over(engine, line):
    engine.write(line)
    engine.request(2, "encoders")
    assert engine.answer(2)[0]["kind"] == "result"


@pytest.mark.parametrize(
    "line",
    [
        b'{"kind":"request","id":1,"method":[],"params":{}}\n',
        b'{"kind":"request","id":1,"method":"info","params":[1]}\n',
        b'{"kind":"request","id":1,"method":"encoders","params":null}\n',
    ],
    ids=["odd method", "odd params", "no params"],
)
def test_a_request_of_odd_types_fails_and_the_engine_lives_on(engine, line):
    engine.write(line)
    assert engine.answer(1)[0]["code"] == "parameter"
    engine.request(2, "encoders")
    assert engine.answer(2)[0]["kind"] == "result"


def test_requests_are_answered_in_their_order(engine, raster):
    for number in range(20):
        engine.request(number, "info", path=str(raster))
    assert [engine.answer()[0]["id"] for _ in range(20)] == list(range(20))


def test_a_running_request_is_cancelled_within_a_second(engine, large, folder):
    waited = []
    # A busy machine may stall any single answer, so the best of three counts.
    for number in (1, 2, 3):
        start_long_work(engine, number, large, folder)
        started = time.monotonic()
        engine.cancel(number)
        failure, _ = engine.answer(number)
        waited.append(time.monotonic() - started)
        assert failure["code"] == "cancelled"
        assert list(folder.iterdir()) == []
    assert min(waited) < 1
    engine.request(4, "encoders")
    assert engine.answer(4)[0]["kind"] == "result"


def test_a_waiting_request_is_cancelled_at_once_and_never_starts(engine, large, folder):
    start_long_work(engine, 1, large, folder)
    engine.request(2, "embed_raster", raster=str(large), output=str(folder / "second.tif"))
    engine.request(3, "encoders")
    started = time.monotonic()
    engine.cancel(2)
    failure, _ = engine.answer(2)
    assert time.monotonic() - started < 1
    assert failure["code"] == "cancelled"
    engine.cancel(1)
    assert engine.answer(1)[0]["code"] == "cancelled"
    assert engine.answer(3)[0]["kind"] == "result"


def test_cancelling_what_is_done_does_nothing_to_a_later_request_of_the_same_number(engine, raster):
    engine.request(1, "info", path=str(raster))
    engine.answer(1)
    engine.cancel(1)
    engine.request(1, "info", path=str(raster))
    assert engine.answer(1)[0]["kind"] == "result"


def test_a_cancelled_embedding_goes_on_at_the_next_request(engine, tmp_path, folder):
    path = write_raster(tmp_path / "a.tif", scene(3, 1500, 1500).astype("uint8"))
    start_long_work(engine, 1, path, folder)
    engine.cancel(1)
    engine.answer(1)
    engine.request(2, "scratches")
    (scratch,) = engine.answer(2)[0]["value"]["scratches"]
    assert 0 < scratch["fraction"] < 1


def test_progress_grows_and_has_an_estimate_of_the_time_left(odd):
    odd.request(1, "track")
    answer, seen = odd.answer(1)
    fractions = [message["fraction"] for message in seen]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1
    assert {message["text"] for message in seen} == {"Walking"}
    halfway = next(message for message in seen if message["fraction"] >= 0.5)
    assert 0.2 < halfway["eta_s"] < 3
    assert answer["value"] == {"nan": None}


def test_an_embedding_says_how_far_it_is(engine, tmp_path, folder):
    path = write_raster(tmp_path / "a.tif", scene(3, 600, 600).astype("uint8"))
    engine.request(1, "embed_raster", raster=str(path), patch=4, filters=64, output=str(folder / "e.tif"))
    answer, seen = engine.answer(1)
    assert answer["kind"] == "result"
    assert [message["fraction"] for message in seen] == sorted(message["fraction"] for message in seen)
    assert any(message["eta_s"] is not None and message["eta_s"] > 0 for message in seen)
    assert "Embedding" in {message["text"] for message in seen}


def test_the_end_of_its_input_ends_the_engine(engine):
    engine.process.stdin.close()
    assert engine.process.wait(PATIENCE) == 0


def test_the_end_of_its_input_ends_a_running_request_too(engine, large, folder):
    start_long_work(engine, 1, large, folder)
    started = time.monotonic()
    engine.process.stdin.close()
    assert engine.process.wait(PATIENCE) == 0
    assert time.monotonic() - started < 3
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs Linux's list of open files")
def test_files_are_let_go_on_request(engine, tmp_path, folder):
    path = write_raster(tmp_path / "e.tif", np.random.default_rng(0).normal(size=(4, 20, 20)).astype("float32"))

    def open_files():
        return {link.resolve() for link in Path(f"/proc/{engine.process.pid}/fd").iterdir()}

    engine.request(1, "similarity_map", embeddings=str(path), at=[[288_050, 9_119_950]], output=str(folder / "s.tif"))
    engine.answer(1)
    assert path in open_files()
    engine.request(2, "close")
    assert engine.answer(2)[0]["value"] == {}
    assert path not in open_files()


SERVE_SOON_IDLE = """
from engine import server
from engine.operations.state import State

server.SECONDS_IDLE = 0.2
close = State.close
def said(state):
    had = state._open is not None
    close(state)
    if had and state._open is None:
        print("let go")
State.close = said
server.serve()
"""


def test_an_idle_engine_lets_go_of_its_files_and_opens_them_again(begin, raster, folder):
    idle = begin("-c", SERVE_SOON_IDLE)
    assert idle.message()["kind"] == "hello"
    idle.request(1, "embed_raster", raster=str(raster), output=str(folder / "E.tif"))
    assert idle.answer(1)[0]["kind"] == "result"
    for number in (2, 3):
        at = [[288_100, 9_119_900]]
        idle.request(number, "similarity_map", embeddings=str(folder / "E.tif"), at=at, output=str(folder / "S.tif"))
        assert idle.answer(number)[0]["kind"] == "result"
        ends = time.monotonic() + PATIENCE
        while len([line for line in idle.errors if b"let go" in line]) < number - 1 and time.monotonic() < ends:
            time.sleep(0.05)
        assert len([line for line in idle.errors if b"let go" in line]) == number - 1


SERVE_SOON_AT_REST = """
import sys
from engine import server
from engine.operations.operation import NoParameters, Operation
from engine.operations.table import OPERATIONS

def prepare(load=server.load_learning):
    load()
    print("prepared")

server.SECONDS_AT_REST = 0.05
server.load_learning = prepare
loaded = lambda *_: {"loaded": "sklearn.linear_model" in sys.modules}
OPERATIONS["loaded"] = Operation(name="loaded", help="loaded", request=NoParameters, run=loaded)
server.serve()
"""


def test_an_engine_at_rest_loads_what_the_first_class_map_needs_once_embeddings_are_open(begin, raster, folder):
    resting = begin("-c", SERVE_SOON_AT_REST)
    assert resting.message()["kind"] == "hello"
    resting.request(1, "embed_raster", raster=str(raster), output=str(folder / "E.tif"))
    assert resting.answer(1)[0]["kind"] == "result"
    time.sleep(0.2)
    resting.request(2, "loaded")
    assert resting.answer(2)[0]["value"] == {"loaded": False}
    resting.request(3, "open", embeddings=str(folder / "E.tif"))
    assert resting.answer(3)[0]["kind"] == "result"
    ends = time.monotonic() + PATIENCE
    while not any(b"prepared" in line for line in resting.errors) and time.monotonic() < ends:
        time.sleep(0.05)
    resting.request(4, "loaded")
    assert resting.answer(4)[0]["value"] == {"loaded": True}


def test_a_request_that_is_none_is_answered_in_a_sentence(begin):
    engine = begin("-m", "engine", "serve")
    assert engine.message()["kind"] == "hello"
    for number, line in enumerate(('{"kind":"request","id":0}', '{"kind":"request","id":1,"params":{}}')):
        engine.write(line.encode() + b"\n")
        failure, _ = engine.answer(number)
        assert (failure["kind"], failure["code"]) == ("failure", "parameter")
        assert failure["hint"]
    engine.request(2, "encoders")
    assert engine.answer(2)[0]["kind"] == "result"


LONG = """
from engine.errors import ParameterError
from engine.operations.operation import NoParameters, Operation
from engine.operations.table import OPERATIONS
from engine.server import serve

def long_value(*_):
    return {"vector": [0.123456789] * 1_000_000}

def long_failure(*_):
    raise ParameterError("x" * 9_000_000, hint="Choose another.")

for run in (long_value, long_failure):
    OPERATIONS[run.__name__] = Operation(name=run.__name__, help="", request=NoParameters, run=run)
serve()
"""


def test_an_answer_that_is_too_long_is_no_bug_and_the_engine_lives_on(begin):
    engine = begin("-c", LONG)
    assert engine.message()["kind"] == "hello"
    engine.request(1, "long_value")
    failure, _ = engine.answer(1)
    assert failure["code"] == "parameter"
    assert "too long" in failure["message"]
    assert "Ask for less" in failure["hint"]
    engine.request(2, "long_failure")
    failure, _ = engine.answer(2)
    assert failure["message"].startswith("xxx")
    assert failure["hint"] == "Choose another."
    engine.request(3, "encoders")
    assert engine.answer(3)[0]["kind"] == "result"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_ctrl_c_ends_the_engine_without_a_crash(begin):
    engine = begin("-m", "engine", "serve")
    assert engine.message()["kind"] == "hello"
    engine.process.send_signal(signal.SIGINT)
    assert engine.process.wait(PATIENCE) == 130
    engine.end()
    assert engine.errors == []


def test_an_engine_whose_listener_has_gone_ends_without_a_crash():
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE_WITH_ODD_OPERATIONS],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with process:
        assert process.stdout.readline()
        process.stdout.close()  # stdin stays open
        process.stdin.write(b'{"kind":"request","id":1,"method":"track","params":{}}\n')
        process.stdin.flush()
        assert process.wait(PATIENCE) == 0
        assert process.stderr.read() == b""

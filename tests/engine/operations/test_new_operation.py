"""A new operation is a request, a function and a row: wire and command line have it, each option declared once."""

from __future__ import annotations

import io

import pytest

from engine.messages import Request, decode, encode
from engine.operations.operation import Operation
from engine.operations.table import OPERATIONS
from engine.requests.imagery import SourceRequest
from engine.requests.parameters import Kind, Parameter, Toolbox, group, parameters_of
from engine.requests.parameters import Request as DeclaredRequest
from engine.server import Server


class SayRequest(DeclaredRequest):
    """What is said of which rasters."""

    words: list[str] | None = Parameter(Kind.NAMES, "what to say").field()
    source: SourceRequest = group(SourceRequest)
    times: int = Parameter(
        Kind.INTEGER,
        "how often it is said",
        default=2,
        minimum=1,
        maximum=3,
        toolbox=Toolbox("Times", "How often.", advanced=True),
    ).field()


def say(state, request: SayRequest, reporter):
    return {"said": (request.words or ["hello"]) * request.times, "rasters": request.source.raster}


@pytest.fixture(autouse=True)
def toy(monkeypatch):
    monkeypatch.setitem(OPERATIONS, "say", Operation(name="say", help="Say it.", request=SayRequest, run=say))


def answer(**params):
    """The server's last message."""
    answers = io.BytesIO()
    server = Server(io.BytesIO(encode(Request(id=1, method="say", params=params))), answers)
    server._answer(Request(id=1, method="say", params=params))
    return decode(answers.getvalue().splitlines()[-1])


def test_the_wire_has_it():
    assert answer(raster="a.tif", words=["a"]).value == {"said": ["a", "a"], "rasters": ["a.tif"]}


def test_the_command_line_has_it(command):
    ended = command("say", "--raster", "a.tif", "--words", "a,b", "--times", "1", "--json")
    assert ended.status == 0
    assert ended.value == {"said": ["a", "b"], "rasters": ["a.tif"]}


def test_its_help_has_what_is_declared(command):
    text = " ".join(command("say", "--help").out.split())
    assert "--times N how often it is said (default: 2)" in text
    assert "--mask FILE polygons" in text


def test_a_value_beyond_what_is_declared_is_refused_by_both(command):
    assert (answer(raster="a.tif", times=4).code, answer(times=1).code) == ("parameter", "parameter")
    ended = command("say", "--raster", "a.tif", "--times", "4")
    assert (ended.status, ended.err) == (2, "error: times cannot be 4. Choose at most 3.\n")


def test_the_toolbox_reads_the_same_declaration():
    declared = {parameter.name: parameter for parameter in parameters_of(OPERATIONS["say"].request)}
    assert list(declared) == ["words", "raster", "raster_crs", "gsd", "mask", "mask_classes", "mask_clouds", "times"]
    assert declared["times"].toolbox == Toolbox("Times", "How often.", advanced=True)
    assert declared["times"].default == 2


def test_an_operation_of_the_wire_is_no_command(monkeypatch, command):
    operation = Operation(name="say", help="Say it.", request=SayRequest, run=say, on_wire_only=True)
    monkeypatch.setitem(OPERATIONS, "say", operation)
    assert answer(raster="a.tif").value["rasters"] == ["a.tif"]
    assert "invalid choice: 'say'" in command("say", "--raster", "a.tif").err

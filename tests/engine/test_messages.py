"""The wire's messages: one line each, and nothing that a reader could stumble over."""

from __future__ import annotations

import json
import math

import pytest

from engine.messages import (
    MAX_LINE_BYTES,
    PROTOCOL,
    Cancel,
    Failure,
    Hello,
    MessageError,
    Progress,
    Request,
    Result,
    decode,
    encode,
)

MESSAGES = [
    Hello(engine="0.1.0"),
    Request(id=7, method="info", params={"path": "/é/雪.tif", "at": [1.5, -2.0], "none": None}),
    Cancel(id=7),
    Progress(id=7, fraction=0.25, text="Embedding", eta_s=31.5),
    Result(id=7, value={"a": [1, 2.5, "x", None, True]}),
    Failure(id=7, code="outside", message="The point lies outside.", hint="Pick inside.", detail="line\nline"),
]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.kind)
def test_a_message_comes_back_as_it_was(message):
    assert decode(encode(message)) == message


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.kind)
def test_a_message_is_one_line(message):
    line = encode(message)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_not_finite_becomes_null(value):
    body = json.loads(encode(Result(id=1, value={"a": [value, (1.0, value)]})))
    assert body["value"] == {"a": [None, [1.0, None]]}


def test_a_name_that_is_no_unicode_does_not_break_the_line():
    body = json.loads(encode(Result(id=1, value="a\udcff.tif")).decode("utf-8"))
    assert body["value"] == "a\\udcff.tif" or body["value"] == "a\udcff.tif"


def test_a_message_that_is_too_long_is_refused():
    with pytest.raises(MessageError, match="may have"):
        encode(Result(id=1, value="x" * MAX_LINE_BYTES))


def test_a_field_of_a_later_version_is_passed_over():
    assert decode(b'{"kind":"cancel","id":3,"why":"new"}\n') == Cancel(id=3)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\n",
        b"hello\n",
        b"[]\n",
        b"null\n",
        b'"request"\n',
        b"{}\n",
        b'{"kind":"nothing"}\n',
        b'{"kind":[]}\n',
        b'{"kind":{"a":1}}\n',
        b'{"kind":"request","id":1}\n',
        b'{"kind":"request","method":"info"}\n',
        b'{"kind":"request","id":[],"method":"info"}\n',
        b'{"kind":"cancel","id":{}}\n',
        b'{"kind":"request","id":1,"method":"info"',
        b"\xff\xfe\n",
    ],
)
def test_garbage_is_a_message_error(line):
    with pytest.raises(MessageError):
        decode(line)


def test_the_protocol_has_a_number():
    assert decode(encode(Hello(engine="x"))).protocol == PROTOCOL

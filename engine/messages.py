"""The messages between the plugin and the engine: JSON objects, one a line, UTF-8, at most 8 MB.

Both sides import this file, so it needs only the standard library and runs on Python 3.9.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass, field, fields
from typing import Any, ClassVar, Dict, List, Optional, Type, Union  # noqa: UP035 - Python 3.9 evaluates MESSAGE_TYPES

PROTOCOL = 1
MAX_LINE_BYTES = 8 * 1024 * 1024

Json = Union[None, bool, int, float, str, List["Json"], Dict[str, "Json"]]


class MessageError(ValueError):
    """A line that is not one of our messages."""


@dataclass(frozen=True)
class Hello:
    """The engine's first line: who it is and what it runs on."""

    kind: ClassVar[str] = "hello"
    engine: str
    protocol: int = PROTOCOL
    device: str = "cpu"


@dataclass(frozen=True)
class Request:
    """One operation with its parameters; ``id`` is the client's and comes back in every answer."""

    kind: ClassVar[str] = "request"
    id: int
    method: str
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Cancel:
    """Stop the request with this id, running or waiting; a request that is done is left as it is."""

    kind: ClassVar[str] = "cancel"
    id: int


@dataclass(frozen=True)
class Progress:
    """How far a request is: ``fraction`` in [0, 1], ``eta_s`` seconds left or None while unknown."""

    kind: ClassVar[str] = "progress"
    id: int
    fraction: float
    text: str = ""
    eta_s: Optional[float] = None  # noqa: UP045 - Python 3.9


@dataclass(frozen=True)
class Result:
    """A request's end when it went well."""

    kind: ClassVar[str] = "result"
    id: int
    value: Any = None


@dataclass(frozen=True)
class Failure:
    """A request's end when it did not; ``code`` is for programs, ``message`` and ``hint`` for people.

    ``code`` is ``cancelled`` for a cancelled request and ``bug`` for an unexpected error, whose
    traceback is in ``detail``.
    """

    kind: ClassVar[str] = "failure"
    id: int
    code: str
    message: str
    hint: str = ""
    detail: str = ""


Message = Union[Hello, Request, Cancel, Progress, Result, Failure]
MESSAGE_TYPES: Dict[str, Type[Any]] = {
    message_type.kind: message_type for message_type in (Hello, Request, Cancel, Progress, Result, Failure)
}


def encode(message: Message) -> bytes:
    """The message as one line with its newline; NaN and infinities become null; raises MessageError when too long."""
    body = {"kind": message.kind, **asdict(message)}
    try:
        text = json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except ValueError:
        text = json.dumps(finite(body), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    # A lone surrogate (an undecodable file name) has no UTF-8 form: escape it instead of failing.
    line = text.encode("utf-8", "backslashreplace") + b"\n"
    if len(line) > MAX_LINE_BYTES:
        raise MessageError(f"A message may have {MAX_LINE_BYTES} bytes, this one has {len(line)}.")
    return line


def decode(line: bytes) -> Message:
    """The message that ``line`` holds; fields that this version does not know are passed over."""
    try:
        body = json.loads(line.decode("utf-8"))
    except ValueError as error:
        raise MessageError(f"Not a JSON line: {line[:200]!r}") from error
    message_type = MESSAGE_TYPES.get(str(body.get("kind"))) if isinstance(body, dict) else None
    if message_type is None:
        raise MessageError(f"Not a message: {line[:200]!r}")
    known = {item.name for item in fields(message_type)}
    if "id" in known and not isinstance(body.get("id"), int):
        raise MessageError(f"There is no number for an answer in {line[:200]!r}")
    try:
        message: Message = message_type(**{key: value for key, value in body.items() if key in known})
    except TypeError as error:
        raise MessageError(f"A field is missing in {line[:200]!r}") from error
    return message


def request_id(line: bytes) -> Optional[int]:  # noqa: UP045 - Python 3.9
    """The number of a request that is wrong otherwise, None where there is none."""
    try:
        body = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    is_request = isinstance(body, dict) and body.get("kind") == Request.kind
    return body["id"] if is_request and type(body.get("id")) is int else None


def finite(value: Any) -> Any:
    """The same value with None in place of every NaN and infinity."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: finite(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [finite(item) for item in value]
    return value

"""The command line: every operation with dashes for underscores, made from the table of operations."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from . import VERSION
from .errors import Cancelled, UserError
from .messages import finite
from .operations.operation import Operation
from .operations.state import State
from .operations.table import OPERATIONS, run_operation
from .progress import Reporter
from .progress_bar import shown_progress
from .requests.parameters import Kind, Parameter
from .requests.shared import CRS_OF_POINTS

USER_ERROR_STATUS = 2
CANCELLED_STATUS = 130  # as a shell says of a program that Ctrl+C has ended


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    options = vars(_parser().parse_args(_joined(list(sys.argv[1:] if arguments is None else arguments))))
    name = options.pop("operation")
    if name == "serve":
        from .server import serve

        serve()
        return 0
    as_json = options.pop("json")
    params = {key: value for key, value in options.items() if value is not None}
    if any(map(_has_degrees, params.values())):
        for parameter in OPERATIONS[name].parameters:
            if parameter.help == CRS_OF_POINTS.help:
                params.setdefault(parameter.name, "EPSG:4326")
    stop = threading.Event()
    _listen_for_stop(stop)
    try:
        with shown_progress() as listener:
            value = run_operation(State(), name, params, Reporter(listener, stop.is_set))
    except UserError as error:
        print(f"error: {error}{f' ({error.command})' if error.command else ''}", file=sys.stderr)
        return USER_ERROR_STATUS
    except MemoryError:
        print("error: The memory ran out. Choose a smaller area, or close other programs.", file=sys.stderr)
        return USER_ERROR_STATUS
    except (Cancelled, KeyboardInterrupt):
        goes_on = " The same command goes on where it stopped." if OPERATIONS[name].resumes else ""
        print(f"Cancelled.{goes_on}", file=sys.stderr)
        return CANCELLED_STATUS
    if hasattr(signal, "SIGPIPE"):  # `... | head` is no failure; before, a hub that hung up would end the process
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    print(json.dumps(finite(value), ensure_ascii=False) if as_json else _text(name, value))
    return 0


def _listen_for_stop(stop: threading.Event) -> None:
    """Set ``stop`` at Ctrl+C, and end at once when it is pressed again.

    An exception that strikes anywhere could close a raster that a thread still reads, which crashes the process.
    """

    def ask(*_: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    signal.signal(signal.SIGINT, ask)
    signal.signal(signal.SIGTERM, ask)


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the arguments in one line, like every other error of the user's."""

    def error(self, message: str) -> NoReturn:
        """End with a sentence."""
        print(f"error: {message[:1].upper()}{message[1:]}. See {self.prog} --help.", file=sys.stderr)
        sys.exit(USER_ERROR_STATUS)


def _parser() -> argparse.ArgumentParser:
    """The parser of all operations."""
    parser = _Parser(prog="python -m engine", description="Embeddings of places, without QGIS.")
    parser.add_argument("--version", action="version", version=f"Landprint {VERSION}")
    commands = parser.add_subparsers(dest="operation", required=True, metavar="COMMAND")
    for operation in OPERATIONS.values():
        if not operation.on_wire_only:
            _add_command(commands, operation)
    commands.add_parser("serve", help="Answer requests as JSON lines on stdin and stdout.")
    return parser


def _add_command(commands: Any, operation: Operation[Any]) -> None:
    """One operation's own parser."""
    command = commands.add_parser(operation.name.replace("_", "-"), help=operation.help, description=operation.help)
    command.set_defaults(operation=operation.name)
    for parameter in operation.parameters:
        _add_parameter(command, parameter)
    command.add_argument("--json", action="store_true", help="print the result as one JSON object")


def _add_parameter(command: argparse.ArgumentParser, parameter: Parameter) -> None:
    """One parameter as an option, or by its place."""
    # argparse takes a % in a help text for a format.
    help_text = parameter.help.replace("%", "%%")
    if parameter.default not in (None, [], {}, False):
        help_text += f" (default: {parameter.default})"
    if parameter.positional:
        command.add_argument(parameter.name, type=PARSERS[parameter.kind], help=help_text)
        return
    flag = "--" + parameter.name.replace("_", "-")
    if parameter.kind is Kind.FLAG:
        command.add_argument(flag, dest=parameter.name, action="store_true", default=None, help=help_text)
        return
    repeated = parameter.kind in (Kind.POINTS, Kind.TEXTS, Kind.PATHS, Kind.EXAMPLES, Kind.COLOURS)
    command.add_argument(
        flag,
        dest=parameter.name,
        required=parameter.required,
        type=PARSERS[parameter.kind],
        action="append" if repeated else "store",
        choices=parameter.choices or None,
        metavar=None if parameter.choices else _metavar(parameter.kind),
        help=help_text,
    )


def _metavar(kind: Kind) -> str:
    return {Kind.PATH: "FILE", Kind.INTEGER: "N"}.get(kind, kind.value.upper().removesuffix(" REPEATED"))


def _comma_numbers(count: int | None, convert: Callable[[str], Any]) -> Callable[[str], list[Any]]:
    """A parser of numbers with commas between them."""

    def parse(text: str) -> list[Any]:
        try:
            numbers = [convert(item) for item in text.split(",")]
        except ValueError:
            numbers = []
        if not numbers or (count is not None and len(numbers) != count):
            raise argparse.ArgumentTypeError(f"{text!r} is not {count or 'a list of'} numbers with commas between them")
        return numbers

    return parse


def _example(text: str) -> dict[str, Any]:
    """A parser of a class and its place; the class may have commas itself."""
    name, *place = text.rsplit(",", 2)
    try:
        x, y = map(float, place)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a class and a place, as in water,289802,9119963") from None
    return {"class": name, "x": x, "y": y}


def _colour(text: str) -> tuple[str, str]:
    name, _, colour = text.rpartition("=")
    return name, colour


class _Degrees(tuple[float, float]):
    """A longitude and a latitude that were typed as degrees."""

    __slots__ = ()


def _place(text: str) -> tuple[float, ...]:
    """A parser of a place: x,y, or degrees as people write them."""
    try:
        return tuple(_comma_numbers(2, float)(text))
    except argparse.ArgumentTypeError:
        from .points.coordinates import typed_place  # here, because it is rarely needed

        place = typed_place(text)
        if place is None:
            raise
        return _Degrees(place[:2]) if place[2] else place[:2]


def _has_degrees(value: Any) -> bool:
    return isinstance(value, _Degrees) or (isinstance(value, list) and any(map(_has_degrees, value)))


PARSERS: dict[Kind, Callable[[str], Any]] = {
    Kind.TEXT: str,
    Kind.PATH: str,
    Kind.INTEGER: int,
    Kind.POINT: _place,
    Kind.POINTS: _place,
    Kind.BOUNDS: _comma_numbers(4, float),
    Kind.INTEGERS: _comma_numbers(None, int),
    Kind.TEXTS: str,
    Kind.NAMES: lambda text: text.split(","),
    Kind.CLASSES: lambda text: text.split(","),
    Kind.NUMBER: float,
    Kind.PATHS: str,
    Kind.EXAMPLES: _example,
    Kind.COLOURS: _colour,
}


def _joined(arguments: list[str]) -> list[str]:
    """The arguments with `--at -5,3` as `--at=-5,3`: argparse would take a negative coordinate for an option."""
    with_coordinates = {
        "--" + parameter.name.replace("_", "-")
        for operation in OPERATIONS.values()
        for parameter in operation.parameters
        if parameter.kind in (Kind.POINT, Kind.POINTS, Kind.BOUNDS)
    }
    joined: list[str] = []
    for argument in arguments:
        if joined and joined[-1] in with_coordinates:
            joined[-1] += f"={argument}"
        else:
            joined.append(argument)
    return joined


def _text(name: str, value: Any) -> str:
    """A result for people: a line a value, long lists shortened. An embedding is JSON anyway."""
    if name in ("embedding_at", "chip_embedding_at"):
        return json.dumps(finite(value))
    if name == "encoders":
        return "\n".join(
            f"{item['name']:<24} {item['dim']:>5} dims  {item['description']}" for item in value["encoders"]
        )
    if name == "diagnose":
        marks = {"good": "ok  ", "note": "note", "bad": "BAD "}
        lines = [f"{marks[one['state']]}  {one['sentence']} {one['remedy']}".rstrip() for one in value["lines"]]
        return "\n".join([*lines, value["sentence"]])
    if name == "check":
        return "\n".join([value["sentence"], *map(_checked, value["items"])])
    lines = []
    for key, item in value.items():
        if key == "notes":
            lines += [f"note: {note}" for note in item]
        elif isinstance(item, list) and item and isinstance(item[0], dict):
            lines.append(f"{key}:")
            lines += ["  " + "  ".join(f"{k} {_short(v)}" for k, v in row.items()) for row in item]
        elif isinstance(item, dict) and item:
            lines += [f"{key}:", *(f"  {k}: {_short(v)}" for k, v in item.items())]
        else:
            # A sentence is for people: it is never cut.
            lines.append(f"{key}: {item if key == 'sentence' else _short(item)}")
    return "\n".join(lines)


def _checked(item: dict[str, Any]) -> str:
    """One comparison of a check."""
    outcome = {True: "agrees", False: "does not agree", None: "decides nothing"}[item["agrees"]]
    return f"  {item['name']}: {item['found']}, expected {item['expected']}: {outcome}"


def _short(item: Any) -> str:
    if isinstance(item, float):
        return f"{item:.6g}"
    text = ", ".join(map(str, item)) if isinstance(item, list) and len(item) <= 8 else str(item)  # noqa: PLR2004
    return text if len(text) <= 160 else text[:157] + "..."  # noqa: PLR2004

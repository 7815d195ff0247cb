"""How values of parameters are checked, alike on the wire and on the command line."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Callable, Sequence
from typing import Any

from ..bounds import Bounds
from ..errors import ParameterError
from .parameters import Kind, Parameter

LARGEST_NUMBER = math.ldexp(1.0, 1023)  # about: a whole number in JSON may be larger than any float
LONE_SURROGATE = re.compile("[\ud800-\udfff]")  # which has no UTF-8
COLOUR = re.compile("#[0-9a-fA-F]{6}")
LONGEST_NAME = 255  # bytes of a file's name on every common disk
LONGEST_PATH = 4096
LARGEST_INTEGER = 2**63 - 1  # that numpy takes; JSON has no limit


def checked(parameter: Parameter, value: Any) -> Any:
    """The value as the operation takes it; raises ParameterError."""
    try:
        value = CHECKS[parameter.kind](parameter.name, value)
    except ParameterError as error:
        raise ParameterError(error.message, hint=error.hint or f"Expected: {parameter.help}.") from error
    if parameter.choices and value not in parameter.choices:
        raise ParameterError(
            f"{parameter.name} cannot be {value!r}.", hint=f"Choose one of {', '.join(parameter.choices)}."
        )
    if parameter.minimum is not None and value < parameter.minimum:
        raise ParameterError(f"{parameter.name} cannot be {value}.", hint=f"Choose at least {parameter.minimum}.")
    if parameter.maximum is not None and value > parameter.maximum:
        raise ParameterError(f"{parameter.name} cannot be {value}.", hint=f"Choose at most {parameter.maximum}.")
    return value


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise ParameterError(f"{name} needs a text, got {value!r}.")
    if LONE_SURROGATE.search(value):
        raise ParameterError(f"{name} is no text: {value!r}.")
    return value


def _integer(name: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > LARGEST_INTEGER:
        raise ParameterError(f"{name} needs a whole number, got {value!r}.")
    return value


def _number(name: str, value: Any) -> float:
    if not _is_number(value):
        raise ParameterError(f"{name} needs a number, got {value!r}.")
    return float(value)


def _path(name: str, value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise ParameterError(f"{name} needs a path, got {value!r}.")
    from ..remote.addresses import as_address, name_of  # QGIS starts without it

    if as_address(value):
        return name_of(value)
    if not _may_exist(value):
        raise ParameterError(f"{name} is no path: {value[:80]!r}.", hint="A file's name has at most 255 bytes.")
    return value


def _may_exist(path: str) -> bool:
    """Whether a disk could have a file of this path; GDAL takes a text of XML for one, too."""
    try:
        parts = os.fsencode(path).replace(b"\\", b"/").split(b"/")
    except UnicodeEncodeError:  # half a character, which no file name can hold
        return False
    fits = len(path) <= LONGEST_PATH and all(len(part) <= LONGEST_NAME for part in parts)
    return "\0" not in path and (fits or path.startswith("<"))


def _paths(name: str, value: Any) -> list[str]:
    from ..remote.addresses import as_address, names_of

    items = _listed(name, [value] if isinstance(value, str) else value)
    paths = [_path(name, item) for item in items]
    if not paths:
        raise ParameterError(f"{name} names no file.", hint="Give at least one.")
    addresses = {place: item for place, item in enumerate(items) if as_address(item)}
    names = dict(zip(addresses, names_of(list(addresses.values()))))
    return [names.get(place, path) for place, path in enumerate(paths)]


def _flag(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise ParameterError(f"{name} is either on or off, got {value!r}.")
    return value


def _numbers(count: int | None) -> Callable[[str, Any], tuple[float, ...]]:
    def check(name: str, value: Any) -> tuple[float, ...]:
        fits = isinstance(value, (list, tuple)) and (count is None or len(value) == count)
        if not fits or not all(map(_is_number, value)):
            raise ParameterError(f"{name} needs {count or 'some'} numbers, got {value!r}.")
        return tuple(float(item) for item in value)

    return check


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and abs(value) < LARGEST_NUMBER


def _points(name: str, value: Any) -> list[tuple[float, ...]]:
    if not isinstance(value, (list, tuple)):
        raise ParameterError(f"{name} needs a list of points, got {value!r}.")
    return [_numbers(2)(name, point) for point in value]


def _bounds(name: str, value: Any) -> Bounds:
    x0, y0, x1, y1 = _numbers(4)(name, value)
    return Bounds(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _integers(name: str, value: Any) -> list[int]:
    if not isinstance(value, (list, tuple)):
        raise ParameterError(f"{name} needs a list of whole numbers, got {value!r}.")
    return [_integer(name, item) for item in value]


def _listed(name: str, value: Any) -> Sequence[Any]:
    if not isinstance(value, (list, tuple)):
        raise ParameterError(f"{name} needs a list of texts, got {value!r}.")
    return value


def _texts(name: str, value: Any) -> list[str]:
    return [_text(name, item) for item in _listed(name, value)]


def _classes(name: str, value: Any) -> list[str]:
    is_list = isinstance(value, (list, tuple))
    numbers_too = [str(item) if type(item) is int else item for item in value] if is_list else value
    return _texts(name, numbers_too)


def _examples(name: str, value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, (list, tuple)):
        raise ParameterError(f"{name} needs a list of examples, got {value!r}.")
    found = []
    for item in value:
        keys = set(item) if isinstance(item, dict) else set()
        if keys not in ({"class", "x", "y"}, {"class", "wkt"}):
            raise ParameterError(
                f"{name} needs examples with a class and a place, got {item!r}.",
                hint="A place is x and y, or a geometry as wkt.",
            )
        place = {key: (_number if key in ("x", "y") else _text)(f"{key} of {name}", item[key]) for key in sorted(keys)}
        found.append(place)
    return found


def _colours(name: str, value: Any) -> dict[str, str]:
    pairs = list(value.items()) if isinstance(value, dict) else value
    if not isinstance(pairs, (list, tuple)):
        raise ParameterError(f"{name} needs names with colours, got {value!r}.")
    found = {}
    for pair in pairs:
        if (
            not isinstance(pair, (list, tuple))
            or [type(one) for one in pair] != [str, str]
            or not COLOUR.fullmatch(pair[1])
        ):
            raise ParameterError(f"{name} needs a name and a colour, got {pair!r}.", hint="Write it as #ee8866.")
        found[_text(name, pair[0])] = pair[1].lower()
    return found


CHECKS: dict[Kind, Callable[[str, Any], Any]] = {
    Kind.TEXT: _text,
    Kind.PATH: _path,
    Kind.INTEGER: _integer,
    Kind.FLAG: _flag,
    Kind.POINT: _numbers(2),
    Kind.POINTS: _points,
    Kind.BOUNDS: _bounds,
    Kind.INTEGERS: _integers,
    Kind.TEXTS: _texts,
    Kind.NAMES: _texts,
    Kind.CLASSES: _classes,
    Kind.NUMBER: _number,
    Kind.PATHS: _paths,
    Kind.EXAMPLES: _examples,
    Kind.COLOURS: _colours,
}

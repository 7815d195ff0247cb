"""What operations take: parameters with their kinds, checked alike on the wire and on the command line."""

from __future__ import annotations

import gc
import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from ..analysis.similarity import OpenEmbeddings
from ..errors import ParameterError
from ..progress import Reporter
from ..rasters.grid import Bounds

MEGABYTE = 1024 * 1024
LARGEST_NUMBER = math.ldexp(1.0, 1023)  # about: a whole number in JSON may be larger than any float
LARGEST_INTEGER = 2**63 - 1  # that numpy takes; JSON has no limit


class Kind(Enum):
    """What a parameter holds, on the wire and on the command line."""

    TEXT = "text"
    PATH = "path"
    INTEGER = "integer"
    FLAG = "flag"
    POINT = "X,Y"
    POINTS = "X,Y repeated"
    BOUNDS = "X0,Y0,X1,Y1"
    INTEGERS = "N,N,..."
    TEXTS = "TEXT repeated"
    NAMES = "NAME,NAME,..."
    CLASSES = "NAME,N,..."
    NUMBER = "number"
    PATHS = "FILE repeated"


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """One parameter of an operation."""

    name: str
    kind: Kind
    help: str
    required: bool = False
    default: Any = None
    choices: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    positional: bool = False

    def checked(self, value: Any) -> Any:
        """The value as the operation takes it; raises ParameterError."""
        value = CHECKS[self.kind](self.name, value)
        if self.choices and value not in self.choices:
            raise ParameterError(f"{self.name} cannot be {value!r}.", hint=f"Choose one of {', '.join(self.choices)}.")
        if self.minimum is not None and value < self.minimum:
            raise ParameterError(f"{self.name} cannot be {value}.", hint=f"Choose at least {self.minimum}.")
        if self.maximum is not None and value > self.maximum:
            raise ParameterError(f"{self.name} cannot be {value}.", hint=f"Choose at most {self.maximum}.")
        return value


class State:
    """What an engine keeps between requests: one embedding raster and one encoder, ready for many questions."""

    def __init__(self) -> None:
        self._open: tuple[tuple[str, int, int], OpenEmbeddings] | None = None
        self._kept: tuple[str, Any] | None = None

    def open_embeddings(self, path: str, memory_bytes: int, reporter: Reporter) -> OpenEmbeddings:
        """The embedding raster, opened now or before; a file that has changed is opened anew."""
        file = Path(path)
        status = file.stat() if file.exists() else None
        key = (path, status.st_mtime_ns if status else 0, memory_bytes)
        if self._open is None or self._open[0] != key:
            self._close_embeddings()
            self._open = (key, OpenEmbeddings(path, memory_bytes=memory_bytes, reporter=reporter))
        return self._open[1]

    def keep(self, key: str, make: Callable[[], Any]) -> Any:
        """What ``make`` gives, now or when it was last called for the same key; something else is let go of first."""
        if self._kept is None or self._kept[0] != key:
            self._let_go()
            self._kept = (key, make())
        return self._kept[1]

    def close(self) -> None:
        """Let go of all files and models."""
        self._close_embeddings()
        self._let_go()

    def _let_go(self) -> None:
        if self._kept is not None:
            self._kept = None
            gc.collect()  # a model refers to itself, and may take more than a gigabyte

    def _close_embeddings(self) -> None:
        if self._open is not None:
            self._open[1].close()
            self._open = None


Run = Callable[[State, dict[str, Any], Reporter], Any]


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One thing that the engine can do; ``run`` takes checked parameters and returns plain values."""

    name: str
    help: str
    parameters: tuple[Parameter, ...]
    run: Run

    def checked(self, params: dict[str, Any]) -> dict[str, Any]:
        """All parameters with their defaults; raises ParameterError for one that is missing, unknown or unfit."""
        known = {parameter.name for parameter in self.parameters}
        unknown = sorted(set(params) - known)
        if unknown:
            raise ParameterError(
                f"{self.name} has no parameter {unknown[0]!r}.", hint=f"It has: {', '.join(sorted(known))}."
            )
        values = {}
        for parameter in self.parameters:
            value = params.get(parameter.name)
            if value is None and parameter.required:
                raise ParameterError(f"{self.name} needs {parameter.name}.", hint=f"{parameter.help}.")
            values[parameter.name] = parameter.default if value is None else parameter.checked(value)
        return values


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise ParameterError(f"{name} needs a text, got {value!r}.")
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
    if "\0" in _text(name, value):
        raise ParameterError(f"{name} is no path: {value!r}.")
    return str(value)


def _paths(name: str, value: Any) -> list[str]:
    paths = [_path(name, item) for item in _texts(name, [value] if isinstance(value, str) else value)]
    if not paths:
        raise ParameterError(f"{name} names no file.", hint="Give at least one.")
    return paths


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


def _texts(name: str, value: Any) -> list[str]:
    if not isinstance(value, (list, tuple)):
        raise ParameterError(f"{name} needs a list of texts, got {value!r}.")
    return [_text(name, item) for item in value]


def _classes(name: str, value: Any) -> list[str]:
    is_list = isinstance(value, (list, tuple))
    numbers_too = [str(item) if type(item) is int else item for item in value] if is_list else value
    return _texts(name, numbers_too)


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
}


# Parameters of several operations


def path_parameter(name: str, help_text: str, *, required: bool = True, positional: bool = False) -> Parameter:
    """A parameter that is a file's path."""
    return Parameter(name=name, kind=Kind.PATH, help=help_text, required=required, positional=positional)


EMBEDDINGS = path_parameter(
    "embeddings", "the embedding raster: one of Landprint's, or any raster whose bands are dimensions"
)
OUTPUT = path_parameter("output", "the file to write")
AT = Parameter(name="at", kind=Kind.POINT, help="the place", required=True)
CRS_OF_POINTS = Parameter(
    name="crs", kind=Kind.TEXT, help="coordinate system of the points, e.g. EPSG:4326; the raster's own by default"
)
CLUSTERS = Parameter(name="clusters", kind=Kind.INTEGER, help="number of classes", required=True)
SEED = Parameter(
    name="seed",
    kind=Kind.INTEGER,
    help="the same number gives the same result",
    default=0,
    minimum=0,
    maximum=2**31 - 1,  # QGIS's own; k-means counts on from it, up to 2**32
)
MEMORY = Parameter(
    name="max_memory_mb", kind=Kind.INTEGER, help="memory to use at most, in MB", default=2048, minimum=64
)

IMAGERY_PARAMETERS = (
    Parameter(name="sensor", kind=Kind.TEXT, help="the sensor, or your own as JSON or its file; guessed by default"),
    Parameter(name="band_names", kind=Kind.NAMES, help="the sensor's names of the bands given with --bands"),
    Parameter(
        name="scale",
        kind=Kind.TEXT,
        help="what the numbers are: count, reflectance, offset-1000, ...; guessed by default",
    ),
    Parameter(name="date", kind=Kind.TEXT, help="day of the image as 2023-07-14; from the file by default"),
)
RASTER = Parameter(
    name="raster",
    kind=Kind.PATHS,
    help="the raster: a file, a Sentinel-2 .SAFE folder or zip, a Landsat folder or tar; repeat to put files together",
    required=True,
)
HEADS = Parameter(
    name="heads", kind=Kind.INTEGER, help="attention heads of a Clay checkpoint of no published size", minimum=1
)

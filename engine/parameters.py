"""How operations declare what they take, for the wire, the command line and QGIS's toolbox alike.

A request is a frozen dataclass, one for each operation. Each of its fields is a ``Parameter(...).field()``: the
parameter says what the engine takes and its ``Toolbox``, where it has one, how Processing shows it. A field made by
``group(Other)`` holds another such dataclass, whose parameters stand in its place; several operations share it so. On
the wire and the command line parameters are flat: their names are those of the fields, without the group's.

The plugin reads this too: the standard library only, and Python 3.9. Requests are neither compared nor printed, and
making the methods for it would hold up the start of QGIS: ``eq=False, repr=False``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import Enum
from typing import Any, TypeVar

PARAMETER, GROUP = "parameter", "group"  # keys of a field's metadata
Request = TypeVar("Request")


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


class Widget(Enum):
    """What Processing shows a parameter as, where the kind alone does not tell."""

    RASTER = "raster layer"
    MASK = "layer of polygons or raster layer"
    POINTS = "layer of points, or table"
    EMBEDDED_POINTS = "layer of points or areas with embeddings, or table"
    SHAPES = "layer of features of any geometry"
    FOLDER = "folder"
    BANDS = "bands of INPUT"
    COLUMN = "field of INPUT"
    CHOICE = "one of what the resources list"
    DATE = "date"
    NEW_RASTER = "raster to write"
    NEW_POINTS = "vector file to write"
    NEW_FILE = "file to write"


@dataclass(frozen=True)
class Toolbox:
    """How Processing shows a parameter; what is None is as the engine has it.

    ``choices`` may offer "auto" where the engine takes None for it; an infinite ``maximum`` is none.
    """

    label: str
    help: str
    name: str | None = None  # None: the engine's in capitals
    advanced: bool = False
    optional: bool = False  # may be left empty
    widget: Widget | None = None
    default: Any = None
    choices: tuple[str, ...] | None = None
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True)
class Parameter:
    """One parameter of an operation; ``name`` is that of its field."""

    kind: Kind
    help: str
    required: bool = False
    default: Any = None
    choices: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    positional: bool = False
    toolbox: Toolbox | None = None
    name: str = ""
    variable: str = ""  # of the environment, which says what is taken where the request leaves it to the engine

    def field(self, toolbox: Toolbox | None = None) -> Any:
        """A dataclass's field of this parameter, shown as ``toolbox`` says if it is given.

        A required one has a default too, None, so that fields may stand in any order.
        """
        metadata = {PARAMETER: replace(self, toolbox=toolbox or self.toolbox)}
        if isinstance(self.default, list):
            return field(default_factory=self.default.copy, metadata=metadata)
        return field(default=self.default, metadata=metadata)


def group(request: type[Any]) -> Any:
    """A dataclass's field that holds the parameters of another request."""
    return field(default_factory=request, metadata={GROUP: request})


def parameters_of(request: type[Any]) -> tuple[Parameter, ...]:
    """The parameters of a request in their order, those of its groups too."""
    found: list[Parameter] = []
    for item in fields(request):
        inner = item.metadata.get(GROUP)
        found += parameters_of(inner) if inner else [replace(item.metadata[PARAMETER], name=item.name)]
    return tuple(found)


def request_of(request: type[Request], values: Mapping[str, Any]) -> Request:
    """The request that has these values of its parameters."""
    return request(
        **{
            item.name: request_of(item.metadata[GROUP], values) if GROUP in item.metadata else values[item.name]
            for item in fields(request)  # type: ignore[arg-type]  # every request is a dataclass
        }
    )


def values_of(request: Any) -> dict[str, Any]:
    """The values of a request's parameters by name, those of its groups too: what ``request_of`` takes."""
    values: dict[str, Any] = {}
    for item in fields(request):
        value = getattr(request, item.name)
        values.update(values_of(value) if GROUP in item.metadata else {item.name: value})
    return values

"""How operations declare what they take, for the wire, the command line and QGIS's toolbox alike.

Each operation has a class of ``Request``. Each of its fields is a ``Parameter(...).field()``: the parameter says what
the engine takes and its ``Toolbox``, where it has one, how Processing shows it. A field made by ``group(Other)`` holds
another request, whose parameters stand in its place; several operations share it so. On the wire and the command line
parameters are flat: their names are those of the fields, without the group's.

The plugin reads this too: the standard library only, and Python 3.9. Requests are no dataclasses, whose decorator
compiles methods for each of them and so held up the start of QGIS: a third of what the plugin took.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, ClassVar, Generic, TypeVar

RequestType = TypeVar("RequestType", bound="Request")


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
    EXAMPLES = "CLASS,X,Y repeated"
    COLOURS = "NAME=#RRGGBB repeated"


class Widget(Enum):
    """What Processing shows a parameter as, where the kind alone does not tell."""

    RASTER = "raster layer"
    MASK = "layer of polygons or raster layer"
    POINTS = "layer of points, or table"
    EMBEDDED_POINTS = "layer of points or areas with embeddings, or table"
    SHAPES = "layer of features of any geometry"
    FOLDER = "folder"
    BANDS = "bands of INPUT"
    COLUMN = "field of a layer"
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
    parent: str = "INPUT"  # the parameter of the layer whose bands or fields are chosen


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
        """A request's field of this parameter, shown as ``toolbox`` says if it is given.

        A required one has a default too, None, so that a request can be made without it and be checked later.
        """
        return Field(self, toolbox or self.toolbox)


class Field:
    """A field of a request, until its class is there."""

    def __init__(self, parameter: Parameter, toolbox: Toolbox | None) -> None:
        self._parameter, self._toolbox = parameter, toolbox

    def named(self, name: str) -> Parameter:
        """The parameter of this field."""
        return replace(self._parameter, toolbox=self._toolbox, name=name)


class Group(Generic[RequestType]):
    """A field that holds a request of its own."""

    def __init__(self, request: type[RequestType]) -> None:
        self.request = request


def group(request: type[Request]) -> Any:
    """A request's field that holds the parameters of another request."""
    return Group(request)


class Request:
    """What an operation is asked for: its fields are given by name, or have their defaults, and do not change."""

    _fields: ClassVar[dict[str, Parameter | Group[Any]]] = {}  # those of the classes that it is made from come first

    def __init_subclass__(cls) -> None:
        """Take the fields out of the class: an object has values in their place."""
        own = {name: value for name, value in vars(cls).items() if isinstance(value, (Field, Group))}
        for name in own:
            delattr(cls, name)
        inherited = {
            name: value for base in reversed(cls.__bases__) for name, value in vars(base).get("_fields", {}).items()
        }
        cls._fields = {**inherited, **{n: v.named(n) if isinstance(v, Field) else v for n, v in own.items()}}

    def __init__(self, **values: Any) -> None:
        unknown = values.keys() - self._fields.keys()
        if unknown:
            raise TypeError(f"{type(self).__name__} has no {', '.join(sorted(unknown))}.")
        for name, item in self._fields.items():
            value = values[name] if name in values else _default(item)
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, _value: object) -> None:
        """Refused: several threads read a request."""
        raise AttributeError(f"{type(self).__name__}.{name} cannot be set: a request does not change.")


def _default(item: Parameter | Group[Any]) -> Any:
    if isinstance(item, Group):
        return item.request()
    return item.default.copy() if isinstance(item.default, (list, dict)) else item.default


def parameters_of(request: type[Request]) -> tuple[Parameter, ...]:
    """The parameters of a request in their order, those of its groups too."""
    found: list[Parameter] = []
    for item in request._fields.values():
        found += parameters_of(item.request) if isinstance(item, Group) else [item]
    return tuple(found)


def request_of(request: type[RequestType], values: Mapping[str, Any]) -> RequestType:
    """The request that has these values of its parameters."""
    return request(
        **{
            name: request_of(item.request, values) if isinstance(item, Group) else values[name]
            for name, item in request._fields.items()
        }
    )


def values_of(request: Request) -> dict[str, Any]:
    """The values of a request's parameters by name, those of its groups too: what ``request_of`` takes."""
    values: dict[str, Any] = {}
    for name, item in request._fields.items():
        value = getattr(request, name)
        values.update(values_of(value) if isinstance(item, Group) else {name: value})
    return values

"""One row of the table of operations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic

from ..errors import ParameterError
from ..parameters import Parameter, Request, parameters_of, request_of
from ..progress import Reporter
from .checks import checked

if TYPE_CHECKING:
    from .state import State


@dataclass(frozen=True)
class NoParameters:
    """The request of an operation that takes none."""


@dataclass(frozen=True)
class Operation(Generic[Request]):
    """One thing that the engine can do: ``run`` takes the request and returns plain values."""

    name: str
    help: str
    request: type[Request]
    run: Callable[[State, Request, Reporter], Any]
    resumes: bool = False  # when it is started again after it was stopped
    on_wire_only: bool = False  # it means nothing to a process that ends after one request

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """What it takes."""
        return parameters_of(self.request)

    def checked(self, params: dict[str, Any]) -> Request:
        """The request with its defaults; raises ParameterError for what is missing, unknown or unfit."""
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
            values[parameter.name] = parameter.default if value is None else checked(parameter, value)
        return request_of(self.request, values)


def operation(
    name: str, request: type[Request], sentence: str, **options: bool
) -> Callable[[Callable[[State, Request, Reporter], Any]], Operation[Request]]:
    """Makes an Operation of the function that runs it; ``sentence`` is its help, ``options`` its flags."""
    return lambda run: Operation(name=name, help=sentence, request=request, run=run, **options)

"""One row of the table of operations."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic

from ..errors import ParameterError
from ..progress import Reporter
from ..requests.checks import checked
from ..requests.parameters import Kind, Parameter, Request, RequestType, parameters_of, request_of

if TYPE_CHECKING:
    from .state import State

AUTO = "auto"


class NoParameters(Request):
    """The request of an operation that takes none."""


@dataclass(frozen=True)
class Operation(Generic[RequestType]):
    """One thing that the engine can do: ``run`` takes the request and returns plain values."""

    name: str
    help: str
    request: type[RequestType]
    run: Callable[[State, RequestType, Reporter], Any]
    resumes: bool = False  # when it is started again after it was stopped
    on_wire_only: bool = False  # it means nothing to a process that ends after one request

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """What it takes."""
        return parameters_of(self.request)

    def checked(self, params: dict[str, Any]) -> RequestType:
        """The request with its defaults; raises ParameterError for what is missing, unknown or unfit."""
        known = {parameter.name for parameter in self.parameters}
        unknown = sorted(set(params) - known)
        if unknown:
            raise ParameterError(
                f"{self.name} has no parameter {unknown[0]!r}.", hint=f"It has: {', '.join(sorted(known))}."
            )
        values = {}
        for parameter in self.parameters:
            value = _or_variable(parameter, params.get(parameter.name))
            if value is None and parameter.required:
                raise ParameterError(f"{self.name} needs {parameter.name}.", hint=f"{parameter.help}.")
            values[parameter.name] = parameter.default if value is None else checked(parameter, value)
        return request_of(self.request, values)


def default_of(parameter: Parameter) -> Any:
    """What is taken where a request says nothing; raises ParameterError for an environment variable that is unfit."""
    value = _or_variable(parameter, None)
    return parameter.default if value is None else checked(parameter, value)


def _or_variable(parameter: Parameter, value: Any) -> Any:
    """The value; or that of the parameter's environment variable, where the request leaves it to the engine."""
    said = os.environ.get(parameter.variable, "").strip() if value in (None, AUTO) and parameter.variable else ""
    if not said:
        return value
    return int(said) if parameter.kind is Kind.INTEGER and said.isdecimal() else said


def operation(
    name: str, request: type[RequestType], sentence: str, **options: bool
) -> Callable[[Callable[[State, RequestType, Reporter], Any]], Operation[RequestType]]:
    """Makes an Operation of the function that runs it; ``sentence`` is its help, ``options`` its flags."""
    return lambda run: Operation(name=name, help=sentence, request=request, run=run, **options)

"""The operation that diagnoses the engine itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..progress import Reporter
from .operation import NoParameters, operation

if TYPE_CHECKING:
    from .state import State


@operation(
    "diagnose",
    NoParameters,
    "Look at the engine, its packages, the computer and the weights, and say what is wrong and what helps.",
)
def _diagnose(state: State, request: NoParameters, reporter: Reporter) -> dict[str, Any]:
    from .diagnosis import diagnose

    return diagnose(state, reporter)


DIAGNOSE_OPERATIONS = (_diagnose,)

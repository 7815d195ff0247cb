"""The table of what the engine can do: the server, the command line and Processing offer what stands here.

It loads the standard library only, on Python 3.9 too: the plugin reads it. What an operation needs is imported when it
runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import ParameterError
from ..progress import Reporter, running
from ..requests.parameters import Kind, Parameter, Request
from .attributes import ATTRIBUTE_OPERATIONS
from .diagnose import DIAGNOSE_OPERATIONS
from .embedded_points import EMBEDDED_POINT_OPERATIONS
from .embeddings.change import CHANGE_OPERATIONS
from .embeddings.classes import CLASS_OPERATIONS
from .embeddings.classify import CLASSIFY_OPERATIONS
from .embeddings.components import COMPONENT_OPERATIONS
from .embeddings.import_embeddings import IMPORT_OPERATIONS
from .embeddings.kmeans import KMEANS_OPERATIONS
from .embeddings.reading import READING_OPERATIONS
from .embeddings.similarity import SIMILARITY_OPERATIONS
from .embeddings.stac_item import STAC_OPERATIONS
from .operation import NoParameters, Operation, operation
from .points import POINT_OPERATIONS
from .rasters import RASTER_OPERATIONS
from .tiles import TILE_OPERATIONS
from .weights import WEIGHTS_OPERATIONS

if TYPE_CHECKING:
    from .state import State


@operation("encoders", NoParameters, "List the encoders.")
def _list_encoders(state: State, request: NoParameters, reporter: Reporter) -> dict[str, Any]:
    from ..encoders.catalogue import list_encoders

    return {"encoders": list_encoders()}


@operation("scratches", NoParameters, "List what interrupted runs have left.")
def _scratches(state: State, request: NoParameters, reporter: Reporter) -> dict[str, Any]:
    from ..embedding.scratch import BYTES_KEPT, DAYS_KEPT, list_scratches, scratch_folder

    found = list_scratches()
    return {
        "folder": str(scratch_folder()),
        "scratches": found,
        "bytes": sum(entry["bytes"] for entry in found),
        "days_kept": DAYS_KEPT,
        "bytes_kept": BYTES_KEPT,
    }


class RemoveScratchesRequest(Request):
    """Which scratches are removed."""

    keys: list[str] | None = Parameter(Kind.TEXTS, "which; all by default").field()


@operation("remove_scratches", RemoveScratchesRequest, "Delete what interrupted runs have left.")
def _remove_scratches(state: State, request: RemoveScratchesRequest, reporter: Reporter) -> dict[str, Any]:
    from ..embedding.scratch import remove_scratches

    return {"bytes": remove_scratches(request.keys)}


@operation("close", NoParameters, "Let go of all open files.", on_wire_only=True)
def _close(state: State, request: NoParameters, reporter: Reporter) -> dict[str, Any]:
    state.close()
    return {}


OPERATIONS: dict[str, Operation[Any]] = {
    row.name: row
    for row in (
        _list_encoders,
        *RASTER_OPERATIONS,
        *READING_OPERATIONS,
        *SIMILARITY_OPERATIONS,
        *KMEANS_OPERATIONS,
        *COMPONENT_OPERATIONS,
        *STAC_OPERATIONS,
        *CHANGE_OPERATIONS,
        *CLASS_OPERATIONS,
        *CLASSIFY_OPERATIONS,
        *IMPORT_OPERATIONS,
        *TILE_OPERATIONS,
        *POINT_OPERATIONS,
        *EMBEDDED_POINT_OPERATIONS,
        *ATTRIBUTE_OPERATIONS,
        *WEIGHTS_OPERATIONS,
        *DIAGNOSE_OPERATIONS,
        _scratches,
        _remove_scratches,
        _close,
    )
}


def run_operation(state: State, name: str, params: dict[str, Any], reporter: Reporter) -> Any:
    """The value of an operation; raises UserError for what the user can mend, and Cancelled."""
    operation = OPERATIONS.get(name) if isinstance(name, str) else None
    if operation is None:
        raise ParameterError(f"There is no operation {name!r}.", hint=f"There are: {', '.join(OPERATIONS)}.")
    if not isinstance(params, dict):
        raise ParameterError(
            f"{name} needs parameters with their names, got {params!r}.", hint="They are an object in JSON."
        )
    with running(reporter):
        return operation.run(state, operation.checked(params), reporter)

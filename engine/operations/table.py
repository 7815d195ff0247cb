"""The table of what the engine can do: the server, the command line and Processing offer what stands here."""

from __future__ import annotations

from typing import Any

from ..embedding import scratch
from ..encoders import catalogue
from ..errors import ParameterError
from ..progress import Reporter
from . import weights
from .embeddings import EMBEDDING_OPERATIONS
from .info import describe
from .parameters import HEADS, Kind, Operation, Parameter, State, path_parameter
from .points import POINT_OPERATIONS
from .rasters import RASTER_OPERATIONS


def _list_encoders(_: State, __: dict[str, Any], ___: Reporter) -> dict[str, Any]:
    return {"encoders": catalogue.list_encoders()}


def _info(_: State, params: dict[str, Any], __: Reporter) -> dict[str, Any]:
    return describe(params["path"])


def _scratches(_: State, __: dict[str, Any], ___: Reporter) -> dict[str, Any]:
    found = scratch.list_scratches()
    return {
        "folder": str(scratch.scratch_folder()),
        "scratches": found,
        "bytes": sum(entry["bytes"] for entry in found),
    }


def _remove_scratches(_: State, params: dict[str, Any], __: Reporter) -> dict[str, Any]:
    return {"bytes": scratch.remove_scratches(params["keys"])}


def _close(state: State, _: dict[str, Any], __: Reporter) -> dict[str, Any]:
    state.close()
    return {}


ENCODER_WITH_WEIGHTS = Parameter(
    name="encoder", kind=Kind.TEXT, help="the encoder; see `encoders`", required=True, positional=True
)
PART = Parameter(name="part", kind=Kind.TEXT, help="location or image, of a SatCLIP; its first by default")

OPERATIONS: dict[str, Operation] = {
    operation.name: operation
    for operation in (
        Operation(name="encoders", help="List the encoders.", parameters=(), run=_list_encoders),
        Operation(
            name="info",
            help="Say what a raster is and how it was made.",
            parameters=(path_parameter("path", "the raster", positional=True),),
            run=_info,
        ),
        *RASTER_OPERATIONS,
        *EMBEDDING_OPERATIONS,
        *POINT_OPERATIONS,
        Operation(
            name="download",
            help="Fetch an encoder's weights from where they are published, and check them.",
            parameters=(ENCODER_WITH_WEIGHTS, PART),
            run=lambda _, params, reporter: weights.download(params, reporter),
        ),
        Operation(
            name="import_checkpoint",
            help="Take over an encoder's weights from a file that you have, and check them.",
            parameters=(ENCODER_WITH_WEIGHTS, path_parameter("path", "the file: .ckpt, .pt or .safetensors"), PART),
            run=lambda _, params, reporter: weights.import_checkpoint(params, reporter),
        ),
        Operation(
            name="checkpoints",
            help="List the weights that are here.",
            parameters=(),
            run=lambda *_: weights.list_checkpoints(),
        ),
        Operation(
            name="remove_checkpoint",
            help="Delete an encoder's weights.",
            parameters=(ENCODER_WITH_WEIGHTS, PART),
            run=lambda _, params, __: weights.remove_checkpoint(params),
        ),
        Operation(
            name="check",
            help="Say whether an encoder gives the numbers that were published of it.",
            parameters=(
                ENCODER_WITH_WEIGHTS,
                PART,
                path_parameter(
                    "checkpoint", "a file of weights to check instead of those that are here", required=False
                ),
                HEADS,
            ),
            run=lambda _, params, reporter: weights.check(params, reporter),
        ),
        Operation(name="scratches", help="List what interrupted runs have left.", parameters=(), run=_scratches),
        Operation(
            name="remove_scratches",
            help="Delete what interrupted runs have left.",
            parameters=(Parameter(name="keys", kind=Kind.TEXTS, help="which; all by default"),),
            run=_remove_scratches,
        ),
        Operation(name="close", help="Let go of all open files.", parameters=(), run=_close),
    )
}


def run_operation(state: State, name: str, params: dict[str, Any], reporter: Reporter) -> Any:
    """The value of an operation; raises UserError for what the user can mend, and Cancelled."""
    operation = OPERATIONS.get(name) if isinstance(name, str) else None
    if operation is None:
        raise ParameterError(f"There is no operation {name!r}.", hint=f"There are: {', '.join(OPERATIONS)}.")
    if not isinstance(params, dict):
        raise ParameterError(f"{name} needs parameters with their names, got {params!r}.")
    return operation.run(state, operation.checked(params), reporter)

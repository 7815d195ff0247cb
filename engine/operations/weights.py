"""The operations on encoders' weights: download, import, list, remove and check them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..progress import Reporter
from ..requests.encoding import HEADS
from ..requests.parameters import Kind, Parameter, Request, Toolbox, Widget
from .operation import NoParameters, operation

if TYPE_CHECKING:
    from .state import State

ENCODER = Parameter(
    Kind.TEXT,
    "the encoder; see `encoders`",
    required=True,
    positional=True,
    toolbox=Toolbox("Encoder", "Whose weights.", widget=Widget.CHOICE),
)
PART = Parameter(
    Kind.TEXT,
    "location or image, of a SatCLIP; its first by default",
    toolbox=Toolbox(
        "Part",
        "Of a SatCLIP encoder: “location” for places (when nothing is chosen), “image” to locate images.",
        optional=True,
        choices=("location", "image"),
    ),
)


class PartRequest(Request):
    """An encoder, or a part of one."""

    encoder: str = ENCODER.field()
    part: str | None = PART.field()


@operation(
    "download", PartRequest, "Fetch an encoder's weights from where they are published, and check them.", resumes=True
)
def _download(state: State, request: PartRequest, reporter: Reporter) -> dict[str, Any]:
    from ..encoders.catalogue import part_of
    from ..encoders.checkpoints import download

    return download(part_of(request.encoder, request.part), reporter)


class ImportCheckpointRequest(Request):
    """A file of an encoder's weights."""

    encoder: str = ENCODER.field()
    path: str = Parameter(
        Kind.PATH,
        "the file: .ckpt, .pt or .safetensors",
        required=True,
        toolbox=Toolbox("File of weights", "A .ckpt, .pt or .safetensors file, as it was published.", name="FILE"),
    ).field()
    part: str | None = PART.field()


@operation(
    "import_checkpoint",
    ImportCheckpointRequest,
    "Take over an encoder's weights from a file that you have, and check them.",
)
def _import_checkpoint(state: State, request: ImportCheckpointRequest, reporter: Reporter) -> dict[str, Any]:
    from ..encoders.catalogue import part_of
    from ..encoders.checkpoints import import_checkpoint

    return import_checkpoint(part_of(request.encoder, request.part), request.path, reporter)


@operation("checkpoints", NoParameters, "List the weights that are here.")
def _list_checkpoints(state: State, request: NoParameters, reporter: Reporter) -> dict[str, Any]:
    from ..encoders.checkpoints import list_checkpoints

    return list_checkpoints()


@operation("remove_checkpoint", PartRequest, "Delete an encoder's weights.")
def _remove_checkpoint(state: State, request: PartRequest, reporter: Reporter) -> dict[str, Any]:
    from ..encoders.catalogue import part_of
    from ..weights import checkpoints

    return {"bytes": checkpoints.remove(part_of(request.encoder, request.part))}


class CheckRequest(PartRequest):
    """Weights that are checked: those that are here, or in a file."""

    checkpoint: str | None = Parameter(
        Kind.PATH,
        "a file of weights to check instead of those that are here",
        toolbox=Toolbox("File of weights", "A file to check instead of the weights that are kept.", optional=True),
    ).field()
    heads: int | None = HEADS.field()


@operation("check", CheckRequest, "Say whether an encoder gives the numbers that were published of it.")
def _check(state: State, request: CheckRequest, reporter: Reporter) -> dict[str, Any]:
    from ..encoders.catalogue import part_of
    from ..encoders.checkpoints import check

    return check(part_of(request.encoder, request.part), request.checkpoint, request.heads, reporter)


WEIGHTS_OPERATIONS = (_download, _import_checkpoint, _list_checkpoints, _remove_checkpoint, _check)

"""What the user can mend: a sentence that says what happened, and a hint that says what to do."""

from __future__ import annotations


class UserError(Exception):
    """Something that the user can mend; ``code`` names it for programs.

    ``hint`` is right in QGIS and on the command line; ``command`` has the command line's own words for it.
    """

    code = "user"

    def __init__(self, message: str, *, hint: str = "", command: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.command = command

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class ParameterError(UserError):
    """A parameter has a value that the operation cannot use."""

    code = "parameter"


class SourceError(UserError):
    """The source cannot be read, or is not of the kind that the operation needs."""

    code = "source"


class OutputError(UserError):
    """The output cannot be written."""

    code = "output"


class OutsideError(UserError):
    """A place lies outside of the data, or on nodata."""

    code = "outside"


class GridError(UserError):
    """A grid or window that cannot be."""

    code = "grid"


class CheckpointError(UserError):
    """A file of weights is not what it should be."""

    code = "checkpoint"


class Cancelled(Exception):  # noqa: N818 - it is an outcome, not an error
    """The request was cancelled."""

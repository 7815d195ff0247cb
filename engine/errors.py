"""Errors that the user can fix: a sentence that says what happened, and a hint that says what to do."""

from __future__ import annotations

import re

# What stands before an address's host and what follows its path may be secret: a password, a signature, a token.
_LOGIN = re.compile(r"(https?://)[^\s/@\"'<>]+@", re.IGNORECASE)
_QUERY = re.compile(r"(https?://[^\s?\"'<>]*)\?[^\s\"'<>)]*", re.IGNORECASE)
_NUMBER = re.compile(r"\[(?:Errno|WinError) -?\d+\] *")  # of a system's error, before its words


class UserError(Exception):
    """An error that the user can fix; ``code`` names it for programs.

    Of addresses in its words only host and path are shown, of a system's error the words without the number.

    ``hint`` is right in QGIS and on the command line; ``command`` has the command line's own words for it.
    """

    code = "user"

    def __init__(self, message: str, *, hint: str = "", command: str = "") -> None:
        message, hint = (_NUMBER.sub("", _QUERY.sub(r"\1", _LOGIN.sub(r"\1", text))) for text in (message, hint))
        super().__init__(message)
        self.message = (
            message if message.endswith((".", "!", "?", "…")) else f"{message}."
        )  # a library's words have none
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


class NoDataError(SourceError):
    """Nothing in the area has valid values."""


class OutputError(UserError):
    """The output cannot be written."""

    code = "output"


class InUseError(OutputError):
    """Another process writes it now."""


class OutsideError(UserError):
    """A point lies outside of the data, or on nodata."""

    code = "outside"


class GridError(UserError):
    """An invalid grid or window."""

    code = "grid"


class CheckpointError(UserError):
    """A file of weights is missing, damaged or of another model."""

    code = "checkpoint"


class JobError(UserError):
    """A job of tiles cannot be read, or this machine would compute something else than was planned."""

    code = "job"


class Cancelled(Exception):  # noqa: N818 - it is an outcome, not an error
    """The request was cancelled."""

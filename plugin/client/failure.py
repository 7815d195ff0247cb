"""The failure of a request."""

from __future__ import annotations

import traceback

from ..translation import tr


class EngineFailure(Exception):  # noqa: N818 - the wire calls it a failure
    """A request that failed; ``message`` and ``hint`` are for people, ``code`` for programs, ``detail`` for the log.

    Codes are those of the engine (parameter, source, output, outside, grid, checkpoint, disk, memory, cancelled, bug)
    and the client's own: ``setup`` (there is no engine yet, or it does not start), ``protocol`` (it speaks another
    version), ``died`` (it ended while it worked).
    """

    def __init__(self, code: str, message: str, hint: str = "", detail: str = "") -> None:
        super().__init__(f"{message} {hint}".strip())
        self.code = code
        self.message = message
        self.hint = hint
        self.detail = detail

    @property
    def is_cancelled(self) -> bool:
        """Whether nothing went wrong: someone cancelled."""
        return self.code == "cancelled"


def cancelled() -> EngineFailure:
    """The failure of a request that was cancelled."""
    return EngineFailure("cancelled", tr("Cancelled."))


def bug(error: BaseException) -> EngineFailure:
    """The failure for an exception that nobody expected; its traceback is for the log."""
    lines = traceback.format_exception(type(error), error, error.__traceback__)
    return EngineFailure("bug", tr("Landprint failed."), tr("Please report it."), "".join(lines))

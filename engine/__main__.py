"""`python -m engine`."""

import os
import signal
import sys
from types import FrameType


def _end(_number: int, _frame: FrameType | None) -> None:
    """End at once: nothing has begun, and an exception in the middle of an import would be a traceback."""
    os.write(2, b"Cancelled.\n")
    os._exit(130)


signal.signal(signal.SIGINT, _end)

from .cli import main  # noqa: E402 - half a second, in which Ctrl+C may come

sys.exit(main())

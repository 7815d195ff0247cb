"""Landprint's folders, small files that are there whole or not at all, and what a full disk means."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import platformdirs

from .errors import OutputError, UserError

DISK_RESERVE_BYTES = 64 * 1024 * 1024


class DiskError(UserError):
    """The disk has no room."""

    code = "disk"


def home_folder(home: Path | None = None) -> Path:
    """``home``, or LANDPRINT_HOME, or the system's cache folder for landprint; it may not be there yet."""
    given = home or os.environ.get("LANDPRINT_HOME")
    return Path(given).expanduser() if given else platformdirs.user_cache_path("landprint", appauthor=False)


def cache_folder() -> Path:
    """Landprint's cache folder: LANDPRINT_HOME, or the platform's convention."""
    home = os.environ.get("LANDPRINT_HOME")
    return Path(home).expanduser() if home else platformdirs.user_cache_path("landprint", appauthor=False)


def graph_home(home: Path | None = None) -> Path:
    """Where the graphs are kept that are made of checkpoints for other runtimes."""
    return home_folder(home) / "graphs"


def read_json(path: Path) -> dict[str, Any]:
    """The object in ``path``, empty where there is none or it is cut off."""
    try:
        content = json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Put ``content`` into ``path``, whole or not at all."""
    writing = path.with_name(f".{path.name}.{os.getpid()}.writing")
    writing.write_text(json.dumps(content, indent=1), "utf-8")
    writing.replace(path)


def disk_error(error: OSError, folder: Path) -> UserError:
    """What a failed write means to the user."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskError(
            f"The disk that holds {folder} is full.",
            hint="Free some space; the run then continues where it stopped. LANDPRINT_HOME moves the cache folder.",
        )
    return OutputError(
        f"Nothing can be written to {folder}: {error.strerror or error}.", hint="Choose a folder that you may write to."
    )


def free_bytes(folder: Path) -> int:
    """Free bytes on the disk of a folder, of which the last parts need not exist yet."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free


def require_room(folder: Path, needed: int, what: str) -> None:
    """Raise DiskError when the disk of ``folder`` has less than ``needed`` bytes and a reserve."""
    free = free_bytes(folder)
    if free < needed + DISK_RESERVE_BYTES:
        raise DiskError(
            f"{what} needs {_megabytes(needed + DISK_RESERVE_BYTES)} on the disk of {folder}, "
            f"and {_megabytes(free)} are free.",
            hint="Free some space, choose a smaller area or larger patches, or move the folder.",
        )


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB"

"""The cache folder, atomic writes, and errors of the disk as sentences."""

from __future__ import annotations

import errno
import glob
import hashlib
import json
import os
import platform
import re
import shutil
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import platformdirs

from .errors import OutputError, UserError

DISK_RESERVE_BYTES = 64 * 1024 * 1024
NAME_BYTES = 180  # of a file's name that its partial file has
MEGABYTE = 1_000_000


class DiskError(UserError):
    """The disk has no room."""

    code = "disk"


def fingerprint(value: Any) -> str:
    """A hash of plain values that is the same in every run."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()[:24]


def cache_folder() -> Path:
    """LANDPRINT_HOME, or the system's cache folder for landprint; it may not be there yet; raises OutputError."""
    home = os.environ.get("LANDPRINT_HOME")
    try:
        return Path(home).expanduser() if home else platformdirs.user_cache_path("landprint", appauthor=False)
    except RuntimeError as error:
        raise OutputError(
            f"The cache folder is {home}, and there is no such user.",
            hint="Give it the full path of a folder.",
            command="LANDPRINT_HOME names it",
        ) from error


@contextmanager
def atomic_write(path: Path, *, keep: bool = True) -> Iterator[Path]:
    """A temporary path beside ``path``, with its suffix; renamed to it at the end if kept, deleted on failure.

    It is on the disk before it has its name, and the name is when the block has ended.
    """
    remove_partials(path)
    partial = _partial(path, os.getpid())
    try:
        yield partial
        if keep:
            _sync(partial)
            partial.replace(path)
            _sync_names(path.parent)
    finally:
        for left in _with_companions(partial):
            left.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    """Wait until the file is on the disk."""
    with path.open("r+b") as file:
        try:
            os.fsync(file.fileno())
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):  # of virtual folders without this call
                raise


def _sync_names(folder: Path) -> None:
    """Wait until the folder's names are on the disk, where the system can be asked for it."""
    if os.name == "posix":
        with suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def _partial(path: Path, pid: object) -> Path:
    """The name that a process of this machine writes to."""
    # The machine is in it because a number says nothing about the processes of another one on a shared folder.
    machine = zlib.crc32(platform.node().encode())
    # Of a long name its beginning, as no name may be longer than 255 bytes.
    stem = path.stem.encode()[:NAME_BYTES].decode(errors="ignore")
    return path.with_name(f".{stem}.{machine:08x}-{pid}.partial{path.suffix}")


def remove_partials(path: Path) -> None:
    """Delete what processes that were killed while they wrote ``path`` have left."""
    for left in _with_companions(_partial(path, "*")):
        pid = re.search(r"-(\d+)\.partial", left.name)
        if pid and not _is_running(int(pid[1])):
            # Windows refuses to delete what another process has open.
            with suppress(OSError):
                left.unlink()


def _with_companions(partial: Path) -> Iterator[Path]:
    """The file and what GDAL and SQLite keep beside it: `.aux.xml`, `-journal`, `-wal`; a number `*` is any."""
    before, number, after = partial.name.rpartition("-*.partial")
    pattern = glob.escape(before) + number + glob.escape(after) if number else glob.escape(partial.name)
    return partial.parent.glob(f"{pattern}*")


def _is_running(pid: int) -> bool:
    """Whether a process with this id runs; always False on Windows, where the check would end it."""
    if os.name == "nt":
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def read_json(path: Path) -> dict[str, Any]:
    """The object in ``path``, empty where there is none or it is cut off."""
    try:
        content = json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Write ``content`` to ``path`` atomically."""
    with atomic_write(path) as partial:
        partial.write_text(json.dumps(content, indent=1), "utf-8")


@contextmanager
def disk_errors(folder: Path) -> Iterator[None]:
    """Raises OSError as DiskError or OutputError, in sentences about ``folder``."""
    try:
        yield
    except OSError as error:
        raise disk_error(error, folder) from error


def disk_error(error: OSError, folder: Path) -> UserError:
    """The error of a failed write."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return full_disk(folder)
    is_cache = _is_cache(folder)
    hint = "Choose another cache folder." if is_cache else "Choose a folder that you may write to."
    command = "LANDPRINT_HOME names it" if is_cache else ""
    return OutputError(f"Nothing can be written to {folder}: {error.strerror or error}.", hint=hint, command=command)


def full_disk(folder: Path) -> DiskError:
    """The error of a full disk."""
    hint = "Free some space and run it again."
    if _is_cache(folder):
        hint = "Free some space, or choose another cache folder, and start again: it continues where it stopped."
    return DiskError(f"The disk that holds {folder} is full.", hint=hint)


def _is_cache(folder: Path) -> bool:
    return folder.is_relative_to(cache_folder())


def free_bytes(folder: Path) -> int:
    """Free bytes on the disk of a folder, of which the last parts need not exist yet."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free


def require_room(
    folder: Path,
    needed: int,
    what: str,
    hint: str = "Free some space, choose a smaller area or larger patches, or move the folder.",
) -> None:
    """Raise DiskError when the disk of ``folder`` has less than ``needed`` bytes and a reserve."""
    free = free_bytes(folder)
    if free < needed + DISK_RESERVE_BYTES:
        room = f"{megabytes(needed + DISK_RESERVE_BYTES)} on the disk of {folder}, and {megabytes(free)} are free."
        raise DiskError(f"{what} needs {room}", hint=hint)


def megabytes(count: int) -> str:
    """Bytes for people, with a decimal where it tells something."""
    return f"{count / MEGABYTE:,.{1 if count < 100 * MEGABYTE else 0}f} MB"

"""Output files, written atomically."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import rasterio
from rasterio.errors import RasterioError

from ..errors import OutputError, UserError
from ..files import DISK_RESERVE_BYTES, atomic_write, disk_error, disk_errors, free_bytes, full_disk

FAILED_WRITE = re.compile(r"signalled an error.*(write|writing|seek|space left)", re.IGNORECASE)


def check_output(output: str | Path, *, inputs: list[str]) -> Path:
    """The output's path once it is clear that it can be written and is none of the inputs; raises OutputError."""
    path = Path(output).absolute()
    for name in inputs:
        if path.exists() and Path(name).exists() and path.samefile(name):
            raise OutputError(f"The output {path.name} is the input itself.", hint="Choose another file name.")
    if path.is_dir():
        raise OutputError(f"{path} is a folder.", hint="Give the name of a file in it.")
    if path.exists() and not path.is_file():
        # It would be replaced: a superuser would lose /dev/null.
        raise OutputError(f"{path} is no file that could be written anew.", hint="Choose another file name.")
    target = _target(path)
    if not target.parent.is_dir():
        raise OutputError(f"There is no folder {target.parent}.", hint="Make it, or choose another one.")
    probe = target.with_name(f".{target.name}.{os.getpid()}.probe")
    with disk_errors(target.parent):
        probe.touch()
        probe.unlink()
    return path


def _target(output: Path) -> Path:
    """The file that is written: a link's target, so that the link stays."""
    return output.resolve() if output.is_symlink() else output


@contextmanager
def whole_file(output: Path, *, keep: bool = True) -> Iterator[Path]:
    """A temporary path beside the output, renamed to it at the end if kept and deleted on any failure."""
    target = _target(output)
    is_written = False
    try:
        with atomic_write(target, keep=keep) as partial:
            with _failed_writes() as failed:
                yield partial
            if failed:
                raise write_error(failed[0], output)
            is_written = keep
        # GDAL's own notes on the file that was there before would be taken for this one's.
        for name in {output, target} if keep else ():
            _notes(name).unlink(missing_ok=True)
    except RasterioError as error:
        cause = error.__cause__ or error.__context__
        if isinstance(cause, OSError):
            raise disk_error(cause, output.parent) from error
        raise write_error(str(error), output) from error
    except OSError as error:
        if is_written and isinstance(error, PermissionError):
            raise OutputError(
                f"{output.name} is open in another program.",
                hint="Remove its layer from the project or close the program, or choose another name.",
            ) from error
        raise disk_error(error, output.parent) from error


def _notes(path: Path) -> Path:
    """The file in which GDAL keeps what the format of ``path`` has no room for."""
    return path.with_name(f"{path.name}.aux.xml")


@contextmanager
def _failed_writes() -> Iterator[list[str]]:
    """GDAL's messages of failed writes: they come when its cache is flushed, and rasterio does not raise them."""
    failed: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            text = record.getMessage()
            if FAILED_WRITE.search(text):
                failed.append(text)

    listener = Listener()
    logs = [logging.getLogger(f"rasterio.{name}") for name in ("_err", "_env")]
    levels = [log.level for log in logs]
    for log in logs:
        log.addHandler(listener)
        log.setLevel(logging.INFO)
    try:
        with rasterio.Env():
            yield failed
    finally:
        for log, level in zip(logs, levels, strict=True):
            log.removeHandler(listener)
            log.setLevel(level)


def write_error(error: str, output: Path) -> UserError:
    """The error of a failed GDAL write; GDAL gives no errno, so the disk is checked."""
    if "No space left" in error or "disk is full" in error or free_bytes(output.parent) < DISK_RESERVE_BYTES:
        return full_disk(output.parent)
    return OutputError(f"{output.name} could not be written: {error}", hint="Choose another folder.")

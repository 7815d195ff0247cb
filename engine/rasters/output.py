"""Output files that are there whole or not at all."""

from __future__ import annotations

import glob
import logging
import os
import platform
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import rasterio
from rasterio.errors import RasterioError

from ..errors import OutputError
from ..files import DISK_RESERVE_BYTES, DiskError, disk_error, free_bytes

FAILED_WRITE = re.compile(r"signalled an error.*(write|writing|seek|space left)", re.IGNORECASE)
NAME_BYTES = 180  # of an output's name that its partial file has


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
    try:
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise disk_error(error, target.parent) from error
    return path


def _target(output: Path) -> Path:
    """The file that is written: where a link leads, which stays a link."""
    return output.resolve() if output.is_symlink() else output


@contextmanager
def whole_file(output: Path) -> Iterator[Path]:
    """A name beside the output to write to; it takes the output's name at the end, and vanishes on any failure."""
    target = _target(output)
    _remove_left_overs(target)
    partial = _partial(target, os.getpid())
    try:
        with _failed_writes() as failed:
            yield partial
        if failed:
            raise _write_error(failed[0], output)
        try:
            partial.replace(target)
        except PermissionError as error:
            raise OutputError(
                f"{output.name} is open in another program.",
                hint="Remove its layer from the project or close the program, or choose another name.",
            ) from error
        # GDAL's own notes on the file that was there before would be taken for this one's.
        for name in {output, target}:
            name.with_name(name.name + ".aux.xml").unlink(missing_ok=True)
    except RasterioError as error:
        cause = error.__cause__ or error.__context__
        if isinstance(cause, OSError):
            raise disk_error(cause, output.parent) from error
        raise _write_error(str(error), output) from error
    except OSError as error:
        raise disk_error(error, output.parent) from error
    finally:
        partial.unlink(missing_ok=True)
        partial.with_name(partial.name + ".aux.xml").unlink(missing_ok=True)


def _partial(output: Path, pid: object) -> Path:
    """The name that a process of this machine writes to."""
    # The machine is in it because a number says nothing about the processes of another one on a shared folder.
    machine = zlib.crc32(platform.node().encode())
    # Of a long name its beginning, as no name may be longer than 255 bytes.
    stem = output.stem.encode()[:NAME_BYTES].decode(errors="ignore")
    return output.with_name(f".{stem}.{machine:08x}-{pid}.partial{output.suffix or '.tif'}")


def _remove_left_overs(output: Path) -> None:
    """Delete what processes that were killed while they wrote this output have left."""
    for left in output.parent.glob(glob.escape(_partial(output, "").name).replace("-.partial", "-*.partial")):
        pid = re.search(r"-(\d+)\.partial", left.name)
        if pid and not _is_running(int(pid[1])):
            # Windows refuses to delete what another process has open.
            with suppress(OSError):
                left.unlink()


def _is_running(pid: int) -> bool:
    """Whether this machine has a process of that number; on Windows, where asking would end it, always no."""
    if os.name == "nt":
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def _failed_writes() -> Iterator[list[str]]:
    """What GDAL says of writes that fail: it does so when it empties its cache, and rasterio does not raise it."""
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


def _write_error(error: str, output: Path) -> Exception:
    """What GDAL's failure to write means; it names no error number, so the disk itself is asked."""
    if "No space left" in error or free_bytes(output.parent) < DISK_RESERVE_BYTES:
        return DiskError(f"The disk that holds {output.parent} is full.", hint="Free some space and run it again.")
    return OutputError(f"{output.name} could not be written: {error}", hint="Choose another folder.")

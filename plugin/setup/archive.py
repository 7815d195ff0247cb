"""The pinned Python, out of its archive."""

from __future__ import annotations

import shutil
import tarfile
import zlib
from pathlib import Path, PurePosixPath

from ..translation import tr
from .failures import SetupFailure, disk_failure
from .fetch import IsCancelled
from .platforms import Platform

ROOT_NAME = "python"  # the folder that all of it is in


def python_of(folder: Path, here: Platform, minor: str) -> Path:
    """The program in the unpacked folder; under its full name, which is a file and no link to one."""
    return folder / ("python.exe" if here.is_windows else f"bin/python{minor}")


def unpack_python(archive: Path, folder: Path, is_cancelled: IsCancelled) -> None:
    """Write what the archive holds to the folder, in one step at the end; raises SetupFailure.

    Links are left out: they are other names of programs and libraries, and not every Windows can make them.
    """
    partial = folder.with_name(f"{folder.name}.part")
    try:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(partial, ignore_errors=True)
        with tarfile.open(archive) as opened:
            for member in opened:
                if is_cancelled():
                    raise SetupFailure("cancelled")
                path = PurePosixPath(member.name)
                content = opened.extractfile(member) if member.isfile() or member.islnk() else None
                if content is None:
                    continue
                if path.parts[0] != ROOT_NAME or ".." in path.parts:
                    raise SetupFailure("hash", archive.name, tr("It holds {member}.").format(member=member.name))
                target = partial.joinpath(*path.parts[1:])
                target.parent.mkdir(parents=True, exist_ok=True)
                with target.open("wb") as written:
                    shutil.copyfileobj(content, written)
                target.chmod(0o755 if member.mode & 0o100 else 0o644)
        partial.replace(folder)
    except OSError as error:
        raise disk_failure(error, error.filename or folder) from error
    except (tarfile.TarError, EOFError, zlib.error, KeyError) as error:
        raise SetupFailure("hash", archive.name, str(error)) from error

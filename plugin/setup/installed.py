"""What is installed: the environment that counts, older ones, and the removal of all of it."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Callable, NamedTuple, Optional

from .catalogue import Catalogue, own_catalogue
from .failures import SetupFailure, disk_failure
from .fetch import IsCancelled
from .platforms import own_folder, python_in, this_platform, try_lock

CURRENT, LOCK, NOTE, WORK, PYTHONS = "current", "lock", "landprint.json", "work", "python"
ENVIRONMENTS = "env-*"
POLL_S = 0.3
ENCODING = "utf-8"


class Status(NamedTuple):
    """What is there: ``state`` is "ready", "outdated" (made for another version of Landprint) or "missing"."""

    state: str
    folder: Path
    python: Optional[Path] = None  # noqa: UP045 - Python 3.9
    environment: Optional[Path] = None  # noqa: UP045
    choice: str = ""


def status(folder: Path | None = None, catalogue: Catalogue | None = None) -> Status:
    """What is installed; looks at three small files and starts nothing."""
    place, known = folder or own_folder(), catalogue or own_catalogue()
    try:
        name = (place / CURRENT).read_text(ENCODING).strip()
        note = json.loads((place / name / NOTE).read_text(ENCODING))
        choice, key = str(note["choice"]), str(note["lock"])
        is_new = key == known.lock_key(choice)
    except (OSError, ValueError, KeyError, TypeError):
        return Status("missing", place)
    environment = place / name
    python = python_in(environment, this_platform())
    if Path(name).name != name or not python.is_file():
        return Status("missing", place)
    return Status("ready" if is_new else "outdated", place, python, environment, choice)


def installed_python(folder: Path | None = None) -> Path | None:
    """The Python of the engine's installed environment; None where there is none for this version of Landprint."""
    found = status(folder)
    return found.python if found.state == "ready" else None


def switch(folder: Path, environment: Path) -> None:
    """Let this environment be the one that counts, in one step."""
    partial = folder / f"{CURRENT}.part"
    partial.write_text(environment.name, ENCODING)
    partial.replace(folder / CURRENT)


@contextmanager
def one_at_a_time(folder: Path, on_wait: Callable[[], None], is_cancelled: IsCancelled) -> Iterator[None]:
    """Let one process alone change the folder; waits for another one. Raises SetupFailure."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / LOCK).open("ab") as opened:
            while not try_lock(opened):
                on_wait()
                if is_cancelled():
                    raise SetupFailure("cancelled")
                time.sleep(POLL_S)
            yield
    except OSError as error:
        raise disk_failure(error, error.filename or folder) from error


def remove_old(folder: Path | None = None) -> None:
    """Remove environments that were left behind; quiet where one is in use, or a set-up is underway."""
    place = folder or own_folder()
    if not (place / CURRENT).is_file():
        return
    with suppress(OSError), (place / LOCK).open("ab") as opened:
        if try_lock(opened):
            remove_others(place, status(place).environment)
            shutil.rmtree(place / WORK, ignore_errors=True)


def remove_others(folder: Path, kept: Path | None) -> None:
    """Remove all environments but one; quiet. The folder must be locked."""
    for environment in folder.glob(ENVIRONMENTS):
        if kept is not None and environment != kept:
            shutil.rmtree(environment, ignore_errors=True)


def remove_unfinished(folder: Path) -> None:
    """Remove what killed runs have left; quiet. The folder must be locked."""
    for environment in folder.glob(ENVIRONMENTS):
        if not (environment / NOTE).exists():
            shutil.rmtree(environment, ignore_errors=True)


def disk_bytes(folder: Path | None = None) -> int:
    """What is installed takes on the disk; looks at every file."""
    place = folder or own_folder()
    files = (path for part in _parts(place) for path in ([part] if part.is_file() else part.rglob("*")))
    total, seen = 0, set()
    for path in files:
        with suppress(OSError):
            found = path.lstat()
            if found.st_ino not in seen or not found.st_ino:
                seen.add(found.st_ino)
                total += found.st_size
    return total


def uninstall(folder: Path | None = None) -> int:
    """Remove what was installed; the bytes that were freed. Raises SetupFailure, with the rest still there."""
    place = folder or own_folder()
    freed = disk_bytes(place)
    if not place.is_dir():
        return 0
    try:
        with (place / LOCK).open("ab") as opened:
            if not try_lock(opened):
                raise SetupFailure("busy")
            # First of all it must not count any more, whatever of it then cannot be removed.
            (place / CURRENT).unlink(missing_ok=True)
            for part in _parts(place):
                if part.is_dir():
                    shutil.rmtree(part)
                else:
                    part.unlink()
        (place / LOCK).unlink()
    except OSError as error:
        raise disk_failure(error, error.filename or place) from error
    with suppress(OSError):  # it may hold what others have put there
        place.rmdir()
    return freed


def _parts(folder: Path) -> list[Path]:
    """What an installation puts into its folder."""
    named = [folder / CURRENT, folder / f"{CURRENT}.part", folder / PYTHONS, folder / WORK]
    return [path for path in [*named, *folder.glob(ENVIRONMENTS)] if path.exists()]

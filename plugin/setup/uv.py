"""uv: its program out of its wheel, its command lines, its environment, and what its lines say."""

from __future__ import annotations

import re
import shutil
import subprocess  # nosec B404
import threading
import zipfile
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Callable

from ..client.environment import EngineEnvironment
from ..translation import tr
from .failures import SetupFailure, disk_failure, explain
from .fetch import IsCancelled
from .platforms import Platform, process_flags, uv_member, uv_name

KEPT_LINES = 60
POLL_S = 0.1
SIGKILL_EXITS = frozenset((-9, 137))


def unpack_uv(wheel: Path, version: str, folder: Path, here: Platform) -> Path:
    """uv's program in ``folder``, taken out of its wheel; raises SetupFailure."""
    program, partial = folder / uv_name(here), folder / f"{uv_name(here)}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(wheel) as opened, partial.open("wb") as target:
            shutil.copyfileobj(opened.open(uv_member(here, version)), target)
        partial.chmod(0o755)
        partial.replace(program)
    except OSError as error:
        raise disk_failure(error, program) from error
    except (KeyError, zipfile.BadZipFile) as error:
        raise SetupFailure("hash", wheel.name, str(error)) from error
    return program


def uv_variables(work: Path) -> dict[str, str]:
    """The environment that uv runs in: everything that it writes stays in ``work``, and it reads nobody's settings.

    It has no network to use, so that it needs neither proxy nor certificates.
    """
    kept = EngineEnvironment(python=work / "uv", root=work).variables()
    kept = {name: value for name, value in kept.items() if not name.upper().startswith(("UV_", "CONDA"))}
    temporary = str(work / "tmp")
    return {
        **kept,
        **dict.fromkeys(("TMPDIR", "TMP", "TEMP"), temporary),
        "UV_CACHE_DIR": str(work / "cache"),
        "UV_PYTHON_INSTALL_DIR": str(work / "pythons"),
        "UV_PYTHON_DOWNLOADS": "never",
        "UV_NO_CONFIG": "1",
        "UV_NO_PROGRESS": "1",
        "NO_COLOR": "1",
    }


def venv_command(uv: Path, python: Path, environment: Path) -> list[str]:
    """Make an empty environment, in place of what may be there."""
    return [str(uv), "venv", "--offline", "--clear", "--no-project", "--python", str(python), str(environment)]


def install_command(uv: Path, python: Path, lock: Path, wheels: Path) -> list[str]:
    """Install what the lock names out of a folder of wheels, each checked by its sum; nothing is built."""
    sources = ["--offline", "--no-index", "--find-links", str(wheels), "--only-binary", ":all:"]
    return [str(uv), "pip", "install", *sources, "--require-hashes", "--python", str(python), "-r", str(lock)]


STEPS = (
    (re.compile(r"^Resolved (\d+) packages?"), tr("Unpacking {count} packages")),
    (re.compile(r"^Prepared (\d+) packages?"), tr("Installing {count} packages")),
    (re.compile(r"^Installed (\d+) packages?"), tr("{count} packages are installed")),
)


def step_of(line: str) -> str:
    """What a line that uv writes says of how far it is; empty for any other line."""
    for pattern, text in STEPS:
        if found := pattern.match(line.strip()):
            return text.format(count=found[1])
    return ""


def run(
    command: Sequence[str],
    variables: Mapping[str, str],
    folder: Path,
    on_line: Callable[[str], None],
    is_cancelled: IsCancelled,
) -> str:
    """What the program writes to its end; raises SetupFailure when it fails or was cancelled."""
    try:
        # No shell, and a command of our own.
        process = subprocess.Popen(  # nosec B603
            list(command),
            cwd=folder,
            env=dict(variables),
            stdin=subprocess.DEVNULL,  # it must not wait for an answer that nobody can give
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            creationflags=process_flags(),
        )
    except OSError as error:
        raise disk_failure(error, command[0]) from error
    lines: deque[str] = deque(maxlen=KEPT_LINES)

    def read() -> None:
        if process.stdout is not None:  # which PIPE makes sure of
            with process.stdout as opened:
                for line in opened:
                    text = line.decode("utf-8", "replace").rstrip()
                    lines.append(text)
                    on_line(text)

    reader = threading.Thread(target=read, name="landprint-setup", daemon=True)
    reader.start()
    while True:
        with suppress(subprocess.TimeoutExpired):
            process.wait(POLL_S)
            break
        if is_cancelled():
            process.kill()
            process.wait()
            raise SetupFailure("cancelled")
    reader.join()
    text = "\n".join(lines)
    if process.returncode in SIGKILL_EXITS:
        raise SetupFailure("killed", Path(command[0]).name, text)
    if process.returncode:
        raise explain(text, Path(command[0]).name)
    return text

"""What differs between Windows, macOS and Linux: the only module of the set-up that looks at ``sys.platform``."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import IO

from ..translation import tr

TITLES = {
    "windows-x86_64": "Windows",
    "macos-arm64": tr("macOS, Apple chip"),
    "macos-x86_64": tr("macOS, Intel chip"),
    "linux-x86_64": tr("Linux, Intel or AMD"),
    "linux-arm64": tr("Linux, ARM"),
}
CREATE_NO_WINDOW = 0x08000000  # Windows: no console beside QGIS
# Where Linux keeps Pythons of its own: any of these has the wheels that the lock names. The pinned one's version first.
LINUX_PYTHONS = ("python3.12", "python3.13", "python3.11", "python3.14", "python3.10", "python3")


@dataclass(frozen=True)
class Platform:
    """A system and its processor; ``release`` is the version of macOS, or of glibc (0.0: another C library)."""

    system: str  # "windows", "macos", "linux"
    machine: str  # "x86_64", "arm64"
    release: tuple[int, int] = (0, 0)

    @property
    def name(self) -> str:
        """A key of ``TITLES``, where it is one that Landprint knows."""
        return f"{self.system}-{self.machine}"

    @property
    def title(self) -> str:
        """Its name for people."""
        return TITLES.get(self.name, self.name)

    @property
    def is_windows(self) -> bool:
        """Whether programs end in ``.exe``."""
        return self.system == "windows"

    def join(self, *parts: str) -> PurePath:
        """A path as this system writes it."""
        return PureWindowsPath(*parts) if self.is_windows else PurePosixPath(*parts)


def this_platform() -> Platform:
    """The one that this runs on."""
    machine = {"amd64": "x86_64", "aarch64": "arm64"}.get(platform.machine().lower(), platform.machine().lower())
    if sys.platform == "win32":
        # Windows on ARM runs programs for x86_64, and only those have every wheel.
        return Platform("windows", "x86_64" if machine == "arm64" else machine)
    if sys.platform == "darwin":
        kernel = os.uname()
        return macos(kernel.release, kernel.version, machine)
    libc = ""
    with suppress(ValueError, OSError):
        libc = os.confstr("CS_GNU_LIBC_VERSION") or ""
    return Platform("linux", machine, version_pair(libc.rpartition(" ")[2]))


def macos(kernel_release: str, kernel_version: str, machine: str) -> Platform:
    """macOS by what its kernel says: a program for Intel, as QGIS may be, is told less on an Apple chip."""
    darwin = version_pair(kernel_release)[0]
    # Darwin 20 to 24 are macOS 11 to 15, and 25 is macOS 26.
    release = (10, darwin - 4) if darwin < 20 else (darwin - 9 if darwin < 25 else darwin + 1, 0)  # noqa: PLR2004
    return Platform("macos", "arm64" if "ARM64" in kernel_version.upper() else machine, release)


def version_pair(text: str) -> tuple[int, int]:
    """The first two numbers of a version; zeros where there are none."""
    numbers = [int(part) if part.isdigit() else 0 for part in text.strip().split(".")[:2]]
    first, second = [*numbers, 0, 0][:2]
    return first, second


def data_folder(here: Platform, environ: Mapping[str, str], home: PurePath) -> PurePath:
    """The folder of all that is installed, in the place that each system has for it."""
    if here.is_windows:
        return here.join(environ.get("LOCALAPPDATA") or str(home / "AppData" / "Local"), "Landprint")
    if here.system == "macos":
        return home / "Library" / "Application Support" / "Landprint"
    # The specification says that a relative path is to be ignored.
    base = environ.get("XDG_DATA_HOME", "")
    return (here.join(base) if base.startswith("/") else home / ".local" / "share") / "landprint"


def own_folder() -> Path:
    """The folder of all that is installed for this user."""
    return Path(data_folder(this_platform(), os.environ, Path.home()))


def python_in(environment: Path, here: Platform) -> Path:
    """The Python of a virtual environment."""
    return environment / ("Scripts/python.exe" if here.is_windows else "bin/python")


def uv_member(here: Platform, version: str) -> str:
    """The path of uv's program in its wheel."""
    return f"uv-{version}.data/scripts/{uv_name(here)}"


def uv_name(here: Platform) -> str:
    """The name of uv's program."""
    return "uv.exe" if here.is_windows else "uv"


def pip_config_files(here: Platform, environ: Mapping[str, str], home: PurePath) -> list[PurePath]:
    """Where pip looks for its settings, the one that counts most last."""
    named = environ.get("PIP_CONFIG_FILE", "")
    if named == os.devnull:
        return []
    if here.is_windows:
        found = [
            here.join(environ.get("PROGRAMDATA") or r"C:\ProgramData", "pip", "pip.ini"),
            home / "pip" / "pip.ini",
            here.join(environ.get("APPDATA") or str(home / "AppData" / "Roaming"), "pip", "pip.ini"),
        ]
    else:
        own = here.join(environ.get("XDG_CONFIG_HOME") or str(home / ".config"), "pip", "pip.conf")
        if here.system == "macos":
            support = here.join("Library", "Application Support", "pip", "pip.conf")
            found = [here.join("/") / support, home / ".pip" / "pip.conf", own, home / support]
        else:
            shared = (environ.get("XDG_CONFIG_DIRS") or "/etc/xdg").split(":")
            found = [here.join(folder, "pip", "pip.conf") for folder in reversed(shared)]
            found += [here.join("/etc/pip.conf"), home / ".pip" / "pip.conf", own]
    return [*found, *([here.join(named)] if named else [])]


def python_candidates(here: Platform, environ: Mapping[str, str]) -> list[Path]:
    """Pythons of this computer to try where the pinned one cannot be had, the best first.

    None on macOS: the one of QGIS's bundle does not start outside of it, and the system's asks for developer tools.
    """
    if here.is_windows:
        return [Path(sys.prefix) / "python.exe"]  # QGIS's own: it lends its interpreter, and nothing is put into it
    # In a sandbox the system's programs are not there, or are others than outside.
    if here.system != "linux" or is_sandboxed(environ):
        return []
    search = os.pathsep.join(("/usr/bin", "/usr/local/bin", environ.get("PATH", "")))
    found = (shutil.which(name, path=search) for name in LINUX_PYTHONS)
    return list(dict.fromkeys(Path(path) for path in found if path))


def is_sandboxed(environ: Mapping[str, str]) -> bool:
    """Whether QGIS runs as a Flatpak or Snap."""
    return bool({"FLATPAK_ID", "SNAP"} & set(environ)) or Path("/.flatpak-info").exists()


def process_flags() -> int:
    """``creationflags`` of a child process."""
    return CREATE_NO_WINDOW if sys.platform == "win32" else 0


def try_lock(opened: IO[bytes]) -> bool:
    """Lock the open file; False while another process has it. The lock goes with its process, however that ends."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(opened.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True

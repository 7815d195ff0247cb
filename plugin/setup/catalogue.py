"""The locks that Landprint carries, and each platform's files and sizes, as `make lock` wrote them."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from ..translation import tr
from .fetch import Sized
from .platforms import version_pair

ROOT = Path(__file__).absolute().parent.parent.parent  # the plugin's folder, which holds the engine's code
RESOURCES = ROOT / "resources" / "setup"
CHOICES = {"cpu": tr("Any computer"), "gpu": tr("With GPU")}
LOCKS = {"cpu": "engine.txt", "gpu": "engine-gpu.txt"}
UV_LOCK = "uv.txt"
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)|--hash=sha256:([0-9a-f]{64})", re.MULTILINE)


class Archive(NamedTuple):
    """The pinned Python of a platform: a name for its folder, its address and file, and what it takes on the disk."""

    name: str
    url: str
    file: Sized
    disk_bytes: int


def project_of(file: str) -> str:
    """The project of a wheel, as an index names it."""
    return re.sub(r"[-_.]+", "-", file.partition("-")[0]).lower()


class Catalogue:
    """The locks and sizes of one folder (``resources/setup``)."""

    def __init__(self, folder: Path = RESOURCES) -> None:
        self.folder = folder
        self._sums: dict[Path, dict[tuple[str, str], frozenset[str]]] = {}  # of each lock

    @cached_property
    def _wheels(self) -> dict[str, Any]:
        return dict(json.loads((self.folder / "wheels.json").read_text("utf-8")))

    @cached_property
    def _python(self) -> dict[str, Any]:
        return dict(json.loads((self.folder / "python.json").read_text("utf-8")))

    def lock(self, choice: str) -> Path:
        """The requirements of this choice, each with its version and the sums of its files."""
        return self.folder / LOCKS[choice]

    def lock_key(self, choice: str) -> str:
        """A short name of what this lock says."""
        return hashlib.sha256(self.lock(choice).read_bytes().replace(b"\r\n", b"\n")).hexdigest()[:8]

    @property
    def python_version(self) -> str:
        """The version of the pinned Python."""
        return str(self._python["version"])

    @property
    def python_minor(self) -> str:
        """The same without its last number, as wheels name it."""
        return ".".join(map(str, version_pair(self.python_version)))

    @property
    def uv_version(self) -> str:
        """The version of the pinned uv."""
        return next(match[2] for match in PINNED.finditer((self.folder / UV_LOCK).read_text("utf-8")) if match[1])

    def pythons(self, choice: str, platform: str) -> list[str]:
        """The versions of Python for which every package has a wheel."""
        return list(self._wheels["choices"].get(choice, {}).get(platform, {}))

    def has(self, choice: str, platform: str, python: str) -> bool:
        """Whether every package has a wheel there; ``python`` is a version such as 3.12."""
        return python in self.pythons(choice, platform)

    def wheels(self, choice: str, platform: str, python: str) -> list[Sized]:
        """The wheels to install, with their sums; raises KeyError where there are none."""
        names = self._wheels["choices"][choice][platform][python]
        return self._sized(names, self.lock(choice))

    def uv_wheel(self, platform: str) -> Sized:
        """The wheel that holds uv's program."""
        return self._sized([self._wheels["uv"][platform]], self.folder / UV_LOCK)[0]

    def disk_bytes(self, choice: str, platform: str, python: str) -> int:
        """What the packages take when they are installed."""
        return sum(self._wheels["files"][name][1] for name in self._wheels["choices"][choice][platform][python])

    def minimum(self, choice: str, platform: str) -> tuple[int, int]:
        """The oldest macOS or glibc that the wheels are for."""
        first, second = self._wheels["minimum"].get(choice, {}).get(platform, (0, 0))
        return first, second

    def archive(self, platform: str) -> Archive | None:
        """The pinned Python of the platform; None where there is none."""
        row = self._python["archives"].get(platform)
        if row is None:
            return None
        file = Sized(row["file"], row["bytes"] if row["exact"] else 0, {row["sha256"].partition(":")[2]})
        return Archive(self.python_version, row["url"], file, row["disk"])

    def download_bytes(self, choice: str, platform: str, python: str) -> int:
        """What is downloaded in all, about: packages, uv and the pinned Python."""
        wheels = self.wheels(choice, platform, python)
        return sum(wheel.size for wheel in wheels) + self.uv_wheel(platform).size + self.archive_bytes(platform)

    def archive_bytes(self, platform: str) -> int:
        """About what the pinned Python is to download."""
        return int(self._python["archives"].get(platform, {}).get("bytes", 0))

    def _sized(self, names: list[str], lock: Path) -> list[Sized]:
        if lock not in self._sums:
            self._sums[lock] = read_sums(lock)
        return [Sized(name, self._wheels["files"][name][0], self._sums[lock][wheel_key(name)]) for name in names]


def wheel_key(file: str) -> tuple[str, str]:
    """Project and version of a wheel."""
    return project_of(file), file.split("-")[1]


def read_sums(lock: Path) -> dict[tuple[str, str], frozenset[str]]:
    """The sha256 sums of the files of each project and version that a lock names."""
    found: dict[tuple[str, str], set[str]] = {}
    key = ("", "")
    for project, version, digits in PINNED.findall(lock.read_text("utf-8")):
        if project:
            key = (project_of(project.replace("-", "_")), version)
        else:
            found.setdefault(key, set()).add(digits)
    return {key: frozenset(sums) for key, sums in found.items()}


@lru_cache
def own_catalogue() -> Catalogue:
    """What Landprint carries."""
    return Catalogue()

"""What an installation would do, and whether this computer has the room for it."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Optional

from ..translation import format_number, tr
from .catalogue import CHOICES, ROOT, Catalogue, own_catalogue
from .failures import SetupFailure
from .kit import read_kit
from .platforms import Platform, own_folder, this_platform

ROOM_BYTES = 200_000_000  # what uv's program and its notes take beside the packages while it works


class Choice(NamedTuple):
    """One of the installations that a platform has, with all that it downloads and takes on the disk, about."""

    name: str
    title: str
    download_bytes: int
    disk_bytes: int
    packages: int


def choices(platform: Platform | None = None, catalogue: Catalogue | None = None) -> tuple[Choice, ...]:
    """What can be installed on this platform (by default this computer's), the smallest first."""
    here, known = platform or this_platform(), catalogue or own_catalogue()
    python = known.python_minor
    names = [name for name in CHOICES if known.has(name, here.name, python)]
    return tuple(_choice(name, here.name, python, known) for name in names)


def _choice(name: str, platform: str, python: str, known: Catalogue) -> Choice:
    archive = known.archive(platform)
    disk = known.disk_bytes(name, platform, python) + (archive.disk_bytes if archive else 0)
    packages = len(known.wheels(name, platform, python))
    return Choice(name, CHOICES[name], known.download_bytes(name, platform, python), disk, packages)


@dataclass(frozen=True)
class Plan:
    """An installation that is to be done.

    ``kit`` is the file that it is installed from; without one, everything is downloaded. ``python`` names a Python to
    use in place of the pinned one, and ``environment`` a folder in place of one that is switched to.
    """

    choice: Choice
    platform: Platform
    folder: Path
    download_bytes: int
    disk_bytes: int
    free_bytes: int
    kit: Optional[Path] = None  # noqa: UP045 - Python 3.9
    python: Optional[Path] = None  # noqa: UP045
    environment: Optional[Path] = None  # noqa: UP045
    again: bool = False  # build anew even where all is well
    root: Path = ROOT  # the folder that holds the engine's code, for the test at the end
    catalogue: Catalogue = field(default_factory=own_catalogue, repr=False, compare=False)

    @property
    def needed_bytes(self) -> int:
        """The room that it needs while it works: files and what is unpacked from them."""
        return self.choice.download_bytes + self.disk_bytes + ROOM_BYTES

    @property
    def sentence(self) -> str:
        """What the press of the button does, before it is pressed."""
        source = (
            tr("{size} MB to download").format(size=format_number(self.download_bytes / 1e6))
            if self.download_bytes
            else tr("no download")
        )
        return tr(
            "Landprint needs its engine: {source}, {disk} GB on disk, once. It goes into {folder} and"
            " never into QGIS's Python."
        ).format(source=source, disk=format_number(self.disk_bytes / 1e9, 1), folder=self.folder)

    def check_room(self) -> None:
        """Raise SetupFailure where the disk has not the room."""
        if self.free_bytes < self.needed_bytes:
            free, needed = (
                tr("{number} GB").format(number=format_number(number / 1e9, 1))
                for number in (self.free_bytes, self.needed_bytes)
            )
            raise SetupFailure(
                "room",
                tr("{needed} are needed for a while, and the disk of {folder} has {free}").format(
                    needed=needed, folder=self.folder, free=free
                ),
            )


def make_plan(
    choice: str = "cpu",
    *,
    kit: Path | None = None,
    folder: Path | None = None,
    again: bool = False,
    python: Path | None = None,
    environment: Path | None = None,
    platform: Platform | None = None,
    catalogue: Catalogue | None = None,
) -> Plan:
    """What would be done, without a look at the network; raises SetupFailure where this computer cannot have it."""
    here, known = platform or this_platform(), catalogue or own_catalogue()
    place = (folder or own_folder()).absolute()  # uv runs in a folder of its own
    if kit is not None:
        choice = read_kit(kit, here, known).choice
    offered = {one.name: one for one in choices(here, known)}
    if choice not in offered:
        raise SetupFailure("platform", _why_not(here, choice, known))
    oldest = known.minimum(choice, here.name)
    if here.release < oldest:
        raise SetupFailure("platform", _too_old(here, oldest))
    taken = offered[choice]
    return Plan(
        choice=taken,
        platform=here,
        folder=place,
        download_bytes=0 if kit else taken.download_bytes,
        disk_bytes=taken.disk_bytes,
        free_bytes=free_bytes(place),
        kit=kit,
        python=python and python.absolute(),
        environment=environment and environment.absolute(),
        again=again,
        catalogue=known,
    )


def _why_not(here: Platform, choice: str, known: Catalogue) -> str:
    if choice == "gpu" and known.has("cpu", here.name, known.python_minor):
        return tr("for {here} there is no installation with GPU, but the one for any computer").format(here=here.title)
    return tr("there are no packages for {here}").format(here=here.title)


def _too_old(here: Platform, oldest: tuple[int, int]) -> str:
    if here.system == "macos":
        return tr("it has macOS {here}, and the packages need {oldest} or newer").format(
            here=f"{here.release[0]}.{here.release[1]}", oldest=oldest[0]
        )
    if here.release == (0, 0):
        return tr("its C library is not glibc, which the packages are made for")
    return tr("it has glibc {here}, and the packages need {oldest} or newer").format(
        here=f"{here.release[0]}.{here.release[1]}", oldest=f"{oldest[0]}.{oldest[1]}"
    )


def free_bytes(folder: Path) -> int:
    """The room on the disk of a folder that may not be there yet."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        return shutil.disk_usage(os.fspath(folder)).free
    except OSError:
        return 0

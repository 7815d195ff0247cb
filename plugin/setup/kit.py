"""A kit: one file with all that an installation downloads, for a computer without a network."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from ..translation import tr
from .catalogue import Catalogue, own_catalogue
from .check import python_version
from .failures import SetupFailure, disk_failure
from .fetch import Get, IsCancelled, Sized, has_sum, sha256
from .platforms import TITLES, Platform, python_candidates, this_platform
from .supply import Event, Meter, Report, Supply

MANIFEST, FILES, CHECKPOINTS = "manifest.json", "files", "checkpoints"
FORMAT = 1
LARGEST_MANIFEST = 1 << 20
PACK_SHARE = 0.9  # of the bar: where downloads end
# Where a computer has a Python of its own to fall back on.
LENDS_PYTHON = ("linux", "windows")
WRITTEN_AT = (1980, 1, 1, 0, 0, 0)

KIT_PLATFORMS = tuple(TITLES.items())


class Kit(NamedTuple):
    """What a kit is for and holds; ``python`` is the version that its wheels are for."""

    path: Path
    platform: str
    choice: str
    python: str
    has_python: bool
    checkpoints: tuple[str, ...]
    size: int
    sums: dict[str, str]  # of the checkpoints; those of all other files are Landprint's own


def kit_bytes(platform: str, choice: str) -> int:
    """About how large a kit is, without checkpoints."""
    known = own_catalogue()
    return known.download_bytes(choice, platform, known.python_minor)


def kit_choices(platform: str) -> list[str]:
    """The installations that a kit can be made of for this platform."""
    known = own_catalogue()
    return [choice for choice in ("cpu", "gpu") if known.has(choice, platform, known.python_minor)]


def make_kit(  # noqa: PLR0913 - each is named
    target: Path,
    *,
    platform: str,
    get: Get,
    report: Report,
    is_cancelled: IsCancelled,
    choice: str = "cpu",
    checkpoints: Sequence[Path] = (),
    python: str = "",
    catalogue: Catalogue | None = None,
) -> Kit:
    """Download what the platform needs and write it to one file; raises SetupFailure.

    Where the pinned Python cannot be had, the kit has none, and the other computer needs one of the version ``python``:
    by default this computer's where it is of the same platform, else the pinned one's. For macOS there is no such kit.
    What a cancelled run downloaded is kept beside ``target`` for the next one.
    """
    known = catalogue or own_catalogue()
    minor = python or known.python_minor
    if not known.has(choice, platform, minor):
        raise SetupFailure(
            "platform", tr("there are no packages for {name}").format(name=TITLES.get(platform, platform))
        )
    folder = target.with_name(f".{target.name}.files")
    meter = Meter(known.download_bytes(choice, platform, minor), PACK_SHARE, report)
    supply = Supply(folder, get, meter, is_cancelled)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        files = [supply.wheel(known.uv_wheel(platform))]
        archive = known.archive(platform) if minor == known.python_minor else None
        has_python = archive is not None
        if archive is not None:
            try:
                files.append(supply.archive(archive))
            except SetupFailure as failure:
                if failure.kind in {"cancelled", "disk", "permission"} or not platform.startswith(LENDS_PYTHON):
                    raise
                has_python = False
                minor = python or _lent_version(platform, choice, known)
        files += [supply.wheel(wheel) for wheel in known.wheels(choice, platform, minor)]
        manifest = {
            "format": FORMAT,
            "platform": platform,
            "choice": choice,
            "python": minor,
            "has_python": has_python,
            "lock": known.lock_key(choice),
            "checkpoints": {path.name: f"sha256:{sha256(path)}" for path in checkpoints},
        }
        members = [*((f"{FILES}/{path.name}", path) for path in files)]
        members += [(f"{CHECKPOINTS}/{path.name}", path) for path in checkpoints]
        _write(target, manifest, members, report, is_cancelled)
    except OSError as error:
        raise disk_failure(error, error.filename or target) from error
    shutil.rmtree(folder, ignore_errors=True)
    report(Event("download", tr("The kit is ready"), 1.0))
    return _read(target)


def _lent_version(platform: str, choice: str, known: Catalogue) -> str:
    """The version of Python that a computer like this one could lend."""
    here = this_platform()
    if platform == here.name:
        for python in python_candidates(here, os.environ):
            with suppress(SetupFailure):
                minor = ".".join(map(str, python_version(python)))
                if known.has(choice, platform, minor):
                    return minor
    return known.python_minor


def _write(
    target: Path,
    manifest: dict[str, Any],
    members: list[tuple[str, Path]],
    report: Report,
    is_cancelled: IsCancelled,
) -> None:
    partial = target.with_name(f".{target.name}.part")
    try:
        # What it holds is compressed already.
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_STORED) as opened:
            opened.writestr(zipfile.ZipInfo(MANIFEST, WRITTEN_AT), json.dumps(manifest, indent=1))
            for number, (name, path) in enumerate(members):
                if is_cancelled():
                    raise SetupFailure("cancelled")
                report(
                    Event(
                        "download",
                        tr("Packing {path}").format(path=path.name),
                        PACK_SHARE + (1 - PACK_SHARE) * number / len(members),
                    )
                )
                with (
                    path.open("rb") as source,
                    opened.open(zipfile.ZipInfo(name, WRITTEN_AT), "w", force_zip64=True) as to,
                ):
                    shutil.copyfileobj(source, to, 1 << 20)
        partial.replace(target)
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def read_kit(path: Path, here: Platform | None = None, catalogue: Catalogue | None = None) -> Kit:
    """What a kit holds; raises SetupFailure where it is not for this computer, or not for this version of Landprint."""
    kit, platform, known = _read(path), here or this_platform(), catalogue or own_catalogue()
    if kit.platform != platform.name:
        title = TITLES.get(kit.platform, kit.platform)
        raise SetupFailure(
            "kit", tr("it is for {title}, and this computer is {platform}").format(title=title, platform=platform.title)
        )
    if not known.has(kit.choice, kit.platform, kit.python) or known.lock_key(kit.choice) != _manifest(path)["lock"]:
        raise SetupFailure("kit", tr("it belongs to another version of Landprint"))
    return kit


def _read(path: Path) -> Kit:
    manifest = _manifest(path)
    try:
        if manifest["format"] != FORMAT:
            raise SetupFailure("kit", tr("it belongs to another version of Landprint"))
        sums = {str(name): str(text).partition(":")[2] for name, text in manifest["checkpoints"].items()}
        platform, choice, python = (str(manifest[key]) for key in ("platform", "choice", "python"))
        size = path.stat().st_size
        return Kit(path, platform, choice, python, bool(manifest["has_python"]), tuple(sums), size, sums)
    except (KeyError, TypeError, AttributeError) as error:
        raise SetupFailure("kit", tr("{path} is none").format(path=path.name), str(error)) from error


def _manifest(path: Path) -> dict[str, Any]:
    try:
        with zipfile.ZipFile(path) as opened, opened.open(MANIFEST) as source:
            return dict(json.loads(source.read(LARGEST_MANIFEST)))
    except OSError as error:
        raise disk_failure(error, path) from error
    except (KeyError, ValueError, TypeError, zipfile.BadZipFile) as error:
        raise SetupFailure("kit", tr("{path} is none").format(path=path.name), str(error)) from error


def unpack_kit(
    path: Path, folder: Path, here: Platform, known: Catalogue, is_cancelled: IsCancelled, report: Report
) -> list[Path]:
    """The kit's checkpoints, when all its files are in the folder; raises SetupFailure with a bad file's name."""
    kit = read_kit(path, here, known)
    expected = [known.uv_wheel(kit.platform), *known.wheels(kit.choice, kit.platform, kit.python)]
    archive = known.archive(kit.platform)
    if kit.has_python and archive is not None:
        expected.append(archive.file)
    # A name is one of Landprint's own, or a file's without any folder, so that nothing is written elsewhere.
    weights = [Sized(Path(name).name, 0, {text}) for name, text in kit.sums.items() if name.endswith(".safetensors")]
    members = [(f"{FILES}/{file.name}", file, folder) for file in expected]
    members += [(f"{CHECKPOINTS}/{file.name}", file, folder / CHECKPOINTS) for file in weights]
    try:
        with zipfile.ZipFile(path) as opened:
            for number, (name, file, target) in enumerate(members):
                if is_cancelled():
                    raise SetupFailure("cancelled")
                report(Event("download", tr("Unpacking {file}").format(file=file.name), number / len(members)))
                _unpack(opened, name, file, target)
    except OSError as error:
        raise disk_failure(error, error.filename or folder) from error
    return [folder / CHECKPOINTS / file.name for file in weights]


def _unpack(opened: zipfile.ZipFile, name: str, file: Sized, folder: Path) -> None:
    target, partial = folder / file.name, folder / f"{file.name}.kit"
    folder.mkdir(parents=True, exist_ok=True)
    if has_sum(target, file.sums, file.size):
        return
    try:
        if file.size and opened.getinfo(name).file_size != file.size:  # before any of it is written
            raise SetupFailure("changed", file.name, tr("This file of the kit has another size."))
        with opened.open(name) as source, partial.open("wb") as to:
            shutil.copyfileobj(source, to, 1 << 20)
    except KeyError as error:
        raise SetupFailure("kit", tr("it lacks {file}").format(file=file.name)) from error
    except zipfile.BadZipFile as error:
        raise SetupFailure("changed", file.name, str(error)) from error
    if not has_sum(partial, file.sums, file.size):
        partial.unlink()
        raise SetupFailure("changed", file.name, tr("The sum of this file of the kit is another one."))
    partial.replace(target)

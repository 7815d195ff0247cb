"""The files of an installation or a kit: those that are there, and downloads of the rest with their progress."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..translation import tr
from .catalogue import Archive, project_of
from .failures import SetupFailure
from .fetch import Get, IsCancelled, Sized, download, has_sum
from .index import Indexes, index_addresses
from .platforms import this_platform

REPORT_S = 0.1
MIRROR_NAME = "UV_PYTHON_INSTALL_MIRROR"  # uv's variable for a company's copy of the releases of Python
RELEASES = "https://github.com/astral-sh/python-build-standalone/releases/download"


@dataclass(frozen=True)
class Event:
    """How far it is: ``fraction`` of all, and of what is downloaded the bytes and the seconds that are left."""

    step: str  # "wait", "download", "install", "test"
    text: str
    fraction: float
    bytes_done: int = 0
    bytes_total: int = 0
    seconds_left: float | None = None


Report = Callable[[Event], None]


class Meter:
    """Counts the bytes of several files, and says how long the rest takes."""

    def __init__(self, total: int, share: float, report: Report) -> None:
        self._total = total
        self._share = share  # of the whole bar, what these files are
        self._report = report
        self._whole = 0  # bytes of the files before this one
        self._new = 0  # bytes that came in this run
        self._started = time.monotonic()
        self._name, self._reported = "", 0.0
        self.share = 0.0  # of all bytes, those that are there

    def add(self, size: int) -> None:
        """This many bytes are one more whole file."""
        self._whole += size

    def file(self, name: str) -> Callable[[int], None]:
        """What is to hear how many bytes of this file are there; those that it hears of first were there before."""
        heard: list[int] = []

        def show(done: int) -> None:
            self._new += max(done - heard[-1], 0) if heard else 0
            heard[:] = [done]
            self._show(name, self._whole + done)

        return show

    def _show(self, name: str, done: int) -> None:
        now = time.monotonic()
        total = max(self._total, done)
        self.share = done / total if total else 1.0
        if name == self._name and now - self._reported < REPORT_S and done < total:
            return
        self._name, self._reported = name, now
        seconds = now - self._started
        left = seconds * (total - done) / self._new if self._new and seconds > 1 else None
        self._report(
            Event(
                "download",
                tr("Downloading {package}").format(package=name.partition("-")[0]),
                self._share * self.share,
                done,
                total,
                left,
            )
        )


class Supply:
    """Puts files into a folder."""

    def __init__(self, folder: Path, get: Get | None, meter: Meter, is_cancelled: IsCancelled) -> None:
        self.folder = folder
        self._get = get  # None: whatever is not there is missing
        self._meter = meter
        self._is_cancelled = is_cancelled
        self._indexes = get and Indexes(get, index_addresses(this_platform(), os.environ, Path.home()))

    def wheel(self, file: Sized) -> Path:
        """A file of the package indexes; raises SetupFailure."""
        return self._file(file, lambda indexes: indexes.find(project_of(file.name), file.name, self._is_cancelled))

    def archive(self, archive: Archive) -> Path:
        """The pinned Python; raises SetupFailure."""
        mirror = os.environ.get(MIRROR_NAME, "").rstrip("/")
        url = archive.url.replace(RELEASES, mirror) if mirror else archive.url
        return self._file(archive.file, lambda _indexes: (url, {}))

    def _file(self, file: Sized, address_of: Callable[[Indexes], tuple[str, dict[str, str]]]) -> Path:
        target = self.folder / file.name
        on_bytes = self._meter.file(file.name)
        if not has_sum(target, file.sums, file.size):
            if self._get is None or self._indexes is None:
                raise SetupFailure("kit", tr("it lacks {file}").format(file=file.name))
            url, headers = address_of(self._indexes)
            download(self._get, url, headers, file, self.folder, on_bytes, self._is_cancelled)
        size = target.stat().st_size
        on_bytes(size)
        self._meter.add(size)
        return target

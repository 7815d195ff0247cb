"""Rasters at the addresses that a person gave, opened by GDAL through pages that are fetched as they are needed."""

from __future__ import annotations

import re
import threading
import warnings
from collections import OrderedDict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any, Self
from urllib.parse import urlsplit

import rasterio
from rasterio.abc import MultiByteRangeResourceContainer
from rasterio.errors import NotGeoreferencedWarning, RasterioError

from ..errors import SourceError
from .kept import PAGE, KeptPages, note_read
from .ranges import DOWNLOAD, HEAD_BYTES, HttpFile

# By how a file begins: drivers that read one file only, and no other that it names.
DRIVERS = {
    **dict.fromkeys((b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"), "GTiff"),
    **dict.fromkeys((b"\0\0\0\x0c", b"\xff\x4f\xff\x51"), "JP2OpenJPEG"),
}
MOST_PAGES = 32 * 1024  # 128 MB: what recognising a scene reads is there when it is embedded
GAP = 4  # pages between two ranges that are fetched as one
MOST_BYTES = 8 * 1024 * 1024  # of one request
MOST_AHEAD = 512 * 1024  # bytes of a long header that are read at once
CONNECTIONS = 4

_open: dict[str, RemoteFile] = {}


class _Pages:
    """Pages of all remote files, by file and number; those that were used last are kept."""

    def __init__(self) -> None:
        self._pages: OrderedDict[tuple[Any, int], bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, file: Any, number: int) -> bytes | None:
        with self._lock:
            page = self._pages.get((file, number))
            if page is not None:
                self._pages.move_to_end((file, number))
            return page

    def put(self, file: Any, pages: dict[int, bytes]) -> None:
        with self._lock:
            self._pages.update({(file, number): page for number, page in pages.items()})
            while len(self._pages) > MOST_PAGES:
                self._pages.popitem(last=False)


_pages = _Pages()


class RemoteFile:
    """The bytes of a remote file; ``failure`` is why it cannot be read any more.

    GDAL's callbacks cannot raise: it gets zeros then, and whoever reads must ask for the failure.
    """

    def __init__(self, name: str, first: int = HEAD_BYTES) -> None:
        self._http = HttpFile(name, first)
        self.failure: BaseException | None = None
        self._key = (urlsplit(name)._replace(query="").geturl(), self.size, self._http.version)
        # What a server says nothing of may have changed.
        self._kept = KeptPages(self._key) if self._http.is_dated else None
        _pages.put(self._key, dict(self._cut(0, self._http.head)))

    @property
    def head(self) -> bytes:
        """Its beginning."""
        return self._http.head

    @property
    def size(self) -> int:
        """Bytes."""
        return self._http.size

    @property
    def state(self) -> dict[str, Any]:
        """What tells this file from others and from itself at another time, however its address is signed."""
        path, size, version = self._key
        return {"path": path, "size": size, "modified": version}

    def read(self, spans: list[tuple[int, int]], ahead: int = 0) -> list[bytes]:
        """The bytes of (offset, length) spans, zeros after a failure; what is fetched is at least ``ahead`` long."""
        try:
            if self.failure is None:
                return self.fetch(spans, ahead)
        except BaseException as error:  # noqa: BLE001 - the caller is GDAL
            self.failure = error
        return [bytes(length) for _, length in spans]

    def fetch(self, spans: list[tuple[int, int]], ahead: int = 0) -> list[bytes]:
        """As ``read``; raises SourceError."""
        wanted = sorted({number for offset, length in spans for number in _numbers(offset, length)})
        pages = {number: page for number in wanted if (page := _pages.get(self._key, number)) is not None}
        missing = [number for number in wanted if number not in pages]
        if missing and self._kept:
            pages |= self._kept.read(missing)
            _pages.put(self._key, {number: pages[number] for number in missing if number in pages})
            missing = [number for number in missing if number not in pages]
        if missing:
            beyond = _numbers(missing[0] * PAGE, ahead)
            ends = [number for number in beyond if number > missing[-1] and number * PAGE < self.size]
            new: dict[int, bytes] = {}
            for cut in _map(self._fetch, list(_runs(missing + ends))):
                new |= cut
            _pages.put(self._key, new)
            pages |= new
        if self._kept:
            note_read(self._kept, pages)
        return [_joined(pages, offset, length) for offset, length in spans]

    def _fetch(self, run: tuple[int, int]) -> dict[int, bytes]:
        """The pages from the first to the last."""
        first, last = run
        return dict(self._cut(first, self._http.read(first * PAGE, (last + 1 - first) * PAGE)))

    @staticmethod
    def _cut(first: int, content: bytes) -> Iterator[tuple[int, bytes]]:
        for index, start in enumerate(range(0, len(content), PAGE)):
            yield first + index, content[start : start + PAGE]


def _numbers(offset: int, length: int) -> range:
    """The pages that a span touches."""
    return range(offset // PAGE, -(-(offset + length) // PAGE))


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """First and last page of what is fetched at once: small gaps are fetched too, long runs are cut."""
    first = last = numbers[0]
    for number in numbers[1:]:
        if number - last > GAP + 1 or (number + 1 - first) * PAGE > MOST_BYTES:
            yield first, last
            first = number
        last = number
    yield first, last


def _joined(pages: dict[int, bytes], offset: int, length: int) -> bytes:
    content = b"".join(pages.get(number, b"") for number in _numbers(offset, length))
    return content[offset % PAGE :][:length]


def _map(work: Any, items: list[Any]) -> list[Any]:
    return [work(items[0])] if len(items) == 1 else list(_pool().map(work, items))


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(CONNECTIONS, thread_name_prefix="landprint-http")


class _Handle:
    """A remote file as GDAL reads it."""

    def __init__(self, file: RemoteFile) -> None:
        self._file = file
        self._position = 0
        self._next = -1  # where the last read ended
        self._ahead = PAGE

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to close."""

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to an offset from the start, from here or from the end."""
        self._position = offset + (0, self._position, self._file.size)[whence]
        return self._position

    def tell(self) -> int:
        """The offset."""
        return self._position

    def read(self, count: int = -1) -> bytes:
        """The next bytes. Of a header, which is read in small pieces, more and more is fetched at once."""
        left = max(self._file.size - self._position, 0)
        count = left if count < 0 else min(count, left)
        if not count:
            return b""
        is_next = 0 <= self._position - self._next < PAGE
        self._ahead = min(2 * self._ahead, MOST_AHEAD) if is_next else PAGE
        (content,) = self._file.read([(self._position, count)], self._ahead if count < HEAD_BYTES else 0)
        self._position = self._next = self._position + count
        return content

    def get_byte_ranges(self, offsets: list[int], sizes: list[int]) -> list[bytes]:
        """The bytes of several ranges."""
        return self._file.read(list(zip(offsets, sizes, strict=True)))


class _Folder(MultiByteRangeResourceContainer):  # type: ignore[misc] # rasterio has no types
    """The one file that GDAL sees: nothing lies beside it."""

    def __init__(self, file: RemoteFile, leaf: str) -> None:
        self._file, self._leaf = file, leaf

    def open(self, path: str, mode: str = "rb", **_: Any) -> _Handle:
        """The file; raises FileNotFoundError for every other."""
        if not self.isfile(path) or "w" in mode or "+" in mode:
            raise FileNotFoundError(path)
        return _Handle(self._file)

    def isfile(self, path: str) -> bool:
        """Whether it is the file."""
        return path.rpartition("/")[2] == self._leaf

    def isdir(self, _path: str) -> bool:
        """There are no folders."""
        return False

    def ls(self, _path: str) -> list[str]:
        """The file."""
        return [self._leaf]

    def mtime(self, _path: str) -> int:
        """No time."""
        return 0

    def rm(self, _path: str) -> None:
        """Nothing is removed."""
        raise PermissionError(_path)

    def size(self, _path: str) -> int:
        """The file's bytes."""
        return self._file.size


def open_remote(name: str) -> rasterio.DatasetReader:
    """The GeoTIFF or JPEG 2000 at an address, by its name; raises SourceError."""
    file = _open[name] = RemoteFile(name)
    driver = DRIVERS.get(file.head[:4])
    if driver is None:
        raise _no_raster(name)
    leaf = re.sub(r"[^\w.-]", "_", urlsplit(name).path.rpartition("/")[2]) or "remote.tif"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        try:
            return rasterio.open(leaf, opener=_Folder(file, leaf), driver=driver)
        except (RasterioError, UnicodeDecodeError) as error:
            raise file.failure or _no_raster(name) from error


def _no_raster(name: str) -> SourceError:
    return SourceError(
        f"{urlsplit(name).path.rpartition('/')[2] or name} is no GeoTIFF and no JPEG 2000, which can be read by parts"
        " over the network.",
        hint=DOWNLOAD,
    )


def state_of(name: str) -> dict[str, Any]:
    """The state of a remote file as it was when it was last opened; raises SourceError."""
    if name not in _open or _open[name].failure is not None:
        _open[name] = RemoteFile(name)
    return _open[name].state


def failure_of(name: str) -> BaseException | None:
    """Why a remote file could not be read, since it was last opened; None also for what is none."""
    file = _open.get(name)
    return file.failure if file else None

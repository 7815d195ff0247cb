"""Folders whose files are asked for by name: on this computer, and below an address that a person gave.

A web server lists nothing, so that what is not asked for by its name is not found.
"""

from __future__ import annotations

import json
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

from ..errors import SourceError
from .addresses import address_of, headers_of, name_of, with_headers

MOST_FILES = 64  # of a folder's that stay open
WHOLE_BYTES = 256 * 1024  # of a file that is read as a whole, that are read first
PART_BYTES = 4096  # of any other
MOST_JSON = 16 * 1024 * 1024  # bytes
CONNECTIONS = 4
PART = re.compile(r"(?!\.+$)[\w.-]+", re.ASCII)  # of a path below the address: never a way up
ZARR = re.compile(r"\.zarr(?=[/:]|$)", re.IGNORECASE)  # in the path of a store's address
FILE = re.compile(r"\.(?:tiff?|jp2|vrt|nc|parquet|npy)/?$", re.IGNORECASE)  # which a store has none of
# An array of a store, the position of its year, and its header, which may all stand in the address for the group.
IN_STORE = re.compile(r"(?:/(?:embeddings|scales))?(?::(?P<time>\d+))?(?:/(?:zarr\.json|\.z\w+))?/?$")
HEADERS = ("zarr.json", ".zattrs", ".zgroup")
Item = TypeVar("Item")
Result = TypeVar("Result")

_stores: dict[str, RemoteFolder] = {}


class LocalFile:
    """A file on this computer."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.size = path.stat().st_size

    def fetch(self, spans: list[tuple[int, int]]) -> list[bytes]:
        """The bytes of (offset, length) spans; raises OSError."""
        with self._path.open("rb") as file:
            return [file.read(length) for offset, length in spans if file.seek(offset) == offset]


class LocalFolder:
    """A folder on this computer."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.name = path.name

    def __str__(self) -> str:
        return str(self._path)

    def child(self, path: str) -> LocalFolder:
        """A folder in it, which may not be there."""
        return LocalFolder(self._path / path)

    def file(self, path: str, *, whole: bool = False) -> LocalFile | None:  # noqa: ARG002 - it costs nothing here
        """A file in it, None where there is none."""
        return LocalFile(self._path / path) if (self._path / path).is_file() else None

    def forget(self, path: str) -> None:
        """Nothing is kept."""

    def has_array(self, name: str) -> bool:
        """Whether there is an array of Zarr with this name in it."""
        return (self._path / name).is_dir()

    def folders_with(self, array: str) -> list[str]:
        """Names of the folders in it that have an array of this name."""
        return sorted(one.parent.name for one in self._path.glob(f"*/{array}"))

    def each(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """What ``work`` makes of each, one after the other."""
        return map(work, items)


class RemoteFolder:
    """The folder at an address by its name, without the ending ``without``; what is in it has its login and query."""

    def __init__(self, name: str, without: str = "") -> None:
        self._name, self._without, self._below = name, without, ""
        self._files: OrderedDict[str, Any] = OrderedDict()  # by path from the address, None for what is not there
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self).rpartition("/")[2]

    def __str__(self) -> str:
        """Its address, without what is secret in it."""
        path = urlsplit(self._name)._replace(query="").geturl().removesuffix(self._without)
        return f"{path}/{self._below}".rstrip("/")

    def child(self, path: str) -> RemoteFolder:
        """A folder in it, which may not be there."""
        folder = copy(self)  # with the same files
        folder._below = self._inside(path)  # noqa: SLF001 - of the same class
        return folder

    def file(self, path: str, *, whole: bool = False) -> Any:
        """A file in it, None where the server has none; ``whole`` if all of it will be read; raises SourceError."""
        from .ranges import MissingFileError  # here, because the HTTP library loads slowly
        from .rasters import RemoteFile

        path = self._inside(path)
        with self._lock:
            if path in self._files:
                self._files.move_to_end(path)
                return self._files[path]
        try:
            file = RemoteFile(self._name_of(path), WHOLE_BYTES if whole else PART_BYTES)
        except MissingFileError:
            file = None
        with self._lock:
            self._files[path] = file
            while len(self._files) > MOST_FILES:
                self._files.popitem(last=False)
        return file

    def forget(self, path: str) -> None:
        """Open a file anew when it is asked for the next time: it could not be read."""
        with self._lock:
            self._files.pop(self._inside(path), None)

    def has_array(self, name: str) -> bool:
        """Whether there is an array of Zarr with this name in it; raises SourceError."""
        return any(self.file(f"{name}/{header}", whole=True) for header in ("zarr.json", ".zarray"))

    def folders_with(self, array: str) -> list[str]:
        """As of a local folder, by the metadata that the store has in one place; raises SourceError."""
        inline = read_header(self, "zarr.json").get("consolidated_metadata")
        said = inline if isinstance(inline, dict) else read_header(self, ".zmetadata")
        metadata = said.get("metadata")
        paths = [key.split("/") for key in metadata] if isinstance(metadata, dict) else []
        return sorted({path[0] for path in paths if path[1:2] == [array] and PART.fullmatch(path[0])})

    def each(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """What ``work`` makes of each, several at once."""
        with ThreadPoolExecutor(CONNECTIONS, thread_name_prefix="landprint-folder") as pool:
            yield from pool.map(work, items)

    def _inside(self, path: str) -> str:
        return f"{self._below}/{path}".lstrip("/")

    def _name_of(self, path: str) -> str:
        """The name of the address of a file by its path from this one; raises SourceError for what is not below it."""
        if not all(map(PART.fullmatch, path.split("/"))):
            raise SourceError(f"{self.name} has no file {path}.", hint="Check the address.")
        parts = urlsplit(address_of(self._name) or "")
        inside = f"{parts.path.removesuffix(self._without)}/{path}"
        address, headers = urlunsplit((*parts[:2], inside, parts.query, "")), headers_of(self._name)
        return name_of(with_headers(address, headers) if headers else address)


Folder = LocalFolder | RemoteFolder


def is_store(name: str) -> bool:
    """Whether it is the name of the address of a Zarr store, or of something in one."""
    path = urlsplit(name).path
    return address_of(name) is not None and ZARR.search(path) is not None and FILE.search(path) is None


def store_at(name: str) -> tuple[RemoteFolder, int | None] | None:
    """The folder of a Zarr store or of a group in it at an address by its name, and the position of the year it names.

    None for the address of anything else.
    """
    if not is_store(name):
        return None
    found = IN_STORE.search(urlsplit(name).path)
    ending, time = (found[0], found["time"]) if found else ("", None)
    _stores[name] = RemoteFolder(name, ending)
    return _stores[name], None if time is None else int(time)


def state_of_store(name: str) -> dict[str, Any]:
    """The state of the header of a store as it was when it was last opened; raises SourceError."""
    if name not in _stores:
        store_at(name)
    folder = _stores[name]
    for path in HEADERS:
        if file := folder.file(path, whole=True):
            return {**file.state, "size": None}
    raise SourceError(f"There is no Zarr store at {folder}.", hint="Check the address.")


def read_header(folder: Folder, path: str) -> dict[str, Any]:
    """The JSON object in a file; empty where there is none; raises SourceError where it cannot be fetched."""
    try:
        file = folder.file(path, whole=True)
        value = json.loads(file.fetch([(0, file.size)])[0]) if file and file.size <= MOST_JSON else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}

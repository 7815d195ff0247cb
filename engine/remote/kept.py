"""What the samples of remote files are made of, kept across runs: another extent of a file costs no sample again.

A file in the cache folder has the pages of one remote file at one state of it (address without what is secret, size,
ETag or time, and its beginning): an index of numbers and checksums in JSON, and then the pages.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ..errors import OutputError
from ..files import atomic_write, cache_folder

PAGE = 4096  # bytes
MOST_BYTES_OF_ONE = 32 * 1024 * 1024
MOST_BYTES = 512 * 1024 * 1024  # of all; those that were used longest ago go first
DAYS_KEPT = 30
DAMAGED = (OSError, ValueError, TypeError, KeyError)

_is_keeping = False
_read: dict[KeptPages, dict[int, bytes]] = {}


class KeptPages:
    """The pages of a remote file that are kept, by the file's ``key``, of plain values."""

    def __init__(self, key: Any) -> None:
        name = hashlib.sha256(json.dumps(key).encode()).hexdigest()[:32]
        self.path = kept_folder() / f"{name}.pages"
        self._index: dict[int, tuple[int, int, int]] | None = None  # by number: offset, length and checksum

    def read(self, numbers: Iterable[int]) -> dict[int, bytes]:
        """Those of the pages that are there and whole."""
        found = {}
        try:
            if self._index is None:
                self._index = self._read_index()
            wanted = [number for number in numbers if number in self._index]
            if wanted:
                with self.path.open("rb") as file:
                    for number in wanted:
                        offset, length, checksum = self._index[number]
                        file.seek(offset)
                        page = file.read(length)
                        if zlib.crc32(page) == checksum:
                            found[number] = page
        except DAMAGED:
            self._index = {}
        return found

    def _read_index(self) -> dict[int, tuple[int, int, int]]:
        if not self.path.is_file():
            return {}
        with self.path.open("rb") as file:
            entries = json.loads(file.readline(MOST_BYTES_OF_ONE))
            offset = file.tell()
        index = {}
        for number, length, checksum in entries:
            index[number] = offset, min(length, PAGE), checksum
            offset += length
        self.path.touch()  # it is used
        return index

    def add(self, pages: Mapping[int, bytes]) -> None:
        """Keep these pages too, as far as there is room."""
        before = self.read(list(self._index or {}))
        every = list({**before, **pages}.items())[: MOST_BYTES_OF_ONE // PAGE]
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with atomic_write(self.path) as path, path.open("wb") as file:
            file.write(json.dumps([[number, len(page), zlib.crc32(page)] for number, page in every]).encode() + b"\n")
            file.writelines(page for _, page in every)
        self._index = None


def kept_folder() -> Path:
    """Where the pages of remote files are kept."""
    return cache_folder() / "remote"


def note_read(kept: KeptPages, pages: dict[int, bytes]) -> None:
    """Say which pages were read of a file, to be kept at the end of a block that keeps what is read."""
    if _is_keeping:
        _read.setdefault(kept, {}).update(pages)


@contextlib.contextmanager
def keep_what_is_read() -> Iterator[None]:
    """A block whose pages of remote files are kept for other runs."""
    global _is_keeping  # noqa: PLW0603 - GDAL asks for pages without saying what for
    _is_keeping = True
    try:
        yield
    finally:
        _is_keeping = False
        every = list(_read.items())
        _read.clear()
    # Nothing is lost but time where the disk is full or may not be written.
    with contextlib.suppress(OSError, OutputError):
        for kept, pages in every:
            held = kept.read(pages)
            new = {number: page for number, page in pages.items() if number not in held}
            if new:
                kept.add(new)
        if every:
            _remove_oldest(kept_folder())


def _remove_oldest(folder: Path) -> None:
    files = sorted(((file.stat(), file) for file in folder.glob("*.pages")), key=lambda one: -one[0].st_mtime)
    held = 0
    for status, file in files:
        held += status.st_size
        if held > MOST_BYTES or time.time() - status.st_mtime > DAYS_KEPT * 86_400:
            file.unlink(missing_ok=True)

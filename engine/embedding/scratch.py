"""Where an embedding run keeps what it has, so that an interrupted one goes on where it stopped.

A scratch is a folder with a description (JSON), a file of fixed-size records, and a journal of the records that are
safely on disk. It is keyed by a hash of all that decides the result.

Scratches that nobody comes back to expire: what was last written more than DAYS_KEPT days ago goes when the next run
starts, and the oldest go while all of them take more than BYTES_KEPT.
"""

from __future__ import annotations

import os
import platform
import shutil
import struct
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from filelock import FileLock, Timeout

from ..errors import InUseError
from ..files import cache_folder, disk_errors, read_json, write_json

SECONDS_BETWEEN_FLUSHES = 2.0
DAYS_KEPT = 30
BYTES_KEPT = 20_000_000_000
DAY_S = 86_400.0
JOURNAL_ENTRY = struct.Struct("<Q")


def scratch_folder() -> Path:
    """The folder that holds all scratches."""
    return cache_folder() / "scratch"


@dataclass(frozen=True, kw_only=True)
class RecordShape:
    """What a scratch holds: ``count`` records of ``shape`` values of ``dtype``."""

    count: int
    shape: tuple[int, ...]
    dtype: str

    @property
    def record_bytes(self) -> int:
        """Bytes of one record."""
        return int(np.prod(self.shape)) * np.dtype(self.dtype).itemsize

    @property
    def total_bytes(self) -> int:
        """Bytes of all records."""
        return self.count * self.record_bytes


class Scratch:
    """Records on disk, written in any order; open it in a ``with`` block. One process at a time has it."""

    def __init__(self, key: str, records: RecordShape, description: dict[str, Any]) -> None:
        self.folder = scratch_folder() / key
        self.records = records
        self.done: set[int] = set()
        self._pending: list[int] = []
        self._last_flush = time.monotonic()
        self._lock = FileLock(self.folder / "lock")
        with disk_errors(self.folder), ExitStack() as failed:
            self._make_folder(description)
            try:
                self._lock.acquire(timeout=0)
            except Timeout as error:
                raise InUseError(
                    "This is being embedded with the same settings already.",
                    hint="Wait until that run has ended, or cancel it.",
                ) from error
            failed.callback(self._lock.release)
            path = self.folder / "records"
            self._data = failed.enter_context(path.open("r+b" if path.exists() else "w+b"))
            self._journal = failed.enter_context((self.folder / "journal").open("a+b"))
            self._read_journal()
            failed.pop_all()

    def __enter__(self) -> Self:
        """The scratch itself; what is finished is on disk at the end of the block, whatever happened."""
        return self

    def __exit__(self, *_: object) -> None:
        """Flush and let go of the files."""
        try:
            self.flush()
        finally:
            self._close()

    @property
    def written(self) -> set[int]:
        """The records that can be read, also those that are not safely on the disk yet."""
        return self.done.union(self._pending)

    def write(self, number: int, values: np.ndarray) -> None:
        """Keep one record, smaller values in its corner; raises DiskError."""
        with disk_errors(self.folder):
            self._data.seek(number * self.records.record_bytes)
            self._data.write(_padded(values, self.records.shape).astype(self.records.dtype, order="C").tobytes())
        self._pending.append(number)
        if time.monotonic() - self._last_flush > SECONDS_BETWEEN_FLUSHES:
            self.flush()

    def flush(self) -> None:
        """Bring the records to the disk, and only then their numbers into the journal; raises DiskError."""
        pending, self._pending = self._pending, []
        if not pending:
            return
        with disk_errors(self.folder):
            self._data.flush()
            os.fsync(self._data.fileno())
            self._journal.write(b"".join(JOURNAL_ENTRY.pack(number) for number in pending))
            self._journal.flush()
            os.fsync(self._journal.fileno())
        self.done.update(pending)
        self._last_flush = time.monotonic()

    def read(self, number: int, first: slice) -> np.ndarray:
        """Part of one record along its first axis."""
        start, stop, _ = first.indices(self.records.shape[0])
        rest = self.records.shape[1:]
        dtype = np.dtype(self.records.dtype)
        length = int(np.prod(rest)) * dtype.itemsize
        self._data.seek(number * self.records.record_bytes + start * length)
        return np.frombuffer(self._data.read((stop - start) * length), dtype).reshape(stop - start, *rest)

    def remove(self) -> None:
        """Delete it; the run is complete."""
        self._pending.clear()
        self._close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _close(self) -> None:
        """Let go of the files."""
        for file in (self._data, self._journal):
            # What a full disk refused is written once more as a file is closed; no record of it is in the journal.
            with suppress(OSError):
                file.close()
        self._lock.release()

    def _make_folder(self, description: dict[str, Any]) -> None:
        """The folder with its description."""
        body = {**description, "total": self.records.total_bytes, "count": self.records.count}
        self.folder.mkdir(parents=True, exist_ok=True)
        write_json(self.folder / "description.json", body)

    def _read_journal(self) -> None:
        """The records of an earlier run; a half-written last entry is cut off."""
        self._journal.seek(0)
        content = self._journal.read()
        whole = len(content) - len(content) % JOURNAL_ENTRY.size
        if whole != len(content):
            self._journal.truncate(whole)
        # A disk that lost power may have kept the journal and not the records.
        there = min(self.records.count, os.fstat(self._data.fileno()).st_size // self.records.record_bytes)
        self.done = {number for (number,) in JOURNAL_ENTRY.iter_unpack(content[:whole]) if number < there}


def _padded(values: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """The values in the corner of an array of ``shape``, with NaN around them."""
    if values.shape == shape:
        return values
    record = np.full(shape, np.nan, values.dtype)
    record[tuple(map(slice, values.shape))] = values
    return record


def list_scratches() -> list[dict[str, Any]]:
    """What interrupted runs have left: key, description, bytes on disk, share that is done, when it was written last.

    What else lies in the folder is passed over.
    """
    found = []
    for folder in sorted(scratch_folder().glob("*")) if scratch_folder().is_dir() else []:
        # A run that ends meanwhile takes its scratch away, and one that goes on renames files inside.
        with suppress(OSError):
            if folder.is_dir() and not folder.is_symlink():
                found.append(_listed(folder))
    return found


def _listed(folder: Path) -> dict[str, Any]:
    """One scratch; raises OSError when it goes away."""
    try:
        description = read_json(folder / "description.json")
    except OSError:
        # A folder without a readable description is no use to anyone, but it can be removed.
        description = {}
    journal, count = folder / "journal", description.get("count")
    done = journal.stat().st_size // JOURNAL_ENTRY.size if journal.exists() else 0
    texts = {key: description.get(key) for key in ("source", "encoder", "settings", "source_state", "worker")}
    return {
        "key": folder.name,
        **{key: text if isinstance(text, str) else "" for key, text in texts.items()},
        "bytes": sum(_bytes_on_disk(file) for file in folder.iterdir()),
        "fraction": min(1.0, done / count) if isinstance(count, int) and count > 0 else 0.0,
        "modified": max(file.stat().st_mtime for file in (folder, journal) if file.exists()),
    }


def remove_scratches(keys: list[str] | None) -> int:
    """Delete these scratches, all by default, but none that a run uses now; returns the bytes that were freed."""
    found = [entry for entry in list_scratches() if keys is None or entry["key"] in keys]
    return sum(entry["bytes"] for entry in found if _remove(scratch_folder() / entry["key"]))


def expire_scratches(*, but: str) -> None:
    """Delete the scratches that have expired; the one of key ``but`` is about to be used.

    Those of other machines stay until they are old: in a shared folder their locks may not hold.
    """
    kept = 0
    for entry in sorted(list_scratches(), key=lambda entry: -entry["modified"]):
        is_old = time.time() - entry["modified"] > DAYS_KEPT * DAY_S
        if entry["worker"] not in ("", platform.node()) and not is_old:
            continue
        kept += entry["bytes"]
        if entry["key"] != but and (is_old or kept > BYTES_KEPT) and _remove(scratch_folder() / entry["key"]):
            kept -= entry["bytes"]


def _remove(folder: Path) -> bool:
    """Delete a scratch, unless a run uses it; whether it is gone."""
    try:
        with FileLock(folder / "lock", timeout=0):
            shutil.rmtree(folder, ignore_errors=True)
    except (Timeout, OSError):
        return False
    if os.name == "nt":  # it keeps the lock's file as long as that is open
        shutil.rmtree(folder, ignore_errors=True)
    return not folder.exists()


def _bytes_on_disk(file: Path) -> int:
    """Bytes that a file takes; a sparse file takes fewer than its length, one that has just gone none."""
    try:
        status = file.stat()
    except FileNotFoundError:
        return 0
    blocks = getattr(status, "st_blocks", None)
    return int(blocks * 512) if blocks is not None else status.st_size

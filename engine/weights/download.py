"""Checkpoints from the hub: the wanted records of a published file, fetched by byte ranges, checked and kept.

The ranges that hold the wanted records are written one after the other into a partial file; a journal beside it says
which ranges of which file those are. The partial file's length says how far it is, so that a process that was killed
leaves all that it needs to go on.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import filelock

from ..errors import CheckpointError
from ..files import MEGABYTE, megabytes, read_json, require_room, write_json
from ..progress import Reporter, duration
from .archive import Record, TorchArchive, read_record, wanted_tensors
from .cache import (
    checkpoint_folder,
    checkpoint_lock,
    journal_path,
    keep_tensors,
    partial_path,
    remove_partial,
)
from .hub import HubFile
from .hub_errors import NoRangesError, RevisionMissingError
from .registry import Part

# A request costs about a twentieth of a second, in which a slow line carries this much.
GAP_BYTES = 64 * 1024
FETCHED_FRACTION = 0.97  # of the whole work; the rest is checking and keeping


@dataclass(frozen=True, kw_only=True)
class ByteRange:
    """Bytes [start, end) of the published file."""

    start: int
    end: int

    @property
    def bytes(self) -> int:
        """How many."""
        return self.end - self.start


def plan_ranges(records: Iterable[Record]) -> list[ByteRange]:
    """The ranges that hold the records, those at most GAP_BYTES apart joined into one."""
    ranges: list[ByteRange] = []
    for start, end in sorted({(record.start, record.end) for record in records}):
        if ranges and start <= ranges[-1].end + GAP_BYTES:
            ranges[-1] = ByteRange(start=ranges[-1].start, end=max(ranges[-1].end, end))
        else:
            ranges.append(ByteRange(start=start, end=end))
    return ranges


class Partial:
    """The bytes of ``ranges`` fetched so far, in a file at ``path``; read by their offsets in the published file."""

    def __init__(self, path: Path, ranges: list[ByteRange], name: str, size: int) -> None:
        self.path = path
        self.ranges = ranges
        self.name = name
        self.size = size  # of the published file
        self.total = sum(each.bytes for each in ranges)

    @property
    def done(self) -> int:
        """Bytes that are there."""
        return self.path.stat().st_size if self.path.exists() else 0

    def partial_offset(self, offset: int) -> int:
        """The offset in the partial file of the byte at ``offset`` of the published file."""
        before = 0
        for each in self.ranges:
            if each.start <= offset < each.end:
                return before + offset - each.start
            before += each.bytes
        raise CheckpointError(f"{self.name} is damaged: its parts overlap.", hint="Download it again.")

    def read(self, offset: int, length: int) -> bytes:
        """Exactly these bytes of the published file."""
        with self.path.open("rb") as file:
            file.seek(self.partial_offset(offset))
            content = file.read(length)
        if len(content) != length:
            raise CheckpointError(f"{self.name} is damaged: it ends too early.", hint="Download it again.")
        return content

    def missing(self) -> Iterator[ByteRange]:
        """The byte ranges that are still to be fetched, in order."""
        done = self.done
        for each in self.ranges:
            if done < each.bytes:
                yield ByteRange(start=each.start + done, end=each.end)
            done = max(done - each.bytes, 0)

    def truncate_damaged(self, records: Iterable[Record]) -> None:
        """Truncate at the first record with a wrong checksum: after a power cut, a file may have gaps."""
        done = self.done
        for record in sorted(records, key=lambda record: record.start):
            start = self.partial_offset(record.start)
            if start + record.end - record.start > done:
                return
            try:
                read_record(self, record)
            except CheckpointError:
                os.truncate(self.path, start)
                return


def download(part: Part, reporter: Reporter) -> None:
    """Fetch the checkpoint of ``part`` into the cache folder; raises CheckpointError, Cancelled."""
    with checkpoint_lock(part):
        reporter.report(0.0, f"Asking for {part.title}")
        remote = _resolve(part, reporter)
        if part.sha256:
            _download_whole(part, remote, reporter)
        else:
            _download_ranges(part, remote, reporter)
        _record_revision(part, remote)
        remove_partial(part)
        reporter.report(1.0, f"{part.title} is there")


def _download_ranges(part: Part, remote: HubFile, reporter: Reporter) -> None:
    """Fetch and keep the records of the wanted tensors."""
    archive = TorchArchive.read(remote)
    wanted = wanted_tensors(part, archive).values()
    records = [archive.record(stored) for stored in wanted]
    partial = _partial(part, remote, plan_ranges(records))
    partial.truncate_damaged(records)
    _require_room(partial, sum(archive.shapes[stored].bytes for stored in wanted))
    _fetch(part, remote, partial, reporter)
    _keep(part, remote, partial, archive, reporter)


def _download_whole(part: Part, remote: HubFile, reporter: Reporter) -> None:
    """Fetch the whole file, which is small and of a known sha256, and keep its wanted tensors."""
    partial = _partial(part, remote, [ByteRange(start=0, end=remote.size)])
    _require_room(partial, remote.size)
    try:
        _fetch(part, remote, partial, reporter)
    except NoRangesError:
        # Such a server can give the whole file, but not the rest of one.
        partial.path.unlink(missing_ok=True)
        _fetch(part, remote, partial, reporter)
    _keep(part, remote, partial, None, reporter)


def _revisions() -> Path:
    """The record of the commits that checkpoints were taken from, by repository."""
    return checkpoint_folder() / "revisions.json"


def _resolve(part: Part, reporter: Reporter) -> HubFile:
    """The published file at the commit of the first download, else at the one that Landprint was written for."""
    recorded = read_json(_revisions()).get(part.repo)
    wanted = str(recorded or part.revision or "main")
    try:
        remote = HubFile(part.repo, part.file, wanted, reporter)
    except RevisionMissingError as error:
        what = error.message.removesuffix(".")
        if recorded:
            raise CheckpointError(
                f"{what}: the one of the first download, {wanted[:12]}.",
                hint=f"Delete {_revisions()} to take the present one.",
            ) from error
        raise CheckpointError(
            f"{what}: the one that Landprint was written for, {wanted[:12]}.",
            hint="Try another server, or import a file of weights.",
        ) from error
    if wanted not in {"main", remote.commit}:
        raise CheckpointError(
            f"The server gives revision {remote.commit[:12]} of {part.repo} for {wanted[:12]}.",
            hint="It is not the hub, nor a full mirror of it.",
            command="check HF_ENDPOINT",
        )
    return remote


def _record_revision(part: Part, remote: HubFile) -> None:
    """Record the commit of a file that was accepted: what a wrong server had would bar the way to the right one."""
    # Another encoder may be downloaded at the same time, and write its own.
    with filelock.FileLock(_revisions().with_name(".revisions.lock")):
        write_json(_revisions(), {**read_json(_revisions()), part.repo: remote.commit})


def _partial(part: Part, remote: HubFile, ranges: list[ByteRange]) -> Partial:
    """The unfinished download of the same ranges of the same file, or an empty one."""
    partial = Partial(partial_path(part), ranges, remote.name, remote.size)
    journal = {
        "repo": part.repo,
        "file": part.file,
        "commit": remote.commit,
        "etag": remote.etag,
        "size": remote.size,
        "spans": [[each.start, each.end] for each in ranges],
    }
    if read_json(journal_path(part)) != journal or partial.done > partial.total:
        partial.path.unlink(missing_ok=True)
        write_json(journal_path(part), journal)
    return partial


def _require_room(partial: Partial, tensor_bytes: int) -> None:
    """Raise DiskError unless there is room for the rest of the download and for the tensors out of it."""
    needed = partial.total - partial.done + tensor_bytes
    hint = "Make room, or choose a cache folder on another disk."
    require_room(partial.path.parent, needed, "The download", hint)


def _fetch(part: Part, remote: HubFile, partial: Partial, reporter: Reporter) -> None:
    """Append what is missing to the partial file."""
    pace = _Pace(part.title, partial.done, partial.total)
    with partial.path.open("ab", buffering=0) as file:
        for each in list(partial.missing()):
            for piece in remote.stream(each.start, each.bytes):
                _append(file, piece)
                remote.fraction = pace.add(len(piece), reporter)


def _append(file: BinaryIO, piece: bytes) -> None:
    """Write all of ``piece``; an unbuffered file may take less at once, but what it took outlives this process."""
    view = memoryview(piece)
    while view:
        view = view[file.write(view) :]


class _Pace:
    """The speed of a download, counted from where this process resumed it."""

    def __init__(self, title: str, done: int, total: int) -> None:
        self._title = title
        self._before = self._done = done
        self._total = total
        self._started = time.monotonic()

    def add(self, count: int, reporter: Reporter) -> float:
        """Report ``count`` more bytes; returns the fraction of all work that is done."""
        self._done += count
        speed = (self._done - self._before) / max(time.monotonic() - self._started, 1e-3)
        left_s = (self._total - self._done) / max(speed, 1.0)
        fraction = FETCHED_FRACTION * self._done / self._total
        amount = f"{megabytes(self._done).removesuffix(' MB')} of {megabytes(self._total)}, {speed / MEGABYTE:.1f} MB/s"
        reporter.report(fraction, f"Downloading {self._title}: {amount}, {duration(left_s)} left", left_s)
        return fraction


def _keep(part: Part, remote: HubFile, partial: Partial, archive: TorchArchive | None, reporter: Reporter) -> None:
    """Check what was fetched and write its wanted tensors to the cache."""
    reporter.report(FETCHED_FRACTION, f"Checking {part.title}")
    origin = {"repo": part.repo, "commit": remote.commit, "file": part.file, "etag": remote.etag}
    try:
        if archive is None:
            _check_digest(part, partial.path)
            archive = TorchArchive.read(partial)
        names = wanted_tensors(part, archive)
        keep_tensors(part, replace(archive, file=partial), names, origin, reporter.part(FETCHED_FRACTION, 1.0))
    except CheckpointError:
        # All was fetched and does not fit: nobody needs to go on from it.
        remove_partial(part)
        raise


def _check_digest(part: Part, path: Path) -> None:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()  # only small files are fetched whole
    if digest != part.sha256:
        raise CheckpointError(
            f"{part.file} is not the published file: its sha256 is {digest[:16]}….",
            hint="Download it again; if that does not help, the server has another file.",
        )

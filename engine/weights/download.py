"""Checkpoints from the hub: the wanted records of a published file, fetched by ranges, checked and kept.

The spans that hold the wanted records are written one after the other into a partial file; a journal beside it says
which spans of which file those are. The partial file's length says how far it is, so that a process that was killed
leaves all that it needs to go on.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import filelock

from ..errors import CheckpointError
from ..files import MEGABYTE, disk_errors, megabytes, read_json, require_room, write_json
from ..progress import Reporter, duration
from .cache import checkpoint_path
from .contents import Contents
from .hub import HubFile, NoRangesError
from .registry import Part
from .torch_zip import Record, TorchZip, read_record

# A request costs about a twentieth of a second, in which a slow line carries this much.
GAP_BYTES = 64 * 1024
FETCHED_FRACTION = 0.97  # of the whole work; the rest is checking and keeping


@dataclass(frozen=True, kw_only=True)
class Span:
    """Bytes [start, end) of the published file."""

    start: int
    end: int

    @property
    def bytes(self) -> int:
        """How many."""
        return self.end - self.start


def plan_spans(records: Iterable[Record], gap: int = GAP_BYTES) -> list[Span]:
    """The spans that hold the records, those at most ``gap`` bytes apart joined into one."""
    spans: list[Span] = []
    for start, end in sorted({(record.start, record.end) for record in records}):
        if spans and start <= spans[-1].end + gap:
            spans[-1] = Span(start=spans[-1].start, end=max(spans[-1].end, end))
        else:
            spans.append(Span(start=start, end=end))
    return spans


class Partial:
    """The bytes of ``spans`` fetched so far, in a file; also the published file, as far as it is there, as a source."""

    def __init__(self, path: Path, spans: list[Span], name: str, size: int) -> None:
        self.path = path
        self.spans = spans
        self.name = name
        self.size = size
        self.total = sum(span.bytes for span in spans)

    @property
    def done(self) -> int:
        """Bytes that are there."""
        return self.path.stat().st_size if self.path.exists() else 0

    def place(self, offset: int) -> tuple[int, int]:
        """Where the byte at ``offset`` of the published file is here, and how many of its span follow."""
        before = 0
        for span in self.spans:
            if span.start <= offset < span.end:
                return before + offset - span.start, span.end - offset
            before += span.bytes
        raise CheckpointError(f"{self.name} is damaged: its parts overlap.", hint="Download it again.")

    def read(self, offset: int, length: int) -> bytes:
        """Exactly these bytes of the published file."""
        place, left = self.place(offset)
        with self.path.open("rb") as file:
            file.seek(place)
            content = file.read(min(length, left))
        if len(content) != length:
            raise CheckpointError(f"{self.name} is damaged: it ends too early.", hint="Download it again.")
        return content

    def missing(self) -> Iterator[Span]:
        """What is still to be fetched, in order."""
        done = self.done
        for span in self.spans:
            if done < span.bytes:
                yield Span(start=span.start + done, end=span.end)
            done = max(done - span.bytes, 0)

    def drop_damaged(self, records: Iterable[Record]) -> None:
        """Cut off what does not fit its checksum: after a power cut, a file may have gaps where it was written."""
        done = self.done
        for record in sorted(records, key=lambda record: record.start):
            place, _ = self.place(record.start)
            if place + record.end - record.start > done:
                return
            try:
                read_record(self, record)
            except CheckpointError:
                os.truncate(self.path, place)
                return


def download(part: Part, folder: Path, reporter: Reporter) -> Path:
    """Fetch the checkpoint of ``part`` into ``folder``; returns its file. Raises CheckpointError, Cancelled."""
    with disk_errors(folder), alone(part, folder):
        return _download(part, folder, reporter)


def partial_path(part: Part, folder: Path) -> Path:
    """Where the bytes of an unfinished download wait."""
    return folder / f".{checkpoint_path(part, folder).stem}.partial"


def journal_path(part: Part, folder: Path) -> Path:
    """What says which bytes those are."""
    return folder / f".{checkpoint_path(part, folder).stem}.journal"


@contextlib.contextmanager
def alone(part: Part, folder: Path) -> Iterator[None]:
    """Two processes that write the same file would spoil it; the lock goes with its process, however that ends."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with filelock.FileLock(folder / f".{checkpoint_path(part, folder).stem}.lock", timeout=0):
            yield
    except filelock.Timeout as error:
        raise CheckpointError(
            f"{part.title} is being downloaded or imported already.",
            hint="Wait for it, or cancel it in the other window.",
        ) from error


def _download(part: Part, folder: Path, reporter: Reporter) -> Path:
    reporter.report(0.0, f"Asking for {part.title}")
    remote = _resolve(part, folder, reporter)
    contents = None if part.sha256 else Contents.read(part, TorchZip(remote))
    spans = [Span(start=0, end=remote.size)] if contents is None else plan_spans(contents.records)
    partial = Partial(partial_path(part, folder), spans, remote.name, remote.size)
    _take_up(part, folder, remote, partial, contents)
    needed = partial.total - partial.done + (contents.bytes if contents else remote.size)
    require_room(folder, needed, "The download", "Make room, or set LANDPRINT_HOME to a folder on another disk.")
    try:
        _fetch(part, remote, partial, reporter)
    except NoRangesError:
        if contents is not None:
            raise
        # Such a server can give the whole file, but not the rest of one.
        partial.path.unlink(missing_ok=True)
        _fetch(part, remote, partial, reporter)
    try:
        path = _keep(part, folder, remote, partial, contents, reporter)
    except CheckpointError:
        # All was fetched and does not fit: nobody needs to go on from it.
        forget_partial(part, folder)
        raise
    forget_partial(part, folder)
    reporter.report(1.0, f"{part.title} is there")
    return path


def _resolve(part: Part, folder: Path, reporter: Reporter) -> HubFile:
    """The published file at the commit of the first download, which is recorded for the later ones."""
    revisions = folder / "revisions.json"
    known = read_json(revisions)
    recorded = known.get(part.repo) or part.revision
    remote = HubFile(part.repo, part.file, recorded or "main", reporter)
    if recorded is None:
        # Another encoder may be downloaded at the same time, and write its own.
        with filelock.FileLock(folder / ".revisions.lock"):
            write_json(revisions, {**read_json(revisions), part.repo: remote.commit})
    elif remote.commit != recorded:
        raise CheckpointError(
            f"The server gives revision {remote.commit[:12]} of {part.repo} for {recorded[:12]}.",
            hint="It is not the hub, nor a full mirror of it: check HF_ENDPOINT.",
        )
    return remote


def _take_up(part: Part, folder: Path, remote: HubFile, partial: Partial, contents: Contents | None) -> None:
    """Go on from what an earlier download left, if that was the same file's same spans; else from nothing."""
    journal = journal_path(part, folder)
    ours = {
        "repo": part.repo,
        "file": part.file,
        "commit": remote.commit,
        "etag": remote.etag,
        "size": remote.size,
        "spans": [[span.start, span.end] for span in partial.spans],
    }
    if read_json(journal) != ours or partial.done > partial.total:
        partial.path.unlink(missing_ok=True)
        write_json(journal, ours)
    elif contents is not None:
        partial.drop_damaged(contents.records)


def _fetch(part: Part, remote: HubFile, partial: Partial, reporter: Reporter) -> None:
    """Append what is missing to the partial file."""
    pace = _Pace(part.title, partial.done, partial.total)
    with partial.path.open("ab", buffering=0) as file:
        for span in list(partial.missing()):
            for piece in remote.stream(span.start, span.bytes):
                _append(file, piece)
                remote.fraction = pace.add(len(piece), reporter)


def _append(file: BinaryIO, piece: bytes) -> None:
    """Write all of ``piece``; an unbuffered file may take less at once, but what it took outlives this process."""
    view = memoryview(piece)
    while view:
        view = view[file.write(view) :]


class _Pace:
    """How fast a download is, counted from where this process took it up."""

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


def _keep(
    part: Part, folder: Path, remote: HubFile, partial: Partial, contents: Contents | None, reporter: Reporter
) -> Path:
    """Check what was fetched and write its tensors to their place."""
    reporter.report(FETCHED_FRACTION, f"Checking {part.title}")
    if part.sha256:
        _check_digest(part, partial.path)
    contents = contents or Contents.read(part, TorchZip(partial))
    source = {"repo": part.repo, "commit": remote.commit, "file": part.file, "etag": remote.etag}
    return contents.keep(part, folder, source, reporter.part(FETCHED_FRACTION, 1.0), partial)


def _check_digest(part: Part, path: Path) -> None:
    with path.open("rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()  # only small files are fetched whole
    if digest != part.sha256:
        raise CheckpointError(
            f"{part.file} is not the published file: its sha256 is {digest[:16]}….",
            hint="Download it again; if that does not help, the server has another file.",
        )


def forget_partial(part: Part, folder: Path) -> None:
    """Remove what an unfinished download left."""
    partial_path(part, folder).unlink(missing_ok=True)
    journal_path(part, folder).unlink(missing_ok=True)

"""Torch's files (``.ckpt``, ``.pt``) read as data: which tensors they hold and where, and the tensors that are wanted.

Such a file is a zip of uncompressed records: one pickle that names everything, and one record of bytes a storage.
Everything is read through ``read(offset, length)``, so a file on a server is read as a local one is.
"""

from __future__ import annotations

import io
import math
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from ..errors import CheckpointError
from .torch_pickle import HINT, StoredTensor, damaged, plain_parameters, read_pickle

# The end of a zip's directory and its longest comment (APPNOTE.TXT 4.3.16): one read finds the directory.
TAIL_BYTES = 22 + 65_536
MAX_DIRECTORY_BYTES = 64 * 1024 * 1024
MAX_PICKLE_BYTES = 64 * 1024 * 1024
LOCAL_HEADER = struct.Struct("<4s2xHH16xHH")  # signature, flags, method, lengths of the name and of the extra field
LOCAL_HEADER_BYTES = LOCAL_HEADER.size  # 30
MAX_EXTRA_BYTES = 65_535
DATA_DESCRIPTOR_BYTES = 24  # with its signature and 64-bit sizes


class Source(Protocol):
    """A file that is read by parts."""

    @property
    def name(self) -> str:
        """Its name, for sentences."""

    @property
    def size(self) -> int:
        """Its bytes."""

    def read(self, offset: int, length: int) -> bytes:
        """Exactly these bytes; raises CheckpointError where there are none."""


class LocalFile:
    """A file on this machine, as a source."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self._file = path.open("rb")
        self.size = self._file.seek(0, io.SEEK_END)

    def read(self, offset: int, length: int) -> bytes:
        """Exactly these bytes."""
        self._file.seek(offset)
        content = self._file.read(length)
        if len(content) != length:
            raise damaged(self.name, "it ends too early")
        return content

    def close(self) -> None:
        """Let the file go."""
        self._file.close()


@dataclass(frozen=True, kw_only=True)
class Record:
    """One file of the zip; all its bytes, its header's too, lie in [start, end)."""

    name: str
    start: int
    end: int
    size: int
    crc: int
    is_plain: bool


class TorchZip:
    """What a file of torch's holds: ``tensors`` by name, and Lightning's ``hyper_parameters`` as plain values."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._records = read_directory(source)
        pickles = [name for name in self._records if name.count("/") == 1 and name.endswith("/data.pkl")]
        if len(pickles) != 1:
            raise CheckpointError(f"{source.name} is a zip, but not one that torch wrote.", hint=HINT)
        self._root = pickles[0].removesuffix("data.pkl")
        self._check_byte_order()
        if self._records[pickles[0]].size > MAX_PICKLE_BYTES:
            raise CheckpointError(f"{source.name} has a table of contents of over 64 MB.", hint=HINT)
        top = read_pickle(read_record(source, self._records[pickles[0]]), source.name)
        top = top if isinstance(top, dict) else {}
        self.tensors = _tensors(top)
        if not self.tensors:
            raise CheckpointError(f"{source.name} holds no weights.", hint=HINT)
        self.hyper_parameters = plain_parameters(top.get("hyper_parameters"))

    def _check_byte_order(self) -> None:
        record = self._records.get(f"{self._root}byteorder")
        if record is not None and read_record(self._source, record) != b"little":
            raise CheckpointError(f"{self._source.name} was written on a big-endian machine.", hint=HINT)

    def record(self, name: str) -> Record:
        """Where the bytes of the tensor ``name`` are."""
        tensor = self.tensors[name]
        if math.prod(tensor.shape) > tensor.storage_count:
            # A few bytes repeated many times over: no weights, and more than any memory holds.
            raise damaged(self._source.name, f"{name} has more numbers than data")
        record = self._records.get(f"{self._root}data/{tensor.storage}")
        if record is None or record.size != tensor.storage_count * np.dtype(tensor.dtype).itemsize:
            raise damaged(self._source.name, f"the data of {name} is missing or has another size")
        return record

    def array(self, name: str, source: Source | None = None) -> np.ndarray:
        """The tensor ``name``, read from ``source`` if that has the same bytes nearer by; its CRC-32 is checked."""
        return self.tensors[name].array(read_record(source or self._source, self.record(name)))


def read_directory(source: Source) -> dict[str, Record]:
    """The records of the zip by name; raises CheckpointError where ``source`` is not one."""
    try:
        with zipfile.ZipFile(_Tail(source)) as archive:
            infos = sorted(archive.infolist(), key=lambda info: info.header_offset)
            directory_start = archive.start_dir
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError, struct.error, UnicodeError) as error:
        raise CheckpointError(
            f"{source.name} is not a file of weights that Landprint can read, or is cut off.",
            hint="It takes torch's .ckpt and .pt files in the zip form, and .safetensors.",
        ) from error
    ends = [info.header_offset for info in infos[1:]] + [directory_start]
    records = {info.filename: _record(info, end, source.name) for info, end in zip(infos, ends, strict=True)}
    if len(records) != len(infos):
        raise damaged(source.name, "two of its records have the same name")
    return records


def _record(info: zipfile.ZipInfo, next_start: int, name: str) -> Record:
    most = LOCAL_HEADER_BYTES + len(info.filename.encode()) + MAX_EXTRA_BYTES + info.file_size + DATA_DESCRIPTOR_BYTES
    if not 0 <= info.header_offset <= next_start - LOCAL_HEADER_BYTES - info.file_size:
        raise damaged(name, f"{info.filename} overlaps what follows")
    return Record(
        name=info.filename,
        start=info.header_offset,
        end=min(next_start, info.header_offset + most),
        size=info.file_size,
        crc=info.CRC,
        is_plain=info.compress_type == zipfile.ZIP_STORED and info.compress_size == info.file_size,
    )


def read_record(source: Source, record: Record) -> bytes:
    """The bytes of one record, its CRC-32 checked."""
    return record_content(record, source.read(record.start, record.end - record.start), source.name)


def record_content(record: Record, stored: bytes, name: str) -> bytes:
    """The content out of a record's ``stored`` bytes (header, padding, content); raises CheckpointError if damaged."""
    if not record.is_plain:
        raise CheckpointError(f"The data in {name} is compressed, which torch never does.", hint=HINT)
    if len(stored) < LOCAL_HEADER_BYTES or not stored.startswith(b"PK\x03\x04"):
        raise damaged(name, f"{record.name} does not begin where it should")
    _, flags, method, name_bytes, extra_bytes = LOCAL_HEADER.unpack_from(stored)
    if method != zipfile.ZIP_STORED or flags & 1:
        raise CheckpointError(f"The data in {name} is compressed or encrypted, which torch never does.", hint=HINT)
    if stored[LOCAL_HEADER_BYTES : LOCAL_HEADER_BYTES + name_bytes] != record.name.encode():
        raise damaged(name, f"{record.name} has another name where its data begins")
    # The directory does not tell: torch pads this field so that the data is aligned.
    first = LOCAL_HEADER_BYTES + name_bytes + extra_bytes
    content = stored[first : first + record.size]
    if len(content) != record.size or zlib.crc32(content) != record.crc:
        raise damaged(name, f"the checksum of {record.name} does not fit")
    return content


class _Tail(io.RawIOBase):
    """A source as the file that ``zipfile`` wants; it reads the end of it, so that is fetched once."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._position = 0
        self._start = max(source.size - TAIL_BYTES, 0)
        self._tail = source.read(self._start, source.size - self._start)

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._source.size}[whence]
        if base + offset < 0:
            raise io.UnsupportedOperation("before the file's beginning")  # zipfile looks for this kind
        self._position = base + offset
        return self._position

    def read(self, size: int = -1) -> bytes:
        left = max(self._source.size - self._position, 0)
        length = left if size < 0 else min(size, left)
        if length > MAX_DIRECTORY_BYTES:
            raise CheckpointError(f"{self._source.name} has a directory of over 64 MB.", hint=HINT)
        if self._position >= self._start:
            first = self._position - self._start
            content = self._tail[first : first + length]
        else:
            content = self._source.read(self._position, length)
        self._position += len(content)
        return content


def _tensors(top: dict[Any, Any]) -> dict[str, StoredTensor]:
    """The tensors of Lightning's ``state_dict``, or of the file itself where it is nothing else."""
    state = top.get("state_dict", top)
    entries = state.items() if isinstance(state, dict) else ()
    return {name: tensor for name, tensor in entries if isinstance(name, str) and isinstance(tensor, StoredTensor)}

"""Torch's checkpoint files (``.ckpt``, ``.pt``) read as data: the tensors' names, shapes and byte ranges, and arrays.

Such a file is a zip of uncompressed records: one pickle that names everything, and one record of bytes a storage.
``zipfile`` reads the directory. A record is read by ourselves: ``zipfile`` would take three requests for it, one after
the other, and does not tell where its bytes are.
"""

from __future__ import annotations

import io
import math
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol

import numpy as np

from ..errors import CheckpointError
from .expected import check_tensors
from .registry import Part
from .tensor_file import Shape, TensorFile, unreadable
from .torch_pickle import HINT, StoredTensor, damaged, plain_parameters, read_pickle

# The end of a zip's directory and its longest comment (APPNOTE.TXT 4.3.16): one read finds the directory.
TAIL_BYTES = 22 + 65_536
MAX_DIRECTORY_BYTES = 64 * 1024 * 1024
MAX_PICKLE_BYTES = 64 * 1024 * 1024
LOCAL_HEADER = struct.Struct("<4s2xHH16xHH")  # signature, flags, method, lengths of the name and of the extra field
LOCAL_HEADER_BYTES = LOCAL_HEADER.size  # 30
MAX_EXTRA_BYTES = 65_535
DATA_DESCRIPTOR_BYTES = 24  # with its signature and 64-bit sizes


class RangeReader(Protocol):
    """A local or remote file that is read by byte ranges."""

    name: str  # for sentences
    size: int

    def read(self, offset: int, length: int) -> bytes:
        """Exactly ``length`` bytes from ``offset``; raises CheckpointError beyond the end."""


class OpenFile:
    """An open file on this machine."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.name = name
        self._file = file
        self.size = file.seek(0, io.SEEK_END)

    def read(self, offset: int, length: int) -> bytes:
        """Exactly ``length`` bytes from ``offset``."""
        self._file.seek(offset)
        content = self._file.read(length)
        if len(content) != length:
            raise damaged(self.name, "it ends too early")
        return content


@dataclass(frozen=True, kw_only=True)
class Record:
    """One file of the zip; all its bytes, its header's too, lie in [start, end)."""

    name: str
    start: int
    end: int
    size: int
    crc: int
    is_plain: bool


@dataclass(frozen=True, kw_only=True)
class TorchArchive:
    """A file that torch wrote: ``tensors`` by name, and Lightning's ``hyper_parameters`` as plain values."""

    file: RangeReader
    records: dict[str, Record]
    root: str
    tensors: dict[str, StoredTensor]
    hyper_parameters: dict[str, Any]

    @classmethod
    def read(cls, file: RangeReader) -> TorchArchive:
        """Read the directory and the pickle; raises CheckpointError for other zips and for more than plain weights."""
        records = read_directory(file)
        pickles = [name for name in records if name.count("/") == 1 and name.endswith("/data.pkl")]
        if len(pickles) != 1:
            raise CheckpointError(f"{file.name} is a zip, but not one that torch wrote.", hint=HINT)
        root = pickles[0].removesuffix("data.pkl")
        byte_order = records.get(f"{root}byteorder")
        if byte_order is not None and read_record(file, byte_order) != b"little":
            raise CheckpointError(f"{file.name} was written on a big-endian machine.", hint=HINT)
        if records[pickles[0]].size > MAX_PICKLE_BYTES:
            raise CheckpointError(f"{file.name} has a table of contents of over 64 MB.", hint=HINT)
        top = read_pickle(read_record(file, records[pickles[0]]), file.name)
        top = top if isinstance(top, dict) else {}
        # Lightning's state_dict, or the file itself where it is nothing else.
        state = top.get("state_dict", top)
        entries = state.items() if isinstance(state, dict) else ()
        tensors = {name: entry for name, entry in entries if isinstance(name, str) and isinstance(entry, StoredTensor)}
        if not tensors:
            raise CheckpointError(f"{file.name} holds no weights.", hint=HINT)
        parameters = plain_parameters(top.get("hyper_parameters"))
        return cls(file=file, records=records, root=root, tensors=tensors, hyper_parameters=parameters)

    @property
    def shapes(self) -> dict[str, Shape]:
        """The tensors' dtypes and shapes."""
        return {name: Shape(dtype=tensor.dtype, sides=tensor.shape) for name, tensor in self.tensors.items()}

    def record(self, name: str) -> Record:
        """The record that has the bytes of the tensor ``name``."""
        tensor = self.tensors[name]
        if math.prod(tensor.shape) > tensor.storage_count:
            # A few bytes repeated many times over: no weights, and more than any memory holds.
            raise damaged(self.file.name, f"{name} has more numbers than data")
        record = self.records.get(f"{self.root}data/{tensor.storage}")
        if record is None or record.size != tensor.storage_count * np.dtype(tensor.dtype).itemsize:
            raise damaged(self.file.name, f"the data of {name} is missing or has another size")
        return record

    def array(self, name: str) -> np.ndarray:
        """The tensor ``name``; its CRC-32 is checked."""
        return self.tensors[name].array(read_record(self.file, self.record(name)))


def wanted_tensors(part: Part, file: TorchArchive | TensorFile) -> dict[str, str]:
    """Landprint's names of the wanted tensors, each with its name in the file.

    Raises CheckpointError unless they are all there with the shapes of ``part``.
    """
    shapes = file.shapes
    names = part.wanted(shapes)
    if not names and isinstance(file, TensorFile):
        names = {name: name for name in shapes}  # a checkpoint that Landprint kept
    check_tensors(part, {name: shapes[stored].sides for name, stored in names.items()}, file.hyper_parameters)
    if any(shapes[stored].dtype == "bfloat16" for stored in names.values()):
        raise CheckpointError("The weights are bfloat16, which no encoder was published in.", hint=HINT)
    if isinstance(file, TorchArchive) and sum(shapes[stored].bytes for stored in names.values()) > file.file.size:
        # Many tensors of the same few bytes would fill any disk.
        raise damaged(file.file.name, "its tensors have more numbers than data")
    return names


def read_directory(file: RangeReader) -> dict[str, Record]:
    """The records of the zip by name; raises CheckpointError if ``file`` is no zip."""
    try:
        with zipfile.ZipFile(_Tail(file)) as archive:
            infos = sorted(archive.infolist(), key=lambda info: info.header_offset)
            directory_start = archive.start_dir
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError, struct.error, UnicodeError) as error:
        raise unreadable(file.name) from error
    # An empty directory is one of no records.
    ends = [*(info.header_offset for info in infos[1:]), directory_start][: len(infos)]
    records = {info.filename: _record(info, end, file.name) for info, end in zip(infos, ends, strict=True)}
    if len(records) != len(infos):
        raise damaged(file.name, "two of its records have the same name")
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


def read_record(file: RangeReader, record: Record) -> bytes:
    """The bytes of one record, its CRC-32 checked; raises CheckpointError if they are damaged."""
    stored = file.read(record.start, record.end - record.start)
    if len(stored) < LOCAL_HEADER_BYTES or not stored.startswith(b"PK\x03\x04"):
        raise damaged(file.name, f"{record.name} does not begin where it should")
    _, flags, method, name_bytes, extra_bytes = LOCAL_HEADER.unpack_from(stored)
    if not record.is_plain or method != zipfile.ZIP_STORED or flags & 1:
        raise CheckpointError(f"The data in {file.name} is compressed or encrypted, which torch never does.", hint=HINT)
    if stored[LOCAL_HEADER_BYTES : LOCAL_HEADER_BYTES + name_bytes] != record.name.encode():
        raise damaged(file.name, f"{record.name} has another name where its data begins")
    # The directory does not tell: torch pads this field so that the data is aligned.
    first = LOCAL_HEADER_BYTES + name_bytes + extra_bytes
    content = stored[first : first + record.size]
    if len(content) != record.size or zlib.crc32(content) != record.crc:
        raise damaged(file.name, f"the checksum of {record.name} does not fit")
    return content


class _Tail:
    """A binary file for ``zipfile``; the end, where it looks for the directory, is read at once and cached."""

    def __init__(self, file: RangeReader) -> None:
        self._file = file
        self._position = 0
        self._start = max(file.size - TAIL_BYTES, 0)
        self._tail = file.read(self._start, file.size - self._start)

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._file.size}[whence]
        if base + offset < 0:
            raise io.UnsupportedOperation("before the file's beginning")  # zipfile looks for this kind
        self._position = base + offset
        return self._position

    def read(self, size: int = -1) -> bytes:
        left = max(self._file.size - self._position, 0)
        length = left if size < 0 else min(size, left)
        if length > MAX_DIRECTORY_BYTES:
            raise CheckpointError(f"{self._file.name} has a directory of over 64 MB.", hint=HINT)
        if self._position >= self._start:
            first = self._position - self._start
            content = self._tail[first : first + length]
        else:
            content = self._file.read(self._position, length)
        self._position += len(content)
        return content

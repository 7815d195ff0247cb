"""Torch's files (``.ckpt``, ``.pt``) read as data: which tensors they hold and where, and the tensors that are wanted.

Such a file is a zip of uncompressed records: one pickle that names everything, and one record of bytes a storage.
The pickle is walked opcode by opcode and only what plain weights need is understood; nothing in it is ever called.
Everything is read through ``read(offset, length)``, so a file on a server is read as a local one is.
"""

from __future__ import annotations

import io
import math
import pickletools
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np

from ..errors import CheckpointError

# The end of a zip's directory and its longest comment (APPNOTE.TXT 4.3.16): one read finds the directory.
TAIL_BYTES = 22 + 65_535
MAX_DIRECTORY_BYTES = 64 * 1024 * 1024
MAX_PICKLE_BYTES = 64 * 1024 * 1024
LOCAL_HEADER = struct.Struct("<4s2xHH16xHH")  # signature, flags, method, lengths of the name and of the extra field
LOCAL_HEADER_BYTES = LOCAL_HEADER.size  # 30
MAX_EXTRA_BYTES = 65_535
DATA_DESCRIPTOR_BYTES = 24  # with its signature and 64-bit sizes
# Lightning keeps a few dozen; a value that refers to itself many times over would grow without bound as JSON.
MAX_HYPER_PARAMETERS = 10_000

STORAGE_DTYPES = {
    "DoubleStorage": "<f8",
    "FloatStorage": "<f4",
    "HalfStorage": "<f2",
    "LongStorage": "<i8",
    "IntStorage": "<i4",
    "ShortStorage": "<i2",
    "CharStorage": "|i1",
    "ByteStorage": "|u1",
    "BoolStorage": "|b1",
}


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
            raise _damaged(self.name, "it ends too early")
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


@dataclass(frozen=True, kw_only=True)
class StoredTensor:
    """A tensor as the pickle describes it; ``offset`` and ``stride`` count elements of its storage, as torch does."""

    storage: str
    dtype: str
    storage_count: int
    offset: int
    shape: tuple[int, ...]
    stride: tuple[int, ...]

    def __post_init__(self) -> None:
        """Refuse a tensor that reaches beyond its storage."""
        numbers = (self.storage_count, self.offset, *self.shape, *self.stride)
        if len(self.shape) != len(self.stride) or not all(type(number) is int and number >= 0 for number in numbers):
            raise CheckpointError(f"A tensor has the shape {self.shape} and the strides {self.stride}.", hint=_HINT)
        if 0 in self.shape:
            return
        reach = self.offset + sum((side - 1) * step for side, step in zip(self.shape, self.stride, strict=True))
        if reach >= self.storage_count:
            raise CheckpointError(f"A tensor of shape {self.shape} reaches beyond its data.", hint=_HINT)

    def array(self, content: bytes) -> np.ndarray:
        """The tensor out of its storage's bytes, contiguous."""
        if 0 in self.shape:
            return np.empty(self.shape, self.dtype)
        storage = np.frombuffer(content, self.dtype, count=self.storage_count)
        steps = tuple(step * storage.itemsize for step in self.stride)
        view = np.lib.stride_tricks.as_strided(storage[self.offset :], self.shape, steps, writeable=False)
        # A view of a record's bytes cannot be written to, which torch warns of.
        return np.array(view, order="C")


_HINT = "Take the published file; Landprint reads only plain weights and runs nothing that is inside of a file."


def _damaged(name: str, what: str) -> CheckpointError:
    return CheckpointError(f"{name} is damaged: {what}.", hint="Download it again.")


class TorchZip:
    """What a file of torch's holds: ``tensors`` by name, and Lightning's ``hyper_parameters`` as plain values."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._records = read_directory(source)
        pickles = [name for name in self._records if name.count("/") == 1 and name.endswith("/data.pkl")]
        if len(pickles) != 1:
            raise CheckpointError(f"{source.name} is a zip, but not one that torch wrote.", hint=_HINT)
        self._root = pickles[0].removesuffix("data.pkl")
        self._check_byte_order()
        if self._records[pickles[0]].size > MAX_PICKLE_BYTES:
            raise CheckpointError(f"{source.name} has a table of contents of over 64 MB.", hint=_HINT)
        top = read_pickle(read_record(source, self._records[pickles[0]]), source.name)
        top = top if isinstance(top, dict) else {}
        self.tensors = _tensors(top)
        if not self.tensors:
            raise CheckpointError(f"{source.name} holds no weights.", hint=_HINT)
        self.hyper_parameters = _plain_parameters(top.get("hyper_parameters"))

    def _check_byte_order(self) -> None:
        record = self._records.get(f"{self._root}byteorder")
        if record is not None and read_record(self._source, record) != b"little":
            raise CheckpointError(f"{self._source.name} was written on a big-endian machine.", hint=_HINT)

    def record(self, name: str) -> Record:
        """Where the bytes of the tensor ``name`` are."""
        tensor = self.tensors[name]
        record = self._records.get(f"{self._root}data/{tensor.storage}")
        if record is None or record.size != tensor.storage_count * np.dtype(tensor.dtype).itemsize:
            raise _damaged(self._source.name, f"the data of {name} is missing or has another size")
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
    records = {info.filename: _record(info, end) for info, end in zip(infos, ends, strict=True)}
    if len(records) != len(infos):
        raise _damaged(source.name, "two of its records have the same name")
    return records


def _record(info: zipfile.ZipInfo, next_start: int) -> Record:
    most = LOCAL_HEADER_BYTES + len(info.filename.encode()) + MAX_EXTRA_BYTES + info.file_size + DATA_DESCRIPTOR_BYTES
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
    return record_content(record, source.read(record.start, max(record.end - record.start, 0)), source.name)


def record_content(record: Record, stored: bytes, name: str) -> bytes:
    """The content out of a record's ``stored`` bytes (header, padding, content); raises CheckpointError if damaged."""
    if not record.is_plain:
        raise CheckpointError(f"The data in {name} is compressed, which torch never does.", hint=_HINT)
    if len(stored) < LOCAL_HEADER_BYTES or not stored.startswith(b"PK\x03\x04"):
        raise _damaged(name, f"{record.name} does not begin where it should")
    _, flags, method, name_bytes, extra_bytes = LOCAL_HEADER.unpack_from(stored)
    if method != zipfile.ZIP_STORED or flags & 1:
        raise CheckpointError(f"The data in {name} is compressed or encrypted, which torch never does.", hint=_HINT)
    if stored[LOCAL_HEADER_BYTES : LOCAL_HEADER_BYTES + name_bytes] != record.name.encode():
        raise _damaged(name, f"{record.name} has another name where its data begins")
    # The directory does not tell: torch pads this field so that the data is aligned.
    first = LOCAL_HEADER_BYTES + name_bytes + extra_bytes
    content = stored[first : first + record.size]
    if len(content) != record.size or zlib.crc32(content) != record.crc:
        raise _damaged(name, f"the checksum of {record.name} does not fit")
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
            raise CheckpointError(f"{self._source.name} has a directory of over 64 MB.", hint=_HINT)
        if self._position >= self._start:
            first = self._position - self._start
            content = self._tail[first : first + length]
        else:
            content = self._source.read(self._position, length)
        self._position += len(content)
        return content


class _Global(NamedTuple):
    """A name that the pickle would import."""

    module: str
    name: str


_ORDERED_DICT = _Global("collections", "OrderedDict")
_REBUILD_TENSOR = _Global("torch._utils", "_rebuild_tensor_v2")


class _Storage(NamedTuple):
    key: str
    dtype: str
    elements: int


_MARK = object()
_CONSTANTS = {"NONE": None, "NEWTRUE": True, "NEWFALSE": False}
_EMPTY: dict[str, type] = {"EMPTY_DICT": dict, "EMPTY_LIST": list, "EMPTY_TUPLE": tuple}
_SHORT_TUPLES = {"TUPLE1": 1, "TUPLE2": 2, "TUPLE3": 3}
_LITERALS = frozenset(
    {"BINUNICODE", "SHORT_BINUNICODE", "BINUNICODE8", "BININT", "BININT1", "BININT2", "LONG1", "BINFLOAT"},
)
_PUTS = frozenset({"BINPUT", "LONG_BINPUT"})
_GETS = frozenset({"BINGET", "LONG_BINGET"})


def read_pickle(content: bytes, name: str) -> Any:
    """What the pickle says: dicts, lists, tuples, plain values, StoredTensors; raises CheckpointError for more."""
    try:
        return _Pickle(name).walk(content)
    except (ValueError, IndexError, KeyError, TypeError, AttributeError, UnicodeError) as error:
        # Every misuse of the stack ends in one of these; the walk itself has no effect outside of it.
        raise _damaged(name, "its table of contents cannot be read") from error


class _Pickle:
    """Walks over a pickle's opcodes with a stack of its own; see pickletools.py for what each opcode does."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._stack: list[Any] = []
        self._memo: dict[int, Any] = {}

    def walk(self, content: bytes) -> Any:
        """What stands on the stack at the end."""
        for opcode, argument, _ in pickletools.genops(content):
            self._step(opcode.name, argument)
        (value,) = self._stack
        return value

    def _step(self, opcode: str, argument: Any) -> None:
        if opcode in _LITERALS:
            self._stack.append(argument)
        elif opcode in _PUTS:
            self._memo[argument] = self._stack[-1]
        elif opcode in _GETS:
            self._stack.append(self._memo[argument])
        elif opcode in _CONSTANTS:
            self._stack.append(_CONSTANTS[opcode])
        elif opcode in _EMPTY:
            self._stack.append(_EMPTY[opcode]())
        elif opcode in _SHORT_TUPLES:
            self._stack.append(tuple(self._pop(_SHORT_TUPLES[opcode])))
        elif (action := _ACTIONS.get(opcode)) is not None:
            action(self, argument)
        elif opcode not in {"PROTO", "FRAME", "STOP"}:
            raise self._refusal(f"the instruction {opcode}")

    def _refusal(self, what: str) -> CheckpointError:
        return CheckpointError(
            f"{self._name} holds more than plain weights ({what}), and could run a program; nothing of it was run.",
            hint=_HINT,
        )

    def _pop(self, count: int) -> list[Any]:
        if count > len(self._stack):
            raise IndexError(count)
        values = self._stack[-count:]
        del self._stack[-count:]
        return values

    def _pop_mark(self) -> list[Any]:
        """Everything above the last mark, which goes too."""
        place = max(index for index, value in enumerate(self._stack) if value is _MARK)
        values = self._stack[place + 1 :]
        del self._stack[place:]
        return values

    def _mark(self, _: Any) -> None:
        self._stack.append(_MARK)

    def _memoize(self, _: Any) -> None:
        self._memo[len(self._memo)] = self._stack[-1]

    def _tuple(self, _: Any) -> None:
        self._stack.append(tuple(self._pop_mark()))

    def _append(self, _: Any) -> None:
        self._extend([self._stack.pop()])

    def _appends(self, _: Any) -> None:
        self._extend(self._pop_mark())

    def _extend(self, values: list[Any]) -> None:
        target = self._stack[-1]
        if not isinstance(target, list):
            raise TypeError(target)
        target.extend(values)

    def _set_item(self, _: Any) -> None:
        self._set(self._pop(2))

    def _set_items(self, _: Any) -> None:
        self._set(self._pop_mark())

    def _set(self, values: list[Any]) -> None:
        target, keys = self._stack[-1], values[::2]
        if not isinstance(target, dict) or not all(isinstance(key, (str, int)) for key in keys):
            raise TypeError(target)
        target.update(zip(keys, values[1::2], strict=True))

    def _global(self, argument: str) -> None:
        self._push_global(*argument.split(" ", 1))

    def _stack_global(self, _: Any) -> None:
        self._push_global(*self._pop(2))

    def _push_global(self, module: Any, name: Any) -> None:
        wanted = _Global(module, name)
        is_storage = module == "torch" and name in STORAGE_DTYPES
        # Not needed by any tensor that we load, but optimisers of other precisions may stand in the same file.
        is_storage = is_storage or wanted == _Global("torch", "BFloat16Storage")
        if not is_storage and wanted not in (_ORDERED_DICT, _REBUILD_TENSOR):
            raise self._refusal(f"{module}.{name}")
        self._stack.append(wanted)

    def _persistent(self, _: Any) -> None:
        kind, storage, key, _place, count = self._stack.pop()
        if kind != "storage" or not isinstance(storage, _Global) or not isinstance(key, str):
            raise self._refusal("an unknown kind of data")
        self._stack.append(_Storage(key, STORAGE_DTYPES.get(storage.name, "bfloat16"), count))

    def _reduce(self, _: Any) -> None:
        """What torch means by the two calls that it writes; they are not made."""
        called, values = self._pop(2)
        if called == _ORDERED_DICT and values == ():
            self._stack.append({})
        elif called == _REBUILD_TENSOR:
            storage, offset, shape, stride = values[:4]
            self._stack.append(
                StoredTensor(
                    storage=storage.key,
                    dtype=storage.dtype,
                    storage_count=storage.elements,
                    offset=offset,
                    shape=shape,
                    stride=stride,
                )
            )
        else:
            raise self._refusal("an unknown call")

    def _build(self, _: Any) -> None:
        """Drop an object's attributes: torch gives its OrderedDict one, ``_metadata``, that weights do not need."""
        _attributes = self._stack.pop()
        if not isinstance(self._stack[-1], dict):
            raise self._refusal("an object's state")


_ACTIONS = {
    "MARK": _Pickle._mark,  # noqa: SLF001 - the table is the class's own
    "MEMOIZE": _Pickle._memoize,  # noqa: SLF001
    "TUPLE": _Pickle._tuple,  # noqa: SLF001
    "APPEND": _Pickle._append,  # noqa: SLF001
    "APPENDS": _Pickle._appends,  # noqa: SLF001
    "SETITEM": _Pickle._set_item,  # noqa: SLF001
    "SETITEMS": _Pickle._set_items,  # noqa: SLF001
    "GLOBAL": _Pickle._global,  # noqa: SLF001
    "STACK_GLOBAL": _Pickle._stack_global,  # noqa: SLF001
    "BINPERSID": _Pickle._persistent,  # noqa: SLF001
    "REDUCE": _Pickle._reduce,  # noqa: SLF001
    "BUILD": _Pickle._build,  # noqa: SLF001
}


def _tensors(top: dict[Any, Any]) -> dict[str, StoredTensor]:
    """The tensors of Lightning's ``state_dict``, or of the file itself where it is nothing else."""
    state = top.get("state_dict", top)
    entries = state.items() if isinstance(state, dict) else ()
    return {name: tensor for name, tensor in entries if isinstance(name, str) and isinstance(tensor, StoredTensor)}


_NOT_PLAIN = object()


def _plain_parameters(value: Any) -> dict[str, Any]:
    """The hyper-parameters that JSON can hold; others are left out."""
    if not isinstance(value, dict):
        return {}
    budget = iter(range(MAX_HYPER_PARAMETERS))
    try:
        plain = _plain(value, budget, depth=0)
    except StopIteration as error:
        raise CheckpointError("The file has more hyper-parameters than any model has.", hint=_HINT) from error
    return plain if isinstance(plain, dict) else {}


def _plain(value: Any, budget: Iterator[int], depth: int) -> Any:
    next(budget)
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if depth > 20:  # noqa: PLR2004 - deeper than any configuration, shallower than Python's recursion limit
        return _NOT_PLAIN
    if isinstance(value, dict):
        items = {str(key): _plain(item, budget, depth + 1) for key, item in value.items()}
        return {key: item for key, item in items.items() if item is not _NOT_PLAIN}
    if type(value) in (list, tuple):
        return [item for item in (_plain(item, budget, depth + 1) for item in value) if item is not _NOT_PLAIN]
    return _NOT_PLAIN

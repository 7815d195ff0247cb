"""The pickle inside of torch's files, read as data: walked opcode by opcode, and nothing in it is ever called.

Only what plain weights and Lightning's plain values need is understood; everything else is refused.
"""

from __future__ import annotations

import itertools
import math
import pickletools  # nosec B403 - it names the opcodes of a pickle and runs none
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from ..errors import CheckpointError

# Lightning keeps a few dozen; a value that refers to itself many times over would grow without bound as JSON.
MAX_HYPER_PARAMETERS = 10_000
HINT = "Take the published file; Landprint reads only plain weights and runs nothing that is inside of a file."

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


def damaged(name: str, what: str) -> CheckpointError:
    """The error of a file that is not as it was written."""
    return CheckpointError(f"{name} is damaged: {what}.", hint="Download it again.")


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
            raise CheckpointError(f"A tensor has the shape {self.shape} and the strides {self.stride}.", hint=HINT)
        if 0 in self.shape:
            return
        reach = self.offset + sum((side - 1) * step for side, step in zip(self.shape, self.stride, strict=True))
        if reach >= self.storage_count:
            raise CheckpointError(f"A tensor of shape {self.shape} reaches beyond its data.", hint=HINT)

    def array(self, content: bytes) -> np.ndarray:
        """The tensor out of its storage's bytes, contiguous."""
        if 0 in self.shape:
            return np.empty(self.shape, self.dtype)
        storage = np.frombuffer(content, self.dtype, count=self.storage_count)
        steps = tuple(step * storage.itemsize for step in self.stride)
        view = np.lib.stride_tricks.as_strided(storage[self.offset :], self.shape, steps, writeable=False)
        # A view of a record's bytes cannot be written to, which torch warns of.
        return np.array(view, order="C")


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
        raise damaged(name, "its table of contents cannot be read") from error


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
            hint=HINT,
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
        if not isinstance(target, dict) or not all(key is None or isinstance(key, (str, int, float)) for key in keys):
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


_NOT_PLAIN = object()


def plain_parameters(value: Any) -> dict[str, Any]:
    """The hyper-parameters that JSON can hold; others are left out."""
    if not isinstance(value, dict):
        return {}
    plain = _plain(value, itertools.count(), depth=0)
    return plain if isinstance(plain, dict) else {}


def _plain(value: Any, visited: Iterator[int], depth: int) -> Any:
    if next(visited) > MAX_HYPER_PARAMETERS:
        raise CheckpointError("The file has more hyper-parameters than any model has.", hint=HINT)
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if depth > 20:  # noqa: PLR2004 - deeper than any configuration, shallower than Python's recursion limit
        return _NOT_PLAIN
    if isinstance(value, dict):
        items = {str(key): _plain(item, visited, depth + 1) for key, item in value.items()}
        return {key: item for key, item in items.items() if item is not _NOT_PLAIN}
    if type(value) in (list, tuple):
        return [item for item in (_plain(item, visited, depth + 1) for item in value) if item is not _NOT_PLAIN]
    return _NOT_PLAIN

"""The pickle inside of torch's files, read as data: walked opcode by opcode, and nothing in it is ever called.

Only what plain weights and Lightning's plain values need is understood; everything else is refused. ``pickle`` itself
calls what a file names, however it is restricted, and ``torch.load`` needs torch.
"""

from __future__ import annotations

import math
import pickletools  # nosec B403 - it names the opcodes of a pickle and runs none
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from ..errors import CheckpointError

# Lightning keeps a few dozen; a value that refers to itself many times over would grow without bound as JSON.
MAX_HYPER_PARAMETERS = 10_000
MAX_TEXT = 1_000_000  # characters of all of them; one text may stand there many times over
MAX_SIDES = 8  # of a tensor: a product of thousands of numbers takes minutes
MAX_NAME = 80  # characters of a name from the file that a sentence repeats
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
        if len(self.shape) > MAX_SIDES:
            raise CheckpointError(f"A tensor has {len(self.shape):,} sides.", hint=HINT)
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
        # A view of a record's bytes cannot be written to.
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


_LITERALS = frozenset(
    {"BINUNICODE", "SHORT_BINUNICODE", "BINUNICODE8", "BININT", "BININT1", "BININT2", "LONG1", "BINFLOAT"},
)
_NEW_VALUES: dict[str, Callable[[], Any]] = {
    "NONE": lambda: None,
    "NEWTRUE": lambda: True,
    "NEWFALSE": lambda: False,
    "EMPTY_DICT": dict,
    "EMPTY_LIST": list,
    "EMPTY_TUPLE": tuple,
}
# How many values each of these takes from the stack; None is for all above the last mark.
_OPERANDS = {
    "TUPLE1": 1,
    "TUPLE2": 2,
    "TUPLE3": 3,
    "TUPLE": None,
    "APPEND": 1,
    "APPENDS": None,
    "SETITEM": 2,
    "SETITEMS": None,
    "STACK_GLOBAL": 2,
    "BINPERSID": 1,
    "REDUCE": 2,
    "BUILD": 1,
}


def read_pickle(content: bytes, name: str) -> Any:
    """The pickled value of dicts, lists, tuples, plain values and StoredTensors; raises CheckpointError for others."""
    try:
        return _Pickle(name).walk(content)
    except (ValueError, IndexError, KeyError, TypeError, AttributeError, UnicodeError) as error:
        # Every misuse of the stack ends in one of these; the walk itself has no effect outside of it.
        raise damaged(name, "its table of contents cannot be read") from error


class _Pickle:
    """An interpreter of a pickle's opcodes that calls nothing; see pickletools.py for what each opcode does."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._stack: list[Any] = []
        self._marks: list[int] = []  # how many values lay below each mark
        self._memo: dict[int, Any] = {}

    def walk(self, content: bytes) -> Any:
        """The value on the stack at the end."""
        for opcode, argument, _ in pickletools.genops(content):
            self._step(opcode.name, argument)
        (value,) = self._pop(1)
        if self._stack or self._marks:
            raise ValueError(len(self._stack))
        return value

    def _step(self, opcode: str, argument: Any) -> None:
        if opcode in _LITERALS:
            self._stack.append(argument)
        elif opcode in _NEW_VALUES:
            self._stack.append(_NEW_VALUES[opcode]())
        elif opcode == "MARK":
            self._marks.append(len(self._stack))
        elif opcode in {"BINPUT", "LONG_BINPUT"}:
            self._memo[argument] = self._top()
        elif opcode == "MEMOIZE":
            self._memo[len(self._memo)] = self._top()
        elif opcode in {"BINGET", "LONG_BINGET"}:
            self._stack.append(self._memo[argument])
        elif opcode == "GLOBAL":
            self._stack.append(self._global(*argument.split(" ", 1)))
        elif opcode in _OPERANDS:
            self._apply(opcode, self._pop(_OPERANDS[opcode]))
        elif opcode not in {"PROTO", "FRAME", "STOP"}:
            raise self._refusal(f"the instruction {opcode}")

    def _apply(self, opcode: str, values: list[Any]) -> None:
        if opcode.startswith("TUPLE"):
            self._stack.append(tuple(values))
        elif opcode.startswith("APPEND"):
            list.extend(self._top(), values)  # a TypeError for all but a list
        elif opcode.startswith("SETITEM"):
            self._set_items(values)
        elif opcode == "STACK_GLOBAL":
            self._stack.append(self._global(*values))
        elif opcode == "BINPERSID":
            self._stack.append(self._storage(*values[0]))
        elif opcode == "REDUCE":
            self._stack.append(self._result(*values))
        # BUILD: torch gives its OrderedDict an attribute, ``_metadata``, that weights do not need.
        elif not isinstance(self._top(), dict):
            raise self._refusal("an object's state")

    def _refusal(self, what: str) -> CheckpointError:
        what = what[:MAX_NAME]
        return CheckpointError(
            f"{self._name} holds more than plain weights ({what}), and could run a program; nothing of it was run.",
            hint=HINT,
        )

    def _pop(self, count: int | None) -> list[Any]:
        """Pop the last ``count`` values, or those above the last mark and the mark."""
        start = self._marks.pop() if count is None else len(self._stack) - count
        if start < self._floor():
            raise IndexError(count)
        values = self._stack[start:]
        del self._stack[start:]
        return values

    def _top(self) -> Any:
        """The last value; a mark is none."""
        if len(self._stack) <= self._floor():
            raise IndexError(len(self._stack))
        return self._stack[-1]

    def _floor(self) -> int:
        """How many values the last mark keeps from being popped one by one."""
        return self._marks[-1] if self._marks else 0

    def _set_items(self, values: list[Any]) -> None:
        keys = values[::2]
        if not all(key is None or isinstance(key, (str, int, float)) for key in keys):
            raise TypeError(keys)
        dict.update(self._top(), zip(keys, values[1::2], strict=True))  # a TypeError for all but a dict

    def _global(self, module: Any, name: Any) -> _Global:
        wanted = _Global(module, name)
        is_storage = module == "torch" and name in STORAGE_DTYPES
        # Not needed by any tensor that we load, but optimisers of other precisions may stand in the same file.
        is_storage = is_storage or wanted == _Global("torch", "BFloat16Storage")
        if not is_storage and wanted not in (_ORDERED_DICT, _REBUILD_TENSOR):
            raise self._refusal(f"{module}.{name}")
        return wanted

    def _storage(self, kind: Any, storage: Any, key: Any, _device: Any, count: Any) -> _Storage:
        if kind != "storage" or not isinstance(storage, _Global) or not isinstance(key, str):
            raise self._refusal("an unknown kind of data")
        return _Storage(key, STORAGE_DTYPES.get(storage.name, "bfloat16"), count)

    def _result(self, called: Any, values: Any) -> Any:
        """The meaning of the two calls that torch writes, without making them."""
        if called == _ORDERED_DICT and values == ():
            return {}
        if called != _REBUILD_TENSOR:
            raise self._refusal("an unknown call")
        storage, offset, shape, stride = values[:4]
        return StoredTensor(
            storage=storage.key,
            dtype=storage.dtype,
            storage_count=storage.elements,
            offset=offset,
            shape=shape,
            stride=stride,
        )


_NOT_PLAIN = object()


def plain_parameters(value: Any) -> dict[str, Any]:
    """The hyper-parameters that JSON can hold; others are left out."""
    if not isinstance(value, dict):
        return {}
    plain = _plain(value, _Allowance(), depth=0)
    return plain if isinstance(plain, dict) else {}


@dataclass
class _Allowance:
    """How many values and characters may still come; the same one may come many times over."""

    values: int = MAX_HYPER_PARAMETERS
    characters: int = MAX_TEXT

    def take(self, value: Any) -> None:
        """Count a value, or a key; raises CheckpointError for one too many."""
        self.values -= 1
        self.characters -= len(value) if isinstance(value, str) else 0
        if min(self.values, self.characters) < 0:
            raise CheckpointError("The file has more hyper-parameters than any model has.", hint=HINT)


def _plain(value: Any, left: _Allowance, depth: int) -> Any:
    left.take(value)
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if depth > 20:  # noqa: PLR2004 - deeper than any configuration, shallower than Python's recursion limit
        return _NOT_PLAIN
    if isinstance(value, dict):
        items = {}
        for key, item in value.items():
            left.take(key)
            items[str(key)] = _plain(item, left, depth + 1)
        return {key: item for key, item in items.items() if item is not _NOT_PLAIN}
    if type(value) in (list, tuple):
        return [item for item in (_plain(item, left, depth + 1) for item in value) if item is not _NOT_PLAIN]
    return _NOT_PLAIN

"""Safetensors files: written one tensor at a time, and opened without reading what is not used.

The format is a little-endian length, a JSON header and the tensors' bytes. The library of that name wants every tensor
in memory to write a file, which is 1.25 GB for the largest encoder, and copies to read into numpy.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from ..errors import CheckpointError

DTYPES = {
    "F64": "<f8",
    "F32": "<f4",
    "F16": "<f2",
    "I64": "<i8",
    "I32": "<i4",
    "I16": "<i2",
    "I8": "|i1",
    "U8": "|u1",
    "BOOL": "|b1",
}
CODES = {np.dtype(dtype): code for code, dtype in DTYPES.items()}
MAX_HEADER_BYTES = 100_000_000  # the format's own limit
DIGEST = "sha256"
EMPTY_DIGEST = "0" * 64


@dataclass(frozen=True, kw_only=True)
class Shape:
    """A tensor's type and sides."""

    dtype: str
    sides: tuple[int, ...]

    @property
    def bytes(self) -> int:
        """What the tensor takes."""
        return math.prod(self.sides) * np.dtype(self.dtype).itemsize


def stored_order(shapes: Mapping[str, Shape]) -> list[str]:
    """The names in the order in which the file keeps them: wide types first, so that each is aligned."""
    return sorted(shapes, key=lambda name: (-np.dtype(shapes[name].dtype).itemsize, name))


def write_tensors(
    file: BinaryIO, shapes: Mapping[str, Shape], read: Callable[[str], np.ndarray], metadata: Mapping[str, str]
) -> str:
    """Write the tensors that ``read`` gives by name, one at a time; returns the sha256 of their bytes, also stored."""
    header = _header(shapes, {**metadata, DIGEST: EMPTY_DIGEST})
    file.write(len(header).to_bytes(8, "little") + header)
    digest = hashlib.sha256()
    for name in stored_order(shapes):
        content = np.ascontiguousarray(read(name)).tobytes()
        digest.update(content)
        file.write(content)
    # The digest is known last and stands first.
    file.seek(8 + header.index(EMPTY_DIGEST.encode()))
    file.write(digest.hexdigest().encode())
    return digest.hexdigest()


def _header(shapes: Mapping[str, Shape], metadata: Mapping[str, str]) -> bytes:
    # The digest stands before what others wrote, so that its place is found.
    entries: dict[str, Any] = {"__metadata__": {DIGEST: metadata[DIGEST], **metadata}}
    offset = 0
    for name in stored_order(shapes):
        shape = shapes[name]
        end = offset + shape.bytes
        code = CODES[np.dtype(shape.dtype)]
        entries[name] = {"dtype": code, "shape": list(shape.sides), "data_offsets": [offset, end]}
        offset = end
    header = json.dumps(entries, ensure_ascii=False, separators=(",", ":")).encode()
    return header + b" " * (-len(header) % 8)


def digest_of(tensors: Mapping[str, np.ndarray]) -> str:
    """The sha256 that a file of ``tensors`` would have, however they are kept."""
    digest = hashlib.sha256()
    shapes = {name: Shape(dtype=array.dtype.str, sides=array.shape) for name, array in tensors.items()}
    for name in stored_order(shapes):
        digest.update(np.ascontiguousarray(tensors[name]).tobytes())
    return digest.hexdigest()


@dataclass(frozen=True, kw_only=True)
class TensorFile:
    """A safetensors file's header; the tensors are mapped into memory when they are asked for."""

    path: Path
    start: int
    shapes: dict[str, Shape]
    offsets: dict[str, int]
    metadata: dict[str, str]

    def arrays(self, names: Iterable[str]) -> dict[str, np.ndarray]:
        """These tensors; what is written into them stays in memory."""
        mapped = np.memmap(self.path, np.uint8, mode="c", offset=self.start)
        return {name: self._array(mapped, name) for name in names}

    def _array(self, mapped: np.ndarray, name: str) -> np.ndarray:
        shape, offset = self.shapes[name], self.offsets[name]
        array = mapped[offset : offset + shape.bytes].view(np.ndarray).view(shape.dtype).reshape(shape.sides)
        return array if array.flags.aligned else array.copy()


def open_tensor_file(path: Path) -> TensorFile:
    """The file's header; raises CheckpointError if it is not whole."""
    size = path.stat().st_size
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        if not 2 <= length <= min(MAX_HEADER_BYTES, size - 8):  # noqa: PLR2004 - the header is at least {}
            raise _damaged(path)
        header = file.read(length)
    try:
        return _tensor_file(path, 8 + length, json.loads(header), size)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _damaged(path) from error


def _tensor_file(path: Path, start: int, header: dict[str, Any], size: int) -> TensorFile:
    metadata = {str(key): str(value) for key, value in header.pop("__metadata__", {}).items()}
    shapes, offsets = {}, {}
    for name, entry in header.items():
        shape = Shape(dtype=DTYPES[entry["dtype"]], sides=tuple(int(side) for side in entry["shape"]))
        first, end = entry["data_offsets"]
        if min((0, *shape.sides)) < 0 or not 0 <= first <= size - start - shape.bytes or end - first != shape.bytes:
            raise _damaged(path)
        shapes[name], offsets[name] = shape, int(first)
    if not shapes or size != start + max(offsets[name] + shapes[name].bytes for name in shapes):
        raise _damaged(path)
    return TensorFile(path=path, start=start, shapes=shapes, offsets=offsets, metadata=metadata)


def _damaged(path: Path) -> CheckpointError:
    return CheckpointError(
        f"{path.name} is not a file of weights that Landprint can read, or is cut off.",
        hint="It takes torch's .ckpt and .pt files in the zip form, and .safetensors.",
    )

"""Safetensors files: opened by the library of that name and mapped into memory, written one tensor at a time.

The library's own writer needs every tensor at once, hides the disk's errors in its sentences, makes files that only
their owner may read, and leaves a temporary file where it is killed; its reader copies a tensor that numpy can map.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from safetensors import SafetensorError, safe_open

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
DIGEST = "sha256"
EMPTY_DIGEST = "0" * 64
ALIGNMENT = 64  # bytes, as torch allocates
BEGINNING_BYTES = 512  # enough to tell what a file is


@dataclass(frozen=True, kw_only=True)
class Shape:
    """A tensor's dtype and shape."""

    dtype: str
    sides: tuple[int, ...]

    @property
    def bytes(self) -> int:
        """The size of the data."""
        return math.prod(self.sides) * np.dtype(self.dtype).itemsize


def stored_order(shapes: Mapping[str, Shape]) -> list[str]:
    """The names in the order of the file: wide dtypes first, so that each is aligned."""
    return sorted(shapes, key=lambda name: (-np.dtype(shapes[name].dtype).itemsize, name))


def write_tensors(
    file: BinaryIO, shapes: Mapping[str, Shape], arrays: Iterable[np.ndarray], metadata: Mapping[str, str]
) -> None:
    """Write ``arrays``, which come in the stored order of ``shapes``, and the sha256 of their bytes."""
    # The digest stands before what others wrote, so that its offset is found.
    entries: dict[str, Any] = {"__metadata__": {DIGEST: EMPTY_DIGEST, **metadata}}
    end = 0
    for name in stored_order(shapes):
        shape, start = shapes[name], end
        end += shape.bytes
        code = CODES[np.dtype(shape.dtype)]
        entries[name] = {"dtype": code, "shape": list(shape.sides), "data_offsets": [start, end]}
    header = json.dumps(entries, ensure_ascii=False, separators=(",", ":")).encode()
    # Products of matrices that lie elsewhere modulo 16 bytes are rounded differently.
    header += b" " * (-(8 + len(header)) % ALIGNMENT)
    file.write(len(header).to_bytes(8, "little") + header)
    digest = hashlib.sha256()
    for array in arrays:
        content = np.ascontiguousarray(array).data
        digest.update(content)
        file.write(content)
    # The digest is known last and stands first.
    file.seek(8 + header.index(EMPTY_DIGEST.encode()))
    file.write(digest.hexdigest().encode())


def digest_of(tensors: Mapping[str, np.ndarray]) -> str:
    """The sha256 that a file of ``tensors`` would have, however they are kept."""
    digest = hashlib.sha256()
    shapes = {name: Shape(dtype=array.dtype.str, sides=array.shape) for name, array in tensors.items()}
    for name in stored_order(shapes):
        digest.update(np.ascontiguousarray(tensors[name]).data)
    return digest.hexdigest()


@dataclass(frozen=True, kw_only=True)
class TensorFile:
    """A safetensors file's header; tensors are mapped into memory on demand."""

    path: Path
    shapes: dict[str, Shape]
    offsets: dict[str, int]
    metadata: dict[str, str]

    @cached_property
    def hyper_parameters(self) -> dict[str, Any]:
        """The hyper-parameters in the file's metadata, empty if there are none."""
        try:
            content = json.loads(self.metadata.get("hyper_parameters", "{}"))
        except (ValueError, RecursionError) as error:
            raise CheckpointError(
                f"{self.path.name} has hyper-parameters that are not JSON.", hint="Download or copy the file again."
            ) from error
        return content if isinstance(content, dict) else {}

    @cached_property
    def _mapped(self) -> np.ndarray:
        return np.memmap(self.path, np.uint8, mode="c")

    def array(self, name: str) -> np.ndarray:
        """The tensor ``name``, memory-mapped copy-on-write."""
        shape = self.shapes[name]
        array: np.ndarray = np.ndarray(shape.sides, shape.dtype, self._mapped, self.offsets[name])
        return array if array.flags.aligned else array.copy()


def open_tensor_file(path: Path) -> TensorFile:
    """The file's header; raises CheckpointError if it is not whole."""
    try:
        with safe_open(path, framework="np") as file:
            tensors = {name: file.get_slice(name) for name in file.offset_keys()}
            shapes = {
                name: Shape(dtype=DTYPES[tensor.get_dtype()], sides=tuple(tensor.get_shape()))
                for name, tensor in tensors.items()
            }
            metadata = file.metadata() or {}
    except (SafetensorError, KeyError) as error:
        raise unreadable(path.name) from error
    # The format, as the library checked, has no gaps between the tensors and nothing behind them.
    end, offsets = path.stat().st_size, {}
    for name in reversed(shapes):
        offsets[name] = end = end - shapes[name].bytes
    return TensorFile(path=path, shapes=shapes, offsets=offsets, metadata=metadata)


def refuse_other_content(name: str, beginning: bytes) -> None:
    """Raise CheckpointError where the first bytes of a file say that it is what one gets instead of weights."""
    text = beginning.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith(b"version https://git-lfs"):
        raise CheckpointError(
            f"{name} is a Git LFS pointer, a few lines that stand for a file of weights, and not the file itself.",
            hint="Fetch the file with “git lfs pull”, or download it from the repository's page.",
        )
    if text.startswith((b"<!doctype", b"<html", b"<?xml", b"<head", b"<!--")):
        raise CheckpointError(
            f"{name} is a web page, saved in place of a file of weights.",
            hint="Open it in a browser to see what it says, and download the file itself.",
        )


def unreadable(name: str) -> CheckpointError:
    """The refusal of a file that is of no known form, or ends too early."""
    return CheckpointError(
        f"{name} is not a file of weights that Landprint can read, or is cut off.",
        hint="It takes torch's .ckpt and .pt files in the zip form, and .safetensors.",
    )

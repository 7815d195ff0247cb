"""Files of torch's made by hand: with 64-bit zips, holes of gigabytes, padding, and pickles that do harm."""

from __future__ import annotations

import pickle
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

FAR = 5_000_000_000  # beyond what 32 bits can count


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A record; ``hole`` bytes of nothing follow it, in a file of which the disk keeps only the rest."""

    name: str
    content: bytes
    hole: int = 0
    method: int = 0
    crc: int | None = None


def write_zip(path: Path, entries: list[Entry], *, padding: int = 0) -> None:
    """Write a zip with 64-bit offsets, each record's data moved by ``padding`` bytes in its local header alone."""
    directory = b""
    with path.open("wb") as file:
        for entry in entries:
            start, name = file.tell(), entry.name.encode()
            crc = zlib.crc32(entry.content) if entry.crc is None else entry.crc
            extra = struct.pack("<2sH", b"FB", padding) + bytes(padding) if padding else b""
            size = len(entry.content)
            sizes = struct.pack("<HHHHIII", 0x808, entry.method, 0, 0, crc, size, size)
            file.write(b"PK\x03\x04" + struct.pack("<H", 45) + sizes + struct.pack("<HH", len(name), len(extra)))
            file.write(name + extra + entry.content)
            far = struct.pack("<HHQ", 1, 8, start)
            directory += b"PK\x01\x02" + struct.pack("<HH", 45, 45) + sizes
            directory += struct.pack("<HHHHHII", len(name), len(far), 0, 0, 0, 0, 0xFFFFFFFF) + name + far
            file.seek(entry.hole, 1)
        start = file.tell()
        count, size = len(entries), len(directory)
        file.write(directory)
        file.write(b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, count, count, size, start))
        file.write(b"PK\x06\x07" + struct.pack("<IQI", 0, start + size, 1))
        file.write(b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0))


class _Global:
    """Something that a pickle names and this process need not have."""

    def __init__(self, module: str, name: str) -> None:
        self.pair = module, name


def state_pickle(arrays: dict[str, np.ndarray], hyper_parameters: dict | None = None) -> bytes:
    """A pickle as torch writes it, by hand: opcodes of protocol 2, storages numbered in order."""
    state = b"".join(_text(name) + _tensor(str(key), array) for key, (name, array) in enumerate(arrays.items()))
    body = b"\x80\x02}(" + _text("state_dict") + b"ccollections\nOrderedDict\n)R(" + state + b"u"
    if hyper_parameters is not None:
        # Without its header and its end, a pickle is a value within another; memo numbers are not used twice.
        body += _text("hyper_parameters") + pickle.dumps(hyper_parameters, protocol=2)[2:-1]
    return body + b"u."


def _text(text: str) -> bytes:
    return b"X" + struct.pack("<I", len(text.encode())) + text.encode()


def _number(number: int) -> bytes:
    return b"J" + struct.pack("<i", number)


def _tensor(key: str, array: np.ndarray) -> bytes:
    kind = {"float32": "Float", "float64": "Double", "int64": "Long"}[array.dtype.name]
    storage = b"(" + _text("storage") + f"ctorch\n{kind}Storage\n".encode() + _text(key) + _text("cuda:0")
    storage += _number(array.size) + b"tQ"
    shape = b"(" + b"".join(map(_number, array.shape)) + b"t"
    stride = b"(" + b"".join(_number(step // array.itemsize) for step in array.strides) + b"t"
    return b"ctorch._utils\n_rebuild_tensor_v2\n(" + storage + _number(0) + shape + stride + b"\x89)tR"


def write_checkpoint(
    path: Path,
    arrays: dict[str, np.ndarray],
    hyper_parameters: dict | None = None,
    *,
    holes: dict[str, int] | None = None,
    padding: int = 50,
    pickled: bytes | None = None,
) -> None:
    """A checkpoint of these tensors, with a hole of bytes after some of them."""
    entries = [Entry(name="archive/data.pkl", content=pickled or state_pickle(arrays, hyper_parameters))]
    entries.append(Entry(name="archive/byteorder", content=b"little"))
    entries += [
        Entry(name=f"archive/data/{key}", content=array.tobytes(), hole=(holes or {}).get(name, 0))
        for key, (name, array) in enumerate(arrays.items())
    ]
    entries.append(Entry(name="archive/version", content=b"3\n"))
    write_zip(path, entries, padding=padding)


def satclip_arrays(
    prefix: str = "model.location.nnet.", *, degree: int = 10, capacity: int = 32
) -> dict[str, np.ndarray]:
    """A small location encoder's tensors."""
    random = np.random.default_rng(0)
    shapes = {
        "layers.0.weight": (capacity, degree**2),
        "layers.0.bias": (capacity,),
        "layers.1.weight": (capacity, capacity),
        "layers.1.bias": (capacity,),
        "last_layer.weight": (256, capacity),
        "last_layer.bias": (256,),
    }
    return {prefix + name: random.standard_normal(shape) for name, shape in shapes.items()}

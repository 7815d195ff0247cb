"""Arrays of Zarr, versions 2 and 3, read chunk by chunk: GDAL 3.10 reads version 2 only.

After the specification (zarr-specs.readthedocs.io: v2, v3 core, sharding codec 1.0) and the format of Blosc's chunks
(c-blosc, ``README_CHUNK_FORMAT.rst``). Codecs: bytes, blosc, zstd, gzip and zlib, crc32c, and sharding_indexed.
"""

from __future__ import annotations

import itertools
import math
import zlib
from typing import Any

import numpy as np
import pyarrow as pa

from ..errors import SourceError
from ..remote.folders import Folder, read_header

LARGEST_CHUNK_BYTES = 256 * 1024 * 1024
NO_CHUNK = 2**64 - 1  # in a shard's index
V2_FILE, V3_FILE = ".zarray", "zarr.json"
FILLS = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}
HINT = "Download it again, or export the area as a GeoTIFF, with geotessera for example."
SLACK_BYTES = 64 * 1024  # that a chunk may be larger than what is in it, twice
DAMAGED = (AttributeError, KeyError, TypeError, ValueError, IndexError, ArithmeticError)
# Of Blosc's header
HEADER_BYTES = 16
SHUFFLED, COPIED, BIT_SHUFFLED, NOT_SPLIT = 0x1, 0x2, 0x4, 0x10
BLOSC_CODECS = {1: "lz4_raw", 3: "zlib", 4: "zstd"}
FEWEST_SPLIT_BYTES, MOST_SPLITS = 128, 16

Index = tuple[int, ...]


class ZarrArray:
    """One array in a folder, open for reading; raises SourceError."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self._index: tuple[str, np.ndarray] | None = None  # of the shard that was read last
        self._shard: dict[str, Any] | None = None
        try:
            if about := read_header(folder, V3_FILE):
                self._read_header(about)
            else:
                self._read_old_header(read_header(folder, V2_FILE))
            self._check()
        except DAMAGED as error:
            raise SourceError(f"{folder.name} is no array of Zarr that can be read: {error!r}.", hint=HINT) from error

    def _read_header(self, about: dict[str, Any]) -> None:
        """Of version 3."""
        self.shape = tuple(map(int, about["shape"]))
        self.dtype = np.dtype(about["data_type"])
        self.fill = about["fill_value"]
        self._outer = tuple(map(int, about["chunk_grid"]["configuration"]["chunk_shape"]))
        self._inner, self._codecs = self._outer, about["codecs"]
        key = about["chunk_key_encoding"]
        self._prefix = ["c"] if key["name"] == "default" else []
        self._separator = key.get("configuration", {}).get("separator", "/" if self._prefix else ".")
        if self._codecs[0]["name"] == "sharding_indexed":
            self._shard = self._codecs[0]["configuration"]
            self._inner, self._codecs = tuple(map(int, self._shard["chunk_shape"])), self._shard["codecs"]

    def _read_old_header(self, about: dict[str, Any]) -> None:
        """Of version 2."""
        self.shape = tuple(map(int, about["shape"]))
        self.dtype = np.dtype(about["dtype"])
        self.fill = about["fill_value"] or 0
        self._outer = self._inner = tuple(map(int, about["chunks"]))
        self._prefix, self._separator = [], about.get("dimension_separator", ".")
        if about.get("filters") or about.get("order", "C") != "C":
            raise ValueError(about)
        packed = about["compressor"]
        endian = "big" if self.dtype.byteorder == ">" else "little"
        self._codecs = [{"name": "bytes", "configuration": {"endian": endian}}]
        self._codecs += [{"name": packed["id"]}] if packed else []

    def _check(self) -> None:
        """Raise ValueError for what cannot be."""
        if self._separator not in (".", "/"):
            raise ValueError(self._separator)
        if self.dtype.kind not in "iuf" or not len(self.shape) == len(self._outer) == len(self._inner):
            raise ValueError(self.dtype)
        self.fill = self.dtype.type(FILLS.get(self.fill, self.fill))
        if min(*self.shape, *self._outer, *self._inner) < 1 or any(
            outer % inner for outer, inner in zip(self._outer, self._inner, strict=True)
        ):
            raise ValueError(self._inner)
        if math.prod(self._inner) * self.dtype.itemsize > LARGEST_CHUNK_BYTES:
            raise ValueError(self._inner)

    def read(self, *slices: slice) -> np.ndarray:
        """The part within a slice of each axis, with the fill value where nothing was written; raises SourceError."""
        spans = [range(*one.indices(length)) for one, length in zip(slices, self.shape, strict=True)]
        values = np.full([len(span) for span in spans], self.fill, self.dtype)
        sides = list(zip(spans, self._inner, strict=True))
        per_file = [outer // inner for outer, inner in zip(self._outer, self._inner, strict=True)]
        files: dict[tuple[int, ...], list[Index]] = {}  # the chunks that are wanted of each
        for index in itertools.product(*(range(span.start // side, -(-span.stop // side)) for span, side in sides)):
            outer = tuple(number // count for number, count in zip(index, per_file, strict=True))
            files.setdefault(outer, []).append(index)
        for index, chunk in itertools.chain.from_iterable(self.folder.each(self._chunks, files.items())):
            source, target = [], []
            for number, (span, side) in zip(index, sides, strict=True):
                start, stop = max(span.start, number * side), min(span.stop, (number + 1) * side)
                source.append(slice(start - number * side, stop - number * side))
                target.append(slice(start - span.start, stop - span.start))
            values[tuple(target)] = chunk[tuple(source)]
        return values

    def _chunks(self, wanted: tuple[Index, list[Index]]) -> list[tuple[Index, np.ndarray]]:
        """Those of the wanted chunks of a file that were written, with their indices; raises SourceError."""
        outer, indices = wanted
        path = self._separator.join([*self._prefix, *map(str, outer)])
        try:
            file = self.folder.file(path, whole=self._shard is None)
            if file is None:
                return []
            spans = [(0, file.size)]
            if self._shard is not None:
                index = self._index_of(path, file, self._shard)
                spans, indices = [], []
                for each in wanted[1]:
                    place = tuple(number % count for number, count in zip(each, index.shape[:-1], strict=True))
                    offset, size = map(int, index[place])
                    if not offset == size == NO_CHUNK:
                        indices.append(each)
                        spans.append((offset, size))
            most = 2 * math.prod(self._inner) * self.dtype.itemsize + SLACK_BYTES
            if any(offset + size > file.size or size > most for offset, size in spans):
                raise ValueError("its length cannot be")
            return [(each, self._decode(data)) for each, data in zip(indices, file.fetch(spans), strict=True)]
        except SourceError:
            self.folder.forget(path)
            raise
        except (OSError, *DAMAGED, zlib.error, pa.ArrowException) as error:
            raise SourceError(f"A chunk of {self.folder.name} cannot be read: {error}", hint=HINT) from error

    def _index_of(self, path: str, file: Any, shard: dict[str, Any]) -> np.ndarray:
        """Offset and length (chunk along each axis, 2) of the chunks in a shard."""
        kept = self._index  # other threads may change it
        if kept is not None and kept[0] == path:
            return kept[1]
        counts = [outer // inner for outer, inner in zip(self._outer, self._inner, strict=True)]
        checked = any(codec["name"] == "crc32c" for codec in shard["index_codecs"])
        length = 16 * math.prod(counts) + 4 * checked
        if file.size < length:
            raise ValueError("it is shorter than its index")
        (data,) = file.fetch([(0 if shard.get("index_location") == "start" else file.size - length, length)])
        index: np.ndarray = np.frombuffer(data[: 16 * math.prod(counts)], "<u8").reshape(*counts, 2)
        self._index = (path, index)
        return index

    def _decode(self, data: bytes) -> np.ndarray:
        size = math.prod(self._inner) * self.dtype.itemsize
        order = "<"
        for codec in reversed(self._codecs):
            name, settings = codec["name"], codec.get("configuration", {})
            if name == "bytes":
                order = ">" if settings.get("endian") == "big" else "<"
            elif name == "crc32c":
                data = data[:-4]
            elif name in ("zstd", "gzip", "zlib"):
                data = _decompress(name, data, size)
            elif name == "blosc":
                data = _unblosc(data, size)
            else:
                raise ValueError(f"its codec {name} is not known")
        chunk: np.ndarray = np.frombuffer(data, self.dtype.newbyteorder(order)).reshape(self._inner)
        return chunk


def _decompress(codec: str, data: bytes, size: int) -> bytes:
    if codec in ("gzip", "zlib"):
        return zlib.decompressobj(wbits=47).decompress(data, size)
    content: bytes = pa.Codec(codec).decompress(data, size, asbytes=True)
    return content


def _unblosc(data: bytes, size: int) -> bytes:
    """The content of a Blosc chunk of ``size`` bytes."""
    flags, item = data[2], data[3]
    count, block, _ = np.frombuffer(data, "<u4", 3, 4).tolist()
    if count != size or not block:
        raise ValueError(f"it holds {count} bytes instead of {size}")
    if flags & COPIED:
        return data[HEADER_BYTES : HEADER_BYTES + size]
    codec = BLOSC_CODECS.get(flags >> 5)
    if codec is None:
        raise ValueError("its compression within Blosc is not known")
    blocks = -(-size // block)
    starts = np.frombuffer(data, "<i4", blocks, HEADER_BYTES).tolist()
    parts = []
    for number, at in enumerate(starts):
        length = min(block, size - number * block)
        splits = 1
        if not flags & NOT_SPLIT and length == block and item <= MOST_SPLITS and block // item >= FEWEST_SPLIT_BYTES:
            splits = item
        part, begin = b"", at
        for _ in range(splits):
            (packed,) = np.frombuffer(data, "<i4", 1, begin).tolist()
            held = data[begin + 4 : begin + 4 + packed]
            part += held if packed == length // splits else _decompress(codec, held, length // splits)
            begin += 4 + packed
        parts.append(_unshuffled(part, flags, item))
    return b"".join(parts)


def _unshuffled(part: bytes, flags: int, item: int) -> bytes:
    """A block's bytes in their order."""
    if flags & SHUFFLED and item > 1:
        whole = len(part) // item * item
        return np.frombuffer(part[:whole], np.uint8).reshape(item, -1).T.tobytes() + part[whole:]
    if flags & BIT_SHUFFLED and len(part) // item % 8 == 0:  # a block of another number of items is left as it is
        whole = len(part) // item * item
        planes = np.frombuffer(part[:whole], np.uint8).reshape(8 * item, -1)
        bits = np.unpackbits(planes, axis=1, bitorder="little")  # (bit of an item, item)
        return np.packbits(bits.T.reshape(-1, 8), axis=1, bitorder="little").tobytes() + part[whole:]
    return part

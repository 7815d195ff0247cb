"""Seeded damage to files: bytes, numbers in text, and what formats keep behind checksums."""

from __future__ import annotations

import contextlib
import io
import json
import re
import struct
import tarfile
import zipfile
from collections.abc import Callable
from random import Random
from typing import Any

Change = Callable[[bytes, Random], bytes]

WHOLE_NUMBERS = (0, 1, 2, 7, 127, 128, 255, 256, 32_767, 32_768, 65_535, 65_536, 2**31 - 1, 2**31, 2**32 - 1, 2**63)
TEXTS = (
    *(b"", b"0", b"-1", b"nan", b"inf", b"-inf", b"1e308", b"-1.797e308", b"1e-308", b"99999999999999999999", b"0x7f"),
    *(b"null", b"true", b"[]", b"{}", b'""', b"\xff\xfe", b"\xb5m", b"\x00", b"EPSG:4326", b"EPSG:999999", b"../../x"),
    *(b"http://127.0.0.1:9/x", b"/vsicurl/http://127.0.0.1:9/x", b"<", b"&amp;", b"'", b'"', b",,,,", b"\r", b"%s" * 9),
)
ODD_VALUES: tuple[Any, ...] = (
    *(None, True, 0, -1, 1e308, -1.797e308, 5e-324, 10**30, 2**63, "", "x", "\0", "\ud800", "a" * 70_000),
    *([], {}, [[]], [None], {"a": None}, "nan", "EPSG:0", "1,2", float("nan"), float("inf"), [1e300, 1e300]),
)


def flip_bit(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << random.randrange(8)]) + data[at + 1 :]


def set_byte(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data))
    return data[:at] + bytes([random.choice((0, 1, 127, 128, 255, random.randrange(256)))]) + data[at + 1 :]


def set_number(data: bytes, random: Random) -> bytes:
    width = random.choice((2, 4, 8))
    number = random.choice(WHOLE_NUMBERS) % 256**width
    at = random.randrange(len(data))
    return data[:at] + number.to_bytes(width, random.choice(("little", "big"))) + data[at + width :]


def cut_off(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data))]


def cut_out(data: bytes, random: Random) -> bytes:
    at, length = _block(data, random)
    return data[:at] + data[at + length :]


def blank(data: bytes, random: Random) -> bytes:
    at, length = _block(data, random)
    return data[:at] + bytes(length) + data[at + length :]


def double(data: bytes, random: Random) -> bytes:
    at, length = _block(data, random)
    return data[: at + length] + data[at : at + length] * random.choice((1, 1, 9)) + data[at + length :]


def move(data: bytes, random: Random) -> bytes:
    at, length = _block(data, random)
    rest, there = data[:at] + data[at + length :], random.randrange(len(data))
    return rest[:there] + data[at : at + length] + rest[there:]


def put_in(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + random.choice((random.choice(TEXTS), random.randbytes(random.randint(1, 40)))) + data[at:]


def set_text(data: bytes, random: Random) -> bytes:
    """Another text for a number or a word."""
    words = list(re.finditer(rb"-?[0-9][0-9.eE+-]*|[A-Za-z_]{2,}", data[:200_000]))
    if not words:
        return set_byte(data, random)
    word = random.choice(words)
    return data[: word.start()] + random.choice(TEXTS) + data[word.end() :]


def _block(data: bytes, random: Random) -> tuple[int, int]:
    at = random.randrange(len(data))
    return at, random.randint(1, min(random.choice((4, 64, 1024, len(data))), len(data) - at))


PLAIN: tuple[Change, ...] = (
    *(flip_bit, set_byte, set_number, set_number, cut_off, cut_out, blank, double, move, put_in, set_text, set_text),
)


def plain(data: bytes, random: Random) -> bytes:
    """One to six changes that know nothing of the format."""
    for _ in range(random.choice((1, 1, 1, 2, 3, 6))):
        if data:
            data = random.choice(PLAIN)(data, random)
    return data


def tiff_tag(data: bytes, random: Random) -> bytes:
    """Another number, type or count in one entry of the first directory of a little-endian TIFF."""
    if data[:4] != b"II*\0":
        return plain(data, random)
    (start,) = struct.unpack_from("<I", data, 4)
    (count,) = struct.unpack_from("<H", data, start)
    at = start + 2 + 12 * random.randrange(count)
    offset, width = random.choice(((0, 2), (2, 2), (4, 4), (8, 4), (8, 4)))
    number = random.choice((*WHOLE_NUMBERS, random.randrange(2**32))) % 256**width
    return data[: at + offset] + number.to_bytes(width, "little") + data[at + offset + width :]


def json_value(data: bytes, random: Random) -> bytes:
    """Another value, name or type somewhere in a JSON text."""
    with contextlib.suppress(ValueError):
        return json.dumps(odd_json(json.loads(data), random)).encode()
    return plain(data, random)


def odd_json(value: Any, random: Random) -> Any:
    """The value with one node changed."""
    if isinstance(value, (dict, list)) and value and random.random() < 0.85:
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))
        key = random.choice(keys)
        change = random.random()
        copy = dict(value) if isinstance(value, dict) else list(value)
        if change < 0.1:
            del copy[key]
        elif change < 0.15 and isinstance(copy, dict):
            copy[random.choice(("", "x", "type", "crs"))] = copy.pop(key)
        elif change < 0.2 and isinstance(copy, list):
            copy *= random.choice((0, 2, 50))
        else:
            copy[key] = odd_json(value[key], random)
        return copy
    if isinstance(value, (int, float)) and random.random() < 0.5:
        return random.choice((-value, value * 1e9, value + 0.5, str(value), *WHOLE_NUMBERS))
    return random.choice(ODD_VALUES)


def zip_member(data: bytes, random: Random) -> bytes:
    """A zip in which a member's content or name is changed, with a right checksum."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [(item.filename, archive.read(item), item.compress_type) for item in archive.infolist()]
    except (zipfile.BadZipFile, ValueError, OSError):
        return plain(data, random)
    changed = io.BytesIO()
    # torch's pickle names everything, so it is as likely as all the records of bytes.
    pickles = [number for number, (name, _, _) in enumerate(members) if name.endswith((".pkl", ".xml"))]
    chosen = random.choice(pickles) if pickles and random.random() < 0.6 else random.randrange(len(members))
    with zipfile.ZipFile(changed, "w") as archive:
        for number, (name, content, method) in enumerate(members):
            if number == chosen:
                action = random.random()
                if action < 0.05:
                    continue
                if action < 0.1:
                    archive.writestr(f"{name}/", b"")
                elif action < 0.2:
                    name = text_of(plain(name.encode(), random)) or "x"  # noqa: PLW2901 - the damage
                else:
                    content = damaged(name, content, random)  # noqa: PLW2901 - the damage
            archive.writestr(name, content, method)
    return changed.getvalue()


def tar_member(data: bytes, random: Random) -> bytes:
    """A tar in which a member's content, name or kind is changed, with a right checksum."""
    changed = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(data)) as old, tarfile.open(fileobj=changed, mode="w") as new:
        members = old.getmembers()
        chosen = random.choice(members)
        for member in members:
            file = old.extractfile(member)
            content = file.read() if file else b""
            if member is chosen:
                action = random.random()
                if action < 0.1:
                    member.type = random.choice((tarfile.SYMTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE, tarfile.LNKTYPE))
                    member.linkname = "/etc/passwd"
                elif action < 0.25:
                    member.name = text_of(plain(member.name.encode(), random)) or "x"
                else:
                    content = damaged(member.name, content, random)
            member.size = len(content)
            new.addfile(member, io.BytesIO(content))
    return changed.getvalue()


def safetensors_header(data: bytes, random: Random) -> bytes:
    """A safetensors file with a change in its JSON header, whose length is right."""
    (length,) = struct.unpack_from("<Q", data)
    header = json_value(data[8 : 8 + length], random)
    return struct.pack("<Q", len(header)) + header + data[8 + length :]


def parquet_geo(data: bytes, random: Random) -> bytes:
    """A GeoParquet file whose metadata, or one of whose columns, is another."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pq.read_table(io.BytesIO(data))
    metadata = dict(table.schema.metadata or {})
    if b"geo" in metadata and random.random() < 0.6:
        metadata[b"geo"] = json_value(metadata[b"geo"], random)
        table = table.replace_schema_metadata(metadata)
    else:
        at = random.randrange(table.num_columns)
        rows = table.num_rows
        values: Any = random.choice(
            (
                pa.nulls(rows),
                pa.array([""] * rows),
                pa.array([b"\x01\x01"] * rows),
                pa.array([float("nan")] * rows),
                pa.array([[1.0]] * rows),
                pa.array([2**62] * rows),
                pa.array([random.randbytes(21) for _ in range(rows)]),
            )
        )
        table = table.set_column(at, random.choice((table.column_names[at], "geometry", "")), values)
    changed = io.BytesIO()
    pq.write_table(table, changed)
    return changed.getvalue()


STRUCTURED: dict[str, Change] = {
    **dict.fromkeys((".json", ".geojson"), json_value),
    **dict.fromkeys((".tif", ".TIF"), tiff_tag),
    **dict.fromkeys((".zip", ".ckpt", ".pt", ".kmz"), zip_member),
    ".tar": tar_member,
    ".safetensors": safetensors_header,
    ".parquet": parquet_geo,
}


def damaged(name: str, data: bytes, random: Random) -> bytes:
    """The file's content with damage: where its format is known, half of the time within it."""
    suffix = name[name.rfind(".") :]
    if suffix in STRUCTURED and data and random.random() < 0.5:
        return STRUCTURED[suffix](data, random)
    return plain(data, random)


def text_of(data: bytes) -> str:
    """A name without what no archive can hold."""
    return data.decode("latin-1").replace("\0", "")[:200]

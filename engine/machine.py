"""The computer that the engine runs on: its memory, and what of it GDAL takes."""

from __future__ import annotations

import ctypes
import os
from contextlib import suppress
from pathlib import Path

MEMORY_INFO = Path("/proc/meminfo")
CONTAINER_LIMIT = Path("/sys/fs/cgroup/memory.max")
KIBIBYTE = 1024
# Bytes of GDAL's cache of blocks. A row of chips of a wide striped raster must fit, or every strip is decoded once a
# chip.
LEAST_CACHE, MOST_CACHE = 8 * 1024**2, 192 * 1024**2


def total_memory() -> int | None:
    """Bytes of memory that this process may use at most, None where the system does not say."""
    found = _windows_memory()[0] if os.name == "nt" else _pages("SC_PHYS_PAGES")
    limit = None
    with suppress(OSError, ValueError):  # no container, or one without a limit: "max"
        limit = int(CONTAINER_LIMIT.read_text())
    return min(found, limit) if found and limit else found


def cache_share(memory_bytes: int) -> int:
    """Bytes that GDAL's cache of blocks takes of so much memory: an eighth, within what it needs and what serves."""
    return max(LEAST_CACHE, min(memory_bytes // 8, MOST_CACHE))


def release_memory() -> None:
    """Give memory back to the system that nothing uses any more: glibc keeps what large arrays have taken."""
    with suppress(OSError, AttributeError, TypeError):  # another C library, or Windows
        ctypes.CDLL(None).malloc_trim(0)


def free_memory() -> int | None:
    """Bytes that programs can have now without others being swapped out, None where the system does not say."""
    if os.name == "nt":
        return _windows_memory()[1]
    with suppress(OSError, ValueError, StopIteration):
        line = next(line for line in MEMORY_INFO.read_text().splitlines() if line.startswith("MemAvailable:"))
        return int(line.split()[1]) * KIBIBYTE
    return None


def _pages(name: str) -> int | None:
    try:
        return os.sysconf(name) * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError):
        return None


def _windows_memory() -> tuple[int | None, int | None]:
    """Total and free bytes, by GlobalMemoryStatusEx."""

    class Status(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ulong), ("load", ctypes.c_ulong), ("values", ctypes.c_ulonglong * 7))

    status = Status(length=ctypes.sizeof(Status))
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - only Windows has it
    if not kernel.GlobalMemoryStatusEx(ctypes.byref(status)):
        return None, None
    return status.values[0], status.values[1]

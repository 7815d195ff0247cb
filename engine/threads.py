"""How many workers this process may use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager


def worker_count() -> int:
    """Cores that this process may use, at least 1."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def worker_pool() -> Iterator[ThreadPoolExecutor]:
    """A thread for every core; at the end nobody waits for what was cancelled."""
    pool = ThreadPoolExecutor(worker_count())
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)

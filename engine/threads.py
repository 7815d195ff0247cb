"""Work in threads: on every core, or in one thread while a check may cancel it."""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from contextvars import copy_context
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from threadpoolctl import ThreadpoolController

Item = TypeVar("Item")
Result = TypeVar("Result")
Check = Callable[[], None]  # raises to stop the work

POLL_S = 0.05  # between two checks while another thread works


def never() -> None:
    """A check that never cancels."""


def worker_count() -> int:
    """Cores that this process may use, at least 1; not more than LANDPRINT_THREADS says."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    said = os.environ.get("LANDPRINT_THREADS", "").strip()
    return min(cores, max(int(said), 1)) if said.isdecimal() else cores


@contextmanager
def worker_pool(workers: int | None = None) -> Iterator[ThreadPoolExecutor]:
    """A thread for every core, or so many; at the end nobody waits for what was cancelled."""
    pool = ThreadPoolExecutor(workers or worker_count())
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def map_in_order(work: Callable[[Item], Result], items: Iterable[Item], workers: int) -> list[Result]:
    """The results in the items' order; after a failure, what has begun is waited for and the rest dropped."""
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(work, items))


def map_on_cores(work: Callable[[Item], Result], items: Iterable[Item], workers: int | None = None) -> list[Result]:
    """The results in the items' order, of numpy's work on every core, or on so many."""
    # One BLAS thread each: numpy lets go of its lock while it converts and multiplies, and the same items give the
    # same bytes whatever the number of cores.
    with _blas().limit(limits=1, user_api="blas"):
        return map_in_order(work, items, workers or worker_count())


@cache
def _blas() -> ThreadpoolController:
    """What limits numpy's BLAS; finding the loaded libraries takes milliseconds, so once."""
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def in_thread(work: Callable[[], Result], check: Check, *, leave: bool = False) -> Result:
    """What ``work`` returns in another thread, or raises, or what ``check`` raises meanwhile.

    Then the work is waited for, unless ``leave``: it goes on unseen, and what it makes serves later.
    """
    with closing(iterate_in_thread((work() for _ in range(1)), check, leave=leave)) as results:
        return next(results)


def iterate_in_thread(
    items: Iterable[Item], check: Check, *, ahead: int = 1, leave: bool = False
) -> Generator[Item, None, None]:
    """The items, made in another thread, of which ``ahead`` may wait to be taken; ``check`` may raise meanwhile.

    At the end, and when it is closed, the thread is waited for, unless ``leave``.
    """
    answers: queue.Queue[tuple[str, Any]] = queue.Queue(maxsize=ahead)
    is_over = threading.Event()

    def offer(kind: str, value: Any) -> bool:
        while not is_over.is_set():
            with suppress(queue.Full):
                answers.put((kind, value), timeout=POLL_S)
                return True
        return False

    def run() -> None:
        try:
            if all(offer("item", item) for item in items):
                offer("end", None)
        except BaseException as error:  # noqa: BLE001 - a thread's boundary: it is raised where it is waited for
            offer("error", error)

    # In this thread's context: rasterio keeps remote files there, which GDAL may open when it reads.
    thread = threading.Thread(target=copy_context().run, args=(run,), name="landprint-worker", daemon=True)
    thread.start()
    try:
        while True:
            check()
            with suppress(queue.Empty):
                kind, value = answers.get(timeout=POLL_S)
                if kind == "end":
                    return
                if kind == "error":
                    raise value
                yield value
    finally:
        is_over.set()
        if not leave:
            thread.join()

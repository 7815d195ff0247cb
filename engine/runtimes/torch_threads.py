"""Work in torch spread over threads of our own, and torch's own threads set back afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import torch

from ..threads import map_in_order

Item = TypeVar("Item")
Result = TypeVar("Result")


@contextmanager
def torch_threads(count: int) -> Iterator[None]:
    """Let torch use ``count`` threads inside, and as many as before afterwards."""
    before = torch.get_num_threads()
    torch.set_num_threads(count)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def map_in_threads(work: Callable[[Item], Result], items: Sequence[Item], workers: int) -> list[Result]:
    """The results in order; each item is one thread's, so they do not depend on the number of workers.

    Small matrices gain little from torch's own threads, which wait for each other at every step: on cores that other
    programs use too this took a third of the time.
    """
    # Threads of a new pool take the count that is set when they start.
    with torch_threads(1):
        return map_in_order(work, items, workers)

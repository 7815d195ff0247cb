"""Work spread over threads, and torch's own threads as they were before."""

from __future__ import annotations

import threading

import pytest
import torch

from engine.runtimes.torch_threads import map_in_threads, torch_threads


@pytest.fixture(autouse=True)
def two_threads():
    with torch_threads(2):
        yield


def test_results_are_in_order():
    assert map_in_threads(lambda value: value * value, range(20), 3) == [value * value for value in range(20)]


def test_torch_takes_one_thread_inside_and_as_many_as_before_afterwards():
    assert set(map_in_threads(lambda _: torch.get_num_threads(), range(4), 2)) == {1}
    assert torch.get_num_threads() == 2


def test_a_failure_sets_torch_back_and_drops_what_waits():
    done = []
    stopped = threading.Event()

    def work(item):
        if item == 0:
            stopped.set()
            raise ValueError(item)
        stopped.wait(5)
        done.append(item)

    with pytest.raises(ValueError, match="0"):
        map_in_threads(work, range(100), 2)
    assert len(done) < 99
    assert torch.get_num_threads() == 2

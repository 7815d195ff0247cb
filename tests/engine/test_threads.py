"""Work in another thread, and what a check that stops it leaves."""

from __future__ import annotations

import threading
import time
from contextlib import closing

import pytest

from engine.errors import Cancelled
from engine.threads import in_thread, iterate_in_thread, map_on_cores, never


def cancelled():
    raise Cancelled


def test_results_come_in_the_order_of_the_items():
    assert map_on_cores(lambda value: value * value, range(50)) == [value * value for value in range(50)]


def test_work_is_done_in_another_thread():
    assert in_thread(threading.get_ident, never) != threading.get_ident()


def test_a_failure_is_raised_where_it_is_waited_for():
    with pytest.raises(ZeroDivisionError):
        in_thread(lambda: 1 // 0, never)
    items = iterate_in_thread((1 // (2 - value) for value in range(3)), never)
    assert [next(items), next(items)] == [0, 1]
    with pytest.raises(ZeroDivisionError):
        next(items)


def test_all_items_come_and_few_of_them_ahead():
    begun = []

    def items():
        for value in range(20):
            begun.append(value)
            yield value

    taken = []
    for value in iterate_in_thread(items(), never, ahead=2):
        time.sleep(0.005)
        taken.append(value)
        assert len(begun) <= len(taken) + 3  # those that wait, and the one that is made meanwhile
    assert taken == list(range(20))


@pytest.mark.parametrize("leave", [False, True])
def test_a_check_that_raises_waits_for_the_work_unless_it_is_left(leave):
    ended = threading.Event()

    def work():
        time.sleep(0.3)
        ended.set()

    with pytest.raises(Cancelled):
        in_thread(work, cancelled, leave=leave)
    assert ended.is_set() is not leave
    assert ended.wait(5)


def test_items_that_are_closed_early_are_made_no_more():
    begun = []

    def items():
        while True:
            begun.append(None)
            yield

    with closing(iterate_in_thread(items(), never, ahead=3)) as ahead:
        next(ahead)
    count = len(begun)
    time.sleep(0.2)
    assert len(begun) == count

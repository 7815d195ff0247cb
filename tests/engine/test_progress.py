"""How far work is, and how long the rest takes."""

from __future__ import annotations

import pytest

from engine.progress import Reporter, duration


def told(start: float, end: float) -> list[float | None]:
    """The seconds left that are told when half of a part has 2 s left."""
    said: list[float | None] = []
    Reporter(lambda _fraction, _text, eta_s: said.append(eta_s)).part(start, end).report(0.5, "Working", 2.0)
    return said


def test_what_follows_a_part_is_taken_to_cost_as_much_a_share():
    assert told(0.0, 0.5) == [4.0]


def test_a_small_first_part_tells_nothing_of_the_rest():
    assert told(0.0, 0.05) == [None]


def test_a_small_last_part_tells_how_long_it_takes():
    assert [round(left or 0, 6) for left in told(0.95, 1.0)] == [2.0]


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(-1, "0 s"), (0.4, "0 s"), (89, "89 s"), (120, "about 2 min"), (5399, "about 90 min"), (7200, "about 2.0 h")],
)
def test_a_time_is_said_as_people_do(seconds, text):
    assert duration(seconds) == text

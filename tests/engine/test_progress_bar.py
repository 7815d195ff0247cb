"""How the command line shows progress."""

from __future__ import annotations

import os
import select
import struct
import subprocess
import sys
from itertools import pairwise

import pytest

from engine.progress_bar import Lines
from tests.places import ROOT

SLOW = """
import time
from engine import progress_bar
from engine.progress_bar import shown_progress

progress_bar.LEAST_SECONDS_BETWEEN_LINES = 0
with shown_progress() as listener:
    listener(0.25, "Embedding", 180)
print("done")
"""


class Clock:
    """Tells the time that it was set to."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def said(capsys):
    """The lines of work of so many seconds that reports every second, with the second of each."""

    def run(seconds):
        clock = Clock()
        lines = Lines(clock)
        found = []
        for second in range(seconds + 1):
            clock.now = 1000.0 + second
            lines.show(second / seconds, "Embedding", seconds - second)
            found += [(second, line) for line in capsys.readouterr().err.splitlines()]
        return found

    return run


def test_nothing_is_said_of_work_that_takes_seconds(said):
    assert said(9) == []


def test_a_line_says_how_far_it_is_and_the_time_that_is_left(said):
    assert said(40)[:2] == [(10, "Embedding: 25 %, 30 s left"), (20, "Embedding: 50 %, 20 s left")]


def test_a_day_of_work_is_not_a_log_of_thousands_of_lines(said):
    lines = said(86_400)
    assert 50 < len(lines) < 100
    seconds = [second for second, _ in lines]
    assert all(later - earlier >= 10 for earlier, later in pairwise(seconds))


@pytest.mark.parametrize(
    ("text", "left", "line"),
    [
        ("Preparing", None, "Preparing: 50 %"),
        ("Downloading, 3 MB/s, 5 s left", 5.0, "Downloading, 3 MB/s, 5 s left: 50 %"),
    ],
)
def test_the_time_left_is_said_once_and_only_where_it_is_known(capsys, text, left, line):
    clock = Clock()
    lines = Lines(clock)
    clock.now += 11
    lines.show(0.5, text, left)
    assert capsys.readouterr().err == f"{line}\n"


def run_slow(stderr):
    return subprocess.run([sys.executable, "-c", SLOW], cwd=ROOT, stdout=subprocess.PIPE, stderr=stderr, check=True)


def test_off_a_terminal_progress_goes_to_stderr_as_lines():
    done = run_slow(subprocess.PIPE)
    assert (done.stdout, done.stderr) == (b"done\n", b"Embedding: 25 %, about 3 min left\n")


def test_on_a_terminal_there_is_a_bar_that_vanishes():
    pty, fcntl, termios = (pytest.importorskip(name, exc_type=ImportError) for name in ("pty", "fcntl", "termios"))
    ours, its = pty.openpty()
    try:
        fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        run_slow(its)
        assert select.select([ours], [], [], 0)[0]
        shown = os.read(ours, 10_000).decode()
    finally:
        os.close(ours)
        os.close(its)
    assert "Embedding                 25% |" in shown
    assert "| about 3 min left" in shown
    assert shown.rsplit("left", 1)[1].strip() == ""  # blanks over the bar
    assert "\n" not in shown

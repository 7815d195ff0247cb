"""Disks that are full, or fill up meanwhile: a sentence, nothing left, and with room again the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from tests.faults.kills import Killer, Run, contents, different, hub_environment, runs
from tests.faults.serving import Answer, Engine
from tests.faults.table import Table

ROOM = 512 * 1024 * 1024
PAGE = 4096


def may_mount(folder: Path) -> bool:
    """Whether this user may mount a small disk, which takes root."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return False
    try:
        with disk(folder):
            return True
    except subprocess.CalledProcessError:
        return False


@contextmanager
def disk(place: Path, size: int = ROOM) -> Iterator[Path]:
    """A disk of ``size`` bytes at ``place``."""
    place.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", place]
    subprocess.run(command, check=True, capture_output=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)


def resize(place: Path, size: int) -> bool:
    """Give the disk another size; a smaller one than it holds is refused."""
    command = ["mount", "-o", f"remount,size={size}", place]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def used(place: Path) -> int:
    """Bytes in use on the disk."""
    status = os.statvfs(place)
    return (status.f_blocks - status.f_bfree) * status.f_frsize


def fill_disks(table: Table, folder: Path, count: int, seed: int) -> None:
    """``count`` runs whose cache's or output's disk fills up while they write."""
    folder.mkdir(parents=True)
    with hub_environment(folder) as environment:
        killer = Killer(folder, table, environment, is_thorough=False)
        chosen = [run for run in runs() if not run.is_command]
        Random(seed).shuffle(chosen)
        for number in range(count):
            run = chosen[number % len(chosen)]
            with disk(folder / "run"):
                _try_disk(killer, run, number, Random(f"{seed} disk {number}"))


def _try_disk(killer: Killer, run: Run, number: int, random: Random) -> None:
    place = killer.folder / "run"
    for name in ("home", "outputs"):
        (place / name).mkdir()
    if run.name not in killer.whole:
        seconds = killer.run_whole(run, place)
        killer.whole[run.name] = contents(place), seconds
        _empty(place)
    whole, _ = killer.whole[run.name]
    row = killer.table[f"disks: {run.name}"]
    row.tried += 1
    answer = _on_a_full_disk(killer, run, place, random)
    said = f"{run.name} {number}: {answer.message[:200]} {answer.hint[:80]}"
    if answer.fault:
        row.fail(answer.fault, said)
    elif answer.kind == "failure":
        if answer.code not in {"disk", "checkpoint", "output"}:
            row.fail("other", said)
        if left := [path.name for path in (place / "outputs").iterdir()]:
            row.fail("left", f"{said}: {left}")
    resize(place, ROOM)
    killer.run_whole(run, place)
    found = contents(place)
    if left := sorted(set(found) - set(whole)):
        row.fail("left", f"{said}: afterwards {left}")
    if names := different(whole, {name: body for name, body in found.items() if name in whole}):
        row.fail("differs", f"{said}: {names}")


def _on_a_full_disk(killer: Killer, run: Run, place: Path, random: Random) -> Answer:
    """How it ends when there is room enough at the start, as runs look for that, and then little more than is used."""
    whole, seconds = killer.whole[run.name]
    empty = used(place)
    pages = max(2, sum(len(body) // PAGE + 1 for body in whole.values()))
    with Engine(place / "home", **killer.environment) as engine:
        assert engine.process.pid
        request = engine.send(run.method, killer.params(run, place))
        until = time.monotonic() + random.uniform(0, 0.6) * seconds
        while time.monotonic() < until and used(place) <= empty + PAGE:
            time.sleep(0.002)
        for _ in range(50):
            if resize(place, used(place) + PAGE * random.randint(1, pages)):
                break
        return engine.wait_for(request)


def _empty(place: Path) -> None:
    for path in sorted(place.rglob("*"), reverse=True):
        if path.is_dir() and path.parent != place:
            path.rmdir()
        elif not path.is_dir():
            path.unlink()

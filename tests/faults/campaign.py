"""The whole campaign against faults; prints what was tried and what failed, which must be nothing.

Run: .venv/bin/python -m tests.faults.campaign [--share 1.0] [--seed N] [PART...]
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.faults.command_lines import try_lines
from tests.faults.corpus import make_corpus
from tests.faults.disks import fill_disks, may_mount
from tests.faults.fuzz import Fuzzer
from tests.faults.hostile_hub import try_downloads
from tests.faults.kills import kill_runs
from tests.faults.table import Table
from tests.places import ROOT

# How many of each a share of 1 is.
FILES, REQUESTS, LINES, KILLS, DISKS, HUBS, COMMANDS = 4000, 1000, 500, 112, 56, 200, 240
PARTS = ("files", "requests", "commands", "hub", "disks", "kills")


def run(table: Table, folder: Path, share: float, seed: int, parts: tuple[str, ...] = PARTS) -> None:
    """Try a share of everything in ``folder``, which is new."""
    cases = make_corpus(folder / "corpus")
    shared = folder / "corpus" / "shared"

    def fuzzer() -> Fuzzer:
        return Fuzzer(cases, shared, folder / f"fuzz {time.monotonic_ns()}", table)

    def requests() -> None:
        fuzzer().run_requests(round(REQUESTS * share), seed)
        fuzzer().run_lines(round(LINES * share), seed)

    def disks() -> None:
        if may_mount(folder / "disk"):
            fill_disks(table, folder / "disks", round(DISKS * share), seed)
        else:
            print("Disks are not filled: this user may not mount one.")

    ways: dict[str, Callable[[], None]] = {
        "files": lambda: fuzzer().run(round(FILES * share), seed),
        "requests": requests,
        "commands": lambda: try_lines(table, shared, folder / "lines", round(COMMANDS * share), seed),
        "hub": lambda: try_downloads(table, folder / "hub", round(HUBS * share), seed),
        "disks": disks,
        "kills": lambda: kill_runs(table, folder / "kills", round(KILLS * share), seed, is_thorough=share >= 1),
    }
    for part in parts:
        begin = time.monotonic()
        ways[part]()
        print(f"{part}: {time.monotonic() - begin:.0f} s", flush=True)


def main() -> int:
    """Run it; returns 1 when there was a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="of the long campaign")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], default=[])
    options = parser.parse_args()
    kept = ROOT / "build" / "faults"
    shutil.rmtree(kept, ignore_errors=True)
    table = Table(kept)
    with tempfile.TemporaryDirectory(prefix="landprint-faults-") as folder:
        run(table, Path(folder), options.share, options.seed, tuple(options.parts) or PARTS)
    print("\n".join(["", *table.failures, "", table.text()]))
    if table.failures:
        print(f"Inputs that show them are in {kept}.")
    return 1 if table.failures else 0


if __name__ == "__main__":
    sys.exit(main())

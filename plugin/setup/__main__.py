"""The set-up without QGIS, in a terminal: ``python3 -m plugin.setup install`` in the plugin's folder."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .catalogue import CHOICES
from .failures import SetupFailure
from .fetch import urllib_get
from .install import install
from .installed import disk_bytes, remove_old, status, uninstall
from .kit import KIT_PLATFORMS, make_kit
from .plan import make_plan
from .platforms import this_platform
from .supply import Event


def main(arguments: list[str] | None = None) -> int:
    """The exit status: 0, 1 for a failure, 130 when it was interrupted."""
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
    except SetupFailure as failure:
        print(f"error: {failure.message}\n{failure.hint}", file=sys.stderr)
        if failure.detail:
            print(failure.detail, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nInterrupted; what was downloaded is kept.", file=sys.stderr)
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python3 -m plugin.setup", description="The engine's own environment.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    making = commands.add_parser("install", help="Install the engine's environment.")
    making.set_defaults(run=_install)
    making.add_argument("--choice", choices=CHOICES, default="cpu", help="any computer, or with GPU")
    making.add_argument("--kit", type=Path, help="install from this kit, without a network")
    making.add_argument("--again", action="store_true", help="build it anew even where all is well")
    making.add_argument("--python", type=Path, help="make it of this Python in place of the pinned one")
    making.add_argument("--environment", type=Path, help="fill this folder in place of the one that the plugin finds")
    packing = commands.add_parser("kit", help="Write one file to install from on a computer without a network.")
    packing.set_defaults(run=_kit)
    packing.add_argument("target", type=Path)
    packing.add_argument("--platform", choices=[name for name, _title in KIT_PLATFORMS], default=this_platform().name)
    packing.add_argument("--choice", choices=CHOICES, default="cpu", help="any computer, or with GPU")
    packing.add_argument("--python", default="", help="for this version where the other computer lends its own Python")
    packing.add_argument("--checkpoint", type=Path, action="append", default=[], help="a file of the cache; repeatable")
    showing = commands.add_parser("status", help="Say what is installed.")
    showing.set_defaults(run=_status)
    removing = commands.add_parser("uninstall", help="Remove what was installed.")
    removing.set_defaults(run=_uninstall)
    for command in (making, showing, removing):
        command.add_argument("--folder", type=Path, help="where it is installed, in place of the system's place for it")
    return parser


def _install(options: argparse.Namespace) -> None:
    plan = make_plan(
        options.choice,
        kit=options.kit,
        folder=options.folder,
        again=options.again,
        python=options.python,
        environment=options.environment,
    )
    remove_old(plan.folder)
    print(install(plan, urllib_get, _Line().show, lambda: False))


def _kit(options: argparse.Namespace) -> None:
    made = make_kit(
        options.target,
        platform=options.platform,
        choice=options.choice,
        checkpoints=options.checkpoint,
        python=options.python,
        get=urllib_get,
        report=_Line().show,
        is_cancelled=lambda: False,
    )
    lacks = "" if made.has_python else f"; it has no Python: the other computer needs one of version {made.python}"
    print(f"{made.path}: {made.size / 1e6:,.0f} MB for {made.platform}{lacks}")


def _status(options: argparse.Namespace) -> None:
    found = status(options.folder)
    size = f", {disk_bytes(found.folder) / 1e6:,.0f} MB" if found.state != "missing" else ""
    print(f"{found.state}: {found.environment or found.folder}{size}")


def _uninstall(options: argparse.Namespace) -> None:
    print(f"{uninstall(options.folder) / 1e6:,.0f} MB are free again.")


class _Line:
    """One line on a terminal that is written over; in a log, a line for each step."""

    def __init__(self) -> None:
        self._last = ""

    def show(self, event: Event) -> None:
        """Write it."""
        if sys.stderr.isatty():
            left = f", {event.seconds_left:.0f} s left" if event.seconds_left else ""
            end = "\n" if event.fraction >= 1 else ""
            print(f"\r\x1b[K{event.fraction:4.0%} {event.text}{left}", end=end, file=sys.stderr, flush=True)
        elif event.step != self._last:
            print(event.text, file=sys.stderr)
        self._last = event.step


if __name__ == "__main__":
    sys.exit(main())

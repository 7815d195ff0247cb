"""The installation: fetch, build beside what runs, test, switch. Whatever ends it, the next one goes on from there."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from itertools import count
from pathlib import Path

from ..translation import tr
from .archive import python_of, unpack_python
from .catalogue import Archive
from .check import check_python, keep_checkpoints, python_version
from .failures import SetupFailure, disk_failure
from .fetch import Get, IsCancelled
from .installed import NOTE, PYTHONS, WORK, one_at_a_time, remove_unfinished, status, switch
from .kit import read_kit, unpack_kit
from .plan import Plan
from .platforms import python_candidates, python_in
from .supply import Event, Meter, Report, Supply
from .uv import (
    install_command,
    run,
    step_of,
    unpack_uv,
    uv_variables,
    venv_command,
)

DOWNLOAD_SHARE, INSTALL_SHARE = 0.85, 0.97  # of the bar: where downloads end, and where the test begins
# Of the pinned Python: without it, one of this computer's does. Anything else stops the wheels too.
PYTHON_UNREACHED = frozenset(
    # A page that says that the host is blocked is no failure of the network, but another file.
    ("offline", "dns", "refused", "timeout", "tls", "blocked", "missing", "server", "login", "proxy", "kit", "hash")
)


def install(plan: Plan, get: Get, report: Report, is_cancelled: IsCancelled) -> Path:
    """The Python of the engine's environment, which counts from now on; blocks. Raises SetupFailure.

    Where another process has installed the same in the meantime, nothing is left to do.
    """
    waiting = Event("wait", tr("Another window of QGIS is setting up the engine"), 0.0)
    with one_at_a_time(plan.folder, lambda: report(waiting), is_cancelled):
        found = status(plan.folder, plan.catalogue)
        if plan.environment is None and not plan.again and (found.state, found.choice) == ("ready", plan.choice.name):
            return found.python or plan.folder
        return Installation(plan, get, report, is_cancelled).build()


class Installation:
    """One run of the installation; the folder is locked."""

    def __init__(self, plan: Plan, get: Get, report: Report, is_cancelled: IsCancelled) -> None:
        self.plan = plan
        self.known = plan.catalogue
        self.report = report
        self.is_cancelled = is_cancelled
        self.work = plan.folder / WORK
        self.files = self.work / "files"
        self.pythons = plan.folder / PYTHONS
        self.variables = uv_variables(self.work)
        self.minors = self.known.pythons(plan.choice.name, plan.platform.name)
        self.meter = Meter(plan.choice.download_bytes, DOWNLOAD_SHARE, report)
        self.supply = Supply(self.files, None if plan.kit else get, self.meter, is_cancelled)

    def build(self) -> Path:
        """Fetch, build, test, switch."""
        plan = self.plan
        plan.check_room()
        try:
            for folder in (self.files, self.work / "tmp"):
                folder.mkdir(parents=True, exist_ok=True)
            checkpoints: list[Path] = []
            if plan.kit is not None:
                self.minors = [read_kit(plan.kit, plan.platform, self.known).python]
                checkpoints = unpack_kit(
                    plan.kit, self.files, plan.platform, self.known, self.is_cancelled, self.report
                )
            uv_wheel = self.supply.wheel(self.known.uv_wheel(plan.platform.name))
            uv = unpack_uv(uv_wheel, self.known.uv_version, self.work / "uv", plan.platform)
            base, minor = self._python()
            for wheel in self.known.wheels(plan.choice.name, plan.platform.name, minor):
                self.supply.wheel(wheel)
            environment = plan.environment or self._new_environment(minor)
            python = self._build_environment(uv, base, environment)
            note = {"choice": plan.choice.name, "lock": self.known.lock_key(plan.choice.name), "python": minor}
            (environment / NOTE).write_text(json.dumps(note), "utf-8")
            keep_checkpoints(python, checkpoints, plan.root, self.is_cancelled)
            if plan.environment is None:
                switch(plan.folder, environment)
        except OSError as error:
            raise disk_failure(error, error.filename or plan.folder) from error
        # Nothing of it is needed any more; a virus scanner may still hold some, which the next start removes.
        shutil.rmtree(self.work, ignore_errors=True)
        self.report(Event("test", tr("The engine is ready"), 1.0))
        return python

    def _say(self, step: str, text: str, fraction: float) -> None:
        if self.is_cancelled():
            raise SetupFailure("cancelled")
        self.report(Event(step, text, fraction))

    def _python(self) -> tuple[Path, str]:
        """The Python that the environment is made of, and its version as wheels name it: the pinned one if possible."""
        if self.plan.python is not None:
            return self.plan.python, self._minor(self.plan.python)
        archive = self.known.archive(self.plan.platform.name)
        reason = ""
        if archive is not None:
            try:
                return self._pinned_python(archive), self.known.python_minor
            except SetupFailure as failure:
                if failure.kind not in PYTHON_UNREACHED:
                    raise
                reason = failure.detail
        for python in python_candidates(self.plan.platform, os.environ):
            with suppress(SetupFailure):
                return python, self._minor(python)
        raise SetupFailure("python", detail=reason)

    def _minor(self, python: Path) -> str:
        """The version of a Python that has every wheel; raises SetupFailure."""
        minor = ".".join(map(str, python_version(python, self.is_cancelled)))
        if minor not in self.minors:
            raise SetupFailure("platform", tr("there are no packages for Python {minor}").format(minor=minor))
        return minor

    def _pinned_python(self, archive: Archive) -> Path:
        folder = self.pythons / archive.name
        python = python_of(folder, self.plan.platform, self.known.python_minor)
        if python.is_file():
            with suppress(SetupFailure):
                python_version(python, self.is_cancelled)
                return python
        file = self.supply.archive(archive)
        self._say("install", tr("Unpacking Python"), DOWNLOAD_SHARE * self.meter.share)
        self.pythons.mkdir(parents=True, exist_ok=True)
        unpack_python(file, folder, self.is_cancelled)
        return python

    def _new_environment(self, minor: str) -> Path:
        """A folder that is not there yet: into one of a run that was killed, its uv may still be writing."""
        name = f"env-{self.known.lock_key(self.plan.choice.name)}-{minor}-{self.plan.choice.name}"
        remove_unfinished(self.plan.folder)
        folders = (self.plan.folder / f"{name}-{number}" for number in count(1))
        return next(folder for folder in folders if not folder.exists())

    def _build_environment(self, uv: Path, base: Path, environment: Path) -> Path:
        """The Python of the environment, filled and tested."""
        self._say("install", tr("Making the environment"), DOWNLOAD_SHARE)
        self._run(venv_command(uv, base, environment))
        python = python_in(environment, self.plan.platform)
        # Flat, as uv looks for wheels: the archive and uv's own wheel beside them do no harm.
        self._run(install_command(uv, python, self.known.lock(self.plan.choice.name), self.files))
        self._say("test", tr("Testing the engine"), INSTALL_SHARE)
        with_gpu = self.plan.choice.name == "gpu"
        check_python(python, self.plan.root, self.is_cancelled, with_gpu=with_gpu)
        return python

    def _run(self, command: list[str]) -> str:
        def show(line: str) -> None:
            if text := step_of(line):
                self.report(Event("install", text, (DOWNLOAD_SHARE + INSTALL_SHARE) / 2))

        return run(command, self.variables, self.work, show, self.is_cancelled)

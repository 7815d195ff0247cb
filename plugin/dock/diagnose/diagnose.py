"""The use case of a diagnosis: what the plugin knows of QGIS, and what the engine says of itself, if it can."""

from __future__ import annotations

import platform
import sys
from typing import Any

from qgis.core import Qgis
from qgis.PyQt.QtCore import QT_VERSION_STR, QObject
from qgis.PyQt.QtWidgets import QWidget

from ...client.failure import EngineFailure
from ...client.requests import Step
from ...resources import PLUGIN_ROOT, plugin_version
from ...settings import OPTIONS, engine_environment, engine_python, has_engine, option, proxy_address
from ...setup.installed import status
from ...translation import tr, tr_n
from ..context import ButtonTask, DockContext
from .dialog import DiagnoseDialog
from .report import Finding

LOOKING = tr("Looking… this takes half a minute, and longer with large weights.")


class Diagnose(QObject):
    """Opens the dialog and fills it."""

    def __init__(self, context: DockContext, parent: QWidget) -> None:
        super().__init__()
        self._context = context
        self._parent = parent
        self._dialog: DiagnoseDialog | None = None
        self._task: ButtonTask | None = None

    def show(self) -> None:
        """Open the dialog and look at everything."""
        if self._dialog is None:
            self._dialog = DiagnoseDialog(self._parent.window())
            self._task = ButtonTask(self._context, self._dialog.again)
            self._dialog.wanted.connect(self._look)
        self._dialog.show()
        self._dialog.raise_()
        self._look()

    def close(self) -> None:
        """Stop looking, and take the dialog away."""
        if self._task is not None:
            self._task.close()
        if self._dialog is not None:
            self._dialog.close()
            self._dialog.deleteLater()
            self._dialog = None

    def _look(self) -> None:
        if self._task is None or self._dialog is None or self._task.is_working:
            return
        self._dialog.show_findings(surroundings(), LOOKING)
        self._task.start(tr("Landprint: diagnose"), [Step("diagnose")], self._show, self._fail)

    def _show(self, values: list[dict[str, Any]]) -> None:
        if self._dialog is not None:
            found = [*surroundings(), *map(Finding.of, values[0]["lines"])]
            bad = sum(one.state == "bad" for one in found)
            verdict = (
                tr_n("{n} line needs attention.", "{n} lines need attention.", bad) if bad else tr("Everything works.")
            )
            self._dialog.show_findings(found, verdict)

    def _fail(self, failure: EngineFailure) -> None:
        if self._dialog is None:
            return
        if failure.is_cancelled:
            self._dialog.show_findings(surroundings(), tr("The engine was not looked at: you stopped it."))
            return
        if not has_engine():  # which the lines about Landprint say already
            self._dialog.show_findings(surroundings(), tr("There is no engine to look at."))
            return
        lines = [Finding(tr("Engine"), "bad", failure.message, failure.hint)]
        if failure.detail:
            lines.append(
                Finding(
                    tr("Engine"),
                    "bad",
                    tr("Its last words: {words}").format(words=failure.detail.strip().splitlines()[-1]),
                )
            )
        self._dialog.show_findings([*surroundings(), *lines], tr("The engine does not start."))


def surroundings() -> list[Finding]:
    """What the plugin knows without the engine: QGIS, the environment, and the options."""
    python = ".".join(map(str, sys.version_info[:3]))
    found = [
        Finding(
            "QGIS",
            "good",
            tr("QGIS {qgis_version}, Qt {qt_version}, Python {python}.").format(
                qgis_version=Qgis.QGIS_VERSION, qt_version=QT_VERSION_STR, python=python
            ),
        ),
        Finding("QGIS", "good", tr("The computer runs {platform}.").format(platform=platform.platform())),
        Finding(
            "Landprint",
            "good",
            tr("Landprint {version}, in {folder}.").format(version=plugin_version(), folder=PLUGIN_ROOT),
        ),
        _environment(),
    ]
    if proxy_address():
        found.append(Finding("Landprint", "good", tr("QGIS's own proxy is passed on to the engine.")))
    chosen = [f"{name.replace('_', ' ')} {value}" for name in OPTIONS if (value := option(name))]
    if chosen:
        found.append(
            Finding("Landprint", "good", tr("Options other than the usual: {names}.").format(names=", ".join(chosen)))
        )
    return found


def _environment() -> Finding:
    installed = status()
    try:
        python = engine_environment().python
    except EngineFailure as failure:
        return Finding("Landprint", "bad", failure.message, tr("Set it up: the dock has the button."))
    if engine_python():
        return Finding(
            "Landprint", "good", tr("The engine's Python was chosen by you: {python}.").format(python=python)
        )
    if python == installed.python:
        title = tr("with GPU") if installed.choice == "gpu" else tr("for any computer")
        return Finding(
            "Landprint",
            "good",
            tr("The engine was installed by Landprint, {title}: {environment}.").format(
                title=title, environment=installed.environment
            ),
        )
    return Finding(
        "Landprint", "good", tr("The engine's Python is that of the plugin's folder: {python}.").format(python=python)
    )

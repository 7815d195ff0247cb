"""The use case of the engine's set-up: installed by a press, from a kit, or an environment of the user's own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QDialog, QFileDialog

from ...client.failure import EngineFailure
from ...client.work_task import Work, WorkTask
from ...settings import engine_python, has_engine, set_engine_python
from ...setup.check import check_python
from ...setup.failures import SetupFailure
from ...setup.install import install
from ...setup.installed import disk_bytes, remove_old, status, uninstall
from ...setup.kit import KIT_PLATFORMS, kit_bytes, kit_choices, make_kit
from ...setup.plan import Plan, choices, make_plan
from ...setup.platforms import this_platform
from ...setup.supply import Event
from ...translation import tr
from ..context import DockContext
from ..widgets.words import size
from .kit_dialog import KeptWeights, KitDialog
from .network import QgisNetwork
from .page import Offer, SetupPage

ENGINE_ENDS_S = 5.0


class SetUp(QObject):
    """Connects the page of set-up with the installer; emits ``ready`` when there is an engine to talk to.

    ``gone`` is emitted when there is none any more, ``left`` when the page was looked at for nothing.
    """

    ready = pyqtSignal()
    gone = pyqtSignal()

    def __init__(self, page: SetupPage, context: DockContext) -> None:
        super().__init__()
        self._page = page
        self._context = context
        self._network = QgisNetwork()
        self._task: WorkTask | None = None
        self._failure: EngineFailure | None = None  # what came of the last press, until the next one
        self._is_again = False
        page.wanted.connect(self._install)
        page.cancelled.connect(self._cancel)
        page.kit_chosen.connect(self._install_kit)
        page.kit_wanted.connect(self.make_kit)
        page.python_chosen.connect(self.use_python)
        page.own_wanted.connect(self._use_own)
        # What an update left behind; in the background, as a virus scanner may look at each file.
        Thread(target=remove_old, name="landprint-remove-old", daemon=True).start()

    @property
    def is_working(self) -> bool:
        """Whether something is being installed, checked or packed."""
        return self._task is not None

    def close(self) -> None:
        """Stop what is underway, and ignore its outcome; what was downloaded is kept."""
        self._cancel()
        self._task = None

    def offer(self, failure: EngineFailure | None = None, *, again: bool = False) -> None:
        """Show what can be installed, and what the engine failed with if it is more than missing."""
        if self.is_working:
            return
        self._is_again = again
        if again:
            self._failure = None
        try:
            offers = [_offer(one.name) for one in choices()]
        except SetupFailure as refusal:
            offers, failure = [], refusal
        self._page.show_offers(offers, has_own_python=bool(engine_python()), again=again)
        if self._failure is not None:
            self._page.show_reason(self._failure.message, self._failure.hint)
        # That it is missing is what the page says anyway.
        elif failure is None or (offers and not engine_python() and not has_engine()):
            is_old = not again and status().state == "outdated"
            self._page.show_reason(
                tr("Landprint was updated, and its engine is of an older version.") if is_old else "", ""
            )
        else:
            self._page.show_reason(failure.message, failure.hint)

    # What the buttons do

    def _install(self, choice: str) -> None:
        self._install_plan(partial(make_plan, choice, again=self._is_again))

    def _install_kit(self, path: str) -> None:
        self._install_plan(partial(make_plan, kit=Path(path), again=self._is_again))

    def _install_plan(self, plan: Callable[[], Plan]) -> None:
        def came(_python: Path) -> None:
            set_engine_python("")  # what was chosen before is not what was just installed
            self._context.notices.done(tr("Landprint's engine is set up."))
            self.ready.emit()

        def work(report: Callable[[Event], None], is_cancelled: Callable[[], bool]) -> Path:
            return install(plan(), self._network.get, report, is_cancelled)

        self._start(tr("Landprint: set up the engine"), tr("Starting…"), work, came)

    def use_python(self, path: str) -> None:
        """Check this Python, and use it for the engine if it does."""

        def came(_value: None) -> None:
            set_engine_python(path)
            self.ready.emit()

        def work(_report: object, is_cancelled: Callable[[], bool]) -> None:
            check_python(Path(path), is_cancelled=is_cancelled)

        self._start(tr("Landprint: check a Python"), tr("Checking this Python…"), work, came)

    def _use_own(self) -> None:
        set_engine_python("")
        self.ready.emit()

    def make_kit(self) -> None:
        """Ask what goes into a kit, and make it."""
        self._context.quick.ask("checkpoints", {}, self._ask_kit, lambda _failure: self._ask_kit({"checkpoints": []}))

    def _ask_kit(self, kept: dict[str, Any]) -> None:
        weights = [KeptWeights(one["title"], one["path"], one["bytes"]) for one in kept["checkpoints"]]
        here = this_platform().name
        dialog = KitDialog(dict(KIT_PLATFORMS), here, weights, kit_choices, kit_bytes, self._page.window())
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        name = f"landprint-kit-{dialog.platform}-{dialog.choice}.zip"
        path, _filter = QFileDialog.getSaveFileName(self._page, tr("Keep the kit in"), name, tr("Kits (*.zip)"))
        if not path:
            return
        target = Path(path if path.endswith(".zip") else f"{path}.zip")
        platform, choice, files = dialog.platform, dialog.choice, [Path(one) for one in dialog.weights]

        def work(report: Callable[[Event], None], is_cancelled: Callable[[], bool]) -> int:
            make_kit(
                target,
                platform=platform,
                choice=choice,
                checkpoints=files,
                get=self._network.get,
                report=report,
                is_cancelled=is_cancelled,
            )
            return target.stat().st_size

        def came(count: int) -> None:
            self._context.notices.done(tr("The kit is ready: {size}.").format(size=size(count)), str(target))

        self._start(tr("Landprint: make a kit"), tr("Starting…"), work, came)

    def uninstall(self) -> None:
        """Remove what was installed, after a yes that says how much it is."""
        if self.is_working:
            return
        if status().state == "missing":
            self._context.notices.say(tr("Landprint has installed no engine here: there is nothing to remove."))
            return

        def measured(count: int) -> None:
            folder = status().folder
            question = tr(
                "Remove Landprint's engine, {size}?\n\n{folder}\n\nWeights and results stay; weights are removed under"
                " Models…. It can be set up again at any time."
            ).format(size=size(count), folder=folder)
            if self._context.confirm(question):
                ended = self._context.quick.restart()

                def remove(_report: object, _is_cancelled: object) -> int:
                    ended.wait(ENGINE_ENDS_S)  # Windows removes no program that runs
                    return uninstall()

                self._start(tr("Landprint: remove the engine"), tr("Removing…"), remove, removed)

        def removed(count: int) -> None:
            self._context.notices.done(
                tr("Landprint's engine was removed: {size} are free again.").format(size=size(count))
            )
            self.gone.emit()

        self._start(tr("Landprint: measure the engine"), tr("Looking…"), lambda _report, _stop: disk_bytes(), measured)

    # The task

    def _start(self, title: str, text: str, work: Work, came: Callable[[Any], None]) -> None:
        if self.is_working:
            return
        task = WorkTask(title, work)
        task.progressed.connect(self._show)
        task.succeeded.connect(lambda value: self._end(task, partial(came, value)))
        task.failed.connect(lambda failure: self._end(task, partial(self._fail, failure)))
        self._task = task
        self._failure = None
        self._page.show_progress(0.0, text)
        self._context.tasks.addTask(task)

    def _show(self, event: Event) -> None:
        if self._task is not None and not self._task.isCanceled():
            # Of a wheel's name the package is what tells something.
            text = event.text.partition("-")[0] if event.text.endswith(".whl") else event.text
            self._page.show_progress(event.fraction, text, event.bytes_done, event.bytes_total, event.seconds_left)

    def _end(self, task: WorkTask, call: Callable[[], None]) -> None:
        if task is self._task:
            self._task = None
            self._page.show_end()
            call()

    def _fail(self, failure: EngineFailure) -> None:
        if failure.is_cancelled:
            return
        self._context.notices.keep(failure)
        self._failure = failure
        if self._page.isVisible():
            self._page.show_reason(failure.message, failure.hint)
        else:
            self._context.notices.failed(failure)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()


def _offer(name: str) -> Offer:
    plan = make_plan(name)
    return Offer(name, plan.choice.title, plan.download_bytes, plan.disk_bytes, plan.sentence)

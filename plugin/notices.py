"""Messages to the user: one line in the message bar, details in the log."""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import suppress
from html import escape
from pathlib import Path

from qgis.core import Qgis, QgsApplication, QgsMessageLog, QgsTask
from qgis.gui import QgisInterface, QgsMessageBarItem
from qgis.PyQt.QtCore import Qt, QTimer, QUrl
from qgis.PyQt.QtWidgets import QPushButton, QTextBrowser

from .client.failure import EngineFailure
from .compat import SILENT
from .translation import tr

TITLE = "Landprint"
SECONDS = 10
AFTER_QGIS_MS = 50  # QGIS says of a task only that it is complete: what was made stands above that


class Notices:
    """Shows messages in QGIS's message bar and log; GUI thread only."""

    def __init__(self, iface: QgisInterface) -> None:
        self._iface = iface

    def done(self, text: str, output: str = "") -> None:
        """What was made, with a link to the folder that it lies in."""
        link = ""
        if output:
            folder = Path(output).parent
            link = f' <a href="{QUrl.fromLocalFile(str(folder)).toString()}">{tr("Open folder")}</a>'
        self._push(escape(text) + link, Qgis.MessageLevel.Success)

    def say(self, text: str) -> None:
        """Something worth knowing that is not wrong."""
        self._push(escape(text), Qgis.MessageLevel.Info)

    def failed(self, failure: EngineFailure) -> None:
        """What went wrong and what to do; *Details* opens the log; nothing is shown for a cancel."""
        if failure.is_cancelled:
            return
        self.keep(failure)
        self._push(str(failure), Qgis.MessageLevel.Warning)

    def offer(self, text: str, button: str, press: Callable[[], None]) -> None:
        """Something that can be done about what the text says, until the message is closed."""
        QTimer.singleShot(AFTER_QGIS_MS, lambda: self._show(escape(text), Qgis.MessageLevel.Info, button, press))

    def keep(self, failure: EngineFailure) -> None:
        """Write the failure to the log only: it is shown elsewhere."""
        log(f"{failure}\n{failure.detail}".strip(), Qgis.MessageLevel.Warning)

    def _push(self, text: str, level: Qgis.MessageLevel) -> None:
        QTimer.singleShot(AFTER_QGIS_MS, lambda: self._show(text, level))

    def _show(
        self, text: str, level: Qgis.MessageLevel, button: str = "", press: Callable[[], None] | None = None
    ) -> None:
        bar = self._iface.messageBar()
        item = bar.createMessage(TITLE, text)
        if level == Qgis.MessageLevel.Warning:
            button, press = tr("Details"), self._iface.openMessageLog
        if press is not None:
            offered = QPushButton(button, item)
            offered.clicked.connect(lambda _checked: press())
            item.layout().addWidget(offered)
            if level == Qgis.MessageLevel.Info:
                offered.clicked.connect(lambda _checked: bar.popWidget(item))
        bar.pushWidget(item, level, SECONDS if press is None else 0)
        show_whole(item)


class TaskMessages:
    """Takes away what QGIS before 3.26 says of each longer task: that it is complete, also of one that was stopped."""

    def __init__(self, iface: QgisInterface) -> None:
        self._iface = iface
        self._tasks = QgsApplication.taskManager()
        self._are_told = QgsTask.Flag.CanCancel == SILENT
        if self._are_told:
            self._tasks.statusChanged.connect(self._take_away)

    def close(self) -> None:
        """Leave QGIS's messages as they are."""
        if self._are_told:
            self._tasks.statusChanged.disconnect(self._take_away)

    def _take_away(self, task_id: int, status: int) -> None:
        """QGIS, which hears of the task first, has shown its message by now."""
        task = self._tasks.task(task_id)
        if task is None or status not in (QgsTask.TaskStatus.Complete, QgsTask.TaskStatus.Terminated):
            return
        bar = self._iface.messageBar()
        for item in bar.items():
            if item.text() == task.description().strip() and item.text().startswith(TITLE):
                bar.popWidget(item)


def show_whole(item: QgsMessageBarItem) -> None:
    """Let the message be as high as its text: QGIS gives it one line, and the hint stands in the second."""
    QTimer.singleShot(0, lambda: _fit(item))  # once the bar has given it its width


def _fit(item: QgsMessageBarItem) -> None:
    with suppress(RuntimeError):  # it was closed meanwhile
        text = item.findChild(QTextBrowser)
        if text is not None:
            text.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            text.setFixedHeight(math.ceil(text.document().documentLayout().documentSize().height()))


def log(text: str, level: Qgis.MessageLevel) -> None:
    """Write to Landprint's page of QGIS's log; safe in any thread."""
    QgsMessageLog.logMessage(text, TITLE, level, notifyUser=False)

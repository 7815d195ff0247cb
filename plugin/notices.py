"""Messages to the user: one line in the message bar, details in the log."""

from __future__ import annotations

import math
from contextlib import suppress
from html import escape
from pathlib import Path

from qgis.core import Qgis, QgsMessageLog
from qgis.gui import QgisInterface, QgsMessageBarItem
from qgis.PyQt.QtCore import Qt, QTimer, QUrl
from qgis.PyQt.QtWidgets import QPushButton, QTextBrowser

from .client.failure import EngineFailure
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

    def keep(self, failure: EngineFailure) -> None:
        """Write the failure to the log only: it is shown elsewhere."""
        log(f"{failure}\n{failure.detail}".strip(), Qgis.MessageLevel.Warning)

    def _push(self, text: str, level: Qgis.MessageLevel) -> None:
        QTimer.singleShot(AFTER_QGIS_MS, lambda: self._show(text, level))

    def _show(self, text: str, level: Qgis.MessageLevel) -> None:
        bar = self._iface.messageBar()
        item = bar.createMessage(TITLE, text)
        is_failure = level == Qgis.MessageLevel.Warning
        if is_failure:
            details = QPushButton(tr("Details"), item)
            details.clicked.connect(lambda _checked: self._iface.openMessageLog())
            item.layout().addWidget(details)
        bar.pushWidget(item, level, 0 if is_failure else SECONDS)
        show_whole(item)


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

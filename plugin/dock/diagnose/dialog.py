"""The dialog of findings: a line each, what helps, and a report to copy."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtGui import QPalette
from qgis.PyQt.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLabel, QTextBrowser, QWidget

from ...translation import tr
from ..widgets.forms import column, named
from ..widgets.progress_button import ProgressButton
from .report import Finding, report

SIGNS = {"good": "✓", "note": "●", "bad": "✗"}
# On a light and on a dark background.
COLOURS = {"good": ("#1a7f37", "#57d977"), "note": ("#9a6700", "#e3b341"), "bad": ("#c62828", "#ff7b72")}
DARK = 128  # lightness below which a background is dark
SIZE = (640, 520)


class DiagnoseDialog(QDialog):
    """Shows findings; ``wanted`` is emitted to look again and ``cancelled`` to stop looking."""

    wanted = pyqtSignal()
    cancelled = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("landprintDiagnoseDialog")
        self.setWindowTitle(tr("Landprint: Diagnose"))
        self.findings: list[Finding] = []
        self.verdict = QLabel()
        self.verdict.setWordWrap(True)
        self.text = named(
            QTextBrowser(), "landprintFindings", tr("Findings"), tr("What is there, what is wrong, what helps")
        )
        self.again = ProgressButton("landprintDiagnoseAgain", tr("&Look again"), tr("Look at everything once more"))
        self.again.cross.setToolTip(tr("Stop looking"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy = buttons.addButton(tr("&Copy report"), QDialogButtonBox.ButtonRole.ActionRole)
        tip = tr("For a report of a fault: without names of users and computers, tokens and passwords")
        named(self.copy, "landprintCopyReport", tr("Copy report"), tip)
        layout = column(self.verdict, self.text, self.again, buttons)
        layout.setContentsMargins(9, 9, 9, 9)
        self.setLayout(layout)
        self.resize(*SIZE)
        self.copy.clicked.connect(lambda _checked: QApplication.clipboard().setText(report(self.findings)))
        self.again.started.connect(self.wanted)
        self.again.cancelled.connect(self.cancelled)
        buttons.rejected.connect(self.close)

    def show_findings(self, findings: Sequence[Finding], verdict: str) -> None:
        """Show these lines, by topic."""
        self.findings = list(findings)
        self.verdict.setText(f"<b>{escape(verdict)}</b>")
        is_dark = self.text.palette().color(QPalette.ColorRole.Base).lightness() < DARK
        parts, topic = [], ""
        for one in self.findings:
            if one.topic != topic:
                topic = one.topic
                parts.append(f'<p style="margin: 8px 0 2px 0"><b>{escape(topic)}</b></p>')
            parts.append(_line(one, COLOURS[one.state][is_dark]))
        self.text.setHtml("".join(parts))
        self.copy.setEnabled(bool(self.findings))


def _line(one: Finding, colour: str) -> str:
    sign = f'<span style="color: {colour}"><b>{SIGNS[one.state]}</b></span>'
    remedy = f'<br><span style="color: {colour}">{escape(one.remedy)}</span>' if one.remedy else ""
    return f'<table cellspacing="0"><tr><td width="20">{sign}</td><td>{escape(one.sentence)}{remedy}</td></tr></table>'

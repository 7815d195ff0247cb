"""The page that is shown while there is no engine: a sentence, a button, and other ways to an engine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QButtonGroup, QFileDialog, QLabel, QPushButton, QRadioButton, QWidget

from ...translation import tr
from ..widgets.forms import Disclosure, QuietLabel, column, named, narrow, widget_of
from ..widgets.progress_button import ProgressButton
from ..widgets.words import breakable, duration, size

KITS = tr("Landprint's kits (*.zip);;All files (*)")
PYTHONS = tr("Python (python*);;All files (*)")
SET_UP, AGAIN = tr("Set &up the engine"), tr("Set &up again")


class Offer(NamedTuple):
    """One of the installations that can be had: its name, title, and sizes in bytes, and what it does in a sentence."""

    name: str
    title: str
    download_bytes: int
    disk_bytes: int
    sentence: str


class SetupPage(QWidget):
    """Emits what was chosen: an installation's name, a kit's path, the path of a Python, or to go back."""

    wanted = pyqtSignal(str)
    cancelled = pyqtSignal()
    kit_chosen = pyqtSignal(str)
    kit_wanted = pyqtSignal()
    python_chosen = pyqtSignal(str)
    own_wanted = pyqtSignal()
    diagnose_wanted = pyqtSignal()
    left = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self._offers: list[Offer] = []
        self._choices = QButtonGroup(self)
        title = QLabel(f"<b>{tr('Set up Landprint')}</b>")  # beside the menu, which lies in the corner
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.choices = widget_of(column())
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setStyleSheet("font-weight: bold")
        self.hint = QuietLabel()
        self.install = ProgressButton("landprintSetUp", SET_UP, tr("Download the engine and set it up"))
        self.install.cross.setToolTip(tr("Stop; what was downloaded is kept, and the next press goes on from there"))
        self.progress = QuietLabel()
        self.kit = _button(
            "landprintInstallKit", tr("Install from a &kit…"), tr("Without a network: from a file made elsewhere")
        )
        self.other = _button(
            "landprintUseEnvironment",
            tr("Use an e&xisting environment…"),
            tr("Choose the Python of an environment that has the engine's packages; it is checked first"),
        )
        self.own = _button("landprintOwn", tr("&Back to Landprint's own"), tr("Do not use the chosen Python any more"))
        self.make_kit = _button(
            "landprintMakeKit", tr("M&ake a kit…"), tr("A file to set up a computer without a network by")
        )
        self.diagnose = _button("landprintDiagnose", tr("Dia&gnose…"), tr("See what is there and what is wrong"))
        self.back = _button("landprintLeaveSetUp", tr("Leave it as it &is"), tr("Go on with the engine that is there"))
        self.ways = Disclosure(tr("Other ways"), widget_of(column(self.other, self.own, self.make_kit, self.diagnose)))
        named(
            self.ways.header,
            "landprintOtherWays",
            tr("Other ways"),
            tr("An environment of your own, kits, what is wrong"),
        )
        layout = column(
            title,
            self.sentence,
            self.choices,
            self.problem,
            self.hint,
            self.install,
            self.progress,
            self.kit,
            self.back,
            self.ways,
        )
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addStretch(1)
        self.setLayout(layout)
        self._connect()
        for part in (self.problem, self.hint, self.progress, self.own, self.back, self.choices):
            part.hide()

    @property
    def choice(self) -> str:
        """The name of the chosen installation, empty where there is none."""
        index = self._choices.checkedId()
        return self._offers[index].name if 0 <= index < len(self._offers) else ""

    def show_offers(self, offers: Sequence[Offer], *, has_own_python: bool = False, again: bool = False) -> None:
        """Offer these installations; none where this computer can have none. Keeps what was chosen."""
        chosen = self.choice
        self.own.setVisible(has_own_python)
        self.back.setVisible(again)
        self.install.set_text(AGAIN if again else SET_UP)
        if list(offers) != self._offers:
            self._offers = list(offers)
            self._make_choices(chosen)
        self.install.set_ready(ready=bool(offers))
        self._show_sentence()

    def show_reason(self, message: str, hint: str) -> None:
        """Show what is wrong and what to do; empty texts for nothing."""
        self.problem.setText(breakable(message))
        self.problem.setVisible(bool(message))
        self.hint.setText(breakable(hint))
        self.hint.setVisible(bool(hint))

    def show_progress(
        self, fraction: float, text: str, done: int = 0, total: int = 0, seconds_left: float | None = None
    ) -> None:
        """Show how far the work is: in bytes and time left, where they are known."""
        self.show_reason("", "")
        self.install.show_progress(fraction, "")
        parts = [tr("{done} of {total}").format(done=size(done), total=size(total))] if total else []
        parts += [tr("{time} left").format(time=duration(seconds_left))] if seconds_left is not None else []
        self.progress.setText("\n".join([text, ", ".join(parts)]).strip())
        self.progress.show()
        self._set_free(is_free=False)

    def show_end(self) -> None:
        """Be a page of choices again."""
        self.install.show_button()
        self.progress.hide()
        self._set_free(is_free=True)

    def _set_free(self, *, is_free: bool) -> None:
        for part in (self.choices, self.kit, self.other, self.own, self.make_kit, self.back):
            part.setEnabled(is_free)

    def _make_choices(self, chosen: str) -> None:
        for button in self._choices.buttons():
            self._choices.removeButton(button)
            self.choices.layout().removeWidget(button)
            button.deleteLater()
        for index, offer in enumerate(self._offers):
            label = tr("{offer}: {download}, {disk} on disk").format(
                offer=offer.title, download=size(offer.download_bytes), disk=size(offer.disk_bytes)
            )
            button = narrow(named(QRadioButton(label), f"landprintChoice_{offer.name}", label, offer.sentence))
            self._choices.addButton(button, index)
            self.choices.layout().addWidget(button)
            button.setChecked(offer.name == chosen or (not chosen and index == 0))
        if self._offers and self._choices.checkedId() < 0:
            self._choices.buttons()[0].setChecked(True)
        self.choices.setVisible(len(self._offers) > 1)

    def _show_sentence(self) -> None:
        index = self._choices.checkedId()
        self.sentence.setText(breakable(self._offers[index].sentence) if 0 <= index < len(self._offers) else "")
        self.sentence.setVisible(bool(self.sentence.text()))

    def _connect(self) -> None:
        self._choices.idToggled.connect(lambda _index, _checked: self._show_sentence())
        self.install.started.connect(lambda: self.wanted.emit(self.choice))
        self.install.cancelled.connect(self.cancelled)
        self.kit.clicked.connect(lambda _checked: self._choose(tr("The kit"), KITS, self.kit_chosen))
        self.other.clicked.connect(
            lambda _checked: self._choose(tr("The environment's Python"), PYTHONS, self.python_chosen)
        )
        self.own.clicked.connect(lambda _checked: self.own_wanted.emit())
        self.make_kit.clicked.connect(lambda _checked: self.kit_wanted.emit())
        self.diagnose.clicked.connect(lambda _checked: self.diagnose_wanted.emit())
        self.back.clicked.connect(lambda _checked: self.left.emit())

    def _choose(self, title: str, files: str, chosen: pyqtSignal) -> None:
        path, _filter = QFileDialog.getOpenFileName(self, title, "", files)
        if path:
            chosen.emit(path)


def _button(name: str, text: str, tip: str) -> QPushButton:
    return narrow(named(QPushButton(text), name, text.replace("&", ""), tip))

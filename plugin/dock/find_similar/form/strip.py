"""The strip of the most similar places: small pictures of them, one of which is judged at a time."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QIcon, QImage, QPalette, QPixmap
from qgis.PyQt.QtWidgets import QLabel, QListView, QListWidget, QListWidgetItem, QToolButton, QWidget

from ....translation import format_number, tr
from ...widgets.forms import column, named, row
from .icons import framed, judged, sign_icon, table_icon

LINES_HIGH = 3  # of a picture, in lines of text, so that it grows with the font
LIST_TIP = tr("The places that are most similar, the best first; press one to see where it is")
BEFORE_TIP, NEXT_TIP = tr("The place before"), tr("The next place")
ACCEPT_TIP = tr("This is what I look for: it becomes a liked place")
REJECT_TIP = tr("This is not meant: it becomes a place not liked")
TABLE_TIP = tr("All of them in a table")


class CandidateStrip(QWidget):
    """Hidden while there are none; emits the index of the place that is looked at, accepted or rejected."""

    looked_at = pyqtSignal(int)
    accepted = pyqtSignal(int)
    rejected = pyqtSignal(int)
    table_wanted = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self._similarities: list[float] = []
        self._pictures: list[QPixmap] = []
        self._judged: dict[int, bool] = {}
        self._framed = -1
        self.list = named(QListWidget(), "landprintCandidates", tr("Most similar places"), LIST_TIP)
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setFlow(QListView.Flow.LeftToRight)
        self.list.setWrapping(False)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setUniformItemSizes(True)
        self.list.setSpacing(1)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumWidth(0)
        colours = self.list.palette()
        colours.setColor(QPalette.ColorRole.Highlight, Qt.GlobalColor.transparent)  # the frame says it
        self.list.setPalette(colours)
        self.side = LINES_HIGH * self.fontMetrics().height()
        self.list.setIconSize(QSize(self.side, self.side))
        self.list.setGridSize(QSize(self.side + 6, self.side + 6))
        self.list.setFixedHeight(self.side + 12)
        self.before = _button("landprintBefore", BEFORE_TIP, "\N{BLACK LEFT-POINTING TRIANGLE}")
        self.next = _button("landprintNext", NEXT_TIP, "\N{BLACK RIGHT-POINTING TRIANGLE}")
        self.accept = _button("landprintAccept", ACCEPT_TIP, "", positive=True)
        self.reject = _button("landprintReject", REJECT_TIP, "", positive=False)
        self.table = _button("landprintTable", TABLE_TIP, "")
        self.table.setIcon(table_icon(self.fontMetrics().height()))
        self.place = QLabel()
        self.place.setAlignment(Qt.AlignmentFlag.AlignCenter)
        buttons = row(self.before, self.place, self.next, self.accept, self.reject, self.table, stretch=1)
        self.setLayout(column(self.list, buttons))
        self._connect()
        self.forget()

    @property
    def current(self) -> int:
        """The index of the place that is looked at, -1 for none."""
        return int(self.list.currentRow())

    def show_places(self, similarities: Sequence[float]) -> None:
        """Show places of these similarities, still without pictures; none hides the strip."""
        self._similarities = list(similarities)
        self._judged = {}
        blank = QPixmap(self.side, self.side)
        blank.fill(self.palette().color(QPalette.ColorRole.Mid))
        self._pictures = [blank for _ in similarities]
        self.list.blockSignals(True)
        self.list.clear()
        for rank, similarity in enumerate(similarities, 1):
            text = tr("Place {rank}: {similarity}").format(rank=rank, similarity=format_number(similarity, 2))
            item = QListWidgetItem(QIcon(blank), "")
            item.setToolTip(text)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, text)
            self.list.addItem(item)
        self.list.setCurrentRow(0 if similarities else -1)
        self.list.blockSignals(False)
        self._framed = self.current
        self.setVisible(bool(similarities))
        self._say()

    def show_picture(self, index: int, picture: QImage) -> None:
        """Show the place's picture."""
        if index < len(self._pictures):
            self._pictures[index] = QPixmap.fromImage(picture)
            self._show_icon(index)

    def show_judged(self, index: int, *, accepted: bool) -> None:
        """Show what became of it."""
        self._judged[index] = accepted
        self._show_icon(index)
        self._say()

    def forget(self) -> None:
        """Show none."""
        self.show_places([])

    def step(self, by: int) -> None:
        """Look at the place so many further on."""
        self.list.setCurrentRow(min(max(self.current + by, 0), self.list.count() - 1))

    def _show_icon(self, index: int) -> None:
        picture = self._pictures[index]
        if index in self._judged:
            picture = judged(picture, accepted=self._judged[index])
        if index == self.current:
            picture = framed(picture, self.palette().color(QPalette.ColorRole.Highlight))
        icon = QIcon(picture)
        # The one that is selected would be tinted.
        icon.addPixmap(picture, QIcon.Mode.Selected)
        self.list.item(index).setIcon(icon)

    def _say(self) -> None:
        index, count = self.current, self.list.count()
        if index < 0:
            self.place.setText("")
            return
        similarity = format_number(self._similarities[index], 2)
        said = tr("{rank}/{count} · {similarity}").format(rank=index + 1, count=count, similarity=similarity)
        self.place.setText(said)
        self.before.setEnabled(index > 0)
        self.next.setEnabled(index < count - 1)
        for button in (self.accept, self.reject):
            button.setEnabled(index not in self._judged)

    def _moved(self, index: int) -> None:
        self._say()
        for one in {self._framed, index} & set(range(self.list.count())):
            self._show_icon(one)
        self._framed = index
        if index >= 0:
            self.list.scrollToItem(self.list.item(index), QListView.ScrollHint.EnsureVisible)
            self.looked_at.emit(index)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._moved)
        self.list.itemClicked.connect(lambda _item: self.looked_at.emit(self.current))
        self.before.clicked.connect(lambda _checked: self.step(-1))
        self.next.clicked.connect(lambda _checked: self.step(1))
        self.accept.clicked.connect(lambda _checked: self.accepted.emit(self.current))
        self.reject.clicked.connect(lambda _checked: self.rejected.emit(self.current))
        self.table.clicked.connect(lambda _checked: self.table_wanted.emit())


def _button(name: str, tip: str, text: str, *, positive: bool | None = None) -> QToolButton:
    button = named(QToolButton(), name, tip, tip)
    button.setAutoRaise(True)
    button.setText(text)
    if positive is not None:
        button.setIcon(sign_icon(button.fontMetrics().height(), positive=positive))
    return button

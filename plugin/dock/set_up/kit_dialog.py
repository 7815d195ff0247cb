"""The dialog of a kit that is to be made: for which computers, and with which weights."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QDialog, QDialogButtonBox, QLabel, QWidget

from ...translation import tr
from ..widgets.forms import add_row, column, form, named, widget_of
from ..widgets.words import size

TITLES = {"cpu": tr("any computer"), "gpu": tr("with GPU")}


class KeptWeights(NamedTuple):
    """Weights that are here and may go into the kit."""

    title: str
    path: str
    size: int


class KitDialog(QDialog):
    """What goes into the kit; ``choices`` gives the installations of a platform, ``bytes_of`` their sizes."""

    def __init__(
        self,
        platforms: Mapping[str, str],
        here: str,
        weights: Sequence[KeptWeights],
        choices: Callable[[str], Sequence[str]],
        bytes_of: Callable[[str, str], int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Make a kit"))
        self._choices, self._bytes_of = choices, bytes_of
        about = QLabel(
            tr(
                "A kit is one file with all that the engine needs. On a computer without a network, choose it there"
                " by “Install from a kit…”."
            )
        )
        about.setWordWrap(True)
        self._platform = named(
            QComboBox(), "landprintKitPlatform", tr("Computer"), tr("The system that the kit is for")
        )
        for name, title in platforms.items():
            self._platform.addItem(title, name)
        self._platform.setCurrentIndex(max(self._platform.findData(here), 0))
        self._choice = named(
            QComboBox(), "landprintKitChoice", tr("Engine"), tr("With or without the packages for a GPU")
        )
        self._weights = [(_tick(one), one) for one in weights]
        self._size = QLabel()
        fields = form()
        add_row(fields, tr("&Computer"), self._platform)
        add_row(fields, tr("&Engine"), self._choice)
        none = QLabel(tr("none is here to take along; see Models…"))
        add_row(fields, tr("Weights"), widget_of(column(*[box for box, _one in self._weights] or [none])))
        add_row(fields, tr("Size"), self._size)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        save = buttons.addButton(tr("Make it…"), QDialogButtonBox.ButtonRole.AcceptRole)
        save.setObjectName("landprintKitSave")
        layout = column(about, fields, buttons)
        layout.setContentsMargins(12, 12, 12, 12)
        self.setLayout(layout)
        self.setMinimumWidth(440)
        self._platform.currentIndexChanged.connect(lambda _index: self._show_choices())
        self._choice.currentIndexChanged.connect(lambda _index: self._show_size())
        for box, _one in self._weights:
            box.toggled.connect(lambda _checked: self._show_size())
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._show_choices()

    @property
    def platform(self) -> str:
        """The name of the platform that it is for."""
        return str(self._platform.currentData())

    @property
    def choice(self) -> str:
        """The name of the installation."""
        return str(self._choice.currentData())

    @property
    def weights(self) -> list[str]:
        """The paths of the weights that go with it."""
        return [one.path for box, one in self._weights if box.isChecked()]

    def _show_choices(self) -> None:
        self._choice.clear()
        for name in self._choices(self.platform):
            self._choice.addItem(TITLES.get(name, name), name)
        self._show_size()

    def _show_size(self) -> None:
        if self._choice.currentData() is not None:
            weights = sum(one.size for box, one in self._weights if box.isChecked())
            self._size.setText(
                tr("about {size} to download and keep").format(
                    size=size(self._bytes_of(self.platform, self.choice) + weights)
                )
            )


def _tick(one: KeptWeights) -> QCheckBox:
    label = f"{one.title}, {size(one.size)}"
    return named(
        QCheckBox(label), "landprintKitWeights", label, tr("Take these weights along, so that none is downloaded")
    )

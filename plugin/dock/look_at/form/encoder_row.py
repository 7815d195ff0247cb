"""The row *Encoder*: those that fit the input, and what there is to know about the chosen one."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QToolButton, QWhatsThis, QWidget

from ....resources import takes_pictures
from ....translation import tr
from ...choices import Encoder, InputKind
from ...widgets.elided_combo import ElidedNames
from ...widgets.forms import named, narrow, row
from ...widgets.icons import about_icon
from ...widgets.words import size


class EncoderRow(QWidget):
    """A box of encoders with a button that tells about them; ``changed`` when another one is chosen or offered."""

    changed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.combo = named(
            ElidedNames(), "landprintEncoder", tr("Encoder"), tr("What turns each patch of the image into numbers")
        )
        about = tr("What the encoder is good for, and its licence")
        self.about = named(QToolButton(), "landprintAbout", tr("About the encoder"), about)
        self.about.setIcon(about_icon(self.about.fontMetrics().height()))
        self.about.setAutoRaise(True)
        self.setLayout(row(narrow(self.combo), self.about, stretch=0))
        self.known: list[Encoder] = []  # also those that do not fit the input
        self._offered: list[Encoder] = []
        self._chosen: dict[bool, str] = {}  # whether places are looked at: the encoder that was chosen last
        self._checks: dict[str, str] = {}  # by encoder: what the check of its weights said
        self._of_places = False
        self._has_all_bands = False  # whether the image has all bands of Sentinel-2
        self._is_picture = False
        self.combo.currentIndexChanged.connect(self._show_chosen)
        self.about.clicked.connect(self._show_about)

    @property
    def encoder(self) -> Encoder | None:
        """The chosen encoder, None while the engine has not named any."""
        name = self.combo.currentData()
        return next((encoder for encoder in self._offered if encoder.name == name), None)

    def choose(self, name: str) -> None:
        """Choose the encoder of this name, if it is offered."""
        if (index := self.combo.findData(name)) >= 0:
            self.combo.setCurrentIndex(index)

    def show_encoders(self, encoders: Sequence[Encoder]) -> None:
        """Offer those of these encoders that fit the input, keeping the chosen one if it is among them."""
        self.known = list(encoders)
        self._offer()

    def fit_source(self, source: InputKind) -> None:
        """Offer the encoders of images, or those of places."""
        if self._of_places != (source is not InputKind.IMAGE):
            self._of_places = not self._of_places
            self._offer()

    def fit_bands(self, *, has_all: bool) -> None:
        """Offer or hide the encoders that need an image with all bands of Sentinel-2."""
        if has_all != self._has_all_bands:
            self._has_all_bands = has_all
            self._offer()

    def fit_picture(self, *, is_picture: bool) -> None:
        """Offer the encoders that take a picture; or those of measured images again."""
        if is_picture != self._is_picture:
            self._is_picture = is_picture
            self._offer()

    def tell_check(self, encoder: str, sentence: str) -> None:
        """Add the verdict of the weights' check to what is shown about the encoder."""
        self._checks[encoder] = sentence

    def _offer(self) -> None:
        wanted = ["locations"] if self._of_places else ["rasters", *(["images"] if self._has_all_bands else [])]
        groups = [[encoder for encoder in self.known if encoder.takes == takes] for takes in wanted]
        if self._is_picture:
            groups = [[encoder for encoder in group if takes_pictures(encoder.name)] for group in groups]
        self._offered = [encoder for group in groups for encoder in group]
        names = [encoder.name for encoder in self._offered]
        chosen = self._chosen.get(self._of_places)
        here = [encoder.name for encoder in self._offered if encoder.is_here]
        self.combo.blockSignals(True)
        self.combo.clear()
        for group in groups:
            if group and self.combo.count():
                self.combo.insertSeparator(self.combo.count())
            for encoder in group:
                self._add(encoder)
        self.choose(chosen if chosen in names else next(iter([*here, *names]), ""))
        self.combo.blockSignals(False)
        self._show_chosen()

    def _add(self, encoder: Encoder) -> None:
        missing = "" if encoder.is_here else tr("{size} to download.").format(size=size(encoder.download_bytes)) + " "
        self.combo.addItem(encoder.title, encoder.name)
        index = self.combo.count() - 1
        self.combo.setItemData(index, missing + encoder.description, Qt.ItemDataRole.ToolTipRole)

    def _show_chosen(self) -> None:
        encoder = self.encoder
        self.about.setEnabled(encoder is not None)
        if encoder is not None:
            self._chosen[self._of_places] = encoder.name
            self.about.setToolTip(_about(encoder, self._checks.get(encoder.name, "")))
            self.combo.setToolTip(f"{encoder.title}\n{encoder.description}")
            self.changed.emit()

    def _show_about(self) -> None:
        corner = self.about.mapToGlobal(self.about.rect().bottomLeft())
        QWhatsThis.showText(corner, self.about.toolTip(), self.about)


def _about(encoder: Encoder, check: str) -> str:
    """A paragraph on what the encoder is good for, its licence and whether it is here."""
    if not encoder.download_bytes:
        state = tr("Built in: nothing to download")
    else:
        state = (
            tr("Its weights are here ({size})") if encoder.ready else tr("Its weights are to be downloaded ({size})")
        )
        state = state.format(size=size(encoder.download_bytes))
    licence = tr("Licence: {licence}.").format(licence=encoder.licence)
    source = f'<a href="{encoder.source_url}">{encoder.source_url}</a>'
    return f"<p><b>{encoder.title}</b></p><p>{encoder.description}</p><p>{state}. {licence}<br>{source}</p>" + (
        f"<p>{check}</p>" if check else ""
    )

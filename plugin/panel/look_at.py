"""The section *Look at*: which layer, by which encoder, how much of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QResizeEvent
from qgis.PyQt.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFormLayout,
    QGroupBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QStyle,
    QToolButton,
    QWhatsThis,
    QWidget,
)

from .choices import Area, Band, Encoder, Settings
from .forms import Disclosure, QuietLabel, add_row, form, named, narrow, row, section
from .more import MoreSettings
from .progress_button import ProgressButton
from .words import counted, size

ROOMY_CHARACTERS = 44
AREAS = {
    Area.VISIBLE: ("&visible", "The part of the layer that the map shows now"),
    Area.WHOLE: ("&whole", "All of the layer"),
    Area.DRAWN: ("d&rawn", "A rectangle that you draw on the map"),
}
BUTTON_TEXTS = {
    Area.VISIBLE: "&Embed visible area",
    Area.WHOLE: "&Embed whole layer",
    Area.DRAWN: "&Embed drawn area",
}


class LookAtSection(QGroupBox):
    """Shows the choices that lead to an embedding layer; ``layer_combo`` is QGIS's own and handed in."""

    changed = pyqtSignal()
    bands_wanted = pyqtSignal()
    drawing_wanted = pyqtSignal()
    embed_wanted = pyqtSignal()
    cancel_wanted = pyqtSignal()

    def __init__(self, layer_combo: QWidget, parent: QWidget | None = None) -> None:
        super().__init__("Look at", parent)
        self.layer_combo = named(layer_combo, "landprintLayer", "Layer", "The satellite image to look at")
        self._encoders: list[Encoder] = []
        self.encoder_combo = named(
            QComboBox(), "landprintEncoder", "Encoder", "What turns each patch of the image into numbers"
        )
        self.dim = QLabel()
        self.about = _about_button()
        self.bands = _link_button("landprintBands", "Bands", "The bands that are used; press to change them")
        self.areas = QButtonGroup(self)
        self.more = MoreSettings()
        self.disclosure = Disclosure("&More", self.more)
        named(self.disclosure.header, "landprintMore", "More", "Patch size, storage, output file and other settings")
        self.estimate = QuietLabel()
        named(self.estimate, "landprintEstimate", "Estimate", "Measured on one chip of this layer with these settings")
        self.embed = ProgressButton(
            "landprintEmbed", BUTTON_TEXTS[Area.VISIBLE], "Make an embedding layer of this area"
        )
        self.setLayout(section(self._form(), self.disclosure, self.estimate, self.embed))
        self._connect()

    # What the person chose

    @property
    def encoder(self) -> Encoder | None:
        """The chosen encoder, None while the engine has not named any."""
        index = self.encoder_combo.currentIndex()
        return self._encoders[index] if 0 <= index < len(self._encoders) else None

    @property
    def area(self) -> Area:
        """The chosen part of the layer."""
        return list(Area)[self.areas.checkedId()]

    @property
    def settings(self) -> Settings:
        """The values under *More*."""
        return self.more.settings

    # What it shows

    def show_encoders(self, encoders: Sequence[Encoder]) -> None:
        """Offer these encoders, keeping the chosen one if it is among them."""
        chosen = self.encoder.name if self.encoder else None
        self._encoders = list(encoders)
        self.encoder_combo.clear()
        self.encoder_combo.addItems([encoder.title for encoder in encoders])
        names = [encoder.name for encoder in encoders]
        self.encoder_combo.setCurrentIndex(names.index(chosen) if chosen in names else 0)

    def show_bands(self, chosen: Sequence[Band], count: int) -> None:
        """Say in a line which of the layer's ``count`` bands are used."""
        if not count:
            self.bands.setText("none")
        elif len(chosen) == count:
            self.bands.setText("the only one" if count == 1 else f"all {count}")
        else:
            self.bands.setText(f"{len(chosen)} of {count}: {', '.join(band.name for band in chosen)}")
        self.bands.setEnabled(count > 1)

    def show_estimate(self, text: str, tip: str = "") -> None:
        """The line above the button."""
        self.estimate.setText(text)
        self.estimate.setToolTip(tip or self.estimate.accessibleDescription())
        self.estimate.setVisible(bool(text))

    def choose_area(self, area: Area) -> None:
        """Mark this part of the layer as chosen."""
        self.areas.button(list(Area).index(area)).setChecked(True)

    def mark_output(self, *, wrong: bool) -> None:
        """Show whether the output file is the cause of a failure."""
        if wrong:
            self.disclosure.header.setChecked(True)
        self.more.mark_output(wrong=wrong)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the dimensions only where there is room beside the encoder's name."""
        self.dim.setVisible(self.width() >= ROOMY_CHARACTERS * self.fontMetrics().averageCharWidth())
        super().resizeEvent(event)

    # How it is put together

    def _form(self) -> QFormLayout:
        layout = form()
        add_row(layout, "La&yer", narrow(self.layer_combo))
        add_row(
            layout, "E&ncoder", row(narrow(self.encoder_combo), self.dim, self.about, stretch=0), self.encoder_combo
        )
        add_row(layout, "&Bands", self.bands)
        add_row(layout, "Area", row(*map(self._area_button, Area), QWidget(), stretch=len(Area)))
        return layout

    def _area_button(self, area: Area) -> QRadioButton:
        text, tip = AREAS[area]
        button = named(QRadioButton(text), f"landprintArea{area.name.title()}", text.replace("&", ""), tip)
        self.areas.addButton(button, list(Area).index(area))
        button.setChecked(area is Area.VISIBLE)
        return button

    def _connect(self) -> None:
        self.encoder_combo.currentIndexChanged.connect(self._encoder_changed)
        self.bands.clicked.connect(self.bands_wanted)
        self.areas.idClicked.connect(self._area_clicked)
        self.areas.idToggled.connect(lambda _id, checked: self._area_changed() if checked else None)
        self.more.changed.connect(self._more_changed)
        self.embed.started.connect(self.embed_wanted)
        self.embed.cancelled.connect(self.cancel_wanted)
        self.about.clicked.connect(partial(self._show_about))
        self.show_estimate("")

    def _area_clicked(self, index: int) -> None:
        if list(Area)[index] is Area.DRAWN:
            self.drawing_wanted.emit()

    def _area_changed(self) -> None:
        self.embed.set_text(BUTTON_TEXTS[self.area])
        self.changed.emit()

    def _more_changed(self) -> None:
        self.disclosure.set_summary(self.more.summary)
        self.changed.emit()

    def _encoder_changed(self) -> None:
        encoder = self.encoder
        self.about.setEnabled(encoder is not None)
        if encoder is None:
            self.dim.setText("")
            return
        self.dim.setText(counted(encoder.dim, "dim", "dims") if encoder.dim else "")
        self.about.setToolTip(_about(encoder))
        self.more.fit_encoder(encoder)
        self.changed.emit()

    def _show_about(self) -> None:
        corner = self.about.mapToGlobal(self.about.rect().bottomLeft())
        QWhatsThis.showText(corner, self.about.toolTip(), self.about)


def _about(encoder: Encoder) -> str:
    """A paragraph on what the encoder is good for, its licence and whether it is here."""
    state = "Ready to use" if encoder.ready else f"{size(encoder.download_bytes)} to download"
    return f"<p><b>{encoder.title}</b></p><p>{encoder.description}</p><p>{state}. Licence: {encoder.licence}</p>"


def _about_button() -> QToolButton:
    button = named(
        QToolButton(), "landprintAbout", "About the encoder", "What the encoder is good for, and its licence"
    )
    button.setIcon(button.style().standardIcon(QStyle.StandardPixmap.SP_MessageBoxInformation))
    button.setAutoRaise(True)
    return button


def _link_button(name: str, title: str, tip: str) -> QPushButton:
    """A button that reads as one line of text and can be as narrow as the dock."""
    button = narrow(named(QPushButton(), name, title, tip))
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setStyleSheet("text-align: left; padding: 0.25em 0.5em;")
    return button

"""The section *Look at*: which layer, by which encoder, how much of it."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QButtonGroup,
    QFormLayout,
    QGroupBox,
    QPushButton,
    QRadioButton,
    QStyle,
    QToolButton,
    QWidget,
)

from ....layers.sources.band import Band
from ....translation import format_number, tr, tr_n
from ...choices import Area, Encoder, Fineness, InputKind, Recognition
from ...widgets.forms import (
    Disclosure,
    LineButton,
    QuietLabel,
    Rows,
    column,
    form,
    named,
    narrow,
    row,
    section,
    widget_of,
)
from ...widgets.progress_button import ProgressButton
from .advice import Advice
from .encoder_row import EncoderRow
from .more import MoreSettings
from .sensor_button import SensorButton
from .weights import WeightsRow

LINE_TIP = tr("What the layer is, by what it is embedded, and how fine; press to see and change it")
LAYER_SHARE, LINE_SHARE = 1, 1  # of the width, while it is folded
FOLDED = "▸"
FINENESSES = {
    Fineness.QUICK: (tr("quick"), tr("The coarsest, and the fastest")),
    Fineness.AUTO: (
        tr("auto"),
        tr("The finest from two pixels up that takes no longer than the time in Landprint's options"),
    ),
    Fineness.FINE: (tr("fine"), tr("The finest, however long it takes")),
}
AREAS = {
    Area.VISIBLE: (tr("visible"), tr("The part of the layer that the map shows now")),
    Area.WHOLE: (tr("whole"), tr("All of the layer")),
    Area.DRAWN: (tr("drawn"), tr("A rectangle that you draw on the map")),
}
BUTTON_TEXTS = {
    Area.VISIBLE: tr("Em&bed visible area"),
    Area.WHOLE: tr("Em&bed whole layer"),
    Area.DRAWN: tr("Em&bed drawn area"),
}
PICTURE = tr(
    "A web layer is a picture: its colours are no measured reflectances, and its tiles may be of"
    " different dates. Landprint draws the area first, under the service's own terms."
)
EMBED_POINTS, EMBED_EARTH = tr("Em&bed points"), tr("Em&bed the Earth")
TIPS = {
    InputKind.IMAGE: tr("Make an embedding layer of this area"),
    InputKind.POINTS: tr("Make a layer of the points with an embedding each"),
    InputKind.EARTH: tr("Make an embedding layer of the whole Earth; once for each encoder"),
}


class LookAtSection(QGroupBox):
    """Shows the choices that lead to an embedding layer; ``layer_combo`` is QGIS's own and handed in."""

    changed = pyqtSignal()
    drawing_wanted = pyqtSignal()

    def __init__(self, layer_combo: QWidget, more: MoreSettings) -> None:
        super().__init__(tr("Look at"))
        tip = tr("The satellite image or the points to look at; or any place on Earth, without a layer")
        self.layer_combo = named(layer_combo, "landprintLayer", tr("Layer"), tip)
        self._takes = InputKind.IMAGE
        self.encoders = EncoderRow()
        self.open_scene = _open_button()
        self.line = narrow(named(LineButton(), "landprintLookAt", tr("Settings of this layer"), LINE_TIP))
        self.fold = named(QToolButton(), "landprintFold", tr("Fold"), tr("Show these settings in one line"))
        self.fold.setArrowType(Qt.ArrowType.DownArrow)
        self.fold.setAutoRaise(True)
        self._summary: Sequence[str] = ()
        self._short_summary = ""
        self._is_settled = False
        self._folded_by_user: bool | None = None
        self.weights = WeightsRow()
        self.advice = Advice()
        self.scene = narrow(named(QPushButton(), "landprintScene", tr("Use the other bands of this scene"), ""))
        self._is_part = False  # of a scene whose other bands are layers too
        self.bands = _link_button("landprintBands", tr("Bands"), tr("The bands that are used; press to change them"))
        self.sensor = SensorButton()
        self.picture = QuietLabel(PICTURE)
        named(self.picture, "landprintPicture", tr("What a web layer is"), PICTURE)
        self._is_picture = False
        self._is_recognised = False  # whether the image's sensor is known
        self.areas = QButtonGroup(self)
        self.finenesses = QButtonGroup(self)
        self.more = more
        self.disclosure = Disclosure(tr("More"), self.more)
        named(
            self.disclosure.header,
            "landprintMore",
            tr("More"),
            tr("Patch size, storage, output file and other settings"),
        )
        self.estimate = QuietLabel()
        named(
            self.estimate,
            "landprintEstimate",
            tr("Estimate"),
            tr("Measured on a part of this layer with these settings"),
        )
        self.embed = ProgressButton(
            "landprintEmbed", BUTTON_TEXTS[Area.VISIBLE], tr("Make an embedding layer of this area")
        )
        self._body = widget_of(column(self._form(), self.disclosure))
        head = row(narrow(self.layer_combo), self.line, self.open_scene, self.fold)
        head.setStretch(0, LAYER_SHARE)
        head.setStretch(1, LINE_SHARE)
        self.setLayout(section(head, self._body, self.estimate, self.embed))
        self._show_rows()  # not before: a row that was never laid out would be the last for the Tab key
        self._connect()

    # What the user chose

    @property
    def encoder(self) -> Encoder | None:
        """The chosen encoder, None while the engine has not named any."""
        return self.encoders.encoder

    @property
    def area(self) -> Area:
        """The chosen part of the layer."""
        return list(Area)[self.areas.checkedId()]

    @property
    def fineness(self) -> Fineness:
        """How fine the result is to be."""
        return list(Fineness)[self.finenesses.checkedId()]

    # What is shown

    def settle(self, *, settled: bool) -> None:
        """Whether there is nothing to decide: then it folds to a line, unless the user has unfolded it."""
        self._is_settled = settled
        self._fold()

    def summarise(self, parts: Sequence[str], short: str) -> None:
        """Show these facts in the line, or where there is no room for them the short ones."""
        self._summary, self._short_summary = parts, short
        self._fold()

    @property
    def is_folded(self) -> bool:
        """Whether only the line is shown."""
        if self._folded_by_user is None:
            return self._is_settled and not (self.advice.is_wanted or self._is_part)
        return self._is_settled and self._folded_by_user

    def _fold(self) -> None:
        folded = self.is_folded
        self._body.setVisible(not folded)
        self.open_scene.setVisible(not folded)
        self.line.setVisible(folded)
        self.fold.setVisible(not folded and self._is_settled)
        said = " · ".join(self._summary)
        self.line.show_line(f"{FOLDED} {said}", f"{FOLDED} {self._short_summary}")
        self.line.setAccessibleDescription(said)
        self.line.setToolTip(f"{said}\n{LINE_TIP}")

    def _fold_or_unfold(self) -> None:
        self._folded_by_user = not self.is_folded
        self._fold()

    def show_source(self, source: InputKind) -> None:
        """Show what can be chosen for an image, for points or for any place on Earth."""
        self._takes = source
        self.embed.set_tip(TIPS[source])
        self._show_button_text()
        self.encoders.fit_source(source)
        self._show_rows()

    def recommend(self, sensor: str, encoders: Sequence[Encoder]) -> None:
        """Recommend these encoders for an image of the sensor; none takes that back."""
        self.advice.show_encoders(sensor, encoders)
        self._show_rows()
        self._fold()

    def show_picture(self, *, shown: bool) -> None:
        """Say what a web layer is, and offer the encoders that take a picture; or those of measured images again."""
        if shown != self._is_picture:
            self._is_picture = shown
            self.more.show_drawn(drawn=shown)
            self.encoders.fit_picture(is_picture=shown)

    def show_recognition(self, recognition: Recognition | None, problem: str = "", *, corrected: bool = False) -> None:
        """Show the recognised sensor in a line, or that there is none."""
        of_all_bands = self.encoder is not None and self.encoder.takes == "images"
        self.sensor.show_recognition(recognition, problem, corrected=corrected, of_all_bands=of_all_bands)
        self._is_recognised = recognition is not None
        self._show_rows()
        self.more.show_recognition(recognition)
        self.disclosure.set_summary(self.more.summary)

    def offer_scene(self, layers: Sequence[str]) -> None:
        """Offer to look at these layers too, which are other bands of the same scene; none takes that back."""
        self._is_part = bool(layers)
        self.scene.setText(tr_n("Use {n} more band of this scene", "Use {n} more bands of this scene", len(layers)))
        tip = tr("Other layers of this project: {names}. Under More you choose which.").format(names=", ".join(layers))
        self.scene.setToolTip(tip)
        self.scene.setAccessibleDescription(tip)
        self._show_rows()

    def show_bands(self, chosen: Sequence[Band], count: int) -> None:
        """Show in a line which of the layer's ``count`` bands are used."""
        if not count:
            self.bands.setText(tr("none"))
        elif len(chosen) == count:
            self.bands.setText(tr("the only one") if count == 1 else tr("all {count}").format(count=count))
        else:
            self.bands.setText(
                tr("{chosen} of {count}: {names}").format(
                    chosen=format_number(len(chosen)), count=count, names=", ".join(band.name for band in chosen)
                )
            )
        self.bands.setEnabled(count > 1)

    def show_estimate(self, text: str, tip: str = "") -> None:
        """The line above the button."""
        self.estimate.setText(text)
        self.estimate.setToolTip(tip or self.estimate.accessibleDescription())
        self.estimate.setVisible(bool(text))

    def mark_output(self, *, wrong: bool) -> None:
        """Show whether the output file is the cause of a failure."""
        if wrong:
            self.disclosure.header.setChecked(True)
        self.more.mark_output(wrong=wrong)

    # Layout

    def _form(self) -> QFormLayout:
        layout = form()
        rows = self._rows = Rows(layout)
        rows.add_wide("picture", self.picture)
        rows.add("encoder", tr("E&ncoder"), self.encoders, self.encoders.combo)
        rows.add_wide("weights", self.weights)
        rows.add_wide("advice", self.advice)
        rows.add_wide("scene", self.scene)
        rows.add("sensor", tr("Sensor"), self.sensor)
        rows.add("bands", tr("Bands"), self.bands)
        rows.add("area", tr("Area"), row(*map(self._area_button, Area), QWidget(), stretch=len(Area)))
        finenesses = map(self._fineness_button, Fineness)
        rows.add("detail", tr("Detail"), row(*finenesses, QWidget(), stretch=len(Fineness)))
        return layout

    def _show_rows(self) -> None:
        """Show only the rows that fit the input and the chosen encoder."""
        encoder, image = self.encoder, self._takes is InputKind.IMAGE
        knows = encoder is not None and encoder.knows_sensors
        wanted = {"encoder"}
        wanted |= {"area"} if image else set()
        wanted |= {"detail"} if image and encoder is not None and encoder.takes == "rasters" else set()
        wanted |= {"sensor"} if image and (knows or self._is_recognised) else set()
        wanted |= {"bands"} if image and not knows and not self._is_picture else set()
        wanted |= {"picture"} if image and self._is_picture else set()
        wanted |= {"scene"} if image and self._is_part else set()
        wanted |= {"weights"} if self.weights.is_wanted else set()
        wanted |= {"advice"} if image and not knows and self.advice.is_wanted else set()
        self._rows.show_only(wanted)
        self.disclosure.setVisible(self._takes is not InputKind.EARTH)

    def _area_button(self, area: Area) -> QRadioButton:
        text, tip = AREAS[area]
        button = named(QRadioButton(text), f"landprintArea{area.name.title()}", text.replace("&", ""), tip)
        self.areas.addButton(button, list(Area).index(area))
        button.setChecked(area is Area.VISIBLE)
        return button

    def _fineness_button(self, fineness: Fineness) -> QRadioButton:
        text, tip = FINENESSES[fineness]
        button = named(QRadioButton(text), f"landprintFineness{fineness.name.title()}", text, tip)
        self.finenesses.addButton(button, list(Fineness).index(fineness))
        button.setChecked(fineness is Fineness.AUTO)
        return button

    def _connect(self) -> None:
        for button in (self.line, self.fold):
            button.clicked.connect(self._fold_or_unfold)
        self.finenesses.idToggled.connect(lambda _id, checked: self.changed.emit() if checked else None)
        self.encoders.changed.connect(self._encoder_changed)
        self.advice.encoder_wanted.connect(self.encoders.choose)
        self.areas.button(list(Area).index(Area.DRAWN)).clicked.connect(self.drawing_wanted)
        self.areas.idToggled.connect(lambda _id, checked: self._area_changed() if checked else None)
        self.more.changed.connect(self._more_changed)
        self.show_estimate("")

    def _area_changed(self) -> None:
        self._show_button_text()
        self.changed.emit()

    def _show_button_text(self) -> None:
        texts = {InputKind.POINTS: EMBED_POINTS, InputKind.EARTH: EMBED_EARTH}
        self.embed.set_text(texts.get(self._takes, BUTTON_TEXTS[self.area]))

    def _more_changed(self) -> None:
        self.disclosure.set_summary(self.more.summary)
        self.changed.emit()

    def _encoder_changed(self) -> None:
        encoder = self.encoder
        if encoder is not None:
            self.weights.show_encoder(encoder)
            self.more.fit_encoder(encoder)
            self._show_rows()
            self.changed.emit()


def _open_button() -> QToolButton:
    """A button whose menu comes from the use case that opens scenes."""
    tip = tr("Open a scene: a Sentinel-2 .SAFE or a Landsat folder, its zip or tar; or drop one here")
    button = named(QToolButton(), "landprintOpenScene", tr("Open a scene"), tip)
    button.setIcon(button.style().standardIcon(QStyle.StandardPixmap.SP_DirOpenIcon))
    button.setAutoRaise(True)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    return button


def _link_button(name: str, title: str, tip: str) -> QPushButton:
    """A button that reads as one line of text and can be as narrow as the dock."""
    button = narrow(named(QPushButton(), name, title, tip))
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setStyleSheet("text-align: left; padding: 0.25em 0.5em;")
    return button

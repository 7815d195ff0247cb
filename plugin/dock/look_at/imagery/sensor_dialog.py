"""The table in which the sensor, and which of its bands are which, is corrected."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ....layers.sources.band import Band
from ....resources import KnownSensor
from ....translation import tr
from ...choices import Recognition, SensorBand, SensorChoice
from ...scene.own_sensor import TypedSensor
from ...scene.own_sensor_dialog import OwnSensorDialog
from ...widgets.forms import add_row, form, named, row

NONE = tr("not in this image")
OWN, NEW_OWN = tr("Own sensor…"), tr("new own sensor")


class SensorDialog(QDialog):
    """Lists the known sensors, and a box for each of the sensor's bands to choose the raster's band.

    ``own`` are the user's own sensors in the engine's JSON; ``new_own`` gives one to begin with, None where the
    encoder takes none.
    """

    def __init__(
        self,
        layer: str,
        bands: Sequence[Band],
        sensors: Sequence[KnownSensor],
        recognition: Recognition | None,
        parent: QWidget | None = None,
        *,
        chosen: SensorChoice | None = None,
        own: Sequence[dict[str, Any]] = (),
        new_own: Callable[[], TypedSensor] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Sensor of {layer}").format(layer=layer))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._bands = list(bands)
        self._sensors = {sensor.name: sensor for sensor in sensors}
        self._landprints = tuple(self._sensors)
        self._own = {str(one["name"]): dict(one) for one in own}
        self._new_own = new_own
        self._recognition = recognition
        self._chosen = chosen
        self._before = 0  # the entry that was chosen before "Own sensor…"
        self.asks_again = False  # the user wants it recognised instead
        self.sensor = named(QComboBox(), "landprintSensorChoice", tr("Sensor"), tr("Which sensor made the image"))
        self.edit = named(
            QPushButton(tr("&Edit…")), "landprintEditSensor", tr("Edit the sensor"), tr("Change your own sensor")
        )
        self.scale = named(QComboBox(), "landprintScaleChoice", tr("Scale"), tr("What the numbers of the image are"))
        self.table = named(
            QTableWidget(0, 2), "landprintSensorBands", tr("Bands"), tr("The image's band of each sensor band")
        )
        self.notes = QLabel("\n".join(recognition.notes) if recognition is not None else tr("It was not recognised."))
        self.notes.setWordWrap(True)
        buttons = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(buttons.Ok | buttons.Cancel | buttons.Reset)
        self._fill()
        self._lay_out()
        self._check()

    @property
    def choice(self) -> SensorChoice:
        """The chosen sensor and bands."""
        sensor = self._sensor
        numbers = [self.table.cellWidget(index, 1).currentData() for index in range(len(sensor.bands))]
        pairs = zip(numbers, sensor.bands)
        own = self._own.get(sensor.name)
        name = sensor.name if own is None else json.dumps(own, separators=(",", ":"), ensure_ascii=False)
        return SensorChoice(name, tuple(SensorBand(number, name) for number, name in pairs if number))

    @property
    def _sensor(self) -> KnownSensor:
        name = self.sensor.currentData()
        own = self._own.get(name)
        return self._sensors[name] if own is None else _as_known(own)

    def _fill(self) -> None:
        for sensor in self._sensors.values():
            self.sensor.addItem(sensor.title, sensor.name)
        for one in self._own.values():
            self.sensor.addItem(_as_known(one).title, one["name"])
        if self._new_own is not None:
            self.sensor.addItem(OWN, NEW_OWN)
        guess = self._recognition.scale_title if self._recognition is not None else tr("from the values")
        self.scale.addItem(
            tr("guessed: {guess}").format(guess=guess), None
        )  # its data are the scale, None where it is to be guessed
        if self._recognition is not None:
            for name, title in self._recognition.scales:
                self.scale.addItem(title, name)
        # What was chosen counts also where the encoder could not take it.
        found = self._chosen.name if self._chosen else self._recognition.sensor if self._recognition else ""
        self._before = max(self.sensor.findData(found), 0)
        self.sensor.setCurrentIndex(self._before)
        self._show_bands()

    def _show_bands(self) -> None:
        sensor = self._sensor
        self._before = self.sensor.currentIndex()
        is_own = sensor.name in self._own
        self.edit.setVisible(is_own)
        numbers = {band.name.lower(): band.number for band in self._bands} if is_own else {}
        for known in (self._recognition, self._chosen):
            # One of its own is mostly made of the recognised one, whose bands have the same names.
            if known is not None and (is_own or sensor.name == getattr(known, "name", known.sensor)):
                numbers.update({band.name: band.number for band in known.bands})
        self.table.setRowCount(len(sensor.bands))
        for index, name in enumerate(sensor.bands):
            item = QTableWidgetItem(name)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.table.setItem(index, 0, item)
            self.table.setCellWidget(index, 1, self._band_combo(name, numbers.get(name, numbers.get(name.lower()))))
        self._check()

    def _band_combo(self, name: str, number: int | None) -> QComboBox:
        combo = named(
            QComboBox(), f"landprintBand_{name}", name, tr("The image's band that is {name}").format(name=name)
        )
        combo.addItem(NONE, None)
        for band in self._bands:
            combo.addItem(f"{band.number}   {band.name}", band.number)
        combo.setCurrentIndex(max(combo.findData(number), 0) if number else 0)
        combo.currentIndexChanged.connect(lambda _index: self._check())
        return combo

    def _check(self) -> None:
        """Enable OK when there is a band, and each is used once."""
        numbers = [band.number for band in self.choice.bands]
        fits = bool(numbers) and len(set(numbers)) == len(numbers)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(fits)

    def _sensor_chosen(self) -> None:
        if self.sensor.currentData() != NEW_OWN:
            self._show_bands()
        elif self._new_own is not None:
            self.sensor.setCurrentIndex(self._before)  # until the dialog is accepted
            self._describe(self._new_own())

    def _describe(self, sensor: TypedSensor) -> None:
        """Have the user describe an own sensor, and choose it."""
        replaced = self._sensor.name if self._sensor.name in self._own and self._sensor.name == sensor.name else None
        taken = {*self._landprints, *self._own} - {replaced}
        dialog = OwnSensorDialog(sensor, taken, self)
        dialog.accepted.connect(lambda: self._take_own(replaced, dialog.sensor.value()))
        dialog.open()  # does not block, as exec would

    def _take_own(self, replaced: str | None, value: dict[str, Any]) -> None:
        title, name = _as_known(value).title, value["name"]
        if replaced is not None:
            self._own.pop(replaced)
        self._own[name] = value
        index = self.sensor.findData(replaced) if replaced is not None else self.sensor.findData(NEW_OWN)
        self.sensor.blockSignals(True)
        if replaced is None:
            self.sensor.insertItem(index, title, name)
        self.sensor.setItemText(index, title)
        self.sensor.setItemData(index, name)
        self.sensor.setCurrentIndex(index)
        self.sensor.blockSignals(False)
        self._show_bands()

    def _ask_again(self) -> None:
        self.asks_again = True
        self.accept()

    def _lay_out(self) -> None:
        self.table.setHorizontalHeaderLabels([tr("Sensor's band"), tr("Band of the image")])
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setMinimumHeight(11 * self.table.verticalHeader().defaultSectionSize())
        self.table.setMinimumWidth(44 * self.fontMetrics().averageCharWidth())
        choices = form()
        add_row(choices, tr("&Sensor"), row(self.sensor, self.edit, stretch=0), self.sensor)
        add_row(choices, tr("S&cale"), self.scale)
        layout = QVBoxLayout(self)
        layout.addLayout(choices)
        layout.addWidget(self.table)
        layout.addWidget(self.notes)
        layout.addWidget(self.buttons)
        reset = self.buttons.button(QDialogButtonBox.StandardButton.Reset)
        reset.setText(tr("&Recognise again"))
        reset.setToolTip(tr("Forget what was corrected, and take what Landprint recognises"))
        reset.clicked.connect(lambda _checked: self._ask_again())
        self.sensor.currentIndexChanged.connect(lambda _index: self._sensor_chosen())
        self.edit.clicked.connect(lambda _checked: self._describe(TypedSensor.of(self._own[self._sensor.name])))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)


def _as_known(own: dict[str, Any]) -> KnownSensor:
    """A user's own sensor as it is listed."""
    bands = tuple(str(band["name"]) for band in own["bands"])
    return KnownSensor(str(own["name"]), str(own.get("title", own["name"])), float(own["gsd"]), bands)

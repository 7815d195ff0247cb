"""The table in which the sensor, and which of its bands are which, is corrected."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...layers.band import Band
from ...resources import KnownSensor
from ..choices import Recognition, SensorBand, SensorChoice
from ..widgets.forms import add_row, form, named

NONE = "not in this image"


class SensorDialog(QDialog):
    """Lists the known sensors, and a box for each of the sensor's bands to choose the raster's band."""

    def __init__(
        self,
        layer: str,
        bands: Sequence[Band],
        sensors: Sequence[KnownSensor],
        recognition: Recognition | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Sensor of {layer}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._bands = list(bands)
        self._sensors = list(sensors)
        self._recognition = recognition
        self.asks_again = False  # the user wants it recognised instead
        self.sensor = named(QComboBox(), "landprintSensorChoice", "Sensor", "Which sensor made the image")
        self.scale = named(QComboBox(), "landprintScaleChoice", "Scale", "What the numbers of the image are")
        self.table = named(QTableWidget(0, 2), "landprintSensorBands", "Bands", "The image's band of each sensor band")
        self.notes = QLabel("\n".join(recognition.notes) if recognition is not None else "It was not recognised.")
        self.notes.setWordWrap(True)
        buttons = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(buttons.Ok | buttons.Cancel | buttons.Reset)
        self._fill()
        self._lay_out()
        self._check()

    @property
    def choice(self) -> SensorChoice:
        """The chosen sensor and bands."""
        sensor = self._sensors[self.sensor.currentIndex()]
        numbers = [self.table.cellWidget(index, 1).currentData() for index in range(len(sensor.bands))]
        pairs = zip(numbers, sensor.bands)
        return SensorChoice(sensor.name, tuple(SensorBand(number, name) for number, name in pairs if number))

    def _fill(self) -> None:
        for sensor in self._sensors:
            self.sensor.addItem(sensor.title, sensor.name)
        guess = self._recognition.scale_title if self._recognition is not None else "from the values"
        self.scale.addItem(f"guessed: {guess}", None)  # its data are the scale, None where it is to be guessed
        if self._recognition is not None:
            self.sensor.setCurrentIndex(max(self.sensor.findData(self._recognition.sensor), 0))
            for name, title in self._recognition.scales:
                self.scale.addItem(title, name)
        self._show_bands()

    def _show_bands(self) -> None:
        sensor = self._sensors[self.sensor.currentIndex()]
        recognised = self._recognition if self._recognition and self._recognition.sensor == sensor.name else None
        numbers = {band.name: band.number for band in recognised.bands} if recognised else {}
        self.table.setRowCount(len(sensor.bands))
        for index, name in enumerate(sensor.bands):
            item = QTableWidgetItem(name)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.table.setItem(index, 0, item)
            self.table.setCellWidget(index, 1, self._band_combo(name, numbers.get(name)))
        self._check()

    def _band_combo(self, name: str, number: int | None) -> QComboBox:
        combo = named(QComboBox(), f"landprintBand_{name}", name, f"The image's band that is {name}")
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

    def _ask_again(self) -> None:
        self.asks_again = True
        self.accept()

    def _lay_out(self) -> None:
        self.table.setHorizontalHeaderLabels(["Sensor's band", "Band of the image"])
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setMinimumHeight(11 * self.table.verticalHeader().defaultSectionSize())
        self.table.setMinimumWidth(44 * self.fontMetrics().averageCharWidth())
        choices = form()
        add_row(choices, "&Sensor", self.sensor)
        add_row(choices, "S&cale", self.scale)
        layout = QVBoxLayout(self)
        layout.addLayout(choices)
        layout.addWidget(self.table)
        layout.addWidget(self.notes)
        layout.addWidget(self.buttons)
        reset = self.buttons.button(QDialogButtonBox.StandardButton.Reset)
        reset.setText("&Recognise again")
        reset.setToolTip("Forget what was corrected, and take what Landprint recognises")
        reset.clicked.connect(lambda _checked: self._ask_again())
        self.sensor.currentIndexChanged.connect(lambda _index: self._show_bands())
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

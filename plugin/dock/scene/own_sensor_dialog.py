"""The dialog in which a user's own sensor is described, read from a JSON file and saved to one."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...translation import tr
from ..widgets.controls import choice
from ..widgets.forms import QuietLabel, add_row, column, form, named, row
from .own_sensor import TypedBand, TypedSensor, read_file, write_file

WRONG = "{} {{ border: 1px solid #c0392b; }}"
FEWEST_ROWS, ROWS = 4, 7  # of bands, that are seen whatever is said beside, and at first
JSON_FILES = tr("Sensor (*.json)")
HEADERS = (tr("Band"), tr("Wavelength (nm)"), tr("Mean"), tr("Std. deviation"))
UNIT_TITLES = {"count": tr("counts or reflectance"), "decibel": tr("decibels (radar)")}
LINES = {
    "name": (tr("&Name"), tr("Name"), tr("What the sensor is called")),
    "gsd": (tr("&Pixel size (m)"), tr("Pixel size in metres"), tr("The side of a pixel on the ground, in metres")),
    "scale": (
        tr("&Scale"),
        tr("Scale"),
        tr("Reflectance is the number in the file × scale + offset; empty where that is unknown"),
    ),
    "offset": (tr("O&ffset"), tr("Offset"), tr("What is added after the scale; empty for 0")),
}


class OwnSensorDialog(QDialog):
    """Shows a sensor in fields and a table of its bands, with a sentence below each field that cannot be used."""

    def __init__(self, sensor: TypedSensor, taken: Collection[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Own sensor"))
        self._taken = tuple(taken)
        self._kept: Any = {}
        self._folder = ""
        self.lines = {
            name: named(QLineEdit(), f"landprintOwn{name.title()}", title, tip)
            for name, (_label, title, tip) in LINES.items()
        }
        self.unit: QComboBox = named(
            choice(UNIT_TITLES), "landprintOwnUnit", tr("Numbers"), tr("What the numbers in the image are")
        )
        tip = tr(
            "The sensor's bands; mean and deviation are of the image's numbers, and what an encoder takes for normal"
        )
        self.table = named(QTableWidget(0, len(HEADERS)), "landprintOwnBands", tr("Bands"), tip)
        self.add = named(QPushButton(tr("&Add band")), "landprintOwnAdd", tr("Add band"), tr("One more row"))
        self.remove = named(
            QPushButton(tr("&Remove band")), "landprintOwnRemove", tr("Remove band"), tr("Without the chosen row")
        )
        self.problems = {name: QuietLabel() for name in (*LINES, "bands", "file")}
        buttons = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(buttons.Ok | buttons.Cancel)
        action = QDialogButtonBox.ButtonRole.ActionRole
        self.open_file = self.buttons.addButton(tr("&Open…"), action)
        self.save_file = self.buttons.addButton(tr("Sa&ve…"), action)
        named(self.open_file, "landprintOwnOpen", tr("Open"), tr("Read the sensor from a JSON file"))
        named(self.save_file, "landprintOwnSave", tr("Save"), tr("Save the sensor to a JSON file"))
        self._lay_out()
        self._connect()
        self.show_sensor(sensor)

    @property
    def sensor(self) -> TypedSensor:
        """The sensor as it is typed."""
        cells = ([self._cell(index, place) for place in range(len(HEADERS))] for index in range(self.table.rowCount()))
        return TypedSensor(
            **{name: line.text() for name, line in self.lines.items()},
            unit=self.unit.currentData(),
            bands=tuple(TypedBand(*texts) for texts in cells),
            kept=self._kept,
        )

    def show_sensor(self, sensor: TypedSensor) -> None:
        """Fill in this sensor."""
        self._kept = sensor.kept
        for name, line in self.lines.items():
            line.setText(getattr(sensor, name))
        self.unit.setCurrentIndex(self.unit.findData(sensor.unit))
        self.table.blockSignals(True)
        self.table.setRowCount(0)
        for band in sensor.bands:
            self._add_row(band)
        self.table.blockSignals(False)
        self._check()

    def _add_row(self, band: TypedBand) -> None:
        index = self.table.rowCount()
        self.table.setRowCount(index + 1)
        for place, text in enumerate((band.name, band.wavelength, band.mean, band.std)):
            self.table.setItem(index, place, QTableWidgetItem(text))

    def _cell(self, index: int, place: int) -> str:
        item = self.table.item(index, place)
        return item.text().strip() if item is not None else ""

    def _add_band(self) -> None:
        self._add_row(TypedBand())
        self.table.setCurrentCell(self.table.rowCount() - 1, 0)
        self._check()

    def _remove_band(self) -> None:
        if self.table.currentRow() >= 0:
            self.table.removeRow(self.table.currentRow())
            self._check()

    def _check(self) -> None:
        """Say what is wrong beside its field; OK and Save work where nothing is."""
        found = self.sensor.problems(self._taken)
        for name, label in self.problems.items():
            if name != "file":
                label.setText(found.get(name, ""))
                label.setVisible(name in found)
                field = self.lines.get(name, self.table)
                field.setStyleSheet(WRONG.format(type(field).__name__) if name in found else "")
        is_count = self.unit.currentData() == "count"
        for name in ("scale", "offset"):
            self.lines[name].setEnabled(is_count)
        for button in (self.buttons.button(QDialogButtonBox.StandardButton.Ok), self.save_file):
            button.setEnabled(not found)

    def _tell_file(self, problem: str) -> None:
        self.problems["file"].setText(problem)
        self.problems["file"].setVisible(bool(problem))

    def _open(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(self, tr("Open a sensor"), self._folder, JSON_FILES)
        if path:
            self._folder = str(Path(path).parent)
            sensor, problem = read_file(path)
            self._tell_file(problem)
            if sensor is not None:
                self.show_sensor(sensor)

    def _save(self) -> None:
        path, _filter = QFileDialog.getSaveFileName(self, tr("Save the sensor"), self._folder, JSON_FILES)
        if path:
            self._folder = str(Path(path).parent)
            path = path if path.lower().endswith(".json") else f"{path}.json"
            self._tell_file(write_file(path, self.sensor.value()))

    def _lay_out(self) -> None:
        fields = form()
        for name, (label, _title, _tip) in LINES.items():
            add_row(fields, label, column(self.lines[name], self.problems[name]), self.lines[name])
            if name == "gsd":
                add_row(fields, tr("N&umbers"), self.unit)
        self.table.setHorizontalHeaderLabels(list(HEADERS))
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        row_height = self.table.verticalHeader().defaultSectionSize()
        self.table.setMinimumHeight((FEWEST_ROWS + 1) * row_height)
        self.table.setMinimumWidth(68 * self.fontMetrics().averageCharWidth())
        self._tell_file("")
        layout = QVBoxLayout(self)
        layout.addLayout(fields)
        layout.addWidget(self.table)
        layout.addWidget(self.problems["bands"])
        layout.addLayout(row(self.add, self.remove, QWidget(), stretch=2))
        layout.addWidget(self.problems["file"])
        layout.addWidget(self.buttons)
        # Room for what may have to be said: a dialog does not grow by itself.
        self.resize(self.sizeHint().width(), self.sizeHint().height() + (ROWS - FEWEST_ROWS) * row_height)

    def _connect(self) -> None:
        for line in self.lines.values():
            line.textChanged.connect(lambda _text: self._check())
        self.unit.currentIndexChanged.connect(lambda _index: self._check())
        self.table.itemChanged.connect(lambda _item: self._check())
        self.add.clicked.connect(lambda _checked: self._add_band())
        self.remove.clicked.connect(lambda _checked: self._remove_band())
        self.open_file.clicked.connect(lambda _checked: self._open())
        self.save_file.clicked.connect(lambda _checked: self._save())
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

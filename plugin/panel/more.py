"""The settings under *More*: what most people never change."""

from __future__ import annotations

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QFileDialog, QLabel, QLineEdit, QSpinBox, QToolButton, QWidget

from .choices import Encoder, Settings
from .forms import add_row, form, named, narrow, row

DEFAULT_FILTERS = 256
LARGEST_SEED = 2**31 - 1
DTYPES = {"uint8": "compact (1 byte a value)", "float32": "exact (4 bytes a value)"}


class MoreSettings(QWidget):
    """Patch size, filters, storage, output file and seed."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._default_patch = 8
        self.patch = _spin(
            "landprintPatch", "Patch size", "The side of the square that becomes one pixel of the result", 1, 256, 8
        )
        self.patch.setSuffix(" px")
        self.filters = _spin(
            "landprintFilters",
            "Filters",
            "How many filters look at the image; each gives two dimensions",
            1,
            4096,
            DEFAULT_FILTERS,
        )
        self.dtype = _storage_combo()
        self.output = named(
            QLineEdit(), "landprintOutput", "Output file", "Where the embeddings are kept; empty for a temporary file"
        )
        self.output.setPlaceholderText("temporary file")
        self.output.setClearButtonEnabled(True)
        self.seed = _spin("landprintSeed", "Seed", "The same seed gives the same result", 0, LARGEST_SEED, 0)
        self._lay_out()
        self._connect()

    @property
    def settings(self) -> Settings:
        """The values as they stand."""
        return Settings(
            patch=self.patch.value(),
            filters=self.filters.value(),
            dtype=list(DTYPES)[self.dtype.currentIndex()],
            seed=self.seed.value(),
            output=self.output.text().strip(),
        )

    @property
    def summary(self) -> str:
        """What differs from the defaults, for the folded header."""
        settings = self.settings
        parts = [f"patch {settings.patch} px"] if settings.patch != self._default_patch else []
        parts += [f"{settings.filters} filters"] if self._uses_filters and settings.filters != DEFAULT_FILTERS else []
        parts += ["exact"] if settings.dtype == "float32" else []
        parts += [f"seed {settings.seed}"] if settings.seed else []
        parts += ["to a file"] if settings.output else []
        return ", ".join(parts)

    def fit_encoder(self, encoder: Encoder) -> None:
        """Take the encoder's patch sizes, and show filters only where it has them."""
        was_default = self.patch.value() == self._default_patch
        self._default_patch = encoder.patch
        self.patch.setRange(encoder.least_patch, encoder.largest_patch)
        if was_default:
            self.patch.setValue(encoder.patch)
        self._uses_filters = encoder.name == "random-features"
        for widget in (self.filters, self._filters_label, self.seed, self._seed_label):
            widget.setVisible(self._uses_filters)
        self.changed.emit()

    def mark_output(self, *, wrong: bool) -> None:
        """Show whether the file is the cause of a failure."""
        self.output.setStyleSheet("border: 1px solid #c0392b;" if wrong else "")
        if wrong:
            self.output.setFocus()

    def _lay_out(self) -> None:
        browse = named(
            QToolButton(), "landprintBrowse", "Choose the output file", "Choose where the embeddings are kept"
        )
        browse.setText("…")
        browse.clicked.connect(self._browse)
        self._uses_filters = True
        layout = form()
        add_row(layout, "&Patch", self.patch)
        self._filters_label: QLabel = add_row(layout, "&Filters", self.filters)
        add_row(layout, "S&torage", narrow(self.dtype))
        add_row(layout, "&Output", row(narrow(self.output), browse, stretch=0), self.output)
        self._seed_label: QLabel = add_row(layout, "&Seed", self.seed)
        self.setLayout(layout)

    def _connect(self) -> None:
        for spin in (self.patch, self.filters, self.seed):
            spin.valueChanged.connect(lambda _value: self.changed.emit())
        self.dtype.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.output.textChanged.connect(lambda _text: self._output_changed())

    def _output_changed(self) -> None:
        self.mark_output(wrong=False)
        self.changed.emit()

    def _browse(self) -> None:
        path, _filter = QFileDialog.getSaveFileName(
            self, "Keep the embeddings in", self.output.text(), "GeoTIFF (*.tif)"
        )
        if path:
            self.output.setText(path if path.lower().endswith((".tif", ".tiff")) else f"{path}.tif")


def _spin(name: str, title: str, tip: str, least: int, most: int, value: int) -> QSpinBox:
    spin = named(QSpinBox(), name, title, tip)
    spin.setRange(least, most)
    spin.setValue(value)
    return spin


def _storage_combo() -> QComboBox:
    combo = named(
        QComboBox(), "landprintStorage", "Storage", "Compact keeps what matters for similarity in a quarter of the room"
    )
    combo.addItems(list(DTYPES.values()))
    return combo

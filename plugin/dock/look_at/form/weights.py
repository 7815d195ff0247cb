"""The row of an encoder whose weights are missing: their size, a download button and a file button."""

from __future__ import annotations

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QFileDialog, QPushButton, QWidget

from ....translation import tr
from ...choices import Encoder
from ...widgets.forms import QuietLabel, column, named, narrow, row
from ...widgets.progress_button import ProgressButton
from ...widgets.words import size

FILES = tr("Weights (*.ckpt *.pt *.pth *.safetensors);;All files (*)")


class WeightsProgress(ProgressButton):
    """A button whose progress is a sentence beside it: size, speed and time left are too long for a bar."""

    progressed = pyqtSignal(str)

    def show_progress(self, fraction: float, text: str, eta_s: float | None = None) -> None:
        """Show how far the work is, and emit the rest."""
        super().show_progress(fraction, "", None)
        self.progressed.emit(
            text.rpartition(": ")[2]
        )  # the line stands at the encoder, whose name need not be said again

    def show_button(self) -> None:
        """Be a button again, without a sentence."""
        super().show_button()
        self.progressed.emit("")


class WeightsRow(QWidget):
    """``download`` starts a download; emits the path of a chosen file."""

    file_chosen = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self._state = ""
        self.is_wanted = False
        self.text = QuietLabel()
        named(self.text, "landprintWeightsState", tr("Weights"), tr("What is missing of the encoder"))
        self.download = WeightsProgress(
            "landprintDownload", tr("Download"), tr("Download the weights; you are asked before")
        )
        self.download.cross.setToolTip(
            tr("Stop; what has come so far is kept, and the next download goes on from there")
        )
        self.use_file = narrow(
            named(
                QPushButton(tr("Use a &file…")),
                "landprintUseFile",
                tr("Use a file"),
                tr("Take the weights from a file you have"),
            )
        )
        buttons = row(self.download, self.use_file)
        buttons.setStretch(0, 1)
        buttons.setStretch(1, 1)
        self.setLayout(column(self.text, buttons))
        self.download.progressed.connect(self._show_text)
        self.use_file.clicked.connect(lambda _checked: self._choose())
        self.hide()

    def show_encoder(self, encoder: Encoder | None) -> None:
        """Show the size of the missing weights; ``is_wanted`` is whether there are any."""
        missing = encoder is not None and not encoder.is_here
        self._state = (
            tr("{size} to download").format(size=size(encoder.download_bytes))
            if encoder is not None and missing
            else ""
        )
        if not self.download.is_working:
            self.text.setText(self._state)
        self.is_wanted = missing or self.download.is_working

    def _show_text(self, text: str) -> None:
        self.text.setText(text or self._state)
        self.use_file.setVisible(not self.download.is_working)

    def _choose(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(self, tr("The encoder's weights"), "", FILES)
        if path:
            self.file_chosen.emit(path)

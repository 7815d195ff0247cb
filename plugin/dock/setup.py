"""The page that is shown while there is no engine: the reason and one button."""

from __future__ import annotations

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget

from .widgets.forms import QuietLabel, column, named, narrow


class SetupPage(QWidget):
    """Emits the path of the Python that was chosen for the engine."""

    python_chosen = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.hint = QuietLabel()
        tip = "Choose the Python of an environment that has the engine's packages"
        text = "&Use an existing environment…"
        self.button = narrow(named(QPushButton(text), "landprintUseEnvironment", text.replace("&", ""), tip))
        layout = column(self.sentence, self.hint, self.button)
        layout.addStretch(1)
        self.setLayout(layout)
        self.button.clicked.connect(self._choose)

    def show_reason(self, message: str, hint: str) -> None:
        """Show what is missing and what to do."""
        self.sentence.setText(message)
        self.hint.setText(hint)

    def _choose(self, _checked: bool) -> None:
        path, _filter = QFileDialog.getOpenFileName(
            self, "The environment's Python", "", "Python (python*);;All files (*)"
        )
        if path:
            self.python_chosen.emit(path)

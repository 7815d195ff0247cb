"""The recommendation of better encoders for a recognised image."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QPushButton, QWidget

from ....resources import known_encoders
from ....translation import tr
from ...choices import Encoder
from ...widgets.forms import QuietLabel, column, named, narrow
from ...widgets.words import size


class Advice(QWidget):
    """A sentence and a button for each recommended encoder; emits the name of the one that is pressed."""

    encoder_wanted = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self.text = QuietLabel()
        self._layout = column(self.text)
        self.setLayout(self._layout)
        self._buttons: list[QPushButton] = []
        self.is_wanted = False
        self.hide()

    def show_encoders(self, sensor: str, encoders: Sequence[Encoder]) -> None:
        """Recommend these encoders for an image of the sensor; none hides all."""
        for button in self._buttons:
            self._layout.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.text.setText(
            tr("This is {sensor}. Encoders that learned from such images tell more:").format(sensor=sensor)
        )
        self._buttons = [self._button(encoder) for encoder in encoders]
        for button in self._buttons:
            self._layout.addWidget(button)
        self.is_wanted = bool(encoders)

    def _button(self, encoder: Encoder) -> QPushButton:
        state = tr("ready") if encoder.is_here else size(encoder.download_bytes)
        good_for = known_encoders().get(encoder.name, {}).get("good_for", "")
        tip = tr("{description} Press to choose it; nothing is downloaded yet.").format(description=encoder.description)
        button = narrow(
            named(
                QPushButton(),
                f"landprintAdvice_{encoder.name}",
                tr("Choose {encoder}").format(encoder=encoder.title),
                tip,
            )
        )
        button.setText(f"{encoder.title} · {state}\n{good_for}" if good_for else f"{encoder.title} · {state}")
        button.setStyleSheet("text-align: left; padding: 0.25em 0.5em;")
        button.clicked.connect(lambda: self.encoder_wanted.emit(encoder.name))
        return button

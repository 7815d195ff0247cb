"""The line *Sensor*: what was recognised, or that nothing was."""

from __future__ import annotations

from ....translation import tr
from ...choices import Recognition
from ...widgets.forms import LineButton, named, narrow

TIP = tr("The sensor and the bands that were recognised; press to correct them")
RECOGNISING = tr("Recognising…")


class SensorButton(LineButton):
    """Shows a recognition; what was guessed is in italics."""

    def __init__(self) -> None:
        super().__init__()
        narrow(named(self, "landprintSensor", tr("Sensor"), TIP))

    def show_recognition(
        self, recognition: Recognition | None, problem: str, *, corrected: bool, of_all_bands: bool
    ) -> None:
        """Show the sensor, or the problem as a tip; ``of_all_bands`` if the encoder takes nothing else."""
        font = self.font()
        font.setItalic(recognition is not None and not corrected)
        self.setFont(font)
        if recognition is None:
            self.show_line(tr("not recognised: choose…"))
            self.setToolTip(f"{problem}\n{TIP}")
            self.setAccessibleName(tr("Sensor"))
            return
        self.show_line(recognition.line, recognition.short_line)
        how = tr("Corrected by you.") if corrected else tr("Guessed; press to correct it.")
        if of_all_bands:
            how = tr("All bands were found, which this encoder needs.")
        self.setToolTip("\n".join([how, *recognition.notes]))
        self.setAccessibleName(tr("Sensor: {line}").format(line=recognition.line))

    def show_recognising(self) -> None:
        """Say that the image is being recognised."""
        self.show_line(RECOGNISING)
        self.setToolTip(TIP)

"""Which encoder an image is embedded by: the one that the user chose for it, or else one that suits its sensor."""

from __future__ import annotations

from qgis.core import QgsRasterLayer

from ....resources import ALL_BANDS, PICTURE, SENTINEL_2, recommended_encoders, takes_sensor
from ....translation import tr
from ...choices import Encoder, Recognition
from ..form.section import LookAtSection

ENCODER_PROPERTY = "landprint/encoder"  # on an image: the encoder that the user chose for it


class ImageEncoder:
    """Chooses and recommends encoders in the section, for the layer that it was told."""

    def __init__(self, section: LookAtSection) -> None:
        self._section = section
        self.layer: QgsRasterLayer | None = None

    @property
    def chosen(self) -> str:
        """The encoder that the user chose for the layer; empty where the image chooses."""
        return str(self.layer.customProperty(ENCODER_PROPERTY, "") or "") if self.layer is not None else ""

    def keep(self) -> None:
        """Keep with the layer that the user has chosen this encoder."""
        encoder = self._section.encoder
        if self.layer is not None and encoder is not None:
            self.layer.setCustomProperty(ENCODER_PROPERTY, encoder.name)

    def show_chosen(self) -> None:
        """Choose the encoder that the user chose for the layer, where it is offered."""
        self._section.encoders.choose(self.chosen)

    def recommend(self, recognition: Recognition) -> None:
        """Choose or name the encoders that learned from such images, unless the user has chosen one."""
        encoder, known = self._section.encoder, self._section.encoders.known
        wanted = recommended_encoders(recognition.sensor)
        better: list[Encoder] = [one for name in wanted for one in known if one.name == name]
        here = [one for one in better if one.is_here]
        if here and not self.chosen:
            self._section.encoders.choose(here[0].name)
        elif not self.chosen and encoder is not None:
            sensor = SENTINEL_2 if recognition.sensor == ALL_BANDS else recognition.sensor
            if not takes_sensor(encoder.name, sensor):
                self.choose_any()
        encoder = self._section.encoder
        if encoder is None or encoder.knows_sensors or here:
            better = []
        self._section.recommend(tr("a picture") if recognition.sensor == PICTURE else recognition.title, better)

    def choose_any(self) -> None:
        """Choose an encoder that takes any image, unless the user has chosen one."""
        encoder = self._section.encoder
        if not self.chosen and encoder is not None and encoder.knows_sensors:
            known = self._section.encoders.known
            any_image = (one.name for one in known if one.takes == "rasters" and not one.knows_sensors)
            self._section.encoders.choose(next(any_image, ""))

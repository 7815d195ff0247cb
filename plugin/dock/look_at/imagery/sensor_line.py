"""The use case of the line *Sensor*: the recognised sensor and bands of the layer, and their correction."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

from qgis.core import QgsMapLayer, QgsRasterLayer
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ....client.failure import EngineFailure
from ....client.session import PendingRequest
from ....layers.outputs.export import is_picture, needs_export
from ....layers.sources.chosen_sensor import SENSOR_PROPERTY
from ....layers.sources.pixel_size import pixel_metres
from ....resources import (
    ALL_BANDS,
    PICTURE,
    SENTINEL_2,
    known_encoders,
    known_sensors,
    picture_sensor,
    sensor_description,
)
from ....translation import tr
from ...choices import Encoder, Recognition, SensorBand, SensorChoice
from ...context import DockContext
from ...scene.own_sensor import TypedSensor
from ..form.section import LookAtSection
from .band_layers import BandLayers
from .image_encoder import ImageEncoder
from .sensor_dialog import SensorDialog

DELAY_MS = 300
COLOURS = ("red", "green", "blue")
DRAWN = Recognition(
    sensor=PICTURE,
    title=tr("Picture"),
    bands=tuple(SensorBand(number, name) for number, name in enumerate(COLOURS, start=1)),
    sensor_bands=COLOURS,
    scale="count",
    scales=(("count", tr("colours from 0 to 255")),),
    date=None,
    sensors=(),
    notes=(tr("Colours, taken as those of aerial photographs."),),
)
LIKE_ONE = 1.3  # pixels up to this much larger or smaller are taken as they are


class SensorLine(QObject):
    """Recognises the chosen layer in the background; ``changed`` when the parameters of its requests have changed."""

    changed = pyqtSignal()

    def __init__(self, section: LookAtSection, layers: BandLayers, context: DockContext) -> None:
        super().__init__()
        self._section = section
        self._layers = layers
        self._context = context
        self._layer: QgsRasterLayer | None = None
        self._encoder = ImageEncoder(section)
        self._recognition: Recognition | None = None
        self._asked: dict[str, Any] | None = None  # what the recognition is the answer to
        self._pending: PendingRequest | None = None
        self._problem = ""  # why the encoder cannot take the image
        self._asked_for_all = False  # whether the layer has all bands
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self._ask)
        section.sensor.clicked.connect(self._correct)
        section.encoders.combo.activated.connect(lambda _index: self._encoder_chosen())
        section.advice.encoder_wanted.connect(lambda _name: self._encoder_chosen())

    def close(self) -> None:
        """Recognise nothing more."""
        self._timer.stop()
        self._layer = self._encoder.layer = None

    def show_layer(self, layer: QgsMapLayer | None) -> None:
        """Recognise this layer from now on."""
        self._layer = self._encoder.layer = layer if isinstance(layer, QgsRasterLayer) else None
        self._recognition = self._asked = None
        self._problem = ""
        self._asked_for_all = False
        self._section.encoders.fit_bands(has_all=False)
        self._section.more.forget_layer()
        self._section.recommend("", [])
        self._section.show_recognition(None)

    def choose_encoder(self) -> None:
        """Choose the encoder that the user chose for the layer, where it is offered."""
        self._encoder.show_chosen()

    def forget_bands(self) -> None:
        """Forget the correction: the image has other bands now."""
        if self._layer is not None:
            self._layer.removeCustomProperty(SENSOR_PROPERTY)
        self._asked_for_all = False
        self._section.encoders.fit_bands(has_all=False)

    def refresh(self) -> None:
        """Recognise again in a moment, if the parameters have changed."""
        encoder = self._section.encoder
        # An encoder that needs all bands is offered only where they were found.
        can_be_other = encoder is not None and encoder.knows_sensors and encoder.takes != "images"
        self._section.sensor.setEnabled(self._layer is not None and can_be_other and not is_picture(self._layer))
        if is_picture(self._layer):
            self._show(DRAWN)
        elif self._layer is not None and self._section.encoder is not None and self._question() != self._asked:
            self._timer.start()

    @property
    def title(self) -> str:
        """The recognised sensor; empty for none."""
        return self._recognition.title if self._recognition is not None else ""

    def check(self, encoder: Encoder) -> None:
        """Raise EngineFailure where the encoder cannot take the image."""
        if self._problem and encoder.knows_sensors and self._layer is not None:
            raise EngineFailure("sensor", self._problem)

    def params(self) -> dict[str, Any]:
        """The sensor and the bands as they were corrected; nothing where the engine is to recognise them."""
        encoder = self._section.encoder
        if self._layer is not None and is_picture(self._layer):
            metres = pixel_metres(self._layers.finest(self._layer))
            return {"sensor": picture_sensor(metres)} if encoder is not None and encoder.knows_sensors else {}
        choice = _choice(self._layer)
        # A correction names ten bands of Sentinel-2: an encoder of all bands cannot use it.
        if choice is None or encoder is None or not encoder.knows_sensors or encoder.takes == "images":
            return {}
        return {
            "sensor": choice.sensor,
            "bands": [band.number for band in choice.bands],
            "band_names": [band.name for band in choice.bands],
        }

    # Recognising

    def _question(self) -> dict[str, Any] | None:
        encoder = self._section.encoder
        if self._layer is None or encoder is None or is_picture(self._layer):
            return None
        try:
            if needs_export(self._layer) and not self._layers.is_written(self._layer):
                return None  # its values are not known before
            raster = self._layers.raster(self._layer)
        except EngineFailure:
            return None  # the estimate says so
        settings = self._section.more.params("recognise")
        # Until the user has chosen an encoder, the image chooses one.
        is_chosen = encoder.name == self._encoder.chosen
        asked_of = encoder.name if encoder.knows_sensors and is_chosen else _of_all_sensors()
        return {"raster": raster, "encoder": asked_of, **self.params(), **settings}

    def _ask(self) -> None:
        question = self._question()
        if question is None or question == self._asked:
            return
        if self._pending is not None:
            self._pending.cancel()
        self._asked = question
        if self._recognition is None:
            self._section.sensor.show_recognising()

        def still(value: Recognition | EngineFailure) -> None:
            if question == self._asked:
                self._pending = None
                self._take_answer(question, value)

        self._pending = self._context.quick.ask(
            "recognise", question, lambda value: still(Recognition.of(value)), still
        )

    def _take_answer(self, question: dict[str, Any], value: Recognition | EngineFailure) -> None:
        """Show what the image is; where the chosen encoder cannot take it, what it looks like to others."""
        encoder = self._section.encoder
        if isinstance(value, EngineFailure) and not value.is_cancelled:
            is_needed = encoder is not None and encoder.knows_sensors
            self._problem = str(value) if is_needed else ""
            if question["encoder"] != _of_all_sensors() and not _choice(self._layer):

                def look_like(others: dict[str, Any]) -> None:
                    if question == self._asked and encoder is not None:
                        said = tr("This looks like {sensor}, which {encoder} does not know. Choose another encoder.")
                        recognition = Recognition.of(others)
                        self._problem = said.format(sensor=recognition.title, encoder=encoder.title)
                        self._recognition = recognition
                        self._section.show_recognition(recognition)
                        self.changed.emit()

                everything = {**question, "encoder": _of_all_sensors()}
                self._context.quick.ask("recognise", everything, look_like, lambda _failure: None)
        else:
            self._problem = ""
        self._show(value)
        self.changed.emit()

    def _show(self, value: Recognition | EngineFailure) -> None:
        if isinstance(value, EngineFailure):
            self._recognition = None
            self._section.show_recognition(None, str(value))
            self._encoder.choose_any()
            return
        if value.sensor == ALL_BANDS:  # the count says that they are all
            value = replace(value, title=known_sensors()[SENTINEL_2].title)
        self._recognition = value
        self._section.show_recognition(value, corrected=_choice(self._layer) is not None)
        self._offer_resampling(value)
        self._encoder.recommend(value)
        self._ask_for_all_bands(value)

    def _ask_for_all_bands(self, recognition: Recognition) -> None:
        """Find out, once for a layer of Sentinel-2, whether the encoders that need all bands can be offered."""
        takers = [encoder for encoder in self._section.encoders.known if encoder.takes == "images"]
        layer = self._layer
        if layer is None or not takers or self._asked_for_all or recognition.sensor != SENTINEL_2:
            return
        self._asked_for_all = True
        try:
            raster = self._layers.raster(layer)
        except EngineFailure:  # its file went meanwhile, which the estimate says
            return

        def answered(value: dict[str, Any]) -> None:
            if layer is self._layer:
                self._section.encoders.fit_bands(has_all=value["sensor"] == ALL_BANDS and not value["missing"])

        # The scale is known: the pixels need not be looked at again.
        question = {"raster": raster, "encoder": takers[0].name, "scale": recognition.scale}
        self._context.quick.ask("recognise", question, answered, lambda _failure: None)

    def _offer_resampling(self, recognition: Recognition) -> None:
        sensor = known_sensors().get(SENTINEL_2 if recognition.sensor == ALL_BANDS else recognition.sensor)
        own = None
        with suppress(EngineFailure):  # its file may have gone meanwhile, which the estimate says
            own = pixel_metres(self._layers.finest(self._layer)) if sensor and self._layer is not None else None
        fits = sensor is None or own is None or 1 / LIKE_ONE < own / sensor.gsd < LIKE_ONE
        if fits or sensor is None:
            self._section.more.show_pixel_size(None, None)
        else:
            self._section.more.show_pixel_size(own, sensor.gsd)

    def _encoder_chosen(self) -> None:
        self._encoder.keep()
        self.refresh()

    # Correcting

    def _correct(self) -> None:
        layer, encoder = self._layer, self._section.encoder
        if layer is None or encoder is None:
            return
        known = known_sensors()
        names = [name for name, _title in self._recognition.sensors] if self._recognition else list(known)
        sensors = [known[name] for name in names if name in known]
        takes_own = "sensors" not in known_encoders().get(encoder.name, {})
        choices = map(_choice, [layer, *self._context.project.mapLayers().values()])
        own = [choice.own for choice in choices if choice is not None and choice.own is not None]
        dialog = SensorDialog(
            layer.name(),
            self._layers.bands(layer),
            sensors,
            self._recognition,
            self._section,
            chosen=_choice(layer),
            own=list({one["name"]: one for one in reversed(own)}.values()) if takes_own else (),
            new_own=partial(self._new_own, layer) if takes_own else None,
        )
        dialog.accepted.connect(lambda: self._take(layer.id(), dialog))
        dialog.open()  # does not block, as exec would

    def _new_own(self, layer: QgsRasterLayer) -> TypedSensor:
        """What an own sensor begins with: the layer's own, the recognised one, or the image's bands and levels."""
        chosen = _choice(layer)
        if chosen is not None and chosen.own is not None:
            return TypedSensor.of(chosen.own)
        recognised = sensor_description(self._recognition.sensor) if self._recognition is not None else {}
        if recognised:
            return replace(TypedSensor.of(recognised), name=f"{recognised['name']}-own")
        bands, levels = self._layers.bands(layer), self._layers.levels(layer)
        metres = None
        with suppress(EngineFailure):
            metres = pixel_metres(self._layers.finest(layer))
        described = {
            "gsd": metres,
            "bands": [
                {"name": band.name, **({"mean": levels[index][0], "std": levels[index][1]} if levels else {})}
                for index, band in enumerate(bands)
            ],
        }
        return replace(TypedSensor.of(described), kept={})

    def _take(self, layer_id: str, dialog: SensorDialog) -> None:
        layer = self._context.project.mapLayer(layer_id)
        if layer is None:  # it was removed meanwhile
            return
        if dialog.asks_again:
            layer.removeCustomProperty(SENSOR_PROPERTY)
        else:
            layer.setCustomProperty(SENSOR_PROPERTY, dialog.choice.text)
        self._section.more.choose_scale(None if dialog.asks_again else dialog.scale.currentData())
        self.refresh()
        self.changed.emit()


def _choice(layer: QgsMapLayer | None) -> SensorChoice | None:
    """What the user chose for a layer, which is kept with it; None without."""
    text = layer.customProperty(SENSOR_PROPERTY) if layer is not None else None
    return SensorChoice.of(text) if isinstance(text, str) and text else None


def _of_all_sensors() -> str:
    """An encoder that takes every sensor, to recognise images for encoders that know none."""
    rows = known_encoders().items()
    return next(name for name, row in rows if row.get("knows_sensors") and "sensors" not in row)

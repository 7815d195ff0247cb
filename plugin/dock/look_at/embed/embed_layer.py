"""The use case *Look at*: an image, a layer of points or the whole Earth becomes an embedding layer."""

from __future__ import annotations

from contextlib import suppress

from qgis.core import QgsMapLayer, QgsPointXY, QgsRasterLayer, QgsVectorLayer
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ....client.failure import EngineFailure, cancelled
from ....client.requests import Question, SpareEngine
from ....layers.outputs.export import is_picture
from ....layers.sources.bands import holds_embeddings
from ....translation import tr
from ...choices import Area, Encoder, InputKind
from ...connections import Connections
from ...context import ButtonTask, DockContext
from ...widgets.words import metres
from ..form.section import LookAtSection
from ..imagery.band_layers import BandLayers
from ..imagery.exports import DRAW_FIRST, Exports
from ..imagery.sensor_line import SensorLine
from .chosen_layer import ChosenLayer
from .earth import EarthEmbeddings
from .embed_image import ChipQuestion, EmbedImage
from .embed_points import EmbedPoints
from .estimates import ESTIMATING, Estimates

FOR_THE_USER = ("source", "checkpoint", "sensor")  # what only the user can put right
NO_LAYER = tr("Add a satellite image or a point layer, drop a scene here, or choose Anywhere on Earth.")
NO_ENCODER = tr("The engine is starting.")
STOPPED = tr("Stopped.")
KEPT = tr("Stopped. What is done is kept: embed again and it continues.")


class EmbedLayer(QObject):
    """Connects the section *Look at* with the map, the engine and the project; emits the layers that it makes."""

    made = pyqtSignal(QgsMapLayer)
    image_offered = pyqtSignal(object)  # the image that a click would embed, or None
    grown = pyqtSignal(str)  # a raster of what is embedded so far, after ``embed_from``
    stopped = pyqtSignal()  # before it was whole
    earth_offered = pyqtSignal(object)  # the encoder that any place on Earth can be looked at with, or None
    chips_offered = pyqtSignal(bool)  # whether the chosen encoder can embed a whole chip of the chosen image

    def __init__(
        self, section: LookAtSection, combo: QgsMapLayerComboBox, mask_combo: QgsMapLayerComboBox, context: DockContext
    ) -> None:
        super().__init__()
        self._section = section
        self.chosen = ChosenLayer(combo, context.project)
        self._mask_combo = mask_combo
        self._context = context
        self._outside = Connections()
        self._spare = SpareEngine(context.new_session)
        self._task = ButtonTask(context, section.embed, self._spare)
        exports = Exports(section, context)
        self._area = exports.area
        self.layers = BandLayers(section, context.project, exports)
        self.sensor = SensorLine(section, self.layers, context)
        self._image = EmbedImage(section, mask_combo, self.layers, exports, self.sensor, self._task, context)
        self.earth = EarthEmbeddings(section, self._task, context)
        self.points = EmbedPoints(section, self._task, context)
        self._offered: Encoder | None = None
        self._offered_image: QgsRasterLayer | None = None
        self.estimates = Estimates(section, self._task, self._spare, self._question)
        self._connect()
        self.chosen.begin()

    def show_encoders(self, encoders: list[Encoder]) -> None:
        """Offer the encoders that the engine named."""
        self.earth.refresh()
        self._section.encoders.show_encoders(encoders)
        self.sensor.choose_encoder()

    def restart_engine(self) -> None:
        """Measure with a new engine from now on."""
        self._spare.restart()

    def close(self) -> None:
        """Stop everything and leave nothing on the map."""
        self.estimates.forget()
        self._task.close()
        self.sensor.close()
        self.layers.close()
        self.chosen.close()
        self._outside.close()
        self._image.close()
        self._spare.close()

    def leave_map(self) -> None:
        """Give the map back: no tool, no rectangle."""
        self._area.forget()

    def _layer_changed(self) -> None:
        layer = self.chosen.layer
        is_something = layer is not None or self.chosen.kind is InputKind.EARTH
        for widget in (self._section.encoders.combo, *self._section.areas.buttons(), self._section.disclosure):
            widget.setEnabled(is_something)
        for button in (self._section.bands, self._section.sensor):
            button.setEnabled(layer is not None)
        self.layers.show_layer(layer)
        self.sensor.show_layer(layer)
        self._section.show_picture(shown=is_picture(layer))
        self._section.show_source(self.chosen.kind)
        self.sensor.choose_encoder()
        self._settings_changed()

    def _start_drawing(self) -> None:
        self._area.start()
        self._section.show_estimate(DRAW_FIRST)

    # The estimate

    def _settings_changed(self) -> None:
        self._area.show(shown=self.chosen.kind is InputKind.IMAGE and self._section.area is Area.DRAWN)
        self.estimates.forget()
        self.sensor.refresh()
        self._section.more.show_mask(has_classes=isinstance(self._mask_combo.currentLayer(), QgsRasterLayer))
        self._offer_earth()
        encoder, layer = self._section.encoder, self.chosen.layer
        self.chips_offered.emit(isinstance(layer, QgsRasterLayer) and encoder is not None and encoder.embeds_chips)
        try:
            text = self._plan()
        except EngineFailure as failure:
            self._section.embed.set_ready(ready=False)
            self._section.show_estimate(str(failure))
            if failure.code in FOR_THE_USER:  # and not that the map shows no part of it just now
                self._section.settle(settled=False)
                self._offer_image(None)
        else:
            self._section.embed.set_ready(ready=True)
            self._section.show_estimate(text)
            if text == ESTIMATING:
                self.estimates.start()
            self._section.settle(settled=isinstance(layer, QgsRasterLayer))
            self._offer_image(layer if isinstance(layer, QgsRasterLayer) else None)
        self._summarise()

    def _estimated(self, has_room: bool) -> None:
        """The time is known, and with it how fine the result will be."""
        if not has_room:
            self._section.settle(settled=False)
            self._offer_image(None)
        self._summarise()

    def _offer_image(self, layer: QgsRasterLayer | None) -> None:
        if layer is not self._offered_image:
            self._offered_image = layer
            self.image_offered.emit(layer)

    def _summarise(self) -> None:
        layer, encoder = self.chosen.layer, self._section.encoder
        if encoder is None or not isinstance(layer, QgsRasterLayer):
            self._section.summarise([], "")
            return
        side = None
        with suppress(EngineFailure):  # the estimate says so
            side = self._image.side(layer, encoder)
        ground = [] if side is None else [metres(side)]
        sensor = [self.sensor.title] if self.sensor.title else []
        short = " · ".join([encoder.title.split(" ", maxsplit=1)[0], *ground])
        self._section.summarise([*sensor, encoder.title, *ground], short)

    def _offer_earth(self) -> None:
        encoder = self._section.encoder if self.chosen.kind is InputKind.EARTH else None
        offered = encoder if encoder is not None and encoder.ready and encoder.takes == "locations" else None
        if offered != self._offered:
            self._offered = offered
            self.earth_offered.emit(offered)

    def _plan(self) -> str:
        """The line above the button; raises EngineFailure where the choice cannot be embedded."""
        source, layer, encoder = self.chosen.kind, self.chosen.layer, self._section.encoder
        if layer is None and source is not InputKind.EARTH:
            raise EngineFailure("source", NO_LAYER)
        if isinstance(layer, QgsRasterLayer) and layer.isValid() and holds_embeddings(layer):
            said = tr("“{name}” holds embeddings already. It can be searched and clustered as it is.")
            raise EngineFailure("source", said.format(name=layer.name()))
        if encoder is None:
            raise EngineFailure("setup", NO_ENCODER)
        self._require_weights(encoder)
        if source is InputKind.IMAGE:
            self.sensor.check(encoder)
        if source is InputKind.EARTH and (plan := self.earth.plan(encoder)):
            return plan
        question = self._question()
        return question if isinstance(question, str) else ESTIMATING if question is not None else ""

    def _question(self) -> Question | str | None:
        """The request of an estimate for the choice, or what is said in its place; raises EngineFailure for none."""
        encoder = self._section.encoder
        if self.chosen.kind is InputKind.EARTH and encoder is not None:
            return self.earth.question(encoder)
        layer, encoder = self._layer_and_encoder()
        if isinstance(layer, QgsVectorLayer):
            return self.points.question(layer, encoder)
        return self._image.question(layer, encoder)

    def _require_weights(self, encoder: Encoder) -> None:
        if not encoder.is_here and not self._section.more.value("checkpoint"):
            raise EngineFailure(
                "checkpoint", tr("First the weights of {encoder} are needed.").format(encoder=encoder.title)
            )

    def _map_moved(self) -> None:
        is_followed = self.chosen.kind is InputKind.IMAGE and self._section.area is Area.VISIBLE
        if is_followed and self._section.isVisible() and not self._task.is_working:
            self._settings_changed()

    # What is asked

    def _layer_and_encoder(self) -> tuple[QgsMapLayer, Encoder]:
        """The image and the encoder; raises EngineFailure where one is missing."""
        layer, encoder = self.chosen.layer, self._section.encoder
        if layer is None:
            raise EngineFailure("source", NO_LAYER)
        if encoder is None:
            raise EngineFailure("setup", NO_ENCODER)
        return layer, encoder

    def chip_question(self, point: QgsPointXY) -> ChipQuestion:
        """The request of the chip around a point of the map; raises EngineFailure when it cannot be."""
        layer, encoder = self._layer_and_encoder()
        self._require_weights(encoder)
        return self._image.chip_question(layer, encoder, point)

    def check_place(self, place: QgsPointXY) -> None:
        """Raise EngineFailure where the area of the image does not reach a place in the image's CRS."""
        layer, _encoder = self._layer_and_encoder()
        self._image.check_place(layer, place)

    def embed_from(self, place: QgsPointXY) -> None:
        """Embed the image outward from a place in its CRS; raises EngineFailure."""
        layer, encoder = self._layer_and_encoder()
        self._require_weights(encoder)
        self.sensor.check(encoder)
        self._image.check_place(layer, place)
        if self._task.is_working:
            raise EngineFailure("busy", tr("Landprint is embedding already: wait until that is done, or stop it."))
        if not self._image.embed(layer, encoder, place):
            raise cancelled()

    def _embed(self) -> None:
        layer, encoder = self.chosen.layer, self._section.encoder
        if encoder is None:
            return
        try:
            if self.chosen.kind is InputKind.EARTH:
                self.earth.want(encoder)
            elif isinstance(layer, QgsVectorLayer):
                self.points.embed(layer, encoder)
            elif layer is not None:
                self._image.embed(layer, encoder)
        except EngineFailure as failure:
            self._fail(failure)

    def _begin(self) -> None:
        """Remove the estimate while its work is done."""
        self.estimates.forget()
        if self._section.estimate.text() == ESTIMATING:
            self._section.show_estimate("")

    def _image_made(self, layer: QgsMapLayer) -> None:
        self.made.emit(layer)
        self._settings_changed()

    def _stop(self, failure: EngineFailure) -> None:
        self._fail(failure)
        self.stopped.emit()

    def _fail(self, failure: EngineFailure) -> None:
        self._section.mark_output(wrong=failure.code == "output" and bool(self._section.more.value("output")))
        self._context.notices.failed(failure)
        if failure.is_cancelled:
            self._section.show_estimate(STOPPED if self.chosen.kind is InputKind.POINTS else KEPT)
        else:
            self._settings_changed()

    # Connections

    def _connect(self) -> None:
        section = self._section
        self.chosen.changed.connect(self._layer_changed)
        # The section changes once more when its layers go with the project.
        self._outside.connect(section.changed, self._settings_changed)
        self.layers.changed.connect(self.sensor.forget_bands)
        self.layers.bands_chosen.connect(self._settings_changed)
        section.drawing_wanted.connect(self._start_drawing)
        section.embed.started.connect(self._embed)
        self.sensor.changed.connect(self._settings_changed)
        self.earth.made.connect(self.made)
        self.earth.failed.connect(self._fail)
        self.earth.known.connect(self._settings_changed)
        self.points.made.connect(self.made)
        self.points.failed.connect(self._fail)
        self._image.started.connect(self._begin)
        self._image.made.connect(self._image_made)
        self._image.failed.connect(self._stop)
        self._image.grown.connect(self.grown)
        self.estimates.known.connect(self._estimated)
        self._area.drawn.connect(self._settings_changed)
        self._outside.connect(self._context.canvas.extentsChanged, self._map_moved)
        self._outside.connect(self._context.canvas.destinationCrsChanged, self._map_moved)

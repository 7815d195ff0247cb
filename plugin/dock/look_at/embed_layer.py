"""The use case *Look at*: an image, a layer of points or the whole Earth becomes an embedding layer."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsMapLayer,
    QgsPointXY,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...client.failure import EngineFailure
from ...client.requests import Question, Step
from ...layers.bands import chosen_bands
from ...layers.output import Provenance, check_output, describe
from ...layers.source import EMBEDDINGS_PROPERTY, RasterSource, read_source
from ...layers.styles import style_components
from ..choices import Area, Encoder, InputKind
from ..connections import Connections
from ..context import ButtonTask, DockContext
from ..results import RESULT_PROPERTY, add_layer, file_stem, open_raster, temporary_folder
from ..widgets.words import counted, duration
from .band_layers import BandLayers
from .bands_dialog import BandsDialog
from .drawn_area import DrawnArea
from .earth import EarthEmbeddings
from .embed_points import EmbedPoints
from .estimates import ESTIMATING, Estimates, image_caption
from .mask import Masks
from .section import LookAtSection
from .sensor_line import SensorLine

ANYWHERE = "Anywhere on Earth"
NO_LAYER = "Add a satellite image or a point layer, or choose Anywhere on Earth."
NO_ENCODER = "The engine is starting."
STOPPED = "Stopped."
KEPT = "Stopped. What is done is kept: embed again and it continues."
NOT_ON_MAP = "The map shows no part of this layer."
DRAW_FIRST = "Draw a rectangle on the map."


@dataclass(frozen=True)
class ChipQuestion:
    """What the engine is asked of one chip; ``encoder`` is what makes it."""

    params: dict[str, Any]
    layer_id: str
    encoder: tuple[Any, ...]


class EmbedLayer(QObject):
    """Connects the section *Look at* with the map, the engine and the project; emits the layers that it makes."""

    made = pyqtSignal(QgsMapLayer)
    earth_offered = pyqtSignal(object)  # the encoder that any place on Earth can be looked at with, or None
    chips_offered = pyqtSignal(bool)  # whether the chosen encoder can embed a whole chip of the chosen image

    def __init__(
        self, section: LookAtSection, combo: QgsMapLayerComboBox, mask_combo: QgsMapLayerComboBox, context: DockContext
    ) -> None:
        super().__init__()
        self._section = section
        self._combo = combo
        self._mask_combo = mask_combo
        self._context = context
        self._outside = Connections()
        self._task = ButtonTask(context, section.embed)
        self.layers = BandLayers(section, context.project)
        self.sensor = SensorLine(section, self.layers, context)
        self.earth = EarthEmbeddings(section, self._task, context)
        self.points = EmbedPoints(section, self._task, context)
        self._bands: dict[str, list[int]] = {}  # layer id: the chosen band numbers, where not all
        self._shown: tuple[InputKind, str] | None = None  # what is looked at; None before the first
        self._masks = Masks(context.project)
        self._offered: Encoder | None = None
        self._shown_before = ""  # id of the layer that was shown until just now
        self._area = DrawnArea(context.canvas)
        self.estimates = Estimates(section, context, self._task, self._question)
        self._connect()
        self._leave_results_out()
        self._layer_changed()

    def show_encoders(self, encoders: list[Encoder]) -> None:
        """Offer the encoders that the engine named."""
        self.earth.refresh()
        self._section.show_encoders(encoders)

    def close(self) -> None:
        """Stop everything and leave nothing on the map."""
        self.estimates.close()
        self._task.close()
        self.sensor.close()
        self.layers.close()
        self._outside.close()
        self._area.close()

    def leave_map(self) -> None:
        """Give the map back: no tool, no rectangle."""
        self._area.forget()

    # What was chosen

    @property
    def _source(self) -> InputKind:
        layer = self._combo.currentLayer()
        if isinstance(layer, QgsVectorLayer):
            return InputKind.POINTS
        is_earth = layer is None and self._combo.currentText() == ANYWHERE
        return InputKind.EARTH if is_earth else InputKind.IMAGE

    def _layer_changed(self, *_what: object) -> None:
        layer = self._combo.currentLayer()
        shown = (self._source, "" if layer is None else layer.id())
        if shown == self._shown:
            return  # QGIS tells it again when its list of layers changes
        self._shown_before = self._shown[1] if self._shown is not None else ""
        QTimer.singleShot(0, self._forget_before)  # what the person chose stays chosen
        self._shown = shown
        is_something = layer is not None or self._source is InputKind.EARTH
        for widget in (self._section.encoder_combo, *self._section.areas.buttons(), self._section.disclosure):
            widget.setEnabled(is_something)
        for button in (self._section.bands, self._section.sensor):
            button.setEnabled(layer is not None)
        self.layers.show_layer(layer)
        self.sensor.show_layer(layer)
        self._section.show_source(self._source)
        self._show_bands()
        self._settings_changed()

    def _forget_before(self) -> None:
        self._shown_before = ""

    def _show_bands(self) -> None:
        layer = self._combo.currentLayer()
        if not isinstance(layer, QgsRasterLayer):
            self._section.show_bands([], 0)
            return
        bands = self.layers.bands(layer)
        numbers = self._bands.get(layer.id(), [band.number for band in bands])
        self._section.show_bands(chosen_bands(bands, numbers), len(bands))

    def _choose_bands(self) -> None:
        layer = self._combo.currentLayer()
        if not isinstance(layer, QgsRasterLayer):
            return
        bands = self.layers.bands(layer)
        numbers = self._bands.get(layer.id(), [band.number for band in bands])
        dialog = BandsDialog(layer.name(), bands, numbers, self._section)
        dialog.accepted.connect(lambda: self._take_bands(layer.id(), dialog.numbers, len(bands)))
        dialog.open()  # does not block, as exec would

    def _take_bands(self, layer_id: str, numbers: list[int], count: int) -> None:
        self._bands.pop(layer_id, None)
        if len(numbers) < count:
            self._bands[layer_id] = numbers
        self._show_bands()
        self._settings_changed()

    def _layers_changed(self) -> None:
        """Forget what was said of bands: they have other numbers now."""
        layer = self._combo.currentLayer()
        if layer is not None:
            self._bands.pop(layer.id(), None)
        self._show_bands()
        self.sensor.forget_bands()

    def _start_drawing(self) -> None:
        self._area.start()
        self._section.show_estimate(DRAW_FIRST)

    # The estimate

    def _settings_changed(self) -> None:
        self._area.show(shown=self._source is InputKind.IMAGE and self._section.area is Area.DRAWN)
        self.estimates.forget()
        self.sensor.refresh()
        self._section.more.show_mask(has_classes=isinstance(self._mask_combo.currentLayer(), QgsRasterLayer))
        self._offer_earth()
        self._offer_chips()
        try:
            text = self._plan()
        except EngineFailure as failure:
            self._section.embed.set_ready(ready=False)
            self._section.show_estimate(str(failure))
        else:
            self._section.embed.set_ready(ready=True)
            self._section.show_estimate(text)
            if text == ESTIMATING:
                self.estimates.start()

    def _offer_earth(self) -> None:
        encoder = self._section.encoder if self._source is InputKind.EARTH else None
        offered = encoder if encoder is not None and encoder.ready and encoder.takes == "locations" else None
        if offered != self._offered:
            self._offered = offered
            self.earth_offered.emit(offered)

    def _offer_chips(self) -> None:
        encoder, layer = self._section.encoder, self._combo.currentLayer()
        self.chips_offered.emit(isinstance(layer, QgsRasterLayer) and encoder is not None and encoder.embeds_chips)

    def _plan(self) -> str:
        """What to say above the button; raises EngineFailure when the choice cannot be."""
        source, layer, encoder = self._source, self._combo.currentLayer(), self._section.encoder
        if layer is None and source is not InputKind.EARTH:
            raise EngineFailure("source", NO_LAYER)
        if encoder is None:
            raise EngineFailure("setup", NO_ENCODER)
        self._require_weights(encoder)
        if source is InputKind.EARTH and (plan := self.earth.plan(encoder)):
            return plan
        return ESTIMATING if self._question() is not None else ""

    def _question(self) -> Question | None:
        """The request of an estimate for what is chosen; None without one; raises EngineFailure when it cannot be."""
        encoder = self._section.encoder
        if self._source is InputKind.EARTH and encoder is not None:
            return self.earth.question(encoder)
        layer, encoder = self._chosen()
        if isinstance(layer, QgsVectorLayer):
            return self.points.question(layer, encoder)
        return Question("estimate_embedding", self._params(), image_caption)

    def _require_weights(self, encoder: Encoder) -> None:
        if not encoder.is_here and not self._section.more.value("checkpoint"):
            raise EngineFailure("checkpoint", f"First the weights of {encoder.title} are needed.")

    def _map_moved(self) -> None:
        is_shown = self._source is InputKind.IMAGE and self._section.area is Area.VISIBLE and self._section.isVisible()
        if is_shown and not self._task.is_working:
            self._settings_changed()

    # The work on an image

    def _chosen(self) -> tuple[QgsMapLayer, Encoder]:
        """The image and the encoder; raises EngineFailure where one is missing."""
        layer, encoder = self._combo.currentLayer(), self._section.encoder
        if layer is None:
            raise EngineFailure("source", NO_LAYER)
        if encoder is None:
            raise EngineFailure("setup", NO_ENCODER)
        return layer, encoder

    def chip_question(self, point: QgsPointXY) -> ChipQuestion:
        """What to ask of the chip around a point of the map; raises EngineFailure when it cannot be."""
        layer, encoder = self._chosen()
        self._require_weights(encoder)
        more, crs = self._section.more, self.layers.finest(layer).crs
        params = self._image_params("chip_embedding_at", layer, encoder)
        return ChipQuestion(
            params={**params, "at": self._inside(point, crs)},
            layer_id=layer.id(),
            encoder=(encoder.name, more.value("checkpoint"), more.value("patch")),
        )

    def _inside(self, point: QgsPointXY, crs: QgsCoordinateReferenceSystem) -> list[float]:
        """A point of the map in the CRS; as it is where one of them is unknown."""
        map_crs = self._context.canvas.mapSettings().destinationCrs()
        if map_crs.isValid() and crs.isValid():
            try:
                point = QgsCoordinateTransform(map_crs, crs, self._context.project).transform(point)
            except QgsCsException as error:
                raise EngineFailure("outside", "This place has no coordinates in the layer's CRS.") from error
        return [point.x(), point.y()]

    def _image_params(self, operation: str, layer: QgsMapLayer, encoder: Encoder) -> dict[str, Any]:
        """What the image is, and what looks at it."""
        more = self._section.more
        return {
            "raster": self.layers.raster(layer),
            "encoder": encoder.name,
            "bands": None if encoder.knows_sensors else self._bands.get(layer.id()),
            **self._masks.params(self._mask_combo.currentLayer(), more.value("mask_classes")),
            **self.sensor.params(),
            **more.params(operation),
        }

    def _params(self) -> dict[str, Any]:
        """What the engine needs to know, less the output; raises EngineFailure when the choice cannot be."""
        layer, encoder = self._chosen()
        extent = self._extent(self.layers.finest(layer))
        return {**self._image_params("embed_raster", layer, encoder), "extent": extent}

    def _extent(self, source: RasterSource) -> list[float] | None:
        """The chosen area in the raster's CRS, as left, bottom, right, top; None for the whole."""
        if self._section.area is Area.WHOLE:
            return None
        rectangle = self._context.canvas.extent() if self._section.area is Area.VISIBLE else self._area.rectangle
        if rectangle is None:
            raise EngineFailure("parameter", DRAW_FIRST)
        map_crs = self._context.canvas.mapSettings().destinationCrs()
        inside = self._transformed(rectangle, map_crs, source.crs).intersect(source.extent)
        if inside.isEmpty():
            raise EngineFailure("outside", NOT_ON_MAP)
        if inside == source.extent:
            return None
        return [inside.xMinimum(), inside.yMinimum(), inside.xMaximum(), inside.yMaximum()]

    def _transformed(
        self, rectangle: QgsRectangle, own: QgsCoordinateReferenceSystem, other: QgsCoordinateReferenceSystem
    ) -> QgsRectangle:
        """The rectangle in another CRS; as it is where one of them is unknown."""
        if not (own.isValid() and other.isValid()) or own == other:
            return rectangle
        try:
            return QgsCoordinateTransform(own, other, self._context.project).transformBoundingBox(rectangle)
        except QgsCsException as error:
            raise EngineFailure("outside", NOT_ON_MAP) from error

    def _embed(self) -> None:
        layer, encoder = self._combo.currentLayer(), self._section.encoder
        if encoder is None:
            return
        try:
            if self._source is InputKind.EARTH:
                self.earth.want(encoder)
            elif isinstance(layer, QgsVectorLayer):
                self.points.embed(layer, encoder)
            elif layer is not None:
                self._embed_image(read_source(layer), encoder)
        except EngineFailure as failure:
            self._fail(failure)

    def _embed_image(self, source: RasterSource, encoder: Encoder) -> None:
        params = self._params()
        output = self._output(source, _files(params), encoder)
        if output is None:
            return
        self.estimates.forget()
        if self._section.estimate.text() == ESTIMATING:
            self._section.show_estimate("")
        params["output"] = str(output)
        picture = str(output.with_name(f"{output.stem}_pca.tif"))
        steps = [
            Step("embed_raster", params, share=0.95),
            Step("principal_components", {"embeddings": str(output), "output": picture}, share=0.05),
        ]
        more = len(_files(params)) - 1
        name = f"{source.name} and {more} more · {encoder.title}" if more else f"{source.name} · {encoder.title}"
        made = partial(self._add, name, params, time.monotonic())
        self._task.start(f"Landprint: embed {source.name}", steps, made, self._fail)

    def _output(self, source: RasterSource, inputs: list[str], encoder: Encoder) -> Path | None:
        """Where the embeddings go; None when the person would rather keep what is there."""
        chosen = self._section.more.value("output")
        if not chosen:
            return temporary_folder() / f"{file_stem(source.name)}_{encoder.name}.tif"
        path = Path(chosen).expanduser()
        if not path.is_absolute():
            raise EngineFailure(
                "output", f"“{chosen}” is not a full path.", "Choose the file with the button beside it."
            )
        check_output(str(path), inputs, self._context.project.mapLayers().values())
        if path.exists() and not self._context.confirm(f"“{path.name}” exists. Replace it?"):
            return None
        return path

    def _add(self, name: str, params: dict[str, Any], started: float, values: list[Any]) -> None:
        embedded, picture = values
        layer = open_raster(picture["output"], name, "embedding")
        layer.setCustomProperty(EMBEDDINGS_PROPERTY, embedded["output"])
        style_components(layer)
        facts = (
            f"{embedded['valid_patches']:,} of {embedded['patches']:,} patches with {embedded['dim']} dimensions each.",
            "Shown by its first three principal components as red, green and blue.",
            *embedded["notes"],
        )
        describe(layer, Provenance("Embedding layer", "embed_raster", ", ".join(_files(params)), params, facts))
        add_layer(self._context.project, layer)
        took = duration(time.monotonic() - started).replace("about ", "")
        patches = counted(embedded["valid_patches"], "patch", "patches")
        self._context.notices.done(f"{patches} embedded in {took}.", embedded["output"])
        self.made.emit(layer)
        self._settings_changed()

    def _fail(self, failure: EngineFailure) -> None:
        self._section.mark_output(wrong=failure.code == "output" and bool(self._section.more.value("output")))
        self._context.notices.failed(failure)
        if failure.is_cancelled:
            self._section.show_estimate(STOPPED if self._source is InputKind.POINTS else KEPT)
        else:
            self._settings_changed()

    # How it hangs together

    def _leave_results_out(self, *_layers: object) -> None:
        """Offer no layer that Landprint itself made; take the first one that comes where there was none."""
        layers = list(self._context.project.mapLayers().values())
        had_none = self._combo.currentLayer() is None and self._source is not InputKind.EARTH
        self._combo.setExceptedLayerList([layer for layer in layers if layer.customProperty(RESULT_PROPERTY)])
        if had_none and self._combo.count() > 2:  # noqa: PLR2004 - more than "choose" and "anywhere"
            self._combo.setCurrentIndex(1)

    def _layers_go(self, ids: list[str]) -> None:
        """Show none where QGIS has just taken the next entry, the Earth, in place of a layer that goes."""
        if self._source is InputKind.EARTH and self._shown_before in ids:
            self._combo.setCurrentIndex(0)

    def _connect(self) -> None:
        section = self._section
        # The section changes once more when its layers go with the project.
        self._outside.connect(section.changed, self._settings_changed)
        self.layers.changed.connect(self._layers_changed)
        section.bands_wanted.connect(self._choose_bands)
        section.drawing_wanted.connect(self._start_drawing)
        section.embed_wanted.connect(self._embed)
        self.sensor.changed.connect(self._settings_changed)
        self.earth.made.connect(self.made)
        self.earth.failed.connect(self._fail)
        self.earth.known.connect(self._settings_changed)
        self.points.made.connect(self.made)
        self.points.failed.connect(self._fail)
        self._area.drawn.connect(self._settings_changed)
        self._outside.connect(self._combo.layerChanged, self._layer_changed)
        self._outside.connect(self._combo.currentIndexChanged, self._layer_changed)
        self._outside.connect(self._context.canvas.extentsChanged, self._map_moved)
        self._outside.connect(self._context.project.layersAdded, self._leave_results_out)
        self._outside.connect(self._context.project.layersWillBeRemoved, self._layers_go)
        self._outside.connect(self._context.project.layersRemoved, self._leave_results_out)


def _files(params: dict[str, Any]) -> list[str]:
    """The files that a question to the engine is about."""
    raster = params["raster"]
    return [raster] if isinstance(raster, str) else list(raster)

"""The use case *Look at*: a part of a satellite image becomes an embedding layer."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsMapLayer,
    QgsRasterLayer,
    QgsRectangle,
    QgsWkbTypes,
)
from qgis.gui import QgsMapLayerComboBox, QgsMapTool, QgsRubberBand
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QColor

from .client.failure import EngineFailure
from .client.session import PendingRequest
from .connections import Connections
from .desk import RESULT_PROPERTY, Desk, Job, add_layer, file_stem, open_raster, temporary_folder
from .layers.bands import chosen_bands, read_bands
from .layers.output import Provenance, check_output, describe
from .layers.source import EMBEDDINGS_PROPERTY, RasterSource, read_source
from .layers.styles import style_components
from .panel.bands_dialog import BandsDialog
from .panel.choices import Area, Encoder
from .panel.look_at import LookAtSection
from .panel.words import counted, duration, size
from .requests import Step
from .tools.rectangle_tool import RectangleTool

ESTIMATE_DELAY_MS = 500  # the map is still moving before that
NO_LAYER = "Add a satellite image to the map: Landprint looks at raster layers."
ESTIMATING = "Estimating…"
NO_ENCODER = "The engine is starting."
NOT_ON_MAP = "The map shows no part of this layer."
DRAW_FIRST = "Draw a rectangle on the map."


class EmbedLayer(QObject):
    """Connects the section *Look at* with the map, the engine and the project; emits the layers that it makes."""

    made = pyqtSignal(QgsRasterLayer)

    def __init__(self, section: LookAtSection, combo: QgsMapLayerComboBox, desk: Desk) -> None:
        super().__init__()
        self._section = section
        self._combo = combo
        self._desk = desk
        self._outside = Connections()
        self._job = Job(desk, section.embed)
        self._bands: dict[str, list[int]] = {}  # layer id: the chosen band numbers, where not all
        self._layer_id: str | None = None  # of the layer that is shown; None before the first
        self._drawn: QgsRectangle | None = None  # in the map's CRS
        self._outline = self._make_outline()
        self._tool = RectangleTool(desk.canvas)
        self._tool_before: QgsMapTool | None = None
        self._estimate: PendingRequest | None = None
        self._estimated: dict[str, Any] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(ESTIMATE_DELAY_MS)
        self._connect()
        self._leave_results_out()
        self._layer_changed()

    def show_encoders(self, encoders: list[Encoder]) -> None:
        """Offer the encoders that the engine named."""
        self._section.show_encoders(encoders)

    def close(self) -> None:
        """Stop everything and leave nothing on the map."""
        self._timer.stop()
        self._job.close()
        self._outside.close()
        self.leave_map()
        self._desk.canvas.scene().removeItem(self._outline)

    def leave_map(self) -> None:
        """Give the map back: no tool, no rectangle."""
        self._stop_drawing()
        self._outline.reset(QgsWkbTypes.GeometryType.PolygonGeometry)
        self._drawn = None

    # What was chosen

    def _layer_changed(self, _layer: QgsMapLayer | None = None) -> None:
        layer = self._combo.currentLayer()
        layer_id = "" if layer is None else layer.id()
        if layer_id == self._layer_id:
            return  # QGIS tells it again when its list of layers changes
        self._layer_id = layer_id
        has_layer = layer is not None
        for widget in (self._section.encoder_combo, *self._section.areas.buttons(), self._section.disclosure):
            widget.setEnabled(has_layer)
        self._section.bands.setEnabled(has_layer)
        self._show_bands()
        self._settings_changed()

    def _show_bands(self) -> None:
        layer = self._combo.currentLayer()
        if layer is None:
            self._section.show_bands([], 0)
            return
        bands = read_bands(layer)
        numbers = self._bands.get(layer.id(), [band.number for band in bands])
        self._section.show_bands(chosen_bands(bands, numbers), len(bands))

    def _choose_bands(self) -> None:
        layer = self._combo.currentLayer()
        if layer is None:
            return
        bands = read_bands(layer)
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

    # The drawn rectangle

    def _start_drawing(self) -> None:
        self._tool_before = self._desk.canvas.mapTool()
        self._desk.canvas.setMapTool(self._tool)
        self._section.show_estimate(DRAW_FIRST)

    def _take_drawn(self, rectangle: QgsRectangle) -> None:
        self._stop_drawing()
        if rectangle.isEmpty():
            return
        self._drawn = QgsRectangle(rectangle)
        self._show_outline()
        self._settings_changed()

    def _stop_drawing(self) -> None:
        if self._desk.canvas.mapTool() is self._tool:
            if self._tool_before is not None:
                self._desk.canvas.setMapTool(self._tool_before)
            else:
                self._desk.canvas.unsetMapTool(self._tool)
        self._tool_before = None

    def _show_outline(self) -> None:
        self._outline.reset(QgsWkbTypes.GeometryType.PolygonGeometry)
        if self._drawn is not None and self._section.area is Area.DRAWN:
            self._outline.setToGeometry(QgsGeometry.fromRect(self._drawn), None)

    def _make_outline(self) -> QgsRubberBand:
        outline = QgsRubberBand(self._desk.canvas, QgsWkbTypes.GeometryType.PolygonGeometry)
        outline.setFillColor(QColor(0, 0, 0, 0))
        outline.setStrokeColor(QColor("#fec488"))
        outline.setSecondaryStrokeColor(QColor("#202020"))
        outline.setWidth(2)
        return outline

    # The estimate

    def _settings_changed(self) -> None:
        self._show_outline()
        self._forget_estimate()
        try:
            self._params()
        except EngineFailure as failure:
            self._section.embed.set_ready(ready=False)
            self._section.show_estimate(str(failure))
        else:
            self._section.embed.set_ready(ready=True)
            self._section.show_estimate(ESTIMATING)
            self._timer.start()

    def _map_moved(self) -> None:
        if self._section.area is Area.VISIBLE and self._section.isVisible() and not self._job.is_working:
            self._settings_changed()

    def _forget_estimate(self) -> None:
        self._timer.stop()
        if self._estimate is not None:
            self._estimate.cancel()
            self._estimate = None

    def _ask_estimate(self) -> None:
        if self._job.is_working:
            return  # it would measure itself beside the work
        try:
            params = self._params()
        except EngineFailure as failure:  # the layer went meanwhile
            self._section.show_estimate(str(failure))
            return
        self._estimate = self._desk.quick.ask("estimate_embedding", params, self._show_estimate, self._show_no_estimate)

    def _show_estimate(self, value: dict[str, Any]) -> None:
        self._estimate = None
        needed, free = value["output_bytes"] + value["scratch_bytes"], value["free_bytes"]
        if free is not None and free < needed:
            self._section.show_estimate(f"Needs {size(needed)} of disk, only {size(free)} are free.")
            return
        parts = (counted(value["chips"], "chip", "chips"), duration(value["seconds"]), size(value["output_bytes"]))
        facts = f"{counted(value['patches'], 'patch', 'patches')}, {value['dim']} dimensions each."
        self._section.show_estimate(" · ".join(parts), "\n".join((facts, *value["notes"])))

    def _show_no_estimate(self, failure: EngineFailure) -> None:
        if not failure.is_cancelled:
            self._estimate = None
            self._section.show_estimate(str(failure))

    # The work

    def _params(self) -> dict[str, Any]:
        """What the engine needs to know, less the output; raises EngineFailure when the choice cannot be."""
        layer, encoder, settings = self._combo.currentLayer(), self._section.encoder, self._section.settings
        if layer is None:
            raise EngineFailure("source", NO_LAYER)
        if encoder is None:
            raise EngineFailure("setup", NO_ENCODER)
        source = read_source(layer)
        return {
            "raster": source.path,
            "encoder": encoder.name,
            "bands": self._bands.get(layer.id()),
            "extent": self._extent(layer, source),
            "patch": settings.patch,
            "filters": settings.filters,
            "seed": settings.seed,
            "dtype": settings.dtype,
        }

    def _extent(self, layer: QgsMapLayer, source: RasterSource) -> list[float] | None:
        """The chosen area in the layer's CRS as left, bottom, right, top; None for the whole."""
        if self._section.area is Area.WHOLE:
            return None
        rectangle = self._desk.canvas.extent() if self._section.area is Area.VISIBLE else self._drawn
        if rectangle is None:
            raise EngineFailure("parameter", DRAW_FIRST)
        inside = self._in_layer(rectangle, layer).intersect(source.extent)
        if inside.isEmpty():
            raise EngineFailure("outside", NOT_ON_MAP)
        if inside == source.extent:
            return None
        return [inside.xMinimum(), inside.yMinimum(), inside.xMaximum(), inside.yMaximum()]

    def _in_layer(self, rectangle: QgsRectangle, layer: QgsMapLayer) -> QgsRectangle:
        map_crs = self._desk.canvas.mapSettings().destinationCrs()
        if not (map_crs.isValid() and layer.crs().isValid()):
            return rectangle
        try:
            return QgsCoordinateTransform(map_crs, layer.crs(), self._desk.project).transformBoundingBox(rectangle)
        except QgsCsException as error:
            raise EngineFailure("outside", NOT_ON_MAP) from error

    def _embed(self) -> None:
        layer, encoder = self._combo.currentLayer(), self._section.encoder
        if layer is None or encoder is None:
            return
        try:
            params = self._params()
            source = read_source(layer)
            output = self._output(source, encoder)
        except EngineFailure as failure:
            self._fail(failure)
            return
        if output is None:
            return
        self._forget_estimate()
        if self._section.estimate.text() == ESTIMATING:
            self._section.show_estimate("")
        params["output"] = str(output)
        picture = str(output.with_name(f"{output.stem}_pca.tif"))
        steps = [
            Step("embed_raster", params, share=0.95),
            Step("principal_components", {"embeddings": str(output), "output": picture}, share=0.05),
        ]
        made = partial(self._add, source, f"{source.name} · {encoder.title}", params, time.monotonic())
        self._job.start(f"Landprint: embed {source.name}", steps, made, self._fail)

    def _output(self, source: RasterSource, encoder: Encoder) -> Path | None:
        """Where the embeddings go; None when the person would rather keep what is there."""
        chosen = self._section.settings.output
        if not chosen:
            return temporary_folder() / f"{file_stem(source.name)}_{encoder.name}.tif"
        path = Path(chosen).expanduser()
        if not path.is_absolute():
            raise EngineFailure(
                "output", f"“{chosen}” is not a full path.", "Choose the file with the button beside it."
            )
        check_output(str(path), [source.path], self._desk.project.mapLayers().values())
        if path.exists() and not self._desk.confirm(f"“{path.name}” exists. Replace it?"):
            return None
        return path

    def _add(self, source: RasterSource, name: str, params: dict[str, Any], started: float, values: list[Any]) -> None:
        embedded, picture = values
        layer = open_raster(picture["output"], name, "embedding")
        layer.setCustomProperty(EMBEDDINGS_PROPERTY, embedded["output"])
        style_components(layer)
        facts = (
            f"{embedded['valid_patches']:,} of {embedded['patches']:,} patches with {embedded['dim']} dimensions each.",
            "Shown by its first three principal components as red, green and blue.",
            *embedded["notes"],
        )
        describe(layer, Provenance("Embedding layer", "embed_raster", source.path, params, facts))
        add_layer(self._desk.project, layer)
        took = duration(time.monotonic() - started).replace("about ", "")
        patches = counted(embedded["valid_patches"], "patch", "patches")
        self._desk.notices.done(f"{patches} embedded in {took}.", embedded["output"])
        self.made.emit(layer)
        self._settings_changed()

    def _fail(self, failure: EngineFailure) -> None:
        self._section.mark_output(wrong=failure.code == "output" and bool(self._section.settings.output))
        self._desk.notices.failed(failure)
        if failure.is_cancelled:
            self._section.show_estimate("Stopped. What is done is kept: embed again and it continues.")
        else:
            self._settings_changed()

    # How it hangs together

    def _leave_results_out(self, *_layers: object) -> None:
        """Offer no layer that Landprint itself made."""
        layers = self._desk.project.mapLayers().values()
        self._combo.setExceptedLayerList([layer for layer in layers if layer.customProperty(RESULT_PROPERTY)])

    def _connect(self) -> None:
        section = self._section
        section.changed.connect(self._settings_changed)
        section.bands_wanted.connect(self._choose_bands)
        section.drawing_wanted.connect(self._start_drawing)
        section.embed_wanted.connect(self._embed)
        self._tool.extentChanged.connect(self._take_drawn)
        self._tool.left.connect(self._stop_drawing)
        self._timer.timeout.connect(self._ask_estimate)
        self._outside.connect(self._combo.layerChanged, self._layer_changed)
        self._outside.connect(self._desk.canvas.extentsChanged, self._map_moved)
        self._outside.connect(self._desk.project.layersAdded, self._leave_results_out)
